"""Interviews without labels: what questions look like, and how few are enough where the page says what it is."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, turns_of

TOP = ["Ann Lowe on clocks", "Ann Lowe, 54, has mended the clocks of Marlow since 2004.", "She lives in Dale with eleven cats."]
ASKED = ["How did it begin?", "Do you see yourself as a smith?", "Are prizes important?", "Would you stop now?"]
IN_PERSON = ["It began with my father.", "God, no.", "I never won one. They pay for the hay.", "My wife would like it."]
IN_GENERAL = ["It began in May.", "God, no.", "The prize pays for hay.", "The council would like it."]


def page(n: int, form: str = "{}", announcement: str = "", answers: list[str] = IN_PERSON) -> list[str]:
    asked = [form.format(question.upper() if form.isupper() else question) for question in ASKED]
    top = [TOP[0], announcement, *TOP[1:]] if announcement else TOP
    return [*top, *(line for pair in list(zip(asked, answers, strict=True))[:n] for line in pair)]


@pytest.mark.parametrize("form", ["{}", "**{}**", "‘{}’", "'{}'", "“{}”", '"{}"'])
@pytest.mark.parametrize("change", [str, str.upper])
def test_questions_in_bold_in_marks_and_in_capitals_are_asked_as_others(form: str, change: type[str]) -> None:
    lines = page(4)
    lines[3::2] = [form.format(change(line)) for line in lines[3::2]]
    lines[3] = form.format(change("How did you begin?"))
    assert turns_of(*lines) == [False] * 3 + [True] * 8
    assert {kind for kind, _ in kinds_of("\n\n".join(lines))[3:]} == {"sentence"}


@pytest.mark.parametrize(
    "announcement", ["Interview by Tom Reed", "Tom Reed talks to Ann Lowe", "Ann Lowe in conversation with Tom Reed"]
)
def test_three_questions_make_an_interview_where_the_page_says_that_it_is_one(announcement: str) -> None:
    assert turns_of(*page(3, announcement=announcement)) == [False] * 4 + [True] * 6
    assert not any(turns_of(*page(3)))
    assert not any(turns_of(*page(3, announcement=announcement, answers=IN_GENERAL)))
    assert not any(turns_of(*page(2, announcement=announcement)))


def test_an_explainer_keeps_its_questions() -> None:
    lines = ["Why farmers block roads", "Tractors have blocked the roads since Monday, the police say."]
    for question in ("What do the farmers want?", "How long could it last?", "What happens next?"):
        lines += [question, "Parliament votes on the package on Tuesday, and the result is due by nine."]
    assert not any(turns_of(*lines))


def test_interviews_are_the_same_alone_and_in_company() -> None:
    pages = [page(3, announcement="Interview by Tom Reed"), page(4, "**{}**"), page(3), ["Interview", "by"]]
    assert same_alone_and_in_company(["\n\n".join(lines) for lines in pages])


def test_a_title_that_asks_stays_a_heading() -> None:
    text = "\n\n".join(["Do you know who mends your clock?", *page(4)[1:]])
    assert kinds_of(text)[0] == ("heading", "Do you know who mends your clock?")
    assert dict(map(reversed, kinds_of(text)))[ASKED[0]] == "sentence"


def test_questions_that_speak_to_nobody_are_an_interview_only_where_the_page_says_so() -> None:
    nobody = ["How did it begin?", "Was it cold?", "Are prizes important?", "What came then?"]
    lines = [*TOP, *(line for pair in zip(nobody, IN_PERSON, strict=True) for line in pair)]
    announced = [TOP[0], "Interview by Tom Reed", *lines[1:]]
    assert not any(turns_of(*lines))
    assert not any(turns_of(*announced))
    announced[4] = "How did you begin?"
    assert turns_of(*announced) == [False] * 4 + [True] * 8


@pytest.mark.parametrize(
    ("question", "interview"),
    [("Question: do you still climb?", True), ("At 54, do you climb?", True), ("Question 3: Do you agree?", False)],
)
def test_the_numbered_questions_of_a_form_do_not_ask(question: str, interview: bool) -> None:
    lines = page(4)
    lines[5] = question
    assert turns_of(*lines) == [False] * 3 + [interview] * 8


def test_questions_that_stand_one_below_the_other_are_too_few_where_only_the_last_is_answered() -> None:
    lines = [TOP[0], "Interview by Tom Reed", *TOP[1:], "How did you begin?", ASKED[1], ASKED[3], IN_PERSON[3], *IN_GENERAL]
    assert not any(turns_of(*lines))


def test_below_what_a_writer_tells_of_himself_questions_are_his() -> None:
    top = ["How I learned to mend clocks", "I bought my first clock in May.", "My wife hated it, and I hid it."]
    assert not any(turns_of(*top, *page(4)[3:]))


LONG = f"Do you {'now and then ' * 14}swim?"


@pytest.mark.parametrize("question", ["Reed asked, “Do you swim?”", "“You swim.”", "“You”, who swims?", "- Do you swim?", LONG])
def test_other_paragraphs_with_questions_or_marks_do_not_ask(question: str) -> None:
    for asked, interview in ((question, False), ("Do you swim?", True)):
        lines = [line for answer in IN_PERSON for line in (asked, answer)]
        assert turns_of(*TOP, *lines) == [False] * 3 + [interview] * 8


@pytest.mark.parametrize(
    ("answer", "interview"), [("We mend it.", True), ("The US has it.", False), ("Lowe says: “I mend it.”", False)]
)
def test_half_of_the_answers_are_in_the_first_person(answer: str, interview: bool) -> None:
    answers = ["I mend it.", answer, "It began in May.", "It is late."]
    assert turns_of(*page(4, answers=answers)) == [False] * 3 + [interview] * 8


MET = [TOP[0], TOP[1], "We met in her shop.", *page(3)[3:]]


def test_three_questions_make_an_interview_where_the_writer_says_that_they_met_and_half_of_them_speak_to_somebody() -> None:
    asked = [line.replace("How did it begin?", "How did you begin?") for line in MET]
    assert turns_of(*asked) == [False] * 3 + [True] * 6
    assert not any(turns_of(*MET))
    assert not any(turns_of(asked[0], asked[1], "They met in her shop.", *asked[3:]))
    assert not any(turns_of(asked[0], "I married a smith.", "We met in her shop, and I stayed.", *asked[3:]))


@pytest.mark.parametrize("form", ["{} {}", "**{}** {}"])
def test_answers_may_stand_behind_their_questions_where_the_page_says_that_it_is_an_interview(form: str) -> None:
    asked = ["How did you begin?", *ASKED[1:]]
    lines = [form.format(*pair) for pair in zip(asked, IN_PERSON, strict=True)]
    for announcement in ("We met in her shop.", "Interview by Tom Reed"):
        assert turns_of(*TOP[:2], announcement, *lines)== [False] * 3 + [True] * 4
    assert not any(turns_of(*TOP, *lines))
    assert not any(turns_of(*TOP[:2], "We met in her shop.", *lines[:2]))
    general = [f"{question} {answer}" for question, answer in zip(asked, IN_GENERAL, strict=True)]
    assert not any(turns_of(*TOP[:2], "We met in her shop.", *general))


def test_what_the_writer_adds_below_the_last_answer_is_no_turn() -> None:
    note = ["She laughs, and looks at the clock.", "In August she won a prize."]
    assert turns_of(*page(4), *note) == [False] * 3 + [True] * 8 + [False] * 2
    assert turns_of(*page(4), "You wind it, and it goes.", *note) == [False] * 3 + [True] * 9 + [False] * 2
    for answer in (["It was cold.", "In May it was colder."], ["She made the first one.", "I have it still."]):
        assert turns_of(*page(4), *answer) == [False] * 3 + [True] * 10


def test_further_forms_of_interviews_are_the_same_alone_and_in_company() -> None:
    asked = [f"{question} {answer}" for question, answer in zip(ASKED, IN_PERSON, strict=True)]
    pages = [[TOP[0], "We met in May.", *asked], MET, page(4), asked, [*page(2), asked[2]], [TOP[0], asked[0], *page(4)[3:]]]
    assert same_alone_and_in_company(["\n\n".join(lines) for lines in pages])


BOLD = ["**Did you always mend them?**", "**You lost your father that May.**", "**You never won.**", "**What comes next?**"]


def bold_page(prompts: list[str], answers: list[str] = IN_PERSON, top: list[str] = TOP) -> list[str]:
    return [*top, *(line for pair in zip(prompts, answers, strict=False) for line in pair)]


def test_three_prompts_in_bold_type_make_an_interview_where_one_asks() -> None:
    for prompts in (BOLD[:3], BOLD, BOLD[1:]):
        assert turns_of(*bold_page(prompts)) == [False] * 3 + [True] * 2 * len(prompts)
        kinds = kinds_of("\n\n".join(bold_page(prompts)))
        assert {kind for kind, _ in kinds[3:]} == {"sentence"}
    further = [*bold_page(BOLD[:3]), "I have mended clocks all my life.", "Nobody asked my father."]
    assert turns_of(*further) == [False] * 3 + [True] * 8


@pytest.mark.parametrize("lines", [
    bold_page([*BOLD[1:3], "**You are 54.**"]),
    [*bold_page([*BOLD[1:3], "**You are 54.**"]), "Where does the time go?"],
    bold_page(BOLD[:2]),
    bold_page([prompt.strip("*") for prompt in BOLD[:3]]),
    bold_page(BOLD[:3], IN_GENERAL),
    bold_page(BOLD[:3], top=[TOP[0], "I have mended my clocks since 2004.", "My wife and I live in Dale."]),
    bold_page(["**It began by the sea.**", "**The prize was a hat.**", "**What came then?**"]),
    [*TOP, "**What did you do?**", IN_PERSON[0], "**You are 54.** I am.", IN_PERSON[1], "**You won.** I did.", IN_PERSON[2]],
    [*TOP, "* You can mend it. *", IN_PERSON[0], "* You can sell it. *", IN_PERSON[1], "* Can you keep it? *", IN_PERSON[2]],
])  # fmt: skip
def test_prompts_that_ask_nothing_and_lines_in_bold_type_elsewhere_are_none(lines: list[str]) -> None:
    assert not any(turns_of(*lines))


def test_what_stands_in_bold_type_above_the_first_prompt_is_the_writers() -> None:
    lines = bold_page(BOLD[:3], top=[TOP[0], f"**{TOP[1]}**", TOP[2]])
    assert turns_of(*lines) == [False] * 3 + [True] * 6
    assert same_alone_and_in_company(["\n\n".join(lines), "\n\n".join(bold_page(BOLD[1:3])), "\n\n".join(page(4))])
