"""Excel workbooks through openpyxl: the first sheet, with names in its first row."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.files import opened
from opinionclf.training.readers.problems import Source, check_header


class Sheet(NamedTuple):
    """A sheet while it is read.

    Attributes
    ----------
    header : list of str
        Names of the columns; an empty one for a column without.
    rows : iterator of (int, dict)
        Rows that hold something: number and cells by name, None for an empty cell.
    file : BinaryIO
        Where it is read from.
    """

    header: list[str]
    rows: Iterator[tuple[int, dict[str, Any]]]
    file: BinaryIO


def read_excel(path: Path) -> Source:
    """Read the rows of the first sheet. Formulas count with the values that were saved.

    Raises
    ------
    DataError
        If the file is no workbook, or a column stands twice.
    """
    with opened_sheet(path) as sheet:
        check_header(sheet.header, f"{path}:row 1")
        for number, row in sheet.rows:
            yield f"{path}:row {number}", row


@contextmanager
def opened_sheet(path: Path) -> Iterator[Sheet]:
    """Open the first sheet of a workbook.

    Raises
    ------
    DataError
        If the file is no workbook, now or later.
    """
    openpyxl = optional("openpyxl", "excel", "reading Excel")
    with opened(path) as file, closing(_cells(path, openpyxl, file)) as rows:
        header = [str(name).strip() if name is not None else "" for name in next(rows, ())]
        yield Sheet(header, _named(header, rows), file)


def _named(header: list[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, cells in enumerate(rows, 2):
        if any(cell is not None for cell in cells):
            # Some programs leave out what is empty at the end of a row.
            yield number, {name: cell for name, cell in zip_longest(header, cells[: len(header)]) if name}


def _cells(path: Path, openpyxl: Any, file: BinaryIO) -> Generator[tuple[Any, ...], None, None]:
    """The cells of each row. What openpyxl raises over a damaged workbook is of no one kind: it checks little."""
    try:
        with warnings.catch_warnings():  # of styles and extensions that are none of our business
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        with closing(book):
            yield from book.worksheets[0].iter_rows(values_only=True)
    except Exception as error:
        first = str(error).partition("\n")[0]
        raise DataError(f"{path}: no readable Excel workbook ({first or type(error).__name__})") from None
