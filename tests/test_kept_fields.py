"""``opinionclf classify --keep``, ``--rows documents`` and ``--details``: what stands beside the labels."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Called, article, json_lines, records
from hypothesis import given
from hypothesis import strategies as st

import opinionclf
from opinionclf.spreadsheet import cell, comma_separated

Call = Callable[..., Called]
DATES = [date(2026, 11, day) for day in (1, 2, 3)]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A file of rows with more fields than are needed."""
    path = tmp_path / "rows.jsonl"
    outlets = ("Courier", "=Gazette", "=Gazette")
    found: list[dict[str, Any]] = [{"id": n, "outlet": name, "text": article(n), "n": -n} for n, name in enumerate(outlets)]
    path.write_bytes(json_lines([*found, {"id": 3, "text": "", "outlet": None, "n": {"a": [1.5]}}]))
    return path


def table(text: str) -> list[dict[str, str]]:
    """CSV as rows."""
    return list(csv.DictReader(io.StringIO(text)))


def test_kept_fields_stand_beside_the_document_in_json_lines(call: Call, rows: Path) -> None:
    result = call("classify", rows, "--format", "jsonl", "--keep", "outlet,n")
    found = records(result.stdout)
    assert [list(record) for record in found] == [["file", "line", "id", "outlet", "n", "text", "segments", "summary"]] * 4
    assert [(record["outlet"], record["n"]) for record in found] == [
        ("Courier", 0), ("=Gazette", -1), ("=Gazette", -2), (None, {"a": [1.5]}),
    ]  # fmt: skip
    assert result.stderr == ""


def shown(value: object) -> str:
    """A value of Parquet as CSV has it."""
    return f"{value:.6f}" if isinstance(value, float) else "" if value is None else str(value)


@pytest.mark.parametrize("unit", ["segments", "documents"])
def test_kept_fields_stand_beside_each_row_of_csv_and_parquet(call: Call, rows: Path, unit: str) -> None:
    options = (rows, "--keep", "outlet,n", "--rows", unit)
    found = table(call("classify", *options, "--format", "csv").stdout)
    assert list(found[0])[:5] == ["file", "line", "id", "outlet", "n"]
    kept = {(row["id"], row["outlet"], row["n"]) for row in found}
    silent = {("3", "", '{"a": [1.5]}')} if unit == "documents" else set()
    assert kept == {("0", "Courier", "0"), ("1", "'=Gazette", "-1"), ("2", "'=Gazette", "-2")} | silent
    assert call("classify", *options, "--output", "out.parquet").returncode == 0
    plain = pq.read_table("out.parquet").to_pylist()
    assert list(plain[0]) == list(found[0])
    guarded = [{**row, "outlet": row["outlet"] and row["outlet"].replace("=", "'=")} for row in plain]
    assert [{name: shown(value) for name, value in row.items()} for row in guarded] == found


def test_a_row_a_document_holds_what_it_comes_to(call: Call, rows: Path) -> None:
    found = table(call("classify", rows, "--format", "csv", "--rows", "documents").stdout)
    labels = opinionclf.classify("").labels
    assert list(found[0]) == [
        "file", "line", "id", "sentences", *(f"{label}_count" for label in labels), *(f"{label}_share" for label in labels),
        "op_ed_probability",
    ]  # fmt: skip
    for number, row in enumerate(found[:3]):
        summary = opinionclf.classify(article(number)).summary
        assert int(row["sentences"]) == summary["sentences"]
        assert [int(row[f"{label}_count"]) for label in labels] == list(summary["counts"].values())
        assert [float(row[f"{label}_share"]) for label in labels] == pytest.approx(list(summary["shares"].values()), abs=1e-6)
        assert float(row["op_ed_probability"]) == pytest.approx(summary["op_ed_probability"], abs=1e-6)
    assert list(found[3].values())[3:] == ["0", "0", "0", "0", "", "", "", ""]


def test_a_field_that_rows_lack_is_empty_and_counted(call: Call, rows: Path) -> None:
    result = call("classify", rows, "--format", "jsonl", "--keep", "outlet,date")
    assert [record["date"] for record in records(result.stdout)] == [None] * 4
    assert (result.returncode, result.stderr) == (0, "opinionclf: rows without the field 'date', which --keep names: 4\n")


