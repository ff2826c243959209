"""Several processes: the results of one, in order, no further ahead than somebody reads."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from conftest import PATIENCE, article, environment

import opinionclf
from opinionclf import Classifier, OpinionclfError
from opinionclf.parallel import in_order


def test_documents_come_in_order_and_explain_themselves() -> None:
    texts = [article(number) for number in range(1500)]
    alone = [document.to_dict() for document in opinionclf.classify_many(texts)]
    together = list(opinionclf.classify_many(texts, n_jobs=2))
    assert [document.to_dict() for document in together] == alone
    assert together[0].sentences[0].explain().contributions


def test_a_model_that_is_not_on_disk_is_used_as_it_is() -> None:
    shipped = opinionclf.load_model().model
    model = pickle.loads(pickle.dumps(shipped))
    model = replace(model, intercept=np.array([0.0, 0.0, 50.0]))
    texts = [article(number) for number in range(600)]
    labels = {s.label for d in opinionclf.classify_many(texts, n_jobs=2, model=Classifier(model)) for s in d.sentences}
    assert labels == {"editorial_opinion"}


def test_tasks_are_read_as_they_are_needed() -> None:
    read = 0

    def tasks() -> Iterator[int]:
        nonlocal read
        while True:
            read += 1
            yield read

    results = in_order(identity, tasks(), opinionclf.load_model(), n_jobs=2)
    assert list(islice(results, 3)) == [1, 2, 3]
    assert read < 10
    results.close()


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(OpinionclfError, match="process ended"):
        list(in_order(leave, range(3), opinionclf.load_model(), n_jobs=2))


def test_an_error_of_a_process_reaches_the_caller() -> None:
    with pytest.raises(TypeError, match="must be a str"):
        list(opinionclf.classify_many([3], n_jobs=2))  # type: ignore[list-item]
    with pytest.raises(ZeroDivisionError):
        list(in_order(divide, [0], opinionclf.load_model(), n_jobs=2))


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


def identity(classifier: Classifier, task: int) -> int:
    return task


def leave(classifier: Classifier, task: int) -> int:
    os._exit(task + 1)


def divide(classifier: Classifier, task: int) -> float:
    return 1 / task
