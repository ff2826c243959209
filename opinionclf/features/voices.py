"""Voice and mood of reporting verbs: plain, passive, denied, still to come.

A voice is read off the two words in front of a verb and its ending, and settled with what else stands around it.
"""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Ints, constant
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.subjects import SUBJECT, SUBJECTS
from opinionclf.features.surroundings import (
    ADJUNCT,
    AUXILIARY,
    BE,
    BEFORE,
    BREAKS_CLAUSE,
    COMMA,
    END,
    HAVE,
    LEADS_TO,
    MODAL,
    NEXT,
    NOT,
    TO,
    WANTS_OBJECT,
    WITH,
    Surroundings,
    any_of,
    closed_words,
)
from opinionclf.text.wordclasses import class_table

VOICES = ("plain", "passive", "modal", "negated", "perfect", "gerund", "infinitive")
PLAIN, PASSIVE, _MODAL, _NEGATED, _INFINITIVE, _GERUNDIAL = (
    constant(VOICES.index(name), np.int64) for name in ("plain", "passive", "modal", "negated", "infinitive", "gerund")
)
_NAMES_SOMEBODY = np.isin(SUBJECTS, ["name", "source", "he", "it", "other"])
_IS_WRITER = np.isin(SUBJECTS, ["i", "we", "you"])
_OPENS_CLAUSE = np.isin(COMPLEMENTS, ["that", "clause", "quote", "colon"])
_INFINITIVE_BEHIND = constant(COMPLEMENTS.index("to"), np.int64)
_ENDS_NOUN_PHRASE = any_of(END, AUXILIARY, BREAKS_CLAUSE)
_OF_VOICE = any_of(TO, MODAL, HAVE, BE, NOT)  # with the next one the lowest bits of all signs
_OF_VOICE_BEFORE = any_of(MODAL, HAVE, BE, NOT, LEADS_TO)
_GERUND = constant(2 * int(LEADS_TO), np.uint32)
_ING = constant(ord("i") | ord("n") << 8 | ord("g") << 16, np.uint32)
_BYTE = constant(8, np.uint32)
_ONE = constant(1, np.int64)


@functools.cache
def _voices_of_signs() -> Ints:
    """The voice for each set of signs."""
    signs = np.arange(2 * int(_GERUND), dtype=np.uint32)
    gerund = (signs & _GERUND) > 0
    voice = np.zeros(len(signs), dtype=np.int64)
    for name, flags in (
        ("gerund", gerund & ((signs & BE) == 0)),  # is telling
        ("infinitive", (signs & (TO | LEADS_TO)) == TO),  # he used to say, she wrote to say
        ("modal", (signs & MODAL) > 0),
        ("perfect", (signs & HAVE) > 0),
        ("passive", ((signs & BE) > 0) & ~gerund),
        ("negated", (signs & NOT) > 0),
    ):
        voice[flags] = VOICES.index(name)
    return voice


def voices(columns: Columns, around: Surroundings) -> Ints:
    """Voice and mood of each verb, from its ending and the two words in front of it."""
    signs = around.signs[0] & _OF_VOICE
    signs |= around.signs[1] & _OF_VOICE_BEFORE
    signs |= (columns.suffix.take(around.token) >> _BYTE == _ING) * _GERUND
    return _voices_of_signs().take(signs)


def settle_voices(columns: Columns, around: Surroundings, subject: Ints, complement: Ints, voice: Ints) -> None:
    """Correct voices by what else stands around the verbs, and the subjects of those that have another one for it."""
    voice[_raised(columns, around, subject, voice)] = PLAIN
    (row,) = ((voice == _INFINITIVE) & ((around.signs[0] & TO) > 0)).nonzero()
    if len(row):  # a nurse I spoke to said
        row = row.compress(columns.are_in(around.token.take(row), "past_report"))
        voice[row], subject[row] = PLAIN, SUBJECT["source"]
    voice[_telling(columns, around, complement, voice)] = PLAIN
    voice[_dated(columns, around, subject, voice)] = PLAIN
    to, leads, be = around.signs[0] & TO, around.signs[1] & LEADS_TO, around.signs[2] & BE
    voice[(to > 0) & (leads > 0) & (be > 0) & (around.role[3] == 0)] = _INFINITIVE  # be careful to note: no report
    (row,) = ((voice == PASSIVE) & _IS_WRITER.take(subject) & _OPENS_CLAUSE.take(complement)).nonzero()
    if len(row):  # we were told that: what others say
        subject[row[columns.are_in(around.token.take(row), "has_hearer")]] = SUBJECT["none"]


def _raised(columns: Columns, around: Surroundings, subject: Ints, voice: Ints) -> Ints:
    """Denied verbs that hold the opposite: ``She does not believe that``; not the order ``Don't believe it.``"""
    (row,) = ((voice == _NEGATED) & _NAMES_SOMEBODY.take(subject)).nonzero()
    if not len(row):
        return row
    token = around.token.take(row)
    raised = columns.are_in(token, "neg_raises") & columns.are_in(token - _ONE, "denies")
    return row.compress(raised & (token - _ONE > around.first.take(row)))


def _telling(columns: Columns, around: Surroundings, complement: Ints, voice: Ints) -> Ints:
    """Gerunds that tell by themselves: ``..., with one warning that``, ``..., demanding a refund``, ``urging him to go``."""
    (row,) = (voice == _GERUNDIAL).nonzero()
    if not len(row):
        return row
    before = around.signs[:BEFORE].take(row, axis=1)
    warned = (((before[:-1] & WITH) > 0) & ((before[1:] & COMMA) > 0)).any(axis=0)
    wants = ((around.verb.take(row) & WANTS_OBJECT) > 0) | columns.are_in(around.token.take(row), "urges")
    return row.compress(warned | (wants & (complement.take(row) == _INFINITIVE_BEHIND)))


def _dated(columns: Columns, around: Surroundings, subject: Ints, voice: Ints) -> Ints:
    """What is as good as said: ``Will today say``, ``will tell MPs on Monday that``; not ``critics will say that``."""
    (row,) = ((voice == _MODAL) & _NAMES_SOMEBODY.take(subject)).nonzero()
    if not len(row):
        return row
    words, ahead = closed_words(columns, around, slice(None), row), around.signs[NEXT:].take(row, axis=1)
    day = class_table("day").take(words[NEXT:])
    day &= (np.bitwise_or.accumulate(ahead) & _ENDS_NOUN_PHRASE) == 0
    dated = day.any(axis=0) | (((around.signs[0].take(row) | ahead[0]) & ADJUNCT) > 0)
    return row.compress(dated & class_table("will").take(words[:2]).any(axis=0))
