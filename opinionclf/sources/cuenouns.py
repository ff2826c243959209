"""Forms of reporting verbs that are nouns where they stand: ``the forty [volunteers]``, ``her only [gripe]``."""

from __future__ import annotations

from opinionclf.sources.nounphrases import Words, skip_back, source_classes
from opinionclf.text import tokens as tk

_LONGEST_COMPOUND = 8  # words and stops of `its 5 a.m. situation report`
_LONGEST_QUOTED = 5  # words and marks of `their "hold" call`


def is_counted(words: Words, place: int) -> bool:
    """``4,100 claims``, ``the forty claims``, ``followed calls for``: a noun of the form of a verb; not ``Article 9 says``."""
    if place < 1 or not words.low[place].endswith("s") or words.kind[place] != tk.WORD or words.low[place] == "says":
        return False
    number = words.kind[place - 1] == tk.NUMBER and not words.is_capital(place - 2)
    return words.is_past(place - 1) or number or words.of(place - 1, "numeral")


def is_owned(words: Words, place: int) -> bool:
    """``The fans' trust``, ``her only gripe``, ``Lowe's biggest worry``."""
    owner = place - 1 - (words.of(place - 1, "foremost") or words.low[place - 1 : place] == ["own"])
    if owner < place - 1 and (words.of(owner, "possessive") or words.low[max(owner, 0)] == "'s"):
        return True
    if owner < 1 or words.kind[owner] not in (tk.SINGLE, tk.CLOSE_SINGLE):
        return False
    return words.low[owner - 1].endswith("s") and not words.gap[owner]


def is_there(words: Words, place: int) -> bool:
    """``There is quiet [hope] that``: what there is, and an adjective is nobody."""
    limit = max(place - _LONGEST_COMPOUND, 0)
    before = skip_back(words, place - 1, lambda i: _is_in_compound(words, i) and not words.is_verbal(i), limit)
    before = skip_back(words, before, lambda i: words.of(i, "be") or words.is_adverb(i), limit)
    return words.low[max(before, 0)] == "there" and limit <= before < place - 1


def is_compound(words: Words, place: int) -> bool:
    """``a three-minute [read]``, ``their "hold" [call]``, ``in its 5 a.m. situation [report]``: no subject is in front."""
    if place < 1 or words.low[place] in ("said", "says"):
        return False
    number, hyphen, unit = words.low[place - 1].partition("-")
    if hyphen and "-" not in unit and words.is_article(place - 2) and not words.low[place].endswith(("s", "ed")):
        return number.isdigit() or number in source_classes()["numeral"]
    if words.mark[place - 1] == -1 and words.kind[place - 2] <= tk.NUMBER and not words.low[place].endswith(("ing", "ed")):
        opening = skip_back(words, place - 2, lambda i: words.mark[i] != 1, max(place - _LONGEST_QUOTED, 0))
        return words.mark[opening] == 1 and (words.of(opening - 1, "possessive") or words.is_article(opening - 1))
    if not words.of(place, "setting"):
        return False
    first = max(place - _LONGEST_COMPOUND, 0)
    front = skip_back(words, place - 1, lambda i: _is_in_compound(words, i), first)
    return words.of(front, "possessive") and words.low[front - 1] == "in" and front > 0


def _is_in_compound(words: Words, place: int) -> bool:
    """Whether a word may stand between ``its`` and the noun; the letters of ``a.m.`` too."""
    hour = words.low[place] in ("a", "p") and words.low[place + 1 : place + 3] == [".", "m"]
    return hour or words.kind[place] == tk.STOP or (words.is_nominal(place) and not words.begins_phrase(place))
