"""Nouns beside reporting verbs: which words are the noun of the same form (``the claim``), and which nouns do a verb's work."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import any_of
from opinionclf.lexicon import NAME, NOUN, SOURCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import COLON, COMMA, NUMBER, kinds
from opinionclf.text.tokens import Bools, Ints
from opinionclf.text.wordclasses import class_bits

_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_YEAR = 4  # digits
_AHEAD = np.arange(1, 9)[:, None]  # tokens behind a noun
_BEFORE = np.arange(1, 6)[:, None]  # ... and in front of it
_INSERTED = np.arange(1, 30)[:, None]  # ... and up to its predicate, where something is inserted
_CLASSES = ("before_noun", "article", "possessor", "that", "to", "be", "holder", "there", "auxiliary",
            "breaks_clause", "preposition", "viewpoint", "reckoning", "by", "of_office", "owned_by_writer", "her",
            "says", "stands_alone", "said")  # fmt: skip
(
    _BEFORE_NOUN, _ARTICLE, _POSSESSOR, _THAT, _TO, _BE, _HOLDER, _THERE, _AUXILIARY, _BREAKS_CLAUSE,
    _PREPOSITION, _VIEWPOINT, _RECKONING, _BY, _OF_OFFICE, _OWNED_BY_WRITER, _HER, _SAYS, _STANDS_ALONE, _SAID,
    _MARK,
) = (constant(1 << bit, np.uint32) for bit in range(len(_CLASSES) + 1))  # fmt: skip
_APOSTROPHES = kinds(tk.SINGLE, tk.CLOSE_SINGLE)
_OPENS_AGENT = any_of(_TO, _BY)
_OPENS_CONTENT, _OWNS, _OPENS_PHRASE = any_of(_THAT, _TO), any_of(_ARTICLE, _POSSESSOR), any_of(_PREPOSITION, _TO)
_BREAKS = any_of(_AUXILIARY, _BREAKS_CLAUSE, _MARK)  # finite verbs, words that open clauses, marks: these end a noun phrase
_NOT_PLAIN = constant(int(SOURCE | NAME), np.uint8)

_Classes = NDArray[np.uint32]  # what the rules ask of a token, as bits


def are_nouns(columns: Columns, token: Ints) -> Bools:
    """``the claim``, ``her absurd plan``, ``of hope``: the noun of the same form; not ``he's threatening, another said``."""
    first = columns.first.take(columns.segment.take(token))
    behind_first = token > first
    before = _classes(columns, token - _ONE) * behind_first
    noun = (before & _BEFORE_NOUN).astype(bool)
    # Each rule is asked about the few words that it may be about.
    (row,) = _APOSTROPHES.take(columns.tokens.kind.take(token - _ONE, mode="clip")).nonzero()
    if len(row):
        noun[row] |= _follow_plural_possessive(columns, token.take(row), first.take(row))
    (row,) = ((before & _HER) > 0).nonzero()
    if len(row):
        noun[row] &= ~_say_that(columns, token.take(row))
    (row,) = (before & _STANDS_ALONE).nonzero()
    if len(row):
        noun[row] &= ~_are_finite(columns, token.take(row))
    (row,) = (behind_first & columns.are_in(token, "state")).nonzero()
    if len(row):
        noun[row] |= _describe_counted(columns, token.take(row))
    (row,) = (behind_first & columns.lexicon.report_noun.take(columns.unit.take(token))).nonzero()
    if len(row):
        noun[row] |= _are_modified(columns, token.take(row), first.take(row))
    return noun


def _say_that(columns: Columns, token: Ints) -> Bools:
    """Which tokens are verbs of saying with their content, behind *her* as an object: ``those who work with her say that``."""
    that = ((_classes(columns, token + _ONE) & _THAT) > 0) & (token + _ONE < columns.last.take(columns.segment.take(token)))
    return that & ((_classes(columns, token) & _SAYS) > 0)


def _describe_counted(columns: Columns, token: Ints) -> Bools:
    """Which words behind a number, or one such as *most*, are no verbs: ``40 state schools``.

    Not ``all three state that``, ``most state clearly that``.
    """
    before, following = token - _ONE, token + _ONE
    counted = columns.are_in(before, "number_word", "many") | (columns.tokens.kind.take(before) == NUMBER)
    named = columns.tokens.kind.take(following, mode="clip") <= tk.ALL_CAPS
    named &= (columns.closed.take(following, mode="clip") == 0) & (following < columns.last.take(columns.segment.take(token)))
    that = (_classes(columns, following + _ONE) & _THAT) > 0
    that &= following + _ONE < columns.last.take(columns.segment.take(token))
    return counted & named & ~(columns.end_in(following, "ly") & that)


