"""Work on several processes: results in the order of the tasks, and only a few of them under way at a time.

This process is one of them: it does a task itself while the others start, or are busy and the next result is not there.

joblib's processes are used because they work from notebooks and from scripts without a main guard. Its `Parallel` is
not: it goes on while nobody takes its results, so that a slow reader would fill the memory.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from opinionclf.errors import ModelError, OpinionclfError
from opinionclf.result import Document
from opinionclf.storage import Origin, load, save
from opinionclf.table import SegmentTable

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from numpy.typing import NDArray

    from opinionclf.classifier import Classifier

Task = TypeVar("Task")
Result = TypeVar("Result")

_TASKS_A_PROCESS = 2  # one at work, one waiting
TASK_CHARACTERS = 1 << 20  # a batch: of larger tasks one process would have the last while another has nothing to do
_PAUSE = 0.001  # seconds
_WATCH = 0.5  # seconds
# Threads of a library for linear algebra, which nothing here asks: to start them takes a tenth of the start of a process.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
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
        Each of the other processes reads a copy of its model.
    n_jobs : int
        Number of processes, this one among them; -1 takes all processors.

    Raises
    ------
    OpinionclfError
        If a process was ended from outside, or the model can't be copied.
    """
    if n_jobs != 1:
        from joblib import effective_n_jobs

        n_jobs = effective_n_jobs(n_jobs)
    if n_jobs == 1:
        return (work(classifier, task) for task in tasks)
    return _in_processes(work, tasks, classifier, n_jobs)


def _in_processes(
    work: Callable[[Classifier, Task], Result], tasks: Iterable[Task], classifier: Classifier, n_jobs: int
) -> Generator[Result, None, None]:
    from joblib.externals.loky import BrokenProcessPool

    pending: deque[Future[Result]] = deque()
    try:
        with _started(n_jobs - 1, classifier) as others:
            for task in _until_failure(tasks, pending):
                pending.append(others.begin(work, task) if others.have_room() else _done_here(work, classifier, task))
                # First the others get something to do, then the reader.
                while len(pending) > _TASKS_A_PROCESS * n_jobs or (pending and pending[0].done() and not others.have_room()):
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
    except BrokenProcessPool:
        raise OpinionclfError("a process ended before its work was done, perhaps for want of memory; try fewer jobs") from None


def _until_failure(tasks: Iterable[Task], pending: deque[Future[Result]]) -> Iterator[Task]:
    """The tasks up to the end or to an error of whoever gives them, which waits for its turn behind what is under way."""
    from concurrent.futures import Future

    try:
        yield from tasks
    except Exception as error:
        failed: Future[Result] = Future()
        failed.set_exception(error)
        pending.append(failed)


def _done_here(work: Callable[[Classifier, Task], Result], classifier: Classifier, task: Task) -> Future[Result]:
    """Do a task in this process. An error waits for its turn, as those of other processes do."""
    from concurrent.futures import Future

    future: Future[Result] = Future()
    try:
        future.set_result(work(classifier, task))
    except Exception as error:
        future.set_exception(error)
    return future


class _Others:
    """The other processes."""

    def __init__(self, executor: Executor, n_processes: int) -> None:
        self._executor = executor
        self._n_processes = n_processes
        self._first = executor.submit(_nothing)  # starts them
        self._under_way: list[Future] = []

    @property
    def ready(self) -> bool:
        """Whether one of them has started."""
        return self._first.done()

    def have_room(self) -> bool:
        """Whether one of them would soon have nothing to do."""
        self._under_way = [future for future in self._under_way if not future.done()]
        return self.ready and len(self._under_way) < _TASKS_A_PROCESS * self._n_processes

    def begin(self, work: Callable[[Classifier, Task], Result], task: Task) -> Future[Result]:
        """Hand a task over."""
        future = self._executor.submit(_work_in_worker, work, task)
        self._under_way.append(future)
        return future

    def wait_until_handed_over(self) -> None:
        """Wait until the executor has taken what was given to it, so that it may be ended.

        Its thread first forgets all tasks when it is told to end its processes, then looks up those that it has not handed
        on. There is room for all of them in the queue of the processes, so that this takes no longer than a step of the thread.
        """
        while not all(future.running() or future.done() for future in (self._first, *self._under_way)):
            time.sleep(_PAUSE)


