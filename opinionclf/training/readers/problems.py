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
    described : list of (str, RowError)
        The first bad rows, with file and line; of those with the same unknown label the first only.
    count : int
        All bad rows.
    unknown : Counter of str
        Labels that nobody expects, with the number of their rows.
    """

    limit: int = 50
    skip: bool = False
    described: list[tuple[str, RowError]] = field(default_factory=list)
    count: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, where: str, problem: RowError) -> None:
        """Note a bad row."""
        self.count += 1
        if isinstance(problem, UnknownLabelError):
            self.unknown[problem.label] += 1
            if self.unknown[problem.label] > 1:
                return
        if len(self.described) < self.limit:
            self.described.append((where, problem))

    def report(self) -> list[str]:
        """Return one line a problem, or an unknown label, and how many rows are not told of."""
        lines, told = [], 0
        for where, problem in self.described:
            n = self.unknown[problem.label] if isinstance(problem, UnknownLabelError) else 1
            told += n
            lines.append(f"{where}: {problem}" if n == 1 else f"{where} and {n - 1} more: {problem}")
        return lines + ([f"... and {self.count - told} more"] if told < self.count else [])

    def close(self, advice: Sequence[str] = ()) -> None:
        """Refuse the data if rows are bad and may not be skipped.

        Parameters
        ----------
        advice : sequence of str
            What else can be done about them.

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
        raise BadRowsError([*lines, *advice])
