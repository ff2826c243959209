"""Intervals by drawing whole documents again and again, and the measures that are drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000

Floats = NDArray[np.float64]


def draws(n_documents: int, seed: int) -> NDArray[np.float64]:
    """Return how often each document is drawn: the sample itself in the first row, then the resamples."""
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(n_documents, np.full(n_documents, 1 / n_documents), RESAMPLES)
    return np.vstack([np.ones(n_documents), counts])


def interval(values: Floats) -> tuple[float, float, float]:
    """Return the value of the sample, and the 2.5th and 97.5th percentile of the resamples."""
    low, high = np.nanpercentile(values[1:], [2.5, 97.5])
    return float(values[0]), float(low), float(high)


def f1_of(confusion: Floats) -> Floats:
    """F1 of each true class from matrices of shape (..., n_classes, n_given); further columns are errors."""
    n = confusion.shape[-2]
    right = np.diagonal(confusion[..., :n], axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion[..., :n].sum(axis=-2)
    return np.divide(2 * right, total, out=np.zeros_like(right), where=total > 0)


def auc_of(score: Floats, positive: NDArray[np.bool_], weight: Floats) -> Floats:
    """Area under the ROC curve for each row of weights; ties count half. NaN where one side is empty."""
    order = np.argsort(score, kind="stable")
    score, positive, weight = score[order], positive[order], weight[:, order]
    first = np.flatnonzero(np.append(True, score[1:] != score[:-1]))
    up = np.add.reduceat(weight * positive, first, axis=1)
    down = np.add.reduceat(weight * ~positive, first, axis=1)
    below = np.cumsum(down, axis=1) - down / 2
    total = up.sum(axis=1) * down.sum(axis=1)
    return np.divide((up * below).sum(axis=1), total, out=np.full(len(weight), np.nan), where=total > 0)
