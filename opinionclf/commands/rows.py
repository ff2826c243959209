"""Documents that come as rows: what one block of input holds.

A block is a whole article, some lines of a file, or some rows of a table. It is small, and can be sent to another
process as it was read: parsing is left to whoever labels it. (The rows of CSV are cut into cells where they are read, as
nothing else tells where a row ends.)
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from opinionclf.commands.complaints import Complaint
from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.delimited import doubt_about, listed_names
from opinionclf.errors import DataError, FaultyRowError
from opinionclf.jsonlines import decoded_line, json_object

ARTICLE, LINES, JSON_LINES, CSV, EXCEL, PARQUET = "text", "lines", "jsonl", "csv", "excel", "parquet"
PROBLEM = "problem"  # in the place of a file that can't be read
NOTE = "note"  # in front of a file that may have been meant otherwise

BLOCK = 1 << 19
_UNREADABLE = "can't be read"
_FIELDS = 8  # of a row, in a message


@dataclass(slots=True, eq=False, repr=False)
class Fields:
    """Where the rows hold what, and how many are read at once.

    Attributes
    ----------
    text : str
        Field of the text.
    id : str or None
        Field that every row must have and that names its document; None takes ``id`` where there is one.
    encoding : str
        Of lines.
    keep : tuple of str
        Further fields, handed on.
    block : int
        Bytes, or characters of articles and cells: what a process is given at once.
    """

    text: str = "text"
    id: str | None = None
    encoding: str = "utf-8"
    keep: tuple[str, ...] = ()
    block: int = BLOCK

    @property
    def id_name(self) -> str:
        return "id" if self.id is None else self.id

    def advice(self, name: str) -> str:
        """Say how to name another field in place of one that is missing."""
        return f"--{'text' if name == self.text else 'id' if name == self.id else 'keep'} names another"

    def columns_of(self, file: str, names: Sequence[str]) -> list[str]:
        """Return which columns of a table are needed.

        Raises
        ------
        DataError
            If one is not there, or stands twice.
        """
        if not any(names):
            raise DataError(f"{file}: expected the names of columns, such as id,{self.text}, and rows below them")
        for name in (self.text, self.id, *self.keep):
            if name is not None and name not in names:
                advice = doubt_about(names) or self.advice(name)
                raise DataError(f"{file}: no column {name!r} (columns: {listed_names(names)}); {advice}")
        needed = [name for name in dict.fromkeys((self.text, self.id_name, *self.keep)) if name in names]
        for name in needed:
            if names.count(name) > 1:
                raise DataError(f"{file}: {names.count(name)} columns are called {name!r}; rename all but one")
        return needed


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """One document of the input.

    Attributes
    ----------
    file : str
    line : int or None
        Number of its line or row from 1, None for a whole file.
    id : any plain type
    text : str
    kept : dict
        Further fields that are handed on; None where the row lacks one.
    lacking : tuple of str
        Which ones it lacks.
    """

    file: str
    line: int | None
    id: Any
    text: str
    kept: dict[str, Any] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


_Parsed = tuple[str, Any, dict[str, Any], tuple[str, ...]]  # text, id, kept, lacking


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """A part of the input.

    Attributes
    ----------
    form : str
        ARTICLE, LINES, JSON_LINES, CSV, EXCEL, PARQUET, PROBLEM or NOTE.
    file : str
    line : int
        Number of the first line or row, 0 for an article.
    data : str, bytes, RecordBatch or list
        By form: the article, whole lines, rows, the message. Of CSV and Excel a list of the number of a row and its cells by
        name, or a FaultyRowError.
    size : int
        Bytes of the input that it stands for.
    """

    form: str
    file: str
    line: int
    data: Any
    size: int

    def after(self, line: int) -> Block | None:
        """Return the part behind a line or row, None if nothing is left."""
        if self.form in (CSV, EXCEL):
            left = [row for row in self.data if row[0] > line]
            return replace(self, line=left[0][0], data=left) if left else None
        n = line + 1 - self.line
        if n >= self._n_rows:
            return None
        data = self.data.slice(n) if self.form == PARQUET else self.data.split(b"\n", n)[n]
        return replace(self, line=line + 1, data=data)

    @property
    def _n_rows(self) -> int:
        if self.form == ARTICLE:
            return 1
        if self.form == PARQUET:
            return int(self.data.num_rows)
        return int(self.data.count(b"\n")) + (not self.data.endswith(b"\n"))

    def rows(self, fields: Fields, complain: Callable[[Complaint], None]) -> Iterator[Row]:
        """Parse the rows; `complain` is told of each that can't be used."""
        if self.form == ARTICLE:
            yield Row(self.file, None, None, self.data, dict.fromkeys(fields.keep))
            return
        if self.form in (PROBLEM, NOTE):
            complain(Complaint(self.data, is_note=self.form == NOTE))
            return
        parse = _PARSERS[self.form]
        title = title_of(self.file)
        for number, item in self._items():
            where = f"{title}:{number}"
            try:
                if isinstance(item, FaultyRowError):
                    raise item
                if isinstance(item, Exception):
                    raise FaultyRowError(where, f"{_UNREADABLE} ({item})", _UNREADABLE)
                found = parse(item, where, fields)
            except FaultyRowError as error:
                complain(Complaint(str(error), error.kind, file=title))
            else:
                if found is not None:
                    text, name, kept, lacking = found
                    yield Row(self.file, number, name, text, kept, lacking)

    def _items(self) -> Iterable[tuple[int, Any]]:
        if self.form in (CSV, EXCEL):
            return list(self.data)
        return enumerate(_parquet_rows(self.data) if self.form == PARQUET else _lines(self.data), self.line)


