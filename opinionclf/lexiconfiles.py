"""The files of the lexicon: graded words and phrases, one category a file.

A header says what belongs in it and how its entries inflect; then come an entry and its strength a line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from opinionclf.datafiles import DATA
from opinionclf.errors import DataError
from opinionclf.files import read_text


@dataclass(slots=True)
class Category:
    """One file of the lexicon.

    Attributes
    ----------
    name, description : str
    inflect : str
        ``adjective``, ``noun``, ``verb`` or ``none``.
    entries : dict of str to int
        Strength 1 to 3 of each lemma or phrase.
    """

    name: str
    description: str
    inflect: str
    entries: dict[str, int] = field(default_factory=dict)


class LexiconError(DataError):
    """A lexicon file that can't be read, with its name and line."""


def read_category(path: Path) -> Category:
    """Read one lexicon file.

    Raises
    ------
    LexiconError
        If a line is not an entry and a strength from 1 to 3.
    DataError
        If the file is not text in UTF-8.
    """
    lines = read_text(path).splitlines()
    if len(lines) < 2 or not lines[0].startswith(f"# {path.stem}: ") or not lines[1].startswith("# inflect: "):
        raise LexiconError(f"{path.name}:1: two header lines are needed, '# {path.stem}: ...' and '# inflect: ...'")
    category = Category(path.stem, lines[0].split(": ", 1)[1], lines[1].split(": ", 1)[1].strip())
    for number, line in enumerate(lines[2:], 3):
        entry, tab, strength = line.partition("\t")
        if not tab or strength not in ("1", "2", "3") or not entry.strip():
            raise LexiconError(f"{path.name}:{number}: expected an entry, a tab and a strength from 1 to 3")
        if entry in category.entries:
            raise LexiconError(f"{path.name}:{number}: {entry!r} stands in the file already")
        category.entries[entry] = int(strength)
    return category


def read_lexicon(folder: Path | None = None) -> list[Category]:
    """Read all categories, in alphabetical order."""
    return [read_category(path) for path in _files(folder or DATA / "lexicon")]


def category_names() -> list[str]:
    """Return the names of all categories, in alphabetical order."""
    return [path.stem for path in _files(DATA / "lexicon")]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tsv"))
