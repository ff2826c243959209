"""Items of lists behind signs, and lines that are joined only where they were cut to a width."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of, sentences_of

ABOVE = "Hexley council approved a budget of £212 million on Tuesday night."
BELOW = "The vote was 31 to 24.\nA second vote is due in March."
TOLD = ["Council tax rises by 4.9%", "Two car parks in Hexley will close", "A grant of £2 million for the baths"]
HALVES = ["close two libraries", "raise the price of parking", "sell the old town hall"]
OPENED = ["Opened a plant in Leipzig, Germany", "Net income of $51 million", "Sold two mills"]


def page(lead: str, items: list[str], sign: str) -> list[tuple[str, str]]:
    listed = "\n".join(f"{sign} {item}" for item in items)
    return kinds_of(f"Council approves budget for next year\n{ABOVE}\n{lead}\n{listed}\n{BELOW}")[2:-2]


@pytest.mark.parametrize("sign", ["•", "-", "*", "–"])
@pytest.mark.parametrize("items", [TOLD, HALVES, OPENED])
@pytest.mark.parametrize("lead", ["Main Points", "In other business, councillors agreed several measures.", "The points are:"])
def test_items_that_tell_something_below_a_heading_or_a_sentence_are_sentences(lead: str, items: list[str], sign: str) -> None:
    found = page(lead, items, sign)
    assert found[0][0] == ("heading" if lead == "Main Points" else "sentence")
    assert {kind for kind, _ in found[1:]} == {"sentence"}


def test_a_heading_below_a_list_behind_signs_belongs_to_no_list() -> None:
    lines = [ABOVE, "The points are:", *(f"• {item}" for item in TOLD), "The vote was 31 to 24.", "About Hexley", BELOW]
    assert ("heading", "About Hexley") in kinds_of("\n".join(lines))


@pytest.mark.parametrize("items", [["Public safety", "Schools and roads", "The baths"]])
def test_items_that_tell_nothing_are_no_sentences(items: list[str]) -> None:
    assert "sentence" not in [kind for kind, _ in page("Main Points", items, "•")[1:]]


def test_items_with_paragraphs_below_them_are_headings() -> None:
    below = "Most plants die because somebody waters them on a day of the week and never looks at the soil."
    lines = [ABOVE, "• Watering kills plants", below, "• Light matters most", below, "1. Watering on a schedule", below]
    kinds = [kind for kind, _ in kinds_of("\n".join(lines))]
    assert kinds == ["sentence", "heading", "sentence", "heading", "sentence", "heading", "sentence"]


def test_links_behind_signs_at_the_foot_or_below_furniture_are_no_sentences() -> None:
    links = "• Rovers confirm January move for winger\n• Man airlifted after fall at Gull Point"
    assert [kind for kind, _ in kinds_of(f"{ABOVE}\n{BELOW}\n{links}")][3:] == ["boilerplate"] * 2
    assert "sentence" not in [kind for kind, _ in kinds_of(f"{ABOVE}\nRead more\n{links}\n{BELOW}")][1:4]


@pytest.mark.parametrize("title", ["Third-Quarter Highlights", "Main Points"])
@pytest.mark.parametrize(
    "line",
    [
        "Hexley Council approved a budget of £212 million for next year.",
        "Norrvik Robotics today reported revenue of $412 million for the quarter.",
    ],
)
def test_no_finished_line_and_no_heading_is_joined_to_what_begins_anew(line: str, title: str) -> None:
    top = "Norrvik Robotics Announces Record Third-Quarter Results"
    items = "• Net income rose to $51 million, or $1.04 per share\n• Order backlog of $1.3 billion at quarter end"
    assert sentences_of(f"{top}\n{line}\n{title}\n{items}\nThe plant is in Leipzig.")[:3] == [top, line, title]


def test_lines_that_were_cut_to_a_width_are_joined_over_names_too() -> None:
    text = (
        "The board of the county library voted late on Tuesday to close its branch on\n"
        "Fenwick Lane, which opened in 1962 and has the only room in the town where\n"
        "children can read after school without being told to buy something. Mayor\n"
        "Ann Lowe said that she would ask the board to think again before the summer."
    )
    assert len(sentences_of(text)) == 2


@pytest.mark.parametrize("text", [
    "The water came over the wall at three in the morning in the town of\nDale, and nobody had been told to leave.",
    "The last ferry leaves the harbour of Dale at 5 p.m.\non Mondays, and nobody takes it.",
    "The senator keeps a house in Washington, D.C.\nwhere nobody has seen him since the vote.",
], ids=["first line of a text", "small letters", "capitals"])  # fmt: skip
def test_a_line_that_breaks_off_behind_a_small_word_or_letters_with_stops_is_joined(text: str) -> None:
    assert sentences_of(text) == [text]


CUT = (
    "The council met on Monday to hear what has become of the pool,\n"
    "which has lost money since May. A clerk said {}\n"
    "Ann Crome had asked nobody what they would like to be done\n"
    "with it, and that the swimmers were never told so by the board."
)


@pytest.mark.parametrize(("word", "n_sentences"), [("that the late", 2), ("that the new", 2), ("today", 3)])
def test_a_line_that_is_a_few_characters_short_of_the_width_is_joined(word: str, n_sentences: int) -> None:
    assert len(sentences_of(CUT.format(word))) == n_sentences


@pytest.mark.parametrize("below", ["(https://www.dale-post.example/council/2024/05/the-pool)", "=" * 60, "_" * 60])
def test_a_short_line_above_an_address_or_a_rule_was_not_cut_to_the_width(below: str) -> None:
    assert "More on this" in sentences_of(f"{CUT.format('that the mayor')}\nMore on this\n{below}\nIt rained.")
