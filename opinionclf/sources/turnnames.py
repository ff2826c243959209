"""The names of those whose turns stand in a document, from their labels or from lines of their own."""

from __future__ import annotations

from collections import Counter

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.features.columns import Columns
from opinionclf.pages.linemarks import WORD
from opinionclf.pages.said import find_said
from opinionclf.pages.wording.furniture import is_furniture
from opinionclf.places import PlaceFinder
from opinionclf.segmentkinds import BOILERPLATE
from opinionclf.turns.namelines import FEWEST_SURE, lines_of_names
from opinionclf.turns.speakerlabels import speaker_labels
from opinionclf.turns.stoppedlabels import stopped_labels
from opinionclf.turns.voices import voices

Names = dict[int, tuple[int, int]]


def names_in_labels(columns: Columns, begins: Ints) -> Names:
    """For each paragraph that a label or voice opens, by its first token: the first token of its name, and the one behind."""
    offset = np.zeros(1, dtype=np.int64)
    stopped = stopped_labels(columns.tokens, begins, offset)
    labels = speaker_labels(columns.tokens, begins, offset, stopped)
    labels = labels.take(columns.turn.take(labels.first))
    voiced = voices(columns.tokens, begins, offset)
    first, begin, end = labels.first, labels.begin, labels.name + 1
    if len(voiced.row):
        first, begin, end = begins.take(voiced.row), voiced.begin, voiced.end
    said = find_said(columns.tokens, begins, offset)
    if len(said.named):
        first, begin, end = begins.take(said.named), said.begin, said.end
    return dict(zip(first.tolist(), zip(begin.tolist(), end.tolist(), strict=True), strict=True))


def names_in_lines(columns: Columns, begins: Ints, kind: NDArray[np.uint8], finder: PlaceFinder) -> Names:
    """The same of lines of names, some of which come again or show a time or office: there they are furniture."""
    names, again = {}, Counter[str]()
    lines = lines_of_names(columns.tokens, begins, np.zeros(1, dtype=np.int64), kind)
    n_sure = (lines.sure & (kind.take(lines.row) == BOILERPLATE)).sum()
    for row, begin, end in zip(lines.row.tolist(), lines.begin.tolist(), lines.end.tolist(), strict=True):
        text = finder.place(begin, end).text
        if not is_furniture(text, terminal=False, marks=WORD, may_be_phrase=True):  # Advertisement
            names[int(begins[row])] = begin, end
            again[text] += int(kind[row] == BOILERPLATE)
    return names if max(again.values(), default=0) > 1 or n_sure >= FEWEST_SURE else {}
