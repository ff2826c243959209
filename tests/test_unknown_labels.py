"""Labels that nobody expects: what a user is told to do about them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Called, small_rows

from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions, model_labels, parse_mapping


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


ODD = {"factual_report": "plain, dry", "attributed_claim": "who=she", "editorial_opinion": 'a "view"'}


def test_labels_with_commas_equals_signs_and_quotation_marks_can_be_given_as_they_are_told(
        call: Callable[..., Called], tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps({**row, "label": ODD[str(row["label"])]}) for row in small_rows()), encoding="utf-8")
    advised = call("evaluate", "default", path).stderr.partition("map them with ")[2].rstrip()
    option, proposed, *_ = shlex.split(advised)
    for label, own in ODD.items():
        proposed = proposed.replace(f"{own}=NAME".replace('"', '""'), f"{own}={label}".replace('"', '""'))
    assert parse_mapping(proposed) == {own: label for label, own in ODD.items()}
    assert call("evaluate", "default", path, option, proposed).returncode == 0
    names = shlex.split(advised[advised.index("--labels") :])
    trained = call("train", path, *names, "--roles", proposed, "--output", "m", "--folds", "2", "--regularisation", "1")
    assert (trained.returncode, trained.stderr) == (0, "")


@pytest.mark.parametrize(("text", "expected"), [
    ("a=b, c = d ,e=", {"a": "b", "c": "d", "e": ""}),
    ('"a, b"=c,"d, e=f, g"', {"a, b": "c", "d, e": "f, g"}),
    ("a=b=c", {"a=b": "c"}),
    ('it\'s=b', {"it's": "b"}),
])  # fmt: skip
def test_a_label_map_is_read_as_a_line_of_cells(text: str, expected: dict[str, str]) -> None:
    assert parse_mapping(text) == expected


@pytest.mark.parametrize("text", ["", ",", "a=b,", "a", "=b", "a,b=c"])
def test_what_is_no_pair_in_a_label_map_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="expected OLD=NEW pairs"):
        parse_mapping(text)
