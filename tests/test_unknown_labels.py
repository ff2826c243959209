"""Labels that nobody expects: what a user is told to do about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opinionclf.errors import DataError
from opinionclf.labels import LABELS
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions


def last_line(path: Path, *labels: str) -> str:
    rows = [{"text": f"It rained for {n} days.", "label": label} for n, label in enumerate([LABELS[0], *labels])]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_data([path], ReadOptions())
    return str(refused.value).splitlines()[-1]


def test_an_unknown_label_of_several_rows_is_told_with_what_can_be_done(tmp_path: Path) -> None:
    last = last_line(tmp_path / "rows.jsonl", "satire", "news", "satire")
    assert last.startswith("'satire' stands in 2 rows: --label-map satire=NAME")
    assert "--labels NAME,..." in last


def test_a_slip_in_one_row_is_not_taken_for_a_label_of_ones_own(tmp_path: Path) -> None:
    assert "--labels" not in last_line(tmp_path / "rows.jsonl", "factual_reprot")
