"""``opinionclf classify``: articles in, labelled segments out."""

from __future__ import annotations

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from opinionclf.batches import READ_AGAIN_CHARACTERS
from opinionclf.classifier import Classifier, classify_many, load_model
from opinionclf.columnnames import DOCUMENTS, SEGMENTS, SOURCES
from opinionclf.commands.complaints import Complaint
from opinionclf.commands.data_options import refuse_given
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.inputs import ONLY_ROWS_HAVE_FIELDS, Inputs, articles_of_folders, grouped
from opinionclf.commands.progress import Progress
from opinionclf.commands.reading import STANDARD_INPUT
from opinionclf.commands.resume import Made, check_whole, left_over
from opinionclf.commands.rows import ARTICLE, BLOCK, CSV, EXCEL, JSON_LINES, LINES, PARQUET, Block, Fields, Row, title_of
from opinionclf.commands.targets import TextTarget, open_target, part_of
from opinionclf.commands.values import encoding, jobs, names, output_path
from opinionclf.commands.writers import FIELDS, Writer, title
from opinionclf.errors import DataError
from opinionclf.files import check_output, is_special
from opinionclf.modelchecks import refuse_labels_like, refuse_without_claims
from opinionclf.parallel import in_order
from opinionclf.result import Document

if TYPE_CHECKING:
    from opinionclf.commands.tablewriters import Table

