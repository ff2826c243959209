"""Furniture of institutions, newsletters and reviews wherever it stands on a page; and sentences that open like it."""

from __future__ import annotations

import pytest
from test_crawled_pages import between
from test_segmentation import ABOVE, BELOW, kinds_of


@pytest.mark.parametrize("line", [
    "Sign up here.",
    "Sign up below",
    "Sign up to our newsletter.",
    "Sign up to our weekly books newsletter.",
    "Sign up to the Quay Weekly newsletter here.",
    "Estimated reading time: 6 minutes",
    "Reviewed by Samuel Oates",
    "Rating: 7/10",
    "Rating: 3 out of 5",
    "For media enquiries, contact press@dale.example.",
    "For media inquiries, please call the press office.",
    "For press enquiries: 01632 960 123",
    "Registered charity no. 1123456",
    "Registered charity number 1123456",
    "Registered charity in England and Wales (1123456)",
    "Ref: MA/2024/118",
    "Our ref: 24/01187/FUL",
    "Check against delivery",
    "Check against delivery.",
    "Embargoed until 00.01 Monday 22 October",
    "Signed on behalf of the Board",
    "For and on behalf of the trustees",
    "By order of the Board",
    "A reader writes:",
    "Our agony aunt replies:",
    "Send your letters to letters@ledger.example.",
    "This article originally appeared on the Marlow Ledger.",
    "To order a copy go to shop.example.",
    "To order a copy, visit shop.example or call us.",
    "Reprinted with permission.",
    "Do you have a favourite? Tell us in the comments.",
    "What would you cut? Let me know in the comments below.",
    "pic.twitter.com/AbC123xyz",
    "(Pale Harbour)",
    "(Quay Records)",
    "VARESH, Tavria",
    "NORTH DALE, New Tavria",
    "SALEM, Ore.",
])  # fmt: skip
def test_furniture_of_institutions_newsletters_and_reviews_is_furniture(line: str) -> None:
    assert {kind for kind, _ in between(line)} == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Sign up here, she said, or go home.",
    "Sign up to our war or leave, the poster said.",
    "The rating was 7/10.",
    "For media enquiries, the mayor had no time.",
    "Registered charity status is no excuse.",
    "Check against delivery notes before you pay.",
    "By order of the board, the pool is closed.",
    "Our columnist never replies.",
    "A reader writes.",
    "A reader writes that the pool is cold.",
    "This article originally appeared to be a hoax.",
    "To order a copy, she had to write to the publisher.",
    "They tell us in the comments what they think.",
    "Reviewed by nobody, the play ran for a year.",
    "Signed on behalf of the board by a clerk, it is worth nothing.",
    "(It is not.)",
])  # fmt: skip
def test_sentences_that_open_like_it_stay(line: str) -> None:
    assert between(line) == [("sentence", line)]


@pytest.mark.parametrize("line", ["Registered charity loses its pool", "Rating: what the stars mean", "MURDER, She Wrote"])
def test_headings_that_open_like_it_stay(line: str) -> None:
    assert between(line) == [("heading", line)]


@pytest.mark.parametrize("byline", ["By the Ledger Fact Desk", "By The Ledger Newsroom", "By the Dale Bureau"])
def test_bylines_of_desks_are_furniture(byline: str) -> None:
    assert kinds_of(f"The pool and its price\n\n{byline}\n\n{ABOVE}\n\n{BELOW}")[1] == ("boilerplate", byline)
