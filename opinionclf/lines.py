"""The lines of a page as columns: what their length, marks, capitals and outer words show before any is looked at closely."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray, constant
from opinionclf.blocks import ends_like_sentence
from opinionclf.keytable import KeyTable
from opinionclf.kinds import COLON, NUMBER, STOP, kinds
from opinionclf.linemarks import OPENS, line_marks
from opinionclf.tokens import Bools, Ints, TokenTable, join_keys, run_lengths
from opinionclf.wordlists import (
    ENDS_PHRASE,
    OPENS_LONG_PHRASE,
    OPENS_PHRASE,
    SECOND_IN_PHRASE,
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
_LONGEST_CREDIT = 12  # tokens from its colon on
_ONE = constant(1, np.int64)
_TITLE_SHARE = 3  # words that have a capital for each that has none
_OPENS_PLAINLY = kinds(tk.WORD, tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.MONEY, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)


# A sum over a line that is positive if there are at least so many capitals for each other word, and any at all.
_CAPITALS = np.zeros(tk.OTHER + 1, dtype=np.int64)
_CAPITALS[[tk.CAP, tk.ALL_CAPS]] = (1 << 32) + 1
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
        It opens or closes as a phrase of page furniture does.
    marks : ndarray of uint16
        Bits of `opinionclf.linemarks`.
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
    plain: Bools


def describe_lines(text: str, tokens: TokenTable, first: Ints, n_sentences: Ints) -> Lines:
    """Describe the lines that begin at the tokens `first`, each up to the next, by its marks of `n_sentences`."""
    n_tokens = run_lengths(first, len(tokens))
    last = first + n_tokens
    last_token = last - _ONE
    kind = tokens.kind
    opening, closing = kind.take(first), kind.take(last_token)
    terminal = ends_like_sentence(tokens, last_token)
    marks = line_marks(tokens, first)
    titled = (np.add.reduceat(_CAPITALS.take(kind), first) > 0) & (n_tokens >= _SHORTEST_TITLED)
    (row,) = (titled & terminal).nonzero()
    if len(row):
        titled[row] = (n_tokens[row] <= LONGEST_TITLED) & ~has(marks[row], OPENS)
    opens_plainly = _OPENS_PLAINLY.take(opening)
    phrase = _may_be_phrases(tokens, _first_words(kind, first, last), last_token)
    plain = terminal & (n_tokens >= SHORTEST_PLAIN) & opens_plainly
    plain &= ~(titled | phrase)
    phrase |= ~opens_plainly
    plain &= (n_tokens > _LONGEST_NUMBERED) | (opening != NUMBER)
    plain[_with_credit(tokens, first, last)] = False
    # A headline or caption is short; a line in capitals that opens a page may be a dateline.
    plain &= (n_tokens > LONGEST_CAPTION) | (closing != STOP) | (kind.take(last_token - _ONE, mode="clip") != NUMBER)
    start, end = tokens.start.take(first), tokens.end.take(last_token)
    return Lines(text, start, end, n_tokens, n_sentences, terminal, titled, phrase, marks, plain)


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
    (colon,) = (tokens.kind == COLON).nonzero()
    if not len(colon):
        return colon
    colon = colon[tokens.kind[np.maximum(colon - 1, 0)] == tk.CAP]
    line = first.searchsorted(colon, side="right") - 1
    return line[(last[line] - colon <= _LONGEST_CREDIT) & (last[line] - first[line] <= LONGEST_CAPTION)]


@functools.cache
def _pairs() -> KeyTable:
    """The first two words of the phrases that have several."""
    return KeyTable.build(distinct(join_keys(*leading_keys(phrase_words("furniture.txt").pairs))))


def _may_be_phrases(tokens: TokenTable, begin: Ints, last: Ints) -> Bools:
    """Whether the line from each token `begin` to `last` opens or closes as a phrase of furniture does."""
    # One look-up for the first two words and the last two tokens takes half as long as several.
    second = np.minimum(begin + _ONE, len(tokens) - 1)
    outer = np.concatenate([begin, second, last, np.maximum(last - _ONE, 0)])
    opens, goes_on, ends, before = listed_at(tokens, outer).reshape(4, -1)
    found = has(opens, OPENS_PHRASE) | has(ends | before, ENDS_PHRASE)
    (row,) = (has(opens, OPENS_LONG_PHRASE) & has(goes_on, SECOND_IN_PHRASE)).nonzero()
    if len(row):
        found[row] |= _pairs().contains(join_keys(tokens.keys_at(begin.take(row)), tokens.keys_at(second.take(row))))
    return found
