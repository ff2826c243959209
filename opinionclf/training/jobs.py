"""Folds on several processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from opinionclf.parallel import interrupts_held_back


def done_by_jobs(tasks: Iterable[Any], jobs: int) -> Iterator[Any]:
    """Do what joblib has delayed, and return the results in order.

    Parameters
    ----------
    tasks : iterable
        Read no further ahead than the processes need.
    jobs : int
        Number of processes.
    """
    from joblib import Parallel, delayed

    if jobs != 1:
        # Here other processes start. Ctrl-C reaches them too, and each would show a traceback; this process ends them.
        with interrupts_held_back():
            Parallel(n_jobs=jobs)([delayed(_nothing)()] * 2)
    return Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="n_jobs")(tasks)  # type: ignore[no-any-return]


def _nothing() -> None:
    """What starts a process."""
