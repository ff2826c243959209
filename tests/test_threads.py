"""Threads: a loaded model is read-only, and any number of threads may share it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, article

import opinionclf
from opinionclf.model import LinearModel
from opinionclf.storage import save

N_THREADS = 16
TEXT = "The bridge closed on Monday. It was a shameful mistake."


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


@pytest.mark.parametrize("change", [
    lambda model: model.labels.reverse(), lambda model: model.labels.__setitem__(0, "x"),
    lambda model: model.dense_names.sort(), lambda model: model.scale.update(form=0.0),
    lambda model: model.info.update(version="x"), lambda model: model.lexicon.categories.reverse(),
    lambda model: model.lexicon.forms.clear(),
])  # fmt: skip
def test_nothing_that_a_loaded_model_lists_can_be_changed(change: Callable[[LinearModel], None]) -> None:
    with pytest.raises(AttributeError):
        change(copy.deepcopy(opinionclf.load_model()).model)


def test_a_model_does_not_change_with_what_it_was_made_of(tmp_path: Path) -> None:
    shipped = opinionclf.load_model()
    labels, scale = list(shipped.model.labels), dict(shipped.model.scale)
    made = dataclasses.replace(shipped.model, labels=labels, scale=scale)
    labels.reverse()
    scale.clear()
    save(made, tmp_path / "model", shipped.feature_names)
    unsaved = opinionclf.Classifier(made)
    for same in (unsaved, opinionclf.load_model(tmp_path / "model"), pickle.loads(pickle.dumps(unsaved))):
        assert same.version == shipped.version
        assert same.classify(TEXT).to_dict() == shipped.classify(TEXT).to_dict()


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
