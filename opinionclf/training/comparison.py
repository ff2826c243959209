"""Two models on the same sentences: is one better, and where do they differ?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.stats import binomtest

from opinionclf.text.tokens import Ints
from opinionclf.training.evaluate import report_of
from opinionclf.training.intervals import Bounds, interval, resample
from opinionclf.training.measures import Predictions

_PLACES = 4
_LEAST_CHANCE = 0.0001  # below which no digit of it is shown


@dataclass(slots=True)
class Change:
    """A sentence to which the models give different labels.

    `why` names features and how much further they push it towards the second label, as the logarithm of odds.
    """

    where: str
    text: str
    label: str
    first: str
    second: str
    first_probability: float
    second_probability: float
    why: list[tuple[str, float]] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Whether the second model mends it, breaks it, or errs in another way."""
        if self.second == self.label:
            return "mended"
        return "broken" if self.first == self.label else "other"


@dataclass(slots=True)
class Comparison:
    """The difference of two models.

    Attributes
    ----------
    macro_f1, accuracy : tuple of float
        Of the first and the second.
    difference : float
        Macro-F1 of the second less the first.
    bounds : tuple of float, or None
        Its paired bootstrap interval; None with a single document or group.
    better : float
        Share of resamples in which the second is better; equal ones count half.
    p_value : float
        Exact McNemar test on the sentences that only one of them gets right. It takes sentences for independent of each other.
    changes : list of Change
    n : int
        Sentences.
    resampled : str
        What the interval is over.
    """

    macro_f1: tuple[float, float]
    accuracy: tuple[float, float]
    difference: float
    bounds: Bounds | None
    better: float
    p_value: float
    changes: list[Change]
    n: int
    resampled: str

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain types."""
        low, high = (None, None) if self.bounds is None else (round(bound, _PLACES) for bound in self.bounds)
        return {
            "sentences": self.n,
            "macro_f1": [round(value, _PLACES) for value in self.macro_f1],
            "accuracy": [round(value, _PLACES) for value in self.accuracy],
            "difference": {"macro_f1": round(self.difference, _PLACES), "low": low, "high": high,
                           "share_better": round(self.better, _PLACES), "resampled": self.resampled},
            "mcnemar_p": float(f"{self.p_value:.6g}"),
            "changes": [
                {"where": one.where, "text": one.text, "label": one.label, "first": one.first, "second": one.second,
                 "first_probability": round(one.first_probability, _PLACES),
                 "second_probability": round(one.second_probability, _PLACES), "verdict": one.verdict,
                 "why": [{"feature": name, "push": round(push, _PLACES)} for name, push in one.why]}
                for one in self.changes
            ],
        }  # fmt: skip


def compare_models(first: Predictions, second: Predictions, seed: int = 0) -> Comparison:
    """Compare two models' predictions of the same sentences, with the same labels."""
    y, one, two = first.y, first.given, second.given
    reports = [report_of(first.labels, y, given) for given in (one, two)]
    old, new = (figures.macro_f1 for figures in resample(first.unit, y, [one, two], len(first.labels), seed))
    better = float((new > old).mean() + (new == old).mean() / 2)
    return Comparison(
        (reports[0].macro_f1, reports[1].macro_f1), (reports[0].accuracy, reports[1].accuracy),
        reports[1].macro_f1 - reports[0].macro_f1, interval(new - old, len(np.unique(first.unit))), better,
        _mcnemar(one == y, two == y), _changes(first, second, one, two), len(y), first.resampled,
    )  # fmt: skip


def _mcnemar(first: Any, second: Any) -> float:
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    return float(binomtest(only_first, only_first + only_second).pvalue) if only_first + only_second else 1.0


def _changes(first: Predictions, second: Predictions, one: Ints, two: Ints) -> list[Change]:
    labels = first.labels
    return [
        Change(first.where[i], first.text[i], labels[first.y[i]], labels[one[i]], labels[two[i]],
               float(first.probability[i, one[i]]), float(second.probability[i, two[i]]))
        for i in np.flatnonzero(one != two).tolist()
    ]  # fmt: skip


def text_comparison(found: Comparison, shown: int) -> str:
    """Return the comparison for people."""
    bounds = "no interval" if found.bounds is None else f"95% {found.bounds[0]:+.3f} to {found.bounds[1]:+.3f}"
    chance = f"= {found.p_value:.4f}" if found.p_value >= _LEAST_CHANCE else f"< {_LEAST_CHANCE}"
    lines = [
        f"{'':10}{'first':>8}{'second':>8}",
        f"{'macro-F1':10}{found.macro_f1[0]:8.3f}{found.macro_f1[1]:8.3f}",
        f"{'accuracy':10}{found.accuracy[0]:8.3f}{found.accuracy[1]:8.3f}",
        "",
        f"macro-F1 {found.difference:+.3f} ({bounds}, paired bootstrap over {found.resampled});",
        f"the second is better in {found.better:.0%} of the resamples (equal ones count half)",
        f"McNemar test: p {chance} (it takes sentences for independent, those of one document too)",
        "",
    ]
    counts = {name: sum(change.verdict == name for change in found.changes) for name in ("mended", "broken", "other")}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    lines.append(f"{len(found.changes)} of {found.n} sentences get another label: {told}")
    for change in found.changes[:shown]:
        lines += ["", f"{change.verdict}: {change.where} (label in the data: {change.label})",
                  f"  {change.first} {change.first_probability:.0%} -> {change.second} {change.second_probability:.0%}",
                  f"  {' '.join(change.text.split())}"]  # fmt: skip
        if change.why:
            lines.append("  read alone, because of " + ", ".join(f"{name} {push:+.2f}" for name, push in change.why))
    if len(found.changes) > shown:
        lines += ["", f"{len(found.changes) - shown} more (--show N, or --format json for all)"]
    return "\n".join(lines)
