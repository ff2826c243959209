"""Notes on authors that stand among the furniture of a page: below the byline, a name or ``About the author``, and at its foot.

Notes in the last three lines are found in `opinionclf.pages.pagenotes`; these may stand above whatever a site puts below them.
What notes tell is in ``data/author_verbs.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from opinionclf.arrays import Ints, constant
from opinionclf.datafiles import first_column
from opinionclf.pages.authornames import Authors, authors_of, heads_note
from opinionclf.pages.lines import SHORTEST_PLAIN, Lines
from opinionclf.pages.pagelines import LineColumns, PageLines
from opinionclf.pages.pagenotes import is_note_at_foot
from opinionclf.pages.wording import bylines
from opinionclf.pages.wording.pagewords import affixes, alternatives
from opinionclf.patterns import NAME, pattern
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE

_ONE = constant(1, np.int64)
_MOST_SENTENCES = 4  # of a note
_MOST_NOTES = 20  # on a page: a list of people has more, and each is looked for in the whole page
_LONGEST_NOTE = 600  # characters
_LONGEST_OPENING = 200  # ... of a name, what its bearer is, and the verb
_NEAR_FURNITURE = 3  # lines below a note, one of which is furniture
_MOST_BELOW = 1  # finished lines of some length below a note at the foot of a page
_LONGEST_HEAD = 12  # tokens
_MOST_BETWEEN = 6  # lines between the name of an author and a note without a subject
_LONGEST_FOOT = 80  # lines
_NAMES_SELF = pattern(r"(?:(?:Hi|Hello|Hey)[^.!?]{0,20}[,!.] )?(?:I[’']m|I am|My name is) ([A-Z][\w’'-]+)")
_OF_SELF = pattern(
    lambda: r"I (?:report|write|blog) (?:on|about|for) |I cover [^.]{2,80}(?: for |\. )|I edit "
    rf"|I[’'](?:m|ve been) an? [^.]{{0,60}}\b(?:{alternatives('writer')})\b"
)
_WITHOUT_SUBJECT = pattern(
    lambda: rf"(?:[^.!?]{{2,100}}\. )?(?:(?:{alternatives('writes')}) (?:about|on|for) [^.]{{2,100}}|Author of [“\"A-Z])"
)
_FIRST_PERSON = pattern(r"\b(?:I|[Mm]y|me)\b")
_IS_AT = pattern(r"[^.!?“”\"]{0,160} (?:in|at|of|for|with|near) (?:the )?[A-Z]")
_IS_SOMETHING = pattern(lambda: rf"(?:, [^,.]{{2,100}},)? (?:{alternatives('is_something')})\b")
_OPENING = pattern(lambda: _in_front())
_BEHIND_NAME = r"(?: \([^()]{2,40}\))?(?:, (?!\d\d?,)[^,.]{2,100},)? "  # a nickname, what its bearer is
_FIRST_WORD = pattern(r"[A-Z][\w’'-]+")
_GOES_ON_WITH_WORK = pattern(lambda: _work())
_NAMED_GOES_ON = pattern(lambda: _work_of_named())
_NAMED_WITH_WORK = pattern(lambda: rf"{_in_front()}{NAME}{_work_of_named()}")


def find_possible_notes(columns: LineColumns, lines: Lines, begins: Ints) -> None:
    """Find the lines of a batch that may be notes on authors: beside furniture, by their words or below an unfinished line.

    `begins` are the first lines of the pages; what is beyond the edge of one is no text.
    """
    kinds = np.frombuffer(columns.kinds, dtype=np.uint8)
    is_text = lines.terminal & (kinds == SENTENCE)
    ends = np.append(begins[1:], len(is_text))
    above, below, near = np.empty_like(is_text), np.empty_like(is_text), np.zeros_like(is_text)
    above[1:], below[:-1] = ~is_text[:-1], ~is_text[1:]
    above[begins] = below[ends - _ONE] = True
    for n in range(_NEAR_FURNITURE):  # lines below
        near[: len(near) - n] |= below[n:]
    is_short = lines.n_sentences <= _MOST_SENTENCES
    columns.noted_beside = (lines.noted & is_text & (above | near) & is_short).nonzero()[0].tolist()
    # Learn more about me →
    may_be_note = is_text | (lines.n_sentences > _ONE)
    may_be_note[1:] &= (lines.n_tokens <= _LONGEST_HEAD)[:-1] > lines.terminal[:-1]
    columns.below_heads = (may_be_note & below & is_short).nonzero()[0].tolist()


def _opens_with_work(columns: LineColumns, i: int) -> bool:
    opening = columns.text[columns.start[i] : min(columns.start[i] + _LONGEST_OPENING, columns.end[i])]
    return _NAMED_WITH_WORK.match(opening) is not None


def mark_author_notes(page: PageLines) -> None:
    """Mark the notes on authors among the furniture of a page, as long as an article is left."""
    columns = page.columns
    noted = page.own(columns.noted_beside) if page.furniture else []
    noted = [i for i in noted if _may_be_note(page, i) and _stands_beside_furniture(page, i)]
    on_authors = [i for i in noted if _opens_with_work(columns, i)]
    below_heads = [i for i in page.own(columns.below_heads) if i > page.begin and _reads_as_note(page, i)]
    if not 0 < len(on_authors) + len(below_heads) <= _MOST_NOTES:
        return
    authors = authors_of(page)
    notes = {i for i in on_authors if _is_on_author(page, i, authors)}
    notes.update(_noted_below_heads(page, below_heads, authors))
    if notes and any(page.columns.finished[i] and page.kinds[i] == SENTENCE and i not in notes for i in page.lines):
        page.mark(notes, BOILERPLATE)


def mark_notes_above_furniture(page: PageLines) -> None:
    """Mark the notes on those who made a page, and on writers of whom it does not tell, beside the furniture at its foot."""
    noted = page.own(page.columns.noted_beside)
    if not noted or noted[-1] <= page.first or not page.furniture:
        return
    n_below = 0
    for i in range(page.end - 1, max(page.first, page.end - _LONGEST_FOOT), -1):
        if not page.is_text(i):
            continue
        may_be_note = page.columns.noted[i] and _may_be_note(page, i) and _stands_beside_furniture(page, i)
        if may_be_note and _is_note(page, i, n_below):
            page.kinds[i] = BOILERPLATE
            continue
        n_below += page.n_tokens[i] >= SHORTEST_PLAIN
        if n_below > _MOST_BELOW:
            return


def _may_be_note(page: PageLines, i: int) -> bool:
    return page.is_text(i) and page.columns.end[i] - page.columns.start[i] <= _LONGEST_NOTE


def _is_on_author(page: PageLines, i: int, authors: Authors) -> bool:
    line = _from_name(page.line(i))
    name = next((name for name in (*authors.named, *authors.alone) if line[: len(name)].lower() == name.lower()), None)
    if name is None:
        return False
    is_sure = name in authors.named and (_has_furniture_beside(page, i) or _tells_enough(line, name))
    tells = _tells_work(line, name) if is_sure else bylines.author_of_biography(line) is not None
    return tells and not _tells_of(page, i, name)


def _tells_work(line: str, name: str) -> bool:
    return line[: len(name)].lower() == name.lower() and _NAMED_GOES_ON.match(line, len(name)) is not None


def _from_name(line: str) -> str:
    """A line from the name on with which it opens, behind a dash and a title: ``— Dr. Ann Lowe``"""
    opening = _OPENING.match(line)
    return line[opening.end() :] if opening is not None else line


def _tells_enough(line: str, name: str) -> bool:
    """Whether a note says more than that its author is or was something: where (``is a nurse in Salem``), or its work."""
    return _IS_SOMETHING.match(line, len(name)) is None or _IS_AT.match(line, len(name)) is not None


def _stands_beside_furniture(page: PageLines, i: int) -> bool:
    """Whether the line above or one of the next ones is none of a text, or the page ends."""
    return i + 1 == page.end or _has_furniture_beside(page, i, _NEAR_FURNITURE)


def _has_furniture_beside(page: PageLines, i: int, n_below: int = 1) -> bool:
    """Whether the line above a line of a text, or one of the next ones on its page, is none of a text."""
    return not all(page.is_text(j) for j in range(max(i - 1, page.begin), min(i + 1 + n_below, page.end)))


def _tells_of(page: PageLines, i: int, name: str) -> bool:
    """Whether other sentences of a page tell of somebody; an article in the first person may mention the last name.

    An article on somebody who is told of for the first time goes on with a pronoun.
    """
    below = next((j for j in range(i + 1, page.end) if page.is_text(j)), -1)
    if below >= 0 and page.line(below).startswith(affixes("pronoun")):
        return True
    last_name = name.rpartition(" ")[2]
    told = [j for j in page.lines if j != i and page.is_text(j) and _has(page, j, last_name)]
    others = [j for j in told if not _tells_work(_from_name(page.line(j)), name)]  # the note again
    if not others:
        return False
    if any(_has(page, j, name) for j in others):
        return True
    return _FIRST_PERSON.search(page.text) is None


def _has(page: PageLines, i: int, name: str) -> bool:
    return page.has(name, i, i + 1)


def _reads_as_note(page: PageLines, i: int) -> bool:
    """Whether a line right below an unfinished one reads as a note: by a first name, in person or without."""
    line, head = page.line(i), page.line(i - 1)
    if _introduces_self(line, head):
        return True
    if not _may_be_note(page, i):
        return False
    if any(form.match(line) is not None for form in (_OF_SELF, _WITHOUT_SUBJECT, _NAMED_WITH_WORK)):
        return True
    first = _FIRST_WORD.match(line)
    return first is not None and _GOES_ON_WITH_WORK.match(line, first.end()) is not None


def _noted_below_heads(page: PageLines, lines: list[int], authors: Authors) -> Iterator[int]:
    """Those of some lines that stand below the name of an author or ``About the author``."""
    for i in lines:
        line, head = page.line(i), page.line(i - 1)
        if _introduces_self(line, head):
            yield i
        elif _WITHOUT_SUBJECT.match(line) is not None:
            heads = (page.line(j) for j in range(max(page.begin, i - _MOST_BETWEEN), i) if not page.terminal[j])
            if any(heads_note(head, authors) for head in heads):
                yield i
        elif _opens_with_part_of_name(page, i, authors) or (heads_note(head, authors) and _suits_head(page, i)):
            yield i


def _introduces_self(line: str, head: str) -> bool:
    """Whether a line gives the name that stands above it: ``Hi, I'm Ann!`` below ``About Ann``"""
    match = _NAMES_SELF.match(line) if head.startswith("About ") else None
    return match is not None and match[1] in head.split()


