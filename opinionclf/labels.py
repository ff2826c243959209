"""The three labels."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from enum import Enum


class Label(str, Enum):
    """Whose voice carries a sentence, and what that voice does with it."""

    FACTUAL_REPORT = "factual_report"
    ATTRIBUTED_CLAIM = "attributed_claim"
    EDITORIAL_OPINION = "editorial_opinion"

    def __str__(self) -> str:
        return self.value


_LETTERS = {Label.FACTUAL_REPORT.value: "F", Label.ATTRIBUTED_CLAIM.value: "A", Label.EDITORIAL_OPINION.value: "O"}


def marks_of(labels: Iterable[str]) -> dict[str, str]:
    """Return what stands for each label where there is no room for it: as few first letters as tell it from the others."""
    return _marks_of(tuple(labels))


@functools.lru_cache(maxsize=64)
def _marks_of(labels: tuple[str, ...]) -> dict[str, str]:
    return {label: _LETTERS.get(label) or _mark(label, [other for other in labels if other != label]) for label in labels}


def _mark(label: str, others: list[str]) -> str:
    for n in range(1, len(label) + 1):
        mark = label[:n].upper()
        if mark not in [_LETTERS.get(other, other[:n].upper()) for other in others]:
            return mark
    return label


LABELS = tuple(label.value for label in Label)
