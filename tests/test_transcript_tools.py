"""Turns of speakers as tools for meetings, subtitles and chats write them, and pages that only look like these."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, sources_of, turns_of

import opinionclf
from opinionclf.segmentation import segment

# Nobody asks or says "I", as in many meetings.
SAID = (
    "Welcome to the quay. Today we hear of the ferry.", "The council sold it in May. It was a dreadful bargain.",
    "The fee rose, too.", "You have seen the queue. They wait for hours.",
)  # fmt: skip
NAMES = ("Dana Pell", "Luis Orr") * 2
RECORDED = [
    "{name}  0:{n}2\n", "{name} 00:{n}2\n", "{name}   00:00:{n}2\n", "0:{n}2 {name}\n", "00:00:{n}2 {name}\n",
    "[00:0{n}:02] {name}\n", "{name} (0:{n}2)\n", "{name} [00:{n}2]\n", "Speaker {number}  00:{n}2\n", "Dr. {name}  0:{n}2\n",
    "{name} (she/her)  0:{n}2\n", "{name}, Mayor  0:{n}2\n", "{first}  0:{n}2\n",
]  # fmt: skip
EXPORTED = ["{name}, [5 Dec 2024 10:3{n}]\n", "{name}, [05.12.2024 10:3{n}]\n", "{name}, [05/12/2024 10:3{n}]\n"]
DATED = [
    "[12/05/2024, 10:3{n}:14] {name}: ", "12/05/2024, 10:3{n} - {name}: ", "[5/12/24, 10:3{n}:14 AM] {name}: ",
    "2024-05-12 10:3{n} {name}: ", "[12.05.24, 10:3{n}] {name}: ",
]  # fmt: skip
TIMED = ["10:3{n} {name}: ", "[10:3{n}] {name}: ", "[10:3{n}] {first}: ", "10:3{n} AM {name}: "]


def page(form: str, said: tuple[str, ...] = SAID, names: tuple[str, ...] = NAMES, top: str = "Who sold the ferry") -> str:
    lines = [top] if top else []
    for n, (name, text) in enumerate(zip(names, said, strict=False)):
        number = sorted(set(names)).index(name) + 1
        lines.append(form.format(name=name, first=name.split()[0], number=number, n=n) + text)
    return "\n\n".join(lines)


def labels_of(text: str) -> set[str]:
    return {str(sentence.label) for sentence in opinionclf.classify(text).sentences}


@pytest.mark.parametrize("form", RECORDED + EXPORTED)
def test_lines_with_a_name_and_a_time_are_furniture_and_what_stands_below_is_the_speakers(form: str) -> None:
    text = page(form)
    assert labels_of(text) == {"attributed_claim"}
    assert [kind for kind, line in kinds_of(text) if line not in " ".join(SAID)] == ["heading"] + ["boilerplate"] * 4
    names = ("Dana", "Luis") if "number" not in form else ("Speaker 1", "Speaker 2")
    assert all(names[n] in str(name) for n, name in zip([0, 0, 1, 1, 0, 1, 1], sources_of(text), strict=True))
    assert same_alone_and_in_company([text, "0:12", "Dana Pell  0:12", page(RECORDED[3]), "Dana Pell, [10:12]", text])


@pytest.mark.parametrize("form", RECORDED)
def test_a_recording_has_names_that_come_again_over_words_in_person(form: str) -> None:
    told = ("She kept bees at the mill.", "He rowed there each day.", "She left a son.", "He leaves two boats.")
    assert not any(turns_of(*page(form, told).split("\n\n")))
    if "number" not in form:
        assert not any(turns_of(*page(form, names=("Dana Pell", "Luis Orr", "Rose Hale", "Tom Reed")).split("\n\n")))


def test_words_of_a_recording_are_sentences_without_a_stop_too() -> None:
    said = ("Shall we begin? We have the figures", "Yeah", "So the ferry lost £40,000", "That is not what you told us in May.")
    text = page("{name}   0:{n}3\n", said)
    assert [line for kind, line in kinds_of(text) if kind == "sentence"] == ["Shall we begin?", said[0][16:], *said[1:]]
    assert labels_of(text) == {"attributed_claim"}


def test_what_might_be_a_role_is_said_below_a_time() -> None:
    text = page("{name}   0:{n}3\n", ("You know who I am.", "Chief Executive Officer", "Who told you so?", "Operator"))
    assert [line for kind, line in kinds_of(text) if kind == "sentence"][1::2] == ["Chief Executive Officer", "Operator"]


def test_who_is_recorded_speaks_up_to_the_next_name() -> None:
    told = "\n\n".join([SAID[0], *["The lake is cold."] * 8])
    assert labels_of(page("{name}   0:{n}3\n", (told, *SAID[1:]))) == {"attributed_claim"}


def test_one_speaker_of_a_recording_is_enough() -> None:
    assert labels_of(page("Speaker 1  0:{n}2\n", SAID[:3], NAMES[:1] * 3)) == {"attributed_claim"}


@pytest.mark.parametrize(
    "lines",
    [
        ["7:30 Evening News", "What happened on the quay.", "8:00 The Weather", "You need a coat.", "8:30 Evening News", "On."],
        ["Dana Pell 2:12:45", "Luis Orr 2:13:01", "Dana Pell 0:58:12", "Luis Orr 0:59:00", "You saw the clerk win it."],
        ["0:00 The Quay", "0:45 The Ferry", "3:10 Luis Orr", "7:20 The Ferry", "9:00 Luis Orr", "You find us where you like."],
        ["10:30 Dana Pell", "The future of quays.", "11:00 Luis Orr", "What we pay.", "11:30 Dana Pell", "We say goodbye."],
        ["Ruth Pell (Lab) 12,033", "Leo Marsh (Con) 9,881", "Dana Orr (LD) 4,002", "Will you vote again? I do."],
        ["16.38 GMT", "The ferry is tied up.", "16.20 GMT", "We are at the quay.", "16.05 GMT", "Will it sail? I doubt it."],
        ["Dana Pell (1931)", "She rowed. I met her.", "Luis Orr (1940)", "Did you know him?", "Rose Hale (1922)", "We swam."],
    ],
    ids=["programmes", "results", "chapters", "agenda", "votes", "live blog", "years"],
)
def test_times_brackets_and_names_of_other_pages_are_no_speakers(lines: list[str]) -> None:
    assert not any(turns_of("A day at the quay", "The ferry was sold in May.", *lines))


HOUSE = (
    "I thank the Minister for her statement. The Government has failed this town.", "The hon. Member is wrong.",
    "Does the Minister agree that the council is to blame?", "The fee is £2 in Dale.",
)  # fmt: skip
MEMBERS = (
    "Ruth Pell (Fox Hollow) (Lab)", "The Parliamentary Under-Secretary of State for Culture, Media and Sport (Dana Orr)",
    "Mr Leo Marsh (Tarn) (Con)", "Ruth Pell",
)  # fmt: skip


def test_members_of_a_parliament_speak_below_lines_with_their_offices_and_places() -> None:
    text = page("{name}\n", HOUSE, MEMBERS, top="")
    assert labels_of(text) == {"attributed_claim"}
    assert [line for kind, line in kinds_of(text) if kind == "boilerplate"] == list(MEMBERS)
    office = "The Parliamentary Under-Secretary of State for Culture"
    assert sources_of(text) == ["Ruth Pell", "Ruth Pell", office, "Mr Leo Marsh", "Ruth Pell"]
    assert sources_of(page("{name}\n", HOUSE[:3], MEMBERS[:3]))[1:] == ["Ruth Pell", office, "Mr Leo Marsh"]
    speech = "\n\n".join(["I beg to move.", *["The lake is cold."] * 8, HOUSE[0]])
    assert labels_of(page("{name}\n", (speech, *HOUSE[1:]), MEMBERS)) == {"attributed_claim"}
    assert same_alone_and_in_company([text, "Ruth Pell (Lab)", page(RECORDED[0]), text])


@pytest.mark.parametrize(
    "members",
    [
        ("The Under-Secretary for Sport (Dana Orr)", "Ruth Pell (Dale)", "Mr Leo Marsh (Tarn)", "Rose Hale (Orr)"),
        ("Dana Orr (Kirkby) (Ind)", "Ruth Pell (Dale)", "Leo Marsh (Tarn) (Con)", "Rose Hale (Orr)"),
    ],
)
def test_titles_or_two_brackets_in_half_of_the_lines_tell_members(members: tuple[str, ...]) -> None:
    assert turns_of(*page("{name}\n", HOUSE, members).split("\n"))[2::2] == [True] * 4


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (("She is a clerk.", "He likes dogs. Will you see him?", "She swims.", "He sails."), MEMBERS),
        (("I thank her.", "The hon. Member is wrong.", "I agree that the council is to blame.", "We do."), MEMBERS),
        (HOUSE, ("The Quay (Dale)", "The Mill (Orr)", "Lord Hill (Tarn)", "The Salt (Dale)")),
        (HOUSE, ("Salt (Drama)", "The Oven (Comedy)", "Rye (Drama)", "Oats (Comedy)")),
        (HOUSE[:2], MEMBERS[:2]),
    ],
    ids=["portraits", "nobody asks", "places to eat", "films", "two"],
)
def test_other_names_with_brackets_are_no_speakers(said: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert not any(turns_of(*page("{name}\n", said, names).split("\n\n")))


CHAT = ("the council sold the ferry", "that's a disgrace", "nobody asked the crew")


@pytest.mark.parametrize("form", EXPORTED + DATED + TIMED)
def test_messages_of_chats_are_their_writers_with_a_stop_or_without(form: str) -> None:
    text = page(form, CHAT, top="")
    text = text if form in EXPORTED else text.replace("\n\n", "\n")
    assert labels_of(text) == {"attributed_claim"}
    first = "first" in form
    assert sources_of(text) == [name.split()[0] if first else name for name in NAMES[:3]]
    finished_first = opinionclf.classify(page(form, ("It was sold.", *CHAT)))
    assert [sentence.label for sentence in finished_first.sentences] == ["attributed_claim"] * 4
    assert same_alone_and_in_company([text, page(TIMED[0], SAID), "12/05/2024, 10:30 -", text])


def test_what_was_no_word_in_a_chat_stays_furniture() -> None:
    text = page(DATED[0], ("It was sold in May.", "<Media omitted>", "What a Disgrace", "Nobody Asked Me"))
    assert [kind for kind, _ in kinds_of(text)][1:] == ["sentence", "boilerplate", "sentence", "sentence"]
    assert labels_of(text) == {"attributed_claim"}


@pytest.mark.parametrize(
    "titles",
    [
        ("The Future of Ports", "Who Pays for the Quay?", "Closing Remarks", "Lunch"),
        ("The future of ports", "Who pays for you?", "What you can do", "Closing remarks"),
    ],
)
@pytest.mark.parametrize("form", ["10:3{n} {name}: ", "[10:3{n}] {name}: "])
def test_titles_behind_times_and_names_are_an_agenda(titles: tuple[str, ...], form: str) -> None:
    assert not any(turns_of(*page(form, titles).split("\n\n")))
    assert all(turns_of(*page("[{name}] ", titles, top="").split("\n\n")))


def test_reports_behind_times_and_places_are_no_chat() -> None:
    lines = ["10:31 Leeds: The ferry stopped.", "10:32 Salem: It rained.", "10:35 Leeds: The ferry sailed."]
    assert not any(turns_of(*lines))


SRT = """1
00:00:01,000 --> 00:00:04,000
Welcome to the quay. Today

