"""The list of dense features: each a small function from the columns of a batch to one number a sentence.

A new feature is one decorated function in the module of its group. Its name, its place in explanations
and its ablation come from the registration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray
from opinionclf.features.attribution import Reports
from opinionclf.features.columns import Columns, quotation_begins
from opinionclf.tokens import NUMBER, run_starts

Vector = NDArray[np.float64]
FeatureFunction = Callable[["Batch"], NDArray[np.float64]]


@dataclass
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
    attributed: Bools
    words: Vector

    @cached_property
    def quoted_words(self) -> Vector:
        """Number of words inside quotation marks."""
        return self.columns.count(self.columns.inside & (self.columns.tokens.kind <= NUMBER))

    @cached_property
    def longest_quotation(self) -> Ints:
        """Words in the longest quotation of each sentence."""
        columns = self.columns
        longest = np.zeros(columns.n_segments, dtype=np.int64)
        (place,) = columns.inside.nonzero()
        if len(place):
            begins = quotation_begins(place, columns.segment, columns.mark)
            words = np.add.reduceat(columns.tokens.kind.take(place) <= NUMBER, begins, dtype=np.int64)
            home = columns.segment.take(place.take(begins))
            rows = run_starts(home)
            longest[home.take(rows)] = np.maximum.reduceat(words, rows)
        return longest

    def log_sums(self, token: Ints, column: Ints, n_columns: int, amount: Ints | None = None, unit: float = 1.0) -> Vector:
        """Add up an amount (1 by default) for each of some tokens, by segment and column, and return log(1 + sum).

        Parameters
        ----------
        token, column : ndarray of int64, shape (n,)
        n_columns : int
        amount : ndarray of int64, shape (n,), optional
            Whole numbers, whose sums are exact in any order.
        unit : float
            What an amount of 1 stands for.

        Returns
        -------
        ndarray of float64, shape (n_segments, n_columns)
        """
        n = self.columns.n_segments
        place = column * n + self.columns.segment.take(token)
        total = np.bincount(place, amount, minlength=n * n_columns)
        result = np.zeros(n * n_columns)
        (some,) = total.nonzero()
        result[some] = np.log1p(total.take(some) * unit)
        return result.reshape(n_columns, n).T


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
        # Column by column in memory: most features are made so.
        matrix = np.empty((n, sum(len(feature.names) for feature in self.features)), order="F")
        begin = 0
        for feature in self.features:
            end = begin + len(feature.names)
            matrix[:, begin:end] = feature.function(batch).reshape(n, end - begin)
            begin = end
        return matrix


REGISTRY = Registry()
feature = REGISTRY.add
