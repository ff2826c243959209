"""A text gives the same result alone, in company, as objects and as columns, whatever it holds."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import EXAMPLES, REPOSITORY
from hypothesis import example, given, settings
from hypothesis import strategies as st

import opinionclf
from opinionclf import classifier as classifier_module
from opinionclf.batches import batches
from opinionclf.features.sequence import count_forms, inner_pairs, pair_keys, pair_numbers, pairs
from opinionclf.features.vectorizer import DISTANCES, extract
from opinionclf.segmentation import Page, segment, segment_pages, segment_sentences
from opinionclf.segmentkinds import SENTENCE
from opinionclf.text import tokenizer
from opinionclf.text.characters import encode
from opinionclf.text.keytable import KeyTable
from opinionclf.text.wordclasses import word_classes

ARTICLES = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
HOSTILE = [
    '"' * 3000, "'" * 3000, ". " * 2000, "(" * 3000, "abcdefghij" * 400, "\n" * 3000, "“a” " * 800, "\u00ad" * 2000,
    "A. " * 900,
]  # fmt: skip
PIECES = [
    " ", " ", "\n", "\n\n", ".", ", ", "?", "!", "...", '"', "“", "”", "'", "‘", "’", "(", ")", "–", "\u00ad", "e\u0301",
    "😀", "\x00", "\r\n", "Mr. ", "U.S. ", "No. 8", "said ", "The minister ", "that ", "perhaps ", "shameful ", "we ",
    "3.5", "Jane Doe ", "'s", "SMITH: ", "By Jane Doe", "according to ", "But the ", "in the end ", "Share\n", "•", "he would ",
    "her view ", "is that ", "puts the cost at ", "40", "counted ", "her say ", "If ", "who had ", "official ", "days ",
]  # fmt: skip
MARKS = [" ", "\n\n", ". ", ", ", "? ", "“", "”", '"', "...", "– ", ": "]
RULED = [
    "Thursday, May 7, 2015 The council met. ", "It was unsafe.[3] ", "He left. [4] [12] ", "A fee (Image: Jane Doe). ",
    "1. Who", "\nSMITH: Mr. Doe... 'Tis so?! ", "\n\nBy Jane Doe\n", "(a) Nobody knows – iv. nobody, No. 8 of 10. ",
    "“Why?” Doe asked. ",
]  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60), max_size=6)


@pytest.fixture(scope="module")
def clf() -> opinionclf.Classifier:
    return opinionclf.load_model()


def same(one: opinionclf.Document, two: opinionclf.Document) -> bool:
    names = ("start", "end", "paragraph", "kind", "probability")
    return all(np.array_equal(getattr(one, name), getattr(two, name)) for name in names)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_fuzzed_batches_give_each_text_what_it_gives_alone(batch: list[str]) -> None:
    clf = opinionclf.load_model()
    assert all(same(one, clf.classify(text)) for one, text in zip(clf.classify_many(batch), batch, strict=True))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*MARKS, "said ", "the mayor ", "It closed", "claimed ", "May "]), max_size=12).map("".join))
@example("“The pool will close,\n\nsaid the mayor.\n\nIt closed on Monday.")
def test_a_short_text_by_itself_can_be_read_where_nothing_else_is_in_its_batch(text: str) -> None:
    opinionclf.classify(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text(), st.integers(1, 20))
def test_a_long_text_has_the_same_tokens_read_piece_by_piece(text: str, size: int) -> None:
    whole = tokenizer.tokenize(encode(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizer, "_LONGEST_WHOLE", -1)
        patch.setattr(tokenizer, "_PIECE", size)
        pieces = tokenizer.tokenize(encode(text))
    for name in ("start", "end", "kind", "gap", "newlines", "key", "suffix"):
        assert np.array_equal(getattr(pieces, name), getattr(whole, name)), name


@pytest.mark.parametrize("batch", [
    ["Thursday, May 7,", "2015 The council met on the new plan for the harbour."],
    ["It was unsafe.[", "3] He left the house in May."],
    ["It was unsafe. [3", "] He left the house in May."],
    ["It was unsafe. [", "3] He left the house in May."],
])  # fmt: skip
def test_dates_and_footnotes_end_where_a_text_or_a_paragraph_ends(clf: opinionclf.Classifier, batch: list[str]) -> None:
    assert all(same(one, clf.classify(text)) for one, text in zip(clf.classify_many(batch), batch, strict=True))
    alone = [s.text for document in clf.classify_many(batch) for s in document.segments]
    assert [s.text for s in clf.classify("\n\n".join(batch)).segments] == alone


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*RULED, *PIECES]), max_size=6), st.sampled_from(RULED), st.data())
def test_a_text_cut_in_two_at_any_place_gives_the_segments_that_each_half_gives_alone(
    around: list[str], ruled: str, data: st.DataObject
) -> None:
    half, place = len(around) // 2, data.draw(st.integers(0, len(ruled)))
    assert_segments_as_alone(["".join(around[:half]) + ruled[:place], ruled[place:] + "".join(around[half:])])


def test_a_text_full_of_rules_gives_the_same_segments_wherever_it_is_cut() -> None:
    text = "".join(RULED)
    for place in range(len(text)):
        assert_segments_as_alone([text[:place], text[place:]])


def assert_segments_as_alone(texts: list[str]) -> None:
    together = segment(texts)
    for number, text in enumerate(texts):
        rows, alone = together.document == number, segment([text])
        for name in ("start", "end", "kind", "paragraph"):
            assert np.array_equal(getattr(together, name)[rows], getattr(alone, name)), texts


def test_articles_and_hostile_texts_give_the_same_alone_and_in_company(clf: opinionclf.Classifier) -> None:
    batch = [*ARTICLES, *HOSTILE, *ARTICLES]
    assert all(same(one, clf.classify(text)) for one, text in zip(clf.classify_many(batch), batch, strict=True))


PAGE_WITH_NOTE = (
    "Ferry to stay\n\nBy Ann Lowe\n\nThe ferry will stay, the council said. It was to stop.\n\nShare\n\nAbout Ann Lowe\n\n"
    "I report on ferries and the agencies that run them."
)


def test_a_page_full_of_furniture_gives_the_same_alone_and_in_company() -> None:
    lines = (REPOSITORY / "tests" / "data" / "overfull_pages.jsonl").read_text(encoding="utf-8").splitlines()
    pages = [json.loads(line)["text"] for line in lines]
    assert_segments_as_alone([PAGE_WITH_NOTE, "The pool will stay. It had been due to close.", *pages, *pages[::-1]])


@pytest.mark.parametrize("text", [
    "She repeated her assertion.", "The judge threw out her claim", "Nobody shared his view",
    "The boys' claims echo the girls'",
])  # fmt: skip
@pytest.mark.parametrize("following", ["Was it true?", "Is that so?", "Are we to believe that?"])
def test_what_a_document_ends_in_is_not_read_on_into_the_next(clf: opinionclf.Classifier, text: str, following: str) -> None:
    beside, _ = clf.classify_many([text, following])
    assert same(beside, clf.classify(text))


def test_the_size_of_a_batch_changes_nothing(clf: opinionclf.Classifier, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = ARTICLES * 3
    whole = clf.classify_columns(batch)
    monkeypatch.setattr(classifier_module, "BULK_CHARACTERS", 3000)
    assert len(list(batches(batch, 3000))) > 2
    parts = clf.classify_columns(batch)
    assert np.array_equal(whole.document, parts.document)
    assert np.array_equal(whole.probability, parts.probability, equal_nan=True)


def test_a_long_document_read_in_parts_gives_what_it_gives_whole(
    clf: opinionclf.Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join([*ARTICLES, *HOSTILE, *ARTICLES])
    whole = clf.classify(text)
    monkeypatch.setattr(classifier_module, "_PART_TOKENS", 50)
    assert same(clf.classify(text), whole)


def test_columns_hold_what_the_objects_hold(clf: opinionclf.Classifier) -> None:
    batch = [*ARTICLES, "", "Maybe."]
    table = clf.classify_columns(batch)
    segments = [(n, s) for n, document in enumerate(clf.classify_many(batch)) for s in document.segments]
    assert len(table) == len(segments)
    assert table.document.tolist() == [number for number, _ in segments]
    assert list(zip(table.start.tolist(), table.end.tolist(), strict=True)) == [(s.start, s.end) for _, s in segments]
    assert table.kind_names.tolist() == [s.kind for _, s in segments]
    assert table.label_names.tolist() == [str(s.label or "") for _, s in segments]
    for row, (_, s) in zip(table.probability.tolist(), segments, strict=True):
        assert np.isnan(row).all() if s.probabilities is None else row == list(s.probabilities.values())
    assert list(table.to_dict())[6:] == clf.classes_.tolist()
    assert table.to_dict()["label"].tolist() == [label or None for label in table.label_names.tolist()]


@pytest.mark.parametrize("table", [
    pd.DataFrame({"text": ["It rained."], "url": ["/a"]}), pl.DataFrame({"text": ["It rained."]}),
    pa.table({"text": ["It rained."]}), {"text": ["It rained."]},
], ids=["pandas", "polars", "arrow", "dict"])  # fmt: skip
def test_the_names_of_columns_are_not_taken_for_texts(table: Any, clf: opinionclf.Classifier) -> None:
    calls: tuple[Callable[[Any], object], ...] = (
        opinionclf.classify_many, opinionclf.classify_columns, clf.classify_many, clf.classify_columns, clf.predict,
        clf.predict_proba, lambda texts: opinionclf.classify_many(texts, n_jobs=2),
        lambda texts: opinionclf.classify_columns(texts, n_jobs=2),
    )  # fmt: skip
    for call in calls:
        with pytest.raises(TypeError, match=f"expected many texts, not a {type(table).__name__}; give one column of it"):
            call(table)
    if not isinstance(table, pa.Table):
        assert clf.predict(table["text"]).tolist() == ["factual_report"]


def test_columns_of_nothing_are_empty(clf: opinionclf.Classifier) -> None:
    table = clf.classify_columns([])
    assert len(table) == 0
    assert table.probability.shape == (0, 3)
    assert len(clf.classify("").columns) == 0


def test_single_sentences_give_the_same_alone_and_in_company(clf: opinionclf.Classifier) -> None:
    sentences = [s.text for text in ARTICLES for s in clf.classify(text).sentences]
    sentences[3:3] = ["", "  ", "?", "“Yes,” he said."]
    together = clf.predict_proba(sentences)
    assert np.array_equal(together, np.concatenate([clf.predict_proba([sentence]) for sentence in sentences]))


@pytest.mark.parametrize("company", ["That bridge closed.", "There was rain", "To sum up, no", "Is it", "He used"])
@pytest.mark.parametrize("sentence", ["Her view is", "The fear among farmers is", "Is belief that it fades?", "To say that"])
def test_what_a_rule_looks_for_is_not_found_elsewhere(clf: opinionclf.Classifier, company: str, sentence: str) -> None:
    alone = clf.predict_proba([sentence])[0]
    assert np.array_equal(clf.predict_proba([company, sentence, company])[1], alone)


def test_n_grams_are_found_by_their_numbers_as_by_their_keys(clf: opinionclf.Classifier) -> None:
    for space in extract(segment(ARTICLES), clf.model.lexicon).namespaces:
        assert np.array_equal(clf.model.rows(space), clf.model.table.find(space.key))


@pytest.mark.parametrize("distance", DISTANCES)
def test_a_pair_of_forms_across_the_border_of_two_segments_is_none(clf: opinionclf.Classifier, distance: int) -> None:
    # The end of a segment has the form of a money sign: `$ ... it` is a pair that a model may know.
    sequence = extract(segment_sentences(["It cost 5 $", "It was bad.", "He said it cost $5."]), clf.model.lexicon).sequence
    rows = clf.model._pair_rows[distance].take(pairs(sequence, distance, count_forms(clf.model.lexicon.forms)))
    crossing = np.ones(len(rows), dtype=bool)
    crossing[inner_pairs(sequence, distance)] = False
    assert crossing.sum() == 2 * distance
    assert not rows[crossing].any()


def test_closed_class_words_are_found_in_the_lexicon_as_in_their_own_table(clf: opinionclf.Classifier) -> None:
    tokens = segment(ARTICLES).tokens
    word = clf.model.lexicon.table.find(tokens.key)
    assert np.array_equal(clf.model.lexicon.closed_rows(tokens.key, word), word_classes().find(tokens.key))
    every = word_classes().keys
    rows = clf.model.lexicon.closed_rows(every, clf.model.lexicon.table.find(every))
    assert np.array_equal(rows, word_classes().find(every))


def test_a_closed_class_word_that_is_newer_than_the_lexicon_is_found_too(clf: opinionclf.Classifier) -> None:
    assert not clf.model.lexicon.unlisted
    keys = clf.model.lexicon.table.keys.copy()
    newer = word_classes().keys[[3, 70]]
    keys[np.isin(keys, newer)] += np.uint64(1)  # other words
    older = dataclasses.replace(clf.model.lexicon, table=KeyTable.build(keys))
    assert sorted(older.unlisted) == sorted(newer)
    every = word_classes().keys
    assert np.array_equal(older.closed_rows(every, older.table.find(every)), word_classes().find(every))


@pytest.mark.parametrize("distance", DISTANCES)
def test_the_key_of_a_pair_of_forms_gives_the_pair_back(clf: opinionclf.Classifier, distance: int) -> None:
    n_forms = count_forms(clf.model.lexicon.forms)
    numbers = np.random.default_rng(0).integers(0, n_forms**2, 5000)
    keys = pair_keys(numbers, distance, n_forms)
    rows, found = pair_numbers(keys, distance, n_forms)
    assert np.array_equal(rows, np.arange(len(keys)))
    assert np.array_equal(found, numbers)
    assert not len(pair_numbers(keys, 3 - distance, n_forms)[0])


def test_a_sentence_of_a_hundred_thousand_words_is_summed_exactly(clf: opinionclf.Classifier) -> None:
    model = clf.model
    features = extract(segment_sentences(["It is bad.", "shameful " * 100_000, "He said so."]), model.lexicon)
    for group in model.scale:
        spaces = [space for space in features.namespaces if space.group == group]
        wanted = np.zeros((3, len(model.labels)))
        for number in range(3):
            rows = np.concatenate([model.rows(space)[space.segment == number] for space in spaces])
            known = rows[rows > 0] - 1
            wanted[number] = model.sparse[known].sum(axis=0, dtype=np.int64) * (2.0**-12 / np.sqrt(max(len(known), 1)))
        assert np.array_equal(model._sparse_scores(features, group).T, wanted)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(1, 2**64 - 1), max_size=300), st.sets(st.integers(0, 2**64 - 1), max_size=50))
def test_a_key_table_finds_its_keys_and_no_others(known: set[int], asked: set[int]) -> None:
    keys = np.array(sorted(known), dtype=np.uint64)
    table = KeyTable.build(keys)
    assert table.find(keys).tolist() == list(range(1, len(keys) + 1))
    others = np.array(sorted(asked - known), dtype=np.uint64)
    assert not table.find(others).any()


def test_keys_that_share_all_upper_bits_get_slots_of_their_own() -> None:
    keys = np.arange(1, 200, dtype=np.uint64)
    assert KeyTable.build(keys).find(keys).tolist() == list(range(1, 200))


@pytest.mark.parametrize("keys", [[5, 5], [0, 7]])
def test_a_key_table_refuses_keys_that_it_cannot_tell_apart(keys: list[int]) -> None:
    with pytest.raises(ValueError, match="distinct"):
        KeyTable.build(np.array(keys, dtype=np.uint64))


def test_given_segments_may_begin_behind_the_first_words_of_a_page() -> None:
    text = "no “No.” ” ) pepper.” He “Salt “Salt"
    for place in (3, 9, 13, 22, 25):
        found = segment_pages([Page(text, [place], [SENTENCE], [0])])
        assert len(found.quotations.inside) == len(found.quotations.depth) == len(found.tokens)


def test_a_sentence_without_a_final_stop_does_not_read_into_the_next_document() -> None:
    model = opinionclf.load_model()
    for sentence in ("Council rejects the mayor's plan", "No reply to her letter", "In the widow's telling"):
        alone = model.predict_proba([sentence])
        for other in ("Update: the pool closed.", ", said the mayor, the pool closed.", ": the pool closed."):
            assert (model.predict_proba([sentence, other])[:1] == alone).all()
