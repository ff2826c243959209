"""What is wrong with rows: all of it in one report, up to a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from opinionclf.errors import DataError


class RowError(Exception):
    """One row can't be used; the message says why and what is accepted."""


class NoTextError(RowError):
    """One row of JSON has no field for the text.

    Attributes
    ----------
    names : list of str
        The fields that it has.
    """

    def __init__(self, message: str, names: list[str]) -> None:
        super().__init__(message)
        self.names = names


class UnknownLabelError(RowError):
    """One row has a label that nobody expects.

    Attributes
    ----------
    label : str
    """

    def __init__(self, message: str, label: str) -> None:
        super().__init__(message)
        self.label = label


# A row with its place (``path:line``), or what is wrong with it.
Source = Iterator[tuple[str, dict[str, Any] | RowError]]


def check_header(names: Sequence[str], where: object) -> None:
    """Refuse a table in which a column stands twice: nobody can tell which of the two is meant. Names may be empty.

    Raises
    ------
    DataError
    """
    for name in names:
        if name and names.count(name) > 1:
            raise DataError(f"{where}: {names.count(name)} columns are called {name!r}; rename all but one")


class MissingLabelError(Exception):
    """One row was never labelled, as a labelling tool exports it; no error."""


class BadRowsError(DataError):
    """Rows that can't be used, one line each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self._lines = lines

    @property
    def lines(self) -> list[str]:
        return self._lines


@dataclass(slots=True)
class Problems:
    """Collects bad rows.

    Attributes
    ----------
    limit : int
        How many are described.
    skip : bool
        Go on without the bad rows.
    messages : list of str
        The first bad rows, with file and line.
    count : int
        All bad rows.
    unknown : Counter of str
        Labels that nobody expects, with the number of their rows.
    """

    limit: int = 50
    skip: bool = False
    messages: list[str] = field(default_factory=list)
    count: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, where: str, problem: RowError) -> None:
        """Note a bad row."""
        message = str(problem)
        self.count += 1
        if isinstance(problem, UnknownLabelError):
            self.unknown[problem.label] += 1
        if len(self.messages) < self.limit:
            self.messages.append(f"{where}: {message}")

    def report(self) -> list[str]:
        """Return one line a problem, and how many are not described."""
        rest = self.count - len(self.messages)
        return self.messages + ([f"... and {rest} more"] if rest else [])

    def close(self) -> None:
        """Refuse the data if rows are bad and may not be skipped.

        Raises
        ------
        BadRowsError
            With one line a row.
        """
        if not self.count or self.skip:
            return
        lines = self.report()
        if self.count > 1:
            lines.append(f"{self.count} rows can't be used; mend them, or go on without them: --skip-invalid")
        lines += [self._advice(label, n) for label, n in self.unknown.most_common(1) if n > 1]
        raise BadRowsError(lines)

    def _advice(self, label: str, n: int) -> str:
        """What to do about an unknown label that stands in several rows, and so is no slip."""
        return (
            f"{label!r} stands in {n} rows: --label-map {label}=NAME gives it a name that is accepted, {label}= leaves its "
            "rows out, and 'train' makes models of other labels too: --labels NAME,..."
        )
