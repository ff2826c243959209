"""Lists of sources: the members that commas part from the last one, ``[Officials in Lima,] Quito and Bogota said it``."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, leftwards
from opinionclf.text import tokens as tk


def with_members(words: Words, source: Range | None, end: int) -> Range | None:
    """Return a source with the other members of its list: ``[Officials in Lima,] Quito and Bogota said it``."""
    if source is not None and words.of(source[0] - 1, "coordinator"):
        return _with_names_in_front(words, source)
    if source is None or not any(words.of(i, "coordinator") for i in range(*source)):
        return source
    # `It was late, Marsh and Dell said.`
    if words.is_pause(end) or words.kind[end] > tk.NUMBER or words.of(end, "preposition") or words.of(end, "time"):
        return source
    first = source[0]
    while first > max(source[0] - FARTHEST, 1) and words.kind[first - 1] == tk.COMMA and not words.inside[first - 1]:
        member = leftwards(words, first - 2)
        if member is None or any(words.is_verbal(i) for i in range(*member)) or words.of(member[0], "preposition"):
            return source
        if member[0] == 1 and words.of(0, "weak_start"):
            return first, source[1]  # At noon, doctors in Lima, Quito and Bogota
        first = member[0]
    return (first, source[1]) if first == 0 else source


def _with_names_in_front(words: Words, source: Range) -> Range:
    """A name with two or more others in front of it: ``[Lowe, Marsh, and] Dell said it``; not ``Rents rose, and Dell said``."""
    comma, n_members = source[0] - 2, 0
    while comma > 0 and words.kind[comma] == tk.COMMA and words.is_capital(comma - 1) and source[0] - comma < FARTHEST:
        member = leftwards(words, comma - 1)
        if member is None or any(words.kind[i] == tk.WORD and words.is_verbal(i) for i in range(*member)):
            return source
        comma, n_members = member[0] - 1, n_members + 1
    return (0, source[1]) if comma < 0 and n_members > 1 and words.is_capital(source[1] - 1) else source
