"""Interviews without labels: questions alone in paragraphs that speak to somebody, who answers in the first person."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Keys, constant
from opinionclf.datafiles import first_column
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, NUMBER, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, join_keys, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, Listed, entry_keys, has, listed_at
from opinionclf.turns.speakerlabels import LEAST_SHARE
from opinionclf.turns.speakerlines import LEAST_IN_PERSON, LEAST_SINGULAR

_FEWEST_QUESTIONS, _FEWEST_ANNOUNCED = 4, 3  # without labels, and where the page says that it is an interview
_LONGEST_QUESTION = 45  # tokens
_IN_FIRST_PERSON = SPEAKS_OF_SELF | SPEAKS_OF_US
_LONGEST_TOP = 400  # tokens above the first question that may say so
_ONE = constant(1, np.int64)
_NUMBER = constant(tk.NUMBER, np.uint8)
_QUESTION = constant(tk.QUESTION, np.uint8)
_OPENS_FRAME = kinds(tk.BULLET, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)
_CLOSES_FRAME = kinds(tk.BULLET, tk.DOUBLE, tk.CLOSE_DOUBLE, tk.SINGLE, tk.CLOSE_SINGLE)
_MAY_END = kinds(tk.QUESTION, tk.BULLET, tk.DOUBLE, tk.CLOSE_DOUBLE, tk.SINGLE, tk.CLOSE_SINGLE)


class Interview(NamedTuple):
    """The rows of paragraphs of an interview, from its first question to its end, and those of its questions."""

    first: int
    last: int
    asked: Ints


def asking(tokens: TokenTable, begins: Ints) -> Ints:
    """The rows of short paragraphs that end in a question mark and open with a word; none in a page of few paragraphs.

    They may be in bold or in quotation marks: ``**How did you begin?**``
    """
    if len(begins) < 2 * _FEWEST_ANNOUNCED or not tokens.has(tk.QUESTION):
        return begins[:0]
    # In front of each paragraph ends the one before it, and in front of the first, at place -1, the last of all.
    last = begins - _ONE
    (row,) = _MAY_END.take(tokens.kind.take(last)).nonzero()
    if len(row) >= _FEWEST_ANNOUNCED:
        last = last.take(row)
        asked = (tokens.kind.take(last) == _QUESTION) | (tokens.kind.take(last - _ONE) == _QUESTION)
        row = row.compress(asked)
    if len(row) < _FEWEST_ANNOUNCED:
        return row[:0]
    row = np.sort((row - _ONE) % len(begins))
    first, length = begins.take(row), run_lengths(begins, len(tokens)).take(row)
    last = first + length - _ONE
    opening, closing = tokens.kind.take(first), tokens.kind.take(last)
    framed = _OPENS_FRAME.take(opening) & _CLOSES_FRAME.take(closing) & (tokens.kind.take(last - _ONE) == _QUESTION)
    asks = ((closing == _QUESTION) & (opening <= NUMBER)) | (framed & ~tokens.gap.take(last))
    # Question 3: Do you agree that the fee should be raised? is one of a form.
    asks &= (tokens.keys_at(first) != _question()) | (tokens.kind.take(first + _ONE, mode="clip") != _NUMBER)
    row = row[asks & (length <= _LONGEST_QUESTION)]
    return row if len(row) >= _FEWEST_ANNOUNCED else row[:0]


def interviews(tokens: TokenTable, quoted: Bools, begins: Ints, document: Ints, asks: Ints) -> Iterator[Interview]:
    """The interviews without labels.

    Half of the questions speak to somebody (one does, where the page says that it is an interview), and half of the paragraphs
    below them are in the first person, some of them in the singular: the *we* of an FAQ is a firm. Most of what stands in
    front of them is not: there it would be a columnist's.
    """
    if len(asks) < _FEWEST_ANNOUNCED:
        return
    page = document.take(asks)
    opening = run_starts(page)
    end = document.searchsorted(page.take(opening), side="right")
    fewest = np.maximum(LEAST_SHARE * (end - asks.take(opening)), _FEWEST_ANNOUNCED)
    (many,) = (run_lengths(opening, len(asks)) >= fewest).nonzero()
    if not len(many):
        return
    listed = _listed_in(tokens, quoted, begins, asks)
    answered = _listed_in(tokens, quoted, begins, np.minimum(asks + 1, len(begins) - 1))
    for number in page.take(opening.take(many)).tolist():
        (row,) = (page == number).nonzero()
        first, last = int(asks[row[0]]), int(document.searchsorted(number, side="right"))
        row = row[np.append(np.diff(asks.take(row)) > 1, asks[row[-1]] + 1 < last)]
        if len(row) < max(_FEWEST_ANNOUNCED, LEAST_SHARE * (last - first)):
            continue
        answers = answered.take(row)
        if has(answers, _IN_FIRST_PERSON).mean() < LEAST_IN_PERSON or has(answers, SPEAKS_OF_SELF).mean() < LEAST_SINGULAR:
            continue
        top, speaks_to = int(document.searchsorted(number)), has(listed.take(row), SPEAKS_TO).mean()
        plain = len(row) >= _FEWEST_QUESTIONS and speaks_to >= LEAST_IN_PERSON
        if not plain and not (speaks_to and _is_announced(tokens, int(begins[top]), int(begins[first]))):
            continue
        front = np.arange(top, first)
        if 2 * has(_listed_in(tokens, quoted, begins, front), SPEAKS_OF_SELF).sum() < max(len(front), 1):
            yield Interview(first, last, asks.take(row))


def _listed_in(tokens: TokenTable, quoted: Bools, begins: Ints, row: Ints) -> Listed:
    """The bits of the words of some paragraphs, joined."""
    first = begins.take(row)
    length = np.append(begins, len(tokens)).take(row + 1) - first
    token = stretches(first, length)
    listed = listed_at(tokens, token)
    # US is no pronoun, and whoever is quoted is not asked, but where all of the paragraph stands in marks.
    counts = (tokens.kind.take(token) != ALL_CAPS) | (tokens.lengths_at(token) == _ONE) | ~has(listed, SPEAKS_OF_US)
    framed = _OPENS_FRAME.take(tokens.kind.take(first)) & _CLOSES_FRAME.take(tokens.kind.take(first + length - _ONE))
    listed = listed * (counts & (~quoted.take(token) | framed.repeat(length)))
    return np.bitwise_or.reduceat(listed, length.cumsum() - length) if len(row) else listed


def _is_announced(tokens: TokenTable, first: int, end: int) -> bool:
    """Whether two words next to each other among some tokens say that what follows is an interview."""
    keys = tokens.keys_at(np.arange(first, min(end, first + _LONGEST_TOP)))
    return bool(np.isin(join_keys(keys[:-1], keys[1:]), _announcements()).any())


@functools.cache
def _question() -> Keys:
    return entry_keys(["question"])[0]


@functools.cache
def _announcements() -> Keys:
    return entry_keys(first_column("interview_announcements.txt"))[0]
