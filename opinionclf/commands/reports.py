"""Where the report of a measurement goes, and in which form."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from opinionclf.commands.display import steerless, tell, told_beside
from opinionclf.commands.endings import form_of_output
from opinionclf.commands.values import output_path


def add_report_options(parser: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    """Describe the arguments."""
    parser.add_argument("--format", choices=forms, help="default: what the ending of --output says, else text")
    parser.add_argument("--output", type=output_path, metavar="FILE", help="default: standard output")
    parser.set_defaults(report_forms=tuple(forms))


def form_of_report(arguments: argparse.Namespace) -> str:
    """Return the form in which the report is to be written, after a look at where it goes.

    Raises
    ------
    DataError
        If the output can't be written, is read too, or its ending and the option don't say one form that the command writes.
    """
    from opinionclf.files import check_output

    if arguments.output is not None:
        check_output(arguments.output, arguments.data)
    return form_of_output(arguments.output, arguments.format, arguments.report_forms, "text")


def put_report(arguments: argparse.Namespace, text: str, notes: Sequence[str]) -> None:
    """Write the report, whole or not at all; where it goes to a file, the notes that stand in it are told as well."""
    if arguments.output is None:
        tell(text)
        return
    from opinionclf.files import write_text

    write_text(arguments.output, steerless(text) + "\n")
    beside = told_beside(arguments.output)
    for note in notes:
        beside(f"note: {note}")
    beside(f"{arguments.output}: the report")
