"""What ends a run or watches it: terminals, signals, full disks, readers that leave. All of it is POSIX."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import EXAMPLES, PATIENCE, REPOSITORY, article, environment, json_lines, records, wait_for

from opinionclf.commands.display import cells, harmless, wrap

pty = pytest.importorskip("pty")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[bytes]"]
OP_ED = EXAMPLES / "op_ed.txt"


def in_terminal(*arguments: str, **environment: str) -> str:
    """Return what a command writes to a terminal of 60 columns."""
    main, side = pty.openpty()
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm", "COLUMNS": "60", **environment}
    if "NO_COLOR" not in environment:
        variables.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "opinionclf", *arguments]
    process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env=variables)
    os.close(side)
    written = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        written += part
    process.wait(timeout=PATIENCE)
    os.close(main)
    return written.decode()


def test_a_terminal_gets_colours_and_lines_that_fit() -> None:
    shown = in_terminal("classify", str(OP_ED))
    assert "\x1b[36m" in shown
    plain = "".join(part.partition("m")[2] if i else part for i, part in enumerate(shown.split("\x1b[")))
    assert max(len(line.rstrip("\r")) for line in plain.split("\n")) <= 60


def test_no_color_is_respected() -> None:
    shown = in_terminal("classify", str(OP_ED), NO_COLOR="1")
    assert "\x1b" not in shown
    assert "\nO " in shown.replace("\r", "")


def test_control_characters_do_not_reach_a_terminal_in_any_format(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("The mayor \x1b]0;title\x07 left\x9b on Monday.", encoding="utf-8")
    for form in ("text", "jsonl", "csv"):
        shown = in_terminal("classify", str(path), "--format", form, NO_COLOR="1")
        assert not set(shown) & set("\x1b\x07\x9b"), form


def test_lines_are_wrapped_by_cells() -> None:
    assert cells("漢字ab") == 6
    assert all(cells(line) <= 10 for line in wrap("漢字漢字漢字漢字 and some words é́́ too", 10))
    assert "".join(wrap("漢字漢字漢字漢字", 5)) == "漢字漢字漢字漢字"
    assert wrap("", 10) == [""]
    assert harmless("a\u202eb\x00c\td\ne") == "a\ufffdb\ufffdc d e"


def test_a_full_disk_is_told(run: Run) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    command = f"{sys.executable} -m opinionclf classify {OP_ED} > /dev/full"
    for unbuffered in ("", "1"):
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": unbuffered}
        result = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", check=False, env=environment)
        assert result.returncode == 2
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_end_as_every_output_where_nobody_takes_them(start: Start, option: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(option, stdout=writer)
    os.close(writer)
    assert (process.communicate(timeout=PATIENCE)[1], process.returncode) == (b"", 141)
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        process = start(option, stdout=full)
    assert process.communicate(timeout=PATIENCE)[1] == b"opinionclf: output: No space left on device\n"
    assert process.returncode == 2


@pytest.mark.parametrize("columns", ["\u00b2", "0", "-5", "9" * 5000, "wide"])
def test_a_width_that_is_no_number_of_cells_is_not_used(run: Run, columns: str) -> None:
    wanted, found = run("classify", OP_ED, COLUMNS=""), run("classify", OP_ED, COLUMNS=columns)
    assert (found.returncode, found.stderr, found.stdout) == (0, "", wanted.stdout)


def test_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "opinionclf", "classify", "--format", "jsonl", *[str(OP_ED)] * 300]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=PATIENCE) == 141


def test_ctrl_c_ends_quietly(start: Start) -> None:
    process = start("classify", "--format", "jsonl")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json_lines([{"text": article(0)}]))
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == article(0)  # it waits for the next row by now
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output, errors) == (130, b"", b"")


def feed(process: subprocess.Popen[bytes]) -> None:
    """Write rows until nobody reads them."""

    def write() -> None:
        assert process.stdin is not None
        number = 0
        try:
            while True:
                process.stdin.write(json_lines([{"id": number + i, "text": article(number + i)} for i in range(100)]))
                number += 100
        except (OSError, ValueError):  # the latter where the test has closed it
            pass

    threading.Thread(target=write, daemon=True).start()


@pytest.fixture
def hang_up_ends() -> Iterator[None]:
    """A hang-up ends what is started, also where the tests themselves are to outlive their terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hang_up_ends")
