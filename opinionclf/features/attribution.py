"""The attribution skeleton: who is said to say what, and how.

Each reporting verb outside quotation marks gets a subject class from the words before it, a complement
class from the words after it, and its voice and tense. The classes, alone and combined, are features.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from opinionclf import tokens as tk
from opinionclf.arrays import NDArray
from opinionclf.features.columns import Columns
from opinionclf.features.wordclasses import class_bits, class_codes, class_table, word_classes
from opinionclf.kinds import kinds
from opinionclf.tokens import Bools, Ints, run_starts

REPORTING = ["rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental"]
SUBJECTS = ("none", "name", "source", "he", "it", "i", "we", "you", "who", "other")
COMPLEMENTS = ("other", "that", "to", "as", "of", "quote", "clause", "comma", "end", "noun", "wh", "by", "colon", "adjunct", "double")
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


@dataclass(slots=True)
class Reports:
    """Reporting verbs outside quotations, each column of shape (n_reports,).

    Attributes
    ----------
    token, segment : ndarray of int64
    category : ndarray of int64
        Index into REPORTING.
    strength : ndarray of uint8
    subject, complement, voice : ndarray of int64
        Index into SUBJECTS, COMPLEMENTS, VOICES.
    parenthetical : ndarray of bool
        Set off behind a comma or a closing mark: ``..., he said.``
    place : ndarray of int64
        Index into PLACES: whether a finite verb stands before it, whether a subordinating word does, or both.
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

    def attributes(self) -> Bools:
        """Return which verbs plainly attribute: a source other than the writer, with content."""
        foreign = _chosen(SUBJECTS, "none name source he who it other").take(self.subject)
        usual = _chosen(VOICES, "plain perfect passive gerund").take(self.voice)
        clause = _chosen(COMPLEMENTS, "that quote clause colon double").take(self.complement)
        content = _chosen(COMPLEMENTS, "that quote clause colon to as wh comma double").take(self.complement)
        named = foreign & (self.subject > 0)
        by_strength = (self.strength == 3) | ((self.strength == 2) & content & named) | (clause & named)
        return foreign & usual & (by_strength | self.parenthetical)


    def is_plain(self) -> Bools:
        """Return which core verbs attribute beyond doubt: set off from their content, or a clause behind them in the main clause."""
        clause = _chosen(COMPLEMENTS, "that quote clause").take(self.complement) & (self.place == PLACES.index("main"))
        return self.attributes() & (self.strength == 3) & (self.parenthetical | clause)


@functools.cache
def _chosen(names: tuple[str, ...], wanted: str) -> Bools:
    """Say of each name whether it is among those that are wanted."""
    return np.isin(np.array(names), wanted.split())


def find_reports(columns: Columns) -> Reports:
    """Find the reporting verbs of a batch and classify what stands around them."""
    strength, category = columns.lexicon.strongest(*REPORTING)
    best = strength.take(columns.unit)
    (token,) = ((best > 0) & columns.outside).nonzero()
    segment = columns.segment.take(token)
    first = columns.first.take(segment)
    # `the claim`, `her plan`, `of hope`: the noun of the same form.
    behind_first = np.maximum(token - 1, first)
    noun = class_table("before_noun").take(columns.closed.take(behind_first)) & (token > first)
    noun &= ~_contracted(columns, token, first)
    (row,) = (~noun).nonzero()
    token, segment, first = token.take(row), segment.take(row), first.take(row)
    last = columns.last.take(segment)
    before = _ahead(token, first, last, range(-1, -_REACH - 1, -1))
    subject = _subjects(columns, before, _ahead(token, first, last, range(1, _REACH_BEHIND + 1)))
    complement = _complements(columns, token, first, last)
    # `according to the mayor`, `in her view`: no verb, and what it reports may stand in front of it. `In a statement` joins a verb.
    behind = columns.closed.take(np.minimum(token + 1, last - 1))
    aside = class_table("opens_aside").take(columns.closed.take(token)) & ~class_table("article").take(behind)
    subject[aside] = _SUBJECT["source"]
    voice = _voices(columns, token, before)
    voice[aside] = VOICES.index("plain")
    parenthetical = _parenthetical(columns, before, subject, complement) | aside | _inverted(columns, token, before, complement)
    return Reports(
        token, segment, category.take(columns.unit.take(token)), best.take(token), subject, complement,
        voice, parenthetical, _places(columns, token, first, last),
    )  # fmt: skip


