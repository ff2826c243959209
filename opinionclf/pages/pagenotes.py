"""Notes on those who made a page, at its top and foot, and captions below the credits of their pictures.

What a single line tells by its words is in `opinionclf.pages.wording.bylines`; here the rest of the page is asked.
"""

from __future__ import annotations

from opinionclf.pages.pagelines import TOP_LINES, PageLines
from opinionclf.pages.wording import bylines, furniture, headings, sitephrases
from opinionclf.pages.wording.calls import is_call
from opinionclf.pages.wording.pagewords import affixes
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE

_LONGEST_NOTE = 6  # lines of a correction, with its heading
_MOST_AUTHORS = 50  # of posts: each is looked for in the whole page
_LONGEST_NAME = 4  # tokens
_LONGEST_CALL = 16  # tokens of a line at the foot above which a note may stand
_LONGEST_PHRASE = 40  # tokens of a line that is furniture at the head or the foot only
_NOTE_LINES = 3  # at the head and the foot of a page
_LONGEST_BIOGRAPHY = 2  # sentences
_LONGEST_SHOWN = 30  # tokens of a caption below its credit


def mark_below_credits(page: PageLines) -> None:
    """Mark the captions below the credits of their pictures, and below a name that several pictures are from (``Netflix.``)."""
    kinds, n_tokens, first, last = page.kinds, page.n_tokens, page.first, page.last
    above = [i for i in page.odd if first < i < last and kinds[i] == BOILERPLATE and n_tokens[i + 1] <= _LONGEST_SHOWN]
    for i in above:
        credit, below = page.line(i), page.line(i + 1)
        if kinds[i + 1] == SENTENCE and (furniture.is_credit(credit) or headings.is_entry(credit)) and bylines.shows(below):
            kinds[i + 1] = BOILERPLATE


def mark_authors_of_posts(page: PageLines, inner: list[int]) -> None:
    """Mark those of some unfinished lines that name the author of a post, below its time, of whom the page has more."""
    named = [i for i in inner if page.kinds[i - 1] == BOILERPLATE and page.n_tokens[i] <= _LONGEST_NAME]
    named = [i for i in named if _stands_below_time(page, i)]
    if not named:
        return
    text = page.text
    authors = {name for name in sorted({page.line(i) for i in named})[:_MOST_AUTHORS] if text.count(name) > 1}
    page.mark([i for i in named if page.line(i) in authors], BOILERPLATE)


def _stands_below_time(page: PageLines, i: int) -> bool:
    above = i - 1
    is_time = furniture.is_date_line(page.line(above), page.terminal[above] > 0, page.marks[above])
    return is_time and headings.is_named(page.line(i))


def mark_notes(page: PageLines) -> None:
    """Mark the notes on the page at its top and foot, and those on the author, of whom the article tells nothing."""
    if page.kinds[page.first] == SENTENCE and _is_note_on_top(page, page.first):
        page.kinds[page.first] = BOILERPLATE
    _mark_phrases_on_top(page)
    _mark_correction(page)
    _mark_notes_at_foot(page)


def _mark_notes_at_foot(page: PageLines) -> None:
    """Mark phrases of furniture and notes from the foot upward, up to the first heading or to what is neither.

    A note on the author may stand above one short line that is none: ``Hear more from us every Thursday.``
    """
    i, n_read, is_passed = page.end - 1, 0, False
    while n_read < _NOTE_LINES and i > page.first and page.kinds[i] != HEADING:
        if page.kinds[i] == SENTENCE and _is_phrase(page, i):
            page.kinds[i] = BOILERPLATE
            is_passed = False
        elif page.kinds[i] == SENTENCE:
            n_read += 1
            may_be_note = not is_passed and _may_be_note(page, i)
            if (may_be_note and is_note_at_foot(page, i)) or _tells_of_author_on_top(page, i):
                page.kinds[i] = BOILERPLATE
            elif is_passed or page.n_tokens[i] > _LONGEST_CALL:
                return
            is_passed = page.kinds[i] == SENTENCE
        i -= 1


def _may_be_note(page: PageLines, i: int) -> bool:
    columns = page.columns
    return columns.noted[i] > 0 or bylines.tells_of_programme(columns.text, columns.start[i], columns.end[i])


def _mark_phrases_on_top(page: PageLines) -> None:
    """Mark phrases of furniture above the article: ``Good morning, it's Thursday.``, ``Was this forwarded to you?``"""
    i = page.first if page.kinds[page.first] == SENTENCE else page.next_line(page.first)
    for _ in range(_NOTE_LINES):
        if i < 0 or page.kinds[i] != SENTENCE or not _is_phrase(page, i) or page.next_line(i) < 0:
            return
        page.kinds[i] = BOILERPLATE
        i = page.next_line(i)


def _is_phrase(page: PageLines, i: int) -> bool:
    return page.n_tokens[i] <= _LONGEST_PHRASE and is_call(page.line(i))


