"""Results: documents of labelled segments.

Everything is kept in columns; a `Sentence` is made when somebody asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinionclf.labels import Label
from opinionclf.layout import SENTENCE

KIND_NAMES = ("sentence", "heading", "boilerplate")


class Sentence:
    """One segment of a document.

    Attributes
    ----------
    text : str
        ``document.text[start:end]``.
    start, end : int
        Python string indices into the text that was given.
    paragraph : int
        Number of the paragraph, from 0.
    kind : str
        ``sentence``, ``heading`` or ``boilerplate``.
    label : Label or str or None
        None where the kind is not ``sentence``. A plain string where the model has labels of its own.
    probabilities : dict of str to float or None
        Probability of each label; they sum to 1.
    """

    __slots__ = ("end", "kind", "label", "paragraph", "probabilities", "start", "text")

    def __init__(self, text: str, start: int, end: int, paragraph: int, kind: str,
                 label: str | None, probabilities: dict[str, float] | None) -> None:  # fmt: skip
        self.text = text
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.kind = kind
        self.label = label
        self.probabilities = probabilities

    def to_dict(self) -> dict[str, Any]:
        """Return the segment as plain types."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "paragraph": self.paragraph,
            "kind": self.kind,
            "label": None if self.label is None else str(self.label),
            "probabilities": self.probabilities,
        }

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return f"<Sentence {self.start}:{self.end} {self.label or self.kind} {shown!r}>"


class Document:
    """A text with its labelled sentences.

    Parameters
    ----------
    text : str
    start, end, paragraph : ndarray of int64, shape (n_segments,)
    kind : ndarray of uint8, shape (n_segments,)
    probability : ndarray of float64, shape (n_segments, n_labels)
    labels : list of str
    model_version : str
    """

    __slots__ = ("_segments", "end", "kind", "labels", "model_version", "paragraph", "probability", "start", "text")

    def __init__(self, text: str, start: NDArray[np.int64], end: NDArray[np.int64], paragraph: NDArray[np.int64],
                 kind: NDArray[np.uint8], probability: NDArray[np.float64], labels: list[str],
                 model_version: str) -> None:  # fmt: skip
        self.text = text
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.kind = kind
        self.probability = probability
        self.labels = labels
        self.model_version = model_version
        self._segments: list[Sentence] | None = None

    @property
    def segments(self) -> list[Sentence]:
        """All segments in order: sentences, headings and page furniture."""
        if self._segments is None:
            self._segments = list(self._make_segments())
        return self._segments

    @property
    def sentences(self) -> list[Sentence]:
        """The labelled sentences, in order."""
        return [segment for segment in self.segments if segment.kind == "sentence"]

    def _make_segments(self) -> Iterator[Sentence]:
        names = [_label(name) for name in self.labels]
        best = self.probability.argmax(axis=1).tolist()
        places = zip(self.start.tolist(), self.end.tolist(), self.paragraph.tolist(), self.kind.tolist(), strict=True)
        for (start, end, paragraph, kind), top, row in zip(places, best, self.probability.tolist(), strict=True):
            labelled = kind == SENTENCE
            yield Sentence(
                self.text[start:end], start, end, paragraph, KIND_NAMES[kind],
                names[top] if labelled else None, dict(zip(self.labels, row, strict=True)) if labelled else None,
            )  # fmt: skip

    @property
    def summary(self) -> dict[str, Any]:
        """Counts and shares of the labels, length, and version of the model."""
        place = self.kind == SENTENCE
        top = self.probability[place].argmax(axis=1)
        counts = np.bincount(top, minlength=len(self.labels)).tolist()
        total = int(place.sum())
        return {
            "sentences": total,
            "characters": len(self.text),
            "counts": dict(zip(self.labels, counts, strict=True)),
            "shares": {name: (count / total if total else 0.0) for name, count in zip(self.labels, counts, strict=True)},
            "model_version": self.model_version,
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the document as plain types: text, segments, summary."""
        return {"text": self.text, "segments": [segment.to_dict() for segment in self.segments], "summary": self.summary}

    def to_json(self) -> str:
        """Return the document as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self.summary["counts"].items())
        return f"<Document of {len(self.text)} characters: {counts}>"


def _label(name: str) -> str:
    try:
        return Label(name)
    except ValueError:
        return name
