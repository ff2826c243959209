"""Who says it: the reporting verb of a sentence, and the noun phrase that is its source."""

from __future__ import annotations

from collections.abc import Iterator
from operator import mul

import numpy as np

from opinionclf.arrays import Bools, Ints
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.reports import VOICES
from opinionclf.features.subjects import SUBJECTS
from opinionclf.lexicon import LISTED, REPORTING_CATEGORIES
from opinionclf.places import PlaceFinder
from opinionclf.sources.search.agents import FAR_BY, agent_of, is_passive
from opinionclf.sources.search.candidates import (
    AGENTLESS,
    ASIDE,
    HIDDEN,
    IN_FRONT,
    LATER,
    WEIGHTS,
    Candidate,
    Signs,
    lighten_governed,
    take_what_is_found,
)
from opinionclf.sources.search.complementizers import FAR_THAT, that_of
from opinionclf.sources.search.cuenouns import (
    is_behind_one,
    is_compound,
    is_counted,
    is_judged,
    is_owned,
    is_pointed_at,
    is_there,
    is_who_says,
)
from opinionclf.sources.search.cuewords import trimmed, verb_with_subject
from opinionclf.sources.search.datelines import hide_dateline, hide_list_mark, part_dashes
from opinionclf.sources.search.inversions import inverted
from opinionclf.sources.search.nounphrases import (
    Range,
    Words,
    is_relative_that,
    leftwards,
    skip_ahead,
    skip_back,
)
from opinionclf.sources.search.sentencesubjects import main_start
from opinionclf.sources.search.setphrases import Finding, copular_finding, noun_source, phrase_finding
from opinionclf.sources.search.unlistedcues import by_further_verb, by_noun
from opinionclf.sources.search.verblikenames import spell_names
from opinionclf.sources.search.verbsources import dated, source_of
from opinionclf.text import tokens as tk

