"""The tokens that may end a sentence, and what the rules on them may know: a few facts about the tokens around each, as bytes.

Only what a rule of `verdicts` asks goes into the bytes, so that most stops have the facts of one seen before.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, NDArray, constant
from opinionclf.datafiles import first_column
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import CAP, CAPITALS, ENDERS, WORDS, is_capital, kinds
from opinionclf.text.tokens import TokenTable
from opinionclf.text.wordlists import (
    ABBREVIATION,
    ASIDE,
    CLOCK,
    LABEL,
    LETTERED,
    LOWER_NAME,
    NAME,
    PARTICLE,
    PRONOUN,
    SPEECH,
    STARTER,
    TITLE,
    Listed,
    entry_keys,
    has,
    is_listed,
    listed_at,
)  # fmt: skip

# What stands in front of a token.
NOTHING, GAP, PARAGRAPH = range(3)
IN_ADDRESS = (tk.STOP, tk.SLASH, tk.AT)
APOSTROPHES = (tk.SINGLE, tk.CLOSE_SINGLE)
MAY_BEGIN = (*CAPITALS, tk.NUMBER, tk.OPEN_BRACKET, tk.MONEY, tk.BULLET, tk.HASH, tk.AT, tk.DASH, tk.OTHER)

# Facts that few stops need: each is found for those whose verdict asks for it.
AFTER_LETTERED, AFTER_ABBREVIATION, AFTER_TIME, NAMED, SPOKEN, WITHOUT_CAPITALS = (1 << bit for bit in range(1, 7))

_N_KINDS = tk.OTHER + 1
_FRONT_STEP, _MARK_STEP = constant(_N_KINDS, np.uint8), constant(3 * _N_KINDS, np.uint8)
_END = 2 * 3 * _N_KINDS  # the code behind the last token, which no token has
_ONE = constant(1, np.int64)
_M, _X = constant(ord("m"), np.uint8), constant(ord("x"), np.uint8)


class Code(NamedTuple):
    """Tokens by their kind, what stands in front and their quotation mark (1 opens, -1 closes), as columns."""

    kind: Ints
    front: Ints | int = NOTHING
    mark: Ints | int = 0

    @property
    def number(self) -> Ints:
        """The code as one number, below 256."""
        return (self.kind + _N_KINDS * (self.front + 3 * self.mark)) % 256


_ALL = Code(*np.indices((_N_KINDS, 3, 3)).reshape(3, -1) - [[0], [0], [1]])  # all that a token can be


def code_table(test: Callable[[Code], Bools]) -> Bools:
    """Return a table that is True at the numbers of some codes."""
    table = np.zeros(256, dtype=bool)
    table[_ALL.number] = test(_ALL)
    return table


def codes(tokens: TokenTable, paragraph_start: Bools, mark: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Return the number of each token's code, and one more for what is behind the last."""
    code = np.empty(len(tokens) + 1, dtype=np.uint8)
    code[-1] = _END
    inner = code[:-1]
    # Modulo 256, as `Code.number`; in front of a paragraph stands a gap.
    np.add(tokens.gap.view(np.uint8), paragraph_start.view(np.uint8), out=inner)
    inner *= _FRONT_STEP
    inner += tokens.kind
    inner += mark.view(np.uint8) * _MARK_STEP
    return code


def _among(kind: Ints, kept: Collection[int], other: Ints | int = tk.OTHER) -> Ints:
    return np.where(kinds(*kept).take(kind), kind, other)


def _alike(kind: Ints, alike: Collection[int], seen: int) -> Ints:
    return np.where(kinds(*alike).take(kind), seen, kind)


def _seen_earlier(code: Code) -> Code:
    kind = _alike(_alike(code.kind, ENDERS[1:], tk.QUESTION), (tk.AT,), tk.SLASH)
    front = np.where((kind == tk.HASH) & (code.front == PARAGRAPH), PARAGRAPH, NOTHING)
    kind = _among(kind, (*WORDS, tk.STOP, tk.QUESTION, tk.SLASH, tk.HASH))
    return Code(kind, front, np.abs(code.mark))


def _seen_before(code: Code) -> Code:
    kind = _among(_alike(code.kind, ENDERS, tk.STOP), (*WORDS, tk.NUMBER, tk.STOP, tk.CLOSE_BRACKET))
    return Code(kind, code.front, np.minimum(code.mark, 0))


