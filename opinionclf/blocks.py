"""Where paragraphs begin: blank lines, line ends of scraped text, lines cut to a fixed width."""

from __future__ import annotations

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, constant
from opinionclf.kinds import CAP, CLOSE_BRACKET, COMMA, IS_ENDER, STOP, WORD, kinds
from opinionclf.notes import before_footnotes
from opinionclf.tokens import FRONT, TokenTable, run_lengths, run_starts
from opinionclf.wordlists import LABEL, LINE_LEAD, TITLE, is_listed

_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = constant(45, np.int64)
_MAY_CLOSE = kinds(tk.CLOSE_DOUBLE, tk.DOUBLE, tk.CLOSE_SINGLE, tk.SINGLE, tk.CLOSE_BRACKET)
_NONE, _ONE_LINE_END, _TWO = (constant(number, np.uint8) for number in range(3))
_ONE = constant(1, np.int64)
_STARTS_ITEM = kinds(tk.BULLET, tk.HYPHEN, tk.DASH)
_IS_SIGN = kinds(tk.BULLET, tk.OTHER)
_MOST_SIGNS = 8  # in a row
_LAST_OF_ASCII, _UNDERSCORE = constant(127, np.uint8), constant(ord("_"), np.uint8)


def paragraph_starts(tokens: TokenTable, document_start: Bools) -> Bools:
    """Return a flag per token: a paragraph, heading or line of the page begins here.

    A blank line always separates. A single line end separates unless the line was plainly cut to fit:
    the next begins in lower case, the line breaks off at a word such as ``of``, or the next word would
    not have fitted into the width that the document's lines have.
    """
    starts = document_start | (tokens.newlines >= _TWO)
    (single,) = ((tokens.newlines == _ONE_LINE_END) > starts).nonzero()
    if not len(single):
        return starts
    place = single - _ONE
    kind, next_kind = tokens.kind.take(place), tokens.kind.take(single)
    finished = ends_like_sentence(tokens, place)
    finished[_abbreviated(tokens, place)] = False
    (line_start,) = ((tokens.newlines > _NONE) | document_start).nonzero()
    line = line_start.take(line_start.searchsorted(place, side="right") - _ONE)
    length = tokens.end.take(place) - tokens.start.take(line)
    may_break_off = (length >= _SHORTEST_WRAPPED_LINE) > finished
    cut = (next_kind == WORD) > finished
    cut |= is_listed(tokens, place, LINE_LEAD, may_break_off & (kind != CAP)) | (may_break_off & (kind == COMMA))
    cut[_full_lines(tokens, document_start, single, length, may_break_off)] = True
    cut[_STARTS_ITEM.take(next_kind)] = False
    cut[_labelled(tokens, single)] = False
    starts[single[~cut]] = True
    return starts


def ends_like_sentence(tokens: TokenTable, place: Ints) -> Bools:
    """Whether the token at each place ends a line as a sentence does."""
    place = before_footnotes(tokens, _before_signs(tokens, place))
    kind = tokens.kind.take(place)
    ends = IS_ENDER.take(kind)
    (row,) = _MAY_CLOSE.take(kind).nonzero()
    if len(row):
        closing = place.take(row)
        behind = tokens.kind.take(np.maximum(closing - 1, 0))
        ends[row] = IS_ENDER.take(behind) & (tokens.newlines.take(closing) == 0)
    return ends


def _before_signs(tokens: TokenTable, place: Ints) -> Ints:
    """The place in front of the signs that a line ends in: ``It rained. ■``, ``**It rained.**``, what nobody sees, emoji."""
    (row,) = _IS_SIGN.take(tokens.kind.take(place)).nonzero()
    if not len(row):
        return place
    place = place.copy()
    for _ in range(_MOST_SIGNS):
        at = place[row]
        row = row[_are_signs(tokens, at) & (tokens.newlines[at] == _NONE) & (at > 0)]
        if not len(row):
            break
        place[row] -= 1
    return place


def _are_signs(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are signs that may stand behind a sentence: no ``|``, ``<`` and such, which part or hold others."""
    kind, byte = tokens.kind[place], tokens.spelling.padded[tokens.spelling.start[place] + FRONT]
    return (kind == tk.BULLET) | ((kind == tk.OTHER) & ((byte > _LAST_OF_ASCII) | (byte == _UNDERSCORE)))


def _labelled(tokens: TokenTable, place: Ints) -> Ints:
    """Which lines begin with the label of a list item: ``b)``, ``iv.``."""
    following = np.minimum(place + _ONE, len(tokens) - 1)
    kind = tokens.kind.take(following)
    (row,) = (((kind == STOP) | (kind == CLOSE_BRACKET)) > tokens.gap.take(following)).nonzero()
    if not len(row):
        return row
    place = place.take(row)
    short = tokens.end.take(place) - tokens.start.take(place) == 1
    return row[short | is_listed(tokens, place, LABEL, ~short)]


def _abbreviated(tokens: TokenTable, place: Ints) -> Ints:
    """Which of the tokens are stops of a title or a chain of letters (``Mr.``, ``D.C.``)."""
    before = np.maximum(place - _ONE, 0)
    letter = tokens.end.take(before) - tokens.start.take(before) == _ONE
    title = tokens.kind.take(before) == CAP
    stop = (tokens.kind.take(place) == STOP) > tokens.gap.take(place)
    (row,) = (stop & (letter | title)).nonzero()
    if not len(row):
        return row
    before, letter, title = before.take(row), letter.take(row), title.take(row)
    chain = letter & (tokens.kind.take(np.maximum(place.take(row) - 2, 0)) == STOP) & ~tokens.gap.take(before)
    return row[chain | is_listed(tokens, before, TITLE, title)]


def _full_lines(tokens: TokenTable, document_start: Bools, single: Ints, length: Ints, unfinished: Bools) -> Ints:
    """Which lines are full, in documents whose lines are cut at a fixed width; long `unfinished` ones break off."""
    document = document_start.nonzero()[0].searchsorted(single, side="right")
    begins = run_starts(document)
    n_lines = run_lengths(begins, len(single))
    longest = np.maximum.reduceat(length, begins)
    n_unfinished = np.add.reduceat(unfinished, begins, dtype=np.int64)
    wrapped = (longest <= _LONGEST_WRAPPED_LINE) & (2 * n_unfinished >= np.maximum(4, n_lines))
    if not len(wrapped.nonzero()[0]):
        return begins[:0]
    wrapped, longest = wrapped.repeat(n_lines), longest.repeat(n_lines)
    next_word = tokens.end[single] - tokens.start[single]
    return (wrapped & (length + 1 + next_word > longest) & (length >= _SHORTEST_WRAPPED_LINE)).nonzero()[0]