def content_starts(columns: Columns, reports: Reports) -> Ints:
    """Where what a source is said to say begins in each segment; its end where nothing is plainly attributed.

    Behind the first verb that attributes: what stands before it is the writer's frame (``In a blistering attack, she
    said that``). With a verb behind its content, or a report without a source, the sentence as a whole.
    """
    start = columns.last.copy()
    (rows,) = reports.attributes().nonzero()
    segment = reports.segment.take(rows)
    begins = run_starts(segment)
    start[segment.take(begins)] = reports.token.take(rows.take(begins))
    whole = columns.any((columns.strength_of("agentless") == 3) & columns.outside) > 0
    whole[segment[reports.parenthetical.take(rows)]] = True
    return np.where(whole, columns.first, start)


def _contracted(columns: Columns, token: Ints, first: Ints) -> Bools:
    """``he's threatening``: a clitic behind such a word is a verb, and no possessive."""
    host = np.maximum(token - 2, first)
    clitic = class_table("clitic").take(columns.closed.take(np.maximum(token - 1, first)))
    return clitic & class_table("clitic_host").take(columns.closed.take(host)) & (host < token - 1)


def _places(columns: Columns, token: Ints, first: Ints, last: Ints) -> Ints:
    """Whether each verb stands behind another finite verb, behind a subordinating word, or behind both."""
    closed = class_table("finite").take(columns.closed)
    ending = ((columns.suffix >> 16) == (ord("e") | ord("d") << 8)) & (columns.tokens.kind == tk.WORD)
    before = np.zeros(len(closed) + 1, dtype=np.int64)
    np.cumsum((closed | ending) & columns.outside, out=before[1:])
    finite = before.take(np.maximum(token - 1, first)) > before.take(first)
    window = _ahead(token, first, last, range(-1, -_LEAD - 1, -1))
    lead = (class_table("lead").take(columns.closed.take(window.place)) & window.valid).any(axis=1)
    return finite * 2 + lead


@dataclass(slots=True)
class _Window:
    """Tokens at some distances from each verb, shape (n_reports, n_distances).

    Attributes
    ----------
    place : ndarray of int64
        The token; some other token where the segment ends before it.
    valid : ndarray of bool
        It is in the segment.
    """

    place: Ints
    valid: Bools

    def look_up(self, column: NDArray, table: NDArray) -> NDArray:
        """Return an entry of a table for each token, 0 where there is no token."""
        return table.take(column.take(self.place)) * self.valid

    def flags(self, column: Bools) -> Bools:
        """Return a flag of each token, False where there is none."""
        return column.take(self.place) & self.valid


def _ahead(token: Ints, first: Ints, last: Ints, distances: range) -> _Window:
    """The tokens at some distances, ahead or (negative) behind."""
    place = token[:, None] + np.arange(distances.start, distances.stop, distances.step)
    valid = (place >= first[:, None]) & (place < last[:, None])
    return _Window(np.where(valid, place, token[:, None]), valid)


def _first_code(codes: NDArray[np.int8]) -> Ints:
    """The first code of each row that is not 0; 0 if there is none."""
    return codes[np.arange(len(codes)), (codes != 0).argmax(axis=1)].astype(np.int64)


@functools.cache
def _subject_words(*names: str) -> NDArray[np.int8]:
    """What kind of subject a word is, by its row in the closed word classes."""
    return class_codes(*((f"subject_{name}", _SUBJECT[name]) for name in names))


