"""Dense features of attribution, from the reporting verbs and their surroundings."""

from __future__ import annotations

import numpy as np

from opinionclf.features.attribution import COMPLEMENTS, PLACES, REPORTING, SUBJECTS, VOICES
from opinionclf.features.numbers import Flags, Vector
from opinionclf.features.registry import Batch, feature
from opinionclf.tokens import Bools


def _per_segment(batch: Batch, flags: Bools) -> Vector:
    result = np.zeros(batch.columns.n_segments)
    result[batch.reports.segment[flags]] = 1.0
    return result


@feature("attribution")
def attributed(batch: Batch) -> Vector:
    """A reporting verb with a source other than the writer and with content."""
    return batch.attributed.astype(np.float64)


@feature("attribution", *(f"{category}{strength}" for category in REPORTING for strength in (1, 2, 3)))
def report(batch: Batch) -> Flags:
    """A reporting verb of this category and strength."""
    value = batch.reports.category * 3 + batch.reports.strength - 1
    return Flags(batch.reports.segment, value)


@feature("attribution", *(f"{subject}.{core}" for subject in SUBJECTS for core in ("weak", "core")))
def subject(batch: Batch) -> Flags:
    """Who is the subject of a weak (1, 2) or core (3) reporting verb."""
    value = batch.reports.subject * 2 + (batch.reports.strength == 3)
    return Flags(batch.reports.segment, value)


@feature("attribution", *(f"{complement}.{core}" for complement in COMPLEMENTS for core in ("weak", "core")))
def complement(batch: Batch) -> Flags:
    """What follows a weak or core reporting verb."""
    value = batch.reports.complement * 2 + (batch.reports.strength == 3)
    return Flags(batch.reports.segment, value)


@feature("attribution", *VOICES)
def voice(batch: Batch) -> Flags:
    """Voice and mood of the reporting verbs of strength 2 and 3."""
    strong = batch.reports.strength >= 2
    return Flags(batch.reports.segment[strong], batch.reports.voice[strong])


@feature("attribution")
def opening_report(batch: Batch) -> Vector:
    """A reporting verb among the first six tokens."""
    position = batch.reports.token - batch.columns.first.take(batch.reports.segment)
    return _per_segment(batch, (position < 6) & (batch.reports.strength >= 2))


@feature("attribution", "weak", "core")
def closing_report(batch: Batch) -> Flags:
    """``..., the minister said.``: a weak or core reporting verb set off from its content."""
    reports = batch.reports
    segment, strength = reports.segment[reports.parenthetical], reports.strength[reports.parenthetical]
    return Flags(segment, (strength == 3).astype(np.int64))


@feature("attribution")
def subordinate_report(batch: Batch) -> Vector:
    """All reporting verbs stand behind a relative or subordinating word."""
    main = _per_segment(batch, (batch.reports.subject != SUBJECTS.index("who")) & (batch.reports.strength >= 2))
    return _per_segment(batch, batch.reports.strength >= 2) * (1.0 - main)


@feature("attribution")
def several_reports(batch: Batch) -> Vector:
    """Two or more reporting verbs of strength 2 or 3."""
    rows = batch.reports.segment[batch.reports.strength >= 2]
    return (np.bincount(rows, minlength=batch.columns.n_segments) >= 2).astype(np.float64)


@feature("attribution", *(f"{place}.{core}" for place in PLACES for core in ("weak", "core")))
def place(batch: Batch) -> Flags:
    """Whether a report with content stands in the main clause, by its strength."""
    reports = batch.reports
    rows = reports.attributes() & ~reports.parenthetical
    value = reports.place * 2 + (reports.strength == 3)
    return Flags(reports.segment[rows], value[rows])


@feature("attribution", "main", "closing")
def plain_report(batch: Batch) -> Flags:
    """What leaves no doubt: a core verb of a source, with a clause in the main clause or set off from its content."""
    reports = batch.reports
    rows = reports.is_plain()
    return Flags(reports.segment[rows], reports.parenthetical[rows].astype(np.int64))
