"""Quotation features: how much of the sentence stands in quotation marks, and since when."""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import Flags, Shares
from opinionclf.features.registry import Batch, Stretches, feature, nowhere

_SCARE_WORDS = 3
_BOUNDS = np.array([1, _SCARE_WORDS + 1, 8, 20])


def _quoted(batch: Batch) -> bool:
    return batch.has_quotations


def _quotations(batch: Batch) -> Stretches:
    return batch.columns.quotation_bounds


@feature("quotation", given=_quoted, where=_quotations)
def quoted_share(batch: Batch) -> Shares:
    """Share of the words inside quotation marks."""
    return Shares(batch.columns.segment.take(batch.quoted_words))


@feature("quotation", given=_quoted, where=_quotations)
def wholly_quoted(batch: Batch) -> Flags:
    """Every word stands inside quotation marks."""
    return Flags((batch.n_quoted_words >= batch.words).nonzero()[0])


@feature("quotation", given=_quoted, where=_quotations)
def mostly_quoted(batch: Batch) -> Flags:
    """At least half of the words stand inside quotation marks."""
    return Flags((2 * batch.n_quoted_words >= batch.words).nonzero()[0])


@feature("quotation", given=_quoted, where=_quotations)
def opened_earlier(batch: Batch) -> Flags:
    """The sentence begins inside a quotation that an earlier one opened."""
    columns = batch.columns
    first = columns.first
    earlier = (columns.mark.take(first) != 1) | columns.continued.take(first)
    return Flags((columns.inside.take(first) & earlier).nonzero()[0])


@feature("quotation", given=_quoted, where=_quotations)
def left_open(batch: Batch) -> Flags:
    """The quotation goes on after the sentence."""
    columns = batch.columns
    last = columns.last - 1
    return Flags((columns.inside.take(last) & (columns.mark.take(last) != -1)).nonzero()[0])


@feature("quotation", "none", "scare", "phrase", "clause", "long", where=_quotations)
def longest_quotation(batch: Batch) -> Flags:
    """Length class of the longest quotation in the sentence."""
    if not batch.has_quotations:
        return Flags(batch.columns.segments)
    return Flags(batch.columns.segments, _BOUNDS.searchsorted(batch.longest_quotation, side="right"))


@feature("quotation", given=_quoted, where=_quotations)
def quoted_without_report(batch: Batch) -> Flags:
    """A quotation of more than three words in a sentence without a reporting verb."""
    long = batch.longest_quotation > _SCARE_WORDS
    long[batch.reports.segment[batch.reports.strength >= 2]] = False
    return Flags(long.nonzero()[0])


@feature("quotation", given=_quoted, where=nowhere)
def speaker_turn(batch: Batch) -> Flags:
    """The sentence stands in a speaker's turn of an interview or transcript."""
    return Flags(batch.columns.turn.take(batch.columns.first).nonzero()[0])
