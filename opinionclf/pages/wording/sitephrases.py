"""The phrases of page furniture of ``data/furniture.txt``, and whether a line is one of them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opinionclf.datafiles import read_rows
from opinionclf.pages.wording.linewords import headline_omits, leaves_out_words
from opinionclf.pages.wording.pagewords import alternatives
from opinionclf.patterns import Pattern, pattern

_FIRST_LETTERS = 4
_LONGEST_LABEL = 60
_FEWEST_LINKS = 4
_OUTER_MARKS = ' .:|>»›·•*-–—[]"“”'  # may stand around a phrase
_IN_LABEL = pattern(r"\d|@|\bby\b|^\S+(?: \S+){0,2}$")  # a date, an address, a name or few words

_BETWEEN_SENTENCES = pattern(r"(?<=[.?!]) +(?=[^\W_])")
_TELLS_WHO_SAID = pattern(r", (?:(?:the|an?|his|her|their) )?[^,.?!]{1,40} (?:said|says|told [^,.?!]{1,40})$")
_CLAUSE_BEHIND_LABEL = pattern(lambda: rf"more: (?:{alternatives('opens_clause')}) ")
_TO_READERS = pattern(lambda: rf"\b(?:{alternatives('to_readers')})|@")


def is_phrase(text: str, terminal: bool) -> bool:
    """Whether a line is a phrase of the list; `terminal`: it ends as a sentence does."""
    folded = folded_line(text)
    if text.endswith(":") and folded in _phrases().labels:
        return True
    if not _is_listed(folded, terminal) or (terminal and _goes_on_as_prose(folded)):
        return False
    # A single word of the list that ends in a full stop may be a sentence (Help.), but for the name of an agency.
    return not terminal or " " in folded or folded in _phrases().credits or text.endswith(("...", "…"))


def _goes_on_as_prose(folded: str) -> bool:
    """Whether a finished line opens as a call on the readers of a page and goes on as an article: ``Have a tip? Keep it.``

    In what a page says to its readers each sentence says it to them (``Have a tip? Send it in.``), and nobody is quoted.
    """
    opening, *others = _BETWEEN_SENTENCES.split(folded)
    openings = _openings()
    if _TELLS_WHO_SAID.search(opening) is not None and openings.note.match(opening) is None:
        return True
    if openings.call.match(opening) is None:
        return False
    return _CLAUSE_BEHIND_LABEL.match(opening) is not None or not all(map(_TO_READERS.search, others))


class _OpeningPatterns(NamedTuple):
    """The openings of ``data/phrase_openings.tsv``, as whole words."""

    call: re.Pattern[str]
    note: re.Pattern[str]


@functools.cache
def _openings() -> _OpeningPatterns:
    rows = read_rows("phrase_openings.tsv")
    groups = ("|".join(re.escape(row[0]) for row in rows if row[1] == group) for group in _OpeningPatterns._fields)
    return _OpeningPatterns(*(re.compile(rf"(?:{openings})(?!\w)") for openings in groups))


def is_agency(text: str) -> bool:
    """Whether a line is the name of an agency, with a full stop or without: ``Getty.``"""
    return text.lower().rstrip(".") in _phrases().credits


def is_section(text: str) -> bool:
    """Whether a line of one word names a section or a button, with a full stop or without: ``Letters.``"""
    return text.lower().strip(_OUTER_MARKS) in _phrases().whole


def is_phrase_in_text(text: str) -> bool:
    """Whether a sentence among others is a phrase of furniture beyond doubt: ``Read more: Pool closes.``"""
    folded = folded_line(text.strip("()"))
    return folded in _phrases().inline or _phrases().among.fullmatch(folded) is not None


def opens_note(text: str) -> bool:
    """Whether a line names what stands below it to the foot of the page: ``Correction:``"""
    return text.endswith(":") and text.lower().strip(_OUTER_MARKS) in _phrases().notes


def frames_abstract(above: str, below: str) -> bool:
    """Whether two lines name an abstract that stands between them, and its article: ``Abstract``, ``Full text``."""
    phrases = _phrases()
    return above.lower().strip(_OUTER_MARKS) in phrases.abstract and below.lower().strip(_OUTER_MARKS) in phrases.article


class _Phrases(NamedTuple):
    """The furniture phrases: those without `*`, the credits and names of notes among them, and alternations of the others.

    A `*` is any run of characters; a phrase that begins with one has no other, so that it is an ending. The alternations are
    kept by the first letters of their phrases, "" for those that are shorter or begin with `*`.
    """

    whole: frozenset[str]
    labels: frozenset[str]  # what stands in front of the colon of the others, and may stand alone with it
    credits: frozenset[str]
    notes: frozenset[str]
    inline: frozenset[str]  # what runs into the text where line ends are lost
    among: Pattern  # what is furniture among sentences, too
    abstract: frozenset[str]  # names of what stands above an article, and of the article below it
    article: frozenset[str]
    endings: tuple[str, ...]
    open_: dict[str, Pattern]
    # No furniture where the line is a sentence.
    unfinished_endings: tuple[str, ...]
    unfinished: dict[str, Pattern]


@functools.cache
def _phrases() -> _Phrases:
    listed = read_rows("furniture.txt")

    def tagged(tag: str) -> Iterator[str]:
        return (row[0] for row in listed if row[1:] == [tag])

    rows = [(row[0].strip(" .:|-[]#") or row[0], row[1:] == ["unfinished"]) for row in listed]
    sure = [phrase for phrase, unfinished in rows if not unfinished]
    doubtful = [phrase for phrase, unfinished in rows if unfinished]
    return _Phrases(
        frozenset(phrase for phrase in sure if "*" not in phrase),
        frozenset(phrase[:-2] for phrase in sure if phrase.endswith(":*") and "*" not in phrase[:-1]),
        frozenset(tagged("credit")),
        frozenset(phrase.rstrip(":") for phrase in tagged("note")),
        frozenset(tagged("inline")),
        pattern(_any_of(tagged("among"))),
        frozenset(tagged("abstract")),
        frozenset(tagged("article")),
        _endings(sure),
        _by_first_letters(phrase for phrase in sure if phrase.rfind("*") > 0),
        _endings(doubtful),
        _by_first_letters(phrase for phrase in doubtful if phrase.rfind("*") != 0),
    )


def _is_menu(folded: str) -> bool:
    """Whether a line has names of sections one behind the other: ``Home News Sport Weather``, ``Lifestyle / Home``."""
    known = _phrases().whole
    if " / " in folded:
        return known.issuperset(folded.split(" / "))
    words = folded.split()
    if len(words) < _FEWEST_LINKS or not headline_omits().isdisjoint(words):  # Help us bring it home
        return False
    return known.issuperset(words[:2]) and 2 * len(known.intersection(words)) >= len(words)


def _endings(phrases: list[str]) -> tuple[str, ...]:
    return tuple(phrase[1:] for phrase in phrases if phrase.rfind("*") == 0)


def _by_first_letters(phrases: Iterable[str]) -> dict[str, Pattern]:
    groups: dict[str, list[str]] = {"": []}
    for phrase in phrases:
        first = phrase[:_FIRST_LETTERS]
        groups.setdefault("" if "*" in first else first, []).append(phrase)
    return {first: pattern(functools.partial(_any_of, phrases)) for first, phrases in groups.items() if phrases}


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(_expression, phrases))


def folded_line(text: str) -> str:
    return text.lower().replace("’", "'").strip(_OUTER_MARKS)


def _expression(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", ".*")


def _matches(patterns: dict[str, Pattern], folded: str) -> bool:
    near, others = patterns.get(folded[:_FIRST_LETTERS]), patterns.get("")
    return (near is not None and near.fullmatch(folded) is not None) or (
        others is not None and others.fullmatch(folded) is not None
    )


def _is_listed(folded: str, terminal: bool) -> bool:
    phrases = _phrases()
    if folded.rstrip("!") in phrases.whole or folded.endswith(phrases.endings) or _matches(phrases.open_, folded):
        return True
    if len(folded) > _LONGEST_LABEL if terminal else _is_menu(folded):
        return not terminal
    if not folded.endswith(phrases.unfinished_endings) and not _matches(phrases.unfinished, folded):
        return False
    return not terminal or (leaves_out_words(folded) and _IN_LABEL.search(folded) is not None)
