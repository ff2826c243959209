"""Lines of readers' columns, diaries, appeals and forms: who answers a letter, days, calls on top, numbered questions."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kinds_of
from test_speakerlabels import same_alone_and_in_company, turns_of

from opinionclf.segmentation import segment


def kinds_by_line(*lines: str) -> dict[str, str]:
    return {part: kind for kind, part in kinds_of("\n\n".join(lines))}


@pytest.mark.parametrize("letter", ["Dear Della,", "Dear Della, the pool is cold.", "A reader writes:"])
@pytest.mark.parametrize("answer", ["Della says:", "Della Moss replies:", "Della answers:"])
def test_who_answers_a_letter_is_furniture(letter: str, answer: str) -> None:
    assert kinds_by_line("Ask Della", letter, ABOVE, answer, BELOW)[answer] == "boilerplate"


@pytest.mark.parametrize("answer", ["She says:", "The council says:", "Nobody replies:"])
def test_what_introduces_somebody_else_below_a_letter_stays(answer: str) -> None:
    assert kinds_by_line("Ask Della", "Dear Della,", ABOVE, answer, BELOW)[answer] == "sentence"


def test_who_is_quoted_is_told_in_a_sentence() -> None:
    assert kinds_by_line("Ask Della", "Dear Della,", ABOVE, "Della says:", f"“{BELOW}”")["Della says:"] == "sentence"
    assert kinds_by_line("The pool", ABOVE, "Della says:", BELOW)["Della says:"] == "sentence"


@pytest.mark.parametrize("top", [[], ["My week at the pool"]])
def test_all_days_of_a_diary_are_headings(top: list[str]) -> None:
    found = kinds_by_line(*top, "Monday", ABOVE, "Wednesday", BELOW, "Friday", f"{ABOVE} It rained.")
    assert [found[day] for day in ("Monday", "Wednesday", "Friday")] == ["heading"] * 3


def test_a_single_day_above_a_page_is_furniture() -> None:
    assert kinds_by_line("Monday", "Sport", "The pool and its price", ABOVE, BELOW)["Monday"] == "boilerplate"


@pytest.mark.parametrize("call", ["Save our pool!", "Don't sell the pool!", "Keep the harbor pool open!"])
def test_a_call_above_the_text_that_says_it_again_is_its_headline(call: str) -> None:
    assert kinds_by_line(call, ABOVE, BELOW)[call] == "heading"


@pytest.mark.parametrize(("line", "below"), [
    ("Save our bees!", ABOVE), ("Shame on the council!", ABOVE), ("Save our pool!", f"That was the cry. {ABOVE}"),
    ("“Save our pool!”", ABOVE), ("What a pool!", ABOVE), ("Save!", ABOVE),
])  # fmt: skip
def test_other_exclamations_that_open_a_text_stay(line: str, below: str) -> None:
    assert kinds_by_line(line, below, BELOW)[line] == "sentence"


QUESTIONS = [
    ("Do you agree that the fee should be raised?", "No. I do not agree with it, because nobody can pay it here."),
    ("Should your board have more members?", "I have no view on this, and I do not think that it matters to us."),
    ("Do you agree with the plan?", "I believe that the plan is wrong, and I say so as one who swims there."),
    ("Is there anything else that you want?", "You should ask those who swim. I think that they know it best."),
]


@pytest.mark.parametrize("label", ["Question {}:", "Q{}:"])
def test_numbered_questions_of_a_form_are_headings_and_nobody_speaks_below_them(label: str) -> None:
    pairs = [(f"{label.format(i)} {asked}", reply) for i, (asked, reply) in enumerate(QUESTIONS, 1)]
    page = "\n\n".join(["Our reply to the board", *(line for pair in pairs for line in pair)])
    found = {part: kind for kind, part in kinds_of(page)}
    assert [found[asked] for asked, _ in pairs] == ["heading"] * 4
    if label.startswith("Question"):
        assert not segment([page]).turn.any()


def test_numbered_questions_with_labelled_answers_are_turns() -> None:
    lines = [line for i in range(1, 4) for line in (f"Question {i}: Why did you leave the pool?", "Answer: I was cold there.")]
    assert {kind for kind, _ in kinds_of("\n\n".join(lines))} == {"sentence"}


FENCE = ["Q My fence leans.", "Can I mend it?", "A You can, and you should."]


def test_the_letter_of_a_reader_behind_a_bare_letter_is_a_turn_and_the_answer_is_the_writers() -> None:
    assert turns_of("Ask Della", *FENCE, "Fences lean everywhere.") == [False, True, True, False, False]
    assert turns_of("Ask Della", FENCE[0], FENCE[2], "Q Who pays?", "A You do.") == [False, True, False, True, False]
    assert kinds_by_line("Ask Della", ABOVE, "Q Who Pays?", "A You do.", BELOW)["Q Who Pays?"] == "sentence"


@pytest.mark.parametrize("lines", [
    FENCE[:2], [FENCE[0], *FENCE[1:2] * 5, FENCE[2]], ["Q is a letter.", FENCE[2]], [FENCE[0], "A fence leans."],
    [FENCE[2], FENCE[0]],
])  # fmt: skip
def test_other_paragraphs_that_open_with_a_letter_are_no_turns(lines: list[str]) -> None:
    assert not any(turns_of("Ask Della", *lines))


def test_letters_of_readers_are_the_same_alone_and_in_company() -> None:
    pages = [FENCE, FENCE[:2], FENCE[2:], ["It rained.", "Q"], ["You can."], ["A You can."]]
    assert same_alone_and_in_company(["\n\n".join(lines) for lines in pages])
