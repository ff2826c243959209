"""From a user's labelled pages to a model: base, matrix, cross-validation, fit, description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

import opinionclf
from opinionclf.classifier import load_model
from opinionclf.features.registry import REGISTRY
from opinionclf.keytable import KeyTable
from opinionclf.model import WEIGHT_UNIT, LinearModel
from opinionclf.tokens import Ints, Keys
from opinionclf.training.choose import Borders, Choices, Chosen, cross_validate, unchosen
from opinionclf.training.fit import dense_scales, shipped_lexicon
from opinionclf.training.information import information, information_of
from opinionclf.training.matrix import Base, Design, build_design, padded, padded_information
from opinionclf.training.measures import ENOUGH
from opinionclf.training.prior import BASE_C, Fitted, Start, balanced_weights, fit_from, one_thread
from opinionclf.training.readers.load import Data
from opinionclf.training.settings import DEFAULT, Settings

_HOLD = 1000.0  # of the mixing, where the labels are those of the base: 300 sentences that move it lose more than they gain
_LOOSE = 1.0  # where some are not
_LARGEST = np.iinfo(np.int16).max

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Retrained:
    """A fitted model and how its settings did on held-out folds.

    Attributes
    ----------
    model : LinearModel
    keys, names : ndarray of uint64, list of str
        Of the sparse features.
    information : ndarray of float64
        What base and data say about each weight.
    chosen : Chosen
    y : ndarray of int64
        Labels of the held-out sentences (``chosen.rows``).
    page : ndarray of int64
        Their pages.
    settled : bool
        The fit ended by itself, not at the largest number of steps.
    """

    model: LinearModel
    keys: Keys
    names: list[str]
    information: NDArray[np.float64]
    chosen: Chosen
    y: Ints
    page: Ints
    settled: bool


def load_base(name: str | Path) -> Base | None:
    """Return the model to start from: ``default``, ``none``, or a folder.

    Raises
    ------
    ModelError
    """
    if name == "none":
        return None
    classifier = load_model(name)
    assert classifier.origin is not None
    names = classifier.feature_names
    n_weights = len(names) + len(classifier.model.dense_names) + 1
    return Base.of(classifier.model, names, information_of(classifier.origin, n_weights))


def retrain(data: Data, copies: Ints, base: Base | None, choices: Choices, settings: Settings = DEFAULT,
            progress: Progress = lambda step, share: None) -> Retrained:  # fmt: skip
    """Fit a model on a user's data.

    Parameters
    ----------
    data : Data
    copies : ndarray of int64
        As `findings.number_texts` returns it.
    base : Base or None
        The model to start from.
    choices : Choices
    settings : Settings
        Of the features and the context; the other settings are chosen.
    progress : callable
        Is told the step and the share of it that is done.

    Raises
    ------
    DataError
        If the data do not allow the folds.
    """
    labels = list(data.labels)
    lexicon = base.model.lexicon if base else shipped_lexicon()
    if base is not None:
        settings = replace(settings, scale=base.model.scale, neighbours=base.model.neighbours, article=base.model.article)
    design = build_design(data.pages, labels, lexicon, settings, base, lambda share: progress("reading features", share))
    start = _start(labels, base, design)
    if choices.folds:
        borders = Borders([page.document for page in data.pages], data.units, copies)
        chosen = cross_validate(design, borders, start, settings, choices,
                                lambda share: progress("cross-validation", share))  # fmt: skip
    else:
        chosen = unchosen(choices, len(labels))
    if len(chosen.rows) < ENOUGH:
        chosen.temperature = base.model.temperature if base else 1.0
    rows = np.flatnonzero(design.y >= 0)
    weight = balanced_weights(design.y[rows], len(labels), chosen.balance)
    matrix = design.matrix if len(rows) == design.matrix.shape[0] else design.matrix[rows]
    with one_thread():
        fitted = fit_from(matrix, design.prior[rows], design.y[rows], weight, chosen.C, start,
                          progress=lambda share: progress("fit", share))  # fmt: skip
    progress("fit", 1.0)
    final = replace(settings, C=chosen.C, temperature=chosen.temperature)
    # In units of the data's own sentences, for whoever goes on from this model.
    known = BASE_C / chosen.C * start.information
    known += information(matrix, softmax(fitted.scores(matrix, design.prior[rows]), axis=1))
    model = _assemble(fitted, design, base, labels, final, _describe(data, final, chosen.balance, base))
    vocabulary, held_out = design.vocabulary, chosen.rows
    return Retrained(model, vocabulary.keys, vocabulary.names, known, chosen, design.y[held_out], design.page[held_out],
                     fitted.settled)  # fmt: skip


def _start(labels: list[str], base: Base | None, design: Design) -> Start:
    n = len(labels)
    nothing = np.zeros(design.matrix.shape[1] + 1)
    if base is None:
        return Start(np.zeros((0, n)), np.zeros(n), 0.0, nothing)
    mixing = np.array([[float(old == new) for new in labels] for old in base.model.labels])
    intercept = mixing.T @ base.model.intercept
    if set(labels) <= set(base.model.labels):
        return Start(mixing, intercept, _HOLD, padded_information(base, design.vocabulary))
    # The base's sentences say nothing about labels that they do not have.
    return Start(mixing, intercept, _LOOSE, nothing)


def _assemble(fitted: Fitted, design: Design, base: Base | None, labels: list[str], settings: Settings,
              info: dict[str, object]) -> LinearModel:  # fmt: skip
    """Add base and change to one table of whole weights."""
    n_sparse = len(design.vocabulary.keys)
    weights = fitted.change[:n_sparse]
    dense = fitted.change[n_sparse:] * dense_scales(settings)[:, None]
    lexicon = shipped_lexicon() if base is None else base.model.lexicon
    if base is not None:
        weights = weights + padded(base, design.vocabulary) @ fitted.mixing
        dense = dense + (base.model.dense * WEIGHT_UNIT) @ fitted.mixing
    # Features of no weight stay: how many known ones a sentence has is a part of its score.
    units = np.clip(np.rint(weights / WEIGHT_UNIT), -_LARGEST, _LARGEST).astype(np.int16)
    return LinearModel(
        labels, lexicon, KeyTable.build(design.vocabulary.keys), units, dict(settings.scale),
        np.rint(dense / WEIGHT_UNIT).astype(np.int32), REGISTRY.names,
        np.rint(fitted.intercept / WEIGHT_UNIT) * WEIGHT_UNIT, settings.neighbours, settings.article, settings.temperature,
        info,
    )  # fmt: skip


def _describe(data: Data, settings: Settings, balance: float, base: Base | None) -> dict[str, object]:
    """Return what the model tells about itself: nothing that changes from run to run."""
    counts = data.counts
    # This fit adds no offset, and its solver is another.
    used = {name: value for name, value in settings.to_dict().items() if name not in ("offset", "max_iter")}
    total = counts.total()
    return {
        "version": opinionclf.__version__,
        "training_sha256": data.sha256,
        "base_sha256": None if base is None else base.model.info.get("training_sha256"),
        "n_documents": len({page.document for page in data.pages}),
        "n_sentences": total,
        "label_shares": {label: round(counts[label] / total, 4) for label in data.labels},
        "settings": {**used, "balance": balance},
    }
