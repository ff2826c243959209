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
        self._single: set[int] = set()

    @cached_property
    def by_segment(self) -> dict[int, list[Cue]]:
        """The cues of each segment that has any."""
        columns = self.finder.columns
        lexicon = columns.lexicon
        tokens = np.flatnonzero(columns.traits & LISTED)
        rows = self._plain_units(tokens)
        reports = set(self.finder.batch.reports.token.tolist())
        names = lexicon.categories
        ends = columns.phrase_end.tolist()
        found: dict[int, list[Cue]] = {}
        listed = zip(tokens.tolist(), columns.segment[tokens].tolist(), columns.inside[tokens].tolist(),
                     lexicon.category[rows].tolist(), lexicon.strength[rows].tolist(), strict=True)  # fmt: skip
        for token, segment, quoted, categories, strengths in listed:
            for number, strength in zip(categories, strengths, strict=True):
                category = "" if number == NO_CATEGORY else names[number]
                # `the claim` is the noun: the verb of the same form reports nothing here.
                noun = category in REPORTING_CATEGORIES and not quoted and token not in reports
                if category in KINDS and not noun:
                    place = self.finder.place(token, token + 1 if token in self._single else ends[token])
                    cue = Cue(place.text, place.start, place.end, category, KINDS[category], strength, quoted)
                    found.setdefault(segment, []).append(cue)
                    break
        return found

    def _plain_units(self, tokens: NDArray[np.int64]) -> Ints:
        """The unit of each token; for an opening such as `Perhaps the` that of its first word, if that is a cue by itself."""
        columns = self.finder.columns
        lexicon = columns.lexicon
        units = columns.unit[tokens]
        opening = np.flatnonzero(lexicon.category[units, 0] == lexicon.number("opener"))
        alone = lexicon.table.find(columns.key[tokens[opening]])
        kept = (alone > 0) & np.isin(lexicon.category[alone, 0], [lexicon.number(name) for name in _VOICES])
        units[opening[kept]] = alone[kept]
        self._single = set(tokens[opening[kept]].tolist())
        return units

    def of(self, segment: int) -> list[Cue]:
        """Return the cues of a segment, in order."""
        return list(self.by_segment.get(segment, ()))
