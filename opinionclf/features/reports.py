"""Reporting verbs: who is said to say what, and how.

Each reporting verb outside quotation marks gets a subject class from the words before it, a complement
class from the words after it, and its voice and tense. `attribution.py` makes features of the classes.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, fields

import numpy as np

from opinionclf.arrays import are_among, constant
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS, complements, surely_hold_clause
from opinionclf.features.figureverbs import figure_verbs
from opinionclf.features.findings import findings, hearings, readings, tails, tellings
from opinionclf.features.mainclauses import bidden, fronts, led_in, places, set_time, supposed, unknown
from opinionclf.features.ownviews import compared, inferred, shared
from opinionclf.features.reportnouns import are_nouns, predicated_nouns
from opinionclf.features.setoff import set_off_verbs
from opinionclf.features.subjects import SUBJECT, SUBJECTS, subjects
from opinionclf.features.surroundings import (
    ARTICLE,
    ASKS,
    AUXILIARY,
    BEFORE,
    BREAKS_CLAUSE,
    CLOSES,
    COMMA,
    COMMA_KINDS,
    END,
    FACTIVE,
    FIGURE,
    FINDS,
    INVERTS,
    NAMED,
    NEXT,
    NOT,
    OPENS_ASIDE,
    ORDERS,
    ORDERS_THOUGHT,
    READS,
    SAYS,
    TELLS,
    TO,
    Signs,
    Surroundings,
    any_of,
    reached,
    surroundings,
)  # fmt: skip
from opinionclf.features.voices import PASSIVE, PLAIN, VOICES, settle_voices, voices
from opinionclf.lexicon import AGENTLESS, REPORTING, REPORTING_CATEGORIES
from opinionclf.text.kinds import kinds
from opinionclf.text.tokens import Bools, Ints
from opinionclf.text.wordclasses import class_table
from opinionclf.text.wordlists import distinct

_SHORT_REST = 5  # tokens from a verb to the end of its sentence, both included, that hold no clause
_IS_THING = np.isin(SUBJECTS, ["it", "other"])
_NAMES_SOURCE = np.isin(SUBJECTS, ["name", "source", "he"])
_COMMAS = kinds(*COMMA_KINDS)
_NOUN, _INFINITIVE_BEHIND, _DOUBLE, _OTHER, _WH = (
    constant(COMPLEMENTS.index(name), np.int64) for name in ("noun", "to", "double", "other", "wh")
)
_ONE = constant(1, np.int64)
_NEUTRAL = constant(3 * REPORTING_CATEGORIES.index("rep_verb_neutral") + 2, np.int64)  # kind of the surest
_SOURCES = np.where(np.isin(SUBJECTS, ["none", "other", "it"]), SUBJECT["source"], np.arange(len(SUBJECTS)))
_MAY_BE_IDLE = any_of(ORDERS_THOUGHT, FACTIVE)
_MIDDLING = _NEUTRAL - _ONE  # ... and of the middling ones


@dataclass(slots=True, eq=False, repr=False)
class Reports:
    """Reporting verbs outside quotations, each column of shape (n_reports,).

    Attributes
    ----------
    token, segment : ndarray of int64
    kind : ndarray of int64
        Category and strength in one number (`opinionclf.lexicon.Lexicon.report_kind`).
    strength : ndarray of int64
    subject, complement, voice : ndarray of int64
        Index into SUBJECTS, COMPLEMENTS, VOICES.
    parenthetical : ndarray of bool
        Set off behind a comma or a closing mark: ``..., he said.``
    place : ndarray of int64
        Index into PLACES: whether a finite verb stands before it, whether a subordinating word does, or both.
    core : ndarray of int64
        1 for strength 3, else 0.
    attributes : ndarray of bool
        Plainly attributes: a source other than the writer, with content.
    """

    token: Ints
    segment: Ints
    kind: Ints
    strength: Ints
    subject: Ints
    complement: Ints
    voice: Ints
    parenthetical: Bools
    place: Ints
    core: Ints = field(init=False)
    attributes: Bools = field(init=False)

    def __post_init__(self) -> None:
        """Work out what several features ask."""
        self.core = _IS_CORE.take(self.strength)
        set_off = self.parenthetical.view(np.uint8)  # as an index, and not as a mask
        self.attributes = _attributing()[self.strength, self.subject, self.voice, self.complement, set_off]

    def without(self, rows: Ints) -> Reports:
        """All but some of them."""
        kept = np.ones(len(self.token), dtype=bool)
        kept[rows] = False
        return Reports(*(getattr(self, part.name).compress(kept) for part in fields(self) if part.init))


_STRENGTHS = np.tile([1, 2, 3], len(REPORTING_CATEGORIES))  # by kind
_IS_CORE = np.array([0, 0, 0, 1])  # by strength


@functools.cache
def _attributing() -> Bools:
    """Whether a report plainly attributes, by its strength, subject, voice and complement, and whether it is set off."""
    strength, subject, voice, complement, set_off = np.ogrid[:4, : len(SUBJECTS), : len(VOICES), : len(COMPLEMENTS), :2]
    core, middling, weak = strength == 3, strength == 2, strength == 1
    named = _chosen(SUBJECTS, "name source he who it other")[subject]
    foreign = named | (subject == SUBJECT["none"])
    usual = _chosen(VOICES, "plain perfect passive gerund")[voice]
    clause = _chosen(COMPLEMENTS, "that quote clause colon double")[complement]
    content = _chosen(COMPLEMENTS, "to as wh comma")[complement]
    # Maps and folders, notes, an index.
    sure = (set_off == 1) & ~weak
    attributes: Bools = foreign & usual & (core | (middling & content & named) | (clause & named) | sure)
    return attributes


@functools.cache
def _chosen(names: tuple[str, ...], wanted: str) -> Bools:
    """Say of each name whether it is among those that are wanted."""
    return np.isin(np.array(names), wanted.split())


def find_reports(columns: Columns) -> Reports:
    """Find the reporting verbs of a batch and classify what stands around them.

    Each step goes by what the ones before have found.
    """
    token, figured, noun = _candidates(columns)
    if not len(token):
        return _no_reports()
    # The tokens outside quotation marks that look like finite verbs.
    (finite,) = ((class_table("finite").take(columns.closed) | columns.ends_in("ed")) & columns.outside).nonzero()
    around = surroundings(columns, token, fronts(columns, token, finite))
    subject, complement, voice, always = _clause_parts(columns, around)
    plain = voice == PLAIN
    place, headed = places(columns, around, finite, plain)
    subject[headed] = SUBJECT["source"]
    if around.verbs & FINDS:
        tail = tails(columns, around, complement, finite, plain)
        subject[tail] = _SOURCES.take(subject.take(tail))
        figured = np.concatenate([figured, findings(columns, around, complement)])
    figured = np.concatenate([figured, tellings(columns, around, subject, complement)])
    kind = _kinds(columns, around, subject, complement, figured, noun)
    complement[figured], subject[figured] = _DOUBLE, _SOURCES.take(subject.take(figured))
    subject[noun], voice[noun] = SUBJECT["source"], PLAIN
    if around.verbs & READS:
        read = readings(around, subject, complement)
        kind[read], subject[read] = _NEUTRAL, _SOURCES.take(subject.take(read))
    set_off, doubt = set_off_verbs(columns, around, subject, complement, _STRENGTHS.take(kind), finite, always)
    kind += doubt
    reports = Reports(token, around.segment, kind, _STRENGTHS.take(kind), subject, complement, voice, set_off, place)
    idle = _idle(columns, around, complement, finite, place)
    return reports.without(idle) if len(idle) else reports


def _clause_parts(columns: Columns, around: Surroundings) -> tuple[Ints, Ints, Ints, Ints]:
    """Subject, complement and voice of each verb, and which verbs are set off whatever stands behind them.

    Asides have no subject of their own, and are set off; what is inverted has a noun behind it that is no object.
    """
    subject, behind = subjects(columns, around)
    complement = complements(columns, around)
    voice = voices(columns, around)
    always = aside = _asides(around)
    if len(aside):
        subject[aside], voice[aside] = SUBJECT["source"], PLAIN
    inverted = _inverted(columns, around, complement)
    if len(inverted):
        found = behind.take(inverted)
        says = (found == SUBJECT["other"]) & ((around.verb.take(inverted) & SAYS) > 0)
        subject[inverted] = np.where(says, SUBJECT["source"], found)
        always = np.concatenate([aside, inverted])
    complement = _settled(around, complement, inverted)
    settle_voices(columns, around, subject, complement, voice)
    return subject, complement, voice, always


def _idle(columns: Columns, around: Surroundings, complement: Ints, finite: Ints, place: Ints) -> Ints:
    """The verbs of clauses that report nothing, because the news is what the main clause tells."""
    clauses = [set_time(columns, around, finite, place), supposed(columns, around, finite), led_in(columns, around, place)]
    clauses.append(compared(columns, around, complement))
    if around.verbs & _MAY_BE_IDLE:
        clauses += [bidden(columns, around, complement), unknown(around, complement), shared(columns, around)]
    if around.verbs & FINDS:
        clauses.append(inferred(columns, around))
    return np.concatenate(clauses)


def _candidates(columns: Columns) -> tuple[Ints, Ints, Ints]:
    """The tokens that report; which of them do so by what stands behind them, and which are nouns."""
    token, figured, heard = columns.outside_with(REPORTING), figure_verbs(columns), hearings(columns)
    if len(heard):
        figured = distinct(np.concatenate([figured, heard]))
    if len(figured):
        token = distinct(np.concatenate([token, figured]))
    token = token.compress(~are_nouns(columns, token))
    noun = predicated_nouns(columns)
    if len(noun):
        token = distinct(np.concatenate([token, noun]))
    return token, are_among(token, figured).nonzero()[0], token.searchsorted(noun)


def _kinds(columns: Columns, around: Surroundings, subject: Ints, complement: Ints, figured: Ints, noun: Ints) -> Ints:
    """Category and strength of each report: what the lexicon says of the verb, if nothing around it is surer."""
    lexicon, unit = columns.lexicon, columns.unit.take(around.token)
    sure = surely_hold_clause(around, complement)
    kind = np.where(sure, lexicon.clause_kind.take(unit), lexicon.report_kind.take(unit)).astype(np.int64)
    if len(figured):
        kind[figured.compress(lexicon.report_strength.take(unit.take(figured)) <= _ONE)] = _MIDDLING
    told = (complement == _INFINITIVE_BEHIND) & ((around.verb & ORDERS) > 0) & ((around.signs[NEXT] & TO) == 0)
    asked = columns.are_in(around.token, "entreats")
    of_some = (around.signs[NEXT] & FIGURE) > 0  # the study asked 300 drivers to
    told &= ~(asked & (_IS_THING.take(subject) | of_some))
    kind[(told & (_STRENGTHS.take(kind) == _ONE)).nonzero()[0]] = _MIDDLING  # requested the council to
    kind[noun] = _NEUTRAL
    kind[(complement == _WH) & ((around.verb & ASKS) > 0)] = _NEUTRAL  # asked him whether
    return kind


@functools.cache
def _no_reports() -> Reports:
    none, no_flags = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    return Reports(none, none, none, none, none, none, none, no_flags, none)


def find_agentless(columns: Columns, reports: Reports) -> Ints:
    """What reports without a source beyond doubt: ``there are claims that``, not ``the paper claims that``."""
    token = columns.outside_with(AGENTLESS)
    if not len(token):
        return token
    has_source = reports.attributes & _NAMES_SOURCE.take(reports.subject) & (reports.voice != PASSIVE)
    sourced = np.zeros(len(columns.key), dtype=bool)
    sourced[reports.token.compress(has_source)] = True
    return token.compress(~sourced.take(token))


def content_starts(columns: Columns, reports: Reports, agentless: Ints) -> Ints:
    """Where what a source is said to say begins in each segment; its end where nothing is plainly attributed.

    Behind the first verb that attributes: what stands before it is the writer's frame (``In a blistering attack, she
    said that``). With a verb behind its content, or a report without a source, the sentence as a whole.
    """
    start = columns.last.copy()
    (rows,) = reports.attributes.nonzero()
    if len(rows):
        # Of several verbs the first one counts: of several values for one place the last one stays.
        rows = rows[::-1]
        segment = reports.segment.take(rows)
        start[segment] = reports.token.take(rows)
        whole = segment[reports.parenthetical.take(rows)]
        start[whole] = columns.first.take(whole)
    if len(agentless):
        whole = columns.segment.take(agentless)
        start[whole] = columns.first.take(whole)
    return start


def _asides(around: Surroundings) -> Ints:
    """``According to the mayor``, ``in her view``: no verb, and what it reports may stand in front of it.

    ``In a statement`` goes with a verb of its own.
    """
    (row,) = (around.verb & OPENS_ASIDE).nonzero()
    return row[(around.signs[BEFORE].take(row) & ARTICLE) == 0] if len(row) else row


_NAMED_OR_ARTICLE, _ENDS_NOUN_PHRASE = any_of(NAMED, ARTICLE), any_of(END, AUXILIARY, BREAKS_CLAUSE)


def _inverted(columns: Columns, around: Surroundings, complement: Ints) -> Ints:
    """``..., said the minister``: right behind a mark, with a noun behind the verb that is not the subject of a clause.

    In the middle of a sentence a further mark ends what is inserted: ``The roots, explains Lowe, crack the wall``.
    """
    (row,) = (around.verb & INVERTS).nonzero()
    before = around.token.take(row) - _ONE
    mark = (columns.mark.take(before) == CLOSES) | _COMMAS.take(columns.tokens.kind.take(before))
    row = row.compress(mark & (before >= around.first.take(row)))
    if not len(row):
        return row
    ahead = around.signs[NEXT:].take(row, axis=1)
    inserted = ((ahead[0] & _NAMED_OR_ARTICLE) > 0) & _reach_comma(ahead)
    following = around.place[NEXT].take(row)
    people = ((around.verb.take(row) & SAYS) > 0) & (columns.closed.take(following, mode="clip") == 0)  # say engineers
    people &= columns.end_in_s(following) & (around.role[NEXT].take(row) > 0)
    joined = columns.are_in(following + _ONE, "or")
    people &= ~joined | (around.role[NEXT + 1].take(row) == 0)  # say earrings or a scarf
    return row.compress((complement.take(row) == _NOUN) | inserted | people)


def _reach_comma(signs: Signs) -> Bools:
    """Whether a comma or dash stands behind a verb with nothing between but a noun phrase."""
    return np.logical_or.reduce(((signs & COMMA) > 0) & reached(signs, _ENDS_NOUN_PHRASE))  # type: ignore[no-any-return]


def _settled(around: Surroundings, complement: Ints, inverted: Ints) -> Ints:
    """The complements, with what a noun behind a verb is that takes no noun as its object, or only the one who hears.

    ``Said the arms found there included six rifles``: a clause. ``..., a spokesman told the agency.``: the end, as the comma
    behind ``has assured investors,`` is.
    """
    noun = complement == _NOUN
    told = (noun | (complement == _OTHER)) & ((around.verb & TELLS) > 0)
    if len(inverted):
        noun[inverted] = told[inverted] = False
    if not len((noun | told).nonzero()[0]):
        return complement
    left = around.last - around.end
    short = left <= _SHORT_REST
    clause = noun & ((around.verb & SAYS) > 0) & ~short & ((around.signs[NEXT] & NOT) == 0)
    end = told & (short | _reach_comma(around.signs[NEXT : NEXT + _SHORT_REST]))
    complement[clause], complement[end] = COMPLEMENTS.index("clause"), COMPLEMENTS.index("end")
    return complement
