"""Sources and contents where clauses meet: what belongs to the noun phrase, and where what is said begins and ends."""

from __future__ import annotations

import pytest
from test_sources import attribution, found

import opinionclf


def source_of(text: str, number: int = -1) -> str | None:
    return found(text, number)[0]


def contents(text: str) -> list[str]:
    return [quotation.text for quotation in attribution(text).quotations]


@pytest.mark.parametrize(("text", "source"), [
    ("In 2021 Ofharbour said the pipes would last.", "Ofharbour"),
    ("But since 2021 engineers have said the pipes would last.", "engineers"),
    ("In March 2021 Ofharbour said the pipes would last.", "Ofharbour"),
    ("In 2019 Parliament's work committee recommended that the fund be closed.", "Parliament's work committee"),
    ("The 2021 report said the pipes would last.", "The 2021 report"),
    ("The class of 2021 said the pipes would last.", "The class of 2021"),
])  # fmt: skip
def test_the_year_of_a_date_is_no_part_of_the_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source", "content"), [
    ("It is believed that the arch was built by prisoners.", None, "the arch was built by prisoners"),
    ("It is widely assumed that the arch was built by prisoners.", None, "the arch was built by prisoners"),
    ("It was thought the arch had been built by prisoners.", None, "the arch had been built by prisoners"),
    ("It is assumed by historians that the arch was built by prisoners.", "historians", "the arch was built by prisoners"),
])  # fmt: skip
def test_who_built_what_is_believed_does_not_believe_it(text: str, source: str | None, content: str) -> None:
    assert (source_of(text), contents(text)) == (source, [content])


@pytest.mark.parametrize(("text", "source"), [
    ("This report examines fares in 62 districts and finds that prices rose.", "This report"),
    ("Our paper looks at fares and argues that prices rose.", "Our paper"),
    ("This shows that fares fell and suggests that prices rose.", "This"),
    ("Our Gore members disagree and say that prices rose.", "Our Gore members"),
    ("The chairman gave the manager his backing, saying there was no crisis.", "The chairman"),
    ("The clerk lent it a pen, saying there was no crisis.", "The clerk"),
    ("The clerk neither confirmed nor denied that there was a crisis.", "The clerk"),
])  # fmt: skip
def test_the_subject_of_a_sentence_ends_at_its_verb(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source"), [
    ("Almost all of the officers said the plan was poor.", "Almost all of the officers"),
    ("Most of the parents said the plan was poor.", "Most of the parents"),
    ("Later writers said the arch was older.", "Later writers"),
    ("Earlier studies found that the arch was older.", "Earlier studies"),
    ("Later officials said the arch was older.", "officials"),
    ("Later the writers said the arch was older.", "the writers"),
])  # fmt: skip
def test_quantities_and_later_belong_to_the_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source"), [
    ("Accountants who examined the figures for us said the books were cooked.", "Accountants who examined the figures for us"),
    ("A charity that runs a line for drivers says the books were cooked.", "A charity that runs a line for drivers"),
    ("It was shut, for the mayor said it was unsafe.", "the mayor"),
    ("A study I published last year with two colleagues found that fares rose.",
     "A study I published last year with two colleagues"),
    ("A report that the union commissioned from two economists found that fares rose.",
     "A report that the union commissioned from two economists"),
    ("The man said he saw two colleagues found guilty.", "The man"),
    ("The mayor said that the union claimed the bridge was shut.", "The mayor"),
])  # fmt: skip
def test_a_source_reaches_back_over_the_clause_that_belongs_to_it(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("The report said the stand was unsafe.", "The report", "said"),
    ("The stand was unsafe, the statement said.", "the statement", "said"),
    ("The poll found most fans want the manager to stay.", "The poll", "found"),
    ("The poll found most of the staff told it the manager must stay.", "The poll", "found"),
    ("The survey found firms expect a slowdown.", "The survey", "found"),
    ("Polls suggest voters want a change.", "Polls", "suggest"),
    ("The police found the letter he claims to have lost.", "he", "claims"),
    ("People who found the car say it was stolen.", "People who found the car", "say"),
    ("People found near the fire say it was lit.", "People found near the fire", "say"),
    ("The team that found the wreck says it was lit.", "The team that found the wreck", "says"),
    ("He apologized for saying that the victims had lied.", "He", "saying"),
    ('The report was labelled "a whitewash" by the families.', "the families", "labelled"),
    ('The report was described as "a whitewash" by the families.', "the families", "described"),
])  # fmt: skip
def test_the_outer_verb_and_its_own_source_win(text: str, source: str, cue: str) -> None:
    assert found(text) == (source, cue)


