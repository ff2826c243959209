"""What is worked out about a document only when somebody asks: why a label, which cues, whose claim.

A classified document keeps its text and its classifier, not its features. The first question reads the document
again, once; later questions use what that gave.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.errors import OpinionclfError
from opinionclf.features.vectorizer import Features, extract
from opinionclf.model import Scores, in_context
from opinionclf.segmentation import segment

if TYPE_CHECKING:
    from opinionclf.classifier import Classifier, ModelOrFolder
    from opinionclf.explanation.contributions import Contributions
    from opinionclf.explanation.cues import CueFinder
    from opinionclf.places import PlaceFinder
    from opinionclf.sources.sources import Attributions

_TOLERANCE = 1e-6
_State = tuple[str, list[str], str, NDArray[np.float64], list[str]]


class Details:
    """The answers about one document.

    Parameters
    ----------
    text : str
    classifier : Classifier or None
        The one that labelled the text; None after pickling, when the shipped model is tried (`Document.with_model` gives
        another).
    labels : list of str
    version : str
        Of the classifier, and of the library.
    probability : ndarray of float64, shape (n_segments, n_labels)
        What it said: a model that says something else is refused.
    parts : list of str, optional
        What each label stands for; the labels themselves by default.
    """

    def __init__(self, text: str, classifier: Classifier | None, labels: list[str], version: str,
                 probability: NDArray[np.float64], parts: list[str] | None = None) -> None:  # fmt: skip
        self.text = text
        self.labels = labels
        self.parts = labels if parts is None else parts
        self.version = version
        self.probability = probability
        self._classifier = classifier

    def __getstate__(self) -> _State:
        """Leave the model out: a document sent to another process would carry megabytes of it."""
        return self.text, self.labels, self.version, self.probability, self.parts

    def __setstate__(self, state: _State) -> None:
        text, labels, version, probability, *parts = state  # none in what an older version pickled
        self.__init__(text, None, labels, version, probability, *parts)  # type: ignore[misc]

    def __deepcopy__(self, memo: dict[int, object]) -> Details:
        """Copy the answers with the model, which can't be changed and stays the same."""
        return Details(self.text, self._classifier, list(self.labels), self.version, self.probability.copy(), list(self.parts))

    @property
    def classifier(self) -> Classifier:
        """The classifier that labelled the document."""
        if self._classifier is None:
            from opinionclf.classifier import load_model

            self._classifier = load_model()
        return self._classifier

    @cached_property
    def _read(self) -> tuple[Features, Scores, Scores]:
        """Features, own scores and scores in context, from reading the document again.

        Raises
        ------
        OpinionclfError
            If the model at hand is not the one that labelled the document.
        """
        model = self.classifier.model
        features = extract(segment([self.text]), model.lexicon)
        own = model.own_scores(features)
        columns = features.batch.columns
        scores = in_context(own, columns.kind, columns.document, model.neighbours, model.article)
        again = model.probabilities(scores)
        if again.shape != self.probability.shape or not np.allclose(again, self.probability, rtol=0, atol=_TOLERANCE):
            raise self._refused()
        return features, own, scores

    def with_model(self, model: ModelOrFolder) -> Details:
        """Return the answers about the same document with another model at hand.

        Raises
        ------
        OpinionclfError
            If it is not the one that labelled the document.
        """
        from opinionclf.classifier import model_for

        details = Details(self.text, model_for(model), self.labels, self.version, self.probability, self.parts)
        details._check_model()
        return details

    def _check_model(self) -> None:
        """Refuse a model that is not the one that labelled the document, by what it says of it."""
        if self.classifier.version == self.version:
            return
        if list(self.classifier.model.labels) != self.labels:
            raise self._refused()
        _ = self._read

    def _refused(self) -> OpinionclfError:
        return OpinionclfError(
            f"the document was labelled by the model {self.version}, and this is {self.classifier.version}: give it its own"
            " model with document.with_model(classifier), or classify it again with this one"
        )

    @property
    def features(self) -> Features:
        """The features of the document."""
        return self._read[0]

    @property
    def own_scores(self) -> Scores:
        """Score of each segment by itself, without context."""
        return self._read[1]

    @property
    def scores(self) -> Scores:
        """Score of each segment, context included: what probabilities are made from."""
        return self._read[2]

    @cached_property
    def finder(self) -> PlaceFinder:
        """Where features fired."""
        from opinionclf.places import PlaceFinder

        return PlaceFinder(self.text, self.features)

    @cached_property
    def contributions(self) -> Contributions:
        """What every feature adds to the scores."""
        from opinionclf.explanation.contributions import Contributions

        return Contributions(self)

    @cached_property
    def cues(self) -> CueFinder:
        from opinionclf.explanation.cues import CueFinder

        return CueFinder(self.finder)

    @cached_property
    def attributions(self) -> Attributions:
        from opinionclf.sources.sources import Attributions

        return Attributions(self)
