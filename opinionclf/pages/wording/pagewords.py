"""The classes of words of ``data/page_words.tsv``, by which lines of a page show what they are.

They are read when a line is first asked about, and kept in the forms in which rules ask for them.
"""

from __future__ import annotations

import functools
import re

from opinionclf.datafiles import read_rows


@functools.cache
def page_words() -> dict[str, frozenset[str]]:
    """Return the words of each class."""
    return {row[0]: frozenset(word.replace("_", " ") for word in row[1].split()) for row in read_rows("page_words.tsv")}


@functools.cache
def affixes(name: str) -> tuple[str, ...]:
    """Return the words of a class as `str.startswith` and `str.endswith` take them."""
    return tuple(sorted(page_words()[name]))


def alternatives(name: str) -> str:
    """Return the words of a class as alternatives of a regular expression, the longest first."""
    return "|".join(map(re.escape, sorted(affixes(name), key=len, reverse=True)))
