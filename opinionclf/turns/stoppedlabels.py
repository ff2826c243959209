"""Labels of speakers that end in a stop: ``Mr. DOE.``, ``The Chairman.``, ``Ann Lowe (S&D). –``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, DASH, IS_CAPITAL, STOP, WORD, WORDS, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable
from opinionclf.text.wordlists import TITLE, UNSPOKEN, has, listed_at
from opinionclf.turns.longlabels import LONGEST_LABEL
from opinionclf.turns.speakerlabels import FEWEST_TURNS, LONGEST_SHORT
from opinionclf.turns.speakernames import NO_LABELS, SpeakerLabels, document_of, ends_of, hold_address, in_order, names_again
from opinionclf.turns.spoken import in_person, in_talks

_FEWEST_STOPPED = 4  # labels that end in a stop: two names, twice each
_LEAST_AGAIN = 0.5  # of the labels that end in a stop are of names that come again
_SHORTEST_NAME = 3  # letters of one in capitals, without a title
_LONGEST_NAMED = 5  # tokens in front of the stop: Mr. VAN DER DOE.
_NAMED = np.arange(2, _LONGEST_NAMED + 1)[:, None]  # tokens in front of the stop
_DASHED = np.arange(LONGEST_SHORT + 1)[:, None]  # tokens from the first to the one behind the name
_ENDS_NAME = kinds(tk.OPEN_BRACKET, tk.COMMA, tk.STOP)
_ONE = constant(1, np.int64)
_IS_WORD = kinds(*WORDS)


def stopped_labels(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """Labels that end in a stop, which ends no sentence: ``Mr. DOE.``, ``The Chairman.``, ``Ann Lowe (S&D). –``"""
    if len(begins) < FEWEST_TURNS:
        return NO_LABELS
    named, dashed = _named_in_front_of_stops(tokens, begins, offset), _in_front_of_dashes(tokens, begins, offset)
    single = _capitals_in_front_of_stops(tokens, begins, offset)
    if not len(dashed.first) and not len(single.first):
        return named
    return in_order([named, dashed, single])


def _in_front_of_dashes(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """``Ann Lowe (S&D). – Mr President``, ``President. – Order``: what the European Parliament prints in front of each turn.

    A name stands in front of the stop, with or without brackets or what follows a comma. One at least comes again, as
    those of places in front of reports do not, and a quarter of the paragraphs are in person or ask.
    """
    if not tokens.has(tk.DASH):
        return NO_LABELS
    (dash,) = (tokens.kind == DASH).nonzero()
    dash = dash[(tokens.kind.take(dash - _ONE) == STOP) & tokens.gap.take(dash)]
    if len(dash) < FEWEST_TURNS:
        return NO_LABELS
    row = begins.searchsorted(dash, side="right") - _ONE
    first = begins.take(row)
    # What is said stands behind the dash, in the same line.
    speaks = dash + _ONE < ends_of(tokens, begins, row)
    (near,) = ((dash - first > 1) & (dash - first <= LONGEST_LABEL) & speaks).nonzero()
    dash, row, first = dash.take(near), row.take(near), first.take(near)
    step = first + _DASHED
    ends_name = _ENDS_NAME.take(tokens.kind.take(step, mode="clip"))
    length = ends_name.argmax(axis=0)
    named = np.logical_and.reduce(IS_CAPITAL.take(tokens.kind.take(step, mode="clip")) | (length <= _DASHED))
    (good,) = (named & (length > 0)).nonzero()
    if len(good) < FEWEST_TURNS:
        return NO_LABELS
    first, row = first.take(good), row.take(good)
    labels = SpeakerLabels(first, first, first + length.take(good) - _ONE, dash.take(good) + _ONE)
    page = document_of(tokens, first, offset)
    _, n_again = names_again(tokens, labels.name, page)
    many = (n_again > 0) & (np.bincount(page) >= FEWEST_TURNS)
    return labels.take(many.take(page) & in_person(tokens, begins, row, page, offset))


def _named_in_front_of_stops(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """``Mr. DOE.``, ``The Chairman.``: what American hearings print in front of each turn.

    Nothing but names, and a title, stands in front of the stop. Any words with capitals may (``Olive Oil. Fry the fish.``),
    but the names of speakers come again: two at least do, and half of the labels are of such. One holds a form of address, as
    those of things do not that come again as well (``Step One. Fry the fish.``), and a quarter of the paragraphs are in person
    or ask: ``Mr. Doe. He kept bees.`` is an obituary.
    """
    first, name = _names_in_front_of_stops(tokens, begins, offset)
    if len(first) < _FEWEST_STOPPED:
        return NO_LABELS
    labels = SpeakerLabels(first, first, name, name + (_ONE + _ONE))
    page = document_of(tokens, first, offset)
    again, n_again = names_again(tokens, name, page)
    n_labels = np.maximum(np.bincount(page), 1)
    chosen = (n_again > 1) & (np.bincount(page, weights=again) >= _LEAST_AGAIN * n_labels)
    chosen &= np.bincount(page, weights=hold_address(tokens, first, name + _ONE)) > 0
    return labels.take(chosen.take(page) & in_person(tokens, begins, begins.searchsorted(first), page, offset))


def _capitals_in_front_of_stops(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """``LOWE. It rained.``: one word in capitals, as plays and court reports have them."""
    (row,) = ((tokens.kind.take(begins) == ALL_CAPS) & (tokens.kind.take(begins + _ONE, mode="clip") == STOP)).nonzero()
    if len(row) < _FEWEST_STOPPED:
        return NO_LABELS
    first = begins.take(row)
    behind = first + _ONE + _ONE
    good = (tokens.lengths_at(first) >= _SHORTEST_NAME) & (behind < ends_of(tokens, begins, row))
    good &= tokens.gap.take(behind, mode="clip") & ~has(listed_at(tokens, first), UNSPOKEN)
    first, behind = first[good], behind[good]
    labels = SpeakerLabels(first, first, first, behind)
    return labels.take(in_talks(tokens, begins, labels, offset))


def _names_in_front_of_stops(tokens: TokenTable, begins: Ints, offset: Ints) -> tuple[Ints, Ints]:
    """First and last tokens of the words with capitals from the start of a paragraph to a stop, where a document has enough."""
    none = begins[:0], begins[:0]
    step, row = (tokens.kind.take(begins + _NAMED, mode="clip") == STOP).nonzero()
    if len(step) < _FEWEST_STOPPED:
        return none
    first, length = begins.take(row), step + _NAMED[0]
    behind = first + length + _ONE
    good = IS_CAPITAL.take(tokens.kind.take(first)) & _IS_WORD.take(tokens.kind.take(behind - (_ONE + _ONE), mode="clip"))
    good &= (behind < ends_of(tokens, begins, row)) & tokens.gap.take(behind, mode="clip")
    first, length = first[good], length[good]
    page = document_of(tokens, first, offset)
    (many,) = (np.bincount(page, minlength=1).take(page) >= _FEWEST_STOPPED).nonzero()
    if not len(many):
        return none
    first, length = first.take(many), length.take(many)
    named = np.zeros(len(first), dtype=bool)
    for size in range(2, _LONGEST_NAMED + 1):
        (of_size,) = (length == size).nonzero()
        named[of_size] = _are_named(tokens, first.take(of_size), size)
    order = first[named].argsort()
    first, length = first[named].take(order), length[named].take(order)
    return first, first + length - _ONE


def _are_named(tokens: TokenTable, first: Ints, length: int) -> Bools:
    """Whether so many tokens are words with capitals, the first perhaps a title with its stop: ``Mr. DOE``, ``The Chairman``.

    Small words may follow an office in capitals: ``The SPEAKER pro tempore``.
    """
    capital = IS_CAPITAL.take(tokens.kind.take(first))
    titled = (tokens.kind.take(first + _ONE) == STOP) & has(listed_at(tokens, first), TITLE)
    named = capital & (titled | IS_CAPITAL.take(tokens.kind.take(first + _ONE)))
    office = tokens.kind.take(first + _ONE) == ALL_CAPS
    for step in range(2, length):
        kind = tokens.kind.take(first + step)
        named &= IS_CAPITAL.take(kind) | (office & (kind == WORD))
    return named
