"""Interviews without labels: questions that open paragraphs and speak to somebody, who answers in the first person."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Keys, NDArray, constant
from opinionclf.datafiles import read_rows
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, IS_ENDER, NUMBER, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, join_keys, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import IN_PERSON, SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, Listed, entry_keys, has, listed_at
from opinionclf.turns.speakerlabels import LEAST_SHARE
from opinionclf.turns.speakerlines import LEAST_IN_PERSON, LEAST_SINGULAR
from opinionclf.turns.speakernames import ends_of, third_person

_FEWEST_QUESTIONS, _FEWEST_ANNOUNCED = 4, 3  # without labels, and where the page says that it is an interview
_LONGEST_QUESTION = 45  # tokens
_IN_FIRST_PERSON = SPEAKS_OF_SELF | SPEAKS_OF_US
_LONGEST_TOP = 400  # tokens above the first question that may say so
_ONE = constant(1, np.int64)
_NUMBER = constant(tk.NUMBER, np.uint8)
_QUESTION = constant(tk.QUESTION, np.uint8)
_OPENS_FRAME = kinds(tk.BULLET, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)
_CLOSES_FRAME = kinds(tk.BULLET, tk.DOUBLE, tk.CLOSE_DOUBLE, tk.SINGLE, tk.CLOSE_SINGLE)
_MAY_OPEN = _OPENS_FRAME | (np.arange(len(_OPENS_FRAME)) <= NUMBER)


class Questions(NamedTuple):
    """Short questions that open paragraphs: the rows of these, the token behind each, and how many make an interview.

    Most have their paragraph to themselves, and the answer stands below; behind others it stands in the same one. Of prompts in
    bold type some have no question mark: ``**You lost the final.**``
    """

    row: Ints
    end: Ints
    alone: Bools
    marked: Bools
    fewest: int = _FEWEST_QUESTIONS

    def take(self, rows: Ints | Bools | slice) -> Questions:
        """Some of the questions."""
        return self._replace(row=self.row[rows], end=self.end[rows], alone=self.alone[rows], marked=self.marked[rows])


class Interview(NamedTuple):
    """The rows of paragraphs of an interview, from its first question to its end, and those of its questions."""

    first: int
    last: int
    asked: Ints


_NONE = np.zeros(0, dtype=np.int64)
_NO_QUESTIONS = Questions(_NONE, _NONE, np.zeros(0, dtype=bool), np.zeros(0, dtype=bool))


def asking(tokens: TokenTable, begins: Ints) -> list[Questions]:
    """What may ask in an interview, in the order in which it is tried: prompts in bold type, questions alone, all questions."""
    if len(begins) <= _FEWEST_ANNOUNCED or not tokens.has(tk.QUESTION):
        return []
    every = _questions(tokens, begins)
    alone = every.take(every.alone)
    found = [_bold_prompts(tokens, begins), alone, every if len(alone.row) < len(every.row) else _NO_QUESTIONS]
    return [asks for asks in found if len(asks.row) >= _FEWEST_ANNOUNCED]


def _bold_prompts(tokens: TokenTable, begins: Ints) -> Questions:
    """The short paragraphs in bold type: ``**How did you begin?**``, ``**You lost the final.**``"""
    if not tokens.has(tk.BULLET):
        return _NO_QUESTIONS
    end = np.append(begins[1:], len(tokens))
    last = end - _ONE
    (row,) = ((tokens.kind.take(begins) == BULLET) & (tokens.kind.take(last) == BULLET)).nonzero()
    if len(row) < _FEWEST_ANNOUNCED:
        return _NO_QUESTIONS
    first, end, last = begins.take(row), end.take(row), last.take(row)
    bold = ~tokens.gap.take(first + _ONE, mode="clip") & (end - first <= _LONGEST_QUESTION)
    ends = tokens.kind.take(last - _ONE)
    return Questions(row, end, bold, ends == _QUESTION, _FEWEST_ANNOUNCED).take(bold & IS_ENDER.take(ends))


class _Asking(NamedTuple):
    """Paragraphs that ask: their rows, first tokens and ends, and the first and the last question mark in each."""

    row: Ints
    first: Ints
    end: Ints
    front: Ints
    back: Ints

    def take(self, rows: Bools) -> _Asking:
        """Some of the paragraphs."""
        return _Asking(*(column.compress(rows) for column in self))


def _questions(tokens: TokenTable, begins: Ints) -> Questions:
    """The short questions with which paragraphs open, behind a word or a sign; none where there are few in all.

    They may be in bold or, alone in a paragraph, in quotation marks: ``**How did you begin?**``
    """
    (mark,) = (tokens.kind == _QUESTION).nonzero()
    row = begins.searchsorted(mark, side="right") - _ONE
    opening = run_starts(row)
    if len(opening) < _FEWEST_ANNOUNCED:
        return _NO_QUESTIONS
    last, row = mark.take(opening + run_lengths(opening, len(mark)) - _ONE), row.take(opening)
    asks = _Asking(row, begins.take(row), ends_of(tokens, begins, row), mark.take(opening), last)
    opens = _MAY_OPEN.take(tokens.kind.take(asks.first)) & (row >= 0)
    asks = asks.take((asks.front - asks.first < _LONGEST_QUESTION) & opens)
    if len(asks.row) < _FEWEST_ANNOUNCED:
        return _NO_QUESTIONS
    row, first, end, front, _ = asks
    kind, following = tokens.kind.take(first), tokens.kind.take(front + _ONE, mode="clip")
    alone = _ask_alone(tokens, asks, kind)
    bold = (kind == BULLET) & (following == BULLET)  # **How did you begin?** At sea.
    behind = front + _ONE + bold
    leads = ~alone & ((kind <= NUMBER) | bold) & (behind < end) & tokens.gap.take(behind, mode="clip")
    if leads.any():
        leads[leads] = _are_unbroken(tokens, first[leads], front[leads])
    # Question 3: Do you agree that the fee should be raised? is one of a form.
    numbered = (tokens.keys_at(first) == _question()) & (tokens.kind.take(first + _ONE, mode="clip") == _NUMBER)
    return Questions(row, np.where(alone, end, behind), alone, np.ones_like(alone)).take((alone | leads) & ~numbered)


def _ask_alone(tokens: TokenTable, asks: _Asking, opening: NDArray[np.uint8]) -> Bools:
    """Which paragraphs are nothing but short questions, also in bold type or quotation marks."""
    closing = tokens.kind.take(asks.end - _ONE)
    framed = _OPENS_FRAME.take(opening) & _CLOSES_FRAME.take(closing) & ~tokens.gap.take(asks.end - _ONE)
    plain = (asks.back == asks.end - _ONE) & (opening <= NUMBER)
    return (plain | (framed & (asks.back == asks.end - 2))) & (asks.end - asks.first <= _LONGEST_QUESTION)


def _are_unbroken(tokens: TokenTable, first: Ints, end: Ints) -> Bools:
    """Which stretches have no end of a sentence in them."""
    size = end - first
    ends = IS_ENDER.take(tokens.kind.take(stretches(first, size)))
    return np.add.reduceat(ends, size.cumsum() - size, dtype=np.int64) == 0


def interviews(tokens: TokenTable, quoted: Bools, begins: Ints, document: Ints, asking: list[Questions]) -> Iterator[Interview]:
    """The interviews without labels; where answers stand behind their questions, the page says that it is one."""
    bounds = np.append(begins, len(tokens))
    enough = [_enough(asks, document) for asks in asking]
    for number in sorted({number for pages in enough for number in pages}):
        top, last = int(document.searchsorted(number)), int(document.searchsorted(number, side="right"))
        tried = (asks.take(pages[number]) for asks, pages in zip(asking, enough, strict=True) if number in pages)
        made = (_interview(tokens, quoted, bounds, asks, top, last) for asks in tried)
        yield from itertools.islice(filter(None, made), 1)


def _enough(asks: Questions, document: Ints) -> dict[int, slice]:
    """The documents with enough questions, also for their paragraphs from the first one on, and which these are."""
    page = document.take(asks.row)
    opening = run_starts(page)
    length = run_lengths(opening, len(page))
    paragraphs = document.searchsorted(page.take(opening), side="right") - asks.row.take(opening)
    (many,) = ((length >= _FEWEST_ANNOUNCED) & (length >= LEAST_SHARE * paragraphs)).nonzero()
    columns = (column.take(many).tolist() for column in (page.take(opening), opening, length))
    return {number: slice(begin, begin + size) for number, begin, size in zip(*columns, strict=True)}


def _interview(tokens: TokenTable, quoted: Bools, bounds: Ints, asks: Questions, top: int, last: int) -> Interview | None:
    """The interview that some questions of a page make, if they make one.

    Half of the answers are in the first person, some of them in the singular: the *we* of an FAQ is a firm. Most of what
    stands in front of the first question is not: there it would be a columnist's.
    """
    # What stands in bold type above the first question may be of the writer: **Ann Lowe has mended clocks since 2004.**
    if not asks.marked.all():
        opens = asks.marked | has(_listed_in(tokens, quoted, bounds.take(asks.row), asks.end), SPEAKS_TO)
        asks = asks.take(slice(int(opens.argmax()), None))
        if not asks.marked.any():
            return None
    first = int(asks.row[0])
    # No answer stands between a question and the next one.
    asks = asks.take(~asks.alone | (np.append(asks.row[1:], last) - asks.row > 1))
    if len(asks.row) < max(_FEWEST_ANNOUNCED, LEAST_SHARE * (last - first)):
        return None
    answers = _listed_in(tokens, quoted, asks.end, bounds.take(asks.row + 1 + asks.alone))
    if has(answers, _IN_FIRST_PERSON).mean() < LEAST_IN_PERSON or has(answers, SPEAKS_OF_SELF).mean() < LEAST_SINGULAR:
        return None
    front = _listed_in(tokens, quoted, bounds[top:first], bounds[top + 1 : first + 1])
    if 2 * has(front, SPEAKS_OF_SELF).sum() >= max(first - top, 1):
        return None
    if not _speak_to_somebody(tokens, quoted, bounds, asks, int(bounds[top]), int(bounds[first])):
        return None
    answered = int(asks.row[-1]) + 1 + int(asks.alone[-1])
    return Interview(first, _without_closing_note(tokens, quoted, bounds, answered, last), asks.row)


def _speak_to_somebody(tokens: TokenTable, quoted: Bools, bounds: Ints, asks: Questions, begin: int, end: int) -> bool:
    """Whether half of some questions speak to somebody, or one where the tokens from `begin` to `end` announce an interview.

    They do so where the questions are few, and where answers stand in the paragraphs of their questions.
    """
    share = float(has(_listed_in(tokens, quoted, bounds.take(asks.row), asks.end), SPEAKS_TO).mean())
    half = share >= LEAST_IN_PERSON
    if half and len(asks.row) >= asks.fewest and asks.alone.all():
        return True
    return share > 0 and _is_announced(tokens, begin, end, half)


def _without_closing_note(tokens: TokenTable, quoted: Bools, bounds: Ints, answered: int, last: int) -> int:
    """The end of an interview whose last answer may go on from a row, without what the writer adds: ``She laughs.``"""
    listed = _listed_in(tokens, quoted, bounds[answered:last], bounds[answered + 1 : last + 1])
    (spoken,) = has(listed, IN_PERSON).nonzero()
    note = answered + (int(spoken[-1]) + 1 if len(spoken) else 0)
    return note if note < last and bool(np.isin(tokens.keys_at(bounds[note : note + 1]), third_person())[0]) else last


def _listed_in(tokens: TokenTable, quoted: Bools, first: Ints, end: Ints) -> Listed:
    """The bits of the words of some paragraphs or parts of them, joined."""
    length = end - first
    token = stretches(first, length)
    listed = listed_at(tokens, token)
    # US is no pronoun, and whoever is quoted is not asked, but where all of the paragraph stands in marks.
    counts = (tokens.kind.take(token) != ALL_CAPS) | ~has(listed, SPEAKS_OF_US)
    framed = _OPENS_FRAME.take(tokens.kind.take(first)) & _CLOSES_FRAME.take(tokens.kind.take(first + length - _ONE))
    listed = listed * (counts & (~quoted.take(token) | framed.repeat(length)))
    return np.bitwise_or.reduceat(listed, length.cumsum() - length) if len(first) else listed


def _is_announced(tokens: TokenTable, first: int, end: int, in_person: bool) -> bool:
    """Whether two words next to each other among some tokens say that what follows is an interview.

    Some are those of any writer (*we met*), and count where half of the questions speak to somebody.
    """
    keys = tokens.keys_at(np.arange(first, min(end, first + _LONGEST_TOP)))
    said, told = _announcements()
    pair = join_keys(keys[:-1], keys[1:])
    return bool(np.isin(pair, said).any() or (in_person and np.isin(pair, told).any()))


@functools.cache
def _question() -> Keys:
    return entry_keys(["question"])[0]


@functools.cache
def _announcements() -> tuple[Keys, Keys]:
    rows = read_rows("interview_announcements.txt")
    return entry_keys([row[0] for row in rows if len(row) == 1])[0], entry_keys([row[0] for row in rows if len(row) > 1])[0]
