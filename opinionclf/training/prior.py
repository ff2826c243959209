"""Logistic regression that starts from another model.

The scores of a sentence are ``prior @ mixing + features @ change + intercept``: the base model's scores, mixed to
the labels at hand, and what the data change about them. The penalty pulls the mixing towards "each label keeps its
own score" and the change towards nothing, so few sentences change little and many can change everything. All of it
is linear in the features, so the sum is again one table of weights. scikit-learn pulls weights towards zero only,
therefore the objective is written down here and left to scipy to minimise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from opinionclf.tokens import Ints

Floats = NDArray[np.float64]

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
    """

    change: Floats
    mixing: Floats
    intercept: Floats

    def scores(self, matrix: sparse.csr_matrix, prior: Floats) -> Floats:
        """Score sentences without their context."""
        result: Floats = matrix @ self.change + prior @ self.mixing + self.intercept
        return result


@dataclass(frozen=True, slots=True)
class Start:
    """Where the mixing and the intercept begin, and how hard each is held there."""

    mixing: Floats
    intercept: Floats
    hold: float
    hold_intercept: float = 0.0


def balanced_weights(y: Ints, n_labels: int, strength: float) -> Floats:
    """Return a weight for each sentence: 0 counts sentences, 1 gives each label the same total."""
    counts = np.maximum(np.bincount(y, minlength=n_labels), 1)
    weight: Floats = (len(y) / (n_labels * counts)) ** strength
    return weight[y] / weight[y].mean()


def fit_from(matrix: sparse.csr_matrix, prior: Floats, y: Ints, weight: Floats, C: float, start: Start,
             near: Fitted | None = None) -> Fitted:  # fmt: skip
    """Minimise the penalised loss.

    Parameters
    ----------
    matrix : csr_matrix, shape (n, n_features)
    prior : ndarray, shape (n, n_base_labels)
    y : ndarray of int64, shape (n,)
    weight : ndarray, shape (n,)
    C : float
        Inverse strength of the pull towards the base.
    start : Start
    near : Fitted or None
        A fit on the same sentences, from which the search sets out.
    """
    n_labels, n_base = len(start.intercept), prior.shape[1]
    active, X = _occurring(matrix)
    Xt = X.T  # a view
    rows = np.arange(len(y))
    sizes = np.cumsum([len(active) * n_labels, n_base * n_labels])

    def parts(point: Floats) -> tuple[Floats, Floats, Floats]:
        change, mixing, intercept = np.split(point, sizes)
        return change.reshape(-1, n_labels), mixing.reshape(n_base, n_labels), intercept

    def objective(point: Floats) -> tuple[float, Floats]:
        change, mixing, intercept = parts(point)
        scores = X @ change + prior @ mixing + intercept
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        total = raised.sum(axis=1, keepdims=True)
        loss = float(weight @ (np.log(total[:, 0]) - scores[rows, y]))
        error = raised / total
        error[rows, y] -= 1.0
        error *= weight[:, None]
        shift, moved = mixing - start.mixing, intercept - start.intercept
        value = loss + (change**2).sum() / (2 * C) + start.hold / 2 * (shift**2).sum()
        value += start.hold_intercept / 2 * (moved**2).sum()
        slope = [(Xt @ error + change / C).ravel(), (prior.T @ error + start.hold * shift).ravel(),
                 error.sum(axis=0) + start.hold_intercept * moved]  # fmt: skip
        return value / len(y), np.concatenate(slope) / len(y)

    begin = np.concatenate([np.zeros(sizes[0]), start.mixing.ravel(), start.intercept])
    if near is not None:
        begin = np.concatenate([near.change[active].ravel(), near.mixing.ravel(), near.intercept])
    # On one thread: sums do not depend on the machine, and vectors of this size gain nothing from more.
    with threadpool_limits(1):
        found = minimize(objective, begin, jac=True, method="L-BFGS-B",
                         options={"maxiter": _STEPS, "ftol": _TOLERANCE, "gtol": 1e-5})  # fmt: skip
    active_change, mixing, intercept = parts(found.x)
    change = np.zeros((matrix.shape[1], n_labels))
    change[active] = active_change
    return Fitted(change, mixing, intercept)


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
