"""First lines that end like sentences: headlines, by what the article below does with them, and leads that look like some."""

from __future__ import annotations

import pytest

import opinionclf
from opinionclf.segmentation import segment
from opinionclf.segmentkinds import BOILERPLATE, HEADING, SENTENCE

BODY = (
    "Nobody who was in the hall could say afterwards why the vote had gone the way that it went, and few wanted to.\n\n"
    "The clerk counted the ballots again on Wednesday and came to the same result, which the county accepted without a word."
)

LONG = "The club opened its pool again on Friday night, with a band and a fire, for the first time since the flood of May."


def kinds_of_first(*lines: str) -> list[int]:
    """The kinds of some lines above a body of two paragraphs."""
    found = segment(["\n\n".join([*lines, BODY])])
    return [int(found.kind[found.paragraph == i].max()) for i in range(len(lines))]


HEADLINES = {
    "last name only": (
        "Lowe says pool sale was an 'insult.'",
        "The head of the swimmers’ club, Ann Lowe, was furious when the builder left the hall.",
    ),
    "with a particle": (
        "De Marr not keeping the peace at the club.",
        "In a year as its head Henry de Marr has quarreled with everybody who swims there.",
    ),
    "past": (
        "Reed and Lowe tied in Marlow poll.",
        "Ten days before the vote Tom Reed and Ann Lowe each have the backing of four in ten voters.",
    ),
    "said again": (
        "The Marlow pool is leaving Salem Street for good.",
        "The town pool of Marlow will move from Salem Street to a barn by the river, the club said.",
    ),
    "relative clause": (
        "Clerk who sold old ballots admits to other sales.",
        "The clerk who was caught in May as he sold old ballots has admitted to more sales.",
    ),
    "no name": ("Five rules to keep a pool clean.", "A pool is kept clean by five rules, which the county printed on Monday."),
    "participle for a verb": (
        "Swimmers turning their backs on the council.",
        "The night of the vote has cost the town more than its pool.",
    ),
    "single quotation marks": (
        "'The pool is not a puddle, friends.'",
        "“We were told to wait,” the clerk said, “and so we did.”",
    ),
    "contraction with a capital": (
        "For Towns Without a Pool, It's Swim or Sink.",
        "There was a time when nobody here could swim, and the river took its share.",
    ),
    "what is asked": (
        "Why the town might still keep its pool - with the aid of a lame duck.",
        "With the sale to a builder the council chose the safe and even the boring way out of the quarrel.",
    ),
    "how a thing came about": (
        "How a small town lost its only pool.",
        "On a night in May the council of Marlow met in the dark, because nobody had paid for the light.",
    ),
    "cut off in a word": (
        "Swimmers at the edge of the town pool near a muni...",
        "The council of Marlow has asked its municipal workers to guard the pool by night until it is sold.",
    ),
    "title of fifteen words": (
        "Pool Cash Divides Lowe: Only ‘One or Two Coins’ where Swimmers ‘Went through the Gate.’",
        "The mayor of Marlow, Ann Lowe, said that the gate of the pool had been open for two days.",
    ),
    "a pronoun for an article": (
        "As Lowe answers the clerk's questions, club rivals ignore him.",
        "Ignoring a clerk is no way to win a vote. But ignoring is what the rivals of the club have done with his questions.",
    ),
    "a label above what looks like turns": (
        "Fact check: Did crime in Marlow double under Mayor Lowe?",
        "The claim: In a debate on Tuesday Ann Reed said that crime in Marlow had doubled since the mayor took office.",
    ),
    "a label and a bar": ("EXPLAINER | It was sold by night.", "Nobody knows it for sure, but there are three answers to it."),
    "single quotation marks above straight ones": (
        "'We are no puddle, friends.'",
        '"The town was told to wait," the clerk said, "and so it did for the whole of a year."',
    ),
    "cut off behind a verb": (
        "Swimmers told the mayor of the town about a muni...",
        "The council of Marlow has asked its municipal workers to guard the pool by night until it is sold.",
    ),
    "above a line in capitals": ("Keep the town pool in the hands of the town.", "LETTERS."),
}


@pytest.mark.parametrize(("line", "lead"), HEADLINES.values(), ids=HEADLINES)
def test_headline_in_sentence_case_with_a_full_stop(line: str, lead: str) -> None:
    assert kinds_of_first(line, lead)[0] == HEADING


