"""Quotation marks: which open, which close, and what stands between them.

The state is that of the last mark that opened or closed; it starts anew with each paragraph, so that a
lost closing mark never runs on. A quotation that goes on over a paragraph break is recognised by the
opening mark that papers repeat, or by the closing mark that comes before any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.kinds import kinds
from opinionclf.tokens import Bools, Ints, TokenTable, run_lengths
from opinionclf.wordlists import ELISION, is_listed

_AFTER_CLOSING = (tk.STOP, tk.COMMA, tk.COLON, tk.SEMICOLON, tk.QUESTION, tk.EXCLAMATION, tk.CLOSE_BRACKET, tk.ELLIPSIS,
                  tk.CLOSE_DOUBLE, tk.CLOSE_SINGLE, tk.DOUBLE, tk.DASH, tk.SINGLE)  # fmt: skip
_BEFORE_OPENING = (tk.OPEN_BRACKET, tk.DASH, tk.OPEN_DOUBLE, tk.OPEN_SINGLE, tk.COLON, tk.HYPHEN, tk.SLASH)


@dataclass(slots=True)
class Quotations:
    """Quotation state of each token, each column of shape (n_tokens,).

    Attributes
    ----------
    mark : ndarray of int8
        1 for an opening mark, -1 for a closing mark, 0 for all else.
    inside : ndarray of bool
        The token stands in a quotation; the marks belong to it.
    depth : ndarray of int8
        0 outside, 1 in a quotation, 2 in one inside another.
    continued : ndarray of bool
        The token opens or stands in a paragraph's part of a quotation opened in an earlier paragraph.
    """

    mark: NDArray[np.int8]
    inside: Bools
    depth: NDArray[np.int8]
    continued: Bools

    def part(self, begin: int, end: int) -> Quotations:
        """Return the state of the tokens from `begin` up to `end`."""
        return Quotations(self.mark[begin:end], self.inside[begin:end], self.depth[begin:end], self.continued[begin:end])


_CLOSES_BEFORE = kinds(*_AFTER_CLOSING)
_OPENS_AFTER = kinds(*_BEFORE_OPENING)
_ENDERS = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)


def find_quotations(tokens: TokenTable, paragraph_start: Bools, document_start: Bools) -> Quotations:
    """Find the quotations of a text.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start : ndarray of bool, shape (n_tokens,)
        True at the first token of each paragraph.
    document_start : ndarray of bool, shape (n_tokens,)
        True at the first token of each document: no quotation goes on from one to the next.
    """
    n = len(tokens)
    mark = np.zeros(n, dtype=np.int8)
    quotation_mark = np.flatnonzero((tokens.kind >= tk.DOUBLE) & (tokens.kind <= tk.CLOSE_SINGLE))
    if not len(quotation_mark):
        empty = np.zeros(n, dtype=bool)
        return Quotations(mark, empty, mark.copy(), empty.copy())
    is_double = tokens.kind[quotation_mark] <= tk.CLOSE_DOUBLE
    double, single = quotation_mark[is_double], quotation_mark[~is_double]
    paragraphs = np.flatnonzero(paragraph_start)
    new_document = document_start[paragraphs]
    mark[double] = _double_directions(tokens, double, paragraphs, paragraph_start)
    mark[single] = _single_directions(tokens, single, paragraphs, paragraph_start)
    outer, continued = _spread(mark, double, paragraphs, new_document)
    inner, continued_single = _spread(mark, single, paragraphs, new_document)
    depth = outer.view(np.int8) + inner.view(np.int8)
    continued_single &= ~outer
    return Quotations(mark, depth > 0, depth, continued | continued_single)


def _sides(tokens: TokenTable, place: Ints, paragraph_start: Bools) -> tuple[Bools, Bools]:
    """Whether there is room for a word to begin after, and to have ended before, each mark."""
    n = len(tokens)
    following = np.minimum(place + 1, n - 1)
    last = place == n - 1
    room_left = tokens.gap[place] | paragraph_start[place] | _OPENS_AFTER[tokens.kind[place - 1]]
    room_right = last | tokens.gap[following] | paragraph_start[following] | _CLOSES_BEFORE[tokens.kind[following]]
    return room_left, room_right


def _double_directions(tokens: TokenTable, place: Ints, paragraphs: Ints, paragraph_start: Bools) -> NDArray[np.int8]:
    kind = tokens.kind[place]
    direction = np.where(kind == tk.OPEN_DOUBLE, 1, np.where(kind == tk.CLOSE_DOUBLE, -1, 0)).astype(np.int8)
    opening = np.flatnonzero(kind == tk.OPEN_DOUBLE)
    room_left, room_right = _sides(tokens, place[opening], paragraph_start)
    direction[opening[~room_left & room_right]] = -1  # “lost,“ she said
    straight = np.flatnonzero(kind == tk.DOUBLE)
    if not len(straight):
        return direction
    at = place[straight]
    room_left, room_right = _sides(tokens, at, paragraph_start)
    # Where spacing does not tell, marks alternate within their paragraph.
    home = np.searchsorted(paragraphs, at, side="right")
    first_of_paragraph = np.concatenate([[True], home[1:] != home[:-1]])
    order = np.arange(len(at)) - np.maximum.accumulate(np.where(first_of_paragraph, np.arange(len(at)), 0))
    alternating = np.where(order % 2 == 0, 1, -1)
    direction[straight] = np.where(room_left == room_right, alternating, np.where(room_left, 1, -1))
    after_number = (tokens.kind[at - 1] == tk.NUMBER) & ~tokens.gap[at]
    inches = after_number & (direction[straight] == -1) & ~_is_open_before(direction, straight, home)
    direction[straight[inches]] = 0
    return direction


def _is_open_before(direction: NDArray[np.int8], rows: Ints, home: Ints) -> Bools:
    """Whether the mark before each row, in the same paragraph, opens a quotation."""
    previous = np.maximum(rows - 1, 0)
    same = np.concatenate([[False], home[1:] == home[:-1]])
    return same & (direction[previous] == 1)


def _single_directions(tokens: TokenTable, place: Ints, paragraphs: Ints, paragraph_start: Bools) -> NDArray[np.int8]:
    """Directions of single marks; apostrophes that are no quotation marks get 0."""
    if not len(place):
        return np.zeros(0, dtype=np.int8)
    n = len(tokens)
    kind = tokens.kind[place]
    room_left, room_right = _sides(tokens, place, paragraph_start)
    following = np.minimum(place + 1, n - 1)
    opens = room_left & ~room_right & (kind != tk.CLOSE_SINGLE)
    opens &= ~_is_elision(tokens, following, opens & (kind == tk.SINGLE))
    after_digit = (tokens.kind[place - 1] == tk.NUMBER) & ~tokens.gap[place]
    # Behind a stop a curly mark closes even where the space after it is missing: robbed.’The
    after_stop = (kind == tk.CLOSE_SINGLE) & _ENDERS[tokens.kind[place - 1]] & (tokens.kind[following] == tk.CAP)
    closes = ~room_left & (room_right | after_stop) & (kind != tk.OPEN_SINGLE) & ~after_digit
    possessive = closes & _after_plural(tokens, place)
    home = np.searchsorted(paragraphs, place, side="right")
    sure = closes & ~possessive
    has_sure = _next_true(sure, home)
    has_any = _next_true(closes, home)
    # dogs' closes only where no surer mark follows before the next opening one.
    closes = sure | (possessive & ~_next_before(sure, opens, home))
    opens &= has_sure | has_any | paragraph_start[place]
    return np.where(opens, 1, np.where(closes, -1, 0)).astype(np.int8)


def _is_elision(tokens: TokenTable, word: Ints, where: Bools) -> Bools:
    """Whether the word or number behind some of the marks has lost its beginning: ``'tis``, ``'90s``."""
    attached = where & ~tokens.gap[word]
    return is_listed(tokens, word, ELISION, attached) | (attached & (tokens.kind[word] == tk.NUMBER))


def _after_plural(tokens: TokenTable, place: Ints) -> Bools:
    following = np.minimum(place + 1, len(tokens) - 1)
    ends_in_s = (tokens.suffixes_at(place - 1) >> np.uint32(24)) == ord("s")
    goes_on = tokens.gap[following] & (tokens.kind[following] <= tk.NUMBER)
    return ends_in_s & (tokens.kind[place - 1] <= tk.NUMBER) & goes_on & (place > 0)


def _next_true(flag: Bools, home: Ints) -> Bools:
    """Whether a later row of the same paragraph has the flag."""
    n = len(flag)
    index = np.where(flag, np.arange(n), n)
    later = np.append(np.minimum.accumulate(index[::-1])[::-1][1:], n)
    return (later < n) & (home[np.minimum(later, n - 1)] == home)


def _next_before(flag: Bools, barrier: Bools, home: Ints) -> Bools:
    """Whether a later row of the same paragraph has the flag and no barrier stands before it."""
    n = len(flag)

    def following(mask: Bools) -> Ints:
        index = np.where(mask, np.arange(n), n)
        return np.append(np.minimum.accumulate(index[::-1])[::-1][1:], n)

    hit = following(flag)
    return (hit < following(barrier)) & (hit < n) & (home[np.minimum(hit, n - 1)] == home)


def _spread(mark: NDArray[np.int8], place: Ints, starts: Ints, new_document: Bools) -> tuple[Bools, Bools]:
    """Spread the state of the last mark of one kind over the tokens that follow it.

    Parameters
    ----------
    mark : ndarray of int8, shape (n_tokens,)
    place : ndarray of int64
        The marks of this kind, apostrophes included.
    starts : ndarray of int64, shape (n_paragraphs,)
    new_document : ndarray of bool, shape (n_paragraphs,)

    Returns
    -------
    inside, continued : ndarray of bool, shape (n_tokens,)
    """
    n = len(mark)
    events = place[mark[place] != 0]
    if not len(events):
        return np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    home = np.searchsorted(starts, events, side="right") - 1
    kept = ~_is_nested(mark[events], home)
    events, home = events[kept], home[kept]
    sign = mark[events]
    first = np.concatenate([[True], home[1:] != home[:-1]])
    last = np.append(first[1:], True)
    left_open = np.zeros(len(starts), dtype=bool)
    left_open[home[last]] = sign[last] == 1
    before_open = np.concatenate([[False], left_open[:-1]]) & ~new_document
    # A paragraph goes on with a quotation if it opens with a mark, or if its first mark closes.
    head = home[first]
    resumed = np.zeros(len(starts), dtype=bool)
    resumed[head] = before_open[head] & ((sign[first] == -1) | (events[first] == starts[head]))

    # The state changes at a paragraph's start and at each mark, and stays between them.
    state = np.zeros(n, dtype=bool)
    state[starts] = resumed
    state[events] = sign == 1
    changed = np.zeros(n, dtype=bool)
    changed[starts] = True
    changed[events] = True
    changes = np.flatnonzero(changed)
    inside = state.take(changes).repeat(run_lengths(changes, n))
    opened = _opened(sign, first, resumed[home])
    inside[events[sign == -1]] = opened[sign == -1]
    return inside, _continued(starts, resumed, events[sign == -1], n)


def _continued(starts: Ints, resumed: Bools, closing: Ints, n: int) -> Bools:
    """The tokens of each paragraph that goes on with a quotation, up to its first closing mark."""
    begin = starts[resumed]
    if not len(begin):
        return np.zeros(n, dtype=bool)
    end = np.append(starts[1:], n)[resumed]
    first_closing = np.append(closing, n)[np.searchsorted(closing, begin)]
    bounds = np.stack([begin, np.minimum(end, first_closing + 1)], axis=1).ravel()
    lengths = run_lengths(np.concatenate([[0], bounds]), n)
    return (np.arange(len(lengths)) % 2 == 1).repeat(lengths)


def _is_nested(sign: NDArray[np.int8], home: Ints) -> Bools:
    """Marks of a quotation inside another with the same marks: two open, then two close, in one paragraph."""
    nested = np.zeros(len(sign), dtype=bool)
    inner = (sign[:-3] == 1) & (sign[1:-2] == 1) & (sign[2:-1] == -1) & (sign[3:] == -1) & (home[:-3] == home[3:])
    nested[1:-2] |= inner
    nested[2:-1] |= inner
    return nested


def _opened(sign: NDArray[np.int8], first: Bools, resumed: Bools) -> Bools:
    """Whether a quotation is open at each mark: the mark before opened one, or the paragraph resumed one."""
    previous = np.concatenate([[False], sign[:-1] == 1]) & ~first
    return previous | (first & resumed)