@pytest.mark.parametrize(("text", "content"), [
    ("Progressives say the bill is a gift; conservatives say it is too little.", ["the bill is a gift"]),
    ("Ofharbour said the pipes would last; the union disagreed.", ["the pipes would last"]),
    ("The pier is shut, she said; the council says it is open.", ["The pier is shut"]),
    ("You do not crack it, she wrote; you move in.", ["You do not crack it", "you move in"]),
    ("It was, Oster says, a cold winter; nobody slept.", ["It was", "a cold winter; nobody slept"]),
    ("The mayor said the bridge was safe; it had been built in 1920.", ["the bridge was safe; it had been built in 1920"]),
    ("Ofharbour said fees would rise; it added that they would fall.", ["fees would rise; it added that they would fall"]),
])  # fmt: skip
def test_a_semicolon_ends_a_content_in_front_of_another_source_only(text: str, content: list[str]) -> None:
    assert contents(text) == content


@pytest.mark.parametrize(("text", "content"), [
    ("Kestrel told investors sales would rise.", "sales would rise"),
    ("Abara has told the club he wants regular football.", "he wants regular football"),
    ("The governor told parliament inflation would fall.", "inflation would fall"),
    ("The firm told union members fees would rise.", "fees would rise"),
    ("The firm told Northgate fares would rise.", "fares would rise"),
    ("The firm told the board sales targets would be missed.", "sales targets would be missed"),
    ("The firm warned union members would leave.", "union members would leave"),
    ("The firm warned senior drivers would leave.", "senior drivers would leave"),
    ("He used to tell her it only made things worse.", "it only made things worse"),
])  # fmt: skip
def test_who_is_told_is_not_in_the_content_without_that(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("The agents expect it to go quickly.", "it to go quickly"),
    ("The board wants him to leave.", "him to leave"),
    ("The mayor told him to leave.", "leave"),
    ("Proponents point to Estonia, where, they say, it has saved money.", "it has saved money"),
])  # fmt: skip
def test_contents_keep_who_does_it_and_drop_the_clause_in_front(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("label", "source"), [
    ("Helena Strand, Northgate manager", "Helena Strand"),
    ("Danny Okell (Southmoor)", "Danny Okell"),
    ("Northgate manager Helena Strand", "Northgate manager Helena Strand"),
    ("Strand", "Strand"),
])  # fmt: skip
def test_who_is_named_in_front_of_a_colon_says_the_quotation(label: str, source: str) -> None:
    text = f'Both managers were happy. Helena Strand was there.\n\n{label}: "We deserved it. We were the better side."'
    assert [source_of(text, number) for number in (-2, -1)] == [source, source]


@pytest.mark.parametrize("label", ["Verdict", "Northgate manager", "The sign", "The question now"])
def test_other_words_in_front_of_a_colon_name_nobody(label: str) -> None:
    assert source_of(f'The pier was shut.\n\n{label}: "A mess."') != label


def test_two_names_behind_what_two_are_is_their_name() -> None:
    text = "The couple, Joe and Pippa Harrison, say the roof leaks. They say it is cold. The couple say it is wet."
    assert {source.name: source.count + source.guessed for source in opinionclf.classify(text).sources} == {
        "Joe and Pippa Harrison": 3
    }
    for text, name in (
        ("The owners, Dev and Marcia Pell, say the roof leaks.", "Dev and Marcia Pell"),
        ("The towns, Salem and Marlow, say the roof leaks.", None),
        ("The mayor, Joe Reed and Ada Lowe, say the roof leaks.", None),
    ):
        place = attribution(text).name
        assert (place.text if place else None) == name


