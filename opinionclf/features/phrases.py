"""Where the phrases of the lexicon, and its entries for sentence openings, stand in a text.

Longer entries go before shorter ones, openings before other entries of their length, and of two that overlap the first
one stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys
from opinionclf.lexicon import LONGEST_PHRASE, Lexicon, opening_keys
from opinionclf.tokens import join_keys


@dataclass(slots=True)
class _Entries:
    """Entries as they stand in the text: first token, number of tokens, unit."""

    head: Ints
    length: Ints
    unit: Ints

    def rows(self, row: Ints) -> _Entries:
        return _Entries(self.head.take(row), self.length.take(row), self.unit.take(row))


def place_phrases(keys: Keys, end: Ints, lexicon: Lexicon, word: Ints, opening: Ints, unit: Ints) -> Bools:
    """Find the entries of several words and those of openings, and write their units over those of their words.

    Parameters
    ----------
    keys : ndarray of uint64, shape (n_tokens,)
    end : ndarray of int64, shape (n_tokens,)
        Where the token's segment ends.
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
    openings, phrases = _openings(keys, end, lexicon, word, opening), _phrases(keys, end, lexicon, word)
    found = _Entries(
        np.concatenate([openings.head, phrases.head]), np.concatenate([openings.length, phrases.length]),
        np.concatenate([openings.unit, phrases.unit]),
    )  # fmt: skip
    order = found.head.argsort(kind="stable")
    entries = found.rows(order)
    entries = entries.rows(_standing(entries, order < len(openings.head)))
    rest = entries.length - 1
    inner = np.arange(int(rest.sum())) + (entries.head + 1 - rest.cumsum() + rest).repeat(rest)
    covered = np.zeros(len(keys), dtype=bool)
    covered[inner] = True
    unit[entries.head] = entries.unit
    unit[inner] = 0
    return covered


def _openings(keys: Keys, end: Ints, lexicon: Lexicon, word: Ints, opening: Ints) -> _Entries:
    """The entries of sentence openings."""
    reach = np.minimum(lexicon.longest_opening.take(word.take(opening)), end.take(opening) - opening)
    (row,) = (reach > 0).nonzero()
    head = opening.take(row)
    head, length, key = _extended(keys, head, 1, keys.take(head), reach.take(row))
    unit = lexicon.table.find(opening_keys(key))
    return _Entries(head, length, unit).rows((unit > 0).nonzero()[0])


def _phrases(keys: Keys, end: Ints, lexicon: Lexicon, word: Ints) -> _Entries:
    """The entries of two and more words. Most words that begin some phrase do not go on as one: pairs are looked up first."""
    (head,) = ((lexicon.longest.take(word[:-1]) > 1) & lexicon.is_second.take(word[1:])).nonzero()
    key = join_keys(keys.take(head), keys.take(head + 1))
    unit = lexicon.table.find(key)
    (row,) = ((unit > 0) & (end.take(head) - head > 1)).nonzero()
    head, key, unit = head.take(row), key.take(row), unit.take(row)
    reach = np.minimum(lexicon.longest.take(unit), end.take(head) - head)
    n_pairs = len(head)
    head, length, key = _extended(keys, head, 2, key, reach)
    unit = np.concatenate([unit, lexicon.table.find(key[n_pairs:])])
    return _Entries(head, length, unit).rows((~lexicon.is_head_only.take(unit)).nonzero()[0])


def _extended(keys: Keys, head: Ints, length: int, key: Keys, reach: Ints) -> tuple[Ints, Ints, Keys]:
    """First token, length and key of runs of `length` tokens, then of longer ones, as far as each reaches."""
    heads, lengths, found = [head], [length], [key]
    while True:
        (row,) = (reach > length).nonzero()
        if not len(row):
            break
        head, reach = head.take(row), reach.take(row)
        key = join_keys(key.take(row), keys.take(head + length))
        length += 1
        heads.append(head)
        lengths.append(length)
        found.append(key)
    return np.concatenate(heads), np.array(lengths).repeat([len(part) for part in heads]), np.concatenate(found)


def _standing(entries: _Entries, is_opening: Bools) -> Ints:
    """Which of some entries, in the order of their first tokens, stand where several overlap."""
    end = entries.head + entries.length
    apart = np.ones(len(end) + 1, dtype=bool)
    np.greater_equal(entries.head[1:], np.maximum.accumulate(end)[:-1], out=apart[1:-1])
    stands = apart[:-1] & apart[1:]
    (row,) = (~stands).nonzero()
    overlapping = entries.rows(row)
    rank = 2 * (LONGEST_PHRASE - overlapping.length) + ~is_opening.take(row)
    order = rank.argsort(kind="stable")
    ranked = (column.take(order).tolist() for column in (overlapping.length, overlapping.head, row))
    stands[_chosen(zip(*ranked, strict=True))] = True
    return stands.nonzero()[0]


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
