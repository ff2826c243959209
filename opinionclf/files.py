"""Files that a user names."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from opinionclf.errors import DataError

_OTHER_BOMS = (("utf-32", codecs.BOM_UTF32_LE), ("utf-32", codecs.BOM_UTF32_BE), ("utf-16", codecs.BOM_UTF16_LE),
               ("utf-16", codecs.BOM_UTF16_BE))  # fmt: skip
BYTE_ORDER_MARKS = tuple(mark for _, mark in _OTHER_BOMS)
_MOST_LINKS = 40  # as Linux has it
UTF_8 = "utf-8"  # as Python names it
_ADVICE = "save the file as UTF-8"


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, or say why there is none.

    Raises
    ------
    DataError
    """
    with opened(path) as file:
        return file.read()


def read_text(path: Path, encoding: str = UTF_8, advice: str = _ADVICE) -> str:
    """Return the content of a file in an encoding, or say where it is something else, and what to do.

    Raises
    ------
    DataError
    """
    return decoded_text(read_bytes(path), path, encoding, advice)


def decoded_text(data: bytes, name: object, encoding: str = UTF_8, advice: str = _ADVICE, mark_advice: str = "") -> str:
    """Decode a text, or say where it is something else, and what to do. A byte order mark at the start is left out.

    Parameters
    ----------
    data : bytes
    name : Path or str
        Where they are from, for messages.
    encoding : str
    advice : str
        What to do about a byte that is wrong.
    mark_advice : str
        What to do about the mark of another encoding, ``{}`` in it; `advice` by default.

    Raises
    ------
    DataError
    """
    encoding = codecs.lookup(encoding).name
    refuse_other_mark(data, name, encoding, mark_advice or advice)
    if b"\0" in data and not encoding.startswith(("utf-16", "utf-32")):
        raise DataError(f"{name}: not a text file (zero byte at offset {data.index(0)})")
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        # Where an encoding has a mark in front, Python counts from behind it.
        offset = error.start + (len(data) - len(error.object))
        line, byte = data.count(b"\n", 0, offset) + 1, f"byte 0x{data[offset]:02x}"
        raise DataError(f"{name}:{line}: {byte} is not valid {_shown(encoding)} (offset {offset}); {advice}") from None
    except UnicodeError as error:  # of a mark that is missing
        raise DataError(f"{name}: not valid {_shown(encoding)} ({error}); {advice}") from None


def _shown(encoding: str) -> str:
    """Return the name of an encoding for people."""
    return "UTF-8" if encoding == UTF_8 else encoding


def refuse_other_mark(data: bytes, name: object, encoding: str, advice: str) -> None:
    """Refuse what is to be UTF-8 and starts with the byte order mark of another encoding, ``{}`` in the advice.

    Raises
    ------
    DataError
    """
    other = next((other for other, mark in _OTHER_BOMS if data.startswith(mark)), None)
    if encoding == UTF_8 and other:
        raise DataError(f"{name}:1: starts with the byte order mark of {other}; {advice.replace('{}', other)}")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, or say why it can't be read, now or later.

    Raises
    ------
    DataError
    """
    with _explained(path):
        file = path.open("rb")
    with file, _explained(path):
        yield file


def followed(path: Path) -> Path:
    """Return the file that a link leads to: what is put into its place must not replace the link.

    Raises
    ------
    DataError
        If the link leads in a circle.
    """
    if not path.is_symlink():
        return path
    try:
        target = path.resolve()
    except (OSError, RuntimeError):  # before Python 3.13, where a circle resolves to one of its links
        target = path
    if target.is_symlink():
        raise DataError(f"{path}: can't be written (the link leads in a circle)")
    return target


def mode_to_write(path: Path, usual: int = 0o666) -> int:
    """Return the permissions for what takes the place of a file or folder: its own, or those of anything new."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return usual & ~mask


def is_special(path: Path) -> bool:
    """Whether a name is that of a pipe, a device or an open file, which can be written to and not be replaced."""
    return _descriptor(path) is not None or (path.exists() and not path.is_file() and not path.is_dir())


def open_special(path: Path) -> BinaryIO:
    """Open a pipe or device for writing. An open file is written to where whoever opened it stands, behind what it holds."""
    number = _descriptor(path)
    if number is None:
        return path.open("wb")
    try:
        return os.fdopen(os.dup(number), "wb")
    except OSError as error:
        error.filename = str(path)
        raise


def _descriptor(path: Path) -> int | None:
    """The number of the open file of this process that a name stands for, as /dev/stdout and /dev/fd/3 do."""
    own = Path(os.path.realpath("/dev/fd"))
    for _ in range(_MOST_LINKS):
        folder = Path(os.path.realpath(path.parent))
        of_thread = folder.name == own.name and folder.parent.parent == own.parent / "task"
        if path.name.isascii() and path.name.isdecimal() and (folder == own or of_thread):
            return int(path.name)
        if not path.is_symlink():
            return None
        path = folder / path.readlink()
    return None


def write_text(path: Path, text: str) -> None:
    """Write a file, all of it or nothing. Half a surrogate pair is written as JSON escapes it.

    Raises
    ------
    DataError
    """
    import tempfile  # with what it imports, a twentieth of the start of a command

    try:
        if is_special(path):
            with open_special(path) as stream:
                stream.write(text.encode(errors="backslashreplace"))
            return
        path = followed(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.write(text)
            Path(name).chmod(mode_to_write(path))
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{path}: can't be written ({error.strerror or error})") from None


def check_output(output: Path, inputs: Iterable[str | Path]) -> None:
    """Refuse, before work is put into it, an output that is read as well, for it would be gone, or that can't be written.

    Raises
    ------
    DataError
    """
    if not is_special(output):
        folder = followed(output).parent
        if not folder.is_dir():
            raise DataError(f"{output}: there is no folder {folder}; make it first, or name another output")
        if not os.access(folder, os.W_OK):
            raise DataError(f"{output}: the folder {folder} can't be written to; name another output")
    if any(_is_same_file(output, Path(path)) for path in inputs):
        raise DataError(f"{output}: is read too, and would be overwritten; name another output")


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.is_file() and one.samefile(other)
    except (OSError, ValueError):  # what can't be looked at is told by whoever reads it
        return False


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise DataError(f"{path}: is a directory, expected a file") from None
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror or error})") from None
