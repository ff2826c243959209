"""The token table with what the lexicon knows: the columns that every feature reads.

A phrase of the lexicon wins over the words in it: its first token carries the phrase's unit and the
others are marked as covered.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.features.clitics import with_verbs_written_out
from opinionclf.features.phrases import place_phrases
from opinionclf.lexicon import LISTED, NAME, Lexicon
from opinionclf.segmentation import Segmentation
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, CAP, NUMBER, WORD, is_capital, kinds
from opinionclf.text.tokens import Bools, Ints, Keys, TokenTable, run_lengths, run_starts
from opinionclf.text.wordclasses import any_class

_OPENS, _STOP = constant(1, np.int8), constant(tk.STOP, np.uint8)
_BEHIND_ABBREVIATION = kinds(tk.WORD, tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.COMMA, tk.SINGLE, tk.CLOSE_SINGLE)
_PAUSES = kinds(tk.COMMA, tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_LONGEST_TITLE = 12  # words
_S, _THREE_BYTES = constant(ord("s"), np.uint32), constant(24, np.uint32)
_SHORT_TITLE_WORD = 4  # letters up to which a word of a title may be in lower case
_INDEX = 2  # strength as a measure of what is written in capitals without a number
_FEWEST_SHOUTED = 3  # words in capitals of a sentence in which capitals tell nothing
_SHOUTED_SHARE = 0.5  # ... of its tokens


@dataclass(eq=False, repr=False)
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
    closed : ndarray of int16, shape (n_tokens,)
        Row of the token in the closed word classes (`opinionclf.text.wordclasses`), 0 for none.
    inside : ndarray of bool, shape (n_tokens,)
        In a quotation or in a speaker's turn of a transcript; titles of works in quotation marks
        (``“The Last Harbour”``) are neither.
    outside : ndarray of bool, shape (n_tokens,)
        Not `inside`.
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks.
    continued, turn : ndarray of bool, shape (n_tokens,)
        In a quotation opened in an earlier paragraph; in a speaker's turn.
    word : ndarray of int64, shape (n_tokens,)
        Row of the token by itself in the lexicon, 0 for none.
    unit : ndarray of int64, shape (n_tokens,)
        Unit of the lexicon (word, or phrase at its first token), 0 for none. A word that is a unit only because phrases begin
        with it has neither form nor category.
    covered : ndarray of bool, shape (n_tokens,)
        Second and later tokens of a phrase.
    traits : ndarray of uint8, shape (n_tokens,)
        What the lexicon says of each token's unit, as bits (`opinionclf.lexicon`); NAME for names.
    quoted, names : ndarray of int64
        The tokens that are `inside`; the words that are taken for names by their capital.
    segments, paragraph, document : ndarray of int64, shape (n_segments,)
        The numbers of the segments, of their paragraphs and documents.
    kind : ndarray of uint8, shape (n_segments,)
    """

    lexicon: Lexicon
    tokens: TokenTable
    key: Keys
    suffix: NDArray[np.uint32]
    closed: NDArray[np.int16]
    segment: Ints
    first: Ints
    last: Ints
    inside: Bools
    outside: Bools
    mark: NDArray[np.int8]
    continued: Bools
    turn: Bools
    word: Ints
    unit: Ints
    covered: Bools
    traits: NDArray[np.uint8]
    segments: Ints
    quoted: Ints
    names: Ints
    paragraph: Ints
    document: Ints
    kind: NDArray[np.uint8]

    @property
    def n_segments(self) -> int:
        return len(self.first)

    @cached_property
    def listed(self) -> Ints:
        """The tokens outside quotations of which the unit has any category."""
        return ((self.traits & LISTED).astype(bool) & self.outside).nonzero()[0]

    @cached_property
    def _listed_traits(self) -> NDArray[np.uint8]:
        return self.traits.take(self.listed)

    def outside_with(self, trait: NDArray[np.integer]) -> Ints:
        """Return the tokens outside quotations of which the unit has a trait that comes from its categories."""
        return self.listed.compress(self._listed_traits & trait)

    @cached_property
    def inner_stops(self) -> Ints:
        """The stops of abbreviations inside sentences: with them and without (``Mr Lowe``) a sentence has the same features."""
        kind = self.tokens.kind
        (stop,) = (kind[1:-1] == _STOP).nonzero()
        if not len(stop):
            return stop
        stop += 1
        stop = stop.compress(~self.tokens.gap.take(stop) & (kind.take(stop - 1) <= NUMBER))
        stop = stop.compress(_BEHIND_ABBREVIATION.take(kind.take(stop + 1)))
        return stop.compress(self.segment.take(stop - 1) == self.segment.take(stop + 1))

    def ends_in(self, letters: str) -> Bools:
        """Say of each token whether it is a word in lower case that ends in some letters, at most four."""
        return _end_in(letters, self.suffix, self.tokens.kind)

    def end_in(self, token: Ints, letters: str) -> Bools:
        """Say the same of some tokens; of a place behind the text, of the last one."""
        return _end_in(letters, self.suffix.take(token, mode="clip"), self.tokens.kind.take(token, mode="clip"))

    def end_in_s(self, token: Ints) -> Bools:
        """Say of some tokens whether they end in -s, as plurals do; of a place behind the text, of the last one."""
        ends: Bools = self.suffix.take(token, mode="clip") >> _THREE_BYTES == _S
        return ends

    def are_in(self, token: Ints, *names: str) -> Bools:
        """Say of some tokens whether they belong to any of some closed word classes.

        Of a place outside the text it says so of the nearest token.
        """
        return any_class(*names).take(self.closed.take(token, mode="clip"))

    @cached_property
    def name(self) -> Bools:
        """Whether each token is one of `names`."""
        name = np.zeros(len(self.key), dtype=bool)
        name[self.names] = True
        return name

    @cached_property
    def quotations(self) -> Ints:
        """Which of the `quoted` tokens begin a quotation."""
        return quotation_begins(self.quoted, self.segment, self.mark) if len(self.quoted) else self.quoted

    @cached_property
    def quotation_bounds(self) -> tuple[Ints, Ints]:
        """First token of each quotation, and the one after its last."""
        first = self.quoted.take(self.quotations)
        return first, first + run_lengths(self.quotations, len(self.quoted))

    @cached_property
    def quotation_words(self) -> Ints:
        """Number of words and numbers in each quotation."""
        return np.add.reduceat(self.tokens.kind.take(self.quoted) <= NUMBER, self.quotations, dtype=np.int64)

    @cached_property
    def opened_earlier(self) -> Bools:
        """Whether each segment begins inside a quotation that an earlier one opened."""
        return self.inside.take(self.first) & ((self.mark.take(self.first) != _OPENS) | self.continued.take(self.first))

    @cached_property
    def phrase_end(self) -> Ints:
        """For each token, the end of the phrase of the lexicon that begins with it."""
        (free,) = (~self.covered).nonzero()
        ends = np.append(free, len(self.covered))
        return ends.take(ends.searchsorted(np.arange(len(self.covered)), side="right"))

    def phrases(self, token: Ints) -> tuple[Ints, Ints]:
        """Return the first tokens of the phrases that begin with some tokens, and those after their last."""
        return token, self.phrase_end.take(token)

    def strength_of(self, category: str) -> NDArray[np.uint8]:
        """Return the strength of each token's unit in a category of the lexicon, 0 for none."""
        return self.lexicon.strength_by_unit(category).take(self.unit)


