"""Character codes to tokens, by comparing neighbouring characters; a long text piece by piece."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.text import tokens as tk
from opinionclf.text.characters import (
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
from opinionclf.text.kinds import CAP, NUMBER, WORD
from opinionclf.text.tokens import BEHIND, FRONT, Spelling, TokenTable, run_lengths, run_starts, stretches

_PIECE, _LONGEST_WHOLE = 1 << 17, 1 << 19  # characters
_MORE = 1.1  # room for so many times the tokens that a text will have if it goes on as it began
_DTYPES = (np.int64, np.int64, np.uint8, np.bool_, np.uint8)  # of the columns of tokens

# The characters that are marks of a kind of their own.
_MARKS = {
    tk.STOP: ".。", tk.ELLIPSIS: "…", tk.QUESTION: "?‽⁉⁈⁇", tk.EXCLAMATION: "!‼", tk.COMMA: ",", tk.COLON: ":",
    tk.SEMICOLON: ";", tk.DASH: "—–―‒", tk.HYPHEN: "-‐‑", tk.OPEN_BRACKET: "([{", tk.CLOSE_BRACKET: ")]}",
    tk.DOUBLE: '"＂', tk.OPEN_DOUBLE: "“„‟«", tk.CLOSE_DOUBLE: "”»", tk.SINGLE: "'", tk.OPEN_SINGLE: "‘‛‹`",
    tk.CLOSE_SINGLE: "’›´", tk.MONEY: "$£€¥₹", tk.PERCENT: "%", tk.SLASH: "/", tk.AT: "@", tk.HASH: "#",
    tk.BULLET: "•·‣▪●■►*",
}  # fmt: skip

# What may stand in front of a sentence's first word; closing marks too, as some writers open with them.
_OPENING = (tk.OPEN_BRACKET, tk.DOUBLE, tk.OPEN_DOUBLE, tk.CLOSE_DOUBLE, tk.SINGLE, tk.OPEN_SINGLE, tk.CLOSE_SINGLE)
OPENING_MARKS = "".join(_MARKS[kind] for kind in _OPENING)

# By the class of the first character; marks are told apart by `_MARKS`.
_KIND_OF_CLASS = np.array([tk.OTHER, tk.OTHER, tk.WORD, tk.CAP, tk.NUMBER, tk.OTHER, tk.OTHER], dtype=np.uint8)

_N_KINDS = np.uint8(tk.OTHER + 1)
# The kind of a run of a mark, first for all lengths but two, then for two.
_LONG_MARKS: NDArray[np.uint8] = np.tile(np.arange(tk.OTHER + 1, dtype=np.uint8), 2)
_LONG_MARKS[[tk.STOP, tk.STOP + tk.OTHER + 1]] = tk.ELLIPSIS
_LONG_MARKS[[tk.HYPHEN, tk.HYPHEN + tk.OTHER + 1]] = tk.DASH
_LONG_MARKS[[tk.SINGLE + tk.OTHER + 1, tk.OPEN_SINGLE + tk.OTHER + 1, tk.CLOSE_SINGLE + tk.OTHER + 1]] = tk.DOUBLE

_INNER, _SOLID, _LINE_END = (constant(bits, np.uint8) for bits in (IN_WORD | LETTER | NUMERAL, SOLID, APART))
_JOINER_SHIFT, _APOSTROPHE, _S = (constant(number, np.uint8) for number in (JOINER_SHIFT, ord("'"), ord("s")))
_BYTE, _SOLID_CODE, _ATTACHED = (constant(number, np.uint16) for number in (8, SOLID << 8, (SOLID | APART) << 8))
_LINE_FEED, _CARRIAGE_RETURN = constant(10, np.uint16), constant(13, np.uint16)
_ONE = constant(1, np.int64)
_FIRST, _NO = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=bool)


@functools.cache
def _kinds_of_codes() -> NDArray[np.uint8]:
    """The kind of a token of each single character."""
    kinds = _KIND_OF_CLASS.take(classes())
    for kind, marks in _MARKS.items():
        kinds[[*map(ord, marks)]] = kind
    return kinds


def tokenize(codes: Codes) -> TokenTable:
    """Split character codes into tokens.

    Parameters
    ----------
    codes : ndarray of uint16, shape (n_characters,)
        As `opinionclf.text.characters.encode` returns them.
    """
    padded = np.zeros(FRONT + len(codes) + BEHIND, dtype=np.uint8)
    if len(codes) <= _LONGEST_WHOLE:
        return _scanned(codes, padded)[0]
    # Piece by piece, so that the arrays of a piece stay in the processor's cache.
    columns: list[NDArray[Any]] = [np.empty(0, dtype=dtype) for dtype in _DTYPES]
    dropped = [np.zeros(0, dtype=np.int64)]
    begin = filled = n = 0
    while begin < len(codes):
        end = _next_cut(codes, begin + _PIECE)
        part, missing = _scanned(codes[begin:end], padded[filled:])
        part.start += begin
        part.end += begin
        if begin and len(part) and part.start[0] == begin:
            part.gap[0] = False
        dropped.append(missing + begin)
        rows = slice(n, n + len(part))
        if rows.stop > len(columns[0]):
            columns = [_with_room(column, int(_MORE * rows.stop * len(codes) / end)) for column in columns]
        for column, piece in zip(columns, (part.start, part.end, part.kind, part.gap, part.newlines), strict=True):
            column[rows] = piece
        begin, filled, n = end, filled + end - begin - len(missing), rows.stop
    start, last, kind, gap, newlines = (column[:n] for column in columns)
    spelling = Spelling(padded, *(_without_dropped(place, np.concatenate(dropped)) for place in (start, last)))
    return TokenTable(start, last, kind, gap, newlines, spelling)


def _with_room(column: NDArray, size: int) -> NDArray:
    """A longer column that begins as a column does."""
    longer = np.empty(size, dtype=column.dtype)
    longer[: len(column)] = column
    return longer


def _next_cut(codes: Codes, place: int) -> int:
    """The first place, `place` or later, of white space behind a token or of a mark behind another: no rule reaches across."""
    window = 1 << 10
    while place < len(codes):
        around = codes[place - 1 : place + window]
        described = describe(around)
        solid, mark = described >= _SOLID_CODE, described >> _BYTE == SOLID  # a mark that joins nothing
        (cut,) = ((solid[:-1] > solid[1:]) | (mark[:-1] & mark[1:] & (around[:-1] != around[1:]))).nonzero()
        if len(cut):
            return place + int(cut[0])
        place += window
        window *= 2
    return len(codes)


def _scanned(codes: Codes, room: NDArray[np.uint8]) -> tuple[TokenTable, Ints]:
    """The tokens of a text, or of a piece of it, and the places of characters that were dropped; its bytes go into `room`."""
    described = describe(codes)
    dropped, leading = _dropped_places(described)
    if len(dropped):
        kept = np.ones(len(codes), dtype=bool)
        kept[dropped] = False
        codes, described = codes.compress(kept), described.compress(kept)
    shape = (described >> _BYTE).astype(np.uint8)
    room = room[: FRONT + len(codes) + BEHIND]
    byte = room[FRONT:-BEHIND]
    byte[:] = described  # the lower byte of each
    start, end = _token_bounds(codes, shape, byte)
    kind = _kinds(codes, start, end)
    gap, newlines = _white_space(codes, shape, start, end)
    spelling = Spelling(room, start, end)
    if len(dropped):
        start, end = _with_dropped(start, end, dropped, leading)
    return TokenTable(start, end, kind, gap, newlines, spelling), dropped


def _dropped_places(described: NDArray[np.uint16]) -> tuple[Ints, Bools]:
    """Places of the soft hyphens, joiners, accents, byte order marks and such on words and marks, and which stand in front.

    Those that have white space on either side are left, as what a line may be made of.
    """
    (attached,) = (described >= _ATTACHED).nonzero()
    if not len(attached):
        return attached, _NO[:0]
    solid = np.concatenate([_NO, described >= _SOLID_CODE, _NO])
    # A run of such characters stands or falls with the characters around it.
    begin = run_starts(attached - np.arange(len(attached)))
    size = run_lengths(begin, len(attached))
    behind, before = solid[attached[begin]], solid[attached[begin] + size + 1]
    kept = (behind | before).repeat(size)
    return attached[kept], (~behind).repeat(size)[kept]


def _with_dropped(start: Ints, end: Ints, dropped: Ints, leading: Bools) -> tuple[Ints, Ints]:
    """Starts and ends of tokens in the text from those in what is left of it without some characters, a few `leading`."""
    place = dropped - np.arange(len(dropped))
    rows = np.where(leading, start.searchsorted(place, side="right"), start.searchsorted(place))
    return start + _number_before(rows, len(start)), end + _number_before(end.searchsorted(place), len(end))


def _without_dropped(place: Ints, dropped: Ints) -> Ints:
    """Places in what is left of a text from places in the text: the inverse of `_with_dropped`."""
    if not len(dropped):
        return place
    return place - _number_before(place.searchsorted(dropped, side="right"), len(place))


def _number_before(rows: Ints, n: int) -> Ints:
    """For each of `n` elements, how many of some ascending rows are its own or one before."""
    return np.arange(len(rows) + 1).repeat(run_lengths(np.concatenate([_FIRST, rows]), n))


def _token_bounds(codes: Codes, shape: NDArray[np.uint8], byte: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Start and end (exclusive) of each token, by comparing neighbouring characters."""
    inner = shape & _INNER
    # A joiner belongs to the word if both its neighbours are of the kind that it joins.
    inner[1:-1] |= (shape[1:-1] >> _JOINER_SHIFT) & inner[:-2] & shape[2:]
    joined = inner.astype(bool)
    # Between neighbours is a border, unless they are of one word or the same mark.
    border = codes[1:] != codes[:-1]
    np.greater(border, joined[1:] & joined[:-1], out=border)
    clitics = _clitics(shape, joined, byte)
    if len(clitics):
        border[clitics - _ONE] = True
    ends = shape >= _SOLID
    starts = ends.copy()
    starts[1:] &= border
    ends[:-1] &= border
    (start,), (end,) = starts.nonzero(), ends.nonzero()
    end += _ONE
    return start, end


