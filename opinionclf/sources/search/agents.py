"""Whom a passive verb or a participle has for its source: what `by` names."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Range, Words, endings, is_relative_that, skip_ahead, skip_back
from opinionclf.sources.search.phrasesbehind import rightwards
from opinionclf.text import tokens as tk

FAR_BY = 7  # words between a passive verb and its `by`
_FAR_THAT = 3  # words between `by` with its noun phrase and a `that`: `ruled by five to four that`


def is_passive(words: Words, verb: int) -> bool:
    """``is said to``, ``was repeatedly accused``: a form of be in front of a participle; not ``is worried``."""
    if words.of(verb, "feeling"):
        return False
    place = skip_back(words, verb - 1, words.is_adverb)
    participle = words.low[verb].endswith(endings("participle_ending"))
    return participle and words.of(place, "be")


def agent_of_participle(words: Words, verb: int, end: int) -> Range | None:
    """``The scheme, criticised by [auditors] as poorly run``; not how it was decided: ``ruled by five to four that``."""
    by = skip_ahead(words, end, words.is_adverb)
    past = words.is_past(verb) or words.low[verb].endswith("cast")  # the £68m forecast by analysts
    if by + 1 >= len(words) or words.low[by] != "by" or not past or words.is_subject_pronoun(verb - 1):
        return None
    if words.of(verb, "feeling"):
        return None  # nobody was convinced by the account
    agent = agent_of(words, by)
    if agent is None or words.kind[agent[1] - 1] == tk.NUMBER or "." in words.low[agent[0]]:
        return None  # not: by 5 to 4, by 0.1 points
    ahead = range(agent[1], min(agent[1] + _FAR_THAT, len(words)))
    clause = any(words.low[i] == "that" and not is_relative_that(words, i) for i in ahead)
    return None if clause else agent


def agent_of(words: Words, end: int) -> Range | None:
    """``by`` and its noun phrase behind a passive verb: ``labelled "a sham" [by the union]``.

    Not that of the clause the verb has: ``it is believed that it was built by monks``.
    """
    start = _behind_quoted(words, end)
    for place in range(start, min(start + FAR_BY, len(words))):
        finite = words.of(place, "finite") and words.low[place] not in ("be", "been", "being")
        clause = finite or (words.low[place] == "that" and not is_relative_that(words, place))
        if words.is_pause(place) or clause:
            return None
        if words.low[place] == "by":
            agent = rightwards(words, place + 1, passive=True)
            # `by the autumn`: when, and not by whom.
            return None if agent and words.of(agent[1] - 1, "when") else agent
    return None


def _behind_quoted(words: Words, start: int) -> int:
    """Behind quoted words that a `by` follows: ``labelled ["a sham"] by``, ``described [as "a sham"] by``."""
    opening = start + (words.low[start : start + 1] == ["as"])
    if opening >= len(words) or words.mark[opening] != 1:
        return start
    behind = skip_ahead(words, opening, lambda i: words.inside[i])
    return behind if words.low[behind : behind + 1] == ["by"] else start
