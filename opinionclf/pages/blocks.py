"""Where paragraphs begin: blank lines, line ends of scraped text, lines cut to a fixed width."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.pages.notes import before_footnotes
from opinionclf.pages.stamps import FEWEST_STAMPS, lines_of_times, may_have_stamps, open_cue_times, open_messages
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, CAP, CLOSE_BRACKET, COMMA, IS_ENDER, NUMBER, STOP, WORD, is_capital, kinds
from opinionclf.text.tokens import TokenTable, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import LABEL, LINE_LEAD, TITLE, is_listed

_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = constant(45, np.int64)
_NARROWEST, _FEWEST_WRAPPED = 25, 4  # characters, lines
_LEAST_FULL = 0.75  # of the lines in capitals that don't end like sentences
_MOST_LINES = 6  # of them to each sentence that ends there
_SLACK = 8  # characters
_FEWEST_GOING_ON = 4  # one line of so many goes on in lower case where lines are cut
_MAY_CLOSE = kinds(tk.CLOSE_DOUBLE, tk.DOUBLE, tk.CLOSE_SINGLE, tk.SINGLE, tk.CLOSE_BRACKET)
_NONE, _ONE_LINE_END, _TWO = (constant(number, np.uint8) for number in range(3))
_ONE = constant(1, np.int64)
_STARTS_ITEM = kinds(tk.BULLET, tk.HYPHEN, tk.DASH)
_IN_NAME = kinds(tk.CAP, tk.STOP)  # Dr. P. Doe
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
    length = tokens.spelling.end.take(place) - tokens.spelling.start.take(line)
    may_break_off = (length >= _SHORTEST_WRAPPED_LINE) > finished
    cut = (next_kind == WORD) > finished
    cut |= is_listed(tokens, place, LINE_LEAD, may_break_off & (kind != CAP)) | (may_break_off & (kind == COMMA))
    full, overfull = _full_lines(tokens, document_start, single, length, finished)
    cut[full] = True
    items = _STARTS_ITEM.take(next_kind)
    items[_labelled(tokens, single)] = True
    cut[items] = False
    cut[overfull[_go_on(tokens, single.take(overfull))]] = True
    if tokens.has(tk.OTHER):
        cut[open_cue_times(tokens, line)] = False
    starts[single[~cut]] = True
    if may_have_stamps(tokens):
        starts[_around_times(tokens, line_start, document_start)] = True
    return starts


def _around_times(tokens: TokenTable, line_start: Ints, document_start: Bools) -> Ints:
    """Where lines with times of what is said, several in a document, begin, and those below: these go on in small letters."""
    end = np.append(line_start[1:], len(tokens))
    row = lines_of_times(tokens, line_start, end).row
    (above,) = open_messages(tokens, line_start, end).nonzero()
    timed = np.concatenate([row, above])
    if len(timed) < FEWEST_STAMPS:
        return row[:0]
    document = document_start.nonzero()[0].searchsorted(line_start.take(timed), side="right")
    timed = timed.compress(np.bincount(document).take(document) >= FEWEST_STAMPS)
    return line_start.take(np.append(timed, np.minimum(timed + _ONE, len(line_start) - 1)))


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
    kind, byte = tokens.kind[place], tokens.first_bytes_at(place)
    return (kind == tk.BULLET) | ((kind == tk.OTHER) & ((byte > _LAST_OF_ASCII) | (byte == _UNDERSCORE)))


def _labelled(tokens: TokenTable, place: Ints) -> Ints:
    """Which lines begin with the label of a list item: ``b)``, ``iv.``."""
    following = np.minimum(place + _ONE, len(tokens) - 1)
    kind = tokens.kind.take(following)
    (row,) = (((kind == STOP) | (kind == CLOSE_BRACKET)) > tokens.gap.take(following)).nonzero()
    if not len(row):
        return row
    place = place.take(row)
    short = tokens.lengths_at(place) == _ONE
    return row[short | is_listed(tokens, place, LABEL, ~short)]


def _abbreviated(tokens: TokenTable, place: Ints) -> Ints:
    """Which of the tokens are stops of a title or a chain of letters (``Mr.``, ``D.C.``)."""
    before = np.maximum(place - _ONE, 0)
    letter = tokens.lengths_at(before) == _ONE
    title = is_capital(tokens.kind.take(before))
    stop = (tokens.kind.take(place) == STOP) > tokens.gap.take(place)
    (row,) = (stop & (letter | title)).nonzero()
    if not len(row):
        return row
    before, letter, title = before.take(row), letter.take(row), title.take(row)
    chain = letter & (tokens.kind.take(np.maximum(place.take(row) - 2, 0)) == STOP) & ~tokens.gap.take(before)
    return row[chain | is_listed(tokens, before, TITLE, title)]


def _go_on(tokens: TokenTable, place: Ints) -> Bools:
    """Which of some tokens are no bullets or labels of items though they look so: ``- which``, ``U.S.``, ``Donald / J. Doe``"""
    following = np.minimum(place + _ONE, len(tokens) - 1)
    behind = np.minimum(following + _ONE, len(tokens) - 1)
    kind, next_kind = tokens.kind.take(place), tokens.kind.take(following)
    dash = (kind != tk.BULLET) & (kind > NUMBER) & (next_kind == WORD)
    chain = (next_kind == STOP) & ~tokens.gap.take(following) & ~tokens.gap.take(behind)
    names = _IN_NAME.take(tokens.kind.take(place - _ONE)) & (tokens.kind.take(behind) == CAP)
    initial = (kind == CAP) & (tokens.lengths_at(place) == _ONE) & (next_kind == STOP) & names
    return dash | chain | initial


def _full_lines(tokens: TokenTable, document_start: Bools, single: Ints, length: Ints, finished: Bools) -> tuple[Ints, Ints]:
    """Which lines are full, in documents whose lines are cut at a fixed width, and which of them break off.

    In wide columns half of the lines break off. In narrow ones so do those of lists: there most lines go on in lower case.
    """
    document = document_start.nonzero()[0].searchsorted(single, side="right")
    begins = run_starts(document)
    n_lines = run_lengths(begins, len(single))
    longest = np.maximum.reduceat(length, begins)
    breaks_off = (length >= _SHORTEST_WRAPPED_LINE) > finished
    wide = 2 * np.add.reduceat(breaks_off, begins, dtype=np.int64) >= np.maximum(_FEWEST_WRAPPED, n_lines)
    n_going_on = np.add.reduceat(tokens.kind.take(single) == WORD, begins, dtype=np.int64)
    (row,) = ((n_going_on == 0) & (n_lines >= _FEWEST_WRAPPED) & (longest <= _LONGEST_WRAPPED_LINE)).nonzero()
    if len(row):
        line = stretches(begins.take(row), n_lines.take(row))
        n_going_on[row] = _going_on_in_capitals(
            tokens, document_start, single.take(line), length.take(line), finished.take(line), n_lines.take(row)
        )
    wide &= _FEWEST_GOING_ON * n_going_on >= n_lines  # and no list of headlines
    narrow = (longest >= _NARROWEST) & (2 * n_going_on >= np.maximum(_FEWEST_WRAPPED, n_lines))
    wrapped = (wide | narrow) & (longest <= _LONGEST_WRAPPED_LINE)
    (row,) = wrapped.repeat(n_lines).nonzero()
    if not len(row):
        return row, row
    longest, narrow = longest.repeat(n_lines).take(row), narrow.repeat(n_lines).take(row)
    length = length.take(row)
    over = length + 1 + _stretch_lengths(tokens, single.take(row)) - longest  # characters that do not fit in
    over[(length < _SHORTEST_WRAPPED_LINE) & ~(narrow & (2 * length >= longest))] = 0
    # Lines may be set in, or a proportional font may break them: of those that break off less is asked.
    nearly = breaks_off.take(row) & (over > -_SLACK)
    return row[nearly | (over > 0)], row[(over > 0) > finished.take(row)]


def _going_on_in_capitals(tokens: TokenTable, document_start: Bools, single: Ints, length: Ints, finished: Bools,
                          n_lines: Ints) -> Ints:  # fmt: skip
    """Number of lines that break off, of the `n_lines` of each document, in texts in capitals alone; elsewhere 0.

    Such a text never goes on in lower case. Nearly all lines that don't end like sentences are as long as the width allows, and
    sentences end among them: lists have neither.
    """
    first = n_lines.cumsum() - n_lines
    in_capitals = 2 * np.add.reduceat(tokens.kind.take(single) == ALL_CAPS, first, dtype=np.int64) >= n_lines
    result = np.zeros(len(n_lines), dtype=np.int64)
    if not in_capitals.any():
        return result
    width = np.maximum.reduceat(length, first).repeat(n_lines)
    full = ~finished & (length + 1 + _stretch_lengths(tokens, single) > width)
    n_open, n_full = (np.add.reduceat(flags, first, dtype=np.int64) for flags in (~finished, full))
    (document,) = document_start.nonzero()
    bounds = np.append(document, len(tokens))
    place = document.searchsorted(single.take(first), side="right")
    for i in (in_capitals & (n_full >= _LEAST_FULL * n_open)).nonzero()[0].tolist():
        lines = slice(int(single[first[i]]), int(single[first[i] + n_lines[i] - 1]))
        sentences_end = _MOST_LINES * _n_ends(tokens, lines) >= n_lines[i]
        if sentences_end and _is_in_capitals(tokens, slice(int(bounds[place[i] - 1]), int(bounds[place[i]]))):
            result[i] = n_full[i]
    return result


def _is_in_capitals(tokens: TokenTable, part: slice) -> bool:
    """Whether no word of a part of the text is in lower case; the end of ``IT'S`` is no word."""
    return not ((tokens.kind[part] == WORD) & tokens.gap[part]).any()


def _n_ends(tokens: TokenTable, part: slice) -> int:
    """Number of marks in a part of the text, which goes on, that may end sentences, with white space behind them."""
    return int((IS_ENDER.take(tokens.kind[part]) & tokens.gap[part.start + 1 : part.stop + 1]).sum())


def _stretch_lengths(tokens: TokenTable, place: Ints) -> Ints:
    """Number of characters from each token up to the next white space."""
    (gap,) = tokens.gap.nonzero()
    following = np.append(gap, len(tokens)).take(gap.searchsorted(place, side="right"))
    return tokens.spelling.end.take(following - 1) - tokens.spelling.start.take(place)
