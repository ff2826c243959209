"""Names in apposition to a source, with articles, ages and homes around them; floating words; clauses that belong to it."""

from __future__ import annotations

import pytest
from test_sources import attribution, found


def name(text: str) -> str | None:
    place = attribution(text).name
    return place.text if place else None


@pytest.mark.parametrize(("who", "expected"), [
    ("Her husband, the novelist Anselm Kroll,", "Anselm Kroll"),
    ("The group's treasurer, a retired surveyor called Ned Ibbotson,", "Ned Ibbotson"),
    ("Its founder, a Swiss billionaire who goes by the single name Orso,", "Orso"),
    ("The group's founder, known as Orso,", "Orso"),
    ("One reader, Mrs E. M. Tolliver of Sandbanks Road,", "Mrs E. M. Tolliver"),
    ("One, Lupe Arroyo,", "Lupe Arroyo"), ("One resident, Tom Brisk,", "Tom Brisk"), ("Another, Tom Brisk,", "Tom Brisk"),
    ("Two residents, Tom Brisk and Ada Lowe,", "Tom Brisk and Ada Lowe"),
    ("Her lawyer, Hamish Lowe, of Brisk & Lowe,", "Hamish Lowe"),
    ("The head of the nurses' union, Ada Lowe,", "Ada Lowe"), ("The lawyer for the widow, Tom Brisk,", "Tom Brisk"),
    ("A spokesman for the ministry, Tom Brisk,", "Tom Brisk"),
])  # fmt: skip
def test_a_name_in_apposition_is_found_with_what_stands_around_it(who: str, expected: str) -> None:
    assert name(f"{who} said it was late.") == expected


@pytest.mark.parametrize("who", [
    "A source close to the groom, Tom Brisk,", "The wife of the driver, Tom Brisk,", "The mother of the victim, Tom Brisk,",
    "A spokesman for the owner, Bellweather Interiors,", "The bank's home, the port of Varna,", "Police in the capital, Varna,",
    "The mayor, a friend of Tom Brisk,", "The firm, once called Calder Bank,", "The mayor, the Lowe family,",
])  # fmt: skip
def test_a_name_that_may_be_another_s_is_not_given(who: str) -> None:
    assert name(f"{who} said it was late.") is None


@pytest.mark.parametrize("behind", ["38", "herself a former teacher", "who left in May"])
def test_the_role_is_the_source_whatever_stands_behind_the_name(behind: str) -> None:
    text = f"The plaintiff, Rosalind Achebe-Turner, {behind}, said that it was late."
    assert (found(text)[0], name(text)) == ("The plaintiff", "Rosalind Achebe-Turner")


@pytest.mark.parametrize("front", ["In the capital", "After the vote", "At the hall"])
def test_a_place_or_time_in_front_of_a_name_is_no_role(front: str) -> None:
    assert found(f"{front}, Ada Lowe, 38, said it was late.")[0] == "Ada Lowe"


@pytest.mark.parametrize(("text", "expected"), [
    ("The Americans and the British have both condemned the arrest.", ("The Americans and the British", "condemned")),
    ("The three men have all denied that it was late.", ("The three men", "denied")),
    ("Lowe has herself said that it was late.", ("Lowe", "said")),
    ("Lowe has only ever said that it was late.", ("Lowe", "said")),
    ("Lowe himself would only say that it was late.", ("Lowe", "say")),
    ("Both have said that it was late.", ("Both", "said")), ("All three said it was late.", ("All three", "said")),
    ("Only 12 per cent said it was late.", ("Only 12 per cent", "said")),
])  # fmt: skip
def test_floating_words_are_no_sources(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "source"), [
    ("It was loud, according to two people who were in the room.", "two people who were in the room"),
    ("“It was loud,” said one of the men who heard it.", "one of the men who heard it"),
    ("“It was loud,” said a man, who then left.", "a man"), ("“It was loud,” said Tom Brisk, who left.", "Tom Brisk"),
    ("“It was loud,” said a man who asked not to be named.", "a man"),
    ("He sued the council, which said it was late.", "the council"),
    ("The paper drew a reply from the ministry, which denied that it was late.", "the ministry"),
    ("The report, which said it was late, angered voters.", "The report"),
    ("The cockpit voice recorder captured the first officer saying the wing was gone.", "the first officer"),
    ("As Adam Coyle, a farmer from Kell, puts it, “You can't eat a view.”", "Adam Coyle"),
    ("Most drivers believe the toll is unfair, a poll by Calder Research shows.", "a poll by Calder Research"),
    ("The mayor's doctor is calling him “extremely fit.”", "The mayor's doctor"),
])  # fmt: skip
def test_a_clause_belongs_to_whom_it_stands_beside(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize(("text", "contents"), [
    ("Prices rose by 34% in two years, he wrote, while wages have barely moved.",
     ["Prices rose by 34% in two years", "while wages have barely moved"]),
    ("The garrison, she said, while short of food, would hold.", ["The garrison", "while short of food, would hold"]),
    ("It would hold, she said, while walking out.", ["It would hold"]),
    ("Fares rose, he said, while police said they had not.", ["Fares rose"]),
    ("Music, she told pupils, was a trade.", ["Music", "was a trade"]),
    ("Okafor said gate counts show that few people came.", ["gate counts show that few people came"]),
    ("Managers tell me, with some justice, that they are poor.", ["they are poor"]),
    ("The head said in a statement that safety was “our highest aim” and that lessons had been learnt.",
     ["“our highest aim”", "lessons had been learnt"]),
    ("The fields are finished, as Adam Coyle, a farmer from Kell, puts it.", ["The fields are finished"]),
])  # fmt: skip
def test_all_that_is_said_is_content(text: str, contents: list[str]) -> None:
    assert [quotation.text for quotation in attribution(text).quotations] == contents
