"""Tell, sentence by sentence, what an article reports, what it attributes and what it argues."""

from __future__ import annotations

from opinionclf.classifier import Classifier, classify, classify_columns, classify_many, load_model
from opinionclf.errors import DataError, ModelError, OpinionclfError
from opinionclf.labels import Label
from opinionclf.result import Document, Sentence
from opinionclf.table import SegmentTable

__version__ = "0.1.0"

__all__ = [
    "Classifier",
    "DataError",
    "Document",
    "Label",
    "ModelError",
    "OpinionclfError",
    "SegmentTable",
    "Sentence",
    "classify",
    "classify_columns",
    "classify_many",
    "load_model",
]
