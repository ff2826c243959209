"""The steps of training on a user's data: read, check, fit, measure, describe, save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.model import LinearModel
from opinionclf.storage import CARD, save
from opinionclf.training.card import CardFacts, model_card, without_folders
from opinionclf.training.choose import Choices
from opinionclf.training.findings import check, new_labels, number_texts, shared, unweighed, without_documents
from opinionclf.training.matrix import Base, counts_sentences
from opinionclf.training.measures import ENOUGH, Measured, Predictions, doubts, measure, predict, text_report, units
from opinionclf.training.pictures import pictures
from opinionclf.training.readers.load import Data, counted, load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.retrain import Retrained, load_base, retrain
from opinionclf.training.roles import parts_missing
from opinionclf.training.seen import met
from opinionclf.training.settings import DEFAULT

_BASES = {"default": "the shipped model", "none": "nothing"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for.

    Attributes
    ----------
    data, test : sequence of Path
    base : str
        ``default``, ``none`` or the folder of a model.
    read : ReadOptions
    choices : Choices
    fewer_folds : bool
        Small data get fewer folds than are chosen; otherwise they are refused.
    roles : dict of str to str
        Which of the three each label of another name stands for.
    """

    data: Sequence[Path]
    test: Sequence[Path]
    base: str
    read: ReadOptions
    choices: Choices
    fewer_folds: bool = True
    roles: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Finished:
    """A model with its card and all that is told about it.

    Attributes
    ----------
    model : LinearModel
    names : list of str
        Of the sparse features.
    notes : list of str
        What was found in the data.
    reports : list of (title, text)
    beside : dict of str to bytes
        The card, its pictures, what the data say about each weight, and which sentences they hold.
    """

    model: LinearModel
    names: list[str]
    notes: list[str]
    reports: list[tuple[str, str]]
    beside: dict[str, bytes] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write model and card, all of it or nothing."""
        save(self.model, folder, self.names, self.beside)


def train_on(order: Order, progress: Callable[[str, float], None]) -> Finished:
    """Fit a model as it was ordered.

    Raises
    ------
    DataError, ModelError
    """
    base = load_base(order.base)
    data = load_data(order.data, order.read)
    copies = number_texts(data.pages)
    findings = check(data, copies)
    test = load_data(order.test, order.read) if order.test else None
    choices = _enough_groups(order, data)
    notes = _notes_before(order, choices, base, data, findings, test)
    trained = retrain(data, copies, base, choices, progress=progress, roles=order.roles)
    notes += _notes_after(trained, base, data)
    by_group = order.read.group is not None
    measured = {f"{choices.folds}-fold cross-validation": measure(_held_out(trained, data, by_group), choices.seed)}
    if test is not None:
        measured["test data"] = measure(predict(Classifier(trained.model), test, by_group), choices.seed)
    trained.model.info["quality"] = {name: figures.to_dict() for name, figures in measured.items()}
    beside = _beside(trained, order, choices, data, notes, measured)
    reports = [(name, "\n".join([*doubts(figures), text_report(figures)])) for name, figures in measured.items()]
    return Finished(trained.model, trained.names, notes, reports, beside)


def _notes_before(order: Order, choices: Choices, base: Base | None, data: Data, findings: list[str],
                  test: Data | None) -> list[str]:  # fmt: skip
    """Tell what the data are like, and what is done otherwise for that."""
    known = [*LABELS, *(base.model.labels if base else [])]
    notes = data.notes + new_labels(data.labels, known) + without_documents(data) + unweighed(data) + findings
    if test is not None:
        notes += test.notes + [f"test data: {note}" for note in without_documents(test)] + shared(data, test)
        notes += [f"test data: {note}" for note in met(base.seen, test, "the base")] if base and base.seen else []
    if choices != order.choices:
        notes.append(f"only {choices.folds} documents or groups: {choices.folds} folds")
    if counts_sentences(data.pages):
        n_documents = counted(len({page.document for page in data.pages}), "document")
        notes.append(f"only {n_documents}: words are learnt that {DEFAULT.min_documents} sentences have, not as many documents")
    return notes


def _notes_after(trained: Retrained, base: Base | None, data: Data) -> list[str]:
    """Tell what the model lacks, and on how little its settings rest."""
    notes = parts_missing(trained.model.labels, trained.model.roles) + trained.doubts()
    n_held_out, n_learnt = len(trained.y), int(trained.chosen.learnt.sum())
    if n_learnt < ENOUGH:
        whose = "1, as there is no base" if base is None else "that of the base"
        few = counted(n_held_out, "sentence") + " held out"
        if n_held_out >= ENOUGH:
            few = counted(n_learnt, "held-out sentence") + " of labels that could be learnt"
        notes.append(f"only {few}: the temperature of the probabilities is {whose}")
    if n_held_out < data.counts.total():
        notes.append(f"settings chosen and figures measured on a sample of {counted(n_held_out, 'sentence')}")
    return notes


def _enough_groups(order: Order, data: Data) -> Choices:
    """Give small data fewer folds than is usual; a number that was asked for stands."""
    groups = len(set(data.units))
    if groups < 2:
        raise DataError(
            "all data hang together by documents and groups, so nothing can be held out; name others, or another --group"
        )
    folds = min(order.choices.folds, groups) if order.fewer_folds else order.choices.folds
    return replace(order.choices, folds=folds)


def _held_out(trained: Retrained, data: Data, by_group: bool) -> Predictions:
    """What the models of the folds said of sentences they had not seen, with the final temperature."""
    groups = [data.groups[page] for page in trained.page.tolist()] if by_group else []
    unit = units(data)[trained.page]
    return Predictions(trained.model.labels, trained.y, trained.model.probabilities(trained.chosen.scores), unit, groups)


def _beside(trained: Retrained, order: Order, choices: Choices, data: Data, notes: list[str],
          measured: dict[str, Measured]) -> dict[str, bytes]:  # fmt: skip
    basis, figures = next(iter(measured.items()))
    drawn = pictures(figures)
    chosen = trained.chosen
    settings = {
        "C (small: close to the base)": f"{chosen.C:g}, {'given' if choices.C else 'chosen'}",
        "class weight (0: every sentence counts the same, 1: every label)": f"{chosen.balance:g}",
        "temperature": f"{chosen.temperature:g}", "folds": str(choices.folds), "seed": str(choices.seed),
        "split by": order.read.group or "document",
        "label map": ", ".join(f"{old}={new}" for old, new in order.read.mapping.items()) or "none",
        **({"roles": ", ".join(f"{old}={new}" for old, new in trained.model.roles.items())} if trained.model.roles else {}),
    }  # fmt: skip
    facts = CardFacts(
        figures, basis, [path.name for path in order.data], _BASES.get(order.base, Path(order.base).name), settings,
        chosen.table, without_folders(notes, [*order.data, *order.test]), measured.get("test data"),
    )  # fmt: skip
    card = model_card(trained.model, trained.names, facts, list(drawn))
    return {**trained.beside, CARD: card.encode(errors="backslashreplace"), **drawn}
