"""Tables as rows: CSV as it arrives, and Excel.

A row of CSV ends where no quotation mark is open, which only a reader of the whole file can tell: rows are cut into cells
here, and of these only those that are needed are handed on.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from opinionclf.commands.reading import ENCODING_HINT
from opinionclf.commands.rows import CSV, EXCEL, Block, Fields, title_of
from opinionclf.delimited import Table, check_width, read_table
from opinionclf.errors import DataError, FaultyRowError
from opinionclf.jsonlines import NO_TEXT, NOT_UTF_8
from opinionclf.spreadsheet import original

_ROWS = 1 << 10
_ZERO_BYTE = "\udc00"  # in its place: before Python 3.11 the reader refuses it, and no decoding gives this
_NOT_DECODED = re.compile("[\udc01-\udcff]")  # bytes that are wrong
_ERRORS = "opinionclf.tables"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Keep bytes that are wrong, as "surrogateescape" does, but in every encoding: they spoil one row."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_ERRORS, _escaped)


class _Lines:
    """The lines of a stream as they arrive.

    Attributes
    ----------
    n_bytes : int
        How much was read since it was last set to 0.
    """

    def __init__(self, parts: Iterable[bytes], encoding: str) -> None:
        self.n_bytes = 0
        self._parts = iter(parts)
        self._decoder = codecs.getincrementaldecoder(encoding)(_ERRORS)
        self._lines: deque[str] = deque()
        self._rest: list[str] = []

    def __bool__(self) -> bool:
        """Whether another line is there already."""
        return bool(self._lines)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        while not self._lines:
            part = next(self._parts, None)
            if part is None:
                self._take(self._decoder.decode(b"", True), last=True)
                if not self._lines:
                    raise StopIteration
            else:
                self.n_bytes += len(part)
                self._take(self._decoder.decode(part), last=False)
        return self._lines.popleft()

    def _take(self, text: str, last: bool) -> None:
        if not last and "\n" not in text:
            self._rest.append(text)
            return
        text = "".join([*self._rest, text]).replace("\0", _ZERO_BYTE)
        self._lines.extend(StringIO(text, newline=""))
        self._rest = [] if last or text.endswith("\n") else [self._lines.pop()]


def csv_blocks(parts: Iterable[bytes], file: str, fields: Fields, delimiter: str | None = None) -> Iterator[Block]:
    """Read CSV in blocks of as many rows as have arrived.

    Parameters
    ----------
    parts : iterable of bytes
        Without a byte order mark of UTF-8.
    file : str
    fields : Fields
    delimiter : str or None
        None tells it from the first line.

    Raises
    ------
    DataError
        If it is no table, lacks a column, or a quotation mark is not closed: what follows can't be told apart any more.
    """
    title = title_of(file)
    try:
        lines = _Lines(parts, fields.encoding)
    except LookupError:
        raise DataError(f"{title}: a table can't be read in {fields.encoding}; convert it to UTF-8") from None
    try:
        table = read_table(lines, title, delimiter, {fields.text, fields.id_name, *fields.keep}.__contains__)
        yield from _csv_blocks(lines, table, file, fields)
    except UnicodeError as error:
        raise DataError(f"{title}: not valid {fields.encoding} ({error})") from None


def _csv_blocks(lines: _Lines, table: Table, file: str, fields: Fields) -> Iterator[Block]:
    title = title_of(file)
    needed = {name: table.names.index(name) for name in _columns(table.names, title, fields)}
    rows: list[tuple[int, Any]] = []
    size = 0
    try:
        for line, cells in table.rows:
            if any(cells):
                row = _row(cells, table.names, needed, f"{title}:{line}", fields.encoding)
                rows.append((line, row))
                size += sum(map(len, row.values())) if isinstance(row, dict) else 0
            if rows and (not lines or size >= fields.block or len(rows) >= _ROWS):
                yield _block(CSV, file, rows, lines.n_bytes)
                rows, size, lines.n_bytes = [], 0, 0
    except DataError as error:
        if rows:
            yield _block(CSV, file, rows, lines.n_bytes)
        raise DataError(f"{error}; nothing is read from here on") from None
    if rows:
        yield _block(CSV, file, rows, lines.n_bytes)


def _columns(names: list[str], title: str, fields: Fields) -> list[str]:
    """Return which columns are needed; of one that is missing it is told if the names are in another encoding."""
    try:
        return fields.columns_of(title, names)
    except DataError as error:
        if wrong := _NOT_DECODED.search("".join(names)):
            raise DataError(f"{error}; the names are {_not_valid(fields.encoding)} ({_byte(wrong)}); {ENCODING_HINT}") from None
        raise


def _not_valid(encoding: str) -> str:
    return NOT_UTF_8 if encoding == "utf-8" else f"not valid {encoding}"


def _byte(wrong: re.Match[str]) -> str:
    return f"byte 0x{ord(wrong[0]) - 0xDC00:02x}"


def _block(form: str, file: str, rows: list[tuple[int, Any]], size: int) -> Block:
    return Block(form, file, rows[0][0], rows, size)


def _row(cells: list[str], names: list[str], needed: dict[str, int], where: str,
         encoding: str) -> dict[str, str] | FaultyRowError:  # fmt: skip
    """Return the cells that are needed by name, or what is wrong with the row."""
    try:
        check_width(cells, names, where)
    except FaultyRowError as error:
        return error
    row = {name: original(cells[place]) for name, place in needed.items()}
    for cell in row.values():
        if cell.isascii():
            continue
        if wrong := _NOT_DECODED.search(cell):
            kind = _not_valid(encoding)
            return FaultyRowError(where, f"{kind} ({_byte(wrong)})", kind)
        if _ZERO_BYTE in cell:
            return FaultyRowError(where, f"{NO_TEXT} (it holds zero bytes)", NO_TEXT)
    return row


def excel_blocks(file: str, fields: Fields) -> Iterator[Block]:
    """Read the first sheet of an Excel workbook, with names in its first row.

    Raises
    ------
    DataError
        If it can't be read or lacks a column.
    """
    from opinionclf.training.readers.excel import opened_sheet

    rows: list[tuple[int, Any]] = []
    size = counted = 0
    with opened_sheet(Path(file)) as sheet:
        needed = fields.columns_of(file, list(filter(None, sheet.header)))
        for number, cells in sheet.rows:
            row = {name: original(cell) if isinstance(cell := cells[name], str) else cell for name in needed}
            rows.append((number, row))
            size += sum(len(cell) for cell in row.values() if isinstance(cell, str))
            if size >= fields.block or len(rows) >= _ROWS:
                read = max(sheet.file.tell() - counted, 0)
                yield _block(EXCEL, file, rows, read)
                rows, size, counted = [], 0, counted + read
    if rows:
        yield _block(EXCEL, file, rows, Path(file).stat().st_size - counted)
