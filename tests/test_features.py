"""Features at the level a reader can check: what a sentence's words, quotations and reporting verbs are taken for."""

from __future__ import annotations

import numpy as np
import pytest
from extraction import features_of, value
from hypothesis import example, given
from hypothesis import strategies as st

from opinionclf.arrays import NDArray
from opinionclf.features.columns import build_columns
from opinionclf.features.numbers import LogSums, numbers_of
from opinionclf.features.registry import REGISTRY, Batch, Registry
from opinionclf.features.sequence import form_names
from opinionclf.features.subjects import SUBJECTS
from opinionclf.features.vectorizer import extract
from opinionclf.inflections import inflections
from opinionclf.lexicon import LISTED, Lexicon
from opinionclf.lexiconfiles import Category
from opinionclf.segmentation import segment
from opinionclf.text.wordclasses import class_table
from opinionclf.training.compilation import compile_lexicon
from opinionclf.training.fit import shipped_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shipped_lexicon()


def forms(text: str, lexicon: Lexicon) -> list[str]:
    names = form_names(lexicon.forms)
    return [names[form] for form in features_of(text, lexicon).sequence.form]


@pytest.mark.parametrize(
    ("entry", "part", "form"),
    [("accuse of", "verb", "accused of"), ("say", "verb", "said"), ("deny", "verb", "denies"), ("plan", "verb", "planning"),
     ("have no plans to", "verb", "has no plans to"),
     ("agree", "verb", "agreed"), ("charade", "noun", "charades"), ("folly", "noun", "follies"),
     ("fuel speculation", "verb", "fuelled speculation"), ("dial", "verb", "dialling"), ("acquit", "verb", "acquitted"),
     ("travel", "verb", "travelled"), ("cruel", "adjective", "cruellest"),
     ("silly", "adjective", "silliest"), ("so-called", "none", "so-called")],
)  # fmt: skip
def test_entries_inflect(entry: str, part: str, form: str) -> None:
    assert form in inflections(entry, part)


def test_forms_with_a_doubled_letter_are_made_only_where_a_syllable_ends() -> None:
    assert "failled" not in inflections("fail", "verb")
    assert "revealled" not in inflections("reveal", "verb")


@pytest.mark.parametrize("text", ["It has 40 GB.", "The town’s GDP fell.", "It lies 3 KM off."])
def test_measures_in_capitals_are_measures(text: str, lexicon: Lexicon) -> None:
    assert any("measure" in form for form in forms(text, lexicon))


def test_a_name_that_reads_like_a_unit_is_a_name(lexicon: Lexicon) -> None:
    assert not any("measure" in form for form in forms("Lowe told FT that Mike Pence and Paul Rand swam for GB.", lexicon))


def test_a_claim_about_nothing_keeps_its_reporting_verb(lexicon: Lexicon) -> None:
    for text in ("Critics say nothing has changed.", "Those who say it is safe never swam in it."):
        assert any("rep_verb" in form for form in forms(text, lexicon))


def test_every_dense_feature_has_a_name_of_its_own() -> None:
    assert len(set(REGISTRY.names)) == len(REGISTRY.names)
    assert all(":" in name for name in REGISTRY.names)


def test_a_cue_outside_quotation_marks_is_the_writers(lexicon: Lexicon) -> None:
    assert value("lexicon:cues=adj_neg.own", "It was a shameful bargain.", lexicon) > 0
    assert value("lexicon:cues=adj_neg.own", "“It was a shameful bargain,” he said.", lexicon) == 0


def test_capitals_make_a_word_a_name_but_not_where_the_whole_sentence_is_in_capitals(lexicon: Lexicon) -> None:
    assert value("lexicon:cues=adj_neg.own", "It was a SHAMEFUL bargain for the town.", lexicon) == 0
    assert value("lexicon:cues=adj_neg.own", "IT WAS A SHAMEFUL BARGAIN FOR THE TOWN.", lexicon) > 0


def test_a_cue_in_an_attributed_sentence_is_kept_apart(lexicon: Lexicon) -> None:
    sentence = "It was a shameful bargain, the minister said."
    assert value("lexicon:cues=adj_neg.own", sentence, lexicon) == 0
    assert value("lexicon:cues=adj_neg.attributed", sentence, lexicon) > 0


