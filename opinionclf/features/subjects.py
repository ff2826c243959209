"""Who is the subject of a reporting verb: the writer, somebody named, a noun for sources, a pronoun, or some other noun."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import BEFORE, BEHIND, BY, END_KINDS, NEXT, OF, WITH, Surroundings, any_of, role_table
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds
from opinionclf.text.tokens import Ints
from opinionclf.text.wordclasses import class_codes

SUBJECTS = ("none", "name", "source", "he", "it", "i", "we", "you", "who", "other")
SUBJECT = {name: number for number, name in enumerate(SUBJECTS)}
_REACH = 7  # tokens in front of a verb that are searched for its subject
_FAR_WHO = 3  # tokens in front of a verb behind which `who` is not its subject
_CODE = constant(15, np.uint8)  # the lowest bits, below the rank of a token: of those around a verb the nearest one counts
_NO_SUBJECT = constant(0, np.int64)
_MAY_BE_OBJECT = np.isin(SUBJECTS, ["it", "you"])
_GOVERNS = any_of(OF, BY, WITH)
_TAKES_NO_S = np.isin(SUBJECTS, ["i", "we", "you"])  # of which no verb ends in -s


@functools.cache
def _subject_roles() -> tuple[NDArray[np.uint8], Ints]:
    """What kind of subject a role is, with a rank, for each distance from a verb; and where the roles of each distance begin.

    A subject is not searched for across the end of a clause, which has a rank and is no subject.
    """
    close = role_table(class_codes(*((f"subject_{name}", SUBJECT[name]) for name in ("he", "i", "we", "you", "who", "it"))))
    # `people who live near the plant say`: a verb further on is not that of `who`.
    far = np.where(close == SUBJECT["who"], 0, close)
    behind = np.where(close == SUBJECT["he"], close, 0)
    table = np.stack([close, far, behind]).astype(np.int8)
    table[:, 1, :, 1:] = SUBJECT["source"]
    table[:, :, 1, 1:] = SUBJECT["name"]
    part = np.array([0] * _FAR_WHO + [1] * (_REACH - _FAR_WHO) + [2] * BEHIND)
    rank = np.array([*range(_REACH, 0, -1), *range(BEHIND, 0, -1)])
    ends = np.array([1] * _REACH + [0] * BEHIND)[:, None, None, None] * role_table(class_codes(), kinds(*END_KINDS))
    ranked = table[part] + ((table[part] > 0) | (ends > 0)) * (rank[:, None, None, None] << 4)
    nothing = np.zeros((BEFORE - _REACH, *close.shape))
    codes = np.concatenate([ranked[:_REACH], nothing, ranked[_REACH:]]).astype(np.uint8)
    begin = np.arange(NEXT, dtype=np.int64)[:, None] * close.size
    return codes, begin


@functools.cache
def _plain_roles() -> NDArray[np.int8]:
    """Any other word in front of a verb may be its subject."""
    is_word = np.arange(tk.OTHER + 1) <= tk.ALL_CAPS
    return role_table(np.full(len(class_codes()), SUBJECT["other"], dtype=np.int8), is_word * SUBJECT["other"])


def subjects(columns: Columns, around: Surroundings) -> tuple[Ints, Ints]:
    """Find the nearest word in front of each verb that can be its subject; behind it for `said Smith`.

    Returns
    -------
    subject, behind : ndarray of int64, shape (n_verbs,)
        The second says what stands right behind each verb, for those that are inverted: some other noun where it is neither a
        name nor known for a source.
    """
    table, begin = _subject_roles()
    codes = table.take(around.role[:NEXT] + begin)
    if len(columns.quoted):
        codes *= columns.outside.take(around.place[:NEXT], mode="clip")
    # Some of you, a study of it, that work with you: no subject of the verb behind them.
    governed = (around.signs[1 : _REACH + 1] & _GOVERNS) > 0
    codes[:_REACH] *= ~(governed & _MAY_BE_OBJECT.take(codes[:_REACH] & _CODE))
    subject = (np.maximum.reduce(codes[:_REACH]) & _CODE).astype(np.int64)
    behind = (np.maximum.reduce(codes[BEFORE:]) & _CODE).astype(np.int64)
    (row,) = (subject == _NO_SUBJECT).nonzero()
    if len(row):
        found = behind.take(row)
        subject[row] = np.where(found == _NO_SUBJECT, _plain_roles().take(around.role[0].take(row)), found)
    behind[behind == _NO_SUBJECT] = SUBJECT["other"]
    # A GP I know suggests: the pronoun is the subject of another verb.
    (row,) = _TAKES_NO_S.take(subject).nonzero()
    if len(row):
        subject[row[columns.end_in_s(around.token.take(row))]] = SUBJECT["other"]
    return subject, behind
