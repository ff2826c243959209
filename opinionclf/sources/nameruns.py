"""Runs of capitalised words in a document, in which names stand: ``Mayor Ada Lowe``, ``Department of Health`` in two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from opinionclf.places import Place, PlaceFinder
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.search.appositions import name_particles
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds

CAPITALS = kinds(tk.CAP, tk.ALL_CAPS)
_CLOSED = ("determiner", "conjunction", "preposition", "time", "weak_start", "pronoun")


class NameRuns:
    """The runs of one document, in their order.

    Parameters
    ----------
    finder : PlaceFinder

    Attributes
    ----------
    all : list of (int, int)
        First token of each run in a sentence, and the one behind its last.
    """

    def __init__(self, finder: PlaceFinder) -> None:
        self._finder = finder
        self._columns = finder.columns
        self.all = list(self._found())

    def places(self, first: int, last: int) -> list[Place]:
        """Return the runs from one token to another."""
        low, high = (bisect_left(self.all, (token, 0)) for token in (first, last))
        return [self._finder.place(*run) for run in self.all[low:high]]

    def _found(self) -> Iterator[tuple[int, int]]:
        columns = self._columns
        capital = CAPITALS.take(columns.tokens.kind).nonzero()[0].tolist()
        end = -1
        for token in capital:
            if token < end or columns.kind[columns.segment[token]] != SENTENCE or self._is_closed(token):
                continue
            end = self.end(token)
            yield token, end

    def end(self, first: int) -> int:
        """Return the token behind the run that begins at a capitalised word."""
        columns = self._columns
        kind, segment = columns.tokens.kind, columns.segment[first]
        token, end = first + 1, first + 1
        while token < len(columns.tokens) and columns.segment[token] == segment:
            low = self._finder.low(token)
            if CAPITALS[kind[token]] and not columns.mark[token]:
                end = token + 1
            elif low not in name_particles() and low != "&" and not (kind[token] == tk.STOP and self._has_stop(token - 1)):
                break  # not: Kettle & Crane
            token += 1
        return end

    def _has_stop(self, token: int) -> bool:
        """Whether a stop behind a word belongs to it: ``Dr.``, ``J.``"""
        low = self._finder.low(token)
        return (len(low) == 1 or low in source_classes()["title"]) and not self._columns.tokens.gap[token + 1]

    def _is_closed(self, token: int) -> bool:
        """Whether a capital only begins a sentence: ``The``, ``After``."""
        classes = source_classes()
        low = self._finder.low(token)
        return any(low in classes[name] for name in _CLOSED)
