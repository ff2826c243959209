"""Style features: marks and numbers; person, tense and mood from closed-class words."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.features.lexical import ZONES
from opinionclf.features.numbers import LogCounts
from opinionclf.features.registry import Batch, feature
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds
from opinionclf.text.wordclasses import class_table

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

_NONE, _N_ZONES = constant(0, np.int64), constant(len(ZONES), np.int64)


@feature("style", *(f"{name}.{zone}" for name in _CLOSED for zone in ZONES))
def closed_class(batch: Batch) -> LogCounts:
    """Number of closed-class words of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    counted, classes = _counted_classes()
    (token,) = (counted.take(columns.closed) & columns.outside).nonzero()
    found = classes.take(columns.closed.take(token), axis=0)
    (place,) = (found.ravel() >= _NONE).nonzero()
    token = token.take(place // found.shape[1])
    segment = columns.segment.take(token)
    return LogCounts(segment, found.take(place) * _N_ZONES + batch.is_content(token, segment), token)


@functools.cache
def _counted_classes() -> tuple[Bools, Ints]:
    """Whether each closed-class word belongs to any class of `_CLOSED`; the numbers of its classes, filled up with -1."""
    member = np.stack([class_table(name) for name in _CLOSED], axis=1)
    found = np.where(member, np.arange(len(_CLOSED)), -1)
    return member.max(axis=1), -np.sort(-found, axis=1)[:, : member.sum(axis=1).max()]


@feature("style", *_KINDS)
def marks(batch: Batch) -> LogCounts:
    """Number of marks and numbers of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    counted, numbers = _counted_marks()
    may_count = counted.take(columns.tokens.kind) & columns.outside
    if len(columns.inner_stops):
        may_count[columns.inner_stops] = False
    (token,) = may_count.nonzero()
    return LogCounts(columns.segment.take(token), numbers.take(columns.tokens.kind.take(token)), token)


@functools.cache
def _counted_marks() -> tuple[Bools, Ints]:
    """Whether each kind of token is in `_KINDS`, and its number there."""
    numbers = np.full(tk.OTHER + 1, -1)
    for number, table in enumerate(_KINDS.values()):
        numbers[table] = number
    return numbers >= 0, numbers