def build_columns(segmentation: Segmentation, lexicon: Lexicon) -> Columns:
    """Look up every token and phrase of a batch in the lexicon."""
    tokens = segmentation.tokens
    first, last = segmentation.first, segmentation.last
    segments = np.arange(len(first))
    segment = segments.repeat(last - first)
    (in_marks,) = segmentation.quotations.inside.nonzero()
    inside, mark = _quoted(segmentation, segment, in_marks)
    key = with_verbs_written_out(tokens.key, segment)
    word = lexicon.table.find(key)
    opening = _opening_words(tokens, first, last)
    names = _names(segmentation, segment, lexicon, word, opening, quoted=len(in_marks) > 0)
    unit = word.copy()
    closed = lexicon.closed_rows(key, word)
    if len(names):
        unit[names] = 0
        closed[names] = 0
    covered = place_phrases(key, segment, last, lexicon, word, opening, unit)
    traits = lexicon.traits.take(unit)
    if len(names):
        names = names.compress(~(covered.take(names) | unit.take(names).astype(bool)))
        traits[names] = NAME
    return Columns(
        lexicon, tokens, key, tokens.suffix, closed, segment, first, last, inside, ~inside, mark,
        segmentation.quotations.continued, segmentation.turn, word, unit, covered, traits, segments, inside.nonzero()[0],
        names, segmentation.paragraph, segmentation.document, segmentation.kind,
    )  # fmt: skip


def _end_in(letters: str, suffix: NDArray[np.uint32], kind: NDArray[np.uint8]) -> Bools:
    code, dropped = _ending(letters)
    ends: Bools = ((suffix >> dropped) == code) & (kind == WORD)
    return ends


