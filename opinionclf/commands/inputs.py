"""The input of a run as blocks: files of every form and standard input, read once and never whole."""

from __future__ import annotations

import codecs
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from opinionclf.batches import BATCH_TEXTS
from opinionclf.commands.display import complain
from opinionclf.commands.reading import MARK_ADVICE, STANDARD_INPUT, article, standard_input
from opinionclf.commands.refusals import (
    PACKED_MARKS,
    NoArticleError,
    looks_like_a_table,
    refuse_no_file,
    refuse_other_ending,
    refuse_packed,
)
from opinionclf.commands.rows import ARTICLE, BLOCK, CSV, EXCEL, JSON_LINES, NOTE, PARQUET, PROBLEM, Block, Fields, title_of
from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.files import BYTE_ORDER_MARKS, opened, read_bytes, refuse_other_mark

_PARQUET_ROWS = 128  # for each block of the usual size
_MOMENT = 0.005  # seconds
ONLY_ROWS_HAVE_FIELDS = "only rows have fields: JSON Lines, CSV, Excel and Parquet (--input tells what a file is)"
_FORM_OF_SUFFIX = {".jsonl": JSON_LINES, ".ndjson": JSON_LINES, ".parquet": PARQUET, ".pq": PARQUET, ".csv": CSV, ".tsv": CSV,
                   ".tab": CSV, ".xlsx": EXCEL, ".xlsm": EXCEL}  # fmt: skip
