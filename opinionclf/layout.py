"""Which lines of a page are sentences of the article, headings, or page furniture.

The rules are of form: length, closing mark, case, place on the page, neighbours. What a single line tells by its words is in
`opinionclf.furniture`, `opinionclf.bylines`, `opinionclf.headlines` and `opinionclf.subheadings`. Most lines of an article are
plain prose, which a few columns show; only the others are looked at one by one.
"""

from __future__ import annotations

import itertools

import numpy as np

from opinionclf import bylines, furniture, headings, headlines
from opinionclf.arrays import NDArray
from opinionclf.linemarks import COLON, DASH, OPENS
from opinionclf.lines import LONGEST_CAPTION, SHORTEST_PLAIN, Lines
from opinionclf.pagelines import BOILERPLATE, HEADING, SENTENCE, LineColumns, PageLines
from opinionclf.subheadings import FEWEST_SIGNATURES, LONGEST_SUBHEADING, mark_entries, mark_signatures, mark_subheadings
from opinionclf.tokens import Ints, run_starts

_LONGEST_HEADING = 22  # tokens
_LONGEST_BYLINE = 14
_LONGEST_LISTED = 12  # tokens of a line in a list of links
_LONGEST_NOTE = 6  # lines of a correction, with its heading
_NOTE_LINES = 3  # at the foot of a page
_LONGEST_HEADLINE = 26  # tokens of a headline that ends like a sentence
_LONGEST_DECK = 32  # tokens of the line under a headline
_SECTION_LINES = 3  # at the top of a page
_MOST_HEADLINES = 2  # headline and deck, where no dateline stands below
_HEADLINE_LINES = 4  # lines above a dateline that may be headlines
_TOP_LINES = 8  # of a page, among which its byline stands
_LONGEST_LABEL = 4  # tokens of a line that says what stands below it
_MOST_ABOVE_BYLINE = 2  # finished lines: headline and deck
_LONGEST_SHOWN = 30  # tokens of a caption below its credit
_LONGEST_CREDITED = 120  # tokens of a caption that ends in a credit, above a dateline
_MOST_ITEMS = 12  # above one in a list


def line_kinds(lines: Lines, document: Ints) -> NDArray[np.uint8]:
    """Return SENTENCE, HEADING or BOILERPLATE for each line.

    Parameters
    ----------
    lines : Lines
    document : ndarray of int64, shape (n_lines,)
        Number of the document each line belongs to, ascending.
    """
    (odd,) = (~lines.plain).nonzero()
    columns = LineColumns.of(lines, odd.tolist())
    begins = run_starts(document)
    bounds = zip([*begins.tolist(), len(document)], [*odd.searchsorted(begins).tolist(), len(odd)], strict=True)
    rows = list(columns.odd)
    _mark_furniture(columns, rows)
    for (begin, first_odd), (end, last_odd) in itertools.pairwise(bounds):
        _Page(columns, begin, end, rows[first_odd:last_odd]).find_kinds()
    return np.frombuffer(columns.kinds, dtype=np.uint8)


def _mark_furniture(columns: LineColumns, odd: list[int]) -> None:
    """Mark those of some lines that are furniture by their words or form alone."""
    line, terminal, n_tokens, marks, phrase = columns.odd, columns.terminal, columns.n_tokens, columns.marks, columns.phrase
    for i in odd:
        if furniture.is_furniture(line[i], terminal[i], n_tokens[i], marks[i], phrase[i]):
            columns.kinds[i] = BOILERPLATE


