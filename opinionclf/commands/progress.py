"""How far a run is, on a terminal, and what went wrong on the way."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from types import TracebackType
from typing import Any

from opinionclf.commands.complaints import Complaint
from opinionclf.commands.display import complain

_WAIT = 1.0  # seconds: short runs show no bar
_DESCRIBED = 3  # rows with the same fault


def _bar(**options: Any) -> Any:
    """Return a bar on standard error, None where that is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    tqdm.set_lock(threading.RLock())  # its own starts a process
    return tqdm(delay=_WAIT, file=sys.stderr, dynamic_ncols=True, **options)


class Progress:
    """A bar of bytes on standard error, if that is a terminal that nothing else writes to.

    Parameters
    ----------
    total : int or None
        Bytes of the input, if known.
    shown : bool
    """

    def __init__(self, total: int | None, shown: bool) -> None:
        self.complaints = 0
        self.resumed = False
        self._rows_used = 0
        self._repeated: Counter[str] = Counter()
        self._files: dict[str, set[str]] = {}
        self._notes: Counter[str] = Counter()
        self._bar = _bar(total=total or None, unit="B", unit_scale=True) if shown else None

    def complain(self, complaint: Complaint) -> None:
        """Count what went wrong, and write a line about it: of many rows with the same fault only about the first ones."""
        self.complaints += not complaint.is_note
        n = 1
        if complaint.kind:
            self._repeated[complaint.kind] += 1
            n = self._repeated[complaint.kind]
            self._files.setdefault(complaint.kind, set()).add(complaint.file)
        if n <= _DESCRIBED:
            self.tell(complaint.message + (complaint.hint if n == 1 else ""))

    def count(self, n_rows: int, notes: Counter[str]) -> None:
        """Count rows that were used, and what is to be told of how many texts in the end."""
        self._rows_used += n_rows
        self._notes.update(notes)

    def tell(self, message: str) -> None:
        """Write a line above the bar."""
        if self._bar is None:
            complain(message)
        else:
            with self._bar.external_write_mode(file=sys.stderr):
                complain(message)

    def advance(self, size: int) -> None:
        if self._bar is not None:
            self._bar.update(size)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        if kind is None:
            self._sum_up()

    def _sum_up(self) -> None:
        for part, n in self._repeated.items():
            if n > _DESCRIBED:
                files = len(self._files[part])
                where = f"of {files} files" if files > 1 else "in all"
                self.tell(f"{part}: {n} rows {where}, of which the first {_DESCRIBED} are named above")
        for note, n in self._notes.items():
            self.tell(f"{note}: {n}")
        left_out = sum(self._repeated.values())
        n_rows = self._rows_used + left_out
        if left_out and n_rows > 1:
            self.tell(f"{left_out} of {n_rows} rows {'behind the part that was there ' * self.resumed}left out")


class StepProgress:
    """A bar of per cent for one step of long work after the other, on standard error, if that is a terminal."""

    def __init__(self) -> None:
        self._step = ""
        self._bar: Any = None

    def __call__(self, step: str, share: float) -> None:
        """Tell that a share of a step is done."""
        if step != self._step:
            self._close()
            self._step = step
            self._bar = _bar(total=100, desc=step, leave=False, bar_format="{desc} {percentage:3.0f}% |{bar}| {remaining}")
        if self._bar is not None:
            self._bar.update(round(share * 100) - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> StepProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()
