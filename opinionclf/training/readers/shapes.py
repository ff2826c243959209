"""One row of any tool to labelled sentences or to a document with labelled spans, told by its shape.

Shapes: plain columns; doccano (``label`` is a list); Label Studio (``data`` and ``annotations``) and its short
form; Prodigy (``answer``, ``accept``, ``spans``); documents with ``spans``, ``sentences`` or ``entities``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from opinionclf.training.readers.options import (
    DOCUMENT_NAMES,
    LABEL_NAMES,
    TEXT_NAMES,
    ReadOptions,
    find_column,
    find_optional,
)
from opinionclf.training.readers.problems import MissingLabelError, RowError
from opinionclf.training.rows import KINDS

_SPAN_LISTS = ("spans", "sentences", "entities")
_WHOLE = ("paragraph", "kind", "join")  # of a corpus, where they are given


@dataclass(slots=True)
class Span:
    """A labelled part of a document; without a label it is only a border."""

    start: int
    end: int
    label: str | None


@dataclass(slots=True)
class Row:
    """A sentence with its label, or a document with its spans."""

    where: str
    text: str
    label: str | None
    document: str | None
    group: str | None
    spans: list[Span] | None = None
    kind: str = "sentence"
    paragraph: int = 0
    join: str = " "
    whole: bool = False  # spans are sentences, whatever is in them


def to_row(where: str, fields: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    """Read one row.

    Raises
    ------
    RowError, MissingLabelError
    DataError
        If a column that every row needs is not there at all.
    """
    if isinstance(fields.get("data"), dict) and ("annotations" in fields or "completions" in fields or "predictions" in fields):
        return _label_studio(where, fields, options, path)
    if "answer" in fields and fields["answer"] != "accept":
        raise MissingLabelError
    if isinstance(fields.get("accept"), list) and "options" in fields:
        return _choice(where, fields, options, path)
    row = _start(where, fields, options, path)
    spans = _span_list(fields, options)
    if spans is not None:
        row.spans = [_span(span, row.text, options) for span in spans]
        row.whole = spans is fields.get("sentences")
        return row
    if row.kind == "sentence":
        # A tool that marks rows as its own leaves unlabelled ones in its exports; anywhere else that is a mistake.
        exported = "annotation_id" in fields or "annotator" in fields or "answer" in fields
        row.label = _label(fields, options, path, exported)
    return row


def _start(where: str, fields: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    names = list(fields)
    if options.text is None and not set(names) & set(TEXT_NAMES) and path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        raise RowError(_NO_TEXT)
    text = fields[find_column(names, options.text, TEXT_NAMES, "text", path)]
    if not isinstance(text, str) or not text.strip():
        raise RowError(_NO_TEXT)
    document = _name(fields, find_optional(names, options.document, DOCUMENT_NAMES, "document", path), "document", options)
    group = None
    if options.group is not None and (value := fields.get(options.group)) is not None:
        group = str(value)
    row = Row(where, text, None, document, group)
    for key in _WHOLE:
        if fields.get(key) not in (None, ""):
            setattr(row, key, _whole(key, fields[key]))
    return row


_NO_TEXT = "'text' is missing, empty or not a string"


def _name(fields: dict[str, Any], column: str | None, what: str, options: ReadOptions) -> str | None:
    value = None if column is None else fields[column]
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    # A number is a slip in our own form; who names the column, or has a table, means it.
    if isinstance(value, (int, float)) and (getattr(options, what) or what not in fields):
        return str(value)
    raise RowError(f"{column!r} is not a string")


def _whole(key: str, value: Any) -> Any:
    if key == "paragraph":
        if isinstance(value, str) and value.isdecimal():
            return int(value)
        if type(value) is not int:
            raise RowError("'paragraph' is not a whole number")
    elif key == "kind" and value not in KINDS:
        raise RowError(f"unknown kind {value!r}; accepted: {', '.join(KINDS)}")
    elif key == "join" and not isinstance(value, str):
        raise RowError("'join' is not a string")
    return value


def _label(fields: dict[str, Any], options: ReadOptions, path: Path, exported: bool = False) -> str | None:
    # A row of JSON may lack its label; a table lacks the column in all its rows.
    given = options.label is None or options.label in fields
    column = find_optional(list(fields), options.label, LABEL_NAMES, "label", path) if given else None
    value = None if column is None else fields[column]
    if isinstance(value, dict) and isinstance(value.get("choices"), list):
        value = value["choices"]
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        # doccano: a row that nobody labelled has an empty list.
        if not value:
            raise MissingLabelError
        if len(value) > 1:
            raise RowError(f"{len(value)} labels ({', '.join(value)}); one is accepted")
        value = value[0]
    if value is None or value == "" or value != value:
        if exported:
            raise MissingLabelError
        raise RowError(f"{options.label or column or 'label'!r} is missing; accepted: {', '.join(options.labels)}")
    return options.mapped(value if isinstance(value, str) else _number(value))


def _number(value: Any) -> str:
    """Name a label that a table stores as a number: 1.0 is the 1 of a column with gaps."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# Documents


