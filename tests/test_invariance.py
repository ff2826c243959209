"""What must not matter: how a page is set, and who or what it is about."""

from __future__ import annotations

import re

import pytest
from conftest import REPOSITORY, load_program

import opinionclf
from opinionclf.segmentation import segment
from opinionclf.training.corpus import read_corpus

invariance = load_program(REPOSITORY / "benchmarks" / "invariance.py")

# What changes a sentence or two by its nature: quotations inside others or without an end, lost paragraphs, words in two parts.
UNLIKE = {
    "single marks": 0.004, "one closing mark lost": 0.02, "all in one paragraph": 0.03,
    "all in one paragraph, a mark lost": 0.05, "lines of 60 characters, words parted": 0.01,
}  # fmt: skip
LATER = re.compile(r"b1(?:1[2-9]|2\d)-")
ARTICLE = (
    "The harbour board will not dredge the channel this year, its chairman, Dr. P. Marsh, told a meeting in Port Salem.\n\n"
    "The U.S. Navy asked for it in May - and again in June. Mr. Tarn, who sits on the board, said that the money was spent.\n\n"
    "“We have $3.5 million (£2.7 million) and no more,” Mr. Tarn said. “Anyone can see that. I won’t pretend otherwise.”\n\n"
    "So the ferries will go on scraping the mud, and the board will go on pretending that nobody has noticed."
)
ODD = "Mr. Lowe waited ... and waited — “for nothing,” he said. It wasn’t over. Dr Marsh left early – at noon.\n\nIt rained."


def sentences(text: str) -> list[tuple[str, str | None]]:
    return [("".join(s.text.split()), s.label) for s in opinionclf.classify(text).segments]


@pytest.fixture(scope="module")
def pages() -> list[str]:
    pages = read_corpus(REPOSITORY / "training_data", "test").pages
    # The pages that the bounds were set on: in later ones long quotations run on, where a lost mark changes more by its nature.
    pages = [page for page in pages if len(page.page.starts) > 5 and not LATER.match(page.document)]
    return [ODD, *(page.page.text for page in pages)][:80]


@pytest.mark.parametrize("name", invariance.LOOKS)
def test_labels_stay_where_a_page_is_set_in_another_way(name: str, pages: list[str]) -> None:
    classifier = opinionclf.load_model()
    rewritten = list(map(invariance.LOOKS[name], pages))
    assert rewritten != pages
    labelled = invariance.labelled(classifier, pages), invariance.labelled(classifier, rewritten)
    changed, letters = zip(*map(invariance.compare_looks, *labelled), strict=True)
    assert all(letters)
    changed, letters = sum(changed), sum(letters)
    assert changed / letters <= UNLIKE.get(name, 0.002)


@pytest.mark.parametrize("width", range(30, 100, 5))
def test_an_article_cut_to_any_width_has_its_paragraphs_and_labels(width: int) -> None:
    cut = invariance.wrapped(width)(ARTICLE)
    assert sentences(cut) == sentences(ARTICLE)
    assert opinionclf.classify(cut).segments[-1].paragraph == 3


@pytest.mark.parametrize("width", range(30, 75, 5))
def test_an_article_in_capitals_alone_is_joined_too(width: int) -> None:
    cut = invariance.wrapped(width)(ARTICLE.upper())
    assert "\n" in cut.replace("\n\n", "")
    assert sentences(cut) == sentences(ARTICLE.upper())


