"""The token table with what the lexicon knows: the columns that every feature reads.

A phrase of the lexicon wins over the words in it: its first token carries the phrase's unit and the
others are marked as covered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opinionclf import tokens as tk
from opinionclf.lexicon import OPENING, Lexicon
from opinionclf.quotations import kinds
from opinionclf.segmentation import Segmentation
from opinionclf.tokens import Bools, Ints, TokenTable, join_keys

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
    position : ndarray of int64, shape (n_tokens,)
        Place of the token in its segment, from 0.
    inside : ndarray of bool, shape (n_tokens,)
        In a quotation; titles of works in quotation marks (``“The Last Harbour”``) are not.
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
    segment: Ints
    first: Ints
    last: Ints
    position: Ints
    inside: Bools
    mark: NDArray[np.int8]
    continued: Bools
    turn: Bools
    unit: NDArray[np.int32]
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

    def strength_of(self, categories: list[str]) -> NDArray[np.uint8]:
        """Return the greatest strength of a token's unit in any of the categories, 0 for none."""
        numbers = [self.lexicon.number(name) for name in categories]
        wanted = np.isin(self.lexicon.category, numbers)
        per_unit = np.where(wanted, self.lexicon.strength, 0).max(axis=1).astype(np.uint8)
        return np.append(per_unit, np.uint8(0))[self.unit]


def build_columns(segmentation: Segmentation, lexicon: Lexicon) -> Columns:
    """Look up every token and phrase of a batch in the lexicon."""
    tokens = segmentation.tokens
    n_segments = len(segmentation.first)
    segment = np.repeat(np.arange(n_segments), segmentation.last - segmentation.first)
    position = np.arange(len(tokens)) - segmentation.first[segment]
    opening_word = _opening_words(tokens, segmentation, segment)
    shouted = _shouted(tokens, segment, n_segments)
    title = _titles(segmentation, segment)
    inside = segmentation.quotations.inside & ~title
    unit = lexicon.table.find(tokens.key)
    is_function = _function_units(lexicon)
    capital = _CAPITALISED[tokens.kind] & ~opening_word & ~shouted[segment]
    after_mark = np.zeros(len(tokens), dtype=bool)
    after_mark[1:] = segmentation.quotations.mark[:-1] == 1
    name = capital & ~np.append(is_function | _dates(lexicon), False)[unit] & ~after_mark
    longest = np.append(lexicon.longest, np.uint8(0))[unit]
    unit[name] = -1
    unit[np.append(lexicon.form, np.int16(-1))[unit] < 0] = -1
    covered = np.zeros(len(tokens), dtype=bool)
    _place_phrases(tokens, segment, lexicon, unit, covered, longest, opening_word, name)
    name &= ~covered & (unit < 0)
    return Columns(lexicon, tokens, segment, segmentation.first, segmentation.last, position,
                   inside, np.where(title, np.int8(0), segmentation.quotations.mark), segmentation.quotations.continued,
                   segmentation.turn, unit, covered, name, segmentation.paragraph, segmentation.document,
                   segmentation.kind)  # fmt: skip


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


def _function_units(lexicon: Lexicon) -> Bools:
    plain = np.array([not name.startswith("<") for name in lexicon.forms] + [False])
    return plain[lexicon.form]


def _dates(lexicon: Lexicon) -> Bools:
    """Units that are months, days and other words of time, which keep their class in capitals."""
    return ((lexicon.category == lexicon.number("time")) & (lexicon.strength == 3)).any(axis=1)


def _place_phrases(tokens: TokenTable, segment: Ints, lexicon: Lexicon, unit: NDArray[np.int32], covered: Bools,
                   longest: NDArray[np.uint8], opening_word: Bools, name: Bools) -> None:  # fmt: skip
    """Find phrases, the longest first, and write their units over those of their words."""
    heads = np.flatnonzero(longest > 0)
    n = len(tokens)
    for length in range(int(longest.max(initial=0)), 0, -1):
        heads_now = heads[(longest[heads] >= length) & (heads + length <= n)]
        if not len(heads_now):
            continue
        heads_now = heads_now[segment[heads_now] == segment[heads_now + length - 1]]
        key = tokens.key[heads_now]
        for step in range(1, length):
            key = join_keys(key, tokens.key[heads_now + step])
        at_opening = opening_word[heads_now]
        found = lexicon.table.find(key) if length > 1 else np.full(len(key), -1, dtype=np.int32)
        opening_key = join_keys(np.full(int(at_opening.sum()), OPENING), key[at_opening])
        opening_found = lexicon.table.find(opening_key)
        found[at_opening] = np.where(opening_found >= 0, opening_found, found[at_opening])
        hit = found >= 0
        _cover(heads_now[hit], found[hit], length, unit, covered)


def _cover(heads: Ints, found: NDArray[np.int32], length: int, unit: NDArray[np.int32], covered: Bools) -> None:
    taken = covered[heads]
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
