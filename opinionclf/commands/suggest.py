"""``opinionclf suggest``: which sentences to label next."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opinionclf.commands.data_options import WRITTEN, refuse_given
from opinionclf.commands.display import told_beside
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.inputs import articles_of_folders
from opinionclf.commands.refusals import JSON, PACKED, PARQUET, REMEDIES, SPREADSHEET, TABLE, OtherFormError
from opinionclf.commands.values import at_least_one, encoding, output_path, whole_number

if TYPE_CHECKING:
    from opinionclf.training.readers.problems import Problems

DESCRIPTION = """\
Choose the sentences from which a model would learn most: those it is unsure of, and not all of one kind. They are written
in the form of a labelling tool, with the model's guess filled in; what comes back goes into 'opinionclf train'.

TEXTS are articles in plain text, one a file, or tables and JSON Lines with a column of texts; a folder stands for its *.txt
and *.md files, by name. For Label Studio the labelling interface is written beside the tasks.
"""
_TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab", ".parquet", ".pq", ".xlsx", ".xlsm")

_COLUMN = "(--text-column names the column of the texts)"
_REMEDIES = {
    **REMEDIES, TABLE: f"call it .csv, so that its rows are read {_COLUMN}", SPREADSHEET: f"save it as CSV or .xlsx {_COLUMN}",
    JSON: f"call it .jsonl, so that its rows are read {_COLUMN}", PACKED: "unpack it first", PARQUET: "call it .parquet",
}  # fmt: skip


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "suggest", help="choose sentences to label next", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="articles")
    parser.add_argument("--model", default="default", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("-n", "--number", dest="n", type=at_least_one, default=200, metavar="N", help="how many (default: 200)")
    parser.add_argument("--form", "--format", choices=WRITTEN, help="default: what the ending of --output says, else csv")
    parser.add_argument("--output", required=True, type=output_path, metavar="FILE", help="where the sentences are written")
    parser.add_argument("--labelled", nargs="+", type=Path, default=[], metavar="DATA", help="what has a label is left out")
    for what in ("text", "label", "document"):
        of = "labelled tables" if what == "label" else "tables"
        parser.add_argument(f"--{what}-column", f"--{what}", metavar="NAME",
                            help=f"of {of}, where it is not found by its usual names")  # fmt: skip
    parser.add_argument("--skip-invalid", action="store_true",
                        help="go on without rows of TEXTS that can't be used, and count them")  # fmt: skip
    parser.add_argument("--encoding", type=encoding, default="utf-8",
                        help="of texts; of labelled data only where they are no UTF-8 (default: utf-8)")  # fmt: skip
    parser.add_argument("--seed", type=whole_number, default=0, help="of the choice (default: 0)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Choose and write; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.files import check_output
    from opinionclf.training.readers.load import counted
    from opinionclf.training.readers.problems import Problems
    from opinionclf.training.suggest import suggest
    from opinionclf.training.writers import write_form

    arguments.texts = list(map(Path, articles_of_folders(list(map(str, arguments.texts)))))
    form = form_of_output(arguments.output, arguments.form, WRITTEN, "csv", "--form")
    check_output(arguments.output, [*arguments.texts, *arguments.labelled])
    tables = [path for path in arguments.texts if path.suffix.lower() in _TABLES]
    if not tables:
        refuse_given(arguments, ["skip_invalid"], f"{arguments.texts[0]}: an article has no rows; name tables")
    if not tables and not arguments.labelled:
        columns = ["text_column", "document_column"]
        refuse_given(arguments, columns, f"{arguments.texts[0]}: an article has no columns; name tables")
    if not arguments.labelled:
        refuse_given(arguments, ["label_column"], "no labelled data are named")
    tell = told_beside(arguments.output)
    classifier = load_model(arguments.model)
    known = _labelled(arguments, tables, tell)
    problems = Problems(skip=arguments.skip_invalid)
    items = suggest(classifier, _texts(arguments, problems), arguments.n, arguments.seed, known)
    if problems.count:
        tell("\n".join(f"note: {line}" for line in [f"skipped {counted(problems.count, 'invalid row')}:", *problems.report()]))
    for path in write_form(arguments.output, form, items, classifier.model.labels, classifier.version):
        told = counted(len(items), "sentence") + " to label"
        tell(f"{path}: {told if path == arguments.output else 'the labelling interface, for the settings of the project'}")
    return 0


def _labelled(arguments: argparse.Namespace, tables: Sequence[Path], tell: Callable[[str], None]) -> set[str]:
    """Return the sentences that have a label, whatever it is; tell what can't be used.

    Raises
    ------
    DataError
        Also if nothing that is named has a column that was asked for.
    """
    from opinionclf.training.readers.load import load_data
    from opinionclf.training.readers.options import ReadOptions, no_column

    encodings = {path: _encoding_of(path, arguments.encoding) for path in arguments.labelled}
    # What was suggested has names of its own for its columns, whatever other data have.
    columns: dict[str, dict[Path, str]] = {}
    for what in ("text", "label", "document"):
        asked = getattr(arguments, f"{what}_column")
        columns[what] = {path: asked for path in encodings if _has(path, asked, encodings[path])}
        if asked is not None and not columns[what] and (what == "label" or not tables):
            first = arguments.labelled[0]
            if there := _columns(first, encodings[first]):
                raise no_column(there, asked, what, first)
    known = set()
    for path in encodings:
        text_column, label_column, document_column = (found.get(path) for found in columns.values())
        data = load_data([path], ReadOptions(text_column, label_column, document_column, labels=(), skip_invalid=True,
                                             encoding=encodings[path]))  # fmt: skip
        for note in data.notes:
            tell(f"note: {note}")
        known |= {text for page in data.pages for text, label in page.sentences() if label is not None}
    return known


def _encoding_of(path: Path, asked: str) -> str:
    """Tell that of labelled data: what a tool gives back is UTF-8, whatever the texts are."""
    try:
        if asked != "utf-8":
            path.read_bytes().decode()
    except (OSError, UnicodeError):
        return asked
    return "utf-8"


def _has(path: Path, name: str | None, encoding: str) -> bool:
    from opinionclf.training.readers.shapes import names_in

    return name is not None and any(name in names_in(fields) for fields in _good_rows(path, encoding))


def _columns(path: Path, encoding: str) -> list[str]:
    from opinionclf.training.readers.shapes import columns_of

    return list(map(str, columns_of(next(_good_rows(path, encoding), {}))))


def _good_rows(path: Path, encoding: str) -> Iterator[dict[str, Any]]:
    from opinionclf.training.readers.problems import RowError
    from opinionclf.training.readers.sources import read_source

    return (fields for _, fields in read_source(path, None, encoding) if not isinstance(fields, RowError))


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Call each file by its name, or by its path where another one has the same name."""
    n = Counter(path.name for path in set(paths))
    return {path: path.name if n[path.name] == 1 else str(path) for path in paths}


