"""The token table with what the lexicon knows: the columns that every feature reads.

A phrase of the lexicon wins over the words in it: its first token carries the phrase's unit and the
others are marked as covered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.phrases import place_phrases
from opinionclf.features.wordclasses import class_table, word_classes
from opinionclf.kinds import kinds
from opinionclf.lexicon import Lexicon
from opinionclf.segmentation import Segmentation
from opinionclf.tokens import Bools, Ints, Keys, TokenTable, run_lengths, run_starts

_PAUSES = kinds(tk.COMMA, tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_LONGEST_TITLE = 12  # words
_SHORT_TITLE_WORD = 4  # letters up to which a word of a title may be in lower case
_INDEX = 2  # strength as a measure of what is written in capitals without a number
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
    closed : ndarray of int64, shape (n_tokens,)
        Row of the token in the closed word classes (`opinionclf.features.wordclasses`), 0 for none.
    inside : ndarray of bool, shape (n_tokens,)
        In a quotation or in a speaker's turn of a transcript; titles of works in quotation marks
        (``“The Last Harbour”``) are neither.
    outside : ndarray of bool, shape (n_tokens,)
        Not `inside`.
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks.
    continued, turn : ndarray of bool, shape (n_tokens,)
        In a quotation opened in an earlier paragraph; in a speaker's turn.
    unit : ndarray of int32, shape (n_tokens,)
        Unit of the lexicon (word, or phrase at its first token), 0 for none.
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
    closed: Ints
    segment: Ints
    first: Ints
    last: Ints
    inside: Bools
    outside: Bools
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

    @property
    def position(self) -> Ints:
        """Place of each token in its segment, from 0."""
        return np.arange(len(self.segment)) - self.first.repeat(self.last - self.first)

    def count(self, flags: Bools) -> NDArray[np.float64]:
        """Return the number of flagged tokens in each segment."""
        if not self.n_segments:
            return np.zeros(0)
        return np.add.reduceat(flags, self.first, dtype=np.int64).astype(np.float64)

    def any(self, flags: Bools) -> NDArray[np.float64]:
        """Return 1.0 for each segment with a flagged token."""
        if not self.n_segments:
            return np.zeros(0)
        return np.logical_or.reduceat(flags, self.first).astype(np.float64)

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
        return class_table(name).take(self.closed)

    def strength_of(self, category: str) -> NDArray[np.uint8]:
        """Return the strength of each token's unit in a category of the lexicon, 0 for none."""
        return self.lexicon.strength_by_unit(category).take(self.unit)


def build_columns(segmentation: Segmentation, lexicon: Lexicon) -> Columns:
    """Look up every token and phrase of a batch in the lexicon."""
    tokens, quotations = segmentation.tokens, segmentation.quotations
    first, last = segmentation.first, segmentation.last
    segment = np.arange(len(first)).repeat(last - first)
    title = _titles(segmentation, segment)
    inside = (quotations.inside & ~title) | segmentation.turn
    key = tokens.key
    word = lexicon.table.find(key)
    opening = _opening_words(tokens, segment)
    name = _names(segmentation, segment, lexicon, word, opening)
    unit = word * ~(name | lexicon.is_head_only.take(word))
    covered = place_phrases(key, last.repeat(last - first), lexicon, word, opening, unit)
    name &= ~covered & (unit == 0)
    mark = np.where(title, np.int8(0), quotations.mark) if title.any() else quotations.mark
    return Columns(
        lexicon, tokens, key, tokens.suffix, word_classes().table.find(key), segment, first, last, inside, ~inside, mark,
        quotations.continued, segmentation.turn, unit, covered, name, segmentation.paragraph, segmentation.document,
        segmentation.kind,
    )  # fmt: skip


def is_capital(kind: NDArray[np.uint8]) -> Bools:
    """Whether words of these kinds have a capital."""
    return (kind == tk.CAP) | (kind == tk.ALL_CAPS)


def _titles(segmentation: Segmentation, segment: Ints) -> Bools:
    """Tokens of short quotations whose longer words all have capitals: titles, headlines, nicknames."""
    tokens = segmentation.tokens
    title = np.zeros(len(tokens), dtype=bool)
    (place,) = segmentation.quotations.inside.nonzero()
    if not len(place):
        return title
    begins = quotation_begins(place, segment, segmentation.quotations.mark)
    kind = tokens.kind.take(place)
    word, capital = kind <= tk.ALL_CAPS, is_capital(kind)
    long = word & (tokens.end.take(place) - tokens.start.take(place) > _SHORT_TITLE_WORD)

    def count(flags: Bools) -> Ints:
        return np.add.reduceat(flags, begins, dtype=np.int64)

    words, longs, capitals = count(word), count(long), count(capital)
    wanted = (longs > 0) & (count(long & capital) == longs) & (words <= _LONGEST_TITLE) & (capitals >= 0.5 * words)
    wanted &= (capitals >= 2) | ((words == 1) & (count(_PAUSES.take(kind)) == 0))
    title[place[wanted.repeat(run_lengths(begins, len(place)))]] = True
    return title


def quotation_begins(place: Ints, segment: Ints, mark: NDArray[np.int8]) -> Ints:
    """Cut quoted tokens into quotations: which of the places begin one, at an opening mark or behind a gap or border."""
    begins = mark.take(place) == 1
    begins[gap_starts(place, segment.take(place))] = True
    return begins.nonzero()[0]


def gap_starts(place: Ints, home: Ints) -> Ints:
    """Which of some ascending places begin a run of neighbours with the same home."""
    # Within a run the place grows as its number does and the home stays; neither difference ever falls.
    return run_starts(place - np.arange(len(place)) + home)


def _opening_words(tokens: TokenTable, segment: Ints) -> Ints:
    """The first word of each segment, behind marks and list numbers."""
    (word,) = (tokens.kind <= tk.ALL_CAPS).nonzero()
    return word.take(run_starts(segment.take(word)))


def _names(segmentation: Segmentation, segment: Ints, lexicon: Lexicon, unit: Ints, opening: Ints) -> Bools:
    """Words with a capital that does not come from their place, and that keep none for another reason."""
    tokens = segmentation.tokens
    capital = is_capital(tokens.kind)
    capital[opening] = False
    capital[1:] &= segmentation.quotations.mark[:-1] != 1
    (place,) = capital.nonzero()
    other = lexicon.keeps_capital.take(unit.take(place))
    # The GDP, 40 KM, but the FT
    measure = lexicon.measure.take(unit.take(place)) * (tokens.kind.take(place) == tk.ALL_CAPS)
    other |= (measure == _INDEX) | ((measure > _INDEX) & (tokens.kind.take(place - 1) == tk.NUMBER))
    other |= _shouted(tokens, segmentation.first).take(segment.take(place))
    capital[place[other]] = False
    return capital


def _shouted(tokens: TokenTable, first: Ints) -> Bools:
    """Segments in capitals."""
    capitals = np.add.reduceat(tokens.kind == tk.ALL_CAPS, first, dtype=np.int64)
    words = np.add.reduceat(tokens.kind <= tk.ALL_CAPS, first, dtype=np.int64)
    return (capitals > _SHOUTED_SHARE * words) & (words > 2)
