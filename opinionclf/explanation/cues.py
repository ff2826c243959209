"""Cues: the words of the lexicon in a sentence that show whose voice speaks, and how."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.lexicon import LISTED, NO_CATEGORY, REPORTING_CATEGORIES
from opinionclf.places import PlaceFinder

# What people call each category. The categories that mark plain report (time, measures, acts) are no cues.
KINDS = {
    "hedge": "hedge", "booster": "booster", "stance_adv": "stance", "irony": "irony", "vague": "generalisation",
    "deontic": "obligation", "opener": "argument", "arg_conn": "argument", "person": "first or second person",
    "adj_neg": "evaluation", "adj_pos": "evaluation", "adv_eval": "evaluation", "noun_neg": "evaluation",
    "noun_pos": "evaluation", "verb_eval": "evaluation", "idiom": "evaluation",
    "rep_verb_neutral": "reporting", "rep_verb_doubt": "reporting", "rep_verb_loaded": "reporting",
    "rep_verb_mental": "reporting", "rep_noun": "reporting", "agentless": "reporting",
}  # fmt: skip
_VOICES = ("hedge", "booster", "stance_adv", "irony")


class Cue(NamedTuple):
    """A word or phrase of the lexicon as it stands in a document.

    Attributes
    ----------
    text : str
        ``document.text[start:end]``.
    start, end : int
    category : str
        The file of the lexicon that lists it: the one in which it is strongest.
    kind : str
        The category for people: ``hedge``, ``booster``, ``evaluation``, ``reporting`` ...
    strength : int
        1 (often something else) to 3 (nearly always).
    quoted : bool
        Inside quotation marks: somebody else's word.
    """

    text: str
    start: int
    end: int
    category: str
    kind: str
    strength: int
    quoted: bool

    def to_dict(self) -> dict[str, object]:
        """Return the cue as plain types."""
        return self._asdict()


class CueFinder:
    """Finds the cues of one document."""

    def __init__(self, finder: PlaceFinder) -> None:
        self.finder = finder

    @cached_property
    def by_segment(self) -> dict[int, list[Cue]]:
        """The cues of each segment that has any."""
        columns = self.finder.columns
        lexicon = columns.lexicon
        tokens = np.flatnonzero(columns.traits & LISTED)
        rows, ends = self._units(tokens)
        reports = set(self.finder.batch.reports.token.tolist())
        found: dict[int, list[Cue]] = {}
        listed = zip(tokens.tolist(), ends.tolist(), columns.segment[tokens].tolist(), columns.inside[tokens].tolist(),
                     lexicon.category[rows].tolist(), lexicon.strength[rows].tolist(), strict=True)  # fmt: skip
        for token, end, segment, quoted, categories, strengths in listed:
            # `the claim` is the noun: the verb of the same form reports nothing here.
            barred = () if quoted or token in reports else REPORTING_CATEGORIES
            known = [(lexicon.categories[number], strength) for number, strength in zip(categories, strengths, strict=True)
                     if number != NO_CATEGORY]  # fmt: skip
            shown = next((pair for pair in known if pair[0] in KINDS and pair[0] not in barred), None)
            if shown:
                place, (category, strength) = self.finder.place(token, end), shown
                cue = Cue(place.text, place.start, place.end, category, KINDS[category], strength, quoted)
                found.setdefault(segment, []).append(cue)
        return found

    def _units(self, tokens: NDArray[np.int64]) -> tuple[Ints, Ints]:
        """Unit and end of each cue; of an opening such as `Perhaps the` those of its first word, if that is a cue by itself."""
        columns = self.finder.columns
        lexicon = columns.lexicon
        units, ends = columns.unit[tokens], columns.phrase_end[tokens]
        opening = np.flatnonzero(lexicon.category[units, 0] == lexicon.number("opener"))
        alone = lexicon.table.find(columns.key[tokens[opening]])
        kept = (alone > 0) & np.isin(lexicon.category[alone, 0], [lexicon.number(name) for name in _VOICES])
        units[opening[kept]] = alone[kept]
        ends[opening[kept]] = tokens[opening[kept]] + 1
        return units, ends

    def of(self, segment: int) -> list[Cue]:
        """Return the cues of a segment, in order."""
        return list(self.by_segment.get(segment, ()))