def test_columns_of_parquet_are_kept_as_they_are_written(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"text": [article(n) for n in range(3)], "date": DATES, "a,b": [b"x", b"\xff", None]}), path)
    result = call("classify", path, "--keep", 'date,"a,b"', "--format", "jsonl")
    assert [(row["date"], row["a,b"]) for row in records(result.stdout)] == [
        ("2026-11-01", "x"), ("2026-11-02", "ff"), ("2026-11-03", None),
    ]  # fmt: skip
    told = call("classify", path, "--keep", "day", "--format", "csv").stderr
    assert "no column 'day' (columns: text, date, a,b); --keep names another" in told


@pytest.mark.parametrize(("options", "told"), [
    (("--keep", "outlet"), "--keep hands fields of rows on to jsonl, csv and parquet"),
    (("--keep", "outlet", "--format", "html"), "--keep hands fields of rows on"),
    (("--keep", "summary", "--format", "jsonl"), "--keep summary: the output has a field of this name already"),
    (("--keep", "n,label", "--format", "csv"), "--keep label: the output has a field of this name already"),
    (("--keep", "sentences", "--format", "csv", "--rows", "documents"), "--keep sentences: the output has"),
    (("--keep", "id", "--format", "csv"), "--keep id: the output has"),
    (("--keep", "a,,b", "--format", "csv"), "expected names of fields between commas, not 'a,,b'"),
    (("--keep", "a\nb", "--format", "csv"), "expected names of fields between commas, not 'a\\nb'"),
    (("--rows", "documents", "--format", "jsonl"), "csv and parquet; jsonl has a line a document, with counts in 'summary'\n"),
    (("--rows", "documents"), "--rows goes with --format csv and parquet\n"),
    (("--details", "--format", "text"), "--details goes with --format jsonl, csv and parquet"),
])  # fmt: skip
def test_what_does_not_go_together_is_refused(call: Call, rows: Path, options: tuple[str, ...], told: str) -> None:
    result = call("classify", rows, *options)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert told in result.stderr


def test_an_article_has_no_fields_to_keep(call: Call, rows: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    assert "only rows have fields" in call("classify", tmp_path / "a.txt", "--keep", "outlet", "--format", "csv").stderr
    found = records(call("classify", tmp_path / "a.txt", rows, "--keep", "outlet", "--format", "jsonl").stdout)
    assert [record["outlet"] for record in found[:2]] == [None, "Courier"]


def test_details_are_those_of_the_library(call: Call, rows: Path) -> None:
    found = records(call("classify", rows, "--format", "jsonl", "--details").stdout)
    for number, record in enumerate(found[:3]):
        expected = json.loads(json.dumps(opinionclf.classify(article(number)).to_dict(details=True)))
        assert {name: record[name] for name in expected} == expected
    assert any(segment["attribution"] for record in found for segment in record["segments"])
    assert found[0]["summary"].keys() >= {"sources", "hedging"}


def test_a_run_is_resumed_only_as_it_was_begun(call: Call, rows: Path, tmp_path: Path) -> None:
    output, part = tmp_path / "out.jsonl", tmp_path / "out.jsonl.part"
    to = (rows, "--output", output)
    begun = ("--details", "--keep", "outlet")
    assert call("classify", *to, *begun).returncode == 0
    whole = output.read_bytes()
    part.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    output.unlink()
    refused = {
        ("--keep", "outlet"): "made with --details", ("--details",): "made with other fields of the input (--keep, --id)",
        ("--details", "--keep", "outlet,n"): "made with other fields of the input (--keep, --id)",
    }  # fmt: skip
    for options, told in refused.items():
        result = call("classify", *to, *options, "--resume")
        assert (result.returncode, told in result.stderr) == (2, True)
    assert call("classify", *to, *begun, "--resume") == (0, "", "")
    assert output.read_bytes() == whole
    assert "made with --details" in call("classify", *to, "--keep", "outlet", "--resume").stderr
    assert "made with other fields" in call("classify", *to, "--details", "--resume").stderr


CHARACTERS = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('",\r\n\0'))


@given(st.lists(st.text(CHARACTERS), min_size=2, max_size=4))
def test_a_cell_is_written_as_the_standard_library_writes_it(cells: list[str]) -> None:
    assert ",".join(map(cell, cells)) + "\n" == comma_separated([cells])
