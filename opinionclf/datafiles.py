"""Plain data files of this package: one entry a line, optionally with further columns separated by tabs.

Lines that start with ``#`` say what belongs in a file.
"""

from __future__ import annotations

from pathlib import Path

from opinionclf.files import read_text

DATA = Path(__file__).parent / "data"


def read_rows(name: str) -> list[list[str]]:
    """Return the rows of the data file `name` (path below ``opinionclf/data``), split into columns."""
    lines = read_text(DATA / name).splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ") and line != "#"]


def first_column(name: str, optional: bool = False) -> list[str]:
    """Return the words of a data file.

    A list that is learnt is optional: before it is made it holds nothing. Any other that is missing is an error.
    """
    if optional and not (DATA / name).exists():
        return []
    return [row[0] for row in read_rows(name)]


def personal_titles() -> frozenset[str]:
    """Return the titles among the abbreviations, in lower case and without a stop: ``mr``, ``dr``."""
    return frozenset(row[0] for row in read_rows("abbreviations.tsv") if "title" in row[1:])
