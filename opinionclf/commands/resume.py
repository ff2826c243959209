"""Going on with an interrupted run: what its output holds, what is left of the input, and whether a whole output is of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from opinionclf.commands.complaints import Complaint
from opinionclf.commands.rows import ARTICLE, Block, Fields, Row, plain
from opinionclf.commands.targets import lock, part_of
from opinionclf.commands.writers import place_of, record_beginning
from opinionclf.errors import DataError

_STEP = 1 << 16
_AS_BEGUN = "go on as it was begun, or delete it to start anew"
_BEGINNING = b'{"file": '  # of every record that is written


class Made(NamedTuple):
    """How records are to be made: by which version of the model, and whether with details."""

    model_version: str
    details: bool


@dataclass(slots=True, eq=False, repr=False)
class Done:
    """A document of an output.

    Attributes
    ----------
    place : dict
        Where it is from, and what was handed on.
    text : str
    """

    place: dict[str, Any]
    text: str

    @property
    def file(self) -> str:
        return str(self.place["file"])

    @property
    def line(self) -> int | None:
        found = self.place.get("line")
        return found if isinstance(found, int) else None

    def is_of(self, row: Row) -> bool:
        """Whether a row of the input is this document."""
        return self.text == row.text and json.dumps(self.place) == json.dumps(place_of(row), default=plain)

    def lacks_fields_of(self, row: Row) -> bool:
        """Whether this is a row of the input of which other fields were handed on."""
        place = place_of(row)
        return self.text == row.text and self.file == row.file and self.line == row.line and list(self.place) != list(place)


class _Problems:
    """Counts what can't be used of the input."""

    def __init__(self) -> None:
        self.n = 0

    def add(self, complaint: Complaint) -> None:
        self.n += not complaint.is_note


def left_over(output: Path, blocks: Iterator[Block], fields: Fields, made: Made,
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
    problems = _Problems()
    with part.open("rb+") as file:
        if not lock(file):
            raise DataError(f"{part}: another run is writing to it; wait for it, or name another output")
        if not _begins_as_output(file):
            raise _foreign(part)
        line, end = _last_line(file)
        if line:
            last = _read(part, line, made)
            file.seek(0)
            n_done = sum(1 for line in file if line.endswith(b"\n"))
            file.seek(0)
            rest = _behind(file, part, n_done, last, blocks, fields, made, advance, problems)
        else:
            file.seek(0)
            rest = _from_start(file.read(_STEP), part, blocks, fields)
        file.truncate(end)
    return rest, problems.n


def _behind(file: BinaryIO, part: Path, n_done: int, last: Done, blocks: Iterator[Block], fields: Fields, made: Made,
            advance: Callable[[int], None], problems: _Problems) -> Iterator[Block]:  # fmt: skip
    """Return the input behind the last document of an output, after comparing all of them."""
    for block in blocks:
        for row in block.rows(fields, problems.add):
            done = _read(part, file.readline(), made)
            if not done.is_of(row):
                raise _other_fields(part) if done.lacks_fields_of(row) else _other_input(part, row)
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
        for row in block.rows(fields, lambda complaint: None):
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


def _read(part: Path, line: bytes, made: Made) -> Done:
    try:
        record = json.loads(line)
        text, summary = record.pop("text"), record.pop("summary")
        del record["segments"]
        version, details = summary["model_version"], "sources" in summary
        if not isinstance(record["file"], str) or not isinstance(record.get("line"), (int, type(None))):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _foreign(part) from None
    if version != made.model_version:
        other = f"made with version {version!r} of the model, not {made.model_version!r}"
        raise DataError(f"{part}: {other}; delete it to start anew")
    if details != made.details:
        raise DataError(f"{part}: made with{'' if details else 'out'} --details; {_AS_BEGUN}")
    return Done(record, text)


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


def check_whole(output: Path, blocks: Iterator[Block], fields: Fields, made: Made,
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
    problems = _Problems()
    with output.open("rb") as file:
        if not _begins_as_output(file):
            raise _foreign(output)
        file.seek(0)
        for block in blocks:
            for row in block.rows(fields, problems.add):
                line = file.readline()
                if not line:
                    raise DataError(f"{output}: made from less input: it ends before {_place(row)}; to go on behind its last "
                                    f"document rename it to {part_of(output).name}, or delete it to start anew")  # fmt: skip
                done = _read(output, line, made)
                if done.lacks_fields_of(row):
                    raise _other_fields(output)
                if not done.is_of(row):
                    raise DataError(f"{output}: made from other input: {_place(row)} is not where it should be in it; name "
                                    "another output, or delete it to start anew")  # fmt: skip
            advance(block.size)
        if file.readline():
            raise DataError(f"{output}: made from more input: it goes on behind the last document; name another output, or "
                            "delete it to start anew")  # fmt: skip
    return problems.n


def _place(found: Row | Done) -> str:
    return found.file if found.line is None else f"line {found.line} of {found.file}"


def _other_fields(part: Path) -> DataError:
    return DataError(f"{part}: made with other fields of the input (--keep, --id); {_AS_BEGUN}")


def _other_input(part: Path, found: Row | Done) -> DataError:
    return DataError(f"{part}: made from other input: {_place(found)} is not in its place; delete it to start anew")
