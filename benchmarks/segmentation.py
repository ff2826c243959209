"""Measure the segmentation on real text: boundaries, quotations, lost sentences, speed, linear time.

Usage: ``python benchmarks/segmentation.py --data DIR [--json result.json] [--quick]``.
Prints one table and writes the same figures as JSON. Needs NLTK for the comparison of speed (its Punkt
tokenizer with default parameters: nothing is downloaded).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.segmentation import SENTENCE, Segmentation, segment

PROSE_GENRES = ("news", "essay", "letter", "speech")
REFERENCE_FILES = (
    "gold",
    "mpqa",
    "babe",
    "checkthat_2023_train",
    "checkthat_2023_dev",
    "checkthat_2023_test",
    "webis_editorials",
)
QUOTATION_FILES = ("polnear_dev", "doclevel_wsj_opinion", "webis_editorials")
BATCH = 256_000  # characters of joined documents
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
BARS = {"boundary F1": 0.975, "depth zero": 0.995, "times Punkt": 10.0}

Document = dict[str, Any]
Counts = tuple[int, int, int]  # right, predicted, wanted


def read(data: Path, name: str) -> list[Document]:
    """Return the documents of one file of the data folder."""
    with (data / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def batches(texts: Iterable[str], size: int = BATCH) -> Iterator[list[str]]:
    """Group texts until a group holds `size` characters."""
    group: list[str] = []
    length = 0
    for text in texts:
        group.append(text)
        length += len(text)
        if length >= size:
            yield group
            group, length = [], 0
    if group:
        yield group


# Boundaries


def inner_starts(starts: Iterable[int], paragraphs: Sequence[tuple[int, int]]) -> set[int]:
    """Return the starts that do not begin a paragraph."""
    firsts = {begin for begin, _ in paragraphs}
    return {place for place in starts if place not in firsts}


def paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the blocks between blank lines, outer white space left out."""
    bounds = []
    for match in PARAGRAPH.finditer(text):
        block = match.group()
        begin = match.start() + len(block) - len(block.lstrip())
        if block.strip():
            bounds.append((begin, begin + len(block.strip())))
    return bounds


def boundary_counts(document: Document, whole: bool) -> Counts:
    """Count right, predicted and wanted boundaries inside the paragraphs of one document."""
    text = document["text"]
    paragraphs = paragraph_bounds(text)
    wanted = inner_starts((sentence["start"] for sentence in document["sentences"]), paragraphs)
    if whole:
        found = inner_starts(segment([text]).start.tolist(), paragraphs)
    else:
        result = segment([text[a:b] for a, b in paragraphs])
        base = np.array([a for a, _ in paragraphs])
        found = inner_starts((result.start + base[result.document]).tolist(), paragraphs)
    return len(found & wanted), len(found), len(wanted)


def f1(counts: Sequence[Counts]) -> float:
    """Return the F1 of summed counts."""
    right, found, wanted = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / max(found + wanted, 1)


def boundaries(data: Path) -> dict[str, float]:
    """F1 of boundaries by genre and for prose together, by paragraph and for the whole document."""
    result: dict[str, float] = {}
    documents = read(data, "gum_train")
    for way, whole in (("by paragraph", False), ("whole", True)):
        by_genre: dict[str, list[Counts]] = defaultdict(list)
        for document in documents:
            by_genre[document["genre"]].append(boundary_counts(document, whole))
        for genre, counts in sorted(by_genre.items()):
            result[f"boundary F1, {genre}, {way}"] = f1(counts)
        prose = [counts for genre in PROSE_GENRES for counts in by_genre[genre]]
        result[f"boundary F1, news essay letter speech, {way}"] = f1(prose)
    return result


# Quotations and lost sentences


def quotation_depth(data: Path) -> dict[str, float]:
    """Share of documents at whose last token no quotation is open."""
    result = {}
    for name in QUOTATION_FILES:
        found = segment([document["text"] for document in read(data, name)])
        last = np.searchsorted(found.tokens.start, np.append(found.offset[1:], np.iinfo(np.int64).max)) - 1
        quotations = found.quotations
        closed = (quotations.depth[last] == 0) | (quotations.mark[last] == -1)
        result[f"depth zero at the end, {name}"] = float(closed.mean())
    return result


