"""The attribution skeleton: who is said to say what, and how.

Each reporting verb outside quotation marks gets a subject class from the words before it, a complement
class from the words after it, and its voice and tense. The classes, alone and combined, are features.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.columns import Columns
from opinionclf.features.wordclasses import class_codes, class_table
from opinionclf.lexicon import AGENTLESS, REPORTING, SOURCE
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints

SUBJECTS = ("none", "name", "source", "he", "it", "i", "we", "you", "who", "other")
COMPLEMENTS = ("other", "that", "to", "as", "of", "quote", "clause", "comma", "end", "noun", "wh", "by", "colon", "adjunct")
PLACES = ("main", "led", "later", "deep")
VOICES = ("plain", "passive", "modal", "negated", "perfect", "gerund", "infinitive")
_REACH = 7  # tokens in front of a verb that are searched for its subject
_REACH_BEHIND = 3  # ... behind it, for `said Smith`
_FAR_WHO = 3  # tokens in front of a verb behind which `who` is not its subject
_NEAR = 4  # tokens behind a verb that are searched for its complement
_FAR = 8  # ... for a `that`
_LONGEST_TAIL = 5  # further tokens of a phrase such as `accuse of`
_BLOCKED = -1  # a subject is not searched for across the end of a clause
_LEAD = 9  # tokens in front of a verb that are searched for a word that makes its clause a subordinate one
_SUBJECT = {name: number for number, name in enumerate(SUBJECTS)}
_COMPLEMENT = {name: number for number, name in enumerate(COMPLEMENTS)}
_QUOTE_KINDS = tuple(range(tk.DOUBLE, tk.CLOSE_SINGLE + 1))
_COMMA_KINDS = (tk.COMMA, tk.DASH)
_END_KINDS = (tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.SEMICOLON, tk.ELLIPSIS)
_COMMAS = kinds(*_COMMA_KINDS)
_BREAKS = kinds(*_COMMA_KINDS, *_END_KINDS)
_ING = ord("i") | ord("n") << 8 | ord("g") << 16
# Distances from the verb, and from the end of its phrase.
_AROUND = np.array([*range(-1, -_LEAD - 1, -1), *range(1, _REACH_BEHIND + 1)])[:, None]
_AHEAD = np.arange(1, _FAR + 1)[:, None]


@dataclass(slots=True)
class Reports:
    """Reporting verbs outside quotations, each column of shape (n_reports,).

    Attributes
    ----------
    token, segment : ndarray of int64
    category : ndarray of int64
        Index into `opinionclf.lexicon.REPORTING_CATEGORIES`.
    strength : ndarray of uint8
    subject, complement, voice : ndarray of int64
        Index into SUBJECTS, COMPLEMENTS, VOICES.
    parenthetical : ndarray of bool
        Set off behind a comma or a closing mark: ``..., he said.``
    place : ndarray of int64
        Index into PLACES: whether a finite verb stands before it, whether a subordinating word does, or both.
    core : ndarray of bool
        Of strength 3.
    strong : ndarray of int64, shape (n_strong,)
        The rows of strength 2 and 3.
    attributes : ndarray of bool
        Plainly attributes: a source other than the writer, with content.
    """

    token: Ints
    segment: Ints
    category: Ints
    strength: NDArray[np.uint8]
    subject: Ints
    complement: Ints
    voice: Ints
    parenthetical: Bools
    place: Ints
    core: Bools = field(init=False)
    strong: Ints = field(init=False)
    attributes: Bools = field(init=False)

    def __post_init__(self) -> None:
        """Work out what several features ask."""
        self.core = self.strength == 3
        self.strong = (self.strength >= 2).nonzero()[0]
        foreign = _chosen(SUBJECTS, "none name source he who it other").take(self.subject)
        usual = _chosen(VOICES, "plain perfect passive gerund").take(self.voice)
        clause = _chosen(COMPLEMENTS, "that quote clause colon").take(self.complement)
        content = _chosen(COMPLEMENTS, "that quote clause colon to as wh comma").take(self.complement)
        named = foreign & (self.subject > 0)
        by_strength = self.core | ((self.strength == 2) & content & named) | (clause & named)
        self.attributes = foreign & usual & (by_strength | self.parenthetical)


@functools.cache
def _chosen(names: tuple[str, ...], wanted: str) -> Bools:
    """Say of each name whether it is among those that are wanted."""
    return np.isin(np.array(names), wanted.split())


def find_reports(columns: Columns) -> Reports:
    """Find the reporting verbs of a batch and classify what stands around them."""
    (token,) = (columns.has(REPORTING) & columns.outside).nonzero()
    token = token[~_is_noun(columns, token)]
    if not len(token):
        return _no_reports()
    around = _Surroundings.of(columns, token)
    subject = _subjects(columns, around)
    complement = _complements(columns, around)
    unit = columns.unit.take(token)
    return Reports(
        token, around.segment, columns.lexicon.report_category.take(unit), columns.lexicon.report_strength.take(unit),
        subject, complement, _voices(columns, around), _parenthetical(columns, around, subject, complement),
        _places(columns, around),
    )  # fmt: skip


@functools.cache
def _no_reports() -> Reports:
    none, no_flags = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    return Reports(none, none, none, none.astype(np.uint8), none, none, none, no_flags, none)


def content_starts(columns: Columns, reports: Reports) -> Ints:
    """Where what a source is said to say begins in each segment; its end where nothing is plainly attributed.

    Behind the first verb that attributes: what stands before it is the writer's frame (``In a blistering attack, she
    said that``). With a verb behind its content, or a report without a source, the sentence as a whole.
    """
    start = columns.last.copy()
    (rows,) = reports.attributes.nonzero()
    # Of several verbs the first one counts: of several values for one place the last one stays.
    rows = rows[::-1]
    segment = reports.segment.take(rows)
    start[segment] = reports.token.take(rows)
    whole = segment[reports.parenthetical.take(rows)]
    start[whole] = columns.first.take(whole)
    whole = columns.segment[columns.has(AGENTLESS) & columns.outside]
    start[whole] = columns.first.take(whole)
    return start


def _is_noun(columns: Columns, token: Ints) -> Bools:
    """``the claim``, ``her plan``, ``of hope``: the noun of the same form; not ``he's threatening``."""
    home = columns.segment.take(token)
    first = columns.first.take(home)
    behind_first = token > first
    word = columns.closed.take(token - behind_first)
    noun = class_table("before_noun").take(word) & behind_first
    # A clitic behind such a word is a verb, and no possessive.
    host = token - 2
    contracted = class_table("clitic").take(word) & (host >= first)
    return noun & ~(contracted & class_table("clitic_host").take(columns.closed.take(host, mode="clip")))


