"""Numbers in front of the lines of a court transcript: ``3   A.  I was at the quay.``, ``4   They were loading drums.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import are_among, constant
from opinionclf.pages.stamps import are_set_apart
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ALL_CAPS, COLON, IS_CAPITAL, IS_ENDER, NUMBER, OPEN_BRACKET, STOP, kinds
from opinionclf.text.tokens import FRONT, Bools, Ints, Spelling, TokenTable
from opinionclf.turns.speakernames import are_q_or_a, document_of, names_again

_FEWEST_NUMBERED = 8  # lines of a document
_LEAST_NUMBERED = 0.7  # of its lines: the others are the heads and feet of its pages
_FEWEST_AGAIN = 2  # speakers who come again
_LONGEST_LABEL = 6  # tokens in front of its colon: BY MR. VAN DER DOE:
_IN_LABEL = np.arange(_LONGEST_LABEL)[:, None]
_NAMES = kinds(tk.CAP, tk.ALL_CAPS, tk.STOP)
_CLOSES = IS_ENDER | kinds(tk.COLON, tk.CLOSE_BRACKET, tk.DOUBLE, tk.CLOSE_DOUBLE)
_ONE, _TEN, _TWO = (constant(number, np.int64) for number in (1, 10, 2))
_NO_PLACES = np.zeros(0, dtype=np.int64)
_ZERO = constant(ord("0"), np.uint8)


def without_line_numbers(tokens: TokenTable, offset: Ints, given: Ints = _NO_PLACES) -> TokenTable:
    """Return the tokens but for the numbers of lines, in documents nearly all lines of which are numbered, with labels behind.

    A line behind such a number belongs to the turn above, unless it opens with a label, a bracket or capitals. Lists are
    numbered, too, but no speakers come again in them: ``1 Oslo: rain``. A number stays where what stands behind it begins at
    one of the ascending places that are `given`.
    """
    (line,) = (tokens.newlines > 0).nonzero()
    line = np.append(0, line) if not tokens.newlines[0] else line
    kind = tokens.kind.take(line)
    (row,) = ((kind == NUMBER) & (tokens.lengths_at(line) <= _TWO)).nonzero()
    if len(row) < _FEWEST_NUMBERED:
        return tokens
    number = line.take(row)
    page = document_of(tokens, number, offset)
    chosen = _in_order(tokens, number, page) & (number + _ONE < np.append(line, len(tokens)).take(row + _ONE))
    chosen &= tokens.gap.take(number + _ONE, mode="clip")
    number, page = number[chosen], page[chosen]
    n_lines = np.bincount(document_of(tokens, line, offset), minlength=len(offset))
    many = np.bincount(page, minlength=len(offset)) >= np.maximum(_LEAST_NUMBERED * n_lines, _FEWEST_NUMBERED)
    chosen = many.take(page) & ~are_among(tokens.start.take(number + _ONE), given)
    number, page = number[chosen], page[chosen]
    if not len(number):
        return tokens
    labelled, name = _labels_behind(tokens, number + _ONE)
    _, n_again = names_again(tokens, name[labelled], page[labelled])
    speak = np.append(n_again, np.zeros(len(offset), dtype=np.int64)).take(page) >= _FEWEST_AGAIN
    follows = are_among(line.take(line.searchsorted(number) - 1), number)  # no line without a number stands between
    return _without(tokens, number[speak], (labelled | ~follows)[speak]) if speak.any() else tokens


def _in_order(tokens: TokenTable, number: Ints, page: Ints) -> Bools:
    """Which numbers of one or two digits are one more than the one before, or one less than the next: 1 to 25, and again."""
    last = tokens.spelling.end.take(number) + (FRONT - 1)
    digit = tokens.spelling.padded.take(last) - _ZERO
    ten = np.where(tokens.lengths_at(number) > _ONE, tokens.spelling.padded.take(last - _ONE) - _ZERO, 0)
    value = ten * _TEN + digit
    follows = (np.diff(value) == 1) & (np.diff(page) == 0)
    return np.append(False, follows) | np.append(follows, False)


def _labels_behind(tokens: TokenTable, first: Ints) -> tuple[Bools, Ints]:
    """Which lines open with a label, and the last token of its name: ``Q.``, ``A   Yes.``, ``MR. DOE:``, ``BY MS. LOWE:``."""
    behind = np.minimum(first + _ONE, len(tokens) - 1)
    apart = (tokens.kind.take(behind) == STOP) | (tokens.kind.take(behind) == COLON) | are_set_apart(tokens, behind)
    lettered = are_q_or_a(tokens, first) & apart
    lettered &= (behind > first) & (tokens.newlines.take(behind) == 0)
    kind = tokens.kind.take(behind + _IN_LABEL, mode="clip")
    length = (kind == COLON).argmax(axis=0)
    in_line = tokens.newlines.take(behind + _IN_LABEL, mode="clip") == 0
    named = np.logical_and.reduce((_NAMES.take(kind) & in_line) | (length <= _IN_LABEL))
    named &= (kind == COLON).any(axis=0) & IS_CAPITAL.take(tokens.kind.take(first))
    return lettered | named, np.where(lettered, first, first + length)


def _without(tokens: TokenTable, number: Ints, apart: Bools) -> TokenTable:
    """The tokens without some, the numbers of lines; a line that is not `apart` goes on in the one above."""
    behind = number + _ONE
    ends, kind = _CLOSES.take(tokens.kind.take(number - _ONE)), tokens.kind.take(behind)
    apart = apart | (ends & ((kind == OPEN_BRACKET) | (kind == ALL_CAPS)))
    newlines, front = tokens.newlines.copy(), tokens.start.copy()
    newlines[behind] = tokens.newlines.take(number) * apart
    front[behind] = tokens.start.take(number)
    kept = np.ones(len(tokens), dtype=bool)
    kept[number] = False
    spelling = Spelling(tokens.spelling.padded, tokens.spelling.start[kept], tokens.spelling.end[kept])
    return TokenTable(
        tokens.start[kept], tokens.end[kept], tokens.kind[kept], tokens.gap[kept], newlines[kept], spelling, front=front[kept]
    )
