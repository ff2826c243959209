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


LABELS = tuple(label.value for label in Label)
