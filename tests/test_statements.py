"""Statements without quotation marks behind a lead that ends in a colon: their leads, their ends, and what is none."""

from __future__ import annotations

import json

import numpy as np
import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_speakerlabels import same_alone_and_in_company, turns_of

import opinionclf
from opinionclf import segmentation
from opinionclf.segmentation import segment

TOP = "The council has plans for a pool. Work begins in May."
SENTENCES = ["Pools are the pride of our towns.", "This one puts that right."]
SAID = " ".join(SENTENCES)
MORE = "We will build another."
IN_GENERAL = "No child should have to learn in a river."
REPORT = "The money comes on top of £9 million. The council chooses a builder in March."
WHOLE = ["This afternoon I told the mayor that I would go.", IN_GENERAL, "I did not lie."]
SIGNED = ["Yours sincerely,", "Ann Lowe"]


def said_in(*paragraphs: str, between: str = "\n\n") -> list[str]:
    """The sentences that stand in a statement."""
    text = between.join(paragraphs)
    found = segment([text])
    inside = found.turn.take(found.first)
    return [text[a:b] for a, b in zip(found.start[inside].tolist(), found.end[inside].tolist(), strict=True)]


@pytest.mark.parametrize(
    "lead",
    [
        "Mayor Ida Brandt said:", "Commenting on the plans, Ida Brandt, Mayor of Dale, said:",
        "Ida Brandt, Mayor of Dale, added:", "Ida Brandt says:", "The club's statement read:",
        "The statement reads as follows:", "It reads:",
        "In a letter to staff, the chief executive wrote:", "The mayor said in a statement on Friday:",
        "Asked about the plans, the mayor told reporters:", "The mayor wrote on her blog:",
        "The club issued the following statement:",
        "**Mayor Ida Brandt said:**", "The vote was close. The mayor replied:", "Our mayor, Ida Brandt, said:",
        "The club has said:",
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_the_paragraph_below_a_lead_is_a_statement_and_the_report_goes_on_behind_it(lead: str, between: str) -> None:
    assert said_in(TOP, lead, SAID, REPORT, between=between) == SENTENCES


def test_a_quote_sign_of_markdown_may_stand_in_front() -> None:
    assert said_in(TOP, "The mayor said:", f"> {SAID}", REPORT) == SENTENCES


def test_a_statement_on_the_line_of_its_lead_goes_on_to_the_end_of_the_paragraph() -> None:
    text = f"{TOP}\n\nMayor Ida Brandt said: {SAID}\n\n{REPORT}"
    found = segment([text])
    begin = text.index("Pools")
    assert found.turn.tolist() == [begin <= place < text.index("\n\nThe money") for place in found.tokens.start.tolist()]


def test_further_paragraphs_belong_to_a_statement_as_long_as_all_of_it_is_in_the_first_person() -> None:
    assert said_in(TOP, "The mayor said:", SAID, MORE, REPORT, MORE) == [*SENTENCES, MORE]
    assert said_in(TOP, "The mayor said:", SAID, "[We have asked the mayor why it takes a year.]") == SENTENCES
    assert said_in(TOP, "The mayor said:", IN_GENERAL, MORE, REPORT) == [IN_GENERAL]
    assert said_in(TOP, "The mayor said:", MORE, "The US firm is new.") == [MORE]


def test_a_paragraph_that_reports_ends_a_statement() -> None:
    assert MORE not in said_in("The mayor said:", SAID, "Tom Reed told our paper that he agreed.", MORE)
    assert "As we have said, it is late." in said_in("The mayor said:", SAID, "As we have said, it is late.", REPORT)


def test_a_second_lead_begins_a_statement_of_its_own() -> None:
    assert said_in("Ida Brandt said:", SAID, "Ann Lowe, of the pool, added:", "I am glad.", REPORT)[-2:] == [
        "This one puts that right.", "I am glad.",
    ]  # fmt: skip


def test_where_the_writer_speaks_in_the_first_person_too_a_statement_is_one_paragraph_below_its_lead() -> None:
    ours = "We are opening a pool in May."
    assert said_in(ours, "The mayor said:", SAID, MORE) == SENTENCES
    assert said_in(ours, f"The mayor said: {SAID}") == []
    assert said_in("The mayor said:", SAID, *[MORE] * 7) == SENTENCES


@pytest.mark.parametrize(
    "lead",
    [
        "Her statement, in full:", "Here is her statement in full:", "The full statement reads:",
        "Her statement to the house, in full:",
        "Here is the full text of the letter:", "The following is the text of the statement issued by her office:",
        "The following statement was read out:", "Her letter, read out in full:", "The note was as follows:",
        "In her letter she wrote the following:",
    ],
)  # fmt: skip
def test_a_statement_announced_as_a_whole_ends_behind_its_last_first_person(lead: str) -> None:
    assert said_in("Ann Lowe went on Friday.", lead, *WHOLE, "The pool closed in May.") == WHOLE


@pytest.mark.parametrize(
    "heading", ["FULL STATEMENT", "Full statement", "The statement in full", "Her full apology", "The text of her letter",
                "The full text of her letter"]
)
def test_a_heading_may_announce_a_statement(heading: str) -> None:
    page = ["Ann Lowe went on Friday. The mayor was away."]
    assert said_in(*page, heading, *WHOLE, "Reaction", "The mayor was in Leeds.") == WHOLE
    assert said_in(*page, heading, "The mayor read it out at noon.", "I was there.") == []


@pytest.mark.parametrize(
    "heading",
    [
        "A speech full of holes", "A letter in full view", "Full marks for this apology", "Apology follows outcry",
        "What follows a bad speech", "Mayor makes full apology", "A full apology", "My letter in full",
        "The mayor of Dale has printed the whole of the letter in full",
    ],
)  # fmt: skip
def test_a_heading_that_has_more_to_say_announces_none(heading: str) -> None:
    assert said_in("Ann Lowe went on Friday. The mayor was away.", heading, *WHOLE) == []


def test_a_letter_goes_from_its_greeting_to_its_signature() -> None:
    letter = ["The board met on Monday.", "I have decided to go.", *[IN_GENERAL] * 4]
    page = ["In a letter to staff, the chief executive wrote:", "Dear colleagues,", *letter, *SIGNED, "The board meets in May."]
    assert said_in(*page) == letter
    assert said_in("A letter went to all parents on Friday:", *page[1:]) == letter
    assert said_in("The chief executive wrote:", *page[1:]) == letter
    assert said_in("Our letter went to all parents on Friday:", *page[1:]) == []
    assert said_in("All parents were told on Friday:", *page[1:]) == []


def test_the_end_of_a_statement_may_be_marked_but_not_that_of_the_page() -> None:
    assert said_in("Her statement, in full:", *WHOLE, IN_GENERAL, "ENDS") == [*WHOLE, IN_GENERAL]
    assert said_in("Her statement, in full:", *WHOLE, "The pool closed.", "It was old.", "ENDS") == WHOLE


def test_a_statement_announced_as_a_whole_ends_where_somebody_else_reports_and_may_have_one_more_paragraph_if_signed() -> None:
    assert said_in("Her statement, in full:", *WHOLE, "Tom Reed said that it was late.", "I saw it.") == WHOLE
    assert said_in("Her statement, in full:", *WHOLE, IN_GENERAL, *SIGNED, REPORT) == [*WHOLE, IN_GENERAL]
    assert said_in("Her statement, in full:", *WHOLE, IN_GENERAL, "Reaction", REPORT) == WHOLE


def test_a_lead_in_the_first_paragraph_of_a_statement_leaves_that_a_statement() -> None:
    said = "We have nine rules. One of them says: Nobody swims. We know it."
    page = [TOP, "The mayor said:", said, "Tom Reed added: We agree. It is late.", REPORT]
    assert said_in(*page) == ["We have nine rules.", "One of them says: Nobody swims.", "We know it.", "It is late."]


def test_a_statement_announced_as_a_whole_does_not_take_in_a_page_that_goes_on() -> None:
    assert said_in("Her statement, in full:", *WHOLE, *["It was old."] * 4, "I saw it.") == WHOLE
    assert len(said_in("Her statement, in full:", *["I was there."] * 60)) == 40


@pytest.mark.parametrize(
    "page",
    [
        ("Here is what we asked for:", "The council should publish the contracts."),
        ("The rules say:", "Dogs must be on a lead.", "Cycling is banned."),
        ("The rules said:", "- Dogs must be on a lead.", "- We ban cycling."),
        ("The report said:", "1. Dogs must be on a lead.", "2. Cycling is banned."),
        ("The council said on Monday:", "a pool;", "a road."),
        ("The mayor said the plan had three parts:", "A bridge would be built."),
        ("The mayor told the board that there were two reasons:", "The river rose."),
        ("The mayor said:", "“We are proud.”", REPORT),
        ("On her page, the singer wrote:", "The singer said later that she would go on."),
        ("On her page, the singer wrote:", "The post has been seen by thousands."),
        ("The council added two items to the list:", "The bridge comes first."),
        ("FULL STATEMENT", "- We ban dogs.", "- We ban cycling."),
        ("The mayor said: We are open. “Come in,” a sign asks.",),
        ("As I said:", "The bridge is a scandal. We must close it."),
        ("Here is what he said:", "The bridge is a scandal."),
        ("That said:", "We think that the bridge is a scandal."),
        ("It is said:", "A stitch in time saves nine."),
        ("Our statement in full:", "We are sorry."),
        ("Here is the letter we wrote, in full:", "We are sorry."),
        ("The manifesto runs to 90 pages. Here is the plan in brief:", "The tax on flights rises to £20."),
        ("Here is the full list of winners:", "Best film went to The Lamp."),
        ("The following shops are shut:", "The Lamp in Hart Street is shut."),
        ("The inspectors found in the full report that the letter was lost:", "The river rose."),
        ("The judges read:", "The Lamp is a novel of the sea."),
        ("Here is the truth:", "The mayor lied. It was a shameful performance."),
        ("The report said: Prices rose by 3 per cent. Shares fell on the news.",),
        ("This year the council has added:", "Two pools are open at night."),
        ("Since May the firm has also posted:", "Two men are wanted for the mill."),
        ("All this said:", "The bridge is a wonder."),
        ("The note has the text of the song:", "The bridge is a wonder."),
        ("The mayor told nine men and nine women of the old town by the mill:", "The river rose."),
        (f"The mayor, {'with a hen, ' * 9} said:", "The river rose."),
        ("Her speech was full of holes:", "The figures were wrong. We checked them."),
        ("The post box was full:", "The clerk is ill. We have her keys."),
        ("An open letter to the minister:", "Dear minister,", "We are tired of it.", "Yours sincerely,"),
        ("The mayor said: We will mend it. He added that it was old.",),
        ("The mayor said: Nothing will change. We know better than that.",),
        ("I was nine. My father said: Never give up on us. I never did.",),
        ("The mayor said:",),
        ("A letter went to all parents on Friday:",),
    ],
)  # fmt: skip
def test_what_is_no_statement_stays_as_it_is(page: tuple[str, ...]) -> None:
    assert said_in(TOP, *page) == []
    assert not segment(["\n\n".join([TOP, *page]), f"{SAID}\n\n{MORE}"]).turn.any()


def test_a_statement_is_the_same_alone_and_in_company() -> None:
    pages = [
        ["Her statement, in full:", *WHOLE], [MORE], ["We all", "Said the mayor:"], ["The mayor said:"], [MORE, SAID],
        [f"The mayor said: {SAID}"], [MORE], ["The mayor said:", SAID, MORE, REPORT], ["FULL STATEMENT"], WHOLE, SIGNED,
        ["Her statement, in full:", *WHOLE, "A letter went to parents:"], ["Dear parents,", MORE], ["**The mayor said:**"], [],
        ["Her statement, in full:", *WHOLE, IN_GENERAL], ["ENDS", REPORT],
        ["The mayor said:", SAID], [f"{MORE} We will.", "The mayor said:", IN_GENERAL],
    ]  # fmt: skip
    assert same_alone_and_in_company(["\n\n".join(page) for page in pages])


@pytest.mark.parametrize("last", ["The firm told us in an email:", "**The firm told us:**", "A letter went to parents:"])
def test_a_lead_ends_a_statement_where_the_page_ends_in_it_too(last: str) -> None:
    page = "\n\n".join(["Here is the full statement:", "Some were dismissed.", last])
    assert same_alone_and_in_company([page, "It failed."])
    assert same_alone_and_in_company([page, "Dear parents,\n\nIt failed."])
    assert same_alone_and_in_company([page, "“It failed,” she said."])


PIECES = [
    "\n\n", "\n\n", "\n", " ", "The mayor said:", "Her statement, in full:", "A letter went to parents:", "It reads:",
    "FULL STATEMENT", "Dear parents,", "Yours sincerely,", "ENDS", "We are glad. ", "It is old. ", "He said it. ", "“We are.”",
    "- ", "> ", "**", ":", ".",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=16).map("".join), max_size=5))
