"""Training and features as scikit-learn estimators."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import Tags, check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted, column_or_1d

from opinionclf.batches import check_jobs
from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.features.registry import REGISTRY
from opinionclf.lexicon import Lexicon
from opinionclf.result import Document
from opinionclf.segmentation import Page, filled
from opinionclf.segmentkinds import SENTENCE
from opinionclf.storage import save
from opinionclf.text.decoding import is_blank
from opinionclf.training.choose import FOLDS, Choices
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.evaluate import page_probabilities
from opinionclf.training.findings import number_texts
from opinionclf.training.fit import Vocabulary, build_table, choose_vocabulary, design_matrix, shipped_lexicon
from opinionclf.training.matrix import counts_sentences
from opinionclf.training.readers.load import Data, units_of
from opinionclf.training.readers.options import DOCUMENT_NAMES, TEXT_NAMES, check_label_names
from opinionclf.training.readers.shapes import name_of
from opinionclf.training.retrain import UNSETTLED, load_base, retrain
from opinionclf.training.roles import checked_roles
from opinionclf.training.settings import DEFAULT, Settings

_NOTHING_TO_HOLD_OUT = (
    "all sentences hang together by documents and groups, so nothing can be held out: no setting is chosen, and the "
    "probabilities are not calibrated; folds=0 says that this is meant"
)


class _TakesSentences(BaseEstimator):
    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags


class SentenceVectorizer(TransformerMixin, _TakesSentences):
    """Turn sentences into the matrix of features that `SentenceClassifier` weighs if it starts from nothing.

    Parameters
    ----------
    min_documents : int, default 3
        A sparse feature must occur in this many documents; in as many sentences, where there are fewer than ten documents or
        none are named.

    Attributes
    ----------
    vocabulary_ : Vocabulary
        The sparse features.

    Examples
    --------
    >>> from opinionclf import SentenceVectorizer
    >>> X = ["The bridge opened.", "The bridge is a disgrace."]
    >>> SentenceVectorizer(min_documents=1).fit_transform(X).shape[0]
    2
    """

    def __init__(self, min_documents: int = DEFAULT.min_documents) -> None:
        self.min_documents = min_documents

    def fit(self, X: Any, y: Any = None) -> SentenceVectorizer:
        """Choose the sparse features; `X` as for `SentenceClassifier.fit`."""
        documents, texts = _read(X)
        if not texts:
            raise ValueError("no sentences to learn from")
        full, _ = filled(texts)
        if not full:
            raise ValueError("all sentences are empty; there is nothing to learn from")
        pages = _pages(*_chosen(full, documents, texts))
        table = build_table(pages, [], shipped_lexicon(), counts_sentences(pages))
        settings = Settings(min_documents=self.min_documents)
        self._adopt(choose_vocabulary(table, settings, table.y < 0), shipped_lexicon(), settings)
        return self

    def _adopt(self, vocabulary: Vocabulary, lexicon: Lexicon, settings: Settings) -> None:
        self.vocabulary_, self._lexicon, self._settings = vocabulary, lexicon, settings

    def transform(self, X: Any) -> sparse.csr_matrix:
        """Return the matrix of features, one row a sentence; an empty sentence has none."""
        check_is_fitted(self)
        documents, texts = _read(X)
        full, rows = filled(texts)
        table = build_table(_pages(*_chosen(full, documents, texts)), [], self._lexicon)
        found = design_matrix(table, self.vocabulary_, self._settings)
        return sparse.vstack([found, sparse.csr_matrix((1, found.shape[1]))], format="csr")[rows]

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the names of the columns: the sparse features, then the dense ones."""
        check_is_fitted(self)
        return np.array([*self.vocabulary_.names, *REGISTRY.names], dtype=object)


