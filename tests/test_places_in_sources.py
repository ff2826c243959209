"""Places, ages and letters set off by commas between a subject and its verb, and what only looks like them."""

from __future__ import annotations

import pytest
from test_sources import attribution, found

import opinionclf


@pytest.mark.parametrize("who", [
    "Ruth Pell, of Fox Hollow, Ohio,", "Ruth Pell, 34, of Fox Hollow, Ohio,", "Ruth Pell, of Kiln Row, Thorne, Surrey,",
    "Ruth Pell, from St. Louis, Mo.,", "Ruth Pell, 34, who lives in Fox Hollow, New Mexico,",
    "Ruth Pell, 44, a vet, of Thorne, Surrey,",
    "Ruth Pell, a Democrat from Fox Hollow, Ohio,", "Ruth Pell, mayor of Fox Hollow, Ohio,",
    "Ruth Pell, the owner of a bakery in Fox Hollow, Ohio,", "Ruth Pell, raised in Fox Hollow, Ohio,", "Ruth Pell, MD, PhD,",
    "Ruth Pell, MD, a sleep researcher in Dayton who took no part,",
])  # fmt: skip
@pytest.mark.parametrize(("does", "content"), [
    ("said the council had lied.", "the council had lied"), ("said a tree fell on her car.", "a tree fell on her car"),
    ("said Mayor Otto Marr would resign.", "Mayor Otto Marr would resign"), ("denies gross negligence.", "gross negligence"),
    ("told police the dog ran off.", "the dog ran off"), ("believes the mayor lied.", "the mayor lied"),
])  # fmt: skip
def test_what_commas_set_off_parts_nobody_from_the_verb(who: str, does: str, content: str) -> None:
    said = attribution(f"{who} {does}")
    assert said.source is not None
    assert (said.source.text, [quotation.text for quotation in said.quotations]) == ("Ruth Pell", [content])


@pytest.mark.parametrize(("text", "source"), [
    ("The firm, based in Fox Hollow, Ohio, said the plant would close.", "The firm"),
    ("In a letter, Ruth Pell, of Fox Hollow, Ohio, said the council had lied.", "Ruth Pell"),
    ("Officials in Fox Hollow, Ohio, said the bridge was safe.", "Officials in Fox Hollow"),
    ("The Fox Hollow, Ohio, company said the plant would close.", "The Fox Hollow, Ohio, company"),
    ("The Senate, officials said, will vote.", "officials"),
    ("The head of Corvane Motors, Ann Lowe, said the road was shut.", "The head of Corvane Motors"),
    # Who stands in front is nobody who speaks.
    ("Last week, the mayor of Fox Hollow, Ohio, said the road was shut.", "the mayor of Fox Hollow"),
    ("Last Easter, a nurse from Fox Hollow, Ohio, said the road was shut.", "a nurse from Fox Hollow"),
    ("Sadly, a nurse from Fox Hollow, Ohio, said the road was shut.", "a nurse from Fox Hollow"),
    ("Fares rose, the mayor of Fox Hollow, Ohio, said.", "the mayor of Fox Hollow"),
    ("The war is over, the mayor of Fox Hollow, Ohio, said.", "the mayor of Fox Hollow"),
])  # fmt: skip
def test_a_place_belongs_to_whom_it_stands_beside(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize("told", [
    "The crash killed Ruth Pell, of Fox Hollow, Ohio", "The crash killed Ruth Pell, of Fox Hollow",
    "The fire began in Fox Hollow, Ohio",
    "The van was driven from Dayton, Ohio, to Fox Hollow, Indiana", "The suspect fled, then hid in Fox Hollow, Ohio",
    "The victims were Ruth Pell, 34, of Fox Hollow, Ohio, and Dan Roe, 30, of Salem, Ohio",
])  # fmt: skip
@pytest.mark.parametrize("who", ["the sheriff", "Sheriff Lena Stroud"])
def test_who_is_named_behind_the_verb_that_ends_the_sentence_says_it(told: str, who: str) -> None:
    said = attribution(f"{told}, said {who}.")
    assert said.source is not None
    assert (said.source.text, [quotation.text for quotation in said.quotations]) == (who, [told])


@pytest.mark.parametrize(("text", "source"), [
    ("Pell, Marr, and Hale said the plan was dead.", "Pell, Marr, and Hale"),
    ("It snowed in Fox Hollow, Ohio, and Hale said the road was shut.", "Hale"),
    ("Rents rose, and Hale said the plan was dead.", "Hale"),
    ("In Salem, Troy, and Thorne, Hale said the plan was dead.", "Hale"),
])  # fmt: skip
def test_a_list_of_names_has_a_comma_in_front_of_its_last(text: str, source: str) -> None:
    assert found(text)[0] == source


def test_a_role_behind_a_verb_is_not_that_of_the_name_in_front() -> None:
    document = opinionclf.classify("The fire began in Varna, said the mayor. The mayor said it was out.")
    assert [source.name for source in document.sources] == ["the mayor"]
