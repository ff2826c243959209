"""Signs of Markdown, which programs that take articles out of web pages write: links, images, emphasis.

See John Gruber, *Markdown: Syntax* (2004), and the CommonMark specification. The signs in front of headings and block
quotations, which answers to mail have too, become white space that stands nowhere else (`signed_places`). The signs of items
are left to the rules of pages, and so is bold type that may show who speaks.
"""

from __future__ import annotations

import re

import numpy as np

from opinionclf.arrays import Ints
from opinionclf.patterns import CAPITALIZED, PARTICLES, pattern
from opinionclf.text.inplace import JOINER, Form

HEADED, QUOTED = "\u1680", "\u205f"  # spaces of Ogham and of mathematics
"""What stands for the sign of a heading or of a block quotation at the start of a line."""
LINKED, LINK_ENDS = "\ufff9", "\ufffb"  # signs of annotations, which nobody sees
"""What stands round the words of a link."""
UNSEEN = JOINER + LINKED + LINK_ENDS
# What programs put in front of an article: title, author, date.
_FRONT_MATTER = pattern(
    r"---[ \t]?\r?\n"
    r"(?:[a-z][\w-]{0,40}:(?:[ \t][^\r\n]{0,2000})?\r?\n|(?:[ \t]{1,8}|- )[^\s][^\r\n]{0,2000}\r?\n){1,80}"
    r"(?:---|\.\.\.)[ \t]?(?![^\r\n])"
)
_TARGET = (
    r"\((?=[^\s()]*[/.#:])(?:[^\s()]|\([^\s()]{0,100}\)){1,1000}(?:[ \t]{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\)"
)
_IMAGE = pattern(rf"!\[[^\[\]\n]{{0,500}}\]{_TARGET}")
_LINK = pattern(rf"(?<!\\)\[((?:[^\[\]\n]|\[[^\[\]\n]{{0,100}}\]){{1,500}})\]({_TARGET}|\[\d{{1,3}}\](?![(\[]))")
_NOTE = pattern(r"(?<=[^\s\[])\[\^[^\s\[\]]{1,30}\]")
_EMPHASIS = pattern(
    r"(?<![\w*\\])(?P<stars>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]{1,1000})(?<=[^\s\\])(?P=stars)(?![\w*])"
    r"|(?<![\w_\\])(?P<lines>_{1,3})(?=[^\s_])(?P<lined>[^_\n]{1,1000})(?<=[^\s\\])(?P=lines)(?![\w_])"
)
_HEADING_SIGN = pattern(r"(?<![^\n\r])#(?:#{1,5}(?=[ \t])|(?=[ \t]{1,3}[^\W\d]|[ \t]{1,3}[“‘\"'*_\[]))")
_QUOTATION_SIGN = pattern(rf"(?<![^\n\r])>(?:[ \t{JOINER}]{{1,8}}>){{0,5}}{JOINER}*(?=[ \t\r\n]|\Z)")
_ESCAPED = pattern(r"\\[!#$()*+.<>\[\]_`{|}~-]")
_BREAK = pattern(r"(?<!\\)\\(?=\r?\n|\Z)")  # of a line
_NOWHERE = np.zeros(0, dtype=np.int64)
_NOT_WHITE = pattern(r"\S")
_LONGEST_MARGIN = 6  # characters in front of what a line says: white space, and the mark of an item or of a quotation
_IN_FRONT = pattern(r"(?s:.*[\n\r])?[ \t>*•+" + QUOTED + "-]*")
_BEHIND_LABEL = '\n\r:([—–-"“'
_NAME = pattern(rf"\W*{CAPITALIZED}(?: (?:{CAPITALIZED}|{PARTICLES}|and|of)){{0,5}}\W*")


def signed_places(text: str, sign: str) -> Ints:
    """Return the places of a sign (`HEADED`, `QUOTED`, `LINKED`) in a text in which every character stands for itself."""
    place = text.find(sign)
    if place < 0:
        return _NOWHERE
    places = []
    while place >= 0:
        places.append(place)
        place = text.find(sign, place + 1)
    return np.array(places, dtype=np.int64)


def _headed(match: re.Match[str]) -> str:
    return HEADED.ljust(len(match[0]))


def _quoted(match: re.Match[str]) -> str:
    return QUOTED.ljust(len(match[0]))


def without_front_matter(text: str) -> str:
    """Return a text with white space for the fields between rules that it opens with: ``title: Pool shut``"""
    match = _FRONT_MATTER.match(text) if text.startswith("---") else None
    return text if match is None else _NOT_WHITE.sub(" ", match[0]) + text[match.end() :]


def _image(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _link(match: re.Match[str]) -> str:
    """What is linked, the number of a footnote in its brackets; nothing where it was an image."""
    linked, target = match[1], JOINER * len(match[2])
    if linked.isdecimal():
        return f"[{linked}]{target}"
    return f"{LINKED}{linked}{LINK_ENDS}{target}" if linked.strip() else " " * len(match[0])


def _note(match: re.Match[str]) -> str:
    return JOINER * len(match[0])


def _emphasis(match: re.Match[str]) -> str:
    mark, inner = match["stars"] or match["lines"], match["starred"] or match["lined"]
    if len(mark) > 1 and _may_name_who_speaks(match):
        return match[0]
    gone = JOINER * len(mark)
    return gone + inner + gone


def _may_name_who_speaks(match: re.Match[str]) -> bool:
    """Whether bold type opens its line and holds all of it, or a label: ``**What did you see?**``, ``**Ann:** Nothing.``"""
    text, (start, end) = match.string, match.span()
    if _IN_FRONT.fullmatch(text[max(start - _LONGEST_MARGIN, 0) : start]) is None:
        return False
    behind = text[end : end + 3].lstrip(" \t")
    if not behind or behind[0] in _BEHIND_LABEL or match[0].rstrip("*_").endswith((":", "?")):
        return True
    return behind[0].isupper() and _NAME.fullmatch(match[0]) is not None


def _broken(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _escaped(match: re.Match[str]) -> str:
    return JOINER + match[0][1]


FORMS = (
    Form("#", _HEADING_SIGN, _headed),
    Form(">", _QUOTATION_SIGN, _quoted),
    Form("!", _IMAGE, _image),
    Form("[", _NOTE, _note),
    Form("[", _LINK, _link),
    Form("*_", _EMPHASIS, _emphasis),
    Form("*_", _EMPHASIS, _emphasis),  # what holds other emphasis
    Form("\\", _BREAK, _broken),
    Form("\\", _ESCAPED, _escaped),
)
"""In the order in which they are read."""
