"""Explanations: sums that add up, places that hold what they say, and cues."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, Called, save_small_model
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import opinionclf
from opinionclf.explanation.contributions import GROUP_NAMES, GROUPS, group_of
from opinionclf.explanation.cues import KINDS
from opinionclf.features.numbers import Flags, LogCounts
from opinionclf.features.registry import REGISTRY, Batch, Registry
from opinionclf.features.sequence import form_names
from opinionclf.storage import read_model
from opinionclf.text import tokens as tk

Run = Callable[..., "subprocess.CompletedProcess[str]"]
OP_ED = (EXAMPLES / "op_ed.txt").read_text(encoding="utf-8")
WIRE = (EXAMPLES / "wire_report.txt").read_text(encoding="utf-8")
PAGE = (EXAMPLES / "scraped_page.txt").read_text(encoding="utf-8")

_WORDS = (
    "the a minister said that “ ” . , ? ! Perhaps so-called shameful Lowe reportedly 12 % we must "
    "not quickly it is according to Dr. in 2019 — ; : he 'quoted' claims Mr. été 😀 Monday would"
)
WORDS = st.sampled_from([*_WORDS.split(), '"', "\n\n"])
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=120))


def check_sums(document: opinionclf.Document) -> None:
    """Intercept and contributions of every sentence add up to the model's score, and every place holds its text."""
    for sentence in document.sentences:
        explanation = sentence.explain()
        assert sentence.probabilities is not None
        assert explanation.label == max(sentence.probabilities, key=sentence.probabilities.__getitem__)
        for label, score in explanation.scores.items():
            total = explanation.intercept[label] + sum(c.scores[label] for c in explanation.contributions)
            assert total == pytest.approx(score, abs=1e-6)
            grouped = sum(group[label] for group in explanation.groups.values())
            assert explanation.intercept[label] + grouped == pytest.approx(score, abs=1e-6)
        for contribution in explanation.contributions:
            for place in contribution.places:
                assert document.text[place.start : place.end] == place.text
                assert place.text
                if contribution.group != "context":
                    assert sentence.start <= place.start < place.end <= sentence.end


@pytest.mark.parametrize("text", [OP_ED, WIRE, PAGE])
def test_contributions_to_an_article_add_up_to_the_scores(text: str) -> None:
    check_sums(opinionclf.classify(text))


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_contributions_to_any_text_add_up_to_the_scores(text: str) -> None:
    check_sums(opinionclf.classify(text))


def test_scores_become_the_probabilities_of_the_sentence() -> None:
    model = opinionclf.load_model().model
    for sentence in opinionclf.classify(OP_ED).sentences:
        scores = np.array([list(sentence.explain().scores.values())])
        assert sentence.probabilities is not None
        np.testing.assert_allclose(model.probabilities(scores)[0], list(sentence.probabilities.values()), atol=1e-9)


def test_names_are_those_of_the_model_file() -> None:
    classifier = opinionclf.load_model()
    assert classifier.folder is not None
    names = set(read_model(classifier.folder)[1].names()) | set(classifier.model.dense_names)
    for sentence in opinionclf.classify(OP_ED).sentences:
        for contribution in sentence.explain().contributions:
            assert contribution.name in names or contribution.name.startswith("context:")
            assert contribution.group in GROUP_NAMES


@pytest.mark.parametrize("prefix", GROUPS)
def test_every_group_of_explanations_has_features(prefix: str) -> None:
    names = {*REGISTRY.names, *opinionclf.load_model().feature_names, "context:article"}
    found = [name for name in names if name.startswith(prefix)]
    assert found, "a function that is renamed takes its features to another group"
    assert GROUPS[prefix] in {group_of(name) for name in found}


def test_names_without_a_file_are_made_from_the_text() -> None:
    shipped = opinionclf.load_model()
    bare = opinionclf.Classifier(shipped.model)
    named = opinionclf.classify(WIRE).sentences[1].explain()
    made = opinionclf.classify(WIRE, model=bare).sentences[1].explain()
    assert [c.name for c in made.contributions] == [c.name for c in named.contributions]


