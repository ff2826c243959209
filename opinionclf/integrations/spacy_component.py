"""spaCy: ``nlp.add_pipe("opinionclf")`` labels the sentences of a Doc.

Sentence boundaries that another component has set are respected; where there are none they are provided. spaCy finds
the component by its entry point, without an import.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.classifier import model_for
from opinionclf.extras import optional
from opinionclf.segmentation import Page
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text.characters import encode
from opinionclf.text.decoding import as_meant
from opinionclf.text.tokenizer import tokenize

_spacy = optional("spacy", "spacy")
_BREAK = re.compile(r"\n\s*\n")
_BATCH = 64  # documents

# What stands in doc._.opinionclf for each sentence: plain types, so that a Doc can be written to disk.
Record = dict[str, Any]
_FURNITURE: Record = {"kind": "boilerplate", "label": None, "probabilities": None}
_PROVIDED = "provided"  # in a record: whether we have set the boundaries


def _record_of(span: Any, attribute: str) -> Record:
    records = span.doc._.get(attribute) or ()
    place = bisect_left(records, span.start_char, key=_start_of)  # they stand in order
    if place < len(records) and (records[place]["start"], records[place]["end"]) == (span.start_char, span.end_char):
        return records[place]  # type: ignore[no-any-return]
    return {}


def _start_of(record: Record) -> int:
    return int(record["start"])


def _field_of(span: Any, attribute: str, field: str) -> Any:
    return _record_of(span, attribute).get(field)


@_spacy.language.Language.factory(
    "opinionclf", default_config={"model": None, "attribute": "opinionclf"},
    assigns=["doc._.opinionclf", "token.is_sent_start"], retokenizes=False,
)  # type: ignore[untyped-decorator]
def make_component(nlp: Any, name: str, model: str | None, attribute: str) -> SentenceLabels:
    """Make the component; `model` is the folder of a model, by default the shipped one, `attribute` where the labels go."""
    return SentenceLabels(model, attribute)


class SentenceLabels:
    """The component.

    It sets ``doc._.opinionclf``, a list with one dict a sentence (start, end, kind, label, probabilities, and whether the
    component has ``provided`` its boundaries), and ``span._.opinionclf_label`` and ``span._.opinionclf_probabilities`` for
    ``doc.sents``. With another attribute than ``opinionclf`` it sets those of that name, so that several models can be asked in
    one pipeline.

    Raises
    ------
    ValueError
        If somebody else has an extension of such a name.
    """

    def __init__(self, model: str | None = None, attribute: str = "opinionclf") -> None:
        self.classifier = model_for(model)
        self.attribute = attribute
        tokens = _spacy.tokens
        _set_extension(tokens.Doc, attribute, default=None)
        for field in ("label", "probabilities"):
            _set_extension(tokens.Span, f"{attribute}_{field}", getter=partial(_field_of, attribute=attribute, field=field))

    def __call__(self, doc: Any) -> Any:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Any], batch_size: int = _BATCH) -> Iterator[Any]:
        """Label documents, many at a time."""
        for batch in _spacy.util.minibatch(stream, batch_size):
            bounded = [len(doc) > 0 and _has_boundaries_of_others(doc) for doc in batch]
            self._label_given([doc for doc, has in zip(batch, bounded, strict=True) if has])
            self._label_found([doc for doc, has in zip(batch, bounded, strict=True) if not has])
            yield from batch

    def _label_found(self, docs: list[Any]) -> None:
        """Label documents without boundaries, and set those of the segments that are found.

        A document of white space has no segment: all of it is furniture.
        """
        for doc, document in zip(docs, self.classifier.classify_many(doc.text for doc in docs), strict=True):
            ends = np.array([token.idx + len(token) for token in doc])
            records: dict[int, Record] = {}
            for segment in document.segments:
                # The token in which the segment begins; white space in front belongs to the first sentence.
                first = int(np.searchsorted(ends, segment.start, side="right")) if records else 0
                label = None if segment.label is None else str(segment.label)
                records.setdefault(first, {"kind": segment.kind, "label": label, "probabilities": segment.probabilities})
            if not records:
                records[0] = _FURNITURE.copy()
            # A second reading finds them there; a parser may have come in between, behind which they can't be set.
            if not doc.has_annotation("SENT_START") or _starts(doc) != list(records):
                for token in doc:
                    token.is_sent_start = token.i in records or token.i == 0
            self._store(doc, list(records.values()), provided=True)

    def _label_given(self, docs: list[Any]) -> None:
        """Label the sentences of documents that have boundaries."""
        pages, places = [], []
        for doc in docs:
            starts = [span.start_char for span in doc.sents]
            kept, inside = _with_own_tokens(doc.text, starts)
            places.append((len(starts), kept))
            if kept:
                breaks = [_BREAK.search(doc.text, a, b) is not None for a, b in pairwise(inside)]
                pages.append(Page(doc.text, inside, [SENTENCE] * len(kept), np.cumsum([0, *breaks]).tolist()))
        shares = iter(self.classifier.predict_pages(pages).tolist())
        labels = self.classifier.model.labels
        for doc, (n, kept) in zip(docs, places, strict=True):
            records: list[Record] = [_FURNITURE.copy() for _ in range(n)]
            for number, share in zip(kept, shares, strict=False):
                label = labels[int(np.argmax(share))]
                records[number] = {"kind": "sentence", "label": label, "probabilities": dict(zip(labels, share, strict=True))}
            self._store(doc, records, provided=False)

    def _store(self, doc: Any, records: list[Record], provided: bool) -> None:
        labelled = zip(doc.sents, records, strict=True) if len(doc) else ()
        found = [{"start": span.start_char, "end": span.end_char, **record, _PROVIDED: provided} for span, record in labelled]
        doc._.set(self.attribute, found)

    def to_bytes(self, **options: Any) -> bytes:
        """Return nothing: the model is not part of a pipeline."""
        return b""

    def from_bytes(self, data: bytes, **options: Any) -> SentenceLabels:
        return self

    def to_disk(self, path: str | Path, **options: Any) -> None:
        """Write nothing: the model is not part of a pipeline."""

    def from_disk(self, path: str | Path, **options: Any) -> SentenceLabels:
        return self


def _with_own_tokens(text: str, starts: list[int]) -> tuple[list[int], list[int]]:
    """Sentences with a token of their own, and where that begins.

    White space has none, nor has what stands inside the last token of another sentence.
    """
    token_start = tokenize(encode(as_meant(text))).start
    row = np.searchsorted(token_start, starts)
    kept = np.flatnonzero(row < np.append(row[1:], len(token_start)))
    return kept.tolist(), token_start[row[kept]].tolist()


def _set_extension(owner: Any, name: str, **options: Any) -> None:
    """Set an extension, unless somebody else has one of that name and reads something else there."""
    if owner.has_extension(name) and not _is_ours(*owner.get_extension(name)):
        raise ValueError(f"{owner.__name__}._.{name} is an extension already, and not of opinionclf; say where labels may go: "
                         'nlp.add_pipe("opinionclf", config={"attribute": "labels_of_sentences"})')  # fmt: skip
    owner.set_extension(name, force=True, **options)


def _is_ours(default: Any, method: Any, getter: Any, setter: Any) -> bool:
    ours = getter is None or (isinstance(getter, partial) and getter.func.__module__ == __name__)
    return ours and default is None and method is None and setter is None


def _has_boundaries_of_others(doc: Any) -> bool:
    """Whether there are boundaries that we have not set: also we may read a document twice, and with several models."""
    return doc.has_annotation("SENT_START") and not _are_ours([span.start_char for span in doc.sents], doc)


def _are_ours(starts: list[int], doc: Any) -> bool:
    """Whether the records of one of our components say that it made sentences begin there."""
    return any(
        isinstance(value, (list, tuple)) and len(value) == len(starts) and all(
            isinstance(record, dict) and record.get(_PROVIDED) is True and record.get("start") == start
            for record, start in zip(value, starts, strict=True)
        )
        for value in doc.user_data.values()
    )  # fmt: skip


def _starts(doc: Any) -> list[int]:
    return [span.start for span in doc.sents] if len(doc) else []