def _seen_after(code: Code) -> Code:
    kept = (*WORDS, tk.NUMBER, tk.OPEN_BRACKET, tk.DASH, tk.ELLIPSIS, tk.SINGLE)
    kind = _alike(code.kind, APOSTROPHES, tk.SINGLE)
    kind = _among(kind, kept, np.where(kinds(*MAY_BEGIN).take(kind), tk.OTHER, tk.COMMA))
    return Code(np.where(code.mark == 0, kind, tk.DOUBLE), np.minimum(code.front, GAP), code.mark)


def _seen_following(code: Code) -> Code:
    """The second of the tokens from the one that follows the stop."""
    kind = _alike(code.kind, (tk.AT,), tk.SLASH)
    kind = _among(kind, (*WORDS, tk.NUMBER, tk.STOP, tk.ELLIPSIS, tk.SLASH, tk.DASH))
    return Code(kind, np.where(kinds(*IN_ADDRESS).take(kind), np.minimum(code.front, GAP), GAP))


def _seen_second(code: Code) -> Code:
    """The third of the tokens from the one that follows the stop."""
    kind, front, _ = _seen_following(code)
    is_told = kinds(tk.CAP, tk.STOP, tk.SLASH).take(kind)
    closes = _among(code.kind, (tk.CLOSE_BRACKET,))
    return Code(np.where(is_told, kind, closes), np.where(is_told, front, GAP))


# The tokens around a stop that the rules know of, and what they may see of each; those with a length in a row.
ROLES: dict[str, Callable[[Code], Code]] = {
    "fourth": lambda code: Code(_among(code.kind, (tk.NUMBER,))),  # four tokens in front
    "earlier": _seen_earlier,  # two tokens in front
    "third": lambda code: Code(_among(code.kind, ())),  # three tokens in front
    "before": _seen_before,
    "stop": lambda code: Code(_alike(code.kind, (tk.EXCLAMATION,), tk.QUESTION), np.minimum(code.front, GAP)),
    "after": _seen_after,  # behind the stop and the closing marks attached to it
    "following": _seen_following,
    "second": _seen_second,
    "next": lambda code: Code(_among(code.kind, (tk.CLOSE_BRACKET,))),  # right behind the stop
}
_AROUND = np.array([[-4], [-2], [-3], [-1], [0], [0], [0], [0], [1]])  # from the stop; three count from what follows it
_BEHIND, _AHEAD = np.arange(3)[:, None], slice(5, 8)
_LONGEST = np.array([[2], [3], [4], [2], [2]])  # longer tokens count as of this length: third, before, stop, after, following
_MEASURED = slice(2, 2 + len(_LONGEST))
_BEFORE, _AFTER = 3, 5
_DISTANCES = np.array([0, 1, 1, 1, 4], dtype=np.uint8)  # tokens from the start of the paragraph
_LEFT = np.array([0, 1, 2, 5, 5, 5, 6], dtype=np.uint8)  # tokens to the end of the paragraph
_ASKED = np.array(
    [[ABBREVIATION | LABEL | NAME | PRONOUN], [STARTER | CLOCK | PRONOUN | LOWER_NAME | TITLE | ASIDE]], dtype=np.uint32
)  # of the word in front, of the word that follows
_SEEN = np.zeros((len(ROLES), 256), dtype=np.uint8)
for _row, _seen in zip(_SEEN, ROLES.values(), strict=True):
    _row[_ALL.number] = _seen(_ALL).number
_ROLE_ROWS = np.arange(0, _SEEN.size, 256)[:, None]
_CODE_OF = {number: (kind, front, mark) for number, kind, front, mark in np.stack([_ALL.number, *_ALL], axis=1).tolist()}
_OPENS_WORD = code_table(lambda code: (code.mark == 1) | (code.kind == tk.OPEN_BRACKET))
# Where in the bytes of a stop the lengths, the lists, the place in the paragraph and the further facts stand.
_LENGTHS = len(ROLES)
_LISTS = _LENGTHS + len(_LONGEST)
_PLACE = _LISTS + 2 * 4
_KNOWN = _PLACE + 3
_HOLDS = _KNOWN + 1
_SIZE = _HOLDS + 1
_PACKED = np.dtype(f"V{_SIZE}")


class Token(NamedTuple):
    """A token as the rules see it."""

    kind: int
    front: int
    mark: int
    length: int = 0
    listed: int = 0

    def has(self, lists: int) -> bool:
        """Whether the word is in one of the lists."""
        return self.listed & lists > 0

    @property
    def is_capital(self) -> bool:
        return self.kind in CAPITALS


class UnknownFactError(LookupError):
    """A verdict needs a further fact, the argument."""