@dataclass(slots=True)
class _Surroundings:
    """What stands around each verb: a row for each distance, shape (n_distances, n_reports).

    Rows 0 to `_LEAD` - 1 stand before the verb, the nearest first; then `_REACH_BEHIND` behind it; then `_FAR` behind the
    end of its phrase (`accuse of`).

    Attributes
    ----------
    token, segment, first, last, end : ndarray of int64, shape (n_reports,)
        The verb, its segment with its bounds, and the last token of its phrase.
    place : ndarray of int64
        The token; the verb where the segment ends before it.
    valid : ndarray of bool
        There is a token at this distance.
    kind : ndarray of uint8
        Its kind, WORD where there is none.
    closed : ndarray of int64
        Its row in the closed word classes, 0 where there is none.
    name : ndarray of bool
    """

    token: Ints
    segment: Ints
    first: Ints
    last: Ints
    end: Ints
    place: Ints
    valid: Bools
    kind: NDArray[np.uint8]
    closed: Ints
    name: Bools

    @classmethod
    def of(cls, columns: Columns, token: Ints) -> _Surroundings:
        """Look the tokens around some verbs up."""
        segment = columns.segment.take(token)
        first, last = columns.first.take(segment), columns.last.take(segment)
        end = _phrase_ends(columns, token)
        place = np.concatenate([_AROUND + token, _AHEAD + end])
        valid = (place >= first) & (place < last)
        place = np.where(valid, place, token)
        kind, closed = columns.tokens.kind.take(place), columns.closed.take(place)
        return cls(token, segment, first, last, end, place, valid, kind * valid, closed * valid, columns.name.take(place) & valid)


