"""Transcripts of courts, whose lines have numbers, and numbered lines that are no such thing."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of
from test_speakerlabels import same_alone_and_in_company

import opinionclf
from opinionclf.segmentation import Page, segment, segment_pages
from opinionclf.segmentkinds import SENTENCE

LINES = [
    "     Q.   Where did you keep the keys, Mr. Dorn?", "     A.   In the drawer of the desk.  A clerk had", "the other set.",
    "     Q.   Which clerk?", "     A.   Ms. Pell, and I believe", "Mr. Orr.", "They both had one.",
    "          MR. LUND:  Objection.  Hearsay.", "          THE COURT:  Sustained.", "EXAMINATION", "BY MS. VANCE:",
    "     Q.   Did you lock it?", "     A.   No.  I never did.", "(Recess taken.)", "     Q.   Never?", "     A.   No.",
]  # fmt: skip
SAID = [
    "Where did you keep the keys, Mr. Dorn?", "In the drawer of the desk.", "A clerk had the other set.", "Which clerk?",
    "Ms. Pell, and I believe Mr. Orr.", "They both had one.", "Objection.", "Hearsay.", "Sustained.", "Did you lock it?", "No.",
    "I never did.", "Never?", "No.",
]  # fmt: skip


def numbered(lines: list[str], first: int = 1, last: int = 25) -> str:
    numbers = [(first - 1 + n) % last + 1 for n in range(len(lines))]
    return "\n".join(f"{number:<4}{line}" for number, line in zip(numbers, lines, strict=True))


def without_numbers(text: str) -> str:
    """A segment without the number and the label in front of it, and without those of its further lines."""
    lines = [line.lstrip("0123456789 ") for line in text.split("\n") if line]
    return " ".join(lines).removeprefix("Q.").removeprefix("A.").split(":")[-1].strip()


@pytest.mark.parametrize("page", [
    numbered(LINES), numbered(LINES, last=9), numbered(LINES, first=7), numbered(LINES).replace("\n", "\n\n"),
    f"          Page 12\n{numbered(LINES)}\n\n     Hollow Lane Reporters   (555) 010-2211",
])  # fmt: skip
def test_numbered_lines_of_a_court_transcript_are_turns_that_go_on_from_line_to_line(page: str) -> None:
    document = opinionclf.classify(page)
    spoken = [sentence for sentence in document.sentences if "Recess" not in sentence.text]
    assert [without_numbers(sentence.text) for sentence in spoken] == SAID
    assert {sentence.label for sentence in spoken} == {"attributed_claim"}


def test_a_numbered_line_begins_with_its_number() -> None:
    page = numbered(LINES)
    kinds = kinds_of(page)
    assert ("sentence", "2        A.   In the drawer of the desk.") in kinds
    assert ("boilerplate", "11  BY MS. VANCE:") in kinds
    assert ("sentence", "16       A.   No.") in kinds
    assert ("heading", "10  EXAMINATION") in kinds
    assert [text for _, text in kinds] == [page[s.start : s.end] for s in opinionclf.classify(page).segments]
    assert "".join("".join(text for _, text in kinds).split()) == "".join(page.split())


def test_a_letter_in_the_last_line_is_no_label_whatever_document_follows() -> None:
    page = numbered([*LINES, "     Q.   Who had", "A"])
    assert kinds_of(page)[-1] == ("sentence", "17       Q.   Who had\n18  A")
    assert same_alone_and_in_company([page, "It rained.", page])


def test_a_tab_sets_a_letter_apart_from_what_is_said() -> None:
    page = numbered([line.replace("Q.   ", "Q\t").replace("A.   ", "A\t") for line in LINES])
    kinds = kinds_of(page)
    assert ("sentence", "5        A\tMs. Pell, and I believe\n6   Mr. Orr.") in kinds
    assert ("sentence", "4        Q\tWhich clerk?") in kinds


def test_given_segments_of_numbered_lines_are_turns_as_those_that_are_found() -> None:
    page = numbered(LINES)
    found = segment([page])
    given = segment_pages([Page(page, found.start.tolist(), found.kind.tolist(), found.paragraph.tolist())])
    assert given.turn.tolist() == found.turn.tolist()
    assert given.start.tolist() == found.start.tolist()
    apart = Page(page, [0, page.index("Q."), page.index("Which")], [SENTENCE] * 3, [0, 0, 1])
    assert segment_pages([apart, Page("It rained.", [0], [SENTENCE], [0])]).start.tolist() == [*apart.starts, 0]


def test_a_counterfactual_is_found_in_numbered_lines() -> None:
    page = numbered([*LINES[:13], "(The hall was allegedly full.)", *LINES[14:]])
    (noted,) = [sentence for sentence in opinionclf.classify(page).sentences if "allegedly" in sentence.text]
    found = noted.explain().counterfactual
    assert found is not None
    assert found.text == "14  (The hall was full.)"


@pytest.mark.parametrize(
    "page",
    [
        "\n".join(f"{n}. {line.strip()}" for n, line in enumerate(LINES, 1)),
        numbered([f"{place}: {n}" for n, place in enumerate(("OSLO", "MOSS", "RANA", "LOM", "ALTA", "VIK", "EID", "AS"))]),
        numbered(["The sea was grey,", "and grey the quay;", "I sold my boat", "in early May.", "You wrote to me."] * 2),
        numbered(["Beat two eggs.", "Add the flour.", "Stir it well.", "Let it rest.", "Bake it.", "Serve it."] * 2),
        numbered([f"{name}  34:1{n}" for n, name in enumerate(("Ann Lowe", "Dana Pell", "Luis Orr", "Bea Dorn") * 3)]),
    ],
)
def test_numbers_of_lists_tables_and_poems_are_kept(page: str) -> None:
    text = "The harbour board met on Monday. It heard six people.\n\n" + page
    assert segment([text]).tokens.front is None


def test_lines_behind_numbers_out_of_order_are_no_numbered_lines() -> None:
    assert segment(["\n".join(f"{n:<4}{line}" for n, line in zip((7, 3, 9) * 5, LINES, strict=False))]).tokens.front is None


def test_numbered_lines_are_the_same_alone_and_in_company() -> None:
    assert same_alone_and_in_company([numbered(LINES), "It rained.", numbered(LINES, first=20), "1", numbered(LINES[:4])])
