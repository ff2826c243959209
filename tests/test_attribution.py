"""Attribution: which verbs and nouns report, who is their subject, and what follows them, as minimal pairs."""

from __future__ import annotations

import numpy as np
import pytest
from extraction import attributes, features_of

import opinionclf
from opinionclf.features.complements import COMPLEMENTS
from opinionclf.features.mainclauses import PLACES
from opinionclf.features.reports import VOICES
from opinionclf.features.subjects import SUBJECTS
from opinionclf.lexicon import Lexicon
from opinionclf.training.fit import shipped_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


SENTENCES = [
    ("The minister said the bridge would close.", True),
    ("The bridge would close, the minister noted.", True),
    ("The ministry announced late on Monday that the bridge would close.", True),
    ("According to the ministry, the bridge would close.", True),
    ("Authorities announced that the bridge would close.", True),
    ("The bridge would close, the ministry announced on Tuesday night.", True),
    ("Anna Lowe stated to the harbour court in late June that the bridge would close.", True),
    ("He’s threatening to close the bridge.", True),
    ("Two porters told me that the bridge would close.", True),
    ("Her neighbour told us she would not pay.", True),
    ("The firm announced it had closed the bridge.", True),
    ("Engineers suspect the pier has been sinking for years.", True),
    ("The bishop called the pact a bargain of cowards.", True),
    ("His opponents have called it a betrayal.", True),
    ("Her grandfather used to say that fish never sleep.", True),
    ("Her grandfather has yet to say that fish never sleep.", False),
    ("Several guests have written to warn that the bridge creaks.", True),
    ("A councillor stood up to say that the bridge creaks.", True),
    ("The engineer is quick to point out that the bridge creaks.", True),
    ("It is hard to say that the bridge is sound.", False),
    ("I was assured that the bridge was sound.", True),
    ("We were told the bridge was sound.", True),
    ("We were seen on the bridge.", False),
    ("I told him that the bridge was sound.", False),
    ("My uncle swears that the bridge is haunted.", True),
    ("My uncle swears by the bridge.", False),
    ("Anglers will tell you that fish never sleep.", True),
    ("The bill proposes a new agency for bridges.", True),
    ("The agency proposed by the bill was small.", False),
    ("The report recommends closing two bridges.", True),
    ("The clerk admitted closing the bridge.", True),
    ("The clerk admitted him at nine on Monday.", False),
    ("The bishop called the verger a taxi.", True),  # no rule knows what a thing is called from what is called for it
    ("The bishop called the verger on Monday.", False),
    ("Rival firms regard the patent as worthless.", True),
    ("Rival firms saw the patent on Monday.", False),
    ("The bridge is sound, in the view of the mayor.", True),
    ("The bridge was opened in the view of the castle.", True),  # nor one view from the other
    ("His threat to close the bridge was old.", False),
    ("The harbour master promised from the quay on Saturday to close the bridge.", True),
    ("The harbour master promised from the quay on Saturday a bridge.", True),
    ("The harbour master blamed the delay on a broken pump.", True),
    ("The harbour master blamed the pilot.", True),
    ("In May the ministry, which opened in May, said the bridge would close.", True),
    ("In May the ministry may say the bridge will close.", False),
    ("The bridge is believed to have cracked in the frost.", True),
    ("The bridge is known to strangers.", False),
    ("I think the bridge should close.", False),
    ("The plan was published on Monday.", False),
    ("The bridge closed on Monday.", False),
    ("The method fails, Lowe notes, because it rains.", True),
    ("The driver sped off, the affidavit states, and struck a gate.", True),
    ("The book has maps, notes, an index and a list of names.", False),
    ("In April, amid the troubles of the Baltic states, Lowe sold the port.", False),
    ("Her view is that the bank will fail.", True),
    ("Lowe's biggest fear is that the bank will fail.", True),
    ("My view is that the bank will fail.", False),
    ("The prevailing view in Halvik is that the bank will fail.", True),
    ("The fear among farmers in the valley was that the wells would run dry.", True),
    ("The pub in Halvik is that low house.", False),
    ("There is a growing belief among traders that the bank will fail.", True),
    ("There is a bank, and the belief that saved it is dear.", False),
    ("There are wells and the fear that they run dry is old.", False),
    ("Her view is lovely.", False),
    ("In the widow's telling, the thieves fed the cat.", True),
    ("In the widow's kitchen, the thieves fed the cat.", False),
    ("By Lowe's account, the bridge closed at nine.", True),
    ("Lowe's account, opened in May, was closed.", False),
    ("Her advice to the young: sleep at noon.", True),
    ("My advice to the young: sleep at noon.", False),
    ("Her speech lasted two hours: the bridge was sound.", False),
    ("His claim was settled when the firm paid up: he got 4,000 crowns.", False),
    ("Here's a suggestion: close the bridge.", False),
    ("In the bank's account, there were nine dollars.", False),
    ("Don't believe that the bridge is safe.", False),
    ("I was found that night by a farmer.", False),
    ("We are agreed that the bridge is ugly.", False),
    ("She keeps an old radio that belonged to her father.", False),
    ("Snow will fall overnight, according to the weather service.", True),
    ("The pearls are sorted according to size.", False),
    ("The designer does not think that the bridge cracked.", True),
    ("The designer does not say why the bridge cracked.", False),
    ("Her accusation was read out in court.", False),
    ("Her absurd claim that the bridge was sound won her the seat.", False),
    ("Her neighbours claim that the bridge is sound.", True),
    ("A quiet plan to sell the bridge won her the seat.", False),
    ("The clerks plan to sell the bridge.", True),
    ("The union puts the cost of the strike at $9 million.", True),
    ("The deal puts the firm at odds with 12 unions.", False),
    ("Police put a cordon in place at 9pm.", False),
    ("The club put the kick-off at 11am.", False),
    ("The club put the kick-off at 19.30.", False),
    ("The council put the rent at 2.75 per cent.", True),
    ("The council put the sewers at 41% complete.", True),
    ("The council put the sewers at 41 Mill Lane.", False),
    ("The union puts its flag up at 9 each morning.", False),
    ("They put the clocks back at 2am on Sunday.", False),
    ("The ministry counted nearly 400 wells.", True),
    ("The ministry counted more than 400 wells.", True),
    ("The ministry counted well over 400 wells.", True),
    ("The ministry counted the wells.", False),
    ("I counted 12 empty chairs.", False),
    ("The panel puts the dead of the last months at up to 40,000.", True),
    ("The panel put the dead in the crypt at the harbour.", False),
    ("Its director puts the true return at 68 cents.", True),
    ("He put the book back on the shelf at 9 and left.", False),
    ("The firm wrote to its shareholders that the bridge would close.", True),
    ("The firm wrote to its shareholders.", False),
    ("The engineer wrote in June, 2021, that the bridge had cracked.", True),
    ("The engineer wrote in early June, 2021, that the bridge had cracked.", True),
    ("The bridge leaked, the board reported in a letter to the port on Monday.", True),
    ("On Monday, the board reported to the port.", False),
    ("A third of the money has gone, the Institute for Bridges calculates.", True),
    ("The port has shed the weight of its Baltic states.", False),
    ("The official story is that the bridge is sound.", True),
    ("The official car is that old van.", False),
    ("Her finding, put politely to the board, is that the bridge is sound.", True),
    ("My finding, put politely to the board, is that the bridge is sound.", False),
    ("Her opponents accused the board of hiding a crack.", True),
    ("The inspector called the existence of a crack a fabrication.", True),
    ("By her count the port lost 40 boats.", True),
    ("The port’s answer, given in May by a clerk at the harbour in a letter of two lines, has been that it leaks.", True),
    ("The board maintains, through a clerk, that the bridge is sound.", True),
    ("The bridge is sound, the clerk has assured investors, who paid for it.", True),
    ("The board estimates the loss at $9 million.", True),
    ("The historians put those at about 30.", True),
    ("Lowe put the kettle on and bought bread at $9.", False),
    ("On Monday, the board reported from the roof of the pool about the state of the port in the town of Halvik.", False),
    ("The bishop called at a house in Halvik.", False),
    ("The official account is that the bridge is sound.", True),
    ("The stated view is that the bridge is sound.", True),
    ("The old view is that the bridge is sound.", False),
    ("The board notes, in the book that it keeps, a leak.", False),
    ("The ministry put the toll at 12.", True),
    ("The survey put turnout at 9 per cent.", True),
    ("The board puts the fees of the pool at 9 cents.", True),
    ("The man put the cat in its box at 10 o'clock.", False),
    ("Police put the tape around the house at 9:30.", False),
    ("Police put officers at two bridges.", False),
    ("They put a guard at one of the doors.", False),
    ("The vote puts the party at one with its leader.", False),
    ("He counts as one of the finest players of his time.", False),
    ("The nurse counted to ten.", False),
    ("The council gave housing projects $9 million.", False),
    ("The house was listed 40 years ago.", False),
    ("Hundreds wrote to their deputy that night.", False),
    ("Hundreds wrote to their deputy that nights were cold.", True),
    ("My official view is that the bank will fail.", False),
    ("We who were there in May say that the pool leaks.", False),
    ("In May, after a plea by local volunteers, Lowe sold the port.", False),
    ("She called her mother from the station a day later.", False),
    ("The firm reported a loss in 2021, the year that it moved.", False),
    ("The pump was old, a fault noted near the wall by the clerk.", False),
    ("She defended her title as champion.", False),
    ("The engineers’ advice was to close the bridge.", True),
    ("The advice was to close the bridge.", False),
    ("In her analysis of the accounts, the port has lost money.", True),
    ("In her kitchen of the old kind, the port has lost money.", False),
    ("The board made clear through its clerk that the bridge would close.", True),
    # who said it stands alone
    ("Another said the pier had been sold twice.", True),
    ("Another man left the pier.", False),
    ("The other complained that the pier was cold.", True),
    ("Another proposed levy was dropped.", False),
    ("Each told the clerk that the pier was shut.", True),
    ("Some claimed to have seen the pier move.", False),
    ("Some predicting the end had left the pier.", True),
    ("Some warning of the flood had come by May.", False),
    # a judgement in the passive, and who judges
    ("The plan was hailed by swimmers as a triumph.", True),
    ("A bather was seen by two clerks as he climbed the wall.", False),
    ("The plan was seen by swimmers as soon as it was printed.", False),
    ("Swimmers see the plan as well.", False),
    ("Swimmers see the plan as a threat.", True),
    ("The plan was rejected by the board on Tuesday.", False),
    ("The pier was painted by a crew of nine as a gift.", False),
    # comparisons are somebody's, lists are compared
    ("Swimmers compare the pool to a bath.", True),
    ("Swimmers likened the pool to Salem.", True),
    ("The board compared the samples to the tickets.", False),
    ("The board compared two pools to see which leaked.", False),
    ("The board compared pools near the gates of the town to see which leaked.", False),
    ("The board compared the lists with the tickets.", False),
    # what happened after somebody had said something
    ("Oil rose after the ministry said output would be cut.", False),
    ("The match ended when the referee said the pitch was unsafe.", False),
    ("The mayor apologised after the crash and promised that the pier would be mended.", True),
    ("When the siren sounded a guard shouted that the roof was falling.", True),
    ("Papers captured after the war show that the port was sold.", True),
    ("Doubts grew over the man who once said that he could fly.", True),
    ("It closed after it was said that the pool leaked.", True),
    ("After the vote, the mayor said she would resign.", True),
    ("The price may fall after the firm said it would close, analysts said.", True),
    ("When the fire was out the mayor said the hall had been saved.", True),
    # absolute clauses
    ("Opinions differed, with one warning that the pool would be shut by May.", True),
    ("Economists were divided, with some predicting that the rate would hold.", True),
    # behind a relative clause whose verb no list has
    ("The firm, which employs 400 people, called the fine a sham.", True),
    ("The mayor, who loves a camera, claims the credit.", True),
    ("We, who pay the bill, say enough.", False),
    ("Lowe, who chairs the panel, called a meeting for Monday.", False),
    # wishes, orders and what somebody will say
    ("She did not want a funeral.", True),
    ("The firm now expects full-year sales of 40 million.", True),
    ("The union has threatened a strike.", True),
    ("The union lost the strike.", False),
    ("The agency is telling people not to travel.", True),
    ("The agency is advising swimmers to stay out.", True),
    ("The firm advised the port.", False),
    # forecasts of nobody in particular
    ("More rain is expected overnight.", True),
    ("The results are expected on Thursday.", False),
    ("The bridge took longer than was expected.", False),
    ("The accusation is that he sold the pool.", True),
    ("The charge was that of theft.", False),
    ("She is expected in court on Tuesday.", False),
    ("The argument goes that the pool would pay for itself.", True),
    ("The argument goes back to a case of 1912.", False),
    ("They danced softly, the story goes, so as not to wake the guards.", True),
    ("The story goes on for 600 pages.", False),
]


