"""``opinionclf classify`` as a filter: rows in, labelled rows out as they come, in order."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PATIENCE, Called, article, json_lines, records

import opinionclf

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]


def expected(line: int, text: str, **more: Any) -> dict[str, Any]:
    return {"file": "-", "line": line, **more, **opinionclf.classify(text).to_dict()}


def test_json_lines_on_standard_input_give_one_labelled_line_each(run: Run) -> None:
    rows = [{"id": "a", "text": article(0)}, {"id": 7, "text": article(1), "url": "x"}, {"text": ""}]
    result = run("classify", "--format", "jsonl", stdin=json_lines(rows))
    assert (result.returncode, result.stderr) == (0, "")
    assert records(result.stdout) == [expected(1, article(0), id="a"), expected(2, article(1), id=7), expected(3, "")]


def test_text_and_id_are_found_where_the_user_says(run: Run) -> None:
    rows = [{"text": "no", "body": article(0), "key": [1]}, {"body": article(1)}]
    result = run("classify", "--format", "jsonl", "--text", "body", "--id", "key", stdin=json_lines(rows))
    assert records(result.stdout) == [expected(1, article(0), id=[1])]
    told = "standard input:2: no field 'key' (fields of this row: 'body'); --id names another"
    assert result.stderr == f"opinionclf: {told}\nopinionclf: 1 of 2 rows left out\n"


def test_a_field_that_no_row_has_is_not_told_of_every_row(run: Run) -> None:
    stdin = json_lines([{"text": article(0), "n": number} for number in range(60)])
    result = run("classify", "--text", "headline", "--input", "jsonl", stdin=b"bad\n" + stdin)
    *rows, last, total = result.stderr.splitlines()
    assert result.returncode == 2
    assert total == "opinionclf: 61 of 61 rows left out"
    assert [row.partition(": no field 'headline'")[0] for row in rows[1:]] == [
        f"opinionclf: standard input:{line}" for line in (2, 3, 4)
    ]
    assert last == "opinionclf: no field 'headline': 60 rows in all, of which the first 3 are named above"


def test_a_text_that_no_row_has_is_not_told_of_every_row(run: Run) -> None:
    *rows, last, _ = run("classify", stdin=json_lines([{"text": None}] * 60)).stderr.splitlines()
    assert rows == [f"opinionclf: standard input:{line}: field 'text' holds null, not a string" for line in (1, 2, 3)]
    assert last == "opinionclf: field 'text' holds null: 60 rows in all, of which the first 3 are named above"


def test_an_id_that_is_no_number_is_none_and_what_json_can_not_hold_is_refused(run: Run) -> None:
    ids = (float("nan"), float("inf"), {"n": [float("nan")]}, 1.5, {"n": [2]})
    result = run("classify", "--format", "jsonl", stdin=json_lines([{"id": found, "text": "It opened."} for found in ids]))
    assert [(record["line"], record.get("id")) for record in records(result.stdout)] == [(1, None), (4, 1.5), (5, {"n": [2]})]
    told = "field 'id' holds what can't be written as JSON (NaN, Infinity, or nested too deeply)"
    assert result.stderr.startswith("".join(f"opinionclf: standard input:{line}: {told}\n" for line in (2, 3)))


def test_csv_names_its_columns_even_where_no_row_follows(run: Run, tmp_path: Path) -> None:
    head = run("classify", "--format", "csv", stdin=b"It opened.").stdout.splitlines(keepends=True)[0]
    assert run("classify", "--format", "csv", stdin=b"\n\n").stdout == head
    assert run("classify", "--format", "csv", "--output", tmp_path / "out.csv").returncode == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == head
    assert run("classify", "nothere.txt", "--format", "csv").stdout == ""


def test_fields_are_refused_where_there_can_be_none(call: Callable[..., Called], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"It opened.\nIt closed.\n")
    for options in (("--text", "body"), ("--id", ""), ("--input", "lines", "--id", "key"), ("--input", "text", "--text", "")):
        result = call("classify", path, *options)
        assert (result.returncode, result.stdout) == (2, "")
        assert "a.txt: only rows have fields" in result.stderr


@pytest.mark.parametrize(("line", "message"), [
    (b"{not json}", "not valid JSON"),
    (b"[1, 2]", "expected a JSON object"),
    (b'{"body": "x"}', "no field 'text'"),
    (b'{"text": null}', "holds null"),
    (b'{"text": ["x"]}', "holds a list"),
    (b'{"text": "caf\xe9"}', "byte 14 of the line (0xe9)"),
    (b'{"text": "a\0b"}', "zero bytes"),
    (b"[" * 100_000, "not valid JSON"),
])  # fmt: skip
def test_a_bad_line_is_reported_with_its_number_and_left_out(run: Run, line: bytes, message: str) -> None:
    good = json.dumps({"text": article(0)}).encode()
    result = run("classify", "--format", "jsonl", stdin=good + b"\r\n\n" + line + b"\n" + good)
    assert [(record["line"], record["text"]) for record in records(result.stdout)] == [(1, article(0)), (4, article(0))]
    assert result.stderr.splitlines()[1:] == ["opinionclf: 1 of 3 rows left out"]
    assert "standard input:3:" in result.stderr
    assert message in result.stderr
    assert result.returncode == 2


def test_a_file_of_rows_is_known_by_its_name_and_may_begin_with_a_byte_order_mark(run: Run, tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.ndjson"):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + json_lines([{"text": article(2)}]))
        (record,) = records(run("classify", path, "--format", "jsonl").stdout)
        assert record == {**expected(1, article(2)), "file": str(path)}


def test_an_article_that_begins_with_a_brace_is_an_article(run: Run) -> None:
    text = "{sic} The bridge opened on Monday.\n\nIt closed.\n"
    (record,) = records(run("classify", "--format", "jsonl", stdin=text.encode()).stdout)
    assert record == {"file": "-", **opinionclf.classify(text).to_dict()}


JSON = ("jq -c '.[]' FILE > FILE.jsonl of an array, jq -c . of one object; opinionclf classify --input jsonl", "call it .jsonl")
PAGE = ("extract the article's text first, for example with trafilatura",) * 2
XML = ("take the article's text out of it first",) * 2
NO_ARTICLES = [
    ("a.xls", b"body\nIt rained on Monday.\n", ("save it as CSV or .xlsx, whose rows opinionclf classify labels",
                                                "save it as CSV or .xlsx (--text-column names")),
    ("a.txt", b"text;n\nIt rained on Monday.;1\n", ("opinionclf classify --input csv labels its rows", "call it .csv")),
    ("a.json", b'{"text": "It rained on Monday."}', JSON),
    ("a.txt", b'\n[ {"text": "It rained on Monday."}]', JSON),
    ("a.HTM", b"It rained on Monday.", PAGE),
    ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>It rained on Monday.", PAGE),
    ("a.txt", b"<html lang='en'><p>It rained on Monday.", PAGE),
    ("a.xml", b"It rained on Monday.", XML),
    ("a.txt", b'<?xml version="1.0"?>\n<item><p>It rained on Monday.</p></item>', XML),
    ("a.txt", b'<doc title="Rain">\n  <main>\n    <p>It rained on Monday.</p>\n  </main>\n</doc>\n', XML),
    ("a.gz", b"It rained on Monday.", ("unpack it first, or pipe it: zcat FILE | opinionclf classify", "unpack it first\n")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "remedies"), NO_ARTICLES)
def test_what_is_no_article_is_refused_unless_the_user_knows_better(
    call: Callable[..., Called], tmp_path: Path, name: str, content: bytes, remedies: tuple[str, str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for command in (("classify", path), ("explain", path), ("suggest", path, "--output", "out.csv")):
        result = call(*command)
        if command[0] == "suggest" and name == "a.json":
            assert result.returncode == 0  # it reads tables
            continue
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert remedies[command[0] == "suggest"] in result.stderr
        assert ("--input text" in result.stderr) == (command[0] == "classify")
        assert command[0] != "suggest" or "opinionclf classify" not in result.stderr
    assert call("classify", path, "--input", "text").returncode == 0


def test_what_is_packed_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    packed = gzip.compress(json_lines([{"text": article(0)}]))
    (tmp_path / "a.jsonl").write_bytes(packed)
    (tmp_path / "a.txt").write_bytes(packed)
    results = [run("classify", tmp_path / "a.jsonl"), run("classify", tmp_path / "a.txt", "--input", "text")]
    for result in [*results, run("classify", stdin=packed)]:
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert "compressed (gzip); unpack it first, or pipe it: zcat FILE" in result.stderr
    assert "a web page" in run("classify", stdin=b"<html>It rained.").stderr
    assert run("classify", "--input", "text", stdin=b"<html>It rained.").returncode == 0


def test_lines_of_text_are_a_document_each(run: Run) -> None:
    lines = ["The bridge opened on Monday.", "", '{"text": "It is a disgrace."}']
    result = run("classify", "--input", "lines", "--format", "jsonl", stdin="\r\n".join(lines).encode())
    assert records(result.stdout) == [expected(number, line) for number, line in enumerate(lines, 1)]


def test_rows_may_be_in_another_encoding_that_has_line_ends(run: Run) -> None:
    result = run("classify", "--input", "lines", "--format", "jsonl", "--encoding", "cp1252", stdin=b"The caf\xe9 opened.\n")
    assert [record["text"] for record in records(result.stdout)] == ["The café opened."]
    result = run("classify", "--input", "lines", "--encoding", "utf-16", stdin="The café.".encode("utf-16"))
    assert (result.returncode, result.stdout) == (2, "")
    assert "utf-16" in result.stderr


def test_rows_in_utf_16_are_to_be_converted(run: Run) -> None:
    for encoding in ("utf-16", "utf-32"):
        result = run("classify", "--input", "jsonl", stdin='{"text": "It opened."}'.encode(encoding))
        assert f"starts with the byte order mark of {encoding}; convert the input to UTF-8" in result.stderr
        assert "--encoding" not in result.stderr


def test_csv_and_text_name_the_line(run: Run) -> None:
    stdin = json_lines([{"id": "=a", "text": "It opened."}, {"id": {"n": 1}, "text": "It closed."}])
    lines = run("classify", "--format", "csv", stdin=stdin).stdout.splitlines()
    assert lines[0].startswith("file,line,id,start")
    assert [line.split(",0,", 1)[0] for line in lines[1:]] == ["-,1,'=a", """-,2,"{""n"": 1}\""""]
    shown = run("classify", stdin=stdin).stdout
    assert shown.startswith("standard input:1\n")
    assert "\n\nstandard input:2\n" in shown


def test_several_processes_write_the_same_bytes_as_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"id": number, "text": article(number)} for number in range(3000)]
    path.write_bytes(json_lines(rows).replace(b'"id": 1500', b'"id" 1500'))
    one, two = (run("classify", path, "--format", "jsonl", "--jobs", jobs) for jobs in (1, 2))
    assert one.stdout == two.stdout
    told = [f"opinionclf: {path}:1501: not valid JSON (Expecting ':' delimiter)", "opinionclf: 1 of 3000 rows left out"]
    assert one.stderr.splitlines() == two.stderr.splitlines() == told
    assert [record["id"] for record in records(one.stdout)] == [*range(1500), *range(1501, 3000)]


@pytest.mark.parametrize("jobs", ["0", "-2", "many"])
def test_an_impossible_number_of_processes_is_refused(run: Run, jobs: str) -> None:
    result = run("classify", "--jobs", jobs)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1


def test_a_row_is_answered_before_the_next_one_comes(start: Start) -> None:
    process = start("classify", "--format", "jsonl")
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(json_lines([{"text": article(number)}]))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["text"] == article(number)
    process.stdin.close()
    assert process.wait(timeout=PATIENCE) == 0
