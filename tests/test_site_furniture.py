"""Furniture of institutions, newsletters and reviews wherever it stands on a page; and sentences that open like it."""

from __future__ import annotations

import pytest
from test_crawled_pages import between
from test_segmentation import ABOVE, BELOW, kinds_of

from opinionclf.segmentation import segment
from opinionclf.segmentkinds import SENTENCE


@pytest.mark.parametrize("line", [
    "Sign up here.",
    "Sign up below",
    "Sign up to our newsletter.",
    "Sign up to our weekly books newsletter.",
    "Sign up to the Quay Weekly newsletter here.",
    "Estimated reading time: 6 minutes",
    "Reviewed by Samuel Oates",
    "Rating: 7/10",
    "Rating: 3 out of 5",
    "For media enquiries, contact press@dale.example.",
    "For media inquiries, please call the press office.",
    "For press enquiries: 01632 960 123",
    "Registered charity no. 1123456",
    "Registered charity number 1123456",
    "Registered charity in England and Wales (1123456)",
    "Ref: MA/2024/118",
    "Our ref: 24/01187/FUL",
    "Check against delivery",
    "Check against delivery.",
    "Embargoed until 00.01 Monday 22 October",
    "Signed on behalf of the Board",
    "For and on behalf of the trustees",
    "By order of the Board",
    "A reader writes:",
    "Our agony aunt replies:",
    "Send your letters to letters@ledger.example.",
    "This article originally appeared on the Marlow Ledger.",
    "To order a copy go to shop.example.",
    "To order a copy, visit shop.example or call us.",
    "Reprinted with permission.",
    "Do you have a favourite? Tell us in the comments.",
    "What would you cut? Let me know in the comments below.",
    "pic.twitter.com/AbC123xyz",
    "(Pale Harbour)",
    "(Quay Records)",
    "VARESH, Tavria",
    "NORTH DALE, New Tavria",
    "SALEM, Ore.",
    "To unsubscribe, click here.",
    "To unsubscribe from this list, click the link below.",
    "If you were forwarded this e-mail, you can sign up here.",
    "If this newsletter was forwarded to you, sign up here.",
    "You're receiving this email because you signed up at dale.example. Unsubscribe",
    "You are receiving this newsletter because you subscribed.",
    "Printed and promoted by A. Hale on behalf of the Civic Party, 4 Mill Lane, Dunmere.",
    "(Applause.)",
    "(Laughter and applause.)",
    "(CROSSTALK)",
    "In solidarity,",
    "Yours in hope,",
    "Yours, etc., NUALA TIERNAN, Kilbracken.",
    "Warm regards,",
    "For interviews, contact press@dale.example or call 01632 960114.",
    "For further details, email press@dale.example.",
    "Media contact: Jo Lyle, press@dale.example, 01632 960114.",
    "What do you think? Have your say in the comments below.",
    "What's your view? Have your say below.",
    "What do you think? Tell us in the comments.",
    "What do you think? Write to letters@dale.example.",
    "Scroll down for the results.",
    "Allow content provided by a third party?",
    "View image in fullscreen",
    "Rating: BUY (unchanged). Price target: 480p.",
    "Price target: 480p.",
    "OSLO —",
    "Al Marjan, Rabi II 14 —",
    "Al Marjan, 14 Rabi II 1446H --",
    "MIRANPUR, March 4 (Agency):",
    "Doha, Nov 12 (QNA) -",
    "Web Desk",
    "(The views expressed are personal)",
    "Follow our live blog for the latest updates",
    "£189, kessler.example",
    "£45, widely available",
    "$45 at Reed & Co",
    "Chip in £5",
    "Download the report",
    "From: Department for Transport",
    "2.3k upvotes · 418 comments",
    "Translated from the Tavrian by Ilka Maren",
    "Translated by Ilka Maren and Tom Reed.",
    "BC-Mill Fire, 4th Ld-Writethru, 210",
    "AM-TAV--Mill Fire, 340",
    "Mill Fire, 2nd Ld",
    "ZCZC 0417 URGENT",
    "END CNS 0622P",
])  # fmt: skip
def test_furniture_of_institutions_newsletters_and_reviews_is_furniture(line: str) -> None:
    assert {kind for kind, _ in between(line)} == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Sign up here, she said, or go home.",
    "Sign up to our war or leave, the poster said.",
    "The rating was 7/10.",
    "For media enquiries, the mayor had no time.",
    "Registered charity status is no excuse.",
    "Check against delivery notes before you pay.",
    "By order of the board, the pool is closed.",
    "Our columnist never replies.",
    "A reader writes.",
    "A reader writes that the pool is cold.",
    "This article originally appeared to be a hoax.",
    "To order a copy, she had to write to the publisher.",
    "They tell us in the comments what they think.",
    "Reviewed by nobody, the play ran for a year.",
    "Signed on behalf of the board by a clerk, it is worth nothing.",
    "(It is not.)",
    "To unsubscribe from the church, he had to write three letters.",
    "If you were forwarded to the wrong desk, so was everybody else.",
    "Printed and bound by hand, the book costs a week's wage.",
    "(Nobody else laughed.)",
    "(There were cheers and there was laughter that night.)",
    "In solidarity, the dockers walked out too.",
    "Yours in the old sense of the word is a debt.",
    "For interviews he always wore the same hat.",
    "For further details of the sale, the town had to wait a year.",
    "What do you think the council was playing at?",
    "Allow content to be king and it will rule you.",
    "Rating the pools of the coast is a job for fools.",
    "The price target is a guess.",
    "OSLO — A clerk has sold the pool.",
    "MIRANPUR, March 4 (Agency): The pool closed.",
    "Agencies have spent the money twice.",
    "(The writer is no friend of the mayor.)",
    "Follow our live coverage and you will learn nothing about the pool.",
    "Chip in what you can, the mayor told us, and I will find the rest.",
    "Download the report and read page nine, where the price is.",
    "£45 was widely available as a loan.",
    "$5, a cup of tea and a chat were all he asked.",
    "To unsubscribe, readers had to ring a number that nobody answered.",
    "For interviews, call centres hire actors.",
    "For interview requests, the minister has a rule: never before ten.",
    "To arrange an interview, reporters must now pay the club £90.",
    "For more details, email was no help.",
    "(The opinions expressed at the meeting were livelier than the minutes suggest.)",
    "Follow the latest updates and you would think that the world ended on Monday.",
    "(Cue the applause.)",
    "Translated from the Tavrian by Ilka Maren, the play runs for five hours.",
    "END THE WAR 1915 was the name of the ship.",
    "BC-Dale won the cup in 1954, 1955 and 1960.",
])  # fmt: skip
def test_sentences_that_open_like_it_stay(line: str) -> None:
    assert between(line) == [("sentence", line)]


