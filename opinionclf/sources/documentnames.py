"""The names that a document tells, with the titles and nouns beside them: who *the mayor* is, and who *Brisk*."""

from __future__ import annotations

from collections.abc import Callable

from opinionclf.lexicon import LISTED
from opinionclf.places import PlaceFinder
from opinionclf.sources.bearers import Bearers
from opinionclf.sources.namenouns import Beside, NameNouns
from opinionclf.sources.nameruns import CAPITALS, NameRuns
from opinionclf.sources.search.appositions import name_particles
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.sources.sourcenames import is_body, name_words, tails_of_bodies
from opinionclf.text import tokens as tk

_TWOFOLD = 3  # tokens: the Vale and


class DocumentNames:
    """The names of one document, read once.

    Parameters
    ----------
    finder : PlaceFinder
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    key : callable
        What ways of naming one source have in common (`source_key`).

    Attributes
    ----------
    runs : NameRuns
    bearers : Bearers
        Who is *the mayor*.
    """

    def __init__(self, finder: PlaceFinder, is_source_noun: Callable[[str], bool], key: Callable[[str], str]) -> None:
        self._finder = finder
        self._low = self._finder.low
        self._columns = finder.columns
        self._is_source_noun = is_source_noun
        self._key = key
        self._nouns = NameNouns(finder, is_source_noun)
        self.bearers = Bearers(finder, key, self._is_surname)
        self._full: dict[str, dict[str, str]] = {}  # surname to the first names that it has, with the whole
        self._other: dict[str, set[str]] = {}  # first and middle names to surnames
        self._persons: set[str] = set()  # surnames of names with a title, a noun for people or an age
        self._roles_of: tuple[dict[str, set[str]], dict[str, set[str]]] = {}, {}  # of surnames alone, and of full names
        self._firms: dict[str, str] = {}  # first words of names of firms, with the whole; empty if several begin so
        self._kinds: dict[str, set[str]] = {}  # nouns for bodies beside names
        self._places: set[str] = set()  # what something is in
        self._single: set[str] = set()  # what is named by one word
        self.runs = NameRuns(finder)
        for first, last in self.runs.all:
            self._read(first, last)

    def surname(self, key: str, name: str) -> str:
        """Return the surname where a source is named by another word of one full name: ``Sir Alastair``, ``Mr Xi``."""
        if self.firm(name):
            return self._key(self.firm(name))
        others = self._other.get(key, set())
        if key in self._full or len(others) != 1 or " " in key:
            return key
        surname = next(iter(others))
        titled = self._nouns.is_titled(name.lower().split()[0].strip("."))
        return surname if (titled and len(name.split()) > 1) or (surname in self._persons and " " not in name) else key

    def full_name(self, key: str, name: str) -> str:
        """Return the full name of whom a document quotes by the surname alone, if it has one of that surname only.

        Not where the surname has a title that the full name has not: ``President Lowe`` is not sure to be ``Ada Lowe``.
        """
        bare, whole = (roles.get(key, set()) for roles in self._roles_of)
        full = self._full.get(key, {}) if bare <= whole else {}
        words = [word.lower() for word in name_words(name)]
        words = [word for word in words if not self._nouns.is_titled(word) and word not in name_particles()]
        alone = len(words) == 1 and (words[0] == key or key in self._other.get(words[0], set()))
        return next(iter(full.values())) if len(full) == 1 and alone else name

    def person(self, name: str) -> tuple[str, str] | None:
        """Return first name and surname of whom a name means, if the document has only one whom it may mean."""
        key = self._key(name)
        full = self._full.get(key, {})
        given = next((word for word in name.lower().split() if word in full), None)
        if given is None:
            alone = [word for word in name_words(name) if not self._nouns.is_titled(word.lower())]
            given = next(iter(full)) if len(full) == 1 and len(alone) == 1 else None
        return None if given is None else (given, key)

    def is_person_noun(self, word: str) -> bool:
        """Return whether a word is a noun for persons."""
        return self._nouns.is_person(word)

    def first_names(self, surname: str) -> dict[str, str]:
        """Return the first names that a surname has in the document, each with the whole."""
        return self._full.get(surname, {})

    def firm(self, name: str) -> str:
        """Return the name of the firm that a single word begins: ``Corvane`` of ``Corvane Motors``; empty if there is none."""
        low = name.lower()
        whole = "" if low in self._full or low in self._places else self._firms.get(low, "")
        other = self._single | self._places  # not: Corvane Ireland Ltd
        return "" if any(word in other for word in whole.lower().split()[1:]) else whole

    def kinds(self, name: str) -> set[str]:
        """Return the nouns for bodies that stand beside a name: ``drugmaker``."""
        return set() if self._is_surname(name) else self._kinds.get(self._key(self.firm(name) or name), set())

    def _is_surname(self, name: str) -> bool:
        """Whether a word is a surname by itself: ``the airline Brisk flew with`` is not his."""
        return name.lower() in self._full

    def _is_title(self, token: int) -> bool:
        """Whether a capitalised word is the title of the name behind it; not the BBC of ``BBC One``."""
        initials = self._columns.tokens.kind[token] == tk.ALL_CAPS and self._low(token) not in source_classes()["role"]
        return self._nouns.is_titled(self._low(token)) and not initials

    def _only_begins(self, first: int, end: int) -> bool:
        """Whether the first word of a run is none of its name, and has a capital as it begins a sentence: ``Unlike Brisk``."""
        columns = self._columns
        begins = first == columns.first[columns.segment[first]] and end - first > 1
        titled = self._nouns.is_titled(self._low(first)) or (end - first > 2 and self._is_title(first + 1))  # District Attorney
        # Not Peter, which only phrases have.
        known = columns.traits[first] & LISTED or columns.lexicon.has_form[columns.word[first]]
        return bool(begins and known and not columns.name[first] and not titled)

    def _read(self, first: int, end: int) -> None:
        """Take in one run of capitals: what kind of body it tells, and the body or person that it names."""
        first += self._only_begins(first, end)
        words = [self._low(token) for token in range(first, end)]
        beside_name = self._nouns.beside(first, end)
        self._read_firm(first, end, words, beside_name)
        titled = any(self._is_title(first + i) for i in range(len(words) - 1))
        if is_body(words[-1]) or (self._low(end) in ("of", "for") and not titled):
            self._read_body(first, end, words)
        else:
            self._read_person(first, end, words, beside_name)

    def _read_person(self, first: int, end: int, words: list[str], beside_name: Beside) -> None:
        """Take in the name of a person: ``Mayor Ada Lowe Jr.``; not that of a place, ``Salem High Street``, ``of Idaho``."""
        words = _without_suffix(words)
        named = self._behind_title(first, words)
        titles, name = words[:named], self._finder.place(first + named, first + len(words)).text
        given = [word for word in words[named:-1] if word != "." and word not in name_particles()]
        surname = self._key(self._finder.place(first, end).text)
        noun = words[-1].isalpha() and self._is_source_noun(words[-1])
        if noun or words[-1] in source_classes()["place_noun"] or " " in surname:
            return
        roles = list(self._nouns.roles(beside_name, titles))
        if not titles and self._is_placed(first, is_somebody=bool(given and roles)):
            return
        known = self._roles_of[bool(given)].setdefault(surname, set())
        known.update(self._nouns.offices(beside_name, titles))
        for head, beside in roles:
            self.bearers.add(head, surname, name, beside)
        if given and not any(word in source_classes()["direction"] for word in given):
            self._take_full_name(name, given, surname, has_role=bool(roles))

    def _behind_title(self, first: int, words: list[str]) -> int:
        """How many words of a run are titles in front of a name: two of ``Dr. Ada Lowe``."""
        behind = max((i + 1 for i in range(len(words) - 1) if self._is_title(first + i)), default=0)
        return behind + (words[behind] == "." and behind + 1 < len(words))

    def _is_placed(self, first: int, *, is_somebody: bool) -> bool:
        """Whether a run is the name of a place: ``of [Idaho]``; not ``to [Ada Lowe]``, if `is_somebody`."""
        before = self._low(first - 1)
        named = before == "to" and (is_somebody or self._low(first - 2) == "according")
        return before in source_classes()["before_place"] and not named

    def _take_full_name(self, name: str, given: list[str], surname: str, *, has_role: bool) -> None:
        """Take in a name with its first and middle names."""
        if has_role:
            self._persons.add(surname)
        self._full.setdefault(surname, {}).setdefault(given[0], name)
        for word in given:
            self._other.setdefault(word, set()).add(surname)

    def _read_firm(self, first: int, end: int, words: list[str], beside_name: Beside) -> None:
        """Take in what kind of body a name tells, or a noun beside it: ``Corvane Motors``, ``Axenta, a drugmaker,``."""
        name = self._finder.place(first, end).text
        if len(words) > 1 and words[-1] in tails_of_bodies()["firm"] - tails_of_bodies()["utility"]:
            known = self._firms.setdefault(words[0], name)
            longest = max(known, name, key=len)
            self._firms[words[0]] = longest if longest.startswith(min(known, name, key=len)) and known else ""
        if len(words) == 1:
            placed = self._low(first - 1) in source_classes()["locative"]
            (self._places if placed else self._single).add(words[0])
        key = self._key(name)
        for noun, beside in self._nouns.bodies(first, end, beside_name):
            self._kinds.setdefault(key, set()).add(noun)
            if noun not in source_classes()["any_body"]:  # which of several it is, only the sentences in front tell
                self.bearers.add(noun, key, name, beside)

    def _read_body(self, first: int, end: int, words: list[str]) -> None:
        """Take in the name of a body: ``Marlow Trust``, ``Royal College of Dietitians``."""
        last = end
        tied = self._low(end) in ("of", "for") and end + 1 < len(self._columns.tokens)
        if tied and CAPITALS[self._columns.tokens.kind[end + 1]]:
            last = self._end_of_fields(self.runs.end(end + 1))
        first -= 2 * self._is_twofold(first)
        if is_body(words[-1]) and last - first > 1:
            name = self._finder.place(first, last).text
            self.bearers.add(words[-1], self._key(f"the {name}"), name, words[:-1])

    def _end_of_fields(self, end: int) -> int:
        """Where the name of a body ends that goes on with what it is for: ``Department of Health [and Social Care]``."""
        token = end
        kind = self._columns.tokens.kind
        while self._low(token) in (",", "and") and token + 1 < len(kind) and CAPITALS[kind[token + 1]]:
            closes, token = self._low(token) == "and", self.runs.end(token + 1)
            if self._low(token - 1) not in source_classes()["field"]:
                break
            if closes:
                return token
        return end

    def _is_twofold(self, first: int) -> bool:
        """Whether the name of a body begins in front of ``and``: ``the [Vale and] Downs Trust``; not ``the Senate and``."""
        if first < _TWOFOLD or self._low(first - 1) != "and" or self._low(first - 3) != "the":
            return False
        low = self._low(first - 2)
        named = self._columns.tokens.kind[first - 2] == tk.CAP
        return bool(named and not is_body(low) and not self._is_source_noun(low))


def _without_suffix(words: list[str]) -> list[str]:
    """The words of a name without what stands behind the surname: ``Tom Brisk`` of ``Tom Brisk Jr.``"""
    end = len(words)
    while end > 1 and (words[end - 1].strip(".") in source_classes()["suffix"] or words[end - 1] == "."):
        end -= 1
    return words[:end]
