"""The noun phrase that a verb has for its source: its subject, what stands behind it, or what `by` names."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.fronted import behind_front
from opinionclf.sources.search.nounphrases import (
    FARTHEST,
    Range,
    Words,
    endings,
    is_relative_that,
    leftwards,
    skip_ahead,
    skip_back,
)
from opinionclf.sources.search.parentheses import (
    LONGEST_BRACKETS,
    before_brackets,
    before_parenthesis,
    before_predicate,
    behind_place,
    parenthesis,
    subject_pronoun,
)
from opinionclf.sources.search.phrasesbehind import rightwards
from opinionclf.sources.search.sentencesubjects import subject_of_sentence
from opinionclf.sources.search.sourcelists import with_members
from opinionclf.text import tokens as tk

FAR_BY = 7  # words between a passive verb and its `by`
_FAR_THAT = 3  # words between `by` with its noun phrase and a `that`: `ruled by five to four that`
_TWO_NOUNS = 3  # words of a noun phrase of an article and two nouns
_LONGEST_NOTE = 6  # words of `a small hand-painted notice`
_SAME = ("same", "opposite", "contrary")  # said the same
_LONGEST_BETWEEN = 5  # words between an auxiliary and its verb: `had by the end expected`


def is_passive(words: Words, verb: int) -> bool:
    """``is said to``, ``was repeatedly accused``: a form of be in front of a participle; not ``is worried``."""
    if words.of(verb, "feeling"):
        return False
    place = skip_back(words, verb - 1, lambda i: words.is_adverb(i) or words.low[i] in ("not", "never"))
    participle = words.low[verb].endswith(endings("participle_ending"))
    return participle and words.of(place, "be")


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
    apart = _agent_of_participle(words, verb, end) or _before_broken_auxiliary(words, verb - 1) or inverted(words, verb, end)
    if apart is not None:
        return apart
    last = before_brackets(words, _before_auxiliaries(words, front - 1, words.of(verb, "feeling")))
    last = _before_infinitive(words, last)
    last -= _is_floating(words, last)
    # was calling: no clause of its own, as `with Democrats calling`
    gerund = words.low[verb].endswith("ing") and not words.of(skip_back(words, verb - 1, words.is_adverb), "be")
    if last < 0 or (words.is_pause(last) and not parenthesis(words, last)):
        if last < 0 and not words.low[verb].endswith("ing"):
            return None
        own = _own_of_gerund(words, last) if gerund and last > 0 else None
        return own or before_predicate(words, last) or subject_of_sentence(words, verb)
    if gerund and not words.of(last, "pronoun"):
        return _own_of_gerund(words, last) or subject_of_sentence(words, verb)
    if words.is_pause(last):
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


def _before_auxiliaries(words: Words, place: int, is_state: bool = False) -> int:
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


def _before_infinitive(words: Words, place: int) -> int:
    """The place in front of ``used to say``, ``was going to say``, ``is due to say``; else `place` itself.

    Not of ``with members set to say``.
    """
    if place <= 1 or words.low[place] != "to":
        return place
    if words.low[place - 1] == "on" and words.of(place - 2, "goes"):
        return _before_auxiliaries(words, place - 3)  # went on to say
    ahead = _before_auxiliaries(words, place - 2)
    goes_with_verb = words.of(place - 1, "semi_auxiliary") or (words.of(place - 1, "appointed") and ahead < place - 2)
    return ahead if goes_with_verb else place


def _before_broken_auxiliary(words: Words, close: int) -> Range | None:
    """The subject of an auxiliary that an aside parts from its verb: ``[the auditor] had, in May, pointed out``."""
    if close < 2 or words.kind[close] != tk.COMMA or words.inside[close]:
        return None
    opening = skip_back(words, close - 1, lambda i: not words.is_pause(i), max(close - LONGEST_BRACKETS, 1))
    parted = words.kind[opening] == tk.COMMA and words.of(opening - 1, "perfect") and opening > 1
    return subject_pronoun(words, opening - 2) or leftwards(words, opening - 2) if parted else None


def _agent_of_participle(words: Words, verb: int, end: int) -> Range | None:
    """``The scheme, criticised by [auditors] as poorly run``.

    Not how somebody says it: ``said by phone``, ``ruled by five to four that``; nor when.
    """
    by = skip_ahead(words, end, words.is_adverb)
    past = words.is_past(verb) or words.low[verb].endswith("cast")  # the £68m forecast by analysts
    if by + 1 >= len(words) or words.low[by] != "by" or not past or words.is_subject_pronoun(verb - 1):
        return None
    if words.of(verb, "feeling"):
        return None  # nobody was convinced by the account
    if words.low[by + 1].endswith("ing") or any(words.of(i, "setting") or words.is_time(i) for i in range(by + 1, by + 4)):
        return None
    agent = agent_of(words, by)
    if agent is None or words.kind[agent[0]] == tk.NUMBER:
        return None
    ahead = range(agent[1], min(agent[1] + _FAR_THAT, len(words)))
    clause = any(words.low[i] == "that" and not is_relative_that(words, i) for i in ahead)
    return None if clause else agent


def _is_floating(words: Words, place: int) -> bool:
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