@pytest.mark.parametrize(("text", "source"), [
    ("The parents, who met at noon, all said the school was unsafe.", "The parents"),
    ("Pell and Stroud, who share an office, both said they would resign.", "Pell and Stroud"),
    ("The clerks, hired in May, each told the panel that it leaked.", "The clerks"),
    ("The mills, which make brakes, have all denied that they cheated.", "The mills"),
    ("The vet, who was there, said both would live.", "The vet"),
    ("Of the clerks, who were hired in May, both said no.", "both"),
    ("Lowe, 41, and Brisk, 44, both said they would resign.", "both"),
    ("On Monday, in Salem, all said they would resign.", "all"),
])
def test_both_and_all_behind_a_clause_of_the_subject_are_no_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source"), [
    ("It was found in the attic with a note that read, “Do not open.”", "a note"),
    ("On the door hung a small hand-painted placard that says: “Closed.”", "a small hand-painted placard"),
    ("Lowe sent a letter that said nothing, and told the board: “We are done.”", "Lowe"),
    ("He saw a man that said, “Go home.”", "He"),
    ("The council passed a law that says banks must report.", "The council"),
    ("The editor printed a letter that said he was late.", "The editor"),
])
def test_what_a_quotation_is_read_from_is_its_source(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source", "name"), [
    ("His wife, Dorothea, a baker, says he sleeps well.", "His wife", "Dorothea"),
    ("Her son, Peter Lowe, a plumber, said the house was cold.", "Her son", "Peter Lowe"),
    ("Their daughter, Ana, 12, said she was cold.", "Their daughter", "Ana"),
    ("My cousin, Theo, who bakes, says it was cold.", "My cousin", "Theo"),
    ("His town, Salem, a port, says it will pay.", "Salem", None),
    ("Like his wife, Dorothea, a baker, says he sleeps well.", "Dorothea", None),
    ("For his mother, Lowe, a baker, said it was hard.", "Lowe", None),
    ("He loved his wife, and Paul, a plumber, said so.", "Paul", None),
])  # fmt: skip
def test_one_of_the_family_with_a_name_and_a_trade_is_one_source(text: str, source: str, name: str | None) -> None:
    document = opinionclf.classify(text)
    result = document._details.attributions.of(len(document.segments) - 1)
    assert (result.source.text if result.source else None, result.name.text if result.name else None) == (source, name)


@pytest.mark.parametrize(("text", "source"), [
    ("The tax divides the town, with Ann Poe — who wants it doubled — saying it is fair.", "Ann Poe"),
    ("The tax divides the town, with the mayor, a Democrat, saying it is fair.", "the mayor"),
    ("The tax divides the town, with Ann Poe saying it is fair.", "Ann Poe"),
    ("She spoke to the clerk, with her boss, a baker, adding that it was late.", "her boss"),
    ("She left with Ann Poe, her boss, saying it was late.", "She"),
    ("The mayor met with Ann Poe, who left, saying it was late.", "The mayor"),
    ("The vote, with Ann Poe away, was close, the mayor said.", "the mayor"),
    ("The clerk, with twenty years behind her, left, saying it was late.", "The clerk"),
])
def test_a_participle_has_the_subject_behind_with(text: str, source: str) -> None:
    assert source_of(text) == source


@pytest.mark.parametrize(("text", "source"), [
    ("The union that represents most of the divers said the bell leaked.", "The union that represents most of the divers"),
    ("In May, the agency that licenses pilots said the bell leaked.", "the agency that licenses pilots"),
    ("Marsh told the company that prices rose and the bell leaked.", "Marsh"),
    ("Brisk warned the council that drains leak.", "Brisk"),
])  # fmt: skip
def test_a_clause_behind_the_body_that_opens_a_sentence_belongs_to_it(text: str, source: str) -> None:
    assert source_of(text) == source
