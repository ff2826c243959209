"""Notes on authors and captions among the furniture of a page, wherever they stand; and sentences that are neither."""

from __future__ import annotations

import pytest

import opinionclf

ABOVE = "The road to Wodalla was closed for nine years. It was never mended, and the council knew it all along."
BELOW = "The ferry has been late every day this month. Nobody has said why, and nobody has asked the crew."
SITE = "The Harbour Post prints letters from readers of every town. Its rules stand on another page."
LINKS = ("Related stories", "Ferry sinks off Dale", "Mayor quits over harbour fee", "Terms of use", "Privacy policy")


def kinds_of(*lines: str) -> dict[str, set[str]]:
    """The kinds of the segments of each line."""
    document = opinionclf.classify("\n\n".join(lines))
    places = [(line, document.text.index(line)) for line in lines]
    return {
        line: {str(segment.kind) for segment in document.segments if start <= segment.start < start + len(line)}
        for line, start in places
    }


NOTES = [
    "Ada Crome is a nurse in Wodalla. Her second book is “Quay.” She drives a bus.",
    "Ada Crome covers ferries and roads. She joined in 2011 from the Dale Echo.",
    "Ada Crome has covered the harbour since 2004.",
    "Ada Crome is a student majoring in law at Dale College.",
    "Ada Crome, a former pilot, writes about roads.",
    "Ada Crome edits the sea pages. Before that she ran a boat yard.",
    "Dr. Ada Crome is a vet based in Wodalla.",
    "Ada Crome and Rob Finn are lecturers at Dale College.",
    "— Ada Crome is a clerk at the Rye Trust.", "ADA CROME teaches law at Dale College.",
    "Ada Crome (@crome) is 17 and lives near Rye.", "Ada Crome's latest book is “Quay.”",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "byline", ["By Ada Crome", "BY ADA CROME", "Post Radio | By Ada Crome and Rob Finn", "Ada Crome, Staff Writer"]
)
def test_a_note_on_the_author_is_furniture_above_what_a_site_says_and_below_the_byline(note: str, byline: str) -> None:
    for lines in (
        ("Menu", "The road home", byline, ABOVE, BELOW, note, SITE, *LINKS),
        ("Menu", "Sport", "The road home", byline, "4 May 2024", note, "Share", ABOVE, BELOW, *LINKS),
    ):
        kinds = kinds_of(*lines)
        assert kinds[note] == {"boilerplate"}
        assert kinds[ABOVE] == kinds[BELOW] == {"sentence"}


@pytest.mark.parametrize("byline", [("By", "Ada Crome"), ("Ada Crome", "Staff Writer")], ids=["By above it", "post below it"])
def test_a_note_on_an_author_whose_name_stands_on_a_line_of_its_own_is_furniture(byline: tuple[str, str]) -> None:
    note = "Ada Crome is a student majoring in law at Dale College."
    assert kinds_of("Menu", "The road home", *byline, ABOVE, BELOW, note, SITE, *LINKS)[note] == {"boilerplate"}
    assert kinds_of("Menu", "The road home", byline[0], "Rob Finn", ABOVE, BELOW, note, SITE, *LINKS)[note] == {"sentence"}


def test_a_note_may_be_the_last_line_of_a_page_whatever_page_comes_next() -> None:
    note = "Ada Crome has covered the harbour since 2004. She sails. She has two sons."
    assert kinds_of("The road home", "By Ada Crome", "Share", ABOVE, BELOW, note)[note] == {"boilerplate"}
    headed = "\n\n".join(("The road home", "By Ada Crome", ABOVE, BELOW, "About the author", "She has written books on tides."))
    first, _ = opinionclf.classify_many([headed, f"{ABOVE}\n\n{BELOW}"])
    assert str(first.segments[-1].kind) == "boilerplate"


@pytest.mark.parametrize("before", [BELOW, "Share"])
def test_what_the_page_before_ends_in_makes_no_note_of_a_first_line(before: str) -> None:
    page = "\n\n".join(("Ada Crome is a potter.", ABOVE, BELOW, "By Ada Crome", "Share", ABOVE))
    _, second = opinionclf.classify_many([f"{ABOVE}\n\n{before}", page])
    assert str(second.segments[0].kind) == "sentence"


