"""What attributes a sentence in which no listed verb reports: nouns as ``allegations by``, verbs as ``“...,” he grins``."""

from __future__ import annotations

from opinionclf.sources.search.agents import is_passive
from opinionclf.sources.search.complementizers import that_of
from opinionclf.sources.search.nounphrases import Words, leftwards
from opinionclf.sources.search.phrasesbehind import rightwards
from opinionclf.sources.search.setphrases import Finding, holder_of
from opinionclf.sources.search.verbsources import source_of
from opinionclf.text import tokens as tk

_FAR_MARK = 8  # words between a quotation and `he grins`


def by_noun(words: Words, nouns: list[int]) -> Finding | None:
    """``allegations by a clerk``, ``the union's claim``, ``a statement from the palace``."""
    for noun in nouns:
        if noun == 0 and words.low[1:2] not in (["by"], ["from"], ["of"], ["that"]) and words.is_adverb(1):
            continue  # Counsel submitted
        # apologised for saying that
        judged = words.low[noun - 1 : noun] == ["for"] and words.low[noun + 1 : noun + 2] == ["that"]
        if judged or words.low[noun] in ("said", "says") or words.is_past(noun):
            return Finding((noun, noun + 1), source_of(words, (noun, noun + 1)))
        if words.low[noun + 1 : noun + 2] and words.low[noun + 1] in ("by", "from", "of"):
            # Not the memorandum of understanding.
            source = rightwards(words, noun + 2) if words.low[noun + 1] != "of" else holder_of(words, noun)
            if source is not None:
                return Finding((noun, noun + 1), source)
        # the union's claim, the union's angry claim
        for owner in (noun - 1, noun - 2):
            if owner > 0 and words.low[owner] == "'s":
                return Finding((noun, noun + 1), leftwards(words, owner - 1))
    last = next((noun for noun in nouns if noun or not words.is_adverb(1)), None)
    return None if last is None else Finding((last, last + 1), None)


def _is_said(words: Words, place: int) -> bool:
    """Whether what is quoted in front of a word ends as speech does: ``“We won,” she``; not ``The “yes” camp``."""
    for mark in range(place - 1, max(place - _FAR_MARK, 0), -1):
        if words.mark[mark] == -1:
            return words.kind[mark + 1] == tk.COMMA or words.kind[mark - 1] > tk.NUMBER
    return False


def _is_going_on(words: Words, place: int) -> bool:
    """``“No,” he [went on].``, ``He [went on]: “No.”``; not ``“Harvest” went on sale``, ``the “meeting” went on``."""
    behind = place + 2
    if words.low[place : place + 2] not in (["went", "on"], ["goes", "on"]) or behind >= len(words):
        return False
    if words.kind[behind] == tk.COLON:
        return words.mark[min(behind + 1, len(words) - 1)] == 1
    ends = words.is_pause(behind) or words.kind[behind] == tk.STOP
    return ends and (_is_said(words, place) or words.mark[min(behind + 1, len(words) - 1)] == 1)


def by_further_verb(words: Words) -> Finding:
    """Verbs that the lexicon does not list for reporting: ``"Since dawn!" shouted a man``, ``they agreed that``."""
    for place in range(len(words)):
        if words.inside[place] or words.is_pause(place):
            continue
        if words.low[place : place + 1] == ["that"] and place > 1:
            verb = place - 1
            # It is often said that; the argument goes that
            if is_passive(words, verb) and words.low[0] == "it":
                return Finding((verb, place))
            if words.of(verb, "goes") and words.is_nominal(verb - 1):
                return Finding((verb - 1, verb))
            # Not: so tired that; closed that day
            other = words.low[verb - 1] == "so" or words.of(place + 1, "when")
            if words.is_past(verb) and not other and that_of(words, place, len(words)) == place:
                return Finding((verb, place), source_of(words, (verb, place)))
        behind_mark = place > 0 and words.mark[place - 1] == -1 and words.is_past(place)
        if _is_going_on(words, place):
            return Finding((place, place + 2), source_of(words, (place, place + 2)))
        gesture = words.of(place, "gesture") and _is_said(words, place)
        if behind_mark or gesture or (place > 0 and words.of(place, "further_verb")):
            source = source_of(words, (place, place + 1))
            if source is not None:
                return Finding((place, place + 1), source)
    return Finding()
