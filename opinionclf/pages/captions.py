"""Captions of pictures that end like sentences: with a credit at their end, right above or below one, or told by their words.

The words are in ``data/picture_words.txt``, what people do on pictures in ``data/caption_verbs.txt``, too.
"""

from __future__ import annotations

import re

import numpy as np

from opinionclf.arrays import constant
from opinionclf.datafiles import first_column, read_rows
from opinionclf.pages.linemarks import BRACKET
from opinionclf.pages.lines import LONGEST_CAPTION, Lines
from opinionclf.pages.pagelines import LineColumns, PageLines
from opinionclf.pages.wording import bylines, furniture
from opinionclf.pages.wording.linewords import function_words, has_clause, has_small_verb, tells_in_past
from opinionclf.pages.wording.pagewords import alternatives, page_words
from opinionclf.patterns import CAPITALIZED, DAY, NAME, pattern
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE
from opinionclf.text.wordlists import has

_ONE = constant(1, np.int64)
_NOT_ASKED = np.zeros(1, dtype=bool)
_LONGEST_CREDIT = 90  # characters
_LONGEST_CREDIT_LINE = 16  # tokens
_LONGEST_LINE = 30  # tokens of a caption beside a credit
_SHORTEST_LINE = 5
_FEWEST_TOLD = 2  # stops in front of a credit, in a paragraph that is no caption
_FEW_LINES = 6  # between a caption and the same one again
_DAY_AT_END = pattern(lambda: rf" (?:on|last|this) {DAY}(?: (?:{alternatives('part_of_day')}))?(?:, [^.]{{2,30}})?\.$")
_SOMEBODY_AT = pattern(
    lambda: rf"(?!(?:{alternatives('opens_no_name')}) ){NAME}(?:,? (?:{alternatives('side')}),?| and {NAME}|, {NAME},?)? "
    rf"(?:{alternatives('place')}|above|below|against) "
)

_VERBS = pattern(
    lambda: rf"({CAPITALIZED} (?:[\w’'-]+,? ){{0,4}}?)(?:{_words('verb')}|{'|'.join(first_column('caption_verbs.txt'))})"
    rf"(?:e?s)? .{{0,40}}(?:{alternatives('place')}|from|for) "
)  # who does what on a picture: Ann Lowe waits, Two clerks sort
_PICTURES = pattern(lambda: rf"(?:(?:An?|The|This) )?(?i:{_words('picture')}) (?:{alternatives('shows')}) ")
_CREDIT_IN_BRACKETS = pattern(lambda: _credit())
_CREDIT_AT_END = pattern(lambda: rf"[.!?”\"’] {_credit()}$")


def find_possible_captions(columns: LineColumns, lines: Lines) -> None:
    """Find the lines of a batch that may be credits beside the captions of pictures, or captions that end in one."""
    kinds = np.frombuffer(columns.kinds, dtype=np.uint8)
    n_tokens, is_text = lines.n_tokens, lines.terminal & (kinds == SENTENCE)
    is_short = is_text & (n_tokens >= _SHORTEST_LINE) & (n_tokens <= _LONGEST_LINE)
    beside = np.concatenate([is_short[1:], _NOT_ASKED]) | np.concatenate([_NOT_ASKED, is_short[:-1]])
    credits_ = (kinds == BOILERPLATE) & (n_tokens <= _LONGEST_CREDIT_LINE) & (beside | (n_tokens == _ONE))
    captions = has(lines.marks, BRACKET) & ~lines.terminal & (n_tokens <= LONGEST_CAPTION)
    columns.beside_pictures = (credits_ | captions).nonzero()[0].tolist()


def mark_captions(page: PageLines) -> None:
    """Mark the lines of a page that are captions by a credit at their end or beside them, or by what they call themselves."""
    for i in page.own(page.columns.beside_pictures):
        if page.kinds[i] == BOILERPLATE:
            if furniture.is_photo_credit(page.line(i)):
                _mark_beside_credit(page, i)
            elif page.line(i) == "/":
                _mark_doubled(page, i)
        elif page.marks[i] & BRACKET and not page.terminal[i] and _ends_in_credit(page, i):
            page.kinds[i] = BOILERPLATE
    _mark_described(page)


def _may_be_caption(page: PageLines, i: int, longest: int) -> bool:
    return _SHORTEST_LINE <= page.n_tokens[i] <= longest and page.kinds[i] == SENTENCE


