"""Which lines of a page are sentences of the article, headings, or page furniture.

The rules are of form: length, closing mark, case, place on the page, neighbours. What a single line tells by its words is in
`furniture`, `bylines`, `headlines` and `headings`; what stands above an article,
among its paragraphs and round them is looked for in `pagetop`, `subheadings` and `pagenotes`.
Most lines of an article are plain prose, which a few columns show; only the others are looked at one by one.
"""

from __future__ import annotations

import bisect
import itertools

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.pages.authornotes import find_possible_notes, mark_author_notes, mark_notes_above_furniture
from opinionclf.pages.captions import find_possible_captions, mark_captions
from opinionclf.pages.linemarks import ADDRESS, OPENS, RAIL, SLASH
from opinionclf.pages.lines import Lines
from opinionclf.pages.links import find_possible_labels, mark_links
from opinionclf.pages.pagelines import LONGEST_LISTED, LineColumns, PageLines
from opinionclf.pages.pagenotes import mark_authors_of_posts, mark_below_credits, mark_notes
from opinionclf.pages.pagetop import STEPS_AT_TOP
from opinionclf.pages.saidlines import mark_said, note_said
from opinionclf.pages.stamps import Said
from opinionclf.pages.subheadings import (
    FEWEST_SIGNATURES,
    LONGEST_SUBHEADING,
    mark_entries,
    mark_parallel_sections,
    mark_signatures,
    mark_subheadings,
)
from opinionclf.pages.wording import bylines, furniture, headings
from opinionclf.pages.wording.linewords import has_small_verb, tells_in_item
from opinionclf.pages.wording.pagewords import affixes
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text.tokens import run_starts

_LONGEST_HEADING = 22  # tokens
_LONGEST_HEADED = 40  # tokens, with a sign in front
_LONGEST_LINK = 5  # tokens of one that ends as a sentence does
_LONGEST_BYLINE = 14
_LONGEST_CREDITED = 120  # tokens of a caption that ends in a credit, above a dateline
_FEWEST_CUT_OFF = 2  # sentences of a line at the foot of which the last one has no full stop
_MOST_ITEMS = 12  # above one in a list
_ITEM_SIGNS = ("•", "▪", "- ", "* ", "– ")
_OPENS_COMMENT = (" says:", " wrote:")
_BREAKS_OFF = (",", ";", ":", "-", "—")
_LONGEST_LETTER = 12  # lines


def line_kinds(lines: Lines, document: Ints, said: Said) -> NDArray[np.uint8]:
    """Return SENTENCE, HEADING or BOILERPLATE for each line.

    Parameters
    ----------
    lines : Lines
    document : ndarray of int64, shape (n_lines,)
        Number of the document each line belongs to, ascending.
    said : Said
        What `opinionclf.pages.said.find_said` has found.
    """
    (odd,) = (~lines.plain).nonzero()
    columns, rows = LineColumns.of(lines), odd.tolist()
    begins = run_starts(document)
    bounds = zip([*begins.tolist(), len(document)], [*odd.searchsorted(begins).tolist(), len(odd)], strict=True)
    _mark_furniture(columns, rows)
    _mark_headed(columns, lines.headed.tolist())
    _mark_linked(columns, lines.linked.tolist())
    find_possible_notes(columns, lines, begins)
    find_possible_captions(columns, lines)
    find_possible_labels(columns, lines)
    note_said(columns, said)
    _find_kinds([PageLines(columns, begin, end, rows[a:b]) for (begin, a), (end, b) in itertools.pairwise(bounds)])
    return np.frombuffer(columns.kinds, dtype=np.uint8)


def _mark_furniture(columns: LineColumns, odd: list[int]) -> None:
    """Mark those of some lines that are furniture by their words or form alone."""
    line, terminal, marks, phrase = columns.shown, columns.terminal, columns.marks, columns.phrase
    for i in odd:
        if furniture.is_furniture(line[i], terminal[i] > 0, marks[i], phrase[i] > 0):
            columns.kinds[i] = BOILERPLATE


def _mark_headed(columns: LineColumns, headed: list[int]) -> None:
    """Mark the lines with the sign of a heading that are no furniture: ``## What happens next``"""
    for i in headed:
        if columns.kinds[i] == SENTENCE and columns.n_tokens[i] <= _LONGEST_HEADED:
            columns.kinds[i] = HEADING