def is_note_at_foot(page: PageLines, i: int) -> bool:
    """Whether a line below the article tells of its makers, or of an author of whom the article does not tell."""
    line = page.line(i)
    if bylines.is_note(line) or _tells_of_reporter(page, line):
        return True
    name = bylines.author_of_biography(line)
    if name is None:
        return _tells_of_titled(page, i)
    if _tells_of(page, page.first, i, name) or _tells_of_property(page, i):
        return False
    if not name or not _names_another(page, name):
        return True
    return bylines.is_biography_of_writer(line) or bylines.names_work(line)  # everyday verbs tell of somebody else


def _tells_of_titled(page: PageLines, i: int) -> bool:
    """Whether the last line tells in a sentence or two of somebody by title and last name whom the article does not name.

    Of somebody new an article gives the first name.
    """
    name = bylines.titled_name_first(page.line(i)) if page.columns.n_sentences[i] <= _LONGEST_BIOGRAPHY else None
    if name is None or _names_another(page, name):
        return False
    return not page.has(name.rpartition(" ")[2], page.first, i)


def _names_another(page: PageLines, name: str) -> bool:
    """Whether a byline at the top gives the full name of somebody else, and none the last name of this one."""
    bylines_ = [text for text in _furniture_on_top(page) if bylines.names_person(text)]
    last_name = name.rpartition(" ")[2]
    return bool(bylines_) and not any(bylines.has_name(text, last_name) for text in bylines_)


def _tells_of_property(page: PageLines, i: int) -> bool:
    """Whether a line names what somebody owns of which the article tells: ``Ann Lowe owns the Lantern.``"""
    owned = bylines.owned_by_author(page.line(i))
    return owned is not None and page.has(owned, page.first, i)


def _tells_of_author_on_top(page: PageLines, i: int) -> bool:
    """Whether a short line opens with the full name of the byline, and the article tells nothing of it, whatever its verb."""
    name = bylines.full_name_first(page.line(i)) if page.columns.n_sentences[i] <= _LONGEST_BIOGRAPHY else None
    return name is not None and _is_author(page, name) and not _tells_of(page, page.first, i, name)


def _mark_correction(page: PageLines) -> None:
    """Mark what stands below a line near the foot of the page, under its article, that says what it is: ``Correction:``"""
    for i in page.odd[-_LONGEST_NOTE:]:
        if i >= page.end - _LONGEST_NOTE and i > page.first and sitephrases.opens_note(page.line(i)):
            page.mark(range(i, page.end), BOILERPLATE)


def _is_note_on_top(page: PageLines, i: int) -> bool:
    if _may_be_note(page, i) and (
        bylines.is_note(page.line(i)) or _tells_of_author_above(page, i) or _introduces_author(page, i)
    ):
        return True
    return page.columns.dated[i] > 0 and page.columns.n_sentences[i] == 1 and bylines.is_caption(page.line(i))


def _tells_of_reporter(page: PageLines, line: str) -> bool:
    """Whether a line tells where somebody was whom a byline at the top names."""
    name = bylines.reporter_in_note(line)
    return name is not None and _is_author(page, name)


def _is_author(page: PageLines, name: str) -> bool:
    """Whether a byline at the top gives a name, or is nothing but it."""
    top = _furniture_on_top(page)
    return any(text == name or (bylines.names_author(text) and bylines.has_name(text, name)) for text in top)


def _furniture_on_top(page: PageLines) -> list[str]:
    return [page.line(i) for i in page.lines[:TOP_LINES] if page.kinds[i] == BOILERPLATE]


def _tells_of_author_above(page: PageLines, i: int) -> bool:
    """Whether a line tells of the author, whom the byline right above it names, and the article nothing."""
    if i == page.begin or page.columns.n_sentences[i] > _LONGEST_BIOGRAPHY or not bylines.names_author(page.line(i - 1)):
        return False
    name = bylines.author_of_biography(page.line(i))
    if not name:
        return name is not None  # The writer is
    return bylines.has_name(page.line(i - 1), name) and not _tells_of(page, i + 1, page.end, name)


def _introduces_author(page: PageLines, i: int) -> bool:
    """Whether a line below the headline says that somebody writes of whom the article does not tell: ``The writer is a vet.``

    An article on a writer goes on with a pronoun, or with the last name.
    """
    if i == page.begin or page.columns.n_sentences[i] > 1 or bylines.names_author(page.line(i - 1)):
        return False
    line = page.line(i)
    if bylines.tells_work_of_author(line):
        name: str | None = line.split()[1]
    else:
        name = bylines.author_of_biography(line) if bylines.is_biography_of_writer(line) else None
    below = page.next_line(i)
    if not name or below < 0 or page.line(below).startswith(affixes("pronoun")):
        return False
    return not page.has(name.rpartition(" ")[2], below, page.end)


def _tells_of(page: PageLines, first: int, end: int, name: str) -> bool:
    """Whether the lines from `first` up to `end` tell of somebody."""
    # Most have not even the last name, in whatever line.
    return page.has(name.rpartition(" ")[2], first, end) and bylines.tells_of(page.article(first, end), name)
