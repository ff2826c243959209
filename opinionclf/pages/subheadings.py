"""Sub-headings that end like sentences, and names under letters: which short lines among the paragraphs of a page are some.

What a line tells by its words is in `wording.headings`; here its neighbours and the rest of the page are asked.
"""

from __future__ import annotations

from collections import Counter

from opinionclf.pages.linemarks import COMMA
from opinionclf.pages.lines import SHORTEST_PLAIN
from opinionclf.pages.pagelines import TOP_LINES, PageLines
from opinionclf.pages.wording import headings, headlines
from opinionclf.pages.wording.linewords import has_clause
from opinionclf.pages.wording.pagewords import page_words
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE

LONGEST_SUBHEADING = 14  # tokens of a sub-heading that ends like a sentence
_SECTION = 1500  # characters below a sub-heading that may say it again
_SHORTEST_ABOVE = 6  # tokens of the paragraph above a sub-heading
_FEWEST_QUESTIONS = 3  # that head the sections of a page
_FEWEST_DATED = 3
_FEWEST_LETTERS = FEWEST_SIGNATURES = 2  # on a page of letters
_FEWEST_PARALLEL = 2  # other headings beside a name of a section
_LONGEST_PARALLEL = 4  # tokens of them
_LONGEST_PLACE = 4  # tokens of the place under a letter
_OPENING_MARKS = ("“", '"', "‘", "'")
_FULL_STOPS = (".", ".'", ".’", ".”", '."')
_MOST_STACKED = 3  # headings right above each other
_FEWEST_ENTRIES = 3  # of names and numbers on a page
_FEWEST_REPEATED = 2  # times that a page has the same name on a line
_LEAST_SUPPORT = 2  # sub-headings of a page, where one alone would be doubtful


def mark_subheadings(page: PageLines, short: list[int]) -> None:
    """Mark those of some short finished lines that are sub-headings, or names and places under letters, by what they look like.

    Each step asks what those before it have found on the page.
    """
    forms = [_heading_form(page, i) for i in short]
    if not any(forms):
        return
    lines = {form: [i for i, found in zip(short, forms, strict=True) if found == form] for form in headings.FORMS}
    others = [i for i, found in zip(short, forms, strict=True) if found is None]
    lines["asked"] = _with_first_question(page, lines["asked"], short[0])
    page.mark(lines["sure"] + [i for i in lines["verbless"] if _is_said_below(page, i)], HEADING)
    if _headings_inside(page):
        page.mark(lines["verbless"], HEADING)
    signed = _signed(page, lines["named"])
    page.mark(signed.union(lines["signed"]), BOILERPLATE)
    named = [i for i in lines["named"] if i not in signed and _stands_after_prose(page, i)]
    _mark_doubtful(page, lines["doubtful"] + named)
    _mark_telling(page, others)
    explains = _explains(page, len(lines["asked"]))
    page.mark(_asked(page, lines["asked"], explains), HEADING)
    n_asked = _mark_further_questions(page, others, explains)
    if explains and n_asked >= _FEWEST_QUESTIONS:
        page.mark([i for i in lines["asked"] if page.n_tokens[i] < SHORTEST_PLAIN], HEADING)
    if len(lines["numbered"]) >= _LEAST_SUPPORT:
        page.mark(lines["numbered"], HEADING)
    if len(lines["dated"]) >= _FEWEST_DATED:
        page.mark(lines["dated"], HEADING)


def mark_entries(page: PageLines, short: list[int]) -> None:
    """Mark names and numbers alone on short finished lines, as in line-ups: several, or the same name again (``Netflix.``)."""
    entries = [i for i in short if headings.is_entry(page.line(i))]
    if len(entries) < _FEWEST_REPEATED:
        return
    n_times = Counter(map(page.line, entries))
    page.mark([i for i in entries if n_times[page.line(i)] >= _FEWEST_REPEATED and page.is_name(page.line(i))], BOILERPLATE)
    # Between paragraphs they may be sub-headings.
    entries = [i for i in entries if page.kinds[i] == SENTENCE and not _stands_between_prose(page, i)]
    if len(entries) >= _FEWEST_ENTRIES:
        page.mark([i for i in entries if page.is_name(page.line(i))], BOILERPLATE)


