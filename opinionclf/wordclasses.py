"""Closed-class words by what they do in a sentence: one look-up a token answers for all classes."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, NDArray
from opinionclf.wordlists import FlaggedWords, flagged_words, read_rows

_FILE = "word_classes.tsv"


@functools.cache
def class_bits() -> dict[str, np.uint64]:
    """Return the bit of each word class."""
    return {row[0]: np.uint64(1 << number) for number, row in enumerate(read_rows(_FILE))}


@functools.cache
def word_classes() -> FlaggedWords:
    """Return the look-up of words and the bits of their classes."""
    bits = class_bits()
    pairs = [(word, int(bits[row[0]])) for row in read_rows(_FILE) for word in row[1].split()]
    return flagged_words(pairs, np.uint64)


@functools.cache
def class_table(name: str) -> Bools:
    """Say of each row of `word_classes` whether it belongs to a class; row 0 stands for all other words."""
    return (word_classes().flags & class_bits()[name]) != 0


def class_codes(*order: tuple[str, int]) -> NDArray[np.int8]:
    """Return a code for each row of `word_classes`, that of the first of some classes it belongs to; 0 for none."""
    codes = np.zeros(len(word_classes().flags), dtype=np.int8)
    for name, code in reversed(order):
        codes[class_table(name)] = code
    return codes