2
00:00:04,500 --> 00:00:08,000
we hear of the ferry that
the council sold in May.

3
00:00:08,500 --> 00:00:12,000 align:start position:0%
Dana Pell
saw it go

4
00:00:12,500 --> 00:00:15,000
[MUSIC]"""
VTT = """WEBVTT
Kind: captions

NOTE Made by hand on Tuesday

NOTE
This file was read twice.

3f2b-12/7-0
00:00:01.000 --> 00:00:04.000 align:start position:0%
<v Dana Pell>Welcome to the quay. Today we

3f2b-12/8-0
00:04.500 --> 00:08.000
hear of the ferry.

NOTE Here it rains

00:08.500 --> 00:12.000
<v.loud Luis Orr>the council sold it in May.</v>

00:12.500 --> 00:15.000
The ferry was built in Dale."""


def test_times_and_numbers_of_subtitles_are_furniture_and_the_words_between_sentences() -> None:
    assert [line for kind, line in kinds_of(SRT) if kind == "sentence"] == [
        "Welcome to the quay.", "Today", "we hear of the ferry that\nthe council sold in May.", "Dana Pell\nsaw it go",
    ]  # fmt: skip
    assert {kind for kind, _ in kinds_of(SRT)} == {"sentence", "boilerplate"}
    assert not segment([SRT]).turn.any()
    assert kinds_of(f"The Ferry of Dale\n\n{SRT}") == [("heading", "The Ferry of Dale"), *kinds_of(SRT)]


def test_voices_of_subtitles_speak_to_their_end_or_to_the_next_one() -> None:
    said = [line for kind, line in kinds_of(VTT) if kind == "sentence"]
    assert said == [
        "<v Dana Pell>Welcome to the quay.", "Today we", "hear of the ferry.",
        "<v.loud Luis Orr>the council sold it in May.</v>", "The ferry was built in Dale.",
    ]  # fmt: skip
    assert sources_of(VTT) == ["Dana Pell"] * 3 + ["Luis Orr", None]
    document = opinionclf.classify(VTT)
    assert [sentence.label for sentence in document.sentences][:4] == ["attributed_claim"] * 4
    assert document.sentences[4].label == "factual_report"
    assert same_alone_and_in_company([VTT, "<v", "<v Dana Pell>", SRT, "</v>", VTT])


def test_an_arrow_or_a_tag_in_an_article_is_none_of_subtitles() -> None:
    assert not any(turns_of("<video controls> The ferry sailed.", "< v. good ferry >", "It was sold in May for good."))
    lines = ["The ferry was sold in May for little.", "Salem --> Dale", "NOTE", "The crew was told in June at the quay."]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))][::3] == ["sentence"] * 2
    assert ("heading", "Salem --> Dale") in kinds_of("\n\n".join(lines))


def test_times_in_front_of_paragraphs_of_a_transcript_stay_in_their_turns() -> None:
    lines = ["[00:00:02] DANA PELL: Do you sail?", "[00:00:10] LUIS ORR: I do.", "[00:00:22] And that was it."]
    lines += ["[00:00:30] DANA PELL: Why?", "[00:00:41] LUIS ORR: It sank."]
    assert labels_of("\n\n".join(lines)) == {"attributed_claim"}
