"""Where the phrases of the lexicon, and its entries for sentence openings, stand in a text.

Longer entries go before shorter ones, openings before other entries of their length, and of two that overlap the first
one stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, constant
from opinionclf.lexicon import BEGINS, LONGEST_PHRASE, OPENING, Lexicon
from opinionclf.text.tokens import join_keys, run_lengths

_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_TO_BEGINS = constant(1, np.uint8)  # from the bit SECOND to the bit BEGINS
_STEPS = np.arange(LONGEST_PHRASE)[:, None]
_INNER = _STEPS[1:]
_TAKEN = [bytes([1]) * length for length in range(LONGEST_PHRASE + 1)]


@dataclass(slots=True, eq=False, repr=False)
class _Entries:
    """Entries as they stand in the text: first token, number of tokens, unit; and whether each is an opening."""

    head: Ints
    length: Ints
    unit: Ints
    is_opening: Bools

    def rows(self, row: Ints) -> _Entries:
        return _Entries(self.head.take(row), self.length.take(row), self.unit.take(row), self.is_opening.take(row))

    def joined(self, other: _Entries) -> _Entries:
        """These entries, and behind them some others."""
        if not len(other.head):
            return self
        return _Entries(
            np.concatenate([self.head, other.head]), np.concatenate([self.length, other.length]),
            np.concatenate([self.unit, other.unit]), np.concatenate([self.is_opening, other.is_opening]),
        )  # fmt: skip


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
        inner = (_INNER + entries.head).ravel().compress((entries.length > _INNER).ravel())
        covered[inner] = True
        unit[entries.head] = entries.unit
        unit[inner] = 0
    return covered


def _found(keys: Keys, segment: Ints, last: Ints, lexicon: Lexicon, word: Ints, opening: Ints) -> _Entries:
    """All entries of openings and of two and more words, whether they overlap or not."""
    longest_opening = lexicon.longest_opening.take(word.take(opening))
    (row,) = longest_opening.nonzero()
    pair_head, pair = _pairs(keys, lexicon, word)
    n_openings = len(row)
    head = np.concatenate([opening.take(row), pair_head])
    if not len(head):
        return _Entries(head, head, head, head.astype(bool))
    longest = np.concatenate([longest_opening.take(row), lexicon.longest_of_pair.take(pair)])
    reach = np.minimum(longest, last.take(segment.take(head)) - head)
    # Of those that begin with a known pair, the pair's unit is known.
    (known,) = (lexicon.has_form.take(pair) & (reach[n_openings:] > _ONE)).nonzero()
    long = reach > _TWO
    long[:n_openings] = True
    (asked,) = long.nonzero()
    longer = _longer(keys, lexicon, head.take(asked), reach.take(asked), n_openings)
    if not len(known):
        return longer
    pairs = _Entries(pair_head.take(known), np.full(len(known), 2), pair.take(known), np.zeros(len(known), dtype=bool))
    return pairs.joined(longer)


def _longer(keys: Keys, lexicon: Lexicon, head: Ints, reach: Ints, n_openings: int) -> _Entries:
    """The entries of any length of the first `n_openings` heads, and those of three words and more of the others."""
    n_heads = len(head)
    if not n_heads:
        return _Entries(head, head, head, head.astype(bool))
    # The keys of the one, two, ... tokens from each head.
    steps = _STEPS[: int(reach.max())]
    key = keys.take(head + steps, mode="clip")
    for step in range(1, len(steps)):
        key[step] = join_keys(key[step - 1], key[step])
    key[:, :n_openings] ^= OPENING
    asked = reach > steps
    asked[:2, n_openings:] = False
    (place,) = asked.ravel().nonzero()
    unit = lexicon.table.find(key.ravel().take(place))
    (known,) = lexicon.has_form.take(unit).nonzero()
    # Each entry's place in the matrix of keys says how long it is, and where.
    place = place.take(known)
    row = place // n_heads
    place -= row * n_heads
    return _Entries(head.take(place), row + 1, unit.take(known), place < n_openings)


def _pairs(keys: Keys, lexicon: Lexicon, word: Ints) -> tuple[Ints, Ints]:
    """The tokens that begin a phrase with the next one, and the unit of the two.

    Most words that begin some phrase do not go on as one, so words that may be a phrase's second come first.
    """
    traits = lexicon.traits.take(word)
    (head,) = (traits[:-1] & BEGINS & (traits[1:] << _TO_BEGINS)).astype(bool).nonzero()
    pair = lexicon.table.find(join_keys(keys.take(head), keys.take(head + _ONE)))
    (row,) = pair.astype(bool).nonzero()
    return head.take(row), pair.take(row)


def _standing(entries: _Entries) -> _Entries:
    """Those of some entries, in the order of their first tokens, that stand where several overlap."""
    end = entries.head + entries.length
    if not len((entries.head[1:] < end[:-1]).nonzero()[0]):
        return entries
    begins = np.ones(len(end), dtype=bool)
    np.greater_equal(entries.head[1:], np.maximum.accumulate(end)[:-1], out=begins[1:])
    (begin,) = begins.nonzero()
    size = run_lengths(begin, len(end))
    rank = 2 * (LONGEST_PHRASE - entries.length) + ~entries.is_opening
    stands = size.repeat(size) == 1
    # Of two the first stands, unless the second goes before it.
    first = begin[size == 2]
    second = first + (rank.take(first) > rank.take(first + 1))
    stands[second] = True
    (row,) = (size.repeat(size) > 2).nonzero()
    if len(row):
        row = row.take(rank.take(row).argsort(kind="stable"))
        ranked = zip(entries.length.take(row).tolist(), entries.head.take(row).tolist(), row.tolist(), strict=True)
        stands[_chosen(ranked, int(end.max()))] = True
    return entries.rows(stands.nonzero()[0])


def _chosen(ranked: Iterable[tuple[int, int, int]], n_tokens: int) -> list[int]:
    """Take overlapping entries (length, first token, row) in order of rank, each where all its tokens are free."""
    taken = bytearray(n_tokens)
    chosen: list[int] = []
    for length, head, row in ranked:
        if 1 not in taken[head : head + length]:
            taken[head : head + length] = _TAKEN[length]
            chosen.append(row)
    return chosen
