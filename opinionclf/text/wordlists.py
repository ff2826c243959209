"""What the lists of words tell of the tokens of a text.

All lists that the segmentation asks are one table, with a bit for each list, so that one look-up answers for all of
them (`listed_at`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, NDArray
from opinionclf.datafiles import first_column, read_rows
from opinionclf.text.characters import encode
from opinionclf.text.keytable import KeyTable
from opinionclf.text.tokenizer import tokenize
from opinionclf.text.tokens import TokenTable, join_keys, run_starts

Listed = NDArray[np.unsignedinteger]  # what the word lists know of some words, as bits

# What the word lists know of a word, one bit each.
TITLE, NUMBERED, INNER, MONTH, ENDER, UNIT = (1 << bit for bit in range(6))
STARTER, CLOCK, SPEECH, NAME, LABEL, LETTERED, LOWER_NAME, PARTICLE = (1 << bit for bit in range(6, 14))
ELISION, LINE_LEAD, PRONOUN, CREDIT, SQUARE = (1 << bit for bit in range(14, 19))
OPENS_PHRASE, OPENS_LONG_PHRASE, SECOND_IN_PHRASE, ENDS_PHRASE, TELLS_NOTE = (1 << bit for bit in range(19, 24))
SPEAKS_TO, SPEAKS_OF_SELF, SPEAKS_OF_US, AIRS, UNSPOKEN, ASIDE, ADDRESS, OPENS_IN_TEXT = (1 << bit for bit in range(24, 32))
ABBREVIATION = TITLE | NUMBERED | INNER | MONTH | ENDER | UNIT
IN_PERSON = SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US

_GROUPS = {"title": TITLE, "number": NUMBERED, "inner": INNER, "month": MONTH, "ender": ENDER, "unit": UNIT}
_IN_INTERVIEWS = {
    "asked": SPEAKS_TO, "self": SPEAKS_OF_SELF, "us": SPEAKS_OF_US, "airs": AIRS, "minutes": UNSPOKEN, "section": UNSPOKEN,
    "told": UNSPOKEN, "aside": ASIDE, "address": ADDRESS,
}  # fmt: skip
_FILES = {
    "sentence_starters.txt": STARTER,
    "clock_followers.txt": CLOCK, "speech_tags.txt": SPEECH, "names_with_marks.txt": NAME, "list_labels.txt": LABEL,
    "lettered_things.txt": LETTERED, "lower_case_names.txt": LOWER_NAME, "name_particles.txt": PARTICLE,
    "elisions.txt": ELISION, "line_leads.txt": LINE_LEAD, "credit_labels.txt": CREDIT,
    "note_words.txt": TELLS_NOTE,
}  # fmt: skip
_Numbers = TypeVar("_Numbers", Ints, Keys)
_LONGEST_LISTED = 16  # characters: the key of a longer word need only differ from those of the lists
_PIECE = re.compile(r"[\w'.-]*\w|\*|:(?=\*)")  # of a phrase of furniture: a word, what stands for any, a label's colon
_FEW_TOKENS = 4096  # for so few, asking for all at once takes no longer than asking for some


def entry_keys(entries: Iterable[str]) -> tuple[Keys, np.ndarray]:
    """Return one key per entry, and its number of tokens.

    The key of a phrase is that of its tokens joined from left to right, as the text is searched for
    it; an entry is therefore read exactly as a text would be.
    """
    # A clitic such as 's is a token of its own behind a word only; the word is then left out.
    entries = list(entries)
    clitic = np.array([entry.startswith("'") and len(entry) > 1 for entry in entries], dtype=bool)
    lines = [f"x{entry}" if after_word else entry for entry, after_word in zip(entries, clitic, strict=True)]
    tokens = tokenize(encode("\n".join(lines)))
    line = np.cumsum(tokens.newlines > 0)
    first = np.searchsorted(line, np.arange(len(entries)))
    length = np.diff(np.append(first, len(tokens))) - clitic
    first = first + clitic
    keys = tokens.key[first].copy()
    for step in range(1, int(length.max(initial=1))):
        longer = np.flatnonzero(length > step)
        keys[longer] = join_keys(keys[longer], tokens.key[first[longer] + step])
    return keys, length


class FlaggedWords(NamedTuple):
    """Words with bits that say in which lists they stand."""

    table: KeyTable
    flags: Listed

    def find(self, keys: Keys) -> Listed:
        """Return the bits of each key, 0 for a word of no list."""
        return self.flags.take(self.table.find(keys))


def flagged_words(pairs: Iterable[tuple[str, int]]) -> FlaggedWords:
    """Make the look-up of words and their bits; entries of more than one token are left out."""
    pairs = list(pairs)
    keys, length = entry_keys(word for word, _ in pairs)
    bits = np.array([bit for _, bit in pairs], dtype=np.uint32)
    single = length == 1
    table = KeyTable.build(distinct(keys[single]))
    flags = np.zeros(int(table.rows.max()) + 1, dtype=np.uint32)  # row 0 answers for unknown words
    np.bitwise_or.at(flags, table.find(keys[single]), bits[single])
    return FlaggedWords(table, flags)


def distinct(numbers: _Numbers) -> _Numbers:
    """Return numbers in ascending order, each once. (`np.unique` loads a fifth of numpy that nothing else here needs.)"""
    ordered = numbers.copy()
    ordered.sort(kind="stable")  # which joins runs that are in order
    return ordered.take(run_starts(ordered))


def listed_at(tokens: TokenTable, rows: Ints) -> Listed:
    """Return in which of the word lists each of some tokens stands, as bits."""
    if tokens.listed is None and len(tokens) <= _FEW_TOKENS:
        tokens.listed = _listed_words().find(tokens.key)
    if tokens.listed is not None:
        return tokens.listed.take(rows)
    start, end = tokens.spelling.start.take(rows), tokens.spelling.end.take(rows)
    return _listed_words().find(tokens.spelling.hashes(start, end, _LONGEST_LISTED))


def has(listed: Listed, lists: int) -> Bools:
    """Say of each of some tokens, by the bits of `listed_at`, whether it stands in one of the lists."""
    return (listed & lists).astype(bool)


def is_listed(tokens: TokenTable, rows: Ints, lists: int, where: Bools) -> Bools:
    """Say of each of some tokens whether it stands in one of the lists; False for those that are not asked about."""
    if tokens.listed is not None:
        return where & has(tokens.listed.take(rows), lists)
    found = np.zeros(len(rows), dtype=bool)
    (asked,) = where.nonzero()
    if len(asked):
        found[asked] = has(listed_at(tokens, rows.take(asked)), lists)
    return found


@functools.cache
def _listed_words() -> FlaggedWords:
    """Every word that the segmentation knows; entries of more than one token are left out."""
    pairs = [(word, _GROUPS[group]) for word, group in read_rows("abbreviations.tsv")]
    known = {word for word, _ in pairs}
    pairs += [(word, flag) for name, flag in _FILES.items() for word in first_column(name)]
    pairs += [(word, STARTER) for word in first_column("learnt_starters.txt", optional=True)]
    # What is learnt says only that a word is an abbreviation; the group written by hand says more.
    pairs += [(word, ENDER) for word in first_column("learnt_abbreviations.txt", optional=True) if word not in known]
    phrases = phrase_words("furniture.txt")
    pairs += [(word, OPENS_PHRASE) for word in phrases.first] + [(word, ENDS_PHRASE) for word in phrases.last]
    pairs += [(word, OPENS_LONG_PHRASE) for word in dict.fromkeys(nth_tokens(phrases.pairs, 0))]
    pairs += [(word, SECOND_IN_PHRASE) for word in dict.fromkeys(nth_tokens(phrases.pairs, 1))]
    pairs += [(row[0].split()[0], OPENS_IN_TEXT) for row in read_rows("furniture.txt") if row[1:] in (["inline"], ["among"])]
    pairs += [(word, _IN_INTERVIEWS[group]) for word, group in read_rows("interview_words.tsv")]
    pairs += [("i", PRONOUN), ("[", SQUARE)]
    if max(len(word) for word, _ in pairs if " " not in word) > _LONGEST_LISTED:
        raise ValueError(f"a listed word has more than {_LONGEST_LISTED} characters")
    return flagged_words(pairs)


class PhraseWords(NamedTuple):
    """The outer words of phrases, by which a text is searched for them.

    Attributes
    ----------
    first : first words of the phrases of one word, or of one word before a `*`.
    pairs : beginnings of the others, up to a `*`, of which two tokens are asked for.
    last : last words of the phrases that begin with `*`.
    """

    first: list[str]
    pairs: list[str]
    last: list[str]


@functools.cache
def phrase_words(name: str) -> PhraseWords:
    """Return the outer words of the phrases of a data file, in which a `*` stands for any words."""
    found = PhraseWords([], [], [])
    for phrase in first_column(name):
        pieces = _PIECE.finditer(phrase)
        first, second = next(pieces, None), next(pieces, None)
        if first is None:
            continue
        if first[0] == "*":
            words = [piece for piece in _PIECE.findall(phrase) if piece not in "*:"]
            found.last.extend(words[-1:])
        elif second is None or second[0] == "*":
            found.first.append(first[0])
        else:
            found.pairs.append(phrase[first.start() :].partition("*")[0])
    return found


def nth_tokens(entries: Iterable[str], n: int) -> list[str]:
    """Return the first token of each entry (``editor`` of ``editor's note``) where `n` is 0, the second where it is 1."""
    text = "\n".join(entries)
    tokens = tokenize(encode(text))
    begin = _line_begins(tokens) + n
    return [text[a:b] for a, b in zip(tokens.start[begin].tolist(), tokens.end[begin].tolist(), strict=True)]


def leading_keys(entries: Iterable[str]) -> tuple[Keys, Keys]:
    """Return the keys of the first and of the second token of each entry."""
    tokens = tokenize(encode("\n".join(entries)))
    begin = _line_begins(tokens)
    return tokens.key[begin], tokens.key[begin + 1]


def _line_begins(tokens: TokenTable) -> Ints:
    return np.flatnonzero(np.concatenate([[True], tokens.newlines[1:] > 0]))
