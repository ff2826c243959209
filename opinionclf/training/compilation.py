"""Entries of the lexicon to *units*, the word forms and phrases as they stand in a text, and units to arrays."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.contractions import contracted, written_out
from opinionclf.inflections import BASE, inflections
from opinionclf.lexicon import LONGEST_PHRASE, MAX_ENTRIES, NO_CATEGORY, OPENING, Lexicon
from opinionclf.lexiconfiles import Category
from opinionclf.text.characters import encode
from opinionclf.text.keytable import KeyTable
from opinionclf.text.tokenizer import tokenize
from opinionclf.text.tokens import Keys, join_keys
from opinionclf.text.wordclasses import word_classes
from opinionclf.text.wordlists import entry_keys

_OPENING_ONLY = "opener"


class _Units:
    """Units while they are collected: entries by surface form."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, int]] = defaultdict(dict)
        self.ending: dict[str, str] = {}

    def add(self, category: Category) -> None:
        for entry, strength in category.entries.items():
            for form, ending in inflections(entry.lstrip("^"), category.inflect).items():
                opening = entry.startswith("^") or category.name == _OPENING_ONLY
                for each in (form, *contracted(form)):
                    surface = "^" * opening + written_out(each)
                    known = self.entries[surface]
                    known[category.name] = max(strength, known.get(category.name, 0))
                    self.ending.setdefault(surface, ending)


def too_much(categories: list[Category]) -> list[str]:
    """Say which words and phrases have more tokens or stand in more categories than a compiled lexicon holds."""
    units = _Units()
    for category in categories:
        units.add(category)
    problems = []
    _, lengths = _surface_keys(list(units.entries))
    for (surface, known), length in zip(units.entries.items(), lengths.tolist(), strict=True):
        if length > LONGEST_PHRASE:
            problems.append(f"{', '.join(known)}: {surface!r} has {length} tokens; at most {LONGEST_PHRASE} are read")
        if len(known) > MAX_ENTRIES:
            problems.append(
                f"{', '.join(known)}: {surface!r} stands in {len(known)} categories; at most {MAX_ENTRIES} are kept"
            )
    return problems


def compile_lexicon(categories: list[Category], function_words: list[list[str]]) -> Lexicon:
    """Turn categories and function words into arrays.

    Parameters
    ----------
    categories : list of Category
    function_words : list of list of str
        Words that stay themselves in the form sequence, in groups that are one form.
    """
    units = _Units()
    for category in categories:
        units.add(category)
    names = [category.name for category in categories]
    functional = {word: "/".join(words) for words in function_words for word in words}
    for word in functional:
        units.entries.setdefault(word, {})
    surfaces = sorted(units.entries)
    keys, lengths = _surface_keys(surfaces)
    surfaces, keys, lengths = _distinct(surfaces, keys, lengths)
    ranked = [_ranked(units.entries[surface], names) for surface in surfaces]
    category_rows, strength_rows = _entry_rows(ranked, names)
    form_rows, forms = _form_rows(surfaces, ranked, units.ending, functional)
    keys, longest, longest_opening, is_second = _with_phrase_heads(surfaces, keys, lengths)
    extra = len(keys) - len(surfaces)

    def filled(rows: NDArray, value: int) -> NDArray:
        """The rows between one for words that are not in the lexicon and those of words that phrases begin with."""
        return np.pad(rows, [(1, extra)] + [(0, 0)] * (rows.ndim - 1), constant_values=value)

    entries = filled(category_rows, NO_CATEGORY), filled(strength_rows, 0)
    return Lexicon(names, forms, KeyTable.build(keys), *entries, filled(form_rows, -1), longest, longest_opening, is_second)


_Entries = list[tuple[str, int]]  # the categories of one surface form and its strength in each, the strongest first


def _ranked(entries: dict[str, int], names: list[str]) -> _Entries:
    return sorted(entries.items(), key=lambda item: (-item[1], names.index(item[0])))


