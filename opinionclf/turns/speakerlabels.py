"""Labels of speakers at the start of a paragraph: ``Q.``, ``HALE:``, ``[Doe]``, ``Ann Lowe (Kirkby) (Lab):``, ``Mr. DOE.``"""

from __future__ import annotations

import numpy as np

from opinionclf.arrays import are_among, constant
from opinionclf.pages.stamps import SHORTEST_DATED, are_set_apart
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import (
    BULLET,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    IS_CAPITAL,
    NUMBER,
    OPEN_BRACKET,
    OTHER,
    STOP,
    WORD,
    kinds,
)
from opinionclf.text.tokens import Bools, Ints, TokenTable, run_starts
from opinionclf.text.wordlists import ADDRESS, AIRS, CLOCK, CREDIT, UNSPOKEN, has, listed_at
from opinionclf.turns.labelsigns import behind_bold, behind_fronts, names_before_dashes, names_in_bold, without_bold
from opinionclf.turns.longlabels import LONGEST_LABEL, go_on, read_labels
from opinionclf.turns.spacedlabels import spaced_labels
from opinionclf.turns.speakernames import (
    NO_LABELS,
    Q,
    SpeakerLabels,
    are_q_or_a,
    document_of,
    ends_of,
    hold_address,
    in_order,
    name_keys,
    names_again,
)
from opinionclf.turns.spoken import are_behind_times, in_chats, in_person, in_talks, without_agendas

FEWEST_TURNS = 3
LEAST_SHARE = 0.25  # of the paragraphs of a document that begin with a speaker's label, or ask
LONGEST_SHORT = 5  # tokens of a label of nothing but names, in front of the mark that ends it
_LONGEST_DESCRIBED = 12  # tokens of a label with a comma and small words: Ann Lowe, baker in Dale:
_NAMES = np.arange(LONGEST_SHORT)[:, None]
_NAMED = np.arange(1, 4)[:, None]  # places of a comma behind a name
_ONE = constant(1, np.int64)
_OPENS_LABEL = kinds(tk.CAP, tk.ALL_CAPS, tk.NUMBER, tk.OPEN_BRACKET)
_ENDS_LABEL = kinds(tk.CAP, tk.ALL_CAPS, tk.CLOSE_BRACKET, tk.BULLET)
_BEHIND_LETTER = kinds(
    tk.CAP, tk.ALL_CAPS, tk.STOP, tk.ELLIPSIS, tk.DASH, tk.OPEN_BRACKET, tk.DOUBLE, tk.OPEN_DOUBLE
)  # Q. or Q   (Inaudible.)


def speaker_labels(tokens: TokenTable, begins: Ints, offset: Ints, stopped: SpeakerLabels) -> SpeakerLabels:
    """Find what may be labels of speakers; none where a text has fewer than two.

    Parameters
    ----------
    tokens : TokenTable
    begins : ndarray of int64
        First token of each paragraph.
    offset : ndarray of int64, shape (n_documents,)
        Place of each document in the text.
    stopped : SpeakerLabels
        What `opinionclf.turns.stoppedlabels.stopped_labels` has found.
    """
    mark, first, opening = _label_marks(tokens, begins)
    lettered = _lettered(tokens, begins, first, offset)
    dashed = _dashed(tokens, begins, offset)
    spaced = spaced_labels(tokens, begins, offset)
    # An ordinary article has too few marks for a transcript, and nobody looks at them more closely.
    n_candidates = len(mark) + len(lettered.first) + len(dashed.first) + len(spaced.first) + len(stopped.first)
    if n_candidates < FEWEST_TURNS - 1 or (len(offset) == 1 and n_candidates < LEAST_SHARE * len(begins)):
        return NO_LABELS
    candidate = np.concatenate([first, lettered.first, dashed.first, spaced.first, stopped.first])
    (kept,) = in_transcripts(tokens, candidate, begins, offset)[: len(mark)].nonzero()
    mark, first, opening = mark.take(kept), first.take(kept), opening.take(kept)
    short = _short_labels(tokens, mark, first, opening)
    long, aired = _long_labels(tokens, begins, mark, opening, short, offset)
    others = in_order([long, aired])
    short = _of_speakers(tokens, begins, short, others.take(~are_among(others.first, short.first)), offset)
    long = _of_people(tokens, long, short, offset)
    labels = in_order([short, lettered, long, aired, dashed, spaced, stopped])
    labels = labels.take(run_starts(labels.first))
    return without_agendas(tokens, begins, _without_titles(tokens, begins, labels, offset), offset)


