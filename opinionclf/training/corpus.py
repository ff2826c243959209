"""The training corpus: rows of JSON Lines to pages that look as the page did."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.errors import DataError
from opinionclf.files import read_bytes
from opinionclf.labels import LABELS
from opinionclf.segmentation import Page
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text.tokens import Ints
from opinionclf.training.rows import KINDS, checked_row, decode_lines

TABLE = "documents.tsv"  # stands in every corpus folder
_ACCEPTED = {"part": ("train", "test"), "break": ("blank", "line")}
_ONE_BY_ONE = "contrast"  # documents of this prefix are single sentences that share their content


@dataclass(slots=True)
class LabelledPage:
    """A document with a label for each of its segments (None for headings and page furniture)."""

    document: str
    page: Page
    labels: list[str | None]

    def sentences(self) -> Iterator[tuple[str, str | None]]:
        """Yield text and label of each segment."""
        ends = [*self.page.starts[1:], len(self.page.text)]
        for start, end, label in zip(self.page.starts, ends, self.labels, strict=True):
            yield self.page.text[start:end].strip(), label


def label_numbers(pages: Iterable[LabelledPage], labels: Sequence[str]) -> Ints:
    """Return for each segment of some pages the number of its label, -1 where it has none."""
    number: dict[str | None, int] = {None: -1, **{label: i for i, label in enumerate(labels)}}
    return np.array([number[label] for page in pages for label in page.labels], dtype=np.int64)


@dataclass(slots=True)
class Corpus:
    """Labelled documents and the hash of their rows: of the part that was read, so that it tells what a model has seen."""

    pages: list[LabelledPage]
    sha256: str

    @property
    def n_sentences(self) -> int:
        return sum(label is not None for page in self.pages for label in page.labels)


def read_corpus(folder: Path, part: str = "train") -> Corpus:
    """Read the documents and contrast sets of one part of a corpus folder.

    Parameters
    ----------
    folder : Path
        With ``documents/*.jsonl``, ``contrast/*.jsonl`` and the table ``documents.tsv``.
    part : str
        ``train`` or ``test``.

    Raises
    ------
    DataError
        If a row is not valid; the message names file and line.
    """
    parts, breaks = read_table(folder / TABLE)
    digest = hashlib.sha256()
    pages: list[LabelledPage] = []
    for path in sorted(folder.glob("documents/*.jsonl")) + sorted(folder.glob("contrast/*.jsonl")):
        rows = list(read_rows(path))
        for document, group in groupby(rows, key=lambda row: row["document"]):
            if document not in parts:
                raise DataError(f"{path}: document {document!r} is not in documents.tsv")
            if parts[document] == part:
                chosen = list(group)
                pages += labelled_pages(chosen, "\n" if breaks[document] == "line" else "\n\n")
                digest.update(f"{document}\0{breaks[document]}\0{json.dumps(chosen, sort_keys=True)}\0".encode())
    if not pages:
        raise DataError(f"{folder}: no documents of part {part!r} found (expected documents/*.jsonl and documents.tsv)")
    return Corpus(pages, digest.hexdigest())


def table_rows(path: Path, wanted: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Read the rows of the table of documents, each its line and from column to cell.

    Raises
    ------
    DataError
        If a row has cells too few or too many, or one of the columns `wanted` is missing.
    """
    lines = list(decode_lines(read_bytes(path), path))
    columns = lines[0][1].rstrip("\r").split("\t") if lines else []
    missing = set(wanted) - set(columns)
    if missing:
        raise DataError(f"{path}:1: no column {min(missing)!r} (columns are separated by tabs)")
    rows = []
    for number, line in lines[1:]:
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(columns):
            raise DataError(f"{path}:{number}: {len(cells)} columns where the first line has {len(columns)}")
        rows.append((number, dict(zip(columns, cells, strict=True))))
    return rows


def read_table(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Read the part and the kind of paragraph break of each document.

    Raises
    ------
    DataError
        If the table is not valid; the message names file and line.
    """
    parts: dict[str, str] = {}
    breaks: dict[str, str] = {}
    for number, row in table_rows(path, ("id", "part", "break")):
        if row["id"] in parts:
            raise DataError(f"{path}:{number}: document {row['id']!r} stands in the table already")
        for column, accepted in _ACCEPTED.items():
            if row[column] not in accepted:
                raise DataError(f"{path}:{number}: {column} {row[column]!r} is unknown; accepted: {', '.join(accepted)}")
        parts[row["id"]], breaks[row["id"]] = row["part"], row["break"]
    return parts, breaks


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read and check the rows of one file of the corpus."""
    for number, line in decode_lines(read_bytes(path), path):
        where = f"{path}:{number}"
        row = checked_row(line, where, LABELS)
        for key in ("document", "paragraph"):
            if key not in row:
                raise DataError(f"{where}: {key!r} is missing")
        yield row


def labelled_pages(rows: list[dict[str, Any]], paragraph_break: str) -> list[LabelledPage]:
    """Put the rows of one document together as its page showed them.

    The sentences of a contrast set become pages of one sentence each.
    """
    document = rows[0]["document"]
    if is_contrast_set(document):
        return [_page(document, [row], paragraph_break) for row in rows]
    return [_page(document, rows, paragraph_break)]


def is_contrast_set(document: str) -> bool:
    """Whether a document is a contrast set, whose sentences stand by themselves."""
    return document.startswith(_ONE_BY_ONE)


def _page(document: str, rows: list[dict[str, Any]], paragraph_break: str) -> LabelledPage:
    kinds = [KINDS[row.get("kind", "sentence")] for row in rows]
    joins = [row.get("join", " ") for row in rows]
    page = Page.of([row["text"] for row in rows], kinds, [row["paragraph"] for row in rows], joins, paragraph_break)
    labels = [row["label"] if kind == SENTENCE else None for row, kind in zip(rows, kinds, strict=True)]
    return LabelledPage(document, page, labels)
