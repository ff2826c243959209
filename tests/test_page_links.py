"""Links to other articles: behind the last sentence of a paragraph, below a label, joined to one; and look-alikes."""

from __future__ import annotations

import pytest
from test_page_notes import ABOVE, BELOW, LINKS, kinds_of

import opinionclf


def parts_of(paragraph: str) -> list[tuple[str, str]]:
    """The segments of a paragraph between others, and their kinds."""
    document = opinionclf.classify(f"The road home\n\n{ABOVE}\n\n{paragraph}\n\n{BELOW}")
    return [(str(segment.kind), segment.text) for segment in document.segments if segment.text in paragraph]


@pytest.mark.parametrize("link", [
    "READ ALSO: Mayor sacks two clerks", "Read also: Mayor sacks two clerks", "| MORE | Ferry sinks off Dale",
    "MORE: Ferry sinks off Dale", "RELATED: Ferry sinks off Dale", "PHOTOS: The regatta in pictures",
    "Don't miss: Ten walks round Dale", "See also: Ferry sinks off Dale.", "| WATCH: Ferry sinks off Dale",
])  # fmt: skip
def test_a_link_behind_the_last_sentence_is_furniture_and_the_sentences_stay(link: str) -> None:
    for front in (["It failed."], ["Nobody was hurt.", "The crew swam ashore."]):
        expected = [*(("sentence", sentence) for sentence in front), ("boilerplate", link)]
        assert parts_of(" ".join([*front, link])) == expected


@pytest.mark.parametrize(
    "tail", ["Read the original article on The Dale Echo.", "Read the full story here.", "[Photo: Pia Holt]"]
)
def test_where_to_read_on_and_a_credit_behind_sentences_are_furniture(tail: str) -> None:
    front = ["The police came at noon.", "Two men were hurt."]
    assert parts_of(" ".join([*front, tail])) == [*(("sentence", sentence) for sentence in front), ("boilerplate", tail)]


@pytest.mark.parametrize("sentence", [
    "WATCH OUT: the ice is thin.", "More: he fears nothing else.", "READ: the town is afraid.", "UPDATE: The count goes on.",
    "Read the original article in the Echo, he said, and then decide.", "MORE PAY, it said.", "(He did not come back.)",
    "VIDEO evidence showed nothing.", "Related: the mayor's wife knew.", "NATO: A history was on the table.",
    "Read the full report.", "One more: It rained.", "Ada Crome: I never said so.",
])  # fmt: skip
def test_a_last_sentence_that_looks_like_a_link_stays(sentence: str) -> None:
    front = "There is one thing left."
    assert parts_of(f"{front} {sentence}") == [("sentence", front), ("sentence", sentence)]


def test_sentences_behind_a_link_stay_what_they_are() -> None:
    found = parts_of("It failed. READ ALSO: Mayor sacks two clerks. It had been tried before.")
    assert [kind for kind, _ in found] == ["sentence", "boilerplate", "sentence"]


@pytest.mark.parametrize("label", ["Most read", "Latest news", "You may also like", "In the headlines", "Editors’ picks"])
def test_finished_headlines_below_a_label_of_links_are_furniture(label: str) -> None:
    headline = "Pool closes until 10 p.m."
    kinds = kinds_of("The road home", ABOVE, BELOW, label, headline, "Ferry sinks off Dale", "Terms of use")
    assert kinds[headline] == {"boilerplate"}
    assert kinds[BELOW] == {"sentence"}


@pytest.mark.parametrize("line", [
    "Nobody came.", "It failed.", "Ferry fares rise every spring.", "The pool closes at noon.",
    "She says that fares rise every spring.",
])  # fmt: skip
def test_the_next_paragraph_below_a_label_of_links_stays(line: str) -> None:
    assert kinds_of("The road home", ABOVE, "Most read", line, BELOW, ABOVE)[line] == {"sentence"}
    assert kinds_of("The road home", ABOVE, "Most read", "Ferry sinks off Dale", line, BELOW)[line] == {"sentence"}


@pytest.mark.parametrize(("line", "kind"), [
    ("Opinion:I ride the ferry. Here is what I saw.", "boilerplate"), ("More:Ferry fares rise again.", "boilerplate"),
    ("Opinion: I ride the ferry every day, and it is late.", "sentence"), ("He has one opinion:Nobody else does.", "sentence"),
])  # fmt: skip
def test_a_headline_that_is_joined_to_its_label_is_furniture_beside_other(line: str, kind: str) -> None:
    assert kinds_of("The road home", ABOVE, "Share", line, BELOW, ABOVE)[line] == {kind}