def _phrase_ends(columns: Columns, token: Ints) -> Ints:
    """A phrase of the lexicon (`accuse of`) reaches to its last token."""
    end = token.copy()
    row = np.arange(len(token))
    for _ in range(_LONGEST_TAIL):
        following = np.minimum(end.take(row) + 1, len(columns.covered) - 1)
        goes_on = columns.covered.take(following) & (following > end.take(row))
        row = row[goes_on]
        if not len(row):
            break
        end[row] += 1
    return end


def _places(columns: Columns, around: _Surroundings) -> Ints:
    """Whether each verb stands behind another finite verb, behind a subordinating word, or behind both."""
    finite = (class_table("finite").take(columns.closed) | columns.ends_in("ed")) & columns.outside
    (verb,) = finite.nonzero()
    before = verb.searchsorted(around.token - 1) > verb.searchsorted(around.first)
    lead = class_table("lead").take(around.closed[:_LEAD]).any(axis=0)
    return before * 2 + lead


def _first_code(codes: NDArray[np.int8]) -> Ints:
    """The first code of each column that is not 0; 0 if there is none."""
    nearest = (codes != 0).argmax(axis=0)
    return codes[nearest, np.arange(len(nearest))].astype(np.int64)


@functools.cache
def _subject_words() -> NDArray[np.int8]:
    """What kind of subject a word is, by its row in the closed word classes."""
    return class_codes(*((f"subject_{name}", _SUBJECT[name]) for name in ("he", "i", "we", "you", "who", "it")))


@functools.cache
def _blocking_kinds() -> NDArray[np.int8]:
    return np.where(kinds(*_END_KINDS), _BLOCKED, 0).astype(np.int8)


def _subjects(columns: Columns, around: _Surroundings) -> Ints:
    """The nearest word in front of each verb that can be its subject; behind it for `said Smith`."""
    before, behind = slice(_REACH), slice(_LEAD, _LEAD + _REACH_BEHIND)
    place = around.place[:_LEAD + _REACH_BEHIND]
    codes = _subject_words().take(around.closed[:_LEAD + _REACH_BEHIND])
    codes[behind] *= codes[behind] == _SUBJECT["he"]
    # `people who live near the plant say`: a verb further on is not that of `who`.
    far = codes[_FAR_WHO:]
    far *= far != _SUBJECT["who"]
    source = (columns.traits.take(place) & SOURCE) > 0
    np.putmask(codes, source & around.valid[:len(codes)], _SUBJECT["source"])
    np.putmask(codes, around.name[:len(codes)], _SUBJECT["name"])
    codes *= columns.outside.take(place)
    blocked = _blocking_kinds().take(around.kind[before])
    subject = _first_code(np.where(codes[before] == 0, blocked, codes[before]))
    later = _first_code(codes[behind])
    np.copyto(subject, later, where=(subject <= 0) & (later > 0))
    plain = (around.kind[0] <= tk.ALL_CAPS) & around.valid[0]
    np.putmask(subject, (subject <= 0) & plain, _SUBJECT["other"])
    return np.maximum(subject, 0)


_TO, _MODAL, _HAVE, _BE, _NOT, _GERUND = (1 << bit for bit in range(6))


@functools.cache
def _voice_words() -> NDArray[np.uint8]:
    """What a word in front of a verb says of its voice, as bits, by its row in the closed word classes."""
    bits = {"to": _TO, "modal_any": _MODAL, "have_form": _HAVE, "be": _BE, "not": _NOT}
    return np.sum([class_table(name) * np.uint8(bit) for name, bit in bits.items()], axis=0, dtype=np.uint8)


@functools.cache
def _voices_of_signs() -> Ints:
    """The voice for each set of signs."""
    signs = np.arange(2 * _GERUND)
    gerund = (signs & _GERUND) > 0
    voice = np.zeros(len(signs), dtype=np.int64)
    for name, flags in (
        ("gerund", gerund),
        ("infinitive", (signs & _TO) > 0),
        ("modal", (signs & _MODAL) > 0),
        ("perfect", (signs & _HAVE) > 0),
        ("passive", ((signs & _BE) > 0) & ~gerund),
        ("negated", (signs & _NOT) > 0),
    ):
        voice[flags] = VOICES.index(name)
    return voice


