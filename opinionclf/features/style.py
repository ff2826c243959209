"""Style features: length, marks, names, numbers, person, tense and mood from closed-class words."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints
from opinionclf.features.numbers import Flags, LogSums, Vector
from opinionclf.features.registry import Batch, feature
from opinionclf.features.wordclasses import class_table
from opinionclf.kinds import kinds

_CLOSED = (
    "first_singular", "first_plural", "second", "third", "modal", "should", "would", "will",
    "negation", "present_be", "past_be", "have", "had", "do", "comparison",
    "universal", "condition", "question", "demonstrative", "because", "contrast",
)  # fmt: skip
_KINDS = {
    "question": kinds(tk.QUESTION), "exclamation": kinds(tk.EXCLAMATION), "ellipsis": kinds(tk.ELLIPSIS),
    "dash": kinds(tk.DASH), "colon": kinds(tk.COLON), "semicolon": kinds(tk.SEMICOLON), "comma": kinds(tk.COMMA),
    "bracket": kinds(tk.OPEN_BRACKET), "number": kinds(tk.NUMBER), "money": kinds(tk.MONEY), "percent": kinds(tk.PERCENT),
    "capitals": kinds(tk.ALL_CAPS), "stop": kinds(tk.STOP),
}  # fmt: skip


@feature("style", *(f"{name}.{zone}" for name in _CLOSED for zone in ("own", "attributed")))
def closed_class(batch: Batch) -> LogSums:
    """Number of closed-class words of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    counted, classes = _counted_classes()
    (token,) = (counted.take(columns.closed) & columns.outside).nonzero()
    found = classes.take(columns.closed.take(token), axis=0)
    (place,) = (found.ravel() >= 0).nonzero()
    token = token.take(place // found.shape[1])
    segment = columns.segment.take(token)
    return LogSums(segment, found.take(place) * 2 + batch.is_content(token, segment), np.full(len(segment), 10))


@functools.cache
def _counted_classes() -> tuple[Bools, Ints]:
    """Whether each closed-class word belongs to any class of `_CLOSED`; the numbers of its classes, filled up with -1."""
    member = np.stack([class_table(name) for name in _CLOSED], axis=1)
    found = np.where(member, np.arange(len(_CLOSED)), -1)
    return member.max(axis=1), -np.sort(-found, axis=1)[:, : member.sum(axis=1).max()]


@feature("style", *_KINDS)
def marks(batch: Batch) -> LogSums:
    """Number of marks and numbers of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    (token,) = ((columns.tokens.kind >= tk.ALL_CAPS) & columns.outside).nonzero()
    mark = _counted_marks().take(columns.tokens.kind.take(token))
    (row,) = (mark >= 0).nonzero()
    return LogSums(columns.segment.take(token.take(row)), mark.take(row), np.full(len(row), 10))


@functools.cache
def _counted_marks() -> Ints:
    """The number of each kind of token in `_KINDS`, -1 for words and marks that are not counted."""
    numbers = np.full(tk.OTHER + 1, -1)
    for number, table in enumerate(_KINDS.values()):
        numbers[table] = number
    return numbers


@feature("style", "1-4", "5-8", "9-14", "15-22", "23-32", "33-")
def length(batch: Batch) -> Flags:
    """Length class in words."""
    return Flags(np.arange(len(batch.words)), np.array([5, 9, 15, 23, 33]).searchsorted(batch.words, side="right"))


@feature("style")
def name_share(batch: Batch) -> Vector:
    """Share of words that are names."""
    return batch.columns.count(batch.columns.name) / batch.words


@feature("style")
def no_name(batch: Batch) -> Vector:
    """No name and no number at all."""
    columns = batch.columns
    return 1.0 - columns.any(columns.name | (columns.tokens.kind == tk.NUMBER))


def _ending(batch: Batch, letters: str) -> np.ndarray:
    code = sum(ord(char) << (8 * (4 - len(letters) + place)) for place, char in enumerate(letters))
    mask = np.uint32(0xFFFFFFFF - ((1 << (8 * (4 - len(letters)))) - 1))
    return ((batch.columns.suffix & mask) == np.uint32(code)) & (batch.columns.tokens.kind == tk.WORD)


@feature("style")
def past_share(batch: Batch) -> Vector:
    """Words in -ed and was, were, had as a share of all words."""
    columns = batch.columns
    past = _ending(batch, "ed") | (class_table("past_be") | class_table("had")).take(columns.closed)
    return columns.count(past & columns.outside) / batch.words


@feature("style")
def ly_share(batch: Batch) -> Vector:
    """Words in -ly as a share of all words."""
    return batch.columns.count(_ending(batch, "ly") & batch.columns.outside) / batch.words


@feature("style")
def ends_in_question(batch: Batch) -> Vector:
    """The sentence is a question of the writer's own."""
    columns = batch.columns
    last = columns.last - 1
    return ((columns.tokens.kind.take(last) == tk.QUESTION) & columns.outside.take(last)).astype(np.float64)
