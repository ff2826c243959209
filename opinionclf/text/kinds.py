"""Kinds of token for work on whole columns: the constants of `opinionclf.text.tokens` as arrays without dimensions, and tables.

numpy compares a column with such a constant at half the fixed cost that a Python number has; in a short text that is the
whole cost.
"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, NDArray, constant
from opinionclf.text import tokens as tk

WORD, CAP, ALL_CAPS, NUMBER = (constant(kind, np.uint8) for kind in (tk.WORD, tk.CAP, tk.ALL_CAPS, tk.NUMBER))
STOP, COMMA, COLON, DASH = (constant(kind, np.uint8) for kind in (tk.STOP, tk.COMMA, tk.COLON, tk.DASH))
DOUBLE, OPEN_DOUBLE, CLOSE_DOUBLE = (constant(kind, np.uint8) for kind in (tk.DOUBLE, tk.OPEN_DOUBLE, tk.CLOSE_DOUBLE))
SINGLE, OPEN_SINGLE, CLOSE_SINGLE = (constant(kind, np.uint8) for kind in (tk.SINGLE, tk.OPEN_SINGLE, tk.CLOSE_SINGLE))
OPEN_BRACKET, CLOSE_BRACKET, BULLET, OTHER = (
    constant(kind, np.uint8) for kind in (tk.OPEN_BRACKET, tk.CLOSE_BRACKET, tk.BULLET, tk.OTHER)
)

# Groups of kinds as plain numbers, for `kinds` and for one token.
WORDS = (tk.WORD, tk.CAP, tk.ALL_CAPS)
CAPITALS = (tk.CAP, tk.ALL_CAPS)
ENDERS = (tk.STOP, tk.ELLIPSIS, tk.QUESTION, tk.EXCLAMATION)  # of sentences


def kinds(*wanted: int) -> Bools:
    """Return a table that is True at the given kinds of token."""
    table = np.zeros(tk.OTHER + 1, dtype=bool)
    table[list(wanted)] = True
    return table


def is_capital(kind: NDArray[np.uint8]) -> Bools:
    """Whether words of these kinds have a capital."""
    return (kind == CAP) | (kind == ALL_CAPS)


IS_ENDER, IS_CAPITAL, IS_DASH = kinds(*ENDERS), kinds(*CAPITALS), kinds(tk.DASH, tk.HYPHEN)
