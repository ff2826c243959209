"""Plain data files of words, and sets of word keys made from them.

A data file holds one entry a line, optionally with further columns separated by tabs; lines that
start with ``#`` say what belongs in it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opinionclf.characters import encode
from opinionclf.keytable import KeyTable
from opinionclf.tokens import Keys, join_keys, tokenize

DATA = Path(__file__).parent / "data"


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of the data file `name` (path below ``opinionclf/data``), split into columns."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ") and line != "#"]


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


def key_set(words: Iterable[str]) -> KeyTable:
    """Return the set of the keys of single words."""
    keys, length = entry_keys(words)
    return KeyTable.build(np.unique(keys[length == 1]))


@functools.cache
def word_set(name: str, group: str | None = None) -> KeyTable:
    """Return the words of a data file as a set, of one group (second column) only where one is named."""
    rows = read_rows(name)
    return key_set(row[0] for row in rows if group is None or row[1] == group)


def first_column(name: str, group: str | None = None) -> list[str]:
    """Return the words of a data file, of one group (second column) only where one is named; none if it is missing."""
    if not (DATA / name).exists():
        return []
    return [row[0] for row in read_rows(name) if group is None or row[1] == group]


@dataclass(frozen=True, slots=True)
class FlaggedWords:
    """Words with bits that say in which lists they stand, so that one look-up answers for all lists."""

    table: KeyTable
    flags: NDArray[np.unsignedinteger]

    def find(self, keys: Keys) -> NDArray[np.unsignedinteger]:
        """Return the bits of each key, 0 for a word of no list."""
        return self.flags.take(self.table.find(keys), mode="wrap")


def flagged_words(pairs: Iterable[tuple[str, int]], dtype: type[np.unsignedinteger] = np.uint16) -> FlaggedWords:
    """Make the look-up of words and their bits; entries of more than one token are left out."""
    pairs = list(pairs)
    keys, length = entry_keys(word for word, _ in pairs)
    bits = np.array([bit for _, bit in pairs], dtype=dtype)
    single = length == 1
    distinct, row = np.unique(keys[single], return_inverse=True)
    flags = np.zeros(len(distinct) + 1, dtype=dtype)  # the last row answers for unknown words (row -1)
    np.bitwise_or.at(flags, row, bits[single])
    return FlaggedWords(KeyTable.build(distinct), flags)
