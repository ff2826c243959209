"""The lines of a page as columns: what their length, marks and capitals show without a look at their words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import furniture
from opinionclf import tokens as tk
from opinionclf.blocks import ends_like_sentence
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints, TokenTable

SHORTEST_PLAIN = 9  # tokens of a line that needs no closer look
LONGEST_TITLED = 30  # tokens of a title that ends like a sentence
LONGEST_CAPTION = 45
_LONGEST_NUMBERED = 14  # tokens of a heading with a number
_LONGEST_CREDIT = 12  # tokens from its colon on
_TITLE_SHARE = 0.75  # of its words that have a capital
_OPENS_PLAINLY = kinds(tk.WORD, tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.MONEY, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)


@dataclass(slots=True)
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
    last = np.append(first[1:], len(tokens))
    n_tokens = last - first
    terminal = ends_like_sentence(tokens, last - 1)
    kind = tokens.kind
    words = np.add.reduceat(kind <= tk.ALL_CAPS, first, dtype=np.int64)
    capitals = np.add.reduceat((kind >= tk.CAP) & (kind <= tk.ALL_CAPS), first, dtype=np.int64)
    titled = (capitals >= _TITLE_SHARE * np.maximum(words, 1)) & (n_tokens >= 4)
    quoted = np.logical_or.reduceat((kind >= tk.DOUBLE) & (kind <= tk.OPEN_DOUBLE), first)
    titled &= ~terminal | ((n_tokens <= LONGEST_TITLED) & ~quoted)
    plain = terminal & (n_tokens >= SHORTEST_PLAIN) & ~titled & _OPENS_PLAINLY[kind[first]]
    # Behind an opening mark or two the line's first word is the next token.
    first_word = first + ((kind[first] > tk.NUMBER) & (n_tokens > 1))
    first_word += (kind[first_word] > tk.NUMBER) & (first_word + 1 < last)
    phrase = furniture.find_phrases(tokens, first_word, last)
    plain &= ~phrase
    phrase |= ~_OPENS_PLAINLY[kind[first]]
    plain &= (n_tokens > _LONGEST_NUMBERED) | (kind[first] != tk.NUMBER)
    plain[_with_credit(tokens, first, last)] = False
    # A headline or caption is short; a line in capitals that opens a page may be a dateline.
    plain &= (n_tokens > LONGEST_CAPTION) | (kind[last - 1] != tk.STOP) | (kind[np.maximum(last - 2, 0)] != tk.NUMBER)
    return Lines(text, tokens.start[first], tokens.end[last - 1], n_tokens, n_sentences, terminal, titled, phrase, plain)


def _with_credit(tokens: TokenTable, first: Ints, last: Ints) -> Ints:
    """The short lines that may end in a credit: ``Image: Jane Doe.``"""
    (colon,) = (tokens.kind == tk.COLON).nonzero()
    colon = colon[tokens.kind[np.maximum(colon - 1, 0)] == tk.CAP]
    line = first.searchsorted(colon, side="right") - 1
    return line[(last[line] - colon <= _LONGEST_CREDIT) & (last[line] - first[line] <= LONGEST_CAPTION)]
