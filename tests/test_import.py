"""What importing and classifying must not do: load heavy libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, PATIENCE, REPOSITORY

import opinionclf
from opinionclf.memory import keep_freed_memory

HEAVY = ("sklearn", "scipy", "nltk", "joblib", "pandas", "tempfile")


def in_process(code: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, cwd=REPOSITORY, timeout=PATIENCE
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("code", [
    "import opinionclf",
    "import opinionclf; opinionclf.classify('The bridge opened on Monday.').to_json()",
    "import opinionclf; opinionclf.load_model().predict(['The bridge opened on Monday.'])",
    f"from opinionclf.cli import main; main(['classify', {str(EXAMPLES / 'op_ed.txt')!r}, '--format', 'csv'])",
])  # fmt: skip
def test_heavy_libraries_wait_until_training_asks_for_them(code: str) -> None:
    shown = in_process(f"{code}\nimport sys; print('loaded:', sorted(set({HEAVY!r}) & set(sys.modules)))")
    assert shown.splitlines()[-1] == "loaded: []"


def test_importing_does_not_load_the_model_or_the_training_code() -> None:
    shown = in_process(
        "import sys, opinionclf; from opinionclf.classifier import _shipped\n"
        "print(_shipped.cache_info().currsize, [name for name in sys.modules if name.startswith('opinionclf.training')])"
    )
    assert shown.strip() == "0 []"


@pytest.mark.parametrize("module", ["sources", "places", "features.style", "lexicon", "cli"])
def test_any_module_may_be_imported_first(module: str) -> None:
    """Features are numbered in one order, whoever asks for them first."""
    shown = in_process(f"import opinionclf.{module}, opinionclf; print(opinionclf.load_model().classes_[0])")
    assert shown.strip() == "factual_report"


def test_dir_shows_what_there_is_to_use() -> None:
    shown = in_process("import opinionclf; opinionclf.classify('It rained.'); print(*dir(opinionclf))").split()
    assert [name for name in shown if not name.startswith("__")] == sorted(opinionclf.__all__)
    assert {"__version__", "__all__", "__doc__"} <= set(shown)


def test_a_package_in_a_zip_says_what_is_wrong(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "opinionclf"), "zip", REPOSITORY, "opinionclf")
    code = "import opinionclf; opinionclf.classify('It rained.')"
    result = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": archive}, cwd=tmp_path, check=False,
                            capture_output=True, encoding="utf-8", timeout=PATIENCE)  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith("can't run from a zip: unpack or install it")


def test_a_process_that_may_have_little_memory_goes_without_large_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(np, "empty", refuse)
    keep_freed_memory()
