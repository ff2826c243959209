"""Sources and contents of sentences with asides, relative clauses and second verbs: what belongs to whom."""

from __future__ import annotations

import pytest
from test_sources import attribution, found

import opinionclf


def contents(text: str) -> list[str]:
    return [quotation.text for quotation in attribution(text).quotations]


@pytest.mark.parametrize(("text", "source"), [
    ("Not everyone was convinced by the explanation.", "everyone"),
    ("Her superiors were not impressed by the idea of a new survey.", "Her superiors"),
    ("The plan was rejected by the union.", "the union"),
    ("Business groups seized on the numbers, claiming that the levy had failed.", "Business groups"),
    ("Marsh sells recycled paper, claiming that it lasts.", "Marsh"),
    ("That was well short of the £68m forecast by analysts.", "analysts"),
    ("It apologised for “falling short of the service we aim to provide”.", "It"),
    ("Among them was Ada Pell, a student of French and Italian, who said she had found out late.", "Ada Pell"),
    ("In the front row sat Ada Birch, 61, who said she would not move.", "Ada Birch"),
    ("Things went downhill, as she tells it, when the mill closed.", "she"),
    ("By the state's own estimate, most of the benefit goes to landlords.", "the state"),
    ("On the ministry's own estimate, the scheme will cost £3bn.", "the ministry"),
    ("By the union's count, 40 posts are vacant.", "the union"),
    ("The owners told reporters that 600 were out, a figure contradicted by the city's own count.", "The owners"),
    ("“They asked for names,” one of them, a 26-year-old pharmacist, is quoted as saying.", "one of them"),
    ("Yet the inquiry into those floods, which reported in May, blamed a lack of pumps.", "the inquiry into those floods"),
    ("Lady Marsh, with whom Lords Pell and Lowe agreed, said the Act was clear.", "Lady Marsh"),
    ("Figures published on Wednesday by the Bureau of Crime Statistics show that burglary fell.",
     "Figures published on Wednesday by the Bureau of Crime Statistics"),
])  # fmt: skip
def test_the_source_is_who_says_it_and_not_who_stands_nearer(text: str, source: str) -> None:
    assert found(text, -1)[0] == source


@pytest.mark.parametrize(("text", "expected"), [
    ("The union disputes that figure, pointing out that drivers were never asked.",
     ["that figure", "drivers were never asked"]),
    ("The firm disputes that account, saying it was never asked.", ["that account", "it was never asked"]),
    ("He said that rain, falling on frozen ground, had caused the flood.",
     ["rain, falling on frozen ground, had caused the flood"]),
    ("Farm groups criticised the plan, arguing that it would raise prices.", ["the plan", "it would raise prices"]),
    ("He said that Marsh, claiming that he was ill, had left.", ["Marsh, claiming that he was ill, had left"]),
    ("It did not dispute that the containers exist, but maintained that they were empty.",
     ["the containers exist", "they were empty"]),
    ("The federation put the cost at £60m and appealed for emergency loans.", ["the cost at £60m", "for emergency loans"]),
    ("The union put the cost of repairs and claims at £60m.", ["the cost of repairs and claims at £60m"]),
    ("She said the minister had met the union and promised that wages would rise.",
     ["the minister had met the union and promised that wages would rise"]),
    ("The rebels put the number of dead at 40; the army put it at six.", ["the number of dead at 40"]),
])  # fmt: skip
def test_content_ends_in_front_of_a_second_verb_of_the_same_source(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Bigger wards, the argument runs, would save money.", ["Bigger wards", "would save money"]),
    ("The Treasury, he assured us, had signed it off.", ["The Treasury", "had signed it off"]),
    ("The delay, reporters were told, was caused by fog.", ["The delay", "was caused by fog"]),
    ("The leader, it was announced, would speak at noon.", ["The leader", "would speak at noon"]),
    ("The estate, as he remembers it, was a cheerful place.", ["The estate", "was a cheerful place"]),
    ("The mayor was unrepentant: the piers, he said, were not for sale.", ["the piers", "were not for sale"]),
    ("The cause is hard to name, they caution: the ill stay in.", ["The cause is hard to name", "the ill stay in"]),
    ("Among those who backed Lowe, 31 percent now say they regret it.", ["they regret it"]),
    ("Of the 40 wards, 12 have closed, the union said on Monday.", ["Of the 40 wards, 12 have closed"]),
])  # fmt: skip
def test_both_sides_of_an_aside_are_the_content_whoever_it_names(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("People assume it's the pay, or the noise.", ["it's the pay, or the noise"]),
    ("Many believe that's the reason.", ["that's the reason"]),
    ("Many believe that the hall leaks.", ["the hall leaks"]),
    ("A local newspaper nicknamed it “Larkfield Prison”.", ["“Larkfield Prison”"]),
    ("That account could not be squared with what residents described.", []),
    ("The mayor thanked the ministry for what he called a road to the market.", ["a road to the market"]),
])  # fmt: skip
def test_content_is_whole_and_what_is_only_an_object_is_none(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize("text", [
    "“It leaks,” said one, a", "“Poor,” said last", "It was solved, said this", "The mayor wept. He said it was Ada Lowe's",
    "Nobody told it", "The pool leaked, told last",
])  # fmt: skip
def test_a_text_may_end_where_a_source_would_go_on(text: str) -> None:
    document = opinionclf.classify(text)
    assert isinstance(document.sources, list)
    assert [document._details.attributions.of(row).kind for row in range(len(document.segments))]
