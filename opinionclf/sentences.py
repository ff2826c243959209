"""Sentence boundaries: which stops end a sentence.

Only the tokens that can end one (full stop, question mark, exclamation mark, ellipsis) are looked at,
each by the words around it. The word lists are plain data: abbreviations by what may follow them, words
that begin a sentence (both hand-written and learnt from our own corpus), names that end in a mark.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.kinds import kinds
from opinionclf.notes import DATE_LENGTH, after_footnotes, caption_credits, opening_dates
from opinionclf.tokens import Bools, Ints, TokenTable
from opinionclf.wordlists import (
    ABBREVIATION,
    CLOCK,
    ENDER,
    INNER,
    LABEL,
    LETTERED,
    LOWER_NAME,
    MONTH,
    NAME,
    NUMBERED,
    PARTICLE,
    PRONOUN,
    SPEECH,
    STARTER,
    TITLE,
    UNIT,
    is_listed,
    listed_at,
)  # fmt: skip

_MAY_BEGIN = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET, tk.MONEY, tk.BULLET, tk.HASH, tk.AT, tk.DASH, tk.OTHER)
_MAY_FOLLOW_GAP = _MAY_BEGIN | kinds(tk.WORD, tk.ELLIPSIS, tk.SINGLE, tk.CLOSE_SINGLE)
_MAY_FOLLOW_STOP = kinds(tk.CAP, tk.OPEN_BRACKET)
_DOUBLES = kinds(tk.DOUBLE, tk.CLOSE_DOUBLE)
_APOSTROPHES = kinds(tk.SINGLE, tk.CLOSE_SINGLE)
_IN_ADDRESS = kinds(tk.STOP, tk.SLASH, tk.AT)
_LONGEST_CLOSING = 4  # marks that may follow a stop and still belong to its sentence: .”’)
_LONGEST_SIGNATURE = 5  # tokens of a name under a quotation
_LONGEST_OPENING = 3  # tokens of the letters in front of a note, up to the last stop
_LONGEST_ASIDE = 40  # tokens from a stop to the end of the bracket it stands in


@dataclass(slots=True)
class _Stops:
    """The tokens that may end a sentence, with what stands around them; columns of shape (n_stops,).

    Attributes
    ----------
    place : the stop; before : the token in front of it; after : the token behind the stop and the
    closing marks attached to it; word : the first token of what follows, behind an opening mark.
    paragraph_first, paragraph_last : first and last token of the paragraph; no rule looks beyond.
    known, known_word : what the word lists know of `before` and `word`.
    """

    tokens: TokenTable
    mark: NDArray[np.int8]
    paragraph_start: Bools
    paragraph_first: Ints
    paragraph_last: Ints
    place: Ints
    before: Ints
    after: Ints
    word: Ints
    known: NDArray[np.unsignedinteger]
    known_word: NDArray[np.unsignedinteger]

    @property
    def kind(self) -> NDArray[np.uint8]:
        return self.tokens.kind[self.place]

    @property
    def is_full(self) -> Bools:
        """The stop is a full stop."""
        return self.kind == tk.STOP

    @property
    def is_bare(self) -> Bools:
        """No closing mark stands between the stop and what follows."""
        return self.after == self.place + 1

    @property
    def length_before(self) -> Ints:
        return self.tokens.end[self.before] - self.tokens.start[self.before]

    @property
    def starter_follows(self) -> Bools:
        """A word follows that goes on no name, with a capital."""
        return ((self.known_word & STARTER) > 0) & _is_capital(self.tokens.kind[self.word])

    def has(self, flag: int) -> Bools:
        """Whether the word in front of the stop is in the list."""
        return (self.known & flag) > 0

    def rows(self, chosen: Bools) -> _Stops:
        """Some of the stops."""
        return _Stops(
            self.tokens,
            self.mark,
            self.paragraph_start,
            self.paragraph_first[chosen],
            self.paragraph_last[chosen],
            self.place[chosen],
            self.before[chosen],
            self.after[chosen],
            self.word[chosen],
            self.known[chosen],
            self.known_word[chosen],
        )

    def ahead(self, place: Ints, steps: int) -> Ints:
        """The place some tokens later, within the paragraph."""
        return np.minimum(place + steps, self.paragraph_last)

    def behind(self, place: Ints, steps: int) -> Ints:
        """The place some tokens earlier, within the paragraph."""
        return np.maximum(place - steps, self.paragraph_first)


def sentence_starts(tokens: TokenTable, paragraph_start: Bools, mark: NDArray[np.int8]) -> Bools:
    """Return a flag per token: it begins a sentence.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start : ndarray of bool, shape (n_tokens,)
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks (`opinionclf.quotations`).
    """
    starts = paragraph_start.copy()
    (paragraphs,) = paragraph_start.nonzero()
    is_stop = (tokens.kind >= tk.STOP) & (tokens.kind <= tk.EXCLAMATION)
    # Of a run such as ?! the last one decides.
    is_stop[:-1] &= ~is_stop[1:] | tokens.gap[1:]
    (place,) = is_stop.nonzero()
    after = _after_closing_marks(tokens, paragraph_start, place, mark)
    inner = after < len(tokens)
    place, after = place[inner], after[inner]
    goes_on = ~paragraph_start[after] & _may_precede(tokens, mark, after)
    place, after = place[goes_on], after[goes_on]
    if len(place):
        stops = _describe(tokens, paragraph_start, paragraphs, mark, place, after)
        starts[after[_ends_sentence(stops)]] = True
    starts[caption_credits(tokens, paragraph_start, paragraphs)] = True
    dated = opening_dates(tokens, paragraphs)
    if len(dated):
        behind = paragraphs[dated] + DATE_LENGTH
        starts[behind[tokens.gap[behind]]] = True
    return starts


def _may_precede(tokens: TokenTable, mark: NDArray[np.int8], after: Ints) -> Bools:
    """Whether a sentence can begin at a token by its kind alone, as `_may_begin` asks it more closely."""
    kind = tokens.kind[after]
    return (mark[after] == 1) | np.where(tokens.gap[after], _MAY_FOLLOW_GAP[kind], _MAY_FOLLOW_STOP[kind])


def _after_closing_marks(tokens: TokenTable, paragraph_start: Bools, place: Ints, mark: NDArray[np.int8]) -> Ints:
    """The first token after each stop and the closing marks, brackets and signs that belong to it."""
    n = len(tokens)
    kind, gap = tokens.kind, tokens.gap
    closing = ((mark == -1) | (kind == tk.CLOSE_BRACKET) | (kind == tk.OTHER)) & ~paragraph_start
    after = after_footnotes(tokens, place + 1)
    open_ = np.arange(len(place))
    for _ in range(_LONGEST_CLOSING):
        at = after[open_]
        open_, at = open_[at < n], at[at < n]
        # A closing quotation mark belongs to what stands before it even where a space comes between.
        open_ = open_[closing[at] & (~gap[at] | ((mark[at] == -1) & _DOUBLES[kind[at]]))]
        if not len(open_):
            break
        after[open_] += 1
    return after_footnotes(tokens, after)


def _describe(tokens: TokenTable, paragraph_start: Bools, paragraphs: Ints, mark: NDArray[np.int8], place: Ints,
              after: Ints) -> _Stops:  # fmt: skip
    paragraphs = np.append(paragraphs, len(tokens))
    paragraph = np.searchsorted(paragraphs, place, side="right")
    first, last = paragraphs[paragraph - 1], paragraphs[paragraph] - 1
    before = np.maximum(place - 1, first)
    opening = (mark[after] == 1) | (tokens.kind[after] == tk.OPEN_BRACKET)
    word = np.minimum(after + opening, last)
    known, known_word = np.split(listed_at(tokens, np.concatenate([before, word])), 2)
    return _Stops(tokens, mark, paragraph_start, first, last, place, before, after, word, known, known_word)


def _ends_sentence(stops: _Stops) -> Bools:
    tokens = stops.tokens
    ends = _may_begin(stops)
    attached = ends & ~tokens.gap[stops.after]
    if attached.any():
        ends[attached] = _is_space_missing(stops.rows(attached))
    # Each rule is asked only about the stops that it can be about.
    full = stops.is_full & ~tokens.gap[stops.place]
    short = (stops.length_before == 1) | stops.has(ABBREVIATION)
    own_mark = (stops.kind == tk.QUESTION) | (stops.kind == tk.EXCLAMATION)
    for candidates, goes_on in (
        (full & short, _is_abbreviation),
        (full & ((stops.length_before <= 2) | stops.has(LABEL)), _is_label),
        (own_mark & stops.has(NAME), _is_name_with_mark),
        (own_mark & ~stops.is_bare, _is_question_of_a_speaker),
        ((stops.kind == tk.ELLIPSIS) & stops.is_bare, _is_pause),
    ):
        candidates &= ends
        if candidates.any():
            ends[candidates] = ~goes_on(stops.rows(candidates))
    return ends & ~_is_in_aside(stops)


def _is_capital(kind: NDArray[np.uint8]) -> Bools:
    return (kind == tk.CAP) | (kind == tk.ALL_CAPS)


def _may_begin(stops: _Stops) -> Bools:
    """What follows can be the beginning of a sentence."""
    tokens, after, word = stops.tokens, stops.after, stops.word
    kind_after, kind_word = tokens.kind[after], tokens.kind[word]
    opens = stops.mark[after] == 1
    begins = ((_MAY_BEGIN[kind_after] & (stops.mark[after] == 0)) | opens) & (kind_word != tk.WORD)
    begins |= opens & tokens.gap[after] & stops.is_full
    # What breaks in goes on in lower case: who else? - cut the ribbon. An omission [...] begins nothing.
    following = tokens.kind[stops.ahead(after, 1)]
    begins &= ~((kind_after == tk.DASH) & (following == tk.WORD))
    # The name under a quotation belongs to it: “It was enough.” - Jane Doe
    signed = (kind_after == tk.DASH) & (following == tk.CAP) & ~stops.is_bare
    begins &= ~(signed & (stops.paragraph_last - after <= _LONGEST_SIGNATURE))
    begins &= ~_is_name_to_the_end(stops)
    begins &= ~((kind_after == tk.OPEN_BRACKET) & (following == tk.ELLIPSIS))
    begins |= _APOSTROPHES[kind_after] & (stops.mark[after] == 0) & tokens.gap[after] & (following == tk.CAP)  # 'Tis
    begins |= (kind_after == tk.ELLIPSIS) & (following == tk.WORD) & tokens.gap[after] & (stops.kind != tk.ELLIPSIS)
    lower = (kind_word == tk.WORD) & tokens.gap[after] & (stops.kind != tk.ELLIPSIS) & ~stops.has(ABBREVIATION)
    lower &= (stops.length_before > 1) & stops.is_bare
    if lower.any():
        begins[lower] |= _begins_in_lower_case(stops.rows(lower))
    return begins


def _is_name_to_the_end(stops: _Stops) -> Bools:
    """The paragraph ends in the name of a speaker or photographer, without a stop: ``It was enough. Jane Doe``."""
    kind, last = stops.tokens.kind, stops.paragraph_last
    left = last - stops.after
    name = ((left == 1) | (left == 2)) & (kind[last] == tk.CAP) & (kind[stops.after] == tk.CAP) & (kind[last - 1] == tk.CAP)
    return name & stops.tokens.gap[stops.after] & ((stops.known_word & STARTER) == 0)


def _begins_in_lower_case(stops: _Stops) -> Bools:
    """A sentence in lower case: iPhone, de Villiers, or a paragraph without any capital."""
    tokens, word = stops.tokens, stops.word
    following, second = stops.ahead(word, 1), stops.ahead(word, 2)
    particle = (stops.known_word & PARTICLE) > 0
    particle_next = is_listed(tokens, following, PARTICLE, particle & (tokens.kind[second] == tk.CAP))
    named = particle & ((tokens.kind[following] == tk.CAP) | particle_next)
    return ((stops.known_word & LOWER_NAME) > 0) | named | _is_without_capitals(stops)


def _is_without_capitals(stops: _Stops) -> Bools:
    """The paragraph of the stop has no capital at all."""
    kind = stops.tokens.kind
    without = ~_is_capital(kind[stops.paragraph_first])
    # Most paragraphs begin with a capital.
    if without.any():
        paragraphs = np.flatnonzero(stops.paragraph_start)
        has_capital = np.logical_or.reduceat(_is_capital(kind), paragraphs)
        without &= ~has_capital[np.searchsorted(paragraphs, stops.paragraph_first)]
    return without


def _is_space_missing(stops: _Stops) -> Bools:
    """A missing space: ``seriously.Too bad``, ``Leader.”Designated``, ``said.“We``, ``1986.It``."""
    tokens, before, word = stops.tokens, stops.before, stops.word
    kind, length = tokens.kind[before], stops.length_before
    starter = stops.starter_follows & (tokens.kind[word] == tk.CAP)
    following = stops.ahead(word, 1)
    in_address = ~tokens.gap[following] & _IN_ADDRESS[tokens.kind[following]]
    earlier = stops.behind(stops.place, 2)
    in_address |= ~tokens.gap[before] & _IN_ADDRESS[tokens.kind[earlier]]
    ended = ((kind == tk.WORD) & (length >= 2)) | ((kind == tk.CAP) & (length >= 3)) | ((kind == tk.NUMBER) & starter)
    ended |= ~stops.is_bare | (stops.mark[before] == -1) | (kind == tk.CLOSE_BRACKET)
    begun = (tokens.kind[word] == tk.CAP) & ((tokens.end[word] - tokens.start[word] >= 2) | starter)
    return ended & begun & ~in_address


def _is_abbreviation(stops: _Stops) -> Bools:
    """The stop belongs to an abbreviation and the sentence goes on."""
    tokens = stops.tokens
    kind, kind_word = tokens.kind[stops.before], tokens.kind[stops.word]
    starter, number = stops.starter_follows, kind_word == tk.NUMBER
    capital = kind != tk.WORD
    named = tokens.kind[stops.behind(stops.before, 1)] == tk.CAP
    street = named & starter & ~((stops.known_word & TITLE) > 0)  # Pine St. The fire
    goes_on = stops.has(INNER) & ~((kind == tk.ALL_CAPS) & starter)
    goes_on |= stops.has(TITLE) & capital & _is_capital(kind_word) & ~street
    goes_on |= stops.has(NUMBERED) & (number | ((kind_word == tk.CAP) & ~starter & capital & ~_is_answer(stops)))
    goes_on |= stops.has(MONTH) & (number | ~starter) & capital
    goes_on |= stops.has(ENDER | UNIT) & ~starter & (kind != tk.NUMBER) & ((kind_word <= tk.ALL_CAPS) | (kind_word == tk.DASH))
    goes_on |= stops.has(UNIT) & number
    goes_on |= _is_initial(stops)
    return goes_on & (stops.place > stops.paragraph_first) & (stops.is_bare | (stops.mark[stops.after] != 1))


def _is_answer(stops: _Stops) -> Bools:
    """The word before the stop is a sentence of its own: ``Was anyone hurt? No. Eight people ...``."""
    tokens, before = stops.tokens, stops.before
    earlier = tokens.kind[stops.behind(before, 1)]
    ended = (earlier >= tk.STOP) & (earlier <= tk.EXCLAMATION)
    return stops.paragraph_start[before] | ended | (stops.mark[stops.behind(before, 1)] != 0)


def _is_initial(stops: _Stops) -> Bools:
    """A letter or a chain of letters with stops (J. R. Smith, U.S., p.m., Ph.D.) that goes on."""
    tokens, place, before = stops.tokens, stops.place, stops.before
    kind = tokens.kind[before]
    letter = (stops.length_before == 1) & (kind <= tk.ALL_CAPS)
    earlier = stops.behind(before, 1)
    chain = ~tokens.gap[before] & (tokens.kind[earlier] == tk.STOP) & (place > 1)
    next_word = stops.word
    letter_next = (tokens.end[next_word] - tokens.start[next_word] == 1) & _is_capital(tokens.kind[next_word])
    letter_next &= tokens.kind[stops.ahead(next_word, 1)] == tk.STOP
    # than I. vitamin C. an A.
    own_word = ~chain & (kind == tk.CAP) & ~letter_next
    pronoun = own_word & stops.has(PRONOUN)
    lettered = is_listed(tokens, earlier, LETTERED, own_word & letter & (tokens.kind[earlier] <= tk.ALL_CAPS))
    after_number = tokens.kind[stops.behind(place, 4)] == tk.NUMBER
    clock_end = chain & (kind == tk.WORD) & after_number & ~((stops.known_word & CLOCK) > 0)
    # P.S. What about the dog?
    opening = chain & (place - stops.paragraph_first <= _LONGEST_OPENING)
    return letter & (~stops.starter_follows | letter_next | opening) & ~pronoun & ~lettered & ~clock_end


def _is_label(stops: _Stops) -> Bools:
    """``1.``, ``a.``, ``iv.``, ``#3.`` at the start of a paragraph; a number also right after another sentence."""
    tokens, before = stops.tokens, stops.before
    length, kind = stops.length_before, tokens.kind[before]
    earlier = stops.behind(before, 1)
    at_start = stops.paragraph_start[before]
    numeral = (kind == tk.NUMBER) & (length <= 2)
    word_earlier = stops.behind(before, 2)
    after_end = (tokens.kind[earlier] >= tk.STOP) & (tokens.kind[earlier] <= tk.EXCLAMATION) & tokens.gap[before]
    after_end &= tokens.end[word_earlier] - tokens.start[word_earlier] > 1
    after_end &= ~is_listed(tokens, word_earlier, ABBREVIATION, after_end & numeral)
    after_hash = (tokens.kind[earlier] == tk.HASH) & stops.paragraph_start[earlier]
    letter = at_start & (kind <= tk.ALL_CAPS) & ((length == 1) | stops.has(LABEL))
    bracketed = tokens.kind[stops.ahead(stops.place, 1)] == tk.CLOSE_BRACKET
    label = (numeral & (at_start | after_end | after_hash)) | letter
    return label & (stops.is_bare | bracketed)


