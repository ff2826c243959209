"""One row of any tool to a labelled sentence or to a document with labelled spans, told by its shape.

Shapes: plain columns; doccano (``label`` is a list); Label Studio (``data`` and ``annotations``) and its short
form; Prodigy (``answer``, ``accept``, ``spans``); documents with ``spans``, ``sentences`` or ``entities``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeGuard

from opinionclf.text.characters import encode
from opinionclf.text.decoding import as_meant, is_blank
from opinionclf.text.tokenizer import tokenize
from opinionclf.training.readers.options import DOCUMENT_NAMES, LABEL_NAMES, TEXT_NAMES, ReadOptions, find, no_column
from opinionclf.training.readers.problems import MissingLabelError, NoTextError, RowError
from opinionclf.training.readers.sources import JSON_ENDINGS
from opinionclf.training.rows import KINDS, layout_problem

_SPAN_LISTS = ("spans", "sentences", "entities")
_LAYOUT = ("paragraph", "kind", "join")  # of our own JSON Lines; in a table they may mean anything
_BREAKS = ("paragraph", "join")
_ANSWERS = ("accept", "reject", "ignore")  # Prodigy's; any other table may have a column of answers
_DIGITS = 15  # of a place in a document; a float holds them all
_REGIONS = "labels"  # Label Studio's name for spans of plain text


@dataclass(slots=True)
class Span:
    """A labelled part of a document; without a label it is only a border."""

    start: int
    end: int
    label: str | None


@dataclass(slots=True)
class Row:
    """A sentence with its label, or a document with its spans.

    Attributes
    ----------
    where : str
        File and line.
    text : str
    label, document, group : str or None
    spans : list of Span or None
        Of a document.
    whole : bool
        The spans are sentences, whatever is in them.
    kind, paragraph, join
        As in the training corpus.
    laid_out : bool
        The row says itself what stands in front of it.
    place : (int, int) or None
        Start and end in its document.
    unlabelled : bool
        Nobody labelled it yet, as a labelling tool exports it.
    problem : RowError or None
        Why its label can't be used. The text still stands between its neighbours.
    """

    where: str
    text: str
    label: str | None
    document: str | None
    group: str | None
    spans: list[Span] | None = None
    whole: bool = False
    kind: str = "sentence"
    paragraph: int = 0
    join: str = " "
    laid_out: bool = False
    place: tuple[int, int] | None = None
    unlabelled: bool = False
    problem: RowError | None = None

    @property
    def is_context(self) -> bool:
        """Whether it serves its neighbours only, for want of a label that can be used."""
        return self.unlabelled or self.problem is not None


def to_row(where: str, fields: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    """Read one row. What is wrong with its label stands in the row.

    Raises
    ------
    RowError
        If it has no text, or its document can't be told.
    DataError
        If a column that every row of a table needs is not there at all.
    """
    columns = columns_of(fields)
    row = _start(where, columns, options, path)
    try:
        if _is_task(fields):
            _read_task(row, fields, options)
        else:
            _read_label(row, columns, options, path)
    except MissingLabelError:
        row.unlabelled = True
    except RowError as problem:
        row.problem = problem
    return row


def columns_of(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row: Label Studio has a place of its own for them, and tools keep some under ``meta``."""
    meta = fields["meta"] if isinstance(fields.get("meta"), dict) else {}
    data = fields.get("data")
    has_place = isinstance(data, dict) and (_is_task(fields) or find(fields, None, TEXT_NAMES[:-1]) is None)
    return {**meta, **(data if has_place and isinstance(data, dict) else fields)}


def names_in(fields: dict[str, Any]) -> set[str]:
    """Return the names by which a row's text, label or document may be asked for.

    They are those of columns, of keys in spans, and of the questions of Label Studio.
    """
    names: set[str] = set()
    waiting: list[Any] = [fields]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            names.update(value, [value["from_name"]] if isinstance(value.get("from_name"), str) else [])
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return names


def _is_task(fields: dict[str, Any]) -> bool:
    return isinstance(fields.get("data"), dict) and not fields.keys().isdisjoint(("annotations", "completions", "predictions"))


def _read_label(row: Row, fields: dict[str, Any], options: ReadOptions, path: Path) -> None:
    answered = _answered(fields)
    if answered and fields["answer"] != "accept":
        raise MissingLabelError
    if isinstance(fields.get("accept"), list) and "options" in fields:
        # A task that nobody answered may hold the guess of a model.
        row.label = _one_label(fields["accept"] if answered else [], options)
        return
    spans = _span_list(fields, options)
    if spans is not None:
        row.spans = []
        row.spans = _apart(_on_words([_span(span, row.text, options) for span in spans], row.text), row.text)
        row.whole = spans is fields.get("sentences")
    elif row.kind == "sentence":
        row.label = _label(fields, options, path)
    elif _has_label(fields, options):
        raise RowError(f"a {row.kind} has no label; leave out the label, or 'kind'")


