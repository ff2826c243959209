"""Which lines of names stand over speakers' turns, and what the speakers say below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.pages.stamps import are_times, keys_of_names
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, COLON, COMMA, NUMBER
from opinionclf.text.tokens import Bools, Ints, TokenTable, run_lengths, run_starts, stretches
from opinionclf.text.wordlists import ADDRESS, IN_PERSON, SPEAKS_OF_SELF, SPEAKS_OF_US, Listed, has, listed_at
from opinionclf.turns.namelines import FEWEST_NAMES, FEWEST_SURE, NameLines, are_roles, come_again
from opinionclf.turns.speakernames import hold_address, third_person

MOST_FURTHER = 3  # paragraphs of a turn behind the first one
LONGEST_SPEECH = 60  # ... where a quarter of them are in person, or a record has nothing but what is said
LEAST_IN_PERSON = 0.5  # of the turns that speak to somebody or in the first person
LEAST_SINGULAR = 0.25  # ... that have *I* or *my*
_LEAST_NAMED = 0.2  # of the paragraphs of a document, without furniture, that are names
_FEWEST_ASKING = 2  # of the turns below names, where speakers don't take turns
_LEAST_HEADED = 0.5  # of the lines of names that are headings and no furniture
_MOST_SINGLE = 0.5  # of the lines of names that are one word, and not in capitals
_LEAST_OVER_WORDS = 0.5  # of the lines with times: 0:45 The Ferry, in a list of chapters, stands over none
_MOST_TELLING = 0.3  # of the turns of a call, of who speaks
_ONE = constant(1, np.int64)
_ZERO, _SIGN = constant(ord("0"), np.uint8), constant(ord(":"), np.uint8)
_QUESTION = constant(tk.QUESTION, np.uint8)


class _Found(NamedTuple):
    """Which lines are those of speakers, and which pages are `recorded`, as talks and chats are, or `held`, as sittings are.

    Of these, some are `called`: several lines tell roles or titles, and a name comes again, as in calls and hearings.
    """

    speaks: Bools
    recorded: Bools
    held: Bools
    called: Bools


def below_names(tokens: TokenTable, quoted: Bools, begins: Ints, kind: NDArray[np.uint8], names: NameLines,
                document: Ints) -> Iterator[tuple[Ints, Ints]]:  # fmt: skip
    """By documents, the rows of lines of names of speakers, with those of their roles, and of the paragraphs that these say.

    Enough names come again or show who speaks, few of the lines are furniture or single words, and what stands below them asks
    and is in the first person, as interviews are: *Pros* and *Cons* come again too. Of recordings and chats, whose lines tell
    times, less is asked.
    """
    if not len(names.row):
        return
    page = document.take(names.row)
    found = _find_speakers(tokens, names, page, np.bincount(document, weights=kind != BOILERPLATE))
    bounds = np.append(begins, len(tokens))
    is_sentence = kind == SENTENCE
    is_text = is_sentence | (tokens.kind.take(begins) <= NUMBER)
    for number in np.unique(page.compress(found.speaks)).tolist():
        of_page, recorded, called = page == number, bool(found.recorded[number]), bool(found.called[number])
        said = names.take(found.speaks & of_page)
        first, end = document.searchsorted([number, number + 1]).tolist()
        if not (recorded or _look_like_names(tokens, begins, kind, said, first)):
            continue
        lines = said if recorded else names.take(of_page & (names.row >= said.row[0]))
        turn, paragraph = _paragraphs_below(lines.row, end, is_text if recorded else is_sentence)
        if not len(turn) or (recorded and len(run_starts(turn)) < _LEAST_OVER_WORDS * len(lines.row)):
            continue
        signs = called and _sign(tokens, kind[first:end], said, lines.row, turn, first)
        if signs and (tokens.kind.take(said.end, mode="clip") == COMMA).any():
            continue
        near = (np.arange(len(turn)) - turn.searchsorted(turn) <= MOST_FURTHER) | recorded | found.held[number]
        words = _words_of(tokens, quoted, bounds, turn[near], paragraph[near])
        if (called and not signs and _speak_in_calls(tokens, words, lines)) or _are_speech(tokens, words, said, recorded):
            others = lines.take(hold_address(tokens, lines.begin, lines.end))  # Unknown Speaker, Hon. Members
            naming = np.concatenate([said.row, others.row, said.role[said.role >= 0]])
            yield naming, paragraph[near | _speak_on(tokens, quoted, bounds, turn, paragraph)]


def _find_speakers(tokens: TokenTable, names: NameLines, page: Ints, n_paragraphs: Ints) -> _Found:
    """The lines of names on pages that have enough of them: of names that come again, of what they show, of all lines.

    Two names have to come again, or one where all lines are sure, or where a *Moderator* does, whose guests may come once. None
    has to where three lines tell offices or roles. There, and in recordings, three lines are enough on a page of any length.
    """
    again, n_again = come_again(tokens, names, page)
    moderates = again & are_roles(tokens, names)
    speaks = again | names.sure | _are_below(moderates, page)
    n_lines, n_sure, n_moderating = np.bincount(page), _count(page, names.sure), _count(page, moderates)
    recorded = _are_recorded(tokens, names, again, page)
    introduced = _count(page, names.office | (names.role >= 0)) >= FEWEST_SURE
    enough_names = n_again >= np.where((n_sure == n_lines) | (n_moderating > 0), 1, 2)
    fewest = np.maximum(_LEAST_NAMED * n_paragraphs[: len(n_lines)], np.where(n_sure > 0, FEWEST_SURE, FEWEST_NAMES))
    enough_lines = _count(page, speaks) >= np.where(recorded | introduced, FEWEST_SURE, fewest)
    chosen = (recorded | introduced | enough_names) & enough_lines
    titled = (names.role >= 0) | hold_address(tokens, names.begin, names.end)
    called = (_count(page, titled) >= FEWEST_SURE) & (n_again > 0)
    return _Found(speaks & chosen.take(page), recorded, called | (_count(page, names.office) >= FEWEST_SURE), called)


def _count(page: Ints, lines: Bools) -> Ints:
    """Number of some lines on each page."""
    return np.bincount(page, weights=lines)


def _are_below(some: Bools, page: Ints) -> Bools:
    """Which lines stand below one of some of their page."""
    n_above, opening = some.cumsum() - some, run_starts(page)
    return n_above > n_above.take(opening).repeat(run_lengths(opening, len(page)))


def _are_recorded(tokens: TokenTable, names: NameLines, again: Bools, page: Ints) -> Bools:
    """For each page, whether a name comes again beside times from the start of a recording (``0:12``).

    Programmes and agendas begin later in the day, and have no colon in front of the time.
    """
    recorded = np.zeros(int(page.max()) + 1, dtype=bool)
    (timed,) = (names.time >= 0).nonzero()
    if len(timed) < FEWEST_SURE:
        return recorded
    told = page.take(timed)
    opening = timed.take(run_starts(told))
    from_start = _from_start(tokens, names.time.take(opening))
    recorded[page.take(opening)] = from_start | _end_in_colons(tokens, names.take(opening))
    many = np.bincount(told, minlength=len(recorded)) >= FEWEST_SURE
    return recorded & many & (np.bincount(told, weights=again.take(timed), minlength=len(recorded)) > 0)


def _from_start(tokens: TokenTable, time: Ints) -> Bools:
    """Which times are of the first hour: ``0:12``, ``00:12``"""
    start = tokens.spelling.start.take(time) + tk.FRONT
    hour, colon, minute = (tokens.spelling.padded.take(start + step) for step in range(3))
    return (hour == _ZERO) & ((colon == _SIGN) | ((colon == _ZERO) & (minute == _SIGN)))


def _end_in_colons(tokens: TokenTable, names: NameLines) -> Bools:
    """Which names have a colon behind them, and then a time: ``Ann Lowe: (00:12)``"""
    return (names.time > names.end) & (tokens.kind.take(names.end, mode="clip") == COLON)


def _look_like_names(tokens: TokenTable, begins: Ints, kind: NDArray[np.uint8], said: NameLines, first: int) -> bool:
    """Whether few lines of a document, whose first row is told, are one word (*Design*, as in reviews), and few furniture."""
    single = (said.end - said.begin == 1) & (tokens.kind.take(said.begin) != ALL_CAPS) & ~are_roles(tokens, said)
    below_time = are_times(tokens, begins.take(said.row - 1)) & (said.row > first)
    headed = (kind.take(said.row) == HEADING) | below_time | said.sure
    return bool(single.mean() <= _MOST_SINGLE and headed.mean() >= _LEAST_HEADED)


def _take_turns(tokens: TokenTable, said: NameLines) -> bool:
    """Whether no name stands twice in a row, as the authors of a live blog do."""
    key = keys_of_names(tokens, said.begin, said.end)
    return not (key[1:] == key[:-1]).any()


def _sign(tokens: TokenTable, kind: NDArray[np.uint8], said: NameLines, line: Ints, turn: Ints, first: int) -> bool:
    """Whether the lines of names, but for an *Operator*, stand below what is said, as in panels of quotations.

    `kind` is that of the rows of their document, from its first one on.
    """
    above = said.row[0] > first and kind[said.row[0] - first - 1] == SENTENCE
    return bool(above and turn[-1] == len(line) - 2 and not are_roles(tokens, said)[-1])


def _paragraphs_below(line: Ints, end: int, text: Bools) -> tuple[Ints, Ints]:
    """The paragraphs of text below each line, one below the last: the number of their line, and their rows."""
    turn, paragraph = [], []
    for number, (above, below) in enumerate(zip(line.tolist(), [*line[1:].tolist(), end], strict=True)):
        most = LONGEST_SPEECH if below < end else 1
        rows = (above + 1 + text[above + 1 : below].nonzero()[0][:most]).tolist()
        turn += [number] * len(rows)
        paragraph += rows
    return np.array(turn, dtype=np.int64), np.array(paragraph, dtype=np.int64)


def _speak_on(tokens: TokenTable, quoted: Bools, bounds: Ints, turn: Ints, paragraph: Ints) -> Bools:
    """Which paragraphs stand in turns a quarter of whose paragraphs are in person."""
    in_person = are_in_person(tokens, quoted, bounds.take(paragraph), bounds.take(paragraph + 1) - bounds.take(paragraph))
    return (np.bincount(turn, weights=in_person) >= LEAST_SINGULAR * np.bincount(turn)).take(turn)


def are_in_person(tokens: TokenTable, quoted: Bools, first: Ints, length: Ints) -> Bools:
    """Which stretches hold *I*, *we* or *you* outside quotation marks."""
    token = stretches(first, length)
    said = has(listed_at(tokens, token) * ~quoted.take(token), IN_PERSON)
    return np.logical_or.reduceat(said, length.cumsum() - length)


class _Words(NamedTuple):
    """The words of some turns, the bits of their lists outside quotation marks, where turns begin, and their numbers."""

    token: Ints
    listed: Listed
    begin: Ints
    turn: Ints


def _words_of(tokens: TokenTable, quoted: Bools, bounds: Ints, turn: Ints, paragraph: Ints) -> _Words:
    length = bounds.take(paragraph + 1) - bounds.take(paragraph)
    token = stretches(bounds.take(paragraph), length)
    opening = run_starts(turn)
    listed = listed_at(tokens, token) * ~quoted.take(token)
    return _Words(token, listed, (length.cumsum() - length).take(opening), turn.take(opening))


def _are_speech(tokens: TokenTable, words: _Words, said: NameLines, recorded: bool) -> bool:
    """Whether some turns ask, half of them speak of themselves or to somebody, and a quarter in the singular.

    Two have to ask; where the speakers take turns one is enough, and those that ask are among the half. In recordings a quarter
    that ask or speak so is enough, one that asks behind labels with colons, or such labels from the start on.
    """
    per_turn = np.bitwise_or.reduceat(words.listed, words.begin)
    in_person = has(per_turn, IN_PERSON)
    asks = np.logical_or.reduceat(tokens.kind.take(words.token) == _QUESTION, words.begin)
    if recorded:
        labelled = _end_in_colons(tokens, said).all() and (asks.any() or _from_start(tokens, said.time[:1]).all())
        return bool(labelled or (in_person | asks).mean() >= LEAST_SINGULAR)
    take_turns = _take_turns(tokens, said)
    if asks.sum() < (1 if take_turns else _FEWEST_ASKING):
        return False
    spoken = (in_person | asks) if take_turns else in_person
    return bool(spoken.mean() >= LEAST_IN_PERSON and has(per_turn, SPEAKS_OF_SELF).mean() >= LEAST_SINGULAR)


def _speak_in_calls(tokens: TokenTable, words: _Words, names: NameLines) -> bool:
    """Whether a turn asks, a quarter are in person, one in the first, and few tell of who speaks, as notes on staff do.

    These have the name above them, without its office, or *he* and *she*.
    """
    if not (tokens.kind.take(words.token) == _QUESTION).any():
        return False
    key, number = tokens.keys_at(words.token), words.turn.view(np.uint64)
    own = np.concatenate([tokens.keys_at(place.take(words.turn)) ^ number for place in (names.begin, names.end - _ONE)])
    tells = np.isin(key ^ number.repeat(run_lengths(words.begin, len(key))), own) & ~has(words.listed, ADDRESS)
    tells = np.logical_or.reduceat(tells | np.isin(key, third_person()), words.begin)
    per_turn = np.bitwise_or.reduceat(words.listed, words.begin)
    first, in_person = has(per_turn, SPEAKS_OF_SELF | SPEAKS_OF_US), has(per_turn, IN_PERSON)
    return bool(first.any() and in_person.mean() >= LEAST_SINGULAR and tells.mean() <= _MOST_TELLING)
