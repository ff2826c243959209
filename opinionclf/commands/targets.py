"""Where output goes: standard output, or a file that is whole when it gets its name.

Signals that end a run wait until a piece is written, so that no line is cut.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Literal, TextIO, TypeVar

from opinionclf.commands.display import Painter, complain
from opinionclf.commands.writers import CsvWriter, JsonLinesWriter, ParquetWriter, TextWriter
from opinionclf.errors import DataError
from opinionclf.extras import optional

Target = TypeVar("Target", bound="TextTarget")
_UNFINISHED = ".part"


def part_of(path: Path) -> Path:
    """Return the name of a file until it is whole."""
    return path.with_name(path.name + _UNFINISHED)


class TextTarget:
    """A stream of text: standard output, or a file.

    Parameters
    ----------
    path : Path or None
        None is standard output.
    resume : bool
        Go on behind what an interrupted run has left.
    """

    def __init__(self, path: Path | None, resume: bool = False) -> None:
        self.path = path
        self.stream: TextIO = sys.stdout
        self._empty = not (resume and path is not None and part_of(path).exists())
        if path is not None:
            _check_place(path, resume)
            mode: Literal["a", "x"] = "a" if resume else "x"
            self.stream = open(part_of(path), mode, encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: PTH123, SIM115

    def write(self, piece: str) -> None:
        if piece:
            with _signals_held_back():
                self.stream.write(piece)
                self.stream.flush()
            self._empty = False

    def __enter__(self: Target) -> Target:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.path is not None:
            self.stream.close()
            _name(self.path, error, keep=not self._empty)


class DocumentTarget(TextTarget):
    """A stream of labelled documents in one of the formats of text."""

    def __init__(self, path: Path | None, form: str, labels: list[str], resume: bool) -> None:
        super().__init__(path, resume)
        makers: dict[str, Callable[[], TextWriter | JsonLinesWriter | CsvWriter]] = {
            "text": lambda: TextWriter(Painter(self.stream)),
            "jsonl": JsonLinesWriter,
            "csv": lambda: CsvWriter(labels, self.stream.isatty()),
        }
        self.writer = makers[form]()

    def write(self, piece: str) -> None:
        if piece:
            super().write((self.writer.head if self._empty else self.writer.between) + piece)


class ParquetTarget:
    """A Parquet file, closed in order even where a run is interrupted."""

    def __init__(self, path: Path | None, labels: list[str]) -> None:
        parquet = optional("pyarrow.parquet", "arrow")
        self.writer = ParquetWriter(labels)
        self.path = path
        self._empty = True
        if path is None and sys.stdout.isatty():
            raise DataError("Parquet is not for a terminal; say --output FILE")
        if path is not None:
            _check_place(path, resume=False)
        self._file: Any = sys.stdout.buffer if path is None else part_of(path).open("xb")
        self._target = parquet.ParquetWriter(self._file, self.writer.schema(), compression="zstd")

    def write(self, batch: Any) -> None:
        if batch.num_rows:
            with _signals_held_back():
                self._target.write_batch(batch)
            self._empty = False

    def __enter__(self) -> ParquetTarget:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError) if isinstance(error, OSError) else contextlib.nullcontext():
            self._target.close()
        if self.path is not None:
            self._file.close()
            _name(self.path, error, keep=not self._empty)


def open_target(path: Path | None, form: str, labels: list[str], resume: bool) -> DocumentTarget | ParquetTarget:
    """Open the place that labelled documents go to, in one of the formats of the command."""
    return ParquetTarget(path, labels) if form == "parquet" else DocumentTarget(path, form, labels, resume)


def _check_place(path: Path, resume: bool) -> None:
    if path.is_dir():
        raise DataError(f"{path}: is a directory, expected a file")
    if part_of(path).exists() and not resume:
        raise DataError(f"{part_of(path)}: left by a run that was interrupted, or is still going on; --resume continues it "
                        "(jsonl only), or delete it")  # fmt: skip


def _name(path: Path, error: BaseException | None, keep: bool) -> None:
    """Give a finished file its name; say where an unfinished one is."""
    part = part_of(path)
    if error is None:
        os.replace(part, path)
    elif keep:
        complain(f"not finished; what was done so far is in {part}")
    else:
        part.unlink()


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM wait for the end of a write; a second one does not wait."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def hold(number: int, frame: FrameType | None) -> None:
        waiting.append((number, frame))
        if len(waiting) > 1:
            handle(number, frame)

    def handle(number: int, frame: FrameType | None) -> None:
        handler = handlers[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number, handler in handlers.items():
        if callable(handler):
            signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            if callable(handler):
                signal.signal(number, handler)
    if waiting:
        handle(*waiting[0])
