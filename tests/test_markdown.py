"""Text in Markdown, as programs that take articles out of web pages write it: what its signs mean, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import opinionclf
from opinionclf.text.decoding import as_meant
from opinionclf.text.inplace import JOINER
from opinionclf.text.markdown import LINK_ENDS, LINKED

FRONT = "The council met on Monday. It voted to close the pool in Harbor Street for two years.\n\n"
BEHIND = "\n\nThe vote was close. Mayor Ida Brandt left the hall at nine without a word to the reporters.\n"
SAID = "The pool is lost. It would be a disgrace to mend it now."


def meant(text: str) -> str:
    """What is left of a text when its signs are read."""
    return as_meant(text).replace(JOINER, "").replace(LINKED, "").replace(LINK_ENDS, "")


def segments(text: str) -> list[tuple[str, str, str | None]]:
    return [(s.kind, s.text, s.label) for s in opinionclf.classify(text).segments]


def inner(line: str) -> list[tuple[str, str, str | None]]:
    """The segments of a line between two paragraphs."""
    document = opinionclf.classify(FRONT + line + BEHIND)
    assert [s.text for s in document.segments[:2]] == FRONT.strip().replace(". ", ".|").split("|")
    return [(s.kind, s.text, s.label) for s in document.segments if len(FRONT) <= s.start < len(FRONT + line)]


@pytest.mark.parametrize(("text", "plain"), [
    ("It was *old* and **wet**.", "It was old and wet."),
    ("It was _old_ and __wet__, ***too***.", "It was old and wet, too."),
    ("**The *Gazette* wrote** it.", "The Gazette wrote it."),
    ("He read *the Gazette*'s report (*all of it*).", "He read the Gazette's report (all of it)."),
    ("The [harbor plan](https://a.example/b_c_d/e?f=g#h) failed.", "The harbor plan failed."),
    ("The [plan](/b \"Its text\") and the [*old* one](c.html) failed.", "The plan and the old one failed."),
    ("[Salem (Oregon)](https://a.example/Salem_(Oregon)) is old.", "Salem (Oregon) is old."),
    ("It closed in 1950.[[2]](#note-2) It fell.[3](#note-3)", "It closed in 1950.[2] It fell.[3]"),
    ("It closed.[^1] It fell.[^note]", "It closed. It fell."),
    ("It cost \\$5 \\[sic\\] in 1\\. May\\_June \\*.", "It cost $5 [sic] in 1. May_June *."),
    ("&ast;It&ast; was *so*.", "It was so."),
])  # fmt: skip
def test_signs_inside_lines_are_read_as_what_they_mean(text: str, plain: str) -> None:
    assert meant(text) == plain
    assert len(as_meant(text)) == len(text)


@pytest.mark.parametrize("text", [
    "5 * 3 * 2 is 30.", "A sh*t show, f*cking mad.", "snake_case_name and a_b_c", "He got **** for it.",
    "Terms apply.* *See it.", "He wrote [sic] (in pencil).", "[He](she said) left.", "It is 5*4 and 6*7.", "_ and _", "a > b",
    "->", "#SavePool is #1.", ">> Who?", "# 1 in the charts", "#5 on the list", "C:\\new\\table",
])  # fmt: skip
def test_what_only_looks_like_signs_stays(text: str) -> None:
    assert as_meant(text) == text


@pytest.mark.parametrize("line", ["**Why did you leave?**", "**Ann Lowe:** I had enough.", "**Ann Lowe**: No.", "**Ann** No."])
def test_bold_type_that_may_show_who_speaks_stays(line: str) -> None:
    assert as_meant(f"It rained.\n\n{line}\n\nIt fell.") == f"It rained.\n\n{line}\n\nIt fell."


@pytest.mark.parametrize("line", ["**The council met** on Monday.", "So **Ann Lowe** (Salem) left.", "- **Ann** left."])
def test_other_bold_type_does_not(line: str) -> None:
    assert meant(line) == line.replace("*", "")


@pytest.mark.parametrize("sign", ["#", "##", "######"])
@pytest.mark.parametrize("line", ["What happens next", "Why did it fail?", "A bet on sand.", "did", "[Why](/b) it **fell**"])
def test_a_line_with_the_sign_of_a_heading_is_one_whatever_its_words(sign: str, line: str) -> None:
    assert inner(f"{sign} {line}") == [("heading", line, None)]


@pytest.mark.parametrize("line", ["Share this article", "Related stories", "Advertisement"])
def test_a_phrase_of_furniture_is_none(line: str) -> None:
    assert inner(f"## {line}") == [("boilerplate", line, None)]


def test_a_paragraph_behind_the_sign_of_a_heading_is_no_heading() -> None:
    line = "The council has met " + "in the hall, on the quay, in the church and at the school " * 4 + "since May."
    assert inner(f"## {line}") == [("sentence", line, "factual_report")]


def test_headings_are_headings_also_at_the_end_of_a_page_beside_others() -> None:
    texts = ["It rained.\n\nIt snowed on the hill.\n\n## ", "The pool in Harbor Street is shut.\n\nIt was old."]
    together = list(opinionclf.load_model().classify_many(texts))
    assert [[s.kind for s in document.segments] for document in together] == [
        [s.kind for s in opinionclf.classify(text).segments] for text in texts
    ]
    assert together[1].segments[0].kind == "sentence"


MATTER = "---\ntitle: \"Pool shut\"\nauthor: Ann Lowe\ndate: '2024-03-03'\ntags:\n  - pool\n- council\nurl: https://a.example/b\n---\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_stands_in_front_of_an_article_is_nothing_to_read(end: str) -> None:
    text = f"{MATTER}\n# Pool shut\n\n{FRONT}".replace("\n", end)
    assert [s.text for s in opinionclf.classify(text).segments][:2] == ["Pool shut", "The council met on Monday."]
    assert opinionclf.classify(MATTER).segments == []


@pytest.mark.parametrize("text", [
    "---\nAnn: It is lost.\nBob: No.\n---", "---\nthe pool: it is lost\n\n---", "---\ntitle: Pool shut\n",
])  # fmt: skip
def test_lines_between_rules_stay(text: str) -> None:
    assert as_meant(text) == text


@pytest.mark.parametrize("line", ["![The pool](/pool.jpg)", "[![](/small.jpg)](/large.jpg)", '![](a/b.png "The pool")'])
def test_an_image_is_nothing_to_read(line: str) -> None:
    assert inner(line) == []
    assert meant(f"It {line} rained.").split() == ["It", "rained."]


@pytest.mark.parametrize("line", ["[Read the full report](/a/b)", "- [Share](/a)", "[^1]: Figures from the harbor office."])
def test_furniture_in_signs_is_furniture(line: str) -> None:
    assert {kind for kind, *_ in inner(line)} == {"boilerplate"}


@pytest.mark.parametrize("line", ["*By Ann Lowe*", "_Ann Lowe_", "By [Ann Lowe](/lowe)", "*3 March 2024*"])
def test_furniture_in_signs_is_furniture_above_an_article(line: str) -> None:
    title = "# Harbor pool will be shut for two years, council votes"
    assert opinionclf.classify(f"{title}\n\n{line}\n\n{FRONT}{BEHIND}").segments[1].kind == "boilerplate"


@pytest.mark.parametrize("line", ["_Ann Lowe is a reporter at the Gazette._", "*Editing by [Ann Lowe](/lowe)*", "[2]: https://a.example/b"])
def test_furniture_in_signs_is_furniture_below_an_article(line: str) -> None:
    assert opinionclf.classify(FRONT + BEHIND + "\n" + line).segments[-1].kind == "boilerplate"


@pytest.mark.parametrize("line", [
    "[Pilots reject offer][7]", "- [Who steers the ships?](/a) ", "[Home](/) / [Checks](/c) / [Health](/h)", "* [News](/n)",
    "1. [Pool shut](https://a.example/b)",
])  # fmt: skip
def test_a_line_of_nothing_but_links_is_furniture(line: str) -> None:
    assert {kind for kind, *_ in inner(line)} == {"boilerplate"}


@pytest.mark.parametrize("line", ["[The council voted on Monday to close the pool.](/a)", "The [mayor](/m) left."])
def test_a_sentence_with_links_or_in_one_is_none(line: str) -> None:
    assert [kind for kind, *_ in inner(line)] == ["sentence"]


@pytest.mark.parametrize("line", ["**3.41am**", "**Related stories**", "**Photo: Ann Lowe**", "| a | b | c |"])
def test_furniture_in_bold_type_and_rows_of_tables_are_furniture(line: str) -> None:
    assert {kind for kind, *_ in inner(line)} == {"boilerplate"}


@pytest.mark.parametrize("line", ["****", "** **", "**", "__", "[]()", "![]()", "> ", "## ", "***", "**_**", "__*__"])
def test_signs_with_nothing_in_them_are_no_sentence(line: str) -> None:
    assert "sentence" not in {kind for kind, *_ in inner(line)}


def test_sentences_begin_behind_bold_type_that_ends_one() -> None:
    texts = [text for _, text, _ in inner("**Drink this.** The vinegar is old. **Not that.** It is new.")]
    assert [text.strip("*") for text in texts] == ["Drink this.", "The vinegar is old.", "Not that.", "It is new."]


@pytest.mark.parametrize("quoted", [
    f"> {SAID}", "> The pool is lost. It would be a\n> disgrace to mend it now.", "&gt; " + SAID,
    "> The pool is lost.\n>\n> It would be a disgrace to mend it now.",
])  # fmt: skip
def test_a_block_quotation_is_somebody_elses(quoted: str) -> None:
    found = inner(quoted)
    assert [label for _, _, label in found] == ["attributed_claim"] * 2
    assert [" ".join(text.replace(">", "").split()) for _, text, _ in found] == SAID.replace("lost. ", "lost.|").split("|")


def test_what_stands_below_a_block_quotation_is_the_writers_again() -> None:
    labels = [label for _, _, label in segments(f"{FRONT}> {SAID}\n\nIt is a disgrace to close it.{BEHIND}")]
    assert labels[2:5] == ["attributed_claim", "attributed_claim", "editorial_opinion"]


def test_a_single_sentence_may_be_a_block_quotation() -> None:
    labels = opinionclf.load_model().predict(["> It is a disgrace.", "It is a disgrace."])
    assert labels.tolist() == ["attributed_claim", "editorial_opinion"]


@pytest.mark.parametrize("text", ["![](a.png)", "> ", ">", "[![a](b.c)](d.e)"])
def test_what_shows_nothing_is_no_sentence(text: str) -> None:
    assert opinionclf.classify(text).segments == []


@pytest.mark.parametrize("name", ["**Ann Lowe**", "[Ann Lowe](https://a.example/lowe)", "<b>Ann Lowe</b>", "*[Ann Lowe](/l)*"])
def test_sources_and_cues_are_named_without_their_signs(name: str) -> None:
    document = opinionclf.classify(f"It rained. The plan is *absurd*, [said](/a) {name}.")
    said = document.sentences[1]
    assert said.attribution is not None
    assert (said.attribution.source.text, said.attribution.cue.text) == ("Ann Lowe", "said")
    assert "absurd" in [cue.text for cue in said.cues]
    assert document.text[said.attribution.source.start : said.attribution.source.end] == "Ann Lowe"
    assert said.source_name == "Ann Lowe"


PIECES = (
    "**", "*", "_", "__", "***", "[", "](b.c)", "](/a)", "[1]", "![", "> ", "\n> ", "\n## ", "# ", "\n", "\n\n",
    "---\n", "title: x\n", "| a | b |", "\\", "\\*", "\\\n", "word", "The pool shut.", "Ann Lowe", ": ", "?",
    "“It is", "”", " ", "1. ",
    "- ", "&gt; ", "<br>", "[^1]", "[^1]: x", "**Ann:** No.\n", "\r\n", "(", ")", "|",
)  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), min_size=2, max_size=4))
def test_any_signs_are_read_the_same_alone_and_in_company_and_explained(texts: list[str]) -> None:
    classifier = opinionclf.load_model()
    for text, document in zip(texts, classifier.classify_many(texts), strict=True):
        alone = classifier.classify(text)
        found, expected = ([(s.start, s.end, s.kind, s.probabilities) for s in one.segments] for one in (document, alone))
        assert found == expected
        for sentence in alone.sentences:
            fired = [place for each in sentence.explain().contributions for place in each.places]
            for place in (*fired, *sentence.cues, *filter(None, [sentence.attribution and sentence.attribution.source])):
                assert text[place.start : place.end] == place.text
