"""Every target of benchmarks/fuzz for a moment, and what fuzzing found."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, Called
from fuzz.engine import MODULES, Findings, load
from fuzz.mutation import mutated
from fuzz.target import Target
from hypothesis import given, settings
from hypothesis import strategies as st

from opinionclf.commands.complaints import Complaint
from opinionclf.commands.inputs import Inputs
from opinionclf.commands.rows import CSV, JSON_LINES, LINES, Fields
from opinionclf.errors import DataError
from opinionclf.spreadsheet import comma_separated
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.writers import FORMS

EXPORTS = REPOSITORY / "tests" / "exports"
INPUTS = {"classify": 60, "streams": 300, "readers": 150, "model": 120, "command-line": 25}


@pytest.mark.parametrize("name", MODULES)
def test_nothing_breaks_a_promise_of_the_package(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    target, rng = load(name), random.Random(name)
    seeds, tokens = list(target.seeds()), target.tokens
    assert seeds
    for number in range(INPUTS[name]):
        seed = rng.choice(seeds)
        target.check(seed if number % 10 == 0 else mutated(seed, target.largest, rng, tokens))


def test_what_a_target_raises_is_kept_once_with_its_input(tmp_path: Path) -> None:
    def check(data: bytes) -> None:
        if data.startswith(b"bad"):
            raise RuntimeError("broken")

    findings = Findings(Target("none", list, check), tmp_path)
    for data in (b"good", b"bad 1", b"bad 2", b"good"):
        findings.run(data)
    (kept,) = tmp_path.glob("finding-*.txt")
    assert "broken" in kept.read_text(encoding="utf-8")
    assert kept.with_suffix("").read_bytes() == b"bad 1"
    findings.note()
    assert json.loads((tmp_path / "executions.json").read_text(encoding="utf-8")) == {"executions": 4}


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        load_data([path], ReadOptions())
    return str(caught.value)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"\xff" * 40])
def test_a_workbook_with_a_damaged_part_is_refused(part: str, content: bytes, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "rows.xlsx"
    with zipfile.ZipFile(EXPORTS / "workbook.xlsx") as whole, zipfile.ZipFile(path, "w") as file:
        for name in whole.namelist():
            file.writestr(name, content if name == part else whole.read(name))
    assert str(path) in refused(path)


def test_a_damaged_column_file_is_refused_and_does_not_end_the_process(tmp_path: Path) -> None:
    rng = random.Random(0)
    for source in ("dataset", "dataset.parquet"):
        refused = read = 0
        target = tmp_path / source
        (shutil.copytree if source == "dataset" else shutil.copy)(EXPORTS / source, target)
        file = next(target.glob("*.arrow")) if target.is_dir() else target
        whole = file.read_bytes()
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(4):
                data[rng.randrange(len(data))] = rng.choice((0, 1, 127, 255))
            file.write_bytes(data)
            try:
                read += len(load_data([target], ReadOptions()).pages) > 0
            except DataError as error:
                refused += str(target) in str(error)
        # A byte of a text may have been replaced by itself, or by another letter.
        assert refused > 0
        assert refused + read == 150


@pytest.mark.parametrize(("name", "content"), [
    ("state.json", {"_data_files": [{}]}), ("state.json", {"_data_files": [3]}),
    ("state.json", {"_data_files": {"a": 1}}), ("dataset_info.json", {"features": []}),
    ("dataset_info.json", {"features": {"label": {"_type": "ClassLabel", "names": 3}}}),
])  # fmt: skip
def test_a_saved_data_set_with_a_damaged_description_is_refused_or_read(name: str, content: object, tmp_path: Path) -> None:
    target = tmp_path / "dataset"
    shutil.copytree(EXPORTS / "dataset", target)
    (target / name).write_text(json.dumps(content), encoding="utf-8")
    assert str(target) in refused(target)


@pytest.mark.parametrize("result", [
    [{"type": "choices", "value": {}}], [{"type": "labels", "value": {"start": 0}}], [3], 3, [{"type": "choices"}],
    [{"type": []}],
])  # fmt: skip
def test_annotations_that_label_studio_would_not_write_are_named(result: object, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"data": {"text": "It rained."}, "annotations": [{"result": result}]}]), encoding="utf-8")
    assert f"{path}:item 1: " in refused(path)


@pytest.mark.parametrize(("escaped", "written"), [(r"\ud83d", r"\ud83d"), (r"\u0000", r"\x00")])
def test_characters_that_no_table_can_hold_are_converted(
    escaped: str, written: str, tmp_path: Path, call: Callable[..., Called]
) -> None:
    source = tmp_path / "rows.jsonl"
    source.write_text(rf'{{"text": "It {escaped} rained.", "label": "factual_report"}}', encoding="utf-8")
    character = json.loads(f'"{escaped}"')
    for form in FORMS:
        target = tmp_path / f"again.{form}.{'csv' if form == 'csv' else 'json'}"
        result = call("convert", source, "--to", form, "--output", target)
        assert (result.returncode, result.stderr) == (0, "")
        again = load_data([target], ReadOptions()).pages[0].page.text
        assert again == f"It {written if form == 'csv' else character} rained."


def test_a_document_with_spans_and_without_a_word_is_left_out(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    rows = [{"text": "...", "entities": []}, {"text": "It rained.", "entities": [[0, 10, "factual_report"]]}]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    pages = load_data([source], ReadOptions()).pages
    assert [list(page.sentences()) for page in pages] == [[("It rained.", "factual_report")]]


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2, max_size=3)))
@settings(deadline=None)
def test_cells_come_back_whatever_line_ends_they_hold(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(comma_separated(rows), newline=""), strict=True)) == rows


@pytest.mark.parametrize("form", [LINES, JSON_LINES, CSV])
@pytest.mark.parametrize("encoding", ["idna", "punycode", "utf-7", "utf-16", "hz", "cp037"])
def test_lines_in_an_odd_encoding_are_read_or_refused(form: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    path.write_bytes(b"\xff\xfexn--a\xff.\n{}\n\x80\n")
    told: list[Complaint] = []
    for block in Inputs([str(path)], form, Fields(encoding=encoding)).blocks():
        list(block.rows(Fields(encoding=encoding), told.append))
    assert all(complaint.message.startswith(str(path)) for complaint in told)
    assert told or encoding == "cp037"
