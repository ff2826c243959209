"""The content of indirect speech: the words of a sentence that its source is said to say."""

from __future__ import annotations

from opinionclf import tokens as tk
from opinionclf.nounphrases import Range, Words, leftwards
from opinionclf.sourcesearch import FAR_THAT, Finding

_FEWEST_BEHIND = 3  # words behind a cue that are content, where there are as many in front
_CLOSING_KINDS = (*range(tk.STOP, tk.HYPHEN + 1), *range(tk.DOUBLE, tk.CLOSE_SINGLE + 1))


def content_of(words: Words, finding: Finding, source_end: int = 0) -> Range | None:
    """Return the content of indirect speech: behind the cue, or in front of a source and cue that close the sentence.

    `source_end` is where the source ends with what stands in apposition to it.
    """
    if finding.cue is None:
        return None
    marks = [finding.cue, finding.source or finding.cue]
    first, last = min(mark[0] for mark in marks), max(source_end, *(mark[1] for mark in marks))
    closing = len(words)
    while closing > last and words.kind[closing - 1] in _CLOSING_KINDS:
        closing -= 1
    commas = [i for i in range(1, first) if words.kind[i] in (tk.COMMA, tk.DASH)]
    listed = closing > last and _names_too(words, commas, marks)
    if not listed and _stands_in_front(words, commas, first, closing - last):
        end = commas[-1] if commas else first
        return (0, end) if end > 0 else None
    start = _first_word(words, last, closing)
    return (start, closing) if start < closing else None


def _names_too(words: Words, commas: list[int], marks: list[Range]) -> bool:
    """Whether what stands in front of a source names it too: ``The mayor, Ada Lowe, who left in May, said``."""
    cue, source = marks
    apart = source[1] < cue[0] and words.kind[source[1]] in (tk.COMMA, tk.DASH)
    several = any(words.of(place, "coordinator") for place in range(*source))  # Lowe, Marsh and Dell said
    starts = [0, *(comma + 1 for comma in commas)]
    names = all(leftwards(words, comma - 1) == (start, comma) for start, comma in zip(starts, commas, strict=False))
    return bool(commas) and (apart or several) and source[1] <= cue[0] and names and not words.of(cue[1], "preposition")


def _stands_in_front(words: Words, commas: list[int], first: int, n_behind: int) -> bool:
    """Whether the content stands in front of source and cue: not ``Pressed again, he said nothing``."""
    # `Some say it is shut, and others claim`: what others say.
    linked = bool(commas) and words.low[commas[-1] + 1] in ("and", "but")
    set_off = bool(commas) and not linked and commas[-1] >= first - 2
    brief = n_behind < _FEWEST_BEHIND <= first
    return (set_off or brief) and not (n_behind > 0 and words.of(0, "weak_start"))


def _first_word(words: Words, last: int, closing: int) -> int:
    """Where content behind a cue begins that ends at `last`."""
    start = last
    that = next((i for i in range(start, min(start + FAR_THAT, closing)) if words.low[i] == "that" or words.is_pause(i)), start)
    if words.low[that : that + 1] == ["that"]:
        start = that  # told the court that
    if words.low[start : start + 1] == [","] and words.low[start + 1 : start + 2] in (["who"], ["which"], ["whose"]):
        # According to Lowe, who runs the port, fees rose.
        start = next((i for i in range(start + 1, closing) if words.kind[i] == tk.COMMA), start)
    day = start + (words.low[start : start + 1] == ["on"])
    if words.of(day, "time") and day + 1 < closing and words.low[day + 1] != "'s":
        start = day + 1  # said Tuesday fees would rise
    while start < closing and (words.low[start] in ("that", "to", ",") or _is_told(words, start)):
        start += 1
    return start


def _is_told(words: Words, place: int) -> bool:
    """``Told him that``, and not ``said it would``."""
    return words.of(place, "object_pronoun") and not (place + 1 < len(words) and words.is_verbal(place + 1))
