"""``opinionclf classify``: articles in, labelled segments out."""

from __future__ import annotations

import argparse
import codecs
import csv
import io
import json
import sys
from collections import deque
from collections.abc import Callable, Iterator

from opinionclf.classifier import load_model
from opinionclf.commands.display import Painter, complain, harmless, one_line_json
from opinionclf.commands.reading import STANDARD_INPUT, read_article
from opinionclf.errors import DataError
from opinionclf.result import Document
from opinionclf.spreadsheet import inert

DESCRIPTION = """\
Label each sentence of an article: factual report, attributed claim or editorial opinion.

Each FILE is one article in plain text; - is standard input. A file that can't be read is reported on standard
error, the others are still classified, and the exit status is 2.
"""
FORMATS = """\
formats:
  text   for people: F factual_report, A attributed_claim, O editorial_opinion, with the label's probability
         and a ? where the next one is close;
         ## heading, -- page furniture. Coloured on a terminal unless NO_COLOR is set. Control characters of the
         article are replaced.
  jsonl  one JSON object a line for each article: file, text, segments, summary.
  csv    one row for each segment: file, start, end, paragraph, kind, label, three probabilities, text.
         A cell that a spreadsheet would run as a formula (it starts with = + - @, a tab or a line end) gets an
         apostrophe in front; start and end are those of the text without it.
  html   one page with all the articles, for a browser: sentences marked, with labels, probabilities, cues and sources on
         hover or tap. Needs no network to open; needs Jinja2 to be made (the extra 'html').
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "classify", help="label the sentences of articles", description=DESCRIPTION, epilog=FORMATS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles in plain text; - or nothing: standard input")
    parser.add_argument("--format", choices=("text", "jsonl", "csv", "html"), default="text", help="default: text")
    parser.add_argument("--model", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("--encoding", type=_encoding, default="utf-8", help="of the articles (default: utf-8)")
    parser.set_defaults(run=run)


def _encoding(name: str) -> str:
    try:
        if not codecs.lookup(name)._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(f"unknown encoding {name!r}") from None
    return name


def run(arguments: argparse.Namespace) -> int:
    """Classify and write; return the exit status."""
    if not arguments.files and sys.stdin is not None and sys.stdin.isatty():
        raise DataError("nothing to classify: name files, or pipe a text into standard input")
    classifier = load_model(arguments.model)
    if arguments.format == "html":
        from opinionclf.webpage import check_jinja, render

        check_jinja()
    names: deque[str] = deque()
    failed = False

    def texts() -> Iterator[str]:
        nonlocal failed
        for name in arguments.files or [STANDARD_INPUT]:
            try:
                text = read_article(name, arguments.encoding)
            except DataError as error:
                complain(str(error))
                failed = True
            else:
                names.append(name)
                yield text

    documents = classifier.classify_many(texts())
    if arguments.format == "html":
        sys.stdout.write(render([(_title(names.popleft()), document) for document in documents]))
        return 2 if failed else 0
    write = _WRITERS[arguments.format]()
    for document in documents:
        sys.stdout.write(write(document, names.popleft()))
    return 2 if failed else 0


def _title(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def _text_writer() -> Callable[[Document, str], str]:
    painter = Painter(sys.stdout)
    documents = 0

    def write(document: Document, name: str) -> str:
        nonlocal documents
        documents += 1
        return ("\n" if documents > 1 else "") + painter.document(document, _title(name))

    return write


def _jsonl_writer() -> Callable[[Document, str], str]:
    def write(document: Document, name: str) -> str:
        return one_line_json(json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False)) + "\n"

    return write


def _csv_writer() -> Callable[[Document, str], str]:
    clean = harmless if sys.stdout.isatty() else str
    header_written = False

    def write(document: Document, name: str) -> str:
        nonlocal header_written
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        if not header_written:
            writer.writerow(["file", "start", "end", "paragraph", "kind", "label", *document.labels, "text"])
            header_written = True
        for segment in document.segments:
            found = segment.probabilities or {}
            shares = [f"{found[label]:.6f}" if label in found else "" for label in document.labels]
            place = (segment.start, segment.end, segment.paragraph, segment.kind, segment.label or "")
            writer.writerow([inert(clean(name)), *map(str, place), *shares, inert(clean(segment.text))])
        return target.getvalue()

    return write


_WRITERS = {"text": _text_writer, "jsonl": _jsonl_writer, "csv": _csv_writer}
