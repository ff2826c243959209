"""Lines that are furniture at the head or the foot of a page and may be sentences elsewhere; sentences there that stay."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kinds_of

TITLE = "The harbor pool and the price of a swim"
PHRASES = [
    "Good morning, it's Thursday.",
    "Good morning! It's Friday, June 3.",
    "Hello and happy Monday.",
    "Happy Monday! Send tips to gavel@ledger.example.",
    "Was this forwarded to you?",
    "Send us your tips by Friday.",
    "Thanks for reading.",
    "Thank you for reading!",
    "Thanks for reading. Follow us on X.",
    "Thanks for reading! Please tell a friend.",
    "Don't miss a post. Sign up below.",
    "Never miss an episode!",
    "Like what you read? Buy me a coffee.",
    "Enjoyed this post? Share it.",
    "If you enjoyed this post, please share it.",
    "If you liked this essay, consider a gift.",
    "If you like what you read, subscribe today.",
    "Subscribe to The Gavel for $5 a month.",
    "Subscribe to the Ledger for just £2 per week.",
    "This story first appeared in the Marlow Gazette.",
    "Reprinted with permission from the Marlow Gazette.",
    "Republished with the permission of the author.",
    "Tune in Monday at 9 p.m. on the Ledger Network.",
    "Tune in to the Dale Hour every Sunday at 9.",
    "Listen to the Dale Hour wherever you get your podcasts.",
    "Vote at the foot of this page.",
    "Send your letters to the usual address.",
    "Do you agree? Tell us at letters@ledger.example.",
    "Do you agree or disagree? Have your say below.",
    "The Cook's Daughter by Hettie Orne is published by Marl & Finch (£18.99).",
    "Broke by Ida Kerr is published by Quay ($26). To order a copy call the shop.",
    "The Lamp Room by Ida Kerr is published by Quay, priced €12.",
    "The Salt Road is in cinemas from 14 March.",
    "The Salt Road is in theaters now.",
    "The Salt Road opens in theatres on Friday.",
    "The Salt Road is streaming on Harbor Plus.",
    "Harbour Lights continues on BBC One next Sunday at 9pm.",
    "Harbour Lights continues on the Ledger Network on Sunday.",
    "Through June 9 at the Corrigan Theater, Manhattan; corrigantheater.example. Running time: 2 hours 5 minutes.",
    "Rated PG-13 for language. 1h 52m. In theaters.",
    "Open Tuesday to Saturday, noon to 10pm. Three courses about £45 a head.",
    "Open daily from 9am.",
    "Dinner for two with drinks, $90.",
    "The writer travelled as a guest of Slow Rail.",
    "The author stayed as a guest of the Quay Hotel.",
    "The author holds no position in any of the companies mentioned.",
    "The author owns shares in Lodestar.",
    "The writer does not own any shares in Lodestar.",
    "Disclosure: the author holds shares in Lodestar.",
    "Disclosure: I own two of the funds.",
    "I have no position in any of the stocks mentioned.",
    "This article is for information only and is not financial advice.",
    "This newsletter is for informational purposes only.",
    "This is not investment advice.",
    "The value of investments can fall as well as rise.",
    "The value of your investments may go down as well as up, and you may get back less.",
    "Past performance is no guide to future returns.",
    "When investing, your capital is at risk.",
    "This note is for professional clients only and does not constitute investment advice.",
    "This report is for information only and is not an offer to buy or sell any security.",
    "This research note is intended for institutional investors only.",
    "This document is not an offer or a solicitation to deal in any security.",
    "This communication should not be construed as financial advice.",
    "The information in this report does not constitute investment advice.",
    "Past performance is not a reliable indicator of future results.",
    "Past performance does not guarantee future returns.",
    "The analyst holds no position in the companies named in this note.",
    "This report is for general information purposes only and is not a recommendation to buy any security.",
    "None of the authors has any shares in the companies named here.",
    "Capital at risk.",
    "This article was first published in Ports Monthly.",
    "This interview originally appeared in Ports Monthly.",
    "Promoted by the Civic Party.",
    "Promoted by Ann Hale on behalf of the Civic Party, 4 Mill Lane, Dunmere.",
    "Authorised by T. Reed for the Civic Party, Dunmere.",
    "Authorised by T. Reed on behalf of the Ratepayers Alliance, 4 Mill Lane, Dunmere.",
    "Scroll down for the full results.",
    "You can email me at tom@dale.example.",
    "For interviews, call Jo Lyle on 01632 960114.",
    "As told to Tom Reed.",
    "Names have been changed.",
    "Some names and details have been changed to protect the children.",
    "The author's name has been changed.",
    "If you are affected by these issues, call the helpline on 01632 960114.",
    "If you or someone you know is in crisis, call or text 01632 960114.",
    "Do you have a consumer problem?",
]
SENTENCES = [
    "Good morning, it's a lovely day.",
    "Happy Monday, they said.",
    "As told to the court, the story had holes.",
    "The names of the streets have been changed twice, and nobody knows why.",
    "The name has been changed by the council without a vote.",
    "If you are affected by the closure, complain.",
    "If you or someone you know is angry, call your member of parliament.",
    "Do you have a better idea?",
    "Thank you, he said, for reading it.",
    "Never miss a chance to swim.",
    "If you like what you read, the editor said, buy it.",
    "If you enjoyed this summer, please thank the lifeguards.",
    "Subscribe to the theory for a month and you will see.",
    "This story first appeared in 1908, and it has been told since.",
    "This story originally appeared to be a joke.",
    "Reprinted with permission from his widow, the book sold badly.",
    "Tune in tomorrow and you will hear the same lies.",
    "Vote for the pool.",
    "Send your comments to the council before Friday.",
    "Do you agree? I do not.",
    "Do you agree? Vote no.",
    "The book is published by whoever pays.",
    "He spent his life in cinemas on the coast.",
    "The orchestra is in theatres from Hull to Leeds.",
    "The trial continues on Monday at 10am.",
    "The attack continues on the road network.",
    "Until 9 June at the earliest, nobody will know.",
    "Through June nobody swam.",
    "Rated by his teachers as slow, he won.",
    "Open Monday to Friday, the library serves nobody.",
    "Open daily to the public, the pool never paid.",
    "Dinner for two costs £90, and nobody minds.",
    "He travelled as a guest of the president.",
    "The author holds that nobody is to blame.",
    "The author owns up to it.",
    "The writer stayed at home.",
    "Disclosure: nobody was paid.",
    "We have no position on this.",
    "This book is not financial advice, but it will do.",
    "The value of investments in pools may never be known.",
    "Past performance is all he has.",
    "This note is for my daughter, who asked me why I voted.",
    "This report is not an offer of peace but a list of terms.",
    "This document is not advice; it is an order.",
    "This report is not a recommendation to build, the minister said.",
    "Past performance is all that the voters have to go on.",
    "The analyst holds no position in the party and wants none.",
    "The analysts have a position in the debate that they never stated.",
    "Capital is at risk whenever a builder runs a town.",
    "The information in the report does not constitute proof.",
    "This article was first published in 1962, when the mill still ran.",
    "Promoted by friends and hated by rivals, he won the party.",
    "Authorised by the council for a year, the pool stayed open.",
    "Scroll down for an hour and you will not reach the end of the lies.",
    "You can reach me any time you like, she told the clerk.",
    "For interviews, contact with the press was limited to an hour.",
    "The reviewer holds a position in the company of players that he once mocked.",
    "The analyst has no position in the firm that hired her.",
    "This report is intended for professional investors, and it reads like it.",
    "This article is not legal advice but a plea for mercy.",
    "This email is not professional advice, the judge ruled.",
    "This document is not an offer to sell, the court held.",
    "This is not medical advice but common sense.",
    "The information in the file is legal advice and was never printed.",
    "Past performance is no guide to future elections, as the pollsters find.",
    "Promoted by a bank for its thrifty customers, the card costs £9 a month.",
    "Promoted by the club on behalf of the league, the final drew 90 people.",
    "Authorised by ministers for the first time in a decade, the campaign cost £9 million.",
    "This letter was first published in 1921 and led to a riot.",
]


def at_head(line: str) -> set[str]:
    """The kinds of a line below the headline."""
    return {kind for kind, part in kinds_of("\n\n".join([TITLE, line, ABOVE, BELOW])) if part in line}


def at_foot(line: str) -> set[str]:
    return {kind for kind, part in kinds_of("\n\n".join([TITLE, ABOVE, BELOW, line])) if part in line}


@pytest.mark.parametrize("line", PHRASES)
def test_phrases_at_the_head_and_the_foot_of_a_page_are_furniture(line: str) -> None:
    assert at_foot(line) == {"boilerplate"}
    assert "sentence" not in at_head(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_that_open_like_them_stay_at_the_head_and_the_foot(line: str) -> None:
    assert at_foot(line) == {"sentence"}
    assert at_head(line) == {"sentence"}


@pytest.mark.parametrize("line", [
    "Thanks for reading.", "The author owns shares in Lodestar.", "The value of investments can fall as well as rise.",
    "Happy Monday.", "Past performance is no guide to future returns.", "The Salt Road is in cinemas from 14 March.",
])  # fmt: skip
def test_such_a_line_among_the_paragraphs_is_a_sentence(line: str) -> None:
    page = [TITLE, ABOVE, BELOW, line, BELOW, ABOVE]
    assert ("sentence", line) in kinds_of("\n\n".join(page))


def test_the_lines_that_open_a_newsletter_are_furniture() -> None:
    lines = ["Good morning, it's Thursday.", "Was this forwarded to you?", "Sign up here."]
    assert [kind for kind, _ in kinds_of("\n\n".join([TITLE, *lines, ABOVE, BELOW]))[1:4]] == ["boilerplate"] * 3


@pytest.mark.parametrize("note", [
    "Guy Penfold-Dane is a contributing editor.", "Guy Penfold-Dane is a contributing editor at The Rampart.",
    "Lena Ordell is a senior fellow at the Hollis Institute and the author of “Broke.”", "Tom Reed is the novelist.",
])  # fmt: skip
def test_the_author_whom_a_line_below_the_headline_introduces_is_furniture(note: str) -> None:
    assert at_head(note) == {"boilerplate"}
    assert kinds_of("\n\n".join([note, ABOVE, BELOW]))[0] == ("sentence", note)


@pytest.mark.parametrize(("line", "below"), [
    ("Ann Lowe is a novelist.", f"She has swum there. {ABOVE}"), ("Ann Lowe is a novelist.", f"Lowe swims. {ABOVE}"),
    ("Ann Lowe is no novelist.", ABOVE), ("Ann Lowe is a lifeguard.", ABOVE), ("The pool is a writer.", ABOVE),
    ("Tom Lowe is a writer who sold the pool of the town on Monday.", ABOVE),
])  # fmt: skip
def test_an_article_that_begins_with_whom_it_tells_of_keeps_its_first_sentence(line: str, below: str) -> None:
    assert kinds_of("\n\n".join([TITLE, line, below, BELOW]))[1] == ("sentence", line)


@pytest.mark.parametrize("note", [
    "The writer is a retired civil servant.", "The author is a farmer in Dale.",
    "The author is the director of the Dale Institute, London.", "The writer is a lawyer and a former mayor of Dale.",
])  # fmt: skip
def test_a_line_below_the_headline_that_says_what_the_writer_is_is_furniture(note: str) -> None:
    assert at_head(note) == {"boilerplate"}
    assert kinds_of("\n\n".join([TITLE, note, f"The {note.split()[1]} swims. {ABOVE}", BELOW]))[1] == ("sentence", note)
    assert kinds_of("\n\n".join([TITLE, note, f"She swims. {ABOVE}", BELOW]))[1] == ("sentence", note)


@pytest.mark.parametrize("line", [
    "The writer is a fool.", "The author is a teacher who has sold the pool.", "The writer is a clerk and everyone saw it.",
])  # fmt: skip
def test_what_is_said_of_the_writer_there_stays_a_sentence(line: str) -> None:
    assert at_head(line) == {"sentence"}


@pytest.mark.parametrize("byline", [
    "Feature by Efua Bosomtwe", "Story: Efua Bosomtwe", "Express News Service", "Local Democracy Reporting Service",
    "Our Bureau", "Web Desk", "Coastal News Agency", "From: Department for Transport",
])  # fmt: skip
def test_who_reports_in_a_line_below_the_headline_is_furniture(byline: str) -> None:
    assert at_head(byline) == {"boilerplate"}


@pytest.mark.parametrize("work", ["youth worker and the father of three", "social worker", "shop steward", "midwife", "vicar"])
def test_what_an_author_may_be_is_told_by_many_nouns(work: str) -> None:
    assert at_foot(f"Imran Sayer is a {work}.") == {"boilerplate"}
    assert at_foot("Imran Sayer is a hero.") == {"sentence"}
