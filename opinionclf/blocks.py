"""Where paragraphs begin: blank lines, line ends of scraped text, lines cut to a fixed width."""

from __future__ import annotations

import numpy as np

from opinionclf import tokens as tk
from opinionclf.kinds import kinds
from opinionclf.notes import before_footnotes
from opinionclf.tokens import Bools, Ints, TokenTable
from opinionclf.wordlists import LABEL, LINE_LEAD, TITLE, is_listed

_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = 45
_ENDS_LINE = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_MAY_CLOSE = kinds(tk.CLOSE_DOUBLE, tk.DOUBLE, tk.CLOSE_SINGLE, tk.SINGLE, tk.CLOSE_BRACKET)
_STARTS_ITEM = kinds(tk.BULLET, tk.HYPHEN, tk.DASH)


def paragraph_starts(tokens: TokenTable, document_start: Bools) -> Bools:
    """Return a flag per token: a paragraph, heading or line of the page begins here.

    A blank line always separates. A single line end separates unless the line was plainly cut to fit:
    the next begins in lower case, the line breaks off at a word such as ``of``, or the next word would
    not have fitted into the width that the document's lines have.
    """
    starts = document_start | (tokens.newlines >= 2)
    (single,) = ((tokens.newlines == 1) & ~starts).nonzero()
    if not len(single):
        return starts
    place = single - 1
    finished = ends_like_sentence(tokens, place) & ~_is_abbreviated(tokens, place)
    line_start = np.flatnonzero((tokens.newlines > 0) | document_start)
    length = tokens.end[place] - tokens.start[line_start[np.searchsorted(line_start, place, side="right") - 1]]
    may_break_off = ~finished & (length >= _SHORTEST_WRAPPED_LINE) & (tokens.kind[place] != tk.CAP)
    broken_off = is_listed(tokens, place, LINE_LEAD, may_break_off) | (may_break_off & (tokens.kind[place] == tk.COMMA))
    cut = (~finished & (tokens.kind[single] == tk.WORD)) | broken_off
    cut |= _full_lines(tokens, document_start, single, length, finished)
    cut &= ~_STARTS_ITEM[tokens.kind[single]] & ~_is_labelled(tokens, single)
    starts[single[~cut]] = True
    return starts


def ends_like_sentence(tokens: TokenTable, place: Ints) -> Bools:
    """Whether the token at each place ends a line as a sentence does."""
    place = before_footnotes(tokens, place)
    kind = tokens.kind.take(place)
    ends = _ENDS_LINE.take(kind)
    (row,) = _MAY_CLOSE.take(kind).nonzero()
    if len(row):
        closing = place.take(row)
        behind = tokens.kind.take(np.maximum(closing - 1, 0))
        ends[row] = _ENDS_LINE.take(behind) & (tokens.newlines.take(closing) == 0)
    return ends


def _is_labelled(tokens: TokenTable, place: Ints) -> Bools:
    """Whether a line begins with the label of a list item: ``b)``, ``iv.``."""
    following = np.minimum(place + 1, len(tokens) - 1)
    short = tokens.end[place] - tokens.start[place] == 1
    mark = (tokens.kind[following] == tk.STOP) | (tokens.kind[following] == tk.CLOSE_BRACKET)
    mark &= ~tokens.gap[following]
    return (short & mark) | is_listed(tokens, place, LABEL, mark)


def _is_abbreviated(tokens: TokenTable, place: Ints) -> Bools:
    """Whether the stop at each place belongs to a title or a chain of letters (``Mr.``, ``D.C.``)."""
    before = np.maximum(place - 1, 0)
    earlier = np.maximum(place - 2, 0)
    chain = (tokens.end[before] - tokens.start[before] == 1) & (tokens.kind[earlier] == tk.STOP) & ~tokens.gap[before]
    stop = (tokens.kind[place] == tk.STOP) & ~tokens.gap[place]
    return (stop & chain) | is_listed(tokens, before, TITLE, stop & (tokens.kind[before] == tk.CAP))


def _full_lines(tokens: TokenTable, document_start: Bools, single: Ints, length: Ints, finished: Bools) -> Bools:
    """Whether each line is full, in a document whose lines are cut at a fixed width."""
    document = np.searchsorted(np.flatnonzero(document_start), single, side="right") - 1
    n = int(document[-1]) + 1
    longest = np.zeros(n, dtype=np.int64)
    np.maximum.at(longest, document, length)
    lines = np.bincount(document, minlength=n)
    cut = np.bincount(document, weights=(~finished & (length >= _SHORTEST_WRAPPED_LINE)), minlength=n)
    wrapped = (longest <= _LONGEST_WRAPPED_LINE) & (cut >= np.maximum(2, 0.5 * lines))
    next_word = tokens.end[single] - tokens.start[single]
    return wrapped[document] & (length + 1 + next_word > longest[document]) & (length >= _SHORTEST_WRAPPED_LINE)
