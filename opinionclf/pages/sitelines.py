"""Lines of a page in which the site speaks to its readers, by their place: round the article, or alone among its paragraphs.

How a line sounds is a sum of points (`wording.siteprose`). The more furniture stands beside it, the fewer it needs.
"""

from __future__ import annotations

from opinionclf.pages.linemarks import COLON, OPENS
from opinionclf.pages.pagelines import PageLines
from opinionclf.pages.wording.siteprose import may_have_points, points, site_name, speaks_to_reader
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE

_LONGEST = 100  # tokens of a line
_LONGEST_ALONE = 45  # ... that stands beside a paragraph
_LONGEST_LABEL = 22  # tokens of an unfinished line that may be furniture
# Points of a line between paragraphs, beside furniture, right above or below the article, between furniture, between two lines
# of it each.
_ALONE, _BESIDE, _AT_EDGE, _BETWEEN, _DEEP = 8, 7, 5, 4, 3
_MOST_EDGE_LINES = 4  # at the head and at the foot of a page with furniture
_FAR = 5  # lines below the last long paragraph
_LINES_A_POST = 4  # more lines below it than that for each that is not known: the posts of readers have fewer
_LONGEST_COLON = 9  # tokens of a label that ends in a colon
_FEWEST_OF_LABEL = 2  # points of it
_SHORTEST_PARAGRAPH = 22  # tokens
_FEWEST_FURNITURE = 3  # lines of a page that may have more of it among its paragraphs
_BEYOND = 3  # how many points more a line needs in an article that itself speaks to readers
_SPEAKING = 2  # of so many lines of such an article one does
_LEAST_LEFT = 0.4  # share of the tokens of all finished lines that an article has at least


def mark_site_prose(page: PageLines) -> None:
    """Mark lines in which the site speaks to its readers, unless the page is all of them, as terms of use are."""
    furniture = page.furniture
    if not furniture:
        return
    marked = _from_edge(page, page.end - 1, -1, _BESIDE) + _from_edge(page, page.begin, 1, _ALONE)
    if len(furniture) >= _FEWEST_FURNITURE:
        name = _name_of_site(page, furniture)
        marked += _inside(page, name)
        marked += _far_below(page, name)
    if not marked:
        return
    if not _leaves_article(page):
        page.mark([i for i, _ in marked], SENTENCE)
    elif _article_speaks_to_readers(page):
        page.mark([i for i, beyond in marked if beyond < _BEYOND], SENTENCE)


def _from_edge(page: PageLines, i: int, step: int, needed: int) -> list[tuple[int, int]]:
    """Mark lines from the foot or the head of the page inward, up to the first that is none; and points beyond need."""
    marked = []
    for _ in range(_MOST_EDGE_LINES):
        while page.begin <= i < page.end and page.kinds[i] == BOILERPLATE:
            i += step
        if not page.begin <= i < page.end or not page.terminal[i]:
            break
        beyond = _points_of(page, i, needed) - needed
        if beyond < 0:
            break
        page.kinds[i] = BOILERPLATE
        marked.append((i, beyond))
    return marked


def _name_of_site(page: PageLines, furniture: list[int]) -> str:
    """The name in a line on copyright, "" if there is none."""
    return next(filter(None, (site_name(page.line(i)) for i in reversed(furniture))), "")


def _inside(page: PageLines, name: str) -> list[tuple[int, int]]:
    """Mark lines anywhere on a page with furniture, from below and then from above, because each stands beside the others."""
    lines = [i for i in page.lines if page.kinds[i] == SENTENCE]
    article = next((i for i in lines if _is_paragraph(page, i)), page.end)
    lines = [i for i in lines if page.terminal[i] or i > article]  # above stands the headline
    marked = _among(page, lines[::-1], name)
    return marked + _among(page, lines, name) if marked else marked


def _among(page: PageLines, lines: list[int], name: str) -> list[tuple[int, int]]:
    marked = []
    for i in lines:
        if page.kinds[i] != SENTENCE or page.n_tokens[i] > _LONGEST or page.marks[i] & OPENS:
            continue  # such lines have no points
        needed = _needed(page, i)
        beyond = _points_of(page, i, needed, name) - needed
        if beyond >= 0:
            page.kinds[i] = BOILERPLATE
            marked.append((i, beyond))
    return marked


