"""The examples that people copy; the single programs for clusters are in `test_clusters.py` and `test_arrow.py`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES, REPOSITORY, environment

RUN = "import make, nbformat, sys; nbformat.write(make.run_notebook(), sys.argv[1])"
PNG = b"\x89PNG\r\n"

Notebook = dict[str, Any]


def outputs(notebook: Notebook) -> list[dict[str, Any]]:
    """Everything that the cells show."""
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


def opinion_shares(notebook: Notebook) -> dict[str, float]:
    """Share of opinion by outlet, as the notebook's table shows it."""
    (page,) = ("".join(shown["data"]["text/html"]) for shown in outputs(notebook)
               if "editorial_opinion" in str(shown) and "<th>outlet</th>" in str(shown))  # fmt: skip
    rows = re.findall(r"<th>([^<]+)</th>\s*<td>([\d.]+)</td>\s*<td>([\d.]+)</td>\s*<td>([\d.]+)</td>", page)
    return {outlet: float(opinion) for outlet, _, _, opinion in rows}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The notebook, run anew."""
    output = tmp_path_factory.mktemp("notebook") / "run.ipynb"
    subprocess.run([sys.executable, "-c", RUN, str(output)], cwd=EXAMPLES, env=environment(), check=True, timeout=300)
    result: Notebook = json.loads(output.read_text(encoding="utf-8"))
    return result


@pytest.mark.slow
def test_the_notebook_runs_and_ranks_the_outlets(notebook: Notebook) -> None:
    shares = opinion_shares(notebook)
    assert len(shares) == 4
    assert shares["Coastal News"] < shares["The Wendle Valley Record"] < min(
        shares["The Ellery Standard"], shares["Fifth Street Notebook"]
    )


@pytest.mark.slow
def test_the_notebook_shows_a_plot_a_page_and_an_explanation(notebook: Notebook) -> None:
    shown = outputs(notebook)
    assert sum("image/png" in output.get("data", {}) for output in shown) == 1
    assert any("<iframe" in str(output) for output in shown)
    assert any("without 'reportedly': factual_report" in str(output) for output in shown)
    # pandas warns of a cast of its own where numpy is old.
    warnings = [str(output["text"]) for output in shown if output.get("name") == "stderr"]
    assert not [text for text in warnings if "pandas" not in text or "invalid value encountered in cast" not in text]


def test_the_notebook_in_the_repository_was_run() -> None:
    kept = json.loads((EXAMPLES / "newsroom.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert len(opinion_shares(kept)) == 4


def test_a_feed_becomes_a_table(tmp_path: Path) -> None:
    output = tmp_path / "sentences.parquet"
    result = subprocess.run([sys.executable, EXAMPLES / "feed_to_table.py", EXAMPLES / "feed.jsonl", output], check=True,
                            env=environment(), capture_output=True, text=True, encoding="utf-8", timeout=120)  # fmt: skip
    rows = dict(re.findall(r"^(\w.*\w) +(?:\d+ +){3}(\d+)$", result.stdout, flags=re.MULTILINE))
    assert len(rows) == 4
    assert sum(map(int, rows.values())) > 80
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


BAD_ROWS = b'bad\n{"id": 1}\n["x"]\n{"id": 2, "text": 3}\n{"id": 3, "outlet": "Bay Post", "text": "It rained."}\n'


@pytest.mark.parametrize("name", ["feed_to_table", "dask_job"])
def test_a_program_says_how_it_is_used_and_survives_bad_rows(tmp_path: Path, name: str) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, EXAMPLES / f"{name}.py", *map(str, arguments)], check=False, env=environment(),
                              capture_output=True, text=True, encoding="utf-8", timeout=300)  # fmt: skip

    assert run().stderr.startswith(f"usage: python examples/{name}.py ")
    missing = run(tmp_path / "nothere.jsonl", tmp_path / "out")
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr
    assert "nothere.jsonl" in missing.stderr
    (tmp_path / "rows.jsonl").write_bytes(BAD_ROWS)
    result = run(tmp_path / "rows.jsonl", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("left out (") == 4
    assert pq.read_table(tmp_path / "out").to_pylist()[0]["sentence"] == "It rained."


@pytest.mark.parametrize("page", ["docs/walkthrough.md", "examples/README.md"])
def test_the_pictures_of_a_page_are_there(page: str) -> None:
    path = REPOSITORY / page
    names = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    assert names
    for name in names:
        assert (path.parent / name).read_bytes().startswith(PNG)
