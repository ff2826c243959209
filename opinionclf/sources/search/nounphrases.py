"""Noun phrases around a verb, found from closed classes of words: no parser, no list of nouns.

Everything here works on one sentence as a list of words and gives ranges of their numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from opinionclf.datafiles import personal_titles, read_rows
from opinionclf.inflections import looks_plural
from opinionclf.text import tokens as tk

Range = tuple[int, int]  # first word, and the one after the last

_FAR_DETERMINER = 5  # words in front of `that`: the oldest dockers' union
FARTHEST = 60  # words in front of a verb that are searched for its source
LONGEST = 22  # words of a source
MOST_BETWEEN = 4  # plain words between a name and the next one of the same phrase
LENGTH_OF_YEAR = 4
_CENTURIES = ("17", "18", "19", "20")
_MARKS_INSIDE = (tk.HYPHEN, tk.SLASH, tk.SINGLE, tk.CLOSE_SINGLE, tk.OTHER, tk.HASH, tk.AT, tk.MONEY, tk.PERCENT)
_PAUSES = (tk.COMMA, tk.DASH, tk.COLON, tk.SEMICOLON, tk.OPEN_BRACKET, tk.CLOSE_BRACKET)
_CLOSED = ("finite", "conjunction", "pronoun", "relative", "adverb")  # words that stand in no noun phrase
_CAPITALS = (tk.CAP, tk.ALL_CAPS)


@functools.cache
def source_classes() -> dict[str, frozenset[str]]:
    """Return the word classes of ``data/source_words.tsv``; the titles among the abbreviations are titles here too."""
    classes = {row[0]: frozenset(row[1].split()) for row in read_rows("source_words.tsv")}
    classes["title"] |= personal_titles()
    classes["closed"] = frozenset[str]().union(*(classes[name] for name in _CLOSED))
    return classes


@functools.cache
def endings(name: str) -> tuple[str, ...]:
    """Return a class of endings in the form that `str.endswith` takes."""
    return tuple(sorted(source_classes()[name]))


@dataclass(slots=True)
class Words:
    """One sentence as words.

    Attributes
    ----------
    low : list of str
        Spelling in lower case, apostrophes straight.
    kind : list of int
    gap : list of bool
        White space stands in front.
    inside : list of bool
        In a quotation, its marks included.
    verb : list of bool
        A form that the lexicon lists as a verb.
    mark : list of int
        1 at opening, -1 at closing quotation marks.
    """

    low: list[str]
    kind: list[int]
    gap: list[bool]
    inside: list[bool]
    verb: list[bool]
    mark: list[int]

    def __len__(self) -> int:
        return len(self.low)

    def of(self, place: int, name: str) -> bool:
        """Whether a word exists and belongs to a class."""
        return 0 <= place < len(self.low) and self.low[place] in source_classes()[name]

    def is_capital(self, place: int) -> bool:
        return 0 <= place < len(self.low) and self.kind[place] in _CAPITALS

    def is_pause(self, place: int) -> bool:
        """Whether a clause may begin behind this word: a comma, dash, colon or quotation mark."""
        return not 0 <= place < len(self.low) or self.kind[place] in _PAUSES or self.inside[place] or self.mark[place] != 0

    def is_abbreviating(self, place: int) -> bool:
        """Whether a stop belongs to the word in front of it: ``Mr.``, ``J. R.``, ``U.S.``"""
        if not 0 < place < len(self.low) - 1 or self.kind[place] != tk.STOP or self.gap[place]:
            return False
        before = self.low[place - 1]
        return len(before) == 1 or before in source_classes()["title"] or self.kind[place + 1] == tk.WORD

    def is_nominal(self, place: int) -> bool:
        """Whether a word may stand inside a noun phrase (no determiner, preposition or finite verb)."""
        if not 0 <= place < len(self.low) or self.inside[place] or self.mark[place]:
            return False
        if self.kind[place] <= tk.NUMBER:
            if self.of(place, "time"):  # a weekday in front of a noun phrase is no part of it, but of `the Sunday Post`
                named = self.is_capital(place) and self.is_capital(place + 1) and self.of(place + 1, "newspaper")
                return named and (place == 0 or self.is_article(place - 1))  # not: on Friday News Corp said
            if self.kind[place] == tk.ALL_CAPS and self.low[place] not in ("i", "a"):
                return True  # `the US` is a name, `us` is none
            if self.is_adjective(place):
                return True
            return not (self.of(place, "closed") and not self.of(place, "indefinite")) and not self.of(place, "object_pronoun")
        return self.kind[place] in _MARKS_INSIDE or self.is_abbreviating(place)

    def is_adjective(self, place: int) -> bool:
        """Whether a word that is mostly another's belongs to a noun phrase: ``the first lady``, ``more than 40 doctors``."""
        if self.of(place, "ordinal"):
            return self.of(place - 1, "determiner") or (place > 0 and self.low[place - 1] == "'s")
        if place == 0 and self.low[0] in ("earlier", "later") and len(self.low) > 2:
            # Later writers; not `Later officials said`, `Earlier claims that`
            goes_on = not self.verb[1] or self.is_verbal(2)
            return goes_on and self.kind[1] == tk.WORD and looks_plural(self.low[1]) and not self.of(1, "of_name")
        number = place + 1 < len(self.low) and (self.kind[place + 1] == tk.NUMBER or self.of(place + 1, "quantifier"))
        return number and self.low[place] == "than" and self.of(place - 1, "comparative")

    def is_object(self, place: int) -> bool:
        """Whether a word is a pronoun that may be an object; `the US` is none."""
        return self.of(place, "object") and self.kind[place] != tk.ALL_CAPS

    def is_subject_pronoun(self, place: int) -> bool:
        """Whether a word is a pronoun; not `who`, nor the object of a preposition: ``a notice pasted on it says``."""
        governed = self.is_object(place) and self.of(place - 1, "preposition")
        return self.of(place, "pronoun") and self.low[place] != "who" and not governed

    def begins_phrase(self, place: int) -> bool:
        """Whether a word is a determiner or a preposition."""
        return self.of(place, "determiner") or self.of(place, "preposition")

    def is_past(self, place: int) -> bool:
        """Whether a word has the shape of a past tense."""
        return self.kind[place] == tk.WORD and self.low[place].endswith("ed") and len(self.low[place]) > 4

    def is_verbal(self, place: int) -> bool:
        """Whether a word is probably a finite verb: not behind an article, as in ``the vote``."""
        if not 0 <= place < len(self.low) or self.is_article(place - 1):
            return False
        return self.of(place, "finite") or self.verb[place] or self.is_past(place)

    def is_article(self, place: int) -> bool:
        return self.of(place, "article")

    def is_time(self, place: int) -> bool:
        """Whether a word is a day or a month; May by its capital."""
        return self.of(place, "time") or (self.is_capital(place) and self.low[place] == "may")

    def is_date(self, place: int) -> bool:
        """Whether a number is the year of a date by itself: ``in [2021]``, ``in March [2021]``."""
        number = self.kind[place] == tk.NUMBER and len(self.low[place]) == LENGTH_OF_YEAR and self.low[place][:2] in _CENTURIES
        return number and place > 0 and (self.of(place - 1, "before_year") or self.is_time(place - 1))

    def is_adverb(self, place: int) -> bool:
        """Whether a word is an adverb by its ending or a class, and no adjective here."""
        if self.is_adjective(place):
            return False
        ly = 0 <= place < len(self.low) and self.kind[place] == tk.WORD and self.low[place].endswith("ly")
        return (ly and len(self.low[place]) > 4 and not self.of(place, "not_adverb")) or self.of(place, "adverb")


