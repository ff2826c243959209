"""Figures of predictions: of each label and group, calibration, and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.text.tokens import Ints
from opinionclf.training.evaluate import Report, known_labels, page_probabilities, report_of
from opinionclf.training.intervals import LEAST, Bounds, interval, resample
from opinionclf.training.readers.load import Data

Floats = NDArray[np.float64]

ENOUGH = 50  # sentences; fewer tell neither how good a model is nor how sharp its probabilities should be
ENOUGH_UNITS = 10  # documents or groups; the bootstrap of fewer gives intervals that are clearly too narrow
BINS = 10
_PLACES = 4


@dataclass(slots=True)
class Predictions:
    """Labelled sentences and what a model says of them.

    Attributes
    ----------
    labels : sequence of str
    y : ndarray of int64, shape (n,)
    probability : ndarray, shape (n, n_labels)
    unit : ndarray of int64, shape (n,)
        What is drawn as a whole when resampling: the document, or where there are groups what a split may not tear apart.
    groups : list of str
        Of each sentence; empty where the data are not told by groups.
    text, where : list of str
    """

    labels: Sequence[str]
    y: Ints
    probability: Floats
    unit: Ints
    groups: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    where: list[str] = field(default_factory=list)

    @property
    def resampled(self) -> str:
        """What the units are."""
        return "groups" if self.groups else "documents"

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


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Figures of one group."""

    n_sentences: int
    macro_f1: float
    accuracy: float

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain types, rounded."""
        return {"sentences": self.n_sentences, "macro_f1": round(self.macro_f1, _PLACES),
                "accuracy": round(self.accuracy, _PLACES)}  # fmt: skip


@dataclass(slots=True)
class Measured:
    """All figures of one model on one set of data.

    Attributes
    ----------
    report : Report
    macro_f1, accuracy : tuple of float, or None
        Intervals; None where the units are too few to have one.
    f1 : list of (tuple of float, or None)
        The interval of each label.
    calibration : Calibration
    groups : dict of str to GroupFigures
    resampled : str
        What the intervals are over.
    n_units : int
        How many of these there are.
    """

    report: Report
    macro_f1: Bounds | None
    f1: list[Bounds | None]
    accuracy: Bounds | None
    calibration: Calibration
    groups: dict[str, GroupFigures]
    resampled: str
    n_units: int

    @property
    def n_sentences(self) -> int:
        return int(self.report.support.sum())

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain types, rounded."""
        result = self.report.to_dict()
        result["interval"] = {"level": 0.95, "resampled": self.resampled, "macro_f1": _rounded(self.macro_f1),
                              "accuracy": _rounded(self.accuracy)}  # fmt: skip
        for label, bounds in zip(self.report.labels, self.f1, strict=True):
            result["labels"][label]["f1_interval"] = _rounded(bounds)
        result["calibration"] = {
            "log_loss": round(self.calibration.log_loss, _PLACES),
            "brier": round(self.calibration.brier, _PLACES),
            "expected_error": round(self.calibration.error, _PLACES),
            "bands": [dict(zip(("from", "to", "n", "mean", "right"), _rounded(band) or (), strict=True))
                      for band in self.calibration.bands],
        }  # fmt: skip
        if self.groups:
            result["groups"] = {name: figures.to_dict() for name, figures in self.groups.items()}
        return result


def _rounded(values: Sequence[float] | None) -> list[float] | None:
    return None if values is None else [round(value, _PLACES) for value in values]


def predict(classifier: Classifier, data: Data, by_group: bool = False, by_part: bool = False) -> Predictions:
    """Let a model label the sentences of the data, each in the context of its document.

    Parameters
    ----------
    classifier : Classifier
    data : Data
    by_group : bool
        Whether the data have groups: then they have figures of their own, and intervals are over them. What hangs together
        is one observation, however many documents it holds.
    by_part : bool
        Take the labels for what they stand for; probabilities of those that stand for the same are added.

    Raises
    ------
    DataError
        If no sentence is labelled, or one has a label that the model does not know.
    """
    names = classifier.model.parts if by_part else classifier.model.labels
    labels = list(dict.fromkeys(names))
    y, rows = known_labels(data.pages, labels)
    probability = page_probabilities(classifier, data.pages)[rows]
    if len(labels) < len(names):
        probability = probability @ np.array([[float(name == label) for label in labels] for name in names])
    page = np.repeat(np.arange(len(data.pages)), [len(page.labels) for page in data.pages])[rows]
    texts = [text for each in data.pages for text, _ in each.sentences()]
    where = [place for places in data.where for place in places]
    return Predictions(
        labels, y, probability, units(data)[page], [data.groups[number] for number in page.tolist()] if by_group else [],
        [texts[row] for row in rows.tolist()], [where[row] for row in rows.tolist()],
    )  # fmt: skip


