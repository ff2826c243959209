"""Rows to pages: sentences of a document put together, documents cut at their spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from opinionclf.segmentation import Page, segment
from opinionclf.segmentkinds import SENTENCE
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.shapes import Row, Span
from opinionclf.training.rows import KINDS

_SLACK = 3  # characters by which a hand-drawn span may miss the border of a sentence
BLANK = 4  # characters that may stand between neighbours: two line ends of Windows
APART = BLANK + 1  # characters that can't be blank: what stands on both sides are no neighbours


@dataclass(slots=True)
class Grouped:
    """A page with what the data say of it.

    Attributes
    ----------
    page : LabelledPage
    groups : list of (str or None)
        Of each segment.
    where : list of str
        File and line of each segment.
    named : bool
        Whether the data name the document.
    by_rows : bool
        Whether the segments are rows of a named document, of which only their order in the file says that they are neighbours.
    """

    page: LabelledPage
    groups: list[str | None]
    where: list[str]
    named: bool
    by_rows: bool = False


def to_pages(rows: Iterable[Row | None]) -> Iterator[Grouped]:
    """Make pages of the rows of one file.

    A page holds what stood together. Rows of a document that know their place in it are put in order, and a page ends where the
    next row is not the neighbour of the one before. Other rows of a document are neighbours where they follow each other; None
    stands for a row of which nothing is known, and ends a page. A row with spans is a page of its own, even where several name
    the same document, and so is a row without a document. Pages that hold context only, or no word, are left out.
    """
    placed: dict[str, list[Row]] = {}
    for key, members in groupby(_unplaced(rows, placed), key=_page_key):
        part = [row for row in members if row is not None]
        if part and not all(row.is_context for row in part):
            found = _joined(part, key[1]) if part[0].spans is None else _spanned(part[0], key[1])
            if found.where:
                yield found
    for document, of_document in placed.items():
        for part in _neighbours(of_document):
            if not all(row.is_context for row in part):
                yield _joined(part, document)


def _unplaced(rows: Iterable[Row | None], placed: dict[str, list[Row]]) -> Iterator[Row | None]:
    """Put the rows that know their place aside; what stood on both sides of them is not joined."""
    for row in rows:
        if row is None or row.spans is not None or row.place is None or row.document is None:
            yield row
        else:
            placed.setdefault(row.document, []).append(row)
            yield None


def _neighbours(rows: list[Row]) -> Iterator[list[Row]]:
    """Put rows in order and cut between those that did not stand side by side."""
    rows.sort(key=_place)
    part = rows[:1]
    for before, row in pairwise(rows):
        gap = _place(row)[0] - _place(before)[1]
        if not 0 <= gap <= BLANK:
            yield part
            part = []
        elif not row.laid_out:
            row.paragraph, row.join = before.paragraph + (gap > 1), " " * gap  # more than a blank is the end of a paragraph
        part.append(row)
    yield part


def _place(row: Row) -> tuple[int, int]:
    assert row.place is not None
    return row.place


def _page_key(row: Row | None) -> tuple[str, str]:
    """What tells a page from the next, and the name of its document."""
    if row is None:
        return "", ""
    return row.where if row.spans is not None else " ", row.where if row.document is None else row.document


def _joined(rows: list[Row], document: str) -> Grouped:
    kinds, paragraphs = [KINDS[row.kind] for row in rows], [row.paragraph for row in rows]
    page = Page.of([row.text for row in rows], kinds, paragraphs, [row.join for row in rows])
    labelled = LabelledPage(document, page, [row.label for row in rows])
    named = rows[0].document is not None
    by_rows = named and rows[0].place is None
    return Grouped(labelled, [row.group for row in rows], [row.where for row in rows], named, by_rows)


def _spanned(row: Row, document: str) -> Grouped:
    """Cut a document at its spans, and elsewhere where sentences begin.

    A span over several sentences gives its label to each of them, unless the data say that spans are sentences;
    one inside a sentence becomes a segment.
    """
    found = segment([row.text])
    spans = sorted(row.spans or [], key=lambda span: (span.start, -span.end))
    sentences = found.start.tolist()
    if row.whole:
        inside = {place for span in spans for place in range(span.start + 1, span.end)}
        sentences = [place for place in sentences if place not in inside]
    borders = _borders(row.text, sentences, spans)
    kinds, paragraphs, labels, starts = [], [], [], []
    for start, end in zip(borders, [*borders[1:], len(row.text)], strict=True):
        start += len(row.text[start:end]) - len(row.text[start:end].lstrip())
        label = _label_of(spans, start, end)
        is_marked = any(start <= span.start and span.end <= end for span in spans)
        if not any(map(str.isalnum, row.text[start:end])) and not (label and is_marked):
            continue
        at = max(int(np.searchsorted(found.start, start, side="right")) - 1, 0)
        starts.append(start)
        labels.append(label)
        kinds.append(SENTENCE if label else int(found.kind[at]))
        paragraphs.append(int(found.paragraph[at]))
    page = Page(row.text, starts, kinds, paragraphs)
    labelled = LabelledPage(document, page, labels)
    return Grouped(labelled, [row.group] * len(starts), [row.where] * len(starts), row.document is not None)


def _borders(text: str, sentences: list[int], spans: list[Span]) -> list[int]:
    wanted = {place for span in spans for place in (_trimmed(text, span.start), span.end)}
    wanted.discard(len(text))
    ordered = np.array(sorted(wanted), dtype=np.int64)
    for place in sentences:
        near = np.searchsorted(ordered, [place - _SLACK, place + _SLACK], side="left")
        if near[0] == near[1]:
            wanted.add(place)
    return sorted(wanted | {0})


def _trimmed(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())


def _label_of(spans: list[Span], start: int, end: int) -> str | None:
    """The label of the span that covers most of a segment, if it covers half of it."""
    best, most = None, (end - start) / 2
    for span in spans:
        if span.start >= end:
            break
        shared = min(end, span.end) - max(start, span.start)
        if span.label is not None and shared > most:
            best, most = span.label, shared
    return best