LEADS = {
    "goes on with the last name": ("Ann Lowe knows pools.", "Lowe has run three of them, and has closed none."),
    "goes on with a pronoun": ("Ann Lowe knows pools.", "She has run three of them, and has closed none."),
    "is not said again": ("Ann Lowe knows pools.", "The council of the town has asked for help since May."),
    "its": ("The pool is empty again.", "Its tiles are cracked, and the pump has been sold."),
    "a dateline": (
        "MARLOW (AP) — Swimmers split over pool.",
        "The swimmers of Marlow are split over the pool, and they were told on Tuesday that it will be sold.",
    ),
    "a name that is only part of another": ("Lowe knows the pools.", "Ann Lowell has run three of them, and closed none."),
    "past": ("Lowe was tired of it all.", "Ann Lowe, who had led the club since May, said so to nobody."),
    "no article": ("Nobody swims in Marlow now.", "The lake is too cold and the pool is sold, the club said."),
    "no name": ("Officials say the ferry will be late.", "Marlow Officials Club, a band, had hoped to be on it."),
    "told in full": (
        "The council has sold the pool to a builder.",
        "A builder from Salem will own the pool of Marlow after a council vote on Tuesday.",
    ),
    "what is asked with a verb of its own": (
        "Why the town sold its pool is anybody's guess.",
        "The council met in the dark, because nobody had paid for the light, and told nobody what it did.",
    ),
    "a cry": (
        "How the mighty have fallen.",
        "A year ago the club owned three pools and a ferry, and today it has to borrow a bucket.",
    ),
    "left open": (
        "Once upon a time, in a town without a pool...",
        "The story that the mayor tells begins like this, and nobody in Marlow has heard the end of it.",
    ),
    "speech": ("'I am done,' she said.", "“Nobody asked you,” said the clerk, and he closed the door."),
}


@pytest.mark.parametrize(("line", "lead"), LEADS.values(), ids=LEADS)
def test_short_lead_is_no_headline(line: str, lead: str) -> None:
    assert kinds_of_first(line, lead) == [SENTENCE, SENTENCE]


def test_a_second_headline_is_read_as_the_first() -> None:
    lead = "Tom Reed wants the town of Marlow to keep its pool and to heat it as well, swimmers were told on Tuesday."
    lines = ("Salem swimmers split over Marlow pool.", "Reed says swimmers will pay for heat.", lead)
    assert kinds_of_first(*lines) == [HEADING, HEADING, SENTENCE]
    assert kinds_of_first(lines[0], "Reed says swimmers will pay. Clubs sue.", lead) == [HEADING, SENTENCE, SENTENCE]


def test_a_sentence_that_says_the_headline_again_begins_the_article() -> None:
    lead = (
        "The Lowe pool has seen a race of the Marlow Club since 1962, but the club will leave the pool in May and race in "
        "Harbor City instead."
    )
    headline = "Marlow Club drops Lowe pool for Harbor City."
    again = "The Marlow Club is leaving Tom Lowe and heading for Harbor City."
    assert kinds_of_first(headline, again, lead) == [HEADING, SENTENCE, SENTENCE]
    assert kinds_of_first(again, lead) == [HEADING, SENTENCE]


def test_a_line_that_calls_by_the_last_name_whom_the_article_introduces_makes_a_headline_of_the_one_above() -> None:
    lead = "The first word from Ann Lowe on Sunday was a measured comment about the night on which the pool had burned down."
    line, deck = "Answers are in keeping with the candidates' styles.", "Lowe rushed out a leaflet, while Reed took his time."
    assert kinds_of_first(line, deck, lead) == [HEADING, HEADING, SENTENCE]
    assert kinds_of_first(line, deck, lead.replace("Ann Lowe", "Lowe")) == [SENTENCE] * 3
    assert kinds_of_first(f"MARLOW (AP) — {line}", deck, lead) == [SENTENCE] * 3
    assert kinds_of_first("The polls closed at eight.", deck, lead) == [SENTENCE] * 3
    long = "Lowe rushed out a leaflet on the night of the fire, while Reed took all of his time and told nobody a word."
    assert kinds_of_first(line, long, lead) == [SENTENCE] * 3
    assert kinds_of_first(line, f"MARLOW (AP) — {deck}", lead) == [HEADING, SENTENCE, SENTENCE]


