"""The content of indirect speech: what exactly a source is said to say."""

from __future__ import annotations

import pytest

import opinionclf


def contents(text: str) -> list[str]:
    """The contents of the last sentence of a text, whatever its label."""
    document = opinionclf.classify(text)
    return [quotation.text for quotation in document._details.attributions.of(len(document.segments) - 1).quotations]


@pytest.mark.parametrize(("text", "front", "behind"), [
    ("The bank, she said, had lost track of its own money.", "The bank", "had lost track of its own money"),
    ("The bank, she said on Monday, had lost its money.", "The bank", "had lost its money"),
    ("The pumps, insists Ofharbour's head of works, were never switched off.", "The pumps", "were never switched off"),
    ("The savings, according to the finance director, will come to £6m.", "The savings", "will come to £6m"),
    ("Neither, they say, has ever bought a record.", "Neither", "has ever bought a record"),
    ("What he saw, he told the court, was a man running.", "What he saw", "was a man running"),
    ("The new owner, residents fear, will cut staff.", "The new owner", "will cut staff"),
    ("The method fails, Marsh notes, because leaves hide the soil.", "The method fails", "because leaves hide the soil"),
    ("His captain, by his own account, was never asked.", "His captain", "was never asked"),
])  # fmt: skip
def test_around_a_source_in_the_midst_both_sides_are_the_content(text: str, front: str, behind: str) -> None:
    assert contents(text) == [front, behind]


@pytest.mark.parametrize(("text", "content"), [
    ("By then, Ada Lowe says, the first customers are knocking.", "the first customers are knocking"),
    ("Under the proposal, he told the board, every school would lose a teacher.", "every school would lose a teacher"),
    ("The gap is closing, economists said in a note to clients.", "The gap is closing"),
    ("The bridge is shut, police said, but residents use it.", "The bridge is shut"),
    ("The bridge is shut, he said, adding that it was late.", "The bridge is shut"),
    ("The cuttings are hers, says Ada Lowe, a lawyer in Salem.", "The cuttings are hers"),
    ("KIRKBY — The fire, which began at dawn, was set on purpose, police said.",
     "The fire, which began at dawn, was set on purpose"),
])  # fmt: skip
def test_an_adverbial_in_front_and_what_goes_on_behind_are_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("He told reporters the deal was dead.", "the deal was dead"),
    ("She told police he had followed her home.", "he had followed her home"),
    ("The clerk told the panel he had twice warned them.", "he had twice warned them"),
    ("He told parliament that the fund was empty.", "the fund was empty"),
    ("He told a rally that the fund was empty.", "the fund was empty"),
    ("He told a rally organised by students that the fund was empty.", "the fund was empty"),
    ("He told the court that wanted men had fled.", "wanted men had fled"),
])  # fmt: skip
def test_who_is_told_is_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("The agency that runs the barrier disputes that account.", "that account"),
    ("She told friends that night that she was leaving.", "she was leaving"),
    ("The mayor said in that interview the tunnel would open in May.", "the tunnel would open in May"),
    ("The mayor said that the tunnel would open.", "the tunnel would open"),
    ("My friends tell me that counties lack capacity.", "counties lack capacity"),
    ("Ada Lowe said in interviews that it was late.", "it was late"),
    ("The maker signalled that it saw no case for a cut.", "it saw no case for a cut"),
])  # fmt: skip
def test_a_that_which_points_opens_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("The minister said officials had assured her that the dam was safe.", "officials had assured her that the dam was safe"),
    ("Her lawyer said she maintains that she was at home.", "she maintains that she was at home"),
    ("The doctor testified that his boss had told him that it was over.", "his boss had told him that it was over"),
])  # fmt: skip
def test_the_content_of_the_outer_of_two_speakers_begins_behind_the_outer_verb(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("The union's claim was rejected by the company as nonsense.", "as nonsense"),
    ("The policy was denounced as racist by student groups.", "as racist"),
    ("The scheme, criticised by auditors as poorly run, has cost £80m.", "as poorly run"),
    ("The offer was rejected by the union.", "The offer"),
    ("The offer was rejected by the union as late, low and rude.", "as late, low and rude"),
    ("The scheme, criticised sharply by auditors as poorly run, has cost £80m.", "as poorly run"),
    ("The pier will close, says Ada Lowe as she leaves.", "The pier will close"),
])  # fmt: skip
def test_behind_a_passive_verb_the_judgement_is_the_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("The suspect, a former soldier, is believed to have acted alone.", "have acted alone"),
    ("The suspect is believed to have acted alone.", "have acted alone"),
    ("She wondered aloud whether the pump would hold.", "whether the pump would hold"),
    ("Police said the room was searched at about 9 p.m.", "the room was searched at about 9 p.m."),
    ("The rival says it expects to close.", "it expects to close"),
    ("The dam was built by Marsh, who engineers say knew nothing of it.", "knew nothing of it"),
    ("Lowe, Marsh and Dell on Monday said it was over.", "it was over"),
    ("Supporters see it differently.", "differently"),
    ("A paper published in May said that fees fell.", "fees fell"),
    ("The clerk told the court in May that her street had flooded.", "her street had flooded"),
    ("He said outside that she had no wish to go.", "she had no wish to go"),
    ("The feeling inside the party is that it is over.", "it is over"),
    ("The mayor said fees, rents and rates rose.", "fees, rents and rates rose"),
    ("According to Ada Lowe, a paper lost its case, and it is sold.", "a paper lost its case, and it is sold"),
    ("According to the ruling, a host, such as Postbox, must pay.", "a host, such as Postbox, must pay"),
    ("Investors saw shares as a hedge.", "shares as a hedge"),
    ("He said privately run halls leak.", "privately run halls leak"),
    ("She said in two hours it would be over.", "in two hours it would be over"),
    ("In the opposition's version of events, the minister knew from the start.", "the minister knew from the start"),
])  # fmt: skip
def test_content_begins_and_ends_where_its_clause_does(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("In May fees were cut, the bank said on Monday.", "In May fees were cut"),
    ("If nothing changes, the pier will fall, the council said on Monday.", "If nothing changes, the pier will fall"),
    ("With two weeks left, the party is divided, aides say privately.", "With two weeks left, the party is divided"),
    ("Nothing was found, police said in a statement.", "Nothing was found"),
    ("Earlier the dam had leaked, the mayor said.", "Earlier the dam had leaked"),
    ("Housing costs rose, the minister said on Monday.", "Housing costs rose"),
    ("On Monday, the bank said on Monday fees fell.", "fees fell"),
])  # fmt: skip
def test_an_adverbial_is_no_content_beside_a_sentence(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("Citing two clerks, the paper said the boat had left.", "the boat had left"),
    ("Standing outside the court, Ms. Pell said the dam was safe.", "the dam was safe"),
    ("Having read the file, the mayor said the dam was safe.", "the dam was safe"),
    ("Arguing that it had failed, the mayor said the dam was old.", "the dam was old"),
    ("Hailed by voters as a hero, he said he was only doing his job.", "he was only doing his job"),
    ("Then, on Monday, Lowe said the dam leaked.", "the dam leaked"),
    ("By granting a vote to all, the law recognises their worth.", "their worth"),
    ("Privately, ministers say the dam leaked.", "the dam leaked"),
    ("As the story goes, the dam was built in a week.", "the dam was built in a week"),
    ("The yard was fined after tenants complained of damp.", "of damp"),
])  # fmt: skip
def test_what_only_goes_with_the_verb_of_saying_is_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "content"), [
    ("He disputes that claim.", "that claim"),
    ("Pell faces claims that she lied.", "she lied"),
    ("She said, in a letter, that the dam leaked.", "the dam leaked"),
    ("He said the view that the dam leaked was wrong.", "the view that the dam leaked was wrong"),
    ("He said anyone who says that the dam leaks is wrong.", "anyone who says that the dam leaks is wrong"),
    ("The bank said in a report published on Tuesday that growth would slow.", "growth would slow"),
    ("He said the next day that the dam leaked.", "the dam leaked"),
    ("The first thought will be that the dam leaked.", "the dam leaked"),
    ("He praised the dam, but word came that it leaked.", "the dam, but word came that it leaked"),
    ("The team reported a paint that could cut costs.", "a paint that could cut costs"),
    ("The lawyer believes the court decided that it was late.", "the court decided that it was late"),
])  # fmt: skip
def test_a_that_opens_the_content_only_where_it_belongs_to_the_verb(text: str, content: str) -> None:
    assert contents(text) == [content]


