"""Columns of labelled data that stand twice, hold what Python can't, or are not there at all."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from opinionclf.errors import DataError
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions

ROW = {"text": "It rained.", "label": "factual_report"}


def refusal(path: Path, options: ReadOptions | None = None) -> str:
    """The one line of the error that a file makes."""
    with pytest.raises(DataError) as caught:
        load_data([path], options or ReadOptions())
    (line,) = caught.value.lines
    return line


def json_file(path: Path, *rows: dict[str, object]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def parquet_file(path: Path, names: list[str], columns: list[pa.Array]) -> Path:
    """Write Parquet, whatever the names are."""
    pq.write_table(pa.Table.from_arrays(columns, names=names), path)
    return path


# Columns that stand twice


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    names, cells = ["text", "label", "label"], ["It rained.", "factual_report", "editorial_opinion"]
    table = tmp_path / "rows.csv"
    table.write_text(f"{','.join(names)}\n{','.join(cells)}\n", encoding="utf-8")
    assert refusal(table) == f"{table}:1: 2 columns are called 'label'; rename all but one"
    book = openpyxl.Workbook()
    for row in (names, cells):
        book.active.append(row)
    book.save(tmp_path / "rows.xlsx")
    assert refusal(tmp_path / "rows.xlsx").endswith("rows.xlsx:row 1: 2 columns are called 'label'; rename all but one")
    parquet = parquet_file(tmp_path / "rows.parquet", names, [pa.array([cell]) for cell in cells])
    assert refusal(parquet) == f"{parquet}: 2 columns are called 'label'; rename all but one"


def test_several_columns_may_have_no_name(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("text,label,,\nIt rained.,factual_report,,\n", encoding="utf-8")
    assert load_data([table], ReadOptions()).counts == {"factual_report": 1}


# Values that Python can't hold


@pytest.mark.parametrize("kind", [pa.date32(), pa.timestamp("us"), pa.duration("s"), pa.timestamp("us", "Nowhere/At_all")])
def test_dates_that_python_can_not_hold_lose_no_row(tmp_path: Path, kind: pa.DataType) -> None:
    never = 2**31 - 1 if kind == pa.date32() else 2**62
    whole = pa.int32() if kind == pa.date32() else pa.int64()
    columns = [pa.array(["It rained.", "It snowed."]), pa.array(["factual_report"] * 2), pa.array([0, never], whole).view(kind)]
    path = parquet_file(tmp_path / "rows.parquet", ["text", "label", "until"], columns)
    assert [page.page.text for page in load_data([path], ReadOptions()).pages] == ["It rained.", "It snowed."]


# Columns that are not there


def test_a_column_of_texts_that_no_row_has_is_told_once_with_the_columns_there_are(tmp_path: Path) -> None:
    path = json_file(tmp_path / "rows.jsonl", *[ROW] * 60)
    for name in ("typo", ""):
        assert refusal(path, ReadOptions(text=name)) == f"{path}: no column {name!r} for the text; there are: text, label"
    path = json_file(tmp_path / "rows.jsonl", *[{"satz": "It rained.", "label": "factual_report"}] * 60)
    assert refusal(path) == f"{path}: no column of texts found (there are: satz, label); name it with --text-column"


def test_a_row_without_the_column_of_texts_is_named_where_others_have_it(tmp_path: Path) -> None:
    path = json_file(tmp_path / "rows.jsonl", ROW, {"label": "factual_report"})
    assert refusal(path) == f"{path}:2: 'text' is missing"
    assert load_data([path], ReadOptions(skip_invalid=True)).skipped == 1
