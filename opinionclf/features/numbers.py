"""The matrix of dense features, kept as its cells: most numbers of most sentences are 0."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from opinionclf.arrays import Ints, NDArray, constant

_TENTH_BITS = 4  # the lowest bits of the number of a named cell hold its amount
_MOST_TENTHS = (1 << _TENTH_BITS) - 1  # more would run over into the number of the next row
_AMOUNT, _LOWEST = constant(_TENTH_BITS, np.int64), constant(_MOST_TENTHS, np.int64)
_MOST_BYTES = 1 << 8  # columns of which the number is a byte


@dataclass(slots=True, eq=False, repr=False)
class Named:
    """The cells that a feature names, each as often as it likes; what that makes of them is said by the subclasses.

    Attributes
    ----------
    row : ndarray of int64, shape (n,)
    column : ndarray of int64, shape (n,), or None
        None for a feature of one column.
    token : ndarray of int64, shape (n,), or None
        For what each cell is named: its place in explanations. None where a row is named as a whole.
    """

    each: ClassVar[int] = 0  # tenths that every naming adds
    row: Ints
    column: Ints | None = None
    token: Ints | None = None


class Flags(Named):
    """Numbers that are 1 where a cell is named, however often."""

    __slots__ = ()


class LogCounts(Named):
    """Numbers that are log(1 + number of times a cell has been named)."""

    __slots__ = ()
    each = 10


@dataclass(slots=True, eq=False, repr=False)
class LogSums(Named):
    """Numbers that are log(1 + sum) of the amounts named for a cell.

    Attributes
    ----------
    tenths : ndarray of int, shape (n,)
        Amounts in whole tenths, of which sums are exact in any order: from 1 (0.1) to 15 (1.5).

    Raises
    ------
    ValueError
        If an amount is out of this range.
    """

    tenths: Ints = field(kw_only=True)

    def __post_init__(self) -> None:
        """Refuse what no cell can hold."""
        if len(self.tenths) and not 1 <= self.tenths.min() <= self.tenths.max() <= _MOST_TENTHS:
            raise ValueError(
                f"LogSums take amounts from 1 to {_MOST_TENTHS} tenths, not from {self.tenths.min()} to {self.tenths.max()}:"
                " leave out what is 0, and name a cell several times for more"
            )


_TABLED = 1 << 10  # tenths: hardly any sum is as large


@dataclass(slots=True, eq=False, repr=False)
class Numbers:
    """A matrix as those of its cells that may not be 0, each once, column by column, with what has been named for them.

    Attributes
    ----------
    n_rows, n_columns : int
    row, column : ndarray of int64, shape (n_cells,)
    tenths : ndarray of int64, shape (n_cells,)
        The sum of the amounts; 0 for flags, which have none.
    """

    n_rows: int
    n_columns: int
    row: Ints
    column: Ints
    tenths: Ints

    def matrix(self) -> NDArray[np.float64]:
        """Return the whole matrix."""
        result = np.zeros((self.n_rows, self.n_columns), order="F")
        result[self.row, self.column] = _values(self.tenths)
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
        parts = weights.take(self.column, axis=1)
        parts *= _rounded(self.tenths, unit)
        return np.array([np.bincount(self.row, part, self.n_rows) for part in parts])


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


def numbers_of(named: Sequence[tuple[Named, int]], n_rows: int, n_columns: int) -> Numbers:
    """Return the matrix of the cells that are named.

    Parameters
    ----------
    named : sequence of (Named, int)
        What the features give, each with the column of its first number.
    n_rows, n_columns : int
    """
    if not named:
        none = np.zeros(0, dtype=np.int64)
        return Numbers(n_rows, n_columns, none, none, none)
    sizes = [len(part.row) for part, _ in named]
    column = np.array([first for _, first in named]).repeat(sizes)
    column += np.concatenate([np.zeros(size, dtype=np.int64) if part.column is None else part.column
                              for (part, _), size in zip(named, sizes, strict=True)])  # fmt: skip
    # Each naming as one number: column, row and amount.
    row_bits = n_rows.bit_length()
    number = column << row_bits
    number += np.concatenate([part.row for part, _ in named])
    number <<= _AMOUNT
    _add_amounts(number, named, sizes)
    # Columns of one or two bytes are sorted in a third of the time that numbers take, and a column's rows mostly lie in order.
    number = number.take(column.astype(np.uint8 if n_columns <= _MOST_BYTES else np.uint16).argsort(kind="stable"))
    cell = number >> _AMOUNT
    if len((cell[1:] < cell[:-1]).nonzero()[0]):
        number.sort()
        cell = number >> _AMOUNT
    cell, tenths = _summed(number, cell)
    return Numbers(n_rows, n_columns, cell & ((1 << row_bits) - 1), cell >> row_bits, tenths)


def _add_amounts(number: Ints, named: Sequence[tuple[Named, int]], sizes: list[int]) -> None:
    """Add the amounts of the namings, part by part, to their numbers."""
    begin = 0
    for (part, _), size in zip(named, sizes, strict=True):
        if isinstance(part, LogSums):
            number[begin : begin + size] += part.tenths
        elif part.each:
            number[begin : begin + size] += part.each
        begin += size


def _summed(number: Ints, cell: Ints) -> tuple[Ints, Ints]:
    """The cells, column and row as one number, and the sums of their amounts, from sorted numbers of the cells' namings."""
    ends = np.empty(len(cell), dtype=bool)
    ends[-1] = True
    np.not_equal(cell[1:], cell[:-1], out=ends[:-1])
    (end,) = ends.nonzero()
    # The sum over a run is what the sum over all has grown by since the last one.
    number &= _LOWEST
    tenths = number.cumsum().take(end)
    tenths[1:] -= tenths[:-1].copy()
    return cell.take(end), tenths
