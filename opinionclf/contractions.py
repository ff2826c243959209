"""Phrases whose verbs may be written together with other words: ``they're expected to``, ``it's clear that``."""

from __future__ import annotations

from functools import cache

from opinionclf.datafiles import read_rows
from opinionclf.patterns import Pattern, pattern

_SUBJECTS = ("i", "it", "he", "she", "we", "you", "they", "there", "this", "that")  # of a question: are we to believe
_NEVER_LAST = ("'re", "'m", "'ve", "'ll", "'d")  # what they are


def contracted(phrase: str) -> list[str]:
    """Return what becomes of a phrase where one of its verbs is contracted, in each way that is usual."""
    found = []
    for long, short in _contractions():
        if long.startswith("^"):
            head, _, rest = phrase.partition(" ")
            if head == long[1:] and rest and rest.partition(" ")[0] not in _SUBJECTS:
                found.append(f"{short} {rest}")
        else:
            front, around, behind = f" {phrase} ".partition(f" {long} ")
            if around and (behind.strip() or not short.endswith(_NEVER_LAST)):
                found.append(f"{front} {short} {behind}".strip())
    return found


def written_out(phrase: str) -> str:
    """Return a phrase with *is* or *has* for the clitic behind a pronoun, as texts are read (`opinionclf.features.clitics`)."""
    return _clitics().sub(lambda match: f"{match[1]} {'has' if match[2] else 'is'}", phrase) if "'s" in phrase else phrase


@cache
def _contractions() -> list[tuple[str, str]]:
    return [(long, short) for long, short in read_rows("contractions.tsv")]


@cache
def _clitics() -> Pattern:
    words = {row[0]: row[1].replace(" ", "|") for row in read_rows("word_classes.tsv")}
    return pattern(rf"(?<![\w'-])({words['clitic_host']})'s(?= ({words['behind_has']})(?![\w'-])|(?![\w'-]))")
