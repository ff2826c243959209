"""Why a label: the model's own sum, feature by feature.

The score of a label is a sum: the intercept, a weight for every named feature of the sentence, and the shares of the
scores of its neighbours and of the article (`docs/decisions/0005-context.md`), which appear as features named
``context:...``. Probabilities are made from the scores afterwards (divided by the temperature, then a softmax); the
contributions add up to the scores, not to the probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.features.vectorizer import Namespace
from opinionclf.layout import SENTENCE
from opinionclf.model import VALUE_UNIT, WEIGHT_UNIT, leanings
from opinionclf.places import Place

if TYPE_CHECKING:
    from opinionclf.counterfactual import Counterfactual
    from opinionclf.details import Details

# Groups of features as people know them, by the prefix of their names.
GROUPS = {
    "word": "words", "form": "forms", "lexicon": "lexicon", "attribution": "attribution", "quotation": "quotation",
    "style": "style", "context": "context",
}  # fmt: skip


class Contribution:
    """What one named feature adds to the score of each label.

    Attributes
    ----------
    name : str
        As the model names it: ``word:shameful``, ``form:it is <adj_neg3>``, ``lexicon:cues=hedge.own``,
        ``context:article``.
    group : str
        One of the values of `GROUPS`, or the prefix of the name.
    values : list of float
        What it adds to each label, in the model's order; `scores` has them by name.
    """

    __slots__ = ("_find", "_labels", "_places", "group", "name", "values")

    def __init__(self, name: str, labels: list[str], values: list[float], find: Callable[[], list[Place]]) -> None:
        prefix = name.partition(":")[0]
        self.name = name
        self.group = GROUPS.get(prefix, prefix)
        self.values = values
        self._labels = labels
        self._find = find
        self._places: tuple[Place, ...] | None = None

    @property
    def scores(self) -> dict[str, float]:
        """What the feature adds to the score of each label."""
        return dict(zip(self._labels, self.values, strict=True))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where in the document's text the feature fired; none for what is about the sentence as a whole."""
        if self._places is None:
            found = self._find()
            self._places = tuple(found if len(found) < 2 else sorted(set(found)))
        return self._places

    def to_dict(self) -> dict[str, Any]:
        """Return the contribution as plain types."""
        return {
            "name": self.name, "group": self.group, "scores": self.scores, "places": [place._asdict() for place in self.places],
        }  # fmt: skip

    def __repr__(self) -> str:
        shown = ", ".join(f"{value:+.3f}" for value in self.scores.values())
        return f"<Contribution {self.name!r} {shown}>"


