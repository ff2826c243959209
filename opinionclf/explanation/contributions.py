"""What every named feature of a document adds to the scores of its sentences, as columns.

A score is a sum: the intercept, a weight for every named feature of the sentence, and the shares of its neighbours' and the
article's leanings (`opinionclf.model.in_context`). The columns hold the terms of all sentences at once; an object for one
of them is made when somebody asks for it.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.errors import ModelError
from opinionclf.explanation.descriptions import described
from opinionclf.model import VALUE_UNIT, WEIGHT_UNIT, context_of, leanings
from opinionclf.places import Place
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text.tokens import run_lengths, run_starts

if TYPE_CHECKING:
    from opinionclf.details import Details

# Groups of features as people know them, by the prefix of their names; of names with several prefixes the longest counts.
GROUPS = {
    "word:": "words", "form:": "forms", "lexicon:": "lexicon", "lexicon:cues=hedge.": "hedging",
    "style:closed_class=modal.": "hedging", "attribution:": "attribution", "quotation:": "quotation", "style:": "style",
    "context:": "context",
}  # fmt: skip
GROUP_NAMES = tuple(dict.fromkeys(GROUPS.values()))
_CONTEXT = ("context:previous sentence", "context:next sentence", "context:article")


@functools.cache
def group_of(name: str) -> str:
    """Return the group of a named feature."""
    prefixes = [prefix for prefix in GROUPS if name.startswith(prefix)]
    return GROUPS[max(prefixes, key=len)] if prefixes else name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a contribution that leaves its document asks of `Contributions`, as a table of one row."""

    names: list[str]
    groups: list[int]
    group_names: list[str]
    labels: list[str]
    values: list[list[float]]
    found: tuple[Place, ...]

    def places(self, row: int) -> tuple[Place, ...]:
        """Return where the feature fired."""
        return self.found


class Contribution:
    """What one named feature adds to the score of each label.

    Pickled, it is what it says and nothing else: it works anywhere, without the model.

    Attributes
    ----------
    name : str
        As the model names it: ``word:disgrace``, ``form:it is``, ``lexicon:cues=hedge.own``,
        ``context:article``. It is read late, and ``ModelError`` raised if the model's folder is gone or holds another model by
        then.
    description : str
        What the feature finds, in plain words: *I, me, my in the writer's own words*. Made of the name, and read as late.
    group : str
        One of `GROUP_NAMES`, or the prefix of the name.
    values : list of float
        What it adds to each label, in the model's order; `scores` has them by name.
    places : tuple of Place
        Where in the document's text the feature fired; none for what is about the sentence as a whole.
    """

    __slots__ = ("_row", "_table")

    def __init__(self, table: Contributions | _Kept, row: int) -> None:
        self._table = table
        self._row = row

    def __reduce__(self) -> tuple[type[Contribution], tuple[_Kept, int]]:
        """Leave the table out, which holds the model."""
        kept = _Kept([self.name], [0], [self.group], self._table.labels, [self.values], self.places)
        return Contribution, (kept, 0)

    @property
    def name(self) -> str:
        """The feature's name in the model.

        Raises
        ------
        ModelError
            If nobody has asked for a name of the model yet, and its folder is gone, or holds another model, by now.
        """
        return self._table.names[self._row]

    @property
    def description(self) -> str:
        """What the feature finds, in plain words; its name where it has none.

        Raises
        ------
        ModelError
            As of `name`.
        """
        return described(self.name)

    @property
    def group(self) -> str:
        """The group of the feature."""
        return self._table.group_names[self._table.groups[self._row]]

    @property
    def values(self) -> list[float]:
        """What the feature adds to each label, in the model's order."""
        return self._table.values[self._row]

    @property
    def scores(self) -> dict[str, float]:
        """What the feature adds to the score of each label."""
        return dict(zip(self._table.labels, self.values, strict=True))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where in the document's text the feature fired."""
        return self._table.places(self._row)

    def to_dict(self) -> dict[str, Any]:
        """Return the contribution as plain types.

        Raises
        ------
        ModelError
            As of `name`.
        """
        return {
            "name": self.name, "description": self.description, "group": self.group, "scores": self.scores,
            "places": [place._asdict() for place in self.places],
        }  # fmt: skip

    def __repr__(self) -> str:
        shown = ", ".join(f"{value:+.3f}" for value in self.values)
        try:
            name = repr(self.name)
        except ModelError:  # which would hide whatever else a debugger or a message shows
            name = "without a name"
        return f"<Contribution {name} {shown}>"