def _signed(page: PageLines, named: list[int]) -> set[int]:
    """The names that stand beside another one: a name and its place under a letter."""
    names = set(named)
    return {i for i in named if page.next_line(i) in names or page.next_line(i, -1) in names}


def _mark_doubtful(page: PageLines, lines: list[int]) -> None:
    """Mark what alone would be doubtful, where there are others; not what is said again and again: ``Guilty.``"""
    n_times = Counter(map(page.line, lines))
    lines = [i for i in lines if n_times[page.line(i)] == 1]
    if len(lines) + len(_headings_inside(page)) >= _LEAST_SUPPORT:
        page.mark(lines, HEADING)


def _mark_telling(page: PageLines, lines: list[int]) -> None:
    """Mark short sentences on a page whose headings have a full stop; where they have none, such a line is a sentence."""
    n_finished = sum(page.terminal[i] for i in _headings_inside(page))
    if n_finished:
        lines = [i for i in lines if _tells_like_heading(page, i)]
        page.mark([i for i in lines if n_finished >= _LEAST_SUPPORT or headings.commands(page.line(i))], HEADING)


def _explains(page: PageLines, n_asked: int) -> bool:
    """Whether a headline says that the article explains; a columnist under one that may say so asks once, not twice."""
    above = [page.line(i) for i in page.odd if i < page.first and page.kinds[i] == HEADING]
    return any(map(headings.opens_explainer, above)) or (n_asked >= _LEAST_SUPPORT and any(map(headings.tells_meaning, above)))


def _asked(page: PageLines, lines: list[int], explains: bool) -> list[int]:
    """The questions that head sections: several short ones, or one or two among other sub-headings or in an explainer."""
    brief = {i for i in lines if page.n_tokens[i] < SHORTEST_PLAIN}
    # A columnist asks at length.
    several = len(brief) >= _FEWEST_QUESTIONS
    found = [i for i in lines if i in brief or (several and headings.is_self_contained(page.line(i)))]
    n_addressed = sum(headings.addresses_reader(page.line(i)) for i in found)
    if len(found) >= _FEWEST_QUESTIONS and 2 * n_addressed < len(found):
        return found
    if not explains and not _headings_inside(page):
        return []
    return [i for i in found if headings.is_self_contained(page.line(i), page.line(page.next_line(i)))]


def _with_first_question(page: PageLines, asked: list[int], i: int) -> list[int]:
    """Questions that may head sections, with a line right below what heads the page that asks as well, where two others do.

    A paragraph stands below it, and none of them is asked in person, as a columnist asks.
    """
    above, below = page.next_line(i, -1), page.next_line(i)
    if len(asked) != _FEWEST_QUESTIONS - 1 or above < 0 or page.kinds[above] != HEADING:
        return asked
    if not _is_paragraph(page, below) or not headings.is_question(page.line(i)):
        return asked
    return asked if any(headings.is_in_person(page.line(j)) for j in (i, *asked)) else [i, *asked]


def _mark_further_questions(page: PageLines, lines: list[int], explains: bool) -> int:
    """Mark short questions above short answers, or below an announcement, where questions head the other sections.

    Returns
    -------
    int
        Number of questions that are headings.
    """
    n_asked = sum(page.kinds[i] == HEADING and headings.is_question(page.line(i)) for i in page.odd)
    if n_asked < (1 if explains else _FEWEST_QUESTIONS):
        return n_asked
    for i in lines:
        line, below = page.line(i), page.next_line(i)
        if page.n_tokens[i] >= SHORTEST_PLAIN or below < 0 or not headings.is_question(line):
            continue
        if headings.is_self_contained(line, page.line(below)) and not headings.is_question(page.line(below)):
            page.kinds[i] = HEADING
            n_asked += 1
    return n_asked