_TABS = (".tsv", ".tab")
_ARTICLES = (".txt", ".md")  # of a folder
_WANTED = " and ".join(f"*{ending}" for ending in _ARTICLES)
_NAMED = 3  # of what else stands in it
_BEGINS_AS_JSON_LINES = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*["}]')
_MAY_BEGIN_SO = re.compile(rb"(\xef|\xef\xbb|(\xef\xbb\xbf)?\s*(\{\s*)?)\Z")
_OBJECT_ON_A_LINE = re.compile(rb'^[ \t]*\{[ \t]*["}]', re.MULTILINE)
_MARKS = (codecs.BOM_UTF8, *BYTE_ORDER_MARKS, *PACKED_MARKS)


class Inputs:
    """What a run reads.

    Parameters
    ----------
    files : sequence of str
        ``-`` is standard input.
    form : str or None
        Of all files; None tells it from a file's suffix, or from how the file or standard input begins.
    fields : Fields
    asked_for_fields : bool
        The user has named a field: what begins as no rows may hold some all the same.
    """

    def __init__(self, files: Sequence[str], form: str | None, fields: Fields, asked_for_fields: bool = False) -> None:
        self.files = files
        self.form = form
        self.fields = fields
        self._asked = asked_for_fields
        # Beside rows that have the field an article is welcome; alone it would hide that nobody looks for the field.
        self._refuses_articles = asked_for_fields and not any(_form_by_name(file) for file in files)

    def blocks(self) -> Iterator[Block]:
        """Return the input in order; in the place of a file that can't be read a block with what is wrong."""
        for file in self.files:
            try:
                yield from self._standard_input() if file == STANDARD_INPUT else self._file(file)
            except NoArticleError as error:
                yield Block(PROBLEM, file, 0, f"{error} (--input text reads it as it is)", 0)
            except DataError as error:
                yield Block(PROBLEM, file, 0, str(error), 0)

    def _standard_input(self) -> Iterator[Block]:
        stream = standard_input()
        if self.form in (PARQUET, EXCEL):
            name = "Parquet" if self.form == PARQUET else "Excel"
            raise DataError(f"{name} can't be read from standard input; name the file")
        if self.form == ARTICLE:
            yield self._article(stream.read(), STANDARD_INPUT)
        elif self.form is None:
            yield from self._told_by_content(stream, STANDARD_INPUT)
        else:
            yield from _rows(stream, b"", STANDARD_INPUT, self.form, self.fields)

    def _file(self, file: str) -> Iterator[Block]:
        refuse_no_file(file)
        form = self.form or _form_by_name(file)
        if form == ARTICLE:
            yield self._article(read_bytes(Path(file)), file)
        elif form == PARQUET:
            yield from _parquet(file, self.fields)
        elif form == EXCEL:
            from opinionclf.commands.tables import excel_blocks

            yield from excel_blocks(file, self.fields)
        else:
            with opened(Path(file)) as stream:
                if form is not None:
                    yield from _rows(stream, b"", file, form, self.fields)
                else:
                    refuse_other_ending(file)
                    yield from self._told_by_content(stream, file)

    def _article(self, data: bytes, file: str) -> Block:
        """An article, whatever it looks like."""
        return Block(ARTICLE, file, 0, article(data, title_of(file), self.fields.encoding, plain=True), len(data))

    def _told_by_content(self, stream: Any, file: str) -> Iterator[Block]:
        """Rows if it begins as such, or if fields were asked for and some line does; otherwise an article."""
        head = _read_on(stream, b"", lambda head: bool(_MAY_BEGIN_SO.match(head)))
        form = JSON_LINES if _BEGINS_AS_JSON_LINES.match(head) else None
        if self._asked and form is None:
            head = _read_on(stream, head, lambda head: len(head) < BLOCK and b"\n" not in head)
            form = CSV if _names_the_fields(head, self.fields) else None
        if self._asked and form is None:
            head = _read_on(stream, head, lambda head: len(head) < BLOCK and not _OBJECT_ON_A_LINE.search(head))
            form = JSON_LINES if _OBJECT_ON_A_LINE.search(head) else None
        if form is not None:
            yield from _rows(stream, head, file, form, self.fields)
            return
        data = head + stream.read()
        text = article(data, title_of(file), self.fields.encoding)
        if self._refuses_articles:
            raise DataError(f"{title_of(file)}: {ONLY_ROWS_HAVE_FIELDS}; classify it as it is, without --text, --id and --keep")
        if looks_like_a_table(text):
            told = "read as an article, but looks like a table; --input csv reads rows (--text names the column of the texts)"
            yield Block(NOTE, file, 0, f"{title_of(file)}: {told}", 0)
        yield Block(ARTICLE, file, 0, text, len(data))

    @property
    def size(self) -> int | None:
        """Bytes of the input, None where that can't be known."""
        try:
            found = [os.fstat(sys.stdin.fileno()) if file == STANDARD_INPUT else Path(file).stat() for file in self.files]
        except (OSError, ValueError, AttributeError):
            return None
        return sum(entry.st_size for entry in found) if all(stat.S_ISREG(entry.st_mode) for entry in found) else None


def _form_by_name(file: str) -> str | None:
    return _FORM_OF_SUFFIX.get(Path(file).suffix.lower())


def articles_of_folders(files: Sequence[str]) -> list[str]:
    """Return the files with the articles of a folder in its place, by name, and tell what else stands in it.

    Raises
    ------
    DataError
        If a folder has none.
    """
    found: list[str] = []
    for file in files:
        if file == STANDARD_INPUT or not file or not os.path.isdir(file):  # noqa: PTH112 - a name may hold what no path may
            found.append(file)
            continue
        try:
            there = sorted(name for name in os.listdir(file) if not name.startswith("."))  # noqa: PTH208 - as above
        except OSError as error:
            raise DataError(f"{file}: can't be read ({error.strerror})") from None
        names = [name for name in there if name.lower().endswith(_ARTICLES)]
        if not names:
            raise DataError(f"{file}: a folder without {_WANTED}; name its files, for example {Path(file) / '*.jsonl'}")
        if others := [name for name in there if not name.lower().endswith(_ARTICLES)]:
            complain(f"{file}: only its {_WANTED} are read; left out: {_few(others)}")
        found += [str(Path(file) / name) for name in names]
    return found


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _names_the_fields(head: bytes, fields: Fields) -> bool:
    """Whether the first line of what has arrived holds the names that the user asks for, as that of a table does."""
    from opinionclf.delimited import DELIMITERS, names_of

    line = head.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0]
    try:
        first = line.decode(fields.encoding).rstrip("\r")
    except UnicodeError:
        return False
    asked = {fields.text, *fields.keep} | ({fields.id} if fields.id is not None else set())
    return any(asked <= set(names_of(first, delimiter)) for delimiter in DELIMITERS)


