"""What one cue decides: the text without it, classified again."""

from __future__ import annotations

import re

import pytest
from conftest import EXAMPLES, REPOSITORY

import opinionclf
from opinionclf.explanation.counterfactual import Counterfactual, without

OP_ED, WIRE, PAGE = (
    (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in ("op_ed", "wire_report", "scraped_page")
)


def test_a_counterfactual_is_what_classifying_without_the_cue_gives() -> None:
    found = 0
    for document in opinionclf.classify_many([OP_ED, WIRE, PAGE, "The bridge will reportedly close.\n\nIt opened in 1990."]):
        for sentence in document.sentences:
            other = sentence.explain().counterfactual
            if other is None:
                continue
            found += 1
            assert other.label != sentence.label
            text = without(document.text, other.cue.start, other.cue.end, sentence.start)
            again = next(s for s in opinionclf.classify(text).sentences if s.start == sentence.start)
            assert (again.text, str(again.label), again.probabilities) == (other.text, other.label, other.probabilities)
    assert found


def test_without_reportedly_it_would_be_a_report() -> None:
    other = opinionclf.classify("The bridge reportedly cost $40 million.").sentences[0].explain().counterfactual
    assert other is not None
    assert (other.cue.text, other.label, other.text) == ("reportedly", "factual_report", "The bridge cost $40 million.")


def test_its_label_is_of_the_type_that_a_sentence_has() -> None:
    sentence = opinionclf.classify("The bridge reportedly cost $40 million.").sentences[0]
    other = sentence.explain().counterfactual
    assert other is not None
    assert type(other.label) is type(sentence.label) is opinionclf.Label


def second_of(text: str) -> Counterfactual | None:
    return opinionclf.classify(text).sentences[1].explain().counterfactual


@pytest.mark.parametrize("space", [" ", "\n", "\r\n", "\t", "\xa0", "  "], ids=ascii)
def test_any_white_space_may_stand_behind_the_cue_that_opens_a_sentence(space: str) -> None:
    other = second_of(f"The council met on Monday. Shamefully,{space}the council closed the bridge in May. The clerk left.")
    assert other is not None
    assert (other.label, other.text) == ("factual_report", "The council closed the bridge in May.")


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\xa0"], ids=ascii)
@pytest.mark.parametrize("behind", [" ", "\n", "\xa0"], ids=ascii)
def test_any_white_space_may_stand_around_a_cue_within_a_sentence(space: str, behind: str) -> None:
    other = second_of(f"The council met. The bridge{space}reportedly{behind}cost $40 million. The clerk left at noon.")
    assert other is not None
    assert (other.label, other.text) == ("factual_report", f"The bridge{behind}cost $40 million.")


def test_a_cue_at_the_end_of_a_paragraph_joins_it_to_no_other() -> None:
    assert without("The bridge fell, alas\n\nIt was late.", 17, 21, 0) == "The bridge fell,\n\nIt was late."


@pytest.mark.parametrize(("text", "cue", "left"), [
    ("Sadly, the bridge fell.", "Sadly", "The bridge fell."),
    ("A so-called expert came.", "so-called", "A expert came."),
    ("It fell, alas.", "alas", "It fell."),
    ("He left. Perhaps it fell.", "Perhaps", "He left. It fell."),
    ("It is, clearly, over.", "clearly", "It is, over."),
])  # fmt: skip
def test_a_deleted_cue_leaves_no_double_space_and_no_small_start(text: str, cue: str, left: str) -> None:
    start = text.index(cue)
    assert without(text, start, start + len(cue), text.rindex(". ", 0, start) + 2 if ". " in text[:start] else 0) == left


@pytest.mark.parametrize("mark", ["\"", "'", "“", "„", "«", "”", "»", "‘", "‹", "`", "(", "[", "{", "(“"])
def test_a_sentence_without_its_first_word_begins_with_a_capital_behind_any_mark(mark: str) -> None:
    start = len(mark)
    assert without(f"{mark}Perhaps the pool closes.", start, start + 7, 0) == f"{mark}The pool closes."


def test_the_example_of_the_readme_has_one() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^s = doc\.sentences\[(\d+)\] +# (.*)$", readme, flags=re.MULTILINE)
    assert found is not None
    sentence = opinionclf.classify((EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")).sentences[int(found[1])]
    assert sentence.text == found[2]
    other = sentence.explain().counterfactual
    assert other is not None
    assert f'recomputed: "{other.cue.text}"' in readme
    assert sentence.attribution is not None
