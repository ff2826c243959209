"""Tell, sentence by sentence, what an article reports, what it attributes and what it argues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opinionclf.classifier import Classifier, classify, classify_many, load_model
from opinionclf.errors import DataError, ModelError, OpinionclfError
from opinionclf.labels import Label
from opinionclf.result import Document, Sentence

if TYPE_CHECKING:
    from opinionclf.training.estimator import SentenceClassifier, SentenceVectorizer

__version__ = "0.1.0"

__all__ = [
    "Classifier",
    "DataError",
    "Document",
    "Label",
    "ModelError",
    "OpinionclfError",
    "Sentence",
    "SentenceClassifier",
    "SentenceVectorizer",
    "classify",
    "classify_many",
    "load_model",
]


def __getattr__(name: str) -> Any:
    """Load what needs scikit-learn when somebody asks for it."""
    if name in ("SentenceClassifier", "SentenceVectorizer"):
        from opinionclf.training import estimator

        return getattr(estimator, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
