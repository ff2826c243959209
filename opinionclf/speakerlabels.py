"""Labels of speakers at the start of a paragraph: ``Q.``, ``HALE:``, ``[Doe]``, ``Ann Lowe (Kirkby) (Lab):``, ``Mr. DOE.``"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import are_among, constant
from opinionclf.kinds import ALL_CAPS, CLOSE_BRACKET, COLON, COMMA, NUMBER, OPEN_BRACKET, STOP, WORD, kinds
from opinionclf.tokens import FRONT, Bools, Ints, Keys, TokenTable, run_starts, stretches
from opinionclf.wordlists import (
    ABBREVIATION,
    ADDRESS,
    AIRS,
    CLOCK,
    SPEAKS_OF_SELF,
    SPEAKS_OF_US,
    SPEAKS_TO,
    UNSPOKEN,
    has,
    listed_at,
)

FEWEST_TURNS = 3
LEAST_SHARE = 0.25  # of the paragraphs of a document that begin with a speaker's label, or ask
LONGEST_SHORT = 5  # tokens of a label of nothing but names, in front of the mark that ends it
LONGEST_LABEL = 28  # tokens, with an office, a constituency, a party and a time
_MOST_NAMES = 11  # tokens of a long label outside its brackets
_LONGEST_PARTICLE = 3  # letters: the Secretary of State for Transport (Ann Lowe):
_LEAST_SPOKEN = 0.25  # of the paragraphs of long and of stopped labels that speak of themselves, to somebody, or ask
_NAMES = np.arange(LONGEST_SHORT)[:, None]
_ONE = constant(1, np.int64)
_Q, _A = constant(ord("q"), np.uint8), constant(ord("a"), np.uint8)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)
_OPENS_LABEL = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET)
_ENDS_LABEL = kinds(tk.CAP, tk.ALL_CAPS, tk.CLOSE_BRACKET)
_IN_NAMES = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER)
_OPENS_STOPPED = kinds(tk.CAP, tk.ALL_CAPS, tk.STOP)
_OPENS_ASIDE = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER)


class SpeakerLabels(NamedTuple):
    """Labels in the order of the text.

    Attributes
    ----------
    first : ndarray of int64
        First token of each label, with which its paragraph begins.
    name : ndarray of int64
        Last token of the name: what stands behind it in brackets is an office, a place, a party or a time.
    end : ndarray of int64
        The token behind each label and its mark.
    """

    first: Ints
    name: Ints
    end: Ints

    def take(self, rows: Ints | Bools) -> SpeakerLabels:
        """Some of the labels."""
        return SpeakerLabels(self.first[rows], self.name[rows], self.end[rows])


NO_LABELS = SpeakerLabels(*[np.zeros(0, dtype=np.int64)] * 3)


def speaker_labels(tokens: TokenTable, begins: Ints, offset: Ints, stopped: SpeakerLabels) -> SpeakerLabels:
    """Find what may be labels of speakers; none where a text has fewer than two.

    Parameters
    ----------
    tokens : TokenTable
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.
    stopped : SpeakerLabels
        What `opinionclf.stoppedlabels.stopped_labels` has found.
    """
    mark, opening = _label_marks(tokens, begins)
    lettered = _lettered(tokens, begins, opening, offset)
    # An ordinary article has too few marks for a transcript, and nobody looks at them more closely.
    n_candidates = len(mark) + len(lettered.first) + len(stopped.first)
    if n_candidates < FEWEST_TURNS - 1 or (len(offset) == 1 and n_candidates < LEAST_SHARE * len(begins)):
        return NO_LABELS
    candidate = np.concatenate([opening, lettered.first, stopped.first])
    (kept,) = in_transcripts(tokens, candidate, begins, offset)[: len(mark)].nonzero()
    mark, opening = mark.take(kept), opening.take(kept)
    short = _short_labels(tokens, mark, opening)
    long, aired = _long_labels(tokens, begins, mark, opening, short, offset)
    short = _of_speakers(tokens, begins, short, aired, offset)
    long = _of_people(tokens, long, short, offset)
    found = [short, lettered, long, aired, stopped]
    first, name, end = (np.concatenate(columns) for columns in zip(*found, strict=True))
    order = first.argsort(kind="stable")
    labels = SpeakerLabels(first.take(order), name.take(order), end.take(order))
    return labels.take(run_starts(labels.first))


def document_of(tokens: TokenTable, first: Ints, offset: Ints) -> Ints:
    """Number of the document in which each of some tokens stands."""
    return offset.searchsorted(tokens.start.take(first), side="right") - _ONE


def name_keys(tokens: TokenTable, name: Ints, page: Ints) -> Keys:
    """A key of each of some names, tokens of documents, another in each document."""
    return tokens.keys_at(name) ^ page.view(np.uint64)


def names_again(tokens: TokenTable, name: Ints, page: Ints) -> tuple[Bools, Ints]:
    """Whether each of some names, tokens of documents, comes again in its document, and how many names of each document do."""
    _, kept, place, count = np.unique(name_keys(tokens, name, page), return_index=True, return_inverse=True, return_counts=True)
    n_again = np.bincount(page.take(kept[count > 1]), minlength=int(page.max(initial=0)) + 1)
    return count.take(place) > 1, n_again


def in_transcripts(tokens: TokenTable, label: Ints, begins: Ints, offset: Ints) -> Bools:
    """Which labels stand in documents that have enough of them, for the number of their paragraphs too."""
    document = document_of(tokens, label, offset)
    turns = np.bincount(document, minlength=len(offset)).take(document)
    paragraphs = np.diff(begins.searchsorted(tokens.start.searchsorted(offset)), append=len(begins)).take(document)
    share = turns / np.maximum(paragraphs, 1)
    return ((turns >= FEWEST_TURNS) & (share >= LEAST_SHARE)) | ((turns == FEWEST_TURNS - 1) & (share > 2 * LEAST_SHARE))


def _short_labels(tokens: TokenTable, mark: Ints, opening: Ints) -> SpeakerLabels:
    """``HALE:``, ``Ann Lowe:``, ``[Doe]``, ``((DOE))``"""
    (row,) = ((mark - opening <= LONGEST_SHORT + 1) & _CAPITAL.take(tokens.kind.take(mark - _ONE))).nonzero()
    if not len(row):
        return NO_LABELS
    mark = mark.take(row)
    opening = opening.take(row)
    outer = tokens.kind.take(opening) == OPEN_BRACKET
    begin = opening + outer + (outer & (tokens.kind.take(opening + _ONE) == OPEN_BRACKET))
    length = mark - begin
    named = _CAPITAL.take(tokens.kind.take(begin + _NAMES, mode="clip")) | (length <= _NAMES)
    # A label stands in one line, as a paragraph does: what closes a bracket has opened with the paragraph.
    found = (length > 0) & (length <= LONGEST_SHORT - outer) & (outer == (tokens.kind.take(mark) == CLOSE_BRACKET))
    (row,) = (found & np.logical_and.reduce(named)).nonzero()
    row = row[~has(listed_at(tokens, opening.take(row)), CLOCK | UNSPOKEN)]  # Monday: is a day of a diary
    mark = mark.take(row)
    return SpeakerLabels(opening.take(row), mark - _ONE, mark + _ONE)


def _lettered(tokens: TokenTable, begins: Ints, marked: Ints, offset: Ints) -> SpeakerLabels:
    """``Q.``, ``A.``, and ``Q   What then?`` in documents that hold other labels, whose first tokens are `marked`."""
    kind = tokens.kind.take(begins + _ONE, mode="clip")
    (row,) = (_OPENS_STOPPED.take(kind) if len(marked) else kind == STOP).nonzero()
    if not len(row):
        return NO_LABELS
    first, stop = begins.take(row), kind.take(row) == STOP
    (single,) = (tokens.lengths_at(first) == _ONE).nonzero()
    if not len(single):
        return NO_LABELS
    row, first, stop = row.take(single), first.take(single), stop.take(single)
    byte = tokens.spelling.padded.take(tokens.spelling.end.take(first) + (FRONT - 1))
    lettered = ((byte == _Q) | ((byte == _A) & stop)) & _CAPITAL.take(tokens.kind.take(first))
    lettered &= tokens.gap.take(first + _ONE, mode="clip") != stop
    if not lettered.any():  # A or I
        return NO_LABELS
    lettered &= first + _ONE < np.append(begins, len(tokens)).take(row + 1)
    lettered &= stop | are_among(document_of(tokens, first, offset), document_of(tokens, marked, offset))
    first, stop = first[lettered], stop[lettered]
    return SpeakerLabels(first, first, first + _ONE + stop)


def _long_labels(tokens: TokenTable, begins: Ints, mark: Ints, first: Ints, short: SpeakerLabels,
                 offset: Ints) -> tuple[SpeakerLabels, SpeakerLabels]:  # fmt: skip
    """``Ms. Lowe:``, ``Ann Lowe (Kirkby) (Lab):``, ``The Minister for Ports (Ann Lowe):``, ``Speaker 2 (00:14):``

    A quarter of the paragraphs that they open speak of themselves, to somebody, or ask: ``Best Film (Drama): Salt`` does not.
    Labels of a broadcast's own voices come apart: ``JANE DOE, HOST:`` where ``DOE:`` follows, and no others.
    """
    # 1. Ann Lowe (Kirkby): What
    numbered = (tokens.kind.take(first) == NUMBER) & (tokens.kind.take(mark - _ONE) == CLOSE_BRACKET)
    numbered &= tokens.kind.take(first + _ONE, mode="clip") == STOP
    first = first + (_ONE + _ONE) * numbered
    may_be = (mark - first > 1) & (tokens.kind.take(mark) == COLON) & _CAPITAL.take(tokens.kind.take(first))
    mark, first = mark[may_be], first[may_be]
    if not len(mark):
        return NO_LABELS, NO_LABELS
    # Ann Lowe (Lab): 12,033 is a result.
    may_be = (tokens.kind.take(mark + _ONE, mode="clip") != tk.NUMBER) | are_among(mark + _ONE, begins)
    may_be &= ~has(listed_at(tokens, first), CLOCK | UNSPOKEN)
    mark, first = mark[may_be], first[may_be]
    if not len(mark):
        return NO_LABELS, NO_LABELS
    good, behind_name = _read_labels(tokens, first, mark)
    row = begins.searchsorted(first, side="right") - _ONE
    labels = SpeakerLabels(begins.take(row), behind_name - _ONE, mark + _ONE)
    airs = has(listed_at(tokens, mark - _ONE), AIRS)
    aired, labels, row = labels.take(good & airs), labels.take(good & ~airs), row[good & ~airs]
    if len(aired.first):
        keys, short_keys = (name_keys(tokens, some.name, document_of(tokens, some.first, offset)) for some in (aired, short))
        aired = aired.take(np.isin(keys, short_keys))
    if len(row):
        labels = labels.take(in_person(tokens, begins, row, document_of(tokens, labels.first, offset), offset))
    return labels, aired


def _read_labels(tokens: TokenTable, first: Ints, mark: Ints) -> tuple[Bools, Ints]:
    """Whether names, offices and brackets fill each stretch in front of a colon, and the token behind the name in it."""
    length = mark - first
    begin = length.cumsum() - length
    token = stretches(first, length)
    kind = tokens.kind.take(token)
    opens, closes = kind == OPEN_BRACKET, kind == CLOSE_BRACKET
    depth = opens.cumsum() - closes.cumsum()
    depth -= (depth.take(begin) - opens.take(begin)).repeat(length)
    in_brackets = (depth > 0) | closes
    begins_in_capitals = tokens.kind.take(first) == ALL_CAPS  # JANE DOE, FARMER:
    comma = kind == COMMA
    fits = in_brackets | _IN_NAMES.take(kind) | _is_abbreviation(tokens, token) | (comma & begins_in_capitals.repeat(length))
    fits |= _is_particle(tokens, token) & closes.take(begin + length - _ONE).repeat(length)
    # (voice-over), (to the minister): how it is said, not who says it.
    fits &= ~opens | _OPENS_ASIDE.take(tokens.kind.take(token + _ONE))
    good = np.logical_and.reduceat(fits, begin) & (depth.take(begin + length - _ONE) == 0)
    n_names = np.add.reduceat(~in_brackets, begin, dtype=np.int64)
    good &= n_names <= _MOST_NAMES
    behind_name = np.minimum.reduceat(np.where(opens | comma, token, len(tokens)), begin)
    return good, np.minimum(behind_name, mark)


def _of_speakers(tokens: TokenTable, begins: Ints, short: SpeakerLabels, aired: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The short labels of documents where a name comes again or a quarter of the paragraphs are spoken: not ``Schools: Two``"""
    if not len(short.first):
        return short
    page = document_of(tokens, short.first, offset)
    pages = np.append(page, document_of(tokens, aired.first, offset))
    _, n_again = names_again(tokens, np.append(short.name, aired.name), pages)
    return short.take((n_again.take(page) > 0) | in_person(tokens, begins, begins.searchsorted(short.first), page, offset))


