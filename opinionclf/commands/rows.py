"""Documents that come as rows: what one block of input holds.

A block is a whole article, some lines of a file, or some rows of a Parquet file. It is small, and can be sent to another
process as it was read: parsing is left to whoever labels it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.errors import DataError
from opinionclf.jsonlines import decoded_line, json_object

_FIELD_FAULT = re.compile(r":\d+: (no field .*(?= \(fields of this row: )|field .* holds .*(?=, not a string$))")
ARTICLE, LINES, JSON_LINES, PARQUET = "text", "lines", "jsonl", "parquet"
PROBLEM = "problem"  # in the place of a file that can't be read


@dataclass(slots=True, eq=False, repr=False)
class Fields:
    """Where the rows hold what.

    Attributes
    ----------
    text : str
        Field of the text.
    id : str or None
        Field that every row must have and that names its document; None takes ``id`` where there is one.
    encoding : str
        Of lines.
    """

    text: str = "text"
    id: str | None = None
    encoding: str = "utf-8"

    @property
    def id_name(self) -> str:
        return "id" if self.id is None else self.id

    def advice(self, name: str) -> str:
        """Say how to name another field in place of one that is missing."""
        return f"--{'text' if name == self.text else 'id'} names another"


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """One document of the input: `line` is the number of its line or row from 1, None for a whole file."""

    file: str
    line: int | None
    id: Any
    text: str


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """A part of the input.

    Attributes
    ----------
    form : str
        ARTICLE, LINES, JSON_LINES, PARQUET or PROBLEM.
    file : str
    line : int
        Number of the first line or row, 0 for an article.
    data : str, bytes or RecordBatch
        By form: the article, whole lines, rows, the message.
    size : int
        Bytes of the input that it stands for.
    """

    form: str
    file: str
    line: int
    data: Any
    size: int

    @property
    def n_rows(self) -> int:
        """How many lines or rows it holds."""
        if self.form == ARTICLE:
            return 1
        if self.form == PARQUET:
            return int(self.data.num_rows)
        return int(self.data.count(b"\n")) + (not self.data.endswith(b"\n"))

    def after(self, line: int) -> Block | None:
        """Return the part behind a line or row, None if nothing is left."""
        n = line + 1 - self.line
        if n >= self.n_rows:
            return None
        data = self.data.slice(n) if self.form == PARQUET else self.data.split(b"\n", n)[n]
        return replace(self, line=line + 1, data=data)

    def rows(self, fields: Fields, complain: Callable[[str], None]) -> Iterator[Row]:
        """Parse the rows; `complain` is told of each that can't be used."""
        if self.form == ARTICLE:
            yield Row(self.file, None, None, self.data)
            return
        if self.form == PROBLEM:
            complain(self.data)
            return
        parse = _PARSERS[self.form]
        items = _parquet_rows(self.data) if self.form == PARQUET else _lines(self.data)
        title = title_of(self.file)
        for number, item in enumerate(items, self.line):
            try:
                if isinstance(item, Exception):
                    raise DataError(f"{title}:{number}: can't be read ({item})")
                found = parse(item, f"{title}:{number}", fields)
            except DataError as error:
                complain(str(error))
            else:
                if found is not None:
                    yield Row(self.file, number, found[1], found[0])


def _parquet_rows(batch: Any) -> list[Any]:
    """The rows as dictionaries; in the place of one that Python can't hold the error."""
    try:
        return list(batch.to_pylist())
    except (ValueError, OverflowError, LookupError) as error:  # the last for time zones that are not known
        if batch.num_rows == 1:
            return [error]
        half = batch.num_rows // 2
        return _parquet_rows(batch.slice(0, half)) + _parquet_rows(batch.slice(half))


def repeated_part(message: str) -> str:
    """Return what all rows with the same fault of a field have in common; nothing for other faults, which tell more."""
    found = _FIELD_FAULT.search(message)
    return found[1] if found else ""


def title_of(file: str) -> str:
    """Return the name of a file for people."""
    return "standard input" if file == STANDARD_INPUT else file


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines[:-1] if not lines[-1] else lines


def _text_line(line: bytes, where: str, fields: Fields) -> tuple[str, Any]:
    return decoded_line(line.removesuffix(b"\r"), where, fields.encoding), None


def _json_line(line: bytes, where: str, fields: Fields) -> tuple[str, Any] | None:
    text = decoded_line(line, where, fields.encoding)
    if not text.strip():
        return None
    return _checked(json_object(text, where, f'{{"{fields.text}": "..."}}'), where, fields)


def _checked(row: dict[str, Any], where: str, fields: Fields) -> tuple[str, Any]:
    for name in (fields.text, fields.id):
        if name is not None and name not in row:
            names = ", ".join(map(repr, list(row)[:8])) or "none"
            raise DataError(f"{where}: no field {name!r} (fields of this row: {names}); {fields.advice(name)}")
    text = row[fields.text]
    if not isinstance(text, str):
        raise DataError(f"{where}: field {fields.text!r} holds {_kind_of(text)}, not a string")
    return text, _id_of(row, where, fields.id_name)


def _id_of(row: dict[str, Any], where: str, name: str) -> Any:
    """Return what names the document; a number that is none is how tables write a gap."""
    found = row.get(name)
    if isinstance(found, float) and math.isnan(found):
        return None
    if isinstance(found, bytes):
        return _text_of(found)
    if not isinstance(found, (str, int, float, list, dict, type(None))):
        return str(found)  # a date, a decimal, a UUID: columns of Parquet have such
    if isinstance(found, (float, list, dict)) and not _fits_json(found):
        raise DataError(f"{where}: field {name!r} holds what can't be written as JSON (NaN, Infinity, or nested too deeply)")
    return found


def _fits_json(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False, default=plain)
    except (ValueError, RecursionError):
        return False
    return True


def plain(value: Any) -> str:
    """Return what JSON has no type for as a string, for ``json.dumps(default=...)``."""
    return _text_of(value) if isinstance(value, bytes) else str(value)


def _text_of(data: bytes) -> str:
    """Bytes as the text that they most often are, otherwise as hexadecimal digits."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.hex()


def _kind_of(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", bytes: "bytes"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


_PARSERS: dict[str, Callable[[Any, str, Fields], tuple[str, Any] | None]] = {
    LINES: _text_line, JSON_LINES: _json_line, PARQUET: _checked,
}  # fmt: skip
