"""Times that tools write beside what somebody says: in lines of their own, behind names, in front of labels."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import CAP, CLOSE_BRACKET, COLON, COMMA, IS_DASH, NUMBER, OPEN_BRACKET, kinds
from opinionclf.text.tokens import TokenTable, join_keys, stretches
from opinionclf.text.wordlists import entry_keys

FEWEST_STAMPS = 2  # of a text
SHORTEST_DATED = 5  # tokens of a date with a time in front of a label
_LONGEST_FRONT = 12  # tokens of a time with a date: [12/05/2024, 10:32:14]
_LONGEST_NAME = 8  # tokens of a name in front of a time
_LONGEST_HEAD = 16  # tokens of a line with a time, names and a colon
_LONGEST_AGO = 4  # tokens: 3 yr. ago
_LONGEST_SEARCHED = 20_000  # tokens
_SHORTEST_DATE = 8  # characters of one in a token: 12.05.24
_WIDE = constant(2, np.int64)  # characters of white space that set a time apart
_SHORTEST_TIME = constant(4, np.int64)  # characters of one: 0:12
_MOST_BACK = 3  # characters of one between its end and a colon
_PLACES = np.array([1, 2, 4, 5, 7, 8])[:, None]  # of the figures of a time from its end, and what each is worth
_WORTH = np.array([1, 10, 60, 600, 3600, 36000])[:, None]
_FRONT = np.arange(_LONGEST_FRONT)[:, None]
_NAMED = np.arange(_LONGEST_NAME + 1)[:, None]
_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)
_COLON, _M, _TAB = (constant(ord(sign), np.uint8) for sign in ":m\t")
_IN_FRONT = kinds(tk.NUMBER, tk.SLASH, tk.COMMA, tk.OPEN_BRACKET, tk.CLOSE_BRACKET, tk.HYPHEN, tk.DASH)
_ARROW = b"-->"
_SHORTEST_ARROWED = 9  # characters of a time in front of one: 00:01.000
_ENDS_TIME = kinds(tk.NUMBER, tk.CLOSE_BRACKET, tk.CAP, tk.ALL_CAPS, tk.WORD)  # 9:14, 9:14], 9:14 AM
_IN_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.COMMA, tk.OPEN_BRACKET, tk.CLOSE_BRACKET)  # behind a time


class Said(NamedTuple):
    """What stands on pages that hold nothing but cues or messages, as rows of paragraphs.

    Attributes
    ----------
    furniture : ndarray of int64
        Those with nothing but times and names.
    named, begin, end : ndarray of int64
        Those that names open or fill, ascending, the first token of each name, and the one behind it.
    words : ndarray of int64
        Those of what is said, ascending, from the first cue or message to the end of each page.
    spoken : ndarray of int64
        Those of them whose speakers or writers are marked: turns.
    """

    furniture: Ints
    named: Ints
    begin: Ints
    end: Ints
    words: Ints
    spoken: Ints


class TimeLines(NamedTuple):
    """Lines of names and times: their rows, the first token of each name, the one behind it, and the time.

    Where there is no name it ends where it begins.
    """

    row: Ints
    begin: Ints
    end: Ints
    time: Ints

    def take(self, rows: Ints | Bools | slice) -> TimeLines:
        """Some of the lines."""
        return TimeLines(self.row[rows], self.begin[rows], self.end[rows], self.time[rows])


_NOWHERE = np.zeros(0, dtype=np.int64)
NO_LINES = TimeLines(_NOWHERE, _NOWHERE, _NOWHERE, _NOWHERE)


def may_have_stamps(tokens: TokenTable) -> bool:
    """Whether a text has several times or ages of posts, as few articles have: a search for bytes costs next to nothing.

    A batch of articles has some of them, and is not searched.
    """
    if len(tokens) > _LONGEST_SEARCHED:
        return True
    text = tokens.spelling.padded.tobytes()
    n_ages = text.count(b"ago")
    if n_ages >= FEWEST_STAMPS or _ARROW in text:
        return True
    if n_ages + text.count(b":") < FEWEST_STAMPS:
        return False
    return bool(n_ages + are_times(tokens, (tokens.kind == NUMBER).nonzero()[0]).sum() >= FEWEST_STAMPS)


def are_times(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens are times: ``0:12``, ``00:01:12``."""
    byte = tokens.spelling.padded.take(tokens.spelling.end.take(place) + (tk.FRONT - _MOST_BACK))
    return (tokens.kind.take(place) == NUMBER) & (byte == _COLON) & (tokens.lengths_at(place) >= _SHORTEST_TIME)


