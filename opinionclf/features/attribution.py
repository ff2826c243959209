"""Attribution features: what kind of reporting verbs a sentence has, with which subjects, voices and complements."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.mainclauses import PLACES
from opinionclf.features.numbers import Flags
from opinionclf.features.registry import Batch, feature
from opinionclf.features.subjects import SUBJECTS
from opinionclf.features.voices import VOICES
from opinionclf.lexicon import REPORTING_CATEGORIES

_TWO = constant(2, np.int64)


@feature("attribution", *(f"{category}{strength}" for category in REPORTING_CATEGORIES for strength in (1, 2, 3)))
def report(batch: Batch) -> Flags:
    """A reporting verb of this category and strength."""
    return Flags(batch.reports.segment, batch.reports.kind, batch.reports.token)


@feature("attribution", *(f"{subject}.{core}" for subject in SUBJECTS for core in ("weak", "core")))
def subject(batch: Batch) -> Flags:
    """Who is the subject of a weak (1, 2) or core (3) reporting verb."""
    return Flags(batch.reports.segment, batch.reports.subject * _TWO + batch.reports.core, batch.reports.token)


@feature("attribution", *(f"{complement}.{core}" for complement in COMPLEMENTS for core in ("weak", "core")))
def complement(batch: Batch) -> Flags:
    """What follows a weak or core reporting verb."""
    return Flags(batch.reports.segment, batch.reports.complement * _TWO + batch.reports.core, batch.reports.token)


@feature("attribution", *VOICES)
def voice(batch: Batch) -> Flags:
    """Voice and mood of the reporting verbs of strength 2 and 3."""
    reports = batch.reports
    (row,) = (reports.strength >= _TWO).nonzero()
    return Flags(reports.segment.take(row), reports.voice.take(row), reports.token.take(row))


@feature("attribution", *(f"{place}.{core}" for place in PLACES for core in ("weak", "core")))
def place(batch: Batch) -> Flags:
    """Whether a report with content stands in the main clause, by its strength."""
    reports = batch.reports
    (row,) = (reports.attributes & ~reports.parenthetical).nonzero()
    column = reports.place.take(row) * _TWO + reports.core.take(row)
    return Flags(reports.segment.take(row), column, reports.token.take(row))
