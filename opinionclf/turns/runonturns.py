"""Turns of a transcript that has lost its line ends: ``LOWE: Good evening. DOE: It rained. LOWE: It did. DOE: It poured.``"""

from __future__ import annotations

import numpy as np

from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, COLON, IS_ENDER, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable
from opinionclf.turns.speakernames import are_q_or_a, names_again

_FEWEST_AGAIN = 2  # speakers who come again, twice each
_LONGEST = 4  # tokens of a label: DR. ANN LOWE
_LONGEST_TITLE = 3  # letters
_CLOSES = kinds(tk.CLOSE_BRACKET, tk.DOUBLE, tk.CLOSE_DOUBLE)


def run_on_turns(tokens: TokenTable, paragraph_start: Bools, document_start: Bools) -> Ints:
    """Return the first tokens of labels in capitals behind the ends of sentences, in documents where two of them come again.

    ``Q:`` and ``A:`` are such labels, too.
    """
    none = np.zeros(0, dtype=np.int64)
    if not tokens.has(tk.COLON):
        return none
    (colon,) = (tokens.kind == COLON).nonzero()
    colon = colon[(colon > 0) & ~tokens.gap[colon] & _name_speaker(tokens, colon - 1)]
    if len(colon) < 2 * _FEWEST_AGAIN:
        return none
    first = colon - 1
    for _ in range(_LONGEST - 1):
        before = first - 1
        goes_on = (before >= 0) & ~paragraph_start[first] & ((tokens.kind[before] == ALL_CAPS) | _abbreviates(tokens, before))
        first = np.where(goes_on, before, first)
    page = document_start.cumsum()[first]
    _, n_again = names_again(tokens, colon - 1, page)
    behind_end = IS_ENDER[tokens.kind[first - 1]] | _CLOSES[tokens.kind[first - 1]]
    return first[(n_again[page] >= _FEWEST_AGAIN) & behind_end & tokens.gap[first] & (first > 0)]


def _name_speaker(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are words in capitals, or Q or A."""
    return (tokens.kind.take(place) == ALL_CAPS) | are_q_or_a(tokens, place)


def _abbreviates(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are the stops of titles in capitals: ``DR.``"""
    before = np.maximum(place - 1, 0)
    titled = (tokens.kind[before] == ALL_CAPS) & (tokens.lengths_at(before) <= _LONGEST_TITLE)
    return titled & (tokens.kind[place] == tk.STOP) & ~tokens.gap[place]
