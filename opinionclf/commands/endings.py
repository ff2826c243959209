"""The form of an output: the one that was asked for, else the one that the ending of its name says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from opinionclf.errors import DataError

_LINES = ("jsonl", "doccano", "prodigy")
# Where nothing else is said, the first form that a command has. Endings that are not listed say nothing.
_FORMS_OF_ENDING: dict[str, tuple[str, ...]] = {
    ".jsonl": _LINES, ".ndjson": _LINES, ".json": ("label-studio", *_LINES), ".csv": ("csv",), ".parquet": ("parquet",),
    ".pq": ("parquet",), ".html": ("html",), ".htm": ("html",), ".xml": ("label-studio",),
    # Somebody would open these in vain.
    **dict.fromkeys((".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".doc", ".pdf", ".rtf", ".feather",
                     ".gz", ".bz2", ".xz", ".zst", ".zip"), ()),
}  # fmt: skip


def form_of_output(output: Path | None, asked: str | None, forms: Sequence[str], usual: str, option: str) -> str:
    """Return the form in which an output is to be written.

    Parameters
    ----------
    output : Path or None
        None for standard output.
    asked : str or None
        What the option says, None where it was not given.
    forms : sequence of str
        Those that the command writes.
    usual : str
        Where neither the option nor the ending says it.
    option : str
        Its name, for people.

    Raises
    ------
    DataError
        If the ending says a form that the command doesn't write.
    """
    ending = "" if output is None else output.suffix.lower()
    fitting = _FORMS_OF_ENDING.get(ending)
    if fitting is None:
        return asked or usual
    fitting = tuple(form for form in fitting if form in forms)
    if fitting:
        return asked or fitting[0]
    endings = {next((known for known, named in _FORMS_OF_ENDING.items() if form in named), None) for form in forms}
    raise DataError(f"{output}: nothing is written as {ending} here; endings that tell a form are "
                    f"{', '.join(sorted(filter(None, endings)))}")  # fmt: skip
