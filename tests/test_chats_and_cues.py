"""Pages of nothing but what people say: captions, transcripts of videos, chats, posts, interviews on tape."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, sources_of

import opinionclf
from opinionclf.segmentation import segment


def labels_of(text: str) -> list[str]:
    return [str(sentence.label) for sentence in opinionclf.classify(text).sentences]


def sentences_of(text: str) -> list[str]:
    return [line for kind, line in kinds_of(text) if kind == "sentence"]


def furniture_of(text: str) -> list[str]:
    return [line for kind, line in kinds_of(text) if kind == "boilerplate"]


def captions(said: list[str], top: str = "") -> str:
    """An SRT or, with WEBVTT on top, a VTT file."""
    cues = [f"{n}\n00:00:{10 + n},000 --> 00:00:{11 + n},500\n{text}" for n, text in enumerate(said, start=1)]
    return "\n\n".join([*([top] if top else []), *cues])


def is_said(text: str) -> bool:
    """Whether every sentence of a text stands in a turn."""
    found = segment([text])
    return bool(found.turn[found.first[found.kind == 0]].all())


def is_nobodys(text: str) -> bool:
    return not segment([text]).turn.any()


# Captions

LABELLED = ["Orla's tablet (2): the ferry is gone", "Tomas P.: Who sold it?", "Dr. Hale 2: The council.", "Tomas P.: In May."]


@pytest.mark.parametrize("top", ["", "WEBVTT"])
def test_labels_that_open_cues_are_speakers_whatever_their_names_look_like(top: str) -> None:
    text = captions(LABELLED, top)
    assert sentences_of(text) == LABELLED
    assert labels_of(text) == ["attributed_claim"] * 4
    assert sources_of(text) == ["Orla's tablet (2)", "Tomas P.", "Dr. Hale 2", "Tomas P."]
    assert same_alone_and_in_company([text, "Ann: 0:12", captions(["Dale: a town."]), "0:12\n\n0:14", text])


def test_what_follows_a_label_is_the_speakers_up_to_the_next_one() -> None:
    text = captions(["It rained in Dale.", "MAN: Who sold it?", "the ferry was old", "WOMAN: It was."])
    assert sources_of(text) == [None, "MAN", "MAN", "WOMAN"]
    assert labels_of(text)[1:] == ["attributed_claim"] * 3
    seldom = captions(["Ann (off): Who sold it?", "the ferry was old", "she leaked", "she sank", "Ann (off): She did."])
    assert sources_of(seldom) == ["Ann (off)"] * 5


@pytest.mark.parametrize("said", [
    ["Dale: a town on the coast.", "It has one thing: a ferry", "It was sold in May: for little", "That was that."],
    ["It was sold. Look: there it lies", "It was sold. Look: there it lies", "in May", "so she was old: too old"],
    ["he said: it sank", "it was sold in May", "she was old", "and leaked", "he said: no"],
    ["https://quay.example/a", "https://quay.example/b", "https://quay.example/a", "https://quay.example/b"],
    ["the ferry of dale", "it was sold in May", "and it sank - twice", "- as the crew had said"],
    ["Berth >> a place to sleep", ">> it was sold in May", "and it sank", "twice"],
])  # fmt: skip
def test_captions_without_signs_of_speakers_are_the_films_own(said: list[str]) -> None:
    assert is_nobodys(captions(said))


def test_signs_that_open_cues_in_several_places_tell_that_others_speak() -> None:
    dashes = ["- Where is she?\n- They sold her.", "<i>It was a good ship.</i>", "– Who did?"]
    assert is_said(captions(dashes))
    arrows = captions([">> ORLA: The ferry is gone.", "she was old", ">> nobody told us", ">> BEN: They did."])
    assert is_said(arrows)
    assert sources_of(arrows) == ["ORLA", "ORLA", None, "BEN"]


def video(said: list[str], step: int = 4, begin: int = 0) -> str:
    """A transcript as a site for videos shows it."""
    times = [begin + step * n for n in range(len(said))]
    return "\n".join(f"{time // 60}:{time % 60:02}\n{text}" for time, text in zip(times, said, strict=True))


VIDEO = ["good evening all and", "welcome to the quay", "[Applause]", "the ferry was sold in may", "for £4,000"]


def test_times_alone_are_furniture_and_the_lines_between_sentences() -> None:
    text = "The Quay Hour\n" + video(VIDEO)
    assert sentences_of(text) == [line for line in VIDEO if line[0] != "["]
    assert furniture_of(text) == ["0:00", "0:04", "0:08", "[Applause]", "0:12", "0:16"]
    assert kinds_of(text)[0] == ("heading", "The Quay Hour")
    assert is_nobodys(text)
    spoken = video([*VIDEO[:2], ">> the ferry was sold", "for £4,000", ">> it was a disgrace"])
    assert is_said(spoken)
    assert same_alone_and_in_company([text, "0:00", spoken, "0:00\n\nit was sold", text])


@pytest.mark.parametrize("text", [
    video(["The quay", "The ferry", "Who paid", "What comes next", "Goodbye"], step=150),
    video(["The news", "The quay", "The weather", "The ferry", "Goodbye"], begin=19 * 60),
    video(["The quay", "The ferry", "Who paid", "Goodbye"]),
    "\n".join(video(["The quay", "The ferry", "Who paid", "What comes next", "Goodbye"]).split("\n")[::-1]),
])  # fmt: skip
def test_chapters_programmes_and_few_times_are_no_transcript(text: str) -> None:
    page = f"The council sold the ferry in May.\n\nThis is what we talk of.\n\n{text}\n\nThe crew was told in June."
    assert not {"The quay", "Goodbye"} & set(sentences_of(page))


# Chats

EXPORTED = """\u200e[5/12/24, 6:02:11\u202fPM] Quay Watch: \u200eMessages and calls are end-to-end encrypted.
[5/12/24, 6:02:11\u202fPM] \u200eOrla Plot 9 created this group
[5/12/24, 6:03:00\u202fPM] Orla Plot 9: The ferry
is gone
[5/12/24, 6:04:00\u202fPM] Orla Plot 9: Share
\u200e[5/12/24, 6:04:40\u202fPM] Orla Plot 9: \u200eimage omitted
[5/12/24, 6:05:00\u202fPM] +44 7700 900456: They sold it
for £4,000
[5/12/24, 6:05:10\u202fPM] ~\u202fBen: \u200eThis message was deleted.
[5/12/24, 6:05:30\u202fPM] Orla Plot 9: Useless, quite useless"""


def test_names_of_a_chat_may_have_figures_and_signs_and_what_the_chat_tells_is_furniture() -> None:
    lines = EXPORTED.split("\n")
    assert furniture_of(EXPORTED) == [lines[0], lines[1], lines[5], lines[8]]
    assert sentences_of(EXPORTED)[0].endswith("Orla Plot 9: The ferry\nis gone")
    assert is_said(EXPORTED)
    assert sources_of(EXPORTED) == ["Orla Plot 9", "Orla Plot 9", "44 7700 900456", "Orla Plot 9"]
    assert same_alone_and_in_company([EXPORTED, "[5/12/24, 6:02:11 PM]", "[5/12/24, 6:02:11 PM] Ben: no", EXPORTED])


LAST = "The council. What a disgrace (edited)"
COPIED = {
    "lines": "orla.pell\n  9:14 AM\nthe ferry is gone\nshe was sold\n\nBen Hale\n:sun:\n  9:15 AM\nWho did it?\n\n9:16\n"
    f"anyone\n\norla.pell\n  9:17 AM\n{LAST}\n:eyes:\n2",
    "one line": "orla.pell  9:14 AM\nthe ferry is gone\nshe was sold\nBen Hale  9:15 AM\n\nWho did it?\n[9:16 AM]\nanyone\n"
    f"orla.pell  9:17 AM\n{LAST}",
    "today": "orla.pell — Today at 9:14 AM\nthe ferry is gone\nshe was sold\nBen Hale — Today at 9:15 AM\nWho did it?\n"
    f"[9:16 AM]\nanyone\norla.pell — Today at 9:17 AM\n{LAST}",
    "date": "orla.pell — 05/12/2024 9:14 AM\nthe ferry is gone\nshe was sold\nBen Hale — 05/12/2024 9:15 AM\nWho did it?\n\n"
    f"anyone\norla.pell — 05/12/2024 9:17 AM\n{LAST}",
    "bracket": "orla.pell, [05.12.2024 9:14]\nthe ferry is gone\nshe was sold\n\nBen Hale, [05.12.2024 9:15]\nWho did it?\n\n"
    f"anyone\n\norla.pell, [05.12.2024 9:17]\n{LAST}",
    "far": "orla.pell\n\nYesterday 9:14 AM\n\nthe ferry is gone\nshe was sold\n\nBen Hale\n\nYesterday 9:15 AM\n\n"
    f"Who did it?\n\nanyone\n\norla.pell\n\nYesterday 9:17 AM\n\n{LAST}",
}


@pytest.mark.parametrize("form", COPIED)
def test_names_and_times_above_messages_are_furniture_and_what_stands_below_is_their_writers(form: str) -> None:
    text = COPIED[form]
    assert not {"AM", "9:16", "orla.pell", ":eyes:"} & set(" ".join(sentences_of(text)).split())
    assert is_said(text)
    said = [line.replace("\nshe was sold", "") for line in sentences_of(text) if line != "she was sold"]
    assert said == ["the ferry is gone", "Who did it?", "anyone", "The council.", "What a disgrace (edited)"]
    names = [name for name in sources_of(text) if name]
    assert names[0] == names[-1] == "orla.pell"
    assert names[-3] == "Ben Hale"
    assert same_alone_and_in_company([text, "orla.pell  9:14 AM", "9:14", text])


def test_lines_as_far_from_each_other_as_any_hold_names_with_capitals() -> None:
    text = "Orla\n9:14 AM\nthe ferry is gone\n9:15\nshe is sold\nBen Hale\n9:16 AM\nWho did it?\nOrla\n9:17 AM\nthe council"
    assert sentences_of(text) == ["the ferry is gone", "she is sold", "Who did it?", "the council"]
    assert sources_of(text) == ["Orla", "Orla", "Ben Hale", "Orla"]


@pytest.mark.parametrize("sign", [
    ("orla", "ben", "9:14", "9:44", "She is gone."), ("Orla", "Ben", "Today at 9:14", "Today at 9:44", "She is gone."),
    ("Orla", "Ben", "9:14", "9:17", "She is gone."), ("Orla", "Ben", "9:14", "9:44", "You sold her."),
    ("Orla", "Ben", "9:14", "9:44", "she is gone"),
], ids=["names", "dates", "soon", "in person", "small letters"])  # fmt: skip
def test_one_sign_is_enough_for_a_chat_whose_names_come_again(sign: tuple[str, ...]) -> None:
    first, second, early, late, said = sign
    names, times = (first, second, first), (early, late, late.replace("9:", "10:"))
    times = (*times[:2], times[1]) if late == "9:17" else times
    lines = [f"{name}\n{time} AM\n{said}" for name, time in zip(names, times, strict=True)]
    assert is_said("\n\n".join(lines))
    assert is_nobodys("\n\n".join(["Orla\n9:14 AM\nIt sank.", "Ben\n9:44 AM\nIt leaked.", "Orla\n10:44 AM\nIt is gone."]))


def test_messages_that_end_in_times_and_notes_of_programs_stay_what_they_are() -> None:
    said = ["see you today at 9:30", "Lunch - 12:30", "9 boats left at 10:30", "Dale - 3 boats at 9:30", "no  ferry at 9:45"]
    said.append("The quay will be closed to you all of May")
    text = f"ann.orr\n  9:14 AM\n{said[0]}\n{said[1]}\n\nBen\n  9:15 AM\n{said[2]}\n{said[3]}\n\n{said[4]}\n\n{said[5]}\n9:16\n"
    text += "ann\n\nann.orr\n  9:17 AM\nok\n\nNewsbot\nAPP  9:22 AM\nThe quay is shut."
    assert sentences_of(text) == [*said, "ann", "ok", "The quay is shut."]
    assert furniture_of(text)[-2:] == ["Newsbot", "APP  9:22 AM"]


@pytest.mark.parametrize("between", [": ", ":\n", " : "])
def test_messages_to_those_of_a_meeting_are_their_senders(between: str) -> None:
    names = ["Orla Pell to Everyone", "ben to Orla Pell(Direct Message)", "Orla Pell to Everyone"]
    said = ["the ferry is gone", "who sold it?", "The council"]
    text = "\n".join(f"10:32:1{n}\t From {names[n]}{between}{said[n]}" for n in range(3))
    assert is_said(text)
    assert sources_of(text) == ["Orla Pell", "ben", "Orla Pell"]
    assert len(furniture_of(text)) == 3 * (between == ":\n")


@pytest.mark.parametrize("form", ["00:3{n}:14\t{name}:\t", "10:3{n} <{name}> ", "[10:3{n}] <{name}> ", "[9:3{n} AM] {name}\n"])
def test_other_tools_for_chats(form: str) -> None:
    said = [("Orla", "the ferry is gone"), ("Ben", "who sold her"), ("Orla", "the council did")]
    text = "\n".join(form.format(n=n, name=name) + line for n, (name, line) in enumerate(said))
    assert is_said(text)
    assert sources_of(text) == ["Orla", "Ben", "Orla"]


def test_posts_below_names_signs_and_ages_are_their_writers() -> None:
    text = "r/quay\n\nu/dock_ben\n•\n3y ago\nwhy did they sell her\n\nu/orla_9\nOP\n•\n3y ago\nNobody told us.\nReply\n\n"
    text += "Gannet\n•\n2 yr. ago\nIt was a disgrace.\n\n[deleted]\n•\n2y ago\nComment removed by moderator"
    assert sentences_of(text) == ["why did they sell her", "Nobody told us.", "It was a disgrace."]
    assert is_said(text)
    assert sources_of(text) == ["u/dock_ben", "u/orla_9", "Gannet"]


PROSE = "The council sold the ferry on Monday for £4,000.\n\nThe crew was told of it on Tuesday at the quay.\n\n"


LIKE_CHATS = {
    "programmes": "Evening News\n7:00 PM\nThe day's events with Orla Pell.\n\nThe Quay\n7:30 PM\nA docker falls in love.\n\n"
    "Evening News\n9:00 PM\nA late round-up.\n\nWeather\n9:30 PM\nWill you need a coat?",
    "live blog": "Orla Pell\n16:42\nThe ferry has stopped.\n\nBen Hale\n16:20\nThe council met.\n\n"
    "Orla Pell\n16:02\nYou can follow us here.\n\nBen Hale\n15:50\nWe are on the quay.",
    "results": "Orla Pell   14:12\nBen Hale   14:15\nRose Orr   14:20\nOrla Pell   14:22\n"
    "Ben Hale   14:25\n\nThe race was in May.",
    "timetable": "Dale   9:14\nSalem   9:32\nDale   10:14\nSalem   10:32\nThe last one leaves at six.",
    "agenda": "09:00   Registration\n09:30   Rose Orr: How we mapped you\n10:15   Ben Hale: Our maps\n11:00   Rose Orr: "
    "What we do",
    "log": "10:02  Police: A man is seen.\n10:04  Council: The ferry stops.\n10:09  Police: The man is held.\n"
    "10:11  Council: It sails.",
    "comments": PROSE + "Rose Orr\n3 hours ago\nI think so.\n\nBen Hale\n2 hours ago\nYou would.\n\n"
    "Rose Orr\n1 hour ago\nI would.",
    "dated reports": "12/05/2024, 10:32 - Dale: It rains.\n12/05/2024, 10:40 - Salem: The ferry stops.\n"
    "12/05/2024, 10:45 - Kirkby: Two men are held.",
    "dated notes": "12/05/2024, 10:32 - The ferry stops.\n12/05/2024, 10:40 - It rains.\n12/05/2024, 10:45 - Two are held.\n"
    "12/05/2024, 10:50 - Note: It sails.\n12/05/2024, 10:52 - Note: It stops.",
    "glossary": "Hedge: a row of shrubs\nQuay: a place for boats\nBerth: a place to sleep",
}


@pytest.mark.parametrize("text", LIKE_CHATS.values(), ids=LIKE_CHATS)
def test_other_pages_with_names_and_times_are_no_chats(text: str) -> None:
    assert is_nobodys(text)


def test_a_chat_that_an_article_quotes_leaves_the_article_its_own() -> None:
    chat = "[12/05/2024, 10:32] Orla: she is sold\n[12/05/2024, 10:33] Ben: who did it\n[12/05/2024, 10:34] Orla: the council"
    text = f"{PROSE}{chat}\n\nThe leader of the council leaves office in June."
    assert labels_of(text)[2:5] == ["attributed_claim"] * 3
    on_top = "\n\n".join([chat, *["The leader of the council leaves office in June."] * 10])
    assert labels_of(on_top)[-10:] == ["factual_report"] * 10
    assert [label for label in labels_of(text) if label != "attributed_claim"] == labels_of(text)[:2] + labels_of(text)[-1:]


def test_dated_messages_that_an_article_quotes_need_no_stop_no_question_and_no_small_letters() -> None:
    sent = [("Orla", "Water in the hall"), ("Ben", "Two lorries come"), ("Orla", "The mill is wet"), ("Ben", "Bridge shut")]
    chat = "\n".join(f"[12/05/2024, 10:3{n}] {name}: {said}" for n, (name, said) in enumerate(sent))
    assert labels_of(f"{PROSE}{chat}")[-4:] == ["attributed_claim"] * 4


# Names in capitals


@pytest.mark.parametrize("gap", ["   ", "  ", "\t"])
@pytest.mark.parametrize("counter", ["", "00.{n}5  ", "0:{n}5  "])
def test_names_in_capitals_with_a_gap_behind_them_open_turns(gap: str, counter: str) -> None:
    said = [
        ("DS HALE", "You know why you are here?"), ("LOWE", "No comment."), ("DS HALE", "Your van was seen at the quay."),
        ("LOWE", "It wasn't me. I was at home."), ("SOLICITOR", "My client has answered."),
    ]  # fmt: skip
    text = "\n".join(counter.format(n=n) + name + gap + line for n, (name, line) in enumerate(said))
    assert is_said(text)
    assert sources_of(text) == ["DS HALE", "LOWE", "DS HALE", "LOWE", "LOWE", "SOLICITOR"]
    assert len(sentences_of(text)) == 6
    assert same_alone_and_in_company([text, "LOWE   No.", text])


@pytest.mark.parametrize("lines", [
    ["LOWE   12   3", "HALE   10   5", "LOWE   9   6", "HALE   8   7", "Who will win it? You tell me."],
    ["WASHINGTON   The fee rose in May.", "DALE   The ferry was sold.", "WASHINGTON   The pool closed.", "DALE   Who asks?"],
    ["ORLA   Rose Marsh", "BEN   Ned Orr", "ORLA (young)   Ann Poll", "BEN (young)   Tom Reed", "Did you see it? I did."],
    ["LOWE took the van.", "HALE saw you.", "LOWE denied it. Did he?", "HALE asked me."],
    ["LOWE   I took the van.", "You never did?"],
], ids=["table", "datelines", "cast", "no gap", "one"])  # fmt: skip
def test_other_capitals_open_no_turns(lines: list[str]) -> None:
    assert is_nobodys("The Quay\n\n" + "\n".join(lines))


# Heads


def test_what_a_recording_says_of_itself_is_furniture() -> None:
    head = ["Tue, Mar 10, 2026 9:02AM • 34:12", "SUMMARY KEYWORDS\nferry, quay", "SPEAKERS"]
    talk = "Orla Pell  0:03\nYou sold her.\n\nBen Hale  0:09\nI did.\n\nOrla Pell  0:14\nWhy?"
    text = "\n\n".join(["Quay call", *head, talk])
    assert furniture_of(text)[:3] == head
    assert kinds_of(text)[0] == ("heading", "Quay call")
