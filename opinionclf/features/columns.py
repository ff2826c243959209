"""The token table with what the lexicon knows: the columns that every feature reads.

A phrase of the lexicon wins over the words in it: its first token carries the phrase's unit and the
others are marked as covered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.wordclasses import class_bits, word_classes
from opinionclf.lexicon import OPENING, Lexicon
from opinionclf.quotations import kinds
from opinionclf.segmentation import Segmentation
from opinionclf.tokens import Bools, Ints, Keys, TokenTable, join_keys

_CAPITALISED = kinds(tk.CAP, tk.ALL_CAPS)
_PAUSES = kinds(tk.COMMA, tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_LONGEST_TITLE = 12  # words
_SHORT_TITLE_WORD = 4  # letters up to which a word of a title may be in lower case
_SHOUTED_SHARE = 0.6  # of a sentence's words in capitals: then capitals tell nothing


@dataclass(slots=True)
class Columns:
    """Columns over the tokens of a batch, and over its segments.

    Attributes
    ----------
    lexicon : Lexicon
    tokens : TokenTable
    segment : ndarray of int64, shape (n_tokens,)
        The segment each token belongs to.
    first, last : ndarray of int64, shape (n_segments,)
    key : ndarray of uint64, shape (n_tokens,)
        Hash of each token's folded spelling.
    suffix : ndarray of uint32, shape (n_tokens,)
        Its last four folded bytes.
    classes : ndarray of uint64, shape (n_tokens,)
        Bits of its closed word classes (`opinionclf.features.wordclasses`).
    position : ndarray of int64, shape (n_tokens,)
        Place of the token in its segment, from 0.
    inside : ndarray of bool, shape (n_tokens,)
        In a quotation or in a speaker's turn of a transcript; titles of works in quotation marks
        (``“The Last Harbour”``) are neither.
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks.
    continued, turn : ndarray of bool, shape (n_tokens,)
        In a quotation opened in an earlier paragraph; in a speaker's turn.
    unit : ndarray of int32, shape (n_tokens,)
        Unit of the lexicon (word, or phrase at its first token), -1 for none.
    covered : ndarray of bool, shape (n_tokens,)
        Second and later tokens of a phrase.
    name : ndarray of bool, shape (n_tokens,)
        A word that is taken for a name by its capital.
    paragraph, document : ndarray of int64, shape (n_segments,)
    kind : ndarray of uint8, shape (n_segments,)
    """

    lexicon: Lexicon
    tokens: TokenTable
    key: Keys
    suffix: NDArray[np.uint32]
    classes: NDArray[np.unsignedinteger]
    segment: Ints
    first: Ints
    last: Ints
    position: Ints
    inside: Bools
    mark: NDArray[np.int8]
    continued: Bools
    turn: Bools
    unit: Ints
    covered: Bools
    name: Bools
    paragraph: Ints
    document: Ints
    kind: NDArray[np.uint8]

    @property
    def n_segments(self) -> int:
        return len(self.first)

    def count(self, flags: Bools) -> NDArray[np.float64]:
        """Return the number of flagged tokens in each segment."""
        return np.bincount(self.segment[flags], minlength=self.n_segments).astype(np.float64)

    def any(self, flags: Bools) -> NDArray[np.float64]:
        """Return 1.0 for each segment with a flagged token."""
        result = np.zeros(self.n_segments)
        result[self.segment[flags]] = 1.0
        return result

    def ahead(self, values: NDArray, steps: int) -> NDArray:
        """Return the values `steps` tokens later (earlier if negative); 0 past the segment's border."""
        n = len(values)
        place = np.arange(n) + steps
        good = (place >= 0) & (place < n)
        place = np.clip(place, 0, max(n - 1, 0))
        good &= self.segment[place] == self.segment
        return np.where(good, values[place], values.dtype.type(0))

    def of_class(self, name: str) -> Bools:
        """Say of each token whether it belongs to a closed word class."""
        return (self.classes & class_bits()[name]) != 0

    def strength_of(self, category: str) -> NDArray[np.uint8]:
        """Return the strength of each token's unit in a category of the lexicon, 0 for none."""
        return self.lexicon.strength_by_unit(category)[self.unit]