def _heads_posts(page: PageLines, i: int) -> bool:
    """Whether the same line stands above other text, too, as the name of its author does above posts."""
    head = page.line(i)
    others = (j for j in page.odd if j != i and not page.terminal[j] and page.line(j) == head)
    return any(j + 1 < page.end and page.is_text(j + 1) for j in others)


def _ends_among_furniture(page: PageLines, i: int) -> bool:
    """Whether no text stands right below a line, but for one line at the very end."""
    return i + 1 >= page.end or not page.is_text(i + 1)


def _suits_head(page: PageLines, i: int) -> bool:
    """Whether a line tells of whom the line above it names, in person or with a pronoun, and that one heads no other text."""
    line, head = page.line(i), page.line(i - 1)
    first = line.partition(" ")[0]
    name = bylines.full_name_first(line)
    is_of_head = first in ("He", "She", "They") or (len(first) > 2 and first in head.split())
    if not is_of_head and name is None and _OF_SELF.match(line) is None:
        return False
    return not _heads_posts(page, i - 1) and (name is None or not _tells_of(page, i, name))


def _opens_with_part_of_name(page: PageLines, i: int, authors: Authors) -> bool:
    """Whether a line opens with the first or last name of an author, which no other sentence has: ``Ann is a vet.``"""
    first = page.line(i).partition(" ")[0]
    if not any(first in name.split() for name in authors.named):
        return False
    return not any(j != i and page.is_text(j) and _has(page, j, first) for j in page.lines)


