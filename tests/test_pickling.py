"""What becomes of documents, explanations and models that are pickled, copied, or outlive their folder."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, save_small_model
from test_explain import check_sums

import opinionclf

WIRE = (EXAMPLES / "wire_report.txt").read_text(encoding="utf-8")


def with_intercept(*intercept: float) -> opinionclf.Classifier:
    """A model that is the shipped one but for its intercept."""
    shipped = opinionclf.load_model()
    return opinionclf.Classifier(dataclasses.replace(shipped.model, intercept=np.array(intercept)), names=shipped.feature_names)


@pytest.fixture(scope="module")
def other() -> opinionclf.Classifier:
    return with_intercept(0.5, 1.0, 0.0)


def journey(thing: object) -> object:
    return pickle.loads(pickle.dumps(thing))


def sent(document: opinionclf.Document) -> opinionclf.Document:
    arrived = journey(document)
    assert isinstance(arrived, opinionclf.Document)
    return arrived


# Documents


def test_a_document_can_be_explained_after_a_journey() -> None:
    packed = pickle.dumps(opinionclf.classify(WIRE))
    assert len(packed) < 20_000
    check_sums(pickle.loads(packed))


@pytest.mark.filterwarnings("ignore")  # of the processes' start, which is not ours
def test_documents_of_several_processes_know_their_model() -> None:
    bare = opinionclf.Classifier(opinionclf.load_model().model)
    (document,) = opinionclf.classify_many([WIRE], n_jobs=2, model=bare)
    assert document._details.classifier is bare
    check_sums(document)


def test_a_document_that_an_older_version_pickled_can_be_explained() -> None:
    details = opinionclf.classify(WIRE)._details
    older = type(details).__new__(type(details))
    older.__setstate__(details.__getstate__()[:4])
    assert older.parts == details.parts
    assert older.attributions.sources == details.attributions.sources


def test_another_model_is_refused(training_file: Path) -> None:
    rows = [json.loads(line) for line in training_file.read_text(encoding="utf-8").splitlines()]
    other = opinionclf.SentenceClassifier("none", folds=0).fit([row["text"] for row in rows], [row["label"] for row in rows])
    check_sums(copy.deepcopy(document := opinionclf.classify(WIRE, model=opinionclf.Classifier(other.model_))))
    with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
        pickle.loads(pickle.dumps(document)).sentences[0].explain()


@pytest.mark.parametrize("ask", [
    lambda document: document.sentences[0].explain(), lambda document: document.sentences[0].cues,
    lambda document: document.sources, lambda document: dict(document.summary),
    lambda document: document.to_dict(details=True), lambda document: document.to_html(),
], ids=["explain", "cues", "sources", "summary", "to_dict", "to_html"])  # fmt: skip
def test_a_document_of_another_model_says_after_a_journey_how_it_gets_its_model(
    ask: Callable[[opinionclf.Document], object], other: opinionclf.Classifier
) -> None:
    document = opinionclf.classify(WIRE, model=other)
    arrived = sent(document)
    with pytest.raises(opinionclf.OpinionclfError, match=r"document\.with_model\(classifier\)"):
        ask(arrived)
    assert arrived.to_dict() == document.to_dict()
    assert repr(ask(arrived.with_model(other))) == repr(ask(document))


def test_a_document_with_its_model_again_is_the_same_document(other: opinionclf.Classifier) -> None:
    document = opinionclf.classify(WIRE, model=other)
    arrived = sent(document).with_model(other)
    check_sums(arrived)
    assert arrived.to_dict(details=True) == document.to_dict(details=True)
    assert (arrived.text, arrived.labels, arrived.model_version) == (document.text, document.labels, document.model_version)


def test_a_model_that_says_something_else_is_not_given_to_a_document(other: opinionclf.Classifier) -> None:
    document = opinionclf.classify(WIRE, model=other)
    for wrong in (opinionclf.load_model(), with_intercept(0.5, 1.0, 0.1)):
        with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
            document.with_model(wrong)
    renamed = opinionclf.Classifier(dataclasses.replace(other.model, labels=["a", "b", "c"]))
    with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
        document.with_model(renamed)


def test_a_model_of_another_version_that_says_the_same_is_given_to_a_document(other: opinionclf.Classifier) -> None:
    document = opinionclf.classify(WIRE, model=other)
    told = opinionclf.Classifier(dataclasses.replace(other.model, info={"told": "later"}))
    assert told.version != other.version
    check_sums(document.with_model(told))


def test_a_model_may_be_given_to_a_document_by_the_name_of_its_folder(tmp_path: Path) -> None:
    save_small_model(tmp_path / "model")
    document = opinionclf.classify(WIRE, model=tmp_path / "model")
    check_sums(sent(document).with_model(tmp_path / "model"))
    check_sums(sent(opinionclf.classify(WIRE)).with_model("default"))
    with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
        sent(document).with_model("default")
    with pytest.raises(TypeError, match="expected a loaded model"):
        sent(document).with_model(3)  # type: ignore[arg-type]


# Explanations


def test_a_contribution_is_small_on_a_journey_and_says_the_same_after_it(other: opinionclf.Classifier) -> None:
    explanation = opinionclf.classify(WIRE, model=other).sentences[0].explain()
    packed = pickle.dumps(explanation.contributions[0])
    assert len(packed) < 1000
    arrived = pickle.loads(pickle.dumps(explanation.contributions))
    assert [c.to_dict() for c in arrived] == [c.to_dict() for c in explanation.contributions]
    assert list(map(repr, arrived)) == list(map(repr, explanation.contributions))
    assert list(map(explanation.push, arrived)) == list(map(explanation.push, explanation.contributions))


def test_an_explanation_is_small_on_a_journey_whatever_has_been_asked_of_it() -> None:
    explanation = opinionclf.classify(WIRE).sentences[0].explain()
    explanation.to_dict(), explanation.counterfactual
    packed = pickle.dumps(explanation)
    assert len(packed) < 20_000
    arrived = pickle.loads(packed)
    assert arrived.to_dict() == explanation.to_dict()
    assert arrived.counterfactual == explanation.counterfactual
    assert repr(arrived) == repr(explanation)


def test_an_explanation_of_another_model_keeps_its_scores_on_a_journey_only(other: opinionclf.Classifier) -> None:
    explanation = opinionclf.classify(WIRE, model=other).sentences[0].explain()
    arrived = pickle.loads(pickle.dumps(explanation))
    assert (arrived.label, arrived.scores, repr(arrived)) == (explanation.label, explanation.scores, repr(explanation))
    for name in ("contributions", "groups", "counterfactual"):
        with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
            getattr(arrived, name)
    with pytest.raises(opinionclf.OpinionclfError, match="labelled by the model"):
        arrived.to_dict()
    copied = copy.deepcopy(explanation)  # which keeps the model
    assert copied.to_dict() == explanation.to_dict()


def test_what_arrives_says_the_same_and_is_compared_by_what_it_says() -> None:
    document = opinionclf.classify(WIRE)
    arrived = pickle.loads(pickle.dumps(document))
    assert arrived != document
    assert arrived.to_dict(details=True) == document.to_dict(details=True)
    assert (arrived.summary, arrived.sources) == (document.summary, document.sources)


# Models


def test_names_of_a_model_whose_folder_is_gone_are_missed_with_an_error_but_shown_without_one(tmp_path: Path) -> None:
    save_small_model(tmp_path / "model")
    explanation = opinionclf.load_model(tmp_path / "model").classify("It was a shameful bridge.").sentences[0].explain()
    shutil.rmtree(tmp_path / "model")
    first = explanation.contributions[0]
    for ask in (lambda: first.name, first.to_dict, explanation.to_dict, lambda: pickle.dumps(first)):
        with pytest.raises(opinionclf.ModelError, match=r"features\.txt"):
            ask()
    assert repr(first).startswith("<Contribution without a name ")
    assert "contributions>" in repr(explanation)
    assert explanation.groups
    assert explanation.counterfactual is None or explanation.counterfactual.text
