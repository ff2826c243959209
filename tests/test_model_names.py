"""What the command line takes for the shipped model, for the folder of a model, and for a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, save_small_model

import opinionclf

Run = Callable[..., Any]
OP_ED = EXAMPLES / "op_ed.txt"


def test_every_command_calls_the_shipped_model_default(call: Run, training_file: Path, tmp_path: Path) -> None:
    save_small_model(Path("default"), without="attributed_claim")  # in the working folder
    version = opinionclf.load_model().version
    result = call("classify", OP_ED, "--format", "jsonl", "--model", "default")
    assert json.loads(result.stdout)["summary"]["model_version"] == version
    assert call("explain", "It is a disgrace.", "--model", "default").stdout == call("explain", "It is a disgrace.").stdout
    found = json.loads(call("evaluate", "default", training_file, "--format", "json").stdout)
    assert found["model_version"] == version
    assert call("suggest", OP_ED, "--model", "default", "--output", "a.csv").returncode == 0
    assert call("suggest", OP_ED, "--output", "b.csv").returncode == 0
    assert Path("a.csv").read_text(encoding="utf-8") == Path("b.csv").read_text(encoding="utf-8")
    folder = json.loads(call("classify", OP_ED, "--format", "jsonl", "--model", "./default").stdout)
    assert folder["summary"]["model_version"] == opinionclf.load_model("./default").version != version


def test_a_model_that_is_called_like_the_shipped_one_is_told_apart(call: Run, training_file: Path) -> None:
    result = call("train", training_file, "--output", "default", "--base", "none", "--regularisation", 1, "--folds", 2)
    assert "note: commands take 'default' for the shipped model; say ./default for this one\n" in result.stdout
    own, shipped = (
        json.loads(call("evaluate", name, training_file, "--format", "json").stdout) for name in ("./default", "default")
    )
    assert own["model_version"] != shipped["model_version"]


def test_what_names_no_folder_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a loaded model or the name of its folder"):
        opinionclf.load_model(5)  # type: ignore[arg-type]
    with pytest.raises(opinionclf.ModelError, match="empty"):
        opinionclf.load_model("")


def test_a_loaded_model_is_loaded_already() -> None:
    model = opinionclf.load_model()
    assert opinionclf.load_model(model) is model


def test_a_file_in_place_of_a_model_is_told_what_a_model_is(call: Run) -> None:
    for command in (("classify", OP_ED, "--model", OP_ED), ("evaluate", OP_ED, "default")):
        told = f"opinionclf: {OP_ED}/model.json: not found; a model is a folder with model.json, arrays.bin and features.txt\n"
        assert call(*command).stderr == told


def test_explain_as_json_holds_as_many_features_as_are_wanted(call: Run) -> None:
    every, some = (
        json.loads(call("explain", "It is a shameful disgrace, he said.", "--format", "jsonl", *top).stdout)["explanation"]
        for top in ((), ("--top", "2"))
    )
    names = [row["name"] for row in every["contributions"]]
    assert len(names) > 4
    assert [row["name"] for row in some["contributions"]] == names[:2] + names[-2:]


def test_explain_takes_what_is_no_file_for_a_text(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "work"  # where the command runs
    (folder / "Outrageous").mkdir()
    (folder / "blank.txt").write_text("\n", encoding="utf-8")
    for nothing in ("", "blank.txt"):
        result = run("explain", nothing)
        assert (result.returncode, result.stdout, result.stderr) == (2, "", "opinionclf: no sentence to explain\n")
    word = run("explain", "Outrageous", "--format", "jsonl")
    told = "opinionclf: Outrageous: is a directory, so the word is explained; for an article name its file\n"
    assert (word.returncode, word.stderr) == (0, told)
    assert json.loads(word.stdout)["text"] == "Outrageous"
    assert "is a directory, expected a file" in run("explain", f"{tmp_path}/").stderr
