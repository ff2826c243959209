"""Sources as news sentences name them: lists, lists with *both*, appositions, spokesmen, nouns that look like verbs."""

from __future__ import annotations

import pytest

import opinionclf
from opinionclf.sources.sources import Attribution


def attribution(text: str) -> Attribution:
    """The attribution of the last sentence of a text, whatever its label."""
    document = opinionclf.classify(text)
    return document._details.attributions.of(len(document.segments) - 1)


def source_of(text: str) -> str | None:
    source = attribution(text).source
    return source.text if source else None


@pytest.mark.parametrize(("text", "source"), [
    ("The vote is on Tuesday.\n\n“It will be close.”", "The vote"),
    ("A plan to close it was blunt.\n\n“It will be shut.”", "A plan"),
    ("The fear among residents is that nobody had been consulted.", "residents"),
    ("The concern of doctors at the hospital is that wards will close.", "doctors at the hospital"),
    ("The view of the mayor is that wards will close.", "the mayor"),
    ("The belief of many is that wards will close.", "many"),
    ("The view of half of the residents is that wards will close.", "half of the residents"),
    ("The complaint of Lowe is that wards will close.", "Lowe"),
    ("The ‘reform’ fear of residents is that wards will close.", "residents"),
    ("The fear of flooding is that it may come back.", None),
    ("The claim of negligence is that the clerk was slow.", None),
])  # fmt: skip
def test_an_article_alone_is_no_source_nor_what_is_feared_or_claimed(text: str, source: str | None) -> None:
    assert source_of(text) == source


def test_the_subject_in_front_speaks_only_quotations_that_open_their_sentence() -> None:
    front = "The night ferry opened in 1987.\n\n"
    assert source_of(front + "For Tobias Veld, the bridge is “a scandal waiting to happen”.") is None
    assert source_of(front + "“It is a scandal.”") == "The night ferry"


@pytest.mark.parametrize(("text", "source"), [
    ("Ada Lowe and Pat Marsh both believe the bridge is safe.", "Ada Lowe and Pat Marsh"),
    ("They both said the bridge was safe.", "They"),
    ("The ministers all said the bridge was safe.", "The ministers"),
    ("Both said the bridge was safe.", "Both"),
    ("Doctors at both said the bridge was safe.", "Doctors at both"),
    ("Not all said the bridge was safe.", "Not all"),
    ("Nearly all said the bridge was safe.", "Nearly all"),
    ("Almost all said the bridge was safe.", "Almost all"),
])  # fmt: skip
def test_both_and_all_behind_a_source_are_not_the_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source"), [
    ("A spokesman for Greenwater declined to comment but said the pier was safe.", "A spokesman for Greenwater"),
    ("A spokeswoman for the port refused to name the ship but said it was safe.", "A spokeswoman for the port"),
])  # fmt: skip
def test_a_source_keeps_whom_it_speaks_for_in_front_of_a_second_verb(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "content"), [
    ("The mayor, Ada Lowe, who left in May, said it was late.", "it was late"),
    ("The regulator, Ofharbour, which owns the pier, put the cost at £4m.", "the cost at £4m"),
    ("The council, the trust and the union said they would appeal.", "they would appeal"),
    ("According to the mayor, Ada Lowe, the hall leaks.", "the hall leaks"),
    ("According to the mayor, Ada Lowe, 51, the hall leaks.", "the hall leaks"),
    ("In the view of the mayor, Ada Lowe, the hall leaks.", "the hall leaks"),
    ("The hall leaks, according to the mayor, Ada Lowe.", "The hall leaks"),
    ("According to the mayor, Ada Lowe hid the keys.", "Ada Lowe hid the keys"),
    ("Ada Lowe, Pat Marsh, Tom Dell and Ann Reed said that it was late.", "it was late"),
    ("It was late, Marsh and Dell said on Tuesday.", "It was late"),
    ("A disgrace, Marsh and Dell said.", "A disgrace"),
    ("It was late, Ada Lowe, who left in May, said on Tuesday.", "It was late"),
    ("The pier is shut, Ada Lowe, who left in May, said in a letter on Tuesday.", "The pier is shut"),
])  # fmt: skip
def test_what_a_name_stands_beside_is_not_the_content(text: str, content: str) -> None:
    assert [quotation.text for quotation in attribution(text).quotations] == [content]
