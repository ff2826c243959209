"""What stands above an article: headlines that end like sentences, the lines under them, abstracts, names of sections.

What a single line tells by its words is in `headlines` and `headings`; here its neighbours are asked.
"""

from __future__ import annotations

import itertools

from opinionclf.pages.linemarks import COLON, DASH, OPENS
from opinionclf.pages.lines import SHORTEST_PLAIN
from opinionclf.pages.pagelines import LONGEST_LISTED, TOP_LINES, PageLines
from opinionclf.pages.sitelines import mark_site_prose
from opinionclf.pages.wording import bylines, furniture, headings, headlines, sitephrases
from opinionclf.pages.wording.pagewords import page_words
from opinionclf.segmentkinds import BOILERPLATE, HEADING

_LONGEST_HEADLINE = 26  # tokens of a headline that ends like a sentence
_LONGEST_DECK = 32  # tokens of the line under a headline
_SECTION_LINES = 3  # at the top of a page
_MOST_HEADLINES = 2  # headline and deck, where no dateline stands below
_HEADLINE_LINES = 4  # lines above a dateline that may be headlines
_LONGEST_NOTICE = 40  # tokens of what a page says to its readers above the headline
_LONGEST_LABEL = 4  # tokens of a line that says what stands below it
_MOST_ABOVE_BYLINE = 2  # finished lines: headline and deck


def _mark_sections(page: PageLines) -> None:
    """Mark the names of sections at the top, with a full stop or without."""
    for i in page.odd[:_SECTION_LINES]:
        if page.n_tokens[i] == 2 and i < page.begin + _SECTION_LINES and sitephrases.is_section(page.line(i)):
            page.kinds[i] = BOILERPLATE


def _mark_headlines(page: PageLines) -> None:
    """Mark headlines above the article that end like sentences, and the line under one that ends in a semicolon."""
    i = page.next_line(page.begin - 1)
    if i < 0 or not _may_be_headline(page, i, _LONGEST_DECK) or not _goes_on_below(page, i):
        return
    n_sure = _sure_headlines(page, i)
    if n_sure:
        page.kinds[i] = HEADING
        _mark_further_headlines(page, i, n_sure)


def _sure_headlines(page: PageLines, i: int) -> int:
    """Number of lines from the first one on that its place or words make headlines, 0 if it is none itself."""
    n_above = _lines_above_dateline(page, i)
    if not n_above and not _may_be_headline(page, i, _LONGEST_HEADLINE):
        return 0
    is_headline = _is_headline(page, i, n_above > 0) or _stands_above_label(page, i)
    has_deck = page.line(i).endswith(";") if is_headline else _stands_above_deck(page, i)
    if has_deck:
        return max(n_above, 2)
    return max(n_above, 1) if is_headline else 0


def _mark_further_headlines(page: PageLines, i: int, n_sure: int) -> None:
    """Mark the headlines below the first one: those that are sure, or one that reads as a headline."""
    headline = page.line(i)
    for n in range(1, _HEADLINE_LINES):
        i = page.next_line(i)
        longest = _LONGEST_DECK if n < n_sure else _LONGEST_HEADLINE
        if not _may_be_headline(page, i, longest) or not _goes_on_below(page, i):
            return
        if n >= n_sure and (n >= _MOST_HEADLINES or not _is_second_headline(page, i, headline)):
            return
        page.kinds[i] = HEADING


def _is_second_headline(page: PageLines, i: int, headline: str) -> bool:
    # The article says its headline again, a second headline does not.
    return _is_headline(page, i, above_dateline=False) and not headlines.is_restated(headline, page.line(i))


def _mark_abstract(page: PageLines) -> None:
    """Mark what archives put above an article: ``ABSTRACT.``, what it tells in a sentence or two, ``FULL TEXT.``"""
    short = [i for i in page.odd[:TOP_LINES] if page.n_tokens[i] <= _LONGEST_LABEL and i < page.begin + TOP_LINES]
    for i, j in itertools.pairwise(short):
        if j - i <= TOP_LINES // 2 and sitephrases.frames_abstract(page.line(i), page.line(j)):
            page.mark(range(i, j + 1), BOILERPLATE)


def _mark_above_headline(page: PageLines) -> None:
    """Mark one or two finished lines above a headline without a stop and its byline, of which the article says nothing again.

    Else they would be taken for the beginning of the article: ``You have 2 free articles remaining.``
    """
    above: list[int] = []
    i = page.next_line(page.begin - 1)
    while i >= 0 and page.terminal[i] and len(above) <= _MOST_ABOVE_BYLINE:
        above.append(i)
        i = page.next_line(i)
    if i < 0 or not 0 < len(above) <= _MOST_ABOVE_BYLINE or not all(_may_be_furniture(page, j) for j in above):
        return
    byline = _byline_of_headline(page, i)
    if byline < 0 or not _goes_on_below(page, byline) or _has_entries(page, byline):
        return
    below = page.text_from(page.columns.start[i], headlines.LONGEST_LEAD)
    if not any(headlines.says_again(page.line(j), below) or _is_headline(page, j, above_dateline=False) for j in above):
        page.mark(above, BOILERPLATE)


def _may_be_furniture(page: PageLines, i: int) -> bool:
    if page.n_tokens[i] > _LONGEST_NOTICE or page.marks[i] & OPENS:
        return False
    return page_words()["speaks_of_self"].isdisjoint(page.line(i).replace("’", "'").split())


