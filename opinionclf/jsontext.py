"""Documents as JSON, straight from their columns: what ``json.dumps`` makes of `Document.to_dict`, with no object a segment."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quoted  # as `ensure_ascii=False` has it
from typing import TYPE_CHECKING

from opinionclf.segmentkinds import KIND_NAMES, SENTENCE

if TYPE_CHECKING:
    from opinionclf.result import Document

_UNLABELLED = '"label": null, "probabilities": null'


def document_json(document: Document) -> str:
    """Return a document as one line of JSON."""
    segments, summary = ", ".join(_segments(document)), json.dumps(document.label_summary, ensure_ascii=False)
    return f'{{"text": {quoted(document.text)}, "segments": [{segments}], "summary": {summary}}}'


def _segments(document: Document) -> list[str]:
    kinds, text = [quoted(kind) for kind in KIND_NAMES], document.text
    names = [quoted(label) for label in document.labels]
    # Python writes a number as JSON does.
    probabilities = ", ".join(f"{name.replace('%', '%%')}: %r" for name in names)
    labelled = [f'"label": {name.replace("%", "%%")}, "probabilities": {{{probabilities}}}' for name in names]
    columns = zip(
        document.start.tolist(), document.end.tolist(), document.paragraph.tolist(), document.kind.tolist(),
        document.probability.argmax(axis=1).tolist(), document.probability.tolist(), strict=True,
    )  # fmt: skip
    return [
        f'{{"text": {quoted(text[start:end])}, "start": {start}, "end": {end}, "paragraph": {paragraph}, '
        f'"kind": {kinds[kind]}, {labelled[top] % tuple(row) if kind == SENTENCE else _UNLABELLED}}}'
        for start, end, paragraph, kind, top, row in columns
    ]
