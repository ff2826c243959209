"""Names of sources: in apposition to a role, behind pronouns, and as the objects of others' verbs."""

from __future__ import annotations

import pytest

import opinionclf
from opinionclf.sources.sources import Attribution


def attributions(text: str) -> list[Attribution]:
    """The attributions of the sentences of a text, whatever their labels."""
    document = opinionclf.classify(text)
    known = document._details.attributions
    return [known.of(row) for row, segment in enumerate(document.segments) if segment.kind == "sentence"]


def listed(text: str) -> list[tuple[str, int, int]]:
    return [(source.name, source.count, source.guessed) for source in opinionclf.classify(text).sources]


@pytest.mark.parametrize(("text", "source", "name"), [
    ("The league's chief executive, Pia Lundmark, said the cup would go on.", "The league's chief executive", "Pia Lundmark"),
    ("“We were poor,” said their manager, Eamon Duignan.", "their manager", "Eamon Duignan"),
    ("“We were poor,” said the club's owner, Eamon Duignan, who is 61.", "the club's owner", "Eamon Duignan"),
    ("The leader of the opposition, Martin Quayle, said the vote was lost.", "The leader of the opposition", "Martin Quayle"),
    ("“It is late,” said the finance minister, Tomas Varady, 51.", "the finance minister", "Tomas Varady"),
    ("The finance minister, Dr. J. R. van der Meer, said it was late.", "The finance minister", "Dr. J. R. van der Meer"),
    ("Their chairman, retired vicar Alan Prowse, said the hall leaked.", "Their chairman", "Alan Prowse"),
    ("The Home Secretary, Ada Lowe, said it was late.", "The Home Secretary", "Ada Lowe"),
    ("The company, Fenland Water, has said that it leaked.", "The company", "Fenland Water"),
    ("The hall leaks, according to the mayor, Ada Lowe.", "the mayor", "Ada Lowe"),
    ("According to the mayor, Ada Lowe, the hall leaks.", "the mayor", "Ada Lowe"),
])  # fmt: skip
def test_a_role_has_the_name_that_stands_behind_it(text: str, source: str, name: str) -> None:
    (result,) = attributions(text)
    assert result.source is not None
    assert result.name is not None
    assert (result.source.text, result.name.text) == (source, name)
    assert text[result.name.start : result.name.end] == name
    assert result.said_by == f"{source}, {name}"
    plain = result.to_dict()["name"]
    assert plain is not None
    assert plain["text"] == name


@pytest.mark.parametrize("text", [
    "Bram Oster, the owner, said it leaked.",
    "The minister, on Monday, said it leaked.",
    "The minister, Tuesday, said it leaked.",
    "“It leaked,” said the clerk, Ada Lowe, and the mayor.",
    "The mayor, Ada Lowe and Tom Reed said it leaked.",
    "A spokesman for the lab in Marlow, Ohio, said it leaked.",
    "The senator, D-Ohio, said it leaked.",
    "According to the mayor, Salem, Marlow and Troy will pay.",
    "According to the report, Ada Lowe, a clerk, hid the keys.",
    "According to the mayor, Ada Lowe hid the keys.",
    "The mayor, a friend of Ada Lowe, said it leaked.",
    "One of the owners, Salem, said it leaked.",
    "The minister, Ada Lowe said, had lied.",
    "The Salem Bridge, Marlow Green, said it leaked.",
    "The mayor said it leaked.",
])  # fmt: skip
def test_what_may_be_another_than_the_source_is_no_name_of_it(text: str) -> None:
    assert [result.name for result in attributions(text)] == [None]


def test_a_person_named_in_apposition_is_one_source_by_that_name() -> None:
    text = (
        "The league's chief executive, Pia Lundmark, said the cup would go on. “It is ours,” she said.\n\n"
        "“Nobody will take it,” Lundmark told reporters. The league's chief executive said the rules were clear."
    )
    (source,) = opinionclf.classify(text).sources
    assert (source.name, source.count, source.guessed) == ("Pia Lundmark", 3, 1)
    role = "The league's chief executive"
    assert [place.text for place in source.mentions] == [role, "Lundmark", role]
    for place in source.mentions:
        assert text[place.start : place.end] == place.text


