"""Headings and furniture that stand in one paragraph with sentences: the kind of each segment.

A segment is what its paragraph is (`opinionclf.pages.layout`), but for headings in front of a sentence (numbered, in capitals,
behind a bullet), dates, bylines and lost stops there, and phrases of furniture, notes in brackets and what shows nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

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
from opinionclf.text.kinds import ALL_CAPS, CAP, NUMBER, OPEN_BRACKET, OTHER, STOP, WORD, kinds
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


def segment_kinds(text: str, tokens: TokenTable, first: Ints, opening: Listed, paragraph: Ints, document: Ints,
                  behind_heading: Ints, said: Said) -> NDArray[np.uint8]:  # fmt: skip
    """Return SENTENCE, HEADING or BOILERPLATE for each segment.

    Parameters
    ----------
    text : str
    tokens : TokenTable
    first, paragraph, document : ndarray of int64, shape (n_segments,)
        First token of each segment, and the numbers of its paragraph and document in the batch.
    opening : ndarray of uint32, shape (n_segments,)
        What the word lists know of the first tokens.
    behind_heading : ndarray of int64
        The tokens behind headings in capitals (`behind_capitals`), each the first of a segment.
    said : Said
        What `opinionclf.pages.said.find_said` has found.
    """
    begins = run_starts(paragraph)
    n_sentences = run_lengths(begins, len(first))
    behind = tails(text, tokens, first, opening, paragraph) if len(begins) < len(first) else begins[:0]
    if len(behind):
        kind = _kinds_without_tails(text, tokens, first, document, begins, behind, said)
    else:
        kind = _paragraph_kinds(text, tokens, first.take(begins), n_sentences, document.take(begins), said).repeat(n_sentences)
    opening_kind = tokens.kind.take(first)
    _mark_notes_in_brackets(text, tokens, first, document, opening_kind, kind)
    if len(begins) < len(first):
        several = n_sentences > _ONE
        _mark_bylines_between_stops(text, tokens, first, begins, document, kind)
        _mark_phrases(text, tokens, first, opening, n_sentences, kind)
        _mark_openings(text, tokens, first, document, begins.compress(several), kind)
    if len(behind_heading):
        kind[first.searchsorted(behind_heading) - 1] = HEADING
    _mark_unseen(text, tokens, first, opening_kind, kind)
    _mark_end_signs(text, tokens, first, paragraph, opening_kind, kind)
    return kind


def _kinds_without_tails(text: str, tokens: TokenTable, first: Ints, document: Ints, begins: Ints,
                         behind: Ints, said: Said) -> NDArray[np.uint8]:  # fmt: skip
    """The kinds of segments, where the last ones of some paragraphs, `behind`, are furniture: they are judged without it."""
    line = begins.searchsorted(behind, side="right") - _ONE
    n_segments = run_lengths(begins, len(first))
    n_sentences = n_segments.copy()
    n_sentences[line] -= _ONE
    last = np.append(first, len(tokens)).take(begins + n_segments)
    last[line] = first.take(behind)
    kind = _paragraph_kinds(text, tokens, first.take(begins), n_sentences, document.take(begins), said, last).repeat(n_segments)
    kind[behind] = BOILERPLATE
    return kind


def _paragraph_kinds(text: str, tokens: TokenTable, first: Ints, n_sentences: Ints, document: Ints, said: Said,
                     last: Ints | None = None) -> NDArray[np.uint8]:  # fmt: skip
    if len(run_starts(document)) == len(document):  # pages of one line: `line_kinds` would find sentences
        return np.full(len(first), SENTENCE, dtype=np.uint8)
    return line_kinds(describe_lines(text, tokens, first, n_sentences, last), document, said)


def _mark_openings(text: str, tokens: TokenTable, first: Ints, document: Ints, row: Ints, kind: NDArray[np.uint8]) -> None:
    """Mark those segments at `row`, the first of paragraphs that go on, that are headings, dates or stops."""
    opening = first.take(row)
    length = first.take(row + _ONE) - opening
    opening_kind = tokens.kind.take(opening)
    (numbered,) = (opening_kind == NUMBER).nonzero()
    if len(numbered):
        kind[row[_numbered_headings(text, tokens, opening, length, numbered)]] = HEADING
        kind[row[_times(text, tokens, opening, length, numbered)]] = BOILERPLATE
    if tokens.has(tk.BULLET):
        kind[row[_labels(text, tokens, opening, length, document.take(row))]] = HEADING
    (lost,) = ((opening_kind == STOP) & (length == _ONE)).nonzero()
    if len(lost):  # a stop that its sentence has lost
        kind[row.take(lost)] = BOILERPLATE
    (dated,) = (length == DATE_LENGTH).nonzero()
    if len(dated):
        kind[row[dated[opening_dates(tokens, opening[dated])]]] = BOILERPLATE


def _mark_notes_in_brackets(text: str, tokens: TokenTable, first: Ints, document: Ints, opening: NDArray[np.uint8],
                            kind: NDArray[np.uint8]) -> None:  # fmt: skip
    """Mark those sentences that open with a bracket and are notes, but for the only one of a page."""
    if not tokens.has(tk.OPEN_BRACKET):
        return
    (row,) = (opening == OPEN_BRACKET).nonzero()
    if not len(row):
        return
    for i, segment in zip(row.tolist(), _texts(text, tokens, first, row), strict=True):
        is_note = kind[i] == SENTENCE and is_note_in_brackets(segment)
        if is_note and (document[max(i - 1, 0) : i + 2] == document[i]).sum() > 1:
            kind[i] = BOILERPLATE


def _mark_bylines_between_stops(text: str, tokens: TokenTable, first: Ints, begins: Ints, document: Ints,
                                kind: NDArray[np.uint8]) -> None:  # fmt: skip
    """Mark what a much used collection of news puts above an article: ``By . Ann Lowe . PUBLISHED: . 3 March 2013 . | .``"""
    rows = run_starts(document)
    rows = rows.compress(first.take(rows + _ONE, mode="clip") - first.take(rows) == _TOKENS_OF_BY)
    if not len(rows):
        return
    ends = np.append(begins, len(first)).take(begins.searchsorted(rows, side="right"))  # of the paragraphs
    for row, end in zip(rows.tolist(), ends.tolist(), strict=True):
        parts = list(_texts(text, tokens, first, np.arange(row, min(row + _MOST_BETWEEN_STOPS, end))))
        if len(parts) < 2 or parts[0].lower() != "by .":
            continue
        n_above = sum(1 for _ in itertools.takewhile(_stands_between_stops, parts[1:]))
        kind[row : row + 1 + n_above] = BOILERPLATE


def _stands_between_stops(text: str) -> bool:
    line = text.rstrip(" .|")
    return _NAMES.match(line) is not None or _STAMP.match(line) is not None or is_date(line)


def _mark_phrases(text: str, tokens: TokenTable, first: Ints, opening: Listed, n_sentences: Ints,
                  kind: NDArray[np.uint8]) -> None:  # fmt: skip
    """Mark those sentences of paragraphs of several that are phrases of furniture: ``Story continues below.``"""
    (row,) = (has(opening, OPENS_IN_TEXT) | (tokens.kind.take(first) == OPEN_BRACKET)).nonzero()
    if len(row):
        row = row.compress((n_sentences.repeat(n_sentences).take(row) > _ONE) & (kind.take(row) == SENTENCE))
        kind[row[list(map(_is_short_phrase, _texts(text, tokens, first, row)))]] = BOILERPLATE


def _is_short_phrase(text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and is_phrase_in_text(text)


def _mark_unseen(text: str, tokens: TokenTable, first: Ints, opening: NDArray[np.uint8], kind: NDArray[np.uint8]) -> None:
    """Mark as furniture what shows nothing, also the only line of a page: nobody says anything in it."""
    if not tokens.has(tk.OTHER):
        return
    (row,) = ((opening == OTHER) & (kind == SENTENCE)).nonzero()
    if len(row):
        kind[row[list(map(shows_nothing, _texts(text, tokens, first, row)))]] = BOILERPLATE


def _mark_end_signs(text: str, tokens: TokenTable, first: Ints, paragraph: Ints, opening: NDArray[np.uint8],
                    kind: NDArray[np.uint8]) -> None:  # fmt: skip
    """Mark those segments that are a sign or tags behind the sentences of a paragraph: ``■``, ``#SavePool``."""
    if not (tokens.has(tk.BULLET) or tokens.has(tk.HASH)):
        return
    (row,) = ((opening == tk.BULLET) | (opening == tk.HASH)).nonzero()
    row = row[(row > 0) & (paragraph.take(row) == paragraph.take(row - _ONE))] if len(row) else row
    if len(row):
        kind[row[[len(part) == 1 or is_tags(part) for part in _texts(text, tokens, first, row)]]] = BOILERPLATE


