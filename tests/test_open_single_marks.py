"""Speech in single quotation marks that goes on in the next paragraph, and apostrophes that open none."""

from __future__ import annotations

import pytest
from test_segmentation import sentences_of

from opinionclf.segmentation import segment


def quoted(text: str) -> list[bool]:
    """Whether each segment begins in a quotation."""
    found = segment([text])
    flags: list[bool] = found.quotations.inside[found.first].tolist()
    return flags


@pytest.mark.parametrize(("opening", "closing"), [("'", "'"), ("‘", "’")])
def test_speech_in_single_marks_goes_on_over_a_paragraph_that_leaves_it_open(opening: str, closing: str) -> None:
    first = f"{opening}We told them twice,{closing} said Peter Crane. {opening}They would not listen. It was next month's job."
    text = f"{first}\n\n{opening}I have to live with it. The owners have not.{closing}\n\nThe inquest goes on."
    assert quoted(text) == [True] * 5 + [False]
    assert sentences_of(text)[1] == f"{opening}They would not listen."


def test_a_curly_mark_parts_sentences_even_where_nothing_closes_it() -> None:
    assert sentences_of("He sat down. ‘They would not listen.") == ["He sat down.", "‘They would not listen."]


@pytest.mark.parametrize(
    "text",
    [
        "It rained. 'Twas late. The farmers' dogs slept.\n\n'Saltlick' sold 40,000 copies.",
        "It rained. ‘Twas late, and it was cold.",
        "The dogs' bowls were empty. 'Til May nobody came.\n\nIt rained.",
        "It rained. 'Nobody came to the inn.\n\nIt rained again.",
        "He was born in May. ‘68 was a good year.",
    ],
)
def test_elisions_and_marks_that_nothing_closes_open_no_speech(text: str) -> None:
    first = text.partition("\n\n")[0]
    assert not any(quoted(text)[: len(sentences_of(first))])


def test_speech_goes_on_in_no_other_document() -> None:
    texts = ["He sat down. 'They would not listen.", "'Saltlick' sold 40,000 copies."]
    found = segment(texts)
    alone = [segment([text]).quotations.inside.tolist() for text in texts]
    assert found.quotations.inside.tolist() == alone[0] + alone[1]


@pytest.mark.parametrize("line", [
    "'It shut,' said Kit Larkin, the manager.|'It was there for years.'", "‘It shut,’ said Kit Larkin.|‘It was there.’",
    "Kit Larkin runs it.|'It was there,' he said.", "'It shut.'|Kit Larkin runs it now.", "‘It shut.’|Kit Larkin runs it now.",
])  # fmt: skip
def test_a_missing_space_beside_a_single_mark_parts_sentences(line: str) -> None:
    assert sentences_of(line.replace("|", "")) == line.split("|")


@pytest.mark.parametrize("line", [
    "He left in the ’90s.", "It was the lads' fault.", "She has the O.K.'D paper.", "It was 5 o'clock.'",
    "The U.S.'s pool is shut.",
])  # fmt: skip
def test_an_apostrophe_behind_a_stop_parts_nothing(line: str) -> None:
    assert sentences_of(line) == [line]
