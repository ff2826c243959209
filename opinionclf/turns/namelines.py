"""Names of speakers in lines of their own: ``LOWE``, ``Ann Lowe  00:12``, ``Ann Lowe (Kirkby) (Lab)``, ``Ann Lowe - CEO``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opinionclf.arrays import NDArray, are_among, constant
from opinionclf.pages.stamps import are_halves_of_day, are_times, keys_of_names
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import BULLET, CLOSE_BRACKET, COLON, COMMA, IS_CAPITAL, NUMBER, OPEN_BRACKET, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, join_keys, stretches
from opinionclf.text.wordlists import ADDRESS, has, listed_at
from opinionclf.turns.labelsigns import behind_fronts
from opinionclf.turns.longlabels import LONGEST_LABEL, is_abbreviation, read_labels
from opinionclf.turns.roles import before_roles, roles_below
from opinionclf.turns.speakernames import document_of, hold_address, keys_again

FEWEST_NAMES, FEWEST_SURE = 4, 3  # lines of names, and where some are sure
_LONGEST_NAME, _LONGEST_WITH_STOPS = 4, 6  # tokens, without the stops of titles and initials and with them
_ONE = constant(1, np.int64)
_OPENS_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET, tk.BULLET, tk.OTHER)


class NameLines(NamedTuple):
    """Lines of names, and what else they show.

    Attributes
    ----------
    row : ndarray of int64
        Number of the paragraph of each line.
    begin, end : ndarray of int64
        First token of the name and the one behind it.
    time : ndarray of int64
        Token of a time, -1 where there is none.
    office : ndarray of bool
        An office or a place stands in brackets.
    role : ndarray of int64
        Number of the paragraph that tells what the speaker is, its own or the one below, -1 where none does.
    sure : ndarray of bool
        It shows any of these, or a number behind a form of address, as headings seldom do.
    """

    row: Ints
    begin: Ints
    end: Ints
    time: Ints
    office: Bools
    role: Ints
    sure: Bools

    def take(self, rows: Ints | Bools) -> NameLines:
        """Some of the lines."""
        return NameLines(self.row[rows], self.begin[rows], self.end[rows], self.time[rows], self.office[rows],
                         self.role[rows], self.sure[rows])  # fmt: skip


_NONE = np.zeros(0, dtype=np.int64)
NO_LINES = NameLines(_NONE, _NONE, _NONE, _NONE, _NONE > 0, _NONE, _NONE > 0)


def lines_of_names(tokens: TokenTable, begins: Ints, offset: Ints, kind: NDArray[np.uint8]) -> NameLines:
    """The lines of nothing but a few words with capitals, signs, a time, an office or a role, that are no sentences.

    There are several in their document: fewer are headings.
    """
    (row,) = (kind != SENTENCE).nonzero()
    if len(row) < FEWEST_SURE:
        return NO_LINES
    bounds = np.append(begins, len(tokens))
    first, end = bounds.take(row), bounds.take(row + _ONE)
    (short,) = ((end - first <= LONGEST_LABEL) & _OPENS_NAME.take(tokens.kind.take(first))).nonzero()
    if len(short) < FEWEST_SURE:
        return NO_LINES
    row, first, end = row.take(short), first.take(short), end.take(short)
    begin = behind_fronts(tokens, first)
    listed = (begin > first) & (tokens.kind.take(first) == BULLET) & tokens.gap.take(begin)  # • Ann Lowe
    behind, time = _without_times(tokens, first, begin, end)
    last = before_roles(tokens, begin, behind, offset, time >= 0)
    may_be_long = (tokens.kind.take(last - _ONE) == CLOSE_BRACKET) | (time >= 0)
    (good,) = ((last > begin) & ~listed & (may_be_long | (last - begin <= _LONGEST_WITH_STOPS))).nonzero()
    if len(good) < FEWEST_SURE:
        return NO_LINES
    none = np.zeros(len(row), dtype=bool)
    found = _names_in(tokens, NameLines(row, begin, last, time, none, np.where(last < behind, row, -_ONE), none).take(good))
    if len(found.row) < FEWEST_SURE:
        return NO_LINES
    found = _of_people(tokens, found, bounds, offset)
    found = _with_roles(tokens, begins, offset, kind, _of_calls(tokens, found, offset))
    page = document_of(tokens, found.begin, offset)
    fewest = np.where(np.bincount(page, weights=found.sure) > 0, FEWEST_SURE, FEWEST_NAMES)
    return found.take((np.bincount(page) >= fewest).take(page))


def _without_times(tokens: TokenTable, first: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The ends of the names in some lines, in front of a time or a sign that closes bold type, and the times, -1 for none."""
    last = end - _ONE
    last = last - (are_halves_of_day(tokens, last) & are_times(tokens, last - _ONE))  # 10:32 AM
    bracketed = (tokens.kind.take(last) == CLOSE_BRACKET) & are_times(tokens, last - _ONE) & (last - first > 2)
    timed = are_times(tokens, last)
    bold = (tokens.kind.take(last) == BULLET) & ~tokens.gap.take(last)
    before = last - 2 - (tokens.kind.take(last - 3) == COLON)  # Ann Lowe: (00:12)
    behind = np.where(timed | bold, last, np.where(bracketed, before, end))
    opening = np.minimum(first + (tokens.kind.take(first) == OPEN_BRACKET), len(tokens) - 1)
    in_front = np.where((begin > first) & are_times(tokens, opening), opening, -_ONE)
    return behind, np.where(timed, last, np.where(bracketed, last - _ONE, in_front))


