"""Articles from files and standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from opinionclf.commands.complaints import ENCODING_HINT
from opinionclf.commands.refusals import refuse_no_file, refuse_other_beginning, refuse_other_ending, refuse_packed
from opinionclf.errors import DataError
from opinionclf.files import decoded_text, read_bytes

STANDARD_INPUT = "-"
MARK_ADVICE = "say --encoding {}"


def standard_input() -> BinaryIO:
    """Return the stream of standard input.

    Raises
    ------
    DataError
        If it is closed.
    """
    if sys.stdin is None:
        raise DataError("standard input is closed")
    return sys.stdin.buffer


def read_article(name: str, encoding: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Parameters
    ----------
    name, encoding : str

    Raises
    ------
    DataError
        If it can't be read, is no text, is in another encoding, or looks like a table, a web page, XML or JSON.
    """
    if name == STANDARD_INPUT:
        return article(standard_input().read(), "standard input", encoding)
    refuse_no_file(name)
    data = read_bytes(Path(name))
    refuse_other_ending(name)
    return article(data, name, encoding)


def article(data: bytes, name: str, encoding: str, plain: bool = False) -> str:
    """Return data as the text of an article.

    Parameters
    ----------
    data : bytes
    name, encoding : str
    plain : bool
        It is an article, whatever it looks like.

    Raises
    ------
    DataError
    """
    refuse_packed(data, name)
    text = decoded_text(data, name, encoding, ENCODING_HINT, MARK_ADVICE)
    if not plain:
        refuse_other_beginning(text, name)
    return text