def _entry_rows(ranked: list[_Entries], names: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Category and strength of the entries of each surface form."""
    category = np.full((len(ranked), MAX_ENTRIES), NO_CATEGORY, dtype=np.uint8)
    strength = np.zeros((len(ranked), MAX_ENTRIES), dtype=np.uint8)
    for row, entries in enumerate(ranked):
        for column, (name, grade) in enumerate(entries[:MAX_ENTRIES]):
            category[row, column] = names.index(name)
            strength[row, column] = grade
    return category, strength


def _form_rows(
    surfaces: list[str], ranked: list[_Entries], ending: dict[str, str], functional: dict[str, str]
) -> tuple[NDArray[np.int16], list[str]]:
    """Number of the form of each surface form, and the names of the forms: function words, then classes as they come."""
    number = {name: i for i, name in enumerate(sorted(set(functional.values())))}
    rows = np.full(len(surfaces), -1, dtype=np.int16)
    for row, (surface, entries) in enumerate(zip(surfaces, ranked, strict=True)):
        form = functional.get(surface) or _class_name(entries, ending.get(surface, BASE))
        rows[row] = number.setdefault(form, len(number))
    return rows, list(number)


def _class_name(ranked: list[tuple[str, int]], ending: str) -> str:
    name, strength = ranked[0]
    if name == "neutral":
        return "<neutral>"
    return f"<{name}{strength}{'-' + ending if ending and name.startswith('rep_verb') else ''}>"


def _surface_keys(surfaces: list[str]) -> tuple[Keys, NDArray[np.int64]]:
    keys, lengths = entry_keys([surface.lstrip("^") for surface in surfaces])
    opening = np.array([surface.startswith("^") for surface in surfaces])
    keys[opening] ^= OPENING
    return keys, lengths


def _distinct(surfaces: list[str], keys: Keys, lengths: NDArray[np.int64]) -> tuple[list[str], Keys, NDArray[np.int64]]:
    """Leave out what reads the same as an earlier surface (``café`` and ``cafe``) or is too long."""
    _, first = np.unique(keys, return_index=True)
    keep = np.sort(first)
    keep = keep[lengths[keep] <= LONGEST_PHRASE]
    return [surfaces[i] for i in keep], keys[keep], lengths[keep]


def _with_phrase_heads(
    surfaces: list[str], keys: Keys, lengths: NDArray[np.int64]
) -> tuple[Keys, NDArray[np.uint8], NDArray[np.uint8], NDArray[np.bool_]]:
    """Add the first two words of phrases, alone and together, and all closed-class words as units.

    Returns
    -------
    keys : ndarray of uint64, shape (n_units,)
    longest, longest_opening, is_second : ndarray, shape (n_units + 1,)
        As in `Lexicon`.
    """
    opening = np.array([surface.startswith("^") for surface in surfaces])
    words = [surface.lstrip("^") for surface in surfaces]
    first, second = _first_token_keys(words)
    phrase, longer = np.flatnonzero((lengths > 1) & ~opening), np.flatnonzero((lengths > 2) & ~opening)
    heads = np.concatenate([first[phrase], join_keys(first[longer], second[longer])])
    closed = word_classes()
    added = np.concatenate([heads, second[phrase], first[opening], closed.keys])
    all_keys = np.append(keys, np.setdiff1d(added, keys))
    order = np.argsort(all_keys)

    def unit(wanted: Keys) -> NDArray[np.int64]:
        return order[np.searchsorted(all_keys[order], wanted)] + 1

    longest, longest_opening = np.zeros((2, len(all_keys) + 1), dtype=np.uint8)
    np.maximum.at(longest, unit(heads), np.concatenate([lengths[phrase], lengths[longer]]).astype(np.uint8))
    np.maximum.at(longest_opening, unit(first[opening]), lengths[opening].astype(np.uint8))
    is_second = np.zeros(len(all_keys) + 1, dtype=bool)
    is_second[unit(second[phrase])] = True
    return all_keys, longest, longest_opening, is_second


def _first_token_keys(entries: list[str]) -> tuple[Keys, Keys]:
    """Keys of the first and of the second token of each entry (of the first again where there is one only)."""
    tokens = tokenize(encode("\n".join(entries)))
    begins = np.flatnonzero((tokens.newlines > 0) | (np.arange(len(tokens)) == 0))
    following = np.minimum(begins + 1, np.append(begins[1:], len(tokens)) - 1)
    return tokens.key[begins], tokens.key[following]
