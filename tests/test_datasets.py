"""Hugging Face datasets: a function for map."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import datasets
import pytest
from conftest import article, save_small_model

import opinionclf
from opinionclf import DataError
from opinionclf.integrations.arrow import classify_arrow
from opinionclf.integrations.datasets_map import classify_examples, sentence_features

DATA = {"id": [1, 2, 3], "body": [article(0), None, article(1)]}


@pytest.fixture(autouse=True)
def _quiet(tmp_path: Path) -> Iterator[None]:
    datasets.disable_progress_bars()
    yield
    datasets.enable_progress_bars()


def test_map_adds_a_list_of_sentences() -> None:
    dataset = datasets.Dataset.from_dict(DATA).map(classify_examples, batched=True, batch_size=2, fn_kwargs={"text": "body"})
    assert dataset.column_names == ["id", "body", "sentences"]
    assert dataset[1]["sentences"] is None
    found = [sentence["label"] for sentence in dataset[0]["sentences"]]
    assert found == [str(s.label) for s in opinionclf.classify(article(0)).sentences]


def test_a_loaded_model_is_asked_where_map_keeps_results_of_the_folder_it_is_from(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "The bridge is a disgrace."}', encoding="utf-8")
    rows = datasets.load_dataset("json", data_files=str(tmp_path / "rows.jsonl"), cache_dir=str(tmp_path / "cache"))["train"]
    folder, found = tmp_path / "model", []
    for left_out in (None, "attributed_claim"):
        save_small_model(folder, left_out)
        for model in (str(folder), opinionclf.load_model(folder)):
            found += rows.map(classify_examples, batched=True, fn_kwargs={"model": model})[0]["sentences"]
    assert ["attributed_claim" in sentence for sentence in found] == [True, True, True, False]


def test_map_can_give_one_row_a_sentence() -> None:
    options = {"fn_kwargs": {"text": "body", "nested": False}, "remove_columns": ["body"]}
    dataset = datasets.Dataset.from_dict(DATA).map(classify_examples, batched=True, **options)
    assert dataset["id"][:] == [1, 1, 1, 3, 3, 3]
    assert dataset["sentence"][:] == [s.text for text in (article(0), article(1)) for s in opinionclf.classify(text).sentences]


def test_the_function_over_arrow_works_too() -> None:
    options = {"batched": True, "fn_kwargs": {"text": "body"}, "remove_columns": ["body"]}
    arrow = datasets.Dataset.from_dict(DATA).with_format("arrow").map(classify_arrow, **options).with_format(None)
    options["fn_kwargs"] = {"text": "body", "nested": False}
    assert arrow.to_list() == datasets.Dataset.from_dict(DATA).map(classify_examples, **options).to_list()


def test_several_processes_and_streams_give_the_same() -> None:
    dataset = datasets.Dataset.from_dict({"text": [article(number) for number in range(40)]})
    expected = dataset.map(classify_examples, batched=True).to_list()
    assert list(dataset.to_iterable_dataset().map(classify_examples, batched=True)) == expected


def test_what_can_not_be_classified_is_refused() -> None:
    with pytest.raises(DataError, match="no column 'text'"):
        classify_examples(DATA)
    with pytest.raises(DataError, match="'sentences' already"):
        classify_examples({"text": ["x"], "sentences": ["x"]})


def test_a_single_example_is_no_batch_of_characters() -> None:
    with pytest.raises(TypeError, match="batched=True"):
        datasets.Dataset.from_dict({"text": [article(0)]}).map(classify_examples)
    for text in (article(0), None):
        with pytest.raises(TypeError, match="batched=True"):
            classify_examples({"text": text})  # type: ignore[dict-item]


@pytest.mark.parametrize("form", ["pandas", "polars", "arrow"])
def test_tables_and_frames_of_a_data_set_with_a_format_are_not_taken_for_lists(form: str) -> None:
    dataset = datasets.Dataset.from_dict({"id": [1, 2], "text": [article(0), None]})
    try:
        dataset = dataset.with_format(form)
    except ValueError:
        pytest.skip(f"this version of datasets has no format {form}")
    with pytest.raises(TypeError, match=r"expected lists of examples, not a (pandas|polars|pyarrow) \w+, as") as caught:
        dataset.map(classify_examples, batched=True)
    assert "with_format(None)" in str(caught.value)
    assert "harbour" not in str(caught.value)
    try:
        found = dataset.map(classify_arrow, batched=True, remove_columns=["text"])
    except NotImplementedError:
        pytest.skip("this version of datasets can't keep every column of Arrow")
    assert found.with_format(None)["id"][:] == [1, 1, 1]


def test_arrays_of_a_data_set_with_a_format_are_lists_as_any() -> None:
    dataset = datasets.Dataset.from_dict({"id": [1, 2], "text": [article(0), article(1)]})
    expected = dataset.map(classify_examples, batched=True).to_list()
    assert dataset.with_format("numpy").map(classify_examples, batched=True).with_format(None).to_list() == expected


@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.parametrize("all_segments", [True, False])
def test_features_are_known_beforehand(nested: bool, all_segments: bool) -> None:
    dataset = datasets.Dataset.from_dict(DATA)
    options = {"text": "body", "nested": nested, "all_segments": all_segments, "prefix": "x_"}
    found = dataset.map(classify_examples, batched=True, fn_kwargs=options, remove_columns=None if nested else ["body"])
    assert sentence_features(dataset.features, **options) == found.features


def test_with_its_features_a_data_set_may_begin_without_sentences() -> None:
    dataset = datasets.Dataset.from_dict({"text": [None, None, "", "", article(0)]})
    options = {"batched": True, "batch_size": 2, "writer_batch_size": 2}
    found = dataset.map(classify_examples, features=sentence_features(dataset.features), **options)
    assert found["sentences"][:4] == [None, None, [], []]
    assert found[4]["sentences"] == classify_examples({"text": [article(0)]})["sentences"][0]
