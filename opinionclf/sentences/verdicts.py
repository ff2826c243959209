"""Whether a stop ends its sentence, by what stands around it.

Each rule reads one stop. Stops with the same facts get the same verdict, so it is remembered, and many stops cost little
more than their facts. The word lists are plain data: abbreviations by what may follow them, words that begin a sentence
(both hand-written and learnt from our own corpus), names that end in a mark.
"""

from __future__ import annotations

from opinionclf.sentences.stops import (
    AFTER_ABBREVIATION,
    AFTER_LETTERED,
    AFTER_TIME,
    APOSTROPHES,
    GAP,
    IN_ADDRESS,
    MAY_BEGIN,
    NAMED,
    NOTHING,
    PARAGRAPH,
    SPOKEN,
    WITHOUT_CAPITALS,
    Stop,
    UnknownFactError,
)  # fmt: skip
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import ENDERS, WORDS
from opinionclf.text.wordlists import (
    ABBREVIATION,
    ASIDE,
    CLOCK,
    ENDER,
    INNER,
    LABEL,
    LOWER_NAME,
    MONTH,
    NAME,
    NUMBERED,
    PRONOUN,
    STARTER,
    TITLE,
    UNIT,
)  # fmt: skip

_LONGEST_SIGNATURE = 5  # tokens of a name under a quotation
_LONGEST_OPENING = 3  # tokens of the letters in front of a note, up to the last stop
_LONGEST_ELLIPSIS = 3  # characters of one inside a sentence
_VERDICTS_KEPT = 1 << 15
_OWN_MARKS = (tk.QUESTION, tk.EXCLAMATION)


class _Verdicts(dict[bytes, int]):
    """The verdict on each stop by its facts, worked out when it is first asked for; `lru_cache` would take thrice as long."""

    def __missing__(self, facts: bytes) -> int:
        if len(self) >= _VERDICTS_KEPT:
            self.clear()
        self[facts] = verdict = _verdict(facts)
        return verdict


VERDICTS = _Verdicts()


def _verdict(facts: bytes) -> int:
    """1 if the stop with these facts ends its sentence, 0 if not; else the further fact on which that depends."""
    try:
        return int(_ends_sentence(Stop(facts)))
    except UnknownFactError as unknown:
        fact: int = unknown.args[0]
        return fact


def _ends_sentence(stop: Stop) -> bool:
    if not _may_begin(stop) or (stop.after.front == NOTHING and not _is_space_missing(stop)):
        return False
    kind = stop.stop.kind
    if kind in _OWN_MARKS:
        return _own_mark_ends(stop)
    if kind == tk.ELLIPSIS:
        return not (stop.bare and _is_pause(stop))
    # A stop that stands alone ends what it stands behind.
    return stop.stop.front != NOTHING or not (_is_abbreviation(stop) or _is_label(stop))


def _own_mark_ends(stop: Stop) -> bool:
    """A question mark or exclamation mark ends its sentence."""
    before, word = stop.before, stop.word
    # Yahoo! Finance: the mark belongs to the name.
    if before.has(NAME) and before.kind == tk.CAP and not word.has(STARTER):
        return False
    # “Why?” Smith asked; “Why?” She said nothing.
    begins_anew = _starter_follows(stop) and word.kind == tk.CAP and not word.has(PRONOUN | TITLE)
    return stop.bare or begins_anew or not stop.is_known(SPOKEN)


def _starter_follows(stop: Stop) -> bool:
    """A word follows that goes on no name, with a capital."""
    return stop.word.has(STARTER) and stop.word.is_capital


def _may_begin(stop: Stop) -> bool:
    """What follows can be the beginning of a sentence."""
    after, word, following = stop.after, stop.word, stop.following
    opens, spaced = after.mark == 1, after.front == GAP
    if _is_apostrophe_of_word(stop) or _is_aside(stop):
        return True
    if after.kind == tk.ELLIPSIS and following.kind == tk.WORD and spaced and stop.stop.kind != tk.ELLIPSIS:
        return True
    if _may_begin_in_lower_case(stop) and (word.has(LOWER_NAME) or stop.is_known(NAMED) or stop.is_known(WITHOUT_CAPITALS)):
        return True
    begins = (opens or (after.kind in MAY_BEGIN and not after.mark)) and word.kind != tk.WORD
    begins = begins or (opens and spaced and stop.stop.kind == tk.STOP)
    return begins and not _goes_on(stop)


