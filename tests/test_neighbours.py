"""Rows of a document are read in context, and only those that stood side by side in it are neighbours."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, Called, json_lines
from hypothesis import given, settings
from hypothesis import strategies as st

import opinionclf
from opinionclf.segmentkinds import KIND_NAMES
from opinionclf.training.converted import CONTEXT_FORMS, labelled_items
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions
from opinionclf.training.writers import write_form

Call = Callable[..., Called]
FACT, CLAIM, OPINION = "factual_report", "attributed_claim", "editorial_opinion"
FORMS = {"csv": "a.csv", "jsonl": "a.jsonl", "label-studio": "a.json", "doccano": "a.jsonl", "prodigy": "a.jsonl"}
PAGE = ("The ferry at noon\n\nThe ferry left at noon. “It was full,” said Orla Finch. No.\n\n"
        "The delay was a disgrace. It rained.\n\nEngines had been checked, the operator said. Nobody was hurt.")  # fmt: skip


def row(text: str, label: Any = FACT, **more: Any) -> dict[str, Any]:
    """One row of the document a."""
    return {"text": text, "label": label, "document": "a", **more}


def at(text: str, label: Any = FACT) -> dict[str, Any]:
    """One sentence of the page with its place."""
    start = PAGE.index(text)
    return row(text, label, start=start, end=start + len(text))


def read(folder: Path, *rows: object, options: ReadOptions | None = None) -> Data:
    """Write and read JSON Lines."""
    path = folder / "rows.jsonl"
    path.write_bytes(json_lines(list(rows)))
    return load_data([path], options or ReadOptions())


def texts(data: Data) -> list[str]:
    return [page.page.text for page in data.pages]


# Places in a document


def test_rows_that_know_their_place_are_put_in_order(tmp_path: Path) -> None:
    other = row("Trams run until ten.", document="b", start=0, end=20)
    data = read(tmp_path, at("It rained."), other, at("“It was full,” said Orla Finch.", CLAIM),
                at("The delay was a disgrace.", OPINION), at("The ferry left at noon."))  # fmt: skip
    assert texts(data) == ["The ferry left at noon. “It was full,” said Orla Finch.", "The delay was a disgrace. It rained.",
                           "Trams run until ten."]  # fmt: skip
    assert [page.document for page in data.pages] == ["a", "a", "b"]
    assert [label for page in data.pages for label in page.labels] == [FACT, CLAIM, OPINION, FACT, FACT]
    assert [place.rpartition(":")[2] for places in data.where for place in places] == ["5", "3", "4", "1", "2"]


def test_a_page_ends_where_something_stood_between_two_rows(tmp_path: Path) -> None:
    data = read(tmp_path, at("The ferry left at noon."), at("The delay was a disgrace.", OPINION))
    assert texts(data) == ["The ferry left at noon.", "The delay was a disgrace."]


def test_a_paragraph_ends_where_more_than_a_blank_stands_between(tmp_path: Path) -> None:
    data = read(tmp_path, at("Engines had been checked, the operator said.", CLAIM), at("It rained."))
    assert texts(data) == ["It rained.\n\nEngines had been checked, the operator said."]
    assert data.pages[0].page.paragraphs == [0, 1]


def test_a_heading_that_knows_its_place_stands_by_itself(tmp_path: Path) -> None:
    heading = {**at("The ferry at noon"), "kind": "heading"}
    del heading["label"]
    data = read(tmp_path, at("The ferry left at noon."), heading)
    assert texts(data) == ["The ferry at noon\n\nThe ferry left at noon."]
    assert data.pages[0].page.paragraphs == [0, 1]


def test_two_rows_in_one_place_are_no_neighbours(tmp_path: Path) -> None:
    data = read(tmp_path, at("It rained."), at("It rained."))
    assert texts(data) == ["It rained.", "It rained."]


@pytest.mark.parametrize("places", [(1, 3), (0.5, 18.5), ("00:01", "00:07"), (None, None), (-3, 15), (True, False)])
def test_columns_of_these_names_that_are_no_places_change_nothing(tmp_path: Path, places: tuple[object, object]) -> None:
    start, end = places
    data = read(tmp_path, row("Nobody was hurt.", start=start, end=end), row("The ferry left.", start=start, end=end))
    assert texts(data) == ["Nobody was hurt. The ferry left."]


def test_a_row_without_a_place_is_no_neighbour_of_one_with_a_place(tmp_path: Path) -> None:
    assert texts(read(tmp_path, row("One ferry left."), at("It rained."), row("One came back."))) == [
        "One ferry left.", "One came back.", "It rained.",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "jsonl", "doccano"])
def test_what_suggest_gives_is_read_as_it_stood(call: Call, form: str) -> None:
    article = EXAMPLES / "wire_report.txt"
    assert call("suggest", article, "-n", 8, "--form", form, "--output", FORMS[form]).returncode == 0
    source = article.read_text(encoding="utf-8")
    data = load_data([Path(FORMS[form])], ReadOptions())
    assert data.counts.total() == 8
    for text in texts(data):
        assert " ".join(text.split()) in " ".join(source.split())


def test_a_model_agrees_with_itself_on_an_article_that_is_suggested_whole(call: Call) -> None:
    text = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")
    Path("article.txt").write_text(text, encoding="utf-8")
    assert call("suggest", "article.txt", "-n", 500, "--output", "rows.csv").returncode == 0
    result = json.loads(call("evaluate", "default", "rows.csv", "--format", "json").stdout)
    assert result["accuracy"] == 1
    assert result["sentences"] == len([s for s in opinionclf.classify(text).sentences if len(s.text.split()) > 2])


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_table_of_classify_is_read_with_its_headings_and_furniture_as_context(call: Call, form: str) -> None:
    call("classify", EXAMPLES / "feed.jsonl", "--output", f"labels.{form}")
    result = call("evaluate", "default", f"labels.{form}", "--document-column", "id", "--format", "json")
    assert (result.returncode, "is missing" in result.stderr) == (0, False)
    assert json.loads(result.stdout)["accuracy"] == 1.0
    data = load_data([Path(f"labels.{form}")], ReadOptions(document="id"))
    texts = [json.loads(line)["text"] for line in (EXAMPLES / "feed.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = list(opinionclf.classify_many(texts))
    kinds = [[KIND_NAMES[kind] for kind in page.page.kinds] for page in data.pages]
    assert kinds == [[segment.kind for segment in document.segments] for document in documents]


def test_a_heading_of_a_table_that_is_given_a_label_is_a_sentence_and_a_sentence_without_one_is_told(tmp_path: Path) -> None:
    lines = ["document,start,end,kind,label,text", "a,0,8,heading,,It rains", "a,10,19,heading,factual_report,It pours."]
    (tmp_path / "a.csv").write_text("\n".join([*lines, "a,20,30,sentence,,It stopped"]), encoding="utf-8")
    data = load_data([tmp_path / "a.csv"], ReadOptions(skip_invalid=True))
    assert [(page.page.kinds, page.labels) for page in data.pages] == [([1, 0, 0], [None, FACT, None])]
    assert "skipped 1 invalid row:" in data.notes
    (tmp_path / "b.csv").write_text("kind,label,text\nheading,,It rains\nx,factual_report,It pours.\n", encoding="utf-8")
    assert load_data([tmp_path / "b.csv"], ReadOptions(skip_invalid=True)).skipped == 1  # a kind of anything


def test_rows_of_a_table_with_one_document_are_no_neighbours_when_they_are_suggested(call: Call) -> None:
    pairs = ("a7", "The ferry may well have left at noon."), ("a7", "Perhaps it rained."), ("b2", "It seems late.")
    rows = [{"text": text, "article": article} for article, text in pairs]
    Path("texts.jsonl").write_bytes(json_lines(rows))
    assert call("suggest", "texts.jsonl", "--output", "next.csv").returncode == 0
    data = load_data([Path("next.csv")], ReadOptions())
    assert sorted((page.document, page.page.text) for page in data.pages) == sorted(pairs)


# Rows without a label that can be used


@pytest.mark.parametrize("form", ["map", "unlabelled", "invalid"])
def test_a_row_without_a_usable_label_stays_as_context(tmp_path: Path, form: str) -> None:
    label, options = {
        "map": ("UNSURE", ReadOptions(mapping={"UNSURE": ""})), "unlabelled": ([], ReadOptions()),
        "invalid": ("nonsense", ReadOptions(skip_invalid=True)),
    }[form]  # fmt: skip
    data = read(tmp_path, row("The ferry left."), row("It was full.", label), row("It rained."), options=options)
    assert texts(data) == ["The ferry left. It was full. It rained."]
    assert data.pages[0].labels == [FACT, None, FACT]
    assert (data.left_out, data.unlabelled, data.skipped) == ((form == "map"), (form == "unlabelled"), (form == "invalid"))


def test_a_row_without_a_text_ends_the_page(tmp_path: Path) -> None:
    for broken in ({"text": "", "label": FACT, "document": "a"}, {"label": FACT, "document": "a"}):
        data = read(tmp_path, row("The ferry left."), broken, row("It rained."), options=ReadOptions(skip_invalid=True))
        assert texts(data) == ["The ferry left.", "It rained."]


def test_a_page_without_any_label_is_left_out(tmp_path: Path) -> None:
    data = read(tmp_path, row("The ferry left."), row("It was full.", [], document="b"), {"text": "It rained.", "label": []})
    assert texts(data) == ["The ferry left."]
    assert data.notes == ["2 rows without a label yet: context only"]


def test_tasks_that_were_rejected_or_not_yet_labelled_are_context(tmp_path: Path) -> None:
    def task(text: str, *choices: str) -> dict[str, Any]:
        result = [{"type": "choices", "from_name": "label", "to_name": "text", "value": {"choices": list(choices)}}]
        return {"data": {"text": text, "document": "a"}, "annotations": [{"result": result}] if choices else []}

    tasks = [task("The ferry left.", FACT), task("It was full."), task("It rained.", FACT)]
    answers = [row("The ferry left.", answer="accept"), row("It was full.", answer="reject"), row("It rained.")]
    for rows in (tasks, answers):
        data = read(tmp_path, *rows)
        assert texts(data) == ["The ferry left. It was full. It rained."]
        assert data.pages[0].labels == [FACT, None, FACT]


# Converting


def layouts(data: Data) -> list[tuple[object, ...]]:
    """All that pages are made of, but for the numbers of paragraphs and for blanks around them."""
    return [
        (re.sub(r"\s*\n\n\s*", "\n\n", page.page.text.strip()), list(page.sentences()), page.page.kinds,
         [one != other for one, other in pairwise(page.page.paragraphs)])
        for page in data.pages
    ]


def spans(*labelled: tuple[str, str]) -> dict[str, Any]:
    """The page as a document with spans."""
    found = [{"start": PAGE.index(text), "end": PAGE.index(text) + len(text), "label": label} for text, label in labelled]
    return {"text": PAGE, "document": "a", "spans": found}


SOURCE = spans(("The ferry left at noon.", FACT), ("The delay was a disgrace.", OPINION), ("It rained.", FACT),
               ("Nobody was hurt.", FACT))  # fmt: skip


def converted(call: Call, form: str, *rows: object) -> tuple[Data, Data, str]:
    """The data before and after, and what was told."""
    Path("source.jsonl").write_bytes(json_lines(list(rows)))
    result = call("convert", "source.jsonl", "--to", form, "--output", FORMS[form])
    assert (result.returncode, result.stderr) == (0, "")
    before, after = (load_data([Path(name)], ReadOptions()) for name in ("source.jsonl", FORMS[form]))
    return before, after, result.stdout


def test_context_comes_out_of_converting_to_json_lines_as_it_went_in(call: Call) -> None:
    before, after, told = converted(call, "jsonl", SOURCE)
    assert [list(page.sentences()) for page in after.pages] == [list(page.sentences()) for page in before.pages]
    assert layouts(after) == layouts(before)
    assert after.pages[0].page.text == PAGE
    assert told == "a.jsonl: 4 sentences, 4 of context\n"


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"jsonl"}))
def test_where_a_form_has_no_context_what_it_parted_is_not_joined(call: Call, form: str) -> None:
    before, after, told = converted(call, form, SOURCE)
    assert texts(after) == ["The ferry left at noon.", "The delay was a disgrace. It rained.", "Nobody was hurt."]
    assert after.counts == before.counts
    assert told.startswith(f"note: 4 segments of context left out, which {form} can't say")


@pytest.mark.parametrize("form", FORMS)
def test_pages_of_one_document_stay_apart(call: Call, form: str) -> None:
    other = [row("A tram came.", document="b"), row("A bus came.", document="b")]
    rows = [at("The ferry left at noon."), at("“It was full,” said Orla Finch."), *other, at("The delay was a disgrace."),
            at("It rained.")]  # fmt: skip
    before, after, _ = converted(call, form, *rows)
    assert len(before.pages) == 3
    assert sorted(texts(after)) == sorted(texts(before))


@pytest.mark.parametrize("form", FORMS)
def test_a_short_sentence_that_is_left_out_parts_its_neighbours_too(call: Call, form: str) -> None:
    _, after, _ = converted(call, form, row("The ferry left."), row("No", []), row("It rained."))
    assert texts(after) == (["The ferry left. No It rained."] if form == "jsonl" else ["The ferry left.", "It rained."])


def test_a_document_with_spans_stays_one_where_it_has_no_name(call: Call) -> None:
    _, after, _ = converted(call, "csv", {key: value for key, value in SOURCE.items() if key != "document"})
    assert {page.document for page in after.pages} == {"source.jsonl:1"}


def test_layout_that_the_data_tell_is_kept_in_json_lines(call: Call) -> None:
    rows = [{"text": "A ferry", "kind": "heading", "document": "a", "paragraph": 0}, row("It left.", paragraph=1),
            row("It was full.", paragraph=1, join="\n"), row("It rained.", paragraph=2)]  # fmt: skip
    before, after, _ = converted(call, "jsonl", *rows)
    assert layouts(after) == layouts(before)


@pytest.mark.parametrize("form", FORMS)
def test_each_sentence_keeps_its_own_group(call: Call, form: str) -> None:
    rows = [row("It left.", outlet="Bay Times"), row("It was full.", outlet="Hill Post"), row("It rained.", outlet="Hill Post")]
    Path("source.jsonl").write_bytes(json_lines(rows))
    assert call("convert", "source.jsonl", "--to", form, "--group", "outlet", "--output", FORMS[form]).returncode == 0
    data = load_data([Path(FORMS[form])], ReadOptions(group="group"))
    assert data.row_groups == [["Bay Times", "Hill Post", "Hill Post"]]


_ROWS = st.lists(st.fixed_dictionaries({
    "text": st.sampled_from(["It rained.", "No", "“It was full,” she said.", " The ferry left. ", "?!"]),
    "label": st.sampled_from([FACT, OPINION, [], []]), "document": st.sampled_from(["a", "b", None]),
    "paragraph": st.integers(0, 2), "join": st.sampled_from(["", " ", "\n", "  "]),
}), max_size=9)  # fmt: skip


def neighbours(data: Data) -> Counter[tuple[str, str]]:
    """Pairs of sentences that are read side by side."""
    pairs: Counter[tuple[str, str]] = Counter()
    for page in data.pages:
        pairs.update(pairwise(text for text, _ in page.sentences()))
    return pairs


@given(_ROWS, st.sampled_from(sorted(FORMS)))
@settings(deadline=None, max_examples=150)
def test_converting_makes_no_neighbours_of_others(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], form: str
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    data = read(folder, {"text": "Trams run.", "label": FACT}, *rows)
    context = form in CONTEXT_FORMS
    write_form(folder / FORMS[form], form, labelled_items(data, False, context), data.labels, "1")
    again = load_data([folder / FORMS[form]], ReadOptions())
    assert again.counts == data.counts
    if context:
        assert sorted(map(str, layouts(again))) == sorted(map(str, layouts(data)))
    else:
        assert neighbours(again) <= neighbours(data)
