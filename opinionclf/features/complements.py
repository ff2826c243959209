"""What follows a reporting verb: a clause, a quotation, an object, the end.

A sign right behind the verb counts first, then surer ones farther on, then what is told only by the words between.
"""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, NDArray
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import AHEAD, COMMA_KINDS, END_KINDS, Surroundings, first_code, role_table
from opinionclf.kinds import kinds
from opinionclf.wordclasses import class_codes, class_table

COMPLEMENTS = (
    "other", "that", "to", "as", "of", "quote", "clause", "comma", "end", "noun", "wh", "by", "colon", "adjunct", "double",
)  # fmt: skip
_NEAR = 4  # tokens behind a verb that are searched for its complement
_COMPLEMENT = {name: number for number, name in enumerate(COMPLEMENTS)}
_OPEN = np.isin(COMPLEMENTS, ["other", "noun"])  # a surer sign may still follow
_QUOTE_KINDS = tuple(range(tk.DOUBLE, tk.CLOSE_SINGLE + 1))


@functools.cache
def _tail_words() -> NDArray[np.int8]:
    """What the last word of a verb's phrase says, by its row in the closed word classes."""
    return class_codes(*((name, _COMPLEMENT[name]) for name in ("to", "that", "as", "of", "by", "wh")))


@functools.cache
def _following_roles() -> NDArray[np.int8]:
    """What stands right behind a verb."""
    marks = _sure_marks()
    marks[list(END_KINDS)], marks[list(COMMA_KINDS)] = _COMPLEMENT["end"], _COMPLEMENT["comma"]
    plain = ((name, _COMPLEMENT[name]) for name in ("that", "to", "as", "of", "by", "wh"))
    clause, noun = ("pronoun", _COMPLEMENT["clause"]), _COMPLEMENT["noun"]
    table = role_table(class_codes(*plain, clause, ("determiner", noun), ("object", noun)), marks)
    name = table[:, 1, 1:]
    name[name == 0] = noun
    return table


@functools.cache
def _later_roles() -> NDArray[np.int8]:
    """What stands some tokens behind a verb: only the surest signs count."""
    return role_table(class_codes(("that", _COMPLEMENT["that"]), ("pronoun", _COMPLEMENT["clause"])), _sure_marks())


def _sure_marks() -> NDArray[np.int8]:
    codes = np.zeros(tk.OTHER + 1, dtype=np.int8)
    codes[list(_QUOTE_KINDS)], codes[tk.COLON] = _COMPLEMENT["quote"], _COMPLEMENT["colon"]
    return codes


@functools.cache
def _told_roles() -> Bools:
    """Who may be told something."""
    table = role_table(class_table("toward"))
    table[:, 1, 1:] = True
    return table


@functools.cache
def _breaking_roles() -> Bools:
    return role_table(class_table("adjunct") & False, kinds(*COMMA_KINDS, *END_KINDS))


@functools.cache
def _adjunct_roles() -> Bools:
    return role_table(class_table("adjunct"))


def complements(columns: Columns, around: Surroundings) -> Ints:
    """What follows each verb."""
    ahead = around.ahead
    tail = _tail_words().take(columns.closed.take(around.end)) * (around.end > around.token)
    complement = np.where(tail == 0, _following_roles().take(ahead[0]), tail)
    # `stated to the court that`: the one who was told, and no infinitive.
    told = (complement == _COMPLEMENT["to"]) & (around.end == around.token) & _told_roles().take(ahead[1])
    complement[told] = _COMPLEMENT["noun"]
    # Behind an object (`told the board that`) only the surest signs count.
    (row,) = _OPEN.take(complement).nonzero()
    if len(row):
        complement[row] = _later_complements(
            ahead.take(row, axis=1), complement.take(row), (around.last - around.end).take(row),
            columns.closed.take(around.token.take(row)),
        )  # fmt: skip
    return complement.astype(np.int64)