def _byline_of_headline(page: PageLines, i: int) -> int:
    """The place of a byline or date a line or two below an unfinished line that may be its headline, -1 if there is none."""
    if not _LONGEST_LABEL <= page.n_tokens[i] + 1 <= _LONGEST_HEADLINE or page.line(i).endswith((":", ",", ";")):
        return -1
    for j in range(i + 1, min(i + 1 + _HEADLINE_LINES, page.end)):
        if page.is_text(j):
            break
        if _is_byline_or_date(page, j) or (not page.terminal[j] and bylines.is_byline(page.line(j), has_line_above=True)):
            return j
    return -1


def _has_entries(page: PageLines, byline: int) -> bool:
    """Whether other dates or bylines stand below the article under one: they are those of entries."""
    prose = next(j for j in range(byline, page.end) if page.is_text(j))
    return any(_is_byline_or_date(page, j) for j in page.odd if j > prose)


def _mark_above_byline(page: PageLines) -> None:
    """Mark one or two short finished lines above the byline, or a headline above the date at the top, as headings.

    The article stands below it. Where other dates or bylines stand below, these are those of entries.
    """
    above, byline = _lines_above_byline(page)
    if not above or not _goes_on_below(page, byline):
        return
    is_date = page.kinds[byline] == BOILERPLATE and not bylines.names_author(page.line(byline))
    if is_date and not _is_headline(page, above[0], above_dateline=False):
        return
    if not _has_entries(page, byline):
        page.mark(above, HEADING)


def _lines_above_byline(page: PageLines) -> tuple[list[int], int]:
    """The finished lines above a byline or date at the top, all of which may be headlines, and its place; else none and -1."""
    above: list[int] = []
    for i in page.lines[:TOP_LINES]:
        if page.is_text(i):
            if len(above) == _MOST_ABOVE_BYLINE or not _may_stand_above_byline(page, i):
                break
            above.append(i)
        elif above and _is_byline_or_date(page, i):
            return above, i
        elif above and page.kinds[i] == BOILERPLATE:
            break
    return [], -1


def _may_stand_above_byline(page: PageLines, i: int) -> bool:
    """Whether a finished line may be headline or deck: one sentence, or two of which one asks or both are short; no quotation.

    A short letter above the name of its writer is in the first person or speaks to somebody.
    """
    if page.n_tokens[i] > _LONGEST_HEADLINE or page.marks[i] & OPENS:
        return False
    line = page.line(i)
    if line.startswith("Dear "):
        return False
    if page.columns.n_sentences[i] != 2:
        return page.columns.n_sentences[i] == 1
    return line.endswith("?") or (page.n_tokens[i] <= LONGEST_LISTED and not headings.is_in_person(line))


def _is_byline_or_date(page: PageLines, i: int) -> bool:
    """Whether a line names the author, or the day."""
    line, is_finished = page.line(i), page.terminal[i] > 0
    is_date = page.kinds[i] == BOILERPLATE and furniture.is_date_line(line, is_finished, page.marks[i])
    return (is_date and furniture.names_day(line)) or (not is_finished and bylines.names_author(line))


def _is_headline(page: PageLines, i: int, above_dateline: bool) -> bool:
    line, below = page.line(i), page.text_from(page.columns.start[page.next_line(i)], headlines.LONGEST_LEAD)
    is_turn = headings.opens_turn(line) and headings.opens_turn(below) and not headings.goes_on_small(line)
    if is_turn and not headings.opens_with_label(line):
        return False
    if page.marks[i] & COLON and headings.is_labelled(line):
        return True
    return headlines.is_headline(line, below, above_dateline)


def _stands_above_label(page: PageLines, i: int) -> bool:
    """Whether a line stands above one in capitals (``LETTERS.``), or has no verb and stands above a plain headline."""
    if headings.is_in_capitals(page.line(i + 1)):
        return True
    below = page.next_line(i)
    if not _may_be_headline(page, below, _LONGEST_HEADLINE) or not headlines.lacks_verb(page.line(i)):
        return False
    return _goes_on_below(page, below) and _is_headline(page, below, above_dateline=False)


def _stands_above_deck(page: PageLines, i: int) -> bool:
    below = page.next_line(i)
    article = page.text_from(page.columns.end[below], headlines.LONGEST_LEAD)
    return headlines.is_above_deck(page.line(i), page.line(below), article.lstrip())


def _may_be_headline(page: PageLines, i: int, longest: int) -> bool:
    columns = page.columns
    if page.n_tokens[i] > longest:
        return False
    # Some headlines end in a semicolon; the line under those may have two sentences.
    if not page.terminal[i] and not page.line(i).endswith(";"):
        return False
    return columns.n_sentences[i] <= (1 if longest == _LONGEST_HEADLINE else 2)


def _goes_on_below(page: PageLines, i: int) -> bool:
    """Whether one of the next lines is a long finished one, as in an article."""
    for _ in range(_HEADLINE_LINES):
        i = page.next_line(i)
        if i < 0:
            return False
        if page.columns.finished[i] and page.n_tokens[i] > LONGEST_LISTED:
            return True
    return False


def _lines_above_dateline(page: PageLines, i: int) -> int:
    """Number of short lines from `i` on above the paragraph that opens with a dateline, 0 if there is none."""
    for n in range(_HEADLINE_LINES):
        if i < 0:
            return 0
        if page.marks[i] & DASH and page.n_tokens[i] >= SHORTEST_PLAIN and headings.opens_with_dateline(page.line(i)):
            return n
        if not _may_be_headline(page, i, _LONGEST_DECK):
            return 0
        i = page.next_line(i)
    return 0


# What marks the lines that stand above an article and end like a sentence, in this order.
STEPS_AT_TOP = (_mark_sections, mark_site_prose, _mark_abstract, _mark_above_headline, _mark_headlines, _mark_above_byline)
