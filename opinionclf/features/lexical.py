"""Lexicon features: one graded sum per category, in two zones.

A cue outside quotation marks is the writer's, unless it stands in what the sentence plainly attributes to
a source: the two are kept apart. A cue inside quotation marks is the source's and counts for nothing.
"""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import LogSums
from opinionclf.features.registry import Batch, feature
from opinionclf.lexicon import MAX_ENTRIES
from opinionclf.lexiconfiles import category_names

ZONES = ("own", "attributed")
_CATEGORIES = category_names()
# By category and strength (`Lexicon.cues`).
_COLUMN = (len(ZONES) * np.arange(len(_CATEGORIES))).repeat(4)
_TENTHS = np.tile([0, 1, 5, 10], len(_CATEGORIES))


@feature("lexicon", *(f"{category}.{zone}" for category in _CATEGORIES for zone in ZONES))
def cues(batch: Batch) -> LogSums:
    """Sum of the strengths (0.1, 0.5, 1) of a category's cues in a zone, on a log scale."""
    columns = batch.columns
    token = columns.listed
    cue = columns.lexicon.cues.take(columns.unit.take(token), axis=0).ravel()
    (place,) = cue.astype(bool).nonzero()
    token, cue = token.take(place // MAX_ENTRIES), cue.take(place)
    segment = columns.segment.take(token)
    return LogSums(segment, _COLUMN.take(cue) + batch.is_content(token, segment), token, tenths=_TENTHS.take(cue))
