"""The command line: what it prints, and one clear line with exit status 2 for everything that can't work."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, REPOSITORY, json_lines, small_rows

import opinionclf
from opinionclf.spreadsheet import inert

Run = Callable[..., Any]
OP_ED = EXAMPLES / "op_ed.txt"
MODEL = opinionclf.load_model().folder


def check_refusal(result: subprocess.CompletedProcess[str], *parts: str) -> None:
    """One line on standard error that holds the parts, nothing on standard output, status 2."""
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("opinionclf: ")
    assert "Traceback" not in result.stderr
    for part in parts:
        assert str(part) in result.stderr


# classify


def test_classify_writes_text_without_colours_into_a_pipe(run: Run) -> None:
    result = run("classify", OP_ED)
    assert result.returncode == 0
    assert result.stderr == ""
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0] == str(OP_ED)
    assert any(line.startswith("O ") and "hollow one" in line for line in lines)
    assert any(line.startswith("-- ") and "By Tamsin Oduya" in line for line in lines)


def test_classify_reads_standard_input(run: Run) -> None:
    text = "The bridge opened on Monday."
    for arguments in (["classify", "--format", "jsonl"], ["classify", "-", "--format", "jsonl"]):
        row = json.loads(run(*arguments, stdin=text.encode()).stdout)
        assert row == {"file": "-", **opinionclf.classify(text).to_dict()}


def test_jsonl_gives_one_line_for_each_document_in_order(run: Run) -> None:
    names = [str(EXAMPLES / name) for name in ("wire_report.txt", "scraped_page.txt", "op_ed.txt")]
    rows = [json.loads(line) for line in run("classify", *names, "--format", "jsonl").stdout.splitlines()]
    assert [row["file"] for row in rows] == names
    assert rows[2] == {"file": names[2], **opinionclf.classify(OP_ED.read_text(encoding="utf-8")).to_dict()}


def test_csv_gives_one_row_for_each_segment(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("classify", OP_ED, "--format", "csv").stdout)))
    text = OP_ED.read_text(encoding="utf-8")
    segments = opinionclf.classify(text).segments
    place = ["file", "line", "id", "start", "end", "paragraph", "kind", "label"]
    assert list(rows[0]) == [*place, *opinionclf.load_model().classes_, "text"]
    assert [row["text"] for row in rows] == [segment.text for segment in segments]
    assert [(int(row["start"]), int(row["end"])) for row in rows] == [(segment.start, segment.end) for segment in segments]
    assert [row["label"] for row in rows] == [str(segment.label or "") for segment in segments]
    for row, segment in zip(rows, segments, strict=True):
        for label, value in (segment.probabilities or {}).items():
            assert float(row[label]) == pytest.approx(value, abs=1e-6)


def test_csv_neutralises_what_a_spreadsheet_would_run(run: Run) -> None:
    result = run("classify", "--format", "csv", stdin=b'=HYPERLINK("http://example.com") was in the file on Monday.')
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["text"].startswith("'=HYPERLINK")
    for start in "=+-@\t\r\n":
        assert inert(start + "1") == "'" + start + "1"
    assert inert("The 1") == "The 1"


def test_control_characters_of_an_article_are_not_written_as_text(run: Run) -> None:
    evil = "The \x1b[31mred\x07 mayor\u202e left\x9b2J on \x00Monday.".replace("\x00", "")
    result = run("classify", stdin=evil.encode())
    assert result.returncode == 0
    assert not set(result.stdout) & set("\x1b\x07\u202e\x9b")
    assert "mayor" in result.stdout


def test_control_characters_are_escaped_in_json_and_keep_their_value(run: Run) -> None:
    evil = "The \x1b[31mred\x7f mayor\u202e left\x9b2J on\u2028 Monday."
    result = run("classify", "--format", "jsonl", stdin=evil.encode())
    assert not set(result.stdout) & set("\x1b\x7f\u202e\x9b\u2028")
    assert json.loads(result.stdout)["text"] == evil


def test_control_characters_of_a_file_name_do_not_reach_the_terminal(run: Run) -> None:
    check_refusal(run("classify", "no\x1b[2Jsuch\nfile"))
    assert "\x1b" not in run("classify", "no\x1b[2Jsuch").stderr


def test_a_byte_order_mark_is_left_out(run: Run) -> None:
    result = run("classify", "--format", "jsonl", stdin=b"\xef\xbb\xbfThe bridge opened.")
    assert json.loads(result.stdout)["text"] == "The bridge opened."


def test_an_encoding_can_be_named(run: Run) -> None:
    result = run("classify", "--format", "jsonl", "--encoding", "cp1252", stdin=b"The caf\xe9 opened.")
    assert json.loads(result.stdout)["text"] == "The café opened."
    result = run("classify", "--format", "jsonl", "--encoding", "utf-16", stdin="The café opened.".encode("utf-16"))
    assert json.loads(result.stdout)["text"] == "The café opened."


def test_empty_standard_input_is_an_empty_document(run: Run) -> None:
    result = run("classify", "--format", "jsonl")
    assert result.returncode == 0
    assert json.loads(result.stdout)["segments"] == []


def test_a_missing_file_is_refused(run: Run) -> None:
    check_refusal(run("classify", "missing.txt"), "missing.txt", "no such file")


def test_a_directory_is_refused(run: Run, tmp_path: Path) -> None:
    check_refusal(run("classify", tmp_path), tmp_path, "directory")


@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_a_binary_file_is_refused(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / "image.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    check_refusal(run("classify", path, "--format", form), path, "not a text file", "offset 8")


def test_a_wrong_encoding_is_refused_with_line_and_offset(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"One line.\nThe caf\xe9 opened.\n")
    check_refusal(run("classify", path), f"{path}:2:", "0xe9", "offset 17", "--encoding")
    path.write_bytes(b"\xef\xbb\xbfcaf\xe9")
    check_refusal(run("classify", path), f"{path}:1:", "offset 6")
    path.write_bytes("Text.".encode("utf-16"))
    check_refusal(run("classify", path), "--encoding utf-16")


@pytest.mark.parametrize("command", ["classify", "explain"])
def test_an_unknown_encoding_is_refused(run: Run, command: str) -> None:
    check_refusal(run(command, OP_ED, "--encoding", "utf-9"), "utf-9")
    check_refusal(run(command, OP_ED, "--encoding", "base64"), "base64")


@pytest.mark.parametrize("encoding", ["idna", "undefined", "punycode"])
def test_encodings_that_no_text_is_in_give_no_traceback(run: Run, encoding: str) -> None:
    for command in (("classify", OP_ED), ("classify", OP_ED, "--input", "lines"), ("explain", OP_ED)):
        result = run(*command, "--encoding", encoding)
        assert "Traceback" not in result.stderr
        assert (result.returncode, bool(result.stderr)) in ((0, False), (2, True))


def test_one_bad_file_does_not_hide_the_others(run: Run) -> None:
    result = run("classify", "missing.txt", OP_ED, "--format", "jsonl")
    assert result.returncode == 2
    assert json.loads(result.stdout)["file"] == str(OP_ED)
    assert result.stderr.count("\n") == 1


def test_an_unreadable_model_is_refused(run: Run, tmp_path: Path) -> None:
    check_refusal(run("classify", OP_ED, "--model", "nowhere"), "nowhere", "not found")
    (tmp_path / "model.json").write_text("{", encoding="utf-8")
    check_refusal(run("classify", OP_ED, "--model", tmp_path), tmp_path / "model.json", "not valid JSON")


@pytest.mark.parametrize("arguments", [
    "clasify", "classify --format xml", "classify --fromat csv", "train", "evaluate", "train x --output y --jobs 0",
    "train x --output y --folds 1", "train x --output y --seed -1",
])  # fmt: skip
def test_wrong_arguments_are_refused_in_one_line(run: Run, arguments: str) -> None:
    check_refusal(run(*arguments.split()), "--help")


def test_what_is_mistyped_leads_to_the_help(call: Run) -> None:
    bare = call()
    assert (bare.returncode, bare.stdout) == (2, "")
    assert bare.stderr.startswith("usage: opinionclf")
    check_refusal(call("help"), "did you mean 'opinionclf --help'?")
    check_refusal(call("help", "train"), "did you mean 'opinionclf train --help'?")
    check_refusal(call("clasify", "x"), "did you mean 'classify'?")
    check_refusal(call("classify", "x", "--fromat", "csv"), "unrecognized arguments: --fromat", "'opinionclf classify --help'")


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"opinionclf {opinionclf.__version__}\n"


# explain


def test_what_is_called_like_a_file_is_never_explained_as_a_sentence(call: Run, tmp_path: Path) -> None:
    for name in ("none.txt", "none.md", "none.jsonl", "none.CSV", "no/none"):
        check_refusal(call("explain", name), f"{name}: no such file")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    check_refusal(call("explain", loop), f"{loop}: can't be read")
    assert call("explain", "x" * 300).returncode == call("explain", "example.com").returncode == 0


def test_explain_refuses_rows_which_are_not_one_article(call: Run, training_file: Path) -> None:
    check_refusal(call("explain", training_file), f"{training_file}: JSON Lines, not an article; opinionclf classify labels")


# train


def test_train_writes_a_model_that_classifies(run: Run, training_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "new" / "model"
    result = run("train", training_file, "--output", output)
    assert (result.returncode, result.stderr) == (0, "")
    assert sorted(path.name for path in output.parent.iterdir()) == ["model"]
    info = opinionclf.load_model(output).model.info
    assert info["n_sentences"] == 96
    assert info["n_documents"] == 24
    assert run("classify", OP_ED, "--model", output).returncode == 0


def test_train_accepts_rows_without_documents_from_several_files(call: Run, tmp_path: Path) -> None:
    rows = [{"text": row["text"], "label": row["label"]} for row in small_rows()]
    for name, part in (("a.jsonl", rows[:50]), ("b.jsonl", rows[50:])):
        # With a byte order mark, Windows line ends and blank lines.
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(map(json.dumps, part)).encode())
    result = call("train", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--output", tmp_path / "model", "--folds", "2")
    assert (result.returncode, result.stderr) == (0, "")
    info = opinionclf.load_model(tmp_path / "model").model.info
    assert (info["n_sentences"], info["n_documents"]) == (96, 96)
    assert "2-fold cross-validation" in result.stdout


def spoilt(path: Path, number: int, line: str) -> Path:
    """Replace one line of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[number - 1] = line
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("line", "message"), [
    ('{"text": "A sentence.", "label": "opinion"}', "unknown label 'opinion'"),
    ('{"text": "A sentence.", "label": "editorial_opinon"}', "did you mean 'editorial_opinion'"),
    ('{"text": "A sentence."}', "'label' is missing"),
    ('{"text": "A sentence.", "label": ["factual_report", "editorial_opinion"]}', "2 labels"),
    ('{"text": "  ", "label": "factual_report"}', "'text'"),
    ('{"text": 5, "label": "factual_report"}', "'text'"),
    ('{"text": "A.", "label": "factual_report", "document": [3]}', "'document'"),
    ('{"text": "A.", "label": "factual_report", "paragraph": "3"}', "'paragraph'"),
    ('{"text": "A.", "kind": "headline"}', "unknown kind 'headline'"),
    ('{"text": "A sentence.", "label": "factual_report"', "not valid JSON"),
    ("[" * 100_000, "not valid JSON"),
    ("[1]", "expected a JSON object"),
])  # fmt: skip
def test_a_bad_row_is_refused_with_its_line(call: Run, training_file: Path, tmp_path: Path, line: str, message: str) -> None:
    output = tmp_path / "model"
    check_refusal(call("train", spoilt(training_file, 17, line), "--output", output), f"{training_file}:17:", message)
    assert not output.exists()
    check_refusal(call("evaluate", MODEL, training_file), f"{training_file}:17:", message)


