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

from opinionclf.arrays import Ints, NDArray, constant
from opinionclf.characters import encode
from opinionclf.datafiles import DATA
from opinionclf.errors import DataError
from opinionclf.files import read_text
from opinionclf.inflections import BASE, inflections
from opinionclf.keytable import UNKNOWN, KeyTable
from opinionclf.tokenizer import tokenize
from opinionclf.tokens import Keys, join_keys
from opinionclf.wordclasses import class_table, word_classes
from opinionclf.wordlists import entry_keys

MAX_ENTRIES = 4  # categories that one unit may have
NO_CATEGORY = 255
LONGEST_PHRASE = 6  # tokens
OPENING = constant(0x5BF0_3635_D1C2_9A17, np.uint64)  # sets the keys of sentence openings apart
_OPENING_ONLY = "opener"

# What is asked of every token's unit, a bit each: it is a name (which no unit is), a noun for sources; a phrase has it second,
# a phrase begins with it; it has a category, is a reporting verb, attributes without a source, is a sure reporting noun.
NAME, SOURCE, SECOND, BEGINS, LISTED, REPORTING, AGENTLESS, NOUN = (constant(1 << bit, np.uint8) for bit in range(8))
REPORTING_CATEGORIES = ("rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental")


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


class LexiconError(DataError):
    """A lexicon file that can't be read, with its name and line."""


def read_category(path: Path) -> Category:
    """Read one lexicon file.

    Raises
    ------
    LexiconError
        If a line is not an entry and a strength from 1 to 3.
    DataError
        If the file is not text in UTF-8.
    """
    lines = read_text(path).splitlines()
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


