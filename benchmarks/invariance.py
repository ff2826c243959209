"""Measure what must not matter: how a page is set, and who or what a sentence is about.

Usage: ``python benchmarks/invariance.py [--corpus DIR] [--data DIR] [--json FILE] [--show NAME]``.

Texts are rewritten in ways that change nothing of what they say (Ribeiro et al., "Beyond accuracy: behavioral testing of NLP
models with CheckList", ACL 2020), and labelled again. Of the ways to set a page (`LOOKS`), which keep every letter, it counts
the letters that have got another label, or are furniture where they were a sentence or the other way round. Of the ways
to change the subject (`SUBJECTS`), the sentences with another label among those that they touch, and by how much the
probability of opinion has moved. The texts are the documents of the corpus, with ``--data`` all documents of real text.
``--show`` prints what one way changes.
"""

from __future__ import annotations

import calendar
import html
import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from corpus_common import arguments, own_sources, read_real, write_json

import opinionclf
from opinionclf.arrays import NDArray
from opinionclf.classifier import Classifier
from opinionclf.text.decoding import as_meant

Rewrite = Callable[[str], str]

SINGLE_SENTENCES = ("babe", "checkthat_2023_dev", "checkthat_2023_test", "checkthat_2023_train", "gum_train")
NO_LABEL = -1
_LINE_ENDS = re.compile(r"\s*\n\s*")
_LONG_WORD, _SHORTEST_PART = re.compile(r"[a-z]{7,}[.,;:]?"), 3
_SURNAMES = ("Alvarez", "Petrov", "Okafor", "Lindqvist", "Haddad", "Tanaka", "Moreau", "Kowalski", "Achebe", "Novak")
_NO_NAMES = frozenset(("I", "Mr", "Mrs", "Ms", "Dr", "U", *calendar.day_name, *calendar.month_name))
_MID_SENTENCE = re.compile(r"((?<=[a-z,] )|(?<=[A-Z][a-z] )|(?<=[a-z] [A-Z]\. ))([A-Z][a-z]{2,})\b")
_CONTRACTIONS = (
    ("is not", "isn't"), ("are not", "aren't"), ("was not", "wasn't"), ("do not", "don't"), ("does not", "doesn't"),
    ("did not", "didn't"), ("has not", "hasn't"), ("have not", "haven't"), ("will not", "won't"), ("would not", "wouldn't"),
    ("could not", "couldn't"), ("should not", "shouldn't"), ("cannot", "can't"), ("it is", "it's"), ("It is", "It's"),
    ("that is", "that's"), ("That is", "That's"), ("there is", "there's"), ("There is", "There's"), ("they are", "they're"),
    ("we are", "we're"), ("We are", "We're"), ("he is", "he's"), ("she is", "she's"), ("I am", "I'm"), ("I have", "I've"),
)  # fmt: skip


def straight(text: str) -> str:
    """Make all quotation marks straight."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str) -> str:
    """Make all quotation marks curly, as programs do: they open behind white space and a few marks."""
    text = re.sub(r"(^|[\s(\[—–-])\"", r"\1“", straight(text).replace("``", '"').replace("''", '"')).replace('"', "”")
    return re.sub(r"(^|[\s(\[—–“-])'(?=\S)", r"\1‘", text).replace("'", "’")


def british(text: str) -> str:
    """Make double quotation marks single."""
    return re.sub("“([^“”]*)”", r"‘\1’", curly(text))


def is_wrapped(text: str) -> bool:
    """Whether a text has single line ends beside blank lines: then its lines are no paragraphs."""
    return "\n\n" in text and re.search(r"[^\n]\n[^\n]", text) is not None


def wrapped(width: int, between: str = "\n\n") -> Rewrite:
    """Cut the lines of a text to a width."""

    def rewrite(text: str) -> str:
        if is_wrapped(text):
            return text
        paragraphs = [paragraph for paragraph in _LINE_ENDS.split(text) if paragraph.strip()]
        return between.join(textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False) for part in paragraphs)

    return rewrite


def misread(text: str) -> str:
    """Read the text's UTF-8 as Windows-1252, or as Latin-1 where that has no character."""
    octets = [bytes([octet]) for octet in curly(text).encode()]
    return "".join(octet.decode("cp1252", "ignore") or octet.decode("latin-1") for octet in octets)


