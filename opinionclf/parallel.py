"""Work on several processes: results in the order of the tasks, and only a few of them under way at a time.

joblib's processes are used because they work from notebooks and from scripts without a main guard. Its `Parallel` is
not: it goes on while nobody takes its results, so that a slow reader would fill the memory.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from opinionclf.errors import OpinionclfError
from opinionclf.result import Document

if TYPE_CHECKING:
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from opinionclf.classifier import Classifier

Task = TypeVar("Task")
Result = TypeVar("Result")

_TASKS_A_PROCESS = 2  # one at work, one waiting
TASK_CHARACTERS = 1 << 20  # to hand over a task costs a process as much as some hundred sentences
_PAUSE = 0.001  # seconds
_classifier: Classifier | None = None  # of a worker process, set once when it starts


def in_order(
    work: Callable[[Classifier, Task], Result], tasks: Iterable[Task], classifier: Classifier, n_jobs: int = 1
) -> Generator[Result, None, None]:
    """Do every task and return the results lazily, in the order of the tasks.

    Parameters
    ----------
    work : callable
        A function of a module, called with the classifier and a task.
    tasks : iterable
        Read no further ahead than the processes need.
    classifier : Classifier
        Sent to each process once.
    n_jobs : int
        Number of processes; 1 works in this one, -1 takes all processors.

    Raises
    ------
    OpinionclfError
        If a process was ended from outside.
    """
    if n_jobs == 1:
        return (work(classifier, task) for task in tasks)
    return _in_processes(work, tasks, classifier, n_jobs)


def _in_processes(
    work: Callable[[Classifier, Task], Result], tasks: Iterable[Task], classifier: Classifier, n_jobs: int
) -> Generator[Result, None, None]:
    from joblib import effective_n_jobs
    from joblib.externals.loky import BrokenProcessPool, ProcessPoolExecutor

    n_processes = effective_n_jobs(n_jobs)
    executor = ProcessPoolExecutor(n_processes, initializer=_start_worker, initargs=(classifier,))
    pending: deque[Future] = deque()
    finished = False
    try:
        for task in tasks:
            pending.append(executor.submit(_work_in_worker, work, task))
            if len(pending) > _TASKS_A_PROCESS * n_processes:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
        finished = True
    except BrokenProcessPool:
        raise OpinionclfError("a process ended before its work was done, perhaps for want of memory; try fewer jobs") from None
    finally:
        _wait_until_handed_over(pending)
        executor.shutdown(wait=True, kill_workers=not finished)


def _wait_until_handed_over(pending: Iterable[Future]) -> None:
    """Wait until the executor has taken what was given to it, so that it may be ended.

    Its thread first forgets all tasks when it is told to end its processes, then looks up those that it has not handed on.
    There is room for all of `pending` in the queue of the processes, so that this takes no longer than a step of the thread.
    """
    while not all(future.running() or future.done() for future in pending):
        time.sleep(_PAUSE)


def _start_worker(classifier: Classifier) -> None:
    global _classifier
    _classifier = classifier
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides


def _work_in_worker(work: Callable[[Classifier, Task], Result], task: Task) -> Result:
    assert _classifier is not None
    return work(_classifier, task)


def classify_in_processes(batches: Iterable[list[str]], n_jobs: int, classifier: Classifier) -> Iterator[Document]:
    """Classify batches of texts lazily and in order on several processes."""
    sent: deque[list[str]] = deque()

    def tasks() -> Iterator[list[str]]:
        for batch in batches:
            sent.append(batch)
            yield batch

    # Texts stay here: only arrays come back.
    with closing(in_order(_columns, tasks(), classifier, n_jobs)) as results:
        for bounds, columns in results:
            for text, a, b in zip(sent.popleft(), bounds[:-1], bounds[1:], strict=True):
                start, end, paragraph, kind, probability = (column[a:b] for column in columns)
                yield Document(text, start, end, paragraph, kind, probability, classifier)


def _columns(classifier: Classifier, texts: list[str]) -> tuple[list[int], list[NDArray]]:
    """The columns of `Document` for all texts together, and where each text begins."""
    documents = list(classifier.classify_many(texts))
    bounds = np.cumsum([0, *(len(document.start) for document in documents)]).tolist()
    names = ("start", "end", "paragraph", "kind", "probability")
    return bounds, [np.concatenate([getattr(document, name) for document in documents]) for name in names]
