"""Measure time and memory for texts that nobody writes: one character a hundred million times, deep nesting, all of Unicode.

Usage: ``python benchmarks/hostile.py [--case NAME ...] [--small N] [--large N] [--huge N] [--details N] [--json FILE]``, sizes
in millions of characters.

Each text is classified in a process of its own, at a small and at a large size; *growth* is the processor time a character
at the large size over that at the small one, and *memory* the peak beyond that of a process that has classified one
sentence, a character. Texts of one character are measured at the huge size too. ``--details`` measures what is worked
out on demand (sentence objects, cues, sources, an explanation, the page) instead, at that size and a tenth of it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import opinionclf

_PROSE = "The council closed the pool on Monday. “It must reopen,” said Ms. Orla Finn, who called it a disgrace.\n\n"
_LAST = 0x110000
# One after the other, as often as there is room; those of one character first.
UNITS = {
    "letter": "a", "quotation mark": '"', "stop": ".", "space": " ", "line end": "\n", "bracket": "(", "zero": "\0",
    "lone surrogate": "\ud800", "override": "\u202e", "emoji": "\U0001f600", "combining": "\u0301", "soft hyphen": "\xad",
    "apostrophe": "'", "prose": _PROSE, "stop, space": ". ", "letters": "abcdefghijklmnop", "speaker": "A: a\n", "turn": "A. ",
    "quoted letter": "“a” ", "opening quote": "“a ", "button": "Share\n", "said": "he said ", "said quoted": '"a," said B. ',
    "name": "Orla Finn ", "cue": "perhaps ", "nested brackets": "([{<", "nested quotes": "“‘", "tags": "<div><p>",
    "directions": "abc \u05d0\u05d1 \u202e\u2066 \u0627\u0628 ", "list": "1. a\n", "address": "https://a.example/a?b=c ",
    "abbreviation": "U.S. ", "blank lines": "a\n\n", "dash": "a—", "hyphen": "a-", "ellipsis": "a… ", "number": "1,000.5 ",
    "comma": "a, ", "one long quotation": '" a', "byline": "By Orla Finn\n", "accents": "e\u0301",
    "link": "[a](b.c) ", "open links": "[a](b/", "emphasis": "*a ", "quoted lines": "\n> ", "headings": "\n## a",
    "questions": "Who pays?\n\n", "names": "Orla Finn.\n\n",
}  # fmt: skip


def text_of(name: str, size: int) -> str:
    """Return a hostile text of a number of characters."""
    if name == "closed brackets":
        return "(" * (size // 2) + ")" * (size - size // 2)
    unit = "".join(map(chr, range(_LAST))) if name == "every character" else UNITS[name]
    return (unit * (size // len(unit) + 1))[:size]


def _document(text: str) -> None:
    opinionclf.classify(text)


def _details(text: str) -> None:
    document = opinionclf.classify(text)
    for sentence in document.sentences:
        sentence.to_dict(details=True)
    if document.sentences:
        explanation = document.sentences[0].explain()
        explanation.to_dict()
        _ = explanation.counterfactual
    dict(document.summary)
    document.to_html()


def _measured(work: Callable[[str], None], name: str, size: int) -> tuple[float, float]:
    """Processor time (the best of three where it is short) and peak memory beyond that of a small text, in bytes."""
    work("A ferry left at noon, she said. What a shame!")
    text = text_of(name, size)
    base = _peak()
    best = float("inf")
    began = time.process_time()
    while best == float("inf") or time.process_time() - began < 1.0:
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
    return best, _peak() - base


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0)


def measured(work: Callable[[str], None], name: str, size: int) -> tuple[float, float]:
    """Measure in a process of its own: memory that was used stays counted."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, name, size))


def rows(names: list[str], sizes: list[int], work: Callable[[str], None], huge: int) -> Iterator[dict[str, float | str]]:
    """Return one row of figures a text."""
    for name in names:
        row: dict[str, float | str] = {"text": name}
        small, large = sizes
        for size in sizes:
            row[f"seconds {size}"], row["memory"] = measured(work, name, size)
        row["growth"] = float(row[f"seconds {large}"]) / float(row[f"seconds {small}"]) * small / large
        row["memory"] = float(row["memory"]) / large
        if huge and len(UNITS.get(name, "  ")) == 1:
            row[f"seconds {huge}"], memory = measured(work, name, huge)
            row["memory of the huge one"] = memory / huge
        yield row


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [*UNITS, "closed brackets", "every character"]
    parser.add_argument("--case", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--small", type=float, default=2.0)
    parser.add_argument("--large", type=float, default=20.0)
    parser.add_argument("--huge", type=float, default=0.0)
    parser.add_argument("--details", type=float, default=0.0)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    work = _details if arguments.details else _document
    sizes = [arguments.details / 10, arguments.details] if arguments.details else [arguments.small, arguments.large]
    counts = [round(size * 1e6) for size in sizes]
    found = []
    print(f"{'text':20}{'s a million':>12}{'growth':>8}{'bytes each':>12}   {'at the huge size':>16}")
    for row in rows(arguments.case, counts, work, round(arguments.huge * 1e6)):
        found.append(row)
        line = f"{row['text']:20}{float(row[f'seconds {counts[1]}']) / sizes[1]:12.3f}{row['growth']:8.2f}{row['memory']:12.0f}"
        if "memory of the huge one" in row:
            seconds = float(row[f"seconds {round(arguments.huge * 1e6)}"])
            line += f"   {seconds / arguments.huge:8.3f} s {row['memory of the huge one']:5.0f} B"
        print(line, flush=True)
    growth, memory = (max(float(row[name]) for row in found) for name in ("growth", "memory"))
    print(f"worst growth {growth:.2f}, most memory {memory:.0f} bytes a character")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
