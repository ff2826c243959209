"""Characters that stand in a text in another form, read as what they stand for.

Crawled pages hold HTML character references (``&quot;``), tags of paragraphs and of words (``<br>``, ``<em>``), escapes of JSON
(``\\n``), UTF-8 that somebody read as Windows-1252 (``â€œ``), and U+FFFD where somebody could not read a character at all. Most
of these were quotation marks, apostrophes and line ends, on which nearly everything else depends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from opinionclf.patterns import Pattern, pattern

_JOINER = "\u2060"  # shows nothing, and is part of what stands in front of it
_REFERENCE = pattern(r"&(?:amp;){0,3}(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z][a-zA-Z0-9]{1,9});")
_ESCAPE = pattern(r"\\(?:[\"'/]|[nrt](?=[\\\sA-Z0-9\"'“‘(\[•–—-]|$))")
_TAG = pattern(
    r"(?i)</?(?:(br|p|div|h[1-6]|li|ul|ol|dl|d[td]|blockquote|section|article|t[rdh]|table|figure|figcaption)"
    r"|b|i|u|s|q|a|em|strong|span|cite|small|su[bp]|mark|font|abbr|time)(?:\s[^<>]{0,400})?\s?/?>"
)
_WHITE = {"n": "\n", "r": "\n", "t": "\t"}
_MISREAD = pattern(r"(?:â[€‚„\x80\x82\x84]|Ã|Â)[^\x00-\x7f]*")
_UNREADABLE = pattern(r"(?<=([^\W_]))\ufffd(?=[^\W_])|(?<=( ))\ufffd(?= )|\ufffd")
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_BYTES |= {chr(byte): byte for byte in range(0x80, 0x100)}  # Latin-1 leaves control characters
_LOST_BYTE = "â€"  # many programs drop the last byte of ”, which Windows-1252 has not
_RARE = 50  # characters for each of a sign that is rare
_MOST_READINGS = 3  # of what was misread several times


def as_meant(text: str) -> str:
    """Return a text of the same length in which every character stands for itself.

    What takes more places than its character fills them with characters that show nothing, or with white space.
    """
    for sign, found, meant in _forms():
        text = _replaced(text, sign, found, meant)
    return text


def is_blank(text: str) -> bool:
    """Whether a text is nothing but white space, or what stands for it: ``&nbsp;``, ``<br>``"""
    text = text.strip()
    return not text or (text[0] in "&\\<" and not as_meant(text).strip())


def _forms() -> Iterator[tuple[str, Pattern, Callable[[re.Match[str]], str]]]:
    """The sign that each other form begins with, the expression that it matches, and what makes of it what is meant."""
    yield "&", _REFERENCE, _referred
    yield "\\", _ESCAPE, _escaped
    yield "<", _TAG, _tag
    for lead in "ÃÂâ":
        yield lead, _MISREAD, _misread
    yield "\ufffd", _UNREADABLE, _unreadable


def _replaced(text: str, sign: str, found: Pattern, meant: Callable[[re.Match[str]], str]) -> str:
    """Replace what an expression finds at a sign: to look for a rare sign first takes a hundredth of the time."""
    n_signs = text.count(sign)
    if not n_signs:
        return text
    if n_signs * _RARE > len(text):
        return found.sub(meant, text)
    place = text.find(sign)
    parts: list[str] = []
    done = 0
    while place >= 0:
        match = found.match(text, place)
        if match is None:
            place = text.find(sign, place + 1)
            continue
        parts += (text[done:place], meant(match))
        done = match.end()
        place = text.find(sign, done)
    return "".join(parts) + text[done:]


def _filled(meant: str, size: int) -> str:
    """A character, or several, in the room that something else has taken."""
    return meant.ljust(size, " " if meant.isspace() else _JOINER)


def _referred(match: re.Match[str]) -> str:
    import html  # its table of names costs more to read than the package

    before, meant = "", match[0]
    while meant != before:  # &amp;quot;
        before, meant = meant, html.unescape(meant)
    return _filled(meant, len(match[0])) if len(meant) == 1 else match[0]


def _escaped(match: re.Match[str]) -> str:
    return " " + _WHITE[match[0][1]] if match[0][1] in _WHITE else _JOINER + match[0][1]


def _tag(match: re.Match[str]) -> str:
    return _filled("\n" if match[1] else _JOINER, len(match[0]))


def _misread(match: re.Match[str]) -> str:
    meant = match[0]
    for _ in range(_MOST_READINGS):
        if meant.endswith(_LOST_BYTE):
            meant += "\x9d"
        try:
            meant = bytes(_BYTES[char] for char in meant).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
    return _filled(meant, len(match[0])) if len(meant) < len(match[0]) else match[0]


def _unreadable(match: re.Match[str]) -> str:
    if match[1]:
        return "’"  # don\ufffdt
    return "—" if match[2] else '"'
