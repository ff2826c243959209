"""scikit-learn: sentences to the probabilities of their labels, or to the model's features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from opinionclf.batches import batches
from opinionclf.classifier import Classifier, ModelOrFolder, model_for
from opinionclf.errors import ModelError
from opinionclf.extras import optional
from opinionclf.features.vectorizer import Features, extract
from opinionclf.segmentation import filled, segment_sentences
from opinionclf.text.keytable import UNKNOWN

optional("sklearn.base", "sklearn")  # says what to do where the next lines would fail
from scipy.sparse import csr_matrix, hstack, vstack  # noqa: E402
from sklearn.base import BaseEstimator, TransformerMixin  # noqa: E402

OUTPUTS = ("probabilities", "features")


class OpinionTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns single sentences into numbers; there is nothing to fit.

    Parameters
    ----------
    output : str
        ``probabilities``, one column a label, or ``features``: counts of the forms that the model knows and the named
        numbers beside them, as a sparse matrix.
    model : str, Path, Classifier or None
        Folder of a model; the shipped model by default.
    """

    def __init__(self, output: str = "probabilities", model: ModelOrFolder = None) -> None:
        self.output = output
        self.model = model

    def fit(self, X: Any, y: Any = None) -> OpinionTransformer:
        """Check the parameters."""
        self._gives_probabilities()
        return self

    def _gives_probabilities(self) -> bool:
        if self.output not in OUTPUTS:
            raise ValueError(f"output is {self.output!r}; accepted: {', '.join(OUTPUTS)}")
        return self.output == OUTPUTS[0]

    def transform(self, X: Iterable[str]) -> Any:
        """Return one row a sentence.

        Parameters
        ----------
        X : iterable of str
            One column of texts: a list, an array, a Series, a frame of one column.

        Raises
        ------
        TypeError, ValueError
            If it is something else, or has several columns.
        """
        probabilities = self._gives_probabilities()
        classifier = model_for(self.model)
        sentences = _sentences(X)
        if probabilities:
            return classifier.predict_proba(sentences)
        width = len(classifier.model.sparse) + len(classifier.model.dense_names)
        return vstack([csr_matrix((0, width)), *(_features(classifier, batch) for batch in batches(sentences))], format="csr")

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """Return the names of the columns.

        Raises
        ------
        ModelError
            If nobody has the names of the model's features.
        """
        classifier = model_for(self.model)
        if self._gives_probabilities():
            return np.asarray(classifier.classes_, dtype=object)
        if len(classifier.feature_names) != len(classifier.model.sparse):
            raise ModelError("the model is not on disk and its features have no names: Classifier(model, names=...) gives them")
        return np.array([*classifier.feature_names, *classifier.model.dense_names], dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _sentences(X: Any) -> list[str]:
    if isinstance(X, (str, Mapping)):
        raise TypeError(f"expected a list of sentences, not one {type(X).__name__}")
    shape: tuple[int, ...] = getattr(X, "shape", ())
    if len(shape) == 2:
        # What a frame of several columns lists are their names, which would be taken for sentences.
        if shape[1] != 1:
            raise ValueError(f"expected one column of sentences, not {shape[1]}; give each column a transformer of its own")
        X = np.asarray(X)[:, 0]
    return list(X)


def _features(classifier: Classifier, sentences: list[str]) -> Any:
    """Features of sentences without context, one row each; an empty sentence has none."""
    full, rows = filled(sentences)
    features = extract(segment_sentences([sentences[place] for place in full]), classifier.model.lexicon)
    counts = _counts(classifier, features, (len(full), len(classifier.model.sparse)))
    found = hstack([counts, csr_matrix(features.dense)], format="csr")
    return vstack([found, csr_matrix((1, found.shape[1]))], format="csr")[rows]


def _counts(classifier: Classifier, features: Features, shape: tuple[int, int]) -> Any:
    rows, columns = [], []
    for space in features.namespaces:
        row = classifier.model.rows(space)
        rows.append(space.segment[row > UNKNOWN])
        columns.append(row[row > UNKNOWN] - 1)
    row, column = np.concatenate(rows), np.concatenate(columns)
    return csr_matrix((np.ones(len(row)), (row, column)), shape=shape)  # counts: what stands twice is summed
