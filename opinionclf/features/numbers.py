"""The matrix of dense features, kept as its parts: most numbers of most sentences are 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.tokens import run_starts

_TENTH_BITS = 4  # the lowest bits of the number of a named cell hold its amount


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
class Shares:
    """Numbers that say which share of a row's words has been named.

    Attributes
    ----------
    row, column, token : ndarray of int64, shape (n,)
        One for each word; as in `Flags`.
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


Named = Flags | Shares | LogCounts | LogSums
AMOUNTS = {"Flags": 1, "Shares": 1, "LogCounts": 10, "LogSums": 0}  # tenths that each naming adds by itself


@dataclass(slots=True, eq=False, repr=False)
class Numbers:
    """A matrix of shape (n_rows, n_columns) as its cells.

    Attributes
    ----------
    n_rows, n_columns : int
    row, column : ndarray of int64, shape (n_cells,)
        The cells that may not be 0, each once.
    value : ndarray of float64, shape (n_cells,)
    """

    n_rows: int
    n_columns: int
    row: Ints
    column: Ints
    value: NDArray[np.float64]

    def matrix(self) -> NDArray[np.float64]:
        """Return the whole matrix."""
        result = np.zeros((self.n_rows, self.n_columns), order="F")
        result[self.row, self.column] = self.value
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
        products = weights.take(self.column, axis=1)
        products *= np.rint(self.value / unit)
        return np.array([np.bincount(self.row, line, self.n_rows) for line in products])


def first_cell(column: int, kind: str) -> int:
    """Return the number that `named_cells` adds to the cells of a part, from its first column and what its features return."""
    return (column << _TENTH_BITS) + AMOUNTS[kind]


def named_cells(parts: Sequence[Named], firsts: Sequence[int], n_columns: int) -> tuple[Ints, Ints, Ints]:
    """Return row, column and sum of tenths of each cell that is named, in their order.

    Parameters
    ----------
    parts : sequence of Flags, Shares, LogCounts or LogSums
        Those with columns come first.
    firsts : sequence of int
        The `first_cell` of each part.
    n_columns : int
        Of the whole matrix.
    """
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    # A named cell as one number: row, column and amount.
    number = np.concatenate([part.row for part in parts])
    number *= n_columns << _TENTH_BITS
    sizes = [len(part.row) for part in parts]
    number += np.array(firsts).repeat(sizes)
    given = [part.column for part in parts if part.column is not None]
    if given:
        columns = np.concatenate(given)
        columns <<= _TENTH_BITS
        number[: len(columns)] += columns
    begin = 0
    for part, size in zip(parts, sizes, strict=True):
        if isinstance(part, LogSums):
            number[begin : begin + size] += part.tenths
        begin += size
    number.sort()
    cell = number >> _TENTH_BITS
    begins = run_starts(cell)
    number &= (1 << _TENTH_BITS) - 1
    total = np.add.reduceat(number, begins)
    cell = cell.take(begins)
    row = cell // n_columns
    return row, cell - row * n_columns, total