def _tells_like_heading(page: PageLines, i: int) -> bool:
    return headings.tells_like_heading(page.line(i)) and _stands_between_prose(page, i) and _is_said_below(page, i)


def _is_said_below(page: PageLines, i: int) -> bool:
    """Whether the section below says again what a line says, as it does below a heading (``Two-front war.``)."""
    return headlines.is_restated(page.line(i), page.text_from(page.columns.end[i], _SECTION))


def _headings_inside(page: PageLines) -> list[int]:
    """The headings between the first and the last paragraph, as far as they are found."""
    return [i for i in page.odd if page.first < i < page.last and page.kinds[i] == HEADING]


def mark_signatures(page: PageLines, inner: list[int], short: list[int]) -> None:
    """Mark the names and places under letters among some unfinished lines, of which a page has several.

    They stand on two lines, or on one, where the page says that it has letters: ``Ann Lowe, Salem``. Among some `short`
    finished lines are those that end in an abbreviation, beside two that are no sentences: ``Ann Lowe, Salem, Mass.``
    """
    signed = [i for i in inner if _signs_letter(page, i)]
    finished = [i for i in short if _signs_letter(page, i)]
    told = [i for i in finished if page.kinds[i] == SENTENCE]
    if len(signed) + len(finished) - len(told) >= _FEWEST_LETTERS:
        page.mark(told, BOILERPLATE)
    if len(signed) >= _FEWEST_LETTERS and _has_letters(page):
        page.mark(signed, BOILERPLATE)
    pairs = [i for i in inner if page.kinds[i + 1] == HEADING and page.columns.finished[i - 1] and _is_signature(page, i)]
    if len(pairs) >= _FEWEST_LETTERS:
        for i in pairs:
            page.kinds[i] = page.kinds[i + 1] = BOILERPLATE


def mark_parallel_sections(page: PageLines) -> None:
    """Mark names of sections between paragraphs, as menus have them (``Comment``), beside some short unfinished headings."""
    short = [i for i in page.odd if page.first < i < page.last and page.kinds[i] == BOILERPLATE and page.n_tokens[i] == 1]
    names = page_words()["names_section"]
    named = [i for i in short if page.line(i).lower() in names and _heads_paragraph(page, i)]
    if named and sum(_is_parallel(page, i) for i in page.odd if i > page.begin) >= _FEWEST_PARALLEL:
        page.mark(named, HEADING)


def _is_parallel(page: PageLines, i: int) -> bool:
    is_short = page.kinds[i] == HEADING and not page.terminal[i] and page.n_tokens[i] <= _LONGEST_PARALLEL
    return is_short and _heads_paragraph(page, i)


def _heads_paragraph(page: PageLines, i: int) -> bool:
    """Whether a line stands between a sentence or an item and a paragraph."""
    return page.kinds[i - 1] == page.kinds[i + 1] == SENTENCE and _is_paragraph(page, i + 1)


def _is_paragraph(page: PageLines, i: int) -> bool:
    return bool(page.columns.finished[i]) and page.n_tokens[i] >= SHORTEST_PLAIN


def _has_letters(page: PageLines) -> bool:
    """Whether a line at the top that is no sentence tells of letters."""
    return any(page.kinds[i] != SENTENCE and "letter" in page.line(i).lower() for i in page.lines[:TOP_LINES])


def _signs_letter(page: PageLines, i: int) -> bool:
    return bool(page.marks[i] & COMMA and page.columns.finished[i - 1]) and headings.is_signature(page.line(i))


def _is_signature(page: PageLines, i: int) -> bool:
    name, place = page.line(i), page.line(i + 1)
    return headings.is_named(name) and page.n_tokens[i + 1] <= _LONGEST_PLACE and headings.is_named(place, fewest_words=1)


