"""Who says what in a document, as columns: a value for each segment, for tables and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opinionclf.text.characters import encodable

if TYPE_CHECKING:
    from opinionclf.classifier import Classifier
    from opinionclf.places import Place
    from opinionclf.result import Document

# The label is often wrong; the source as the sentence has it, and by which name the document lists it; the cue; whether the
# words are given as a direct quotation, an indirect one, or both.
ATTRIBUTION_COLUMNS: dict[str, type[Any]] = {"uncertain": bool, "source": str, "source_name": str, "cue": str, "quotation": str}


def attribution_columns(document: Document) -> dict[str, list[Any]]:
    """Return the columns of one document; None where a segment has no label, or attributes nothing to anybody.

    A half of a surrogate pair, which UTF-8 can't hold, is a question mark.
    """
    rows: list[tuple[bool | None, str | None, str | None, str | None, str | None]] = []
    listed: dict[int, str] = {}
    for segment in document.segments:
        found = segment.attribution
        uncertain = None if segment.label is None else segment.uncertain
        if found is None:
            rows.append((uncertain, None, None, None, None))
            continue
        if not listed:
            listed = {start: source.name for source in document.sources for start in source.sentences}
        rows.append((uncertain, _text(found.source), _shown(listed.get(segment.start)), _text(found.cue), found.kind))
    return {name: [row[number] for row in rows] for number, name in enumerate(ATTRIBUTION_COLUMNS)}


def _text(place: Place | None) -> str | None:
    return None if place is None else encodable(place.text)


def _shown(name: str | None) -> str | None:
    return None if name is None else encodable(name)


def columns_of_each(classifier: Classifier, texts: list[str]) -> list[dict[str, list[Any]]]:
    """Return the columns of each of some texts, for one process among several."""
    return list(map(attribution_columns, classifier.classify_many(texts)))
