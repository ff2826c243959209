"""Speakers of transcripts in the spellings of podcasts, broadcasters and services, and lines that only look like them."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company, sources_of, turns_of

import opinionclf
from opinionclf.segmentation import segment
from opinionclf.segmentkinds import SENTENCE

SAID = (
    "Welcome to the quay. We are here for the ferry.",
    "I sold it in May. Nobody wanted it.",
    "Did you try the council?",
    "Every week. My sister wrote to them.",
    "The council says it never got a letter.",
    "They got eleven. I have the stamps.",
)
LABELS = [
    "{name}: ", "{name}:", "[{name}] ", "{name}:\n", "**{name}:** ", "**{name}**: ", "**{name}:**\n", "**{name}** ",
    "{name} — ", "{name} – ", "{name} - ", "[0:{n}2] {name}: ", "0:{n}2 {name}: ", "(00:0{n}) {name}: ",
    "[00:00:{n}2] {name}: ", ">> {name}: ", ">> {surname}: ", "- {name}: ", "{surname}. ", "{capitals} (on tape): ",
    "{name} (laughing): ", "**{name} ({trade})**: ", "{name}, {trade}: ", "Speaker {number}: ", "Speaker {number} (00:{n}2): ",
]  # fmt: skip
LINES = [
    "{name}\n", "{name}\n\n", "{capitals}\n", "{name} (00:{n}2)\n", "{name} [0:{n}2]\n", "{name} 00:{n}2\n", "0:{n}2 {name}\n",
    "00:00:{n}4\n{name}\n", "Speaker {number}\n", "00:00:{n}4\nSpeaker {number}\n", "**{name}**\n", "{surname}\n",
]  # fmt: skip


def talk(label: str, said: tuple[str, ...] = SAID, title: str = "Who sold the ferry") -> str:
    turns = []
    for n, line in enumerate(said):
        name, trade = (("Dana Pell", "host"), ("Luis Orr", "boat builder"))[n % 2]
        capitals, surname = name.upper(), name.split()[1].upper()
        turns.append(label.format(name=name, capitals=capitals, surname=surname, trade=trade, number=n % 2 + 1, n=n) + line)
    return "\n\n".join([title, *turns])


@pytest.mark.parametrize("label", LABELS + LINES)
def test_a_transcript_shows_by_names_that_come_again_however_they_are_written(label: str) -> None:
    sentences = opinionclf.classify(talk(label)).sentences
    assert {sentence.label for sentence in sentences} == {"attributed_claim"}
    assert len(sentences) == 10
    names = ("Dana Pell", "DANA PELL", "PELL", "Speaker 1"), ("Luis Orr", "LUIS ORR", "ORR", "Speaker 2")
    speaks = [0, 0, 1, 1, 0, 1, 1, 0, 1, 1]
    assert all(name in names[n] for n, name in zip(speaks, sources_of(talk(label)), strict=True))


@pytest.mark.parametrize("label", LINES)
def test_names_and_times_in_lines_of_their_own_over_turns_are_furniture(label: str) -> None:
    kinds = kinds_of(talk(label))
    assert {kind for kind, text in kinds[1:] if text not in " ".join(SAID)} == {"boilerplate"}
    assert kinds[0] == ("heading", "Who sold the ferry")


@pytest.mark.parametrize("label", LABELS + LINES)
def test_spellings_of_speakers_are_the_same_alone_and_in_company(label: str) -> None:
    assert same_alone_and_in_company([talk(label), "**", "- ", "0:12", talk(LABELS[0]), "Ann Lowe —", talk(label)])


TOLD = (
    "She kept bees on the roof of the mill.", "He rowed to the island each day.", "She was asked to leave.",
    "He never came back.", "She left a son.", "He leaves two boats.",
)  # fmt: skip


@pytest.mark.parametrize("label", [*LABELS[7:12], LABELS[18], LABELS[19], *LINES])
def test_names_over_and_in_front_of_what_is_told_of_them_are_no_speakers(label: str) -> None:
    if "Speaker" not in label:
        assert not any(turns_of(*talk(label, TOLD).split("\n\n")))


@pytest.mark.parametrize(
    "lines",
    [
        ["Oslo — It rained all day.", "New York — I saw snow.", "Oslo — We had hail.", "New York — I was cold."],
        ["- Pros: I like the lid.", "- Cons: You pay a lot.", "- Pros: I like its weight.", "- Cons: We broke it."],
        ["STEP. You need a saw.", "NOTE. We use oak.", "STEP. I cut it twice.", "NOTE. You may rest."],
        ["14:31 Ferry services have been suspended.", "14:20 Two roads are shut.", "14:05 We are live.", "13:58 I am here."],
    ],
)
def test_places_points_and_times_in_front_of_what_nobody_asks_are_no_speakers(lines: list[str]) -> None:
    assert turns_of(*lines) == [False] * len(lines)


def test_the_authors_of_a_live_blog_are_no_speakers() -> None:
    cal, ines = "Cal Wray", "Ines Dole"
    posts = ["I am at the harbour.", "Will it sail?", "We are cold.", "My colleague has been told that it will."]
    for authors, time in (((cal, cal, ines, ines), []), ((cal, ines, cal, ines), ["14.31 GMT"])):
        lines = [line for author, post in zip(authors, posts, strict=True) for line in (*time, author, post)]
        assert not any(turns_of("Storm live: ferry tied up", *lines))
    lines = [line for pair in zip((cal, ines) * 2, posts, strict=True) for line in pair]
    assert any(turns_of("Storm live: ferry tied up", *lines))


def test_a_headline_that_goes_on_in_small_letters_behind_its_label_is_no_speaker() -> None:
    text = talk("{name}: ", title="The Harbour Hour: who sold the ferry?")
    assert kinds_of(text)[0] == ("heading", "The Harbour Hour: who sold the ferry?")
    assert {source.name for source in opinionclf.classify(text).sources} == {"Dana Pell", "Luis Orr"}
    assert turns_of(*text.split("\n\n"))[0] is False
    lines = ["Lowe: who, me?", "Reed: I mean you.", "Lowe: No.", "Reed: Yes."]
    assert turns_of(*lines) == [True] * 4


def test_a_contraction_speaks_in_the_first_person() -> None:
    questions = ["How did you begin?", "Do you swim?", "Are you cold?", "Would you sail it?"]
    answers = ["I’d seen it done.", "I'm too old.", "We've got coats.", "I'll see."]
    lines = ["Ann Lowe keeps a ferry.", *(line for pair in zip(questions, answers, strict=True) for line in pair)]
    assert turns_of(*lines) == [False] + [True] * 8


@pytest.mark.parametrize(
    "lines",
    [
        ["Tom - who else? - laughed.", "Ann - my sister - cried.", "Tom - I saw it - left.", "Ann - you would - let him."],
        ["Hedge — a row of shrubs", "Mulch — what you put on beds", "Hedge — what I do", "Mulch — do you have any?"],
        ["RESOLVED. We cut it.", "NOTED. Who will pay?", "RESOLVED. You may park.", "NOTED. We have no money."],
        ["PRO. It is fast. I like it.", "CON. Can you lift it?", "PRO. We did.", "CON. My hand hurts."],
        ["Monday — Do you swim? I do.", "Friday — I rest.", "Monday — You swam.", "Friday — We rest."],
        ["Dale–Orr You walk for an hour.", "Orr–Lea Do you like hills?", "Dale–Lea We took a bus.", "Orr–Dale I swam."],
        ["**Ann Lowe**, my boss, fell.", "**Tom Reed**, do you see?", "**Ann Lowe**, you said.", "**Tom Reed**, I saw."],
        ["Sport — We lost.", "Weather — Is it hot? You bet.", "Sport — My team won.", "Weather — I am wet."],
    ],
)
def test_names_and_words_in_front_of_what_is_no_speech_are_no_speakers(lines: list[str]) -> None:
    assert turns_of(*lines) == [False] * len(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Ann Lowe, who swam, said: “We want it.”", "Tom Reed, a smith, said: “I miss it.”", "Lowe, who is 9, said: “You do.”"],
        ["Ann Lowe, who swam, said: We want it.", "Tom Reed, a smith, said: I miss it.", "Lowe, aged nine, said: You do."],
        ["However, the question is: who pays?", "Besides, one thing is clear: you do.", "However, there is hope: we care."],
        ["Ann Lowe, 41, of Dale: fined £20.", "Tom Reed, of Salem: jailed for your theft.", "Ann Lowe, of Dale: let go by us."],
    ],
)
def test_sentences_with_a_comma_and_a_colon_open_no_turns(lines: list[str]) -> None:
    page = [line for sentence in lines for line in (sentence, "The council has owned the pool since 1962.")]
    assert turns_of(*page) == [False] * len(page)


def test_names_in_bold_and_in_front_of_dashes_are_counted_by_themselves() -> None:
    few = "**Ann Lowe** Do you?\n\nTom Reed — I do.\n\nTom Reed — We do.\n\nAnn Lowe — You do."
    assert same_alone_and_in_company([few, talk("**{name}** "), talk("{name} — ")])
    assert not any(turns_of(*few.split("\n\n")))


@pytest.mark.parametrize(
    "said",
    [
        ("Do you sail?", "It sank.", "It rained.", "The quay is shut.", "It was May.", "The crane fell."),
        ("Do you sail?", "I do.", "It sank with me.", "We fell.", "It rained on us.", "You fell."),
    ],
)
def test_names_in_front_of_dashes_speak_where_two_come_again_and_half_speaks(said: tuple[str, ...]) -> None:
    names = ["Ann Lowe", "Tom Reed"] * 3
    if said[1] == "I do.":
        names = ["Ann Lowe", "Tom Orr", "Ann Lowe", "Oslo", "Dale", "Salem"]
    assert not any(turns_of(*(f"{name} — {line}" for name, line in zip(names, said, strict=True))))


def test_a_sentence_in_bold_type_below_names_in_bold_type_is_no_speakers() -> None:
    foot = "**The quay was shut for good in May.** It was old."
    assert turns_of(*talk("**{name}** ").split("\n\n"), foot) == [False] + [True] * 6 + [False]


def test_names_in_front_of_dashes_speak_where_half_speaks_or_asks() -> None:
    said = ("Who sold it?", "Nobody did.", "Why?", "It leaked.", "I see. When?", "In May.")
    assert turns_of(*talk("{name} — ", said).split("\n\n")) == [False] + [True] * 6


def test_what_a_broadcast_tells_is_no_speakers() -> None:
    told = turns_of(*talk("{name}: ").split("\n\n"), "Dana Pell (voice-over): We saw the river rise.")
    assert told == [False] + [True] * 6 + [False]


@pytest.mark.parametrize("sign", ["• ", "* ", "- ", "– "])
def test_names_in_a_list_are_no_speakers(sign: str) -> None:
    assert not any(turns_of(*talk(f"{sign}{{name}}\n\n").split("\n\n")))


def test_points_that_come_again_over_much_text_are_no_speakers() -> None:
    lines = [line for text in SAID for line in (text, "It rained.", "The quay is shut.", "The crane fell.")]
    named = ["Dana Pell", lines[0], *lines[1:8], "Luis Orr", *lines[8:16], "Dana Pell", *lines[16:], "Luis Orr", "I left."]
    assert not any(turns_of("Who sold the ferry", *named))


def test_short_words_in_capitals_in_front_of_stops_are_no_speakers() -> None:
    assert not any(turns_of("PS. Do you sail?", "NB. I do.", "PS. We fell.", "NB. You fell."))


@pytest.mark.parametrize("label", [LINES[3], LINES[4], LINES[6], LINES[8], "[0:{n}2] {name}\n"])
def test_three_lines_with_times_or_numbers_of_speakers_are_enough(label: str) -> None:
    assert turns_of(*talk(label, SAID[2:5]).split("\n\n"))[-1]
    for other in ("{name}\n", "Senator {name}\n", "{name} (Leeds)\n", "Round {number}\n"):
        assert not any(turns_of(*talk(other, SAID[2:5]).split("\n\n")))


ASKED = ("Who sold it?", "I did.", "I heard of it. When?", "We saw it go.", "Why?", "It rained.")


def below_lines(names: str, said: tuple[str, ...] = ASKED) -> list[bool]:
    """Which paragraphs are turns below lines of names, which letters stand for."""
    known = {"a": "Dana Pell", "b": "Luis Orr", "c": "Rose Hale", "d": "Tom Reed", "1": "Speaker 1", "2": "Speaker 2"}
    lines = [line for name, text in zip(names, said, strict=True) for line in (known.get(name, name), text)]
    return turns_of("Who sold the ferry", "The ferry was sold in May.", *lines)[3::2]


def test_names_in_lines_of_their_own_speak_where_half_below_is_in_person_or_asks_and_some_in_the_singular() -> None:
    assert below_lines("ababab") == [True] * 6
    assert below_lines("abab", ("Where did it go?", "It sank. The sale was a joke.", "It was none.", "I read it twice."))
    for spoken in ("I did.", "You did.", "We did."):
        assert below_lines("ababab", ("Who sold my ferry?", "I did.", spoken, "It rained.", "It sank.", "No.")) == [True] * 6
    assert not any(below_lines("ababab", ("It sank.", "I did.", "When?", "They saw it go.", "It rained.", "It rained.")))
    assert not any(below_lines("ababab", ("Who sold it?", "We did.", "When?", "We saw it go.", "Why?", "We were broke.")))


@pytest.mark.parametrize("names", ["acadaa", "abcd12"])
def test_one_name_that_comes_again_among_others_is_no_speaker(names: str) -> None:
    assert not any(below_lines(names))


REPLIES = ("Callum Reid: They went nowhere.", "Nadia Khan: That can't be right.")


@pytest.mark.parametrize("first", [
    "Nadia Khan (host): Twelve boats tried to find a berth, and failed.",
    "[00:01:12] Nadia Khan: The boats have gone.", "00:01:12 Nadia Khan: The boats have gone.",
    "NADIA KHAN, HOST: The boats have gone.", "NADIA KHAN, CLERK: The boats have gone.",
])  # fmt: skip
def test_a_label_that_changes_its_form_is_of_one_speaker(first: str) -> None:
    assert turns_of(first, *REPLIES) == [True] * 3
    pages = ["\n\n".join(lines) for lines in ([first, *REPLIES], [first, "It rained.", "It is cold."], [*REPLIES, first])]
    assert same_alone_and_in_company(pages)


def test_where_one_voice_of_a_broadcast_speaks_on_under_the_last_name_the_others_are_speakers_too() -> None:
    lines = ["NADIA KHAN, HOST: So where did the boats go?", "CALLUM REID, BYLINE: At the quay, the queue starts at six."]
    assert turns_of("The boats that left", "It is cold on the quay.", *lines, "REID: Owen is 71.") == [False] * 2 + [True] * 3
    assert not any(turns_of("The boats that left", "It is cold on the quay.", *lines, "It is cold.", "Owen is 71."))


@pytest.mark.parametrize("label", ["[00:01:12] Nadia Khan", "Nadia Khan (host)", "NADIA KHAN, HOST", "**Nadia Khan**", "HOST"])
def test_a_first_turn_that_asks_is_no_heading(label: str) -> None:
    found = segment(["\n\n".join([f"{label}: So where did all the boats go?", *REPLIES, "Callum Reid: I left."])])
    assert found.kind.tolist() == [SENTENCE] * 4


@pytest.mark.parametrize("lines", [
    ["Best Film (Drama): The Salt Road won again.", "Best Film (Comedy): The Quay was chosen.", "Best Actor: Tom Reed won."],
    ["The Quay (Kirkby): Two boats sank.", "The Mill (Dale): It rained.", "Salem: The pool closed."],
])  # fmt: skip
def test_lists_with_labels_in_two_forms_have_no_speakers(lines: list[str]) -> None:
    assert not any(turns_of("The winners of the year", *lines, "It was given out on Sunday."))