class Stop:
    """A stop and what the rules see of the tokens around it, from its bytes.

    Attributes
    ----------
    fourth, earlier, third, before, stop, after, following, second, next : Token
        By their place, see `ROLES`.
    word, behind_word : Token
        The first token of what follows, behind an opening mark, and the next one.
    distance, left : int
        Number of tokens from the start and to the end of the paragraph; large ones are not told apart.
    bare : bool
        No closing mark stands between the stop and what follows.
    """

    __slots__ = ("after", "bare", "before", "behind_word", "distance", "earlier", "following", "fourth", "holds", "known",
                 "left", "next", "second", "stop", "third", "word")  # fmt: skip

    def __init__(self, facts: bytes) -> None:
        lengths = bytes(_MEASURED.start) + facts[_LENGTHS:_LISTS] + bytes(_LENGTHS - _MEASURED.stop)
        tokens = [Token(*_CODE_OF[number], length) for number, length in zip(facts[:_LENGTHS], lengths, strict=True)]
        # In the order of the roles.
        self.fourth, self.earlier, self.third, before, self.stop, self.after, self.following, self.second, self.next = tokens
        self.before = before._replace(listed=int.from_bytes(facts[_LISTS : _LISTS + 4], sys.byteorder))
        opening = _OPENS_WORD[facts[_AFTER]]
        word, self.behind_word = (self.following, self.second) if opening else (self.after, self.following)
        self.word = word._replace(listed=int.from_bytes(facts[_LISTS + 4 : _PLACE], sys.byteorder))
        self.distance, self.left, bare, self.known, self.holds = facts[_PLACE:]
        self.bare = bool(bare)

    def is_known(self, fact: int) -> bool:
        """Whether one of the further facts holds.

        Raises
        ------
        UnknownFactError
            If it has not been found for this stop.
        """
        if not self.known & fact:
            raise UnknownFactError(fact)
        return self.holds & fact > 0


