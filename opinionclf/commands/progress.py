"""How far a run is, on a terminal, and what went wrong on the way."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

from opinionclf.commands.display import complain

_WAIT = 1.0  # seconds: short runs show no bar


class Progress:
    """A bar on standard error, if that is a terminal that nothing else writes to.

    Parameters
    ----------
    total : int or None
        Bytes of the input, if known.
    shown : bool
    """

    def __init__(self, total: int | None, shown: bool) -> None:
        self.complaints = 0
        self._bar: Any = None
        if shown and sys.stderr is not None and sys.stderr.isatty():
            from tqdm import tqdm

            tqdm.set_lock(threading.RLock())  # its own starts a process
            self._bar = tqdm(total=total or None, unit="B", unit_scale=True, delay=_WAIT, file=sys.stderr, dynamic_ncols=True)

    def complain(self, message: str) -> None:
        """Write a line above the bar."""
        self.complaints += 1
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