def test_function_words_are_forms_and_no_words(tmp_path: Path) -> None:
    save_small_model(tmp_path / "model")
    model = opinionclf.load_model(tmp_path / "model")
    document = model.classify(OP_ED)
    features = document._details.features
    found = {features.name(space, row, document.text) for space in features.namespaces for row in range(len(space.at))}
    for names in (found, set(model.feature_names)):
        words = {name.removeprefix("word:") for name in names if name.startswith("word:")}
        assert words
        assert words.isdisjoint(model.model.lexicon.forms)
    assert any(name.startswith("form:the ") for name in found)
    check_sums(document)


def test_words_and_lexicon_fire_where_they_stand() -> None:
    text = "The vote was on Monday.\n\nIt is a shameful bargain, and a shameful one for us, for our children."
    explanation = opinionclf.classify(text).sentences[1].explain()
    found = {c.name: [text[p.start : p.end] for p in c.places] for c in explanation.contributions}
    assert found["lexicon:cues=adj_neg.own"] == ["shameful", "shameful"]
    assert found["style:closed_class=first_plural.own"] == ["us", "our"]
    assert found["context:previous sentence"] == ["The vote was on Monday."]
    assert found["context:article"] == []


def test_forms_of_a_sentence_show_the_words_they_stand_for() -> None:
    text = 'It is a shameful bargain, "a bargain of the worst kind", said Ada Lowe.'
    explanation = opinionclf.classify(text).sentences[0].explain()
    forms = explanation.of_group("forms")
    for contribution in forms:
        pieces = contribution.name.removeprefix("form:").split(" ")
        wanted = [piece for piece in pieces if piece not in ("^", "$", "_")]
        if all(piece.isalpha() and piece.islower() and piece != "word" for piece in wanted):
            assert " ".join(wanted) in [place.text.lower() for place in contribution.places] or "_" in pieces
    quoted = [c for c in forms if "QUOTED" in c.name]
    assert quoted
    assert any("worst kind" in place.text for c in quoted for place in c.places)


def test_every_dense_feature_but_that_nothing_is_quoted_finds_its_places() -> None:
    texts = [OP_ED, WIRE, PAGE, *(json.loads(line)["text"] for line in (
        Path(__file__).parent / "data" / "sources_first.jsonl").read_text(encoding="utf-8").splitlines()[::4])]  # fmt: skip
    without_places = set()
    seen = set()
    for document in opinionclf.classify_many(texts):
        details = document._details
        for segment in range(details.finder.columns.n_segments):
            for number, name in enumerate(REGISTRY.names):
                places = details.finder.of_dense(name, segment)  # a feature without any says so
                if details.features.dense[segment, number] and name != "quotation:longest_quotation=none":
                    seen.add(name)
                    if not places:
                        without_places.add(name)
    assert not without_places
    assert len(seen) > 100


def test_the_place_of_a_new_feature_follows_from_the_tokens_it_names() -> None:
    registry = Registry()

    @registry.add("style")
    def ends_in_ellipsis(batch: Batch) -> Flags:
        last = batch.columns.last - 1
        (row,) = (batch.columns.tokens.kind.take(last) == tk.ELLIPSIS).nonzero()
        return Flags(row, token=last.take(row))

    text = "The ferry left. Or so they said..."
    batch = opinionclf.classify(text)._details.finder.batch
    ((first, last),) = registry.places("style:ends_in_ellipsis", batch).values()
    tokens = batch.columns.tokens
    assert [text[tokens.start[a] : tokens.end[b - 1]] for a, b in zip(first, last, strict=True)] == ["..."]


def test_a_new_feature_that_names_no_tokens_has_to_say_where_it_fires() -> None:
    registry = Registry()

    @registry.add("attribution")
    def is_short(batch: Batch) -> Flags:
        return Flags((batch.columns.last < 4).nonzero()[0])

    @registry.add("style")
    def long_words(batch: Batch) -> LogCounts:
        return LogCounts((batch.columns.last > 4).nonzero()[0])

    batch = opinionclf.classify("The ferry left.")._details.finder.batch
    for name in registry.names:
        with pytest.raises(LookupError, match=f"{name} has no place in explanations"):
            registry.places(name, batch)


