"""Output files: whole when they have their name, and continued where a run was interrupted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLES, PATIENCE, Called, article, json_lines, save_small_model, signals, wait_for

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


@pytest.mark.parametrize(("changed", "ids"), [
    (["one", "between", "three"], []), (["three", "one"], []), (["one", "three"], ["--id", "key"]),
])  # fmt: skip
def test_a_run_goes_on_only_where_all_input_so_far_is_the_same(
    call: Call, tmp_path: Path, changed: list[str], ids: list[str]
) -> None:
    for name in ("one", "between", "three"):
        rows = [{"id": f"{name} {n}", "key": n, "text": article(n)} for n in range(4)]
        (tmp_path / f"{name}.jsonl").write_bytes(json_lines(rows))
    output, part = tmp_path / "out.jsonl", tmp_path / "out.jsonl.part"
    to = ("--format", "jsonl", "--output", output)
    assert call("classify", *(tmp_path / f"{name}.jsonl" for name in ("one", "three")), *to).returncode == 0
    part.write_bytes(b"".join(output.read_bytes().splitlines(keepends=True)[:6]))
    before = part.read_bytes()
    output.unlink()
    result = call("classify", *(tmp_path / f"{name}.jsonl" for name in changed), *ids, *to, "--resume")
    assert result.returncode == 2
    assert "made from other input" in result.stderr
    assert part.read_bytes() == before


@signals
def test_a_run_that_is_going_on_is_not_continued_by_another(start: Start, call: Call, many: Path, tmp_path: Path) -> None:
    output, part = tmp_path / "out.jsonl", tmp_path / "out.jsonl.part"
    process = start("classify", "--format", "jsonl", "--output", output, "-")
    assert process.stdin is not None
    process.stdin.write(json_lines([{"text": article(number)} for number in range(5)]))
    process.stdin.flush()
    wait_for(lambda: part.exists() and part.stat().st_size > 0)
    result = call("classify", many, "--format", "jsonl", "--output", output, "--resume")
    assert (result.returncode, "another run is writing" in result.stderr) == (2, True)
    process.communicate(timeout=PATIENCE)
    assert len(output.read_bytes().splitlines()) == 5


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_is_replaced_keeps_its_permissions(call: Call, many: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.touch(mode=0o600)
    assert call("classify", many, "--format", "jsonl", "--output", output).returncode == 0
    assert output.stat().st_mode & 0o777 == 0o600
    assert call("suggest", EXAMPLES / "op_ed.txt", "--output", output).returncode == 0
    assert output.stat().st_mode & 0o777 == 0o600


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


def test_a_finished_output_of_the_same_input_is_left_alone(call: Call, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(json_lines([{"id": number / 4, "text": article(number)} for number in range(9)]) + b"bad\n")
    output = tmp_path / "out.jsonl"
    command = ("classify", EXAMPLES / "op_ed.txt", rows, "--format", "jsonl", "--output", output, "--resume")
    assert call(*command).returncode == 2
    whole = output.read_bytes()
    result = call(*command)
    assert (result.returncode, output.read_bytes()) == (2, whole)  # as without interruption
    assert result.stderr == (
        f"opinionclf: {output}: is whole, nothing is left to do; it lacks what can't be used of the input (1 row or file)\n"
    )
    rows.write_bytes(rows.read_bytes().removesuffix(b"bad\n"))
    result = call(*command)
    assert (result.returncode, output.read_bytes()) == (0, whole)
    assert result.stderr == f"opinionclf: {output}: is whole, nothing is left to do\n"


def test_bad_rows_that_an_earlier_run_has_named_still_count(call: Call, tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_bytes(b"bad\n" + json_lines([{"text": article(0)}]) + b"worse\n" + json_lines([{"text": article(1)}]))
    command = ("classify", "nothere.txt", path, "--format", "jsonl", "--output", output)
    assert call(*command).returncode == 2
    whole = output.read_bytes()
    for n_kept, n_told in ((1, 2), (2, 3)):
        output.unlink()
        (tmp_path / "out.jsonl.part").write_bytes(b"".join(whole.splitlines(keepends=True)[:n_kept]))
        result = call(*command, "--resume")
        assert (result.returncode, output.read_bytes()) == (2, whole)
        assert result.stderr.startswith(f"opinionclf: {output}.part: continued; it lacks what can't be used of the input")
        assert f"({n_told} rows or files)" in result.stderr
        assert (f"{path}:3:" in result.stderr) == (n_kept == 1)


def test_a_finished_output_of_other_input_or_of_another_model_is_refused(call: Call, tmp_path: Path) -> None:
    rows, output = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    documents = [{"id": "a", "key": "b", "text": article(number), "body": article(9)} for number in range(3)]
    rows.write_bytes(json_lines(documents))
    command = ("classify", rows, "--format", "jsonl", "--output", output, "--resume")
    assert call(*command).returncode == 0
    whole = output.read_bytes()
    save_small_model(tmp_path / "model")

    def refused(*options: object, message: str) -> None:
        result = call(*command, *options)
        assert (result.returncode, result.stderr.count("\n"), output.read_bytes()) == (2, 1, whole)
        assert message in result.stderr
        assert "delete it to start anew" in result.stderr

    refused("--text", "body", message=f"line 1 of {rows} is not where it should be in it")
    refused("--id", "key", message="made from other input")
    refused("--model", tmp_path / "model", message="made with version")
    rows.write_bytes(json_lines([documents[0], {**documents[1], "text": article(7)}, documents[2]]))
    refused(message=f"line 2 of {rows} is not where")
    rows.write_bytes(json_lines(documents[:2]))
    refused(message="made from more input")
    rows.write_bytes(json_lines([*documents, documents[0]]))
    refused(message=f"it ends before line 4 of {rows}; to go on behind its last document rename it to out.jsonl.part")
    output.rename(tmp_path / "out.jsonl.part")
    assert call(*command).returncode == 0
    assert output.read_bytes().startswith(whole)
    output.write_text("precious", encoding="utf-8")
    assert "it can't be continued" in call(*command).stderr
    assert output.read_text(encoding="utf-8") == "precious"


def test_other_input_and_other_files_are_not_continued(run: Run, many: Path, whole: bytes, tmp_path: Path) -> None:
    part = tmp_path / "out.jsonl.part"
    command = ("classify", many, "--format", "jsonl", "--output", tmp_path / "out.jsonl", "--resume")
    other_model = whole[:5000].replace(b'"model_version": "', b'"model_version": "x')
    for content, message in ((b'{"a": 1}\n', "can't be continued"), (other_model, "version")):
        part.write_bytes(content)
        result = run(*command)
        assert result.returncode == 2
        assert message in result.stderr
    part.write_bytes(whole[: whole.index(b"\n", 90_000) - 1])  # in the midst of a line, however long the paths are
    many.write_bytes(json_lines([{"text": article(number + 1)} for number in range(1200)]))
    kept = part.read_bytes()
    result = run(*command)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "made from other input" in result.stderr
    assert part.read_bytes() == kept
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("content", [
    b"precious, without an end of line", b"line one\nline two without end", b'{"a": 1}\n{"b', b"\n",
    b'{"file": 1}\n{"file": "x',
    b'{"file": "x", "text": "y", "summary": ' + b"[" * 100_000 + b"\n",
])  # fmt: skip
def test_a_part_of_something_else_is_left_as_it_is(call: Call, many: Path, tmp_path: Path, content: bytes) -> None:
    part = tmp_path / "movie.part"
    part.write_bytes(content)
    result = call("classify", many, "--format", "jsonl", "--output", tmp_path / "movie", "--resume")
    assert result.returncode == 2
    assert f"{part}: not the output of" in result.stderr
    assert part.read_bytes() == content


def test_a_part_without_a_whole_line_is_continued_only_if_it_begins_as_the_output_would(call: Call, tmp_path: Path) -> None:
    rows, output, part = (tmp_path / name for name in ("rows.jsonl", "out.jsonl", "out.jsonl.part"))
    rows.write_bytes(b"bad\n" + json_lines([{"id": "\u2028", "text": "Caf\u00e9s \u2028 opened. It is a disgrace."}]))
    command = ("classify", rows, "--format", "jsonl", "--output", output)
    assert call(*command).returncode == 2
    whole = output.read_bytes()
    output.unlink()
    of_another_line = whole[: whole.index(b"segments")].replace(b'"line": 2', b'"line": 3')
    for content in (b'{"file": "something else that is mine', of_another_line, whole[:-9] + b"\n"):
        part.write_bytes(content)
        result = call(*command, "--resume")
        assert (result.returncode, result.stderr.count("\n"), part.read_bytes()) == (2, 1, content)
    for length in range(0, len(whole), 11):
        part.write_bytes(whole[:length])
        assert call(*command, "--resume").returncode == 2  # there is a bad row
        assert output.read_bytes() == whole
        output.unlink()
    rows.write_bytes(b"bad\n")
    part.write_bytes(whole[:40])
    assert "it can't be continued" in call(*command, "--resume").stderr
    assert part.read_bytes() == whole[:40]


@pytest.mark.parametrize("options", [("--resume",), ()])
def test_an_input_that_is_called_as_the_part_would_be_is_refused(
    call: Call, many: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    part = many.rename(tmp_path / "out.jsonl.part")
    before = part.read_bytes()
    result = call("classify", part, "--input", "jsonl", "--format", "jsonl", "--output", tmp_path / "out.jsonl", *options)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert f"{part}: is read too" in result.stderr
    assert part.read_bytes() == before


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


@pytest.mark.parametrize("form", ["text", "jsonl", "csv", "html", "parquet"])
def test_where_nothing_could_be_read_the_old_output_stays(call: Call, tmp_path: Path, form: str) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(json_lines([{"body": article(0)}]))
    old = tmp_path / "old"
    for arguments in (("nothere.txt",), (rows, "--text", "bdy")):
        old.write_text("precious", encoding="utf-8")
        result = call("classify", *arguments, "--format", form, "--output", old)
        assert result.returncode == 2
        assert f"{old}: not written, as nothing could be read" in result.stderr
        assert old.read_text(encoding="utf-8") == "precious"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "rows.jsonl", "work"]
    rows.write_bytes(json_lines([{"text": ""}]) + b"bad\n")
    assert call("classify", rows, "--format", form, "--output", old).returncode == 2
    assert old.read_bytes() != b"precious"


@pytest.mark.parametrize("name", ["rows.jsonl", "link", "../work/rows.jsonl"])
@pytest.mark.parametrize("command", [("classify", "--format", "jsonl"), ("suggest",), ("convert", "--to", "jsonl")])
def test_an_output_that_is_read_too_is_refused(call: Call, training_file: Path, command: tuple[str, ...], name: str) -> None:
    training_file.rename("rows.jsonl")
    Path("link").symlink_to("rows.jsonl")
    before = Path("rows.jsonl").read_bytes()
    result = call(command[0], "rows.jsonl", *command[1:], "--output", name)
    assert (result.returncode, result.stderr) == (
        2, f"opinionclf: {name}: is read too, and would be overwritten; name another output\n"
    )  # fmt: skip
    assert Path("rows.jsonl").read_bytes() == before


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="standard input has no name here")
def test_an_output_that_standard_input_comes_from_is_refused(start: Start, training_file: Path) -> None:
    before = training_file.read_bytes()
    with training_file.open("rb") as stdin:
        _, errors = start("classify", "--format", "jsonl", "--output", training_file, stdin=stdin).communicate(timeout=PATIENCE)
    assert b"is read too, and would be overwritten" in errors
    assert training_file.read_bytes() == before


def test_an_output_that_can_not_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    for place, message in ((tmp_path, f"{tmp_path}: is a directory"), (".", ".: is a directory"), ("", "expected a name"),
                           (missing / "out.jsonl", f"out.jsonl: there is no folder {missing}; make it first")):  # fmt: skip
        result = run("classify", "--format", "jsonl", "--output", place, stdin=b"The bridge opened.")
        assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert message in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_run_into_a_pipe_can_not_be_resumed(call: Call, many: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = call("classify", many, "--format", "jsonl", "--output", tmp_path / "pipe", "--resume")
    assert result.returncode == 2
    assert "only a file can be continued" in result.stderr


def test_a_run_behind_a_link_is_resumed(call: Call, many: Path, tmp_path: Path) -> None:
    command = ("classify", many, "--format", "jsonl", "--output", tmp_path / "link")
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data" / "target")
    assert call(*command).returncode == 0
    lines = (tmp_path / "link").read_bytes().splitlines(keepends=True)
    (tmp_path / "data" / "target").rename(tmp_path / "data" / "target.part")
    (tmp_path / "data" / "target.part").write_bytes(b"".join(lines[:3]))
    assert call(*command, "--resume").returncode == 0
    assert (tmp_path / "data" / "target").read_bytes() == b"".join(lines)