DESCRIPTION = """\
Label each sentence of an article: factual report, attributed claim or editorial opinion.

Each FILE is one article in plain text, or holds many as rows: JSON Lines (*.jsonl, *.ndjson), CSV (*.csv, *.tsv, *.tab),
Excel (*.xlsx, *.xlsm) and Parquet (*.parquet, *.pq). A folder stands for its *.txt and *.md files, by name. - is standard
input. What has no such name is JSON Lines if it begins as such, or CSV if its first line holds the names that --text, --id and
--keep say, otherwise one article. Rows are read, labelled and written as they come, in order (for html all are held in memory).
What can't be read, a file or a row, is reported on standard error (of many rows with the same fault three, and how many there
are), the rest is still classified, and the exit status is 2.
"""
WRITTEN = ("text", "jsonl", "csv", "parquet", "html")
_TABLES = ("csv", "parquet")
_SILENT: dict[str, tuple[Callable[[Document], bool], str]] = {  # by what a row is: of what documents a table has none
    SEGMENTS: (lambda found: not len(found), "texts without a sentence, for which the output has no row with a label"),
    SOURCES: (lambda found: not found.sources, "texts that quote nobody by name or noun, for which the output has no row"),
}
FORMATS = """\
formats (without --format the one that the ending of --output says: .jsonl, .csv, .parquet, .html):
  text     for people: F factual_report, A attributed_claim, O editorial_opinion, with the label's probability
           and a ? where the next one is close;
           ## heading, -- page furniture. Coloured on a terminal unless NO_COLOR is set. Control characters of the
           article are replaced.
  jsonl    one JSON object a line for each article: file, line and id of a row, text, segments, summary; with --details also
           cues, attribution and the mark of doubt of each sentence, and in the summary hedging and sources.
  csv      one row for each segment: file, line, id, start, end, paragraph, kind, label, three probabilities, text; or one
           for each article (--rows documents): file, line, id, sentences, how many of them have each label and which
           share of them (empty where there is no sentence), op_ed_probability; or one for each source that an article
           quotes (--rows sources): file, line, id, source_name, is_name (else a noun), sentences (attributed to it),
           guessed_sentences (of them those whose source is a pronoun), start (of the first). What --keep names stands behind
           id. With --details rows of segments also have uncertain, source_text, source_name (by which name the article
           lists the source), guessed, carried, cue, quotation_kind and content, those of articles hedging and n_sources.
           A cell that a spreadsheet would run as a formula (it starts with = + - @, a tab or a line end) gets an
           apostrophe in front; start and end are those of the text without it. For programs jsonl and parquet are better.
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
    parser.add_argument("files", nargs="*", metavar="FILE", help="articles, rows or folders; - or nothing: standard input")
    parser.add_argument("--format", choices=WRITTEN, help="default: what the ending of --output says, else text")
    parser.add_argument("--model", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("--encoding", type=encoding, default="utf-8", help="of the articles (default: utf-8)")
    parser.add_argument("--input", choices=(ARTICLE, LINES, JSON_LINES, CSV, EXCEL, PARQUET),
                        help="what the files are: one article each, one article a line, JSON Lines, CSV (commas, semicolons or "
                             "tabs, as the first line tells), Excel, Parquet")  # fmt: skip
    parser.add_argument("--text", metavar="FIELD", help="field of the text in rows (default: text)")
    parser.add_argument("--id", metavar="FIELD", help="field that names the document, handed on (default: id, if there is one)")
    parser.add_argument("--keep", type=names, default=(), metavar="FIELD,...",
                        help="fields of rows that are handed on to jsonl, csv and parquet, such as outlet,date")  # fmt: skip
    parser.add_argument(
        "--rows", choices=(SEGMENTS, DOCUMENTS, SOURCES),
        help="of csv and parquet: what a row is (default: segments; sources take as long as --details)",
    )  # fmt: skip
    parser.add_argument("--details", action="store_true",
                        help="with jsonl, csv and parquet: who says what, too (takes many times as long)")  # fmt: skip
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes (default: 1; -1: all processors)")
    parser.add_argument("--output", type=output_path, metavar="FILE",
                        help="instead of standard output; called FILE.part until it is whole")  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run (with --format jsonl --output)")
    parser.add_argument("--progress", action=argparse.BooleanOptionalAction, default=True,
                        help="a bar on a terminal (default: yes, if nothing else is written to it)")  # fmt: skip
    parser.set_defaults(run=run)


def _reads_again(arguments: argparse.Namespace) -> bool:
    """Whether it is asked who says what, for which each document is read again."""
    return arguments.details or arguments.rows == SOURCES  # type: ignore[no-any-return]


def run(arguments: argparse.Namespace) -> int:
    """Classify and write; return the exit status."""
    if not arguments.files and sys.stdin is not None and sys.stdin.isatty():
        raise DataError("nothing to classify: name files, or pipe a text into standard input")
    files = articles_of_folders(arguments.files or [STANDARD_INPUT])
    arguments.format = form_of_output(arguments.output, arguments.format, WRITTEN, "text")
    _check(arguments, files)
    classifier = load_model(arguments.model)
    table = _table(arguments, classifier)
    fields = Fields("text" if arguments.text is None else arguments.text, arguments.id, arguments.encoding, arguments.keep,
                    READ_AGAIN_CHARACTERS if _reads_again(arguments) else BLOCK)  # fmt: skip
    inputs = Inputs(files, arguments.input, fields, (arguments.text, arguments.id, arguments.keep) != (None, None, ()))
    to_terminal = arguments.output is None and sys.stdout.isatty()
    with Progress(inputs.size, arguments.progress and not to_terminal) as progress:
        blocks, n_left_out = inputs.blocks(), 0
        if arguments.resume:
            made = Made(classifier.version, arguments.details)
            if not part_of(arguments.output).exists() and arguments.output.exists():
                n_left_out = check_whole(arguments.output, blocks, fields, made, progress.advance)
                progress.tell(f"{arguments.output}: is whole, nothing is left to do{_lacking(n_left_out)}")
                return 2 if n_left_out else 0
            progress.resumed = part_of(arguments.output).exists()
            blocks, n_left_out = left_over(arguments.output, blocks, fields, made, progress.advance)
            if n_left_out:
                progress.tell(f"{part_of(arguments.output)}: continued{_lacking(n_left_out)}")
        if arguments.format == "html":
            _write_page(arguments, classifier, blocks, fields, progress)
        else:
            _write_stream(arguments, classifier, blocks, fields, table, progress)
    return 2 if progress.complaints or n_left_out else 0


def _table(arguments: argparse.Namespace, classifier: Classifier) -> Table | None:
    """Return the columns of a table, None for other forms, and refuse names that would stand twice.

    Raises
    ------
    OpinionclfError
    """
    labels = list(classifier.model.labels)
    if arguments.format not in _TABLES:
        own: Sequence[str] = FIELDS
        table = None
    else:
        from opinionclf.commands.tablewriters import Table

        table = Table(labels, arguments.keep, arguments.rows or SEGMENTS, arguments.details)
        refuse_labels_like(table.beside_labels, labels)
        if table.rows == SOURCES:
            refuse_without_claims(labels, classifier.model.parts)
        own = ["file", "line", "id", *table.own]
    for name in arguments.keep:
        if name in own:
            raise DataError(f"--keep {name}: the output has a field of this name already; give that of the input another one")
    return table


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
    if arguments.keep and (arguments.format in ("text", "html") or arguments.input in (ARTICLE, LINES)):
        raise DataError("--keep hands fields of rows on to jsonl, csv and parquet")
    if arguments.rows and arguments.format not in _TABLES:
        further = "; jsonl has a line a document, with counts in 'summary'" if arguments.format == "jsonl" else ""
        raise DataError(f"--rows goes with --format csv and parquet{further}")
    if arguments.details and arguments.format in ("text", "html"):
        raise DataError("--details goes with --format jsonl, csv and parquet")
    if arguments.output is not None:
        read = ["/dev/stdin" if file == STANDARD_INPUT else file for file in files]
        check_output(arguments.output, read)
        if not is_special(arguments.output):
            check_output(part_of(arguments.output), read)
    if arguments.resume and (arguments.output is None or arguments.format != "jsonl"):
        raise DataError("--resume goes with --format jsonl and --output FILE")
    if arguments.resume and is_special(arguments.output):
        raise DataError(f"{arguments.output}: is a pipe or device; only a file can be continued with --resume")
    if arguments.resume and (STANDARD_INPUT in files or len(set(files)) < len(files)):
        raise DataError("--resume needs files that can be read again, each named once; standard input can't be")


@dataclass(slots=True, eq=False, repr=False)
class _Piece:
    """What one process hands back: output of how many documents, rows among them, and how much input it stands for."""

    output: Any
    n_documents: int
    n_rows: int
    complaints: list[Complaint]
    notes: Counter[str]
    size: int


def _label(fields: Fields, writer: Writer, table_rows: str | None, reads_again: bool, classifier: Classifier,
           blocks: list[Block]) -> _Piece:  # fmt: skip
    complaints: list[Complaint] = []
    rows = [row for block in blocks for row in block.rows(fields, complaints.append)]
    notes = Counter(f"rows without the field {name!r}, which --keep names" for row in rows for name in row.lacking)

    silent = _SILENT.get(table_rows or "")

    def labelled() -> Iterator[tuple[Row, Document]]:
        for row, document in zip(rows, classifier.classify_many(row.text for row in rows), strict=True):
            yield row, document
            if silent is not None and silent[0](document):
                notes[silent[1]] += 1  # nobody would see it in the output

    output = writer.piece(labelled())
    if reads_again:
        gc.collect(1)  # what a document that was read again knows of itself goes round in circles
    n_rows = sum(row.line is not None for row in rows)
    return _Piece(output, len(rows), n_rows, complaints, notes, sum(block.size for block in blocks))


def _write_stream(arguments: argparse.Namespace, classifier: Classifier, blocks: Iterator[Block], fields: Fields,
                  table: Table | None, progress: Progress) -> None:  # fmt: skip
    with open_target(arguments.output, arguments.format, table, arguments.resume, arguments.details) as target:
        work = partial(_label, fields, target.writer, None if table is None else table.rows, _reads_again(arguments))
        n_documents = 0
        with closing(in_order(work, grouped(blocks, fields.block), classifier, arguments.jobs)) as pieces:
            for piece in pieces:
                for complaint in piece.complaints:
                    progress.complain(complaint)
                target.write(piece.output)
                n_documents += piece.n_documents
                progress.count(piece.n_rows, piece.notes)
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
        progress.count(sum(row.line is not None for row in rows), Counter())
        if progress.complaints and not rows:
            target.tell_unread()
            return
        documents = classify_many((row.text for row in rows), arguments.jobs, classifier)
        target.write(render([(title(row), document) for row, document in zip(rows, documents, strict=True)]))
