"""What stands between quotation marks (`opinionclf.sentences.quotationmarks`), also over several sentences and paragraphs.

The state is that of the last mark that opened or closed; it starts anew with each paragraph, so that a
lost closing mark never runs on. A quotation that goes on over a paragraph break is recognised by the
opening mark that papers repeat, or by the closing mark that comes before any other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.sentences.quotationmarks import Marks, Told, double_directions, mark_places, single_directions
from opinionclf.text.kinds import CAP, CLOSE_DOUBLE, IS_ENDER
from opinionclf.text.tokens import TokenTable, run_lengths
from opinionclf.text.wordlists import ABBREVIATION, TITLE, has, listed_at

_ONE = constant(1, np.int64)
_LONGEST_UNCLOSED = 100  # tokens up to the next mark, or to the end of the paragraph
_FARTHEST = 3  # paragraphs: captions and such may stand between those of a quotation


@dataclass(slots=True, eq=False, repr=False)
class Quotations:
    """Quotation state of each token, each column of shape (n_tokens,).

    Attributes
    ----------
    mark : ndarray of int8
        1 for an opening mark, -1 for a closing mark, 0 for all else.
    inside : ndarray of bool
        The token stands in a quotation; the marks belong to it.
    depth : ndarray of int8
        0 outside, 1 in a quotation, 2 in one inside another.
    continued : ndarray of bool
        The token opens or stands in a paragraph's part of a quotation opened in an earlier paragraph.
    """

    mark: NDArray[np.int8]
    inside: Bools
    depth: NDArray[np.int8]
    continued: Bools

    def part(self, begin: int, end: int) -> Quotations:
        """Return the state of the tokens from `begin` up to `end`."""
        return Quotations(self.mark[begin:end], self.inside[begin:end], self.depth[begin:end], self.continued[begin:end])


def find_quotations(tokens: TokenTable, paragraph_start: Bools, document_start: Bools) -> Quotations:
    """Find the quotations of a text.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start : ndarray of bool, shape (n_tokens,)
        True at the first token of each paragraph.
    document_start : ndarray of bool, shape (n_tokens,)
        True at the first token of each document: no quotation goes on from one to the next.
    """
    n = len(tokens)
    mark = np.zeros(n, dtype=np.int8)
    place = mark_places(tokens)
    if not len(place):
        empty = np.zeros(n, dtype=bool)
        return Quotations(mark, empty, mark.copy(), empty.copy())
    (paragraphs,) = paragraph_start.nonzero()
    new_document = document_start.take(paragraphs)
    marks = Marks.of(tokens, place, paragraphs, paragraph_start)
    (row,) = (marks.kind <= CLOSE_DOUBLE).nonzero()
    double = marks if len(row) == len(place) else marks.rows(row)
    direction = double_directions(tokens, double, paragraph_start)
    mark[double.place] = direction
    told = _without_lost(double.told(direction), tokens, paragraphs, new_document)
    if len(row) < len(place):
        single = marks.single()
        direction = single_directions(tokens, single, paragraph_start, new_document)
        mark[single.place] = direction
        told_single = _without_lost(single.told(direction), tokens, paragraphs, new_document)
        if len(told_single.place):
            return _nested_quotations(mark, told, told_single, paragraphs, new_document)
    inside, continued = _spread(n, told, paragraphs, new_document)
    return Quotations(mark, inside, inside.astype(np.int8), continued)


def _without_lost(marks: Told, tokens: TokenTable, paragraphs: Ints, new_document: Bools) -> Told:
    """The marks, and closing ones where sentences end behind those that lost theirs in a long paragraph, and go on in no other.

    Articles that lost their line ends are one paragraph, and one lost mark would make a quotation of it.
    """
    place, home, opens = marks
    last = _outer(home)[1]
    (row,) = (opens & (last | np.append(opens[1:], True))).nonzero()
    if not len(row):
        return marks
    # A paragraph that holds as many closing marks as opening ones has lost none: one quotation stands inside another.
    row = row[np.bincount(home, weights=np.where(opens, 1, -1)).take(home.take(row)) > 0]
    end = np.append(paragraphs, len(tokens)).take(home.take(row) + 1)
    inner = ~last.take(row)
    end[inner] = place.take(row[inner] + 1)
    long = end - place.take(row) > _LONGEST_UNCLOSED
    row, end = row[long], end[long]
    stops = ~_goes_on(marks, row, paragraphs, new_document)
    row, end = row[stops], end[stops]
    if not len(row):
        return marks
    ends = (IS_ENDER.take(tokens.kind[:-1]) & tokens.gap[1:] & (tokens.kind[1:] == CAP)).nonzero()[0]
    before = np.maximum(ends - _ONE, 0)
    ends = ends[~(has(listed_at(tokens, before), TITLE | ABBREVIATION) | (tokens.lengths_at(before) == _ONE))]
    closing = np.append(ends, len(tokens)).take(ends.searchsorted(place.take(row)))
    row, closing = row[closing < end], closing[closing < end]
    at = row + 1
    return Told(np.insert(place, at, closing), np.insert(home, at, home.take(row)), np.insert(opens, at, False))


def _goes_on(marks: Told, row: Ints, paragraphs: Ints, new_document: Bools) -> Bools:
    """Whether the next mark behind each of some stands in one of the next paragraphs, and closes or opens that paragraph."""
    place, home, opens = marks
    following = np.minimum(row + 1, len(home) - 1)
    here, there = home.take(row), home.take(following)
    document = new_document.cumsum()
    near = (there > here) & (there - here <= _FARTHEST) & (document.take(here) == document.take(there))
    return near & (~opens.take(following) | (place.take(following) == paragraphs.take(there)))


def _nested_quotations(mark: NDArray[np.int8], double: Told, single: Told, paragraphs: Ints,
                       new_document: Bools) -> Quotations:  # fmt: skip
    """Quotations in both kinds of marks, spread in one go: the single ones as if in a second copy of the text behind it."""
    n = len(mark)
    place, home = (double.place, single.place + n), (double.home, single.home + len(paragraphs))
    both = Told(np.concatenate(place), np.concatenate(home), np.concatenate([double.opens, single.opens]))
    starts = np.concatenate([paragraphs, paragraphs + n])
    new_document[0] = True  # nothing goes on from the first copy into the second
    inside, continued = _spread(2 * n, both, starts, np.concatenate([new_document, new_document]))
    outer, inner = inside.reshape(2, n)
    continued, continued_single = continued.reshape(2, n)
    return Quotations(mark, outer | inner, outer.view(np.int8) + inner.view(np.int8), continued | (continued_single & ~outer))


def _spread(n: int, marks: Told, starts: Ints, new_document: Bools) -> tuple[Bools, Bools]:
    """Spread the state of the last mark of one kind over the tokens that follow it.

    Parameters
    ----------
    n : int
        Number of tokens.
    marks : Told
    starts : ndarray of int64, shape (n_paragraphs,)
    new_document : ndarray of bool, shape (n_paragraphs,)

    Returns
    -------
    inside, continued : ndarray of bool, shape (n_tokens,)
    """
    place, home, opens = marks
    if not len(place):
        return np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    nested = _nested(opens, home)
    if len(nested):
        kept = np.ones(len(opens), dtype=bool)
        kept[nested] = False
        place, home, opens = place[kept], home[kept], opens[kept]
    first, last = _outer(home)
    resumed = np.zeros(len(starts), dtype=bool)
    left_open = home[opens & last]
    if len(left_open):
        head = home[first]
        resumed[head] = _resume(place[first], opens[first], head, left_open, starts) & ~new_document[head]
    inside = _between_changes(n, starts, resumed, place, opens)
    # A closing mark belongs to what the mark before it opened, or the paragraph resumed.
    (closing,) = (~opens).nonzero()
    closing_place, is_first = place.take(closing), first.take(closing)
    opened = opens.take(closing - _ONE) & ~is_first  # and no comparison: see `single_directions`
    if not len(left_open):
        inside[closing_place] = opened
        return inside, np.zeros(n, dtype=bool)
    opened |= is_first & resumed.take(home.take(closing))
    inside[closing_place] = opened
    return inside, _continued(starts, resumed, closing_place, n)


def _between_changes(n: int, starts: Ints, resumed: Bools, place: Ints, opens: Bools) -> Bools:
    """The state of each token: it changes at the starts of paragraphs and at marks, and stays between them."""
    state = np.zeros(n, dtype=bool)
    state[starts] = resumed
    state[place] = opens
    changes = np.concatenate([starts, place])
    changes.sort(kind="stable")
    return state.take(changes).repeat(run_lengths(changes, n))


def _outer(home: Ints) -> tuple[Bools, Bools]:
    """Which marks are the first and which the last of their paragraph."""
    changes = np.empty(len(home) + 1, dtype=bool)
    changes[0] = changes[-1] = True
    np.not_equal(home[1:], home[:-1], out=changes[1:-1])
    return changes[:-1], changes[1:]


def _resume(place: Ints, opens: Bools, head: Ints, left_open: Ints, starts: Ints) -> Bools:
    """Whether the paragraphs `head` go on with a quotation that the one above has left open, by their first marks.

    A paragraph does if it opens with a mark, or if its first mark closes.
    """
    below_open = np.zeros(len(starts) + 1, dtype=bool)
    below_open[left_open + _ONE] = True
    return below_open[head] & (~opens | (place == starts[head]))


def _continued(starts: Ints, resumed: Bools, closing: Ints, n: int) -> Bools:
    """The tokens of each paragraph that goes on with a quotation, up to its first closing mark."""
    begin = starts[resumed]
    if not len(begin):
        return np.zeros(n, dtype=bool)
    end = np.append(starts[1:], n)[resumed]
    first_closing = np.append(closing, n)[np.searchsorted(closing, begin)]
    bounds = np.stack([begin, np.minimum(end, first_closing + 1)], axis=1).ravel()
    lengths = run_lengths(np.concatenate([[0], bounds]), n)
    return (np.arange(len(lengths)) % 2 == 1).repeat(lengths)


def _nested(opens: Bools, home: Ints) -> Ints:
    """Marks of a quotation inside another with the same marks: two open, then two close, in one paragraph."""
    (second,) = (opens[1:-2] & opens[:-3]).nonzero()
    if not len(second):
        return second
    second += 1
    second = second[~opens[second + 1] & ~opens[second + 2] & (home[second - 1] == home[second + 2])]
    return np.concatenate([second, second + 1])
