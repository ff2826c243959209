"""Dense features of attribution, from the reporting verbs and their surroundings."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import constant
from opinionclf.features.attribution import PLACES, SUBJECTS, VOICES
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.numbers import Flags
from opinionclf.features.registry import Batch, Stretches, feature
from opinionclf.lexicon import REPORTING_CATEGORIES

_TWO = constant(2, np.int64)
_OPENING = constant(6, np.int64)  # tokens
_WHO = constant(SUBJECTS.index("who"), np.int64)


def _reported(batch: Batch) -> bool:
    return batch.has_reports


def _attributing(batch: Batch) -> Stretches:
    """The verbs that plainly attribute, and what stands for them where no source is named."""
    return batch.columns.phrases(np.union1d(batch.reports.token[batch.reports.attributes], batch.agentless))


def _strong_verbs(batch: Batch) -> Stretches:
    return batch.columns.phrases(batch.reports.strong_token)


@feature("attribution", where=_attributing)
def attributed(batch: Batch) -> Flags:
    """A reporting verb with a source other than the writer and with content."""
    return Flags((batch.content < batch.columns.last).nonzero()[0])


@feature(
    "attribution", *(f"{category}{strength}" for category in REPORTING_CATEGORIES for strength in (1, 2, 3)), given=_reported
)
def report(batch: Batch) -> Flags:
    """A reporting verb of this category and strength."""
    return Flags(batch.reports.segment, batch.reports.kind, batch.reports.token)


@feature("attribution", *(f"{subject}.{core}" for subject in SUBJECTS for core in ("weak", "core")), given=_reported)
def subject(batch: Batch) -> Flags:
    """Who is the subject of a weak (1, 2) or core (3) reporting verb."""
    return Flags(batch.reports.segment, batch.reports.subject * _TWO + batch.reports.core, batch.reports.token)


@feature("attribution", *(f"{complement}.{core}" for complement in COMPLEMENTS for core in ("weak", "core")), given=_reported)
def complement(batch: Batch) -> Flags:
    """What follows a weak or core reporting verb."""
    return Flags(batch.reports.segment, batch.reports.complement * _TWO + batch.reports.core, batch.reports.token)


@feature("attribution", *VOICES, given=_reported)
def voice(batch: Batch) -> Flags:
    """Voice and mood of the reporting verbs of strength 2 and 3."""
    reports = batch.reports
    return Flags(reports.strong_segment, reports.voice.take(reports.strong), reports.strong_token)


@feature("attribution", given=_reported)
def opening_report(batch: Batch) -> Flags:
    """A reporting verb among the first six tokens."""
    segment, token = batch.reports.strong_segment, batch.reports.strong_token
    (row,) = (token - batch.columns.first.take(segment) < _OPENING).nonzero()
    return Flags(segment.take(row), token=token.take(row))


@feature("attribution", "weak", "core", given=_reported)
def closing_report(batch: Batch) -> Flags:
    """``..., the minister said.``: a weak or core reporting verb set off from its content."""
    reports = batch.reports
    (row,) = reports.parenthetical.nonzero()
    return Flags(reports.segment.take(row), reports.core.take(row), reports.token.take(row))


@feature("attribution", given=_reported, where=_strong_verbs)
def subordinate_report(batch: Batch) -> Flags:
    """All reporting verbs stand behind a relative or subordinating word."""
    segment = batch.reports.strong_segment
    relative = batch.reports.subject.take(batch.reports.strong) == _WHO
    (row,) = relative.nonzero()
    if not len(row):
        return Flags(row)
    only = np.zeros(batch.columns.n_segments, dtype=bool)
    only[segment] = True
    only[segment[~relative]] = False
    return Flags(only.nonzero()[0])


@feature("attribution", given=_reported, where=_strong_verbs)
def several_reports(batch: Batch) -> Flags:
    """Two or more reporting verbs of strength 2 or 3."""
    segment = batch.reports.strong_segment
    return Flags(segment[1:][segment[1:] == segment[:-1]])


@feature("attribution", *(f"{place}.{core}" for place in PLACES for core in ("weak", "core")), given=_reported)
def place(batch: Batch) -> Flags:
    """Whether a report with content stands in the main clause, by its strength."""
    reports = batch.reports
    (row,) = (reports.attributes & ~reports.parenthetical).nonzero()
    column = reports.place.take(row) * _TWO + reports.core.take(row)
    return Flags(reports.segment.take(row), column, reports.token.take(row))


@feature("attribution", "main", "closing", given=_reported)
def plain_report(batch: Batch) -> Flags:
    """What leaves no doubt: a core verb of a source, with a clause in the main clause or set off from its content."""
    reports = batch.reports
    (row,) = reports.plain.nonzero()
    return Flags(reports.segment.take(row), reports.parenthetical.take(row).astype(np.int64), reports.token.take(row))


def _some_agentless(batch: Batch) -> bool:
    return len(batch.agentless) > 0


@feature("attribution", given=_some_agentless)
def agentless_report(batch: Batch) -> Flags:
    """What leaves no doubt that somebody says so, and does not tell who: reportedly, is believed to."""
    return Flags(batch.columns.segment.take(batch.agentless), token=batch.agentless)
