"""Verbs of saying and thinking that are the writer's own, what witnesses tell, who stands behind *say*: minimal pairs."""

from __future__ import annotations

import pytest
from extraction import attributes, features_of, value

import opinionclf
from opinionclf.features.subjects import SUBJECTS
from opinionclf.lexicon import Lexicon
from opinionclf.training.fit import shipped_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


SENTENCES = [
    # comparisons with what others think
    ("The plan is less radical than its authors claim.", False),
    ("The city is safer than most of its visitors believe.", False),
    ("The levy would be dear, though not as dear as its critics fear.", False),
    ("It is as dear a scheme as its critics fear.", False),
    ("The levy would hurt the poor, its critics fear.", True),
    ("The flood was worse than in March, the mayor said.", True),
    ("The flood was worse than feared, the mayor said.", True),
    ("The flood was worse than the mayor said it would be.", True),
    ("The bridge, longer than any other, will close in May, its owners say.", True),
    ("The levy would be dear, not as dear a thing as its critics fear.", False),
    ("The levy would be dear, though not as very dear as its critics fear.", False),
    ("It is safer than visitors believe, and cheaper.", False),
    ("It is safer than most of its harshest critics claim.", False),
    ("It is safer than the guide, its visitors believe.", True),
    ("The rates rose, as the harvest failed as expected, critics say.", True),
    ("Here it was better than where the mayor complained.", True),
    ("It cost far more than\n\nIts critics fear.", False),
    # ... and counts of those who think so
    ("More than most of its members believe.", True),
    ("No fewer than half of residents complained.", True),
    ("The strike spread, and more than 500 staff complained.", True),
    # appeals to what everybody knows
    ("Good bread, as every baker knows, cannot be hurried.", False),
    ("Grief, as anyone who has buried a friend knows, keeps its own hours.", False),
    ("Good bread, as the baker knows, cannot be hurried.", True),
    ("The villa, as every brochure says, has nine rooms.", True),
    ("Grief, as anybody who paid for it knows, is dear.", False),
    ("The villa, as Dane told every guest, is damp.", True),
    ("She knew the villa, which, as every brochure says, has nine rooms.", True),
    ("As every baker left, she knew that it was over.", True),
    ("As she left, every baker knew that it was over.", True),
    # what the writer concludes
    ("Nothing in the text suggests that its authors had read the law.", False),
    ("Everything about the deal suggests that the bank was bluffing.", False),
    ("The text suggests that its authors had read the law.", True),
    ("Nothing was stolen, the report suggests.", True),
    ("Something in his manner suggests that he knew.", False),
    ("In this valley nothing suggests that he knew.", True),
    ("Much of the research suggests that the lake is warming.", True),
    ("Little research has shown that the drug works.", True),
    # that, and no clause
    ("There is a sermon in that, if any bishop will preach it.", False),
    ("There is a warning in the report that the dam could fail.", True),
    ("There is a belief in that valley that the wolves will return.", True),
    # a state school, and what they state
    ("Pupils in all 1,900 state secondary schools will lock away their phones.", False),
    ("Officials from three state hospitals were moved to the capital.", False),
    ("Most state school teachers will be paid on Monday.", False),
    ("Both reports state that the valve was open.", True),
    ("All three state that the valve was open.", True),
    ("The rules state members must resign first.", True),
    ("Many state schools closed.", False),
    ("Twelve state troopers left.", False),
    ("Several state assembly members left.", False),
    ("Most state clearly that the deposit is lost.", True),
    ("The 12 state that it is lost.", True),
    ("All 12 state assembly members must resign.", False),
    ("The letters of all 12 state “no tax is due on it”.", True),
    ("The school took all 12\n\nState Fairlie was there.", True),
    # what somebody saw
    ("Passengers described a loud bang and a smell of burning.", True),
    ("Residents recalled a flash and then silence.", True),
    ("In her memoir, she recalls a childhood of cold rooms.", True),
    ("She recounts a childhood of cold rooms.", True),
    ("The survivors recount nights of thirst.", True),
    ("The book described a village in the hills.", False),
    ("The company recalled the lorries in May.", False),
    ("He recalled the lorries in May.", False),
    ("Residents reported 41 thefts in May.", False),
    ("Tourists recalled to the ship went home.", False),
    ("Refugees reported to the office.", False),
    ("A neighbour reported the theft.", False),
    ("A neighbour reported a flash.", True),
    ("The pupils described a circle.", False),
    ("The crew described the flash.", True),
    ("The passengers reported.", False),
    ("Notes for passengers\n\nDescribed a bang.", False),
    ("The book recounts the building of the dam.", False),
    # ... and what is brought back, and counted again
    ("The company recalls the lorries every year.", False),
    ("On Friday, Dane recalls the striker.", False),
    ("He recalls 40,000 jars of jam.", False),
    ("On Friday, Dane recounted a night of fear.", True),
    ("On Friday, Dane recounted all the ballots.", False),
    ("On Friday, Dane recounted 40 of them.", False),
    ("The clerk recounted the money.", False),
    # what inspections find, and when
    ("Inspections last autumn found corrosion in 31 of the 64 bearings.", True),
    ("A search of the minutes found no mention of it.", True),
    ("The search party found a boot.", False),
    # whom somebody asks to do something
    ("He asked the judge to pass a suspended sentence.", True),
    ("The council asked the builders of the houses to fit them.", True),
    ("She asked the driver for a ticket.", False),
    # what somebody wrote, and when or where
    ("The ban was unlawful, Judge Coyle wrote in April.", True),
    ("The ban was unlawful, the judge wrote in a 40-page opinion.", True),
    ("The novel, which she wrote in Rome, sold well.", False),
    ("The symphony, the third that Amory wrote in Vienna, lasts an hour.", False),
    # what something costs somebody
    ("The office put the cost to taxpayers at $9 million.", True),
    ("He put the vase to one side at 9.", False),
    # whom the writer spoke to
    ("A nurse I spoke to said the wards were full.", True),
    ("Every teacher she talked to said that the children were fine.", True),
    ("A nurse I spoke to had worked there for nine years.", False),
    # a view in front of a colon
    ("His argument is simple: people who pay less use more.", True),
    ("My mother's advice was always the same: never lend a book.", True),
    ("The answer is simple: build more homes.", False),
    ("My own advice is simple: never lend a book.", False),
    ("Her claim was made in three parts: a letter, a form and a photograph.", False),
    ("She begged the council to pay.", True),
    ("The study asked 300 drivers to brake.", False),
    ("It asked users to enter a code.", False),
    ("Visitors are asked to keep dogs on a lead.", False),
    ("Anyone with information is asked to call 101.", True),
    ("The council requested 40 members to leave.", True),
    # who stands behind the verb
    ("It will never be built, say engineers.", True),
    ("It will never be built, say those who live nearby.", True),
    ("Nothing has changed since the fire, say families of the dead.", True),
    ("They rise, say prayers and eat.", False),
    # letters that go on, and up
    ("The mill would close, the letter went on, and the land would be sold.", True),
    ("“We are sorry,” the statement went on.", True),
    ("The letter went on display in May.", False),
    ("The report goes on sale on Friday.", False),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_the_writer_says_with_a_verb_of_thinking_is_no_claim(sentence: str, expected: bool, lexicon: Lexicon) -> None:
    assert attributes(sentence, lexicon) is expected


SPEAKERS = [
    ("It will fail, say engineers who built it.", "source"),
    ("It will fail, say zebras.", "source"),
    ("It will fail, warned the zebra.", "other"),
    ("It is small, say earrings or a scarf for her.", None),
    ("It is small, say clay for the pot.", None),
    ("It will fail, say this is so.", None),
    ("It is small, say\n\nEngineers built it.", "it"),
    ("It is small, say", "it"),
]


@pytest.mark.parametrize(("sentence", "subject"), SPEAKERS)
def test_people_behind_say_are_its_subject(sentence: str, subject: str | None, lexicon: Lexicon) -> None:
    reports = features_of(sentence, lexicon).batch.reports
    assert [SUBJECTS[row] for row in reports.subject[reports.parenthetical]] == ([subject] if subject else [])


PAIRS = [
    ("deontic", "The council must cancel the levy.", "Guests must cancel the room by noon."),
    ("deontic", "The council should drop the plan.", "The user should drop the file into the folder."),
    ("deontic", "The mayor must step down.", "A director must step down at 75."),
    ("deontic", "Ministers must explain why it failed.", "Applicants must explain why the form is late."),
    ("deontic", "The levy must be scrapped.", "Vehicles that fail must be scrapped."),
    ("deontic", "The bill must be withdrawn.", "Cash must be withdrawn by noon."),
    ("deontic", "The council must account for itself.", "A trustee must account for every sum."),
    ("neutral", "The boots were too small for him.", "The hall was too small for so grand a choir."),
    ("neutral", "At 14 she was too young to vote.", "He is too young to lecture us."),
    ("neutral", "The trial is expected to last three weeks.", "The war is expected to last for years."),
    ("bare_act", "The firm did not respond to requests for comment.", "Neighbours have commented that the smell is worse."),
]


@pytest.mark.parametrize(("category", "sentence", "other"), PAIRS)
def test_phrases_of_advice_and_measure_are_narrow(category: str, sentence: str, other: str, lexicon: Lexicon) -> None:
    name = f"lexicon:cues={category}.own"
    assert value(name, sentence, lexicon) > value(name, other, lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nobody knows who", "The tests found a leak."),
        ("On Friday, Dane recounted a tale", "Votes were lost."),
        ("It will fail, say engineers", "Or so we hear."),
        ("Most state assembly", "That was it."),
    ],
)
def test_what_is_told_does_not_hang_on_another_text(one: str, other: str) -> None:
    alone = [opinionclf.classify(text) for text in (one, other)]
    for document, same in zip(opinionclf.classify_many([one, other]), alone, strict=True):
        probabilities = [list(sentence.probabilities.values()) for sentence in same.sentences]
        assert [pytest.approx(row) for row in probabilities] == [list(s.probabilities.values()) for s in document.sentences]