def test_a_note_that_tells_little_needs_furniture_right_beside_it() -> None:
    for lines, kind in (((BELOW, "Share"), "boilerplate"), (("Share", BELOW), "sentence")):
        page = ("Menu", "The road home", "By Ada Crome", ABOVE, *lines, "Ada Crome is a potter.", SITE, *LINKS)
        assert kinds_of(*page)["Ada Crome is a potter."] == {kind}


@pytest.mark.parametrize("line", ["Ada Crome is the new mayor of Dale.", "Ada Crome is a Mother, and Has No Time."])
def test_a_headline_above_the_byline_is_no_note(line: str) -> None:
    assert kinds_of("Sport", line, "By Ada Crome", "4 May 2024", ABOVE, BELOW)[line] == {"heading"}


@pytest.mark.parametrize(("head", "note"), [
    ("About the author", "Ada Crome is a potter. She sails."),
    ("About the author", "She has written three books on tides."),
    ("Ada Crome", "Ada has covered ferries since 2006 and edits the tide tables."),
    ("Ada Crome", "I write about ferries for anybody who takes one. Ring me at noon."),
    ("Ada Crome", "I'm a reporter on the sea desk."),
    ("Written by Ada Crome", "Bus driver. Writes about roads and those who mend them."),
    ("Follow", "Ada covers ferries and keeps a boat in Rye."),
    ("About Ada", "Hi, I'm Ada! I run a guest house."),
])  # fmt: skip
def test_what_stands_below_the_name_of_an_author_or_a_label_is_a_note(head: str, note: str) -> None:
    kinds = kinds_of("The road home", "By Ada Crome", ABOVE, BELOW, head, note, *LINKS)
    assert kinds[note] == {"boilerplate"}
    assert kinds[BELOW] == {"sentence"}


def test_who_speaks_of_herself_among_the_paragraphs_may_end_in_a_link() -> None:
    note = "Hi, I'm Ada! I run a guest house. Learn more about me →"
    assert kinds_of("The road home", "4 May 2024", ABOVE, "About Ada", note, "Share", BELOW)[note] == {"boilerplate"}
    assert kinds_of("The road home", "4 May 2024", ABOVE, "About Pia", note, "Share", BELOW)[note] == {"heading"}


def test_a_name_alone_below_a_date_is_the_author_whom_a_label_names() -> None:
    note = "Bus driver. Writes about roads and those who mend them."
    for name, kind in (("Ada Crome", "boilerplate"), ("Rob Finn", "sentence")):
        page = ("The road home", "4 May 2024", name, *[ABOVE, BELOW] * 3, "About Ada Crome", note, *LINKS)
        assert kinds_of(*page)[note] == {kind}


@pytest.mark.parametrize("note", [
    "Rob Finn contributed research.", "Information from the Dale Wire Service was used in this report.",
    "Pia Holt is a staff writer at the Post. She keeps bees.", "With reporting by Pia Holt in Rye.",
    "Pia Holt edited this story.",
])  # fmt: skip
def test_who_else_had_a_part_in_a_page_is_told_above_its_furniture(note: str) -> None:
    assert kinds_of("The road home", ABOVE, BELOW, note, *LINKS)[note] == {"boilerplate"}


