"""Transcripts of calls, briefings, records and round tables: what goes on without a label, what stands beside names."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, turns_of

import opinionclf

SPOKEN = "attributed_claim"


def labels_of(text: str) -> dict[str, str]:
    return {s.text: str(s.label or s.kind) for s in opinionclf.classify(text).segments}


# Q and A


@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_what_stands_below_an_answer_without_a_label_is_answered_too(between: str) -> None:
    lines = [
        "The hearing began at nine.", "Q. Where were the keys?", "A. In the desk.", "There was another.", "A clerk had it.",
        "Q. Which clerk?", "A. Ms. Pell.", "It was a poor lock.", "Q. Never mended?", "A. No.",
    ]  # fmt: skip
    assert turns_of(*lines) == [False] + [True] * 9
    text = between.join([*lines, "Q. Did you see it?", "A. No."])
    assert set(list(labels_of(text).values())[1:]) == {SPOKEN}


@pytest.mark.parametrize("note", ["(Recess taken.)", "(Exhibit 4 was marked.)"])
def test_what_a_record_notes_in_brackets_is_no_turn(note: str) -> None:
    lines = ["Q. Where were the keys?", "A. In the desk.", note, "Q. Which desk?", "A. Mine."]
    assert turns_of(*lines) == [True, True, False, True, True]
    lines[2] = "[We had three of them.]"
    assert turns_of(*lines) == [True] * 5


def test_what_a_magazine_tells_between_q_and_a_with_colons_is_told_unless_it_is_in_person() -> None:
    lines = ["Q: How did you begin?", "A: At sea.", "The clock struck two.", "Q: Why?", "A: I was poor.", "Q: Sad?", "A: No."]
    assert turns_of(*lines) == [True, True, False, True, True, True, True]
    lines[2] = "I had a boat."
    assert turns_of(*lines) == [True] * 7


def test_an_answer_that_is_given_again_and_again_is_no_furniture() -> None:
    asked = ("Q. Was it locked?", "Q. Were you there?", "Q. Did it rain?")
    lines = [line for question in asked for line in (question, "A. No.")]
    assert set(labels_of("\n\n".join(lines)).values()) == {SPOKEN}


@pytest.mark.parametrize("asked", ["(Inaudible.)", "— because she lost the keys.", "... the ferry?", "“A disgrace,” he said."])
def test_a_question_without_a_stop_may_open_with_a_mark(asked: str) -> None:
    lines = ["MS. LOWE:  She does.", f"Q    {asked}", "MS. LOWE:  Next.", "Q    The ferry?", "MS. LOWE:  I don't know."]
    assert turns_of(*lines) == [True] * 5


def test_an_answer_without_a_stop_stands_apart_from_its_letter() -> None:
    lines = ["MR. LUND:  I object.", "Q    Was it you?", "A    It was.", "THE COURT:  Go on.", "Q    Why?", "A    I was cold."]
    assert turns_of(*lines) == [True] * 6
    lines[2] = "A clerk rose."
    assert turns_of(*lines)[2:3] == [True]  # between turns
    assert turns_of(*lines, "A boat sank.")[-1] is False


@pytest.mark.parametrize("label", ["Photo", "Image", "Ann Pell Image"])
def test_credits_that_come_again_are_no_speakers(label: str) -> None:
    found = [f"{label}: Tom Reed.", "Video: Bea Dorn.", f"{label}: Tom Reed.", "Video: Tom Hay."]
    lines = ["The pool closed.", *found[:2], "The quay closed.", *found[2:]]
    assert not any(turns_of(*lines))


# Remarks in brackets


REMARKS = ["[crosstalk 00:00:31]", "(Laughter.)", "[laughter and applause]", "(laughs)", "[inaudible 00:31]", "[APPLAUSE]"]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_in_brackets_hides_no_end_of_a_sentence(remark: str) -> None:
    said = f"The roof leaks. And I think we let it go too long. {remark}"
    text = f"Speaker 1 (00:00):\nWe have five people here.\n\nSpeaker 2 (00:12):\n{said}\n\nSpeaker 1 (00:25):\nLeaks?"
    assert labels_of(text)["The roof leaks."] == SPOKEN
    page = f"The harbour board met on Monday in the hall.\n\n{said}\n\nNobody else spoke to it on that day."
    assert "heading" not in dict(kinds_of(page))


@pytest.mark.parametrize("line", ["Where to stay [map 12]", "What we know (so far)", "Ten years of the pool [Part 2]"])
def test_other_brackets_end_headings(line: str) -> None:
    told = "The council closed the pool in May, and nobody has mended the roof since."
    assert ("heading", line) in kinds_of(f"{told}\n\n{line}\n\n{told}")


def test_all_sentences_of_a_turn_with_many_capitals_are_said() -> None:
    lines = ["MS. LOWE:  Good morning, Dale.  Happy Monday.  (Laughter.)", "Q    Hi.", "MS. LOWE:  Well?", "Q    No."]
    assert labels_of("\n\n".join(["Briefing by Ann Lowe", *lines]))["Happy Monday."] == SPOKEN


def test_a_word_below_the_label_of_a_speaker_is_said() -> None:
    label = "Speaker {} (00:0{}):\n{}".format
    text = "\n\n".join(label(n % 2 + 1, n, said) for n, said in enumerate(["Is it you?", "Yeah", "We closed it.", "You did?"]))
    assert labels_of(text)["Yeah"] == SPOKEN


# Labels in bold, and those of records


def test_a_name_behind_arrows_that_comes_again_is_enough_where_somebody_asks() -> None:
    names, said = ("MODERATOR", "PELL", "MODERATOR", "REED"), ("Is it a business?", "I sold 300.", "You agree?", "No.")
    assert turns_of(*map(">> {}: {}".format, names, said)) == [True] * 4


@pytest.mark.parametrize("said", ["Is the pool a business?", "[interrupting] Nobody pays for the sea!"])
@pytest.mark.parametrize("label", ["**Moderator:**", "**Pell**:", "**Dr. Tom Hay:**", "Moderator:"])
def test_who_speaks_once_among_others_with_offices_is_a_speaker(label: str, said: str) -> None:
    bold = "**" if "**" in label else ""
    lines = [
        "We asked three people who swim.", f"{bold}Ann Pell (Dale Swimmers):{bold} It is a business.",
        f"{bold}Prof. Luis Orr:{bold} With respect, I doubt it.", f"{label} {said}",
        f"{bold}Bea Dorn (Town Council):{bold} Can I get in?",
    ]  # fmt: skip
    assert turns_of(*lines) == [False] + [True] * 4


def test_one_name_in_bold_that_comes_again_is_enough_where_somebody_asks() -> None:
    names = ("Moderator", "Pell", "Moderator", "Reed", "Orr")
    said = ("Is it a business?", "I sold 300.", "You agree?", "No.", "I do.")
    assert turns_of(*map("**{}:** {}".format, names, said)) == [True] * 5
    points = ("It is dear.", "It is cheap.", "It is warm.", "Turn it off.", "Eat.")
    assert not any(turns_of(*map("**{}:** {}".format, ("Heating", "Water", "Heating", "Light", "Food"), points)))


RECORD = [
    "The SPEAKER pro tempore. The Chair recognizes the gentleman from Ohio.", "Mr. PELL. I rise on behalf of the museum.",
    "Ms. ORR. Does it have sundials?", "Mr. PELL. It has two.", "Ms. ORR. I thank the gentleman.", "Mr. PELL. I yield back.",
]  # fmt: skip


@pytest.mark.parametrize("office", ["The SPEAKER pro tempore", "The CHAIR", "The Acting CHAIR", "The PRESIDENT pro tempore"])
def test_an_office_in_capitals_with_small_words_is_a_label(office: str) -> None:
    lines = [RECORD[0].replace("The SPEAKER pro tempore", office), *RECORD[1:]]
    assert turns_of(*lines) == [True] * 6
    assert next(iter(labels_of("\n".join(lines)))) == lines[0]


def test_what_small_words_make_a_sentence_of_is_no_label() -> None:
    assert turns_of("The speaker pro tempore. He rose.", *RECORD[1:])[0] is False
    assert turns_of("The council of Dale met. I was there.", *RECORD[1:])[0] is False


# Roles beside names


CALL = [
    ("Ann Pell", "Chief Executive Officer", "Thank you, operator. We sold 400 pumps in May. I am glad."),
    ("Bea Dorn", "Hill Bank -- Analyst", "Hello, all. Margins fell. Can you tell us why?"),
    ("Luis J. Orr", "Chief Financial Officer", "Sure, Bea. Steel costs rose. I think that's over."),
]


def call(form: str, turns: list[tuple[str, str, str]] = CALL) -> str:
    parts = ["Operator\n\nGood morning, and welcome to the call of Dale Pumps.", *(form.format(*turn) for turn in turns)]
    return "\n\n".join(["Dale Pumps Q3 Earnings Call", *parts])


@pytest.mark.parametrize("form", ["{}\n{}\n\n{}", "{} -- {}\n\n{}", "{} - {}\n\n{}", "{} — {}\n{}", "**{}** -- {}\n\n{}"])
def test_roles_beside_names_tell_speakers_who_come_once(form: str) -> None:
    labels = labels_of(call(form))
    assert list(labels.values()).count(SPOKEN) == 10
    assert labels["Operator"] == "boilerplate"
    assert set(list(labels.values())[2:]) == {SPOKEN, "boilerplate"}
    assert same_alone_and_in_company([call(form), "Ann Pell", "Chief Executive Officer\n\nI rest.", call(form)])


def test_a_call_is_one_however_long_its_remarks_are() -> None:
    name, role, _ = CALL[0]
    long = [(name, role, "\n\n".join(["We sold pumps in May."] * 30)), *CALL[1:]]
    assert list(labels_of(call("{} -- {}\n\n{}", long)).values()).count(SPOKEN) == 8
    assert all(turns_of(*call("{}\n\n{}\n\n{}", long).split("\n\n"))[5:35])


@pytest.mark.parametrize("first", ["Operator  0:01", "Speaker 1", "Mr Leo Pell", "Mr Leo Pell (Tarn) (Con)"])
def test_a_heading_has_no_role_in_the_name_below_it(first: str) -> None:
    names = [first, "Ann Pell -- CEO", "Bea Dorn -- Analyst", "Luis Orr -- CFO", first]
    said = ["I welcome you all.", "I sold it.", "Can you tell us why?", "We think that steel was dear.", "I thank you."]
    lines = ["Pool Prices", *(line for pair in zip(names, said, strict=True) for line in pair)]
    labels = labels_of("\n\n".join(["The town closed its pool in May.", *lines]))
    assert [labels[line] for line in lines] == ["heading", *["boilerplate", SPOKEN] * 5]


def test_a_list_of_who_takes_part_tells_the_names_that_stand_alone_below() -> None:
    listed = "Company Participants\n\nAnn Pell - CEO\nLuis J. Orr - CFO\nBea Dorn - Analyst"
    listed += "\nTom Hay - Analyst\nRose Reed - Analyst\nMia Dunn - Analyst"  # who never ask
    turns = call("{0}\n\n{2}").partition("\n\n")[2]
    labels = labels_of(f"Dale Pumps Q3 Earnings Call\n\n{listed}\n\n{turns}")
    assert labels["Ann Pell"] == labels["Bea Dorn - Analyst"] == "boilerplate"
    assert list(labels.values()).count(SPOKEN) == 10


@pytest.mark.parametrize(
    "turns",
    [
        [(name, role, "She has run the pool since May. She keeps bees. Have you met her dog?") for name, role, _ in CALL],
        [(name, "Dale and Hill", said) for name, _, said in CALL],
        [(name, role, said.replace("?", ".")) for name, role, said in CALL],
        [("Early Years", "My Father", CALL[0][2]), ("Late Summer", "On the Quay", CALL[1][2]), ("End", "At Sea", CALL[2][2])],
        CALL[:1],
    ],
)
@pytest.mark.parametrize("form", ["{}\n{}\n\n{}", "{} -- {}\n\n{}"])
def test_names_of_staff_and_headings_of_two_lines_are_no_speakers(form: str, turns: list[tuple[str, str, str]]) -> None:
    assert not any(turns_of(*call(form, turns).split("\n\n")))


def test_a_speaker_goes_on_below_the_name_for_as_long_as_it_is_in_person() -> None:
    remarks = ["We sold pumps.", "Steel was dear.", "I went to Dale.", "It rained.", "You know it.", "Our shop is shut."]
    name, role, _ = CALL[0]
    long = [(name, role, "\n\n".join(remarks)), *CALL[1:]]
    assert all(turns_of(*call("{} -- {}\n\n{}", long).split("\n\n"))[4:10])
    long[0] = (name, role, "\n\n".join(["We sold pumps.", *["The firm sells pumps."] * 6]))
    assert turns_of(*call("{} -- {}\n\n{}", long).split("\n\n"))[4:11] == [True] * 4 + [False] * 3


def asked_by(moderator: str, times: int = 4) -> list[str]:
    said = ["Is it a business?", "It is. I sold 300 tickets.", "Do you agree?", "No. You can't sell it.", "And you?", "I swim."]
    names = [moderator, "Ann Pell", moderator, "Luis Orr", moderator, "Bea Dorn"]
    turns = [line for pair in zip(names, said, strict=True) for line in pair]
    return ["Pool Prices", "Sleepers pay more.", *turns, moderator, "Thank you all."][: 2 + 4 * times]


@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_moderator_comes_again_among_guests_who_come_once(times: int) -> None:
    lines = asked_by("Moderator", times)
    assert turns_of(*lines)[:2] == [False] * 2
    assert all(turns_of(*lines)[3::2])
    labels = labels_of("\n\n".join(lines))
    assert [labels[line] for line in lines[::2]] == ["heading", *["boilerplate"] * len(lines[2::2])]
    assert not any(turns_of(*asked_by("Background", times)))


@pytest.mark.parametrize("name", ["Unknown Speaker", "Hon. Members", "Operator"])
def test_who_speaks_once_below_a_line_of_an_office_is_no_heading(name: str) -> None:
    pairs = [("Ann Pell", "I beg to move it."), ("Dr. Luis J. Orr", "Will you give way?"), ("Ann Pell", "I will."),
             ("Dr. Luis J. Orr", "I thank her."), (name, "Shame on us!"), ("Ann Pell", "You were warned.")]  # fmt: skip
    labels = labels_of("\n\n".join(["Ferry Services in the Sound", *(line for pair in pairs for line in pair)]))
    assert labels[name] == labels["Dr. Luis J. Orr"] == "boilerplate"
    assert labels["Shame on us!"] == SPOKEN


# Sentences in capitals


READ = "THE CITY WILL CLOSE THE POOL ON MAY FIRST. NINE HUNDRED PEOPLE SWIM THERE. OUR ANN PELL REPORTS."
BELOW = "The pool has opened every morning since 1951, and on Tuesday nine people came to swim in it."


def test_what_an_announcer_reads_is_sentences() -> None:
    kinds = kinds_of(f"{READ}\n\n{BELOW}\n\n{BELOW}")
    assert kinds[:3] == [("sentence", sentence + ".") for sentence in READ.rstrip(".").split(". ")]


@pytest.mark.parametrize("line", [
    "THE CITY WILL CLOSE THE POOL ON MAY FIRST. NINE HUNDRED SWIM.", "SWIM. EAT. SLEEP.",
    "The Last Lido: Swimmers and the Men Who Fed Them. By Ann Pell. 438 Pages With Plates.",
])  # fmt: skip
def test_titles_in_capitals_or_with_them_stay_headings(line: str) -> None:
    assert kinds_of(f"{line}\n\n{BELOW}\n\n{BELOW}")[0] == ("heading", line)
