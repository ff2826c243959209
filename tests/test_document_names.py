"""The list of a document's sources: titles, nouns and other names said again are one source with the name that has had them."""

from __future__ import annotations

import pytest

import opinionclf


def listed(text: str) -> dict[str, int]:
    """The names of a document's sources with their sentences."""
    return {source.name: source.count + source.guessed for source in opinionclf.classify(text).sources}


@pytest.mark.parametrize(("first", "again", "name"), [
    ("Mayor Ada Lowe", "the mayor", "Mayor Ada Lowe"),
    ("Judge Ada Lowe", "the judge", "Judge Ada Lowe"),
    ("Sen. Ada Lowe", "the senator", "Sen. Ada Lowe"),
    ("Police Chief Ada Lowe", "the chief", "Police Chief Ada Lowe"),
    ("Dr Ada Lowe", "the doctor", "Dr Ada Lowe"),
    ("Lord Peverell of Thame", "the peer", "Lord Peverell of Thame"),
    ("Ada Lowe, the minister,", "the minister", "Ada Lowe"),
    ("The transport minister, Ada Lowe,", "the minister", "Ada Lowe"),
    ("Marlow Council", "the council", "Marlow Council"),
    ("The Harbour Authority", "the authority", "The Harbour Authority"),
    ("The Department for Learning", "the department", "The Department for Learning"),
    ("One aide", "the aide", "One aide"),
    ("Lowe's twin sister", "the sister", "Lowe's twin sister"),
    ("A woman in a green hat", "the woman", "A woman in a green hat"),
    ("A leaked memo", "the memo", "A leaked memo"),
])  # fmt: skip
def test_a_title_or_noun_said_again_is_the_same_source(first: str, again: str, name: str) -> None:
    assert listed(f"{first} said it was late. “Poor,” {again} said.") == {name: 2}


def test_narration_tells_who_has_a_title() -> None:
    assert listed("Canon Prudence Lowe was away. “Poor,” the canon said.") == {"Prudence Lowe": 1}
    text = "Guidelines from the Royal College of Dietitians advise that it is late. The college said it was poor."
    assert "Royal College of Dietitians" in listed(text)


@pytest.mark.parametrize(("text", "number"), [
    ("Mayor Ada Lowe said it was late. The mayor of Kelso said it was poor.", 2),
    ("Mayor Ada Lowe said it was late. Mayor Tom Brisk said no. The mayor said it was poor.", 3),
    ("Mayor Ada Lowe said it was late. Her spokesman said it was poor.", 2),
    ("Transport Minister Ada Lowe said it was late. The prime minister said it was poor.", 2),
    ("A nurse from Kell said it was late. A nurse from Salem said no. The nurse said it was poor.", 3),
    ("Police Chief Ada Lowe said it was late. The police said it was poor.", 2),
    ("Tom Lowe said it was late. Tom Brisk said no. Tom said it was poor.", 3),
    ("China Mobile said it was late. China said it was poor.", 2),
    ("Senator Tom Reed of Idaho, the ranking member, said it was late. Idaho said it was poor.", 2),
])  # fmt: skip
def test_what_several_may_be_stays_apart(text: str, number: int) -> None:
    assert len(listed(text)) == number


@pytest.mark.parametrize(("first", "again"), [
    ("Beauregard T. Lyle III", "Lyle"), ("Tom Brisk Jr.", "Brisk"), ("Pope Anselm IV", "Pope Anselm"),
    ("Chief executive Noor al-Sabbagh", "Ms al-Sabbagh"), ("Noor al-Sabbagh", "Al-Sabbagh"), ("Luc d'Estaing", "D'Estaing"),
    ("The Right Reverend Dr Ewart Cole-Mensah", "Bishop Ewart"), ("Sir Alastair Finch", "Sir Alastair"), ("Xi Wenbo", "Mr Xi"),
    ("President Kim Jin-soo", "Kim"), ("Mayor Emiliano Quispe Huaman", "Quispe"), ("Prince Aldric of Varnia", "Prince Aldric"),
    ("Ada Lowe", "Lowe herself"),
])  # fmt: skip
def test_ways_of_naming_one_person_are_one_source(first: str, again: str) -> None:
    assert list(listed(f"{first} said it was late. {again} said it was poor.").values()) == [2]


@pytest.mark.parametrize(("front", "speaker", "name"), [
    ("The club sacked Tom Brisk in May.", "Brisk", "Tom Brisk"),
    ("The play is Noemie Van Hecke's second.", "Van Hecke", "Noemie Van Hecke"),
    ("Ruud ter Horst is a gardener.", "Ter Horst", "Ruud ter Horst"),
    ("Rabbi Shoshana Feld spoke.", "Rabbi Feld", "Shoshana Feld"),
])  # fmt: skip
def test_a_source_has_the_full_name_that_the_document_tells(front: str, speaker: str, name: str) -> None:
    assert listed(f"{front} {speaker} said it was late.") == {name: 1}


@pytest.mark.parametrize(("front", "speaker"), [
    ("Michelle Obry wrote it. President Obry was away.", "Mr. Obry"),  # whose husband has no first name here
    ("He lives in Greater London.", "London"), ("Google Maps was late.", "Google"),
    ("Carol Boone left. Travis Boone died.", "Boone"),
])  # fmt: skip
def test_no_full_name_is_given_where_it_may_be_another_s(front: str, speaker: str) -> None:
    assert listed(f"{front} {speaker} said it was late.") == {speaker: 1}
