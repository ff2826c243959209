"""Values of arguments: text to what a command works with, or what is wrong with it."""

from __future__ import annotations

import argparse
import codecs
from pathlib import Path


def whole_number(text: str) -> int:
    """Read a number from 0."""
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0, not {text!r}")
    return int(text)


def at_least_one(text: str) -> int:
    """Read a number from 1."""
    value = whole_number(text)
    if not value:
        raise argparse.ArgumentTypeError("expected at least 1")
    return value


def jobs(text: str) -> int:
    """Read a number of processes."""
    if text != "-1" and not (text.isdecimal() and 0 < int(text) < 1000):
        raise argparse.ArgumentTypeError(f"expected a number of processes, or -1 for all processors, not {text!r}")
    return int(text)


def output_path(name: str) -> Path:
    """Read the name of what is to be written: none at all would be this folder."""
    if not name:
        raise argparse.ArgumentTypeError("expected a name, not an empty one")
    return Path(name)


def names(text: str) -> tuple[str, ...]:
    """Read names of fields between commas; one that holds a comma stands in quotation marks."""
    from opinionclf.spreadsheet import between_commas

    found = tuple(dict.fromkeys(between_commas(text)))
    if not all(found) or not found:
        raise argparse.ArgumentTypeError(f"expected names of fields between commas, not {text!r}")
    return found


def encoding(name: str) -> str:
    """Read the name of an encoding of text, as Python calls it."""
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(f"unknown encoding {name!r}") from None
