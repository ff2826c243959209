"""Furniture that lost line ends have run into the text: ``It closed. Advertisement Continue reading the main story It``."""

from __future__ import annotations

import re

import numpy as np

from opinionclf.arrays import Ints, are_among
from opinionclf.datafiles import read_rows
from opinionclf.patterns import pattern
from opinionclf.text.kinds import NUMBER
from opinionclf.text.tokens import TokenTable
from opinionclf.text.wordlists import OPENS_IN_TEXT, STARTER, Listed, has, listed_at

_LONGEST = 80  # characters of a phrase
_PHRASES = pattern(lambda: rf"(?i:{_inline_phrases()})[.:]?(?:\s+(?=[“\"‘'«(]?[A-ZÀ-Þ])|$)")


def behind_phrases(text: str, tokens: TokenTable, first: Ints, listed: Listed, document_first: Ints) -> Ints:
    """The tokens where sentences begin behind phrases of furniture that open a segment, but for the only one of a document.

    Parameters
    ----------
    text : str
    tokens : TokenTable
    first : ndarray of int64, shape (n_segments,)
        The first token of each segment.
    listed : ndarray of uint32, shape (n_segments,)
        What the word lists know of these tokens.
    document_first : ndarray of int64, shape (n_documents,)
        The first token of each document.
    """
    (row,) = has(listed, OPENS_IN_TEXT).nonzero()
    if not len(row):
        return row
    place = first.take(row)
    following = np.append(document_first, len(tokens)).take(document_first.searchsorted(place, side="right"))
    several = np.append(first, len(tokens)).take(row + 1) < following
    several |= ~are_among(place, document_first)
    starts, closes = tokens.start.take(place.compress(several)), tokens.end.take(following.compress(several) - 1)
    ends = [_end_of_phrase(text, start, close) for start, close in zip(starts.tolist(), closes.tolist(), strict=True)]
    behind = tokens.start.searchsorted(np.array([end for end, _ in ends if end], dtype=np.int64))
    alone = np.array([is_word for end, is_word in ends if end], dtype=bool)
    # Advertisement Director Ann Lowe resigned.
    may_start = has(listed_at(tokens, behind), STARTER) | (tokens.kind.take(behind) > NUMBER)
    return behind.compress(may_start | ~alone)


def _end_of_phrase(text: str, start: int, close: int) -> tuple[int, bool]:
    """The place behind a phrase and white space, 0 where none begins or no sentence follows; whether it is one word.

    `close` is where the document ends.
    """
    if not text[start].isupper():
        return 0, False
    limit = min(start + _LONGEST, close)
    found = _PHRASES.match(text, start, limit)
    if found is None or found.end() == limit:
        return 0, False
    return found.end(), " " not in found[0].rstrip()


def _inline_phrases() -> str:
    phrases = [row[0] for row in read_rows("furniture.txt") if row[1:] == ["inline"]]
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
