"""What is told of a document as a whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from conftest import EXAMPLES

import opinionclf
from opinionclf import details as details_module
from opinionclf.summary import constants, is_uncertain

OP_ED = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")
WIRE = (EXAMPLES / "wire_report.txt").read_text(encoding="utf-8")


def test_a_summary_tells_shares_runs_doubt_and_sources() -> None:
    document = opinionclf.classify(OP_ED)
    summary = document.summary
    assert sum(summary["character_shares"].values()) == pytest.approx(1.0)
    for run in summary["opinion_runs"]:
        inside = [s for s in document.sentences if run["start"] <= s.start and s.end <= run["end"]]
        assert len(inside) == run["sentences"] >= 2
        assert all(s.label == "editorial_opinion" for s in inside)
    assert summary["uncertain"] == sum(s.uncertain for s in document.sentences)
    assert 0 <= summary["hedging"] <= 1
    assert summary["op_ed_probability"] > 0.5 > opinionclf.classify(WIRE).summary["op_ed_probability"]
    assert document.to_dict(details=True)["summary"] == summary


def test_a_summary_reads_the_text_again_only_for_hedging_and_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    document = opinionclf.classify(OP_ED)
    with monkeypatch.context() as patch:
        patch.setattr(details_module, "extract", None)
        summary = document.summary
        assert {name: summary[name] for name in document.to_dict()["summary"]} == document.to_dict()["summary"]
        assert list(summary)[-2:] == ["hedging", "sources"]
        assert "hedging" in summary
        assert len(summary) == len(list(summary))
        assert "hedging" in repr(summary)
    assert json.loads(json.dumps(opinionclf.classify(OP_ED).summary.to_dict())) == document.to_dict(details=True)["summary"]
    with pytest.raises(KeyError):
        summary["tone"]


def test_a_label_is_doubtful_where_the_two_best_are_close() -> None:
    margin = constants()["uncertain_margin"]
    assert is_uncertain([0.5 - margin / 2 + 0.01, 0.5 + margin / 2 - 0.01, 0.0])
    assert not is_uncertain([0.5 - margin / 2 - 0.01, 0.5 + margin / 2 + 0.01, 0.0])


@pytest.mark.parametrize("missing", ["editorial_opinion", "attributed_claim"])
def test_a_model_without_one_of_the_labels_that_it_takes_tells_no_probability_of_an_opinion_page(missing: str) -> None:
    shipped = opinionclf.load_model().model
    labels = ["other" if label == missing else label for label in shipped.labels]
    found = opinionclf.Classifier(replace(shipped, labels=labels)).classify(OP_ED)
    assert found.summary["op_ed_probability"] is None
    assert found.summary["counts"]["other"] > 0


def test_an_empty_document_has_a_summary() -> None:
    summary = opinionclf.classify("").summary
    assert (summary["sources"], summary["op_ed_probability"], summary["hedging"]) == ([], None, 0.0)