def parted(width: int) -> Rewrite:
    """Cut the lines of a text to a width, and part long words at their ends, as print does."""

    def rewrite(text: str) -> str:
        if is_wrapped(text):
            return text
        return "\n\n".join("\n".join(_parted_lines(part, width)) for part in _LINE_ENDS.split(text) if part.strip())

    return rewrite


def _parted_lines(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) > width:
            room = width - len(line) - 2
            if _LONG_WORD.fullmatch(word) and _SHORTEST_PART <= room <= len(word) - _SHORTEST_PART - 1:
                line, word = f"{line} {word[:room]}-", word[room:]
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    yield line


def replaced(pattern: str, by: str) -> Rewrite:
    """Replace what an expression finds."""
    return lambda text: re.sub(pattern, by, text)


def without_mark(text: str) -> str:
    """Leave out the closing quotation mark in the middle of a text."""
    text = curly(text)
    closing = [match.start() for match in re.finditer("”", text)]
    if not closing:
        return text
    place = closing[len(closing) // 2]
    return text[:place] + text[place + 1 :]


# Each keeps all letters and digits and their order.
LOOKS: dict[str, Rewrite] = {
    "straight marks": straight,
    "curly marks": curly,
    "guillemets": lambda text: curly(text).replace("“", "«").replace("”", "»"),
    "single marks": british,
    "one line end between paragraphs": lambda text: text if is_wrapped(text) else _LINE_ENDS.sub("\n", text),
    "a blank line between paragraphs": lambda text: text if is_wrapped(text) else _LINE_ENDS.sub("\n\n", text),
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "paragraphs set in": replaced(r"(?m)^", " \t"),
    "spaces behind lines": replaced(r"(?m)$", "  "),
    "lines of 72 characters": wrapped(72),
    "lines of 60 characters": wrapped(60),
    "lines of 40 characters": wrapped(40),
    "lines of 60 characters, words parted": parted(60),
    "two spaces between sentences": replaced(r"([.!?][\"”’']?) (?=[A-Z“\"])", r"\1  "),
    "hard spaces": lambda text: text.replace(" ", "\xa0"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "zero-width spaces in front of words": replaced(r" (?=[A-Za-z])", " \u200b"),
    "soft hyphens": replaced(r"([a-z]{4})([a-z]{4})", "\\1\xad\\2"),
    "marks of direction": replaced(r"([.,!?”]) ", "\\1\u200e "),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "character references": lambda text: html.escape(straight(text)),
    "numbers of characters": lambda text: curly(text).encode("ascii", "xmlcharrefreplace").decode(),
    "escapes of JSON": lambda text: json.dumps(straight(text), ensure_ascii=False)[1:-1],
    "UTF-8 read as Windows-1252": misread,
    "words in bold type": replaced(r"(?<= )([a-z]{7,})(?=[ ,.])", r"**\1**"),
    "words in italics": replaced(r"(?<= )([a-z]{7,})(?=[ ,.])", r"_\1_"),
    "names as links": replaced(r"(?<=[a-z,] )([A-Z][a-z]+(?: [A-Z][a-z]+)+)\b", r"[\1](https://a.example/b_c/d?e=f)"),
    "escapes of Markdown": replaced(r"([$*#_\[\]()!.-])", r"\\\1"),
    "marks that nobody could read": lambda text: re.sub("[“”‘’—–]", "\ufffd", curly(text)),
    "dashes without spaces": replaced(r" ?(—|–|--| - ) ?", "—"),
    "dashes as hyphens": replaced(r" ?(—|–) ?", " -- "),
    "ellipses as one character": lambda text: text.replace("...", "…"),
    "titles without stops": replaced(r"\b(Mr|Mrs|Ms|Dr)\.", r"\1"),
    "titles with stops": replaced(r"\b(Mr|Mrs|Ms|Dr)\b\.?", r"\1."),
    "one closing mark lost": without_mark,
    "all in one paragraph": lambda text: _LINE_ENDS.sub(" ", text),
    "all in one paragraph, a mark lost": lambda text: _LINE_ENDS.sub(" ", without_mark(text)),
}


def swapped(*pairs: tuple[str, str]) -> Rewrite:
    """Put each of two words in the other's place."""
    other = {}
    for first, second in pairs:
        for a, b in ((first, second), (second, first)):
            other[a] = b
            other[a.capitalize()] = b.capitalize()
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, other))})\b")
    return lambda text: pattern.sub(lambda match: other[match[0]], text)


