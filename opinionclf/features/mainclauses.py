"""Whether a reporting verb stands in the main clause of its sentence, and what of it stands in front of the verb."""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import Bools, Ints, constant
from opinionclf.features.columns import Columns
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.surroundings import (
    AUXILIARY,
    BE,
    BEFORE,
    BREAKS_CLAUSE,
    CLAUSE_BUT_TO,
    COMMA,
    COMMA_KINDS,
    END,
    FACTIVE,
    HAVE,
    LEAD,
    NAMED,
    NOT,
    ORDERS_THOUGHT,
    SETS_TIME,
    Surroundings,
    any_of,
    reached,
)
from opinionclf.text.kinds import COMMA as COMMA_TOKEN
from opinionclf.text.kinds import DASH as DASH_TOKEN
from opinionclf.text.kinds import kinds
from opinionclf.text.wordclasses import class_table

PLACES = ("main", "led", "later", "deep")
_MAIN, _DEEP = PLACES.index("main"), PLACES.index("deep")
_RELATIVE_REACH = 7  # tokens behind a comma among which a relative word shows an insertion (most of whom)
_COMMAS = kinds(*COMMA_KINDS)
_BEHIND_COMMA = np.arange(1, _RELATIVE_REACH + 1)[:, None]
_IN_FRONT = np.array([[1], [2]])  # tokens in front of a verb: who had, whom she had
_HEAD = np.arange(3)[:, None]  # the first tokens of a sentence, among which its subject may be one of the writer's
_OPENING = np.arange(4)[:, None]  # the first tokens of a sentence: On Monday, as
_IS_AUXILIARY, _NO_AUXILIARY = any_of(AUXILIARY, BE, HAVE, NOT), any_of(NAMED, COMMA, BREAKS_CLAUSE)
_JOINS, _OPENS_CLAUSE = any_of(LEAD, CLAUSE_BUT_TO, COMMA), any_of(BREAKS_CLAUSE, AUXILIARY)
_BREAKS_TIME = any_of(LEAD, CLAUSE_BUT_TO, COMMA, BE)
_ENDS_CLAUSE = any_of(COMMA, END, BREAKS_CLAUSE)
_DENIAL_REACH = 4  # tokens in front of a verb among which a denial goes with it or with its subject (neither of the men)
_HOLDS_CLAUSE = np.isin(COMPLEMENTS, ["that", "clause"])
_TELLS_CLAUSE = np.isin(COMPLEMENTS, ["that", "clause", "wh"])
_LEAD_OR_COMMA = any_of(LEAD, COMMA)
_ONE, _TWO = constant(1, np.int64), constant(2, np.int64)


def fronts(columns: Columns, token: Ints, finite: Ints) -> Ints:
    """Return in front of which token stands what belongs to each verb.

    The verb itself; in ``The minister, who took office in May, said`` the mark that opens the insertion: the verb stands right
    behind a comma or dash, and what an earlier one opens is no clause of its own.
    """
    kind = columns.tokens.kind
    (row,) = _COMMAS.take(kind.take(token - _ONE, mode="clip")).nonzero()
    if not len(row):
        return token
    (mark,) = (((kind == COMMA_TOKEN) | (kind == DASH_TOKEN)) & columns.outside).nonzero()
    if not len(mark):
        return token
    closing = token.take(row) - _ONE
    first = columns.first.take(columns.segment.take(closing + _ONE))
    number = finite.searchsorted(first)  # of the first finite verb of the sentence
    verb = np.append(finite, len(kind)).take(number)  # behind the text where there is none
    opening = mark.take(mark.searchsorted(verb) - _ONE, mode="clip")
    inserted = _open_insertions(columns, opening, verb) & (first < opening) & (opening < verb) & (verb < closing)
    front = token.copy()
    front[row[inserted]] = opening[inserted]
    # Or the verb of the insertion is none that is known: which employs 400 people.
    relative_mark = mark.compress(columns.are_in(mark + _ONE, "relative"))
    if len(relative_mark):
        opening = relative_mark.take(relative_mark.searchsorted(first), mode="clip")
        unknown = (opening > first) & (opening < closing) & (finite.searchsorted(opening) == number) & ~inserted
        front[row[unknown]] = opening[unknown]
    return front