@pytest.mark.parametrize("text", [
    "The mayor, Ada Lowe, 61, said it leaked.",
    "The mayor, Ada Lowe, who built the hall, said it leaked.",
    "The mayor, Ada Lowe, said it leaked.",
])  # fmt: skip
def test_whatever_stands_behind_the_name_too_the_name_is_listed(text: str) -> None:
    assert listed(text) == [("Ada Lowe", 1, 0)]


def test_the_sentences_of_a_quotation_take_the_name_with_the_source() -> None:
    text = "“We lost,” said their manager, Eamon Duignan. “We were poor.”"
    assert listed(text) == [("Eamon Duignan", 2, 0)]
    assert [result.name.text if result.name else None for result in attributions(text)] == ["Eamon Duignan"] * 2


def test_two_of_a_role_without_an_article_of_their_own_stay_two() -> None:
    text = "A clerk, Ada Lowe, said the hall leaked. A clerk said it was dry."
    assert [name for name, _, _ in listed(text)] == ["Ada Lowe", "a clerk"]


@pytest.mark.parametrize(("text", "name"), [
    ("By Dr. Lucas Amberly\n\nThe man was 81 and lived in a shed near the river.\n\n“I don't like to make a fuss,” he told me.",
     None),
    ("“It was loud,” said Rosa Ticona. The street was full. Officials said 31 people were missing. They warned of more.",
     "Officials"),
    ("“We grew,” Anneke Visser told them. Sales rose. “It is a bad year,” they wrote.", None),
    ("Ada Lowe left. The city council said it was over. They added that it was late.", "The city council"),
    ("Ada Lowe and Tom Brisk said it was over. They added that it was late.", "Ada Lowe and Tom Brisk"),
    ("A nurse said it was over. They added that it was late.", None),
    ("Ada Lowe left. Two of the divers said it was over. They added that it was late.", "Two of the divers"),
    ("Ada Lowe left. The divers said it was over. They added that it was late.", "The divers"),
    ("Ada Lowe left. The CEO said it was over. They added that it was late.", None),
    ("The FBI said it was over. Ada Lowe left. They added that it was late.", "The FBI"),
    ("The company, Fenland Water, said it leaked. It said the pipes were old.", "Fenland Water"),
    ("It is warm, said Henrik Solvang of the Bergen Institute for Climate, who led the study. He noted that it was dry.",
     "Henrik Solvang"),
    ("It rose, said Maria Soto of the Institute for Energy. She added that it would fall.", "Maria Soto"),
    ("Maria Soto left the Ministry of Trade and Industry. She said it was late.", "Maria Soto"),
    ("Maria Soto met the Democrats. She said it was late.", "Maria Soto"),
    ("Dr. A. J. Lowe left. He said it was late.", "Dr. A. J. Lowe"),
    ("A. Lowe left. He said it was late.", "A. Lowe"),
    ("A Tory left. He said it was late.", None),
    ("A poem by Ann Hale of Salem mocked Kim Dodd. He said it was late.", "Kim Dodd"),
    ("It was late, said Secretary of State Tom Reed. He added that it would be dark.", "Secretary of State Tom Reed"),
])  # fmt: skip
def test_a_pronoun_stands_for_somebody_whom_the_article_tells_of_and_who_fits_it(text: str, name: str | None) -> None:
    guess = attributions(text)[-1].antecedent
    assert (guess.text if guess else None) == name


