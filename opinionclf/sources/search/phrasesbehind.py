"""Noun phrases behind a verb or preposition: where they end (``said [a spokesman for the ministry] on Monday``)."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import LENGTH_OF_YEAR, LONGEST, MOST_BETWEEN, Range, Words, source_classes
from opinionclf.text import tokens as tk


def rightwards(words: Words, first: int, passive: bool = False) -> Range | None:
    """Return the noun phrase that begins at `first`: ``said [a spokesman for the ministry] on Monday``.

    Behind the ``by`` of a passive, ``of``, ``for`` and ``as`` belong to the verb: ``accused by two colleagues of``.
    """
    place = first
    while place < len(words) and place - first < LONGEST and not _ends(words, place, first, passive):
        place += 1
    while place > first and (words.of(place - 1, "preposition") or (words.of(place - 1, "determiner") and place - 1 > first)):
        place -= 1
    public = words.low[place - 2 : place] == ["made", "public"]
    if place > first + 1 and (public or words.is_past(place - 1) or words.of(place - 1, "participle")):
        place = _date_end(words, place)
    if not passive:
        place = _who_clause_end(words, first, place)
    return (first, place) if place > first else None


def _who_clause_end(words: Words, first: int, who: int) -> int:
    """Where a clause with ``who`` ends that closes a sentence: ``according to [two people who were there]``; else `who`."""
    tells = who > first and who + 1 < len(words) and words.kind[who - 1] == tk.WORD and not words.of(who + 1, "nameless")
    if not tells or words.low[who] != "who":
        return who
    reach = range(who, min(who + LONGEST, len(words)))
    end = next((i for i in reach if words.is_pause(i) or words.kind[i] == tk.STOP), who)
    return end if end > who + 1 and words.kind[end] in (tk.STOP, tk.COMMA) and not words.inside[end] else who


def _date_end(words: Words, place: int) -> int:
    """The end of a date that begins at a word, `place` itself if there is none: ``[a study published] on Wednesday``."""
    start = place + (words.low[place : place + 1] in (["on"], ["in"]))
    at = start
    while words.of(at, "date_opener"):
        at += 1
    is_year = start > place and at < len(words) and words.kind[at] == tk.NUMBER and len(words.low[at]) == LENGTH_OF_YEAR
    if not (is_year or words.is_time(at) or (at > start and words.of(at, "when"))):
        return place
    at += 1
    while at < len(words) and (words.kind[at] == tk.NUMBER or words.is_time(at)) and not words.inside[at]:
        at += 1
    return at


def _ends(words: Words, place: int, first: int, passive: bool) -> bool:
    """Whether a noun phrase that began at `first` is over at `place`."""
    if words.inside[place] or words.mark[place]:
        return True
    if words.of(place, "pronoun") or words.of(place, "object_pronoun"):
        return place > first and words.low[place - 1] != "of"  # one of them
    if words.of(place, "determiner"):
        return place > first and not (words.of(place - 1, "preposition") or words.of(place - 1, "determiner"))
    if words.of(place, "coordinator"):
        return not (words.is_capital(place - 1) and words.is_capital(place + 1)) and not _same_sort(words, place)
    if words.of(place, "preposition"):
        return place == first or _stands_behind_name(words, place, first) or _is_aside(words, place, passive)
    if words.of(place, "stop_right") or not words.is_nominal(place):
        return not (place == first and words.of(place, "quantifier"))
    if words.is_adverb(place):
        return True
    # A name is over where a plain word follows that ties nothing: `said Marsh standing by the door`.
    after_name = place > first and words.is_capital(place - 1) and words.kind[place] == tk.WORD and words.low[place] != "'s"
    alone = after_name and not any(words.is_capital(i) is False for i in range(first, place)) and words.gap[place]
    return alone and not _describes(words, place)


def _stands_behind_name(words: Words, place: int, first: int) -> bool:
    """``said Mr. Pell [outside the court]``; not ``Mothers Against Fraud``, ``Secretary to the Treasury``."""
    to_name = words.low[place] == "to" and (words.is_capital(place + 1) or words.of(place - 1, "role"))
    if to_name or words.is_capital(place) or words.of(place, "ties_names"):
        return False
    return words.is_capital(first) and all(words.is_capital(i) or words.kind[i] != tk.WORD for i in range(first, place))


def _describes(words: Words, place: int) -> bool:
    """Whether a plain word behind a name goes on with it: ``Harvard economist Jane Roe``, ``Nielsen data``."""
    if words.kind[place - 1] == tk.ALL_CAPS and words.is_pause(place + 1) and looks_plural(words.low[place]):
        return not words.is_adverb(place)  # SNP backbenchers
    end = place
    while end < min(place + MOST_BETWEEN, len(words)) and words.kind[end] == tk.WORD and words.is_nominal(end):
        if words.of(end, "of_name"):
            return True
        if words.begins_phrase(end) or words.is_adverb(end) or words.is_verbal(end) or words.low[end].endswith("ing"):
            return False
        end += 1
    return end > place and words.is_capital(end) and words.is_nominal(end)


def _same_sort(words: Words, place: int) -> bool:
    """``doctors and nurses``: both sides plain words, and the phrase ends behind."""
    plain = words.kind[place - 1] == tk.WORD and place + 1 < len(words) and words.is_nominal(place + 1)
    return plain and words.is_pause(place + 2)


def _is_aside(words: Words, place: int, passive: bool) -> bool:
    """Whether a preposition begins an adverbial (``on Monday``, ``in a statement``) and no part of the noun phrase."""
    reach = place + 4 + 2 * (tk.HYPHEN in words.kind[place + 1 : place + 4])  # at the post-match presentation
    following = words.low[place + 1 : reach]
    classes = source_classes()
    if any(word in classes["time"] for word in following[:2]) or not following:
        return True
    if words.low[place] == "in" and following[0] in ("part", "full") and not words.is_nominal(place + 2):
        return True  # not: in part of the town
    if words.low[place] in classes["before_setting"] and any(word in classes["setting"] for word in following):
        return True
    return passive and words.low[place] in classes["behind_passive"]
