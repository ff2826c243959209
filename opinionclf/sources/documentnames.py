"""The names that a document tells, with the titles and nouns beside them: who *the mayor* is, and who *Brisk*."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from opinionclf.places import PlaceFinder
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.appositions import name_particles
from opinionclf.sources.nounphrases import source_classes
from opinionclf.sources.sourcenames import is_body, name_words
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds

_LONGEST_ROLE = 6  # words of `the acting head teacher`
_LONGEST_TAIL = 4  # words of `of the province`
_SHORTEST_ROLE = 2  # words: the mayor
_OLDEST = 3  # digits of an age
_CLOSED = ("determiner", "conjunction", "preposition", "time", "weak_start", "pronoun")
_CAPITALS = kinds(tk.CAP, tk.ALL_CAPS)


@dataclass(slots=True)
class _Bearer:
    """Who has a title or a noun beside a name, empty if several have it; what stands beside it, as ``transport``."""

    key: str
    name: str
    beside: set[str]

    def add(self, key: str, name: str, beside: list[str]) -> None:
        self.key = key if key == self.key else ""
        self.name = max(self.name, name, key=len)
        self.beside.update(beside)


@functools.cache
def _long_titles() -> dict[str, str]:
    """``dr`` to ``doctor``."""
    return dict(pair.split("=") for pair in source_classes()["short_title"])


class DocumentNames:
    """The names of one document, read once.

    Parameters
    ----------
    finder : PlaceFinder
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    key : callable
        What ways of naming one source have in common (`source_key`).
    """

    def __init__(self, finder: PlaceFinder, is_source_noun: Callable[[str], bool], key: Callable[[str], str]) -> None:
        self._finder = finder
        self._columns = finder.columns
        self._is_source_noun = is_source_noun
        self._key = key
        self._bearers: dict[str, _Bearer] = {}
        self._full: dict[str, dict[str, str]] = {}  # surname to the first names that it has, with the whole
        self._other: dict[str, set[str]] = {}  # first and middle names to surnames
        self._persons: set[str] = set()  # surnames of names with a title, a noun for people or an age
        self._roles_of: tuple[dict[str, set[str]], dict[str, set[str]]] = {}, {}  # of surnames alone, and of full names
        for first, last in self._runs():
            self._read(first, last)

    def bearer(self, role: str) -> tuple[str, str] | None:
        """Return key and name of whom a role said again means, if only one has it: ``the mayor``."""
        words = role.lower().split()
        if len(words) < _SHORTEST_ROLE or words[0] != "the" or any(self._ties(word) for word in words):
            return None
        bearer = self._bearers.get(words[-1])
        if bearer is None or bearer.key in ("", self._key(role)) or not bearer.beside.issuperset(words[1:-1]):
            return None
        return bearer.key, bearer.name

    def surname(self, key: str, name: str) -> str:
        """Return the surname where a source is named by another word of one full name: ``Sir Alastair``, ``Mr Xi``."""
        others = self._other.get(key, set())
        if key in self._full or len(others) != 1 or " " in key:
            return key
        surname = next(iter(others))
        titled = self._is_titled(name.lower().split()[0].strip("."))
        return surname if (titled and len(name.split()) > 1) or (surname in self._persons and " " not in name) else key

    def full_name(self, key: str, name: str) -> str:
        """Return the full name of whom a document quotes by the surname alone, if it has one of that surname only.

        Not where the surname has a title that the full name has not: ``President Lowe`` is not sure to be ``Ada Lowe``.
        """
        bare, whole = (roles.get(key, set()) for roles in self._roles_of)
        full = self._full.get(key, {}) if bare <= whole else {}
        words = [word.lower() for word in name_words(name)]
        words = [word for word in words if not self._is_titled(word) and word not in name_particles()]
        alone = len(words) == 1 and (words[0] == key or key in self._other.get(words[0], set()))
        return next(iter(full.values())) if len(full) == 1 and alone else name

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The runs of capitalised words, from their first token to the one behind the last."""
        columns = self._columns
        capital = _CAPITALS.take(columns.tokens.kind).nonzero()[0].tolist()
        end = -1
        for token in capital:
            if token < end or columns.kind[columns.segment[token]] != SENTENCE or self._is_closed(token):
                continue
            end = self._end(token)
            yield token, end

    def _end(self, first: int) -> int:
        columns = self._columns
        kind, segment = columns.tokens.kind, columns.segment[first]
        token, end = first + 1, first + 1
        while token < len(columns.tokens) and columns.segment[token] == segment:
            low = self._finder.low(token)
            if _CAPITALS[kind[token]] and not columns.mark[token]:
                end = token + 1
            elif low not in name_particles() and not (kind[token] == tk.STOP and self._has_stop(token - 1)):
                break
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

    def _is_titled(self, word: str) -> bool:
        classes = source_classes()
        return word in classes["title"] or word in classes["rank"] or self._is_person_noun(word)

    def _is_title(self, token: int) -> bool:
        """Whether a capitalised word is the title of the name behind it; not the BBC of ``BBC One``."""
        initials = self._columns.tokens.kind[token] == tk.ALL_CAPS and self._low(token) not in source_classes()["role"]
        return self._is_titled(self._low(token)) and not initials

    def _only_begins(self, first: int, end: int) -> bool:
        """Whether the first word of a run is none of its name, and has a capital as it begins a sentence: ``Unlike Brisk``."""
        columns = self._columns
        begins = first == columns.first[columns.segment[first]] and end - first > 1
        return bool(begins and columns.word[first] and not columns.name[first] and not self._is_titled(self._low(first)))

    def _is_person_noun(self, word: str) -> bool:
        known = (word.isalpha() and self._is_source_noun(word)) or word in source_classes()["role"]
        return known and not is_body(word)

    def _low(self, token: int) -> str:
        return self._finder.low(token) if 0 <= token < len(self._columns.tokens) else ""

    def _read(self, first: int, end: int) -> None:
        """Take in one run of capitals."""
        first += self._only_begins(first, end)
        words = [self._low(token) for token in range(first, end)]
        titled = any(self._is_title(first + i) for i in range(len(words) - 1))
        if is_body(words[-1]) or (self._low(end) in ("of", "for") and not titled):
            self._read_body(first, end, words)
            return
        while len(words) > 1 and (words[-1].strip(".") in source_classes()["suffix"] or words[-1] == "."):
            words.pop()
        behind_title = max((i + 1 for i in range(len(words) - 1) if self._is_title(first + i)), default=0)
        behind_title += words[behind_title] == "." and behind_title + 1 < len(words)
        named = first + behind_title
        name = self._finder.place(named, first + len(words)).text
        given = [word for word in words[behind_title:-1] if word != "." and word not in name_particles()]
        surname = self._key(self._finder.place(first, end).text)
        noun = words[-1].isalpha() and self._is_source_noun(words[-1])
        if noun or words[-1] in source_classes()["place_noun"] or " " in surname:
            return
        placed = self._low(first - 1) in source_classes()["before_place"]
        if placed and not behind_title:
            return  # of Idaho
        roles = list(self._roles(first, end, words[:behind_title]))
        known = self._roles_of[bool(given)].setdefault(surname, set())
        known.update(head for head, _ in roles if head in source_classes()["role"] or self._is_source_noun(head))
        for head, beside in roles:
            self._bear(_long_titles().get(head, head), surname, name, beside)
        if not given or (placed and not behind_title) or any(word in source_classes()["direction"] for word in given):
            return
        age = self._low(end) == "," and self._low(end + 1).isdigit() and len(self._low(end + 1)) < _OLDEST
        if roles or age:
            self._persons.add(surname)
        self._full.setdefault(surname, {}).setdefault(given[0], name)
        for word in given:
            self._other.setdefault(word, set()).add(surname)

    def _read_body(self, first: int, end: int, words: list[str]) -> None:
        """Take in the name of a body: ``Marlow Trust``, ``Royal College of Dietitians``."""
        last = end
        tied = self._low(end) in ("of", "for") and end + 1 < len(self._columns.tokens)
        if tied and _CAPITALS[self._columns.tokens.kind[end + 1]]:
            last = self._end(end + 1)
        if is_body(words[-1]) and last - first > 1:
            name = self._finder.place(first, last).text
            self._bear(words[-1], self._key(f"the {name}"), name, words[:-1])

    def _bear(self, role: str, key: str, name: str, beside: list[str]) -> None:
        self._bearers.setdefault(role, _Bearer(key, name, set())).add(key, name, beside)

    def _roles(self, first: int, end: int, titles: list[str]) -> Iterator[tuple[str, list[str]]]:
        """The titles in front of a name, and the nouns beside it: ``Ada Lowe, the minister,``, ``the minister, Ada Lowe,``."""
        plain = [word for word in titles if word != "."]
        yield from ((word, plain[:i]) for i, word in enumerate(plain) if self._is_titled(word))
        before = self._noun_before(first)
        noun = self._low(before)
        if self._is_person_noun(noun) and self._columns.tokens.kind[before] == tk.WORD:
            beside = [self._low(token) for token in range(max(before - _LONGEST_ROLE, 0), before)]
            determined = any(word in source_classes()["determiner"] or word == "'s" for word in beside)
            if before == first - 1 or determined:
                yield noun, beside
        if self._low(end) == "," and self._low(end + 1) in source_classes()["article"]:
            words = [self._low(token) for token in range(end + 2, end + 2 + _LONGEST_ROLE)]
            ends = (i for i, word in enumerate(words) if self._ties(word) or not word.replace("-", "").isalpha())
            until = next(ends, len(words))
            if 0 < until < len(words) and self._is_person_noun(words[until - 1]):
                yield words[until - 1], words[: until - 1]

    def _noun_before(self, first: int) -> int:
        """The noun in front of a name: ``the [minister], Ada Lowe``, ``the [governor] of the province, Ada Lowe``."""
        before = first - 1 - (self._low(first - 1) == ",")
        if before == first - 1 or self._is_person_noun(self._low(before)):
            return before
        tail = range(before - 1, before - _LONGEST_TAIL, -1)
        tie = next((token for token in tail if self._low(token) in ("of", "for")), None)
        return before if tie is None else tie - 1

    @staticmethod
    def _ties(word: str) -> bool:
        return word in source_classes()["preposition"] or word in source_classes()["relative"]
