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
from opinionclf.features.columns import Columns
from opinionclf.tokens import Ints, Keys, mix

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


def form_sequence(columns: Columns) -> Sequence:
    """Turn the tokens of a batch into their form sequences."""
    n_lexicon = len(columns.lexicon.forms)
    shape = {name: n_lexicon + i for i, name in enumerate(form_names([]))}
    form = _token_forms(columns, shape)
    keep, form = _collapse(columns, form, shape)
    token = np.flatnonzero(keep)
    return _with_boundaries(form[token], columns.segment[token], token, columns, shape)


def _token_forms(columns: Columns, shape: dict[str, int]) -> Ints:
    tokens = columns.tokens
    n_lexicon = len(columns.lexicon.forms)
    kind = tokens.kind
    form = _kind_forms(n_lexicon)[kind]
    lower = kind == tk.WORD
    form[lower] = (n_lexicon + _suffix_table()[_last_three(columns.suffix[lower])]).astype(np.int64)
    form[columns.name] = shape["NAME"]
    year = (kind == tk.NUMBER) & (tokens.end - tokens.start == 4) & ((columns.suffix & 0xFF) - ord("1") <= 1)
    form[year] = shape["YEAR"]
    known = columns.unit >= 0
    form[known] = columns.lexicon.form[columns.unit[known]]
    return form


@functools.lru_cache(maxsize=8)
def _kind_forms(n_lexicon: int) -> Ints:
    shape = {name: n_lexicon + i for i, name in enumerate(form_names([]))}
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


def _collapse(columns: Columns, form: Ints, shape: dict[str, int]) -> tuple[NDArray[np.bool_], Ints]:
    """Make one element of each quotation, each run of names and each phrase."""
    segment, inside = columns.segment, columns.inside
    keep = ~columns.covered
    new_segment = np.concatenate([[True], segment[1:] != segment[:-1]]) if len(segment) else np.zeros(0, bool)
    if inside.any():
        begins = inside & (new_segment | ~np.concatenate([[False], inside[:-1]]))
        run = np.cumsum(begins) - 1
        words = np.bincount(run[inside & (columns.tokens.kind <= tk.NUMBER)], minlength=int(run[-1]) + 1)
        long = words[run[begins]] >= _SHORTEST_CLAUSE
        form = form.copy()
        form[begins] = np.where(long, shape["QUOTED-CLAUSE"], shape["QUOTED-PHRASE"])
        keep = (keep & ~inside) | begins
    name = form == shape["NAME"]
    name_before = np.concatenate([[False], name[:-1]]) & ~new_segment
    keep &= ~(name & name_before)
    return keep, form


def _with_boundaries(form: Ints, segment: Ints, token: Ints, columns: Columns, shape: dict[str, int]) -> Sequence:
    n = columns.n_segments
    counts = np.bincount(segment, minlength=n)
    place = np.arange(len(form)) + 2 * segment + 1
    total = len(form) + 2 * n
    out_form = np.empty(total, dtype=np.int64)
    out_segment = np.repeat(np.arange(n), counts + 2)
    out_token = np.empty(total, dtype=np.int64)
    out_form[place], out_token[place] = form, token
    ends = np.cumsum(counts + 2) - 1
    out_form[ends - counts - 1], out_token[ends - counts - 1] = shape["^"], columns.first
    out_form[ends], out_token[ends] = shape["$"], columns.last - 1
    return Sequence(out_form, out_segment, out_token)


def ngrams(sequence: Sequence, length: int, skip: bool = False) -> tuple[Ints, Keys]:
    """Return the element at which each n-gram begins, and its key.

    Parameters
    ----------
    sequence : Sequence
    length : int
        1, 2 or 3.
    skip : bool
        Leave out the middle element of three.
    """
    form = sequence.form.astype(np.uint64)
    n = len(form)
    if n < length:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    count = n - length + 1
    packed = form[:count].copy()
    for step in range(1, length):
        packed = packed << np.uint64(16)
        if not (skip and step == 1):
            packed |= form[step : step + count] + np.uint64(1)
    packed |= np.uint64(length) << np.uint64(60) | np.uint64(skip) << np.uint64(59)
    same = sequence.segment[:count] == sequence.segment[length - 1 :]
    at = np.flatnonzero(same)
    return at, mix(packed[at])


def ngram_name(sequence: Sequence, at: int, length: int, skip: bool, names: list[str]) -> str:
    """Return the name of one n-gram, as explanations and model cards show it."""
    parts = [names[sequence.form[at + step]] for step in range(length)]
    if skip:
        parts[1] = "_"
    return " ".join(parts)
