"""The spaCy component: boundaries that are respected, or provided; labels on sentences."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
import spacy
from conftest import EXAMPLES, article, save_small_model
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import opinionclf

TEXT = "The bridge opened on Monday. It is a disgrace.\n\nIt will close, the mayor said."


def pipeline(*before: str) -> Language:
    nlp = spacy.blank("en")
    for name in (*before, "opinionclf"):
        nlp.add_pipe(name)
    return nlp


shared_pipeline = functools.cache(pipeline)


def labels(doc: Doc) -> list[tuple[str, str | None]]:
    return [(span.text.strip(), span._.opinionclf_label) for span in doc.sents]


def test_boundaries_are_provided_where_there_are_none() -> None:
    nlp = pipeline()
    for text in (TEXT, *(path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.txt"))):
        doc = nlp(text)
        segments = opinionclf.classify(text).segments
        assert labels(doc) == [(s.text, None if s.label is None else str(s.label)) for s in segments]
        assert [span._.opinionclf_probabilities for span in doc.sents] == [s.probabilities for s in segments]
        assert [record["kind"] for record in doc._.opinionclf] == [s.kind for s in segments]


def test_boundaries_that_are_there_are_respected() -> None:
    # The sentencizer ends a sentence where we do not.
    text = "The Yahoo! office closed. It is a disgrace."
    given = [span.text for span in spacy_sentences(text)]
    assert len(given) != len(opinionclf.classify(text).segments)
    doc = pipeline("sentencizer")(text)
    assert [span.text for span in doc.sents] == given
    assert doc._.opinionclf[-1]["label"] == "editorial_opinion"
    for span in doc.sents:
        shares = span._.opinionclf_probabilities
        assert sum(shares.values()) == pytest.approx(1)
        assert span._.opinionclf_label == max(shares, key=shares.get)


def spacy_sentences(text: str) -> list[spacy.tokens.Span]:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return list(nlp(text).sents)


def test_the_same_boundaries_give_the_same_probabilities() -> None:
    provided = pipeline()(TEXT)
    respected = pipeline("sentencizer")(TEXT)
    assert [r["probabilities"] for r in provided._.opinionclf] == [r["probabilities"] for r in respected._.opinionclf]


def test_sentences_are_read_in_context() -> None:
    doc = pipeline("sentencizer")(TEXT)
    alone = opinionclf.load_model().predict_proba([span.text for span in doc.sents])
    assert list(doc._.opinionclf[0]["probabilities"].values()) != alone[0].tolist()


@pytest.mark.parametrize("before", [(), ("sentencizer",)])
def test_many_documents_give_what_each_gives_alone(before: tuple[str, ...]) -> None:
    nlp = pipeline(*before)
    texts = [article(number) for number in range(100)] + ["", " ", "\n\n", "No"]
    assert [doc._.opinionclf for doc in nlp.pipe(texts, batch_size=17)] == [nlp(text)._.opinionclf for text in texts]


@pytest.mark.parametrize("before", [(), ("sentencizer",)])
@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet="aB.!? \n\"'’“”…-1(é\u3000\u200b", max_size=60))
def test_any_text_gets_one_record_a_sentence(before: tuple[str, ...], text: str) -> None:
    doc = shared_pipeline(*before)(text)
    assert [(r["start"], r["end"]) for r in doc._.opinionclf] == [(s.start_char, s.end_char) for s in doc.sents]


@pytest.mark.parametrize("words", [["\n", " "], ["\n\n", " ", "\t"], [" "], []])
def test_documents_of_white_space_stop_no_pipeline(words: list[str]) -> None:
    nlp = pipeline()
    blank = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    component = nlp.get_pipe("opinionclf")
    first, _, last = component.pipe([nlp.make_doc(TEXT), blank, nlp.make_doc(TEXT)])
    assert labels(first) == labels(last) == labels(nlp(TEXT))
    assert [record["kind"] for record in blank._.opinionclf] == ["boilerplate"] * (len(words) > 0)
    assert [span._.opinionclf_label for span in blank.sents if words] == [None] * (len(words) > 0)


def test_pipelines_and_documents_can_be_stored(tmp_path: Path) -> None:
    nlp = pipeline()
    nlp.to_disk(tmp_path / "nlp")
    doc = spacy.load(tmp_path / "nlp")(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert labels(again) == labels(doc)
    assert pipeline().from_bytes(nlp.to_bytes())(TEXT)._.opinionclf == doc._.opinionclf


PAGE = """Ferry to Stell suspended

The night ferry was taken out of service. No one was hurt.

Share this article

