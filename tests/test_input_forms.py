"""What the input of ``opinionclf classify`` is taken for: an article, rows, or what has to be made into them first."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from conftest import PATIENCE, Called, article, json_lines, records

from opinionclf.batches import BATCH_TEXTS
from opinionclf.commands.inputs import Inputs, grouped
from opinionclf.commands.rows import ARTICLE, JSON_LINES, PROBLEM, Block, Fields

Call = Callable[..., Called]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]
ROWS = json_lines([{"body": "The bridge closed.", "key": 1}, {"body": "It was a shameful mistake.", "key": 2}])
TEXTS = ["The bridge closed.", "It was a shameful mistake."]


def fed(start: Start, parts: list[bytes], *arguments: object) -> tuple[list[dict], str, int]:
    """What comes of standard input that is written part by part."""
    process = start("classify", "--format", "jsonl", *arguments)
    assert process.stdin is not None
    for part in parts:
        process.stdin.write(part)
        process.stdin.flush()
        time.sleep(0.6 if part is parts[0] else 0.05)  # for the first one the command has to start
    output, errors = process.communicate(timeout=PATIENCE)
    return records(output), errors.decode(), process.returncode


@pytest.mark.parametrize("head", [b"{", b" \n{ ", b"\xef", b"\xef\xbb", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n{"])
def test_rows_are_rows_wherever_the_first_write_ends(start: Start, head: bytes) -> None:
    rest = b'{"text": "The bridge closed."}\n'
    mark = b"\xef\xbb\xbf"[len(head) :] if head.startswith(b"\xef") else b""
    rest = mark + (rest[1:] if b"{" in head else rest)
    found, errors, status = fed(start, [head, rest])
    assert ([row["text"] for row in found], errors, status) == ([TEXTS[0]], "", 0)


@pytest.mark.parametrize("form", ["jsonl", "lines"])
def test_a_mark_is_found_wherever_the_first_write_ends(start: Start, form: str) -> None:
    line = b'{"text": "The bridge closed."}\n'
    found, errors, status = fed(start, [b"\xef", b"\xbb", b"\xbf" + line], "--input", form)
    assert ([row["text"] for row in found], errors, status) == ([TEXTS[0] if form == "jsonl" else line.decode()[:-1]], "", 0)
    found, errors, status = fed(start, [b"\x1f", gzip.compress(line)[1:]], "--input", form)
    assert (found, status) == ([], 2)
    assert "compressed (gzip)" in errors
    assert "byte order mark of utf-16" in fed(start, [b"\xff", b"\xfe" + line], "--input", form)[1]


def test_an_article_that_is_written_in_pieces_is_one(start: Start) -> None:
    for parts in ([b"{", b"sic} It closed."], [b"\xef", b"\xbb\xbfIt", b" closed."], [b"\n", b" ", b"It closed."]):
        ((row,), errors, status) = fed(start, parts)
        assert (row["text"].strip("{sic} \n"), errors, status) == ("It closed.", "", 0)


@pytest.mark.parametrize("name", ["part-00000", "rows.txt", "rows"])
def test_rows_are_known_by_their_content_where_the_name_tells_nothing(call: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf\n" + ROWS)
    result = call("classify", path, "--text", "body", "--id", "key", "--format", "jsonl")
    assert (result.returncode, result.stderr) == (0, "")
    assert [(row["line"], row["id"], row["text"]) for row in records(result.stdout)] == [(2, 1, TEXTS[0]), (3, 2, TEXTS[1])]
    assert f"{path}:2: no field 'text'" in call("classify", path).stderr
    (row,) = records(call("classify", path, "--input", "text", "--format", "jsonl").stdout)
    assert row["text"] == "\n" + ROWS.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_rows_from_a_named_pipe_are_rows(call: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb", buffering=0) as end:
            for part in (ROWS[:1], ROWS[1:9], ROWS[9:]):
                end.write(part)
                time.sleep(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    result = call("classify", pipe, "--text", "body", "--format", "jsonl")
    writer.join()
    assert ([row["text"] for row in records(result.stdout)], result.stderr) == (TEXTS, "")


@pytest.mark.parametrize("first", [b"oops\n", b"oops\n" * 30, b"\xff\n", b"\n[1]\n", b'"text"\n'])
def test_a_bad_first_line_makes_no_article_of_rows_whose_fields_are_named(run: Run, first: bytes) -> None:
    for options in (("--text", "body"), ("--text", "body", "--id", "key")):
        result = run("classify", "--format", "jsonl", *options, stdin=first + ROWS)
        assert ([row["text"] for row in records(result.stdout)], result.returncode) == (TEXTS, 2)
        n = len(first.strip().splitlines())
        assert result.stderr.count("standard input:") == min(n, 3)
        assert result.stderr.endswith(f"opinionclf: {n} of {n + 2} rows left out\n")


def test_fields_of_an_article_are_refused_wherever_it_comes_from(run: Run, tmp_path: Path) -> None:
    text = article(1).encode()
    (tmp_path / "a.txt").write_bytes(text)
    (tmp_path / "rows.jsonl").write_bytes(ROWS)
    for option in (("--text", "body"), ("--text", "text"), ("--id", "key"), ("--id", "")):
        for name, told in (("-", "standard input"), (tmp_path / "a.txt", tmp_path / "a.txt")):
            result = run("classify", name, *option, stdin=text)
            assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
            assert f"{told}: only rows have fields" in result.stderr
    result = run("classify", tmp_path / "a.txt", tmp_path / "rows.jsonl", "--text", "body", "--format", "jsonl")
    assert ([row["text"] for row in records(result.stdout)], result.stderr) == ([text.decode(), *TEXTS], "")


def test_an_empty_name_is_a_name_of_a_field(run: Run) -> None:
    rows = json_lines([{"": 7, "text": "It closed.", "id": 9}])
    (row,) = records(run("classify", "--id", "", "--format", "jsonl", stdin=rows).stdout)
    assert row["id"] == 7
    (row,) = records(run("classify", "--text", "", "--format", "jsonl", stdin=b'{"": "It closed.", "id": 9}\n').stdout)
    assert (row["id"], row["text"]) == (9, "It closed.")


TABLES = [
    b"id\ttext\n1\tThe bridge closed.\n", b"id,text\n1,The bridge closed.\n2,It was bad.\n", b"url;Body\n/a;It closed.\n",
    b'\xef\xbb\xbf,"id","article"\r\n0,1,"The bridge, it is said, closed."\r\n',
]  # fmt: skip


@pytest.mark.parametrize("content", TABLES)
def test_what_is_plainly_a_table_is_refused(call: Call, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "rows").write_bytes(content)
    for command in (("classify",), ("classify", "--text", "body"), ("explain",)):
        result = call(*command, tmp_path / "rows")
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert "a table, not an article; opinionclf classify --input csv labels its rows" in result.stderr
    assert call("classify", tmp_path / "rows", "--input", "text").returncode == 0


@pytest.mark.parametrize("text", [
    "Text, body and soul\n\nThe choir, all forty of it, sang.\n", "Article\tText\n\nThe bridge closed on Monday.\n",
    "text,body\n", "content;article\n\nIt closed.\n", "London,Paris\nRome,Athens\n", "Body text:\n- one, two\n- three, four\n",
    "{sic} The bridge closed.", "[{1}] The bridge closed.", "\n\n",
])  # fmt: skip
def test_no_article_is_taken_for_a_table_or_rows(call: Call, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result = call("classify", tmp_path / "a.txt", "--format", "jsonl")
    assert (result.returncode, [row["text"] for row in records(result.stdout)]) == (0, [text])


def test_explain_refuses_a_file_of_json(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ROWS)
    result = call("explain", tmp_path / "a.txt")
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "a.txt: JSON, not an article" in result.stderr


def test_a_sentence_in_place_of_a_file_is_told_where_sentences_go(call: Call) -> None:
    for sentence in ("It was a shameful decision.", "What a farce", "It was shameful. " * 40):
        told = f"{sentence}: no such file; for a sentence use opinionclf explain, or pipe it into opinionclf classify"
        assert call("classify", sentence).stderr == f"opinionclf: {told}\n"
    assert call("classify", "my article.txt").stderr == "opinionclf: my article.txt: no such file\n"


def test_an_address_is_named_as_it_was_given_and_not_fetched(call: Call) -> None:
    told = "opinionclf: http://example.com/: no such file, and nothing is fetched; save the text of the page to a file\n"
    assert call("classify", "http://example.com/").stderr == call("explain", "http://example.com/").stderr == told


def test_an_empty_name_is_no_folder(call: Call) -> None:
    assert call("classify", "").stderr == "opinionclf: expected the name of a file, not an empty one; - is standard input\n"


def test_a_row_without_the_field_of_the_text_says_which_option_names_another(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json_lines([{"id": 1, "story": "It closed."}]))
    told = f"opinionclf: {path}:1: no field 'text' (fields of this row: 'id', 'story'); --text names another\n"
    assert call("classify", path).stderr == told


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_wrong_is_told_in_the_order_of_the_input(call: Call, tmp_path: Path, jobs: int) -> None:
    for number in range(6):
        rows = [{"text": article(line)} for line in range(300)]
        bad = [b"bad\n", b"[1]\n", b"\xff\n", b"\0\n", b'{"text": 1}\n', b'{"text": null}\n'][number]  # six kinds of faults
        (tmp_path / f"{number}.jsonl").write_bytes(json_lines(rows) + bad)
    files = [tmp_path / name for number in range(6) for name in (f"{number}.jsonl", f"none-{number}.txt")]
    result = call("classify", *files, "--format", "jsonl", "--jobs", jobs)
    *lines, last = result.stderr.splitlines()
    told = [line.removeprefix(f"opinionclf: {tmp_path}/").partition(":")[0] for line in lines]
    assert told == [file.name for file in files]
    assert last == "opinionclf: 6 of 1806 rows left out"


@pytest.mark.parametrize("name", ["utf8", "UTF_8", "utf-8"])
def test_however_an_encoding_is_spelled_the_same_is_told(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"The caf\xe9 closed.")
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "The caf\xe9 closed."}\n')
    (tmp_path / "b.txt").write_bytes("It closed.".encode("utf-16"))
    hint = "if you know the encoding, say so, for example --encoding cp1252"
    for file, told in (
        ("a.txt", f":1: byte 0xe9 is not valid UTF-8 (offset 7); {hint}"),
        ("a.jsonl", f":1: byte 18 of the line (0xe9) is not valid UTF-8; {hint}"),
        ("b.txt", ":1: starts with the byte order mark of utf-16; say --encoding utf-16"),
    ):
        lines = call("classify", tmp_path / file, "--encoding", name).stderr.splitlines()
        assert lines[0] == f"opinionclf: {tmp_path / file}{told}"


def test_blocks_stand_for_all_bytes_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“Größe,” she said.", encoding="utf-8")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(3000):
        sheet.append([f"It rained on day {number}." if number else "text"])
    book.save(tmp_path / "a.xlsx")
    for name, form in (("a.txt", "text"), ("a.xlsx", None)):
        inputs = Inputs([str(tmp_path / name)], form, Fields())
        sizes = [block.size for block in inputs.blocks()]
        assert sum(sizes) == inputs.size
        assert len(sizes) == 1 or sizes[0] > 0


@pytest.mark.skipif(os.name != "posix", reason="no pipes to look at here")
def test_what_comes_from_a_pipe_in_small_pieces_is_labelled_in_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    end, start = os.pipe()
    os.write(start, ROWS * 20)
    os.close(start)

    class Pieces:
        def fileno(self) -> int:
            return end

        def read1(self, size: int) -> bytes:
            return os.read(end, 10)

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Pieces()))
    first, *others = Inputs(["-"], "jsonl", Fields()).blocks()
    os.close(end)
    assert len(others) <= 1  # what tells whether it begins with a mark may stand alone
    assert first.data + b"".join(block.data for block in others) == ROWS * 20


def test_small_articles_are_put_together_and_empty_ones_not_without_end() -> None:
    def sizes(*blocks: Block) -> list[int]:
        return [len(group) for group in grouped(iter(blocks), 10)]

    small, large, empty = (Block(ARTICLE, "a.txt", 0, "x" * n, n) for n in (4, 20, 0))
    assert sizes(small, small, small, small, large, small) == [3, 2, 1]
    assert sizes(small, Block(PROBLEM, "b.txt", 0, "not found", 0), small, Block(JSON_LINES, "c", 1, b"{}", 2)) == [2, 2]
    assert sizes(*[empty] * (BATCH_TEXTS + 1)) == [BATCH_TEXTS, 1]
