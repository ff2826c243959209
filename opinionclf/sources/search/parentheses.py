"""What commas set off behind a noun phrase: appositions and relative clauses, and the phrase in front of them."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, leftwards, skip_back
from opinionclf.text import tokens as tk

LONGEST_BRACKETS = 12  # words


def subject_pronoun(words: Words, place: int) -> Range | None:
    return (place, place + 1) if words.is_subject_pronoun(place) else None


def before_brackets(words: Words, place: int) -> int:
    """The place in front of brackets that close at `place`: ``Council leader Ada Lowe (Lab) said``; else `place` itself."""
    if place < 0 or words.kind[place] != tk.CLOSE_BRACKET or words.inside[place]:
        return place
    opening = skip_back(words, place, lambda i: words.kind[i] != tk.OPEN_BRACKET, max(place - LONGEST_BRACKETS, 1))
    return opening - 1 if words.kind[opening] == tk.OPEN_BRACKET else place


def parenthesis(words: Words, close: int) -> int | None:
    """The comma that opens the apposition or relative clause which the comma at `close` ends, if there is one."""
    if words.kind[close] not in (tk.COMMA, tk.DASH) or words.inside[close]:
        return None
    for place in range(close - 1, 0, -1):
        if words.inside[place]:
            return None
        if words.kind[place] == words.kind[close]:
            phrase = subject_pronoun(words, place - 1) or leftwards(words, before_brackets(words, place - 1))
            if phrase is None or any(words.of(i, "finite") for i in range(*phrase)):
                return None
            if _begins_predicate(words, place + 1):
                return None
            opens = words.of(phrase[0] - 1, "conjunction") and not words.of(phrase[0] - 1, "preposition")
            clause = phrase[0] == 0 or words.is_pause(phrase[0] - 1) or opens
            return place if clause else None
    return None


def _begins_predicate(words: Words, place: int) -> bool:
    """Whether what stands behind a comma is no apposition: ``The driver, Ben Foss, [was] not hurt, said Lowe``."""
    return words.of(place, "finite") and not words.is_capital(place)


def before_predicate(words: Words, close: int) -> Range | None:
    """The subject that a parenthesis parts from its verb: ``[The mayor], Ada Lowe, will resign, when``."""
    comma = skip_back(words, close - 1, lambda i: not words.is_pause(i), max(close - FARTHEST, 0))
    ends = comma > 0 and words.kind[comma] == tk.COMMA and _begins_predicate(words, comma + 1)
    return before_parenthesis(words, comma) if ends else None


def before_parenthesis(words: Words, close: int) -> Range | None:
    """The noun phrase in front of an apposition or relative clause, or of several: ``Marsh, 44, who keeps the shop, said``."""
    opening = parenthesis(words, close)
    while opening is not None and close - opening < FARTHEST:
        source = subject_pronoun(words, opening - 1) or leftwards(words, before_brackets(words, opening - 1))
        if source is None or source[1] - source[0] > 1 or words.kind[source[0]] != tk.NUMBER:
            return _role_in_front(words, source) if source is not None else None
        opening = parenthesis(words, opening)
    return None


def _is_relative(words: Words, role: Range) -> bool:
    """Whether a role is that of one of the family, who has a first name only: ``[His wife], Ada, a vet, says``."""
    head = role[1] - 1
    family = words.of(head, "male") or words.of(head, "female") or words.of(head, "family")
    return family and words.of(role[0], "possessive")


def _role_in_front(words: Words, named: Range) -> Range:
    """The role to which a name is in apposition that has an apposition of its own: ``[The plaintiff], Ada Lowe, 38, said``."""
    first, last = named
    plain = all(words.is_capital(i) or words.kind[i] == tk.HYPHEN or words.is_abbreviating(i) for i in range(first, last))
    if first < 2 or words.kind[first - 1] != tk.COMMA or not plain:
        return named
    role = leftwards(words, first - 2)
    if role is not None and last - first == 1 and not _is_relative(words, role):
        return named
    owned = role is not None and "'s" in words.low[slice(*role)]
    if role is None or not (owned or words.of(role[0], "determiner")) or words.kind[role[1] - 1] != tk.WORD:
        return named
    begins = role[0] == 0 or words.is_pause(role[0] - 1)
    plain = not any(words.is_verbal(i) or words.is_capital(i) for i in range(role[0] + 1, role[1]))
    return role if begins and plain and not looks_plural(words.low[role[1] - 1]) else named
