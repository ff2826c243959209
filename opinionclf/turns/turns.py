"""Speakers' turns: whose paragraphs an interview or transcript gives, with labels or without.

A label opens a paragraph (``Q:``, ``SMITH:``, ``[Doe]``, ``Mr. DOE.``, ``<v Ann Lowe>``), or names stand in lines of their own.
Without any, questions open paragraphs and speak to somebody, who answers in the first person.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import NDArray, are_among, constant
from opinionclf.pages.stamps import Said
from opinionclf.segmentkinds import HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import BULLET, CLOSE_BRACKET, COLON, ENDERS, IS_CAPITAL, OPEN_BRACKET, kinds
from opinionclf.text.tokens import Bools, Ints, Keys, TokenTable, run_lengths, stretches
from opinionclf.text.wordlists import AIRS, IN_PERSON, SQUARE, entry_keys, has, listed_at
from opinionclf.turns.interviews import asking, interviews
from opinionclf.turns.namelines import lines_of_names
from opinionclf.turns.speakerlabels import (
    FEWEST_TURNS,
    in_transcripts,
    speaker_labels,
)
from opinionclf.turns.speakerlines import LEAST_SINGULAR, LONGEST_SPEECH, MOST_FURTHER, below_names
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
    labels = speaker_labels(tokens, begins, offset, stopped)
    if len(labels.first):
        labels = labels.take(in_transcripts(tokens, labels.first, begins, offset))
        labels = labels.take(~are_among(begins.searchsorted(labels.first), said.spoken))
    asks = asking(tokens, begins)
    names = lines_of_names(tokens, begins, offset, kind)
    timed = names.row[names.time > names.begin]  # Ann Lowe: (00:12)
    labels = labels.take(~are_among(begins.searchsorted(labels.first), timed))
    posts = _above_signatures(tokens, begins, kind)
    of_readers, answered = _letters_of_readers(tokens, begins, offset), _answered_letters(tokens, begins, offset)
    found = (labels.first, names.row, posts, of_readers, answered, voiced.row, said.spoken)
    if not asks and not any(len(column) for column in found):
        return _no_turns(tokens)
    document = document_of(tokens, begins, offset)
    row = begins.searchsorted(labels.first)
    letters = np.append(of_readers[~are_among(document.take(of_readers), document.take(row))], answered)
    again, n_again = names_again(tokens, labels.name, document.take(row))
    several = n_again.take(document.take(row)) > 1
    stands_alone = _stand_alone(tokens, begins, labels, row, document, again)
    speaks = _with_further_paragraphs(tokens, quoted, begins, labels, document, again, several)
    speaks[_below(row[stands_alone], document)] = True
    speaks[said.spoken] = True
    naming = [row[stands_alone]]
    opening = [_said_by_labels(tokens, begins, labels, row, document, again, several, stands_alone)]
    for line, below in below_names(tokens, quoted, begins, kind, names, document):
        if not speaks[below].any():
            speaks[below] = True
            naming.append(line)
            opening.append(below)
    unlabelled = [letters, voiced.row]
    for interview in interviews(tokens, quoted, begins, document, asks):
        if not speaks[interview.first : interview.last].any():
            speaks[interview.first : interview.last] = True
            unlabelled.append(np.setdiff1d(interview.asked, document.searchsorted(document.take(interview.first))))
    speaks[letters] = speaks[voiced.spoken] = True
    opening += [some[kind.take(some) == HEADING] for some in unlabelled]
    speaks[posts[document.take(posts) == document.take(posts + 1)]] = True
    inside = np.zeros(len(tokens), dtype=bool)
    inside[begins[0] :] = speaks.repeat(run_lengths(begins, len(tokens)))  # given segments may begin behind the first words
    return Turns(inside, np.concatenate(opening), np.concatenate(naming))


def _said_by_labels(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, row: Ints, document: Ints, again: Bools,
                    several: Bools, alone: Bools) -> Ints:  # fmt: skip
    """The rows of what is said behind labels, or below those alone, where two speakers come again, or which is of a chat."""
    said = again & several & _open_sentences(tokens, begins, labels, row, document)
    said |= are_messages(tokens, labels, ends_of(tokens, begins, row))
    below = _below(row[several & alone], document)
    return np.append(row[said], below[~are_among(below, row)])


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
    if len(row) < 2:
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


def _stand_alone(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, row: Ints, document: Ints, again: Bools) -> Bools:
    """Which labels have a line to themselves, which ends in their colon: again, or as half of the labels of their document.

    ``Video Transcript:`` in front of other labels is none.
    """
    mark = tokens.kind.take(labels.end - _ONE)
    alone = (labels.end == ends_of(tokens, begins, row)) & ((mark == COLON) | (mark == BULLET))  # **Doe:**
    page = document.take(row)
    n_alone = np.bincount(page, weights=alone).take(page) if len(page) else 0
    return alone & (again | ((n_alone > 1) & (2 * n_alone >= np.bincount(page, minlength=1).take(page))))


def _open_sentences(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, row: Ints, document: Ints) -> Bools:
    """Which labels stand in front of what ends as sentences do; in the first paragraph, perhaps a title, it ends in a stop.

    What stands behind Q and A, but there, may end in any way: lines break off.
    """
    end = ends_of(tokens, begins, row)
    last = tokens.kind.take(end - _ONE)
    opens_document = (row == 0) | (document.take(row) != document.take(row - 1))
    ends = _ENDS_TURN.take(last) | (tokens.lengths_at(labels.name) == _ONE)
    return (labels.end < end) & np.where(opens_document, last == tk.STOP, ends)


def _with_further_paragraphs(tokens: TokenTable, quoted: Bools, begins: Ints, labels: SpeakerLabels, document: Ints,
                             again: Bools, several: Bools) -> Bools:  # fmt: skip
    """Which paragraphs are turns: those with a label, and a few without one in front of the next label of their document.

    There are more where two speakers come again and the paragraphs are in person. There are none behind a label that stands
    there once, as those of headlines and of places do (``PERU: The pool closed.``), behind ``HOST:``, who tells what a
    broadcast reports, nor where a paragraph names one of the speakers: it is told by somebody else.
    """
    row = begins.searchsorted(labels.first)
    further = np.zeros(len(begins), dtype=bool)
    further[row] = True
    begin, end = row[:-1], row[1:]
    most = np.where(several[:-1], LONGEST_SPEECH, MOST_FURTHER)
    goes_on = (end - begin > 1) & (end - begin <= most + 1) & (document.take(begin) == document.take(end))
    (goes_on,) = (goes_on & again[:-1]).nonzero()
    goes_on = goes_on[~has(listed_at(tokens, labels.name.take(goes_on)), AIRS)] if len(goes_on) else goes_on
    if not len(goes_on):
        return further
    size = end.take(goes_on) - begin.take(goes_on) - 1
    gap = stretches(begin.take(goes_on) + 1, size)
    length = ends_of(tokens, begins, gap) - begins.take(gap)
    token, of_gap = stretches(begins.take(gap), length), gap.repeat(length)
    key = name_keys(tokens, token, document.take(of_gap))
    opening, closing = begins.take(gap), ends_of(tokens, begins, gap) - _ONE
    # (Recess taken.) is told by the record; editors put what is said between square brackets, too.
    noted = (tokens.kind.take(opening) == OPEN_BRACKET) & (tokens.kind.take(closing) == CLOSE_BRACKET)
    further[gap] = ~(noted & ~has(listed_at(tokens, opening), SQUARE))
    named = tokens.lengths_at(labels.name) > _ONE  # A: is no name of who has a boat
    further[of_gap[np.isin(key, name_keys(tokens, labels.name, document.take(row))[named])]] = False
    # Between Q: and A: writers of magazines tell something themselves.
    lettered = ~named.take(goes_on) & (tokens.kind.take(labels.end.take(goes_on) - _ONE) == COLON)
    doubtful = (size > MOST_FURTHER) | lettered
    if doubtful.any():
        said = has(listed_at(tokens, token) * ~quoted.take(token), IN_PERSON)
        in_person = np.logical_or.reduceat(said, length.cumsum() - length)
        share = np.add.reduceat(in_person, size.cumsum() - size, dtype=np.int64) / size
        further[gap[(doubtful & (share < LEAST_SINGULAR)).repeat(size)]] = False
    return further
