"""Models on disk: what is saved comes back, what is damaged is refused, and nothing in a model can run code."""

from __future__ import annotations

import ast
import dataclasses
import itertools
import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import EXAMPLES, REPOSITORY, save_small_model

import opinionclf
from opinionclf import classify_frame, folders, storage
from opinionclf.errors import ModelError

FILES = ("arrays.bin", "features.txt", "model.json")
TEXT = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    source = opinionclf.load_model().folder
    assert source is not None
    target = tmp_path / "model"
    target.mkdir()
    for name in FILES:
        shutil.copy(source / name, target / name)
    return target


def rewrite(folder: Path, change: Callable[[dict], object], seal: bool = True) -> None:
    """Change the description of a model; `seal` makes its checksum right again."""
    path = folder / "model.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    change(description)
    if seal:
        description["checksum"] = storage._own_checksum(description)
    path.write_text(json.dumps(description), encoding="utf-8")


def test_a_saved_model_gives_the_same_probabilities_and_bytes(folder: Path, tmp_path: Path) -> None:
    model = storage.load(folder)
    origin = opinionclf.load_model().origin
    assert origin is not None
    information = origin.information()
    beside = {} if information is None else {storage.INFORMATION: information}
    storage.save(model, tmp_path / "again", storage.read_model(folder)[1].names(), beside)
    again = opinionclf.load_model(tmp_path / "again")
    np.testing.assert_array_equal(again.classify(TEXT).probability, opinionclf.classify(TEXT).probability)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


def test_the_model_tells_what_it_is() -> None:
    folder = opinionclf.load_model().folder
    assert folder is not None
    description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert description["schema"] == storage.SCHEMA
    assert description["labels"] == ["factual_report", "attributed_claim", "editorial_opinion"]
    info = description["info"]
    assert len(info["training_sha256"]) == 64
    assert info["version"] == opinionclf.__version__
    assert sum(info["label_shares"].values()) == pytest.approx(1.0, abs=1e-3)
    assert {"n_documents", "n_sentences", "settings", "quality"} <= set(info)


def test_a_model_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    model = dataclasses.replace(opinionclf.load_model().model, labels=["a", "b", "no\nname"])
    with pytest.raises(ModelError, match="'labels'"):
        storage.save(model, tmp_path / "model", [])
    assert not (tmp_path / "model").exists()


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_place_behind_links_in_a_circle_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    with pytest.raises(ModelError, match="circle"):
        storage.check_place(tmp_path / "one")


def test_half_a_surrogate_pair_among_the_facts_of_a_model_is_no_obstacle(tmp_path: Path) -> None:
    model = opinionclf.load_model().model
    info = {**model.info, "quality": {"groups": {"\ud801": 1}}}
    storage.save(dataclasses.replace(model, info=info), tmp_path / "model", opinionclf.load_model().feature_names)
    assert storage.load(tmp_path / "model").info["quality"] == info["quality"]


def test_whoever_changes_the_labels_of_a_result_changes_no_model() -> None:
    labels = opinionclf.load_model().model.labels
    opinionclf.classify(TEXT).labels.sort()
    opinionclf.classify_columns([TEXT]).labels.reverse()
    assert opinionclf.load_model().model.labels == labels


def test_every_sparse_feature_has_a_name() -> None:
    classifier = opinionclf.load_model()
    assert classifier.folder is not None
    names = storage.read_model(classifier.folder)[1].names()
    assert len(names) == len(classifier.model.sparse)
    assert all(":" in name for name in names)


@pytest.mark.parametrize("name", FILES[::2])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name}: not found"):
        opinionclf.load_model(folder)


@pytest.mark.parametrize("place", [0, 1000, -1])
def test_a_changed_byte_is_noticed(folder: Path, place: int) -> None:
    data = bytearray((folder / "arrays.bin").read_bytes())
    data[place] ^= 1
    (folder / "arrays.bin").write_bytes(data)
    with pytest.raises(ModelError, match=r"arrays\.bin: the checksum does not match"):
        opinionclf.load_model(folder)


@pytest.mark.parametrize("keep", [0, 1, 5000])
def test_a_cut_file_is_noticed(folder: Path, keep: int) -> None:
    for name in ("arrays.bin", "model.json"):
        original = (folder / name).read_bytes()
        (folder / name).write_bytes(original[:keep])
        with pytest.raises(ModelError, match=name):
            opinionclf.load_model(folder)
        (folder / name).write_bytes(original)


def test_names_are_checked_when_they_are_read(folder: Path) -> None:
    (folder / "features.txt").write_text("changed\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"features\.txt"):
        storage.read_model(folder)[1].names()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "3", "{}", "[" * 100_000, "\0", '{"schema": 1}'])
