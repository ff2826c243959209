"""How far long work is: a bar through tqdm where it is installed, plain lines elsewhere, nothing into a pipe."""

from __future__ import annotations

import sys
import time
from typing import Any

_PAUSE = 2.0  # seconds between plain lines, and before the first


class Progress:
    """Shows steps and their shares on standard error, if that is a terminal.

    Parameters
    ----------
    shown : bool or None
        None shows it on a terminal only.
    """

    def __init__(self, shown: bool | None = None) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty() if shown is None else shown
        self._step = ""
        self._bar: Any = None
        self._last = time.monotonic()

    def __call__(self, step: str, share: float) -> None:
        """Tell that a share of a step is done."""
        if not self._shown:
            return
        if step != self._step:
            self.close()
            self._step = step
            self._bar = self._open(step)
        if self._bar is not None:
            self._bar.update(round(share * 100) - self._bar.n)
        elif time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            print(f"{step}: {share:.0%}", file=sys.stderr, flush=True)

    def _open(self, step: str) -> Any:
        try:
            from tqdm import tqdm
        except ImportError:
            return None
        return tqdm(total=100, desc=step, leave=False, delay=0.5, bar_format="{desc} {percentage:3.0f}% |{bar}| {remaining}")

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
