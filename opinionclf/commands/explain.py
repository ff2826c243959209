"""``opinionclf explain``: the sum behind a label, as a table."""

from __future__ import annotations

import argparse
import errno
import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from opinionclf.classifier import load_model
from opinionclf.commands.display import Painter, complain, harmless, one_line_json, wrap
from opinionclf.commands.reading import STANDARD_INPUT, read_article
from opinionclf.commands.values import encoding, whole_number
from opinionclf.errors import DataError

if TYPE_CHECKING:
    from opinionclf.explanation.contributions import Contribution
    from opinionclf.explanation.explain import Explanation
    from opinionclf.result import Sentence
    from opinionclf.sources.sources import Attribution

DESCRIPTION = """\
Say why each sentence gets its label: what the groups of features and the weightiest features add to the score of each
label, which cues stand in the sentence, whose claim it is, and the cue without which the label would be another.

TEXT is the name of a file, - for standard input, or the text itself. Scores are those before the softmax: intercept and
contributions add up to them.
"""
_DIM, _BOLD = "2", "1"
_TOP = 6  # features for and against
_LEAST_ROOM = 16  # cells for the words of a feature beside its name
_SIGNS_OF_A_NAME = ("/", "\\")
_ENDINGS_OF_A_NAME = (".txt", ".md", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".html", ".htm", ".pdf", ".docx")
_UNREADABLE = (errno.EACCES, errno.EPERM, errno.ELOOP)  # something is there, and whoever reads it says why it can't be read


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "explain", help="say why sentences get their labels", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("text", metavar="TEXT", help="a file, - or a sentence")
    # Words of a sentence without quotation marks. With a default nobody is told that they are missing.
    parser.add_argument("more", nargs="*", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--top", type=whole_number, metavar="N",
                        help="features shown for and against (default: 6; with jsonl: all)")  # fmt: skip
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
    parser.add_argument("--model", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("--encoding", type=encoding, default="utf-8", help="of the file (default: utf-8)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain and write; return the exit status."""
    if arguments.more:
        words = " ".join([arguments.text, *arguments.more])
        raise DataError(f'one TEXT is explained; put quotation marks around a sentence: opinionclf explain "{words}"')
    text = read_article(arguments.text, arguments.encoding) if _is_file(arguments.text) else arguments.text
    document = load_model(arguments.model).classify(text)
    table = _Table(Painter(sys.stdout), _TOP if arguments.top is None else arguments.top)
    for number, sentence in enumerate(document.sentences):
        if arguments.format == "jsonl":
            sys.stdout.write(one_line_json(json.dumps(_as_dict(sentence, arguments.top), ensure_ascii=False)) + "\n")
        else:
            lines = table.lines(sentence, sentence.explain())
            sys.stdout.write(("\n" if number else "") + "\n".join(lines) + "\n")
    if not document.sentences:
        complain("no sentence to explain")
        return 2
    return 0


def _is_file(text: str) -> bool:
    """Whether an argument names a file; a name that looks like a path and leads nowhere is reported as such.

    A word that happens to be the name of a folder is a text, and that is told.
    """
    if text == STANDARD_INPUT:
        return True
    if not text:  # the name of this folder, to pathlib
        return False
    exists, is_folder = _found(text)
    like_a_path = any(sign in text for sign in _SIGNS_OF_A_NAME)
    if is_folder and not like_a_path:
        complain(f"{text}: is a directory, so the word is explained; for an article name its file")
        return False
    if exists:
        return True
    is_word = not any(map(str.isspace, text))
    if is_word and (like_a_path or text.lower().endswith(_ENDINGS_OF_A_NAME)):
        return True
    if is_word and text[-1].isalnum():  # a sentence of one word has a mark at its end
        complain(f"{text}: no such file, so the word is explained")
    return False


def _found(text: str) -> tuple[bool, bool]:
    """Whether something has this name, even if it can't be read, and whether that is a folder."""
    try:
        return True, stat.S_ISDIR(Path(text).stat().st_mode)
    except OSError as error:  # most sentences are too long for a name
        return error.errno in _UNREADABLE, False
    except ValueError:
        return False, False


def _as_dict(sentence: Sentence, top: int | None) -> dict[str, object]:
    explanation = sentence.explain()
    told = explanation.to_dict()
    if top is not None and 2 * top < len(told["contributions"]):
        every = told["contributions"]
        told["contributions"] = every[:top] + every[len(every) - top :]
    other = explanation.counterfactual
    without = {"cue": other.cue.to_dict(), "label": str(other.label), "probabilities": other.probabilities} if other else None
    return {**sentence.to_dict(details=True), "explanation": told, "counterfactual": without}


class _Table:
    """Writes explanations for people."""

    def __init__(self, painter: Painter, top: int) -> None:
        self.painter = painter
        self.top = top

    def lines(self, sentence: Sentence, explanation: Explanation) -> Iterator[str]:
        """Return the lines for one sentence."""
        yield from (self.painter.paint(line, _BOLD) for line in wrap(harmless(sentence.text), self.painter.width))
        doubt = "  (doubtful: the two most probable labels are close)" if sentence.uncertain else ""
        probabilities = sentence.probabilities or {}
        yield f"{explanation.label}, {probabilities[explanation.label]:.0%}{doubt}"
        yield ""
        labels = list(explanation.scores)
        heads = self._heads(labels)
        width = max(map(len, heads)) + 2
        yield f"{'':14}" + "".join(f"{head:>{width}}" for head in heads)
        rows = {"intercept": explanation.intercept, **explanation.groups, "score": explanation.scores}
        for name, row in rows.items():
            line = f"{name:14}" + "".join(f"{row[label]:+{width}.2f}" for label in labels)
            yield self.painter.paint(line, _BOLD) if name == "score" else line
        yield ""
        shown = explanation.contributions
        lead = f"{explanation.label} over {explanation.runner_up}"
        yield from self._features(f"for {lead}", shown[: self.top], explanation)
        yield from self._features("against", shown[::-1][: self.top], explanation)
        yield from self._about(sentence, explanation)

    def _heads(self, labels: list[str]) -> list[str]:
        """The labels as heads of columns: whole where there is room, else their first words, else cut off."""
        room = (self.painter.width - 14) // len(labels) - 2
        first = [label.partition("_")[0] for label in labels]
        heads = labels if max(map(len, labels)) <= room or len(set(first)) < len(first) else first
        return [_cut(head, max(room, 6)) for head in heads]

    def _features(self, title: str, shown: list[Contribution], explanation: Explanation) -> Iterator[str]:
        sign = -1 if title == "against" else 1
        shown = [contribution for contribution in shown if sign * explanation.push(contribution) > 0]
        if shown:
            yield title
        names = [_cut(harmless(contribution.name), self.painter.width - 10) for contribution in shown]
        widest = max(map(len, names), default=0)
        beside = self.painter.width - widest - 11 >= _LEAST_ROOM
        for name, contribution in zip(names, shown, strict=True):
            # Where no words of the sentence tell what a feature is about, its own have to.
            found = [place.text for place in contribution.places[:4]] or [contribution.description]
            words = " … ".join(dict.fromkeys(map(harmless, found)))
            room = self.painter.width - 11 - (widest if beside else 0)
            words = _cut(words, room)
            line = f"  {explanation.push(contribution):+6.2f}  {name}"
            if not words:
                yield line
            elif beside:
                yield f"{line:{widest + 11}}{self.painter.paint(words, _DIM)}"
            else:
                yield line
                yield f"{'':10}{self.painter.paint(words, _DIM)}"

    def _about(self, sentence: Sentence, explanation: Explanation) -> Iterator[str]:
        """The lines on cues, source, and what would change the label."""
        cues = [f"{harmless(c.text)} ({c.kind} {c.strength}{', quoted' if c.quoted else ''})" for c in sentence.cues]
        if cues:
            yield from wrap("cues: " + ", ".join(cues), self.painter.width)
        if sentence.attribution:
            yield from wrap(_attributed(sentence.attribution), self.painter.width)
        other = explanation.counterfactual
        if other:
            cue, share = harmless(other.cue.text), other.probabilities[other.label]
            yield from wrap(f"without “{cue}” this would be {other.label} ({share:.0%})", self.painter.width)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _attributed(attribution: Attribution) -> str:
    if attribution.source is None:
        return f"source: none named ({attribution.kind} speech)"
    carried = ", named in another sentence" if attribution.carried else ""
    guess = f", perhaps {harmless(attribution.antecedent.text)} (a guess)" if attribution.antecedent else ""
    cue = f"; cue: {harmless(attribution.cue.text)}" if attribution.cue else ""
    return f"source: {harmless(attribution.said_by)}{carried}{guess}{cue} ({attribution.kind} speech)"
