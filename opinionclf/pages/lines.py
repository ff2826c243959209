"""The lines of a page as columns: what their length, marks, capitals and outer words show before any is looked at closely."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.pages.blocks import ends_like_sentence
from opinionclf.pages.linemarks import ADDRESS, OPENS, line_marks
from opinionclf.pages.notes import LONGEST_CREDIT
from opinionclf.text import tokens as tk
from opinionclf.text.keytable import KeyTable
from opinionclf.text.kinds import CAP, CAPITALS, COLON, IS_CAPITAL, NUMBER, STOP, WORDS, kinds
from opinionclf.text.markdown import HEADED, LINKED, signed_places
from opinionclf.text.tokens import FRONT, TokenTable, join_keys, stretches
from opinionclf.text.wordlists import (
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
_FEWEST_IN_CAPITALS, _SHORTEST_IN_CAPITALS = 3, 5  # sentences that an announcer reads, and tokens of each on average
_LONGEST_SIGN = 6  # characters of an item, in front of a link
_LONGEST_LABEL = 8  # tokens in front of the colon of a line-up
_LONGEST_HEADING = 14  # tokens of one with a number, or of a question that heads a section
_NONE, _ONE, _TWO, _LAST_BYTE = (constant(number, np.int64) for number in (0, 1, 2, FRONT - 1))
_NEAR = np.arange(3)[:, None]
_QUESTION, _Y = constant(tk.QUESTION, np.uint8), constant(ord("y"), np.uint8)
_OPENS_PHRASE, _OPENS_LONG_PHRASE, _SECOND_IN_PHRASE, _ENDS_PHRASE, _TELLS_NOTE, _PARTICLE = (
    constant(bit, np.uint32) for bit in (OPENS_PHRASE, OPENS_LONG_PHRASE, SECOND_IN_PHRASE, ENDS_PHRASE, TELLS_NOTE, PARTICLE)
)
_DIGIT = np.isin(np.arange(256), np.arange(ord("0"), ord("9") + 1))
_ENDS_CAPTION = _DIGIT | (np.arange(256) == ord(")"))  # but for the y of a day
_MAY_BE_LEFT_OUT = kinds(tk.STOP, tk.ELLIPSIS)
_ENDS_LABEL = kinds(*WORDS, tk.CLOSE_BRACKET)
_IN_NAME = kinds(tk.STOP, tk.SINGLE, tk.CLOSE_SINGLE, tk.WORD, tk.NUMBER, tk.HYPHEN, tk.DASH)  # right behind its first letters
_TITLE_SHARE = 3  # words that have a capital for each that has none
_OPENS_ODDLY = ~kinds(*WORDS, tk.NUMBER, tk.MONEY, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)
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
        Bits of `opinionclf.pages.linemarks`.
    noted : ndarray of bool
        It has what notes on the makers of a page can't do without: a name or certain words at its start, a number at its end.
    dated : ndarray of bool
        It ends as captions do, in what may be a day, month, number or bracket, with a full stop or without.
    plain : ndarray of bool
        Prose beyond doubt.
    headed, linked : ndarray of int64
        The rows of the lines with the sign of a heading of Markdown in front, and of those that open with a link.
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
    headed: Ints
    linked: Ints


def describe_lines(text: str, tokens: TokenTable, first: Ints, last: Ints, n_sentences: Ints) -> Lines:
    """Describe the lines from the tokens `first` up to `last`; the marks are those up to the next line."""
    n_tokens, last_token = last - first, last - _ONE
    terminal = ends_like_sentence(tokens, last_token)
    marks = line_marks(tokens, first)
    titled = _are_titled(tokens.kind, first, n_tokens, terminal, marks)
    opening, closing = tokens.kind.take(first), tokens.kind.take(last_token)
    phrase, noted = _by_outer_words(tokens, _first_words(tokens.kind, opening, first, last), last_token, closing)
    phrase |= _OPENS_ODDLY.take(opening)
    dated = _endings(tokens, last_token, closing, noted)
    noted |= has(marks, ADDRESS)
    plain = terminal & (n_tokens >= SHORTEST_PLAIN)
    np.greater(plain, titled | phrase, out=plain)
    _leave_out_forms(tokens, first, last, closing, plain)
    start, end = tokens.start.take(first), tokens.end.take(last_token)
    headed, linked = _headed(text, start), _linked(text, start)
    plain[headed] = plain[linked] = False
    may_be_read = titled & terminal & (n_sentences >= _FEWEST_IN_CAPITALS) & (n_tokens >= _SHORTEST_IN_CAPITALS * n_sentences)
    for i in may_be_read.nonzero()[0].tolist():
        # THE POOL WILL CLOSE IN MAY. NOBODY HAS PAID FOR IT. ANN LOWE REPORTS.
        titled[i] = not text[start[i] : end[i]].isupper()
    return Lines(text, start, end, n_tokens, n_sentences, terminal, titled, phrase, marks, noted, dated, plain, headed, linked)


def _headed(text: str, start: Ints) -> Ints:
    """The rows of the lines with the sign of a heading in front; behind one there may be nothing, up to another document."""
    place = signed_places(text, HEADED)
    if not len(place):
        return place
    row = start.searchsorted(place)
    begins = np.append(start, len(text)).take(row)
    in_line = ["\n" not in text[sign:begin] for sign, begin in zip(place.tolist(), begins.tolist(), strict=True)]
    return row[np.array(in_line, dtype=bool) & (row < len(start))]


def _linked(text: str, start: Ints) -> Ints:
    """The rows of the lines that open with a link, behind the sign of an item or two."""
    place = signed_places(text, LINKED)
    if not len(place):
        return place
    row = start.searchsorted(place, side="right") - _ONE
    return np.unique(row.compress(place - start.take(row) <= _LONGEST_SIGN))


def _leave_out_forms(tokens: TokenTable, first: Ints, last: Ints, closing: NDArray[np.uint8], plain: Bools) -> None:
    """Take from the plain lines those that may have the form of a numbered heading, a question above a section or a caption."""
    kind, n_tokens = tokens.kind, last - first
    (row,) = (plain & (n_tokens <= _LONGEST_HEADING)).nonzero()
    if len(row):
        plain[row] = ~(_open_with_number(kind, first.take(row)) | (closing.take(row) == _QUESTION))
    if tokens.has(tk.COLON):
        (colon,) = (tokens.kind == COLON).nonzero()
        plain[_with_credit(tokens, first, last, colon)] = False
        plain[_with_names(tokens, first, last, colon)] = False
    # A caption that ends in a day or a year is short.
    (row,) = ((closing == STOP) & (kind.take(last - _TWO, mode="clip") == NUMBER)).nonzero()
    if len(row):
        plain[row.compress(n_tokens.take(row) <= LONGEST_CAPTION)] = False


def _are_titled(kind: NDArray[np.uint8], first: Ints, n_tokens: Ints, terminal: Bools, marks: NDArray[np.uint16]) -> Bools:
    """Whether nearly all words of lines have capitals; of finished lines, only short ones without a quotation are asked."""
    titled = np.zeros(len(first), dtype=bool)
    (row,) = ((n_tokens >= _SHORTEST_TITLED) & ~(terminal & ((n_tokens > LONGEST_TITLED) | has(marks, OPENS)))).nonzero()
    titled[row] = _have_capitals(kind, first.take(row), n_tokens.take(row))
    return titled


def _by_outer_words(tokens: TokenTable, begin: Ints, last_token: Ints, closing: NDArray[np.uint8]) -> tuple[Bools, Bools]:
    """Whether lines may be phrases of furniture, and notes, by their first two words and the last one."""
    second = np.minimum(begin + _ONE, len(tokens) - 1)
    # One look-up for all takes half as long as several.
    outer = np.concatenate([begin, second, np.maximum(last_token - (closing > NUMBER), _NONE)])
    listed = listed_at(tokens, outer).reshape(3, -1)
    return _may_be_phrases(tokens, begin, second, listed), _may_be_notes(tokens, begin, second, listed)


def _open_with_number(kind: NDArray[np.uint8], first: Ints) -> Bools:
    """Whether one of the first three tokens is a number: ``4. Drink less.``, ``Sept. 9, 2013 The pool closes.``"""
    near = np.minimum(first + _NEAR, len(kind) - 1)
    return np.logical_or.reduce(kind.take(near) == NUMBER)  # type: ignore[no-any-return]


def _have_capitals(kind: NDArray[np.uint8], first: Ints, n_tokens: Ints) -> Bools:
    """Whether nearly all words have capitals among the `n_tokens` tokens from each of `first` on."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    capitals = _CAPITALS.take(kind.take(stretches(first, n_tokens)))
    return np.add.reduceat(capitals, n_tokens.cumsum() - n_tokens) > 0


