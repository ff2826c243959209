"""Files to rows: each format gives one dictionary a row, with its line or place."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.files import read_bytes, read_text, refuse_other_mark
from opinionclf.jsonlines import decoded, parsed
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
_LONGEST_CELL = 1 << 30  # characters
_LIMIT = threading.Lock()  # held by whoever has changed the limit of the csv module, which is one for all
_SAYS_DELIMITER = re.compile(r"sep=([^\w\s]|\t)\r?\n")  # a first line of Excel's own
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
        return _delimited(path, read_text(path, encoding or "utf-8", advice), _DELIMITERS[ending])
    if encoding and codecs.lookup(encoding).name != "utf-8":
        return _read_other_json(path, encoding)
    return _read_json(path, advice)


def _read_json(path: Path, advice: str) -> Source:
    """Read JSON Lines a line at a time, or one JSON array of objects as Label Studio and doccano export it."""
    try:
        with path.open("rb") as file:
            head = file.read(_PEEK)
    except OSError:
        head = read_bytes(path)  # says what is wrong
    refuse_other_mark(head, path, advice)
    begins = head.removeprefix(_BOM).lstrip()[:1]
    if begins not in (b"", b"{", b"["):
        _refuse_other_ending(path)
    if begins == b"[":
        try:
            rows = json.loads(read_bytes(path).decode("utf-8-sig"))
        except (ValueError, RecursionError):  # no UTF-8, no JSON, a number too long
            return _lines(path, advice)  # lines tell better what is wrong, and a line may be an array by mistake
        if not rows or isinstance(rows[0], dict):
            return _array(path, rows)
    return _lines(path, advice)


def _read_other_json(path: Path, encoding: str) -> Source:
    """Read JSON in another encoding than its own, the whole of it at once."""
    text = read_text(path, encoding, _NAME).removeprefix("\ufeff")
    if text.lstrip()[:1] not in ("", "{", "["):
        _refuse_other_ending(path)
    if text.lstrip().startswith("["):
        try:
            return _array(path, json.loads(text))
        except (ValueError, RecursionError):
            pass  # lines tell better what is wrong
    return _text_lines(path, text)


def _text_lines(path: Path, text: str) -> Source:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row, problem = parsed(line, example(LABELS))
            yield f"{path}:{number}", RowError(problem) if problem else row


def _refuse_other_ending(path: Path) -> None:
    if path.suffix.lower() not in JSON_ENDINGS:
        raise DataError(f"{path}: not a form that can be read; labelled data are {', '.join(_ENDINGS)} (the ending of the name "
                        "tells the form), or a folder that Hugging Face datasets saved")  # fmt: skip


def _lines(path: Path, advice: str) -> Source:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number == 1:
                line = line.removeprefix(_BOM)
            text, problem = decoded(line)
            if problem:
                yield f"{path}:{number}", RowError(f"{problem}; {advice}" if "UTF-8" in problem else problem)
            elif text.strip():
                row, problem = parsed(text, example(LABELS))
                yield f"{path}:{number}", RowError(problem) if problem else row


def _array(path: Path, rows: list[Any]) -> Source:
    for number, row in enumerate(rows, 1):
        yield f"{path}:item {number}", row if isinstance(row, dict) else RowError("expected a JSON object")


def _delimited(path: Path, text: str, delimiter: str) -> Source:
    """The standard library, not pandas, so that line numbers are those of the file and nothing is guessed."""
    file = io.StringIO(text, newline="")
    said = _SAYS_DELIMITER.match(text)
    if said:
        file.seek(said.end())
        delimiter = said[1]
    elif delimiter == ",":
        delimiter = _delimiter_of(text)
    before = 1 if said else 0
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    rows = _with_long_cells(reader)
    line = before + 1
    try:
        header = [name.strip() for name in next(rows, [])]
        check_header(header, f"{path}:{line}")
        line = before + reader.line_num + 1
        for cells in rows:
            if any(cells):
                yield f"{path}:{line}", _table_row(header, cells)
            line = before + reader.line_num + 1
    except csv.Error as error:
        # What follows can't be told apart any more, so there is nothing to go on with.
        why = "a quotation mark that this row opens is never closed" if "end of data" in str(error) else str(error)
        raise DataError(f"{path}:{line}: not a valid table ({why})") from None


def _with_long_cells(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a table, whatever the length of its cells: the limit for the rest of the program is another one."""
    cells: list[str] | None = []
    while cells is not None:
        with _LIMIT:
            before = csv.field_size_limit(_LONGEST_CELL)
            try:
                cells = next(reader, None)
            finally:
                csv.field_size_limit(before)
        if cells is not None:
            yield cells


def _delimiter_of(text: str) -> str:
    """Tell what stands between the cells of a file called CSV: it gives the first line the most names that are known."""
    first = next(iter(text.splitlines()), "")
    usual = {*TEXT_NAMES, *LABEL_NAMES, *DOCUMENT_NAMES}

    def fits(delimiter: str) -> tuple[int, int]:
        names = next(_with_long_cells(csv.reader([first], delimiter=delimiter)), [])
        return sum(name.strip().lower() in usual for name in names), len(names)

    return max((",", ";", "\t"), key=fits)


def _table_row(header: list[str], cells: list[str]) -> dict[str, Any] | RowError:
    if len(cells) != len(header):
        too_many = len(cells) > len(header)
        advice = "put quotation marks around cells that hold what parts them" if too_many else "some are missing"
        return RowError(f"{len(cells)} cell{'s' * (len(cells) > 1)} where the first line has {len(header)}; {advice}")
    return dict(zip(header, map(_cell, cells), strict=True))


def _cell(text: str) -> Any:
    """Read a list of objects, which Label Studio writes into one cell; all else is text."""
    text = original(text)
    if text.startswith("[{") and text.endswith("}]"):
        try:
            return json.loads(text)
        except ValueError:
            pass
    return text


_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_BINARY: dict[str, Callable[[Path], Source]] = {
    ".parquet": read_parquet, ".pq": read_parquet, ".xlsx": read_excel, ".xlsm": read_excel,
}  # fmt: skip
_ENDINGS = (".csv", ".tsv", ".jsonl", ".json", ".parquet", ".xlsx")
