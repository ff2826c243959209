"""The linear model: weights of named features, summed in whole numbers.

Weights are stored as integers in units of 2**-12, and values of dense features are rounded to units of
2**-10 before they are multiplied. Sums of integers are exact, so a sentence gets the same score in any
batch, in any order and on any machine.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType

import numpy as np

from opinionclf.arrays import NDArray, constant, lock
from opinionclf.features.sequence import count_forms, opening_form, pair_numbers, pairs
from opinionclf.features.vectorizer import DISTANCES, Features, Namespace, spelling_keys, word_keys
from opinionclf.lexicon import Lexicon
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text.keytable import UNKNOWN, KeyTable
from opinionclf.text.tokens import Ints, run_lengths, run_starts

WEIGHT_UNIT = 2.0**-12
SHORT_ARTICLE = 8  # sentences: the mean leaning of fewer others says little of an article, and is shrunk
VALUE_UNIT = 2.0**-10

_ZERO, _ONE, _UNKNOWN = constant(0, np.int32), constant(1, np.int64), constant(UNKNOWN, np.int64)
_SENTENCE = constant(SENTENCE, np.uint8)
_UNIT, _LEAN_UNIT = np.array(WEIGHT_UNIT), np.array(2.0**-30)
_SHORT_ARTICLE_BUT_ONE = constant(SHORT_ARTICLE - 1, np.int64)  # a sentence is none of the others of its article
_SHARES = np.array([1, 1, 0.5])  # of each neighbour, by their number: exact, in whatever order they are applied
_HALF = 32  # bits
_LONGEST_RUN = 1 << 15  # features: so many weights of 16 bits add up to less than 32

Scores = NDArray[np.float64]
Rows = NDArray[np.integer]  # as narrow as the number of features allows


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LinearModel:
    """A fitted model: its parts can't be replaced, nor its names and scales changed, and its arrays can't be written, those
    that it was made of among them.

    Attributes
    ----------
    labels : tuple of str
    lexicon : Lexicon
    table : KeyTable
        Key of a sparse feature to its row of weights, counted from 1.
    sparse : ndarray of int16, shape (n_sparse, n_labels)
        Weights of the sparse features, in WEIGHT_UNIT.
    scale : mapping of str to float
        Weight of each group of sparse features; their sum in a sentence is divided by the square root
        of their number.
    dense : ndarray of int32, shape (n_dense, n_labels)
        Weights of the dense features, in WEIGHT_UNIT.
    dense_names : tuple of str
    intercept : ndarray of float64, shape (n_labels,)
    neighbours, article : float
        Weight of the mean leaning (`leanings`) of the two neighbouring sentences, and of the article's other
        sentences, which are added to a sentence's own score.
    temperature : float
        Scores are divided by it before they become probabilities (Guo et al. 2017).
    info : dict
        Version, hash of the training data, measured quality. It can't be changed either in a model that was read from a folder;
        a training adds to it until the model is saved.
    roles : mapping of str to str
        Which of the three labels a label of another name stands for.
    """

    labels: Sequence[str]
    lexicon: Lexicon
    table: KeyTable
    sparse: NDArray[np.int16]
    scale: Mapping[str, float]
    dense: NDArray[np.int32]
    dense_names: Sequence[str]
    intercept: NDArray[np.float64]
    neighbours: float
    article: float
    temperature: float
    info: dict[str, object]
    roles: Mapping[str, str] = field(default_factory=dict)
    _pair_rows: dict[int, Rows] = field(init=False, repr=False)
    _word_rows: Rows = field(init=False, repr=False)
    _packed: Ints = field(init=False, repr=False)
    _dense_weights: NDArray[np.float64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay rows and weights out as they are asked for, and make of lists and dictionaries what nobody changes."""
        n_forms = count_forms(self.lexicon.forms)
        pair_rows = {distance: _rows_by_pair(self.table, distance, n_forms) for distance in DISTANCES}
        for rows in pair_rows.values():
            rows.reshape(n_forms, n_forms)[:, opening_form(self.lexicon.forms)] = UNKNOWN
        laid_out = {
            "labels": tuple(self.labels), "dense_names": tuple(self.dense_names), "scale": MappingProxyType(dict(self.scale)),
            "roles": MappingProxyType(dict(self.roles)),
            "_pair_rows": pair_rows, "_word_rows": _rows_by_unit(self.table, self.lexicon),
            "_packed": _packed_weights(self.sparse),
            "_dense_weights": np.ascontiguousarray(self.dense.T, dtype=np.float64),
        }  # fmt: skip
        for name, value in laid_out.items():
            object.__setattr__(self, name, value)
        lock(self)

    def __reduce__(self) -> tuple[type[LinearModel], tuple[object, ...]]:
        """Pickle and copy what the model is made of: the rest is made again, and arrays get back the lock that they lose."""
        parts = (getattr(self, part.name) for part in fields(self) if part.init)
        return LinearModel, tuple(dict(part) if isinstance(part, MappingProxyType) else part for part in parts)

    @property
    def parts(self) -> list[str]:
        """What each label stands for: one of the three, or itself."""
        return [self.roles.get(label, label) for label in self.labels]

    def rows(self, space: Namespace) -> Ints:
        """Return the row of each occurrence in `sparse`, counted from 1; 0 for unknown features."""
        if space.distance in self._pair_rows:
            return self._pair_rows[space.distance].take(space.number).astype(np.int64)
        return self.table.find(space.key)

    def own_scores(self, features: Features) -> Scores:
        """Score each segment by its own features alone, shape (n_segments, n_labels)."""
        scores = self.intercept[:, None]
        for group, scale in self.scale.items():
            if scale:
                scores = scores + self._sparse_scores(features, group) * scale
        return (scores + features.numbers.weighted(self._dense_weights, VALUE_UNIT) * (VALUE_UNIT * WEIGHT_UNIT)).T

    def _sparse_scores(self, features: Features, group: str) -> Scores:
        """Sum the weights of the known features of one group for each label; divide by the square root of their number."""
        sums = {"form": self._form_sums, "word": self._word_sums}[group](features)
        return sums[:-1] * (_UNIT / np.sqrt(np.maximum(sums[-1], _ONE)))

    def _form_sums(self, features: Features) -> Ints:
        sequence = features.sequence
        rows = [self._pair_rows[distance].take(pairs(sequence, distance, features.n_forms)) for distance in DISTANCES]
        return self._sums(rows, sequence.first)

    def _word_sums(self, features: Features) -> Ints:
        columns = features.batch.columns
        rows = self._word_rows.take(columns.word)
        rows *= features.is_word
        (other,) = ((columns.word == _UNKNOWN) & features.is_word).nonzero()
        if len(other):
            rows[other] = self.table.find(word_keys(columns.key.take(other)))
        return self._sums([rows], columns.first)

    def _sums(self, rows: list[Rows], begins: Ints) -> Ints:
        """Sum of the weights of each label, and number of known features, over runs of all `rows` that begin at some places.

        The first of `rows` is the longest; the last run reaches to the end of each. The result has the shape (n_labels + 1,
        n_runs).
        """
        longest = len(rows[0])
        if longest <= _LONGEST_RUN or run_lengths(begins, longest).max() <= _LONGEST_RUN:
            return self._sums_of_short(rows, begins)
        # Long runs block by block, so that no sum overflows and the weights stay in the processor's cache.
        blocks = np.arange(0, longest, _LONGEST_RUN)
        cuts = np.sort(np.concatenate([begins, blocks]))
        cuts = cuts.take(run_starts(cuts))
        sums = np.empty((len(self.labels) + 1, len(cuts)), dtype=np.int64)
        bounds = [*cuts.searchsorted(blocks).tolist(), len(cuts)]
        for block, (a, b) in zip(blocks.tolist(), itertools.pairwise(bounds), strict=True):
            part = [row[block : block + _LONGEST_RUN] for row in rows]
            sums[:, a:b] = self._sums_of_short(part, cuts[a:b] - block)
        return np.add.reduceat(sums, cuts.searchsorted(begins), axis=1)

    def _sums_of_short(self, rows: list[Rows], begins: Ints) -> Ints:
        """The same of runs so short that no sum overflows."""
        weights = self._packed.take(rows[0], axis=0)
        for row in rows[1:]:
            weights[: len(row)] += self._packed.take(row, axis=0)
        halves = np.add.reduceat(weights, begins, axis=0).astype("<i8", copy=False).view("<i4").T
        # A negative lower half has taken one from the upper one.
        sums = halves.astype(np.int64, order="C")
        sums[1::2] += halves[0::2] < _ZERO
        return sums[: len(self.labels) + 1]

    def probabilities(self, scores: Scores) -> Scores:
        """Turn scores into calibrated probabilities; each row sums to 1."""
        return softmax(scores / self.temperature)


