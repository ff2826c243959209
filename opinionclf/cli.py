"""The command line: ``opinionclf classify``, ``explain``, ``cues``, ``train``, ``evaluate``, ``compare``,
``suggest`` and ``convert``.

Every error that a user can do something about is one line on standard error and exit status 2; bad rows of data are one
line each. Ctrl-C ends with status 130, a closed pipe with 141, as the shell reports programs that end by these signals;
both say nothing. (Before `main` runs, while Python loads itself and this module, Ctrl-C shows Python's own traceback.)
"""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Any, NoReturn

import opinionclf
from opinionclf.commands.display import complain, width_of
from opinionclf.commands.signals import ENDING_SIGNALS
from opinionclf.errors import OpinionclfError

BAD_INPUT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
_OBJECTS_UNCHECKED = 100_000  # more than a short command makes
COMMANDS = ("classify", "explain", "cues", "train", "evaluate", "compare", "suggest", "convert")  # modules of `commands`


class _HelpText(argparse.RawDescriptionHelpFormatter):
    """Knows its width; to ask for it, argparse loads the modules for archives, for every argument."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width_of(sys.stdout) - 2)


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_HelpText, **options)

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see '{self.prog} --help')")
        raise SystemExit(BAD_INPUT)


def build_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Describe some commands; the reference in the documentation is made from all."""
    parser = _Parser(prog="opinionclf", description=opinionclf.__doc__)
    parser.add_argument("--version", action="version", version=f"opinionclf {opinionclf.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        importlib.import_module(f"opinionclf.commands.{name}").add(commands)
    return parser


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments. Describing all commands takes longer than labelling an article; one that is named stands alone."""
    named = bool(arguments) and arguments[0] in COMMANDS
    parser = build_parser(arguments[:1] if named else COMMANDS)
    if not arguments:
        parser.print_help(sys.stderr)
        raise SystemExit(BAD_INPUT)
    if not named and not arguments[0].startswith("-"):
        parser.error(f"no command {arguments[0]!r}{_meant(arguments)}")
    options, rest = parser.parse_known_args(arguments)
    if rest:
        parser.prog = f"{parser.prog} {arguments[0]}"  # whose help names its options
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _meant(arguments: Sequence[str]) -> str:
    if arguments[0] == "help":
        command = next((name for name in arguments[1:] if name in COMMANDS), None)
        return f"; did you mean 'opinionclf {command} --help'?" if command else "; did you mean 'opinionclf --help'?"
    import difflib  # which takes as long to load as the parser

    near = difflib.get_close_matches(arguments[0], COMMANDS, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(COMMANDS)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process by default.

    Returns
    -------
    int
        Exit status.
    """
    if sys.stdout is None:
        complain("standard output is closed")
        return BAD_INPUT
    try:
        _prepare_streams()
        try:
            options = _parsed(sys.argv[1:] if arguments is None else arguments)
        except SystemExit:  # behind --help and --version, which a closed pipe or a full disk may not take
            sys.stdout.flush()
            raise
        status = options.run(options)
        sys.stdout.flush()
    except OpinionclfError as error:
        for line in error.lines:
            complain(line)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return BROKEN_PIPE
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}")
        try:
            sys.stdout.flush()
        except OSError:
            _give_up_output()
        return BAD_INPUT
    except MemoryError:
        complain("not enough memory for this input")
        return BAD_INPUT
    return int(status)


def program() -> int:
    """Run one command as a process of its own.

    Modules and models stay to the end: to search them for garbage would take a tenth of the time of a short command.
    """
    gc.set_threshold(_OBJECTS_UNCHECKED)
    try:
        return main()
    finally:
        gc.freeze()


def _give_up_output() -> None:
    """Send what is left of standard output nowhere: the interpreter would flush it once more and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Write UTF-8 into pipes, and never fail over a character that a terminal can't show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if isinstance(sys.stdout.buffer, io.RawIOBase):
            # PYTHONUNBUFFERED: a raw stream loses the rest of what a full pipe or a signal lets it write in part.
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(sys.stdout.buffer), sys.stdout.encoding, line_buffering=True)
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        for number in ENDING_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
                signal.signal(number, _terminated)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """End as by an exception, so that nothing half-written stays behind."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(program())
