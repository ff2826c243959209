"""What follows a reporting verb: a clause, a quotation, an object, the end.

A sign right behind the verb counts first, then surer ones farther on, then what is told only by the words between.
"""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.arrays import Bools, Ints, NDArray, constant
from opinionclf.features.columns import Columns
from opinionclf.features.surroundings import (
    ACCUSES,
    ADJUNCT,
    AHEAD,
    ARTICLE,
    AS,
    ASKS,
    ASSIGNS,
    ASSIGNS_TO,
    AUXILIARY,
    BATTERS,
    BE,
    BEFORE,
    BREAKS_CLAUSE,
    BY,
    CLAUSE_BUT_TO,
    COMMA,
    COMMA_KINDS,
    DECIDES,
    END,
    END_KINDS,
    FIGURE,
    LEAD,
    LIKENS,
    NAMED,
    NAMES_OBJECT,
    NEXT,
    NO_ROLE,
    OF,
    OPENS_QUESTION,
    ORDERS,
    PAST_FORM,
    PREPOSITION,
    REGARDS_AS,
    TAKES_GERUND,
    TELLS,
    THAT_TIME,
    TIME_NOUN,
    TO,
    TOWARD,
    WANTS_OBJECT,
    WHEN_WHERE,
    Signs,
    Surroundings,
    any_of,
    closed_words,
    first_code,
    reached,
    role_table,
)  # fmt: skip
from opinionclf.text import tokens as tk
from opinionclf.text.wordclasses import any_class, class_codes, class_table

COMPLEMENTS = (
    "other", "that", "to", "as", "of", "quote", "clause", "comma", "end", "noun", "wh", "by", "colon", "adjunct", "double",
)  # fmt: skip
_FEWEST_WANTED = 2  # tokens to the end of the segment, the verb's own last one included
_TIMED = 3  # tokens behind an article among which a noun of time makes a date of it (the very next day)
_NEAR = 4  # tokens behind a verb that are searched for its complement
_OBJECT = slice(NEXT, NEXT + _NEAR)
_COMPLEMENT = {name: number for number, name in enumerate(COMPLEMENTS)}
_OPEN = np.isin(COMPLEMENTS, ["other", "noun"])  # a surer sign may still follow
_SMALL_WORDS = [(name, _COMPLEMENT[name]) for name in ("that", "to", "as", "of", "by", "wh")]
_CLAUSE_OR_OBJECT = ("subject_it", "subject_you")  # pronouns that open a clause or are the object
_THAT, _TO, _COMMA_CODE, _CLAUSE_CODE, _DOUBLE = (
    constant(_COMPLEMENT[name], np.int8) for name in ("that", "to", "comma", "clause", "double")
)
_TOLD = any_of(TOWARD, NAMED)  # who may be told something
_BREAKING = any_of(COMMA, END)
_CLAUSE = any_of(COMMA, END, BREAKS_CLAUSE)  # ends a noun phrase, or opens another clause
_CLAUSE_OR_VERB = any_of(_CLAUSE, AUXILIARY)
_CLAUSE_OR_LEAD = any_of(_CLAUSE, LEAD)  # showed nothing as the judge was
_BEYOND = any_of(COMMA, END, CLAUSE_BUT_TO)
_BEHIND_PREDICATE = any_of(COMMA, END, BREAKS_CLAUSE, PREPOSITION)
_NO_OBJECT = any_of(PREPOSITION, TO, TOWARD)  # what stands in front of an adjective that is no predicate: called for bad
_FINITE = any_of(AUXILIARY, PAST_FORM)
_BEHIND_OBJECT = any_of(COMMA, END, BREAKS_CLAUSE, PREPOSITION, ARTICLE, TO)
_NAMING = any_of(NAMES_OBJECT, REGARDS_AS, ASSIGNS, ACCUSES, LIKENS)  # of verbs
_JUDGES = any_of(NAMES_OBJECT, REGARDS_AS)
_NAMES_OR_DECIDES = any_of(NAMES_OBJECT, DECIDES)
_NO_NAME = any_of(TIME_NOUN, FIGURE, NAMED)  # of what somebody is called: called Ann by, called two days later by
_NAMED_OR_ARTICLE = any_of(NAMED, ARTICLE)
_TO_OBJECT = any_of(PREPOSITION, TO)
_ADJUNCT = any_of(ADJUNCT, PREPOSITION)
# By complement: the signs one token farther on that make it another one.
_LOOKS_BEHIND = np.array([{"clause": _BEHIND_OBJECT, "to": _TOLD}.get(name, 0) for name in COMPLEMENTS], dtype=np.uint32)