@pytest.mark.parametrize("answer", [
    "Tell us the truth for once.", "Send troops and hope for the best?", "Vote for the lot of them again?",
    "Write to your MP and they shrug.", "Share your lunch with a thief?",
])  # fmt: skip
def test_a_column_that_asks_what_you_think_goes_on_asking(answer: str) -> None:
    assert between(f"What do you think? {answer}") == [("sentence", "What do you think?"), ("sentence", answer)]


@pytest.mark.parametrize("line", [
    "Registered charity loses its pool", "Rating: what the stars mean", "MURDER, She Wrote", "Up next", "Fact:", "The claim:",
    "£45 million for pools", "EU-Tavria talks, 2019", "Translated by machines", "Fire in Dale, 3rd Leader lost", "END OF 1984",
])  # fmt: skip
def test_headings_that_open_like_it_stay(line: str) -> None:
    assert between(line) == [("heading", line)]


HOME = "Dale: Pask; Lyle, Orr, van Bain, Tuck; Menta (Gough 70), Shaw, Akers; Dunn, Penn, Rook (Hill 81)."
AWAY = "Castle Vale (4-3-3): Hale; Wick, Frome, Izzet, Dow; Ossie, Bisset, Lunn; Cole, Abbey and Tarn. Subs not used: Reed."


@pytest.mark.parametrize("line", [
    HOME, AWAY, HOME[:-1], "Cast: Ann Lowe, Tom Reed, Jane Doe, Sue Poll, Dan Hale, Jo Orr and Max Bain.",
    "Jury: Ann Lowe (Dale); Tom Reed (Salem); Jane Doe; Sue Poll.",
])  # fmt: skip
def test_a_label_and_names_alone_are_furniture(line: str) -> None:
    assert {kind for kind, _ in between(line)} == {"boilerplate"}


def test_line_ups_are_no_turns() -> None:
    found = segment([f"Dale beat Vale\n\n{ABOVE}\n\nTEAMS\n\n{HOME}\n{AWAY}"])
    assert not found.turn[found.first[found.kind == SENTENCE]].any()
    assert (found.kind == SENTENCE).sum() == 1
    assert {kind for kind, _ in between("THE MAYOR: NO, NO, NO, NO, NO, NO, NO, NO.")} != {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Dale: Lowe scored, Reed, Doe and Poll missed; Orr, Bain and Tuck were booked.",
    "Three went home: Ann Lowe, Tom Reed, Jane Doe.",
    "LOWE: No, Ann, no, Tom, never, Jane, not once.",
    "Lowe: Dale, Salem, Marlow.",
    "Remember the names: Pask; Lyle, Orr; Bain, Tuck; they will be back.",
])  # fmt: skip
def test_a_label_and_names_with_a_verb_or_few_of_them_stay(line: str) -> None:
    assert between(line) == [("sentence", line)]


@pytest.mark.parametrize(
    "byline", ["By the Ledger Fact Desk", "By The Ledger Newsroom", "By the Dale Bureau", "Harbor News Service"]
)
def test_bylines_of_desks_are_furniture(byline: str) -> None:
    assert kinds_of(f"The pool and its price\n\n{byline}\n\n{ABOVE}\n\n{BELOW}")[1] == ("boilerplate", byline)


@pytest.mark.parametrize("aside", ["(CROSSTALK)", "(Applause.)", "(Laughter)"])
def test_an_aside_behind_a_turn_is_furniture_and_the_turn_a_sentence(aside: str) -> None:
    turns = ["SEN. DOUG HALE: We'll see what is in it.", "REP. ANN LOWE: You have read it, haven't you?",
             "SEN. DOUG HALE: I have.", "REP. ANN LOWE: Then say so."]  # fmt: skip
    found = kinds_of("\n\n".join(f"{turn} {aside}" for turn in turns))
    assert found == [pair for turn in turns for pair in (("sentence", turn), ("boilerplate", aside))]


def test_the_labels_of_claims_and_facts_are_no_speakers() -> None:
    said = ["Claim:", "They kill you.", "Fact:", f"Why? {ABOVE}", "Claim:", "We hear them.", "Fact:", BELOW]
    found = kinds_of("\n\n".join([ABOVE, *said]))
    assert [part for kind, part in found if kind == "heading"] == ["Claim:", "Fact:"] * 2
