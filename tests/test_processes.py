"""Several processes: the results of one, in order, no further ahead than somebody reads."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PATIENCE, article, environment, signals

import opinionclf
from opinionclf import Classifier, OpinionclfError
from opinionclf.classifier import default_model_folder
from opinionclf.model import LinearModel
from opinionclf.parallel import in_order
from opinionclf.storage import save


def test_documents_come_in_order_and_explain_themselves() -> None:
    texts = [article(number) for number in range(1500)]
    alone = [document.to_dict() for document in opinionclf.classify_many(texts)]
    together = list(opinionclf.classify_many(texts, n_jobs=2))
    assert [document.to_dict() for document in together] == alone
    assert together[0].sentences[0].explain().contributions


def test_columns_of_several_processes_are_those_of_one() -> None:
    texts = [article(number) for number in range(1500)]
    one, two = (opinionclf.classify_columns(texts, n_jobs=n_jobs).to_dict() for n_jobs in (1, 2))
    assert one.keys() == two.keys()
    assert all(np.array_equal(one[name], two[name], equal_nan=one[name].dtype.kind == "f") for name in one)
    assert len(opinionclf.classify_columns([], n_jobs=2)) == 0


@pytest.mark.parametrize("ask", [opinionclf.classify_many, opinionclf.classify_columns])
def test_no_process_at_all_is_refused_as_on_the_command_line(ask: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="expected a number of processes, or -1 for all processors, not 0"):
        ask(["It opened."], n_jobs=0)
    for wrong in ("2", 1.5, None):
        with pytest.raises(TypeError, match="expected a number of processes"):
            ask(["It opened."], n_jobs=wrong)


def test_every_process_says_the_same(tmp_path: Path) -> None:
    """Also those that read the model after another one was put into its folder."""
    folder = tmp_path / "model"
    shutil.copytree(default_model_folder(), folder)
    classifier = opinionclf.load_model(folder)
    save(opinion_alone(), folder, classifier.feature_names)
    answers = shared(classifier)
    assert answers == [labelled(classifier, number)[1] for number in range(len(answers))]


def test_a_model_that_is_not_on_disk_is_used_as_it_is() -> None:
    answers = shared(Classifier(opinion_alone()))
    labels = {segment["label"] for document in answers for segment in document["segments"]}
    assert labels - {None} == {"editorial_opinion"}


def test_a_list_that_is_done_before_another_process_has_started_is_not_waited_for() -> None:
    processes = {process for process, _ in in_order(labelled, range(2), opinionclf.load_model(), n_jobs=2)}
    assert processes == {os.getpid()}


def test_a_process_that_starts_when_all_is_done_says_nothing(tmp_path: Path) -> None:
    """The copy of the model is gone then, as the others have done all the work."""
    script = (
        "import os, pathlib, sys\n"
        "from opinionclf import Classifier, OpinionclfError, parallel\n"
        "parallel._start_worker(Classifier, pathlib.Path(sys.argv[1]), None, os.getppid())\n"
        "try:\n"
        "    parallel._work_in_worker(print, 'a task')\n"
        "except OpinionclfError as error:\n"
        "    print(error)\n"
    )
    result = subprocess.run([sys.executable, "-c", script, str(tmp_path / "nowhere")], capture_output=True, text=True,
                            timeout=PATIENCE, check=False)  # fmt: skip
    assert (result.stdout, result.stderr) == ("a process could not read the temporary copy of the model\n", "")


def test_a_place_without_room_for_a_copy_of_the_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(OpinionclfError, match=r"no place for a temporary copy of the model \(No such file"):
        list(opinionclf.classify_many(["It opened."], n_jobs=2))


def test_tasks_are_read_as_they_are_needed() -> None:
    read = 0

    def tasks() -> Iterator[int]:
        nonlocal read
        while True:
            read += 1
            yield read

    processes: Counter[int] = Counter()
    results = in_order(labelled, tasks(), opinionclf.load_model(), n_jobs=2)
    for received, (process, _) in enumerate(results, 1):
        assert read - received < 6
        processes[process] += 1
        if len(processes) == 2 and min(processes.values()) > 10:
            break
    results.close()


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(OpinionclfError, match="process ended"):
        list(in_order(leave, repeat(os.getpid()), opinionclf.load_model(), n_jobs=2))


def test_an_error_of_a_process_reaches_the_caller() -> None:
    with pytest.raises(TypeError, match="must be a str"):
        list(opinionclf.classify_many([3], n_jobs=2))  # type: ignore[list-item]
    with pytest.raises(ZeroDivisionError):
        list(in_order(divide, repeat(os.getpid()), opinionclf.load_model(), n_jobs=2))


def test_an_error_waits_for_its_turn() -> None:
    results = in_order(refuse, range(50), opinionclf.load_model(), n_jobs=2)
    assert list(islice(results, 20)) == list(range(20))
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_an_error_of_whoever_gives_the_tasks_waits_for_its_turn() -> None:
    def tasks() -> Iterator[int]:
        yield from range(20)
        raise OSError("the line is dead")

    results = in_order(refuse, tasks(), opinionclf.load_model(), n_jobs=2)
    assert list(islice(results, 20)) == list(range(20))
    with pytest.raises(OSError, match="dead"):
        next(results)


def test_a_run_can_be_given_up_at_any_moment() -> None:
    """Also right behind a new task, which the thread of the executor has not seen yet: it would die with a traceback."""

    def tasks() -> Iterator[int]:
        yield from range(4)
        raise ValueError("no more tasks")

    with pytest.raises(ValueError, match="no more tasks"):
        list(in_order(identity, tasks(), opinionclf.load_model(), n_jobs=2))


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    code = "import opinionclf\nprint(len(list(opinionclf.classify_many(['It opened.'] * 700, n_jobs=2))))\n"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, script]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False, timeout=PATIENCE)
    assert (result.stdout, result.stderr) == ("700\n", "")


@signals
def test_the_copy_of_the_model_goes_when_the_process_that_made_it_is_killed(tmp_path: Path) -> None:
    code = (
        "import os\n"
        "from itertools import count\n"
        "from opinionclf import load_model\n"
        "from opinionclf.parallel import in_order\n"
        "for process in in_order(lambda classifier, task: os.getpid(), count(), load_model(), n_jobs=2):\n"
        "    if process != os.getpid():\n"
        "        print('two are at work', flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env=environment(TMPDIR=str(tmp_path)))  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    assert list(tmp_path.glob("opinionclf-*"))
    process.kill()
    process.stdout.read()  # up to the end, which comes when no process holds the pipe any more
    process.stdout.close()
    process.wait(timeout=PATIENCE)
    assert not list(tmp_path.glob("opinionclf-*"))


@signals
def test_ctrl_c_is_left_to_the_process_that_started_the_folds() -> None:
    code = (
        "import signal\n"
        "from joblib import delayed\n"
        "from opinionclf.training.jobs import done_by_jobs\n"
        "held = delayed(signal.pthread_sigmask)(signal.SIG_BLOCK, [])\n"
        "print([signal.SIGINT in found for jobs in (2, 1) for found in done_by_jobs([held] * 2, jobs)])\n"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False, timeout=PATIENCE)
    assert (result.stdout, result.stderr) == ("[True, True, False, False]\n", "")


def shared(classifier: Classifier) -> list[dict[str, Any]]:
    """What two processes answer, until each has had some tasks."""
    processes: Counter[int] = Counter()

    def tasks() -> Iterator[int]:
        for number in count():
            if len(processes) == 2 and min(processes.values()) > 10:
                return
            yield number

    answers = []
    for process, answer in in_order(labelled, tasks(), classifier, n_jobs=2):
        processes[process] += 1
        answers.append(answer)
    return answers


def labelled(classifier: Classifier, number: int) -> tuple[int, dict[str, Any]]:
    return os.getpid(), classifier.classify(article(number)).to_dict()


def opinion_alone() -> LinearModel:
    model = pickle.loads(pickle.dumps(opinionclf.load_model().model))
    return replace(model, intercept=np.array([0.0, 0.0, 50.0]))


def identity(classifier: Classifier, task: int) -> int:
    return task


def leave(classifier: Classifier, first: int) -> None:
    if os.getpid() != first:
        os._exit(1)


def divide(classifier: Classifier, first: int) -> float:
    return 1 / (os.getpid() == first)


def refuse(classifier: Classifier, task: int) -> int:
    if task == 20:
        raise ZeroDivisionError
    return task
