"""The wheel: built, installed somewhere else, and used from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
import sklearn
from conftest import REPOSITORY, small_rows

import opinionclf

pytestmark = pytest.mark.slow


def call(*command: object, cwd: Path) -> str:
    """Run a program without the repository in its path and return what it prints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, cwd=cwd, env=environment)
    assert result.returncode == 0, result.stderr + result.stdout
    return result.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source archive and of the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    # With the build backend of this environment: nothing is downloaded.
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, REPOSITORY, cwd=folder)
    return folder


def test_the_wheel_holds_the_model_the_word_lists_and_the_types(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("models/default/model.json", "models/default/arrays.bin", "models/default/features.txt", "py.typed",
                 "models/default/information.bin", "templates/report.html",
                 "data/abbreviations.tsv", "data/lexicon/hedge.tsv", "cli.py"):  # fmt: skip
        assert f"opinionclf/{name}" in names
    assert {name.split("/")[0] for name in names} == {"opinionclf", f"opinionclf-{opinionclf.__version__}.dist-info"}


def test_the_source_archive_holds_what_builds_and_tests_the_project(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    for name in ("pyproject.toml", "LICENSE", "README.md", "models/default/model.json", "training_data/documents.tsv",
                 "training_data/LICENSE", "tests/test_package.py", "Makefile"):  # fmt: skip
        assert name in names
    assert not any(name.startswith((".venv", ".git/")) for name in names)


def test_the_installed_wheel_classifies_away_from_the_repository(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    packages = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    call(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
         "--disable-pip-version-check", wheel, cwd=tmp_path)  # fmt: skip
    # The libraries are those of this environment; numpy alone is enough to classify.
    (packages / "numpy").symlink_to(Path(sys.modules["numpy"].__file__ or "").parent)
    for libraries in Path(sys.modules["numpy"].__file__ or "").parent.parent.glob("numpy.libs"):
        (packages / "numpy.libs").symlink_to(libraries)
    article = tmp_path / "article.txt"
    article.write_text("The bridge opened on Monday.\n\nIt is a disgrace.\n", encoding="utf-8")
    row = json.loads(call(scripts / "opinionclf", "classify", "--format", "jsonl", article, cwd=tmp_path))
    assert row == {"file": str(article), **opinionclf.classify(article.read_text(encoding="utf-8")).to_dict()}
    where = call(python, "-c", "import opinionclf; print(opinionclf.__file__, opinionclf.load_model().folder)", cwd=tmp_path)
    assert where.count(str(environment)) == 2
    assert call(scripts / "opinionclf", "--version", cwd=tmp_path) == f"opinionclf {opinionclf.__version__}\n"
    # With the libraries of training in reach, the shipped model is a base there as well.
    (packages / "libraries.pth").write_text(f"{Path(sklearn.__file__).parent.parent}\n", encoding="utf-8")
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in small_rows()), encoding="utf-8")
    call(scripts / "opinionclf", "train", rows, "--output", tmp_path / "model", cwd=tmp_path)
    info = json.loads((tmp_path / "model" / "model.json").read_text(encoding="utf-8"))["info"]
    assert info["base_sha256"] == opinionclf.load_model().model.info["training_sha256"]
