"""What labelled data should be asked before a model is fitted on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from opinionclf.errors import DataError
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.load import Data

FEW = 20  # sentences of a label from which little can be learnt
_SHOWN = 5


def text_key(text: str) -> str:
    """Return what is the same in two copies of a sentence."""
    return " ".join(text.split()).casefold()


def sentences(page: LabelledPage) -> Iterator[tuple[str, str | None]]:
    """Yield text and label of each segment of a page."""
    ends = [*page.page.starts[1:], len(page.page.text)]
    for start, end, label in zip(page.page.starts, ends, page.labels, strict=True):
        yield page.page.text[start:end].strip(), label


def check(data: Data) -> list[str]:
    """Find duplicates, contradictions and labels with few sentences.

    Raises
    ------
    DataError
        If a label of the model does not occur.
    """
    counts = data.counts
    missing = [label for label in data.labels if not counts[label]]
    if missing:
        raise DataError(
            f"no sentence of the training data has the label {missing[0]!r}; every label needs some"
            f" (a model of fewer labels: --labels {','.join(label for label in data.labels if counts[label]) or 'A,B'})"
        )
    notes = [f"only {counts[label]} sentences have the label {label}: expect little of it" for label in data.labels
             if counts[label] < FEW]  # fmt: skip
    return notes + _copies(data)


def _copies(data: Data) -> list[str]:
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(data.pages):
        for i, (text, label) in enumerate(sentences(page)):
            if label is not None:
                places[hash(text_key(text))].append((number, i))
    copies = [found for found in places.values() if len(found) > 1]
    against = [found for found in copies if len({data.pages[number].labels[i] for number, i in found}) > 1]
    notes = []
    if copies:
        more = sum(map(len, copies)) - len(copies)
        notes.append(f"{more} sentences are copies of others; a copy never stands on both sides of a split")
    if against:
        notes.append(f"{len(against)} sentences have contradictory labels:")
        for found in against[:_SHOWN]:
            notes.append("; ".join(f"{data.where[number][i]}: {data.pages[number].labels[i]}" for number, i in found[:3]))
        if len(against) > _SHOWN:
            notes.append(f"{len(against) - _SHOWN} more contradictions")
    return notes


def shared(train: Data, test: Data) -> list[str]:
    """Tell which documents and sentences stand on both sides of a split."""
    names = {_bare(page.document) for page in train.pages} & {_bare(page.document) for page in test.pages}
    names = {name for name in names if ":" not in name}  # a line number is no name
    texts = {text_key(text) for page in train.pages for text, label in sentences(page) if label is not None}
    count = sum(label is not None and text_key(text) in texts for page in test.pages for text, label in sentences(page))
    notes = []
    if names:
        few = ", ".join(sorted(names)[:_SHOWN])
        notes.append(f"{len(names)} documents stand on both sides of the split ({few}): the figures are too good")
    if count:
        notes.append(f"{count} sentences of the test data are in the training data too: the figures are too good")
    return notes


def _bare(document: str) -> str:
    return document.rpartition(" #")[0]
