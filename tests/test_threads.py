"""Threads: a loaded model is read-only, and any number of threads may share it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from conftest import EXAMPLES, article

import opinionclf
from opinionclf.model import LinearModel

N_THREADS = 16


@pytest.fixture
def _often_switched() -> Iterator[None]:
    """Let threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def arrays_of(name: str, thing: object) -> Iterator[tuple[str, np.ndarray]]:
    """Every array that a model holds, with its name."""
    if isinstance(thing, np.ndarray):
        yield name, thing
    elif isinstance(thing, dict):
        for key, part in thing.items():
            yield from arrays_of(f"{name}[{key!r}]", part)
    elif isinstance(thing, (list, tuple)):
        for number, part in enumerate(thing):
            yield from arrays_of(f"{name}[{number}]", part)
    elif hasattr(thing, "__slots__") or hasattr(thing, "__dict__"):
        names = {*getattr(thing, "__slots__", ()), *vars(thing)} if hasattr(thing, "__dict__") else set(thing.__slots__)
        for part in sorted(names):
            yield from arrays_of(f"{name}.{part}", getattr(thing, part))


def test_no_array_of_a_loaded_model_can_be_written() -> None:
    classifier = opinionclf.load_model(opinionclf.load_model().folder)
    classifier.classify("It is a disgrace, they said.").sentences[0].explain()  # makes what is only made when it is needed
    model = classifier.model
    arrays = dict(arrays_of("model", model))
    assert len(arrays) >= 10
    assert [name for name, array in arrays.items() if array.flags.writeable] == []


@pytest.mark.parametrize("again", [
    lambda model: pickle.loads(pickle.dumps(model)), copy.deepcopy, copy.copy,
    lambda model: dataclasses.replace(model, intercept=np.array([0.5, 0.0, 0.0])),
], ids=["pickled", "deep copy", "copy", "other intercept"])  # fmt: skip
def test_no_array_of_a_model_can_be_written_however_it_was_made(
    again: Callable[[LinearModel], LinearModel],
) -> None:
    shipped = opinionclf.load_model().model
    arrays, expected = dict(arrays_of("model", again(shipped))), dict(arrays_of("model", shipped))
    assert [name for name, array in arrays.items() if array.flags.writeable] == []
    assert arrays.keys() == expected.keys()
    assert all(np.array_equal(arrays[name], expected[name]) for name in arrays if name != "model.intercept")


def test_no_setting_of_a_loaded_model_can_be_changed() -> None:
    model = opinionclf.load_model().model
    for name in ("temperature", "neighbours", "intercept", "labels"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(model, name, None)


@pytest.mark.usefixtures("_often_switched")
def test_many_threads_sharing_one_model_get_what_one_gets() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))] + [article(n) for n in range(20)]
    expected = [document.to_dict(details=True) for document in map(opinionclf.classify, texts)]
    sentences = [sentence["text"] for sentence in expected[0]["segments"]]
    model = opinionclf.load_model(opinionclf.load_model().folder)  # not warmed up
    alone = opinionclf.load_model().predict_proba(sentences)
    together = threading.Barrier(N_THREADS)

    def work(number: int) -> tuple[list[dict[str, object]], np.ndarray]:
        together.wait()
        order = texts[number:] + texts[:number]
        found = [document.to_dict(details=True) for document in model.classify_many(order)]
        place = len(texts) - number
        return found[place:] + found[:place], model.predict_proba(sentences)

    with ThreadPoolExecutor(N_THREADS) as threads:
        results = list(threads.map(work, range(N_THREADS)))
    for found, probability in results:
        assert found == expected
        assert np.array_equal(probability, alone)


@pytest.mark.usefixtures("_often_switched")
def test_threads_may_explain_one_document() -> None:
    document = opinionclf.classify((EXAMPLES / "op_ed.txt").read_text(encoding="utf-8"))
    expected = [explained(s) for s in opinionclf.classify(document.text).sentences]
    with ThreadPoolExecutor(N_THREADS) as threads:
        results = list(threads.map(lambda _: [explained(s) for s in document.sentences], range(N_THREADS)))
    assert all(result == expected for result in results)


def explained(sentence: opinionclf.Sentence) -> tuple[str, dict[str, float], list[str]]:
    explanation = sentence.explain()
    return sentence.text, explanation.scores, [c.name for c in explanation.contributions]


def test_two_models_do_not_know_of_each_other() -> None:
    first, second = (opinionclf.load_model(opinionclf.load_model().folder) for _ in range(2))
    second = opinionclf.Classifier(dataclasses.replace(second.model, temperature=5.0))
    sentence = ["It is a disgrace."]
    assert first.predict_proba(sentence).max() > second.predict_proba(sentence).max()
    assert np.array_equal(first.predict_proba(sentence), opinionclf.load_model().predict_proba(sentence))
