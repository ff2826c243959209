"""What a site says to its readers: calls, notices, disclaimers, labels, scripts; and sentences that open like them."""

from __future__ import annotations

import pytest
from test_crawled_pages import between
from test_page_edges import at_foot, at_head
from test_segmentation import ABOVE, BELOW, kinds_of


def kinds_between(line: str) -> set[str]:
    return {kind for kind, _ in between(line)}


@pytest.mark.parametrize("line", [
    "You have 2 free articles remaining this month.",
    "You have one free story left this week.",
    "You've reached your limit of free articles.",
    "This is your third free story this month.",
    "Subscribe today for just 99 cents.",
    "Start your subscription now for as little as £1 a week.",
    "Support the Beacon from as little as £1 a week.",
    "Have something to say? Send letters of 250 words to letters@ledger.example.",
    "How do you feel about this article?",
    "We value your privacy. We and our 812 partners store information on a device.",
    "By clicking Accept you agree to our terms.",
    "To display this content, you must enable cookies.",
    "One of your browser extensions seems to block the player.",
    "Sorry, this video isn't available in your country.",
    "This audio is auto-generated. Please let us know if you have feedback.",
    "AI-generated summary. May contain errors.",
    "Error! There was an error processing your request.",
    "Audio will be available later today.",
    "The comments below have not been moderated.",
    "Comments on this story are now closed.",
    "Commenting is for subscribers only.",
    "Quotes are delayed by 20 minutes.",
    "If you buy through links on this page, we may earn a small commission.",
    "This content was produced by the sales department and did not involve the newsroom.",
    "Match ends, Arden Town 1, Wodalla 2.",
    "Graphics by Ana Cho.",
    "Design and development by Ana Cho.",
    "[1] Hettie Orne, Letters of a Miller (Quay Press, 1954), p. 212.",
    "[2] Ibid.",
    "1 of 12 | Firefighters spray water on the mill.",
    "tagmanager.cmd.push(function() { show('box'); });",
    "var box = document.createElement('div');",
    '{"@context":"http://schema.example"}',
    "March 3 (Coastwire) -",
    "END 10:31 A.M.",
    "Source:",
    "Date:",
    "Journal Reference:",
    "Share or comment on this article:",
    "Read more from Hettie Orne:",
    "Opinion | Commentary",
])  # fmt: skip
def test_what_a_site_says_is_furniture_wherever_it_stands(line: str) -> None:
    assert kinds_between(line) == {"boilerplate"}
    assert at_foot(line) == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Read the whole thing. Then read his statement, which has the word six times.",
    "Read the whole thing, then call me.",
    "Tell us what you think. Then watch the council ignore it.",
    "Have a tip? Keep it.",
    "Click here, the screen said. She did.",
    "More: they never asked.",
    "We use cookies as bait, the ratcatcher said.",
    "We and our partners in the alliance must act.",
    "By clicking the button you agree to have your data sold.",
    "The comments had not been moderated, the court heard.",
    "Commenting on this story is not my job.",
    "AI-generated summary is no substitute for reading.",
    "This letter does not reflect well on the mayor.",
    "Match ends, and nobody cheers.",
    "Design by committee.",
    "[1] The pool opened in 1962.",
    "1 of 12 swimmers stayed.",
    "The end = the beginning; so be it.",
    "May 3 (a Sunday) - the pool closed.",
    "The mayor said:",
    "Two reasons:",
    "But one thing is clear:",
])  # fmt: skip
def test_sentences_of_an_article_that_open_like_it_stay(line: str) -> None:
    assert kinds_between(line) == {"sentence"}
    assert at_foot(line) == {"sentence"}


@pytest.mark.parametrize("line", [
    "Get local news delivered to your inbox!",
    "Sign up for the Harbor Brief, our weekly newsletter.",
    "Share this story with a friend.",
    "Register for our free newsletter.",
    "Please donate to keep this newsletter free.",
    "Follow her on Bluesky.",
    "Were you there? Send us your pictures.",
    "Do you know more about this? Get in touch with our reporters.",
    "Do you live in a tower with bats? Fill out our short questionnaire.",
    "Want to read more? This essay is free. Subscribe to the Quay Review and receive a mug.",
    "Got a confidential news tip? We want to hear from you.",
    "Every contribution, big or small, makes a difference.",
    "Some of the links in this post are affiliate links.",
    "The comments section is closed.",
    "The Harbor Lamp is a nonprofit newsroom that investigates abuses of power.",
    "Members of the editorial board are Ada Crome, Abel Orne and Dot Marl.",
    "At the Lyric, Wexley, until 1 June. Tickets: £12-£40.",
    "Doubles at Casa Dorran from €85, breakfast included. Ferry €19 return.",
    "This version corrects the year in paragraph 3.",
])  # fmt: skip
def test_a_call_on_readers_at_the_head_and_the_foot_of_a_page_is_furniture(line: str) -> None:
    assert at_foot(line) == {"boilerplate"}
    assert "sentence" not in at_head(line)


@pytest.mark.parametrize("line", [
    "Get off Facebook.",
    "Subscribe to that view and you will pay for it.",
    "Subscribe to no theory. That was my father's rule.",
    "Subscribe to a newspaper.",
    "Cancel your subscription.",
    "Support our reporters.",
    "Read this article to your children.",
    "Download the app and the bank has your number.",
    "Download the app, the council said, or stay at home.",
    "You must download the app before you may park.",
    "Join the union. It is the least you can do.",
    "Want to know what it cost? Ask the mayor.",
    "Do you read this newspaper? Then write to the council.",
    "Do you know what it cost? Get in line and ask.",
    "Tell us the truth, mayor.",
    "Call the council on 555-0100 if you see a bat.",
    "Take your umbrella everywhere with you.",
    "Every contribution counts, the charity said.",
    "Were you there? I was.",
    "The Lantern is a nonprofit newsroom in Dale.",
    "Members of the editorial board are divided.",
    "At Arden, a port, until 1 June nobody may swim.",
    "Rooms at the inn cost £60.",
    "This version corrects nothing.",
    "Since you're here, sit down.",
])  # fmt: skip
def test_a_writer_who_calls_on_readers_there_is_heard(line: str) -> None:
    assert at_foot(line) == {"sentence"}
    assert at_head(line) == {"sentence"}
    assert kinds_between(line) == {"sentence"}


def test_every_call_at_the_foot_of_a_page_is_furniture_however_many_there_are() -> None:
    calls = ["Share this story with a friend.", "Register for our free newsletter.", "Thanks for reading.",
             "We want to hear from you.", "Follow us on Bluesky."]  # fmt: skip
    assert [kind for kind, _ in kinds_of("\n\n".join([ABOVE, BELOW, *calls]))] == ["sentence"] * 2 + ["boilerplate"] * 5


@pytest.mark.parametrize("label", ["Key points:", "At a glance:", "Key takeaways:"])
def test_a_label_of_a_part_of_an_article_heads_it(label: str) -> None:
    assert kinds_between(label) == {"heading"}
