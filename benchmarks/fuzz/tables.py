"""Readers of labelled data: every form by its ending, read into pages and written again.

The first byte of an input chooses the ending, the second the options; the rest is the file, or one part of a workbook.
"""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from pathlib import Path

import opinionclf
from fuzz.target import EXPORTS, Target, promise
from opinionclf.errors import OpinionclfError
from opinionclf.labels import LABELS
from opinionclf.training.converted import CONTEXT_FORMS, labelled_items
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.writers import FORMS, Item, write_form

_ENDINGS = (".jsonl", ".json", ".csv", ".tsv", ".xlsx", ".parquet", "")
_WORKBOOK, _PARQUET, _FOLDER = 4, 5, 6
_PARTS = (b"\x1e", ("dataset_info.json", "state.json", "data-00000-of-00001.arrow"))
_SHEET_PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml",
                "xl/_rels/workbook.xml.rels", "xl/styles.xml")  # fmt: skip
_MAPPING = {"SUBJ": "editorial_opinion", "OBJ": "factual_report", "OTHER": ""}
@functools.cache
def _workbook() -> dict[str, bytes]:
    with zipfile.ZipFile(EXPORTS / "workbook.xlsx") as file:
        return {name: file.read(name) for name in file.namelist()}


def seeds() -> list[bytes]:
    """Return the exports that the tests read, each with its ending."""
    found = []
    for path in sorted(EXPORTS.iterdir()):
        if path.suffix in _ENDINGS[:4]:
            found += [bytes([_ENDINGS.index(path.suffix), options]) + path.read_bytes() for options in (0, 5)]
    parts = [(number, _workbook().get(name)) for number, name in enumerate(_SHEET_PARTS)]
    found += [bytes([_WORKBOOK, 0, number]) + part for number, part in parts if part is not None]
    found.append(bytes([_WORKBOOK, 0, 255]) + (EXPORTS / "workbook.xlsx").read_bytes())
    found.append(bytes([_PARQUET, 0]) + (EXPORTS / "dataset.parquet").read_bytes())
    mark, names = _PARTS
    folder = [next((EXPORTS / "dataset").glob(name)).read_bytes() for name in names]
    found.append(bytes([_FOLDER, 0]) + mark.join(folder))
    return found


def check(data: bytes) -> None:
    """Read; what was read is written in each form, and the same sentences come back."""
    if len(data) < 2:
        return
    ending, flags, body = data[0] % len(_ENDINGS), data[1], data[2:]
    options = ReadOptions(
        text="text" if flags & 2 else None, label="label" if flags & 4 else None, document="document" if flags & 8 else None,
        group="group" if flags & 16 else None, mapping=_MAPPING if flags & 32 else {}, skip_invalid=bool(flags & 1),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"data{_ENDINGS[ending]}"
        if ending == _FOLDER:
            _write_folder(path, body)
        else:
            path.write_bytes(_packed(body) if ending == _WORKBOOK else body)
        try:
            read = load_data([path], options)
        except OpinionclfError as error:
            promise(bool(error.lines) and all(map(str, error.lines)), "an error says something")
            return
        _check_data(read)
        for form in FORMS if any(read.counts) else ():
            _check_again(Path(name) / f"again.{form}", form, labelled_items(read, False, form in CONTEXT_FORMS))


def _packed(body: bytes) -> bytes:
    """A workbook with one part replaced, or the bytes themselves."""
    if not body or body[0] >= len(_SHEET_PARTS):
        return body[1:]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in {**_workbook(), _SHEET_PARTS[body[0]]: body[1:]}.items():
            file.writestr(name, content)
    return target.getvalue()


def _write_folder(path: Path, body: bytes) -> None:
    path.mkdir()
    mark, names = _PARTS
    for name, part in zip(names, body.split(mark, len(names) - 1), strict=False):
        (path / name).write_bytes(part)


def _check_data(data: Data) -> None:
    promise(len(data.pages) == len(data.groups) == len(data.where) == len(data.named), "one entry a page")
    for page, where in zip(data.pages, data.where, strict=True):
        promise(len(page.labels) == len(where), "every segment has a place")
        promise(all(label is None or label in LABELS for label in page.labels), "labels are those of the model")
        promise(all(text.strip() for text, label in page.sentences() if label), "a labelled sentence holds something")


def _check_again(path: Path, form: str, items: list[Item]) -> None:
    path = path.with_suffix({"csv": ".csv", "label-studio": ".json"}.get(form, ".jsonl"))
    write_form(path, form, items, LABELS, opinionclf.__version__)
    again = labelled_items(load_data([path], ReadOptions()), False, False)
    before, after = (sorted(_kept(item, form) for item in found if item.label) for found in (items, again))
    promise(after == before, f"{form} comes back")


def _kept(item: Item, form: str) -> tuple[str, str]:
    """What a form keeps of an item; a table has no way to write half a surrogate pair or a zero byte."""
    text = item.text.encode("utf-8", "backslashreplace").decode().replace("\0", r"\x00") if form == "csv" else item.text
    return text, str(item.label)


TARGET = Target("readers", seeds, check)
