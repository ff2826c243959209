"""The segmentation: suites of cases in ``tests/data``, properties of any text, and single behaviours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import REPOSITORY, load_program
from hypothesis import given, settings
from hypothesis import strategies as st

from opinionclf.datafiles import first_column
from opinionclf.errors import DataError
from opinionclf.segmentation import Page, segment, segment_pages
from opinionclf.segmentkinds import BOILERPLATE, HEADING, KIND_NAMES, SENTENCE
from opinionclf.text.decoding import as_meant

DATA = Path(__file__).parent / "data"
INSIDE = ["none", "part", "whole"]
EXTENT = ["none", "phrase", "clause"]

Case = dict[str, Any]
describe_quoted = load_program(REPOSITORY / "benchmarks" / "quoted.py").describe_quoted


def read_cases(name: str) -> list[Case]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def as_parameters(cases: list[Case], label: str) -> list[Any]:
    """One test per case; a known failure must fail, so that a case that starts to pass is noticed."""
    return [
        pytest.param(
            case,
            id=case[label].replace(" ", "_"),
            marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for case in cases
    ]


BOUNDARIES = read_cases("boundary_cases.jsonl")
QUOTATIONS = read_cases("quotation_cases.jsonl")
PAGES = read_cases("pages.jsonl")


def sentences_of(text: str) -> list[str]:
    found = segment([text])
    return [text[a:b] for a, b in zip(found.start, found.end, strict=True)]


def kinds_of(text: str) -> list[tuple[str, str]]:
    found = segment([text])
    return [(KIND_NAMES[kind], text[a:b]) for kind, a, b in zip(found.kind, found.start, found.end, strict=True)]


def quotations_of(text: str) -> list[list[Any]]:
    found = segment([text])
    quoted = describe_quoted(found.tokens, found.quotations, found.first, found.last)
    columns = zip(found.start, found.end, quoted.inside, quoted.opened_earlier, quoted.extent, strict=True)
    return [[text[a:b], INSIDE[inside], bool(earlier), EXTENT[extent]] for a, b, inside, earlier, extent in columns]


# Suites


@pytest.mark.parametrize("case", as_parameters(BOUNDARIES, "shows"))
def test_boundary_case(case: Case) -> None:
    assert sentences_of(case["text"]) == case["sentences"]


@pytest.mark.parametrize("case", as_parameters(QUOTATIONS, "shows"))
def test_quotation_case(case: Case) -> None:
    assert quotations_of(case["text"]) == case["sentences"]


@pytest.mark.parametrize("case", as_parameters(PAGES, "name"))
def test_whole_page(case: Case) -> None:
    assert kinds_of(case["text"]) == [tuple(segment_) for segment_ in case["segments"]]


@pytest.mark.parametrize(("cases", "fewest", "share"), [(BOUNDARIES, 250, 0.97), (QUOTATIONS, 120, 0.97), (PAGES, 15, 0.9)])
def test_suite_is_large_and_nearly_all_of_it_passes(cases: list[Case], fewest: int, share: float) -> None:
    assert len(cases) >= fewest
    assert sum("known_failure" not in case for case in cases) >= share * len(cases)


# Properties of any text

PIECES = st.sampled_from(
    [
        "a", "B", "The", "said", "Mr", "U.S", "3", "1.5", ".", "..", "...", "…", "?", "!", ",", ":", ";",
        "(", ")", "[", "]", "-", "--", "—", '"', "“", "”", "'", "‘", "’", "«", "»", "`", "´", "'s", " ",
        "  ", "\t", "\n", "\r\n", "\n\n", "\r", "\u2028", "\x85", "\u00a0", "\u200b", "\u00ad", "\u0301",
        "\u200f", "\u202e", "\ufeff", "\x00", "\x1c", "\ud800", "\udfff", "😀", "👩\u200d👧", "שלום", "مرحبا",
        "漢字", "É", "ß", "ﬁ", "²", "http://a.b/c?d=1", "a@b.org", "#tag", "•", "*", "Share", "By Jane Doe",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_segments_cover_every_visible_character_in_order_and_without_overlap(text: str) -> None:
    found, meant, place = segment([text]), as_meant(text), 0
    for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
        assert place <= start < end <= len(text)
        assert not meant[place:start].strip()
        assert meant[start:end] == meant[start:end].strip()
        place = end
    assert not meant[place:].strip()


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_document_gives_the_same_segments_alone_and_in_a_batch(texts: list[str]) -> None:
    together = segment(texts)
    for number, text in enumerate(texts):
        alone = segment([text])
        rows = together.document == number
        for name in ("start", "end", "kind", "paragraph"):
            assert np.array_equal(getattr(together, name)[rows], getattr(alone, name)), name
        bounds = zip(together.first[rows], together.last[rows], strict=True)
        tokens = np.array([place for first, last in bounds for place in range(first, last)], dtype=np.int64)
        for name in ("mark", "inside", "depth", "continued"):
            column = getattr(together.quotations, name)[tokens]
            assert np.array_equal(column, getattr(alone.quotations, name)), name
        assert np.array_equal(together.turn[tokens], alone.turn)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_quotation_columns_agree_with_each_other(text: str) -> None:
    found = segment([text])
    quotations = found.quotations
    assert np.array_equal(quotations.inside, quotations.depth > 0)
    assert not (quotations.depth < 0).any()
    quoted = describe_quoted(found.tokens, quotations, found.first, found.last)
    assert len(quoted.inside) == len(found.first)
    assert ((quoted.share >= 0) & (quoted.share <= 1)).all()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_pages_with_given_segments_keep_them(text: str) -> None:
    found = segment([text])
    page = Page(text, found.start.tolist(), found.kind.tolist(), found.paragraph.tolist())
    again = segment_pages([page])
    assert np.array_equal(again.start, found.start)
    assert np.array_equal(again.kind, found.kind)


# Single behaviours


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t \r\n"])
def test_text_without_a_visible_character_has_no_segments(text: str) -> None:
    assert sentences_of(text) == []
    assert segment([]).document.tolist() == []


def test_documents_without_text_among_others_keep_their_number() -> None:
    assert segment(["", "It failed.", " ", "So be it."]).document.tolist() == [1, 3]


def test_short_real_sentences_between_paragraphs_stay_sentences() -> None:
    text = "The council voted on Tuesday to sell the pool.\n\nIt failed.\n\nWhy?\n\nNobody could say who had voted for it."
    assert {kind for kind, _ in kinds_of(text)} == {"sentence"}


ABOVE = "The council of the harbor town voted on Tuesday night to sell the pool to a builder from the city."
BELOW = "Nobody who was in the hall could say afterwards why the vote had gone the way that it went that night."


def kind_between_paragraphs(line: str) -> str:
    found = segment([f"{ABOVE}\n\n{BELOW}\n\n{line}\n\n{BELOW}\n\n{ABOVE}"])
    return KIND_NAMES[found.kind[found.paragraph == 2].max()]


@pytest.mark.parametrize(
    "line",
    [
        "Words matter.", "Crime pays.", "Prices doubled.", "She lied.", "Enough.", "Not so fast.", "Our bad.", "Big mistake.",
        "Write a will.", "Two men died.", "Voters remember.", "History repeats itself.", "Ask the widow.", "Critics scoff.",
        "Lowe declined to comment.", "The pool closed.", "That changed on Friday.", "Marlow is dying.", "Who knew?",
        "Also on Tuesday, the council voted to close the library.", "Published in 1962, the book was a failure.",
        "By continuing to sell water, the town loses money.", "Sponsored by two members, the bill would end the tax.",
        "Copyright law is a mess.", "Posted workers earn less than the others.", "Updated rules take effect in June.",
        "Subscribe to that theory and you must believe anything.", "Loading docks at the port stood empty.",
        "Support for quality journalism is falling.", "The views expressed at the meeting were mild.",
        "Photographs lie.", "How sad.", "How very sad it was.", "What a day.", "Who knew the way.",
        "An earlier version of this bill was defeated in the Senate in 2019.", "The views expressed in the letter shocked all.",
        "Important links between the firms were found.", "The picture, police said later, was a file photo.",
        "At eight pages it is a five-minute read.", "The bill for all this is already in your inbox.",
        "Read the whole report before you sign anything.", "Have a storyteller on the council.",
        "See also what happened in Salem.", "Watch: the builders will be back.", "Email scams at banks rose by half.",
    ],
)  # fmt: skip
def test_real_sentence_is_not_taken_for_heading_or_furniture(line: str) -> None:
    assert kind_between_paragraphs(line) == "sentence"
    found = segment([f"{ABOVE}\n\n{BELOW}\n\n{line}"])
    assert found.kind[found.paragraph == 2].max() == SENTENCE


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Voting night.", "heading"), ("Way of the vote.", "heading"), ("The Reckoning.", "heading"),
        ("FULL TEXT.", "boilerplate"), ("Joining Forces With China.", "heading"), ("What Will It Take to Win?", "heading"),
        ("Jane Doe / Reuters.", "boilerplate"), ("Jane Doe via Getty Images.", "boilerplate"), ("@janedoe.", "boilerplate"),
        ("—Jane Doe, Marlow College, law (J.D.)", "boilerplate"), ("— Jane Doe (@janedoe) May 4, 2018", "boilerplate"),
        ("(CROSSTALK.)", "boilerplate"), ("[passage left out]", "boilerplate"), ("– Old hands –.", "boilerplate"),
        ("[Nobody] left the hall [before noon].", "sentence"), ("– Nobody left – not even Reed.", "sentence"),
        ("[Video: Mayor Lowe speaks in Salem. Watch it here.]", "boilerplate"),
        (".wrap img { width: 100px; }", "boilerplate"),
        ('<tweet id="1"><tweet/>.', "boilerplate"), (f'<tweet text="{ABOVE * 6}"><tweet/>.', "boilerplate"),
        (f'<p class="text">{ABOVE}</p>', "sentence"), ("You can watch the vote in the video player above.", "boilerplate"),
        ("Editor’s note: Tom Reed owns shares in the pool.", "boilerplate"), ("Image courtesy of the county.", "boilerplate"),
        ("A lamp in the pool Image: Jane Doe.", "boilerplate"), ("Correction: The vote was on Monday.", "boilerplate"),
        ("A sketch of the pool (@janedoe) May 4, 2018.", "boilerplate"), ("Share and comment below.", "boilerplate"),
        ("...", "boilerplate"), ("….", "boilerplate"), ("Reuters.", "boilerplate"),
        ("Partial transcript as follows:", "boilerplate"), ("(Corrects the day of the vote in paragraph 2.)", "boilerplate"),
        ("(Corrects nothing) The mayor spoke again.", "sentence"), ("MARLOW:", "boilerplate"),
        ("About Tarrow Lines: Tarrow Lines is a ferry company.", "boilerplate"),
    ],
)  # fmt: skip
def test_line_with_a_full_stop_that_is_no_sentence_of_the_article(line: str, kind: str) -> None:
    assert kind_between_paragraphs(line) == kind


@pytest.mark.parametrize(
    "lead",
    [
        "Mayor Ann Lowe resigned on Tuesday after months of protests.", "Police arrested two men after a chase in Marlow.",
        "The mayor isn’t taking calls.", "Ann Lowe isn’t swimming.",
        "Why the man who fell lost his job surprised everybody.",
        "Good fences make good neighbors.", "Spring came early to Marlow.", "It failed.", "Marlow lost its pool.",
        "Ann Lowe won Salem.", "Thousands marched in Marlow against new taxes.", "Prices are rising.",
    ],
)  # fmt: skip
def test_short_first_sentence_is_no_headline(lead: str) -> None:
    assert segment([f"{lead}\n\n{ABOVE}\n\n{BELOW}"]).kind.tolist() == [SENTENCE] * 3


def test_lost_closing_mark_ends_with_its_paragraph() -> None:
    text = "“We lost the farm, he said.\n\n" + "\n\n".join(f"The river rose by {i} inches." for i in range(50))
    assert [row[1] for row in quotations_of(text)] == ["whole"] + ["none"] * 50


def test_a_single_line_is_a_sentence_even_where_it_looks_like_furniture() -> None:
    assert segment(["Share"]).kind.tolist() == [SENTENCE]


def test_headline_and_navigation_are_told_from_the_article() -> None:
    text = "Skip to content\n\nCouncil Votes to Sell the Pool\n\nThe council voted on Tuesday to sell the pool."
    assert segment([text]).kind.tolist() == [BOILERPLATE, HEADING, SENTENCE]


def test_biography_is_furniture_only_where_the_name_is_new() -> None:
    body = "The mayor of the town has lost her mind, and the pool with it.\n\nThat is the view of many here, and mine.\n\n"
    assert kinds_of(body + "Jane Doe is a columnist for the Harbor Ledger.")[-1][0] == "boilerplate"
    body = body.replace("The mayor of the town", "Doe, the mayor of the town,")
    assert kinds_of(body + "Jane Doe is a member of no party.")[-1][0] == "sentence"


def kind_at_the_foot(note: str, body: str = f"{ABOVE}\n\n{BELOW}") -> str:
    return kinds_of(f"{body}\n\n{note}")[-1][0]


@pytest.mark.parametrize(
    "note",
    [
        "Tom Reed and Jane Doe contributed reporting from Salem.", "--additional reporting from Jane Doe.",
        "The programme airs on Harbor Radio weekdays from 6 to 9 a.m.", "Questions? Email us at desk@harbor.example.",
        "John R  Doe, Jr.  is a columnist for the Ledger.", "This editorial has appeared each May since 1961.",
        "Jane Doe is a retired bus driver in Salem.", "Tom Reed farms corn and oats near Mill Lane.",
        "Jane Doe’s column appears every other Tuesday.", "Did you work at the pool? Contact our tip line.",
        "Jane Doe and Tom Reed bring you the news that matters in Marlow!",
        "Anger at the council: Swimmers say that nobody has asked them. A6.", "This article has been revised to give a name.",
        "o Twitter: @janedoe. A version with notes is on her page.", "o Jane Doe’s next book, The Pool, is out in May.",
        "Mr. Reed was a prisoner in the north. Ms. Doe is a professor of law at Marlow College. They are co-authors of “Cold.”",
    ],
)  # fmt: skip
def test_note_at_the_foot_is_furniture(note: str) -> None:
    assert kind_at_the_foot(note) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Tom Reed contributed to the sale by keeping quiet.", "The plane airs out the valley on weekdays.",
        "The council asked for help: It got none. A road was closed.", "This editorial page has appeared since May.",
        "Mr. Reed was a prisoner in the north. He is now free.", "Farms near Salem lost corn.", "Lake Marlow is a reservoir.",
    ],
)  # fmt: skip
def test_last_sentence_is_no_note(line: str) -> None:
    assert kind_at_the_foot(line) == "sentence"


def test_below_a_line_that_says_correction_a_page_has_only_furniture_where_it_ends_soon() -> None:
    note = "Correction:\n\nAs printed on Saturday.\n\nThere were eleven frogs in the pool, not twelve."
    assert [kind for kind, _ in kinds_of(f"{ABOVE}\n\n{BELOW}\n\n{note}")] == ["sentence"] * 2 + ["boilerplate"] * 3
    found = kinds_of("\n\n".join([ABOVE, "Correction:", *[BELOW] * 6]))
    assert [kind for kind, _ in found] == ["sentence", "boilerplate"] + ["sentence"] * 6


def test_a_page_of_corrections_has_sentences() -> None:
    found = kinds_of("Correction:\n\nA report on Monday gave the wrong name for the manager, who is Ann Lowe.")
    assert [kind for kind, _ in found] == ["boilerplate", "sentence"]


def test_author_who_is_mentioned_in_the_first_person_may_have_a_note() -> None:
    body = f"{ABOVE}\n\n“Let Doe swim,” said the clerk, and so I swam with my brother."
    assert kind_at_the_foot("Jane Doe is the host of “Marlow Tonight.”", body) == "boilerplate"
    assert kind_at_the_foot("Jane Doe is the host of “Marlow Tonight.”", body.replace("Doe", "Jane Doe")) == "sentence"


def test_notes_in_brackets_at_the_end_of_a_paragraph_are_furniture() -> None:
    rates = ("(1 euro = 1.12 dollars)", "(1 U.S. dollar equals 3 crowns)")
    for note in (*rates, "(Editing by Ann Lowe)", "(CROSSTALK)", "(Coastwire)", "[Harbor Ledger.]"):
        assert kinds_of(f"{ABOVE} {note}\n\n{BELOW}")[:2] == [("sentence", ABOVE), ("boilerplate", note)]
    for aside in ("(It was late.)", "(Really.)", "(She was paid 1 euro.)", "[Read the minutes!]", "[Reed left.]"):
        assert kinds_of(f"{ABOVE} {aside}\n\n{BELOW}")[1] == ("sentence", aside)


@pytest.mark.parametrize(
    "line",
    [
        "Send letters of up to 250 words to letters@harborledger.example",
        "Reach Jane Doe at doe@harborledger.example.", "Have a tip? Write to the desk at tips@harborledger.example.",
        "If you buy through our links, we may earn a commission.", "This article contains general information only.",
    ],
)  # fmt: skip
def test_notes_at_the_foot_are_furniture(line: str) -> None:
    assert kind_at_the_foot(line) == "boilerplate"


def test_where_the_reporter_was_stands_at_the_foot_as_a_note() -> None:
    note = "Doe reported from Marlow and Salem, Ohio."
    assert kinds_of(f"Pool sold\n\nBy Jane Doe\n\n{ABOVE}\n\n{BELOW}\n\n{note}")[-1] == ("boilerplate", note)
    assert kinds_of(f"Pool sold\n\nBy Tom Lowe\n\n{ABOVE}\n\n{BELOW}\n\n{note}")[-1] == ("sentence", note)


@pytest.mark.parametrize(
    "line",
    [
        "Doe reported the leak from a call box.", "She reported from Iraq, Bosnia and Rwanda.",
        "Doe reported from Salem for 30 years.",
        "The message, sent from lowe@council.example on Monday, told staff to destroy the records.",
        "“My address was tom@reed.example,” Reed said.", "The paper, the judge said, is not legal advice.",
        "Contact between doe@bank.example and the clerk went on for months, according to the indictment.",
        "Next week: more of the same, I fear, because this council has learned nothing.",
        "Some names have been changed to protect the children, and the court has sealed the file.",
        "You can apply online using the form below.", "The brokers who sell the bonds may earn an affiliate commission.",
        "Some names have been changed on the map, and the village is angry.", "Readers may sign up here.",
    ],
)  # fmt: skip
def test_sentences_that_resemble_notes_stay(line: str) -> None:
    assert kind_at_the_foot(line) == "sentence"
    assert kinds_of(f"{line}\n\n{ABOVE}\n\n{BELOW}")[0] == ("sentence", line)


def test_what_the_author_is_stands_below_the_byline_as_a_note() -> None:
    note = "Dr. Hale-Reed is a professor of law at Castle University and the author of “Deep Ends.”"
    assert kinds_of(f"The pool\n\nBy Ann Hale-Reed\n\n{note}\n\n{ABOVE}\n\n{BELOW}")[2] == ("boilerplate", note)
    assert kinds_of(f"The pool\n\nBy Tom Lowe\n\n{note}\n\n{ABOVE}\n\n{BELOW}")[2] == ("sentence", note)
    lead = "Tom Lowe is a writer who sold the baths of Marlow to a builder on Monday."
    assert kinds_of(f"The baths\n\nBy Ann Lowell\n\n{lead}\n\n{ABOVE}\n\n{BELOW}")[2] == ("sentence", lead)


def test_crumbs_are_furniture() -> None:
    for mark in "›»>|":
        assert kinds_of(f"Home {mark} Science {mark} Sand\n\n{ABOVE}\n\n{BELOW}")[0][0] == "boilerplate"


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The board of the county library voted late on Tuesday night to close\n"
        "the branch on Fenwick Lane, which opened in 1962 and has the only room\n"
        "in town where children can read after school without being told to buy\n"
        "something first."
    )
    assert sentences_of(text) == [text]


@pytest.mark.parametrize("unit", ['"', "'", '" ', ". ", "(", "a", "\n", "A. ", "“", "”", "\u00ad", "Share\n", "..."])
def test_hostile_text_of_one_repeated_piece_is_read(unit: str) -> None:
    text = unit * 20_000
    covered = "".join(sentences_of(text))
    assert "".join(covered.split()) == "".join(text.split())


def test_a_word_list_that_is_missing_is_an_error_and_not_an_empty_list() -> None:
    assert first_column("learnt_nothing.txt", optional=True) == []
    with pytest.raises(DataError, match=r"abbreviatons\.txt: no such file"):
        first_column("abbreviatons.txt")
