"""Where output goes: pipes, devices, open files, links, and places that are full."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES, PATIENCE, Called, article, environment, json_lines, signals

from opinionclf.commands import targets
from opinionclf.commands.signals import signals_held_back

Call = Callable[..., Called]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "parquet"])
def test_a_full_disk_is_told_with_the_name_of_the_file(call: Call, form: str) -> None:
    result = call("classify", EXAMPLES / "op_ed.txt", "--format", form, "--output", "/dev/full")
    assert (result.returncode, result.stderr) == (2, "opinionclf: /dev/full: No space left on device\n")


def read_while(action: Callable[[], object], pipe: Path) -> bytes:
    """What comes out of a pipe during an action."""
    found, over = bytearray(), threading.Event()
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def read() -> None:
        while True:
            last = over.is_set()
            with contextlib.suppress(BlockingIOError):
                while part := os.read(end, 1 << 16):
                    found.extend(part)
            if last:
                return
            time.sleep(0.01)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(read)
        try:
            action()
        finally:
            over.set()
    os.close(end)
    return bytes(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "parquet"])
def test_a_named_pipe_is_written_to_and_not_replaced(call: Call, tmp_path: Path, form: str) -> None:
    article = EXAMPLES / "op_ed.txt"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    assert call("classify", article, "--format", form, "--output", tmp_path / "file").returncode == 0
    for name in ("pipe", "link"):
        found = read_while(lambda name=name: call("classify", article, "--format", form, "--output", tmp_path / name), pipe)
        assert found == (tmp_path / "file").read_bytes()
    assert pipe.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["file"]


@pytest.mark.skipif(not Path("/dev/fd/1").exists(), reason="standard output has no name here")
def test_standard_output_can_be_named(run: Run) -> None:
    article = EXAMPLES / "op_ed.txt"
    named = run("classify", article, "--format", "jsonl", "--output", "/dev/fd/1")
    assert (named.returncode, named.stderr) == (0, "")
    assert named.stdout == run("classify", article, "--format", "jsonl").stdout


@pytest.mark.parametrize("command", [("classify", "--format", "jsonl"), ("convert", "--to", "csv")])
def test_a_link_stays_and_the_file_it_leads_to_is_replaced(
    call: Call, training_file: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "data").mkdir()
    target, link = tmp_path / "data" / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert call(*command, training_file, "--output", link).returncode == 0
    assert link.is_symlink()
    assert target.stat().st_size > len("old")
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_links_in_a_circle_are_refused(call: Call, training_file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    for command in (("classify",), ("convert",)):
        result = call(*command, training_file, "--output", tmp_path / "link")
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)


def in_shell(tmp_path: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run lines of the shell, in which `opinionclf` is the command line."""
    start = f'opinionclf() {{ "{sys.executable}" -m opinionclf "$@"; }}\n'
    (tmp_path / "a.txt").write_text("The bridge closed on Monday. It was a shameful mistake.", encoding="utf-8")
    return subprocess.run(["sh", "-c", start + script], cwd=tmp_path, env=environment(), capture_output=True, check=False,
                          encoding="utf-8", timeout=PATIENCE)  # fmt: skip


@pytest.mark.skipif(not Path("/dev/fd/1").exists(), reason="open files have no names here")
@pytest.mark.parametrize("form", ["text", "jsonl", "csv", "html"])
def test_an_open_file_that_is_named_is_written_to_behind_what_it_holds(tmp_path: Path, form: str) -> None:
    call = f"opinionclf classify a.txt --format {form}"
    alone = in_shell(tmp_path, call).stdout
    assert alone
    (tmp_path / "link").symlink_to("/dev/stdout")
    names = ("/dev/stdout", "/dev/fd/1", "/proc/thread-self/fd/1", "link", "/dev/fd/3")
    for name, to in zip(names, ("", "", "", "", "3>&1"), strict=True):
        if not Path(name).parent.exists():
            continue
        result = in_shell(tmp_path, f"(echo before; {call} --output {name} {to}; echo after) > out; echo more >> out")
        assert (result.stderr, (tmp_path / "out").read_text(encoding="utf-8")) == ("", f"before\n{alone}after\nmore\n")
        result = in_shell(tmp_path, f"{call} --output {name} >> out {to}")
        assert (result.stderr, (tmp_path / "out").read_text(encoding="utf-8")) == ("", f"before\n{alone}after\nmore\n{alone}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "link", "out"]


@pytest.mark.skipif(not Path("/dev/fd/1").exists(), reason="open files have no names here")
def test_every_command_writes_to_an_open_file(tmp_path: Path) -> None:
    result = in_shell(tmp_path, "(echo before; opinionclf suggest a.txt -n 1 --output /dev/stdout; echo after) > out")
    lines = (tmp_path / "out").read_text(encoding="utf-8").splitlines()
    assert (result.returncode, lines[0], lines[-1]) == (0, "before", "after")
    assert len(lines) == 4
    result = in_shell(tmp_path, "opinionclf classify a.txt --format parquet --output /dev/stdout > out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 2


@pytest.mark.skipif(not Path("/dev/fd/1").exists(), reason="open files have no names here")
def test_an_open_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    call = "opinionclf classify a.txt --format csv --output"
    for command, message in (
        (f"{call} /dev/fd/3 3< a.txt", "/dev/fd/3: is read too"), (f"{call} /dev/fd/77", "/dev/fd/77: Bad file"),
        (f"{call} /dev/stdout --format jsonl --resume > out", "only a file can be continued"),
    ):  # fmt: skip
        result = in_shell(tmp_path, command)
        assert (result.returncode, result.stderr.count("\n")) == (2, 1)
        assert message in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="no limit of the size of files here")
@pytest.mark.parametrize(("form", "blocks"), [("jsonl", 12000), ("csv", 4000), ("parquet", 40)])
def test_where_the_disk_is_full_whole_lines_are_kept_or_nothing(tmp_path: Path, form: str, blocks: int) -> None:
    (tmp_path / "in.jsonl").write_bytes(json_lines([{"id": number, "text": article(number)} for number in range(6000)]))
    result = in_shell(tmp_path, f"ulimit -f {blocks}; opinionclf classify in.jsonl --format {form} --output out")
    assert result.returncode == 2
    assert "out: File too large" in result.stderr
    part = tmp_path / "out.part"
    if form == "parquet":
        assert (part.exists(), result.stderr.count("\n")) == (False, 1)
        return
    assert "not finished; what was done so far is in out.part" in result.stderr
    kept = part.read_bytes()
    part.unlink()
    whole = in_shell(tmp_path, f"opinionclf classify in.jsonl --format {form} --output out && cat out").stdout.encode()
    assert 0 < len(kept) < len(whole)
    assert whole.startswith(kept)
    last = kept.splitlines()[-1]
    assert last in whole.splitlines()


@signals
@pytest.mark.parametrize("form", ["text", "jsonl", "csv", "parquet"])
def test_ctrl_c_while_the_first_piece_is_written_does_not_lose_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    @contextlib.contextmanager
    def held_back_and_then_sent() -> Iterator[None]:
        with signals_held_back():
            yield
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(targets, "signals_held_back", held_back_and_then_sent)
    part = tmp_path / "out.part"
    result = call("classify", EXAMPLES / "op_ed.txt", "--format", form, "--output", tmp_path / "out")
    assert (result.returncode, result.stderr) == (130, f"opinionclf: not finished; what was done so far is in {part}\n")
    assert not (tmp_path / "out").exists()
    assert len(pq.read_table(part) if form == "parquet" else part.read_bytes()) > 0
