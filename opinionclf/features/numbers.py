"""The matrix of dense features, kept as its parts: most numbers of most sentences are 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Ints, NDArray

Vector = NDArray[np.float64]


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

    @classmethod
    def of_flat(cls, place: Ints, n_rows: int, value: Vector) -> Cells:
        """Make cells from places in the matrix read column by column."""
        column = place // n_rows
        return cls(place - column * n_rows, column, value)


@dataclass(slots=True)
class Numbers:
    """A matrix of shape (n_rows, n_columns), of which some columns are whole and the others are cells.

    Attributes
    ----------
    n_rows, n_columns : int
    cells : Cells
    whole : ndarray of int64, shape (n_whole,)
        The columns that are whole.
    values : ndarray of float64, shape (n_whole, n_rows)
        One row for each of them.
    """

    n_rows: int
    n_columns: int
    cells: Cells
    whole: Ints
    values: NDArray[np.float64]

    def matrix(self) -> NDArray[np.float64]:
        """Return the whole matrix."""
        result = np.zeros((self.n_rows, self.n_columns), order="F")
        result[:, self.whole] = self.values.T
        result[self.cells.row, self.cells.column] = self.cells.value
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
        rounded = np.rint(self.cells.value / unit)
        for total, weight in zip(sums, weights, strict=True):
            total += np.bincount(self.cells.row, rounded * weight.take(self.cells.column), minlength=self.n_rows)
        return sums.T
