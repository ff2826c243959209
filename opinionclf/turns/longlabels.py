"""What long labels of speakers are made of: ``Ann Lowe (Kirkby) (Lab)``, ``The Minister for Ports (Ann Lowe)``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import BULLET, CLOSE_BRACKET, COMMA, OPEN_BRACKET, STOP, WORD, kinds
from opinionclf.text.tokens import Bools, Ints, TokenTable, stretches
from opinionclf.text.wordlists import ABBREVIATION, SPEECH, UNSPOKEN, has, listed_at

LONGEST_LABEL = 28  # tokens, with an office, a constituency, a party and a time
_LONGEST_PARTICLE = 3  # letters: the Secretary of State for Transport (Ann Lowe):
_ONE = constant(1, np.int64)
_IN_NAMES = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER)
_IN_SENTENCE = kinds(tk.WORD, tk.OPEN_DOUBLE, tk.DOUBLE, tk.OPEN_SINGLE, tk.SINGLE)  # behind a colon


def read_labels(tokens: TokenTable, first: Ints, mark: Ints, goes_on: Bools) -> tuple[Bools, Ints]:
    """Whether names, offices and brackets fill each stretch up to a mark, and the token behind the name in it.

    Where a sentence goes on behind the mark, no small words follow a comma.
    """
    length = mark - first
    begin = length.cumsum() - length
    token = stretches(first, length)
    kind = tokens.kind.take(token)
    opens, closes = kind == OPEN_BRACKET, kind == CLOSE_BRACKET
    depth = opens.cumsum() - closes.cumsum()
    depth -= (depth.take(begin) - opens.take(begin)).repeat(length)
    in_brackets = (depth > 0) | closes
    comma = kind == COMMA
    n_commas = comma.cumsum()
    behind_comma = n_commas > (n_commas.take(begin) - comma.take(begin)).repeat(length)
    # JANE DOE, FARMER: and Jane Doe, farmer in Dale:
    fits = in_brackets | _IN_NAMES.take(kind) | is_abbreviation(tokens, token) | behind_comma & (comma | (kind == WORD))
    fits |= (kind == BULLET) & ~tokens.gap.take(token)  # **Jane Doe (farmer)**:
    fits |= _is_particle(tokens, token) & closes.take(begin + length - _ONE).repeat(length)
    # (voice-over): what the broadcast tells.
    fits &= ~(in_brackets & (kind == WORD) & has(listed_at(tokens, token), UNSPOKEN))
    fits &= ~(behind_comma & (kind == WORD) & goes_on.repeat(length))
    good = np.logical_and.reduceat(fits, begin) & (depth.take(begin + length - _ONE) == 0)
    behind_name = np.minimum.reduceat(np.where(opens | comma, token, len(tokens)), begin)
    return good, np.minimum(behind_name, mark)


def go_on(tokens: TokenTable, mark: Ints) -> Bools:
    """Which colons stand in the midst of sentences: ``Ann Lowe, a baker, said: “We``, ``Besides, one thing is clear: you``"""
    small_or_quoted = _IN_SENTENCE.take(tokens.kind.take(mark + _ONE, mode="clip"))
    return small_or_quoted & (tokens.newlines.take(mark + _ONE, mode="clip") == 0) | has(listed_at(tokens, mark - _ONE), SPEECH)


def is_abbreviation(tokens: TokenTable, token: Ints) -> Bools:
    """The stops behind titles and initials: ``Mr.``, ``J.``"""
    before = np.maximum(token - _ONE, 0)
    initial = tokens.lengths_at(before) == _ONE
    stop = (tokens.kind.take(token) == STOP) & ~tokens.gap.take(token)
    return stop & (initial | has(listed_at(tokens, before), ABBREVIATION))


def _is_particle(tokens: TokenTable, token: Ints) -> Bools:
    """Short words in lower case, as in the name of an office: ``of``, ``the``, ``for``."""
    short = tokens.lengths_at(token) <= _LONGEST_PARTICLE
    return short & (tokens.kind.take(token) == WORD)