@pytest.mark.parametrize(("number", "status", "jobs", "unbuffered"), [
    (signal.SIGINT, 130, 1, ""), (signal.SIGINT, 130, 2, ""), (signal.SIGTERM, 143, 1, "1"), (signal.SIGTERM, 143, 2, ""),
    (signal.SIGHUP, 129, 1, ""), (signal.SIGHUP, 129, 2, ""),
])  # fmt: skip
def test_a_signal_ends_an_endless_stream_with_whole_lines(
    start: Start, number: int, status: int, jobs: int, unbuffered: str
) -> None:
    variables = environment(PYTHONUNBUFFERED=unbuffered)
    process = start("classify", "--format", "jsonl", "--jobs", jobs, env=variables, start_new_session=True)
    feed(process)
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, number)  # as a terminal does
    output = first + process.stdout.read()
    assert output.endswith(b"\n")
    assert [record["id"] for record in records(output)] == list(range(len(records(output))))
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(timeout=PATIENCE) == status


@pytest.mark.usefixtures("hang_up_ends")
@pytest.mark.parametrize(("number", "send"), [(signal.SIGHUP, os.kill), (signal.SIGHUP, os.killpg), (signal.SIGKILL, os.kill)])
@pytest.mark.parametrize("n_read", [1, 8000])
def test_whatever_ends_the_main_process_the_others_end(
    start: Start, tmp_path: Path, number: int, send: Callable[[int, int], None], n_read: int
) -> None:
    variables = environment(TMPDIR=str(tmp_path))
    process = start("classify", "--format", "jsonl", "--jobs", 2, env=variables, start_new_session=True)
    feed(process)
    assert process.stdout is not None
    assert process.stderr is not None
    for _ in range(n_read):
        process.stdout.readline()
    send(process.pid, number)
    last = process.stdout.read().rpartition(b"\n")[2]  # up to the end, which comes when no process holds the pipe any more
    errors = process.stderr.read()
    assert process.wait(timeout=PATIENCE) == (129 if number == signal.SIGHUP else -number)
    if number == signal.SIGHUP:  # of a process that is killed Python warns: it has to remove semaphores
        assert (last, errors, list(tmp_path.iterdir())) == (b"", b"", [])


def test_a_run_that_is_to_outlive_its_terminal_does(start: Start) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        process = start("classify", "--format", "jsonl")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(2):
        process.stdin.write(json_lines([{"text": article(number)}]))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["text"] == article(number)
        process.send_signal(signal.SIGHUP)
    assert (process.communicate(timeout=PATIENCE), process.returncode) == ((b"", b""), 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_leaves_ends_an_endless_stream(start: Start, jobs: int) -> None:
    process = start("classify", "--format", "jsonl", "--jobs", jobs)
    feed(process)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=PATIENCE) == 141


def test_a_terminal_shows_how_far_the_run_is(start: Start, tmp_path: Path) -> None:
    def shown(*options: str) -> str:
        main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        process = start("classify", "--format", "jsonl", "--output", tmp_path / "out.jsonl", *options, stderr=side)
        os.close(side)
        assert process.stdin is not None
        part = tmp_path / "out.jsonl.part"
        for number in range(2):
            process.stdin.write(json_lines([{"text": article(number)}]) + b"bad\n")
            process.stdin.flush()
            wait_for(lambda number=number: part.exists() and part.read_bytes().count(b"\n") > number)  # type: ignore[misc]
            time.sleep(1.2)  # short runs show none
        process.stdin.close()
        assert process.wait(timeout=PATIENCE) == 2
        written = b""
        try:
            while part := os.read(main, 1 << 16):
                written += part
        except OSError:  # the other side is closed
            pass
        os.close(main)
        return written.decode()

    with_bar = shown()
    assert "B/s" in with_bar
    assert "opinionclf: standard input:2: not valid JSON" in with_bar
    assert "B/s" not in shown("--no-progress")
