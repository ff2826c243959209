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


def cue_of(text: str) -> str | None:
    cue = attribution(text).cue
    return cue.text if cue else None


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


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("A study published on Monday found that glaciers had shrunk.", "A study published on Monday", "found"),
    ("Glaciers have shrunk, a study published on Tuesday showed.", "a study published on Tuesday", "showed"),
    ("A survey conducted in May showed that voters were tired.", "A survey conducted in May", "showed"),
    ("Voters are tired of it, a poll taken in March found.", "a poll taken in March", "found"),
    ("Nurses were overworked, a review released on Friday found.", "a review released on Friday", "found"),
    ("A report compiled in April by the council warned that it leaked.", "A report compiled in April by the council", "warned"),
    ("Two in three want a vote, a survey carried out in May suggested.", "a survey carried out in May", "suggested"),
    ("The team published a study on Monday and said it was sound.", "The team", "said"),
    ("He conducted a survey in May and said it was poor.", "He", "said"),
    ("The union on Monday said it would strike.", "The union", "said"),
    ("The inquiry in May said the roof leaked.", "The inquiry", "said"),
    ("The mayor, who took office in May, said he was tired.", "The mayor", "said"),
])  # fmt: skip
def test_a_date_behind_a_participle_is_in_the_source(text: str, source: str, cue: str) -> None:
    assert (source_of(text), cue_of(text)) == (source, cue)


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("Many volunteers said they were tired.", "Many volunteers", "said"),
    ("At the hall, volunteers said they had cooked all night.", "volunteers", "said"),
    ("On Friday, estimates said the repair would cost $4 million.", "estimates", "said"),
    ("After the match, reports initially said he had broken an arm.", "reports", "said"),
    ("By Friday the volunteers also told the mayor that the tents leaked.", "the volunteers", "told"),
    ("The club claims the fee was paid, said Lowe.", "Lowe", "said"),
    ("She was told by a teacher that she had “a voice like a gate”.", "a teacher", "told"),
    ("The owner admits, say his lawyers, that it leaked.", "his lawyers", "say"),
    ("The bank estimates losses will fall.", "The bank", "estimates"),
])  # fmt: skip
def test_a_plural_in_front_of_a_verb_of_saying_is_the_source(text: str, source: str, cue: str) -> None:
    assert (source_of(text), cue_of(text)) == (source, cue)


@pytest.mark.parametrize(("text", "source"), [
    ("“It was dark,” said Will Harker.", "Will Harker"),
    ("“It was dark,” Will Harker said.", "Will Harker"),
    ("Will Harker said the road was dark.", "Will Harker"),
    ("The harbour was shut, said Can Aydin, the pilot.", "Can Aydin"),
    ("Prime Minister Ella May then said the roof leaked.", "Prime Minister Ella May"),
    ("Ms. May said the roof leaked.", "Ms. May"),
    ("“It was dark,” said Grace Obi, a baker.", "Grace Obi"),
    ("In May Lowe said the roof leaked.", "Lowe"),
    ("On 3 May Lowe said the roof leaked.", "Lowe"),
    ("On Friday, May 3, Lowe said the roof leaked.", "Lowe"),
    ("Lowe asked: Will it leak?", "Lowe"),
    ("“It was dark,” they said, and said grace.", "they"),
])
def test_names_of_the_form_of_an_auxiliary_are_in_the_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("At least one consumer group has claimed that the tags leak.", "At least one consumer group", "claimed"),
    ("At least 40 doctors, all from Salem, said that the tags leak.", "At least 40 doctors", "said"),
    ("The tags leak, at least two clerks said.", "at least two clerks", "said"),
    ("At the bank, Ada Lowe, a clerk, said that it would close.", "Ada Lowe", "said"),
    ("At least, Lowe, a clerk, said so.", "Lowe", "said"),
    ("Today Ada Lowe posted a note about Marsh's \"long-nap\" tweet as a joke.", "Ada Lowe", "posted"),
])  # fmt: skip
def test_a_number_that_is_the_least_is_in_the_source(text: str, source: str, cue: str) -> None:
    assert (source_of(text), cue_of(text)) == (source, cue)
