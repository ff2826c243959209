"""Documents as a person reads them: wrapped, marked, coloured, and free of anything that steers a terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from opinionclf.labels import marks_of
from opinionclf.patterns import pattern

if TYPE_CHECKING:
    from opinionclf.result import Document, Sentence

_COLOURS = {"factual_report": "36", "attributed_claim": "33", "editorial_opinion": "35;1"}
_DIM, _BOLD = "2", "1"
_WIDTH_OF_A_PIPE = 100
_NARROWEST = 30
_LONGEST_NUMBER = 9  # digits: of a wider terminal nobody has heard, and Python refuses to read numbers of thousands
_BAR = 24  # cells

# Controls, lone surrogates, and the marks that turn the direction of a line; not the joiners that scripts and emoji need.
_STEERING_SET = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_STEERING = pattern(f"[{_STEERING_SET}]")
_NOT_IN_JSON = pattern(f"[{_STEERING_SET}\u2028\u2029]")  # the last two end lines for some readers
_SPACE = pattern(r"[\s\u2028\u2029]+")


def harmless(text: str) -> str:
    """Return the text in one line, with a replacement character for everything that could steer a terminal."""
    return _STEERING.sub("\ufffd", _SPACE.sub(" ", text))


def one_line_json(text: str) -> str:
    """Escape in JSON what could steer a terminal or can't be encoded; the value stays the same."""
    # What steers is not printable, nor is much else; most texts are.
    return text if text.isprintable() else _NOT_IN_JSON.sub(lambda match: _escaped(match[0]), text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return the number of cells in a line."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) <= _LONGEST_NUMBER and int(columns) > 0:
        return max(int(columns), _NARROWEST)
    try:
        return max(os.get_terminal_size(stream.fileno()).columns, _NARROWEST)
    except (OSError, ValueError):
        return _WIDTH_OF_A_PIPE


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells."""
    if text.isascii() and max(map(len, text.split()), default=0) <= width:
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    lines, line, used = [], "", 0
    for word in text.split():
        for piece in _pieces(word, width):
            size = cells(piece)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = "", 0
            line, used = (f"{line} {piece}", used + 1 + size) if line else (piece, size)
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for character in word:
        size = _cells_of(character)
        if used + size > width:
            yield piece
            piece, used = "", 0
        piece += character
        used += size
    yield piece


def _colours(document: Document) -> dict[str, str]:
    """The colour of each label: that of the one of the three that it stands for."""
    return {label: _COLOURS.get(part, "") for label, part in zip(document.labels, document.parts, strict=True)}


class Painter:
    """Writes documents for people.

    Parameters
    ----------
    stream : TextIO
        Decides width and colours.
    """

    def __init__(self, stream: TextIO) -> None:
        self.colour = wants_colour(stream)
        self.width = width_of(stream)
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text

    def document(self, document: Document, name: str) -> str:
        """Return a document as lines: its name, its segments, and what they come to."""
        lines = [self.paint(line, _BOLD) for line in wrap(harmless(name), self.width)]
        paragraph, marks, colours = None, marks_of(document.labels), _colours(document)
        for segment in document.segments:
            if segment.paragraph != paragraph:
                lines.append("")
            paragraph = segment.paragraph
            lines += self._segment(segment, marks, colours)
        return "\n".join([*lines, "", *self._summary(document)]) + "\n"

    def _segment(self, segment: Sentence, marks: dict[str, str], colours: dict[str, str]) -> Iterator[str]:
        """The lines of a segment: mark, probability, text."""
        widest = max(map(len, marks.values()))
        if segment.label is None or segment.probabilities is None:
            lead, code = ("##" if segment.kind == "heading" else "--"), _DIM
        else:
            label = str(segment.label)
            doubt = "?" if segment.uncertain else ""
            lead, code = f"{marks[label]:{widest}} {segment.probabilities[label]:4.0%}{doubt}", colours[label]
        body = wrap(harmless(segment.text), max(self.width - widest - 8, _NARROWEST // 2))
        for i, line in enumerate(body):
            margin = self.paint(f"{lead if i == 0 else '':<{widest + 6}}", code)
            yield f"{margin}  {self.paint(line, _DIM if segment.label is None else '')}"

    def _summary(self, document: Document) -> Iterator[str]:
        """One line for each label, with its share as a bar."""
        summary, marks, colours = document.label_summary, marks_of(document.labels), _colours(document)
        for label, count in summary["counts"].items():
            share = summary["shares"][label]
            bar = "#" * round(share * _BAR)
            name = f"{marks[label]} {label}"
            yield self.paint(f"{name:<22}{count:>5}  {share:4.0%}  {bar}".rstrip(), colours[label])
        others = len(document.segments) - summary["sentences"]
        if others:
            yield self.paint(f"## heading, -- page furniture: {others}", _DIM)


def steerless(text: str) -> str:
    """Return lines without what could steer a terminal."""
    return _STEERING.sub("\ufffd", text)


def tell(text: str) -> None:
    """Write lines on standard output, without what could steer a terminal: they may quote data."""
    print(steerless(text))


def told_beside(output: Path) -> Callable[[str], None]:
    """Return what tells about a run: not on standard output where that is what the run writes to."""
    try:
        same = os.path.samestat(output.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):  # nothing has the name yet, or the stream is no file
        same = False
    return complain if same else tell


def complain(message: str) -> None:
    """Write one line about what went wrong."""
    if sys.stderr is None:  # closed by the caller: print would write to standard output
        return
    with contextlib.suppress(OSError, ValueError):  # nobody may be listening
        print(f"opinionclf: {harmless(message)}", file=sys.stderr, flush=True)