def _heading_form(page: PageLines, i: int) -> str | None:
    """What makes a finished line look like a sub-heading."""
    if i > page.begin and page.line(i - 1).startswith(_OPENING_MARKS) and headings.names_speaker(page.line(i)):
        return "signed"
    if headings.is_numbered_question(page.line(i)) and i + 1 < page.end and not headings.opens_turn(page.line(i + 1)):
        return "sure"
    return _form_between_prose(page, i) if _stands_between_prose(page, i) else _form_among_lines(page, i)


def _form_between_prose(page: PageLines, i: int) -> str | None:
    line, is_single = page.line(i), page.columns.n_sentences[i] == 1
    if is_single and headings.is_dated(line):
        return "dated"
    is_title = headings.is_title(line)
    if headings.is_question(line):
        return "sure" if is_title else "asked"
    if is_title and headings.has_small_capital(line):
        return "sure"
    if headings.is_relative(line):
        return "verbless"
    if has_clause(line):
        return "numbered" if is_single and headings.is_numbered(line) else None
    if headings.is_in_capitals(line):
        return _form_in_capitals(page, i)
    if headings.is_labelled(line):
        return None
    if is_title:
        return "sure"
    if not is_single:
        return None
    if headings.is_numbered(line):
        return "numbered"
    return _form_of_label(page, line) if _may_be_label(page, i) else None


def _form_among_lines(page: PageLines, i: int) -> str | None:
    """The form of a line that has no paragraph above or below it."""
    line = page.line(i)
    if headings.is_in_capitals(line):
        return _form_in_capitals(page, i)
    if headings.is_labelled(line) or not _may_be_label(page, i) or not headings.is_named(line):
        return None
    # Ann Lowe, Salem, Ore.
    return "signed" if i == page.end - 1 and "," in line else "named"


def _form_in_capitals(page: PageLines, i: int) -> str | None:
    # Some pages are in capitals throughout.
    beside = [j for j in (page.next_line(i), page.next_line(i, -1)) if j >= 0 and page.n_tokens[j] >= SHORTEST_PLAIN]
    return None if any(page.line(j).isupper() for j in beside) else "sure"


def _may_be_label(page: PageLines, i: int) -> bool:
    """Whether a line is short and ends in a full stop."""
    return page.n_tokens[i] <= LONGEST_SUBHEADING and page.line(i).endswith(_FULL_STOPS)


def _form_of_label(page: PageLines, line: str) -> str | None:
    if headings.is_in_single_marks(line):
        return "sure" if page.has_double_marks else "doubtful"
    return "named" if headings.is_named(line) else headings.verbless_form(line)


def _stands_after_prose(page: PageLines, i: int) -> bool:
    """Whether a paragraph stands above, and one below or nothing more."""
    if page.next_line(i) >= 0:
        return _stands_between_prose(page, i)
    return page.n_tokens[page.next_line(i, -1)] >= SHORTEST_PLAIN


def _stands_between_prose(page: PageLines, i: int) -> bool:
    """Whether paragraphs of the article stand above and below, and the one above asks and announces nothing."""
    above, below = _beside(page, i, -1), _beside(page, i, 1)
    if above < 0 or below < 0 or not _is_paragraph(page, below) or page.n_tokens[above] < _SHORTEST_ABOVE:
        return False
    return page.columns.finished[above] > 0 and not page.line(above).endswith(("?", ":", "?”", '?"', "?’"))


def _beside(page: PageLines, i: int, step: int) -> int:
    """The nearest line on one side that is no title and has no number: a heading may stand right above another."""
    for _ in range(_MOST_STACKED):
        i = page.next_line(i, step)
        if i < 0 or page.n_tokens[i] > LONGEST_SUBHEADING or not page.terminal[i]:
            break
        if not headings.is_title(page.line(i)) and not headings.is_numbered(page.line(i)):
            break
    return i
