"""Labelled sentences outside a corpus folder: plain JSON Lines of ``text`` and ``label``.

A row may name its ``document``; the rows of a document that follow each other are read in context.
``paragraph``, ``kind`` and ``join`` are those of the corpus, where they are given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.files import read_bytes
from opinionclf.labels import LABELS
from opinionclf.training.corpus import Corpus, LabelledPage, labelled_pages
from opinionclf.training.rows import checked_row, decode_lines, example


def read_sentences(paths: Sequence[Path], labels: Sequence[str] = LABELS) -> Corpus:
    """Read files of labelled sentences.

    Parameters
    ----------
    paths : sequence of Path
    labels : sequence of str
        The labels that may occur.

    Raises
    ------
    DataError
        If a file can't be read or a row is not valid; the message names file and line.
    """
    digest = hashlib.sha256()
    pages: list[LabelledPage] = []
    for number, path in enumerate(paths):
        data = read_bytes(path)
        digest.update(data.replace(b"\r\n", b"\n"))
        rows = list(_rows(data, path, labels))
        if not rows:
            raise DataError(f"{path}: holds no rows; expected lines such as {example(labels)}")
        for document, group in groupby(rows, key=lambda row: row["document"]):
            pages += labelled_pages(_in_order(list(group), f"{document} #{number}"), "\n\n")
    return Corpus(pages, digest.hexdigest())


def _rows(data: bytes, path: Path, labels: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, line in decode_lines(data, path):
        row = checked_row(line, f"{path}:{number}", labels)
        # A row without a document is a document of its own.
        yield {**row, "document": row.get("document", f"line {number}")}


def _in_order(rows: list[dict[str, Any]], document: str) -> list[dict[str, Any]]:
    """Give the rows of a document its name, and a paragraph to those that name none."""
    return [{**row, "paragraph": row.get("paragraph", 0), "document": document} for row in rows]