@pytest.mark.parametrize(("sentence", "attributed"), SENTENCES)
def test_plain_attribution_is_recognised(sentence: str, attributed: bool, lexicon: Lexicon) -> None:
    assert attributes(sentence, lexicon) is attributed


@pytest.mark.parametrize(("sentence", "voice"), [
    ("The agency is telling people not to travel.", "plain"),
    ("The agency left, telling people not to travel.", "gerund"),
    ("Opinions differed, with one warning that the pool would shut.", "plain"),
    ("The report ends with Lowe warning that the pool would shut.", "gerund"),
])  # fmt: skip
def test_a_verb_in_ing_is_as_good_as_plain_behind_be_and_in_a_clause_of_its_own(
    sentence: str, voice: str, lexicon: Lexicon
) -> None:
    assert [VOICES[number] for number in features_of(sentence, lexicon).batch.reports.voice] == [voice]


def test_a_reporting_verb_knows_its_subject_and_complement(lexicon: Lexicon) -> None:
    reports = features_of("Yesterday the spokesman told reporters that nothing had changed.", lexicon).batch.reports
    told = int(np.argmax(reports.strength))
    assert SUBJECTS[reports.subject[told]] == "source"
    assert COMPLEMENTS[reports.complement[told]] == "that"


@pytest.mark.parametrize(("text", "complement"), [
    ("He said the arms found in the hut included six rifles.", "clause"),
    ("He said nothing.", "other"),
    ("The firm announced it would close.", "clause"),
    ("The firm announced it in May.", "noun"),
    ("“It is over,” said the colonel in the yard of the barracks.", "noun"),
    ("It was over, a colonel of the second regiment told the agency.", "end"),
    ("A colonel of the second regiment told the agency that it was over.", "that"),
])  # fmt: skip
def test_what_follows_a_verb_of_saying_is_told(text: str, complement: str, lexicon: Lexicon) -> None:
    reports = features_of(text, lexicon).batch.reports
    assert COMPLEMENTS[reports.complement[int(np.argmax(reports.strength))]] == complement