@dataclass(slots=True)
class _Part:
    """The contributions of one origin, each column of shape (n,) but for `value`.

    Attributes
    ----------
    segment : ndarray of int64
    feature : ndarray of int64
        Number of the feature: first those with sparse weights, then those with dense ones, then `_CONTEXT`.
    group : ndarray of int64
        Index into `Contributions.group_names`.
    value : ndarray of float64, shape (n, n_labels)
    first, size : ndarray of int64
        Where its places are found: of a sparse feature its run of occurrences, of a context feature the segment that gives it.
    """

    segment: Ints
    feature: Ints
    group: Ints
    value: NDArray[np.float64]
    first: Ints
    size: Ints

    def __len__(self) -> int:
        return len(self.segment)


@dataclass(slots=True)
class _Occurrences:
    """The places at which sparse features fired: number of the namespace, row in it."""

    space: list[int] = field(default_factory=list)
    row: list[int] = field(default_factory=list)


class Contributions:
    """The contributions to all sentences of one document.

    Those of a segment stand together, what pushes its label ahead of the next one first.

    Attributes
    ----------
    labels, group_names : list of str
    best, second : ndarray of int64, shape (n_segments,)
        The two labels of the highest scores.
    feature, groups : list of int
        One for each contribution.
    value : ndarray of float64, shape (n, n_labels)
    bounds : list of int
        Where the contributions of each segment begin.
    """

    def __init__(self, details: Details) -> None:
        self.details = details
        self.model = details.classifier.model
        self.labels = list(self.model.labels)
        self.columns = details.features.batch.columns
        self.group_names = list(GROUP_NAMES)
        self._namespaces = details.features.namespaces
        self._n_sparse = len(self.model.sparse)
        self._n_named = self._n_sparse + len(self.model.dense_names)
        self._occurrences = _Occurrences()
        ranked = np.argsort(-details.scores, axis=1, kind="stable")
        self.best, self.second = ranked[:, 0], ranked[:, 1]
        parts = [*map(self._sparse, self.model.scale), self._dense(), *self._context()]
        segment, value = np.concatenate([part.segment for part in parts]), np.concatenate([part.value for part in parts])
        row = np.arange(len(value))
        push = value[row, self.best[segment]] - value[row, self.second[segment]]
        order = np.lexsort((-push, segment))
        self.value = value[order]
        self.feature, self.groups, self._first, self._size = (
            np.concatenate([getattr(part, name) for part in parts])[order].tolist()
            for name in ("feature", "group", "first", "size")
        )
        self.bounds: list[int] = np.searchsorted(segment[order], np.arange(self.columns.n_segments + 1)).tolist()
        self._places: dict[int, tuple[Place, ...]] = {}

    @cached_property
    def values(self) -> list[list[float]]:
        """What each contribution adds to each label."""
        rows: list[list[float]] = self.value.tolist()
        return rows

    def of(self, segment: int) -> list[Contribution]:
        """Return the contributions to one segment."""
        return [Contribution(self, row) for row in range(self.bounds[segment], self.bounds[segment + 1])]

    def by_group(self, segment: int) -> dict[str, dict[str, float]]:
        """Return what each group of features adds to each label of a segment."""
        part = slice(self.bounds[segment], self.bounds[segment + 1])
        sums = np.zeros((len(self.group_names), len(self.labels)))
        np.add.at(sums, self.groups[part], self.value[part])
        rows = [dict(zip(self.labels, row, strict=True)) for row in sums.tolist()]
        return dict(zip(self.group_names, rows, strict=True))

    # Names and places

    @cached_property
    def names(self) -> list[str]:
        """The name of each contribution's feature, as the model has it."""
        names, n_sparse = self.details.classifier.feature_names, self._n_sparse
        later = [*self.model.dense_names, *_CONTEXT]
        return [
            later[feature - n_sparse] if feature >= n_sparse else names[feature] if names else self._made_name(first)
            for feature, first in zip(self.feature, self._first, strict=True)
        ]

    def _made_name(self, first: int) -> str:
        """The name of a sparse feature of a model that was never written to disk and has no file of names."""
        space = self._namespaces[self._occurrences.space[first]]
        return self.details.features.name(space, self._occurrences.row[first], self.details.text)

    def segment_of(self, row: int) -> int:
        """Return the segment that a contribution belongs to."""
        return bisect_right(self.bounds, row) - 1

    def places(self, row: int) -> tuple[Place, ...]:
        """Return where a feature fired, in order."""
        known = self._places.get(row)
        if known is None:
            found = self._found(row)
            known = self._places[row] = tuple(found if len(found) < 2 else sorted(set(found)))
        return known

    def _found(self, row: int) -> list[Place]:
        finder, feature, first, size = self.details.finder, self.feature[row], self._first[row], self._size[row]
        if feature < self._n_sparse:
            spaces, rows = self._occurrences.space, self._occurrences.row
            found = finder.of_occurrence(self._namespaces[spaces[first]], rows[first])
            for at in range(first + 1, first + size):
                found += finder.of_occurrence(self._namespaces[spaces[at]], rows[at])
            return found
        if feature < self._n_named:
            return finder.of_dense(self.model.dense_names[feature - self._n_sparse], self.segment_of(row))
        return [finder.place(int(self.columns.first[first]), int(self.columns.last[first]))] if size else []

    # The three origins

    def _group(self, name: str) -> int:
        group = group_of(name)
        if group not in self.group_names:
            self.group_names.append(group)
        return self.group_names.index(group)

    def _sparse(self, group: str) -> _Part:
        """The sparse features of one group; all occurrences of one in a segment make one contribution."""
        space, row, segment, feature = self._known(group)
        n_known = np.bincount(segment, minlength=self.columns.n_segments)
        order = np.lexsort((feature, segment))
        segment, feature = segment[order], feature[order]
        start = run_starts(segment * self._n_sparse + feature)
        size = run_lengths(start, len(segment))
        first = start + len(self._occurrences.row)
        self._occurrences.space += space[order].tolist()
        self._occurrences.row += row[order].tolist()
        segment, feature = segment[start], feature[start]
        unit = self.model.scale[group] * WEIGHT_UNIT / np.sqrt(np.maximum(n_known, 1))
        value = self.model.sparse[feature] * (size * unit[segment])[:, None]
        named = np.full(len(segment), self._group(f"{group}:"))
        return _without_zeros(_Part(segment, feature, named, value, first, size))

    def _known(self, group: str) -> Ints:
        """The occurrences of the sparse features of one group that the model knows: namespace, row in it, segment, feature."""
        found = [np.zeros((4, 0), dtype=np.int64)]
        for number, space in enumerate(self._namespaces):
            if space.group == group:
                feature = self.model.rows(space)
                (row,) = feature.nonzero()
                found.append(np.stack([np.full(len(row), number), row, space.segment[row], feature[row] - 1]))
        return np.concatenate(found, axis=1)

    def _dense(self) -> _Part:
        values = np.rint(self.details.features.dense / VALUE_UNIT).astype(np.int64)
        segment, column = values.nonzero()
        weights = self.model.dense[column].astype(np.int64)
        value = (values[segment, column][:, None] * weights).astype(np.float64) * (VALUE_UNIT * WEIGHT_UNIT)
        group = np.array([self._group(name) for name in self.model.dense_names], dtype=np.int64)[column]
        nothing = np.zeros(len(segment), dtype=np.int64)
        return _without_zeros(_Part(segment, column + self._n_sparse, group, value, nothing, nothing))

    def _context(self) -> Iterator[_Part]:
        """The shares that `opinionclf.model.in_context` adds."""
        place = np.flatnonzero(self.columns.kind == SENTENCE)
        n = len(place)
        if n < 2:
            return
        only = np.zeros(n, dtype=np.int64)  # document
        previous, following, rest = context_of(leanings(self.details.own_scores[place]).T, only, only[:1])
        neighbours, every, group = self.model.neighbours, np.arange(n), self._group(_CONTEXT[0])
        # As in `_CONTEXT`: who takes and who gives, what each takes and its weight, how many places of the giver are shown.
        shares = (
            (every[1:], every[:-1], previous, neighbours, 1),
            (every[:-1], every[1:], following, neighbours, 1),
            (every, every, rest, self.model.article, 0),
        )
        for feature, (taker, giver, given, weight, n_shown) in enumerate(shares, self._n_named):
            feature_column, groups, size = (np.full(len(taker), number) for number in (feature, group, n_shown))
            yield _Part(place[taker], feature_column, groups, weight * given.T[taker], place[giver], size)


def _without_zeros(part: _Part) -> _Part:
    kept = np.flatnonzero(part.value.any(axis=1))
    return _Part(part.segment[kept], part.feature[kept], part.group[kept], part.value[kept], part.first[kept], part.size[kept])
