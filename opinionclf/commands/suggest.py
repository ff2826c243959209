"""``opinionclf suggest``: which sentences to label next."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from opinionclf.commands.data_options import WRITTEN, refuse_given
from opinionclf.commands.display import told_beside
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.values import at_least_one, encoding, output_path, whole_number

DESCRIPTION = """\
Choose the sentences from which a model would learn most: those it is unsure of, and not all of one kind. They are written
in the form of a labelling tool, with the model's guess filled in; what comes back goes into 'opinionclf train'.

TEXTS are articles in plain text, one a file, or tables and JSON Lines with a column of texts. For Label Studio the
labelling interface is written beside the tasks.
"""
_TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab", ".parquet", ".pq", ".xlsx", ".xlsm")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "suggest", help="choose sentences to label next", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="articles")
    parser.add_argument("--model", default="default", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("-n", type=at_least_one, default=200, metavar="N", help="how many (default: 200)")
    parser.add_argument("--form", choices=WRITTEN, help="default: what the ending of --output says, else csv")
    parser.add_argument("--output", required=True, type=output_path, metavar="FILE")
    parser.add_argument("--labelled", nargs="+", type=Path, default=[], metavar="DATA", help="what has a label is left out")
    parser.add_argument("--text-column", metavar="NAME", help="of tables, where it is not found by its usual names")
    parser.add_argument("--encoding", type=encoding, default="utf-8", help="of articles in plain text (default: utf-8)")
    parser.add_argument("--seed", type=whole_number, default=0, help="of the choice (default: 0)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Choose and write; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.files import check_output
    from opinionclf.training.readers.load import counted
    from opinionclf.training.suggest import suggest
    from opinionclf.training.writers import write_form

    form = form_of_output(arguments.output, arguments.form, WRITTEN, "csv", "--form")
    check_output(arguments.output, [*arguments.texts, *arguments.labelled])
    tables = [path for path in arguments.texts if path.suffix.lower() in _TABLES] + arguments.labelled
    if not tables:
        refuse_given(arguments, ["text_column"], f"{arguments.texts[0]}: an article has no columns; name tables")
    tell = told_beside(arguments.output)
    classifier = load_model(arguments.model)
    known = _labelled(arguments.labelled, arguments.text_column, tell)
    texts = _texts(arguments.texts, arguments.text_column, arguments.encoding)
    items = suggest(classifier, texts, arguments.n, arguments.seed, known)
    for path in write_form(arguments.output, form, items, classifier.model.labels, classifier.version):
        told = counted(len(items), "sentence") + " to label"
        tell(f"{path}: {told if path == arguments.output else 'the labelling interface, for the settings of the project'}")
    return 0


def _labelled(paths: Sequence[Path], column: str | None, tell: Callable[[str], None]) -> set[str]:
    """Return the sentences that have a label, whatever it is; tell what can't be used."""
    from opinionclf.training.readers.load import load_data
    from opinionclf.training.readers.options import ReadOptions

    known = set()
    for path in paths:
        data = load_data([path], ReadOptions(text=_column_in(path, column), labels=(), skip_invalid=True))
        for note in data.notes:
            tell(f"note: {note}")
        known |= {text for page in data.pages for text, label in page.sentences() if label is not None}
    return known


def _column_in(path: Path, column: str | None) -> str | None:
    """Return the column of the texts if labelled data have it too: those that were suggested have names of their own."""
    from opinionclf.training.readers.problems import RowError
    from opinionclf.training.readers.shapes import columns_of
    from opinionclf.training.readers.sources import read_source

    if column is None:
        return None
    first = next((fields for _, fields in read_source(path) if not isinstance(fields, RowError)), {})
    return column if column in columns_of(first) else None


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Call each file by its name, or by its path where another one has the same name."""
    n = Counter(path.name for path in set(paths))
    return {path: path.name if n[path.name] == 1 else str(path) for path in paths}


def _texts(paths: Sequence[Path], column: str | None, encoding: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each article of a file, or of each row of a table."""
    from opinionclf.commands.reading import read_article
    from opinionclf.errors import DataError
    from opinionclf.training.readers.options import DOCUMENT_NAMES, TEXT_NAMES, find, no_column
    from opinionclf.training.readers.problems import RowError
    from opinionclf.training.readers.shapes import columns_of, name_in
    from opinionclf.training.readers.sources import read_source

    names = _names(paths)
    for path in paths:
        if path.suffix.lower() not in _TABLES:
            yield names[path], read_article(str(path), encoding)
            continue
        for where, fields in read_source(path):
            if isinstance(fields, RowError):
                raise DataError(f"{where}: {fields}")
            row = columns_of(fields)
            name = find(row, column, TEXT_NAMES)
            if name is None:
                raise no_column(list(row), column, "text", where)
            if not isinstance(row[name], str) or not row[name].strip():
                continue
            try:
                of_document = find([other for other in row if other != name], None, DOCUMENT_NAMES)
                document = name_in(row, of_document)
            except RowError as error:
                raise DataError(f"{where}: {error}") from None
            yield document or f"{names[path]}{where.removeprefix(str(path))}", row[name]
