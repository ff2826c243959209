"""What evaluate and compare write to a file, and options that the commands of labelled data have in common."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Called, small_rows

Call = Callable[..., Called]


def of(command: str) -> tuple[str, ...]:
    return ("evaluate", "default") if command == "evaluate" else ("compare", "default", "default")


@pytest.mark.parametrize("command", ["evaluate", "compare"])
def test_a_report_goes_to_a_file_in_the_form_of_its_ending(call: Call, training_file: Path, command: str) -> None:
    for name, options in (("report.json", ("--format", "json")), ("report.txt", ()), ("report", ())):
        shown = call(*of(command), training_file, *options).stdout
        result = call(*of(command), training_file, "--output", name)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.endswith(f"{name}: the report\n")
        assert Path(name).read_text(encoding="utf-8") == shown
    assert call(*of(command), training_file, "--output", "odd.log", "--format", "text").returncode == 0
    assert Path("odd.log").read_text(encoding="utf-8") == call(*of(command), training_file).stdout


def test_a_page_is_written_to_a_file_and_its_notes_are_told(call: Call, training_file: Path) -> None:
    few = Path("few.jsonl")
    few.write_bytes(b"".join(training_file.read_bytes().splitlines(keepends=True)[:9]))
    result = call("evaluate", "default", few, "--output", "report.html")
    assert result.stdout.startswith("note: figures on so few sentences (9) mean nothing")
    assert Path("report.html").read_text(encoding="utf-8").startswith("<!")


@pytest.mark.parametrize(("command", "output", "message"), [
    ("evaluate", "report.csv", "nothing is written as .csv here"),
    ("compare", "report.html", "nothing is written as .html here; endings that tell a form are .json"),
    ("evaluate", "nowhere/report.json", "there is no folder nowhere"),
    ("compare", "rows.jsonl", "is read too"),
])  # fmt: skip
def test_an_output_that_can_not_be_is_refused_before_the_work(call: Call, training_file: Path, command: str, output: str,
                                                              message: str) -> None:  # fmt: skip
    data = Path("rows.jsonl")
    data.write_bytes(training_file.read_bytes())
    refused = call(*of(command), data, "--output", output)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert message in refused.stderr
    assert data.read_bytes() == training_file.read_bytes()


@pytest.mark.parametrize("name", ["rows.csv", "rows.tsv", "rows.jsonl", "rows.json"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_labelled_data_may_be_in_another_encoding(call: Call, name: str, encoding: str) -> None:
    rows = [{**row, "text": f"{row['text']} Café."} for row in small_rows()]
    if name.endswith("sv"):
        between = "\t" if name == "rows.tsv" else ";"
        lines = [between.join(f'"{row[key]}"'.replace('""', '"') for key in ("text", "label", "document")) for row in
                 [{**row, "text": str(row["text"]).replace('"', "")} for row in rows]]  # fmt: skip
        text = "\n".join([between.join(("text", "label", "document")), *lines])
    else:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        text = "\n".join(lines) if name == "rows.jsonl" else f"[{', '.join(lines)}]"
    Path(name).write_text(text, encoding=encoding)
    for command in (of("evaluate"), ("convert",)):
        refused = call(*command, name, "--output", "out.json")
        assert refused.returncode == 2
        assert "save the file as UTF-8, or name its encoding with --encoding" in refused.stderr
    found = call(*of("evaluate"), name, "--format", "json", "--encoding", encoding)
    assert (found.returncode, found.stderr) == (0, "")
    assert call("convert", name, "--encoding", encoding, "--to", "csv", "--output", "out.csv").returncode == 0
    assert Path("out.csv").read_text(encoding="utf-8").count("Café.") == len(rows)


def test_an_encoding_that_does_not_fit_is_told_with_the_line(call: Call) -> None:
    Path("rows.csv").write_bytes("text,label\nIt rained.,factual_report\nCafé.,factual_report\n".encode("cp1252"))
    refused = call(*of("evaluate"), "rows.csv", "--encoding", "ascii")
    assert refused.stderr.startswith("opinionclf: rows.csv:3: byte 0xe9 is not valid ascii")


def test_short_and_long_names_of_options_mean_the_same(call: Call, training_file: Path) -> None:
    plain = call(*of("evaluate"), training_file)
    named = call(*of("evaluate"), training_file, "--text", "text", "--label", "label", "--document", "document")
    assert named == plain
    for option in ("--to", "--form", "--format"):
        assert call("convert", training_file, option, "prodigy", "--output", "tasks.jsonl").returncode == 0
        assert '"options"' in Path("tasks.jsonl").read_text(encoding="utf-8")
    assert call("suggest", training_file, "--text", "text", "--format", "csv", "--output", "next").returncode == 0
