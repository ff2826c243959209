"""``opinionclf classify``: articles in, labelled segments out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

from opinionclf.classifier import Classifier, classify_many, load_model
from opinionclf.commands.data_options import refuse_given
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.inputs import ONLY_ROWS_HAVE_FIELDS, Inputs, grouped
from opinionclf.commands.progress import Progress
from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.commands.resume import check_whole, left_over
from opinionclf.commands.rows import ARTICLE, JSON_LINES, LINES, PARQUET, Block, Fields, title_of
from opinionclf.commands.targets import TextTarget, open_target, part_of
from opinionclf.commands.values import encoding, output_path
from opinionclf.commands.writers import COLUMNS, Writer, title
from opinionclf.errors import DataError
from opinionclf.files import check_output, is_special
from opinionclf.modelchecks import refuse_labels_like
from opinionclf.parallel import in_order

DESCRIPTION = """\
Label each sentence of an article: factual report, attributed claim or editorial opinion.

Each FILE is one article in plain text, or holds many: JSON Lines (*.jsonl, *.ndjson) and Parquet (*.parquet, *.pq). -
is standard input. What has no such name is JSON Lines if it begins as such, otherwise one article. Rows are read, labelled
and written as they come, in order (for html all are held in memory). What can't be read, a file or a row, is reported on
standard error, the rest is still classified, and the exit status is 2.
"""
WRITTEN = ("text", "jsonl", "csv", "parquet", "html")
FORMATS = """\
formats (without --format the one that the ending of --output says: .jsonl, .csv, .parquet, .html):
  text     for people: F factual_report, A attributed_claim, O editorial_opinion, with the label's probability
           and a ? where the next one is close;
           ## heading, -- page furniture. Coloured on a terminal unless NO_COLOR is set. Control characters of the
           article are replaced.
  jsonl    one JSON object a line for each article: file, line and id of a row, text, segments, summary.
  csv      one row for each segment: file, line, id, start, end, paragraph, kind, label, three probabilities, text.
           A cell that a spreadsheet would run as a formula (it starts with = + - @, a tab or a line end) gets an
           apostrophe in front; start and end are those of the text without it.
  parquet  the columns of csv; needs pyarrow (the extra 'arrow').
  html     one page with all the articles, for a browser: sentences marked, with labels, probabilities, cues and sources on
           hover or tap. Held in memory until it is whole. Needs no network to open; needs Jinja2 to be made (the extra
           'html').
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "classify", help="label the sentences of articles", description=DESCRIPTION, epilog=FORMATS,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles; - or nothing: standard input")
    parser.add_argument("--format", choices=WRITTEN, help="default: what the ending of --output says, else text")
    parser.add_argument("--model", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("--encoding", type=encoding, default="utf-8", help="of the articles (default: utf-8)")
    parser.add_argument("--input", choices=(ARTICLE, LINES, JSON_LINES, PARQUET),
                        help="what the files are: one article each, one article a line, JSON Lines, Parquet")  # fmt: skip
    parser.add_argument("--text", metavar="FIELD", help="field of the text in rows (default: text)")
    parser.add_argument("--id", metavar="FIELD", help="field that names the document, handed on (default: id, if there is one)")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes (default: 1; -1: all processors)")
    parser.add_argument("--output", type=output_path, metavar="FILE",
                        help="instead of standard output; called FILE.part until it is whole")  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run (with --format jsonl --output)")
    parser.add_argument("--progress", action=argparse.BooleanOptionalAction, default=True,
                        help="a bar on a terminal (default: yes, if nothing else is written to it)")  # fmt: skip
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    if text != "-1" and not (text.isdecimal() and 0 < int(text) < 1000):
        raise argparse.ArgumentTypeError(f"expected a number of processes, or -1 for all processors, not {text!r}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Classify and write; return the exit status."""
    if not arguments.files and sys.stdin is not None and sys.stdin.isatty():
        raise DataError("nothing to classify: name files, or pipe a text into standard input")
    files = arguments.files or [STANDARD_INPUT]
    arguments.format = form_of_output(arguments.output, arguments.format, WRITTEN, "text", "--format")
    _check(arguments, files)
    classifier = load_model(arguments.model)
    if arguments.format in ("csv", "parquet"):
        refuse_labels_like(COLUMNS, classifier.model.labels)
    fields = Fields("text" if arguments.text is None else arguments.text, arguments.id, arguments.encoding)
    inputs = Inputs(files, arguments.input, fields, (arguments.text, arguments.id) != (None, None))
    to_terminal = arguments.output is None and sys.stdout.isatty()
    with Progress(inputs.size, arguments.progress and not to_terminal) as progress:
        blocks, n_left_out = inputs.blocks(), 0
        if arguments.resume:
            if not part_of(arguments.output).exists() and arguments.output.exists():
                n_left_out = check_whole(arguments.output, blocks, fields, classifier.version, progress.advance)
                progress.tell(f"{arguments.output}: is whole, nothing is left to do{_lacking(n_left_out)}")
                return 2 if n_left_out else 0
            blocks, n_left_out = left_over(arguments.output, blocks, fields, classifier.version, progress.advance)
            if n_left_out:
                progress.tell(f"{part_of(arguments.output)}: continued{_lacking(n_left_out)}")
        if arguments.format == "html":
            _write_page(arguments, classifier, blocks, fields, progress)
        else:
            _write_stream(arguments, classifier, blocks, fields, progress)
    return 2 if progress.complaints or n_left_out else 0


def _lacking(n: int) -> str:
    """Say that what an earlier run has written is without some of the input, which that run has named."""
    return f"; it lacks what can't be used of the input ({n} {'row or file' if n == 1 else 'rows or files'})" if n else ""


def _check(arguments: argparse.Namespace, files: list[str]) -> None:
    """Refuse what can't work before anything is loaded.

    Raises
    ------
    DataError
    """
    if arguments.input in (ARTICLE, LINES):
        refuse_given(arguments, ["text", "id"], f"{title_of(files[0])}: {ONLY_ROWS_HAVE_FIELDS}; classify it as it is")
    if arguments.output is not None:
        names = ["/dev/stdin" if file == STANDARD_INPUT else file for file in files]
        check_output(arguments.output, names)
        if not is_special(arguments.output):
            check_output(part_of(arguments.output), names)
    if arguments.resume and (arguments.output is None or arguments.format != "jsonl"):
        raise DataError("--resume goes with --format jsonl and --output FILE")
    if arguments.resume and is_special(arguments.output):
        raise DataError(f"{arguments.output}: is a pipe or device; only a file can be continued with --resume")
    if arguments.resume and (STANDARD_INPUT in files or len(set(files)) < len(files)):
        raise DataError("--resume needs files that can be read again, each named once; standard input can't be")


@dataclass(slots=True, eq=False, repr=False)
class _Piece:
    """What one process hands back: output of how many documents, complaints, and how much input it stands for."""

    output: Any
    n_documents: int
    complaints: list[str]
    size: int


def _label(fields: Fields, writer: Writer, classifier: Classifier, blocks: list[Block]) -> _Piece:
    complaints: list[str] = []
    rows = [row for block in blocks for row in block.rows(fields, complaints.append)]
    documents = classifier.classify_many(row.text for row in rows)
    output = writer.piece(zip(rows, documents, strict=True))
    return _Piece(output, len(rows), complaints, sum(block.size for block in blocks))


def _write_stream(arguments: argparse.Namespace, classifier: Classifier, blocks: Iterator[Block], fields: Fields,
                  progress: Progress) -> None:  # fmt: skip
    with open_target(arguments.output, arguments.format, classifier.model.labels, arguments.resume) as target:
        work = partial(_label, fields, target.writer)
        n_documents = 0
        with closing(in_order(work, grouped(blocks), classifier, arguments.jobs)) as pieces:
            for piece in pieces:
                for message in piece.complaints:
                    progress.complain(message)
                target.write(piece.output)
                n_documents += piece.n_documents
                progress.advance(piece.size)
        if progress.complaints and not n_documents:
            target.tell_unread()
        else:
            target.write_head()


def _write_page(arguments: argparse.Namespace, classifier: Classifier, blocks: Iterator[Block], fields: Fields,
                progress: Progress) -> None:  # fmt: skip
    from opinionclf.webpage import check_jinja, render

    check_jinja()
    with TextTarget(arguments.output) as target:  # before the work, so that a place that can't be written to is told first
        rows = [row for block in blocks for row in block.rows(fields, progress.complain)]
        if progress.complaints and not rows:
            target.tell_unread()
            return
        documents = classify_many((row.text for row in rows), arguments.jobs, classifier)
        target.write(render([(title(row), document) for row, document in zip(rows, documents, strict=True)]))
