"""Whether labels open what somebody says: the words behind them speak of themselves, to somebody, ask, or are of a chat."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import are_among, constant
from opinionclf.pages.blocks import ends_like_sentence
from opinionclf.pages.stamps import SHORTEST_DATED
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import NUMBER, OPEN_BRACKET, WORD, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, stretches
from opinionclf.text.wordlists import IN_PERSON, has, listed_at
from opinionclf.turns.speakernames import SpeakerLabels, document_of, ends_of, names_again

_MOSTLY = 0.5  # of the paragraphs of labels that other lines have as well
_LEAST_SPOKEN = 0.25  # of the paragraphs of long and of stopped labels that speak of themselves, to somebody, or ask
_ENDS_LINE = kinds(tk.COLON, tk.BULLET)  # of a label: **Ann Lowe:**
_OPENS_TIME = kinds(tk.OPEN_BRACKET, tk.NUMBER)
_ONE = constant(1, np.int64)


def in_person(tokens: TokenTable, begins: Ints, row: Ints, page: Ints, offset: Ints) -> Bools:
    """Which labels stand in documents where a quarter of the paragraphs with labels, their rows, are spoken."""
    spoken, _ = _are_spoken(tokens, begins, row, offset)
    share = np.bincount(page, weights=spoken) / np.maximum(np.bincount(page), 1)
    return share.take(page) >= _LEAST_SPOKEN


def _are_spoken(tokens: TokenTable, begins: Ints, row: Ints, offset: Ints) -> tuple[Bools, Bools]:
    """Which paragraphs, or those below lines of labels, hold *I*, *we* or *you*, or ask, and which of them ask."""
    token, length = _said(tokens, begins, row, offset)
    begin = length.cumsum() - length
    asks = np.logical_or.reduceat(tokens.kind.take(token) == tk.QUESTION, begin)
    return np.logical_or.reduceat(has(listed_at(tokens, token), IN_PERSON), begin) | asks, asks


def _said(tokens: TokenTable, begins: Ints, row: Ints, offset: Ints) -> tuple[Ints, Ints]:
    """The tokens of paragraphs, with those below lines of labels, one paragraph after the other, and the number of each."""
    bounds = np.append(begins, len(tokens))
    first, below = bounds.take(row), bounds.take(row + 1)
    alone = _ENDS_LINE.take(tokens.kind.take(below - _ONE)) & (row + 1 < len(begins))
    begins_document = are_among(below, tokens.start.searchsorted(offset))
    length = bounds.take(row + 1 + (alone & ~begins_document)) - first
    return stretches(first, length), length


def in_talks(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, offset: Ints, fewest: int = 2) -> Bools:
    """Which of some labels stand in documents where names come again, half of the paragraphs are spoken, and some ask.

    Labels that other lines have as well (``Oslo — It rained.``, ``- Schools: Two closed.``) are asked for all of it, with
    two names, or the `fewest` told.
    """
    if not len(labels.first):
        return np.zeros(0, dtype=bool)
    page = document_of(tokens, labels.first, offset)
    _, n_again = names_again(tokens, labels.name, page)
    talks = n_again >= fewest
    (row,) = talks.take(page).nonzero()
    if len(row):
        told, n_pages = page.take(row), len(talks)
        spoken, asks = _are_spoken(tokens, begins, begins.searchsorted(labels.first.take(row)), offset)
        talks &= np.bincount(told, weights=asks, minlength=n_pages) > 0
        talks &= np.bincount(told, weights=spoken, minlength=n_pages) >= _MOSTLY * np.bincount(told, minlength=n_pages)
    return talks.take(page)


def are_behind_times(tokens: TokenTable, labels: SpeakerLabels) -> Bools:
    """Which labels have a time in front: ``[0:12] Ann Lowe:``, not ``[Lowe]``"""
    behind = (labels.begin > labels.first) & _OPENS_TIME.take(tokens.kind.take(labels.first))
    return behind & (tokens.kind.take(labels.begin - _ONE) != OPEN_BRACKET)


def without_agendas(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The labels but for those behind times where most have titles behind them: ``10:30 Ann Lowe: The Future of Ports``"""
    timed = are_behind_times(tokens, labels) & (labels.begin - labels.first < SHORTEST_DATED)
    if not timed.any():
        return labels
    some = labels.take(timed)
    page = document_of(tokens, some.first, offset)
    end = ends_of(tokens, begins, begins.searchsorted(some.first))
    said = ends_like_sentence(tokens, end - _ONE) | (some.end == end)
    said |= tokens.kind.take(some.end, mode="clip") == WORD
    timed[timed] = (2 * np.bincount(page, weights=said) < np.bincount(page)).take(page)
    return labels.take(~timed)


def are_messages(tokens: TokenTable, labels: SpeakerLabels, end: Ints) -> Bools:
    """Which labels, whose paragraphs end somewhere, open what is written in a chat, be it finished as sentences are or not."""
    kind = tokens.kind.take(labels.end, mode="clip")
    dated = labels.begin - labels.first >= SHORTEST_DATED
    return (labels.end < end) & ((dated & (kind <= NUMBER)) | ((labels.begin > labels.first) & (kind == WORD)))


def in_chats(tokens: TokenTable, labels: SpeakerLabels, offset: Ints) -> Bools:
    """Which labels stand on pages where one comes again and half go on in small letters: not ``10:30 Ann Lowe: Our Ports``"""
    page = document_of(tokens, labels.first, offset)
    _, n_again = names_again(tokens, labels.name, page)
    small = (tokens.kind.take(labels.end, mode="clip") == WORD) & (tokens.newlines.take(labels.end, mode="clip") == 0)
    return ((n_again > 0) & (2 * np.bincount(page, weights=small) >= np.bincount(page))).take(page)
