"""Verbs of saying and thinking that are the writer's own, what witnesses tell, who stands behind *say*: minimal pairs."""

from __future__ import annotations

import pytest
from extraction import attributes

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
    # appeals to what everybody knows
    ("Good bread, as every baker knows, cannot be hurried.", False),
    ("Grief, as anyone who has buried a friend knows, keeps its own hours.", False),
    ("Good bread, as the baker knows, cannot be hurried.", True),
    ("The villa, as every brochure says, has nine rooms.", True),
    # what the writer concludes
    ("Nothing in the text suggests that its authors had read the law.", False),
    ("Everything about the deal suggests that the bank was bluffing.", False),
    ("The text suggests that its authors had read the law.", True),
    ("Nothing was stolen, the report suggests.", True),
    # that, and no clause
    ("There is a sermon in that, if any bishop will preach it.", False),
    ("There is a warning in the report that the dam could fail.", True),
    # a state school, and what they state
    ("Pupils in all 1,900 state secondary schools will lock away their phones.", False),
    ("Officials from three state hospitals were moved to the capital.", False),
    ("Most state school teachers will be paid on Monday.", False),
    ("Both reports state that the valve was open.", True),
    ("All three state that the valve was open.", True),
    ("The rules state members must resign first.", True),
    # what somebody saw
    ("Passengers described a loud bang and a smell of burning.", True),
    ("Residents recalled a flash and then silence.", True),
    ("In her memoir, she recalls a childhood of cold rooms.", True),
    ("The survivors recount nights of thirst.", True),
    ("The book described a village in the hills.", False),
    ("The company recalled the lorries in May.", False),
    ("He recalled the lorries in May.", False),
    ("Residents reported 41 thefts in May.", False),
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
    # who stands behind the verb
    ("It will never be built, say engineers.", True),
    ("It will never be built, say those who live nearby.", True),
    ("Nothing has changed since the fire, say families of the dead.", True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_the_writer_says_with_a_verb_of_thinking_is_no_claim(sentence: str, expected: bool, lexicon: Lexicon) -> None:
    assert attributes(sentence, lexicon) is expected
