"""Labels of one's own that stand for one of the three: what hangs on the three goes on, and models can be compared."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, Called, json_lines, small_rows

import opinionclf
from opinionclf import SentenceClassifier
from opinionclf.commands.display import Painter
from opinionclf.errors import DataError, ModelError, OpinionclfError
from opinionclf.storage import save
from opinionclf.training.roles import checked_roles, standing_for

Call = Callable[..., Called]
OWN = {"factual_report": "news", "attributed_claim": "quote", "editorial_opinion": "view"}
ROLES = "news=factual_report,quote=attributed_claim,view=editorial_opinion"
FEW = ("--regularisation", "1", "--class-weight", "none", "--folds", "2")
TEXT = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_bytes(json_lines([{**row, "label": OWN[str(row["label"])]} for row in small_rows()]))
    return path


@pytest.fixture
def own(call: Call, own_file: Path) -> Path:
    """A model with labels of its own that says what they stand for."""
    result = call("train", own_file, "--labels", "news,quote,view", "--roles", ROLES, "--output", "own", *FEW)
    assert (result.returncode, result.stderr) == (0, "")
    assert "with this model" not in result.stdout
    return Path("own")


def renamed(roles: dict[str, str]) -> opinionclf.Classifier:
    """The shipped model with other names of its labels."""
    shipped = opinionclf.load_model()
    model = replace(shipped.model, labels=[OWN[label] for label in shipped.model.labels], roles=roles)
    return opinionclf.Classifier(model, names=shipped.feature_names)


def test_what_hangs_on_the_three_labels_hangs_on_what_stands_for_them(tmp_path: Path) -> None:
    made = renamed({own: label for label, own in OWN.items()})
    save(made.model, tmp_path / "m", made.feature_names)
    expected, found = opinionclf.classify(TEXT), opinionclf.classify(TEXT, model=tmp_path / "m")
    assert found.parts == expected.labels
    assert found.labels == list(OWN.values())
    assert found.sources == expected.sources != []
    assert [s.attribution for s in found] == [s.attribution for s in expected]
    for name in ("op_ed_probability", "opinion_runs", "sources"):
        assert found.summary[name] == expected.summary[name]
    assert "said, thought, found or planned" in found.to_html()


def test_two_labels_may_stand_for_the_same() -> None:
    shipped = opinionclf.load_model()
    model = replace(shipped.model, labels=["news", "quote", "view"],
                    roles={"news": "editorial_opinion", "quote": "attributed_claim", "view": "editorial_opinion"})  # fmt: skip
    summary = opinionclf.Classifier(model).classify(TEXT).summary
    longest = max(run["sentences"] for run in summary["opinion_runs"])
    assert longest > max(run["sentences"] for run in opinionclf.classify(TEXT).summary["opinion_runs"])
    assert summary["op_ed_probability"] > opinionclf.classify(TEXT).summary["op_ed_probability"]


def test_nothing_known_is_no_empty_list() -> None:
    document = renamed({}).classify(TEXT)
    with pytest.raises(OpinionclfError, match=r"no label of the model \(news, quote, view\) stands for attributed_claim"):
        _ = document.sources
    summary = document.to_dict(details=True)["summary"]
    assert (summary["sources"], summary["opinion_runs"], summary["op_ed_probability"]) == (None, None, None)
    assert document.to_html()


class Terminal(io.StringIO):
    """A stream that shows colours."""

    def isatty(self) -> bool:
        return True


def test_labels_have_the_colours_of_what_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def colours(classifier: opinionclf.Classifier) -> list[str]:
        return re.findall(r"\x1b\[([\d;]+)m", Painter(Terminal()).document(classifier.classify(TEXT), "a"))

    named = colours(opinionclf.load_model())
    assert len(set(named)) >= 4
    assert colours(renamed({own: label for label, own in OWN.items()})) == named
    assert set(colours(renamed({}))) < set(named)


def test_training_tells_what_is_not_known_for_want_of_roles(call: Call, own_file: Path) -> None:
    told = call("train", own_file, "--labels", "news,quote,view", "--output", "m", *FEW).stdout
    lost = "no sources and attributions, no runs of opinion and op_ed_probability with this model"
    why = "nothing says which of news, quote, view stands for attributed_claim and which for editorial_opinion"
    assert f"note: {lost}: {why}; --roles LABEL=" in told
    two = call("train", own_file, "--label-map", "news=factual_report,view=editorial_opinion,quote=", "--output", "m", *FEW)
    assert "with this model" not in two.stdout


def test_roles_train_as_a_label_map_does(call: Call, own: Path, own_file: Path) -> None:
    assert call("train", own_file, "--label-map", ROLES, "--output", "mapped", *FEW).returncode == 0
    mapped, found = (opinionclf.classify(TEXT, model=model).probability for model in ("mapped", own))
    np.testing.assert_allclose(found, mapped, atol=1e-9)


def test_roles_go_on_to_a_model_that_starts_from_another(call: Call, own: Path, own_file: Path) -> None:
    result = call("train", own_file, "--labels", "news,quote,view", "--base", own, "--output", "next", *FEW)
    assert "with this model" not in result.stdout
    assert opinionclf.load_model("next").model.roles == opinionclf.load_model(own).model.roles
    assert "news=factual_report" in Path("next/MODEL_CARD.md").read_text(encoding="utf-8")


def test_such_a_model_is_compared_with_the_shipped_one(call: Call, own: Path, own_file: Path, training_file: Path) -> None:
    for data in (own_file, training_file):
        result = call("compare", "default", own, data, "--format", "json")
        found = json.loads(result.stdout)
        assert found["sentences"] == 96
        assert "own: news counts as factual_report, quote counts as attributed_claim, view counts as editorial_opinion" in \
            found["notes"]  # fmt: skip
        assert {change["label"] for change in found["changes"]} <= set(OWN)
        assert all(change["why"] for change in found["changes"])


def test_names_of_the_three_come_in_the_same_order_in_every_run() -> None:
    def model(roles: dict[str, str]) -> opinionclf.model.LinearModel:
        return replace(renamed({}).model, roles=roles)

    roles = {f"desk {letter}": "factual_report" for letter in "hgfedcba"}  # 40,320 orders
    assert list(standing_for([model(roles)])) == list(roles)
    other = {"view": "editorial_opinion", "desk a": "attributed_claim"}
    assert list(standing_for([model(roles), model(other)])) == [*list(roles)[:-1], "view"]


def test_such_a_model_is_measured_on_data_that_have_the_three_labels(call: Call, own: Path, own_file: Path,
                                                                     training_file: Path) -> None:  # fmt: skip
    figures = [json.loads(call("evaluate", own, data, "--format", "json").stdout) for data in (own_file, training_file)]
    assert figures[0]["labels"] == figures[1]["labels"]
    assert set(figures[0]["labels"]) == set(OWN.values())
    mapped = call("evaluate", own, own_file, "--label-map", "news=factual_report,quote=attributed_claim", "--format", "json")
    assert json.loads(mapped.stdout)["labels"] == figures[0]["labels"]


def test_the_estimator_takes_roles(tmp_path: Path) -> None:
    rows = small_rows()
    texts, labels = [row["text"] for row in rows], [OWN[str(row["label"])] for row in rows]
    roles = {own: label for label, own in OWN.items()}
    SentenceClassifier("none", C=1.0, folds=0, roles=roles).fit(texts, labels).save(tmp_path / "m")
    assert opinionclf.load_model(tmp_path / "m").model.roles == roles


@pytest.mark.parametrize(("roles", "message"), [
    ({"quot": "attributed_claim"}, "the model has no label 'quot'; did you mean 'quote'?"),
    ({"quote": "claim"}, "a label stands for one of the three, not for 'claim'; there are: factual_report"),
    ({"quote": "attributed_clam"}, "did you mean 'attributed_claim'?"),
    ({"editorial_opinion": "factual_report"}, "editorial_opinion stands for itself"),
])  # fmt: skip
def test_roles_that_lead_nowhere_are_refused(roles: dict[str, str], message: str) -> None:
    with pytest.raises(DataError) as refused:
        checked_roles(roles, ["quote", "news", "editorial_opinion"])
    assert message in str(refused.value)


@pytest.mark.parametrize("roles", [["quote"], {"quote": "tells"}, {"other": "attributed_claim"}, {"quote": 3}, {"quote": []}])
def test_a_model_with_roles_that_no_training_gives_is_refused(roles: object, tmp_path: Path) -> None:
    made = renamed({"quote": "attributed_claim"})
    save(made.model, tmp_path / "m", made.feature_names)
    path = tmp_path / "m" / "model.json"
    description = json.loads(path.read_text(encoding="utf-8")) | {"roles": roles}
    description["checksum"] = opinionclf.storage._own_checksum(description)
    path.write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(ModelError, match="role"):
        opinionclf.load_model(tmp_path / "m")
