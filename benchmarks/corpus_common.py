"""What the measures of the training corpus share: our documents, real ones of the same kind, and their sentences."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinionclf.features.columns import Columns, build_columns
from opinionclf.segmentation import BETWEEN_DOCUMENTS, Segmentation, segment
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text import tokens as tk
from opinionclf.text.characters import encode
from opinionclf.text.tokenizer import tokenize
from opinionclf.training.corpus import LabelledPage, read_corpus
from opinionclf.training.fit import shipped_lexicon

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training_data"
NEWS, OPINION = "news", "opinion"
REAL = {
    NEWS: ("newsdiscourse_train", "polnear_train", "doclevel_bbc", "doclevel_wikinews"),
    OPINION: ("webis_editorials", "doclevel_wsj_opinion", "doclevel_hyperpartisan"),
}
OPINION_GENRES = frozenset({
    "news analysis", "leading article", "column", "guest op-ed", "letter to the editor", "review", "blog rant",
    "partisan news site", "satire-tinged diary", "travel and lifestyle", "sermon-like essay", "economics commentary",
})  # fmt: skip
BEYOND_THE_PRESS = "web page"
PARTS = ("train", "test")


@dataclass(frozen=True, slots=True)
class Source:
    """One document.

    Attributes
    ----------
    id : str
    origin : str
        The file it comes from; for ours the batch.
    kind : str
        NEWS or OPINION.
    text : str
    """

    id: str
    origin: str
    kind: str
    text: str


def arguments(description: str | None, real: bool = True) -> argparse.ArgumentParser:
    """Return the parser of options that every measure has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the corpus folder (default: training_data)")
    if real:
        parser.add_argument("--data", type=Path, required=True, help="folder of real text, see benchmarks/README.md")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    return parser


def write_json(path: Path | None, figures: dict[str, Any]) -> None:
    """Write figures, where a file was named."""
    if path is not None:
        path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table_of_documents(corpus: Path) -> dict[str, dict[str, str]]:
    """Return the rows of ``documents.tsv`` by document."""
    with (corpus / "documents.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def is_contrast(document: str) -> bool:
    """Whether a document is a contrast set."""
    return document.startswith("contrast")


def labelled_pages(corpus: Path, parts: Iterable[str] = PARTS) -> list[LabelledPage]:
    """Return the pages of the corpus; a contrast set is one page a sentence."""
    return [page for part in parts for page in read_corpus(corpus, part).pages]


def own_sources(corpus: Path) -> list[Source]:
    """Return our whole documents of the press as their pages would show them."""
    table = table_of_documents(corpus)
    pages = [page for page in labelled_pages(corpus)
             if not is_contrast(page.document) and table[page.document]["genre"] != BEYOND_THE_PRESS]  # fmt: skip
    return [Source(page.document, table[page.document]["batch"], kind_of(table[page.document]["genre"]), page.page.text)
            for page in pages]  # fmt: skip


def kind_of(genre: str) -> str:
    """Return NEWS or OPINION for a genre of ours."""
    return OPINION if genre in OPINION_GENRES else NEWS


def read_real(data: Path, name: str) -> list[dict[str, Any]]:
    """Read one file of real documents."""
    with (data / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def real_sources(data: Path) -> list[Source]:
    """Return real documents; of files that mix news and opinion pages only those of the wanted kind."""
    return [
        Source(f"{name}/{document['id']}", name, kind, document["text"])
        for kind, names in REAL.items()
        for name in names
        for document in read_real(data, name)
        if document.get("doc_label", kind) == kind and document["text"].strip()
    ]


@dataclass(slots=True)
class Read:
    """Documents cut into sentences by the package, with the columns of their tokens.

    Attributes
    ----------
    text : str
        All documents, as the segmentation joined them.
    segmentation : Segmentation
    columns : Columns
    rows : ndarray of int64, shape (n_sentences,)
        The segments that are sentences, not headings or page furniture.
    """

    text: str
    segmentation: Segmentation
    columns: Columns
    rows: NDArray[np.int64]

    @property
    def document(self) -> NDArray[np.int64]:
        """Number of the document of each sentence."""
        return self.segmentation.document[self.rows]

    def sentence(self, row: int) -> str:
        """Return the text of a segment."""
        tokens, first, last = self.columns.tokens, self.columns.first[row], self.columns.last[row]
        return self.text[tokens.start[first] : tokens.end[last - 1]]

    def words(self, token: int) -> str:
        """Return the text of a token in lower case, typographic apostrophes made straight."""
        return self.text[self.columns.tokens.start[token] : self.columns.tokens.end[token]].lower().replace("’", "'")


def read_texts(texts: Sequence[str]) -> Read:
    """Cut texts into sentences and look their words up in the lexicon of the package."""
    return as_read(segment(texts), BETWEEN_DOCUMENTS.join(texts))


def as_read(segmentation: Segmentation, text: str) -> Read:
    """Look the words of a segmentation up in the lexicon of the package."""
    columns = build_columns(segmentation, shipped_lexicon())
    return Read(text, segmentation, columns, np.flatnonzero(segmentation.kind == SENTENCE))


def content_tokens(read: Read) -> NDArray[np.bool_]:
    """Flag words that are neither function words nor placed by any lexicon, alone or in a phrase; names are among them."""
    columns = read.columns
    possessive = tokenize(encode("it's")).key[1]
    placed = columns.lexicon.has_form.take(columns.unit) | columns.covered
    return (columns.tokens.kind <= tk.ALL_CAPS) & ~placed & (columns.tokens.key != possessive)
