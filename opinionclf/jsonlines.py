"""Lines of JSON: decoded and parsed one by one, with what is wrong where one is."""

from __future__ import annotations

import json
from typing import Any

from opinionclf.errors import FaultyRowError

NO_TEXT = "not a text file"
NOT_UTF_8 = "not valid UTF-8"


def decoded_line(line: bytes, where: str, encoding: str = "utf-8") -> str:
    """Return a line as text.

    Raises
    ------
    FaultyRowError
        With the place of the byte that is wrong; `where` begins the message.
    """
    if b"\0" in line:
        raise FaultyRowError(where, f"{NO_TEXT} (it holds zero bytes)", NO_TEXT)
    kind = NOT_UTF_8 if encoding == "utf-8" else f"not valid {encoding}"
    try:
        return line.decode(encoding)
    except UnicodeDecodeError as error:
        # Where an encoding has a mark in front, Python counts from behind it.
        start = error.start + len(line) - len(error.object)
        raise FaultyRowError(where, f"byte {start + 1} of the line (0x{line[start]:02x}) is {kind}", kind) from None
    except UnicodeError as error:
        raise FaultyRowError(where, f"{kind} ({error})", kind) from None


def json_object(line: str, where: str, example: str) -> dict[str, Any]:
    """Return a line as an object.

    Raises
    ------
    FaultyRowError
        If it is no JSON, or not an object such as `example`.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number too long"
        raise FaultyRowError(where, f"not valid JSON ({message})", "not valid JSON") from None
    if not isinstance(row, dict):
        raise FaultyRowError(where, f"expected a JSON object such as {example}", "expected a JSON object")
    return row
