"""Lines that are furniture only at the head or the foot of a page: ``Thanks for reading.``, ``The author owns shares in Rye.``

The phrases are in ``data/edge_phrases.txt``.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from functools import partial
from typing import NamedTuple

from opinionclf.datafiles import first_column
from opinionclf.patterns import DAY, MONTH, Pattern, pattern

_LONGEST = 400  # characters of a line
_OUTER_MARKS = " .:!|•*-–—\"“”"
_FIRST_WORD = pattern(r"[a-z'-]+")
_PIECE = pattern(r"\[[^\]]*\]|DAY|MONTH|[*#~]|[^\[*#~DM]+")
_STANDS_FOR = {
    "*": ".{0,150}",
    "~": "[^,]{0,150}",
    "#": r"\d[\d.,]*",
    "DAY": DAY.lower(),
    "MONTH": MONTH.lower(),
}


def is_edge_phrase(text: str) -> bool:
    """Whether a line is a phrase of the list: furniture, if it stands at the head or the foot of its page."""
    if len(text) > _LONGEST:
        return False
    folded = text.lower().replace("’", "'").strip(_OUTER_MARKS)
    phrases, first = _phrases(), _FIRST_WORD.match(folded)
    opening = phrases.opening.get(first[0]) if first else None
    if opening is not None and opening.fullmatch(folded) is not None:
        return True
    inner = [phrase for words, phrase in phrases.inner.items() if words in folded]
    return any(phrase.fullmatch(folded) is not None for phrase in inner)


class _Phrases(NamedTuple):
    """The phrases as regular expressions: by the first word of a line, and those behind any, by what every such line has."""

    opening: dict[str, Pattern]
    inner: dict[str, Pattern]


@functools.cache
def _phrases() -> _Phrases:
    opening, inner = defaultdict(list), defaultdict(list)
    for phrase in first_column("edge_phrases.txt"):
        if phrase.startswith("*"):
            inner[_PIECE.findall(phrase)[1]].append(phrase)
        else:
            for word in _first_words(_PIECE.findall(phrase)):
                opening[word].append(phrase)
    groups = ({words: pattern(partial(_any_of, phrases)) for words, phrases in group.items()} for group in (opening, inner))
    return _Phrases(*groups)


def _any_of(phrases: list[str]) -> str:
    return "|".join(map(_expression, phrases))


def _first_words(pieces: list[str]) -> set[str]:
    """With which words a phrase may begin: a choice may be of nothing."""
    piece = pieces[0]
    choices = piece[1:-1].split("/") if piece.startswith("[") else [piece]
    found = {word[0] for choice in choices if (word := _FIRST_WORD.match(choice)) is not None}
    return found if "" not in choices else found | _first_words(pieces[1:])


def _expression(phrase: str) -> str:
    return "".join(map(_piece, _PIECE.findall(phrase)))


def _piece(piece: str) -> str:
    """The expression for a piece of a phrase: words, a choice in brackets, or what stands for any."""
    if piece.startswith("["):
        return f"(?:{'|'.join(map(_expression, piece[1:-1].split('/')))})"
    return _STANDS_FOR.get(piece) or re.escape(piece)
