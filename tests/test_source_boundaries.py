"""Where a source begins and ends: behind a colon, a number, an adverb; with what a paper is about; and what looks like it."""

from __future__ import annotations

import pytest
from test_sources import attribution, found

import opinionclf


@pytest.mark.parametrize(("text", "source"), [
    ("Few were won over: Ida Marsh, a broker in Troy, kept her forecast and called the target “a fairy tale”.", "Ida Marsh"),
    ("Some were cross: Ida Marsh stood up and said the plan was mad.", "Ida Marsh"),
    ("Nobody was pleased; the mayor sat down and angrily said the plan was mad.", "the mayor"),
    # What stands behind the colon is no clause, or the verb is not the second one of its clause.
    ("The mayor told of two faults: rust and rot, and said they were grave.", "The mayor"),
    ("The mayor, Ida Marsh, gave two reasons: the dam leaks and the road floods, adding that both were grave.", "The mayor"),
    ("Not everyone stayed and said the plan was mad.", "everyone"),
    ("Yesterday he finally rang me and said the boiler was broken.", "he"),
    ("Then she left and said the boiler was broken.", "she"),
])  # fmt: skip
def test_a_second_verb_has_the_subject_of_its_own_clause(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize(("text", "source"), [
    ("One would not want cheats in the house.", None), ("One might say it was late.", None),
    ("One said it was late.", "One"), ("One resident would say it was late.", "One resident"),
])  # fmt: skip
def test_what_one_would_say_nobody_says(text: str, source: str | None) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize(("text", "source", "content"), [
    ("3. Canal owners insist there is no money.", "Canal owners", "there is no money"),
    ("3. Canal owners met on Monday, the union said.", "the union", "Canal owners met on Monday"),
    ("2) The lock will open late, the mayor said.", "the mayor", "The lock will open late"),
    ("• The lock will open late, the mayor said.", "the mayor", "The lock will open late"),
    ("3 owners insist there is no money.", "3 owners", "there is no money"),
    ("• Owners in Varna insist there is no money.", "Owners in Varna", "there is no money"),
    ("4. One of the owners insists there is no money.", "One of the owners", "there is no money"),
    ("J. Marsh insists there is no money.", "J. Marsh", "there is no money"),
    ("3 locks will open late, the mayor said.", "the mayor", "3 locks will open late"),
])  # fmt: skip
def test_the_number_of_a_list_belongs_to_nobody(text: str, source: str, content: str) -> None:
    said = attribution(text)
    assert said.source is not None
    assert (said.source.text, [quotation.text for quotation in said.quotations]) == (source, [content])


@pytest.mark.parametrize(("text", "source"), [
    ("An article about a harbour inquiry said that the firm had withdrawn.", "An article about a harbour inquiry"),
    ("A letter about the dam said that it leaked.", "A letter about the dam"),
    ("In the report about 40 people say that it leaks.", "about 40 people"),
])  # fmt: skip
def test_a_paper_has_with_it_what_it_is_about(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize(("who", "expected"), [
    ("The senator representing Delta Creek, Basil Udo,", "Basil Udo"),
    ("The lawyer advising Corvane Motors, Ida Marsh,", "Ida Marsh"),
    ("The town facing Salem, Port Marlow,", None), ("The ruling Vale Party, Ida Marsh,", None),
])  # fmt: skip
def test_a_role_goes_on_with_whom_it_serves(who: str, expected: str | None) -> None:
    name = attribution(f"{who} said it was late.").name
    assert (name.text if name else None) == expected


def test_a_senator_and_his_name_are_one_source() -> None:
    document = opinionclf.classify("The senator representing Delta Creek, Basil Udo, said it was late. Udo said it was dark.")
    assert [(source.name, source.count) for source in document.sources] == [("Basil Udo", 2)]


@pytest.mark.parametrize(("text", "contents"), [
    ("A report about the marina (“Row deepens”, 3 May, p4) said that the firm had withdrawn.", ["the firm had withdrawn"]),
    ("The mayor (“Ida” to friends) said the plan was “late”.", ["“late”"]),
    ("The mayor said (“for the last time”) that it was late.", ["“for the last time”"]),
    ("The mayor (“a fool”, she said) left.", ["“a fool”"]),
])  # fmt: skip
def test_what_brackets_hold_in_front_of_the_verb_is_not_what_is_said(text: str, contents: list[str]) -> None:
    assert [quotation.text for quotation in attribution(text).quotations] == contents


@pytest.mark.parametrize(("text", "source"), [
    ("She, a nurse from Mill Creek, Ohio, said it leaks.", "She"),
    ("The firm would not comment on that bid but said the shop was big.", "The firm"),
    ("Last Easter, a nurse from Mill Creek, Ohio, said it leaks.", "a nurse from Mill Creek"),
    ("Ada Lowe, mayor of Mill Creek, Ohio, said it leaks.", "Ada Lowe"),
    ("A nurse, based in Mill Creek, Ohio, said it leaks.", "A nurse"),
    ("The Mill Creek, Ohio, company said it leaks.", "The Mill Creek, Ohio, company"),
    ("On Monday, a report that the union commissioned said it leaks.", "a report that the union commissioned"),
    ("Later writers in Rome said the king was mad.", "Later writers in Rome"),
    ("That was all the minister would say.", "the minister"),
    ("At 9 a.m. police said it leaks.", "police"), ("At 9 p.m. police said it leaks.", "police"),
    ("In a letter to London Mayor Ada Lowe said it leaks.", "Mayor Ada Lowe"),
    ("Station manager Ada Lowe, 47, is leaving and said it was late.", "Station manager Ada Lowe"),
    ("“We won”, she went on.", "she"), ("If she is to be believed, the bridge will open.", "she"),
])  # fmt: skip
def test_a_source_has_its_place_and_its_clause(text: str, source: str) -> None:
    found = attribution(text).source
    assert (found and found.text) == source


@pytest.mark.parametrize(("text", "name"), [
    ("The club's hostess, Ada Lowe, said it leaks.", "Ada Lowe"),
    # The name may be that of whom the source is told by.
    ("The widow of the manager, Tom Brisk, said it leaks.", None),
    ("The father of the singer, Tom Brisk, said it leaks.", None),
    ("A friend of the bride, Tom Brisk, said it leaks.", None),
])  # fmt: skip
def test_a_name_behind_two_may_be_either_s(text: str, name: str | None) -> None:
    found = attribution(text).name
    assert (found and found.text) == name


@pytest.mark.parametrize(("label", "source"), [
    ("Helena Strand (Northgate)", "Helena Strand"), ("The captain Helena Strand", "The captain Helena Strand"),
    ("UPDATE ON THE FLOOD", None), ("Monday Night", None), ("From captain Helena Strand", None),
])  # fmt: skip
def test_who_stands_in_front_of_a_colon_is_somebody(label: str, source: str | None) -> None:
    found = attribution(f"{label}: “We were poor.”").source
    assert (found and found.text) == source