def _start(where: str, fields: dict[str, Any], options: ReadOptions, path: Path) -> Row:
    is_json = path.suffix.lower() in JSON_ENDINGS
    column = find(fields, options.text, TEXT_NAMES)
    if column is None and not is_json:
        raise no_column(list(fields), options.text, "text", path)
    if column is None:
        name = "text" if options.text is None else options.text
        raise NoTextError(f"{name!r} is missing", list(map(str, fields)))
    text = fields[column]
    if not isinstance(text, str) or is_blank(text):
        raise RowError(f"{column!r} is missing, empty or not a string")
    for asked, what in ((options.document, "document"), (options.group, "group")):
        if asked is not None and asked not in fields and not is_json:
            raise no_column(list(fields), asked, what, path)
    group = name_in(fields, find(fields, options.group, ()))
    if options.group is not None and group is None:
        raise RowError(f"{options.group!r}, the group, is missing")
    row = Row(where, text, None, name_in(fields, find(fields, options.document, DOCUMENT_NAMES)), group)
    row.place = _place(fields, text)
    if is_json and not fields.keys().isdisjoint(_LAYOUT):
        given = {key: fields[key] for key in _LAYOUT if fields.get(key) is not None}
        if problem := layout_problem(given):
            raise RowError(problem)
        row = replace(row, laid_out=not given.keys().isdisjoint(_BREAKS), **given)
    elif not is_json and row.place is not None and not _has_label(fields, options):
        row.kind = _kind_of_segment(fields)
    return row


def _kind_of_segment(fields: dict[str, Any]) -> str:
    """The kind of a row without a label, in a table as `classify` writes it: a label that somebody gives makes a sentence."""
    kind = fields.get("kind")
    return kind if isinstance(kind, str) and kind in KINDS else "sentence"


def _place(fields: dict[str, Any], text: str) -> tuple[int, int] | None:
    """Where the row stands in its document. Columns of these names that hold something else don't fit its length."""
    start, end = _whole(fields.get("start")), _whole(fields.get("end"))
    if start is None or end is None or end - start not in (len(text), len(text.strip())):
        return None
    return start, end


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii():
        digits = value.removesuffix(".0")
        return int(digits) if digits.isdigit() and len(digits) < _DIGITS else None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 10**_DIGITS and value == int(value):
        return int(value)
    return None


def name_in(fields: dict[str, Any], column: str | None) -> str | None:
    """Return the name of a document or group that stands in a column; None where it is empty.

    Raises
    ------
    RowError
    """
    value = None if column is None else fields[column]
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, (str, int, float)):
        return name_of(value)
    if isinstance(value, date):
        midnight = isinstance(value, datetime) and value.time() == time()
        return str(value.date() if midnight and isinstance(value, datetime) else value)
    raise RowError(f"{column!r} is neither a string, a number nor a date")


