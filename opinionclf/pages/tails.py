"""Furniture behind the last sentence of a paragraph: ``It failed. READ ALSO: Ferry sinks``, ``It failed. | MORE | Pool shut``.

The sentences in front of it stay what they are. The labels are in ``data/link_labels.txt``.
"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Ints, constant
from opinionclf.pages.captions import is_credit_in_brackets
from opinionclf.pages.links import any_label
from opinionclf.pages.wording.furniture import LONGEST_FURNITURE, is_note_in_brackets
from opinionclf.pages.wording.linewords import tells_in_past
from opinionclf.pages.wording.pagewords import alternatives
from opinionclf.patterns import pattern
from opinionclf.text import tokens as tk
from opinionclf.text.characters import shown
from opinionclf.text.kinds import ALL_CAPS, COLON, IS_ENDER, OPEN_BRACKET, OTHER
from opinionclf.text.tokens import TokenTable
from opinionclf.text.wordlists import OPENS_IN_TEXT, Listed, has

_ONE = constant(1, np.int64)
_NONE = np.zeros(0, dtype=np.int64)
_LONGEST_LABEL = 5  # tokens in front of its colon
_ORIGINAL = pattern(
    lambda: rf"(?:Read|See|View) (?:the|this) (?:{alternatives('whole')}) (?:{alternatives('full_text')}) "
    r"(?:here|(?:on|at|in|from) (?:the )?[A-Z][\w.’'&-]*(?: (?:[A-Z&][\w.’'&-]*|of|the)){0,5})\.?$"
)
_PHOTO = pattern(lambda: rf"[\[(](?:(?i:{alternatives('label_of_picture')})(?: credits?)?(?: ?[:/]| by\b)|FILE\b)")
_IN_FRONT, _BEHIND = r"(?:\| ?)?\W?", r" ?(?:: ?|\| )[“\"‘']?(?=[A-Z0-9])"  # of a label
_LABELS = pattern(lambda: _IN_FRONT + f"(?i:{any_label('behind')})" + _BEHIND)  # of links: READ ALSO: Ferry sinks
_CAPITAL_LABELS = pattern(lambda: _IN_FRONT + f"(?:{any_label('capitals').upper()})" + _BEHIND)  # | MORE | Ferry sinks
_LONGEST_OPENING = 60  # characters of a label
_FEWEST_IN_FRONT = 2  # sentences in front of a credit: one alone is a caption


def bars(text: str, tokens: TokenTable) -> Ints:
    """The bars behind the end of a sentence in its line, in front of a label of links: ``It closed. | MORE | Ferry sinks``"""
    if not tokens.has(tk.OTHER):
        return _NONE
    (row,) = ((tokens.kind == OTHER) & tokens.gap).nonzero()
    row = row[row > 0]
    row = row[IS_ENDER.take(tokens.kind.take(row - _ONE)) & (tokens.newlines.take(row) == 0)]
    following = row + _ONE
    row = row[(tokens.kind.take(following, mode="clip") == ALL_CAPS) & (tokens.newlines.take(following, mode="clip") == 0)]
    row = row[row < len(tokens) - 1]
    if not len(row):
        return row
    return row[[_opens_link(text[start : start + _LONGEST_OPENING]) for start in tokens.start.take(row).tolist()]]


def tails(text: str, tokens: TokenTable, first: Ints, listed: Listed, paragraph: Ints) -> Ints:
    """The segments, the last of their paragraphs and none the first, that are furniture.

    Parameters
    ----------
    text : str
    tokens : TokenTable
    first, paragraph : ndarray of int64, shape (n_segments,)
        First token of each segment, and the number of its paragraph.
    listed : ndarray of uint32, shape (n_segments,)
        What the word lists know of the first tokens.
    """
    kind = tokens.kind.take(first)
    may_be = (kind == OPEN_BRACKET) | (kind == OTHER) | has(listed, OPENS_IN_TEXT)
    if tokens.has(tk.COLON):
        (colon,) = (tokens.kind == COLON).nonzero()
        labelled = first.searchsorted(colon) - _ONE
        may_be[labelled[colon - first.take(labelled) <= _LONGEST_LABEL]] = True
    (row,) = may_be.nonzero()
    row = row[row > 0]
    row = row[paragraph.take(row) == paragraph.take(row - _ONE)]
    row = row[(row == len(first) - 1) | (paragraph.take(row) != paragraph.take(row + _ONE, mode="clip"))]
    if not len(row):
        return row
    return row[[_is_tail(text, tokens, first, paragraph, i) for i in row.tolist()]]


def _is_tail(text: str, tokens: TokenTable, first: Ints, paragraph: Ints, i: int) -> bool:
    end = int(first[i + 1]) if i + 1 < len(first) else len(tokens)
    start, stop = int(tokens.start[first[i]]), int(tokens.end[end - 1])
    if stop - start > LONGEST_FURNITURE:
        return False
    line = shown(text[start:stop])
    if _opens_link(line):
        return not _ends_as_sentence(line) or _always_opens_link(line)
    if _ORIGINAL.match(line) is not None:
        return True
    begin = paragraph.searchsorted(paragraph[i])
    if i - begin < _FEWEST_IN_FRONT or not (is_credit_in_brackets(line) or (_PHOTO.match(line) and is_note_in_brackets(line))):
        return False
    return tells_in_past(shown(text[int(tokens.start[first[begin]]) : start])[:LONGEST_FURNITURE])


def _opens_link(line: str) -> bool:
    return _always_opens_link(line) or _CAPITAL_LABELS.match(line) is not None


def _always_opens_link(line: str) -> bool:
    return _LABELS.match(line) is not None


def _ends_as_sentence(line: str) -> bool:
    """Whether a headline may be a sentence of the text: ``LATEST: The river stood at nine feet.``"""
    return line.rstrip("”\"’')").endswith((".", "!", "?", "…"))
