"""Articles from files and standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from opinionclf.commands.refusals import refuse_no_file, refuse_other_beginning, refuse_other_ending, refuse_packed
from opinionclf.errors import DataError
from opinionclf.files import other_mark, read_bytes

STANDARD_INPUT = "-"


def read_article(name: str, encoding: str, plain: bool = False) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Parameters
    ----------
    name, encoding : str
    plain : bool
        It is an article, whatever it looks like.

    Raises
    ------
    DataError
        If it can't be read, is no text, is in another encoding, or looks like a table, a web page or JSON.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise DataError("standard input is closed")
        return article(sys.stdin.buffer.read(), "standard input", encoding, plain)
    refuse_no_file(name)
    data = read_bytes(Path(name))
    if not plain:
        refuse_other_ending(name)
    return article(data, name, encoding, plain)


def article(data: bytes, name: str, encoding: str, plain: bool = False) -> str:
    """Return data as the text of an article.

    Raises
    ------
    DataError
    """
    refuse_packed(data, name)
    text = decode(data, name, encoding)
    if not plain:
        refuse_other_beginning(text, name)
    return text


def refuse_other_mark(data: bytes, name: str, encoding: str, lines: bool = False) -> None:
    """Refuse what should be UTF-8 and starts with the byte order mark of another encoding.

    Parameters
    ----------
    data : bytes
    name, encoding : str
    lines : bool
        They are read one by one, which can't be done in the other encoding.

    Raises
    ------
    DataError
    """
    if codecs.lookup(encoding).name == "utf-8" and (other := other_mark(data)):
        advice = "convert the input to UTF-8, to read its lines" if lines else f"say --encoding {other}"
        raise DataError(f"{name}:1: starts with the byte order mark of {other}; {advice}")


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
