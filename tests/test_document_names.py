"""The list of a document's sources: titles, nouns and other names said again are one source with the name that has had them."""

from __future__ import annotations

import pytest

import opinionclf


def listed(text: str) -> dict[str, int]:
    """The names of a document's sources with their sentences."""
    return {source.name: source.count + source.guessed for source in opinionclf.classify(text).sources}


@pytest.mark.parametrize(("first", "again", "name"), [
    ("Mayor Ada Lowe", "the mayor", "Mayor Ada Lowe"),
    ("Judge Ada Lowe", "the judge", "Judge Ada Lowe"),
    ("Sen. Ada Lowe", "the senator", "Sen. Ada Lowe"),
    ("Police Chief Ada Lowe", "the chief", "Police Chief Ada Lowe"),
    ("Dr Ada Lowe", "the doctor", "Dr Ada Lowe"),
    ("Lord Peverell of Thame", "the peer", "Lord Peverell of Thame"),
    ("Ada Lowe, the minister,", "the minister", "Ada Lowe"),
    ("The transport minister, Ada Lowe,", "the minister", "Ada Lowe"),
    ("Marlow Council", "the council", "Marlow Council"),
    ("The Harbour Authority", "the authority", "the Harbour Authority"),
    ("The Department for Learning", "the department", "the Department for Learning"),
    ("One aide", "the aide", "One aide"),
    ("Lowe's twin sister", "the sister", "Lowe's twin sister"),
    ("A woman in a green hat", "the woman", "a woman in a green hat"),
    ("A leaked memo", "the memo", "a leaked memo"),
])  # fmt: skip
def test_a_title_or_noun_said_again_is_the_same_source(first: str, again: str, name: str) -> None:
    assert listed(f"{first} said it was late. “Poor,” {again} said.") == {name: 2}


def test_narration_tells_who_has_a_title() -> None:
    assert listed("Canon Prudence Lowe was away. “Poor,” the canon said.") == {"Prudence Lowe": 1}
    text = "Guidelines from the Royal College of Dietitians advise that it is late. The college said it was poor."
    assert "Royal College of Dietitians" in listed(text)


@pytest.mark.parametrize(("text", "number"), [
    ("Mayor Ada Lowe said it was late. The mayor of Kelso said it was poor.", 2),
    ("Mayor Ada Lowe said it was late. Mayor Tom Brisk said no. The mayor said it was poor.", 3),
    ("Mayor Ada Lowe said it was late. Her spokesman said it was poor.", 2),
    ("Transport Minister Ada Lowe said it was late. The prime minister said it was poor.", 2),
    ("A nurse from Kell said it was late. A nurse from Salem said no. The nurse said it was poor.", 3),
    ("Police Chief Ada Lowe said it was late. The police said it was poor.", 2),
    ("Tom Lowe said it was late. Tom Brisk said no. Tom said it was poor.", 3),
    ("China Mobile said it was late. China said it was poor.", 2),
    ("Senator Tom Reed of Idaho, the ranking member, said it was late. Idaho said it was poor.", 2),
])  # fmt: skip
def test_what_several_may_be_stays_apart(text: str, number: int) -> None:
    assert len(listed(text)) == number


@pytest.mark.parametrize(("first", "again"), [
    ("Beauregard T. Lyle III", "Lyle"), ("Tom Brisk Jr.", "Brisk"), ("Pope Anselm IV", "Pope Anselm"),
    ("Chief executive Noor al-Sabbagh", "Ms al-Sabbagh"), ("Noor al-Sabbagh", "Al-Sabbagh"), ("Luc d'Estaing", "D'Estaing"),
    ("The Right Reverend Dr Ewart Cole-Mensah", "Bishop Ewart"), ("Sir Alastair Finch", "Sir Alastair"), ("Xi Wenbo", "Mr Xi"),
    ("President Kim Jin-soo", "Kim"), ("Mayor Emiliano Quispe Huaman", "Quispe"), ("Prince Aldric of Varnia", "Prince Aldric"),
    ("Ada Lowe", "Lowe herself"),
])  # fmt: skip
def test_ways_of_naming_one_person_are_one_source(first: str, again: str) -> None:
    assert list(listed(f"{first} said it was late. {again} said it was poor.").values()) == [2]


