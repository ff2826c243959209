"""The lexicons: plain files of graded words and phrases, and what a text looks up in them.

Each file of ``data/lexicon`` is one category: a header that says what belongs in it and how its entries
inflect, then an entry and its strength a line. Compiling turns entries into *units* (a unit is a word
form or a phrase as it stands in a text) and the units into arrays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.characters import encode
from opinionclf.keytable import KeyTable
from opinionclf.tokens import Keys, join_keys, tokenize
from opinionclf.wordlists import DATA, entry_keys, read_rows

MAX_ENTRIES = 4  # categories that one unit may have
NO_CATEGORY = 255
LONGEST_PHRASE = 6  # tokens
_OPENING = np.uint64(0x5BF0_3635_D1C2_9A17)
_OPENING_ONLY = "opener"
_VOWELS = "aeiou"
_SPLIT_VOWELS = ("uel", "ual", "ial")  # two syllables: the l is doubled

_ASKED_BY_UNIT = frozenset(
    {"rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental", "source_noun", "agentless"}
)  # looked up token by token

BASE, THIRD, PAST, GERUND = "", "s", "ed", "ing"


@dataclass(slots=True)
class Category:
    """One file of the lexicon.

    Attributes
    ----------
    name, description : str
    inflect : str
        ``adjective``, ``noun``, ``verb`` or ``none``.
    entries : dict of str to int
        Strength 1 to 3 of each lemma or phrase.
    """

    name: str
    description: str
    inflect: str
    entries: dict[str, int] = field(default_factory=dict)


class LexiconError(ValueError):
    """A lexicon file that can't be read, with its name and line."""