def _voices(columns: Columns, around: _Surroundings) -> Ints:
    """Voice and mood of each verb, from its ending and the two words in front of it."""
    nearest, second = _voice_words().take(around.closed[:2])
    gerund = columns.suffix.take(around.token) >> 8 == _ING
    signs = nearest | (second & ~np.uint8(_TO)) | gerund * np.uint8(_GERUND)
    return _voices_of_signs().take(signs)


@functools.cache
def _complement_words() -> tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int8]]:
    """What a word is by its row in the closed classes: at the end of the verb's phrase, right behind it, some tokens later."""
    plain = {name: (name, _COMPLEMENT[name]) for name in ("to", "that", "as", "of", "by", "wh")}
    clause, noun = ("pronoun", _COMPLEMENT["clause"]), _COMPLEMENT["noun"]
    tail = class_codes(*plain.values())
    following = class_codes(plain["that"], plain["to"], plain["as"], plain["of"], plain["by"], plain["wh"], clause,
                            ("determiner", noun), ("object", noun))  # fmt: skip
    return tail, following, class_codes(plain["that"], clause)


@functools.cache
def _complement_kinds(*, surest: bool) -> NDArray[np.int8]:
    """What a mark behind a verb says; the surest signs only for marks that stand farther away."""
    codes = np.zeros(tk.OTHER + 1, dtype=np.int8)
    codes[list(_QUOTE_KINDS)], codes[tk.COLON] = _COMPLEMENT["quote"], _COMPLEMENT["colon"]
    if not surest:
        codes[list(_END_KINDS)], codes[list(_COMMA_KINDS)] = _COMPLEMENT["end"], _COMPLEMENT["comma"]
    return codes


def _complements(columns: Columns, around: _Surroundings) -> Ints:
    """What follows each verb."""
    tail_words, following_words, later_words = _complement_words()
    ahead = slice(_LEAD + _REACH_BEHIND, None)
    kind, closed, name = around.kind[ahead], around.closed[ahead], around.name[ahead]
    tail = tail_words.take(columns.closed.take(around.end)) * (around.end > around.token)
    # Words are never marks: of the two codes one is 0.
    code = following_words.take(closed[0]) + _complement_kinds(surest=False).take(kind[0])
    np.putmask(code, name[0] & (code == 0), _COMPLEMENT["noun"])
    complement = np.where(tail == 0, code, tail)
    # `stated to the court that`: the one who was told, and no infinitive.
    told = class_table("toward").take(closed[1]) | name[1]
    told &= (complement == _COMPLEMENT["to"]) & (around.end == around.token)
    np.putmask(complement, told, _COMPLEMENT["noun"])
    # Behind an object (`told the board that`) only the surest signs count.
    open_ = (complement == 0) | (complement == _COMPLEMENT["noun"])
    codes = later_words.take(closed) + _complement_kinds(surest=True).take(kind)
    later = _first_code(codes[1:_NEAR])
    np.copyto(complement, later, where=open_ & (later > 0))
    # `announced late on Monday that`: nothing but words may stand between.
    breaks = _BREAKS.take(kind)
    that = (codes[_NEAR:] == _COMPLEMENT["that"]) & ~np.logical_or.accumulate(breaks[_NEAR - 1 : -1], axis=0)
    np.putmask(complement, open_ & (later == 0) & that.any(axis=0), _COMPLEMENT["that"])
    left = around.last - around.end  # tokens of the segment, the verb's own last one included
    np.putmask(complement, (complement == 0) & (left <= 1), _COMPLEMENT["end"])
    # `the ministry announced on Tuesday night.`
    adjunct = class_table("adjunct").take(closed[0]) & (breaks.any(axis=0) | (left <= _FAR))
    np.putmask(complement, (complement == 0) & adjunct, _COMPLEMENT["adjunct"])
    return complement.astype(np.int64)


def _parenthetical(columns: Columns, around: _Surroundings, subject: Ints, complement: Ints) -> Bools:
    """``..., the minister noted.``: a comma or closing mark in front of the subject, and nothing behind the verb."""
    closing = (columns.mark.take(around.place[:_REACH]) == -1) & around.valid[:_REACH]
    comma = _COMMAS.take(around.kind[:_REACH]) | closing
    behind = _chosen(COMPLEMENTS, "end comma quote adjunct").take(complement)
    return comma.any(axis=0) & behind & _chosen(SUBJECTS, "name source he other").take(subject)
