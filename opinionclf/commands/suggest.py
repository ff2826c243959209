"""``opinionclf suggest``: which sentences to label next."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from opinionclf.commands.train import _whole

DESCRIPTION = """\
Choose the sentences from which a model would learn most: those it is unsure of, and not all of one kind. They are written
in the form of a labelling tool, with the model's guess filled in; what comes back goes into 'opinionclf train'.

TEXTS are articles in plain text, one a file, or .jsonl and .csv files with a column of texts. For Label Studio the
labelling interface is written beside the tasks.
"""
_TABLES = (".jsonl", ".csv", ".tsv", ".parquet", ".xlsx", ".json")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "suggest", help="choose sentences to label next", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXTS", help="articles")
    parser.add_argument("--model", default="default", metavar="DIR", help="a model folder (default: the shipped model)")
    parser.add_argument("-n", type=_whole, default=200, metavar="N", help="how many (default: 200)")
    parser.add_argument("--form", choices=("csv", "label-studio", "doccano", "prodigy", "jsonl"), default="csv", help="default: csv")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE")
    parser.add_argument("--text-column", metavar="NAME", help="of tables, where it is not found by its usual names")
    parser.add_argument("--seed", type=_whole, default=0, help="of the choice (default: 0)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Choose and write; return the exit status."""
    from opinionclf.commands.evaluate import model_named
    from opinionclf.training.suggest import suggest
    from opinionclf.training.writers import FORMS, label_studio_config, write_text

    classifier = model_named(arguments.model)
    items = suggest(classifier, _texts(arguments), max(arguments.n, 1), arguments.seed)
    labels = classifier.model.labels
    write_text(arguments.output, FORMS[arguments.form](items, labels, classifier.version))
    print(f"{arguments.output}: {len(items)} sentences to label")
    if arguments.form == "label-studio":
        interface = arguments.output.with_suffix(".xml")
        write_text(interface, label_studio_config(labels))
        print(f"{interface}: the labelling interface, to paste into the project's settings")
    return 0


def _texts(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    from opinionclf.commands.reading import read_article
    from opinionclf.errors import DataError
    from opinionclf.training.readers.options import TEXT_NAMES, find_column
    from opinionclf.training.readers.problems import RowError
    from opinionclf.training.readers.sources import read_source

    for path in arguments.texts:
        if path.suffix.lower() not in _TABLES:
            yield path.name, read_article(str(path), "utf-8")
            continue
        for where, fields in read_source(path, None):
            if isinstance(fields, RowError):
                raise DataError(f"{where}: {fields}")
            text = fields[find_column(list(fields), arguments.text_column, TEXT_NAMES, "text", path)]
            if isinstance(text, str) and text.strip():
                yield f"{path.name}{where.removeprefix(str(path))}", text
