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
from typing import Any

import pytest
import sklearn
from conftest import REPOSITORY, small_rows

import opinionclf

pytestmark = pytest.mark.slow

MODEL = REPOSITORY / "models" / "default"


def call(*command: object, cwd: Path, **options: Any) -> str:
    """Run a program without the repository in its path and return what it prints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=False, cwd=cwd,
                            env=environment, **options)  # fmt: skip
    assert result.returncode == 0, result.stderr + result.stdout
    return result.stdout


def build(source: Path, folder: Path, **options: Any) -> Path:
    """Build the source archive, and the wheel from it, with the build backend of this environment: nothing is downloaded."""
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, source, cwd=folder, **options)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source archive and of the wheel that was built from it."""
    return build(REPOSITORY, tmp_path_factory.mktemp("dist"))


def test_the_wheel_holds_the_package_its_model_and_its_licence_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("models/default/model.json", "models/default/arrays.bin", "models/default/features.txt", "py.typed",
                 "models/default/information.bin", "templates/report.html",
                 "data/abbreviations.tsv", "data/lexicon/hedge.tsv", "cli.py"):  # fmt: skip
        assert f"opinionclf/{name}" in names
    about = f"opinionclf-{opinionclf.__version__}.dist-info"
    expected = {f"{about}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}
    for folder, place in ((REPOSITORY / "opinionclf", "opinionclf"), (MODEL, "opinionclf/models/default")):
        files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        expected |= {f"{place}/{path.as_posix()}" for path in files if "__pycache__" not in path.parts}
    assert names == expected


def test_building_again_elsewhere_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """From the source archive, in another folder, with other times and permissions of the files."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (source,) = tmp_path.iterdir()
    for path in source.rglob("*"):
        os.utime(path, (1_200_000_000, 1_200_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = tmp_path / "again"
    again.mkdir()
    build(source, again, **({"umask": 0o077} if os.name == "posix" else {}))
    for path in built.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


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
