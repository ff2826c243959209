"""``opinionclf convert``: labelled text from one form into another."""

from __future__ import annotations

import argparse
from pathlib import Path

from opinionclf.commands.data_options import FORMS, WRITTEN, add_data_options, read_options
from opinionclf.commands.display import told_beside
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.values import output_path

DESCRIPTION = f"""\
Read labelled data of any form and write its labelled sentences in another: jsonl (what train reads best, with headings and
sentences without a label as context), csv, or the import forms of label-studio, doccano and prodigy.

{FORMS}"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "convert", help="turn labelled text into another form", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="labelled data")
    parser.add_argument("--to", "--form", "--format", choices=WRITTEN,
                        help="default: what the ending of --output says, else jsonl")  # fmt: skip
    parser.add_argument("--output", required=True, type=output_path, metavar="FILE", help="where it is written")
    add_data_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read and write; return the exit status."""
    import opinionclf
    from opinionclf.errors import DataError
    from opinionclf.files import check_output
    from opinionclf.training.converted import CONTEXT_FORMS, labelled_items, left_out
    from opinionclf.training.readers.load import counted, load_data
    from opinionclf.training.writers import write_form

    form = form_of_output(arguments.output, arguments.to, WRITTEN, "jsonl", "--to")
    check_output(arguments.output, arguments.data)
    tell = told_beside(arguments.output)
    data = load_data(arguments.data, read_options(arguments))
    items = labelled_items(data, arguments.group is not None, form in CONTEXT_FORMS)
    n_context = left_out(data)
    if n_context and form not in CONTEXT_FORMS:
        data.notes.append(f"{counted(n_context, 'segment')} of context left out, which {form} can't say: what stood "
                          "on both sides is not read as neighbours; --to jsonl keeps context")  # fmt: skip
    for note in data.notes:
        tell(f"note: {note}")
    if not items:
        raise DataError(f"{', '.join(map(str, arguments.data))}: no sentence has a label, so nothing was written")
    for path in write_form(arguments.output, form, items, data.labels, opinionclf.__version__):
        n = data.counts.total()
        told = counted(n, "sentence") + (f", {n_context} of context" if len(items) > n else "")
        tell(f"{path}: {told}" if path == arguments.output else f"{path}: the labelling interface")
    return 0
