"""Pages made of lines of other pages at random, some cut off: each is read the same alone and among others."""

from __future__ import annotations

import json
import random
from functools import cache

import numpy as np
import pytest
from conftest import REPOSITORY

from opinionclf.segmentation import Segmentation, segment

FILES = (
    "pages", "overfull_pages", "articles_web", "articles_odd", "articles_transcripts", "articles_further", "articles_tools",
)  # fmt: skip
TALKS = ("articles_tools", "articles_tools_unread", "articles_transcripts")
TELLING = (65, 130, 177, 238, 320, 341)  # seeds of parts that were read by what stood beside them, when lines of names were new
PAGES, BATCH = 240, 40  # of one test


def lines_of(files: tuple[str, ...]) -> list[str]:
    paths = [REPOSITORY / "tests" / "data" / f"{name}.jsonl" for name in files]
    texts = [json.loads(row)["text"] for path in paths for row in path.read_text(encoding="utf-8").splitlines()]
    return [line for text in texts for line in text.split("\n")]


@cache
def lines_of_pages() -> tuple[str, ...]:
    return tuple(sorted({line for line in lines_of(FILES) if 2 < len(line) < 400}))


@cache
def lines_of_talks() -> tuple[str, ...]:
    return tuple(lines_of(TALKS))


def recombined(seed: int) -> list[str]:
    chance = random.Random(seed)
    pages = []
    for _ in range(PAGES):
        lines = chance.choices(lines_of_pages(), k=chance.randint(1, 25))
        lines[-1] = lines[-1][: chance.choice((len(lines[-1]), chance.randint(1, len(lines[-1]))))]
        pages.append(chance.choice(("\n\n", "\n")).join(lines))
    return pages


def cut_from_talks(seed: int) -> list[str]:
    chance = random.Random(seed)
    lines, pages = lines_of_talks(), []
    for _ in range(PAGES):
        begin = chance.randrange(len(lines) - 30)
        part = [line for line in lines[begin : begin + chance.randint(2, 28)] if chance.random() < 0.9]
        pages.append(chance.choice(("\n\n", "\n", "\n")).join(part))
    return pages


def segments_of(found: Segmentation, document: int) -> list[list[int]]:
    rows = found.document == document
    first = found.first[rows]
    columns = (found.start[rows], found.end[rows], found.kind[rows], found.paragraph[rows], found.turn[first])
    return np.array([*columns, found.quotations.inside[first]]).T.tolist()


def check_alone_and_together(pages: list[str]) -> None:
    for begin in range(0, len(pages), BATCH):
        batch = pages[begin : begin + BATCH]
        together = segment(batch)
        for number, page in enumerate(batch):
            assert segments_of(together, number) == segments_of(segment([page]), 0), page


@pytest.mark.parametrize("seed", range(4))
def test_a_page_of_any_lines_has_the_same_segments_alone_and_among_others(seed: int) -> None:
    check_alone_and_together(recombined(seed))


@pytest.mark.parametrize("seed", [*range(20), *TELLING])
def test_a_part_of_any_talk_has_the_same_segments_alone_and_among_others(seed: int) -> None:
    check_alone_and_together(cut_from_talks(seed))