@functools.cache
def _blocking_kinds() -> NDArray[np.int8]:
    return np.where(kinds(*_END_KINDS), _BLOCKED, 0).astype(np.int8)


def _candidates(columns: Columns, window: _Window, words: NDArray[np.int8]) -> NDArray[np.int8]:
    """The kind of subject that each token can be: a name, a source, a pronoun; 0 for none."""
    codes = window.look_up(columns.closed, words)
    source = window.look_up(columns.unit, columns.lexicon.strength_by_unit("source_noun")) > 0
    np.putmask(codes, source, _SUBJECT["source"])
    np.putmask(codes, window.flags(columns.name), _SUBJECT["name"])
    np.putmask(codes, columns.inside.take(window.place), 0)
    return codes


def _subjects(columns: Columns, before: _Window, after: _Window) -> Ints:
    """The nearest word in front of each verb that can be its subject; behind it for `said Smith`."""
    codes = _candidates(columns, before, _subject_words("he", "i", "we", "you", "who", "it"))
    # `people who live near the plant say`: a verb further on is not that of `who`.
    far = codes[:, _FAR_WHO:]
    np.putmask(far, far == _SUBJECT["who"], 0)
    blocked = before.look_up(columns.tokens.kind, _blocking_kinds())
    subject = _first_code(np.where(codes == 0, blocked, codes))
    behind = _first_code(_candidates(columns, after, _subject_words("he")))
    np.copyto(subject, behind, where=(subject <= 0) & (behind > 0))
    plain = (columns.tokens.kind.take(before.place[:, 0]) <= tk.ALL_CAPS) & before.valid[:, 0]
    np.putmask(subject, (subject <= 0) & plain, _SUBJECT["other"])
    return np.maximum(subject, 0)


def _voices(columns: Columns, token: Ints, before: _Window) -> Ints:
    voice = np.zeros(len(token), dtype=np.int64)
    classes = before.look_up(columns.closed, word_classes().flags)[:, :2]
    nearest = classes[:, 0]
    near = nearest | classes[:, 1]
    bits = class_bits()
    gerund = (columns.suffix.take(token) >> 8) == (ord("i") | ord("n") << 8 | ord("g") << 16)
    for name, flags in (
        ("gerund", gerund),
        ("infinitive", (nearest & bits["to"]) > 0),
        ("modal", (near & bits["modal_any"]) > 0),
        ("perfect", (near & bits["have_form"]) > 0),
        ("passive", ((near & bits["be"]) > 0) & ~gerund),
        ("negated", (near & bits["not"]) > 0),
    ):
        np.putmask(voice, flags, VOICES.index(name))
    return voice


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


def _complements(columns: Columns, token: Ints, first: Ints, last: Ints) -> Ints:
    kind, closed = columns.tokens.kind, columns.closed
    tail_words, following_words, later_words = _complement_words()
    end = _phrase_ends(columns, token)
    complement = np.where(end > token, tail_words.take(closed.take(end)), 0).astype(np.int64)
    window = _ahead(end, first, last, range(1, _FAR + 1))
    # Words are never marks: of the two codes one is 0.
    following = _Window(window.place[:, 0], window.valid[:, 0])
    code = following.look_up(closed, following_words) + following.look_up(kind, _complement_kinds(surest=False))
    np.putmask(code, following.flags(columns.name) & (code == 0), _COMPLEMENT["noun"])
    np.copyto(complement, code, where=complement == 0)
    # `stated to the court that`: the one who was told, and no infinitive.
    second = _Window(window.place[:, 1], window.valid[:, 1])
    told = second.look_up(closed, class_table("toward")) | second.flags(columns.name)
    np.putmask(complement, (complement == _COMPLEMENT["to"]) & (end == token) & told, _COMPLEMENT["noun"])
    # Behind an object (`told the board that`) only the surest signs count.
    open_ = (complement == 0) | (complement == _COMPLEMENT["noun"])
    codes = window.look_up(closed, later_words) + window.look_up(kind, _complement_kinds(surest=True))
    later = _first_code(codes[:, 1:_NEAR])
    np.copyto(complement, later, where=open_ & (later > 0))
    # `announced late on Monday that`: nothing but words may stand between.
    broken = np.logical_or.accumulate(window.look_up(kind, _BREAKS)[:, _NEAR - 1 : -1], axis=1)
    that = (codes[:, _NEAR:] == _COMPLEMENT["that"]) & ~broken
    np.putmask(complement, open_ & (later == 0) & that.any(axis=1), _COMPLEMENT["that"])
    # `called the plan a sham`, `dismissed the story as gossip`: what something is called.
    named = _names_object(columns, token, end, window, complement)
    np.putmask(complement, named, _COMPLEMENT["double"])
    # `said the plan was`, `told me she would`: a clause without *that*, known by its own finite verb.
    np.putmask(complement, _holds_clause(columns, window, complement), _COMPLEMENT["clause"])
    np.putmask(complement, (complement == 0) & (last - end <= 1), _COMPLEMENT["end"])
    # `the ministry announced on Tuesday night.`
    ends = window.look_up(kind, _BREAKS).any(axis=1) | (last - end <= _FAR)
    adjunct = following.look_up(closed, class_table("adjunct")) & ends
    np.putmask(complement, (complement == 0) & adjunct, _COMPLEMENT["adjunct"])
    return complement


