"""Labels of speakers as parliaments, hearings, courts and podcasts print them."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of

import opinionclf
from opinionclf.segmentation import Page, segment, segment_pages
from opinionclf.segmentkinds import SENTENCE


def turns_of(*paragraphs: str) -> list[bool]:
    found = segment(["\n\n".join(paragraphs)])
    begins = [place for place in range(len(found.first)) if not place or found.paragraph[place] != found.paragraph[place - 1]]
    flags: list[bool] = found.turn[found.first[begins]].tolist()
    return flags


def sources_of(text: str) -> list[str | None]:
    found = [sentence.attribution for sentence in opinionclf.classify(text).sentences]
    return [None if each is None or each.source is None else each.source.text for each in found]


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("Ms. Ann Lowe (Kirkby—Dale, Lab.)", "Hon. J. Doe (Minister of Ports)"),
        ("SHRI V. LOWE (KIRKBY)", "THE MINISTER OF STATE IN THE MINISTRY OF PORTS (SHRI R. DOE)"),
        ("MS. LOWE", "THE MINISTER OF STATE IN THE MINISTRY OF PORTS AND MINISTER OF STATE FOR ROADS (SHRI R. DOE)"),
        ("Senator LOWE (South Australia) (12:17)", "The ACTING DEPUTY PRESIDENT (Senator Doe)"),
        ("Ann Lowe (Kirkby) (Lab/Co-op)", "The Secretary of State for Ports (Rose Doe)"),
        ("MS. LOWE", "MR. DOE"),
        ("Speaker 1 (00:02)", "Speaker 2 (00:14)"),
    ],
)
def test_labels_with_titles_offices_places_and_times_open_turns(asker: str, answerer: str) -> None:
    lines = [f"{asker}: Why is the port shut?", f"{answerer}: The crane fell.", f"{asker}: Who will mend it?"]
    lines = ["The House met at noon in Kirkby.", *lines, "The House rose."]
    assert turns_of(*lines) == [False, True, True, True, False]
    asked, answered = (label.partition(" (")[0] for label in (asker, answerer))
    assert sources_of("\n\n".join(lines))[1:4] == [asked, answered, asked]


HEARING = """The panel met at noon.

Mr. LOWE. The crane fell. Who will mend it?

The CHAIRMAN. Order.

Mr. LOWE. Nobody will.

The CHAIRMAN. The time has expired.

