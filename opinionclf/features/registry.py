"""The list of dense features: each a small function from the columns of a batch to some numbers a sentence.

A new feature is one decorated function in the module of its group. Its name and its ablation come from the registration, and
its place in explanations from the tokens that it names; one that can't name any says with `where` what explanations show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from opinionclf.arrays import Bools, Ints
from opinionclf.features.columns import Columns
from opinionclf.features.numbers import Named, Numbers, numbers_of
from opinionclf.features.reports import Reports


@dataclass(eq=False, repr=False)
class Batch:
    """What a feature may look at.

    Attributes
    ----------
    columns : Columns
    reports : Reports
    agentless : ndarray of int64, shape (n_agentless,)
        The tokens outside quotations that report without a source beyond doubt.
    content : ndarray of int64, shape (n_segments,)
        The token from which on the sentence plainly is what a source is said to say; one past its end where it is not.
    """

    columns: Columns
    reports: Reports
    agentless: Ints
    content: Ints

    def is_content(self, token: Ints, segment: Ints) -> Bools:
        """Whether tokens, of which the segments are given too, stand in what a source is said to say."""
        return token >= self.content.take(segment)


FeatureFunction = Callable[[Batch], Named]
Stretches = tuple[Ints, Ints]  # first token of each, in order, and the one after its last
Where = Callable[[Batch], Stretches]
_OF_PHRASES = ("lexicon", "attribution")  # groups whose tokens stand for the phrases that begin with them


@dataclass(slots=True, eq=False, repr=False)
class Feature:
    """One registered function and the names of the numbers it gives.

    Attributes
    ----------
    group : str
    names : tuple of str
    function : callable
    first : int
        Column of the first number.
    where : callable or None
        Where in the batch such numbers come from; None where the function names tokens.
    """

    group: str
    names: tuple[str, ...]
    function: FeatureFunction
    first: int
    where: Where | None = None

    def places(self, batch: Batch) -> list[Stretches]:
        """Return for each name where the feature fired, over all segments.

        Raises
        ------
        LookupError
            If the function names no tokens and nothing is said in their place.
        """
        if self.where is not None:
            return [self.where(batch) for _ in self.names]
        found = self.function(batch)
        if found.token is None:
            raise LookupError(
                f"{self.group}:{self.names[0]} has no place in explanations: give the tokens that it is about with its numbers,"
                " or register it with where=, a function that returns stretches of tokens"
            )
        token, column = found.token, found.column
        tokens = [token] if column is None else [token[column == i] for i in range(len(self.names))]
        if self.group in _OF_PHRASES:
            return [batch.columns.phrases(token) for token in tokens]
        return [(token, token + 1) for token in tokens]


@dataclass(eq=False, repr=False)
class Registry:
    """All dense features, in the order of their registration."""

    features: list[Feature] = field(default_factory=list)
    n_columns: int = 0

    def add(self, group: str, *names: str, where: Where | None = None) -> Callable[[FeatureFunction], FeatureFunction]:
        """Register a function that returns the cells of one column, or of one for each of several names.

        It gives its numbers in one of the ways of `opinionclf.features.numbers`. `where` is that of `Feature`.
        """

        def register(function: FeatureFunction) -> FeatureFunction:
            title = function.__name__.strip("_")
            full = tuple(f"{title}={name}" for name in names) if names else (title,)
            self.features.append(Feature(group, full, function, self.n_columns, where))
            self.n_columns += len(full)
            return function

        return register

    @property
    def names(self) -> list[str]:
        """Names of all numbers, ``group:feature`` or ``group:feature=value``."""
        return [f"{feature.group}:{name}" for feature in self.features for name in feature.names]

    def places(self, name: str, batch: Batch) -> dict[str, Stretches]:
        """Return where the feature with this name fired, and those that the same function gives, by their names."""
        for feature in self.features:
            names = [f"{feature.group}:{each}" for each in feature.names]
            if name in names:
                return dict(zip(names, feature.places(batch), strict=True))
        raise KeyError(name)

    def compute(self, batch: Batch) -> Numbers:
        """Return the matrix of all features, shape (n_segments, n_features).

        Raises
        ------
        TypeError
            If a function returns anything else than the cells that it names.
        """
        named = []
        for feature in self.features:
            found: object = feature.function(batch)  # of whoever writes one
            if not isinstance(found, Named):
                name = f"{feature.group}:{feature.names[0]}"
                raise TypeError(f"{name} has to return Flags, LogCounts or LogSums, not {type(found).__name__}")
            if len(found.row):
                named.append((found, feature.first))
        return numbers_of(named, batch.columns.n_segments, self.n_columns)


REGISTRY = Registry()
feature = REGISTRY.add