def _span_list(fields: dict[str, Any], options: ReadOptions) -> Any:
    for key in (options.label, *_SPAN_LISTS, *LABEL_NAMES):
        value = fields.get(key) if key else None
        if _holds_spans(value) or (isinstance(value, list) and not value and key in _SPAN_LISTS):
            return value
    return None


def _holds_spans(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and bool(value) and isinstance(value[0], (dict, list, tuple))


def _span(span: Any, text: str, options: ReadOptions) -> Span:
    if isinstance(span, dict):
        start = span.get("start", span.get("start_offset"))
        end = span.get("end", span.get("end_offset"))
        label = span.get(options.label or "label", span.get("labels"))
    elif isinstance(span, (list, tuple)) and len(span) == 3:
        start, end, label = span
    else:
        raise RowError(f"a span is {span!r}; accepted: [start, end, label] or {{'start', 'end', 'label'}}")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise RowError(f"a span goes from {start!r} to {end!r} in a text of {len(text)} characters; accepted: 0 <= start < end")
    if isinstance(label, list):
        if len(label) > 1:
            raise RowError(f"the span from {start} to {end} has {len(label)} labels; one is accepted")
        label = label[0] if label else None
    return Span(start, end, None if label in (None, "") else options.mapped(str(label)))


# Tools


def _choice(where: str, fields: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    """Read an answer of Prodigy's choice interface."""
    row = _start(where, fields, options, path)
    row.label = _label({"label": [str(one) for one in fields["accept"]]}, _plain(options), path)
    return row


def _plain(options: ReadOptions) -> ReadOptions:
    from dataclasses import replace

    return replace(options, label=None)


def _label_studio(where: str, task: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    """Read a task with its annotations. Predictions are guesses of a model and no labels."""
    row = _start(where, {**task.get("meta", {}), **task["data"]}, options, path)
    annotations = task.get("annotations") or task.get("completions") or []
    results = [one.get("result") or [] for one in annotations if not (one.get("was_cancelled") or one.get("skipped"))]
    read = [_result(result, row.text, options, path) for result in results if result]
    if not read:
        raise MissingLabelError
    if any(one != read[0] for one in read[1:]):
        raise RowError(f"{len(read)} annotators disagree; settle the task, or export one annotation a task")
    first = read[0]
    if isinstance(first, list):
        row.spans = first
    else:
        row.label = first
    return row


def _result(result: list[Any], text: str, options: ReadOptions, path: Path) -> list[Span] | str | None:
    wanted = [one for one in result if not options.label or one.get("from_name") == options.label] or result
    spans = [one["value"] for one in wanted if one.get("type") in ("labels", "hypertextlabels")]
    if spans:
        return sorted((_span(value, text, _plain(options)) for value in spans), key=lambda span: (span.start, span.end))
    choices = [choice for one in wanted if one.get("type") == "choices" for choice in one["value"].get("choices", [])]
    return _label({"label": choices}, _plain(options), path)
