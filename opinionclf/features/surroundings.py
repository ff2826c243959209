"""What stands around reporting verbs: one number for each token near one, its role.

A role is all that the rules of attribution ask about a neighbour: which closed-class word it is, or else what kind of
token; and whether it is a name, or a noun for sources. What a rule makes of it is a table over the roles.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, NDArray
from opinionclf.features.columns import Columns
from opinionclf.wordclasses import word_classes

BEFORE = 9  # tokens in front of a verb
BEHIND = 3  # ... right behind it
AHEAD = 8  # ... behind the end of its phrase
_N_KINDS = tk.OTHER + 1
COMMA_KINDS = (tk.COMMA, tk.DASH)
END_KINDS = (tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.SEMICOLON, tk.ELLIPSIS)
_BEFORE = np.arange(-1, -BEFORE - 1, -1)[:, None]
_BEHIND = np.arange(1, BEHIND + 1)[:, None]
_AHEAD = np.arange(1, AHEAD + 1)[:, None]


@dataclass(slots=True, eq=False, repr=False)
class Surroundings:
    """What stands around each verb; in `place`, `valid` and `role` a row for each distance.

    First come those before the verb, the nearest first, then those behind it, then those behind the end of its phrase
    (`accuse of`).

    Attributes
    ----------
    token, segment, first, last, end : ndarray of int64, shape (n_verbs,)
        The verb, its segment with its bounds, and the last token of its phrase.
    front : ndarray of int64, shape (n_verbs,)
        The token in front of which stands what belongs to the verb: mostly the verb itself (see `fronts`).
    place : ndarray of int64, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        The token; the verb where the segment ends before it.
    valid : ndarray of bool, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        There is a token at this distance.
    role : ndarray of int64, shape (BEFORE + BEHIND + AHEAD, n_verbs)
        0 where there is no token.
    """

    token: Ints
    segment: Ints
    first: Ints
    last: Ints
    end: Ints
    front: Ints
    place: Ints
    valid: Bools
    role: Ints

    @property
    def before(self) -> Ints:
        """The roles of the tokens in front of each verb."""
        return self.role[:BEFORE]

    @property
    def ahead(self) -> Ints:
        """The roles of the tokens behind the end of each verb's phrase."""
        return self.role[BEFORE + BEHIND :]


def surroundings(columns: Columns, token: Ints, front: Ints) -> Surroundings:
    """Look up what stands around some verbs, and in front of what belongs to them."""
    segment = columns.segment.take(token)
    first, last = columns.first.take(segment), columns.last.take(segment)
    end = _phrase_ends(columns, token)
    place = np.concatenate([_BEFORE + front, _BEHIND + token, _AHEAD + end])
    valid = (place >= first) & (place < last)
    place = np.where(valid, place, token)
    role = columns.closed.take(place)
    role = np.where(role, role, _kind_roles().take(columns.tokens.kind.take(place)))
    role += columns.name.take(place) * _n_plain_roles()
    role += columns.lexicon.is_source.take(columns.unit.take(place)) * (2 * _n_plain_roles())
    role *= valid
    return Surroundings(token, segment, first, last, end, front, place, valid, role)


def _phrase_ends(columns: Columns, token: Ints) -> Ints:
    """A phrase of the lexicon (`accuse of`) reaches to its last token."""
    end = token.copy()
    (row,) = _goes_on(columns, end).nonzero()
    while len(row):
        end[row] += 1
        row = row[_goes_on(columns, end.take(row))]
    return end


def _goes_on(columns: Columns, token: Ints) -> Bools:
    following = token + 1
    return columns.covered.take(following, mode="clip") & (following < len(columns.covered))


@functools.cache
def _n_plain_roles() -> int:
    """Number of the roles of tokens that are neither names nor nouns for sources; those of the others come behind."""
    return len(word_classes().flags) + _N_KINDS


@functools.cache
def _kind_roles() -> Ints:
    """The roles of tokens that are no closed-class words, by their kind."""
    return np.arange(len(word_classes().flags), _n_plain_roles())


def role_table(words: NDArray, kinds: NDArray | None = None) -> NDArray:
    """Return a table over the roles from one over the closed-class words and one over the kinds of token.

    Parameters
    ----------
    words : ndarray, shape (n_closed_words + 1,)
    kinds : ndarray, shape (n_kinds,), or None
        What a token is that is no closed-class word; nothing by default.

    Returns
    -------
    ndarray, shape (2, 2, n_plain_roles)
        For nouns for sources, names and others. The role of no token has none of the signs.
    """
    if kinds is None:
        kinds = np.zeros(_N_KINDS, dtype=words.dtype)
    plain = np.concatenate([words, kinds.astype(words.dtype)])
    plain[0] = 0
    return np.tile(plain, (2, 2, 1))


def first_code(codes: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the first code of each column that is not 0; 0 if there is none."""
    nearest = (codes != 0).argmax(axis=0)
    return codes[nearest, np.arange(len(nearest))]
