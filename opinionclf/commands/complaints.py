"""What is wrong with the input, file by file and row by row, and which faults are the same in many rows."""

from __future__ import annotations

from typing import NamedTuple

from opinionclf.jsonlines import NOT_UTF_8

ENCODING_HINT = "if you know the encoding, say so, for example --encoding cp1252"


class Complaint(NamedTuple):
    """What is wrong with a part of the input.

    Attributes
    ----------
    message : str
    kind : str
        What all rows with the same fault have in common; empty for a file.
    is_note : bool
        It is worth a word, and nothing is left out for it.
    file : str
        Where the row is.
    """

    message: str
    kind: str = ""
    is_note: bool = False
    file: str = ""

    @property
    def hint(self) -> str:
        """What mends all rows with this fault: said once."""
        return f"; {ENCODING_HINT}" if self.kind == NOT_UTF_8 else ""
