"""What a type checker tells whoever uses the package."""

from __future__ import annotations

import re
from pathlib import Path

import mypy.api
import pytest
from conftest import REPOSITORY

MISTAKES = """
import opinionclf

document = opinionclf.classify("It rained.")
share: float = document[0].probabilities[document[0].label]  # of a sentence there always is one
opinionclf.clasify("It rained.")
document.segments[0].probabilities["factual_report"]
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `mypy --strict` says of the blocks of Python of the README, and of a program with mistakes."""
    folder = tmp_path_factory.mktemp("types")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    for name, text in (("readme", "\n".join(blocks)), ("mistakes", MISTAKES)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(REPOSITORY))
        options = ("--strict", "--config-file=", "--follow-imports=silent", "--ignore-missing-imports", "--no-error-summary",
                   f"--cache-dir={folder / 'cache'}")  # fmt: skip
        found, failure, _ = mypy.api.run([*options, *map(str, sorted(folder.glob("*.py")))])
    assert failure == ""
    return found


def test_the_examples_of_the_readme_are_typed_strictly(told: str) -> None:
    assert [line for line in told.splitlines() if "readme.py" in line] == []


def test_a_misspelt_name_and_a_label_that_may_be_missing_are_found(told: str) -> None:
    found = [line for line in told.splitlines() if Path(line.partition(":")[0]).name == "mistakes.py"]
    lines = [re.sub(r"^.*mistakes\.py:", "", line) for line in found]
    assert [line.partition(":")[0] for line in lines] == ["6", "7"]
    assert 'no attribute "clasify"' in lines[0]
