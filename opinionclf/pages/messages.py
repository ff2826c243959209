"""Messages of chats and posts: behind dates and names, as they are exported, or below lines of names and times, as copied."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, constant
from opinionclf.pages.blocks import ends_like_sentence
from opinionclf.pages.stamps import (
    NO_LINES,
    SHORTEST_DATED,
    Said,
    TimeLines,
    are_set_apart,
    are_times,
    come_again,
    keys_of_names,
    times_in_front,
    values,
)
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, COLON, NUMBER, OPEN_BRACKET, OTHER, WORD, kinds
from opinionclf.text.tokens import TokenTable, stretches
from opinionclf.text.wordlists import IN_PERSON, entry_keys, has, listed_at

FEWEST_MESSAGES = 3
_LONGEST_LABEL = 16  # tokens
_LONGEST_NAME = 8
_MOST_SIGNS = 2  # lines between a name and a time: OP, •
_LONGEST_SIGN = 3  # characters
_LEAST_SHARE = 0.25  # of the paragraphs of a page that open messages, and of messages that show that they are
_MOST_PROSE, _SHORTEST_PROSE = 1, 8  # paragraphs of prose above the first message, and tokens of one
_LATEST_START = 60  # a recording begins before: 0:12
_SOON = 10  # minutes
_LONGEST_HOUR = 5  # characters of a time without seconds
_NAMED = np.arange(_LONGEST_NAME)[:, None]
_STEPS = np.arange(_LONGEST_LABEL + 1)[:, None]
_ONE = constant(1, np.int64)
_IN_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER)
_OPENS, _CLOSES = (constant(ord(sign), np.uint8) for sign in "<>")


def open_with_stamps(tokens: TokenTable, begins: Ints, end: Ints) -> TimeLines:
    """The paragraphs that open with dates and times, or times and *From*, a gap or a sign, and what stands up to the colon.

    ``[12/05/2024, 10:32:14] Ann Lowe: We fell.``, ``10:32:14 From Ann Lowe to Everyone: We fell.``, ``10:32 <ann> we fell``
    """
    kind = tokens.kind.take(begins)
    (row,) = ((kind == NUMBER) | (kind == OPEN_BRACKET)).nonzero()
    if len(row) < FEWEST_MESSAGES:
        return NO_LINES
    first, end = begins.take(row), end.take(row)
    length = times_in_front(tokens, first)
    (good,) = ((length > 0) & (first + length < end)).nonzero()
    if len(good) < FEWEST_MESSAGES:
        return NO_LINES
    row, first, end, length = row.take(good), first.take(good), end.take(good), length.take(good)
    behind = first + length
    sent = tokens.keys_at(behind) == _from()
    signed = tokens.kind.take(behind) == OTHER  # ~ Ann Lowe: is the name of somebody unknown
    found = (length >= SHORTEST_DATED) | sent | signed | are_set_apart(tokens, behind)
    begin = np.minimum(behind + (sent | signed), end - _ONE)
    place = np.minimum(begin + _STEPS, end - _ONE)
    bracketed = signed & (tokens.first_bytes_at(behind) == _OPENS)
    stops = np.where(bracketed, tokens.first_bytes_at(place) == _CLOSES, tokens.kind.take(place) == COLON)
    name_end = begin + stops.argmax(axis=0)
    time = np.where(sent | (length >= SHORTEST_DATED), -_ONE, first + (tokens.kind.take(first) == OPEN_BRACKET))
    return TimeLines(row, begin, name_end, time).take(found)


def exported_messages(tokens: TokenTable, bounds: Ints, lines: TimeLines, page: range) -> Said | None:
    """The messages of a page behind stamps, in rows of paragraphs, if names stand behind these and one comes again.

    What has no name is told by the chat itself: ``Ann Lowe left``. Times without dates follow soon, as those of agendas don't.
    """
    row, labelled = lines.row, lines.end > lines.begin
    if len(row) < _LEAST_SHARE * len(page) or not _fill_page(tokens, bounds, row, page.start):
        return None
    named = lines.take(labelled)
    dated = named.time < 0
    if 2 * len(named.row) < len(row):
        return None
    if not (dated.any() or (_follow_soon(tokens, named.time) and _are_talk(tokens, named.end, bounds.take(named.row + _ONE)))):
        return None
    step = np.minimum(named.begin + _STEPS, named.end)
    addressed = (tokens.keys_at(step.ravel()) == _to()).reshape(step.shape) & dated  # From Ann Lowe to Everyone:
    addressed &= tokens.keys_at(named.begin - _ONE) == _from()
    name_end = np.where(addressed.any(axis=0), named.begin + addressed.argmax(axis=0), named.end)
    if not come_again(keys_of_names(tokens, named.begin, name_end)).any():
        return None
    empty = ~labelled | (lines.end + _ONE == bounds.take(row + _ONE))  # the message stands below
    words = np.setdiff1d(np.arange(row[0], page.stop), row[empty])
    return Said(row[empty], named.row, named.begin, name_end, words, words)


def copied_messages(tokens: TokenTable, bounds: Ints, lines: TimeLines, page: range) -> Said | None:
    """The messages of a page below lines that end in times, rows of paragraphs, if they are such.

    The name stands in front of the time or in the line above; a message without one is of who wrote the last one. Names come
    again, and that it is a chat is shown by its words, its names, its dates or how soon one message follows the other.
    """
    row, time = lines.row, lines.time
    if not _fill_page(tokens, bounds, row, page.start) or _are_of_no_chat(tokens, time):
        return None
    names, between = _names_of_messages(tokens, bounds, lines, page.start)
    n_again = come_again(keys_of_names(tokens, names.begin, names.end)).sum()
    bulleted = (tokens.kind.take(bounds.take(between)) == BULLET).sum() >= FEWEST_MESSAGES  # many write once below a post
    if 2 * n_again < max(len(names.row), 2 * FEWEST_MESSAGES - 2) and not bulleted:
        return None
    furniture = np.unique(np.concatenate([row, names.row, between]))
    words = np.setdiff1d(np.arange(furniture[0], page.stop), furniture)
    if 2 * np.isin(row + _ONE, words).sum() < len(row):
        return None
    small = tokens.kind.take(names.begin) == WORD
    dated = ~are_times(tokens, time) | (time - lines.end > _ONE)
    shown = small.any() or dated.any() or _follow_soon(tokens, time)
    if not (shown or _are_talk(tokens, bounds.take(words), bounds.take(words + _ONE))):
        return None
    names = names.take(names.row.argsort(kind="stable"))
    return Said(furniture, names.row, names.begin, names.end, words, words)


def _are_of_no_chat(tokens: TokenTable, time: Ints) -> bool:
    """Whether some times have no days, and begin as those of a recording do or often go back."""
    value = values(tokens, time)
    recorded = value[0] < _LATEST_START or 2 * (value[1:] < value[:-1]).sum() >= len(value)
    return bool(recorded and are_times(tokens, time).all())


def _fill_page(tokens: TokenTable, bounds: Ints, row: Ints, top: int) -> bool:
    """Whether there are enough rows of messages, and no article stands above the first one, as it does above comments."""
    if len(row) < FEWEST_MESSAGES:
        return False
    end = bounds[top + 1 : row[0] + 1]
    prose = ends_like_sentence(tokens, end - _ONE) & (end - bounds[top : row[0]] >= _SHORTEST_PROSE)
    return bool(prose.sum() <= _MOST_PROSE)


def _names_of_messages(tokens: TokenTable, bounds: Ints, lines: TimeLines, top: int) -> tuple[TimeLines, Ints]:
    """The names of lines with times, with the rows where they stand, and the rows of signs between names and times.

    A name stands in the line itself, or above it, behind a blank line or as one that comes again; some lines have none.
    """
    row, own = lines.row, lines.end > lines.begin
    above = row - _ONE
    for _ in range(_MOST_SIGNS):
        above = above - ((above > top) & _are_signs(tokens, bounds, np.maximum(above, top)))
    safe = np.maximum(above, top)
    first, end = bounds.take(safe), bounds.take(safe + _ONE)
    named = (above >= top) & (end - first <= _LONGEST_NAME) & ~ends_like_sentence(tokens, end - _ONE)
    named &= (tokens.kind.take(first) <= NUMBER) | (end - first > _ONE)
    key = keys_of_names(tokens, first, np.minimum(end, first + _LONGEST_NAME))
    key = np.where(named, key, np.arange(len(row), dtype=np.uint64))
    attached = (tokens.newlines.take(bounds.take(row)) == 1) & ((above == top) | (tokens.newlines.take(first) > 1))
    if not (attached & named & (above > top)).any():  # all lines are as far from each other
        attached = _IN_NAME.take(tokens.kind.take(np.minimum(first + _NAMED, end - _ONE))).all(axis=0)
    labelled = own & _are_signs(tokens, bounds, row, lines.end)  # APP  9:22 AM
    named &= (attached | come_again(key)) & (~own | (labelled & attached))
    begin, end = np.where(named, first, lines.begin), np.where(named, end, lines.end)
    names = TimeLines(np.where(named, above, row), begin, end, lines.time).take(named | own)
    return names, stretches(above + _ONE, np.where(named, row - above - _ONE, 0))


def _are_signs(tokens: TokenTable, bounds: Ints, row: Ints, end: Ints | None = None) -> Bools:
    """Which lines are a bullet, a few capitals that say what somebody is, or the name of a picture: ``•``, ``OP``, ``:sun:``"""
    first = bounds.take(row)
    end = bounds.take(row + _ONE) if end is None else end
    kind = tokens.kind.take(first)
    short = (kind == ALL_CAPS) & (tokens.lengths_at(first) <= _LONGEST_SIGN)
    pictured = (kind == COLON) & (tokens.kind.take(end - _ONE) == COLON)
    return ((end - first == _ONE) & (short | (kind == BULLET))) | pictured


def _follow_soon(tokens: TokenTable, time: Ints) -> bool:
    """Whether half of some times of the day follow the one before within a few minutes."""
    value = values(tokens, time) // np.where(tokens.lengths_at(time) > _LONGEST_HOUR, 60, 1)
    step = value[1:] - value[:-1]
    return bool(2 * ((step >= 0) & (step <= _SOON)).sum() >= len(step)) and bool(are_times(tokens, time).all())


def _are_talk(tokens: TokenTable, first: Ints, end: Ints) -> bool:
    """Whether half of some paragraphs speak of themselves or to somebody, or a quarter open in small letters."""
    first = first + ((tokens.kind.take(first) > NUMBER) & (end - first > _ONE))  # the end of a label
    length = end - first
    spoken = has(listed_at(tokens, stretches(first, length)), IN_PERSON)
    in_person = np.logical_or.reduceat(spoken, length.cumsum() - length)
    return bool(2 * in_person.sum() >= len(first) or (tokens.kind.take(first) == WORD).mean() >= _LEAST_SHARE)


@functools.cache
def _from() -> Keys:
    return entry_keys(["from"])[0]


@functools.cache
def _to() -> Keys:
    return entry_keys(["to"])[0]
