"""Labelled documents in the formats of ``opinionclf classify``.

A writer makes a piece of output from the documents of one block. It holds no stream, so that it can be sent to another
process.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from opinionclf.commands.display import Painter, harmless, one_line_json
from opinionclf.commands.rows import Row, plain, title_of
from opinionclf.extras import optional
from opinionclf.jsontext import document_json
from opinionclf.result import Document
from opinionclf.spreadsheet import comma_separated, inert
from opinionclf.table import NO_LABEL
from opinionclf.text.characters import encodable

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

Writer = Union["TextWriter", "JsonLinesWriter", "CsvWriter", "ParquetWriter"]
Labelled = Iterable[tuple[Row, Document]]
_PLACE = ("file", "line", "id", "start", "end", "paragraph", "kind", "label")
COLUMNS = (*_PLACE, "text")  # of CSV and Parquet, apart from a probability for each label


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


class JsonLinesWriter:
    """One object a document."""

    head = ""
    between = ""

    def piece(self, labelled: Labelled) -> str:
        return "".join(self._line(row, document) for row, document in labelled)

    def _line(self, row: Row, document: Document) -> str:
        # Not ASCII only, but no character that a terminal obeys.
        return one_line_json(f"{_lead(row)}{document_json(document)[1:]}") + "\n"


def record_beginning(row: Row) -> str:
    """Return the line of a document up to the end of its text."""
    return one_line_json(f'{_lead(row)}"text": {json.dumps(row.text, ensure_ascii=False)}, ')


def _lead(row: Row) -> str:
    record: dict[str, Any] = {"file": row.file}
    if row.line is not None:
        record["line"] = row.line
    if row.id is not None:
        record["id"] = row.id
    return json.dumps(record, ensure_ascii=False, default=plain)[:-1] + ", "


def _name(row: Row) -> str | None:
    """Return the id as a cell of a table: plain, or as JSON where it is no string."""
    return row.id if row.id is None or isinstance(row.id, str) else json.dumps(row.id, default=plain)


@dataclass(eq=False, repr=False)
class CsvWriter:
    """One row a segment.

    Attributes
    ----------
    labels : list of str
    terminal : bool
        Leave out what a terminal would obey.
    """

    labels: list[str]
    terminal: bool = False
    between = ""

    @property
    def head(self) -> str:
        return comma_separated([[*_PLACE, *self.labels, "text"]])

    def piece(self, labelled: Labelled) -> str:
        return comma_separated(cells for row, document in labelled for cells in self._rows(row, document))

    def _rows(self, row: Row, document: Document) -> Iterable[list[str]]:
        clean = harmless if self.terminal else str
        name = clean(_name(row) or "")
        if not isinstance(row.id, (int, float)):
            name = inert(name)  # a number below zero is no formula
        lead = [inert(clean(row.file)), "" if row.line is None else str(row.line), name]
        for segment in document.segments:
            found = segment.probabilities or {}
            shares = [f"{found[label]:.6f}" if label in found else "" for label in self.labels]
            place = (segment.start, segment.end, segment.paragraph, segment.kind, segment.label or "")
            yield [*lead, *map(str, place), *shares, inert(clean(segment.text))]


@dataclass(eq=False, repr=False)
class ParquetWriter:
    """One row a segment, in the columns of CSV."""

    labels: list[str]

    def schema(self) -> Schema:
        pa = optional("pyarrow", "arrow")
        types = {"line": pa.int64(), "start": pa.int64(), "end": pa.int64(), "paragraph": pa.int64()}
        fields = [(name, types.get(name, pa.string())) for name in _PLACE]
        return pa.schema([*fields, *((label, pa.float64()) for label in self.labels), ("text", pa.string())])

    def piece(self, labelled: Labelled) -> RecordBatch:
        pa = optional("pyarrow", "arrow")
        columns: dict[str, list] = {name: [] for name in self.schema().names}
        for row, document in labelled:
            table = document.columns
            n = len(table)
            for column, value in (("file", row.file), ("line", row.line), ("id", _name(row))):
                columns[column] += [encodable(value) if isinstance(value, str) else value] * n
            for column in ("start", "end", "paragraph"):
                columns[column] += getattr(table, column).tolist()
            columns["kind"] += table.kind_names.tolist()
            columns["label"] += [None if number == NO_LABEL else self.labels[number] for number in table.label.tolist()]
            for number, label in enumerate(self.labels):
                columns[label] += [None if p != p else p for p in table.probability[:, number].tolist()]
            columns["text"] += [encodable(document.text[a:b]) for a, b in zip(table.start, table.end, strict=True)]
        return pa.RecordBatch.from_pydict(columns, schema=self.schema())
