"""Attribution behind plural possessives, in clauses without *that*, questions, passives and suppositions, as minimal pairs."""

from __future__ import annotations

import numpy as np
import pytest
from extraction import attributes, features_of

import opinionclf
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.subjects import SUBJECTS
from opinionclf.lexicon import Lexicon
from opinionclf.training.fit import shipped_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


SENTENCES = [
    # possessive plurals
    ("Passengers' claims were settled in March.", False),
    ("Passengers’ claims were settled in March.", False),
    ("Passengers claim the pier is unsafe.", True),
    ("The band called Rockin' say the pier is unsafe.", True),
    ("'They closed the wards' claimed one nurse on Tuesday.", True),
    # numbers of reports
    ("The 2019 claim was settled in March.", False),
    ("The 14 claim that the guards beat them.", True),
    # a verb in -s has no subject in the first or second person
    ("A plumber we hired reckons the pipes are old.", True),
    ("We reckon the pipes are old.", False),
    ("The doctor you saw says the scan was clear.", True),
    ("You say the scan was clear.", False),
    # the object of a preposition is no subject
    ("Some of you say the bridge should be closed.", True),
    ("You say the bridge should be closed.", False),
    # who is asked, and what
    ("She asked him whether the pool was safe.", True),
    ("She asked him for a towel.", False),
    ("The judge asked the jury how many had read the letter.", True),
    ("The judge asked the jury to read the letter.", True),
    ("Swimmers asked the mayor when the pool would open.", True),
    ("Swimmers asked the mayor for help when the pool was shut.", False),
    ("Swimmers asked for the key when the pool was shut.", False),
    ("Swimmers asked the mayor of Halvik whether the pool was safe.", True),
    ("Swimmers asked the mayor to come and how.", True),
    # clauses known by a past form
    ("The survey showed factory orders fell for a third month.", True),
    ("The museum showed a rose painted in 1912.", False),
    ("The study found the share of renters rose by a tenth.", True),
    ("The study found the share of the young rose by a tenth.", True),
    ("The diver found the ship the navy sank in 1944.", False),
    ("The library showed a letter a soldier wrote in 1917.", False),
    ("The board announced the name it chose on Monday.", False),
    ("The museum showed orders, and prices fell.", False),
    # a verb with a clause is as sure as the verb with *that*
    ("The club feels it has been cheated.", True),
    ("The club feels the cold.", False),
    # pronouns that open no clause
    ("The clerk showed nothing as he left the ward.", False),
    ("The family found the dog it lost in May.", False),
    ("The clerk told the board he left in June.", True),
    ("The clerk wrote from there.", False),
    ("The board announced the prize she won.", False),
    # a judgement in the passive
    ("The marchers were branded racists by the deputy mayor.", True),
    ("The cattle were branded on the hip by the farmer.", False),
    ("The scheme was called a swindle by two directors.", True),
    ("The clerk was called two days later by a nurse.", False),
    ("The clerk was called that night by a nurse.", False),
    ("The clerk was called 40 times by the firm.", False),
    ("The child was called Ann by her aunt.", False),
    ("The valley was declared a park by the government.", False),
    ("The scheme was called a swindle, and stopped by a judge.", False),
    # what nobody said
    ("Had the mayor said that the pool leaked, it would have been shut.", False),
    ("Had the pool been safe, the mayor said, it would have stayed open.", True),
    ("The mayor had said that the pool leaked.", True),
    ("Had the pool opened the mayor said it would have been safe.", True),
    ("Had a call from a clerk who said that the pool leaked.", True),
    # causes
    ("The coach put the defeat down to the rain.", True),
    ("The coach put the defeat down to bad luck.", True),
    ("Managers put the fall in sales down to their prices.", True),
    ("The nurse put the baby down to check the monitor.", False),
    ("He put his name down to run on Monday.", False),
    ("He put the cup down.", False),
    ("He put the cup there, went down to the cellar and slept.", False),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "attributed"), SENTENCES)
def test_attribution_in_clauses_is_recognised(sentence: str, attributed: bool, lexicon: Lexicon) -> None:
    assert attributes(sentence, lexicon) is attributed


@pytest.mark.parametrize("sentence", [
    "Services are traditionally held to mark the day.",
    "The own goal was credited to Lowe.",
    "Police collected evidence that will be used at the trial.",
    "The force costs $90,000 per police officer.",
    "Use one ladle of rice per two people.",
    "The summer is on record as the driest in the valley.",
    "The firm saw sales of $40 million last year.",
])  # fmt: skip
def test_phrases_that_mostly_mean_something_else_attribute_nothing(sentence: str, lexicon: Lexicon) -> None:
    assert not attributes(sentence, lexicon)


def test_a_verb_of_conceding_with_a_number_behind_it_reports(lexicon: Lexicon) -> None:
    assert attributes("The minister conceded two mistakes had been made.", lexicon)


@pytest.mark.parametrize(("sentence", "subject", "complement"), [
    ("A GP I know suggests that the pool leaks.", "other", "that"),
    ("Those who work with you say that the pool leaks.", "other", "that"),
    ("She asked the board if the pool leaks.", "he", "wh"),
    ("A friend of Lowe says that the pool leaks.", "name", "that"),
    ("Those hired by you say that the pool leaks.", "other", "that"),
    ("The clerk told the board he left in June.", "source", "clause"),
    ("He shouted “Go!” and said that the pool leaked.", "he", "that"),
])  # fmt: skip
def test_subject_and_complement_of_a_verb_in_a_clause_are_told(
    sentence: str, subject: str, complement: str, lexicon: Lexicon
) -> None:
    reports = features_of(sentence, lexicon).batch.reports
    verb = int(np.argmax(reports.strength))
    assert (SUBJECTS[reports.subject[verb]], COMPLEMENTS[reports.complement[verb]]) == (subject, complement)


@pytest.mark.parametrize(("sentence", "strength"), [
    ("The minister felt the pact had been forced on her.", 3),
    ("The minister felt the pact.", 1),
    ("People found near it say the wall had cracked.", 1),
])  # fmt: skip
def test_a_verb_with_a_clause_is_as_sure_as_with_that(sentence: str, strength: int, lexicon: Lexicon) -> None:
    assert features_of(sentence, lexicon).batch.reports.strength[0] == strength


def test_a_text_gives_the_same_alone_and_behind_any_other() -> None:
    classifier = opinionclf.load_model()
    texts = ["Counted 400 wells.", "had", "claim", "' claim", "s' claim", "rose", "asked", "put", "2021 report", "by"]
    texts += [sentence for sentence, _ in SENTENCES]
    for front in ("The mayor", "the", "it"):
        company = [text for alone in texts for text in (front, alone)]
        for text, document in zip(texts, list(classifier.classify_many(company))[1::2], strict=True):
            assert np.array_equal(document.probability, classifier.classify(text).probability), text
