"""Style features: length, marks, names, numbers, person, tense and mood from closed-class words."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, constant
from opinionclf.features.numbers import Flags, LogCounts, Shares
from opinionclf.features.registry import Batch, feature, nowhere
from opinionclf.kinds import NUMBER, QUESTION, kinds
from opinionclf.wordclasses import class_table

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


_NONE, _ZONES = constant(0, np.int64), constant(2, np.int64)
_LENGTHS = np.array([5, 9, 15, 23, 33])


@feature("style", *(f"{name}.{zone}" for name in _CLOSED for zone in ("own", "attributed")))
def closed_class(batch: Batch) -> LogCounts:
    """Number of closed-class words of a kind outside quotation marks, on a log scale."""
    columns = batch.columns
    counted, classes = _counted_classes()
    (token,) = (counted.take(columns.closed) & columns.outside).nonzero()
    found = classes.take(columns.closed.take(token), axis=0)
    (place,) = (found.ravel() >= _NONE).nonzero()
    token = token.take(place // found.shape[1])
    segment = columns.segment.take(token)
    return LogCounts(segment, found.take(place) * _ZONES + batch.is_content(token, segment), token)


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
    (token,) = (counted.take(columns.tokens.kind) & columns.outside).nonzero()
    return LogCounts(columns.segment.take(token), numbers.take(columns.tokens.kind.take(token)), token)


@functools.cache
def _counted_marks() -> tuple[Bools, Ints]:
    """Whether each kind of token is in `_KINDS`, and its number there."""
    numbers = np.full(tk.OTHER + 1, -1)
    for number, table in enumerate(_KINDS.values()):
        numbers[table] = number
    return numbers >= 0, numbers


@feature("style", "1-4", "5-8", "9-14", "15-22", "23-32", "33-", where=nowhere)
def length(batch: Batch) -> Flags:
    """Length class in words."""
    return Flags(batch.columns.segments, _LENGTHS.searchsorted(batch.words, side="right"))


@feature("style")
def name_share(batch: Batch) -> Shares:
    """Share of words that are names."""
    names = batch.columns.names
    return Shares(batch.columns.segment.take(names), token=names)


@feature("style", where=nowhere)
def no_name(batch: Batch) -> Flags:
    """No name and no number at all."""
    columns = batch.columns
    named = columns.tokens.kind == NUMBER
    named[columns.names] = True
    return Flags((~np.logical_or.reduceat(named, columns.first)).nonzero()[0])


@functools.cache
def _past_words() -> Bools:
    return class_table("past_be") | class_table("had")


@feature("style")
def past_share(batch: Batch) -> Shares:
    """Words in -ed and was, were, had as a share of all words."""
    columns = batch.columns
    past = columns.ends_in("ed") | _past_words().take(columns.closed)
    (token,) = (past & columns.outside).nonzero()
    return Shares(columns.segment.take(token), token=token)


@feature("style")
def ly_share(batch: Batch) -> Shares:
    """Words in -ly as a share of all words."""
    columns = batch.columns
    (token,) = (columns.ends_in("ly") & columns.outside).nonzero()
    return Shares(columns.segment.take(token), token=token)


@feature("style")
def ends_in_question(batch: Batch) -> Flags:
    """The sentence is a question of the writer's own."""
    columns = batch.columns
    last = columns.last - 1
    (question,) = (columns.tokens.kind.take(last) == QUESTION).nonzero()
    if len(question):
        question = question[columns.outside.take(last.take(question))]
    return Flags(question, token=last.take(question))
