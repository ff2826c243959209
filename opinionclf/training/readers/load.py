"""Read labelled data of any form: pages, groups, the hash, and all that should be told about them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.arrow import data_files, is_dataset
from opinionclf.training.readers.census import Census
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.readers.order import in_order
from opinionclf.training.readers.pages import Grouped, to_pages
from opinionclf.training.readers.problems import Problems, RowError
from opinionclf.training.readers.shapes import Row, columns_of, to_row
from opinionclf.training.readers.sources import TABLE_ENDINGS, read_source
from opinionclf.training.readers.unknown import advice
from opinionclf.training.rows import example

_HASH_BLOCK = 1 << 20
_BINARY = (".parquet", ".pq", ".xlsx", ".xlsm", ".arrow")


@dataclass(slots=True)
class Data:
    """Labelled pages of a user.

    Attributes
    ----------
    pages : list of LabelledPage
        A page of a row without a document has the place of the row for the name of its document.
    groups : list of str
        Of each page: the first value of the group column in it, or its document.
    where : list of list of str
        File and line of each segment of each page.
    labels : tuple of str
        Of the model.
    sha256 : str
    notes : list of str
        What a user should know about the data.
    named : list of bool
        Whether the data name the document of each page.
    row_groups : list of list of (str or None)
        The group of each segment of each page.
    units : list of str
        What may not be torn apart by a split, for each page; see `units_of`.
    columns : list of str
        Of the first row of single sentences.
    skipped, unlabelled, left_out : int
        Rows that were invalid, that nobody labelled, that the label map left out.
    """

    pages: list[LabelledPage]
    groups: list[str]
    where: list[list[str]]
    labels: tuple[str, ...]
    sha256: str
    notes: list[str] = field(default_factory=list)
    named: list[bool] = field(default_factory=list)
    row_groups: list[list[str | None]] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    skipped: int = 0
    unlabelled: int = 0
    left_out: int = 0

    @property
    def counts(self) -> Counter[str]:
        """Sentences of each label."""
        return Counter(label for page in self.pages for label in page.labels if label is not None)


def load_data(paths: Sequence[Path], options: ReadOptions) -> Data:
    """Read files and folders of labelled text. Documents of the same name are the same, whatever file they stand in.

    Raises
    ------
    DataError
        If a file can't be read, or rows are bad and may not be skipped; all of them in one message.
    """
    options = replace(options, seen=set())
    data = Data([], [], [], options.labels, _hash(paths))
    problems = Problems(options.limit, options.skip_invalid)
    files: list[list[Grouped]] = []
    for path in paths:
        before = problems.count + data.unlabelled
        files.append(list(to_pages(_rows(path, options, problems, data))))
        if not files[-1] and problems.count + data.unlabelled == before:
            names = "the names of columns, such as text,label, and rows below them"
            wanted = names if path.suffix.lower() in TABLE_ENDINGS else f"rows such as {example(options.labels or LABELS)}"
            raise DataError(f"{path}: holds no rows; expected {wanted}")
    problems.close(advice(problems.unknown, options))
    data.skipped = problems.count
    found, out_of_order = in_order(files)
    data.notes += _told(data, problems) + options.unmet() + _adopted(data, found) + out_of_order
    return data


def _adopted(data: Data, found: Sequence[Grouped]) -> list[str]:
    """Take in the pages, and tell which documents have several groups."""
    data.pages, data.where = [one.page for one in found], [one.where for one in found]
    data.named, data.row_groups = [one.named for one in found], [one.groups for one in found]
    groups = [list(dict.fromkeys(filter(None, one.groups))) or [one.page.document] for one in found]
    documents = [page.document for page in data.pages]
    data.groups = [names[0] for names in groups]
    data.units = units_of(documents, groups)
    return _several(documents, groups)


def units_of(documents: Sequence[str], groups: Sequence[Sequence[str]]) -> list[str]:
    """Return for each page what may not be torn apart: documents whole, and groups whole, however they overlap.

    Parameters
    ----------
    documents : sequence of str
        Of each page.
    groups : sequence of sequence of str
        Of each page: one or more.
    """
    leader = {name: name for names in groups for name in names}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    first: dict[str, str] = {}
    for document, names in zip(documents, groups, strict=True):
        for name in names:
            leader[lead(name)] = lead(first.setdefault(document, name))
    return [lead(names[0]) for names in groups]


def _several(documents: Sequence[str], groups: Sequence[Sequence[str]]) -> list[str]:
    found: dict[str, set[str]] = {}
    for document, names in zip(documents, groups, strict=True):
        found.setdefault(document, set()).update(names)
    n = sum(len(names) > 1 for names in found.values())
    told = "of several groups: a split keeps together what shares one, and figures count a page under its first"
    return [f"{counted(n, 'document')} {told}"] if n else []


def _rows(path: Path, options: ReadOptions, problems: Problems, data: Data) -> Iterator[Row | None]:
    """The rows of one file; None for one of which not even the text is known."""
    census = Census(path, options)
    for where, fields in read_source(path, options.split, options.encoding):
        try:
            if isinstance(fields, RowError):
                raise fields
            census.meet(columns_of(fields))
            row = to_row(where, fields, options, path)
        except RowError as error:
            problems.add(where, error)
            census.refuse(error)
            yield None
            continue
        if row.problem is not None:
            problems.add(where, row.problem)
            census.refuse(row.problem)
        elif row.unlabelled:
            data.unlabelled += 1
            census.unlabelled += 1
        elif row.spans is None and row.label is None and row.kind == "sentence":
            data.left_out += 1
        if not data.columns and row.spans is None:
            data.columns = list(map(str, columns_of(fields)))
        yield row
    census.close()
    data.notes += census.notes()


def _told(data: Data, problems: Problems) -> list[str]:
    notes = []
    if data.skipped:
        notes += [f"skipped {counted(data.skipped, 'invalid row')}:", *problems.report()]
    if data.unlabelled:
        notes.append(f"{counted(data.unlabelled, 'row')} without a label yet: context only")
    if data.left_out:
        notes.append(f"{counted(data.left_out, 'row')} of context only: the label map leaves their labels out")
    return notes


def counted(n: int, what: str) -> str:
    """Return a number with what is counted, in the plural where it is not one."""
    return f"{n} {what}" + ("" if n == 1 else "s")


def _hash(paths: Sequence[Path]) -> str:
    """Hash the content and not the names; line ends of text do not count."""
    digest = hashlib.sha256()
    for path in paths:
        for file in data_files(path) if is_dataset(path) else [path]:
            if not file.is_file():
                continue  # the reader says what is wrong with it
            with file.open("rb") as opened:
                while block := opened.read(_HASH_BLOCK):
                    if block.endswith(b"\r"):
                        block += opened.read(1)
                    digest.update(block if file.suffix.lower() in _BINARY else block.replace(b"\r\n", b"\n"))
    return digest.hexdigest()