class _Page(PageLines):
    """The lines of one document, which get their kinds in `find_kinds`."""

    def find_kinds(self) -> None:
        """Find the kind of each line; the only one of a page is what there is to label."""
        if self.end == self.begin + 1:
            self.kinds[self.begin] = SENTENCE
            return
        kinds, n_tokens, odd, texts = self.kinds, self.n_tokens, self.odd, self.columns.odd
        for i in odd[:_SECTION_LINES]:
            if n_tokens[i] == 2 and i < self.begin + _SECTION_LINES and furniture.is_section(texts[i]):
                kinds[i] = BOILERPLATE
        self._mark_abstract()
        if n_tokens[self.begin] <= _LONGEST_DECK:
            self._mark_headlines()
            self._mark_above_byline()
        first, last = self._prose()
        if first < 0:
            return
        short, inner = self._kinds_of_odd(first, last)
        if short:
            mark_entries(self, short)
            mark_subheadings(self, [i for i in short if i <= last and kinds[i] == SENTENCE], first, last)
        if len(inner) >= FEWEST_SIGNATURES:
            mark_signatures(self, inner)
        self._mark_below_credits(first, last)
        self._mark_notes(first)

    def _kinds_of_odd(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """Find the kinds of the odd lines; return finished ones that may be sub-headings, and unfinished ones that are."""
        kinds, n_tokens, texts = self.kinds, self.n_tokens, self.columns.odd
        terminal, titled, dated = self.terminal, self.titled, self.columns.dated
        short, inner = [], []
        for i in self.odd:
            if kinds[i] != SENTENCE:
                continue
            if not terminal[i] or i < first or dated[i]:
                kinds[i] = kind = self._kind_of_odd(i, texts[i], first, last)
                if kind != SENTENCE or i < first or not terminal[i]:
                    if kind == HEADING and first < i <= last:
                        inner.append(i)
                    continue
            if n_tokens[i] <= LONGEST_SUBHEADING or titled[i]:
                short.append(i)
        return short, inner

    def _mark_below_credits(self, first: int, last: int) -> None:
        """Mark the captions that stand below the credits of their pictures."""
        kinds, n_tokens = self.kinds, self.n_tokens
        above = [i for i in self.odd if first < i < last and kinds[i] == BOILERPLATE and n_tokens[i + 1] <= _LONGEST_SHOWN]
        for i in above:
            if kinds[i + 1] == SENTENCE and furniture.is_credit(self.line(i)) and bylines.shows(self.line(i + 1)):
                kinds[i + 1] = BOILERPLATE

    def _mark_headlines(self) -> None:
        """Mark headlines above the article that end like sentences, and the line under one that ends in a semicolon."""
        i = self.next_line(self.begin - 1)
        if i < 0 or not self._may_be_headline(i, _LONGEST_DECK) or not self._goes_on_below(i):
            return
        n_above = self._lines_above_dateline(i)
        if not n_above and not self._may_be_headline(i, _LONGEST_HEADLINE):
            return
        has_deck = self.line(i).endswith(";")
        if not self._is_headline(i, n_above > 0) and not self._stands_above_label(i):
            has_deck = self._stands_above_deck(i)
            if not has_deck:
                return
        self.kinds[i] = HEADING
        headline = self.line(i)
        if has_deck:
            n_above = max(n_above, 2)
        for n in range(1, _HEADLINE_LINES):
            i = self.next_line(i)
            longest = _LONGEST_DECK if n < n_above else _LONGEST_HEADLINE
            if i < 0 or not self._may_be_headline(i, longest) or not self._goes_on_below(i):
                return
            if n >= max(n_above, _MOST_HEADLINES) or (n >= n_above and not self._is_headline(i, above_dateline=False)):
                return
            # The article says its headline again, a second headline does not.
            if n >= n_above and headlines.is_restated(headline, self.line(i)):
                return
            self.kinds[i] = HEADING

    def _mark_abstract(self) -> None:
        """Mark what archives put above an article: ``ABSTRACT.``, what it tells in a sentence or two, ``FULL TEXT.``"""
        short = [i for i in self.odd[:_TOP_LINES] if self.n_tokens[i] <= _LONGEST_LABEL and i < self.begin + _TOP_LINES]
        for i, j in itertools.pairwise(short):
            if j - i <= _TOP_LINES // 2 and furniture.frames_abstract(self.line(i), self.line(j)):
                self.mark(range(i, j + 1), BOILERPLATE)

    def _mark_above_byline(self) -> None:
        """Mark one or two short finished lines above the byline, or a headline above the date at the top, as headings.

        The article stands below it. Where other dates or bylines stand below, these are those of entries.
        """
        above: list[int] = []
        for i in range(self.begin, min(self.begin + _TOP_LINES, self.end)):
            if self.kinds[i] == SENTENCE and self.terminal[i]:
                if len(above) == _MOST_ABOVE_BYLINE or not self._may_stand_above_byline(i):
                    return
                above.append(i)
            elif above and self._is_byline_or_date(i):
                break
            elif above and self.kinds[i] == BOILERPLATE:
                return
        else:
            return
        if not self._goes_on_below(i):
            return
        if self.kinds[i] == BOILERPLATE and not self._is_headline(above[0], above_dateline=False):
            return
        prose = next(j for j in range(i, self.end) if self.kinds[j] == SENTENCE and self.terminal[j])
        if not any(self._is_byline_or_date(j) for j in self.odd if j > prose):
            self.mark(above, HEADING)

    def _may_stand_above_byline(self, i: int) -> bool:
        """Whether a finished line may be headline or deck: one sentence, or a question behind one, without a quotation."""
        if self.n_tokens[i] > _LONGEST_HEADLINE or self.marks[i] & OPENS:
            return False
        line = self.line(i)
        if line.startswith("Dear "):
            return False
        return self.columns.n_sentences[i] == 1 or (self.columns.n_sentences[i] == 2 and line.endswith("?"))

    def _is_byline_or_date(self, i: int) -> bool:
        """Whether a line names the author, or the day."""
        line = self.line(i)
        if self.kinds[i] == BOILERPLATE and furniture.is_date_line(line, self.terminal[i], self.marks[i]):
            return furniture.names_day(line)
        return not self.terminal[i] and bylines.names_author(line)

    def _is_headline(self, i: int, above_dateline: bool) -> bool:
        columns = self.columns
        start, line = columns.start[self.next_line(i)], self.line(i)
        below = columns.text[start : min(start + headlines.LONGEST_LEAD, columns.end[self.end - 1])]
        if headings.opens_turn(line) and headings.opens_turn(below) and not headings.opens_with_label(line):
            return False
        if self.marks[i] & COLON and headings.is_labelled(line):
            return True
        return headlines.is_headline(line, below, above_dateline)

    def _stands_above_label(self, i: int) -> bool:
        """Whether a line stands above one in capitals (``LETTERS.``), or has no verb and stands above a plain headline."""
        if headings.is_in_capitals(self.line(i + 1)):
            return True
        below = self.next_line(i)
        if self.n_tokens[i] > _LONGEST_LISTED or not self._may_be_headline(below, _LONGEST_HEADLINE):
            return False
        if not headlines.lacks_verb(self.line(i)):
            return False
        return self._goes_on_below(below) and self._is_headline(below, above_dateline=False)

    def _stands_above_deck(self, i: int) -> bool:
        below = self.next_line(i)
        if not self._may_be_headline(below, _LONGEST_HEADLINE) or not self._goes_on_below(below):
            return False
        start = self.columns.end[below]
        article = self.columns.text[start : min(start + headlines.LONGEST_LEAD, self.columns.end[self.end - 1])]
        return headlines.is_above_deck(self.line(i), self.line(below), article.lstrip())

    def _may_be_headline(self, i: int, longest: int) -> bool:
        columns = self.columns
        if self.kinds[i] != SENTENCE or self.n_tokens[i] > longest:
            return False
        # Some headlines end in a semicolon; the line under those may have two sentences.
        if not self.terminal[i] and not self.line(i).endswith(";"):
            return False
        return columns.n_sentences[i] <= (1 if longest == _LONGEST_HEADLINE else 2)

    def _goes_on_below(self, i: int) -> bool:
        """Whether one of the next lines is a long finished one, as in an article."""
        for _ in range(_HEADLINE_LINES):
            i = self.next_line(i)
            if i < 0:
                return False
            if self.columns.finished[i] and self.n_tokens[i] > _LONGEST_LISTED:
                return True
        return False

    def _lines_above_dateline(self, i: int) -> int:
        """Number of short lines from `i` on above the paragraph that opens with a dateline, 0 if there is none."""
        for n in range(_HEADLINE_LINES):
            if i < 0:
                return 0
            if self.marks[i] & DASH and self.n_tokens[i] >= SHORTEST_PLAIN and headings.opens_with_dateline(self.line(i)):
                return n
            if not self._may_be_headline(i, _LONGEST_DECK):
                return 0
            i = self.next_line(i)
        return 0

    def _prose(self) -> tuple[int, int]:
        """First and last line that is a finished sentence and no title, -1 where there is none."""
        finished, kinds_ = self.columns.finished, self.kinds
        first, last = self.begin, self.end - 1
        while first <= last and not (finished[first] and kinds_[first] == SENTENCE):
            first += 1
        if first > last:
            return -1, -1
        while not (finished[last] and kinds_[last] == SENTENCE):
            last -= 1
        return first, last

    def _kind_of_odd(self, i: int, line: str, first: int, last: int) -> int:
        if self.columns.dated[i] and self._is_caption(i, line):
            return BOILERPLATE
        if self.terminal[i]:
            # Ann Lowe won Salem.
            return HEADING if i < first and not headings.has_small_verb(line) else SENTENCE
        n_tokens = self.n_tokens[i]
        if n_tokens <= _LONGEST_BYLINE and not first <= i <= last and bylines.is_byline(line, has_line_above=i > self.begin):
            return BOILERPLATE
        if n_tokens > _LONGEST_HEADING and self.titled[i] and i > first:
            return BOILERPLATE
        if n_tokens > _LONGEST_HEADING or line.endswith((",", ";", ":", "-", "—")):
            return SENTENCE
        if i > last:
            return BOILERPLATE
        return self._opening_line(i, first) if i < first else self._inner_line(i, line)

    def _is_caption(self, i: int, line: str) -> bool:
        """A line that tells what people do on a picture, ends in a credit, or in a year right above a photographer's credit."""
        below = i + 1
        if bylines.is_caption(line):
            return True
        if below >= self.end or self.n_tokens[i] > _LONGEST_CREDITED:
            return False
        if self.kinds[below] != BOILERPLATE:
            return bylines.ends_in_credit(line) and headings.opens_with_dateline(self.line(below))
        if self.n_tokens[i] > LONGEST_CAPTION:
            return False
        return bylines.ends_in_year(line) and furniture.is_photo_credit(self.line(below))

    def _opening_line(self, i: int, first: int) -> int:
        """A line above the article: its headline, or a word or two of navigation beside longer ones."""
        if self.n_tokens[i] > 2:
            return HEADING
        # Lines that are too short or furniture stay so: the search goes on where the last one ended.
        while self.opening < first and (self.kinds[self.opening] == BOILERPLATE or self.n_tokens[self.opening] <= 3):
            self.opening += 1
        return BOILERPLATE if self.opening < first else HEADING

    def _inner_line(self, i: int, line: str) -> int:
        """A line among the paragraphs: a sub-heading, or a link in a list of links."""
        if self.terminal[i - 1] and self.terminal[i + 1] and self.n_tokens[i - 1] > _LONGEST_HEADING:
            return HEADING  # between paragraphs, as most are
        short = self.n_tokens[i] <= _LONGEST_LISTED and not line.startswith(("•", "-", "*", "–"))
        if short and self._listed_beside(i, -1) + self._listed_beside(i, 1) >= 3:
            return BOILERPLATE
        return SENTENCE if self._is_announced(i) else HEADING

    def _is_announced(self, i: int) -> bool:
        """Whether a line belongs to a list of several below a paragraph that ends in a colon."""
        above = i - 1
        while i - above <= _MOST_ITEMS and above >= self.begin and self._is_item(above):
            above -= 1
        if above < self.begin or self.kinds[above] != SENTENCE or not self._ends_in_colon(above):
            return False
        return above < i - 1 or (i + 1 < self.end and self._is_item(i + 1))

    def _is_item(self, i: int) -> bool:
        return self.n_tokens[i] <= _LONGEST_HEADING and self.kinds[i] != BOILERPLATE and not self._ends_in_colon(i)

    def _ends_in_colon(self, i: int) -> bool:
        return self.columns.text[self.columns.end[i] - 1] == ":"

    def _listed_beside(self, i: int, step: int) -> int:
        """Number of short unfinished lines in a row on one side, at most three."""
        listed = 0
        j = i + step
        while self.begin <= j < self.end and listed < 3 and not self.terminal[j] and self.n_tokens[j] <= _LONGEST_LISTED:
            listed += 1
            j += step
        return listed

    def _mark_notes(self, first: int) -> None:
        """Mark the notes on the page at its top and foot, and those on the author, of whom the article tells nothing."""
        kinds, columns = self.kinds, self.columns
        noted, text, start, end = columns.noted, columns.text, columns.start, columns.end
        if kinds[first] == SENTENCE and self._is_note_on_top(first):
            kinds[first] = BOILERPLATE
        if self.odd and self.odd[-1] >= self.end - _LONGEST_NOTE:
            self._mark_correction(first)
        i, n_read = self.end, 0
        while n_read < _NOTE_LINES and i - 1 > first:
            i -= 1
            if kinds[i] == BOILERPLATE:
                continue
            n_read += 1
            if kinds[i] != SENTENCE or not (noted[i] or bylines.tells_of_programme(text, start[i], end[i])):
                return
            line = self.line(i)
            if not (bylines.is_note(line) or self._tells_of_reporter(line)):
                name = bylines.author_of_biography(line)
                if name is None or bylines.tells_of(self.article(first, i), name):
                    return
            kinds[i] = BOILERPLATE

    def _mark_correction(self, first: int) -> None:
        """Mark what stands below a line near the foot of the page, under its article, that says what it is: ``Correction:``"""
        for i in self.odd[-_LONGEST_NOTE:]:
            if i <= first or not self.marks[i] & COLON or self.kinds[i] != BOILERPLATE or i < self.end - _LONGEST_NOTE:
                continue
            if furniture.opens_note(self.line(i)):
                self.mark(range(i, self.end), BOILERPLATE)

    def _is_note_on_top(self, i: int) -> bool:
        columns = self.columns
        may_be_note = columns.noted[i] or bylines.tells_of_programme(columns.text, columns.start[i], columns.end[i])
        if may_be_note and (bylines.is_note(self.line(i)) or self._tells_of_author_above(i)):
            return True
        return columns.dated[i] and columns.n_sentences[i] == 1 and bylines.is_caption(self.line(i))

    def _tells_of_reporter(self, line: str) -> bool:
        """Whether a line tells where somebody was whom a byline at the top names."""
        name = bylines.reporter_in_note(line)
        if name is None:
            return False
        top = [self.line(i) for i in range(self.begin, min(self.begin + _TOP_LINES, self.end)) if self.kinds[i] == BOILERPLATE]
        return any(bylines.names_author(text) and bylines.has_name(text, name) for text in top)

    def _tells_of_author_above(self, i: int) -> bool:
        """Whether a line tells of the author whom the byline right above it names, and the article nothing."""
        if i == self.begin or self.columns.n_sentences[i] > 2 or not bylines.names_author(self.line(i - 1)):
            return False
        name = bylines.author_of_biography(self.line(i)) or ""
        return bylines.has_name(self.line(i - 1), name) and not bylines.tells_of(self.article(i + 1, self.end), name)


__all__ = ["BOILERPLATE", "HEADING", "SENTENCE", "line_kinds"]