@pytest.mark.parametrize(("front", "speaker", "name"), [
    ("The club sacked Tom Brisk in May.", "Brisk", "Tom Brisk"),
    ("The play is Noemie Van Hecke's second.", "Van Hecke", "Noemie Van Hecke"),
    ("Ruud ter Horst is a gardener.", "Ter Horst", "Ruud ter Horst"),
    ("Rabbi Shoshana Feld spoke.", "Rabbi Feld", "Shoshana Feld"),
])  # fmt: skip
def test_a_source_has_the_full_name_that_the_document_tells(front: str, speaker: str, name: str) -> None:
    assert listed(f"{front} {speaker} said it was late.") == {name: 1}


@pytest.mark.parametrize(("front", "speaker"), [
    ("Michelle Obry wrote it. President Obry was away.", "Mr. Obry"),  # whose husband has no first name here
    ("He lives in Greater London.", "London"), ("Google Maps was late.", "Google"),
    ("Carol Boone left. Travis Boone died.", "Boone"),
])  # fmt: skip
def test_no_full_name_is_given_where_it_may_be_another_s(front: str, speaker: str) -> None:
    assert listed(f"{front} {speaker} said it was late.") == {speaker: 1}


@pytest.mark.parametrize(("front", "again", "name"), [
    ("Ada Lowe, 52, was late.", "the 52-year-old", "Ada Lowe"),
    ("52-year-old Ada Lowe was late.", "the 52-year-old", "Ada Lowe"),
    ("Ada Lowe, a 52-year-old teacher, was late.", "the teacher", "Ada Lowe"),
    ("Ada Lowe, a 52-year-old retired teacher, was late.", "the retired teacher", "Ada Lowe"),
    ("Ada Lowe, 52, a baker, was late.", "the baker", "Ada Lowe"),
    ("Ada Lowe, president of Dunmore College, was late.", "the president", "Ada Lowe"),
    ("Ada Lowe, senior editor at the Post, was late.", "the editor", "Ada Lowe"),
    ("It was left to Ada Lowe, the federation's treasurer.", "the treasurer", "Ada Lowe"),
    ("The keys went to Ada Lowe, head of the club.", "the head", "Ada Lowe"),
    ("Everyone met Ada Lowe, their coach.", "the coach", "Ada Lowe"),
    ("They met the developer Rex Callow.", "the developer", "Rex Callow"),
    ("Ada Lowe, the firm's lawyer, was late.", "the attorney", "Ada Lowe"),
    ("Ada Lowe, CEO of Brisk Motors, was late.", "the chief executive", "Ada Lowe"),
    ("The chief executive officer, Ada Lowe, was late.", "the CEO", "Ada Lowe"),
    ("The Rev. Ada Lowe was late.", "the pastor", "Ada Lowe"),
    ("Rep. Tom Brisk was late.", "the congressman", "Tom Brisk"),
    ("Sen. Ada Lowe was late.", "the lawmaker", "Ada Lowe"),
    ("Vice President Ada Lowe was late.", "the vice president", "Ada Lowe"),
    ("Prime Minister Ada Lowe met Deputy Prime Minister Tom Brisk.", "the prime minister", "Ada Lowe"),
])  # fmt: skip
def test_what_a_document_tells_of_a_name_says_who_is_named_again(front: str, again: str, name: str) -> None:
    assert listed(f"{front} “Poor,” {again} said.") == {name: 1}


