"""Who says what, in tables and frames: the columns of ``--details``, and a row a source."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import datasets
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PATIENCE, Called, json_lines, records

import opinionclf
from opinionclf import DataError, ModelError, classify_frame
from opinionclf.attributioncolumns import attribution_columns
from opinionclf.columnnames import ATTRIBUTION, SOURCE
from opinionclf.integrations.arrow import arrow_schema, classify_arrow
from opinionclf.integrations.datasets_map import classify_examples, sentence_features
from opinionclf.sources.listing import Source
from opinionclf.storage import save
from opinionclf.training.readers.options import check_label_names

Call = Callable[..., Called]

PAGE = """\
The lido stays shut

The lido closed on Monday, the council said. “It was a mistake,” said Ida Marsh, the mayor. She said it would open again.

It was a shameful decision."""
SILENT = "The lido closed on Monday."
COLUMNS = ["source_text", "source_name", "guessed", "carried", "cue", "quotation_kind", "content"]
SAID = [
    ("the council", "the council", False, False, "said", "indirect", "The lido closed on Monday"),
    ("Ida Marsh", "Ida Marsh", False, False, "said", "direct", "“It was a mistake,”"),
    ("She", "Ida Marsh", True, False, "said", "indirect", "it would open again"),
]
NONE = (None,) * len(COLUMNS)
PEAK = """
import resource, sys
from opinionclf import cli
sys.argv[0] = "opinionclf"
status = cli.program()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
sys.exit(status)
"""
FRAMES = [pytest.param(pd.DataFrame, id="pandas"), pytest.param(pl.DataFrame, id="polars")]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(json_lines([{"text": PAGE, "outlet": "Herald"}, {"text": SILENT, "outlet": "Echo"}, {"text": ""}]))
    return path


def said(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    plain = {"": None, "true": True, "false": False}
    return [tuple(plain.get(row[name], row[name]) for name in COLUMNS) for row in rows]


def table_of(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_says_who_says_what_in_front_of_the_text(call: Call, feed: Path) -> None:
    plain = call("classify", feed, "--format", "csv").stdout.splitlines()
    detailed = call("classify", feed, "--format", "csv", "--details").stdout
    rows = table_of(detailed)
    assert list(rows[0])[-9:] == [*ATTRIBUTION, "text"]
    assert [row["kind"] for row in rows] == ["heading"] + ["sentence"] * 5
    assert said(rows) == [NONE, *SAID, NONE, NONE]
    assert [row["uncertain"] for row in rows] == [""] + [
        str(s.uncertain).lower() for text in (PAGE, SILENT) for s in opinionclf.classify(text).sentences
    ]
    without = [{name: cell for name, cell in row.items() if name not in ATTRIBUTION} for row in rows]
    assert without == table_of("\n".join(plain))


def test_parquet_has_the_same_cells_with_types(call: Call, feed: Path, tmp_path: Path) -> None:
    assert call("classify", feed, "--details", "--output", tmp_path / "out.parquet").returncode == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert said(table.to_pylist()) == [NONE, *SAID, NONE, NONE]
    assert table.schema.field("uncertain").type == pa.bool_()
    assert table.column("uncertain").to_pylist()[:2] == [None, False]
    assert table.column_names == list(table_of(call("classify", feed, "--format", "csv", "--details").stdout)[0])


def test_a_row_a_source(call: Call, feed: Path, tmp_path: Path) -> None:
    result = call("classify", feed, "--keep", "outlet", "--rows", "sources", "--format", "csv")
    rows = table_of(result.stdout)
    assert list(rows[0]) == ["file", "line", "id", "outlet", *SOURCE]
    numbers = ("sentences", "guessed_sentences", "start")
    found = [(row["outlet"], row["source_name"], row["is_name"], *(int(row[name]) for name in numbers)) for row in rows]
    starts = [s.start for s in opinionclf.classify(PAGE).sentences]
    assert found == [
        ("Herald", "Ida Marsh", "true", 2, 1, starts[1]), ("Herald", "the council", "false", 1, 0, starts[0]),
    ]  # fmt: skip
    told = "opinionclf: texts that quote nobody by name or noun, for which the output has no row: 2\n"
    assert told in result.stderr
    assert call("classify", feed, "--rows", "sources", "--output", tmp_path / "out.parquet").returncode == 0
    kinds = {"source_name": pa.string(), "is_name": pa.bool_(), "guessed_sentences": pa.int64(), "start": pa.int64()}
    table = pq.read_table(tmp_path / "out.parquet")
    assert {name: table.schema.field(name).type for name in kinds} == kinds
    assert table.column("source_name").to_pylist() == ["Ida Marsh", "the council"]


def test_a_row_a_document_with_hedging_and_the_number_of_sources(call: Call, feed: Path) -> None:
    rows = table_of(call("classify", feed, "--rows", "documents", "--details", "--format", "csv").stdout)
    assert [(row["hedging"], row["n_sources"]) for row in rows] == [("0.000000", "2"), ("0.000000", "0"), ("", "0")]


def test_several_processes_write_what_one_does(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(json_lines([{"text": f"{PAGE} That was in {year}."} for year in range(1000, 1900)]))
    for rows in ("segments", "sources"):
        one, two = (call("classify", path, "--details", "--rows", rows, "--format", "csv", "--jobs", n).stdout for n in (1, 2))
        assert one.count("Ida Marsh") >= 900
        assert one == two


def test_a_source_that_a_spreadsheet_would_run_gets_an_apostrophe(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lido closed on Monday, =cmd() said.", encoding="utf-8")
    found = call("classify", tmp_path / "a.txt", "--details", "--format", "csv").stdout
    cells = [cell for row in csv.reader(io.StringIO(found)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_forms_that_can_not_hold_them_are_refused(call: Call, feed: Path, tmp_path: Path) -> None:
    for form in ("text", "html"):
        result = call("classify", feed, "--details", "--format", form)
        assert (result.returncode, result.stderr) == (2, "opinionclf: --details goes with --format jsonl, csv and parquet\n")
    assert call("classify", feed, "--rows", "sources", "--format", "jsonl").returncode == 2


@pytest.fixture(scope="module")
def own_labels() -> opinionclf.Classifier:
    """A model none of whose labels stands for claims."""
    shipped = opinionclf.load_model()
    model = replace(shipped.model, labels=["news", "quote", "view"], roles={})
    return opinionclf.Classifier(model, names=shipped.feature_names)


def test_a_model_that_knows_no_claims_names_no_source(call: Call, feed: Path, own_labels: opinionclf.Classifier,
                                                     tmp_path: Path) -> None:  # fmt: skip
    save(own_labels.model, tmp_path / "own", own_labels.feature_names)
    result = call("classify", feed, "--model", tmp_path / "own", "--rows", "sources", "--format", "csv")
    assert result.returncode == 2
    assert "nothing tells who is quoted: no label of the model (news, quote, view)" in result.stderr
    assert result.stdout == ""
    rows = table_of(call("classify", feed, "--model", tmp_path / "own", "--details", "--format", "csv").stdout)
    assert said(rows) == [NONE] * 6
    documents = table_of(call("classify", feed, "--model", tmp_path / "own", "--details", "--rows", "documents",
                              "--format", "csv").stdout)  # fmt: skip
    assert [row["n_sources"] for row in documents] == ["", "", ""]


def renamed(label: str) -> opinionclf.Classifier:
    shipped = opinionclf.load_model()
    return opinionclf.Classifier(replace(shipped.model, labels=[label, *shipped.model.labels[1:]]), names=shipped.feature_names)


@pytest.mark.parametrize("label", [*ATTRIBUTION, "n_sources", "sentences", "hedging"])
def test_a_label_that_is_called_like_one_of_the_columns_is_a_probability_without_details(
        call: Call, feed: Path, tmp_path: Path, label: str) -> None:  # fmt: skip
    """No model can be trained with such a label any more, but there may be one."""
    odd = renamed(label)
    save(odd.model, tmp_path / "odd", odd.feature_names)
    table = pa.table({"text": [PAGE, SILENT]})
    expected = [s.probabilities[label] for text in (PAGE, SILENT) for s in opinionclf.classify(text, model=odd)]
    arrow = classify_arrow(table, model=odd)
    assert arrow.column(label).to_pylist() == expected
    for make in (pd.DataFrame, pl.DataFrame):
        frame = make(table.to_pydict())
        assert classify_frame(frame, model=odd)[label].to_list() == expected
        nested = classify_frame(frame, model=odd, nested=True)["sentences"].to_list()
        assert [row[label] for rows in nested for row in rows] == expected
    features = datasets.Dataset.from_dict(table.to_pydict()).features
    assert sentence_features(features, nested=False, model=odd)[label].dtype == "float64"
    assert call("classify", feed, "--model", tmp_path / "odd", "--output", tmp_path / "out.parquet").returncode == 0
    assert [p for p in pq.read_table(tmp_path / "out.parquet").column(label).to_pylist() if p is not None] == expected


@pytest.mark.parametrize("label", ATTRIBUTION)
def test_with_details_such_a_label_is_refused(call: Call, feed: Path, tmp_path: Path, label: str) -> None:
    odd = renamed(label)
    with pytest.raises(ModelError, match=f"'{label}', which is the name of another column too"):
        classify_frame(pd.DataFrame({"text": [SILENT]}), model=odd, details=True)
    save(odd.model, tmp_path / "odd", odd.feature_names)
    assert call("classify", feed, "--model", tmp_path / "odd", "--details", "--format", "csv").returncode == 2
    with pytest.raises(DataError, match=f"label '{label}' is called like a column"):
        check_label_names(["report", label])


def test_the_documentation_of_frames_names_the_columns() -> None:
    told = classify_frame.__doc__ or ""
    names = re.findall(r"``(\w+)`` \(", told[told.index("details : bool") : told.index("prefix : str")])
    assert names == list(ATTRIBUTION)


@pytest.mark.parametrize("make", FRAMES)
def test_frames_have_the_same_columns(make: Any) -> None:
    frame = make({"id": [1, 2, 3, 4], "text": [PAGE, None, "", SILENT]})
    result = classify_frame(frame, details=True)
    assert list(result.columns)[-8:] == list(ATTRIBUTION)
    rows = result.to_dict("records") if make is pd.DataFrame else result.to_dicts()
    plain = [{name: None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows]
    assert said(plain) == [*SAID, NONE, NONE]
    assert [row["uncertain"] for row in plain] == [False] * 5
    assert classify_frame(frame, details=True, n_jobs=2).equals(result)
    whole = classify_frame(frame, details=True, all_segments=True)
    assert len(whole) == 6
    assert whole["uncertain"].to_list()[0] in (None, pd.NA)
    nested = classify_frame(frame, details=True, nested=True)["sentences"].to_list()
    assert said(nested[0]) == [*SAID, NONE]
    assert (nested[1], nested[2]) == (None, [])


def test_arrow_and_data_sets_have_the_same_columns() -> None:
    table = pa.table({"text": [PAGE, None, "", SILENT]})
    result = classify_arrow(table, details=True)
    assert said(result.to_pylist()) == [*SAID, NONE, NONE]
    assert arrow_schema(table.schema, details=True).equals(result.schema)
    dataset = datasets.Dataset.from_dict({"text": [PAGE, SILENT]})
    features = sentence_features(dataset.features, details=True)
    mapped = dataset.map(classify_examples, batched=True, fn_kwargs={"details": True}, features=features)
    assert [said(row["sentences"]) for row in mapped] == [[*SAID, NONE], [NONE]]


def test_half_a_surrogate_pair_is_written_as_in_the_text(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines([{"text": "The lido closed, Ida\ud800 Marsh said."}]))
    found = attribution_columns(opinionclf.classify("The lido closed, Ida\ud800 Marsh said."))
    assert found["source_text"] == found["source_name"] == ["Ida\ud800 Marsh"]
    assert call("classify", tmp_path / "a.jsonl", "--details", "--output", tmp_path / "out.csv").returncode == 0
    (row,) = table_of((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert row["source_text"] in row["text"]
    assert call("classify", tmp_path / "a.jsonl", "--details", "--output", tmp_path / "out.parquet").returncode == 0
    assert pq.read_table(tmp_path / "out.parquet").column("source_text").to_pylist() == ["Ida? Marsh"]


def test_a_name_in_a_list_stands_on_one_line_and_without_the_capital_of_a_sentence() -> None:
    document = opinionclf.classify("The council\nfor Stell said it was late. Later the council for  Stell said it was not.")
    (source,) = document.sources
    assert (source.name, source.count) == ("the council for Stell", 2)


def test_what_is_neither_quoted_nor_reported_by_anybody_is_no_quotation() -> None:
    document = opinionclf.classify("Today's newsletter is 812 words, a three-minute read.\n\nGrowth is expected to slow.")
    assert [str(sentence.label) for sentence in document] == ["attributed_claim"] * 2
    found = attribution_columns(document)
    rows = list(zip(*(found[name] for name in ("source_text", "cue", "quotation_kind")), strict=True))
    assert rows == [(None, None, None), (None, "expected", "indirect")]


def test_memory_does_not_grow_with_what_is_read_again(tmp_path: Path) -> None:
    sizes = []
    for n in (400, 800):  # with fewer the memory of a block is not reached yet
        path = tmp_path / f"{n}.jsonl"
        path.write_bytes(json_lines([{"text": f"{PAGE} That was in {year}.\n\n" * 10} for year in range(n)]))
        process = subprocess.run(
            [sys.executable, "-c", PEAK, "classify", str(path), "--details", "--output", str(tmp_path / f"{n}.csv")],
            capture_output=True, text=True, check=True, timeout=PATIENCE,
        )  # fmt: skip
        sizes.append(int(process.stdout))
    assert sizes[1] - sizes[0] < 40_000  # kilobytes


def test_json_says_by_which_name_a_source_is_listed(call: Call, feed: Path) -> None:
    (first, *_) = records(call("classify", feed, "--details", "--format", "jsonl").stdout)
    found = [segment["attribution"] and segment["attribution"]["source_name"] for segment in first["segments"]]
    assert found == [None, "the council", "Ida Marsh", "Ida Marsh", None]
    assert found == [segment.source_name for segment in opinionclf.classify(PAGE).segments]
    assert [(source["name"], source["is_name"]) for source in first["summary"]["sources"]] == [
        ("Ida Marsh", True), ("the council", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "is_name"), [
    ("Ida Marsh", True), ("the FBI", True), ("police spokesman Tom Reed", True), ("the Harbour Authority", True),
    ("Brisk", True), ("the council", False), ("a notice published on Monday", False), ("her lawyer", False),
    ("the head of the FBI", False), ("doctors", False),
])  # fmt: skip
def test_a_name_is_told_from_a_noun(name: str, is_name: bool) -> None:
    assert Source(name).is_name is is_name
