"""The persons and bodies without a name that have spoken or acted since a name was told: a pronoun is sooner one of them."""

from __future__ import annotations

from collections.abc import Callable

from opinionclf.features.columns import Columns
from opinionclf.places import Place, PlaceFinder
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.search.appositions import may_be_others, name_behind
from opinionclf.sources.search.nounphrases import Range, Words, head_end
from opinionclf.sources.search.sentencesubjects import subject_of_sentence
from opinionclf.sources.search.setphrases import Finding
from opinionclf.text import tokens as tk

_FAR = 3  # sentences
_DENIES = ("den", "disput", "reject")


def denies(words: Words, finding: Finding) -> bool:
    """Whether somebody denies something: what he denies, another has told of him."""
    return finding.cue is not None and words.low[finding.cue[0]].startswith(_DENIES)


def is_pronoun(words: Words, source: Range) -> bool:
    """Whether a source is a pronoun by itself."""
    single = source[1] - source[0] == 1
    return single and any(words.of(source[0], name) for name in ("pronoun", "possessive", "object_pronoun"))


class UnnamedSpeakers:
    """Finds those of one document.

    Parameters
    ----------
    finder : PlaceFinder
    finding : callable
        Words of a segment and what was found in it.
    """

    def __init__(self, finder: PlaceFinder, finding: Callable[[int], tuple[Words, Finding]]) -> None:
        self._finder = finder
        self._columns: Columns = finder.columns
        self._finding = finding

    def since(self, name: int, pronoun: int, may_be: Callable[[Place], bool]) -> Place | None:
        """Return who spoke last, or acted in the sentence in front, behind the token of a name and in front of a pronoun.

        Who tells something in which the name stands is meant, too, if the pronoun denies nothing.
        """
        columns = self._columns
        segment = int(columns.segment[pronoun])
        acts = True
        for other in range(segment - 1, max(segment - 1 - _FAR, -1), -1):
            first = int(columns.first[other])
            if columns.last[other] <= name:
                return None
            if columns.kind[other] != SENTENCE:
                continue
            words, finding = self._finding(other)
            source, speaks = finding.source, True
            if source is None and acts:
                source, speaks = subject_at_start(words), False
            acts = acts and all(words.inside)
            if source is None or words.low[source[1] - 1] == "'s" or _is_nobody(words, source):
                continue
            if _is_named(words, source, finding.cue if speaks else None, name - first):
                return None
            place = self._finder.place(first + source[0], first + source[1])
            if words.is_capital(head_end(words, source) - 1) or not may_be(place):
                continue
            told = first + source[1] <= name < columns.last[other]
            if told and (not speaks or denies(*self._finding(segment))):
                return None
            return place
        return None


def _is_nobody(words: Words, source: Range) -> bool:
    return words.of(source[0], "pronoun") or is_pronoun(words, source) or words.of(source[0], "preposition")


def _is_named(words: Words, source: Range, cue: Range | None, name: int) -> bool:
    """Whether a name that stands at a word belongs to a source: it ends it, or an apposition holds either beside the other."""
    if name_behind(words, source, cue) is not None:
        return True
    if 0 <= name < source[0] and words.kind[source[0] - 1] == tk.COMMA and words.of(source[0], "indefinite_article"):
        return True  # Ada Lowe, a developer, said
    apposed = cue is not None and source[1] <= name < cue[0] and not may_be_others(words, source)
    return apposed or (source[0] < name < source[1] and not words.begins_phrase(name - 1))


def subject_at_start(words: Words) -> Range | None:
    """Return who acts in a sentence in which nobody speaks, if it says so at once: ``The trust has apologised``."""
    verb = next((place for place in range(1, len(words)) if words.is_verbal(place)), 0)
    determined = words.of(0, "determiner") or words.is_capital(0)
    subject = subject_of_sentence(words, verb) if verb and determined and not any(words.inside[:verb]) else None
    if subject is None or words.of(subject[0], "possessive") or "'s" in words.low[slice(*subject)]:
        return None
    return subject
