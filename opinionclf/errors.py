"""Errors that a user can do something about: each message says what, where and what to do."""

from __future__ import annotations


class OpinionclfError(Exception):
    """Base of the errors of this package."""

    @property
    def lines(self) -> list[str]:
        """The message, one line for each thing that is wrong."""
        return [str(self)]


class ModelError(OpinionclfError, ValueError):
    """A model that can't be read: missing, damaged, or of another version."""


class DataError(OpinionclfError, ValueError):
    """Input data that can't be used, with file and line."""


class FaultyRowError(DataError):
    """A row that can't be used.

    Attributes
    ----------
    what : str
        What is wrong with it, without its place.
    kind : str
        What all rows with the same fault have in common.
    """

    def __init__(self, where: str, what: str, kind: str = "") -> None:
        super().__init__(where, what, kind)
        self.what = what
        self.kind = kind or what

    def __str__(self) -> str:
        return f"{self.args[0]}: {self.what}"
