"""Lexicon features: one graded sum per category, in two zones.

A cue outside quotation marks is the writer's, unless the sentence plainly attributes its content: the two
are kept apart. A cue inside quotation marks is the source's and counts for nothing.
"""

from __future__ import annotations

import numpy as np

from opinionclf.features.registry import Batch, Vector, feature
from opinionclf.lexicon import NO_CATEGORY
from opinionclf.wordlists import DATA

ZONES = ("own", "attributed")
GRADES = np.array([0.0, 0.1, 0.5, 1.0])
CATEGORIES = tuple(sorted(path.stem for path in (DATA / "lexicon").glob("*.tsv")))


@feature("lexicon", *(f"{category}.{zone}" for category in CATEGORIES for zone in ZONES))
def cues(batch: Batch) -> Vector:
    """Sum of the strengths (0.1, 0.5, 1) of a category's cues in a zone, on a log scale."""
    columns = batch.columns
    token = np.flatnonzero((columns.unit >= 0) & ~columns.inside)
    unit = columns.unit[token]
    segment = columns.segment[token]
    zone = batch.attributed[segment].astype(np.int64)
    width = len(CATEGORIES) * len(ZONES)
    total = np.zeros(columns.n_segments * width)
    for column in range(columns.lexicon.category.shape[1]):
        category = columns.lexicon.category[unit, column]
        rows = np.flatnonzero(category != NO_CATEGORY)
        if not len(rows):
            break
        place = segment[rows] * width + category[rows].astype(np.int64) * len(ZONES) + zone[rows]
        total += np.bincount(place, weights=GRADES[columns.lexicon.strength[unit[rows], column]], minlength=len(total))
    return np.log1p(total.reshape(columns.n_segments, width))
