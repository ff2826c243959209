"""Calls on earnings and hearings: with names, roles and firms above what is said, little has to be said in person."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, turns_of
from test_transcripts import SPOKEN, labels_of

from opinionclf.segmentation import segment

SAID = [
    ("Operator", "", "", "Good morning and welcome. All lines are muted."),
    ("Ann Pell", "Chief Executive Officer", "Dale Pumps", "We shipped 400 pumps in May. Demand was strong."),
    ("Luis Orr", "Chief Financial Officer", "Dale Pumps", "Revenue rose 9% in the quarter."),
    ("Operator", "", "", "The first question is from Bea Dorn."),
    ("Bea Dorn", "Analyst", "Hill Bank", "Good morning. Can you talk about margins?"),
    ("Luis Orr", "Chief Financial Officer", "Dale Pumps", "They fell a little because steel was dear."),
]
TITLE = "Dale Pumps Q3 Earnings Call"
FORMS = [
    "{} -- {}\n\n", "{} - {}\n", "{0} -- {2} -- {1}\n\n", "{0} - {2} - {1}\n", "{}, {}\n\n", "{0}, {1}, {2}\n\n",
    "{}\n{}\n\n", "{}\n{}, {}\n\n", "{}\n{}\n", "{0}, {2} - {1}  [3]\n",
]  # fmt: skip


def call(form: str, said: list[tuple[str, str, str, str]] = SAID, between: str = "\n\n") -> str:
    heads = [form.format(name, role, firm) if role else f"{name}\n\n" for name, role, firm, _ in said]
    return between.join([TITLE, *(head + words for head, (*_, words) in zip(heads, said, strict=True))])


def spoken_in(text: str) -> int:
    return list(labels_of(text).values()).count(SPOKEN)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_below_names_and_roles_that_come_again_is_a_turn(form: str) -> None:
    labels = labels_of(call(form))
    assert list(labels.values()).count(SPOKEN) == 9
    assert set(labels.values()) == {"heading", "boilerplate", SPOKEN}
    assert [text for text, label in labels.items() if label == "heading"] == [TITLE]
    assert same_alone_and_in_company([call(form), "Ann Pell, Chief Executive Officer\n\nI rest.", call(form)])


@pytest.mark.parametrize("form", ["{}\n{}\n", "{} - {}\n", "{0} - {2} - {1}\n"])
def test_a_call_may_have_no_blank_lines(form: str) -> None:
    assert spoken_in(call(form, between="\n").replace("Operator\n\n", "Operator\n")) == 9


@pytest.mark.parametrize("firm", ["Investor Relations", "Hill Bank", "Hill Bank -- Research"])
def test_beside_other_roles_a_firm_or_department_is_one(firm: str) -> None:
    text = call("{} -- {}\n\n", [*SAID[:4], ("Bea Dorn", firm, "", SAID[4][3]), SAID[5]])
    assert labels_of(text)[f"Bea Dorn -- {firm}"] == "boilerplate"
    assert spoken_in(text) == 9


@pytest.mark.parametrize("name", ["Rose Reed", "Unidentified Analyst", "Operator  [7]"])
def test_who_speaks_once_in_a_call_without_a_role_is_no_heading(name: str) -> None:
    text = call("{} -- {}\n\n", [*SAID[:3], (name, "", "", "The line went dead for a moment."), *SAID[3:]])
    assert labels_of(text)[name] == "boilerplate"
    assert spoken_in(text) == 10


def test_a_list_of_participants_tells_names_that_stand_alone_above_what_is_said() -> None:
    listed = "Company Participants\n\nTom Hay - Investor Relations\nAnn Pell - President and CEO\nLuis Orr - CFO\n\n"
    listed += "Conference Call Participants\n\nBea Dorn - Hill Bank\n\n"
    thanks = ("Tom Hay", "x", "", "Good morning, everyone.")
    text = listed + call("{}\n\n", [SAID[0], thanks, *SAID[1:]]).partition("\n\n")[2]
    labels = labels_of(f"{TITLE}\n\n{text}")
    assert list(labels.values()).count(SPOKEN) == 10
    assert {labels[name] for name in ("Operator", "Tom Hay", "Ann Pell", "Luis Orr", "Bea Dorn")} == {"boilerplate"}


@pytest.mark.parametrize(
    "section", ["Prepared Remarks:", "Questions and Answers:", "Questions & Answers:", "Call participants:"]
)
def test_a_section_of_a_call_with_a_colon_opens_no_list(section: str) -> None:
    before, operator, after = call("{} -- {}\n\n").rpartition("Operator")
    labels = labels_of(f"{before}{section}\n\n{operator}{after}")
    assert labels[section] == labels["Operator"] == labels["Bea Dorn -- Analyst"] == "boilerplate"


def test_remarks_in_a_call_go_on_up_to_the_next_name() -> None:
    remarks = ["Steel was dear.", "The works in Dale opened.", "Wages rose.", "It rained.", "Orders are full to June."]
    text = call("{} -- {}\n\n", [*SAID[:2], (*SAID[2][:3], "\n\n".join(remarks)), *SAID[3:]])
    assert spoken_in(text) == 8 + 5


@pytest.mark.parametrize("form", ["{} -- {}\n\n", "{}, {}\n\n"])
def test_an_operator_may_give_instructions_and_end_a_call_below_an_introduction(form: str) -> None:
    operator = ("Operator", "", "", "[Operator Instructions] The next question is from Bea Dorn.")
    text = call(form, [SAID[1], operator, *SAID[4:], operator, ("Operator", "", "", "[Operator signoff]")])
    introduced = text.replace(TITLE, f"{TITLE}\n\nThe firm of Dale held its call on Monday, and it took an hour.")
    assert spoken_in(introduced) == spoken_in(text) == 2 + 1 + 2 + 1 + 0
    assert "factual_report" in labels_of(introduced).values()


HEARING = [
    ("Chairwoman Pell", "The committee will come to order. Today we hear about the ferry."),
    ("Captain Hay", "Thank you, Madam Chairwoman. The bow door was open."),
    ("Chairwoman Pell", "Who closed it?"),
    ("Captain Hay", "Nobody did. The motor was burnt out."),
    ("Mr. Orr", "Was the owner told?"),
    ("Captain Hay", "The owner was told on May 4."),
]


def test_titles_of_those_who_speak_at_a_hearing_come_again() -> None:
    lines = ["Hearing on Ferry Safety", *(line for pair in HEARING for line in pair)]
    labels = labels_of("\n\n".join(lines))
    assert [labels[name] for name, _ in HEARING] == ["boilerplate"] * 6
    assert list(labels.values()).count(SPOKEN) == 9
    told = ["She runs the ferry. Who else would?", "He sailed for us.", "She is tired.", "He sank.", "He asks.", "He drowned."]
    profiles = [line for (name, _), words in zip(HEARING, told, strict=True) for line in (name, words)]
    assert not any(turns_of("Faces of the Ferry", *profiles))


# Look-alikes


THIRD = {
    "staff": ["Ann has run the works since 2011, and our members know her. Have you met her dog?", "Luis keeps our books.",
              "Bea joined us in May.", "Luis sits on the board by right."],
    "prizes": ["The jury praised her calm. Who knew that steel would double?", "The jury liked how he explained loans.",
               "You voted for her by a mile, and we are glad.", "She has run ferries since 1981."],
    "speakers": ["Pell will show how you can mend a pump. What goes wrong?", "In his talk Orr asks why our margins fell.",
                 "Dorn runs a bank.", "Orr speaks again on steel."],
    "dealings": ["Sold 4,000 shares on May 4.", "Bought 900 shares.", "Bought 100 shares. Why so few?", "Sold 50 shares."],
    "offers": ["You can buy shares from May. Why wait?", "Paid 9% in June.", "You get two votes.", "Paid 2% in July."],
    "notices": ["Sold 400 shares on May 4.", "Bought 900 in June. Why so few?", "Sold 50 shares on May 9.",
                "Sold 60 shares on May 9.", "We were told of 70 on May 9.", "Sold 80 shares on May 9."],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", THIRD)
def test_what_tells_of_those_who_are_named_above_it_is_no_turn(page: str, form: str) -> None:
    people = [SAID[1], SAID[2], SAID[4], SAID[5], SAID[1], SAID[2]]
    text = call(form, [(*person[:3], words) for person, words in zip(people, THIRD[page], strict=False)])
    assert not any(turns_of(*text.split("\n\n")))


QUOTED = ["We should keep the pool. I swim there.", "It is dear, and our firm pays twice. Why?", "I never learned to swim."]


@pytest.mark.parametrize("again", [[], ["You can heat it with the river."]])
@pytest.mark.parametrize("form", ["{}, {}", "{}, {}, {}"])
def test_names_and_roles_below_quotations_sign_them(form: str, again: list[str]) -> None:
    people = [SAID[1], SAID[2], SAID[4], SAID[1]]
    pairs = zip([*QUOTED, *again], people, strict=False)
    lines = [line for words, (name, role, firm, _) in pairs for line in (words, form.format(name, role, firm))]
    assert not any(turns_of("What should the council do with the pool?", *lines))


def test_numbers_behind_headings_make_no_speakers() -> None:
    lines = ["The Quay [1]", "You can walk it. We did.", "The Mill [2]", "Who built it?", "The Quay [3]", "We came back."]
    assert not any(turns_of("Where to Walk", *lines))


# A time behind the colon of a label


RECORDED = [
    ("Mayor Pell", "00:02", "Good morning. The bridge will open in May."), ("Mayor Pell", "00:40", "The state paid half."),
    ("Mayor Pell", "01:12", "The road follows in June."), ("Speaker 2", "02:19", "How much did the bridge cost?"),
    ("Mayor Pell", "02:25", "It cost nine million."),
]  # fmt: skip


def recording(said: list[tuple[str, str, str]] = RECORDED, between: str = "\n\n") -> str:
    return between.join([TITLE, "Read the transcript here.", *(f"{name}: ({time})\n{words}" for name, time, words in said)])


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize("asker", ["Speaker 2", "Reporter", "Reporter 1", "Crowd"])
def test_a_time_may_stand_behind_the_colon_of_a_label_above_what_is_said(asker: str, between: str) -> None:
    said = [(asker if name == "Speaker 2" else name, time, words) for name, time, words in RECORDED]
    labels = labels_of(recording(said, between))
    assert list(labels.values()).count(SPOKEN) == 6
    assert labels["Mayor Pell: (00:02)"] == labels[f"{asker}: (02:19)"] == "boilerplate"
    assert same_alone_and_in_company([recording(said), "Mayor Pell: (00:02)\nI rest.", recording(said)])


def test_a_speech_behind_labels_with_colons_and_times_need_not_be_in_person() -> None:
    assert spoken_in(recording(RECORDED[:3])) == 4


def test_a_recording_may_begin_late_behind_labels_with_colons() -> None:
    assert spoken_in(recording([(name, f"1{time[1:]}", words) for name, time, words in RECORDED])) == 6


@pytest.mark.parametrize("names", ["Coffee|Talk|Coffee|Talk|Coffee", "Doors|Concert|Break|Concert|Bar"])
def test_hours_behind_the_points_of_a_programme_tell_no_speakers(names: str) -> None:
    said = ["Tea and cake stand in the hall.", "The choir sings.", "The bar is open.", "The choir sings again.", "Doors close."]
    times = ["10:30", "11:00", "15:30", "16:00", "17:00"]
    text = recording(list(zip(names.split("|"), times, said, strict=True)))
    assert SPOKEN not in labels_of(text).values()


@pytest.mark.parametrize("line", ["Read the transcript here.", "Read the full transcript here", "Read the transcript below."])
def test_a_line_that_leads_to_a_transcript_is_furniture(line: str) -> None:
    told = "The mayor opened the bridge on Monday, and nine people walked over it in the rain."
    assert kinds_of(f"Mayor Opens Bridge\n\n{line}\n\n{told}\n\n{told}")[1] == ("boilerplate", line)
    longer = "Read the transcript here and you will see how often he says so about the bridge."
    assert ("sentence", longer) in kinds_of(f"{told}\n\n{longer}\n\n{told}")


CALL = (
    "Ida Crane -- Fen Bank -- Analyst\nLeo Marsh -- Chief Financial Officer\nYes, Ida, we expect steel to fall. Ruth, can you "
    "add to that?\nCall participants:\nLeo Marsh -- Chief Financial Officer"
)
TALK = "Q: Why sell it?\nA: I had to.\nQ: Did you know the buyer?\nMayor Pell: (00:31)"
PANEL = "\n".join(f"{name}\n\nI am grateful. Will you help us?\n" for name in ["Oona Trell", "Leo Price"] * 2)


@pytest.mark.parametrize("other", ["It rained on Sunday.", PANEL])
@pytest.mark.parametrize("text", [CALL, TALK])
def test_names_above_what_is_said_are_read_the_same_behind_another_text(text: str, other: str) -> None:
    alone, together = segment([text]), segment([other, text])
    rows = together.document == 1
    assert together.kind[rows].tolist() == alone.kind.tolist()
    assert together.turn[together.first[rows]].tolist() == alone.turn[alone.first].tolist()
