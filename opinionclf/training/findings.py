"""What labelled data should be asked before a model is fitted on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opinionclf.errors import DataError
from opinionclf.text.tokens import Ints
from opinionclf.training.corpus import LabelledPage, label_numbers
from opinionclf.training.readers.load import Data, counted
from opinionclf.training.readers.options import DOCUMENT_NAMES, find

FEW = 20  # sentences of a label from which little can be learnt
_SHOWN = 5
_WEIGHTS = ("weight", "sample_weight")
_COLUMNS = 20


def text_key(text: str) -> str:
    """Return what is the same in two copies of a sentence."""
    return " ".join(text.split()).casefold()


def number_texts(pages: Sequence[LabelledPage]) -> Ints:
    """Return a number for each segment that all its copies share."""
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(text_key(text), len(numbers)) for page in pages for text, _ in page.sentences()], dtype=np.int64
    )


def check(data: Data, copies: Ints) -> list[str]:
    """Find duplicates, contradictions and labels with few sentences.

    Parameters
    ----------
    data : Data
    copies : ndarray of int64
        As `number_texts` returns it.

    Raises
    ------
    DataError
        If a label of the model does not occur.
    """
    counts = data.counts
    missing = [label for label in data.labels if not counts[label]]
    if missing:
        there = [label for label in data.labels if counts[label]]
        fewer = f" (or train a model of the others: --labels {','.join(there)})" if len(there) > 1 else ""
        raise DataError(f"no sentence of the training data has the label {missing[0]!r}; every label needs some{fewer}")
    notes = [f"the label {label} has only {counted(counts[label], 'sentence')}: expect little of it"
             for label in data.labels if counts[label] < FEW]  # fmt: skip
    return notes + _copies(data, copies)


def new_labels(labels: Sequence[str], known: Sequence[str]) -> list[str]:
    """Tell which labels are new where others are known: one that was mistyped would be a label for good."""
    new = [label for label in labels if label not in known]
    if not new or len(new) == len(labels):
        return []
    return [f"new {'label' if len(new) == 1 else 'labels'} beside known ones: {', '.join(new)}"]


def without_documents(data: Data) -> list[str]:
    """Tell where nothing says which sentences stand together."""
    without = sum(not named for named in data.named)
    if not without or not data.columns:
        return []
    rows = len({place for places in data.where for place in places})
    if any(data.named):
        which = f"{without} of {counted(rows, 'row')} name no document"
        return [f"{which}: each is read by itself, and a split may part it from its neighbours; cells that are merged in a "
                "spreadsheet have a name in their first row only"]  # fmt: skip
    if column := find(data.columns, None, DOCUMENT_NAMES):
        return [f"the column {column!r} names no document: each sentence is read by itself; --document-column NAME if another "
                "column tells documents apart"]  # fmt: skip
    few = ", ".join(data.columns[:_COLUMNS]) + (", ..." if len(data.columns) > _COLUMNS else "")
    return [f"no column 'document' (there are: {few}): each sentence is read by itself; --document-column NAME if another "
            "column tells documents apart"]  # fmt: skip


def unweighed(data: Data) -> list[str]:
    """Tell of weights that are not heeded."""
    column = find(data.columns, None, _WEIGHTS)
    return [f"the column {column!r} is not used: every sentence of a label counts the same"] if column else []


def _copies(data: Data, copies: Ints) -> list[str]:
    """Tell how many labelled sentences are copies of others, and where copies have different labels."""
    label: list[int] = label_numbers(data.pages, data.labels).tolist()
    rows_of: dict[int, list[int]] = {}
    for row, copy in enumerate(copies.tolist()):
        if label[row] >= 0:
            rows_of.setdefault(copy, []).append(row)
    notes = []
    if more := sum(len(rows) - 1 for rows in rows_of.values()):
        what = "1 sentence is a copy of another" if more == 1 else f"{more} sentences are copies of others"
        notes.append(f"{what}: never on both sides of a split")
    against = [rows for _, rows in sorted(rows_of.items()) if len({label[row] for row in rows}) > 1]
    if against:
        where = [place for page in data.where for place in page]
        notes.append(f"{counted(len(against), 'sentence')} with contradictory labels:")
        for rows in against[:_SHOWN]:
            differing = [rows[0], next(row for row in rows if label[row] != label[rows[0]])]
            notes.append(", ".join(f"{where[row]}: {data.labels[label[row]]}" for row in differing))
    if len(against) > _SHOWN:
        notes.append(f"... and {len(against) - _SHOWN} more")
    return notes


def shared(train: Data, test: Data) -> list[str]:
    """Tell which documents and sentences stand on both sides of a split."""
    names = _names(train) & _names(test)
    texts = {text_key(text) for page in train.pages for text, label in page.sentences() if label is not None}
    count = sum(label is not None and text_key(text) in texts for page in test.pages for text, label in page.sentences())
    notes = []
    if names:
        few = ", ".join(sorted(names)[:_SHOWN])
        notes.append(f"{counted(len(names), 'document')} in both training and test data ({few}): the figures are too good")
    if count:
        notes.append(f"{counted(count, 'sentence')} of the test data in the training data too: the figures are too good")
    return notes


def _names(data: Data) -> set[str]:
    return {page.document for page, named in zip(data.pages, data.named, strict=True) if named}