@pytest.mark.parametrize("line", ["Opinion:Nobody here believes it.", "Letters:I wrote nine of them."])
def test_among_paragraphs_what_is_joined_to_a_label_stays(line: str) -> None:
    assert kinds_of("The road home", ABOVE, line, BELOW, ABOVE)[line] == {"sentence"}


def test_items_right_below_the_headline_that_tell_something_are_sentences() -> None:
    items = ("• The crew swam ashore at noon", "• Nobody had counted the boats")
    kinds = kinds_of("Ferry sinks off Dale", *items, "By Tom Reed", ABOVE, BELOW)
    assert all(kinds[item] == {"sentence"} for item in items)
    call = "• Send us your pictures: desk@post.example"
    assert kinds_of("Ferry sinks off Dale", *items, call, "By Tom Reed", ABOVE, BELOW)[call] != {"sentence"}
    kinds = kinds_of("Menu", *items, "The road home", "By Tom Reed", ABOVE, BELOW)
    assert all(kinds[item] == {"heading"} for item in items)


@pytest.mark.parametrize("line", ["Entries close on August 15.", "Talks resume on Monday.", "Doors open at seven."])
def test_what_is_to_happen_on_a_day_is_no_subheading(line: str) -> None:
    assert kinds_of("The road home", ABOVE, "First signs of life", BELOW, line, ABOVE, *LINKS)[line] == {"sentence"}


def test_a_short_paragraph_behind_a_link_in_an_article_stays() -> None:
    line = "Ferry fares rise every spring."
    lines = ("The road home", ABOVE, "Trending", "Mayor quits over fee", line, "What comes next", BELOW, ABOVE)
    assert kinds_of(*lines)[line] == {"sentence"}
    assert kinds_of("The road home", ABOVE, BELOW, "Trending", line)[line] == {"sentence"}


@pytest.mark.parametrize("line", [
    "It rained all week. LATEST: The river stood at nine feet on Monday, the county said.",
    "The siren went. WATCH: Officers are near, the sign said in red.", "He shut the door. READ: Acts 2:38.",
])  # fmt: skip
def test_a_sentence_behind_a_word_in_capitals_stays(line: str) -> None:
    kinds = [str(segment.kind) for segment in opinionclf.classify(f"{line}\n\n{ABOVE}").segments]
    assert set(kinds) == {"sentence"}


def test_a_bar_at_the_end_of_a_line_joins_it_to_no_other() -> None:
    segments = opinionclf.classify("It closed. |\nMORE: Ferry sinks.").segments
    assert [segment.text for segment in segments] == ["It closed. |", "MORE: Ferry sinks."]
    text = "The pool closed. |\nVIDEO: The mayor said that it would open.\nSwimmers wept."
    assert len(opinionclf.classify(text).segments) == 3


def test_joined_headlines_below_each_other_and_beside_others_are_furniture() -> None:
    joined = ("Opinion:The pool must go.", "Letters:Nobody needs a ferry.", "Editorial:The mayor has to go.")
    kinds = kinds_of("The road home", ABOVE, "© 2025 Harbour Post. All rights reserved.", *joined, BELOW, ABOVE)
    assert all(kinds[line] == {"boilerplate"} for line in joined)
    assert kinds_of("The road home", ABOVE, BELOW, "Ferry sinks off Dale", joined[0], BELOW)[joined[0]] == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Ferry fares rise. Crews cheer.", "ferry fares rise every spring.", "“Ferry fares rise every spring.”",
    "Ferries can't dock at Dale in winter.", "Crews cheer.",
    "Fares rise every spring in most towns along Dale water, and crews learn of new ones from notes on doors of sheds.",
])  # fmt: skip
def test_a_paragraph_between_a_label_and_a_headline_stays(line: str) -> None:
    for above in ([], ["Ferry fares rise every spring."]):
        kinds = kinds_of("The road home", ABOVE, "In the news", *above, line, "What comes next", BELOW)
        assert kinds[line] == {"sentence"}


def test_headlines_in_the_present_are_furniture_inside_an_article_and_others_below_it() -> None:
    present, past = "Pool closes until 10 p.m.", "Pool closed until 10 p.m."
    for headline, inside in ((present, "boilerplate"), (past, "sentence")):
        box = ("Most read", headline, "Ferry sinks off Dale")
        assert kinds_of("The road home", ABOVE, *box, BELOW, ABOVE)[headline] == {inside}
        assert kinds_of("The road home", ABOVE, BELOW, *box)[headline] == {"boilerplate"}
