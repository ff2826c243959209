"""Logistic regression that starts from another model.

The scores of a sentence are ``prior @ mixing + features @ change + intercept``: the base model's scores, mixed to
the labels at hand, and what the data change about them. The penalty holds each weight as firmly as the base's own
sentences have settled it (their information, see `information`), which is what fitting on both together comes to; a
weight that they say nothing about, such as all those of a new label, is held at 0 as by a plain L2 penalty. C is the
weight of the data against all that. Everything is linear in the features, so the sum is again one table of weights.
scikit-learn pulls all weights towards zero alike, therefore the objective is written down here and left to scipy to
minimise.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from opinionclf.text.tokens import Ints
from opinionclf.training.information import information
from opinionclf.training.settings import DEFAULT

Floats = NDArray[np.float64]

BASE_C = DEFAULT.C  # with which the shipped model was fitted: each of its sentences has this weight
_STEPS = 300
_TOLERANCE = 1e-6  # of the mean loss; weights are rounded to 2**-12 afterwards


@dataclass(slots=True)
class Fitted:
    """What a fit found.

    Attributes
    ----------
    change : ndarray, shape (n_features, n_labels)
    mixing : ndarray, shape (n_base_labels, n_labels)
    intercept : ndarray, shape (n_labels,)
    settled : bool
        The search ended by itself.
    """

    change: Floats
    mixing: Floats
    intercept: Floats
    settled: bool

    def scores(self, matrix: sparse.csr_matrix, prior: Floats) -> Floats:
        """Score sentences without their context."""
        result: Floats = matrix @ self.change + prior @ self.mixing + self.intercept
        return result


@dataclass(frozen=True, slots=True)
class Start:
    """Where the search begins, and how hard everything is held there.

    Attributes
    ----------
    mixing : ndarray, shape (n_base_labels, n_labels)
    intercept : ndarray, shape (n_labels,)
    hold : ndarray, shape (n_labels,)
        Of the mixing to each label.
    information : ndarray, shape (n_features + 1, n_labels or 1)
        Of the base's sentences about each weight and, last, about the intercept; in one column where it is the same for
        all labels.
    """

    mixing: Floats
    intercept: Floats
    hold: Floats
    information: Floats

    def penalty(self, C: float) -> tuple[Floats, Floats]:
        """Return how hard each weight is held, and the intercept, both of shape (..., n_labels or 1)."""
        # A weight of which nothing is known: for two labels scikit-learn has one column of weights, which is the difference of
        # the two here, so that the same C means twice as much.
        plain = 2.0 if self.mixing.shape == (0, 2) else 1.0
        held = BASE_C * self.information
        return (plain + held[:-1]) / C, held[-1] / C

    @property
    def known(self) -> NDArray[np.bool_]:
        """The labels that the base knows how to give, so that they are not lost where the data lack them."""
        return np.broadcast_to(self.information[-1] > 0, self.intercept.shape)


def one_thread() -> threadpool_limits:
    """Keep linear algebra on one thread: sums do not depend on the machine, and vectors of this size gain nothing from more."""
    return threadpool_limits(1)


def balanced_weights(y: Ints, n_labels: int, strength: float) -> Floats:
    """Return a weight for each sentence: 0 counts sentences, 1 gives each label the same total."""
    counts = np.maximum(np.bincount(y, minlength=n_labels), 1)
    weight: Floats = (len(y) / (n_labels * counts)) ** strength
    return weight[y] / weight[y].mean()


class Objective:
    """The penalised mean loss and its slope, at a point that holds everything searched for in one vector.

    The search goes in units of each weight's own curvature, which for counts of common and of rare features differ a
    thousandfold.

    Parameters
    ----------
    matrix, prior, y, weight, C, start
        As of `fit_from`, but without the features that never occur.
    active : ndarray of int64
        The features that are left.
    """

    def __init__(self, matrix: sparse.csr_matrix, prior: Floats, y: Ints, weight: Floats, C: float, start: Start,
                 active: Ints) -> None:  # fmt: skip
        self.matrix, self.prior, self.y, self.weight, self.start = matrix, prior, y, weight, start
        self._transposed = matrix.T  # a view
        self._rows = np.arange(len(y))
        penalty, self._hold_intercept = start.penalty(C)
        self._penalty = penalty[active]
        self._n_base, self._n_labels = start.mixing.shape
        self._unit = np.sqrt(self._curvature().ravel() / len(y))

    def _curvature(self) -> Floats:
        """About how much the slope of the loss changes with each weight: of the features, of the base and the intercept."""
        n = self._n_labels
        own = information(self.matrix, np.full((len(self.y), n), 1 / n))[:, None]
        of_base = (self.prior**2).sum(axis=0)[:, None] * (n - 1) / n**2
        parts = (self._penalty + own[:-1], self.start.hold + of_base, (self._hold_intercept + own[-1])[None])
        return np.concatenate([np.broadcast_to(part, (len(part), n)) for part in parts])

    def point(self, change: Floats, mixing: Floats, intercept: Floats) -> Floats:
        """Return the point of some weights."""
        point: Floats = np.concatenate([change.ravel(), mixing.ravel(), intercept]) * self._unit
        return point

    def parts(self, point: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the weights at a point: change, mixing and intercept."""
        sizes = np.cumsum([len(self._penalty) * self._n_labels, self._n_base * self._n_labels])
        change, mixing, intercept = np.split(point / self._unit, sizes)
        return change.reshape(-1, self._n_labels), mixing.reshape(self._n_base, self._n_labels), intercept

    def __call__(self, point: Floats) -> tuple[float, Floats]:
        """Return the loss and its slope at a point."""
        change, mixing, intercept = self.parts(point)
        loss, error = self._loss(self.matrix @ change + self.prior @ mixing + intercept)
        penalty, hold, hold_intercept = self._penalty, self.start.hold, self._hold_intercept
        shift, moved = mixing - self.start.mixing, intercept - self.start.intercept
        value = loss + (penalty * change**2).sum() / 2 + (hold * shift**2).sum() / 2
        value += (hold_intercept * moved**2).sum() / 2
        slope = [(self._transposed @ error + penalty * change).ravel(), (self.prior.T @ error + hold * shift).ravel(),
                 error.sum(axis=0) + hold_intercept * moved]  # fmt: skip
        n = len(self.y)
        return value / n, np.concatenate(slope) / (n * self._unit)

    def _loss(self, scores: Floats) -> tuple[float, Floats]:
        """The loss of all sentences, and its slope along each of their scores, which are overwritten."""
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        total = raised.sum(axis=1, keepdims=True)
        loss = float(self.weight @ (np.log(total[:, 0]) - scores[self._rows, self.y]))
        error = raised / total
        error[self._rows, self.y] -= 1.0
        error *= self.weight[:, None]
        return loss, error