def _is_apostrophe_of_word(stop: Stop) -> bool:
    """``'Tis``"""
    after = stop.after
    return after.kind in APOSTROPHES and not after.mark and after.front == GAP and stop.following.kind == tk.CAP


def _is_aside(stop: Stop) -> bool:
    """``[pause]``: what a transcript notes between two sentences"""
    after = stop.after
    bracketed = after.kind == tk.OPEN_BRACKET and after.front == GAP and stop.behind_word.kind == tk.CLOSE_BRACKET
    return bracketed and stop.word.has(ASIDE)


def _may_begin_in_lower_case(stop: Stop) -> bool:
    """Whether a sentence in lower case would be recognised: iPhone, de Villiers, or a paragraph without any capital."""
    before = stop.before
    if stop.word.kind != tk.WORD or stop.after.front != GAP or stop.stop.kind == tk.ELLIPSIS:
        return False
    return not before.has(ABBREVIATION) and before.length > 1 and stop.bare


def _goes_on(stop: Stop) -> bool:
    """What follows belongs to what stands before."""
    kind, following, left = stop.after.kind, stop.following, stop.left
    if kind == tk.DASH:
        # What breaks in goes on in lower case: who else? - cut the ribbon.
        if following.kind == tk.WORD:
            return True
        # The name under a quotation belongs to it: “It was enough.” - Jane Doe
        return following.kind == tk.CAP and not stop.bare and left <= _LONGEST_SIGNATURE
    # An omission [...] begins nothing.
    if kind == tk.OPEN_BRACKET:
        return following.kind == tk.ELLIPSIS
    # The paragraph ends in the name of a speaker or photographer, without a stop: It was enough. Jane Doe
    if kind != tk.CAP or following.kind != tk.CAP or stop.after.front != GAP or stop.word.has(STARTER):
        return False
    return left == 1 or (left == 2 and stop.second.kind == tk.CAP)


def _is_space_missing(stop: Stop) -> bool:
    """A missing space: ``seriously.Too bad``, ``Leader.”Designated``, ``said.“We``, ``1986.It``."""
    before, word, behind = stop.before, stop.word, stop.behind_word
    starter = stop.word.has(STARTER) and word.kind == tk.CAP
    if word.kind != tk.CAP or not (word.length >= 2 or starter):
        return False
    if behind.front == NOTHING and behind.kind in IN_ADDRESS:
        return False
    if before.front == NOTHING and stop.earlier.kind in IN_ADDRESS:
        return False
    if not stop.bare or before.mark == -1 or before.kind == tk.CLOSE_BRACKET:
        return True
    if before.kind == tk.NUMBER:
        return starter
    return before.length >= {tk.WORD: 2, tk.CAP: 3}.get(before.kind, 4)


def _is_abbreviation(stop: Stop) -> bool:
    """The stop belongs to an abbreviation and the sentence goes on."""
    if stop.distance == 0 or (not stop.bare and stop.after.mark == 1):
        return False
    return any(is_one(stop) for is_one in _ABBREVIATIONS)


def _ends_no_sentence(stop: Stop) -> bool:
    """``e.g.``, ``vs.``; but: Henry V. The critics"""
    before = stop.before
    may_be_letter = before.kind == tk.ALL_CAPS or (before.kind != tk.WORD and before.length == 1)
    return before.has(INNER) and not (_starter_follows(stop) and may_be_letter)


def _titles_name(stop: Stop) -> bool:
    """``Mr. Reed``"""
    before, word = stop.before, stop.word
    street = stop.earlier.kind == tk.CAP and _starter_follows(stop) and not word.has(TITLE)  # Pine St. The fire
    street = street and not (word.length == 1 and stop.behind_word.kind == tk.STOP)  # Yesterday Mr. A. Reed
    return before.has(TITLE) and before.kind != tk.WORD and word.is_capital and not street


