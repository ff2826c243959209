"""Quotation features: how much is quoted, and since when."""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import Flags
from opinionclf.features.registry import Batch, Stretches, feature

_BOUNDS = np.array([1, 4, 8, 20])  # words


def _quoted(batch: Batch) -> bool:
    return batch.has_quotations


def _quotations(batch: Batch) -> Stretches:
    return batch.columns.quotation_bounds


@feature("quotation", given=_quoted, where=_quotations)
def opened_earlier(batch: Batch) -> Flags:
    """The sentence begins inside a quotation that an earlier one opened."""
    columns = batch.columns
    first = columns.first
    earlier = (columns.mark.take(first) != 1) | columns.continued.take(first)
    return Flags((columns.inside.take(first) & earlier).nonzero()[0])


@feature("quotation", "none", "scare", "phrase", "clause", "long", where=_quotations)
def longest_quotation(batch: Batch) -> Flags:
    """Length class of the longest quotation in the sentence."""
    if not batch.has_quotations:
        return Flags(batch.columns.segments)
    return Flags(batch.columns.segments, _BOUNDS.searchsorted(batch.longest_quotation, side="right"))
