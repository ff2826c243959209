"""The compiled lexicon: what a text looks up in it.

Its units are word forms and phrases as they stand in a text, made of the entries of its files (`opinionclf.lexiconfiles`) by
`opinionclf.training.compilation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from opinionclf.arrays import Ints, NDArray, constant
from opinionclf.text.keytable import UNKNOWN, KeyTable
from opinionclf.text.tokens import Keys, join_keys
from opinionclf.text.wordclasses import class_table, word_classes
from opinionclf.text.wordlists import entry_keys

MAX_ENTRIES = 4  # categories that one unit may have
NO_CATEGORY = 255
LONGEST_PHRASE = 6  # tokens
OPENING = constant(0x5BF0_3635_D1C2_9A17, np.uint64)  # sets the keys of sentence openings apart

# What is asked of every token's unit, a bit each: it is a name (which no unit is), a noun for sources; a phrase has it second,
# a phrase begins with it; it has a category, is a reporting verb, attributes without a source, is a sure reporting noun.
NAME, SOURCE, SECOND, BEGINS, LISTED, REPORTING, AGENTLESS, NOUN = (constant(1 << bit, np.uint8) for bit in range(8))
REPORTING_CATEGORIES = ("rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental")


@dataclass(slots=True, eq=False, repr=False)
class Lexicon:
    """The compiled lexicon: what a word or phrase of a text is.

    Attributes
    ----------
    categories : tuple of str
        Names of the categories; entries refer to them by number.
    forms : tuple of str
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
    content : ndarray of bool, shape (n_units + 1,)
        No function word, no day, month or the like, and no woman or man.
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
    has_form : ndarray of bool, shape (n_units + 1,)
        The unit is no word that is here only because phrases begin with it.
    report_strength, report_kind : ndarray of uint8, shape (n_units + 1,)
        Greatest strength as a reporting verb; and, as one number with it, the first of REPORTING_CATEGORIES it has it in.
    clause_kind : ndarray of uint8, shape (n_units + 1,)
        The same number for a verb with a clause: that of the verb with *that*, if there is an entry (``felt that``).
    closed : ndarray of int16, shape (n_units + 1,)
        Row of each word in the closed word classes (`opinionclf.text.wordclasses`), 0 for none.
    unlisted : dict of uint64 to int
        Keys and rows of the words of these classes that are no units: those that the package's lists have got since the
        lexicon was compiled, which makes units of all. So a model that a user has trained reads new words too.
    cues : ndarray of int16, shape (n_units + 1, MAX_ENTRIES)
        `category` and `strength` in one number, ``4 * category + strength``; 0 where there are fewer.
    """

    categories: Sequence[str]
    forms: Sequence[str]
    table: KeyTable
    category: NDArray[np.uint8]
    strength: NDArray[np.uint8]
    form: NDArray[np.int16]
    longest: NDArray[np.uint8]
    longest_opening: NDArray[np.uint8]
    is_second: NDArray[np.bool_]
    functional: NDArray[np.bool_] = field(init=False)
    keeps_capital: NDArray[np.bool_] = field(init=False)
    content: NDArray[np.bool_] = field(init=False)
    acronym: NDArray[np.bool_] = field(init=False)
    first_acronym: NDArray[np.bool_] = field(init=False)
    measure: NDArray[np.uint8] = field(init=False)
    traits: NDArray[np.uint8] = field(init=False)
    adjective: NDArray[np.bool_] = field(init=False)
    report_noun: NDArray[np.bool_] = field(init=False)
    longest_of_pair: NDArray[np.uint8] = field(init=False)
    has_form: NDArray[np.bool_] = field(init=False)
    report_strength: NDArray[np.uint8] = field(init=False)
    report_kind: NDArray[np.uint8] = field(init=False)
    clause_kind: NDArray[np.uint8] = field(init=False)
    closed: NDArray[np.int16] = field(init=False)
    unlisted: dict[np.uint64, int] = field(init=False)
    cues: NDArray[np.int16] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what every look-up asks for."""
        self.categories, self.forms = tuple(self.categories), tuple(self.forms)
        self.functional = np.array([not name.startswith("<") for name in self.forms] + [False])[self.form]
        self.has_form = self.form >= 0
        self.closed, self.unlisted = self._closed_words()
        # In May, Will Harding
        self.keeps_capital = self.functional & ~class_table("name_too").take(self.closed)
        self.keeps_capital[self._units_of("time", least=3)] = True
        self.content = ~(self.functional | self.keeps_capital | class_table("kin").take(self.closed))
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
        self.report_strength, self.report_kind = np.zeros((2, len(self.form)), dtype=np.uint8)
        for number, name in enumerate(REPORTING_CATEGORIES):
            strength = self.strength_by_unit(name)
            (stronger,) = (strength > self.report_strength).nonzero()
            self.report_strength[stronger] = strength.take(stronger)
            self.report_kind[stronger] = 3 * number + strength.take(stronger) - 1
        (verb,) = (self.report_strength > 0).nonzero()
        with_that = self.table.find(join_keys(self.table.keys.take(verb - 1), entry_keys(["that"])[0]))
        self.clause_kind = self.report_kind.copy()
        (known,) = (self.report_strength.take(with_that) > self.report_strength.take(verb)).nonzero()
        self.clause_kind[verb.take(known)] = self.report_kind.take(with_that.take(known))

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