def _of_people(tokens: TokenTable, long: SpeakerLabels, short: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The long labels of documents where one tells that it is a person's, or a name comes again: not ``The Quay (Kirkby):``"""
    if not len(long.first):
        return long
    page = document_of(tokens, long.first, offset)
    pages = np.append(page, document_of(tokens, short.first, offset))
    again, _ = names_again(tokens, np.append(long.name, short.name), pages)
    return long.take(np.bincount(page, weights=again[: len(page)] | hold_address(tokens, long)).take(page) > 0)


def hold_address(tokens: TokenTable, labels: SpeakerLabels) -> Bools:
    """Which labels hold *Mr*, *Senator*, *Chairman* in front of or as the name."""
    size = labels.name - labels.first + _ONE
    address = has(listed_at(tokens, stretches(labels.first, size)), ADDRESS)
    return np.logical_or.reduceat(address, size.cumsum() - size) if len(size) else address


def in_person(tokens: TokenTable, begins: Ints, row: Ints, page: Ints, offset: Ints) -> Bools:
    """Which labels stand in documents where a quarter of the paragraphs with labels, their rows, are spoken."""
    share = np.bincount(page, weights=_are_spoken(tokens, begins, row, offset)) / np.maximum(np.bincount(page), 1)
    return share.take(page) >= _LEAST_SPOKEN


def _are_spoken(tokens: TokenTable, begins: Ints, row: Ints, offset: Ints) -> Bools:
    """Which paragraphs, or those below lines of labels, hold *I*, *we* or *you*, or ask."""
    bounds = np.append(begins, len(tokens))
    first, below = bounds.take(row), bounds.take(row + 1)
    alone = (tokens.kind.take(below - _ONE) == COLON) & (row + 1 < len(begins))
    begins_document = are_among(below, tokens.start.searchsorted(offset))
    end = bounds.take(row + 1 + (alone & ~begins_document))
    token = stretches(first, end - first)
    spoken = has(listed_at(tokens, token), SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US) | (tokens.kind.take(token) == tk.QUESTION)
    return np.logical_or.reduceat(spoken, (end - first).cumsum() - (end - first))


def _is_abbreviation(tokens: TokenTable, token: Ints) -> Bools:
    """The stops behind titles and initials: ``Mr.``, ``J.``"""
    before = np.maximum(token - _ONE, 0)
    initial = tokens.lengths_at(before) == _ONE
    stop = (tokens.kind.take(token) == STOP) & ~tokens.gap.take(token)
    return stop & (initial | has(listed_at(tokens, before), ABBREVIATION))


def _is_particle(tokens: TokenTable, token: Ints) -> Bools:
    """Short words in lower case, as in the name of an office: ``of``, ``the``, ``for``."""
    short = tokens.lengths_at(token) <= _LONGEST_PARTICLE
    return short & (tokens.kind.take(token) == WORD)


def _label_marks(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints]:
    """The marks that may end labels, colons and brackets, and the first tokens of their paragraphs, from which few are near."""
    if not (tokens.has(tk.COLON) or tokens.has(tk.CLOSE_BRACKET)):
        return NO_LABELS.first, NO_LABELS.first
    (mark,) = ((tokens.kind == COLON) | (tokens.kind == CLOSE_BRACKET)).nonzero()
    # Most of them follow no name.
    mark = mark.compress(_ENDS_LABEL.take(tokens.kind.take(np.maximum(mark - _ONE, 0))))
    if not len(mark):
        return mark, mark
    opening = begins.take(begins.searchsorted(mark, side="right") - _ONE)
    (near,) = ((mark - opening <= LONGEST_LABEL) & _OPENS_LABEL.take(tokens.kind.take(opening))).nonzero()
    mark, opening = mark.take(near), opening.take(near)
    # The colon follows right behind the label, and what closes a bracket has opened with the paragraph.
    bracketed = tokens.kind.take(opening) == OPEN_BRACKET
    (apart,) = np.where(tokens.kind.take(mark) == COLON, ~tokens.gap.take(mark), bracketed).nonzero()
    return mark.take(apart), opening.take(apart)