@contextmanager
def _started(n_processes: int, classifier: Classifier) -> Iterator[_Others]:
    """Start processes, which end with the block."""
    from joblib.externals.loky import ProcessPoolExecutor

    with _copied(classifier) as folder:
        start = partial(_start_worker, type(classifier), folder, classifier.origin, os.getpid())
        with interrupts_held_back():
            executor = ProcessPoolExecutor(n_processes, initializer=start, env=_ENVIRONMENT)
            others = _Others(executor, n_processes)
        finished = False
        try:
            yield others
            finished = others.ready
        finally:
            others.wait_until_handed_over()
            executor.shutdown(wait=not finished, kill_workers=not finished)


@contextmanager
def _copied(classifier: Classifier) -> Iterator[Path]:
    """A copy of a model that nobody replaces.

    What is sent to a process is written to it while it starts, and the next one starts behind that; a folder is read by each.
    """
    import tempfile

    try:
        folder = tempfile.TemporaryDirectory(prefix="opinionclf-", ignore_cleanup_errors=True)
    except OSError as error:
        raise OpinionclfError(f"there is no place for a temporary copy of the model ({error.strerror or error})") from error
    with folder as name:
        copy = Path(name) / "model"
        save(classifier.model, copy, [])
        yield copy


def _start_worker(kind: type[Classifier], folder: Path, origin: Origin | None, starter: int) -> None:
    global _classifier
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides
    threading.Thread(target=_end_with, args=(starter, folder), daemon=True).start()
    with suppress(ModelError):  # where the copy went, all was done before this process had started; nobody should hear of that
        _classifier = kind(load(folder), origin)


def _end_with(starter: int, folder: Path) -> None:
    """End this process when the one that started it was killed.

    Whoever reads the output of that one would wait for this one, too. And nobody else is left to remove the copy of the model.
    """
    import shutil

    while os.getppid() == starter:
        time.sleep(_WATCH)
    shutil.rmtree(folder.parent, ignore_errors=True)
    os._exit(1)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Hold Ctrl-C and SIGHUP back, which reach all processes of a terminal: those started in the block inherit this."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    from joblib.externals.loky.backend import resource_tracker as tracker_of_joblib

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        # Their own start, on the way, would let Ctrl-C through again; older versions of joblib have one apart.
        resource_tracker.ensure_running()
        tracker_of_joblib.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    """Done as soon as a process has started."""


def _work_in_worker(work: Callable[[Classifier, Task], Result], task: Task) -> Result:
    if _classifier is None:
        raise OpinionclfError("a process could not read the temporary copy of the model")
    return work(_classifier, task)


def classify_in_processes(batches: Iterable[list[str]], n_jobs: int, classifier: Classifier) -> Iterator[Document]:
    """Classify batches of texts lazily and in order on several processes."""
    sent: deque[list[str]] = deque()
    # Texts stay here: only arrays come back.
    with closing(in_order(_columns, _noted(batches, sent.append), classifier, n_jobs)) as results:
        for bounds, columns in results:
            for text, a, b in zip(sent.popleft(), bounds[:-1], bounds[1:], strict=True):
                start, end, paragraph, kind, probability = (column[a:b] for column in columns)
                yield Document(text, start, end, paragraph, kind, probability, classifier)


def columns_in_processes(batches: Iterable[list[str]], n_jobs: int, classifier: Classifier) -> SegmentTable:
    """Classify batches of texts on several processes, and return the segments of all of them as columns."""
    sizes: list[int] = []
    with closing(in_order(_table, _noted(batches, lambda batch: sizes.append(len(batch))), classifier, n_jobs)) as results:
        tables = list(results)
    return SegmentTable.joined(tables, sizes) if tables else classifier.classify_columns([])


def _noted(batches: Iterable[list[str]], note: Callable[[list[str]], None]) -> Iterator[list[str]]:
    """The batches, each told to `note` when it is taken."""
    for batch in batches:
        note(batch)
        yield batch


def _table(classifier: Classifier, texts: list[str]) -> SegmentTable:
    return classifier.classify_columns(texts)


def _columns(classifier: Classifier, texts: list[str]) -> tuple[list[int], list[NDArray]]:
    """The columns of `Document` for all texts together, and where each text begins."""
    documents = list(classifier.classify_many(texts))
    bounds = np.cumsum([0, *(len(document.start) for document in documents)]).tolist()
    names = ("start", "end", "paragraph", "kind", "probability")
    return bounds, [np.concatenate([getattr(document, name) for document in documents]) for name in names]
