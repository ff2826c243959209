"""Choose how far to trust the data, by cross-validation over groups, and calibrate on the held-out folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar

from opinionclf.errors import DataError
from opinionclf.model import in_context
from opinionclf.text.tokens import Ints
from opinionclf.training.evaluate import report_of
from opinionclf.training.jobs import done_by_jobs
from opinionclf.training.matrix import Design
from opinionclf.training.prior import BASE_C, Floats, Start, balanced_weights, fit_from, one_thread
from opinionclf.training.settings import Settings

GRID = (0.03, 0.1, 0.3, 1.0, 3.0)
GRID_ON_BASE = (0.05, 0.5, 5.0, 50.0)  # how much a sentence counts against one of the base
_COARSE = 1e-5  # tolerance of the fits that are only compared with each other
_USUAL, _USUAL_ON_BASE = 0.3, BASE_C  # C where none is given or chosen
BALANCE = {"none": (0.0,), "balanced": (1.0,), "auto": (0.0, 1.0)}
FOLDS = 5
LARGE = 10_000  # sentences from which more do not change what is chosen
COLDEST, HOTTEST = 0.1, 10.0  # temperatures that are looked at
_NEAR = 0.001


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user may decide.

    Attributes
    ----------
    C : float or None
        Inverse strength of the pull towards the base (or towards 0); None chooses it.
    class_weight : str
        ``auto``, ``none`` or ``balanced``.
    folds : int
        0 takes the choices as they are, without measuring or calibrating.
    seed : int
        Decides the folds.
    jobs : int
        Processes; the result does not depend on it.
    """

    C: float | None = None
    class_weight: str = "auto"
    folds: int = FOLDS
    seed: int = 0
    jobs: int = 1


@dataclass(slots=True)
class Chosen:
    """What cross-validation found.

    Attributes
    ----------
    C, balance, temperature : float
    rows : ndarray of int64
        The held-out segments.
    scores : ndarray, shape (n_rows, n_labels)
        Of each held-out segment, in its context, by models that had not seen it; before the temperature.
    learnt : ndarray of bool
        Whether the model that scored a held-out segment knew its label; those of others have no part in what is chosen.
    table : list of (C, balance, balanced log loss, macro-F1)
    """

    C: float
    balance: float
    temperature: float
    rows: Ints
    scores: Floats
    learnt: NDArray[np.bool_]
    table: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def at_bound(self) -> bool:
        """Whether a colder or a hotter temperature might have done better."""
        return not COLDEST * (1 + _NEAR) < self.temperature < HOTTEST * (1 - _NEAR)


def unchosen(choices: Choices, start: Start) -> Chosen:
    """Return the choices as they are where nothing is held out to choose by."""
    balance = 1.0 if choices.class_weight == "balanced" else 0.0
    C = choices.C or (_USUAL_ON_BASE if start.information.any() else _USUAL)
    return Chosen(C, balance, 1.0, np.zeros(0, dtype=np.int64), np.zeros((0, len(start.intercept))), np.zeros(0, dtype=bool))


def fold_of_groups(groups: Sequence[str], counts: NDArray[np.int64], folds: int, seed: int) -> Ints:
    """Give each page a fold: groups whole, folds of the same size and, as far as that goes, the same shares of each label.

    This is what StratifiedGroupKFold is for, but its folds change with the version of scikit-learn, and with them the model.

    Parameters
    ----------
    groups : sequence of str
        Of each page.
    counts : ndarray, shape (n_pages, n_labels)
        Sentences of each label in each page.
    folds : int
    seed : int

    Raises
    ------
    DataError
        If there are fewer groups than folds.
    """
    names, number = np.unique(np.array(groups, dtype=object), return_inverse=True)
    if len(names) < folds:
        raise DataError(f"{folds} folds need at least {folds} documents or groups; the data have {len(names)}")
    total = np.zeros((len(names), counts.shape[1]))
    np.add.at(total, number, counts)
    share = np.maximum(total.sum(axis=0), 1)
    order = np.random.default_rng(seed).permutation(len(names))
    order = order[np.argsort(-total[order].sum(axis=1), kind="stable")]
    filled, members = np.zeros((folds, counts.shape[1])), np.zeros(folds)
    fold = np.zeros(len(names), dtype=np.int64)
    for group in order.tolist():
        # Where the sum of squares of the shares grows least; of those that have none of its labels, into the emptiest.
        growth = (2 * filled + total[group]) * total[group] / share**2
        fold[group] = np.lexsort((members, filled.sum(axis=1), growth.sum(axis=1)))[0]
        filled[fold[group]] += total[group]
        members[fold[group]] += 1
    return fold[number]


