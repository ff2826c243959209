"""Labelled documents in the formats of ``opinionclf classify``.

A writer makes a piece of output from the documents of one block. It holds no stream, so that it can be sent to another
process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from opinionclf.commands.display import Painter, one_line_json
from opinionclf.commands.rows import Row, plain, title_of
from opinionclf.jsontext import document_json
from opinionclf.result import Document

if TYPE_CHECKING:
    from opinionclf.commands.tablewriters import CsvWriter, ParquetWriter

Writer = Union["TextWriter", "JsonLinesWriter", "CsvWriter", "ParquetWriter"]
Labelled = Iterable[tuple[Row, Document]]
FIELDS = ("file", "line", "id", "text", "segments", "summary")  # of JSON Lines


def title(row: Row) -> str:
    """Return what a document is called for people."""
    return title_of(row.file) if row.line is None else f"{title_of(row.file)}:{row.line}"


@dataclass(eq=False, repr=False)
class TextWriter:
    """Documents for people, with an empty line between them."""

    painter: Painter
    head = ""
    between = "\n"

    def piece(self, labelled: Labelled) -> str:
        return self.between.join(self.painter.document(document, title(row)) for row, document in labelled)


@dataclass(eq=False, repr=False)
class JsonLinesWriter:
    """One object a document.

    Attributes
    ----------
    details : bool
        With cues and attributions of each segment, sources and hedging.
    """

    details: bool = False
    head = ""
    between = ""

    def piece(self, labelled: Labelled) -> str:
        return "".join(self._line(row, document) for row, document in labelled)

    def _line(self, row: Row, document: Document) -> str:
        # Not ASCII only, but no character that a terminal obeys.
        found = json.dumps(document.to_dict(details=True), ensure_ascii=False) if self.details else document_json(document)
        return one_line_json(f"{_lead(row)}{found[1:]}") + "\n"


def record_beginning(row: Row) -> str:
    """Return the line of a document up to the end of its text."""
    return one_line_json(f'{_lead(row)}"text": {json.dumps(row.text, ensure_ascii=False)}, ')


def place_of(row: Row) -> dict[str, Any]:
    """Return what a record says of its document in front of the text: where it is from, and what is handed on."""
    record: dict[str, Any] = {"file": row.file}
    if row.line is not None:
        record["line"] = row.line
    if row.id is not None:
        record["id"] = row.id
    return record | row.kept


def _lead(row: Row) -> str:
    return json.dumps(place_of(row), ensure_ascii=False, default=plain)[:-1] + ", "