It was a shameful mistake."""


def test_a_document_that_is_read_again_gets_the_same_labels() -> None:
    nlp = pipeline()
    doc = nlp(PAGE)
    once = labels(doc), list(doc._.opinionclf)
    assert [label for _, label in once[0]].count(None) == 2
    assert (labels(nlp(doc)), doc._.opinionclf) == once
    (again,) = nlp.pipe([doc])
    assert (labels(again), again._.opinionclf) == once
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert labels(nlp(again)) == once[0]


def test_boundaries_that_were_changed_since_are_those_of_others() -> None:
    nlp = pipeline()
    doc = nlp(PAGE)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in (".", "\n\n")
    given = [span.start for span in doc.sents]
    assert [span.start for span in nlp(doc).sents] == given


@pytest.mark.parametrize("before", [(), ("sentencizer",)])
def test_two_models_can_be_asked_in_one_pipeline(tmp_path: Path, before: tuple[str, ...]) -> None:
    save_small_model(tmp_path / "small")
    nlp = pipeline(*before)
    config = {"model": str(tmp_path / "small"), "attribute": "small"}
    nlp.add_pipe("opinionclf", name="second", config=config)
    small = spacy.blank("en")
    for name in before:
        small.add_pipe(name)
    small.add_pipe("opinionclf", config={"model": str(tmp_path / "small")})
    doc = nlp(PAGE)
    assert doc._.opinionclf == pipeline(*before)(PAGE)._.opinionclf
    assert doc._.small == small(PAGE)._.opinionclf != doc._.opinionclf
    for span, record in zip(doc.sents, doc._.small, strict=True):
        assert (span._.small_label, span._.small_probabilities) == (record["label"], record["probabilities"])
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp")(PAGE)._.small == doc._.small


def test_labels_of_a_long_document_are_found_without_a_search_through_all_of_them() -> None:
    class Record(dict):  # type: ignore[type-arg]
        asked = 0

        def __getitem__(self, name: str) -> object:
            Record.asked += name == "start"
            return super().__getitem__(name)

    doc = pipeline()("The bridge opened on Monday. It is a disgrace. " * 200)
    wanted = [record["label"] for record in doc._.opinionclf]
    doc._.opinionclf = [Record(record) for record in doc._.opinionclf]
    assert [span._.opinionclf_label for span in doc.sents] == wanted
    assert Record.asked < 20 * len(wanted)
    assert doc[1:3]._.opinionclf_label is None


def test_the_component_leaves_nothing_beside_its_extension_in_a_document() -> None:
    ours, given = shared_pipeline(), pipeline("sentencizer")
    docs = [ours(TEXT), given.get_pipe("opinionclf")(given.get_pipe("sentencizer")(ours.make_doc(TEXT)))]
    assert [[key[:2] for key in doc.user_data] for doc in docs] == [[("._.", "opinionclf")]] * 2
    assert [{record["provided"] for record in doc._.opinionclf} for doc in docs] == [{True}, {False}]
    with pytest.warns(UserWarning, match="W101") as told:
        Doc.from_docs(docs)
    assert [str(warning.message) for warning in told if "W101" not in str(warning.message)] == []


@pytest.mark.parametrize(("owner", "name"), [(Doc, "mine"), (Span, "mine_label")])
@pytest.mark.parametrize("options", [{"default": "x"}, {"method": len}, {"getter": len}, {"getter": functools.partial(len)}])
def test_an_extension_of_somebody_else_is_not_replaced(owner: type, name: str, options: dict[str, object]) -> None:
    owner.set_extension(name, **options)  # type: ignore[attr-defined]
    try:
        with pytest.raises(ValueError, match=rf"{owner.__name__}._.{name} is an extension already"):
            spacy.blank("en").add_pipe("opinionclf", config={"attribute": "mine"})
        given = dict(zip(("default", "method", "getter"), owner.get_extension(name), strict=False))  # type: ignore[attr-defined]
        assert given.items() >= options.items()
    finally:
        owner.remove_extension(name)  # type: ignore[attr-defined]
        Doc.remove_extension("mine") if Doc.has_extension("mine") else None


def test_an_extension_that_holds_nothing_is_taken() -> None:
    Doc.set_extension("announced", default=None)
    nlp = spacy.blank("en")
    for _ in range(2):
        nlp = spacy.blank("en")
        nlp.add_pipe("opinionclf", config={"attribute": "announced"})
    assert nlp(TEXT)._.announced[1]["label"] == "editorial_opinion"


def test_the_model_can_be_named() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("opinionclf", config={"model": str(opinionclf.load_model().folder)})
    assert labels(nlp(TEXT)) == labels(pipeline()(TEXT))
    with pytest.raises(opinionclf.ModelError, match="nowhere"):
        spacy.blank("en").add_pipe("opinionclf", config={"model": "nowhere"})
