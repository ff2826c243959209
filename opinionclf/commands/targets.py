"""Where output goes: standard output, or a file that is whole when it gets its name.

Signals that end a run wait until a piece is written, so that no line is cut.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Literal, TextIO, TypeVar

from opinionclf.commands.display import Painter, complain
from opinionclf.commands.signals import signals_held_back
from opinionclf.commands.writers import JsonLinesWriter, TextWriter
from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.files import followed, is_special, mode_to_write, open_special

if TYPE_CHECKING:
    from opinionclf.commands.tablewriters import CsvWriter, Table

Target = TypeVar("Target", bound="TextTarget")
_UNFINISHED = ".part"
_PARQUET = b"PAR1"  # what such files begin and end with


def lock(file: IO[Any]) -> bool:
    """Take a file for oneself until it is closed, as far as the system can; False where somebody else has taken it."""
    return _taken(file) is not False


def _taken(file: IO[Any]) -> bool | None:
    """Take a file as `lock` does; None where the system can't tell whether somebody else has."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return None
    return True


def part_of(path: Path) -> Path:
    """Return the name of a file until it is whole: beside the file itself, where its name is a link."""
    if path.is_dir():
        raise DataError(f"{path}: is a directory, expected a file")
    path = followed(path)
    return path.with_name(path.name + _UNFINISHED)


class _Place:
    """Where output is written: beside its name until it is whole, or straight into what is a pipe or device.

    Parameters
    ----------
    path : Path
    resume : bool
    is_worthless : callable, optional
        Whether a part is what a run that was killed has left, and nobody can read: it is replaced.

    Attributes
    ----------
    written_to : Path
    unread : bool
        Nothing of the input could be read: what has the name already is worth more than an empty file.
    """

    def __init__(self, path: Path, resume: bool = False, is_worthless: Callable[[BinaryIO], bool] | None = None) -> None:
        self.unread = False
        self._is_worthless = is_worthless
        self._special = is_special(path)
        self.path = path if self._special else followed(path)
        self.written_to = path if self._special else part_of(path)
        self._mode: Literal["ab", "xb", "rb+"] = "ab" if resume else "xb"
        if not self._special and not resume and self.written_to.exists():
            if is_worthless is None or self.written_to.is_symlink() or not self.written_to.is_file():
                raise self._left_over()
            self._mode = "rb+"

    def _left_over(self) -> DataError:
        return DataError(f"{self.written_to}: left by a run that was interrupted, or is still going on; --resume continues it "
                         "(jsonl only), or delete it")  # fmt: skip

    @contextlib.contextmanager
    def named(self) -> Iterator[None]:
        """Give errors of writing, as over a full disk, the name of the file: the system doesn't."""
        try:
            yield
        except OSError as error:
            error.filename = error.filename or str(self.path)
            raise

    def open(self) -> BinaryIO:
        """Open it, and keep other runs from writing to it, too."""
        if self._special:
            return open_special(self.path)
        file = self.written_to.open(self._mode)
        taken = _taken(file)
        if taken is False:
            file.close()
            raise DataError(f"{self.written_to}: another run is writing to it; wait for it, or name another output")
        if self._mode == "rb+":
            if taken is None or self._is_worthless is None or not self._is_worthless(file):
                file.close()
                raise self._left_over()
            file.seek(0)
            file.truncate()
            complain(f"{self.written_to}: left by a run that was killed, and nobody can read it; replaced")
        self.mark(file)
        return file

    def mark(self, file: IO[Any]) -> None:
        """Note that all that was written by now is whole."""
        self._whole = os.fstat(file.fileno()).st_size

    def cut(self) -> None:
        """Take away what a full disk or a second Ctrl-C has left of a piece."""
        if not self._special and self.written_to.stat().st_size > self._whole:
            os.truncate(self.written_to, self._whole)

    def finish(self, error: BaseException | None, keep: bool) -> None:
        """Give a finished file its name; say where an unfinished one is."""
        if self._special:
            return
        unread = self.unread and not keep
        if error is None and not unread:
            if self.path.exists():
                self.written_to.chmod(mode_to_write(self.path))
            os.replace(self.written_to, self.path)
        elif keep:
            complain(f"not finished; what was done so far is in {self.written_to}")
        else:
            self.written_to.unlink()
            if unread:
                complain(f"{self.path}: not written, as nothing could be read")


def _holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _named(place: _Place | None) -> contextlib.AbstractContextManager[None]:
    return contextlib.nullcontext() if place is None else place.named()


