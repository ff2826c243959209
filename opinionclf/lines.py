"""The lines of a page as columns: what their length, marks, capitals and outer words show before any is looked at closely."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.blocks import ends_like_sentence
from opinionclf.keytable import KeyTable
from opinionclf.kinds import CAP, CAPITALS, COLON, NUMBER, STOP, WORDS, is_capital, kinds
from opinionclf.linemarks import ADDRESS, OPENS, line_marks
from opinionclf.notes import LONGEST_CREDIT
from opinionclf.tokens import FRONT, TokenTable, join_keys, run_lengths, stretches
from opinionclf.wordlists import (
    ENDS_PHRASE,
    OPENS_LONG_PHRASE,
    OPENS_PHRASE,
    PARTICLE,
    SECOND_IN_PHRASE,
    TELLS_NOTE,
    Listed,
    distinct,
    has,
    leading_keys,
    listed_at,
    phrase_words,
)  # fmt: skip

SHORTEST_PLAIN = 9  # tokens of a line that needs no closer look
_SHORTEST_TITLED = 4  # tokens of a title
LONGEST_TITLED = 30  # tokens of a title that ends like a sentence
LONGEST_CAPTION = 45
_LONGEST_NUMBERED = 14  # tokens of a heading with a number
_LONGEST_QUESTION = 14  # tokens of one that heads a section
_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_QUESTION = constant(tk.QUESTION, np.uint8)
_CLOSE_BRACKET, _Y = constant(ord(")"), np.uint8), constant(ord("y"), np.uint8)
_DIGIT = np.isin(np.arange(256), np.arange(ord("0"), ord("9") + 1))
_IN_NAME = kinds(tk.STOP, tk.SINGLE, tk.CLOSE_SINGLE, tk.WORD, tk.NUMBER, tk.HYPHEN, tk.DASH)  # right behind its first letters
_TITLE_SHARE = 3  # words that have a capital for each that has none
_OPENS_PLAINLY = kinds(*WORDS, tk.NUMBER, tk.MONEY, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)
# A sum over a line that is positive if there are at least so many capitals for each other word, and any at all.
_CAPITALS = np.zeros(tk.OTHER + 1, dtype=np.int64)
_CAPITALS[list(CAPITALS)] = (1 << 32) + 1
_CAPITALS[tk.WORD] = -_TITLE_SHARE << 32


@dataclass(slots=True, eq=False, repr=False)
class Lines:
    """The lines (paragraphs, headings, other lines) of a batch of pages, as columns of shape (n_lines,).

    Attributes
    ----------
    text : str
        The text that the places refer to.
    start, end : ndarray of int64
        Place of each line in the text.
    n_tokens, n_sentences : ndarray of int64
    terminal : ndarray of bool
        The line ends like a sentence.
    titled : ndarray of bool
        Nearly all its words have capitals, as in a headline.
    phrase : ndarray of bool
        It opens or closes as a phrase of page furniture does, or opens with a mark as few sentences do.
    marks : ndarray of uint16
        Bits of `opinionclf.linemarks`.
    noted : ndarray of bool
        It has what notes on the makers of a page can't do without: a name or certain words at its start, a number at its end.
    dated : ndarray of bool
        It ends as captions do, in what may be a day, month, number or bracket, with a full stop or without.
    plain : ndarray of bool
        Prose beyond doubt.
    """

    text: str
    start: Ints
    end: Ints
    n_tokens: Ints
    n_sentences: Ints
    terminal: Bools
    titled: Bools
    phrase: Bools
    marks: NDArray[np.uint16]
    noted: Bools
    dated: Bools
    plain: Bools


def describe_lines(text: str, tokens: TokenTable, first: Ints, n_sentences: Ints) -> Lines:
    """Describe the lines that begin at the tokens `first`, each up to the next, by its marks of `n_sentences`."""
    n_tokens = run_lengths(first, len(tokens))
    last = first + n_tokens
    last_token = last - _ONE
    terminal = ends_like_sentence(tokens, last_token)
    marks = line_marks(tokens, first)
    titled = _are_titled(tokens.kind, first, n_tokens, terminal, marks)
    phrase, noted = _by_outer_words(tokens, first, last)
    phrase |= ~_OPENS_PLAINLY.take(tokens.kind.take(first))
    ends_in_digit, dated = _endings(tokens, last_token)
    noted |= ends_in_digit
    noted |= has(marks, ADDRESS)
    plain = terminal & (n_tokens >= SHORTEST_PLAIN)
    plain &= ~(titled | phrase)
    _leave_out_forms(tokens, first, last, plain)
    start, end = tokens.start.take(first), tokens.end.take(last_token)
    return Lines(text, start, end, n_tokens, n_sentences, terminal, titled, phrase, marks, noted, dated, plain)


def _leave_out_forms(tokens: TokenTable, first: Ints, last: Ints, plain: Bools) -> None:
    """Take from the plain lines those that may have the form of a numbered heading, a question above a section or a caption."""
    kind, n_tokens = tokens.kind, last - first
    closing = kind.take(last - _ONE)
    plain &= (n_tokens > _LONGEST_NUMBERED) | ~_open_with_number(kind, first)
    plain[_with_credit(tokens, first, last)] = False
    plain &= (n_tokens > _LONGEST_QUESTION) | (closing != _QUESTION)
    # A caption that ends in a day or a year is short.
    plain &= (n_tokens > LONGEST_CAPTION) | (closing != STOP) | (kind.take(last - _TWO, mode="clip") != NUMBER)


def _are_titled(kind: NDArray[np.uint8], first: Ints, n_tokens: Ints, terminal: Bools, marks: NDArray[np.uint16]) -> Bools:
    """Whether nearly all words of lines have capitals; of finished lines, only short ones without a quotation are asked."""
    titled = np.zeros(len(first), dtype=bool)
    (row,) = ((n_tokens >= _SHORTEST_TITLED) & ~(terminal & ((n_tokens > LONGEST_TITLED) | has(marks, OPENS)))).nonzero()
    titled[row] = _have_capitals(kind, first.take(row), n_tokens.take(row))
    return titled


def _by_outer_words(tokens: TokenTable, first: Ints, last: Ints) -> tuple[Bools, Bools]:
    """Whether lines may be phrases of furniture, and notes, by their first two words and the last one."""
    begin = _first_words(tokens.kind, first, last)
    second = np.minimum(begin + _ONE, len(tokens) - 1)
    last_token = last - _ONE
    # One look-up for all takes half as long as several.
    outer = np.concatenate([begin, second, np.maximum(last_token - (tokens.kind.take(last_token) > NUMBER), 0)])
    listed = listed_at(tokens, outer).reshape(3, -1)
    return _may_be_phrases(tokens, begin, second, listed), _may_be_notes(tokens, begin, second, listed)


def _open_with_number(kind: NDArray[np.uint8], first: Ints) -> Bools:
    """Whether one of the first three tokens is a number: ``4. Drink less.``, ``Sept. 9, 2013 The pool closes.``"""
    near = np.minimum(first + np.arange(3)[:, None], len(kind) - 1)
    return (kind.take(near) == NUMBER).any(axis=0)  # type: ignore[no-any-return]


def _have_capitals(kind: NDArray[np.uint8], first: Ints, n_tokens: Ints) -> Bools:
    """Whether nearly all words have capitals among the `n_tokens` tokens from each of `first` on."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    capitals = _CAPITALS.take(kind.take(stretches(first, n_tokens)))
    return np.add.reduceat(capitals, n_tokens.cumsum() - n_tokens) > 0


