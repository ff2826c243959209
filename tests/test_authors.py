"""Authors on a page: bylines of boards and staff, and notes at the foot that open with the name of the byline."""

from __future__ import annotations

import pytest

import opinionclf

ARTICLE = (
    "{} the road for nine years. It was never mended, and the council knew it.\n\n"
    "The road is a disgrace. It should be closed."
)


def kinds(*lines: str) -> list[str]:
    return [str(segment.kind) for segment in opinionclf.classify("\n\n".join(lines)).segments]


@pytest.mark.parametrize("note", [
    "Rob Kettlewell served with the Fourth Ferry Company and now drives a school bus in Wodalla.",
    "Rob Kettlewell grows barley near Marlock and has sat on the county board since 2016.",
    "Rob Kettlewell has worked in emergency departments since 1998. He lives in Wodalla.",
])  # fmt: skip
def test_a_note_at_the_foot_that_opens_with_the_name_of_the_byline_is_furniture_whatever_its_verb(note: str) -> None:
    found = kinds("The road home", "By Rob Kettlewell", ARTICLE.format("I drove"), note)
    n_note = note.count(". ") + 1
    assert found == ["heading", "boilerplate", *["sentence"] * 4, *["boilerplate"] * n_note]


@pytest.mark.parametrize("note", [
    "Ada Crome owns the Lantern Guest House.", "Ada Crome runs a guest house in Dale.",
    "Ada Crome, Jr. runs a guest house in Dale.", "Ada Crome, Sr. runs a guest house in Dale.",
    "Ada Crome is the owner of the Lantern Guest House.", "The writer owns a guest house in Dale.",
    "Ada Crome was a special adviser at the Treasury from 2009 to 2012.",
    "Ada Crome was a special adviser at the Treasury, 2009-12.", "Ada Crome is a retired lieutenant colonel.",
])  # fmt: skip
def test_a_note_at_the_foot_on_what_somebody_owns_runs_or_was_for_some_years_is_furniture(note: str) -> None:
    assert kinds("The road home", ARTICLE.format("They drove"), note)[-1] == "boilerplate"
    assert kinds("The road home", note, ARTICLE.format("They drove"))[1] == "sentence"
    if "Crome" in note:
        assert kinds("The road home", ARTICLE.format("Ada Crome drove"), note)[-1] == "sentence"


@pytest.mark.parametrize("line", [
    "Ada Crome owns the land.", "Ada Crome runs the risk of a fine.", "Ada Crome runs for office in Dale.",
    "Ada Crome was mayor from 2009 to 2012.", "Ada Crome was the governor from 2009 to 2012.", "The Lantern owns the building.",
    "The ATO is the port's largest single trading partner, with 18% of the coal.",
    "The Psalter teaches that a guest is a gift.",
])  # fmt: skip
def test_what_the_news_tells_of_somebody_new_at_the_foot_stays(line: str) -> None:
    assert kinds("The road home", ARTICLE.format("They drove"), line)[-1] == "sentence"


def test_who_owns_what_the_article_tells_of_is_part_of_it() -> None:
    article = ARTICLE.format("They left the Lantern Guest House by")
    assert kinds("The road home", article, "Ada Crome owns the Lantern Guest House.")[-1] == "sentence"


@pytest.mark.parametrize(("note", "kind"), [
    ("Ada Crome teaches politics at Dale College.", "boilerplate"), ("Ada Crome writes about roads.", "boilerplate"),
    ("Ada Crome covers transport for the Ledger.", "boilerplate"), ("Ada Crome lives in Dale.", "sentence"),
    ("Ada Crome teaches her children to drive.", "sentence"), ("Ada Crome writes to the council every week.", "sentence"),
])  # fmt: skip
def test_a_line_below_the_headline_on_who_teaches_or_writes_is_furniture(note: str, kind: str) -> None:
    assert kinds("The road home", note, ARTICLE.format("We drove"))[1] == kind
    assert kinds("The road home", note, ARTICLE.format("She drove"))[1] == "sentence"
    assert kinds("The road home", note, ARTICLE.format("On Monday Crome drove"))[1] == "sentence"


@pytest.mark.parametrize(("told", "line"), [
    ("I drove", "Ann Soto grows barley near Marlock."),
    ("I drove", "Kettlewell grows barley near Marlock."),
    ("Rob Kettlewell drove", "Rob Kettlewell grows barley near Marlock."),
    ("He, Kettlewell, drove", "Rob Kettlewell grows barley near Marlock."),
    ("I drove", "Rob Kettlewell drove on. He did not stop. Nobody did."),
])  # fmt: skip
def test_a_last_paragraph_of_another_or_of_whom_the_article_tells_stays(told: str, line: str) -> None:
    assert kinds("The road home", "By Rob Kettlewell", ARTICLE.format(told), line)[-1] == "sentence"