class Explanation:
    """The sum behind the label of one sentence.

    Attributes
    ----------
    label : str
        The label of the highest score.
    scores : dict of str to float
        The model's score of each label, before temperature and softmax:
        ``intercept[label] + sum(c.scores[label] for c in contributions)``, to 1e-6.
    intercept : dict of str to float
    contributions : list of Contribution
        Those that push the label away from the next one first, those that pull it down last.
    """

    __slots__ = ("_details", "_order", "_segment", "contributions", "intercept", "label", "runner_up", "scores")

    def __init__(self, scores: dict[str, float], intercept: dict[str, float], contributions: list[Contribution],
                 details: Details, segment: int) -> None:  # fmt: skip
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        self.label, self.runner_up = ranked[:2]
        labels = list(scores)
        self._order = (labels.index(self.label), labels.index(self.runner_up))
        self.scores = scores
        self.intercept = intercept
        self.contributions = sorted(contributions, key=self.push, reverse=True)
        self._details = details
        self._segment = segment

    def push(self, contribution: Contribution) -> float:
        """Return how far a contribution moves the label ahead of the next one."""
        first, second = self._order
        return contribution.values[first] - contribution.values[second]

    @property
    def groups(self) -> dict[str, dict[str, float]]:
        """What each group of features adds to the score of each label."""
        result = {group: dict.fromkeys(self.scores, 0.0) for group in GROUPS.values()}
        for contribution in self.contributions:
            total = result.setdefault(contribution.group, dict.fromkeys(self.scores, 0.0))
            for label, value in zip(total, contribution.values, strict=True):
                total[label] += value
        return result

    def of_group(self, group: str) -> list[Contribution]:
        """Return the contributions of one group, those that speak most for the label first."""
        return [contribution for contribution in self.contributions if contribution.group == group]

    @property
    def counterfactual(self) -> Counterfactual | None:
        """The cue without which the label would be another, found by deleting it and classifying the whole text again.

        None where no single cue decides. Worked out when it is asked for: it costs a classification of the document for
        each cue that comes into question.
        """
        from opinionclf.counterfactual import counterfactual

        return counterfactual(self._details, self._segment, self)

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain types, without the counterfactual."""
        return {
            "label": self.label,
            "scores": self.scores,
            "intercept": self.intercept,
            "groups": self.groups,
            "contributions": [contribution.to_dict() for contribution in self.contributions],
        }

    def __repr__(self) -> str:
        shown = ", ".join(f"{label} {score:+.3f}" for label, score in self.scores.items())
        return f"<Explanation of {self.label}: {shown}, {len(self.contributions)} contributions>"


class _Occurrences:
    """The known sparse features of one namespace and what each occurrence adds."""

    def __init__(self, space: Namespace, occurrence: NDArray[np.int64], feature: NDArray[np.int64],
                 value: NDArray[np.float64], n_segments: int) -> None:  # fmt: skip
        self.space = space
        self.bounds: list[int] = np.searchsorted(space.segment[occurrence], np.arange(n_segments + 1)).tolist()
        self.occurrence: list[int] = occurrence.tolist()
        self.feature: list[int] = feature.tolist()
        self.value: list[list[float]] = value.tolist()


class Explainer:
    """Takes apart the scores of one document."""

    def __init__(self, details: Details) -> None:
        self.details = details
        self.model = details.classifier.model
        self.features = details.features
        self.columns = self.features.batch.columns
        self.scores = details.scores
        values = np.rint(self.features.dense / VALUE_UNIT).astype(np.int64)
        self._values = values
        self._sentences = np.flatnonzero(self.columns.kind == SENTENCE)

    def explain(self, segment: int) -> Explanation:
        """Explain the label of a segment."""
        labels = self.model.labels
        contributions = [*self._sparse_of(segment), *self._dense_of(segment), *self._context_of(segment)]
        return Explanation(
            dict(zip(labels, self.scores[segment].tolist(), strict=True)),
            dict(zip(labels, self.model.intercept.tolist(), strict=True)), contributions, self.details, segment,
        )  # fmt: skip

    def _named(self, name: str, values: list[float], find: Callable[[], list[Place]]) -> Contribution:
        return Contribution(name, self.model.labels, values, find)

    @cached_property
    def _sparse(self) -> list[_Occurrences]:
        n = self.columns.n_segments
        result = []
        for group, scale in self.model.scale.items():
            spaces = [space for space in self.features.namespaces if space.group == group and scale]
            rows = [self.model.rows(space) for space in spaces]
            counts = np.zeros(n, dtype=np.int64)
            for space, row in zip(spaces, rows, strict=True):
                counts += np.bincount(space.segment[row > 0], minlength=n)
            unit = scale * WEIGHT_UNIT / np.sqrt(np.maximum(counts, 1))
            for space, row in zip(spaces, rows, strict=True):
                hit = np.flatnonzero(row > 0)
                feature = row[hit] - 1
                value = self.model.sparse[feature] * unit[space.segment[hit], None]
                result.append(_Occurrences(space, hit, feature, value, n))
        return result

    def _sparse_of(self, segment: int) -> Iterator[Contribution]:
        for known in self._sparse:
            found: dict[int, tuple[list[float], list[int]]] = {}
            for i in range(known.bounds[segment], known.bounds[segment + 1]):
                seen = found.get(known.feature[i])
                if seen is None:
                    found[known.feature[i]] = (known.value[i], [known.occurrence[i]])
                else:
                    values = [a + b for a, b in zip(seen[0], known.value[i], strict=True)]
                    found[known.feature[i]] = (values, [*seen[1], known.occurrence[i]])
            for feature, (values, rows) in found.items():
                if any(values):
                    yield self._named(self._name(feature, known.space, rows[0]), values, self._finder(known.space, rows))

    def _name(self, feature: int, space: Namespace, row: int) -> str:
        names = self.details.classifier.feature_names
        # A model that was never written to disk has no file of names.
        return names[feature] if names else self.features.name(space, row, self.details.text)

    def _finder(self, space: Namespace, rows: list[int]) -> Callable[[], list[Place]]:
        finder = self.details.finder
        return lambda: [place for row in rows for place in finder.of_occurrence(space, row)]

    def _dense_of(self, segment: int) -> Iterator[Contribution]:
        values = self._values[segment]
        place = np.flatnonzero(values)
        added = (values[place, None] * self.model.dense[place].astype(np.int64)) * (VALUE_UNIT * WEIGHT_UNIT)
        finder = self.details.finder
        for number, row in zip(place.tolist(), added.tolist(), strict=True):
            if any(row):
                name = self.model.dense_names[number]
                yield self._named(name, row, lambda name=name: finder.of_dense(name, segment))  # type: ignore[misc]

    def _context_of(self, segment: int) -> Iterator[Contribution]:
        """The shares that `opinionclf.model.in_context` adds."""
        others = self._sentences
        place = int(np.searchsorted(others, segment))
        if self.columns.kind[segment] != SENTENCE or len(others) < 2:
            return
        lean = leanings(self.details.own_scores)
        near = {"previous sentence": place - 1, "next sentence": place + 1}
        near = {name: int(others[at]) for name, at in near.items() if 0 <= at < len(others)}
        for name, other in near.items():
            values = self.model.neighbours * lean[other] / len(near)
            yield self._named(f"context:{name}", values.tolist(), self._segment_finder(other))
        rest = (lean[others].sum(axis=0) - lean[segment]) / (len(others) - 1)
        yield self._named("context:article", (self.model.article * rest).tolist(), list)

    def _segment_finder(self, segment: int) -> Callable[[], list[Place]]:
        columns, finder = self.columns, self.details.finder
        return lambda: [finder.place(int(columns.first[segment]), int(columns.last[segment]))]
