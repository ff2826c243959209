"""Pronouns behind somebody who has spoken or acted without a name: sooner that one than an older name."""

from __future__ import annotations

import pytest
from test_antecedents import antecedent

import opinionclf

TOM = "Tom Brisk said the hall was old."
EDDA = "Edda Brun said it was late."


@pytest.mark.parametrize(("front", "pronoun", "speaker"), [
    ("“It fell,” said a nurse.", "she", "a nurse"),
    ("“It fell,” said the caretaker.", "he", "the caretaker"),
    ("His wife said it fell.", "she", "His wife"),
    ("The victim's mother said it fell.", "she", "The victim's mother"),
    ("The mayor of Kelso said it fell.", "she", "The mayor of Kelso"),
    ("A doctor said it fell. The hall was shut.", "he", "A doctor"),
    ("A doctor told Ada Lowe it fell.", "he", "A doctor"),
    ("The coroner recorded a narrative verdict.", "he", "The coroner"),
    ("“I love Ewart,” the canon said in a voicemail.", "she", "the canon"),
    ("According to a juror, it fell.", "he", "a juror"),
])  # fmt: skip
def test_who_has_spoken_without_a_name_is_meant_before_an_older_name(front: str, pronoun: str, speaker: str) -> None:
    assert antecedent(f"{TOM} {front} “It was loud,” {pronoun} added.") == speaker


@pytest.mark.parametrize("front", [
    "The hall fell.", "Police said it fell.", "Residents said it fell.", "The report said it fell.",
    "The jury found him guilty.", "The 52-year-old said it fell.", "The firm sacked him.", "The court heard that it fell.",
    "The ministry closed it.",
])  # fmt: skip
def test_bodies_and_things_leave_the_name_that_he_may_be(front: str) -> None:
    assert antecedent(f"{TOM} {front} He said it was loud.") == "Tom Brisk"


@pytest.mark.parametrize(("text", "name"), [
    ("A nurse said it was late. Tom Brisk left. He said it was loud.", "Tom Brisk"),
    (f"{TOM} His lawyer, Ada Lowe, said it fell. She said it was loud.", "Ada Lowe"),
    (f"{TOM} The lawyer Ada Lowe said it fell. She said it was loud.", "Ada Lowe"),
    (f"{TOM} Its author, Professor Jan Pell of the University of Kell, said no. He said it was loud.", "Professor Jan Pell"),
    ("Ada Lowe, a baker, said it was late. She said it was loud.", "Ada Lowe"),
    ("The council said Tom Brisk had left. He said it was untrue.", "Tom Brisk"),
    ("A clerk said Tom Brisk had left. He denies it.", "Tom Brisk"),
    ("Mayor Ada Lowe left. The mayor said it fell. She said it was loud.", "Mayor Ada Lowe"),
])  # fmt: skip
def test_a_later_name_and_that_of_the_speaker_stay(text: str, name: str) -> None:
    assert antecedent(text) == name


@pytest.mark.parametrize(("front", "body"), [
    (f"{EDDA} The trust has apologised.", "The trust"),
    (f"{EDDA} The firm said no.", "The firm"),
    ("A neighbour said no. The council closed the hall.", "The council"),
    ("Marlow Trust said no. A report said it was poor.", "A report"),
    ("Marlow Ltd said no.", "Marlow Ltd"),
    ("The Beacon said no.", "The Beacon"),
])  # fmt: skip
def test_it_is_the_body_that_spoke_or_acted_last(front: str, body: str) -> None:
    assert antecedent(f"{front} In a statement, it said that lessons had been learned.") == body


@pytest.mark.parametrize("front", [EDDA, "Mrs Lowe said no.", "A neighbour said no."])
def test_it_is_no_person(front: str) -> None:
    assert antecedent(f"{front} It said that lessons had been learned.") is None


@pytest.mark.parametrize("back", [
    "joined in 1971. She was appointed OBE in 1988.", "played Lear.", "had to go on as Malvolio.", "drives a Ford Fiesta.",
    "sent a message on Blocks, formerly Twitter.", "works for Hillway.", "has a dog, Biscuit.", "starred in “Straight Roads”.",
    "is the author of 'Straight Roads'.", "wrote the novel Lantern Street.", "has a part in her film, Lantern Street.",
])  # fmt: skip
def test_works_parts_honours_and_platforms_are_not_meant(back: str) -> None:
    assert antecedent(f"Ada Lowe {back} “I wept,” she said.") == "Ada Lowe"


def test_a_name_that_somebody_gives_is_meant() -> None:
    text = "A woman in the crowd at Varna, who gave her name only as Mila, said she was late. “I left,” she said."
    assert antecedent(text) == "Mila"
    assert [source.name for source in opinionclf.classify(text).sources] == ["Mila"]


@pytest.mark.parametrize("name", ["Piers van der Velde", "Marguerite de la Fontaine-Okoye", "Lothar von und zu Eberstein"])
def test_a_name_keeps_all_its_particles(name: str) -> None:
    assert antecedent(f"“No,” said {name}. She said it was poor.") == name
