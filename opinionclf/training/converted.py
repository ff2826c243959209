"""The sentences of labelled data as items to write, so that whoever reads them finds the same neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from opinionclf.segmentkinds import SENTENCE
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.load import Data
from opinionclf.training.readers.pages import APART
from opinionclf.training.rows import KINDS
from opinionclf.training.writers import Item

CONTEXT_FORMS = ("jsonl",)  # that can say that a row is context
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(slots=True)
class _Segment:
    """A piece of a page, and what stands between it and the one before."""

    text: str
    label: str | None
    kind: int
    paragraph: int
    goes_on: bool
    blank: str

    @property
    def gap(self) -> int:
        """Characters in front of it: none or one in a paragraph, two between paragraphs."""
        return min(len(self.blank), 1) if self.goes_on else 2

    def layout(self, with_paragraph: bool) -> dict[str, Any]:
        """What JSON Lines say of it beyond what is usual."""
        layout: dict[str, Any] = {"kind": _NAMES[self.kind]} if self.label is None and self.kind != SENTENCE else {}
        if with_paragraph:
            layout["paragraph"] = self.paragraph
        if self.goes_on and self.blank != " ":
            layout["join"] = self.blank
        return layout


def labelled_items(data: Data, by_group: bool, context: bool) -> list[Item]:
    """Return the labelled sentences of data, with documents and their places in them where the data have some.

    Parameters
    ----------
    data : Data
    by_group : bool
        With the group of each.
    context : bool
        With headings and sentences without a label that stand beside labelled ones. Otherwise their places are left empty.
    """
    items: list[Item] = []
    length: dict[str, int] = {}
    for page, groups, named in zip(data.pages, data.row_groups, data.named, strict=True):
        if not any(page.labels):
            continue
        found = _items(page, groups if by_group else [None] * len(groups), context)
        if named or len(found) > 1:
            before = length.get(page.document, 0)
            for item, end in found:
                item.document, item.start, item.end = page.document, before + end - len(item.text), before + end
            length[page.document] = before + found[-1][1] + APART  # another page of the document is no neighbour
        items += [item for item, _ in found if context or item.label is not None]
    return items


def _items(page: LabelledPage, groups: list[str | None], context: bool) -> list[tuple[Item, int]]:
    """The segments of a page, with the place where each ends."""
    several = len(set(page.page.paragraphs)) > 1
    items, place = [], 0
    for i, (segment, group) in enumerate(zip(_segments(page), groups, strict=True)):
        layout = segment.layout(several) if context else {}
        place += len(segment.text) + (segment.gap if i else 0)
        items.append((Item(segment.text, segment.label, None, None, group, layout=layout), place))
        if segment.label is None and not context:
            place += APART
    return items


def _segments(page: LabelledPage) -> Iterator[_Segment]:
    found = page.page
    blank, paragraph = " ", -1
    for start, end, label, kind, number in zip(
        found.starts, [*found.starts[1:], len(found.text)], page.labels, found.kinds, found.paragraphs, strict=True,
    ):  # fmt: skip
        text = found.text[start:end]
        blank += text[: len(text) - len(text.lstrip())]
        yield _Segment(text.strip(), label, kind, number, number == paragraph, blank)
        blank, paragraph = text[len(text.rstrip()) :], number


def left_out(data: Data) -> int:
    """Return how many segments without a label stand beside labelled ones."""
    return sum(label is None for page in data.pages if any(page.labels) for label in page.labels)
