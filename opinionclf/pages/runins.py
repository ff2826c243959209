"""Headings and furniture that stand in one paragraph with sentences: the kind of each segment.

A segment is what its paragraph is (`opinionclf.pages.layout`), but for headings in front of a sentence (numbered, in capitals,
behind a bullet), dates, bylines and lost stops there, and phrases of furniture, notes in brackets and what shows nothing.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.pages.layout import line_kinds
from opinionclf.pages.lines import describe_lines
from opinionclf.pages.notes import DATE_LENGTH, opening_dates
from opinionclf.pages.stamps import Said
from opinionclf.pages.tails import tails
from opinionclf.pages.wording.furniture import LONGEST_FURNITURE, is_date, is_note_in_brackets, is_tags
from opinionclf.pages.wording.headings import commands, points_back, verbless_form
from opinionclf.pages.wording.linewords import tells_in_past
from opinionclf.pages.wording.sitephrases import is_phrase_in_text
from opinionclf.patterns import pattern
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.characters import shown, shows_nothing
from opinionclf.text.kinds import ALL_CAPS, BULLET, CAP, NUMBER, OPEN_BRACKET, OTHER, STOP, WORD, kinds
from opinionclf.text.tokens import TokenTable, run_lengths, run_starts
from opinionclf.text.wordlists import OPENS_IN_TEXT, Listed, has

_LONGEST_LABEL = 6  # tokens of a label behind a bullet, with it and the full stop
_LONGEST_NUMBERED = 9  # tokens of a numbered heading
_LONGEST_COMMAND = 20  # ... of one that tells what to do
_LONGEST_TIME = 8  # tokens
_TIME = pattern(r"\d{1,2}(?:[:.]\d\d)? ?(?:[AaPp]\. ?[Mm]\.|[AaPp][Mm]\.?)(?: [A-Z]{2,4}\.?)?$")
_NAMES = pattern(r"[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|and|for|in|at|of)){0,8}$")  # of authors
_STAMP = pattern(r"(?:PUBLISHED|UPDATED|CREATED|Published|Updated|Created):?$|Last updated at .{4,40}\d{4}$")
_FEWEST_CAPITALS = 2  # words of a heading in capitals in front of a sentence
_FEWEST_BEFORE_DASH = 3  # ... in front of a dash; fewer are mostly a place (NEW YORK -)
_MOST_CAPITALS = 14
_FEWEST_HEADINGS = 2  # in capitals, or labels behind bullets, on a page
_OPENS_SENTENCE = kinds(tk.CAP, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE)
_TOKENS_OF_BY = 2  # with its stop
_MOST_BETWEEN_STOPS = 8  # segments above an article
_ONE = constant(1, np.int64)


class _Segments(NamedTuple):
    """The segments of a batch, as columns.

    Attributes
    ----------
    bounds : ndarray of int64, shape (n_segments + 1,)
        The first token of each, and the number of all tokens.
    opening : ndarray of uint8
        The kind of these tokens.
    listed : ndarray of uint32
        What the word lists know of them.
    paragraph, document : ndarray of int64
        The numbers of the paragraph and of the document of each.
    """

    text: str
    tokens: TokenTable
    bounds: Ints
    opening: NDArray[np.uint8]
    listed: Listed
    paragraph: Ints
    document: Ints

    def n_tokens(self, row: Ints) -> Ints:
        """The lengths of some segments."""
        return self.bounds.take(row + _ONE) - self.bounds.take(row)

    def texts(self, row: Ints, behind: int = 0) -> list[str]:
        """The texts of some segments, behind some tokens."""
        start = self.tokens.start.take(self.bounds.take(row) + behind)
        end = self.tokens.end.take(self.bounds.take(row + _ONE) - _ONE)
        return [self.text[begin:stop] for begin, stop in zip(start.tolist(), end.tolist(), strict=True)]

    def shown(self, row: Ints) -> list[str]:
        """The texts of some segments, as they look."""
        return list(map(shown, self.texts(row)))


def segment_kinds(text: str, tokens: TokenTable, first: Ints, listed: Listed, paragraph: Ints, document: Ints,
                  behind_heading: Ints, said: Said) -> NDArray[np.uint8]:  # fmt: skip
    """Return SENTENCE, HEADING or BOILERPLATE for each segment.

    Parameters
    ----------
    text : str
    tokens : TokenTable
    first, paragraph, document : ndarray of int64, shape (n_segments,)
        First token of each segment, and the numbers of its paragraph and document in the batch.
    listed : ndarray of uint32, shape (n_segments,)
        What the word lists know of the first tokens.
    behind_heading : ndarray of int64
        The tokens behind headings in capitals (`behind_capitals`), each the first of a segment.
    said : Said
        What `opinionclf.pages.said.find_said` has found.
    """
    bounds = np.empty(len(first) + 1, dtype=np.int64)
    bounds[:-1], bounds[-1] = first, len(tokens)
    segments = _Segments(text, tokens, bounds, tokens.kind.take(first), listed, paragraph, document)
    begins = run_starts(paragraph)
    n_segments = run_lengths(begins, len(first))
    has_several = len(begins) < len(first)
    behind = tails(text, tokens, first, listed, paragraph) if has_several else begins[:0]
    kind = _kinds_of_paragraphs(segments, begins, n_segments, behind, said)
    if tokens.has(tk.OPEN_BRACKET):
        _mark_notes_in_brackets(segments, kind)
    if has_several:
        _mark_bylines_between_stops(segments, begins, kind)
        _mark_phrases(segments, n_segments, kind)
        _mark_openings(segments, begins.compress(n_segments > _ONE), kind)
    if len(behind_heading):
        kind[first.searchsorted(behind_heading) - 1] = HEADING
    if tokens.has(tk.OTHER):
        _mark_unseen(segments, kind)
    if tokens.has(tk.BULLET) or tokens.has(tk.HASH):
        _mark_end_signs(segments, kind)
    return kind


def _kinds_of_paragraphs(segments: _Segments, begins: Ints, n_segments: Ints, tail: Ints, said: Said) -> NDArray[np.uint8]:
    """The kinds of segments by those of their paragraphs, which are judged without the furniture that is the `tail` of some."""
    document = segments.document.take(begins)
    if len(run_starts(document)) == len(document):  # pages of one line: `line_kinds` would find sentences
        kind = np.full(len(segments.document), SENTENCE, dtype=np.uint8)
    else:
        n_sentences, last = n_segments.copy(), segments.bounds.take(begins + n_segments)
        if len(tail):
            line = begins.searchsorted(tail, side="right") - _ONE
            n_sentences[line] -= _ONE
            last[line] = segments.bounds.take(tail)
        lines = describe_lines(segments.text, segments.tokens, segments.bounds.take(begins), last, n_sentences)
        kind = line_kinds(lines, document, said).repeat(n_segments)
    kind[tail] = BOILERPLATE
    return kind


def _mark_openings(segments: _Segments, row: Ints, kind: NDArray[np.uint8]) -> None:
    """Mark those segments at `row`, the first of paragraphs that go on, that are headings, dates or stops."""
    opening, n_tokens = segments.opening.take(row), segments.n_tokens(row)
    numbered = row.compress(opening == NUMBER)
    if len(numbered):
        kind[_numbered_headings(segments, numbered)] = HEADING
        kind[_times(segments, numbered)] = BOILERPLATE
    if segments.tokens.has(tk.BULLET):
        kind[_labels(segments, row.compress((opening == BULLET) & (n_tokens <= _LONGEST_LABEL)))] = HEADING
    kind[row.compress((opening == STOP) & (n_tokens == _ONE))] = BOILERPLATE  # a stop that its sentence has lost
    dated = row.compress(n_tokens == DATE_LENGTH)
    if len(dated):
        kind[dated.take(opening_dates(segments.tokens, segments.bounds.take(dated)))] = BOILERPLATE


def _mark_notes_in_brackets(segments: _Segments, kind: NDArray[np.uint8]) -> None:
    """Mark those sentences that open with a bracket and are notes, but for the only one of a page."""
    (row,) = (segments.opening == OPEN_BRACKET).nonzero()
    if not len(row):
        return
    document = segments.document
    for i, segment in zip(row.tolist(), segments.shown(row), strict=True):
        is_note = kind[i] == SENTENCE and is_note_in_brackets(segment)
        if is_note and (document[max(i - 1, 0) : i + 2] == document[i]).sum() > 1:
            kind[i] = BOILERPLATE


def _mark_bylines_between_stops(segments: _Segments, begins: Ints, kind: NDArray[np.uint8]) -> None:
    """Mark what a much used collection of news puts above an article: ``By . Ann Lowe . PUBLISHED: . 3 March 2013 . | .``"""
    top = run_starts(segments.document)
    top = top.compress(segments.n_tokens(top) == _TOKENS_OF_BY)
    if not len(top):
        return
    ends = np.append(begins, len(kind)).take(begins.searchsorted(top, side="right"))  # of the paragraphs
    for row, end in zip(top.tolist(), ends.tolist(), strict=True):
        parts = segments.shown(np.arange(row, min(row + _MOST_BETWEEN_STOPS, end)))
        if len(parts) < 2 or parts[0].lower() != "by .":
            continue
        n_above = sum(1 for _ in itertools.takewhile(_stands_between_stops, parts[1:]))
        kind[row : row + 1 + n_above] = BOILERPLATE


def _stands_between_stops(text: str) -> bool:
    line = text.rstrip(" .|")
    return _NAMES.match(line) is not None or _STAMP.match(line) is not None or is_date(line)


def _mark_phrases(segments: _Segments, n_segments: Ints, kind: NDArray[np.uint8]) -> None:
    """Mark those sentences of paragraphs of several that are phrases of furniture: ``Story continues below.``"""
    (row,) = (has(segments.listed, OPENS_IN_TEXT) | (segments.opening == OPEN_BRACKET)).nonzero()
    if len(row):
        row = row.compress((n_segments.repeat(n_segments).take(row) > _ONE) & (kind.take(row) == SENTENCE))
        kind[row[list(map(_is_short_phrase, segments.shown(row)))]] = BOILERPLATE


def _is_short_phrase(text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and is_phrase_in_text(text)


def _mark_unseen(segments: _Segments, kind: NDArray[np.uint8]) -> None:
    """Mark as furniture what shows nothing, also the only line of a page: nobody says anything in it."""
    (row,) = ((segments.opening == OTHER) & (kind == SENTENCE)).nonzero()
    if len(row):
        kind[row[list(map(shows_nothing, segments.shown(row)))]] = BOILERPLATE


def _mark_end_signs(segments: _Segments, kind: NDArray[np.uint8]) -> None:
    """Mark those segments that are a sign or tags behind the sentences of a paragraph: ``■``, ``#SavePool``."""
    (row,) = ((segments.opening == BULLET) | (segments.opening == tk.HASH)).nonzero()
    row = row.compress((row > 0) & (segments.paragraph.take(row) == segments.paragraph.take(row - _ONE)))
    if len(row):
        kind[row[[len(part) == 1 or is_tags(part) for part in segments.shown(row)]]] = BOILERPLATE


