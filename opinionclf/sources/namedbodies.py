"""Which body is named again by what it is: ``Northway Rail said ... [the operator] said``. Only where a single one fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opinionclf.places import Place, PlaceFinder
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.documentnames import DocumentNames
from opinionclf.sources.search.appositions import name_behind
from opinionclf.sources.search.nounphrases import Words, head_end, source_classes
from opinionclf.sources.search.setphrases import Finding
from opinionclf.sources.sourcenames import name_words, tails_of_bodies
from opinionclf.sources.unnamedspeakers import subject_at_start

_FAR = 3  # sentences that such a noun looks back
_FAR_ARTICLE = 3  # tokens in front of a noun


class NamedBodies:
    """Finds them for one document.

    Parameters
    ----------
    finder : PlaceFinder
    finding : callable
        Words of a segment and what was found in it.
    names : DocumentNames
    """

    def __init__(self, finder: PlaceFinder, finding: Callable[[int], tuple[Words, Finding]], names: DocumentNames) -> None:
        self._finder = finder
        self._low = self._finder.low
        self._columns = finder.columns
        self._finding = finding
        self._names = names
        self._known: dict[int, Place] = {}  # where a body is named again, and its name

    def named_again(self, place: Place) -> Place | None:
        """Return the body that a definite noun without a name stands for: the one that fits and spoke or acted just before."""
        words = place.text.lower().split()
        if len(words) != 2 or words[0] != "the" or words[1] not in tails_of_bodies():
            return None
        noun = words[1]
        token = int(self._columns.tokens.start.searchsorted(place.start))
        segment = int(self._columns.segment[token])
        for other in range(segment, max(segment - 1 - _FAR, -1), -1):
            if self._columns.kind[other] != SENTENCE:
                continue
            speakers = self._speakers(other, place.start)
            found = next((name for name, spoke in speakers if self._fits(name, noun, spoke=spoke)), None)
            if found is not None:
                if self._has_another(found, noun, int(self._columns.first[max(segment - _FAR, 0)]), token):
                    return None
                self._known[place.start] = found
                return found
        return None

    def _speakers(self, segment: int, end: int) -> Iterator[tuple[Place, bool]]:
        """Who speaks or acts in a sentence, in front of a place; and whether it speaks."""
        words, finding = self._finding(segment)
        base = int(self._columns.first[segment])
        subject = subject_at_start(words)
        # Salem Motors [shares] fell
        goes_on = subject is not None and words.is_nominal(subject[1]) and not words.is_verbal(subject[1])
        source = None if finding.source is None else name_behind(words, finding.source, finding.cue) or finding.source
        # Green Energy was the theme; not: Axenta is closing its plant
        behind = "".join(words.low[subject[1] + 1 : subject[1] + 2]) if subject is not None else ""
        is_told = subject is not None and words.of(subject[1], "be") and not behind.endswith("ing")
        for phrase in (source, None if goes_on or is_told else subject):
            if phrase is not None and not words.of(phrase[0], "indefinite_article"):
                place = self._finder.place(base + phrase[0], base + head_end(words, phrase))
                if place.end <= end:
                    yield self._known.get(place.start, place), phrase is source

    def _fits(self, name: Place, noun: str, *, spoke: bool = True) -> bool:
        """Whether a noun may stand for a name: ``airline`` for ``Aer Lorna Airways``; not for ``Lorna Marsh``."""
        words = name_words(self._names.firm(name.text) or name.text)
        low = [word.lower() for word in words if word.lower() not in source_classes()["article"]]
        if not low or not words[-1][:1].isupper() or noun in low:
            return False
        initials = len(words) == 2 > len(low) and words[1].isupper() and low[0] not in source_classes()["state_initials"]
        if noun == "agency" and initials:
            return spoke  # the FDA; not: the DNA matched
        tails, firms = tails_of_bodies()[noun], tails_of_bodies()["firm"]
        kinds = self._names.kinds(name.text)
        any_firm = tails >= firms and any(tails_of_bodies().get(kind, frozenset()) & firms for kind in kinds)
        named = len(low) > 1 and (low[-1] in tails or ("&" in low and tails >= firms))
        return named or any_firm or noun in kinds

    def _has_another(self, found: Place, noun: str, first: int, last: int) -> bool:
        """Whether another body that the noun may stand for is named or told of from one token to another."""
        places = self._names.runs.places(first, last)
        names = (place for place in places if place.text not in found.text and found.text not in place.text)
        told = any(self._tells_of_body(found, noun, token) for token in range(first, last))
        return told or any(self._fits(place, noun) or self._is_other_agency(place, noun) for place in names)

    def _tells_of_body(self, found: Place, noun: str, token: int) -> bool:
        """Whether a word is one for a body that is no name for the one found: ``its parent [company]``, ``a small [firm]``"""
        low = self._low(token)
        if low not in tails_of_bodies() or low in self._names.kinds(found.text):
            return False
        near = {self._low(at) for at in range(token - _FAR_ARTICLE, token)}
        return (low == noun and self._low(token - 1) != "the") or not near.isdisjoint(("a", "an", "another"))

    def _is_other_agency(self, place: Place, noun: str) -> bool:
        """Whether a name without its article has the form of an agency's: ``sued the [EPA]``"""
        is_state = place.text.lower() in source_classes()["state_initials"]
        return noun == "agency" and place.text.isupper() and place.text.isalpha() and not is_state