def _mark_linked(columns: LineColumns, linked: list[int]) -> None:
    """Mark the lines that are nothing but links, unless somebody finishes a sentence in them."""
    for i in linked:
        line = columns.text[columns.start[i] : columns.end[i]]
        if columns.kinds[i] != SENTENCE or not furniture.is_linked(line):
            continue
        if not columns.terminal[i] or "?" in line or columns.n_tokens[i] <= _LONGEST_LINK:
            columns.kinds[i] = BOILERPLATE


def _find_kinds(pages: list[PageLines]) -> None:
    """Find the kind of each line; the only one of a page is what there is to label.

    In a page of capitals alone they tell nothing: its lines are sentences, but for furniture and an unfinished line on top.
    Each step is taken for all pages before the next one, so that the processor has its code at hand.
    """
    pages = [page for page in pages if not (_mark_single(page) or mark_said(page) or _mark_in_capitals(page))]
    for step in (*STEPS_AT_TOP, mark_author_notes, mark_captions, mark_links):
        for page in pages:
            step(page)
    pages = [page for page in pages if page.find_prose()]
    for step in (_mark_odd, mark_below_credits, mark_notes_above_furniture, mark_notes):
        for page in pages:
            step(page)


def _mark_single(page: PageLines) -> bool:
    """Mark the only line of a page; return whether there is but one."""
    if page.end > page.begin + 1:
        return False
    page.kinds[page.begin] = SENTENCE
    return True


def _mark_in_capitals(page: PageLines) -> bool:
    """Mark what heads a page of capitals alone (an unfinished line, the byline below it); return whether it is such a page."""
    if not page.is_in_capitals:
        return False
    i = page.next_line(page.begin - 1)
    if i >= 0 and page.n_tokens[i] <= _LONGEST_HEADING and not page.terminal[i] and any(page.terminal[i : page.end]):
        page.kinds[i] = HEADING
        if not page.terminal[i + 1] and bylines.is_byline(page.line(i + 1), has_line_above=True):
            page.kinds[i + 1] = BOILERPLATE
    return True


def _mark_odd(page: PageLines) -> None:
    """Mark the odd lines among the paragraphs, and above and below them."""
    short, inner = _kinds_of_odd(page)
    if short:
        mark_entries(page, short)
        mark_subheadings(page, [i for i in short if page.kinds[i] == SENTENCE])
    if inner:
        mark_parallel_sections(page)
    if len(inner) + len(short) >= FEWEST_SIGNATURES:
        mark_signatures(page, inner, short)
    mark_authors_of_posts(page, inner)


def _kinds_of_odd(page: PageLines) -> tuple[list[int], list[int]]:
    """Find the kinds of the odd lines; return finished ones that may be sub-headings, and unfinished ones that are."""
    kinds, terminal, dated, first = page.kinds, page.terminal, page.columns.dated, page.first
    short, inner = [], []
    for i in page.odd:
        if kinds[i] != SENTENCE:
            continue
        if not terminal[i] or i < first or dated[i]:
            kinds[i] = _kind_of_odd(page, i, page.line(i))
        if terminal[i] and kinds[i] == SENTENCE and (page.n_tokens[i] <= LONGEST_SUBHEADING or page.titled[i]):
            short.append(i)
        elif kinds[i] == HEADING and first < i <= page.last:
            inner.append(i)
    return short, inner


def _kind_of_odd(page: PageLines, i: int, line: str) -> int:
    """The kind of a line by what it names, where it ends, and, if neither tells, by its place: below, above, in the article."""
    if page.columns.dated[i] and _is_caption(page, i, line):
        return BOILERPLATE
    if page.terminal[i]:
        return _finished_line(page, i, line)
    if _names_writer(page, i, line) or _is_long_title(page, i):
        return BOILERPLATE
    if page.n_tokens[i] > _LONGEST_HEADING or line.endswith(_BREAKS_OFF):
        return HEADING if _is_inside(page, i) and headings.heads_part(line) else SENTENCE
    if page.marks[i] & (ADDRESS | SLASH) and furniture.ends_in_tags(line):
        return SENTENCE
    if i > page.last:
        return SENTENCE if _is_cut_off(page, i, line) else BOILERPLATE
    return _opening_line(page, i, line) if i < page.first else _inner_line(page, i, line)


