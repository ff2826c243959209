"""Voices of WebVTT, which name who says the words of a cue: ``<v Ann Lowe>We fell.</v>``"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opinionclf.arrays import constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import OTHER, STOP
from opinionclf.text.tokens import Bools, Ints, TokenTable, stretches
from opinionclf.turns.speakernames import document_of, ends_of

_LONGEST_NAME = 8  # tokens, with a class in front: <v.loud Ann Lowe>
_NAMED = np.arange(_LONGEST_NAME + 1)[:, None]
_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_V, _OPENS, _CLOSES = (constant(ord(sign), np.uint8) for sign in "v<>")
_SLASH = constant(tk.SLASH, np.uint8)


class Voices(NamedTuple):
    """The rows of paragraphs that voices open, the first tokens of their names, those behind, and the rows of all they say."""

    row: Ints
    begin: Ints
    end: Ints
    spoken: Ints


def voices(tokens: TokenTable, begins: Ints, offset: Ints) -> Voices:
    """Find the voices of cues; each speaks up to the sign that closes it, or to the next one of its document."""
    row = begins[:0]
    if tokens.has(tk.OTHER):
        (row,) = (tokens.kind.take(begins) == OTHER).nonzero()
        row = row.compress((tokens.first_bytes_at(begins.take(row)) == _OPENS) & _are_voices(tokens, begins.take(row) + _ONE))
    if not len(row):
        return Voices(row, row, row, row)
    begin = begins.take(row) + _TWO
    begin = begin + _TWO * (tokens.kind.take(begin, mode="clip") == STOP)
    length = (tokens.first_bytes_at(begin + _NAMED) == _CLOSES).argmax(axis=0)
    (named,) = ((length > 0) & (begin + length < ends_of(tokens, begins, row))).nonzero()
    row, begin, end = row.take(named), begin.take(named), (begin + length).take(named)
    (slash,) = (tokens.kind == _SLASH).nonzero()
    closing = slash.compress(_are_voices(tokens, slash + _ONE))
    page = document_of(tokens, begin, offset)
    bounds = np.append(tokens.start.searchsorted(offset), len(tokens)).take(page + _ONE)
    bounds[:-1] = np.minimum(bounds[:-1], begin[1:] - _ONE)
    bounds = np.minimum(bounds, np.append(closing, len(tokens)).take(closing.searchsorted(begin)))
    return Voices(row, begin, end, stretches(row, begins.searchsorted(bounds) - row))


def _are_voices(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are the letter of a voice, right behind the sign in front of them."""
    letter = tokens.first_bytes_at(place) == _V
    place = np.minimum(place, len(tokens) - 1)
    return letter & (tokens.lengths_at(place) == _ONE) & ~tokens.gap.take(place)
