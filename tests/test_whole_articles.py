"""Who says what in whole articles, and what is furniture on pages full of it, against answers written beforehand."""

from __future__ import annotations

import pytest
import segmentation
import sources

import opinionclf


@pytest.fixture(scope="module")
def claims() -> list[dict[str, bool]]:
    classifier = opinionclf.load_model()
    return [claim for read in (True, False) for claim in sources.article_results(classifier, read)]


@pytest.mark.parametrize(("what", "least"), [("label", 0.99), ("source", 0.99), ("cue", 0.98), ("who", 0.92)])
def test_claims_of_whole_articles_are_told_by_whom_and_how(what: str, least: float, claims: list[dict[str, bool]]) -> None:
    asked = [claim[what] for claim in claims if what in claim]
    assert sum(asked) >= least * len(asked)


@pytest.mark.parametrize(("wanted", "found", "same"), [
    ("Ada Lowe", "Lowe", True), ("the mayor", "The mayor", True), ("a clerk", "the clerk", True), (None, None, True),
    ("Ada Lowe", "Barlowe", False), ("Ada Lowe", "Bea Lowe", False), ("the mayor", None, False),
])  # fmt: skip
def test_a_last_name_is_the_same_source_as_the_full_name(wanted: str | None, found: str | None, same: bool) -> None:
    assert sources.is_same(wanted, found) is same


def test_hardly_a_sentence_is_lost_on_pages_full_of_furniture() -> None:
    figures = segmentation.overfull_pages()
    assert figures["overfull pages, lines of sentences lost"] <= 3
    assert figures["overfull pages, share of furniture as a sentence"] <= 0.08
