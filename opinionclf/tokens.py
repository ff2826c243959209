"""Character codes to a table of tokens: columns, one element a token, no Python string.

A token is a word (letters, digits, inner apostrophes and hyphens; ``'s`` is a token of its own), a
number (``1,250.5``), or a run of one and the same mark (``...``, ``--``). White space separates
tokens and is not kept; `TokenTable.gap` says whether any stood in front.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, Keys, NDArray, constant
from opinionclf.characters import (
    APART,
    IN_WORD,
    JOINER_SHIFT,
    LETTER,
    NUMERAL,
    SOLID,
    Codes,
    classes,
    describe,
)  # fmt: skip

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

# By the class of the first character; marks are told apart by `_KIND_OF_CHAR`.
_KIND_OF_CLASS = np.array([OTHER, OTHER, WORD, CAP, NUMBER, OTHER, OTHER], dtype=np.uint8)

JOIN_MULTIPLIER = 0x9FB21C651E98DF25  # odd, so that it has an inverse
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64)
_FRONT = 4  # bytes in front of the text, for the suffix of its first word
_BEHIND = 40  # bytes behind the text, for the hash of its last word
_LENGTH_MULTIPLIER = constant(0xA0761D6478BD642F, np.uint64)
_SCRAMBLE = constant(29, np.uint64)
_MIX_SHIFTS = tuple(constant(shift, np.uint64) for shift in (30, 27, 31))
_MIX_MULTIPLIERS = tuple(constant(factor, np.uint64) for factor in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_BYTE_MASKS = np.array([(1 << 8 * n) - 1 for n in range(8)] + [2**64 - 1], dtype=np.uint64)


# The same numbers as columns are joined to.
_WORD, _CAP, _NUMBER = (constant(kind, np.uint8) for kind in (WORD, CAP, NUMBER))
_INNER, _SOLID, _LINE_END = (constant(bits, np.uint8) for bits in (IN_WORD | LETTER | NUMERAL, SOLID, APART))
_JOINER_SHIFT, _APOSTROPHE, _S = (constant(number, np.uint8) for number in (JOINER_SHIFT, ord("'"), ord("s")))
_BYTE, _ATTACHED = constant(8, np.uint16), constant((SOLID | APART) << 8, np.uint16)
_ONE, _EIGHT = constant(1, np.int64), constant(8, np.int64)


_N_KINDS = np.uint8(OTHER + 1)
# The kind of a run of a mark, first for all lengths but two, then for two.
_LONG_MARKS: NDArray[np.uint8] = np.tile(np.arange(OTHER + 1, dtype=np.uint8), 2)
_LONG_MARKS[[STOP, STOP + OTHER + 1]] = ELLIPSIS
_LONG_MARKS[[HYPHEN, HYPHEN + OTHER + 1]] = DASH
_LONG_MARKS[[SINGLE + OTHER + 1, OPEN_SINGLE + OTHER + 1, CLOSE_SINGLE + OTHER + 1]] = DOUBLE


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
        What the word lists know of each token, where `opinionclf.wordlists.listed_at` has asked for all.
    """

    start: Ints
    end: Ints
    kind: NDArray[np.uint8]
    gap: Bools
    newlines: NDArray[np.uint8]
    spelling: Spelling
    listed: NDArray[np.unsignedinteger] | None = None
    _key: Keys | None = None

    def __len__(self) -> int:
        return len(self.start)

    @property
    def key(self) -> Keys:
        """Hash of the folded spelling, ndarray of uint64: equal for ``Café`` and ``cafe``."""
        if self._key is None:
            self._key = self.spelling.hashes(self.spelling.start, self.spelling.end)
        return self._key

    @property
    def suffix(self) -> NDArray[np.uint32]:
        """The last four folded bytes of each token, ndarray of uint32, for rules on word endings."""
        return self.spelling.suffixes(self.spelling.end)

    def part(self, begin: int, end: int) -> TokenTable:
        """Return the tokens from `begin` up to `end`."""
        rows = slice(begin, end)
        spelling = Spelling(self.spelling.padded, self.spelling.start[rows], self.spelling.end[rows])
        return TokenTable(self.start[rows], self.end[rows], self.kind[rows], self.gap[rows], self.newlines[rows], spelling)

    def keys_at(self, rows: Ints) -> Keys:
        """Return the keys of some tokens, without working out all of them."""
        if self._key is not None:
            return self._key.take(rows)
        return self.spelling.hashes(self.spelling.start.take(rows), self.spelling.end.take(rows))

    def suffixes_at(self, rows: Ints) -> NDArray[np.uint32]:
        """Return the suffixes of some tokens."""
        return self.spelling.suffixes(self.spelling.end.take(rows))