def test_without_a_byline_the_last_paragraph_stays() -> None:
    assert kinds("The road home", ARTICLE.format("I drove"), "Rob Kettlewell grows barley near Marlock.")[-1] == "sentence"


@pytest.mark.parametrize("byline", [
    "By the Editorial Board", "By the Globe Editorial Board", "By the staff of the Ledger", "By the editorial board",
    "By the Editorial Board of the Salem Ledger", "By the Salem Ledger Staff", "By Our Editorial Board",
])  # fmt: skip
def test_bylines_of_boards_and_staff_are_furniture(byline: str) -> None:
    assert kinds("Keep the road open", byline, ARTICLE.format("We drove"))[:2] == ["heading", "boilerplate"]


@pytest.mark.parametrize("line", ["By the harbor, a dream dies", "By the numbers", "By the staff we lost"])
def test_other_headings_that_open_like_them_stay(line: str) -> None:
    assert kinds("Keep the road open", line, ARTICLE.format("We drove"))[:2] == ["heading", "heading"]


@pytest.mark.parametrize("line", [
    "Ada Finn covers the pipes with straw when it freezes.", "Ada Finn lives in Wexley and keeps bees.",
    "Ada Finn teaches at the school next door.", "Ada Finn is a teacher.", "Ada Finn is the author of the petition.",
    "Ada Finn covers 40 miles a week on foot.", "Mr. Finn grows tulips near Arden.",
])  # fmt: skip
def test_what_somebody_does_whom_the_byline_does_not_name_stays(line: str) -> None:
    assert kinds("The road home", "By Nora Pell", ARTICLE.format("They drove"), line)[-1] == "sentence"


@pytest.mark.parametrize("note", [
    "Ada Finn, Jr., is a columnist for the Ledger.", "Ada Finn, Sr., writes about roads.",
    "Ada Finn is a columnist for the Ledger.", "Ada Finn covers councils for the Ledger.",
    "Ada Finn’s most recent novel is Quay.",
    "Ada Finn writes about roads.", "Ada Finn is the author of a book on roads.", "Ada Finn can be reached at 555-555-0142.",
    "Staff Writer Ada Finn can be reached by phone or at afinn@ledger.example.", "Contact Ada Finn at 555-0142.",
    "Ada Finn contributed data reporting.",
])  # fmt: skip
def test_a_note_on_another_who_writes_is_furniture(note: str) -> None:
    assert kinds("The road home", "By Nora Pell", ARTICLE.format("They drove"), note)[-1] == "boilerplate"


@pytest.mark.parametrize("line", ["Ada Finn can be reached only by boat.", "Ada Finn contributed £500 to the fair."])
def test_how_somebody_is_reached_and_what_she_gave_stays(line: str) -> None:
    assert kinds("The road home", ARTICLE.format("They drove"), line)[-1] == "sentence"


@pytest.mark.parametrize("note", [
    "Mr. Corliss raises cattle and is a former state legislator.", "Dr. Ames treats patients at a rural clinic.",
    "Mr. Tull keeps bees and was mayor of Arden from 2004 to 2012.",
])  # fmt: skip
def test_a_last_line_on_somebody_by_title_whom_the_article_does_not_name_is_furniture(note: str) -> None:
    name = note.split()[1]
    assert kinds("The road home", ARTICLE.format("I drove"), note)[-1] == "boilerplate"
    assert kinds("The road home", f"By Dan {name}", ARTICLE.format("I drove"), note)[-1] == "boilerplate"
    assert kinds("The road home", ARTICLE.format(f"Dan {name} drove"), note)[-1] == "sentence"
    assert kinds("The road home", ARTICLE.format("I drove"), note, "Nobody was told of it.")[-2] == "sentence"


@pytest.mark.parametrize("line", ["Mr. Corliss says that nobody asked.", "Mr. Corliss sold the road.", "Mr. Corliss is ill."])
def test_news_of_somebody_by_title_stays(line: str) -> None:
    assert kinds("The road home", ARTICLE.format("They drove"), line)[-1] == "sentence"


def test_the_post_of_an_author_at_a_paper_is_a_byline() -> None:
    assert kinds("Keep the road open", "Commentator of the People’s Dawn", ARTICLE.format("We drove"))[1] == "boilerplate"
    assert kinds("Keep the road open", "Roads of the People’s Republic", ARTICLE.format("We drove"))[1] == "heading"