def test_a_description_that_is_none_is_refused(folder: Path, content: str) -> None:
    (folder / "model.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        opinionclf.load_model(folder)


def test_another_schema_is_refused_with_what_to_do(folder: Path) -> None:
    rewrite(folder, lambda description: description.update(schema=99))
    with pytest.raises(ModelError, match=r"schema 99.*train it again"):
        opinionclf.load_model(folder)


def test_an_edited_description_is_noticed(folder: Path) -> None:
    rewrite(folder, lambda description: description.update(temperature=2.0), seal=False)
    with pytest.raises(ModelError, match="checksum"):
        opinionclf.load_model(folder)


@pytest.mark.parametrize("change", [
    lambda d: d.pop("labels"),
    lambda d: d.update(labels=["one"]),
    lambda d: d.update(labels=[1, 2, 3]),
    lambda d: d.update(labels=None),
    lambda d: d.update(temperature=0.0),
    lambda d: d.update(temperature=float("nan")),
    lambda d: d.update(neighbours="much"),
    lambda d: d.update(scale=[]),
    lambda d: d["scale"].update(char=0.5),
    lambda d: d["scale"].update(word="much"),
    lambda d: d.update(categories=d["categories"][:1]),
    lambda d: d.update(forms=[]),
    lambda d: d.update(arrays={}),
    lambda d: d.update(arrays=None),
    lambda d: d["arrays"]["dense"].update(offset=-8),
    lambda d: d["arrays"]["dense"].update(offset=10**12),
    lambda d: d["arrays"]["sparse"].update(shape=[-1, 3]),
    lambda d: d["arrays"]["sparse"].update(shape=[10**12, 3]),
    lambda d: d["arrays"]["table.steps"].update(shape=[3]),
    lambda d: d.update(files=None),
    lambda d: d.update(info=None),
])  # fmt: skip
def test_a_description_that_does_not_fit_is_refused(folder: Path, change: Callable[[dict], object]) -> None:
    rewrite(folder, change)
    with pytest.raises(ModelError):
        opinionclf.load_model(folder)


def test_a_group_of_features_that_is_unknown_is_not_taken_for_words() -> None:
    other = dataclasses.replace(opinionclf.load_model().model, scale={"char": 0.5})
    with pytest.raises(KeyError, match="char"):
        opinionclf.Classifier(other).classify("It rained.")


def test_a_model_of_other_features_is_refused(folder: Path) -> None:
    rewrite(folder, lambda description: description["dense_names"].__setitem__(0, "style:other"))
    with pytest.raises(ModelError, match="train it again"):
        opinionclf.load_model(folder)


@pytest.mark.parametrize("change", [list.reverse, list.pop, lambda names: names.append("surprise"), list.clear])
def test_a_model_of_other_lexicon_categories_is_refused(folder: Path, change: Callable[[list[str]], object]) -> None:
    rewrite(folder, lambda description: change(description["categories"]))
    with pytest.raises(ModelError, match="other lexicon categories than this version; train it again"):
        opinionclf.load_model(folder)


def test_a_failed_save_leaves_the_old_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = storage.load(folder)

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "_write_files", fail)
    with pytest.raises(ModelError, match="No space left"):
        storage.save(model, folder, [])
    monkeypatch.undo()
    assert storage.load(folder).labels == model.labels
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_nothing_in_the_package_reads_pickles() -> None:
    forbidden = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "skops"}
    for path in (REPOSITORY / "opinionclf").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            if isinstance(node, ast.ImportFrom):
                names.append(node.module or "")
            assert not forbidden & {name.split(".")[0] for name in names}, path
            if isinstance(node, ast.keyword):
                assert node.arg != "allow_pickle", path
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in {("np", "load"), ("joblib", "load")}, path


def test_one_plain_sentence_in_front_does_not_make_a_fact_of_a_claim() -> None:
    """A short article says little about its kind (docs/decisions/0005-context.md)."""
    doc = opinionclf.classify("A van was found by the river on Monday. The plates were false, police said.")
    assert [str(s.label) for s in doc.sentences] == ["factual_report", "attributed_claim"]


# Which model it is


def test_every_model_has_a_version_of_its_own(tmp_path: Path) -> None:
    save_small_model(tmp_path / "two", without="attributed_claim")
    save_small_model(tmp_path / "three")
    versions = [opinionclf.load_model(path).version for path in (None, tmp_path / "two", tmp_path / "three")]
    assert len(set(versions)) == 3
    assert all(version.startswith(f"{opinionclf.__version__}+") for version in versions)
    assert opinionclf.classify("It rained.").summary["model_version"] == versions[0]


def test_the_version_goes_with_the_model_wherever_it_is_kept(folder: Path, tmp_path: Path) -> None:
    loaded = opinionclf.load_model(folder)
    assert loaded.version == opinionclf.load_model().version
    assert opinionclf.Classifier(loaded.model).version == loaded.version
    assert pickle.loads(pickle.dumps(loaded)).version == loaded.version
    storage.save(loaded.model, tmp_path / "again", loaded.feature_names)
    assert opinionclf.load_model(tmp_path / "again").version == loaded.version