def test_above_a_dateline_a_headline_may_have_two_sentences() -> None:
    lead = "MARLOW (AP) — The clerk counted the ballots again on Wednesday, and came to the same result as before."
    assert kinds_of_first("Clerk could make history. Again.", lead) == [HEADING, SENTENCE]
    assert kinds_of_first("Clerk counts again.", "Ballots were old. Some were wet.", lead) == [HEADING, HEADING, SENTENCE]
    assert kinds_of_first("Clerk could make history. Again.", lead.partition(" — ")[2]) == [SENTENCE, SENTENCE]


def test_a_line_without_a_verb_above_a_headline_is_one() -> None:
    lead = "The mayor of Marlow and the head of the club met in Salem on Friday, and both said that they had been right."
    line = "Anger, but few ways out of the pool."
    assert kinds_of_first(line, "Reed defends vote; Lowe, others sue.", lead)[:2] == [HEADING] * 2
    assert kinds_of_first(line, lead) == [SENTENCE] * 2


def test_a_caption_above_the_article_is_furniture() -> None:
    lead = "Ann Lowe will not run again, she told the swimmers of Marlow, who had come to hear something else."
    assert kinds_of_first("Ann Lowe greets the crowd at the pool in Marlow on Friday.", lead)[0] == BOILERPLATE
    assert kinds_of_first("Tom Reed and Ann Lowe speak at the pool in Marlow in May 2018.", lead)[0] == BOILERPLATE
    dated = "MARLOW (Coastwire) — The clerk counted the ballots again on Wednesday, and came to the same result."
    line = "Men carry sand to the pool, which had flooded the whole of Mill Lane, in Marlow early on Sunday. (Coastwire)"
    assert kinds_of_first(line, dated) == [BOILERPLATE, SENTENCE]
    assert segment([f"{line}\n\n{lead}"]).kind.tolist() == [SENTENCE, BOILERPLATE, SENTENCE]
    for line in ("Ann Lowe greeted the crowd in Marlow on Friday.", "Ann Lowe says she will speak in Marlow on Friday."):
        assert kinds_of_first(line, lead)[0] != BOILERPLATE


def test_a_caption_below_its_credit_is_furniture() -> None:
    caption = "Ann Lowe introduces the band at the pool! Tom Reed on stage."
    for credit in ("Jane Doe via Getty Images.", "Getty.", "REUTERS/Jane Doe"):
        assert kinds_of_first(LONG, credit, caption) == [SENTENCE, BOILERPLATE, BOILERPLATE]
    assert kinds_of_first(LONG, "Read more", caption) == [SENTENCE, BOILERPLATE, SENTENCE]
    for line in ("Ann Lowe introduced the band at the pool.", "Ann Lowe says she will speak.", "Swimmers want it back."):
        assert kinds_of_first(LONG, "Getty.", line) == [SENTENCE, BOILERPLATE, SENTENCE]


def test_marks_without_room_between_them_are_no_headline() -> None:
    text = 'a"b".c"d".e"f".g"h".\n\nThe council met on Monday to settle the matter and decided nothing. It was late.'
    assert "".join(segment.text for segment in opinionclf.classify(text).segments).startswith('a"b"')


@pytest.mark.parametrize("line", ["For nine years I let it ring.", "A tree hangs over it. Can I cut it?", "Nobody swims here."])
def test_short_lines_above_the_byline_are_headings(line: str) -> None:
    assert kinds_of_first("First Person", line, "By Jane Doe")[1:] == [HEADING, BOILERPLATE]
    assert kinds_of_first("First Person", line, "By Jane Doe", "4 October 2018")[1:] == [HEADING, BOILERPLATE, BOILERPLATE]
    assert kinds_of_first("Listen to this article.", line, "By Jane Doe") == [BOILERPLATE, HEADING, BOILERPLATE]
    assert HEADING not in segment([f"First Person\n\n{line}\n\nBy Jane Doe"]).kind[1:]
    assert kinds_of_first("First Person", line)[1:] == [SENTENCE]


BYLINES = ("By Jane Doe", "by Jane Doe, Staff Writer", "Posted by Jane at 9:14 PM | 47 comments", "Posted by Jo on 4 May 2018")


@pytest.mark.parametrize("line", ["They swam. They still won't pay.", "Enough is enough. Fire them all.", "Mend it. Now."])
def test_two_short_sentences_above_a_byline_are_a_headline(line: str) -> None:
    for byline in BYLINES:
        assert kinds_of_first(line, byline) == [HEADING, BOILERPLATE]
    assert SENTENCE in kinds_of_first(line)
    assert kinds_of_first(line, "4 October 2018")[0] == SENTENCE
    assert kinds_of_first(line, BYLINES[0], "It rained all night.", BYLINES[0])[0] == SENTENCE


