"""What the rules on the ends of sentences see of a stop."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinionclf.segmentation import Segmentation, segment
from opinionclf.sentences.stops import GAP, NOTHING, PARAGRAPH, Code, codes
from opinionclf.sentences.verdicts import VERDICTS

CASES = Path(__file__).parent / "data" / "boundary_cases.jsonl"


def boundary_texts() -> list[str]:
    return [json.loads(line)["text"] for line in CASES.read_text(encoding="utf-8").splitlines()]


def bounds(found: Segmentation, number: int) -> list[tuple[int, int]]:
    rows = found.document == number
    return list(zip(found.start[rows].tolist(), found.end[rows].tolist(), strict=True))


PARTS = ["He", "left", ".", "”", "“", '"', "'", "…", "?!", " ", "\n\n", "[3]", "2", "(", ")", "—", "é"]


@given(st.lists(st.sampled_from(PARTS)))
def test_code_of_a_token_tells_its_kind_what_stands_in_front_and_its_mark(parts: list[str]) -> None:
    found = segment(["".join(parts)])
    tokens, mark = found.tokens, found.quotations.mark
    paragraph_start = np.zeros(len(tokens), dtype=bool)
    paragraph_start[found.first[np.diff(found.paragraph, prepend=-1) > 0]] = True
    fronts = np.where(paragraph_start, PARAGRAPH, np.where(tokens.gap, GAP, NOTHING))
    expected = Code(tokens.kind.astype(np.int64), fronts, mark.astype(np.int64)).number.tolist()
    code = codes(tokens, paragraph_start, mark)
    assert code[:-1].tolist() == expected
    assert code[-1] not in expected


def test_verdict_is_the_same_when_it_is_remembered() -> None:
    texts = boundary_texts()
    VERDICTS.clear()
    fresh = segment(texts)
    assert len(VERDICTS) > 100
    known = segment(texts)
    assert known.first.tolist() == fresh.first.tolist()


def test_lists_are_asked_for_the_same_in_a_long_batch_and_a_short_text() -> None:
    texts = boundary_texts()
    together = segment(texts * 3)
    assert len(together.tokens) > 10_000
    for number, text in enumerate(texts):
        assert bounds(together, number) == bounds(segment([text]), 0)


@pytest.mark.parametrize("sentences", [
    ["we went home... and slept for an hour.", "then it rained."],
    ["It was enough. [...]", "They left at noon."],
    ["The roof fell in.", "It was enough. Mary Jane Doe"],
    ["Was he hurt?", "No.", "Ann Lowe was."],
    ["It closed on Oct. 4.", "It rained."],
])  # fmt: skip
def test_what_follows_a_stop_tells_whether_it_ends_a_sentence(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in bounds(segment([text]), 0)] == sentences