@pytest.mark.parametrize("lines", [
    ["MAYOR LEAVES TOWN AFTER VOTE ON POOL AND HARBOR", "FERRY SINKS OFF DALE WITH NINETY SHEEP ON BOARD",
     "COUNCIL SELLS THE OLD MILL TO A BUILDER FROM DALE", "TEACHERS STRIKE ENTERS ITS SECOND WEEK IN MARLOW",
     "HOSPITAL CLOSES TWO WARDS UNTIL MAY FOR REPAIRS"],
    ["THE POOL SHUTS", "MAYOR LEAVES TOWN AFTER VOTE. NOBODY ASKED", "FERRY SINKS OFF DALE WITH SHEEP", "MILL IS SOLD",
     "STRIKE ENTERS ITS SECOND WEEK IN ALL THE SCHOOLS"],
])  # fmt: skip
def test_headlines_in_capitals_are_not_joined(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = segment([text])
    assert {found.start[found.paragraph == row].min() for row in range(len(lines))} == {text.index(line) for line in lines}


@pytest.mark.parametrize("unseen", ["\ufeff", "\u200b", "\u2060", "\xad"])
def test_what_nobody_sees_in_front_of_words_changes_nothing(unseen: str) -> None:
    text = "A. J. Lowe said no. “It is a disgrace,” she said. The pool is shut."
    document = opinionclf.classify(unseen + text.replace(" ", " " + unseen))
    plain = opinionclf.classify(text)
    assert [s.text.replace(unseen, "") for s in document.segments] == [s.text for s in plain.segments]
    assert [s.probabilities for s in document.segments] == [s.probabilities for s in plain.segments]


@pytest.mark.parametrize("line", [
    "Skip to content", "By Ann Lowe", "Photo: Ada Marsh", "A family crosses a bridge, June 19, 2018. REUTERS/Ada Marsh",
])  # fmt: skip
@pytest.mark.parametrize("space", ["\xa0", "\u2009", "\u202f", " \u200b"])
def test_furniture_with_hard_or_thin_spaces_is_furniture(line: str, space: str) -> None:
    text = f"The pool will close\n\n{line}\n\nThe council voted on Monday to close the pool in Harbor Street.\n\nIt was old."
    kinds = [segment.kind for segment in opinionclf.classify(text.replace(line, line.replace(" ", space))).segments]
    assert kinds == [segment.kind for segment in opinionclf.classify(text).segments]
    assert "boilerplate" in kinds


@pytest.mark.parametrize(("one", "other"), [
    ("He said he had lost his house and blamed himself.", "She said she had lost her house and blamed herself."),
    ("Mr. Lowe told him that he’d pay.", "Ms. Lowe told her that she’d pay."),
    ("Two men and a boy saw their father.", "Two women and a girl saw their mother."),
    ("The vote on Monday was a farce.", "The vote on Sunday was a farce."),
    ("It closed in January, Lowe said.", "It closed in October, Lowe said."),
    ("The 12 pools cost 47 million in 2009.", "The 38 pools cost 21 million in 2013."),
], ids=["pronouns", "titles", "families", "days", "months", "numbers"])  # fmt: skip
def test_persons_days_and_numbers_have_no_weight_of_their_own(one: str, other: str) -> None:
    first, second = (opinionclf.classify(text).sentences[0].probabilities for text in (one, other))
    assert first == second


def test_a_lost_closing_mark_makes_no_quotation_of_an_article_without_line_ends() -> None:
    behind = "The council met on Monday. It voted to close the pool. Members left at nine. The bridge was shut. " * 6
    document = opinionclf.classify(f"The hall was full. “We lost the farm, said Ann Lowe. {behind}")
    assert {s.label for s in document.sentences[3:]} == {"factual_report"}


SPOKEN = "It is a disgrace. We must close the pool. I think that it is wrong. Nobody should be proud of it. " * 8


def labels_inside(text: str) -> set[str | None]:
    return {s.label for s in opinionclf.classify(text).sentences[1:-1]}


@pytest.mark.parametrize("between", ["Advertisement", "Read more: The pool", "Photo: Ada Marsh"])
def test_a_long_quotation_goes_on_behind_a_line_of_furniture(between: str) -> None:
    text = f"Ann Lowe wrote to them.\n\n“{SPOKEN.strip()}\n\n{between}\n\n“We lost the farm.”\n\nThe hall was full."
    assert labels_inside(text) == {"attributed_claim"}


def test_a_quotation_inside_a_long_one_leaves_it_whole() -> None:
    end = "My mother told me, “Trust nobody,” and she was right. We will fight on,” she said. It rained."
    text = f"The hall was full. “{SPOKEN}{end}"
    assert labels_inside(text) == {"attributed_claim"}


def test_a_quotation_without_its_end_is_cut_at_the_end_of_a_sentence_and_not_at_a_title() -> None:
    text = "“I told Mr. Lowe that the farm was lost. " + "The council met on Monday. It voted to close the pool. " * 12
    found = segment([text])
    inside = found.quotations.inside
    end = int(inside.nonzero()[0][-1])
    assert text[: found.tokens.end[end]] == "“I told Mr. Lowe that the farm was lost."


@pytest.mark.parametrize("mark", ["-", "•", "*", "a)", "1."])
def test_items_of_a_list_with_one_line_end_stay_apart(mark: str) -> None:
    items = [
        "Close the pool in Harbor Street for at least two years from next May",
        "Sell the land behind the old library to the highest bidder",
        "Move the swimming club to the basin in Port Salem until it reopens",
        "Raise the price of a ticket by a quarter, except for children",
        "Hire a consultant to look into the costs of a new roof and boiler",
        "Report on all of this to the finance committee in the autumn",
    ]
    marks = [f"{'abcdef'[i]})" if mark == "a)" else f"{i + 1}." if mark == "1." else mark for i in range(len(items))]
    listed = "\n".join(f"{label} {item}" for label, item in zip(marks, items, strict=True))
    front = "The council met on Monday to hear what has become of the harbour pool, which has lost money since May."
    document = opinionclf.classify(f"{front}\n\nThe plan has six parts:\n\n{listed}\n\nThe council will vote on it in June.")
    assert len({s.paragraph for s in document.segments}) == 9


@pytest.mark.parametrize(("front", "behind"), [
    ("said Ann, a clerk", "- as it was -"), ("said the council of", "U.S. residents,"), ("said a clerk, Rob", "A. Lowe,"),
], ids=["dash", "chain", "initial"])  # fmt: skip
def test_lines_that_break_off_go_on_though_what_follows_looks_like_an_item(front: str, behind: str) -> None:
    lines = [
        f"The water came over the wall at three in the morning, {front}",
        f"{behind} but nobody in the town had been told to leave, although",
        "the council had been warned by the harbour board on Monday night and",
        "again on Tuesday.",
    ]
    assert len(opinionclf.classify("\n".join(lines) + "\n\nIt rained.").segments) == 2


def test_a_long_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark_again() -> None:
    text = f"Ann Lowe wrote to them.\n\n“{SPOKEN.strip()}\n\n“We lost the farm.”\n\nThe hall was full."
    assert labels_inside(text) == {"attributed_claim"}
