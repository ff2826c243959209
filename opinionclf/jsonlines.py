"""Lines of JSON: decoded and parsed one by one, with a message where one is wrong."""

from __future__ import annotations

import json
from typing import Any

from opinionclf.errors import DataError


def decoded_line(line: bytes, where: str, encoding: str = "utf-8") -> str:
    """Return a line as text.

    Raises
    ------
    DataError
        With the place of the byte that is wrong; `where` begins the message.
    """
    if b"\0" in line:
        raise DataError(f"{where}: not a text file (it holds zero bytes)")
    try:
        return line.decode(encoding)
    except UnicodeDecodeError as error:
        byte = line[error.start]
        name = "UTF-8" if encoding == "utf-8" else encoding
        raise DataError(f"{where}: byte {error.start + 1} of the line (0x{byte:02x}) is not valid {name}") from None


def json_object(line: str, where: str, example: str) -> dict[str, Any]:
    """Return a line as an object.

    Raises
    ------
    DataError
        If it is no JSON, or not an object such as `example`.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number too long"
        raise DataError(f"{where}: not valid JSON ({message})") from None
    if not isinstance(row, dict):
        raise DataError(f"{where}: expected a JSON object such as {example}")
    return row
