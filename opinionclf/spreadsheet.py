"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_LINE_END = "\r\n"
_ZERO_BYTE = r"\x00"


def inert(cell: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would run as a formula, and of what looks as if one had been put."""
    return "'" + cell if _is_formula(cell) else cell


def original(cell: str) -> str:
    """Take the apostrophe away again that `inert` put there."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip("'").startswith(_FORMULA)


def cell(text: str) -> str:
    """Return a text as one cell of several, as `comma_separated` writes it."""
    if "\0" in text:
        text = text.replace("\0", _ZERO_BYTE)
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


def between_commas(text: str) -> list[str]:
    """Return the cells of one line, as `cell` writes them, without spaces in front; what is no line has none."""
    import csv

    try:
        return next(csv.reader([text], skipinitialspace=True), [])
    except csv.Error:  # a line end, or a cell as long as a book
        return []


def comma_separated(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows of cells as CSV with the line ends of Unix.

    A cell that holds a line end of any system stands in quotation marks. Before Python 3.13 the standard library looks only
    for the line end that it writes itself. A zero byte, which makes a table no text to many programs, is written as ``\\x00``.
    """
    import csv

    lines = _Lines()
    csv.writer(lines, lineterminator=_LINE_END).writerows(map(_without_zero_bytes, rows))
    return "".join(lines)


def _without_zero_bytes(row: Sequence[Any]) -> list[Any]:
    # Before Python 3.11 the standard library refuses them.
    return [value.replace("\0", _ZERO_BYTE) if isinstance(value, str) else value for value in row]


class _Lines(list[str]):
    def write(self, line: str) -> None:
        self.append(line.removesuffix(_LINE_END) + "\n")
