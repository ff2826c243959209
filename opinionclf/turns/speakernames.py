"""Names of speakers as keys: which come again in their document, which are of an office, and in which document one stands."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.text.tokens import Bools, Ints, Keys, TokenTable, stretches
from opinionclf.text.wordlists import ADDRESS, has, listed_at

_ONE = constant(1, np.int64)


def document_of(tokens: TokenTable, first: Ints, offset: Ints) -> Ints:
    """Number of the document in which each of some tokens stands."""
    return offset.searchsorted(tokens.start.take(first), side="right") - _ONE


def name_keys(tokens: TokenTable, name: Ints, page: Ints) -> Keys:
    """A key of each of some names, tokens of documents, another in each document."""
    return tokens.keys_at(name) ^ page.view(np.uint64)


def names_again(tokens: TokenTable, name: Ints, page: Ints) -> tuple[Bools, Ints]:
    """Whether each of some names, tokens of documents, comes again in its document, and how many names of each document do."""
    _, kept, place, count = np.unique(name_keys(tokens, name, page), return_index=True, return_inverse=True, return_counts=True)
    n_again = np.bincount(page.take(kept[count > 1]), minlength=int(page.max(initial=0)) + 1)
    return count.take(place) > 1, n_again


def hold_address(tokens: TokenTable, first: Ints, end: Ints) -> Bools:
    """Which names, or other stretches, hold *Mr*, *Senator*, *Chairman*, *officer*."""
    length = end - first
    address = has(listed_at(tokens, stretches(first, length)), ADDRESS)
    return np.logical_or.reduceat(address, length.cumsum() - length) if len(first) else address