The panel rose at one."""


@pytest.mark.parametrize("text", [HEARING, HEARING.replace("LOWE", "Lowe").replace("CHAIRMAN", "Chairman")])
def test_names_in_front_of_stops_open_turns_and_sentences_in_hearings(text: str) -> None:
    assert turns_of(*text.split("\n\n")) == [False, True, True, True, True, False]
    sentences = [sentence.text for sentence in opinionclf.classify(text).sentences]
    assert sentences[1:4] == [text[24:49].strip(), "Who will mend it?", text[text.index("The C") :][:20]]
    assert sources_of(text)[1:3] == [text[24:32], text[24:32]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Olive Oil. It keeps for a year.", "Sea Salt. You need a pinch.", "Rye Bread. It keeps for a week."],
        ["Mt. Lowe. Snow lies on it.", "Mt. Doe. The hut is shut.", "Mt. Hale. You can climb it.", "Mt. Reed. It is low."],
        ["The BBC. It began in 1922.", "The NHS. It began in 1948.", "The BBC. It moved.", "The CEGB. It was split up."],
        ["Step One. You need a saw.", "Step Two. Cut the leg.", "Step One. Begin again.", "Step Two. Cut again."],
        ["St. Mary. I went at noon.", "St. John. You can sit.", "St. Mary. It was shut.", "St. John. It was open."],
        ["Dale Inc. It makes kettles.", "Orr Ltd. It makes pans.", "Dale Inc. It was sold.", "Orr Ltd. You know it."],
        ["Mr. Lowe. He kept bees.", "Mrs. Reed. She sailed.", "Mr. Lowe. He leaves a wife.", "Mrs. Reed. She leaves a son."],
        ["Mr. Lowe met Reed. I saw it.", "Mr. Doe met Reed. Did you?", "Mr. Reed met Lowe. I left.", "Mr. Orr met Lowe. I ate"],
        ["New York. It rained.", "Los Angeles. I swam.", "New York. It snowed.", "Los Angeles. We swam."],
    ],
)
def test_things_in_front_of_stops_are_no_speakers(lines: list[str]) -> None:
    assert turns_of(*lines) == [False] * len(lines)
    assert len(kinds_of("\n\n".join(lines))) == 2 * len(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Best Film (Drama): Salt", "Best Film (Comedy): The Ovens", "Best Song (Drama): Rye", "Best Song (Comedy): Oats"],
        ["Paris (France): The river rose.", "Lima (Peru): A bus burnt.", "Oslo (Norway): The ferry stopped."],
        ["Ann Lowe (Lab): 12,033", "Tim Reed (Con): 9,881", "Joan Hale (LD): 4,002"],
        ["For the Cake (Serves 8): You need four eggs.", "For the Icing (Serves 8): You need sugar.", "I bake it for an hour."],
        ["The Oven (BBC One, 9pm): We watch bakers.", "Salt (ITV, 8pm): Who killed the chef?", "Rye (BBC Two, 7pm): I slept."],
        ["The Quay (Kirkby): I had the fish.", "The Brunt (Lessing): Is it worth it?", "Orla’s (Dale): We liked the soup."],
        ["Aries (March 21 – April 19): You will meet a cat.", "Leo (July 23 – August 22): Do you want more?", "You rest."],
        ["Monday (Kirkby): You will need a coat.", "Tuesday (Dale): We expect snow.", "Monday (Dale): Who knows?"],
        ["Tip 1 (Water): You water at dawn.", "Tip 2 (Soil): I dig in May.", "Tip 3 (Light): Do you have sun?"],
        ["a. You take Fenwick Lane.", "b. You take Hart Street."] * 3,
        ["Bed and Board: We ate.", "Bed and Bath: Do you?", "Bus and Board: You left."],
        ["Somebody wrote to me (Drama): We fell.", "Somebody asked you (Comedy): Do you?", "Nobody knows me (Drama): You do."],
        ["1. Go Slow: You need a saw.", "2. Drive Slow: Do you?", "3. Eat Slow: We did."],
        ["[Note: We fell.]", "[Map: You are here.]", "[Note: I fell.]", "[Map: Where?]"],
        ["Lowe: We fell.", "It was a cold day.", "Lowe: You fell.", "It rained."],
        [*["Lowe: We fell.", "Doe: You fell."] * 2, *["It rained."] * 13],
        ["Note (Dale): We fell.", "Map (Orr): Do you see it?", "Note (Orr): I fell.", "Map (Dale): You are here."],
        ["LOWE (voice-over): The river rose.", "REED (voice-over): You see it here.", "HALE (voice-over): I see it too."],
    ],
)
def test_other_words_with_brackets_in_front_of_colons_open_no_turns(lines: list[str]) -> None:
    assert turns_of(*lines) == [False] * len(lines)


@pytest.mark.parametrize("names", [("Mr. Ann Lowe", "Tim Reed"), ("Ann Reed", "Tim Reed")], ids=["an address", "a name again"])
def test_one_address_or_a_name_that_comes_again_tells_labels_with_brackets_of_people(names: tuple[str, str]) -> None:
    assert turns_of(f"{names[0]} (Kirkby): I ask why.", f"{names[1]} (Dale): We fell.", "Joan Hale (Orr): Who?") == [True] * 3


PODCAST = [
    "ANN LOWE", "Where is your boat?", "TIM REED", "I left it in the Tamar.", "It was cold.", "ANN LOWE", "Do you miss it?",
    "TIM REED", "My wife does.",
]  # fmt: skip


def test_what_stands_below_names_in_lines_of_their_own_are_turns() -> None:
    text = "\n\n".join(["We met on the quay, and it rained.", *PODCAST])
    document = opinionclf.classify(text)
    assert [sentence.label for sentence in document.sentences] == ["factual_report"] + ["attributed_claim"] * 5
    assert sources_of(text) == [None, "ANN LOWE", "TIM REED", "TIM REED", "ANN LOWE", "TIM REED"]
    assert {segment.text: segment.kind for segment in document.segments}["TIM REED"] == "boilerplate"


def test_furniture_between_names_in_lines_of_their_own_names_no_speaker() -> None:
    lines = [text for line in PODCAST for text in ([line, "Advertisement"] if line == "TIM REED" else [line])]
    assert sources_of("\n\n".join(lines)) == ["ANN LOWE", "TIM REED", "TIM REED", "ANN LOWE", "TIM REED"]


@pytest.mark.parametrize("top", [[], ["By Rose Hale"], ["Rose Hale"]])
def test_headings_of_an_interview_without_labels_name_no_speaker(top: list[str]) -> None:
    lines = [*top, "Ann Lowe keeps a boat.", "Early Life", "Where do you keep it?", "I keep it in Dale.", "The Sea"]
    lines += ["Why do you like it?", "I like the sea.", "Do you swim?", "Old Age", "I swim each day.", "What Next"]
    lines += ["Did you fall?", "I did, and my leg broke."]
    assert turns_of(*lines).count(True) > 7
    assert set(sources_of("\n\n".join(lines))) == {None}


@pytest.mark.parametrize(
    "said",
    ["I like its lid, and you will.", "It boils a litre. Does it leak?", "I like its lid. Will you?"],
    ids=["nobody asks", "nobody speaks", "single words"],
)
def test_headings_that_come_again_are_no_speakers(said: str) -> None:
    assert not any(turns_of(*["Pros", said, "Cons", "It is heavy."] * 4))


def test_what_stands_below_a_label_that_has_a_line_to_itself_is_a_turn() -> None:
    lines = ["PREMIER ANN LOWE:", "Two are ill.", "JOURNALIST:", "With what?", "DR REED:", "The lab will tell.", "The end."]
    assert turns_of(*lines) == [True] * 6 + [False]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))][::2][:3] == ["boilerplate"] * 3


def test_a_long_speech_between_the_labels_of_two_speakers_is_one_turn() -> None:
    said = ["The crane fell.", "I saw the crane fall."] * 4
    lines = ["MR REED: Why was it shut?", "MS LOWE: I am glad.", *said, "MR REED: And?", "MS LOWE: No."]
    assert turns_of(*lines) == [True] * 12


def test_what_the_writer_tells_between_two_interviews_of_a_page_is_no_turn() -> None:
    told = ["The vote was held in June.", "The count took a week.", "Nobody stood in Kirkby.", "“I shall win,” a clerk said."]
    asked = ["LOWE: Why do you stand?", "REED: I was asked.", "LOWE: Will you win?", "REED: I may."]
    assert turns_of(*asked, *told, *asked) == [True] * 4 + [False] * 4 + [True] * 4


@pytest.mark.parametrize("mark", ["((ANN LOWE))", "ANN LOWE:", "[LOWE]"])
def test_what_stands_at_the_foot_of_a_page_is_no_turn(mark: str) -> None:
    lines = [f"{mark} It fell.", "TIM REED: Why?", f"{mark} It was old.", "TIM REED: I see.", "Share and comment below."]
    assert turns_of(*lines) == [True] * 4 + [False]


def test_the_writers_last_paragraph_below_labels_or_names_in_lines_of_their_own_is_no_turn() -> None:
    lines = ["ANN LOWE:", "Where is your boat?", "TIM REED:", "In the Tamar.", "ANN LOWE:", "Do you miss it?", "TIM REED:"]
    lines += ["I do.", "The writer keeps a boat in Kirkby, and it leaks."]
    assert turns_of(*lines) == [True] * 8 + [False]
    assert turns_of(*[line.rstrip(":") for line in lines])[1::2] == [True] * 4
    assert not turns_of(*[line.rstrip(":") for line in lines])[-1]


def test_a_line_in_front_of_a_transcript_that_ends_in_a_colon_is_no_speaker() -> None:
    lines = ["Video Transcript:", "The mayor is out.", "LOWE: Why?", "REED: I am ill.", "LOWE: Of what?", "REED: Age."]
    assert turns_of(*lines)[1:] == [False] + [True] * 4


def test_headlines_behind_labels_that_come_again_stay_headings() -> None:
    lines = ["We looked at what was shared.", "NOT REAL: Mayor Lowe Eats The Town Seal", "THE FACTS: The seal is in its case."]
    lines += ["NOT REAL: Harbour Sold To A Cat", "THE FACTS: The harbour was not sold."]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))][1::2] == ["heading"] * 2
    asked = ["Lowe: The crane is old.", "Question: Where is the threat to the port", "Lowe: It is the crane."]
    asked += ["Question: Who owns it?", "Lowe: I do."]
    assert dict(map(reversed, kinds_of("\n\n".join(asked))))[asked[1]] == "heading"  # type: ignore[arg-type]


def test_a_turn_that_ends_in_a_colon_is_a_sentence() -> None:
    lines = ["((Hale)) Why do you stand?", "((Ann Lowe)) There are many policies. Reasons:", "((Hale)) And what are they?"]
    lines += ["((Ann Lowe)) Reasons:", "((Hale)) Go on.", "((Ann Lowe)) I am old."]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))] == ["sentence"] * 7


def test_an_occupation_behind_a_comma_is_part_of_a_label_and_that_of_a_presenter_where_the_name_comes_again() -> None:
    lines = ["MARA TENCH, ANCHOR: The ferry is shut.", "DES RUDD, FARMER: My sheep are there.", "TENCH: And you?", "RUDD: No."]
    assert turns_of(*lines) == [True] * 4
    assert turns_of(lines[0], f"MR. {lines[1]}", "LOWE: And you?", "LOWE: No.") == [False, True, True, True]
    assert sources_of("\n\n".join(["The ferry at Corliss sailed no more.", *lines]))[2] == "DES RUDD"


def test_transcripts_of_broadcasts_are_told_by_the_short_labels_that_follow() -> None:
    lines = [
        "MARY KELL, HOST:", "The river is rising.", "DAN PICKARD, BYLINE: It is up to the step.", "KELL: And you?",
        "PICKARD: Four.",
    ]  # fmt: skip
    assert turns_of(*lines) == [True] * 5


def test_turns_that_have_lost_their_line_ends_are_found_behind_sentences() -> None:
    text = "LOWE: Good evening. The river is rising. DR. DOE: It is. LOWE: How far? DR. DOE: To the step. LOWE: Thank you."
    assert all(segment([text]).turn)
    assert len(set(segment([text]).paragraph.tolist())) == 5
    asked = "Q: Did it fall? A: It did (all of it). Q: When? A: In May [of 2019]. Q: Why? A: It was “old.” Q: I see."
    assert segment([asked]).turn.all()
    assert segment([asked]).paragraph.max() == 6
    assert not segment(["It has a NOTE: It is cheap. Its TITLE: A pool. It has a NOTE: It is quick. It is old."]).turn.any()


def test_what_stands_above_the_signature_of_a_post_is_its_authors() -> None:
    post = ["My voice has gone. I am heartbroken.", "— Lila Marr (@lilamarr) March 4, 2016"]
    lines = ["The show is off.", *post, "It was sold out."]
    document = opinionclf.classify("\n\n".join(lines))
    assert [s.label for s in document.sentences] == ["factual_report", "attributed_claim", "attributed_claim", "factual_report"]
    assert not any(turns_of(lines[0], post[0], "Photo: Lila Marr (@lilamarr)", lines[-1]))
    assert not any(turns_of(*post[1:], *lines[3:], lines[0]))


def test_what_a_presenter_goes_on_to_tell_below_a_label_is_no_turn() -> None:
    told = ["The ferry is an insult to the island.", "It has been one for years."]
    lines = ["HOST: Good morning to you.", *told, "MS. LOWE: I have the captain.", "REED: I am he.", "HOST: Shame on you."]
    assert turns_of(*lines) == [True, False, False, True, True, True]


def test_short_turns_of_a_speaker_are_no_headings() -> None:
    lines = ["Deputy Ann Lowe: Will the ferry sail?", "Deputy Tim Reed: It will, in a day.", "Deputy Ann Lowe: When?"]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))] == ["sentence"] * 3


def test_a_turn_that_opens_a_page_is_a_sentence_where_a_stop_ends_it_as_none_does_a_title() -> None:
    rest = ["Speaker 2 (00:14): I thank you.", "Speaker 1 (00:20): Why?", "Speaker 2 (00:25): You spoke."]
    assert kinds_of("\n\n".join(["Speaker 1 (00:02): Welcome.", *rest]))[0][0] == "sentence"
    assert kinds_of("\n\n".join(["Speaker 1 (00:02): “Welcome”", *rest]))[0][0] == "heading"
    assert kinds_of(HEARING.partition("\n\n")[2].replace("The crane fell. Who will mend it?", "I yield."))[0][0] == "sentence"


def test_a_question_behind_a_letter_without_a_mark_is_a_turn() -> None:
    lines = ["MS. LOWE:  I have two things.", "Q    Will it be signed?", "MS. LOWE:  It will.", "Q    When?"]
    assert turns_of(*lines) == [True] * 4
    assert sources_of("\n\n".join(lines))[1] == "Q"


def test_a_paragraph_of_a_turn_is_not_told_by_others_for_a_title_in_it() -> None:
    lines = ["MR. LOWE: It fell.", "I ask Ms. Hale to stand.", "MS. DOE: Why?", "MR. LOWE: It is late.", "MS. DOE: I see."]
    assert turns_of(*lines) == [True] * 5


DEBATE = """Ann Lowe, on behalf of the S&D Group. – Mr President, the fund is empty. We were promised two.

