"""Quotation features: how much of the sentence stands in quotation marks, and since when."""

from __future__ import annotations

import numpy as np

from opinionclf.features.numbers import Flags, Vector
from opinionclf.features.registry import Batch, feature

_SCARE_WORDS = 3


@feature("quotation")
def quoted_share(batch: Batch) -> Vector:
    """Share of the words inside quotation marks."""
    return batch.quoted_words / batch.words


@feature("quotation")
def wholly_quoted(batch: Batch) -> Vector:
    """Every word stands inside quotation marks."""
    return (batch.quoted_words >= batch.words).astype(np.float64)


@feature("quotation")
def mostly_quoted(batch: Batch) -> Vector:
    """At least half of the words stand inside quotation marks."""
    return (batch.quoted_words >= 0.5 * batch.words).astype(np.float64)


@feature("quotation")
def opened_earlier(batch: Batch) -> Vector:
    """The sentence begins inside a quotation that an earlier one opened."""
    columns = batch.columns
    first = columns.first
    opened_here = columns.mark[first] == 1
    return (columns.inside[first] & (~opened_here | columns.continued[first])).astype(np.float64)


@feature("quotation")
def left_open(batch: Batch) -> Vector:
    """The quotation goes on after the sentence."""
    last = batch.columns.last - 1
    return (batch.columns.inside[last] & (batch.columns.mark[last] != -1)).astype(np.float64)


@feature("quotation", "none", "scare", "phrase", "clause", "long")
def longest_quotation(batch: Batch) -> Flags:
    """Length class of the longest quotation in the sentence."""
    longest = batch.longest_quotation
    return Flags(np.arange(len(longest)), np.array([1, _SCARE_WORDS + 1, 8, 20]).searchsorted(longest, side="right"))


@feature("quotation")
def quoted_without_report(batch: Batch) -> Vector:
    """A quotation of more than three words in a sentence without a reporting verb."""
    reported = np.zeros(batch.columns.n_segments)
    reported[batch.reports.segment[batch.reports.strength >= 2]] = 1.0
    return (1.0 - reported) * (batch.longest_quotation > _SCARE_WORDS)


@feature("quotation")
def speaker_turn(batch: Batch) -> Vector:
    """The sentence stands in a speaker's turn of an interview or transcript."""
    return batch.columns.turn[batch.columns.first].astype(np.float64)
