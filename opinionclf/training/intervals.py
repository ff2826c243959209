"""Intervals by the bootstrap: figures of data in which whole documents, or whole groups, are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opinionclf.text.tokens import Ints
from opinionclf.training.evaluate import f1_of

Floats = NDArray[np.float64]
Bounds = tuple[float, float]

RESAMPLES = 1000
LEAST = 2  # units: one drawn anew is the same again, and an interval of no width would look like certainty


@dataclass(frozen=True, slots=True)
class Resampled:
    """Figures of one model in each resample.

    Attributes
    ----------
    f1 : ndarray, shape (RESAMPLES, n_labels)
        Not a number where the resample holds no sentence of the label: there is no F1 then, and 0 would be that of a model
        which never finds it.
    accuracy : ndarray, shape (RESAMPLES,)
    """

    f1: Floats
    accuracy: Floats

    @property
    def macro_f1(self) -> Floats:
        """Mean F1 of the labels that occur in each resample."""
        result: Floats = np.nanmean(self.f1, axis=1)
        return result


def resample(unit: Ints, y: Ints, givens: Sequence[Ints], n_labels: int, seed: int) -> list[Resampled]:
    """Draw units with replacement and compute the figures of each list of labels given.

    One draw serves all lists, so that their differences are paired.

    Parameters
    ----------
    unit, y : ndarray of int64, shape (n,)
    givens : sequence of ndarray of int64, shape (n,)
    n_labels, seed : int
    """
    _, unit = np.unique(unit, return_inverse=True)
    n_units, n_cells = int(unit.max()) + 1, n_labels**2
    # A row for what occurs, not a matrix for each unit: tens of thousands of rows without documents may have a hundred labels.
    occurring = [np.unique(unit * n_cells + y * n_labels + given, return_counts=True) for given in givens]
    result = [Resampled(np.empty((RESAMPLES, n_labels)), np.empty(RESAMPLES)) for _ in givens]
    rng = np.random.default_rng(seed)
    for i in range(RESAMPLES):
        drawn = rng.multinomial(n_units, np.full(n_units, 1 / n_units))
        for (place, count), figures in zip(occurring, result, strict=True):
            home, cell = np.divmod(place, n_cells)
            matrix = np.bincount(cell, count * drawn[home], n_cells).reshape(n_labels, n_labels)
            figures.f1[i] = np.where(matrix.sum(axis=1) > 0, f1_of(matrix), np.nan)
            figures.accuracy[i] = np.trace(matrix) / matrix.sum()
    return result


def interval(values: Floats, n_units: int) -> Bounds | None:
    """Return the 95% interval of resampled figures, None where they come from too few units to have one."""
    if n_units < LEAST:
        return None
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