def _is_name_with_mark(stops: _Stops) -> Bools:
    """``Yahoo! Finance``: the mark belongs to the name."""
    return (stops.tokens.kind[stops.before] == tk.CAP) & ~((stops.known_word & STARTER) > 0)


def _is_question_of_a_speaker(stops: _Stops) -> Bools:
    """``“Why?” Smith asked.``: the quotation ends in its own mark and the speaker follows with the verb."""
    ahead = np.stack([stops.ahead(stops.after, step) for step in range(4)])
    name = np.logical_and.accumulate(stops.tokens.kind[ahead[:3]] == tk.CAP)
    verb_next = is_listed(stops.tokens, ahead[1:].ravel(), SPEECH, name.ravel())
    return np.logical_or.reduce(verb_next.reshape(name.shape))


def _is_pause(stops: _Stops) -> Bools:
    """An ellipsis inside a sentence: ``goes to ... Marian Webb``, or at its very beginning."""
    tokens, place = stops.tokens, stops.place
    earlier = tokens.kind[stops.before]
    after_end = (earlier >= tk.STOP) & (earlier <= tk.EXCLAMATION)
    starter = stops.starter_follows & ((stops.known_word & PRONOUN) == 0)
    goes_on = tokens.gap[place] & ~after_end & ~starter & (stops.mark[stops.after] == 0)
    return (tokens.end[place] - tokens.start[place] <= 3) & ((place == stops.paragraph_first) | goes_on)


def _is_in_aside(stops: _Stops) -> Bools:
    """The stop stands in brackets after which the sentence goes on: ``He (It was late. Again.) rose``."""
    tokens, place = stops.tokens, stops.place
    brackets = np.flatnonzero((tokens.kind >= tk.OPEN_BRACKET) & (tokens.kind <= tk.CLOSE_BRACKET))
    if not len(brackets):
        return np.zeros(len(place), dtype=bool)
    index = np.searchsorted(brackets, place)
    rows = np.flatnonzero(index < len(brackets))
    nearest = brackets[index[rows]]
    behind = np.minimum(nearest + 1, len(tokens) - 1)
    closes = (tokens.kind[nearest] == tk.CLOSE_BRACKET) & (nearest - place[rows] <= _LONGEST_ASIDE)
    goes_on = ((tokens.kind[behind] == tk.WORD) | (tokens.kind[behind] == tk.COMMA)) & (behind <= stops.paragraph_last[rows])
    result = np.zeros(len(place), dtype=bool)
    result[rows] = closes & goes_on
    return result
