"""Who says it: the reporting verb of a sentence, and the noun phrase that is its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints
from opinionclf.complementizers import FAR_THAT
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.reports import VOICES
from opinionclf.features.subjects import SUBJECTS
from opinionclf.lexicon import LISTED, REPORTING_CATEGORIES
from opinionclf.nounphrases import (
    FARTHEST,
    Range,
    Words,
    head_end,
    leftwards,
    main_start,
    rightwards,
    skip_ahead,
    skip_back,
    source_classes,
)
from opinionclf.places import PlaceFinder
from opinionclf.verbsources import FAR_BY, agent_of, inverted, is_passive, source_of, subject_pronoun

_VERBS = ("event_verb", "official_act", "bare_act", "verb_eval", "rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded")
_CLAUSES = [COMPLEMENTS.index(name) for name in ("that", "quote", "clause", "colon")]
_WEAK_VOICES = [VOICES.index(name) for name in ("infinitive", "modal")]
_STRONG = 2  # of a reporting verb: more often that than something else
_FAR_NUMBER = 9  # words between `put` and its number: `put the number of dead at 41`
_NUMBERS = (tk.NUMBER, tk.MONEY)
# What makes a verb or phrase the one that attributes its sentence, the weightiest first.
_ASIDE = 14.0  # against `in a statement`, `she admitted, when asked, that`
_ATTRIBUTES = 10.0  # by its subject, voice and complement
_HIDDEN = 8.0  # `testified for two hours that`
_IN_FRONT = 6.0  # against the verb of `When she was asked, she said`
_CLOSING = 6.0  # `..., the club confirmed.`
_WEAK = 5.0  # against `to say`, `would say`
_GERUND = 4.0  # against `saying`
_AGENTLESS = 4.0  # by strength: `reportedly`
_SET_OFF = 3.0
_RELATIVE = 3.0  # against `who said`
_STRENGTH = 2.0
_CLAUSE = 2.0  # behind the verb
_LATER = 0.15  # against each word in front


@dataclass(slots=True)
class Finding:
    """What one sentence says about its source, as words of the sentence.

    Attributes
    ----------
    cue : (int, int) or None
    source : (int, int) or None
    """

    cue: Range | None = None
    source: Range | None = None


@dataclass(slots=True)
class _Candidate:
    weight: float
    first: int
    last: int
    agentless: bool = False


class SourceSearch:
    """Searches sentences of one document for cue and source."""

    def __init__(self, finder: PlaceFinder) -> None:
        self.finder = finder
        self.columns = finder.columns
        self.reports = finder.batch.reports
        self._attributes = self.reports.attributes
        lexicon = self.columns.lexicon
        verb = np.zeros(len(self.columns.unit), dtype=bool)
        noun, agentless = verb.copy(), verb.copy()
        rows = np.flatnonzero(self.columns.traits & LISTED)
        listed = lexicon.category[self.columns.unit[rows]]
        strong = lexicon.strength[self.columns.unit[rows]]
        verbal = np.asarray(np.isin(listed, [lexicon.number(name) for name in REPORTING_CATEGORIES]).any(axis=1))
        verb[rows] = np.isin(listed, [lexicon.number(name) for name in _VERBS]).any(axis=1)
        # `the union's claim`: a form of a reporting verb that reports nothing is a noun.
        listed_noun = listed == lexicon.number("rep_noun")
        noun[rows] = (listed_noun & (strong >= 2)).any(axis=1) | verbal
        noun[self.reports.token] = False
        self._any_noun = noun.copy()
        self._any_noun[rows] |= listed_noun.any(axis=1)
        agentless[rows] = (listed == lexicon.number("agentless")).any(axis=1)
        self._verb, self._noun, self._agentless = verb, noun, agentless
        self._agentless_strength = self.columns.strength_of("agentless")
        # Reports stand in the order of their segments.
        self._report_bounds: list[int] = self.reports.segment.searchsorted(np.arange(self.columns.n_segments + 1)).tolist()
        self._hidden = self._hidden_verbs(verbal, rows)

    def _hidden_verbs(self, verbal: Bools, rows: Ints) -> Bools:
        """Reporting verbs that open a longer entry of another category: ``testified for two hours that``."""
        columns, lexicon = self.columns, self.columns.lexicon
        hidden = np.zeros(len(columns.unit), dtype=bool)
        heads = rows[~verbal & (columns.phrase_end[rows] > rows + 1) & ~columns.inside[rows]]
        alone = lexicon.table.find(columns.key[heads])
        strong = lexicon.report_strength.take(alone) >= _STRONG
        hidden[heads[strong]] = True
        return hidden

    def words(self, segment: int) -> Words:
        """Return a sentence as words."""
        columns = self.columns
        first, last = int(columns.first[segment]), int(columns.last[segment])
        tokens = columns.tokens
        low = [self.finder.low(token) for token in range(first, last)]
        part = slice(first, last)
        # The apostrophe of `the nurses' union` has the look of a closing mark, but closes nothing.
        mark = np.where(columns.inside[part], columns.mark[part], 0)
        return Words(low, tokens.kind[part].tolist(), tokens.gap[part].tolist(), columns.inside[part].tolist(),
                     self._verb[part].tolist(), mark.tolist())  # fmt: skip

    def find(self, segment: int, words: Words) -> Finding:
        """Search one sentence."""
        fixed = _phrases(words) or _copular(words, self._nouns(segment, self._any_noun))
        if fixed is not None:
            return fixed
        best: Finding | None = None
        for candidate in sorted(self._candidates(segment, words), key=lambda c: -c.weight):
            cue = _trimmed(words, candidate.first, candidate.last)
            source = None if candidate.agentless else source_of(words, cue)
            best = best or Finding(cue, source)
            if source is not None or candidate.agentless or is_passive(words, cue[0]):
                return Finding(cue, source)
        return best or _by_noun(words, self._nouns(segment, self._noun)) or _by_further_verb(words)

    def _nouns(self, segment: int, listed: Bools) -> list[int]:
        part = slice(int(self.columns.first[segment]), int(self.columns.last[segment]))
        return np.flatnonzero(listed[part] & ~self.columns.inside[part]).tolist()  # type: ignore[no-any-return]

    def _candidates(self, segment: int, words: Words) -> Iterator[_Candidate]:
        """The verbs and agentless phrases of a sentence with a weight for being the one that attributes it."""
        base, end = int(self.columns.first[segment]), int(self.columns.last[segment])
        yield from self._of_reports(segment, base, words)
        outside = ~self.columns.inside[base:end]
        for token in np.flatnonzero(self._agentless[base:end] & outside).tolist():
            yield self._of_agentless(token, base, words)
        for token in np.flatnonzero(self._hidden[base:end] & outside).tolist():
            noun = words.of(token - 1, "determiner") or words.low[token - 1 : token] == ["'s"]
            if not noun and "that" in words.low[token + 1 : token + FAR_THAT]:
                yield _Candidate(_HIDDEN - _LATER * token, token, token + 1)

    def _of_reports(self, segment: int, base: int, words: Words) -> Iterator[_Candidate]:
        main = main_start(words, len(words))
        reports = self.reports
        for row in range(self._report_bounds[segment], self._report_bounds[segment + 1]):
            first = int(reports.token[row]) - base
            last = int(self.columns.phrase_end[first + base]) - base
            placed = words.of(first, "preposition") and words.low[first] != "according"
            subordinate = words.of(first - 1, "subordinate") or words.of(first, "subordinate")
            weight = sum((
                _ATTRIBUTES * bool(self._attributes[row]), _STRENGTH * int(reports.strength[row]), -_LATER * first,
                _SET_OFF * bool(reports.parenthetical[row]), _CLAUSE * (reports.complement[row] in _CLAUSES),
                -_RELATIVE * (reports.subject[row] == SUBJECTS.index("who")),
                -_GERUND * (reports.voice[row] == VOICES.index("gerund")), -_WEAK * (reports.voice[row] in _WEAK_VOICES),
                -_ASIDE * placed, -_ASIDE * subordinate, -_IN_FRONT * (first < main), _CLOSING * _closes(words, first, last),
            ))  # fmt: skip
            yield _Candidate(float(weight), first, last)

    def _of_agentless(self, token: int, base: int, words: Words) -> _Candidate:
        last = int(self.columns.phrase_end[token + base]) - base
        # `critics say` is one entry, but it has a source.
        named = last - token == 2 and words.of(last - 1, "saying") and words.is_nominal(token)
        # `is claimed to have been settled by monks`: they claim nothing.
        by = words.low[last - 1] == "by" or ("to" not in words.low[token : last + FAR_BY] and agent_of(words, last) is not None)
        weight = _AGENTLESS * int(self._agentless_strength[token + base]) - _LATER * token
        return _Candidate(weight, last - 1 if named else token, last, not (named or by))


def _phrases(words: Words) -> Finding | None:
    """Set phrases that name their source: ``in the view of the committee``, ``in Lowe's view``, ``as Lowe put it``."""
    low = words.low
    preposition = -1  # the nearest one so far, looked up once for all of a sentence's `'s view`
    for place in range(len(words)):
        if low[place] in ("in", "by", "to"):
            preposition = place
        if words.inside[place]:
            continue
        found = _owned(words, place)
        if found is not None:
            return found
        if low[place] == "according" and low[place + 1 : place + 2] == ["to"]:
            return Finding((place, place + 2), rightwards(words, place + 2))
        if low[place] in ("put", "puts"):
            found = _put(words, place)
            if found is not None:
                return found
        if low[place] == "'s" and words.of(place + 1, "owned") and 0 <= preposition < place - 1:
            return Finding((place + 1, place + 2), (preposition + 1, place))
    return None