def _first_words(kind: NDArray[np.uint8], opening: NDArray[np.uint8], first: Ints, last: Ints) -> Ints:
    """The first word of each line, behind an opening mark or two."""
    (row,) = (opening > NUMBER).nonzero()
    if not len(row):
        return first
    first = first.copy()
    for _ in range(2):
        row = row[(kind[first[row]] > NUMBER) & (first[row] + 1 < last[row])]
        first[row] += 1
    return first


def _with_credit(tokens: TokenTable, first: Ints, last: Ints, colon: Ints) -> Ints:
    """The short lines that may end in a credit: ``Image: Jane Doe.``"""
    colon = colon[tokens.kind[np.maximum(colon - 1, 0)] == tk.CAP]
    line = first.searchsorted(colon, side="right") - 1
    return line[(last[line] - colon <= LONGEST_CREDIT) & (last[line] - first[line] <= LONGEST_CAPTION)]


def _with_names(tokens: TokenTable, first: Ints, last: Ints, colon: Ints) -> Ints:
    """The long lines that a label opens and names fill, as in a line-up: ``Salem: Lowe; Reed, Doe (Hale 70), Poll; Cole.``"""
    line = first.searchsorted(colon, side="right") - 1
    near = (colon - first[line] <= _LONGEST_LABEL) & (last[line] - first[line] > LONGEST_TITLED)
    line = line[near & _ENDS_LABEL.take(tokens.kind.take(colon - 1))]
    return line[_have_capitals(tokens.kind, first[line], last[line] - first[line])]