def _open_insertions(columns: Columns, opening: Ints, verb: Ints) -> Bools:
    """Which marks open an insertion, by the first finite verb of the sentence behind them.

    The verb is a participle (``elected in May``), or has a relative word (``most of whom had left``) or a speaker (``I learned
    later``) in front of it; or it stands right behind a relative word (``a nurse who had left``).
    """
    following = columns.closed.take(opening + _BEHIND_COMMA, mode="clip")
    inserts = np.logical_or.reduce(class_table("relative").take(following) & (opening + _BEHIND_COMMA < verb))
    inserts |= (opening + _ONE == verb) & ~class_table("finite").take(following[0])
    return inserts | class_table("speaker").take(following[0]) | columns.are_in(verb - _ONE, "relative_subject")


def places(columns: Columns, around: Surroundings, finite: Ints, plain: Bools) -> tuple[Ints, Ints]:
    """Return whether each verb stands behind another finite verb, behind a subordinating word, or behind both.

    Parameters
    ----------
    columns : Columns
    around : Surroundings
    finite : ndarray of int64
        The tokens that look like finite verbs.
    plain : ndarray of bool, shape (n_verbs,)
        The verb has no auxiliary, and is neither gerund nor infinitive.

    Returns
    -------
    place : ndarray of int64, shape (n_verbs,)
        Index into PLACES.
    headed : ndarray of int64
        Numbers of the verbs behind a relative clause of their subject, which stands in front of that.
    """
    own = around.front - _auxiliaries(around)
    place = (finite.searchsorted(own) > finite.searchsorted(around.first)) * _TWO
    place += (np.bitwise_or.reduce(around.signs[:BEFORE], axis=0) & LEAD).astype(bool)
    (row,) = (plain & (place > _MAIN)).nonzero()
    if not len(row):
        return place, row
    # The first finite verb of each sentence; behind its end where there is none.
    verb = np.append(finite, len(columns.closed)).take(finite.searchsorted(around.first.take(row)))
    headed = row.compress(_follow_relative_clauses(columns, around, row, verb))
    place[row.compress(_follow_subordinate_clauses(columns, around, row, verb))] = _MAIN
    place[headed] = _MAIN
    return place, headed


def set_time(columns: Columns, around: Surroundings, finite: Ints, place: Ints) -> Ints:
    """Return which verbs stand in a clause that says when something happened: ``Oil rose after Lowe said that``.

    A finite verb behind *after* or *when* with nothing but its subject between, in a sentence whose own verb stands in
    front of that; not ``apologised after the crash and promised``, ``documents captured after the war show``.
    """
    (row,) = (place == _DEEP).nonzero()
    if not len(row):
        return row
    token = around.token.take(row)
    inflected = columns.end_in(token, "ed") | columns.are_in(token, "finite")
    signs, word = around.signs[:BEFORE].take(row, axis=1), around.place[:BEFORE].take(row, axis=1)
    sets_time = ((signs & SETS_TIME) > 0) & reached(signs, _BREAKS_TIME)
    own = around.front.take(row) - _auxiliaries(around).take(row) + _ONE
    sets_time &= finite.searchsorted(word) == finite.searchsorted(own)
    return row.compress(inflected & sets_time.any(axis=0))


def supposed(columns: Columns, around: Surroundings, finite: Ints) -> Ints:
    """Return which verbs tell what nobody said: ``Had the mayor said that, he would have gone``.

    No comma stands between, nor a word that opens a clause: ``Had a call from a clerk who said that``.
    """
    (row,) = columns.are_in(around.first, "had").nonzero()
    if not len(row):
        return row
    own = finite.searchsorted(around.token.take(row)) - finite.searchsorted(around.first.take(row)) == 1
    return row.compress(own & ((around.signs[:BEFORE].take(row, axis=1) & _LEAD_OR_COMMA) == 0).all(axis=0))


