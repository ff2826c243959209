"""Sentences that look like the forms of test_source_forms.py, and are read in another way."""

from __future__ import annotations

import pytest
from test_source_forms import attribution, text_of

import opinionclf


@pytest.mark.parametrize(("text", "source"), [
    ("Rose Marsh stood up and said that the hall was cold.", "Rose Marsh"),
    ("Councillor Rose Marsh walked out and said the vote was a sham.", "Councillor Rose Marsh"),
    ("Sang Park went to the police and said he had been robbed.", "Sang Park"),
    ("The rose growers met on Monday and said the frost had ruined them.", "The rose growers"),
    ("The saw mill shut in May, saying orders had dried up.", "The saw mill"),
    ("Two men came to the door and said the meter was faulty.", "Two men"),
    ("Four Salem clerks filed a suit on Thursday, saying the fee was unfair.", "Four Salem clerks"),
    ("Lowe bet Marsh would lose, adding that the odds were good.", "Lowe"),
    ("She’s worried that the hall leaks.", "She"),
    ("Union boss Carl Pell is adamant that the hall leaks.", "Union boss Carl Pell"),
])  # fmt: skip
def test_names_and_nouns_of_the_form_of_a_past_tense_are_in_the_subject(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("Channel Four reports that the minister will resign.", "Channel Four", "reports"),
    ("Section seven states that the fee is due in May.", "Section seven", "states"),
    ("The Big Four warns that audits will cost more.", "The Big Four", "warns"),
    ("One in ten thinks that the landing was faked.", "One in ten", "thinks"),
    ("The Group of seven warns that debt is rising.", "The Group of seven", "warns"),
    ("The mayor answered forty calls and said the hall was shut.", "The mayor", "said"),
    ("The film had approximately 36.2 million views.", None, "views"),
    ("Doctors there now believe that the outbreak is over.", "Doctors there", "believe"),
    ("Officials there later said that the road had reopened.", "Officials there", "said"),
    ("There have been repeated claims that the vote was rigged.", None, "claims"),
    ("The “experts” think that the tide will turn.", None, "think"),
    ("The “experts” fear that the tide will turn.", None, "fear"),
    ("The “dreamers” say, in letters, that they will stay.", None, "say"),
    ("The “dreamers” say that they will stay.", None, "say"),
    ("Analysts kept their “hold” call on the shares, saying growth was weak.", "Analysts", "saying"),
    ("In our survey doctors report that they sleep badly.", "doctors", "report"),
    ("They learnt much, but in our survey doctors report that they sleep badly.", "doctors", "report"),
    ("They learnt much, in our survey doctors report that they sleep badly.", "doctors", "report"),
])  # fmt: skip
def test_a_verb_behind_a_name_that_ends_in_a_numeral_or_there_is_no_noun(text: str, source: str | None, cue: str) -> None:
    found = attribution(text)
    assert (text_of(found.source), text_of(found.cue)) == (source, cue)


@pytest.mark.parametrize(("text", "source"), [
    ("On Friday News Corp said that it would sell the paper.", "News Corp"),
    ("On Tuesday Business Secretary Ida Kerr said that the plant would stay open.", "Business Secretary Ida Kerr"),
    ("The Sunday Post said that the driver had no licence.", "The Sunday Post"),
    ("Prima Foods said it would cut 40 jobs.", "Prima Foods"),
    ("The prima donna claimed that the hall was too cold.", "The prima donna"),
    ("By noon, traffic slows and drivers complain that nobody is in charge.", "drivers"),
    ("Each night, smoke rises and residents say that they cannot breathe.", "residents"),
    ("In Brill, unemployment grows and economists warn that it will last.", "economists"),
    ("“It was a bad day,” said residents in part of the town.", "residents in part of the town"),
    ("“It was a bad day,” said a man in full armour.", "a man in full armour"),
    ("The council has said that the pier is safe, with members set to claim that it is new.", "The council"),
    ("The firm was set to announce that it would close.", "The firm"),
    ("The council has suggested the poll could be in spring, with members set to campaign for a “no” vote.", "The council"),
    ("Council spokesman Ida Pell, when asked whether an inquiry was held to see who else at the summit may have been ill, told"
     " the Salem paper safety rules had been followed.", "Council spokesman Ida Pell"),
])  # fmt: skip
def test_weekdays_clauses_and_places_stay_apart_from_the_source_or_in_it(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "source", "cue", "content"), [
    ("As per tradition, the mayor said the gates would stay shut.", "the mayor", "said", "the gates would stay shut"),
    ("As per custom, the bishop told the crowd that the hall was full.", "the bishop", "told", "the hall was full"),
    ("Police did not say why, but residents said a man had been shot.", "residents", "said", "a man had been shot"),
    ("The club has not said who will pay, and fans believe that it cannot.", "fans", "believe", "it cannot"),
    ("The clerk, when asked whether a study was done to see who was ill, told the board that rules had been followed.",
     "The clerk", "told", "rules had been followed"),
    ("Guards do not know how many tunnels there are, a gap that experts say is a danger.", "experts", "say",
     "is a danger"),
    ("Huang revealed what he claimed to be the whole story.", "Huang", "revealed", "what he claimed to be the whole story"),
    ("He said that, speaking as a father, he would not let it pass.", "He", "said",
     "speaking as a father, he would not let it pass"),
    ("She hopes to say goodbye before the school is shut.", "She", "hopes", "say goodbye before the school is shut"),
    ("She declined to say whether the school is shut.", "She", "declined", "whether the school is shut"),
])  # fmt: skip
def test_the_clause_of_the_one_who_speaks_is_told_from_what_only_looks_like_it(
    text: str, source: str, cue: str, content: str
) -> None:
    found = attribution(text)
    assert (text_of(found.source), text_of(found.cue)) == (source, cue)
    assert [quotation.text for quotation in found.quotations] == [content]


