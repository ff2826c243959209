"""What must not matter: how a page is set, and who or what it is about."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY, load_program

import opinionclf
from opinionclf.training.corpus import read_corpus

invariance = load_program(REPOSITORY / "benchmarks" / "invariance.py")

# What changes a sentence or two by its nature: quotations inside others, a paragraph more or less, a quotation without its end.
UNLIKE = {
    "single marks": 0.004, "one closing mark lost": 0.02, "all in one paragraph": 0.03,
    "all in one paragraph, a mark lost": 0.05,
}  # fmt: skip
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
    return [ODD, *(page.page.text for page in pages if len(page.page.starts) > 5)][:80]


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


def test_a_long_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark_again() -> None:
    long = "It is a disgrace. We must close the pool. I think that it is wrong. Nobody should be proud of it. " * 8
    document = opinionclf.classify(f"Ann Lowe wrote to them.\n\n“{long.strip()}\n\n“We lost the farm.”\n\nThe hall was full.")
    assert {s.label for s in document.sentences[1:-1]} == {"attributed_claim"}