@functools.cache
def _ending(letters: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The number of some letters at the end of a token's suffix, and how far the suffix is shifted to leave only them."""
    code = sum(ord(char) << (8 * place) for place, char in enumerate(letters))
    return constant(code, np.uint32), constant(8 * (4 - len(letters)), np.uint32)


def _quoted(segmentation: Segmentation, segment: Ints, place: Ints) -> tuple[Bools, NDArray[np.int8]]:
    """The tokens in quotations and turns, and the marks of quotations, both without those of titles.

    `place` are the tokens in quotations and titles.
    """
    quotations = segmentation.quotations
    if not len(place):
        return segmentation.turn, quotations.mark
    title = _titles(segmentation, segment, place)
    inside = quotations.inside | segmentation.turn
    if not len(title):
        return inside, quotations.mark
    inside[title] = segmentation.turn.take(title)
    mark = quotations.mark.copy()
    mark[title] = 0
    return inside, mark


def _titles(segmentation: Segmentation, segment: Ints, place: Ints) -> Ints:
    """Of quoted tokens those of short quotations whose longer words all have capitals: titles, headlines, nicknames."""
    tokens = segmentation.tokens
    begins = quotation_begins(place, segment, segmentation.quotations.mark)
    kind = tokens.kind.take(place)
    capital = is_capital(kind)
    long = (tokens.lengths_at(place) > _SHORT_TITLE_WORD) & (kind <= tk.ALL_CAPS)
    # Most quotations have a longer word in lower case.
    wanted = np.logical_or.reduceat(long, begins) & ~np.logical_or.reduceat(long & ~capital, begins)
    lengths = run_lengths(begins, len(place))
    (left,) = wanted.repeat(lengths).nonzero()
    if not len(left):
        return left
    place, kind, capital, lengths = place.take(left), kind.take(left), capital.take(left), lengths[wanted]
    begins = lengths.cumsum() - lengths

    def count(flags: Bools) -> Ints:
        return np.add.reduceat(flags, begins, dtype=np.int64)

    words, capitals, pauses = count(kind <= tk.ALL_CAPS), count(capital), count(_PAUSES.take(kind))
    title = (words <= _LONGEST_TITLE) & (capitals >= 0.5 * words) & ((capitals >= 2) | ((words == 1) & (pauses == 0)))
    return place[title.repeat(lengths)]


def quotation_begins(place: Ints, segment: Ints, mark: NDArray[np.int8]) -> Ints:
    """Cut quoted tokens into quotations: which of the places begin one.

    A quotation is a stretch of quoted tokens of one segment. Where one closes and the next opens at once there are two; an
    opening mark inside a stretch opens a quotation within the quotation, which is none of its own.
    """
    begins = (mark.take(place) == 1) & (mark.take(place - 1) == -1)
    # Within a stretch the place grows as its number does and the segment stays; neither difference ever falls.
    begins[run_starts(place - np.arange(len(place)) + segment.take(place))] = True
    return begins.nonzero()[0]


def _opening_words(tokens: TokenTable, first: Ints, last: Ints) -> Ints:
    """The first word of each segment, behind marks and list numbers; its first token where it has none."""
    (row,) = (tokens.kind.take(first) > ALL_CAPS).nonzero()
    if not len(row):
        return first
    words = np.append((tokens.kind <= ALL_CAPS).nonzero()[0], len(tokens))
    begin = first.take(row)
    word = words.take(words.searchsorted(begin))
    opening = first.copy()
    opening[row] = np.where(word < last.take(row), word, begin)
    return opening


def _names(segmentation: Segmentation, segment: Ints, lexicon: Lexicon, word: Ints, opening: Ints, quoted: bool) -> Ints:
    """Words with a capital that does not come from their place, and that keep none for another reason."""
    tokens = segmentation.tokens
    loud = tokens.kind == ALL_CAPS
    capital = (tokens.kind == CAP) | loud
    capital[opening] = loud.take(opening) & lexicon.first_acronym.take(word.take(opening))
    if quoted:
        capital[1:] &= segmentation.quotations.mark[:-1] != _OPENS
    (place,) = capital.nonzero()
    other = lexicon.keeps_capital.take(word.take(place))
    if len(loud.nonzero()[0]):
        # The US; the GDP, 40 KM, but the FT
        is_loud = loud.take(place)
        other &= ~(is_loud & lexicon.acronym.take(word.take(place)))
        measure = lexicon.measure.take(word.take(place)) * is_loud
        other |= (measure == _INDEX) | ((measure > _INDEX) & (tokens.kind.take(place - 1) == tk.NUMBER))
        other |= _shouted(loud, segment, segmentation.last - segmentation.first).take(segment.take(place))
    return place.compress(~other)


def _shouted(loud: Bools, segment: Ints, length: Ints) -> Bools:
    """Segments in capitals, from the number of tokens of each."""
    capitals = np.bincount(segment.compress(loud), minlength=len(length))
    return (capitals >= _FEWEST_SHOUTED) & (capitals > _SHOUTED_SHARE * length)
