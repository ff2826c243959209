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
from opinionclf.features.numbers import Flags, LogSums, Numbers, Vector, flag_cells, sum_cells
from opinionclf.tokens import NUMBER, run_starts

FeatureFunction = Callable[["Batch"], Vector | Flags | LogSums]


@dataclass
class Batch:
    """What a feature may look at.

    Attributes
    ----------
    columns : Columns
    reports : Reports
    content : ndarray of int64, shape (n_segments,)
        The token from which on the sentence plainly is what a source is said to say; one past its end where it is not.
    words : ndarray of float64, shape (n_segments,)
        Number of words, at least 1.
    """

    columns: Columns
    reports: Reports
    content: Ints
    words: Vector

    @cached_property
    def attributed(self) -> Bools:
        """Whether each sentence plainly attributes content, shape (n_segments,)."""
        return self.content < self.columns.last

    def is_content(self, token: Ints, segment: Ints) -> Bools:
        """Whether tokens, of which the segments are given too, stand in what a source is said to say."""
        return token >= self.content.take(segment)

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
        """Register a function that returns one vector, or flags or sums in one column for each of several names."""

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
        flags: list[Flags] = []
        sums: list[LogSums] = []
        flag_places: list[tuple[int, int]] = []
        sum_places: list[tuple[int, int]] = []
        begin = 0
        for feature in self.features:
            found, width = feature.function(batch), len(feature.names)
            if isinstance(found, Flags):
                flags.append(found)
                flag_places.append((begin, width))
            elif isinstance(found, LogSums):
                sums.append(found)
                sum_places.append((begin, width))
            else:
                whole.append(begin)
                values.append(found)
            begin += width
        cells = flag_cells(flags, flag_places, n), sum_cells(sums, sum_places, n)
        return Numbers(n, begin, cells, np.array(whole), np.array(values))


REGISTRY = Registry()
feature = REGISTRY.add