@dataclass(slots=True, eq=False, repr=False)
class Stops:
    """Some of the tokens that may end a sentence, as columns of shape (n_stops,), and their facts.

    Attributes
    ----------
    paragraphs : ndarray of int64, shape (n_paragraphs,)
        First token of each paragraph.
    place, after : ndarray of int64
        The stop, and the token behind it and the closing marks attached to it.
    first, last : ndarray of int64
        First and last token of the paragraph; no rule looks beyond.
    word : ndarray of int64
        The first token of what follows, behind an opening mark.
    known_word : ndarray of uint32
        In which lists it stands.
    facts : ndarray of uint8, shape (n_stops, n_facts)
    """

    tokens: TokenTable
    paragraphs: Ints
    place: Ints
    after: Ints
    first: Ints
    last: Ints
    word: Ints
    known_word: Listed
    facts: NDArray[np.uint8]

    @classmethod
    def of(cls, tokens: TokenTable, code: NDArray[np.uint8], paragraphs: Ints, place: Ints, after: Ints) -> Stops:
        """Describe some stops.

        Parameters
        ----------
        code : ndarray of uint8, shape (n_tokens + 1,)
            As `codes` gives them.
        """
        bounds = np.empty(len(paragraphs) + 1, dtype=np.int64)
        bounds[:-1], bounds[-1] = paragraphs, len(tokens)
        paragraph = paragraphs.searchsorted(place, side="right")
        first, last = bounds.take(paragraph - _ONE), bounds.take(paragraph) - _ONE
        # A row for each role, not for each stop: an operation on few long rows takes half as long.
        around = _AROUND + place
        np.add(_BEHIND, after, out=around[_AHEAD])
        np.maximum(around, first, out=around)
        np.minimum(around, last, out=around)
        word = np.minimum(after + _OPENS_WORD.take(code.take(after)), last)
        listed = listed_at(tokens, np.concatenate([around[_BEFORE], word])).reshape(2, -1)

        facts = np.empty((len(place), _SIZE), dtype=np.uint8)
        facts[:, :_LENGTHS] = _SEEN.take(code.take(around) + _ROLE_ROWS).T
        measured = around[_MEASURED]
        facts[:, _LENGTHS:_LISTS] = np.minimum(tokens.lengths_at(measured), _LONGEST).T
        facts[:, _LISTS:_PLACE] = np.ascontiguousarray((listed & _ASKED).T).view(np.uint8)
        facts[:, _PLACE] = _DISTANCES.take(place - first, mode="clip")
        facts[:, _PLACE + 1] = _LEFT.take(last - after, mode="clip")
        facts[:, _PLACE + 2] = after == place + _ONE
        facts[:, _KNOWN:] = 0
        return cls(tokens, paragraphs, place, after, first, last, word, listed[1], facts)

    def packed(self) -> list[bytes]:
        """The facts of each stop."""
        packed: list[bytes] = self.facts.view(_PACKED).ravel().tolist()
        return packed

    def rows(self, rows: Ints) -> Stops:
        """Some of the stops."""
        return Stops(
            self.tokens, self.paragraphs, self.place[rows], self.after[rows], self.first[rows], self.last[rows],
            self.word[rows], self.known_word[rows], self.facts[rows],
        )  # fmt: skip

    def find_further(self, fact: int) -> None:
        """Add one of the facts that few stops need."""
        self.facts[:, _KNOWN] |= fact
        self.facts[:, _HOLDS] |= _FURTHER[fact](self).view(np.uint8) * np.uint8(fact)

    def _is_after_lettered(self) -> Bools:
        """A word behind which a single letter is no initial stands in front of one: ``vitamin C.``, ``on X.``"""
        in_front = np.maximum(self.place - 2, self.first)
        on_site = (self.tokens.first_bytes_at(self.place - _ONE) == _X) & np.isin(self.tokens.keys_at(in_front), _on())
        return has(listed_at(self.tokens, in_front), LETTERED) | on_site

    def _is_after_abbreviation(self) -> Bools:
        return has(listed_at(self.tokens, np.maximum(self.place - 3, self.first)), ABBREVIATION)

    def _is_after_time(self) -> Bools:
        """A time of day stands in front that belongs to no noun, and no small word in capitals follows.

        ``UNTIL 9 A.M. UNION LEADERS``, not ``THE 9 A.M. NEWS`` or ``AT 9 A.M. OUTSIDE THE MILL``.
        """
        tokens, (articles, small) = self.tokens, _articles_and_small_words()
        goes_on = np.isin(tokens.keys_at(np.maximum(self.place - 5, self.first)), articles)
        goes_on |= (tokens.kind.take(self.word) == tk.ALL_CAPS) & np.isin(tokens.keys_at(self.word), small)
        return (tokens.first_bytes_at(self.place - _ONE) == _M) & ~goes_on

    def _is_named(self) -> Bools:
        """A name follows that begins in lower case: ``de Villiers``."""
        kind = self.tokens.kind
        following, second = np.minimum(self.word + 1, self.last), np.minimum(self.word + 2, self.last)
        particle = has(self.known_word, PARTICLE)
        particle_next = is_listed(self.tokens, following, PARTICLE, particle & (kind[second] == CAP))
        return particle & ((kind[following] == CAP) | particle_next)

    def _is_spoken(self) -> Bools:
        """A speaker follows with the verb: ``Smith asked``, ``Mr. Smith asked``."""
        ahead = np.minimum(self.after + np.arange(5)[:, None], self.last)
        name = is_capital(self.tokens.kind[ahead[:4]])
        name[1] |= is_listed(self.tokens, ahead[0], TITLE, self.tokens.kind[ahead[1]] == tk.STOP)
        name = np.logical_and.accumulate(name)
        verb_next = is_listed(self.tokens, ahead[1:].ravel(), SPEECH, name.ravel())
        return np.logical_or.reduce(verb_next.reshape(name.shape))

    def _is_without_capitals(self) -> Bools:
        """The paragraph of the stop has no capital at all."""
        kind = self.tokens.kind
        without = ~is_capital(kind.take(self.first))
        # Most paragraphs begin with a capital.
        (row,) = without.nonzero()
        if len(row):
            has_capital = np.logical_or.reduceat(is_capital(kind), self.paragraphs)
            without[row] = ~has_capital[self.paragraphs.searchsorted(self.first[row])]
        return without


@functools.cache
def _on() -> Keys:
    return entry_keys(["on"])[0]


@functools.cache
def _articles_and_small_words() -> tuple[Keys, Keys]:
    return entry_keys(["a", "an", "the"])[0], entry_keys(first_column("function_words.txt"))[0]


_FURTHER: dict[int, Callable[[Stops], Bools]] = {
    AFTER_LETTERED: Stops._is_after_lettered,
    AFTER_ABBREVIATION: Stops._is_after_abbreviation,
    AFTER_TIME: Stops._is_after_time,
    NAMED: Stops._is_named,
    SPOKEN: Stops._is_spoken,
    WITHOUT_CAPITALS: Stops._is_without_capitals,
}
