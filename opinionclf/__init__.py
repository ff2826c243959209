"""Tell, sentence by sentence, what an article reports, what it attributes and what it argues."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opinionclf.classifier import Classifier, classify, classify_columns, classify_many, load_model
    from opinionclf.errors import DataError, ModelError, OpinionclfError
    from opinionclf.explanation.contributions import Contribution
    from opinionclf.explanation.counterfactual import Counterfactual
    from opinionclf.explanation.cues import Cue
    from opinionclf.explanation.explain import Explanation
    from opinionclf.integrations.frames import classify_frame
    from opinionclf.labels import Label
    from opinionclf.places import Place
    from opinionclf.result import Document, Sentence
    from opinionclf.sources.listing import Source
    from opinionclf.sources.sources import Attribution, Quotation
    from opinionclf.summary import Summary
    from opinionclf.table import SegmentTable
    from opinionclf.training.estimator import SentenceClassifier, SentenceVectorizer

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Classifier",
    "Contribution",
    "Counterfactual",
    "Cue",
    "DataError",
    "Document",
    "Explanation",
    "Label",
    "ModelError",
    "OpinionclfError",
    "Place",
    "Quotation",
    "SegmentTable",
    "Sentence",
    "SentenceClassifier",
    "SentenceVectorizer",
    "Source",
    "Summary",
    "classify",
    "classify_columns",
    "classify_frame",
    "classify_many",
    "load_model",
]

# Where each name is defined: a module is loaded when one of its names is first asked for.
_MODULES = {
    "Classifier": "classifier", "classify": "classifier", "classify_columns": "classifier", "classify_many": "classifier",
    "load_model": "classifier", "DataError": "errors", "ModelError": "errors", "OpinionclfError": "errors", "Label": "labels",
    "Document": "result", "Sentence": "result", "SegmentTable": "table", "Summary": "summary", "Place": "places",
    "Attribution": "sources.sources", "Quotation": "sources.sources", "Source": "sources.listing",
    "Contribution": "explanation.contributions", "Counterfactual": "explanation.counterfactual", "Cue": "explanation.cues",
    "Explanation": "explanation.explain",
    "classify_frame": "integrations.frames",
    "SentenceClassifier": "training.estimator", "SentenceVectorizer": "training.estimator",
}  # fmt: skip


if not TYPE_CHECKING:  # a type checker that saw it would take any misspelt name for one of them

    def __getattr__(name: str) -> Any:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    # Not the modules below, nor what is imported here: completion shows what there is to use.
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
