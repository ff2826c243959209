"""Statements without quotation marks, behind a lead that ends in a colon: ``The mayor said:``, ``Her statement, in full:``

The first paragraph below a lead is its speaker's as a rule; further ones are as long as they speak in the first person, which
the writer of the page doesn't. A statement that is announced as a whole, or opens as a letter, may have paragraphs between
those, and ends at its signature. On the line of its lead (``The mayor said: We will mend it. It is old.``) one is known
by its first person alone.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.datafiles import first_column, read_rows
from opinionclf.pages.blocks import ends_like_sentence
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, COLON, IS_ENDER, NUMBER, is_capital, kinds
from opinionclf.text.tokens import TokenTable, stretches
from opinionclf.text.wordlists import FlaggedWords, flagged_words, has
from opinionclf.turns.speakernames import document_of, ends_of

_LONGEST_LEAD = 30  # tokens of the last sentence of a lead
_LONGEST_TAIL = 10  # tokens between the verb of a lead and its colon
_LONGEST_HEADING = 8  # tokens
_MOST_FURTHER = 5  # paragraphs behind the first one; where more are in the first person, so is the writer
_LONGEST_WHOLE = 40  # paragraphs of a statement that is announced as a whole
_MOST_BETWEEN = 3  # paragraphs of one that are not in the first person, in a row
_NEAR = 3  # tokens between the first person and the verb of saying that belongs to it: we have always said
_ONE = constant(1, np.int64)
_OPENS_OTHER = kinds(
    tk.WORD, tk.BULLET, tk.HYPHEN, tk.DASH, tk.DOUBLE, tk.OPEN_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE, tk.OPEN_BRACKET
)  # a list, a quotation, an aside
_MARKS_ITEM = kinds(tk.STOP, tk.CLOSE_BRACKET)
_SAYS, _TOLD, _READS, _IT, _OWN, _PASSIVE, _TAIL, _TEXT = (1 << bit for bit in range(8))
_WHOLE, _FULL, _WORDING, _OF, _OPEN, _DEED, _HAS, _OWNS = (1 << bit for bit in range(8, 16))
_REPORTS, _DEAR, _SIGNS, _ENDS, _PERSON, _FIRST, _CLAUSE = (1 << bit for bit in range(16, 23))
_GROUPS = {
    "says": _SAYS, "told": _TOLD, "reads": _READS, "it": _IT, "own": _OWN, "passive": _PASSIVE, "tail": _TAIL, "text": _TEXT,
    "whole": _WHOLE, "full": _FULL, "wording": _WORDING, "of": _OF, "open": _OPEN, "deed": _DEED, "has": _HAS, "owns": _OWNS,
    "reports": _REPORTS, "dear": _DEAR, "signs": _SIGNS, "ends": _ENDS,
}  # fmt: skip


class _Lead(NamedTuple):
    """A lead: the token behind it, the row of its paragraph, and whether it announces all that somebody says."""

    end: int
    row: int
    whole: bool


class _Page(NamedTuple):
    """What the search looks at: columns of tokens, and of paragraphs."""

    tokens: TokenTable
    bounds: Ints
    document: Ints
    kind: NDArray[np.uint8]
    closed: Bools
    person: Bools
    reports: Bools

    def span(self, row: int) -> slice:
        """The tokens of a paragraph."""
        return slice(int(self.bounds[row]), int(self.bounds[row + 1]))


def statements(tokens: TokenTable, closed: Bools, begins: Ints, offset: Ints, first: Ints, kind: NDArray[np.uint8]) -> Ints:
    """Return the tokens of statements without quotation marks.

    Parameters
    ----------
    tokens : TokenTable
    closed : ndarray of bool, shape (n_tokens,)
        The token stands in a quotation or in a speaker's turn.
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.
    first : ndarray of int64
        First token of each segment.
    kind : ndarray of uint8
        Kind of the first segment of each paragraph.
    """
    leads = _leads(tokens, closed, begins, offset, first, kind)
    if not leads:
        return begins[:0]
    page = _page(tokens, closed, begins, offset, kind, leads)
    found = list(_blocks(page, leads))
    if not found:
        return begins[:0]
    begin, end = np.array(found).T
    return stretches(begin, end - begin)


def _leads(tokens: TokenTable, closed: Bools, begins: Ints, offset: Ints, first: Ints,
           kind: NDArray[np.uint8]) -> list[_Lead]:  # fmt: skip
    """The leads, in the order of the text."""
    found = list(_headings(tokens, begins, kind))
    fronts = _fronts(tokens, closed, begins, first, kind) if tokens.has(tk.COLON) else None
    if fronts is None:
        return found
    words = _words().find(tokens.keys_at(stretches(fronts.begin, fronts.length)))
    start = fronts.length.cumsum() - fronts.length
    # Behind most colons stands nobody's speech.
    (telling,) = has(np.bitwise_or.reduceat(words, start), _SAYS | _READS | _TEXT).nonzero()
    if not len(telling):
        return found
    fronts, start = fronts.take(telling), start.take(telling)
    below = fronts.end.clip(max=len(tokens) - 1)
    inside = document_of(tokens, below, offset) == document_of(tokens, fronts.begin, offset)
    inside &= fronts.final & (fronts.end < len(tokens))
    greets = inside & has(_words().find(tokens.keys_at(below)), _DEAR)
    # What stands below most of these is a list or quotation; at the end of a document nothing does, whatever text comes next.
    (good,) = (~inside | ~_OPENS_OTHER.take(tokens.kind.take(below))).nonzero()
    columns = (start, start + fronts.length, fronts.end, fronts.row, fronts.final, greets)
    for opening, colon, end, row, is_final, is_greeted in zip(*(column.take(good).tolist() for column in columns), strict=True):
        says, whole = _announces(words[opening:colon].tolist(), is_greeted)
        if (says >= 0 or whole) if is_final else says == 0:
            found.append(_Lead(end, row, whole))
    # The words behind a lead end where the next one begins, so that only the last of a paragraph has any.
    return sorted({lead.row: lead for lead in found}.values())


class _Fronts(NamedTuple):
    """Sentences up to a colon: first tokens, lengths, tokens behind the colons, rows of paragraphs; `final` ones end these."""

    begin: Ints
    length: Ints
    end: Ints
    row: Ints
    final: Bools

    def take(self, rows: Ints) -> _Fronts:
        """Some of the sentences."""
        return _Fronts(self.begin[rows], self.length[rows], self.end[rows], self.row[rows], self.final[rows])


def _fronts(tokens: TokenTable, closed: Bools, begins: Ints, first: Ints, kind: NDArray[np.uint8]) -> _Fronts | None:
    """The sentences up to a colon that ends a paragraph or has a capital behind it, in what may lead to a statement."""
    (colon,) = ((tokens.kind == COLON) > closed).nonzero()
    behind = (colon + _ONE).clip(max=len(tokens) - 1)  # the colon itself where the text ends in it
    following = tokens.kind.take(behind)
    # Behind most colons a sentence goes on in small letters.
    ends = is_capital(following) | (following == BULLET) | (tokens.newlines.take(behind) > 0) | (behind == colon)
    colon, behind = colon.compress(ends), behind.compress(ends)
    if not len(colon):
        return None
    row = begins.searchsorted(colon, side="right") - _ONE
    end = colon + _ONE + ((tokens.kind.take(behind) == BULLET) > tokens.gap.take(behind))  # **The mayor said:**
    final = ends_of(tokens, begins, row) == end
    of_row = kind.take(row)
    may_lead = final & (of_row != BOILERPLATE)
    may_lead |= (of_row == SENTENCE) & tokens.gap.take(behind) & is_capital(tokens.kind.take(behind))
    begin = first.take(first.searchsorted(colon, side="right") - _ONE)
    length = colon - begin
    (good,) = (may_lead & (length > 1) & (length <= _LONGEST_LEAD) & (row >= 0)).nonzero()
    return _Fronts(begin, length, end, row, final).take(good) if len(good) else None


def _headings(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8]) -> Iterator[_Lead]:
    """Headings that announce a statement: ``FULL STATEMENT``, ``Her letter in full``"""
    (row,) = (kind[:-1] == HEADING).nonzero()
    begin, end = begins.take(row), begins.take(row + _ONE)
    (short,) = (end - begin <= _LONGEST_HEADING).nonzero()
    if not len(short):
        return
    # Most of them end in another word.
    told = has(_words().find(tokens.keys_at(end.take(short) - _ONE)), _TEXT | _WHOLE)
    for place in short.compress(told).tolist():
        words = np.arange(begin[place], end[place])
        if _heads_whole(_words().find(tokens.keys_at(words)).tolist()):
            yield _Lead(int(end[place]), int(row[place]), True)


def _announces(words: list[int], greeted: bool) -> tuple[int, bool]:
    """How many words stand behind the verb of saying with which a sentence ends, -1 without one; whether all of it follows."""
    verb = next((place for place in range(len(words) - 1, 0, -1) if words[place] & (_SAYS | _READS)), 0)
    return len(words) - 1 - verb if verb and _opens_speech(words, verb) else -1, _tells_whole(words, greeted)


def _opens_speech(words: list[int], verb: int) -> bool:
    """Whether a sentence that ends behind its verb of saying or soon leads to what somebody else says."""
    tail, near = words[verb + 1 :], words[max(verb - _NEAR, 0) : verb]
    if len(tail) > _LONGEST_TAIL or _any_of(tail, _CLAUSE):
        return False
    if words[verb] & _READS and not _any_of(words[:verb], _TEXT | _IT):
        return False
    if words[verb - 1] & _PASSIVE or _any_of(near, _OWN) or (words[verb] & _DEED and _any_of(near, _HAS)):
        return False
    return not tail or bool(words[verb] & _TOLD or tail[0] & _TAIL)


def _any_of(words: list[int], groups: int) -> bool:
    """Whether a word is of some groups."""
    return any(word & groups for word in words)


def _tells_whole(words: list[int], greeted: bool = False) -> bool:
    """Whether a sentence tells that all of a text follows: ``The following statement``, ``the text of her letter``, ``in full``

    Where `greeted`, as a letter does, it need only tell of a text: ``A letter went to parents:``, ``Dear parents,``; but an
    open letter at its start is the writer's own.
    """
    if not _any_of(words, _TEXT) or _any_of(words, _PERSON):
        return False
    if greeted and not _any_of(words[:2], _OPEN):
        return True
    return _ends_whole(words) or any(_is_whole(words, place) for place in range(len(words) - 1))


def _heads_whole(words: list[int]) -> bool:
    """Whether a heading is nothing but the name of a text that follows as a whole: not ``Mayor makes full apology``"""
    if not _tells_whole(words):
        return False
    named = [place for place in range(len(words) - 1) if _is_whole(words, place)]
    return not named[0] or bool(words[named[0] - 1] & (_OWNS | _FULL)) if named else _ends_whole(words)


def _is_whole(words: list[int], place: int) -> bool:
    """Whether a word tells that the text behind it follows as a whole: ``full statement``, ``text of her letter``"""
    word, behind = words[place], words[place + 1]
    if word & _WORDING and behind & _OF:
        return _any_of(words[place + 2 :], _TEXT)
    return bool(word & _FULL and behind & _TEXT)


def _ends_whole(words: list[int]) -> bool:
    """Whether all of a text follows by the end of a sentence: ``in full``, ``as follows``; not ``the post box is full``."""
    return bool(words[-1] & _WHOLE) and (not words[-1] & _FULL or bool(words[-2] & (_TAIL | _OWNS)))


def _page(tokens: TokenTable, closed: Bools, begins: Ints, offset: Ints, kind: NDArray[np.uint8], leads: list[_Lead]) -> _Page:
    """Look at the words of the documents that have leads."""
    document = document_of(tokens, begins, offset)
    wanted = np.zeros(len(offset), dtype=bool)
    wanted[document.take([lead.row for lead in leads])] = True
    bounds = np.append(begins, len(tokens))
    (row,) = wanted.take(document).nonzero()
    token = stretches(bounds.take(row), bounds.take(row + _ONE) - bounds.take(row))
    token = token.compress(tokens.kind.take(token) <= NUMBER)
    words = _words().find(tokens.keys_at(token))
    token, words = token.compress(words > 0), words.compress(words > 0)
    person, reports = np.zeros(len(tokens), dtype=bool), np.zeros(len(tokens), dtype=bool)
    is_word = (tokens.kind.take(token) != ALL_CAPS) | (tokens.lengths_at(token) == _ONE)  # US is no pronoun
    person[token] = has(words, _FIRST) & is_word & ~closed.take(token)
    reports[token] = has(words, _REPORTS) & ~closed.take(token)
    (told,) = reports.nonzero()
    opening = begins.take(begins.searchsorted(told, side="right") - _ONE)
    for step in range(1, _NEAR + 1):  # as we said
        reports[told] &= ~(person.take(told - step) & (told - step >= opening))
    return _Page(tokens, bounds, document, kind, closed, person, reports)


def _blocks(page: _Page, leads: list[_Lead]) -> Iterator[tuple[int, int]]:
    """The first token of each statement, and the one behind its last."""
    rows = {lead.row for lead in leads}
    seen, number, in_person = 0, -1, False
    for lead in leads:
        if page.document[lead.row] != number:
            number, in_person = int(page.document[lead.row]), False
            seen = int(page.bounds[page.document.searchsorted(number)])
        if lead.end < seen:
            continue
        in_person |= bool(page.person[seen : lead.end].any())
        seen = lead.end
        find = _below if lead.end == page.bounds[lead.row + 1] else _beside
        begin, end = find(page, lead, rows, in_person)
        if end > begin:
            yield begin, end
            seen = end


def _beside(page: _Page, lead: _Lead, rows: set[int], in_person: bool) -> tuple[int, int]:
    """The bounds of a statement on the line of its lead, of which the first sentence is in the first person.

    `in_person` says that the writer has spoken in the first person.
    """
    rest = slice(lead.end, int(page.bounds[lead.row + 1]))
    ends = IS_ENDER.take(page.tokens.kind[rest])
    sentence = slice(lead.end, lead.end + int(ends.argmax()))
    if in_person or not page.person[sentence].any() or page.closed[rest].any() or page.reports[rest].any():
        return lead.end, lead.end
    return lead.end, int(page.bounds[_further(page, lead.row, rows)])


def _below(page: _Page, lead: _Lead, rows: set[int], in_person: bool) -> tuple[int, int]:
    """The bounds of a statement below its lead."""
    row = lead.row + 1
    none = lead.end, lead.end
    letter = _is_there(page, row, lead) and page.kind[row] == BOILERPLATE and _tells(page, int(page.bounds[row]), _DEAR)
    row += letter
    if not _is_there(page, row, lead) or not _may_open(page, row):
        return none
    span = page.span(row)
    speaks = bool(page.person[span].any())
    if not speaks:
        # The post was seen by thousands: what stood between is lost.
        told = page.reports[span].any() or _tells(page, min(span.start + 1, span.stop - 1), _TEXT)
        if told or page.kind[lead.row] == HEADING:
            return none
    if lead.whole or letter:
        last = _whole(page, row, rows, in_person)
    else:
        last = _further(page, row, rows) if speaks and not in_person else row + 1
    return span.start, int(page.bounds[last])


def _is_there(page: _Page, row: int, lead: _Lead) -> bool:
    """Whether a paragraph belongs to the document of a lead."""
    return row < len(page.document) and page.document[row] == page.document[lead.row]


def _tells(page: _Page, token: int, group: int) -> bool:
    """Whether a token is of a group of words."""
    return bool(has(_words().find(page.tokens.keys_at(np.array([token]))), group)[0])


def _may_open(page: _Page, row: int) -> bool:
    """Whether a paragraph may be the first of a statement: it is a finished sentence and no item of a list or quotation."""
    span = page.span(row)
    kind = page.tokens.kind
    if page.kind[row] != SENTENCE or page.closed[span.start] or _OPENS_OTHER[kind[span.start]]:
        return False
    numbered = kind[span.start] == tk.NUMBER and _MARKS_ITEM[kind[min(span.start + 1, span.stop - 1)]]
    return not numbered and bool(ends_like_sentence(page.tokens, np.array([span.stop - 1]))[0])


def _further(page: _Page, row: int, rows: set[int]) -> int:
    """The row behind the last paragraph that goes on in the first person; behind the given one where they are too many."""
    last = row + 1
    while _goes_on(page, last, row) and last not in rows and page.person[page.span(last)].any():
        if page.reports[page.span(last)].any() or not _may_open(page, last):
            break
        last += 1
        if last - row > _MOST_FURTHER + 1:
            return row + 1
    return last


def _whole(page: _Page, row: int, rows: set[int], in_person: bool) -> int:
    """The row behind the last paragraph of a statement announced as a whole: in the first person, or above its signature."""
    last = following = row + 1
    while _goes_on(page, following, row) and following not in rows and following - row < _LONGEST_WHOLE:
        span = page.span(following)
        speaks = page.person[span].any()
        if speaks and not in_person and following - last <= _MOST_BETWEEN:
            last = following + 1
        elif not speaks and page.reports[span].any():
            return last
        following += 1
    if following == len(page.document) or page.document[following] != page.document[row]:
        return last
    closes = _SIGNS | _ENDS if following == last + 1 else _SIGNS  # ENDS may be that of the page
    closed = page.kind[following] == BOILERPLATE and _tells(page, int(page.bounds[following]), closes)
    return following if closed else last


def _goes_on(page: _Page, row: int, first: int) -> bool:
    """Whether a paragraph is one of sentences of the same document, and in no quotation or turn."""
    if row >= len(page.document) or page.document[row] != page.document[first]:
        return False
    return bool(page.kind[row] == SENTENCE and not page.closed[page.bounds[row]])


@functools.cache
def _words() -> FlaggedWords:
    pairs = [(word, _GROUPS[group]) for word, group in read_rows("statement_words.tsv")]
    persons = {"asked": _PERSON, "self": _PERSON | _FIRST, "us": _PERSON | _FIRST}
    pairs += [(word, persons[group]) for word, group in read_rows("interview_words.tsv") if group in persons]
    pairs += [(word, _CLAUSE) for word in first_column("clause_words.txt")]
    return flagged_words(pairs)
