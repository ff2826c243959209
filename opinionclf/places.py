"""Where in a text the features of a sentence fired."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.attribution import COMPLEMENTS, PLACES, SUBJECTS, VOICES
from opinionclf.features.lexical import ZONES
from opinionclf.features.registry import Batch
from opinionclf.features.style import _KINDS as MARKS
from opinionclf.features.vectorizer import Features, Namespace
from opinionclf.lexicon import REPORTING_CATEGORIES
from opinionclf.tokens import Bools, Ints


class Place(NamedTuple):
    """A stretch of a document: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


# Numbers about a whole sentence, and signs that something is missing: they fire nowhere in particular.
PLACELESS = ("style:length=", "style:no_name", "quotation:longest_quotation=none", "quotation:speaker_turn")


class PlaceFinder:
    """Finds the places of named features in one document.

    Parameters
    ----------
    text : str
    features : Features
    """

    def __init__(self, text: str, features: Features) -> None:
        self.text = text
        self.features = features
        self.batch: Batch = features.batch
        self.columns = features.batch.columns
        self._dense: dict[str, tuple[list[int], list[int]]] = {}
        self._runs_of: dict[int, list[tuple[list[int], list[int]]]] = {}
        self._made: dict[tuple[int, int], Place] = {}  # many features share a word
        columns = self.columns
        self._start: list[int] = columns.tokens.start.tolist()
        self._end: list[int] = columns.tokens.end.tolist()
        self._bounds = list(zip(columns.first.tolist(), columns.last.tolist(), strict=True))

    def place(self, first: int, last: int) -> Place:
        """Return the place of the tokens from `first` up to, not including, `last`."""
        known = self._made.get((first, last))
        if known is None:
            start, end = self._start[first], self._end[last - 1]
            known = self._made[first, last] = Place(start, end, self.text[start:end])
        return known

    @cached_property
    def unit_end(self) -> Ints:
        """For each token, the end of the phrase of the lexicon that begins with it."""
        ends = np.append(np.flatnonzero(~self.columns.covered), len(self.columns.covered))
        places = np.arange(len(self.columns.covered))
        return ends[np.searchsorted(ends, places, side="right")]

    # Sparse features: n-grams of forms, and words

    @cached_property
    def _elements(self) -> tuple[Ints, Ints]:
        """First token of each element of the form sequence, and the one after its last; -1 for a boundary's."""
        sequence = self.features.sequence
        n = len(sequence.token)
        inner = np.ones(n, dtype=bool)
        if n:
            change = sequence.segment[1:] != sequence.segment[:-1]
            inner[0] = inner[-1] = False
            inner[1:][change] = False
            inner[:-1][change] = False
        # An element (a quotation, a run of names, a phrase) reaches to the next one, the last to the segment's end.
        end = self.columns.last[sequence.segment]
        goes_on = np.append(inner[1:], False)
        end[goes_on] = np.append(sequence.token[1:], 0)[goes_on]
        return np.where(inner, sequence.token, -1), np.where(inner, end, -1)

    def of_occurrence(self, space: Namespace, row: int) -> list[Place]:
        """Return the places of one occurrence of an n-gram or word."""
        return [self.place(first[row], last[row]) for first, last in self._runs(space) if first[row] >= 0]

    def _runs(self, space: Namespace) -> list[tuple[list[int], list[int]]]:
        """First and last tokens of the one or two runs in which the occurrences stand; -1 for a run of boundaries only."""
        known = self._runs_of.get(id(space))
        if known is None:
            # As lists: single look-ups in arrays are slow.
            known = [(first.tolist(), last.tolist()) for first, last in self._run_arrays(space)]
            self._runs_of[id(space)] = known
        return known

    def _run_arrays(self, space: Namespace) -> Iterator[tuple[Ints, Ints]]:
        if space.group != "form":
            yield space.token, space.token + 1
            return
        first, last = self._elements
        one, two = space.at, space.at + space.distance
        if space.distance > 1:
            yield first[one], last[one]
            yield first[two], last[two]
        else:
            yield np.where(first[one] < 0, first[two], first[one]), np.maximum(last[one], last[two])

    # Dense features

    def of_dense(self, name: str, segment: int) -> list[Place]:
        """Return the places at which a dense feature fired in a segment."""
        if name not in self._dense:
            begins, ends = self._spans(name)
            self._dense[name] = (begins.tolist(), ends.tolist())
        first, last = self._dense[name]
        begin, end = self._bounds[segment]
        low, high = bisect_left(first, begin), bisect_left(first, end)
        return [self.place(a, b) for a, b in zip(first[low:high], last[low:high], strict=True)]

    def _spans(self, name: str) -> tuple[Ints, Ints]:
        """First token, and the one after the last, of every place of a dense feature in the document."""
        if name.startswith(PLACELESS):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        title, _, value = name.partition("=")
        group = title.partition(":")[0]
        if title == "lexicon:cues":
            category, _, zone = value.rpartition(".")
            return self._units(self._of_category(category) & self._zone(zone))
        if group == "attribution":
            return self._units(self._reports(title, value))
        if group == "quotation":
            return self._quotations
        flags = self._style(title, value)
        first = np.flatnonzero(flags)
        return first, first + 1

    def _units(self, flags: Bools) -> tuple[Ints, Ints]:
        first = np.flatnonzero(flags)
        return first, self.unit_end[first]

    def _of_category(self, category: str) -> Bools:
        token, listed = self._listed
        flags = np.zeros(len(self.columns.segment), dtype=bool)
        flags[token[(listed == self.columns.lexicon.number(category)).any(axis=1)]] = True
        return flags

    @cached_property
    def _listed(self) -> tuple[Ints, NDArray[np.uint8]]:
        """The tokens outside quotations that begin a unit of the lexicon, and the unit's categories."""
        columns = self.columns
        token = np.flatnonzero((columns.unit > 0) & ~columns.inside)
        return token, columns.lexicon.category[columns.unit[token]]

    def _zone(self, zone: str) -> Bools:
        segment = self.columns.segment
        return self.batch.is_content(np.arange(len(segment)), segment) == (zone == ZONES[1])

    @cached_property
    def _quotations(self) -> tuple[Ints, Ints]:
        return quoted_runs(self.batch)

    def _reports(self, title: str, value: str) -> Bools:
        """The reporting verbs that a feature of attribution is about."""
        reports = self.batch.reports
        kept = np.ones(len(reports.token), dtype=bool)
        part, _, core = value.rpartition(".")
        strong = reports.strength >= 2
        tests: dict[str, Callable[[], Bools]] = {
            "attribution:attributed": lambda: reports.attributes,
            "attribution:report": lambda: (
                (reports.category == REPORTING_CATEGORIES.index(value[:-1])) & (reports.strength == int(value[-1]))
            ),
            "attribution:subject": lambda: (reports.subject == SUBJECTS.index(part)) & self._core(core),
            "attribution:complement": lambda: (reports.complement == COMPLEMENTS.index(part)) & self._core(core),
            "attribution:voice": lambda: (reports.voice == VOICES.index(value)) & strong,
            "attribution:place": lambda: (
                (reports.place == PLACES.index(part)) & self._core(core) & reports.attributes & ~reports.parenthetical
            ),
            "attribution:opening_report": lambda: strong & (self.columns.position[reports.token] < 6),
            "attribution:closing_report": lambda: reports.parenthetical & self._core(value),
            "attribution:plain_report": lambda: reports.is_plain() & (reports.parenthetical == (value == "closing")),
            "attribution:subordinate_report": lambda: strong,
            "attribution:several_reports": lambda: strong,
        }
        if title in tests:
            kept = tests[title]()
        flags = np.zeros(len(self.columns.segment), dtype=bool)
        flags[reports.token[kept]] = True
        if title == "attribution:attributed":
            flags |= (self.columns.strength_of("agentless") == 3) & ~self.columns.inside
        return flags

    def _core(self, core: str) -> Bools:
        return (self.batch.reports.strength == 3) == (core == "core")

    def _style(self, title: str, value: str) -> Bools:
        columns = self.columns
        outside = ~columns.inside
        if title == "style:closed_class":
            word_class, _, zone = value.rpartition(".")
            return columns.of_class(word_class) & outside & self._zone(zone)
        if title == "style:marks":
            return MARKS[value][columns.tokens.kind] & outside
        if title == "style:name_share":
            return columns.name
        if title == "style:past_share":
            return (columns.ends_in("ed") | columns.of_class("past_be") | columns.of_class("had")) & outside
        if title == "style:ly_share":
            return columns.ends_in("ly") & outside
        flags = np.zeros(len(columns.segment), dtype=bool)
        if title == "style:ends_in_question":
            last = columns.last - 1
            flags[last] = (columns.tokens.kind[last] == tk.QUESTION) & ~columns.inside[last]
        return flags


def quoted_runs(batch: Batch) -> tuple[Ints, Ints]:
    """Return first token, and the one after the last, of each run of quoted tokens; none crosses a segment's border."""
    columns = batch.columns
    inside = columns.inside
    if not inside.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    before = np.concatenate([[False], inside[:-1]])
    closed = np.concatenate([[False], columns.mark[:-1] == -1])
    begins = inside & ((columns.position == 0) | ~before | (closed & (columns.mark == 1)))
    first, place = np.flatnonzero(begins), np.flatnonzero(inside)
    last = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(last, np.cumsum(begins)[place] - 1, place + 1)
    return first, last
