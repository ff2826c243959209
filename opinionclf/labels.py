"""The three labels."""

from __future__ import annotations

from enum import Enum


class Label(str, Enum):
    """Whose voice carries a sentence, and what that voice does with it."""

    FACTUAL_REPORT = "factual_report"
    ATTRIBUTED_CLAIM = "attributed_claim"
    EDITORIAL_OPINION = "editorial_opinion"

    def __str__(self) -> str:
        return self.value


_LETTERS = {Label.FACTUAL_REPORT.value: "F", Label.ATTRIBUTED_CLAIM.value: "A", Label.EDITORIAL_OPINION.value: "O"}


def letter_of(label: str) -> str:
    """Return the letter that stands for a label where there is no room for it."""
    return _LETTERS.get(label, label[:1].upper())


LABELS = tuple(label.value for label in Label)
