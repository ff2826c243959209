"""Labels of speakers, and their names as keys: which come again in their document, which hold a title, where they stand."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import constant
from opinionclf.text.kinds import IS_CAPITAL
from opinionclf.text.tokens import Bools, Ints, Keys, TokenTable, stretches
from opinionclf.text.wordlists import ADDRESS, entry_keys, has, listed_at

_ONE = constant(1, np.int64)
Q, _A = constant(ord("q"), np.uint8), constant(ord("a"), np.uint8)


class SpeakerLabels(NamedTuple):
    """Labels in the order of the text.

    Attributes
    ----------
    first : ndarray of int64
        First token of the paragraph that each label opens.
    begin, name : ndarray of int64
        First and last token of the name: what stands in front of it is a sign, a number or a time, what stands behind it in
        brackets an office, a place, a party or a time.
    end : ndarray of int64
        The token behind each label and its mark.
    """

    first: Ints
    begin: Ints
    name: Ints
    end: Ints

    def take(self, rows: Ints | Bools) -> SpeakerLabels:
        """Some of the labels."""
        return SpeakerLabels(self.first[rows], self.begin[rows], self.name[rows], self.end[rows])


NO_LABELS = SpeakerLabels(*[np.zeros(0, dtype=np.int64)] * 4)


def in_order(found: list[SpeakerLabels]) -> SpeakerLabels:
    """Labels of several kinds, in the order of the text."""
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    return SpeakerLabels(*columns).take(columns[0].argsort(kind="stable"))


def document_of(tokens: TokenTable, first: Ints, offset: Ints) -> Ints:
    """Number of the document in which each of some tokens stands."""
    return offset.searchsorted(tokens.start.take(first), side="right") - _ONE


def ends_of(tokens: TokenTable, begins: Ints, row: Ints) -> Ints:
    """The tokens behind some paragraphs."""
    return np.append(begins, len(tokens)).take(row + _ONE)


def are_q_or_a(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are the capital letters in front of questions and answers."""
    byte = tokens.first_bytes_at(place)
    return ((byte == Q) | (byte == _A)) & (tokens.lengths_at(place) == _ONE) & IS_CAPITAL.take(tokens.kind.take(place))


def name_keys(tokens: TokenTable, name: Ints, page: Ints) -> Keys:
    """A key of each of some names, tokens of documents, another in each document."""
    return tokens.keys_at(name) ^ page.view(np.uint64)


def names_again(tokens: TokenTable, name: Ints, page: Ints) -> tuple[Bools, Ints]:
    """Whether each of some names, tokens of documents, comes again in its document, and how many names of each document do."""
    return keys_again(name_keys(tokens, name, page), page)


def keys_again(key: Keys, page: Ints) -> tuple[Bools, Ints]:
    """Whether each of some keys, others in each document, comes again, and how many keys of each document do."""
    _, kept, place, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    n_again = np.bincount(page.take(kept[count > 1]), minlength=int(page.max(initial=0)) + 1)
    return count.take(place) > 1, n_again


def hold_address(tokens: TokenTable, first: Ints, end: Ints) -> Bools:
    """Which names, or other stretches, hold *Mr*, *Senator*, *Chairman*, *officer*."""
    length = end - first
    address = has(listed_at(tokens, stretches(first, length)), ADDRESS)
    return np.logical_or.reduceat(address, length.cumsum() - length) if len(first) else address


@functools.cache
def third_person() -> Keys:
    """*He* and *she*, with which a writer tells of those who speak."""
    return entry_keys(["he", "she"])[0]