@dataclass(slots=True)
class Borders:
    """Where the data may be cut.

    Attributes
    ----------
    documents, groups : sequence of str
        Of each page. Sampling keeps documents whole, folds keep groups whole (and with them documents).
    copies : ndarray of int64
        For each segment a number that copies of a text share: none stands on both sides.
    """

    documents: Sequence[str]
    groups: Sequence[str]
    copies: Ints


def cross_validate(design: Design, borders: Borders, start: Start, settings: Settings, choices: Choices,
                   progress: Callable[[float], None] = lambda share: None) -> Chosen:  # fmt: skip
    """Fit every candidate on all folds but one, and predict that one, in turn.

    Parameters
    ----------
    design : Design
    borders : Borders
    start : Start
    settings : Settings
        Gives the shares of the context.
    choices : Choices
    progress : callable

    Raises
    ------
    DataError
        If there are fewer groups than folds, or the groups hold nothing but copies of each other.
    """
    from joblib import delayed

    sample = _sample(design, borders, choices.folds, choices.seed)
    fold = _fold_of_pages(design, borders, sample, len(start.intercept), choices)
    grid = (choices.C,) if choices.C else GRID_ON_BASE if start.information.any() else GRID
    candidates = [(C, balance) for balance in BALANCE[choices.class_weight] for C in grid]
    tasks = (
        delayed(_scores_of_fold)(*_sides(design, borders.copies, sample, fold == number), start, settings, candidates)
        for number in range(choices.folds)
    )
    found: list[tuple[Ints, Floats, NDArray[np.bool_]]] = []
    for result in done_by_jobs(tasks, choices.jobs):
        found.append(result)
        progress(len(found) / choices.folds)
    rows_of_folds, scores_of_folds, learnt_of_folds = zip(*found, strict=True)
    rows = np.concatenate(rows_of_folds)
    scores = np.concatenate(scores_of_folds, axis=1)
    return _best(design.y[rows], rows, scores, np.concatenate(learnt_of_folds), candidates)


def _fold_of_pages(design: Design, borders: Borders, sample: Ints, n_labels: int, choices: Choices) -> Ints:
    """The fold of each page; -1 for those of which nothing is in the sample."""
    counts = np.zeros((len(borders.groups), n_labels), dtype=np.int64)
    labelled = design.y >= 0
    np.add.at(counts, (design.page[labelled], design.y[labelled]), 1)
    pages = np.unique(design.page[sample])
    fold = np.full(len(borders.groups), -1, dtype=np.int64)
    groups = [borders.groups[page] for page in pages.tolist()]
    fold[pages] = fold_of_groups(groups, counts[pages], choices.folds, choices.seed)
    return fold


def _sample(design: Design, borders: Borders, folds: int, seed: int) -> Ints:
    """Whole documents, in a random order, until there are enough sentences, of enough groups to be split."""
    if len(design.y) <= LARGE:
        return np.arange(len(design.y))
    names, first, number = np.unique(np.array(borders.documents, dtype=object), return_index=True, return_inverse=True)
    size = np.bincount(number[design.page], minlength=len(names))
    order = np.random.default_rng(seed).permutation(len(names))
    # A document is of one group only, and the first of each group makes it one more.
    _, opening = np.unique(np.array(borders.groups, dtype=object)[first[order]], return_index=True)
    enough = np.sort(opening)[: folds][-1]
    taken = order[: max(int(np.searchsorted(np.cumsum(size[order]), LARGE)), int(enough)) + 1]
    return np.flatnonzero(np.isin(number[design.page], taken))


@dataclass(slots=True)
class _Side:
    """The training or the held-out part of a fold."""

    rows: Ints
    matrix: sparse.csr_matrix
    prior: Floats
    y: Ints
    page: Ints
    kind: NDArray[np.uint8]


