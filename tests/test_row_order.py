"""Rows that do not stand in the order of a text have no neighbours that would give their labels away."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import REPOSITORY, Called

from opinionclf.training.corpus import read_corpus
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions

Call = Callable[..., Called]
FACT, CLAIM, OPINION = "factual_report", "attributed_claim", "editorial_opinion"
Rows = list[tuple[str, str, str]]
SCATTERED, SORTED = "in several places of the data", "stand sorted by label"


def table(path: Path, rows: Sequence[tuple[str, str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("document", "text", "label"), *rows])
    return path


def invented(*orders: Sequence[str]) -> Rows:
    """A document with sentences in each order of labels."""
    return [(f"d{i}", f"Ferry {i} made {k} trips.", label) for i, order in enumerate(orders) for k, label in enumerate(order)]


def texts(data: Data) -> list[str]:
    return [page.page.text for page in data.pages]


def test_a_document_in_several_places_of_a_table_is_read_sentence_by_sentence(tmp_path: Path) -> None:
    a, b = [("a", "It left.", FACT), ("a", "It was full.", FACT)], [("b", "It rained.", FACT), ("b", "It snowed.", FACT)]
    data = load_data([table(tmp_path / "rows.csv", [a[0], *b, a[1]])], ReadOptions())
    assert texts(data) == ["It left.", "It rained. It snowed.", "It was full."]
    assert [place.rpartition(":")[2] for places in data.where for place in places] == ["2", "3", "4", "5"]
    assert len(set(data.units)) == 2
    (note,) = data.notes
    assert "the rows of 1 document stand in several places of the data (a)" in note
    assert "put those of a document together, in the order of the text" in note
    assert load_data([table(tmp_path / "rows.csv", [*a, *b])], ReadOptions()).notes == []


def test_context_of_a_document_in_several_places_is_left_out_with_its_neighbours(tmp_path: Path) -> None:
    rows = [("a", "It left.", FACT), ("a", "It may leave.", "UNSURE"), ("b", "It rained.", FACT), ("a", "It was full.", FACT)]
    data = load_data([table(tmp_path / "rows.csv", rows)], ReadOptions(mapping={"UNSURE": ""}))
    assert texts(data) == ["It left.", "It rained.", "It was full."]


def test_a_file_for_each_label_makes_no_neighbours(tmp_path: Path) -> None:
    files = [table(tmp_path / f"{label}.csv", [("a", f"It left {i} times, {label}.", label) for i in range(3)])
             for label in (FACT, OPINION)]  # fmt: skip
    data = load_data(files, ReadOptions())
    assert len(data.pages) == 6
    assert [SCATTERED in note for note in data.notes] == [True]


def test_a_bad_row_or_one_without_a_document_does_not_scatter_the_rows_around_it(tmp_path: Path) -> None:
    rows = [("a", "It left.", FACT), ("a", "It was full.", FACT), ("a", "", FACT), ("a", "It rained.", FACT),
            ("", "It snowed.", FACT), ("a", "It came.", FACT), ("a", "It went.", FACT)]  # fmt: skip
    data = load_data([table(tmp_path / "rows.csv", rows)], ReadOptions(skip_invalid=True))
    assert texts(data) == ["It left. It was full.", "It rained.", "It snowed.", "It came. It went."]
    assert not any(SCATTERED in note for note in data.notes)


@pytest.mark.parametrize("annotators", [2, 3])
def test_a_row_for_each_annotator_is_no_neighbour_of_the_others(tmp_path: Path, annotators: int) -> None:
    told = ["It left.", "It was full.", "It rained."]
    rows = [("a", text, FACT) for text in told for _ in range(annotators)]
    plain = [("b", "It came.", FACT), ("b", "No.", FACT), ("b", "No.", FACT), ("b", "It went.", FACT)]
    data = load_data([table(tmp_path / "rows.csv", [*rows, *plain])], ReadOptions())
    assert texts(data) == [*(text for text in told for _ in range(annotators)), "It came. No. No. It went."]
    assert len(set(data.units)) == 2
    (note,) = data.notes
    assert "the rows of 1 document repeat each other (a), as in a table with a row an annotator" in note


@pytest.mark.parametrize("order", [(FACT, CLAIM, OPINION), (OPINION, FACT, CLAIM)])
def test_documents_whose_sentences_are_sorted_by_label_are_told_and_stay_whole(tmp_path: Path, order: list[str]) -> None:
    rows = invented(*[[label for label in order for _ in range(3)] for _ in range(4)], [FACT, FACT])
    data = load_data([table(tmp_path / "rows.csv", rows)], ReadOptions())
    (note,) = data.notes
    assert note.startswith("the sentences of each of 4 documents stand sorted by label: if the text does not have them so")
    assert len(data.pages) == 5


def test_one_long_document_that_is_sorted_by_label_is_told(tmp_path: Path) -> None:
    data = load_data([table(tmp_path / "rows.csv", invented([FACT] * 20 + [OPINION] * 20))], ReadOptions())
    assert [note.startswith("the sentences of the document stand sorted") for note in data.notes] == [True]


@pytest.mark.parametrize("orders", [
    [[FACT, OPINION]] * 6,  # as likely as not
    [*[[FACT, FACT, FACT, OPINION, OPINION]] * 20, [OPINION, FACT]],  # the last one has its labels in another order
    [*[[FACT, FACT, FACT, OPINION, OPINION]] * 20, [FACT, OPINION, FACT]],  # or comes back to one
])  # fmt: skip
def test_an_order_that_texts_have_is_not_taken_for_a_sorted_table(tmp_path: Path, orders: list[list[str]]) -> None:
    assert load_data([table(tmp_path / "rows.csv", invented(*orders))], ReadOptions()).notes == []


def test_a_name_of_a_group_in_place_of_the_document_has_sentences_read_alone(tmp_path: Path) -> None:
    path = table(tmp_path / "rows.csv", invented(*[[FACT] * 3 + [OPINION] * 3] * 4))
    path.write_text(path.read_text(encoding="utf-8").replace("document,", "page,", 1), encoding="utf-8")
    data = load_data([path], ReadOptions(group="page"))
    assert (len(data.pages), len(set(data.units)), data.notes) == (24, 4, [])


def test_sorting_a_table_by_label_makes_no_figure_better(call: Call, tmp_path: Path) -> None:
    pages = [page for page in read_corpus(REPOSITORY / "training_data", "test").pages if "contrast" not in page.document][:40]
    rows = [(page.document, text, label) for page in pages for text, label in page.sentences() if label is not None]
    found = {}
    for name, chosen in (("text", rows), ("sorted", sorted(rows, key=lambda row: (row[2], row[0])))):
        path = table(tmp_path / f"{name}.csv", chosen)
        found[name] = json.loads(call("evaluate", "default", path, "--format", "json").stdout)
    assert found["sorted"]["macro_f1"] < found["text"]["macro_f1"] + 0.01
    assert not any(SCATTERED in note or SORTED in note for note in found["text"]["notes"])
    assert any(SCATTERED in note for note in found["sorted"]["notes"])