@settings(max_examples=120, deadline=None)
@given(TEXTS)
@example("She “told “me the” whole” story.")
@example("She said “yes” “no” and “perhaps it may be”.")
@example("“It leaks, he said. “It has leaked for years” before.")
def test_the_quotations_that_explanations_show_are_those_that_features_count(text: str) -> None:
    document = opinionclf.classify(text)
    assume(document.segments)
    finder = document._details.finder
    columns, sequence = finder.columns, finder.features.sequence
    names = form_names(columns.lexicon.forms)
    quoted = [names[form].startswith("QUOTED-") for form in sequence.form.tolist()]
    first, last = columns.quotation_bounds
    assert sequence.token[quoted].tolist() == first.tolist()
    sizes = [int((columns.tokens.kind[a:b] <= tk.NUMBER).sum()) for a, b in zip(first, last, strict=True)]
    assert columns.quotation_words.tolist() == sizes
    for row in range(columns.n_segments):
        own = [i for i in range(len(first)) if columns.segment[first[i]] == row]
        longest = [finder.place(first[i], last[i]) for i in own if sizes[i] == max(sizes[j] for j in own)]
        assert finder.of_dense("quotation:longest_quotation=clause", row) == longest


def test_of_several_quotations_explanations_show_the_one_that_is_meant() -> None:
    text = "“The bridge is old. It leaks,” he said, “in May,” and “it has leaked for years now.”"
    finder = opinionclf.classify(text)._details.finder
    shown = [[[place.text for place in finder.of_dense(f"quotation:{name}", row)] for row in range(finder.columns.n_segments)]
             for name in ("opened_earlier", "longest_quotation=clause")]  # fmt: skip
    assert shown == [
        [[], ["It leaks,”"]],
        [["“The bridge is old."], ["“it has leaked for years now.”"]],
    ]


def test_explaining_a_heading_says_why_it_can_t() -> None:
    heading = next(s for s in opinionclf.classify(PAGE).segments if s.kind == "heading")
    with pytest.raises(ValueError, match="heading"):
        heading.explain()
    assert heading.attribution is None
    assert not heading.uncertain


def test_an_explanation_becomes_plain_types() -> None:
    explanation = opinionclf.classify(OP_ED).sentences[0].explain()
    result = json.loads(json.dumps(explanation.to_dict()))
    assert result["label"] == explanation.label
    assert len(result["contributions"]) == len(explanation.contributions)


# Cues


def test_cues_have_category_strength_and_exact_offsets() -> None:
    text = 'Perhaps the so-called reform was shameful, the minister said, "clearly a disgrace".'
    cues = {cue.text: cue for cue in opinionclf.classify(text).sentences[0].cues}
    assert {name: (cue.kind, cue.strength, cue.quoted) for name, cue in cues.items()} == {
        "Perhaps": ("hedge", 3, False), "so-called": ("irony", 3, False), "shameful": ("evaluation", 3, False),
        "said": ("reporting", 3, False), "clearly": ("booster", 2, True), "disgrace": ("evaluation", 2, True),
    }  # fmt: skip
    assert all(text[cue.start : cue.end] == name for name, cue in cues.items())


def test_a_noun_of_the_form_of_a_reporting_verb_reports_nothing() -> None:
    text = "The claim of the north was settled in 1994, the court said."
    kinds = [(cue.text, cue.category) for cue in opinionclf.classify(text).sentences[0].cues if cue.kind == "reporting"]
    assert ("said", "rep_verb_neutral") in kinds
    assert not any(category.startswith("rep_verb") for word, category in kinds if word == "claim")


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_cues_of_any_text_slice_what_they_say(text: str) -> None:
    document = opinionclf.classify(text)
    for segment in document.segments:
        for cue in segment.cues:
            assert text[cue.start : cue.end] == cue.text
            assert segment.start <= cue.start < cue.end <= segment.end
            assert cue.kind == KINDS[cue.category]
            assert 1 <= cue.strength <= 3


# The document