def _clitics(shape: NDArray[np.uint8], joined: Bools, byte: NDArray[np.uint8]) -> Ints:
    """Places of the apostrophes of clitics, which begin a token of their own: ``'s``."""
    (mark,) = (byte[1:-1] == _APOSTROPHE).nonzero()
    if not len(mark):
        return mark
    mark += _ONE
    mark = mark.compress(byte.take(mark + _ONE) == _S)
    between_letters = shape.take(mark - _ONE) & shape.take(mark + _ONE) & LETTER
    goes_on = joined.take(mark + 2, mode="clip") & (mark < len(joined) - 2)
    return mark.compress((between_letters > 0) > goes_on)


def _kinds(codes: Codes, start: Ints, end: Ints) -> NDArray[np.uint8]:
    """Kind of each token: that of its first character, corrected where the others change it."""
    kinds = _kinds_of_codes()
    kind = kinds.take(codes.take(start))
    length = end - start
    (longer,) = ((length > _ONE) & (kind != WORD)).nonzero()
    first = kind.take(longer)
    (mark,) = (first > NUMBER).nonzero()
    if len(mark):
        mark = longer.take(mark)
        last = kinds.take(codes.take(end.take(mark) - 1))
        kind[mark] = _kinds_of_long_marks(kind.take(mark), length.take(mark), last)
    capital = longer.compress(first == CAP)
    # Most capitalised words show by their second letter that they are no capitals throughout.
    capital = capital.compress(kinds.take(codes.take(start.take(capital) + _ONE)) != WORD)
    if len(capital):
        kind[capital.compress(~_have_lower(codes, start.take(capital), length.take(capital)))] = tk.ALL_CAPS
    return kind


