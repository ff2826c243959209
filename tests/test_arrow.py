"""One stateless function over Arrow record batches, and Dask calling it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES, PATIENCE, article, environment, json_lines

from opinionclf import DataError, classify_frame
from opinionclf.integrations.arrow import arrow_schema, classify_arrow

TABLE = pa.table({"id": [1, 2, 3, 4], "text": [article(0), None, "", article(1)], "tags": [["a"], [], None, ["b", "c"]]})


def test_a_table_a_batch_and_a_stream_of_batches_give_their_like() -> None:
    table = classify_arrow(TABLE)
    batches = TABLE.to_batches(max_chunksize=2)
    assert isinstance(table, pa.Table)
    assert isinstance(classify_arrow(batches[0]), pa.RecordBatch)
    stream = classify_arrow(iter(batches))
    assert next(stream).equals(classify_arrow(batches[0]))
    assert pa.Table.from_batches([classify_arrow(batches[0]), *stream]).equals(table.combine_chunks())


def test_rows_are_those_of_frames() -> None:
    frame = classify_frame(TABLE.drop_columns(["tags"]).to_pandas())
    found = classify_arrow(TABLE)
    assert found.column("tags").to_pylist() == [["a"]] * 3 + [["b", "c"]] * 3
    rows = found.drop_columns(["tags"]).to_pylist()
    assert rows == frame.astype({"label": object}).to_dict("records")


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_all_kinds_of_strings_are_read(kind: pa.DataType) -> None:
    column = pa.array(["It opened.", None, "It opened."]).dictionary_encode() if pa.types.is_dictionary(kind) else None
    column = pa.array(["It opened.", None, "It opened."], type=kind) if column is None else column
    assert classify_arrow(pa.table({"text": column})).column("sentence").to_pylist() == ["It opened."] * 2


def test_frames_of_pandas_and_polars_go_to_the_function_for_frames() -> None:
    for frame in (pd.DataFrame({"text": [article(0)]}), pl.DataFrame({"text": [article(0)]})):
        assert classify_arrow(frame).equals(classify_frame(frame))


def test_several_processes_label_tables_batches_and_frames_as_one_does() -> None:
    for data in (TABLE, TABLE.to_batches()[0], TABLE.to_pandas()):
        one, two = (classify_arrow(data, n_jobs=n_jobs) for n_jobs in (1, 2))
        assert one.equals(two)
    assert pa.Table.from_batches(classify_arrow(TABLE.to_batches(), n_jobs=2)).equals(classify_arrow(TABLE))


def test_fields_of_other_columns_stay_as_they_are() -> None:
    number = pa.field("id", pa.int8(), nullable=False, metadata={"unit": "page"})
    schema = pa.schema([pa.field("text", pa.string()), number], metadata={"from": "the archive"})
    found = classify_arrow(pa.table({"text": [article(0)], "id": [1]}, schema=schema)).schema
    assert found.field("id").equals(number, check_metadata=True)
    assert found.metadata == schema.metadata
    assert arrow_schema(schema).equals(found, check_metadata=True)


def test_a_table_of_pandas_goes_back_to_pandas() -> None:
    for index in (None, pd.Index(["a", "b"], name="key")):
        frame = pd.DataFrame({"text": [article(0), article(1)], "kind": pd.Categorical(["x", "y"])}, index=index)
        found = classify_arrow(pa.Table.from_pandas(frame)).to_pandas()
        assert found["kind"].tolist() == ["x"] * 3 + ["y"] * 3
        assert found["kind"].dtype == frame["kind"].dtype
        assert list(found.index) == (list(range(6)) if index is None else ["a"] * 3 + ["b"] * 3)


def test_the_schema_is_known_beforehand() -> None:
    for options in ({}, {"all_segments": True, "prefix": "x_"}):
        assert arrow_schema(TABLE.schema, **options).equals(classify_arrow(TABLE, **options).schema)
    assert str(arrow_schema(pa.schema([("text", pa.string())])).field("label").type) == "string"


def test_it_is_cheap_to_ship_and_works_in_a_new_process() -> None:
    shipped = pickle.dumps(partial(classify_arrow, text="body"))
    assert len(shipped) < 300
    code = "import pickle, sys, pyarrow as pa; f = pickle.loads(sys.stdin.buffer.read())\n"
    code += "print(f(pa.table({'body': ['It is a disgrace.']})).column('label').to_pylist())"
    result = subprocess.run([sys.executable, "-c", code], input=shipped, capture_output=True, env=environment(), check=True)
    assert result.stdout.decode() == "['editorial_opinion']\n"


def test_what_can_not_be_classified_is_refused() -> None:
    with pytest.raises(DataError, match=r"no column 'body' \(columns: id, text, tags\)"):
        classify_arrow(TABLE, "body")
    with pytest.raises(DataError, match="column 'id' hold no string; the first is row 0 with int"):
        classify_arrow(TABLE, "id")
    with pytest.raises(DataError, match="'label' already"):
        classify_arrow(TABLE.rename_columns(["label", "text", "tags"]))
    elsewhere = type("DataFrame", (), {"__module__": "dask.dataframe", "columns": ["x"], "__iter__": lambda self: iter("x")})()
    for nothing in ({"text": ["x"]}, TABLE.column("text"), TABLE.column("text").chunk(0), elsewhere):
        with pytest.raises(TypeError, match="batch_format='pyarrow'"):
            classify_arrow(nothing)
    pairs = pa.array([[("a", "b")]], pa.map_(pa.string(), pa.string_view()))
    with pytest.raises(DataError, match="column 'pairs': Arrow can't repeat rows of type map<string, string_view"):
        classify_arrow(pa.table({"text": ["It rained."], "pairs": pairs}))


def casts_views() -> bool:
    """Whether this pyarrow is one of those (18 and later) that can make usual strings of views."""
    try:
        return bool(len(pa.array(["a"], pa.string_view()).cast(pa.string())))
    except pa.ArrowNotImplementedError:
        return False


knows_views = pytest.mark.skipif(not casts_views(), reason="this pyarrow casts no views; such columns are refused")
VIEWS = [(pa.string_view(), pa.string()), (pa.binary_view(), pa.binary())]


@knows_views
@pytest.mark.parametrize(("kind", "usual"), [
    *VIEWS, *((pa.list_(view), pa.list_(usual)) for view, usual in VIEWS),
    (pa.large_list(pa.struct([("x", pa.string_view())])), pa.large_list(pa.struct([("x", pa.string())]))),
    (pa.run_end_encoded(pa.int32(), pa.string()), pa.string()),
])  # fmt: skip
def test_columns_whose_rows_arrow_can_not_repeat_get_the_usual_type(kind: pa.DataType, usual: pa.DataType) -> None:
    encoded = pa.types.is_run_end_encoded(kind)
    value = [{"x": "a"}] if pa.types.is_large_list(kind) else ["a"] if pa.types.is_list(kind) else "a"
    value = b"a" if kind == pa.binary_view() else [b"a"] if kind == pa.list_(pa.binary_view()) else value
    column = pa.RunEndEncodedArray.from_arrays([1, 2], ["a", None]) if encoded else pa.array([value, None], kind)
    table = pa.table({"text": [article(0), article(1)], "other": column})
    found = classify_arrow(table)
    assert found.column("other").to_pylist() == [value] * 3 + [None] * 3
    assert found.schema.field("other").type == usual
    assert found.schema.equals(arrow_schema(table.schema))
    assert classify_arrow(table.to_batches()[0]).to_pylist() == found.to_pylist()


@knows_views
def test_what_polars_hands_over_can_be_classified() -> None:
    frame = pl.DataFrame({"url": ["/a"], "text": [article(0)]})
    assert classify_arrow(pa.table(frame)).column("url").to_pylist() == ["/a"] * 3


def test_the_example_for_dask_gives_what_one_process_gives(tmp_path: Path) -> None:
    rows = [{"id": f"a{number}", "text": article(number)} for number in range(200)]
    (tmp_path / "articles.jsonl").write_bytes(json_lines(rows))
    command = [sys.executable, EXAMPLES / "dask_job.py", tmp_path / "articles.jsonl", tmp_path / "out"]
    subprocess.run(command, check=True, capture_output=True, env=environment(), timeout=PATIENCE)
    found = pq.read_table(tmp_path / "out").to_pandas().astype({"label": object})
    expected = classify_frame(pd.DataFrame(rows)).astype({"label": object})
    assert json.loads(found.to_json(orient="records")) == json.loads(expected.to_json(orient="records"))
