"""Which capitalised words of a document are the names of persons, and where each begins."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cached_property

import numpy as np

from opinionclf.places import Place, PlaceFinder
from opinionclf.sources.search.appositions import name_particles
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.sources.sourcenames import is_party
from opinionclf.sources.thingnames import is_addressed, names_thing
from opinionclf.text import tokens as tk
from opinionclf.text.wordclasses import class_table

_MOST_PARTICLES = 4  # of one name: `von und zu`


class PersonNames:
    """The names of persons in one document.

    Parameters
    ----------
    finder : PlaceFinder
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    """

    def __init__(self, finder: PlaceFinder, is_source_noun: Callable[[str], bool]) -> None:
        self._finder = finder
        self._low = finder.low
        self._columns = finder.columns
        self._is_source_noun = is_source_noun

    def first_of(self, token: int) -> int:
        """Return the first token of the name that a token belongs to."""
        columns = self._columns
        first = token
        while first > 0 and columns.segment[first - 1] == columns.segment[token] and self._is_in_name(first - 1):
            titled = first < token and self._low(first) in source_classes()["title"]
            if titled and self._low(first - 1) == "state":
                break  # Minister of State Dr. Ada Lowe
            first -= 1
        return first + int(columns.tokens.kind[first] == tk.STOP)

    def named(self, first: int, last: int) -> Place | None:
        """Return a run of names, if it may be that of somebody who speaks."""
        place = self._finder.place(first, last + 1)
        # St. Mary's Hospital: neither the thing nor its owner.
        owned = (self._low(last + 1) == "'s" and self.is_name(last + 2)) or self._low(first - 1) == "'s"
        classes = source_classes()
        placed = self._low(first - 1) in classes["before_place"] and self._low(first) not in classes["style"]
        placed = placed and not (is_addressed(self._low, first) and (first < last or self.is_surname(last)))
        placed = placed or (self._low(first - 1) == "," and self._low(first - 2) == "'s")  # at St. Mary's, Salem
        placed = placed or (self._low(last) == "may" and first == last)
        is_nobody = placed or owned or is_party(place.text) or any(map(str.isdigit, place.text))
        return None if is_nobody else place

    def may_be_person(self, first: int, last: int) -> bool:
        """Return whether a run of names may be one person's: not ``Penhallow Library``, nor the name in ``a City boot``."""
        low, classes = self._low(last), source_classes()
        if names_thing(self._low, first, last, self._is_person_noun, full=first < last or self.is_surname(last)):
            return False
        pointed = first == last and self._low(first - 1) in classes["determiner"] and low not in classes["role"]
        titled = any(self._low(token) in classes["title"] | classes["role"] for token in range(first, last))
        return not pointed and (titled or low not in classes["place_noun"])

    def _is_person_noun(self, word: str) -> bool:
        classes = source_classes()
        return word in classes["title"] or word in classes["role"] or self._is_source_noun(word)

    def first_of_longer(self, first: int) -> int | None:
        """Return where a body begins that a run of names ends: ``Institute for [Energy]``, ``Ministry of Ports and [Work]``."""
        tie = self._low(first - 1)
        if tie not in ("for", "and", "&") or first < 2 or not self.is_name(first - 2):
            return None
        before = self.first_of(first - 2)
        return before if tie != "and" or self._low(before - 1) in ("of", "for") else None

    @cached_property
    def _surnames(self) -> frozenset[int]:
        """The last words of names of several words, as keys."""
        columns = self._columns
        name = columns.name
        begins = np.isin(columns.tokens.kind, (tk.CAP, tk.ALL_CAPS)) & ~class_table("determiner")[columns.closed]
        last = name[1:] & begins[:-1]
        last[:-1] &= ~name[2:]
        ends = (np.flatnonzero(last) + 1).tolist()
        return frozenset(int(columns.key[token]) for token in ends if self._may_be_full_name(token))

    def _may_be_full_name(self, last: int) -> bool:
        """Whether a run of names that ends at a token may be somebody's: not ``the World Cup``, ``in Market Street``."""
        first = self.first_of(last)
        determined = self._low(first - 1) in source_classes()["determiner"]
        return not determined and self.named(first, last) is not None and not self._is_source_noun(self._low(last))

    def opens_as_surname(self, token: int) -> bool:
        """Return whether the first word of a sentence is the surname of somebody whom the document names in full."""
        columns = self._columns
        return bool(token == columns.first[columns.segment[token]]) and self.is_surname(token)

    def is_surname(self, token: int) -> bool:
        """Return whether a capitalised word is the last one of a name that the document has in full."""
        columns = self._columns
        is_capital = columns.tokens.kind[token] in (tk.CAP, tk.ALL_CAPS)
        return bool(is_capital and int(columns.key[token]) in self._surnames)

    def is_name(self, token: int) -> bool:
        """Return whether a token can stand in a run of names."""
        columns = self._columns
        kind = columns.tokens.kind
        if token >= len(kind):
            return False
        if kind[token] == tk.STOP:
            return bool(token > 0 and not columns.tokens.gap[token] and kind[token - 1] in (tk.CAP, tk.ALL_CAPS))
        capital = kind[token] in (tk.CAP, tk.ALL_CAPS)
        capital = capital and not (class_table("determiner")[columns.closed[token]] and not self._is_initial(token))
        capital = capital and self._low(token) not in source_classes()["time"]
        if capital and token == columns.first[columns.segment[token]]:
            capital = self._low(token) not in source_classes()["conjunction"] | source_classes()["preposition"]
        return bool(columns.name[token] or capital or self._low(token) in source_classes()["title"])

    def _is_in_name(self, token: int) -> bool:
        """Whether a token belongs to the name that goes on behind it: also the particle of ``Khalid [bin] Rashed``."""
        if self.is_name(token):
            return True
        begins = max(int(self._columns.first[self._columns.segment[token]]), token - _MOST_PARTICLES)
        particles = itertools.takewhile(lambda at: self._low(at) in name_particles(), range(token, begins, -1))
        before = min(particles, default=begins) - 1
        return begins <= before < token and self.is_name(before)

    def _is_initial(self, token: int) -> bool:
        """Whether a token is a letter with a stop: the A of ``A. J. Lowe``."""
        tokens = self._columns.tokens
        is_letter = tokens.spelling.end[token] - tokens.spelling.start[token] == 1 and token + 1 < len(tokens)
        return bool(is_letter and tokens.kind[token + 1] == tk.STOP and not tokens.gap[token + 1])
