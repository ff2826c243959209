"""Nouns with which a sentence begins are no names; names are, wherever they stand."""

from __future__ import annotations

import pytest

import opinionclf


def is_name(text: str) -> bool:
    """Whether the first source of a text is a name."""
    return opinionclf.classify(text).sources[0].is_name


@pytest.mark.parametrize("who", [
    "Police", "Ministers", "Witnesses", "Sources", "Critics", "Allies", "Supporters of the bridge",
    "Economists at Calder University",
    "One ally of Aldgate", "Two of her own aides", "One", "Rail bosses", "Exit polls", "Former pupils", "Consumer groups",
    "Only 13% of voters", "Harvard researchers", "FBI agents", "Lawyers for the railway", "Officials in Varna",
])  # fmt: skip
def test_a_noun_is_no_name_where_it_begins_a_sentence(who: str) -> None:
    assert not is_name(f"{who} said it was late.")
    assert not is_name(f"• {who} said it was late.")
    assert not is_name(f"Not everyone agreed: {who} said it was late.")


@pytest.mark.parametrize("who", [
    "Marsh", "Baker", "Sanders", "Barclays", "Reuters", "Labour MPs", "Corvane Web Services", "Bank of Varna",
    "Mothers Against Fraud",
    "Former minister Ida Marsh", "Cabinet member for housing Ida Marsh", "The FBI", "The Harbour Authority", "Vale Police",
    "The chief of police Ida Marsh", "The Democrats",
])  # fmt: skip
def test_a_name_is_one_where_it_begins_a_sentence(who: str) -> None:
    assert is_name(f"{who} said it was late.")


@pytest.mark.parametrize(("front", "who", "expected"), [
    # What the lexicon does not have, the document may have small; what it has, may be a name there.
    ("The mayor met locksmiths on Monday.", "Locksmiths", False), ("The town met on Monday.", "Locksmiths", True),
    ("Peter Sellers left on Monday.", "Sellers", True), ("The mayor met two sellers.", "Sellers", False),
    ("The mayor left with Rangers.", "Rangers", True), ("The mayor met the Kent Police.", "Police", False),
    ("The mayor met Rail Europe.", "Rail union leaders", False), ("The mayor met a baker.", "Baker", True),
])  # fmt: skip
def test_what_the_document_writes_elsewhere_tells_a_name_from_a_noun(front: str, who: str, expected: bool) -> None:
    assert is_name(f"{front} {who} said it was late.") is expected


def test_the_longest_way_in_which_a_source_is_named_tells() -> None:
    (source,) = opinionclf.classify("Ida Marsh said it was late. Marsh said it was dark.").sources
    assert (source.name, source.is_name) == ("Ida Marsh", True)
