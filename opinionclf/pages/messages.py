"""Messages of chats and posts: behind dates and names, as they are exported, or below lines of names and times, as copied."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, constant
from opinionclf.pages.blocks import ends_like_sentence
from opinionclf.pages.stamps import Said, are_times, times_in_front, values
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, COLON, NUMBER, OPEN_BRACKET, OTHER, WORD
from opinionclf.text.tokens import TokenTable, join_keys, run_starts, stretches
from opinionclf.text.wordlists import SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, entry_keys, has, listed_at

FEWEST_MESSAGES = 3
_SHORTEST_DATED = 5  # tokens of a date with a time
_LONGEST_LABEL = 16  # tokens
_LONGEST_NAME = 8
_MOST_SIGNS = 2  # lines between a name and a time: OP, •
_LONGEST_SIGN = 3  # characters
_LEAST_SHARE = 0.25  # of the paragraphs of a page that open messages, and of messages that show that they are
_MOST_ABOVE = 10  # paragraphs above the first message
_LATEST_START = 60  # a recording begins before: 0:12
_SOON = 10  # minutes
_LONGEST_HOUR = 5  # characters of a time without seconds
_STEPS = np.arange(_LONGEST_LABEL + 1)[:, None]
_ONE = constant(1, np.int64)
_IN_PERSON = SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US


def open_with_stamps(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints]:
    """The rows of paragraphs that open with dates and times, or times and *From*, and the tokens behind these.

    ``[12/05/2024, 10:32:14] Ann Lowe: We fell.``, ``10:32:14 From Ann Lowe to Everyone: We fell.``
    """
    kind = tokens.kind.take(begins)
    (row,) = ((kind == NUMBER) | (kind == OPEN_BRACKET)).nonzero()
    if len(row) < FEWEST_MESSAGES:
        return row[:0], row[:0]
    first = begins.take(row)
    length = times_in_front(tokens, first)
    behind = np.minimum(first + length, len(tokens) - 1)
    sent = (length > 0) & (tokens.keys_at(behind) == _from())
    found = (length >= _SHORTEST_DATED) | sent
    return row.compress(found), (behind + sent).compress(found)


def exported_messages(tokens: TokenTable, bounds: Ints, row: Ints, behind: Ints, page: range) -> Said | None:
    """The messages of a page behind stamps, in rows of paragraphs, if names stand behind these and one comes again.

    What has no name is told by the chat itself: ``Ann Lowe left``
    """
    if len(row) < FEWEST_MESSAGES or len(row) < _LEAST_SHARE * len(page) or row[0] - page.start > _MOST_ABOVE:
        return None
    end = bounds.take(row + _ONE)
    # ~ Ann Lowe: is the name of somebody unknown.
    begin = behind + ((tokens.kind.take(behind, mode="clip") == OTHER) & (behind + _ONE < end))
    place = np.minimum(begin + _STEPS, end - _ONE)
    is_colon = tokens.kind.take(place) == COLON
    length = is_colon.argmax(axis=0)
    labelled = length > 0
    name_end = begin + length
    is_to = (tokens.keys_at(place.ravel()) == _to()).reshape(place.shape) & (_STEPS < length)
    sent = is_to.any(axis=0) & (tokens.keys_at(behind - _ONE) == _from())
    name_end = np.where(sent, begin + is_to.argmax(axis=0), name_end)
    key = _name_keys(tokens, begin[labelled], name_end[labelled])
    if 2 * labelled.sum() < len(row) or len(run_starts(np.sort(key))) == len(key):
        return None
    empty = ~labelled | (begin + length + _ONE == end)  # the message stands below
    words = np.setdiff1d(np.arange(row[0], page.stop), row[empty])
    return Said(row[empty], row[labelled], begin[labelled], name_end[labelled], words, words)


def copied_messages(tokens: TokenTable, bounds: Ints, row: Ints, name_end: Ints, time: Ints, page: range) -> Said | None:
    """The messages of a page below lines that end in times, rows of paragraphs, if they are such.

    The name stands in front of the time or in the line above; a message without one is of who wrote the last one. Names come
    again, and that it is a chat is shown by its words, its names, its dates or how soon one message follows the other.
    """
    if len(row) < FEWEST_MESSAGES or row[0] - page.start > _MOST_ABOVE:
        return None
    value = values(tokens, time)
    timed = are_times(tokens, time)
    if timed.all() and (value[0] < _LATEST_START or 2 * (value[1:] < value[:-1]).sum() >= len(row)):
        return None
    first = bounds.take(row)
    name_row, between = _rows_of_names(tokens, bounds, row, name_end, page.start)
    own, named = name_row == row, name_row >= 0
    begin = np.where(named, bounds.take(name_row), first)
    end = np.where(own, name_end, bounds.take(name_row + _ONE))
    key = _name_keys(tokens, begin, end)
    _, place, count = np.unique(key[named], return_inverse=True, return_counts=True)
    again = count.take(place) > 1
    bulleted = (tokens.kind.take(bounds.take(between)) == BULLET).sum() >= FEWEST_MESSAGES  # many write once below a post
    if 2 * again.sum() < max(named.sum(), 2 * FEWEST_MESSAGES - 2) and not bulleted:
        return None
    furniture = np.unique(np.concatenate([row, name_row[named], between]))
    words = np.setdiff1d(np.arange(furniture[0], page.stop), furniture)
    if 2 * np.isin(row + _ONE, words).sum() < len(row):
        return None
    small = tokens.kind.take(begin[named]) == WORD
    dated = ~timed | (time - name_end > _ONE)
    if not (small.any() or dated.any() or _follow_soon(tokens, time) or _are_talk(tokens, bounds, words)):
        return None
    order = name_row[named].argsort(kind="stable")
    return Said(furniture, name_row[named][order], begin[named][order], end[named][order], words, words)


def _rows_of_names(tokens: TokenTable, bounds: Ints, row: Ints, name_end: Ints, top: int) -> tuple[Ints, Ints]:
    """For each line with a time the row of its name, -1 where it has none, and the rows of signs between names and times.

    The name stands in the line itself, or above it, behind a blank line or as one that comes again.
    """
    own = name_end > bounds.take(row)
    above = row - _ONE
    for _ in range(_MOST_SIGNS):
        above = above - ((above > top) & _are_signs(tokens, bounds, np.maximum(above, top)))
    safe = np.maximum(above, top)
    first, end = bounds.take(safe), bounds.take(safe + _ONE)
    named = (above >= top) & ~np.isin(above, row) & (end - first <= _LONGEST_NAME) & ~ends_like_sentence(tokens, end - _ONE)
    named &= (tokens.kind.take(first) <= NUMBER) | (end - first > _ONE)
    key = np.where(named, _name_keys(tokens, first, end), np.arange(len(row), dtype=np.uint64))
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    close = tokens.newlines.take(bounds.take(row)) == 1
    attached = close & ((above == top) | (tokens.newlines.take(first) > 1))
    labelled = own & (name_end - bounds.take(row) == 1) & _are_signs(tokens, bounds, row, name_end)  # APP  9:22 AM
    named &= (attached | (count.take(place) > 1)) & (~own | (labelled & attached))
    name_row = np.where(named, above, np.where(own, row, -_ONE))
    length = np.where(named, row - above - _ONE, 0)
    return name_row, stretches(above + _ONE, length)


def _are_signs(tokens: TokenTable, bounds: Ints, row: Ints, end: Ints | None = None) -> Bools:
    """Which lines are a bullet or a few capitals that say what somebody is: ``•``, ``OP``"""
    first = bounds.take(row)
    end = bounds.take(row + _ONE) if end is None else end
    kind = tokens.kind.take(first)
    short = (kind == ALL_CAPS) & (tokens.lengths_at(first) <= _LONGEST_SIGN)
    return (end - first == _ONE) & (short | (kind == BULLET))


def _follow_soon(tokens: TokenTable, time: Ints) -> bool:
    """Whether half of some times of the day follow the one before within a few minutes."""
    value = values(tokens, time) // np.where(tokens.lengths_at(time) > _LONGEST_HOUR, 60, 1)
    step = value[1:] - value[:-1]
    return bool(2 * ((step >= 0) & (step <= _SOON)).sum() >= len(step)) and bool(are_times(tokens, time).all())


def _are_talk(tokens: TokenTable, bounds: Ints, words: Ints) -> bool:
    """Whether a quarter of some paragraphs speak of themselves or to somebody, or open in small letters."""
    first = bounds.take(words)
    length = bounds.take(words + _ONE) - first
    spoken = has(listed_at(tokens, stretches(first, length)), _IN_PERSON)
    talk = np.logical_or.reduceat(spoken, length.cumsum() - length) | (tokens.kind.take(first) == WORD)
    return bool(talk.mean() >= _LEAST_SHARE)


def _name_keys(tokens: TokenTable, begin: Ints, end: Ints) -> Keys:
    """A key of all the words of each of some names."""
    key = tokens.keys_at(begin)
    for step in range(1, int((end - begin).max(initial=1))):
        (longer,) = (end - begin > step).nonzero()
        key[longer] = join_keys(key.take(longer), tokens.keys_at(begin.take(longer) + step))
    return key


@functools.cache
def _from() -> Keys:
    return entry_keys(["from"])[0]


@functools.cache
def _to() -> Keys:
    return entry_keys(["to"])[0]
