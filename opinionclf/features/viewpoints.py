"""Sentences that open with whose view they give, without a verb: ``For the unions, the offer is an insult``."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import any_of
from opinionclf.kinds import kinds
from opinionclf.lexicon import NAME, SOURCE
from opinionclf.tokens import Bools, Ints
from opinionclf.wordclasses import class_bits

_AHEAD = np.arange(1, 8)[:, None]  # tokens behind the first one, among which the comma stands
_BEHIND = np.arange(1, 10)[:, None]  # ... behind the comma, among which its verb stands
_CLASSES = ("opens_viewpoint", "article", "be", "pronoun", "auxiliary", "breaks_clause")
_OPENS, _ARTICLE, _BE, _PRONOUN, _AUXILIARY, _BREAKS_CLAUSE, _MARK = (
    constant(1 << bit, np.uint32) for bit in range(len(_CLASSES) + 1)
)
_ENDS_HOLDER, _ENDS_SUBJECT = any_of(_AUXILIARY, _BREAKS_CLAUSE, _MARK), any_of(_BREAKS_CLAUSE, _MARK)
_SOMEBODY = constant(int(SOURCE | NAME), np.uint8)
_IS_COMMA, _IS_WORD = kinds(tk.COMMA), np.arange(tk.OTHER + 1) <= tk.NUMBER


def viewpoints(columns: Columns) -> Ints:
    """Return the segments that open with *for* or *to* and somebody, and then say what something is.

    ``For Lowe, the scandal is that nobody asked``, ``To her admirers she is a saint``; not ``For all its charm, it is``, ``For a
    man of his talents``, ``To the south, it is``, ``For residents, the bus stops twice``.
    """
    (segment,) = (_classes(columns, columns.first) & _OPENS).nonzero()
    if not len(segment):
        return segment
    first, last = columns.first.take(segment), columns.last.take(segment)
    place, ahead, comma = _look(columns, first + _AHEAD, last)
    # The comma, or the pronoun that is the subject.
    ends = comma | ((ahead & _PRONOUN) > 0)
    end = ends.argmax(axis=0)
    inside = np.arange(len(_AHEAD))[:, None] < end
    somebody = (columns.traits.take(place, mode="clip") & _SOMEBODY) > 0
    held = (somebody & inside).any(axis=0) & ~(((ahead & _ENDS_HOLDER) > 0) & inside).any(axis=0)
    held &= ends.any(axis=0) & ((ahead[0] & _ARTICLE) == 0)
    _, behind, _ = _look(columns, place[end, np.arange(len(end))] + _BEHIND, last)
    clear = np.logical_and.accumulate((behind & _ENDS_SUBJECT) == 0, axis=0)
    return segment.compress(held & (((behind & _BE) > 0) & clear).any(axis=0))


def _look(columns: Columns, place: Ints, last: Ints) -> tuple[Ints, NDArray[np.uint32], Bools]:
    """Some places, what stands there as bits, and where commas are; nothing behind the ends of segments."""
    inside = place < last
    kind = columns.tokens.kind.take(place, mode="clip")
    return place, (_classes(columns, place) | ~_IS_WORD.take(kind) * _MARK) * inside, _IS_COMMA.take(kind) & inside


def _classes(columns: Columns, token: Ints) -> NDArray[np.uint32]:
    return _classes_of_words().take(columns.closed.take(token, mode="clip"))


@functools.cache
def _classes_of_words() -> NDArray[np.uint32]:
    return class_bits(*_CLASSES)
