"""Going on with an interrupted run: what its output holds, what is left of the input, and whether a whole output is of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from opinionclf.commands.rows import ARTICLE, Block, Fields, Row, plain
from opinionclf.commands.targets import lock, part_of
from opinionclf.commands.writers import record_beginning
from opinionclf.errors import DataError

_STEP = 1 << 16
_BEGINNING = b'{"file": '  # of every record that is written


@dataclass(slots=True, eq=False, repr=False)
class Done:
    """A document of an output.

    Attributes
    ----------
    file : str
    line : int or None
    id : any plain type
    text : str
    """

    file: str
    line: int | None
    id: Any
    text: str

    def is_of(self, row: Row) -> bool:
        """Whether a row of the input is this document."""
        same = (self.file, self.line, self.text) == (row.file, row.line, row.text)
        return same and json.dumps(self.id) == json.dumps(row.id, default=plain)


def left_over(output: Path, blocks: Iterator[Block], fields: Fields, model_version: str,
              advance: Callable[[int], None]) -> tuple[Iterator[Block], int]:  # fmt: skip
    """Find what is left of the input, behind the documents that an unfinished output in JSON Lines holds.

    What was written of one more document is cut off, after making sure that the output holds nothing else than the documents
    of the input in their order.

    Returns
    -------
    iterator of Block
        The rest of the input.
    int
        How many rows and files before that can't be used.

    Raises
    ------
    DataError
        If the output is something else, or another model or other input made it; it is left as it is.
    """
    part = part_of(output)
    if not part.exists():
        return blocks, 0
    problems: list[str] = []
    with part.open("rb+") as file:
        if not lock(file):
            raise DataError(f"{part}: another run is writing to it; wait for it, or name another output")
        if not _begins_as_output(file):
            raise _foreign(part)
        line, end = _last_line(file)
        if line:
            last = _read(part, line, model_version)
            file.seek(0)
            n_done = sum(1 for line in file if line.endswith(b"\n"))
            file.seek(0)
            rest = _behind(file, part, n_done, last, blocks, fields, model_version, advance, problems)
        else:
            file.seek(0)
            rest = _from_start(file.read(_STEP), part, blocks, fields)
        file.truncate(end)
    return rest, len(problems)


def _behind(file: BinaryIO, part: Path, n_done: int, last: Done, blocks: Iterator[Block], fields: Fields, model_version: str,
            advance: Callable[[int], None], problems: list[str]) -> Iterator[Block]:  # fmt: skip
    """Return the input behind the last document of an output, after comparing all of them."""
    for block in blocks:
        for row in block.rows(fields, problems.append):
            if not _read(part, file.readline(), model_version).is_of(row):
                raise _other_input(part, row)
            n_done -= 1
            if not n_done:
                rest = None if block.form == ARTICLE else block.after(last.line or 0)
                return blocks if rest is None else chain([rest], blocks)
        advance(block.size)
    raise _other_input(part, last)


def _from_start(written: bytes, part: Path, blocks: Iterator[Block], fields: Fields) -> Iterator[Block]:
    """Return all of the input, after making sure that what was written is the beginning of its first document."""
    read: list[Block] = []
    for block in blocks if written else ():
        read.append(block)
        for row in block.rows(fields, lambda message: None):
            beginning = record_beginning(row).encode(errors="backslashreplace")
            if not (beginning.startswith(written) or written.startswith(beginning[:_STEP])):
                raise DataError(f"{part}: does not begin as the output for {_place(row)} would; it can't be continued: name "
                                "another output, or delete it to start anew")  # fmt: skip
            return chain(read, blocks)
    if written:
        raise _foreign(part)
    return blocks


def _begins_as_output(file: BinaryIO) -> bool:
    head = file.read(len(_BEGINNING))
    return _BEGINNING.startswith(head)


def _read(part: Path, line: bytes, model_version: str) -> Done:
    try:
        record = json.loads(line)
        done = Done(record["file"], record.get("line"), record.get("id"), record["text"])
        version = record["summary"]["model_version"]
        if not isinstance(done.line, (int, type(None))):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _foreign(part) from None
    if version != model_version:
        raise DataError(f"{part}: made with version {version!r} of the model, not {model_version!r}; delete it to start anew")
    return done


def _foreign(part: Path) -> DataError:
    return DataError(f"{part}: not the output of 'classify --format jsonl'; it can't be continued")


def _last_line(file: BinaryIO) -> tuple[bytes, int]:
    """The last line that has an end, and the place behind it."""
    start = file.seek(0, os.SEEK_END)
    tail = b""
    while start and tail.count(b"\n") < 2:
        step = min(_STEP, start)
        start = file.seek(start - step)
        tail = file.read(step) + tail
    whole = tail[: tail.rfind(b"\n") + 1]
    return whole[whole.rfind(b"\n", 0, -1) + 1 :], start + len(whole)


def check_whole(output: Path, blocks: Iterator[Block], fields: Fields, model_version: str,
                advance: Callable[[int], None]) -> int:  # fmt: skip
    """Make sure that a finished output holds the documents of the input, all of them and no others.

    Nothing is labelled, so that it takes no longer than reading both.

    Returns
    -------
    int
        How many rows and files of the input can't be used.

    Raises
    ------
    DataError
        If it is something else, or another model or other input made it.
    """
    problems: list[str] = []
    with output.open("rb") as file:
        if not _begins_as_output(file):
            raise _foreign(output)
        file.seek(0)
        for block in blocks:
            for row in block.rows(fields, problems.append):
                line = file.readline()
                if not line:
                    raise DataError(f"{output}: made from less input: it ends before {_place(row)}; to go on behind its last "
                                    f"document rename it to {part_of(output).name}, or delete it to start anew")  # fmt: skip
                if not _read(output, line, model_version).is_of(row):
                    raise DataError(f"{output}: made from other input: {_place(row)} is not where it should be in it; name "
                                    "another output, or delete it to start anew")  # fmt: skip
            advance(block.size)
        if file.readline():
            raise DataError(f"{output}: made from more input: it goes on behind the last document; name another output, or "
                            "delete it to start anew")  # fmt: skip
    return len(problems)


def _place(found: Row | Done) -> str:
    return found.file if found.line is None else f"line {found.line} of {found.file}"


def _other_input(part: Path, found: Row | Done) -> DataError:
    return DataError(f"{part}: made from other input: {_place(found)} is not in its place; delete it to start anew")
