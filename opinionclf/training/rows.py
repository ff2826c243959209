"""Rows of labelled text in JSON Lines: read, decoded and checked, with file and line where one is wrong."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.jsonlines import decoded_line, json_object
from opinionclf.layout import BOILERPLATE, HEADING, SENTENCE

KINDS = {"sentence": SENTENCE, "heading": HEADING, "boilerplate": BOILERPLATE}
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


def checked_row(line: str, where: str, labels: Sequence[str]) -> dict[str, Any]:
    """Return one line as a row, or say what is wrong with it.

    Raises
    ------
    DataError
    """
    row = json_object(line, where, example(labels))
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise DataError(f"{where}: 'text' is missing, empty or not a string")
    if not isinstance(row.get("document", ""), str):
        raise DataError(f"{where}: 'document' is not a string")
    paragraph = row.get("paragraph", 0)
    if type(paragraph) is not int or not 0 <= paragraph <= _LAST_PARAGRAPH:
        raise DataError(f"{where}: 'paragraph' is not a whole number from 0 to {_LAST_PARAGRAPH}")
    if not isinstance(row.get("join", ""), str) or row.get("join", "").strip():
        raise DataError(f"{where}: 'join' is not white space (what stands between this sentence and the one before)")
    kind = row.get("kind", "sentence")
    if not isinstance(kind, str) or kind not in KINDS:
        raise DataError(f"{where}: unknown kind {row['kind']!r}; accepted: {', '.join(KINDS)}")
    if row.get("kind", "sentence") == "sentence":
        _check_label(row, where, labels)
    return row


def _check_label(row: dict[str, Any], where: str, labels: Sequence[str]) -> None:
    if "label" not in row:
        raise DataError(f"{where}: 'label' is missing; accepted: {', '.join(labels)}")
    label = row["label"]
    if label not in labels:
        near = difflib.get_close_matches(str(label), labels, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; accepted: {', '.join(labels)}"
        raise DataError(f"{where}: unknown label {label!r}{hint}")


def example(labels: Sequence[str]) -> str:
    """Return a row as it should look."""
    return json.dumps({"text": "...", "label": labels[0]})
