"""Whether somebody is a man or a woman, where the document plainly tells it: by a title, by kinship, by pronouns."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from opinionclf.lexicon import REPORTING
from opinionclf.places import PlaceFinder
from opinionclf.sources.documentnames import DocumentNames
from opinionclf.sources.search.nounphrases import source_classes

_HE = ("he", "his", "himself")
_SHE = ("she", "her", "herself")
_ENOUGH = 6  # a title, kinship or `himself`, else two sentences with `he`, or three with `his`
_WEIGHTS = dict(zip(_HE + _SHE, 2 * (3, 2, _ENOUGH), strict=True))


class Sexes:
    """Tells it for the names of one document, read once.

    Parameters
    ----------
    finder : PlaceFinder
    names : DocumentNames
    """

    def __init__(self, finder: PlaceFinder, names: DocumentNames) -> None:
        self._finder = finder
        self._low = self._finder.low
        self._columns = finder.columns
        self._names = names

    def is_other(self, name: str, pronoun: str) -> bool:
        """Return whether a pronoun can't be said of a name: ``he`` of ``Ada Lowe``, if the document has ``her husband``."""
        person = self._names.person(name)
        return person is not None and self._is_other(person, pronoun)

    def _is_other(self, person: tuple[str, str], pronoun: str) -> bool:
        told = self._told.get(person, (0, 0))
        against, by = told if pronoun in _SHE else told[::-1]
        return against >= _ENOUGH and not by

    def by_title(self, key: str, name: str) -> tuple[str, str] | None:
        """Return key and name of whom a title and a surname mean that several have: ``Ms. Lowe``, beside Tom and Ada Lowe.

        None where the title tells nothing that the surname does not.
        """
        title = name.lower().split()[0].strip(".")
        if title not in source_classes()["courtesy_title"] or len(name.split()) > 2:
            return None
        full = self._names.first_names(key)
        pronoun = "he" if title in source_classes()["male"] else "she"
        fitting = [given for given in full if not self._is_other((given, key), pronoun)]
        both = len(self._titles.get(key, ())) == 2
        if fitting == list(full) and len(full) < 2 and not both:
            return None
        told = [given for given in fitting if self._is_other((given, key), "she" if pronoun == "he" else "he")]
        couple = both and len(full) == 2
        sure = told if couple and told else fitting if couple or told == fitting else []
        return (key, full[sure[0]]) if len(sure) == 1 else (f"{key}, {pronoun}", name)

    @cached_property
    def _titles(self) -> dict[str, set[str]]:
        """The sexes that the titles in front of each surname tell."""
        found: dict[str, set[str]] = {}
        classes = source_classes()
        for first, end in self._names.runs.all:
            title = self._low(first)
            if title in classes["courtesy_title"]:
                surname = self._low(end - 1)
                found.setdefault(surname, set()).add("he" if title in classes["male"] else "she")
        return found

    @cached_property
    def _told(self) -> dict[tuple[str, str], tuple[int, int]]:
        """What the document tells of each person, by first name and surname, for a man and for a woman."""
        found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
        runs = self._names.runs.all
        for at, (first, end) in enumerate(runs):
            person = self._names.person(self._finder.place(first, end).text)
            if person is None:
                continue
            men, women = self._told_beside(first, end)
            beside = runs[max(at - 1, 0) : at] + runs[at + 1 : at + 2]
            alone = all(self._columns.segment[other[0]] != self._columns.segment[first] for other in beside)
            if alone:
                pronoun = self._pronoun_behind(end)
                weight = _WEIGHTS.get(pronoun, 0)
                men, women = men + weight * (pronoun in _HE), women + weight * (pronoun in _SHE)
            found[person] = found[person][0] + men, found[person][1] + women
        return dict(found)

    def _told_beside(self, first: int, end: int) -> tuple[int, int]:
        """What the title in a name and the noun beside it tell: ``Mr. Tom Reed``, ``his wife, Ada Lowe``."""
        classes = source_classes()
        words = {self._low(token) for token in range(first, end - 1)}  # not Ada King
        before = first - 1 - (self._low(first - 1) == ",")
        owned = self._low(before - 1) in classes["possessive"] or self._low(before - 1) == "'s"
        if owned or before == first - 1:
            words.add(self._low(before))
        behind = end + 1 + (self._low(end + 1) in classes["article"])
        if self._low(end) == "," and self._low(behind + 1) in ("of", "to", ",", "."):
            words.add(self._low(behind))  # mother of
        men = not (words.isdisjoint(classes["male"]) and words.isdisjoint(classes["man"]))
        women = not (words.isdisjoint(classes["female"]) and words.isdisjoint(classes["woman"]))
        return _ENOUGH * (men and not women), _ENOUGH * (women and not men)

    def _pronoun_behind(self, end: int) -> str:
        """The first pronoun for a man or a woman in the sentence behind a name, if nobody else stands in between."""
        last = int(self._columns.last[self._columns.segment[end - 1]])
        for token in range(end, last):
            low = self._low(token)
            if low in _WEIGHTS:
                met = low == "her" and not self._low(token + 1).isalpha()  # somebody met her.
                return "" if met else low
            # Marlow said he was late: somebody of whom the sentence in front has told.
            if self._columns.inside[token] or self._columns.traits[token] & REPORTING or self._is_somebody(low):
                break
        return ""

    def _is_somebody(self, word: str) -> bool:
        classes = source_classes()
        return self._names.is_person_noun(word) or any(word in classes[name] for name in ("male", "female", "plural"))
