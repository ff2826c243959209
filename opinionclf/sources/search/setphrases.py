"""Set phrases and nouns that attribute a sentence without a verb of saying: ``in Lowe's view``, ``the fear is that``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, head_end, leftwards, skip_back, source_classes
from opinionclf.sources.search.parentheses import before_parenthesis, subject_pronoun
from opinionclf.sources.search.phrasesbehind import rightwards
from opinionclf.sources.search.verbsources import source_of
from opinionclf.text import tokens as tk

_FAR_NUMBER = 9  # words between `put` and its number: `put the number of dead at 41`
_FAR_QUOTED = 9  # words between `quote` and `as saying`
_FAR_TELL = 6  # words between `hear` and `tell`
_NUMBERS = (tk.NUMBER, tk.MONEY)
_APOSTROPHES = (tk.SINGLE, tk.CLOSE_SINGLE)


@dataclass(slots=True)
class Finding:
    """What one sentence says about its source, as words of the sentence.

    Attributes
    ----------
    cue : (int, int) or None
    source : (int, int) or None
    rival : int or None
        The semicolon behind which another source tells something.
    """

    cue: Range | None = None
    source: Range | None = None
    rival: int | None = None


def phrase_finding(words: Words) -> Finding | None:
    """Set phrases that name their source: ``in the view of the committee``, ``in Lowe's view``, ``as Lowe put it``."""
    low, finders = words.low, _finders()
    preposition = -1  # the nearest one so far, looked up once for all of a sentence's `'s view`
    for place in range(len(words)):
        if low[place] in ("in", "by", "to") or (low[place] == "on" and words.is_pause(place - 1)):
            preposition = place
        if words.inside[place]:
            continue
        finder = finders.get(low[place])
        found = finder(words, place) if finder else None
        if found is not None:
            return found
        if low[place] == "according" and low[place + 1 : place + 2] == ["to"]:
            return Finding((place, place + 2), rightwards(words, place + 2))
        if low[place] == "'s" and 0 <= preposition < place - 1:
            held = place + 1 + (low[place + 1 : place + 2] == ["own"])  # by the state's own estimate
            if words.of(held, "owned") and _tells(words, preposition, held):
                return Finding((held, held + 1), (preposition + 1, place))
    return None


def _tells(words: Words, preposition: int, held: int) -> bool:
    """Whether ``by the city's count``, ``on its own account`` is set off; what else is owned tells anywhere: its view."""
    if words.low[preposition] != "on" and words.low[held] != "count":
        return True
    set_off = words.is_pause(preposition - 1) and not any(words.is_pause(i) for i in range(preposition, held))
    return set_off and (words.low[preposition] == "by" or words.low[held - 1] == "own")


def _owned(words: Words, place: int) -> Finding | None:
    """``in the view of the committee``, ``in her view``, ``by her own account``."""
    low = words.low
    if low[place] in ("in", "by") and words.of(place + 2, "owned"):
        if low[place + 1] == "the" and low[place + 3 : place + 4] == ["of"]:
            return Finding((place, place + 4), rightwards(words, place + 4))
        if words.of(place + 1, "possessive"):
            return Finding((place + 2, place + 3), (place + 1, place + 2))
    own = low[place] == "by" and low[place + 2 : place + 3] == ["own"] and words.of(place + 1, "possessive")
    if own and words.of(place + 3, "owned"):
        return Finding((place + 3, place + 4), (place + 1, place + 2))
    return None


def _told(words: Words, place: int) -> Finding | None:
    """``if Lowe is to be believed``, ``to hear Lowe tell it``, ``the way Lowe tells it``, ``quote Lowe as saying``."""
    low, cue = words.low, (place, place + 1)
    if low[place] == "believed" and low[max(place - 2, 0) : place] == ["to", "be"]:
        if place > 3 and words.of(place - 3, "be") and low[0] in ("if", "but"):
            return Finding(cue, leftwards(words, place - 4) or subject_pronoun(words, place - 4))
    elif low[place] in ("tell", "tells", "told") and low[place + 1 : place + 2] == ["it"]:
        start = max(place - _FAR_TELL, 0)
        opening = next((i for i in range(place - 1, start, -1) if low[i - 1 : i + 1] in (["to", "hear"], ["the", "way"])), None)
        if opening is not None and opening + 1 < place:
            return Finding(cue, (opening + 1, place))
        return _put(words, place)
    elif low[place] in ("saying", "telling") and low[place - 1] == "as" and place > 1:
        return _quoted_as(words, place)
    return None


def _quoted_as(words: Words, saying: int) -> Finding | None:
    """``was quoted [by the agency] as saying``: the subject; ``the paper quoted Lowe as saying``: the object."""
    verb = next((i for i in range(saying - 2, max(saying - _FAR_QUOTED, -1), -1) if words.of(i, "quoting")), None)
    if verb is None:
        return None
    cue = saying, saying + 1
    before = skip_back(words, verb - 1, words.is_adverb)
    if words.of(before, "be"):
        before = skip_back(words, before, lambda i: words.of(i, "auxiliary") or words.is_adverb(i))
        if before > 0 and words.is_pause(before):
            return Finding(cue, before_parenthesis(words, before))  # one of them, a clerk, is quoted as saying
        return Finding(cue, subject_pronoun(words, before) or leftwards(words, before) if before >= 0 else None)
    # Of others it is they who quote.
    by_reader = words.low[before] in ("you", "i", "we") and verb + 1 < saying - 1
    return Finding(cue, (verb + 1, saying - 1)) if by_reader else None


