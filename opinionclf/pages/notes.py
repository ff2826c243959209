"""What stands in a paragraph beside its sentences: dates, credits of captions, numbers of footnotes."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import CAP, CLOSE_BRACKET, COLON, COMMA, NUMBER, OPEN_BRACKET
from opinionclf.text.tokens import TokenTable
from opinionclf.text.wordlists import ASIDE, CREDIT, SQUARE, is_listed

_DATE = (tk.CAP, tk.COMMA, tk.CAP, tk.NUMBER, tk.COMMA, tk.NUMBER, tk.CAP)
DATE_LENGTH = len(_DATE) - 1  # tokens, without the word behind it
_COMMA_AT, _NUMBER_AT = (constant(_DATE.index(kind), np.int64) for kind in (tk.COMMA, tk.NUMBER))
LONGEST_CREDIT = 12  # tokens from the colon of a credit to the end of its caption
_MOST_FOOTNOTES = 4  # in a row
_LONGEST_NUMBER = 3  # characters, of a footnote
_FOOTNOTE = 3  # tokens of one, with its brackets
_LONGEST_REMARK = 5  # ... of one in words: [by whom?]


def opening_dates(tokens: TokenTable, begins: Ints) -> Ints:
    """The rows of tokens where a full date without a mark and a word stand in a line: ``Thursday, May 7, 2015 The council``."""
    comma = tokens.kind.take(begins + _COMMA_AT, mode="clip") == COMMA
    # The number is asked for first: behind a first word with a comma it is rare.
    (row,) = (comma & (tokens.kind.take(begins + _NUMBER_AT, mode="clip") == NUMBER)).nonzero()
    if not len(row):
        return row
    row = row[begins[row] < len(tokens) - DATE_LENGTH]
    for step in range(len(_DATE)):
        at = begins[row] + step
        row = row[(tokens.kind[at] == _DATE[step]) & ((step == 0) | (tokens.newlines[at] == 0))]
        if not len(row):
            return row
    year = begins[row] + DATE_LENGTH - 1
    return row[tokens.lengths_at(year) == 4]


def caption_credits(tokens: TokenTable, paragraph_start: Bools, paragraphs: Ints) -> Ints:
    """The first tokens of the credits that captions end in: ``Image: Jane Doe.``"""
    if not tokens.has(tk.COLON):
        return paragraphs[:0]
    (colon,) = (tokens.kind == COLON).nonzero()
    label = colon - 1
    label = label[(label > 0) & (tokens.kind[label] == CAP) & ~tokens.gap[colon]]
    behind = tokens.kind[label - 1]
    label = label[tokens.gap[label] & ((behind <= tk.STOP) | (behind == tk.CLOSE_BRACKET)) & ~paragraph_start[label]]
    if not len(label):
        return label
    label = label[is_listed(tokens, label, CREDIT, np.ones(len(label), dtype=bool))]
    following = np.append(paragraphs, len(tokens))[paragraphs.searchsorted(label, side="right")]
    return label[following - label <= LONGEST_CREDIT]


def after_footnotes(tokens: TokenTable, after: Ints) -> Ints:
    """Step over the footnotes that follow the stop: ``unsafe.[3]``, ``unsafe. [3] [4]``, ``unsafe.[a][citation needed]``."""
    if not tokens.has(tk.OPEN_BRACKET):
        return after
    n = len(tokens)
    (open_,) = (tokens.kind.take(after, mode="clip") == OPEN_BRACKET).nonzero()
    open_ = open_.compress(_any_near(tokens, after.take(open_), CLOSE_BRACKET, 1))
    if not len(open_):
        return after
    for _ in range(_MOST_FOOTNOTES):
        at = after[open_]
        open_, at = open_[at + 2 < n], at[at + 2 < n]
        note = _are_in_brackets(tokens, at + 1) & (tokens.kind[at + 1] == NUMBER)
        note &= (tokens.lengths_at(at + 1) <= _LONGEST_NUMBER) & (tokens.newlines[at] == 0)
        # Behind a space round brackets number what follows: (2) The fee.
        note = is_listed(tokens, at, SQUARE, note) | (note & ~tokens.gap[at])
        length = np.where(note, _FOOTNOTE, _remark_lengths(tokens, at))
        open_ = open_[length > 0]
        if not len(open_):
            break
        after[open_] += length[length > 0]
    return after


def before_footnotes(tokens: TokenTable, place: Ints) -> Ints:
    """The place in front of the footnotes or asides that end a line: ``He left. [3] [4]``, ``Why?[who?] (LAUGHTER)``."""
    if not tokens.has(tk.CLOSE_BRACKET):
        return place
    (row,) = (tokens.kind.take(place) == CLOSE_BRACKET).nonzero()
    row = row.compress(_any_near(tokens, place.take(row), OPEN_BRACKET, -1))
    if not len(row):
        return place
    place = place.copy()
    for _ in range(_MOST_FOOTNOTES):
        at = place[row]
        row, at = row[at > 2], at[at > 2]
        single = _are_in_brackets(tokens, at - 1) & (tokens.kind[at - 1] == NUMBER)
        length = np.where(single & (tokens.newlines[at - 2] == 0), _FOOTNOTE, 0)
        for n in range(_FOOTNOTE, _LONGEST_REMARK + 1):
            opening = np.maximum(at - n + 1, 0)
            length[(at >= n) & (_are_asides(tokens, opening, at) | (_remark_lengths(tokens, opening) == n))] = n
        row = row[length > 0]
        if not len(row):
            break
        place[row] -= length[length > 0]
    return place


def _are_asides(tokens: TokenTable, opening: Ints, closing: Ints) -> Bools:
    """Which brackets, in one line each, open with what a transcript notes: ``(LAUGHTER)``, ``[crosstalk 0:31]``"""
    aside = (tokens.kind[opening] == OPEN_BRACKET) & (tokens.kind[closing] == CLOSE_BRACKET)
    for step in range(_LONGEST_REMARK):
        place = np.minimum(opening + step, closing)
        aside &= (tokens.newlines[place] == 0) & ((tokens.kind[place] == OPEN_BRACKET) == (step == 0))
    return is_listed(tokens, opening + 1, ASIDE, aside)


def _any_near(tokens: TokenTable, bracket: Ints, other: NDArray[np.uint8], step: int) -> Bools:
    """Whether the other bracket stands where it does in a footnote: most brackets hold more words, and are asked no further."""
    near = [tokens.kind.take(bracket + step * n, mode="clip") == other for n in range(_FOOTNOTE - 1, _LONGEST_REMARK)]
    return np.logical_or.reduce(near)


def _remark_lengths(tokens: TokenTable, place: Ints) -> Ints:
    """The number of tokens of the remark in words that opens at each place, 0 for none: ``[a]``, ``[note 2]``, ``[who?]``."""
    kind, newlines = tokens.kind, tokens.newlines
    length = np.zeros(len(place), dtype=np.int64)
    word, second = (kind.take(place + step, mode="clip") for step in (1, 2))
    goes_on = ~tokens.gap[place] & ((word == tk.WORD) | ((word == CAP) & (second == tk.NUMBER)))
    goes_on &= is_listed(tokens, place, SQUARE, kind[place] == OPEN_BRACKET)
    if not goes_on.any():
        return length
    for step in range(2, _LONGEST_REMARK):
        inner = kind.take(place + step, mode="clip")
        goes_on &= newlines.take(place + step, mode="clip") <= 1  # of one paragraph: its lines may be broken
        length[goes_on & (inner == CLOSE_BRACKET)] = step + 1
        goes_on &= inner != CLOSE_BRACKET
    return length


def _are_in_brackets(tokens: TokenTable, place: Ints) -> Bools:
    """Whether a token alone in brackets, all in one line, stands at each place: ``[3]``, ``(CROSSTALK)``."""
    kind, newlines = tokens.kind, tokens.newlines
    in_line = (newlines[place] == 0) & (newlines[place + 1] == 0)
    return in_line & (kind[place - 1] == tk.OPEN_BRACKET) & (kind[place + 1] == tk.CLOSE_BRACKET)