def _owned(words: Words, place: int) -> Finding | None:
    """``in the view of the committee``, ``in her view``, ``by her own account``."""
    low = words.low
    if low[place] == "in" and words.of(place + 2, "owned"):
        if low[place + 1] == "the" and low[place + 3 : place + 4] == ["of"]:
            return Finding((place, place + 4), rightwards(words, place + 4))
        if words.of(place + 1, "possessive"):
            return Finding((place + 2, place + 3), (place + 1, place + 2))
    own = low[place] == "by" and low[place + 2 : place + 3] == ["own"] and words.of(place + 1, "possessive")
    if own and words.of(place + 3, "owned"):
        return Finding((place + 3, place + 4), (place + 1, place + 2))
    return None


def _put(words: Words, place: int) -> Finding | None:
    """``as Lowe put it``, ``officials put the number of dead at 41``."""
    if words.low[place + 1 : place + 2] == ["it"] and "as" in words.low[max(place - FARTHEST, 0) : place]:
        return Finding((place, place + 2), leftwards(words, place - 1) or subject_pronoun(words, place - 1))
    for at in range(place + 2, min(place + _FAR_NUMBER, len(words) - 1)):
        if words.low[at] == "at" and any(words.kind[i] in _NUMBERS for i in range(at + 1, min(at + 4, len(words)))):
            return Finding((place, place + 1), source_of(words, (place, place + 1)))
    return None