@pytest.mark.parametrize(("text", "place"), [
    ("Lowe, a clerk from Halvik who had swum since May, said the pool leaked.", "main"),
    ("Lowe, an analyst in Halvik whose counts are read by many, says the pool leaks.", "main"),
    ("Lowe had swum on Monday, and a clerk said the pool leaked.", "later"),
    ("People who have worked with her say that the mood has changed.", "main"),
    ("People who have met her and say that the mood has changed left.", "deep"),
    ("The man whom she had met in May said that the pool leaked.", "main"),
    ("The man who had often told police that he was ill left.", "led"),
    ("The mayor has long maintained that the pool leaked.", "main"),
    ("The mayors have never been warned that the pool leaks.", "main"),
    ("Lowe, a clerk at the pool that opened in May, said that it leaked.", "main"),
    ("Those who did say that the pool leaked left.", "led"),
    ("It rained while the town slept on Monday, the mayor said that the pool leaked.", "deep"),
    ("When, in the old park, it rained the mayor said that the pool leaked.", "later"),
    ("I agree that it was a mistake and still say that it leaked.", "deep"),
    ("Anyone who has lived here for years says that it leaks.", "deep"),
    ("When they met in the park, Lowe said that the pool was safe.", "main"),
    ("When, Lowe said, it rained, the pool leaked.", "led"),
    ("On Monday, as the court was rising, Lowe said that the pool leaked.", "main"),
    ("The court was rising, as Lowe said that the pool leaked.", "deep"),
    ("If the pool was open because the mayor said that it leaked, she lied.", "deep"),
])  # fmt: skip
def test_what_stands_in_the_main_clause_is_told(text: str, place: str, lexicon: Lexicon) -> None:
    reports = features_of(text, lexicon).batch.reports
    assert PLACES[reports.place[int(np.argmax(reports.strength))]] == place


def test_the_subject_of_a_verb_behind_a_relative_clause_is_none_of_its_words(lexicon: Lexicon) -> None:
    reports = features_of("The man whom she had met in the park says that the pool leaks.", lexicon).batch.reports
    assert SUBJECTS[reports.subject[int(np.argmax(reports.strength))]] == "source"


def test_a_sentence_cut_in_two_gives_what_each_half_gives_alone() -> None:
    classifier = opinionclf.load_model()
    halves = []
    for sentence, _ in SENTENCES:
        words = sentence.split(" ")
        for place in range(1, len(words)):
            halves += [" ".join(words[:place]), " ".join(words[place:])]
    for half, document in zip(halves, classifier.classify_many(halves), strict=True):
        assert np.array_equal(document.probability, classifier.classify(half).probability), half
