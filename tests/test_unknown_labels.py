"""Labels that nobody expects: what a user is told to do about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions, model_labels


def told(path: Path, *labels: str, mapping: dict[str, str] | None = None) -> list[str]:
    rows = [{"text": f"It rained for {n} days.", "label": label} for n, label in enumerate(labels)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_data([path], ReadOptions(mapping=mapping or {}))
    return str(refused.value).splitlines()


def last_line(path: Path, *labels: str) -> str:
    return told(path, LABELS[0], *labels)[-1]


def test_an_unknown_label_of_several_rows_is_told_with_what_can_be_done(tmp_path: Path) -> None:
    last = last_line(tmp_path / "rows.jsonl", "satire", "news", "satire")
    assert "map them with --label-map satire=NAME (NAME: factual_report, " in last  # and not news, which may be a slip
    assert last.endswith("--labels satire")


def test_a_slip_in_one_row_is_not_taken_for_a_label_of_ones_own(tmp_path: Path) -> None:
    assert "--labels" not in last_line(tmp_path / "rows.jsonl", "factual_reprot")


def test_labels_of_ones_own_are_grouped_whatever_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = told(path, "news", "", "view", "news", "view", "news")
    assert lines[0] == f"{path}:1 and 2 more: unknown label 'news'; accepted: {', '.join(LABELS)}"
    assert lines[1].startswith(f"{path}:2: 'label' is missing")
    assert lines[2].startswith(f"{path}:3 and 1 more: unknown label 'view'")
    assert lines[3].startswith("6 rows can't be used")
    assert "--label-map news=NAME,view=NAME" in lines[4]
    assert lines[4].endswith("--labels news,view")


def test_a_label_in_capitals_gets_the_name_that_its_like_has(tmp_path: Path) -> None:
    mapping = {"quote": "attributed_claim", "view": "editorial_opinion"}
    (line,) = told(tmp_path / "rows.jsonl", "QUOTE", "View", "QUOTE", mapping=mapping)
    assert "add QUOTE=attributed_claim,View=editorial_opinion to the label map (upper and lower case count);" in line


def test_a_slip_in_what_a_label_is_mapped_to_makes_no_model_of_that_name() -> None:
    with pytest.raises(DataError, match=r"news=factual_reprot: did you mean 'factual_report'\?"):
        model_labels({"news": "factual_reprot", "view": "editorial_opinion"})
    named = model_labels({"news": "factual_reprot", "view": "editorial_opinion"}, ["factual_reprot", "editorial_opinion"])
    assert named == ("editorial_opinion", "factual_reprot")
    assert model_labels({"news": "report", "view": "opinion"}) == ("report", "opinion")
