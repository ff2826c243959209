"""What stands around reporting verbs: one number for each token near one, its role.

A role is all that the rules of attribution ask about a neighbour: which closed-class word it is, or else what kind of
token; and whether it is a name, or a noun for sources. What a rule makes of it is a table over the roles.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.lexicon import NAME, SOURCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds
from opinionclf.text.wordclasses import class_bits, class_table, count_words

BEFORE = 9  # tokens in front of a verb
BEHIND = 3  # ... right behind it
AHEAD = 8  # ... behind the end of its phrase
NEXT = BEFORE + BEHIND  # row of the first of these, right behind the phrase
_N_KINDS = tk.OTHER + 1
COMMA_KINDS = (tk.COMMA, tk.DASH)
END_KINDS = (tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.SEMICOLON, tk.ELLIPSIS)
_BEFORE = np.arange(-1, -BEFORE - 1, -1)[:, None]
_BEHIND = np.arange(1, BEHIND + 1)[:, None]
_AHEAD = np.arange(1, AHEAD + 1)[:, None]
_AROUND = np.concatenate([_BEFORE, _BEHIND, _AHEAD])
_UNIT_TRAITS = constant(int(NAME | SOURCE), np.uint8)
_NO_WORD = constant(0, np.int16)
CLOSES = constant(-1, np.int8)  # of marks

Signs = NDArray[np.uint32]

# What the rules ask of a token near a verb and that is yes or no, one bit each: classes of words, marks, names.
_SIGN_CLASSES = (
    "to", "modal_any", "have_form", "be", "not", "leads_to", "lead", "article", "auxiliary", "preposition", "adjunct",
    "as", "of", "by", "toward", "assigns_to", "time_noun", "that_time", "sets_time", "with", "no_role", "opens_question",
    "past_form", "when_where", "evidence", "breaks_clause",
)  # fmt: skip
(
    TO, MODAL, HAVE, BE, NOT, LEADS_TO, LEAD, ARTICLE, AUXILIARY, PREPOSITION, ADJUNCT, AS, OF, BY, TOWARD, ASSIGNS_TO,
    TIME_NOUN, THAT_TIME, SETS_TIME, WITH, NO_ROLE, OPENS_QUESTION, PAST_FORM, WHEN_WHERE, EVIDENCE, BREAKS_CLAUSE,
    CLAUSE_BUT_TO, COMMA, END, FIGURE, NAMED,
) = (constant(1 << bit, np.uint32) for bit in range(len(_SIGN_CLASSES) + 5))  # fmt: skip

# What the rules ask of the verb itself.
_VERB_CLASSES = ("opens_aside", "inverts", "says", "tells", "wants_object", "takes_gerund", "names_object",
                 "regards_as", "assigns", "accuses", "likens", "orders", "asks", "decides", "finds", "factive",
                 "reads", "batters", "orders_thought")  # fmt: skip
(
    OPENS_ASIDE, INVERTS, SAYS, TELLS, WANTS_OBJECT, TAKES_GERUND, NAMES_OBJECT, REGARDS_AS, ASSIGNS, ACCUSES, LIKENS, ORDERS,
    ASKS, DECIDES, FINDS, FACTIVE, READS, BATTERS, ORDERS_THOUGHT,
) = (constant(1 << bit, np.uint32) for bit in range(len(_VERB_CLASSES)))  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class Surroundings:
    """What stands around each verb; in `place` and `role` a row for each distance.

    First come those before the verb, the nearest first, then those behind it, then those behind the end of its phrase
    (`accuse of`).

    Attributes
    ----------
    token, segment, first, last, end : ndarray of int64, shape (n_verbs,)
        The verb, its segment with its bounds, and the last token of its phrase.
    front : ndarray of int64, shape (n_verbs,)
        The token in front of which stands what belongs to the verb: mostly the verb itself (see `fronts`).
    place : ndarray of int64, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        The token; nothing of the segment, nor perhaps of the text, where `role` says so.
    role : ndarray of int64, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        0 where the segment has no token at this distance.
    signs : ndarray of uint32, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        The bits above of each role.
    marks : ndarray of bool, shape (BEFORE, n_verbs)
        Where commas and closing marks stand in front of each verb.
    verb : ndarray of uint32, shape (n_verbs,)
        The classes of the verb itself, as bits.
    verbs : uint32
        Those of all verbs: what none of them has need not be looked for.
    """

    token: Ints
    segment: Ints
    first: Ints
    last: Ints
    end: Ints
    front: Ints
    place: Ints
    role: Ints
    signs: Signs
    marks: Bools
    verb: Signs
    verbs: np.uint32


def surroundings(columns: Columns, token: Ints, front: Ints) -> Surroundings:
    """Look up what stands around some verbs, and in front of what belongs to them."""
    segment = columns.segment.take(token)
    first, last = columns.first.take(segment), columns.last.take(segment)
    end = _phrase_ends(columns, token)
    if front is token and end is token:
        place = _AROUND + token
    else:
        place = np.concatenate([_BEFORE + front, _BEHIND + token, _AHEAD + end])
    valid = (place >= first) & (place < last)
    role = (_roles(columns).take(place, mode="clip") * valid).astype(np.int64)
    signs = _signs_of_roles().take(role)
    marks = columns.mark.take(place[:BEFORE], mode="clip") == CLOSES
    marks &= valid[:BEFORE]
    marks |= (signs[:BEFORE] & COMMA).astype(bool)
    verb = _verb_classes().take(columns.closed.take(token))
    return Surroundings(token, segment, first, last, end, front, place, role, signs, marks, verb, np.bitwise_or.reduce(verb))


def _roles(columns: Columns) -> NDArray[np.int16]:
    """The role of each token."""
    closed = columns.closed
    # numpy before version 2 goes by the value of a single number, and makes other types of sums.
    role = np.add(columns.tokens.kind, _first_kind_role(), dtype=np.int16)
    role *= closed == _NO_WORD
    role += closed
    role += np.multiply(columns.traits & _UNIT_TRAITS, _plain_roles(), dtype=np.int16)
    return role


def _phrase_ends(columns: Columns, token: Ints) -> Ints:
    """A phrase of the lexicon (`accuse of`) reaches to its last token."""
    (row,) = _goes_on(columns, token).nonzero()
    if not len(row):
        return token
    end = token.copy()
    while len(row):
        end[row] += 1
        row = row[_goes_on(columns, end.take(row))]
    return end


def _goes_on(columns: Columns, token: Ints) -> Bools:
    following = token + 1
    return columns.covered.take(following, mode="clip") & (following < len(columns.covered))


@functools.cache
def _plain_roles() -> NDArray[np.int16]:
    """Number of the roles of tokens that are neither names nor nouns for sources; those of the others come behind."""
    return constant(count_words() + _N_KINDS, np.int16)


@functools.cache
def _first_kind_role() -> NDArray[np.int16]:
    """The first of the roles of tokens that are no closed-class words: there is one for each kind."""
    return constant(count_words(), np.int16)


def role_table(words: NDArray, marks: NDArray | None = None) -> NDArray:
    """Return a table over the roles from one over the closed-class words and one over the kinds of token.

    Parameters
    ----------
    words : ndarray, shape (n_closed_words + 1,)
    marks : ndarray, shape (n_kinds,), or None
        By kind: what a token is that is no closed-class word; nothing by default.

    Returns
    -------
    ndarray, shape (2, 2, n_plain_roles)
        For nouns for sources, names and others. The role of no token has none of the signs.
    """
    if marks is None:
        marks = np.zeros(_N_KINDS, dtype=words.dtype)
    plain = np.concatenate([words, marks.astype(words.dtype)])
    plain[0] = 0
    return np.tile(plain, (2, 2, 1))


@functools.cache
def _signs_of_roles() -> Signs:
    """The signs of each role."""
    words = class_bits(*_SIGN_CLASSES)
    words[class_table("breaks_clause") & ~class_table("to")] |= CLAUSE_BUT_TO
    table = role_table(words, kinds(*COMMA_KINDS) * COMMA | kinds(*END_KINDS) * END | kinds(tk.NUMBER) * FIGURE)
    table[:, 1, 1:] |= NAMED
    return table


@functools.cache
def _verb_classes() -> Signs:
    return class_bits(*_VERB_CLASSES)


def closed_words(columns: Columns, around: Surroundings, part: slice, row: Ints) -> NDArray:
    """Return the closed-class words at a part of the distances from some verbs; 0 for other tokens, and where there is none."""
    place, role = around.place[part].take(row, axis=1), around.role[part].take(row, axis=1)
    return columns.closed.take(place, mode="clip") * (role > 0)


def any_of(*signs: Signs) -> Signs:
    """Join some signs: the bits of which one is enough."""
    return constant(sum(int(sign) for sign in signs), np.uint32)


def reached(signs: Signs, breaks: Signs) -> Bools:
    """Return, for tokens in rows from a verb on, which of them no token with one of the signs `breaks` parts from the verb."""
    between = np.zeros_like(signs)
    np.bitwise_or.accumulate(signs[:-1], axis=0, out=between[1:])
    result: Bools = (between & breaks) == 0
    return result


def first_code(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the first code of each column that is not 0; 0 if there is none."""
    nearest = codes.astype(bool).argmax(axis=0)
    return codes[nearest, np.arange(len(nearest))]