def led_in(columns: Columns, around: Surroundings, place: Ints) -> Ints:
    """Return which verbs only lead to the one that reports: ``While speaking to reporters, the minister stated that``."""
    (row,) = (around.token - around.first == _ONE).nonzero()
    row = row.compress(columns.are_in(around.first.take(row), "opens_sentence")) if len(row) else row
    if not len(row):
        return row
    main = around.segment.compress(place == _MAIN)
    return row.compress(np.isin(around.segment.take(row), main) & (place.take(row) != _MAIN))


def bidden(columns: Columns, around: Surroundings, complement: Ints) -> Ints:
    """Return which verbs bid the reader think something: ``Suppose that he was right``, ``But note how it ends``."""
    (row,) = (((around.verb & ORDERS_THOUGHT) > 0) & _TELLS_CLAUSE.take(complement)).nonzero()
    if not len(row):
        return row
    token, first = around.token.take(row), around.first.take(row)
    behind = (token == first + _ONE) & columns.are_in(first, "joins")
    return row.compress((token == first) | behind)


def unknown(around: Surroundings, complement: Ints) -> Ints:
    """Return which verbs tell of a fact that somebody did not know: ``Neither man knew that the door was locked``."""
    (row,) = (((around.verb & FACTIVE) > 0) & _HOLDS_CLAUSE.take(complement)).nonzero()
    if not len(row):
        return row
    signs = around.signs[:_DENIAL_REACH].take(row, axis=1)
    return row.compress((((signs & NOT) > 0) & reached(signs, _ENDS_CLAUSE)).any(axis=0))


def _auxiliaries(around: Surroundings) -> Ints:
    """How far in front of each verb its own auxiliary may stand: ``has long``, ``have never been``; 1 where none does."""
    near = (around.signs[:3] & _IS_AUXILIARY) > 0
    joined = (around.signs[1] & _NO_AUXILIARY) == 0  # will today be
    return np.where(joined & near[2] & near[0], 3, np.where(near[1] & ((around.signs[0] & _NO_AUXILIARY) == 0), 2, 1))


def _follow_relative_clauses(columns: Columns, around: Surroundings, row: Ints, verb: Ints) -> Bools:
    """Which verbs are those of the main clause, behind a relative clause of its subject: ``People who had backed her say``.

    The first finite verb of the sentence stands behind a relative word, whose head is neither a pronoun nor *anyone*; and no
    further word that opens a clause, no conjunction and no pronoun in front of the reporting verb, which is none of the
    relative clause itself.
    """
    token, first = around.token.take(row), around.first.take(row)
    word = verb - _IN_FRONT
    relative = columns.are_in(word, "relative_subject") & (word > first)
    relative &= token - verb > _ONE
    head = first + _HEAD
    # We who were there say: the clause tells whom the writer means, or nobody.
    personal = columns.are_in(head, "pronoun", "first_plural", "indefinite") & (head < verb)
    signs = around.signs[:BEFORE].take(row, axis=1)
    goes_on = (((signs & _JOINS) > 0) & (around.place[:BEFORE].take(row, axis=1) > verb)).any(axis=0)
    goes_on |= columns.are_in(token - _ONE, "pronoun")
    result: Bools = relative.any(axis=0) & ~(personal.any(axis=0) | goes_on)
    return result


def _follow_subordinate_clauses(columns: Columns, around: Surroundings, row: Ints, verb: Ints) -> Bools:
    """Which verbs are those of the main clause, behind a clause that opens the sentence: ``As it rained, the mayor said``.

    Between the comma behind that clause and the verb stands nothing but a subject.
    """
    token, first = around.token.take(row), around.first.take(row)
    opening = first + _OPENING
    lead = columns.are_in(opening, "opens_sentence") & (opening < verb)
    signs = around.signs[:BEFORE].take(row, axis=1)
    comma = around.place[:BEFORE].take(row, axis=1)
    subject = ((signs & COMMA) > 0) & reached(signs, _OPENS_CLAUSE)
    subject &= (comma > verb) | (verb >= token)  # behind the verb of that clause, if it is known
    subject &= comma > first + _ONE  # not: When, Lowe said,
    subject[0] = False
    return np.logical_or.reduce(lead) & np.logical_or.reduce(subject)  # type: ignore[no-any-return]
