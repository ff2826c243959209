"""Names of speakers in lines of their own: ``ANN LOWE``, ``Speaker 2``, ``Ann Lowe  00:12``, ``Ann Lowe (Kirkby) (Lab)``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Keys, NDArray, constant
from opinionclf.pages.stamps import are_halves_of_day, are_times
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, CLOSE_BRACKET, NUMBER, OPEN_BRACKET, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, join_keys, run_starts, stretches
from opinionclf.text.wordlists import ADDRESS, SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, has, listed_at
from opinionclf.turns.labelsigns import behind_fronts
from opinionclf.turns.speakerlabels import LONGEST_LABEL, hold_address, read_labels
from opinionclf.turns.speakernames import SpeakerLabels

MOST_FURTHER = 3  # paragraphs of a turn behind the first one
LEAST_IN_PERSON = 0.5  # of the turns that speak to somebody or in the first person
LEAST_SINGULAR = 0.25  # ... that have *I* or *my*
FEWEST_SURE = 3  # lines of names with a number, a time or an office
_FEWEST_NAMES = 4  # ... and of others
_LONGEST_SPEECH = 60  # paragraphs of one where lines tell times or offices
_LONGEST_NAME = 4  # tokens
_LEAST_NAMED = 0.2  # of the paragraphs of a document, without furniture, that are names
_FEWEST_ASKING = 2  # of the turns below names, where speakers don't take turns
_LEAST_HEADED = 0.5  # of the lines of names that are headings and no furniture
_MOST_SINGLE = 0.5  # of the lines of names that are one word, and not in capitals
_ONE = constant(1, np.int64)
_NAMED = np.arange(_LONGEST_NAME + 1)[:, None]
_ZERO, _COLON = constant(ord("0"), np.uint8), constant(ord(":"), np.uint8)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)
_QUESTION = constant(tk.QUESTION, np.uint8)
_OPENS_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET, tk.BULLET, tk.OTHER)


class NameLines(NamedTuple):
    """Lines of names: their paragraphs' rows, the first token of each name, the one behind it, and what else they show.

    `time` is the token of a time, -1 where there is none; `office`: an office or a place stands in brackets. `sure` are those
    with either, or with a number behind a form of address, as headings seldom have.
    """

    row: Ints
    begin: Ints
    end: Ints
    time: Ints
    office: Bools
    sure: Bools

    def take(self, rows: Ints | Bools) -> NameLines:
        """Some of the lines."""
        return NameLines(
            self.row[rows], self.begin[rows], self.end[rows], self.time[rows], self.office[rows], self.sure[rows]
        )  # fmt: skip


_NONE = np.zeros(0, dtype=np.int64)
NO_LINES = NameLines(_NONE, _NONE, _NONE, _NONE, _NONE > 0, _NONE > 0)


def lines_of_names(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8]) -> NameLines:
    """The lines of nothing but a few words with capitals, signs and a time, or offices in brackets, that are no sentences."""
    (row,) = (kind != SENTENCE).nonzero()
    if len(row) < FEWEST_SURE:
        return NO_LINES
    first, end = begins.take(row), np.append(begins, len(tokens)).take(row + _ONE)
    (short,) = ((end - first <= LONGEST_LABEL) & _OPENS_NAME.take(tokens.kind.take(first))).nonzero()
    if len(short) < FEWEST_SURE:
        return NO_LINES
    row, first, end = row.take(short), first.take(short), end.take(short)
    begin = behind_fronts(tokens, first)
    listed = (begin > first) & (tokens.kind.take(first) == BULLET) & tokens.gap.take(begin)  # • Ann Lowe
    last, time = _without_times(tokens, first, begin, end)
    (good,) = ((last > begin) & ~listed).nonzero()
    if len(good) < FEWEST_SURE:
        return NO_LINES
    found = _names_in(tokens, row.take(good), begin.take(good), last.take(good), time.take(good))
    return found if len(found.row) >= (FEWEST_SURE if found.sure.any() else _FEWEST_NAMES) else NO_LINES


def _names_in(tokens: TokenTable, row: Ints, begin: Ints, last: Ints, time: Ints) -> NameLines:
    """The lines of names among some, each from its first token to the one behind the last, without signs and times.

    Beside a time or with brackets stand also ``Dr. Ann Lowe``, ``Lowe, Ann``, ``The Minister for Ports (Ann Lowe)``.
    """
    numbered = (tokens.kind.take(last - _ONE) == NUMBER) & (last - begin > 1)
    numbered &= has(listed_at(tokens, last - 2), ADDRESS)
    length = last - numbered - begin
    capital = _CAPITAL.take(tokens.kind.take(stretches(begin, length)))
    named = np.logical_and.reduceat(capital, length.cumsum() - length) & (last - begin <= _LONGEST_NAME)
    bracketed = tokens.kind.take(last - _ONE) == CLOSE_BRACKET
    (told,) = (~named & (bracketed | (time >= 0)) & _CAPITAL.take(tokens.kind.take(begin))).nonzero()
    office = np.zeros(len(row), dtype=bool)
    if len(told):
        named[told], last[told] = read_labels(tokens, begin.take(told), last.take(told), told < 0)
        office[told] = time.take(told) < 0
    return NameLines(row, begin, last, time, office, numbered | office | (time >= 0)).take(named)


def _without_times(tokens: TokenTable, first: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The ends of the names in some lines, in front of a time or a sign that closes bold type, and the times, -1 for none."""
    last = end - _ONE
    last = last - (are_halves_of_day(tokens, last) & are_times(tokens, last - _ONE))  # 10:32 AM
    bracketed = (tokens.kind.take(last) == CLOSE_BRACKET) & are_times(tokens, last - _ONE) & (last - first > 2)
    timed = are_times(tokens, last)
    bold = (tokens.kind.take(last) == BULLET) & ~tokens.gap.take(last)
    behind = np.where(timed | bold, last, np.where(bracketed, last - 2, end))
    opening = np.minimum(first + (tokens.kind.take(first) == OPEN_BRACKET), len(tokens) - 1)
    in_front = np.where((begin > first) & are_times(tokens, opening), opening, -_ONE)
    return behind, np.where(timed, last, np.where(bracketed, last - _ONE, in_front))