@pytest.mark.parametrize("text", [
    "The house destroyed that night belonged to a vet.", "They were so frightened that nobody spoke.",
    "The “yes” camp smiles on Friday.", "The wheel of “Old Kate” laughs at time.",
])  # fmt: skip
def test_what_was_done_and_what_smiles_beside_a_name_in_quotation_marks_reports_nothing(text: str) -> None:
    assert attribution(text).cue is None


@pytest.mark.parametrize("label", ["UPDATE ON THE FLOOD", "Latest News on the Flood", "Final Thought on the Film"])
def test_what_a_label_is_about_makes_no_speaker_of_it(label: str) -> None:
    assert attribution(f"The pier was shut on Monday. Nobody was hurt.\n\n{label}: “It was a bad day for us.”").source is None


@pytest.mark.parametrize(("source", "stands_for"), [
    ("St Mary's Hospital", True), ("The office of the mayor", True), ("General Motors", True), ("The mayor of Salem", False),
])  # fmt: skip
def test_it_may_be_a_body_named_after_somebody_and_no_role(source: str, stands_for: bool) -> None:
    found = attribution(f"{source} said the road would open. It said signs were up.")
    assert text_of(found.antecedent) == (source if stands_for else None)


@pytest.mark.parametrize("body", ["Human Rights Watch", "Public Health England"])
def test_the_head_of_a_body_is_not_the_body(body: str) -> None:
    for first, second in ((f"Director of {body}", body), (body, f"Director of {body}")):
        text = f"{first} said it was over. {second} said it was late. {body} said it was wrong."
        assert sorted((s.name, s.count) for s in opinionclf.classify(text).sources) == [(f"Director of {body}", 1), (body, 2)]


def test_a_lead_among_turns_with_names_gives_the_turn_to_who_is_reported() -> None:
    text = (
        "EDITOR: What would you change at the pier?\n\nADA LOWE: I would mend it. I have said so for years.\n\n"
        "EDITOR: And when would you begin?\n\nADA LOWE: At once.\n\nThe pier was built in 1908.\n\n"
        "The mayor said in a statement:\n\nWe should talk to every group, and I hope that we will.\n\nThe pier is old."
    )
    document = opinionclf.classify(text)
    turns = [document._details.attributions.of(i).source for i, s in enumerate(document.segments) if "every group" in s.text]
    assert [text_of(place) for place in turns] == ["The mayor"]


@pytest.mark.parametrize("text", ["told it", "the way Lowe tells it", "As Lowe told it"])
def test_a_text_may_end_with_who_is_told(text: str) -> None:
    assert attribution(text).cue is not None


@pytest.mark.parametrize(("text", "source"), [
    ("Now, however, it has issued a paper, calling for more clinics.", "it"),
    ("Instead, the mayor left the hall, saying it was late.", "the mayor"),
    ("Nearly all older clerks left the hall, saying it was late.", "Nearly all older clerks"),
    ("Thus, she’s leaving the club, saying it is bankrupt.", "she"),
    ("However, there are growing fears that the dam will burst.", None),
    ("The bank lists growing worries over the dam.", "The bank"),
    ("Something said in May still hurts.", "Something"),
    ("Nothing in the letter says that the dam will burst.", "Nothing in the letter"),
    ("Once a clerk, Lowe left the hall, saying it was late.", None),
])
def test_an_adverb_or_a_participle_alone_is_nobody(text: str, source: str | None) -> None:
    assert text_of(attribution(text).source) == source
