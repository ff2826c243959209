"""What each sentence has to do with quotations: how much of it is quoted, since when, as clause or phrase.

No feature asks this: the tests say with it what a quotation is, `corpus_form.py` compares our corpus with the press.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.datafiles import first_column
from opinionclf.sentences.quotations import Quotations
from opinionclf.text import tokens as tk
from opinionclf.text.keytable import KeyTable
from opinionclf.text.tokens import Bools, Ints, TokenTable
from opinionclf.text.wordlists import distinct, entry_keys

NONE, PART, WHOLE = range(3)  # how much of the sentence stands inside
NO_EXTENT, PHRASE, CLAUSE = range(3)  # what its longest quotation is

_LONGEST_PHRASE = 8  # words; a longer quotation is taken for a clause


@dataclass(slots=True)
class Quoted:
    """Columns of shape (n_segments,).

    Attributes
    ----------
    inside : ndarray of uint8
        NONE, PART or WHOLE, by words.
    share : ndarray of float64
        Share of the segment's characters (of its tokens) that stand inside.
    depth : ndarray of int8
        Greatest depth in the segment.
    opened_earlier : ndarray of bool
        The segment begins in a quotation that an earlier one opened.
    extent : ndarray of uint8
        NO_EXTENT, PHRASE or CLAUSE.
    """

    inside: NDArray[np.uint8]
    share: NDArray[np.float64]
    depth: NDArray[np.int8]
    opened_earlier: Bools
    extent: NDArray[np.uint8]


def describe_quoted(tokens: TokenTable, quotations: Quotations, first: Ints, last: Ints) -> Quoted:
    """Describe the quotations of each segment from token `first` up to `last`.

    Parameters
    ----------
    tokens : TokenTable
    quotations : Quotations
    first, last : ndarray of int64, shape (n_segments,)
        As in `opinionclf.segmentation.Segmentation`.
    """
    n = len(first)
    if not n:
        none = np.zeros(0, dtype=np.uint8)
        return Quoted(none, none.astype(np.float64), none.astype(np.int8), none.astype(bool), none)
    segment = np.repeat(np.arange(n), last - first)
    word = tokens.kind <= tk.NUMBER
    inside = quotations.inside
    n_words = np.bincount(segment[word], minlength=n)
    quoted_words = np.bincount(segment[word & inside], minlength=n)
    amount = np.where(quoted_words == 0, NONE, np.where(quoted_words == n_words, WHOLE, PART)).astype(np.uint8)
    length = (tokens.end - tokens.start).astype(np.float64)
    share = np.bincount(segment, weights=length * inside, minlength=n) / np.bincount(segment, weights=length, minlength=n)
    depth = np.maximum.reduceat(quotations.depth, first)
    opened_earlier = inside[first] & ((quotations.mark[first] != 1) | quotations.continued[first])
    # An inner quotation may open a sentence of an outer one.
    opened_earlier |= inside[first] & (quotations.depth[first] > 1) & inside[np.maximum(first - 1, 0)] & (first > 0)
    extent = _extents(tokens, quotations, segment, first, amount)
    return Quoted(amount, share, depth, opened_earlier & (amount > 0), extent)


@functools.cache
def _clause_words() -> KeyTable:
    keys, length = entry_keys(first_column("clause_words.txt"))
    return KeyTable.build(distinct(keys[length == 1]))


def _extents(
    tokens: TokenTable, quotations: Quotations, segment: Ints, first: Ints, amount: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """PHRASE or CLAUSE for the segments with a quotation, NO_EXTENT for the others."""
    inside = quotations.inside
    extent = np.where(amount > NONE, PHRASE, NO_EXTENT).astype(np.uint8)
    extent[amount == WHOLE] = CLAUSE
    outer = inside & (quotations.depth == 1)
    begins = inside & (~np.concatenate([[False], inside[:-1]]) | (outer & (quotations.mark == 1)))
    begins[first] |= inside[first]
    start = np.flatnonzero(begins)
    if not len(start):
        return extent
    run = np.cumsum(begins)[inside] - 1
    places = np.flatnonzero(inside)
    word = tokens.kind[places] <= tk.NUMBER
    capital = (tokens.kind[places] == tk.CAP) | (tokens.kind[places] == tk.ALL_CAPS)

    def count(flags: Bools) -> Ints:
        return np.bincount(run[flags], minlength=len(start))

    words = count(word)
    clausal = count(_clause_words().contains(tokens.keys_at(places))) > 0
    titled = (count(capital) >= 0.7 * words) & (words <= _LONGEST_PHRASE)
    # A quotation that goes on in the next sentence, or comes from the one before, holds sentences.
    end = places[np.append(np.flatnonzero(run[1:] != run[:-1]), len(run) - 1)]
    following = np.minimum(end + 1, len(tokens) - 1)
    goes_on = inside[following] & ((quotations.mark[following] != 1) | quotations.continued[following])
    crosses = goes_on & (segment[following] != segment[end]) & (quotations.mark[end] != -1)
    crosses |= (quotations.mark[start] != 1) & np.isin(start, first)
    last_kind = tokens.kind[np.maximum(end - 1, 0)]
    asks = (last_kind == tk.QUESTION) | (last_kind == tk.EXCLAMATION)
    clausal = (clausal & (words > 1)) | (asks & (words > 2)) | ((last_kind == tk.COMMA) & (words > 3))
    clause = crosses | (words > _LONGEST_PHRASE) | (clausal & ~titled)
    extent[segment[start[clause & (words > 0)]]] = CLAUSE
    return extent
