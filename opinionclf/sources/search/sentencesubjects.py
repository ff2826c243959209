"""The main clause of a sentence: where it begins, and its subject."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, skip_ahead, skip_back
from opinionclf.text import tokens as tk

_MOST_BETWEEN = 4  # plain words between a name and an auxiliary


def subject_of_sentence(words: Words, verb: int) -> Range | None:
    """Return the first noun phrase of the main clause: the subject of verbs further on (``..., saying``, ``and said``)."""
    start = _behind_adverbs(words, _behind_colon(words, verb) or main_start(words, verb), verb)
    if words.is_subject_pronoun(start) and words.of(start + 1, "clitic"):
        return start, start + 1  # She’s leaving, she said
    place = start
    opens = any(words.of(start, name) for name in ("determiner", "quantifier", "attribute"))
    names = words.is_capital(start) and not opens
    named_like_verb = names and words.verb[start] and not words.of(start, "finite") and start + 1 < verb
    place += named_like_verb and words.is_capital(start + 1)  # Rose Marsh
    while place < verb:
        if place == start + 1 and _is_noun_pointed_at(words, place):
            place += 1
            break
        if words.is_pause(place) or words.is_verbal(place) or words.is_adverb(place) or _is_irregular_past(words, place, start):
            break
        object_follows = words.of(place, "determiner") or words.is_object(place)
        if place > start + 1 and object_follows and _is_plain(words, place - 1):
            place -= words.low[place] not in ("neither", "either")  # The chairman [gave] the manager
            break
        # `a spokesman for the port`: the conjunction `for` is rare.
        if words.of(place, "relative") or (words.of(place, "conjunction") and not words.of(place, "preposition")):
            break
        lower = words.kind[place] == tk.WORD and words.low[place] != "'s"
        tied = words.of(place, "preposition") or words.of(place, "of_name")
        behind_name = names and place > start and lower and not tied and words.is_capital(place - 1)
        if behind_name and (named := _behind_role(words, place)) > place:
            place = named
            continue
        if behind_name and (place > start + 1 or not _goes_on_to_verb(words, place)):
            break
        place += 1
    while place > start and (words.of(place - 1, "preposition") or (place > start + 1 and words.is_article(place - 1))):
        place -= 1
    if place == start and words.of(start, "pronoun"):
        return start, start + 1
    return (start, place) if place > start else None


def _behind_colon(words: Words, verb: int) -> int:
    """Where the clause begins whose second verb stands behind ``and``: ``Few believed it: [Lowe] left and called it a joke``.

    0 where no clause with a verb stands between: ``He told of two faults: rust and rot, and said``, ``..., saying``.
    """
    if not words.of(skip_back(words, verb - 1, words.is_adverb), "coordinator"):
        return 0
    marks = (tk.COLON, tk.SEMICOLON)
    colon = skip_back(words, verb - 1, lambda i: words.kind[i] not in marks or words.inside[i], max(verb - FARTHEST, 0))
    begins = colon > 0 and words.kind[colon] in marks and (words.is_capital(colon + 1) or words.of(colon + 1, "determiner"))
    does = any(words.is_verbal(i) or words.of(i, "irregular_past") for i in range(colon + 2, verb - 1))
    return colon + 1 if begins and does else 0


def _behind_adverbs(words: Words, start: int, verb: int) -> int:
    """Where the subject begins behind what is set off: ``Now, however, [it] issued``, ``Nearly [all experts] left, saying``.

    In front of a pronoun with no comma, too: ``Yesterday [he] rang and said``.
    """
    while start + 1 < verb and words.is_adverb(start) and words.kind[start + 1] == tk.COMMA:
        start += 2
    start += words.of(start, "degree") and (words.of(start + 1, "quantifier") or words.of(start + 1, "indefinite"))
    return start + ((words.is_adverb(start) or words.is_time(start)) and words.is_subject_pronoun(start + 1))


def _is_noun_pointed_at(words: Words, place: int) -> bool:
    """``This [report] examines``, ``our [study] looks``: a noun, it may be in the form of a verb; not ``This shows``."""
    if not words.of(place - 1, "pointing") or words.of(place, "finite") or words.low[place].endswith(("s", "ed")):
        return False
    if words.is_capital(place):
        return False  # my Canadian colleagues
    goes_on = skip_ahead(words, place + 1, words.is_adverb)
    third = goes_on < len(words) and words.low[goes_on].endswith(("s", "ed"))
    return words.is_verbal(goes_on) or (third and not words.is_verbal(goes_on + 1))  # not `our union members say`


def _is_plain(words: Words, place: int) -> bool:
    """Whether a word is no tie, quantity or determiner."""
    tied = any(words.of(place, name) for name in ("preposition", "determiner", "quantifier", "coordinator"))
    return not tied and words.kind[place] == tk.WORD and words.low[place] != "'s"


def _goes_on_to_verb(words: Words, start: int) -> bool:
    """``Furious [dog walkers have]``, ``Business [groups seized] on it``: the capital in front only begins the sentence."""
    end = min(start + _MOST_BETWEEN, len(words))
    ahead = next((i for i in range(start, end) if not words.is_nominal(i) or words.is_verbal(i)), end)
    if ahead == start + 1 and (words.is_past(ahead) or words.of(ahead, "irregular_past")):
        # Not `Marsh sells recycled paper`.
        behind = ahead + 1
        goes_on = words.is_nominal(behind) and not (words.is_adverb(behind) or words.begins_phrase(behind))
        return looks_plural(words.low[start]) and not goes_on
    # Not `Marsh thinks history will`.
    return words.of(ahead, "auxiliary") and words.low[ahead - 1].endswith("s")


def _behind_role(words: Words, start: int) -> int:
    """Behind the name of somebody whose role begins in front of `start`: ``Station [manager Ada Lowe] is``; else `start`.

    Not in ``Marsh rang Ada Lowe and``, where no verb follows.
    """
    end = min(start + _MOST_BETWEEN, len(words))
    name = next((i for i in range(start, end) if not _may_be_role(words, i)), end)
    behind = skip_ahead(words, name, lambda i: words.is_capital(i) or words.kind[i] == tk.HYPHEN or words.is_abbreviating(i))
    verb = skip_ahead(words, behind, words.is_adverb)
    if words.kind[verb : verb + 3] == [tk.COMMA, tk.NUMBER, tk.COMMA]:
        verb += 3  # Ada Lowe, 47, is
    clause = words.low[name - 1].endswith("s") and not words.low[name - 1].endswith("ss")  # Marsh regrets Ada Lowe is
    return behind if behind > name > start and words.is_verbal(verb) and not clause else start


def _may_be_role(words: Words, place: int) -> bool:
    verb = words.is_verbal(place) or words.of(place, "irregular_past")
    return words.kind[place] == tk.WORD and not verb and not words.begins_phrase(place)


def _is_irregular_past(words: Words, place: int, start: int) -> bool:
    """``Two men [came]``; not ``Rose Marsh``, ``the saw mill``."""
    plain = words.kind[place] == tk.WORD and place > start and not words.begins_phrase(place - 1)
    return plain and words.of(place, "irregular_past")


def main_start(words: Words, verb: int) -> int:
    """Where the main clause begins: behind ``After the vote,`` and a conjunction."""
    start = 0
    while start < verb and (words.is_pause(start) or words.of(start, "main_opener")):
        start += 1
    if start + 2 < verb and words.low[start] == "in" and words.is_date(start + 1) and not words.is_pause(start + 2):
        return start + 2  # In 1971 two men came
    if start < verb and (words.of(start, "weak_start") or words.low[start].endswith("ing")):
        comma = next((i for i in range(start, verb) if words.kind[i] == tk.COMMA and not words.inside[i]), None)
        if comma is not None and comma + 1 < verb:
            return comma + 1
    return start
