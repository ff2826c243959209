"""Character codes to a table of tokens: columns, one element a token, no Python string.

A token is a word (letters, digits, inner apostrophes and hyphens; ``'s`` is a token of its own), a
number (``1,250.5``), or a run of one and the same mark (``...``, ``--``). White space separates
tokens and is not kept; `TokenTable.gap` says whether any stood in front.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opinionclf.characters import ATTACHED, DIGIT, LOWER, MARK, NEWLINE, UPPER, Codes, describe

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

# Kinds of token. Words come first, so that ``kind <= NUMBER`` means "has letters or digits".
WORD, CAP, ALL_CAPS, NUMBER = range(4)  # house, House, HOUSE, 44-page
STOP, ELLIPSIS, QUESTION, EXCLAMATION = range(4, 8)
COMMA, COLON, SEMICOLON, DASH, HYPHEN = range(8, 13)
OPEN_BRACKET, CLOSE_BRACKET = 13, 14
DOUBLE, OPEN_DOUBLE, CLOSE_DOUBLE, SINGLE, OPEN_SINGLE, CLOSE_SINGLE = range(15, 21)
MONEY, PERCENT, SLASH, AT, HASH, BULLET, OTHER = range(21, 28)

_KIND_OF_CHAR = {
    ".": STOP, "…": ELLIPSIS, "?": QUESTION, "!": EXCLAMATION, "‽": QUESTION, "。": STOP, ",": COMMA, ":": COLON,
    ";": SEMICOLON, "—": DASH, "–": DASH, "―": DASH, "‒": DASH, "-": HYPHEN, "‐": HYPHEN, "‑": HYPHEN,
    "(": OPEN_BRACKET, "[": OPEN_BRACKET, "{": OPEN_BRACKET, ")": CLOSE_BRACKET, "]": CLOSE_BRACKET,
    "}": CLOSE_BRACKET, '"': DOUBLE, "＂": DOUBLE, "“": OPEN_DOUBLE, "„": OPEN_DOUBLE, "‟": OPEN_DOUBLE,
    "«": OPEN_DOUBLE, "”": CLOSE_DOUBLE, "»": CLOSE_DOUBLE, "'": SINGLE, "‘": OPEN_SINGLE, "‛": OPEN_SINGLE,
    "‹": OPEN_SINGLE, "’": CLOSE_SINGLE, "›": CLOSE_SINGLE, "`": OPEN_SINGLE, "´": CLOSE_SINGLE, "$": MONEY,
    "£": MONEY, "€": MONEY, "¥": MONEY, "₹": MONEY, "%": PERCENT, "/": SLASH, "@": AT, "#": HASH, "•": BULLET,
    "·": BULLET, "‣": BULLET, "▪": BULLET, "●": BULLET, "■": BULLET, "►": BULLET, "*": BULLET,
    "‼": EXCLAMATION, "⁉": QUESTION, "⁈": QUESTION, "⁇": QUESTION,
}  # fmt: skip

# By the class of the first character; marks are told apart by `_mark_kinds`.
_KIND_OF_CLASS = np.array([OTHER, OTHER, WORD, CAP, NUMBER, OTHER, OTHER], dtype=np.uint8)

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_LENGTH_MULTIPLIER = np.uint64(0xA0761D6478BD642F)
_BYTE_MASKS = np.array([(1 << 8 * n) - 1 for n in range(8)] + [2**64 - 1], dtype=np.uint64)


@dataclass(slots=True)
class TokenTable:
    """The tokens of a text as columns, each of shape (n_tokens,).

    Attributes
    ----------
    start, end : ndarray of int64
        Place in the text that was given, as Python string indices.
    kind : ndarray of uint8
        One of the kinds above.
    key : ndarray of uint64
        Hash of the folded spelling: equal for ``Café`` and ``cafe``.
    suffix : ndarray of uint32
        The last four folded bytes, for rules on word endings.
    gap : ndarray of bool
        White space, or the start of the text, stands in front of the token.
    newlines : ndarray of uint8
        Line ends in front of the token, 0, 1 or 2 (two or more: a blank line).
    """

    start: Ints
    end: Ints
    kind: NDArray[np.uint8]
    key: Keys
    suffix: NDArray[np.uint32]
    gap: Bools
    newlines: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.start)


@functools.cache
def _mark_kinds() -> NDArray[np.uint8]:
    kinds = np.full(0x10000, OTHER, dtype=np.uint8)
    for char, kind in _KIND_OF_CHAR.items():
        kinds[ord(char)] = kind
    return kinds


def tokenize(codes: Codes) -> TokenTable:
    """Split character codes into tokens.

    Parameters
    ----------
    codes : ndarray of uint16, shape (n_characters,)
        As `opinionclf.characters.encode` returns them.
    """
    n_characters = len(codes)
    char_class, byte = describe(codes)
    place = _kept_places(char_class)
    if place is not None:
        codes, char_class, byte = codes[place], char_class[place], byte[place]
    start, end = _token_bounds(codes, char_class, byte)
    kind = _kinds(codes, char_class, start, end)
    key, suffix = _hash(byte, start, end)
    gap, newlines = _white_space(codes, char_class, start, end)
    if place is not None:
        place = np.append(place, n_characters)
        start, end = place[start], place[end]
    return TokenTable(start, end, kind, key, suffix, gap, newlines)


def _kept_places(char_class: NDArray[np.uint8]) -> Ints | None:
    """Places of the characters that stay when soft hyphens, joiners and accents on words are dropped.

    They are part of the word in front of them. None where nothing is to be dropped.
    """
    attached = char_class == ATTACHED
    if not attached.any():
        return None
    carrier = np.maximum.accumulate(np.where(attached, -1, np.arange(len(char_class))))
    on_word = (carrier >= 0) & (char_class[carrier] >= LOWER) & (char_class[carrier] <= DIGIT)
    return np.flatnonzero(~(attached & on_word))


def _token_bounds(codes: Codes, char_class: NDArray[np.uint8], byte: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Start and end (exclusive) of each token, by comparing neighbouring characters."""
    if not len(codes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    in_word = (char_class >= LOWER) & (char_class <= DIGIT)
    digit = char_class == DIGIT
    apostrophe = (byte == ord("'")) & _between(in_word & ~digit)
    hyphen = (byte == ord("-")) & _between(in_word)
    point = ((byte == ord(".")) | (byte == ord(",")) | (byte == ord(":"))) & _between(digit)
    joined = in_word | apostrophe | hyphen | point

    solid = char_class > NEWLINE
    starts = solid.copy()
    starts[1:] &= ~(joined[1:] & joined[:-1]) & (joined[1:] | joined[:-1] | (codes[1:] != codes[:-1]))
    _begin_clitics(starts, apostrophe, joined, byte)
    ends = solid.copy()
    ends[:-1] &= ~solid[1:] | starts[1:]
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def _begin_clitics(starts: Bools, apostrophe: Bools, joined: Bools, byte: NDArray[np.uint8]) -> None:
    """Let a clitic ``'s`` begin a token of its own."""
    mark = np.flatnonzero(apostrophe)
    following = np.minimum(mark + 2, len(joined) - 1)
    goes_on = joined[following] & (mark + 2 < len(joined))
    starts[mark[(byte[mark + 1] == ord("s")) & ~goes_on]] = True


def _between(flags: Bools) -> Bools:
    """Whether the characters on both sides have the flag."""
    result = np.zeros_like(flags)
    np.logical_and(flags[:-2], flags[2:], out=result[1:-1])
    return result


def _kinds(codes: Codes, char_class: NDArray[np.uint8], start: Ints, end: Ints) -> NDArray[np.uint8]:
    first = char_class[start]
    length = end - start
    kind = _KIND_OF_CLASS[first]
    mark = np.flatnonzero(first == MARK)
    kind[mark] = _kinds_of_marks(codes[start[mark]], length[mark], char_class[start[mark] + length[mark] - 1])
    upper = np.flatnonzero((first == UPPER) & (length > 1))
    # Most capitalised words show by their second letter that they are no capitals throughout.
    upper = upper[char_class[start[upper] + 1] != LOWER]
    bounds = np.column_stack([start[upper], end[upper]]).ravel()
    if len(bounds):
        lower = np.append(char_class == LOWER, False)
        has_lower = np.logical_or.reduceat(lower, bounds)[::2]
        kind[upper[~has_lower]] = ALL_CAPS
    return kind


def _kinds_of_marks(codes: Codes, length: Ints, last_class: NDArray[np.uint8]) -> NDArray[np.uint8]:
    kind = _mark_kinds()[codes]
    clitic = (length == 2) & (last_class != MARK)
    repeated = length > 1
    kind[repeated & (kind == STOP)] = ELLIPSIS
    kind[repeated & (kind == HYPHEN)] = DASH
    kind[(length == 2) & ((kind == SINGLE) | (kind == OPEN_SINGLE) | (kind == CLOSE_SINGLE))] = DOUBLE
    kind[clitic] = WORD
    return kind


def _hash(byte: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Keys, NDArray[np.uint32]]:
    """Hash each token from its first 32 folded bytes and its length, eight bytes at a time."""
    padded = np.concatenate([np.zeros(4, np.uint8), byte, np.zeros(40, np.uint8)])
    eights = np.ndarray(shape=(len(byte) + 36,), dtype="V8", buffer=padded, strides=(1,))
    fours = np.ndarray(shape=(len(byte) + 4,), dtype="V4", buffer=padded, strides=(1,))
    length = end - start
    key = length.astype(np.uint64)
    key *= _LENGTH_MULTIPLIER
    key += _scrambled(eights.take(start + 4), length, 0)
    for step in range(1, len(_MULTIPLIERS)):
        rows = np.flatnonzero(length > 8 * step)
        if not len(rows):
            break
        key[rows] += _scrambled(eights.take(start[rows] + (4 + 8 * step)), length[rows], step)
    return mix(key), fours.take(end).view("<u4")


def _scrambled(eight: NDArray[np.void], length: Ints, step: int) -> Keys:
    """Eight bytes of each token as a number, without those behind its end, times the multiplier of their place."""
    word = eight.view("<u8")
    word &= _BYTE_MASKS.take(np.minimum(length - 8 * step, 8))
    word ^= word >> np.uint64(29)
    word *= np.uint64(_MULTIPLIERS[step])
    return word


def mix(key: Keys) -> Keys:
    """Spread the bits of a 64-bit key (finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    mixed = key ^ (key >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def join_keys(first: Keys, second: Keys) -> Keys:
    """Key of two neighbouring keys in this order; longer sequences by joining again."""
    return mix(first * np.uint64(0x9FB21C651E98DF25) + second)


def _white_space(codes: Codes, char_class: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Bools, NDArray[np.uint8]]:
    gap = np.ones(len(start), dtype=bool)
    newlines = np.zeros(len(start), dtype=np.uint8)
    if not len(start):
        return gap, newlines
    np.greater(start[1:], end[:-1], out=gap[1:])
    line_end = np.flatnonzero(char_class == NEWLINE)
    # CR LF is one line end.
    line_end = line_end[~((codes[line_end] == 10) & (codes[np.maximum(line_end - 1, 0)] == 13))]
    following, count = _runs(np.searchsorted(start, line_end))
    inner = following < len(start)
    newlines[following[inner]] = np.minimum(count[inner], 2)
    return gap, newlines


def _runs(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values of a sorted array and how often each occurs."""
    if not len(values):
        return values, values
    first = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    return values[first], np.diff(np.append(first, len(values)))
