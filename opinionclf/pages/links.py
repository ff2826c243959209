"""Headlines of other articles that end like sentences: below a label such as ``Most read``, or joined to one.

The labels are in ``data/link_labels.txt``.
"""

from __future__ import annotations

import functools
import re

import numpy as np

from opinionclf.datafiles import read_rows
from opinionclf.pages.linemarks import COLON, OPENS
from opinionclf.pages.lines import Lines
from opinionclf.pages.pagelines import LineColumns, PageLines
from opinionclf.pages.wording.furniture import LONGEST_FURNITURE
from opinionclf.pages.wording.linewords import has_clause, leaves_out_words, tells_in_past
from opinionclf.patterns import pattern
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE
from opinionclf.text.wordlists import has

_LONGEST_HEADLINE = 16  # tokens
_NOT_ASKED = np.zeros(1, dtype=bool)
_LONGEST_LABEL = 6
_SHORTEST_HEADLINE = 5
_MOST_HEADLINES = 4  # below a label
_JOINED = pattern(lambda: rf"(?i:{any_label('joined')}):[A-Z“\"‘']")
_OUTER_MARKS = " .:|>»›•*-–—"


def find_possible_labels(columns: LineColumns, lines: Lines) -> None:
    """Find the lines of a batch that may be labels above finished headlines, or joined to one."""
    may_be = lines.terminal & (lines.n_tokens <= _LONGEST_HEADLINE) & (lines.n_tokens >= _SHORTEST_HEADLINE)
    labels = np.concatenate([may_be[1:], _NOT_ASKED]) & ~lines.terminal & (lines.n_tokens <= _LONGEST_LABEL)
    (colon,) = (has(lines.marks, COLON) & (lines.terminal > lines.plain)).nonzero()
    labels[[i for i in colon.tolist() if _is_joined(columns.shown[i])]] = True
    columns.above_links = labels.nonzero()[0].tolist()


def mark_links(page: PageLines) -> None:
    """Mark the finished headlines below labels of links, and those that are joined to a label: ``Opinion:The pool must go.``"""
    for i in page.own(page.columns.above_links):
        if not page.terminal[i]:
            if page.kinds[i] in (BOILERPLATE, SENTENCE) and is_link_label(page.line(i)):
                _mark_headlines_below(page, i)
        elif page.kinds[i] == SENTENCE and _stands_beside_furniture(page, i):
            page.kinds[i] = BOILERPLATE


def _stands_beside_furniture(page: PageLines, i: int) -> bool:
    """Whether the line above or below is furniture, or unfinished as labels are."""
    near = (j for j in (i - 1, i + 1) if page.begin <= j < page.end)
    return any(page.kinds[j] == BOILERPLATE or not page.terminal[j] for j in near)


def is_link_label(line: str) -> bool:
    """Whether a line says that headlines of other articles stand below it: ``Most read``"""
    return line.lower().replace("’", "'").strip(_OUTER_MARKS) in _labels()


def _is_joined(line: str) -> bool:
    return len(line) <= LONGEST_FURNITURE and _JOINED.match(line) is not None


def _mark_headlines_below(page: PageLines, i: int) -> None:
    """Mark the finished headlines between a label and a headline that is not finished."""
    below = i + 1
    while below < min(i + 1 + _MOST_HEADLINES, page.end) and page.terminal[below] and _may_be_headline(page, below):
        below += 1
    if below > i + 1 and below < page.end and not page.terminal[below]:
        page.mark(range(i, below), BOILERPLATE)


def _may_be_headline(page: PageLines, i: int) -> bool:
    """Whether a finished line is a sentence that leaves out what headlines leave out; the past is told in articles, too."""
    if not _SHORTEST_HEADLINE <= page.n_tokens[i] <= _LONGEST_HEADLINE:
        return False
    if page.marks[i] & OPENS or page.columns.n_sentences[i] > 1:
        return False
    line = page.line(i)
    if not leaves_out_words(line) or has_clause(line) or line[0].islower():
        return False
    return not tells_in_past(line) or not _goes_on(page, i)


def _goes_on(page: PageLines, i: int) -> bool:
    """Whether paragraphs of an article stand below a line."""
    below = range(i + 1, page.end)
    return any(page.is_text(j) and page.n_tokens[j] > _LONGEST_HEADLINE for j in below)


def any_label(kind: str) -> str:
    """The labels of a kind as alternatives of a regular expression."""
    return "|".join(re.escape(row[0]) for row in read_rows("link_labels.txt") if row[1] == kind)


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("link_labels.txt") if row[1] == "above")
