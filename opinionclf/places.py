"""Where in a text the features of a sentence fired."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from opinionclf.features.registry import REGISTRY, Batch
from opinionclf.features.vectorizer import Features, Namespace
from opinionclf.text.characters import shown
from opinionclf.text.decoding import as_meant
from opinionclf.text.markdown import UNSEEN
from opinionclf.text.tokens import Ints


class Place(NamedTuple):
    """A stretch of a document: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


class _Spellings(dict[int, str]):
    """The tokens of a text in lower case, each made when it is asked for first."""

    def __init__(self, text: str, start: list[int], end: list[int]) -> None:
        folded = text.lower().replace("’", "'")
        # Nearly all texts can be folded as a whole: nothing changes its length, and there is nothing that can't be seen.
        self._is_folded = len(folded) == len(text) and "".join(text.split()).isprintable()
        self._places = folded if self._is_folded else text, start, end

    def __missing__(self, token: int) -> str:
        text, start, end = self._places
        low = text[start[token] : end[token]] if 0 <= token < len(start) else ""
        if not self._is_folded:
            low = shown(low).lower().replace("’", "'")
        self[token] = low
        return low


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
        meant = as_meant(text)
        self._marked = meant if any(sign in meant for sign in UNSEEN) else ""
        self.low: Callable[[int], str] = _Spellings(meant, self._start, self._end).__getitem__
        """The spelling of a token in lower case, with a straight apostrophe and nothing that can't be seen.

        In front of the first token and behind the last one there is none: ``""``. Asked for again and again, and so no method.
        """
        self._bounds = list(zip(columns.first.tolist(), columns.last.tolist(), strict=True))

    def place(self, first: int, last: int) -> Place:
        """Return the place of the tokens from `first` up to, not including, `last`."""
        known = self._made.get((first, last))
        if known is None:
            start, end = self._start[first], self._end[last - 1]
            if self._marked:
                start, end = self._without_signs(start, end)
            known = self._made[first, last] = Place(start, end, self.text[start:end])
        return known

    def _without_signs(self, start: int, end: int) -> tuple[int, int]:
        """Leave out the signs of emphasis, links and tags round a place: ``**Ann Lowe**``"""
        behind = end - len(self._marked[start:end].lstrip(UNSEEN))
        return behind, start + len(self._marked[start:end].rstrip(UNSEEN))

    def tokens_of(self, word: str) -> list[int]:
        """Return the tokens of a word, in lower case."""
        return self._tokens_by_word.get(word, [])

    @cached_property
    def _tokens_by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for token in range(len(self._start)):
            found.setdefault(self.low(token), []).append(token)
        return found

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
            for each, (begins, ends) in REGISTRY.places(name, self.batch).items():
                self._dense[each] = (begins.tolist(), ends.tolist())
        first, last = self._dense[name]
        begin, end = self._bounds[segment]
        low, high = bisect_left(first, begin), bisect_left(first, end)
        return [self.place(a, b) for a, b in zip(first[low:high], last[low:high], strict=True)]
