"""Where the phrases of the lexicon, and its entries for sentence openings, stand in a text.

Longer entries go before shorter ones, openings before other entries of their length, and of two that overlap the first
one stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys
from opinionclf.lexicon import BEGINS, LONGEST_PHRASE, OPENING, Lexicon
from opinionclf.tokens import JOIN_MULTIPLIER, join_keys

_STEPS = np.arange(LONGEST_PHRASE)[:, None]
_INNER = _STEPS[1:]
# Joining keys from left to right is a sum of keys times powers of the multiplier, as a multiple of which powers have inverses.
_POWERS = np.array([[pow(JOIN_MULTIPLIER, step, 1 << 64)] for step in range(LONGEST_PHRASE)], dtype=np.uint64)
_INVERSES = np.array([[pow(JOIN_MULTIPLIER, -step, 1 << 64)] for step in range(LONGEST_PHRASE)], dtype=np.uint64)


@dataclass(slots=True, eq=False, repr=False)
class _Entries:
    """Entries as they stand in the text: first token, number of tokens, unit; and whether each is an opening."""

    head: Ints
    length: Ints
    unit: Ints
    is_opening: Bools

    def rows(self, row: Ints) -> _Entries:
        return _Entries(self.head.take(row), self.length.take(row), self.unit.take(row), self.is_opening.take(row))


def place_phrases(keys: Keys, segment: Ints, last: Ints, lexicon: Lexicon, word: Ints, opening: Ints, unit: Ints) -> Bools:
    """Find the entries of several words and those of openings, and write their units over those of their words.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n_tokens,)
    segment : ndarray of int64, shape (n_tokens,)
    last : ndarray of int64, shape (n_segments,)
        Where each segment ends.
    lexicon : Lexicon
    word : ndarray of int64, shape (n_tokens,)
        The unit of each single token.
    opening : ndarray of int64
        The first word of each segment.
    unit : ndarray of int64, shape (n_tokens,)
        Is changed: an entry's unit stands at its first token, 0 at its others.

    Returns
    -------
    covered : ndarray of bool, shape (n_tokens,)
        The second and later tokens of entries.
    """
    covered = np.zeros(len(keys), dtype=bool)
    entries = _found(keys, segment, last, lexicon, word, opening)
    if len(entries.head):
        entries = _standing(entries.rows(entries.head.argsort(kind="stable")))
        inner = (_INNER + entries.head)[entries.length > _INNER]
        covered[inner] = True
        unit[entries.head] = entries.unit
        unit[inner] = 0
    return covered


def _found(keys: Keys, segment: Ints, last: Ints, lexicon: Lexicon, word: Ints, opening: Ints) -> _Entries:
    """All entries of openings and of two and more words, whether they overlap or not."""
    longest_opening = lexicon.longest_opening.take(word.take(opening))
    (row,) = longest_opening.nonzero()
    pair_head, pair = _pairs(keys, lexicon, word)
    n_openings, n_heads = len(row), len(row) + len(pair)
    if not n_heads:
        return _Entries(row, row, row, row > 0)
    head = np.concatenate([opening.take(row), pair_head])
    longest = np.concatenate([longest_opening.take(row), lexicon.longest_of_pair.take(pair)])
    reach = np.minimum(longest, last.take(segment.take(head)) - head)
    # The keys of the one, two, ... tokens from each head; of those that begin with a known pair, the pair's unit is known.
    key = keys.take(head + _STEPS, mode="clip")
    key *= _INVERSES
    np.add.accumulate(key, axis=0, out=key)
    key *= _POWERS
    key[:, :n_openings] ^= OPENING
    asked = reach > _STEPS
    asked[:2, n_openings:] = False
    (place,) = asked.ravel().nonzero()
    unit = lexicon.unit_of_word.take(lexicon.table.find(key.ravel().take(place)))
    pair_unit = lexicon.unit_of_word.take(pair) * (reach[n_openings:] > 1)
    # Each entry's place in the matrix of keys says how long it is, and where.
    place = np.concatenate([place, np.arange(n_heads + n_openings, 2 * n_heads)])
    unit = np.concatenate([unit, pair_unit])
    (known,) = unit.astype(bool).nonzero()
    place = place.take(known)
    step = place // n_heads
    place -= step * n_heads
    return _Entries(head.take(place), step + 1, unit.take(known), place < n_openings)


def _pairs(keys: Keys, lexicon: Lexicon, word: Ints) -> tuple[Ints, Ints]:
    """The tokens that begin a phrase with the next one, and the unit of the two.

    Most words that begin some phrase do not go on as one, so words that may be a phrase's second come first.
    """
    traits = lexicon.traits.take(word)
    (head,) = (traits[:-1] & BEGINS & (traits[1:] << 1)).astype(bool).nonzero()
    pair = lexicon.table.find(join_keys(keys.take(head), keys.take(head + 1)))
    (row,) = pair.astype(bool).nonzero()
    return head.take(row), pair.take(row)


def _standing(entries: _Entries) -> _Entries:
    """Those of some entries, in the order of their first tokens, that stand where several overlap."""
    end = entries.head + entries.length
    apart = entries.head[1:] >= end[:-1]
    if apart.all():
        return entries
    stands = np.ones(len(end), dtype=bool)
    apart = entries.head[1:] >= np.maximum.accumulate(end)[:-1]
    stands[1:] = apart
    stands[:-1] &= apart
    (row,) = (~stands).nonzero()
    overlapping = entries.rows(row)
    rank = 2 * (LONGEST_PHRASE - overlapping.length) + ~overlapping.is_opening
    order = rank.argsort(kind="stable")
    ranked = (column.take(order).tolist() for column in (overlapping.length, overlapping.head, row))
    stands[_chosen(zip(*ranked, strict=True))] = True
    return entries.rows(stands.nonzero()[0])


def _chosen(ranked: Iterable[tuple[int, int, int]]) -> list[int]:
    """Take overlapping entries (length, first token, row) in order of rank, each where all its tokens are free."""
    taken: set[int] = set()
    chosen: list[int] = []
    for length, head, row in ranked:
        tokens = range(head, head + length)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(row)
    return chosen