def test_a_cue_in_front_of_the_reporting_verb_is_the_writers(lexicon: Lexicon) -> None:
    frame = "In a shameful speech, the minister said that taxes would rise."
    assert value("lexicon:cues=adj_neg.own", frame, lexicon) > 0
    content = "In her speech, the minister said that the taxes were shameful."
    assert value("lexicon:cues=adj_neg.own", content, lexicon) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "It was a shameful bargain, according to the mayor of Hestley.",
        "It was a shameful bargain, said the mayor of Hestley.",
        "It was a shameful bargain, said Peter Marsh, who lives there.",
        "It was a shameful bargain, in her view.",
        "It was, by her own account, a shameful bargain.",
    ],
)
def test_what_stands_in_front_of_a_report_set_off_from_it_is_the_sources(sentence: str, lexicon: Lexicon) -> None:
    assert value("lexicon:cues=adj_neg.own", sentence, lexicon) == 0
    assert value("lexicon:cues=adj_neg.attributed", sentence, lexicon) > 0


def test_a_frame_in_front_of_a_statement_stays_the_writers(lexicon: Lexicon) -> None:
    sentence = "In a shameful speech, the mayor said in a statement that fares would rise."
    assert value("lexicon:cues=adj_neg.own", sentence, lexicon) > 0


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The minister said that the bridge would close.", "main"),
        ("The bridge closed and the minister said that another would open.", "later"),
        ("While the minister said that the bridge would close, nothing came of it.", "led"),
        ("The minister, who took office in June, said that the bridge would close.", "main"),
        ("The minister, elected in June, said that the bridge would close.", "main"),
        ("Drivers, most of whom had waited for hours, said that the bridge would close.", "main"),
        ("The bridge, the minister had heard, was old, and drivers said that it would close.", "later"),
    ],
)
def test_a_report_in_the_main_clause_is_told_from_others(sentence: str, place: str, lexicon: Lexicon) -> None:
    assert value(f"attribution:place={place}.core", sentence, lexicon) == 1


@pytest.mark.parametrize(("text", "names", "modals"), [
    ("The bridge opened before May under Will Harding.", 2, 0),
    ("The bridge opened in May.", 0, 0),  # a phrase of time
    ("The bridge may open, and will close.", 0, 2),
    ("May the bridge open soon.", 0, 1),
])  # fmt: skip
def test_may_and_will_are_names_where_they_have_a_capital(text: str, names: int, modals: int, lexicon: Lexicon) -> None:
    columns = features_of(text, lexicon).batch.columns
    words = [text[a:b] for a, b in zip(columns.tokens.start, columns.tokens.end, strict=True)]
    assert sum(bool(name) and word in ("May", "Will") for name, word in zip(columns.name, words, strict=True)) == names
    assert class_table("modal").take(columns.closed).sum() == modals


@pytest.mark.parametrize(("text", "names"), [
    ("On Monday the US warned that the WHO and the IT firm had moved.", ["US", "WHO", "IT"]),
    ("US bakers warned us of those who had moved it.", ["US"]),
    ("WHO knew it? IT was a dark night.", []),  # the first words in capitals for their place
    ("GIVE IT TO US NOW.", []),
])  # fmt: skip
def test_pronouns_in_capitals_are_names(text: str, names: list[str], lexicon: Lexicon) -> None:
    columns = features_of(text, lexicon).batch.columns
    words = [text[a:b] for a, b in zip(columns.tokens.start, columns.tokens.end, strict=True)]
    assert [word for word, name in zip(words, columns.name, strict=True) if name and word in ("US", "WHO", "IT")] == names


@pytest.mark.parametrize(("text", "n_reports"), [
    ("The bridge is believed to have cracked.", 1),
    ("The engineer believed the bridge had cracked.", 0),
    ("There are claims that the bridge has cracked.", 1),
    ("The engineer claims that the bridge has cracked.", 0),
    ("“The bridge is believed to have cracked,” said the engineer.", 0),
])  # fmt: skip
def test_a_report_without_a_source_is_told_from_one_with_a_source(text: str, n_reports: int, lexicon: Lexicon) -> None:
    assert len(features_of(text, lexicon).batch.agentless) == n_reports


@pytest.mark.parametrize(("text", "subject"), [
    ("The minister, who took office in June, said the bridge would close.", "source"),
    ("Officials who live near the plant say the smell is worst at night.", "source"),
    ("The woman, who said the cost had risen, left.", "who"),
    ("A clerk who has repeatedly said the cost had risen left.", "who"),
])  # fmt: skip
def test_who_is_the_subject_of_its_own_verb_only(text: str, subject: str, lexicon: Lexicon) -> None:
    reports = features_of(text, lexicon).batch.reports
    assert SUBJECTS[reports.subject[int(np.argmax(reports.strength))]] == subject


def test_a_title_in_quotation_marks_is_no_quotation(lexicon: Lexicon) -> None:
    assert value("quotation:longest_quotation=none", "Her novel “The Last Harbour” sold out within a week.", lexicon) == 1
    assert value("quotation:longest_quotation=none", "Her novel, “a long walk home,” sold out within a week.", lexicon) == 0