def _mark_beside_credit(page: PageLines, i: int) -> None:
    """Mark the line above the credit of a picture, or else below it, if it has the form of a caption."""
    if i > page.begin and _is_caption_beside(page, i - 1) and _tells_what_shows(page.line(i - 1)):
        page.kinds[i - 1] = BOILERPLATE
    elif i + 1 < page.end and _is_caption_beside(page, i + 1):
        line = page.line(i + 1)
        if _is_of_somebody(line) or (_DAY_AT_END.search(line) is not None and _tells_what_shows(line)):
            page.kinds[i + 1] = BOILERPLATE


def _is_caption_beside(page: PageLines, i: int) -> bool:
    """Whether a line is a single sentence of the length of a caption, in no past tense."""
    if page.columns.n_sentences[i] > 1:
        return False
    line = page.line(i) if _may_be_caption(page, i, _LONGEST_LINE) else ""
    return line.endswith(".") and not has_clause(line) and not tells_in_past(line)


def _tells_what_shows(line: str) -> bool:
    return _is_of_somebody(line) or _tells_what_people_do(line) or bylines.is_caption(line)


def _tells_what_people_do(line: str) -> bool:
    """Whether a line opens with people and what they do on a picture: ``Two clerks sort letters in Salem.``, not ``to sort``"""
    match = _VERBS.match(line)
    if match is None:
        return False
    people = match[1].split()
    is_named = people[0] in page_words()["opens_caption"] or people[0].lower() not in function_words()
    return is_named and people[-1].lower() not in function_words() and not has_small_verb(match[1])


def _is_of_somebody(line: str) -> bool:
    """Whether a line has no verb and says who is where: ``Ann Lowe at her stall in Salem.``"""
    return _SOMEBODY_AT.match(line) is not None and not has_small_verb(line)


def _ends_in_credit(page: PageLines, i: int) -> bool:
    """Whether a line ends in who a picture is from and tells no news: ``Ann Lowe at the pool. (Dale News: Tom Reed)``"""
    # An address may be joined to it.
    line = page.line(i).partition("\n")[0] if _may_be_caption(page, i, LONGEST_CAPTION) else ""
    start = max(len(line) - _LONGEST_CREDIT, 0)
    match = _CREDIT_AT_END.search(line, start)
    if match is None:
        return False
    front = line[: match.start() + 1]
    return not (front.count(". ") + 1 >= _FEWEST_TOLD and tells_in_past(front))


def is_credit_in_brackets(text: str) -> bool:
    """Whether a text is nothing but the credit of a picture in brackets: ``(Dale News: Tom Reed)``"""
    return len(text) <= _LONGEST_CREDIT and _CREDIT_IN_BRACKETS.fullmatch(text) is not None


def _mark_described(page: PageLines) -> None:
    """Mark the line above the article that calls itself a picture: ``A screengrab from the clip.``"""
    i = page.begin
    while i < page.end and (not page.terminal[i] or page.kinds[i] == BOILERPLATE):
        i += 1
    if page.begin < i < page.end and page.n_tokens[i] <= _LONGEST_LINE and _is_described(page.line(i)):
        page.kinds[i] = BOILERPLATE


def _is_described(line: str) -> bool:
    return _PICTURES.match(line) is not None and not has_clause(line) and not has_small_verb(_PICTURES.sub("", line))


def _mark_doubled(page: PageLines, i: int) -> None:
    """Mark a line that stands twice round the names of a picture's makers and the bar between them, above the article."""
    above = next((j for j in range(i - 1, max(page.begin, i - _FEW_LINES) - 1, -1) if page.terminal[j]), -1)
    below = next((j for j in range(i + 1, min(page.end, i + _FEW_LINES)) if page.terminal[j]), -1)
    if above > page.begin and below > 0 and page.line(above) == page.line(below):
        page.mark([above, below], BOILERPLATE)


def _words(tag: str) -> str:
    """The words of a kind, as alternatives."""
    return "|".join(re.escape(row[0]) for row in read_rows("picture_words.txt") if row[1] == tag)


def _credit() -> str:
    """``(Dale News: Tom Reed)``, ``(Tom Reed for the Ledger)``, ``(Supplied)``"""
    paper = r"[A-Z][\w’'& -]{1,40}"
    given = r"(?: (?i:photo|image|picture|by|of)[^()\[\]]{0,60}|[:/] ?[^()\[\]]{2,60})?"
    named = rf"(?:{CAPITALIZED} ){{0,4}}{CAPITALIZED}: {NAME}|{NAME} for (?:[Tt]he )?{paper}|{NAME} ?/ ?{paper}"
    return rf"[(\[](?:{named}|(?i:{_words('source')}){given})[)\]]\.?"
