"""What features find, in plain words."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable
from typing import Any

import pytest

import opinionclf
from opinionclf.datafiles import read_rows
from opinionclf.explanation.contributions import Contribution
from opinionclf.explanation.descriptions import described
from opinionclf.features.registry import REGISTRY
from opinionclf.features.sequence import form_names
from opinionclf.lexiconfiles import category_names


def contributions(text: str) -> dict[str, Contribution]:
    return {c.name: c for s in opinionclf.classify(text).sentences for c in s.explain().contributions}


def test_a_contribution_says_in_plain_words_what_it_is_about() -> None:
    found = contributions("I think it was a shameful mistake. Ada Lowe said that it was none.")
    for name, words in {
        "style:closed_class=first_singular.own": "I, me, my in the writer's own words",
        "lexicon:cues=adj_neg.own": "an adjective that judges as bad in the writer's own words",
        "attribution:subject=name.core": "a verb that nearly always reports (said) with a name as its subject",
        "quotation:longest_quotation=none": "no quotation, and no plain report",
        "context:previous sentence": "how the sentence before leans",
        "form:it was": "“it”, then “was”",
        "form:NAME <rep_verb_neutral3-ed>": "a name, then a plain word of saying or showing (say) (strength 3) in -ed",
        "word:said": "the word “said”",
    }.items():
        assert found[name].description == found[name].to_dict()["description"] == words


@pytest.mark.parametrize("name", REGISTRY.names)
def test_every_registered_feature_is_put_into_words(name: str) -> None:
    assert described(name) != name
    assert not re.search(r"[_=:*<>]", described(name))


def test_every_form_and_word_of_the_model_is_put_into_words() -> None:
    names = opinionclf.load_model().feature_names
    assert all(described(name) != name for name in names)
    forms = [described(name) for name in names if name.startswith("form:")]
    assert not [words for words in forms if re.search(r"[_=<>]", words)]


def test_every_mark_and_shape_has_words_of_its_own() -> None:
    signs = [name for name in form_names([]) if not re.fullmatch(r"-[a-z]+", name)]
    assert [name for name in signs if "“" in described(f"form:{name}")] == []
    assert described("form:-ing .") == "a word that ends in -ing, then a full stop"
    assert described("form:is _ of") == "“is”, then anything, then “of”"
    assert described("form:^ _ $") == "a sentence of one word, name or quotation"


def test_no_words_are_kept_of_features_that_are_gone() -> None:
    rows = read_rows("feature_words.tsv")
    assert len({name for name, _ in rows}) == len(rows)
    stems = {part for name in REGISTRY.names for part in (name, name.rpartition(".")[0], name.rstrip("123"))}
    zones = {f".{name.rpartition('.')[2]}" for name in REGISTRY.names}
    elements = {f"form:{name}" for name in form_names([])} | {"form:_", "form:^ _ $"} | {f"form:{mark} $" for mark in ".?!"}
    context = {f"context:{name}" for name in ("previous sentence", "next sentence", "article")}
    assert [name for name, _ in rows if name not in stems | zones | elements | context] == []
    assert {f"lexicon:cues={name}" for name in category_names()} <= {name for name, _ in rows}


def test_how_a_sentence_ends_is_not_told_with_a_money_sign() -> None:
    assert described("form:. $") == "a sentence that ends in a full stop"
    assert described("form:? $") == "a sentence that ends in a question mark"


def test_words_that_may_be_nouns_are_not_called_verbs_nor_the_writers_frame_somebody_elses_words() -> None:
    found = {c.description for c in contributions("The judge said on Monday that it was late.").values()}
    assert "a plain word of saying or showing (say) in a clause that passes on what somebody says" in found
    assert "a word of thinking, feeling or planning (believe) in the writer's own words" in found  # judge


@pytest.mark.parametrize("name", ["style:words_in_ed", "style:words_in_ed=a.own", "lexicon:cues=new.own", "new3", "", "."])
def test_what_nobody_has_put_into_words_keeps_its_name(name: str) -> None:
    assert described(name) == name


def test_a_contribution_keeps_its_words_on_a_journey() -> None:
    contribution = contributions("I think it was a mistake.")["style:closed_class=first_singular.own"]
    assert pickle.loads(pickle.dumps(contribution)).description == contribution.description


def test_explain_shows_words_beside_what_has_no_place_in_the_sentence(call: Callable[..., Any]) -> None:
    shown = call("explain", "The bridge closed on Monday.", "--top", "20").stdout
    words = "no quotation, and no plain report"
    assert re.search(rf"^ +-\d\.\d\d  quotation:longest_quotation=none +{words}$", shown, re.MULTILINE)
    record = json.loads(call("explain", "The bridge closed on Monday.", "--format", "jsonl").stdout)
    assert all(row["description"] for row in record["explanation"]["contributions"])