@pytest.mark.parametrize(("front", "again"), [
    ("Ada Lowe, 52, and Tom Brisk, 52, were late.", "the 52-year-old"),
    ("Ada Lowe, 53, was late.", "the 52-year-old"),
    ("Ada Lowe, a 52-year-old teacher, was late.", "the young teacher"),
    ("Ada Lowe, president of the club, met Tom Brisk, president of the league.", "the president"),
    ("In front of Ada Lowe, lawyers for the club wept.", "the lawyer"),
    ("District Attorney Ada Lowe was late.", "the lawyer"),
    ("Attorney General Ada Lowe was late.", "the attorney"),
    ("Sen. Ada Lowe met Rep. Tom Brisk.", "the lawmaker"),
    ("Vice President Ada Lowe was late.", "the president"),
    ("Deputy Prime Minister Ada Lowe was late.", "the prime minister"),
    ("Ada Lowe, former mayor of Salem, was late.", "the mayor"),
    ("“Late,” thought Ada Lowe, mother of the president.", "the president"),
    ("The developer's brother, Rex Callow, was late.", "the developer"),
    ("Ada Lowe met the teacher, a large one.", "the teacher"),
    ("The contractor Rex Callow hired was late.", "the contractor"),
    ("The airline Brisk flew with was late. Tom Brisk wept.", "the airline"),
    ("The charity Ada Lowe founded was late.", "the charity"),
])  # fmt: skip
def test_what_a_document_tells_of_others_does_not_say_who_is_named_again(front: str, again: str) -> None:
    assert again in listed(f"{front} “Poor,” {again} said.")


@pytest.mark.parametrize(("front", "again", "name"), [
    ("Axenta Corp. said it was late.", "the company", "Axenta Corp."),
    ("Brandt Castings will close its foundry in June.", "the company", "Brandt Castings"),
    ("Kettle & Crane said it was late.", "the firm", "Kettle & Crane"),
    ("Northway Rail said it was late. It was.", "the operator", "Northway Rail"),
    ("Axenta Motors fell. Axenta has cut jobs.", "the company", "Axenta Motors"),
    ("Lorna Airways said it was late.", "the airline", "Lorna Airways"),
    ("The drugmaker Axenta was late. It was.", "the drugmaker", "Axenta"),
    ("Axenta, a drugmaker, said it was late.", "the company", "Axenta"),
    ("Tern Haulage, the trucking company, said it was late.", "the company", "Tern Haulage"),
    ("Its developer, Axenta Therapeutics, said it was late.", "the company", "Axenta Therapeutics"),
    ("The Harbor Workers' Federation said it was late.", "the union", "the Harbor Workers' Federation"),
    ("The FDA said it was late.", "the agency", "the FDA"),
])  # fmt: skip
def test_a_noun_for_a_body_is_the_one_that_fits_and_was_there_just_before(front: str, again: str, name: str) -> None:
    assert list(listed(f"{front} “Poor,” {again} said.")) == [name]


@pytest.mark.parametrize(("front", "again"), [
    ("Axenta Corp. said it was late. Brisk Motors said it was early.", "the company"),
    ("Axenta Corp. has sued Brisk Motors.", "the company"),
    ("Ada Lowe, a company director, said it was late.", "the company"),
    ("Axenta Corp. said it was late. Its parent company was shut.", "the company"),
    ("Axenta Corp. said it was late. It was. It was. It was. It was.", "the company"),
    ("Axenta Corp. shares fell.", "the company"),
    ("Green Energy was the theme.", "the company"),
    ("Dale Motors parked outside. A small firm next door makes pies.", "the company"),
    ("The DNA matched.", "the agency"),
    ("The FBI said it was late. It sued the EPA.", "the agency"),
    ("Peter Rogers said it was late.", "the company"),
    ("The FBI said it was late.", "the company"),
    ("The US said it was late.", "the agency"),
    ("Marlow Council said it was late.", "the company"),
    ("Salem Rovers said it was late.", "the company"),
    ("Brandt Castings said it was late.", "the airline"),
])  # fmt: skip
def test_a_noun_for_a_body_is_none_that_does_not_fit_and_no_one_of_two(front: str, again: str) -> None:
    assert again in listed(f"{front} “Poor,” {again} said.")


