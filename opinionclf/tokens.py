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

from opinionclf.characters import ATTACHED, DIGIT, LOWER, MARK, NEWLINE, UPPER, Codes, tables

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
}  # fmt: skip

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
    classes, folded = tables()
    kept, place = _without_attached(codes, classes)
    char_class = classes[kept]
    start, end = _token_bounds(kept, char_class, folded)
    kind = _kinds(kept, char_class, start, end)
    key, suffix = _hash(folded[kept], start, end)
    gap, newlines = _white_space(kept, char_class, start, end)
    if place is not None:
        start, end = place[start], place[end]
    return TokenTable(start, end, kind, key, suffix, gap, newlines)


def _without_attached(codes: Codes, classes: NDArray[np.uint8]) -> tuple[Codes, Ints | None]:
    """Drop soft hyphens, joiners and accents that follow a word character: they are part of it.

    Returns the codes that stay and the place of each in the text (None where nothing was dropped),
    with the length of the text as one more element at the end.
    """
    attached = classes[codes] == ATTACHED
    if not attached.any():
        return codes, None
    carrier = np.maximum.accumulate(np.where(attached, -1, np.arange(len(codes))))
    on_word = (carrier >= 0) & (classes[codes[carrier]] >= LOWER) & (classes[codes[carrier]] <= DIGIT)
    keep = np.flatnonzero(~(attached & on_word))
    return codes[keep], np.append(keep, len(codes))


def _token_bounds(codes: Codes, char_class: NDArray[np.uint8], folded: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Start and end (exclusive) of each token, by comparing neighbouring characters."""
    n = len(codes)
    if n == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    in_word = (char_class >= LOWER) & (char_class <= DIGIT)
    letter = in_word & (char_class != DIGIT)
    byte = folded[codes]
    before, after = _shifted(in_word)
    digit_before, digit_after = _shifted(char_class == DIGIT)
    letter_before, letter_after = _shifted(letter)
    apostrophe = (byte == ord("'")) & letter_before & letter_after
    hyphen = (byte == ord("-")) & before & after
    point = ((byte == ord(".")) | (byte == ord(",")) | (byte == ord(":"))) & digit_before & digit_after
    joined = in_word | apostrophe | hyphen | point

    solid = char_class > NEWLINE
    starts = solid.copy()
    same = (joined[1:] & joined[:-1]) | (~joined[1:] & ~joined[:-1] & (codes[1:] == codes[:-1]))
    starts[1:] &= ~same
    # A clitic 's begins a token of its own.
    mark = np.flatnonzero(apostrophe)
    mark = mark[(byte[mark + 1] == ord("s")) & ~np.append(joined, False)[np.minimum(mark + 2, n)]]
    starts[mark] = True

    begins = np.flatnonzero(starts)
    stops = np.empty_like(begins)
    # A token ends where the next begins or where white space follows, whichever comes first.
    ends = np.flatnonzero(solid & ~np.append(solid[1:], False)) + 1
    stops[:-1] = begins[1:]
    if len(stops):
        stops[-1] = n
        last_of_run = np.append(~solid[begins[1:] - 1], True)
        stops[last_of_run] = ends
    return begins, stops


def _shifted(flags: Bools) -> tuple[Bools, Bools]:
    """The flag of the character before and of the one after."""
    before = np.zeros_like(flags)
    after = np.zeros_like(flags)
    before[1:] = flags[:-1]
    after[:-1] = flags[1:]
    return before, after


def _kinds(codes: Codes, char_class: NDArray[np.uint8], start: Ints, end: Ints) -> NDArray[np.uint8]:
    first = char_class[start]
    kind = np.where(first == MARK, _mark_kinds()[codes[start]], OTHER).astype(np.uint8)
    kind[first == LOWER] = WORD
    kind[first == DIGIT] = NUMBER
    upper = first == UPPER
    lower_so_far = np.concatenate([[0], np.cumsum(char_class == LOWER)])
    has_lower = lower_so_far[end] > lower_so_far[start]
    kind[upper] = np.where(has_lower[upper], CAP, ALL_CAPS)
    length = end - start
    kind[upper & (length == 1)] = CAP
    clitic = (first == MARK) & (length == 2) & (char_class[np.minimum(start + 1, len(codes) - 1)] != MARK)
    kind[clitic] = WORD
    kind[(kind == STOP) & (length > 1)] = ELLIPSIS
    kind[(kind == HYPHEN) & (length > 1)] = DASH
    kind[((kind == SINGLE) | (kind == OPEN_SINGLE) | (kind == CLOSE_SINGLE)) & (length == 2) & ~clitic] = DOUBLE
    return kind


def _hash(byte: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Keys, NDArray[np.uint32]]:
    """Hash each token from its first 32 folded bytes and its length, eight bytes at a time."""
    padded = np.concatenate([np.zeros(4, np.uint8), byte, np.zeros(40, np.uint8)])
    eights = np.ndarray(shape=(len(byte) + 36,), dtype="V8", buffer=padded, strides=(1,))
    fours = np.ndarray(shape=(len(byte) + 4,), dtype="V4", buffer=padded, strides=(1,))
    length = end - start
    key = length.astype(np.uint64) * _LENGTH_MULTIPLIER
    rows = np.arange(len(start))
    for step, multiplier in enumerate(_MULTIPLIERS):
        if step:
            rows = rows[length[rows] > 8 * step]
            if not len(rows):
                break
        word = eights[start[rows] + 4 + 8 * step].view("<u8") & _BYTE_MASKS[np.minimum(length[rows] - 8 * step, 8)]
        key[rows] += (word ^ (word >> np.uint64(29))) * np.uint64(multiplier)
    return mix(key), fours[end].view("<u4")


def mix(key: Keys) -> Keys:
    """Spread the bits of a 64-bit key (finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


def join_keys(first: Keys, second: Keys) -> Keys:
    """Key of two neighbouring keys in this order; longer sequences by joining again."""
    return mix(first * np.uint64(0x9FB21C651E98DF25) + second)


def _white_space(codes: Codes, char_class: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Bools, NDArray[np.uint8]]:
    previous_end = np.empty_like(start)
    gap = np.ones(len(start), dtype=bool)
    if not len(start):
        return gap, np.zeros(0, np.uint8)
    previous_end[0] = 0
    previous_end[1:] = end[:-1]
    gap = start > previous_end
    gap[0] = True
    line_end = char_class == NEWLINE
    # CR LF is one line end.
    line_end[1:] &= ~((codes[1:] == 10) & (codes[:-1] == 13))
    so_far = np.concatenate([[0], np.cumsum(line_end)])
    newlines = np.minimum(so_far[start] - so_far[previous_end], 2).astype(np.uint8)
    return gap, newlines
