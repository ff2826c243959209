"""The list of dense features: each a small function from the columns of a batch to one number a sentence.

A new feature is one decorated function in the module of its group. Its name, its place in explanations
and its ablation come from the registration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.features.attribution import Reports
from opinionclf.features.columns import Columns

Vector = NDArray[np.float64]
FeatureFunction = Callable[["Batch"], NDArray[np.float64]]


@dataclass(slots=True)
class Batch:
    """What a feature may look at.

    Attributes
    ----------
    columns : Columns
    reports : Reports
    attributed : ndarray of bool, shape (n_segments,)
        The sentence plainly attributes its content.
    words : ndarray of float64, shape (n_segments,)
        Number of words, at least 1.
    """

    columns: Columns
    reports: Reports
    attributed: NDArray[np.bool_]
    words: Vector


@dataclass(slots=True)
class Feature:
    """One registered function and the names of the numbers it gives."""

    group: str
    names: tuple[str, ...]
    function: FeatureFunction


@dataclass(slots=True)
class Registry:
    """All dense features, in the order of their registration."""

    features: list[Feature] = field(default_factory=list)

    def add(self, group: str, *names: str) -> Callable[[FeatureFunction], FeatureFunction]:
        """Register a function that returns one vector, or one column for each of several names."""

        def register(function: FeatureFunction) -> FeatureFunction:
            title = function.__name__.strip("_")
            full = tuple(f"{title}={name}" for name in names) if names else (title,)
            self.features.append(Feature(group, full, function))
            return function

        return register

    @property
    def names(self) -> list[str]:
        """Names of all numbers, ``group:feature`` or ``group:feature=value``."""
        return [f"{feature.group}:{name}" for feature in self.features for name in feature.names]

    def compute(self, batch: Batch) -> NDArray[np.float64]:
        """Return the matrix of all features, shape (n_segments, n_features)."""
        n = batch.columns.n_segments
        parts = [feature.function(batch).reshape(n, len(feature.names)) for feature in self.features]
        return np.concatenate(parts, axis=1) if parts else np.zeros((n, 0))


REGISTRY = Registry()
feature = REGISTRY.add