class SentenceClassifier(ClassifierMixin, _TakesSentences):
    """Train on labelled sentences, as ``opinionclf train`` does, with scikit-learn's interface.

    Parameters
    ----------
    base : str, Path or Classifier, default "default"
        What to start from: the shipped model (``"default"``), nothing (``"none"``), the folder of a model, or a loaded model.
    C : float, optional
        Weight of the data against base and penalty; chosen by cross-validation where it is not given. If there is none
        (``folds=0``), 1 from a base, where a sentence counts as much as one of the base, and 0.3 from nothing.
    class_weight : {"auto", "balanced", None}, default "auto"
        "auto" chooses by cross-validation.
    folds : int, default 5
        Of the inner cross-validation, which chooses and calibrates; 0 leaves it out. With fewer documents or groups there are
        fewer folds; where all hang together there are none, which a warning tells.
    random_state : int or RandomState, default 0
        Decides the folds.
    n_jobs : int, default 1
        Processes for the folds; -1 takes all processors, -2 all but one. The result does not depend on it.
    roles : dict of str to str, optional
        Which of the three labels each label of another name stands for, as ``--roles`` of ``opinionclf train``.

    Attributes
    ----------
    classes_ : ndarray
        The labels, sorted.
    vectorizer_ : SentenceVectorizer
        Gives the names of the features.
    C_ : float
        The weight of the data that was taken.
    classifier_ : Classifier
        The model as `opinionclf.classify` and the other functions take it.

    Examples
    --------
    >>> from opinionclf import SentenceClassifier
    >>> X = ["The bridge opened on Monday.", "The bridge is a disgrace.", "Trams run until ten.", "What a silly plan."]
    >>> y = ["factual_report", "editorial_opinion", "factual_report", "editorial_opinion"]
    >>> SentenceClassifier(folds=0).fit(X, y).predict(["It is a shameful bridge."]).tolist()
    ['editorial_opinion']
    >>> from opinionclf import classify
    >>> model = SentenceClassifier(folds=0).fit(X, y)
    >>> [str(s.label) for s in classify("Trams run. What a shame!", model=model.classifier_)]
    ['factual_report', 'editorial_opinion']
    """

    def __init__(self, base: str | Path | Classifier = "default", C: float | None = None, class_weight: str | None = "auto",
                 folds: int = FOLDS, random_state: Any = 0, n_jobs: int | None = 1,
                 roles: dict[str, str] | None = None) -> None:  # fmt: skip
        self.base = base
        self.C = C
        self.class_weight = class_weight
        self.folds = folds
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.roles = roles

    def fit(self, X: Any, y: Any, groups: Any = None) -> SentenceClassifier:
        """Fit on labelled sentences, each of which counts the same or, with ``class_weight``, each label; there are no weights
        of single sentences.

        Parameters
        ----------
        X : sequence of str, or array-like of shape (n, 2)
            Sentences, each read alone; or rows of document and sentence, where the rows of a document are read in context if
            they follow each other, and alone if they stand in several places, as in a sorted table. A sentence without a
            document (None, NaN, an empty string) is read alone.
        y : sequence of labels
            One for each sentence.
        groups : sequence, optional
            What the inner cross-validation must not tear apart; documents by default.

        Warns
        -----
        ConvergenceWarning
            If the fit had not settled when it was stopped.
        UserWarning
            If something else makes the model doubtful, as it would be told in a note of ``opinionclf train``.
        """
        documents, texts = _read(X)
        y, classes = _checked_labels(y, texts, groups)
        data = _data(documents, texts, [str(label) for label in y.tolist()], classes, groups)
        base = load_base(self.base)
        roles = checked_roles(self.roles or {}, data.labels)
        found = retrain(data, number_texts(data.pages), base, self._choices(len(set(data.units))), roles=roles)
        for doubt in found.doubts():
            warnings.warn(doubt, ConvergenceWarning if doubt == UNSETTLED else UserWarning, stacklevel=2)
        self.classes_ = classes
        self.C_ = found.chosen.C
        self.model_, self._names, self._beside = found.model, found.names, found.beside
        self.classifier_ = Classifier(found.model, names=found.names)
        self.vectorizer_ = SentenceVectorizer()
        settings = Settings(scale=dict(found.model.scale))
        self.vectorizer_._adopt(Vocabulary(found.keys, found.names), found.model.lexicon, settings)
        return self

    def _choices(self, n_groups: int) -> Choices:
        if self.class_weight not in ("auto", "balanced", None):
            raise ValueError(f"class_weight is {self.class_weight!r}; accepted: 'auto', 'balanced', None")
        if self.C is not None and not (isinstance(self.C, (int, float, np.number)) and 0 < self.C < np.inf):
            raise ValueError(f"C is {self.C!r}; it must be a number above 0")
        whole = isinstance(self.folds, (int, np.integer)) and not isinstance(self.folds, bool)
        if not whole or self.folds < 0 or self.folds == 1:
            raise ValueError(f"folds is {self.folds!r}; it must be a whole number from 2 on, or 0 for none")
        check_jobs(1 if self.n_jobs is None else self.n_jobs)
        given = isinstance(self.random_state, (int, np.integer))
        seed = int(self.random_state if given else check_random_state(self.random_state).randint(1 << 31))
        folds = min(self.folds, n_groups)
        if folds == 1:
            warnings.warn(_NOTHING_TO_HOLD_OUT, stacklevel=3)
            folds = 0
        return Choices(self.C, self.class_weight or "none", folds, seed, self.n_jobs or 1)

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return the probability of each label, in the order of `classes_`.

        An empty sentence gets what the intercept alone gives, which is not the shares of the labels in the data.
        """
        check_is_fitted(self)
        documents, texts = _read(X)
        full, rows = filled(texts)
        found = page_probabilities(self.classifier_, _pages(*_chosen(full, documents, texts)))
        return self.classifier_.with_blank(found)[rows]

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the most probable label of each sentence."""
        probability = self.predict_proba(X)
        result: NDArray[Any] = self.classes_[probability.argmax(axis=1)]
        return result

    def classify(self, text: str) -> Document:
        """Split a whole text into sentences and label each, as `opinionclf.classify` does."""
        check_is_fitted(self)
        return self.classifier_.classify(text)

    def save(self, folder: str | Path) -> None:
        """Write the model for `opinionclf.load_model` and the command line, all of it or nothing.

        Raises
        ------
        ModelError
            If the folder is something else already, or can't be written.
        """
        check_is_fitted(self)
        save(self.model_, Path(folder), self._names, self._beside)