@dataclass(slots=True, eq=False, repr=False)
class Spelling:
    """The folded bytes of a text, with room at both ends, and the bounds of the tokens in the text."""

    padded: NDArray[np.uint8]
    start: Ints
    end: Ints

    def hashes(self, start: Ints, end: Ints, n_bytes: int = 8 * len(_MULTIPLIERS)) -> Keys:
        """Hash tokens from their first `n_bytes` folded bytes and their length, eight bytes at a time."""
        n_places = len(self.padded) - _FRONT - 8
        eights = np.ndarray(shape=(n_places,), dtype="V8", buffer=self.padded, offset=_FRONT, strides=(1,))
        length = end - start
        key = _scrambled(eights[start], length)
        key *= _MULTIPLIERS[:1]
        key += length.view(np.uint64) * _LENGTH_MULTIPLIER
        (rows,) = (length > _EIGHT).nonzero()
        if len(rows):
            steps = np.arange(8, n_bytes, 8)
            rest = _scrambled(eights[start.take(rows)[:, None] + steps], length.take(rows)[:, None] - steps)
            rest *= _MULTIPLIERS[1 : n_bytes // 8]
            key[rows] += np.add.reduce(rest, axis=1)
        return mix(key)

    def suffixes(self, end: Ints) -> NDArray[np.uint32]:
        """Return the last four bytes in front of each place."""
        fours = np.ndarray(shape=(len(self.padded) - 4,), dtype="V4", buffer=self.padded, strides=(1,))
        return fours[end].view("<u4")


@functools.cache
def _kinds_of_codes() -> NDArray[np.uint8]:
    """The kind of a token of each single character."""
    kinds = _KIND_OF_CLASS.take(classes())
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
    described = describe(codes)
    dropped = _dropped_places(described)
    if len(dropped):
        kept = np.ones(len(codes), dtype=bool)
        kept[dropped] = False
        codes, described = codes[kept], described[kept]
    shape = (described >> _BYTE).astype(np.uint8)
    padded = np.zeros(_FRONT + len(codes) + _BEHIND, dtype=np.uint8)
    byte = padded[_FRONT:-_BEHIND]
    byte[:] = described  # the lower byte of each
    start, end = _token_bounds(codes, shape, byte)
    kind = _kinds(codes, start, end)
    gap, newlines = _white_space(codes, shape, start, end)
    spelling = Spelling(padded, start, end)
    if len(dropped):
        start, end = _with_dropped(start, dropped), _with_dropped(end, dropped)
    return TokenTable(start, end, kind, gap, newlines, spelling)


def _dropped_places(described: NDArray[np.uint16]) -> Ints:
    """Places of the soft hyphens, joiners and accents on words: they are part of the word in front of them."""
    (attached,) = (described >= _ATTACHED).nonzero()
    if not len(attached):
        return attached
    # A run of such characters stands or falls with the character in front of it.
    begins = np.concatenate([[True], attached[1:] != attached[:-1] + 1])
    on_word = (described[np.maximum(attached[begins] - 1, 0)] & (IN_WORD << 8)) > 0
    return attached[on_word[begins.cumsum() - 1]]


def _with_dropped(place: Ints, dropped: Ints) -> Ints:
    """Places in the text from ascending places in what is left of it without some characters."""
    row = place.searchsorted(dropped - np.arange(len(dropped)))
    return place + np.bincount(row, minlength=len(place) + 1)[:-1].cumsum()


def _token_bounds(codes: Codes, shape: NDArray[np.uint8], byte: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Start and end (exclusive) of each token, by comparing neighbouring characters."""
    inner = shape & _INNER
    # A joiner belongs to the word if both its neighbours are of the kind that it joins.
    inner[1:-1] |= (shape[1:-1] >> _JOINER_SHIFT) & inner[:-2] & shape[2:]
    joined = inner.astype(bool)
    # Between neighbours is a border, unless they are of one word or the same mark.
    border = codes[1:] != codes[:-1]
    np.greater(border, joined[1:] & joined[:-1], out=border)
    border[_clitics(shape, joined, byte) - 1] = True
    ends = shape >= _SOLID
    starts = ends.copy()
    starts[1:] &= border
    ends[:-1] &= border
    (start,), (end,) = starts.nonzero(), ends.nonzero()
    end += _ONE
    return start, end


def _clitics(shape: NDArray[np.uint8], joined: Bools, byte: NDArray[np.uint8]) -> Ints:
    """Places of the apostrophes of clitics, which begin a token of their own: ``'s``."""
    (mark,) = ((byte[1:-1] == _APOSTROPHE) & (byte[2:] == _S)).nonzero()
    if not len(mark):
        return mark
    mark += _ONE
    between_letters = shape.take(mark - _ONE) & shape.take(mark + _ONE) & LETTER
    goes_on = joined.take(mark + 2, mode="clip") & (mark < len(joined) - 2)
    return mark[(between_letters > 0) > goes_on]


def _kinds(codes: Codes, start: Ints, end: Ints) -> NDArray[np.uint8]:
    """Kind of each token: that of its first character, corrected where the others change it."""
    kinds = _kinds_of_codes()
    kind = kinds.take(codes.take(start))
    length = end - start
    (longer,) = ((length > _ONE) & (kind != _WORD)).nonzero()
    first = kind.take(longer)
    (mark,) = (first > _NUMBER).nonzero()
    if len(mark):
        mark = longer.take(mark)
        last = kinds.take(codes.take(end.take(mark) - 1))
        kind[mark] = _kinds_of_long_marks(kind.take(mark), length.take(mark), last)
    capital = longer[first == _CAP]
    # Most capitalised words show by their second letter that they are no capitals throughout.
    capital = capital[kinds.take(codes.take(start.take(capital) + _ONE)) != _WORD]
    if len(capital):
        kind[capital[~_have_lower(codes, start.take(capital), length.take(capital))]] = ALL_CAPS
    return kind


def _have_lower(codes: Codes, start: Ints, length: Ints) -> Bools:
    """Whether there is a lower-case letter among the characters of each token."""
    row = length.cumsum() - length
    place = np.arange(int(length.sum())) + (start - row).repeat(length)
    lower = _kinds_of_codes().take(codes.take(place)) == WORD
    return np.logical_or.reduceat(lower, row)


def _kinds_of_long_marks(kind: NDArray[np.uint8], length: Ints, last: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Kinds of runs of a mark and of clitics (``'s``), from the kinds of their first and last characters."""
    result = _LONG_MARKS.take(kind + (length == 2) * _N_KINDS)
    result[last <= _NUMBER] = WORD
    return result


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
    return first * np.uint64(JOIN_MULTIPLIER) + second


def _white_space(codes: Codes, shape: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Bools, NDArray[np.uint8]]:
    gap = np.empty(len(start), dtype=bool)
    gap[:1] = True
    np.greater(start[1:], end[:-1], out=gap[1:])
    newlines = np.zeros(len(start), dtype=np.uint8)
    (line_end,) = (shape == _LINE_END).nonzero()
    if not len(line_end):
        return gap, newlines
    # CR LF is one line end.
    line_end = line_end[~((codes[line_end] == 10) & (codes[np.maximum(line_end - 1, 0)] == 13))]
    following, count = _runs(start.searchsorted(line_end))
    inner = following < len(start)
    newlines[following[inner]] = np.minimum(count[inner], 2)
    return gap, newlines


def run_starts(values: Ints | Keys) -> Ints:
    """Place of the first element of each run of equal values."""
    begins = np.empty(len(values), dtype=bool)
    begins[:1] = True
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins.nonzero()[0]


def run_lengths(starts: Ints, end: int) -> Ints:
    """Lengths of the runs that begin at ascending places and reach to the next one, the last to `end`."""
    lengths = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = end - starts[-1:]
    return lengths


def _runs(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values of a sorted array and how often each occurs."""
    first = run_starts(values)
    return values.take(first), run_lengths(first, len(values))
