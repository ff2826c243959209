"""Sentences in the forms that labelling tools import: Label Studio, doccano, Prodigy, CSV, JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from opinionclf.errors import DataError
from opinionclf.files import followed, is_special, read_bytes, write_text
from opinionclf.spreadsheet import comma_separated, inert

_INTERFACE = b"<View"  # how a labelling interface begins


@dataclass(slots=True)
class Item:
    """One sentence with a label, or with a model's guess.

    Attributes
    ----------
    text : str
    label : str or None
    probability : float or None
        Of the label where it is a guess; None where somebody gave it.
    document, group : str or None
    start, end : int or None
        Place in its document.
    layout : dict of str to (str or int)
        What else JSON Lines say about the place: kind, paragraph, join.
    """

    text: str
    label: str | None
    probability: float | None = None
    document: str | None = None
    group: str | None = None
    start: int | None = None
    end: int | None = None
    layout: dict[str, Any] = field(default_factory=dict)

    def about(self) -> dict[str, Any]:
        """Return what else is known, for the columns that a tool carries along."""
        known = {"document": self.document, "group": self.group, "start": self.start, "end": self.end}
        return {key: value for key, value in known.items() if value is not None}


def label_studio(items: Sequence[Item], labels: Sequence[str], version: str) -> str:
    """Tasks with predictions for guesses, and with annotations for labels."""
    return json.dumps([_task(item, version) for item in items], ensure_ascii=False, indent=1) + "\n"


def _task(item: Item, version: str) -> dict[str, Any]:
    result = [{"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [item.label]}}]
    task: dict[str, Any] = {"data": {"text": item.text, **item.about()}}
    if item.probability is not None:
        task["predictions"] = [{"model_version": version, "score": round(item.probability, 4), "result": result}]
    elif item.label is not None:
        task["annotations"] = [{"result": result}]
    return task


def label_studio_config(labels: Sequence[str]) -> str:
    """Return the labelling interface that the tasks are for."""
    choices = "\n".join(f"    <Choice value={quoteattr(label)}/>" for label in labels)
    return (
        '<View>\n  <Text name="text" value="$text"/>\n'
        f'  <Choices name="label" toName="text" choice="single" required="true">\n{choices}\n  </Choices>\n</View>\n'
    )


def doccano(items: Sequence[Item], labels: Sequence[str], version: str) -> str:
    """Return JSON Lines for a project of document classification; a guess is a label to correct."""
    return _lines({"text": item.text, "label": [item.label] if item.label else [], **item.about()} for item in items)


def prodigy(items: Sequence[Item], labels: Sequence[str], version: str) -> str:
    """Return tasks of the choice interface; a guess is marked, and only an answer makes it a label."""
    options = [{"id": label, "text": label.replace("_", " ")} for label in labels]
    return _lines(_prodigy_task(item, options) for item in items)


def _prodigy_task(item: Item, options: list[dict[str, str]]) -> dict[str, Any]:
    task: dict[str, Any] = {"text": item.text, "options": options, "accept": [item.label] if item.label else []}
    if item.probability is None and item.label is not None:
        task["answer"] = "accept"
    shown = {"document": item.document, "probability": item.probability and round(item.probability, 4)}
    return {**task, **item.about(), "meta": {key: value for key, value in shown.items() if value is not None}}


def table(items: Sequence[Item], labels: Sequence[str], version: str) -> str:
    """Return CSV; a cell that a spreadsheet would run gets an apostrophe in front."""
    names = ["text", "label", "probability", "document", "group", "start", "end"]
    return comma_separated([names, *map(_cells, items)])


def _cells(item: Item) -> list[Any]:
    share = None if item.probability is None else f"{item.probability:.4f}"
    cells = [item.text, item.label, share, item.document, item.group, item.start, item.end]
    return [inert(cell) if isinstance(cell, str) else cell for cell in cells]


def json_lines(items: Sequence[Item], labels: Sequence[str], version: str) -> str:
    """Return rows as ``train`` reads them. An empty list in place of the label stands for a sentence of context."""
    return _lines(_json_row(item) for item in items)


def _json_row(item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {"text": item.text}
    if "kind" not in item.layout:
        row["label"] = item.label or []
    return {**row, **item.about(), **item.layout}


def _lines(rows: Any) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


FORMS: dict[str, Callable[[Sequence[Item], Sequence[str], str], str]] = {
    "jsonl": json_lines, "csv": table, "label-studio": label_studio, "doccano": doccano, "prodigy": prodigy,
}  # fmt: skip


def write_form(path: Path, form: str, items: Sequence[Item], labels: Sequence[str], version: str) -> list[Path]:
    """Write items in a form; for Label Studio the labelling interface as well, beside the tasks.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    DataError
    """
    interface = path.with_suffix(".xml") if form == "label-studio" and not is_special(path) else None
    if interface is not None:
        _check_interface(interface, path)
    write_text(path, FORMS[form](items, labels, version))
    if interface is None:
        return [path]
    write_text(interface, label_studio_config(labels))
    return [path, interface]


def _check_interface(interface: Path, tasks: Path) -> None:
    """Refuse to write the labelling interface over the tasks, or over what is something else."""
    if tasks.suffix.lower() == ".xml":
        other = tasks.with_suffix(".json").name
        raise DataError(f"{tasks}: the labelling interface gets the ending .xml; name the tasks {other}")
    if followed(interface).exists() and not (interface.is_file() and read_bytes(interface).startswith(_INTERFACE)):
        raise DataError(f"{interface}: is no labelling interface, which belongs there beside the tasks; name another output")
