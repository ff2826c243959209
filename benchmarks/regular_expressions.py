"""Hold every regular expression of the package against strings that are made to slow it down.

Usage: ``python benchmarks/regular_expressions.py [--pattern NAME]``.

For each pattern, strings repeat its own characters and their pairs, with beginnings and ends that keep them from
matching. *Limit* is the longest string that pages with long lines bring before the pattern, and *at the limit* the worst
processor time for such a string, a character. A pattern without a limit must be linear: *growth* is the greatest exponent of
the time (1 linear, 2 quadratic) between strings of 10,000 and of 40,000 characters.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import itertools
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import opinionclf
from opinionclf.patterns import _Pattern

_METHODS = ("match", "search", "fullmatch", "sub", "split", "findall", "finditer")
_ENDS = ("", "\0", "!", " x", "9.")
_STARTS = ("", "A", "(", "By ", "The writer is a ", "Orla Finn is ", "/", "#", "«", "—", '"')
_MOST_CHARACTERS = 12
_LONG = 0.02  # seconds: need no second look
_SHORT = 10_000  # characters
_UNLIMITED = 3000  # what sees longer strings sees lines of any length
_MOST_MEASURED = 20


@dataclass(frozen=True)
class Place:
    """Where a regular expression is kept: an attribute of a module, or a function that makes it when it is first needed."""

    module: Any
    name: str
    made: bool = False

    @property
    def title(self) -> str:
        return f"{self.module.__name__.removeprefix('opinionclf.')}.{self.name}{'()' if self.made else ''}"

    def patterns(self) -> list[re.Pattern[Any]]:
        """Return the regular expression, or several that are kept together."""
        value = getattr(self.module, self.name)
        return list(_compiled(value() if self.made else value))


def _compiled(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, _Pattern):
        yield value.compiled()
    elif isinstance(value, tuple):  # such as the phrases of furniture
        for part in value:
            for one in part.values() if isinstance(part, dict) else [part]:
                yield from _compiled(one)


def places() -> list[Place]:
    """Return every place of the package that keeps regular expressions."""
    found = []
    for info in pkgutil.walk_packages(opinionclf.__path__, "opinionclf."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, (re.Pattern, _Pattern)):
                found.append(Place(module, name))
            elif _makes_patterns(value, module.__name__):
                found.append(Place(module, name, made=True))
    return found


def _makes_patterns(value: Any, module: str) -> bool:
    """Whether a cached function without arguments returns regular expressions."""
    if not isinstance(value, functools._lru_cache_wrapper) or value.__module__ != module:
        return False
    returned = str(value.__wrapped__.__annotations__.get("return", ""))
    return "Pattern" in returned or returned == "_Phrases"


class Recorder:
    """Stands for a regular expression, and keeps how it is used, and the length of the longest string before it."""

    def __init__(self, compiled: re.Pattern[Any]) -> None:
        self.compiled = compiled
        self.longest = 0
        self.methods: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.compiled, name)
        if name not in _METHODS:
            return method

        def recorded(*arguments: Any) -> Any:
            string = arguments[1] if name == "sub" else arguments[0]
            bounds = arguments[1:] if name in ("search", "match") and len(arguments) > 2 else (0, len(string))
            self.longest = max(self.longest, bounds[1] - bounds[0])
            self.methods.add(name)
            return method(*arguments)

        return recorded


@contextmanager
def recorded() -> Iterator[dict[str, list[Recorder]]]:
    """Put recorders in the place of all regular expressions that single attributes or functions keep."""
    recorders: dict[str, list[Recorder]] = {}
    kept = []
    for place in places():
        made = [Recorder(one) for one in place.patterns()]
        recorders[place.title] = made
        value = getattr(place.module, place.name)
        if place.made and isinstance(value(), tuple):
            whole = value()
            replaced = iter(made)
            parts = [{key: next(replaced) for key in part} if isinstance(part, dict) else part for part in whole]
            new: Any = functools.partial(lambda result: result, type(whole)(*parts))
        elif place.made:
            new = functools.partial(lambda result: result, made[0])
        else:
            new = made[0]
        kept.append((place, value))
        setattr(place.module, place.name, new)
    try:
        yield recorders
    finally:
        for place, value in kept:
            setattr(place.module, place.name, value)


def hostile_pages(length: int) -> Iterator[str]:
    """Return pages with long lines of every kind that the rules for lines look at."""
    words = ("a", "Orla Finn ", "By Orla ", "A. ", "AP/", "> a ", "| a ", "12 ", "Jan 3, ", "(a) ", "“a” ", "'a' ", "@a ",
             "#a ", "said: ", "by ",
             "a-", "SALEM, ", "writer ", "— ", "https://a", "(Photo: ", "editor of ", "? ", ".", "<b>")  # fmt: skip
    for word in words:
        line = (word * (length // len(word) + 1))[:length].strip()
        for end in ("", ".", "?", ":"):
            yield f"{line}{end}\n\n{line}{end}\n\nThe ferry left at noon on Friday. She waved.\n\n{line}{end}"


def used(lengths: tuple[int, ...] = (60, 125, 390, 3000, 20_000)) -> dict[str, list[Recorder]]:
    """Return how each regular expression is used when pages hold lines of some lengths."""
    with recorded() as recorders:
        for length in lengths:
            for page in hostile_pages(length):
                opinionclf.classify(page)
    return recorders


def characters(compiled: re.Pattern[Any]) -> list[str]:
    """Return some characters that a pattern speaks of, and some of the classes it names."""
    source = compiled.pattern.decode("latin1") if isinstance(compiled.pattern, bytes) else compiled.pattern
    literal = [one for one in dict.fromkeys(source) if one not in "\\[]{}()?*+|^$"]
    return list(dict.fromkeys([*"aA1 .'-", *(one for one in literal if not one.isalnum())]))[:_MOST_CHARACTERS]


def attacks(compiled: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Return strings of a length that repeat one or two characters of a pattern."""
    alphabet = characters(compiled)
    units = [*alphabet, *map("".join, itertools.permutations(alphabet, 2)), "Aa ", "a, ", "Aa, ", ' "a', "AA/", "is, ", ", is "]
    for start, unit, end in itertools.product(_STARTS, units, _ENDS):
        text = (start + unit * (length // len(unit) + 1))[: length - len(end)] + end
        yield text.encode("latin1", "replace") if isinstance(compiled.pattern, bytes) else text


def seconds(work: Callable[[Any], object], text: Any) -> float:
    """Processor time, the best of three: what else the machine does disturbs some of them."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        work(text)
        best = min(best, time.process_time() - begin)
        if best > _LONG:
            break
    return best


def methods(compiled: re.Pattern[Any], names: set[str]) -> list[Callable[[Any], object]]:
    """Return ways to run a pattern, those that the package uses where they are known."""
    works: dict[str, Callable[[Any], object]] = {
        "match": compiled.match, "fullmatch": compiled.fullmatch, "search": compiled.search,
        "findall": compiled.findall, "sub": functools.partial(compiled.sub, lambda match: match[0]),
    }  # fmt: skip
    return [work for name, work in works.items() if name in names] or list(works.values())


def worst(compiled: re.Pattern[Any], names: set[str], length: int) -> float:
    """Return the worst time for a string of a length."""
    works = methods(compiled, names)
    return max(seconds(work, text) for text in attacks(compiled, length) for work in works)


def growth(compiled: re.Pattern[Any], names: set[str]) -> float:
    """Return the greatest exponent of the growth of time, of the strings that take longest."""
    works = methods(compiled, names)
    pairs = zip(attacks(compiled, _SHORT), attacks(compiled, 4 * _SHORT), strict=True)
    timed = [(seconds(work, short), work, long) for short, long in pairs for work in works]
    slowest = sorted(timed, key=lambda item: -item[0])[:_MOST_MEASURED]
    return max(math.log(seconds(work, long) / max(first, 1e-7), 4) for first, work, long in slowest)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pattern", default="", help="only those whose name holds this")
    arguments = parser.parse_args()
    known = used()
    print(f"{'pattern':44}{'limit':>8}{'at the limit, µs a character':>30}{'growth':>8}")
    for place in places():
        if arguments.pattern not in place.title:
            continue
        recorders = known[place.title]
        limit = max(one.longest for one in recorders)
        if 0 < limit < _UNLIMITED:
            found = max(worst(one.compiled, one.methods, limit) for one in recorders)
            print(f"{place.title:44}{limit:8}{found / limit * 1e6:30.3f}", flush=True)
        else:
            found = max(growth(one.compiled, one.methods) for one in recorders)
            print(f"{place.title:44}{'none':>8}{'':30}{found:8.2f}", flush=True)


if __name__ == "__main__":
    main()
