"""The card of the shipped model, which `make card DATA=DIR` writes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, environment

CARD = (REPOSITORY / "docs" / "model_card.md").read_text(encoding="utf-8")
REAL = "## Real news"
PROGRAM = REPOSITORY / "benchmarks" / "model_card.py"


def make_card(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(PROGRAM), "--output", str(output), *arguments], cwd=REPOSITORY, check=False,
                          env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=300)  # fmt: skip


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A card made without real text."""
    output = tmp_path_factory.mktemp("card") / "card.md"
    result = make_card(output)
    assert (result.returncode, result.stderr) == (0, "")
    return output.read_text(encoding="utf-8")


def counts(text: str) -> list[str]:
    """The checksum and the rows of the confusion matrices."""
    return re.findall(r"^\| (?:checksum.*|\w+ \| \d+ \| \d+ \| \d+) \|$", text, flags=re.MULTILINE)


def test_the_card_is_that_of_the_shipped_model(card: str) -> None:
    assert len(counts(card)) == 7
    assert counts(CARD) == counts(card), "make card DATA=DIR"


def test_the_card_says_how_far_probabilities_can_be_trusted(card: str) -> None:
    assert REAL not in card
    assert card.count("Reliability:") == 2
    assert len(re.findall(r"^Reliability", CARD, flags=re.MULTILINE)) == 4
    assert re.search(r"^\| gold \| ECE, 15 bins \| 0\.\d{3} \|", CARD, flags=re.MULTILINE)
    assert re.search(r"^\| gold, single sentences \| ECE, 15 bins \| 0\.\d{3} \|", CARD, flags=re.MULTILINE)


def test_the_card_says_how_its_counts_come_about(card: str) -> None:
    told = re.search(r"^This is the training part .*$", card, flags=re.MULTILINE)
    assert told is not None
    assert told[0] in CARD, "make card DATA=DIR"
    documents, sets, whole, held_out = map(int, re.findall(r"\d+", told[0])[:4])
    assert f"- {whole - held_out} labelled sentences in {documents + sets} documents" in card


def test_a_missing_folder_of_real_text_is_one_line(tmp_path: Path) -> None:
    result = make_card(tmp_path / "card.md", "--data", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert re.fullmatch(r"model_card: .*nowhere.*\n", result.stderr)
    assert not list(tmp_path.iterdir())
