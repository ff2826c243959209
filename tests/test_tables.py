"""Columns of labelled data that stand twice, hold what Python can't, or are not there at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Called

from opinionclf.errors import DataError
from opinionclf.training.findings import without_documents
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.readers.sources import read_source

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


def test_an_excel_row_that_ends_early_has_all_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["text", "label", "page"], ["It rained.", "factual_report"], ["It snowed.", "factual_report", "b"]):
        sheet.append(row)
    book.save(tmp_path / "rows.xlsx")
    _, second = load_data([tmp_path / "rows.xlsx"], ReadOptions(document="page")).pages
    assert second.document == "b"
    assert next(read_source(tmp_path / "rows.xlsx"))[1] == {**ROW, "page": None}  # type: ignore[call-overload]


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


@pytest.mark.parametrize(("content", "told"), [
    ("document|text|label\na|It rained.|tells\n", "commas, semicolons or tabs part the columns of a table, | does not"),
    ("It rained in Stell.,factual_report\nIt snowed.,x\n", "the first line of a table holds the names of its columns"),
])  # fmt: skip
def test_a_table_with_other_marks_or_without_names_of_columns_is_told_what_is_wrong(
    tmp_path: Path, content: str, told: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(content, encoding="utf-8")
    for options in (ReadOptions(), ReadOptions(text="text")):
        assert refusal(path, options).endswith(f"; {told}")


def test_a_row_without_the_column_of_texts_is_named_where_others_have_it(tmp_path: Path) -> None:
    path = json_file(tmp_path / "rows.jsonl", ROW, {"label": "factual_report"})
    assert refusal(path) == f"{path}:2: 'text' is missing"
    assert load_data([path], ReadOptions(skip_invalid=True)).skipped == 1


def test_a_column_of_documents_that_no_row_has_is_refused_in_json_lines_too(tmp_path: Path) -> None:
    rows = [{**ROW, "document": "a"}] * 3
    path = json_file(tmp_path / "rows.jsonl", *rows)
    told = f"{path}: no column 'dokument' for the document; there are: text, label, document"
    assert refusal(path, ReadOptions(document="dokument")) == told
    path = json_file(tmp_path / "rows.jsonl", *rows, {**ROW, "dokument": "b"})
    assert [page.document for page in load_data([path], ReadOptions(document="dokument")).pages][-1] == "b"


def test_rows_without_a_document_are_counted_and_no_note_contradicts_itself(tmp_path: Path) -> None:
    def told(*rows: dict[str, object]) -> list[str]:
        return without_documents(load_data([json_file(tmp_path / "rows.jsonl", *rows)], ReadOptions()))

    named, empty = {**ROW, "document": "a"}, {**ROW, "document": None}
    assert told(named, named) == []
    assert told(named, named, empty, ROW)[0].startswith("2 of 4 rows name no document: each is read by itself")
    assert told(empty, empty)[0].startswith("the column 'document' names no document: each sentence is read by itself")
    assert told(ROW, ROW)[0].startswith("no column 'document' (there are: text, label): each sentence is read by itself")


def test_evaluate_and_compare_tell_that_no_row_names_a_document(call: Callable[..., Called], tmp_path: Path) -> None:
    path = json_file(tmp_path / "rows.jsonl", ROW)
    for command in (("evaluate", "default"), ("compare", "default", "default")):
        assert "note: no column 'document' (there are: text, label)" in call(*command, path).stdout


def test_where_several_columns_may_hold_the_texts_the_one_taken_is_told(tmp_path: Path) -> None:
    path = json_file(tmp_path / "rows.jsonl", {**ROW, "sentence": "It rained all day."})
    told = f"{path}: the texts are those of the column 'text', not of 'sentence'; --text-column names another"
    assert load_data([path], ReadOptions()).notes == [told]
    assert load_data([path], ReadOptions(text="sentence")).notes == []


# Labels that nobody expects


def test_labels_that_are_all_unknown_are_told_once_with_what_to_do(tmp_path: Path) -> None:
    rows = [{**ROW, "label": label} for label in ("tells", "judges") * 30]
    told = refusal(json_file(tmp_path / "rows.jsonl", *rows))
    assert "there are: tells, judges; map them with --label-map tells=NAME,judges=NAME (NAME: factual_report, " in told
    assert told.endswith("--labels tells,judges")
    rows = [{"text": "It rained.", "spans": [[0, 10, "tells"]]}, {"text": "It snowed.", "spans": [[0, 10, "tells"]]}]
    assert "there are: tells; map them" in refusal(json_file(tmp_path / "rows.jsonl", *rows))


def test_whole_numbers_that_a_table_writes_with_a_point_are_the_labels_of_the_map(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("text,label\nIt rained.,0.0\nIt is bad.,1.0\n", encoding="utf-8")
    options = ReadOptions(mapping={"0": "factual_report", "1": "editorial_opinion"})
    data = load_data([table], options)
    assert data.counts == {"factual_report": 1, "editorial_opinion": 1}
    assert data.notes == []
    with pytest.raises(DataError):
        load_data([table], ReadOptions(mapping={"0.5": "factual_report", "1": "editorial_opinion"}))


# Files of other programs


@pytest.mark.parametrize("text", [
    "document;label;text;note, if any\na;{label};It rained, it snowed.;\n",
    "sep=;\ntext;label\nIt rained, it snowed.;{label}\n",
    "document;label;text\ra;{label};It rained, it snowed.\r",
    "document\tlabel\ttext\na\t{label}\tIt rained, it snowed.\n",
    'document , label,"text "\na,{label},"It rained, it snowed."\n',
    'sep=,\r\ntext,label\r\n"It rained, it snowed.",{label}\r\n',
    '"text, as read";label;sentence\nx;{label};It rained, it snowed.\n',
])  # fmt: skip
def test_what_parts_the_cells_is_told_from_the_first_line(tmp_path: Path, text: str) -> None:
    table = tmp_path / "rows.csv"
    table.write_bytes(text.format(label="factual_report").encode())
    (page,) = load_data([table], ReadOptions()).pages
    assert (page.page.text, page.labels) == ("It rained, it snowed.", ["factual_report"])


def test_lines_are_those_of_the_file_behind_a_line_that_tells_what_parts_cells(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("sep=;\ntext;label\nIt rained.;factual_report\nIt snowed.;x\n", encoding="utf-8")
    assert refusal(table).startswith(f"{table}:4: unknown label 'x'")


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl", "rows.tsv"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_are_named_by_their_mark(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes("text,label\nIt rained.,factual_report\n".encode(encoding))
    assert refusal(path) == f"{path}:1: starts with the byte order mark of {encoding}; save the file as UTF-8"


@pytest.mark.parametrize("name", ["rows.csv", "rows.tsv"])
def test_a_table_with_zero_bytes_is_no_text_in_any_encoding(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"text,label\nIt rained.\0,factual_report\n")
    for encoding in ("utf-8", "cp1252"):
        told = refusal(path, ReadOptions(encoding=encoding))
        assert told == f"{path}: not a text file (zero byte at offset 21)"


def test_one_json_object_over_several_lines_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    for encoding in ("utf-8", "utf-16"):
        path.write_text(json.dumps({**ROW, "note": "a\nb"}, indent=2), encoding=encoding)
        told = refusal(path, ReadOptions(encoding=encoding))
        assert told == f"{path}: one JSON object; expected an array of rows, or an object a line"
        for content in (json.dumps(ROW), json.dumps([ROW], indent=2), f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n"):
            path.write_text(content, encoding=encoding)
            assert set(load_data([path], ReadOptions(encoding=encoding)).counts) == {"factual_report"}
    path.write_text('{"text": "It snowed.",\n' + json.dumps(ROW), encoding="utf-8")
    assert refusal(path).startswith(f"{path}:1: not valid JSON")


@pytest.mark.parametrize(("name", "content", "told"), [
    ("rows.csv", "", "expected the names of columns, such as text,label, and rows below them"),
    ("rows.tsv", "text\tlabel\n", "expected the names of columns, such as text,label, and rows below them"),
    ("rows.jsonl", "", 'expected rows such as {"text": "...", "label": '),
])  # fmt: skip
def test_where_a_file_holds_no_rows_those_of_its_form_are_shown(tmp_path: Path, name: str, content: str, told: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert refusal(path).startswith(f"{path}: holds no rows; {told}")


def test_long_cells_are_read_and_the_csv_module_stays_as_it_was(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    long = "It rained. " * (before // 10)
    path = tmp_path / "rows.csv"
    path.write_text(f"text,label\n{long},factual_report\nIt opened.,factual_report\n", encoding="utf-8")
    rows = read_source(path)
    assert len(str(next(rows))) > before  # type: ignore[call-overload]
    assert csv.field_size_limit() == before
    assert len(list(rows)) == 1
    path.write_text(f"text,{long}\nIt opened.,factual_report\n", encoding="utf-8")
    assert len(list(read_source(path))) == 1
    assert csv.field_size_limit() == before


def test_rows_of_the_wrong_length_are_told_with_what_is_wrong(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("text,label\nIt rained.\nIt rained, it snowed.,factual_report\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_data([table], ReadOptions())
    assert caught.value.lines[:2] == [
        f"{table}:2: 1 cell where the first line has 2; some are missing",
        f"{table}:3: 3 cells where the first line has 2; put quotation marks around cells that hold what parts them",
    ]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text('text,label\n"It rained.,factual_report\n' + "It snowed.,factual_report\n" * 50, encoding="utf-8")
    assert refusal(table) == f"{table}:2: not a valid table (a quotation mark that this row opens is never closed)"


def test_an_empty_row_of_parquet_is_none_as_in_other_tables(tmp_path: Path) -> None:
    columns = [pa.array(["It rained.", None, "It snowed."]), pa.array(["factual_report", None, "news"])]
    path = parquet_file(tmp_path / "rows.parquet", ["text", "label"], columns)
    assert refusal(path).startswith(f"{path}:row 3: unknown label 'news'")


def test_dates_may_be_the_names_of_documents(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    days = [datetime(2024, 3, 1), date(2024, 3, 2), datetime(2024, 3, 1, 12, 30)]
    for row in (["text", "label", "document"], *(["It rained.", "factual_report", day] for day in days)):
        book.active.append(row)
    book.save(tmp_path / "rows.xlsx")
    documents = [page.document for page in load_data([tmp_path / "rows.xlsx"], ReadOptions()).pages]
    assert documents == ["2024-03-01", "2024-03-02", "2024-03-01 12:30:00"]
