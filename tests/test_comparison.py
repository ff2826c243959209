"""Measuring a model and comparing two: figures, intervals, groups, and which sentences changed and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, Called, json_lines, small_rows

import opinionclf
from opinionclf import SentenceClassifier
from opinionclf.labels import marks_of
from opinionclf.training.comparison import compare_models
from opinionclf.training.measures import Predictions, calibration, measure, restricted

Call = Callable[..., Called]
LABELS = ["factual_report", "attributed_claim", "editorial_opinion"]


def made_up(right: float, n: int = 300, seed: int = 0, units: int = 30) -> Predictions:
    """Predictions that are right in a given share of the cases."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, 3, n)
    given = np.where(rng.random(n) < right, y, (y + 1) % 3)
    probability = np.full((n, 3), 0.1)
    probability[np.arange(n), given] = 0.8
    texts = [f"Sentence {i}." for i in range(n)]
    return Predictions(LABELS, y, probability, np.arange(n) % units, [f"outlet {i % 2}" for i in range(n)], texts, texts)


def test_both_sides_of_a_label_map_are_checked(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_bytes(json_lines([{"text": "It rained.", "label": "Factual"}, {"text": "It blew.", "label": "factual_report"}]))
    for mapping, message in (
        ("factual_report=factual", "label map: factual_report=factual: the model has no label 'factual'; did you mean"),
        ("SUBJ=other", "the model has no label 'other'; there are: factual_report, attributed_claim, editorial_opinion"),
    ):
        result = call("evaluate", "default", path, "--label-map", mapping)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert message in result.stderr
    told = call("evaluate", "default", path, "--label-map", "Factual=factual_report,FACTUAL_REPORT=factual_report,X=").stdout
    assert "no row has the label 'FACTUAL_REPORT' of the label map; did you mean 'factual_report'?" in told
    assert "note: no row has the label 'X' of the label map\n" in told
    assert "'Factual'" not in told


def test_labels_and_splits_that_would_change_nothing_are_refused(call: Call, training_file: Path) -> None:
    for command, option, message in (
        (("evaluate", "default"), ("--labels", "fact,opinion"), "the labels are those of the model"),
        (("compare", "default", "default"), ("--labels", ""), "without --labels"),
        (("evaluate", "default"), ("--split", "test"), f"{training_file}: only a saved data set has splits"),
        (("convert", "--output", "out.csv"), ("--split", ""), "without --split"),
        (("convert", "--output", "out.csv"), ("--labels", ","), "--labels: expected names of labels"),
        (("convert", "--output", "out.csv"), ("--label-map", ""), "OLD=NEW pairs"),
    ):
        result = call(*command, training_file, *option)
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert message in result.stderr


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A model, one that takes every opinion for a report, and one of two labels."""
    rows = small_rows()
    texts, y = [str(row["text"]) for row in rows], [str(row["label"]) for row in rows]
    folder = tmp_path_factory.mktemp("models")
    two = [(text, label) for text, label in zip(texts, y, strict=True) if label != "attributed_claim"]
    blind = ["factual_report" if label == "editorial_opinion" and i % 3 else label for i, label in enumerate(y)]
    for name, X, labels in (("good", texts, y), ("blind", texts, blind), ("two", *map(list, zip(*two, strict=True)))):
        SentenceClassifier(base="none", C=1.0, class_weight=None, folds=0).fit(X, labels).save(folder / name)
    return {name: folder / name for name in ("good", "blind", "two")}


def test_labels_of_the_same_first_letter_have_marks_of_their_own(call: Call, tmp_path: Path) -> None:
    assert marks_of(["editorial_opinion", "other", "Others", "x"]) == {
        "editorial_opinion": "O", "other": "other", "Others": "OTHERS", "x": "X",
    }  # fmt: skip
    texts, y = [str(row["text"]) for row in small_rows()], [str(row["label"]) for row in small_rows()]
    own = {"factual_report": "plain", "attributed_claim": "opposed", "editorial_opinion": "opined"}
    SentenceClassifier(base="none", C=1.0, folds=0).fit(texts, [own[label] for label in y]).save(tmp_path / "own")
    (tmp_path / "a.txt").write_text("\n\n".join(texts[:40]), encoding="utf-8")
    lines = call("classify", tmp_path / "a.txt", "--model", tmp_path / "own").stdout.splitlines()
    assert {line.split()[0] for line in lines[2:] if line[:1].strip()} >= {"P", "OPP", "OPI"}
    assert {line[9:11] for line in lines[2:42] if line} == {"  "}


# Figures


def test_intervals_hold_the_figure_and_grow_with_the_dependence_within_documents() -> None:
    many, few = (measure(made_up(0.7, units=units)) for units in (300, 6))
    for found in (many, few):
        assert found.macro_f1[0] < found.report.macro_f1 < found.macro_f1[1]
        assert found.accuracy[0] < found.report.accuracy < found.accuracy[1]
    torn = made_up(0.7)
    clumped = Predictions(LABELS, torn.y, torn.probability, (torn.given == torn.y).astype(np.int64) * 3 + torn.y)
    wide, narrow = (np.ptp(measure(one).accuracy) for one in (clumped, torn))
    assert wide > 2 * narrow


def test_the_same_seed_gives_the_same_interval() -> None:
    assert measure(made_up(0.7), 1).macro_f1 == measure(made_up(0.7), 1).macro_f1
    assert measure(made_up(0.7), 1).macro_f1 != measure(made_up(0.7), 2).macro_f1


def test_calibration_is_the_distance_of_probability_and_truth() -> None:
    found = made_up(0.6, n=3000)
    result = calibration(found.probability, found.y)
    ((low, high, n, mean, right),) = result.bands
    assert (low, high, n) == (0.8, 0.9, 3000)
    assert mean == pytest.approx(0.8)
    assert result.error == pytest.approx(0.8 - right)
    assert right == pytest.approx(0.6, abs=0.03)


def test_each_group_has_its_own_figures() -> None:
    found = measure(made_up(0.7))
    assert list(found.groups) == ["outlet 0", "outlet 1"]
    assert sum(int(report.support.sum()) for report in found.groups.values()) == 300


def test_a_choice_between_fewer_labels_is_one_given_these_labels() -> None:
    predictions = Predictions(LABELS, np.array([0, 2]), np.array([[0.3, 0.5, 0.2], [0.1, 0.8, 0.1]]), np.arange(2))
    fewer = restricted(predictions, ["factual_report", "editorial_opinion"])
    np.testing.assert_allclose(fewer.probability, [[0.6, 0.4], [0.5, 0.5]])
    assert fewer.y.tolist() == [0, 1]
    with pytest.raises(opinionclf.DataError, match="not both models know"):
        restricted(predictions, ["attributed_claim", "editorial_opinion"])


# Differences


def test_a_clear_difference_is_told_from_chance() -> None:
    clear = compare_models(made_up(0.6), made_up(0.9))
    assert clear.low > 0
    assert clear.p_value < 0.001
    assert clear.better > 0.99
    same = compare_models(made_up(0.7), made_up(0.7))
    assert (same.difference, same.low, same.high, same.p_value, same.changes) == (0.0, 0.0, 0.0, 1.0, [])
    near = compare_models(made_up(0.7, seed=0), restricted(made_up(0.7, seed=0), LABELS))
    assert near.changes == []


def test_the_difference_is_that_of_the_figures() -> None:
    first, second = made_up(0.6), made_up(0.8)
    found = compare_models(first, second)
    assert found.difference == pytest.approx(measure(second).report.macro_f1 - measure(first).report.macro_f1)
    assert found.low < found.difference < found.high
    assert len(found.changes) == int((first.given != second.given).sum())


# Commands


def test_evaluate_tells_labels_groups_calibration_and_intervals(call: Call, models: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{**row, "outlet": f"o{i % 2}", "document": str(i)} for i, row in enumerate(small_rows())]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = json.loads(call("evaluate", models["good"], path, "--format", "json", "--group", "outlet").stdout)
    assert set(result["groups"]) == {"o0", "o1"}
    assert result["interval"]["macro_f1"][0] <= result["macro_f1"] <= result["interval"]["macro_f1"][1]
    assert result["calibration"]["bands"]
    assert len(result["labels"]["factual_report"]["f1_interval"]) == 2
    text = call("evaluate", models["good"], path, "--group", "outlet").stdout
    for part in ("macro-F1", "95% interval", "calibration", "o0", "confusion"):
        assert part in text


def test_evaluate_writes_a_page_that_needs_nothing_else(call: Call, models: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "<b>rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in small_rows()), encoding="utf-8")
    page = call("evaluate", models["good"], path, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "&lt;b&gt;rows.jsonl" in page
    assert "<b>" not in page
    assert page.count("data:image/png;base64,") == 2
    assert "http:" not in page
    assert "https:" not in page


def test_evaluate_maps_labels_as_training_does(call: Call, models: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text,label\nThe bridge is a disgrace.,SUBJ\nThe bridge opened.,OBJ\n", encoding="utf-8")
    mapping = "SUBJ=editorial_opinion,OBJ=factual_report"
    result = call("evaluate", models["two"], path, "--label-map", mapping, "--format", "json")
    assert json.loads(result.stdout)["sentences"] == 2
    refused = call("evaluate", models["two"], path)
    assert refused.returncode == 2
    assert "there are: SUBJ, OBJ. Map them with --label-map SUBJ=" in refused.stderr


def test_compare_shows_which_sentences_changed_and_why(call: Call, models: dict[str, Path], training_file: Path) -> None:
    result = call("compare", models["blind"], models["good"], training_file, "--show", 3)
    assert (result.returncode, result.stderr) == (0, "")
    for part in ("McNemar", "paired bootstrap", "mended: ", f"{training_file}:", "-> editorial_opinion", "because of"):
        assert part in result.stdout
    assert "more (--show N" in result.stdout
    found = json.loads(call("compare", models["blind"], models["good"], training_file, "--format", "json").stdout)
    assert found["difference"]["macro_f1"] == pytest.approx(found["macro_f1"][1] - found["macro_f1"][0], abs=2e-4)
    assert found["difference"]["low"] > 0
    assert found["mcnemar_p"] < 0.001
    shown = [change for change in found["changes"] if change["verdict"] == "mended"]
    assert shown[0]["label"] == shown[0]["second"] == "editorial_opinion"
    assert all(reason["push"] > 0 for reason in shown[0]["why"])
    assert len(found["changes"]) > 10  # which are those that text shows
    assert all(change["why"] for change in found["changes"])


def test_models_of_different_labels_choose_between_those_both_know(
    call: Call, models: dict[str, Path], training_file: Path
) -> None:
    result = call("compare", models["two"], "default", training_file, "--label-map", "attributed_claim=")
    assert (result.returncode, result.stderr) == (0, "")
    assert "default: chooses between editorial_opinion, factual_report only" in result.stdout


def test_options_that_would_do_nothing_are_refused(call: Call, models: dict[str, Path], training_file: Path) -> None:
    corpus = REPOSITORY / "training_data"
    for command in (("evaluate", models["good"]), ("compare", models["good"], models["blind"])):
        for options in (("--group", "outlet"), ("--label-map", "FOO=bar"), ("--text-column", "nope"), ("--skip-invalid",)):
            assert f"a corpus folder is read as it is, without {options[0]}\n" in call(*command, corpus, *options).stderr
        refused = call(*command, training_file, "--part", "test")
        assert "only a corpus folder has parts; measure other data, without --part\n" in refused.stderr


def test_what_two_models_have_in_common_is_told_in_json_too(call: Call, models: dict[str, Path], training_file: Path) -> None:
    command = ("compare", models["two"], "default", training_file, "--label-map", "attributed_claim=", "--format", "json")
    assert any("which both models know" in note for note in json.loads(call(*command).stdout)["notes"])


@pytest.mark.parametrize("order", [("two", "default"), ("default", "two")])
def test_a_corpus_with_labels_that_a_model_does_not_know_is_refused(
    call: Call, models: dict[str, Path], tmp_path: Path, order: tuple[str, str]
) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "documents").mkdir(parents=True)
    (corpus / "documents.tsv").write_text("id\tpart\tbreak\nbridge\ttest\tblank\n", encoding="utf-8")
    rows = [{"document": "bridge", "paragraph": 0, **row} for row in (
        {"text": "It opened.", "label": "factual_report"}, {"text": "It is safe, he said.", "label": "attributed_claim"},
    )]  # fmt: skip
    (corpus / "documents" / "bridge.jsonl").write_bytes(json_lines(rows))
    first, second = (models.get(name, name) for name in order)
    for command in (("evaluate", models["two"]), ("compare", first, second)):
        result = call(*command, corpus)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert "the data hold" in result.stderr


def test_models_without_labels_in_common_are_refused(
    call: Call, models: dict[str, Path], tmp_path: Path, training_file: Path
) -> None:
    other = SentenceClassifier(base="none", C=1.0, class_weight=None, folds=0)
    other.fit(["It rained.", "A disgrace!"], ["tells", "judges"]).save(tmp_path / "other")
    result = call("compare", models["good"], tmp_path / "other", training_file)
    assert result.returncode == 2
    assert "at least two in common" in result.stderr