def _sides(design: Design, copies: Ints, sample: Ints, held: NDArray[np.bool_]) -> tuple[_Side, _Side]:
    out = held[design.page[sample]]
    inside, outside = sample[~out], sample[out]
    inside = inside[(design.y[inside] >= 0) & ~np.isin(copies[inside], copies[outside])]
    if not len(inside):
        n = len(np.unique(copies[sample[design.y[sample] >= 0]]))
        few = f"{n} different sentence{'s' * (n != 1)}"
        raise DataError(f"the data hold only {few}: a fold has nothing to learn from, as copies of held-out sentences do not "
                        "count; give more of them (or, to SentenceClassifier, folds=0)")  # fmt: skip
    return _side(design, inside), _side(design, outside)


def _side(design: Design, rows: Ints) -> _Side:
    return _Side(rows, design.matrix[rows], design.prior[rows], design.y[rows], design.page[rows], design.kind[rows])


def _scores_of_fold(train: _Side, test: _Side, start: Start, settings: Settings,
                    candidates: list[tuple[float, float]]) -> tuple[Ints, Floats, NDArray[np.bool_]]:  # fmt: skip
    """Return the measured segments of a fold, their scores by each candidate, and whether their labels could be learnt."""
    n_labels = len(start.intercept)
    place = np.flatnonzero(test.y >= 0)
    scores = np.empty((len(candidates), len(place), n_labels))
    fitted = None
    with one_thread():
        for i, (C, balance) in enumerate(candidates):
            weight = balanced_weights(train.y, n_labels, balance)
            fitted = fit_from(train.matrix, train.prior, train.y, weight, C, start, fitted, _COARSE)
            own = fitted.scores(test.matrix, test.prior)
            scores[i] = in_context(own, test.kind, test.page, settings.neighbours, settings.article)[place]
    learnt = start.known.copy()
    learnt[train.y] = True
    return test.rows[place], scores, learnt[test.y[place]]


def _best(y: Ints, rows: Ints, scores: Floats, learnt: NDArray[np.bool_], candidates: list[tuple[float, float]]) -> Chosen:
    """Choose by the log loss in which each label counts the same.

    It is what macro-F1 rewards, without its jumps on small data, and it does not lean on the shares of the labels in
    the sample, which are seldom those of the text to come. A sentence whose label its fold had no sentence to learn from says
    only how hard each candidate rules out what it has not seen, and would decide with the weight of a whole label.
    """
    n_labels = scores.shape[2]
    asked = np.flatnonzero(learnt) if learnt.any() else np.arange(len(y))
    true, judged = y[asked], scores[:, asked]
    weight = balanced_weights(true, n_labels, 1.0)
    losses = [_loss(score, np.eye(n_labels)[true], weight, calibrate(score, true, weight)) for score in judged]
    best = int(np.argmin(losses))
    C, balance = candidates[best]
    names = [""] * n_labels  # nobody reads them
    table = [
        (C, balance, round(loss, 4), round(report_of(names, y, score.argmax(axis=1)).macro_f1, 4))
        for (C, balance), loss, score in zip(candidates, losses, scores, strict=True)
    ]
    return Chosen(C, balance, calibrate(judged[best], true, np.ones(len(true))), rows, scores[best], learnt, table)


def _smoothed(y: Ints, n_labels: int) -> Floats:
    """The labels as probabilities that leave a little to the others, as if each label had been seen right and wrong once more
    (Platt 1999): however clean they are, a few sentences don't show that there are no errors.
    """
    counts = np.bincount(y, minlength=n_labels)
    other = 1 / (counts + 2)
    target = np.repeat((other / (n_labels - 1))[:, None], n_labels, axis=1)
    np.fill_diagonal(target, 1 - other)
    return target[y]


def _loss(scores: Floats, target: Floats, weight: Floats, temperature: float) -> float:
    raised = scores / temperature
    raised = raised - raised.max(axis=1, keepdims=True)
    return float(weight @ (np.log(np.exp(raised).sum(axis=1)) - (target * raised).sum(axis=1))) / len(scores)


def calibrate(scores: Floats, y: Ints, weight: Floats) -> float:
    """Return the temperature at which held-out probabilities are most likely (Guo et al. 2017), the labels taken as a little
    less than certain.
    """
    target = _smoothed(y, scores.shape[1])
    found = minimize_scalar(
        lambda log_temperature: _loss(scores, target, weight, float(np.exp(log_temperature))),
        bounds=(np.log(COLDEST), np.log(HOTTEST)), method="bounded",
    )  # fmt: skip
    return round(float(np.exp(found.x)), 4)
