"""From a user's labelled pages to a model: base, matrix, cross-validation, fit, description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import softmax

import opinionclf
from opinionclf.classifier import Classifier, load_model
from opinionclf.errors import ModelError
from opinionclf.model import WEIGHT_UNIT, LinearModel
from opinionclf.text.tokens import Ints, Keys
from opinionclf.training.choose import Borders, Choices, Chosen, cross_validate, unchosen
from opinionclf.training.fit import dense_scales, rounded_model, shipped_lexicon
from opinionclf.training.information import FILE as INFORMATION
from opinionclf.training.information import encode, information, information_of
from opinionclf.training.matrix import Base, Design, build_design, padded, padded_information
from opinionclf.training.measures import ENOUGH
from opinionclf.training.prior import BASE_C, Fitted, Floats, Start, balanced_weights, fit_from, one_thread
from opinionclf.training.readers.load import Data, counted
from opinionclf.training.roles import names_in_base, with_inherited
from opinionclf.training.seen import FILE as SENTENCES
from opinionclf.training.seen import Seen, seen_by
from opinionclf.training.settings import DEFAULT, Settings

_HOLD = 1000.0  # of the mixing to a label of the base: 300 sentences that move it lose more than they gain
_LOOSE = 1.0  # to a label that the base does not have
UNSETTLED = "the fit had not settled when it was stopped: a smaller C may do better"

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class Retrained:
    """A fitted model and how its settings did on held-out folds.

    Attributes
    ----------
    model : LinearModel
    keys, names : ndarray of uint64, list of str
        Of the sparse features.
    information : ndarray of float64, shape (n_sparse + n_dense + 1, n_labels or 1)
        What base and data say about each weight.
    chosen : Chosen
    y : ndarray of int64
        Labels of the held-out sentences (``chosen.rows``).
    page : ndarray of int64
        Their pages.
    settled : bool
        The fit ended by itself, at its optimum.
    n_cut : int
        Weights that are larger than a model can hold.
    seen : Seen
        The sentences of the data and of what the base was trained on.
    """

    model: LinearModel
    keys: Keys
    names: list[str]
    information: Floats
    chosen: Chosen
    y: Ints
    page: Ints
    settled: bool
    n_cut: int
    seen: Seen

    @property
    def beside(self) -> dict[str, bytes]:
        """The files that stand beside the model for later trainings and measurements."""
        return {INFORMATION: encode(self.information), SENTENCES: self.seen.encode()}

    def doubts(self) -> list[str]:
        """Tell what went wrong with the fit or the choice of its settings, though a model came out."""
        notes = [] if self.settled else [UNSETTLED]
        if self.n_cut:
            notes.append(f"{counted(self.n_cut, 'weight')} larger than a model can hold, and cut: it gives other probabilities "
                         "than the fit that figures of held-out folds tell of; another C may do better (labels of one's own "
                         "that start from a base: a larger one)")  # fmt: skip
        unlearnt = Counter(self.model.labels[label] for label in self.y[~self.chosen.learnt].tolist())
        notes += [f"{counted(many, 'sentence')} of the label {label} had no others to be learnt from outside their fold: they "
                  "count in the figures, but settings and temperature are chosen without them"
                  for label, many in sorted(unlearnt.items())]  # fmt: skip
        if self.chosen.at_bound:
            notes.append(f"the temperature ended at the bound of what is looked at ({self.chosen.temperature:.3g}): held-out "
                         "sentences are not enough to tell how sure the model may be")  # fmt: skip
        return notes


def load_base(model: str | Path | Classifier) -> Base | None:
    """Return the model to start from: ``default``, ``none``, a folder, or a model that was loaded from one.

    Raises
    ------
    ModelError
    """
    if model == "none":
        return None
    classifier = model if isinstance(model, Classifier) else load_model(model)
    if classifier.origin is None:
        raise ModelError("a model that is not saved can't be a base: what its data say about each weight stands in its folder")
    names = classifier.feature_names
    n_weights = len(names) + len(classifier.model.dense_names) + 1
    return Base.of(classifier.model, names, information_of(classifier.origin, n_weights, len(classifier.model.labels)),
                   seen_by(classifier.origin))  # fmt: skip


def retrain(data: Data, copies: Ints, base: Base | None, choices: Choices, settings: Settings = DEFAULT,
            progress: Progress = lambda step, share: None, roles: Mapping[str, str] | None = None) -> Retrained:  # fmt: skip
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
    roles : mapping of str to str, optional
        Which of the three each label of another name stands for; those of the base are taken over.

    Raises
    ------
    DataError
        If the data do not allow the folds.
    """
    labels = list(data.labels)
    roles = with_inherited(roles or {}, base.model.roles if base else {}, labels)
    lexicon = base.model.lexicon if base else shipped_lexicon()
    if base is not None:
        settings = replace(settings, scale=dict(base.model.scale), neighbours=base.model.neighbours,
                           article=base.model.article)  # fmt: skip
    design = build_design(data.pages, labels, lexicon, settings, base, lambda share: progress("reading features", share))
    start = _start(labels if base is None else names_in_base(labels, roles, base.model.labels), base, design)
    if choices.folds:
        borders = Borders([page.document for page in data.pages], data.units, copies)
        chosen = cross_validate(design, borders, start, settings, choices,
                                lambda share: progress("cross-validation", share))  # fmt: skip
    else:
        chosen = unchosen(choices, start)
    if chosen.learnt.sum() < ENOUGH:
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
    known += information(matrix, softmax(fitted.scores(matrix, design.prior[rows]), axis=1))[:, None]
    vocabulary, held_out = design.vocabulary, chosen.rows
    info = _describe(data, final, chosen.balance, base)
    # Features of no weight stay: how many known ones a sentence has is a part of its score.
    model, n_cut = rounded_model(labels, lexicon, vocabulary.keys, *_weights(fitted, design, base, final), fitted.intercept,
                                 final, info, roles)  # fmt: skip
    seen = Seen.of(data.pages)
    return Retrained(model, vocabulary.keys, vocabulary.names, known, chosen, design.y[held_out], design.page[held_out],
                     fitted.settled, n_cut, seen.joined(base.seen) if base and base.seen else seen)  # fmt: skip