@pytest.mark.parametrize(("text", "source"), [
    ("A man who met him says the plan is dead.", "A man who met him"),
    ("The man beside me said the bus was late.", "The man beside me"),
    ("A memo given to us warns that the fund is empty.", "A memo given to us"),
    ("A report seen by them says the dam is safe.", "A report seen by them"),
    ("The librarian left. A notice pasted on it says that the hall is closed.", "A notice pasted on it"),
    ("The firm that hired us says the work is done.", "The firm that hired us"),
    ("The firm that hired Ruiz says the work is done.", "The firm that hired Ruiz"),
    ("He said that hired guns claim the work is done.", "He"),
    ("The US says the work is done.", "The US"),
    ("It says the work is done.", "It"),
    ("According to a study published on Wednesday, fees rose.", "a study published on Wednesday"),
    ("Fees rose, according to a study published this week in the journal Nature.", "a study published this week"),
    ("Fees rose, according to figures released in 2019.", "figures released in 2019"),
    ("Fees rose, according to figures released in 12 towns.", "figures released in 12 towns"),
    ("According to figures released in May, fees rose.", "figures released in May"),
    ("According to figures released on May 4, fees rose.", "figures released on May 4"),
    ("Fees rose, said the mayor on Wednesday.", "the mayor"),
])  # fmt: skip
def test_objects_dates_and_relative_clauses_belong_to_the_phrase_that_they_end(text: str, source: str) -> None:
    found = attributions(text)[-1].source
    assert found is not None
    assert found.text == source


@pytest.mark.parametrize(("text", "name"), [
    ("Police said no arrests were made. She said it was late.", None),
    ("Passengers told of long delays. He likened the queue to a war.", None),
    ("The critic Tomas Ehrling has a book. His thesis is that it began in a cannery. He argues that the banks knew.",
     "Tomas Ehrling"),
    ("Rovers boss Ana Feld was furious that the ball had come off a City boot. The linesman bottled it, she said.", "Ana Feld"),
    ("Moira Keane has used Penhallow Library since 1990. She said it was cold.", "Moira Keane"),
])  # fmt: skip
def test_he_and_she_are_no_several_no_place_and_no_possessive(text: str, name: str | None) -> None:
    guess = attributions(text)[-1].antecedent
    assert guess is None if name is None else guess is not None and guess.text.endswith(name)


@pytest.mark.parametrize(("text", "name"), [
    ("Gary Mott ran the yard. Simon Achter is a lawyer. Mott pleaded guilty. He acknowledged that it was wrong.", "Mott"),
    ("Ada Lowe came. According to her, it was late.", "Ada Lowe"),
    ("The ministers said it was over. According to them, it was late.", "The ministers"),
])  # fmt: skip
def test_a_surname_that_opens_a_sentence_is_a_name_and_him_and_them_are_pronouns(text: str, name: str) -> None:
    guess = attributions(text)[-1].antecedent
    assert guess is not None
    assert guess.text == name


def test_one_of_them_has_the_name_behind_it() -> None:
    assert listed("“It was cold,” said one of them, Anders Vole. He added that it was late.") == [("Anders Vole", 1, 1)]


def test_people_of_one_surname_with_different_first_names_are_different_sources() -> None:
    text = "Senator Ann Voss said the bill was late. Mark Voss said it was early. Ann Voss said nobody cared."
    assert listed(text) == [("Senator Ann Voss", 2, 0), ("Mark Voss", 1, 0)]
    text = "Transport Minister Robert Lowe said it was late. Minister Lowe said it was dark. Rob Lowe said it was cold."
    assert listed(text) == [("Transport Minister Robert Lowe", 3, 0)]
    assert listed("Lowe said it was late. Ann Lowe said it was dark. Lowe said it was cold.") == [("Ann Lowe", 3, 0)]
    text = "Ann Lowe said it was late. Tom Lowe said it was early. Ann Lowe said it was dark. Lowe said it was cold."
    assert listed(text) == [("Ann Lowe", 3, 0), ("Tom Lowe", 1, 0)]
    text = "Ada Lowe and Tom Brisk said it was late. Brisk said it was dark."
    assert [name for name, _, _ in listed(text)] == ["Ada Lowe and Tom Brisk", "Tom Brisk"]


@pytest.mark.parametrize(("text", "name"), [
    ("Ann Lowe lives in Market Street. Street lights went out. She said it was dark.", "Ann Lowe"),
    ("The World Cup begins soon and Ada Pell will not go. Cup fever is here. She said she was tired.", "Ada Pell"),
    ("Mr. Court, who owns the pier, was there. He said the pier was safe.", "Mr. Court"),
    ("Judge Ada House heard the case. She said the law was clear.", "Judge Ada House"),
    ("Ann Lowe came with Kirkby Police. Police cars stood there. She said it was late.", "Ann Lowe"),
])  # fmt: skip
def test_streets_and_cups_are_no_surnames_and_a_title_makes_a_place_a_surname(text: str, name: str) -> None:
    guess = attributions(text)[-1].antecedent
    assert guess is not None
    assert guess.text == name


