"""Quotation marks: which open, which close, and what stands between them.

The state is that of the last mark that opened or closed; it starts anew with each paragraph, so that a
lost closing mark never runs on. A quotation that goes on over a paragraph break is recognised by the
opening mark that papers repeat, or by the closing mark that comes before any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.kinds import CAP, CLOSE_DOUBLE, DOUBLE, IS_ENDER, NUMBER, SINGLE, kinds
from opinionclf.tokens import TokenTable, run_lengths, run_starts
from opinionclf.wordlists import ELISION, is_listed

_AFTER_CLOSING = (tk.STOP, tk.COMMA, tk.COLON, tk.SEMICOLON, tk.QUESTION, tk.EXCLAMATION, tk.CLOSE_BRACKET, tk.ELLIPSIS,
                  tk.CLOSE_DOUBLE, tk.CLOSE_SINGLE, tk.DOUBLE, tk.DASH, tk.SINGLE)  # fmt: skip
_BEFORE_OPENING = (tk.OPEN_BRACKET, tk.DASH, tk.OPEN_DOUBLE, tk.OPEN_SINGLE, tk.COLON, tk.HYPHEN, tk.SLASH)


@dataclass(slots=True, eq=False, repr=False)
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
_ONE, _SHIFT = constant(1, np.int64), constant(1, np.uint8)
_LAST_KIND = constant(tk.CLOSE_SINGLE - tk.DOUBLE, np.uint8)  # the kinds of marks follow one another
_ROOM_LEFT, _ROOM_RIGHT = 2, 1  # for a word to have ended in front of a mark, to begin behind it
_ROOMS = constant(4, np.uint8)
_OPENS, _CLOSES, _CLOSES_BEHIND_STOP = 1, 2, 4


def _direction(kind: int, room: int) -> int:
    """Direction of a double mark, 0 where the spacing does not tell."""
    if kind == tk.OPEN_DOUBLE:
        return -1 if room == _ROOM_RIGHT else 1  # “lost,“ she said
    if kind == tk.CLOSE_DOUBLE:
        return 1 if room == _ROOM_LEFT else -1  # ”We lost,” she said
    return {_ROOM_LEFT: 1, _ROOM_RIGHT: -1}.get(room, 0)


def _role(kind: int, room: int) -> int:
    """What a single mark may be; nothing for a double one."""
    if kind < tk.SINGLE:
        return 0
    if room == _ROOM_LEFT:
        return 0 if kind == tk.CLOSE_SINGLE else _OPENS
    if room == _ROOM_RIGHT:
        return 0 if kind == tk.OPEN_SINGLE else _CLOSES
    # Behind a stop a curly mark closes even where the space after it is missing: robbed.’The
    return _CLOSES_BEHIND_STOP if kind == tk.CLOSE_SINGLE and not room else 0


# By kind and room, as `_Marks.state` has them.
_DIRECTIONS = np.array([_direction(kind, room) for kind in range(tk.DOUBLE, tk.SINGLE) for room in range(4)], dtype=np.int8)
_OPENS_IN_WRONG_WAY = np.array(
    [kind == tk.CLOSE_DOUBLE and room >= _ROOM_LEFT for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1) for room in range(4)]
)
_ROLES = np.array([_role(kind, room) for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1) for room in range(4)], dtype=np.uint8)


@dataclass(slots=True, eq=False, repr=False)
class _Marks:
    """Some quotation marks as columns of shape (n_marks,).

    Attributes
    ----------
    place : the token; kind : its kind; state : its kind and the room at both sides in one number; home : its paragraph.
    """

    place: Ints
    kind: NDArray[np.uint8]
    state: NDArray[np.uint8]
    home: Ints

    @classmethod
    def of(cls, tokens: TokenTable, place: Ints, paragraphs: Ints, paragraph_start: Bools) -> _Marks:
        apart = tokens.gap | paragraph_start
        kind = tokens.kind.take(place)
        following = place + _ONE
        left = apart.take(place) | _OPENS_AFTER.take(tokens.kind.take(place - _ONE))
        right = apart.take(following, mode="clip") | _CLOSES_BEFORE.take(tokens.kind.take(following, mode="clip"))
        right[-1] |= following[-1] == len(tokens)
        state = (kind - DOUBLE) * _ROOMS
        state += left.view(np.uint8) << _SHIFT
        state += right.view(np.uint8)
        return cls(place, kind, state, paragraphs.searchsorted(place, side="right") - _ONE)

    def rows(self, rows: Ints) -> _Marks:
        """Some of the marks."""
        return _Marks(self.place.take(rows), self.kind.take(rows), self.state.take(rows), self.home.take(rows))

    def told(self, direction: NDArray[np.int8]) -> _Told:
        """The marks that have a direction."""
        (row,) = direction.nonzero()
        return _Told(self.place.take(row), self.home.take(row), direction.take(row) > 0)


class _Told(NamedTuple):
    """The marks that open or close: their tokens and paragraphs, and whether they open."""

    place: Ints
    home: Ints
    opens: Bools


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
    (place,) = ((tokens.kind - DOUBLE) <= _LAST_KIND).nonzero()  # modulo 256
    if not len(place):
        empty = np.zeros(n, dtype=bool)
        return Quotations(mark, empty, mark.copy(), empty.copy())
    (paragraphs,) = paragraph_start.nonzero()
    new_document = document_start.take(paragraphs)
    marks = _Marks.of(tokens, place, paragraphs, paragraph_start)
    (row,) = (marks.kind <= CLOSE_DOUBLE).nonzero()
    double = marks if len(row) == len(place) else marks.rows(row)
    direction = _double_directions(tokens, double, paragraph_start)
    mark[double.place] = direction
    told = double.told(direction)
    if len(row) < len(place):
        single = marks.rows(_ROLES.take(marks.state).nonzero()[0])
        direction = _single_directions(tokens, single, paragraph_start)
        mark[single.place] = direction
        told_single = single.told(direction)
        if len(told_single.place):
            return _nested_quotations(mark, told, told_single, paragraphs, new_document)
    inside, continued = _spread(n, told, paragraphs, new_document)
    return Quotations(mark, inside, inside.astype(np.int8), continued)


def _nested_quotations(mark: NDArray[np.int8], double: _Told, single: _Told, paragraphs: Ints,
                       new_document: Bools) -> Quotations:  # fmt: skip
    """Quotations in both kinds of marks, spread in one go: the single ones as if in a second copy of the text behind it."""
    n = len(mark)
    place, home = (double.place, single.place + n), (double.home, single.home + len(paragraphs))
    both = _Told(np.concatenate(place), np.concatenate(home), np.concatenate([double.opens, single.opens]))
    starts = np.concatenate([paragraphs, paragraphs + n])
    new_document[0] = True  # nothing goes on from the first copy into the second
    inside, continued = _spread(2 * n, both, starts, np.concatenate([new_document, new_document]))
    outer, inner = inside.reshape(2, n)
    continued, continued_single = continued.reshape(2, n)
    return Quotations(mark, outer | inner, outer.view(np.int8) + inner.view(np.int8), continued | (continued_single & ~outer))


def _double_directions(tokens: TokenTable, marks: _Marks, paragraph_start: Bools) -> NDArray[np.int8]:
    direction = _DIRECTIONS.take(marks.state)
    (wrong,) = _OPENS_IN_WRONG_WAY.take(marks.state).nonzero()
    wrong = wrong.compress(paragraph_start.take(marks.place.take(wrong))) if len(wrong) else wrong
    if len(wrong):
        # ”We lost,” he said: a closing mark in front of a paragraph opens where the next one closes.
        following = np.minimum(wrong + 1, len(direction) - 1)
        same = (marks.home[following] == marks.home[wrong]) & (following > wrong)
        direction[wrong] = np.where((direction[following] < 0) & same, 1, -1)
    (straight,) = (marks.kind == DOUBLE).nonzero()
    if not len(straight):
        return direction
    told = direction.take(straight)
    if len(told.nonzero()[0]) < len(told):
        # Where spacing does not tell, marks alternate within their paragraph.
        begins = run_starts(marks.home.take(straight))
        order = np.arange(len(straight)) - begins.repeat(run_lengths(begins, len(straight)))
        direction[straight] = np.where(told == 0, 1 - 2 * (order % 2), told)
    place = marks.place.take(straight)
    (inches,) = (tokens.kind.take(place - _ONE) == NUMBER).nonzero()
    if len(inches):
        inches = inches[~tokens.gap[place[inches]] & (direction[straight[inches]] < 0)]
        row = straight[inches]
        same = (inches > 0) & (marks.home[row] == marks.home[straight[inches - 1]])
        direction[row[~(same & (direction[row - 1] == 1))]] = 0
    return direction


def _single_directions(tokens: TokenTable, marks: _Marks, paragraph_start: Bools) -> NDArray[np.int8]:
    """Directions of single marks that have a role; apostrophes that are no quotation marks get 0."""
    role, place = _ROLES.take(marks.state), marks.place
    opens, closes = role == _OPENS, role == _CLOSES
    (row,) = (opens & (marks.kind == SINGLE)).nonzero()
    if len(row):
        opens[_elisions(tokens, place, row)] = False
    (row,) = (role == _CLOSES_BEHIND_STOP).nonzero()
    if len(row):
        at = place.take(row)
        closes[row] = IS_ENDER.take(tokens.kind.take(at - 1)) & (tokens.kind.take(at + 1, mode="clip") == CAP)
    closes &= (tokens.kind.take(place - _ONE) != NUMBER) | tokens.gap.take(place)
    possessive = _after_plural(tokens, place, closes.nonzero()[0])
    opens &= _next_true(closes, marks.home) | paragraph_start.take(place)
    if len(possessive):
        # dogs' closes only where no surer mark follows before the next opening one.
        sure = closes.copy()
        sure[possessive] = False
        closes[possessive] = ~_next_before(sure, opens, marks.home)[possessive]
    # numpy 1.24 makes other bytes than 0 and 1 where it compares one flag with another, so `closes > opens` would not do here.
    return opens.view(np.int8) - (closes & ~opens).view(np.int8)


def _elisions(tokens: TokenTable, place: Ints, rows: Ints) -> Ints:
    """Those of some marks behind which a word or number has lost its beginning: ``'tis``, ``'90s``."""
    word = np.minimum(place.take(rows) + 1, len(tokens) - 1)
    attached = ~tokens.gap.take(word)
    return rows[is_listed(tokens, word, ELISION, attached) | (attached & (tokens.kind.take(word) == NUMBER))]


def _after_plural(tokens: TokenTable, place: Ints, rows: Ints) -> Ints:
    """Those of some marks that may make a plural possessive: ``the dogs' bowls``."""
    if not len(rows):
        return rows
    at = place.take(rows)
    before, following = at - 1, np.minimum(at + 1, len(tokens) - 1)
    ends_in_s = (tokens.suffixes_at(before) >> np.uint32(24)) == ord("s")
    goes_on = tokens.gap.take(following) & (tokens.kind.take(following) <= NUMBER)
    return rows[ends_in_s & (tokens.kind.take(before) <= NUMBER) & goes_on & (at > 0)]


