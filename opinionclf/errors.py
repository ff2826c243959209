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