def _numbered_headings(segments: _Segments, row: Ints) -> Ints:
    """Which of some segments that open with numbers are headings, such as ``2. Marriage is hard.``"""
    behind = segments.bounds.take(row) + _ONE
    is_numbered = (segments.tokens.kind.take(behind) == STOP) & ~segments.tokens.gap.take(behind)
    row = row.compress(is_numbered & (segments.n_tokens(row) <= _LONGEST_COMMAND))
    long = (segments.n_tokens(row) > _LONGEST_NUMBERED).tolist()
    # 1. Stocks fell on Monday. 2. It was a bad day.
    told = [
        points_back(line) or ((wordy or tells_in_past(line)) and not commands(line))
        for line, wordy in zip(map(shown, segments.texts(row, 2)), long, strict=True)
    ]
    return np.delete(row, np.flatnonzero(told))


def _times(segments: _Segments, row: Ints) -> Ints:
    """Which of some segments that open with numbers are times: ``8:12 a.m. Officers came.``"""
    row = row.compress(segments.n_tokens(row) <= _LONGEST_TIME)
    return row[[_TIME.match(text) is not None for text in segments.texts(row)]] if len(row) else row


def _labels(segments: _Segments, row: Ints) -> Ints:
    """Which of some segments behind bullets are labels, several on a page: ``• Public safety.``"""
    row = row.compress([verbless_form(text) is not None for text in segments.texts(row, 1)])
    page = segments.document.take(row)
    return row[np.bincount(page, minlength=1).take(page) >= _FEWEST_HEADINGS]


