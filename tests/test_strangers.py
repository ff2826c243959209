"""Models from strangers: loading one reads its own folder, takes the memory its files justify, and never computes nonsense."""

from __future__ import annotations

import json
import os
import random
import shutil
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import model_damage
import pytest
from conftest import Called

import opinionclf
from opinionclf import storage
from opinionclf.classifier import default_model_folder
from opinionclf.errors import ModelError

FILES = ("model.json", "arrays.bin", "features.txt", "information.bin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    target = tmp_path / "model"
    target.mkdir()
    for name in FILES:
        shutil.copy(default_model_folder() / name, target / name)
    return target


def test_a_model_without_the_names_of_its_features_is_refused_when_it_is_loaded(folder: Path) -> None:
    (folder / "features.txt").unlink()
    with pytest.raises(ModelError, match=r"features\.txt: not found; a model is a folder with"):
        opinionclf.load_model(folder)


def reseal(folder: Path, change: Callable[[dict], object]) -> None:
    """Change the description, and make every checksum right again."""
    path = folder / "model.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    change(description)
    for name in FILES[1:]:
        description["files"][name] = storage._file_entry((folder / name).read_bytes())
    description["checksum"] = storage._own_checksum(description)
    path.write_text(json.dumps(description), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        opinionclf.load_model(folder)
    assert str(folder) in str(caught.value)
    return str(caught.value)


def test_a_resealed_model_is_the_same(folder: Path) -> None:
    reseal(folder, lambda description: None)
    assert opinionclf.load_model(folder).classify("It rained.").to_dict() is not None


@pytest.mark.parametrize("name", FILES)
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, name: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)
    with pytest.raises(ModelError, match="not a plain file"):
        _read_all(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
@pytest.mark.parametrize("name", FILES)
def test_a_pipe_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(ModelError, match="not a plain file"):
        _read_all(folder)


def _read_all(folder: Path) -> None:
    _, origin = storage.read_model(folder)
    origin.names()
    origin.information()


def test_a_link_beside_a_model_stays_a_link_when_it_is_replaced(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")
    (folder / "notes.txt").symlink_to(secret)
    storage.save(storage.load(folder), folder, storage.read_model(folder)[1].names())
    assert (folder / "notes.txt").is_symlink()


@pytest.mark.parametrize("change", [
    lambda d: d["arrays"]["sparse"].update(shape=[2**32, 2**32]),
    lambda d: d["arrays"]["sparse"].update(shape=[6148914691236517205, 3]),
    lambda d: d["arrays"]["sparse"].update(shape=[10**18, 3]),
    lambda d: d["arrays"]["lexicon.keys"].update(shape=[2**62]),
    lambda d: d.update(forms=[f"f{i}" for i in range(30_000)]),
    lambda d: d.update(labels=[f"l{i}" for i in range(100_000)]),
])  # fmt: skip
def test_a_model_takes_no_memory_that_its_files_do_not_justify(folder: Path, change: Callable[[dict], object]) -> None:
    reseal(folder, change)
    total = sum((folder / name).stat().st_size for name in FILES)
    tracemalloc.start()
    try:
        refused(folder)
        assert tracemalloc.get_traced_memory()[1] < 16 * total
    finally:
        tracemalloc.stop()


def test_lines_without_end_are_no_names(folder: Path) -> None:
    (folder / "features.txt").write_bytes(b"\n" * 3_000_000)
    reseal(folder, lambda description: None)
    _, origin = storage.read_model(folder)
    tracemalloc.start()
    try:
        with pytest.raises(ModelError, match=r"features\.txt.*3000000 lines"):
            origin.names()
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("change", [
    lambda d: d.update(temperature=1e-300),
    lambda d: d.update(temperature=True),
    lambda d: d.update(temperature=10**400),
    lambda d: d.update(neighbours=1e308),
    lambda d: d.update(scale={"form": float("inf")}),
    lambda d: d.update(scale={"form": 1e300}),
    lambda d: d.update(labels=["fact", "claim", "claim"]),
    lambda d: d.update(labels=["fact", "claim", "\x1b[31mopinion"]),
    lambda d: d.update(labels=["fact", "claim", ""]),
    lambda d: d.update(categories=[*d["categories"], 3]),
    lambda d: d.update(categories=d["categories"][1:]),
    lambda d: d.update(forms="abc"),
    lambda d: d.update(info={"version": "\x1b]0;title\x07"}),
    lambda d: d["arrays"]["sparse"].update(shape=["3", 3]),
    lambda d: d["arrays"]["sparse"].update(shape=[3.0, 3]),
    lambda d: d["arrays"]["sparse"].update(offset=1),
    lambda d: d["arrays"]["table.keys"].update(shape=[1, 65536]),
    lambda d: d["arrays"].update(intercept=[0]),
])  # fmt: skip
def test_what_a_model_may_not_hold(folder: Path, change: Callable[[dict], object]) -> None:
    reseal(folder, change)
    refused(folder)


@pytest.mark.parametrize(("name", "value"), [
    ("intercept", b"\0\0\0\0\0\0\xf8\x7f"), ("intercept", b"\0\0\0\0\0\0\xf0\x7f"), ("lexicon.is_second", b"\2"),
    ("lexicon.longest", b"\xff"), ("lexicon.form", b"\xff\x7f"),
])  # fmt: skip
def test_values_out_of_range_are_refused(folder: Path, name: str, value: bytes) -> None:
    data = bytearray((folder / "arrays.bin").read_bytes())
    offset = json.loads((folder / "model.json").read_text(encoding="utf-8"))["arrays"][name]["offset"]
    data[offset : offset + len(value)] = value
    (folder / "arrays.bin").write_bytes(data)
    reseal(folder, lambda description: None)
    refused(folder)


def test_a_damaged_model_is_refused_or_gives_the_same_answers(tmp_path: Path) -> None:
    damaged, rng = model_damage.Damaged(default_model_folder(), tmp_path), random.Random(0)
    for name in FILES:
        counts = Counter(model_damage.corruptions(damaged, name, 16, rng))
        assert counts["refused"] > 8
        assert counts["refused"] + counts["same"] == 16, counts
        for length in (0, 1, len(damaged.whole[name]) // 2, len(damaged.whole[name]) - 2):
            assert damaged.outcome(name, damaged.whole[name][:length]) == "refused"


def test_damaged_information_is_refused_by_training(folder: Path, call: Callable[..., Called], tmp_path: Path) -> None:
    data = bytearray((folder / "information.bin").read_bytes())
    data[100] ^= 1
    (folder / "information.bin").write_bytes(data)
    rows = tmp_path / "rows.jsonl"
    labels = ("factual_report", "attributed_claim", "editorial_opinion")
    rows.write_text("".join(json.dumps({"text": f"It rained {i}.", "label": labels[i % 3]}) + "\n" for i in range(60)), "utf-8")
    result = call("train", rows, "--base", folder, "--output", tmp_path / "new")
    assert result.returncode == 2
    assert "information.bin: the checksum does not match" in result.stderr
    assert not (tmp_path / "new").exists()


def test_only_a_training_that_goes_on_from_a_model_misses_its_information(
    folder: Path, call: Callable[..., Called], training_file: Path, tmp_path: Path
) -> None:
    (folder / "information.bin").unlink()
    assert str(opinionclf.load_model(folder).classify("What a farce!").sentences[0].explain().label) == "editorial_opinion"
    assert call("evaluate", folder, training_file).returncode == 0
    result = call("train", training_file, "--base", folder, "--output", tmp_path / "new")
    assert (result.returncode, result.stderr) == (2, (
        f"opinionclf: {folder / 'information.bin'}: not found; a model can do without it, but not a training that goes on from "
        "the model\n"
    ))  # fmt: skip