@functools.cache
def _small_words() -> NDArray[np.int8]:
    return class_codes(*_SMALL_WORDS)


@functools.cache
def _following_roles() -> NDArray[np.int8]:
    """What stands right behind a verb."""
    marks = _sure_marks()
    marks[list(END_KINDS)], marks[list(COMMA_KINDS)] = _COMPLEMENT["end"], _COMPLEMENT["comma"]
    clause, noun = ("pronoun", _COMPLEMENT["clause"]), _COMPLEMENT["noun"]
    table = role_table(class_codes(*_SMALL_WORDS, clause, ("determiner", noun), ("object", noun)), marks)
    name = table[:, 1, 1:]
    name[name == 0] = noun
    return table


@functools.cache
def _roles_of(*names: str) -> Bools:
    """Whether each role is that of a word of some classes."""
    return role_table(any_class(*names))


@functools.cache
def _later_roles() -> NDArray[np.int8]:
    """What stands some tokens behind a verb: only the surest signs count."""
    return role_table(class_codes(("that", _COMPLEMENT["that"]), ("pronoun", _COMPLEMENT["clause"])), _sure_marks())


def _sure_marks() -> NDArray[np.int8]:
    codes = np.zeros(tk.OTHER + 1, dtype=np.int8)
    codes[tk.DOUBLE : tk.CLOSE_SINGLE + 1], codes[tk.COLON] = _COMPLEMENT["quote"], _COMPLEMENT["colon"]
    return codes


def complements(columns: Columns, around: Surroundings) -> Ints:
    """Return what follows each verb, as an index into COMPLEMENTS."""
    roles, signs = around.role[NEXT:], around.signs[NEXT:]
    complement = _nearest_complements(columns, around)
    # Behind an object (`told the board that`) only the surest signs count.
    (row,) = _OPEN.take(complement).nonzero()
    if len(row):
        verb = _judging(columns, around)
        complement[row] = _later_complements(
            roles.take(row, axis=1), signs.take(row, axis=1), complement.take(row), (around.last - around.end).take(row),
            np.where(around.end > around.token, verb & ~ASKS, verb).take(row),  # not: asked for it when
        )  # fmt: skip
    (row,) = _OPEN.take(complement).nonzero()
    if len(row):
        complement[row[_want_something(columns, around, row)]] = _TO
        complement[row[_judge_object(columns, around, row)]] = _DOUBLE
    complement[_judged_by(around, signs)] = _DOUBLE
    (row,) = (complement == _COMMA_CODE).nonzero()
    if len(row):
        complement[row[_go_on_with_that(roles.take(row, axis=1), signs.take(row, axis=1))]] = _THAT
    (row,) = (complement == _THAT).nonzero()
    if len(row):
        complement[row[_tell_that_time(roles.take(row, axis=1), signs.take(row, axis=1))]] = _COMPLEMENT["other"]
    return complement.astype(np.int64)


def _nearest_complements(columns: Columns, around: Surroundings) -> NDArray[np.int8]:
    """What stands right behind each verb, or what the last word of its phrase says of it."""
    roles, signs = around.role[NEXT], around.signs[NEXT + 1]
    complement = _following_roles().take(roles)
    if around.end is not around.token:
        tail = _small_words().take(columns.closed.take(around.end)) * (around.end > around.token)
        complement = np.where(tail == 0, complement, tail)
    # `announced it in May`, `wanted it.`, and not `announced it would`.
    # `stated to the court that`: the one who was told, and no infinitive.
    (row,) = (_LOOKS_BEHIND.take(complement) & signs).nonzero()
    if len(row):
        is_to = complement.take(row) == _TO
        is_told = is_to & (around.end.take(row) == around.token.take(row))
        is_object = ~is_to & _roles_of(*_CLAUSE_OR_OBJECT).take(roles.take(row))
        complement[row[is_told | is_object]] = _COMPLEMENT["noun"]
    return complement


def _go_on_with_that(roles: Ints, signs: Signs) -> Bools:
    """Which verbs have a *that* behind an insertion: ``said, in a letter to the board, that``."""
    that = (_later_roles().take(roles[2:]) == _THAT) & ((signs[1:-1] & COMMA) > 0)
    return np.logical_or.reduce(that)  # type: ignore[no-any-return]