def test_another_temperature_is_another_version() -> None:
    model = opinionclf.load_model().model
    other = opinionclf.Classifier(dataclasses.replace(model, temperature=5.0))
    assert other.version != opinionclf.load_model().version


def test_names_of_a_model_that_was_put_in_its_place_are_not_taken_for_its_own(tmp_path: Path) -> None:
    save_small_model(tmp_path / "model")
    model = opinionclf.load_model(tmp_path / "model")
    document = model.classify("The bridge is a disgrace.")
    save_small_model(tmp_path / "model", without="attributed_claim")
    with pytest.raises(ModelError, match=r"features\.txt.*load it again"):
        [contribution.name for contribution in document.sentences[0].explain().contributions]
    again = opinionclf.load_model(tmp_path / "model").classify("The bridge is a disgrace.")
    assert all(contribution.name for contribution in again.sentences[0].explain().contributions)


def test_names_that_are_the_same_in_a_new_model_are_read(folder: Path) -> None:
    model = opinionclf.load_model(folder)
    rewrite(folder, lambda description: description.update(temperature=2.0))
    assert model.feature_names == opinionclf.load_model().feature_names


def test_a_folder_is_read_again_when_another_model_stands_in_it(tmp_path: Path) -> None:
    text, name = "The bridge is a disgrace.", str(tmp_path / "model")
    frame = pd.DataFrame({"text": [text]})
    for left_out in (None, "attributed_claim"):
        save_small_model(tmp_path / "model", left_out)
        labels = list(opinionclf.load_model(name).model.labels)
        assert opinionclf.classify(text, model=name).labels == labels
        assert classify_frame(frame, model=name).columns.tolist()[-len(labels) - 1 :] == ["label", *labels]


def test_a_folder_is_read_once_as_long_as_it_stays_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [opinionclf.classify("It rained.", model=folder)]
    monkeypatch.setattr(storage, "_read_arrays", lambda *_: pytest.fail("read again"))
    documents.append(opinionclf.classify("It rained.", model=str(folder)))
    documents += opinionclf.classify_many(["It rained."], model=folder)
    assert len({document.model_version for document in documents}) == 1
    assert len(opinionclf.classify_columns(["It rained."], model=folder)) == 1


def test_what_is_no_model_is_refused_with_what_is_accepted() -> None:
    for thing in (3, opinionclf.load_model().model, ["model"]):
        with pytest.raises(TypeError, match="a loaded model or the name of its folder"):
            opinionclf.classify("It rained.", model=thing)  # type: ignore[arg-type]


def test_default_is_the_shipped_model_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_small_model(tmp_path / "default")
    monkeypatch.chdir(tmp_path)
    assert opinionclf.load_model("default").version == opinionclf.load_model().version
    assert opinionclf.classify("It rained.", model="default").model_version == opinionclf.load_model().version
    assert opinionclf.load_model("./default").version == opinionclf.load_model(tmp_path / "default").version


# Replacing a folder


@pytest.fixture
def failing_moves(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Folders can't be swapped in one step, and the moves with these numbers, from 1, fail."""
    move, failing, moves = os.replace, set[int](), itertools.count(1)

    def fails(source: Path, target: Path) -> None:
        if next(moves) in failing:
            raise OSError("no space left")
        move(source, target)

    monkeypatch.setattr(folders, "_swap", lambda *_: False)
    monkeypatch.setattr(folders.os, "replace", fails)
    return failing


def test_an_old_model_that_can_not_be_put_back_is_still_there(folder: Path, tmp_path: Path, failing_moves: set[int]) -> None:
    content = (folder / "arrays.bin").read_bytes()
    failing_moves |= set(range(2, 100))
    with pytest.raises(ModelError, match="can't be written"):
        storage.save(storage.load(folder), folder, storage.read_model(folder)[1].names())
    assert [path.read_bytes() for path in tmp_path.glob("**/arrays.bin")] == [content]


def test_an_old_model_is_put_back_where_the_new_one_can_not_take_its_place(
    folder: Path, tmp_path: Path, failing_moves: set[int]
) -> None:
    failing_moves.add(2)
    with pytest.raises(ModelError, match="no space left"):
        storage.save(storage.load(folder), folder, storage.read_model(folder)[1].names())
    assert opinionclf.load_model(folder).version == opinionclf.load_model().version
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_link_to_a_model_stays_and_the_model_behind_it_is_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder)
    save_small_model(tmp_path / "current")
    assert (tmp_path / "current").is_symlink()
    assert opinionclf.load_model(folder).version != opinionclf.load_model().version
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", folder.name]
