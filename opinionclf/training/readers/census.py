"""What the rows of one file have in common: one line tells a mistake that all of them share better than one a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.training.readers.options import TEXT_NAMES, ReadOptions, find, no_column
from opinionclf.training.readers.problems import NoTextError, RowError, UnknownLabelError
from opinionclf.training.readers.unknown import remedy

_SHOWN = 20


@dataclass(slots=True)
class Census:
    """Counts the rows of a file while they are read.

    Attributes
    ----------
    path : Path
    options : ReadOptions
    read, unlabelled, without_text, of_unknown_label : int
        Rows, and of how many something is missing.
    has_document : bool
        Whether a row has the column of documents that was asked for.
    names : list of str
        Columns of a row.
    unknown : dict of str to None
        Labels that nobody expects, in their order.
    texts : list of str
        Columns of the first row that might be that of the texts.
    """

    path: Path
    options: ReadOptions
    read: int = 0
    unlabelled: int = 0
    without_text: int = 0
    of_unknown_label: int = 0
    has_document: bool = False
    names: list[str] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def meet(self, columns: Mapping[str, Any]) -> None:
        """Note a row."""
        if not self.read:
            self.names = list(map(str, columns))
            self.texts = [name for name in columns if str(name).lower() in TEXT_NAMES and isinstance(columns[name], str)]
        self.read += 1
        self.has_document = self.has_document or self.options.document in columns

    def refuse(self, problem: RowError) -> None:
        """Note a row that can't be used."""
        if isinstance(problem, NoTextError):
            self.without_text += 1
            self.names = problem.names
        elif isinstance(problem, UnknownLabelError):
            self.of_unknown_label += 1
            self.unknown[problem.label] = None

    def close(self) -> None:
        """Refuse a file in which no row can be used for the same reason.

        Raises
        ------
        DataError
        """
        if not self.read:
            return
        if self.without_text == self.read:
            raise no_column(self.names, self.options.text, "text", self.path)
        if self.options.document is not None and not self.has_document:
            raise no_column(self.names, self.options.document, "document", self.path)
        if 1 < self.of_unknown_label == self.read - self.unlabelled:
            raise DataError(self._unknown_labels())

    def _unknown_labels(self) -> str:
        found = list(self.unknown)
        there = ", ".join(found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
        wanted = ", ".join(self.options.accepted)
        return f"{self.path}: no row has a label that is accepted ({wanted}); there are: {there}; {remedy(found, self.options)}"

    def notes(self) -> list[str]:
        """Tell which of several columns the texts were taken from."""
        if self.options.text is not None or len(self.texts) < 2:
            return []
        taken = find(self.texts, None, TEXT_NAMES)
        others = ", ".join(repr(name) for name in self.texts if name != taken)
        return [f"{self.path}: the texts are those of the column {taken!r}, not of {others}; --text-column names another"]
