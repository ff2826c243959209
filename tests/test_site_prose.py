"""What a site says to its readers in whole sentences, by a graded sum, and where it is furniture."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, KIND_NAMES, kinds_of, segment

THIRD = "The builder from the city has put up a fence with two gates in it, and both of them were locked on Sunday."
FOURTH = "A swim in the harbor costs nothing, and the water there is colder than that of the pool ever was."
TOP = ["Skip to content", "Sign in", "The harbor pool and the price of a swim", "By Hettie Orne", "March 3, 2025"]
FOOT = ["Share on Facebook", "Most read", "Ferry to stop at noon", "Privacy policy", "© 2025 Harbor Lamp. All rights reserved."]


def kinds_on_page(line: str, *page: list[str]) -> set[str]:
    """The kinds of a line, given as ``"?"`` among the lines of a page."""
    text = "\n\n".join(line if part == "?" else part for lines in page for part in lines)
    return {kind for kind, part in kinds_of(text) if part in line}


def below_date(line: str) -> set[str]:
    return kinds_on_page(line, TOP, ["?", ABOVE, BELOW, THIRD, FOURTH], FOOT)


def alone(line: str) -> set[str]:
    return kinds_on_page(line, TOP, [ABOVE, BELOW, "?", THIRD, FOURTH], FOOT)


def below_advertisement(line: str) -> set[str]:
    return kinds_on_page(line, TOP, [ABOVE, BELOW, "Advertisement", "?", THIRD, FOURTH], FOOT)


def below_article(line: str) -> set[str]:
    return kinds_on_page(line, TOP, [ABOVE, BELOW, THIRD, FOURTH, "?"], FOOT)


def among_links(line: str) -> set[str]:
    return kinds_on_page(line, TOP, [ABOVE, BELOW, THIRD, FOURTH], [*FOOT[:2], "?", *FOOT[2:]])


def far_below(line: str) -> set[str]:
    return kinds_on_page(line, TOP, [ABOVE, BELOW, THIRD, FOURTH], FOOT, ["Contact us", "?", "Terms of use", "Back to top"])


@pytest.mark.parametrize("line", [
    "This story is for subscribers. Log in to read on.",
    "Make a tax-deductible gift to keep our reporters on the beat.",
    "If you order something through a link in this story, the shop may pay us.",
    "This piece may be reprinted free of charge if you name us and link to this page.",
    "We use cookies to measure visits and to show ads that suit you.",
    "Your browser blocks this content. Allow third-party cookies to see it.",
    "This content is hosted by a third party. By showing it you accept its terms.",
    "We could not load this video. Please reload the page.",
    "You must be signed in to reply.",
    "Have you seen something that we should know about? Reach our tip line.",
    "Download our app for iPhone and Android.",
    "Add us to your home screen.",
    "This article appears in the spring issue of the magazine.",
    "Need help with your account? Our team answers on weekdays.",
    "Your session has ended. Sign in again.",
    "This is a developing story and will be updated.",
    "You are reading a free edition. Upgrade to get all of it.",
    "See how we use your data in our privacy notice.",
    "You are logged out. Please log in to go on reading.",
    "We and our partners use your data to choose ads.",
    "Listen to this article in our app.",
    "Follow our live coverage on Telegram.",
    "This article is free to read thanks to our members.",
    "Loading more stories.",
])  # fmt: skip
def test_what_a_site_surely_says_is_furniture_alone_between_paragraphs(line: str) -> None:
    assert alone(line) == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Stay on top of the day with Lamp AM, our free email for early risers.",
    "Create a profile to save articles and follow topics.",
    "Already with us? Log in.",
    "Please check your inbox to confirm your address.",
    "To keep reading, create a free profile.",
    "We rely on readers, not advertisers. Chip in whatever you can.",
    "Gifts to the Harbor Lamp are tax-deductible to the extent allowed by law.",
    "This story was made possible by readers.",
    "The Harbor Lamp is a project of the Dale Press Trust, a registered charity.",
    "The Harbor Lamp is owned by its staff and answers to nobody else.",
    "We correct mistakes quickly. Write to our editors if you see one.",
    "Read our ethics policy to see how we work.",
    "This article was translated from Norwegian with the help of software and checked by an editor.",
    "The audio version of this story was read by a synthetic voice.",
    "We test what we recommend, and we may be paid when you buy it.",
    "Opinions in this column are those of the writer.",
    "Columns do not necessarily reflect the opinion of the Harbor Lamp.",
    "To reuse this article, ask our licensing desk.",
    "No part of this site may be copied without our permission.",
    "The Harbor Lamp is not liable for what other websites contain.",
    "You can change your mind at any time in your settings.",
    "Your comment has been received and awaits review.",
    "Thank you for voting.",
    "Take our two-minute survey about this website.",
    "Letters should be no longer than 200 words and carry a full name and address.",
    "Know something about this? Our reporters can be reached in confidence.",
    "Turn on alerts and never miss a big story.",
    "Watch our short films on YouTube.",
    "You can hear this episode on any podcast player.",
    "This article has been opened for everyone by a subscriber.",
    "Ads keep this site free. Please switch off your blocker.",
    "Sponsored posts are written by our clients.",
    "The newsroom had no part in making this content.",
    "Market data is at least 20 minutes old.",
    "We acknowledge the first peoples of the land on which we work.",
    "Enter a valid postcode.",
    "You have reached the end of this page.",
    "More stories will appear as you scroll.",
    "Copy the link to share this page.",
    "This page is updated every hour.",
    "We no longer support this browser.",
    "Tell your friends about us.",
    "Buy me a tea to keep these essays coming.",
    "Hit the heart if you liked this.",
    "Your choices apply to this website only.",
    "Want the week's best reads? Leave us your email.",
    "As a subscriber, you have ten gift articles to give each month.",
    "Help us reach our goal of 500 new members by June.",
    "Our reporting is checked by editors before it goes online.",
    "Something not right in this story? Let our desk know.",
    "Please credit the Harbor Lamp and link back to this page.",
    "By staying on this site you accept cookies.",
    "Manage how we use your data at any time.",
    "This feature needs JavaScript.",
    "Send letters with your name, address and phone number to the editor.",
    "Paid content from our partners.",
    "If you are affected by this story, help is available.",
    "Help us improve this site.",
    "We're updating this story as we learn more.",
    "Share this post with a friend who needs it.",
    "Read more about how we use cookies.",
])  # fmt: skip
def test_what_a_site_says_is_furniture_right_above_and_below_an_article(line: str) -> None:
    assert below_date(line) == {"boilerplate"}
    assert below_article(line) == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "We send one email a week and never share your address.",
    "You have read all your free stories for this month.",
    "Your subscription helps pay for reporting in places that others have left.",
    "Join 4,000 neighbors who get the Harbor Lamp by email.",
    "Choose the newsletters you want to receive.",
    "Our shopping team picks products on its own; shops may pay us for sales.",
    "Prices were correct when this page was published.",
    "Comments are reviewed before they appear. Please be civil.",
    "Be the first to say what you think.",
    "How would you rate this article?",
    "Did this article answer your question?",
    "Which of these should we look into next? Cast your vote below.",
    "We may shorten letters for space.",
    "Our next issue is out on Thursday.",
    "Subscribers can give ten articles a month to friends.",
    "Nothing on this page is advice on investments.",
    "If you need help, you can call the free line on 0800 555 010.",
    "Gamble with care. Help is at 0800 555 011.",
    "There are no comments yet.",
    "Your gift link is ready to share.",
    "I write this newsletter alone; paid readers keep it going.",
    "You can opt out whenever you like.",
    "Your free trial has ended.",
    "The rest of this post is for paying members.",
    "The chart cannot be shown in your browser.",
    "Type your comment here.",
    "Do you agree with the columnist? Vote and see the results.",
    "Seen something? Send our news desk a message.",
    "Share prices may be delayed.",
    "You have no saved articles.",
])  # fmt: skip
def test_what_it_may_say_is_furniture_among_links(line: str) -> None:
    assert among_links(line) == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "Some cookies are needed for the site to work; you may refuse the rest.",
    "Comments on this piece are open until Friday.",
    "That password is too short.",
    "This letter goes out every Sunday.",
    "Hit reply and tell me what you think.",
    "An AI tool helped us write the summary above.",
    "The print edition is on sale at newsagents.",
    "This story has been shared 120 times.",
])  # fmt: skip
def test_what_speaks_to_readers_is_furniture_far_below_the_article(line: str) -> None:
    assert far_below(line) == {"boilerplate"}


@pytest.mark.parametrize("line", ["Suggested Topics:", "Read more on this story:"])
def test_labels_of_links_below_the_article_are_furniture(line: str) -> None:
    links = ["?", "Ferries", "Schools"]
    assert kinds_on_page(line, TOP, [ABOVE, BELOW, THIRD, FOURTH], FOOT[:1], links, FOOT[1:]) == {"boilerplate"}


@pytest.mark.parametrize("line", [
    "You may be right.", "Let it go.", "Our pool is gone.", "Vote no.", "Your move, Mr. Mayor.",
])  # fmt: skip
def test_the_end_of_an_article_below_a_box_of_links_is_no_furniture(line: str) -> None:
    box = ["Read more", "Ferry sinks off Dale", "Advertisement", "Mayor quits over harbor fee", "Share", "Advertisement"]
    assert kinds_on_page(line, TOP, [ABOVE, BELOW, THIRD, FOURTH], box, ["?"], FOOT) == {"sentence"}


@pytest.mark.parametrize("line", [
    "Use a password manager and never share your password by email.", "If you see an error, reload the page and try again.",
    "The fair is free for members, and you can sign up for membership at the gate.",
])  # fmt: skip
def test_the_last_line_of_a_page_without_furniture_is_none(line: str) -> None:
    assert kinds_on_page(line, [ABOVE, BELOW, THIRD, FOURTH, "?"]) == {"sentence"}


def test_the_name_below_the_page_stands_for_the_site() -> None:
    assert among_links("The Harbor Lamp is funded by its readers.") == {"boilerplate"}
    assert below_article("The Harbor Lamp is not for sale.") == {"sentence"}


SURE = "See how we use your data in our privacy notice. Manage your cookies at any time."
NOTICES = [SURE, "Add us to your home screen.", "We and our partners use your data to choose ads.", SURE]


def test_a_page_of_nothing_but_what_a_site_says_is_its_text() -> None:
    label = "Read more from Hettie Orne:"
    for line, kind in [*((notice, "sentence") for notice in NOTICES), (label, "boilerplate")]:
        assert kinds_on_page(line, ["Help", "Sign in", *NOTICES, label, *FOOT[:1], *FOOT[3:]]) == {kind}


def test_one_line_of_furniture_is_enough_at_the_foot_of_a_page() -> None:
    lines = ["The price of a swim", ABOVE, BELOW, "Advertisement"]
    assert kinds_on_page("Add us to your home screen.", lines, ["?"]) == {"boilerplate"}
    assert kinds_on_page("You must be heard.", lines, ["?"]) == {"sentence"}


def test_the_edge_of_a_page_of_nothing_but_furniture_is_that_of_no_other_page() -> None:
    furniture = "Menu\n\nSign in\n\nPrivacy policy"
    for batch in ([furniture, SURE], [SURE, furniture]):
        kinds = [KIND_NAMES[kind] for kind in segment(batch).kind]
        assert kinds.count("sentence") == 2


def test_a_manual_keeps_what_it_says_to_its_readers() -> None:
    manual = [
        "Before you print a form, you must switch on the printer that stands beside your desk and wait until its lamp is red.",
        "If you lose your key, you can have a new one made at the desk, where you will be asked for your name and your street.",
    ]
    line = "If you see an error, reload the page."
    assert kinds_on_page(line, TOP, manual, ["Advertisement", "?"], manual, FOOT) == {"sentence"}
    assert below_advertisement(line) == {"boilerplate"}


def test_lines_beside_what_a_site_surely_says_need_less() -> None:
    line, sure = "If you see an error, reload the page.", "Add us to your home screen."
    assert alone(line) == {"sentence"}
    for box in (["?", sure], [sure, "?"]):
        assert kinds_on_page(line, TOP, [ABOVE, BELOW], box, [THIRD, FOURTH], FOOT) == {"boilerplate"}


def labels_below(label: str, *below: str) -> set[str]:
    return kinds_on_page(label, TOP, [ABOVE, BELOW, THIRD, FOURTH, "?", *below])


def test_a_label_below_the_last_long_paragraph_is_furniture_above_links_and_at_the_end() -> None:
    for below in (["Ferries", "Schools", "Sign in"], []):
        assert labels_below("How to contact us:", *below) == {"boilerplate"}
    assert "boilerplate" not in labels_below("How to contact us:", "Write to the clerk.", "It helps.")
    long = "What you need to ask before you share your password with anyone else:"
    assert "boilerplate" not in labels_below(long, "Who asks", "Why they ask", "It helps.")
    menu = [ABOVE, BELOW, THIRD, FOURTH, "What was on the menu", "?", "Tuesday: Cod Soup", "It was eaten by all."]
    assert "boilerplate" not in kinds_on_page("Monday: Eel Soup", TOP, menu)


@pytest.mark.parametrize("line", ["“You can unsubscribe at any time.” As if.", '"You can unsubscribe at any time." Really?'])
def test_a_comment_that_quotes_what_a_site_says_is_none(line: str) -> None:
    assert far_below(line) == {"sentence"}
    assert among_links(line) == {"sentence"}
    assert below_advertisement(line) == {"sentence"}