def _parquet_rows(batch: Any) -> list[Any]:
    """The rows as dictionaries; in the place of one that Python can't hold the error."""
    try:
        return list(batch.to_pylist())
    except (ValueError, OverflowError, LookupError) as error:  # the last for time zones that are not known
        if batch.num_rows == 1:
            return [error]
        half = batch.num_rows // 2
        return _parquet_rows(batch.slice(0, half)) + _parquet_rows(batch.slice(half))


def title_of(file: str) -> str:
    """Return the name of a file for people."""
    return "standard input" if file == STANDARD_INPUT else file


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines[:-1] if not lines[-1] else lines


def _text_line(line: bytes, where: str, fields: Fields) -> _Parsed:
    return decoded_line(line.removesuffix(b"\r"), where, fields.encoding), None, {}, ()


def _json_line(line: bytes, where: str, fields: Fields) -> _Parsed | None:
    text = decoded_line(line, where, fields.encoding)
    if not text.strip():
        return None
    return _checked(json_object(text, where, f'{{"{fields.text}": "..."}}'), where, fields)


def _checked(row: dict[str, Any], where: str, fields: Fields) -> _Parsed:
    for name in (fields.text, fields.id):
        if name is not None and name not in row:
            names = (", ".join(map(repr, list(row)[:_FIELDS])) or "none") + (", ..." if len(row) > _FIELDS else "")
            kind = f"no field {name!r}"
            raise FaultyRowError(where, f"{kind} (fields of this row: {names}); {fields.advice(name)}", kind)
    text = row[fields.text]
    if not isinstance(text, str):
        kind = f"field {fields.text!r} holds {_kind_of(text)}"
        raise FaultyRowError(where, f"{kind}, not a string", kind)
    kept = {name: _value(row, where, name) for name in fields.keep}
    return text, _value(row, where, fields.id_name), kept, tuple(name for name in fields.keep if name not in row)


def _value(row: dict[str, Any], where: str, name: str) -> Any:
    """Return what a field holds, for JSON; a number that is none is how tables write a gap."""
    found = row.get(name)
    if isinstance(found, float) and math.isnan(found):
        return None
    if isinstance(found, bytes):
        return _text_of(found)
    if not isinstance(found, (str, int, float, list, dict, type(None))):
        return str(found)  # a date, a decimal, a UUID: columns of Parquet have such
    if isinstance(found, (float, list, dict)) and not _fits_json(found):
        kind = f"field {name!r} holds what can't be written as JSON"
        raise FaultyRowError(where, f"{kind} (NaN, Infinity, or nested too deeply)", kind)
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


_PARSERS: dict[str, Callable[[Any, str, Fields], _Parsed | None]] = {
    LINES: _text_line, JSON_LINES: _json_line, PARQUET: _checked, CSV: _checked, EXCEL: _checked,
}  # fmt: skip