def _is_note(page: PageLines, i: int, n_below: int) -> bool:
    line = page.line(i)
    if bylines.is_note(line):
        return True
    if bylines.is_unnamed_biography(line):
        return not any(_has(page, j, word) for j in page.lines if j != i for word in (" author", " writer"))
    if _is_on_writer(page, i):
        return True
    name = bylines.author_of_biography(line) if not n_below and _ends_among_furniture(page, i) else None
    return bool(name) and is_note_at_foot(page, i) and not _tells_of(page, i, str(name))


def _is_on_writer(page: PageLines, i: int) -> bool:
    """Whether a line says that somebody writes of whom the page tells nothing else: ``Ann Lowe is a staff writer.``"""
    line = page.line(i)
    name = bylines.author_of_biography(line) if bylines.is_biography_of_writer(line) else None
    return bool(name) and not _tells_of(page, i, str(name))


def _in_front() -> str:
    """What may stand in front of a name that opens a note."""
    return rf"(?:[*_•–—-]{{1,3}} ?)?(?:(?:The Rev|{alternatives('author_title')})\.? ){{0,2}}"


def _work() -> str:
    """What stands behind a name in a note: ``..., a vet, covers``"""
    verbs = "|".join(re.escape(verb) for verb in sorted(first_column("author_verbs.txt"), key=len, reverse=True))
    return rf"{_BEHIND_NAME}(?:{verbs})\b"


def _work_of_named() -> str:
    """... and behind a full name: ``... is 17``, ``... and Tom Reed are``, ``...'s latest book``"""
    several = rf" and {NAME} (?:{alternatives('several_do')})\b"
    owned = rf"[’']s? (?:{alternatives('new_work')}|{alternatives('further_work')})\b"
    return f"(?:{_work()}|{several}|{owned}|{_BEHIND_NAME}(?:{alternatives('alone_does')})\\b)"
