"""The names of those who wrote a page: in bylines however deep they stand in its menus, and alone beside a date or a post.

Labels that stand in front of them are in ``data/author_labels.txt``.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from opinionclf.datafiles import read_rows
from opinionclf.pages.lines import SHORTEST_PLAIN
from opinionclf.pages.pagelines import PageLines
from opinionclf.pages.wording import bylines, furniture
from opinionclf.pages.wording.pagewords import alternatives, page_words
from opinionclf.patterns import NAME, pattern

_TOP = 60  # lines of a page, menus among them, in which its byline stands; no more are read
_LONGEST_BYLINE = 24  # tokens
_MOST_AUTHORS = 6  # each is looked for in the whole page
_LONGEST_NAME = 6  # tokens
_BY = pattern(
    lambda: rf"(?:^|[|·•/–—-] ?|\d )(?:(?:(?:{alternatives('byline_verb')}"
    rf"|(?i:(?:guest )?(?:{alternatives('byline_thing')}))) )?(?:[Bb]y|BY):?"
    rf"|(?:{alternatives('byline_label')}):) (?=(?:[Tt]he )?({NAME}))"
)
_MAY_NAME = pattern(r"[yY]:? |:")
_FULL_NAME = pattern(rf"(?:(?!\w+day\b){NAME})")
_WITH_POST = pattern(rf"({NAME})(?:,| \|| -| –| —) (?!\d)")
_TITLE = pattern(lambda: rf"^(?:{alternatives('author_title')})\.? (?=\S+ \S)")
_BETWEEN = pattern(r",? and |, | & ")


class Authors(NamedTuple):
    """The names of a page's authors: those that bylines give, and those that stand alone where a byline may."""

    named: frozenset[str]
    alone: frozenset[str]


def authors_of(page: PageLines) -> Authors:
    """Find the names of those who wrote a page, in the bylines and beside the dates of its first lines."""
    named: dict[str, None] = {}
    alone: dict[str, None] = {}
    text = next((i for i in page.lines if _is_prose(page, i)), page.end)
    for i in page.odd:
        if i >= page.begin + _TOP or len(named) + len(alone) >= _MOST_AUTHORS:
            break
        if page.terminal[i] or page.n_tokens[i] > _LONGEST_BYLINE:
            continue  # without a look at its words, to save time
        line = page.line(i)
        named.update(dict.fromkeys(_names_behind_by(line) or _name_with_post(line)))
        if page.begin < i < text and _is_name(page, i) and _stands_where_byline_may(page, i):
            alone[line] = None
    return Authors(frozenset(named), frozenset(alone) - frozenset(named))


def _is_prose(page: PageLines, i: int) -> bool:
    return page.is_text(i) and page.n_tokens[i] >= SHORTEST_PLAIN


def _names_behind_by(line: str) -> list[str]:
    """The full names that a byline gives: ``Dale Radio | By Ann Lowe and Tom Reed``"""
    match = _BY.search(line) if _MAY_NAME.search(line) is not None else None
    if match is None:
        return []
    parts = _BETWEEN.split(line[match.start(1) :])[:_MOST_AUTHORS]
    names = [name[0] for part in parts if (name := _FULL_NAME.match(part)) is not None]
    found = [name.title() if name.isupper() else name for name in names]
    no_names = page_words()["no_name"]
    return [_TITLE.sub("", name) for name in found if no_names.isdisjoint(name.split())]


def _name_with_post(line: str) -> list[str]:
    """The name in front of what its bearer is: ``Ann Lowe, Staff Writer``"""
    match = _WITH_POST.match(line)
    return [match[1]] if match is not None and bylines.names_post(line[match.end() :]) else []


def _is_name(page: PageLines, i: int) -> bool:
    return 1 < page.n_tokens[i] <= _LONGEST_NAME and _FULL_NAME.fullmatch(page.line(i)) is not None


def _stands_where_byline_may(page: PageLines, i: int) -> bool:
    """Whether a date stands within two lines of a name, *By* above it, or what somebody is below."""
    if page.line(i - 1).lower().rstrip(":") in ("by", "written by", "author"):
        return True
    if i + 1 < page.end and not page.terminal[i + 1] and bylines.names_post(page.line(i + 1)):
        return True
    near = (j for j in range(max(i - 2, page.begin), min(i + 3, page.end)) if j != i and not page.terminal[j])
    return any(furniture.is_date_line(page.line(j), False, page.marks[j]) for j in near)


def is_label(line: str) -> bool:
    """Whether a line says that somebody who had a part in the page is told of below it: ``About the author``"""
    return line.lower().rstrip(":") in _labels().alone


def heads_note(line: str, authors: Authors) -> bool:
    """Whether an unfinished line heads a note on an author: ``About the author``, ``Ann Lowe``, ``Written by Ann Lowe``"""
    if is_label(line):
        return True
    folded, names = line.lower(), authors.named | authors.alone
    if line.startswith(tuple(names)):
        return True
    label = next((label for label in _labels().before_name if folded.startswith(f"{label} ")), None)
    return label is not None and line[len(label) :].strip(" :") in names


class _Labels(NamedTuple):
    alone: frozenset[str]
    before_name: tuple[str, ...]


@functools.cache
def _labels() -> _Labels:
    rows = read_rows("author_labels.txt")
    return _Labels(frozenset(row[0] for row in rows if len(row) == 1), tuple(row[0] for row in rows if len(row) > 1))
