"""What the parts of a model must be like before anything is computed with them: models come from strangers too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.errors import ModelError, OpinionclfError
from opinionclf.features.vectorizer import SPARSE_GROUPS
from opinionclf.labels import LABELS, Label
from opinionclf.lexicon import LONGEST_PHRASE, MAX_ENTRIES, NO_CATEGORY
from opinionclf.text.keytable import slots_of

_GREATEST = 1e6  # of a setting or an intercept: far from what a training gives, and far from what overflows
_LEAST_TEMPERATURE = 1e-3
LONGEST_NAME = 200  # characters
_MOST_FORMS = 4000  # their pairs get a table, so that memory grows with the square
_LABELS = range(2, 1000)
_GREATEST_STRENGTH = 3


def description_problem(description: Mapping[str, Any]) -> str:
    """Say what is wrong with the parts of a description, apart from its arrays; nothing where all is well.

    Its categories are those of this version's lexicon.
    """
    labels, scale, info = (description.get(key) for key in ("labels", "scale", "info"))
    if not _are_names(labels) or len(labels) not in _LABELS or len(set(labels)) < len(labels):
        return "'labels' is not a list of different names"
    if problem := _roles_problem(description.get("roles", {}), labels):
        return problem
    for key in ("forms", "dense_names"):
        if not _are_names(description.get(key)):
            return f"'{key}' is not a list of names"
    if len(description["forms"]) > _MOST_FORMS:
        return "more forms than a lexicon has"
    if not isinstance(scale, dict) or not scale.keys() <= set(SPARSE_GROUPS) or not all(map(_is_number, scale.values())):
        return f"'scale' is not a number for each of {' and '.join(SPARSE_GROUPS)}"
    if not isinstance(info, dict) or not _are_names([info.get("version", "unknown")]):
        return "'info' is not an object with the name of a version"
    for key in ("neighbours", "article", "temperature"):
        if not _is_number(description.get(key)):
            return f"'{key}' is not a number of common size"
    return "" if description["temperature"] >= _LEAST_TEMPERATURE else "'temperature' is too small"


def _roles_problem(roles: object, labels: list[str]) -> str:
    if not isinstance(roles, dict) or not roles.keys() <= set(labels) - set(LABELS):
        return "'roles' is not an object whose keys are labels of another name than the three"
    wrong = [part for part in roles.values() if part not in LABELS]
    return f"a role is {wrong[0]!r}, which is none of {', '.join(LABELS)}" if wrong else ""


def is_name(value: object) -> bool:
    """Whether something is a text that can be shown on one line, neither empty nor very long."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def refuse_labels_like(columns: Iterable[str], labels: Iterable[str]) -> None:
    """Refuse a model for a table in which the probabilities of a label would have the name of another column.

    Raises
    ------
    ModelError
    """
    taken = set(columns)
    for label in labels:
        if label in taken:
            raise ModelError(f"the model has a label {label!r}, which is the name of another column too; train it again with "
                             f"another name (--label-map {label}=NEW)")  # fmt: skip


def refuse_without_claims(labels: Sequence[str], parts: Sequence[str]) -> None:
    """Refuse a model none of whose labels is, or stands for, ``attributed_claim``, where it is asked who is quoted.

    Raises
    ------
    OpinionclfError
    """
    if Label.ATTRIBUTED_CLAIM not in parts:
        raise OpinionclfError(
            f"nothing tells who is quoted: no label of the model ({', '.join(labels)}) stands for "
            f"{Label.ATTRIBUTED_CLAIM}; train it with --roles LABEL={Label.ATTRIBUTED_CLAIM},... if one does"
        )


def _are_names(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(map(is_name, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _GREATEST


def arrays_problem(description: Mapping[str, Any], arrays: Mapping[str, NDArray]) -> str:
    """Say which part of the arrays does not fit the description or the other arrays; nothing where all is well."""
    n_labels, n_categories = len(description["labels"]), len(description["categories"])
    checks = {
        "lexicon": _is_lexicon(arrays, n_categories, len(description["forms"])),
        "lexicon table": _is_table("lexicon", arrays, len(arrays["lexicon.form"]) - 1),
        "table": _is_table("table", arrays, len(arrays["sparse"])),
        "sparse": arrays["sparse"].ndim == 2 and arrays["sparse"].shape[1] == n_labels,
        "dense": arrays["dense"].shape == (len(description["dense_names"]), n_labels),
        "intercept": arrays["intercept"].shape == (n_labels,) and bool((abs(arrays["intercept"]) <= _GREATEST).all()),
    }
    return next((f"{name} out of shape" for name, good in checks.items() if not good), "")


def _is_lexicon(arrays: Mapping[str, NDArray], n_categories: int, n_forms: int) -> bool:
    form, category, strength = (arrays[f"lexicon.{name}"] for name in ("form", "category", "strength"))
    flat = [arrays[f"lexicon.{name}"] for name in ("longest", "longest_opening", "is_second")]
    if form.ndim != 1 or not len(form) or any(column.shape != form.shape for column in flat):
        return False
    if not category.shape == strength.shape == (len(form), MAX_ENTRIES):
        return False
    longest, longest_opening, is_second = flat
    return bool(
        ((category < n_categories) | (category == NO_CATEGORY)).all()
        and (strength <= _GREATEST_STRENGTH).all()
        and ((form >= -1) & (form < n_forms)).all()
        and (longest <= LONGEST_PHRASE).all()
        and (longest_opening <= LONGEST_PHRASE).all()
        and (is_second.view(np.uint8) <= 1).all()
    )


def _is_table(name: str, arrays: Mapping[str, NDArray], n_rows: int) -> bool:
    """A key for each row, and a power of two of slots with their steps."""
    keys, steps = arrays[f"{name}.keys"], arrays[f"{name}.steps"]
    n_slots = slots_of(len(steps))
    return keys.shape == (n_rows,) and steps.ndim == 1 and n_slots >= 16 and not n_slots & (n_slots - 1) and n_rows < n_slots