def test_training_rows_in_another_encoding_are_refused_with_their_line(call: Run, training_file: Path) -> None:
    training_file.write_bytes(training_file.read_bytes() + b'{"text": "caf\xe9", "label": "factual_report"}\n')
    check_refusal(call("train", training_file, "--output", "model"), f"{training_file}:97:", "0xe9", "UTF-8")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_training_file_is_refused(call: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    check_refusal(call("train", path, "--output", "model"), path, "no rows")


def test_a_binary_training_file_is_refused(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\0\1\2")
    check_refusal(call("train", path, "--output", "model"), f"{path}:1:", "not a text file")


def test_a_label_that_never_occurs_is_refused(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [row for row in small_rows() if row["label"] != "attributed_claim"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    check_refusal(call("train", path, "--output", "model"), "'attributed_claim'")


def test_missing_training_data_are_refused(call: Run, tmp_path: Path) -> None:
    check_refusal(call("train", "missing.jsonl", "--output", "model"), "missing.jsonl", "no such file")
    check_refusal(call("train", tmp_path, "--output", "model"), tmp_path, "documents.tsv")
    check_refusal(call("train", "x" * 300, "--output", "model"), f"{'x' * 300}: can't be read (")  # not its documents.tsv


def test_a_folder_and_files_can_not_be_mixed(call: Run, training_file: Path) -> None:
    check_refusal(call("train", REPOSITORY / "training_data", training_file, "--output", "model"), "can't be mixed")


def test_too_many_folds_are_refused(call: Run, training_file: Path) -> None:
    check_refusal(call("train", training_file, "--output", "model", "--folds", "99"), "99 folds")


def test_an_output_that_is_no_model_is_refused_and_left_alone(call: Run, training_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    check_refusal(call("train", training_file, "--output", folder), folder, "not a model")
    check_refusal(call("train", training_file, "--output", folder / "notes.txt"), "notes.txt")
    check_refusal(call("train", training_file, "--output", folder / "notes.txt" / "model"), "not a directory")
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_an_output_without_permission_is_refused(call: Run, training_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    if os.access(folder, os.W_OK):
        folder = Path("/proc/model")  # nothing keeps the superuser out of other places
        if not folder.parent.is_dir():
            pytest.skip("no place without permission")
    rows = [{**row, "document": str(i)} for i, row in enumerate(small_rows())]  # about which there is nothing to tell
    training_file.write_bytes(json_lines(rows))
    check_refusal(call("train", training_file, "--output", folder), folder, "can't be written")


def test_a_model_is_replaced_whole_and_keeps_what_stands_beside_it(call: Run, training_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "model"
    call("train", training_file, "--output", output)
    (output / "CARD.md").write_text("card", encoding="utf-8")
    (output / "model.json").write_text('{"schema": 0}', encoding="utf-8")
    assert call("train", training_file, "--output", output).returncode == 0
    assert opinionclf.load_model(output).model.info["version"] == opinionclf.__version__
    assert (output / "CARD.md").read_text(encoding="utf-8") == "card"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


# evaluate


def test_evaluate_counts_right_and_wrong(call: Run, tmp_path: Path) -> None:
    text = "The mayor resigned on Friday."
    given = opinionclf.load_model().predict([text])[0]
    other = "editorial_opinion" if given != "editorial_opinion" else "factual_report"
    path = tmp_path / "rows.jsonl"
    rows = [{"text": text, "label": given}] * 3 + [{"text": text, "label": other}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = json.loads(call("evaluate", MODEL, path, "--format", "json").stdout)
    assert result["sentences"] == 4
    assert result["accuracy"] == 0.75
    assert result["labels"][given].items() >= {"precision": 0.75, "recall": 1.0, "f1": 0.8571, "sentences": 3}.items()
    assert result["labels"][other].items() >= {"precision": 0.0, "recall": 0.0, "f1": 0.0, "sentences": 1}.items()
    assert result["macro_f1"] == pytest.approx(0.8571 / 2, abs=1e-4)
    names = result["confusion"]["labels"]
    assert result["confusion"]["rows"][names.index(other)][names.index(given)] == 1
    shown = call("evaluate", MODEL, path).stdout
    assert "macro-F1" in shown
    assert "confusion" in shown


def test_evaluate_reads_the_part_of_a_corpus_that_is_named(call: Run, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    (folder / "documents").mkdir(parents=True)
    rows = [{"document": name, "paragraph": 1, "text": "The mayor resigned.", "label": "factual_report"} for name in "abb"]
    (folder / "documents" / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "documents.tsv").write_text("id\tbreak\tpart\na\tblank\ttrain\nb\tblank\ttest\n", encoding="utf-8")
    for part, count in (("train", 1), ("test", 2)):
        result = call("evaluate", MODEL, folder, "--part", part, "--format", "json")
        assert json.loads(result.stdout)["sentences"] == count
    (folder / "documents.tsv").write_text("id\tbreak\tpart\na\tblank\ttrain\nb\tblank\ttrain\n", encoding="utf-8")
    check_refusal(call("evaluate", MODEL, folder), "'test'")
    (folder / "documents.tsv").write_text("id\tbreak\tpart\na\tblank\ttrain\nb\tblank\n", encoding="utf-8")
    check_refusal(call("evaluate", MODEL, folder), "documents.tsv:3:")


def test_evaluate_refuses_what_it_can_not_read(call: Run, training_file: Path) -> None:
    check_refusal(call("evaluate", "nowhere", training_file), "nowhere")
    check_refusal(call("evaluate", MODEL, "missing.jsonl"), "missing.jsonl")
