"""Parquet in and out of the command line."""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import json
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES, PATIENCE, article, json_lines, signals, wait_for

import opinionclf

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A file of several row groups, with a text that is missing."""
    texts = [article(number) for number in range(700)]
    table = pa.table({"key": range(700), "body": pa.array([None if n == 300 else text for n, text in enumerate(texts)])})
    path = tmp_path / "articles.parquet"
    pq.write_table(table, path, row_group_size=250)
    return path


def half_done(start: Start, tmp_path: Path) -> tuple[subprocess.Popen[bytes], Path]:
    """A run that has written a part of its output and waits for more input, and that part."""
    process = start("classify", "--format", "parquet", "--output", "out.parquet")
    assert process.stdin is not None
    process.stdin.write(json_lines([{"text": article(number)} for number in range(500)]))
    process.stdin.flush()
    part = tmp_path / "out.parquet.part"
    wait_for(lambda: part.exists() and part.stat().st_size > 1000)
    return process, part


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_of_parquet_are_documents(run: Run, articles: Path, jobs: int) -> None:
    result = run("classify", articles, "--text", "body", "--id", "key", "--format", "jsonl", "--jobs", jobs)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == [*range(300), *range(301, 700)]
    assert rows[0] == {"file": str(articles), "line": 1, "id": 0, **opinionclf.classify(article(0)).to_dict()}
    assert (rows[-1]["line"], rows[-1]["text"]) == (700, article(699))
    told = f"opinionclf: {articles}:301: field 'body' holds null, not a string\n"
    assert result.stderr == f"{told}opinionclf: 1 of 700 rows left out\n"
    assert result.returncode == 2


def test_a_row_that_python_can_not_hold_is_reported_and_the_others_are_labelled(run: Run, tmp_path: Path) -> None:
    ids = pa.array([0, 2**31 - 1, 1], pa.int32()).cast(pa.date32())  # the second is beyond the year 9999
    pq.write_table(pa.table({"id": ids, "text": ["It opened.", "It moved.", "It closed."]}), tmp_path / "rows.parquet")
    result = run("classify", tmp_path / "rows.parquet", "--format", "jsonl")
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["It opened.", "It closed."]
    assert result.stderr.startswith(f"opinionclf: {tmp_path / 'rows.parquet'}:2: can't be read (")
    assert result.returncode == 2


def test_parquet_is_known_by_its_short_ending_too(run: Run, articles: Path) -> None:
    short = articles.rename(articles.with_suffix(".pq"))
    line = run("classify", short, "--text", "body", "--format", "jsonl").stdout.partition("\n")[0]
    assert json.loads(line) == {"file": str(short), "line": 1, **opinionclf.classify(article(0)).to_dict()}


def test_parquet_holds_the_columns_of_csv(run: Run, tmp_path: Path) -> None:
    stdin = json_lines([{"id": n, "text": article(n)} for n in range(5)] + [{"text": "\ud800 is a lone surrogate."}])
    output = tmp_path / "out.parquet"
    assert run("classify", "--format", "parquet", "--output", output, stdin=stdin).returncode == 0
    rows = pq.read_table(output).to_pylist()
    expected = list(csv.DictReader(io.StringIO(run("classify", "--format", "csv", stdin=stdin).stdout)))
    assert list(rows[0]) == list(expected[0])
    assert [{row["kind"] for row in rows}, rows[-1]["id"]] == [{"sentence", "heading"}, None]
    for row, cells in zip(rows[:-1], expected[:-1], strict=True):
        shown = {name: f"{v:.6f}" if isinstance(v, float) else "" if v is None else str(v) for name, v in row.items()}
        assert shown == cells


def test_parquet_can_go_to_a_pipe_but_not_to_a_terminal(start: Start) -> None:
    process = start("classify", "--format", "parquet")
    output, _ = process.communicate(b"The bridge opened on Monday.")
    assert pq.read_table(io.BytesIO(output)).column("text").to_pylist() == ["The bridge opened on Monday."]


@signals
def test_an_interrupted_run_leaves_a_readable_file(start: Start, tmp_path: Path) -> None:
    process, part = half_done(start, tmp_path)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert not (tmp_path / "out.parquet").exists()
    lines = set(pq.read_table(part).column("line").to_pylist())
    assert lines == set(range(1, len(lines) + 1))


def test_what_is_no_parquet_or_lacks_the_column_is_refused(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "no.parquet").write_bytes(b"The bridge opened on Monday.")
    pq.write_table(pa.table({"name": ["x"]}), tmp_path / "damaged.parquet")
    damaged = (tmp_path / "damaged.parquet").read_bytes().replace(b"name", b"nam\xff")
    (tmp_path / "damaged.parquet").write_bytes(damaged)
    for name, options, message in (
        (tmp_path / "no.parquet", (), "not a readable Parquet file"), (tmp_path / "none.parquet", (), "no such file"),
        (tmp_path / "damaged.parquet", (), "not a readable Parquet file"),
        (articles, (), "no column 'text' (columns: key, body); --text names another"),
        (articles, ("--text", "body", "--id", "n"), "no column 'n'"),
        ("-", ("--input", "parquet"), "standard input"),
    ):  # fmt: skip
        result = run("classify", name, *options)
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert message in result.stderr


def test_resuming_reads_on_in_a_parquet_file(run: Run, articles: Path, tmp_path: Path) -> None:
    command = ("classify", articles, "--text", "body", "--format", "jsonl")
    whole = run(*command).stdout
    (tmp_path / "out.jsonl.part").write_text("".join(whole.splitlines(keepends=True)[:333]), encoding="utf-8")
    run(*command, "--output", tmp_path / "out.jsonl", "--resume")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == whole


def test_a_column_of_texts_or_ids_that_stands_twice_is_refused(run: Run, tmp_path: Path) -> None:
    def complaint(*names: str) -> str:
        columns = [pa.array(["It rained."])] * len(names)
        pq.write_table(pa.Table.from_arrays(columns, names=list(names)), tmp_path / "rows.parquet")
        return str(run("classify", tmp_path / "rows.parquet").stderr)

    for name in ("text", "id"):
        assert f"rows.parquet: 2 columns are called '{name}'; rename all but one" in complaint("text", "id", name)
    assert complaint("text", "note", "note") == ""


def test_ids_are_plain_strings_or_numbers_in_every_format(run: Run, tmp_path: Path) -> None:
    name = uuid.UUID(int=5)
    ids = {
        "2026-11-29": pa.array([datetime.date(2026, 11, 29)]), "1.50": pa.array([decimal.Decimal("1.50")]),
        "2026-11-29 05:00:00": pa.array([datetime.datetime(2026, 11, 29, 5)]), "a-1": pa.array([b"a-1"]),
        "ff00": pa.array([b"\xff\0"]), "true": pa.array([True]), "-5": pa.array([-5]), "-2.5": pa.array([-2.5]),
    }  # fmt: skip
    if hasattr(pa, "uuid"):  # not in the oldest version
        ids[str(name)] = pa.array([name.bytes], pa.uuid())
    rows = tmp_path / "rows.parquet"
    for shown, column in ids.items():
        pq.write_table(pa.table({"id": column, "text": ["It opened."]}), rows)
        assert run("classify", rows, "--format", "parquet", "--output", tmp_path / "out.parquet").returncode == 0
        assert pq.read_table(tmp_path / "out.parquet").column("id").to_pylist() == [shown]
        (cells,) = csv.DictReader(io.StringIO(run("classify", rows, "--format", "csv").stdout))
        assert cells["id"] == shown
        (record,) = map(json.loads, run("classify", rows, "--format", "jsonl").stdout.splitlines())
        assert record["id"] in (shown, column.to_pylist()[0])


def test_an_id_that_begins_as_a_formula_stays_harmless(run: Run) -> None:
    stdin = json_lines([{"id": found, "text": "It opened."} for found in ("-5", "=1", -5)])
    cells = csv.DictReader(io.StringIO(run("classify", "--format", "csv", stdin=stdin).stdout))
    assert [cell["id"] for cell in cells] == ["'-5", "'=1", "-5"]


@signals
def test_what_a_killed_run_leaves_is_replaced_by_the_next(start: Start, run: Run, tmp_path: Path) -> None:
    process, part = half_done(start, tmp_path)
    again = ("classify", EXAMPLES / "op_ed.txt", "--format", "parquet", "--output", tmp_path / "out.parquet")
    refused = run(*again)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"opinionclf: {part}: another run is writing to it; wait for it, or name another output\n"
    process.kill()
    process.wait()
    result = run(*again)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"opinionclf: {part}: left by a run that was killed, and nobody can read it; replaced\n"
    assert set(pq.read_table(tmp_path / "out.parquet").column("file").to_pylist()) == {str(EXAMPLES / "op_ed.txt")}
    assert not part.exists()


@signals
def test_a_part_that_somebody_can_read_or_that_is_something_else_is_never_replaced(run: Run, tmp_path: Path) -> None:
    part, link = tmp_path / "out.parquet.part", tmp_path / "elsewhere"
    pq.write_table(pa.table({"text": ["It rained."]}), part)
    link.write_bytes(b"PAR1 and no end")
    for data in (part.read_bytes(), b"It rained.", b"PAR", b'{"file": "x"}', None):
        part.unlink()
        part.symlink_to(link) if data is None else part.write_bytes(data)
        left = part.read_bytes()
        result = run("classify", EXAMPLES / "op_ed.txt", "--output", tmp_path / "out.parquet")
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert "left by a run that was interrupted" in result.stderr
        assert part.read_bytes() == left
    part.unlink()
    part.mkdir()
    assert run("classify", EXAMPLES / "op_ed.txt", "--output", tmp_path / "out.parquet").returncode == 2


def test_a_part_without_an_end_is_kept_where_the_system_can_not_tell_whether_its_run_is_over(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    part = tmp_path / "out.parquet.part"
    part.write_bytes(b"PAR1 and no end")
    result = call("classify", EXAMPLES / "op_ed.txt", "--output", tmp_path / "out.parquet")
    assert result.returncode == 2
    assert "or delete it" in result.stderr
    assert part.read_bytes() == b"PAR1 and no end"
