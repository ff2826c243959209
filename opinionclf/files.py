"""Files that a user names."""

from __future__ import annotations

from pathlib import Path

from opinionclf.errors import DataError


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, or say why there is none.

    Raises
    ------
    DataError
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise DataError(f"{path}: is a directory, expected a file") from None
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror or error})") from None
