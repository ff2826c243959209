"""Quotation marks: which of them open, which close, and which are something else.

The spaces at both sides tell most; where they don't, marks alternate. Apostrophes, inches and elisions look the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import CAP, CLOSE_SINGLE, DOUBLE, IS_ENDER, NUMBER, OPEN_SINGLE, SINGLE, kinds
from opinionclf.text.tokens import TokenTable, run_lengths, run_starts
from opinionclf.text.wordlists import ELISION, is_listed

_AFTER_CLOSING = (tk.STOP, tk.COMMA, tk.COLON, tk.SEMICOLON, tk.QUESTION, tk.EXCLAMATION, tk.CLOSE_BRACKET, tk.ELLIPSIS,
                  tk.CLOSE_DOUBLE, tk.CLOSE_SINGLE, tk.DOUBLE, tk.DASH, tk.SINGLE)  # fmt: skip
_BEFORE_OPENING = (tk.OPEN_BRACKET, tk.DASH, tk.OPEN_DOUBLE, tk.OPEN_SINGLE, tk.COLON, tk.HYPHEN, tk.SLASH)
_CLOSES_BEFORE = kinds(*_AFTER_CLOSING)
_OPENS_AFTER = kinds(*_BEFORE_OPENING)
_OPENS_SPEECH = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS, tk.COMMA, tk.COLON, tk.CLOSE_DOUBLE)
_ONE, _SHIFT = constant(1, np.int64), constant(1, np.uint8)
_LAST_KIND = constant(tk.CLOSE_SINGLE - tk.DOUBLE, np.uint8)  # the kinds of marks follow one another
_ROOM_LEFT, _ROOM_RIGHT = 2, 1  # for a word to have ended in front of a mark, to begin behind it
_ROOMS = constant(4, np.uint8)
_OPENS, _CLOSES, _BEHIND_STOP = 1, 2, 4


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
    # Behind a stop a mark has its role even where a space is missing: robbed.’The, said.‘The
    return 0 if room else _BEHIND_STOP


# By kind and room, as `Marks.state` has them.
_DIRECTIONS = np.array([_direction(kind, room) for kind in range(tk.DOUBLE, tk.SINGLE) for room in range(4)], dtype=np.int8)
_OPENS_IN_WRONG_WAY = np.array(
    [kind == tk.CLOSE_DOUBLE and room != _ROOM_RIGHT for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1) for room in range(4)]
)
_ROLES = np.array([_role(kind, room) for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1) for room in range(4)], dtype=np.uint8)


def mark_places(tokens: TokenTable) -> Ints:
    """Return the tokens that may be quotation marks."""
    return ((tokens.kind - DOUBLE) <= _LAST_KIND).nonzero()[0]  # modulo 256


@dataclass(slots=True, eq=False, repr=False)
class Marks:
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
    def of(cls, tokens: TokenTable, place: Ints, paragraphs: Ints, paragraph_start: Bools) -> Marks:
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

    def rows(self, rows: Ints) -> Marks:
        """Some of the marks."""
        return Marks(self.place.take(rows), self.kind.take(rows), self.state.take(rows), self.home.take(rows))

    def single(self) -> Marks:
        """The single marks that may open or close by the spaces around them."""
        return self.rows(_ROLES.take(self.state).nonzero()[0])

    def told(self, direction: NDArray[np.int8]) -> Told:
        """The marks that have a direction."""
        (row,) = direction.nonzero()
        return Told(self.place.take(row), self.home.take(row), direction.take(row) > 0)


class Told(NamedTuple):
    """The marks that open or close: their tokens and paragraphs, and whether they open."""

    place: Ints
    home: Ints
    opens: Bools


def double_directions(tokens: TokenTable, marks: Marks, paragraph_start: Bools) -> NDArray[np.int8]:
    """Directions of double marks: 1 opens, -1 closes, 0 for those that are none (inches)."""
    direction = _DIRECTIONS.take(marks.state)
    (wrong,) = _OPENS_IN_WRONG_WAY.take(marks.state).nonzero()
    if len(wrong):
        _turn_round(tokens, direction, marks, wrong, paragraph_start)
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


def _turn_round(tokens: TokenTable, direction: NDArray[np.int8], marks: Marks, wrong: Ints, paragraph_start: Bools) -> None:
    """Let those of some closing marks open that nothing opened, where the next mark closes: ``”We lost,” he said``

    They stand in front of a paragraph, or the space is missing between them and what introduces a quotation: ``said,”We``.
    """
    first = paragraph_start.take(marks.place.take(wrong))
    home = marks.home.take(wrong)
    opened = _follow_flagged(direction > 0, marks.home, wrong)
    following = np.minimum(wrong + 1, len(direction) - 1)
    closed = (direction.take(following) < 0) & (marks.home.take(following) == home) & (following > wrong)
    before = marks.place.take(wrong) - _ONE
    apart = (marks.state.take(wrong) % _ROOMS == 0) & (tokens.kind.take(before) != NUMBER)  # 32”TV
    direction[wrong[first]] = -1
    direction[wrong[closed & ~opened & (first | apart)]] = 1


def single_directions(tokens: TokenTable, marks: Marks, paragraph_start: Bools, new_document: Bools) -> NDArray[np.int8]:
    """Directions of single marks that have a role; apostrophes that are no quotation marks get 0.

    `new_document` says of each paragraph whether a document begins with it.
    """
    role, place = _ROLES.take(marks.state), marks.place
    opens, closes = role == _OPENS, role == _CLOSES
    (row,) = (opens & (marks.kind == SINGLE)).nonzero()
    if len(row):
        opens[_elisions(tokens, place, row)] = False
    (row,) = (role == _BEHIND_STOP).nonzero()
    if len(row):
        row = row.compress(_are_between_sentences(tokens, place.take(row)))
        kind = marks.kind.take(row)
        closes[row] = (kind == CLOSE_SINGLE) | ((kind == SINGLE) & _follow_flagged(opens, marks.home, row))
        opens[row] = ~closes[row]
    (feet,) = (closes & (tokens.kind.take(place - _ONE) == NUMBER) & ~tokens.gap.take(place)).nonzero()
    if len(feet):  # unless they close what the mark before them opens: ‘Protocol 7’
        closes[feet] = _follow_flagged(opens, marks.home, feet)
        closes[feet[np.isin(feet - 1, _elisions(tokens, place, feet - 1))]] = False  # ‘68
    possessive = _after_plural(tokens, place, closes.nonzero()[0], paragraph_start)
    heads = paragraph_start.take(place)
    may_stay_open = opens & ~heads
    opens &= _later(closes, marks.home, closes.nonzero()[0]) | heads
    (row,) = (may_stay_open > opens).nonzero()
    if len(row):
        opens[_left_open(tokens, marks, row, opens & heads, new_document)] = True
    if len(possessive):
        # dogs' closes only where no surer mark follows before the next opening one.
        sure = closes.copy()
        sure[possessive] = False
        closes[possessive] = ~_later(sure & ~opens, marks.home, (sure | opens).nonzero()[0])[possessive]
    # numpy 1.24 makes other bytes than 0 and 1 where it compares one flag with another, so `closes > opens` would not do here.
    return opens.view(np.int8) - (closes & ~opens).view(np.int8)


def _are_between_sentences(tokens: TokenTable, place: Ints) -> Bools:
    """Which marks stand between the end of a sentence and a capital, where a space is missing: ``robbed.’The``"""
    return IS_ENDER.take(tokens.kind.take(place - _ONE)) & (tokens.kind.take(place + _ONE, mode="clip") == CAP)


def _follow_flagged(flag: Bools, home: Ints, rows: Ints) -> Bools:
    """Whether the row in front of each of some rows has a flag and stands in the same paragraph."""
    return flag.take(rows - _ONE) & (home.take(rows - _ONE) == home.take(rows)) & (rows > 0)


def _left_open(tokens: TokenTable, marks: Marks, rows: Ints, heads: Bools, new_document: Bools) -> Ints:
    """Those of some opening marks, which nothing closes in their paragraph, that open speech: it goes on in the next one.

    They stand behind a sentence or what introduces one, in front of a capital, and the next paragraph repeats the mark; a
    curly one may have lost what closes it.
    """
    at = marks.place.take(rows)
    speaks = _OPENS_SPEECH.take(tokens.kind.take(at - _ONE)) & (tokens.kind.take(at + 1, mode="clip") == CAP)
    rows = rows.compress(speaks)
    rows = np.setdiff1d(rows, _elisions(tokens, marks.place, rows))
    below = np.minimum(marks.home.take(rows) + 1, len(new_document) - 1)
    goes_on = np.isin(below, marks.home[heads]) & ~new_document.take(below) & (below > marks.home.take(rows))
    return rows.compress(goes_on | (marks.kind.take(rows) == OPEN_SINGLE))


def _elisions(tokens: TokenTable, place: Ints, rows: Ints) -> Ints:
    """Those of some marks behind which a word or number has lost its beginning: ``'tis``, ``'90s``."""
    word = np.minimum(place.take(rows) + 1, len(tokens) - 1)
    attached = ~tokens.gap.take(word)
    return rows[is_listed(tokens, word, ELISION, attached) | (attached & (tokens.kind.take(word) == NUMBER))]


def _after_plural(tokens: TokenTable, place: Ints, rows: Ints, paragraph_start: Bools) -> Ints:
    """Those of some marks that may make a plural possessive: ``the dogs' bowls``; not at the end of a paragraph."""
    if not len(rows):
        return rows
    at = place.take(rows)
    before, following = at - 1, np.minimum(at + 1, len(tokens) - 1)
    ends_in_s = (tokens.suffixes_at(before) >> np.uint32(24)) == ord("s")
    goes_on = tokens.gap.take(following) & (tokens.kind.take(following) <= NUMBER) & ~paragraph_start.take(following)
    return rows[ends_in_s & (tokens.kind.take(before) <= NUMBER) & goes_on & (at > 0)]


def _later(flag: Bools, home: Ints, rows: Ints) -> Bools:
    """Whether, for each row, the next one of some rows stands in the same paragraph and has the flag."""
    if not len(rows):
        return np.zeros_like(flag)
    here = np.arange(len(flag))
    later = rows.take(rows.searchsorted(here, side="right"), mode="clip")
    return (later > here) & (home.take(later) == home) & flag.take(later)