def _far_below(page: PageLines, name: str) -> list[tuple[int, int]]:
    """Mark short lines at the foot of a page, with several lines of furniture between them and the article."""
    i = page.end - 1
    while i > page.begin and not _is_paragraph(page, i):
        i -= 1
    below = range(i + 1, page.end)
    marked = [(j, 0) for j in below if _is_label(page, j)]
    far = range(next((j for j in below if _is_far(page, range(i + 1, j))), page.end), page.end)
    unknown = [j for j in far if page.is_text(j)]
    if _LINES_A_POST * len(unknown) <= len(far):
        marked += [(j, 0) for j in unknown if _may_be_far(page, j, name)]
    page.mark([j for j, _ in marked], BOILERPLATE)
    return marked


def _is_label(page: PageLines, i: int) -> bool:
    """Whether a short line ends in a colon, with words of a site: ``You may also be interested in:``"""
    if page.kinds[i] != SENTENCE or not page.marks[i] & COLON or page.n_tokens[i] > _LONGEST_COLON:
        return False
    line = page.line(i)
    if not line.endswith(":") or not _is_no_prose(page, i + 1):
        return False
    return points(line) >= _FEWEST_OF_LABEL or (line.istitle() and _is_no_prose(page, i - 1))


def _is_far(page: PageLines, between: range) -> bool:
    """Whether several lines of furniture stand between a line and the article."""
    return len(between) >= _FAR and sum(page.kinds[i] == BOILERPLATE for i in between) >= _FEWEST_FURNITURE


def _may_be_far(page: PageLines, i: int, name: str) -> bool:
    return not page.marks[i] & OPENS and points(page.line(i), name) > 0 and not _opens_otherwise(page.line(i))


def _is_paragraph(page: PageLines, i: int) -> bool:
    return page.is_text(i) and page.n_tokens[i] >= _SHORTEST_PARAGRAPH


def _needed(page: PageLines, i: int) -> int:
    """How many points a line needs where it stands: few between furniture, many between paragraphs."""
    above, below = _is_no_prose(page, i - 1), _is_no_prose(page, i + 1)
    if above and not below:
        return _AT_EDGE if _is_outside(page, range(page.begin, i)) else _BESIDE
    if below and not above:
        return _AT_EDGE if _is_outside(page, range(i + 1, page.end)) else _BESIDE
    if not above:
        return _ALONE
    is_deep = page.terminal[i] and page.begin < i - 1 and _is_no_prose(page, i - 2) and _is_no_prose(page, i + 2)
    return _DEEP if is_deep else _BETWEEN


def _is_outside(page: PageLines, lines: range) -> bool:
    """Whether no prose stands on one side of a line, as above and below an article."""
    return all(page.kinds[i] == BOILERPLATE or not page.terminal[i] for i in lines)


def _is_no_prose(page: PageLines, i: int) -> bool:
    """Whether a line is furniture, short and unfinished as labels are, or beyond the edge of the page."""
    if not page.begin <= i < page.end or page.kinds[i] == BOILERPLATE:
        return True
    return not page.terminal[i] and page.n_tokens[i] <= _LONGEST_LABEL


def _points_of(page: PageLines, i: int, needed: int, name: str = "") -> int:
    """The points of a line, 0 where it is told at a glance that they are fewer than needed."""
    is_alone = needed >= _AT_EDGE
    if page.n_tokens[i] > (_LONGEST_ALONE if is_alone else _LONGEST) or page.marks[i] & OPENS:
        return 0
    line = page.line(i)
    may_be = may_have_points(line, is_alone) or (name and name in line)
    return points(line, name if name in line else "") if may_be and not _opens_otherwise(line) else 0


def _opens_otherwise(line: str) -> bool:
    """Whether a speaker's label in capitals or the number of a clause opens a line: ``HOST: See our website.``, ``2.1 You``"""
    label, colon, _ = line.partition(": ")
    return (bool(colon) and label.isupper()) or line.partition(" ")[0].replace(".", "", 2).isdigit()


def _article_speaks_to_readers(page: PageLines) -> bool:
    """Whether many of the lines that are left speak to readers themselves, as those of a form, a manual or a letter do."""
    lines = [page.line(i) for i in page.lines if page.is_text(i)]
    return _SPEAKING * sum(map(speaks_to_reader, lines)) >= len(lines)


def _leaves_article(page: PageLines) -> bool:
    lines = [i for i in page.lines if page.terminal[i]]
    left = sum(page.n_tokens[i] for i in lines if page.kinds[i] == SENTENCE)
    return left >= _LEAST_LEFT * sum(page.n_tokens[i] for i in lines)
