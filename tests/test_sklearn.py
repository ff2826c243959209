"""The scikit-learn transformer: probabilities or features of sentences, in pipelines."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest
from conftest import small_rows
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

import opinionclf
from opinionclf.integrations.sklearn_transformer import OpinionTransformer

ROWS = small_rows()
SENTENCES = [str(row["text"]) for row in ROWS]
LABELS = [str(row["label"]) for row in ROWS]


def test_probabilities_are_those_of_the_model() -> None:
    transformer = OpinionTransformer()
    expected = opinionclf.load_model().predict_proba(SENTENCES)
    array, column = np.array(SENTENCES), {"a": SENTENCES}
    for X in (SENTENCES, array, array[:, None], pd.Series(SENTENCES), pd.DataFrame(column), pl.DataFrame(column)):
        assert np.array_equal(transformer.fit_transform(X), expected)
    assert list(transformer.get_feature_names_out()) == list(opinionclf.load_model().classes_)


def test_features_are_those_that_the_model_weighs() -> None:
    transformer = OpinionTransformer("features")
    X = transformer.transform(["The union said that it would strike.", "", "It is a disgrace."])
    assert issparse(X)
    names = transformer.get_feature_names_out()
    assert X.shape == (3, len(names))
    assert X[1].nnz == 0
    model = opinionclf.load_model().model
    # Forms, words and numbers with the model's weights give the model's scores of sentences without context.
    n = len(model.sparse)
    forms = np.array([name.startswith("form:") for name in names[:n]])
    for row in (0, 2):
        counts = X[[row]].toarray()[0]
        score = model.intercept + np.rint(counts[n:] * 1024) / 1024 @ model.dense / 4096
        for group, chosen in (("form", forms), ("word", ~forms)):
            total = counts[:n] * chosen
            score = score + model.scale.get(group, 0) * total @ model.sparse / 4096 / np.sqrt(max(total.sum(), 1))
        text = ["The union said that it would strike.", "", "It is a disgrace."][row]
        assert model.probabilities(score[None])[0] == pytest.approx(opinionclf.load_model().predict_proba([text])[0], abs=1e-6)


def test_it_works_in_a_pipeline_and_a_search() -> None:
    outputs = {"opiniontransformer__output": ["probabilities", "features"]}
    search = GridSearchCV(make_pipeline(OpinionTransformer(), LogisticRegression()), outputs, cv=2)
    search.fit(SENTENCES, LABELS)
    assert search.score(SENTENCES, LABELS) > 0.8
    columns = make_column_transformer((OpinionTransformer(), "text"), remainder="passthrough", verbose_feature_names_out=False)
    frame = columns.set_output(transform="pandas").fit_transform(pd.DataFrame({"text": SENTENCES, "n": 1}))
    assert list(frame.columns) == [*opinionclf.load_model().classes_, "n"]


def test_a_model_that_is_not_on_disk_names_as_many_features_as_it_gives_or_none() -> None:
    shipped = opinionclf.load_model()
    named = OpinionTransformer("features", opinionclf.Classifier(shipped.model, names=shipped.feature_names))
    assert len(named.get_feature_names_out()) == named.transform(SENTENCES[:2]).shape[1]
    with pytest.raises(opinionclf.ModelError, match="have no names"):
        OpinionTransformer("features", opinionclf.Classifier(shipped.model)).get_feature_names_out()


def test_it_can_be_cloned_and_pickled() -> None:
    transformer = OpinionTransformer("features", model=str(opinionclf.load_model().folder))
    for copy in (clone(transformer), pickle.loads(pickle.dumps(transformer))):
        assert copy.get_params() == transformer.get_params()
        assert (copy.transform(SENTENCES[:3]) != transformer.transform(SENTENCES[:3])).nnz == 0
    assert len(pickle.dumps(transformer)) < 1000


def test_wrong_parameters_and_data_are_refused() -> None:
    with pytest.raises(ValueError, match="accepted: probabilities, features"):
        OpinionTransformer("labels").fit(SENTENCES)
    for call in (lambda one: one.transform(SENTENCES), lambda one: one.get_feature_names_out()):
        with pytest.raises(ValueError, match="'probabilites'; accepted"):
            call(OpinionTransformer("probabilites"))
    with pytest.raises(TypeError, match="list of sentences"):
        OpinionTransformer().transform("It is a disgrace.")


def test_names_of_columns_are_never_taken_for_sentences() -> None:
    columns = {"headline": SENTENCES[:2], "body": SENTENCES[2:4]}
    several = make_column_transformer((OpinionTransformer(), ["headline", "body"]))
    for call in (OpinionTransformer().transform, several.fit_transform):
        with pytest.raises(ValueError, match="one column of sentences, not 2"):
            call(pd.DataFrame(columns))
    with pytest.raises(ValueError, match="one column of sentences, not 2"):
        OpinionTransformer().transform(pl.DataFrame(columns))
    with pytest.raises(TypeError, match="not one dict"):
        OpinionTransformer().transform(columns)