def _tell_that_time(roles: Ints, signs: Signs) -> Bools:
    """Which verbs have no *that* behind them but those of times: ``wrote that night``."""
    that = _later_roles().take(roles[:-1]) == _THAT
    timed = that & ((signs[1:] & THAT_TIME) > 0)
    return timed.any(axis=0) & (that.sum(axis=0) == timed.sum(axis=0))  # type: ignore[no-any-return]


def _judging(columns: Columns, around: Surroundings) -> Signs:
    """The classes of the verbs, but that of judging where a thing is hit: ``slammed the door as a bell rang``."""
    if not around.verbs & BATTERS:
        return around.verb
    (row,) = ((around.verb & BATTERS) > 0).nonzero()
    hit = class_table("battered").take(closed_words(columns, around, _OBJECT, row)).any(axis=0)
    verb = around.verb.copy()
    verb[row[hit]] &= ~REGARDS_AS
    return verb


def surely_hold_clause(around: Surroundings, complement: Ints) -> Bools:
    """Which verbs have a clause for their object beyond doubt.

    Not ``people found near it say``, ``noticed it only now``, nor what opens the sentence: ``State governors do``.
    """
    roles, signs = around.role[NEXT:], around.signs[NEXT:]
    result: Bools = (complement == _CLAUSE_CODE) & (around.token > around.first) & ((signs[0] & PREPOSITION) == 0)
    (row,) = result.nonzero()
    if len(row):
        may_be_object = _roles_of(*_CLAUSE_OR_OBJECT).take(roles[0].take(row))
        result[row] = ~may_be_object | ((signs[1].take(row) & _FINITE) > 0)
    return result


def _judged_by(around: Surroundings, signs: Signs) -> Bools:
    """Which verbs are passives with who judges and what the subject is taken for.

    ``Was hailed by critics as``, ``were branded racists by``; not ``was branded on the arm by``, ``was called twice that
    night by``, ``was called Ann by``, nor what an office decides: ``was declared a park by``.
    """
    passive = ((around.verb & _JUDGES) > 0) & (around.signs[:2] & BE).any(axis=0)
    if not len(passive.nonzero()[0]):
        return passive
    clean = (np.bitwise_or.accumulate(signs, axis=0) & _CLAUSE_OR_VERB) == 0
    taken = ((signs[0] & BY) > 0) & ((around.verb & REGARDS_AS) > 0) & (_taken_for(signs) & clean).any(axis=0)
    by = ((signs[1:] & BY) > 0) & clean[1:] & ((np.bitwise_or.accumulate(signs[:-1], axis=0) & _NO_NAME) == 0)
    named = ((signs[0] & _TO_OBJECT) == 0) & ((around.verb & _NAMES_OR_DECIDES) == NAMES_OBJECT) & by.any(axis=0)
    return passive & (taken | named)


def _taken_for(signs: Signs) -> Bools:
    """Where *as* opens what something is taken for: not ``as he left``, ``as soon as``, ``as well``."""
    taken = (signs & AS) > 0
    taken[:-1] &= (signs[1:] & NO_ROLE) == 0
    return taken


def _want_something(columns: Columns, around: Surroundings, row: Ints) -> Bools:
    """``Proposed a levy``, ``denied taking the money``: a noun that says as much as an infinitive."""
    verb, end = around.verb.take(row), around.end.take(row)
    wanted = (verb & WANTS_OBJECT).astype(bool)
    (gerund,) = (verb & TAKES_GERUND).nonzero()
    if len(gerund):
        following = around.place[BEFORE].take(row.take(gerund))
        wanted[gerund] |= columns.end_in(following, "ing") & (columns.closed.take(following, mode="clip") == 0)
    return wanted & (around.last.take(row) - end > _FEWEST_WANTED)


def _judge_object(columns: Columns, around: Surroundings, row: Ints) -> Bools:
    """``Called the arrest illegal``, ``termed it unfair``: an adjective that judges, and behind it no noun."""
    result = (around.verb.take(row) & _NAMES_OR_DECIDES) == NAMES_OBJECT
    (judging,) = result.nonzero()
    if not len(judging):
        return result
    row = row.take(judging)
    signs = around.signs[NEXT:].take(row, axis=1)
    unit = columns.unit.take(around.place[NEXT:].take(row, axis=1), mode="clip")
    adjective = columns.lexicon.adjective.take(unit)[1:-1] & ((signs[2:] & _BEHIND_PREDICATE) > 0)
    adjective &= ((signs[:-2] & _NO_OBJECT) == 0) & reached(signs, _CLAUSE_OR_VERB)[1:-1]
    result[judging] = adjective.any(axis=0)
    return result


