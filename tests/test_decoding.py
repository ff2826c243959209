"""Characters in another form are read as what they stand for, at the places where they stand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import opinionclf
from opinionclf.errors import DataError
from opinionclf.text.decoding import as_meant
from opinionclf.training.rows import checked_row

PIECES = ("&quot;", "&#8217;", "&#x201c;", "&amp;", "&amp;amp;quot;", "&nbsp;", "&eacute;", "\\n", '\\"', "\\",
          "â€œ", "â€™", "â€", "Ã©", "Â£", "Â", "\ufffd", "a",
          "\x93", "\x92", "\x80", "**", "*", "_", "[", "](b.c)", "![", "\n> ", "\n## ", "\n---\n", "a: b", "#", "\\*",
          "<br>", "<em>", "</p>", "<", "B", " ", ".", "“", "É", "\n", "&", ";", "\u2060", "\U0001f600")  # fmt: skip


def shown(text: str) -> str:
    return as_meant(text).replace("\u2060", "")


@pytest.mark.parametrize(("text", "meant"), [
    ("&quot;No,&quot; she said.", '"No," she said.'),
    ("It&#8217;s &#x201c;it&#x201d;.", "It’s “it”."),
    ("&amp;quot;No&amp;quot; &amp;amp; yes", '"No" & yes'),
    ("caf&eacute; &lt;3", "café <3"),
    ("\\\"No,\\\" she said. It\\'s", "\"No,\" she said. It's"),
    ("â€œItâ€™s no useâ€\x9d â€” cafÃ©, Â£5", "“It’s no use” — café, £5"),
    ("â€œNo,â€ she said", "“No,” she said"),
    ("â€œ漢字â€\x9d, she said", "“漢字”, she said"),
    ("donÃ¢â‚¬â„¢t", "don’t"),
    ("\ufffdNo,\ufffd she said; she didn\ufffdt", '"No," she said; she didn’t'),
    ("the pool \ufffd once full", "the pool — once full"),
    ("it cost \ufffd5\n\ufffd The pool", "it cost £5\n• The pool"),
    ("the council\ufffd\ufffd\ufffds plan", "the council’s plan"),
    ("â€œÂ£5 millionâ€\x9dâ€”â€œÃ‰lan,â€\x9d said HodÅ¾iÄ‡" + 400 * " x", "“£5 million”—“Élan,” said Hodžić" + 400 * " x"),
    ("shut.&lt;/p&gt;&lt;p&gt;It", "shut.\n         \n        It"),
    ("shut._x000D_", "shut.\r      "),
    ("it\\u2019s \\u201cno\\u201d", "it’s “no”"),
    ("\x93No,\x94 she said; she didn\x92t \x96 \x91yes\x91 \x97\n\x95 The pool",
     "“No,” she said; she didn’t – ‘yes‘ —\n• The pool"),
], ids=range(18))  # fmt: skip
def test_what_stands_for_a_character_is_read_as_that(text: str, meant: str) -> None:
    assert shown(text) == meant


@pytest.mark.parametrize("text", [
    "a?b=1&copy=2", "AT&T", "R&D;", "&nosuchname;", "&#1114112;", "C:\\new\\things", "The rate is <p and rose.\nIt fell > 2",
    "1 \\ 2", "CAFÉ”",
    "SÃO PAULO", "L’HÔTEL Â", "â",
])  # fmt: skip
def test_what_stands_for_itself_stays(text: str) -> None:
    assert as_meant(text) == text


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_places_stay(text: str) -> None:
    meant = as_meant(text)
    assert len(meant) == len(text)
    place = 0
    for segment in opinionclf.classify(text).segments:
        assert place <= segment.start < segment.end <= len(text)
        assert not meant[place : segment.start].strip()
        place = segment.end


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=2, max_size=4), st.integers(0, 500))
def test_a_text_is_read_the_same_alone_and_in_company(texts: list[str], more: int) -> None:
    classifier = opinionclf.load_model()
    texts = [*texts, "The council met on Monday. " * more]
    together = [[(s.start, s.end, s.probabilities) for s in document.segments] for document in classifier.classify_many(texts)]
    assert together == [[(s.start, s.end, s.probabilities) for s in classifier.classify(text).segments] for text in texts]


@pytest.mark.parametrize("text", ["&nbsp;", "<br>", "<p></p>", "\\n\\n", " &nbsp; <br/>"])
def test_what_stands_for_white_space_is_no_sentence(text: str) -> None:
    classifier = opinionclf.load_model()
    assert classifier.classify(text).segments == []
    assert classifier.predict([text]).tolist() == classifier.predict([" "]).tolist()


@pytest.mark.parametrize("text", ["&nbsp;", "<br>", "Â\xa0"])
def test_labelled_rows_of_what_stands_for_white_space_are_empty(text: str) -> None:
    with pytest.raises(DataError, match=r"rows:1: 'text' is missing, empty or not a string"):
        checked_row(json.dumps({"text": text, "label": "factual_report"}), "rows:1", ["factual_report"])
    with pytest.raises(ValueError, match="sentence 1 is empty"):
        opinionclf.SentenceClassifier().fit(["It rained.", text], ["a", "b"])


def test_tags_of_paragraphs_part_them_and_tags_of_words_do_not() -> None:
    text = (
        '<p class="lead">The pool <em>is</em> shut.</p><p>The council voted on <a href="https://a.example/">Monday</a>.'
        "<br/>It rained."
    )
    document = opinionclf.classify(text)
    plain = opinionclf.classify("The pool is shut.\n\nThe council voted on Monday.\nIt rained.")
    assert [s.text for s in document.segments][::2] == ["The pool <em>is</em> shut.", "It rained."]
    assert [s.paragraph for s in document.segments] == [0, 1, 2]
    assert [s.probabilities for s in document.segments] == [s.probabilities for s in plain.segments]


def test_line_ends_that_were_escaped_part_paragraphs() -> None:
    document = opinionclf.classify("The pool is shut.\\n\\nThe council voted on Monday.\\nIt was close.")
    assert [s.paragraph for s in document.segments] == [0, 1, 2]
    texts = [s.text.strip("\\n") for s in document.segments]
    assert texts == ["The pool is shut.", "The council voted on Monday.", "It was close."]


@pytest.mark.parametrize(("opening", "closing"), [
    ("&quot;", "&quot;"), ("&ldquo;", "&rdquo;"), ("â€œ", "â€\x9d"), ("\x93", "\x94"), ("\ufffd", "\ufffd"), ('\\"', '\\"'),
])  # fmt: skip
def test_a_quotation_and_its_source_are_found_in_marks_of_another_form(opening: str, closing: str) -> None:
    text = f"The hall was full. {opening}It is a disgrace,{closing} said Ann Lowe. {opening}We will fight.{closing} It rained."
    document = opinionclf.classify(text)
    assert [s.label for s in document.sentences] == ["factual_report", "attributed_claim", "attributed_claim", "factual_report"]
    assert [s.attribution and s.attribution.source.text for s in document.sentences][1:3] == ["Ann Lowe", "Ann Lowe"]
