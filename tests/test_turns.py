"""Speakers' turns of interviews and transcripts, with labels and without."""

from __future__ import annotations

import pytest
from test_segmentation import BELOW, kinds_of

import opinionclf
from opinionclf.segmentation import segment


def test_speakers_turns_are_marked_in_transcripts() -> None:
    text = "The talk was short.\n\nHALE: Who sold it?\n\nLOWE: We did.\n\nHALE: Why?\n\nLOWE: For money."
    found = segment([text])
    assert found.turn[found.first].tolist() == [False, True, True, True, True]
    for name in ("HALE", "LOWE"):
        text = text.replace(f"{name}:", f"(({name}))")
    found = segment([text])
    assert found.turn[found.first].tolist() == [False, True, True, True, True]


@pytest.mark.parametrize("label", ["{}:", "{}."])
def test_questions_and_answers_are_turns_and_the_first_question_is_no_headline(label: str) -> None:
    q, a = label.format("Q"), label.format("A")
    text = f"{q} Why did you leave the club?\n\n{a} The board lied to us. I rest now.\n\n{q} What next?\n\n{a} Nothing."
    found = segment([text])
    assert found.turn[found.first].tolist() == [True] * 5
    assert [kind for kind, _ in kinds_of(text)] == ["sentence"] * 5


def test_a_list_that_begins_with_a_letter_is_no_answer() -> None:
    found = segment(["Three streets will close:\n\nA. Fenwick Lane.\n\nB. Hart Street.\n\nC. Quay Road."])
    assert not found.turn.any()


INTRODUCTION = "Ann Lowe has mended the clocks of Marlow since she was a girl. We met in her shop."
ASKED = ("How did you begin?", "And the tower clock?", "Do you sleep well?", "What will you do next?")
IN_PERSON = ("My father gave me a key.", "I climb up to it on Mondays. It is late.", "We do.", "I rest.")
IN_GENERAL = ("A clock is wound with a key.", "It is wound on Mondays.", "Clocks are wound at night.", "A spring goes slack.")


def page_of_questions(questions: tuple[str, ...], answers: tuple[str, ...]) -> str:
    return "\n\n".join([INTRODUCTION, *(line for pair in zip(questions, answers, strict=True) for line in pair)])


def test_questions_alone_in_paragraphs_with_answers_in_the_first_person_are_turns() -> None:
    found = segment([page_of_questions(ASKED, IN_PERSON)])
    assert found.turn[found.first].tolist() == [False] * 2 + [True] * 9


@pytest.mark.parametrize(
    "page",
    [
        page_of_questions(ASKED, IN_GENERAL),
        page_of_questions(("Who winds it?", "When?", "How is it wound?", "What goes slack?"), IN_PERSON),
        page_of_questions(ASKED[:3], IN_PERSON[:3]).replace("We met in her shop", "Her shop is in Dale"),
        page_of_questions(ASKED, ("It is wound in the US.", "The US has many.", "In the US it is free.", "US clocks stop.")),
        page_of_questions(ASKED, ("“I wind it,” says Reed.", "It is late.", "“We do,” she says.", "“I rest,” says Lowe.")),
        page_of_questions(ASKED, ("We recommend a key.", "We wind it for free.", "We do.", "Our shop is open.")),
        "\n\n".join([page_of_questions(ASKED, IN_PERSON), *[BELOW] * 20]),
        f"I have four questions, Mr. Mayor.\n\n{page_of_questions(ASKED, IN_PERSON)}",
    ],
    ids=["nobody answers", "nobody is spoken to", "three questions", "US", "quotations", "a firm", "a part", "a letter"],
)
def test_other_questions_alone_in_paragraphs_are_no_turns(page: str) -> None:
    assert not segment([page]).turn.any()


def test_a_label_in_brackets_at_the_start_does_not_hang_on_the_end_of_the_batch() -> None:
    text = "[Doe] It rained.\n\n[Lowe] It did.\n\n[Doe] It poured."
    alone, beside = segment([text]), segment([text, "Some text.\n\n("])
    assert alone.turn.all()
    assert beside.turn[: len(alone.turn)].all()


def test_only_a_note_in_brackets_is_the_same_alone_and_in_company() -> None:
    assert segment(["[Doe]"]).kind[0] == segment(["[Doe]", "It rained. It poured."]).kind[0]


def test_unlabelled_interview_leaves_other_documents_alone() -> None:
    found = segment([INTRODUCTION, page_of_questions(ASKED, IN_PERSON), INTRODUCTION])
    assert found.turn[found.first].tolist() == [False] * 4 + [True] * 9 + [False] * 2


