"""Verbs that report because of what stands behind them: ``puts the cost at $9 million``, ``put the loss down to the rain``."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import COMMA_KINDS, END_KINDS, any_of
from opinionclf.lexicon import NAME, SOURCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import COMMA, NUMBER, kinds
from opinionclf.text.wordclasses import any_class, class_bits

_REACH = 12  # tokens behind a verb that are searched for *at*
_APPROXIMATE = 4  # ... behind it, or behind *at*, for the figure: at a little over 3 billion
_MEASURED_REACH = 3  # ... for what is measured: sees core inflation
_SHORTEST = 3  # digits of a figure that is hardly an hour, nor a number of places
_CLASSES = ("estimates", "counts", "estimates_at", "approximates", "approximates_on", "number_word", "unit", "measured",
            "time_noun", "breaks_clause", "moves", "down", "to", "determiner", "cause", "foresees")  # fmt: skip
(
    _ESTIMATES, _COUNTS, _AT, _APPROXIMATES, _APPROXIMATES_ON, _NUMBER_WORD, _UNIT, _MEASURED, _TIME_NOUN, _BREAKS_CLAUSE,
    _MOVES, _DOWN, _TO, _DETERMINER, _CAUSE, _FORESEES, _MONEY, _DIGITS, _LONG, _MARK,
) = (constant(1 << bit, np.uint32) for bit in range(len(_CLASSES) + 4))  # fmt: skip
_FIGURE, _ANY_FIGURE, _SURE = any_of(_MONEY, _DIGITS), any_of(_MONEY, _DIGITS, _NUMBER_WORD), any_of(_MONEY, _LONG)
_CLAUSE, _OPENS_CAUSE = any_of(_MARK, _BREAKS_CLAUSE), any_of(_DETERMINER, _CAUSE)
_BEFORE_FIGURE = any_of(_AT, _TO)
_NEAR, _ENDS = any_of(_APPROXIMATES, _APPROXIMATES_ON), any_of(_MARK, _BREAKS_CLAUSE, _MOVES)
_IS_MONEY, _IS_FIGURE = kinds(tk.MONEY), kinds(tk.MONEY, tk.NUMBER)
_IS_MARK = kinds(*COMMA_KINDS, *END_KINDS, tk.COLON)
_PERCENT, _STOP = constant(tk.PERCENT, np.uint8), constant(tk.STOP, np.uint8)
_NAMES_SOMEBODY = constant(int(SOURCE | NAME), np.uint8)
_AHEAD = np.arange(1, _REACH + _APPROXIMATE + 2)[:, None]
_A, _M, _P, _COLON, _POINT = (constant(ord(letter), np.uint32) for letter in "amp:.")


def figure_verbs(columns: Columns) -> Ints:
    """Return the tokens of such verbs outside quotations."""
    (token,) = (any_class("estimates", "counts", "foresees").take(columns.closed) & columns.outside).nonzero()
    place = token + _AHEAD
    words, marks = columns.closed.take(place, mode="clip"), columns.tokens.kind.take(place, mode="clip")
    # Most have no figure near, and no *down*.
    (row,) = np.logical_or.reduce(any_class("number_word", "down").take(words) | _IS_FIGURE.take(marks)).nonzero()
    if not len(row):
        return row
    token = token.take(row)
    ahead = _ahead(columns, token, place.take(row, axis=1), words.take(row, axis=1), marks.take(row, axis=1))
    verb = _bits().take(columns.closed.take(token))
    counts = ((verb & _COUNTS) > 0) & _count(ahead)
    counts |= ((verb & _FORESEES) > 0) & _foresee(ahead)
    counts &= _have_subject(columns, token)
    return token.compress(counts | (((verb & _ESTIMATES) > 0) & (_estimate(ahead) | _give_cause(ahead))))


def _ahead(columns: Columns, token: Ints, place: Ints, words: Ints, marks: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """What stands behind each verb, up to the end of its segment, as bits, from the words and marks there."""
    inside = place < columns.last.take(columns.segment.take(token))
    kind = np.where(inside, marks, _STOP)
    ahead = _bits().take(words) * inside
    number = kind == NUMBER
    timed, length = _are_times(columns, place), columns.tokens.lengths_at(np.minimum(place, len(columns.closed) - 1))
    ahead |= _IS_MONEY.take(kind) * _MONEY | _IS_MARK.take(kind) * _MARK | (kind == _PERCENT) * _UNIT
    timed[:-1] &= (ahead[1:] & _UNIT) == 0  # at 2.75 per cent
    ahead |= (number & ~timed) * _DIGITS | (number & ~timed & (length >= _SHORTEST)) * _LONG
    return ahead


def _are_times(columns: Columns, place: Ints) -> Bools:
    """Which tokens would be times of day if they were numbers: ``9pm``, ``9:30``, ``21.30``."""
    suffix = columns.suffix.take(place, mode="clip")
    last, before, third = (suffix >> np.uint32(shift) & np.uint32(0xFF) for shift in (24, 16, 8))
    return ((last == _M) & ((before == _A) | (before == _P))) | (third == _COLON) | (third == _POINT)


def _count(ahead: NDArray[np.uint32]) -> Bools:
    """Which verbs count something: ``counted more than 400 wells``, not ``counted to ten``, ``listed 40 years ago``."""
    counted = ((ahead[:-1] & _FIGURE) > 0) & ((ahead[1:] & _TIME_NOUN) == 0)
    near = (ahead[0] & _APPROXIMATES) > 0
    found: Bools = counted[0] | (near & (counted[1] | (((ahead[1] & _NEAR) > 0) & counted[2])))
    return found


def _estimate(ahead: NDArray[np.uint32]) -> Bools:
    """Which verbs have a figure behind *at*, one that is plainly an estimate, or one for what is measured.

    ``Put the share at up to 40,000``, ``put the toll at 12``; not ``put a guard at 12 doors``.
    """
    figure, near = (ahead & _ANY_FIGURE) > 0, (ahead & _NEAR) > 0
    sure = (ahead & _SURE) > 0
    sure[:-1] |= figure[:-1] & ((ahead[1:] & _UNIT) > 0)
    sure[1:] |= figure[1:] & near[:-1]
    for _ in range(_APPROXIMATE - 1):
        sure[:-1] |= near[:-1] & sure[1:]
    at = (ahead[:_REACH] & _AT) > 0
    ends = (ahead[:_REACH] & _ENDS) * ((ahead[:_REACH] & _TO) == 0)  # put the cost to taxpayers at
    at &= np.bitwise_or.accumulate(ends) == 0
    measured = (np.bitwise_or.accumulate(ahead[:_REACH]) & _MEASURED) > 0
    at &= sure[1 : _REACH + 1] | (figure[1 : _REACH + 1] & measured)
    return np.logical_or.reduce(at)  # type: ignore[no-any-return]


def _foresee(ahead: NDArray[np.uint32]) -> Bools:
    """Which verbs have what is measured, and its figure: ``sees growth slowing to 5 percent``; not ``sees 300 ships``."""
    figure = ((ahead[1:_REACH] & _ANY_FIGURE) > 0) & ((ahead[: _REACH - 1] & _BEFORE_FIGURE) > 0)
    figure &= (np.bitwise_or.accumulate(ahead[: _REACH - 1]) & _MARK) == 0
    measured = (ahead[:_MEASURED_REACH] & _MEASURED) > 0
    return np.logical_or.reduce(figure) & np.logical_or.reduce(measured)  # type: ignore[no-any-return]


def _give_cause(ahead: NDArray[np.uint32]) -> Bools:
    """Which verbs have *down to* and a noun behind their object: ``put the loss down to the rain``, not ``down to rest``."""
    down = ((ahead[:-2] & _DOWN) > 0) & ((ahead[1:-1] & _TO) > 0) & ((ahead[2:] & _OPENS_CAUSE) > 0)
    down[1:] &= (np.bitwise_or.accumulate(ahead[:-3]) & _CLAUSE) == 0
    return np.logical_or.reduce(down)  # type: ignore[no-any-return]


def _have_subject(columns: Columns, token: Ints) -> Bools:
    """Which verbs are no nouns: in the past tense, or right behind somebody, a pronoun, an adverb or a comma."""
    before = np.maximum(token - 1, columns.first.take(columns.segment.take(token)))
    somebody = (columns.traits.take(before) & _NAMES_SOMEBODY) > 0
    # The central bank: the lexicon may have both words as a phrase.
    somebody |= columns.covered.take(before) & ((columns.traits.take(before - 1) & _NAMES_SOMEBODY) > 0)
    somebody |= (columns.tokens.kind.take(before) == COMMA) | columns.are_in(before, "pronoun")
    return somebody | columns.end_in(token, "ed") | columns.end_in(before, "ly")


@functools.cache
def _bits() -> NDArray[np.uint32]:
    return class_bits(*_CLASSES)