def _read(X: Any) -> tuple[list[str | None], list[str]]:
    """Return the document, if any, and the text of each row."""
    if isinstance(X, str):
        raise ValueError("expected many sentences, not one str; put it into a list")
    if sparse.issparse(X):
        raise ValueError("a sparse matrix holds no sentences; expected a list of str")
    _check_columns(X)
    rows = np.asarray(X, dtype=object)
    table = rows[:, None] if rows.ndim == 1 else rows
    if table.ndim != 2 or table.shape[1] not in (1, 2):
        raise ValueError(f"expected sentences, or rows of document and sentence; got an array of shape {rows.shape}")
    for i, text in enumerate(table[:, -1]):
        if not isinstance(text, str):
            raise ValueError(f"sentence {i} is of type {type(text).__name__}; expected str")
    documents: list[str | None] = [None] * len(table) if table.shape[1] == 1 else [_name(name) for name in table[:, 0]]
    return documents, [str(text) for text in table[:, -1]]


def _check_columns(X: Any) -> None:
    """Refuse a frame whose columns say that they stand in the other order."""
    names = [str(name).lower() for name in getattr(X, "columns", ())]
    if len(names) == 2 and (names[1] in DOCUMENT_NAMES or names[0] in TEXT_NAMES) and names[0] not in DOCUMENT_NAMES:
        first, second = X.columns
        raise ValueError(f"the columns are {first!r}, {second!r}; expected the document in front of the sentence: "
                         f"X[[{second!r}, {first!r}]]")  # fmt: skip


def _checked_labels(y: Any, texts: list[str], groups: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the labels as an array, and the different ones sorted; refuse what no classifier learns from."""
    if y is None:
        raise ValueError("SentenceClassifier requires y to be passed, but the target y is None")
    if not texts:
        raise ValueError("no sentences to learn from")
    missing = _first_missing(y)
    y = np.asarray(column_or_1d(y, warn=True))
    if missing is not None:
        raise ValueError(f"Input y contains NaN or None: sentence {missing} has no label; leave it out")
    check_classification_targets(y)
    check_consistent_length(texts, y, groups)
    classes = np.unique(y)
    if len(classes) < 2:
        raise ValueError(f"y holds one class only ({classes.tolist()}); a classifier needs at least two")
    return y, classes


def _is_missing(value: Any) -> bool:
    try:
        return value is None or bool(value != value)
    except TypeError:  # pandas does not say whether its NA is itself
        return True


def _first_missing(y: Any) -> int | None:
    """The place of the first label that is none; asked before NaN among names becomes the name 'nan'."""
    values = np.asarray(y, dtype=object)
    return next((i for i, value in enumerate(values.ravel().tolist()) if _is_missing(value)), None)


def _name(value: Any) -> str | None:
    """Name a document or group; None where none is given, as frames have it."""
    return None if _is_missing(value) or value == "" else name_of(value)


def _chosen(places: list[int], documents: list[str | None], texts: list[str]) -> tuple[list[str | None], list[str]]:
    return [documents[i] for i in places], [texts[i] for i in places]


def _pages(documents: Sequence[str | None], texts: Sequence[str], labels: Sequence[str | None] = ()) -> list[LabelledPage]:
    """Put the sentences of a document onto one page, if they follow each other; else each has one of its own.

    Rows that stand in several places come from a table that was sorted or shuffled (`opinionclf.training.readers.order`).
    """
    pages = []
    names = [f"sentence {i}" if name is None else name for i, name in enumerate(documents)]
    runs = Counter(name for name, _ in groupby(names))
    keys = [(name, i if runs[name] > 1 else 0) for i, name in enumerate(names)]
    for (name, _), group in groupby(range(len(texts)), key=keys.__getitem__):
        place = list(group)
        page = Page.of([texts[i] for i in place], [SENTENCE] * len(place), [0] * len(place), [" "] * len(place))
        pages.append(LabelledPage(name, page, [labels[i] if labels else None for i in place]))
    return pages


def _data(documents: Sequence[str | None], texts: Sequence[str], labels: Sequence[str], classes: NDArray[Any],
          groups: Any) -> Data:  # fmt: skip
    empty = next((i for i, text in enumerate(texts) if is_blank(text)), None)
    if empty is not None:
        raise DataError(f"sentence {empty} is empty")
    check_label_names(sorted(set(labels)))
    pages = _pages(documents, texts, labels)
    digest = hashlib.sha256()
    for row in zip(documents, texts, labels, strict=True):
        digest.update(repr(row).encode())
    given = iter([None] * len(texts) if groups is None else map(_name, np.asarray(groups, dtype=object)))
    # The group of each sentence of each page, which is its document where it has none.
    names = [[page.document if group is None else group for group in islice(given, len(page.labels))] for page in pages]
    return Data(
        pages, [group[0] for group in names], [[] for _ in pages], tuple(str(label) for label in classes.tolist()),
        digest.hexdigest(), units=units_of([page.document for page in pages], names),
    )  # fmt: skip