def build_columns(segmentation: Segmentation, lexicon: Lexicon) -> Columns:
    """Look up every token and phrase of a batch in the lexicon."""
    tokens = segmentation.tokens
    n_segments = len(segmentation.first)
    segment = np.repeat(np.arange(n_segments), segmentation.last - segmentation.first)
    position = np.arange(len(tokens)) - segmentation.first[segment]
    opening_word = _opening_words(tokens, segmentation, segment)
    shouted = _shouted(tokens, segment, n_segments)
    title = _titles(segmentation, segment)
    inside = (segmentation.quotations.inside & ~title) | segmentation.turn
    key = tokens.key
    unit = lexicon.table.find(key)
    capital = _CAPITALISED[tokens.kind] & ~opening_word & ~shouted[segment]
    after_mark = np.zeros(len(tokens), dtype=bool)
    after_mark[1:] = segmentation.quotations.mark[:-1] == 1
    name = capital & ~lexicon.keeps_capital[unit] & ~after_mark
    longest = lexicon.longest_by_unit[unit]
    unit[name | lexicon.is_head_only[unit]] = -1
    covered = np.zeros(len(tokens), dtype=bool)
    _place_phrases(key, segment, lexicon, unit, covered, longest, opening_word)
    name &= ~covered & (unit < 0)
    quotations = segmentation.quotations
    return Columns(
        lexicon, tokens, key, tokens.suffix, word_classes().find(key), segment, segmentation.first, segmentation.last,
        position, inside, np.where(title, np.int8(0), quotations.mark), quotations.continued, segmentation.turn, unit,
        covered, name, segmentation.paragraph, segmentation.document, segmentation.kind,
    )  # fmt: skip


def _titles(segmentation: Segmentation, segment: Ints) -> Bools:
    """Tokens of short quotations whose longer words all have capitals: titles, headlines, nicknames."""
    inside, tokens = segmentation.quotations.inside, segmentation.tokens
    if not inside.any():
        return inside
    before = np.concatenate([[False], inside[:-1] & (segment[1:] == segment[:-1])])
    begins = inside & (~before | (segmentation.quotations.mark == 1))
    run = np.cumsum(begins) - 1
    n = int(run[-1]) + 1
    word = inside & (tokens.kind <= tk.ALL_CAPS)
    long = word & (tokens.end - tokens.start > _SHORT_TITLE_WORD)
    words = np.bincount(run[word], minlength=n)
    longs = np.bincount(run[long], minlength=n)
    capitals = np.bincount(run[long & _CAPITALISED[tokens.kind]], minlength=n)
    all_capitals = np.bincount(run[word & _CAPITALISED[tokens.kind]], minlength=n)
    marked = np.bincount(run[inside & _PAUSES[tokens.kind]], minlength=n) > 0
    title = (longs > 0) & (capitals == longs) & (words <= _LONGEST_TITLE) & (all_capitals >= 0.5 * words)
    title &= (all_capitals >= 2) | ((words == 1) & ~marked)
    return inside & title[run]


def _opening_words(tokens: TokenTable, segmentation: Segmentation, segment: Ints) -> Bools:
    """The first word of each segment, behind marks and list numbers."""
    word = np.flatnonzero(tokens.kind <= tk.ALL_CAPS)
    flags = np.zeros(len(tokens), dtype=bool)
    home = segment[word]
    if len(word):
        flags[word[np.concatenate([[True], home[1:] != home[:-1]])]] = True
    return flags


