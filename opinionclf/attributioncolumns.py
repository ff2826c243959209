"""Who says what in a document, as columns: a value for each segment, for tables and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from opinionclf.columnnames import ATTRIBUTION

if TYPE_CHECKING:
    from opinionclf.places import Place
    from opinionclf.result import Document, Sentence

_BETWEEN = " … "  # stretches of what is passed on


class _Row(NamedTuple):
    """What is said of a segment, None where it does not apply.

    The label is often wrong; the source as the document has it, and by which name it lists it; whether the source is a pronoun,
    whose name is a guess; whether it stands in another sentence; the cue; whether words are given directly, indirectly or both;
    what is passed on.
    """

    uncertain: bool | None
    source_text: str | None = None
    source_name: str | None = None
    guessed: bool | None = None
    carried: bool | None = None
    cue: str | None = None
    quotation_kind: str | None = None
    content: str | None = None


def attribution_columns(document: Document) -> dict[str, list[Any]]:
    """Return the columns of one document: None where a segment has no label, or nothing is found."""
    rows = list(map(_row, document.segments))
    return {name: [getattr(row, name) for row in rows] for name in ATTRIBUTION}


def _row(segment: Sentence) -> _Row:
    uncertain = None if segment.label is None else segment.uncertain
    attribution = segment.attribution
    if attribution is None:
        return _Row(uncertain)
    source, cue, kind = attribution.source, attribution.cue, attribution.kind
    content = _BETWEEN.join(quotation.text for quotation in attribution.quotations) or None
    if source is None:
        # What is neither quoted nor reported by anybody is no indirect quotation.
        found = cue is not None or kind != "indirect"
        return _Row(uncertain, cue=_text(cue), quotation_kind=kind if found else None, content=content if found else None)
    guessed = attribution.antecedent is not None
    return _Row(uncertain, source.text, segment.source_name, guessed, attribution.carried, _text(cue), kind, content)


def _text(place: Place | None) -> str | None:
    return None if place is None else place.text
