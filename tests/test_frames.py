"""Frames of pandas and polars: one row a sentence, or lists of sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mypy.api
import pandas as pd
import polars as pl
import pytest
from conftest import article

import opinionclf
from opinionclf import DataError, classify_frame
from opinionclf.columnnames import ATTRIBUTION

TEXTS = [article(0), None, "", article(1), " \n"]
DATA = {"id": [10, 20, 30, 40, 50], "body": TEXTS}
LABELS = ["factual_report", "attributed_claim", "editorial_opinion"]
FRAMES = [pytest.param(pd.DataFrame, id="pandas"), pytest.param(pl.DataFrame, id="polars")]


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return frame.to_dict("records") if isinstance(frame, pd.DataFrame) else frame.to_dicts()  # type: ignore[no-any-return]


def expected(id_: int, text: str) -> list[dict[str, Any]]:
    return [
        {"id": id_, "sentence": s.text, "start": s.start, "end": s.end, "paragraph": s.paragraph, "label": str(s.label),
         **(s.probabilities or {})}
        for s in opinionclf.classify(text).sentences
    ]  # fmt: skip


def test_the_columns_of_details_are_those_that_the_documentation_names() -> None:
    assert [name for name in ATTRIBUTION if f"``{name}``" not in str(classify_frame.__doc__)] == []


@pytest.mark.parametrize("make", FRAMES)
def test_a_row_a_sentence_with_the_other_columns_repeated(make: Any) -> None:
    frame = make(DATA)
    result = classify_frame(frame, text="body")
    assert type(result) is type(frame)
    assert rows_of(result) == expected(10, article(0)) + expected(40, article(1))
    assert list(result.columns) == ["id", "sentence", "start", "end", "paragraph", "label", *LABELS]
    assert frame.equals(make(DATA))  # left as it was


@pytest.mark.parametrize("make", FRAMES)
def test_a_row_a_text_with_a_list_of_its_sentences(make: Any) -> None:
    result = classify_frame(make(DATA), text="body", nested=True)
    assert list(result.columns) == ["id", "body", "sentences"]
    lists = list(result["sentences"]) if make is pd.DataFrame else result["sentences"].to_list()
    for id_, text, found in zip(DATA["id"], TEXTS, lists, strict=True):
        assert found == (None if text is None else [{k: v for k, v in row.items() if k != "id"} for row in expected(id_, text)])


@pytest.mark.parametrize("make", FRAMES)
def test_several_processes_give_the_rows_of_one(make: Any) -> None:
    frame = make({"id": list(range(900)), "body": [article(number) if number % 7 else None for number in range(900)]})
    assert classify_frame(frame, text="body", n_jobs=2).equals(classify_frame(frame, text="body"))
    with pytest.raises(ValueError, match="number of processes"):
        classify_frame(frame, text="body", n_jobs=0)
    assert len(classify_frame(make({"text": [""]}), n_jobs=2)) == 0


@pytest.mark.parametrize("make", FRAMES)
def test_headings_and_furniture_come_when_asked_for(make: Any) -> None:
    result = rows_of(classify_frame(make({"text": [article(0)]}), all_segments=True))
    assert [row["kind"] for row in result] == [s.kind for s in opinionclf.classify(article(0)).segments]
    heading = result[0]
    assert heading["kind"] == "heading"
    assert all(pd.isna(heading[name]) for name in ("label", *LABELS))


@pytest.mark.parametrize("make", FRAMES)
def test_an_empty_frame_gives_the_same_columns_with_the_same_types(make: Any) -> None:
    full = classify_frame(make(DATA), text="body")
    empty = classify_frame(make(DATA)[:0], text="body")
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)
    nested = [classify_frame(make(DATA)[:n], text="body", nested=True)["sentences"].dtype for n in (0, 5)]
    assert nested[0] == nested[1]


def test_the_index_of_pandas_is_repeated() -> None:
    frame = pd.DataFrame(DATA, index=["a", "b", "c", "d", "d"])
    result = classify_frame(frame, text="body")
    assert list(result.index) == ["a"] * 3 + ["d"] * 3
    assert list(classify_frame(frame, text="body", nested=True).index) == list(frame.index)
    assert list(result["label"].cat.categories) == LABELS


def test_pandas_knows_several_kinds_of_missing_text() -> None:
    for missing in (None, float("nan"), pd.NA):
        assert len(classify_frame(pd.DataFrame({"text": pd.Series([missing, "It opened."], dtype=object)}))) == 1


@pytest.mark.parametrize("make", FRAMES)
def test_names_that_are_taken_can_get_a_prefix(make: Any) -> None:
    frame = make({"text": ["It opened."], "label": ["x"]})
    with pytest.raises(DataError, match=r"'label' already; say prefix="):
        classify_frame(frame)
    (row,) = rows_of(classify_frame(frame, prefix="o_"))
    assert (row["label"], row["o_sentence"]) == ("x", "It opened.")
    with pytest.raises(DataError, match="'sentences' already"):
        classify_frame(make({"text": ["It opened."], "sentences": ["x"]}), nested=True)


@pytest.mark.parametrize("make", FRAMES)
def test_what_can_not_be_classified_is_refused(make: Any) -> None:
    with pytest.raises(DataError, match=r"no column 'body' \(columns: text\)"):
        classify_frame(make({"text": ["x"]}), text="body")
    frame = make({"text": [None, 3]}) if make is pl.DataFrame else make({"text": [None, 3]}, dtype=object)
    with pytest.raises(DataError, match=r"1 of 2 cells of column 'text' hold no string; the first is row 1 .*with int 3; err"):
        classify_frame(frame)
    with pytest.raises(ValueError, match="errors is 'skip'; accepted: 'raise', 'missing'"):
        classify_frame(frame, errors="skip")


@pytest.mark.parametrize("nested", [False, True])
def test_cells_that_hold_no_string_are_counted_and_may_be_passed_over(nested: bool) -> None:
    texts = ["It opened.", 5, "It closed.", 3.2, None]
    frame = pd.DataFrame({"body": pd.Series(texts, dtype=object)}).set_index(pd.Index([10, 11, 12, 13, 14]))
    with pytest.raises(DataError, match=r"2 of 5 cells of column 'body' .* row 1 \(index 11\) with int 5; errors='missing'"):
        classify_frame(frame, "body", nested=nested)
    found = classify_frame(frame, "body", nested=nested, errors="missing")
    if nested:
        assert [None if cell is None else len(cell) for cell in found["sentences"]] == [1, None, 1, None, None]
    else:
        assert found.index.tolist() == [10, 12]


def test_half_a_surrogate_pair_stops_no_frame() -> None:
    frame = pd.DataFrame({"text": pd.Series(["It opened \ud800 today. It is a disgrace.", "It rained."], dtype=object)})
    for nested in (False, True):
        assert len(classify_frame(frame, nested=nested)) == (2 if nested else 3)
    assert classify_frame(frame)["sentence"].tolist() == ["It opened ? today.", "It is a disgrace.", "It rained."]


def test_two_columns_of_the_name_are_refused() -> None:
    frame = pd.DataFrame([["It rained.", "It opened."]], columns=["text", "text"])
    with pytest.raises(DataError, match="2 columns are called 'text'"):
        classify_frame(frame)


def test_what_is_no_frame_is_refused() -> None:
    for thing in ([{"text": "x"}], pd.Series(["x"])):
        with pytest.raises(TypeError, match="expected a DataFrame"):
            classify_frame(thing)
    ours = type("DataFrame", (), {"__module__": "dask.dataframe", "columns": ["text"]})()
    with pytest.raises(TypeError, match="not dask DataFrame; hand classify_arrow to its map_partitions"):
        classify_frame(ours)
    with pytest.raises(TypeError, match="collect"):
        classify_frame(pl.LazyFrame({"text": ["x"]}))


def test_the_model_can_be_named() -> None:
    folder = opinionclf.load_model().folder
    frame = pd.DataFrame({"text": [article(0)]})
    for model in (folder, str(folder), opinionclf.load_model()):
        assert classify_frame(frame, model=model).equals(classify_frame(frame))


def test_names_of_columns_may_have_levels() -> None:
    columns = pd.MultiIndex.from_tuples([("page", "id"), ("page", "body")], names=["of", "what"])
    frame = pd.DataFrame(list(zip(DATA["id"], TEXTS, strict=True)), columns=columns, index=[7] * 5)
    found = classify_frame(frame, text=("page", "body"))  # type: ignore[arg-type]
    assert found.columns.names == ["of", "what"]
    assert list(found.columns[:3]) == [("page", "id"), ("sentence", ""), ("start", "")]
    assert found["sentence"].tolist() == [s.text for text in (TEXTS[0], TEXTS[3]) for s in opinionclf.classify(text).sentences]
    assert list(found.index) == [7] * len(found)
    lists = classify_frame(frame, text=("page", "body"), nested=True)["sentences"]  # type: ignore[arg-type]
    assert [None if sentences is None else len(sentences) for sentences in lists] == [3, None, 0, 3, 0]
    with pytest.raises(DataError, match="'start' already"):
        classify_frame(frame.rename(columns={"page": "start", "id": ""}), text=("start", "body"))  # type: ignore[arg-type]


class OwnFrame(pd.DataFrame):  # type: ignore[misc]
    """As of geopandas."""

    @property
    def _constructor(self) -> type[OwnFrame]:
        return OwnFrame


def test_a_class_that_is_made_from_a_frame_is_one() -> None:
    found = classify_frame(OwnFrame(DATA), text="body")
    assert isinstance(found, OwnFrame)
    assert rows_of(pd.DataFrame(found)) == rows_of(classify_frame(pd.DataFrame(DATA), text="body"))


def test_a_type_checker_knows_that_the_result_is_a_frame_of_the_same_library(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    lines = [
        "from opinionclf import classify_frame",
        "class Table: ...",
        'table: Table = classify_frame(Table(), text="body")',
        'number: int = classify_frame(Table(), text="body")',
    ]
    program.write_text("\n".join(lines), encoding="utf-8")
    found, _, _ = mypy.api.run(["--cache-dir", str(tmp_path / "cache"), "--no-pretty", str(program)])
    (error,) = [line for line in found.splitlines() if ": error:" in line]
    assert "program.py:4: error: Incompatible types in assignment" in error