@pytest.mark.parametrize(("text", "parts"), [
    ("The dam will hold, she said, her voice low.", ["The dam will hold"]),
    ("The dam will hold, she said, before walking out.", ["The dam will hold"]),
    ("The dam will hold, she said, with many citing its age.", ["The dam will hold"]),
    ("The dam will hold, she said, after a long look at the wall.", ["The dam will hold", "after a long look at the wall"]),
    ("The dam, said Ann Lowe, the port's chief, will hold.", ["The dam", "will hold"]),
    ("The dam is safe (the mayor said).", ["The dam is safe"]),
    ("It leaks — badly — the engineers of the port said.", ["It leaks — badly"]),
    ("The move was welcomed by unions but condemned by employers.", ["The move was welcomed by unions"]),
])  # fmt: skip
def test_what_the_speaker_does_is_no_content_and_no_content_ends_in_a_conjunction(text: str, parts: list[str]) -> None:
    assert contents(text) == parts


@pytest.mark.parametrize(("text", "expected"), [
    ("If nothing changes, the pier will fall, she said on May 5.", ["If nothing changes, the pier will fall"]),
    ("If nothing changes, the pier will fall, she said on June 5.", ["If nothing changes, the pier will fall"]),
    ("The mayor said it was “a mess” and that was all.", ["“a mess”"]),
    ("A “reset” beckons, the minister said.", ["A “reset” beckons"]),
    ('The curator said the nail was 5" long.', ['the nail was 5" long']),
    ("The pool, it was later announced, will shut.", ["The pool", "will shut"]),
    ("Fares rose, he said, while the union told members to wait.", ["Fares rose"]),
    ("The captain pleaded ignorance of the rules.", ["ignorance of the rules"]),
    ("The priest hopes to say a few words.", ["say a few words"]),
    ("The shop sent emails to say Kelton had shut.", ["Kelton had shut"]),
    ("According to the mayor, Ada Lowe, 1200 homes were flooded.", ["1200 homes were flooded"]),
    ("According to Lowe, and the board of the port, fees rose.", ["fees rose"]),
])  # fmt: skip
def test_a_date_a_second_verb_and_a_mark_end_content_where_they_should(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(("text", "content"), [
    ("He said that night that the bridge would shut.", "the bridge would shut"),
    ("The firm denies that rain, falling on ice, caused the crash.", "rain, falling on ice, caused the crash"),
    ("The witness described the boat that Friday as empty.", "the boat that Friday as empty"),
    ("The mayor told people fares would rise.", "fares would rise"),
    ("The mayor said in that interview she would resign.", "she would resign"),
    ("To hear him tell it, the boat was sinking.", "the boat was sinking"),
])  # fmt: skip
def test_that_which_points_and_who_is_told_begin_no_content(text: str, content: str) -> None:
    assert contents(text) == [content]