@dataclass(slots=True, eq=False, repr=False)
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
    functional : ndarray of bool, shape (n_units + 1,)
        A function word: its form is the word itself.
    keeps_capital : ndarray of bool, shape (n_units + 1,)
        A capital does not make the word a name.
    acronym, first_acronym : ndarray of bool, shape (n_units + 1,)
        A function word that is a name where it stands in capitals (``US``), and at the beginning of a sentence, too.
    measure : ndarray of uint8, shape (n_units + 1,)
        Strength as a measure: indices (2: GDP) and units (3: KM) are written in capitals, too.
    traits : ndarray of uint8, shape (n_units + 1,)
        The bits SOURCE, SECOND, BEGINS, LISTED, REPORTING, AGENTLESS, NOUN.
    adjective, report_noun : ndarray of bool, shape (n_units + 1,)
        An adjective that judges; what may be the noun of a report (``claim that``).
    longest_of_pair : ndarray of uint8, shape (n_units + 1,)
        As `longest`, for two words that are a unit together.
    unit_of_word : ndarray of int64, shape (n_units + 1,)
        The unit itself, 0 where it has no form.
    report_strength, report_kind : ndarray of int64, shape (n_units + 1,)
        Greatest strength as a reporting verb; and, as one number with it, the first of REPORTING_CATEGORIES it has it in.
    closed : ndarray of int16, shape (n_units + 1,)
        Row of each word in the closed word classes (`opinionclf.wordclasses`), 0 for none.
    unlisted : dict of uint64 to int
        Keys and rows of the words of these classes that are no units: those that the package's lists have got since the
        lexicon was compiled, which makes units of all. So a model that a user has trained reads new words too.
    cues : ndarray of int16, shape (n_units + 1, MAX_ENTRIES)
        `category` and `strength` in one number, ``4 * category + strength``; 0 where there are fewer.
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
    functional: NDArray[np.bool_] = field(init=False)
    keeps_capital: NDArray[np.bool_] = field(init=False)
    acronym: NDArray[np.bool_] = field(init=False)
    first_acronym: NDArray[np.bool_] = field(init=False)
    measure: NDArray[np.uint8] = field(init=False)
    traits: NDArray[np.uint8] = field(init=False)
    adjective: NDArray[np.bool_] = field(init=False)
    report_noun: NDArray[np.bool_] = field(init=False)
    longest_of_pair: NDArray[np.uint8] = field(init=False)
    unit_of_word: Ints = field(init=False)
    report_strength: Ints = field(init=False)
    report_kind: Ints = field(init=False)
    closed: NDArray[np.int16] = field(init=False)
    unlisted: dict[np.uint64, int] = field(init=False)
    cues: NDArray[np.int16] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what every look-up asks for."""
        self.functional = np.array([not name.startswith("<") for name in self.forms] + [False])[self.form]
        self.unit_of_word = np.arange(len(self.form))
        self.unit_of_word[self.form < 0] = 0
        self.closed, self.unlisted = self._closed_words()
        # In May, Will Harding
        self.keeps_capital = self.functional & ~class_table("name_too").take(self.closed)
        self.keeps_capital[self._units_of("time", least=3)] = True
        self.acronym, self.first_acronym = (class_table(name).take(self.closed) for name in ("acronym", "first_acronym"))
        self.longest_of_pair = np.maximum(self.longest, np.uint8(2))
        self.measure = self.strength_by_unit("measure")
        self.adjective = (self.strength_by_unit("adj_neg") + self.strength_by_unit("adj_pos")) > 0
        self.report_noun = (self.strength_by_unit("rep_noun") + self.strength_by_unit("agentless")) > 0
        (cell,) = (self.category.ravel() != NO_CATEGORY).nonzero()
        self.cues = np.zeros(self.category.shape, dtype=np.int16)
        self.cues.ravel()[cell] = self.category.ravel().take(cell) * np.int16(4) + self.strength.ravel().take(cell)
        self._find_reports()
        self.traits = self.is_second * SECOND
        self.traits += (self.longest > 1) * BEGINS
        self.traits += (self.report_strength > 0) * REPORTING
        self.traits[cell // MAX_ENTRIES] |= LISTED
        self.traits[self._units_of("source_noun")] |= SOURCE
        self.traits[self._units_of("agentless", least=3)] |= AGENTLESS
        self.traits[self._units_of("rep_noun")] |= NOUN

    def _find_reports(self) -> None:
        """Of the categories of reporting verbs the one in which a unit is strongest counts, and of several the first."""
        self.report_strength, self.report_kind = np.zeros((2, len(self.form)), dtype=np.int64)
        for number, name in enumerate(REPORTING_CATEGORIES):
            strength = self.strength_by_unit(name)
            (stronger,) = (strength > self.report_strength).nonzero()
            self.report_strength[stronger] = strength.take(stronger)
            self.report_kind[stronger] = 3 * number + strength.take(stronger) - 1

    def _units_of(self, category: str, least: int = 1) -> Ints:
        """The units of a category that have at least some strength in it."""
        return (self.strength_by_unit(category) >= least).nonzero()[0]

    def _closed_words(self) -> tuple[NDArray[np.int16], dict[np.uint64, int]]:
        """What `closed` and `unlisted` hold."""
        key, row = word_classes().keys, word_classes().rows
        unit = self.table.find(key)
        closed = np.zeros(len(self.form), dtype=np.int16)
        closed[unit] = row
        closed[UNKNOWN] = 0
        (other,) = (unit == UNKNOWN).nonzero()
        return closed, dict(zip(key[other], row[other].tolist(), strict=True))

    def closed_rows(self, keys: Keys, word: Ints) -> NDArray[np.int16]:
        """Return the row of each token in the closed word classes, from its key and its unit as a single word."""
        rows = self.closed.take(word)
        for key, row in self.unlisted.items():
            rows[keys == key] = row
        return rows

    def number(self, category: str) -> int:
        """Return the number of a category."""
        return self.categories.index(category)

    def strength_by_unit(self, category: str) -> NDArray[np.uint8]:
        """Return the strength of each unit in a category, shape (n_units + 1,); 0 for none, and in an unknown category."""
        column = np.zeros(len(self.form), dtype=np.uint8)
        if category not in self.categories:
            return column
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
    surfaces: list[str], ranked: list[_Entries], ending: dict[str, str], functional: set[str]
) -> tuple[NDArray[np.int16], list[str]]:
    """Number of the form of each surface form, and the names of the forms: function words, then classes as they come."""
    number = {name: i for i, name in enumerate(sorted(functional))}
    rows = np.full(len(surfaces), -1, dtype=np.int16)
    for row, (surface, entries) in enumerate(zip(surfaces, ranked, strict=True)):
        form = surface if surface in functional else _class_name(entries, ending.get(surface, BASE))
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