def below_names(tokens: TokenTable, quoted: Bools, begins: Ints, kind: NDArray[np.uint8], names: NameLines,
                document: Ints) -> Iterator[tuple[Ints, Ints]]:  # fmt: skip
    """By documents, the rows of lines of names that come again and again, and of the paragraphs below that these say.

    Two names at least come twice, few of the lines are furniture or single words, and what stands below them asks and is in
    the first person, as interviews are: *Pros* and *Cons* come again too. Where one asks, the speakers take turns, as the
    authors of a live blog do not. Of parliaments, whose lines tell offices and places, and of recordings and chats, whose lines
    tell times, less is asked.
    """
    bounds = np.append(begins, len(tokens))
    names = names.take(_are_of_people(tokens, names, bounds, document))
    if not len(names.row):
        return
    page = document.take(names.row)
    again, enough = _come_again(tokens, names, page)
    recorded = _are_recorded(tokens, names, again, page)
    held = np.bincount(page, weights=names.office) >= FEWEST_SURE
    n_paragraphs = np.bincount(document, weights=kind != BOILERPLATE)[: len(held)]
    fewest = np.where(np.bincount(page, weights=names.sure) > 0, FEWEST_SURE, _FEWEST_NAMES)
    least = np.where(recorded | held, FEWEST_SURE, np.maximum(_LEAST_NAMED * n_paragraphs, fewest))
    many = np.bincount(page, weights=again | names.sure) >= least
    said_by_page = names.take((again | names.sure) & ((recorded | enough | held) & many).take(page))
    pages = document.take(said_by_page.row)
    sentences = kind == SENTENCE
    words = sentences | (tokens.kind.take(begins) <= NUMBER)
    for number in np.unique(pages).tolist():
        said = said_by_page.take(pages == number)
        single = (said.end - said.begin == 1) & (tokens.kind.take(said.begin) != ALL_CAPS)  # Design, as in reviews
        below_time = are_times(tokens, begins.take(said.row - 1)) & (said.row > document.searchsorted(number))
        headed = (kind.take(said.row) == HEADING) | below_time
        if not recorded[number] and (single.mean() > _MOST_SINGLE or headed.mean() < _LEAST_HEADED):
            continue
        line = said.row if recorded[number] else names.row[(page == number) & (names.row >= said.row[0])]
        most = _LONGEST_SPEECH if recorded[number] or held[number] else MOST_FURTHER + 1
        text = words if recorded[number] else sentences
        turn, paragraph = _paragraphs_below(line, int(document.searchsorted(number, side="right")), text, most)
        if 2 * len(run_starts(turn)) < len(line):  # 0:45 The Ferry, in a list of chapters
            continue
        fewest_asking = 0 if recorded[number] else 1 if _take_turns(tokens, said) else _FEWEST_ASKING
        if _is_in_person(tokens, quoted, bounds, turn, paragraph, fewest_asking):
            yield said.row, paragraph


