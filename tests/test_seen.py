"""Figures on sentences that a model was trained on are told, in whatever form and order these come."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import Called, json_lines, save_small_model, small_rows

import opinionclf
from opinionclf.errors import ModelError
from opinionclf.training import seen
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.seen import Seen, hashes_of, seen_by

Call = Callable[..., Called]
FEW = ("--regularisation", "1", "--class-weight", "none", "--folds", "2")


@pytest.fixture
def trained(call: Call, training_file: Path) -> Path:
    """A model of the small file."""
    assert call("train", training_file, "--base", "none", "--output", "m", *FEW).returncode == 0
    return Path("m")


def notes(call: Call, *command: object) -> str:
    result = call(*command)
    assert result.returncode == 0, result.stderr
    return "\n".join(line for line in result.stdout.splitlines() if line.startswith("note: "))


def pages_of(path: Path) -> list:
    return load_data([path], ReadOptions()).pages


def test_sentences_of_the_training_are_told_in_another_form_and_order(call: Call, trained: Path, training_file: Path) -> None:
    assert call("convert", training_file, "--output", "rows.csv").returncode == 0
    rows = small_rows()
    Path("half.jsonl").write_bytes(json_lines(rows[: len(rows) // 2]))
    Path("turned.jsonl").write_bytes(json_lines(rows[::-1]))
    Path("spaces.jsonl").write_bytes(json_lines([{**row, "text": str(row["text"]).replace(" ", "  ").upper()} for row in rows]))
    for data, n in (("rows.csv", 96), ("half.jsonl", 48), ("turned.jsonl", 96), ("spaces.jsonl", 96)):
        told = f"trained on {n} of the {n} sentences: the figures are too good"
        assert told in notes(call, "evaluate", trained, data), data
        assert f"m: the model or its base was {told}" in notes(call, "compare", "default", trained, data), data
    others = [{**row, "text": f"{row['text']} It rained."} for row in rows]
    Path("mixed.jsonl").write_bytes(json_lines([*others, *rows[:3]]))
    assert "trained on 3 of the 99 sentences" in notes(call, "evaluate", trained, "mixed.jsonl")
    Path("others.jsonl").write_bytes(json_lines(others))
    assert "trained on" not in notes(call, "evaluate", trained, "others.jsonl")


def test_sentences_of_the_base_are_told_too(call: Call, trained: Path) -> None:
    rows = small_rows()
    Path("new.jsonl").write_bytes(json_lines([{**row, "text": f"{row['text']} It rained."} for row in rows]))
    Path("half.jsonl").write_bytes(json_lines(rows[:40]))
    told = notes(call, "train", "new.jsonl", "--base", trained, "--test", "half.jsonl", "--output", "n", *FEW)
    assert "test data: the base was trained on 40 of the 40 sentences" in told
    assert "the model or its base was trained on 40 of the 40 sentences" in notes(call, "evaluate", "n", "half.jsonl")


def test_an_estimator_keeps_its_sentences_and_the_same_data_give_the_same_bytes(call: Call, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_small_model(tmp_path / name)
    one, two = ((tmp_path / name / "sentences.bin").read_bytes() for name in ("one", "two"))
    assert one == two
    Path("half.jsonl").write_bytes(json_lines(small_rows()[:40]))
    assert "trained on 40 of the 40" in notes(call, "evaluate", tmp_path / "one", "half.jsonl")


def test_a_model_without_its_list_or_with_a_damaged_one(call: Call, trained: Path) -> None:
    Path("half.jsonl").write_bytes(json_lines(small_rows()[:40]))
    data = (trained / "sentences.bin").read_bytes()
    (trained / "sentences.bin").write_bytes(data[:-4])
    refused = call("evaluate", trained, "half.jsonl")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "sentences.bin: the checksum does not match" in refused.stderr
    assert opinionclf.load_model(trained).classify("It rained.").sentences  # which asks for no such file
    (trained / "sentences.bin").unlink()
    assert "trained on" not in notes(call, "evaluate", trained, "half.jsonl")


@pytest.mark.parametrize("data", [b"", b"123", np.array([9, 3, 3], "<u4").tobytes(), np.array([2, 3], "<u4").tobytes(),
                                  np.array([9, 3, 1], "<u4").tobytes(), bytes(4 * (seen.MOST + 2))])  # fmt: skip
def test_a_list_that_no_training_writes_is_refused(data: bytes, tmp_path: Path) -> None:
    model = opinionclf.load_model()
    opinionclf.storage.save(model.model, tmp_path / "m", model.feature_names, {"sentences.bin": data})
    with pytest.raises(ModelError, match=r"sentences\.bin: not what a training keeps"):
        seen_by(opinionclf.load_model(tmp_path / "m").origin)


def test_of_many_sentences_a_sample_of_constant_size_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(seen, "MOST", 100)
    path = tmp_path / "rows.jsonl"
    rows = [{"text": f"It rained for {n} days.", "label": "factual_report"} for n in range(1000)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    pages = pages_of(path)
    whole = Seen.of(pages)
    assert len(whole.encode()) == 4 * 101
    assert whole.among(pages) == (100, 100)
    parts = Seen.of(pages[:700]).joined(Seen.of(pages[300:]))
    assert parts.encode() == whole.encode()
    assert whole.among(pages[:500])[0] == (hashes_of(pages[:500]) <= whole.bound).sum()
    other = [page for page in pages_of(path) if page.labels]
    assert Seen.of(other[:50]).among(other[50:])[1] == 0
