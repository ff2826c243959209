"""Who bears a title, a role or a noun that is told of again without a name: ``the mayor``, ``the lawyer``, ``the trust``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opinionclf.places import PlaceFinder
from opinionclf.sources.namenouns import is_age, is_same_noun, nouns_of, same_nouns, ties
from opinionclf.sources.nameruns import CAPITALS
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.sources.sourcenames import is_body

_FAR_ARTICLE, _FAR_NAME = 3, 8  # tokens in front of a noun, and behind it
_SHORTEST_ROLE = 2  # words: the mayor


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


class Bearers:
    """The bearers that one document names.

    Parameters
    ----------
    finder : PlaceFinder
    key : callable
        What ways of naming one source have in common (`source_key`).
    is_surname : callable
        Whether a word is a surname by itself.
    """

    def __init__(self, finder: PlaceFinder, key: Callable[[str], str], is_surname: Callable[[str], bool]) -> None:
        self._finder = finder
        self._low = finder.low
        self._columns = finder.columns
        self._key = key
        self._is_surname = is_surname
        self._bearers: dict[str, _Bearer] = {}

    def add(self, role: str, key: str, name: str, beside: list[str]) -> None:
        """Take in who has a role: the key of his name, the name, and what else stands beside it."""
        self._bearers.setdefault(role, _Bearer(key, name, set())).add(key, name, beside)

    def of(self, role: str) -> tuple[str, str] | None:
        """Return key and name of whom a role said again means, if only one has it: ``the mayor``."""
        words = role.lower().split()
        if len(words) < _SHORTEST_ROLE or words[0] != "the" or any(ties(word) for word in words):
            return None
        for noun, beside in nouns_of(words[1:]):
            bearer = self._bearers.get(noun) or self._bearer_by_another(noun)
            if bearer is not None and is_age(noun) and self._tells_of_another(noun):
                return None
            if bearer is not None:
                fits = bearer.key not in ("", self._key(role)) and bearer.beside.issuperset(beside)
                fits = fits and not (is_body(noun) and self._is_surname(bearer.name) and noun not in source_classes()["either"])
                return (bearer.key, bearer.name) if fits else None
        return None

    def _bearer_by_another(self, noun: str) -> _Bearer | None:
        """Who is named with another word for one office or trade: *the attorney* was ``the lawyer, Ada Lowe``."""
        known = {before: self._bearers[before] for before in sorted(same_nouns(noun)) if before in self._bearers}
        fitting = {before: bearer for before, bearer in known.items() if is_same_noun(noun, before, bearer.beside)}
        if len({bearer.key for bearer in fitting.values()}) != 1 or any(map(self._tells_of_another, (noun, *fitting))):
            return None
        return next(iter(fitting.values()))

    def _tells_of_another(self, noun: str) -> bool:
        """Whether the document has somebody else of a kind: ``another senator``, ``a 41-year-old``, ``the attorney for``"""
        return any(self._is_another(token) for token in self._finder.tokens_of(noun))

    def _is_another(self, token: int) -> bool:
        indefinite = (*source_classes()["indefinite_article"], "another")
        near = range(token - 1, token - 1 - _FAR_ARTICLE, -1)
        article = next((at for at in near if self._low(at) in indefinite), None)
        if article is not None and self._low(article - 1) != "," and self._low(article - 1) not in source_classes()["be"]:
            return not self._is_named_behind(token)
        tied = self._low(token - 1) == "the" and self._low(token + 1) in ("of", "for")
        return tied and not self._is_named_behind(token)

    def _is_named_behind(self, token: int) -> bool:
        """Whether a name stands behind a noun and a comma: ``a lawyer from Rye, [Ada Lowe]``"""
        near = range(token + 1, min(token + _FAR_NAME, len(self._columns.tokens) - 1))
        return any(self._low(at) == "," and CAPITALS[self._columns.tokens.kind[at + 1]] for at in near)