def _start(labels: list[str], base: Base | None, design: Design) -> Start:
    n = len(labels)
    if base is None:
        return Start(np.zeros((0, n)), np.zeros(n), np.zeros(n), np.zeros((design.matrix.shape[1] + 1, 1)))
    mixing = np.array([[float(old == new) for new in labels] for old in base.model.labels])
    hold = np.where(mixing.any(axis=0), _HOLD, _LOOSE)
    known = _known(labels, base, padded_information(base, design.vocabulary))
    return Start(mixing, mixing.T @ base.model.intercept, hold, known)


def _known(labels: list[str], base: Base, of_base: Floats) -> Floats:
    """What the base knows about the labels at hand: its sentences say nothing about labels that they do not have."""
    place = {label: i for i, label in enumerate(base.model.labels)}
    if of_base.shape[1] == 1 and all(label in place for label in labels):
        return of_base
    columns = np.broadcast_to(of_base, (len(of_base), len(place)))
    return np.stack([columns[:, place[label]] if label in place else np.zeros(len(of_base)) for label in labels], axis=1)


def _weights(fitted: Fitted, design: Design, base: Base | None, settings: Settings) -> tuple[Floats, Floats]:
    """The weights of sparse and of dense features: those of the base, and what the data change about them."""
    n_sparse = len(design.vocabulary.keys)
    weights = fitted.change[:n_sparse]
    dense = fitted.change[n_sparse:] * dense_scales(settings)[:, None]
    if base is None:
        return weights, dense
    return weights + padded(base, design.vocabulary) @ fitted.mixing, dense + (base.model.dense * WEIGHT_UNIT) @ fitted.mixing


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