def test_pages_put_together_from_leads_are_the_same_alone_and_in_company(pages: list[str]) -> None:
    assert same_alone_and_in_company([f"{TOP}\n\n{page}" for page in pages] or [TOP])


def test_nothing_changes_in_articles_without_a_colon(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted((REPOSITORY / "tests" / "data").glob("articles*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"].replace(":", ",") for row in rows]
    turn = segment(texts).turn
    monkeypatch.setattr(segmentation, "statements", lambda *_: np.zeros(0, dtype=np.int64))
    assert turn.tolist() == segment(texts).turn.tolist()


def test_statements_are_no_turns_of_transcripts() -> None:
    lines = ["HALE: The mayor said: We did it. It is late.", "LOWE: We did.", "HALE: Why?", "LOWE: For money."]
    assert turns_of(*lines) == [True] * 4
    lines = ["LOWE: Are you glad?", "REED: I am.", "Her statement, in full:", "LOWE: We are glad.", "We left at noon."]
    assert turns_of(*lines) == [True, True, False, True, False]


@pytest.fixture(scope="module")
def clf() -> opinionclf.Classifier:
    return opinionclf.load_model()


@pytest.mark.parametrize(
    ("page", "said_by"),
    [
        ((TOP, "Mayor Ida Brandt said:", SAID, MORE, REPORT), "Mayor Ida Brandt"),
        ((TOP, "Commenting on the plans, Ida Brandt, Mayor of Dale, said:", SAID, MORE, REPORT), "Ida Brandt"),
        ((TOP, "The club issued the following statement:", SAID, MORE, REPORT), "The club"),
        ((TOP, f"Ida Brandt said: {SAID}", MORE, REPORT), "Ida Brandt"),
        (("Ann Lowe went on Friday. Her statement, in full:", *WHOLE, REPORT), "Her"),
        (("Ann Lowe went on Friday. Here is her statement in full:", *WHOLE, REPORT), "her"),
        (("In a letter to staff, the chief executive wrote:", "Dear staff,", *WHOLE, *SIGNED, REPORT), "the chief executive"),
        (("Ann Lowe went on Friday.", "FULL STATEMENT", *WHOLE, "Reaction", REPORT), None),
        (("Ann Lowe went on Friday.", "Here is the full text of the statement:", *WHOLE, REPORT), None),
    ],
)  # fmt: skip
def test_sentences_of_a_statement_are_claims_of_the_source_of_its_lead(
    clf: opinionclf.Classifier, page: tuple[str, ...], said_by: str | None
) -> None:
    said = said_in(*page)
    assert len(said) > 1
    for sentence in clf.classify("\n\n".join(page)).sentences:
        if sentence.text in said:
            assert sentence.label == "attributed_claim"
            assert sentence.attribution is not None
            assert sentence.attribution.kind == "direct"
            assert sentence.attribution.carried == (said_by is not None)
            assert (sentence.attribution.source.text if sentence.attribution.source else None) == said_by
        elif sentence.text in REPORT:
            assert sentence.label != "attributed_claim"


def test_a_post_below_a_statement_is_not_its_speakers(clf: opinionclf.Classifier) -> None:
    post = ["— Tom Reed (@tomreed) March 4, 2016", "The pool is a disgrace to us.", "— Ann Lowe (@annlowe) March 5, 2016"]
    found = clf.classify("\n\n".join([TOP, "The mayor said:", SAID, MORE, *post, REPORT])).sentences
    said_by = {sentence.text: sentence.attribution.said_by for sentence in found if sentence.attribution}
    assert said_by[MORE] == "The mayor"
    assert said_by[post[1]] == ""


def test_a_statement_of_hers_may_be_that_of_who_was_named_last(clf: opinionclf.Classifier) -> None:
    document = clf.classify("\n\n".join(["Ann Lowe went on Friday. Her statement, in full:", *WHOLE]))
    attribution = document.sentences[-1].attribution
    assert attribution is not None
    assert attribution.antecedent is not None
    assert attribution.antecedent.text == "Ann Lowe"
    assert [source.name for source in document.sources] == ["Ann Lowe"]
