"""Sources: who says what, found in the sentence or carried from the one that names the speaker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import opinionclf
from opinionclf.sources.search.nounphrases import Words
from opinionclf.sources.search.setphrases import phrase_finding
from opinionclf.sources.sources import Attribution
from opinionclf.text import tokens as tk

DATA = Path(__file__).parent / "data"


def labelled(part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"sources_{part}.jsonl").read_text(encoding="utf-8").splitlines()]


FIRST, SECOND = labelled("first"), labelled("second")
ROWS = FIRST + SECOND
_WORDS = (
    "the a minister said that “ ” . , ? ! who by according to Dr. Lowe of and she "
    "adding was accused reportedly in 's statement : — put it as view Mr. U.S. told claims from had not Monday"
)
WORDS = st.sampled_from([*_WORDS.split(), '"', "\n\n"])


def attribution(text: str, number: int = -1) -> Attribution:
    """The attribution of one sentence of a text, whatever its label."""
    document = opinionclf.classify(text)
    row = [i for i, segment in enumerate(document.segments) if segment.kind == "sentence"][number]
    return document._details.attributions.of(row)


def found(text: str, number: int = -1) -> tuple[str | None, str | None]:
    """Source and cue of one sentence of a text."""
    result = attribution(text, number)
    return result.source.text if result.source else None, result.cue.text if result.cue else None


def test_the_hand_labelled_set_is_sound() -> None:
    assert len(FIRST) >= 250
    assert len(SECOND) >= 100
    assert len({(row["text"], row["start"]) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        for what in ("source", "cue"):
            if row[what] is None:
                assert row[f"{what}_start"] is None
            else:
                assert row["text"][row[f"{what}_start"] :].startswith(row[what])
    assert sum(row["source"] is None for row in ROWS) >= 40


@pytest.mark.parametrize("rows", [FIRST, SECOND], ids=["first", "second"])
def test_sources_and_cues_of_the_hand_labelled_set_are_found(rows: list[dict[str, Any]]) -> None:
    right = {"source": 0, "cue": 0, "null": 0}
    for row, document in zip(rows, opinionclf.classify_many(row["text"] for row in rows), strict=True):
        match = [i for i, s in enumerate(document.segments) if s.start < row["end"] and s.end > row["start"]]
        result = document._details.attributions.of(match[0])
        for what in ("source", "cue"):
            place = getattr(result, what)
            exact = (place.text, place.start) == (row[what], row[f"{what}_start"]) if place else row[what] is None
            right[what] += exact
        right["null"] += row["source"] is None and result.source is None
    assert right["source"] >= 0.85 * len(rows)
    assert right["cue"] >= 0.9 * len(rows)
    assert right["null"] >= 0.9 * sum(row["source"] is None for row in rows)


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("Culture Secretary Bram Oster said the hall would open.", "Culture Secretary Bram Oster", "said"),
    ("The hall will open, said Bram Oster, the culture secretary.", "Bram Oster", "said"),
    ("Bram Oster, who built the hall, said it would open.", "Bram Oster", "said"),
    ("According to two people briefed on the plan, the hall will open.", "two people briefed on the plan", "According to"),
    ("A person close to the talks said the hall would open.", "A person close to the talks", "said"),
    ("The hall's owners have repeatedly denied that it leaks.", "The hall's owners", "denied"),
    ("The hall reportedly leaks.", None, "reportedly"),
    ("The hall is said to leak.", None, "said"),
    ("label it", None, "label"),
    ("The hall was described by the inspector as unsafe.", "the inspector", "described"),
    ("The nurses' union said the ward would close.", "The nurses' union", "said"),
    ("An audit published that year found that the hall leaked.", "An audit published that year", "found"),
    ("The report released earlier this month says the hall leaks.", "The report released earlier this month", "says"),
    ("The union last week said it would strike.", "The union", "said"),
])  # fmt: skip
def test_sources_in_the_sentence(text: str, source: str | None, cue: str) -> None:
    assert found(text) == (source, cue)


def test_a_quotation_takes_its_speaker_from_the_sentence_that_names_one() -> None:
    text = '"The roof leaks," said Bram Oster. "It has leaked for years."\n\nThe hall has 400 seats.'
    result = attribution(text, 1)
    assert result.source is not None
    assert (result.source.text, result.carried, result.cue) == ("Bram Oster", True, None)
    assert text[result.source.start : result.source.end] == "Bram Oster"


def test_an_open_quotation_takes_its_speaker_from_where_it_closes() -> None:
    assert found('"The roof leaks. It has leaked for years," said Bram Oster.', 0) == ("Bram Oster", None)


def test_speakers_of_a_transcript_are_those_in_front_of_a_colon_where_a_turn_begins() -> None:
    text = "Lowe: It is hard. My advice: ask.\n\nMarsh: We did. The answer: no.\n\nLowe: So: we wait.\n\nMarsh: Yes. I agree."
    assert {source.name: source.count for source in opinionclf.classify(text).sources} == {"Lowe": 3, "Marsh": 4}
    text = "Lowe: It is hard.\n\nDeputy Transport Minister Ada Marsh: No money came.\n\nLowe: We wait.\n\nLowe: So be it."
    assert found(text, 1)[0] == "Deputy Transport Minister Ada Marsh"


def test_speakers_of_a_transcript_are_those_in_front_of_the_colon() -> None:
    text = "OSTER: The roof leaks.\n\nLOWE: Since when?\n\nOSTER: Since June. It was a storm.\n\nLOWE: I see.\n\nOSTER: Yes."
    assert [found(text, i)[0] for i in range(4)] == ["OSTER", "LOWE", "OSTER", "OSTER"]


@pytest.mark.parametrize(("text", "number", "source", "cue"), [
    ("Bram Oster, 44, who built the hall, said it would open.", 0, "Bram Oster", "said"),
    ("Neither the owner nor the tenants said what it had cost.", 0, "Neither the owner nor the tenants", "said"),
    ("In his view, the hall should be shut.", 0, "his", "view"),
    ("The hall will open in May, says the owner's brother.", 0, "the owner's brother", "says"),
    ("The owner has been accused by his tenants of hiding the keys.", 0, "his tenants", "accused"),
    ("The hall is hoped to be open by the spring.", 0, None, "hoped"),
    ("The hall is claimed to have been built by monks.", 0, None, "claimed"),
    ("The minister was accused of lying by Bram Oster.", 0, "Bram Oster", "accused"),
    ("The hall was described as finished by two clerks.", 0, "two clerks", "described"),
    ("Firefighters put the number of broken seats at 90.", 0, "Firefighters", "put"),
    ("He admitted, when asked, that the hall leaked.", 0, "He", "admitted"),
    ("A man who asked not to be named said the hall leaked.", 0, "A man who asked not to be named", "said"),
    ("Oster's argument is that halls were meant to leak.", 0, "Oster", "argument"),
    ("Everybody on the board said the hall leaked.", 0, "Everybody on the board", "said"),
    ("Numbers published by the theatre on Monday show that 90 seats are broken.", 0,
     "Numbers published by the theatre on Monday", "show"),
    ("The plumber testified for an hour that the hall leaked.", 0, "The plumber", "testified"),
    ('The owner was short. "The hall leaks and I have no money."', 1, "The owner", None),
])  # fmt: skip
def test_sources_in_less_common_forms(text: str, number: int, source: str | None, cue: str | None) -> None:
    assert found(text, number) == (source, cue)


def test_a_pronoun_stays_and_the_name_is_a_guess() -> None:
    result = attribution("Culture Secretary Bram Oster came on Monday. He said the hall would open.")
    assert result.source is not None
    assert result.antecedent is not None
    assert (result.source.text, result.carried) == ("He", False)
    assert result.antecedent.text.endswith("Bram Oster")


@pytest.mark.parametrize(("text", "name"), [
    ("Fees will rise, said Transport Minister Ada Lowe. She said it was late.", "Transport Minister Ada Lowe"),
    ("The vote was won by Sen. J. R. Moss. He said it was late.", "Sen. J. R. Moss"),
    ("On Monday Ada Lowe left. She said it was late.", "Ada Lowe"),
    ("The talks were held in Marlow. She said it was late.", None),
    ("Ada Lowe left. Marsh said the port would close. He added that the fees were low.", "Marsh"),
    ("Ada Lowe left. Officials said it was over. They added that it was late.", "Officials"),
    ("Dr. Ada Lowe, of St. Mary's Hospital, said it was over. “It is late,” she said.", "Dr. Ada Lowe"),
    ("Ada Lowe, of Salem’s Harbor Board, left. She said it was late.", "Ada Lowe"),
])  # fmt: skip
def test_the_guess_is_the_nearest_earlier_name(text: str, name: str | None) -> None:
    guess = attribution(text, -1).antecedent
    assert (guess.text if guess else None) == name


def test_what_it_stands_for_is_no_number_of_a_bus() -> None:
    text = "The N14 will stop in May. The council voted eight to five, a step that it says will save money."
    assert attribution(text).antecedent is None
    named = attribution("The fund will stop in May, the council said. It said a step like this would save money.").antecedent
    assert named is not None
    assert named.text == "the council"


@pytest.mark.parametrize(("text", "kind", "content"), [
    ('"The roof has leaked since June," Bram Oster said.', "direct", '"The roof has leaked since June,"'),
    ('Bram Oster said the roof was "a sieve".', "mixed", '"a sieve"'),
    ("Bram Oster said the roof “would hold for one more year.”", "mixed", "“would hold for one more year.”"),
    ("Bram Oster said: “It would hold for one more year.”", "direct", "“It would hold for one more year.”"),
    ("Bram Oster said that the roof was a sieve.", "indirect", "the roof was a sieve"),
    ("The roof was a sieve, Bram Oster said.", "indirect", "The roof was a sieve"),
    ("The board said it had no money.", "indirect", "it had no money"),
    ("Bram Oster told him that it leaked.", "indirect", "it leaked"),
    ("Bram Oster told the court that the owner had lied.", "indirect", "the owner had lied"),
    ("According to Bram Oster, who owns the hall, rents rose.", "indirect", "rents rose"),
    ("Some say it is shut, and others claim it is open.", "indirect", "it is open"),
    ("Bram Oster said rents rose by 5%.", "indirect", "rents rose by 5%"),
    ("Bram Oster said rents rose (slightly).", "indirect", "rents rose (slightly)"),
    ("Bram Oster said Tuesday the hall would open.", "indirect", "the hall would open"),
    ("Bram Oster said on Tuesday rents would rise.", "indirect", "rents would rise"),
    ("Bram Oster said Tuesday's vote was fair.", "indirect", "Tuesday's vote was fair"),
    ("Pressed again, Bram Oster said nothing.", "indirect", "nothing"),
])  # fmt: skip
def test_quotations_are_direct_indirect_or_mixed(text: str, kind: str, content: str) -> None:
    result = attribution(text)
    assert result.kind == kind
    assert [quotation.text for quotation in result.quotations] == [content]


@pytest.mark.parametrize("text", [
    "Bram Oster said the plan was a stunt. “It is a disgrace. They lied to us.”\n\n“We never lied,” Ada Lowe said.",
    "Bram Oster was blunt. “No. Never.” He left.",
    "Bram Oster was blunt. “No.” “Never.” He left.",
    "“It is a disgrace,” Bram Oster said. “They lied. All of them.” Ada Lowe, the mayor, rejected that.",
])  # fmt: skip
def test_all_sentences_of_a_quotation_have_one_source(text: str) -> None:
    sentences = opinionclf.classify(text).sentences
    quoted = [place for place, sentence in enumerate(sentences) if sentence.text[0] in "“NTA" and "Ada" not in sentence.text]
    assert quoted
    for place in quoted:
        source = attribution(text, place).source
        assert source is not None
        assert source.text == "Bram Oster"


def test_only_claims_have_an_attribution() -> None:
    document = opinionclf.classify("The bridge opened on Monday. The minister said it was safe.")
    assert [sentence.attribution is None for sentence in document.sentences] == [True, False]


def test_bodies_are_one_source_only_by_their_whole_names_and_nobody_is_none() -> None:
    text = "The Defence Ministry said it was shut. The Health Ministry said it was open. City Council said it was neither."
    assert [source.count for source in opinionclf.classify(text).sources] == [1] * 3
    assert not opinionclf.classify("Nobody said anything to the paper about it. Somebody told the paper it was shut.").sources


def test_letters_in_front_of_questions_and_answers_are_nobody_who_is_quoted() -> None:
    turns = ("Q: Who is to blame?", "A: It was lost, the mayor said.", "Q: And now?", "A: We will dredge in May.")
    for labels in (("Q:", "A:"), ("Question:", "Answer:")):
        text = "\n\n".join(turns).replace("Q:", labels[0]).replace("A:", labels[1])
        document = opinionclf.classify(text)
        assert [sentence.attribution.source.text for sentence in document.sentences[:2]] == [name[:-1] for name in labels]
        assert not {source.name for source in document.sources} & {"Q", "A", "Question", "Answer"}
        assert document.summary["sources"] == [source.to_dict() for source in document.sources]


def test_a_document_tells_who_is_quoted_how_often_and_where() -> None:
    text = (
        'Transport Minister Ada Lowe said the ferry was safe. "It was tested in May," Lowe said.\n\n'
        "The union said nobody had asked its members. She said that was untrue."
    )
    document = opinionclf.classify(text)
    sources = {source.name: source for source in document.sources}
    lowe = sources["Transport Minister Ada Lowe"]
    assert lowe.count == 2
    assert [text[place.start : place.end] for place in lowe.mentions] == ["Transport Minister Ada Lowe", "Lowe"]
    assert sources["the union"].count == 1
    assert document.summary["sources"][0]["name"] == "Transport Minister Ada Lowe"
    json.dumps(document.to_dict(details=True))


@pytest.mark.parametrize("text", [
    "Marsh, " + "44, " * 5000 + "said it had rained there.",
    "The man who knows " * 5000 + "said that it rained.",
    "The man and the man who knows " * 3000 + "said that it rained.",
    "Marsh, " + "who keeps the shop, " * 3000 + "said it had rained there.",
])  # fmt: skip
def test_a_sentence_of_thousands_of_links_is_asked_for_its_source(text: str) -> None:
    document = opinionclf.classify(text)
    assert all(document._details.attributions.of(row).cue for row in range(len(document.segments)))
    assert document.summary["sources"] == [source.to_dict() for source in document.sources]


class _Counted(list[str]):
    """Words that count how often one of them is read."""

    reads = 0

    def __getitem__(self, place: Any) -> Any:
        self.reads += 1
        return super().__getitem__(place)


def test_a_sentence_of_many_views_is_read_once() -> None:
    def reads(n: int) -> int:
        low = _Counted(["lowe", "'s", "view"] * n)
        n_words = len(low)
        none = [False] * n_words
        assert phrase_finding(Words(low, [tk.WORD] * n_words, none, none, none, [0] * n_words)) is None
        return low.reads

    assert reads(400) == 4 * reads(100)


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("It rained, in Lowe's view.", "Lowe", "view"),
    ("In the end, by Vera Lowe's account, it rained.", "Vera Lowe", "account"),
    ("By Lowe's view and to Marsh's account it rained.", "Lowe", "view"),
])  # fmt: skip
def test_the_owner_of_a_view_stands_behind_the_nearest_preposition(text: str, source: str, cue: str) -> None:
    assert found(text) == (source, cue)


@pytest.mark.parametrize(("text", "source"), [
    ("Marsh, 44, who keeps the shop, said it had rained there.", "Marsh"),
    ("Marsh, 44, 2, who keeps the shop, said it had rained there.", "Marsh"),
    ("Later a man who said he knew men who asked not to be named said it had rained.",
     "a man who said he knew men who asked not to be named"),
    ("The man who knows the man who knows the man who knows said it had rained.",
     "The man who knows the man who knows the man who knows"),
])  # fmt: skip
def test_sources_behind_some_links(text: str, source: str) -> None:
    assert found(text)[0] == source


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=50).map(" ".join), st.text(max_size=100)))
def test_any_text_can_be_asked_for_its_sources(text: str) -> None:
    document = opinionclf.classify(text)
    for row in range(len(document.segments)):
        result = document._details.attributions.of(row)
        for place in (result.source, result.cue, result.antecedent, *result.quotations):
            if place is not None:
                assert text[place.start : place.end] == place.text
                assert place.text
    assert sum(source.count + source.guessed for source in document.sources) <= len(document.sentences)


@pytest.mark.parametrize(("text", "source"), [
    ("She, in turn, accused the board of delay.", "She"),
    ("He, therefore, urged the agency to seal the station.", "He"),
    ("“Rates will fall,” said Harvard economist Jane Roe.", "Harvard economist Jane Roe"),
    ("“We are ready,” said NASA spokesman Tom Hill on Friday.", "NASA spokesman Tom Hill"),
    ("“We swam,” said Marsh standing by the door.", "Marsh"),
    ("Sales fell, according to Nielsen data.", "Nielsen data"),
    ("Prices rose, according to US government figures.", "US government figures"),
    ("“It is old,” the first lady, Ada Cole, said.", "the first lady"),
    ("The then mayor said the vote was lost.", "The then mayor"),
    ("More than 40 doctors say the ward is unsafe.", "More than 40 doctors"),
    ("Sen. Harlan Pruett (D), who took the money, said through an aide that he was ill.", "Sen. Harlan Pruett"),
    ("Council documents seen by the Gazette show the offer was the lowest of three.", "Council documents seen by the Gazette"),
    ("Rear Adm. Tom Hill said the fleet was ready.", "Rear Adm. Tom Hill"),
    ("She was, by her own account, a poor swimmer.", "her"),
])  # fmt: skip
def test_the_whole_of_a_source_is_found(text: str, source: str) -> None:
    assert found(text)[0] == source


@pytest.mark.parametrize("name", [
    "Rep. John Cole (R-Texas)", "Sen. John Cole, D-Ohio,", "Cllr John Cole (Con)", "Dr John Cole (Oxford University)",
])  # fmt: skip
def test_what_stands_in_brackets_behind_a_name_and_a_party_are_nobody(name: str) -> None:
    guess = attribution(f"{name} said the bill would fail. He said it was badly written.").antecedent
    assert guess is not None
    assert guess.text.endswith("John Cole")


def test_a_person_named_with_a_role_and_without_is_one_source() -> None:
    text = (
        "Police spokesman John Smith said nobody was hurt. Smith said the road was closed. The union leader Ada Poe of Salem "
        "said it was late. Ms Poe said she was tired."
    )
    sources = opinionclf.classify(text).sources
    assert [(source.name, source.count) for source in sources] == [
        ("Police spokesman John Smith", 2), ("the union leader Ada Poe of Salem", 2),
    ]  # fmt: skip
