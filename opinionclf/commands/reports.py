"""Where the report of a measurement goes, and in which form."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from opinionclf.commands.display import steerless, tell, told_beside
from opinionclf.commands.values import output_path

_FORMS_OF_ENDING = {".json": "json", ".html": "html", ".htm": "html", ".txt": "text", ".md": "text", "": "text"}


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
        If the output can't be written, is read too, or has an ending that says a form that the command doesn't write.
    """
    from opinionclf.errors import DataError
    from opinionclf.files import check_output

    output, forms = arguments.output, arguments.report_forms
    if output is None:
        return str(arguments.format or "text")
    check_output(output, arguments.data)
    form = _FORMS_OF_ENDING.get(output.suffix.lower())
    if arguments.format is None and form not in forms:
        raise DataError(f"{output}: nothing is written as {output.suffix} here without --format; it writes {', '.join(forms)}")
    return str(arguments.format or form)


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
