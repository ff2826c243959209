"""``opinionclf convert``: labelled text from one form into another."""

from __future__ import annotations

import argparse
from pathlib import Path

from opinionclf.commands.data_options import FORMS, add_data_options, read_options

DESCRIPTION = f"""\
Read labelled data of any form and write its labelled sentences in another: jsonl (what train reads best), csv, or the
import forms of label-studio, doccano and prodigy.

{FORMS}"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "convert", help="labelled text from one form into another", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="labelled data")
    parser.add_argument("--to", choices=("jsonl", "csv", "label-studio", "doccano", "prodigy"), default="jsonl", help="default: jsonl")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE")
    add_data_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read and write; return the exit status."""
    import opinionclf
    from opinionclf.training.findings import sentences
    from opinionclf.training.readers.load import load_data
    from opinionclf.training.writers import FORMS as WRITERS
    from opinionclf.training.writers import Item, write_text

    data = load_data(arguments.data, read_options(arguments))
    items = [
        Item(text, label, None, page.document.rpartition(" #")[0], group if arguments.group else None)
        for page, group in zip(data.pages, data.groups, strict=True)
        for text, label in sentences(page)
        if label is not None
    ]
    for note in data.notes:
        print(f"note: {note}")
    write_text(arguments.output, WRITERS[arguments.to](items, data.labels, opinionclf.__version__))
    print(f"{arguments.output}: {len(items)} sentences")
    return 0
