"""What somebody is, told beside the name over a turn: ``Ann Lowe -- Chief Executive Officer``, or in the line below the name"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text.kinds import COMMA, IS_CAPITAL, IS_DASH, WORD
from opinionclf.text.tokens import Bools, Ints, TokenTable, stretches
from opinionclf.text.wordlists import IN_PERSON, TITLE, has, listed_at
from opinionclf.turns.labelsigns import without_bold
from opinionclf.turns.speakernames import document_of, ends_of, hold_address

_LONGEST_ROLE = 12  # tokens: Executive Vice President and Chief Financial Officer, Dale Pumps
_LONGEST_SMALL = 3  # letters: of, and, for
_LONGEST_NAME = 4  # ... in front of a dash or a comma
_FEWEST_TOLD = 2  # roles of a page, beside which firms stand for roles
_NAMES = np.arange(1, _LONGEST_NAME + 2)[:, None]  # places of the mark, behind a sign that closes bold type
_ONE = constant(1, np.int64)


def before_roles(tokens: TokenTable, first: Ints, end: Ints, offset: Ints, timed: Bools) -> Ints:
    """The ends of some lines, or of the names in front of roles in them: ``**Ann Lowe** -- Chief Executive``, ``Ann Lowe, CEO``

    Beside two of these, firms and departments tell who speaks, too: ``Bea Dorn -- Hill Bank``. A comma counts beside no time.
    """
    place = first + _NAMES
    kind = tokens.kind.take(place, mode="clip")
    parts = (IS_DASH.take(kind) & tokens.gap.take(place, mode="clip")) | ((kind == COMMA) & ~timed)
    parts &= place < end - _ONE
    (row,) = parts.any(axis=0).nonzero()
    if not len(row):
        return end
    end, mark = end.copy(), first.take(row) + _ONE + parts.argmax(axis=0).take(row)
    told = hold_address(tokens, mark, end.take(row))
    page = document_of(tokens, mark, offset)
    beside = ~told & (np.bincount(page, weights=told).take(page) >= _FEWEST_TOLD)
    told[beside] = _name_only(tokens, mark[beside], end[row[beside]])
    end[row[told]] = without_bold(tokens, mark[told] - _ONE) + _ONE
    return end


def roles_below(tokens: TokenTable, begins: Ints, offset: Ints, kind: NDArray[np.uint8], row: Ints) -> Bools:
    """Which lines have a line of a role below them, which is no sentence: ``Chief Executive``, ``Dale Bank - Analyst``

    ``Dr. Ann Lowe`` is a name.
    """
    below = np.minimum(row + 1, len(begins) - 1)
    first, end = begins.take(below), ends_of(tokens, begins, below)
    good = (below > row) & (kind.take(below) != SENTENCE)
    good &= document_of(tokens, first, offset) == document_of(tokens, begins.take(row), offset)
    good &= (end - first <= _LONGEST_ROLE) & (end - first > 1) & IS_CAPITAL.take(tokens.kind.take(first))
    good &= ~has(listed_at(tokens, first), TITLE)
    good[good] = hold_address(tokens, first[good], end[good])
    good[good] = _name_only(tokens, first[good], end[good])
    return good


def _name_only(tokens: TokenTable, first: Ints, end: Ints) -> Bools:
    """Which stretches have but small words beside those with capitals, and speak to nobody: not ``Thank you, Mr President``."""
    length = end - first
    token = stretches(first, length)
    small = (tokens.kind.take(token) != WORD) | (tokens.lengths_at(token) <= _LONGEST_SMALL)
    small &= ~has(listed_at(tokens, token), IN_PERSON)
    return np.logical_and.reduceat(small, length.cumsum() - length) if len(first) else small
