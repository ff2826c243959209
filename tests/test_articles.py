"""Whole articles that somebody else wrote and labelled: most sentences get the label they should."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import REPOSITORY, load_program

articles = load_program(REPOSITORY / "benchmarks" / "articles.py")


@pytest.fixture(scope="module")
def every() -> list[Any]:
    return list(articles.answers(articles.read_articles()))


def test_most_sentences_of_unseen_articles_are_labelled_right(every: list[Any]) -> None:
    all_of_them = articles.together(every)
    accuracy, macro = articles.scores(all_of_them.wanted, all_of_them.given)
    assert len(all_of_them.wanted) > 1300
    assert accuracy >= 0.88
    assert macro >= 0.88


def test_an_interview_and_a_wire_story_are_read_nearly_without_error(every: list[Any]) -> None:
    for name in ("interview", "court_wire", "obituary"):
        one = next(one for one in every if one.name == name)
        assert articles.scores(one.wanted, one.given)[0] >= 0.9


def test_the_segments_of_the_articles_are_in_their_texts_in_order() -> None:
    for article in articles.read_articles():
        place = 0
        for kind, text in article.segments:
            assert kind in (*articles.LABELS, "heading", "boilerplate")
            place = article.text.index(text, place) + len(text)
