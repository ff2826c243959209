"""The fit: its loss, what the base holds, calibration, and what is kept of it for the next one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from opinionclf.training.choose import calibrate
from opinionclf.training.fit import fit_weights
from opinionclf.training.information import decode, encode, information
from opinionclf.training.prior import Objective, Start, balanced_weights, fit_from
from opinionclf.training.settings import Settings


def cold(n_features: int, n_labels: int) -> Start:
    """Nothing to start from."""
    return Start(np.zeros((0, n_labels)), np.zeros(n_labels), np.zeros(n_labels), np.zeros((n_features + 1, 1)))


def some_data(seed: int, n: int = 120) -> tuple[sparse.csr_matrix, np.ndarray]:
    """A small matrix with labels that depend on it."""
    rng = np.random.default_rng(seed)
    matrix = sparse.random(n, 12, 0.4, format="csr", random_state=seed)
    return matrix, (matrix @ rng.normal(size=(12, 3)) + rng.gumbel(size=(n, 3))).argmax(axis=1)


def test_the_slope_that_a_fit_follows_is_that_of_its_loss() -> None:
    rng = np.random.default_rng(3)
    matrix, _ = some_data(3, 40)
    start = Start(rng.normal(size=(2, 3)), rng.normal(size=3), 2 * rng.random(3), 9 * rng.random((13, 3)))
    objective = Objective(matrix, rng.normal(size=(40, 2)), rng.integers(0, 3, 40), rng.random(40), 0.7, start, np.arange(12))
    point = objective.point(rng.normal(size=(12, 3)), rng.normal(size=(2, 3)), rng.normal(size=3))
    step = 1e-5 * np.eye(len(point))
    differences = [(objective(point + each)[0] - objective(point - each)[0]) / 2e-5 for each in step]
    assert objective(point)[1] == pytest.approx(differences, abs=1e-7)


@pytest.mark.parametrize("n_labels", [2, 3])
def test_a_cold_fit_is_that_of_scikit_learn(n_labels: int) -> None:
    matrix, y = some_data(0)
    y = np.minimum(y, n_labels - 1)
    found = fit_from(matrix, np.zeros((120, 0)), y, np.ones(120), 0.7, cold(12, n_labels))
    known = LogisticRegression(C=0.7, tol=1e-8, max_iter=1000).fit(matrix, y)
    # scikit-learn's weights are centred over the labels; a penalised optimum is.
    weights = known.coef_.T if n_labels > 2 else known.coef_.T * [[-0.5, 0.5]]
    np.testing.assert_allclose(found.change, weights, atol=0.02)


@pytest.mark.parametrize(("n_labels", "strength"), [(2, 0.7), (3, 0.7), (3, 300.0)])
def test_the_weights_of_a_fit_lie_nearer_to_the_optimum_than_rounding_shows(n_labels: int, strength: float) -> None:
    matrix, y = some_data(4)
    y = np.minimum(y, n_labels - 1)
    weights, intercept = fit_weights(matrix, y, list("abc")[:n_labels], Settings(C=strength))
    error = softmax(matrix @ weights + intercept, axis=1) - np.eye(n_labels)[y]
    # The penalty of scikit-learn is on one weight where there are two labels: each of ours is half of it.
    slope = strength * matrix.T @ error + weights * (1 if n_labels > 2 else 2)
    assert np.abs(slope).max() < 1e-7 * strength
    assert np.abs(error.sum(axis=0)).max() < 1e-7


def test_what_the_base_knows_is_held_and_the_rest_is_free() -> None:
    matrix, y = some_data(1)
    firm = np.zeros((13, 1))
    firm[:6] = 1e6
    start = Start(np.eye(3), np.zeros(3), np.full(3, 1e9), firm)
    found = fit_from(matrix, np.zeros((120, 3)), y, np.ones(120), 1.0, start)
    assert np.abs(found.change[:6]).max() < 1e-3
    assert np.abs(found.change[6:]).max() > 0.3


def test_the_weight_of_features_that_never_occur_stays_nothing() -> None:
    matrix, y = some_data(2)
    wide = sparse.hstack([matrix, sparse.csr_matrix((120, 5))]).tocsr()
    found = fit_from(wide, np.zeros((120, 0)), y, np.ones(120), 1.0, cold(17, 3))
    assert not found.change[12:].any()
    narrow = fit_from(matrix, np.zeros((120, 0)), y, np.ones(120), 1.0, cold(12, 3))
    np.testing.assert_array_equal(found.change[:12], narrow.change)


def test_balanced_weights_give_each_label_the_same_total() -> None:
    y = np.array([0] * 70 + [1] * 20 + [2] * 10)
    np.testing.assert_allclose(np.bincount(y, weights=balanced_weights(y, 3, 1.0)), 100 / 3)
    np.testing.assert_array_equal(balanced_weights(y, 3, 0.0), np.ones(100))


def test_the_temperature_makes_held_out_probabilities_most_likely() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(4000, 3)) * 2
    y = (scores / 2.5 + rng.gumbel(size=scores.shape)).argmax(axis=1)
    assert calibrate(scores, y, np.ones(len(y))) == pytest.approx(2.5, rel=0.1)


@given(arrays.arrays(np.float64, 20, elements=st.floats(0, 1e9)))
@settings(deadline=None)
def test_information_is_kept_within_a_tenth(values: np.ndarray) -> None:
    found = decode(encode(values))
    assert len(encode(values)) == len(values)
    np.testing.assert_array_equal(found == 0, values == 0)
    some = values > 1e-9
    np.testing.assert_allclose(found[some], values[some], rtol=0.1)


def test_information_is_the_curvature_of_the_loss() -> None:
    matrix, y = some_data(3)
    fit = fit_from(matrix, np.zeros((120, 0)), y, np.ones(120), 1.0, cold(12, 3))

    def loss(change: np.ndarray) -> float:
        scores = matrix @ change + fit.intercept
        return float((np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(len(y)), y]).sum())

    scores = np.exp(matrix @ fit.change + fit.intercept)
    known = information(matrix, scores / scores.sum(axis=1, keepdims=True))
    step = 1e-3
    for feature in (0, 5, 11):
        curvature = []
        for label in range(3):
            moved = np.zeros_like(fit.change)
            moved[feature, label] = step
            curvature.append((loss(fit.change + moved) - 2 * loss(fit.change) + loss(fit.change - moved)) / step**2)
        assert known[feature] == pytest.approx(np.mean(curvature), rel=0.01)