def _copular(words: Words, nouns: list[int]) -> Finding | None:
    """``Lowe's argument is that``, ``the fear among farmers is that``: a noun that holds the claim of the sentence."""
    for noun in nouns:
        holder = _holder(words, noun)
        if holder is not None and words.of(holder[1], "be") and words.low[holder[1] + 1 : holder[1] + 2] == ["that"]:
            return Finding((noun, noun + 1), holder)
        if noun > 1 and words.low[noun - 1] == "'s" and words.of(noun + 1, "be") and words.low[noun + 2 : noun + 3] == ["that"]:
            return Finding((noun, noun + 1), leftwards(words, noun - 2))
    return None


def _holder(words: Words, noun: int) -> Range | None:
    """Who holds what a noun tells: ``the fear [among farmers]``, ``the view [of the mayor]``; not ``the fear of flooding``."""
    tie = words.low[noun + 1 : noun + 2]
    if tie not in (["among"], ["of"]):
        return None
    holder = rightwards(words, noun + 2)
    if holder is None or tie == ["among"]:
        return holder
    first, head = holder[0], head_end(words, holder) - 1
    is_told = words.begins_phrase(first) or words.of(first, "quantifier") or words.is_capital(first)
    return holder if is_told or words.low[head].endswith("s") or words.of(head, "plural") else None


def _closes(words: Words, first: int, last: int) -> bool:
    """Whether a verb and its subject close the sentence behind a comma: ``..., the club confirmed``, ``..., says Marsh``."""
    before = skip_back(words, first - 1, lambda i: words.of(i, "auxiliary") or words.is_adverb(i))
    ends = skip_ahead(words, last, lambda i: words.of(i, "time") or words.of(i, "when")) >= len(words) - 1
    if words.is_pause(first - 1) and first > 0 and words.kind[first - 1] in (tk.COMMA, tk.DASH):
        source = inverted(words, first, last)
        return source is not None and (source[1] >= len(words) - 1 or words.is_pause(source[1]))
    source = leftwards(words, before) if ends and before > 0 else None
    return source is not None and source[0] > 0 and words.kind[source[0] - 1] in (tk.COMMA, tk.DASH)


def _trimmed(words: Words, first: int, last: int) -> Range:
    """A cue without auxiliaries in front and without what belongs to its complement."""
    classes = source_classes()
    start, end = first, last
    while start < end - 1 and (words.low[start] in classes["auxiliary"] or words.low[start] == "it" or words.is_adverb(start)):
        start += 1
    while end - start > 1 and words.low[end - 1] not in classes["particle"]:
        end -= 1
    if end - start > 1 and words.low[end - 1] in ("on", "for") and not words.low[start].startswith("call"):
        end -= 1
    if end - start == 1 and words.low[start : start + 2] == ["made", "clear"]:
        end += 1
    return start, end


def _by_noun(words: Words, nouns: list[int]) -> Finding | None:
    """``allegations by a clerk``, ``the union's claim``, ``a statement from the palace``."""
    for noun in nouns:
        if words.low[noun + 1 : noun + 2] and words.low[noun + 1] in ("by", "from", "of"):
            source = rightwards(words, noun + 2)
            if source is not None:
                return Finding((noun, noun + 1), source)
        # the union's claim, the union's angry claim
        for owner in (noun - 1, noun - 2):
            if owner > 0 and words.low[owner] == "'s":
                return Finding((noun, noun + 1), leftwards(words, owner - 1))
    return Finding((nouns[0], nouns[0] + 1), None) if nouns else None


def _by_further_verb(words: Words) -> Finding:
    """Verbs that the lexicon does not list for reporting: ``"Since dawn!" shouted a man``, ``they agreed that``."""
    for place in range(len(words)):
        if words.inside[place] or words.is_pause(place):
            continue
        behind_mark = place > 0 and words.mark[place - 1] == -1 and words.is_past(place)
        if behind_mark or (place > 0 and words.of(place, "further_verb")):
            source = source_of(words, (place, place + 1))
            if source is not None:
                return Finding((place, place + 1), source)
    return Finding()
