"""What a site says to its readers in whole sentences, by a graded sum: ``You can manage your cookie settings at any time.``

Its words tell of newsletters, accounts, cookies, terms, comments, appeals (``data/site_words.tsv``); its form addresses the
reader or speaks as the site, and neither tells of others nor quotes anybody. Nothing here is furniture by words alone: where a
line stands on its page sets how much is asked of it (`opinionclf.pages.sitelines`).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import NamedTuple

from opinionclf.datafiles import first_column, read_rows
from opinionclf.pages.wording.linewords import base_verbs, pasts, small_words
from opinionclf.pages.wording.pagewords import alternatives, page_words
from opinionclf.patterns import pattern

_LONGEST = 400  # characters of a line
_MOST_SENTENCES = 7
_WORDS_A_POINT = 12  # words of a sentence beside those of a site that cost a point
_MOST_OF_SENTENCE = 6  # points of the words of a sentence
_MOST_OF_TOPIC = 2  # points of the words of one that neither has a sure phrase nor the form of what a site says
_SURE = 3  # grade
_FEWEST_OF_WORDS = 2  # points of the words of a line
_LEAST_OF_SENTENCE = 2  # points of each sentence, on average
_LONGEST_RED = 3  # letters: no past
_MOST_NAMES = 3
_BETWEEN_SENTENCES = pattern(r"(?<=[.?!]) +(?=[A-Z@\d])")
_WORD = pattern(r"[^\W_]+(?:['-][^\W_]+)*")
_NAME = pattern(r"(?<=[^.?!:] )[A-Z][a-z]+")
_BEHIND_WORD = ("", ".", ",", "!", "?", ":", ";", "...")
_COPYRIGHT = pattern(
    lambda: r"(?:©|\([cC]\)|Copyright) ?(?:© ?)?[\d –-]{0,12},? ?(?:[Tt]he |by )?"
    rf"([A-Z][\w&'’-]{{1,30}}(?: (?!{alternatives('company')})[A-Z][\w&'’-]{{1,30}}){{0,3}})"
)
_SIGNS_OF_COPYRIGHT = ("©", "(c)", "(C)", "Copyright")
_IN_PLACE_OF_NAME = "this site"
_OF_SITE_FIRST = pattern(r"(?:The )?this site\b")

_YOU = "you"  # all words for the reader have it
_FOLLOWS_PARTICIPLE = frozenset(("by", "under", "from"))


@functools.lru_cache(maxsize=256)  # a line is asked for from above and from below
def points(text: str, site_name: str = "") -> int:
    """How surely a line is what a site says to its readers: ``Sign up to our newsletter.`` has many points, prose has none."""
    if len(text) > _LONGEST:
        return 0
    if site_name:
        text = text.replace(site_name, _IN_PLACE_OF_NAME)
    sentences = _BETWEEN_SENTENCES.split(text)
    if len(sentences) > _MOST_SENTENCES:
        return 0
    total = total_of_words = 0
    for sentence in sentences:
        of_words, of_sentence = _sentence_points(sentence)
        if of_sentence < 0:
            return 0
        total_of_words += of_words
        total += of_sentence
    if total_of_words < _FEWEST_OF_WORDS or total < _LEAST_OF_SENTENCE * len(sentences):
        return 0
    return total


def site_name(text: str) -> str:
    """The name in a line on copyright, "" if there is none, or an everyday word: ``© 2025 Harbor Lamp Ltd.``"""
    found = _COPYRIGHT.search(text[:_LONGEST]) if any(map(text.__contains__, _SIGNS_OF_COPYRIGHT)) else None
    return found[1] if found is not None and (" " in found[1] or not found[1].istitle()) else ""


def may_have_points(text: str, is_alone: bool) -> bool:
    """Whether a line may have points, by single words of it; where it stands alone, enough of them."""
    words = text.lower().replace("’", "'").split()
    known = _site_words()
    if known.all.isdisjoint(words) or not _of_reports().isdisjoint(words):
        return False
    n_sure = len(known.sure.intersection(words))
    if n_sure > 1 or (n_sure and not is_alone):
        return True
    return n_sure >= is_alone and (words[0] in _openings() or not _of_speaker().isdisjoint(words))


def speaks_to_reader(text: str) -> bool:
    """Whether a line has a word for whom it speaks to: ``You must be over 18.``"""
    folded = _folded(text[:_LONGEST])
    return _YOU in folded and not page_words()["to_reader"].isdisjoint(_WORD.findall(folded))


class _Points(NamedTuple):
    """The points of a sentence: of its words, and all of them."""

    of_words: int
    total: int


def _sentence_points(sentence: str) -> _Points:
    words = _WORD.findall(_folded(sentence))
    if not words:
        return _Points(0, 0)
    grades, others = _grades(words)
    own, listed = set(words), page_words()
    speaks_as_site = not listed["as_site"].isdisjoint(own) or _OF_SITE_FIRST.match(sentence) is not None
    of_form = (not listed["to_reader"].isdisjoint(own)) + speaks_as_site + (words[0] in _openings())
    of_words = min(sum(grades), _most_of_words(grades, of_form))
    against = _against(set(others)) + _tells(sentence, words, others) + len(others) // _WORDS_A_POINT
    against += words[0] in listed["opens_generally"]
    return _Points(of_words, of_words + of_form - against)


def _most_of_words(grades: list[int], of_form: int) -> int:
    """How many points the words of a sentence may have: fewer where it neither speaks to readers nor has a sure phrase."""
    if of_form or _SURE in grades:
        return _MOST_OF_SENTENCE
    return _MOST_OF_TOPIC if _SURE - 1 in grades else 0


def _grades(words: list[str]) -> tuple[list[int], list[str]]:
    """The grades of the phrases in a sentence, each once, and the words that are in none."""
    known = _site_words()
    found: dict[str, int] = {}
    others = []
    end = 0  # of the last phrase
    for i, word in enumerate(words):
        if i < end:
            continue
        phrase = _longest_phrase(words, i, known) if word in known.lengths else ""
        if phrase:
            # What is yours is counted once: your name, your password
            topic = "your" if phrase.startswith("your ") else phrase.removesuffix("s")
            found[topic] = max(known.grades[phrase], found.get(topic, 0))
            end = i + phrase.count(" ") + 1
        else:
            others.append(word)
    return list(found.values()), others


def _longest_phrase(words: list[str], i: int, known: _SiteWords) -> str:
    for n_words in known.lengths[words[i]]:
        phrase = " ".join(words[i : i + n_words])
        if phrase in known.grades:
            return phrase
    return ""


def _against(others: set[str]) -> int:
    """Points against a sentence that tells of others, reports what they said, argues, or speaks for its writer."""
    listed = page_words()
    against = 4 * (not listed["speech"].isdisjoint(others)) + 3 * (not listed["of_somebody"].isdisjoint(others))
    against += 2 * (not listed["of_writer"].isdisjoint(others)) + (not listed["of_others"].isdisjoint(others))
    return against + (not listed["argues"].isdisjoint(others))


def _tells(sentence: str, words: list[str], others: list[str]) -> int:
    """Points against a sentence that tells of the past, or names many."""
    is_past = any(_is_finite(words, word) for word in others if _is_past(word))
    return 2 * is_past + (len(_NAME.findall(sentence)) > _MOST_NAMES)


def _is_past(word: str) -> bool:
    return word in pasts() or (word.endswith("ed") and len(word) > _LONGEST_RED and not word.endswith("eed"))


def _is_finite(words: list[str], past: str) -> bool:
    """Whether a past form tells of the past, as far as it shows: ``The clerk sold``, not ``is sold``, ``written by``."""
    i = words.index(past)
    before, after = words[max(i - 1, 0) : i], words[i + 1 : i + 2]
    return page_words()["helps"].isdisjoint(before) and _FOLLOWS_PARTICIPLE.isdisjoint(after)


def _folded(text: str) -> str:
    return text.lower().replace("’", "'").replace(" & ", " and ")


@functools.cache
def _of_reports() -> frozenset[str]:
    """Words of lines that have no points, or few."""
    return page_words()["speech"] | page_words()["of_somebody"]


@functools.cache
def _of_speaker() -> frozenset[str]:
    """Words of lines that speak to the reader or as the site, or ask."""
    return page_words()["to_reader"] | page_words()["as_site"] | {"please", "this", "these"}


@functools.cache
def _openings() -> frozenset[str]:
    return frozenset(first_column("site_openings.txt"))


class _SiteWords(NamedTuple):
    """The phrases of the list and those with an -s more.

    Attributes
    ----------
    grades : by phrase.
    lengths : by the first word of phrases, their numbers of words, the largest first.
    sure, all : what a line has that has a sure phrase, or any of some grade: their rarest words, with marks behind them, too.
    """

    grades: dict[str, int]
    lengths: dict[str, list[int]]
    sure: frozenset[str]
    all: frozenset[str]


@functools.cache
def _site_words() -> _SiteWords:
    listed = {row[0]: int(row[1]) for row in read_rows("site_words.tsv")}
    grades = {phrase + "s": grade for phrase, grade in listed.items() if not phrase.endswith("s")} | listed
    lengths = defaultdict(set)
    for phrase in grades:
        first, *others = phrase.split()
        lengths[first].add(len(others) + 1)
    longest_first = {first: sorted(found, reverse=True) for first, found in lengths.items()}
    return _SiteWords(grades, longest_first, _signs(grades, _SURE), _signs(grades, _SURE - 1))


def _signs(grades: dict[str, int], least: int) -> frozenset[str]:
    """One word of each phrase of at least some grade, alone and with what may stand behind it."""
    everyday = small_words() | base_verbs()

    def how_rare(word: str) -> tuple[bool, int, int]:
        return word not in everyday, grades.get(word, 0), len(word)

    words = {max(phrase.split(), key=how_rare) for phrase, grade in grades.items() if grade >= least}
    return frozenset(word + mark for word in words for mark in _BEHIND_WORD)
