"""Measure a model: predictions on labelled pages and the figures that describe them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.text.tokens import Ints
from opinionclf.training.corpus import LabelledPage, label_numbers

_BATCH_PAGES = 200
_PLACES = 4  # decimals in reports, so that the last bits of the arithmetic do not show


@dataclass(slots=True)
class Report:
    """How a model did on labelled sentences.

    Attributes
    ----------
    labels : list of str
    confusion : ndarray of int64, shape (n_labels, n_labels)
        Row: label in the data; column: label the model gave.
    precision, recall, f1 : ndarray of float64, shape (n_labels,)
        0 where there is nothing to divide by.
    support : ndarray of int64, shape (n_labels,)
        Sentences with each label.
    """

    labels: list[str]
    confusion: NDArray[np.int64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    support: NDArray[np.int64]

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the labels that occur in the data."""
        return float(self.f1[self.support > 0].mean())

    @property
    def accuracy(self) -> float:
        return float(np.trace(self.confusion) / self.confusion.sum())

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain types, rounded."""
        by_label = {
            label: {
                "precision": round(float(self.precision[i]), _PLACES),
                "recall": round(float(self.recall[i]), _PLACES),
                "f1": round(float(self.f1[i]), _PLACES),
                "sentences": int(self.support[i]),
            }
            for i, label in enumerate(self.labels)
        }
        return {
            "sentences": int(self.support.sum()),
            "macro_f1": round(self.macro_f1, _PLACES),
            "accuracy": round(self.accuracy, _PLACES),
            "labels": by_label,
            "confusion": {"labels": self.labels, "rows": self.confusion.tolist()},
        }

    def to_text(self) -> str:
        """Return the report as a table."""
        width = max(len("macro-F1"), *map(len, self.labels)) + 2
        lines = [f"{'label':{width}}{'precision':>10}{'recall':>10}{'F1':>10}{'sentences':>11}"]
        for i, label in enumerate(self.labels):
            lines.append(
                f"{label:{width}}{self.precision[i]:10.3f}{self.recall[i]:10.3f}{self.f1[i]:10.3f}{self.support[i]:11d}"
            )
        lines.append(f"{'macro-F1':{width}}{'':20}{self.macro_f1:10.3f}{self.support.sum():11d}")
        lines.append(f"{'accuracy':{width}}{'':20}{self.accuracy:10.3f}")
        lines += ["", "confusion (row: label in the data, column: label given)"]
        lines.append(" " * width + "".join(f"{label:>{len(label) + 2}}" for label in self.labels))
        for label, row in zip(self.labels, self.confusion.tolist(), strict=True):
            cells = zip(row, self.labels, strict=True)
            lines.append(f"{label:{width}}" + "".join(f"{count:{len(name) + 2}d}" for count, name in cells))
        return "\n".join(lines)


def page_probabilities(classifier: Classifier, pages: Sequence[LabelledPage]) -> NDArray[np.float64]:
    """Return the probabilities of each segment of labelled pages, shape (n_segments, n_labels).

    The segments are those of the data, and each is read in the context of its page.
    """
    parts = (pages[begin : begin + _BATCH_PAGES] for begin in range(0, max(len(pages), 1), _BATCH_PAGES))
    return np.concatenate([classifier.predict_pages([page.page for page in part]) for part in parts])


def evaluate(classifier: Classifier, pages: Sequence[LabelledPage]) -> Report:
    """Compare the labels that a model gives with those of the data.

    Parameters
    ----------
    classifier : Classifier
    pages : sequence of LabelledPage

    Raises
    ------
    DataError
        If the pages hold no labelled sentence, or a label that the model does not know.
    """
    labels = classifier.model.labels
    y, rows = known_labels(pages, labels)
    return report_of(labels, y, page_probabilities(classifier, pages)[rows].argmax(axis=1))


def known_labels(pages: Sequence[LabelledPage], labels: Sequence[str]) -> tuple[Ints, Ints]:
    """Return the number of each labelled sentence's label among those of a model, and its number among all segments.

    Raises
    ------
    DataError
        If the pages hold no labelled sentence, or a label that the model does not know.
    """
    unknown = sorted({label for page in pages for label in page.labels if label is not None} - set(labels))
    if unknown:
        raise DataError(f"the data hold the label {unknown[0]!r}, which the model does not know; it knows {', '.join(labels)}")
    y = label_numbers(pages, labels)
    rows = np.flatnonzero(y >= 0)
    if not len(rows):
        raise DataError("the data hold no labelled sentence")
    return y[rows], rows


def report_of(labels: Sequence[str], true: NDArray[np.int64], given: NDArray[np.int64]) -> Report:
    """Compare the numbers of the labels that a model gives with those of the data."""
    n = len(labels)
    confusion = np.bincount(true * n + given, minlength=n * n).reshape(n, n).astype(np.int64)
    right, support, found = np.diagonal(confusion), confusion.sum(axis=1), confusion.sum(axis=0)
    return Report(list(labels), confusion, _share(right, found), _share(right, support), f1_of(confusion), support)


def f1_of(matrices: NDArray[Any]) -> NDArray[np.float64]:
    """F1 of each label from confusion matrices of shape (..., n, n); 0 where a label neither occurs nor is given."""
    return _share(2 * np.diagonal(matrices, axis1=-2, axis2=-1), matrices.sum(axis=-1) + matrices.sum(axis=-2))


def _share(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
