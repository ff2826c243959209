"""How far training goes, and what it leaves behind when it is stopped.

Usage: ``python benchmarks/training_limits.py [growth | kills | disk] [--sizes N...] [--kills 50] [--jobs 2] [--json FILE]``.

growth
    Time and peak memory of ``opinionclf train --base none`` on made-up sentences: each is the beginning of one sentence of
    the corpus and the end of another with the same label, in documents of twenty.
kills
    ``train`` is killed (SIGKILL) at random moments while it replaces a model; afterwards the folder must hold the old model
    or the new one, whole. Half of the moments fall into the hundredths of a second in which it is written.
disk
    ``train`` onto a file system of 2 MB (a tmpfs; needs the right to mount one).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

import opinionclf
from opinionclf.training.corpus import read_corpus

CORPUS = Path(__file__).parent.parent / "training_data"
PER_DOCUMENT = 20


def made_up(path: Path, n: int) -> None:
    """Write labelled sentences."""
    halves: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for page in read_corpus(CORPUS).pages:
        for text, label in page.sentences():
            words = text.split()
            if label is not None and len(words) > 3:
                halves[label][0].append(" ".join(words[: len(words) // 2]))
                halves[label][1].append(" ".join(words[len(words) // 2 :]))
    rng = np.random.default_rng(0)
    labels = sorted(halves)
    with path.open("w", encoding="utf-8") as file:
        for i in range(n):
            label = labels[rng.integers(len(labels))]
            first, second = (part[rng.integers(len(part))] for part in halves[label])
            row = {"text": f"{first} {second}", "label": label, "document": f"d{i // PER_DOCUMENT}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def command(data: Path, output: Path, *options: object) -> list[str]:
    """Return the command line of a training."""
    return [sys.executable, "-m", "opinionclf", "train", str(data), "--output", str(output), *map(str, options)]


def growth(options: argparse.Namespace, scratch: Path) -> list[dict[str, Any]]:
    """Measure time and memory; each size in a process of its own, so that the peak is its own."""
    result = []
    for n in options.sizes:
        data = scratch / f"{n}.jsonl"
        made_up(data, n)
        begin = time.perf_counter()
        arguments = command(data, scratch / "model", "--base", "none", "--jobs", options.jobs)
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, status
        row = {"sentences": n, "megabytes": data.stat().st_size / 1e6, "seconds": time.perf_counter() - begin,
               "processor_seconds": used.ru_utime + used.ru_stime, "peak_gb": used.ru_maxrss / 2**20}  # fmt: skip
        print("  ".join(f"{key} {value:,.1f}" for key, value in row.items()), flush=True)
        result.append(row)
        data.unlink()
    return result


def kills(options: argparse.Namespace, scratch: Path) -> dict[str, int]:
    """Kill trainings, and look at what is there."""
    data, target = scratch / "rows.jsonl", scratch / "model"
    made_up(data, 400)
    quick = ("--base", "none", "--class-weight", "none", "--folds", 2)
    states = {}
    begin = time.perf_counter()
    for C in (1, 2):
        subprocess.run(command(data, scratch / str(C), *quick, "--regularisation", C), check=True, stdout=subprocess.DEVNULL)
        states[(scratch / str(C) / "arrays.bin").read_bytes()] = C
    whole = (time.perf_counter() - begin) / 2
    subprocess.run(command(data, target, *quick, "--regularisation", 1), check=True, stdout=subprocess.DEVNULL)
    rng = np.random.default_rng(0)
    counts = {"old": 0, "new": 0, "anything else": 0}
    while sum(counts.values()) < options.kills:
        old = states[(target / "arrays.bin").read_bytes()]
        process = subprocess.Popen(command(data, target, *quick, "--regularisation", 3 - old), stdout=subprocess.DEVNULL)
        if rng.random() < 0.5:
            time.sleep(rng.uniform(0, whole))
        else:
            while process.poll() is None and not list(scratch.glob(".model-*/model.json")):
                time.sleep(0.0002)
            time.sleep(rng.uniform(0, 0.02))
        if process.poll() is not None:
            continue  # it was done before it could be killed
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in scratch.glob(".model-*"):  # hidden from whoever lists models, and swept by a later training
            subprocess.run(["rm", "-rf", path], check=True)
        try:
            opinionclf.load_model(target)
            now = states.get((target / "arrays.bin").read_bytes())
            card = (target / "MODEL_CARD.md").read_bytes() == (scratch / str(now) / "MODEL_CARD.md").read_bytes()
        except (opinionclf.ModelError, OSError):
            now, card = None, False
        counts["anything else" if now is None or not card else "old" if now == old else "new"] += 1
    print(counts, flush=True)
    return counts


def disk(options: argparse.Namespace, scratch: Path) -> dict[str, Any]:
    """Train onto a disk that is too small."""
    data, place = scratch / "rows.jsonl", scratch / "small"
    made_up(data, 400)
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], check=True)
    try:
        result = subprocess.run(command(data, place / "model"), capture_output=True, encoding="utf-8", check=False)
        left = sorted(path.name for path in place.iterdir())
    finally:
        subprocess.run(["umount", place], check=True)
    found = {"status": result.returncode, "stderr": result.stderr.strip(), "left": left}
    print(json.dumps(found), flush=True)
    return found


MEASURES = {"growth": growth, "kills": kills, "disk": disk}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", nargs="?", choices=MEASURES)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000, 300_000, 1_000_000])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    result = {}
    for name in [options.measure] if options.measure else MEASURES:
        print(name, flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            result[name] = MEASURES[name](options, Path(scratch))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
