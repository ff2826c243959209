"""Windows line ends change nothing but offsets, whatever is read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, REPOSITORY, article, json_lines, small_rows

import opinionclf
from opinionclf.training.corpus import read_corpus
from opinionclf.training.readers.load import load_data
from opinionclf.training.readers.options import ReadOptions

PAGES = (REPOSITORY / "tests" / "data" / "pages.jsonl").read_text(encoding="utf-8").splitlines()
TEXTS = [json.loads(line)["text"] for line in PAGES]
TEXTS += [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]


def windows(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def seen(document: opinionclf.Document) -> list[tuple[Any, ...]]:
    return [(s.kind, s.label, s.paragraph, s.probabilities, s.text.replace("\r\n", "\n")) for s in document.segments]


def test_pages_have_the_same_segments_and_labels() -> None:
    for text in TEXTS:
        document = opinionclf.classify(windows(text.encode()).decode())
        assert all(document.text[s.start : s.end] == s.text for s in document.segments)
        assert seen(document) == seen(opinionclf.classify(text.replace("\r\n", "\n")))


@pytest.mark.parametrize(("name", "content"), [
    ("rows.jsonl", json_lines([{"text": article(number)} for number in range(3)])),
    ("rows.ndjson", json_lines([{"text": "It opened."}]) + b"\n\n" + json_lines([{"text": "It shut."}])),
])  # fmt: skip
def test_rows_are_the_same(run: Callable[..., Any], tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    lines = run("classify", tmp_path / name, "--format", "jsonl")
    (tmp_path / name).write_bytes(windows(content))
    assert (lines.returncode, lines.stderr) == (0, "")
    assert run("classify", tmp_path / name, "--format", "jsonl").stdout == lines.stdout


def labels_as(form: str) -> bytes:
    rows = small_rows()
    if form == "jsonl":
        return json_lines(rows)
    sign = {"csv": ",", "tsv": "\t"}[form]
    cells = [(str(row["document"]), str(row["label"]), '"' + str(row["text"]).replace('"', '""') + '"') for row in rows]
    return "".join(sign.join(line) + "\n" for line in [("document", "label", "text"), *cells]).encode()


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
def test_labels_are_the_same(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"labels.{form}"
    read = []
    for content in (labels_as(form), windows(labels_as(form))):
        path.write_bytes(content)
        data = load_data([path], ReadOptions())
        read.append([list(page.sentences()) for page in data.pages])
    assert read[0] == read[1]
    assert sum(map(len, read[0])) == len(small_rows())


def test_a_corpus_is_the_same(tmp_path: Path) -> None:
    corpus = REPOSITORY / "training_data"
    shutil.copytree(corpus, tmp_path / "corpus")
    for path in (tmp_path / "corpus").rglob("*"):
        if path.suffix in (".jsonl", ".tsv"):
            path.write_bytes(windows(path.read_bytes()))
    one, two = read_corpus(corpus), read_corpus(tmp_path / "corpus")
    assert one.sha256 == two.sha256
    assert [(page.page.text, page.labels) for page in one.pages] == [(page.page.text, page.labels) for page in two.pages]
