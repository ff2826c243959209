"""The noun phrase that a verb has for its source, most often its subject."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.agents import agent_of, agent_of_participle, is_passive
from opinionclf.sources.search.auxiliaries import before_auxiliaries, before_broken_auxiliary, before_infinitive, is_floating
from opinionclf.sources.search.fronted import behind_front
from opinionclf.sources.search.inversions import inverted
from opinionclf.sources.search.nounphrases import (
    FARTHEST,
    Range,
    Words,
    leftwards,
    skip_back,
)
from opinionclf.sources.search.parentheses import (
    before_brackets,
    before_parenthesis,
    before_predicate,
    behind_place,
    parenthesis,
    subject_pronoun,
)
from opinionclf.sources.search.sentencesubjects import subject_of_sentence
from opinionclf.sources.search.sourcelists import with_members
from opinionclf.text import tokens as tk

_TWO_NOUNS = 3  # words of a noun phrase of an article and two nouns
_LONGEST_NOTE = 6  # words of `a small hand-painted notice`


def source_of(words: Words, cue: Range, front: int | None = None) -> Range | None:
    """The noun phrase that a verb has for its source.

    Parameters
    ----------
    words : Words
    cue : (int, int)
    front : int, optional
        Where the phrase begins whose verb or noun the cue is: ``[under no] illusion``.
    """
    source = _subject(words, cue, cue[0] if front is None else front)
    if source is None or words.low[source[0] : source[1]] == ["there"]:
        return None
    # In Salem the mayor, [in a rare speech,] said; not `around 40 doctors`.
    placed = words.of(source[0], "preposition") and not words.is_capital(source[0]) and words.begins_phrase(source[0] + 1)
    return None if placed or _is_nobody(words, source) else _whole(words, source)


def _is_nobody(words: Words, source: Range) -> bool:
    """Whether a single word can be no source: ``there are [growing] fears``, ``[already] warned``, ``[One] would think``."""
    first, last = source
    if words.low[first:last] == ["one"] and words.of(last, "modal"):
        return True
    doing = words.kind[first] == tk.WORD and words.low[first].endswith("ing") and not words.low[first].endswith("thing")
    return last == first + 1 and (doing or words.is_adverb(first))


def _whole(words: Words, source: Range) -> Range:
    """A source without what stands in front of it, and with what belongs to it.

    Without ``only``, a phrase in front of its clause and a noun, ``a question [engineers] say``; with ``fewer than``.
    """
    source = behind_front(words, source)
    first, last = source
    if words.low[first] == "only" and words.is_capital(first + 1):
        return first + 1, last
    if words.low[first - 1] == "than" and words.of(first - 2, "comparative") and first > 1:
        return first - 2, last
    if words.of(first - 1, "degree") and words.of(first, "quantifier"):
        return first - 1, last  # Almost all of the officers
    return (last - 1, last) if _is_noun_and_source(words, source) else (behind_place(words, first), last)


def _is_noun_and_source(words: Words, source: Range) -> bool:
    """Whether a phrase is a noun and who speaks of it: ``is [a question engineers] say``; not ``A police headquarters``."""
    first, last = source
    if last - first != _TWO_NOUNS or not words.of(first, "indefinite_article") or words.of(first + 1, "counting"):
        return False
    before = first - 1
    begins = words.is_pause(before) or words.is_adverb(before) or words.is_time(before) or words.of(before, "when")
    return not begins and words.kind[first + 1] == words.kind[last - 1] == tk.WORD and looks_plural(words.low[last - 1])


def _subject(words: Words, cue: Range, front: int) -> Range | None:
    verb, end = cue
    if is_passive(words, verb):
        return agent_of(words, end)
    apart = agent_of_participle(words, verb, end) or before_broken_auxiliary(words, verb - 1) or inverted(words, verb, end)
    return apart or _subject_in_front(words, cue, _end_of_subject(words, verb, front))


def _end_of_subject(words: Words, verb: int, front: int) -> int:
    """The last word in front of a verb with its auxiliaries and what stands in brackets; -1 if there is none."""
    last = before_brackets(words, before_auxiliaries(words, front - 1, words.of(verb, "feeling")))
    last = before_infinitive(words, last)
    return last - is_floating(words, last)


def _subject_in_front(words: Words, cue: Range, last: int) -> Range | None:
    """The subject that ends at a word, or whose clause it opens: ``[Lowe] said``, ``[Dan Oakes], who said``."""
    verb, end = cue
    pause = last < 0 or words.is_pause(last)
    # was calling: no clause of its own, as `with Democrats calling`
    gerund = words.low[verb].endswith("ing") and not words.of(skip_back(words, verb - 1, words.is_adverb), "be")
    if last < 0 or (pause and not parenthesis(words, last)):
        if last < 0 and not words.low[verb].endswith("ing"):
            return None
        own = _own_of_gerund(words, last) if gerund and last > 0 else None
        return own or before_predicate(words, last) or subject_of_sentence(words, verb)
    if gerund and not words.of(last, "pronoun"):
        return _own_of_gerund(words, last) or subject_of_sentence(words, verb)
    if pause:
        return before_parenthesis(words, last)
    if words.low[last] == "that" and (document := _document_that(words, last, end)) is not None:
        return document
    if words.low[last] == "who":
        return _in_front_of_who(words, last)
    if words.low[last] == "which" and words.kind[last - 1] == tk.COMMA and not words.of(verb, "finding"):
        return _in_front_of_which(words, last - 1) or subject_of_sentence(words, verb)
    if words.of(last, "conjunction") or words.of(last, "coordinator"):
        return subject_of_sentence(words, verb)
    source = subject_pronoun(words, last) or dated(words, last)
    return source or with_members(words, _with_object_clause(words, leftwards(words, last)), end)


def _own_of_gerund(words: Words, last: int) -> Range | None:
    """The subject that a gerund has of its own: ``with [Democrats] arguing``, ``, with [Ann Poe], who left, arguing``."""
    if words.is_pause(last):
        opening = skip_back(words, last - 1, lambda i: words.kind[i] != words.kind[last], max(last - FARTHEST, 0))
        own = leftwards(words, opening - 1) if opening > 0 else None
        apart = own is not None and own[0] > 1 and words.is_pause(own[0] - 2)
        return own if own is not None and apart and words.low[own[0] - 1] == "with" else None
    own = leftwards(words, last)
    told_of = words.of(last - 1, "indefinite_article") and words.low[last - 2] in ("on", "about") and last > 1
    if told_of and words.of(last, "text"):
        return last - 1, last + 1  # reports on a study suggesting
    if own is None:
        return None
    caught = own[0] > 1 and words.of(own[0] - 1, "recording") and words.of(own[0], "determiner")
    return own if caught or words.low[own[0] - 1] == "with" else None


def _document_that(words: Words, that: int, end: int) -> Range | None:
    """The document that a quotation is from: ``came with [a note] that read, “...”``."""
    limit = max(that - _LONGEST_NOTE, 0)
    start = skip_back(words, that - 1, lambda i: words.is_nominal(i) and not words.begins_phrase(i), limit)
    quoted = end + 1 < len(words) and words.kind[end] in (tk.COMMA, tk.COLON) and words.mark[end + 1] == 1
    quoted = quoted or (end < len(words) and words.mark[end] == 1)
    return (start, that) if quoted and words.is_article(start) and words.of(that - 1, "text") else None


def _in_front_of_who(words: Words, who: int) -> Range | None:
    """Of whom a clause with ``who`` tells: ``Dan Oakes, a plasterer, who said`` is Dan Oakes, and not a plasterer."""
    close = who - 1
    if not words.is_pause(close):
        return leftwards(words, close)
    phrase = leftwards(words, close - 1)
    comma = phrase[0] - 1 if phrase is not None else -1
    if phrase is None or comma < 1 or words.kind[comma] != tk.COMMA or words.kind[close] != tk.COMMA:
        return phrase
    apposed = words.of(phrase[0], "indefinite_article") or (words.kind[phrase[0]] == tk.NUMBER and phrase[1] == phrase[0] + 1)
    named = leftwards(words, comma - 1) if apposed and words.is_capital(comma - 1) else None
    if named is None:
        return phrase
    sat = next((i for i in range(*named) if words.of(i, "irregular_past")), None)
    return named if sat is None else (sat + 1, named[1])  # In front sat Ada Birch, 61, who said


def _in_front_of_which(words: Words, comma: int) -> Range | None:
    """The nearest noun phrase of which a clause tells: ``He sued [the council], which said``."""
    first = comma
    while first > 0 and _is_in_phrase(words, first - 1) and not (first < comma and _is_closed_off(words, first)):
        first -= 1
    begins = words.is_capital(first) or words.of(first, "determiner")
    return (first, comma) if first < comma and begins and not words.is_date(comma - 1) else None


def _is_in_phrase(words: Words, place: int) -> bool:
    nominal = words.is_nominal(place) and not words.is_verbal(place) and not words.is_adverb(place)
    return nominal or words.of(place, "determiner") or words.low[place] == "of"


def _is_closed_off(words: Words, first: int) -> bool:
    """Whether a determiner opens the phrase that begins at a word, to which no `of` ties it."""
    return words.of(first, "determiner") and words.low[first - 1] != "of"


def _with_object_clause(words: Words, source: Range | None) -> Range | None:
    """A source with what a clause belongs to that it ends: ``[A report that] the union commissioned``, ``[A study I] read``."""
    if source is None:
        return None
    for place in range(source[0] - 1, max(source[0] - FARTHEST, 1), -1):
        if words.is_pause(place):
            break
        relative = words.low[place] == "that" and any(words.is_verbal(i) for i in range(place + 3, source[1]))
        relative = relative or (words.of(place, "speaker") and not words.of(place - 1, "when"))  # the day he left
        if relative and words.is_nominal(place - 1) and words.is_article(place - 2):
            begins = place == 2 or words.is_pause(place - 3) or words.of(place - 3, "conjunction")
            return (place - 2, source[1]) if begins else source
    return source


def dated(words: Words, last: int) -> Range | None:
    """A noun phrase that a date ends.

    The date is a part of it only behind a participle: ``figures released on Monday show``, ``an audit published that year
    found``.
    """
    if words.kind[last] == tk.NUMBER and words.is_time(last - 1) and words.low[last - 2] == "of" and last > 2:
        dated = leftwards(words, last - 3)  # Your editorial of March 3
        return (dated[0], last + 1) if dated else None
    points = words.low[last - 1] in ("last", "that", "this")
    if not (words.is_time(last) or (points and words.of(last, "when"))):
        return None
    before = last - 1 - (points or words.of(last - 1, "preposition"))
    before -= words.of(max(before, 0), "early_or_late")
    source = leftwards(words, before) if before >= 0 else None
    if source is not None and any(words.is_past(i) or words.of(i, "participle") for i in range(*source)):
        return source[0], last + 1
    return source


