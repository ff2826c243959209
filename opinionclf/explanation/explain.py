"""Why a label: the model's own sum, feature by feature.

The score of a label is a sum: the intercept, a weight for every named feature of the sentence, and the shares of the
scores of its neighbours and of the article (`docs/decisions/0005-context.md`), which appear as features named
``context:...``. Probabilities are made from the scores afterwards (divided by the temperature, then a softmax); the
contributions add up to the scores, not to the probabilities.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from opinionclf.explanation.contributions import Contribution, Contributions

if TYPE_CHECKING:
    from opinionclf.details import Details
    from opinionclf.explanation.counterfactual import Counterfactual


class Explanation:
    """The sum behind the label of one sentence.

    Pickled, it leaves the model behind, as documents do: what is asked of it afterwards (but for the attributes and `push`)
    is worked out with the shipped model, and raises ``OpinionclfError`` where another one labelled the document.

    Attributes
    ----------
    label : str
        The label of the highest score, as the model names it: ``str(sentence.label)``.
    runner_up : str
        The label of the next one.
    scores : dict of str to float
        The model's score of each label, before temperature and softmax:
        ``intercept[label] + sum(c.scores[label] for c in contributions)``, to 1e-6.
    intercept : dict of str to float
    """

    def __init__(self, details: Details, segment: int) -> None:
        table = details.contributions
        labels = table.labels
        self.label, self.runner_up = labels[table.best[segment]], labels[table.second[segment]]
        self.scores = dict(zip(labels, details.scores[segment].tolist(), strict=True))
        self.intercept = dict(zip(labels, details.classifier.model.intercept.tolist(), strict=True))
        self._details = details
        self._segment = segment
        self._order = (int(table.best[segment]), int(table.second[segment]))
        self._n_contributions = table.bounds[segment + 1] - table.bounds[segment]

    def __getstate__(self) -> dict[str, Any]:
        """Leave the contributions out, which can be had again."""
        return {name: value for name, value in vars(self).items() if name != "contributions"}

    @cached_property
    def contributions(self) -> list[Contribution]:
        """Those that push the label away from the next one first, those that pull it down last.

        Raises
        ------
        OpinionclfError
            After unpickling, if the shipped model is not the one that labelled the document.
        """
        return self._table.of(self._segment)

    @property
    def _table(self) -> Contributions:
        return self._details.contributions

    def push(self, contribution: Contribution) -> float:
        """Return how far a contribution moves the label ahead of the next one."""
        first, second = self._order
        values = contribution.values
        return values[first] - values[second]

    @property
    def groups(self) -> dict[str, dict[str, float]]:
        """What each group of features adds to the score of each label."""
        return self._table.by_group(self._segment)

    def of_group(self, group: str) -> list[Contribution]:
        """Return the contributions of one group, those that push the label most ahead of the next one first."""
        return [contribution for contribution in self.contributions if contribution.group == group]

    @cached_property
    def counterfactual(self) -> Counterfactual | None:
        """The cue without which the label would be another, found by deleting it and classifying the whole text again.

        None where no single cue decides. Worked out when it is asked for: it costs a classification of the document for
        each cue that comes into question.
        """
        from opinionclf.explanation.counterfactual import counterfactual

        return counterfactual(self._details, self._segment, self)

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain types, without the counterfactual.

        Raises
        ------
        ModelError
            If the names of the model's features, which are read late, are gone (`Contribution.name`).
        OpinionclfError
            As of `contributions`.
        """
        return {
            "label": self.label,
            "scores": self.scores,
            "intercept": self.intercept,
            "groups": self.groups,
            "contributions": [contribution.to_dict() for contribution in self.contributions],
        }

    def __repr__(self) -> str:
        shown = ", ".join(f"{label} {score:+.3f}" for label, score in self.scores.items())
        return f"<Explanation of {self.label}: {shown}, {self._n_contributions} contributions>"
