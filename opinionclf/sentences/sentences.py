"""Sentence boundaries: which stops end a sentence.

Only the tokens that can end one (full stop, question mark, exclamation mark, ellipsis) are looked at, each by the tokens
around it (`opinionclf.sentences.stops`), on which the rules decide (`opinionclf.sentences.verdicts`).
"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.pages.notes import DATE_LENGTH, after_footnotes, caption_credits, opening_dates
from opinionclf.sentences.stops import APOSTROPHES, GAP, MAY_BEGIN, NOTHING, PARAGRAPH, Code, Stops, code_table, codes
from opinionclf.sentences.verdicts import VERDICTS
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import CLOSE_BRACKET, IS_CAPITAL, OPEN_BRACKET, STOP, kinds
from opinionclf.text.tokens import TokenTable, stretches
from opinionclf.text.wordlists import ABBREVIATION, LABEL, is_listed

_STOP_KINDS = constant(tk.EXCLAMATION - tk.STOP, np.uint8)  # they follow one another
_ONE = constant(1, np.int64)
_LONGEST_CLOSING = 4  # marks that may follow a stop and still belong to its sentence: .”’)
_MOST_SIGNS = 8  # behind a stop
_LONGEST_LABEL = constant(2, np.int64)  # characters of what may label an item: 12. iv.
_GOES_ON = kinds(tk.WORD, tk.COMMA)  # behind a bracket
_LONGEST_ASIDE = 40  # tokens from a stop to the end of the bracket it stands in


def _may_precede(code: Code) -> Bools:
    """Whether a sentence may begin at a token behind a stop, as the rules ask it more closely."""
    spaced = (code.front == GAP) & kinds(*MAY_BEGIN, tk.WORD, tk.ELLIPSIS, *APOSTROPHES).take(code.kind)
    attached = (code.front == NOTHING) & kinds(tk.CAP, tk.OPEN_BRACKET).take(code.kind)
    return (code.front != PARAGRAPH) & ((code.mark == 1) | spaced | attached)


def _closes(code: Code) -> Bools:
    """Whether a mark, bracket or sign behind a stop belongs to it."""
    attached = (code.front == NOTHING) & ((code.mark == -1) | kinds(tk.CLOSE_BRACKET, tk.OTHER).take(code.kind))
    # A closing quotation mark or bracket belongs to what stands before it even where a space comes between.
    closing = ((code.mark == -1) & kinds(tk.DOUBLE, tk.CLOSE_DOUBLE).take(code.kind)) | (code.kind == tk.CLOSE_BRACKET)
    return attached | ((code.front == GAP) & closing)


_MAY_PRECEDE, _CLOSES = code_table(_may_precede), code_table(_closes)
_IS_SIGN = code_table(lambda code: (code.front == GAP) & (code.kind == tk.OTHER))
_GOES_ON_AS_SIGN = code_table(lambda code: (code.front != PARAGRAPH) & (code.kind == tk.OTHER))  # ❤🏆
_IS_ATTACHED = code_table(lambda code: (code.front == NOTHING) & (code.kind != tk.OTHER))
_IS_PLAIN_STOP = code_table(lambda code: (code.kind == tk.STOP) & (code.front == NOTHING) & (code.mark == 0))
_OPENS_PLAINLY = code_table(lambda code: IS_CAPITAL.take(code.kind) & (code.front == GAP) & (code.mark == 0))
_IS_NO_NAME = code_table(lambda code: code.kind != tk.CAP)


def sentence_starts(tokens: TokenTable, paragraph_start: Bools, mark: NDArray[np.int8]) -> Bools:
    """Return a flag per token: it begins a sentence.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start : ndarray of bool, shape (n_tokens,)
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks (`opinionclf.sentences.quotations`).
    """
    starts = paragraph_start.copy()
    (paragraphs,) = paragraph_start.nonzero()
    code = codes(tokens, paragraph_start, mark)
    place = _stops(tokens)
    after = _after_closing_marks(tokens, code, place)
    (inner,) = _MAY_PRECEDE.take(code.take(after)).nonzero()
    if len(inner):
        starts[_beginnings(tokens, code, paragraphs, place.take(inner), after.take(inner))] = True
    starts[caption_credits(tokens, paragraph_start, paragraphs)] = True
    dated = opening_dates(tokens, paragraphs)
    if len(dated):
        behind = paragraphs[dated] + DATE_LENGTH
        starts[behind[tokens.gap[behind]]] = True
    return starts


def _stops(tokens: TokenTable) -> Ints:
    """The tokens that may end a sentence; of a run such as ``?!`` the last one."""
    is_stop = (tokens.kind - STOP) <= _STOP_KINDS  # modulo 256
    attached = is_stop[1:] > tokens.gap[1:]
    np.greater(is_stop[:-1], attached, out=is_stop[:-1])
    return is_stop.nonzero()[0]


def _after_closing_marks(tokens: TokenTable, code: NDArray[np.uint8], place: Ints) -> Ints:
    """The first token after each stop and the closing marks, brackets and signs that belong to it."""
    after = after_footnotes(tokens, place + _ONE)
    following = code.take(after)
    (open_,) = _CLOSES.take(following).nonzero()
    for _ in range(_LONGEST_CLOSING):
        if not len(open_):
            break
        after[open_] += 1
        following[open_] = closing = code.take(after.take(open_))
        open_ = open_.compress(_CLOSES.take(closing))
    # Signs that stand by themselves: We won! 🏆 The parade
    (signs,) = _IS_SIGN.take(following).nonzero() if tokens.has(tk.OTHER) else (place[:0],)
    for _ in range(_MOST_SIGNS):
        if not len(signs):
            break
        signs = signs.compress(~_IS_ATTACHED.take(code.take(after.take(signs) + 1, mode="clip")))
        after[signs] += 1
        signs = signs.compress(_GOES_ON_AS_SIGN.take(code.take(after.take(signs), mode="clip")))
    return after_footnotes(tokens, after)


def _beginnings(tokens: TokenTable, code: NDArray[np.uint8], paragraphs: Ints, place: Ints, after: Ints) -> Ints:
    """The tokens where sentences begin behind the stops."""
    ends = _end_plainly(tokens, code, place, after)
    (rows,) = (~ends).nonzero()
    if len(rows):
        ends[rows] = _verdicts(Stops.of(tokens, code, paragraphs, place.take(rows), after.take(rows)))
    place, after = place.compress(ends), after.compress(ends)
    return after[~_are_in_aside(tokens, place, paragraphs)]


def _end_plainly(tokens: TokenTable, code: NDArray[np.uint8], place: Ints, after: Ints) -> Bools:
    """Which stops end a sentence by every rule, as most do: behind a word that is no abbreviation, in front of a capital."""
    before = place - _ONE
    ends = _IS_PLAIN_STOP.take(code.take(place)) & _OPENS_PLAINLY.take(code.take(after))
    ends &= _IS_NO_NAME.take(code.take(after + _ONE))
    ends &= (after == place + _ONE) & (tokens.lengths_at(before) > _LONGEST_LABEL)
    ends &= ~is_listed(tokens, before, ABBREVIATION | LABEL, ends)
    return ends


def _verdicts(stops: Stops) -> NDArray[np.uint8]:
    """1 for each stop that ends its sentence, 0 for the others."""
    verdicts = np.frombuffer(bytearray(map(VERDICTS.__getitem__, stops.packed())), dtype=np.uint8)
    for fact in set(verdicts[verdicts > 1].tolist()):
        (rows,) = (verdicts == fact).nonzero()
        asking = stops.rows(rows)
        asking.find_further(fact)
        verdicts[rows] = _verdicts(asking)
    return verdicts


def _are_in_aside(tokens: TokenTable, place: Ints, paragraphs: Ints) -> Bools:
    """Whether each stop stands in brackets after which the sentence goes on: ``He (It was late. Again.) rose``."""
    result = np.zeros(len(place), dtype=bool)
    if not (tokens.has(tk.OPEN_BRACKET) and tokens.has(tk.CLOSE_BRACKET)):
        return result
    kind = tokens.kind
    (brackets,) = ((kind == OPEN_BRACKET) | (kind == CLOSE_BRACKET)).nonzero()
    # The bracket that closes a label opens nowhere: You either 1) wait, or 2) pay.
    opening, closing = brackets[:-1], brackets[1:]
    pairs = (kind.take(opening) == OPEN_BRACKET) & (kind.take(closing) == CLOSE_BRACKET)
    (pair,) = (pairs & _GOES_ON.take(kind.take(closing + _ONE, mode="clip"))).nonzero()
    opening, closing = opening.take(pair), closing.take(pair)
    first = place.searchsorted(opening)
    n_inside = place.searchsorted(closing) - first
    (pair,) = n_inside.nonzero()  # most brackets have no stop inside
    if not len(pair):
        return result
    opening, closing, n_inside = opening.take(pair), closing.take(pair), n_inside.take(pair)
    rows = stretches(first.take(pair), n_inside)
    in_paragraph = paragraphs.searchsorted(closing + 1, side="right") == paragraphs.searchsorted(opening, side="right")
    result[rows] = in_paragraph.repeat(n_inside) & (closing.repeat(n_inside) - place.take(rows) <= _LONGEST_ASIDE)
    return result
