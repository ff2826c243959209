"""Text as an array of character codes, and one table that says what each character is.

A text becomes one ``uint16`` per character, so that an index into the array is a Python string index.
Characters above U+FFFF (emoji, rare scripts) are folded to one replacement code: no rule of this
package depends on which of them stands there.

The table is computed once from the Unicode database and shipped (``data/characters.bin``), so that
every Python reads the same text in the same way. ``python -m opinionclf.text.characters`` writes it anew.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import TypeVar

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.datafiles import DATA

Codes = NDArray[np.uint16]
Value = TypeVar("Value")

# Character classes. The order matters: LOWER to DIGIT are the characters of words.
SPACE, NEWLINE, LOWER, UPPER, DIGIT, ATTACHED, MARK = range(7)

# Shape of a character, in bits. A joiner's bit is that of the characters it joins, shifted by JOINER_SHIFT.
IN_WORD, LETTER, NUMERAL = 1, 2, 4
JOINER_SHIFT = 3
JOINS_WORDS, JOINS_LETTERS, JOINS_NUMERALS = (bit << JOINER_SHIFT for bit in (IN_WORD, LETTER, NUMERAL))
APART, SOLID = 64, 128  # SOLID: no white space; APART: a line end, or (with SOLID) an attached character

N_CODES = 0x10000
_ASTRAL = 0xFFFD  # stands for any character above U+FFFF
_TABLE = DATA / "characters.bin"
_NEWLINES = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_APOSTROPHES = "'\u2019\u02bc\u2018\u201b\u0060\u00b4"
_HYPHENS = "-\u2010\u2011"
# Characters that show nothing, by their first and last codes: controls, marks of format, choices of a variant, tags.
_FEW = 100  # characters among which mostly one is seen
_UNSEEN = (
    (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x2028, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE01EF),
)  # fmt: skip
_WITHOUT_UNSEEN = {
    code: None for first, last in _UNSEEN[:-1] for code in range(first, last + 1) if not chr(code).isspace()
}  # but for tags


def encode(text: str) -> Codes:
    """Return the character codes of `text`, one ``uint16`` per Python character.

    Parameters
    ----------
    text : str
        Any string, lone surrogates included.

    Returns
    -------
    ndarray of uint16, shape (len(text),)
    """
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        return np.frombuffer(data, dtype="<u2")
    wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.where(wide > 0xFFFF, _ASTRAL, wide).astype(np.uint16)


@functools.cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Class of each of the 65,536 codes; shape and folded byte (the lower one) in one element: one look-up finds both."""
    table = _TABLE.read_bytes()
    return np.frombuffer(table, np.uint8, N_CODES), np.frombuffer(table, "<u2", N_CODES, N_CODES)


def classes() -> NDArray[np.uint8]:
    """Return the class of each code."""
    return _tables()[0]


def describe(codes: Codes) -> NDArray[np.uint16]:
    """Return the shape (bits, in the upper byte) and the folded byte of each character of a text.

    The folded byte is equal for spellings that a lexicon must not tell apart: upper and lower
    case, letters with and without accents, straight and curly apostrophes, kinds of hyphen.
    """
    return _tables()[1].take(codes)


def _described(classes: NDArray[np.uint8], folded: NDArray[np.uint8]) -> NDArray[np.uint16]:
    in_word = (classes >= LOWER) & (classes <= DIGIT)
    shape = np.where(in_word, IN_WORD, 0)
    shape |= np.where(in_word & (classes != DIGIT), LETTER, 0) | np.where(classes == DIGIT, NUMERAL, 0)
    for chars, joiner in (("-", JOINS_WORDS), ("'", JOINS_LETTERS), (".,:", JOINS_NUMERALS)):
        for char in chars:
            shape |= np.where(folded == ord(char), joiner, 0)
    shape |= np.where(classes > NEWLINE, SOLID, 0) | np.where((classes == NEWLINE) | (classes == ATTACHED), APART, 0)
    return (shape << 8 | folded).astype("<u2")


def shown(text: str) -> str:
    """Return a text as it looks: one space for each run of white space, and nothing for characters that show nothing.

    A text in which nothing can be seen is returned as it is.
    """
    # Neither white space other than the space nor what shows nothing is printable, so that most texts need no closer look.
    if "  " not in text and text.isprintable():
        return text.strip()
    joined = " ".join(text.split())
    return (joined if joined.isprintable() else " ".join(text.translate(_WITHOUT_UNSEEN).split())) or text


def shows_nothing(text: str) -> bool:
    """Whether a text has no character that can be seen: white space, a byte order mark, a soft hyphen, and such."""
    return all(map(_is_unseen, text[:_FEW])) and all(map(_is_unseen, set(text)))


def _is_unseen(char: str) -> bool:
    return char.isspace() or any(first <= ord(char) <= last for first, last in _UNSEEN)


def encodable(value: Value) -> Value:
    """Return a text with a question mark for each half of a surrogate pair, which JSON and Python can hold and UTF-8 can't.

    Anything else is returned as it is.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # type: ignore[return-value]
    return value


def _class_of(char: str) -> int:
    if char in _NEWLINES:
        return NEWLINE
    if char.isspace():
        return SPACE
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return ATTACHED
    if category in ("Lu", "Lt"):
        return UPPER
    if category.startswith("L"):
        return LOWER
    if category == "Nd":
        return DIGIT
    return MARK


def _folded_byte(char: str) -> int:
    if char in _APOSTROPHES:
        return ord("'")
    if char in _HYPHENS:
        return ord("-")
    code = ord(unicodedata.normalize("NFKD", char)[0].lower()[0])
    return code if code < 128 else 128 + code % 127


def _write_table() -> None:
    chars = [chr(code) for code in range(N_CODES)]
    classes, folded = (np.array([*map(value_of, chars)], dtype=np.uint8) for value_of in (_class_of, _folded_byte))
    _TABLE.write_bytes(classes.tobytes() + _described(classes, folded).tobytes())


if __name__ == "__main__":
    _write_table()