def kept(document: Document, found: Segmentation, number: int) -> Iterator[bool]:
    """Say of each labelled reference sentence whether most of it lies in segments of kind sentence."""
    rows = np.flatnonzero((found.document == number) & (found.kind == SENTENCE))
    start, end = found.start[rows], found.end[rows]
    for sentence in document["sentences"]:
        if all(sentence.get(key) is None for key in ("label", "label3", "opinion", "attributed")):
            continue
        overlap = np.minimum(end, sentence["end"]) - np.maximum(start, sentence["start"])
        yield bool(overlap[overlap > 0].sum() >= 0.5 * (sentence["end"] - sentence["start"]))


def coverage(data: Path) -> dict[str, float]:
    """Share of the labelled reference sentences that the segmentation keeps as sentences."""
    result = {}
    for name in REFERENCE_FILES:
        documents = read(data, name)
        flags: list[bool] = []
        for group in batches_of(documents):
            found = segment([document["text"] for document in group])
            for number, document in enumerate(group):
                flags += kept(document, found, number)
        result[f"reference sentences kept, {name}"] = float(np.mean(flags))
    return result


def batches_of(documents: Sequence[Document], size: int = 50) -> Iterator[Sequence[Document]]:
    """Cut a list of documents into groups."""
    for begin in range(0, len(documents), size):
        yield documents[begin : begin + size]


# Time


def best_time(call: Callable[[], object], rounds: int) -> float:
    """Return the shortest of several timings, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begin)
    return best


def speed(data: Path, rounds: int) -> dict[str, float]:
    """Megabytes a second beside NLTK's Punkt on the same documents, in turns within one process."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    texts = [document["text"] for name in ("polnear_train", "mpqa", "doclevel_hyperpartisan") for document in read(data, name)]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    groups = list(batches(texts))
    punkt = PunktSentenceTokenizer()
    segment(groups[0])
    ours = best_time(lambda: [segment(group) for group in groups], rounds)
    theirs = best_time(lambda: [list(punkt.span_tokenize(text)) for text in texts], max(1, rounds // 3))
    single = best_time(lambda: [segment([text]) for text in texts], max(1, rounds // 3))
    return {
        "MB/s, joined documents": megabytes / ours,
        "MB/s, one document a call": megabytes / single,
        "MB/s, NLTK Punkt": megabytes / theirs,
        "times Punkt, joined documents": theirs / ours,
        "times Punkt, one document a call": theirs / single,
    }


def growth(data: Path, size: int) -> dict[str, float]:
    """Time for a document of `size` characters over the time for a twentieth of it, divided by 20."""
    prose = "\n\n".join(document["text"] for document in read(data, "polnear_train"))
    units = {
        "prose": prose,
        "prose in one paragraph": " ".join(prose.split()),
        "prose in short lines": "\n".join(" ".join(prose.split()[i : i + 6]) for i in range(0, 100_000, 6)),
        'only "': '"',
        "only '": "'",
        'only " and spaces': '" ',
        "only '. '": ". ",
        "only (": "(",
        "letters without a space": "abcdefghijklmnop",
        "line ends": "\n",
        "A. A. A.": "A. ",
        "“a” “a”": "“a” ",
        "one-word lines": "Share\n",
        "colons": "A: a\n",
        "soft hyphens": "\u00ad",
    }
    result = {}
    for name, unit in units.items():
        large = (unit * (size // len(unit) + 1))[:size]
        small = large[: size // 20]
        short = best_time(partial(segment, [small]), 3)
        long = best_time(partial(segment, [large]), 1)
        result[f"growth, {name}"] = long / short / 20
        result[f"seconds for {size / 1e6:g} million characters, {name}"] = long
    return result


def main() -> None:
    """Run every measurement, print the table, write the JSON file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of real text")
    parser.add_argument("--json", type=Path, default=Path("segmentation_benchmark.json"), help="where the figures are written")
    parser.add_argument("--rounds", type=int, default=7, help="timings of which the best counts")
    parser.add_argument("--size", type=int, default=20_000_000, help="characters of the longest document")
    parser.add_argument("--quick", action="store_true", help="leave out the measurements of growth")
    options = parser.parse_args()

    figures = boundaries(options.data) | quotation_depth(options.data) | coverage(options.data)
    figures |= speed(options.data, options.rounds)
    if not options.quick:
        figures |= growth(options.data, options.size)
    width = max(map(len, figures))
    for name, value in figures.items():
        bar = next((bar for start, bar in BARS.items() if name.startswith(start)), None)
        print(f"{name:{width}}  {value:8.4f}" + (f"  (bar {bar:g})" if bar is not None else ""))
    options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
