"""The names of columns that stand beside the probabilities, which are called like the labels, each with its type."""

from __future__ import annotations

from typing import Any

Types = dict[str, type[Any]]  # by name

SEGMENTS, DOCUMENTS, SOURCES = "segments", "documents", "sources"  # what a row of a table is

ORIGIN: Types = {"file": str, "line": int, "id": str}
PLACE: Types = {"start": int, "end": int, "paragraph": int, "kind": str, "label": str}
ATTRIBUTION: Types = {
    "uncertain": bool, "source_text": str, "source_name": str, "guessed": bool, "carried": bool, "cue": str,
    "quotation_kind": str, "content": str,
}  # fmt: skip
SOURCE: Types = {"source_name": str, "is_name": bool, "sentences": int, "guessed_sentences": int, "start": int}
DOCUMENT_DETAILS: Types = {"hedging": float, "n_sources": int}
TEXT, SENTENCE_TEXT = "text", "sentence"  # of a segment: in files, in frames

# No label may be called like one of these.
RESERVED = (*ORIGIN, *PLACE, TEXT, SENTENCE_TEXT, "document", *ATTRIBUTION)