def behind_capitals(tokens: TokenTable, paragraph_start: Bools, document_start: Bools) -> Ints:
    """The tokens where sentences begin behind headings in capitals, of which a page has several: ``SPEND LESS The harbour``."""
    (head,) = paragraph_start.nonzero()
    head = head.compress(tokens.kind.take(head) == ALL_CAPS)
    if len(head) < _FEWEST_HEADINGS:
        return head[:0]
    # Most paragraphs that open with capitals open with the name of an agency.
    head = head.compress(_go_on_in_capitals(tokens, np.minimum(head + 1, len(tokens) - 1)))
    if len(head) < _FEWEST_HEADINGS:
        return head[:0]
    end, n_words = _ends_of_capitals(tokens, head)
    closes = (end == len(tokens) - 1) & _go_on_in_capitals(tokens, end)  # the text: READ MORE ON PAGE B
    # THE CATCH A pool
    end -= (tokens.kind[end] == WORD) & _are_letters(tokens, end - 1)
    dash = tokens.kind[end] == tk.DASH
    begin = np.minimum(end + dash, len(tokens) - 1)
    found = _OPENS_SENTENCE[tokens.kind[begin]] & tokens.gap[begin] & (tokens.newlines[begin] == 0) & ~closes
    found &= n_words >= np.where(dash, _FEWEST_BEFORE_DASH, _FEWEST_CAPITALS)
    page = document_start.cumsum()[head[found]]
    return begin[found][np.bincount(page, minlength=1)[page] >= _FEWEST_HEADINGS]


