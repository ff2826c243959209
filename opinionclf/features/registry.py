"""The list of dense features: each a small function from the columns of a batch to one number a sentence.

A new feature is one decorated function in the module of its group. Its name, its place in explanations
and its ablation come from the registration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from opinionclf.arrays import Bools, Ints
from opinionclf.features.attribution import Reports
from opinionclf.features.columns import Columns, quotation_begins
from opinionclf.features.numbers import Cells, Numbers, Vector
from opinionclf.tokens import NUMBER, run_starts

FeatureFunction = Callable[["Batch"], Vector | Cells]


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

    def flags(self, segment: Ints, column: Ints, n_columns: int) -> Cells:
        """Return 1 in a column of a segment, however often the pair is given."""
        n = self.columns.n_segments
        flags = np.zeros(n * n_columns, dtype=bool)
        flags[column * n + segment] = True
        (place,) = flags.nonzero()
        return Cells.of_flat(place, n, np.ones(len(place)))

    def classes(self, column: Ints) -> Cells:
        """Return 1 in one column of each segment."""
        return Cells(np.arange(len(column)), column, np.ones(len(column)))

    def log_sums(self, token: Ints, column: Ints, n_columns: int, amount: Ints | None = None, unit: float = 1.0) -> Cells:
        """Add up an amount (1 by default) for each of some tokens, by segment and column, and return log(1 + sum).

        Parameters
        ----------
        token, column : ndarray of int64, shape (n,)
        n_columns : int
        amount : ndarray of int64, shape (n,), optional
            Whole numbers, whose sums are exact in any order.
        unit : float
            What an amount of 1 stands for.
        """
        n = self.columns.n_segments
        total = np.bincount(column * n + self.columns.segment.take(token), amount, minlength=n * n_columns)
        (place,) = (total > 0).nonzero()
        return Cells.of_flat(place, n, np.log1p(total.take(place) * unit))


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
        """Register a function that returns one vector, or the cells of one column for each of several names."""

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

    def compute(self, batch: Batch) -> Numbers:
        """Return the matrix of all features, shape (n_segments, n_features)."""
        n = batch.columns.n_segments
        whole: list[int] = []
        values: list[Vector] = []
        parts: list[Cells] = []
        begin = 0
        for feature in self.features:
            found = feature.function(batch)
            if isinstance(found, Cells):
                parts.append(Cells(found.row, found.column + begin, found.value))
            else:
                whole.append(begin)
                values.append(found)
            begin += len(feature.names)
        cells = Cells(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("row", "column", "value")))
        return Numbers(n, begin, cells, np.array(whole), np.array(values))


REGISTRY = Registry()
feature = REGISTRY.add
