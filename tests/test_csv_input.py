"""``opinionclf classify`` on rows of CSV and Excel: cut into cells as they come, with what is wrong in its place."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import PATIENCE, Called, article, records
from hypothesis import given
from hypothesis import strategies as st

from opinionclf.commands.rows import Fields
from opinionclf.commands.tables import csv_blocks

Call = Callable[..., Called]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]
TEXTS = ["The bridge closed,\nthe mayor said.", 'It was "shameful"; so much is sure.', "It rained."]


def table(rows: list[list[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


ROWS = [["Nr", "Volltext (neu)", "Ort"], *([number, text, "Stell"] for number, text in enumerate(TEXTS))]
NAMED = ("--text", "Volltext (neu)", "--id", "Nr", "--format", "jsonl")


@pytest.mark.parametrize(("name", "content"), [
    ("a.csv", table(ROWS)), ("a.csv", table(ROWS, ";")), ("a.csv", table(ROWS, "\t")), ("a.tsv", table(ROWS, "\t")),
    ("a.tab", table(ROWS, "\t")), ("a.CSV", b"\xef\xbb\xbf" + table(ROWS)), ("a.csv", b"sep=|\r\n" + table(ROWS, "|")),
    ("a.csv", table(ROWS).replace(b"\r\n", b"\n")),
])  # fmt: skip
def test_rows_of_csv_are_documents(call: Call, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = call("classify", path, *NAMED)
    assert (result.returncode, result.stderr) == (0, "")
    first = 3 if content.startswith(b"sep") else 2
    found = [(row["line"], row["id"], row["text"].replace("\r\n", "\n")) for row in records(result.stdout)]
    assert found == list(zip((first, first + 2, first + 3), ("0", "1", "2"), TEXTS, strict=True))


def test_csv_on_standard_input_is_read_where_the_user_says_so(run: Run) -> None:
    content = table(ROWS)
    for options in ((), ("--input", "csv")):
        result = run("classify", *NAMED, *options, stdin=content)
        assert ([row["id"] for row in records(result.stdout)], result.stderr) == (["0", "1", "2"], "")
    assert run("classify", "--input", "csv", stdin=b"id,text\n1,It rained.\n").returncode == 0
    assert "say --encoding utf-16" in run("classify", *NAMED, "--input", "csv", stdin=table(ROWS, encoding="utf-16")).stderr
    result = run("classify", *NAMED, "--input", "csv", "--encoding", "utf-16", stdin=table(ROWS, encoding="utf-16"))
    assert ([row["id"] for row in records(result.stdout)], result.stderr) == (["0", "1", "2"], "")


def test_a_row_of_csv_is_answered_before_the_next_one_comes(start: Start) -> None:
    process = start("classify", "--format", "jsonl", "--input", "csv")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"id,text\n")
    for number in range(3):
        process.stdin.write(f'{number},"It rained,\nall day {number}."\n'.encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == str(number)
    process.stdin.close()
    assert process.wait(timeout=PATIENCE) == 0


def test_a_bad_row_of_csv_is_reported_with_its_line_and_left_out(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,"It rained,\nall day."\n2\n3,a,b\n\n,\n4,caf\xe9\n5,a\0b\n6,It snowed.\n')
    result = call("classify", path, "--format", "jsonl")
    assert ([(row["line"], row["id"]) for row in records(result.stdout)], result.returncode) == ([(2, "1"), (10, "6")], 2)
    assert result.stderr.splitlines() == [f"opinionclf: {line}" for line in (
        f"{path}:4: 1 cell where the first line has 2; some are missing",
        f"{path}:5: 3 cells where the first line has 2; put quotation marks around cells that hold what parts them",
        f"{path}:8: not valid UTF-8 (byte 0xe9); if you know the encoding, say so, for example --encoding cp1252",
        f"{path}:9: not a text file (it holds zero bytes)",
        "4 of 6 rows left out",
    )]  # fmt: skip
    assert "café" in call("classify", path, "--encoding", "cp1252").stdout


def test_behind_a_quotation_mark_that_is_not_closed_nothing_is_read_and_that_is_told(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,It rained.\n2,"It snowed.\n3,It closed.\n')
    result = call("classify", path, "--format", "jsonl")
    assert ([row["id"] for row in records(result.stdout)], result.returncode) == (["1"], 2)
    why = "a quotation mark that this row opens is never closed"
    assert result.stderr == f"opinionclf: {path}:3: not a valid table ({why}); nothing is read from here on\n"


def test_a_column_that_csv_lacks_is_told_at_once_with_those_there_are(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table(ROWS))
    for options, name in (((), "text"), (("--text", "Volltext"), "Volltext"), ((*NAMED, "--keep", "Medium"), "Medium")):
        told = call("classify", path, *options).stderr
        assert told.startswith(f"opinionclf: {path}: no column '{name}' (columns: Nr, Volltext (neu), Ort); --")
    path.write_bytes(b"text,text\na,b\n")
    assert "2 columns are called 'text'; rename all but one" in call("classify", path).stderr


NO_NAMES = "expected the names of columns, such as id,text, and rows below them"
FIRST_LINES = [
    (b"", NO_NAMES),
    (b"\n\n", NO_NAMES),
    (b"nr|text\n1|It rained.\n",
     "no column 'text' (columns: nr|text); commas, semicolons or tabs part the columns of a table, | does not"),
    (b'1,"' + b"It rained on Monday. " * 50 + b'"\n',
     "no column 'text' (columns: 1, It rained on Monday. It rained on Monday. It rained on Monda...); "
     "the first line of a table holds the names of its columns"),
    (b",".join(b"c%d" % n for n in range(30)) + b"\n",
     f"no column 'text' (columns: {', '.join(f'c{n}' for n in range(20))}, ...); --text names another"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "why"), FIRST_LINES)
def test_what_is_no_line_of_names_is_told_in_one_short_line(call: Call, tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert call("classify", path) == (2, "", f"opinionclf: {path}: {why}\n")


def test_names_of_columns_in_another_encoding_are_told_if_one_is_missing(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Überschrift;text\nRegen;It rained.\n".encode("cp1252"))
    keep = ("--keep", "Überschrift", "--format", "csv")
    told = call("classify", path, *keep).stderr
    assert "the names are not valid UTF-8 (byte 0xdc); if you know the encoding, say so, for example --encoding cp1252" in told
    assert call("classify", path, *keep, "--encoding", "cp1252").returncode == 0
    assert call("classify", path).returncode == 0  # the names that are needed can be read


def test_an_apostrophe_that_guards_a_cell_is_taken_away(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,'- It rained.\n2,'Twas raining.\n")
    assert [row["text"] for row in records(call("classify", path, "--format", "jsonl").stdout)] == [
        "- It rained.", "'Twas raining.",
    ]  # fmt: skip


def test_a_run_on_csv_is_resumed_and_two_processes_write_the_same(call: Call, tmp_path: Path) -> None:
    path, output = tmp_path / "a.csv", tmp_path / "out.jsonl"
    path.write_bytes(table([["id", "text"], *([n, f"{article(n)}\n\n{article(n + 1)}"] for n in range(1500))]))
    to = (path, "--output", output)
    assert call("classify", *to).returncode == 0
    whole = output.read_bytes()
    for n, jobs in ((0, 1), (7, 2), (1203, 1)):
        lines = whole.splitlines(keepends=True)
        output.rename(tmp_path / "out.jsonl.part").write_bytes(b"".join(lines[:n]) + lines[n][:50])
        assert call("classify", *to, "--resume", "--jobs", jobs) == (0, "", "")
        assert output.read_bytes() == whole
    assert "is whole, nothing is left to do" in call("classify", *to, "--resume").stderr


def test_rows_of_excel_are_documents(call: Call, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "text", "n"], [1, "It rained.", 0.5], [2, 17, 1], [3, "'=It snowed.", None]):
        book.active.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    result = call("classify", path, "--format", "jsonl", "--keep", "n")
    found = [(row["line"], row["id"], row["n"], row["text"]) for row in records(result.stdout)]
    assert found == [(2, 1, 0.5, "It rained."), (4, 3, None, "=It snowed.")]
    assert f"{path}:3: field 'text' holds a number, not a string" in result.stderr
    assert "no column 'body' (columns: id, text, n)" in call("classify", path, "--text", "body").stderr
    assert "Excel can't be read from standard input" in call("classify", "-", "--input", "excel").stderr


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2)),
       st.integers(1, 9))  # fmt: skip
def test_cells_are_the_same_wherever_the_stream_is_cut(cells: list[list[str]], step: int) -> None:
    data = table([["id", "text"], *([f"x{a}", f"x{b}"] for a, b in cells)])
    parts = [data[i : i + step] for i in range(0, len(data), step)]
    found = [row for block in csv_blocks(parts, "a.csv", Fields()) for _, row in block.data]
    assert found == [{"text": f"x{b}", "id": f"x{a}"} for a, b in cells]


def excel_file(path: Path, *rows: list[Any]) -> Path:
    """Write a workbook whose rows end with their last cell, as programs write them that don't hold it in memory."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_an_excel_row_that_ends_early_takes_no_column_from_the_others(call: Call, tmp_path: Path) -> None:
    path = excel_file(tmp_path / "a.xlsx", ["text", "id", "outlet"], ["It rained."], ["It snowed.", "two", "Courier"])
    for options in ((), ("--id", "id")):
        result = call("classify", path, "--format", "jsonl", "--keep", "outlet", *options)
        found = [(row.get("id"), row["outlet"]) for row in records(result.stdout)]
        assert (found, result.returncode, result.stderr) == ([(None, None), ("two", "Courier")], 0, "")


def test_columns_of_an_excel_file_without_rows_are_looked_at_too(call: Call, tmp_path: Path) -> None:
    path = excel_file(tmp_path / "a.xlsx", ["id", "body"])
    result = call("classify", path)
    told = f"opinionclf: {path}: no column 'text' (columns: id, body); --text names another\n"
    assert (result.returncode, result.stderr) == (2, told)
    assert call("classify", path, "--text", "body").returncode == 0


def test_only_a_column_that_is_needed_may_not_stand_twice(call: Call, tmp_path: Path) -> None:
    rows = [["text", "note", "note"], ["It rained.", "a", "b"]]
    (tmp_path / "a.csv").write_bytes(table(rows))
    for path in (tmp_path / "a.csv", excel_file(tmp_path / "a.xlsx", *rows)):
        assert call("classify", path).returncode == 0
        told = call("classify", path, "--keep", "note", "--format", "csv").stderr
        assert told == f"opinionclf: {path}: 2 columns are called 'note'; rename all but one\n"
