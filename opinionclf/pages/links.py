"""Headlines of other articles that end like sentences: below a label such as ``Most read``, or joined to one.

The labels are in ``data/link_labels.txt``.
"""

from __future__ import annotations

import functools
import re

from opinionclf.datafiles import read_rows
from opinionclf.pages.furniture import LONGEST_FURNITURE
from opinionclf.pages.linemarks import COLON, OPENS
from opinionclf.pages.linewords import has_clause, leaves_out_words
from opinionclf.pages.pagelines import PageLines
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE

_LONGEST_HEADLINE = 24  # tokens
_LONGEST_LABEL = 6
_SHORTEST_HEADLINE = 5
_MOST_HEADLINES = 8  # below a label
_OUTER_MARKS = " .:|>»›•*-–—"


def mark_links(page: PageLines) -> None:
    """Mark the finished headlines below labels of links, and those that are joined to a label: ``Opinion:The pool must go.``"""
    for i in page.odd:
        if not page.terminal[i]:
            if page.n_tokens[i] <= _LONGEST_LABEL and page.kinds[i] in (BOILERPLATE, SENTENCE) and is_link_label(page.line(i)):
                _mark_headlines_below(page, i)
        elif page.marks[i] & COLON and page.kinds[i] == SENTENCE and _is_joined(page.line(i)):
            page.kinds[i] = BOILERPLATE


def is_link_label(line: str) -> bool:
    """Whether a line says that headlines of other articles stand below it: ``Most read``"""
    return line.lower().replace("’", "'").strip(_OUTER_MARKS) in _labels()


def _is_joined(line: str) -> bool:
    return len(line) <= LONGEST_FURNITURE and _joined().match(line) is not None


def _mark_headlines_below(page: PageLines, i: int) -> None:
    """Mark the finished headlines below a label in front of one that is not finished.

    Where an article goes on below them, the paragraph behind that one may be its next.
    """
    finished, unfinished, goes_on = [], [], False
    for below in range(i + 1, min(i + 1 + _MOST_HEADLINES, page.end)):
        if not page.terminal[below] or page.kinds[below] != SENTENCE:
            unfinished.append(below)
        elif _may_be_headline(page, below):
            finished.append(below)
        else:
            goes_on = True
            break
    last = (unfinished[0] if goes_on else unfinished[-1]) if unfinished else i
    found = [j for j in finished if j < last]
    if found:
        page.mark([i, *found], BOILERPLATE)


def _may_be_headline(page: PageLines, i: int) -> bool:
    """Whether a finished line is a sentence that leaves out what headlines leave out."""
    if not _SHORTEST_HEADLINE <= page.n_tokens[i] <= _LONGEST_HEADLINE:
        return False
    if page.marks[i] & OPENS or page.columns.n_sentences[i] > 1:
        return False
    line = page.line(i)
    return leaves_out_words(line) and not has_clause(line)


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("link_labels.txt") if row[1] == "above")


@functools.cache
def _joined() -> re.Pattern[str]:
    labels = "|".join(re.escape(row[0]) for row in read_rows("link_labels.txt") if row[1] == "joined")
    return re.compile(rf"(?i:{labels}):[A-Z“\"‘']")
