"""Everything works without a network, and opens no file but those of Python, of the package, and those that it was given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PATIENCE, REPOSITORY, article, small_rows

pytestmark = pytest.mark.slow

GUARD = REPOSITORY / "tests" / "guard"
ENDED = 99


def guarded(folder: Path, *command: object) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder that holds all its input, with an empty home, watched in every process that it starts."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    given = (folder, GUARD, REPOSITORY / "opinionclf", REPOSITORY / "models" / "default")
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join(map(str, (GUARD, REPOSITORY))), "HOME": str(home), "USERPROFILE": str(home),
        "TMPDIR": str(folder), "GUARD_FOLDERS": os.pathsep.join(map(str, given)),
    }  # fmt: skip
    result = subprocess.run([sys.executable, *map(str, command)], capture_output=True, check=False, cwd=folder,
                            env=environment, timeout=PATIENCE)  # fmt: skip
    return subprocess.CompletedProcess(result.args, result.returncode, result.stdout.decode(), result.stderr.decode())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of input, with a model that was trained under the guard."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "article.txt").write_text(article(0), encoding="utf-8")
    (folder / "rows.jsonl").write_text("".join(json.dumps({"text": article(n)}) + "\n" for n in range(600)), encoding="utf-8")
    (folder / "labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in small_rows()), encoding="utf-8")
    result = guarded(folder, "-m", "opinionclf", "train", "labels.jsonl", "--output", "model", "--folds", 2)
    assert result.returncode == 0, result.stderr  # Matplotlib may say there that it looks for fonts
    return folder


@pytest.mark.parametrize("command", [
    "classify article.txt --format csv --output out.csv",
    "classify rows.jsonl --format jsonl --jobs 2",
    "classify rows.jsonl --format parquet --output out.parquet",
    "classify article.txt --format html --output out.html",
    "classify article.txt --model model",
    "explain article.txt",
    "cues admit",
    "evaluate model labels.jsonl --format html",
    "compare default model labels.jsonl",
    "suggest article.txt --output tasks.json --form label-studio",
    "convert labels.jsonl --to csv --output labels.csv",
])  # fmt: skip
def test_a_command_needs_no_network_and_no_other_file(place: Path, command: str) -> None:
    result = guarded(place, "-m", "opinionclf", *command.split())
    assert result.returncode == 0, result.stderr


def test_python_needs_no_network_and_no_other_file(place: Path) -> None:
    code = """
import opinionclf
for document in opinionclf.classify_many([open("article.txt", encoding="utf-8").read()]):
    document.to_json(), document.to_html(), dict(document.summary), document.sentences[0].explain().counterfactual
opinionclf.SentenceClassifier(folds=0).fit(["It opened at noon.", "It is a disgrace."] * 3, ["a", "b"] * 3)
"""
    result = guarded(place, "-c", code)
    assert (result.returncode, result.stderr) == (0, "")


OTHER_PROCESS = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {!r}]).returncode)"


@pytest.mark.parametrize("code", [
    "import socket; socket.socket()",
    "import socket; socket.getaddrinfo('localhost', 80)",
    "import urllib.request; urllib.request.urlopen('http://localhost/')",
    f"open({str(REPOSITORY / 'README.md')!r}, encoding='utf-8')",
    "import pathlib; (pathlib.Path(__import__('os').getcwd()).parent / 'new').write_bytes(b'')",
])  # fmt: skip
def test_the_guard_ends_what_it_should(tmp_path: Path, code: str) -> None:
    (tmp_path / "work").mkdir()
    for program in (f"try:\n    {code}\nexcept BaseException: pass", OTHER_PROCESS.format(code)):
        result = guarded(tmp_path / "work", "-c", program)
        assert (result.returncode, result.stderr[:7]) == (ENDED, "guard: ")
