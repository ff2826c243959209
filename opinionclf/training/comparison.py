"""Two models on the same sentences: is one better, and where do they differ?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.stats import binomtest

from opinionclf.classifier import Classifier
from opinionclf.tokens import Ints
from opinionclf.training.evaluate import compare
from opinionclf.training.measures import Predictions, confusions, f1_of, resampled_matrices

_PLACES = 4
_REASONS = 3


@dataclass(slots=True)
class Change:
    """A sentence to which the models give different labels."""

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
    difference, low, high : float
        Macro-F1 of the second less the first, with its paired bootstrap interval over documents.
    better : float
        Share of resamples in which the second is better.
    p_value : float
        Exact McNemar test on the sentences that only one of them gets right.
    changes : list of Change
    """

    macro_f1: tuple[float, float]
    accuracy: tuple[float, float]
    difference: float
    low: float
    high: float
    better: float
    p_value: float
    changes: list[Change]
    n: int

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain types."""
        return {
            "sentences": self.n,
            "macro_f1": [round(value, _PLACES) for value in self.macro_f1],
            "accuracy": [round(value, _PLACES) for value in self.accuracy],
            "difference": {"macro_f1": round(self.difference, _PLACES), "low": round(self.low, _PLACES),
                           "high": round(self.high, _PLACES), "share_better": round(self.better, _PLACES)},
            "mcnemar_p": round(self.p_value, 6),
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
    reports = [compare(first.labels, y, given) for given in (one, two)]
    # One draw of documents serves both models: the difference is paired.
    both = resampled_matrices(np.stack([confusions(first), confusions(second)], axis=1), seed)
    occurs = reports[0].support > 0
    f1 = f1_of(both)[..., occurs].mean(axis=-1)
    difference = f1[:, 1] - f1[:, 0]
    low, high = np.percentile(difference, [2.5, 97.5])
    return Comparison(
        (reports[0].macro_f1, reports[1].macro_f1), (reports[0].accuracy, reports[1].accuracy),
        reports[1].macro_f1 - reports[0].macro_f1, float(low), float(high), float((difference > 0).mean()),
        _mcnemar(one == y, two == y), _changes(first, second, one, two), len(y),
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


def explain_change(change: Change, first: Classifier, second: Classifier) -> None:
    """Find the features that push the sentence, read alone, more towards its new label in the second model."""
    pushes: list[dict[str, float]] = []
    for classifier in (first, second):
        found: dict[str, float] = defaultdict(float)
        sentences = classifier.classify(change.text).sentences
        for contribution in sentences[0].explain().contributions if sentences else []:
            found[contribution.name] += contribution.scores[change.second] - contribution.scores[change.first]
        pushes.append(found)
    moved = {name: pushes[1][name] - pushes[0][name] for name in pushes[0].keys() | pushes[1].keys()}
    strongest = sorted(moved.items(), key=lambda pair: (-pair[1], pair[0]))[:_REASONS]
    change.why = [(name, push) for name, push in strongest if push > 0]


def text_comparison(found: Comparison, shown: int) -> str:
    """Return the comparison for people."""
    lines = [
        f"{'':10}{'first':>8}{'second':>8}",
        f"{'macro-F1':10}{found.macro_f1[0]:8.3f}{found.macro_f1[1]:8.3f}",
        f"{'accuracy':10}{found.accuracy[0]:8.3f}{found.accuracy[1]:8.3f}",
        "",
        f"macro-F1 {found.difference:+.3f} (95% {found.low:+.3f} to {found.high:+.3f}, paired bootstrap over documents);",
        f"the second is better in {found.better:.0%} of the resamples",
        f"McNemar test: p = {found.p_value:.4f}",
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
            lines.append("  because of " + ", ".join(f"{name} {push:+.2f}" for name, push in change.why))
    if len(found.changes) > shown:
        lines += ["", f"{len(found.changes) - shown} more (--show N, or --format json for all)"]
    return "\n".join(lines)