def units(data: Data) -> Ints:
    """Return for each page the number of what is drawn as a whole when resampling: what a split may not tear apart."""
    names = data.units or [page.document for page in data.pages]
    _, number = np.unique(np.array(names, dtype=object), return_inverse=True)
    return number.astype(np.int64)


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
    labels, y, given, unit = predictions.labels, predictions.y, predictions.given, predictions.unit
    n_units = len(np.unique(unit))
    (resampled,) = resample(unit, y, [given], len(labels), seed)
    f1 = [interval(column, len(np.unique(unit[y == label]))) for label, column in enumerate(resampled.f1.T)]
    return Measured(
        report_of(labels, y, given), interval(resampled.macro_f1, n_units), f1, interval(resampled.accuracy, n_units),
        calibration(predictions.probability, y), _by_group(predictions), predictions.resampled, n_units,
    )  # fmt: skip


def _by_group(predictions: Predictions) -> dict[str, GroupFigures]:
    if not predictions.groups:
        return {}
    names, group = np.unique(np.array(predictions.groups, dtype=object), return_inverse=True)
    order = np.argsort(group, kind="stable")
    given, found = predictions.given, {}
    for name, rows in zip(names.tolist(), np.split(order, np.cumsum(np.bincount(group))[:-1]), strict=True):
        report = report_of(predictions.labels, predictions.y[rows], given[rows])
        found[name] = GroupFigures(len(rows), report.macro_f1, report.accuracy)
    return found


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


def too_few_units(n: int, what: str) -> list[str]:
    """Return what must be told of intervals over `n` documents or groups if these are few."""
    if n < LEAST:
        return [f"no intervals: all sentences hang together in a single one of the {what}"]
    return [f"intervals over so few {what} ({n}) are too narrow: {ENOUGH_UNITS} are the least"] if n < ENOUGH_UNITS else []


def doubts(measured: Measured) -> list[str]:
    """Return what must be told of figures on few sentences, documents or groups."""
    return too_few(measured.n_sentences) + too_few_units(measured.n_units, measured.resampled)


def shown_bounds(bounds: Bounds | None) -> str:
    """Return an interval for people."""
    return "none" if bounds is None else f"{bounds[0]:.3f} to {bounds[1]:.3f}"


def text_report(measured: Measured) -> str:
    """Return all figures as text; the first part is that of `Report`."""
    of_labels = zip(measured.report.labels, measured.f1, strict=True)
    lines = [measured.report.to_text(), "",
             f"95% interval of macro-F1, {measured.resampled} resampled: {shown_bounds(measured.macro_f1)}",
             *(f"  F1 of {label}: {shown_bounds(bounds)}" for label, bounds in of_labels)]  # fmt: skip
    found = measured.calibration
    lines += [f"calibration: expected error {found.error:.3f}, log loss {found.log_loss:.3f}, Brier score {found.brier:.3f}",
              "", "probability of the label given", "   from    to      n   mean  right"]  # fmt: skip
    lines += [f"  {a:5.2f} {b:5.2f} {n:6d}  {mean:.3f}  {right:.3f}" for a, b, n, mean, right in found.bands]
    if measured.groups:
        wide = max(map(len, measured.groups))
        lines += ["", f"{'group':{wide}}  macro-F1  accuracy  sentences"]
        lines += [
            f"{name:{wide}}  {figures.macro_f1:8.3f}  {figures.accuracy:8.3f}  {figures.n_sentences:9d}"
            for name, figures in measured.groups.items()
        ]
    return "\n".join(lines)
