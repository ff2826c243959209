"""Where the phrases of the lexicon, and its entries for sentence openings, stand in a text.

Longer entries go before shorter ones, openings before other entries of their length, and of two that overlap the first
one stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys
from opinionclf.lexicon import OPENING, Lexicon
from opinionclf.tokens import join_keys


@dataclass(slots=True)
class _Candidates:
    """Runs of tokens that may be entries: their first token, length and key."""

    head: Ints
    length: Ints
    key: Keys


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
    covered = np.zeros(len(keys), dtype=bool)
    placed = np.zeros(len(keys), dtype=bool)
    openings = _openings(keys, end, lexicon, word, opening)
    phrases = _phrases(keys, end, lexicon, word)
    for length in range(max(_greatest(openings[1]), _greatest(phrases[1])), 0, -1):
        for head, size, found in (openings, phrases):
            (row,) = (size == length).nonzero()
            if len(row):
                _cover(head.take(row), found.take(row), length, unit, covered, placed)
    return covered


_Found = tuple[Ints, Ints, Ints]  # first token, length and unit of each entry


def _greatest(values: Ints) -> int:
    return int(values.max()) if len(values) else 0


def _openings(keys: Keys, end: Ints, lexicon: Lexicon, word: Ints, opening: Ints) -> _Found:
    """The entries of sentence openings."""
    reach = np.minimum(lexicon.longest_opening.take(word.take(opening)), end.take(opening) - opening)
    (row,) = (reach > 0).nonzero()
    head = opening.take(row)
    tried = _joined([*_longer(keys, head, 1, keys.take(head), reach.take(row))])
    unit = lexicon.table.find(join_keys(np.full(len(tried.key), OPENING), tried.key))
    (row,) = (unit > 0).nonzero()
    return tried.head.take(row), tried.length.take(row), unit.take(row)


def _phrases(keys: Keys, end: Ints, lexicon: Lexicon, word: Ints) -> _Found:
    """The entries of two and more words. Most words that begin some phrase do not go on as one: pairs are looked up first."""
    (head,) = ((lexicon.longest.take(word[:-1]) > 1) & lexicon.is_second.take(word[1:])).nonzero()
    head = head[end.take(head) - head > 1]
    key = join_keys(keys.take(head), keys.take(head + 1))
    unit = lexicon.table.find(key)
    (row,) = (unit > 0).nonzero()
    head, key, unit = head.take(row), key.take(row), unit.take(row)
    reach = np.minimum(lexicon.longest.take(unit), end.take(head) - head)
    longer = [*_longer(keys, head, 2, key, reach)][1:]
    length = np.full(len(head), 2)
    if longer:
        tried = _joined(longer)
        head = np.concatenate([head, tried.head])
        length = np.concatenate([length, tried.length])
        unit = np.concatenate([unit, lexicon.table.find(tried.key)])
    (row,) = (~lexicon.is_head_only.take(unit)).nonzero()
    return head.take(row), length.take(row), unit.take(row)


def _longer(keys: Keys, head: Ints, length: int, key: Keys, reach: Ints) -> Iterator[_Candidates]:
    """Candidates of a length, then those that are one token longer, and so on as far as each reaches."""
    while True:
        yield _Candidates(head, np.full(len(head), length), key)
        (row,) = (reach > length).nonzero()
        if not len(row):
            return
        head, reach = head.take(row), reach.take(row)
        key = join_keys(key.take(row), keys.take(head + length))
        length += 1


def _joined(parts: list[_Candidates]) -> _Candidates:
    if len(parts) == 1:
        return parts[0]
    return _Candidates(
        np.concatenate([part.head for part in parts]), np.concatenate([part.length for part in parts]),
        np.concatenate([part.key for part in parts]),
    )  # fmt: skip


def _cover(heads: Ints, found: Ints, length: int, unit: Ints, covered: Bools, placed: Bools) -> None:
    """Write entries of one length over their words, where no longer one stands already."""
    taken = placed.take(heads)
    for step in range(length):
        taken |= covered.take(heads + step)
    (row,) = (~taken).nonzero()
    heads, found = heads.take(row), found.take(row)
    if len(heads) > 1:
        clear = np.ones(len(heads), dtype=bool)
        np.greater_equal(heads[1:] - heads[:-1], length, out=clear[1:])
        heads, found = heads[clear], found[clear]
    for step in range(1, length):
        covered[heads + step] = True
        unit[heads + step] = 0
    unit[heads] = found
    placed[heads] = True