def _is_inside(page: PageLines, i: int) -> bool:
    return page.first <= i <= page.last


def _finished_line(page: PageLines, i: int, line: str) -> int:
    """A line that ends as a sentence does: above the article it may be a headline (``Ann Lowe won Salem.``)."""
    return HEADING if i < page.first and not has_small_verb(line) else SENTENCE


def _names_writer(page: PageLines, i: int, line: str) -> bool:
    """Whether an unfinished line tells who writes: outside the article, above a comment, above the answer to a letter."""
    if not _is_inside(page, i) and bylines.is_unnamed_biography(line):
        return True
    if page.n_tokens[i] > _LONGEST_BYLINE:
        return False
    if not _is_inside(page, i) and bylines.is_byline(line, has_line_above=i > page.begin):
        return True
    if line.endswith(_OPENS_COMMENT) and _stands_above_date(page, i):
        return True
    return line.endswith(affixes("answers")) and _answers_letter(page, i, line)


def _is_long_title(page: PageLines, i: int) -> bool:
    """Whether an unfinished line behind the first paragraph has capitals as a headline has, but is longer than one."""
    return i > page.first and bool(page.titled[i]) and page.n_tokens[i] > _LONGEST_HEADING


def _is_cut_off(page: PageLines, i: int, line: str) -> bool:
    """Whether a line at the foot is speech whose last full stop is missing: ``What a joke. We paid for it twice``.

    No note (``Ann Lowe is a clerk. Follow her``), no address, no call (``Got a tip? Write to us``).
    """
    columns = page.columns
    if columns.n_sentences[i] < _FEWEST_CUT_OFF or columns.noted[i] or page.marks[i] & RAIL:
        return False
    return "?" not in line and has_small_verb(line)


def _stands_above_date(page: PageLines, i: int) -> bool:
    """Whether the line below names day and time, as below the name over a comment: ``Ann Lowe says:``"""
    if i + 1 == page.end:
        return False
    below = page.line(i + 1)
    is_date = furniture.is_date_line(below, page.terminal[i + 1] > 0, page.marks[i + 1])
    return ":" in below and is_date and furniture.names_day(below)


def _answers_letter(page: PageLines, i: int, line: str) -> bool:
    """Whether a line names who answers a letter that stands above, and no quotation follows: ``Ann says:``"""
    if i + 1 == page.end or page.marks[i + 1] & OPENS or not headings.is_named(line.rpartition(" ")[0], fewest_words=1):
        return False
    openings = affixes("opens_letter")
    return any(page.line(j).startswith(openings) for j in range(max(page.begin, i - _LONGEST_LETTER), i))


def _is_caption(page: PageLines, i: int, line: str) -> bool:
    """A line that tells what people do on a picture, ends in a credit, or in a year right above a photographer's credit."""
    below = i + 1
    if bylines.is_caption(line):
        return True
    if below >= page.end or page.n_tokens[i] > _LONGEST_CREDITED:
        return False
    if page.kinds[below] != BOILERPLATE:
        return bylines.ends_in_credit(line) and headings.opens_with_dateline(page.line(below))
    return bylines.ends_in_year(line) and furniture.is_photo_credit(page.line(below))


def _opening_line(page: PageLines, i: int, line: str) -> int:
    """A line above the article: an item of what sums it up, or what may head it."""
    sums_up = line.startswith(_ITEM_SIGNS) and not page.marks[i] & ADDRESS and _sums_up(page, i)
    return SENTENCE if sums_up else _opening_heading(page, i)


def _opening_heading(page: PageLines, i: int) -> int:
    """The headline, what heads a list, the first day of a diary; a word or two beside longer lines are furniture."""
    if page.n_tokens[i] > 2 or _opens_diary(page, i) or _heads_items(page, i) or _heads_below_items(page, i):
        return HEADING
    # Lines that are too short or furniture stay so: the search goes on where the last one ended.
    while page.opening < page.first and (page.kinds[page.opening] == BOILERPLATE or page.n_tokens[page.opening] <= 3):
        page.opening += 1
    return BOILERPLATE if page.opening < page.first else HEADING


