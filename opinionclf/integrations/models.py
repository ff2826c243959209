"""Models where functions are sent to other processes: named by their folder, read once in each."""

from __future__ import annotations

import functools
from pathlib import Path

from opinionclf.classifier import Classifier, load_model

_MODELS_KEPT = 4

ModelOrFolder = Classifier | str | Path | None


def model_for(model: ModelOrFolder) -> Classifier:
    """Return a model that is given, or that of a folder; the shipped one by default."""
    if isinstance(model, Classifier):
        return model
    return load_model() if model is None else _from_folder(str(model))


@functools.lru_cache(maxsize=_MODELS_KEPT)
def _from_folder(folder: str) -> Classifier:
    return load_model(folder)
