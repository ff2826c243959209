"""Short lines that have all but one of the signs of a sub-heading, a name or a headline."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kind_between_paragraphs, kinds_of

FINISHED = ("A sale by night.", "The Reckoning.")  # sub-headings with a full stop
AGAIN = "The vote goes on, the council and the whole of the old harbor town vote again in May, and Reed wins again."


def kind_of(line: str, *page: str) -> str:
    """The kind of a line that a page has once."""
    (found,) = [kind for kind, text in kinds_of("\n\n".join(page)) if text == line]
    return found


def kind_above_its_section(line: str, section: str = AGAIN) -> str:
    """The kind of a line beside two sub-headings that have a full stop."""
    return kind_of(line, ABOVE, FINISHED[0], BELOW, FINISHED[1], BELOW, line, section, BELOW)


@pytest.mark.parametrize("line", ["Reed wins this vote again.", "Reed wins again."])
def test_a_sentence_that_points_back_and_one_of_three_words_head_no_section(line: str) -> None:
    assert kind_above_its_section("Reed wins the vote again.") == "heading"
    assert kind_above_its_section(line) == "sentence"


@pytest.mark.parametrize(("line", "kind"), [("Honesty.", "heading"), ("Sadly.", "sentence")])
def test_an_adverb_alone_is_a_sentence_and_a_noun_a_subheading_beside_another(line: str, kind: str) -> None:
    assert kind_of(line, ABOVE, "A sale by night", BELOW, line, BELOW) == kind


@pytest.mark.parametrize("sign", ["– ", "• ", "- "])
def test_questions_behind_a_dash_or_bullet_head_no_sections(sign: str) -> None:
    asked = ["Who pays for the pool?", "What did the old one cost?", "Where did the money go?"]
    assert kind_of(asked[0], *(part for line in asked for part in (ABOVE, line)), BELOW) == "heading"
    page = "\n\n".join([*(part for line in asked for part in (ABOVE, f"{sign}{line}")), BELOW])
    assert {kind for kind, _ in kinds_of(page)} == {"sentence"}


def test_a_question_behind_its_letter_above_its_answer_is_a_turn_and_no_headline() -> None:
    asked = "Why did the pool of the town close?"
    assert kinds_of("\n\n".join([asked, ABOVE, BELOW]))[0] == ("heading", asked)
    assert kinds_of("\n\n".join([f"Q. {asked}", f"A. {ABOVE}", BELOW]))[0] == ("sentence", f"Q. {asked}")


@pytest.mark.parametrize(("line", "kind"), [
    ("SWIMMERS ON THE SALE: ‘SHAME.’", "heading"), ("‘GIVE US BACK OUR POOL.’", "sentence"),
    ("GIVE US BACK OUR TOWN POOL!", "sentence"),
])  # fmt: skip
def test_what_somebody_shouts_in_capitals_is_no_heading(line: str, kind: str) -> None:
    assert kind_between_paragraphs(line) == kind


def test_a_list_of_many_names_is_no_title() -> None:
    assert kind_between_paragraphs("Thanks to Ann Lowe, Tom Reed, and Nora Sare.") == "heading"
    names = "Ann Lowe, Tom Reed, Joan Pell, Colin Abney, Nora Sare, Cal Wray, Ines Dole and Dora Hale"
    assert kind_between_paragraphs(f"Thanks to {names}.") == "sentence"


def test_names_in_brackets_in_front_of_what_is_said_make_no_heading_and_no_name() -> None:
    said = ["((Ann Lowe)) Correct.", "((Tom Reed)) Yeah."]
    assert {kind for kind, _ in kinds_of("\n\n".join([ABOVE, BELOW, *said, ABOVE, said[0], BELOW]))} == {"sentence"}
    assert kind_of("((Tom Reed)) Correct.", ABOVE, "A sale by night", BELOW, "((Tom Reed)) Correct.", BELOW) == "sentence"


def test_a_headline_asks_why_something_is_done_and_a_sentence_tells_why() -> None:
    below = "The council met in the dark, because nobody had paid for the light, and told nobody what it did."
    assert kinds_of(f"Why people in Marlow swim at night.\n\n{below}")[0][0] == "heading"
    assert kinds_of(f"Why people in Marlow swim at night is hard to say.\n\n{below}")[0][0] == "sentence"


TWICE = "The play, which opens in Marlow next week, has a cast of nine and runs for three hours without a break."


@pytest.mark.parametrize(("word", "told", "kind"), [
    ("Reed", "Nobody agreed that Reed would keep it, but for the reeds.", "boilerplate"),
    ("Reed", "It was in May that, Reed believed, everybody would swim.", "boilerplate"),
    ("Reed", "Nobody told the Reeds of it, who had asked for it twice.", "sentence"),
    ("Mac", "Nobody asked old JohnMac of it, who lives in a boat house.", "sentence"),
    ("Guilty", "A play called Guilty tells of a clerk who is guilty of it.", "sentence"),
    ("Guilty", "A play called Guilty tells of a clerk who has done it all.", "boilerplate"),
])  # fmt: skip
def test_a_word_that_stands_twice_on_a_line_is_a_name_if_the_text_has_it_with_a_capital_only(
    word: str, told: str, kind: str
) -> None:
    found = kinds_of("\n\n".join([ABOVE, f"{word}.", f"{TWICE} {told}", f"{word}.", BELOW]))
    assert [found_kind for found_kind, text in found if text == f"{word}."] == [kind] * 2


@pytest.mark.parametrize(("signatures", "kind"), [
    (("Joan van Pell, Isle of Dale", "Colin Abney, Port of Marsh"), "boilerplate"),
    (("Joan under Pell, Isle near Dale", "Colin without Abney, Port under Marsh"), "heading"),
])  # fmt: skip
def test_the_small_words_of_names_may_stand_in_names_and_places_under_letters(signatures: tuple[str, str], kind: str) -> None:
    page = ["Letters to the editor", ABOVE, signatures[0], BELOW, signatures[1], ABOVE, BELOW]
    assert [kind_of(line, *page) for line in signatures] == [kind] * 2


@pytest.mark.parametrize(("others", "kind"), [
    (("Joan Pell, Dale, Mass.", "Colin Abney, Marsh, Ohio"), "boilerplate"), (("Joan Pell, Dale, Mass.",), "sentence"),
])  # fmt: skip
def test_a_name_and_a_place_that_end_in_an_abbreviation_sign_a_letter_beside_two_others(
    others: tuple[str, ...], kind: str
) -> None:
    above = (line for other in others for line in (ABOVE, other))
    page = [*above, ABOVE, "Jill March, Asher, N.C.", "Roads and bridges", ABOVE, BELOW]
    assert kind_of("Jill March, Asher, N.C.", *page) == kind
