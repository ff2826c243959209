"""Characters that stand in a text in another form, read as what they stand for.

Crawled pages hold HTML character references (``&quot;``), tags of paragraphs and of words (``<br>``, ``<em>``), escapes of
JSON (``\\n``), UTF-8 that somebody read as Windows-1252 (``â€œ``), marks of Windows-1252 read as Latin-1, where they are
controls, and U+FFFD where somebody could not read a character at all. Most of these were quotation marks, apostrophes and
line ends, on which nearly everything else depends.
"""

from __future__ import annotations

import functools
import re

from opinionclf.patterns import pattern
from opinionclf.text import markdown
from opinionclf.text.inplace import JOINER, Form, filled, replaced

_REFERENCE = pattern(r"&(?:amp;){0,3}(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z][a-zA-Z0-9]{1,9});")
_ESCAPE = pattern(
    r"\\(?:[\"'/]|u(?P<code>[0-9a-fA-F]{4})|xa0|[nrt](?=[\\\sA-Z0-9\"'“‘(\[•–—-]|$)|(?<=[\w.!?,;\"'”’)\] -]\\)n)"
)
_TAG = pattern(
    r"(?i)(?:<|&lt;)/?(?:(br|p|div|h[1-6]|li|ul|ol|dl|d[td]|blockquote|section|article|t[rdh]|table|figure|figcaption)"
    r"|b|i|u|s|q|a|em|strong|span|cite|small|su[bp]|mark|font|abbr|time)"
    r"(?:[ \t\xa0][^<>\r\n]{0,200}=[^<>\r\n]{0,200})?[ \t\xa0]?/?(?:>|&gt;)"
)
_CARRIAGE_RETURN = pattern("_x000[Dd]_")  # as Excel writes it
_LEADS = "ÃÂâÄÅïð"  # the first bytes of most of what is misread
_IN_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # where Latin-1 has control characters
_MISREAD = pattern(
    rf"(?:â[€‚„\x80\x82\x84]|[ÃÂ]|[ÄÅ][^\x00-\x7f“”‘’–—…]|ï[»¼½]|ð[Ÿ\x9f])[\x80-\xff{_IN_WINDOWS}]*"
)
_CONTROLS = "\x91\x92\x93\x94\x95\x96\x97"  # quotation marks, bullet and dashes of Windows-1252 in Latin-1
_CONTROL = pattern(f"[{_CONTROLS}]")
_UNREADABLE = pattern(
    r"(?m)(?P<inside>(?<=[^\W\d_])\ufffd{1,3}(?=[^\W\d_]))|(?P<dash>(?<= )\ufffd{1,3}(?= ))|(?P<bullet>^\ufffd{1,3}(?=[ \t]))"
    r"|(?P<money>(?<!\w)\ufffd{1,3}(?=\d))|\ufffd{1,3}"
)
_MEANT_BY_UNREADABLE = {"inside": "’", "dash": "—", "bullet": "•", "money": "£", None: '"'}
_WHITE = {"n": " \n", "r": " \n", "t": " \t", "x": " \xa0"}
_LOST_BYTE = "â€"  # many programs drop the last byte of ”, which Windows-1252 has not
_SHORT = 1000  # characters: in longer texts it is faster to look for one sign after the other
_MOST_READINGS = 3  # of what was misread several times


def as_meant(text: str) -> str:
    """Return a text of the same length in which every character stands for itself.

    What takes more places than its character fills them with characters that show nothing, or with white space. Nothing is
    read across a line end, so that texts with line ends between them are read as each by itself.
    """
    text = markdown.without_front_matter(text)
    if len(text) <= _SHORT and _ANY_SIGN.search(text) is None:
        return text
    for form in _forms():
        text = replaced(text, form)
    return text


def is_blank(text: str) -> bool:
    """Whether a text is nothing but white space, or what stands for it: ``&nbsp;``, ``<br>``"""
    if not text or text.isspace():
        return True
    seen = text.lstrip() if text[0].isspace() else text
    return seen[0] in "&\\<_Â!>[#-" and not as_meant(text).replace(JOINER, "").strip()


@functools.cache
def _forms() -> tuple[Form, ...]:
    """All other forms, in the order in which they are read."""
    return (
        Form("&<", _TAG, _tag),
        Form("&", _REFERENCE, _referred),
        Form("_", _CARRIAGE_RETURN, _returned),
        *markdown.FORMS,
        Form("\\", _ESCAPE, _escaped),
        Form(_LEADS, _MISREAD, _misread),
        Form(_CONTROLS, _CONTROL, _in_windows),
        Form("\ufffd", _UNREADABLE, _unreadable),
    )


_ANY_SIGN = pattern(lambda: f"[{re.escape(''.join(form.signs for form in _forms()))}]")


def _tag(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    apart = text[max(start - 1, 0) : start].strip() == text[end : end + 1].strip() == ""
    return filled("\n" if match[1] else " " if apart else JOINER, len(match[0]))


def _referred(match: re.Match[str]) -> str:
    import html  # its table of names costs more to read than the package

    before, meant = "", match[0]
    while meant != before:  # &amp;quot;
        before, meant = meant, html.unescape(meant)
    return filled(meant, len(match[0])) if len(meant) == 1 else match[0]


def _escaped(match: re.Match[str]) -> str:
    if match["code"]:
        return filled(chr(int(match["code"], 16)), len(match[0]))
    white = _WHITE.get(match[0][1])
    return JOINER + match[0][1] if white is None else white.rjust(len(match[0]))


def _returned(match: re.Match[str]) -> str:
    return filled("\r", len(match[0]))


def _misread(match: re.Match[str]) -> str:
    chars, sizes = match[0], [1] * len(match[0])
    for _ in range(_MOST_READINGS):
        if chars.endswith(_LOST_BYTE):
            chars, sizes = chars + "\x9d", [*sizes, 0]
        again, sizes = _read_again(chars, sizes)
        if len(again) == len(chars):
            break
        chars = again
    return "".join(map(filled, chars, sizes))


def _read_again(chars: str, sizes: list[int]) -> tuple[str, list[int]]:
    """Characters as UTF-8 where they are what its bytes are in Windows-1252, and the room that each takes."""
    known, read, room = _bytes(), [], []
    i = 0
    while i < len(chars):
        n = _length_of_sequence(known.get(chars[i], 0))
        try:
            meant = bytes(known[char] for char in chars[i : i + n]).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            n, meant = 1, chars[i]
        read.append(meant)
        room.append(sum(sizes[i : i + n]))
        i += n
    return "".join(read), room


@functools.cache
def _bytes() -> dict[str, int]:
    """The byte from 0x80 on that each character was, in Windows-1252 or in Latin-1."""
    latin = {chr(byte): byte for byte in range(0x80, 0x100)}
    return latin | {char: char.encode("cp1252")[0] for char in _IN_WINDOWS}


def _length_of_sequence(byte: int) -> int:
    """Number of the bytes in UTF-8 of a character whose first one is given."""
    return 1 + (byte >= 0xC2) + (byte >= 0xE0) + (byte >= 0xF0)


def _in_windows(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252")


def _unreadable(match: re.Match[str]) -> str:
    return filled(_MEANT_BY_UNREADABLE[match.lastgroup], len(match[0]))
