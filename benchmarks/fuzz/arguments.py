"""The command line: arguments between bytes of 0x1f, then 0x1e and the content of the files and of standard input.

Every run has a folder of its own. Arguments lead nowhere else, start no processes and train nothing: see `_is_safe`.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fuzz.target import EXPORTS, Target, promise, texts
from opinionclf import cli

_FILES = ("in.txt", "in.jsonl", "in.csv", "in.json", "in.tsv")
_COMMANDS = (
    "classify in.txt", "classify --format jsonl in.jsonl", "classify --format csv - in.txt", "classify --format html in.txt",
    "classify --input lines --format jsonl --output out.jsonl in.txt",
    "classify --output out.jsonl --resume --format jsonl in.jsonl",
    "classify --encoding cp1252 in.txt", "classify --text text --id id in.jsonl", "explain in.txt", "explain --format jsonl -",
    "explain --top 3 in.txt", "cues", "cues said", "convert in.csv --to jsonl --output out.jsonl",
    "convert in.jsonl --to label-studio --output out.json --skip-invalid", "convert in.json --to csv --output out.csv",
    "suggest in.txt in.jsonl -n 3 --form prodigy --output out.jsonl", "evaluate default in.jsonl --format json",
    "evaluate default in.csv --label-map SUBJ=editorial_opinion,OBJ=factual_report", "compare default default in.jsonl",
    "train in.jsonl", "classify --format parquet --output out.parquet in.txt", "--version", "--help", "classify --help",
)  # fmt: skip
_LEADS_AWAY = re.compile(r"[/\\~]|\.\.")
# What a terminal obeys; colours are the program's own.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class _Terminal(io.TextIOWrapper):
    """A stream that may say that it is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal

    def close(self) -> None:
        """Stay open: what was written is read."""


def seeds() -> list[bytes]:
    """Return commands with articles, exports and rows."""
    article = next(texts()).encode()[:800]
    rows = (b'{"text": "The ferry left at noon.", "label": "factual_report"}\n'
            b'{"text": "What a shame!", "label": "editorial_opinion"}\n')  # fmt: skip
    table = b"text,label\nThe ferry left at noon.,OBJ\nWhat a shame!,SUBJ\n"
    exports = (EXPORTS / "label_studio.json").read_bytes()[:2000], (EXPORTS / "doccano.jsonl").read_bytes()
    contents = (article, rows, table, *exports)
    return [command.replace(" ", "\x1f").encode() + b"\x1e" + content for command in _COMMANDS for content in contents]


def check(data: bytes) -> None:
    """Run a command; it ends with a status, and writes nothing that steers a terminal."""
    head, _, content = data.partition(b"\x1e")
    arguments = [part.decode("utf-8", "surrogateescape") for part in head.split(b"\x1f")]
    if not _is_safe(arguments):
        return
    terminal = zlib.crc32(data) & 1 == 1
    with tempfile.TemporaryDirectory() as name, _inside(Path(name)):
        for file in _FILES:
            Path(file).write_bytes(content)
        status, output, errors = _run(arguments, content, terminal)
        left = {path.name for path in Path(name).iterdir()} - set(_FILES)
    promise(status in (0, 1, 2), f"status {status}")
    promise(status != 2 or bool(errors), "a failure is told")
    promise("Traceback" not in errors, "no traceback")
    promise(not _CONTROLS.search(errors), f"no control character in messages: {errors[:200]!r}")
    if terminal:
        promise(not _CONTROLS.search(_COLOUR.sub("", output)), f"no control character on a terminal: {output[:200]!r}")
    promise(status != 0 or not any(one.startswith(".") for one in left), f"no temporary file is left: {left}")


def _is_safe(arguments: list[str]) -> bool:
    # `train` may appear where it fails before it begins.
    if any(_LEADS_AWAY.search(argument) or "\0" in argument for argument in arguments):
        return False
    if arguments[:1] == ["train"]:
        return not any(argument.startswith("--o") for argument in arguments)
    return not any(argument.startswith("--j") for argument in arguments)


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _run(arguments: list[str], content: bytes, terminal: bool) -> tuple[int, str, str]:
    before = sys.stdin, sys.stdout, sys.stderr
    bytes_written = io.BytesIO(), io.BytesIO()
    written = [_Terminal(stream, encoding="utf-8") for stream in bytes_written]
    written[0].terminal = terminal
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"), *written
    try:
        status = cli.main(arguments)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    for stream in written:
        stream.flush()
    output, errors = (stream.getvalue().decode("utf-8", "replace") for stream in bytes_written)
    return status, output, errors


TARGET = Target("command-line", seeds, check)
