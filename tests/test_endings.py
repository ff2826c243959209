"""The form of an output by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLES, Called

Call = Callable[..., Called]
OP_ED = EXAMPLES / "op_ed.txt"
ROWS = "text,label\nIt rained in Stell.,factual_report\n"
BEGINS = {"text": b"examples", "jsonl": b'{"', "csv": b"file,", "parquet": b"PAR1", "html": b"<!DOCTYPE", "label-studio": b"[",
          "own csv": b"text,", "doccano": b'{"', "prodigy": b'{"'}  # fmt: skip


@pytest.mark.parametrize(("name", "form"), [
    ("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.json", "jsonl"), ("a.csv", "csv"), ("a.parquet", "parquet"),
    ("a.html", "html"), ("a.htm", "html"), ("a.txt", "text"), ("a.md", "text"), ("a", "text"),
])  # fmt: skip
def test_labelled_articles_are_written_in_the_form_that_the_ending_says(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, form: str
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    result = call("classify", "examples/op_ed.txt", "--output", tmp_path / name)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(BEGINS[form])


@pytest.mark.parametrize(("name", "form"), [
    ("a.jsonl", "jsonl"), ("a.csv", "own csv"), ("a.json", "label-studio"), ("a", ""), ("a.txt", ""),
])  # fmt: skip
def test_sentences_for_labelling_are_written_in_the_form_that_the_ending_says(call: Call, name: str, form: str) -> None:
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    for command, usual in ((("suggest", OP_ED, "-n", 2), "own csv"), (("convert", "rows.csv"), "jsonl")):
        assert call(*command, "--output", name).returncode == 0
        assert Path(name).read_bytes().startswith(BEGINS[form or usual])


@pytest.mark.parametrize(("command", "name", "told"), [
    (("classify", OP_ED), "a.xlsx",
     "nothing is written as .xlsx here; endings that tell a form are .csv, .html, .jsonl, .parquet"),
    (("classify", OP_ED, "--format", "jsonl"), "a.jsonl.gz",
     "nothing is written as .gz here; endings that tell a form are .csv, .html, .jsonl, .parquet"),
    (("convert", "rows.csv"), "a.html", "nothing is written as .html here; endings that tell a form are .csv, .json, .jsonl"),
])  # fmt: skip
def test_an_ending_of_a_form_that_is_not_written_is_refused_in_one_line(
    call: Call, command: tuple[object, ...], name: str, told: str
) -> None:
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    result = call(*command, "--output", name)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"opinionclf: {name}: {told}\n")
    assert sorted(path.name for path in Path().iterdir()) == ["rows.csv"]


@pytest.mark.parametrize(("command", "name", "told"), [
    (("classify", OP_ED, "--format", "jsonl"), "a.csv", "jsonl does not belong into .csv; call it a.jsonl"),
    (("classify", OP_ED, "--format", "csv"), "a.v2.jsonl", "csv does not belong into .jsonl; call it a.v2.csv"),
    (("classify", OP_ED, "--format", "text"), "a.html", "text does not belong into .html; call it a.txt"),
    (("suggest", OP_ED, "--form", "label-studio"), "a.csv", "label-studio does not belong into .csv; call it a.json"),
    (("convert", "rows.csv", "--to", "csv"), "a.json", "csv does not belong into .json; call it a.csv"),
    (("evaluate", "default", "rows.csv", "--format", "html"), "a.json", "html does not belong into .json; call it a.html"),
    (("evaluate", "default", "rows.csv", "--format", "json"), "a.gz",
     "nothing is written as .gz here; endings that tell a form are .html, .json"),
    (("classify", OP_ED), "a.jsnl",
     "nothing is written as .jsnl here without --format; endings that tell a form are .csv, .html, .jsonl, .parquet"),
    (("convert", "rows.csv"), "a.dat",
     "nothing is written as .dat here without --to; endings that tell a form are .csv, .json, .jsonl"),
    (("compare", "default", "default", "rows.csv"), "a.dat",
     "nothing is written as .dat here without --format; endings that tell a form are .json"),
])  # fmt: skip
def test_an_ending_that_contradicts_the_form_or_says_none_is_refused(
    call: Call, command: tuple[object, ...], name: str, told: str
) -> None:
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    result = call(*command, "--output", name)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"opinionclf: {name}: {told}\n")
    assert not Path(name).exists()


@pytest.mark.parametrize(("command", "name", "form"), [
    (("classify", OP_ED, "--format", "jsonl"), "a.out", "jsonl"), (("classify", OP_ED, "--format", "csv"), "a.txt", "csv"),
    (("suggest", OP_ED, "-n", 2, "--form", "prodigy"), "a.tasks", "prodigy"),
])  # fmt: skip
def test_where_the_ending_says_nothing_the_form_that_is_asked_for_is_written(
    call: Call, command: tuple[object, ...], name: str, form: str
) -> None:
    assert call(*command, "--output", name).returncode == 0
    assert Path(name).read_bytes().startswith(BEGINS[form])


@pytest.mark.parametrize("form", ["jsonl", "doccano", "prodigy", "label-studio"])
def test_a_form_that_is_json_may_have_its_ending(call: Call, form: str) -> None:
    assert call("suggest", OP_ED, "-n", 2, "--form", form, "--output", "a.json").returncode == 0
    assert Path("a.json").read_bytes().startswith(BEGINS[form])


def test_a_run_is_resumed_without_naming_the_form_that_its_output_says(call: Call) -> None:
    assert call("classify", OP_ED, "--output", "a.jsonl", "--resume").returncode == 0
    assert "is whole, nothing is left to do" in call("classify", OP_ED, "--output", "a.jsonl", "--resume").stderr
    assert "--resume goes with --format jsonl" in call("classify", OP_ED, "--output", "a.csv", "--resume").stderr
