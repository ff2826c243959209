"""Lines of a page that have one form and may be one thing or another, told by the lines beside them, and by no other page."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kinds_of

from opinionclf.segmentation import segment
from opinionclf.segmentkinds import KIND_NAMES


def kind_of(line: str, *page: str) -> str:
    """The kind of one line of a page."""
    return next(kind for kind, text in kinds_of("\n\n".join(page)) if text == line)


def kinds_in_company(*pages: tuple[str, ...]) -> list[list[str]]:
    """The kinds of the segments of some pages that are read as one batch."""
    found = segment(["\n\n".join(page) for page in pages])
    return [[KIND_NAMES[kind] for kind in found.kind[found.document == i]] for i in range(len(pages))]


NIGHT = ("It rained all night.", "The council of the town met all night and chose nobody at all to follow him.")


@pytest.mark.parametrize("pages", [
    ((ABOVE, BELOW, "Ann Lowe says:"), ("June 3, 2020 at 4:15 pm", ABOVE, BELOW)),
    (("Dear Ann", ABOVE, BELOW, "Ann says:"), (ABOVE, BELOW)),
    (("4 October 2018", *NIGHT), (ABOVE, BELOW, "A sale by night")),
    (NIGHT, (f"SALEM (Coastwire) — {ABOVE}",)),
    ((ABOVE, "By Jane Doe"), ("Jane Doe is a columnist in Salem.", ABOVE, BELOW)),
    (("The harbor pool", "By Jane Doe", "Jane Doe is a columnist in Salem."), ("Thanks for reading.",)),
    ((ABOVE, BELOW), ("The harbor pool", ABOVE, "Costs", BELOW, "Comment", ABOVE)),
    (("Explainer: Why the pool closed", ABOVE, "Where did the money go?", BELOW, "Who pays in the end?"), (ABOVE, BELOW)),
    ((ABOVE, "STORY CONTINUES BELOW ADVERTISEMENT"), (BELOW, ABOVE)),
    (("SHORT SHRIFT Fans slam the tour", "READ MORE ON PAGE B"), (BELOW, ABOVE)),
])  # fmt: skip
def test_a_page_ends_where_the_next_one_begins(pages: tuple[tuple[str, ...], ...]) -> None:
    for company in (pages, pages[::-1]):
        assert kinds_in_company(*company) == [kinds_in_company(page)[0] for page in company]


def test_a_name_and_place_below_the_last_paragraph_sign_it() -> None:
    assert kind_of("Ann Lowe, Salem, Ore.", ABOVE, BELOW, "Ann Lowe, Salem, Ore.") == "boilerplate"


def test_what_announces_an_answer_to_a_letter_stays_where_none_stands_below() -> None:
    assert kind_of("Ann says:", "Dear Ann", ABOVE, BELOW, "Ann says:") == "sentence"
    assert kind_of("Ann says:", "Dear Ann", ABOVE, BELOW, "Ann says:", BELOW) == "boilerplate"


def test_a_long_paragraph_that_ends_in_a_year_above_a_credit_is_no_caption() -> None:
    shown = "By the pool in the summer of 1998."
    told = f"By the time that the mayor had told the papers of his plan, {' and '.join(['the clerk had gone'] * 9)} in 1998."
    assert kind_of(shown, ABOVE, shown, "Photo: Ann Lowe", BELOW) == "boilerplate"
    assert kind_of(told, ABOVE, told, "Photo: Ann Lowe", BELOW) == "sentence"


def test_a_word_above_the_article_is_the_first_day_of_a_diary_only_if_it_is_a_day() -> None:
    diary = ("Why the pool closed in May", ABOVE, "Tuesday", BELOW)
    assert kind_of("Monday", "Monday", *diary) == "heading"
    assert kind_of("Salem", "Salem", *diary) == "boilerplate"


ITEMS = ("• The line will open late, says a report", "• The budget has grown by a third")


def test_a_word_heads_an_article_only_right_below_the_list_that_sums_it_up() -> None:
    assert kind_of("Background", "What we know of the pool", *ITEMS, "Background", ABOVE, BELOW) == "heading"
    assert kind_of("Background", "What we know of the pool", *ITEMS, "Background", "By Ann Lowe", ABOVE, BELOW) == "boilerplate"
    assert kind_of("Background", "What we know of the pool", "• News", "• Sport", "Background", ABOVE, BELOW) == "boilerplate"


def test_a_line_without_a_sign_below_items_that_have_one_is_no_item() -> None:
    signed = ("• Two towels", "• A lock", "• Three coins", "What it costs")
    assert kind_of(signed[-1], ABOVE, *signed, BELOW) == "heading"
    assert kind_of(signed[-1], ABOVE, *(line.removeprefix("• ") for line in signed), BELOW) == "boilerplate"


def test_a_name_and_its_place_under_a_letter_are_furniture_both() -> None:
    page = (ABOVE, BELOW, "Ann Lowe.", "North Salem.")
    assert [kind for kind, _ in kinds_of("\n\n".join(page))] == ["sentence", "sentence", "boilerplate", "boilerplate"]


@pytest.mark.parametrize(("lines", "kind"), [
    (("Who knew of it?", ABOVE), "heading"),
    (("Who knew of it?", "Nobody did."), "sentence"),
    (("It is a mess.", ABOVE), "sentence"),
])  # fmt: skip
def test_the_first_line_below_the_headline_heads_a_section_if_it_is_a_question_above_a_paragraph(
    lines: tuple[str, str], kind: str
) -> None:
    page = (*lines, BELOW, "Who pays for it?", ABOVE, "Who swims there?", BELOW)
    assert kind_of(lines[0], "What is known of the pool", *page) == kind
    assert kind_of(lines[0], "What is known of the pool", f"{BELOW} Why is that?", *page) == "sentence"


def test_a_long_question_below_an_announcement_heads_no_section() -> None:
    short, long = "Who pays in the end?", "Would a lake in the hills not cost the town more?"
    for line, kind in ((short, "heading"), (long, "sentence")):
        page = ("Explainer: Why the pool closed", ABOVE, "Where did the money go?", BELOW, "This is known:", line, BELOW)
        assert kind_of(line, *page) == kind


SECTIONS = ("The harbor pool", ABOVE, "Costs", BELOW)


def test_a_name_of_a_section_heads_one_beside_two_short_headings_among_the_paragraphs() -> None:
    assert kind_of("Comment", *SECTIONS, "Gains", ABOVE, "Comment", BELOW) == "heading"
    assert kind_of("Comment", *SECTIONS, "Comment", BELOW) == "boilerplate"
    call = "Sign up for our newsletter and get it every single morning."
    assert kind_of("Comment", *SECTIONS, "Gains", ABOVE, "Comment", call, BELOW) == "boilerplate"


def test_names_that_end_in_no_stop_or_stand_behind_a_label_are_no_signatures() -> None:
    for line, below, kind in (
        ("Ann Lowe.", "North Salem.", "boilerplate"), ("Goodbye Salem!", "Hello Marlow!", "sentence"),
        ("Lowe: Never.", "Reed: Always.", "sentence"),
    ):  # fmt: skip
        assert kind_of(line, ABOVE, line, below, BELOW) == kind


def test_a_title_at_the_foot_with_nothing_below_it_heads_nothing() -> None:
    assert kind_of("The Theft.", ABOVE, BELOW, "The Theft.", BELOW) == "heading"
    assert kind_of("The Theft.", ABOVE, BELOW, "The Theft.") == "sentence"


def test_a_heading_in_single_marks_stands_where_speech_has_straight_double_ones() -> None:
    said = '"Nobody asked us," said the clerk, who had been at the hall since noon and meant to stay.'
    assert kind_of("'Sink or swim'.", ABOVE, said, "'Sink or swim'.", BELOW, BELOW) == "heading"


FURIOUS = "The head of the swimmers’ club, Ann Lowe, and all swimmers were furious, and want answers from the clerk."
INSULT = "Lowe says pool sale was an 'insult.'"


def test_a_headline_may_stand_below_a_long_line_of_the_site() -> None:
    cookies = f"We use cookies to show you pages that may interest you{', to count our readers' * 6}, and to mend our site."
    assert kind_of(cookies, cookies, INSULT, FURIOUS, BELOW) == "boilerplate"
    assert kind_of(INSULT, cookies, INSULT, FURIOUS, BELOW) == "heading"


def test_the_third_line_of_a_page_is_no_headline_where_no_dateline_stands_below() -> None:
    third = "Swimmers want answers from the clerk."
    assert kind_of(third, "Pool shuts as money runs out;", third, FURIOUS, BELOW) == "heading"
    assert kind_of(third, "Pool shuts as money runs out;", INSULT, third, FURIOUS, BELOW) == "sentence"
    assert kind_of(third, "Pool shuts as money runs out;", INSULT, third, f"SALEM (Coastwire) — {ABOVE}", BELOW) == "heading"


LONG = f"The council met again on Tuesday{' and talked about the pool and the price of a swim' * 4} until all had gone home."


def test_a_paragraph_of_three_sentences_above_a_dateline_is_prose() -> None:
    for told, kind in (("It rained. Nobody came. They left.", "sentence"), ("Nobody came.", "heading")):
        assert kinds_of("\n\n".join((told, f"SALEM (Coastwire) — {ABOVE}", BELOW)))[0][0] == kind


def test_a_long_paragraph_above_a_dateline_or_a_headline_is_prose() -> None:
    assert kind_of(LONG, INSULT, LONG, f"SALEM (Coastwire) — {ABOVE}", BELOW) == "sentence"
    assert kind_of(LONG, LONG, f"SALEM (Coastwire) — {ABOVE}", BELOW) == "sentence"
    assert kind_of(LONG, LONG, "The quiet death of the corner bench", "By Nora Pell", BELOW, BELOW) == "sentence"


def test_a_headline_above_another_one_and_a_byline_is_no_furniture() -> None:
    for line, kind in (("The Quiet Days Are Over.", "heading"), ("Prizes can be collected from Monday.", "boilerplate")):
        assert kind_of(line, line, "The death of the corner bench", "By Nora Pell", BELOW, BELOW) == kind
    assert kind_of(line, line, "The death of the corner bench", BELOW, BELOW) == "sentence"


def test_a_line_without_a_verb_stands_above_a_headline_of_one_sentence() -> None:
    assert kind_of("A sad day.", "A sad day.", "Who is to blame for it?", ABOVE, BELOW) == "heading"
    assert kind_of("A sad day.", "A sad day.", "Nobody swims. Who is to blame?", ABOVE, BELOW) == "sentence"


@pytest.mark.parametrize("note", ["Maria de Souza is a columnist in Salem.", "*** Additional reporting by Ann Lowe."])
def test_a_note_may_open_with_a_particle_or_several_signs(note: str) -> None:
    assert kind_of(note, ABOVE, BELOW, note) == "boilerplate"


def test_a_page_of_nothing_but_a_phrase_below_its_headline_keeps_it() -> None:
    assert kind_of("Thanks for reading.", "The pool of the town", "Thanks for reading.") == "sentence"
    assert kind_of("Thanks for reading.", "The pool of the town", "Thanks for reading.", ABOVE) == "boilerplate"


def test_what_stands_below_a_correction_is_furniture_near_the_foot_alone() -> None:
    wrong = "The clerk is no sister of the mayor."
    assert kind_of(wrong, ABOVE, BELOW, "Correction:", wrong) == "boilerplate"
    assert kind_of(wrong, ABOVE, "Correction:", wrong, *[ABOVE, BELOW] * 3, "Share") == "sentence"
