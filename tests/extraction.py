"""Features of single texts, for the tests of what they find."""

from __future__ import annotations

from opinionclf.features.registry import REGISTRY
from opinionclf.features.vectorizer import Features, extract
from opinionclf.lexicon import Lexicon
from opinionclf.segmentation import segment


def features_of(text: str, lexicon: Lexicon) -> Features:
    """The features of a text."""
    return extract(segment([text]), lexicon)


def value(name: str, text: str, lexicon: Lexicon) -> float:
    """The value of a dense feature in the first segment of a text."""
    return float(features_of(text, lexicon).dense[0, REGISTRY.names.index(name)])


def attributes(text: str, lexicon: Lexicon) -> bool:
    """Whether a text plainly attributes something to somebody other than its writer."""
    batch = features_of(text, lexicon).batch
    return bool(batch.reports.attributes.any()) or len(batch.agentless) > 0
