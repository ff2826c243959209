"""Delexicalised n-grams: the form of a sentence without its subject matter.

Function words stay as they are, words of the lexicon become their class and strength, names, numbers and
all other words become a shape, and a quotation becomes one token that says whether it is a clause or a
phrase. Forms generalise to text about anything; words do not (`docs/decisions/0003-forms.md`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.columns import Columns, gap_starts
from opinionclf.tokens import Bools, Ints, Keys, mix, unmix

_SUFFIXES = ("ing", "ed", "ly", "ous", "ful", "ess", "ive", "ble", "al", "ic", "ish", "ism", "ist", "ity", "ion", "ent",
             "nce", "er", "or", "est", "en", "ize", "ise", "ify", "ers", "ons", "nts", "s")  # fmt: skip
_MARKS = {
    tk.STOP: ".", tk.ELLIPSIS: "...", tk.QUESTION: "?", tk.EXCLAMATION: "!", tk.COMMA: ",", tk.COLON: ":",
    tk.SEMICOLON: ";", tk.DASH: "--", tk.HYPHEN: "-", tk.OPEN_BRACKET: "(", tk.CLOSE_BRACKET: ")", tk.MONEY: "$",
    tk.PERCENT: "%", tk.SLASH: "/", tk.AT: "@", tk.HASH: "#", tk.BULLET: "*", tk.OTHER: "~",
}  # fmt: skip
_SHAPES = ("^", "$", "NAME", "Cap", "CAPS", "NUM", "YEAR", "QUOTED-CLAUSE", "QUOTED-PHRASE", "QUOTE", "word")
_SHORTEST_CLAUSE = 5  # words in a quotation that is taken for a clause


@dataclass(slots=True)
class Sequence:
    """The form sequence of each segment, with boundary tokens at both ends.

    Attributes
    ----------
    form : ndarray of int64, shape (n,)
        Number of the form of each element.
    segment : ndarray of int64, shape (n,)
    token : ndarray of int64, shape (n,)
        The token from which the element was made (for the boundaries the nearest one).
    """

    form: Ints
    segment: Ints
    token: Ints


def form_names(lexicon_forms: list[str]) -> list[str]:
    """Return the names of all forms, in the order of their numbers."""
    return [*lexicon_forms, *_SHAPES, *(f"-{suffix}" for suffix in _SUFFIXES), *_MARKS.values()]


def count_forms(lexicon_forms: list[str]) -> int:
    """Return the number of all forms."""
    return len(lexicon_forms) + len(_SHAPES) + len(_SUFFIXES) + len(_MARKS)


def form_sequence(columns: Columns) -> Sequence:
    """Turn the tokens of a batch into their form sequences."""
    n_lexicon = len(columns.lexicon.forms)
    shape = _shape_numbers(n_lexicon)
    form = _token_forms(columns, n_lexicon, shape)
    keep = _collapse(columns, form, shape)
    (token,) = keep.nonzero()
    return _with_boundaries(form.take(token), token, columns, shape)


@functools.lru_cache(maxsize=8)
def _shape_numbers(n_lexicon: int) -> dict[str, int]:
    return {name: n_lexicon + i for i, name in enumerate(form_names([]))}


def _token_forms(columns: Columns, n_lexicon: int, shape: dict[str, int]) -> Ints:
    """The form of each token: that of its unit in the lexicon, or its shape."""
    tokens = columns.tokens
    form = columns.lexicon.form.take(columns.unit).astype(np.int64)
    (place,) = (columns.unit == 0).nonzero()
    kind, suffix = tokens.kind.take(place), columns.suffix.take(place)
    shapes = _kind_forms(n_lexicon).take(kind)
    (lower,) = (kind == tk.WORD).nonzero()
    shapes[lower] = _suffix_table().take(_last_three(suffix.take(lower))) + n_lexicon
    np.putmask(shapes, columns.name.take(place), shape["NAME"])
    (number,) = (kind == tk.NUMBER).nonzero()
    long = place.take(number)
    year = (tokens.end.take(long) - tokens.start.take(long) == 4) & ((suffix.take(number) & 0xFF) - ord("1") <= 1)
    shapes[number[year]] = shape["YEAR"]
    form[place] = shapes
    return form


@functools.lru_cache(maxsize=8)
def _kind_forms(n_lexicon: int) -> Ints:
    shape = _shape_numbers(n_lexicon)
    table = np.full(tk.OTHER + 1, shape["word"], dtype=np.int64)
    table[tk.CAP], table[tk.ALL_CAPS], table[tk.NUMBER] = shape["Cap"], shape["CAPS"], shape["NUM"]
    for kind, mark in _MARKS.items():
        table[kind] = shape[mark]
    for kind in range(tk.DOUBLE, tk.CLOSE_SINGLE + 1):
        table[kind] = shape["QUOTE"]
    return table


def _last_three(suffix: NDArray[np.uint32]) -> Ints:
    """Fold the last three letters of a word to 15 bits."""
    return (((suffix >> 24) & 31) | (((suffix >> 16) & 31) << 5) | (((suffix >> 8) & 31) << 10)).astype(np.int64)


@functools.cache
def _suffix_table() -> Ints:
    """Number of the shape for each combination of last three letters; longer endings win."""
    names = form_names([])
    table = np.full(1 << 15, names.index("word"), dtype=np.int64)
    letters = np.arange(1 << 15)
    for suffix in sorted(_SUFFIXES, key=len):
        match = np.ones(1 << 15, dtype=bool)
        for place, char in enumerate(reversed(suffix)):
            match &= ((letters >> (5 * place)) & 31) == (ord(char) & 31)
        table[match] = names.index(f"-{suffix}")
    return table


def _collapse(columns: Columns, form: Ints, shape: dict[str, int]) -> Bools:
    """Make one element of each quotation, each run of names and each phrase: write its form, and say which tokens to keep."""
    keep = ~columns.covered
    (place,) = columns.inside.nonzero()
    if len(place):
        # Not at opening marks: quotations that touch each other are one element.
        begins = gap_starts(place, columns.segment.take(place))
        words = np.add.reduceat(columns.tokens.kind.take(place) <= tk.NUMBER, begins, dtype=np.int64)
        place_begins = place.take(begins)
        form[place_begins] = np.where(words >= _SHORTEST_CLAUSE, shape["QUOTED-CLAUSE"], shape["QUOTED-PHRASE"])
        keep &= columns.outside
        keep[place_begins] = True
    name = form == shape["NAME"]
    goes_on = name[1:] & name[:-1]
    goes_on[columns.first[1:] - 1] = False
    keep[1:] &= ~goes_on
    return keep


def _with_boundaries(form: Ints, token: Ints, columns: Columns, shape: dict[str, int]) -> Sequence:
    """Put a boundary in front of and behind the elements of each segment."""
    n = columns.n_segments
    segment = columns.segment.take(token)
    place = 2 * segment + 1
    place += np.arange(len(token))
    size = np.bincount(segment, minlength=n) + 2
    total = len(token) + 2 * n
    out_form = np.empty(total, dtype=np.int64)
    out_token = np.empty(total, dtype=np.int64)
    out_form[place], out_token[place] = form, token
    last = size.cumsum() - 1
    first = last - size + 1
    out_form[first], out_token[first] = shape["^"], columns.first
    out_form[last], out_token[last] = shape["$"], columns.last - 1
    return Sequence(out_form, np.arange(n).repeat(size), out_token)


def pairs(sequence: Sequence, distance: int, n_forms: int) -> tuple[Ints, Ints]:
    """Return the element at which each pair of forms begins that stand `distance` apart, and the number of the pair."""
    form, segment = sequence.form, sequence.segment
    count = max(len(form) - distance, 0)
    (at,) = (segment[:count] == segment[distance:]).nonzero()
    number = form[:count] * n_forms
    number += form[distance:]
    return at, number.take(at)


def pair_keys(number: Ints, distance: int, n_forms: int) -> Keys:
    """Return the keys of pairs, under which a model knows them."""
    first = number // n_forms
    packed = first << 16 * distance | (number - first * n_forms + 1) | _pair_tag(distance)
    return mix(packed.view(np.uint64))


def pair_numbers(keys: Keys, distance: int, n_forms: int) -> Ints:
    """Return the number of the pair of each key, -1 for the keys of other things: the inverse of `pair_keys`."""
    packed = unmix(keys).view(np.int64)
    body = packed ^ _pair_tag(distance)
    first, second = body >> 16 * distance, (body & 0xFFFF) - 1
    number = first * n_forms + second
    good = (first >= 0) & (first < n_forms) & (second >= 0) & (second < n_forms)
    good &= body == (first << 16 * distance | (second + 1))
    return np.where(good, number, -1)


def _pair_tag(distance: int) -> int:
    return distance + 1 << 60 | (distance == 2) << 59


def pair_name(sequence: Sequence, at: int, distance: int, names: list[str]) -> str:
    """Return the name of one pair, as explanations and model cards show it."""
    parts = [names[sequence.form[at]], *["_"] * (distance - 1), names[sequence.form[at + distance]]]
    return " ".join(parts)