def _per(words: Words, place: int) -> Finding | None:
    """``As per the ministry, 412 posts are vacant``; not ``as per usual``, nor where somebody says it."""
    opens = place == 1 or (place > 1 and words.is_pause(place - 2))
    if words.low[place - 1] != "as" or not opens or words.low[place + 1 : place + 2] in (["usual"], ["normal"]):
        return None
    source = rightwards(words, place + 1)
    if source is None:
        return None
    behind = range(source[1], min(source[1] + FARTHEST, len(words)))
    says = any(words.of(i, "saying") or words.of(i, "telling") for i in behind)  # As per tradition, the mayor said
    return None if says else Finding((place - 1, place + 1), source)


def _put(words: Words, place: int) -> Finding | None:
    """``as Lowe put it``, ``as she sees it``, ``as they remember it``, ``officials put the number of dead at 41``."""
    if words.low[place + 1 : place + 2] == ["it"] and "as" in words.low[max(place - FARTHEST, 0) : place]:
        apposed = before_parenthesis(words, place - 1) if words.kind[place - 1] == tk.COMMA else None
        source = apposed or subject_pronoun(words, place - 1) or leftwards(words, place - 1)
        # `as Lowe sees it`, and not `see it as a reason`
        near = words.low[place].startswith("put") or (source is not None and words.low[source[0] - 1] == "as")
        return Finding((place, place + 2), source) if near else None
    if not words.low[place].startswith("put"):
        return None
    for at in range(place + 2, min(place + _FAR_NUMBER, len(words) - 1)):
        if words.low[at] == "at" and any(words.kind[i] in _NUMBERS for i in range(at + 1, min(at + 4, len(words)))):
            rival = next((i for i in range(at, len(words)) if words.kind[i] == tk.SEMICOLON), None)
            return Finding((place, place + 1), source_of(words, (place, place + 1)), rival)
    return None


@functools.cache
def _finders() -> dict[str, Callable[[Words, int], Finding | None]]:
    """What finds a set phrase, by the word that it looks for."""
    classes = source_classes()
    finders = (("in", _owned), ("by", _owned), ("per", _per))
    told, put = dict.fromkeys(classes["of_set_phrase"], _told), dict.fromkeys(classes["holding"], _put)
    return {**dict(finders), **told, **put}


def copular_finding(words: Words, nouns: list[int]) -> Finding | None:
    """``Lowe's argument is that``, ``the fear among farmers is that``: a noun that holds the claim of the sentence."""
    for noun in nouns:
        holder = holder_of(words, noun)
        if holder is not None and is_predicate(words, holder[1]):
            return Finding((noun, noun + 1), holder)
        owned = noun > 1 and (words.low[noun - 1] == "'s" or words.kind[noun - 1] in _APOSTROPHES)
        if owned and is_predicate(words, noun + 1):
            return Finding((noun, noun + 1), noun_source(words, noun))
        # the rumour in Westbury is that
        if words.of(noun + 1, "preposition") and words.low[noun + 1] not in ("of", "among"):
            place = rightwards(words, noun + 2)
            if place is not None and is_predicate(words, place[1]):
                return Finding((noun, noun + 1), noun_source(words, noun))
    return None


def is_predicate(words: Words, place: int) -> bool:
    """Whether a form of be and `that` stand at a word."""
    return words.of(place, "be") and words.low[place + 1 : place + 2] == ["that"]


def _is_between(words: Words, place: int) -> bool:
    """Whether a word may stand between an owner and what is owned: ``his [main] worry``."""
    plain = words.kind[place] == tk.WORD and words.low[place] != "'s" and not words.of(place, "possessive")
    return plain and (words.is_nominal(place) or words.of(place, "foremost"))


def noun_source(words: Words, noun: int) -> Range | None:
    """Who holds what a noun tells, if the sentence says so: ``[Lowe]'s fear``, ``[her] fear``, ``the fear among [farmers]``."""
    owner = skip_back(words, noun - 1, lambda i: _is_between(words, i))
    if owner > 0 and words.low[owner] == "'s":
        return leftwards(words, owner - 1)
    if owner > 0 and words.kind[owner] in _APOSTROPHES and words.low[owner - 1].endswith("s"):
        return leftwards(words, owner - 1)
    if words.of(owner, "possessive"):
        return owner, owner + 1
    if words.low[0] in ("among", "amongst") and noun > 1:
        # Among the older fishermen the feeling is
        group = rightwards(words, 1)
        return group if group is not None and group[1] < noun else None
    if words.low[noun + 1 : noun + 2] in (["by"], ["from"]):
        return rightwards(words, noun + 2)
    return holder_of(words, noun)


def holder_of(words: Words, noun: int) -> Range | None:
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
