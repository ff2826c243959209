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
from opinionclf.features.numbers import Flags, LogSums, Named, Numbers, Shares, Vector, named_cells
from opinionclf.tokens import NUMBER, run_starts


@dataclass
class Batch:
    """What a feature may look at.

    Attributes
    ----------
    columns : Columns
    reports : Reports
    content : ndarray of int64, shape (n_segments,)
        The token from which on the sentence plainly is what a source is said to say; one past its end where it is not.
    words : ndarray of int64, shape (n_segments,)
        Number of words, at least 1.
    """

    columns: Columns
    reports: Reports
    content: Ints
    words: Ints

    @cached_property
    def attributed(self) -> Bools:
        """Whether each sentence plainly attributes content, shape (n_segments,)."""
        return self.content < self.columns.last

    def is_content(self, token: Ints, segment: Ints) -> Bools:
        """Whether tokens, of which the segments are given too, stand in what a source is said to say."""
        return token >= self.content.take(segment)

    @property
    def has_reports(self) -> bool:
        """Whether there is a reporting verb anywhere."""
        return len(self.reports.token) > 0

    @property
    def has_quotations(self) -> bool:
        """Whether there is a quotation anywhere."""
        return len(self.columns.quoted) > 0

    @cached_property
    def quoted_words(self) -> Ints:
        """The words inside quotation marks, as tokens."""
        quoted = self.columns.quoted
        return quoted[self.columns.tokens.kind.take(quoted) <= NUMBER]

    @cached_property
    def n_quoted_words(self) -> Ints:
        """Number of words inside quotation marks, shape (n_segments,)."""
        columns = self.columns
        return np.bincount(columns.segment.take(self.quoted_words), minlength=columns.n_segments)

    @cached_property
    def longest_quotation(self) -> Ints:
        """Words in the longest quotation of each sentence."""
        columns = self.columns
        longest = np.zeros(columns.n_segments, dtype=np.int64)
        if self.has_quotations:
            place = columns.quoted
            begins = quotation_begins(place, columns.segment, columns.mark)
            words = np.add.reduceat(columns.tokens.kind.take(place) <= NUMBER, begins, dtype=np.int64)
            home = columns.segment.take(place.take(begins))
            rows = run_starts(home)
            longest[home.take(rows)] = np.maximum.reduceat(words, rows)
        return longest


FeatureFunction = Callable[[Batch], Vector] | Callable[[Batch], Flags] | Callable[[Batch], Shares] | Callable[[Batch], LogSums]
Condition = Callable[[Batch], bool]


@dataclass(slots=True)
class Feature:
    """One registered function and the names of the numbers it gives.

    Attributes
    ----------
    group : str
    names : tuple of str
    function : callable
    given : callable or None
        Without what it asks for, every number is 0 and the function is not called.
    kind : str
        What the function returns: Vector, Flags, Shares or LogSums.
    first : int
        Column of the first number.
    """

    group: str
    names: tuple[str, ...]
    function: FeatureFunction
    given: Condition | None
    kind: str
    first: int


@dataclass
class Registry:
    """All dense features, in the order of their registration."""

    features: list[Feature] = field(default_factory=list)

    def add(self, group: str, *names: str, given: Condition | None = None) -> Callable[[FeatureFunction], FeatureFunction]:
        """Register a function that returns one vector, or the cells of one column for each of several names.

        Its return annotation says in which of the ways of `opinionclf.features.numbers` it gives its numbers.
        """

        def register(function: FeatureFunction) -> FeatureFunction:
            title = function.__name__.strip("_")
            full = tuple(f"{title}={name}" for name in names) if names else (title,)
            kind = function.__annotations__["return"]
            self.features.append(Feature(group, full, function, given, kind, self.n_columns))
            return function

        return register

    @property
    def names(self) -> list[str]:
        """Names of all numbers, ``group:feature`` or ``group:feature=value``."""
        return [f"{feature.group}:{name}" for feature in self.features for name in feature.names]

    @property
    def n_columns(self) -> int:
        """Number of all numbers."""
        return self.features[-1].first + len(self.features[-1].names) if self.features else 0

    @cached_property
    def _by_width(self) -> list[Feature]:
        """The features of several columns before those of one: their columns are put together in one step."""
        return sorted(self.features, key=lambda feature: len(feature.names) == 1)

    @cached_property
    def _kinds(self) -> dict[str, NDArray[np.bool_]]:
        """Which columns are flags, and which are shares."""
        width = [len(feature.names) for feature in self.features]
        kinds = np.array([feature.kind for feature in self.features]).repeat(width)
        return {kind: kinds == kind for kind in ("Flags", "Shares")}

    def compute(self, batch: Batch) -> Numbers:
        """Return the matrix of all features, shape (n_segments, n_features)."""
        parts: list[Named] = []
        places: list[int] = []
        whole: list[int] = []
        vectors: list[Vector] = []
        for feature in self._by_width:
            if feature.given is None or feature.given(batch):
                found = feature.function(batch)
                if isinstance(found, np.ndarray):
                    whole.append(feature.first)
                    vectors.append(found)
                else:
                    parts.append(found)
                    places.append(feature.first)
        row, column, tenths = named_cells(parts, places, self.n_columns)
        value = np.log1p(tenths / 10)
        value[self._kinds["Flags"].take(column)] = 1.0
        (share,) = self._kinds["Shares"].take(column).nonzero()
        value[share] = tenths.take(share) / batch.words.take(row.take(share))
        return Numbers(batch.columns.n_segments, self.n_columns, row, column, value, whole, vectors)


REGISTRY = Registry()
feature = REGISTRY.add
