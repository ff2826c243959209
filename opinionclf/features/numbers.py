"""The matrix of dense features, kept as its cells: most numbers of most sentences are 0."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.tokens import run_starts

_TENTH_BITS = 4  # the lowest bits of the number of a named cell hold its amount
_MANY = 1 << 10  # named cells: to shorten fewer takes longer than to sort them
_LARGEST_SHORT = np.iinfo(np.int32).max


@dataclass(slots=True, eq=False, repr=False)
class Flags:
    """Numbers that are 1 in the columns of some rows, however often a cell is named.

    Attributes
    ----------
    row : ndarray of int64, shape (n,)
    column : ndarray of int64, shape (n,), or None
        None for a feature of one column.
    token : ndarray of int64, shape (n,), or None
        For what each cell is named: its place in explanations. None where a row is named as a whole.
    """

    row: Ints
    column: Ints | None = None
    token: Ints | None = None


@dataclass(slots=True, eq=False, repr=False)
class LogCounts:
    """Numbers that are log(1 + number of times a cell has been named).

    Attributes
    ----------
    row, column, token : ndarray of int64, shape (n,)
        As in `Flags`.
    """

    row: Ints
    column: Ints | None = None
    token: Ints | None = None


@dataclass(slots=True, eq=False, repr=False)
class LogSums:
    """Numbers that are log(1 + sum) of the amounts named for a cell.

    Attributes
    ----------
    row, column, token : ndarray of int64, shape (n,)
        As in `Flags`.
    tenths : ndarray of int64, shape (n,)
        Amounts in whole tenths up to 1: their sums are exact in any order.
    """

    row: Ints
    column: Ints
    tenths: Ints
    token: Ints | None = None


Named = Flags | LogCounts | LogSums
AMOUNTS = {"Flags": 0, "LogCounts": 10, "LogSums": 0}  # tenths that each naming adds by itself
_TABLED = 1 << 10  # tenths: hardly any sum is as large


@dataclass(slots=True, eq=False, repr=False)
class Cells:
    """Those cells of a matrix that may not be 0, each once, with what has been named for them.

    Attributes
    ----------
    row, column : ndarray of int64, shape (n_cells,)
    tenths : ndarray of int64, shape (n_cells,)
        The sum of the amounts; 0 for flags, which have none.
    """

    row: Ints
    column: Ints
    tenths: Ints


@dataclass(slots=True, eq=False, repr=False)
class Numbers:
    """A matrix of shape (n_rows, n_columns) as its parts.

    Attributes
    ----------
    n_rows, n_columns : int
    cells : Cells
    """

    n_rows: int
    n_columns: int
    cells: Cells

    def matrix(self) -> NDArray[np.float64]:
        """Return the whole matrix."""
        result = np.zeros((self.n_rows, self.n_columns), order="F")
        result[self.cells.row, self.cells.column] = _values(self.cells.tenths)
        return result

    def weighted(self, weights: NDArray[np.float64], unit: float) -> NDArray[np.float64]:
        """Round the numbers to a unit and sum them with the weights of their columns, in units.

        Parameters
        ----------
        weights : ndarray of float64, shape (n_sums, n_columns)
            Whole numbers: with those below 2**53 floating point adds and multiplies exactly, in any order.
        unit : float

        Returns
        -------
        ndarray of float64, shape (n_sums, n_rows)
        """
        cells = self.cells
        value = _rounded(cells.tenths, unit)
        begins = run_starts(cells.row)
        totals = np.add.reduceat(weights.take(cells.column, axis=1) * value, begins, axis=1)
        if len(begins) == self.n_rows:
            return totals
        sums = np.zeros((len(weights), self.n_rows))
        sums[:, cells.row.take(begins)] = totals
        return sums


def _values(tenths: Ints) -> NDArray[np.float64]:
    """The number of each cell, from the sum of its amounts: 1 for flags, log(1 + sum) for others."""
    return np.where(tenths == 0, 1.0, np.log1p(tenths / 10))


def _rounded(tenths: Ints, unit: float) -> NDArray[np.float64]:
    """The number of each cell, in whole units."""
    try:
        return _table(unit).take(tenths)
    except IndexError:
        return np.rint(_values(tenths) / unit)


@functools.cache
def _table(unit: float) -> NDArray[np.float64]:
    return np.rint(_values(np.arange(_TABLED)) / unit)


def first_cell(column: int, kind: str) -> int:
    """Return the number that `named_cells` adds to the cells of a part, from its first column and what its features return."""
    return (column << _TENTH_BITS) + AMOUNTS[kind]


def named_cells(named: Sequence[tuple[Named, int]], n_rows: int, n_columns: int) -> Cells:
    """Return the cells that are named, in their order.

    Parameters
    ----------
    named : sequence of (Flags, LogCounts or LogSums, int)
        Each part with its `first_cell`; those with columns come first, and are put together in one step.
    n_rows, n_columns : int
        Of the whole matrix.
    """
    if not named:
        none = np.zeros(0, dtype=np.int64)
        return Cells(none, none, none)
    # A named cell as one number: row, column and amount.
    column_bits = n_columns.bit_length()
    rows = [part.row for part, _ in named]
    number = np.concatenate(rows)
    number <<= column_bits + _TENTH_BITS
    number += np.array([first for _, first in named]).repeat([len(row) for row in rows])
    wide = [part for part, _ in named if part.column is not None]
    if wide:
        columns = np.concatenate([part.column for part in wide])
        columns <<= _TENTH_BITS
        begin = 0
        for part in wide:
            if isinstance(part, LogSums):
                columns[begin : begin + len(part.tenths)] += part.tenths
            begin += len(part.row)
        number[: len(columns)] += columns
    if len(number) > _MANY and n_rows << (column_bits + _TENTH_BITS) <= _LARGEST_SHORT:
        number = number.astype(np.int32)  # is sorted in half the time
    number.sort()
    cell = number >> _TENTH_BITS
    ends = np.empty(len(cell), dtype=bool)
    ends[-1] = True
    np.not_equal(cell[1:], cell[:-1], out=ends[:-1])
    (end,) = ends.nonzero()
    # The sum over a run is what the sum over all has grown by since the last one.
    number &= (1 << _TENTH_BITS) - 1
    tenths = number.cumsum(dtype=number.dtype).take(end)
    tenths[1:] -= tenths[:-1].copy()
    cell = cell.take(end).astype(np.int64, copy=False)
    return Cells(cell >> column_bits, cell & ((1 << column_bits) - 1), tenths)