def _names_in(tokens: TokenTable, lines: NameLines) -> NameLines:
    """The lines of names among some, without signs, times and roles; where these have offices the names end in front of them.

    Beside a time or with brackets stand also ``Lowe, Ann``, ``The Minister for Ports (Ann Lowe)``.
    """
    _, begin, end, time, office, role, _ = lines
    numbered = (tokens.kind.take(end - _ONE) == NUMBER) & (end - begin > 1)
    numbered &= has(listed_at(tokens, end - 2), ADDRESS)
    length = end - numbered - begin
    token, opening = stretches(begin, length), length.cumsum() - length
    capital = IS_CAPITAL.take(tokens.kind.take(token))
    named = np.logical_and.reduceat(capital | is_abbreviation(tokens, token), opening)  # Dr. Ann J. Lowe
    named &= np.add.reduceat(capital, opening, dtype=np.int64) <= _LONGEST_NAME
    named &= end - begin <= _LONGEST_WITH_STOPS
    bracketed = tokens.kind.take(end - _ONE) == CLOSE_BRACKET
    (long,) = (~named & (bracketed | (time >= 0)) & IS_CAPITAL.take(tokens.kind.take(begin))).nonzero()
    if len(long):
        named[long], end[long] = read_labels(tokens, begin.take(long), end.take(long), long < 0)
        office[long] = time.take(long) < 0
    return lines._replace(sure=numbered | office | (time >= 0) | (role >= 0)).take(named)


def _of_people(tokens: TokenTable, names: NameLines, bounds: Ints, offset: Ints) -> NameLines:
    """The lines without an office or place, or where half of these have a title or two brackets: no ``The Quay (Dale)``"""
    if not names.office.any():
        return names
    some, page = names.take(names.office), document_of(tokens, names.begin, offset)
    length = bounds.take(some.row + 1) - some.end
    opens = tokens.kind.take(stretches(some.end, length)) == OPEN_BRACKET
    several = np.add.reduceat(opens, length.cumsum() - length, dtype=np.int64) > 1
    people = several | hold_address(tokens, some.begin, some.end)
    n_people = np.bincount(page.compress(names.office), weights=people, minlength=int(page.max()) + 1)
    return names.take(~names.office | (2 * n_people >= np.bincount(page, weights=names.office)).take(page))


def _of_calls(tokens: TokenTable, names: NameLines, offset: Ints) -> NameLines:
    """The lines without a role behind a comma, or where *Operator* or a name with one comes again: few sign two quotations."""
    parted = (names.role >= 0) & (tokens.kind.take(names.end, mode="clip") == COMMA)
    if not parted.any():
        return names
    page = document_of(tokens, names.begin, offset)
    again, _ = come_again(tokens, names, page)
    return names.take(~parted | (np.bincount(page, weights=(parted | are_roles(tokens, names)) & again).take(page) > 0))


def come_again(tokens: TokenTable, names: NameLines, page: Ints) -> tuple[Bools, Ints]:
    """Whether each of some names comes again on its page, and how many names of each page do."""
    return keys_again(join_keys(keys_of_names(tokens, names.begin, names.end), page.view(np.uint64)), page)


def _with_roles(tokens: TokenTable, begins: Ints, offset: Ints, kind: NDArray[np.uint8], names: NameLines) -> NameLines:
    """The lines with the roles that stand below them, and without the lines of these.

    What stands below a time is said, and a line that is sure is somebody else's name. Whom one word names so as roles do has it
    for a role, where others have roles: ``Operator``
    """
    below = (names.time < 0) & ~are_among(names.row + 1, names.row[names.sure])
    below[below] = roles_below(tokens, begins, offset, kind, names.row[below])
    names = names._replace(role=np.where(below, names.row + 1, names.role))
    names = names.take(~are_among(names.row, names.row[below] + 1))
    told = names.role >= 0
    if not told.any():
        return names
    page = document_of(tokens, names.begin, offset)
    told |= are_roles(tokens, names) & (np.bincount(page, weights=told).take(page) > 0)
    return names._replace(role=np.where(told & (names.role < 0), names.row, names.role), sure=names.sure | told)


def are_roles(tokens: TokenTable, names: NameLines) -> Bools:
    """Which names are a word for who speaks: ``Operator``, ``Moderator``"""
    return (names.end - names.begin == 1) & has(listed_at(tokens, names.begin), ADDRESS)
