"""Closed-class words by what they do in a sentence: one look-up a token answers for all classes."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, NDArray
from opinionclf.datafiles import read_rows
from opinionclf.text.keytable import KeyTable
from opinionclf.text.wordlists import distinct, entry_keys

_FILE = "word_classes.tsv"


@functools.cache
def _known() -> tuple[KeyTable, dict[str, Bools]]:
    """The look-up of all words, and for each class which of its rows belong to it."""
    names, lists = zip(*((row[0], row[1].split()) for row in read_rows(_FILE)), strict=True)
    keys, length = entry_keys(word for words in lists for word in words)
    number = np.arange(len(names)).repeat([len(words) for words in lists])
    single = length == 1
    table = KeyTable.build(distinct(keys[single]))
    members = np.zeros((len(names), len(table.keys) + 1), dtype=bool)
    members[number[single], table.find(keys[single])] = True
    return table, dict(zip(names, members, strict=True))


def word_classes() -> KeyTable:
    """Return the look-up of the words of all classes."""
    return _known()[0]


def count_words() -> int:
    """Return the number of rows of `word_classes`, row 0 included, which stands for all other words."""
    return len(word_classes().keys) + 1


def class_table(name: str) -> Bools:
    """Say of each row of `word_classes` whether it belongs to a class."""
    return _known()[1][name]


@functools.cache
def any_class(*names: str) -> Bools:
    """Say of each row of `word_classes` whether it belongs to one of some classes."""
    table: Bools = np.logical_or.reduce([class_table(name) for name in names])
    table.setflags(write=False)
    return table


def class_bits(*names: str) -> NDArray[np.uint32]:
    """Return the classes of each row of `word_classes` as bits, those of the first name as the lowest one."""
    bits = np.zeros(count_words(), dtype=np.uint32)
    for bit, name in enumerate(names):
        bits[class_table(name)] |= np.uint32(1 << bit)
    return bits


def class_codes(*order: tuple[str, int]) -> NDArray[np.int8]:
    """Return a code for each row of `word_classes`, that of the first of some classes it belongs to; 0 for none."""
    codes = np.zeros(count_words(), dtype=np.int8)
    for name, code in reversed(order):
        codes[class_table(name)] = code
    return codes