def _texts(text: str, tokens: TokenTable, first: Ints, row: Ints) -> Iterator[str]:
    """The texts of some segments, as they look."""
    last = np.append(first, len(tokens)).take(row + _ONE) - _ONE
    bounds = zip(tokens.start.take(first.take(row)).tolist(), tokens.end.take(last).tolist(), strict=True)
    return (shown(text[start:end]) for start, end in bounds)


def _numbered_headings(text: str, tokens: TokenTable, opening: Ints, length: Ints, row: Ints) -> Ints:
    """Which first segments of paragraphs that go on, among `row`, are headings such as ``2. Marriage is hard.``"""
    behind = opening[row] + 1
    row = row[(tokens.kind[behind] == STOP) & ~tokens.gap[behind] & (length[row] <= _LONGEST_COMMAND)]
    begin, last = tokens.start[opening[row] + 2].tolist(), tokens.end[opening[row] + length[row] - 1].tolist()
    lines = [shown(text[start:end]) for start, end in zip(begin, last, strict=True)]
    long = (length[row] > _LONGEST_NUMBERED).tolist()
    # 1. Stocks fell on Monday. 2. It was a bad day.
    told = [
        points_back(line) or ((wordy or tells_in_past(line)) and not commands(line))
        for line, wordy in zip(lines, long, strict=True)
    ]
    return np.delete(row, np.flatnonzero(told))


def _times(text: str, tokens: TokenTable, opening: Ints, length: Ints, row: Ints) -> Ints:
    """Which first segments of paragraphs that go on, among `row`, are times: ``8:12 a.m. Officers came.``"""
    row = row[length[row] <= _LONGEST_TIME]
    bounds = zip(tokens.start[opening[row]].tolist(), tokens.end[opening[row] + length[row] - 1].tolist(), strict=True)
    return row[[_TIME.match(text[start:end]) is not None for start, end in bounds]] if len(row) else row


def _labels(text: str, tokens: TokenTable, opening: Ints, length: Ints, document: Ints) -> Ints:
    """Which first segments of paragraphs that go on are labels behind a bullet, several on a page: ``• Public safety.``"""
    (row,) = ((tokens.kind.take(opening) == tk.BULLET) & (length <= _LONGEST_LABEL)).nonzero()
    if not len(row):
        return row
    last = opening[row] + length[row] - 1
    bounds = zip(tokens.start[opening[row] + 1].tolist(), tokens.end[last].tolist(), strict=True)
    row = row[[verbless_form(text[start:end]) is not None for start, end in bounds]]
    return row[np.bincount(document[row], minlength=1)[document[row]] >= _FEWEST_HEADINGS]


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