def are_halves_of_day(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens may be AM or PM: ``10:32 AM``"""
    byte = tokens.spelling.padded.take(tokens.spelling.end.take(place) + (tk.FRONT - 1))
    return (byte == _M) & (tokens.lengths_at(place) == _TWO)


def are_set_apart(tokens: TokenTable, place: Ints) -> Bools:
    """Which tokens have two spaces or a tab in front of them."""
    before = tokens.spelling.end.take(np.maximum(place - _ONE, 0))
    wide = tokens.spelling.start.take(place) - before >= _WIDE
    return wide | (tokens.spelling.padded.take(before + tk.FRONT) == _TAB)


def values(tokens: TokenTable, time: Ints) -> Ints:
    """What some times are worth, in their last unit: 75 for ``1:15``."""
    figure = tokens.spelling.padded.take(tokens.spelling.end.take(time) + (tk.FRONT - _PLACES)).astype(np.int64) - ord("0")
    return (figure * _WORTH * (tokens.lengths_at(time) >= _PLACES)).sum(axis=0)


def times_in_front(tokens: TokenTable, place: Ints) -> Ints:
    """Number of tokens, from each of some places on, of numbers and marks among which a time is; 0 where there is none."""
    step = np.minimum(place + _FRONT, len(tokens) - 1)
    timed = are_times(tokens, step)
    in_front = _IN_FRONT.take(tokens.kind.take(step))
    in_front[1:] |= timed[:-1] & are_halves_of_day(tokens, step[1:])
    length = np.where(in_front.all(axis=0), 0, (~in_front).argmax(axis=0))
    return length * (timed & (length > _FRONT)).any(axis=0)


def keys_of_names(tokens: TokenTable, begin: Ints, end: Ints) -> Keys:
    """A key of all the words of each of some names."""
    key = tokens.keys_at(begin)
    for step in range(1, int((end - begin).max(initial=1))):
        (longer,) = (end - begin > step).nonzero()
        key[longer] = join_keys(key.take(longer), tokens.keys_at(begin.take(longer) + step))
    return key


def come_again(key: Keys) -> Bools:
    """Which of some keys are there more than once."""
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    return count.take(place) > 1


def lines_of_times(tokens: TokenTable, first: Ints, end: Ints) -> TimeLines:
    """The lines that end in times behind names, or hold nothing but one, or a name behind one in brackets.

    ``9:14 AM``, ``Yesterday at 9:14``, ``3y ago``, ``ann.lowe  9:14``, ``ann — Today at 9:14 AM``, ``Ann, [5 Dec 2024 9:14]``,
    ``[9:14 AM] Lowe, Ann``
    """
    behind = _behind_times(tokens, first, end, (tokens.kind.take(first) == OPEN_BRACKET).nonzero()[0])
    (ending,) = _ENDS_TIME.take(tokens.kind.take(end - _ONE)).nonzero()
    opening, last = first.take(ending), end.take(ending) - _ONE
    last = np.maximum(last - (tokens.kind.take(last) == CLOSE_BRACKET), opening)
    last = np.maximum(last - (are_halves_of_day(tokens, last) & are_times(tokens, np.maximum(last - _ONE, 0))), opening)
    timed, aged = are_times(tokens, last), _tell_age(tokens, first, end)
    row, last = np.append(ending[timed], aged), np.append(last[timed], end.take(aged) - _ONE)
    if not len(row):
        return behind
    first = first.take(row)
    name_end, alone = _ends_of_names(tokens, first, last)
    found = alone | (name_end > first)
    columns = zip((row, first, name_end, last), behind, strict=True)
    joined = TimeLines(*(np.append(one.compress(found), other) for one, other in columns))
    return joined.take(joined.row.argsort(kind="stable"))


def _ends_of_names(tokens: TokenTable, first: Ints, last: Ints) -> tuple[Ints, Bools]:
    """The tokens behind the names in front of some times, `last`, first ones where there are none; whether these stand alone.

    Between name and time stand two spaces, or a dash or nothing and a day or date, or a comma and a date in a bracket.
    """
    step = np.minimum(first + _NAMED, last)
    following = np.minimum(step + _ONE, last)
    kind, next_kind = tokens.kind.take(step), tokens.kind.take(following)
    day = (kind == CAP) & (last - step <= _TWO)
    day[day] = np.isin(tokens.keys_at(step[day]), _days())
    date = (next_kind == tk.SLASH) | (tokens.lengths_at(step) >= _SHORTEST_DATE)
    dated = day | ((kind == NUMBER) & date & (step < last))
    dated_next = (np.roll(dated, -1, axis=0) | (step >= last)) & (following < last)
    parts = (are_set_apart(tokens, step) & (dated | (step == last))) | day
    parts |= IS_DASH.take(kind) & tokens.gap.take(step) & dated_next
    parts |= (kind == COMMA) & (next_kind == OPEN_BRACKET) & (tokens.kind.take(np.minimum(step + 2, last)) == NUMBER)
    alone = day[0] | ~are_times(tokens, last) | (_IN_FRONT.take(kind) | (step >= last)).all(axis=0)
    return first + np.where(alone, 0, parts.argmax(axis=0)), alone


def _behind_times(tokens: TokenTable, first: Ints, end: Ints, row: Ints) -> TimeLines:
    """Those of some lines that open with times in brackets and hold a name behind them: ``[9:14 AM] Lowe, Ann``"""
    first, end = first.take(row), end.take(row)
    begin = first + times_in_front(tokens, first)
    time = begin - 2
    time = time - are_halves_of_day(tokens, time)
    good = (begin > first) & (begin < end) & are_times(tokens, time) & (end - begin <= _LONGEST_NAME)
    length = np.where(good, end - begin, 1)
    fits = _IN_NAME.take(tokens.kind.take(stretches(np.minimum(begin, len(tokens) - 1), length)))
    good &= np.logical_and.reduceat(fits, length.cumsum() - length) if len(row) else good
    return TimeLines(row, begin, end, time).take(good)


def _tell_age(tokens: TokenTable, first: Ints, end: Ints) -> Ints:
    """The lines that tell how old a post is: ``3y ago``, ``3 yr. ago``"""
    (row,) = ((tokens.kind.take(first) == NUMBER) & (end - first <= _LONGEST_AGO) & (end - first > _ONE)).nonzero()
    return row.compress(tokens.keys_at(end.take(row) - _ONE) == _ago()) if len(row) else row


def open_cue_times(tokens: TokenTable, first: Ints) -> Bools:
    """Which lines open with a time and an arrow, as those above subtitles do: ``00:00:01,000 --> 00:00:04,000``"""
    found = tokens.kind.take(first) == NUMBER
    (row,) = found.nonzero()
    place = tokens.spelling.start.take(first.take(row) + _ONE, mode="clip") + tk.FRONT
    arrowed = tokens.lengths_at(first.take(row)) >= _SHORTEST_ARROWED
    for step, sign in enumerate(_ARROW):
        arrowed &= tokens.spelling.padded.take(place + step) == sign
    found[row] = arrowed
    return found


def open_messages(tokens: TokenTable, first: Ints, end: Ints) -> Bools:
    """Which lines hold a time, a name and a colon, and the message stands below: ``10:32:14 From Ann Lowe to Everyone:``"""
    found = (tokens.kind.take(end - _ONE) == COLON) & (end - first <= _LONGEST_HEAD)
    found[found] = are_times(tokens, first[found])
    return found


@functools.cache
def _days() -> Keys:
    return entry_keys(["today", "yesterday"])[0]


@functools.cache
def _ago() -> Keys:
    return entry_keys(["ago"])[0]
