"""Speakers' turns: whose paragraphs an interview or transcript gives, with labels or without.

A label opens a paragraph (``Q:``, ``SMITH:``, ``[Doe]``, ``Mr. DOE.``, ``<v Ann Lowe>``), or names stand in lines of their own.
Without any, questions open paragraphs and speak to somebody, who answers in the first person.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import NDArray, are_among, constant
from opinionclf.pages.stamps import Said
from opinionclf.segmentkinds import HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import BULLET, CLOSE_BRACKET, COLON, ENDERS, IS_CAPITAL, OPEN_BRACKET, kinds
from opinionclf.text.tokens import Bools, Ints, Keys, TokenTable, run_lengths, stretches
from opinionclf.text.wordlists import AIRS, SQUARE, entry_keys, has, listed_at
from opinionclf.turns.interviews import Interview, asking, interviews
from opinionclf.turns.namelines import NameLines, lines_of_names
from opinionclf.turns.speakerlabels import FEWEST_TURNS, in_transcripts, speaker_labels
from opinionclf.turns.speakerlines import LEAST_SINGULAR, LONGEST_SPEECH, MOST_FURTHER, are_in_person, below_names
from opinionclf.turns.speakernames import Q, SpeakerLabels, are_q_or_a, document_of, ends_of, name_keys, names_again
from opinionclf.turns.spoken import are_messages
from opinionclf.turns.voices import voices

_LONGEST_GREETING = 8  # tokens: Dear Lost in Dale,
_ONE, _FOUR = constant(1, np.int64), constant(len("dear"), np.int64)
_ENDS_TURN = kinds(*ENDERS, tk.DASH, tk.CLOSE_BRACKET, tk.DOUBLE, tk.CLOSE_DOUBLE, tk.CLOSE_SINGLE)


@functools.cache
def _dear() -> Keys:
    return entry_keys(["dear"])[0]


class Turns(NamedTuple):
    """The turns of some documents.

    Attributes
    ----------
    inside : ndarray of bool, shape (n_tokens,)
        The token stands in a turn.
    opening : ndarray of int64
        Numbers of the paragraphs that are sentences whatever they look like: with labels of speakers who come again, two at
        least, and the end of a sentence, messages of chats and recordings, and questions without labels that look like
        headings. The first of a document may be its title, and is among them only with a label and a stop.
    naming : ndarray of int64
        Numbers of those that hold nothing but a label or a name.
    """

    inside: Bools
    opening: Ints
    naming: Ints


def speaker_turns(tokens: TokenTable, quoted: Bools, begins: Ints, offset: Ints, kind: NDArray[np.uint8],
                  stopped: SpeakerLabels, said: Said) -> Turns:  # fmt: skip
    """Find the turns of interviews and transcripts.

    Parameters
    ----------
    tokens : TokenTable
    quoted : ndarray of bool, shape (n_tokens,)
        The token stands inside a quotation.
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.
    kind : ndarray of uint8
        Kind of the first segment of each paragraph.
    stopped : SpeakerLabels
        The labels that end in a stop.
    said : Said
        What stands on pages of cues and messages.

    Returns
    -------
    Turns
    """
    voiced = voices(tokens, begins, offset)
    if len(begins) < FEWEST_TURNS - 1 and not len(voiced.row):
        return _no_turns(tokens)
    names, asks = lines_of_names(tokens, begins, offset, kind), asking(tokens, begins)
    labels = _labels_beside(names, said, tokens, begins, offset, stopped)
    posts = _above_signatures(tokens, begins, kind)
    of_readers, answered = _letters_of_readers(tokens, begins, offset), _answered_letters(tokens, begins, offset)
    found = (labels.first, names.row, posts, of_readers, answered, voiced.row, said.spoken)
    if not asks and not any(len(column) for column in found):
        return _no_turns(tokens)
    document = document_of(tokens, begins, offset)
    labelled = _labelled(tokens, begins, labels, document)
    letters = np.append(of_readers[~are_among(document.take(of_readers), document.take(labelled.row))], answered)
    speaks = _with_further_paragraphs(tokens, quoted, begins, labelled, document)
    speaks[_below(labelled.row[labelled.alone], document)] = True
    speaks[said.spoken] = True
    naming, opening = [labelled.row[labelled.alone]], [_said_by_labels(tokens, begins, labelled, document)]
    for line, below in below_names(tokens, quoted, begins, kind, names, document):
        if not speaks[below].any():
            speaks[below] = True
            naming.append(line)
            opening.append(below)
    asked = _add_interviews(speaks, interviews(tokens, quoted, begins, document, asks), document)
    speaks[letters] = speaks[voiced.spoken] = True
    opening += [some[kind.take(some) == HEADING] for some in (letters, voiced.row, *asked)]
    speaks[posts[document.take(posts) == document.take(posts + 1)]] = True
    inside = np.zeros(len(tokens), dtype=bool)
    inside[begins[0] :] = speaks.repeat(run_lengths(begins, len(tokens)))  # given segments may begin behind the first words
    return Turns(inside, np.concatenate(opening), np.concatenate(naming))


def _labels_beside(names: NameLines, said: Said, tokens: TokenTable, begins: Ints, offset: Ints,
                   stopped: SpeakerLabels) -> SpeakerLabels:  # fmt: skip
    """The labels of transcripts, but for those of cues and messages and for names above times: ``Ann Lowe: (00:12)``"""
    labels = speaker_labels(tokens, begins, offset, stopped)
    if not len(labels.first):
        return labels
    labels = labels.take(in_transcripts(tokens, labels.first, begins, offset))
    row = begins.searchsorted(labels.first)
    return labels.take(~(are_among(row, said.spoken) | are_among(row, names.row[names.time > names.begin])))


class _Labelled(NamedTuple):
    """Labels, the rows of their paragraphs, and what their documents tell of them.

    Whether the name of each comes again, whether two of its document do, and whether it has a line to itself.
    """

    label: SpeakerLabels
    row: Ints
    again: Bools
    several: Bools
    alone: Bools


def _labelled(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, document: Ints) -> _Labelled:
    row = begins.searchsorted(labels.first)
    page = document.take(row)
    again, n_again = names_again(tokens, labels.name, page)
    alone = _stand_alone(tokens, labels, ends_of(tokens, begins, row), page, again)
    return _Labelled(labels, row, again, n_again.take(page) > 1, alone)


def _said_by_labels(tokens: TokenTable, begins: Ints, labelled: _Labelled, document: Ints) -> Ints:
    """The rows of what is said behind labels, or below those alone, where two speakers come again, or which is of a chat."""
    labels, row, again, several, alone = labelled
    said = again & several & _open_sentences(tokens, begins, labels, row, document)
    said |= are_messages(tokens, labels, ends_of(tokens, begins, row))
    below = _below(row[several & alone], document)
    return np.append(row[said], below[~are_among(below, row)])


def _add_interviews(speaks: Bools, found: Iterator[Interview], document: Ints) -> list[Ints]:
    """Add interviews to the paragraphs that are turns, where none of theirs is one; return the rows of their questions.

    The first line of a document is its title, though it may ask.
    """
    asked = []
    for interview in found:
        if not speaks[interview.first : interview.last].any():
            speaks[interview.first : interview.last] = True
            asked.append(np.setdiff1d(interview.asked, document.searchsorted(document.take(interview.first))))
    return asked


def _below(row: Ints, document: Ints) -> Ints:
    """The rows below some rows, in the same documents."""
    below = row + 1
    return below[below < document.searchsorted(document.take(row), side="right")]


def _no_turns(tokens: TokenTable) -> Turns:
    none = np.zeros(0, dtype=np.int64)
    return Turns(np.zeros(len(tokens), dtype=bool), none, none)


def _letters_of_readers(tokens: TokenTable, begins: Ints, offset: Ints) -> Ints:
    """The rows of paragraphs that a letter opens in a column that answers it: ``Q My fence leans.``, ``A You can mend it.``

    What stands behind ``A``, without a stop or a colon, is the writer's own.
    """
    (row,) = are_q_or_a(tokens, begins).nonzero()
    if not (tokens.first_bytes_at(begins.take(row)) == Q).any():  # A boat sank.
        return row[:0]
    behind = begins.take(row) + _ONE
    said = (behind < ends_of(tokens, begins, row)) & tokens.gap.take(behind, mode="clip")
    row = row[said & IS_CAPITAL.take(tokens.kind.take(behind, mode="clip"))]
    page, length = document_of(tokens, begins.take(row), offset), np.diff(row)
    asks = tokens.first_bytes_at(begins.take(row)) == Q
    answered = asks[:-1] & ~asks[1:] & (page[1:] == page[:-1]) & (length <= MOST_FURTHER + 1)
    return stretches(row[:-1][answered], length[answered])


def _answered_letters(tokens: TokenTable, begins: Ints, offset: Ints) -> Ints:
    """The rows of paragraphs of letters whose answer speaks to who has signed: ``Dear Ann, ... Lost in Dale``, ``Dear Lost,``.

    What stands behind the second greeting is the writer's own, as is an open letter that nobody answers.
    """
    (row,) = (tokens.lengths_at(begins) == _FOUR).nonzero()
    if len(row) < 2:
        return row[:0]
    row = row.compress(tokens.keys_at(begins.take(row)) == _dear())
    ends = ends_of(tokens, begins, row)
    greets = (ends - begins.take(row) <= _LONGEST_GREETING) & (tokens.kind.take(ends - _ONE) == tk.COMMA)
    row = row.compress(greets & IS_CAPITAL.take(tokens.kind.take(begins.take(row) + _ONE, mode="clip")))
    page, signature = document_of(tokens, begins.take(row), offset), begins.take(row[1:] - 1)
    signature += tokens.kind.take(signature) == tk.DASH
    signed = tokens.keys_at(begins.take(row[1:]) + _ONE) == tokens.keys_at(signature)
    answered = (signed & (page[1:] == page[:-1]) & (row[1:] - row[:-1] > _ONE)).nonzero()[0]
    return stretches(row.take(answered) + 1, row.take(answered + 1) - row.take(answered) - 2)


def _above_signatures(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8]) -> Ints:
    """The rows of paragraphs above the signatures of posts, which are furniture: ``— Ann Lowe (@annlowe) March 4, 2016``"""
    if not (tokens.has(tk.AT) and tokens.has(tk.DASH)):
        return begins[:0]
    (at,) = (tokens.kind == tk.AT).nonzero()
    row = begins.searchsorted(at[tokens.kind.take(at - _ONE) == tk.OPEN_BRACKET], side="right") - _ONE
    signed = (tokens.kind.take(begins.take(row)) == tk.DASH) & (kind.take(row) != SENTENCE) & (row > 0)
    above = row[signed] - 1
    return above[kind.take(above) == SENTENCE]


def _stand_alone(tokens: TokenTable, labels: SpeakerLabels, end: Ints, page: Ints, again: Bools) -> Bools:
    """Which labels fill their paragraphs, up to their ends, and end in a colon: again, or as half of those of their document.

    ``Video Transcript:`` in front of other labels is none.
    """
    mark = tokens.kind.take(labels.end - _ONE)
    alone = (labels.end == end) & ((mark == COLON) | (mark == BULLET))  # **Doe:**
    n_alone, n_labels = np.bincount(page, weights=alone), np.bincount(page)
    return alone & (again | ((n_alone > 1) & (2 * n_alone >= n_labels)).take(page))


def _open_sentences(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, row: Ints, document: Ints) -> Bools:
    """Which labels stand in front of what ends as sentences do; in the first paragraph, perhaps a title, it ends in a stop.

    What stands behind Q and A, but there, may end in any way: lines break off.
    """
    end = ends_of(tokens, begins, row)
    last = tokens.kind.take(end - _ONE)
    opens_document = (row == 0) | (document.take(row) != document.take(row - 1))
    ends = _ENDS_TURN.take(last) | (tokens.lengths_at(labels.name) == _ONE)
    return (labels.end < end) & np.where(opens_document, last == tk.STOP, ends)


def _with_further_paragraphs(tokens: TokenTable, quoted: Bools, begins: Ints, labelled: _Labelled, document: Ints) -> Bools:
    """Which paragraphs are turns: those with a label, and a few without one in front of the next label of their document.

    There are more where two speakers come again and the paragraphs are in person. There are none behind a label that stands
    there once, as those of headlines and of places do (``PERU: The pool closed.``), behind ``HOST:``, who tells what a
    broadcast reports, nor where a paragraph names one of the speakers: it is told by somebody else.
    """
    labels, row = labelled.label, labelled.row
    speaks = np.zeros(len(begins), dtype=bool)
    speaks[row] = True
    going_on = _labels_going_on(tokens, labelled, document)
    if not len(going_on):
        return speaks
    size = row.take(going_on + 1) - row.take(going_on) - 1
    further = stretches(row.take(going_on) + 1, size)
    first = begins.take(further)
    length = ends_of(tokens, begins, further) - first
    speaks[further] = ~_are_noted(tokens, first, first + length - _ONE)
    token, number = stretches(first, length), further.repeat(length)
    lettered = tokens.lengths_at(labels.name) == _ONE  # A: is no name of who has a boat
    names = name_keys(tokens, labels.name, document.take(row))[~lettered]
    speaks[number[np.isin(name_keys(tokens, token, document.take(number)), names)]] = False
    # Between Q: and A: writers of magazines tell something themselves.
    doubtful = lettered.take(going_on) & (tokens.kind.take(labels.end.take(going_on) - _ONE) == COLON)
    doubtful |= size > MOST_FURTHER
    if doubtful.any():
        n_in_person = np.add.reduceat(are_in_person(tokens, quoted, first, length), size.cumsum() - size, dtype=np.int64)
        speaks[further[(doubtful & (n_in_person / size < LEAST_SINGULAR)).repeat(size)]] = False
    return speaks


def _labels_going_on(tokens: TokenTable, labelled: _Labelled, document: Ints) -> Ints:
    """The numbers of labels that may have paragraphs between them and the next one of their document, and not too many."""
    begin, end = labelled.row[:-1], labelled.row[1:]
    most = np.where(labelled.several[:-1], LONGEST_SPEECH, MOST_FURTHER)
    goes_on = (end - begin > 1) & (end - begin <= most + 1) & (document.take(begin) == document.take(end))
    (going_on,) = (goes_on & labelled.again[:-1]).nonzero()
    return going_on[~has(listed_at(tokens, labelled.label.name.take(going_on)), AIRS)] if len(going_on) else going_on


def _are_noted(tokens: TokenTable, first: Ints, last: Ints) -> Bools:
    """Which paragraphs a record notes: ``(Recess taken.)``; editors put what is said between square brackets, too."""
    noted = (tokens.kind.take(first) == OPEN_BRACKET) & (tokens.kind.take(last) == CLOSE_BRACKET)
    return noted & ~has(listed_at(tokens, first), SQUARE)