def read_category(path: Path) -> Category:
    """Read one lexicon file.

    Raises
    ------
    LexiconError
        If a line is not an entry and a strength from 1 to 3.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) < 2 or not lines[0].startswith(f"# {path.stem}: ") or not lines[1].startswith("# inflect: "):
        raise LexiconError(f"{path.name}:1: two header lines are needed, '# {path.stem}: ...' and '# inflect: ...'")
    category = Category(path.stem, lines[0].split(": ", 1)[1], lines[1].split(": ", 1)[1].strip())
    for number, line in enumerate(lines[2:], 3):
        entry, tab, strength = line.partition("\t")
        if not tab or strength not in ("1", "2", "3") or not entry.strip():
            raise LexiconError(f"{path.name}:{number}: expected an entry, a tab and a strength from 1 to 3")
        if entry in category.entries:
            raise LexiconError(f"{path.name}:{number}: {entry!r} stands in the file already")
        category.entries[entry] = int(strength)
    return category


def read_lexicon(folder: Path | None = None) -> list[Category]:
    """Read all categories, in alphabetical order."""
    return [read_category(path) for path in _files(folder or DATA / "lexicon")]


def category_names() -> list[str]:
    """Return the names of all categories, in alphabetical order."""
    return [path.stem for path in _files(DATA / "lexicon")]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tsv"))


def inflections(entry: str, part_of_speech: str) -> dict[str, str]:
    """Return the forms of an entry and the ending each one has ('', 's', 'ed', 'ing').

    A verb entry inflects its first word, a noun or adjective entry its last. Where spelling rules leave
    a choice (*visited*, *admitted*) both are made: a form that nobody writes does no harm.
    """
    if part_of_speech == "verb":
        head, _, rest = entry.partition(" ")
        tail = f" {rest}" if rest else ""
        return {form + tail: ending for form, ending in _verb_forms(head).items()}
    front, _, head = entry.rpartition(" ")
    lead = f"{front} " if front else ""
    if part_of_speech == "noun":
        return {lead + head: BASE, **{lead + plural: THIRD for plural in _s_forms(head)}}
    if part_of_speech == "adjective":
        compared = [lead + form for form in _compared(head)] if len(head) <= 7 and "-" not in head else []
        return {lead + head: BASE, **dict.fromkeys(compared, BASE)}
    return {entry: BASE}


def _s_forms(word: str) -> list[str]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return [word + "es"]
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return [word[:-1] + "ies"]
    if word.endswith("man"):
        return [word[:-3] + "men", word + "s"]
    return [word + "s", word + "es"] if word.endswith("o") else [word + "s"]


def _stems(word: str) -> list[str]:
    """Stems to which -ed, -ing, -er and -est are added."""
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return [word[:-1]]
    short = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS
    # fuelled, dialled; acquitted
    if short and (word[-3] not in _VOWELS or word.endswith(_SPLIT_VOWELS) or word[-4:-2] == "qu"):
        return [word, word + word[-1]]
    return [word]


def _verb_forms(verb: str) -> dict[str, str]:
    forms = {verb: BASE}
    irregular = _irregular_verbs().get(verb)
    for form in _s_forms(verb):
        forms[form] = THIRD
    if verb == "be":
        forms.update({"is": THIRD, "are": BASE, "am": BASE, "being": GERUND})
    for stem in _stems(verb):
        forms[(stem[:-2] + "y" if verb.endswith("ie") else stem) + "ing"] = GERUND
        if irregular is None:
            y = stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS
            forms[stem[:-1] + "ied" if y else stem.removesuffix("e") + "ed"] = PAST
    for form in irregular or ():
        forms[form] = PAST
    return forms


def _irregular_verbs() -> dict[str, list[str]]:
    return {row[0]: ",".join(row[1:]).split(",") for row in read_rows("irregular_verbs.tsv")}


def _compared(adjective: str) -> list[str]:
    stems = _stems(adjective)
    if adjective.endswith("y"):
        stems = [adjective[:-1] + "i"]
    return [stem + ending for stem in stems for ending in ("er", "est")]


@dataclass(slots=True)
class Lexicon:
    """The compiled lexicon: what a word or phrase of a text is.

    Attributes
    ----------
    categories : list of str
        Names of the categories; entries refer to them by number.
    forms : list of str
        Names of the forms (`opinionclf.features.sequence`): function words and lexicon classes.
    table : KeyTable
        Key of a word or phrase to its unit.
    category, strength : ndarray of uint8, shape (n_units + 1, MAX_ENTRIES)
        Entries of each unit; NO_CATEGORY where there are fewer. Unit 0 stands for every word that is not in the lexicon.
    form : ndarray of int16, shape (n_units + 1,)
        Number of the unit's form, -1 for a word that is here only because phrases begin with it.
    longest, longest_opening : ndarray of uint8, shape (n_units + 1,)
        Tokens of the longest phrase, and of the longest sentence opening, that begins with this word (for phrases also
        with these two words), 0 for none.
    is_second : ndarray of bool, shape (n_units + 1,)
        Some phrase has the word in second place.
    keeps_capital, is_head_only, is_listed : ndarray of bool, shape (n_units + 1,)
        A capital does not make the word a name; it has no form; it has a category.
    measure : ndarray of uint8, shape (n_units + 1,)
        Strength as a measure: indices (2: GDP) and units (3: KM) are written in capitals, too.
    entries : ndarray of uint32, shape (2, n_units + 1)
        `category` and `strength`, the four bytes of a unit as one number: so they are looked up fastest.
    """

    categories: list[str]
    forms: list[str]
    table: KeyTable
    category: NDArray[np.uint8]
    strength: NDArray[np.uint8]
    form: NDArray[np.int16]
    longest: NDArray[np.uint8]
    longest_opening: NDArray[np.uint8]
    is_second: NDArray[np.bool_]
    keeps_capital: NDArray[np.bool_] = field(init=False)
    is_head_only: NDArray[np.bool_] = field(init=False)
    is_listed: NDArray[np.bool_] = field(init=False)
    measure: NDArray[np.uint8] = field(init=False)
    entries: NDArray[np.uint32] = field(init=False)
    _strengths: dict[str, NDArray[np.uint8]] = field(init=False)
    _strongest: dict[tuple[str, ...], tuple[NDArray[np.uint8], Ints]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Work out what every look-up asks for."""
        functional = np.array([not name.startswith("<") for name in self.forms] + [False])
        date = (self.category == self.number("time")) & (self.strength == 3) if "time" in self.categories else None
        self.keeps_capital = functional[self.form] if date is None else functional[self.form] | date.any(axis=1)
        self.is_head_only = self.form < 0
        self.is_listed = self.category[:, 0] != NO_CATEGORY
        self.measure = self._strength_column("measure") if "measure" in self.categories else np.zeros_like(self.longest)
        self.entries = np.stack([self.category, self.strength]).view(np.uint32)[..., 0]
        self._strengths = {name: self._strength_column(name) for name in self.categories if name in _ASKED_BY_UNIT}

    def number(self, category: str) -> int:
        """Return the number of a category."""
        return self.categories.index(category)

    def strength_by_unit(self, category: str) -> NDArray[np.uint8]:
        """Return the strength of each unit in a category, shape (n_units + 1,); 0 for none."""
        known = self._strengths.get(category)
        return self._strength_column(category) if known is None else known

    def strongest(self, *categories: str) -> tuple[NDArray[np.uint8], Ints]:
        """Return the greatest strength of each unit in some categories, and which of them it has it in (the first)."""
        known = self._strongest.get(categories)
        if known is None:
            strengths = np.stack([self.strength_by_unit(name) for name in categories])
            known = (strengths.max(axis=0), strengths.argmax(axis=0))
            for column in known:
                column.setflags(write=False)
            self._strongest[categories] = known
        return known

    def _strength_column(self, category: str) -> NDArray[np.uint8]:
        column = np.zeros(len(self.form), dtype=np.uint8)
        (place,) = (self.category.ravel() == self.number(category)).nonzero()
        column[place // MAX_ENTRIES] = self.strength.ravel()[place]
        return column


class _Units:
    """Units while they are collected: entries by surface form."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, int]] = defaultdict(dict)
        self.ending: dict[str, str] = {}

    def add(self, category: Category) -> None:
        for entry, strength in category.entries.items():
            for form, ending in inflections(entry.lstrip("^"), category.inflect).items():
                opening = entry.startswith("^") or category.name == _OPENING_ONLY
                surface = "^" + form if opening else form
                known = self.entries[surface]
                known[category.name] = max(strength, known.get(category.name, 0))
                self.ending.setdefault(surface, ending)


def compile_lexicon(categories: list[Category], function_words: list[str]) -> Lexicon:
    """Turn categories and function words into arrays.

    Parameters
    ----------
    categories : list of Category
    function_words : list of str
        Words that stay themselves in the form sequence.
    """
    units = _Units()
    for category in categories:
        units.add(category)
    names = [category.name for category in categories]
    functional = set(function_words)
    for word in function_words:
        units.entries.setdefault(word, {})
    surfaces = sorted(units.entries)
    keys, lengths = _surface_keys(surfaces)
    surfaces, keys, lengths = _distinct(surfaces, keys, lengths)

    forms = [*sorted(functional)]
    form_number = {name: i for i, name in enumerate(forms)}
    category_rows = np.full((len(surfaces), MAX_ENTRIES), NO_CATEGORY, dtype=np.uint8)
    strength_rows = np.zeros((len(surfaces), MAX_ENTRIES), dtype=np.uint8)
    form_rows = np.full(len(surfaces), -1, dtype=np.int16)
    for row, surface in enumerate(surfaces):
        ranked = sorted(units.entries[surface].items(), key=lambda item: (-item[1], names.index(item[0])))
        for column, (name, strength) in enumerate(ranked[:MAX_ENTRIES]):
            category_rows[row, column] = names.index(name)
            strength_rows[row, column] = strength
        form = surface if surface in functional else _class_name(ranked, units.ending.get(surface, BASE))
        form_rows[row] = form_number.setdefault(form, len(form_number))
    keys, longest, longest_opening, is_second = _with_phrase_heads(surfaces, keys, lengths)
    extra = len(keys) - len(surfaces)

    def filled(rows: NDArray, value: int) -> NDArray:
        """The rows between one for words that are not in the lexicon and those of words that phrases begin with."""
        return np.pad(rows, [(1, extra)] + [(0, 0)] * (rows.ndim - 1), constant_values=value)

    return Lexicon(
        names,
        sorted(form_number, key=form_number.__getitem__),
        KeyTable.build(keys),
        filled(category_rows, NO_CATEGORY),
        filled(strength_rows, 0),
        filled(form_rows, -1),
        longest,
        longest_opening,
        is_second,
    )


def _class_name(ranked: list[tuple[str, int]], ending: str) -> str:
    name, strength = ranked[0]
    if name == "neutral":
        return "<neutral>"
    return f"<{name}{strength}{'-' + ending if ending and name.startswith('rep_verb') else ''}>"


def opening_keys(keys: Keys) -> Keys:
    """Return the keys of words or phrases as entries of sentence openings."""
    return keys ^ _OPENING


def _surface_keys(surfaces: list[str]) -> tuple[Keys, NDArray[np.int64]]:
    keys, lengths = entry_keys([surface.lstrip("^") for surface in surfaces])
    opening = np.array([surface.startswith("^") for surface in surfaces])
    keys[opening] = opening_keys(keys[opening])
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
    """Add the first two words of phrases, alone and together, as units.

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
    added = np.concatenate([heads, second[phrase], first[opening]])
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
