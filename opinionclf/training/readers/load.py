"""Read labelled data of any form: pages, groups, the hash, and all that should be told about them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.arrow import data_files, is_dataset
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.readers.pages import to_pages
from opinionclf.training.readers.problems import MissingLabelError, Problems, RowError
from opinionclf.training.readers.shapes import Row, to_row
from opinionclf.training.readers.sources import read_source

_HASH_BLOCK = 1 << 20
_BINARY = (".parquet", ".pq", ".xlsx", ".xlsm", ".arrow")


@dataclass(slots=True)
class Data:
    """Labelled pages of a user.

    Attributes
    ----------
    pages : list of LabelledPage
    groups : list of str
        What may not be torn apart by a split, for each page: the group column, or the document.
    where : list of list of str
        File and line of each segment of each page.
    labels : tuple of str
        Of the model.
    sha256 : str
    notes : list of str
        What a user should know about the data.
    skipped, unlabelled, left_out : int
        Rows that were invalid, that nobody labelled, that the label map left out.
    """

    pages: list[LabelledPage]
    groups: list[str]
    where: list[list[str]]
    labels: tuple[str, ...]
    sha256: str
    notes: list[str] = field(default_factory=list)
    skipped: int = 0
    unlabelled: int = 0
    left_out: int = 0

    @property
    def counts(self) -> Counter[str]:
        """Sentences of each label."""
        return Counter(label for page in self.pages for label in page.labels if label is not None)


def load_data(paths: Sequence[Path], options: ReadOptions) -> Data:
    """Read files and folders of labelled text.

    Raises
    ------
    DataError
        If a file can't be read, or rows are bad and may not be skipped; all of them in one message.
    """
    data = Data([], [], [], options.labels, _hash(paths))
    problems = Problems(options.limit, options.skip_invalid)
    for number, path in enumerate(paths):
        rows = _rows(path, options, problems, data)
        before = problems.count + data.unlabelled + data.left_out + len(data.pages)
        for grouped in to_pages(rows):
            page = grouped.page
            page.document = f"{page.document} #{number}"
            data.pages.append(page)
            data.groups.append(grouped.group if grouped.group is not None else page.document)
            data.where.append(grouped.where)
        if problems.count + data.unlabelled + data.left_out + len(data.pages) == before:
            raise DataError(f'{path}: holds no rows; expected rows such as {{"text": "...", "label": "{options.labels[0]}"}}')
    problems.close()
    data.skipped = problems.count
    _tell_left_out(data, problems)
    return data


def _rows(path: Path, options: ReadOptions, problems: Problems, data: Data) -> Iterator[Row]:
    single = False
    for where, fields in read_source(path, options.split):
        try:
            if isinstance(fields, RowError):
                raise fields
            single = _one_shape(fields, options, single)
            row = to_row(where, fields, options, path)
        except RowError as error:
            problems.add(where, str(error))
        except MissingLabelError:
            data.unlabelled += 1
        else:
            if row.spans is None and row.label is None and row.kind == "sentence":
                data.left_out += 1
            yield row


def _one_shape(fields: dict[str, Any], options: ReadOptions, single: bool) -> bool:
    """Refuse a list of labels among single labels; a file of lists is an export of doccano."""
    value = fields.get(options.label or "label")
    if single and isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        raise RowError(f"unknown label {value!r}; the rows above have single labels; accepted: {', '.join(options.labels)}")
    return single or isinstance(value, str)


def _tell_left_out(data: Data, problems: Problems) -> None:
    if data.skipped:
        data.notes += [f"skipped {data.skipped} invalid rows:", *problems.report()]
    if data.unlabelled:
        data.notes.append(f"{data.unlabelled} rows have no label yet and were left out")
    if data.left_out:
        data.notes.append(f"{data.left_out} rows serve as context only: the label map leaves their labels out")


def _hash(paths: Sequence[Path]) -> str:
    """Hash the content and not the names; line ends of text do not count."""
    digest = hashlib.sha256()
    for path in paths:
        for file in data_files(path) if path.is_dir() and is_dataset(path) else [path]:
            if not file.is_file():
                continue
            with file.open("rb") as opened:
                while block := opened.read(_HASH_BLOCK):
                    if block.endswith(b"\r"):
                        block += opened.read(1)
                    digest.update(block if file.suffix in _BINARY else block.replace(b"\r\n", b"\n"))
    return digest.hexdigest()