def _later_complements(ahead: Ints, signs: Signs, complement: NDArray[np.int8], left: Ints,
                       verb: Signs) -> NDArray[np.int8]:
    """The complements of verbs behind which stands an object, or nothing that tells.

    Parameters
    ----------
    ahead : ndarray of int64, shape (AHEAD, n_verbs)
        Roles.
    signs : ndarray of uint32, shape (AHEAD, n_verbs)
    complement : ndarray of int8, shape (n_verbs,)
        As far as it is known.
    left : ndarray of int64, shape (n_verbs,)
        Tokens to the end of the segment, the verb's own last one included.
    verb : ndarray of uint32, shape (n_verbs,)
        The classes of each verb, as bits; none of asking where the one who is asked does not stand right behind it.
    """
    codes = _later_roles().take(ahead)
    that = codes[_NEAR:] == _THAT
    if len(that.nonzero()[0]):
        # `announced late on Monday that`: nothing but words may stand between, and the commas of a date.
        that &= ~np.logical_or.accumulate(_breaking(signs)[_NEAR - 1 : -1], axis=0)
        complement[that.any(axis=0)] = _THAT
    later = first_code(_without_idle_pronouns(codes[1:_NEAR], signs, verb))
    complement = np.where(later == 0, complement, later)
    if not len(_OPEN.take(complement).nonzero()[0]):
        return complement
    # Where no sure sign stands.
    seen = np.bitwise_or.accumulate(signs, axis=0)
    complement[_OPEN.take(complement) & _names(ahead[0], signs, seen, verb)] = _DOUBLE
    complement[_OPEN.take(complement) & _hold_clause(codes, signs, seen)] = _COMPLEMENT["clause"]
    complement[_OPEN.take(complement) & _ask(signs, verb)] = _COMPLEMENT["wh"]
    complement[_OPEN.take(complement) & _lead_to_infinitive(signs, verb)] = _COMPLEMENT["to"]
    # `the ministry announced on Tuesday night.`
    adjunct = ((signs[0] & ADJUNCT) > 0) & (((seen[-1] & _BREAKING) > 0) | (left <= AHEAD))
    ends = np.where(left <= 1, _COMPLEMENT["end"], adjunct * _COMPLEMENT["adjunct"])
    return np.where(complement == 0, ends, complement)


def _without_idle_pronouns(codes: NDArray[np.int8], signs: Signs, verb: Signs) -> NDArray[np.int8]:
    """The codes of the tokens from the second one on, but for pronouns that open no clause the verb has for its object.

    ``Showed nothing as he left``, ``wrote from there.``, ``found the letter he wrote``; one may tell the board he left.
    """
    idle = ((signs[: _NEAR - 1] & LEAD) | (signs[2 : _NEAR + 1] & _BEHIND_OBJECT)) > 0
    idle |= ((signs[0] & TOWARD) > 0) & ((verb & TELLS) == 0)
    return codes * ~(idle & (codes == _CLAUSE_CODE))


def _breaking(signs: Signs) -> Bools:
    """Which tokens are marks that end a clause: all but the commas on both sides of a figure (``wrote in May, 2021, that``)."""
    comma = (signs & COMMA) > 0
    dated = comma[:-2] & ((signs[1:-1] & FIGURE) > 0) & comma[2:]
    comma[:-2] &= ~dated
    comma[2:] &= ~dated
    return comma | ((signs & END) > 0)


