"""Notes on authors that stand among the furniture of a page: below the byline, a name or ``About the author``, and at its foot.

Notes in the last three lines are found in `opinionclf.pages.pagenotes`; these may stand above whatever a site puts below them.
What notes tell is in ``data/author_verbs.txt``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from opinionclf.datafiles import first_column
from opinionclf.pages import bylines
from opinionclf.pages.authornames import Authors, authors_of, heads_note
from opinionclf.pages.lines import SHORTEST_PLAIN
from opinionclf.pages.pagelines import PageLines
from opinionclf.patterns import NAME, pattern
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE

_MOST_SENTENCES = 4  # of a note
_LONGEST_NOTE = 600  # characters
_NEAR_FURNITURE = 3  # lines below a note, one of which is furniture
_MOST_BELOW = 1  # finished lines of some length below a note at the foot of a page
_MOST_BETWEEN = 6  # lines between the name of an author and a note without a subject
_LONGEST_FOOT = 80  # lines
_PRONOUNS = ("He ", "She ", "They ", "His ", "Her ", "Their ")
_NAMES_SELF = pattern(r"(?:(?:Hi|Hello|Hey)[^.!?]{0,20}[,!.] )?(?:I[’']m|I am|My name is) ([A-Z][\w’'-]+)")
_OF_SELF = pattern(
    r"I (?:report|write|blog) (?:on|about|for) |I cover [^.]{2,80}(?: for |\. )|I edit "
    r"|I[’'](?:m|ve been) an? [^.]{0,60}\b(?:reporter|editor|writer|journalist|correspondent|columnist|critic)\b"
)
_WITHOUT_SUBJECT = pattern(
    r"(?:[^.!?]{2,100}\. )?(?:Writes|Blogs|Reports|Writing) (?:about|on|for) [^.]{2,100}|(?:[^.!?]{2,100}\. )?Author of [“\"A-Z]"
)
_FIRST_PERSON = pattern(r"\b(?:I|[Mm]y|me)\b")
_IS_AT = pattern(r"[^.!?“”\"]{0,160} (?:in|at|of|for|with|near) (?:the )?[A-Z]")
_TITLE = pattern(r"^(?:(?:Dr|Prof|Sir|Dame|Professor|The Rev|Rev)\.? )+")
_APPOSITION = r"(?:, (?!\d\d?,)[^,.]{2,100},)?"


def mark_author_notes(page: PageLines) -> None:
    """Mark the notes on authors among the furniture of a page, as long as an article is left."""
    if not any(page.kinds[i] == BOILERPLATE or not page.terminal[i] for i in page.odd):
        return
    authors = authors_of(page)
    notes = {*_on_authors(page, authors), *_below_heads(page, authors)}
    if notes and any(page.columns.finished[i] and page.kinds[i] == SENTENCE and i not in notes for i in _lines(page)):
        page.mark(notes, BOILERPLATE)


def mark_notes_above_furniture(page: PageLines, first: int) -> None:
    """Mark the notes on those who made a page, and on writers of whom it does not tell, beside the furniture at its foot."""
    n_below = 0
    for i in range(page.end - 1, max(first, page.end - _LONGEST_FOOT), -1):
        if not _is_of_text(page, i):
            continue
        if page.columns.noted[i] and _may_be_note(page, i) and _stands_beside_furniture(page, i) and _is_note(page, i):
            page.kinds[i] = BOILERPLATE
            continue
        n_below += page.n_tokens[i] >= SHORTEST_PLAIN
        if n_below > _MOST_BELOW:
            return


def _lines(page: PageLines) -> range:
    return range(page.begin, page.end)


def _may_be_note(page: PageLines, i: int) -> bool:
    columns = page.columns
    if not page.terminal[i] or page.kinds[i] != SENTENCE or columns.n_sentences[i] > _MOST_SENTENCES:
        return False
    return columns.end[i] - columns.start[i] <= _LONGEST_NOTE


def _on_authors(page: PageLines, authors: Authors) -> Iterator[int]:
    """The lines beside furniture that open with the name of an author and tell what notes on authors tell."""
    names = tuple(authors.named | authors.alone)
    if not names:
        return
    columns = page.columns
    for i in _lines(page):
        if not columns.noted[i] or not _may_be_note(page, i) or not _stands_beside_furniture(page, i):
            continue
        line = _TITLE.sub("", page.line(i))
        name = next((name for name in names if line.startswith(name)), None)
        if name is None:
            continue
        is_sure = name in authors.named and (_has_furniture_beside(page, i) or _tells_place(line, name))
        tells = _tells_work(line, name) if is_sure else bylines.author_of_biography(line) is not None
        if tells and not _tells_of(page, i, name):
            yield i


def _tells_work(line: str, name: str) -> bool:
    return line.startswith(name) and _goes_on_with_work().match(line, len(name)) is not None


def _tells_place(line: str, name: str) -> bool:
    """Whether a note says where its author works: ``Ann Lowe is a nurse in Salem.``"""
    return _IS_AT.match(line, len(name)) is not None


def _stands_beside_furniture(page: PageLines, i: int) -> bool:
    """Whether the line above or one of the next ones is none of a text, or the page ends."""
    if i == page.begin or i + 1 == page.end or not _is_of_text(page, i - 1):
        return True
    return not all(_is_of_text(page, j) for j in range(i + 1, min(i + 1 + _NEAR_FURNITURE, page.end)))


def _is_of_text(page: PageLines, i: int) -> bool:
    return page.terminal[i] > 0 and page.kinds[i] == SENTENCE


def _tells_of(page: PageLines, i: int, name: str) -> bool:
    """Whether other sentences of a page tell of somebody; an article in the first person may mention the last name.

    An article on somebody who is told of for the first time goes on with a pronoun.
    """
    below = next((j for j in range(i + 1, page.end) if _is_of_text(page, j)), -1)
    if below >= 0 and page.line(below).startswith(_PRONOUNS):
        return True
    last_name, columns = name.rpartition(" ")[2], page.columns
    told = [j for j in _lines(page) if j != i and _is_of_text(page, j) and _has(page, j, last_name)]
    others = [j for j in told if not _tells_work(_TITLE.sub("", page.line(j)), name)]  # the note again
    if not others:
        return False
    if any(_has(page, j, name) for j in others):
        return True
    text = columns.text[columns.start[page.begin] : columns.end[page.end - 1]]
    return _FIRST_PERSON.search(text) is None


def _has(page: PageLines, i: int, name: str) -> bool:
    columns = page.columns
    return columns.text.find(name, columns.start[i], columns.end[i]) >= 0


def _below_heads(page: PageLines, authors: Authors) -> Iterator[int]:
    """The lines right below the name of an author or ``About the author`` that are notes, by a first name, in person or without."""
    named: list[int] = []
    for above in page.odd:
        i = above + 1
        if page.terminal[above] or i >= page.end or not _ends_among_furniture(page, i):
            continue
        head = page.line(above)
        if _introduces_self(page.line(i), head):
            yield i
        elif not _may_be_note(page, i):
            continue
        elif _WITHOUT_SUBJECT.match(page.line(i)) is not None:
            if any(heads_note(page.line(j), authors) for j in range(max(page.begin, i - _MOST_BETWEEN), i) if not page.terminal[j]):
                yield i
        elif heads_note(head, authors) and _is_told_below_head(page.line(i), head) and not _heads_posts(page, above):
            yield i
        elif page.line(i).startswith(head) and _is_on_writer(page, i):
            named.append(i)
    if len(named) == 1:  # others are told of in turn
        yield from named


def _introduces_self(line: str, head: str) -> bool:
    """Whether a line gives the name that stands above it: ``Hi, I'm Ann!`` below ``About Ann``"""
    match = _NAMES_SELF.match(line) if head.startswith("About ") else None
    return match is not None and match[1] in head.split()


