"""Going on with an interrupted run: what its output holds, and the input that is left."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from opinionclf.commands.rows import ARTICLE, Block, Fields
from opinionclf.commands.targets import part_of
from opinionclf.errors import DataError

_STEP = 1 << 16
_BEGINNING = b'{"file": '  # of every record that is written


@dataclass(slots=True, eq=False, repr=False)
class Done:
    """The last document of an unfinished output.

    Attributes
    ----------
    output : Path
    file : str
    line : int or None
    text : str
    """

    output: Path
    file: str
    line: int | None
    text: str


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
        done = Done(part, record["file"], record.get("line"), record["text"])
        version = record["summary"]["model_version"]
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


def left_over(blocks: Iterator[Block], done: Done, fields: Fields, advance: Callable[[int], None]) -> Iterator[Block]:
    """Leave out the input up to the last document that was done.

    Raises
    ------
    DataError
        If the document is not where it was.
    """
    for block in blocks:
        if block.file == done.file and (block.form == ARTICLE or block.line <= (done.line or 0) < block.line + block.n_rows):
            _check_same(block, done, fields)
            rest = None if block.form == ARTICLE else block.after(done.line or 0)
            if rest is not None:
                yield rest
            break
        advance(block.size)
    else:
        raise _other_input(done)
    yield from blocks


def _check_same(block: Block, done: Done, fields: Fields) -> None:
    rows = block.rows(fields, lambda message: None)
    if not any(row.line == done.line and row.text == done.text for row in rows):
        raise _other_input(done)


def _other_input(done: Done) -> DataError:
    place = done.file if done.line is None else f"line {done.line} of {done.file}"
    return DataError(f"{done.output}: made from other input: its last document is not {place}; delete it to start anew")
