"""Sources behind their verb: ``"...," said the minister``"""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Range, Words
from opinionclf.sources.search.parentheses import parenthesis
from opinionclf.sources.search.phrasesbehind import rightwards
from opinionclf.text import tokens as tk

_SAME = ("same", "opposite", "contrary")  # said the same


def inverted(words: Words, verb: int, end: int) -> Range | None:
    """``"...," said the minister``: the source behind a verb that follows a comma or a closing mark."""
    before = verb - 1
    if before < 0 or not (words.kind[before] in (tk.COMMA, tk.DASH) or words.mark[before] == -1) or end >= len(words):
        return None
    if words.inside[end] or words.is_pause(end) or words.of(end, "object_pronoun") or words.low[verb].endswith("ing"):
        return None
    if words.of(verb, "subordinate"):
        return None  # ..., when asked at the door
    goes_on = words.is_verbal(end + 1) or (words.is_nominal(end + 1) and not words.is_adverb(end + 1))
    if words.is_subject_pronoun(end) and goes_on and words.mark[before] != -1:
        return None  # Lowe, outside the court, said she was relieved
    begins = words.is_nominal(end) or words.of(end, "determiner") or words.of(end, "pronoun")
    source = rightwards(words, end) if begins else None
    if words.mark[before] == -1 or source is None:
        return source
    opening = parenthesis(words, before)
    somebody = words.of(source[1] - 1, "role") or words.is_capital(source[1] - 1)
    is_clause = opening is not None and (_is_past_clause(words, opening) or (somebody and source[1] == len(words) - 1))
    apposed = opening is not None and not (is_clause and _ends_sentence(words, verb, source))
    return None if apposed or words.low[end] in ("that", "to") else source


def _is_past_clause(words: Words, comma: int) -> bool:
    """Whether a past tense stands behind a comma that ends an apposition: ``The driver, Ben Foss, [walked] home``."""
    verb = comma + 1 + words.is_adverb(comma + 1)
    past = words.is_past(verb) or words.of(verb, "irregular_past") or words.of(verb, "plain_past")
    return past and not words.is_capital(verb) and parenthesis(words, comma) is not None


def _ends_sentence(words: Words, verb: int, source: Range) -> bool:
    """Whether a verb with no object and somebody named or pointed out close a sentence: ``..., said [the mayor].``"""
    role = words.of(source[1] - 1, "role")
    somebody = role or words.is_capital(source[0]) or words.begins_phrase(source[0])
    thing = words.of(source[0], "indefinite_article") or words.low[source[0]] == "no" or words.low[source[1] - 1] in _SAME
    ends = words.is_pause(source[1]) or source[1] == len(words) - 1
    return words.low[verb] in ("said", "says") and somebody and (role or not thing) and ends
