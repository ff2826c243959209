"""Arguments that say how labelled data are to be read, the same for every command that reads some."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from opinionclf.commands.values import encoding, whole_number

if TYPE_CHECKING:
    from opinionclf.training.readers.options import ReadOptions

FORMS = """\
DATA may be JSON Lines (a sentence a line: {"text": ..., "label": ..., "document": ...}; or a document a line, with
"spans": [{"start": 0, "end": 29, "label": ...}]), CSV, TSV, Parquet, Excel, exports of Label Studio (JSON, JSON-MIN, CSV),
doccano (JSONL, JSON, CSV) and Prodigy (JSONL), or a folder that Hugging Face datasets saved to disk. Rows of the same
document that follow each other, or whose "start" and "end" do, are read in context; a row without a document, or of one that
stands in several places of the data, is a single sentence.
"""
DATA_OPTIONS = ("text_column", "label_column", "document_column", "group", "label_map", "labels", "split", "skip_invalid",
                "encoding")  # fmt: skip
WRITTEN = ("jsonl", "csv", "label-studio", "doccano", "prodigy")


def add_data_options(parser: argparse.ArgumentParser, model_given: bool = False) -> None:
    """Describe the arguments.

    Parameters
    ----------
    parser : ArgumentParser
    model_given : bool
        The labels are those of a model that the command names: help is silent about ``--labels``, which is refused with the
        remedy.
    """
    group = parser.add_argument_group("reading the data")
    # Short names too: other commands have such.
    group.add_argument("--text-column", "--text", metavar="NAME", help="found by its usual names where it is not given")
    group.add_argument("--label-column", "--label", metavar="NAME", help="the same")
    group.add_argument("--document-column", "--document", metavar="NAME", help="the same")
    group.add_argument("--group", metavar="COLUMN",
                       help="rows of one group stay together, and have figures of their own (default: documents)")  # fmt: skip
    group.add_argument("--label-map", metavar="OLD=NEW,...",
                       help="names of labels; OLD= leaves rows out; a pair with a comma stands in quotation marks")  # fmt: skip
    labels = "labels that there are (default: those mapped to, else the three)"
    group.add_argument("--labels", metavar="NAME,...", help=argparse.SUPPRESS if model_given else labels)
    group.add_argument("--split", metavar="NAME", help="of a saved Hugging Face data set (default: train)")
    group.add_argument("--encoding", type=encoding, help="of JSON Lines, CSV and TSV (default: utf-8)")
    group.add_argument("--skip-invalid", action="store_true", help="go on without rows that can't be used, and count them")
    group.add_argument("--max-errors", type=whole_number, default=50, metavar="N", help="bad rows described (default: 50)")


def refuse_given(arguments: argparse.Namespace, options: Sequence[str], reason: str) -> None:
    """Refuse options that would do nothing.

    Raises
    ------
    DataError
        If one of them was given.
    """
    from opinionclf.errors import DataError

    for option in options:
        if getattr(arguments, option) not in (None, False):  # an empty value was given too
            raise DataError(f"{reason}, without --{option.replace('_', '-')}")


def read_options(arguments: argparse.Namespace, labels: Sequence[str] | None = None,
                 aliases: Mapping[str, str] | None = None) -> ReadOptions:  # fmt: skip
    """Return the options that were given.

    Parameters
    ----------
    arguments : Namespace
    labels : sequence of str, optional
        Of a model that is there already.
    aliases : mapping of str to str, optional
        Other names of them that data and label map may have.

    Raises
    ------
    DataError
        If the label map can't be read, or leads to a label that the model does not have; if an option would do nothing.
    """
    from opinionclf.training.readers.options import ReadOptions, check_targets, model_labels, parse_mapping

    if all(path.is_file() for path in [*arguments.data, *(getattr(arguments, "test", None) or [])]):
        refuse_given(arguments, ["split"], f"{arguments.data[0]}: only a saved data set has splits; read a file whole")
    if labels:
        refuse_given(arguments, ["labels"], "the labels are those of the model; name the others with --label-map")
    mapping = parse_mapping(arguments.label_map) if arguments.label_map is not None else {}
    names = tuple(labels) if labels else model_labels(mapping, _label_names(arguments.labels))
    check_targets(mapping, [*names, *(aliases or {})])
    return ReadOptions(
        arguments.text_column, arguments.label_column, arguments.document_column, arguments.group, mapping,
        names, arguments.split, arguments.skip_invalid, arguments.max_errors, dict(aliases or {}),
        arguments.encoding or "utf-8",
    )  # fmt: skip


def _label_names(text: str | None) -> list[str] | None:
    from opinionclf.errors import DataError
    from opinionclf.spreadsheet import between_commas

    if text is None:
        return None
    names = [name.strip() for name in between_commas(text) if name.strip()]
    if not names:
        raise DataError(f"--labels: expected names of labels with commas between, not {text!r}")
    return names