def fit_from(matrix: sparse.csr_matrix, prior: Floats, y: Ints, weight: Floats, C: float, start: Start,
             near: Fitted | None = None, tolerance: float = _TOLERANCE,
             progress: Callable[[float], None] = lambda share: None) -> Fitted:  # fmt: skip
    """Minimise the penalised loss.

    Parameters
    ----------
    matrix : csr_matrix, shape (n, n_features)
    prior : ndarray, shape (n, n_base_labels)
    y : ndarray of int64, shape (n,)
    weight : ndarray, shape (n,)
    C : float
        Weight of the sentences against the penalty; BASE_C counts them like those of the base.
    start : Start
    near : Fitted or None
        A fit on the same sentences, from which the search sets out.
    tolerance : float
        Of the mean loss.
    progress : callable
        Is told the share of the steps that were gone at most.
    """
    active, X = _occurring(matrix)
    objective = Objective(X, prior, y, weight, C, start, active)
    begin = (np.zeros((len(active), len(start.intercept))), start.mixing, start.intercept)
    if near is not None:
        begin = (near.change[active], near.mixing, near.intercept)
    steps = itertools.count(1)
    found = minimize(objective, objective.point(*begin), jac=True, method="L-BFGS-B",
                     callback=lambda point: progress(next(steps) / _STEPS),
                     options={"maxiter": _STEPS, "ftol": tolerance, "gtol": 1e-5})  # fmt: skip
    active_change, mixing, intercept = objective.parts(found.x)
    change = np.zeros((matrix.shape[1], len(start.intercept)))
    change[active] = active_change
    return Fitted(change, mixing, intercept, bool(found.success))


def _occurring(matrix: sparse.csr_matrix) -> tuple[Ints, sparse.csr_matrix]:
    """Leave out columns of features that never occur, whose weights stay 0; the values are not copied."""
    occurs = np.zeros(matrix.shape[1], dtype=bool)
    occurs[matrix.indices] = True
    active = np.flatnonzero(occurs)
    if len(active) == matrix.shape[1]:
        return active, matrix
    column = np.cumsum(occurs, dtype=matrix.indices.dtype) - 1
    parts = (matrix.data, column[matrix.indices], matrix.indptr)
    return active, sparse.csr_matrix(parts, shape=(matrix.shape[0], len(active)), copy=False)
