"""The form of an output: the one that was asked for, else the one that the ending of its name says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from opinionclf.errors import DataError

_LINES = ("jsonl", "doccano", "prodigy")
# Where nothing else is said, the first form that a command has.
_FORMS_OF_ENDING: dict[str, tuple[str, ...]] = {
    ".jsonl": _LINES, ".ndjson": _LINES, ".json": ("label-studio", "json", *_LINES), ".csv": ("csv",), ".parquet": ("parquet",),
    ".pq": ("parquet",), ".html": ("html",), ".htm": ("html",), ".xml": ("label-studio",),
    # Somebody would open these in vain.
    **dict.fromkeys((".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".doc", ".pdf", ".rtf", ".feather",
                     ".gz", ".bz2", ".xz", ".zst", ".zip"), ()),
}  # fmt: skip
_SAY_NOTHING = ("", ".txt", ".md")  # whatever is in it is text


def form_of_output(output: Path | None, asked: str | None, forms: Sequence[str], usual: str, option: str = "--format") -> str:
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
        If the ending says a form that the command doesn't write, or another one than the option; if neither says any.
    """
    ending = "" if output is None else output.suffix.lower()
    if ending in _SAY_NOTHING:
        return asked or usual
    fitting = [form for form in _FORMS_OF_ENDING.get(ending, forms if asked else ()) if form in forms]
    if not fitting:
        unknown = "" if ending in _FORMS_OF_ENDING else f" without {option}"
        endings = sorted({_ending_of(form) for form in forms} - {_ending_of("text")})
        raise DataError(f"{output}: nothing is written as {ending} here{unknown}; endings that tell a form are "
                        f"{', '.join(endings)}")  # fmt: skip
    if asked is None or asked in fitting:
        return asked or fitting[0]
    assert output is not None
    other = output.with_suffix(_ending_of(asked)).name
    raise DataError(f"{output}: {asked} does not belong into {ending}; call it {other}")


def _ending_of(form: str) -> str:
    return next((ending for ending, forms in _FORMS_OF_ENDING.items() if form in forms), ".txt")
