"""What several test files share."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

# Machines of CI are busy: how long an example takes says nothing there.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "examples"
PATIENCE = 600  # seconds after which a process hangs for good: machines that are busy need some


def load_program(path: Path) -> ModuleType:
    """Import a file that belongs to no package: a benchmark, a tool of the corpus."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


_PATTERNS = {
    "factual_report": (
        "The {0} opened at noon on {1}.", "A {0} of {1} people left the harbour.", "Workers closed the {0} for {1} days.",
        "The {0} was built in {1}.",
    ),
    "attributed_claim": (
        "The {0} would close in {1}, the minister said.", "\"The {0} is ours,\" said the mayor of {1}.",
        "According to the agency, the {0} cost {1} million.", "Residents say that the {0} failed {1} times.",
    ),
    "editorial_opinion": (
        "The {0} is a disgrace, and {1} excuses will not change that.", "Nobody should trust the {0} after {1}.",
        "What a shameful {0} this is, {1} years on!", "We must save the {0} before {1} ends.",
    ),
}  # fmt: skip
_NOUNS = ("bridge", "market", "library", "ferry", "school", "court", "clinic", "museum")


# What is started in the background without a terminal ignores Ctrl-C, and so do the processes that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A process that gets a signal can only clean up where there are such signals.
signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is no signal here")


def article(number: int) -> str:
    """A short made-up article, another one for each number."""
    noun, pattern = _NOUNS[number % len(_NOUNS)], number % 4
    parts = (_PATTERNS["factual_report"], _PATTERNS["attributed_claim"], _PATTERNS["editorial_opinion"])
    return f"The {noun} of Ward {number}\n\n" + " ".join(part[pattern].format(noun, number + 3) for part in parts) + "\n"


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def records(output: str | bytes) -> list[dict[str, Any]]:
    """JSON Lines as rows."""
    return [json.loads(line) for line in output.splitlines()]


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until another process has done something; fail when it never will."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Called(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def small_rows() -> list[dict[str, object]]:
    """96 made-up labelled sentences in 24 documents: enough to fit a model in a moment."""
    rows: list[dict[str, object]] = []
    for i, noun in enumerate(_NOUNS):
        for j, label in enumerate(_PATTERNS):
            for k, pattern in enumerate(_PATTERNS[label]):
                document = f"page-{3 * i + (j + k) % 3}"
                rows.append({"document": document, "label": label, "text": pattern.format(noun, 4 + i * 7 + k)})
    return sorted(rows, key=lambda row: str(row["document"]))


def save_small_model(folder: Path, without: str | None = None) -> None:
    """Fit a model on the made-up sentences, without one of the labels if one is named, and write it to a folder."""
    from opinionclf import SentenceClassifier

    rows = [(str(row["text"]), str(row["label"])) for row in small_rows() if row["label"] != without]
    texts, labels = map(list, zip(*rows, strict=True))
    SentenceClassifier(base="none", C=1.0, class_weight=None, folds=0).fit(texts, labels).save(folder)


@pytest.fixture
def training_file(tmp_path: Path) -> Path:
    """A small file of labelled sentences."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in small_rows()), encoding="utf-8")
    return path


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command that is to import the package from here."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **variables}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """The command line as a process to talk to, in the folder of the test; ended with the test."""
    processes: list[subprocess.Popen[bytes]] = []

    def call(*arguments: object, **streams: Any) -> subprocess.Popen[bytes]:
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        process = subprocess.Popen([sys.executable, "-m", "opinionclf", *map(str, arguments)], cwd=tmp_path,
                                   **{"env": environment(), **pipes, **streams})  # fmt: skip
        processes.append(process)
        return process

    yield call
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Called]]:
    """The command line within this process, in an empty folder: the libraries of training are loaded once."""
    from opinionclf.cli import main
    from opinionclf.commands.signals import ENDING_SIGNALS

    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    handlers = {number: signal.getsignal(number) for number in ENDING_SIGNALS}

    def call(*arguments: object) -> Called:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return Called(status, *capsys.readouterr())

    yield call
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line in a process of its own, in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()

    def call(*arguments: object, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [sys.executable, "-m", "opinionclf", *map(str, arguments)], input=stdin, capture_output=True, check=False,
            cwd=folder, env=environment(**variables), timeout=PATIENCE,
        )  # fmt: skip
        return subprocess.CompletedProcess(result.args, result.returncode, result.stdout.decode(), result.stderr.decode())

    return call
