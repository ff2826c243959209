"""Whole articles that somebody else wrote and labelled: most sentences get the label they should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, load_program

articles = load_program(REPOSITORY / "benchmarks" / "articles.py")
PATHS = (
    articles.READ, articles.UNREAD, articles.HARD, articles.WORLD, articles.PRESS, articles.TRANSCRIPTS, articles.WEB,
    articles.WEB_UNREAD, articles.ATTRIBUTION, articles.PAIRS, articles.RUNNING, articles.EXPLAINED,
    articles.FIELDS, articles.FURTHER, articles.CIVIC, articles.DESKS, articles.ODD, articles.TOOLS, articles.TOOLS_UNREAD,
    articles.MARKDOWN, articles.MARKDOWN_UNREAD, articles.APART,
)  # fmt: skip


@pytest.fixture(scope="module")
def every() -> dict[Path, list[Any]]:
    return {path: list(articles.answers(articles.read_articles(path))) for path in PATHS}


@pytest.mark.parametrize(
    ("path", "n_sentences", "least"), [(articles.READ, 1316, 0.9), (articles.UNREAD, 569, 0.9), (articles.HARD, 319, 0.85),
     (articles.WORLD, 415, 0.84), (articles.PRESS, 522, 0.84), (articles.TRANSCRIPTS, 465, 0.72),
     (articles.WEB, 599, 0.8), (articles.WEB_UNREAD, 578, 0.82), (articles.ATTRIBUTION, 1307, 0.8),
     (articles.PAIRS, 588, 0.84), (articles.RUNNING, 616, 0.55), (articles.EXPLAINED, 327, 0.6),
     (articles.FIELDS, 1427, 0.87), (articles.FURTHER, 1194, 0.87),
     (articles.CIVIC, 858, 0.84), (articles.DESKS, 867, 0.85), (articles.ODD, 317, 0.85),
     (articles.TOOLS, 248, 0.94), (articles.TOOLS_UNREAD, 349, 0.77), (articles.MARKDOWN, 259, 0.76),
     (articles.MARKDOWN_UNREAD, 256, 0.75), (articles.APART, 3368, 0.87)]
)
def test_most_sentences_of_articles_are_labelled_right(
    every: dict[Path, list[Any]], path: Path, n_sentences: int, least: float
) -> None:
    all_of_them = articles.together(every[path], "all")
    assert len(all_of_them.wanted) == n_sentences
    assert min(articles.scores(all_of_them.wanted, all_of_them.given)) >= least


def test_interviews_and_wire_stories_are_read_nearly_without_error(every: dict[Path, list[Any]]) -> None:
    by_name = {one.name: one for path in every for one in every[path]}
    names = ("interview", "interview_unlabelled_questions", "court_wire", "obituary", "wire_roundup", "wire_ecuador_election")
    for name in names:
        assert articles.scores(by_name[name].wanted, by_name[name].given)[0] >= 0.9


def test_the_segments_of_the_articles_are_in_their_texts_in_order() -> None:
    for path in PATHS:
        for article in articles.read_articles(path):
            place = 0
            for kind, text in article.segments:
                assert kind in (*articles.LABELS, "heading", "boilerplate")
                place = article.text.index(text, place) + len(text)


def test_most_sentences_of_contrast_sets_are_labelled_right_without_context() -> None:
    alone = articles.single_answers(articles.CONTRAST_SETS)
    assert len(alone.wanted) == 1894
    assert articles.scores(alone.wanted, alone.given)[0] >= 0.75


def test_most_sentences_out_of_context_are_labelled_right() -> None:
    alone = articles.single_answers(articles.SINGLE)
    assert len(alone.wanted) == 320
    assert articles.scores(alone.wanted, alone.given)[0] >= 0.9
