"""What a sentence would be without one of its cues: the cue is deleted and the whole text classified again."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opinionclf.explanation.cues import Cue
from opinionclf.text.tokenizer import OPENING_MARKS

if TYPE_CHECKING:
    from opinionclf.details import Details
    from opinionclf.explanation.explain import Explanation

_MOST_CUES = 8
# A deletion changes more than the cue's own features (n-grams close up behind it), so half the margin is enough to try.
_SHARE_OF_MARGIN = 0.5
_TAKES_NO_SPACE = ",.;:!?"  # in front of it


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """Without this cue the label would be another.

    Attributes
    ----------
    cue : Cue
    label : Label or str
        The label without it; a plain string where the model has labels of its own.
    probabilities : dict of str to float
    text : str
        The sentence without it.
    """

    cue: Cue
    label: str
    probabilities: dict[str, float]
    text: str


def without(text: str, start: int, end: int, sentence_start: int) -> str:
    """Return a text without a stretch of it, with white space, comma and capital mended."""
    before, rest = text[:start], text[end:]
    if not before[sentence_start:].strip(OPENING_MARKS):
        # The sentence has to begin where it began, whatever white space stood behind the stretch.
        rest = rest.removeprefix(",").lstrip()
        return before + rest[:1].upper() + rest[1:]
    if before[-1:].isspace():
        if rest[:1].isspace():
            return before.rstrip() + rest
        if rest[:1] in _TAKES_NO_SPACE:
            return before.rstrip().removesuffix(",") + rest
    return before + rest


def counterfactual(details: Details, segment: int, explanation: Explanation) -> Counterfactual | None:
    """Find the cue that decides: of several the one whose deletion makes the other label most probable."""
    cues = _candidates(details, segment, explanation)
    if not cues:
        return None
    columns = details.features.batch.columns
    start = int(columns.tokens.begins_at(columns.first[segment : segment + 1])[0])
    end = int(columns.tokens.end[columns.last[segment] - 1])
    texts = [without(details.text, cue.start, cue.end, start) for cue in cues]
    best: Counterfactual | None = None
    for cue, text, document in zip(cues, texts, details.classifier.classify_many(texts), strict=True):
        wanted = (start, end - (len(details.text) - len(text)))
        same = [sentence for sentence in document.sentences if (sentence.start, sentence.end) == wanted]
        # Where the cue held the sentence together there is nothing to compare.
        label, probabilities = (same[0].label, same[0].probabilities) if same else (None, None)
        if label is None or probabilities is None or str(label) == explanation.label:
            continue
        found = Counterfactual(cue, label, probabilities, same[0].text)
        if best is None or found.probabilities[found.label] > best.probabilities[best.label]:
            best = found
    return best


def _candidates(details: Details, segment: int, explanation: Explanation) -> list[Cue]:
    """The cues whose features carry a good part of the label's lead, the heaviest first."""
    margin = explanation.scores[explanation.label] - explanation.scores[explanation.runner_up]
    cues = details.cues.of(segment)
    weights = zip(_weights(cues, explanation), cues, strict=True)
    kept = sorted((pair for pair in weights if pair[0] >= _SHARE_OF_MARGIN * margin), key=lambda pair: -pair[0])
    return [cue for _, cue in kept[:_MOST_CUES]]


def _weights(cues: list[Cue], explanation: Explanation) -> list[float]:
    """How far the features that fire in each cue push the label ahead; the cues are in order."""
    starts = [cue.start for cue in cues]
    reach = list(itertools.accumulate((cue.end for cue in cues), max))
    weights = [0.0] * len(cues)
    for contribution in explanation.contributions:
        if contribution.group == "context":
            continue
        touched: set[int] = set()
        for place in contribution.places:
            near = range(bisect_right(reach, place.start), bisect_left(starts, place.end))
            touched.update(number for number in near if place.start < cues[number].end)
        push = explanation.push(contribution)
        for number in touched:
            weights[number] += push
    return weights