def _without_titles(tokens: TokenTable, begins: Ints, labels: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The labels but for a headline that goes on in small letters: ``The Harbour Hour: who sold the pool?``"""
    page = document_of(tokens, labels.first, offset)
    (top,) = are_among(labels.first, tokens.start.searchsorted(offset)).nonzero()
    top = top.compress(tokens.kind.take(labels.end.take(top), mode="clip") == WORD) if len(top) else top
    if not len(top):
        return labels
    again, _ = names_again(tokens, labels.name, page)
    titled = np.zeros(len(labels.first), dtype=bool)
    titled[top] = ~again.take(top) & (np.bincount(page).take(page.take(top)) > FEWEST_TURNS)
    return labels.take(~titled)


def in_transcripts(tokens: TokenTable, label: Ints, begins: Ints, offset: Ints) -> Bools:
    """Which labels stand in documents that have enough of them, for the number of their paragraphs too."""
    document = document_of(tokens, label, offset)
    turns = np.bincount(document, minlength=len(offset)).take(document)
    paragraphs = np.diff(begins.searchsorted(tokens.start.searchsorted(offset)), append=len(begins)).take(document)
    share = turns / np.maximum(paragraphs, 1)
    return ((turns >= FEWEST_TURNS) & (share >= LEAST_SHARE)) | ((turns == FEWEST_TURNS - 1) & (share > 2 * LEAST_SHARE))


def _short_labels(tokens: TokenTable, mark: Ints, first: Ints, opening: Ints) -> SpeakerLabels:
    """``HALE:``, ``Ann Lowe:``, ``[Doe]``, ``((DOE))``, ``**Ann Lowe**:``"""
    last = without_bold(tokens, mark - _ONE)
    (row,) = ((mark - opening <= LONGEST_SHORT + 1) & IS_CAPITAL.take(tokens.kind.take(last))).nonzero()
    if not len(row):
        return NO_LABELS
    mark, first, opening = mark.take(row), first.take(row), opening.take(row)
    last = last.take(row)
    outer = tokens.kind.take(opening) == OPEN_BRACKET
    begin = opening + outer + (outer & (tokens.kind.take(opening + _ONE) == OPEN_BRACKET))
    length = last + _ONE - begin
    named = IS_CAPITAL.take(tokens.kind.take(begin + _NAMES, mode="clip")) | (length <= _NAMES)
    # A label stands in one line, as a paragraph does: what closes a bracket has opened with the paragraph.
    found = (length > 0) & (length <= LONGEST_SHORT - outer) & (outer == (tokens.kind.take(mark) == CLOSE_BRACKET))
    (row,) = (found & np.logical_and.reduce(named)).nonzero()
    row = row[~has(listed_at(tokens, opening.take(row)), CLOCK | UNSPOKEN)]  # Monday: is a day of a diary
    row = row[~has(listed_at(tokens, last.take(row)), CREDIT)]  # Ann Lowe Image: Dale Council.
    return SpeakerLabels(first.take(row), begin.take(row), last.take(row), behind_bold(tokens, mark.take(row) + _ONE))


def _lettered(tokens: TokenTable, begins: Ints, marked: Ints, offset: Ints) -> SpeakerLabels:
    """``Q.``, ``A.``, and ``Q Why?``, ``A   No.`` in documents that hold other labels, whose first tokens are `marked`."""
    kind = tokens.kind.take(begins + _ONE, mode="clip")
    (row,) = (_BEHIND_LETTER.take(kind) if len(marked) else kind == STOP).nonzero()
    if not len(row):
        return NO_LABELS
    first, stop = begins.take(row), kind.take(row) == STOP
    (single,) = (tokens.lengths_at(first) == _ONE).nonzero()
    if not len(single):
        return NO_LABELS
    row, first, stop = row.take(single), first.take(single), stop.take(single)
    # A No. is an answer, A boat a sentence: what stands apart from the letter is said.
    apart = stop | are_set_apart(tokens, np.minimum(first + _ONE, len(tokens) - 1))
    lettered = are_q_or_a(tokens, first) & (apart | (tokens.first_bytes_at(first) == Q))
    if not lettered.any():  # A or I
        return NO_LABELS
    lettered &= first + _ONE < ends_of(tokens, begins, row)
    lettered &= stop | are_among(document_of(tokens, first, offset), document_of(tokens, marked, offset))
    first, stop = first[lettered], stop[lettered]
    return SpeakerLabels(first, first, first, first + _ONE + stop)


def _long_labels(tokens: TokenTable, begins: Ints, mark: Ints, first: Ints, short: SpeakerLabels,
                 offset: Ints) -> tuple[SpeakerLabels, SpeakerLabels]:  # fmt: skip
    """``Ms. Lowe:``, ``Ann Lowe (Kirkby) (Lab):``, ``The Minister for Ports (Ann Lowe):``, ``Speaker 2 (00:14):``

    A quarter of the paragraphs that they open speak of themselves, to somebody, or ask: ``Best Film (Drama): Salt`` does not.
    Labels of a broadcast's own voices come apart: ``JANE DOE, HOST:``, if ``DOE:`` follows such a one in their document.
    """
    mark, first = _may_end_long_labels(tokens, begins, mark, first)
    if not len(mark):
        return NO_LABELS, NO_LABELS
    good, behind_name = read_labels(tokens, first, mark, go_on(tokens, mark))
    row = begins.searchsorted(first, side="right") - _ONE
    labels = SpeakerLabels(begins.take(row), first, without_bold(tokens, behind_name - _ONE), behind_bold(tokens, mark + _ONE))
    airs, again = has(listed_at(tokens, mark - _ONE), AIRS), _are_named_in(tokens, labels, short, offset)
    if airs.any():
        page = document_of(tokens, labels.first, offset)
        of_broadcast = np.bincount(page, weights=airs & again).take(page) > 0
        good &= ~airs | of_broadcast | in_talks(tokens, begins, labels, offset)
    aired, good = labels.take(good & airs), good & ~airs
    labels, row = labels.take(good), row[good]
    if len(row):
        labels = labels.take(again[good] | in_person(tokens, begins, row, document_of(tokens, labels.first, offset), offset))
    return labels, aired


def _may_end_long_labels(tokens: TokenTable, begins: Ints, mark: Ints, first: Ints) -> tuple[Ints, Ints]:
    """The colons among some marks that may end long labels, and the first tokens of these, behind their numbers."""
    # 1. Ann Lowe (Kirkby): What
    numbered = (tokens.kind.take(first) == NUMBER) & (tokens.kind.take(mark - _ONE) == CLOSE_BRACKET)
    first = first + (_ONE + _ONE) * numbered
    may_be = (mark - first > 1) & (tokens.kind.take(mark) == COLON) & IS_CAPITAL.take(tokens.kind.take(first))
    mark, first = mark[may_be], first[may_be]
    if not len(mark):
        return mark, first
    # Ann Lowe (Lab): 12,033 is a result.
    may_be = (tokens.kind.take(mark + _ONE, mode="clip") != NUMBER) | are_among(mark + _ONE, begins)
    may_be &= ~has(listed_at(tokens, first), CLOCK | UNSPOKEN)
    return mark[may_be], first[may_be]


def _are_named_in(tokens: TokenTable, labels: SpeakerLabels, others: SpeakerLabels, offset: Ints) -> Bools:
    """Which labels have the name of another one of their document, in another form: ``Ann Lowe (host):``, ``Ann Lowe:``"""
    keys, known = (name_keys(tokens, some.name, document_of(tokens, some.first, offset)) for some in (labels, others))
    return np.isin(keys, known) & ~are_among(labels.first, others.first)


def _of_speakers(tokens: TokenTable, begins: Ints, short: SpeakerLabels, others: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The short labels of documents where a name comes again or a quarter of the paragraphs are spoken: not ``Schools: Two``"""
    if not len(short.first):
        return short
    signed = (short.begin > short.first) & (tokens.kind.take(short.begin - _ONE) != OPEN_BRACKET)
    if signed.any():
        signed[signed] = ~_speak_behind_signs(tokens, begins, short.take(signed), short.take(~signed), others, offset)
        short = short.take(~signed)
    page = document_of(tokens, short.first, offset)
    pages = np.append(page, document_of(tokens, others.first, offset))
    _, n_again = names_again(tokens, np.append(short.name, others.name), pages)
    row = begins.searchsorted(np.append(short.first, others.first))
    return short.take((n_again.take(page) > 0) | in_person(tokens, begins, row, pages, offset)[: len(page)])


def _speak_behind_signs(tokens: TokenTable, begins: Ints, signed: SpeakerLabels, plain: SpeakerLabels, others: SpeakerLabels,
                        offset: Ints) -> Bools:  # fmt: skip
    """Which labels behind signs and times are speakers', as most lines with such are not: ``- Schools: Two``, ``0:30 Dale: It``

    Behind dates they are; behind times in chats, or of names that are `plain` elsewhere; in bold and behind ``>>`` beside two
    `others`, or where one comes again in a talk; behind other signs where two do.
    """
    timed = are_behind_times(tokens, signed)
    timed &= _are_named_in(tokens, signed, plain, offset) | in_chats(tokens, signed, offset)
    dated = signed.begin - signed.first >= SHORTEST_DATED
    sign = tokens.kind.take(signed.begin - _ONE)
    marked = (sign == BULLET) & ~tokens.gap.take(signed.begin) | (sign == OTHER)  # **Moderator:** or >> LOWE:
    n_others = np.bincount(document_of(tokens, others.first, offset), minlength=len(offset))
    beside_others = n_others.take(document_of(tokens, signed.first, offset)) >= FEWEST_TURNS - 1
    marked &= beside_others | in_talks(tokens, begins, signed, offset, fewest=1)
    return timed | dated | marked | in_talks(tokens, begins, signed, offset)


def _of_people(tokens: TokenTable, long: SpeakerLabels, short: SpeakerLabels, offset: Ints) -> SpeakerLabels:
    """The long labels of documents where one tells that it is a person's, or a name comes again: not ``The Quay (Kirkby):``"""
    if not len(long.first):
        return long
    page = document_of(tokens, long.first, offset)
    pages = np.append(page, document_of(tokens, short.first, offset))
    again, _ = names_again(tokens, np.append(long.name, short.name), pages)
    persons = again[: len(page)] | hold_address(tokens, long.begin, long.name + _ONE)
    return long.take(np.bincount(page, weights=persons).take(page) > 0)


def _label_marks(tokens: TokenTable, begins: Ints) -> tuple[Ints, Ints, Ints]:
    """The marks that may end labels, colons and brackets, the first tokens of their paragraphs, and those of the labels."""
    none = NO_LABELS.first
    if not (tokens.has(tk.COLON) or tokens.has(tk.CLOSE_BRACKET)):
        return none, none, none
    (mark,) = ((tokens.kind == COLON) | (tokens.kind == CLOSE_BRACKET)).nonzero()
    first = begins.take(begins.searchsorted(mark, side="right") - _ONE)
    # Most of them follow no name.
    (row,) = (_ENDS_LABEL.take(tokens.kind.take(mark - _ONE)) | _follow_numbers_or_commas(tokens, mark, first)).nonzero()
    if not len(row):
        return none, none, none
    mark, first = mark.take(row), first.take(row)
    (near,) = (mark - first <= LONGEST_LABEL).nonzero()
    mark, first = mark.take(near), first.take(near)
    opening = behind_fronts(tokens, first)
    (near,) = (_OPENS_LABEL.take(tokens.kind.take(opening)) & (opening < mark)).nonzero()
    mark, first, opening = mark.take(near), first.take(near), opening.take(near)
    # The colon follows right behind the label, and what closes a bracket has opened with the paragraph.
    bracketed = tokens.kind.take(opening) == OPEN_BRACKET
    (apart,) = np.where(tokens.kind.take(mark) == COLON, ~tokens.gap.take(mark), bracketed).nonzero()
    return mark.take(apart), first.take(apart), opening.take(apart)


def _follow_numbers_or_commas(tokens: TokenTable, mark: Ints, first: Ints) -> Bools:
    """Which marks stand behind a form of address and a number (``Speaker 2:``), or a name, a comma and small words."""
    kind = tokens.kind.take(mark - _ONE)
    found = kind == NUMBER
    (row,) = found.nonzero()
    if len(row):
        found[row] = has(listed_at(tokens, np.maximum(mark.take(row) - 2, 0)), ADDRESS)
    (row,) = ((kind == WORD) & (mark - first <= _LONGEST_DESCRIBED)).nonzero()
    if len(row):
        place = first.take(row) + _NAMED
        found[row] = ((tokens.kind.take(place, mode="clip") == COMMA) & (place < mark.take(row))).any(axis=0)
    return found


def _dashed(tokens: TokenTable, begins: Ints, offset: Ints) -> SpeakerLabels:
    """``Ann Lowe — We fell.``, ``**Ann Lowe** We fell.``"""
    dashed = names_before_dashes(tokens, begins)
    bold = names_in_bold(tokens, begins) if tokens.has(tk.BULLET) else (begins[:0], begins[:0])
    labels = NO_LABELS
    # A page is asked for either by itself, as too few of one kind are not looked for where a text stands alone.
    for (row, end), sign in ((dashed, 0), (bold, 1)):
        first = begins.take(row)
        found = SpeakerLabels(first, first + sign, end - _ONE, end + _ONE)
        found = found.take(~has(listed_at(tokens, found.begin), CLOCK | UNSPOKEN))
        labels = in_order([labels, found.take(in_talks(tokens, begins, found, offset))]) if len(found.first) else labels
    return labels