def leftwards(words: Words, last: int, limit: int = 0) -> Range | None:
    """Return the noun phrase whose last word is `last`: the longest that begins where a clause may begin.

    ``the head of the nurses' union``, ``a person familiar with the matter``, ``people who live near the plant``,
    ``[a man] who asked not to be named``, ``Ada Lowe and Tom Brisk``. Where none begins at a clause, the simple phrase in
    front of the verb.
    """
    nearest: int | None = None
    place: int | None = last
    while place is not None and last - place < FARTHEST:
        starts = _tied(words, place, limit)
        if not starts:
            break
        at_clause = [start for start in starts if _begins_clause(words, start, limit)]
        if at_clause:
            return at_clause[-1], last + 1
        nearest = starts[0] if nearest is None else nearest
        place = _before_relative(words, starts[-1], limit)
    # `him` says nothing: it can only end a longer phrase.
    return None if nearest is None or (nearest == last and words.is_object(last)) else (nearest, last + 1)


def _tied(words: Words, last: int, limit: int) -> list[int]:
    """Where the simple phrase begins that ends at `last`, and those that are tied to it, nearest first."""
    starts: list[int] = []
    place: int | None = last
    while place is not None and place >= limit and last - place < LONGEST:
        start = _simple(words, place, limit)
        if start is None:
            break
        starts.append(start)
        place = _link(words, start, limit)
    return starts


