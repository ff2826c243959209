"""The words of a short line: which may be verbs, which are words that titles, headlines and labels write small or leave out.

A line has no parse, and its verbs need none to be told from nouns most of the time: by lists, endings and the word in front.
"""

from __future__ import annotations

import functools

from opinionclf.datafiles import first_column, read_rows
from opinionclf.pages.wording.pagewords import page_words

OUTER = "‘’“”\"'.,:;?!()-–—"
_LONGEST_RED = 3  # letters: no past


def leaves_out_words(line: str) -> bool:
    """Whether a line does without the words that headlines and labels leave out."""
    return headline_omits().isdisjoint(word.lower().strip(OUTER) for word in line.split())


def has_clause(line: str) -> bool:
    """Whether a line has a small pronoun or auxiliary, as most short sentences do."""
    return not clause_words().isdisjoint(line.replace("’", "'").split()[1:])


def tells_in_past(line: str) -> bool:
    """Whether a line has a verb in the past tense, or what looks like one, behind its first word."""
    return have_past([word.strip(OUTER) for word in line.split()[1:] if word[0].islower()])


def has_small_verb(line: str) -> bool:
    """Whether a line has a finite verb without a capital, as titles seldom do: ``Ann Lowe won Salem.``"""
    small = [word.strip(OUTER) for word in line.replace("’", "'").split() if word[0].islower()]
    return have_past(small) or not inflected_verbs().isdisjoint(small) or not clause_words().isdisjoint(small)


@functools.lru_cache(maxsize=64)  # a list is read again for each of its items
def tells_in_item(item: str) -> bool:
    """Whether an item of a list has a finite verb, or goes on with a sentence: ``• Opened a pool``, ``• close two pools``"""
    line = item.lstrip("•*▪-– ")
    return line[:1].islower() or has_small_verb(line[:1].lower() + line[1:]) or line.partition(" ")[0].lower() in base_verbs()


def have_past(words: list[str]) -> bool:
    """Whether one of some words is or may be the past of a verb."""
    return not pasts().isdisjoint(words) or any(map(_is_regular_past, words))


def _is_regular_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > _LONGEST_RED and not word.endswith("eed")


def count_verbs(words: list[str]) -> int:
    """The number of finite verbs among some words, as far as they show; an auxiliary and its verb are one."""
    n_verbs, is_helped = 0, False
    for word in words:
        auxiliary = word in _finite_auxiliaries()
        if auxiliary or word in inflected_verbs() or _is_regular_past(word):
            n_verbs += not is_helped
            is_helped = auxiliary
    return n_verbs


def is_verb(word: str, before: str) -> bool:
    """Whether a word of a short line is its verb, by the word before it ("" at the start)."""
    if word in clause_words():
        return True
    if not before:
        return word in base_verbs()
    # Few options. Few swim.
    if before in page_words()["quantity"]:
        return word in base_verbs()
    # The state of things. Next moves.
    if before in function_words():
        return False
    if _is_regular_past(word):
        return True
    # Words matter. Crime pays. Age gap
    return word in inflected_verbs() or (word in base_verbs() and before.endswith("s"))


@functools.cache
def headline_omits() -> frozenset[str]:
    return frozenset(first_column("headline_omits.txt"))


@functools.cache
def clause_words() -> frozenset[str]:
    return frozenset(first_column("clause_words.txt"))


@functools.cache
def function_words() -> frozenset[str]:
    return frozenset(word for row in read_rows("function_words.txt") for word in row)


@functools.cache
def small_words() -> frozenset[str]:
    return function_words() | clause_words()


@functools.cache
def _finite_auxiliaries() -> frozenset[str]:
    return frozenset(word for row in read_rows("word_classes.tsv") if row[0] == "auxiliary" for word in row[1].split())


@functools.cache
def base_verbs() -> frozenset[str]:
    return frozenset(first_column("line_verbs.txt") + first_column("irregular_verbs.tsv"))


@functools.cache
def inflected_verbs() -> frozenset[str]:
    """The -s forms, and the past of the irregular verbs where it differs from the base."""
    return frozenset(map(_third_person, base_verbs())) | pasts()


@functools.cache
def pasts() -> frozenset[str]:
    forms = {form for row in read_rows("irregular_verbs.tsv") for form in row[1].split(",")}
    return frozenset(forms - base_verbs())


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