def _next_true(flag: Bools, home: Ints) -> Bools:
    """Whether a later row of the same paragraph has the flag."""
    (rows,) = flag.nonzero()
    if not len(rows):
        return flag
    here = np.arange(len(flag))
    later = rows.take(rows.searchsorted(here, side="right"), mode="clip")
    return (later > here) & (home.take(later) == home)


def _next_before(flag: Bools, barrier: Bools, home: Ints) -> Bools:
    """Whether a later row of the same paragraph has the flag and no barrier stands before it."""
    (rows,) = (flag | barrier).nonzero()
    if not len(rows):
        return flag
    here = np.arange(len(flag))
    later = rows.take(rows.searchsorted(here, side="right"), mode="clip")
    return (later > here) & (home.take(later) == home) & (flag & ~barrier).take(later)


def _spread(n: int, marks: _Told, starts: Ints, new_document: Bools) -> tuple[Bools, Bools]:
    """Spread the state of the last mark of one kind over the tokens that follow it.

    Parameters
    ----------
    n : int
        Number of tokens.
    marks : _Told
    starts : ndarray of int64, shape (n_paragraphs,)
    new_document : ndarray of bool, shape (n_paragraphs,)

    Returns
    -------
    inside, continued : ndarray of bool, shape (n_tokens,)
    """
    place, home, opens = marks
    if not len(place):
        return np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    nested = _nested(opens, home)
    if len(nested):
        kept = np.ones(len(opens), dtype=bool)
        kept[nested] = False
        place, home, opens = place[kept], home[kept], opens[kept]
    first, last = _outer(home)
    resumed = np.zeros(len(starts), dtype=bool)
    left_open = home[opens & last]
    if len(left_open):
        head = home[first]
        resumed[head] = _resume(place[first], opens[first], head, left_open, starts) & ~new_document[head]
    inside = _between_changes(n, starts, resumed, place, opens)
    # A closing mark belongs to what the mark before it opened, or the paragraph resumed.
    (closing,) = (~opens).nonzero()
    closing_place, is_first = place.take(closing), first.take(closing)
    opened = opens.take(closing - _ONE) & ~is_first  # and no comparison: see `_single_directions`
    if not len(left_open):
        inside[closing_place] = opened
        return inside, np.zeros(n, dtype=bool)
    opened |= is_first & resumed.take(home.take(closing))
    inside[closing_place] = opened
    return inside, _continued(starts, resumed, closing_place, n)


