"""The lines of a page as columns: what their length, marks, capitals and outer words show before any is looked at closely."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.blocks import ends_like_sentence
from opinionclf.keytable import KeyTable
from opinionclf.kinds import COLON, DOUBLE, NUMBER, OPEN_DOUBLE, STOP, kinds
from opinionclf.tokens import Bools, Ints, TokenTable, join_keys, run_lengths
from opinionclf.wordlists import (
    ENDS_PHRASE,
    OPENS_LONG_PHRASE,
    OPENS_PHRASE,
    SECOND_IN_PHRASE,
    distinct,
    has,
    is_listed,
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
_LAST_TWO = np.array([1, 2])
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
    plain: Bools


def describe_lines(text: str, tokens: TokenTable, first: Ints, n_sentences: Ints) -> Lines:
    """Describe the lines that begin at the tokens `first`, each up to the next, by its marks of `n_sentences`."""
    n_tokens = run_lengths(first, len(tokens))
    last = first + n_tokens
    kind = tokens.kind
    opening, closing = kind.take(first), kind.take(last - 1)
    terminal = ends_like_sentence(tokens, last - 1)
    titled = (np.add.reduceat(_CAPITALS.take(kind), first) > 0) & (n_tokens >= _SHORTEST_TITLED)
    (row,) = (titled & terminal).nonzero()
    if len(row):
        quoted = np.logical_or.reduceat((kind >= DOUBLE) & (kind <= OPEN_DOUBLE), first)
        titled[row] = (n_tokens[row] <= LONGEST_TITLED) & ~quoted[row]
    opens_plainly = _OPENS_PLAINLY.take(opening)
    phrase = _may_be_phrases(tokens, _first_words(kind, first, last), last)
    plain = terminal & (n_tokens >= SHORTEST_PLAIN) & opens_plainly
    plain &= ~(titled | phrase)
    phrase |= ~opens_plainly
    plain &= (n_tokens > _LONGEST_NUMBERED) | (opening != NUMBER)
    plain[_with_credit(tokens, first, last)] = False
    # A headline or caption is short; a line in capitals that opens a page may be a dateline.
    plain &= (n_tokens > LONGEST_CAPTION) | (closing != STOP) | (kind.take(np.maximum(last - 2, 0)) != NUMBER)
    return Lines(
        text, tokens.start.take(first), tokens.end.take(last - 1), n_tokens, n_sentences, terminal, titled, phrase, plain
    )


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


def _may_be_phrases(tokens: TokenTable, begin: Ints, end: Ints) -> Bools:
    """Whether the line from each token `begin` up to `end` opens or closes as a phrase of furniture does."""
    listed = listed_at(tokens, begin)
    found = has(listed, OPENS_PHRASE)
    (row,) = has(listed, OPENS_LONG_PHRASE).nonzero()
    if len(row):
        second = np.minimum(begin.take(row) + 1, len(tokens) - 1)
        listed_second = has(listed_at(tokens, second), SECOND_IN_PHRASE)
        row, second = row[listed_second], second[listed_second]
    if len(row):
        found[row] |= _pairs().contains(join_keys(tokens.keys_at(begin.take(row)), tokens.keys_at(second)))
    last = np.maximum(end[:, None] - _LAST_TWO, 0).ravel()
    closes = is_listed(tokens, last, ENDS_PHRASE, tokens.kind.take(last) <= NUMBER).reshape(-1, 2)
    return found | closes[:, 0] | closes[:, 1]