@pytest.mark.parametrize(("front", "again"), [
    ("The victim, Tom Reed, 41, died. Police held a 41-year-old.", "the 41-year-old"),
    ("Ada Lowe, a lawyer, was shot. The attorney for the shooter wept.", "the attorney"),
    ("Sen. Ada Lowe quit. Another senator wept.", "the lawmaker"),
    ("Actress Ada Lowe died. On Monday an actor fell off the stage.", "the actor"),
    ("Dr. Ada Lowe, an economist, spoke.", "the physician"),
])  # fmt: skip
def test_an_age_or_another_word_is_nobody_where_a_second_one_is_told_of(front: str, again: str) -> None:
    assert again in listed(f"{front} “Poor,” {again} said.")


def test_a_firm_may_be_named_by_its_first_word() -> None:
    assert listed("Corvane Motors said it was late. Corvane said it was poor.") == {"Corvane Motors": 2}
    assert len(listed("Salem Industries said it was late. Many in Salem left. Salem said it was poor.")) == 2
    assert len(listed("Ada Motors said it was late. Ada Foods said it was early. Ada said it was poor.")) == 3
    assert len(listed("Tokyo Electric said it was late. Tokyo said it was poor.")) == 2


@pytest.mark.parametrize(("first", "again", "number"), [
    ("A lawsuit by nurses", "the complaint", 1), ("The lawsuit", "the suit", 1), ("A leaked paper", "the document", 1),
    ("A paper seen by this newspaper", "the document", 1), ("A report", "the document", 1), ("A new poll", "the survey", 1),
    ("A report", "the paper", 2), ("A document", "the report", 2), ("A neighbour", "the document", 2),
    ("A report said it was early. A letter", "the document", 3),
    ("The lawsuit said it was early. A complaint by nurses", "the lawsuit", 2),
])  # fmt: skip
def test_a_document_may_be_told_of_by_a_second_word(first: str, again: str, number: int) -> None:
    assert len(listed(f"{first} said it was late. It was poor, {again} said.")) == number


@pytest.mark.parametrize(("front", "again", "name"), [
    ("Staff left the Vale and Downs Care Trust.", "the trust", "Vale and Downs Care Trust"),
    ("Nurses wrote to the Department of Health and Social Care.", "the department", "Department of Health and Social Care"),
    ("It has a Ministry for Science, Energy and Industry.", "the ministry", "Ministry for Science, Energy and Industry"),
    ("The Department of Health and Boeing met.", "the department", "Department of Health"),
    ("The Kremlin and Marlow Council met.", "the council", "Marlow Council"),
    ("The BBC and Marlow Council met.", "the council", "Marlow Council"),
    ("The mayor and Marlow Council met.", "the council", "Marlow Council"),
    ("The Ministry of Defence and Ada Lowe met.", "the ministry", "Ministry of Defence"),
])  # fmt: skip
def test_the_name_of_a_body_goes_on_behind_and_where_it_is_one(front: str, again: str, name: str) -> None:
    assert listed(f"{front} “Poor,” {again} said.") == {name: 1}


@pytest.mark.parametrize(("front", "speaker", "name"), [
    ("Caleb Hume, 29, was found. His mother, Jean Hume, wept. Mr. Hume left.", "Ms. Hume", "Jean Hume"),
    ("Caleb Hume, 29, was found. His mother, Jean Hume, wept. Ms. Hume left.", "Mr. Hume", "Caleb Hume"),
    ("Mr. Caleb Hume left. Mrs. Jean Hume wept.", "Mrs. Hume", "Jean Hume"),
    ("Caleb Hume left. Jean Hume left. A niece, Ida Hume, left.", "Ms. Hume", "Ms. Hume"),
    ("Jean Hume left. Her sister, Ida Hume, wept.", "Ms. Hume", "Ms. Hume"),
    ("John Hume and Jean Hume left.", "Mr. Hume", "Mr. Hume"),
    ("Caleb Hume was found.", "Mr. Hume", "Caleb Hume"),
    ("Caleb Hume lost his job and then Caleb Hume lost his car. Hume sold his hat. Mr. Hume sang.", "Ms. Hume", "Ms. Hume"),
])  # fmt: skip
def test_mr_and_ms_tell_two_of_one_surname_apart(front: str, speaker: str, name: str) -> None:
    assert listed(f"{front} {speaker} said it was late.") == {name: 1}
