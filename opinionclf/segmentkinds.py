"""The kinds of segment: a sentence of the article, a heading, page furniture."""

from __future__ import annotations

KIND_NAMES = ("sentence", "heading", "boilerplate")
SENTENCE, HEADING, BOILERPLATE = range(len(KIND_NAMES))
