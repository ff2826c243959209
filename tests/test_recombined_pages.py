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
PAGES, BATCH = 240, 40  # of one test


@cache
def lines_of_pages() -> tuple[str, ...]:
    paths = [REPOSITORY / "tests" / "data" / f"{name}.jsonl" for name in FILES]
    texts = [json.loads(row)["text"] for path in paths for row in path.read_text(encoding="utf-8").splitlines()]
    return tuple(sorted({line for text in texts for line in text.split("\n") if 2 < len(line) < 400}))


def recombined(seed: int) -> list[str]:
    chance = random.Random(seed)
    pages = []
    for _ in range(PAGES):
        lines = chance.choices(lines_of_pages(), k=chance.randint(1, 25))
        lines[-1] = lines[-1][: chance.choice((len(lines[-1]), chance.randint(1, len(lines[-1]))))]
        pages.append(chance.choice(("\n\n", "\n")).join(lines))
    return pages


def segments_of(found: Segmentation, document: int) -> list[list[int]]:
    rows = found.document == document
    first = found.first[rows]
    columns = (found.start[rows], found.end[rows], found.kind[rows], found.paragraph[rows], found.turn[first])
    return np.array([*columns, found.quotations.inside[first]]).T.tolist()


@pytest.mark.parametrize("seed", range(4))
def test_a_page_of_any_lines_has_the_same_segments_alone_and_among_others(seed: int) -> None:
    pages = recombined(seed)
    for begin in range(0, PAGES, BATCH):
        batch = pages[begin : begin + BATCH]
        together = segment(batch)
        for number, page in enumerate(batch):
            assert segments_of(together, number) == segments_of(segment([page]), 0), page
