"""Verbs that report because of a figure behind them: ``puts the cost at some $9 million``, ``counted 400 cases``."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import COMMA_KINDS, END_KINDS, any_of
from opinionclf.kinds import NUMBER, WORD, kinds
from opinionclf.wordclasses import class_bits, class_table

_REACH = 12  # tokens behind a verb that are searched for *at*
_APPROXIMATE = 4  # ... behind it, or behind *at*, for the figure: at a little over 3 billion
_CLASSES = ("estimates", "counts", "estimates_at", "approximates", "number_word", "breaks_clause", "moves")
_ESTIMATES, _COUNTS, _AT, _APPROXIMATES, _NUMBER_WORD, _BREAKS_CLAUSE, _MOVES, _FIGURE, _MARK = (
    constant(1 << bit, np.uint32) for bit in range(len(_CLASSES) + 2)
)
_FIGURES, _ENDS = any_of(_NUMBER_WORD, _FIGURE), any_of(_MARK, _BREAKS_CLAUSE, _MOVES)
_IS_FIGURE, _IS_MARK = kinds(tk.NUMBER, tk.MONEY), kinds(*COMMA_KINDS, *END_KINDS, tk.COLON)
_LONGEST_HOUR = 2  # digits
_PERCENT = constant(tk.PERCENT, np.uint8)
_M, _LAST_BYTE = constant(ord("m"), np.uint32), constant(24, np.uint32)  # of a suffix: 9pm
_AHEAD = np.arange(1, _REACH + _APPROXIMATE + 1)[:, None]


def figure_verbs(columns: Columns) -> Ints:
    """Return the tokens of such verbs outside quotations."""
    (token,) = (_has_figure().take(columns.closed) & columns.outside).nonzero()
    if not len(token):
        return token
    place = token + _AHEAD
    kind = columns.tokens.kind.take(place, mode="clip")
    ahead = _bits().take(columns.closed.take(place, mode="clip"))
    hours = _are_hours(columns, place, kind)
    hours[1:] &= (ahead[:-1] & _APPROXIMATES) == 0
    ahead |= (_IS_FIGURE.take(kind) & ~hours) * _FIGURE | _IS_MARK.take(kind) * _MARK
    ahead *= place < columns.last.take(columns.segment.take(token))
    figure = _open_figures(ahead)
    at = ((ahead[:_REACH] & _AT) > 0) & figure[1:]
    at &= (np.bitwise_or.accumulate(ahead[:_REACH]) & _ENDS) == 0
    verb = _bits().take(columns.closed.take(token))
    return token.compress((((verb & _COUNTS) > 0) & figure[0]) | (((verb & _ESTIMATES) > 0) & at.any(axis=0)))


def _open_figures(ahead: NDArray[np.uint32]) -> Bools:
    """Whether a figure stands at each of the first rows, or behind words that say how near it is: ``nearly 40``."""
    figure = (ahead & _FIGURES) > 0
    near = (ahead & _APPROXIMATES) > 0
    for _ in range(_APPROXIMATE - 1):
        figure[:-1] |= near[:-1] & figure[1:]
    return figure[: _REACH + 1]


def _are_hours(columns: Columns, place: Ints, kind: NDArray[np.uint8]) -> Bools:
    """Which tokens are, or may be, times of day: ``at 9pm``, ``at 9 each morning``, not ``at 9 cents``."""
    hours = np.zeros(kind.shape, dtype=bool)
    last = len(columns.closed) - 1
    short = (kind[:-1] == NUMBER) & (columns.tokens.lengths_at(np.minimum(place[:-1], last)) <= _LONGEST_HOUR)
    counted = (kind[1:] == WORD) & (columns.closed.take(place[1:], mode="clip") == 0)  # am and pm are in a class
    hours[:-1] = short & ~counted & (kind[1:] != _PERCENT)
    hours |= (kind == NUMBER) & (columns.suffix.take(place, mode="clip") >> _LAST_BYTE == _M)
    return hours


@functools.cache
def _has_figure() -> Bools:
    return class_table("estimates") | class_table("counts")


@functools.cache
def _bits() -> NDArray[np.uint32]:
    return class_bits(*_CLASSES)
