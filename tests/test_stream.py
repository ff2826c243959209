"""``opinionclf classify`` as a filter: rows in, labelled rows out as they come, in order, whatever ends it."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import article, environment, json_lines, wait_for

import opinionclf

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]


def expected(line: int, text: str, **more: Any) -> dict[str, Any]:
    return {"file": "-", "line": line, **more, **opinionclf.classify(text).to_dict()}


def records(output: str | bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_lines_on_standard_input_give_one_labelled_line_each(run: Run) -> None:
    rows = [{"id": "a", "text": article(0)}, {"id": 7, "text": article(1), "url": "x"}, {"text": ""}]
    result = run("classify", "--format", "jsonl", stdin=json_lines(rows))
    assert (result.returncode, result.stderr) == (0, "")
    assert records(result.stdout) == [expected(1, article(0), id="a"), expected(2, article(1), id=7), expected(3, "")]


def test_text_and_id_are_found_where_the_user_says(run: Run) -> None:
    rows = [{"text": "no", "body": article(0), "key": [1]}, {"body": article(1)}]
    result = run("classify", "--format", "jsonl", "--text", "body", "--id", "key", stdin=json_lines(rows))
    assert records(result.stdout) == [expected(1, article(0), id=[1])]
    assert result.stderr == "opinionclf: standard input:2: no field 'key' (fields of this row: 'body')\n"


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
    assert result.stderr.count("\n") == 1
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


def test_csv_and_text_name_the_line(run: Run) -> None:
    stdin = json_lines([{"id": "=a", "text": "It opened."}, {"id": {"n": 1}, "text": "It closed."}])
    lines = run("classify", "--format", "csv", stdin=stdin).stdout.splitlines()
    assert lines[0].startswith("file,line,id,start")
    assert [line.split(",0,", 1)[0] for line in lines[1:]] == ["'-,1,'=a", """'-,2,"{""n"": 1}\""""]
    shown = run("classify", stdin=stdin).stdout
    assert shown.startswith("standard input:1\n")
    assert "\n\nstandard input:2\n" in shown


def test_several_processes_write_the_same_bytes_as_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"id": number, "text": article(number)} for number in range(3000)]
    path.write_bytes(json_lines(rows).replace(b'"id": 1500', b'"id" 1500'))
    one, two = (run("classify", path, "--format", "jsonl", "--jobs", jobs) for jobs in (1, 2))
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr == f"opinionclf: {path}:1501: not valid JSON (Expecting ':' delimiter)\n"
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
    assert process.wait(timeout=60) == 0


def feed(process: subprocess.Popen[bytes]) -> None:
    """Write rows until nobody reads them."""

    def write() -> None:
        assert process.stdin is not None
        number = 0
        try:
            while True:
                process.stdin.write(json_lines([{"id": number + i, "text": article(number + i)} for i in range(100)]))
                number += 100
        except OSError:
            pass

    threading.Thread(target=write, daemon=True).start()


@pytest.mark.parametrize(("number", "status", "jobs", "unbuffered"), [
    (signal.SIGINT, 130, 1, ""), (signal.SIGINT, 130, 2, ""), (signal.SIGTERM, 143, 1, "1"), (signal.SIGTERM, 143, 2, ""),
])  # fmt: skip
def test_a_signal_ends_an_endless_stream_with_whole_lines(
    start: Start, number: int, status: int, jobs: int, unbuffered: str
) -> None:
    variables = environment(PYTHONUNBUFFERED=unbuffered)
    process = start("classify", "--format", "jsonl", "--jobs", jobs, env=variables, start_new_session=True)
    feed(process)
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, number)  # as a terminal does
    output = first + process.stdout.read()
    assert output.endswith(b"\n")
    assert [record["id"] for record in records(output)] == list(range(len(records(output))))
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == status


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_leaves_ends_an_endless_stream(start: Start, jobs: int) -> None:
    process = start("classify", "--format", "jsonl", "--jobs", jobs)
    feed(process)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141


def test_a_terminal_shows_how_far_the_run_is(start: Start, tmp_path: Path) -> None:
    def shown(*options: str) -> str:
        main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        process = start("classify", "--format", "jsonl", "--output", tmp_path / "out.jsonl", *options, stderr=side)
        os.close(side)
        assert process.stdin is not None
        part = tmp_path / "out.jsonl.part"
        for number in range(2):
            process.stdin.write(json_lines([{"text": article(number)}]) + b"bad\n")
            process.stdin.flush()
            wait_for(lambda number=number: part.exists() and part.read_bytes().count(b"\n") > number)  # type: ignore[misc]
            time.sleep(1.2)  # short runs show none
        process.stdin.close()
        assert process.wait(timeout=60) == 2
        written = b""
        try:
            while part := os.read(main, 1 << 16):
                written += part
        except OSError:  # the other side is closed
            pass
        os.close(main)
        return written.decode()

    with_bar = shown()
    assert "B/s" in with_bar
    assert "opinionclf: standard input:2: not valid JSON" in with_bar
    assert "B/s" not in shown("--no-progress")
