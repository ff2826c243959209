"""The verbs, nouns and phrases of a sentence that may attribute it, and what makes one of them the one that does."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

from opinionclf.sources.search.nounphrases import FARTHEST, Words, is_relative_that, skip_back
from opinionclf.text import tokens as tk

_LONGEST_FINDER = 5  # words between `found` and the verb of its clause: `found [most of the fans] want`
ASIDE = 14.0  # against a phrase without a source beside the verb of the sentence: `who asked not to be named`
IN_FRONT = 6.0
HIDDEN = 8.0  # `testified for two hours that`
AGENTLESS = 4.0  # by strength: `reportedly`
LATER = 0.15  # against each word in front


class Signs(NamedTuple):
    """What tells whether a report is the one that attributes its sentence: how often each sign is there, or how strongly."""

    attributes: float  # by its subject, voice and complement
    strength: float
    set_off: float
    clause: float  # or quotation, behind the verb
    closes: float  # `..., the club confirmed.`
    shown: float  # `..., a poll by the Echo shows.`
    gerund: float  # `saying`
    weak: float  # `to say`, `would say`
    relative: float  # `who said`
    aside: float  # `in a statement`, `she admitted, when asked, that`
    in_front: float  # the first verb of `When she was asked, she said`
    later: float  # words in front
    taken: float  # `reports on a study suggesting that`


WEIGHTS = Signs(
    attributes=10.0, strength=2.0, set_off=3.0, clause=2.0, closes=6.0, shown=16.0, gerund=-4.0, weak=-5.0, relative=-3.0,
    aside=-ASIDE, in_front=-IN_FRONT, later=-LATER, taken=-10.0,
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A verb, noun or phrase that may be the one that attributes its sentence.

    Attributes
    ----------
    weight : float
    first, last : int
    agentless : bool
        Has no source.
    noun : bool
    content : int or None
        Where a clause begins behind it that is its content: ``said [that]``.
    apart : bool
        Set off: in nobody's clause.
    """

    weight: float
    first: int
    last: int
    agentless: bool = False
    noun: bool = False
    content: int | None = None
    apart: bool = False


def take_what_is_found(words: Words, candidates: list[Candidate]) -> None:
    """Have a clause begin behind a verb of finding without `that`: ``The poll found [most fans want]``."""
    for finding, inner in itertools.pairwise(sorted(candidates, key=lambda c: c.first)):
        between = range(finding.last, inner.first)
        relative = words.of(finding.first - 1, "relative") or is_relative_that(words, finding.first - 1)
        if finding.content is not None or finding.noun or relative or not words.of(finding.first, "finding"):
            continue
        participle = words.is_past(inner.first) and words.begins_phrase(inner.last)  # found faults caused by
        plain = all(words.is_nominal(i) or words.begins_phrase(i) for i in between)
        plain = plain and not any(words.of(i, "determiner") and not words.begins_phrase(i - 1) for i in between[1:])
        placed = words.of(finding.last, "preposition")  # people found near the fire say
        if 0 < len(between) <= _LONGEST_FINDER and plain and not placed and not inner.noun and not participle:
            finding.content = finding.last
            finding.weight += WEIGHTS.attributes


def lighten_governed(words: Words, candidates: list[Candidate]) -> None:
    """Take weight from what stands in the content of another: ``it emerged that the firm had been [warned]``."""
    content = min((candidate.content for candidate in candidates if candidate.content is not None), default=len(words))
    for candidate in candidates:
        # Set off behind the content, it is no part of it: `did not say whether, [noting] only that`.
        noting = words.low[candidate.first].endswith("ing") and words.kind[candidate.first - 1] == tk.COMMA
        but_said = words.of(content, "question") and _is_behind_conjunction(words, content, candidate.first)
        apart = noting or but_said or (candidate.apart and any(words.is_pause(i) for i in range(content, candidate.first)))
        if candidate.first > content and not apart:
            candidate.weight -= ASIDE


def _is_behind_conjunction(words: Words, start: int, verb: int) -> bool:
    """Whether a verb has a clause of its own behind a comma: ``did not say why, but police [said]``."""
    if words.of(verb - 1, "conjunction"):
        return True
    opening = skip_back(words, verb - 1, lambda i: words.kind[i] != tk.COMMA, max(start, verb - FARTHEST))
    return words.kind[opening] == tk.COMMA and (words.of(opening + 1, "coordinator") or words.of(opening + 1, "contrast"))
