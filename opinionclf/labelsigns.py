"""Signs around the labels of speakers: ``**Ann Lowe:**``, ``>> LOWE:``, ``- Lowe:``, ``[0:12] Lowe:``, ``Lowe — We fell.``"""

from __future__ import annotations

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import constant
from opinionclf.kinds import CLOSE_BRACKET, DASH, NUMBER, OPEN_BRACKET, kinds
from opinionclf.tokens import Bools, Ints, TokenTable

_LONGEST_NAMED = 4  # tokens of a name in front of a dash
_SHORTEST_TIME = constant(4, np.int64)  # characters of one: 0:12
_MOST_BACK = 3  # characters of one between its end and a colon
_NAMES = np.arange(_LONGEST_NAMED)[:, None]
_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_COLON = constant(ord(":"), np.uint8)
_OPENS_FRONT = kinds(tk.NUMBER, tk.OPEN_BRACKET, tk.HYPHEN, tk.DASH, tk.BULLET, tk.OTHER)
_SIGN = kinds(tk.HYPHEN, tk.DASH, tk.BULLET, tk.OTHER)
_BULLET, _HYPHEN = constant(tk.BULLET, np.uint8), constant(tk.HYPHEN, np.uint8)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)


def behind_fronts(tokens: TokenTable, begins: Ints) -> Ints:
    """The first token of each of some paragraphs behind a sign (``**``, ``>>``, ``-``) or a time (``[0:12]``, ``0:12``)."""
    kind = tokens.kind.take(begins)
    (row,) = _OPENS_FRONT.take(kind).nonzero()
    if not len(row):
        return begins
    behind, kind = begins.copy(), kind.take(row)
    place = begins.take(row)
    timed = are_times(tokens, place) & (kind == NUMBER)
    inner = np.minimum(place + _ONE, len(tokens) - 1)
    bracketed = (kind == OPEN_BRACKET) & are_times(tokens, inner)
    bracketed &= tokens.kind.take(place + _TWO, mode="clip") == CLOSE_BRACKET
    length = timed + _SIGN.take(kind) + (_ONE + _TWO) * bracketed
    # **[0:12] Ann Lowe:** has a sign and a time; what stands behind that is asked no more.
    behind[row] = np.minimum(place + length, len(tokens) - 1)
    return behind


def are_times(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are times of a recording: ``0:12``, ``00:01:12``."""
    byte = tokens.spelling.padded.take(tokens.spelling.end.take(place) + (tk.FRONT - _MOST_BACK))
    return (tokens.kind.take(place) == NUMBER) & (byte == _COLON) & (tokens.lengths_at(place) >= _SHORTEST_TIME)


def without_bold(tokens: TokenTable, place: Ints) -> Ints:
    """Each of some tokens, or the one in front of it where it is a sign that closes bold type: ``**Ann Lowe**:``"""
    return place - ((tokens.kind.take(place) == _BULLET) & ~tokens.gap.take(place))


def behind_bold(tokens: TokenTable, place: Ints) -> Ints:
    """Each of some tokens, or the one behind it where it is a sign that closes bold type: ``**Ann Lowe:** No.``"""
    closes = (tokens.kind.take(place, mode="clip") == _BULLET) & ~tokens.gap.take(place, mode="clip")
    return place + (closes & (place < len(tokens)))


def names_before_dashes(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints]:
    """The rows of paragraphs that open with a few words with capitals and a dash between spaces, and where the dashes are."""
    none = begins[:0]
    if not (tokens.has(tk.DASH) or tokens.has(tk.HYPHEN)):
        return none, none
    (dash,) = ((tokens.kind == DASH) | (tokens.kind == _HYPHEN)).nonzero()
    dash = dash.compress((tokens.gap & (tokens.newlines == 0)).take(dash))
    row = begins.searchsorted(dash, side="right") - _ONE
    first = begins.take(row)
    length = dash - first
    near = (length > 0) & (length <= _LONGEST_NAMED) & _CAPITAL.take(tokens.kind.take(first))
    near &= tokens.gap.take(dash + _ONE, mode="clip") & (dash + _ONE < np.append(begins, len(tokens)).take(row + 1))
    dash, row, first, length = dash[near], row[near], first[near], length[near]
    named = _CAPITAL.take(tokens.kind.take(first + _NAMES, mode="clip")) | (length <= _NAMES)
    good = np.logical_and.reduce(named)
    return row[good], dash[good]