def _are_of_people(tokens: TokenTable, names: NameLines, bounds: Ints, document: Ints) -> Bools:
    """Which lines tell no office or place, or do so where half of these have a title or two brackets: no ``The Quay (Dale)``"""
    if not names.office.any():
        return ~names.office
    some, page = names.take(names.office), document.take(names.row)
    length = bounds.take(some.row + 1) - some.end
    opens = tokens.kind.take(stretches(some.end, length)) == OPEN_BRACKET
    several = np.add.reduceat(opens, length.cumsum() - length, dtype=np.int64) > 1
    titled = hold_address(tokens, SpeakerLabels(some.begin, some.begin, some.end - _ONE, some.end))
    n_people = np.bincount(page.compress(names.office), weights=several | titled, minlength=int(page.max()) + 1)
    return ~names.office | (2 * n_people >= np.bincount(page, weights=names.office)).take(page)


def _are_recorded(tokens: TokenTable, names: NameLines, again: Bools, page: Ints) -> Bools:
    """For each page, whether a name comes again beside times from the start of a recording (``0:12``).

    Programmes and agendas begin later in the day.
    """
    recorded = np.zeros(int(page.max()) + 1, dtype=bool)
    (timed,) = (names.time >= 0).nonzero()
    if len(timed) < FEWEST_SURE:
        return recorded
    told = page.take(timed)
    opening = timed.take(run_starts(told))
    start = tokens.spelling.start.take(names.time.take(opening)) + tk.FRONT
    hour, colon, minute = (tokens.spelling.padded.take(start + step) for step in range(3))
    from_start = (hour == _ZERO) & ((colon == _COLON) | ((colon == _ZERO) & (minute == _COLON)))
    recorded[page.take(opening)] = from_start
    many = np.bincount(told, minlength=len(recorded)) >= FEWEST_SURE
    return recorded & many & (np.bincount(told, weights=again.take(timed), minlength=len(recorded)) > 0)


def _come_again(tokens: TokenTable, names: NameLines, page: Ints) -> tuple[Bools, Bools]:
    """Whether each of some names comes again on its page, and whether two names of each page do, or one where all are sure."""
    key = join_keys(_keys_of_names(tokens, names), page.view(np.uint64))
    _, kept, place, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    n_again = np.bincount(page.take(kept[count > 1]), minlength=int(page.max()) + 1)
    all_sure = np.bincount(page, weights=names.sure) == np.bincount(page)
    return count.take(place) > 1, n_again >= np.where(all_sure, 1, 2)


def _take_turns(tokens: TokenTable, said: NameLines) -> bool:
    """Whether no name stands twice in a row."""
    key = _keys_of_names(tokens, said)
    return not (key[1:] == key[:-1]).any()


def _keys_of_names(tokens: TokenTable, names: NameLines) -> Keys:
    """A key of all the words of each of some names."""
    size = names.end - names.begin
    key = tokens.keys_at(names.begin)
    for step in range(1, _LONGEST_NAME):
        (longer,) = (size > step).nonzero()
        key[longer] = join_keys(key.take(longer), tokens.keys_at(names.begin.take(longer) + step))
    return key


def _paragraphs_below(line: Ints, end: int, text: Bools, most: int) -> tuple[Ints, Ints]:
    """The first paragraphs of text below each line, one below the last: the number of their line, and their rows."""
    turn, paragraph = [], []
    for number, (above, below) in enumerate(zip(line.tolist(), [*line[1:].tolist(), end], strict=True)):
        rows = (above + 1 + text[above + 1 : below].nonzero()[0][: most if below < end else 1]).tolist()
        turn += [number] * len(rows)
        paragraph += rows
    return np.array(turn, dtype=np.int64), np.array(paragraph, dtype=np.int64)


def _is_in_person(tokens: TokenTable, quoted: Bools, bounds: Ints, turn: Ints, paragraph: Ints, fewest_asking: int) -> bool:
    """Whether some turns ask, half of them speak of themselves or to somebody, and a quarter in the singular.

    Where one is enough, because the speakers take turns, those that ask are among the half. Where none need ask, a quarter is
    enough.
    """
    length = bounds.take(paragraph + 1) - bounds.take(paragraph)
    token = stretches(bounds.take(paragraph), length)
    listed = listed_at(tokens, token) * ~quoted.take(token)
    begin = (length.cumsum() - length).take(run_starts(turn))
    per_turn = np.bitwise_or.reduceat(listed, begin)
    asks = np.logical_or.reduceat(tokens.kind.take(token) == _QUESTION, begin)
    if asks.sum() < fewest_asking:
        return False
    spoken = has(per_turn, SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US) | (asks & (fewest_asking <= 1))
    if not fewest_asking:
        return bool(spoken.mean() >= LEAST_SINGULAR)
    return bool(spoken.mean() >= LEAST_IN_PERSON and has(per_turn, SPEAKS_OF_SELF).mean() >= LEAST_SINGULAR)
