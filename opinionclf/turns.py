"""Speakers' turns: whose paragraphs an interview or transcript gives, with labels or without.

A label opens a paragraph (``Q:``, ``SMITH:``, ``[Doe]``). Without any, questions stand alone in paragraphs and speak to
somebody, who answers in the first person.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import constant
from opinionclf.kinds import ALL_CAPS, CLOSE_BRACKET, COLON, NUMBER, OPEN_BRACKET, STOP, kinds
from opinionclf.tokens import FRONT, Bools, Ints, TokenTable, run_lengths, stretches
from opinionclf.wordlists import CLOCK, SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, Listed, has, listed_at

_FEWEST_TURNS = 3
_LEAST_SHARE = 0.25  # of the paragraphs of a document that begin with a speaker's label, or ask
LONGEST_LABEL = 5  # tokens in front of the mark that ends the label
_MOST_FURTHER = 3  # paragraphs of a turn behind the one with its label
_FEWEST_QUESTIONS = 4  # without labels
_LONGEST_QUESTION = 45  # tokens
_LEAST_IN_PERSON = 0.5  # of the questions that speak to somebody, and of the answers in the first person
_LEAST_SINGULAR = 0.25  # of the answers that have *I* or *my*
_ONE = constant(1, np.int64)
_Q, _A = constant(ord("q"), np.uint8), constant(ord("a"), np.uint8)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)
_IN_LABEL = kinds(tk.CAP, tk.ALL_CAPS, tk.OPEN_BRACKET)
_QUESTION = constant(tk.QUESTION, np.uint8)


def speaker_turns(tokens: TokenTable, paragraph_start: Bools, quoted: Bools, begins: Ints, offset: Ints) -> Bools:
    """Flag the tokens in the turns of an interview or transcript.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start, quoted : ndarray of bool, shape (n_tokens,)
        A paragraph begins at the token; it stands inside a quotation.
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
    """
    if len(begins) < _FEWEST_TURNS - 1:
        return np.zeros(len(tokens), dtype=bool)
    label = _speaker_labels(tokens, paragraph_start, begins)
    lettered = _lettered(tokens, begins)
    if len(lettered):
        label = np.union1d(label, lettered)
    label = label if len(label) >= _FEWEST_TURNS - 1 else label[:0]
    asks = _asking(tokens, begins)
    if not len(label) and len(asks) < _FEWEST_QUESTIONS:
        return np.zeros(len(tokens), dtype=bool)
    document = offset.searchsorted(tokens.start.take(begins), side="right")
    row = begins.searchsorted(label)
    speaks = _with_further_paragraphs(tokens, begins, row[_in_transcripts(row, document)], document)
    for first, last in _without_labels(tokens, quoted, begins, document, asks):
        speaks[first:last] |= not speaks[first:last].any()
    return speaks.repeat(run_lengths(begins, len(tokens)))


def _with_further_paragraphs(tokens: TokenTable, begins: Ints, labelled: Ints, document: Ints) -> Bools:
    """Which paragraphs are turns: those with a label, and a few without one in front of the next label of their document.

    None behind a label that stands there once, as those of headlines and of places do (``PERU: The pool closed.``), nor
    paragraphs that name one of the speakers: they are told by somebody else.
    """
    row = np.sort(labelled)
    further = np.zeros(len(begins), dtype=bool)
    further[row] = True
    begin, end = row[:-1], row[1:]
    page = document.view(np.uint64)
    goes_on = (end - begin > 1) & (end - begin <= _MOST_FURTHER + 1) & (page.take(begin) == page.take(end))
    if not len(goes_on.nonzero()[0]):
        return further
    name = tokens.keys_at(begins.take(row)) ^ page.take(row)
    names, place, count = np.unique(name, return_inverse=True, return_counts=True)
    (again,) = (goes_on & (count.take(place)[:-1] > 1)).nonzero()
    size = end.take(again) - begin.take(again) - 1
    gap = stretches(begin.take(again) + 1, size)
    length = np.append(begins, len(tokens)).take(gap + 1) - begins.take(gap)
    told = np.isin(tokens.keys_at(stretches(begins.take(gap), length)) ^ page.take(gap).repeat(length), names)
    further[gap] = True
    further[gap.repeat(length)[told]] = False
    return further


def _asking(tokens: TokenTable, begins: Ints) -> Ints:
    """The rows of short paragraphs that end in a question mark and open with a word; none in a page of few paragraphs."""
    if len(begins) < 2 * _FEWEST_QUESTIONS or not tokens.has(tk.QUESTION):
        return begins[:0]
    # In front of each paragraph ends the one before it, and in front of the first, at place -1, the last of all.
    (row,) = (tokens.kind.take(begins - _ONE) == _QUESTION).nonzero()
    if len(row) < _FEWEST_QUESTIONS:
        return row[:0]
    row = np.sort((row - _ONE) % len(begins))
    length = run_lengths(begins, len(tokens)).take(row)
    return row[(length <= _LONGEST_QUESTION) & (tokens.kind.take(begins.take(row)) <= NUMBER)]


def _without_labels(tokens: TokenTable, quoted: Bools, begins: Ints, document: Ints,
                    asks: Ints) -> Iterator[tuple[int, int]]:  # fmt: skip
    """The rows of paragraphs from the first question of an interview without labels to its end.

    Half of the questions speak to somebody, and half of the paragraphs below them are in the first person, some of them
    in the singular: the *we* of an FAQ is a firm. Most of what stands in front of them is not: there it would be a columnist's.
    """
    if len(asks) < _FEWEST_QUESTIONS:
        return
    length = run_lengths(begins, len(tokens))
    (several,) = (np.bincount(document.take(asks)) >= _FEWEST_QUESTIONS).nonzero()
    for number in several.tolist():
        asked = asks[document.take(asks) == number]
        first, last = int(asked[0]), int(document.searchsorted(number, side="right"))
        asked = asked[np.append(np.diff(asked) > 1, asked[-1] + 1 < last)]
        if len(asked) < max(_FEWEST_QUESTIONS, _LEAST_SHARE * (last - first)):
            continue
        # Most pages ask nobody: their answers are not read.
        if has(_pronouns(tokens, quoted, begins, length, asked), SPEAKS_TO).mean() < _LEAST_IN_PERSON:
            continue
        answers = _pronouns(tokens, quoted, begins, length, asked + _ONE)
        share = has(answers, SPEAKS_OF_SELF | SPEAKS_OF_US).mean()
        if share < _LEAST_IN_PERSON or has(answers, SPEAKS_OF_SELF).mean() < _LEAST_SINGULAR:
            continue
        above = np.arange(int(document.searchsorted(number)), first)
        if 2 * has(_pronouns(tokens, quoted, begins, length, above), SPEAKS_OF_SELF).sum() < max(len(above), 1):
            yield first, last


def _pronouns(tokens: TokenTable, quoted: Bools, begins: Ints, length: Ints, row: Ints) -> Listed:
    """What the lists know of the words of some paragraphs outside quotations: who is asked there, and who speaks."""
    if not len(row):
        return np.zeros(0, dtype=np.uint32)
    length = length.take(row)
    token = stretches(begins.take(row), length)
    # US is no pronoun, and whoever is quoted is not asked.
    counts = (tokens.kind.take(token) != ALL_CAPS) | (tokens.end.take(token) - tokens.start.take(token) == _ONE)
    counts &= ~quoted.take(token)
    return np.bitwise_or.reduceat(listed_at(tokens, token) * counts, length.cumsum() - length)


def _speaker_labels(tokens: TokenTable, paragraph_start: Bools, begins: Ints) -> Ints:
    """First tokens of what may be the label of a speaker, at the start of a paragraph."""
    if not (tokens.has(tk.COLON) or tokens.has(tk.CLOSE_BRACKET)):
        return begins[:0]
    mark, reach = _label_marks(tokens)
    # Most stand far from it.
    distance = mark - begins.take(begins.searchsorted(mark, side="right") - _ONE)
    (left,) = ((distance <= LONGEST_LABEL + 1) > paragraph_start.take(mark)).nonzero()
    found = [left[:0]]
    for step in range(1, LONGEST_LABEL + 1):
        if not len(left):
            break
        at = np.maximum(mark.take(left) - step, 0)
        capital, begins_here, is_bracket = _CAPITAL.take(tokens.kind.take(at)), paragraph_start.take(at), reach.take(left)
        opens = (tokens.kind.take(at) == OPEN_BRACKET) & is_bracket
        outer = (opens > begins_here) & (tokens.kind.take(at - 1) == OPEN_BRACKET)
        begin = at - (outer & paragraph_start.take(at - 1))
        found.append(begin.compress(paragraph_start.take(begin) & (opens | (capital > is_bracket))))
        # A label stands in one line: nothing begins between its first token and its mark.
        left = left.compress(capital > begins_here)
    label = np.concatenate(found)
    return label[~has(listed_at(tokens, label), CLOCK)] if len(label) else label  # Monday: is a day of a diary


def _lettered(tokens: TokenTable, begins: Ints) -> Ints:
    """The first tokens of paragraphs that open with ``Q.`` or ``A.``"""
    (row,) = (tokens.kind.take(begins + _ONE, mode="clip") == STOP).nonzero()
    if not len(row):
        return row
    first = begins.take(row)
    letter = (tokens.end.take(first) - tokens.start.take(first) == _ONE) & _CAPITAL.take(tokens.kind.take(first))
    first = first[letter & ~tokens.gap.take(first + _ONE, mode="clip")]
    byte = tokens.spelling.padded.take(tokens.spelling.end.take(first) + (FRONT - 1))
    return first[(byte == _Q) | (byte == _A)]


def _in_transcripts(labelled: Ints, document: Ints) -> Bools:
    """Which paragraphs with labels stand in documents that have enough of them, for the number of their paragraphs too."""
    paragraphs = np.bincount(document)
    document = document.take(labelled)
    turns = np.bincount(document, minlength=1)
    share = turns[document] / np.maximum(paragraphs[document], 1)
    many = (turns[document] >= _FEWEST_TURNS) & (share >= _LEAST_SHARE)
    return many | ((turns[document] == _FEWEST_TURNS - 1) & (share > 2 * _LEAST_SHARE))


def _label_marks(tokens: TokenTable) -> tuple[Ints, Bools]:
    """The marks that may end a speaker's label, and whether each is a bracket (else a colon)."""
    (mark,) = ((tokens.kind == COLON) | (tokens.kind == CLOSE_BRACKET)).nonzero()
    # Most of them follow no name.
    mark = mark[_IN_LABEL.take(tokens.kind.take(np.maximum(mark - 1, 0)))]
    is_bracket = tokens.kind.take(mark) == CLOSE_BRACKET
    apart = is_bracket | ~tokens.gap.take(mark)
    return mark[apart], is_bracket[apart]


