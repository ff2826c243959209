"""Antecedents: `he` and `she` stand for persons, of the right sex, and not for those of whom they tell."""

from __future__ import annotations

import pytest
from test_sources import attribution

import opinionclf


def antecedent(text: str) -> str | None:
    place = attribution(text).antecedent
    return place.text if place else None


@pytest.mark.parametrize("front", [
    "Her beam found the upper gates.",
    "Temperature data showed that the ice was thin.",
    "The report said the pier was unsafe.",
    "My dear uncle's pier was shut. An official statement said it leaked.",
    "She applied for twenty-three posts.",
    "Dear Della, the pier leaks.",
    "Dear Editor, the pier leaks.",
    "The pier was shut in row M.",
    "The band recorded it in March.",
    "A service was held at St. Botolph's, Saltby, on the 14th.",
])  # fmt: skip
def test_what_is_no_person_is_not_meant_by_she(front: str) -> None:
    assert antecedent(f"{front} She said the water was high.") is None
    named = f"Ada Lowe came early. {front} She said the water was high."
    assert antecedent(named) in ("Ada Lowe", None)
    assert not any("Dear" in source.name for source in opinionclf.classify(named).sources)


def test_a_feast_is_nobody_and_no_month_behind_a_preposition() -> None:
    assert antecedent("Tom Reed preached every year. Last Advent he said the roof would fall.") == "Tom Reed"
    assert antecedent("Tom Reed left by May. He said the roof would fall.") == "Tom Reed"
    assert antecedent("The hall was shut. Theresa May spoke. She said the roof would fall.") == "Theresa May"


@pytest.mark.parametrize("front", ["The mayor", "Her lawyer", "My mother-in-law", "A shepherd", "The pier's owner", "Dr. Lowe"])
def test_persons_without_a_name_may_be_meant_by_she(front: str) -> None:
    assert antecedent(f"{front} said the water was high. She said it was cold.") == front


@pytest.mark.parametrize(("name", "he", "she"), [
    ("Dame Ida Kerr", False, True), ("Mrs Kerr", False, True), ("Miss Kerr", False, True), ("Lady Anne Marsh", False, True),
    ("Sir Tom Reed", True, False), ("Lord Reed", True, False), ("Mr. Reed", True, False), ("Dr. Reed", True, True),
    ("My husband", True, False), ("A police spokeswoman", False, True), ("Ada King", True, True),
])  # fmt: skip
def test_titles_and_kinship_tell_who_he_and_she_may_be(name: str, he: bool, she: bool) -> None:
    front = f"{name} said the hall was late."
    assert antecedent(f"{front} He said it would open.") == (name if he else None)
    assert antecedent(f"{front} She said it would open.") == (name if she else None)


def test_a_title_of_the_other_sex_leaves_the_name_in_front_of_it() -> None:
    assert antecedent("Tom Reed met Mrs Kerr. He said the hall would open.") == "Tom Reed"
    assert antecedent("Ann Lowe met Sir Tom Reed. She said the hall would open.") == "Ann Lowe"


@pytest.mark.parametrize(("text", "name"), [
    ("Okell felt the side was poor. Ryan Tibbs would be fit soon, he added.", "Okell"),
    ("Ada Lowe said it was late. The port had written to Tom Reed in April, she said.", "Ada Lowe"),
    ("Bill Cole said it was over. Tim Reed hasn't been charged and he denies wrongdoing.", "Tim Reed"),
    ("The hall was full. Ada Lowe will leave in May, she said.", "Ada Lowe"),
    ("Tom Reed said it was late. Growth will slow, he said.", "Tom Reed"),
    ("Ada Lowe is neither; the pier, in her view, is safe.", "Ada Lowe"),
])  # fmt: skip
def test_who_tells_is_looked_for_outside_what_is_told(text: str, name: str) -> None:
    assert antecedent(text) == name


@pytest.mark.parametrize(("text", "name"), [
    ("The head of languages, Tom Reed, said applications for Spanish had risen. He called it a sham.", "Tom Reed"),
    ("Ann Lowe ran the school and taught German. She said it was late.", "Ann Lowe"),
    ("Clare French ran the school. French spoke in May. She said it was late.", "French"),
    ("Walter Pym keeps the shop. His wife, Jean, died in May. “I miss her,” he says.", "Walter Pym"),
    ("Ann Lowe keeps the shop. Her company, Shedless, lends tools. She says it pays.", "Ann Lowe"),
    ("Ann Lowe keeps the shop. Her colleague, Jean Marsh, lends tools. She says it pays.", "Jean Marsh"),
])  # fmt: skip
def test_the_word_beside_a_name_tells_whether_it_is_meant(text: str, name: str) -> None:
    assert antecedent(text) == name


@pytest.mark.parametrize(("text", "name"), [
    ("Ada Pell met reporters. She hoped that Karsia would think again. It was late, she added.", "Ada Pell"),
    ("The foreign minister, Ada Pell, accused London of harbouring a thief. “They lecture us,” she said.", "Ada Pell"),
    ("Judge Ann Lowe told Tom Reed that he had lied. “You deserve no mercy,” she said.", "Judge Ann Lowe"),
    ("Salford's captain Dan Cole said Tom Reed had fallen. “It was a penalty,” he said.", "Dan Cole"),
    ("Mr Reed told Ann Lowe that the hall leaked. “It does not,” she said.", "Ann Lowe"),
    ("The council said Tom Reed had left. He said it was untrue.", "Tom Reed"),
    ("Ann Lowe said Tom Reed had left early. He denies it.", "Tom Reed"),
])  # fmt: skip
def test_who_told_something_last_is_meant_before_those_of_whom_it_was_told(text: str, name: str) -> None:
    assert antecedent(text) == name