def _is_numbered(stop: Stop) -> bool:
    """``No. 8``, ``Fig. A``; but: Was anyone hurt? No. Eight people"""
    before, word = stop.before, stop.word
    letter = word.length == 1 and stop.earlier.kind in WORDS and not word.has(PRONOUN)
    lettered = word.kind == tk.CAP and (letter or not _starter_follows(stop)) and not _is_answer(stop)
    return before.has(NUMBERED) and (word.kind == tk.NUMBER or (lettered and before.kind != tk.WORD))


def _is_month(stop: Stop) -> bool:
    """``Oct. 4``"""
    before = stop.before
    return before.has(MONTH) and before.kind != tk.WORD and not _starter_follows(stop)


def _may_end_sentence(stop: Stop) -> bool:
    """``Inc. said``, ``3 hrs. later``; but: the Pool Inc. The clerk; a guest fell ill. Ann Lowe"""
    before = stop.before
    opens = stop.after.mark == 1 and stop.word.is_capital  # against Mill Co. “Were
    goes_on = stop.word.kind in (*WORDS, tk.DASH) and not (opens or _starter_follows(stop))
    return (before.has(UNIT) or (before.has(ENDER) and before.kind != tk.WORD)) and before.kind != tk.NUMBER and goes_on


def _is_unit(stop: Stop) -> bool:
    """``3 hrs. 40 min.``"""
    return stop.before.has(UNIT) and stop.word.kind == tk.NUMBER


def _is_answer(stop: Stop) -> bool:
    """The word before the stop is a sentence of its own: ``Was anyone hurt? No. Eight people ...``."""
    return stop.before.front == PARAGRAPH or stop.earlier.kind in ENDERS or stop.earlier.mark != 0


def _is_initial(stop: Stop) -> bool:
    """A letter or a chain of letters with stops (J. R. Smith, U.S., p.m., Ph.D.) that goes on."""
    before, word = stop.before, stop.word
    if before.length != 1 or before.kind not in WORDS:
        return False
    chain = before.front == NOTHING and stop.earlier.kind == tk.STOP
    letter_next = word.length == 1 and word.is_capital and stop.behind_word.kind == tk.STOP
    # P.S. What about the dog?
    opening = chain and stop.distance <= _LONGEST_OPENING
    if _starter_follows(stop) and not letter_next and not opening:
        return False
    if chain:
        clock = stop.fourth.kind == tk.NUMBER and (before.kind == tk.WORD or stop.is_known(AFTER_TIME))
        return not clock or word.has(CLOCK) or word.kind == tk.DASH
    # than I. vitamin C. an A.
    if before.kind != tk.CAP or letter_next:
        return True
    return not before.has(PRONOUN) and not (stop.earlier.kind in WORDS and stop.is_known(AFTER_LETTERED))


_ABBREVIATIONS = (_ends_no_sentence, _titles_name, _is_numbered, _is_month, _may_end_sentence, _is_unit, _is_initial)


def _is_label(stop: Stop) -> bool:
    """``1.``, ``a.``, ``iv.``, ``#3.`` at the start of a paragraph; a number also right after another sentence."""
    before, earlier = stop.before, stop.earlier
    if not stop.bare and stop.next.kind != tk.CLOSE_BRACKET:
        return False
    at_start = before.front == PARAGRAPH
    if before.kind in WORDS:
        return at_start and (before.length == 1 or before.has(LABEL))
    if before.kind != tk.NUMBER or before.length > 2:
        return False
    if at_start or (earlier.kind == tk.HASH and earlier.front == PARAGRAPH):
        return True
    after_end = earlier.kind in ENDERS and before.front != NOTHING and stop.third.length > 1
    return after_end and not stop.is_known(AFTER_ABBREVIATION)


def _is_pause(stop: Stop) -> bool:
    """An ellipsis inside a sentence: ``goes to ... Marian Webb``, or at its very beginning."""
    if stop.stop.length > _LONGEST_ELLIPSIS:
        return False
    if stop.distance == 0:
        return True
    starter = _starter_follows(stop) and not stop.word.has(PRONOUN)
    return stop.stop.front == GAP and stop.before.kind not in ENDERS and not starter and not stop.after.mark