def _between_changes(n: int, starts: Ints, resumed: Bools, place: Ints, opens: Bools) -> Bools:
    """The state of each token: it changes at the starts of paragraphs and at marks, and stays between them."""
    state = np.zeros(n, dtype=bool)
    state[starts] = resumed
    state[place] = opens
    changes = np.concatenate([starts, place])
    changes.sort(kind="stable")
    return state.take(changes).repeat(run_lengths(changes, n))


def _outer(home: Ints) -> tuple[Bools, Bools]:
    """Which marks are the first and which the last of their paragraph."""
    changes = np.empty(len(home) + 1, dtype=bool)
    changes[0] = changes[-1] = True
    np.not_equal(home[1:], home[:-1], out=changes[1:-1])
    return changes[:-1], changes[1:]


def _resume(place: Ints, opens: Bools, head: Ints, left_open: Ints, starts: Ints) -> Bools:
    """Whether the paragraphs `head` go on with a quotation that the one above has left open, by their first marks.

    A paragraph does if it opens with a mark, or if its first mark closes.
    """
    below_open = np.zeros(len(starts) + 1, dtype=bool)
    below_open[left_open + _ONE] = True
    return below_open[head] & (~opens | (place == starts[head]))


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


def _nested(opens: Bools, home: Ints) -> Ints:
    """Marks of a quotation inside another with the same marks: two open, then two close, in one paragraph."""
    (second,) = (opens[1:-2] & opens[:-3]).nonzero()
    if not len(second):
        return second
    second += 1
    second = second[~opens[second + 1] & ~opens[second + 2] & (home[second - 1] == home[second + 2])]
    return np.concatenate([second, second + 1])