def test_a_turn_goes_on_over_paragraphs_without_a_label_up_to_the_next_one() -> None:
    lines = [
        "Doe: Why did you leave?", "Lowe: I was tired.", "The pool was cold.", "It was never heated.", "Doe: And now?",
        "Lowe: I swim.",
    ]  # fmt: skip
    page = segment(["\n\n".join([*lines, BELOW])])
    assert page.turn[page.first].tolist() == [True] * 6 + [False]
    document = opinionclf.classify("\n\n".join(lines))
    assert [sentence.label for sentence in document.sentences] == ["attributed_claim"] * 6
    attribution = document.sentences[3].attribution
    assert attribution is not None
    assert attribution.source is not None
    assert attribution.source.text == "Lowe"


@pytest.mark.parametrize("lines", [
    ["Lowe: I was tired", "The pool closed in May.", "Doe: Why did you leave?", "Reed: I was tired.", "Doe: And now?"],
    ["Doe: Why?", "Lowe: I was tired.", "Lowe got up and closed the window.", "Doe: And now?", "Lowe: I swim."],
])  # fmt: skip
def test_what_somebody_else_tells_between_labels_is_no_turn(lines: list[str]) -> None:
    page = segment(["\n\n".join(lines)])
    assert page.turn[page.first].tolist() == [":" in line for line in lines]


@pytest.mark.parametrize("lines", [
    ["Peru: The pool closed.", "It was cold.", "Chile: The port opened.", "It rained.", "Cuba: A bus burnt."],
    ["MADRID: Fire destroyed a hall on Sunday.", "LIMA: The president swore in a cabinet."],
    ["Housing: Rents rose by a tenth.", "Schools: Two closed in May. They had 410 pupils.", "Transport: The tram reopened."],
])  # fmt: skip
def test_places_and_subjects_that_never_come_again_are_no_speakers(lines: list[str]) -> None:
    assert not segment(["\n\n".join(lines)]).turn.any()


def test_the_days_of_a_diary_are_no_speakers() -> None:
    lines = ["Monday: The pool closed.", "Tuesday: It was cold.", "Monday: It opened again.", "Friday: Nobody swam."]
    assert not segment(["\n\n".join(lines)]).turn.any()
    assert segment(["\n\n".join(lines).replace("Monday", "Lowe").replace("Friday", "Doe")]).turn.any()


@pytest.mark.parametrize("labels", [("Background", "Methods", "Results", "Conclusions"), ("Price", "Size", "Warranty")])
def test_names_of_sections_are_no_speakers(labels: tuple[str, ...]) -> None:
    text = "\n\n".join(f"{label}: We counted the doses. Missed doses were alike in both groups." for label in labels)
    assert not segment([text]).turn.any()


LETTER = """Dear Ada,

My lodger sings at night. I think he does it to spite me.

Sleepless, Dale

Dear Sleepless,

You should have told him in May. What a selfish man he is.
"""


def labels_of_sentences(text: str) -> list[str]:
    return [str(sentence.label) for sentence in opinionclf.classify(text).sentences]


@pytest.mark.parametrize(
    "text", [LETTER, LETTER.replace("Sleepless, Dale", "— Sleepless, Dale"), LETTER.replace(",\n\n", ",\n")]
)
def test_a_letter_whose_answer_speaks_to_who_has_signed_is_a_claim_and_the_answer_is_the_writers(text: str) -> None:
    assert labels_of_sentences(text) == ["attributed_claim"] * 2 + ["editorial_opinion"] * 2
    assert labels_of_sentences(f"{text}\n{text}") == labels_of_sentences(text) * 2


@pytest.mark.parametrize(
    "text",
    [LETTER.partition("Sleepless")[0], f"{LETTER.partition('Sleepless')[0]}Dear",
     LETTER.replace("Sleepless, Dale", "Worried, Dale"), LETTER.replace("Dear Sleepless,", "Dear Ada,"),
     LETTER.replace("Dear Sleepless,", "Sleepless,"), "Dear Ada,\n\nDear Dear,\n\nIt rained in Dale."],
    ids=["an open letter", "cut off", "signed by somebody else", "two letters to one", "no greeting", "no letter"],
)  # fmt: skip
def test_a_letter_that_nobody_answers_is_the_writers(text: str) -> None:
    assert "attributed_claim" not in labels_of_sentences(text)
