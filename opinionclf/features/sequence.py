"""Delexicalised n-grams: the form of a sentence without its subject matter.

Function words stay as they are, words of the lexicon become their class and strength, names, numbers and
all other words become a shape, and a quotation becomes one token that says whether it is a clause or a
phrase. Forms generalise to text about anything; words do not (`docs/decisions/0003-forms.md`).
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from opinionclf.arrays import NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import NUMBER, WORD
from opinionclf.text.tokens import Bools, Ints, Keys, mix, run_lengths, run_starts, unmix

_SUFFIXES = ("ing", "ed", "ly", "ous", "ful", "ess", "ive", "ble", "al", "ic", "ish", "ism", "ist", "ity", "ion", "ent",
             "nce", "er", "or", "est", "en", "ize", "ise", "ify", "ers", "ons", "nts", "s")  # fmt: skip
_MARKS = {
    tk.STOP: ".", tk.ELLIPSIS: "...", tk.QUESTION: "?", tk.EXCLAMATION: "!", tk.COMMA: ",", tk.COLON: ":",
    tk.SEMICOLON: ";", tk.DASH: "--", tk.HYPHEN: "-", tk.OPEN_BRACKET: "(", tk.CLOSE_BRACKET: ")", tk.MONEY: "$",
    tk.PERCENT: "%", tk.SLASH: "/", tk.AT: "@", tk.HASH: "#", tk.BULLET: "*", tk.OTHER: "~",
}  # fmt: skip
_SHAPES = ("^", "$", "NAME", "Cap", "CAPS", "NUM", "YEAR", "QUOTED-CLAUSE", "QUOTED-PHRASE", "QUOTE", "word")
_LETTERS, _SECOND_BITS, _THIRD_BITS = (constant(bits, np.uint32) for bits in (0x1F1F1F00, 31 << 5, 31 << 10))
_LAST, _SECOND_LAST, _THIRD_LAST = (constant(shift, np.uint32) for shift in (24, 11, 2))
_ONE, _TWO, _NO_FORM = constant(1, np.int64), constant(2, np.int64), constant(-1, np.int16)
SHORTEST_CLAUSE = 5  # words in a quotation that is taken for a clause


@dataclass(eq=False, repr=False)
class Sequence:
    """The form sequence of each segment, with boundary elements at both ends, one behind the other.

    Attributes
    ----------
    form : ndarray of int64, shape (n,)
        Number of the form of each element.
    first : ndarray of int64, shape (n_segments,)
        The element at the beginning of each segment.
    place : ndarray of int64
        The elements that are no boundaries.
    columns : Columns
    kept : ndarray of int64
        The first token of each of `place`.
    """

    form: Ints
    first: Ints
    place: Ints
    columns: Columns
    kept: Ints

    @cached_property
    def segment(self) -> Ints:
        """The segment of each element."""
        return np.arange(len(self.first)).repeat(run_lengths(self.first, len(self.form)))

    @cached_property
    def token(self) -> Ints:
        """The token at which each element begins (for the boundaries the nearest one)."""
        token = np.empty(len(self.form), dtype=np.int64)
        token[self.first] = self.columns.first
        token[self.first[1:] - 1] = self.columns.last[:-1] - 1
        token[-1:] = self.columns.last[-1:] - 1
        token[self.place] = self.kept
        return token


def form_names(lexicon_forms: Collection[str]) -> list[str]:
    """Return the names of all forms, in the order of their numbers."""
    return [*lexicon_forms, *_SHAPES, *(f"-{suffix}" for suffix in _SUFFIXES), *_MARKS.values()]


def count_forms(lexicon_forms: Collection[str]) -> int:
    """Return the number of all forms."""
    return len(lexicon_forms) + len(_SHAPES) + len(_SUFFIXES) + len(_MARKS)


def form_sequence(columns: Columns) -> Sequence:
    """Turn the tokens of a batch into their form sequences."""
    n_lexicon = len(columns.lexicon.forms)
    shape = _shape_numbers(n_lexicon)
    form = _token_forms(columns, n_lexicon, shape)
    keep = _collapse(columns, form, shape)
    (kept,) = keep.nonzero()
    # A boundary stands in front of and behind each segment, whose first token is always kept.
    segment = columns.segment.take(kept)
    first = run_starts(segment)
    first += _TWO * columns.segments
    place = _TWO * segment
    place += np.arange(1, len(kept) + 1)
    elements = np.empty(len(kept) + 2 * columns.n_segments, dtype=np.int64)
    elements.fill(shape["$"])
    elements[first] = shape["^"]
    elements[place] = form.take(kept).astype(np.int64)  # assignment would cast one by one
    return Sequence(elements, first, place, columns, kept)


@functools.lru_cache(maxsize=8)
def _shape_numbers(n_lexicon: int) -> dict[str, int]:
    return {name: n_lexicon + i for i, name in enumerate(form_names([]))}


def _token_forms(columns: Columns, n_lexicon: int, shape: dict[str, int]) -> NDArray[np.int16]:
    """The form of each token: that of its unit in the lexicon, or its shape."""
    tokens = columns.tokens
    form = columns.lexicon.form.take(columns.unit)
    (place,) = (form == _NO_FORM).nonzero()
    kind = tokens.kind.take(place)
    form[place] = _kind_forms(n_lexicon).take(kind)
    lower = place.compress(kind == WORD)
    if len(lower):
        form[lower] = _suffix_forms(n_lexicon).take(_last_three(columns.suffix.take(lower)))
    number = place.compress(kind == NUMBER)
    if len(number):
        year = (tokens.lengths_at(number) == 4) & (
            (columns.suffix.take(number) & 0xFF) - ord("1") <= 1
        )
        form[number[year]] = shape["YEAR"]
    form[columns.names] = shape["NAME"]
    return form


@functools.lru_cache(maxsize=8)
def _kind_forms(n_lexicon: int) -> NDArray[np.int16]:
    shape = _shape_numbers(n_lexicon)
    table = np.full(tk.OTHER + 1, shape["word"], dtype=np.int16)
    table[tk.CAP], table[tk.ALL_CAPS], table[tk.NUMBER] = shape["Cap"], shape["CAPS"], shape["NUM"]
    for kind, mark in _MARKS.items():
        table[kind] = shape[mark]
    for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1):
        table[kind] = shape["QUOTE"]
    return table


def _last_three(suffix: NDArray[np.uint32]) -> NDArray[np.integer]:
    """Fold the last three letters of words to 15 bits."""
    letters = suffix & _LETTERS  # five bits of each of the last three bytes; they move next to each other
    folded = letters >> _LAST
    folded |= (letters >> _SECOND_LAST) & _SECOND_BITS
    folded |= (letters << _THIRD_LAST) & _THIRD_BITS
    return folded


@functools.lru_cache(maxsize=8)
def _suffix_forms(n_lexicon: int) -> NDArray[np.int16]:
    """Number of the form for each combination of last three letters; longer endings win."""
    shape = _shape_numbers(n_lexicon)
    # By the third last, the second last and the last letter, as `_last_three` puts them together.
    table = np.full((32, 32, 32), shape["word"], dtype=np.int16)
    for suffix in sorted(_SUFFIXES, key=len):
        letters = tuple(ord(char) & 31 for char in suffix)
        table[(slice(None),) * (3 - len(letters)) + letters] = shape[f"-{suffix}"]
    return table.ravel()


def _collapse(columns: Columns, form: NDArray[np.int16], shape: dict[str, int]) -> Bools:
    """Make one element of each quotation, each run of names and each phrase: write its form, and say which tokens to keep."""
    keep = ~columns.covered
    _leave_out_stops(columns, keep)
    names = columns.names
    if len(columns.quoted):
        first = columns.quoted.take(columns.quotations)
        is_clause = columns.quotation_words >= SHORTEST_CLAUSE
        form[first] = np.where(is_clause, shape["QUOTED-CLAUSE"], shape["QUOTED-PHRASE"])
        keep &= columns.outside
        keep[first] = True
        names = names[form.take(names) == shape["NAME"]]
    if len(names) > 1:
        step = names[1:] - names[:-1]
        joined = np.zeros(len(keep), dtype=bool)  # by a stop: J. Lowe
        joined[columns.inner_stops] = True
        following = names[1:].compress((step == 1) | ((step == 2) & joined.take(names[1:] - 1)))
        same = columns.segment.take(following) == columns.segment.take(following - 1)
        keep[following[same]] = False
    return keep


def _leave_out_stops(columns: Columns, keep: Bools) -> None:
    """A sentence that has lost its full stop, or those of its abbreviations, has the form that it had."""
    if len(columns.inner_stops):
        keep[columns.inner_stops] = False
    last = columns.last - _ONE
    keep[last.compress((columns.tokens.kind.take(last) == tk.STOP) & (last > columns.first))] = False


def pairs(sequence: Sequence, distance: int, n_forms: int) -> Ints:
    """Return the number of the pair of forms that each element makes with the one `distance` behind it.

    Where that is an element of another segment the second is `opening_form`: no segment has such a pair.
    """
    number = sequence.form[:-distance] * n_forms
    number += sequence.form[distance:]
    # The end of a segment has the form of a money sign, which may well stand before what the next segment begins with.
    number[sequence.first[1:] - _ONE] = sequence.form[:1]
    return number


def inner_pairs(sequence: Sequence, distance: int) -> Ints:
    """Return the elements that make a pair with the one `distance` behind them in their own segment."""
    return (sequence.segment[:-distance] == sequence.segment[distance:]).nonzero()[0]


def opening_form(lexicon_forms: Collection[str]) -> int:
    """Return the number of the form that stands at the beginning of a segment, and nowhere else."""
    return _shape_numbers(len(lexicon_forms))["^"]


def pair_keys(number: Ints, distance: int, n_forms: int) -> Keys:
    """Return the keys of pairs, under which a model knows them."""
    first = number // n_forms
    packed = first << 16 * distance | (number - first * n_forms + 1) | _pair_tag(distance)
    return mix(packed.view(np.uint64))


def pair_numbers(keys: Keys, distance: int, n_forms: int) -> tuple[Ints, Ints]:
    """Return which of the keys are those of pairs, and the numbers of these: the inverse of `pair_keys`."""
    body = unmix(keys).view(np.int64) ^ _pair_tag(distance)
    (row,) = ((body >= 0) & (body < n_forms << 16 * distance)).nonzero()
    body = body.take(row)
    first, second = body >> 16 * distance, (body & 0xFFFF) - 1
    (good,) = ((second >= 0) & (second < n_forms) & (body == (first << 16 * distance | (second + 1)))).nonzero()
    return row.take(good), first.take(good) * n_forms + second.take(good)


def _pair_tag(distance: int) -> int:
    return distance + 1 << 60 | (distance == 2) << 59


def pair_name(sequence: Sequence, at: int, distance: int, names: list[str]) -> str:
    """Return the name of one pair, as explanations and model cards show it."""
    parts = [names[sequence.form[at]], *["_"] * (distance - 1), names[sequence.form[at + distance]]]
    return " ".join(parts)
