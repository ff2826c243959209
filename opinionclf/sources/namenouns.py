"""The titles and nouns that stand beside a name: ``Mayor Ada Lowe``, ``Ada Lowe, 52, the firm's lawyer,``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from opinionclf.datafiles import read_rows
from opinionclf.inflections import looks_plural
from opinionclf.lexicon import REPORTING
from opinionclf.patterns import pattern
from opinionclf.places import PlaceFinder
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.sources.sourcenames import is_body, may_be_thing
from opinionclf.text import tokens as tk

_LONGEST_ROLE = 6  # words of `the acting head teacher`
_LONGEST_TAIL = 4  # words of `of the province`
_OLDEST = 3  # digits of an age
_OFFICER = ("chief", "executive", "officer")
_AGE = pattern(r"[0-9]{1,3}-year-old$")
Noun = tuple[str, list[str]]  # a noun and the words in front of it: `minister` of `transport`


@functools.cache
def _same() -> dict[str, frozenset[str]]:
    """The words with which somebody may have been named before, for each with which he is named again."""
    return {row[0]: frozenset(row[1].split()) for row in read_rows("same_nouns.tsv")}


@functools.cache
def _long_titles() -> dict[str, str]:
    """``dr`` to ``doctor``."""
    return dict(pair.split("=") for pair in source_classes()["short_title"])


def same_nouns(noun: str) -> frozenset[str]:
    """Return the words for which a noun may stand when somebody is named again: ``attorney`` for ``lawyer``."""
    return _same().get(noun, frozenset())


def is_same_noun(again: str, before: str, beside: set[str]) -> bool:
    """Return whether somebody may be named again so who was named with another word: no prosecutor is *the lawyer*."""
    return before in same_nouns(again) and not (before == "attorney" and beside & source_classes()["of_attorney"])


def nouns_of(words: list[str]) -> list[Noun]:
    """Return the head of a noun phrase, if in two words first as these: ``chief-executive`` and ``executive``."""
    if tuple(words[-3:]) == _OFFICER:
        words = words[:-1]
    head = _long_titles().get(words[-1], words[-1])
    # The deputy mayor is not *the mayor*.
    lesser = next((word for word in words[-3:-1] if word in source_classes()["lesser"] and _is_office(head)), None)
    if lesser is not None:
        return [(f"{lesser}-{head}", [word for word in words[:-1] if word != lesser])]
    twofold = "-".join(words[-2:])
    known = len(words) > 1 and twofold in _same()
    return [(twofold, words[:-2])] * known + [(head, words[:-1])]


def _is_office(noun: str) -> bool:
    """Whether only one may have it at a time: ``mayor``, ``executive``; not ``nurse``."""
    return noun in source_classes()["role"] or noun == "executive"


class Beside(NamedTuple):
    """What stands beside a name: noun phrases in front of it and behind it, empty where there are none, and an age."""

    before: list[str]
    behind: list[str]
    age: str  # 52-year-old


class NameNouns:
    """Reads them for the names of one document.

    Parameters
    ----------
    finder : PlaceFinder
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    """

    def __init__(self, finder: PlaceFinder, is_source_noun: Callable[[str], bool]) -> None:
        self._finder = finder
        self._low = self._finder.low
        self._columns = finder.columns
        self._is_source_noun = is_source_noun

    def is_titled(self, word: str) -> bool:
        """Whether a word may stand in front of a name: ``dr``, ``rabbi``, ``teacher``."""
        classes = source_classes()
        return word in classes["title"] or word in classes["rank"] or self.is_person(word)

    def is_person(self, word: str) -> bool:
        """Whether a word is a noun for persons: ``teacher``, ``minister``; not ``council``."""
        known = (word.isalpha() and self._is_source_noun(word)) or word in source_classes()["role"]
        return known and not is_body(word)

    def beside(self, first: int, end: int) -> Beside:
        """What stands beside the name from a token up to another."""
        return Beside(self._before(first, end), self._behind(end), f"{self._low(end + 1)}-year-old" if self.is_age(end) else "")

    def roles(self, beside: Beside, titles: list[str]) -> Iterator[Noun]:
        """The titles in front of a name, and the nouns beside it: ``Ada Lowe, the minister,``, ``the minister, Ada Lowe,``."""
        plain = [word for word in titles if word != "."]
        for i, word in enumerate(plain):
            if self.is_titled(word) and plain[i + 1 : i + 2] != ["general"]:
                yield from nouns_of(plain[: i + 1])
        for phrase in (beside.before, beside.behind):
            if phrase and self._may_be_person(phrase[-1]):
                yield from nouns_of(phrase)
            yield from ((word, []) for word in phrase if is_age(word))
        if beside.age:
            yield beside.age, []

    def offices(self, beside: Beside, titles: list[str]) -> set[str]:
        """The nouns with which somebody is named as often as by the name: ``[President] Lowe``, ``the [minister], Lowe``."""
        return {word for word in (*titles, *beside.before[-1:]) if self.is_person(word) or word in source_classes()["role"]}

    def bodies(self, first: int, end: int, beside: Beside) -> Iterator[Noun]:
        """The nouns for bodies beside the name of one: ``the drugmaker Axenta``, ``Axenta, a drugmaker,``."""
        if beside.age or not (beside.before or beside.behind):
            return
        is_thing = may_be_thing(self._finder.place(first, end).text, self._is_source_noun)
        # What has the looks of a person may be told to be a body: Halvorsen Freight, the trucking company,
        is_told = self._low(end) == "," and self._low(end + 1) in source_classes()["article"]
        for phrase in (beside.before if is_thing else [], beside.behind if is_thing or is_told else []):
            if phrase and is_body(phrase[-1]) and phrase[-1] not in source_classes()["text"]:
                yield phrase[-1], phrase[:-1]

    def is_age(self, end: int) -> bool:
        """Whether an age stands behind a name that ends in front of a token: ``Ada Lowe, 52``."""
        age = self._low(end + 1)
        return self._low(end) == "," and age.isdigit() and len(age) < _OLDEST

    def _may_be_person(self, noun: str) -> bool:
        return self.is_person(noun) or noun in source_classes()["either"]

    def _before(self, first: int, end: int) -> list[str]:
        """The noun in front of a name with the words in front of it."""
        before = self._noun_before(first)
        noun = self._low(before)
        if before < 0 or self._columns.tokens.kind[before] != tk.WORD:
            if before >= 0 and is_age(noun) and before == first - 1:
                return [noun]
            return []
        words = [self._low(token) for token in range(max(before - _LONGEST_ROLE, 0), before)]
        determined = any(word in source_classes()["determiner"] or word == "'s" for word in words)
        closed = self._goes_on(end) if before == first - 1 else self._low(end) in (",", ".")
        direct = before == first - 1 and self.is_person(noun)
        return [*words, noun] if direct or (determined and (closed or self.is_person(noun))) else []

    def _goes_on(self, end: int) -> bool:
        """Whether a name ends a noun phrase in front of a token: ``the developer [Rex Callow] said``, not ``... hired``."""
        low, classes = self._low(end), source_classes()
        tied = ties(low) or low in classes["finite"] or low in classes["coordinator"]
        return not low[:1].isalpha() or tied or bool(self._columns.traits[end] & REPORTING)

    def _noun_before(self, first: int) -> int:
        """The noun in front of a name: ``the [minister], Ada Lowe``, ``the [governor] of the province, Ada Lowe``."""
        before = first - 1 - (self._low(first - 1) == ",")
        if before == first - 1 or self.is_person(self._low(before)):
            return before
        tail = range(before - 1, before - _LONGEST_TAIL, -1)
        tie = next((token for token in tail if self._low(token) in ("of", "for")), None)
        return before if tie is None else tie - 1

    def _behind(self, end: int) -> list[str]:
        """The noun phrase in apposition behind a name: ``the minister``, ``52, a teacher``, ``its lawyer``, ``head of``."""
        end += 2 if self.is_age(end) else 0
        if self._low(end) != ",":
            return []
        words = [self._low(token) for token in range(end + 1, end + 3 + _LONGEST_ROLE)]
        until = next((i for i, word in enumerate(words) if ties(word) or not _is_of_role(word)), len(words))
        phrase = words[:until]
        if not phrase or until == len(words):
            return []
        if "'s" in phrase:
            return phrase[len(phrase) - phrase[::-1].index("'s") :]
        if phrase[0] in source_classes()["article"] or phrase[0] in source_classes()["possessive"]:
            return phrase[1 : _LONGEST_ROLE + 1]
        return phrase if self._is_bare_role(end + 1, end + 1 + until) else []

    def _is_bare_role(self, first: int, last: int) -> bool:
        """Whether words behind a comma are a role without an article: ``Ada Lowe, [president] of Dunmore College``."""
        low = self._low(last - 1)
        kind = self._columns.tokens.kind
        small = all(kind[token] == tk.WORD for token in range(first, last - 1)) and kind[last - 1] in (tk.WORD, tk.ALL_CAPS)
        ends = self._low(last) in (",", ".") or self._low(last) in source_classes()["behind_role"]
        determined = any(self._low(token) in source_classes()["determiner"] for token in range(first, last))  # said the mayor
        return small and not looks_plural(low) and ends and not determined


def is_age(word: str) -> bool:
    """Return whether a word tells an age: ``52-year-old``."""
    return _AGE.match(word) is not None


def ties(word: str) -> bool:
    """Return whether a word ties what follows to a noun: ``of``, ``who``."""
    return word in source_classes()["preposition"] or word in source_classes()["relative"]


def _is_of_role(word: str) -> bool:
    return word.replace("-", "").isalpha() or word == "'s" or is_age(word)
