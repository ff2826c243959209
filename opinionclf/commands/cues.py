"""``opinionclf cues``: the categories of the lexicon, and where a word stands in it."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator

from opinionclf.commands.display import Painter, complain, harmless, tell, wrap
from opinionclf.inflections import inflections, irregular_verbs
from opinionclf.lexiconfiles import Category, read_lexicon

DESCRIPTION = """\
List the categories of the lexicon, or look up a word or phrase: the entries that have it as a form, and the phrases
that hold it. The name of a category lists its entries. Strength goes from 1 (often something else) to 3 (nearly always).
Exit status 1 where nothing is found.
"""
_MOST_PHRASES = 20


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "cues", help="list the lexicon's categories, or look a word up", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("word", nargs="*", metavar="WORD", help="a word or phrase, or a category")
    parser.add_argument("--all", action="store_true", help=f"all phrases with the word (default: the first {_MOST_PHRASES})")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List or look up; return the exit status."""
    categories = read_lexicon()
    painter = Painter(sys.stdout)
    word = " ".join(" ".join(arguments.word).lower().replace("\u2019", "'").split())
    most = sys.maxsize if arguments.all else _MOST_PHRASES
    lines = [*_found(categories, word, most), *_entries(categories, word, painter.width)] if word else None
    if lines == []:
        complain(f"{harmless(word)!r} is not in the lexicon{_near(categories, word)}")
        return 1
    if lines is None:
        lines = list(_listed(categories, painter.width))
    tell("\n".join(lines))
    return 0


def _listed(categories: list[Category], width: int) -> Iterator[str]:
    """Name, number of entries and description of each category."""
    for category in categories:
        first, *rest = wrap(category.description, max(width - 26, 24))
        yield f"{category.name:18}{len(category.entries):5}  {first}"
        yield from (f"{'':25}{line}" for line in rest)


def _entries(categories: list[Category], name: str, width: int) -> Iterator[str]:
    """The entries of a category of this name, the strongest first."""
    for category in categories:
        if category.name == name:
            yield from wrap(f"category {name}: {category.description}", width)
            for strength in sorted(set(category.entries.values()), reverse=True):
                entries = sorted(entry.lstrip("^") for entry, found in category.entries.items() if found == strength)
                first, *rest = wrap(", ".join(entries), width - 3)
                yield f"{strength}  {first}"
                yield from (f"   {line}" for line in rest)


def _near(categories: list[Category], word: str) -> str:
    known = {entry.lstrip("^") for category in categories for entry in category.entries} | {one.name for one in categories}
    near = difflib.get_close_matches(word, sorted(known))
    return f"; near it are: {', '.join(near)}" if near else ""


def _found(categories: list[Category], word: str, most: int) -> Iterator[str]:
    """The entries with this form, then the phrases that hold it."""
    phrases = []
    # Only what can have the form is inflected: words of the same first letter, and irregular verbs (`went` is of `go`).
    head = word.partition(" ")[0]
    irregular = {verb for verb, forms in irregular_verbs().items() if head in forms}
    irregular |= {"be"} if head in ("is", "are", "am") else set()
    for category in categories:
        for entry, strength in category.entries.items():
            plain = entry.lstrip("^")
            likely = plain[:1] == word[:1] or plain.partition(" ")[0] in irregular
            if likely and (word == plain or word in inflections(plain, category.inflect)):
                where = " (at the start of a sentence)" if entry.startswith("^") or category.name == "opener" else ""
                yield f"{plain:28}{category.name:18}{strength}{where}"
            elif f" {word} " in f" {plain} ":
                phrases.append(f"  {plain:26}{category.name:18}{strength}")
    if phrases:
        yield f"phrases with “{word}”"
        yield from phrases[:most]
        if len(phrases) > most:
            yield f"  and {len(phrases) - most} more (--all)"
