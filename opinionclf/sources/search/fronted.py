"""Phrases in front of a clause that no comma parts from its subject: ``In a statement [police] said``."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import Range, Words, skip_ahead, skip_back, source_classes
from opinionclf.text import tokens as tk

_SETTINGS = ("setting", "fronted", "text", "when", "platform")
_HOURS = (["a", ".", "m"], ["p", ".", "m"])
_LONGEST = 12  # words of such a phrase


def behind_front(words: Words, source: Range) -> Range:
    """Return a source without the phrase in front of its clause; the source itself where there is none."""
    first, last = source
    if words.low[first : first + 3] == _HOURS[0]:
        return min(_behind_hour(words, first), last - 1), last  # At 9 a.m. | police
    start = skip_ahead(words, first, lambda i: words.of(i, "dating"))
    if start > first or words.of(first - 1, "time"):
        if words.low[start : start + 1] == ["'s"] and words.of(max(first - 2, 0), "front_preposition"):
            return _behind_setting(words, first + 1, last) or first, last  # At Monday's hearing | Lowe
        # Last night | police; on Tuesday night | police
        goes_on = start + 1 < last and words.kind[start + 1] <= tk.NUMBER and words.low[start + 1] != "'s"
        ends = words.of(start, "when") and goes_on
        return (start + 1, last) if ends and not words.of(first - 2, "determiner") else source
    if _is_front(words, first) and first + 1 < last:
        first += 1  # By Monday Lowe was saying
    elif not (words.of(first - 1, "preposition") or words.of(first - 1, "front_preposition")) or first == 0:
        return source
    opening = _opening(words, first - 1)
    if opening is None or words.of(first, "proportion"):
        return source  # at least 40 people
    if words.of(opening, "front_conjunction") and any(words.kind[i] == tk.COMMA for i in range(last, len(words))):
        return source  # After union leaders said so, the firm left
    start = _behind_setting(words, first, last) or _behind_object(words, first, last)
    name = _name_at_end(words, first, last)
    if start < name and not words.of(name - 1, "role"):
        start = name  # the campaign trail | Lowe
    return (start, last) if start < last else source


def _is_front(words: Words, place: int) -> bool:
    clause = place == 0 or words.is_pause(place - 1) or words.of(place - 1, "conjunction") or words.is_adverb(place - 1)
    return words.of(place, "front_preposition") and not words.inside[place] and clause


def _opening(words: Words, tie: int) -> int | None:
    """The preposition with which a clause begins, and to which all words up to a tie belong: ``[In] a letter to``."""
    place = skip_back(words, tie, lambda i: not _is_front(words, i), max(tie - _LONGEST, 0))
    between = range(place + 1, tie)
    plain = all(words.is_nominal(i) or words.begins_phrase(i) for i in between) and not any(words.verb[i] for i in between)
    return place if place >= 0 and _is_front(words, place) and plain else None


def _behind_setting(words: Words, first: int, last: int) -> int | None:
    """Behind the noun of the phrase: ``a radio [interview]``, ``page [90]``, ``court``."""
    for place in range(first, last - 1):
        after = place + 1
        begins = place == first or words.of(place - 1, "numbered") or words.is_time(place - 1)
        number = words.kind[place] == tk.NUMBER and begins
        if number and (words.low[after] in ("am", "pm") or words.low[after : after + 3] in _HOURS):
            after = _behind_hour(words, after)
            return after if after < last else None
        goes_on = words.low[after] == "'s" or words.kind[after] >= tk.NUMBER
        goes_on = goes_on or _is_setting(words, after) or words.begins_phrase(after)
        if (number or _is_setting(words, place)) and not goes_on:
            return after
    return None


def _behind_hour(words: Words, place: int) -> int:
    return skip_ahead(words, place, lambda i: words.of(i, "hour_letters") or words.low[i] == ".")


def _is_setting(words: Words, place: int) -> bool:
    plural = words.low[place].endswith("s") and words.low[place][:-1] in source_classes()["text"]
    return plural or words.is_time(place) or any(words.of(place, name) for name in _SETTINGS)


def _name_at_end(words: Words, first: int, last: int) -> int:
    """Where a run of capitals begins that ends at `last` and has words of the phrase in front."""

    def is_of_name(place: int) -> bool:
        return words.is_capital(place) or words.kind[place] == tk.HYPHEN or words.is_abbreviating(place)

    name = skip_back(words, last - 1, is_of_name) + 1
    at = first + words.of(first, "determiner")
    plain = at < name < last and words.kind[name - 1] == tk.WORD and words.low[name - 1] != "'s"
    return name if plain and not words.of(name - 1, "preposition") else first


def _behind_object(words: Words, first: int, last: int) -> int:
    """Behind the noun of the phrase where only the words behind it tell: ``Kelso | police``, ``the town hall | Lowe``."""
    at = first + words.of(first, "determiner")
    named = skip_ahead(words, at, lambda i: i < last and words.is_capital(i))
    if first == at < named < last:
        return named if words.kind[named] == tk.WORD and words.low[named] != "'s" else last
    if named == last:
        # London | Mayor Ada Lowe
        return next((i for i in range(at + 1, last - 1) if words.of(i, "role") or words.of(i, "title")), last)
    name = _name_at_end(words, first, last)
    if name > first:
        return name - (words.of(name - 1, "role") and name - 1 > at)
    if words.is_capital(last - 1):
        return last
    group = last - 1
    is_group = words.of(group, "collective") or words.of(group, "plural") or looks_plural(words.low[group])
    return group if is_group and group > at and words.low[group - 1] != "'s" else last
