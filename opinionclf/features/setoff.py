"""Which reporting verbs are set off from what they report: ``The method fails, Lowe notes, because``, ``..., he said.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.subjects import SUBJECT, SUBJECTS
from opinionclf.features.surroundings import (
    AS,
    AUXILIARY,
    BEFORE,
    BREAKS_CLAUSE,
    COMMA,
    LEAD,
    NEXT,
    PREPOSITION,
    Surroundings,
    any_of,
    reached,
)

_WEAKEST, _SUREST = constant(1, np.int64), constant(3, np.int64)  # strength
_BETWEEN = any_of(PREPOSITION, BREAKS_CLAUSE, AUXILIARY)  # what stands in no subject of few words
_NAMES_SOURCE = np.isin(SUBJECTS, ["name", "source", "he"])
_MAY_BE_SET_OFF = np.isin(SUBJECTS, ["name", "source", "he", "it", "other"])
_SAYS_NO_MORE = np.isin(COMPLEMENTS, ["end", "comma", "quote", "adjunct"])
_OTHER = constant(COMPLEMENTS.index("other"), np.int64)


def set_off_verbs(columns: Columns, around: Surroundings, subject: Ints, complement: Ints, strength: Ints, finite: Ints,
                  always: Ints) -> tuple[Bools, Ints]:  # fmt: skip
    """Return which verbs are set off, some of them always, and how much of the doubt about each that takes away.

    Set off with a source no verb is a noun, nor means anything else.

    Parameters
    ----------
    columns : Columns
    around : Surroundings
    subject, complement, strength : ndarray of int64, shape (n_verbs,)
    finite : ndarray of int64
        The tokens that look like finite verbs.
    always : ndarray of int64
        Numbers of the verbs that are set off in any case.
    """
    set_off = _parenthetical(around, subject, complement, finite)
    close = set_off.copy()
    (row,) = (set_off & columns.end_in_s(around.token) & (strength < _SUREST)).nonzero()
    if len(row):
        # Plurals, unless but a short subject parts them from a mark: Amid the troubles of Arab states, Lowe sold the port.
        row = row.compress(~columns.are_in(around.token.take(row), "no_noun"))  # states, notes, projects
        near = around.marks.take(row, axis=1) & reached(around.signs[:BEFORE].take(row, axis=1), _BETWEEN)
        close[row] = near.any(axis=0)
    # `maps, notes, an index`
    set_off &= (strength > _WEAKEST) | (close & ((around.signs[0] & COMMA) == 0))
    set_off[always] = close[always] = True
    named = _NAMES_SOURCE.take(subject) | ((subject == SUBJECT["it"]) & (strength > _WEAKEST))
    return set_off, (_SUREST - strength) * (set_off & close & named)


def _parenthetical(around: Surroundings, subject: Ints, complement: Ints, finite: Ints) -> Bools:
    """``..., the minister noted.``: a comma or closing mark in front of the subject, and nothing behind the verb.

    Or nothing but adjuncts, where the sentence has a verb in front: ``The pool leaked, the board reported in a letter.``
    """
    result: Bools = _SAYS_NO_MORE.take(complement)
    adjunct = (complement == _OTHER) & ((around.signs[NEXT] & PREPOSITION) > 0)
    (row,) = (adjunct & _NAMES_SOURCE.take(subject)).nonzero()  # not: a fault noted near the wall
    if len(row):
        verb, first, last = around.token.take(row), around.first.take(row), around.last.take(row)
        told = finite.searchsorted(verb) > finite.searchsorted(first)
        result[row] = told & (finite.searchsorted(last) == finite.searchsorted(verb, side="right"))
    result &= _MAY_BE_SET_OFF.take(subject)
    (row,) = result.nonzero()
    if len(row):
        signs = around.signs[:BEFORE].take(row, axis=1)
        opens = ((signs & LEAD) > 0) & ((signs & AS) == 0)
        opens[1:] |= np.logical_or.accumulate(opens, axis=0)[:-1]  # the novel, which she wrote in Rome, sold
        result[row] = (around.marks.take(row, axis=1) & ~opens).any(axis=0)
    return result
