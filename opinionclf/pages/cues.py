"""Cues of films and recordings: their times, and the labels and signs of who speaks in them."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.pages.stamps import Said, are_times, come_again, keys_of_names, open_cue_times, values
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, CLOSE_BRACKET, COLON, IS_CAPITAL, IS_DASH, IS_ENDER, OPEN_BRACKET, OTHER, kinds
from opinionclf.text.tokens import TokenTable

_FEWEST_TIMES = 5  # alone in lines
_MOST_BETWEEN = 30  # seconds, on average from 0:00 on: chapters are further apart, programmes begin later
_FEWEST_MARKED = 2  # cues with labels or signs
_LONGEST_LABEL = 8  # tokens
_LONGEST_NAME = 4
_STEPS = np.arange(_LONGEST_LABEL + 1)[:, None]
_ONE = constant(1, np.int64)
_ANGLE = constant(ord(">"), np.uint8)
_IN_NAME = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.STOP, tk.COMMA, tk.OPEN_BRACKET, tk.CLOSE_BRACKET)


def cue_times(tokens: TokenTable, begins: Ints, end: Ints) -> tuple[Ints, Ints]:
    """The rows of paragraphs that may be times above cues: with arrows, and alone."""
    alone = ((end - begins == _ONE) & are_times(tokens, begins)).nonzero()[0]
    if not tokens.has(tk.OTHER):
        return alone[:0], alone
    return open_cue_times(tokens, begins).nonzero()[0], alone


def are_running(tokens: TokenTable, bounds: Ints, row: Ints) -> bool:
    """Whether some times alone in their lines run through a recording: ``0:00``, ``0:04``, ``0:09``

    Names below them make it one of speakers who are named in lines of their own.
    """
    if len(row) < _FEWEST_TIMES:
        return False
    value = values(tokens, bounds.take(row))
    below = bounds.take(row[:-1] + _ONE)
    short = (bounds.take(row[:-1] + 2) - below <= _LONGEST_NAME) & IS_CAPITAL.take(tokens.kind.take(below))
    if 2 * come_again(keys_of_names(tokens, below[short], bounds.take(row[:-1] + 2)[short])).sum() >= len(row):
        return False
    return bool(value[-1] <= _MOST_BETWEEN * len(value) and (value[1:] >= value[:-1]).all())


def cues_of_page(tokens: TokenTable, bounds: Ints, times: Ints, last: int) -> Said:
    """What is said in the cues of a page below times, rows of paragraphs, up to its `last` row.

    The cues are turns where labels or signs tell that somebody else speaks: ``Ann L. 2: Yes.``, ``>> Yes.``, ``- Yes.``
    """
    words = np.setdiff1d(np.arange(times[0], last), times)
    first, end = bounds.take(words), bounds.take(words + 1)
    kind = tokens.kind.take(first)
    angled = (kind == OTHER) & (tokens.first_bytes_at(first) == _ANGLE)
    dashed = IS_DASH.take(kind) & tokens.gap.take(first + _ONE, mode="clip")
    signed = angled if angled.sum() >= _FEWEST_MARKED else dashed
    signed &= signed.sum() >= _FEWEST_MARKED
    begin = first + ((angled | dashed) & (end - first > _ONE))
    colon, capital = _labels(tokens, begin, end)
    labelled = colon > begin
    if 2 * labelled.sum() < len(times):
        labelled &= capital
    again = come_again(tokens.keys_at(colon[labelled] - _ONE)).any()
    in_capitals = (labelled & (tokens.kind.take(begin) == ALL_CAPS)).sum() >= _FEWEST_MARKED  # MAN: What?
    labelled &= again | in_capitals | signed.any()
    marked = labelled | signed
    name_end = np.where(labelled, colon, begin)  # >> alone: somebody else
    opening = 0 if signed.any() else int(marked.argmax()) if marked.any() else len(words)
    return Said(times, words[marked], begin[marked], name_end[marked], words, words[opening:])


def _labels(tokens: TokenTable, begin: Ints, end: Ints) -> tuple[Ints, Bools]:
    """The colons behind labels that open some paragraphs, their first tokens where there is none; whether names have capitals.

    No sentence ends in front of the colon: ``Ann L.:``, not ``Wait. Look: there``
    """
    place = np.minimum(begin + _STEPS, end - _ONE)
    kind = tokens.kind.take(place)
    length = (kind == COLON).argmax(axis=0)
    colon = begin + length
    inside = length > _STEPS
    depth = ((kind == OPEN_BRACKET) & inside).cumsum(axis=0) - ((kind == CLOSE_BRACKET) & inside).cumsum(axis=0)
    behind_name = IS_CAPITAL.take(kind[np.maximum(_STEPS.ravel() - 1, 0)])  # Ann L.
    ends = IS_ENDER.take(kind) & tokens.gap.take(place + _ONE, mode="clip") & ~behind_name
    good = (length > 0) & ~(ends & inside).any(axis=0)
    good &= tokens.gap.take(colon + _ONE, mode="clip") | (colon + _ONE == end)
    capital = IS_CAPITAL.take(kind[0]) & (_IN_NAME.take(kind) | (depth > 0) | ~inside).all(axis=0)
    return np.where(good, colon, begin), capital
