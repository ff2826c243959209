"""Forms of reporting verbs that are nouns where they stand: ``the forty [volunteers]``, ``her only [gripe]``."""

from __future__ import annotations

import functools

from opinionclf.datafiles import read_rows
from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import Words, skip_ahead, skip_back, source_classes
from opinionclf.text import tokens as tk

_LONGEST_COMPOUND = 8  # words and stops of `its 5 a.m. situation report`
_LONGEST_ONE = 4  # words of `a 2017 audit`
_LONGEST_QUOTED = 5  # words and marks of `their "hold" call`


def is_counted(words: Words, place: int) -> bool:
    """``4,100 claims``, ``the forty claims``, ``followed calls for``: a noun of the form of a verb; not ``Article 9 says``."""
    if place < 1 or not words.low[place].endswith("s") or words.kind[place] != tk.WORD or words.low[place] == "says":
        return False
    number = words.kind[place - 1] == tk.NUMBER and not words.is_capital(place - 2)
    return words.is_past(place - 1) or number or _counts(words, place - 1)


def _counts(words: Words, place: int) -> bool:
    """Whether a numeral counts what follows: ``thanked [forty] volunteers``; not ``Section seven``, ``one in ten``."""
    names = place > 0 and (words.is_capital(place) or words.of(place - 1, "numbered") or words.low[place - 1] in ("in", "of"))
    return words.of(place, "numeral") and not names


def is_pointed_at(words: Words, place: int) -> bool:
    """``told of this [remark]``, ``another [claim]``: no verb of `this` in its base form; not ``this said``, ``this shows``."""
    base = words.kind[place] == tk.WORD and not words.low[place].endswith(("s", "ed")) and words.low[place] not in _past_forms()
    return base and words.low[max(place - 1, 0)] in ("this", "another", "every")


def is_judged(words: Words, place: int) -> bool:
    """``cited derogatory [comments]``, behind an adjective that judges; not ``the poor [claim]``, ``to better [explain]``."""
    low = words.low[place]
    if place < 1 or low.endswith(("ed", "ing")) or low in _past_forms() or words.of(place, "saying"):
        return False
    small = words.kind[place] == words.kind[place - 1] == tk.WORD and not words.is_adverb(place - 1)
    return small and not words.of(place - 1, "compared") and (low.endswith("s") or words.low[max(place - 2, 0)] != "the")


def is_behind_one(words: Words, place: int) -> bool:
    """``a written [promise]``, ``a 2017 audit [report]``: one of them ``promises``; not ``a few critics [claim]``.

    Behind a preposition the subject may be another: ``voters in a poll [say]``.
    """
    low = words.low[place]
    if low.endswith(("s", "ed", "ing")) or low in _past_forms() or words.kind[place] != tk.WORD:
        return False
    limit = max(place - _LONGEST_ONE, 0)
    first = skip_back(words, place - 1, lambda i: words.is_nominal(i) and not words.begins_phrase(i), limit)
    if not limit <= first < place - 1 or words.low[first] not in ("a", "an") or words.of(first + 1, "counting_noun"):
        return False
    governed = words.of(first - 1, "preposition") and words.low[place + 1 : place + 2] != ["of"]
    return not governed and not looks_plural(words.low[place - 1]) and words.low[place - 1] != "people"


@functools.cache
def _past_forms() -> frozenset[str]:
    """Return the irregular past tenses, and the participles that may be taken for one."""
    return frozenset(form for row in read_rows("irregular_verbs.tsv") for part in row[1:] for form in part.split(","))


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
    verb = skip_back(words, before, lambda i: words.of(i, "auxiliary") or words.is_adverb(i), limit)
    is_verb = any(words.of(i, "be") for i in range(verb + 1, before + 1))
    return is_verb and words.low[max(verb, 0)] == "there" and limit <= verb


def is_compound(words: Words, place: int) -> bool:
    """``a three-minute [read]``, ``their "hold" [call]``, ``in its 5 a.m. situation [report]``: no subject is in front."""
    if place < 1 or words.low[place] in ("said", "says"):
        return False
    return _is_measured(words, place) or _is_behind_quoted(words, place) or _is_owned_setting(words, place)


def is_who_says(words: Words, place: int) -> bool:
    """``Many [volunteers] said``, ``early [estimates] later said``: a plural right in front of a verb of saying."""
    other = words.low[place] in ("says", "tells") or words.of(place, "finite") or words.is_adverb(place)
    if other or not looks_plural(words.low[place]) or words.inside[place]:
        return False
    verb = skip_ahead(words, place + 1, words.is_adverb)
    return words.low[verb : verb + 1] in (["said"], ["say"], ["told"]) and not words.inside[verb]


def _is_measured(words: Words, place: int) -> bool:
    number, hyphen, unit = words.low[place - 1].partition("-")
    if not hyphen or "-" in unit or not words.is_article(place - 2) or words.low[place].endswith(("s", "ed")):
        return False
    return number.isdigit() or number in source_classes()["numeral"]


def _is_behind_quoted(words: Words, place: int) -> bool:
    """``their "hold" [call] on the counter``; not ``the "experts" [think] that``, ``the "dreamers" [say] they``."""
    if words.mark[place - 1] != -1 or words.kind[place - 2] > tk.NUMBER or words.low[place].endswith(("ing", "ed")):
        return False
    opening = skip_back(words, place - 2, lambda i: words.mark[i] != 1, max(place - _LONGEST_QUOTED, 0))
    owned = words.low[opening - 1] == "'s" and not words.low[place].endswith("s")  # not: Lowe's "Harvest" shows
    determined = owned or words.of(opening - 1, "possessive") or words.is_article(opening - 1)
    ends = owned or words.is_pause(place + 1) or words.begins_phrase(place + 1) or words.is_verbal(place + 1)
    return words.mark[opening] == 1 and determined and ends and not words.of(place, "saying")


def _is_owned_setting(words: Words, place: int) -> bool:
    """``in its 5 a.m. situation [report]``; not where a clause begins with it: ``In our survey doctors [report]``."""
    if not words.of(place, "setting"):
        return False
    front = skip_back(words, place - 1, lambda i: _is_in_compound(words, i), max(place - _LONGEST_COMPOUND, 0))
    begins = front <= 1 or words.of(front - 2, "conjunction") or words.kind[front - 2] == tk.COMMA
    return words.of(front, "possessive") and words.low[front - 1] == "in" and not begins


def _is_in_compound(words: Words, place: int) -> bool:
    """Whether a word may stand between ``its`` and the noun; the letters of ``a.m.`` too."""
    hour = words.low[place] in ("a", "p") and words.low[place + 1 : place + 3] == [".", "m"]
    return hour or words.kind[place] == tk.STOP or (words.is_nominal(place) and not words.begins_phrase(place))