def _have_lower(codes: Codes, start: Ints, length: Ints) -> Bools:
    """Whether there is a lower-case letter among the characters of each token."""
    lower = _kinds_of_codes().take(codes.take(stretches(start, length))) == tk.WORD
    return np.logical_or.reduceat(lower, length.cumsum() - length)


def _kinds_of_long_marks(kind: NDArray[np.uint8], length: Ints, last: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Kinds of runs of a mark and of clitics (``'s``), from the kinds of their first and last characters."""
    result = _LONG_MARKS.take(kind + (length == 2) * _N_KINDS)
    result[last <= NUMBER] = tk.WORD
    return result


def _white_space(codes: Codes, shape: NDArray[np.uint8], start: Ints, end: Ints) -> tuple[Bools, NDArray[np.uint8]]:
    gap = np.empty(len(start), dtype=bool)
    gap[:1] = True
    np.greater(start[1:], end[:-1], out=gap[1:])
    newlines = np.zeros(len(start) + 1, dtype=np.uint8)  # the last for those behind the last token
    (line_end,) = (shape == _LINE_END).nonzero()
    if len(line_end):
        following = start.searchsorted(line_end[~_within_line_ends(codes, line_end)])
        newlines[following] = 1
        newlines[following[1:].compress(following[1:] == following[:-1])] = 2
    return gap, newlines[:-1]


def _within_line_ends(codes: Codes, line_end: Ints) -> Bools:
    """Which line ends only end that of the character in front: CR LF is one."""
    code = codes.take(line_end)
    within = code == _LINE_FEED
    within[1:] &= (code[:-1] == _CARRIAGE_RETURN) & (line_end[1:] - line_end[:-1] == _ONE)
    within[0] = False
    return within
