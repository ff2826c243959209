"""Whether models mean the same under every supported version of Python, numpy and scikit-learn.

``nox -s answers`` runs the three commands in the oldest and in the newest environment:

- ``train FOLDER``: fit a model of the corpus, and one from some documents of its held-out part, as a user fits one from labels.
- ``answer FOLDER MODELS...``: what the shipped model and those in MODELS say about the behaviour suite, the pages of the
  tests, the examples and the corpus.
- ``compare A B``: each model under both environments, and the models of both environments with each other. A label that
  differs, or a model whose answers depend on where it is read by more than rounding, ends with status 1.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from behaviour import read_cases

import opinionclf
from opinionclf.cli import main as command_line
from opinionclf.training.corpus import read_corpus

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training_data"
SHIPPED = ROOT / "models" / "default"
KINDS = ("corpus", "labels")
LABELLED_DOCUMENTS = 40
MODEL_FILES = ("arrays.bin", "features.txt", "information.bin")
ROUNDING = 1e-9  # of a probability, for one model in two environments
NEIGHBOURHOOD = 0.001  # for two models of the same data


def train(folder: Path) -> None:
    """Fit both kinds of model."""
    import nltk
    import scipy
    import sklearn

    folder.mkdir(parents=True, exist_ok=True)
    labels = folder / "labels.jsonl"
    labels.write_text("".join(_labelled_rows()), encoding="utf-8")
    for kind, data in zip(KINDS, (CORPUS, labels), strict=True):
        status = command_line(["train", str(data), "--output", str(folder / kind)])
        if status:
            sys.exit(status)
    libraries = {module.__name__: module.__version__ for module in (np, scipy, sklearn, nltk)}
    versions = {"Python": platform.python_version(), **libraries}
    (folder / "versions.json").write_text(json.dumps(versions) + "\n", encoding="utf-8")


def _labelled_rows() -> Iterator[str]:
    pages = read_corpus(CORPUS, "test").pages
    for page in pages[:: max(len(pages) // LABELLED_DOCUMENTS, 1)]:
        for text, label in page.sentences():
            if label is not None:
                yield json.dumps({"document": page.document, "text": text, "label": label}) + "\n"


def answer(folder: Path, made_in: list[Path]) -> None:
    """Write what every model says."""
    models = {"shipped": opinionclf.load_model()}
    models |= {f"{kind}, {_name(made)}": opinionclf.load_model(made / kind) for made in made_in for kind in KINDS}
    answers: dict[str, Any] = {name: _probabilities(model) for name, model in models.items()}
    np.savez(folder / "answers.npz", **answers)


def _probabilities(model: opinionclf.Classifier) -> np.ndarray:
    """One row a sentence: each case of the suite alone, then all documents."""
    alone = model.predict_proba([case.text for case in read_cases()])
    columns = opinionclf.classify_columns(list(_texts()), model=model)
    return np.concatenate([alone, columns.probability[columns.kind == 0]])


def _texts() -> Iterator[str]:
    for case in read_cases():
        if case.context is not None:
            yield case.context + ("" if case.context.endswith("\n") else " ") + case.text
    for line in (ROOT / "tests" / "data" / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for page in read_corpus(CORPUS).pages:
        yield page.page.text


def compare(one: Path, two: Path) -> bool:
    """Print all comparisons; whether they hold."""
    for folder in (one, two):
        versions = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
        print(f"{_name(folder)}: {', '.join(f'{name} {version}' for name, version in versions.items())}")
    here, there = (dict(np.load(folder / "answers.npz")) for folder in (one, two))
    holds = True
    print(f"\n{'one model in two environments':46}{'sentences':>10}{'other label':>12}{'largest difference':>20}")
    for name in here:
        holds &= _compared(name, here[name], there[name], ROUNDING)
    print(f"\n{'two models of the same data':46}{'sentences':>10}{'other label':>12}{'largest difference':>20}  same bytes")
    folders = {f"{kind}, {_name(folder)}": folder / kind for kind in KINDS for folder in (one, two)}
    folders["shipped"] = SHIPPED
    for (a, folder_a), (b, folder_b) in combinations(folders.items(), 2):
        if (folder_a.name == "labels") == (folder_b.name == "labels"):
            same = all(_bytes(folder_a / name) == _bytes(folder_b / name) for name in MODEL_FILES)
            holds &= _compared(f"{a} | {b}", here[a], here[b], NEIGHBOURHOOD, "  yes" if same else "  no")
    return holds


def _compared(name: str, one: np.ndarray, two: np.ndarray, tolerance: float, note: str = "") -> bool:
    if one.shape != two.shape:
        print(f"{name:46}{'other sentences':>16}")
        return False
    labels = int((one.argmax(axis=1) != two.argmax(axis=1)).sum())
    largest = float(np.abs(one - two).max())
    print(f"{name:46}{len(one):10,}{labels:12}{largest:20.1e}{note}")
    return not labels and largest <= tolerance


def _name(folder: Path) -> str:
    return folder.name.removeprefix("versions-")


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def main() -> None:
    """Do one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("train", "answer", "compare"))
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    first, *others = options.folders
    if options.command == "train":
        train(first)
    elif options.command == "answer":
        answer(first, others)
    elif not compare(first, *others):
        sys.exit("the answers are not the same")


if __name__ == "__main__":
    main()