def renamed(text: str) -> str:
    """Give names inside sentences other names, the same ones the same."""
    small = set(re.findall(r"\b[a-z]+\b", text))
    given: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match[2].lower() in small or match[2] in _NO_NAMES:
            return match[0]
        return match[1] + given.setdefault(match[2], _SURNAMES[len(given) % len(_SURNAMES)])

    return _MID_SENTENCE.sub(name, text)


def contracted(text: str) -> str:
    """Contract what may be contracted."""
    for long, short in _CONTRACTIONS:
        text = re.sub(rf"\b{long}\b", short, text)
    return text


def expanded(text: str) -> str:
    """Write contractions out."""
    for long, short in _CONTRACTIONS:
        text = re.sub(rf"\b{short.replace(chr(39), '[’' + chr(39) + ']')}\b", long, text)
    return text


SUBJECTS: dict[str, Rewrite] = {
    "she for he, Ms for Mr": swapped(("he", "she"), ("his", "her"), ("himself", "herself"), ("Mr", "Ms")),
    "women for men": swapped(("man", "woman"), ("men", "women"), ("boy", "girl"), ("boys", "girls"), ("father", "mother"),
                             ("son", "daughter"), ("brother", "sister"), ("husband", "wife")),
    "one party for the other": swapped(("Republican", "Democratic"), ("Republicans", "Democrats"), ("Labour", "Conservative")),
    "liberals for conservatives": swapped(("liberal", "conservative"), ("liberals", "conservatives")),
    "faiths": swapped(("Muslim", "Christian"), ("Muslims", "Christians"), ("Islam", "Christianity"), ("Jewish", "Hindu")),
    "countries": swapped(("American", "Chinese"), ("Israel", "Egypt"), ("Israeli", "Egyptian"), ("Russia", "Canada"),
                         ("Russian", "Canadian"), ("Iran", "Spain"), ("Iranian", "Spanish"), ("China", "Japan")),
    "names": renamed,
    "days and months": swapped(("Monday", "Thursday"), ("Tuesday", "Friday"), ("Wednesday", "Sunday"), ("January", "April"),
                               ("June", "October")),
    "digits but the first": lambda text: re.sub(r"(?<=\d)[1-9]", lambda match: str(int(match[0]) % 9 + 1), text),
    "contracted": contracted,
    "written out": expanded,
}  # fmt: skip


@dataclass(slots=True)
class Labelled:
    """A text as it was labelled.

    Attributes
    ----------
    text : str
    sentences : list of str
        Texts of all segments.
    label : ndarray of int8, shape (n_segments,)
        NO_LABEL for those that are no sentences.
    opinion : ndarray of float64, shape (n_segments,)
        Probability of opinion; NaN for those that are no sentences.
    bounds : ndarray of int64, shape (n_segments, 2)
        Start and end of each segment.
    """

    text: str
    sentences: list[str]
    label: NDArray[np.int8]
    opinion: NDArray[np.float64]
    bounds: NDArray[np.int64]

    def letters(self) -> NDArray[np.int8]:
        """The label of each letter and digit of the text."""
        states = np.full(len(self.text), NO_LABEL, dtype=np.int8)
        for (start, end), label in zip(self.bounds.tolist(), self.label.tolist(), strict=True):
            states[start:end] = label
        return states[np.array([is_letter(char) for char in as_meant(self.text)], dtype=bool)]


