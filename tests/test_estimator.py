"""SentenceClassifier and SentenceVectorizer keep scikit-learn's contract."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from conftest import small_rows
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.utils import Tags
from sklearn.utils.estimator_checks import parametrize_with_checks

import opinionclf
from opinionclf import SentenceClassifier, SentenceVectorizer

ROWS = small_rows()
X = [str(row["text"]) for row in ROWS]
Y = [str(row["label"]) for row in ROWS]
DOCUMENTS = [str(row["document"]) for row in ROWS]
QUICK: dict[str, Any] = {"base": "none", "C": 1.0, "class_weight": None, "folds": 0}


@pytest.fixture(scope="module")
def fitted() -> SentenceClassifier:
    """A classifier that was fitted without choosing anything."""
    return SentenceClassifier(**QUICK).fit(X, Y)


# The checks of scikit-learn make matrices of numbers. Here each row of numbers becomes a sentence that spells them out, so
# that everything the checks ask of an estimator beyond numbers as input is asked of ours.


def _spelt(numbers: Any) -> Any:
    rows = np.asarray(numbers)
    if rows.dtype.kind not in "fiub":
        return numbers
    if rows.ndim != 2:
        raise ValueError("Reshape your data: expected 2D array, got 1D array instead")
    return [" ".join(f"column{i} {'high' if value > 0 else 'low'}{abs(round(float(value)))}" for i, value in enumerate(row))
            + "." for row in rows]  # fmt: skip


def _matrix_tags(tags: Tags) -> Tags:
    tags.input_tags.two_d_array, tags.input_tags.one_d_array, tags.input_tags.string = True, False, False
    return tags


class SpeltClassifier(SentenceClassifier):
    """Reads rows of numbers as sentences."""

    def fit(self, X: Any, y: Any, groups: Any = None) -> SentenceClassifier:
        return super().fit(_spelt(X), y, groups)

    def predict_proba(self, X: Any) -> np.ndarray:
        return super().predict_proba(_spelt(X))

    def __sklearn_tags__(self) -> Tags:
        return _matrix_tags(super().__sklearn_tags__())


class SpeltVectorizer(SentenceVectorizer):
    """Reads rows of numbers as sentences."""

    def fit(self, X: Any, y: Any = None) -> SentenceVectorizer:
        return super().fit(_spelt(X), y)

    def transform(self, X: Any) -> Any:
        return super().transform(_spelt(X))

    def __sklearn_tags__(self) -> Tags:
        return _matrix_tags(super().__sklearn_tags__())


NOT_FOR_TEXT = {
    SpeltClassifier: {
        "check_classifiers_train": "asks for accuracy on clouds of numbers, which words do not tell apart",
        "check_class_weight_classifiers": "asks for a weight of each class; here class_weight names a way to weigh",
    },
    SpeltVectorizer: {"check_transformer_general": "hands over lists of numbers, which stay as they are here and are no text"},
}


@parametrize_with_checks(
    [SpeltClassifier(**QUICK), SpeltVectorizer()], expected_failed_checks=lambda one: NOT_FOR_TEXT[type(one)]
)
def test_the_checks_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


def test_parameters_are_kept_and_cloned() -> None:
    classifier = SentenceClassifier(base="none", C=2.0)
    rest = {"class_weight": "auto", "folds": 5, "random_state": 0, "n_jobs": 1, "roles": None}
    assert classifier.get_params() == {"base": "none", "C": 2.0, **rest}
    assert clone(classifier.set_params(folds=3)).folds == 3


def test_what_is_not_fitted_says_so() -> None:
    for call in (lambda: SentenceClassifier().predict(["It rained."]), lambda: SentenceVectorizer().transform(["It rained."]),
                 lambda: SentenceClassifier().save("x"), lambda: SentenceVectorizer().get_feature_names_out()):  # fmt: skip
        with pytest.raises(NotFittedError):
            call()


def test_a_fitted_classifier_predicts_in_the_order_of_its_classes(fitted: SentenceClassifier) -> None:
    assert fitted.classes_.tolist() == sorted(set(Y))
    probability = fitted.predict_proba(X)
    np.testing.assert_allclose(probability.sum(axis=1), 1)
    np.testing.assert_array_equal(fitted.predict(X), fitted.classes_[probability.argmax(axis=1)])
    assert fitted.score(X, Y) > 0.95


@pytest.mark.parametrize("base", ["none", "default"])
def test_a_saved_classifier_gives_the_same_probabilities(base: str, tmp_path: Path) -> None:
    classifier = SentenceClassifier(base=base, folds=2).fit(X, Y)
    classifier.save(tmp_path / "model")
    loaded = opinionclf.load_model(tmp_path / "model")
    np.testing.assert_array_equal(loaded.classes_, classifier.classes_)
    np.testing.assert_array_equal(loaded.predict_proba(X), classifier.predict_proba(X))
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(classifier)).predict_proba(X), classifier.predict_proba(X))
    text = "The bridge opened on Monday. It is a disgrace."
    assert loaded.classify(text).to_dict() == classifier.classify(text).to_dict()


def test_the_base_can_be_a_model_of_ones_own(fitted: SentenceClassifier, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model")
    again = SentenceClassifier(base=tmp_path / "model", C=1e-6, class_weight=None, folds=0).fit(X[:40], Y[:40])
    np.testing.assert_array_equal(again.predict(X), fitted.predict(X))


def test_rows_of_documents_are_read_in_context(fitted: SentenceClassifier) -> None:
    rows = [["a", "It is a shameful plan."], ["a", "The bridge opened on Monday."], ["b", "The bridge opened on Monday."]]
    in_context, alone = fitted.predict_proba(rows), fitted.predict_proba([text for _, text in rows])
    assert np.abs(in_context[:2] - alone[:2]).max() > 0.001
    np.testing.assert_array_equal(in_context[2], alone[2])
    np.testing.assert_array_equal(fitted.predict_proba(np.array([[text] for _, text in rows])), alone)


def test_documents_are_not_torn_apart_by_the_inner_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    from opinionclf.training import choose

    seen: list[list[str]] = []
    split = choose.fold_of_groups

    def watched(groups: list[str], *rest: Any) -> Any:
        seen.append(groups)
        return split(groups, *rest)

    monkeypatch.setattr(choose, "fold_of_groups", watched)
    rows = list(zip(DOCUMENTS, X, strict=True))
    outlets = [str(len(name)) for name in DOCUMENTS]
    chosen = SentenceClassifier(base="none").fit(rows, Y)
    SentenceClassifier(base="none").fit(rows, Y, groups=outlets)
    assert seen[0] == list(dict.fromkeys(DOCUMENTS))
    assert set(seen[1]) == set(outlets)
    assert chosen.C_ in choose.GRID


def test_it_works_in_searches_pipelines_and_cross_validation() -> None:
    search = GridSearchCV(SentenceClassifier(**QUICK), {"C": [1e-6, 1.0]}, cv=2).fit(X, Y)
    assert search.best_params_ == {"C": 1.0}
    rows = np.array(list(zip(DOCUMENTS, X, strict=True)), dtype=object)
    scores = cross_val_score(SentenceClassifier(**QUICK), rows, Y, groups=DOCUMENTS, cv=GroupKFold(3))
    assert scores.min() > 0.8
    pipeline = make_pipeline(SentenceVectorizer(), LogisticRegression(max_iter=500)).fit(X, Y)
    assert pipeline.score(X, Y) > 0.95
    assert len(pipeline[:-1].get_feature_names_out()) == pipeline[-1].coef_.shape[1]
    union = FeatureUnion([("ours", SentenceVectorizer())]).fit(X)
    assert union.get_feature_names_out()[0].startswith("ours__")


def test_features_have_names(fitted: SentenceClassifier) -> None:
    names = fitted.vectorizer_.get_feature_names_out().tolist()
    matrix = fitted.vectorizer_.transform(["The bridge opened at noon."])
    assert matrix.shape == (1, len(names))
    assert len(set(names)) == len(names)
    assert "word:bridge" in {names[column] for column in matrix.indices}


@pytest.mark.parametrize("labels", [[0, 1], [True, False], ["b", "a"]])
def test_labels_may_be_of_any_kind(labels: list[Any]) -> None:
    y = [labels[label == "editorial_opinion"] for label in Y]
    classifier = SentenceClassifier(**QUICK).fit(X, y)
    assert classifier.classes_.tolist() == sorted(labels)
    assert classifier.score(X, y) > 0.9


def test_empty_sentences_get_the_prior_and_can_not_be_learnt_from(fitted: SentenceClassifier) -> None:
    probability = fitted.predict_proba(["", "The bridge opened.", " \n"])
    np.testing.assert_array_equal(probability[0], probability[2])
    np.testing.assert_array_equal(probability[1], fitted.predict_proba(["The bridge opened."])[0])
    assert fitted.predict_proba([]).shape == (0, 3)
    with pytest.raises(ValueError, match="sentence 1 is empty"):
        fitted.__class__(**QUICK).fit(["It rained.", ""], ["a", "b"])


@pytest.mark.parametrize(("texts", "labels", "message"), [
    ("It rained.", ["a"], "not one str"), (["It rained.", 5], ["a", "b"], "sentence 1 is of type int"),
    (["It rained."], ["a", "b"], "inconsistent"), (["It rained.", "It was dry."], ["a", "a"], "one class"),
    (["It rained.", "It was dry."], None, "requires y"), ([["a", "b", "c"]], ["a"], "shape"), ([], [], "no sentences"),
])  # fmt: skip
def test_input_that_can_not_work_is_refused(texts: Any, labels: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SentenceClassifier(**QUICK).fit(texts, labels)
    with pytest.raises(ValueError, match="class_weight"):
        SentenceClassifier(class_weight="x").fit(X, Y)
    for C in (0, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="C is"):
            SentenceClassifier(C=C).fit(X, Y)
    for folds in (None, 2.5):
        with pytest.raises(ValueError, match="folds is"):
            SentenceClassifier(folds=folds).fit(X, Y)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="number of processes"):
        SentenceClassifier(n_jobs=0).fit(X, Y)


@pytest.mark.parametrize("name", ["", "a\nb", "mise\xa0en cause", "x" * 201, "text", "start", "document"])
def test_a_label_that_no_model_can_hold_is_refused_before_anything_is_learnt(name: str) -> None:
    with pytest.raises(ValueError, match="label"):
        SentenceClassifier(**QUICK).fit(X, [name if label == Y[0] else label for label in Y])


def test_data_that_are_copies_of_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"only 1 different sentence: .* folds=0"):
        SentenceClassifier(base="none").fit(["It rained all day."] * 6, ["a", "b"] * 3)


def test_without_folds_the_probabilities_stay_as_calibrated_as_those_of_the_base() -> None:
    assert SentenceClassifier(folds=0).fit(X, Y).model_.temperature == opinionclf.load_model().model.temperature


def test_a_model_without_words_and_forms_can_be_saved_and_explained(tmp_path: Path) -> None:
    fitted = SentenceClassifier(base="none", folds=0).fit(["It rained on Monday.", "What a silly plan."], ["a", "b"])
    fitted.save(tmp_path / "model")
    again = opinionclf.load_model(tmp_path / "model")
    assert again.feature_names is not None
    assert len(again.model.sparse) == 0
    assert again.classify("It rained.").sentences[0].explain().contributions[0].name


def test_empty_sentences_have_no_features() -> None:
    rows = ["It is bad.", "", "The bridge opened.", " \n"]
    vectorizer = SentenceVectorizer(min_documents=1).fit(rows)
    matrix = vectorizer.transform(rows)
    assert matrix.shape == (4, len(vectorizer.get_feature_names_out()))
    assert matrix[[1, 3]].nnz == 0
    assert (matrix[[0, 2]] != vectorizer.transform([rows[0], rows[2]])).nnz == 0
    for nothing in ([], [""]):
        assert vectorizer.transform(nothing).shape == (len(nothing), matrix.shape[1])
    with pytest.raises(ValueError, match="nothing to learn from"):
        SentenceVectorizer().fit(["", " "])


def test_a_pipeline_predicts_empty_sentences() -> None:
    pipeline = make_pipeline(SentenceVectorizer(), LogisticRegression()).fit(X, Y)
    assert pipeline.predict(["", "The bridge opened."]).shape == (2,)


def test_documents_of_an_estimator_name_its_features_and_its_version(fitted: SentenceClassifier, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model")
    loaded = opinionclf.load_model(tmp_path / "model")
    one, two = fitted.classify("It is a disgrace."), loaded.classify("It is a disgrace.")
    assert one.model_version == two.model_version
    names = [[c.name for c in document.sentences[0].explain().contributions] for document in (one, two)]
    assert names[0] == names[1]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, ""])
def test_sentences_without_a_document_are_read_alone(fitted: SentenceClassifier, missing: Any) -> None:
    rows = [(missing, text) for text in X]
    assert np.array_equal(fitted.predict_proba(rows), fitted.predict_proba(X))
    frame = pd.DataFrame({"document": [missing] * len(X), "text": X}, dtype=object)
    found = SentenceClassifier(**QUICK).fit(frame, Y)
    assert np.array_equal(found.predict_proba(X), fitted.predict_proba(X))
    assert found.model_.info["n_documents"] == len(X)


def test_documents_that_are_numbers_in_a_column_with_gaps_keep_their_names(fitted: SentenceClassifier) -> None:
    numbers = [float(i // 3) for i in range(len(X))]
    assert np.array_equal(fitted.predict_proba(list(zip(numbers, X, strict=True))),
                          fitted.predict_proba([(str(int(number)), text) for number, text in zip(numbers, X, strict=True)]))


def test_sentences_without_a_group_hold_together_by_their_documents_only() -> None:
    rows = list(zip(DOCUMENTS, X, strict=True))
    options = {**QUICK, "class_weight": "auto", "C": None, "folds": 2}
    found = SentenceClassifier(**options).fit(rows, Y, groups=[None] * len(X))
    assert found.C_ == SentenceClassifier(**options).fit(rows, Y).C_


@pytest.mark.parametrize("one", [[("a", text) for text in X], X])
def test_where_nothing_can_be_held_out_a_warning_says_so(one: list[Any]) -> None:
    groups = None if one is not X else ["a"] * len(X)
    options = {**QUICK, "folds": 5}
    with pytest.warns(UserWarning, match="nothing can be held out: no setting is chosen"):
        SentenceClassifier(**options).fit(one, Y, groups=groups)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        SentenceClassifier(**QUICK).fit(one, Y, groups=groups)


@pytest.mark.parametrize(("name", "value", "message"), [
    ("folds", 1, "a whole number from 2 on, or 0 for none"), ("folds", -3, "a whole number from 2 on, or 0 for none"),
    ("C", "a", "C is 'a'; it must be a number above 0"), ("C", float("nan"), "it must be a number above 0"),
])  # fmt: skip
def test_settings_that_make_no_sense_are_refused(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SentenceClassifier(**{**QUICK, name: value}).fit(X, Y)


@pytest.mark.parametrize("library", [pd, pl])
def test_a_frame_with_the_text_in_front_of_the_document_is_refused(library: Any, fitted: SentenceClassifier) -> None:
    frame = library.DataFrame({"Text": X, "doc_id": DOCUMENTS})
    with pytest.raises(ValueError, match=r"expected the document in front of the sentence: X\[\['doc_id', 'Text'\]\]"):
        SentenceClassifier(**QUICK).fit(frame, Y)
    turned = frame[["doc_id", "Text"]]
    assert np.array_equal(fitted.predict_proba(turned), fitted.predict_proba(list(zip(DOCUMENTS, X, strict=True))))


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
@pytest.mark.parametrize("kind", [list, lambda y: np.array(y, dtype=object), lambda y: pd.Series(y, dtype=object)])
def test_a_sentence_without_a_label_is_refused_by_its_place(missing: Any, kind: Any) -> None:
    y = [*Y[:7], missing, *Y[8:]]
    with pytest.raises(ValueError, match="sentence 7 has no label"):
        SentenceClassifier(**QUICK).fit(X, kind(y))


@pytest.mark.parametrize("n_documents", [2, 4, 24])
def test_the_vectorizer_makes_the_matrix_that_the_classifier_weighs(n_documents: int) -> None:
    rows = [(str(i * n_documents // len(X)), text) for i, text in enumerate(X)]
    inside = SentenceClassifier(**QUICK).fit(rows, Y).vectorizer_
    alone = SentenceVectorizer().fit(rows)
    assert alone.get_feature_names_out().tolist() == inside.get_feature_names_out().tolist()
    assert len(alone.vocabulary_.keys) > 10
    assert (alone.transform(rows) != inside.transform(rows)).nnz == 0


def test_the_base_can_be_a_model_that_is_loaded(fitted: SentenceClassifier, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model")
    options: dict[str, Any] = {"C": 0.5, "class_weight": None, "folds": 0}
    loaded = clone(SentenceClassifier(base=opinionclf.load_model(tmp_path / "model"), **options)).fit(X[:40], Y[:40])
    named = SentenceClassifier(base=tmp_path / "model", **options).fit(X[:40], Y[:40])
    assert np.array_equal(loaded.predict_proba(X), named.predict_proba(X))
    with pytest.raises(opinionclf.ModelError, match="not saved"):
        SentenceClassifier(base=fitted.classifier_, **options).fit(X, Y)


def test_what_was_fitted_labels_whole_texts_wherever_a_model_is_expected(fitted: SentenceClassifier) -> None:
    text = "It rained on Monday. What a silly plan!"
    wanted = [str(sentence.label) for sentence in fitted.classify(text)]
    (document,) = opinionclf.classify_many([text], model=fitted.classifier_)
    assert [str(sentence.label) for sentence in document] == wanted
    assert pickle.loads(pickle.dumps(document)).with_model(fitted.classifier_)[0].explain().contributions
    for wrong in (fitted, fitted.model_):
        with pytest.raises(TypeError, match=rf"a {type(wrong).__name__}; expected a loaded model .*: its classifier_\)"):
            opinionclf.classify(text, model=wrong)  # type: ignore[arg-type]


def test_without_folds_a_sentence_counts_as_much_as_one_of_the_base() -> None:
    assert SentenceClassifier(folds=0).fit(X, Y).C_ == 1.0
    assert SentenceClassifier(base="none", folds=0).fit(X, Y).C_ == 0.3


def test_rows_of_a_document_in_several_places_are_read_alone(fitted: SentenceClassifier) -> None:
    texts = ["The bridge closed on Monday.", "It was a shameful decision.", "The clerk was paid $400.", "It was a disgrace."]
    alone = fitted.predict_proba(texts)
    together = fitted.predict_proba([["a", text] for text in texts])
    scattered = fitted.predict_proba([[document, text] for document, text in zip("abab", texts, strict=True)])
    assert not np.allclose(together, alone)
    assert np.array_equal(scattered, alone)
