"""Sentence boundaries: which stops end a sentence.

Only the tokens that can end one (full stop, question mark, exclamation mark, ellipsis) are looked at,
each by the words around it. The word lists are plain data: abbreviations by what may follow them, words
that begin a sentence (both hand-written and learnt, see `docs/decisions`), names that end in a mark.
"""

from __future__ import annotations

import numpy as np

from opinionclf import tokens as tk
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints, TokenTable
from opinionclf.wordlists import word_set

_ENDERS = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_CAPITAL = kinds(tk.CAP, tk.ALL_CAPS)
_MAY_BEGIN = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET, tk.MONEY, tk.BULLET, tk.HASH, tk.AT, tk.DASH, tk.OTHER)
_CLOSERS = kinds(tk.CLOSE_BRACKET)
_LONGEST_CLOSING = 4  # marks that may follow a stop and still belong to its sentence: .”’)


def sentence_starts(tokens: TokenTable, paragraph_start: Bools, mark: np.ndarray) -> Bools:
    """Return a flag per token: it begins a sentence.

    Parameters
    ----------
    tokens : TokenTable
    paragraph_start : ndarray of bool, shape (n_tokens,)
    mark : ndarray of int8, shape (n_tokens,)
        1 at opening, -1 at closing quotation marks (`opinionclf.quotations`).
    """
    starts = paragraph_start.copy()
    n = len(tokens)
    stops = np.flatnonzero(_ENDERS[tokens.kind[: n - 1]]) if n else np.zeros(0, np.int64)
    # Of a run such as ?! or ." the last one decides.
    stops = stops[~(_ENDERS[tokens.kind[stops + 1]] & ~tokens.gap[stops + 1])] if len(stops) else stops
    if not len(stops):
        return starts
    after = _after_closing_marks(tokens, stops, mark)
    inside_text = after < n
    stops, after = stops[inside_text], after[inside_text]
    ends = _ends_sentence(tokens, stops, after, mark, paragraph_start)
    starts[after[ends]] = True
    return starts


def _after_closing_marks(tokens: TokenTable, stops: Ints, mark: np.ndarray) -> Ints:
    """The first token after each stop and the closing marks and brackets attached to it."""
    n = len(tokens)
    after = stops + 1
    closes = (mark == -1) | _CLOSERS[tokens.kind]
    for _ in range(_LONGEST_CLOSING):
        at = np.minimum(after, n - 1)
        after = after + ((after < n) & closes[at] & ~tokens.gap[at])
    return after


def _ends_sentence(tokens: TokenTable, stops: Ints, after: Ints, mark: np.ndarray, paragraph_start: Bools) -> Bools:
    kind_after = tokens.kind[after]
    gap = tokens.gap[after]
    opens = mark[after] == 1
    # What stands behind an opening mark or bracket decides, not the mark.
    word_after = np.minimum(after + (opens | (kind_after == tk.OPEN_BRACKET)), len(tokens) - 1)
    begins = (_MAY_BEGIN[kind_after] & (mark[after] == 0)) | opens
    begins &= tokens.kind[word_after] != tk.WORD
    begins |= opens & gap & (tokens.kind[stops] == tk.STOP)
    attached = _attached_start(tokens, stops, after, word_after, mark)
    ends = begins & (gap | attached)

    plain_stop = (tokens.kind[stops] == tk.STOP) & (after == stops + 1)
    no = _is_abbreviation(tokens, stops, word_after) & (tokens.kind[stops] == tk.STOP)
    no &= plain_stop | ~opens
    no |= _is_list_number(tokens, stops, paragraph_start) & plain_stop
    no |= _is_name_with_mark(tokens, stops) & ~word_set("sentence_starters.txt").contains(tokens.key[word_after])
    no |= _is_question_of_a_speaker(tokens, stops, after)
    return ends & ~no


def _attached_start(tokens: TokenTable, stops: Ints, after: Ints, word_after: Ints, mark: np.ndarray) -> Bools:
    """A missing space: ``seriously.Too bad``, ``Leader.”Designated``, ``said.“We``."""
    n = len(tokens)
    before = np.maximum(stops - 1, 0)
    length_before = tokens.end[before] - tokens.start[before]
    length_after = tokens.end[word_after] - tokens.start[word_after]
    one_letter = word_set("sentence_starters.txt").contains(tokens.key[word_after]) & (tokens.kind[word_after] == tk.CAP)
    following = np.minimum(word_after + 1, n - 1)
    in_address = ~tokens.gap[following] & np.isin(tokens.kind[following], (tk.STOP, tk.SLASH, tk.AT))
    lower_before = (tokens.kind[before] == tk.WORD) & (length_before >= 2)
    closed = after > stops + 1
    ended = lower_before | closed | (tokens.kind[before] == tk.CAP) & (length_before >= 3) | _closing(tokens, before, mark)
    good_word = (tokens.kind[word_after] == tk.CAP) & ((length_after >= 2) | one_letter)
    return ended & good_word & ~in_address & ~_in_web_address(tokens, stops)


