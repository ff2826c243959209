"""Excel workbooks through openpyxl: the first sheet, with names in its first row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Sequence
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
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: no readable Excel workbook ({error})") from None
    return _rows(path, book)


def _rows(path: Path, book: Any) -> Source:
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = [str(name) if name is not None else "" for name in next(rows, ())]
    for number, cells in enumerate(rows, 2):
        if any(cell is not None for cell in cells):
            yield f"{path}:row {number}", _row(header, cells)
    book.close()


def _row(header: list[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {name: cell for name, cell in zip(header, cells, strict=False) if name}
