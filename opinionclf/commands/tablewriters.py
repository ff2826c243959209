"""Labelled documents as tables, CSV and Parquet: one row a segment, a document, or a source that a document quotes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from opinionclf.attributioncolumns import attribution_columns
from opinionclf.columnnames import ATTRIBUTION, DOCUMENT_DETAILS, ORIGIN, PLACE, SEGMENTS, SOURCE, SOURCES, TEXT, Types
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

Cells = Sequence[str | float | None]


@dataclass(eq=False, repr=False)
class Table:
    """The columns of a table.

    Attributes
    ----------
    labels : list of str
    keep : tuple of str
        Fields of the input that are handed on.
    rows : str
        SEGMENTS, DOCUMENTS or SOURCES: what a row stands for.
    details : bool
        Who says what, too, for which a document is read again.
    """

    labels: list[str]
    keep: tuple[str, ...] = ()
    rows: str = SEGMENTS
    details: bool = False

    @property
    def beside_labels(self) -> list[str]:
        """The columns that no label may be called like; only in rows of segments are columns called like labels."""
        return [*ORIGIN, *PLACE, *(ATTRIBUTION if self.details else ()), TEXT] if self.rows == SEGMENTS else []

    @property
    def own(self) -> Types:
        """The columns behind those that tell where a document is from."""
        if self.rows == SEGMENTS:
            attributions = ATTRIBUTION if self.details else {}
            return {**PLACE, **dict.fromkeys(self.labels, float), **attributions, TEXT: str}
        if self.rows == SOURCES:
            return SOURCE
        counts = {f"{label}_count": int for label in self.labels}
        shares = {f"{label}_share": float for label in self.labels}
        return {"sentences": int, **counts, **shares, "op_ed_probability": float, **(DOCUMENT_DETAILS if self.details else {})}

    @property
    def types(self) -> Types:
        """All columns."""
        return {**ORIGIN, **dict.fromkeys(self.keep, str), **self.own}


def _name(value: Any) -> str | None:
    """Return an id, or what else is handed on, as a cell: plain, or as JSON where it is no string."""
    return value if value is None or isinstance(value, str) else json.dumps(value, default=plain)


def _judged(document: Document, table: Table) -> Cells:
    """Return what a document comes to: a share of no sentences is none."""
    summary = document.label_summary
    n = summary["sentences"]
    shares = [summary["shares"][label] if n else None for label in table.labels]
    judged: list[str | float | None] = [n, *(summary["counts"][label] for label in table.labels), *shares]
    judged.append(summary["op_ed_probability"])
    if table.details:
        sources = document.summary["sources"]
        judged += [document.summary["hedging"] if n else None, None if sources is None else len(sources)]
    return judged


def _quoted(document: Document) -> Iterator[Cells]:
    """Return a row for each source of a document: its name, how many sentences are its, in how many of them it is guessed."""
    for source in document.sources:
        yield [source.name, source.is_name, source.count + source.guessed, source.guessed, source.sentences[0]]


def _rows_of(document: Document, table: Table) -> Iterator[Cells]:
    """Return the rows of a document in a table of documents or sources."""
    yield from _quoted(document) if table.rows == SOURCES else [_judged(document, table)]


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
        return ",".join(cell(inert(name)) for name in self.table.types) + "\n"

    def piece(self, labelled: Labelled) -> str:
        lines = self._segments if self.table.rows == SEGMENTS else self._whole
        return "".join(line for row, document in labelled for line in lines(row, document))

    def _lead(self, row: Row) -> str:
        clean: Callable[[str], str] = harmless if self.terminal else str
        file = row.file if row.file == STANDARD_INPUT else inert(clean(row.file))  # a dash alone is no formula
        cells = [file, "" if row.line is None else str(row.line)]
        for value in (row.id, *row.kept.values()):
            text = clean(_name(value) or "")
            cells.append(text if isinstance(value, (int, float)) else inert(text))  # a number below zero is no formula
        return ",".join(map(cell, cells))

    def _whole(self, row: Row, document: Document) -> Iterator[str]:
        for values in _rows_of(document, self.table):
            yield f"{self._lead(row)},{self._cells(values)}\n"

    def _cells(self, values: Cells) -> str:
        return ",".join(map(self._cell, values))

    def _cell(self, value: str | float | None) -> str:
        if value is None or isinstance(value, bool):
            return "" if value is None else str(value).lower()
        if isinstance(value, str):
            return cell(inert(harmless(value) if self.terminal else value))
        return f"{value:.6f}" if isinstance(value, float) else str(value)

    def _segments(self, row: Row, document: Document) -> Iterator[str]:
        # No object a segment, and of each line only the text may need quotation marks.
        lead, text, clean = self._lead(row), document.text, harmless if self.terminal else str
        shares = ",".join(["%.6f"] * len(self.table.labels))
        labels, unlabelled = [*(cell(inert(label)) for label in self.table.labels), ""], "," * (len(self.table.labels) - 1)
        found = document.columns
        columns = zip(
            found.start.tolist(), found.end.tolist(), found.paragraph.tolist(), found.kind.tolist(), found.label.tolist(),
            found.probability.tolist(), self._attributions(document, len(found)), strict=True,
        )  # fmt: skip
        for start, end, paragraph, kind, label, row_of, said in columns:
            probabilities = unlabelled if label == NO_LABEL else shares % tuple(row_of)
            words = cell(inert(clean(text[start:end])))
            yield f"{lead},{start},{end},{paragraph},{KIND_NAMES[kind]},{labels[label]},{probabilities},{said}{words}\n"

    def _attributions(self, document: Document, n_segments: int) -> Iterable[str]:
        """The cells of each segment that say who says what, with a comma behind them; empty without details."""
        if not self.table.details:
            return itertools.repeat("", n_segments)
        return (f"{self._cells(values)}," for values in zip(*attribution_columns(document).values(), strict=True))


@dataclass(eq=False, repr=False)
class ParquetWriter:
    """A table as Parquet."""

    table: Table

    def schema(self) -> Schema:
        pa = optional("pyarrow", "arrow")
        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        return pa.schema([(name, types[kind]) for name, kind in self.table.types.items()])

    def piece(self, labelled: Labelled) -> RecordBatch:
        pa = optional("pyarrow", "arrow")
        columns: dict[str, list] = {name: [] for name in self.table.types}
        add = self._add_segments if self.table.rows == SEGMENTS else self._add_whole
        for row, document in labelled:
            n = add(columns, document)
            columns["line"] += [row.line] * n
            for name, value in (("file", row.file), ("id", _name(row.id)), *row.kept.items()):
                columns[name] += [encodable(_name(value))] * n
        return pa.RecordBatch.from_pydict(columns, schema=self.schema())

    def _add_whole(self, columns: dict[str, list], document: Document) -> int:
        rows = list(_rows_of(document, self.table))
        for number, name in enumerate(self.table.own):
            columns[name] += [encodable(row[number]) for row in rows]
        return len(rows)

    def _add_segments(self, columns: dict[str, list], document: Document) -> int:
        labels, found = self.table.labels, document.columns
        for name in ("start", "end", "paragraph"):
            columns[name] += getattr(found, name).tolist()
        columns["kind"] += found.kind_names.tolist()
        columns["label"] += [None if number == NO_LABEL else labels[number] for number in found.label.tolist()]
        for number, label in enumerate(labels):
            columns[label] += [None if p != p else p for p in found.probability[:, number].tolist()]
        for name, values in attribution_columns(document).items() if self.table.details else ():
            columns[name] += map(encodable, values)
        text = encodable(document.text)  # of the same length
        columns["text"] += [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]
        return len(found)
