"""Names of speakers in lines of their own: ``ANN LOWE``, ``**Ann Lowe**``, ``Speaker 2``, ``Ann Lowe (00:12)``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Keys, NDArray, are_among, constant
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, BULLET, CLOSE_BRACKET, NUMBER, OPEN_BRACKET, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, join_keys, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import ADDRESS, SPEAKS_OF_SELF, SPEAKS_OF_US, SPEAKS_TO, has, listed_at
from opinionclf.turns.labelsigns import are_times, behind_fronts
from opinionclf.turns.longlabels import is_abbreviation
from opinionclf.turns.roles import before_roles, roles_below
from opinionclf.turns.speakernames import document_of, hold_address

MOST_FURTHER = 3  # paragraphs of a turn behind the first one
LONGEST_SPEECH = 60  # ... where a quarter of them are in person
LEAST_IN_PERSON = 0.5  # of the turns that speak to somebody or in the first person
LEAST_SINGULAR = 0.25  # ... that have *I* or *my*
_FEWEST_NAMES, _FEWEST_SURE = 4, 3  # lines of names, and of those with a number or a time
_LONGEST_NAME, _LONGEST_WITH_STOPS = 4, 6  # tokens, without the stops of titles and initials and with them
_LONGEST_LINE = 15  # ... with signs, a time or a role
_LEAST_NAMED = 0.2  # of the paragraphs of a document, without furniture, that are names
_FEWEST_ASKING = 2  # of the turns below names, where speakers don't take turns
_LEAST_HEADED = 0.5  # of the lines of names that are headings and no furniture
_MOST_SINGLE = 0.5  # of the lines of names that are one word, and not in capitals
_ONE = constant(1, np.int64)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)
_QUESTION = constant(tk.QUESTION, np.uint8)
_OPENS_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET, tk.BULLET, tk.OTHER)


class NameLines(NamedTuple):
    """Lines of names: their paragraphs' rows, the first token of each name, the one behind it, and which show more than a name.

    That is a time, a number behind a form of address, as headings seldom have, or the role of who is `told` of.
    """

    row: Ints
    begin: Ints
    end: Ints
    sure: Bools
    told: Bools

    def take(self, rows: Ints | Bools) -> NameLines:
        """Some of the lines."""
        return NameLines(self.row[rows], self.begin[rows], self.end[rows], self.sure[rows], self.told[rows])


_NONE = np.zeros(0, dtype=np.int64)
NO_LINES = NameLines(_NONE, _NONE, _NONE, *[np.zeros(0, dtype=bool)] * 2)


def lines_of_names(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8]) -> NameLines:
    """The lines of nothing but a few words with capitals, signs and a time, that are no sentences."""
    if not tokens.has(tk.QUESTION):  # nobody asks
        return NO_LINES
    (row,) = (kind != SENTENCE).nonzero()
    if len(row) < _FEWEST_SURE:
        return NO_LINES
    first, end = begins.take(row), np.append(begins, len(tokens)).take(row + _ONE)
    (short,) = ((end - first <= _LONGEST_LINE) & _OPENS_NAME.take(tokens.kind.take(first))).nonzero()
    if len(short) < _FEWEST_SURE:
        return NO_LINES
    row, first, end = row.take(short), first.take(short), end.take(short)
    begin = behind_fronts(tokens, first)
    listed = (begin > first) & (tokens.kind.take(first) == BULLET) & tokens.gap.take(begin)  # • Ann Lowe
    last = _without_times(tokens, first, end)
    behind, last = last, before_roles(tokens, begin, last)
    length = last - begin
    good = (length > 0) & (length <= _LONGEST_WITH_STOPS) & ~listed
    row, first, begin, last, end, told = row[good], first[good], begin[good], last[good], end[good], (last < behind)[good]
    if len(row) < _FEWEST_SURE:
        return NO_LINES
    numbered = (tokens.kind.take(last - _ONE) == NUMBER) & (last - begin > 1)
    numbered &= has(listed_at(tokens, last - 2), ADDRESS)
    length = last - numbered - begin
    token, opening = stretches(begin, length), length.cumsum() - length
    capital = _CAPITAL.take(tokens.kind.take(token))
    named = np.logical_and.reduceat(capital | is_abbreviation(tokens, token), opening)  # Dr. Ann J. Lowe
    named &= np.add.reduceat(capital, opening, dtype=np.int64) <= _LONGEST_NAME
    timed = (tokens.kind.take(first) == NUMBER) | (tokens.kind.take(first) == OPEN_BRACKET) | (end - last > 1)
    found = NameLines(row, begin, last, numbered | timed, told).take(named)
    return found if len(found.row) >= (_FEWEST_SURE if found.sure.any() else _FEWEST_NAMES) else NO_LINES


def _without_times(tokens: TokenTable, first: Ints, end: Ints) -> Ints:
    """The ends of some lines without a time or a sign that closes bold type: ``Ann Lowe (00:12)``, ``**Ann Lowe**``"""
    last = end - _ONE
    bracketed = (tokens.kind.take(last) == CLOSE_BRACKET) & are_times(tokens, last - _ONE) & (last - first > 2)
    bold = (tokens.kind.take(last) == BULLET) & ~tokens.gap.take(last)
    return end - 3 * bracketed - (are_times(tokens, last) | bold)


def below_names(tokens: TokenTable, quoted: Bools, begins: Ints, offset: Ints, kind: NDArray[np.uint8], names: NameLines,
                document: Ints) -> Iterator[tuple[Ints, Ints]]:  # fmt: skip
    """By documents, the rows of lines of names that come again and again, and of the paragraphs below that these say.

    Two names at least come twice, or three stand beside roles; few of the lines are furniture or single words, and what stands
    below them asks and is in the first person, as interviews are: *Pros* and *Cons* come again too. Where one asks, the
    speakers take turns, as the authors of a live blog do not.
    """
    if not len(names.row):
        return
    names, roles = _with_roles(tokens, begins, kind, names, document)
    page = document.take(names.row)
    n_paragraphs = np.bincount(document, weights=kind != BOILERPLATE)
    fewest = np.where(np.bincount(page, weights=names.sure) > 0, _FEWEST_SURE, _FEWEST_NAMES)
    least = np.maximum(_LEAST_NAMED * n_paragraphs[: len(fewest)], fewest)
    (asked,) = (tokens.kind == _QUESTION).nonzero()
    asks = np.bincount(document_of(tokens, asked, offset), minlength=len(n_paragraphs))[: len(fewest)] > 0
    again, enough = _come_again(tokens, names, page)
    n_said = np.bincount(page, weights=again | names.sure)
    said_by_page = names.take((again | names.sure) & (asks & enough & (n_said >= least)).take(page))
    bounds = np.append(begins, len(tokens))
    for number in np.unique(document.take(said_by_page.row)).tolist():
        said = said_by_page.take(document.take(said_by_page.row) == number)
        single = (said.end - said.begin == 1) & (tokens.kind.take(said.begin) != ALL_CAPS)  # Design, as in reviews
        single &= ~_are_offices(tokens, said)
        below_time = are_times(tokens, begins.take(said.row - 1)) & (said.row > document.searchsorted(number))
        headed = (kind.take(said.row) == HEADING) | below_time | said.sure
        if single.mean() > _MOST_SINGLE or headed.mean() < _LEAST_HEADED:
            continue
        line = names.row[(page == number) & (names.row >= said.row[0])]
        turn, paragraph = _paragraphs_below(line, int(document.searchsorted(number, side="right")), kind)
        fewest_asking = 1 if _take_turns(tokens, said) else _FEWEST_ASKING
        near = np.arange(len(turn)) - turn.searchsorted(turn) <= MOST_FURTHER
        if len(turn) and _is_in_person(tokens, quoted, bounds, turn[near], paragraph[near], fewest_asking):
            paragraph = paragraph[near | _speak_on(tokens, quoted, bounds, turn, paragraph)]
            # Unknown Speaker, Hon. Members
            others = names.take(are_among(names.row, line))
            others = others.take(hold_address(tokens, others.begin, others.end))
            yield np.concatenate([said.row, others.row, roles[are_among(roles - 1, said.row)]]), paragraph


def _with_roles(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8], names: NameLines,
                document: Ints) -> tuple[NameLines, Ints]:  # fmt: skip
    """The lines of names, sure where a role stands below, without those of roles, and the rows of these.

    Whom one word names so as roles do is sure, too, where others have roles: ``Operator``
    """
    told = roles_below(tokens, begins, kind, names.row, document) & ~are_among(names.row + 1, names.row[names.told])
    roles = names.row[told] + 1
    told |= names.told
    names, told = names.take(~are_among(names.row, roles)), told[~are_among(names.row, roles)]
    if told.any():
        page = document.take(names.row)
        told |= _are_offices(tokens, names) & (np.bincount(page, weights=told).take(page) > 0)
    return names._replace(sure=names.sure | told, told=told), roles


def _are_offices(tokens: TokenTable, names: NameLines) -> Bools:
    """Which names are a word for who speaks: ``Operator``, ``Moderator``"""
    return (names.end - names.begin == 1) & has(listed_at(tokens, names.begin), ADDRESS)


def _come_again(tokens: TokenTable, names: NameLines, page: Ints) -> tuple[Bools, Bools]:
    """Whether each of some names comes again on its page, or stands below an office that does, and whether enough names do.

    Two are enough, or one where all are sure, or of an office (*Moderator*). Where roles stand beside three, none has to.
    """
    key = join_keys(_keys_of_names(tokens, names), page.view(np.uint64))
    _, kept, place, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    again = count.take(place) > 1
    n_again = np.bincount(page.take(kept[count > 1]), minlength=int(page.max()) + 1)
    moderates = again & _are_offices(tokens, names)
    moderated = np.bincount(page, weights=moderates) > 0
    n_above, opening = moderates.cumsum() - moderates, run_starts(page)
    below = n_above > n_above.take(opening).repeat(run_lengths(opening, len(page)))
    all_sure = np.bincount(page, weights=names.sure) == np.bincount(page)
    many_told = np.bincount(page, weights=names.told) >= _FEWEST_SURE
    return again | below, (n_again >= np.where(all_sure | moderated, 1, 2)) | many_told


def _take_turns(tokens: TokenTable, said: NameLines) -> bool:
    """Whether no name stands twice in a row."""
    key = _keys_of_names(tokens, said)
    return not (key[1:] == key[:-1]).any()


def _keys_of_names(tokens: TokenTable, names: NameLines) -> Keys:
    """A key of all the words of each of some names."""
    size = names.end - names.begin
    key = tokens.keys_at(names.begin)
    for step in range(1, _LONGEST_WITH_STOPS):
        (longer,) = (size > step).nonzero()
        key[longer] = join_keys(key.take(longer), tokens.keys_at(names.begin.take(longer) + step))
    return key


def _paragraphs_below(line: Ints, end: int, kind: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """The paragraphs of sentences below each line, one below the last: the number of their line, and their rows."""
    turn, paragraph = [], []
    for number, (above, below) in enumerate(zip(line.tolist(), [*line[1:].tolist(), end], strict=True)):
        most = LONGEST_SPEECH if below < end else 1
        rows = (above + 1 + (kind[above + 1 : below] == SENTENCE).nonzero()[0][:most]).tolist()
        turn += [number] * len(rows)
        paragraph += rows
    return np.array(turn, dtype=np.int64), np.array(paragraph, dtype=np.int64)


def _speak_on(tokens: TokenTable, quoted: Bools, bounds: Ints, turn: Ints, paragraph: Ints) -> Bools:
    """Which paragraphs stand in turns a quarter of whose paragraphs are in person."""
    length = bounds.take(paragraph + 1) - bounds.take(paragraph)
    token = stretches(bounds.take(paragraph), length)
    said = has(listed_at(tokens, token) * ~quoted.take(token), SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US)
    in_person = np.logical_or.reduceat(said, length.cumsum() - length)
    return (np.bincount(turn, weights=in_person) >= LEAST_SINGULAR * np.bincount(turn)).take(turn)


def _is_in_person(tokens: TokenTable, quoted: Bools, bounds: Ints, turn: Ints, paragraph: Ints, fewest_asking: int) -> bool:
    """Whether some turns ask, half of them speak of themselves or to somebody, and a quarter in the singular.

    Where one is enough, because the speakers take turns, those that ask are among the half.
    """
    length = bounds.take(paragraph + 1) - bounds.take(paragraph)
    token = stretches(bounds.take(paragraph), length)
    listed = listed_at(tokens, token) * ~quoted.take(token)
    begin = (length.cumsum() - length).take(run_starts(turn))
    per_turn = np.bitwise_or.reduceat(listed, begin)
    asks = np.logical_or.reduceat(tokens.kind.take(token) == _QUESTION, begin)
    if asks.sum() < fewest_asking:
        return False
    spoken = has(per_turn, SPEAKS_TO | SPEAKS_OF_SELF | SPEAKS_OF_US) | (asks & (fewest_asking == 1))
    return bool(spoken.mean() >= LEAST_IN_PERSON and has(per_turn, SPEAKS_OF_SELF).mean() >= LEAST_SINGULAR)
