"""Labels of one's own that stand for one of the three, so that all that hangs on the three goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from opinionclf.errors import DataError
from opinionclf.labels import LABELS, Label
from opinionclf.model import LinearModel
from opinionclf.training.readers.options import parse_mapping
from opinionclf.training.rows import closest

_HANGS_ON = {
    Label.ATTRIBUTED_CLAIM.value: "sources and attributions",
    Label.EDITORIAL_OPINION.value: "runs of opinion and op_ed_probability",
}


def parse_roles(text: str, labels: Sequence[str]) -> dict[str, str]:
    """Read ``quote=attributed_claim,view=editorial_opinion``.

    Parameters
    ----------
    text : str
    labels : sequence of str
        Of the model.

    Raises
    ------
    DataError
    """
    return checked_roles(parse_mapping(text, "roles", "LABEL=ROLE"), labels)


def checked_roles(roles: Mapping[str, str], labels: Sequence[str]) -> dict[str, str]:
    """Make sure that roles lead from labels of the model to some of the three.

    Raises
    ------
    DataError
    """
    for label, part in roles.items():
        _check(label, labels, f"roles: {label}={part}: the model has no label {label!r}")
        _check(part, LABELS, f"roles: {label}={part}: a label stands for one of the three, not for {part!r}")
        if label in LABELS and part != label:
            raise DataError(f"roles: {label}={part}: {label} stands for itself; to rename it take --label-map")
    return {label: part for label, part in roles.items() if label != part}


def _check(name: str, accepted: Sequence[str], message: str) -> None:
    if name not in accepted:
        meant = closest(name, accepted)
        raise DataError(message + (f"; did you mean {meant!r}?" if meant else f"; there are: {', '.join(accepted)}"))


def with_inherited(roles: Mapping[str, str], of_base: Mapping[str, str], labels: Sequence[str]) -> dict[str, str]:
    """Add the roles that the labels have in the base of a training."""
    return {**{label: part for label, part in of_base.items() if label in labels}, **roles}


def names_in_base(labels: Sequence[str], roles: Mapping[str, str], of_base: Sequence[str]) -> list[str]:
    """Return what each label is called in the base of a training: the label that it alone stands for, if the base has it."""
    many = Counter(roles.get(label, label) for label in labels)
    parts = [roles.get(label, label) for label in labels]
    return [part if label not in of_base and part in of_base and many[part] == 1 else label
            for label, part in zip(labels, parts, strict=True)]  # fmt: skip


def parts_missing(labels: Sequence[str], roles: Mapping[str, str]) -> list[str]:
    """Tell what a model of labels of one's own does not know for want of roles."""
    own = [label for label in labels if label not in LABELS and label not in roles]
    parts = {roles.get(label, label) for label in labels}
    lost = {part: what for part, what in _HANGS_ON.items() if part not in parts}
    if not own or not lost:
        return []
    return [f"no {', no '.join(lost.values())} with this model: nothing says which of {', '.join(own)} stands for "
            f"{' and which for '.join(lost)}; --roles LABEL={next(iter(lost))},... does"]  # fmt: skip


def called_otherwise(names: Sequence[str], parts: Sequence[str]) -> dict[str, str]:
    """Return for each of the three that one label of another name stands for, and no other, that label."""
    many = Counter(parts)
    return {part: name for name, part in zip(names, parts, strict=True) if many[part] == 1 and part not in names}


def standing_for(models: Sequence[LinearModel]) -> dict[str, str]:
    """Return what labels of another name stand for in some models, where these do not differ in it."""
    # No set: advice lists labels in this order, which must be the same in every run.
    told = dict.fromkeys(pair for model in models for pair in model.roles.items())
    many = Counter(label for label, _ in told)
    return {label: part for label, part in told if many[label] == 1}
