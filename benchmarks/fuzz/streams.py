"""Input of ``opinionclf classify``: files and standard input, in every form and some encodings, cut into blocks and rows.

The first byte of an input chooses the form, the second the encoding and where the input comes from; the rest is the input.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import fuzz.target
from fuzz.target import EXPORTS, Target, promise
from opinionclf.commands.complaints import Complaint
from opinionclf.commands.display import harmless
from opinionclf.commands.inputs import Inputs, grouped
from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.commands.resume import Made, left_over
from opinionclf.commands.rows import ARTICLE, CSV, JSON_LINES, LINES, PARQUET, PROBLEM, Block, Fields, Row
from opinionclf.errors import OpinionclfError

_FORMS = (None, ARTICLE, LINES, JSON_LINES, PARQUET, CSV)
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-7", "shift_jis", "idna", "punycode",
              "cp037", "unicode_escape", "utf-8-sig", "hz", "raw_unicode_escape")  # fmt: skip
_OF_TABLES = ("utf-8", "cp1252", "utf-16-le", "shift_jis", "cp037")
_SMALL_BLOCK = 64


def seeds() -> list[bytes]:
    """Return articles, lines, JSON Lines, a Parquet file, and the output of an interrupted run."""
    articles = list(fuzz.target.texts())[:40]
    rows = b"".join(b'{"id": %d, "text": "The ferry left at %d."}\n' % (number, number) for number in range(12))
    done = b'{"file": "in.jsonl", "line": 2, "id": 1, "text": "The ferry left at 1.", "segments": [], '
    done += b'"summary": {"model_version": "0.1.0"}}\n'
    found = [bytes([form, source]) + text.encode() for form in (0, 1, 2) for source in (0, 16) for text in articles[::5]]
    for source in (0, 16, 32, 48):
        found += [bytes([form, source]) + data for form in (0, 3) for data in (rows, done + b"\x1e" + rows)]
    found += [bytes([1, number]) + articles[0].encode(_ENCODINGS[number], "replace") for number in range(3, 9)]
    table = b'id;text\n1;The ferry left.\n2;"It was late,\nthey said."\n3\n'
    found += [bytes([form, source]) + table for form in (0, 5) for source in (0, 16)]
    found.append(bytes([4, 0]) + (EXPORTS / "dataset.parquet").read_bytes())
    return found


def check(data: bytes) -> None:
    """Read all rows; read the same in small blocks; go on behind a row."""
    if len(data) < 2:
        return
    form, encoding, source = _FORMS[data[0] % len(_FORMS)], _ENCODINGS[data[1] & 15], data[1] >> 4
    if form == CSV and encoding not in _OF_TABLES:
        return  # a decoder that takes no words on errors fails for all that has arrived
    first, _, second = data[2:].partition(b"\x1e")
    body = second if source & 2 else data[2:]
    fields = Fields("text", "id" if source & 4 else None, encoding)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / ("in.jsonl" if form is None else "in.txt")
        path.write_bytes(body)
        file = STANDARD_INPUT if source & 1 else str(path)
        with _standard_input(body):
            rows = _rows(file, form, fields)
        with _standard_input(body):
            promise(rows == _rows(file, form, replace(fields, block=_SMALL_BLOCK)), "the size of blocks does not count")
        if source & 2:
            _check_resumed(path, first, fields)


@contextmanager
def _standard_input(data: bytes) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def _rows(file: str, form: str | None, fields: Fields) -> tuple[list, list[Complaint]]:
    complaints: list[Complaint] = []
    found = []
    for group in grouped(Inputs([file], form, fields).blocks(), fields.block):
        for block in group:
            rows = list(block.rows(fields, complaints.append))
            found += [(row.line or 0, repr(row.id), row.text) for row in rows]
            if block.form not in (ARTICLE, PROBLEM):
                _check_rest(block, rows, fields)
    lines = [line for line, _, _ in found if line]
    promise(lines == sorted(set(lines)), "lines are in order")
    promise(all(isinstance(text, str) for _, _, text in found), "texts are strings")
    promise(all(harmless(complaint.message) for complaint in complaints), "complaints say something")
    return found, sorted(complaints)


def _check_rest(block: Block, rows: list[Row], fields: Fields) -> None:
    for row in rows[:2]:
        rest = block.after(row.line or 0)
        left = list(rest.rows(fields, lambda complaint: None)) if rest else []
        behind = [one for one in rows if (one.line or 0) > (row.line or 0)]
        same = [(one.line, one.text) for one in left] == [(one.line, one.text) for one in behind]
        promise(same, "what is behind a row is left")


def _check_resumed(path: Path, output: bytes, fields: Fields) -> None:
    target = path.with_name("out.jsonl")
    target.with_name("out.jsonl.part").write_bytes(output)
    try:
        blocks = Inputs([str(path)], JSON_LINES, fields).blocks()
        rest, _ = left_over(target, blocks, fields, Made("0.1.0", False), lambda size: None)
        for block in rest:
            list(block.rows(fields, lambda complaint: None))
    except OpinionclfError as error:
        promise(bool(str(error)), "an error says something")


TARGET = Target("streams", seeds, check)