def _shouted(tokens: TokenTable, segment: Ints, n_segments: int) -> Bools:
    """Segments in capitals, or in title case throughout."""
    words = np.bincount(segment[tokens.kind <= tk.ALL_CAPS], minlength=n_segments)
    capitals = np.bincount(segment[tokens.kind == tk.ALL_CAPS], minlength=n_segments)
    return (capitals > _SHOUTED_SHARE * words) & (words > 2)


def _place_phrases(keys: Keys, segment: Ints, lexicon: Lexicon, unit: Ints, covered: Bools,
                   longest: NDArray[np.uint8], opening_word: Bools) -> None:  # fmt: skip
    """Find phrases, the longest first, and write their units over those of their words."""
    placed = np.zeros(len(keys), dtype=bool)
    anywhere = _pairs(keys, segment, lexicon, longest)
    opening = np.flatnonzero(opening_word & (longest > 0))
    for length in range(int(longest.max(initial=0)), 0, -1):
        heads, found = _openings(keys, segment, lexicon, opening[longest[opening] >= length], length)
        _cover(heads, found, length, unit, covered, placed)
        if length > 1:
            heads, found = _phrases(keys, segment, lexicon, anywhere, length)
            _cover(heads, found, length, unit, covered, placed)


@dataclass(slots=True)
class _Pairs:
    """Places where the first two words of a phrase stand, with the unit of the two and the key so far."""

    head: Ints
    unit: Ints
    key: Keys


def _pairs(keys: Keys, segment: Ints, lexicon: Lexicon, longest: NDArray[np.uint8]) -> _Pairs:
    """Most words that begin some phrase do not go on as one: the second word is looked at first."""
    head = np.flatnonzero(longest[:-1] > 1) if len(keys) else np.zeros(0, dtype=np.int64)
    head = head[segment[head] == segment[head + 1]]
    key = join_keys(keys[head], keys[head + 1])
    unit = lexicon.table.find(key)
    known = unit >= 0
    return _Pairs(head[known], unit[known], key[known])


def _phrases(keys: Keys, segment: Ints, lexicon: Lexicon, pairs: _Pairs, length: int) -> tuple[Ints, Ints]:
    """The phrases of one length, by their heads."""
    if length == 2:
        whole = ~lexicon.is_head_only[pairs.unit]
        return pairs.head[whole], pairs.unit[whole]
    wanted = (lexicon.longest_by_unit[pairs.unit] >= length) & (pairs.head + length <= len(keys))
    head, key = pairs.head[wanted], pairs.key[wanted]
    inside = segment[head] == segment[head + length - 1]
    head, key = head[inside], key[inside]
    for step in range(2, length):
        key = join_keys(key, keys[head + step])
    unit = lexicon.table.find(key)
    whole = (unit >= 0) & ~lexicon.is_head_only[unit]
    return head[whole], unit[whole]


def _openings(keys: Keys, segment: Ints, lexicon: Lexicon, head: Ints, length: int) -> tuple[Ints, Ints]:
    """The entries of sentence openings of one length."""
    head = head[head + length <= len(keys)]
    head = head[segment[head] == segment[head + length - 1]]
    key = keys[head]
    for step in range(1, length):
        key = join_keys(key, keys[head + step])
    unit = lexicon.table.find(join_keys(np.full(len(head), OPENING), key))
    return head[unit >= 0], unit[unit >= 0]


def _cover(heads: Ints, found: Ints, length: int, unit: Ints, covered: Bools, placed: Bools) -> None:
    """Write phrases over their words, where no longer phrase stands already."""
    taken = placed[heads]
    for step in range(length):
        taken = taken | covered[heads + step]
    heads, found = heads[~taken], found[~taken]
    if len(heads) > 1:
        # Of two that overlap the first one stands.
        clear = np.concatenate([[True], np.diff(heads) >= length])
        heads, found = heads[clear], found[clear]
    for step in range(1, length):
        covered[heads + step] = True
        unit[heads + step] = -1
    unit[heads] = found
    placed[heads] = True
