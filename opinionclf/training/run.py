"""The steps of training on a corpus folder: read, fit, measure, describe. The result depends on nothing but data and
settings; training on a user's own data is in `workflow`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

import opinionclf
from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.model import LinearModel
from opinionclf.storage import save
from opinionclf.training.corpus import TABLE, Corpus, LabelledPage, read_corpus, read_table
from opinionclf.training.evaluate import Report, evaluate, report_of
from opinionclf.training.information import FILE, encode
from opinionclf.training.jobs import done_by_jobs
from opinionclf.training.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from opinionclf.training.fit import Fit


@dataclass(slots=True)
class Trained:
    """A fitted model with all that is stored or told about it."""

    model: LinearModel
    names: list[str]
    information: NDArray[np.float64]
    quality: dict[str, Report]

    def save(self, folder: Path) -> None:
        """Write the model, all of it or nothing."""
        save(self.model, folder, self.names, {FILE: encode(self.information)})


def corpus_among(paths: Sequence[Path]) -> Path | None:
    """Return the corpus folder among the data: it is read and fitted in its own way, and stands alone.

    Raises
    ------
    DataError
        If there is other data beside it, or a path leads through a folder that may not be entered.
    """
    folders = [path for path in paths if _is_corpus(path)]
    if folders and len(paths) > 1:
        raise DataError(f"{folders[0]}: a corpus folder can't be mixed with other data; name it alone")
    return folders[0] if folders else None


def _is_corpus(path: Path) -> bool:
    try:
        return (path / TABLE).is_file()
    except OSError as error:  # which names the table, and nobody has named that
        raise DataError(f"{path}: can't be read ({error.strerror or error})") from None


def train(folder: Path, settings: Settings = DEFAULT, folds: int = 0, seed: int = 0, jobs: int = 1) -> Trained:
    """Fit a model on a corpus folder and measure it.

    Parameters
    ----------
    folder : Path
    settings : Settings
    folds : int
        Measure by cross-validation over documents as well, with so many folds; 0 leaves it out.
    seed : int
        Decides which document falls into which fold. The model itself does not depend on it.
    jobs : int
        Processes for the folds. The result does not depend on it.

    Raises
    ------
    DataError
        If the data can't be used.
    """
    corpus = read_corpus(folder)
    info = _describe(corpus, settings)
    fit = _fit(corpus.pages, settings, info)
    quality = {}
    held_out = _held_out(folder)
    if held_out is not None:
        quality["held-out documents"] = evaluate(Classifier(fit.model), held_out.pages)
    if folds:
        quality[f"{folds}-fold cross-validation"] = held_out_report(corpus.pages, settings, folds, seed, jobs)
    info["quality"] = {name: report.to_dict() for name, report in quality.items()}
    return Trained(fit.model, fit.names, fit.information, quality)


def _describe(corpus: Corpus, settings: Settings) -> dict[str, object]:
    """Return what a model tells about itself: nothing that changes from run to run."""
    counts = Counter(label for page in corpus.pages for label in page.labels if label is not None)
    missing = [label for label in LABELS if not counts[label]]
    if missing:
        raise DataError(f"no sentence of the training data has the label {missing[0]!r}; every label needs some")
    total = counts.total()
    shares: dict[str, Any] = {label: round(counts[label] / total, 4) for label in LABELS}
    return {
        "version": opinionclf.__version__,
        "training_sha256": corpus.sha256,
        "n_documents": len({page.document for page in corpus.pages}),
        "n_sentences": total,
        "label_shares": shares,
        "settings": settings.to_dict(),
    }


def _fit(pages: list[LabelledPage], settings: Settings, info: dict[str, object]) -> Fit:
    from sklearn.exceptions import ConvergenceWarning

    from opinionclf.training.fit import fit_model

    try:
        return fit_model(pages, list(LABELS), settings, info)
    except ConvergenceWarning:
        raise DataError(f"the fit did not settle within {settings.max_iter} steps; give it more or other data") from None


def _held_out(folder: Path) -> Corpus | None:
    parts, _ = read_table(folder / TABLE)
    return read_corpus(folder, "test") if "test" in parts.values() else None


def held_out_report(pages: list[LabelledPage], settings: Settings, folds: int, seed: int, jobs: int) -> Report:
    """Fit on all folds but one and predict that one, in turn.

    All pages of a document, and all sentences of a contrast set, fall into the same fold.

    Raises
    ------
    DataError
        If there are fewer documents than folds, or a label is missing outside a fold.
    """
    from joblib import delayed

    tasks = (delayed(_report_of_part)(rest, part, settings) for rest, part in by_fold(pages, folds, seed))
    return _summed(list(done_by_jobs(tasks, jobs)))


def by_fold(pages: Sequence[LabelledPage], folds: int, seed: int) -> list[tuple[list[LabelledPage], list[LabelledPage]]]:
    """Return for each fold the pages outside it and those in it; all pages of a document stand in the same.

    Raises
    ------
    DataError
        If there are fewer documents than folds.
    """
    documents = sorted({page.document for page in pages})
    if len(documents) < folds:
        raise DataError(f"{folds} folds need at least {folds} documents; the data have {len(documents)}")
    # No GroupKFold: figures and constants rest on these folds, which are the same with every version of scikit-learn.
    order = np.random.default_rng(seed).permutation(len(documents))
    fold_of = {documents[place]: i % folds for i, place in enumerate(order.tolist())}
    rests = ([page for page in pages if fold_of[page.document] != fold] for fold in range(folds))
    parts = ([page for page in pages if fold_of[page.document] == fold] for fold in range(folds))
    return list(zip(rests, parts, strict=True))


def _report_of_part(rest: list[LabelledPage], part: list[LabelledPage], settings: Settings) -> Report | None:
    if not any(label is not None for page in part for label in page.labels):
        return None
    return evaluate(Classifier(_fit(rest, settings, {}).model), part)


def _summed(reports: list[Report | None]) -> Report:
    """Return the report of all folds together."""
    confusion = np.sum([report.confusion for report in reports if report is not None], axis=0)
    true, given = np.nonzero(confusion)
    counts = confusion[true, given]
    return report_of(list(LABELS), np.repeat(true, counts), np.repeat(given, counts))
