"""Which lines of a page are sentences of the article, headings, or page furniture.

The rules are of form: length, closing mark, case, place on the page, neighbours. What a single line
tells by its words is in `opinionclf.furniture`. Most lines of an article are plain prose, which a few
columns show; only the others are looked at one by one.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from opinionclf import furniture
from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.blocks import ends_like_sentence
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints, TokenTable

SENTENCE, HEADING, BOILERPLATE = range(3)

_SHORTEST_PLAIN = 9  # tokens of a line that needs no closer look
_LONGEST_HEADING = 22  # tokens
_LONGEST_TITLED = 30  # tokens of a title that ends like a sentence
_LONGEST_BYLINE = 14
_LONGEST_LISTED = 12  # tokens of a line in a list of links
_LONGEST_CAPTION = 45
_TITLE_SHARE = 0.75  # of its words that have a capital
_BIOGRAPHY_LINES = 3  # at the foot of a page
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
    n_tokens : ndarray of int64
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
    terminal: Bools
    titled: Bools
    phrase: Bools
    plain: Bools


def describe_lines(text: str, tokens: TokenTable, first: Ints) -> Lines:
    """Describe the lines that begin at the tokens `first`, each up to the next."""
    last = np.append(first[1:], len(tokens))
    n_tokens = last - first
    terminal = ends_like_sentence(tokens, last - 1)
    kind = tokens.kind
    words = np.add.reduceat(kind <= tk.ALL_CAPS, first, dtype=np.int64)
    capitals = np.add.reduceat((kind >= tk.CAP) & (kind <= tk.ALL_CAPS), first, dtype=np.int64)
    titled = (capitals >= _TITLE_SHARE * np.maximum(words, 1)) & (n_tokens >= 4)
    quoted = np.logical_or.reduceat((kind >= tk.DOUBLE) & (kind <= tk.OPEN_DOUBLE), first)
    titled &= ~terminal | ((n_tokens <= _LONGEST_TITLED) & ~quoted)
    plain = terminal & (n_tokens >= _SHORTEST_PLAIN) & ~titled & _OPENS_PLAINLY[kind[first]]
    # Behind an opening mark the line's first word is the next token.
    first_word = first + ((kind[first] > tk.NUMBER) & (n_tokens > 1))
    phrase = furniture.find_phrases(tokens, first_word, last)
    plain &= ~phrase
    phrase |= ~_OPENS_PLAINLY[kind[first]]
    # A headline or caption is short; a line in capitals that opens a page may be a dateline.
    plain &= (n_tokens > _LONGEST_CAPTION) | (kind[last - 1] != tk.STOP) | (kind[np.maximum(last - 2, 0)] != tk.NUMBER)
    return Lines(text, tokens.start[first], tokens.end[last - 1], n_tokens, terminal, titled, phrase, plain)


def line_kinds(lines: Lines, document: Ints) -> NDArray[np.uint8]:
    """Return SENTENCE, HEADING or BOILERPLATE for each line.

    Parameters
    ----------
    lines : Lines
    document : ndarray of int64, shape (n_lines,)
        Number of the document each line belongs to, ascending.
    """
    columns = _Columns.of(lines)
    (odd,) = (~lines.plain).nonzero()
    bounds = np.flatnonzero(np.concatenate([[True], document[1:] != document[:-1], [True]]))
    odd_bounds = odd.searchsorted(bounds).tolist()
    odd_ = odd.tolist()
    for i, (begin, end) in enumerate(itertools.pairwise(bounds.tolist())):
        _Page(columns, begin, end, odd_[odd_bounds[i] : odd_bounds[i + 1]]).find_kinds()
    return np.array(columns.kinds, dtype=np.uint8)


@dataclass(slots=True)
class _Columns:
    """The columns of a batch of lines as lists, and the kinds that are found; the pages share them."""

    text: str
    start: list[int]
    end: list[int]
    n_tokens: list[int]
    terminal: list[bool]
    titled: list[bool]
    phrase: list[bool]
    finished: list[bool]  # ends like a sentence and is no title
    kinds: list[int]

    @classmethod
    def of(cls, lines: Lines) -> _Columns:
        return cls(
            text=lines.text,
            start=lines.start.tolist(),
            end=lines.end.tolist(),
            n_tokens=lines.n_tokens.tolist(),
            terminal=lines.terminal.tolist(),
            titled=lines.titled.tolist(),
            phrase=lines.phrase.tolist(),
            finished=(lines.plain | (lines.terminal & ~lines.titled)).tolist(),
            kinds=[SENTENCE] * len(lines.start),
        )


class _Page:
    """The lines of one document, from `begin` up to `end`; `odd` are those that are no plain prose."""

    def __init__(self, columns: _Columns, begin: int, end: int, odd: list[int]) -> None:
        self._columns = columns
        self._kinds = columns.kinds
        self._terminal = columns.terminal
        self._n_tokens = columns.n_tokens
        self._begin = begin
        self._end = end
        self._odd = odd
        self._opening = begin  # up to here no line above the article has more than three words

    def _line(self, i: int) -> str:
        columns = self._columns
        return columns.text[columns.start[i] : columns.end[i]]

    def find_kinds(self) -> None:
        """Find the kind of each line."""
        columns = self._columns
        text, start, end, n_tokens = columns.text, columns.start, columns.end, columns.n_tokens
        for i in self._odd:
            if furniture.is_furniture(text[start[i] : end[i]], columns.terminal[i], n_tokens[i], columns.phrase[i]):
                self._kinds[i] = BOILERPLATE
        first, last = self._prose()
        if first < 0:
            self._keep_only_line()
            return
        for i in self._odd:
            if self._kinds[i] == SENTENCE:
                self._kinds[i] = self._kind_of_odd(i, first, last)
        self._mark_biographies(first)

    def _prose(self) -> tuple[int, int]:
        """First and last line that is a finished sentence and no title, -1 where there is none."""
        finished, kinds_ = self._columns.finished, self._kinds
        first, last = self._begin, self._end - 1
        while first <= last and not (finished[first] and kinds_[first] == SENTENCE):
            first += 1
        if first > last:
            return -1, -1
        while not (finished[last] and kinds_[last] == SENTENCE):
            last -= 1
        return first, last

    def _keep_only_line(self) -> None:
        """The only line of a page is what there is to label."""
        if self._end == self._begin + 1:
            self._kinds[self._begin] = SENTENCE

    def _kind_of_odd(self, i: int, first: int, last: int) -> int:
        if self._is_caption(i):
            return BOILERPLATE
        if self._terminal[i]:
            return HEADING if i < first else SENTENCE
        n_tokens = self._n_tokens[i]
        line = self._line(i)
        if n_tokens <= _LONGEST_BYLINE and not first <= i <= last and furniture.is_byline(line, has_line_above=i > self._begin):
            return BOILERPLATE
        if n_tokens > _LONGEST_HEADING and self._columns.titled[i] and i > first:
            return BOILERPLATE
        if n_tokens > _LONGEST_HEADING or line.endswith((",", ";", ":", "-", "—")):
            return SENTENCE
        if i > last:
            return BOILERPLATE
        return self._opening_line(i, first) if i < first else self._inner_line(i)

    def _is_caption(self, i: int) -> bool:
        """A line that ends in a year, right above a photographer's credit."""
        below = i + 1
        if below >= self._end or self._kinds[below] != BOILERPLATE or self._n_tokens[i] > _LONGEST_CAPTION:
            return False
        return furniture.ends_in_year(self._line(i)) and furniture.is_photo_credit(self._line(below))

    def _opening_line(self, i: int, first: int) -> int:
        """A line above the article: its headline, or a word or two of navigation beside longer ones."""
        if self._n_tokens[i] > 2:
            return HEADING
        # Lines that are too short or furniture stay so: the search goes on where the last one ended.
        while self._opening < first and (self._kinds[self._opening] == BOILERPLATE or self._n_tokens[self._opening] <= 3):
            self._opening += 1
        return BOILERPLATE if self._opening < first else HEADING

    def _inner_line(self, i: int) -> int:
        """A line among the paragraphs: a sub-heading, or a link in a list of links."""
        if self._n_tokens[i] > _LONGEST_LISTED or self._line(i).startswith(("•", "-", "*", "–")):
            return HEADING
        return BOILERPLATE if self._listed_beside(i, -1) + self._listed_beside(i, 1) >= 3 else HEADING

    def _listed_beside(self, i: int, step: int) -> int:
        """Number of short unfinished lines in a row on one side, at most three."""
        listed = 0
        j = i + step
        while self._begin <= j < self._end and listed < 3 and not self._terminal[j] and self._n_tokens[j] <= _LONGEST_LISTED:
            listed += 1
            j += step
        return listed

    def _mark_biographies(self, first: int) -> None:
        """Mark the notes on the author at the foot: their name stands nowhere else in the article."""
        text, start, end = self._columns.text, self._columns.start, self._columns.end
        foot = (i for i in range(self._end - 1, first, -1) if self._kinds[i] != BOILERPLATE)
        for i in itertools.islice(foot, _BIOGRAPHY_LINES):
            if self._kinds[i] != SENTENCE or end[i] - start[i] > furniture.LONGEST_FURNITURE:
                return
            name = furniture.author_of_biography(self._line(i))
            if name is None:
                return
            if name and text.find(name, start[first], start[i]) >= 0:
                return
            self._kinds[i] = BOILERPLATE