def _before_relative(words: Words, start: int, limit: int) -> int | None:
    """The last word of the phrase to which a clause with ``who`` around `start` belongs: ``a [man] who asked not to be``."""
    for place in range(start - 1, max(limit, start - FARTHEST), -1):
        if words.is_pause(place):
            return None
        if words.of(place, "relative") or is_relative_that(words, place):
            return None if words.is_pause(place - 1) else place - 1
    return None


def is_relative_that(words: Words, place: int) -> bool:
    """``the firm [that] hired him``, and not ``he said [that] hired guns came``."""
    if place < 1 or words.low[place] != "that":
        return False
    if not words.is_verbal(place + 1):
        return _opens_with_body(words, place)
    return words.is_nominal(place - 1) and not words.is_verbal(place - 1)


def _opens_with_body(words: Words, that: int) -> bool:
    """Whether a clause opens with a body in front of ``that`` and a verb: ``The union [that] represents the crew said``."""
    is_body = words.of(that - 1, "collective") or words.of(that - 1, "body")
    verb = words.low[that + 1 : that + 2]
    if not is_body or not verb or not verb[0].endswith("s"):
        return False
    determiner = next((at for at in range(that - 2, max(that - _FAR_DETERMINER, -1), -1) if words.of(at, "determiner")), None)
    return determiner is not None and (determiner == 0 or words.is_pause(determiner - 1))


def _simple(words: Words, last: int, limit: int) -> int | None:
    """First word of the run of determiner, adjectives and nouns that ends at `last`; an object pronoun is one by itself."""
    if words.is_article(last):
        return None
    if words.is_object(last) and not words.inside[last]:
        return last
    place = last
    while place >= limit and words.is_nominal(place) and not words.begins_phrase(place):
        if place < last and words.is_date(place):
            break  # In 2021 | the regulator
        place -= 1
    if place >= limit and words.of(place, "determiner") and not words.inside[place]:
        before = place - 1
        # `all the members`; not `that was all | the minister would say`
        more = words.of(before, "determiner") or words.low[before] == "both"
        twofold = more and before >= limit and not words.of(before - 1, "be")
        return before if twofold else place
    if place == last:
        return None
    # at least 40 doctors
    at_least = words.low[max(place, 0) : place + 2] == ["at", "least"] and place >= limit and place + 1 < last
    return place if at_least else place + 1


