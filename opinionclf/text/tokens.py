"""A table of tokens: columns, one element a token, no Python string; and the keys that tell spellings apart.

A token is a word (letters, digits, inner apostrophes and hyphens; ``'s`` is a token of its own), a
number (``1,250.5``), or a run of one and the same mark (``...``, ``--``). White space separates
tokens and is not kept; `TokenTable.gap` says whether any stood in front.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, NDArray, constant

# Kinds of token. Words come first, so that ``kind <= NUMBER`` means "has letters or digits".
WORD, CAP, ALL_CAPS, NUMBER = range(4)  # house, House, HOUSE, 44-page
STOP, ELLIPSIS, QUESTION, EXCLAMATION = range(4, 8)
COMMA, COLON, SEMICOLON, DASH, HYPHEN = range(8, 13)
OPEN_BRACKET, CLOSE_BRACKET = 13, 14
DOUBLE, OPEN_DOUBLE, CLOSE_DOUBLE, SINGLE, OPEN_SINGLE, CLOSE_SINGLE = range(15, 21)
MONEY, PERCENT, SLASH, AT, HASH, BULLET, OTHER = range(21, 28)

JOIN_MULTIPLIER = 0x9FB21C651E98DF25  # odd, so that it has an inverse
_MULTIPLIERS = np.array(
    [[0x9E3779B97F4A7C15], [0xC2B2AE3D27D4EB4F], [0x165667B19E3779F9], [0xD6E8FEB86659FD93]], dtype=np.uint64
)  # of each eight bytes
_STEPS = np.arange(8, 8 * len(_MULTIPLIERS), 8)[:, None]
_HASHED_AT_ONCE = 1 << 16
FRONT = 4  # bytes in front of the text, for the suffix of its first word
BEHIND = 40  # bytes behind the text, for the hash of its last word
_EIGHT = constant(8, np.int64)
_JOIN = constant(JOIN_MULTIPLIER, np.uint64)
_LENGTH_MULTIPLIER = constant(0xA0761D6478BD642F, np.uint64)
_SCRAMBLE = constant(29, np.uint64)
_MIX_SHIFTS = tuple(constant(shift, np.uint64) for shift in (30, 27, 31))
_MIX_MULTIPLIERS = tuple(constant(factor, np.uint64) for factor in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_BYTE_MASKS = np.array([(1 << 8 * n) - 1 for n in range(8)] + [2**64 - 1], dtype=np.uint64)


@dataclass(slots=True, eq=False, repr=False)
class TokenTable:
    """The tokens of a text as columns, each of shape (n_tokens,).

    Attributes
    ----------
    start, end : ndarray of int64
        Place in the text that was given, as Python string indices.
    kind : ndarray of uint8
        One of the kinds above.
    gap : ndarray of bool
        White space, or the start of the text, stands in front of the token.
    newlines : ndarray of uint8
        Line ends in front of the token, 0, 1 or 2 (two or more: a blank line).
    spelling : Spelling
        What `key`, `suffix` and `keys_at` are worked out from.
    listed : ndarray of uint32 or None
        What the word lists know of each token, where `opinionclf.text.wordlists.listed_at` has asked for all.
    front : ndarray of int64 or None
        Where what begins with each token begins, where that is not `start`: at the number of its line.
    """

    start: Ints
    end: Ints
    kind: NDArray[np.uint8]
    gap: Bools
    newlines: NDArray[np.uint8]
    spelling: Spelling
    listed: NDArray[np.unsignedinteger] | None = None
    front: Ints | None = None
    _key: Keys | None = None
    _kinds: bytes | None = None

    def __len__(self) -> int:
        return len(self.start)

    def has(self, kind: int) -> bool:
        """Whether there is a token of a kind: a search for one byte takes a tenth of the time of a comparison of all."""
        if self._kinds is None:
            self._kinds = self.kind.tobytes()
        return kind in self._kinds

    @property
    def key(self) -> Keys:
        """Hash of the folded spelling, ndarray of uint64: equal for ``Café`` and ``cafe``."""
        if self._key is None:
            self._key = self.spelling.keys()
        return self._key

    def begins_at(self, rows: Ints) -> Ints:
        """Return where in the text begins what begins with some tokens: with the number of its line, where it has one."""
        return (self.start if self.front is None else self.front)[rows]

    @property
    def suffix(self) -> NDArray[np.uint32]:
        """The last four folded bytes of each token, ndarray of uint32, for rules on word endings."""
        return self.spelling.suffixes(self.spelling.end)

    def part(self, begin: int, end: int) -> TokenTable:
        """Return the tokens from `begin` up to `end`."""
        rows = slice(begin, end)
        spelling = Spelling(self.spelling.padded, self.spelling.start[rows], self.spelling.end[rows])
        front = None if self.front is None else self.front[rows]
        return TokenTable(
            self.start[rows], self.end[rows], self.kind[rows], self.gap[rows], self.newlines[rows], spelling, front=front
        )

    def keys_at(self, rows: Ints) -> Keys:
        """Return the keys of some tokens, without working out all of them."""
        if self._key is not None:
            return self._key.take(rows)
        return self.spelling.hashes(self.spelling.start.take(rows), self.spelling.end.take(rows))

    def lengths_at(self, rows: Ints) -> Ints:
        """Return the numbers of characters of some tokens, without those that show nothing and accents written apart."""
        return self.spelling.end.take(rows) - self.spelling.start.take(rows)

    def first_bytes_at(self, rows: Ints) -> NDArray[np.uint8]:
        """Return the first folded bytes of some tokens; beyond the last one, that of the last."""
        return self.spelling.padded.take(self.spelling.start.take(rows, mode="clip") + FRONT)

    def suffixes_at(self, rows: Ints) -> NDArray[np.uint32]:
        """Return the suffixes of some tokens."""
        return self.spelling.suffixes(self.spelling.end.take(rows))


@dataclass(slots=True, eq=False, repr=False)
class Spelling:
    """The folded bytes of a text, with room at both ends, and the bounds of the tokens in the text."""

    padded: NDArray[np.uint8]
    start: Ints
    end: Ints

    def keys(self) -> Keys:
        """Hash all tokens, some at a time: their arrays stay in the processor's cache."""
        if len(self.start) <= _HASHED_AT_ONCE:
            return self.hashes(self.start, self.end)
        keys = np.empty(len(self.start), dtype=np.uint64)
        for begin in range(0, len(keys), _HASHED_AT_ONCE):
            rows = slice(begin, begin + _HASHED_AT_ONCE)
            keys[rows] = self.hashes(self.start[rows], self.end[rows])
        return keys

    def hashes(self, start: Ints, end: Ints, n_bytes: int = 8 * len(_MULTIPLIERS)) -> Keys:
        """Hash tokens from their first `n_bytes` folded bytes and their length, eight bytes at a time."""
        n_places = len(self.padded) - FRONT - 8
        eights = np.ndarray(shape=(n_places,), dtype="V8", buffer=self.padded, offset=FRONT, strides=(1,))
        length = end - start
        key = _scrambled(eights[start], length)
        key *= _MULTIPLIERS[0]
        key += length.view(np.uint64) * _LENGTH_MULTIPLIER
        (rows,) = (length > _EIGHT).nonzero()
        if len(rows):
            steps = _STEPS[: n_bytes // 8 - 1]
            rest = _scrambled(eights[start.take(rows) + steps], length.take(rows) - steps)
            rest *= _MULTIPLIERS[1 : n_bytes // 8]
            key[rows] += np.add.reduce(rest, axis=0)
        return mix(key)

    def suffixes(self, end: Ints) -> NDArray[np.uint32]:
        """Return the last four bytes in front of each place."""
        fours = np.ndarray(shape=(len(self.padded) - 4,), dtype="V4", buffer=self.padded, strides=(1,))
        return fours[end].view("<u4")


def _scrambled(eight: NDArray[np.void], length: Ints) -> Keys:
    """Eight bytes of each token, as many of them as are its own, as a number."""
    word = eight.view("<u8")
    word &= _BYTE_MASKS.take(length, mode="clip")
    word ^= word >> _SCRAMBLE
    return word


def mix(key: Keys) -> Keys:
    """Spread the bits of a 64-bit key (finaliser of SplitMix64; Steele, Lea and Flood 2014)."""
    mixed = key ^ (key >> _MIX_SHIFTS[0])
    mixed *= _MIX_MULTIPLIERS[0]
    mixed ^= mixed >> _MIX_SHIFTS[1]
    mixed *= _MIX_MULTIPLIERS[1]
    mixed ^= mixed >> _MIX_SHIFTS[2]
    return mixed


def unmix(mixed: Keys) -> Keys:
    """Undo `mix`."""
    key = mixed ^ (mixed >> np.uint64(31)) ^ (mixed >> np.uint64(62))
    key *= np.uint64(pow(0x94D049BB133111EB, -1, 1 << 64))
    key ^= (key >> np.uint64(27)) ^ (key >> np.uint64(54))
    key *= np.uint64(pow(0xBF58476D1CE4E5B9, -1, 1 << 64))
    key ^= (key >> np.uint64(30)) ^ (key >> np.uint64(60))
    return key


def join_keys(first: Keys, second: Keys) -> Keys:
    """Key of two neighbouring keys in this order; longer sequences by joining again. Keys of tokens are mixed already."""
    return first * _JOIN + second


def run_starts(values: Ints | Keys) -> Ints:
    """Place of the first element of each run of equal values."""
    begins = np.empty(len(values), dtype=bool)
    begins[:1] = True
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins.nonzero()[0]


def stretches(first: Ints, length: Ints) -> Ints:
    """The places of several stretches, one behind the other, from their first places and their lengths."""
    begin = length.cumsum() - length
    return np.arange(int(length.sum())) + (first - begin).repeat(length)


def run_lengths(starts: Ints, end: int) -> Ints:
    """Lengths of the runs that begin at ascending places and reach to the next one, the last to `end`."""
    lengths = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = end - starts[-1:]
    return lengths
