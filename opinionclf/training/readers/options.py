"""How to read labelled data: names of columns, of labels, and what to do about bad rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from opinionclf.columnnames import RESERVED
from opinionclf.delimited import doubt_about, listed_names
from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.modelchecks import LONGEST_NAME, is_name
from opinionclf.spreadsheet import between_commas
from opinionclf.training.readers.problems import UnknownLabelError
from opinionclf.training.rows import closest, unknown_label

# Names that columns have in the wild, in the order in which they are tried.
TEXT_NAMES = ("text", "sentence", "sentence_text", "content", "body", "data")
LABEL_NAMES = ("label", "labels", "class", "category", "annotation", "choice", "gold", "target")
DOCUMENT_NAMES = ("document", "document_id", "doc", "doc_id", "article", "article_id", "url")
_SLIP = 0.8  # likeness of a name that was mistyped; `report` is less like `factual_report`


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Choices of the user.

    Attributes
    ----------
    text, label, document, group : str or None
        Names of columns; None for those that are found by their usual names (there is no usual name of a group).
    mapping : dict of str to str
        Label in the data to label of the model; an empty one leaves the rows out.
    labels : tuple of str
        The labels of the model; with none, all are taken.
    aliases : dict of str to str
        Other names of these labels, which rows and map may have too.
    split : str or None
        Which split of a ``datasets`` folder.
    skip_invalid : bool
    limit : int
        How many bad rows are described.
    encoding : str or None
        Of text files; None if it can't be chosen, and is UTF-8.
    seen : set of str
        Labels that were met so far.
    """

    text: str | None = None
    label: str | None = None
    document: str | None = None
    group: str | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = LABELS
    split: str | None = None
    skip_invalid: bool = False
    limit: int = 50
    aliases: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    seen: set[str] = field(default_factory=set, compare=False)

    def mapped(self, label: str) -> str | None:
        """Return the model's name of a label, None where its rows are left out.

        Raises
        ------
        RowError
            If the label is neither mapped nor known.
        """
        label = self._as_whole(label.strip())
        self.seen.add(label)
        target = self.mapping.get(label, label)
        if not target:
            return None
        target = self.aliases.get(target, target)
        if target in self.labels or not self.labels:
            return target
        raise UnknownLabelError(unknown_label(label, self.accepted), label)

    def _as_whole(self, label: str) -> str:
        """Read 1.0 as the 1 that is meant: so tables of numbers with gaps are written."""
        whole = label.removesuffix(".0")
        return whole if label not in self.accepted and whole.isdecimal() and whole in self.accepted else label

    def unmet(self) -> list[str]:
        """Tell which labels of the map no row had, with the one that may have been meant."""
        unknown = [name for name in self.mapping if name not in self.seen]
        others = sorted(self.seen - self.mapping.keys())
        return [f"no row has the label {name!r} of the label map{_meant(name, others)}" for name in unknown]

    @property
    def accepted(self) -> list[str]:
        """Labels that may stand in the data."""
        return [*self.mapping, *(name for name in [*(self.labels or ("any",)), *self.aliases] if name not in self.mapping)]


def parse_mapping(text: str, what: str = "label map", pairs: str = "OLD=NEW") -> dict[str, str]:
    """Read ``SUBJ=editorial_opinion,OBJ=factual_report``; ``OTHER=`` leaves rows out.

    A pair that holds a comma stands in quotation marks; what stands behind its last ``=`` is the new name.

    Parameters
    ----------
    text, what, pairs : str
        What was given; what it and its pairs are called.

    Raises
    ------
    DataError
    """
    mapping: dict[str, str] = {}
    for pair in between_commas(text) or [text]:
        name, sign, target = (part.strip() for part in pair.rpartition("="))
        if not name or not sign:
            raise DataError(f"{what}: expected {pairs} pairs with commas between, not {pair!r}")
        if mapping.setdefault(name, target) != target:
            raise DataError(f"{what}: {name!r} is given twice")
    return mapping


def check_targets(mapping: dict[str, str], labels: Sequence[str]) -> None:
    """Make sure that a label map leads to labels of the model.

    Raises
    ------
    DataError
    """
    for name, target in mapping.items():
        if target and target not in labels:
            meant = _meant(target, labels) or f"; there are: {', '.join(labels)}"
            raise DataError(f"label map: {name}={target}: the model has no label {target!r}{meant}")


def _meant(name: str, others: Iterable[str]) -> str:
    near = closest(name, others)
    return f"; did you mean {near!r}?" if near else ""


def check_label_names(names: Iterable[str]) -> None:
    """Refuse labels that no model can hold, and those that would take the place of a column where a model is used.

    Raises
    ------
    DataError
    """
    for name in names:
        if not is_name(name):
            what = f"has more than {LONGEST_NAME} characters" if len(name) > LONGEST_NAME else "is empty or can't be shown"
            raise DataError(f"label {name[:50]!r} {what}; rename it")
        if name in RESERVED:
            raise DataError(f"label {name!r} is called like a column beside the probabilities; rename it")


def model_labels(mapping: dict[str, str], given: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the labels of the model: those given, else those that the mapping leads to, else the three."""
    if not given:
        _refuse_slips(mapping)
    names = list(dict.fromkeys(given or [target for target in mapping.values() if target] or LABELS))
    if len(names) < 2:
        raise DataError(f"a model needs at least two labels; there is only {names[0]!r}")
    check_label_names(names)
    known = [label for label in LABELS if label in names]
    return tuple(known + [name for name in names if name not in known])


def _refuse_slips(mapping: dict[str, str]) -> None:
    """Refuse a map to what is nearly one of the three labels: a model would be made that calls it so for good."""
    for name, target in mapping.items():
        meant = closest(target, LABELS, _SLIP)
        if meant and target not in LABELS:
            raise DataError(f"label map: {name}={target}: did you mean {meant!r}? (--labels with {target!r} among the names "
                            "makes a model that calls it so)")  # fmt: skip


def find(names: Iterable[str], given: str | None, usual: Sequence[str]) -> str | None:
    """Return the name of a column, given or found by its usual names, whose case does not count; None without one."""
    if given is not None:
        return given if given in names else None
    for name in usual:
        if name in names:
            return name
    lower = {str(name).lower(): name for name in names}
    return next((lower[name] for name in usual if name in lower), None)


def no_column(names: Sequence[str], given: str | None, what: str, path: object) -> DataError:
    """Return the error of a table without a column that every row needs: which there are, and what to say."""
    shown = listed_names(names)
    advice = doubt_about(names)
    if given is not None:
        return DataError(f"{path}: no column {given!r} for the {what}; there are: {shown}{advice and f'; {advice}'}")
    advice = advice or f"name it with --{what}-column"
    return DataError(f"{path}: no column of {what}s found (there are: {shown}); {advice}")
