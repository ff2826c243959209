"""Lines of a page: where paragraphs begin, and which of them are headings or page furniture.

The rules are of form: length, closing mark, case, place on the page, neighbours. Phrases that pages use
(``Skip to content``, ``Read more``) are in ``data/furniture.txt``.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import numpy as np

from opinionclf import tokens as tk
from opinionclf.quotations import kinds
from opinionclf.tokens import Bools, Ints, TokenTable
from opinionclf.wordlists import read_rows

SENTENCE, HEADING, BOILERPLATE = range(3)

_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = 45
_LONGEST_FURNITURE = 400  # characters
_LONGEST_HEADING = 22  # tokens
_ENDS_LINE = kinds(tk.STOP, tk.QUESTION, tk.EXCLAMATION, tk.ELLIPSIS)
_MAY_CLOSE = kinds(tk.CLOSE_DOUBLE, tk.DOUBLE, tk.CLOSE_SINGLE, tk.SINGLE, tk.CLOSE_BRACKET)
_STARTS_ITEM = kinds(tk.BULLET, tk.HYPHEN, tk.DASH)


class Line(NamedTuple):
    """One paragraph or line of the page, as the rules see it."""

    text: str
    n_tokens: int
    terminal: bool  # ends like a sentence
    cap_share: float  # share of its words that begin with a capital


def paragraph_starts(tokens: TokenTable, document_start: Bools) -> Bools:
    """Return a flag per token: a paragraph, heading or line of the page begins here.

    A blank line always separates. A single line end separates unless the line was plainly cut to fit:
    the next begins in lower case, or the document is hard-wrapped and the line is full.
    """
    starts = document_start | (tokens.newlines >= 2)
    single = np.flatnonzero((tokens.newlines == 1) & ~starts)
    if not len(single):
        return starts
    finished = _finished(tokens, single - 1)
    lower_next = tokens.kind[single] == tk.WORD
    before = np.maximum.accumulate(np.where((tokens.newlines > 0) | document_start, np.arange(len(tokens)), 0))
    line_length = tokens.end[single - 1] - tokens.start[before[single - 1]]
    wrapped = _wrapped_documents(document_start, single, line_length, finished)
    full = wrapped & (line_length >= _SHORTEST_WRAPPED_LINE)
    item = _STARTS_ITEM[tokens.kind[single]]
    cut = ((~finished & lower_next) | full) & ~item
    starts[single[~cut]] = True
    return starts


def _finished(tokens: TokenTable, place: Ints) -> Bools:
    """Whether the token at each place ends a line as a sentence does."""
    kind = tokens.kind[place]
    behind = tokens.kind[np.maximum(place - 1, 0)]
    return _ENDS_LINE[kind] | (_MAY_CLOSE[kind] & _ENDS_LINE[behind])


def _wrapped_documents(document_start: Bools, single: Ints, length: Ints, finished: Bools) -> Bools:
    """Whether each single line end stands in a document whose lines are cut at a fixed width."""
    document = (np.cumsum(document_start) - 1)[single]
    n = int(document.max()) + 1
    longest = np.zeros(n, dtype=np.int64)
    np.maximum.at(longest, document, length)
    lines = np.bincount(document, minlength=n)
    cut = np.bincount(document, weights=(~finished & (length >= _SHORTEST_WRAPPED_LINE)), minlength=n)
    wrapped = (longest <= _LONGEST_WRAPPED_LINE) & (lines >= 3) & (cut >= 0.5 * lines)
    return wrapped[document]


def line_kinds(lines: list[Line]) -> list[int]:
    """Return SENTENCE, HEADING or BOILERPLATE for each line of one document.

    Parameters
    ----------
    lines : list of Line
        The paragraphs, headings and other lines of a page, in order.
    """
    kinds_ = [BOILERPLATE if is_furniture(line) else SENTENCE for line in lines]
    prose = [i for i, line in enumerate(lines) if kinds_[i] == SENTENCE and line.terminal and not _is_title(line)]
    if not prose:
        return _without_prose(lines, kinds_)
    first, last = prose[0], prose[-1]
    for i, line in enumerate(lines):
        if kinds_[i] != SENTENCE or (line.terminal and not (i < first)):
            continue
        if _is_byline(line, i, first, last):
            kinds_[i] = BOILERPLATE
        elif line.n_tokens <= _LONGEST_HEADING and not line.text.endswith((",", ";", ":", "-", "—")):
            kinds_[i] = _heading_or_furniture(lines, kinds_, i, first, last)
    _mark_biography(lines, kinds_)
    return kinds_


def _without_prose(lines: list[Line], kinds_: list[int]) -> list[int]:
    """A page without a finished sentence: its lines are what there is to label."""
    if all(kind == BOILERPLATE for kind in kinds_) and len(lines) == 1:
        return [SENTENCE]
    return kinds_


def _heading_or_furniture(lines: list[Line], kinds_: list[int], i: int, first: int, last: int) -> int:
    line = lines[i]
    if i > last:
        return BOILERPLATE
    if i < first:
        longer = any(kinds_[j] != BOILERPLATE and lines[j].n_tokens > 3 for j in range(first) if j != i)
        return BOILERPLATE if line.n_tokens <= 2 and longer else HEADING
    listed = 0
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(lines) and not lines[j].terminal and lines[j].n_tokens <= 12:
            listed += 1
            j += step
    return BOILERPLATE if listed >= 3 and line.n_tokens <= 12 and not line.text.startswith(("•", "-", "*", "–")) else HEADING


def is_furniture(line: Line) -> bool:
    """Whether a line is page furniture by its words or form alone."""
    text = line.text
    if len(text) > _LONGEST_FURNITURE:
        return False
    folded = " ".join(text.lower().replace("’", "'").split()).strip(" .:|>»›·•*-–—[]")
    if not any(char.isalnum() for char in text):
        return not line.terminal or len(text) > 3
    if _phrases().fullmatch(folded) is not None and (not line.terminal or line.n_tokens <= 40):
        return not (line.terminal and _opens_like_prose(folded))
    return _FORMS.match(text) is not None


def _opens_like_prose(folded: str) -> bool:
    """A single word of the furniture list that ends in a full stop may be a sentence (``Help.``)."""
    return folded.count(" ") == 0


def _is_title(line: Line) -> bool:
    """A headline with a full stop: nearly all its words have capitals."""
    return line.cap_share >= 0.75 and 4 <= line.n_tokens <= 30 and '"' not in line.text and "“" not in line.text


def _is_byline(line: Line, i: int, first: int, last: int) -> bool:
    if line.n_tokens > 14 or line.terminal:
        return False
    outside = i < first or i > last
    return outside and (_BYLINE.match(line.text) is not None or _NAME_LINE.fullmatch(line.text) is not None and i > 0)


def _mark_biography(lines: list[Line], kinds_: list[int]) -> None:
    """The note on the author: one of the last lines, about a name and what it does."""
    seen = 0
    for i in range(len(lines) - 1, 0, -1):
        if kinds_[i] == BOILERPLATE:
            continue
        seen += 1
        if seen > 2:
            return
        if len(lines[i].text) <= _LONGEST_FURNITURE and _biography().match(lines[i].text):
            kinds_[i] = BOILERPLATE
        else:
            return


_NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|la|der)){1,4}"
_BYLINE = re.compile(r"(?:By|BY|by|From|FROM) (?:[A-Z]|our )|(?:Story|Words|Text|Pictures|Analysis|Review)(?: and \w+)? by ")
_NAME_LINE = re.compile(rf"{_NAME}(?:,| \||/| in| @| -) ?.{{2,40}}|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){{1,3}}(?:,.{{2,40}})?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?"
_CLOCK = r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?(?:GMT|BST|ET|EST|EDT|PT|UTC|IST))?"
_DATE = rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},?(?: \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
_FORMS = re.compile(
    rf"(?:[A-Z][A-Za-z .,’'-]{{2,40}}[,:|–—-] ?)?{_DATE}(?:[ ,|·–—at-]{{1,6}}{_CLOCK})?[.|]?$"
    rf"|{_CLOCK}(?:[ ,|·–—on-]{{1,6}}{_DATE})?$"
    r"|\(?(?:Reporting|Editing|Writing|Additional reporting|Compiled|Photo|Photograph|Image|Picture|AP Photo|Getty)\b[^.]{0,12}(?: by |[:/])"
    r"|https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|@\w+$|#\w+(?: #\w+)*$"
    r"|[\d,.]+[KkMm]? (?:shares|comments|views|likes|retweets|replies)\b"
    r"|.{0,60}[(/] ?(?:AP|AFP|Reuters|Getty Images|PA|EPA|Rex|Shutterstock|Alamy)\)?$"
)


@functools.cache
def _phrases() -> re.Pattern[str]:
    """One alternation of the furniture phrases; a `*` matches within one line of bounded length."""
    parts = [re.escape(row[0].strip(" .:|-[]#") or row[0]).replace(r"\*", ".*") for row in read_rows("furniture.txt")]
    return re.compile("|".join(part for part in parts if part != ".*"))


@functools.cache
def _biography() -> re.Pattern[str]:
    nouns = "|".join(row[0] for row in read_rows("author_nouns.txt"))
    return re.compile(rf"(?:The (?:writer|author)|{_NAME})(?:, .{{2,80}},)? (?:(?:is|was|are) (?:an? |the )?.{{0,80}}\b)?(?:{nouns})\b")


def as_line(text: str, tokens: TokenTable, begin: int, end: int) -> Line:
    """Describe the tokens from `begin` to `end` as a line of the page."""
    kind = tokens.kind[begin:end]
    words = kind <= tk.ALL_CAPS
    n_words = int(words.sum())
    capitals = int(((kind == tk.CAP) | (kind == tk.ALL_CAPS)).sum())
    terminal = bool(_finished(tokens, np.array([end - 1]))[0])
    return Line(text[tokens.start[begin] : tokens.end[end - 1]], end - begin, terminal, capitals / max(n_words, 1))
