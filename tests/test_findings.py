"""What evidence, courts and signs tell, speech to come, orders to think, and what nobody knew, as minimal pairs."""

from __future__ import annotations

import numpy as np
import pytest
from extraction import attributes, features_of

import opinionclf
from opinionclf.features.voices import VOICES
from opinionclf.lexicon import Lexicon
from opinionclf.training.fit import shipped_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


SENTENCES = [
    # evidence and what it shows
    ("The data show a steady decline since 2010.", True),
    ("Minutes of the meeting show a split vote.", True),
    ("Satellite pictures taken by the agency show fresh tyre tracks.", True),
    ("Tests have also revealed traces of arsenic in the water.", True),
    ("The trial also found no benefit for patients over 70.", True),
    ("Scans also showed a crack in the hull.", True),
    ("Scans clearly show a crack in the hull.", True),
    ("The museum shows a collection of 300 lamps.", False),
    ("The map shows the route in red.", False),
    ("The probe found a boulder in its path.", False),
    ("The test driver found a fault in the brakes.", False),
    ("The sample jar showed a crack.", False),
    ("A hole in the tests revealed a gap.", False),
    ("The tests were shown the door.", False),
    ("The tests show up in pink.", False),
    ("The tests even show a fault in the brakes.", True),
    ("The results to hand show a fall.", False),
    ("The letters found a publisher in 1962.", False),
    ("The letters show a rift between the brothers.", True),
    ("The boy who took the tests found a seat by the window.", False),
    # what closes a sentence
    ("The drug cut the risk by a fifth, the trial found.", True),
    ("Ten of the 12 wells contained arsenic, tests showed.", True),
    ("The lake was dry, we found.", False),
    ("After a long search, the wreck was found.", False),
    ("When the tide fell, the pier showed.", False),
    ("After the storm, the hull showed.", False),
    ("The lake was dry, the wells would show.", False),
    ("A long summer of rain, tests showed.", False),
    ("The lake was dry, and the mud in the pond showed.", False),
    # what courts hear
    ("The valve had been fitted upside down, the inquiry heard.", True),
    ("The inquest heard she died of cold.", True),
    ("The valve had been fitted upside down, the inquiry heard", True),
    ("The jury heard the case in Leeds.", False),
    ("The jury heard it twice.", False),
    ("The jury heard it was locked.", True),
    ("The dog barked and the neighbours heard.", False),
    # signs
    ("“No entry,” it read.", True),
    ("The sign on the gate read: “Keep out.”", True),
    ("“Keep out,” read a sign on the door.", True),
    ("Two pupils read from the book.", False),
    ("“No entry” was on the door that the pupils read from.", False),
    # speech to come
    ("The minister will today say that the scheme has failed.", True),
    ("The minister will say in a speech that the scheme has failed.", True),
    ("The minister will tell the board on Monday that the scheme has failed.", True),
    ("He is due to tell the board that the delay was his fault.", True),
    ("The minister will say that the scheme has failed.", False),
    ("The minister would say on Monday that the scheme has failed.", False),
    ("The minister will tell those who came on Monday.", False),
    ("The king will open the new bridge on Friday.", False),
    # orders to think
    ("Suppose that the older brother was right.", False),
    ("But note how the blame is passed on.", False),
    ("Notice that he ran.", False),
    ("Critics note that he ran.", True),
    ("Be careful to note that he ran.", False),
    ("The clerk was careful to note that he ran.", True),
    ("Lowe used to note that he ran.", True),
    # what nobody knew
    ("Neither man knew that the door was locked.", False),
    ("The clerk did not know that the door was locked.", False),
    ("The clerk knew that the door was locked.", True),
    ("The clerk did not think that the door was locked.", True),
    # what somebody is called, and when
    ("His manager called him the heartbeat of the town.", True),
    ("Critics called Karl Moss the finest bowler of the decade.", True),
    ("She called the plan unfair.", True),
    ("She called the poor and the sick.", False),
    ("His manager called him the following morning.", False),
    ("His manager called him to the stage.", False),
    ("The board called its staff back to the office.", False),
    # judged as
    ("He slammed the budget as a con job.", True),
    ("He slammed the budget as the latest attack on the poor.", True),
    ("He slammed the door as the rain began.", False),
    ("He slammed the door as a bell rang.", False),
    ("The driver blasted the horn as a warning.", False),
    # figures foreseen
    ("The bank sees growth slowing to 5.1 percent next year.", True),
    ("The central bank sees growth slowing to 5.1 percent next year.", True),
    ("They see growth slowing to 5.1 percent next year.", True),
    ("The board currently sees growth slowing to 5.1 percent next year.", True),
    ("The bank sees growth, and cut its rate to 5 per cent.", False),
    ("The port sees about 300 ships a month.", False),
    ("The shop sees prices rise every May.", False),
    # further
    ("He further stated that the fund was empty.", True),
    ("The report further reveals that 14 schools have no toilets.", True),
    ("The bank made further claims on the fund.", False),
    # participles that demand
    ("She wrote to the paper demanding an apology.", True),
    ("The road closed, causing long queues.", False),
    ("She sent a petition urging the board to think again.", True),
    # a parenthesis of the writer's
    ("The neighbours, I learned much later, thought it was worse.", True),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "attributed"), SENTENCES)
def test_what_tells_something_attributes_and_what_looks_like_it_does_not(
    sentence: str, attributed: bool, lexicon: Lexicon
) -> None:
    assert attributes(sentence, lexicon) is attributed


def test_a_clause_that_leads_to_the_report_is_no_report_of_its_own(lexicon: Lexicon) -> None:
    text = "While speaking to reporters, the minister stated that no one would be spared."
    reports = features_of(text, lexicon).batch.reports
    assert 1 not in reports.token
    assert reports.attributes.any()


def test_what_a_thing_reads_is_surely_its_own_and_what_somebody_reads_may_be_a_title(lexicon: Lexicon) -> None:
    label = features_of("The label read “The Tides” in gold.", lexicon).batch.reports
    reader = features_of("She read “The Tides” to her son every night.", lexicon).batch.reports
    assert label.strength.max() > reader.strength.max()


def test_who_is_urged_to_do_something_is_told_and_what_is_urged_along_is_not(lexicon: Lexicon) -> None:
    told = features_of("She sent a petition, urging the board to think again.", lexicon).batch.reports
    urged = features_of("The children ran on, urging the donkey up the hill.", lexicon).batch.reports
    assert VOICES[told.voice[-1]] == "plain"
    assert VOICES[urged.voice[-1]] == "gerund"


def test_a_finding_is_the_same_alone_and_between_any_others() -> None:
    classifier = opinionclf.load_model()
    texts = [text for sentence, _ in SENTENCES for text in (sentence, sentence.rstrip(".”"))]
    texts += ["will", "on Monday", "heard", "the court", "read", "tests", "show", "a fall", "would say", "Monday", "the"]
    texts += ["“", "”", "“Go”"]
    for step in (1, 7):
        company = texts[step:] + texts[:step]
        mixed = [text for pair in zip(company, texts, strict=True) for text in pair]
        for text, document in zip(texts, list(classifier.classify_many(mixed))[1::2], strict=True):
            assert np.array_equal(document.probability, classifier.classify(text).probability), text
