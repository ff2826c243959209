"""Short sentences that stand alone, the least that a reader can be given."""

from __future__ import annotations

from pathlib import Path

import pytest

import opinionclf

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "short_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("label", "least"), [("factual_report", 46), ("editorial_opinion", 29)])
def test_short_sentences_are_mostly_labelled_right(label: str, least: int) -> None:
    texts = [text for wanted, text in ROWS if wanted == label]
    wrong = [text for text, given in zip(texts, opinionclf.load_model().predict(texts), strict=True) if given != label]
    assert len(texts) - len(wrong) >= least, wrong
