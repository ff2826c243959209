"""Sources behind a phrase that no comma parts from them: *In a statement police said*."""

from __future__ import annotations

import pytest
from test_sources import found


@pytest.mark.parametrize("front", [
    "In a statement", "In an interview", "In a tweet", "At midnight", "At 6pm", "At 6 p.m.", "In court", "On Tuesday night",
    "Last night", "Late last night", "On Monday evening", "In response", "In evidence", "Under oath", "In public", "On X",
    "On Facebook", "After the vote", "At the hearing", "During the trial", "But in a joint statement", "On page 90",
    "In a radio interview", "At a press conference", "This week", "In a letter to the council", "At Monday's hearing",
    "In court documents", "On the campaign trail",
])  # fmt: skip
@pytest.mark.parametrize("source", ["Lowe", "police", "Tom Brisk"])
def test_a_phrase_in_front_is_no_part_of_the_source(front: str, source: str) -> None:
    if (front, source) != ("On the campaign trail", "police"):  # a trail police?
        assert found(f"{front} {source} said the hall was shut.") == (source, "said")


@pytest.mark.parametrize(("text", "source"), [
    ("At the hearing transport minister Ada Lowe said the hall was shut.", "transport minister Ada Lowe"),
    ("In London Mayor Ada Lowe said the hall was shut.", "Mayor Ada Lowe"),
    ("In Kelso police said the hall was shut.", "police"),
    ("In Kelso local police said the hall was shut.", "local police"),
    ("In northern Mali elders say the hall is shut.", "elders"),
    ("In a report union leaders said the hall was shut.", "union leaders"),
    ("The hall fell, and in a statement police said it was shut.", "police"),
    ("On page 90 Mayor Rudkin claims that the hall was shut.", "Mayor Rudkin"),
    ("Within an hour one cable channel was calling it “the end of power.”", "one cable channel"),
])  # fmt: skip
def test_what_stands_behind_it_is_the_whole_source(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize("source", [
    "Night porter Tom Brisk", "Page Six", "Radio 4", "Court papers", "Chapter 4", "Late risers", "Last year's report",
    "The night editor",
])  # fmt: skip
def test_a_source_may_begin_with_such_a_word(source: str) -> None:
    assert found(f"{source} said the hall was shut.")[0] == source


@pytest.mark.parametrize("source", ["union leaders", "police chiefs"])
def test_a_clause_with_after_keeps_its_subject(source: str) -> None:
    assert found(f"After {source} said the hall was shut, the firm left.")[0] == source


@pytest.mark.parametrize(("text", "source"), [
    ("In 2019 Lowe said the hall was shut.", "Lowe"),
    ("On Monday Lowe said the hall was shut.", "Lowe"),
    ("By Monday Lowe was saying the hall was shut.", "Lowe"),
    ("At first Lowe said the hall was shut.", "Lowe"),
    ("On slide 9 the company says the hall was shut.", "the company"),
])  # fmt: skip
def test_dates_in_front_are_none_of_it(text: str, source: str) -> None:
    assert found(text)[0] == source