def _again(error: BaseException | None) -> contextlib.AbstractContextManager[None]:
    """Say nothing of what is no news: where writing failed, so does closing, which writes the rest."""
    return contextlib.suppress(OSError) if isinstance(error, OSError) else contextlib.nullcontext()


class TextTarget:
    """A stream of text: standard output, or a file.

    Parameters
    ----------
    path : Path or None
        None is standard output.
    resume : bool
        Go on behind what an interrupted run has left.
    """

    def __init__(self, path: Path | None, resume: bool = False) -> None:
        self.stream: TextIO = sys.stdout
        self._place = None if path is None else _Place(path, resume)
        self._empty = not (resume and self._place is not None and _holds_something(self._place.written_to))
        if self._place is not None:
            self.stream = io.TextIOWrapper(self._place.open(), "utf-8", "backslashreplace", newline="\n")

    def write(self, piece: str) -> None:
        if piece:
            with _named(self._place), signals_held_back():
                self.stream.write(piece)
                self.stream.flush()
                if self._place is not None:
                    self._place.mark(self.stream)
                self._empty = False  # here, as a signal that had to wait is raised where this block ends

    def tell_unread(self) -> None:
        """Note that nothing of the input could be read: a file gets its name only for what was written before."""
        if self._place is not None:
            self._place.unread = True

    def __enter__(self: Target) -> Target:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._place is not None:
            with _again(error), self._place.named():
                self.stream.close()
            if error is not None:
                self._place.cut()
            self._place.finish(error, keep=not self._empty)


class DocumentTarget(TextTarget):
    """A stream of labelled documents in one of the formats of text."""

    def __init__(self, path: Path | None, form: str, table: Table | None, resume: bool, details: bool = False) -> None:
        super().__init__(path, resume)
        self.writer: TextWriter | JsonLinesWriter | CsvWriter
        if table is not None:
            from opinionclf.commands.tablewriters import CsvWriter

            self.writer = CsvWriter(table, self.stream.isatty())
        else:
            self.writer = JsonLinesWriter(details) if form == "jsonl" else TextWriter(Painter(self.stream))

    def write(self, piece: str) -> None:
        if piece:
            super().write((self.writer.head if self._empty else self.writer.between) + piece)

    def write_head(self) -> None:
        """Name the columns of a table even where no row follows."""
        if self._empty:
            super().write(self.writer.head)


def _lacks_its_end(file: BinaryIO) -> bool:
    """Whether a file is the beginning of one in Parquet: what its columns are is written last."""
    beginning, size = file.read(len(_PARQUET)), file.seek(0, os.SEEK_END)
    file.seek(max(size - len(_PARQUET), 0))
    return not size or (beginning == _PARQUET and (size == len(_PARQUET) or file.read() != _PARQUET))


class ParquetTarget:
    """A Parquet file, closed in order even where a run is interrupted; nobody can read what a full disk has left of one."""

    def __init__(self, path: Path | None, table: Table) -> None:
        from opinionclf.commands.tablewriters import ParquetWriter

        parquet = optional("pyarrow.parquet", "arrow")
        self.writer = ParquetWriter(table)
        self._empty = True
        if path is None and sys.stdout.isatty():
            raise DataError("Parquet is not for a terminal; say --output FILE")
        self._place = None if path is None else _Place(path, is_worthless=_lacks_its_end)
        self._file: Any = sys.stdout.buffer
        if self._place is not None:
            self._file = self._place.open()
        self._target = parquet.ParquetWriter(self._file, self.writer.schema(), compression="zstd")

    def write(self, batch: Any) -> None:
        if batch.num_rows:
            with _named(self._place), signals_held_back():
                self._target.write_batch(batch)
                self._empty = False  # as above

    def write_head(self) -> None:
        """The file names its columns in any case."""

    def tell_unread(self) -> None:
        """As `TextTarget.tell_unread`."""
        if self._place is not None:
            self._place.unread = True

    def __enter__(self) -> ParquetTarget:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            with _again(error), _named(self._place):
                self._target.close()
        except OSError as late:
            error = late
            raise
        finally:
            if self._place is not None:
                with _again(error), self._place.named():
                    self._file.close()
                self._place.finish(error, keep=not (self._empty or isinstance(error, OSError)))


def open_target(path: Path | None, form: str, table: Table | None, resume: bool,
                details: bool) -> DocumentTarget | ParquetTarget:  # fmt: skip
    """Open the place that labelled documents go to, in one of the formats of the command; `table` is for CSV and Parquet."""
    if form == "parquet" and table is not None:
        return ParquetTarget(path, table)
    return DocumentTarget(path, form, table, resume, details)