President. – Thank you, Mrs Lowe.

Tim Reed (PPE). – I do not agree. It was spent on roads.

Ann Lowe (S&D). – Which roads?

President. – The debate is closed."""


def test_names_in_front_of_a_stop_and_a_dash_open_turns_in_the_european_parliament() -> None:
    assert turns_of(*DEBATE.split("\n\n")) == [True] * 5
    assert sources_of(DEBATE) == ["Ann Lowe", "Ann Lowe", "President", "Tim Reed", "Tim Reed", "Ann Lowe", "President"]
    assert [text for _, text in kinds_of(DEBATE)][5] == "Ann Lowe (S&D). – Which roads?"


@pytest.mark.parametrize("places", [("Oslo", "Lima", "Oslo"), ("Oslo", "Lima", "Bern")], ids=["nobody speaks", "come once"])
def test_places_in_front_of_a_stop_and_a_dash_open_no_turns(places: tuple[str, ...]) -> None:
    said = "You can swim in it." if len(set(places)) > 2 else "The river rose."
    assert turns_of(*[f"{place}. – {said}" for place in places]) == [False] * 3


def test_numbers_in_front_of_questions_belong_to_labels() -> None:
    lines = ["The House met at noon.", "1. Ann Lowe (Kirkby) (LD): What will he do to dredge the harbour?"]
    lines += ["The Minister for Ports (Tim Reed): I shall ask.", "Ann Lowe: And then?", "Tim Reed: We do not know."]
    assert turns_of(*lines) == [False] + [True] * 4
    assert sources_of("\n\n".join(lines)) == [None, "Ann Lowe", "The Minister for Ports", "Ann Lowe", "Tim Reed"]


def test_what_minutes_record_is_said_by_nobody() -> None:
    lines = ["Present: Representatives Lowe and Reed.", "MS. LOWE: Order, please.", "MR. REED: Do we vote?", "MS. LOWE: We do."]
    assert turns_of(*lines, "MR. REED: I am glad.", "Noes: Two members were against it.") == [False] + [True] * 4 + [False]


@pytest.mark.parametrize("aside", ["[pause]", "(laughter)", "[inaudible]"])
def test_an_aside_between_two_sentences_of_a_transcript_parts_them(aside: str) -> None:
    assert [text for _, text in kinds_of(f"I lost eleven. {aside} They fell.")] == ["I lost eleven.", f"{aside} They fell."]
    assert len(kinds_of(f"I lost {aside} eleven. [the] Sheep.")) == 1


def test_rupees_in_front_of_an_amount_end_no_sentence() -> None:
    assert len(kinds_of("The State was given Rs. 340 crore in 2021.")) == 1


def same_alone_and_in_company(pages: list[str]) -> bool:
    together = segment(pages)
    alone = [segment([page]) for page in pages]
    turns = together.turn.tolist() == [flag for each in alone for flag in each.turn.tolist()]
    return turns and together.kind.tolist() == [kind for each in alone for kind in each.kind.tolist()]


def test_labels_are_the_same_alone_and_in_company() -> None:
    play = "Mr. Reed. So they called him.\n\nThe CHAIRMAN. It is a play."
    assert same_alone_and_in_company([HEARING, DEBATE, "\n\n".join(PODCAST), play])


@pytest.mark.parametrize(
    "page",
    [
        "Q  Who fell?\n\nQ  I did.\n\nQ  Why?",
        "Q. Who fell?\n\nHe fell.\n\nQ",
        "LOWE: It fell. Why?\n\nREED: I see.\n\nQ",
        f"{HEARING}\n\nMr. Lowe",
        "LOWE: It fell.\n\nREED: No.\n\nTim Reed (Lab):",
        "((Hale))\n\nSpeaker 1 (00:02):",
    ],
    ids=["letters without a mark", "a letter", "a last letter", "a name", "a label at the end", "a label and a bracket"],
)
@pytest.mark.parametrize("other", ["LOWE: Why? I ask you.", "12,033 boats sank.", "The tide was low.", "Reed. I ask."])
def test_labels_do_not_ask_the_next_document(page: str, other: str) -> None:
    assert same_alone_and_in_company([page, other, page])


def test_a_name_a_stop_and_a_dash_behind_which_nothing_stands_are_no_label() -> None:
    lines = ["Ann Lowe (S&D). – I ask you.", "Tim Reed (PPE). –", "I do not agree.", "Ann Lowe (S&D). – Why?"]
    lines.append("Tim Reed (PPE). –")
    assert [text for _, text in kinds_of("\n\n".join(lines))][-1].endswith("–")
    assert segment(["\n\n".join(lines)]).paragraph.tolist()[-1] == 4


def test_turns_of_given_segments_that_begin_behind_the_first_words_of_a_page() -> None:
    lines = ["LOWE: Why?", "REED: It fell.", "LOWE: And?", "REED: No."]
    text = "\n\n".join(["Heard in Kirkby", *lines])
    page = Page(text, [text.index(line) for line in lines], [SENTENCE] * 4, [0, 1, 2, 3])
    turn = segment_pages([page]).turn.tolist()
    assert turn == [False] * 3 + [True] * (len(turn) - 3)
