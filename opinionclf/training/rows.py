"""Rows of labelled text in JSON Lines: read, decoded and checked, with file and line where one is wrong."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.jsonlines import decoded_line, json_object
from opinionclf.segmentkinds import KIND_NAMES
from opinionclf.text.decoding import is_blank

KINDS = {name: kind for kind, name in enumerate(KIND_NAMES)}
_LAST_PARAGRAPH = 999_999


def decode_lines(data: bytes, path: Path) -> Iterator[tuple[int, str]]:
    """Return the lines of UTF-8 data that are not blank, with their numbers from 1.

    Raises
    ------
    DataError
        With line and byte offset where the data are not UTF-8 text.
    """
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        text = decoded_line(line, f"{path}:{number}")
        if text.strip():
            yield number, text


def layout_problem(row: Mapping[str, Any]) -> str:
    """Say what is wrong with the place of a row in its document; nothing where all is well."""
    paragraph = row.get("paragraph", 0)
    if type(paragraph) is not int or not 0 <= paragraph <= _LAST_PARAGRAPH:
        return f"'paragraph' is not a whole number from 0 to {_LAST_PARAGRAPH}"
    if not isinstance(row.get("join", ""), str) or row.get("join", "").strip():
        return "'join' is not white space (what stands between this sentence and the one before)"
    kind = row.get("kind", "sentence")
    if not isinstance(kind, str) or kind not in KINDS:
        return f"unknown kind {kind!r}; accepted: {', '.join(KINDS)}"
    return ""


def unknown_label(label: object, accepted: Sequence[str]) -> str:
    """Say that a label is unknown, and which was meant."""
    near = closest(str(label), accepted)
    return f"unknown label {label!r}; " + (f"did you mean {near!r}?" if near else f"accepted: {', '.join(accepted)}")


def closest(name: str, others: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name that is most like another one, whatever the case; None where none is as much like it."""
    folded = {other.casefold(): other for other in others}
    near = difflib.get_close_matches(name.casefold(), folded, 1, likeness)
    return folded[near[0]] if near else None


def checked_row(line: str, where: str, labels: Sequence[str]) -> dict[str, Any]:
    """Return one line of a corpus as a row, or say what is wrong with it.

    Raises
    ------
    DataError
    """
    row = json_object(line, where, example(labels))
    problem = _problem(row, labels)
    if problem:
        raise DataError(f"{where}: {problem}")
    return row


def _problem(row: dict[str, Any], labels: Sequence[str]) -> str:
    if not isinstance(row.get("text"), str) or is_blank(row["text"]):
        return "'text' is missing, empty or not a string"
    if not isinstance(row.get("document", ""), str):
        return "'document' is not a string"
    if problem := layout_problem(row):
        return problem
    if row.get("kind", "sentence") == "sentence":
        if "label" not in row:
            return f"'label' is missing; accepted: {', '.join(labels)}"
        if row["label"] not in labels:
            return unknown_label(row["label"], labels)
    return ""


def example(labels: Sequence[str]) -> str:
    """Return a row as it should look."""
    return json.dumps({"text": "...", "label": labels[0]})