@pytest.mark.parametrize(("lines", "line"), [
    # Candidates one below the other.
    (("Who stands in Dale", "By Tom Reed", ABOVE, "Ada Crome", "Ada Crome is a nurse in Wodalla. She has two sons.", "Rob Finn",
      "Rob Finn is a lawyer. He lives in Dale.", "Votes are counted on Friday night in the hall at Dale."),
     "Ada Crome is a nurse in Wodalla. She has two sons."),
    (("Prizes for three", "By Tom Reed", ABOVE, "Ada Crome", "Ada Crome is a novelist from Rye.", "Rob Finn",
      "Rob Finn is a historian at Dale College.", BELOW, BELOW), "Ada Crome is a novelist from Rye."),
    # A portrait.
    (("Ada Crome", "4 May 2024", "Ada Crome is a nurse in Wodalla.", "She has driven the night bus for nine years.", BELOW),
     "Ada Crome is a nurse in Wodalla."),
    (("The nurse who drives", "By Tom Reed", ABOVE, "Advertisement", "Rob Finn is a columnist at the Post.", "Share",
      "He says that the road is lost.", BELOW), "Rob Finn is a columnist at the Post."),
    (("Ada Crome, 1930-2024", "By Tom Reed", "4 May 2024", "Ada Crome was a reporter for the Post.",
      f"Crome covered the harbour. {ABOVE}", BELOW), "Ada Crome was a reporter for the Post."),
    # A section of a review.
    (("Quay, a novel", "By Tom Reed", ABOVE, "About the author", "Crome has written three books. She grew up in Dale.",
      f"Share the praise. {BELOW}", ABOVE), "Crome has written three books. She grew up in Dale."),
    (("Quay, a novel", "By Tom Reed", ABOVE, "About the author", "Ada Crome is a novelist from Rye.", "Advertisement",
      f"She grew up in Dale. {BELOW}", ABOVE), "Ada Crome is a novelist from Rye."),
    # News of a writer.
    (("Columnist leaves the Post", "By Tom Reed", f"Ada Crome left on Monday. {BELOW}", ABOVE,
      "Ada Crome is a columnist who never signed her column.", SITE), "Ada Crome is a columnist who never signed her column."),
    # The writer's own name.
    (("How I left", "By Ada Crome", f"I was a nurse. {ABOVE}", "Ada Crome is a name that my mother chose.", BELOW, ABOVE),
     "Ada Crome is a name that my mother chose."),
    # Posts, letters, turns.
    (("Storm in Dale: live", "By Ada Crome", "10:04", "Ada Crome", "I report on what I see. It is nothing.", "10:30",
      "Ada Crome", f"I am at the gate. {BELOW}", ABOVE), "I report on what I see. It is nothing."),
    (("Letters", "Keep the pool", "I write about the ferry. It is late.", "Rob Finn, Dale", "I swim every day. It helps.",
      "Pia Holt, Rye"), "I write about the ferry. It is late."),
    (("Who paid", "By Tom Reed", ABOVE, BELOW, "Rob Finn contributed £500 to the fair.", *LINKS),
     "Rob Finn contributed £500 to the fair."),
    (("Who paid", "By Tom Reed", ABOVE, BELOW, "Information from his phone was used in this trial.", *LINKS),
     "Information from his phone was used in this trial."),
    (("Who paid", "By Tom Reed", ABOVE, BELOW, "With reporting from the front he made his name.", *LINKS),
     "With reporting from the front he made his name."),
    (("Who paid", "By Tom Reed", ABOVE, BELOW, "Pia Holt edited this story out of her life.", *LINKS),
     "Pia Holt edited this story out of her life."),
    (("Joy rides", "By Joy Lane", ABOVE, "Joy is a bus that comes on time.", "Share the joy", BELOW, ABOVE),
     "Joy is a bus that comes on time."),
    (("About turn", "By Tom Reed", ABOVE, "About Ada", "I am Pia. I never met Ada, but I slept in her house.", BELOW, BELOW),
     "I am Pia. I never met Ada, but I slept in her house."),
])  # fmt: skip
def test_what_an_article_tells_of_people_stays(lines: tuple[str, ...], line: str) -> None:
    assert kinds_of(*lines)[line] == {"sentence"}


def test_a_page_of_nothing_but_a_note_keeps_it() -> None:
    assert kinds_of("Clerk honoured", "By Ada Crome", NOTES[0])[NOTES[0]] == {"sentence"}


@pytest.mark.parametrize("caption", [
    "Ada Crome steers past the quay. (Post Radio: Tom Reed)", "Ada Crome steers past the quay. (Tom Reed for the Post)",
    "Ada Crome steers past the quay. [Tom Reed/The Post]", "Ada Crome steers past the quay. (Supplied)",
    "Ada Crome steers past the quay. (Courtesy of Ada Crome)", "Ada Crome has never sold a boat. (Handout: Dale Council)",
])  # fmt: skip
def test_a_line_that_ends_in_who_gave_a_picture_is_a_caption(caption: str) -> None:
    assert kinds_of("The road home", "By Tom Reed", caption, ABOVE, BELOW)[caption] == {"boilerplate"}
    assert kinds_of("The road home", "By Tom Reed", ABOVE, caption, BELOW, ABOVE)[caption] == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "The fee is too high (or so they say).", "She read him one line (Matthew: 5), and he wept.", "It failed. (Nobody came.)",
    "The rule is older than the road. (See the law of 1908.)", "It is an old rule. (Pia Holt made it for the Dale Club.)",
])  # fmt: skip
def test_what_a_paragraph_says_in_brackets_makes_it_no_caption(line: str) -> None:
    assert kinds_of("The road home", "By Tom Reed", ABOVE, line, BELOW)[line] == {"sentence"}


