"""The matrix of dense features, kept as its parts: most numbers of most sentences are 0."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Ints, NDArray

Vector = NDArray[np.float64]


@dataclass(slots=True)
class Flags:
    """Numbers that are 1 in the columns of some rows, however often a cell is named.

    Attributes
    ----------
    row, column : ndarray of int64, shape (n,)
    """

    row: Ints
    column: Ints


@dataclass(slots=True)
class LogSums:
    """Numbers that are log(1 + sum) of the amounts named for a cell.

    Attributes
    ----------
    row, column : ndarray of int64, shape (n,)
    tenths : ndarray of int64, shape (n,)
        Whole tenths: their sums are exact in any order.
    """

    row: Ints
    column: Ints
    tenths: Ints


@dataclass(slots=True)
class Cells:
    """The numbers of some columns that are not 0, each cell once.

    Attributes
    ----------
    row, column : ndarray of int64, shape (n_cells,)
    value : ndarray of float64, shape (n_cells,)
    """

    row: Ints
    column: Ints
    value: Vector


def flag_cells(parts: Sequence[Flags], places: Sequence[tuple[int, int]], n_rows: int) -> Cells:
    """Return the cells of flags; `places` are the first column of each part and its number of columns."""
    number = _numbers(tuple(places))
    flags = np.zeros(n_rows * len(number), dtype=bool)
    flags[_stacked(parts, places, n_rows)] = True
    (place,) = flags.nonzero()
    column = place // n_rows
    return Cells(place - column * n_rows, number.take(column), np.ones(len(place)))


def sum_cells(parts: Sequence[LogSums], places: Sequence[tuple[int, int]], n_rows: int) -> Cells:
    """Return the cells of sums; `places` are the first column of each part and its number of columns."""
    number = _numbers(tuple(places))
    tenths = np.concatenate([part.tenths for part in parts])
    total = np.bincount(_stacked(parts, places, n_rows), tenths, minlength=n_rows * len(number))
    (place,) = (total > 0).nonzero()
    column = place // n_rows
    return Cells(place - column * n_rows, number.take(column), np.log1p(total.take(place) / 10))


def _stacked(parts: Sequence[Flags | LogSums], places: Sequence[tuple[int, int]], n_rows: int) -> Ints:
    """Places of the cells of all parts in one matrix read column by column."""
    found = []
    base = 0
    for part, (_, width) in zip(parts, places, strict=True):
        found.append((part.column + base) * n_rows + part.row)
        base += width
    return np.concatenate(found)


@functools.lru_cache(maxsize=8)
def _numbers(places: tuple[tuple[int, int], ...]) -> Ints:
    """The number of each column of that matrix."""
    return np.concatenate([np.arange(first, first + width) for first, width in places])


@dataclass(slots=True)
class Numbers:
    """A matrix of shape (n_rows, n_columns), of which some columns are whole and the others are cells.

    Attributes
    ----------
    n_rows, n_columns : int
    cells : tuple of Cells
    whole : ndarray of int64, shape (n_whole,)
        The columns that are whole.
    values : ndarray of float64, shape (n_whole, n_rows)
        One row for each of them.
    """

    n_rows: int
    n_columns: int
    cells: tuple[Cells, ...]
    whole: Ints
    values: NDArray[np.float64]

    def matrix(self) -> NDArray[np.float64]:
        """Return the whole matrix."""
        result = np.zeros((self.n_rows, self.n_columns), order="F")
        result[:, self.whole] = self.values.T
        for cells in self.cells:
            result[cells.row, cells.column] = cells.value
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
        ndarray of float64, shape (n_rows, n_sums)
        """
        sums = weights.take(self.whole, axis=1) @ np.rint(self.values / unit)
        for cells in self.cells:
            rounded = np.rint(cells.value / unit)
            for total, weight in zip(sums, weights, strict=True):
                total += np.bincount(cells.row, rounded * weight.take(cells.column), minlength=self.n_rows)
        return sums.T
