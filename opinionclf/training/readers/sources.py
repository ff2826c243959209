"""Files to rows: each format gives one dictionary a row, with its line or place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.files import read_bytes
from opinionclf.training.readers.problems import RowError

# A row with its place (``path:line``), or what is wrong with it.
Source = Iterator[tuple[str, dict[str, Any] | RowError]]


def read_source(path: Path, split: str | None) -> Source:
    """Read any file or folder that is known, by its ending or by what is in it.

    Raises
    ------
    DataError
        If the file can't be read at all.
    """
    if path.is_dir():
        from opinionclf.training.readers.arrow import read_dataset

        return read_dataset(path, split)
    reader = _READERS.get(path.suffix.lower())
    return reader(path) if reader else read_json_any(path)


def json_lines(path: Path, data: bytes) -> Source:
    """Read one JSON object a line."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield f"{path}:{number}", _parsed_line(line)


def _parsed_line(line: bytes) -> dict[str, Any] | RowError:
    if b"\0" in line:
        return RowError("not a text file (it holds zero bytes)")
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return RowError(f"byte {error.start + 1} of the line (0x{line[error.start]:02x}) is not valid UTF-8")
    except (ValueError, RecursionError) as error:
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return RowError(f"not valid JSON ({message})")
    return value if isinstance(value, dict) else RowError('expected a JSON object such as {"text": "...", "label": "..."}')


def read_json_any(path: Path) -> Source:
    """Read JSON Lines, or one JSON array of objects as Label Studio and doccano export it."""
    data = read_bytes(path)
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return json_lines(path, data)
    try:
        rows = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        # Lines tell better what is wrong, and a line may be an array by mistake.
        return json_lines(path, data)
    if len(rows) and not isinstance(rows[0], dict):
        return json_lines(path, data)
    return _array(path, rows)


def _array(path: Path, rows: list[Any]) -> Source:
    for number, row in enumerate(rows, 1):
        yield f"{path}:item {number}", row if isinstance(row, dict) else RowError("expected a JSON object")


def _read_delimited(delimiter: str) -> Callable[[Path], Source]:
    def read(path: Path) -> Source:
        data = read_bytes(path)
        if b"\0" in data:
            raise DataError(f"{path}: not a text file (zero byte at offset {data.index(0)})")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"byte 0x{data[error.start]:02x}"
            raise DataError(f"{path}:{line}: {byte} is not valid UTF-8; save the table as UTF-8") from None
        return _delimited(path, text, delimiter)

    return read


def _delimited(path: Path, text: str, delimiter: str) -> Source:
    """The standard library, not pandas, so that line numbers are those of the file and nothing is guessed."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader, [])
        if len(header) == 1 and delimiter == "," and ";" in header[0]:
            # What a spreadsheet in many countries calls CSV.
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
            header = next(reader)
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield f"{path}:{line}", _table_row(header, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        yield f"{path}:{reader.line_num}", RowError(f"not a valid table ({error})")


def _table_row(header: list[str], cells: list[str]) -> dict[str, Any] | RowError:
    if len(cells) != len(header):
        return RowError(f"{len(cells)} cells where the first line has {len(header)}; put quotation marks around cells")
    return dict(zip(header, cells, strict=True))


def _read_parquet(path: Path) -> Source:
    from opinionclf.training.readers.arrow import read_parquet

    return read_parquet(path)


def _read_excel(path: Path) -> Source:
    from opinionclf.training.readers.excel import read_excel

    return read_excel(path)


_READERS: dict[str, Callable[[Path], Source]] = {
    ".csv": _read_delimited(","), ".tsv": _read_delimited("\t"), ".tab": _read_delimited("\t"),
    ".parquet": _read_parquet, ".pq": _read_parquet, ".xlsx": _read_excel, ".xlsm": _read_excel,
}  # fmt: skip
