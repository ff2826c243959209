"""What is wrong with the input, file by file and row by row, and which faults are the same in many rows."""

from __future__ import annotations

from typing import NamedTuple

from opinionclf.patterns import pattern

NOT_UTF_8 = "not valid UTF-8"
_KIND = pattern(
    r"(?:byte \d+ of the line \(0x..\) is )?"
    r"(no field .*(?= \(fields of this row: )|field .* holds (?:what can't be written as JSON|.*(?=, not a string$))"
    r"|not valid .+?(?= \(|$)|not a text file|expected a JSON object|not as many cells as the first line|can't be read)"
)
_ENCODING_HINT = "; if you know the encoding, say so, for example --encoding cp1252"


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
        return _ENCODING_HINT if self.kind == NOT_UTF_8 else ""


def of_row(message: str, where: str) -> Complaint:
    """Return a complaint about a row; `where` names its place, and begins the message."""
    what = message.removeprefix(f"{where}: ")
    found = _KIND.match(what)
    return Complaint(message, found[1] if found else what, file=where.rpartition(":")[0])
