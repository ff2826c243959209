"""Labels of spans: which one a sentence gets, and what is refused instead of being read as something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import json_lines

from opinionclf.errors import DataError
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions

FACT, CLAIM, OPINION = "factual_report", "attributed_claim", "editorial_opinion"
TEXT = "The bridge, a shameful thing, opened on Monday after two years of works."


def read(folder: Path, *rows: object, options: ReadOptions | None = None) -> Data:
    """Write and read JSON Lines."""
    path = folder / "rows.jsonl"
    path.write_bytes(json_lines(list(rows)))
    return load_data([path], options or ReadOptions())


def refusal(folder: Path, *rows: object, options: ReadOptions | None = None) -> str:
    """What is said about the last line."""
    with pytest.raises(DataError) as caught:
        read(folder, *rows, options=options)
    where = f"{folder / 'rows.jsonl'}:{len(rows)}: "
    return next(line.removeprefix(where) for line in caught.value.lines if line.startswith(where))


def labelled(data: Data) -> list[tuple[str, str | None]]:
    return [pair for page in data.pages for pair in page.sentences()]


def test_spans_of_different_labels_on_the_same_words_are_refused(tmp_path: Path) -> None:
    nested = {"text": TEXT, "spans": [[0, 72, FACT], [12, 28, OPINION]]}
    assert refusal(tmp_path, nested) == (
        "two labels on 'a shameful thing': factual_report from 0 to 72, editorial_opinion from 12 to 28; one is accepted"
    )
    twice = {"text": TEXT, "spans": [[0, 72, FACT], [0, 72, CLAIM]]}
    assert refusal(tmp_path, nested, twice).startswith(f"two labels on '{TEXT}': factual_report from 0 to 72, attributed_claim")
    crossed = {"text": TEXT, "spans": [[0, 28, FACT], [20, 72, OPINION]]}
    assert refusal(tmp_path, crossed).startswith("two labels on 'thing': factual_report from 0 to 28, editorial_opinion")


def test_the_same_span_twice_is_one_and_spans_that_touch_are_two(tmp_path: Path) -> None:
    data = read(tmp_path, {"text": TEXT, "spans": [[0, 72, FACT], [0, 72, FACT]]})
    assert labelled(data) == [(TEXT, FACT)]
    text = "It rained. “It was cold,” he said."
    data = read(tmp_path, {"text": text, "spans": [[0, 12, FACT], [11, 34, CLAIM]]})  # a quotation mark is no word
    assert [label for _, label in labelled(data)] == [FACT, CLAIM]


def test_spans_may_share_words_where_the_label_map_leaves_one_out(tmp_path: Path) -> None:
    options = ReadOptions(mapping={"TODO": ""})
    data = read(tmp_path, {"text": TEXT, "spans": [[0, 72, FACT], [12, 28, "TODO"]]}, options=options)
    assert {label for _, label in labelled(data)} == {FACT}


def test_a_span_that_holds_marks_only_counts_as_a_row_of_marks_does(tmp_path: Path) -> None:
    data = read(tmp_path, {"text": "It rained. ?!", "spans": [[0, 10, FACT], [11, 13, OPINION]]})
    assert labelled(data) == [("It rained.", FACT), ("?!", OPINION)]


@pytest.mark.parametrize("name", ["entities", "spans", "sentences"])
def test_an_empty_list_of_spans_takes_no_label_away(tmp_path: Path, name: str) -> None:
    data = read(tmp_path, {"text": "It rained.", "label": FACT, name: []}, {"text": "It is bad.", "label": [OPINION], name: []})
    assert labelled(data) == [("It rained.", FACT), ("It is bad.", OPINION)]
    assert labelled(read(tmp_path, {"text": "It rained.", name: []})) == [("It rained.", None)]


def test_the_column_of_labels_that_is_named_wins_over_spans(tmp_path: Path) -> None:
    row = {"text": "It rained.", "label": FACT, "entities": [[0, 2, "PRONOUN"]]}
    assert refusal(tmp_path, row).startswith("unknown label 'PRONOUN'")
    assert labelled(read(tmp_path, row, options=ReadOptions(label="label"))) == [("It rained.", FACT)]


def test_a_heading_with_a_label_is_refused(tmp_path: Path) -> None:
    row = {"text": "Rain at noon", "kind": "heading", "document": "a"}
    assert refusal(tmp_path, {**row, "label": FACT}) == "a heading has no label; leave out the label, or 'kind'"
    assert labelled(read(tmp_path, row, {**row, "label": None})) == [("Rain at noon", None)] * 2


def studio(*spans: tuple[int, int, str, str]) -> dict[str, Any]:
    """A task of Label Studio on a text with an emoji."""
    values = [{"start": start, "end": end, "text": text, "labels": [label]} for start, end, text, label in spans]
    result = [{"type": "labels", "from_name": "label", "to_name": "text", "value": value} for value in values]
    return {"data": {"text": "\U0001f6a8 The bridge opened. It is bad."}, "annotations": [{"result": result}]}


def test_offsets_that_miss_the_words_which_were_marked_are_refused(tmp_path: Path) -> None:
    assert labelled(read(tmp_path, studio((2, 20, "The bridge opened.", FACT))))[0][1] == FACT
    told = refusal(tmp_path, studio((3, 21, "The bridge opened.", FACT), (22, 32, "It is bad.", OPINION)))
    assert told.startswith("the span from 3 to 21 is 'he bridge opened. ' in the text, but 'The bridge opened.' in the export")
    assert "UTF-16" in told
    span = {"start": 3, "end": 21, "text": "The bridge opened.", "labels": [FACT]}
    assert refusal(tmp_path, {"text": studio()["data"]["text"], "label": [span]}) == told
