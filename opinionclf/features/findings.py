"""Evidence and things that speak: ``Figures show a fall``, ``..., tests showed.``, ``the inquiry heard``, ``the sign read:``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.subjects import SUBJECTS
from opinionclf.features.surroundings import (
    ADJUNCT,
    AUXILIARY,
    BE,
    BEFORE,
    BREAKS_CLAUSE,
    COMMA,
    COMMA_KINDS,
    END,
    END_KINDS,
    EVIDENCE,
    FIGURE,
    FINDS,
    HAVE,
    LEADS_TO,
    MODAL,
    NEXT,
    PREPOSITION,
    READS,
    TO,
    Surroundings,
    any_of,
    closed_words,
    reached,
)
from opinionclf.text.kinds import kinds
from opinionclf.text.wordclasses import any_class, class_table

_ONE = constant(1, np.int64)
_PAUSES = kinds(*COMMA_KINDS, *END_KINDS)
_LONGEST_SUBJECT = 3  # words of a subject behind a comma: the second scan showed
_BREAKS = any_of(COMMA, END, BREAKS_CLAUSE, BE, MODAL)  # no part of a subject and its verb
_ENDS = any_of(COMMA, END, BREAKS_CLAUSE)
_OF_LONGER = any_of(PREPOSITION, BREAKS_CLAUSE, AUXILIARY, COMMA)  # what stands in no subject of few words
_GOES_ON, _NO_OBJECT = any_of(PREPOSITION, ADJUNCT, HAVE), any_of(PREPOSITION, TO, LEADS_TO)  # show up
_TAKES_OBJECT = np.isin(COMPLEMENTS, ["noun", "other"])
_OPENS_WORDS = np.isin(COMPLEMENTS, ["quote", "colon"])
_NEAR_MARK = 4  # tokens in front of a verb among which a closing mark shows whose words it has: “Keep out,” the sign reads
_READS_TITLES = np.isin(SUBJECTS, ["he", "i", "we", "you", "who"])
_IS_SOMEBODY, _IS_HE = np.isin(SUBJECTS, ["he", "name"]), np.isin(SUBJECTS, ["he"])
_NO_TALE = any_of(PREPOSITION, TO, LEADS_TO, FIGURE)  # recalled to the ship, reported 41 thefts
_COUNTED = slice(NEXT, NEXT + 3)  # tokens behind a verb: recounted all the votes
_IS_END = np.isin(COMPLEMENTS, ["end"])


def hearings(columns: Columns) -> Ints:
    """Return the verbs of what a court is told, with a clause behind or nothing: ``The valve failed, the inquiry heard.``"""
    (token,) = (class_table("heard").take(columns.closed) & columns.outside).nonzero()
    if not len(token):
        return token
    segment = columns.segment.take(token)
    following, ends = token + _ONE, token + _ONE == columns.last.take(segment)
    tells = ends | _PAUSES.take(columns.tokens.kind.take(following, mode="clip"))
    pronoun = columns.are_in(following, "pronoun")
    object_too = columns.are_in(following, "subject_it")  # heard it twice
    pronoun &= ~object_too | columns.are_in(following + _ONE, "finite")
    tells |= pronoun
    tells &= columns.are_in(token - _ONE, "tribunal") & (token > columns.first.take(segment))
    return token.compress(tells)


def findings(columns: Columns, around: Surroundings, complement: Ints) -> Ints:
    """Return which verbs have what evidence shows for their object: ``Data from the agency show a fall of 3 per cent``.

    The evidence is the subject, and neither what a preposition or a relative clause adds to it nor a part of a name: not ``the
    survey ship found a wreck``, ``a hole in the records showed a blank page``, ``the boy who took the tests found a seat``.
    Papers show a thing, but do not find it: ``the letters found a publisher``.
    """
    wanted = ((around.verb & FINDS) > 0) & _TAKES_OBJECT.take(complement)
    (row,) = (wanted & ((around.signs[NEXT] & _NO_OBJECT) == 0)).nonzero()
    if not len(row):
        return row
    signs = around.signs[:BEFORE].take(row, axis=1)
    evidence = ((signs & EVIDENCE) > 0) & reached(signs, _BREAKS)
    (some,) = evidence.any(axis=0).nonzero()
    if not len(some):
        return some
    signs, evidence = signs.take(some, axis=1), evidence.take(some, axis=1)
    row = row.take(some)
    place = around.place[:BEFORE].take(row, axis=1)
    goes_on = (signs[:-1] & _GOES_ON) > 0
    goes_on |= columns.end_in(place[:-1], "ed") | columns.end_in(place[:-1], "en") | columns.end_in(place[:-1], "ly")
    words = closed_words(columns, around, slice(BEFORE), row)
    goes_on |= class_table("also").take(words[:-1])
    evidence[1:] &= goes_on  # the survey ship
    searches = columns.are_in(around.token.take(row), "searches")
    evidence &= ~(class_table("papers").take(words) & searches)
    return row.compress((evidence & ~_governed(signs, class_table("relative").take(words))).any(axis=0))


def _governed(signs: Ints, relative: Bools) -> Bools:
    """Which tokens in front of a verb stand a few words behind a preposition, or a relative pronoun and its verb."""
    ends = (signs & _ENDS) > 0
    opens = ((signs & PREPOSITION) > 0) & ~ends
    opens[:-1] |= relative[1:]
    governed = np.zeros_like(ends)
    for _ in range(_LONGEST_SUBJECT):
        governed[:-1] = opens[1:] | (governed[1:] & ~ends[1:])
    return governed


def tails(columns: Columns, around: Surroundings, complement: Ints, finite: Ints, plain: Bools) -> Ints:
    """Return which verbs close the sentence behind what evidence shows: ``The drug cut the risk, the trial found.``

    With a verb in front of the comma, and but a noun between: not ``After a long search, the wreck was found``, nor ``When the
    tide fell, the wreck showed.``

    Parameters
    ----------
    columns : Columns
    around : Surroundings
    complement : ndarray of int64, shape (n_verbs,)
    finite : ndarray of int64
        The tokens that look like finite verbs.
    plain : ndarray of bool, shape (n_verbs,)
        The verb has no auxiliary, and is neither gerund nor infinitive.
    """
    (row,) = (((around.verb & FINDS) > 0) & _IS_END.take(complement) & plain).nonzero()
    if not len(row):
        return row
    signs = around.signs[: _LONGEST_SUBJECT + 2].take(row, axis=1)
    comma = (((signs & COMMA) > 0) & reached(signs, _OF_LONGER))[1:]
    first = around.first.take(row)
    mark = around.place[1 : _LONGEST_SUBJECT + 2].take(row, axis=1)
    comma &= finite.searchsorted(mark) > finite.searchsorted(first)
    return row.compress(comma.any(axis=0) & ~columns.are_in(first, "opens_sentence"))


def tellings(columns: Columns, around: Surroundings, subject: Ints, complement: Ints) -> Ints:
    """Return which verbs tell of what somebody saw: ``Passengers described a bang``, ``She recalls a childhood of cold rooms``.

    Cars are recalled, votes recounted and thefts reported, too: not ``He recalled the cars``, ``Marr recalls its jam``,
    ``Clerks recounted the ballots``, ``A neighbour reported the theft``.
    """
    words = columns.closed.take(around.token)
    tells = any_class("recounts", "recalls").take(words)
    (row,) = (tells & _TAKES_OBJECT.take(complement) & ((around.signs[NEXT] & _NO_TALE) == 0)).nonzero()
    if not len(row):
        return row
    word, behind = words.take(row), closed_words(columns, around, _COUNTED, row)
    saw = class_table("witness").take(closed_words(columns, around, slice(1), row)[0])
    saw &= ~(class_table("reported").take(word) & class_table("definite").take(behind[0]))
    teller = subject.take(row)
    told_by = np.where(class_table("brought_back").take(word), _IS_HE.take(teller), _IS_SOMEBODY.take(teller))
    counted = class_table("counted").take(behind).any(axis=0)
    return row.compress(saw | (class_table("recalls").take(word) & told_by & ~counted))


def readings(around: Surroundings, subject: Ints, complement: Ints) -> Ints:
    """Return which verbs tell what a thing bears: ``The sign read: “Keep out.”``, ``“No entry,” it read.``

    Somebody reads a title, too: ``She read “The Tides” to her son``.
    """
    (row,) = ((around.verb & READS) > 0).nonzero()
    if not len(row):
        return row
    signs = around.signs[:_NEAR_MARK].take(row, axis=1)
    closing = around.marks[:_NEAR_MARK].take(row, axis=1) & ((signs & COMMA) == 0) & reached(signs, _OF_LONGER)
    opens = _OPENS_WORDS.take(complement.take(row)) & ~_READS_TITLES.take(subject.take(row))
    return row.compress(closing.any(axis=0) | opens)