def labelled(classifier: Classifier, texts: Sequence[str]) -> Iterator[Labelled]:
    """Label some texts."""
    for text, document in zip(texts, classifier.classify_many(texts), strict=True):
        probability = document.probability
        label = np.where(np.isnan(probability[:, 0]), NO_LABEL, probability.argmax(axis=1)).astype(np.int8)
        bounds = np.column_stack([document.start, document.end])
        yield Labelled(text, [text[start:end] for start, end in bounds.tolist()], label, probability[:, -1], bounds)


def is_letter(char: str) -> bool:
    """Whether a character is a letter or digit of ASCII, but for its accent, which may be written apart."""
    base = unicodedata.normalize("NFD", char)[0]
    return base.isascii() and base.isalnum()


def compare_looks(before: Labelled, after: Labelled) -> tuple[int, int]:
    """Return the number of letters with another label, and that of all: 0 where a letter was not read as itself."""
    old, new = before.letters(), after.letters()
    if len(old) != len(new):
        return 0, 0
    return int((old != new).sum()), len(old)


def compare_subjects(before: Labelled, after: Labelled) -> Iterator[tuple[int, bool, float]]:
    """Give of each sentence that was rewritten its place, whether its label is another, and what was added to its opinion."""
    if len(before.sentences) != len(after.sentences):
        return
    for i, (old, new) in enumerate(zip(before.sentences, after.sentences, strict=True)):
        if old != new and before.label[i] != NO_LABEL != after.label[i]:
            yield i, bool(before.label[i] != after.label[i]), float(after.opinion[i] - before.opinion[i])


def texts_of(data: Path) -> list[str]:
    """Return all documents of real text of more than a sentence."""
    names = sorted(path.stem for path in data.glob("*.jsonl"))
    return [document["text"] for name in names if name not in SINGLE_SENTENCES for document in read_real(data, name)]


def main() -> None:
    """Measure, print two tables, write the JSON file."""
    assert __doc__ is not None
    parser = arguments(__doc__, real=False)
    parser.add_argument("--data", type=Path, help="folder of real text, see benchmarks/README.md (default: the corpus)")
    parser.add_argument("--show", choices=[*LOOKS, *SUBJECTS], metavar="NAME", help="print what this way changes")
    options = parser.parse_args()
    texts = texts_of(options.data) if options.data else [source.text for source in own_sources(options.corpus)]
    classifier = opinionclf.load_model()
    before = list(labelled(classifier, texts))
    figures: dict[str, dict[str, float]] = {}
    print(f"{len(texts)} documents\n\n{'set in another way':36}  letters with another label, %  documents left out")
    for name, rewrite in LOOKS.items():
        found = list(map(compare_looks, before, labelled(classifier, [rewrite(text) for text in texts])))
        share = sum(changed for changed, _ in found) / sum(n for _, n in found)
        left_out = sum(not n for _, n in found)
        figures[name] = {"letters": share, "left_out": left_out}
        print(f"{name:36}  {100 * share:29.3f}  {left_out:18}")
    print(f"\n{'about something else':36}  sentences  other label, %   opinion")
    for name, rewrite in SUBJECTS.items():
        rows = []
        for old, new in zip(before, labelled(classifier, [rewrite(text) for text in texts]), strict=True):
            for i, is_other, shift in compare_subjects(old, new):
                rows.append((is_other, shift))
                if name == options.show and is_other:
                    print(f"    {old.sentences[i]}\n -> {new.sentences[i]}")
        share, shift = np.mean(rows, axis=0) if rows else (0.0, 0.0)
        figures[name] = {"sentences": len(rows), "share": float(share), "shift": float(shift)}
        print(f"{name:36}  {len(rows):9}  {100 * share:14.2f}   {shift:+.4f}")
    write_json(options.json, figures)


if __name__ == "__main__":
    main()