def _texts(arguments: argparse.Namespace, problems: Problems) -> Iterator[tuple[str, str]]:
    """Yield name and text of each article of a file, or of each row of a table."""
    from opinionclf.commands.reading import read_article
    from opinionclf.errors import DataError

    names = _names(arguments.texts)
    for path in arguments.texts:
        if path.suffix.lower() in _TABLES:
            for where, document, text in _rows(path, arguments, problems):
                yield document or f"{names[path]}{where.removeprefix(str(path))}", text
        else:
            try:
                yield names[path], read_article(str(path), arguments.encoding)
            except OtherFormError as error:
                raise DataError(f"{error.what}; {_REMEDIES[error.kind]}") from None


def _rows(path: Path, arguments: argparse.Namespace, problems: Problems) -> Iterator[tuple[str, str | None, str]]:
    """Yield place, document and text of the rows of a table that have a text.

    Raises
    ------
    DataError
        If a row can't be used and may not be skipped.
    """
    from opinionclf.errors import DataError
    from opinionclf.training.readers.problems import RowError
    from opinionclf.training.readers.sources import read_source

    for where, fields in read_source(path, None, arguments.encoding):
        try:
            if isinstance(fields, RowError):
                raise fields
            found = _text_in(path, fields, arguments)
        except RowError as error:
            if not problems.skip:
                raise DataError(f"{where}: {error}; to go on without such rows say --skip-invalid") from None
            problems.add(where, error)
            continue
        if found is not None:
            yield where, *found


def _text_in(path: Path, fields: dict[str, Any], arguments: argparse.Namespace) -> tuple[str | None, str] | None:
    """Return document and text of a row, nothing where it has no text."""
    from opinionclf.training.readers.options import DOCUMENT_NAMES, TEXT_NAMES, find, no_column
    from opinionclf.training.readers.shapes import columns_of, name_in

    row = columns_of(fields)
    name = find(row, arguments.text_column, TEXT_NAMES)
    if name is None:
        raise no_column(list(row), arguments.text_column, "text", path)
    if not isinstance(row[name], str) or not row[name].strip():
        return None
    others = [other for other in row if other != name]
    column = find(others, arguments.document_column, DOCUMENT_NAMES)
    if column is None and arguments.document_column is not None:
        raise no_column(others, arguments.document_column, "document", path)
    return name_in(row, column), row[name]
