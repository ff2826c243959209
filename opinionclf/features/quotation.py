"""Quotation features: how much is quoted, and since when."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints, are_among
from opinionclf.features.numbers import Flags
from opinionclf.features.registry import Batch, Stretches, feature
from opinionclf.text.tokens import run_starts

_BOUNDS = np.array([1, 4, 8, 20])  # words


def _opened_earlier(batch: Batch) -> Stretches:
    """The quotations with which such a sentence begins."""
    columns = batch.columns
    first, last = columns.quotation_bounds
    begins = are_among(first, columns.first[columns.opened_earlier])
    return first[begins], last[begins]


@feature("quotation", where=_opened_earlier)
def opened_earlier(batch: Batch) -> Flags:
    """The sentence begins inside a quotation that an earlier one opened."""
    columns = batch.columns
    if not len(columns.quoted):
        return Flags(columns.quoted)
    return Flags(columns.opened_earlier.nonzero()[0])


def _longest(batch: Batch) -> Stretches:
    """The quotations that are the longest of their sentence."""
    columns = batch.columns
    first, last = columns.quotation_bounds
    longest = columns.quotation_words == _longest_words(batch).take(columns.segment.take(first))
    return first[longest], last[longest]


@feature("quotation", "none", "scare", "phrase", "clause", "long", where=_longest)
def longest_quotation(batch: Batch) -> Flags:
    """Length class of the longest quotation in the sentence; none where nothing is plainly attributed either."""
    columns = batch.columns
    found = batch.content >= columns.last
    if not len(columns.quoted):
        return Flags(found.nonzero()[0])
    length = _BOUNDS.searchsorted(_longest_words(batch), side="right")
    found |= length > 0
    (row,) = found.nonzero()
    return Flags(row, length.take(row))


def _longest_words(batch: Batch) -> Ints:
    """Words in the longest quotation of each sentence."""
    columns = batch.columns
    longest = np.zeros(columns.n_segments, dtype=np.int64)
    home = columns.segment.take(columns.quoted.take(columns.quotations))
    rows = run_starts(home)
    longest[home.take(rows)] = np.maximum.reduceat(columns.quotation_words, rows)
    return longest