@functools.cache
def _pairs() -> KeyTable:
    """The first two words of the phrases that have several."""
    return KeyTable.build(distinct(join_keys(*leading_keys(phrase_words("furniture.txt").pairs))))


def _may_be_phrases(tokens: TokenTable, begin: Ints, second: Ints, listed: Listed) -> Bools:
    """Whether lines open or close as a phrase of furniture does, by what is known of their outer tokens."""
    opens, goes_on, ends = listed
    found = ((opens & _OPENS_PHRASE) | (ends & _ENDS_PHRASE)).astype(bool)
    (row,) = ((opens & _OPENS_LONG_PHRASE).astype(bool) & (goes_on & _SECOND_IN_PHRASE).astype(bool)).nonzero()
    if len(row):
        found[row] |= _pairs().contains(join_keys(tokens.keys_at(begin.take(row)), tokens.keys_at(second.take(row))))
    return found


def _may_be_notes(tokens: TokenTable, begin: Ints, second: Ints, listed: Listed) -> Bools:
    """Whether lines open with what may be a name, or with the words that notes open with."""
    kind, following = tokens.kind.take(begin), tokens.kind.take(second)
    opens, goes_on, _ = listed
    named = IS_CAPITAL.take(following) | (_IN_NAME.take(following) > tokens.gap.take(second))
    named |= (goes_on & _PARTICLE).astype(bool)
    # A letter may stand for a bullet.
    named &= IS_CAPITAL.take(kind) | (tokens.lengths_at(begin) == _ONE)
    named |= ((opens | goes_on) & _TELLS_NOTE).astype(bool)
    return named


def _endings(tokens: TokenTable, last: Ints, closing: NDArray[np.uint8], noted: Bools) -> Bools:
    """Whether lines end as captions do, a full stop aside; those whose last character but one is a digit may be notes."""
    padded, end = tokens.spelling.padded, tokens.spelling.end
    noted |= _DIGIT.take(padded.take(end.take(last) + (_LAST_BYTE - _ONE)))
    last = np.maximum(last - _MAY_BE_LEFT_OUT.take(closing), _NONE)
    byte = padded.take(end.take(last) + _LAST_BYTE)
    return _ENDS_CAPTION.take(byte) | ((byte == _Y) & (tokens.kind.take(last) == CAP))
