"""Excel workbooks through openpyxl: the first sheet, with names in its first row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.training.readers.problems import Source


def read_excel(path: Path) -> Source:
    """Read the rows of the first sheet. Formulas count with the values that were saved.

    Raises
    ------
    DataError
        If the file is no workbook.
    """
    openpyxl = optional("openpyxl", "excel", "reading Excel")
    try:
        with warnings.catch_warnings():  # of styles and extensions that are none of our business
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except Exception as error:
        raise _unreadable(path, error) from None
    return _rows(path, book)


def _unreadable(path: Path, error: Exception) -> DataError:
    """The error of a damaged workbook. What openpyxl raises over one is of no one kind: it checks little."""
    first = str(error).partition("\n")[0]
    return DataError(f"{path}: no readable Excel workbook ({first or type(error).__name__})")


def _rows(path: Path, book: Any) -> Source:
    with closing(book):
        rows = _cells(path, book)
        header = [str(name) if name is not None else "" for name in next(rows, ())]
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                yield f"{path}:row {number}", _row(header, cells)


def _cells(path: Path, book: Any) -> Iterator[tuple[Any, ...]]:
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    except Exception as error:
        raise _unreadable(path, error) from None


def _row(header: list[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}