def _later_complements(ahead: Ints, complement: NDArray[np.int8], left: Ints, verb: Ints) -> NDArray[np.int8]:
    """The complements of verbs behind which stands an object, or nothing that tells.

    Parameters
    ----------
    ahead : ndarray of int64, shape (AHEAD, n_verbs)
        Roles.
    complement : ndarray of int8, shape (n_verbs,)
        As far as it is known.
    left : ndarray of int64, shape (n_verbs,)
        Tokens to the end of the segment, the verb's own last one included.
    verb : ndarray of int64, shape (n_verbs,)
        Row of each verb in the closed word classes.
    """
    codes, breaks = _later_roles().take(ahead), _breaking_roles().take(ahead)
    # `announced late on Monday that`: nothing but words may stand between.
    that = (codes[_NEAR:] == _COMPLEMENT["that"]) & ~np.logical_or.accumulate(breaks[_NEAR - 1 : -1], axis=0)
    complement[that.any(axis=0)] = _COMPLEMENT["that"]
    later = first_code(codes[1:_NEAR])
    complement = np.where(later > 0, later, complement)
    (row,) = _OPEN.take(complement).nonzero()
    if len(row):
        complement[row] = _last_complements(ahead.take(row, axis=1), complement.take(row), left.take(row), verb.take(row))
    return complement


def _last_complements(ahead: Ints, complement: NDArray[np.int8], left: Ints, verb: Ints) -> NDArray[np.int8]:
    """The complements of verbs behind which no sure sign stands; the arguments are those of `_later_complements`."""
    complement[_names(ahead, verb)] = _COMPLEMENT["double"]
    complement[_OPEN.take(complement) & _hold_clause(ahead)] = _COMPLEMENT["clause"]
    complement[_OPEN.take(complement) & _lead_to_infinitive(ahead)] = _COMPLEMENT["to"]
    # `the ministry announced on Tuesday night.`
    adjunct = _adjunct_roles().take(ahead[0]) & (_breaking_roles().take(ahead).any(axis=0) | (left <= AHEAD))
    ends = np.where(left <= 1, _COMPLEMENT["end"], adjunct * _COMPLEMENT["adjunct"])
    return np.where(complement == 0, ends, complement)


@functools.cache
def _clause_roles() -> Bools:
    """What ends a noun phrase, or opens another clause."""
    return role_table(class_table("breaks_clause"), kinds(*COMMA_KINDS, *END_KINDS))


@functools.cache
def _auxiliary_roles() -> Bools:
    return role_table(class_table("auxiliary"))


@functools.cache
def article_roles() -> Bools:
    """Return which roles are those of articles."""
    return role_table(class_table("article"))


@functools.cache
def _naming_roles() -> tuple[Bools, Bools]:
    """Prepositions, and *as*."""
    return role_table(class_table("preposition")), role_table(class_table("as"))


def _names(ahead: Ints, verb: Ints) -> Bools:
    """``called it a sham``, ``saw it as a sham``, ``blamed it on strikes``: an object, and what it is taken for."""
    names, regards, assigns = (class_table(name).take(verb) for name in ("names_object", "regards_as", "assigns"))
    if not (names | regards | assigns).any():
        return names
    preposition, like = _naming_roles()
    clean = ~np.logical_or.accumulate((_clause_roles() | _auxiliary_roles()).take(ahead), axis=0)
    near = clean & ~np.logical_or.accumulate(preposition.take(ahead), axis=0)
    called = (article_roles().take(ahead) & near)[1:].any(axis=0)
    regarded = (like.take(ahead) & clean)[1:].any(axis=0)
    pauses = np.logical_or.accumulate(_breaking_roles().take(ahead), axis=0)
    assigned = (_assigning_roles().take(ahead) & ~pauses)[1:].any(axis=0)
    return (names & called) | (regards & regarded) | (assigns & assigned)


@functools.cache
def _assigning_roles() -> Bools:
    return role_table(class_table("assigns_to"))


def _lead_to_infinitive(ahead: Ints) -> Bools:
    """``promised from the stage on Saturday to return``: behind an adjunct, and not ``to the court``."""
    adjunct = (_adjunct_roles() | _naming_roles()[0]).take(ahead[0])
    if not adjunct.any():
        return adjunct
    to = _later_roles_of_to().take(ahead[1:-1]) & ~_told_roles().take(ahead[2:])
    breaks = np.logical_or.accumulate((_breaking_roles() | _clause_roles_but_to()).take(ahead), axis=0)
    return adjunct & (to & ~breaks[1:-1]).any(axis=0)


@functools.cache
def _later_roles_of_to() -> Bools:
    return role_table(class_table("to"))


@functools.cache
def _clause_roles_but_to() -> Bools:
    return role_table(class_table("breaks_clause") & ~class_table("to"))


def _hold_clause(ahead: Ints) -> Bools:
    """``said the plan was``, ``told me she would``: a clause without *that*, known by its own finite verb."""
    before = ~np.logical_or.accumulate(_clause_roles().take(ahead), axis=0)
    reached: Bools = np.logical_or.reduce((_auxiliary_roles().take(ahead) & before)[1:], axis=0)
    return reached
