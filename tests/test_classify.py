"""The interface of the package: what every caller may rely on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES
from hypothesis import example, given, settings
from hypothesis import strategies as st

import opinionclf
from opinionclf.text.decoding import as_meant

LABELS = ["factual_report", "attributed_claim", "editorial_opinion"]
WIRE = (EXAMPLES / "wire_report.txt").read_text(encoding="utf-8")
OP_ED = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")
PAGE = (EXAMPLES / "scraped_page.txt").read_text(encoding="utf-8")

# Letters, marks and spaces that the segmentation looks at come often, the rest of Unicode sometimes.
PRESS = st.text(st.sampled_from("aAbB.,!?;:-–—…'\"“”‘’()[]<>|*•#@$%£0123 \n\r\t\u00a0\u200b\u2028\u0301é漢😀"), max_size=200)
ANY_TEXT = st.one_of(PRESS, st.text(max_size=200), st.text(st.characters(codec=None), max_size=50))


def check_document(text: str, document: opinionclf.Document) -> None:
    """Everything that holds for every text."""
    meant, place = as_meant(text), 0
    for segment in document.segments:
        assert text[segment.start : segment.end] == segment.text
        assert segment.start < segment.end
        assert segment.start >= place
        assert not meant[place : segment.start].strip(), "characters before the segment belong to none"
        place = segment.end
        assert segment.kind in ("sentence", "heading", "boilerplate")
        if segment.kind == "sentence":
            assert segment.label in LABELS
            assert segment.probabilities is not None
            assert list(segment.probabilities) == LABELS
            assert sum(segment.probabilities.values()) == pytest.approx(1.0, abs=1e-9)
            assert segment.label == max(LABELS, key=segment.probabilities.__getitem__)
        else:
            assert segment.label is None
            assert segment.probabilities is None
    assert not meant[place:].strip(), "characters behind the last segment belong to none"
    paragraphs = [segment.paragraph for segment in document.segments]
    assert paragraphs == sorted(paragraphs)
    assert document.sentences == [segment for segment in document.segments if segment.kind == "sentence"]


@pytest.mark.parametrize("text", [WIRE, OP_ED, PAGE])
def test_segments_of_an_article_cover_it_in_order_with_exact_offsets(text: str) -> None:
    check_document(text, opinionclf.classify(text))


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
@example("\u200b")
@example("\ufeff")
@example("\u0301")
@example("\x00")
@example("\ud800")
@example('"' * 50)
@example("a\r\n\r\nb")
def test_segments_of_any_text_cover_it_in_order_with_exact_offsets(text: str) -> None:
    check_document(text, opinionclf.classify(text))


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, max_size=8))
def test_many_texts_give_what_each_gives_alone(texts: list[str]) -> None:
    together = [document.to_dict() for document in opinionclf.classify_many(texts)]
    assert together == [opinionclf.classify(text).to_dict() for text in texts]


def test_labels_are_strings_with_names() -> None:
    assert [label.value for label in opinionclf.Label] == LABELS
    assert opinionclf.Label.EDITORIAL_OPINION == "editorial_opinion"
    assert str(opinionclf.Label.FACTUAL_REPORT) == "factual_report"
    label = opinionclf.classify("The bridge opened on Monday.").sentences[0].label
    assert isinstance(label, opinionclf.Label)
    assert json.dumps(label).strip('"') in LABELS


def test_a_report_a_claim_and_an_opinion_get_their_labels() -> None:
    document = opinionclf.classify(
        "The court fined the company $4,000 on Tuesday. The minister said that the company would appeal. "
        "It is a disgraceful sum, and the court should be ashamed of it."
    )
    assert [str(sentence.label) for sentence in document.sentences] == LABELS


def test_furniture_and_headings_of_a_page_get_no_label() -> None:
    document = opinionclf.classify(PAGE)
    kinds = {segment.text: segment.kind for segment in document.segments}
    assert kinds["Skip to content"] == "boilerplate"
    assert kinds["Library roof closes reading room for second winter"] == "heading"
    assert kinds["The council meets on November 28."] == "sentence"


@pytest.mark.parametrize("text", ["The bridge opened on Monday", "He left", "no capital and no full stop here"])
def test_one_line_without_a_full_stop_is_a_sentence(text: str) -> None:
    (sentence,) = opinionclf.classify(text).sentences
    assert (sentence.text, sentence.start, sentence.end, sentence.paragraph) == (text, 0, len(text), 0)
    assert sentence.label in LABELS


@pytest.mark.parametrize("text", ["", " ", "\n\n\t "])
def test_empty_text_gives_an_empty_document(text: str) -> None:
    document = opinionclf.classify(text)
    assert document.segments == document.sentences == []
    assert document.summary["sentences"] == 0
    assert document.summary["counts"] == dict.fromkeys(LABELS, 0)
    assert document.summary["shares"] == dict.fromkeys(LABELS, 0.0)
    assert document.summary["characters"] == len(text)


@pytest.mark.parametrize("text", [
    "\ufeff", "\u200b", "\xad", "\u2060\u2060", "\u200b \u200b", "\u200b\n\u2060", "\x00", "\ufe0f", "\U000e0041",
    "\x07 \x08\n",
], ids=ascii)  # fmt: skip
def test_a_text_that_shows_nothing_is_no_sentence_and_nothing_of_it_is_lost(text: str) -> None:
    document = opinionclf.classify(text)
    assert {segment.kind for segment in document.segments} == {"boilerplate"}
    assert document.summary["sentences"] == 0
    covered = {place for segment in document.segments for place in range(segment.start, segment.end)}
    assert covered >= {place for place, char in enumerate(text) if not char.isspace()}
    assert all(segment.text == text[segment.start : segment.end] for segment in document.segments)


@pytest.mark.parametrize("text", [
    "\u200bIt opened.", "\u200b1", "\u200b!", "\u200b\u0301", "\U0001f600", "***", "_", "\ufeff\u200bno\xad",
], ids=ascii)  # fmt: skip
def test_a_text_that_shows_anything_is_a_sentence(text: str) -> None:
    assert [segment.kind for segment in opinionclf.classify(text).segments] == ["sentence"]


@pytest.mark.parametrize("value", [None, 3, ["text"], b"bytes"])
def test_anything_but_a_str_raises_a_type_error_that_helps(value: object) -> None:
    with pytest.raises(TypeError, match=f"must be a str, not {type(value).__name__}"):
        opinionclf.classify(value)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="must be a str"):
        list(opinionclf.classify_many([value]))  # type: ignore[list-item]


def test_a_text_that_is_none_is_told_by_its_number_and_a_path_to_be_read() -> None:
    with pytest.raises(TypeError, match="text 2 must be a str, not int"):
        list(opinionclf.classify_many(["It rained.", "It snowed.", 3]))  # type: ignore[list-item]
    with pytest.raises(TypeError, match=r"read the file first, for example Path\(name\)\.read_text"):
        opinionclf.classify(Path("article.txt"))  # type: ignore[arg-type]


def test_a_document_gives_its_sentences_one_by_one() -> None:
    document = opinionclf.classify("Ferry Stops\n\nThe ferry stopped at noon. It was a shameful mistake.\n")
    assert list(document) == document.sentences
    assert len(document) == 2 < len(document.segments)
    assert opinionclf.classify("")  # there, and empty


def test_a_document_gives_a_sentence_by_its_number() -> None:
    document = opinionclf.classify(WIRE)
    assert [document[number] for number in range(len(document))] == document.sentences
    assert document[-1] is document.sentences[-1]
    assert document[1:3] == document.sentences[1:3]
    with pytest.raises(IndexError):
        document[len(document)]


def test_sentences_are_picked_from_the_segments_once() -> None:
    document = opinionclf.classify(WIRE)
    assert document.sentences is document.sentences


def test_bytes_are_told_to_be_decoded() -> None:
    with pytest.raises(TypeError, match="decode it first"):
        opinionclf.classify(b"text")  # type: ignore[arg-type]


def test_summary_counts_the_labels() -> None:
    document = opinionclf.classify(OP_ED)
    summary = document.summary
    for label in LABELS:
        count = sum(sentence.label == label for sentence in document.sentences)
        assert summary["counts"][label] == count
        assert summary["shares"][label] == pytest.approx(count / len(document.sentences))
    assert summary["sentences"] == len(document.sentences)
    assert summary["characters"] == len(OP_ED)
    assert summary["model_version"] == opinionclf.load_model().version


def test_dict_and_json_hold_everything() -> None:
    document = opinionclf.classify(WIRE)
    result = document.to_dict()
    assert list(result) == ["text", "segments", "summary"]
    names = ["text", "start", "end", "paragraph", "kind", "label", "probabilities"]
    assert all(list(segment) == names for segment in result["segments"])
    assert json.loads(document.to_json()) == result
    assert "\n" not in document.to_json()


@pytest.mark.parametrize(
    "text", [WIRE, OP_ED, "", 'Share\n\nHe called it “a 5% \\ "lie"\t\x07”, no less.\u2028The café opened.']
)
def test_json_is_the_dict_as_the_standard_library_writes_it(text: str) -> None:
    document = opinionclf.classify(text)
    assert document.to_json() == json.dumps(document.to_dict(), ensure_ascii=False)


def test_labels_of_any_name_are_written_as_json() -> None:
    labels = ['50% "claim"', "%s", "café"]
    model = dataclasses.replace(opinionclf.load_model().model, labels=labels)
    document = opinionclf.classify(WIRE, model=opinionclf.Classifier(model))
    assert document.to_json() == json.dumps(document.to_dict(), ensure_ascii=False)


def test_labels_beyond_the_hundredth_keep_their_names_in_columns() -> None:
    model = opinionclf.load_model().model
    others = [(0, 0), (0, 197)]
    many = dataclasses.replace(
        model,
        labels=[f"label {number}" for number in range(200)],
        sparse=np.pad(model.sparse, others),
        dense=np.pad(model.dense, others),
        intercept=np.pad(model.intercept, others[1:]) + 100.0 * (np.arange(200) == 151),
    )
    classifier = opinionclf.Classifier(many)
    document = classifier.classify(WIRE)
    assert {sentence.label for sentence in document.sentences} == {"label 151"}
    names = classifier.classify_columns([WIRE]).label_names
    assert [name or None for name in names] == [segment.label for segment in document.segments]


def test_an_opinion_page_holds_more_opinion_than_a_wire_report() -> None:
    wire, op_ed = opinionclf.classify_many([WIRE, OP_ED])
    assert op_ed.summary["shares"]["editorial_opinion"] > wire.summary["shares"]["editorial_opinion"] + 0.2


def test_classify_many_is_lazy_and_keeps_the_order() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"Sentence number {taken} was counted." * 200

    found = opinionclf.classify_many(endless())
    assert taken == 0
    for number in range(1, 40):
        assert next(found).text.startswith(f"Sentence number {number} ")
    assert taken < 400


def test_classify_many_of_nothing_is_nothing() -> None:
    assert list(opinionclf.classify_many([])) == []


@pytest.mark.filterwarnings("ignore")  # of the processes' start, which is not ours
def test_several_processes_give_what_one_gives() -> None:
    texts = [WIRE, "", OP_ED, PAGE] * 60
    one = [document.to_dict() for document in opinionclf.classify_many(texts)]
    two = [document.to_dict() for document in opinionclf.classify_many(texts, n_jobs=2)]
    assert one == two


def test_a_loaded_model_labels_single_sentences() -> None:
    model = opinionclf.load_model()
    sentences = ["The mayor resigned on Friday.", "", "What a disgrace!", "He left. She said that it was over."]
    probability = model.predict_proba(sentences)
    assert model.classes_.tolist() == LABELS
    assert probability.shape == (4, 3)
    np.testing.assert_allclose(probability.sum(axis=1), 1.0, atol=1e-9)
    labels = model.predict(sentences)
    assert labels.shape == (4,)
    assert labels.tolist() == model.classes_[probability.argmax(axis=1)].tolist()
    assert (labels[0], labels[2]) == ("factual_report", "editorial_opinion")
    assert model.predict_proba([]).shape == (0, 3)
    assert model.predict([]).shape == (0,)


def test_single_sentences_do_not_depend_on_their_company() -> None:
    model = opinionclf.load_model()
    sentences = [sentence.text for sentence in opinionclf.classify(OP_ED).sentences]
    alone = np.concatenate([model.predict_proba([sentence]) for sentence in sentences])
    np.testing.assert_array_equal(model.predict_proba(sentences), alone)


def test_predict_of_one_string_says_what_to_do() -> None:
    with pytest.raises(TypeError, match="list of sentences"):
        opinionclf.load_model().predict("One sentence.")


def test_the_model_can_be_named() -> None:
    model = opinionclf.load_model()
    assert model.folder is not None
    for again in (opinionclf.load_model(model.folder), model.folder, str(model.folder)):
        assert opinionclf.classify(WIRE, model=again).to_dict() == opinionclf.classify(WIRE).to_dict()
        assert [d.to_dict() for d in opinionclf.classify_many([WIRE], model=again)] == [opinionclf.classify(WIRE).to_dict()]


def test_json_can_be_written_whatever_the_text_holds() -> None:
    document = opinionclf.classify("It opened \ud800 today. The café \U0001f600 is a disgrace \udfff.")
    written = document.to_json().encode()
    assert json.loads(written) == document.to_dict()
    assert "café \U0001f600".encode() in written


def test_a_missing_model_raises_a_model_error() -> None:
    with pytest.raises(opinionclf.ModelError, match="not found"):
        opinionclf.load_model("no/such/folder")


def test_many_texts_are_asked_for_at_once_and_read_later() -> None:
    with pytest.raises(TypeError, match="not one str"):
        opinionclf.classify_many("The bridge opened.")
    with pytest.raises(TypeError):
        opinionclf.classify_many(5)  # type: ignore[arg-type]
    assert next(opinionclf.classify_many(iter([WIRE, WIRE]))).text == WIRE


def test_a_document_keeps_no_others_in_memory() -> None:
    document = next(opinionclf.classify_many([WIRE, OP_ED]))
    for column in (document.start, document.end, document.paragraph, document.kind, document.probability):
        assert column.base is None or column.base.size == column.size


def test_what_was_worked_out_is_kept() -> None:
    document = opinionclf.classify(WIRE)
    assert [one is other for one, other in zip(document.sources, document.sources, strict=True)]
    explanation = document.sentences[0].explain()
    assert explanation.counterfactual is explanation.counterfactual


def test_tables_are_compared_by_identity() -> None:
    tables = [opinionclf.classify_columns([WIRE]) for _ in range(2)]
    assert tables[0] != tables[1]
    assert len(set(tables)) == 2