def _names_object(columns: Columns, token: Ints, end: Ints, window: _Window, complement: Ints) -> Bools:
    """Whether a verb of naming or regarding has an object and, in the same clause, what that is called: *a* ..., *as* ..."""
    closed = columns.closed
    here = closed.take(token)
    alone = (complement == _COMPLEMENT["noun"]) | (complement == 0)
    other = window.look_up(closed, class_table("breaks_clause") | class_table("auxiliary")) | window.look_up(columns.tokens.kind, _BREAKS)
    clean = ~np.logical_or.accumulate(other, axis=1)
    near = clean & ~np.logical_or.accumulate(window.look_up(closed, class_table("preposition")), axis=1)
    called = (window.look_up(closed, class_table("article")) & near)[:, 1:].any(axis=1)
    regarded = (window.look_up(closed, class_table("as")) & clean)[:, 1:].any(axis=1)
    return alone & ((class_table("names_object").take(here) & called) | (class_table("regards_as").take(here) & regarded))


def _holds_clause(columns: Columns, window: _Window, complement: Ints) -> Bools:
    """Whether an auxiliary stands behind the noun phrase that follows a verb, with nothing that opens another clause between."""
    open_ = (complement == 0) | (complement == _COMPLEMENT["noun"])
    other = window.look_up(columns.closed, class_table("breaks_clause")) | window.look_up(columns.tokens.kind, _BREAKS)
    finite = window.look_up(columns.closed, class_table("auxiliary"))
    reached = finite & ~np.logical_or.accumulate(other, axis=1)
    return open_ & reached[:, 1:].any(axis=1)


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


def _inverted(columns: Columns, token: Ints, before: _Window, complement: Ints) -> Bools:
    """``..., said the minister``: right behind a mark, with a noun and no clause of its own behind the verb."""
    place = before.place[:, 0]
    mark = before.valid[:, 0] & (_COMMAS.take(columns.tokens.kind.take(place)) | (columns.mark.take(place) == -1))
    return mark & (complement == _COMPLEMENT["noun"]) & class_table("inverts").take(columns.closed.take(token))


def _parenthetical(columns: Columns, before: _Window, subject: Ints, complement: Ints) -> Bools:
    """``..., the minister noted.``: a comma or closing mark in front of the subject, and nothing behind the verb."""
    comma = before.look_up(columns.tokens.kind, _COMMAS) | ((columns.mark.take(before.place) == -1) & before.valid)
    behind = _chosen(COMPLEMENTS, "end comma quote adjunct").take(complement)
    return comma.any(axis=1) & behind & _chosen(SUBJECTS, "name source he other").take(subject)
