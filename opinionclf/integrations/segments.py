"""Texts of a column to rows of sentences: what frames, Arrow tables and datasets have in common."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from opinionclf.attributioncolumns import attribution_columns
from opinionclf.batches import READ_AGAIN_CHARACTERS, batches
from opinionclf.classifier import Classifier, classify_columns
from opinionclf.columnnames import ATTRIBUTION, PLACE, SENTENCE_TEXT, Types
from opinionclf.errors import DataError
from opinionclf.modelchecks import refuse_labels_like
from opinionclf.parallel import in_order
from opinionclf.segmentkinds import SENTENCE
from opinionclf.table import NO_LABEL, SegmentTable
from opinionclf.text.characters import encodable

if TYPE_CHECKING:
    from numpy.typing import NDArray

SENTENCES, LABEL = "sentences", "label"
_SHOWN = 40  # characters of a cell


def segment_columns(labels: Sequence[str], all_segments: bool, details: bool = False) -> Types:
    """Return the names of what is known of a sentence, in order, each with its type: ``str``, ``int``, ``float`` or ``bool``.

    Raises
    ------
    ModelError
        If a label has one of the other names.
    """
    place: Types = {SENTENCE_TEXT: str, **{name: kind for name, kind in PLACE.items() if all_segments or name != "kind"}}
    further = ATTRIBUTION if details else {}
    refuse_labels_like([*place, *further], labels)
    return {**place, **dict.fromkeys(labels, float), **further}


@dataclass(frozen=True, slots=True)
class SegmentRows:
    """Sentences of many texts.

    Attributes
    ----------
    row : ndarray of int64
        Index of the text of each sentence.
    columns : dict of str to list
        sentence, start, end, paragraph, label, a probability for each label; kind too where all segments are asked for, and
        what `attribution_columns` has where details are.
    types : dict of str to type
        Of the columns, as of `segment_columns`.
    """

    row: NDArray[np.int64]
    columns: dict[str, list[Any]]
    types: Types

    def nested(self, texts: Sequence[Any]) -> list[list[dict[str, Any]] | None]:
        """Return a list of sentences for each text, None for a missing one."""
        lists: list[list[dict[str, Any]] | None] = [None if text is None else [] for text in texts]
        names = list(self.columns)
        for row, values in zip(self.row.tolist(), zip(*self.columns.values(), strict=True), strict=True):
            lists[row].append(dict(zip(names, values, strict=True)))  # type: ignore[union-attr]
        return lists


def segment_rows(texts: Sequence[Any], column: str, classifier: Classifier, *, all_segments: bool = False,
                 details: bool = False, n_jobs: int = 1) -> SegmentRows:  # fmt: skip
    """Classify the texts of a column.

    Parameters
    ----------
    texts : sequence
        Strings; None is a missing text, which has no sentences. A sentence has a question mark for half a surrogate pair, which
        Arrow can't hold.
    column : str
        Its name, for messages.
    classifier : Classifier
    all_segments : bool
        Headings and page furniture too; their label is None.
    details : bool
        Who says what, too, for which each text is read again.
    n_jobs : int
        Number of processes, this one among them; -1 takes all processors, -2 all but one.

    Raises
    ------
    DataError
        If there is something else than strings.
    ModelError
        If a label of the model has the name of a column.
    """
    types = segment_columns(classifier.model.labels, all_segments, details)
    if wrong := other_than_strings(texts):
        raise DataError(not_strings(wrong, texts, column, f"row {wrong[0]}"))
    given = [number for number, text in enumerate(texts) if text is not None]
    wanted = [texts[number] for number in given]
    table, further = _detailed(wanted, classifier, n_jobs) if details else (classify_columns(wanted, n_jobs, classifier), [])
    kept = np.ones(len(table), dtype=bool) if all_segments else table.kind == SENTENCE
    row = np.array(given, dtype=np.int64)[table.document[kept]]
    start, end = table.start[kept].tolist(), table.end[kept].tolist()
    values: list[list[Any]] = [
        [encodable(texts[number][a:b]) for number, a, b in zip(row.tolist(), start, end, strict=True)],
        start, end, table.paragraph[kept].tolist(),
        *([table.kind_names.tolist()] if all_segments else []),
        [None if label == NO_LABEL else table.labels[label] for label in table.label[kept].tolist()],
        *([None if share != share else share for share in shares] for shares in table.probability[kept].T.tolist()),
        *(list(itertools.compress(map(encodable, column), kept.tolist())) for column in further),
    ]  # fmt: skip
    return SegmentRows(row, dict(zip(types, values, strict=True)), types)


def _detailed(texts: list[str], classifier: Classifier, n_jobs: int) -> tuple[SegmentTable, list[list[Any]]]:
    """Return the segments of some texts, and the columns of their attributions."""
    tasks = in_order(_read_again, batches(texts, READ_AGAIN_CHARACTERS), classifier, n_jobs)
    found = list(itertools.chain.from_iterable(tasks))
    if not found:
        return classifier.classify_columns([]), [[] for _ in ATTRIBUTION]
    tables, attributions = zip(*found, strict=True)
    columns = ([value for each in attributions for value in each[name]] for name in ATTRIBUTION)
    return SegmentTable.joined(tables, [1] * len(tables)), list(columns)


def _read_again(classifier: Classifier, texts: list[str]) -> list[tuple[SegmentTable, dict[str, list[Any]]]]:
    return [(document.columns, attribution_columns(document)) for document in classifier.classify_many(texts)]


def other_than_strings(texts: Sequence[Any]) -> list[int]:
    """Return the places of what is neither a string nor missing."""
    return [number for number, text in enumerate(texts) if text is not None and not isinstance(text, str)]


def not_strings(wrong: Sequence[int], texts: Sequence[Any], column: str, where: str) -> str:
    """Say how many cells are no strings, and which is the first.

    Parameters
    ----------
    wrong : sequence of int
        Their places.
    texts : sequence
    column : str
    where : str
        What to call the place of the first.
    """
    cell = repr(texts[wrong[0]])
    shown = cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}..."
    return (f"{len(wrong)} of {len(texts)} cells of column {column!r} hold no string; the first is {where} with "
            f"{type(texts[wrong[0]]).__name__} {shown}")  # fmt: skip


def named(columns: Iterable[str], prefix: str, others: Iterable[str]) -> list[str]:
    """Put a prefix in front of the names of new columns.

    Raises
    ------
    DataError
        If one of the other columns has such a name.
    """
    result = [prefix + name for name in columns]
    taken = [name for name in others if name in result]
    if taken:
        raise DataError(f"there is a column {taken[0]!r} already; say prefix='opinionclf_', or rename it")
    return result


def check_column(name: str, names: Iterable[str]) -> None:
    """Make sure that there is a column.

    Raises
    ------
    DataError
    """
    names = list(names)
    if names.count(name) > 1:
        raise DataError(f"{names.count(name)} columns are called {name!r}; rename all but one")
    if name not in names:
        raise DataError(f"no column {name!r} (columns: {', '.join(map(str, names))}); name it with text=...")
