"""What chooses the settings of a retrained model, what has no part in it, what the base keeps, and what is told of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import Called, small_rows

import opinionclf
from opinionclf import SentenceClassifier
from opinionclf.training import choose, fit, prior, retrain
from opinionclf.training.findings import number_texts
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.settings import DEFAULT

Call = Callable[..., Called]
ROWS = small_rows()
X = [[str(row["document"]), str(row["text"])] for row in ROWS]
Y = [str(row["label"]) for row in ROWS]
QUESTIONS = ["Shall we wait for the ferry?", "Would you like some tea first?", "Who knows where the cat is?"]
UNSEEN = ["Rain fell.", "The sea was calm that year.", "It is a foolish thing to close the school.", "He said it was late."]


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def questions(documents: list[str]) -> list[dict[str, object]]:
    """Sentences of a label that the shipped model does not have."""
    return [{"document": name, "text": text, "label": "question"} for name, text in zip(documents, QUESTIONS, strict=True)]


def fitted(rows: list[dict[str, object]], **options: Any) -> SentenceClassifier:
    """Fit on rows in the context of their documents."""
    return SentenceClassifier(**options).fit([[row["document"], row["text"]] for row in rows], [row["label"] for row in rows])


# The choice


def sure(right: list[bool], y: np.ndarray) -> np.ndarray:
    """Scores of two labels that lean to the label of each sentence, or to the other."""
    given = np.where(right, y, 1 - y)
    return np.eye(2)[given] * 2.0


def test_the_candidate_is_taken_that_does_best_where_each_label_counts_the_same() -> None:
    y = np.array([0] * 90 + [1] * 10)
    common_right = [True] * 90 + [False] * 10
    both_mostly = [i % 5 > 0 for i in range(90)] + [True] * 10
    scores = np.stack([sure(common_right, y), sure(both_mostly, y), sure([False] * 100, y)])
    candidates = [(0.1, 0.0), (1.0, 0.0), (3.0, 0.0)]
    found = choose._best(y, np.arange(100), scores, np.ones(100, dtype=bool), candidates)
    # Counting sentences alike, the first would win: 90 right against 82.
    assert found.C == 1.0
    assert [C for C, *_ in found.table] == [0.1, 1.0, 3.0]
    np.testing.assert_array_equal(found.scores, scores[1])


def test_sentences_of_a_label_that_their_fold_could_not_learn_have_no_part_in_the_choice() -> None:
    rng = np.random.default_rng(0)
    y = np.array([0] * 60 + [1] * 60 + [2] * 3)
    scores = np.stack([sharpness * np.eye(3)[y] + rng.normal(size=(123, 3)) for sharpness in (0.5, 2.0)])
    scores[:, 120:, 2] = [[-3.0] * 3, [-30.0] * 3]
    candidates = [(0.1, 0.0), (1.0, 0.0)]
    learnt = y < 2
    found = choose._best(y, np.arange(123), scores, learnt, candidates)
    alone = choose._best(y[:120], np.arange(120), scores[:, :120], learnt[:120], candidates)
    assert (found.C, found.temperature) == (alone.C, alone.temperature)
    assert choose._best(y, np.arange(123), scores, np.ones(123, dtype=bool), candidates).C != found.C
    assert len(found.scores) == 123


def test_a_label_in_one_document_only_is_told_to_have_no_part_in_the_choice(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [*ROWS, *questions(["q"] * 3)])
    labels = ",".join([*sorted(set(Y)), "question"])
    result = call("train", path, "--output", "model", "--labels", labels, "--folds", 2)
    assert result.returncode == 0
    assert "note: 3 sentences of the label question had no others to be learnt from outside their fold" in result.stdout
    assert "had no others to be learnt from" in Path("model/MODEL_CARD.md").read_text(encoding="utf-8")


def test_held_out_sentences_are_read_in_their_context(tmp_path: Path) -> None:
    rows = []
    for i in range(8):
        kind = ("factual_report", "editorial_opinion")[i % 2]
        texts = [str(row["text"]) for row in ROWS if row["label"] == kind][i // 2 * 8 : i // 2 * 8 + 8]
        rows += [{"document": str(i), "text": text, "label": kind} for text in [*texts[:4], "So it goes.", *texts[4:]]]
    data = load_data([write(tmp_path / "rows.jsonl", rows)], ReadOptions(labels=("factual_report", "editorial_opinion")))
    found = retrain.retrain(data, number_texts(data.pages), None, choose.Choices(C=1.0, class_weight="none"))
    # Only its neighbours tell the label of a sentence that stands everywhere.
    same = np.array([rows[row]["text"] == "So it goes." for row in found.chosen.rows])
    assert same.sum() == 8
    np.testing.assert_array_equal(found.chosen.scores[same].argmax(axis=1), found.y[same])


def test_a_label_in_few_documents_is_spread_over_the_folds_and_these_are_of_one_size() -> None:
    for seed in range(10):
        counts = np.full((25, 3), 5, dtype=np.int64)
        counts[:, 2] = 0
        counts[[3, 11, 17]] = [5, 4, 1]
        fold = choose.fold_of_groups([str(i) for i in range(25)], counts, 5, seed)
        assert len(set(fold[[3, 11, 17]].tolist())) == 3
        sizes = np.bincount(fold, weights=counts.sum(axis=1))
        assert sizes.max() - sizes.min() <= 1


def test_groups_without_a_labelled_sentence_fill_folds_too() -> None:
    counts = np.zeros((5, 2), dtype=np.int64)
    counts[0] = 3
    assert sorted(choose.fold_of_groups(list("abcde"), counts, 5, 0).tolist()) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("n_documents", [5, 6])
def test_a_sample_of_large_data_has_documents_enough_for_the_folds(
    monkeypatch: pytest.MonkeyPatch, call: Call, tmp_path: Path, n_documents: int
) -> None:
    monkeypatch.setattr(choose, "LARGE", 20)
    rows = [{**row, "document": str(i % n_documents)} for i, row in enumerate(ROWS)]
    path = write(tmp_path / "rows.jsonl", sorted(rows, key=lambda row: str(row["document"])))
    result = call("train", path, "--output", "model", "--base", "none", "--regularisation", 1)
    assert (result.returncode, result.stderr) == (0, "")
    assert "5-fold cross-validation" in result.stdout


# Temperature


def test_a_few_clean_sentences_do_not_make_a_model_that_is_sure_of_everything() -> None:
    for base in ("none", "default"):
        found = fitted(ROWS, base=base)
        assert found.model_.temperature > 0.3
        assert found.predict_proba(["Maybe.", "Rain fell."]).max() < 0.95


def test_a_temperature_at_the_bound_is_told() -> None:
    y = np.arange(200) % 2
    flat = np.random.default_rng(0).normal(size=(1, 200, 2)) * 200
    found = choose._best(y, np.arange(200), flat, np.ones(200, dtype=bool), [(1.0, 0.0)])
    assert found.temperature > 9.9
    assert found.at_bound
    found.temperature = 1.0
    assert not found.at_bound


# What the base keeps


def leanings(model: opinionclf.Classifier, labels: list[str]) -> np.ndarray:
    """How far a model prefers each of some labels to the first of them, before its temperature."""
    columns = [model.classes_.tolist().index(label) for label in labels]
    scores = model.model.temperature * np.log(model.predict_proba(UNSEEN)[:, columns])
    return scores - scores[:, :1]


def test_a_new_label_leaves_the_others_as_firmly_held_as_before(tmp_path: Path) -> None:
    known = sorted(set(Y))
    rows = [*ROWS, *questions(["q1", "q2", "q3"])]
    options: dict[str, Any] = {"C": 1e-3, "class_weight": None, "folds": 0}
    fitted(rows, **options).save(tmp_path / "a")
    fitted(rows, base=tmp_path / "a", **options).save(tmp_path / "b")
    shipped = leanings(opinionclf.load_model(), known)
    for name in "ab":
        np.testing.assert_allclose(leanings(opinionclf.load_model(tmp_path / name), known), shipped, atol=0.2)
    assert fitted(rows, C=5.0, class_weight="balanced", folds=0).predict(QUESTIONS).tolist() == ["question"] * 3


def test_what_is_known_of_each_label_of_a_base_goes_with_the_label(tmp_path: Path) -> None:
    fitted([*ROWS, *questions(["q1", "q2", "q3"])], C=1.0, class_weight=None, folds=0).save(tmp_path / "a")
    base = retrain.load_base(tmp_path / "a")
    assert base is not None
    labels = base.model.labels
    assert base.information.shape[1] == 4
    new = labels.index("question")
    assert base.information[-1, new] < base.information[-1, 1 - new] / 10
    turned = retrain._known([labels[3], "other", labels[0]], base, base.information)
    np.testing.assert_array_equal(turned[:, [0, 2]], base.information[:, [3, 0]])
    assert not turned[:, 1].any()


def test_a_retrained_model_remembers_what_its_base_knew(tmp_path: Path) -> None:
    base = retrain.load_base("default")
    assert base is not None
    data = load_data([write(tmp_path / "rows.jsonl", ROWS)], ReadOptions())
    choices = choose.Choices(C=0.5, class_weight="none", folds=0)
    first = retrain.retrain(data, number_texts(data.pages), base, choices)
    place = np.searchsorted(first.keys, base.keys)
    before = base.information
    after = np.concatenate([first.information[place], first.information[len(first.keys) :]])
    assert (after >= before * DEFAULT.C / 0.5).all()
    assert (after > before * DEFAULT.C / 0.5).any()
    again = SentenceClassifier(base="default", C=0.5, class_weight=None, folds=0).fit(X, Y)
    again.save(tmp_path / "a")
    kept = retrain.load_base(tmp_path / "a")
    assert kept is not None
    np.testing.assert_allclose(kept.information, first.information, rtol=0.1)


# What is told


def test_a_fit_that_did_not_settle_is_told(monkeypatch: pytest.MonkeyPatch, call: Call, tmp_path: Path) -> None:
    from sklearn.exceptions import ConvergenceWarning

    monkeypatch.setattr(prior, "_STEPS", 2)
    path = write(tmp_path / "rows.jsonl", ROWS)
    result = call("train", path, "--output", "model", "--base", "none", "--regularisation", 1, "--folds", 2)
    assert "note: the fit had not settled when it was stopped: a smaller C may do better" in result.stdout
    with pytest.warns(ConvergenceWarning, match="had not settled"):
        SentenceClassifier(base="none", C=1.0, folds=0).fit(X, Y)


def test_weights_that_are_cut_are_told(monkeypatch: pytest.MonkeyPatch, call: Call, tmp_path: Path) -> None:
    monkeypatch.setattr(fit, "_LARGEST", 200)
    path = write(tmp_path / "rows.jsonl", ROWS)
    result = call("train", path, "--output", "model", "--base", "none", "--regularisation", 1, "--folds", 2)
    assert "larger than a model can hold, and cut" in result.stdout
    with pytest.warns(UserWarning, match="larger than a model can hold"):
        SentenceClassifier(base="none", C=1.0, folds=0).fit(X, Y)


def test_a_column_of_weights_is_told_to_have_no_use(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(*row, label, 3) for row, label in zip(X, Y, strict=True)]
        csv.writer(file).writerows([("document", "text", "label", "Weight"), *rows])
    result = call("train", path, "--output", "model", "--base", "none", "--regularisation", 1, "--folds", 2)
    assert "note: the column 'Weight' is not used: every sentence of a label counts the same" in result.stdout
