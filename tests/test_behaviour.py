"""What the shipped model does on each phenomenon of the guideline, by minimal pairs.

Cases that it gets wrong stand in ``data/behaviour_known_failures.txt``, which ``benchmarks/behaviour.py`` writes. The list is
strict both ways, so that every change of the model shows what it mended and what it broke.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from conftest import REPOSITORY, load_program

from opinionclf import load_model
from opinionclf.labels import LABELS
from opinionclf.training.corpus import read_rows

KNOWN_FAILURES = REPOSITORY / "tests" / "data" / "behaviour_known_failures.txt"
AGAIN = "if the change is meant: python benchmarks/behaviour.py --known-failures tests/data/behaviour_known_failures.txt"
LEAST_PASS_RATE = 0.85
LEAST_PAIRS = 8
LONG = 25  # words
RUN = 6  # words that a case may not share with the training corpus
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")

behaviour = load_program(REPOSITORY / "benchmarks" / "behaviour.py")
CASES = behaviour.read_cases()


def runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower().replace("’", "'"))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def failing() -> list[str]:
    """The ids of the cases that the shipped model gets wrong."""
    given = behaviour.predict(CASES, load_model())
    wrong: list[str] = behaviour.failures(CASES, given)
    return wrong


def test_no_case_fails_that_is_not_listed(failing: list[str]) -> None:
    assert sorted(set(failing) - set(behaviour.read_known_failures(KNOWN_FAILURES))) == [], AGAIN


def test_no_listed_case_passes(failing: list[str]) -> None:
    assert sorted(set(behaviour.read_known_failures(KNOWN_FAILURES)) - set(failing)) == [], AGAIN


def test_pass_rate_over_all_cases(failing: list[str]) -> None:
    assert 1 - len(failing) / len(CASES) >= LEAST_PASS_RATE


def test_list_of_known_failures_can_be_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    behaviour.write_known_failures(path, ["irony-01a", "irony-02b"])
    assert behaviour.read_known_failures(path) == ["irony-01a", "irony-02b"]


def test_rates_count_cases_and_whole_pairs() -> None:
    pair = [case for case in CASES if case.pair == CASES[0].pair]
    other = [case for case in CASES if case.phenomenon == pair[0].phenomenon and case not in pair]
    rates = behaviour.pass_rates(pair + other, [pair[0].id])["phenomena"][pair[0].phenomenon]
    assert rates["passed"] == len(pair + other) - 1
    assert rates["whole_pairs"] == rates["pairs"] - 1


def test_cases_are_pairs_that_differ_in_label() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    pairs = defaultdict(list)
    for case in CASES:
        assert case.label in LABELS
        assert case.text == case.text.strip()
        assert case.id[:-1] == case.pair
        assert case.pair.rpartition("-")[0] == case.phenomenon
        pairs[case.phenomenon, case.pair].append(case.label)
    for (_, pair), labels in pairs.items():
        assert 2 <= len(labels) == len(set(labels)), pair
    least = min(Counter(phenomenon for phenomenon, _ in pairs).values())
    assert least >= LEAST_PAIRS


@pytest.mark.parametrize(("part", "share"), [(1, 1 / 3), (2, 1 / 4)])
def test_many_cases_are_long(part: int, share: float) -> None:
    long = [len(case.text.split()) >= LONG for case in CASES if case.part == part]
    assert sum(long) >= share * len(long)


def test_no_case_shares_words_with_the_training_corpus() -> None:
    of_case = {run: case.id for case in CASES for text in (case.text, case.context or "") for run in runs(text)}
    shared = {
        (of_case[run], row["document"], " ".join(run))
        for folder in ("documents", "contrast")
        for path in sorted((REPOSITORY / "training_data" / folder).glob("*.jsonl"))
        for row in read_rows(path)
        for run in runs(row["text"]) & of_case.keys()
    }
    assert sorted(shared) == []