def test_classifying_without_asking_reads_the_text_once() -> None:
    document = opinionclf.classify(WIRE)
    assert document.to_json(), repr(document)
    assert "_read" not in vars(document._details)
    code = """import opinionclf, sys; opinionclf.classify('It rained.').to_json(); print(
        {'jinja2', 'opinionclf.explanation.explain', 'opinionclf.sources.sources', 'opinionclf.webpage'} & set(sys.modules))"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.strip() == "set()"


# The commands


def test_explain_prints_a_table_of_a_sentence(run: Run) -> None:
    result = run("explain", "The so-called reform was a shameful bargain, the minister said.")
    assert result.returncode == 0
    for part in ("attributed_claim", "intercept", "score", "shameful (evaluation 3)", "source: the minister; cue: said"):
        assert part in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("width", [44, 60, 100])
def test_explain_keeps_to_the_width_of_the_terminal(run: Run, width: int) -> None:
    text = "The so-called reform was a shameful bargain, the minister of transport said on Monday night."
    lines = run("explain", text, COLUMNS=str(width)).stdout.splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) > 20


def test_explain_reads_files_and_standard_input(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(WIRE, encoding="utf-8")
    from_file = run("explain", article, "--format", "jsonl").stdout
    assert run("explain", "-", "--format", "jsonl", stdin=WIRE.encode()).stdout == from_file
    rows = [json.loads(line) for line in from_file.splitlines()]
    assert [row["text"] for row in rows] == [s.text for s in opinionclf.classify(WIRE).sentences]
    assert all("explanation" in row and "cues" in row and "attribution" in row for row in rows)


def test_explain_of_a_missing_file_says_so(run: Run) -> None:
    result = run("explain", "no/such/file.txt")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "opinionclf: no/such/file.txt: no such file\n"


def test_explain_of_a_folder_or_of_several_words_says_what_to_do(call: Callable[..., Called]) -> None:
    Path("t").mkdir()
    status, explained, told = call("explain", "t")
    assert (status, explained[:2]) == (0, "t\n")
    assert told == "opinionclf: t: is a directory, so the word is explained; for an article name its file\n"
    told = 'opinionclf: one TEXT is explained; put quotation marks around a sentence: opinionclf explain "It rained."\n'
    assert call("explain", "It", "rained.") == (2, "", told)


def test_explain_of_nothing_ends_as_a_failure_and_names_what_is_missing(call: Callable[..., Called]) -> None:
    assert call("explain", "") == (2, "", "opinionclf: no sentence to explain\n")
    assert call("explain").stderr.startswith("opinionclf: the following arguments are required: TEXT (see")


def test_explain_of_one_word_tells_that_there_is_no_such_file(call: Callable[..., Called]) -> None:
    result = call("explain", "wire_report")
    assert (result.returncode, result.stdout[:12]) == (0, "wire_report\n")
    assert result.stderr == "opinionclf: wire_report: no such file, so the word is explained\n"
    assert call("explain", "Shameful!").stderr == ""


def test_cues_lists_categories_and_looks_words_up(run: Run) -> None:
    listed = run("cues").stdout
    assert all(f"\n{name} " in "\n" + listed for name in ("hedge", "booster", "rep_verb_neutral"))
    assert run("cues", "says").stdout.splitlines()[0].split() == ["say", "rep_verb_neutral", "3"]
    assert "so-called" in run("cues", "so-called").stdout
    missing = run("cues", "xyzzy")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "not in the lexicon" in missing.stderr


def test_cues_lists_a_category_all_phrases_and_near_words(call: Callable[..., Called]) -> None:
    listed = call("cues", "adj_neg").stdout
    assert listed.startswith("category adj_neg: ")
    assert " shameful," in listed
    assert call("cues", "hedge").stdout.count("category hedge: ") == 1
    few, every = call("cues", "said").stdout, call("cues", "--all", "said").stdout
    assert int(few.splitlines()[-1].split()[1]) == len(every.splitlines()) - len(few.splitlines()) + 1
    assert "near it are: perhaps" in call("cues", "perhpas").stderr


def quotation_reasons(text: str, sentence: int) -> dict[str, float]:
    """What features of quotations add to a claim, over what they add to a fact."""
    contributions = opinionclf.classify(text).sentences[sentence].explain().contributions
    return {one.name: one.scores["attributed_claim"] - one.scores["factual_report"]
            for one in contributions if one.name.startswith("quotation:")}  # fmt: skip


def test_that_a_quotation_goes_on_speaks_for_a_claim() -> None:
    reasons = quotation_reasons("“The bridge is old,” he said. “It leaks. Nobody has walked on it since May.”", 2)
    assert reasons["quotation:opened_earlier"] > 0
    assert min(reasons.values()) > 0


def test_that_nothing_is_quoted_speaks_against_a_claim_only_where_nothing_is_attributed() -> None:
    assert quotation_reasons("The bridge was closed on Monday.", 0)["quotation:longest_quotation=none"] < 0
    assert quotation_reasons("The mayor said that the bridge was closed on Monday.", 0) == {}
