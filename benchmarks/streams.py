"""Streams and processes: python benchmarks/streams.py [--small] [--json FILE]

Prints what the command and the library make of many documents, as ratios within one run:

- `classify_many(n_jobs=2)` against `n_jobs=1` on 50 MB of text, results read as documents; and `classify --format jsonl
  --jobs 2` against `--jobs 1` on a file of the same articles;
- `classify` on 50 MB of JSON Lines by the form of its output, with one process and two, and the library on the same texts
  (`--only forms`: the table of docs/pipelines.md);
- peak memory of `opinionclf classify --format jsonl` on a stream of 1 GB of JSON Lines against one of 10 MB.

The articles are made of those of ``training_data/``, drawn again and again with other numbers. The times
include the start of the processes. On a machine that does other work too, the clock tells little: processor time is shown
beside it. --small takes a tenth of everything.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from speed import corpus_articles, megabytes, up_to

import opinionclf

ROOT = Path(__file__).resolve().parent.parent
_NUMBER = re.compile(r"\d+")
_MEGABYTE = 1_000_000


def articles(seed: int = 0) -> Iterator[str]:
    """Return made-up articles without an end: those of the corpus, drawn at random, with other numbers."""
    chance = random.Random(seed)
    known = corpus_articles()
    while True:
        yield _NUMBER.sub(lambda match: str(chance.randrange(10 ** len(match[0]))), chance.choice(known))


def seconds(work: Callable[[], object]) -> tuple[float, float, float]:
    """Return the time of one call, and the processor time that this process and its children took for it."""
    start, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    own = after.user + after.system - before.user - before.system
    children = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, own, children


def read_all(texts: list[str], n_jobs: int) -> int:
    """Classify and count, as a program does that reads every document once."""
    return sum(len(document.start) for document in opinionclf.classify_many(texts, n_jobs=n_jobs))


def command(*arguments: object, form: str | None = "jsonl") -> list[str]:
    """Return a call of the command line."""
    options = [] if form is None else ["--format", form]
    return [sys.executable, "-m", "opinionclf", "classify", *options, *map(str, arguments)]


def peak_of_stream(size: int) -> tuple[float, float, int]:
    """Feed JSON Lines into the command; return its peak memory in MB, seconds and the number of documents."""
    with Path(os.devnull).open("wb") as nowhere:
        start = time.perf_counter()
        process = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=nowhere, cwd=ROOT)
        assert process.stdin is not None
        # Made once: the generator would be slower than what it measures.
        block = [(json.dumps({"text": text}) + "\n").encode() for text in islice(articles(), 2000)]
        written = count = 0
        while written < size:
            line = block[count % len(block)]
            process.stdin.write(line)
            written += len(line)
            count += 1
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"the command ended with status {status}")
    return usage.ru_maxrss / 1000, time.perf_counter() - start, count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a tenth of the sizes, for trying the program itself")
    parser.add_argument("--only", choices=("processes", "forms", "memory"), help="one part")
    parser.add_argument("--repeats", type=int, default=3, help="of the times, the best is taken (default: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args()
    share = 10 if options.small else 1
    result: dict[str, float] = {}
    if options.only in (None, "processes"):
        result |= processes(50 * _MEGABYTE // share, options.repeats)
    if options.only in (None, "forms"):
        result |= forms(50 * _MEGABYTE // share, options.repeats)
    if options.only in (None, "memory"):
        result |= memory(1000 * _MEGABYTE // share)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def processes(size: int, repeats: int) -> dict[str, float]:
    """Two processes against one, in the library and on the command line."""
    texts = up_to(articles(), size)
    volume = megabytes(texts)
    read_all(texts[:50], 1)
    print(f"{volume:.0f} MB in {len(texts)} documents; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        output = Path(folder) / "out.jsonl"
        ways: dict[str, Callable[[int], object]] = {
            "classify_many": lambda n: read_all(texts, n),
            "classify --format jsonl": lambda n: subprocess.run(command(path, "--jobs", n, "--output", output), check=True),
        }
        for name, way in ways.items():
            one = min(seconds(partial(way, 1)) for _ in range(repeats))
            two = min(seconds(partial(way, 2)) for _ in range(repeats))
            result[f"{name}: n_jobs=2 over n_jobs=1"] = one[0] / two[0]
            ratio, free = one[0] / two[0], 2 * sum(one[1:]) / sum(two[1:])
            print(f"{name}: {volume / one[0]:.1f} MB/s with one process, {volume / two[0]:.1f} with two: {ratio:.2f} times")
            print(f"  processor time: {sum(one[1:]):.1f} s; with two {two[1]:.1f} s here and {two[2]:.1f} s in children:")
            print(f"  which on two free processors is at most {free:.2f} times")
    return result


_FORMS: dict[str, tuple[str, list[str], int]] = {  # name of the output, options, which part of the texts
    "`.jsonl`": ("out.jsonl", [], 1),
    "`.csv`": ("out.csv", [], 1),
    "`.parquet`": ("out.parquet", [], 1),
    "`.csv --rows documents`": ("documents.csv", ["--rows", "documents"], 1),
    "`.jsonl --details`": ("details.jsonl", ["--details"], 10),
    "`.csv --details`": ("details.csv", ["--details"], 10),
    "`.csv --rows sources`": ("sources.csv", ["--rows", "sources"], 10),
}


def forms(size: int, repeats: int) -> dict[str, float]:
    """The command by the form of its output, beside the library, as a table in Markdown."""
    texts = up_to(articles(), size)
    opinionclf.classify("It rained.")
    result: dict[str, float] = {}
    print(f"\n{megabytes(texts):.0f} MB in {len(texts)} articles; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    print("| output | one process, MB/s | two processes, MB/s | one process, MB a second of processor time |")
    print("| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        for name, (output, options, share) in _FORMS.items():
            some = texts[: len(texts) // share]
            path.write_text("".join(json.dumps({"text": text}) + "\n" for text in some), encoding="utf-8")
            call = command(path, "--output", Path(folder) / output, *options, form=None)
            result |= _form(name, megabytes(some), partial(_run, call), repeats)
    return result | _form("`classify_many`, in Python", megabytes(texts), partial(read_all, texts), repeats)


def _run(call: list[str], n_jobs: int) -> None:
    subprocess.run([*call, "--jobs", str(n_jobs)], check=True)


def _form(name: str, volume: float, way: Callable[[int], object], repeats: int) -> dict[str, float]:
    """Print a row of the table."""
    one, two = (min(seconds(partial(way, n)) for _ in range(repeats)) for n in (1, 2))
    speeds = [volume / one[0], volume / two[0], volume / sum(one[1:])]
    print(f"| {name} | {' | '.join(f'{speed:.1f}' for speed in speeds)} |", flush=True)
    return {f"{name}: MB/s": speeds[0], f"{name}, two processes: MB/s": speeds[1]}


def memory(size: int) -> dict[str, float]:
    """Peak memory of a long stream against a short one."""
    peaks = {}
    for part in (10 * _MEGABYTE, size):
        peaks[part], time_taken, count = peak_of_stream(part)
        print(f"stream of {part / _MEGABYTE:.0f} MB, {count} documents: {peaks[part]:.0f} MB at the peak, {time_taken:.0f} s")
    more = peaks[size] - peaks[10 * _MEGABYTE]
    print(f"the long stream takes {more:+.0f} MB")
    return {"peak of the long stream minus the short one, MB": more}


if __name__ == "__main__":
    main()