def _follow_plural_possessive(columns: Columns, token: Ints, first: Ints) -> Bools:
    """Which tokens stand behind an apostrophe that closes no quotation, joined to a word in -s: ``analysts' forecasts``."""
    owner = token - _TWO
    joined = ~columns.tokens.gap.take(token - _ONE) & columns.outside.take(owner)
    return joined & columns.end_in_s(owner) & (owner >= first)


def _are_finite(columns: Columns, token: Ints) -> Bools:
    """Which verbs are no participles: ``another said``, ``the other complained that``; not ``some believed to be``."""
    following = _classes(columns, token + _ONE)
    goes_on = columns.closed.take(token + _ONE, mode="clip") > 0
    goes_on &= token + _ONE < columns.last.take(columns.segment.take(token))
    goes_on &= (following & _OPENS_AGENT) == 0
    finite = columns.end_in(token, "ing") & ~columns.lexicon.report_noun.take(columns.unit.take(token))
    finite |= columns.end_in(token, "ed") | columns.are_in(token, "no_noun")
    return (finite | ((_classes(columns, token) & _SAID) > 0)) & goes_on


def _are_modified(columns: Columns, token: Ints, first: Ints) -> Bools:
    """Which tokens are nouns behind what judges or describes them.

    ``The absurd claim``, ``the 2021 report``, ``an official claim``, ``her repeated claim``; not ``the vendor claims``,
    ``her lawyers claim``.
    """
    before = token - _ONE
    determiner = _classes(columns, before - _ONE) * (before > first)
    # The 2021 report; not: the 14 claim.
    year = (columns.tokens.kind.take(before) == NUMBER) & (columns.tokens.lengths_at(before) == _YEAR)
    judged = columns.lexicon.adjective.take(columns.unit.take(before)) | year
    judged &= (determiner & _BEFORE_NOUN).astype(bool)
    (owned,) = (determiner & _OWNS).nonzero()
    if len(owned):
        before, token = before.take(owned), token.take(owned)
        plain = (columns.traits.take(before) & _NOT_PLAIN) == 0
        plain &= columns.closed.take(before) == 0  # asked her to claim
        judged[owned] |= plain & ~(columns.end_in_s(before) | columns.end_in_s(token))
    return judged


def predicated_nouns(columns: Columns) -> Ints:
    """The nouns that do the work of a verb, and are somebody else's.

    ``Her view is that``, ``the union's biggest fear is that``, ``the hope among farmers is that``, ``there is a growing
    belief among farmers that``, ``In the widow's telling,``, ``Her advice to the young:``.
    """
    noun = columns.outside_with(NOUN)
    if not len(noun):
        return noun
    segment = columns.segment.take(noun)
    first, last = columns.first.take(segment), columns.last.take(segment)
    place = noun + _AHEAD
    ahead = _classes(columns, place) * (place < last)
    found = _have_possessor(columns, noun, first)
    (row,) = found.nonzero()
    if len(row):
        near, words = place.take(row, axis=1), ahead.take(row, axis=1)
        found[row] = _tell(columns, noun.take(row), near, words, first.take(row), last.take(row))
    (row,) = np.logical_or.reduce((ahead & _OPENS_CONTENT).astype(bool)).nonzero()
    if len(row):
        near, words = place.take(row, axis=1), ahead.take(row, axis=1)
        found[row] |= _are_held(columns, noun.take(row), near, words, first.take(row))
    return noun.compress(found)


def _tell(columns: Columns, noun: Ints, place: Ints, ahead: _Classes, first: Ints, last: Ints) -> Bools:
    """Which nouns with a possessor go on with their content: behind a form of *be*, behind an insertion, or set off."""
    predicate = (ahead[:2] & _BE).astype(bool) & (ahead[1:3] & _OPENS_CONTENT).astype(bool)
    found = predicate[0] | predicate[1] | _set_off(columns, noun, place, ahead, first, last)
    inserted = (columns.tokens.kind.take(place[0], mode="clip") == COMMA) | ((ahead[0] & _PREPOSITION) > 0)
    (row,) = inserted.nonzero()
    if len(row):
        found[row] |= _reach_predicate(columns, noun.take(row), last.take(row))
    return found


def _are_held(columns: Columns, noun: Ints, place: Ints, ahead: _Classes, first: Ints) -> Bools:
    """Which nouns with content behind them have their holder there, too, or *there is* in front of them."""
    # Not: There is a sermon in that,
    ahead = ahead.copy()
    ahead[1:] *= ((ahead[1:] & _THAT) == 0) | ((ahead[:-1] & _PREPOSITION) == 0)
    clear = _clear(columns, place, ahead)
    predicate = (ahead[2:-1] & _BE).astype(bool) & (ahead[3:] & _OPENS_CONTENT).astype(bool)
    found: Bools = (ahead[0] & _HOLDER).astype(bool) & np.logical_or.reduce(predicate & clear[1:-2])
    that = (ahead & _THAT).astype(bool)
    that[1:] &= clear[:-1]
    (row,) = np.logical_or.reduce(that).nonzero()
    if len(row):
        found[row] |= _exist(columns, noun.take(row), first.take(row))
    return found