@pytest.mark.parametrize(("text", "sources"), [
    ("Mark O’Neil said it was late. O'Neil said it was dark.", [("Mark O’Neil", 2, 0)]),
    ("Paul Lowe said it was late. Paula Lowe said it was dark.", [("Paul Lowe", 1, 0), ("Paula Lowe", 1, 0)]),
    ("Ann Lowe of the Board of Trade and Industry said it was late. Lowe said it was dark.",
     [("Ann Lowe of the Board of Trade and Industry", 2, 0)]),
])  # fmt: skip
def test_a_name_is_one_with_either_apostrophe_and_any_tail(text: str, sources: list[tuple[str, int, int]]) -> None:
    assert listed(text) == sources


def test_them_without_a_guess_is_nobody() -> None:
    assert listed("It rained. According to them, the dam was shut.") == []


@pytest.mark.parametrize(("text", "source", "name"), [
    ("The head of Brisk & Lowe, Ann Poe, said sales fell.", "The head of Brisk & Lowe", "Ann Poe"),
    ("Dunn & Dunn's chief executive, Ann Poe, said sales fell.", "Dunn & Dunn's chief executive", "Ann Poe"),
    ("The chairman of Vale and Downs Trust, Ann Poe, said it was late.", "The chairman of Vale and Downs Trust", "Ann Poe"),
    ("AT&T's chief executive, Ann Poe, said sales fell.", "AT&T's chief executive", "Ann Poe"),
    ("“Sales fell,” said AT&T.", "AT&T", None),
    ("The leader of Salem and the head of Troy, Ann Poe, said so.", "The leader of Salem and the head of Troy", None),
    ("The mayor & the clerk, Ann Poe, said it was late.", "The mayor & the clerk", None),
    ("Salem and Troy's leaders, Ann Poe and Sue Low, said it was late.", "Salem and Troy's leaders", None),
    ("At T & T, the clerks said it was late.", "the clerks", None),
])  # fmt: skip
def test_and_in_the_name_of_a_firm_joins_no_two_people(text: str, source: str, name: str | None) -> None:
    (found,) = attributions(text)
    assert (found.source and found.source.text, found.name and found.name.text) == (source, name)


@pytest.mark.parametrize(("first", "again", "expected"), [
    ("Mayor Trev Hollis said it was late.", "Cr Hollis", [("Mayor Trev Hollis", 2)]),
    ("Councillor Ida Marsh said it was late.", "Cr Marsh", [("Councillor Ida Marsh", 2)]),
    ("Cr Ida Marsh said it was late.", "the councillor", [("Cr Ida Marsh", 2)]),
    ("The firm lost 40 cr in May. Ida Marsh said it was late.", "the firm", [("Ida Marsh", 1), ("the firm", 1)]),
    # What somebody is the chief of is no part of the name; whom somebody works for may be named there.
    ("Deputy superintendent of police S Anand said it was late.", "Anand", [("Deputy superintendent of police S Anand", 2)]),
    ("The director of nursing Ida Marsh said it was late.", "Marsh", [("the director of nursing Ida Marsh", 2)]),
    ("The chief of police in Port Marsh said it was late.", "Marsh",
     [("the chief of police in Port Marsh", 1), ("Marsh", 1)]),
    ("The head of drugmaker Vale Marsh said it was late.", "Marsh",
     [("the head of drugmaker Vale Marsh", 1), ("Vale Marsh", 1)]),
    ("A friend of singer Ida Marsh said it was late.", "Marsh", [("a friend of singer Ida Marsh", 1), ("Ida Marsh", 1)]),
])  # fmt: skip
def test_an_office_in_front_of_a_name_is_told_from_others(first: str, again: str, expected: list[tuple[str, int]]) -> None:
    sources = opinionclf.classify(f"{first} “It was dark,” {again} said.").sources
    assert [(source.name, source.count) for source in sources] == expected