def _link(words: Words, start: int, limit: int) -> int | None:
    """The last word of the phrase to which a preposition, ``who`` or ``and`` in front of `start` ties this one."""
    tie = start - 1
    if tie <= limit:
        return None
    if words.low[tie] == "nor":
        return tie - 1 if "neither" in words.low[limit:tie] else None
    if words.of(tie, "coordinator"):
        clause = next((i for i in range(tie - 1, limit - 1, -1) if words.is_pause(i)), limit)
        # Interviews with clerks and nurses; the examination of tax returns and files
        nouns = range(clause, clause + words.begins_phrase(clause + 1))
        plain = not any((words.verb[i] or words.is_past(i)) and i not in nouns for i in range(clause, tie - 1))
        plain = plain and not (words.is_verbal(tie - 1) and not _is_plural_behind_noun(words, tie - 1))
        return tie - 1 if plain and words.is_nominal(tie - 1) else None
    if (words.of(tie, "relative") or is_relative_that(words, tie)) and not words.is_pause(tie - 1):
        return tie - 1
    if words.low[tie] == "about" and words.of(tie - 1, "text"):
        return tie - 1  # An article about the fire
    if words.of(tie, "preposition"):
        head = words.is_nominal(tie - 1) or words.of(tie - 1, "quantifier")
        return tie - 1 if head else _in_front_of_day(words, tie - 1, limit)
    # `the report | he wrote`: nothing ties the two.
    return None


def _in_front_of_day(words: Words, day: int, limit: int) -> int | None:
    """The participle that a day parts from its ``by``: ``figures [published] on Monday by the bureau``."""
    before = day - 1 - (words.low[day - 1] in ("on", "in"))
    return before if words.is_time(day) and words.low[day + 1] == "by" and before > limit and words.is_past(before) else None


def _is_plural_behind_noun(words: Words, place: int) -> bool:
    """``of tax [returns]``: a plural of the form of a verb; not ``of state [warns]``."""
    telling = any(words.of(place, name) for name in ("saying", "telling", "finding", "goes"))
    listed = words.kind[place - 2] == tk.COMMA and _is_listed_behind_noun(words, place - 3)
    tied = words.of(place - 2, "preposition") or listed
    behind = words.kind[place - 1] == tk.WORD and words.is_nominal(place - 1) and tied and place > 1
    return behind and not telling and looks_plural(words.low[place]) and not words.begins_phrase(place - 1)


def _is_listed_behind_noun(words: Words, last: int) -> bool:
    """Whether what ends at a word is tied to a noun: ``copies of [letters], tax returns``; not ``By noon, traffic slows``."""
    tie = skip_back(words, last, lambda i: words.is_nominal(i) and not words.begins_phrase(i), max(last - MOST_BETWEEN, 0))
    return words.of(tie, "preposition") and words.is_nominal(tie - 1) and not words.is_verbal(tie - 1)


def _begins_clause(words: Words, start: int, limit: int) -> bool:
    before = start - 1
    if start <= limit or words.is_pause(before):
        return True
    if is_relative_that(words, before):
        return False
    if words.of(before, "preposition"):  # `the figures for us`: the conjunction `for` is rare
        return False
    opens = ("conjunction", "coordinator", "degree")
    return words.is_adverb(before) or any(words.of(before, name) for name in opens)


def head_end(words: Words, phrase: Range) -> int:
    """Where the head of a noun phrase ends: in front of a preposition, ``who`` or ``that``."""
    ties = ("preposition", "relative", "conjunction")
    inner = range(phrase[0] + 1, phrase[1])
    return next((i for i in inner if not words.of(i, "coordinator") and any(words.of(i, tie) for tie in ties)), phrase[1])


def skip_back(words: Words, place: int, wanted: Callable[[int], bool], limit: int = 0) -> int:
    """Return the nearest place at or before `place` that is not wanted."""
    while place >= limit and wanted(place):
        place -= 1
    return place


def skip_ahead(words: Words, place: int, wanted: Callable[[int], bool]) -> int:
    """Return the nearest place at or behind `place` that is not wanted."""
    while place < len(words) and wanted(place):
        place += 1
    return place
