"""What tools that extract text from web pages leave on them: signs, tags, marks of footnotes, invisible characters, pleas."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kinds_of

import opinionclf


def between(line: str) -> list[tuple[str, str]]:
    """The segments of a line between two paragraphs."""
    return kinds_of("\n\n".join([ABOVE, line, BELOW]))[1:-1]


UNSEEN = ["\u200b", "\u200e", "\u2060", "\ufeff", "\xad", "\u200b\u200e"]


@pytest.mark.parametrize("sign", [*UNSEEN, "**", "_", "†", " 🎉", " 👏👏", "❤️"])
def test_a_sign_behind_the_stop_leaves_a_short_line_a_sentence(sign: str) -> None:
    assert between(f"It rained.{sign}") == [("sentence", f"It rained.{sign}")]
    assert between(f"“It rained,” she said.{sign}") == [("sentence", f"“It rained,” she said.{sign}")]


@pytest.mark.parametrize("sign", ["■", "•", "*", "▪"])
def test_the_sign_at_the_end_of_an_article_is_furniture_and_its_last_sentence_none(sign: str) -> None:
    line = "Nobody in Salem has swum there since."
    assert between(f"{line} {sign}") == [("sentence", line), ("boilerplate", sign)]


@pytest.mark.parametrize("line", ["Read more →", "| A cell. |", "Pool news »", "Required fields are marked *"])
def test_a_sign_behind_no_stop_makes_no_sentence(line: str) -> None:
    assert "sentence" not in [kind for kind, _ in between(line)]


@pytest.mark.parametrize("note", ["[a]", "[citation needed]", "[note 3]", "[by whom?]", "[4][b]", "[Note 2][who?]"])
def test_footnotes_in_letters_and_words_belong_to_the_sentence_before(note: str) -> None:
    line = f"Food was short.{note}"
    assert between(line) == [("sentence", line)]
    assert between(f"{line} Nobody ate.") == [("sentence", line), ("sentence", "Nobody ate.")]


def test_what_stands_in_square_brackets_behind_a_word_or_space_is_no_footnote() -> None:
    assert between("Battle of the pool[edit]")[0][0] == "heading"
    assert between("We swam. [We did not.] It rained.")[1:] == [("sentence", "[We did not.]"), ("sentence", "It rained.")]


def test_tags_and_links_behind_the_stop_leave_a_post_sentences() -> None:
    assert between("I am furious. #SavePool #Salem") == [("sentence", "I am furious."), ("boilerplate", "#SavePool #Salem")]
    for link in ("https://pool.example/1", "pic.twitter.com/x8Jk2La"):
        assert [kind for kind, _ in between(f"Here is the list. {link}")] == ["sentence"]


@pytest.mark.parametrize("line", ["\u200bShare\u200b", "\ufeffPublished 2 May 2021", "\u200eBy Ann Lowe for Reuters\u200e"])
def test_characters_that_show_nothing_hide_no_furniture(line: str) -> None:
    assert kinds_of(f"{line}\n\n{ABOVE}\n\n{BELOW}")[0] == ("boilerplate", line)


def test_a_page_of_capitals_alone_keeps_its_sentences() -> None:
    sentences = ["THE POOL WILL CLOSE, THE MAYOR SAID.", "NOBODY FIXED IT.", "IT IS A SCANDAL."]
    top = [("heading", "POOL CLOSES FOR REPAIRS"), ("boilerplate", "BY TOM REED")]
    page = [*top, *(("sentence", line) for line in sentences)]
    assert kinds_of("\n\n".join(line for _, line in page)) == page
    assert kinds_of("\n\n".join(["ZCZC 0417 URGENT", *(line for _, line in page)]))[1:] == page
    assert {kind for kind, _ in kinds_of("POOL CLOSES\n\nMAYOR LEAVES")} == {"sentence"}
    assert kinds_of("\n\n".join(sentences)) == page[2:]
    unfinished = "THE POOL, WHICH NOBODY HAS MENDED SINCE THE FLOOD OF MAY, " * 3
    assert {kind for kind, _ in kinds_of("\n\n".join([unfinished, *sentences]))} == {"sentence"}
    assert kinds_of("\n\n".join(["READ MORE", *sentences]))[0] == ("boilerplate", "READ MORE")


def test_the_name_over_a_comment_is_furniture() -> None:
    found = dict(map(reversed, kinds_of(f"{ABOVE}\n\n{BELOW}\n\nAnn L. says:\nMarch 4, 2019 at 9:14 pm\n\nI swam there.")))
    assert (found["Ann L. says:"], found["I swam there."]) == ("boilerplate", "sentence")
    assert between("Her diary says:\n\n4 March 1919\n\nI swam there.")[0] == ("sentence", "Her diary says:")


@pytest.mark.parametrize("line", [
    "1. ^ Reed 1908, p. 41.",
    "^ Reed, Tom (1977). Pools and Rivers. Salem: Harbor Press.",
    "- 5 -",
    "SOURCE Harbor Pools Corp.",
    "You have read 3 of 5 free articles this month.",
    "Already a subscriber? Sign in.",
    "If you can, please consider making a donation.",
    "Your email address will not be published.",
    "This comment was removed by a moderator.",
    "This page was last edited on 2 June 2021, at 10:14 (UTC).",
    "You are receiving this email because you signed up on our website.",
    "Is this page useful?",
    "All times are ET.",
    "Market data provided by Finpoint. Quotes delayed by at least 15 minutes.",
    "Link Copied!",
    "Ordered by the House of Lords to be published 4 May 2021.",
    "House of Representatives,",
    "If you like the show, leave us a review.",
    "Slides from the session can be downloaded here.",
    "We welcome letters of up to 200 words. Write to the desk.",
    "Quotes delayed at least 20 minutes.",
    "You've read 2 free articles.",
    "Subscribe now for unlimited access to the Harbor Ledger.",
    "Subscribe now for 99 cents a week",
    "Please consider supporting our journalism with a gift.",
    "Create a free account to continue reading the story.",
    "Log in to comment on this story.",
    "You must be logged in to comment. Log in here.",
    "This comment has been removed by a moderator because it broke the rules.",
    "This page was last updated on the morning of 2 June.",
    "If you no longer wish to receive these e-mails, click here.",
    "Actual results could differ materially from those expressed or implied by the company.",
    "To send flowers to the family, please visit our store.",
    "To submit an event, email events@harbor.example.",
    "Subscribe on Apple Podcasts and leave us a review.",
])  # fmt: skip
def test_furniture_of_crawled_pages_is_no_sentence(line: str) -> None:
    assert "sentence" not in [kind for kind, _ in between(line)]


@pytest.mark.parametrize("line", [
    "^ This is so true.",
    "↑ Prices rose in 2021.",
    "The ferry was delayed by at least 15 minutes.",
    "This comment was removed from the minutes.",
    "This email was sent to all swimmers on Monday.",
    "To send flowers to the family would be an insult.",
    "To list an event like that is hard.",
    "Market data provided by the port show that it lost money.",
    "Comments are moderated by volunteers who are paid nothing.",
    "For immediate release of the boat he wants money.",
    "Paid for by the taxpayers, the pool opened on Monday.",
    "All times are hard.",
    "Help!",
    "We welcome letters, but nobody writes any.",
    "Slides from the tower are open again.",
    "If you like the show, you will like the book.",
    "Quotes delayed by a computer failure cost traders millions on Monday.",
    "You have read the free article that the county prints, and it tells you nothing of the pool.",
    "Subscribe now for a vote in the council of fans, the club told its members.",
    "Please consider supporting our schools when you vote on Tuesday.",
    "Create a free account to see the bill, the water company tells those who owe it money.",
    "Log in to comment on the plan before Friday, the council urges residents.",
    "You must be logged in to comment, and that has made the forum a kinder place.",
    "This comment has been removed by the court from the record of the trial.",
    "This page was last edited by the minister's own office, the archive shows.",
    "If you no longer wish to receive a flu jab, your doctor can take you off the list.",
    "Actual results may differ materially, the pool company admitted on Monday.",
    "To send flowers to the family, neighbours emptied their gardens.",
    "To submit an event, organisers must pay a fee of 40 dollars, the board decided.",
    "The owner begged her guests to be kind and leave us a review.",
    "Yesterday Mr. A. Reed left.",
    "Mrs. A. Reed left.",
])  # fmt: skip
def test_sentences_that_begin_or_end_like_furniture_of_crawled_pages(line: str) -> None:
    assert between(line) == [("sentence", line)]


@pytest.mark.parametrize("line", ["What a joke. We paid for it twice", "It was late. Nobody told us that the pool had closed"])
def test_a_last_line_of_several_sentences_may_lack_its_full_stop(line: str) -> None:
    first, second = line.split(". ")
    assert kinds_of(f"{ABOVE}\n\n{BELOW}\n\n{line}")[-2:] == [("sentence", f"{first}."), ("sentence", second)]


@pytest.mark.parametrize("line", [
    "Got a tip? Write to us", "Ann Lowe is a clerk. Follow her", "Want more? We have it. Sign up for our newsletter",
])  # fmt: skip
def test_calls_and_notes_at_the_foot_are_no_sentences(line: str) -> None:
    assert "sentence" not in [kind for kind, _ in kinds_of(f"{ABOVE}\n\n{BELOW}\n\n{line}")[2:]]


def test_a_credit_takes_a_caption_and_no_paragraph_that_reports() -> None:
    told = "Vandals smashed the glass in 14 shelters overnight. The council has replaced 40 panes. Police looked for two boys."
    page = f"Bus shelters smashed\n\n{told} %s\n\nThe shelters date from 1999. They were built by the council."
    assert kinds_of(page % "(Photo: Jane Pell, Ledger)")[1][0] == "sentence"
    assert kinds_of(page % "(Coastwire/Jane Pell)")[1][0] == "boilerplate"


def test_short_reports_behind_a_number_or_a_time_are_sentences() -> None:
    page = "Five things to know\n1. Stocks fell on Monday. They lost 1%%.\n2. It was a bad day. Oil rose.\n%s A goat came."
    kinds = [kind for kind, _ in kinds_of(page % "8:12 a.m.")]
    assert kinds == ["heading", *["sentence"] * 4, "boilerplate", "sentence"]
    assert kinds_of(page % "8:12 a.m. — A goat was seen.")[5] == ("sentence", "8:12 a.m. — A goat was seen.")


@pytest.mark.parametrize(
    "phrase",
    ["Story continues below advertisement.", "Read more: Pool users plan a protest.", "(READ ALSO: Swimmers in tears.)",
     "Click here to subscribe.", "Image courtesy of the pool."],
)  # fmt: skip
def test_a_phrase_of_furniture_among_the_sentences_of_a_paragraph_is_furniture(phrase: str) -> None:
    before, behind = "The pool closed on Tuesday.", "It had opened in 1962."
    assert between(f"{before} {phrase} {behind}") == [("sentence", before), ("boilerplate", phrase), ("sentence", behind)]


@pytest.mark.parametrize(
    "sentence",
    ["Read more books, she said.", "Clicking is tiring.", "Story hour begins at ten.",
     "Advertisements filled the hall.", "Images of it went round the world.", "It is read more than ever.",
     "In case you missed it, the minister has resigned.", "This story is part of a larger pattern of neglect.",
     "More: it sold the canteen.", "Related: how did he get the keys?", "Image: it is all he cares for.",
     "Did this help the poor?", "Click here, the clerk said, and I clicked.", "Recommended: the lamb.",
     "Advertisement Standards Council officials signed the order.", "Advertisement Director Ann Lowe resigned."],
)  # fmt: skip
def test_a_sentence_that_opens_like_a_phrase_of_furniture_stays_one(sentence: str) -> None:
    assert between(f"The pool closed. {sentence}")[-1] == ("sentence", sentence)


@pytest.mark.parametrize(
    "phrase", ["Advertisement", "ADVERTISEMENT", "Advertisement Continue reading the main story", "Story continues below"]
)
def test_furniture_that_a_lost_line_end_has_run_into_the_text_stands_by_itself(phrase: str) -> None:
    before = "The pool closed on Tuesday."
    for behind in ("The swimmers had not been asked.", "“It is a shame,” she said."):
        assert between(f"{before} {phrase} {behind}") == [("sentence", before), ("boilerplate", phrase), ("sentence", behind)]
    assert between(f"{before} Advertisement is a word.")[-1] == ("sentence", "Advertisement is a word.")


@pytest.mark.parametrize(
    "line",
    ["Did this answer your question?", "Search for answers...", "This topic is closed.",
     "You must log in or register to reply here.",
     "This article needs additional citations for verification.", "Text is available under a free licence.", "-30-",
     "-- Tables follow --", "* Corresponding author."],
)  # fmt: skip
def test_furniture_of_pages_that_are_no_news_is_furniture(line: str) -> None:
    assert {kind for kind, _ in between(line)} == {"boilerplate"}


@pytest.mark.parametrize("name", ["Ann Lowe", "Ann Lowe and Tom Reed", "Salem Post Reporter"])
def test_bylines_between_stops_in_front_of_an_article_are_furniture(name: str) -> None:
    dated = [f"{name} .", "PUBLISHED: .", "08:12 EST, 3 March 2013 . | .", "UPDATED: .", "09:45 EST, 4 March 2013 ."]
    article = ["A man who stole a bus has been jailed .", "He drove it for six miles ."]
    for above in (["By .", f"{name} ."], ["By .", *dated], ["By .", "Last updated at 8:12 AM on 3rd March 2011 ."]):
        wanted = [*(("boilerplate", line) for line in above), *(("sentence", line) for line in article)]
        assert kinds_of(" ".join([*above, *article])) == wanted
    for sentence in ("The time he came nobody was there .", "Published in 1962, the book sold well ."):
        told = ["By .", "Ann Lowe .", sentence, "He left ."]
        assert [kind for kind, _ in kinds_of(" ".join(told))][2:] == ["sentence", "sentence"]


@pytest.mark.parametrize(
    "text",
    ["Advertisement The pool closed.", "Advertisement The pool closed. It rained.", "By .\n\nAnn Lowe .",
     "By . Ann Lowe . It rained ."],
)  # fmt: skip
def test_furniture_in_the_text_is_the_same_alone_and_in_company(text: str) -> None:
    others = ["It rained. Nobody came. The pool closed.", "The pool closed.\n\nIt rained. Nobody came."]
    alone = [(segment.kind, segment.text) for segment in opinionclf.classify(text).segments]
    for batch in ([text, *others], [*others, text], [others[0], text, others[1]]):
        document = next(document for document in opinionclf.classify_many(batch) if document.text == text)
        assert [(segment.kind, segment.text) for segment in document.segments] == alone
