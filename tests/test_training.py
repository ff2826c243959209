"""Training: the same data give the same model, everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, REPOSITORY, small_rows

import opinionclf
from opinionclf.training.corpus import read_corpus
from opinionclf.training.evaluate import report_of

FILES = ("arrays.bin", "features.txt", "information.bin", "model.json")
SHIPPED = REPOSITORY / "models" / "default"
CORPUS = REPOSITORY / "training_data"


def test_training_twice_gives_the_same_bytes(run: Callable, training_file: Path, tmp_path: Path) -> None:
    # Other processes, other orders of hashing, other numbers of jobs.
    for name, seed, jobs in (("a", "1", 1), ("b", "2", 2)):
        result = run("train", training_file, "--output", tmp_path / name, "--folds", 3, "--jobs", jobs, PYTHONHASHSEED=seed)
        assert result.returncode == 0, result.stderr
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_model_holds_nothing_of_the_run(call: Callable, training_file: Path, tmp_path: Path) -> None:
    call("train", training_file, "--output", tmp_path / "model")
    text = (tmp_path / "model" / "model.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert training_file.name not in text


def test_figures_are_those_of_the_confusion_matrix() -> None:
    report = report_of(["a", "b", "c"], np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 2]))
    assert report.confusion.tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 0]]
    np.testing.assert_allclose(report.precision, [1, 2 / 3, 0])
    np.testing.assert_allclose(report.recall, [1 / 2, 2 / 3, 0])
    np.testing.assert_allclose(report.f1, [2 / 3, 2 / 3, 0])
    assert report.macro_f1 == pytest.approx(2 / 3)  # of the labels in the data
    assert report.accuracy == pytest.approx(3 / 5)


def test_the_shipped_model_names_the_corpus_it_was_trained_on() -> None:
    info = opinionclf.load_model(SHIPPED).model.info
    assert info["training_sha256"] == read_corpus(CORPUS).sha256, "the corpus has changed: make train"


@pytest.mark.slow
def test_the_shipped_model_can_be_built_again(run: Callable, tmp_path: Path) -> None:
    result = run("train", CORPUS, "--output", tmp_path / "model")
    assert result.returncode == 0, result.stderr
    different = [name for name in FILES if (tmp_path / "model" / name).read_bytes() != (SHIPPED / name).read_bytes()]
    if not different:
        return
    # Another processor or solver may round a weight to its neighbour: nobody may notice.
    print(f"not the same bytes on this machine: {', '.join(different)}")
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    texts += [page.page.text for page in read_corpus(CORPUS).pages]
    shipped, again = opinionclf.load_model(SHIPPED), opinionclf.load_model(tmp_path / "model")
    for one, two in zip(shipped.classify_many(texts), again.classify_many(texts), strict=True):
        np.testing.assert_allclose(one.probability, two.probability, atol=0.001)
        other = one.probability.argmax(axis=1) != two.probability.argmax(axis=1)
        best_two = np.sort(one.probability[other], axis=1)[:, -2:]
        assert (np.diff(best_two) < 0.002).all(), "another label only where two are as likely"


def test_the_rows_of_these_tests_hold_all_labels() -> None:
    assert {row["label"] for row in small_rows()} == {label.value for label in opinionclf.Label}
