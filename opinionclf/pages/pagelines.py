"""The lines of a page, one by one: their texts, kinds and neighbours."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from opinionclf.pages.lines import Lines
from opinionclf.pages.wording.headings import is_name_inside
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE
from opinionclf.text.characters import shown

LONGEST_LISTED = 12  # tokens of a line in a list of links
_MOST_NAMES = 50  # on lines of their own: each is looked up in the whole page
TOP_LINES = 8  # of a page, among which its byline stands


_BOLD = "**"


class ShownLines(dict[int, str]):
    """The texts of lines as they look, each made when it is asked for first; bold type in Markdown looks as any other."""

    def __init__(self, text: str, start: list[int], end: list[int]) -> None:
        self._places = text, start, end

    def __missing__(self, i: int) -> str:
        text, start, end = self._places
        line = shown(text[start[i] : end[i]])
        if line.startswith(_BOLD) and line.endswith(_BOLD) and line.count("*") == 2 * len(_BOLD):
            line = line.strip("* ") or line
        self[i] = line
        return line


@dataclass(slots=True, eq=False, repr=False)
class LineColumns:
    """The columns of a batch of lines as lists, and the kinds that are found; the pages share them.

    What is yes or no is a byte: to make a list of them takes ten times as long. `shown` holds the texts of lines as they look.
    """

    text: str
    start: list[int]
    end: list[int]
    n_tokens: list[int]
    n_sentences: list[int]
    terminal: bytes
    titled: bytes
    phrase: bytes
    marks: list[int]
    noted: bytes
    dated: bytes
    finished: bytes  # ends like a sentence and is no title
    shown: ShownLines
    kinds: bytearray
    # The rows of some lines, each found by the module that asks for them.
    noted_beside: list[int] = field(default_factory=list)  # may be notes beside furniture, and those below a name or label
    below_heads: list[int] = field(default_factory=list)
    beside_pictures: list[int] = field(default_factory=list)  # may be credits beside captions, or captions that end in one
    above_links: list[int] = field(default_factory=list)  # may be labels of links
    said: list[int] = field(default_factory=list)  # on pages of cues and messages
    labelled: list[int] = field(default_factory=list)  # ... that names open
    stamps: list[int] = field(default_factory=list)  # ... that hold nothing but times and names

    @classmethod
    def of(cls, lines: Lines) -> LineColumns:
        text, start, end = lines.text, lines.start.tolist(), lines.end.tolist()
        return cls(
            text=text,
            start=start,
            end=end,
            n_tokens=lines.n_tokens.tolist(),
            n_sentences=lines.n_sentences.tolist(),
            terminal=lines.terminal.tobytes(),
            titled=lines.titled.tobytes(),
            phrase=lines.phrase.tobytes(),
            marks=lines.marks.tolist(),
            noted=lines.noted.tobytes(),
            dated=lines.dated.tobytes(),
            finished=(lines.terminal > lines.titled).tobytes(),
            shown=ShownLines(text, start, end),
            kinds=bytearray(len(lines.start)),  # all SENTENCE
        )


class PageLines:
    """The lines of one document, from `begin` up to `end`; `odd` are those that are no plain prose.

    `first` and `last` are the first and the last line that is a finished sentence and no title, when `find_prose` found any.
    """

    def __init__(self, columns: LineColumns, begin: int, end: int, odd: list[int]) -> None:
        self.columns = columns
        self.kinds = columns.kinds
        self.terminal = columns.terminal
        self.titled = columns.titled
        self.marks = columns.marks
        self.n_tokens = columns.n_tokens
        self.begin = begin
        self.end = end
        self.first = self.last = -1
        self.odd = odd
        self._names: dict[str, bool] = {}  # words that were asked for
        self.opening = begin  # up to here no line above the article has more than three words
        # Asked for a dozen times a page, so that nothing stands between it and the dictionary.
        self.line: Callable[[int], str] = columns.shown.__getitem__
        """The text of a line, as it looks."""

    def own(self, lines: list[int]) -> list[int]:
        """Those of the ascending lines of a batch that belong to the page."""
        return lines[bisect.bisect_left(lines, self.begin) : bisect.bisect_left(lines, self.end)] if lines else lines

    def find_prose(self) -> bool:
        """Find the first and the last line of prose; return whether there is any."""
        finished, kinds = self.columns.finished, self.kinds
        first, last = self.begin, self.end - 1
        while first <= last and not (finished[first] and kinds[first] == SENTENCE):
            first += 1
        if first > last:
            return False
        while not (finished[last] and kinds[last] == SENTENCE):
            last -= 1
        self.first, self.last = first, last
        return True

    def next_line(self, i: int, step: int = 1) -> int:
        """The nearest line before or after that is no furniture, -1 if there is none."""
        kinds, begin, end = self.kinds, self.begin, self.end
        i += step
        while begin <= i < end:
            if kinds[i] != BOILERPLATE:
                return i
            i += step
        return -1

    def mark(self, lines: Iterable[int], kind: int) -> None:
        """Give some lines a kind."""
        for i in lines:
            self.kinds[i] = kind

    @property
    def lines(self) -> range:
        """The numbers of all lines of the page."""
        return range(self.begin, self.end)

    def is_text(self, i: int) -> bool:
        """Whether a line ends like a sentence and has been taken for nothing else."""
        return self.terminal[i] > 0 and self.kinds[i] == SENTENCE

    @property
    def text(self) -> str:
        """The text of the page as it was given."""
        return self.columns.text[self.columns.start[self.begin] : self.columns.end[self.end - 1]]

    def text_from(self, place: int, longest: int) -> str:
        """The text of the page from a place on, of `longest` characters at most."""
        return self.columns.text[place : min(place + longest, self.columns.end[self.end - 1])]

    def has(self, words: str, first: int, end: int) -> bool:
        """Whether some words stand in the lines from `first` up to `end`, whatever these are."""
        columns = self.columns
        return first < end and columns.text.find(words, columns.start[first], columns.end[end - 1]) >= 0

    @functools.cached_property
    def furniture(self) -> list[int]:
        """The lines that are furniture by their words or form alone."""
        kinds = self.kinds
        return [i for i in self.odd if kinds[i] == BOILERPLATE]

    @functools.cached_property
    def has_double_marks(self) -> bool:
        """Whether the page has double quotation marks."""
        text = self.text
        return "“" in text or '"' in text

    @property
    def is_in_capitals(self) -> bool:
        """Whether the page has no small letter."""
        columns = self.columns
        return columns.text[columns.start[self.begin] : columns.end[self.begin]].isupper() and self.text.isupper()

    def is_name(self, line: str) -> bool:
        """Whether a line of names and numbers is no single word that may be a sentence: ``Netflix.``, not ``Guilty.``"""
        return " " in line or line[0].isdigit() or self._is_name_inside(line.rstrip("."))

    def _is_name_inside(self, word: str) -> bool:
        if word not in self._names and len(self._names) < _MOST_NAMES:
            self._names[word] = is_name_inside(word, self.text)
        return self._names.get(word, False)

    def article(self, first: int, end: int) -> str:
        """The sentences of the lines from `first` up to `end`, without bylines."""
        return "\n".join(self.line(i) for i in range(first, end) if self.kinds[i] == SENTENCE)
