"""Figures of predictions: of each label and group, calibration, and intervals by resampling whole documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.tokens import Ints
from opinionclf.training.evaluate import Report, check_known, compare, page_probabilities
from opinionclf.training.readers.load import Data

Floats = NDArray[np.float64]

RESAMPLES = 1000
ENOUGH = 50  # sentences; fewer tell neither how good a model is nor how sharp its probabilities should be
BINS = 10
_PLACES = 4


@dataclass(slots=True)
class Predictions:
    """Labelled sentences and what a model says of them.

    Attributes
    ----------
    labels : list of str
    y : ndarray of int64, shape (n,)
    probability : ndarray, shape (n, n_labels)
    unit : ndarray of int64, shape (n,)
        What is drawn as a whole when resampling: the document.
    groups : list of str
        Of each sentence.
    text, where : list of str
    """

    labels: list[str]
    y: Ints
    probability: Floats
    unit: Ints
    groups: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)

    @property
    def given(self) -> Ints:
        """The label with the highest probability."""
        result: Ints = self.probability.argmax(axis=1)
        return result


@dataclass(slots=True)
class Calibration:
    """How far probabilities can be trusted.

    Attributes
    ----------
    log_loss, brier, error : float
        `error` is the expected calibration error of the label that is given.
    bands : list of (from, to, n, mean probability, share right)
    """

    log_loss: float
    brier: float
    error: float
    bands: list[tuple[float, float, int, float, float]]


@dataclass(slots=True)
class Measured:
    """All figures of one model on one set of data."""

    report: Report
    macro_f1: tuple[float, float]
    f1: list[tuple[float, float]]
    accuracy: tuple[float, float]
    calibration: Calibration
    groups: dict[str, Report]

    @property
    def n_sentences(self) -> int:
        return int(self.report.support.sum())

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain types, rounded."""
        result = self.report.to_dict()
        result["interval"] = {"level": 0.95, "resampled": "documents", "macro_f1": _rounded(self.macro_f1),
                              "accuracy": _rounded(self.accuracy)}  # fmt: skip
        for label, bounds in zip(self.report.labels, self.f1, strict=True):
            result["labels"][label]["f1_interval"] = _rounded(bounds)
        result["calibration"] = {
            "log_loss": round(self.calibration.log_loss, _PLACES),
            "brier": round(self.calibration.brier, _PLACES),
            "expected_error": round(self.calibration.error, _PLACES),
            "bands": [dict(zip(("from", "to", "n", "mean", "right"), _rounded(band), strict=True))
                      for band in self.calibration.bands],
        }  # fmt: skip
        if self.groups:
            result["groups"] = {
                name: {"sentences": int(report.support.sum()), "macro_f1": round(report.macro_f1, _PLACES),
                       "accuracy": round(report.accuracy, _PLACES)}
                for name, report in self.groups.items()
            }  # fmt: skip
        return result


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, _PLACES) for value in values]


def predict(classifier: Classifier, data: Data, by_group: bool = False) -> Predictions:
    """Let a model label the sentences of the data, each in the context of its document.

    Raises
    ------
    DataError
        If no sentence is labelled, or one has a label that the model does not know.
    """
    labels = classifier.model.labels
    check_known((label for page in data.pages for label in page.labels), labels)
    number = {label: i for i, label in enumerate(labels)}
    cells = [
        (number[label], page_number, text, where)
        for page_number, page in enumerate(data.pages)
        for (text, label), where in zip(page.sentences(), data.where[page_number], strict=True)
        if label is not None
    ]
    if not cells:
        raise DataError("the data hold no labelled sentence")
    place = np.array([label is not None for page in data.pages for label in page.labels])
    probability = page_probabilities(classifier, data.pages)[place]
    names = sorted({page.document for page in data.pages})
    unit_of = {name: i for i, name in enumerate(names)}
    return Predictions(
        labels, np.array([cell[0] for cell in cells]), probability,
        np.array([unit_of[data.pages[cell[1]].document] for cell in cells]),
        [data.groups[cell[1]] for cell in cells] if by_group else [], [cell[2] for cell in cells], [cell[3] for cell in cells],
    )  # fmt: skip


def restricted(predictions: Predictions, labels: Sequence[str]) -> Predictions:
    """Choose between some of a model's labels only: probabilities given that one of them is right.

    Raises
    ------
    DataError
        If the data hold another label.
    """
    column = [predictions.labels.index(label) for label in labels]
    y = np.full(len(predictions.labels), -1)
    y[column] = np.arange(len(labels))
    if (y[predictions.y] < 0).any():
        raise DataError(f"the data hold labels that not both models know; both know {', '.join(labels)}")
    probability = predictions.probability[:, column]
    probability = probability / probability.sum(axis=1, keepdims=True)
    return replace(predictions, labels=list(labels), y=y[predictions.y], probability=probability)


