"""Rows to pages: sentences of a document put together, documents cut at their spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from opinionclf.layout import SENTENCE
from opinionclf.segmentation import Page, segment
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.shapes import Row, Span
from opinionclf.training.rows import KINDS

_SLACK = 3  # characters by which a hand-drawn span may miss the border of a sentence


@dataclass(slots=True)
class Grouped:
    """A page, the groups it belongs to, where its segments stand in the data, and whether they name its document."""

    page: LabelledPage
    groups: list[str]
    where: list[str]
    named: bool


def to_pages(rows: Iterable[Row]) -> Iterator[Grouped]:
    """Make pages of the rows of one file, in their order.

    The sentences of a document that follow each other become one page; a row with spans is a page of its own, even where
    several name the same document, and so is a row without a document. A document with spans that holds no word is left out.
    """
    for (_, document), members in groupby(rows, key=_page_key):
        part = list(members)
        found = _spanned(part[0], document) if part[0].spans is not None else _joined(part, document)
        if found.where:
            yield found


def _page_key(row: Row) -> tuple[str, str]:
    """What tells a page from the next, and the name of its document."""
    return row.where if row.spans is not None else "", row.where if row.document is None else row.document


def _joined(rows: list[Row], document: str) -> Grouped:
    kinds, paragraphs = [KINDS[row.kind] for row in rows], [row.paragraph for row in rows]
    page = Page.of([row.text for row in rows], kinds, paragraphs, [row.join for row in rows])
    labelled = LabelledPage(document, page, [row.label for row in rows])
    return Grouped(labelled, _groups(rows), [row.where for row in rows], rows[0].document is not None)


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
        if not any(map(str.isalnum, row.text[start:end])):
            continue
        start += len(row.text[start:end]) - len(row.text[start:end].lstrip())
        at = max(int(np.searchsorted(found.start, start, side="right")) - 1, 0)
        label = _label_of(spans, start, end)
        starts.append(start)
        labels.append(label)
        kinds.append(SENTENCE if label else int(found.kind[at]))
        paragraphs.append(int(found.paragraph[at]))
    page = Page(row.text, starts, kinds, paragraphs)
    return Grouped(LabelledPage(document, page, labels), _groups([row]), [row.where] * len(starts), row.document is not None)


def _groups(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(row.group for row in rows if row.group is not None))


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
