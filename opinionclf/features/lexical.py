"""Lexicon features: one graded sum per category, in two zones.

A cue outside quotation marks is the writer's, unless it stands in what the sentence plainly attributes to
a source: the two are kept apart. A cue inside quotation marks is the source's and counts for nothing.
"""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import LogSums
from opinionclf.features.registry import Batch, feature
from opinionclf.lexicon import LISTED, MAX_ENTRIES, NO_CATEGORY
from opinionclf.wordlists import DATA

ZONES = ("own", "attributed")
TENTHS = np.array([0, 1, 5, 10])  # of a strength
CATEGORIES = tuple(sorted(path.stem for path in (DATA / "lexicon").glob("*.tsv")))
_FIRST_OF_CATEGORY = len(ZONES) * np.arange(len(CATEGORIES))


@feature("lexicon", *(f"{category}.{zone}" for category in CATEGORIES for zone in ZONES))
def cues(batch: Batch) -> LogSums:
    """Sum of the strengths (0.1, 0.5, 1) of a category's cues in a zone, on a log scale."""
    columns = batch.columns
    (token,) = (columns.has(LISTED) & columns.outside).nonzero()
    unit = columns.unit.take(token)
    category, strength = (entries.take(unit).view(np.uint8) for entries in columns.lexicon.entries)
    (place,) = (category != NO_CATEGORY).nonzero()
    token = token.take(place // MAX_ENTRIES)
    segment = columns.segment.take(token)
    column = _FIRST_OF_CATEGORY.take(category.take(place))
    column += batch.is_content(token, segment)
    return LogSums(segment, column, TENTHS.take(strength.take(place)))
