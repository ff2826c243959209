"""Retraining on a user's labels: what is chosen, what is held, what is never torn apart, and the card that tells it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY, Called, small_rows
from hypothesis import given
from hypothesis import strategies as st

import opinionclf
from opinionclf.training.choose import Borders, fold_of_groups
from opinionclf.training.findings import number_texts
from opinionclf.training.readers.load import load_data, units_of
from opinionclf.training.readers.options import ReadOptions

Call = Callable[..., Called]
LABELS = [label.value for label in opinionclf.Label]
OUTLETS = ("Bay Post", "Hill Weekly", "Northern Echoes")


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# What is never torn apart


@given(st.lists(st.integers(0, 8), min_size=12, max_size=60), st.integers(2, 4), st.integers(0, 5))
def test_folds_keep_groups_whole_and_fill_all_folds(numbers: list[int], folds: int, seed: int) -> None:
    groups = [str(number) for number in [*numbers, *range(9)]]
    counts = np.ones((len(groups), 3), dtype=np.int64)
    fold = fold_of_groups(groups, counts, folds, seed)
    assert set(fold.tolist()) == set(range(folds))
    for group in set(groups):
        assert len({fold[i] for i, name in enumerate(groups) if name == group}) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=1, max_size=3)), min_size=1, max_size=12))
def test_neither_documents_nor_groups_are_torn_apart_where_they_overlap(pages: list[tuple[int, list[int]]]) -> None:
    documents = [str(document) for document, _ in pages]
    groups = [[str(name) for name in names] for _, names in pages]
    units = units_of(documents, groups)
    for i, one in enumerate(pages):
        for k, other in enumerate(pages):
            if one[0] == other[0] or set(one[1]) & set(other[1]):
                assert units[i] == units[k]
    # No more than is needed hangs together: each unit is what one page reaches.
    for unit in set(units):
        members = [i for i, name in enumerate(units) if name == unit]
        reached = {members[0]}
        for _ in members:
            reached |= {k for k in members for i in reached
                        if documents[i] == documents[k] or set(groups[i]) & set(groups[k])}  # fmt: skip
        assert reached == set(members)


def test_a_document_of_several_groups_stays_whole_and_is_told(tmp_path: Path) -> None:
    cells = [("a", "x"), ("a", "y"), ("b", "y"), ("a", "y"), ("c", "z")]
    rows: list[dict[str, object]] = [
        {"text": f"It rained {i} times.", "label": LABELS[0], "document": document, "annotator": annotator}
        for i, (document, annotator) in enumerate(cells)
    ]
    data = load_data([write(tmp_path / "rows.jsonl", rows)], ReadOptions(group="annotator"))
    assert [page.document for page in data.pages] == ["a", "a", "b", "a", "c"]
    assert len(set(data.units[:4])) == 1
    assert data.units[4] == "z"
    assert data.notes[0] == (
        "1 document of several groups: a split keeps together what shares one, and figures count a page under its first"
    )


def test_the_card_is_the_same_wherever_the_data_and_the_base_stand(call: Call, tmp_path: Path) -> None:
    rows = small_rows()
    rows.append({**rows[0], "label": next(label for label in LABELS if label != rows[0]["label"])})
    options = ("--regularisation", "1", "--class-weight", "none", "--folds", "2")
    first = write(tmp_path / "first.jsonl", small_rows())
    assert call("train", first, "--base", "none", "--output", "m", *options).returncode == 0
    cards = []
    for folder in (tmp_path, tmp_path / "deep" / "folder"):
        folder.mkdir(parents=True, exist_ok=True)
        base = folder / "base"
        shutil.copytree("m", base)
        result = call("train", write(folder / "rows.jsonl", rows), "--base", base, "--output", "n", *options)
        assert f"{folder / 'rows.jsonl'}:97: " in result.stdout  # on the screen the whole path stays
        cards.append(Path("n/MODEL_CARD.md").read_text(encoding="utf-8"))
    assert cards[0] == cards[1]
    assert "rows.jsonl:97: " in cards[0]
    assert str(tmp_path) not in cards[0]


def test_copies_of_a_held_out_sentence_are_not_trained_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from opinionclf.training import choose

    rows = small_rows()
    rows += [{**row, "document": f"copy of {row['document']}"} for row in rows[:40]]
    data = load_data([write(tmp_path / "rows.jsonl", rows)], ReadOptions())
    copies = number_texts(data.pages)
    seen: list[bool] = []
    sides = choose._sides

    def watched(design: choose.Design, numbers: np.ndarray, sample: np.ndarray, held: np.ndarray) -> tuple:
        train, test = sides(design, numbers, sample, held)
        seen.append(bool(set(copies[train.rows].tolist()) & set(copies[test.rows].tolist())))
        return train, test

    monkeypatch.setattr(choose, "_sides", watched)
    from opinionclf.training.retrain import retrain

    retrain(data, copies, None, choose.Choices(C=1.0, class_weight="none"))
    assert seen == [False] * 5


def test_large_data_are_sampled_by_whole_documents(monkeypatch: pytest.MonkeyPatch, training_file: Path) -> None:
    from opinionclf.training import choose
    from opinionclf.training.retrain import retrain

    monkeypatch.setattr(choose, "LARGE", 40)
    data = load_data([training_file], ReadOptions())
    found = retrain(data, number_texts(data.pages), None, choose.Choices(C=1.0, class_weight="none"))
    assert 40 <= len(found.y) < 96
    pages = set(found.page.tolist())
    assert len(found.y) == sum(len(data.pages[page].labels) for page in pages)
    assert Borders.__slots__ == ("documents", "groups", "copies")


def test_a_model_tells_the_settings_that_decided_its_fit(training_file: Path) -> None:
    from opinionclf.training.choose import Choices
    from opinionclf.training.retrain import retrain

    data = load_data([training_file], ReadOptions())
    found = retrain(data, number_texts(data.pages), None, Choices(C=0.3, class_weight="balanced", folds=0))
    settings = found.model.info["settings"]
    assert isinstance(settings, dict)
    assert (settings["C"], settings["balance"], settings["temperature"]) == (0.3, 1.0, 1.0)
    assert set(settings) == {"C", "balance", "temperature", "min_documents", "scale", "dense_scale", "neighbours", "article"}


# The command


def test_a_cold_model_is_trained_and_described(call: Call, training_file: Path, tmp_path: Path) -> None:
    result = call("train", training_file, "--output", tmp_path / "model", "--base", "none", "--folds", 4)
    assert (result.returncode, result.stderr) == (0, "")
    assert "4-fold cross-validation" in result.stdout
    info = opinionclf.load_model(tmp_path / "model").model.info
    quality = info["quality"]["4-fold cross-validation"]
    assert quality["sentences"] == 96
    assert quality["macro_f1"] > 0.8
    card = (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")
    for part in ("`rows.jsonl`", info["training_sha256"], "33.3%", "started from: nothing", "95% bootstrap", "Confusion",
                 "chosen", "![reliability](reliability.png)", "![confusion](confusion.png)", "**editorial_opinion**:",
                 "## Caveats", f"opinionclf {opinionclf.__version__}", "scikit-learn"):  # fmt: skip
        assert part in card, part
    for name in ("reliability.png", "confusion.png"):
        assert (tmp_path / "model" / name).read_bytes().startswith(b"\x89PNG")


def test_the_card_and_the_command_say_why_there_are_no_pictures(
    call: Call, monkeypatch: pytest.MonkeyPatch, training_file: Path, tmp_path: Path
) -> None:

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = call("train", training_file, "--output", tmp_path / "model", "--base", "none")
    assert (result.returncode, "note: no pictures beside the card: matplotlib is not installed" in result.stdout) == (0, True)
    assert "pip install 'opinionclf[pictures]'" in (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_a_little_data_moves_the_shipped_model_a_little(call: Call, training_file: Path, tmp_path: Path) -> None:
    result = call("train", training_file, "--output", tmp_path / "model", "--regularisation", "1e-6", "--class-weight", "none")
    assert (result.returncode, result.stderr) == (0, "")
    moved, shipped = opinionclf.load_model(tmp_path / "model").model, opinionclf.load_model().model
    assert moved.info["base_sha256"] == shipped.info["training_sha256"]
    texts = [str(row["text"]) for row in small_rows()]
    # The temperature is found anew, so that scores are compared: equal scores give equal labels, but not the reverse.
    scores = [model.temperature * np.log(opinionclf.Classifier(model).predict_proba(texts)) for model in (moved, shipped)]
    found, before = (each - each.mean(axis=1, keepdims=True) for each in scores)
    np.testing.assert_allclose(found, before, atol=0.1)


@pytest.mark.parametrize("base", ["default", "none"])
def test_a_handful_of_sentences_neither_sharpens_the_probabilities_nor_earns_praise(
    call: Call, tmp_path: Path, base: str
) -> None:
    texts = ("The ferry left at noon on Friday.", "Engines had been checked, the operator said.", "The delay was a disgrace.")
    rows = write(tmp_path / "few.jsonl", [{"text": text, "label": label} for text, label in zip(texts, LABELS, strict=True)])
    result = call("train", rows, "--output", "model", "--base", base)
    assert opinionclf.load_model("model").model.temperature == (
        opinionclf.load_model().model.temperature if base == "default" else 1.0
    )
    assert "only 3 sentences held out: the temperature" in result.stdout
    told = "igures on so few sentences (3) mean nothing"
    assert told in result.stdout
    assert told in Path("model/MODEL_CARD.md").read_text(encoding="utf-8")
    assert told in call("evaluate", "model", rows, "--format", "json").stdout


def test_training_without_documents_tells_the_columns(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [{**row, "page": row["document"], "document": None} for row in small_rows()])
    told = call("train", path, "--output", "model", "--folds", 2, "--regularisation", 1).stdout
    assert "the column 'document' names no document: each sentence is read by itself; --document-column NAME if" in told
    path.write_text(path.read_text(encoding="utf-8").replace('"document": null, ', ""), encoding="utf-8")
    told = call("train", path, "--output", "model", "--folds", 2, "--document-column", "page", "--regularisation", 1).stdout
    assert "is read by itself" not in told


def test_two_labels_make_a_model_of_two_labels(call: Call, tmp_path: Path) -> None:
    names = {"factual_report": "OBJ", "attributed_claim": "QUOTE", "editorial_opinion": "SUBJ"}
    path = write(tmp_path / "rows.jsonl", [{**row, "label": names[str(row["label"])]} for row in small_rows()])
    mapping = "SUBJ=editorial_opinion,OBJ=factual_report,QUOTE="
    result = call("train", path, "--output", tmp_path / "model", "--label-map", mapping)
    assert (result.returncode, result.stderr) == (0, "")
    assert "note: 32 rows of context only" in result.stdout
    model = opinionclf.load_model(tmp_path / "model")
    assert model.classes_.tolist() == ["factual_report", "editorial_opinion"]
    assert model.predict(["The market is a disgrace, and 9 excuses will not change that."]) == ["editorial_opinion"]
    article = tmp_path / "article.txt"
    article.write_text("The bridge opened on Monday.", encoding="utf-8")
    assert call("classify", article, "--model", tmp_path / "model", "--format", "jsonl").returncode == 0


def test_labels_of_ones_own_start_from_the_scores_of_the_shipped_model(call: Call, tmp_path: Path) -> None:
    rows = [{**row, "label": "judges" if row["label"] == "editorial_opinion" else "tells"} for row in small_rows()]
    result = call("train", write(tmp_path / "rows.jsonl", rows), "--output", tmp_path / "model", "--labels", "judges,tells")
    assert (result.returncode, result.stderr) == (0, "")
    assert opinionclf.load_model(tmp_path / "model").predict(["The depot is a scandal."]) == ["judges"]


def test_training_goes_on_from_a_model_of_ones_own(call: Call, training_file: Path, tmp_path: Path) -> None:
    assert call("train", training_file, "--output", tmp_path / "a", "--base", "none").returncode == 0
    result = call("train", training_file, "--output", tmp_path / "b", "--base", tmp_path / "a")
    assert (result.returncode, result.stderr) == (0, "")
    infos = [opinionclf.load_model(tmp_path / name).model.info for name in "ab"]
    assert infos[1]["base_sha256"] == infos[0]["training_sha256"]
    (tmp_path / "a" / "information.bin").write_bytes(b"123")
    result = call("train", training_file, "--output", tmp_path / "c", "--base", tmp_path / "a")
    assert result.returncode == 2
    assert "information.bin: the checksum does not match" in result.stderr


def test_groups_and_test_data_are_measured(call: Call, training_file: Path, tmp_path: Path) -> None:
    rows = [{**row, "outlet": OUTLETS[i % 3]} for i, row in enumerate(small_rows())]
    path = write(tmp_path / "grouped.jsonl", [{**row, "document": str(i)} for i, row in enumerate(rows)])
    result = call("train", path, "--output", tmp_path / "model", "--base", "none", "--group", "outlet", "--test", path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "note: only 3 documents or groups: 3 folds" in result.stdout
    assert "note: 96 sentences of the test data in the training data too" in result.stdout
    quality = opinionclf.load_model(tmp_path / "model").model.info["quality"]
    assert set(quality["3-fold cross-validation"]["groups"]) == set(OUTLETS)
    assert "test data" in quality


def test_a_number_of_folds_that_was_asked_for_stands_even_if_it_is_the_usual_one(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [{**row, "document": str(i % 3)} for i, row in enumerate(small_rows())])
    result = call("train", path, "--output", tmp_path / "model", "--base", "none", "--folds", 5)
    assert result.returncode == 2
    assert "5 folds need" in result.stderr


@pytest.mark.parametrize("content", [
    b"The bridge closed on Monday.\n" * 60, b"\x89PNG\r\n\x1a\n\0\0", b"text,label\nIt rained.,factual_report\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
])  # fmt: skip
def test_what_is_no_form_of_labelled_data_is_refused_in_one_line(call: Call, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.txt"
    path.write_bytes(content)
    for command in (("train", path, "--output", "model"), ("evaluate", "default", path), ("convert", path, "--output", "x")):
        result = call(*command)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert f"{path}: not a form that can be read; labelled data are .csv, .tsv, .jsonl" in result.stderr


def test_bad_rows_are_all_named_and_leave_no_model(call: Call, training_file: Path, tmp_path: Path) -> None:
    with training_file.open("a", encoding="utf-8") as file:
        file.write('{"text": "A.", "label": "news"}\n{"text": ""}\n')
    result = call("train", training_file, "--output", tmp_path / "model")
    assert result.returncode == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.split(": ")[1] for line in lines[:2]] == [f"{training_file}:97", f"{training_file}:98"]
    assert not (tmp_path / "model").exists()
    again = call("train", training_file, "--output", tmp_path / "model", "--skip-invalid", "--base", "none")
    assert again.returncode == 0
    assert "note: skipped 2 invalid rows:" in again.stdout


@pytest.mark.parametrize(("options", "message"), [
    (["--folds", "0"], "at least 2"), (["--folds", "1"], "expected 0, or 2 and more"), (["--folds", "25"], "25 folds need"),
    (["--regularisation", "-1"], "from 1e-6 to 1e6"), (["--regularisation", "1e7"], "from 1e-6 to 1e6"),
    (["--label-map", "a"], "OLD=NEW"), (["--labels", "x"], "at least two labels"),
    (["--base", "nowhere"], "nowhere"), (["--group", "outlet"], "outlet"), (["--jobs", "0"], "or -1 for all processors"),
])  # fmt: skip
def test_options_that_can_not_work_are_refused(call: Call, training_file: Path, options: list[str], message: str) -> None:
    result = call("train", training_file, "--output", "model", *options)
    assert result.returncode == 2, result.stdout
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_options_of_ones_own_data_are_refused_for_a_corpus(call: Call) -> None:
    result = call("train", REPOSITORY / "training_data", "--output", "model", "--base", "none")
    assert result.returncode == 2
    assert "without --base" in result.stderr


# Whole or not at all


SAVING = """
import sys
from pathlib import Path
from opinionclf.storage import load, read_model, save
models = [(load(Path(name)), read_model(Path(name))[1].names(), {"MODEL_CARD.md": name.encode()}) for name in sys.argv[1:3]]
print("ready", flush=True)
while True:
    for model, names, beside in models:
        save(model, Path(sys.argv[3]), names, beside)