def _heads_posts(page: PageLines, i: int) -> bool:
    """Whether the same line stands above other text, too, as the name of its author does above posts."""
    head = page.line(i)
    others = (j for j in page.odd if j != i and not page.terminal[j] and page.line(j) == head)
    return any(j + 1 < page.end and _is_of_text(page, j + 1) for j in others)


def _ends_among_furniture(page: PageLines, i: int) -> bool:
    """Whether no text stands right below a line, but for one line at the very end."""
    return i + 1 >= page.end or not _is_of_text(page, i + 1)


def _is_told_below_head(line: str, head: str) -> bool:
    if _OF_SELF.match(line) is not None:
        return True
    first_word = line.partition(" ")[0]
    if first_word in ("He", "She", "They") or (len(first_word) > 2 and first_word in head.split()):
        return _goes_on_with_work().match(line, len(first_word)) is not None
    name = bylines.full_name_first(line)
    return name is not None and _tells_work(line, name)


def _has_furniture_beside(page: PageLines, i: int) -> bool:
    return not _is_of_text(page, i - 1) or (i + 1 < page.end and not _is_of_text(page, i + 1))


def _is_note(page: PageLines, i: int) -> bool:
    line = page.line(i)
    if bylines.is_note(line):
        return True
    if bylines.is_unnamed_biography(line):
        return not any(_has(page, j, word) for j in _lines(page) if j != i for word in (" author", " writer"))
    if not _has_furniture_beside(page, i):
        return False
    return _is_on_writer(page, i)


def _is_on_writer(page: PageLines, i: int) -> bool:
    """Whether a line says that somebody writes of whom the page tells nothing else: ``Ann Lowe is a staff writer.``"""
    line = page.line(i)
    name = bylines.author_of_biography(line) if bylines.is_biography_of_writer(line) else None
    return bool(name) and not _tells_of(page, i, str(name))


@functools.cache
def _goes_on_with_work() -> re.Pattern[str]:
    """What stands behind a name in a note: ``..., a vet, covers``"""
    verbs = "|".join(re.escape(verb) for verb in sorted(first_column("author_verbs.txt"), key=len, reverse=True))
    several = rf" and {NAME} (?:are|cover|write|report|edit|teach|work|host|have)"
    return re.compile(rf"(?:{_APPOSITION} (?:{verbs})|{several})\b")