def grouped(blocks: Iterator[Block], size: int) -> Iterator[list[Block]]:
    """Put small articles together; rows come in blocks of a good size, or as few as have arrived."""
    group: list[Block] = []
    gathered = 0
    for block in blocks:
        group.append(block)
        gathered += len(block.data) if block.form == ARTICLE else size
        if gathered >= size or len(group) >= BATCH_TEXTS:
            yield group
            group, gathered = [], 0
    if group:
        yield group


def _read_on(stream: Any, head: bytes, undecided: Callable[[bytes], bool]) -> bytes:
    """Read until what has arrived tells what it is: whoever writes into a pipe may stop anywhere."""
    while undecided(head) and (part := stream.read1(BLOCK)):
        head += part
    return head


def _may_begin_with_mark(head: bytes) -> bool:
    return any(len(head) < len(mark) and mark.startswith(head) for mark in _MARKS)


def _rows(stream: Any, head: bytes, file: str, form: str, fields: Fields) -> Iterator[Block]:
    """Cut a stream into rows, or into lines that are rows."""
    if form != CSV and not _ends_lines(fields.encoding):
        raise DataError(f"{title_of(file)}: lines can't be read in {fields.encoding}; convert the input to UTF-8")
    head = _read_on(stream, head, _may_begin_with_mark) or stream.read1(fields.block)
    refuse_packed(head, title_of(file))
    advice = MARK_ADVICE if form == CSV else "convert the input to UTF-8, to read its lines"
    refuse_other_mark(head, title_of(file), fields.encoding, advice)
    parts = _parts(stream, head.removeprefix(codecs.BOM_UTF8), fields.block)
    if form == CSV:
        from opinionclf.commands.tables import csv_blocks

        yield from csv_blocks(parts, file, fields, "\t" if Path(file).suffix.lower() in _TABS else None)
    else:
        yield from _whole_lines(parts, file, form)


def _whole_lines(parts: Iterator[bytes], file: str, form: str) -> Iterator[Block]:
    """Cut a stream at line ends, into what has arrived and is no longer than a block."""
    rest: list[bytes] = []
    number = 1
    for part in parts:
        end = part.rfind(b"\n") + 1
        if not end:
            rest.append(part)
            continue
        data = b"".join([*rest, part[:end]])
        yield Block(form, file, number, data, len(data))
        number += data.count(b"\n")
        rest = [part[end:]]
    data = b"".join(rest)
    if data:
        yield Block(form, file, number, data, len(data))


def _ends_lines(encoding: str) -> bool:
    """Whether the byte of a line end is one in an encoding."""
    try:
        return b"\n".decode(encoding) == "\n"
    except UnicodeError:
        return False


def _parts(stream: Any, head: bytes, most: int) -> Iterator[bytes]:
    """Return what has arrived, with what comes within a moment: a pipe gives little at once, and small parts cost the most."""
    if head:
        yield head
    ended = False
    while not ended and (part := stream.read1(most)):
        parts, size = [part], len(part)
        while size < most and not ended and _more_is_there(stream):
            part = stream.read1(most - size)
            parts.append(part)
            size += len(part)
            ended = not part  # a terminal would wait for another end
        yield b"".join(parts)


def _more_is_there(stream: Any) -> bool:
    """Whether more can be read from a pipe, or its end, as far as the system can tell."""
    import select

    try:
        return bool(select.select([stream], [], [], _MOMENT)[0])
    except (OSError, ValueError, TypeError):  # Windows knows it of sockets only, and what is no file has no number
        return False


def _parquet(file: str, fields: Fields) -> Iterator[Block]:
    parquet = optional("pyarrow.parquet", "arrow")
    from pyarrow import ArrowException

    with opened(Path(file)) as stream:
        try:
            # Row groups may be larger than the memory: they are read page by page.
            table = parquet.ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
            columns = fields.columns_of(file, table.schema_arrow.names)
            share = Path(file).stat().st_size / max(table.metadata.num_rows, 1)
            number = 1
            for batch in table.iter_batches(-(-_PARQUET_ROWS * fields.block // BLOCK), columns=columns):
                yield Block(PARQUET, file, number, batch, round(share * batch.num_rows))
                number += batch.num_rows
        except (ArrowException, UnicodeDecodeError) as error:  # the latter for names of columns
            raise DataError(f"{file}: not a readable Parquet file ({str(error).splitlines()[0]})") from None
