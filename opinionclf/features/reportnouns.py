"""Nouns beside reporting verbs: which words are the noun of the same form (``the claim``), and which nouns do a verb's work."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.kinds import NUMBER
from opinionclf.lexicon import NAME, NOUN, SOURCE
from opinionclf.tokens import Bools, Ints
from opinionclf.wordclasses import class_table

_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_AHEAD = np.arange(1, 9)[:, None]  # tokens behind a noun
_BEFORE = np.arange(1, 6)[:, None]  # ... and in front of it


def are_nouns(columns: Columns, token: Ints) -> Bools:
    """``the claim``, ``her absurd plan``, ``of hope``: the noun of the same form; not ``he's threatening``."""
    first = columns.first.take(columns.segment.take(token))
    behind_first = token > first
    word = columns.closed.take(token - behind_first)
    noun: Bools = class_table("before_noun").take(word) & behind_first
    (row,) = (class_table("clitic").take(word) & noun).nonzero()
    if len(row):
        # A clitic behind such a word is a verb, and no possessive.
        host = token.take(row) - _TWO
        contracted = class_table("clitic_host").take(columns.closed.take(host, mode="clip"))
        noun[row[contracted & (host >= first.take(row))]] = False
    (row,) = (behind_first & columns.lexicon.report_noun.take(columns.unit.take(token))).nonzero()
    return noun if not len(row) else _with_modified(columns, token, first, row, noun)


def _with_modified(columns: Columns, token: Ints, first: Ints, row: Ints, noun: Bools) -> Bools:
    """Add those of some rows that are nouns behind what judges or describes them.

    ``The absurd claim``, ``an official claim``, ``her repeated claim``; not ``the vendor claims``, ``her lawyers claim``.
    """
    before = token.take(row) - _ONE
    determiner = before - _ONE
    judged = columns.lexicon.adjective.take(columns.unit.take(before)) & _are(columns, "before_noun", determiner)
    owned = _are(columns, "article", determiner) | _are(columns, "possessor", determiner)
    plain = (columns.traits.take(before) & (SOURCE | NAME)) == 0
    plain &= columns.closed.take(before) == 0  # asked her to claim
    singular = ~(columns.end_in_s(before) | columns.end_in_s(token.take(row)))
    noun[row] |= (determiner >= first.take(row)) & (judged | (owned & plain & singular))
    return noun


def predicated_nouns(columns: Columns) -> Ints:
    """The nouns that do the work of a verb, and are somebody else's.

    ``Her view is that``, ``the union's biggest fear is that``, ``the hope among farmers is that``, ``there is a growing
    belief among farmers that``.
    """
    noun = columns.outside_with(NOUN)
    if not len(noun):
        return noun
    segment = columns.segment.take(noun)
    first, last = columns.first.take(segment), columns.last.take(segment)
    place = noun + _AHEAD
    ahead = _words(columns, place, place < last)
    that = class_table("that").take(ahead)
    opens_content = that | class_table("to").take(ahead)
    if not len(opens_content.ravel().nonzero()[0]):
        return noun[:0]
    predicate = class_table("be").take(ahead[:-1]) & opens_content[1:]
    found = _have_possessor(columns, noun, first) & predicate[:2].any(axis=0)
    clear = np.logical_and.accumulate(~_breaking(columns, place, ahead), axis=0)
    found |= class_table("holder").take(ahead[0]) & (predicate[2:] & clear[1:-2]).any(axis=0)
    (row,) = (that[0] | (that[1:] & clear[:-1]).any(axis=0)).nonzero()
    found[row] |= _exist(columns, noun.take(row), first.take(row))
    return noun.compress(found)


def _have_possessor(columns: Columns, noun: Ints, first: Ints) -> Bools:
    """``Her view``, ``her biggest fear``; not ``my view``."""
    near = np.maximum(first, noun - _TWO)
    return _are(columns, "possessor", near) | _are(columns, "possessor", np.maximum(noun - _ONE, near))


def _exist(columns: Columns, noun: Ints, first: Ints) -> Bools:
    """Whether *there is* stands in front of nouns, with nothing between but what belongs to them."""
    place = noun - _BEFORE
    before = _words(columns, place, place >= first)
    there = class_table("there").take(before[1:]) & class_table("be").take(before[:-1])
    clear = np.ones_like(there)
    np.logical_and.accumulate(~_breaking(columns, place[:-2], before[:-2]), axis=0, out=clear[1:])
    return np.logical_or.reduce(there & clear)


def _words(columns: Columns, token: Ints, inside: Bools) -> NDArray[np.int16]:
    """Rows of tokens in the closed word classes; 0 for those that are not inside the segment."""
    return columns.closed.take(token, mode="clip") * inside


def _breaking(columns: Columns, token: Ints, word: NDArray[np.int16]) -> Bools:
    """Which tokens belong to no noun phrase: marks, finite verbs, words that open clauses."""
    breaks = class_table("auxiliary").take(word) | class_table("breaks_clause").take(word)
    return breaks | (columns.tokens.kind.take(token, mode="clip") > NUMBER)


def _are(columns: Columns, name: str, token: Ints) -> Bools:
    """Whether tokens are words of a class."""
    result: Bools = class_table(name).take(columns.closed.take(token, mode="clip"))
    return result