@pytest.mark.parametrize(("text", "name"), [
    ("Leon Cole was convicted of killing Malik Shaw, a driver. “I never met the man,” he says.", "Leon Cole"),
    ("Mary Dunn was jailed for poisoning the cook Edith Farr. She has always said she is innocent.", "Mary Dunn"),
    ("Tom Reed was sentenced by Judge Ann Lowe. She said he had shown no remorse.", "Judge Ann Lowe"),
])  # fmt: skip
def test_the_victim_of_a_deed_is_not_meant_before_who_did_it(text: str, name: str) -> None:
    assert antecedent(text) == name


@pytest.mark.parametrize(("front", "name"), [
    ("Tom Brisk left. The Rev. Ada Lowe was there.", "Rev. Ada Lowe"),
    ("Tom Brisk left. The Hon. Ada Lowe was there.", "Hon. Ada Lowe"),
    ("Tom Brisk left. A vigil was led by the Rev. Ada Lowe, a friend.", "Rev. Ada Lowe"),
    ("Ada Lowe saw the Most Wanted list.", "Ada Lowe"),
    ("Ada Lowe saw the Right Honest Film.", "Ada Lowe"),
    ("Ada Lowe saw the Mill.", "Ada Lowe"),
    ("Ada Lowe, 58, was late. “No,” said her lawyer, Tom Brisk. The 58-year-old wept.", "The 58-year-old"),
    ("Ada Lowe was late. The 58-year-old house burned.", "Ada Lowe"),
    ("Ada Lowe was late. The 58-year-old wept.", "Ada Lowe"),  # whose age nobody has told
])  # fmt: skip
def test_reverends_and_ages_may_be_meant_by_she(front: str, name: str) -> None:
    assert antecedent(f"{front} She said it was cold.") == name


@pytest.mark.parametrize(("clause", "name"), [
    ("Asked about Tom Brisk,", "Ann Lowe"), ("Asked whether that included Tom Brisk,", "Ann Lowe"),
    ("Pressed on Tom Brisk,", "Ann Lowe"), ("When asked about Tom Brisk,", "Ann Lowe"), ("Asked by Tom Brisk,", "Ann Lowe"),
    ("When Tom Brisk came,", "Tom Brisk"), ("As for Tom Brisk,", "Tom Brisk"),
])  # fmt: skip
def test_who_is_asked_is_not_whom_the_question_is_about(clause: str, name: str) -> None:
    assert antecedent(f"“No,” said Ann Lowe. {clause} she said it was cold.") == name


@pytest.mark.parametrize(("front", "name"), [
    ("When I repeated this to Ada Lowe, she was silent.", "Ada Lowe"), ("I put this to Ada Lowe.", "Ada Lowe"),
    ("They spoke to Ada Lowe.", "Ada Lowe"), ("He drove it to Ada Market.", "Ann Reed"),
    ("They said it to Reuters.", "Ann Reed"), ("A train went to Port Salem.", "Ann Reed"),
])  # fmt: skip
def test_who_is_spoken_to_may_answer(front: str, name: str) -> None:
    assert antecedent(f"“No,” Ann Reed said. {front} “It is cold,” she said.") == name


@pytest.mark.parametrize(("front", "pronoun", "name"), [
    ("Peter Hume left. His wife, Susan Marlow, was late.", "He", "Peter Hume"),
    ("Peter Hume left. Mrs. Susan Marlow was late. Marlow sang.", "He", "Peter Hume"),
    ("Peter Hume left. Susan Marlow forgot her notes. Marlow sold her car. Marlow left her job.", "He", "Peter Hume"),
    ("Peter Hume left. Susan Marlow slept until she fell. Marlow slept when she rose.", "He", "Peter Hume"),
    ("Peter Hume left. Susan Marlow hit him. Marlow pushed him. Marlow arrested him.", "She", "Marlow"),
    ("Ann Hume left. Tom Marlow hit her. Marlow took her phone. Marlow met her.", "He", "Marlow"),
    ("Susan Marlow left. Peter Hume shaved himself.", "She", "Susan Marlow"),
    ("Peter Hume left. Susan Marlow said he was late.", "She", "Susan Marlow"),  # of whom one pronoun tells too little
    ("Peter Hume left. Susan Marlow met him.", "She", "Susan Marlow"),
    ("Peter Hume left. His wife met Susan Marlow.", "She", "Susan Marlow"),
    ("Peter Hume left. Susan Marlow told the man he was late. Marlow said the driver lost his car.", "She", "Marlow"),
    ("Peter Hume left. Susan Marlow said he was late. Marlow said he lost his car.", "She", "Marlow"),
    ("Peter Hume left. Ada King sang.", "She", "Ada King"),
    ("Peter Hume left. Marlow sang. Her husband, Robin Marlow, sang.", "He", "Robin Marlow"),
])  # fmt: skip
def test_a_document_tells_who_is_a_man_and_who_a_woman(front: str, pronoun: str, name: str) -> None:
    assert antecedent(f"{front} {pronoun} said it was cold.") == name


def test_a_firm_of_two_names_is_neither_of_them() -> None:
    assert antecedent("Tom Reed runs it. He left Kettle & Crane. He said it was cold.") == "Tom Reed"
    assert antecedent("Kettle & Crane employs Tom Reed. He said it was cold.") == "Tom Reed"
