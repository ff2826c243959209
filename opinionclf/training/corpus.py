"""The training corpus: rows of JSON Lines to pages that look as the page did."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from opinionclf.labels import LABELS
from opinionclf.layout import BOILERPLATE, HEADING, SENTENCE
from opinionclf.segmentation import Page

_KINDS = {"sentence": SENTENCE, "heading": HEADING, "boilerplate": BOILERPLATE}
_ONE_BY_ONE = "contrast"  # documents of this prefix are single sentences that share their content


class CorpusError(ValueError):
    """Training data that can't be used, with file and line."""


@dataclass(slots=True)
class LabelledPage:
    """A document with a label for each of its segments (None for headings and page furniture)."""

    document: str
    page: Page
    labels: list[str | None]


@dataclass(slots=True)
class Corpus:
    """Labelled documents and the hash of the files they were read from."""

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
    CorpusError
        If a row is not valid; the message names file and line.
    """
    parts, breaks = _table(folder / "documents.tsv")
    digest = hashlib.sha256()
    pages: list[LabelledPage] = []
    for path in sorted(folder.glob("documents/*.jsonl")) + sorted(folder.glob("contrast/*.jsonl")):
        rows = list(read_rows(path))
        for document, group in groupby(rows, key=lambda row: row["document"]):
            if document not in parts:
                raise CorpusError(f"{path}: document {document!r} is not in documents.tsv")
            if parts[document] == part:
                pages += labelled_pages(list(group), "\n" if breaks[document] == "line" else "\n\n")
                digest.update(f"{document}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    if not pages:
        raise CorpusError(f"{folder}: no documents of part {part!r} found (expected documents/*.jsonl and documents.tsv)")
    return Corpus(pages, digest.hexdigest())


def _table(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    if not path.exists():
        raise CorpusError(f"{path}: not found; it says which part each document belongs to")
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]
    return {row["id"]: row["part"] for row in rows}, {row["id"]: row["break"] for row in rows}


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Read and check the rows of one file of the corpus."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _checked(line, f"{path}:{number}")


def _checked(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"{where}: not valid JSON ({error.msg})") from None
    if not isinstance(row, dict):
        raise CorpusError(f"{where}: expected a JSON object")
    for key, kind in (("document", str), ("paragraph", int), ("text", str)):
        if not isinstance(row.get(key), kind) or row[key] == "":
            raise CorpusError(f"{where}: {key!r} is missing or not of type {kind.__name__}")
    kind_name = row.get("kind", "sentence")
    if kind_name not in _KINDS:
        raise CorpusError(f"{where}: unknown kind {kind_name!r}; accepted: {', '.join(_KINDS)}")
    if kind_name == "sentence" and row.get("label") not in LABELS:
        raise CorpusError(f"{where}: unknown label {row.get('label')!r}; accepted: {', '.join(LABELS)}")
    return row


def labelled_pages(rows: list[dict[str, Any]], paragraph_break: str) -> list[LabelledPage]:
    """Put the rows of one document together as its page showed them.

    The sentences of a contrast set become pages of one sentence each.
    """
    document = rows[0]["document"]
    if document.startswith(_ONE_BY_ONE):
        return [_page(document, [row], paragraph_break) for row in rows]
    return [_page(document, rows, paragraph_break)]


def _page(document: str, rows: list[dict[str, Any]], paragraph_break: str) -> LabelledPage:
    text = ""
    starts = []
    for i, row in enumerate(rows):
        if i:
            text += row.get("join", " ") if row["paragraph"] == rows[i - 1]["paragraph"] else paragraph_break
        starts.append(len(text))
        text += row["text"]
    kinds = [_KINDS[row.get("kind", "sentence")] for row in rows]
    labels = [row["label"] if kind == SENTENCE else None for row, kind in zip(rows, kinds, strict=True)]
    return LabelledPage(document, Page(text, starts, kinds, [row["paragraph"] for row in rows]), labels)
