"""Why two models give a sentence different labels: the features whose pushes differ more than they do elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from opinionclf.classifier import Classifier
from opinionclf.details import Details
from opinionclf.explanation.contributions import Contributions
from opinionclf.features.vectorizer import Features, extract
from opinionclf.segmentation import segment_sentences
from opinionclf.text.tokens import Ints
from opinionclf.training.comparison import Change

Floats = NDArray[np.float64]

_REASONS = 3
_BATCH = 2000  # sentences: what is known of their features takes tens of megabytes


class _Sentences(Details):
    """Sentences each of which is read alone, as the data have it: not cut again, whatever stands in it."""

    def __init__(self, texts: Sequence[str], classifier: Classifier) -> None:
        super().__init__("", classifier, list(classifier.model.labels), classifier.version, np.zeros((0, 0)))
        self._texts = texts

    @cached_property
    def _read(self) -> tuple[Features, Floats, Floats]:
        model = self.classifier.model
        features = extract(segment_sentences(self._texts), model.lexicon)
        own = model.own_scores(features)
        return features, own, own


@dataclass(slots=True)
class _Pushes:
    """What features add to the scores of sentences.

    Attributes
    ----------
    bounds : list of int
        Where the features of each sentence begin.
    feature : ndarray of int64
        Number among the names of both models.
    value : ndarray, shape (n, n_labels)
        In units in which two models can be compared: those of the logarithm of odds, after the temperature.
    """

    bounds: list[int]
    feature: Ints
    value: Floats

    def of(self, sentence: int) -> tuple[Ints, Floats]:
        """Return the features of a sentence and what they add."""
        part = slice(self.bounds[sentence], self.bounds[sentence + 1])
        return self.feature[part], self.value[part]


class _Reader:
    """One of the models, with its labels in the order of those that both know."""

    def __init__(self, classifier: Classifier, labels: Sequence[str], numbers: dict[str, int], by_part: bool) -> None:
        called = classifier.model.parts if by_part else classifier.model.labels
        names = [*classifier.feature_names, *classifier.model.dense_names]
        self._classifier = classifier
        self._number = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
        self._columns = [[column for column, name in enumerate(called) if name == label] for label in labels]

    def read(self, texts: Sequence[str]) -> _Pushes:
        found = Contributions(_Sentences(texts, self._classifier))
        feature = np.array(found.feature, dtype=np.int64)
        named = feature < len(self._number)  # the others are of the context, of which there is none
        bounds = np.concatenate([[0], np.cumsum(named)])[found.bounds].tolist()
        value = found.value[named] / self._classifier.model.temperature
        value = np.stack([value[:, columns].mean(axis=1) for columns in self._columns], axis=1)
        return _Pushes(bounds, self._number[feature[named]], value)

    def mean(self, texts: Sequence[str], n_names: int) -> Floats:
        """What each feature adds to the scores of the sentences on average."""
        pushes = self.read(texts)
        result = np.zeros((n_names, len(self._columns)))
        np.add.at(result, pushes.feature, pushes.value)
        return result / len(texts)


def explain_changes(changes: Sequence[Change], models: tuple[Classifier, Classifier], labels: Sequence[str],
                    texts: Sequence[str], by_part: bool = False) -> None:  # fmt: skip
    """Give each change its reasons: features that push the sentence towards its new label in the second model.

    A push counts as far as it is more than the mean over the data. A feature that nearly all sentences have moves all of them,
    as the intercept does, and is no reason for one of them. Sentences are read alone.

    Parameters
    ----------
    changes : sequence of Change
    models : tuple of Classifier
    labels : sequence of str
        That both models know.
    texts : sequence of str
        All sentences of the data.
    by_part : bool
        The labels are what those of the models stand for.
    """
    if not changes:
        return
    numbers: dict[str, int] = {}
    first, second = (_Reader(model, labels, numbers, by_part) for model in models)
    names = list(numbers)
    sample = texts[:: -(-len(texts) // _BATCH)]
    usual = second.mean(sample, len(names)) - first.mean(sample, len(names))
    for begin in range(0, len(changes), _BATCH):
        batch = changes[begin : begin + _BATCH]
        pushes = [reader.read([change.text for change in batch]) for reader in (first, second)]
        for i, change in enumerate(batch):
            feature, moved = _moved(pushes[0], pushes[1], i)
            moved -= usual[feature]
            push = moved[:, labels.index(change.second)] - moved[:, labels.index(change.first)]
            change.why = _strongest([names[number] for number in feature.tolist()], push.tolist())


def _strongest(names: list[str], pushes: list[float]) -> list[tuple[str, float]]:
    """The features that push most, and how much; none that pull."""
    ranked = sorted(zip(names, pushes, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return [(name, push) for name, push in ranked[:_REASONS] if push > 0]


def _moved(first: _Pushes, second: _Pushes, sentence: int) -> tuple[Ints, Floats]:
    """Return the features that a sentence has in either model, and how much more each adds in the second."""
    (old, before), (new, after) = first.of(sentence), second.of(sentence)
    feature, row = np.unique(np.concatenate([old, new]), return_inverse=True)
    moved = np.zeros((len(feature), before.shape[1]))
    np.add.at(moved, row, np.concatenate([-before, after]))
    return feature, moved
