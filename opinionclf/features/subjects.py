"""Who is the subject of a reporting verb: the writer, somebody named, a noun for sources, a pronoun, or some other noun."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import BEFORE, BEHIND, END_KINDS, Surroundings, first_code, role_table
from opinionclf.kinds import kinds
from opinionclf.tokens import Ints
from opinionclf.wordclasses import class_codes

SUBJECTS = ("none", "name", "source", "he", "it", "i", "we", "you", "who", "other")
SUBJECT = {name: number for number, name in enumerate(SUBJECTS)}
_REACH = 7  # tokens in front of a verb that are searched for its subject
_FAR_WHO = 3  # tokens in front of a verb behind which `who` is not its subject
_BLOCKED = -1  # a subject is not searched for across the end of a clause


@functools.cache
def _subject_roles() -> tuple[NDArray[np.int8], Ints]:
    """What kind of subject a role is close in front of a verb, farther in front and behind it; which of these by distance."""
    close = role_table(class_codes(*((f"subject_{name}", SUBJECT[name]) for name in ("he", "i", "we", "you", "who", "it"))))
    # `people who live near the plant say`: a verb further on is not that of `who`.
    far = np.where(close == SUBJECT["who"], 0, close)
    behind = np.where(close == SUBJECT["he"], close, 0)
    table = np.stack([close, far, behind]).astype(np.int8)
    table[:, 1, :, 1:] = SUBJECT["source"]
    table[:, :, 1, 1:] = SUBJECT["name"]
    part = np.array([0] * _FAR_WHO + [1] * (BEFORE - _FAR_WHO) + [2] * BEHIND)[:, None]
    return table, part * close.size


@functools.cache
def _blocking_roles() -> NDArray[np.int8]:
    return role_table(class_codes(), np.where(kinds(*END_KINDS), _BLOCKED, 0))


@functools.cache
def _plain_roles() -> NDArray[np.int8]:
    """Any other word in front of a verb may be its subject."""
    is_word = np.arange(tk.OTHER + 1) <= tk.ALL_CAPS
    return role_table(np.full(len(class_codes()), SUBJECT["other"], dtype=np.int8), is_word * SUBJECT["other"])


def _codes(columns: Columns, around: Surroundings) -> NDArray[np.int8]:
    """What kind of subject each token in front of the verbs and right behind them may be."""
    table, part = _subject_roles()
    codes = table.take(around.role[: BEFORE + BEHIND] + part)
    if len(columns.quoted):
        codes *= columns.outside.take(around.place[: BEFORE + BEHIND], mode="clip")
    return codes


def subjects(columns: Columns, around: Surroundings) -> Ints:
    """The nearest word in front of each verb that can be its subject; behind it for `said Smith`."""
    codes = _codes(columns, around)
    before = codes[:_REACH]
    before += _blocking_roles().take(around.role[:_REACH])
    subject = first_code(before)
    (row,) = (subject <= 0).nonzero()
    if len(row):
        behind = first_code(codes[BEFORE:].take(row, axis=1))
        subject[row] = np.where(behind == 0, _plain_roles().take(around.role[0].take(row)), behind)
    return subject.astype(np.int64)


def subjects_behind(columns: Columns, around: Surroundings, row: Ints) -> Ints:
    """Who stands behind some inverted verbs; some other noun where it is neither a name nor known for a source."""
    found = first_code(_codes(columns, around)[BEFORE:].take(row, axis=1))
    return np.where(found > 0, found, SUBJECT["other"]).astype(np.int64)
