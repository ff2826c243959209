"""Who says what in a document, as columns: a value for each segment, for tables and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from opinionclf.places import Place
    from opinionclf.result import Document
    from opinionclf.sources.sources import Attribution

ATTRIBUTION_COLUMNS: dict[str, type[Any]] = {
    "uncertain": bool, "source_text": str, "source_name": str, "guessed": bool, "carried": bool, "cue": str, "quotation": str,
}  # fmt: skip


class _Row(NamedTuple):
    """What is said of a segment, None where it does not apply.

    The label is often wrong; the source as the document has it, and by which name it lists it; whether the source is a pronoun,
    whose name is a guess; whether it stands in another sentence; the cue; whether words are given directly, indirectly or both.
    """

    uncertain: bool | None
    source_text: str | None = None
    source_name: str | None = None
    guessed: bool | None = None
    carried: bool | None = None
    cue: str | None = None
    quotation: str | None = None


def attribution_columns(document: Document) -> dict[str, list[Any]]:
    """Return the columns of one document: None where a segment has no label, or nothing is found."""
    names: dict[int, str] | None = None
    rows = []
    for segment in document.segments:
        uncertain = None if segment.label is None else segment.uncertain
        attribution = segment.attribution
        if attribution is None:
            rows.append(_Row(uncertain))
            continue
        if names is None:
            names = {start: source.name for source in document.sources for start in source.sentences}
        rows.append(_row(uncertain, attribution, names.get(segment.start)))
    return {name: [row[number] for row in rows] for number, name in enumerate(ATTRIBUTION_COLUMNS)}


def _row(uncertain: bool | None, attribution: Attribution, name: str | None) -> _Row:
    source, cue, quotation = attribution.source, attribution.cue, attribution.kind
    if source is None:
        # What is neither quoted nor reported by anybody is no indirect quotation.
        found = cue is not None or quotation != "indirect"
        return _Row(uncertain, cue=_text(cue), quotation=quotation if found else None)
    return _Row(uncertain, source.text, name, attribution.antecedent is not None, attribution.carried, _text(cue), quotation)


def _text(place: Place | None) -> str | None:
    return None if place is None else place.text
