"""CSV and TSV: a table as rows of cells, each with its line, and what is wrong where it breaks off.

The standard library cuts them, not pandas, so that line numbers are those of the file and nothing is guessed.
"""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from opinionclf.errors import DataError, FaultyRowError

DELIMITERS = (",", ";", "\t")
_LONGEST_COLUMN_NAME = 3  # words; what is longer is a sentence
_MOST_LISTED = 20  # names of columns
_LONGEST_LISTED = 60  # characters of one
_SAYS_DELIMITER = re.compile(r"sep=([^\w\s]|\t)[\r\n]*")  # a first line of Excel's own
_LONGEST_CELL = 1 << 28  # characters: a quotation mark that is never closed must not fill the memory
_LIMIT = threading.Lock()  # held by whoever has changed the limit of the csv module, which is one for all


class Table(NamedTuple):
    """A table while it is read.

    Attributes
    ----------
    names : list of str
        Of its columns, from its first row.
    rows : iterator of (int, list of str)
        Its other rows, empty ones too: number of the first line, and cells.
    line : int
        Where the names stand.
    """

    names: list[str]
    rows: Iterator[tuple[int, list[str]]]
    line: int


def read_table(lines: Iterator[str], title: object, delimiter: str | None, is_known: Callable[[str], bool]) -> Table:
    """Cut lines into rows.

    Parameters
    ----------
    lines : iterator of str
        With their ends. No more are read than the next row needs.
    title : Path or str
        Name of the table, for messages.
    delimiter : str or None
        None tells it from the first line.
    is_known : callable
        Whether a name is one that a column is expected to have, as `delimiter_of` asks.

    Raises
    ------
    DataError
        If it is no table, now or later. What follows can't be told apart any more, so there is nothing to go on with.
    """
    first, before = next(lines, ""), 0
    if said := _SAYS_DELIMITER.fullmatch(first):
        delimiter, before = said[1], 1
    else:
        lines = chain([first], lines)
        delimiter = delimiter or delimiter_of(first, is_known)
    rows = _numbered(lines, title, delimiter, before)
    line, names = next(rows, (before + 1, []))
    return Table([name.strip() for name in names], rows, line)


def _numbered(lines: Iterator[str], title: object, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = before + 1
    try:
        for cells in _with_long_cells(reader):
            yield line, cells
            line = before + reader.line_num + 1
    except csv.Error as error:
        is_open = "end of data" in str(error) or "field limit" in str(error)
        why = "a quotation mark that this row opens is never closed" if is_open else str(error)
        raise DataError(f"{title}:{line}: not a valid table ({why})") from None


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


def delimiter_of(line: str, is_known: Callable[[str], bool]) -> str:
    """Tell what stands between the cells: it gives the first line the most names that are known, or the most names."""

    def fits(delimiter: str) -> tuple[int, int]:
        names = names_of(line, delimiter)
        return sum(map(is_known, names)), len(names)

    return max(DELIMITERS, key=fits)


def names_of(line: str, delimiter: str) -> list[str]:
    """Return what would be the names of columns."""
    try:
        return [name.strip() for name in next(_with_long_cells(csv.reader([line], delimiter=delimiter)), [])]
    except csv.Error:
        return []


def listed_names(names: Sequence[object]) -> str:
    """Return names of columns for a message, which an article in their place must not fill."""
    shown = map(str, names[:_MOST_LISTED])
    short = [name if len(name) <= _LONGEST_LISTED else f"{name[:_LONGEST_LISTED]}..." for name in shown]
    return ", ".join(short) + (", ..." if len(names) > _MOST_LISTED else "")


def doubt_about(names: Sequence[object]) -> str:
    """Say what else than names is wrong with what was taken for the names of columns; nothing where they may be names."""
    if len(names) == 1 and "|" in str(names[0]):
        return "commas, semicolons or tabs part the columns of a table, | does not"
    if any(len(str(name).split()) > _LONGEST_COLUMN_NAME for name in names):
        return "the first line of a table holds the names of its columns"
    return ""


def check_width(cells: Sequence[str], names: Sequence[str], where: str) -> None:
    """Refuse a row with another number of cells than there are columns.

    Raises
    ------
    FaultyRowError
    """
    n, width = len(cells), len(names)
    if n != width:
        advice = "put quotation marks around cells that hold what parts them" if n > width else "some are missing"
        found = f"{n} cell{'s' * (n != 1)} where the first line has {width}; {advice}"
        raise FaultyRowError(where, found, "not as many cells as the first line")
