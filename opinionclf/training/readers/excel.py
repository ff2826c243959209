"""Excel workbooks through openpyxl: the first sheet, with names in its first row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.files import opened
from opinionclf.training.readers.problems import Source, check_header


def read_excel(path: Path) -> Source:
    """Read the rows of the first sheet. Formulas count with the values that were saved.

    Raises
    ------
    DataError
        If the file is no workbook.
    """
    openpyxl = optional("openpyxl", "excel", "reading Excel")
    with opened(path) as file:
        rows = _cells(path, openpyxl, file)
        header = [str(name).strip() if name is not None else "" for name in next(rows, ())]
        check_header(header, f"{path}:row 1")
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                yield f"{path}:row {number}", _row(header, cells)


def _cells(path: Path, openpyxl: Any, file: BinaryIO) -> Iterator[tuple[Any, ...]]:
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


def _row(header: list[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}