def name_of(value: object) -> str:
    """Name a label, document or group, which a table may store as a number: 1.0 is the 1 of a column with gaps."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _label(fields: dict[str, Any], options: ReadOptions, path: Path) -> str | None:
    column = find(fields, options.label, LABEL_NAMES)
    exported = _exported(fields)
    if column is None and not exported and path.suffix.lower() not in JSON_ENDINGS:
        raise no_column(list(fields), options.label, "label", path)
    value = None if column is None else fields[column]
    if isinstance(value, dict) and isinstance(value.get("choices"), list):
        value = value["choices"]
    if isinstance(value, list):
        return _one_label(value, options)
    if value is None or value != value or (isinstance(value, str) and is_blank(value)):
        if exported:
            raise MissingLabelError
        raise RowError(f"{options.label or column or 'label'!r} is missing; accepted: {', '.join(options.accepted)}")
    return options.mapped(name_of(value))


def _answered(fields: dict[str, Any]) -> bool:
    return fields.get("answer") in _ANSWERS


def _exported(fields: dict[str, Any]) -> bool:
    """Whether a tool marked a row as its own: it leaves unlabelled ones in its exports; anywhere else that is a mistake."""
    return _answered(fields) or "annotation_id" in fields or {"id", "Comments"} <= fields.keys()


def _one_label(values: Sequence[Any], options: ReadOptions) -> str | None:
    """A list of labels, as tools have it; an empty one stands where nobody labelled."""
    if not values:
        raise MissingLabelError
    if len(values) > 1:
        raise RowError(f"{len(values)} labels ({', '.join(map(str, values))}); one is accepted")
    return options.mapped(name_of(values[0]))


# Documents


def _span_list(fields: dict[str, Any], options: ReadOptions) -> list[Any] | None:
    if options.label in fields and isinstance(fields[options.label], (str, int, float)):
        return None  # the column that was asked for is one of sentences
    for key in (options.label, *_SPAN_LISTS, *LABEL_NAMES):
        value = fields.get(key) if key else None
        if _holds_spans(value) or (value == [] and key in _SPAN_LISTS and not _has_label(fields, options)):
            return value
    return None


def _has_label(fields: dict[str, Any], options: ReadOptions) -> bool:
    column = find(fields, options.label, LABEL_NAMES)
    return column is not None and fields[column] == fields[column] and fields[column] not in (None, "", [])


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
    if isinstance(span, dict) and isinstance(span.get("text"), str):
        _check_marked(start, end, span["text"], text)
    return Span(start, end, None if label in (None, "") else options.mapped(name_of(label)))


def _check_marked(start: int, end: int, marked: str, text: str) -> None:
    """Compare what an export says was marked with what stands at its offsets."""
    if marked.split() != text[start:end].split():
        raise RowError(
            f"the span from {start} to {end} is {text[start:end]!r} in the text, but {marked!r} in the export; its offsets may "
            "count UTF-16 units, in which an emoji is two"
        )


def _apart(spans: list[Span], text: str) -> list[Span]:
    """Refuse spans of different labels that share a letter or digit: a sentence has one label."""
    ordered = sorted((span for span in spans if span.label is not None), key=lambda span: (span.start, span.end))
    before: list[Span] = []
    for span in ordered:
        before = [other for other in before if other.end > span.start]
        for other in before:
            shared = text[span.start : min(span.end, other.end)]
            if other.label != span.label and any(map(str.isalnum, shared)):
                raise RowError(f"two labels on {shared!r}: {other.label} from {other.start} to {other.end}, {span.label} from "
                               f"{span.start} to {span.end}; one is accepted")  # fmt: skip
        before.append(span)
    return spans


def _on_words(spans: list[Span], text: str) -> list[Span]:
    """Move borders that stand inside a word or mark to its nearer end: hands slip, and nothing can be cut there."""
    tokens = tokenize(encode(as_meant(text)))
    middle = tokens.start + tokens.end
    moved = []
    for span in spans:
        # The tokens whose middle lies inside the span.
        first, last = middle.searchsorted([2 * span.start, 2 * span.end]).tolist()
        if first == last:
            raise RowError(f"the span from {span.start} to {span.end} holds no word or mark: {text[span.start : span.end]!r}")
        moved.append(Span(int(tokens.start[first]), int(tokens.end[last - 1]), span.label))
    return moved


# Label Studio


def _read_task(row: Row, task: dict[str, Any], options: ReadOptions) -> None:
    """Read the annotations of a task. Predictions are guesses of a model and no labels."""
    annotations = task.get("annotations") or task.get("completions") or []
    try:
        results = [one.get("result") or [] for one in annotations if not (one.get("was_cancelled") or one.get("skipped"))]
        read = [_result(result, row.text, options) for result in results if result]
    except (AttributeError, TypeError, LookupError):
        raise RowError("the annotations are not as Label Studio writes them") from None
    if not read:
        raise MissingLabelError
    if any(one != read[0] for one in read[1:]):
        raise RowError(f"{len(read)} annotators disagree; settle the task, or export one annotation a task")
    if isinstance(read[0], list):
        row.spans = []
        row.spans = _apart(_on_words(read[0], row.text), row.text)
    else:
        row.label = read[0]


def _result(result: list[Any], text: str, options: ReadOptions) -> list[Span] | str | None:
    wanted = [one for one in result if not options.label or one.get("from_name") == options.label] or result
    kinds = {one.get("type") for one in wanted}
    if _REGIONS in kinds:
        plain = replace(options, label=None)
        spans = [_span(one["value"], text, plain) for one in wanted if one.get("type") == _REGIONS]
        return sorted(spans, key=lambda span: (span.start, span.end))
    if "choices" not in kinds:
        raise RowError(f"an annotation of type {', '.join(sorted(map(str, kinds)))}; accepted: choices, labels of plain text")
    return _one_label([choice for one in wanted if one.get("type") == "choices" for choice in one["value"]["choices"]], options)
