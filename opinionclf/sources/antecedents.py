"""Whom a pronoun may stand for: the nearest earlier name, or for `it` and `they` the source named last. A guess."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import cached_property, partial

import numpy as np

from opinionclf.places import Place
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.documentnames import DocumentNames
from opinionclf.sources.namenouns import is_age
from opinionclf.sources.personnames import PersonNames
from opinionclf.sources.search.appositions import name_behind, name_particles
from opinionclf.sources.search.content import content_of
from opinionclf.sources.search.nounphrases import Range, Words, head_end, source_classes
from opinionclf.sources.search.setphrases import Finding
from opinionclf.sources.search.sourcesearch import SourceSearch
from opinionclf.sources.sexes import Sexes
from opinionclf.sources.sourcenames import is_body, is_several, may_be_person, may_be_thing, source_key
from opinionclf.sources.sourcenouns import SourceNouns
from opinionclf.sources.unnamedspeakers import UnnamedSpeakers, denies, is_pronoun
from opinionclf.text import tokens as tk

_LONGEST_ASIDE = 30  # tokens between brackets
_FAR_NAME = 80  # tokens that a pronoun looks back for a name
_NOTHING = range(0)
_FAR_GERUND = 5  # tokens in front of a name: `killing the driver Malik Shaw`
_HE = ("he", "his", "him")
_FAR_SOURCE = 3  # sentences that it looks back for a source


class Antecedents:
    """The guesses for the pronouns of one document.

    Parameters
    ----------
    search : SourceSearch
    finding : callable
        Words of a segment and what was found in it.
    """

    def __init__(self, search: SourceSearch, finding: Callable[[int], tuple[Words, Finding]]) -> None:
        self._columns = search.columns
        self._finder = search.finder
        self._low = self._finder.low
        self._finding = finding
        self._unnamed = UnnamedSpeakers(search.finder, finding)
        self.is_source_noun = SourceNouns(search.finder)
        self.person_names = PersonNames(search.finder, self.is_source_noun)
        self._key = functools.cache(partial(source_key, is_source_noun=self.is_source_noun))  # of each name, again and again

    def of(self, pronoun: Place) -> Place | None:
        """Return the guess for a pronoun."""
        token = int(np.searchsorted(self._columns.tokens.start, pronoun.start))
        low = pronoun.text.lower()
        if low == "it":
            return self._body_before(token)
        if low in source_classes()["plural_pronoun"]:
            return self._source_before(token, self._is_several) or self._name_before(token, self._is_several, several=True)

        def may_be(place: Place) -> bool:
            by_age = is_age(place.text.split()[-1])  # whose age it is, the document may have told in any way
            if self.sexes.is_other(place.text, low) or (by_age and not self.names.bearers.of(place.text)):
                return False
            return may_be_person(place.text, low, self.is_source_noun) and not is_several(place.text, self.is_source_noun)

        told = self._told_by(token)
        myself = self._name_at_start(told)
        if myself is not None and may_be(myself):
            return self._source_before(token, may_be) or myself
        named = self._name_before(token, may_be, told or self._asked_in_front(token, low), person=low)
        if named is None:
            return self._source_before(token, may_be)
        unnamed = self._unnamed.since(self._token_of(named), token, may_be)
        bearer = self.names.bearers.of(unnamed.text) if unnamed is not None else None
        is_named = bearer is not None and bearer[0] == self._key(named.text)
        return named if unnamed is None or is_named else unnamed

    @cached_property
    def names(self) -> DocumentNames:
        """The names of the document, with their titles."""
        return DocumentNames(self._finder, self.is_source_noun, self._key)

    @cached_property
    def sexes(self) -> Sexes:
        """Whom the document tells to be a man or a woman."""
        return Sexes(self._finder, self.names)

    def _token_of(self, place: Place) -> int:
        return int(np.searchsorted(self._columns.tokens.start, place.start))

    def _body_before(self, pronoun: int) -> Place | None:
        """The body or thing that spoke last, or that acted behind it."""

        spoke = self._source_before(pronoun, lambda place: may_be_thing(place.text, self.is_source_noun), role_tells=True)
        behind = -1 if spoke is None else self._token_of(spoke)
        return self._unnamed.since(behind, pronoun, lambda place: is_body(place.text)) or spoke

    def _is_several(self, place: Place) -> bool:
        return is_several(place.text, self.is_source_noun)

    # Names

    def _name_before(self, pronoun: int, may_be: Callable[[Place], bool], told: range = _NOTHING, *, several: bool = False,
                     person: str = "") -> Place | None:  # fmt: skip
        """The nearest earlier name in a sentence that is not plainly a place or a number, and that the pronoun may be.

        Not in what is told: `told`. A pronoun for a `person` is sooner who does something, or speaks, than to whom it is done.
        """
        columns = self._columns
        passed: Place | None = None
        token, farthest = pronoun - 1, max(pronoun - 1 - _FAR_NAME, -1)
        while token > farthest:
            if token in told:
                token = told[0] - 1
                continue
            if columns.kind[columns.segment[token]] != SENTENCE:  # a byline tells who wrote, and not who speaks
                token = int(columns.first[columns.segment[token]]) - 1
                continue
            token = self._in_front_of_aside(token)
            named = columns.name[token] or self._opens_as_source(token) or self.person_names.opens_as_surname(token)
            if named and not columns.inside[token] and self._low(token) not in source_classes()["time"]:
                place, token = self._name_at(token, several)
                if place is not None and may_be(place) and not (person and self._is_other(token, place, person)):
                    teller = self._teller(token, pronoun, may_be) if person else None
                    if teller is not None or not person:
                        return teller or place
                    if not (self._is_done_to(token) or self._is_told_by(token, pronoun, person)):
                        return place
                    passed = passed or place
            token -= 1
        return passed

    def _is_other(self, first: int, place: Place, pronoun: str) -> bool:
        """Whether the noun beside a name tells that it is not meant: ``his wife, Jean``, ``her firm, Shedless``; a language."""
        classes = source_classes()
        noun = self._low(first - 2) if self._low(first - 1) == "," else self._low(first - 1)
        sex = classes["female" if pronoun in _HE else "male"]
        bare = " " not in place.text and not self.person_names.is_surname(first)
        owned = bare and self._low(first - 1) == "," and self._low(first - 3) in classes["possessive"]
        return noun in sex or (bare and place.text.lower() in classes["language"]) or (owned and noun in classes["collective"])

    def _is_done_to(self, first: int) -> bool:
        """Whether a name is whom somebody did something to: ``was convicted of killing [Malik Shaw]``."""
        for token in range(first - 1, max(first - _FAR_GERUND, 1), -1):
            low = self._low(token)
            if low.endswith("ing") and self._low(token - 1) in source_classes()["before_gerund"]:
                return True
            if not low.isalpha() or low in source_classes()["preposition"]:
                return False
        return False

    def _teller(self, token: int, pronoun: int, may_be: Callable[[Place], bool]) -> Place | None:
        """Who tells something in which a name stands, if by name somebody whom the pronoun may be, and he denies nothing."""
        words, finding = self._finding(int(self._columns.segment[pronoun]))
        denied = denies(words, finding)
        words, finding, base = self._telling(token, pronoun)
        if denied or finding.source is None:
            return None
        first, last = name_behind(words, finding.source, finding.cue) or (finding.source[0], head_end(words, finding.source))
        # Southmoor's captain Dan Reed
        plain = [i for i in range(first, last - 1) if words.kind[i] == tk.WORD and not words.of(i, "title")]
        first = max((i + 1 for i in plain if words.low[i] not in name_particles()), default=first)
        capitals = sum(words.is_capital(i) and not words.of(i, "determiner") for i in range(first, last))
        is_name = words.is_capital(last - 1) and (capitals > 1 or self.person_names.is_surname(base + last - 1))
        place = self._finder.place(base + first, base + last)
        return place if is_name and not words.of(last - 1, "role") and may_be(place) else None

    def _is_told_by(self, token: int, pronoun: int, low: str) -> bool:
        """Whether a name stands in what another sentence tells that has the same pronoun for its source."""
        words, finding, _ = self._telling(token, pronoun)
        return finding.source is not None and words.low[slice(*finding.source)] == [low]

    def _telling(self, token: int, pronoun: int) -> tuple[Words, Finding, int]:
        """The sentence of a name, what was found in it if the name stands in what is told, and where it begins."""
        segment = int(self._columns.segment[token])
        words, finding = self._finding(segment)
        base = int(self._columns.first[segment])
        source, cue = finding.source, finding.cue
        if source is None or cue is None or segment == self._columns.segment[pronoun]:
            return words, Finding(), base
        return words, finding if source[1] <= cue[0] < token - base else Finding(), base

    def _told_by(self, pronoun: int) -> range:
        """What a pronoun tells of in front of itself, its tokens: ``[Tom Reed would play], he said``."""
        segment = int(self._columns.segment[pronoun])
        words, finding = self._finding(segment)
        base = int(self._columns.first[segment])
        if finding.source is None or base + finding.source[0] != pronoun or not words.is_pause(finding.source[0] - 1):
            return _NOTHING  # not: Ann Lowe has left and he denies it
        first, last = next(iter(content_of(words, finding)), (pronoun, pronoun))
        others = [i + 1 for i in range(first, min(last, len(words))) if words.kind[i] in (tk.COLON, tk.SEMICOLON)]
        return range(base + max([first, *others]), base + last) if last == finding.source[0] - 1 else _NOTHING

    def _asked_in_front(self, pronoun: int, low: str) -> range:
        """The tokens of a clause in front of a pronoun that asks whom it means: ``[Asked about Tom Reed], she said``."""
        first = int(self._columns.first[self._columns.segment[pronoun]])
        classes = source_classes()
        asked = first + (self._low(first) in classes["before_asked"])
        fronted = low in ("he", "she") and self._low(asked) in classes["asked"] and self._low(pronoun - 1) == ","
        return range(first, pronoun) if fronted else _NOTHING

    def _name_at_start(self, told: range) -> Place | None:
        """The name with which begins what somebody tells: he may speak of himself, ``Tom Reed would play, he said``."""
        last = next((token for token in told if not self.person_names.is_name(token)), told.stop) - 1
        if last < told.start or not (last > told.start or self.person_names.opens_as_surname(last)):
            return None
        named, first = self._name_at(last, several=False)
        return named if first == told.start else None

    def _name_at(self, token: int, several: bool) -> tuple[Place | None, int]:
        """The name that ends at a token, if it may be that of somebody who speaks, and the token that is passed by with it."""
        first = self.person_names.first_of(token)
        owner = self._owner_of_tail(token)
        longer = self.person_names.first_of_longer(first) if owner is None else None
        fits = several or self.person_names.may_be_person(first, token)
        named = owner or (self.person_names.named(first, token) if fits else None)
        return (named, first) if longer is None else (None, longer)

    def _owner_of_tail(self, token: int) -> Place | None:
        """The name at the head of the source to whose tail a token belongs: ``[Ann Lowe] of the Institute for Energy``."""
        segment = int(self._columns.segment[token])
        words, finding = self._finding(segment)
        base = int(self._columns.first[segment])
        source = finding.source
        if source is None:
            return None
        end = head_end(words, source)
        is_tail = end <= token - base < source[1]
        # Not the Bank of Salem, Secretary of State John Cole.
        is_name = is_tail and words.is_capital(end - 1) and not words.of(end - 1, "role")
        is_name = is_name and not self.is_source_noun(words.low[end - 1])
        return self._finder.place(base + source[0], base + end) if is_name else None

    def _in_front_of_aside(self, token: int) -> int:
        """The token in front of the brackets that close at a token: ``Ann Lowe (Lab)``; the token itself at any other."""
        columns = self._columns
        kind = columns.tokens.kind
        if kind[token] != tk.CLOSE_BRACKET:
            return token
        first = max(int(columns.first[columns.segment[token]]), token - _LONGEST_ASIDE)
        return next((place - 1 for place in range(token - 1, first, -1) if kind[place] == tk.OPEN_BRACKET), token)

    def _opens_as_source(self, token: int) -> bool:
        """Whether the first word of a sentence is by itself the source found there: its capital alone tells nothing."""
        segment = int(self._columns.segment[token])
        if token != self._columns.first[segment]:
            return False
        words, finding = self._finding(segment)
        return finding.source == (0, 1) and words.is_capital(0) and not is_pronoun(words, (0, 1))

    # Sources

    def _source_before(
        self, pronoun: int, may_be: Callable[[Place], bool] | None = None, *, role_tells: bool = False
    ) -> Place | None:
        """The source named last in front of a pronoun, by its name where it has one; if asked, one that the pronoun may be.

        If `role_tells`, one may be meant by its role: ``the company, Calder Water,``.
        """
        columns = self._columns
        segment = int(columns.segment[pronoun])
        for other in range(segment - 1, max(segment - 1 - _FAR_SOURCE, -1), -1):
            words, finding = self._finding(other)
            source = finding.source
            if columns.kind[other] != SENTENCE or source is None or _is_nobody(words, source):
                continue
            named = name_behind(words, source, finding.cue) or source
            place = self._place_of(other, named)
            told = place if named == source or not role_tells else self._place_of(other, source)
            if may_be is None or may_be(told):
                return place
        return None

    def _place_of(self, segment: int, words: Range) -> Place:
        first = int(self._columns.first[segment])
        return self._finder.place(first + words[0], first + words[1])


def _is_nobody(words: Words, source: Range) -> bool:
    return is_pronoun(words, source) or words.of(source[0], "preposition")
