"""Words that are abbreviations with a capital only, and sentences that begin behind the name of a company."""

from __future__ import annotations

import pytest
from test_segmentation import kinds_of


def sentences(text: str) -> list[str]:
    return [part for _, part in kinds_of(text)]


@pytest.mark.parametrize("said", [
    "The party broke up when a guest fell ill.", "He took the penalty, but it was a miss.", "The hills are full of ore.",
    "On Sundays they went to mass.", "Nobody had done the wash.", "They built an ark.", "She asked her pa.", "We saw the sun.",
    "The cat sat.", "Rust and rain mar.", "She wrote to her rep.", "She will join the co.",
])  # fmt: skip
def test_a_word_in_small_letters_that_is_an_abbreviation_with_a_capital_ends_its_sentence(said: str) -> None:
    assert sentences(f"{said} Kestrel promised to pay.") == [said, "Kestrel promised to pay."]


@pytest.mark.parametrize("text", [
    "He was born in Salem, Ill. Kestrel County has his papers.", "The Miss. Democrats lost.", "A man in Dale, Ore. swims.",
    "The Wash. Senator left.", "The poems, trans. Reed, are short.", "It is in the 2nd ed. Reed made.",
    "The eds. Lowe and Reed quit.",
])  # fmt: skip
def test_abbreviations_of_states_with_a_capital_and_of_books_go_on(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("beginning", ["Shares rose.", "Investors fled.", "Shareholders sued.", "Economists laughed."])
def test_a_sentence_on_shares_begins_behind_the_name_of_a_company(beginning: str) -> None:
    assert sentences(f"Nobody has sued Verrano Inc. {beginning}") == ["Nobody has sued Verrano Inc.", beginning]
    assert sentences("Verrano Inc. Chairman Tom Reed left.") == ["Verrano Inc. Chairman Tom Reed left."]


@pytest.mark.parametrize("title", ["Ald.", "Coun.", "Const.", "Assemb.", "Comdt.", "Adv.", "Cllr.", "Supt.", "Det. Insp."])
def test_a_title_with_a_stop_goes_on_with_its_name(title: str) -> None:
    assert sentences(f"{title} Ann Lowe spoke.") == [f"{title} Ann Lowe spoke."]
    assert sentences(f"The pool shut. {title} Ann Lowe spoke.") == ["The pool shut.", f"{title} Ann Lowe spoke."]
    small = f"She is our {title.rpartition(' ')[2].lower()}"
    assert sentences(f"{small} Nobody spoke.") == [small, "Nobody spoke."]


@pytest.mark.parametrize(("first", "second"), [
    ("PICKETS STOOD THERE UNTIL 9 A.M.", "UNION PRESIDENT ANN LOWE SPOKE."), ("HE SPOKE AT 9:30 P.M.", "THE MEN LEFT."),
    ("The gate shut at 9 A.M.", "Lowe was not there."), ("The gate shut at 9 a.m.", "Lowe was not there."),
])  # fmt: skip
def test_a_time_of_day_in_capitals_may_end_a_sentence(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize("text", [
    "NOBODY HEARD THE 9 A.M. NEWS IN DALE.", "THE TALKS AT 9 A.M. WERE SHORT.", "THEY MET AT 9 A.M. OUTSIDE THE MILL.",
    "THE GATE SHUT AT 9 A.M. MONDAY.", "He led 5 U.S. MARINES HOME.", "The pool opens at 9 A.M. Eastern time.",
    "BY LAW 7 P.G. LOWE WON.", "Nobody saw A 6 P.M. Show.",
])  # fmt: skip
def test_a_time_of_day_in_front_of_its_noun_or_a_small_word_goes_on(text: str) -> None:
    assert sentences(text) == [text]
