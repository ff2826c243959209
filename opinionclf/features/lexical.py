"""Lexicon features: one graded sum per category, in two zones.

A cue outside quotation marks is the writer's, unless it stands in what the sentence plainly attributes to
a source: the two are kept apart. A cue inside quotation marks is the source's and counts for nothing.
"""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import LogSums
from opinionclf.features.registry import Batch, feature
from opinionclf.lexicon import MAX_ENTRIES, NO_CATEGORY
from opinionclf.wordlists import DATA

ZONES = ("own", "attributed")
TENTHS = np.array([0, 1, 5, 10])  # of a strength
CATEGORIES = tuple(sorted(path.stem for path in (DATA / "lexicon").glob("*.tsv")))


@feature("lexicon", *(f"{category}.{zone}" for category in CATEGORIES for zone in ZONES))
def cues(batch: Batch) -> LogSums:
    """Sum of the strengths (0.1, 0.5, 1) of a category's cues in a zone, on a log scale."""
    columns = batch.columns
    (token,) = (columns.lexicon.is_listed.take(columns.unit) & columns.outside).nonzero()
    unit = columns.unit.take(token)
    category, strength = (entries.take(unit).view(np.uint8) for entries in columns.lexicon.entries)
    (place,) = (category != NO_CATEGORY).nonzero()
    token = token.take(place // MAX_ENTRIES)
    segment = columns.segment.take(token)
    zone = batch.is_content(token, segment)
    tenths = TENTHS.take(strength.take(place))
    category = category.take(place).astype(np.int64)
    return LogSums(segment, category * len(ZONES) + zone, tenths)
