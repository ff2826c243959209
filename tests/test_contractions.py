"""What is contracted reads as what is written out, and an abbreviation as one without its stop."""

from __future__ import annotations

import pytest

import opinionclf
from opinionclf.contractions import contracted, written_out


def features(text: str) -> dict[str, tuple[float, ...]]:
    return {each.name: tuple(each.scores) for each in opinionclf.classify(text).sentences[0].explain().contributions}


def probabilities(text: str) -> dict[str, float]:
    return opinionclf.classify(text).sentences[0].probabilities


@pytest.mark.parametrize(("short", "long"), [
    ("It's a disgrace that he left.", "It is a disgrace that he left."),
    ("She's expected to resign in May.", "She is expected to resign in May."),
    ("There’s no reason to think so.", "There is no reason to think so."),
    ("It's been said that he left.", "It has been said that he left."),
    ("Nobody's happy with the plan.", "Nobody is happy with the plan."),
])  # fmt: skip
def test_a_verb_in_s_behind_a_pronoun_reads_as_if_it_were_written_out(short: str, long: str) -> None:
    assert probabilities(short) == probabilities(long)
    assert features(short) == features(long)


def test_what_stands_behind_a_clitic_in_another_text_says_nothing_about_it() -> None:
    texts = ["I know who she's", "Been there, they said."]
    together = [document.sentences[0].probabilities for document in opinionclf.classify_many(texts)]
    assert together == list(map(probabilities, texts))
    assert features("I know who she's") == features("I know who she is")


@pytest.mark.parametrize(("owner", "verb"), [
    ("The mayor's plan is a disgrace.", "The mayor is plan is a disgrace."), ("Ann's been there.", "Ann has been there."),
])  # fmt: skip
def test_behind_other_words_it_stays(owner: str, verb: str) -> None:
    assert features(owner) != features(verb)


@pytest.mark.parametrize(("one", "other"), [
    ("Mr. Lowe told Dr. Marsh that Gov. Holt had left.", "Mr Lowe told Dr Marsh that Gov Holt had left."),
    ("Ann B. Lowe left the hall.", "Ann B Lowe left the hall."),
    ("The vote on Jan. 5 was a farce.", "The vote on Jan 5 was a farce."),
])  # fmt: skip
def test_a_stop_that_ends_no_sentence_tells_nothing(one: str, other: str) -> None:
    assert probabilities(one) == probabilities(other)


def test_a_stop_between_two_sentences_of_one_segment_is_read() -> None:
    text = "He left. She stayed"
    assert "style:marks=stop" in {each.name for each in opinionclf.classify(text).sentences[0].explain().contributions}


@pytest.mark.parametrize(("phrase", "forms"), [
    ("they are said to", ["they're said to"]), ("are expected to", ["they're expected to", "we're expected to"]),
    ("i have argued", ["i've argued"]), ("cannot be ignored", ["can't be ignored"]), ("will not do", ["won't do"]),
    ("it is not clear", ["it isn't clear"]), ("are we to believe", []), ("as they are", []), ("let us hope", ["let's hope"]),
])  # fmt: skip
def test_phrases_have_the_usual_contractions(phrase: str, forms: list[str]) -> None:
    assert sorted(contracted(phrase)) == sorted(forms)


@pytest.mark.parametrize(("phrase", "form"), [
    ("it's clear that", "it is clear that"), ("that's been", "that has been"), ("devil's advocate", "devil's advocate"),
    ("what's more", "what is more"), ("there's no", "there is no"), ("who's who", "who is who"), ("o'clock", "o'clock"),
])  # fmt: skip
def test_phrases_of_the_lexicon_are_read_as_texts_are(phrase: str, form: str) -> None:
    assert written_out(phrase) == form


@pytest.mark.parametrize("text", ["They're expected to vote.", "We're told that it failed.", "They've been accused of fraud."])
def test_contracted_phrases_of_the_lexicon_are_found(text: str) -> None:
    assert opinionclf.classify(text).sentences[0].label == "attributed_claim"
