"""Measure the segmentation on real text: boundaries, quotations, lost sentences, furniture, speed, linear time.

Usage: ``python benchmarks/segmentation.py --data DIR [--json result.json] [--quick]``.
Prints every figure, then the bars with what is reached of each, and writes the figures as JSON. Needs NLTK for the
comparison of speed (its Punkt tokenizer with default parameters: nothing is downloaded).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.batches import batches
from opinionclf.segmentation import Segmentation, segment
from opinionclf.segmentkinds import SENTENCE
from opinionclf.training.corpus import read_corpus

PROSE_GENRES = ("news", "essay", "letter", "speech")
REFERENCE_FILES = (
    "gold",
    "mpqa",
    "babe",
    "checkthat_2023_train",
    "checkthat_2023_dev",
    "checkthat_2023_test",
    "webis_editorials",
    "newsdiscourse_train",
    "polnear_dev",
    "polnear_train",
)
# Of these the labels say "no sentence of the article"; the others label headings, captions and credits too.
FURNITURE_FILE = "gold"
ROOT = Path(__file__).resolve().parents[1]
SUITES = {"boundary_cases": 250, "quotation_cases": 120, "pages": 15}  # the fewest cases of each
OVERFULL = ROOT / "tests" / "data" / "overfull_pages.jsonl"
HAND_CHECKED = Path(__file__).with_name("hand_checked_pages.tsv")
QUOTATION_FILES = ("polnear_dev", "doclevel_wsj_opinion", "webis_editorials")
HEADLINE_FILES = ("polnear_dev", "polnear_train")  # ids of outlet, date and the first words of the headline
HEADLINE_LETTERS = 14
LETTERS = re.compile(r"[^a-z]+")
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
# The bars: what the name of a figure begins with, and what every such figure must be at least or at most.
AT_LEAST = {
    "boundary F1, news essay letter speech": 0.975,
    "boundary F1, news,": 0.975,
    "boundary F1, essay,": 0.975,
    "boundary F1, letter,": 0.975,
    "boundary F1, speech,": 0.975,
    **{f"cases, {suite}": float(fewest) for suite, fewest in SUITES.items()},
    "cases passed, boundary_cases": 0.97,
    "depth zero at the end": 0.995,
    "hand-checked pages, all": 40.0,
    "times Punkt, joined documents": 10.0,
}
AT_MOST = {"hand-checked pages, with furniture as a sentence": 0.0, "growth": 2.0}

Document = dict[str, Any]
Counts = tuple[int, int, int]  # right, predicted, wanted


def read(data: Path, name: str) -> list[Document]:
    """Return the documents of one file of the data folder."""
    with (data / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


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


def is_labelled(sentence: Document) -> bool:
    """Say whether a reference sentence has a label of any kind."""
    return any(sentence.get(key) is not None for key in ("label", "label3", "opinion", "attributed"))


def kept(document: Document, found: Segmentation, number: int) -> Iterator[tuple[bool, bool]]:
    """Say of each reference sentence whether it is labelled, and whether most of it lies in segments of kind sentence."""
    rows = np.flatnonzero((found.document == number) & (found.kind == SENTENCE))
    start, end = found.start[rows], found.end[rows]
    for sentence in document["sentences"]:
        overlap = np.minimum(end, sentence["end"]) - np.maximum(start, sentence["start"])
        is_kept = overlap[overlap > 0].sum() >= 0.5 * (sentence["end"] - sentence["start"])
        yield is_labelled(sentence), bool(is_kept)


def coverage(data: Path) -> dict[str, float]:
    """Share of the labelled reference sentences that are kept as sentences, and of the furniture that is not."""
    result = {}
    for name in REFERENCE_FILES:
        flags: list[tuple[bool, bool]] = []
        for group in batches_of(read(data, name)):
            found = segment([document["text"] for document in group])
            for number, document in enumerate(group):
                flags += kept(document, found, number)
        labelled, is_kept = np.array(flags, dtype=bool).T
        result[f"reference sentences kept, {name}"] = float(is_kept[labelled].mean())
        result[f"reference sentences lost, {name}"] = float((labelled & ~is_kept).sum())
        if name == FURNITURE_FILE:
            result[f"furniture found, {name}"] = float((~is_kept)[~labelled].mean())
            result[f"furniture taken for sentences, {name}"] = float((is_kept & ~labelled).sum())
    return result


def headlines(data: Path) -> dict[str, float]:
    """Number of pages whose first paragraph is the headline that their id is made of, and of those where it is no sentence."""
    n_all = n_found = 0
    for name in HEADLINE_FILES:
        for document in read(data, name):
            found = segment([document["text"]])
            first = np.flatnonzero(found.paragraph == 0)
            slug = LETTERS.sub("", document["id"].split("_", 2)[-1])[:HEADLINE_LETTERS]
            if slug and slug in LETTERS.sub("", document["text"][: found.end[first[-1]]].lower()):
                n_all += 1
                n_found += found.kind[0] != SENTENCE
    return {"headlines that the id tells": float(n_all), "headlines that the id tells, no sentence": float(n_found)}


def batches_of(documents: Sequence[Document], size: int = 50) -> Iterator[Sequence[Document]]:
    """Cut a list of documents into groups."""
    for begin in range(0, len(documents), size):
        yield documents[begin : begin + size]


def own_pages() -> dict[str, float]:
    """Sentences lost and furniture kept on the pages of our own corpus, whose kinds are known."""
    lost = kept_furniture = n_sentences = n_furniture = 0
    for labelled in read_corpus(ROOT / "training_data").pages:
        page = labelled.page
        if len(page.starts) < 2:
            continue
        ends = [*page.starts[1:], len(page.text)]
        parts = [
            {"start": a, "end": a + len(page.text[a:b].rstrip()), "label": kind == SENTENCE or None}
            for a, b, kind in zip(page.starts, ends, page.kinds, strict=True)
        ]
        for is_sentence, is_kept in kept({"sentences": parts}, segment([page.text]), 0):
            n_sentences += is_sentence
            n_furniture += not is_sentence
            lost += is_sentence and not is_kept
            kept_furniture += is_kept and not is_sentence
    return {
        "reference sentences kept, own corpus": 1 - lost / n_sentences,
        "furniture found, own corpus": 1 - kept_furniture / n_furniture,
    }


def overfull_pages() -> dict[str, float]:
    """Lines of invented pages full of furniture that are taken for something else, of those of which the writer is sure."""
    count: Counter[str] = Counter()
    pages = (json.loads(line) for line in OVERFULL.read_text(encoding="utf-8").splitlines())
    for page in pages:
        found = segment([page["text"]])
        start, end = found.start, found.end
        place = 0
        for kind, line in page["lines"]:
            begin = page["text"].index(line, place)
            place = begin + len(line)
            inside = found.kind[(start < place) & (end > begin)] == SENTENCE
            count[kind] += 1
            count["lost"] += kind == "sentence" and not inside.all()
            count["kept"] += kind == "furniture" and bool(inside.any())
    return {
        "overfull pages, share of furniture as a sentence": count["kept"] / count["furniture"],
        "overfull pages, clear lines of furniture": float(count["furniture"]),
        "overfull pages, lines of furniture as a sentence": float(count["kept"]),
        "overfull pages, clear lines of sentences": float(count["sentence"]),
        "overfull pages, lines of sentences lost": float(count["lost"]),
    }


# Lists that are kept by hand


def suites() -> dict[str, float]:
    """Number of cases of each suite, and the share that is no known failure (the tests hold both)."""
    result = {}
    for suite in SUITES:
        lines = (ROOT / "tests" / "data" / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
        known = sum("known_failure" in json.loads(line) for line in lines)
        result[f"cases, {suite}"] = float(len(lines))
        result[f"cases passed, {suite}"] = 1 - known / len(lines)
    return result


def hand_checked() -> dict[str, float]:
    """Number of pages of the last sample read by hand, and of those with furniture taken for a sentence."""
    lines = HAND_CHECKED.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    last = max((row[1] for row in rows), key=int)
    sample = [row for row in rows if row[1] == last]
    return {
        "hand-checked pages, all": float(len(sample)),
        "hand-checked pages, with furniture as a sentence": float(sum(row[2] == "furniture" for row in sample)),
        "hand-checked pages, with a sentence lost": float(sum(row[2] == "lost" for row in sample)),
    }


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
    words = prose.split()
    units = {
        "prose": prose,
        "prose in one paragraph": " ".join(words),
        "prose in short lines": "\n".join(" ".join(words[i : i + 6]) for i in range(0, 100_000, 6)),
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
        long = best_time(partial(segment, [large]), 2)
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

    figures = boundaries(options.data) | quotation_depth(options.data) | coverage(options.data) | own_pages()
    figures |= overfull_pages() | headlines(options.data) | suites() | hand_checked() | speed(options.data, options.rounds)
    if not options.quick:
        figures |= growth(options.data, options.size)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:{width}}  {value:10.4f}")
    print()
    for name, value in figures.items():
        for start, bar in AT_LEAST.items():
            if name.startswith(start):
                print(f"{name:{width}}  {value:10.4f}  at least {bar:8g}  {'reached' if value >= bar else 'MISSED'}")
        for start, bar in AT_MOST.items():
            if name.startswith(start):
                print(f"{name:{width}}  {value:10.4f}  at most  {bar:8g}  {'reached' if value <= bar else 'MISSED'}")
    options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