def _closing(tokens: TokenTable, place: Ints, mark: np.ndarray) -> Bools:
    return (mark[place] == -1) | (tokens.kind[place] == tk.CLOSE_BRACKET)


def _in_web_address(tokens: TokenTable, stops: Ints) -> Bools:
    """Another stop, slash or at-sign in the same run of characters before the stop."""
    earlier = np.maximum(stops - 2, 0)
    joined = ~tokens.gap[np.maximum(stops - 1, 0)]
    return joined & np.isin(tokens.kind[earlier], (tk.STOP, tk.SLASH, tk.AT))


def _is_abbreviation(tokens: TokenTable, stops: Ints, word_after: Ints) -> Bools:
    """The stop belongs to an abbreviation and the sentence goes on."""
    before = np.maximum(stops - 1, 0)
    key = tokens.key[before]
    attached = ~tokens.gap[stops]
    kind_after = tokens.kind[word_after]
    starter = word_set("sentence_starters.txt").contains(tokens.key[word_after]) & _CAPITAL[kind_after]
    number_after = kind_after == tk.NUMBER

    def group(name: str) -> Bools:
        return word_set("abbreviations.tsv", name).contains(key)

    no_end = group("inner") | (group("title") & (tokens.kind[before] != tk.WORD) & _CAPITAL[kind_after])
    no_end |= group("number") & (number_after | (kind_after == tk.CAP) & ~starter & (tokens.kind[before] != tk.WORD))
    no_end |= group("month") & (number_after | ~starter) & (tokens.kind[before] != tk.WORD)
    no_end |= group("ender") & ~starter & (tokens.kind[before] != tk.NUMBER) & (kind_after <= tk.ALL_CAPS)
    no_end |= _is_initial(tokens, stops, starter)
    return no_end & attached & (stops > 0)


def _is_initial(tokens: TokenTable, stops: Ints, starter: Bools) -> Bools:
    """A letter or a chain of letters with stops (J. R. Smith, U.S., p.m., Ph.D.) that goes on."""
    before = np.maximum(stops - 1, 0)
    letter = (tokens.end[before] - tokens.start[before] == 1) & (tokens.kind[before] <= tk.ALL_CAPS)
    earlier = np.maximum(stops - 2, 0)
    chain = ~tokens.gap[before] & (tokens.kind[earlier] == tk.STOP) & (stops > 1)
    pronoun = ~chain & (tokens.kind[before] == tk.CAP) & word_set("sentence_starters.txt").contains(tokens.key[before])
    clock = chain & (tokens.kind[before] == tk.WORD)
    after_number = tokens.kind[np.maximum(stops - 4, 0)] == tk.NUMBER
    clock_end = clock & after_number & ~word_set("clock_followers.txt").contains(tokens.key[np.minimum(stops + 1, len(tokens) - 1)])
    return letter & ~starter & ~pronoun & ~clock_end


def _is_list_number(tokens: TokenTable, stops: Ints, paragraph_start: Bools) -> Bools:
    """``1.`` or ``a.`` at the start of a paragraph or right after another sentence."""
    before = np.maximum(stops - 1, 0)
    short = (tokens.end[before] - tokens.start[before]) <= 2
    numeral = (tokens.kind[before] == tk.NUMBER) & short & ~tokens.gap[stops]
    earlier = np.maximum(stops - 2, 0)
    at_start = paragraph_start[before] | (_ENDERS[tokens.kind[earlier]] & tokens.gap[before]) | (tokens.newlines[before] > 0)
    return numeral & at_start


def _is_name_with_mark(tokens: TokenTable, stops: Ints) -> Bools:
    before = np.maximum(stops - 1, 0)
    mark = (tokens.kind[stops] == tk.EXCLAMATION) | (tokens.kind[stops] == tk.QUESTION)
    return mark & (tokens.kind[before] == tk.CAP) & word_set("names_with_marks.txt").contains(tokens.key[before])


def _is_question_of_a_speaker(tokens: TokenTable, stops: Ints, after: Ints) -> Bools:
    """``“Why?” Smith asked.``: the quotation ends in its own mark and the speaker follows with the verb."""
    n = len(tokens)
    own_mark = (tokens.kind[stops] == tk.QUESTION) | (tokens.kind[stops] == tk.EXCLAMATION)
    said = word_set("speech_tags.txt")
    verb_next = np.zeros(len(stops), dtype=bool)
    name = np.ones(len(stops), dtype=bool)
    for step in range(3):
        at = np.minimum(after + step, n - 1)
        name &= tokens.kind[at] == tk.CAP
        verb_next |= name & said.contains(tokens.key[np.minimum(at + 1, n - 1)])
    return own_mark & (after > stops + 1) & verb_next
