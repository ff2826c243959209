"""Articles from files and standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from opinionclf.errors import DataError
from opinionclf.files import read_bytes

STANDARD_INPUT = "-"
_OTHER_BOMS = (("utf-32", codecs.BOM_UTF32_LE), ("utf-32", codecs.BOM_UTF32_BE), ("utf-16", codecs.BOM_UTF16_LE),
               ("utf-16", codecs.BOM_UTF16_BE))  # fmt: skip


def read_article(name: str, encoding: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises
    ------
    DataError
        If it can't be read, is no text or is in another encoding.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise DataError("standard input is closed")
        return decode(sys.stdin.buffer.read(), "standard input", encoding)
    return decode(read_bytes(Path(name)), name, encoding)


def refuse_other_mark(data: bytes, name: str, encoding: str) -> None:
    """Refuse what should be UTF-8 and starts with the byte order mark of another encoding.

    Raises
    ------
    DataError
    """
    if codecs.lookup(encoding).name == "utf-8":
        for other, mark in _OTHER_BOMS:
            if data.startswith(mark):
                raise DataError(f"{name}:1: starts with the byte order mark of {other}; say --encoding {other}")


def decode(data: bytes, name: str, encoding: str) -> str:
    """Decode a text and tell where and why it fails. A byte order mark at the start is left out.

    Raises
    ------
    DataError
    """
    unicode_8 = codecs.lookup(encoding).name == "utf-8"
    refuse_other_mark(data, name, encoding)
    if b"\0" in data and not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
        raise DataError(f"{name}: not a text file (zero byte at offset {data.index(0)})")
    try:
        text = data.decode("utf-8-sig" if unicode_8 else encoding)
    except UnicodeDecodeError as error:
        # Python counts from behind the byte order mark where there is one.
        offset = error.start + (len(data) - len(error.object))
        line = data.count(b"\n", 0, offset) + 1
        hint = "; if you know the encoding, say so, for example --encoding cp1252" if unicode_8 else ""
        raise DataError(f"{name}:{line}: byte 0x{data[offset]:02x} at offset {offset} is not valid {encoding}{hint}") from None
    except UnicodeError as error:
        raise DataError(f"{name}: not valid {encoding} ({error})") from None
    return text.removeprefix("\ufeff")
