"""Run the notebook and the retraining walk-through again, and write their outputs and pictures: `make pictures`."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent / "docs" / "images"
NOTEBOOK = HERE / "newsroom.ipynb"
LABELS = "tells=factual_report,quotes=attributed_claim,judges=editorial_opinion"


def run_notebook() -> nbformat.NotebookNode:
    """Run all cells in the folder of the examples."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(HERE)}},
                   record_timing=False).execute()  # fmt: skip
    return notebook


def pictures(notebook: nbformat.NotebookNode) -> list[bytes]:
    """Return the pictures that a notebook shows."""
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return [base64.b64decode(data["image/png"]) for data in shown if "image/png" in data]


def main() -> None:
    """Write everything anew."""
    notebook = run_notebook()
    nbformat.write(notebook, NOTEBOOK)
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "shares_by_outlet.png").write_bytes(pictures(notebook)[0])
    with tempfile.TemporaryDirectory() as scratch:
        model = Path(scratch) / "sports_model"
        subprocess.run([sys.executable, "-m", "opinionclf", "train", str(HERE / "sports_desk.csv"), "--output", str(model),
                        "--label-map", LABELS, "--document-column", "report"], check=True)  # fmt: skip
        for name in ("reliability", "confusion"):
            shutil.copy(model / f"{name}.png", IMAGES / f"sports_{name}.png")


if __name__ == "__main__":
    main()
