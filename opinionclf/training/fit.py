"""Fit the linear model: features of labelled pages to rounded weights."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from opinionclf.datafiles import read_rows
from opinionclf.errors import DataError
from opinionclf.features.registry import REGISTRY
from opinionclf.features.vectorizer import Features, Namespace, extract
from opinionclf.labels import Label
from opinionclf.lexicon import Lexicon
from opinionclf.lexiconfiles import read_lexicon
from opinionclf.model import VALUE_UNIT, WEIGHT_UNIT, LinearModel
from opinionclf.segmentation import BETWEEN_DOCUMENTS, segment_pages
from opinionclf.text.keytable import KeyTable
from opinionclf.text.tokens import Ints, Keys
from opinionclf.training.compilation import compile_lexicon
from opinionclf.training.corpus import LabelledPage, label_numbers
from opinionclf.training.information import information
from opinionclf.training.settings import Settings

_NEWTON_STEPS = 20
_LARGEST = np.iinfo(np.int16).max


@dataclass(slots=True)
class Table:
    """The features of labelled pages, ready to fit.

    Attributes
    ----------
    features : Features
    text : str
        All pages, as the segmentation joined them.
    y : ndarray of int64, shape (n_segments,)
        Index of the label, -1 for headings and page furniture.
    document : ndarray of int64, shape (n_segments,)
        Number of the document by its name (the sentences of a contrast set share one), or of the sentence.
    """

    features: Features
    text: str
    y: Ints
    document: Ints


@dataclass(slots=True)
class Vocabulary:
    """The sparse features that a model keeps.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n_sparse,)
        Ascending.
    names : list of str
    """

    keys: Keys
    names: list[str]


@functools.cache
def shipped_lexicon() -> Lexicon:
    """Compile the lexicon files of the package."""
    return compile_lexicon(read_lexicon(), read_rows("function_words.txt"))


def build_table(pages: list[LabelledPage], labels: list[str], lexicon: Lexicon, by_sentence: bool = False) -> Table:
    """Extract the features of labelled pages; `by_sentence` takes each sentence for a document of its own."""
    segmentation = segment_pages([page.page for page in pages])
    y = label_numbers(pages, labels)
    _, document = np.unique([page.document for page in pages], return_inverse=True)
    text = BETWEEN_DOCUMENTS.join(page.page.text for page in pages)
    return Table(extract(segmentation, lexicon), text, y, np.arange(len(y)) if by_sentence else document[segmentation.document])


def choose_vocabulary(table: Table, settings: Settings, rows: NDArray[np.bool_]) -> Vocabulary:
    """Keep the sparse features that occur in enough documents of the given segments."""
    kept: dict[int, str] = {}
    for space in table.features.namespaces:
        if not settings.scale.get(space.group):
            continue
        used = np.flatnonzero(rows[space.segment])
        keys, first = _frequent(space, used, table.document, settings.min_documents)
        for key, row in zip(keys.tolist(), first.tolist(), strict=True):
            kept.setdefault(key, table.features.name(space, row, table.text))
    keys = np.array(sorted(kept), dtype=np.uint64)
    return Vocabulary(keys, [kept[key] for key in keys.tolist()])


def _frequent(space: Namespace, used: Ints, document: Ints, least: int) -> tuple[Keys, Ints]:
    """Keys that occur in at least `least` documents, and one occurrence of each."""
    keys, counts = documents_of(space, used, document)
    keys = keys[counts >= least]
    all_keys, first = np.unique(space.key[used], return_index=True)
    return keys, used[first[np.searchsorted(all_keys, keys)]]


def documents_of(space: Namespace, used: Ints, document: Ints) -> tuple[Keys, Ints]:
    """The keys at some places of a namespace, ascending, and the number of documents that hold each."""
    pairs = np.stack([space.key[used], document[space.segment[used]].astype(np.uint64)], axis=1)
    return np.unique(np.unique(pairs, axis=0)[:, 0], return_counts=True)


def design_matrix(table: Table, vocabulary: Vocabulary, settings: Settings) -> sparse.csr_matrix:
    """Return the matrix of all features with the values that the model will see."""
    n = len(table.y)
    dense = np.rint(table.features.dense / VALUE_UNIT) * VALUE_UNIT * dense_scales(settings)
    blocks = [_sparse_block(table, group, vocabulary, n) * scale for group, scale in settings.scale.items() if scale]
    total = sum(blocks[1:], blocks[0]) if blocks else sparse.csr_matrix((n, 0))
    return sparse.hstack([total, sparse.csr_matrix(dense)]).tocsr()


def dense_scales(settings: Settings) -> NDArray[np.float64]:
    """Return the factor of each dense feature: its own if it is named in the settings, or that of its group."""
    scale = settings.dense_scale
    titles = [name.partition("=")[0] for name in REGISTRY.names]
    return np.array([scale.get(title, scale.get(title.partition(":")[0], 1.0)) for title in titles])


def _sparse_block(table: Table, group: str, vocabulary: Vocabulary, n: int) -> sparse.csr_matrix:
    """Counts of the features of one group, divided by the square root of their number in the sentence."""
    block = sparse.csr_matrix((n, len(vocabulary.keys)))
    for space in table.features.namespaces:
        if space.group == group and len(vocabulary.keys):
            column = np.minimum(np.searchsorted(vocabulary.keys, space.key), len(vocabulary.keys) - 1)
            hit = vocabulary.keys[column] == space.key
            place = (space.segment[hit], column[hit])
            block = block + sparse.csr_matrix((np.ones(len(place[0])), place), shape=block.shape)
    counts = np.maximum(np.asarray(block.sum(axis=1)).ravel(), 1.0)
    return sparse.diags(1.0 / np.sqrt(counts)) @ block


def fit_weights(
    matrix: sparse.csr_matrix, y: Ints, labels: Sequence[str], settings: Settings
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit multinomial logistic regression.

    L-BFGS finds the neighbourhood of the optimum. Where in it it stops differs from one version of a library to the next, so
    Newton's method goes on from there, until rounding the weights makes them the same everywhere.

    Returns
    -------
    weights : ndarray, shape (n_features, n_labels)
    intercept : ndarray, shape (n_labels,)

    Raises
    ------
    DataError
        If a label does not occur.
    ConvergenceWarning
        As an error, if `settings.max_iter` steps do not lead near the optimum.
    """
    missing = set(range(len(labels))) - set(np.unique(y).tolist())
    if missing:
        raise DataError(f"no sentence to learn from has the label {labels[min(missing)]!r}; every label needs some")
    estimator = LogisticRegression(C=settings.C, max_iter=settings.max_iter, tol=1e-6, warm_start=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        estimator.fit(matrix, y)
        warnings.simplefilter("ignore")  # a line search that finds nothing better is an end, too
        estimator.set_params(solver="newton-cg", tol=1e-10, max_iter=_NEWTON_STEPS).fit(matrix, y)
    coefficients, intercept = estimator.coef_, estimator.intercept_
    if len(labels) == 2:
        coefficients = np.vstack([-coefficients[0] / 2, coefficients[0] / 2])
        intercept = np.array([-intercept[0] / 2, intercept[0] / 2])
    return coefficients.T, intercept


class Fit(NamedTuple):
    """A fitted model.

    Attributes
    ----------
    model : LinearModel
    names : list of str
        Name of each sparse feature.
    information : ndarray of float64
        What the pages say about each weight, see `information`.
    """

    model: LinearModel
    names: list[str]
    information: NDArray[np.float64]


def fit_model(pages: list[LabelledPage], labels: list[str], settings: Settings, info: dict[str, object],
              lexicon: Lexicon | None = None) -> Fit:  # fmt: skip
    """Fit a model on labelled pages."""
    lexicon = lexicon or shipped_lexicon()
    table = build_table(pages, labels, lexicon)
    labelled = (table.y >= 0) & ~_presented(table, labels)
    vocabulary = choose_vocabulary(table, settings, labelled)
    matrix = design_matrix(table, vocabulary, settings)
    weights, intercept = fit_weights(matrix[labelled], table.y[labelled], labels, settings)
    known = information(matrix[labelled], softmax(matrix[labelled] @ weights + intercept, axis=1))
    weights[len(vocabulary.keys) :] *= dense_scales(settings)[:, None]
    intercept = intercept + [settings.offset.get(label, 0.0) for label in labels]
    n_sparse = len(vocabulary.keys)
    kept = np.flatnonzero(np.rint(weights[:n_sparse] / WEIGHT_UNIT).any(axis=1))  # weights that do not round to nothing
    keys, names = vocabulary.keys[kept], [vocabulary.names[i] for i in kept]
    model, _ = rounded_model(labels, lexicon, keys, weights[kept], weights[n_sparse:], intercept, settings, info)
    return Fit(model, names, np.concatenate([known[kept], known[n_sparse:]]))


def _presented(table: Table, labels: list[str]) -> NDArray[np.bool_]:
    """The sentences of speakers' turns that are no claims: a presenter speaks for the programme.

    Nothing in their form tells them from what guests say, and they would teach that what is quoted may be a fact.
    """
    claim = Label.ATTRIBUTED_CLAIM.value
    if claim not in labels:
        return np.zeros(len(table.y), dtype=bool)
    columns = table.features.batch.columns
    return columns.turn.take(columns.first) & (table.y != labels.index(claim))  # type: ignore[no-any-return]


def rounded_model(labels: list[str], lexicon: Lexicon, keys: Keys, weights: NDArray[np.float64], dense: NDArray[np.float64],
                  intercept: NDArray[np.float64], settings: Settings, info: dict[str, object],
                  roles: Mapping[str, str] | None = None) -> tuple[LinearModel, int]:  # fmt: skip
    """Round weights of sparse and dense features to whole units; tell how many were larger than a model can hold, and cut."""
    units = np.rint(weights / WEIGHT_UNIT)
    model = LinearModel(
        labels, lexicon, KeyTable.build(keys), np.clip(units, -_LARGEST, _LARGEST).astype(np.int16), dict(settings.scale),
        np.rint(dense / WEIGHT_UNIT).astype(np.int32), REGISTRY.names, np.rint(intercept / WEIGHT_UNIT) * WEIGHT_UNIT,
        settings.neighbours, settings.article, settings.temperature, info, roles or {},
    )  # fmt: skip
    return model, int((np.abs(units) > _LARGEST).sum())