def _opens_diary(page: PageLines, i: int) -> bool:
    """Whether a line is a day of the week, and one below it another."""
    if not headings.is_day(page.line(i)):
        return False
    below = range(bisect.bisect_right(page.odd, i), len(page.odd))
    return any(headings.is_day(page.line(page.odd[j])) for j in below)


def _inner_line(page: PageLines, i: int, line: str) -> int:
    """A line among the paragraphs: a sub-heading, or a link in a list of links."""
    if page.marks[i] & OPENS and headings.is_signed_quotation(line):
        return SENTENCE
    if page.terminal[i - 1] and page.terminal[i + 1] and page.n_tokens[i - 1] > _LONGEST_HEADING:
        return HEADING  # between paragraphs, as most are
    is_item = line.startswith(_ITEM_SIGNS)
    short = page.n_tokens[i] <= LONGEST_LISTED and not line.startswith(("•", "-", "*", "–"))
    if short and _listed_beside(page, i, -1) + _listed_beside(page, i, 1) >= 3 and not _heads_items(page, i):
        return BOILERPLATE
    return SENTENCE if _is_announced(page, i) or (is_item and _is_listed_clause(page, i)) else HEADING


def _heads_items(page: PageLines, i: int) -> bool:
    """Whether two items behind signs stand right below a line."""
    return i + 2 < page.end and _has_sign(page, i + 1) and _has_sign(page, i + 2)


def _heads_below_items(page: PageLines, i: int) -> bool:
    """Whether a line that is no name stands between the list that sums an article up and the first paragraph."""
    if i + 1 != page.first or i == page.begin or page.kinds[i - 1] != SENTENCE:
        return False
    return _has_sign(page, i - 1) and not headings.is_named(page.line(i))


def _has_sign(page: PageLines, i: int) -> bool:
    """Whether a line opens with the sign of an item in a list."""
    return page.line(i).startswith(_ITEM_SIGNS)


def _items_around(page: PageLines, i: int) -> range:
    """An item behind a sign, and those in a row above and below it."""
    first = last = i
    while first > page.begin and i - first < _MOST_ITEMS and _has_sign(page, first - 1):
        first -= 1
    while last + 1 < page.end and last - i < _MOST_ITEMS and _has_sign(page, last + 1):
        last += 1
    return range(first, last + 1)


def _sums_up(page: PageLines, i: int) -> bool:
    """Whether an item behind a sign stands in a list right below the headline that tells what the article says."""
    above = _items_around(page, i).start - 1
    return above >= page.begin and page.kinds[above] == HEADING and _is_listed_clause(page, i)


def _is_listed_clause(page: PageLines, i: int) -> bool:
    """Whether an item behind a sign belongs to a list of several, half of which tell something, below no furniture."""
    items = _items_around(page, i)
    if len(items) == 1 or (items.start > page.begin and page.kinds[items.start - 1] == BOILERPLATE):
        return False
    return 2 * sum(tells_in_item(page.line(j)) for j in items) >= len(items)


def _is_announced(page: PageLines, i: int) -> bool:
    """Whether a line belongs to a list of several below a paragraph that ends in a colon."""
    above = i - 1
    while i - above <= _MOST_ITEMS and above >= page.begin and _is_item(page, above):
        above -= 1
    if above < page.begin or page.kinds[above] != SENTENCE or not _ends_in_colon(page, above):
        return False
    if _has_sign(page, above + 1) and not _has_sign(page, i):
        return False  # the list has ended
    return above < i - 1 or (i + 1 < page.end and _is_item(page, i + 1))


def _is_item(page: PageLines, i: int) -> bool:
    return page.n_tokens[i] <= _LONGEST_HEADING and page.kinds[i] != BOILERPLATE and not _ends_in_colon(page, i)


def _ends_in_colon(page: PageLines, i: int) -> bool:
    return page.columns.text[page.columns.end[i] - 1] == ":"


def _listed_beside(page: PageLines, i: int, step: int) -> int:
    """Number of short unfinished lines without a sign in a row on one side, at most three."""
    listed = 0
    j = i + step
    while page.begin <= j < page.end and listed < 3 and not page.terminal[j] and page.n_tokens[j] <= LONGEST_LISTED:
        if _has_sign(page, j):
            break
        listed += 1
        j += step
    return listed
