"""Run one target guided by coverage, in a process of its own: libFuzzer ends the process it runs in."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import random
import sys
import time
import traceback
from pathlib import Path

from fuzz.mutation import mutated
from fuzz.target import Target

MODULES = {"classify": "texts", "streams": "streams", "readers": "tables", "model": "models", "command-line": "arguments"}
SLOW = 5.0  # seconds of processor time for an input
_EVERY = 5.0  # seconds between two notes of how far it is


def load(name: str) -> Target:
    """Return a target by its name."""
    target = importlib.import_module(f"fuzz.{MODULES[name]}").TARGET
    assert isinstance(target, Target)
    return target


class Findings:
    """Keeps what a target raises, one input for each place in the code, and how many inputs were run.

    Parameters
    ----------
    target : Target
    folder : Path
        Where inputs and tracebacks go.
    """

    def __init__(self, target: Target, folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.executions = 0
        self._seen: set[str] = set()
        self._next = 0.0

    def run(self, data: bytes) -> None:
        """Run one input."""
        began = time.process_time()
        try:
            self.target.check(data)
        except Exception as error:
            self._keep(data, error)
        if time.process_time() - began > SLOW:
            self._keep(data, TimeoutError("slow"))
        self.executions += 1
        if time.monotonic() > self._next:
            self.note()

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        last = [frame for frame in frames if "opinionclf" in frame.filename or "fuzz" in frame.filename][-1:]
        place = f"{type(error).__name__} {last[0].filename}:{last[0].lineno}" if last else type(error).__name__
        if place in self._seen:
            return
        self._seen.add(place)
        path = self.folder / f"finding-{hashlib.sha256(place.encode()).hexdigest()[:10]}"
        path.write_bytes(data)
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), "utf-8", "backslashreplace")
        self.note()

    def note(self) -> None:
        """Write down how many inputs were run: the process may end at any moment."""
        (self.folder / "executions.json").write_text(json.dumps({"executions": self.executions}), encoding="utf-8")
        self._next = time.monotonic() + _EVERY


def main() -> None:
    """Fuzz until the time is over: ``python -m fuzz.engine TARGET FOLDER SECONDS SEED``."""
    import atheris

    name, folder, seconds, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with atheris.instrument_imports(include=["opinionclf"]):
        target = load(name)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[: target.largest])
    findings, tokens = Findings(target, folder), target.tokens

    def mutator(data: bytes, largest: int, number: int) -> bytes:
        rng = random.Random(number)
        if rng.random() < 0.4:
            return bytes(atheris.Mutate(data, largest))
        return mutated(data, largest, rng, tokens)

    # libFuzzer goes by the clock, which says little on a busy machine: what is slow is found above.
    options = [f"-max_total_time={seconds}", f"-max_len={target.largest}", f"-seed={seed}", f"-artifact_prefix={folder}/ended-",
               "-timeout=600", "-report_slow_units=600", "-rss_limit_mb=4096", "-len_control=0"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], findings.run, custom_mutator=mutator)
    os.chdir(folder)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
