"""Output files: whole when they have their name, and continued where a run was interrupted."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PATIENCE, Called, article, json_lines, save_small_model, signals, wait_for

Call = Callable[..., Called]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of rows."""
    path = tmp_path / "many.jsonl"
    path.write_bytes(json_lines([{"id": number, "text": article(number)} for number in range(1200)]))
    return path


@pytest.fixture
def whole(run: Run, many: Path, tmp_path: Path) -> bytes:
    """What a run without interruption makes of it."""
    path = tmp_path / "whole.jsonl"
    assert run("classify", many, "--format", "jsonl", "--output", path).returncode == 0
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".part"] == []
    return path.read_bytes()


def test_an_output_file_holds_what_standard_output_would(run: Run, many: Path, whole: bytes) -> None:
    assert run("classify", many, "--format", "jsonl").stdout.encode() == whole


@pytest.mark.parametrize("kept", [0, 1, 40_000, 700_001, -1])
def test_a_run_goes_on_wherever_it_was_cut(run: Run, many: Path, whole: bytes, tmp_path: Path, kept: int) -> None:
    output = tmp_path / "out.jsonl"
    part = tmp_path / "out.jsonl.part"
    part.write_bytes(whole[:kept])
    result = run("classify", many, "--format", "jsonl", "--output", output, "--resume", "--jobs", 1 + (kept > 1))
    assert (result.returncode, result.stderr) == (0, "")
    assert output.read_bytes() == whole
    assert not part.exists()


@signals
def test_an_interrupted_run_keeps_whole_lines_and_says_where(start: Start, run: Run, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    part = tmp_path / "out.jsonl.part"
    process = start("classify", "--format", "jsonl", "--output", output, "-")
    assert process.stdin is not None
    process.stdin.write(json_lines([{"text": article(number)} for number in range(5)]))
    process.stdin.flush()
    wait_for(lambda: part.exists() and part.stat().st_size > 0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert errors.decode() == f"opinionclf: not finished; what was done so far is in {part}\n"
    assert not output.exists()
    assert [json.loads(line)["text"] for line in part.read_bytes().splitlines()] == [article(number) for number in range(5)]
    again = run("classify", "--format", "jsonl", "--output", output, stdin=b"The bridge opened.")
    assert again.returncode == 2
    assert "--resume" in again.stderr
    assert part.stat().st_size


def test_articles_are_left_out_by_file(run: Run, tmp_path: Path) -> None:
    names = []
    for number in range(4):
        names.append(f"{tmp_path}/{number}.txt")
        Path(names[-1]).write_text(article(number), encoding="utf-8")
    whole = run("classify", *names, "--format", "jsonl").stdout
    (tmp_path / "out.jsonl.part").write_text("".join(whole.splitlines(keepends=True)[:2]), encoding="utf-8")
    result = run("classify", *names, "--format", "jsonl", "--output", tmp_path / "out.jsonl", "--resume")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == whole


def test_bad_lines_behind_the_last_answer_are_reported_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(json_lines([{"text": article(0)}]) + b"bad\n" + json_lines([{"text": article(1)}]))
    whole = run("classify", path, "--format", "jsonl").stdout
    (tmp_path / "out.jsonl.part").write_text(whole.splitlines(keepends=True)[0], encoding="utf-8")
    result = run("classify", path, "--format", "jsonl", "--output", tmp_path / "out.jsonl", "--resume")
    assert result.returncode == 2
    assert f"{path}:2:" in result.stderr
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == whole


def test_a_finished_output_is_left_alone(run: Run, many: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("done", encoding="utf-8")
    result = run("classify", many, "--format", "jsonl", "--output", output, "--resume")
    assert (result.returncode, output.read_text(encoding="utf-8")) == (0, "done")
    assert "whole" in result.stderr


def test_other_input_and_other_files_are_not_continued(run: Run, many: Path, whole: bytes, tmp_path: Path) -> None:
    part = tmp_path / "out.jsonl.part"
    command = ("classify", many, "--format", "jsonl", "--output", tmp_path / "out.jsonl", "--resume")
    other_model = whole[:5000].replace(b'"model_version": "', b'"model_version": "x')
    for content, message in ((b'{"a": 1}\n', "can't be continued"), (other_model, "version")):
        part.write_bytes(content)
        result = run(*command)
        assert result.returncode == 2
        assert message in result.stderr
    part.write_bytes(whole[:90_000])
    many.write_bytes(json_lines([{"text": article(number + 1)} for number in range(1200)]))
    kept = part.read_bytes()
    result = run(*command)
    assert result.returncode == 2
    assert "made from other input" in result.stderr
    assert kept.startswith(part.read_bytes())
    assert not (tmp_path / "out.jsonl").exists()


def test_a_run_is_not_continued_with_another_model(call: Run, many: Path, tmp_path: Path) -> None:
    for name, left_out in (("three", None), ("two", "attributed_claim")):
        save_small_model(tmp_path / name, left_out)
    command = ("classify", many, "--format", "jsonl", "--output", tmp_path / "out.jsonl")
    assert call(*command, "--model", tmp_path / "two").returncode == 0
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "out.jsonl").unlink()
    (tmp_path / "out.jsonl.part").write_bytes(lines[0])
    result = call(*command, "--model", tmp_path / "three", "--resume")
    assert result.returncode == 2
    assert "made with version" in result.stderr
    assert (tmp_path / "out.jsonl.part").read_bytes() == lines[0]
    assert call(*command, "--model", tmp_path / "two", "--resume").returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b"".join(lines)


@pytest.mark.parametrize(("arguments", "message"), [
    (("--format", "jsonl", "--output", "x", "--resume"), "standard input"),
    (("--format", "jsonl", "--resume", "many.jsonl"), "--output"),
    (("--format", "csv", "--output", "x", "--resume", "many.jsonl"), "jsonl"),
    (("--format", "jsonl", "--output", "x", "--resume", "a", "a"), "once"),
])  # fmt: skip
def test_what_can_not_be_resumed_is_refused(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("classify", *arguments)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr


def test_an_output_that_can_not_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing" / "out.jsonl"):
        result = run("classify", "--format", "jsonl", "--output", place, stdin=b"The bridge opened.")
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert str(place) in result.stderr