def _first_words(kind: NDArray[np.uint8], first: Ints, last: Ints) -> Ints:
    """The first word of each line, behind an opening mark or two."""
    (row,) = (kind.take(first) > NUMBER).nonzero()
    if not len(row):
        return first
    first = first.copy()
    for _ in range(2):
        row = row[(kind[first[row]] > NUMBER) & (first[row] + 1 < last[row])]
        first[row] += 1
    return first


def _with_credit(tokens: TokenTable, first: Ints, last: Ints) -> Ints:
    """The short lines that may end in a credit: ``Image: Jane Doe.``"""
    if not tokens.has(tk.COLON):
        return first[:0]
    (colon,) = (tokens.kind == COLON).nonzero()
    colon = colon[tokens.kind[np.maximum(colon - 1, 0)] == tk.CAP]
    line = first.searchsorted(colon, side="right") - 1
    return line[(last[line] - colon <= LONGEST_CREDIT) & (last[line] - first[line] <= LONGEST_CAPTION)]


@functools.cache
def _pairs() -> KeyTable:
    """The first two words of the phrases that have several."""
    return KeyTable.build(distinct(join_keys(*leading_keys(phrase_words("furniture.txt").pairs))))


def _may_be_phrases(tokens: TokenTable, begin: Ints, second: Ints, listed: Listed) -> Bools:
    """Whether lines open or close as a phrase of furniture does, by what is known of their outer tokens."""
    opens, goes_on, ends = listed
    found = has(opens, OPENS_PHRASE) | has(ends, ENDS_PHRASE)
    (row,) = (has(opens, OPENS_LONG_PHRASE) & has(goes_on, SECOND_IN_PHRASE)).nonzero()
    if len(row):
        found[row] |= _pairs().contains(join_keys(tokens.keys_at(begin.take(row)), tokens.keys_at(second.take(row))))
    return found


def _may_be_notes(tokens: TokenTable, begin: Ints, second: Ints, listed: Listed) -> Bools:
    """Whether lines open with what may be a name, or with the words that notes open with."""
    kind, following = tokens.kind.take(begin), tokens.kind.take(second)
    opens, goes_on, _ = listed
    named = is_capital(following) | has(goes_on, PARTICLE) | (_IN_NAME.take(following) > tokens.gap.take(second))
    # Of three marks and more in front the first words are not looked for; a letter may stand for a bullet.
    may_open = is_capital(kind) | (tokens.end.take(begin) - tokens.start.take(begin) == _ONE)
    return (named & may_open) | (kind > NUMBER) | has(opens | goes_on, TELLS_NOTE)


def _endings(tokens: TokenTable, last: Ints) -> tuple[Bools, Bools]:
    """Whether lines have a digit as one of their last two characters, and whether they end as captions do."""
    padded, kind = tokens.spelling.padded, tokens.kind.take(last)
    place = tokens.spelling.end.take(last) + (FRONT - 1)
    byte = padded.take(place)
    ends_in_digit = _DIGIT.take(byte) | _DIGIT.take(padded.take(place - _ONE))
    (row,) = ((kind == STOP) | (kind == tk.ELLIPSIS)).nonzero()
    before = np.maximum(last.take(row) - _ONE, 0)
    byte[row] = padded.take(tokens.spelling.end.take(before) + (FRONT - 1))
    kind[row] = tokens.kind.take(before)
    return ends_in_digit, _DIGIT.take(byte) | (byte == _CLOSE_BRACKET) | ((byte == _Y) & (kind == CAP))
