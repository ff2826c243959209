"""Labels that are called like a column of results: none are trained, and older models with some give no such table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import EXAMPLES, Called

import opinionclf
from opinionclf.columnnames import RESERVED
from opinionclf.commands.tablewriters import Table
from opinionclf.errors import DataError, ModelError
from opinionclf.integrations.arrow import classify_arrow
from opinionclf.integrations.datasets_map import classify_examples, sentence_features
from opinionclf.integrations.segments import segment_columns
from opinionclf.storage import save
from opinionclf.training.readers.options import check_label_names

Call = Callable[..., Called]


@pytest.fixture(scope="module")
def odd() -> opinionclf.Classifier:
    """A model with labels that no training gives any more."""
    shipped = opinionclf.load_model()
    return opinionclf.Classifier(replace(shipped.model, labels=["text", "start", "sentence"]), names=shipped.feature_names)


def test_no_column_can_be_a_label() -> None:
    written = set(Table([], details=True).beside_labels) | set(segment_columns([], all_segments=True, details=True))
    assert written <= set(RESERVED)
    for name in RESERVED:
        with pytest.raises(DataError, match=f"label '{name}' is called like a column"):
            check_label_names(["report", name])


def test_train_refuses_such_labels_before_it_reads(call: Call) -> None:
    result = call("train", "nothing.jsonl", "--labels", "report,start", "--output", "model")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "opinionclf: label 'start' is called like a column beside the probabilities; rename it\n"


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_in_columns_are_refused_and_others_written(call: Call, odd: opinionclf.Classifier, form: str) -> None:
    save(odd.model, Path("odd"), odd.feature_names)
    Path("old").write_text("It rained.", encoding="utf-8")
    result = call("classify", EXAMPLES / "op_ed.txt", "--model", "odd", "--format", form, "--output", "old")
    assert (result.returncode, result.stdout) == (2, "")
    assert "the model has a label 'text', which is the name of another column too" in result.stderr
    assert [path.name for path in Path().glob("old*")] == ["old"]
    assert call("classify", EXAMPLES / "op_ed.txt", "--model", "odd", "--format", "jsonl").returncode == 0


def test_frames_tables_and_data_sets_are_refused(odd: opinionclf.Classifier) -> None:
    columns = {"text": ["It rained."]}
    calls: list[Callable[[], object]] = [
        lambda: classify_examples(columns, model=odd), lambda: classify_arrow(pa.table(columns), model=odd),
        lambda: sentence_features(columns, model=odd),
    ]  # fmt: skip
    for frame in (pd.DataFrame(columns), pl.DataFrame(columns)):
        calls += [lambda frame=frame, nested=nested: opinionclf.classify_frame(frame, nested=nested, model=odd)  # type: ignore[misc]
                  for nested in (True, False)]  # fmt: skip
    for call in calls:
        with pytest.raises(ModelError, match="the model has a label 'start'"):
            call()
