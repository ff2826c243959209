"""What the page on explanations says, run as it stands there."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable

import pytest
from conftest import EXAMPLES, REPOSITORY

import opinionclf
from opinionclf.contributions import GROUP_NAMES

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAGE = (REPOSITORY / "docs" / "explanation.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    parts = PAGE.split("```")[1::2]
    return [part.partition("\n")[2] for part in parts if part.partition("\n")[0] == kind]


def test_the_examples_in_python_print_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "docs/explanation.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "without 'reportedly': factual_report\n" in printed
    assert printed.endswith(
        "Transport Minister Ada Lowe said False None\n"
        "she said False Transport Minister Ada Lowe\n"
        "she None True Transport Minister Ada Lowe\n"
    )


def test_the_table_of_groups_names_real_features_and_all_groups() -> None:
    rows = re.findall(r"^\| (\w+) \| (`.*?`) \| .*\|$", PAGE, flags=re.MULTILINE)
    assert tuple(group for group, _ in rows) == GROUP_NAMES
    model = opinionclf.load_model()
    named = {*model.feature_names, *model.model.dense_names}
    for _, names in rows:
        for name in re.findall(r"`(.*?)`", names):
            assert name in named or name.startswith("context:")


def test_the_commands_of_the_page_run(run: Run) -> None:
    commands = [line for block in blocks("") for line in block.splitlines() if line.startswith("opinionclf ")]
    assert len(commands) >= 3
    for command in commands:
        words = shlex.split(command.partition(" > ")[0].replace("article.txt", str(EXAMPLES / "op_ed.txt")))
        result = run(*words[1:])
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout
