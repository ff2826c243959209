"""Where the subject of a verb ends: in front of its auxiliaries and of what stands between."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Range, Words, leftwards, skip_back
from opinionclf.sources.search.parentheses import LONGEST_BRACKETS, parenthesis, subject_pronoun
from opinionclf.text import tokens as tk

_LONGEST_BETWEEN = 5  # words between an auxiliary and its verb: `had by the end expected`


def before_auxiliaries(words: Words, place: int, is_state: bool = False) -> int:
    """The nearest place in front of auxiliaries, adverbs and what stands between: ``had [on average] expected``.

    In front of what is no verb, of ``remains`` too: ``remains convinced``.
    """

    def goes_with_verb(at: int) -> bool:
        modal = words.of(at, "auxiliary") and not words.is_time(at)  # not: in May said
        verbal = modal or words.is_adverb(at) or (is_state and words.of(at, "copula"))
        short = words.low[at] == "'s" and words.of(at - 1, "pronoun")  # she's worried
        # have both said, has only ever said; Lowe herself said
        floats = words.of(at - 1, "finite") and (words.of(at, "floating") or words.low[at] == "only")
        self = words.of(at, "reflexive") and at > 0 and (words.of(at - 1, "auxiliary") or words.is_nominal(at - 1))
        return (verbal or short or floats or self) and not words.inside[at]

    last = skip_back(words, place, goes_with_verb)
    for at in range(last - 1, max(last - _LONGEST_BETWEEN, 0), -1):
        if words.is_pause(at + 1):
            break
        if words.of(at, "perfect") and words.of(at + 1, "preposition"):
            return skip_back(words, at, goes_with_verb)
    return last


def before_infinitive(words: Words, place: int) -> int:
    """The place in front of ``used to say``, ``was going to say``, ``is due to say``; else `place` itself.

    Not of ``with members set to say``.
    """
    if place <= 1 or words.low[place] != "to":
        return place
    if words.low[place - 1] == "on" and words.of(place - 2, "goes"):
        return before_auxiliaries(words, place - 3)  # went on to say
    ahead = before_auxiliaries(words, place - 2)
    goes_with_verb = words.of(place - 1, "semi_auxiliary") or (words.of(place - 1, "appointed") and ahead < place - 2)
    return ahead if goes_with_verb else place


def before_broken_auxiliary(words: Words, close: int) -> Range | None:
    """The subject of an auxiliary that an aside parts from its verb: ``[the auditor] had, in May, pointed out``."""
    if close < 2 or words.kind[close] != tk.COMMA or words.inside[close]:
        return None
    opening = skip_back(words, close - 1, lambda i: not words.is_pause(i), max(close - LONGEST_BRACKETS, 1))
    parted = words.kind[opening] == tk.COMMA and words.of(opening - 1, "perfect") and opening > 1
    return subject_pronoun(words, opening - 2) or leftwards(words, opening - 2) if parted else None


def is_floating(words: Words, place: int) -> bool:
    """``They [both] said``, ``the ministers [all] said``, and not ``at both``, ``nearly all``."""
    before = place - 1
    if before < 0 or not words.of(place, "floating"):
        return False
    if words.is_pause(before):
        opening = parenthesis(words, before)
        return opening is not None and _belongs(words, opening + 1)
    modified = words.is_adverb(before) or words.of(before, "degree")
    return words.of(before, "pronoun") or (words.is_nominal(before) and not words.begins_phrase(before) and not modified)


def _belongs(words: Words, place: int) -> bool:
    """Whether a clause behind a comma belongs to the subject: ``The parents, [who] met at noon, all said``."""
    return words.low[place] in ("who", "which") or (words.is_past(place) and words.begins_phrase(place + 1))
