"""Going on with an interrupted run: what its output holds, what is left of the input, and whether a whole output is of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from opinionclf.commands.rows import ARTICLE, Block, Fields, Row
from opinionclf.commands.targets import lock, part_of
from opinionclf.errors import DataError

_STEP = 1 << 16
_BEGINNING = b'{"file": '  # of every record that is written


@dataclass(slots=True, eq=False, repr=False)
class Done:
    """A document of an output, most often the last one of an unfinished output.

    Attributes
    ----------
    output : Path
    file : str
    line : int or None
    id : any plain type
    text : str
    """

    output: Path
    file: str
    line: int | None
    id: Any
    text: str

    def is_of(self, row: Row) -> bool:
        """Whether a row of the input is this document."""
        same = (self.file, self.line, self.text) == (row.file, row.line, row.text)
        return same and json.dumps(self.id) == json.dumps(row.id, default=str)


def last_done(output: Path, model_version: str) -> Done | None:
    """Return the last whole record of an unfinished output in JSON Lines, and cut off what was written of another.

    Raises
    ------
    DataError
        If the file is something else, or another model made it; it is left as it is.
    """
    part = part_of(output)
    if not part.exists():
        return None
    with part.open("rb+") as file:
        if not lock(file):
            raise DataError(f"{part}: another run is writing to it; wait for it, or name another output")
        if not _begins_as_output(file):
            raise _foreign(part)
        line, end = _last_line(file)
        done = _read(part, line, model_version) if line else None
        file.truncate(end)
    return done


def _begins_as_output(file: BinaryIO) -> bool:
    head = file.read(len(_BEGINNING))
    return _BEGINNING.startswith(head)


def _read(part: Path, line: bytes, model_version: str) -> Done:
    try:
        record = json.loads(line)
        done = Done(part, record["file"], record.get("line"), record.get("id"), record["text"])
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


def left_over(blocks: Iterator[Block], done: Done, fields: Fields, model_version: str,
              advance: Callable[[int], None]) -> Iterator[Block]:  # fmt: skip
    """Leave out the input up to the last document that was done, after making sure that all before it is the same.

    Raises
    ------
    DataError
        If the output holds anything else than the documents of the input, in their order.
    """
    with done.output.open("rb") as file:
        n_left = sum(1 for _ in file)
        file.seek(0)
        for block in blocks:
            for row in block.rows(fields, lambda message: None):
                if not _read(done.output, file.readline(), model_version).is_of(row):
                    raise _other_input(done, row)
                n_left -= 1
                if not n_left:
                    break
            if not n_left:
                rest = None if block.form == ARTICLE else block.after(done.line or 0)
                if rest is not None:
                    yield rest
                break
            advance(block.size)
        else:
            raise _other_input(done, done)
    yield from blocks


def check_whole(output: Path, blocks: Iterator[Block], fields: Fields, model_version: str,
                advance: Callable[[int], None]) -> None:  # fmt: skip
    """Make sure that a finished output holds the documents of the input, all of them and no others.

    Nothing is labelled, so that it takes no longer than reading both.

    Raises
    ------
    DataError
        If it is something else, or another model or other input made it.
    """
    with output.open("rb") as file:
        if not _begins_as_output(file):
            raise _foreign(output)
        file.seek(0)
        for block in blocks:
            for row in block.rows(fields, lambda message: None):
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


def _place(found: Row | Done) -> str:
    return found.file if found.line is None else f"line {found.line} of {found.file}"


def _other_input(done: Done, found: Row | Done) -> DataError:
    return DataError(f"{done.output}: made from other input: {_place(found)} is not in its place; delete it to start anew")