def test_sentences_in_front_of_a_credit_that_tell_news_stay() -> None:
    line, credit = "The council was warned twice. It did nothing at all.", "(Post Radio: Tom Reed)"
    document = opinionclf.classify(f"The road home\n\n{ABOVE}\n\n{line} {credit}\n\n{BELOW}")
    assert [str(segment.kind) for segment in document.segments][3:6] == ["sentence", "sentence", "boilerplate"]


CREDIT = "Photo by Tom Reed"


@pytest.mark.parametrize("caption", [
    "Ada Crome at her stall in Dale.", "Clerks sit outside the hall on Tuesday afternoon.",
    "Two nurses wait for the last bus in Rye.", "The swimmers and sailors of the harbour club greet the ferry crew on Tuesday.",
])  # fmt: skip
def test_a_caption_stands_above_the_credit_of_its_picture(caption: str) -> None:
    assert kinds_of("The road home", caption, CREDIT, ABOVE, BELOW)[caption] == {"boilerplate"}
    assert kinds_of("The road home", ABOVE, caption, CREDIT, BELOW, ABOVE)[caption] == {"boilerplate"}


@pytest.mark.parametrize("caption", ["Ada Crome at her stall in Dale.", "Clerks sit outside the hall on Tuesday afternoon."])
def test_a_caption_stands_below_the_credit_of_its_picture(caption: str) -> None:
    assert kinds_of("The road home", CREDIT, caption, ABOVE, BELOW)[caption] == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "It failed.", "Nobody came.", "The mayor denies it.", "The pool was closed in May.",
    "The fee rises in June, and so does the rent.",
    "Ada Crome was late on Tuesday.", "Ada Crome says that the ferry is late.", "“Ada Crome at her stall in Dale.”",
    "The clerks sat outside the hall on Tuesday afternoon.", "Nurses wait for hours in Dale. The hospital denies it.",
])  # fmt: skip
def test_a_paragraph_beside_the_credit_of_a_picture_stays(line: str) -> None:
    assert kinds_of("The road home", ABOVE, line, CREDIT, BELOW, ABOVE)[line] == {"sentence"}
    assert kinds_of("The road home", ABOVE, BELOW, CREDIT, line, BELOW)[line] == {"sentence"}


def test_a_line_above_the_article_that_calls_itself_a_picture_is_a_caption() -> None:
    line = "A screengrab from the harbour camera."
    assert kinds_of("The road home", "Share", line, ABOVE, BELOW)[line] == {"boilerplate"}
    assert kinds_of("The road home", "We use cookies to improve your visit.", line, ABOVE, BELOW)[line] == {"boilerplate"}
    assert kinds_of("The road home", "Share", ABOVE, line, BELOW)[line] == {"sentence"}
    for other in ("A screenshot of the letter was sent to every clerk.", "A picture of the quay hangs in the hall."):
        assert kinds_of("The road home", "Share", other, ABOVE, BELOW)[other] == {"sentence"}


def test_a_caption_that_stands_twice_round_the_makers_of_its_picture_is_furniture() -> None:
    caption = "The quay at Dale burned down in 1962."
    text = "\n\n".join(("The road home", "By Tom Reed", caption, "Tom Reed", "/", "Post Radio", caption, ABOVE, BELOW))
    kinds = [str(segment.kind) for segment in opinionclf.classify(text).segments if segment.text == caption]
    assert kinds == ["boilerplate", "boilerplate"]
    assert kinds_of("The road home", "By Tom Reed", caption, ABOVE, BELOW)[caption] == {"sentence"}
