"""Headings, notes, credits and phrases of furniture that stand in one paragraph with sentences; and look-alikes."""

from __future__ import annotations

import pytest
from test_page_notes import ABOVE, BELOW
from test_segmentation import kinds_of, sentences_of

import opinionclf


def kinds_inside(*paragraphs: str) -> list[tuple[str, str]]:
    """The kinds of the segments of paragraphs, each between two of an article."""
    page = "\n\n".join(["The road home", ABOVE, *(part for paragraph in paragraphs for part in (paragraph, BELOW))])
    return [(kind, part) for kind, part in kinds_of(page) if any(part in paragraph for paragraph in paragraphs)]


@pytest.mark.parametrize(("note", "is_note"), [
    ("[in The Echo]", True), ("[sic, twice]", True), ("[citation\nneeded]", True), ("[citation\n\nneeded]", False),
    ("(2)", True), ("(nobody knew why)", False), (" (2)", False),
])  # fmt: skip
def test_a_sentence_ends_behind_a_joined_note(note: str, is_note: bool) -> None:
    text = f"The pool was unsafe.{note} The council knew."
    assert (sentences_of(text) == [f"The pool was unsafe.{note}", "The council knew."]) == is_note


def test_a_note_in_the_brackets_of_a_sentence_ends_where_its_own_bracket_does() -> None:
    assert sentences_of("(The pool was unsafe.[a]) The council knew.") == ["(The pool was unsafe.[a])", "The council knew."]
    assert sentences_of("The pool was unsafe.[a] 2) The council knew.") == ["The pool was unsafe.[a]", "2) The council knew."]


def test_a_note_does_not_go_on_in_the_next_text() -> None:
    batch = ["The pool was unsafe.[note", "2] The council knew. Nobody swam."]
    parts = [[segment.text for segment in document.segments] for document in opinionclf.classify_many(batch)]
    assert parts == [[segment.text for segment in opinionclf.classify(text).segments] for text in batch]


def test_a_credit_behind_a_bracket_ends_a_caption() -> None:
    caption = ["The pool at Dale, and the mayor (left)", "Image: Jane Doe."]
    assert kinds_inside(" ".join(caption)) == [("boilerplate", part) for part in caption]


@pytest.mark.parametrize("credit", ["(AP Photo/Pia Holt)", "(FILE PHOTO)", "(Photo/Pia Holt)", "(Image: Pia Holt/Dale Echo)"])
def test_sentences_in_front_of_a_credit_that_tell_of_the_past_are_no_caption(credit: str) -> None:
    front = ["Officers swam ashore at noon.", "Two men were hurt."]
    assert kinds_inside(" ".join([*front, credit])) == [*(("sentence", part) for part in front), ("boilerplate", credit)]


def test_a_link_behind_it_is_no_sentence_of_a_headline() -> None:
    for link in ("MORE: Pool shut", "Also see: Ten walks round Dale."):
        page = "\n\n".join([f"Ferry sinks off Dale. {link}", ABOVE, BELOW])
        assert kinds_of(page)[:2] == [("heading", "Ferry sinks off Dale."), ("boilerplate", link)]


def test_a_paragraph_that_goes_on_behind_a_link_is_judged_with_what_follows() -> None:
    sentences = ["Can Dale Be Saved?", "Nobody knows."]
    found = kinds_inside(f"{sentences[0]} Also see: Ferry sinks. {sentences[1]}", "What comes next")
    assert [kind for kind, part in found if part in sentences] == ["sentence", "sentence"]
    assert kinds_inside(f"{sentences[0]} Also see: Ferry sinks.", "What comes next")[0] == ("heading", sentences[0])


def test_letters_between_capitals_and_a_word_begin_the_sentence() -> None:
    paragraphs = ["THE CATCH A pool costs more.", "THE COST A swim is free."]
    headings = [part for kind, part in kinds_inside(*paragraphs) if kind == "heading"]
    assert headings == ["THE CATCH", "THE COST"]


@pytest.mark.parametrize("line", ["1. It is so.", "2. These are hard times.", "3. Such men lie."])
def test_a_numbered_sentence_that_points_back_is_no_heading(line: str) -> None:
    assert kinds_inside(f"{line} The road is shut.") == [("sentence", line), ("sentence", "The road is shut.")]
    assert kinds_inside("1. Marriage is hard. The road is shut.")[0] == ("heading", "1. Marriage is hard.")


def test_a_phrase_that_runs_into_the_last_sentence_is_furniture() -> None:
    for phrase, sentence in (
        ("Advertisement", "The mayor wept."), ("Continue reading the main story", "Director Ann Lowe resigned."),
    ):  # fmt: skip
        wanted = [("sentence", "It closed."), ("boilerplate", phrase), ("sentence", sentence)]
        assert kinds_of(f"It closed. {phrase} {sentence}") == wanted
    assert ("sentence", "Advertisement Director Ann Lowe sold.") in kinds_of("It closed. Advertisement Director Ann Lowe sold.")


def test_a_phrase_in_small_letters_is_a_part_of_its_sentence() -> None:
    line = "advertisement The Pool was her first film."
    assert kinds_of(f"{line} It failed.") == [("sentence", line), ("sentence", "It failed.")]