@pytest.mark.parametrize("date", ["4 October 2018", "Updated 4 Oct. 2018 at 6:00 am", "Jane Doe · 4 October"])
def test_a_question_above_the_date_is_a_headline(date: str) -> None:
    assert kinds_of_first("First Person", "Why does nobody swim here?", date)[1:] == [HEADING, BOILERPLATE]
    assert kinds_of_first("First Person", "Nobody swims in it.", date)[1:] == [SENTENCE, BOILERPLATE]


def test_prose_above_a_date_stays() -> None:
    lead = " ".join(["The pool on Salem Street was sold on Monday night after a vote that took the council two hours."] * 2)
    assert kinds_of_first("Pool sold", lead, "4 October 2018")[1] == SENTENCE
    assert kinds_of_first("Pool sold", lead, "By Jane Doe")[1] == SENTENCE


@pytest.mark.parametrize(
    ("lines", "below"),
    [
        (["Nobody asked the swimmers.", "The clerk has left.", "The mayor denies it.", "By Jane Doe"], "three sentences"),
        (["The vote on the pool has begun.", "10:05"], "an hour"),
        (["I never learned to swim.", "1"], "a number"),
        (["I had not kept a diary since school.", "Monday 4 October", "It rained.", "Tuesday 5 October"], "dates of entries"),
        (["The pool was sold on Monday.", "By Jane Doe", "It was old.", "The mayor has left.", "By Tom Reed"], "letters"),
        (["The pool was sold on Monday.", "The clerk has left.", "From Salem to Marlow"], "a sub-heading"),
        (["The pool was sold on Monday.", "By Monday, the town had:"], "a list"),
        (["The pool was sold on Monday.", "Read more", "By Jane Doe"], "a link"),
        (["Dear Ann, nobody swims here.", "By Jane Doe"], "an address"),
        (["It rained. Nobody came. Why swim?", "By Jane Doe"], "two sentences and a question"),
        (["It rained all day.", "We stayed in.", "15 March"], "the next entry"),
        (["“I cannot go on,” she wrote.", "By Ann Lowe"], "a quotation"),
        (["Your editorial was a disgrace. You call for calm.", "By Ann Lowe"], "the name under a letter"),
        (["The bill was passed.", "By Friday Night"], "no author"),
        (["I agree with Ann Lowe. The pool must stay.", "By Tom Reed"], "the name under a letter in the first person"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sentences_above_what_is_neither_byline_nor_date_of_the_page_stay(lines: list[str], below: str) -> None:
    assert kinds_of_first(*lines)[0] == SENTENCE


HEADS = [["By Nora Pell"], ["Nora Pell, Transport Correspondent"], ["Nora Pell", "Columnist", "4 May 2021"],
         ["March 9, 2023 5:00 AM ET"]]  # fmt: skip


@pytest.mark.parametrize("head", HEADS, ids=" ".join)
@pytest.mark.parametrize("notice", [
    "Your weather: 14 degrees and cloudy.", "This page was printed from the archive.", "Prizes can be collected from Monday.",
    "We welcome all readers. Our doors are open at noon.",
])  # fmt: skip
def test_a_finished_line_above_the_headline_and_its_byline_is_furniture(notice: str, head: list[str]) -> None:
    lines = ["The quiet death of the corner bench", *head]
    below = kinds_of_first(*lines)
    assert below[0] == HEADING
    assert kinds_of_first(notice, *lines) == [BOILERPLATE, *below]
    assert kinds_of_first(notice, "Thank you for your patience.", *lines) == [BOILERPLATE, BOILERPLATE, *below]


@pytest.mark.parametrize("lines", [
    ["The clerk counted the ballots again.", "The count of the ballots", "4 May 2021"],
    ["I had kept no diary until then.", "Back to the pool", "4 May 2021"],
    ["“It was cold,” she wrote.", "The quiet death of the bench", "By Nora Pell"],
    ["Your weather is fine.", "The quiet death of the bench"],
    ["Your weather is fine.", "Here is what it costs:", "4 May 2021"],
    ["Your weather is fine.", "The quiet death of the bench", "4 May 2021", LONG, "Another death", "5 May 2021"],
])  # fmt: skip
def test_the_first_sentence_of_an_article_above_other_lines_stays(lines: list[str]) -> None:
    assert kinds_of_first(*lines)[0] == SENTENCE
