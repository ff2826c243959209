"""Lines of JSON: decoded and parsed one by one, with what is wrong where one is.

`decoded` and `parsed` return the problem, for readers that collect all of them; `decoded_line` and `json_object` raise it.
"""

from __future__ import annotations

import json
from typing import Any

from opinionclf.errors import DataError


def decoded(line: bytes, encoding: str = "utf-8") -> tuple[str, str]:
    """Return a line as text, and what is wrong with it where it can't be decoded."""
    if b"\0" in line:
        return "", "not a text file (it holds zero bytes)"
    try:
        return line.decode(encoding), ""
    except UnicodeDecodeError as error:
        # Where an encoding has a mark in front, Python counts from behind it.
        start = error.start + len(line) - len(error.object)
        name = "UTF-8" if encoding == "utf-8" else encoding
        return "", f"byte {start + 1} of the line (0x{line[start]:02x}) is not valid {name}"
    except UnicodeError as error:
        return "", f"not valid {encoding} ({error})"


def parsed(line: str, example: str) -> tuple[dict[str, Any], str]:
    """Return a line as an object, and what is wrong with it where it is none such as `example`."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number too long"
        return {}, f"not valid JSON ({message})"
    if not isinstance(row, dict):
        return {}, f"expected a JSON object such as {example}"
    return row, ""


def decoded_line(line: bytes, where: str, encoding: str = "utf-8") -> str:
    """Return a line as text.

    Raises
    ------
    DataError
        With the place of the byte that is wrong; `where` begins the message.
    """
    text, problem = decoded(line, encoding)
    if problem:
        raise DataError(f"{where}: {problem}")
    return text


def json_object(line: str, where: str, example: str) -> dict[str, Any]:
    """Return a line as an object.

    Raises
    ------
    DataError
        If it is no JSON, or not an object such as `example`.
    """
    row, problem = parsed(line, example)
    if problem:
        raise DataError(f"{where}: {problem}")
    return row
