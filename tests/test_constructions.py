"""Single sentences, two for each of many constructions of English: most get the label they should."""

from __future__ import annotations

import json

import pytest
from conftest import REPOSITORY, load_program

from opinionclf.labels import LABELS

constructions = load_program(REPOSITORY / "benchmarks" / "constructions.py")


@pytest.fixture(scope="module")
def cases() -> list[object]:
    return list(constructions.read_cases())


def test_each_construction_has_cases_of_known_labels_and_parts(cases: list[object]) -> None:
    assert len(cases) > 3000
    assert {case.label for case in cases} == set(LABELS)  # type: ignore[attr-defined]
    assert {case.part for case in cases} == set(constructions.PARTS)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("part", "least"), [("read", 0.86), ("unread", 0.8), ("later", 0.75)])
def test_most_constructions_are_labelled_right(cases: list[object], part: str, least: float) -> None:
    chosen = [case for case in cases if case.part == part]  # type: ignore[attr-defined]
    right = constructions.are_right(chosen)
    assert sum(right) / len(right) >= least


def test_none_of_the_sentences_stands_in_the_corpus(cases: list[object]) -> None:
    files = sorted((REPOSITORY / "training_data").glob("*/*.jsonl"))
    known = {json.loads(row)["text"] for file in files for row in file.read_text(encoding="utf-8").splitlines()}
    assert len(known) > 40_000
    assert [case.text for case in cases if case.text in known] == []  # type: ignore[attr-defined]