def _set_off(columns: Columns, noun: Ints, place: Ints, ahead: _Classes, first: Ints, last: Ints) -> Bools:
    """Which nouns stand in front of a colon, or, behind a preposition that opens the sentence, of a comma.

    Between a noun and its colon stands nothing but what a preposition opens: not ``His speech lasted two hours:``.
    """
    kind = columns.tokens.kind.take(place, mode="clip")
    inside = place < last
    view, opening = _classes(columns, noun), _classes(columns, first)
    found = ((view & _VIEWPOINT) > 0) & ((opening & _PREPOSITION) > 0)
    found |= ((view & _RECKONING) > 0) & ((opening & _BY) > 0)
    comma, colon = (kind == COMMA) & inside, (kind == COLON) & inside
    phrase = ((ahead[0] & _OPENS_PHRASE) > 0) & _clear(columns, place, ahead * ((ahead & _TO) == 0))[:-1]
    comma[1:] &= phrase  # In her reading of the law,
    simple = ((ahead[0] & _BE) > 0) & _clear(columns, place[1:], ahead[1:] | ((ahead[1:] & _PREPOSITION) > 0) * _MARK)
    colon[1:] &= phrase  # Her advice to the young:
    colon[2:] |= ((kind == COLON) & inside)[2:] & simple[:-1]  # His argument is simple:
    found &= np.logical_or.reduce(comma) & (noun - first <= len(_BEFORE))
    return found | np.logical_or.reduce(colon)  # type: ignore[no-any-return]


def _reach_predicate(columns: Columns, noun: Ints, last: Ints) -> Bools:
    """Which nouns have their predicate behind an insertion: ``Her finding, told in May to a board that laughed, was that``."""
    place = noun + _INSERTED
    inside = place < last
    classes = _classes(columns, place) * inside
    comma = (columns.tokens.kind.take(place, mode="clip") == COMMA) & inside
    predicate = ((classes[:-1] & _BE) > 0) & ((classes[1:] & _THAT) > 0)
    has_been = ((classes[1:-2] & _AUXILIARY) > 0) & predicate[2:]  # , has been that
    return (comma[:-2] & predicate[1:]).any(axis=0) | (comma[:-3] & has_been).any(axis=0)  # type: ignore[no-any-return]


def _have_possessor(columns: Columns, noun: Ints, first: Ints) -> Bools:
    """``Her view``, ``the union's biggest fear``, ``the official story``; not ``my view``, ``here's a plan``."""
    place = np.maximum(noun - _BEFORE[:3], first)
    near = _classes(columns, place)
    owned: Bools = np.logical_or.reduce((near[:2] & _POSSESSOR) > 0)
    apostrophe = _APOSTROPHES.take(columns.tokens.kind.take(place[0])) & ~columns.tokens.gap.take(place[0])
    owned |= apostrophe & columns.end_in_s(place[1])  # the engineers' advice
    # `the official story`, where the lexicon may have both words as a phrase; not `my official view`
    official = ((near[0] | _classes(columns, noun)) & _OF_OFFICE) > 0
    return owned | (official & (((near[0] | near[1]) & _OWNED_BY_WRITER) == 0))


def _exist(columns: Columns, noun: Ints, first: Ints) -> Bools:
    """Whether *there is* stands in front of nouns, with nothing between but what belongs to them."""
    place = noun - _BEFORE
    before = _classes(columns, place) * (place >= first)
    there = (before[1:] & _THERE).astype(bool) & (before[:-1] & _BE).astype(bool)
    if len(there.ravel().nonzero()[0]):
        there[1:] &= _clear(columns, place[:-2], before[:-2])
    return np.logical_or.reduce(there)


def _clear(columns: Columns, place: Ints, classes: _Classes) -> Bools:
    """Whether all tokens from the first row on may belong to a noun phrase."""
    marks = columns.tokens.kind.take(place, mode="clip") > NUMBER
    return (np.bitwise_or.accumulate(classes | marks * _MARK) & _BREAKS) == 0


def _classes(columns: Columns, token: Ints) -> _Classes:
    """The classes of tokens."""
    return _classes_of_words().take(columns.closed.take(token, mode="clip"))


@functools.cache
def _classes_of_words() -> _Classes:
    return class_bits(*_CLASSES)