_VERBS = ("event_verb", "official_act", "bare_act", "verb_eval", "rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded")
_GOVERNED = [COMPLEMENTS.index(name) for name in ("that", "clause")]
_FAR_WHAT = 8  # words between `what` and its verb
_FAR_RIVAL = 40  # words between a semicolon and the verb of the source behind it
_CLAUSES = [COMPLEMENTS.index(name) for name in ("that", "quote", "clause", "colon")]
_WEAK_VOICES = [VOICES.index(name) for name in ("infinitive", "modal")]
_STRONG = 2  # of a reporting verb: more often that than something else


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
        # What the lexicon has only as a noun, though it reports: `the rumour is that`.
        self._only_noun = np.zeros(len(verb), dtype=bool)
        self._only_noun[rows] = listed_noun.any(axis=1) & ~verbal
        self._judges = lexicon.adjective.take(self.columns.unit)
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
        words = Words(low, tokens.kind[part].tolist(), tokens.gap[part].tolist(), columns.inside[part].tolist(),
                      self._verb[part].tolist(), mark.tolist())  # fmt: skip
        part_dashes(words)
        spell_names(words)
        words.verb = [verb and not is_behind_one(words, place) for place, verb in enumerate(words.verb)]
        if segment == 0 or columns.paragraph[segment] != columns.paragraph[segment - 1]:
            hide_dateline(words)
        hide_list_mark(words)
        return words

    def find(self, segment: int, words: Words) -> Finding:
        """Search one sentence."""
        fixed = phrase_finding(words) or copular_finding(words, self._nouns(segment, self._any_noun))
        if fixed is not None:
            return fixed
        best: Finding | None = None
        candidates = list(self._candidates(segment, words))
        take_what_is_found(words, candidates)
        lighten_governed(words, candidates)
        for candidate in sorted(candidates, key=lambda c: -c.weight):
            cue = trimmed(words, candidate.first, candidate.last)
            found = Finding(cue, _source_of(words, candidate, cue))
            best = best or found
            if found.source is not None or candidate.noun or candidate.agentless or is_passive(words, cue[0]):
                found.rival = _rival(words, cue[1], candidates)
                if found.source is not None and words.is_article(found.source[1] - 1):
                    found.source = None  # The “experts” think
                return found
        return best or by_noun(words, self._nouns(segment, self._noun)) or by_further_verb(words)

    def _nouns(self, segment: int, listed: Bools) -> list[int]:
        part = slice(int(self.columns.first[segment]), int(self.columns.last[segment]))
        return np.flatnonzero(listed[part] & ~self.columns.inside[part]).tolist()  # type: ignore[no-any-return]

    def _candidates(self, segment: int, words: Words) -> Iterator[Candidate]:
        """The verbs and agentless phrases of a sentence with a weight for being the one that attributes it."""
        base, end = int(self.columns.first[segment]), int(self.columns.last[segment])
        yield from self._of_reports(segment, base, words)
        outside = ~self.columns.inside[base:end]
        for token in np.flatnonzero(self._agentless[base:end] & outside).tolist():
            yield self._of_agentless(token, base, words)
        for token in np.flatnonzero(self._hidden[base:end] & outside).tolist():
            noun = words.of(token - 1, "determiner") or words.low[token - 1 : token] == ["'s"] or is_owned(words, token)
            named = words.of(token, "saying") and words.is_capital(token + 1)
            named = named and (words.is_pause(token - 1) or words.is_capital(token + 2))  # said Grace Obi
            if named or (not noun and "that" in words.low[token + 1 : token + FAR_THAT]):
                yield Candidate(HIDDEN - LATER * token, token, token + 1)

    def _of_reports(self, segment: int, base: int, words: Words) -> Iterator[Candidate]:
        main = main_start(words, len(words))
        reports = self.reports
        for row in range(self._report_bounds[segment], self._report_bounds[segment + 1]):
            first = int(reports.token[row]) - base
            last = int(self.columns.phrase_end[first + base]) - base
            first = last - 1 if words.is_article(first) and words.of(last - 1, "saying") else first  # the report said
            contacted = last - first > 1 and words.of(first, "subordinate") and words.is_pause(last)
            if contacted or is_compound(words, first) or is_who_says(words, first):
                continue
            yield self._of_report(row, first, last, base, words, main)

    def _of_report(self, row: int, first: int, last: int, base: int, words: Words, main: int) -> Candidate:
        """One report; its verb is `first`, the verb of the main clause stands behind `main`."""
        reports = self.reports
        governs, gerund = reports.complement[row] in _GOVERNED, reports.voice[row] == VOICES.index("gerund")
        closes, subordinate = _closes(words, first, last), _is_subordinate(words, first)
        counted, owned = self._is_noun(words, first, base), is_owned(words, first)
        # `accused of ignoring a report that warned of floods`
        relative = reports.subject[row] == SUBJECTS.index("who") or is_relative_that(words, first - 1)
        faced = words.of(first, "undergone") or words.of(first - 1, "undergone")  # faces claims
        noun = counted or owned or faced or bool(self._only_noun[first + base])
        set_off = bool(reports.parenthetical[row])
        apart = closes or (set_off and not governs and not _goes_on_behind_comma(words, first))
        beside = relative or apart or noun or subordinate or gerund or first < main
        content = None if beside else _content_start(words, first, last, clause=governs)
        asides = (
            words.of(first, "preposition") and words.low[first] != "according", subordinate, owned,
            _is_beside(words, first) or _is_in_object_clause(words, first),
            words.low[max(first - 2, 0) : first] == ["to", "be"], words.of(first, "role") and words.is_capital(first + 1),
        )  # fmt: skip
        signs = Signs(
            attributes=bool(self._attributes[row]), strength=int(reports.strength[row]), set_off=set_off,
            clause=reports.complement[row] in _CLAUSES, closes=closes, shown=closes and words.of(first, "finding"),
            gerund=bool(gerund), weak=reports.voice[row] in _WEAK_VOICES, relative=bool(relative), aside=sum(asides),
            in_front=(first < main) + (counted or _is_in_midst(words, first, last)), later=first,
            taken=content is None and governs and words.low[last - 1] in ("on", "about"),
        )  # fmt: skip
        return Candidate(sum(map(mul, signs, WEIGHTS)), first, last, noun=noun, content=content, apart=apart)

    def _is_noun(self, words: Words, place: int, base: int) -> bool:
        """Whether what is listed as a verb is a noun by what stands in front of it."""
        ways = (is_counted, is_there, is_pointed_at, is_behind_one)
        return any(is_so(words, place) for is_so in ways) or bool(self._judges[place + base - 1] and is_judged(words, place))

    def _of_agentless(self, token: int, base: int, words: Words) -> Candidate:
        last = int(self.columns.phrase_end[token + base]) - base
        # `critics say` is one entry, but it has a source.
        verb = verb_with_subject(words, token, last)
        # `is claimed to have been settled by monks`: they claim nothing.
        by = words.low[last - 1] == "by" or ("to" not in words.low[token : last + FAR_BY] and agent_of(words, last) is not None)
        weight = AGENTLESS * int(self._agentless_strength[token + base]) - LATER * token
        # Beside the verb of the sentence: `who asked not to be named`, `and what she called`, `show 300 claims of`.
        weight -= ASIDE * (words.of(token, "nameless") or words.low[token] == "what")
        weight -= IN_FRONT * (token > 0 and words.kind[token - 1] == tk.NUMBER)
        reduced = words.is_past(token) and words.is_pause(skip_back(words, token - 1, words.is_adverb))
        weight -= IN_FRONT * reduced
        that = that_of(words, last - (words.low[last - 1] == "that"), len(words))
        opened = words.low[token] in ("it", "there") or "told" in words.low[token:last]
        is_content = that is not None and (opened or words.of(that - 1, "be"))
        content = that if is_content else None
        return Candidate(weight, token if verb is None else verb, last, verb is None and not by, content=content)