def _ends_of_capitals(tokens: TokenTable, head: Ints) -> tuple[Ints, Ints]:
    """The tokens behind the runs of capitals that begin at some tokens, and the number of words in capitals in each."""
    end = head.copy()
    n_words = np.zeros(len(head), dtype=np.int64)
    (left,) = np.ones(len(head), dtype=bool).nonzero()
    for _ in range(_MOST_CAPITALS):
        at = end[left]
        in_line = (tokens.newlines[at] == 0) | (at == head[left])
        left = left[_go_on_in_capitals(tokens, at) & in_line & (at + 1 < len(tokens))]
        if not len(left):
            break
        n_words[left] += tokens.kind[end[left]] == ALL_CAPS
        end[left] += 1
    return end, n_words


def _go_on_in_capitals(tokens: TokenTable, place: Ints) -> Bools:
    """Whether tokens are words in capitals, single letters, or the end of ``IT'S``."""
    joined = np.where(tokens.gap[place], _are_letters(tokens, place), tokens.kind[place] == WORD)
    return (tokens.kind[place] == ALL_CAPS) | joined


def _are_letters(tokens: TokenTable, place: Ints) -> Bools:
    """Whether tokens are single letters with a capital: ``A``, ``I``."""
    return (tokens.kind[place] == CAP) & (tokens.lengths_at(place) == _ONE)
