"""Names in capitals with two spaces or a tab behind them that open paragraphs: ``LOWE   I fell.``, ``00.58  MR LOWE  Yes.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints, constant
from opinionclf.pages.stamps import are_set_apart
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, NUMBER, kinds
from opinionclf.text.tokens import TokenTable
from opinionclf.turns.labelsigns import FEWEST_SIGNED, behind_fronts
from opinionclf.turns.speakernames import NO_LABELS, SpeakerLabels, ends_of
from opinionclf.turns.spoken import in_talks

_LONGEST_NAME = 4  # tokens: DC 4471 LOWE
_BEHIND = np.arange(1, _LONGEST_NAME + 1)[:, None]
_ONE = constant(1, np.int64)
_IN_NAME = kinds(tk.ALL_CAPS, tk.NUMBER, tk.STOP)
_OPENS_SPEECH = ~kinds(tk.NUMBER, tk.ALL_CAPS, tk.MONEY)  # of a table


def spaced_labels(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """The names of those who talk with each other, as in interviews of the police, behind the counter of a tape or not."""
    kind = tokens.kind.take(begins)
    (row,) = ((kind == ALL_CAPS) | (kind == NUMBER)).nonzero()
    if len(row) < FEWEST_SIGNED:
        return NO_LABELS
    first, end = begins.take(row), ends_of(tokens, begins, row)
    counted = (tokens.kind.take(first) == NUMBER) & are_set_apart(tokens, np.minimum(first + _ONE, end - _ONE))
    begin = np.where(counted, first + _ONE, behind_fronts(tokens, first))
    place = np.minimum(begin + _BEHIND, end - _ONE)
    apart = are_set_apart(tokens, place) & (begin + _BEHIND < end) & (tokens.newlines.take(place) == 0)
    length = np.where(apart.any(axis=0), apart.argmax(axis=0) + _ONE, 0)
    named = (_IN_NAME.take(tokens.kind.take(place)) | (length <= _BEHIND)).all(axis=0)
    named &= (length > 0) & (tokens.kind.take(begin, mode="clip") == ALL_CAPS)
    (good,) = (named & _OPENS_SPEECH.take(tokens.kind.take(begin + length, mode="clip"))).nonzero()
    if len(good) < FEWEST_SIGNED:
        return NO_LABELS
    first, begin, behind = first.take(good), begin.take(good), (begin + length).take(good)
    labels = SpeakerLabels(first, begin, behind - _ONE, behind)
    return labels.take(in_talks(tokens, begins, labels, offset))
