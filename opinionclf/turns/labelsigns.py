"""Signs around the labels of speakers: ``**Ann Lowe:**``, ``>> LOWE:``, ``- Lowe:``, ``[0:12] Lowe:``, ``Lowe — We fell.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.pages.stamps import times_in_front
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import BULLET, IS_CAPITAL, IS_DASH, NUMBER, OPEN_BRACKET, WORD, kinds
from opinionclf.text.tokens import Ints, TokenTable
from opinionclf.turns.speakernames import ends_of

FEWEST_SIGNED = 4  # names in front of dashes, or in bold: two, twice each
_LONGEST_NAMED = 4  # tokens of a name in front of a dash
_NAMES = np.arange(_LONGEST_NAMED)[:, None]
_BOLD = np.arange(_LONGEST_NAMED + 1)[:, None]
_BEHIND = np.arange(1, _LONGEST_NAMED + 1)[:, None]
_ONE = constant(1, np.int64)
_OPENS_FRONT = kinds(tk.NUMBER, tk.OPEN_BRACKET, tk.HYPHEN, tk.DASH, tk.BULLET, tk.OTHER)
_SIGN = kinds(tk.HYPHEN, tk.DASH, tk.BULLET, tk.OTHER)


def behind_fronts(tokens: TokenTable, begins: Ints) -> Ints:
    """The first token of each of some paragraphs behind a sign (``**``, ``>>``, ``-``) or a time (``[0:12]``, ``0:12``).

    Chats have the date in front of it: ``[12/05/2024, 10:32:14]``, ``12/05/2024, 10:32 -``
    """
    kind = tokens.kind.take(begins)
    (row,) = _OPENS_FRONT.take(kind).nonzero()
    if not len(row):
        return begins
    behind, kind = begins.copy(), kind.take(row)
    place = begins.take(row)
    length = _SIGN.take(kind) + times_in_front(tokens, place) * ((kind == NUMBER) | (kind == OPEN_BRACKET))
    # **[0:12] Ann Lowe:** has a sign and a time; what stands behind that is asked no more.
    behind[row] = np.minimum(place + length, len(tokens) - 1)
    return behind


def without_bold(tokens: TokenTable, place: Ints) -> Ints:
    """Each of some tokens, or the one in front of it where it is a sign that closes bold type: ``**Ann Lowe**:``"""
    return place - ((tokens.kind.take(place) == BULLET) & ~tokens.gap.take(place))


def behind_bold(tokens: TokenTable, place: Ints) -> Ints:
    """Each of some tokens, or the one behind it where it is a sign that closes bold type: ``**Ann Lowe:** No.``"""
    closes = (tokens.kind.take(place, mode="clip") == BULLET) & ~tokens.gap.take(place, mode="clip")
    return place + (closes & (place < len(tokens)))


def names_in_bold(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints]:
    """The rows of paragraphs that open with a few words with capitals in bold type, and where the signs are that close it."""
    (row,) = ((tokens.kind.take(begins) == BULLET) & ~tokens.gap.take(begins + _ONE, mode="clip")).nonzero()
    if len(row) < FEWEST_SIGNED:
        return row[:0], row[:0]
    first = begins.take(row)
    kind = tokens.kind.take(first + _ONE + _BOLD, mode="clip")
    length = (kind == BULLET).argmax(axis=0)
    close = first + _ONE + length
    named = np.logical_and.reduce(IS_CAPITAL.take(kind) | (length <= _BOLD))
    named &= (length > 0) & tokens.gap.take(close + _ONE, mode="clip")
    good = named & (close + _ONE < ends_of(tokens, begins, row))
    return row[good], close[good]


def names_before_dashes(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints]:
    """The rows of paragraphs that open with a few words with capitals and a dash between spaces, and where the dashes are.

    A sentence follows: ``Tom - who else? - laughed.`` and ``Hedge — a row of shrubs`` go on in small letters.
    """
    if not (tokens.has(tk.DASH) or tokens.has(tk.HYPHEN)):
        return begins[:0], begins[:0]
    step, row = IS_DASH.take(tokens.kind.take(begins + _BEHIND, mode="clip")).nonzero()
    if len(row) < FEWEST_SIGNED:
        return row[:0], row[:0]
    first, length = begins.take(row), step + _ONE
    dash = first + length
    good = (dash + _ONE < ends_of(tokens, begins, row)) & (tokens.newlines.take(dash, mode="clip") == 0)
    good &= tokens.gap.take(dash, mode="clip") & tokens.gap.take(dash + _ONE, mode="clip")
    good &= tokens.kind.take(dash + _ONE, mode="clip") != WORD
    row, dash, first, length = row[good], dash[good], first[good], length[good]
    named = IS_CAPITAL.take(tokens.kind.take(first + _NAMES, mode="clip")) | (length <= _NAMES)
    good = np.logical_and.reduce(named)
    return row[good], dash[good]