def _rows_by_pair(table: KeyTable, distance: int, n_forms: int) -> Rows:
    """The rows of a table by the number of the pair of forms: n-grams are looked up without hashing."""
    known, number = pair_numbers(table.keys, distance, n_forms)
    rows = np.full(n_forms * n_forms, UNKNOWN, dtype=_narrow(len(table.keys)))
    rows[number] = table.rows.take(known)
    return rows


def _rows_by_unit(table: KeyTable, lexicon: Lexicon) -> Rows:
    """The rows of a table by the unit of the word: words of the lexicon are looked up once for both."""
    unit = lexicon.table.find(spelling_keys(table.keys))
    rows = np.full(len(lexicon.form), UNKNOWN, dtype=_narrow(len(table.keys)))
    rows[unit] = table.rows
    rows[UNKNOWN] = UNKNOWN
    return rows


def _narrow(n_rows: int) -> type[np.integer]:
    """The type of a column of rows."""
    return np.uint16 if n_rows <= np.iinfo(np.uint16).max else np.int32


def _packed_weights(sparse: NDArray[np.int16]) -> Ints:
    """Weights of two labels in one number; a last column counts known features, and the first row is of unknown ones."""
    n_rows, n_labels = sparse.shape
    packed = np.zeros((n_rows + 1, n_labels // 2 + 1), dtype=np.int64)
    for number in range(n_labels):
        packed[1:, number // 2] += sparse[:, number].astype(np.int64) << _HALF * (number % 2)
    packed[1:, n_labels // 2] += 1 << _HALF * (n_labels % 2)
    return packed


def softmax(scores: Scores) -> Scores:
    """Turn scores into probabilities, row by row."""
    # A label's scores as one array: a sum over labels is then a few additions, in the same order in any batch.
    of_labels = np.ascontiguousarray(scores.T)
    raised = np.exp(of_labels - of_labels.max(axis=0))
    raised /= functools.reduce(np.add, raised)
    return raised.T


def leanings(own: Scores) -> Scores:
    """Return how far each sentence's own scores lean to each label: its probability beyond that of a guess.

    Unlike a score a leaning has bounds, so that one glaring sentence does not outshout an article.
    """
    return softmax(own) - 1.0 / own.shape[1]


def in_context(own: Scores, kind: NDArray[np.uint8], document: Ints, neighbours: float, article: float) -> Scores:
    """Add the leanings of the neighbouring sentences and of the article.

    Headings and page furniture neither give nor take. A sentence without others in its document keeps
    its own score.
    """
    (place,) = (kind == _SENTENCE).nonzero()
    home = document.take(place)
    first = run_starts(home) if len(place) > 1 else home
    if len(first) == len(place):
        return own
    score = own.T.take(place, axis=1)
    lean = leanings(score.T).T
    previous, following, rest = context_of(lean, home, first)
    result = own.copy()
    result[place] = (score + (neighbours * (previous + following) + article * rest)).T
    return result


def context_of(lean: Scores, home: Ints, first: Ints) -> tuple[Scores, Scores, Scores]:
    """Return what the previous sentence, the next one and the rest of the article give to each sentence, before their weights.

    Parameters
    ----------
    lean : ndarray of float64, shape (n_labels, n_sentences)
        As `leanings` returns it, a row a label.
    home : ndarray of int64, shape (n_sentences,)
        The document of each sentence.
    first : ndarray of int64, shape (n_documents,)
        The first sentence of each document.

    Returns
    -------
    previous, following : ndarray of float64, shape (n_labels, n_sentences)
        Their sum is the mean leaning of the neighbours.
    rest : ndarray of float64, shape (n_labels, n_sentences)
    """
    together = home[1:] == home[:-1]
    n_near = np.zeros(len(home), dtype=np.uint8)
    n_near[1:] = together
    n_near[:-1] += together
    share = _SHARES.take(n_near)
    previous, following = np.zeros((2, *lean.shape))
    np.multiply(lean[:, :-1], together * share[1:], out=previous[:, 1:])
    np.multiply(lean[:, 1:], together * share[:-1], out=following[:, :-1])
    size = run_lengths(first, len(home))
    # Rounded sums do not depend on where in a batch the document stands.
    total = np.add.reduceat(np.rint(lean / _LEAN_UNIT).astype(np.int64), first, axis=1) * _LEAN_UNIT
    rest = total.repeat(size, axis=1)
    rest -= lean
    rest /= (size + _SHORT_ARTICLE_BUT_ONE).repeat(size)
    (alone,) = (size == _ONE).nonzero()
    if len(alone):
        rest[:, first.take(alone)] = 0.0
    return previous, following, rest