def _rival(words: Words, end: int, candidates: list[Candidate]) -> int | None:
    """The semicolon behind a cue that ends at `end`, in front of another source: ``it is late[;] economists say it is not``."""
    for other in candidates:
        reach = range(other.first - 1, max(end, other.first - _FAR_RIVAL) - 1, -1)
        opening = next((i for i in reach if words.kind[i] == tk.SEMICOLON), None)
        if opening is None or words.inside[opening] or other.noun or other.agentless:
            continue
        start = skip_ahead(words, opening + 1, lambda i: words.of(i, "contrast") or words.is_adverb(i))
        source = source_of(words, (other.first, other.last))
        if source is not None and source[0] == start and not words.is_subject_pronoun(start):
            return opening
    return None


def _content_start(words: Words, first: int, last: int, *, clause: bool) -> int | None:
    """Where the content of a verb begins, if it is a clause: at ``that``, or behind ``said`` and its like."""
    that = that_of(words, last - (words.low[last - 1] == "that"), len(words))
    plain = words.of(first, "saying") or words.of(first, "telling")
    # did not say how many units the firm expected to ship
    asked = words.of(last, "question") and not words.inside[last] and words.low[first] not in ("know", "knows", "knew")
    asked = asked and (plain or words.low[first - 1] != "to")  # an inquiry to see who was ill
    return that if that is not None else last if (clause and plain) or asked else None


def _source_of(words: Words, candidate: Candidate, cue: Range) -> Range | None:
    if candidate.noun or (candidate.agentless and words.low[0] == "among"):
        return noun_source(words, cue[0])
    first = candidate.first
    # `under questioning`, beside `is under no illusion`
    placed = cue[0] > first and (words.of(first, "preposition") or words.low[first] == "as") and not words.of(first - 1, "be")
    return None if candidate.agentless or placed else source_of(words, cue, first)


def _goes_on_behind_comma(words: Words, verb: int) -> bool:
    """Whether an auxiliary behind a comma shows that the subject is in front of it: ``Lowe, 47, [had] shown``."""
    before = skip_back(words, verb - 1, lambda i: words.of(i, "auxiliary") or words.is_adverb(i))
    return before < verb - 1 and words.is_pause(before) and words.of(before + 1, "finite")


def _is_beside(words: Words, first: int) -> bool:
    """What only goes with others: ``is [speaking] to reporters``, ``in which [asking] is``, ``a paper [seen] by``."""
    noun = words.is_nominal(first - 1) and not words.of(first - 1, "auxiliary")
    speaking = words.low[first] in ("speaking", "talking") and words.low[first + 1 : first + 2] == ["to"]
    asking = words.low[first].endswith("ing") and words.low[first - 1 : first] in (["which"], ["where"])
    seen = words.low[first : first + 2] == ["seen", "by"]
    return speaking or asking or (seen and noun)


def _is_in_object_clause(words: Words, verb: int) -> bool:
    """What another clause has for its object: ``disputes what Article 9 [says]``, ``Lowe, with whom Marsh [agreed], said``."""
    for place in range(verb - 1, max(verb - _FAR_WHAT, 1), -1):
        if words.is_pause(place) or words.is_verbal(place):
            return False
        if words.low[place] == "what":
            return not words.is_pause(place - 1)
        if words.low[place] == "whom":
            return words.of(place - 1, "preposition") and words.is_pause(place - 2)
    return False


def _is_in_midst(words: Words, first: int, last: int) -> bool:
    """Whether a clause with `which` breaks the main one: ``The inquiry, which [reported] in May, blamed``."""
    if words.low[first - 1 : first] != ["which"] or not words.is_pause(first - 2):
        return False
    comma = skip_ahead(words, last, lambda i: not words.is_pause(i))
    return comma < len(words) and words.kind[comma] == tk.COMMA and words.is_verbal(comma + 1)


def _is_subordinate(words: Words, verb: int) -> bool:
    """``when asked``, ``because she feared``."""
    if words.of(verb - 1, "subordinate") or words.of(verb, "subordinate"):
        return True
    because = verb > 1 and (words.of(verb - 2, "subordinate") or words.low[verb - 2] == "because")
    return because and words.of(verb - 1, "pronoun")


def _closes(words: Words, first: int, last: int) -> bool:
    """Whether a verb and its subject close the sentence behind a comma: ``..., the club confirmed``, ``..., says Marsh``."""
    before = skip_back(words, first - 1, lambda i: words.of(i, "auxiliary") or words.is_adverb(i))
    ends = skip_ahead(words, last, lambda i: words.of(i, "time") or words.of(i, "when")) >= len(words) - 1
    if words.is_pause(first - 1) and first > 0 and words.kind[first - 1] in (tk.COMMA, tk.DASH):
        source = inverted(words, first, last)
        return source is not None and (source[1] >= len(words) - 1 or words.is_pause(source[1]))
    source = dated(words, before) or leftwards(words, before) if ends and before > 0 else None
    return source is not None and source[0] > 0 and words.kind[source[0] - 1] in (tk.COMMA, tk.DASH)