"""


def test_a_process_that_is_killed_while_it_saves_leaves_a_whole_model(call: Call, training_file: Path, tmp_path: Path) -> None:
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("folders can't be swapped in one step here")
    for name in ("a", "b"):
        assert call("train", training_file, "--output", tmp_path / name, "--base", "none", "--seed", "ab".index(name),
                   "--regularisation", 1 + "ab".index(name)).returncode == 0  # fmt: skip
    wanted = {(tmp_path / name / "arrays.bin").read_bytes(): str(tmp_path / name).encode() for name in "ab"}
    rng = np.random.default_rng(0)
    found = set()
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", SAVING, tmp_path / "a", tmp_path / "b", tmp_path / "model"],
                              stdout=subprocess.PIPE, cwd=REPOSITORY) as process:  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            while not (tmp_path / "model").exists():
                time.sleep(0.001)
            time.sleep(rng.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
        opinionclf.load_model(tmp_path / "model")
        card = (tmp_path / "model" / "MODEL_CARD.md").read_bytes()
        assert wanted[(tmp_path / "model" / "arrays.bin").read_bytes()] == card
        found.add(card)
    assert found


@pytest.mark.skipif(os.name != "posix", reason="no limit of the size of files")
def test_a_disk_that_is_full_is_told_and_the_old_model_stays(call: Call, training_file: Path, tmp_path: Path) -> None:
    assert call("train", training_file, "--output", tmp_path / "model", "--base", "none").returncode == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()}
    command = f"ulimit -f 8; exec {sys.executable} -m opinionclf train {training_file} --output {tmp_path}/model"
    result = subprocess.run(["bash", "-c", command], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 2
    told = f"opinionclf: {tmp_path}/model: the model can't be written (File too large"
    assert result.stderr.splitlines()[-1].startswith(told)
    assert {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_words_are_learnt_from_few_documents_too_and_that_is_told(call: Call, tmp_path: Path) -> None:
    options = ("--base", "none", "--regularisation", 1, "--output", "model")
    for n, told in ((2, "only 2 documents: words are learnt that 3 sentences have, not as many documents"), (24, "")):
        rows = [{**row, "document": str(i * n // 96)} for i, row in enumerate(small_rows())]
        result = call("train", write(tmp_path / "rows.jsonl", rows), *options)
        assert result.returncode == 0
        assert told in result.stdout
        assert ("words are learnt" in result.stdout) == bool(told)
        assert any(name.startswith("word:") for name in opinionclf.load_model("model").feature_names)


def test_labels_in_letters_that_the_font_of_the_pictures_lacks_give_no_warning(call: Call, tmp_path: Path) -> None:
    names = dict(zip(LABELS, ("\u9879", "\u76ee", "\u53f0"), strict=True))
    rows = [{**row, "label": names[str(row["label"])]} for row in small_rows()]
    path = write(tmp_path / "rows.jsonl", rows)
    result = call("train", path, "--labels", ",".join(names.values()), "--regularisation", 1, "--folds", 2, "--output", "model")
    assert (result.returncode, result.stderr) == (0, "")
    assert Path("model/confusion.png").exists()
