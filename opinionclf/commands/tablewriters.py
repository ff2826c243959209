"""Labelled documents as tables, CSV and Parquet: one row a segment, or one row a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opinionclf.commands.display import harmless
from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.commands.rows import Row, plain
from opinionclf.commands.writers import Labelled
from opinionclf.extras import optional
from opinionclf.result import Document
from opinionclf.segmentkinds import KIND_NAMES
from opinionclf.spreadsheet import cell, inert
from opinionclf.table import NO_LABEL
from opinionclf.text.characters import encodable

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Schema

SEGMENTS, DOCUMENTS = "segments", "documents"
_SOURCE = ("file", "line", "id")
_PLACE = ("start", "end", "paragraph", "kind", "label")
COLUMNS = (*_SOURCE, *_PLACE, "text")  # of segments, apart from a probability for each label and what is handed on
_NUMBERS = ("line", "start", "end", "paragraph", "sentences")


@dataclass(eq=False, repr=False)
class Table:
    """The columns of a table.

    Attributes
    ----------
    labels : list of str
    keep : tuple of str
        Fields of the input that are handed on.
    rows : str
        SEGMENTS or DOCUMENTS: what a row stands for.
    """

    labels: list[str]
    keep: tuple[str, ...] = ()
    rows: str = SEGMENTS

    @property
    def own(self) -> list[str]:
        """The columns behind those that tell where a document is from."""
        if self.rows == SEGMENTS:
            return [*_PLACE, *self.labels, "text"]
        return ["sentences", *map(_count, self.labels), *map(_share, self.labels), "op_ed_probability"]

    @property
    def names(self) -> list[str]:
        return [*_SOURCE, *self.keep, *self.own]


def _count(label: str) -> str:
    return f"{label}_count"


def _share(label: str) -> str:
    return f"{label}_share"


def _name(value: Any) -> str | None:
    """Return an id, or what else is handed on, as a cell: plain, or as JSON where it is no string."""
    return value if value is None or isinstance(value, str) else json.dumps(value, default=plain)


def _judged(document: Document, labels: list[str]) -> list[int | float | None]:
    """Return what a document comes to: a share of no sentences is none."""
    summary = document.label_summary
    n = summary["sentences"]
    shares = [summary["shares"][label] if n else None for label in labels]
    return [n, *(summary["counts"][label] for label in labels), *shares, summary["op_ed_probability"]]


@dataclass(eq=False, repr=False)
class CsvWriter:
    """A table as CSV.

    Attributes
    ----------
    table : Table
    terminal : bool
        Leave out what a terminal would obey.
    """

    table: Table
    terminal: bool = False
    between = ""

    @property
    def head(self) -> str:
        return ",".join(cell(inert(name)) for name in self.table.names) + "\n"

    def piece(self, labelled: Labelled) -> str:
        lines = self._segments if self.table.rows == SEGMENTS else self._document
        return "".join(line for row, document in labelled for line in lines(row, document))

    def _lead(self, row: Row) -> str:
        clean: Callable[[str], str] = harmless if self.terminal else str
        file = row.file if row.file == STANDARD_INPUT else inert(clean(row.file))  # a dash alone is no formula
        cells = [file, "" if row.line is None else str(row.line)]
        for value in (row.id, *row.kept.values()):
            text = clean(_name(value) or "")
            cells.append(text if isinstance(value, (int, float)) else inert(text))  # a number below zero is no formula
        return ",".join(map(cell, cells))

    def _document(self, row: Row, document: Document) -> Iterator[str]:
        values = _judged(document, self.table.labels)
        cells = ("" if value is None else f"{value:.6f}" if isinstance(value, float) else str(value) for value in values)
        yield f"{self._lead(row)},{','.join(cells)}\n"

    def _segments(self, row: Row, document: Document) -> Iterator[str]:
        # No object a segment, and of each line only the text may need quotation marks.
        lead, text, clean = self._lead(row), document.text, harmless if self.terminal else str
        shares = ",".join(["%.6f"] * len(self.table.labels))
        labels, unlabelled = [*(cell(inert(label)) for label in self.table.labels), ""], "," * (len(self.table.labels) - 1)
        found = document.columns
        columns = zip(
            found.start.tolist(), found.end.tolist(), found.paragraph.tolist(), found.kind.tolist(), found.label.tolist(),
            found.probability.tolist(), strict=True,
        )  # fmt: skip
        for start, end, paragraph, kind, label, row_of in columns:
            probabilities = unlabelled if label == NO_LABEL else shares % tuple(row_of)
            words = cell(inert(clean(text[start:end])))
            yield f"{lead},{start},{end},{paragraph},{KIND_NAMES[kind]},{labels[label]},{probabilities},{words}\n"


@dataclass(eq=False, repr=False)
class ParquetWriter:
    """A table as Parquet."""

    table: Table

    def schema(self) -> Schema:
        pa = optional("pyarrow", "arrow")
        words = {*_SOURCE, *self.table.keep, "kind", "label", "text"} - {"line"}

        def type_of(name: str) -> Any:
            if name in words:
                return pa.string()
            whole = name in _NUMBERS or (self.table.rows == DOCUMENTS and name in map(_count, self.table.labels))
            return pa.int64() if whole else pa.float64()

        return pa.schema([(name, type_of(name)) for name in self.table.names])

    def piece(self, labelled: Labelled) -> RecordBatch:
        pa = optional("pyarrow", "arrow")
        columns: dict[str, list] = {name: [] for name in self.table.names}
        add = self._add_segments if self.table.rows == SEGMENTS else self._add_document
        for row, document in labelled:
            n = add(columns, document)
            columns["line"] += [row.line] * n
            for name, value in (("file", row.file), ("id", _name(row.id)), *row.kept.items()):
                text = _name(value)
                columns[name] += [text if text is None else encodable(text)] * n
        return pa.RecordBatch.from_pydict(columns, schema=self.schema())

    def _add_document(self, columns: dict[str, list], document: Document) -> int:
        for name, value in zip(self.table.own, _judged(document, self.table.labels), strict=True):
            columns[name].append(value)
        return 1

    def _add_segments(self, columns: dict[str, list], document: Document) -> int:
        labels, found = self.table.labels, document.columns
        for name in ("start", "end", "paragraph"):
            columns[name] += getattr(found, name).tolist()
        columns["kind"] += found.kind_names.tolist()
        columns["label"] += [None if number == NO_LABEL else labels[number] for number in found.label.tolist()]
        for number, label in enumerate(labels):
            columns[label] += [None if p != p else p for p in found.probability[:, number].tolist()]
        text = encodable(document.text)  # of the same length
        columns["text"] += [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]
        return len(found)