def _names(following: Ints, signs: Signs, seen: Signs, verb: Signs) -> Bools:
    """An object, and what it is taken for: ``called it a sham``, ``saw it as a sham``, ``accused it of fraud``.

    `following` holds the roles of the tokens right behind the verbs, `seen` the signs of each token and of those between it and
    the verb.
    """
    result = (verb & _NAMING).astype(bool)
    (row,) = result.nonzero()
    if not len(row):
        return result
    verb, before = verb.take(row), signs[:-1].take(row, axis=1)
    titled = _give_title(following.take(row), signs.take(row, axis=1)) & ((verb & _NAMES_OR_DECIDES) == NAMES_OBJECT)
    between = seen[:-1].take(row, axis=1)
    signs, seen = signs[1:].take(row, axis=1), seen[1:].take(row, axis=1)
    clean = (seen & _CLAUSE_OR_VERB) == 0
    article = ((signs & ARTICLE) > 0) & ((before & _TO_OBJECT) == 0)
    article[:-1] &= (signs[1:] & TIME_NOUN) == 0  # called her a day later
    called = article & clean & ((verb & NAMES_OBJECT) > 0)
    accused = ((signs & OF) > 0) & clean & ((verb & ACCUSES) > 0)
    regarded = _taken_for(signs) & clean & ((verb & REGARDS_AS) > 0)
    assigned = ((signs & ASSIGNS_TO) > 0) & ((seen & _BREAKING) == 0) & ((verb & ASSIGNS) > 0)
    likened = ((signs & TO) > 0) & ((between & _CLAUSE_OR_VERB) == 0) & ((verb & LIKENS) > 0)
    likened[:-1] &= (signs[1:] & _NAMED_OR_ARTICLE) > 0  # a freight train; the lists are compared
    likened[-1] = False  # what it leads to is out of reach
    result[row] = (called | accused | regarded | assigned | likened).any(axis=0) | titled
    return result


def _give_title(following: Ints, signs: Signs) -> Bools:
    """Which verbs say what somebody is: ``called him the heartbeat of the town``; not ``called him the next day``."""
    named, article = (signs & NAMED) > 0, (signs & TOWARD) > 0
    timed = (signs & TIME_NOUN) > 0
    somebody = named[0] | _roles_of("object", "her").take(following)
    near = somebody & article[1] & ~timed[2 : 2 + _TIMED].any(axis=0)
    result: Bools = near | (named[0] & named[1] & article[2] & ~timed[3 : 3 + _TIMED].any(axis=0))
    return result


def _lead_to_infinitive(signs: Signs, verb: Signs) -> Bools:
    """``promised from the stage on Saturday to return``: behind an adjunct, or whom it tells to; and not ``to the court``."""
    adjunct = ((signs[0] & _ADJUNCT) > 0) | ((verb & ORDERS) > 0)
    if not len(adjunct.nonzero()[0]):
        return adjunct
    to = ((signs[1:-1] & TO) > 0) & ((signs[2:] & _TOLD) == 0)
    breaks = np.bitwise_or.accumulate(signs[:-1], axis=0)[1:] & _BEYOND
    return adjunct & (to & (breaks == 0)).any(axis=0)


def _hold_clause(codes: NDArray[np.int8], signs: Signs, seen: Signs) -> Bools:
    """``said the plan was``, ``told me she would``, ``showed prices rose``: a clause without *that*, known by its own verb."""
    finite = ((signs[1:] & AUXILIARY) > 0) | _follow_one_noun(codes, signs)
    return np.logical_or.reduce(finite & ((seen[1:] & _CLAUSE_OR_LEAD) == 0))  # type: ignore[no-any-return]


def _follow_one_noun(codes: NDArray[np.int8], signs: Signs) -> Bools:
    """Which tokens from the second one on are past forms with but one noun phrase between them and the verb.

    Not ``showed a rose``, nor a relative clause without its word: ``found the path the miners took``, ``the coat she wore``.
    """
    past = ((signs[1:] & PAST_FORM) > 0) & ((signs[:-1] & ARTICLE) == 0)
    past[1:] &= codes[1:-1] != _CLAUSE_CODE
    second = ((signs[1:] & TOWARD) > 0) & ((signs[:-1] & PREPOSITION) == 0)
    return past & ~np.logical_or.accumulate(second, axis=0)  # type: ignore[no-any-return]


def _ask(signs: Signs, verb: Signs) -> Bools:
    """``asked him whether``, ``asked the board how many``: a question behind whom one asks.

    *When* and *where* open none behind a preposition: ``asked the school for help when the bus failed``.
    """
    asks = (verb & ASKS) > 0
    if not len(asks.nonzero()[0]):
        return asks
    question = ((signs & OPENS_QUESTION) > 0) & reached(signs, _CLAUSE_OR_VERB)
    question &= ((signs & WHEN_WHERE) == 0) | reached(signs, PREPOSITION)
    return asks & question.any(axis=0)
