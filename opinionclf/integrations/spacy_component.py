"""spaCy: ``nlp.add_pipe("opinionclf")`` labels the sentences of a Doc.

Sentence boundaries that an earlier component has set are respected; where there are none they are provided. spaCy finds
the component by its entry point, without an import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.characters import encode
from opinionclf.classifier import Classifier, model_for
from opinionclf.extras import optional
from opinionclf.layout import SENTENCE
from opinionclf.segmentation import Page
from opinionclf.tokenizer import tokenize

_spacy = optional("spacy", "spacy")
_BREAK = re.compile(r"\n\s*\n")
_BATCH = 64  # documents

# What stands in doc._.opinionclf for each sentence: plain types, so that a Doc can be written to disk.
Record = dict[str, Any]
_FURNITURE: Record = {"kind": "boilerplate", "label": None, "probabilities": None}


def _record_of(span: Any) -> Record:
    for record in span.doc._.opinionclf or ():
        if record["start"] == span.start_char and record["end"] == span.end_char:
            return record  # type: ignore[no-any-return]
    return {}


def _label_of(span: Any) -> str | None:
    return _record_of(span).get("label")


def _probabilities_of(span: Any) -> dict[str, float] | None:
    return _record_of(span).get("probabilities")


@_spacy.language.Language.factory(
    "opinionclf", default_config={"model": None}, assigns=["doc._.opinionclf", "token.is_sent_start"], retokenizes=False
)  # type: ignore[untyped-decorator]
def make_component(nlp: Any, name: str, model: str | None) -> SentenceLabels:
    """Make the component; `model` is the folder of a model, by default the shipped one."""
    return SentenceLabels(model)


class SentenceLabels:
    """The component.

    It sets ``doc._.opinionclf``, a list with one dict a sentence (start, end, kind, label, probabilities), and
    ``span._.opinionclf_label`` and ``span._.opinionclf_probabilities`` for ``doc.sents``.
    """

    def __init__(self, model: str | None = None) -> None:
        self.classifier = model_for(model)
        tokens = _spacy.tokens
        tokens.Doc.set_extension("opinionclf", default=None, force=True)
        tokens.Span.set_extension("opinionclf_label", getter=_label_of, force=True)
        tokens.Span.set_extension("opinionclf_probabilities", getter=_probabilities_of, force=True)

    def __call__(self, doc: Any) -> Any:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Any], batch_size: int = _BATCH) -> Iterator[Any]:
        """Label documents, many at a time."""
        for batch in _spacy.util.minibatch(stream, batch_size):
            bounded = [len(doc) > 0 and doc.has_annotation("SENT_START") for doc in batch]
            _label_given(self.classifier, [doc for doc, has in zip(batch, bounded, strict=True) if has])
            _label_found(self.classifier, [doc for doc, has in zip(batch, bounded, strict=True) if not has])
            yield from batch

    def to_bytes(self, **options: Any) -> bytes:
        """Return nothing: the model is not part of a pipeline."""
        return b""

    def from_bytes(self, data: bytes, **options: Any) -> SentenceLabels:
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write nothing: the model is not part of a pipeline."""

    def from_disk(self, path: str | Path, **options: Any) -> SentenceLabels:
        return self


def _label_found(classifier: Classifier, docs: list[Any]) -> None:
    """Label documents without boundaries, and set those of the segments that are found.

    A document of white space has no segment: all of it is furniture.
    """
    for doc, document in zip(docs, classifier.classify_many(doc.text for doc in docs), strict=True):
        ends = np.array([token.idx + len(token) for token in doc])
        records: dict[int, Record] = {}
        for segment in document.segments:
            # The token in which the segment begins; white space in front belongs to the first sentence.
            first = int(np.searchsorted(ends, segment.start, side="right")) if records else 0
            label = None if segment.label is None else str(segment.label)
            records.setdefault(first, {"kind": segment.kind, "label": label, "probabilities": segment.probabilities})
        if not records:
            records[0] = _FURNITURE.copy()
        for token in doc:
            token.is_sent_start = token.i in records or token.i == 0
        _store(doc, list(records.values()))


def _label_given(classifier: Classifier, docs: list[Any]) -> None:
    """Label the sentences of documents that have boundaries."""
    pages, places = [], []
    for doc in docs:
        starts = [span.start_char for span in doc.sents]
        kept, inside = _with_own_tokens(doc.text, starts)
        places.append((len(starts), kept))
        if kept:
            breaks = [_BREAK.search(doc.text, a, b) is not None for a, b in pairwise(inside)]
            pages.append(Page(doc.text, inside, [SENTENCE] * len(kept), np.cumsum([0, *breaks]).tolist()))
    shares = iter(classifier.predict_pages(pages).tolist())
    labels = classifier.model.labels
    for doc, (n, kept) in zip(docs, places, strict=True):
        records: list[Record] = [_FURNITURE.copy() for _ in range(n)]
        for number, share in zip(kept, shares, strict=False):
            label = labels[int(np.argmax(share))]
            records[number] = {"kind": "sentence", "label": label, "probabilities": dict(zip(labels, share, strict=True))}
        _store(doc, records)


def _with_own_tokens(text: str, starts: list[int]) -> tuple[list[int], list[int]]:
    """Sentences with a token of their own, and where that begins.

    White space has none, nor has what stands inside the last token of another sentence.
    """
    token_start = tokenize(encode(text)).start
    row = np.searchsorted(token_start, starts)
    kept = np.flatnonzero(row < np.append(row[1:], len(token_start)))
    return kept.tolist(), token_start[row[kept]].tolist()


def _store(doc: Any, records: list[Record]) -> None:
    doc._.opinionclf = [
        {"start": span.start_char, "end": span.end_char, **record} for span, record in zip(doc.sents, records, strict=True)
    ] if len(doc) else []  # fmt: skip
