"""How much the training data say about each weight of a model, kept beside it so that it can be trained on.

The loss of a fitted model grows around its minimum by half the information times the square of what a weight moves
(Laplace's approximation). With the information at hand, a later training can hold the weights that many sentences have
settled and leave the others free, as if the sentences themselves were there: see `prior`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from opinionclf.errors import ModelError
from opinionclf.storage import INFORMATION as FILE
from opinionclf.storage import Origin

_ROWS = 50_000  # squared at a time
_STEPS = 4.0  # codes to a doubling
_MIDDLE = 127  # code of 1

Floats = NDArray[np.float64]


def information(matrix: sparse.csr_matrix, probability: Floats) -> Floats:
    """Return the information about the weight of each feature and, last, about the intercept: the mean of the labels.

    Parameters
    ----------
    matrix : csr_matrix, shape (n, n_features)
    probability : ndarray, shape (n, n_labels)
        What the fitted model gives for each sentence.
    """
    spread: Floats = (probability * (1 - probability)).mean(axis=1)
    total = np.zeros(matrix.shape[1])
    for begin in range(0, matrix.shape[0], _ROWS):
        part = matrix[begin : begin + _ROWS]
        weight = np.repeat(spread[begin : begin + _ROWS], np.diff(part.indptr))
        total += np.bincount(part.indices, part.data**2 * weight, minlength=len(total))
    return np.append(total, spread.sum())


def encode(values: Floats) -> bytes:
    """Write each value as one byte, a rounded logarithm, row after row; 0 stays 0."""
    codes = np.zeros(values.shape, dtype=np.uint8)
    some = values > 0
    codes[some] = np.clip(np.rint(np.log2(values[some]) * _STEPS) + _MIDDLE, 1, 255).astype(np.uint8)
    return codes.tobytes()


def decode(data: bytes) -> Floats:
    """Read what `encode` wrote."""
    codes = np.frombuffer(data, dtype=np.uint8).astype(np.float64)
    return np.where(codes > 0, 2.0 ** ((codes - _MIDDLE) / _STEPS), 0.0)


def information_of(origin: Origin, n: int, n_labels: int) -> Floats:
    """Return the information that is kept with a model, shape (n, n_labels or 1); nothing is known about one that keeps none.

    Parameters
    ----------
    origin : Origin
    n : int
        Weights of a label.
    n_labels : int

    Raises
    ------
    ModelError
        If the file is damaged or does not belong to the model.
    """
    data = origin.information()
    if data is None:
        return np.zeros((n, 1))
    if len(data) not in (n, n * n_labels):
        path = origin.folder / FILE
        raise ModelError(f"{path}: holds {len(data)} values where the model has {n} weights; the model is damaged")
    return decode(data).reshape(n, -1)
