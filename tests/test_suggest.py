"""What to label next, the forms of the tools, and the way round: suggest, label, train."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, REPOSITORY, Called, json_lines, small_rows

import opinionclf
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.suggest import suggest

Call = Callable[..., Called]
FORMS = {"csv": "tasks.csv", "jsonl": "tasks.jsonl", "label-studio": "tasks.json", "doccano": "tasks.jsonl",
         "prodigy": "tasks.jsonl"}  # fmt: skip
ARTICLES = sorted(EXAMPLES.glob("*.txt"))


def margin(sentence: opinionclf.Sentence) -> float:
    """Distance of the two most probable labels."""
    best, second = sorted((sentence.probabilities or {}).values(), reverse=True)[:2]
    return best - second


def confirmed(path: Path, form: str) -> None:
    """Do what a labeller does who agrees with every guess, in the file that the tool gives back."""
    if form == "label-studio":
        tasks = json.loads(path.read_text(encoding="utf-8"))
        for task in tasks:
            task["annotations"] = [{"result": task["predictions"][0]["result"], "was_cancelled": False}]
        path.write_text(json.dumps(tasks), encoding="utf-8")
    elif form == "prodigy":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("".join(json.dumps({**row, "answer": "accept"}) + "\n" for row in rows), encoding="utf-8")


def test_the_least_certain_sentences_come_first_and_none_twice() -> None:
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in ARTICLES]
    items = suggest(opinionclf.load_model(), [*texts, *texts], 12)
    assert len({item.text for item in items}) == len(items) == 12
    probabilities = [item.probability or 1 for item in items]
    everything = [s for _, text in texts for s in opinionclf.classify(text).sentences if len(s.text.split()) > 2]
    certain = sorted(max((s.probabilities or {}).values()) for s in everything)
    assert max(probabilities) < certain[-len(certain) // 10]
    assert sum(probabilities) / 12 < sum(certain) / len(certain) - 0.1


def test_suggestions_are_not_all_of_one_kind() -> None:
    base = "The committee will decide on the plan for the harbour in week {}"
    copies = [f"{base.format(i)}, perhaps." for i in range(40)]
    others = ["The trams of the old town run late again this week.", "Nobody asked the pilots of the ferry, it seems.",
              "The museum may well close its doors before the summer.",
              "It took the clinic a year to answer her letter."]  # fmt: skip
    certain = [f"“We closed the bridge {i} times,” the mayor of the town said." for i in range(50)]
    items = suggest(opinionclf.load_model(), [(str(i), text) for i, text in enumerate([*copies, *others, *certain])], 6)
    assert sum(item.text in others for item in items) >= 2


def test_suggestions_from_many_texts_are_not_all_of_the_most_doubtful_kind() -> None:
    names = ("Ada Lowe", "Pat Marsh", "Tobias Veld", "Owen Tarn", "Maya Lind", "Ilse Brandt")
    things = ("bridge", "ferry", "clinic", "museum", "pier", "library", "school", "reserve", "market", "mill", "depot", "wall")
    pairs = [*itertools.product(names, things)]
    others = ("{} was told of the {}, it seems.", "For {}, the {} is a matter of pride.",
              "It is thought to please {}, the {}.", "{} is said to like the {}, and may be right.")  # fmt: skip
    doubtful = [f"Few at the {thing} doubt {name}." for name, thing in pairs]
    texts = [*doubtful, *(other.format(*pair) for other in others for pair in pairs[:24])]
    texts += [f"“We closed the {thing} {i} times,” {name} said." for i in range(25) for name, thing in pairs]
    items = suggest(opinionclf.load_model(), [(str(i), text) for i, text in enumerate(texts)], 6)
    assert sum(item.text not in doubtful for item in items) >= 3


def test_a_sentence_unlike_all_others_is_not_suggested_where_the_model_is_certain() -> None:
    alike = [f"The committee will decide on the plan for the harbour in week {i}, perhaps." for i in range(30)]
    lone = "“Rain fell,” said Ms Idowu."
    for seed in range(5):
        items = suggest(opinionclf.load_model(), [(str(i), text) for i, text in enumerate([*alike, lone])], 6, seed)
        assert lone not in {item.text for item in items}


def test_what_is_labelled_already_is_left_out(call: Call, tmp_path: Path) -> None:
    assert call("suggest", *ARTICLES, "-n", 5, "--output", "one.csv").returncode == 0
    result = call("suggest", *ARTICLES, "-n", 5, "--labelled", "one.csv", "--output", "two.csv")
    assert result.stdout == "two.csv: 5 sentences to label\n"
    one, two = ({text for text, _ in rows(Path(name))} for name in ("one.csv", "two.csv"))
    assert not one & two


def test_sentences_inside_labelled_documents_are_left_out_too(call: Call, tmp_path: Path) -> None:
    text = "The bridge opened on Monday. It is a disgrace for the town. Trams run until ten o'clock."
    ends = [text.index(".") + 1, text.index("town.") + 5]
    spans = [{"start": 0, "end": ends[0], "label": "TELLS"}, {"start": ends[0] + 1, "end": ends[1], "label": "JUDGES"}]
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    (tmp_path / "spans.jsonl").write_bytes(json_lines([{"text": text, "spans": spans}]))
    result = call("suggest", tmp_path / "text.txt", "--labelled", tmp_path / "spans.jsonl", "--output", "next.csv")
    assert result.returncode == 0
    assert [text for text, _ in rows(Path("next.csv"))] == ["Trams run until ten o'clock."]


def test_tasks_that_nobody_has_labelled_yet_are_suggested_again(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    command = ("suggest", *ARTICLES, "-n", 5, "--form", "label-studio", "--output")
    assert call(*command, path).returncode == 0
    tasks = path.read_text(encoding="utf-8")
    result = call(*command, tmp_path / "again.json", "--labelled", path)
    assert result.stdout.startswith("note: 5 rows without a label yet: context only\n")
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == tasks
    (tmp_path / "nothing.jsonl").write_bytes(b"")
    (tmp_path / "bad.jsonl").write_bytes(json_lines([{"text": "It rained."}]))
    assert "holds no rows" in call(*command, path, "--labelled", tmp_path / "nothing.jsonl").stderr
    assert "'label' is missing; accepted: any" in call(*command, path, "--labelled", tmp_path / "bad.jsonl").stdout


def rows(path: Path) -> list[tuple[str, str | None]]:
    """Text and label of all sentences of a file."""
    return [pair for page in load_data([path], ReadOptions()).pages for pair in page.sentences()]


@pytest.mark.parametrize("form", FORMS)
def test_the_way_round_suggest_label_train(call: Call, tmp_path: Path, form: str) -> None:
    path = tmp_path / FORMS[form]
    assert call("suggest", *ARTICLES, "-n", 40, "--form", form, "--output", path).returncode == 0
    if form in ("label-studio", "prodigy"):
        # Where the form tells a guess from a label, it is none before somebody has confirmed it.
        assert load_data([path], ReadOptions()).unlabelled == 40
    confirmed(path, form)
    data = load_data([path], ReadOptions())
    assert data.counts.total() == 40
    assert {page.document for page in data.pages} <= {path.name for path in ARTICLES}
    model = opinionclf.load_model()
    guesses = {s.text: str(s.label) for path in ARTICLES for s in model.classify(path.read_text(encoding="utf-8")).sentences}
    assert all(guesses[text] == label for text, label in rows(path))
    result = call("train", path, "--output", tmp_path / "model", "--base", "none", "--regularisation", 1, "--folds", 2)
    assert (result.returncode, result.stderr) == (0, "")


def test_label_studio_gets_its_interface(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    result = call("suggest", *ARTICLES, "-n", 3, "--form", "label-studio", "--output", path)
    assert "tasks.xml: the labelling interface" in result.stdout
    view = ET.parse(path.with_suffix(".xml")).getroot()
    assert [choice.get("value") for choice in view.iter("Choice")] == [label.value for label in opinionclf.Label]
    task = json.loads(path.read_text(encoding="utf-8"))[0]
    (prediction,) = task["predictions"]
    (found,) = prediction["result"]
    assert (found["from_name"], found["to_name"]) == (view.find("Choices").get("name"), view.find("Text").get("name"))  # type: ignore[union-attr]
    source = next(article for article in ARTICLES if article.name == task["data"]["document"]).read_text(encoding="utf-8")
    assert source[task["data"]["start"] : task["data"]["end"]] == task["data"]["text"]


def test_the_interface_replaces_neither_the_tasks_nor_a_file_of_another_kind(call: Call, tmp_path: Path) -> None:
    command = ("suggest", *ARTICLES, "-n", 3, "--form", "label-studio", "--output")
    for ending in ("xml", "XML"):
        refused = call(*command, tmp_path / f"tasks.{ending}")
        assert refused.returncode == 2
        assert "name the tasks tasks.json" in refused.stderr
    (tmp_path / "feed.xml").write_text("<rss/>", encoding="utf-8")
    assert "feed.xml: is no labelling interface" in call(*command, tmp_path / "feed.json").stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["feed.xml"]
    assert (tmp_path / "feed.xml").read_text(encoding="utf-8") == "<rss/>"
    (tmp_path / "folder.xml").mkdir()
    assert "folder.xml: is no labelling interface" in call(*command, tmp_path / "folder.json").stderr
    assert not (tmp_path / "folder.json").exists()
    assert [call(*command, tmp_path / "tasks.json").returncode for _ in range(2)] == [0, 0]


def test_a_folder_stands_for_its_articles(call: Call) -> None:
    Path("articles").mkdir()
    assert "articles: a folder without *.txt and *.md" in call("suggest", "articles", "--output", "tasks.csv").stderr
    for source in ARTICLES[:2]:
        Path("articles", source.name).write_bytes(source.read_bytes())
    Path("articles", "notes.rst").write_text("Nobody reads this, it seems.", encoding="utf-8")
    told = call("suggest", "articles", "-n", 5, "--output", "one.csv")
    note = "opinionclf: articles: only its *.txt and *.md are read; left out: notes.rst\n"
    assert (told.returncode, told.stderr) == (0, note)
    assert call("suggest", *ARTICLES[:2], "-n", 5, "--output", "two.csv").returncode == 0
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()


def test_articles_may_be_in_another_encoding(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"The caf\xe9 at the harbour may well close.")
    assert "say so, for example --encoding cp1252" in call("suggest", path, "--output", "tasks.csv").stderr
    assert call("suggest", path, "--output", "tasks.csv", "--encoding", "cp1252").returncode == 0
    assert rows(Path("tasks.csv"))[0][0] == "The café at the harbour may well close."
    assert "expected at least 1" in call("suggest", path, "-n", 0, "--output", "tasks.csv").stderr


def test_tables_and_labelled_data_may_be_in_another_encoding(call: Call) -> None:
    told = ["The café at the harbour may well close.", "The clinic may well open in May."]
    Path("texts.csv").write_text("\n".join(["text", *told]), encoding="cp1252")
    Path("lines.jsonl").write_text(json.dumps({"text": told[0]}, ensure_ascii=False), encoding="cp1252")
    for texts in ("texts.csv", "lines.jsonl"):
        assert "--encoding" in call("suggest", texts, "--output", "tasks.csv").stderr
        assert call("suggest", texts, "--encoding", "cp1252", "--output", "tasks.csv").returncode == 0
        assert told[0] in dict(rows(Path("tasks.csv")))
    for encoding in ("cp1252", "utf-8"):  # of labelled data; a tool gives back UTF-8
        Path("labelled.csv").write_text(f"text,label\n{told[0]},factual_report\n", encoding=encoding)
        command = ("suggest", "texts.csv", "--encoding", "cp1252", "--labelled", "labelled.csv", "--output", "more.csv")
        assert call(*command).returncode == 0
        assert list(dict(rows(Path("more.csv")))) == [told[1]]


def test_documents_of_one_name_in_two_folders_stay_two(call: Call) -> None:
    for folder, text in (("d1", "The café at the harbour may well close."), ("d2", "The clinic may well open.")):
        Path(folder).mkdir()
        Path(folder, "x.txt").write_text(text, encoding="utf-8")
    assert call("suggest", "d1/x.txt", "d2/x.txt", "d2/x.txt", ARTICLES[0], "--output", "tasks.csv").returncode == 0
    with Path("tasks.csv").open(encoding="utf-8", newline="") as file:
        assert {row["document"] for row in csv.DictReader(file)} == {"d1/x.txt", "d2/x.txt", ARTICLES[0].name}


def test_texts_come_from_tables_too(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["body"], *([article.read_text(encoding="utf-8")] for article in ARTICLES)])
    assert call("suggest", path, "-n", 4, "--output", "tasks.csv").stdout == "tasks.csv: 4 sentences to label\n"
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    refused = call("suggest", tmp_path / "empty.txt", "--output", "tasks.csv")
    assert refused.returncode == 2
    assert "no sentence" in refused.stderr
    assert "no column" in call("suggest", path, "--text-column", "x", "--output", "y.csv").stderr


@pytest.mark.parametrize("form", FORMS)
def test_converting_keeps_sentences_labels_documents_and_groups(call: Call, tmp_path: Path, form: str) -> None:
    source = tmp_path / "rows.jsonl"
    outlets = ("Hill Weekly", "Bay Post")
    wanted = [{**row, "outlet": outlets[i % 2], "document": f"d{i}"} for i, row in enumerate(small_rows())]
    wanted.append({"text": "=SUM(1) is what the cell said.", "label": "factual_report", "outlet": "Bay Post", "document": "d"})
    source.write_text("".join(json.dumps(row) + "\n" for row in wanted), encoding="utf-8")
    target = tmp_path / "out" if form == "csv" else tmp_path / f"out-{FORMS[form]}"
    target = target.with_suffix(".csv") if form == "csv" else target
    result = call("convert", source, "--to", form, "--output", target, "--group", "outlet")
    assert (result.returncode, result.stderr) == (0, "")
    options = [ReadOptions(group=name) for name in ("outlet", "group")]
    before, after = (load_data([path], option) for path, option in zip((source, target), options, strict=True))
    assert [page.page.text for page in before.pages] == [page.page.text for page in after.pages]
    assert [page.labels for page in before.pages] == [page.labels for page in after.pages]
    assert [page.document for page in before.pages] == [page.document for page in after.pages]
    assert before.groups == after.groups


def test_converting_does_not_invent_documents(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "rows.csv"
    source.write_text("text,label\nIt rained.,factual_report\n", encoding="utf-8")
    call("convert", source, "--output", tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8")) == {"text": "It rained.", "label": "factual_report"}


@pytest.mark.parametrize("form", ["csv", "jsonl", "label-studio"])
def test_the_column_of_the_texts_need_not_be_that_of_the_labelled_data(call: Call, tmp_path: Path, form: str) -> None:
    texts, labelled = tmp_path / "articles.jsonl", tmp_path / FORMS[form]
    texts.write_bytes(json_lines([{"story": article.read_text(encoding="utf-8")} for article in ARTICLES]))
    command = ("suggest", texts, "--text-column", "story", "-n", 5, "--output")
    assert call(*command, labelled, "--form", form).returncode == 0
    confirmed(labelled, form)
    own = tmp_path / "own.csv"
    own.write_text("story,label\nIt rained.,factual_report\n", encoding="utf-8")
    result = call(*command, tmp_path / "more.csv", "--labelled", labelled, own)
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'more.csv'}: 5 sentences to label\n")
    assert not set(rows(labelled)) & set(rows(tmp_path / "more.csv"))


def test_a_column_that_no_labelled_data_have_is_refused(call: Call) -> None:
    Path("own.csv").write_text("text,verdict\nIt rained.,factual_report\n", encoding="utf-8")
    Path("lines.jsonl").write_bytes(json_lines([{"text": "It rained."}, {"text": "It rained.", "verdict": "factual_report"}]))
    Path("plain.csv").write_text("text,label\nIt snowed.,factual_report\n", encoding="utf-8")
    choice = {"from_name": "verdict", "to_name": "text", "type": "choices", "value": {"choices": ["factual_report"]}}
    task = {"data": {"text": "It rained."}, "annotations": [{"result": [choice]}]}
    Path("task.json").write_text(json.dumps([task]), encoding="utf-8")
    command = ("suggest", ARTICLES[0], "--output", "tasks.csv", "--labelled")
    refused = call(*command, "own.csv", "--label-column", "verdikt")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "opinionclf: own.csv: no column 'verdikt' for the label; there are: text, verdict\n"
    assert "own.csv: no column 'story' for the text" in call(*command, "own.csv", "--text-column", "story").stderr
    # Look-alikes: a column that only another row has, a question of Label Studio, and a column of one of two files.
    for labelled in (["lines.jsonl"], ["task.json"], ["plain.csv", "own.csv"]):
        assert call(*command, *labelled, "--label-column", "verdict").returncode == 0


def test_a_corpus_folder_is_refused_by_its_name_and_its_files_are_read(call: Call, tmp_path: Path, training_file: Path) -> None:
    corpus = REPOSITORY / "training_data"
    message = f"opinionclf: {corpus}: a corpus folder can't be read here; name its files (documents/*.jsonl)\n"
    commands = (("convert", corpus), ("suggest", *ARTICLES, "--labelled", corpus), ("train", training_file, "--test", corpus))
    for command in commands:
        assert call(*command, "--output", "out").stderr == message
    files = sorted((corpus / "documents").glob("*.jsonl"))[:2]
    assert call("convert", *files, "--output", "out.csv").returncode == 0


def test_converting_without_any_label_is_refused(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    source.write_text('{"text": "It rained.", "label": "factual_report", "answer": "reject"}\n', encoding="utf-8")
    result = call("convert", source, "--output", tmp_path / "out.jsonl")
    assert result.returncode == 2
    assert "no sentence has a label" in result.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_an_output_that_can_not_be_written_is_told(call: Call) -> None:
    result = call("suggest", *ARTICLES, "--output", "nowhere/tasks.csv")
    assert result.returncode == 2
    assert "nowhere/tasks.csv: there is no folder nowhere; make it first" in result.stderr
    for command in (("suggest", *ARTICLES), ("convert", "x.csv"), ("train", "x.csv")):
        assert "--output: expected a name, not an empty one" in call(*command, "--output", "").stderr


def test_a_folder_that_can_not_be_written_to_is_told_before_the_work(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("locked").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # nothing is locked for the superuser
    for command in (("suggest", "none.txt"), ("convert", "none.csv"), ("classify", "none.txt")):
        refused = call(*command, "--output", "locked/out.csv")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == "opinionclf: locked/out.csv: the folder locked can't be written to; name another output\n"


def test_a_column_of_articles_in_plain_text_is_refused(call: Call) -> None:
    refused = call("suggest", *ARTICLES, "--text-column", "body", "--output", "tasks.csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{ARTICLES[0]}: an article has no columns; name tables, without --text-column" in refused.stderr


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="standard output has no name here")
def test_data_on_standard_output_are_nothing_but_data(run: Callable[..., Any], training_file: Path) -> None:
    for command in (("suggest", *ARTICLES, "-n", 2), ("convert", training_file, "--to", "csv", "--label-map", "X=")):
        result = run(*command, "--output", "/dev/stdout")
        assert all(len(row) == 7 for row in csv.reader(io.StringIO(result.stdout)))
        assert result.stderr.splitlines()[-1].startswith("opinionclf: /dev/stdout: ")


def test_labelled_data_with_odd_columns_and_bad_rows_of_tables(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    rows = [(row["text"], "news", row["document"]) for row in small_rows()]
    with own.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([("Satz", "Urteil", "Artikel"), *rows, ("Rain.",)])
    columns = ("--text-column", "Satz", "--document-column", "Artikel")
    refused = call("suggest", own, *columns, "--output", "tasks.csv")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert f"{own}:98: 1 cell where the first line has 3" in refused.stderr
    assert "--skip-invalid" in refused.stderr
    skipped = call("suggest", own, *columns, "--skip-invalid", "-n", "9", "--output", "tasks.csv")
    assert skipped.returncode == 0
    assert f"note: skipped 1 invalid row:\nnote: {own}:98: 1 cell" in skipped.stdout
    chosen = list(csv.DictReader(io.StringIO(Path("tasks.csv").read_text(encoding="utf-8"))))
    assert {row["document"] for row in chosen} <= {row[2] for row in rows}
    all_labelled = call("suggest", own, *columns, "--skip-invalid", "--label-column", "Urteil", "--labelled", own,
                        "--output", "tasks.csv")  # fmt: skip
    assert all_labelled.returncode == 2
    assert "the texts hold no sentence that could be labelled" in all_labelled.stderr


def test_options_of_tables_that_are_not_named_are_refused(call: Call) -> None:
    expected = {"--label-column=x": "no labelled data", "--document-column=x": "columns", "--skip-invalid": "rows"}
    for option, what in expected.items():
        refused = call("suggest", ARTICLES[0], option, "--output", "tasks.csv")
        assert (refused.returncode, what in refused.stderr) == (2, True)
