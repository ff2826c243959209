"""Which lines of a page are sentences of the article, headings, or page furniture.

The rules are of form: length, closing mark, case, place on the page, neighbours. What a single line
tells by its words is in `opinionclf.furniture` and `opinionclf.headings`. Most lines of an article are plain prose, which a few
columns show; only the others are looked at one by one.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opinionclf import furniture, headings, headlines
from opinionclf.arrays import NDArray
from opinionclf.lines import LONGEST_CAPTION, SHORTEST_PLAIN, Lines
from opinionclf.tokens import Ints, run_starts

SENTENCE, HEADING, BOILERPLATE = range(3)

_LONGEST_HEADING = 22  # tokens
_LONGEST_BYLINE = 14
_LONGEST_LISTED = 12  # tokens of a line in a list of links
_NOTE_LINES = 3  # at the foot of a page
_LONGEST_HEADLINE = 26  # tokens of a headline that ends like a sentence
_LONGEST_DECK = 32  # tokens of the line under a headline
_SECTION = 1500  # characters below a sub-heading that may say it again
_SECTION_LINES = 3  # at the top of a page
_HEADLINE_LINES = 4  # lines above a dateline that may be headlines
_SHORTEST_ABOVE = 6  # tokens of the paragraph above a sub-heading
_FEWEST_QUESTIONS = 3  # that head the sections of a page
_LONGEST_SUBHEADING = 14  # tokens of a sub-heading that ends like a sentence
_FEWEST_LETTERS = 2  # on a page of letters
_LONGEST_PLACE = 4  # tokens of the place under a letter
_MOST_ITEMS = 12  # above one in a list
_MOST_STACKED = 3  # headings right above each other
_LEAST_SUPPORT = 2  # sub-headings of a page, where one alone would be doubtful


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
    begins = run_starts(document)
    bounds = zip([*begins.tolist(), len(document)], [*odd.searchsorted(begins).tolist(), len(odd)], strict=True)
    odd_ = odd.tolist()
    for (begin, first_odd), (end, last_odd) in itertools.pairwise(bounds):
        _Page(columns, begin, end, odd_[first_odd:last_odd]).find_kinds()
    return np.frombuffer(columns.kinds, dtype=np.uint8)


@dataclass(slots=True, eq=False, repr=False)
class _Columns:
    """The columns of a batch of lines as lists, and the kinds that are found; the pages share them."""

    text: str
    start: list[int]
    end: list[int]
    n_tokens: list[int]
    n_sentences: list[int]
    terminal: list[bool]
    titled: list[bool]
    phrase: list[bool]
    finished: list[bool]  # ends like a sentence and is no title
    kinds: bytearray

    @classmethod
    def of(cls, lines: Lines) -> _Columns:
        return cls(
            text=lines.text,
            start=lines.start.tolist(),
            end=lines.end.tolist(),
            n_tokens=lines.n_tokens.tolist(),
            n_sentences=lines.n_sentences.tolist(),
            terminal=lines.terminal.tolist(),
            titled=lines.titled.tolist(),
            phrase=lines.phrase.tolist(),
            finished=(lines.plain | (lines.terminal & ~lines.titled)).tolist(),
            kinds=bytearray(len(lines.start)),  # all SENTENCE
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
        for i in self._odd[:_SECTION_LINES]:
            if n_tokens[i] == 2 and i < self._begin + _SECTION_LINES and furniture.is_section(text[start[i] : end[i]]):
                self._kinds[i] = BOILERPLATE
        if self._n_tokens[self._begin] <= _LONGEST_DECK:
            self._mark_headlines()
        first, last = self._prose()
        if first < 0:
            self._keep_only_line()
            return
        short = []  # finished lines that may be sub-headings
        for i in self._odd:
            if self._kinds[i] == SENTENCE:
                self._kinds[i] = kind = self._kind_of_odd(i, first, last)
                if kind == SENTENCE and (n_tokens[i] <= _LONGEST_SUBHEADING or columns.titled[i]) and first <= i <= last:
                    short.append(i)
        if short:
            self._mark_subheadings(short, first, last)
        self._mark_signatures(first, last)
        self._mark_notes(first)

    def _next_line(self, i: int, step: int = 1) -> int:
        """The nearest line before or after that is no furniture, -1 if there is none."""
        i += step
        while self._begin <= i < self._end and self._kinds[i] == BOILERPLATE:
            i += step
        return i if self._begin <= i < self._end else -1

    def _mark_headlines(self) -> None:
        """Mark headlines above the article that end like sentences, and the line under one that ends in a semicolon."""
        i = self._next_line(self._begin - 1)
        n_above = self._lines_above_dateline(i)
        if i < 0 or not self._may_be_headline(i, _LONGEST_DECK if n_above else _LONGEST_HEADLINE):
            return
        if not self._goes_on_below(i) or not (self._is_headline(i, n_above > 0) or self._stands_above_label(i)):
            return
        self._kinds[i] = HEADING
        if self._line(i).endswith(";"):
            n_above = max(n_above, 2)
        for n in range(1, _HEADLINE_LINES):
            i = self._next_line(i)
            longest = _LONGEST_DECK if n < n_above else _LONGEST_HEADLINE
            if i < 0 or not self._may_be_headline(i, longest) or not self._goes_on_below(i):
                return
            if n >= n_above and not self._is_headline(i, above_dateline=False):
                return
            self._kinds[i] = HEADING

    def _is_headline(self, i: int, above_dateline: bool) -> bool:
        columns = self._columns
        start, line = columns.start[self._next_line(i)], self._line(i)
        below = columns.text[start : min(start + headlines.LONGEST_LEAD, columns.end[self._end - 1])]
        if headings.is_labelled(line) and not headings.is_labelled(below):  # else a speaker's turn
            return True
        return headlines.is_headline(line, below, above_dateline)

    def _stands_above_label(self, i: int) -> bool:
        """Whether a line stands above one in capitals (``LETTERS.``), or has no verb and stands above a plain headline."""
        if headings.is_in_capitals(self._line(i + 1)):
            return True
        below = self._next_line(i)
        if self._n_tokens[i] > _LONGEST_LISTED or not self._may_be_headline(below, _LONGEST_HEADLINE):
            return False
        if not headlines.lacks_verb(self._line(i)):
            return False
        return self._goes_on_below(below) and self._is_headline(below, above_dateline=False)

    def _may_be_headline(self, i: int, longest: int) -> bool:
        columns = self._columns
        if self._kinds[i] != SENTENCE or self._n_tokens[i] > longest:
            return False
        # Some headlines end in a semicolon; the line under those may have two sentences.
        if not self._terminal[i] and not self._line(i).endswith(";"):
            return False
        return columns.n_sentences[i] <= (1 if longest == _LONGEST_HEADLINE else 2)

    def _goes_on_below(self, i: int) -> bool:
        """Whether one of the next lines is a long finished one, as in an article."""
        for _ in range(_HEADLINE_LINES):
            i = self._next_line(i)
            if i < 0:
                return False
            if self._columns.finished[i] and self._n_tokens[i] > _LONGEST_LISTED:
                return True
        return False

    def _lines_above_dateline(self, i: int) -> int:
        """Number of short lines from `i` on above the paragraph that opens with a dateline, 0 if there is none."""
        for n in range(_HEADLINE_LINES):
            if i < 0:
                return 0
            if self._n_tokens[i] >= SHORTEST_PLAIN and headings.opens_with_dateline(self._line(i)):
                return n
            if not self._may_be_headline(i, _LONGEST_DECK):
                return 0
            i = self._next_line(i)
        return 0

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
        """A line that tells what people do on a picture, ends in a credit, or in a year right above a photographer's credit."""
        line, below = self._line(i), i + 1
        if furniture.is_caption(line):
            return True
        if below >= self._end or self._n_tokens[i] > LONGEST_CAPTION:
            return False
        if self._kinds[below] != BOILERPLATE:
            return furniture.ends_in_credit(line) and headings.opens_with_dateline(self._line(below))
        return furniture.ends_in_year(line) and furniture.is_photo_credit(self._line(below))

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
        short = self._n_tokens[i] <= _LONGEST_LISTED and not self._line(i).startswith(("•", "-", "*", "–"))
        if short and self._listed_beside(i, -1) + self._listed_beside(i, 1) >= 3:
            return BOILERPLATE
        return SENTENCE if self._is_announced(i) else HEADING

    def _is_announced(self, i: int) -> bool:
        """Whether a line belongs to a list of several below a paragraph that ends in a colon."""
        first = i
        while i - first < _MOST_ITEMS and first > self._begin and self._is_item(first - 1):
            first -= 1
        above = first - 1
        if above < self._begin or self._kinds[above] != SENTENCE or not self._line(above).endswith(":"):
            return False
        return first < i or (i + 1 < self._end and self._is_item(i + 1))

    def _is_item(self, i: int) -> bool:
        return self._n_tokens[i] <= _LONGEST_HEADING and not self._line(i).endswith(":") and self._kinds[i] != BOILERPLATE

    def _listed_beside(self, i: int, step: int) -> int:
        """Number of short unfinished lines in a row on one side, at most three."""
        listed = 0
        j = i + step
        while self._begin <= j < self._end and listed < 3 and not self._terminal[j] and self._n_tokens[j] <= _LONGEST_LISTED:
            listed += 1
            j += step
        return listed

    def _mark_subheadings(self, short: list[int], first: int, last: int) -> None:
        """Mark those of some short finished lines that are sub-headings, or names and places under letters."""
        lines: dict[str, list[int]] = {form: [] for form in headings.FORMS}
        for i in short:
            form = self._heading_form(i)
            if form is not None:
                lines[form].append(i)
        self._mark(lines["sure"] + [i for i in lines["verbless"] if self._is_said_below(i)], HEADING)
        if self._has_headings(first, last):
            self._mark(lines["verbless"], HEADING)
        signed = set(lines["named"])
        signed = {i for i in signed if not signed.isdisjoint((self._next_line(i), self._next_line(i, -1)))}
        self._mark(signed.union(lines["signed"]), BOILERPLATE)
        others = lines["doubtful"] + [i for i in lines["named"] if i not in signed and self._stands_after_prose(i)]
        # One that alone would be doubtful is a sub-heading where there are others.
        if len(others) + sum(self._kinds[i] == HEADING for i in self._odd if first < i < last) >= _LEAST_SUPPORT:
            self._mark(others, HEADING)
        asked = lines["asked"]
        if len(asked) < _FEWEST_QUESTIONS or 2 * sum(headings.addresses_reader(self._line(i)) for i in asked) >= len(asked):
            # One or two that stand among other sub-headings.
            asked = [i for i in asked if headings.is_self_contained(self._line(i))] if self._has_headings(first, last) else []
        self._mark(asked, HEADING)
        if len(lines["numbered"]) >= _LEAST_SUPPORT:
            self._mark(lines["numbered"], HEADING)

    def _mark(self, lines: Iterable[int], kind: int) -> None:
        for i in lines:
            self._kinds[i] = kind

    def _is_said_below(self, i: int) -> bool:
        """Whether the section below says again what a line says, as it does below a heading (``Two-front war.``)."""
        columns = self._columns
        below = columns.text[columns.end[i] : min(columns.end[i] + _SECTION, columns.end[self._end - 1])]
        return headlines.is_restated(self._line(i), below)

    def _has_headings(self, first: int, last: int) -> bool:
        return any(self._kinds[i] == HEADING for i in self._odd if first < i < last)

    def _mark_signatures(self, first: int, last: int) -> None:
        """Mark the names and places under letters that stand on two lines without a stop, of which a page has several."""
        inner = [i for i in self._odd if first < i < last and self._kinds[i] == HEADING and not self._terminal[i]]
        if len(inner) < 2 * _FEWEST_LETTERS:
            return
        pairs = [i for i in inner if self._kinds[i + 1] == HEADING and self._columns.finished[i - 1] and self._is_signature(i)]
        if len(pairs) >= _FEWEST_LETTERS:
            for i in pairs:
                self._kinds[i] = self._kinds[i + 1] = BOILERPLATE

    def _is_signature(self, i: int) -> bool:
        name, place = self._line(i), self._line(i + 1)
        return headings.is_named(name) and self._n_tokens[i + 1] <= _LONGEST_PLACE and headings.is_named(place, fewest_words=1)

    def _heading_form(self, i: int) -> str | None:
        """What makes a finished line look like a sub-heading."""
        line = self._line(i)
        if not self._terminal[i]:
            return None
        if headings.is_question(line) and self._stands_between_prose(i):
            return "sure" if headings.is_title(line) else "asked"
        if headings.has_small_capital(line) and self._stands_between_prose(i):
            return "sure"
        if headings.has_clause(line):
            return "numbered" if headings.is_numbered(line) and self._stands_between_prose(i) else None
        if headings.is_in_capitals(line):
            # Some pages are in capitals throughout.
            beside = [j for j in (self._next_line(i), self._next_line(i, -1)) if j >= 0 and self._n_tokens[j] >= SHORTEST_PLAIN]
            return None if any(self._line(j).isupper() for j in beside) else "sure"
        if headings.is_labelled(line):
            return None
        short = self._n_tokens[i] <= _LONGEST_SUBHEADING and line.endswith((".", ".'", ".’", ".”", '."'))
        if not self._stands_between_prose(i):
            # Ann Lowe, Salem, Ore.
            signed = i == self._end - 1 and line.count(",") > 0
            return ("signed" if signed else "named") if short and headings.is_named(line) else None
        if headings.is_title(line):
            return "sure"
        if headings.is_numbered(line):
            return "numbered"
        return self._form_of_label(line) if short and self._columns.n_sentences[i] == 1 else None

    def _form_of_label(self, line: str) -> str | None:
        if headings.is_in_single_marks(line):
            return "sure" if self._speech_has_double_marks else "doubtful"
        return "named" if headings.is_named(line) else headings.verbless_form(line)

    @functools.cached_property
    def _speech_has_double_marks(self) -> bool:
        text = self._columns.text[self._columns.start[self._begin] : self._columns.end[self._end - 1]]
        return "“" in text or '"' in text

    def _stands_after_prose(self, i: int) -> bool:
        """Whether a paragraph stands above, and one below or nothing more."""
        if self._next_line(i) >= 0:
            return self._stands_between_prose(i)
        return self._n_tokens[self._next_line(i, -1)] >= SHORTEST_PLAIN

    def _stands_between_prose(self, i: int) -> bool:
        """Whether paragraphs of the article stand above and below, and the one above asks and announces nothing."""
        above, below = self._beside(i, -1), self._beside(i, 1)
        if above < 0 or below < 0 or self._n_tokens[below] < SHORTEST_PLAIN or self._n_tokens[above] < _SHORTEST_ABOVE:
            return False
        finished = self._columns.finished
        return finished[above] and finished[below] and not self._line(above).endswith(("?", ":", "?”", '?"', "?’"))

    def _beside(self, i: int, step: int) -> int:
        """The nearest line on one side that is no title and has no number: a heading may stand right above another."""
        for _ in range(_MOST_STACKED):
            i = self._next_line(i, step)
            if i < 0 or self._n_tokens[i] > _LONGEST_SUBHEADING or not self._terminal[i]:
                break
            if not headings.is_title(self._line(i)) and not headings.is_numbered(self._line(i)):
                break
        return i

    def _mark_notes(self, first: int) -> None:
        """Mark the notes on the page at its top and foot, and those on the author, of whom the article tells nothing."""
        if self._kinds[first] == SENTENCE and self._is_note_on_top(first):
            self._kinds[first] = BOILERPLATE
        i, n_read = self._end, 0
        while n_read < _NOTE_LINES and i - 1 > first:
            i -= 1
            if self._kinds[i] == BOILERPLATE:
                continue
            n_read += 1
            if self._kinds[i] != SENTENCE:
                return
            line = self._line(i)
            if not furniture.is_note(line):
                name = furniture.author_of_biography(line)
                if name is None or furniture.tells_of(self._article(first, i), name):
                    return
            self._kinds[i] = BOILERPLATE

    def _is_note_on_top(self, i: int) -> bool:
        line = self._line(i)
        return furniture.is_note(line) or (self._columns.n_sentences[i] == 1 and furniture.is_caption(line))

    def _article(self, first: int, end: int) -> str:
        """The sentences of the lines from `first` up to `end`, without bylines."""
        return "\n".join(self._line(i) for i in range(first, end) if self._kinds[i] == SENTENCE)
