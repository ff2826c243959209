"""Measuring a model and comparing two: figures, intervals, groups, and which sentences changed and why."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, Called, json_lines, small_rows

import opinionclf
from opinionclf import SentenceClassifier
from opinionclf.labels import marks_of
from opinionclf.training.comparison import compare_models, text_comparison
from opinionclf.training.intervals import resample
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


def exact(y: list[int], unit: list[int], wrong: tuple[int, ...] = ()) -> Predictions:
    """Predictions that are right but for some rows."""
    given = np.array([(label + 1) % 3 if i in wrong else label for i, label in enumerate(y)])
    texts = [f"Sentence {i}." for i in range(len(y))]
    return Predictions(LABELS, np.array(y), np.eye(3)[given], np.array(unit), [], texts, texts)


def within(bounds: tuple[float, float] | None, value: float) -> bool:
    return bounds is not None and bounds[0] < value < bounds[1]


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


@pytest.mark.parametrize(("command", "told"), [("train", True), ("convert", True), ("evaluate", False), ("compare", False)])
def test_labels_stand_in_the_help_of_commands_that_take_them(call: Call, command: str, told: bool) -> None:
    assert ("--labels" in call(command, "--help").stdout) == told


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
        assert within(found.macro_f1, found.report.macro_f1)
        assert within(found.accuracy, found.report.accuracy)
    torn = made_up(0.7)
    clumped = Predictions(LABELS, torn.y, torn.probability, (torn.given == torn.y).astype(np.int64) * 3 + torn.y)
    wide, narrow = (np.ptp(np.array(measure(one).accuracy)) for one in (clumped, torn))
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
    n = 30
    predictions = exact([0, 1, 2] * 10, list(range(n)), tuple(range(0, n, 3)))
    predictions.groups = ["wrong" if i % 3 == 0 else "right" for i in range(n)]
    found = measure(predictions).groups
    assert list(found) == ["right", "wrong"]
    assert [one.n_sentences for one in found.values()] == [20, 10]
    assert [one.accuracy for one in found.values()] == [1.0, 0.0]
    assert [one.macro_f1 for one in found.values()] == [1.0, 0.0]


def test_a_label_that_a_resample_does_not_hold_counts_for_nothing_in_it() -> None:
    predictions = exact([0, 1] * 30 + [2] * 3, [i // 3 for i in range(60)] + [19] * 3)
    found = measure(predictions)
    assert (found.report.macro_f1, found.macro_f1) == (1.0, (1.0, 1.0))
    assert found.f1 == [(1.0, 1.0), (1.0, 1.0), None]  # the third stands in one document only


def test_one_document_has_no_interval_and_few_are_told(call: Call, models: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    for n, told in ((1, "no intervals"), (9, "intervals over so few documents (9) are too narrow"), (10, None)):
        rows = [{**row, "document": f"d{i * n // 96}"} for i, row in enumerate(small_rows())]
        path.write_bytes(json_lines(rows))
        found = json.loads(call("evaluate", models["blind"], path, "--format", "json").stdout)
        notes = [note for note in found["notes"] if "interval" in note]
        assert [note.startswith(told) for note in notes if told] == [True] * (told is not None)
        assert len(notes) == (told is not None)
        assert (found["interval"]["macro_f1"] is None) == (n == 1)
        assert (found["labels"]["factual_report"]["f1_interval"] is None) == (n == 1)
        for form in ("text", "html"):
            assert call("evaluate", models["blind"], path, "--format", form).returncode == 0
        compared = call("compare", models["blind"], models["good"], path).stdout
        assert ("(no interval, paired bootstrap over documents)" in compared) == (n == 1)
        assert (told or "McNemar") in compared


def test_with_groups_intervals_are_over_groups(call: Call, models: dict[str, Path], tmp_path: Path) -> None:
    rows = [{**row, "document": str(i), "outlet": f"o{i % 12}"} for i, row in enumerate(small_rows())]
    (tmp_path / "rows.jsonl").write_bytes(json_lines(rows))
    arguments = (models["blind"], tmp_path / "rows.jsonl")
    over = {group: json.loads(call("evaluate", *arguments, "--format", "json", *group).stdout)["interval"]
            for group in ((), ("--group", "outlet"))}  # fmt: skip
    assert [found["resampled"] for found in over.values()] == ["documents", "groups"]
    assert len({tuple(found["macro_f1"]) for found in over.values()}) == 2
    assert "macro-F1, groups resampled" in call("evaluate", *arguments, "--group", "outlet").stdout
    compared = call("compare", models["blind"], models["good"], arguments[1], "--group", "outlet").stdout
    assert "paired bootstrap over groups" in compared


def test_intervals_over_many_rows_and_labels_take_little_memory() -> None:
    n, n_labels = 10_000, 60
    rng = np.random.default_rng(0)
    y, given = rng.integers(0, n_labels, (2, n))
    tracemalloc.start()
    resample(np.arange(n), y, [given], n_labels, 0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20e6


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
    assert clear.bounds is not None
    assert clear.bounds[0] > 0
    assert clear.p_value < 0.001
    assert clear.better > 0.99
    assert "McNemar test: p < 0.0001 (" in text_comparison(clear, 0)
    assert clear.to_dict()["mcnemar_p"] == pytest.approx(clear.p_value, rel=1e-5, abs=0)
    same = compare_models(made_up(0.7), made_up(0.7))
    assert (same.difference, same.bounds, same.better, same.p_value, same.changes) == (0.0, (0.0, 0.0), 0.5, 1.0, [])
    assert "McNemar test: p = 1.0000 (" in text_comparison(same, 0)
    near = compare_models(made_up(0.7, seed=0), restricted(made_up(0.7, seed=0), LABELS))
    assert near.changes == []


def test_the_difference_is_that_of_the_figures() -> None:
    first, second = made_up(0.6), made_up(0.8)
    found = compare_models(first, second)
    assert found.difference == pytest.approx(measure(second).report.macro_f1 - measure(first).report.macro_f1)
    assert within(found.bounds, found.difference)
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
    low, high = result["labels"]["factual_report"]["f1_interval"]
    text = call("evaluate", models["good"], path, "--group", "outlet").stdout
    interval = f"F1 of factual_report: {low:.3f} to {high:.3f}"
    for part in ("macro-F1", "95% interval", interval, "calibration", "o0", "confusion"):
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
    assert "there are: SUBJ, OBJ; map them with --label-map SUBJ=" in refused.stderr


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


def test_reasons_are_those_of_the_sentence_and_not_what_all_sentences_have(call: Call, models: dict[str, Path]) -> None:
    rows = [dict(row) for row in small_rows()]
    # One row of the data is one sentence, whatever is in it: the end of this one must not be lost.
    rows.append({"document": "long", "label": "editorial_opinion", "text": "It opened on Monday. The bridge is a disgrace."})
    Path("rows.jsonl").write_bytes(json_lines(rows))
    found = json.loads(call("compare", models["blind"], models["good"], "rows.jsonl", "--format", "json").stdout)
    reasons = [[reason["feature"] for reason in change["why"]] for change in found["changes"]]
    named = Counter(name for names in reasons for name in names)
    assert reasons
    assert max(named.values()) < 0.8 * len(reasons)
    assert "quotation:longest_quotation=none" not in named
    assert "read alone, because of" in call("compare", models["blind"], models["good"], "rows.jsonl").stdout


def test_data_that_a_model_was_trained_on_are_told(call: Call, training_file: Path, tmp_path: Path) -> None:
    train = ("train", training_file, "--regularisation", "1", "--class-weight", "none", "--folds", "2")
    assert call(*train, "--base", "none", "--output", tmp_path / "m").returncode == 0
    assert call(*train, "--base", tmp_path / "m", "--output", tmp_path / "n").returncode == 0
    other = tmp_path / "other.jsonl"
    other.write_bytes(json_lines([dict(row) for row in small_rows()[:60]]))
    for data, told in ((training_file, True), (other, False)):
        for model in ("m", "n"):
            assert ("trained on these very data" in call("evaluate", tmp_path / model, data).stdout) == told
        assert ("trained on these very data" in call("compare", "default", tmp_path / "m", data).stdout) == told


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