def test_the_form_sequence_keeps_function_words_and_collapses_the_rest(lexicon: Lexicon) -> None:
    sequence = forms("The mayor met John Smith of Leeds in 2014.", lexicon)
    assert sequence[0] == "^"
    assert sequence[-1] == "$"
    assert sequence.count("NAME") == 2, "a name of two words is one element"
    assert "YEAR" in sequence
    assert "the" in sequence


def test_a_quotation_is_one_element_of_the_form_sequence(lexicon: Lexicon) -> None:
    sequence = forms("“We will not go back to the table this year,” he said.", lexicon)
    assert sequence[1] == "QUOTED-CLAUSE"
    assert "table" not in sequence


def test_a_sentence_has_the_same_features_alone_and_in_a_batch(lexicon: Lexicon) -> None:
    texts = ["It was a shameful bargain.", "“No,” he said. It rained.", "Prices rose by 3%, the bureau said."]
    together = extract(segment(texts), lexicon)
    alone = np.concatenate([extract(segment([text]), lexicon).dense for text in texts])
    assert np.array_equal(together.dense, alone)


_WORDS = st.sampled_from(["ash", "birch", "cedar"])
_PHRASES = st.sets(st.lists(_WORDS, min_size=2, max_size=4).map(tuple), min_size=1, max_size=6)


@given(st.lists(_WORDS, min_size=1, max_size=12), _PHRASES)
@example(["ash", "birch", "cedar", "ash"], {("ash", "birch"), ("birch", "cedar", "ash")})
@example(["ash"] * 3, {("ash", "ash")})
def test_of_overlapping_phrases_the_longest_stands_and_then_the_first(words: list[str], phrases: set[tuple[str, ...]]) -> None:
    entries = {" ".join(phrase): 1 for phrase in phrases}
    columns = build_columns(segment([" ".join(words)]), compile_lexicon([Category("idiom", "trees", "none", entries)], []))
    wanted = np.zeros(len(words), dtype=int)  # tokens of the phrase that begins at each place
    free = np.ones(len(words), dtype=bool)
    for length in (4, 3, 2):
        for place in range(len(words) - length + 1):
            if tuple(words[place : place + length]) in phrases and free[place : place + length].all():
                wanted[place] = length
                free[place : place + length] = False
    assert columns.covered.tolist() == [not is_free and wanted[i] == 0 for i, is_free in enumerate(free)]
    assert columns.outside_with(LISTED).tolist() == wanted.nonzero()[0].tolist()


def test_a_feature_that_returns_a_whole_column_is_refused(lexicon: Lexicon) -> None:
    registry = Registry()

    def is_long(batch: Batch) -> NDArray[np.float64]:
        return (batch.columns.last - batch.columns.first > 4).astype(np.float64)

    registry.add("style")(is_long)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="style:is_long has to return Flags, LogCounts or LogSums, not ndarray"):
        registry.compute(features_of("The ferry left.", lexicon).batch)


@pytest.mark.parametrize("tenths", [[16], [0], [-1], [5, 40]])
def test_an_amount_that_would_fall_into_another_column_is_refused(tenths: list[int]) -> None:
    rows = np.zeros(len(tenths), dtype=np.int64)
    with pytest.raises(ValueError, match="from 1 to 15 tenths"):
        LogSums(rows, rows, rows, tenths=np.array(tenths))


def test_amounts_of_a_cell_are_added_up_in_its_own_column() -> None:
    row, column = np.zeros(4, dtype=np.int64), np.array([0, 1, 1, 2])
    named = LogSums(row, column, row, tenths=np.array([1, 15, 15, 10]))
    assert np.array_equal(numbers_of([(named, 0)], 1, 4).matrix(), [[np.log1p(0.1), np.log1p(3.0), np.log1p(1.0), 0.0]])
    assert len(LogSums(row[:0], tenths=row[:0]).row) == 0


@pytest.mark.parametrize("text", [
    "Roots can crack a wall, explains Patel, because they swell in spring.",
    "Drivers risk a fine, cautions the AA, if they stop on the verge.",
    "It could see you cut off, warns Dlamini, because the old tariff has gone.",
    "The council will sell the library, it announced on Friday.",
    "The bridge, notes Lowe, was never painted.",
])  # fmt: skip
def test_a_verb_of_saying_between_marks_with_its_source_attributes(text: str, lexicon: Lexicon) -> None:
    reports = features_of(text, lexicon).batch.reports
    assert (reports.attributes & reports.parenthetical & (reports.strength == 3)).any()


@pytest.mark.parametrize("text", ["He kept maps, notes the archive had lost, and books.", "She paid claims, adds and fees."])
def test_a_noun_behind_a_comma_is_no_verb_of_saying(text: str, lexicon: Lexicon) -> None:
    reports = features_of(text, lexicon).batch.reports
    assert not (reports.attributes & reports.parenthetical).any()
