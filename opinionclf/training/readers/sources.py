"""Files to rows: each format gives one dictionary a row, with its line or place."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from opinionclf.delimited import check_width, read_table
from opinionclf.errors import DataError, FaultyRowError
from opinionclf.files import UTF_8, read_bytes, read_text, refuse_other_mark
from opinionclf.jsonlines import NOT_UTF_8, decoded_line, json_object
from opinionclf.labels import LABELS
from opinionclf.spreadsheet import original
from opinionclf.training.readers.arrow import read_dataset, read_parquet
from opinionclf.training.readers.excel import read_excel
from opinionclf.training.readers.options import DOCUMENT_NAMES, LABEL_NAMES, TEXT_NAMES
from opinionclf.training.readers.problems import RowError, Source, check_header
from opinionclf.training.rows import example

JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
_PEEK = 4096
_SAVE = "save the file as UTF-8"
_NAME = f"{_SAVE}, or name its encoding with --encoding"
_USUAL_NAMES = {*TEXT_NAMES, *LABEL_NAMES, *DOCUMENT_NAMES}
_BOM = b"\xef\xbb\xbf"


def read_source(path: Path, split: str | None = None, encoding: str | None = None) -> Source:
    """Read any file or folder that is known, by its ending or by what is in it.

    Parameters
    ----------
    path : Path
    split : str, optional
        Of a saved data set.
    encoding : str, optional
        Of what is text, where it can be chosen; UTF-8 otherwise.

    Raises
    ------
    DataError
        If the file can't be read at all.
    """
    if path.is_dir():
        return read_dataset(path, split)
    ending = path.suffix.lower()
    advice = _NAME if encoding else _SAVE
    if ending in _BINARY:
        return _BINARY[ending](path)
    if ending in _DELIMITERS:
        return _delimited(path, read_text(path, encoding or UTF_8, advice), _DELIMITERS[ending])
    if encoding and codecs.lookup(encoding).name != UTF_8:
        return _read_other_json(path, encoding)
    return _read_json(path, advice)


def _read_json(path: Path, advice: str) -> Source:
    """Read JSON Lines a line at a time, or one JSON array of objects as Label Studio and doccano export it."""
    try:
        with path.open("rb") as file:
            head = file.read(_PEEK)
    except OSError:
        head = read_bytes(path)  # says what is wrong
    refuse_other_mark(head, path, UTF_8, advice)
    beginning = head.removeprefix(_BOM).decode("latin-1").lstrip()
    _refuse_no_json(path, beginning)
    if _may_be_one_value(beginning):
        with suppress(UnicodeDecodeError):  # lines tell better what is wrong
            if (rows := _one_value(path, read_bytes(path).decode("utf-8-sig"))) is not None:
                return rows
    return _lines(path, advice)


def _read_other_json(path: Path, encoding: str) -> Source:
    """Read JSON in another encoding than its own, the whole of it at once."""
    text = read_text(path, encoding, _NAME)
    beginning = text[:_PEEK].lstrip()
    _refuse_no_json(path, beginning)
    rows = _one_value(path, text) if _may_be_one_value(beginning) else None
    return _text_lines(path, text) if rows is None else rows


def _may_be_one_value(beginning: str) -> bool:
    """Whether a file may be one JSON value: an array, or an object that does not end on its first line."""
    first, line_end, _ = beginning.partition("\n")
    return first.startswith("[") or (first.startswith("{") and bool(line_end) and not first.rstrip().endswith("}"))


def _one_value(path: Path, text: str) -> Source | None:
    """Return the objects of an array; None for what is no JSON, where lines tell better what is wrong, or for other arrays."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        raise DataError(f"{path}: one JSON object; expected an array of rows, or an object a line")
    return _array(path, value) if not value or isinstance(value[0], dict) else None


def _text_lines(path: Path, text: str) -> Source:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{path}:{number}", _or_problem(json_object, line, f"{path}:{number}", example(LABELS))


def _or_problem(read: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any] | RowError:
    """Return a row as a function reads it, or what is wrong with it."""
    try:
        return read(*arguments)
    except FaultyRowError as error:
        return RowError(error.what)


def _refuse_no_json(path: Path, beginning: str) -> None:
    """Refuse what is not called JSON and begins as something else."""
    if beginning[:1] not in ("", "{", "[") and path.suffix.lower() not in JSON_ENDINGS:
        raise DataError(f"{path}: not a form that can be read; labelled data are {', '.join(_ENDINGS)} (the ending of the name "
                        "tells the form), or a folder that Hugging Face datasets saved")  # fmt: skip


def _lines(path: Path, advice: str) -> Source:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            where = f"{path}:{number}"
            try:
                text = decoded_line(line.removeprefix(_BOM) if number == 1 else line, where)
            except FaultyRowError as error:
                yield where, RowError(f"{error.what}; {advice}" if error.kind == NOT_UTF_8 else error.what)
                continue
            if text.strip():
                yield where, _or_problem(json_object, text, where, example(LABELS))


def _array(path: Path, rows: list[Any]) -> Source:
    for number, row in enumerate(rows, 1):
        yield f"{path}:item {number}", row if isinstance(row, dict) else RowError("expected a JSON object")


def _delimited(path: Path, text: str, delimiter: str | None) -> Source:
    table = read_table(io.StringIO(text, newline=""), path, delimiter, lambda name: name.lower() in _USUAL_NAMES)
    check_header(table.names, f"{path}:{table.line}")
    for line, cells in table.rows:
        if any(cells):
            yield f"{path}:{line}", _or_problem(_table_row, cells, table.names, f"{path}:{line}")


def _table_row(cells: list[str], names: list[str], where: str) -> dict[str, Any]:
    check_width(cells, names, where)
    return dict(zip(names, map(_cell, cells), strict=True))


def _cell(text: str) -> Any:
    """Read a list of objects, which Label Studio writes into one cell; all else is text."""
    text = original(text)
    if text.startswith("[{") and text.endswith("}]"):
        try:
            return json.loads(text)
        except ValueError:
            pass
    return text


_DELIMITERS = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_BINARY: dict[str, Callable[[Path], Source]] = {
    ".parquet": read_parquet, ".pq": read_parquet, ".xlsx": read_excel, ".xlsm": read_excel,
}  # fmt: skip
TABLE_ENDINGS = (*_DELIMITERS, *_BINARY)
_ENDINGS = (".csv", ".tsv", ".jsonl", ".json", ".parquet", ".xlsx")
