"""The marks in each line as bits: a form that can't do without a mark is looked for only in lines that have it."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import WORDS
from opinionclf.text.tokens import TokenTable

SLASH, BRACKET, COLON, ADDRESS, COMMA, NUMBER, WORD, RAIL, OPENS, CLOSES, DASH = (1 << bit for bit in range(11))

_BITS = np.zeros(tk.OTHER + 1, dtype=np.uint16)
_BITS[list(WORDS)] = WORD
_BITS[tk.NUMBER] = NUMBER
_BITS[tk.SLASH] = SLASH
_BITS[tk.OPEN_BRACKET] = BRACKET
_BITS[tk.COLON] = COLON
_BITS[[tk.AT, tk.HASH]] = ADDRESS
_BITS[tk.COMMA] = COMMA
_BITS[tk.OTHER] = RAIL  # < > | among others
_BITS[[tk.DOUBLE, tk.OPEN_DOUBLE]] = OPENS
_BITS[[tk.DASH, tk.HYPHEN]] = DASH
_BITS[[tk.CLOSE_DOUBLE, tk.CLOSE_SINGLE]] = CLOSES  # » and › among others


def line_marks(tokens: TokenTable, first: Ints) -> NDArray[np.uint16]:
    """Return the bits of the tokens from each of `first` up to the next."""
    return np.bitwise_or.reduceat(_BITS.take(tokens.kind), first)
