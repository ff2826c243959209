"""Names that are small words when they are written small: ``[Will] Harker said``, ``said Ella [May]``, ``said [AT]&T``."""

from __future__ import annotations

from opinionclf.sources.search.nounphrases import Words
from opinionclf.text import tokens as tk

# Classes of words in front of a month.
_NO_NAMES = ("preposition", "determiner", "conjunction", "date_opener", "ordinal", "time", "when", "adverb")


def spell_names(words: Words) -> None:
    """Have auxiliaries that are names, and letters, keep their capitals, so that they are in no class of words."""
    is_headline = words.kind.count(tk.CAP) > words.kind.count(tk.WORD)  # Council Will Raise Fees
    for place in range(len(words)):
        if words.kind[place] == tk.ALL_CAPS and words.low[place + 1 : place + 2] == ["&"] and not words.gap[place + 1]:
            words.low[place] = words.low[place].upper()
        elif words.kind[place] == tk.CAP and words.of(place, "finite") and not is_headline and _is_name(words, place):
            words.low[place] = words.low[place].title()


def _is_name(words: Words, place: int) -> bool:
    before, behind = place - 1, place + 1
    name_follows = behind < len(words) and words.kind[behind] == tk.CAP and not words.of(behind, "finite")
    if words.low[place] == "may":
        return _is_nobodys_month(words, place, name_follows=name_follows)
    if place == 0 or words.mark[before]:
        # `Will Harker said`; not `Will Harker say so?`
        told = words.kind[behind + 1 : behind + 2] == [tk.COMMA] or words.verb[min(behind + 1, len(words) - 1)]
        return words.low[place] == "will" and name_follows and told and words.kind[-1] == tk.STOP
    return words.kind[before] == tk.COMMA or not words.is_pause(before)


def _is_nobodys_month(words: Words, place: int, *, name_follows: bool) -> bool:
    """Whether ``May`` is somebody: ``Ella May``, ``Ms. May``, ``said May Stroud``; not ``in May Lowe``, ``Friday, May 3``."""
    before = place - 1
    if before < 0 or words.kind[place + 1 : place + 2] == [tk.NUMBER] or words.of(place + 1, "time"):
        return False
    titled = words.is_abbreviating(before) and words.of(before - 1, "title")
    named = words.kind[before] == tk.CAP and not any(words.of(before, name) for name in _NO_NAMES)
    said = words.of(before, "saying") and (name_follows or words.is_pause(place + 1) or words.kind[place + 1] == tk.STOP)
    return titled or named or said
