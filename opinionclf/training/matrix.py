"""The design matrix of many pages, a chunk at a time, so that memory follows the matrix and not the text.

The sparse features are those of the base model and those frequent in the user's data. The value of a sparse
feature depends on how many known ones its sentence has, so both are counted together, and the base's scores are
computed on this matrix: then base and change add up to one linear model exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from opinionclf.lexicon import Lexicon
from opinionclf.model import VALUE_UNIT, WEIGHT_UNIT, LinearModel
from opinionclf.text.tokens import Ints, Keys
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.fit import Table, Vocabulary, build_table, choose_vocabulary, design_matrix, documents_of
from opinionclf.training.seen import Seen
from opinionclf.training.settings import Settings

_CHUNK = 10_000  # sentences: what is extracted from them takes some hundred megabytes
_FEW_DOCUMENTS = 10
_KEPT_TABLES = 2  # chunks that need not be extracted twice

Progress = Callable[[float], None]


@dataclass(slots=True)
class Design:
    """Everything that fitting and measuring need of the pages.

    Attributes
    ----------
    matrix : csr_matrix, shape (n_segments, n_sparse + n_dense)
    prior : ndarray of float64, shape (n_segments, n_base_labels)
        Scores of the base model without its intercept; no columns without a base.
    y : ndarray of int64
        Index of the label, -1 for what has none.
    page : ndarray of int64
        Index of the page of each segment.
    kind : ndarray of uint8
    vocabulary : Vocabulary
    """

    matrix: sparse.csr_matrix
    prior: NDArray[np.float64]
    y: Ints
    page: Ints
    kind: NDArray[np.uint8]
    vocabulary: Vocabulary


@dataclass(slots=True)
class Base:
    """A model to start from, taken apart.

    Attributes
    ----------
    model : LinearModel
    keys : ndarray of uint64, shape (n_sparse,)
        Ascending; the sparse features below are in their order.
    names : list of str
    weights : ndarray of float64, shape (n_sparse, n_labels)
    information : ndarray of float64, shape (n_sparse + n_dense + 1, n_labels or 1)
        See `information`; in one column where it is the same for all labels.
    seen : Seen or None
        The sentences of its training, if they are known.
    """

    model: LinearModel
    keys: Keys
    names: list[str]
    weights: NDArray[np.float64]
    information: NDArray[np.float64]
    seen: Seen | None = None

    @classmethod
    def of(cls, model: LinearModel, names: list[str], information: NDArray[np.float64], seen: Seen | None = None) -> Base:
        """Take a model apart."""
        rows = np.argsort(model.table.keys)
        weights = model.sparse[rows].astype(np.float64) * WEIGHT_UNIT
        known = np.concatenate([information[rows], information[len(names) :]])
        return cls(model, model.table.keys[rows], [names[row] for row in rows.tolist()], weights, known, seen)


def build_design(pages: list[LabelledPage], labels: list[str], lexicon: Lexicon, settings: Settings, base: Base | None,
                 progress: Progress = lambda share: None) -> Design:  # fmt: skip
    """Extract the features of labelled pages, choose which to keep, and put them into a matrix."""
    chunks = _chunks(pages)
    by_sentence = counts_sentences(pages)
    kept: dict[int, Table] = {}

    def tables(offset: float) -> Iterator[Table]:
        for i, (begin, end) in enumerate(chunks):
            table = kept.get(i) or build_table(pages[begin:end], labels, lexicon, by_sentence)
            if len(chunks) <= _KEPT_TABLES:
                kept[i] = table
            yield table
            progress(offset + (i + 1) / len(chunks) / 2)

    vocabulary = _vocabulary(tables(0.0), settings, base, len(chunks))
    parts = []
    for (begin, _), table in zip(chunks, tables(0.5), strict=True):
        matrix, columns = design_matrix(table, vocabulary, settings), table.features.batch.columns
        prior = _prior_scores(matrix, table, vocabulary, base)
        parts.append(Design(matrix, prior, table.y, columns.document + begin, columns.kind, vocabulary))
    return _joined(parts)


def _joined(parts: list[Design]) -> Design:
    """The designs of several chunks, of one vocabulary, as one."""
    matrices = [part.matrix for part in parts]
    prior, y, page, kind = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("prior", "y", "page", "kind")
    )
    matrix = sparse.vstack(matrices, format="csr") if len(matrices) > 1 else matrices[0]
    return Design(matrix, prior, y, page, kind, parts[0].vocabulary)


def counts_sentences(pages: Sequence[LabelledPage]) -> bool:
    """Whether the documents are too few for their number to tell what is frequent: then sentences are counted instead."""
    return len({page.document for page in pages}) < _FEW_DOCUMENTS


def _chunks(pages: list[LabelledPage]) -> list[tuple[int, int]]:
    """Cut between documents."""
    bounds, size = [0], 0
    for i, page in enumerate(pages):
        if size >= _CHUNK and page.document != pages[i - 1].document:
            bounds.append(i)
            size = 0
        size += len(page.labels)
    return list(zip(bounds, [*bounds[1:], len(pages)], strict=True))


def _vocabulary(tables: Iterator[Table], settings: Settings, base: Base | None, n_chunks: int) -> Vocabulary:
    """Merge the features of the base with those that enough documents hold."""
    names: dict[int, str] = {}
    if n_chunks == 1:
        (table,) = tables
        found = choose_vocabulary(table, settings, table.y >= 0)
        names.update(zip(found.keys.tolist(), found.names, strict=True))
    else:
        names = _counted(tables, settings)
    if base is not None:
        names.update(zip(base.keys.tolist(), base.names, strict=True))
    keys = np.array(sorted(names), dtype=np.uint64)
    return Vocabulary(keys, [names[key] for key in keys.tolist()])


def _counted(tables: Iterator[Table], settings: Settings) -> dict[int, str]:
    """Count documents over chunks. A chunk tells how often, and the first to hold a feature tells its name."""
    counts: dict[int, int] = {}
    names: dict[int, str] = {}
    for table in tables:
        rows = table.y >= 0
        for space in table.features.namespaces:
            if not settings.scale.get(space.group):
                continue
            keys, many = documents_of(space, np.flatnonzero(rows[space.segment]), table.document)
            fresh = []
            for key, count in zip(keys.tolist(), many.tolist(), strict=True):
                total = counts.get(key, 0)
                counts[key] = total + count
                if total < settings.min_documents <= total + count:
                    fresh.append(key)
            firsts, place = np.unique(space.key, return_index=True)
            where = place[np.searchsorted(firsts, np.array(fresh, dtype=np.uint64))]
            for key, row in zip(fresh, where.tolist(), strict=True):
                names.setdefault(key, table.features.name(space, row, table.text))
    return names


def _prior_scores(block: sparse.csr_matrix, table: Table, vocabulary: Vocabulary, base: Base | None) -> NDArray[np.float64]:
    if base is None:
        return np.zeros((block.shape[0], 0))
    n_sparse = len(vocabulary.keys)
    dense = np.rint(table.features.dense / VALUE_UNIT) * VALUE_UNIT
    scores: NDArray[np.float64] = block[:, :n_sparse] @ padded(base, vocabulary) + dense @ (base.model.dense * WEIGHT_UNIT)
    return scores


def padded(base: Base, vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Return the base's sparse weights in the order of a vocabulary, 0 for features it does not know."""
    weights = np.zeros((len(vocabulary.keys), len(base.model.labels)))
    weights[np.searchsorted(vocabulary.keys, base.keys)] = base.weights
    return weights


def padded_information(base: Base, vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Return what is known about each weight of a vocabulary, of the dense features and of the intercept."""
    known = np.zeros((len(vocabulary.keys), base.information.shape[1]))
    known[np.searchsorted(vocabulary.keys, base.keys)] = base.information[: len(base.keys)]
    return np.concatenate([known, base.information[len(base.keys) :]])
