"""Nouns beside reporting verbs: which words are the noun of the same form (``the claim``), and which nouns do a verb's work."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.features.columns import Columns
from opinionclf.lexicon import NAME, NOUN, SOURCE
from opinionclf.tokens import Bools, Ints
from opinionclf.wordclasses import class_table

_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)


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
    """``Her view is that``, ``the union's biggest fear is that``: a noun of somebody else that does the work of a verb."""
    noun = columns.outside_with(NOUN)
    if not len(noun):
        return noun
    segment = columns.segment.take(noun)
    last = columns.last.take(segment)
    opens = np.zeros(len(noun), dtype=bool)
    for be in (noun + _ONE, noun + _TWO):
        that = be + _ONE
        opens |= (that < last) & _are(columns, "be", be) & (_are(columns, "that", that) | _are(columns, "to", that))
    (row,) = opens.nonzero()
    if not len(row):
        return row
    noun = noun.take(row)
    near = np.maximum(columns.first.take(segment.take(row)), noun - _TWO)
    return noun[_are(columns, "possessor", near) | _are(columns, "possessor", np.maximum(noun - _ONE, near))]


def _are(columns: Columns, name: str, token: Ints) -> Bools:
    """Whether tokens are words of a class."""
    result: Bools = class_table(name).take(columns.closed.take(token, mode="clip"))
    return result
