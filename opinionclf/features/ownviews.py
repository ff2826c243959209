"""Verbs of saying and thinking that report nobody: ``less so than its opponents imagine``, ``as every baker knows``."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.surroundings import (
    AS,
    BEFORE,
    BREAKS_CLAUSE,
    COMMA,
    END,
    FACTIVE,
    FIGURE,
    FINDS,
    Surroundings,
    any_of,
    closed_words,
    reached,
)
from opinionclf.text.wordclasses import class_table

_BEFORE = slice(BEFORE)
_REACH = 6  # tokens in front of a verb: than most of its opponents imagine
_AS_AGAIN = (2, 3, 4)  # from one to the other: as dear as, as very dear as, as dear a thing as
_LONGEST_COUNT = 3  # tokens that open a sentence by saying how many: no fewer than
_ENDS = np.isin(COMPLEMENTS, ["end", "comma"])
_CLAUSE, _PAUSE = any_of(COMMA, END, BREAKS_CLAUSE), any_of(COMMA, END)


def compared(columns: Columns, around: Surroundings, complement: Ints) -> Ints:
    """Return which verbs close a comparison: ``It is safer than visitors believe``, ``not as dear as its critics fear``.

    Between *than* and the verb stands nothing but its subject; not ``More than most residents fear``, ``more than 500 staff
    complained``, which say how many do so.
    """
    (row,) = _ENDS.take(complement).nonzero()
    if not len(row):
        return row
    words, signs = closed_words(columns, around, _BEFORE, row), around.signs[:BEFORE].take(row, axis=1)
    opens, again = class_table("than").take(words), (signs & AS) > 0
    for gap in _AS_AGAIN:
        opens[:-gap] |= again[:-gap] & again[gap:]
    opens[1:] &= (signs[:-1] & FIGURE) == 0
    opens &= around.place[:BEFORE].take(row, axis=1) - around.first.take(row) >= _LONGEST_COUNT
    return row.compress((opens & reached(signs, _CLAUSE))[:_REACH].any(axis=0))


def shared(columns: Columns, around: Surroundings) -> Ints:
    """Return which verbs appeal to what all know: ``as every baker knows``, ``as anyone who has buried a friend knows``."""
    (row,) = ((around.verb & FACTIVE) > 0).nonzero()
    if not len(row):
        return row
    words, signs = closed_words(columns, around, _BEFORE, row), around.signs[:BEFORE].take(row, axis=1)
    universal = class_table("whoever").take(words[:-1]) & ((signs[1:] & AS) > 0)
    return row.compress((universal & reached(signs, _PAUSE)[:-1]).any(axis=0))


def inferred(columns: Columns, around: Surroundings) -> Ints:
    """Return which verbs draw the writer's conclusion: ``Nothing in the archive suggests that he was``.

    Not ``Much of the research suggests that``: what shows a part shows something.
    """
    (row,) = ((around.verb & FINDS) > 0).nonzero()
    if not len(row):
        return row
    signs, place = around.signs[:BEFORE].take(row, axis=1), around.place[:BEFORE].take(row, axis=1)
    sums_up = class_table("sums_up").take(closed_words(columns, around, _BEFORE, row)) & (place == around.first.take(row))
    return row.compress((sums_up & reached(signs, _PAUSE)).any(axis=0))
