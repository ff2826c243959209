"""CONTRIBUTING says how to add a feature; here somebody does it, on a copy."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAME = "style:words_in_ed"
ASK = """
import json, sys
from pathlib import Path
import opinionclf
sys.path.insert(0, "tests")
from conftest import save_small_model
save_small_model(Path("model"))
explanation = opinionclf.load_model("model").classify("The harbour was closed.").sentences[0].explain()
print(json.dumps({c.name: [place.text for place in c.places] for c in explanation.contributions}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its tests of features with the blocks of the page, and a small corpus."""
    folder = tmp_path_factory.mktemp("copy")
    feature, test = (block.partition("```")[0] for block in PAGE.split("```python\n")[1:3])
    for name in ("opinionclf", "models"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").mkdir()
    for name in ("conftest.py", "extraction.py", "test_features.py"):
        shutil.copy(REPOSITORY / "tests" / name, folder / "tests")
    with (folder / "opinionclf" / "features" / "style.py").open("a", encoding="utf-8") as file:
        file.write("\n\n" + feature)
    with (folder / "tests" / "test_features.py").open("a", encoding="utf-8") as file:
        file.write("\n\n" + test)
    return folder


def call(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    result = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=False, capture_output=True,
                            text=True, encoding="utf-8", timeout=300)  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.mark.slow
def test_the_feature_of_the_page_is_found_in_explanations_with_its_place(copy: Path) -> None:
    assert json.loads(call(copy, "-c", ASK))[NAME] == ["closed"]


@pytest.mark.slow
def test_the_test_of_the_page_passes(copy: Path) -> None:
    pytest_ = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "-k", "word_in_ed")
    assert "1 passed" in call(copy, *pytest_, "tests/test_features.py")


def test_the_feature_of_the_page_has_less_than_thirty_lines() -> None:
    lines = [block.partition("```")[0].count("\n") for block in PAGE.split("```python\n")[1:3]]
    assert sum(lines) < 30


def test_the_places_of_the_first_table_exist() -> None:
    table = PAGE.partition("## Two minutes")[2].partition("\n## ")[0]
    places = (
        "data/lexicon/hedge.tsv", "model.py", "sentences/verdicts.py", "sources/search/sourcesearch.py", "data/furniture.txt",
    )  # fmt: skip
    for place in places:
        assert f"`opinionclf/{place}`" in table
        assert (REPOSITORY / "opinionclf" / place).is_file()
    model = (REPOSITORY / "opinionclf" / "model.py").read_text(encoding="utf-8")
    assert all(f"def {name}" in model for name in ("own_scores", "in_context", "probabilities"))
    assert "def marks" in (REPOSITORY / "opinionclf" / "features" / "style.py").read_text(encoding="utf-8")