def measure(predictions: Predictions, seed: int = 0) -> Measured:
    """Compute all figures."""
    labels, y, given = predictions.labels, predictions.y, predictions.given
    report = compare(labels, y, given)
    f1, accuracy = _resampled(predictions, seed)
    occurs = report.support > 0
    groups = {}
    for name in sorted(set(predictions.groups)):
        rows = np.flatnonzero(np.array(predictions.groups, dtype=object) == name)
        groups[name] = compare(labels, y[rows], given[rows])
    return Measured(report, _interval(f1[:, occurs].mean(axis=1)), [_interval(column) for column in f1.T],
                    _interval(accuracy), calibration(predictions.probability, y), groups)  # fmt: skip


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def confusions(predictions: Predictions) -> NDArray[np.float64]:
    """Return the confusion matrix of each unit, shape (n_units, n_labels, n_labels)."""
    _, unit = np.unique(predictions.unit, return_inverse=True)
    n = len(predictions.labels)
    result = np.zeros((int(unit.max()) + 1, n, n))
    np.add.at(result, (unit, predictions.y, predictions.given), 1)
    return result


def f1_of(matrices: Floats) -> Floats:
    """F1 of each label from confusion matrices of shape (..., n, n)."""
    right = np.diagonal(matrices, axis1=-2, axis2=-1)
    total = matrices.sum(axis=-1) + matrices.sum(axis=-2)
    return np.divide(2 * right, total, out=np.zeros_like(right), where=total > 0)


def resampled_matrices(matrices: Floats, seed: int) -> Floats:
    """Sum the matrices of resampled units, a few resamples at a time."""
    rng = np.random.default_rng(seed)
    n = len(matrices)
    flat = matrices.reshape(n, -1)
    rows = [rng.multinomial(n, np.full(n, 1 / n)) @ flat for _ in range(RESAMPLES)]
    return np.array(rows).reshape(RESAMPLES, *matrices.shape[1:])


def _resampled(predictions: Predictions, seed: int) -> tuple[Floats, Floats]:
    summed = resampled_matrices(confusions(predictions), seed)
    accuracy = np.trace(summed, axis1=1, axis2=2) / np.maximum(summed.sum(axis=(1, 2)), 1)
    return f1_of(summed), accuracy


def calibration(probability: Floats, y: Ints) -> Calibration:
    """Compare probabilities with how often they are right."""
    rows = np.arange(len(y))
    truth = np.zeros_like(probability)
    truth[rows, y] = 1.0
    best = probability.max(axis=1)
    right = probability.argmax(axis=1) == y
    band = np.minimum((best * BINS).astype(np.int64), BINS - 1)
    bands = []
    error = 0.0
    for number in range(BINS):
        inside = band == number
        if inside.any():
            mean, share = float(best[inside].mean()), float(right[inside].mean())
            bands.append((number / BINS, (number + 1) / BINS, int(inside.sum()), mean, share))
            error += inside.mean() * abs(mean - share)
    log_loss = float(-np.log(np.maximum(probability[rows, y], 1e-15)).mean())
    return Calibration(log_loss, float(((probability - truth) ** 2).sum(axis=1).mean()), float(error), bands)


def too_few(n: int) -> list[str]:
    """Return what must be told of figures on `n` sentences if they are few, nothing where there are enough."""
    return [f"figures on so few sentences ({n}) mean nothing: {ENOUGH} are the least"] if n < ENOUGH else []


def text_report(measured: Measured) -> str:
    """Return all figures as text; the first part is that of `Report`."""
    low, high = measured.macro_f1
    interval = f"95% interval of macro-F1, documents resampled: {low:.3f} to {high:.3f}"
    lines = [measured.report.to_text(), "", interval]
    found = measured.calibration
    lines += [f"calibration: expected error {found.error:.3f}, log loss {found.log_loss:.3f}, Brier score {found.brier:.3f}",
              "", "probability of the label given", "   from    to      n   mean  right"]  # fmt: skip
    lines += [f"  {a:5.2f} {b:5.2f} {n:6d}  {mean:.3f}  {right:.3f}" for a, b, n, mean, right in found.bands]
    if measured.groups:
        wide = max(map(len, measured.groups))
        lines += ["", f"{'group':{wide}}  macro-F1  accuracy  sentences"]
        lines += [
            f"{name:{wide}}  {report.macro_f1:8.3f}  {report.accuracy:8.3f}  {int(report.support.sum()):9d}"
            for name, report in measured.groups.items()
        ]
    return "\n".join(lines)
