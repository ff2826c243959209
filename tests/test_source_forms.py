"""Sources, cues and contents in forms that readers of other papers and fields met, and what only looks like them."""

from __future__ import annotations

import pytest

import opinionclf
from opinionclf.places import Place
from opinionclf.sources.sources import Attribution


def attribution(text: str) -> Attribution:
    """The attribution of the last sentence of a text, whatever its label."""
    document = opinionclf.classify(text)
    return document._details.attributions.of(len(document.segments) - 1)


def text_of(place: Place | None) -> str | None:
    return place.text if place else None


def listed(text: str) -> list[tuple[str, int, int]]:
    return [(source.name, source.count, source.guessed) for source in opinionclf.classify(text).sources]


@pytest.mark.parametrize(("text", "source"), [
    ("Station manager Ida Pell is urging residents to boil water.", "Station manager Ida Pell"),
    ("Highways boss Ida Pell apologised and promised that the road would open.", "Highways boss Ida Pell"),
    ("School caretaker Ida Pell, 47, is asking parents to walk.", "School caretaker Ida Pell"),
    ("Trinity College principal Ida Pell is hoping for rain.", "Trinity College principal Ida Pell"),
    ("Harbour master Ida Pell-Dunn then apologised and said it was late.", "Harbour master Ida Pell-Dunn"),
    ("Former employees complained and said the hall leaked.", "Former employees"),
    ("Dutch police arrested Ida Pell and said she had lied.", "Dutch police"),
    ("Marsh rang Ida Pell and asked her to resign.", "Marsh"),
    ("Marsh knew Ida Pell was lying and said so.", "Marsh"),
    ("Marsh regrets Ida Pell is leaving and said so.", "Marsh"),
    ("In 1971 two men came to the apartment and asked to see it.", "two men"),
])  # fmt: skip
def test_a_role_and_a_name_in_front_of_a_second_verb_are_one_source(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("Mr Pym thanked the forty volunteers and said he hoped for rain.", "Mr Pym", "said"),
    ("Fifty volunteers said the hall leaked.", "Fifty volunteers", "said"),
    ("Her only gripe was the lack of shade.", "Her", "gripe"),
    ("Her only sister says the hall leaks.", "Her only sister", "says"),
    ("His main worry is that the pool will close.", "His", "worry"),
    ("His main rival warns that the hall leaks.", "His main rival", "warns"),
    ("Today's newsletter is 812 words, a three-minute read.", None, None),
    ("A 40-year-old claims the hall leaks.", "A 40-year-old", "claims"),
    ("The council said in its 5 a.m. situation report that six had drowned.", "The council", "said"),
    ("Analysts at Kestrel maintained their “hold” call on the counter.", "Analysts at Kestrel", "maintained"),
    ("Pell openly admires Marsh as a “strong leader,” comparing him to a king.", "Pell", "comparing"),
    ("There is quiet hope in the ministry that the deal will hold.", None, "hope"),
    ("There the mayor said that the hall leaked.", "the mayor", "said"),
    ("Employees described a workplace in which asking for receipts was punished.", "Employees", "described"),
])  # fmt: skip
def test_a_noun_of_the_form_of_a_verb_has_no_subject(text: str, source: str | None, cue: str | None) -> None:
    found = attribution(text)
    assert (text_of(found.source), text_of(found.cue)) == (source, cue)


@pytest.mark.parametrize(("text", "source", "cue", "content"), [
    ("As per the ministry, 412 posts are vacant.", "the ministry", "As per", "412 posts are vacant"),
    ("As per reports, the bus was overloaded.", "reports", "As per", "the bus was overloaded"),
    ("The toll is nine, as per local officials.", "local officials", "as per", "The toll is nine"),
    ("As per usual, the mayor said the hall leaked.", "the mayor", "said", "the hall leaked"),
    ("It was learnt that the files had been lost.", None, "learnt", "the files had been lost"),
    ("A panel found that Ida Pell, 47, had shown contempt.", "A panel", "found", "Ida Pell, 47, had shown contempt"),
    ("The court was told that the accused had confessed.", None, "told", "the accused had confessed"),
    ("Marsh did not say how many units the firm expected to ship.", "Marsh", "say", "how many units the firm expected to ship"),
    ("She declined to say how much the agency hoped to raise.", "She", "declined", "how much the agency hoped to raise"),
    ("A spokesman for the minister declined to say where he had been but said he had “a longstanding engagement”.",
     "A spokesman for the minister", "said", "“a longstanding engagement”"),
    ("The Echo reports on a study suggesting that naps help the heart.", "a study", "suggesting", "naps help the heart"),
    ("The authority's clerk, when contacted, termed the claim baseless.", "The authority's clerk", "termed",
     "the claim baseless"),
    ("An internal paper seen by this newspaper lists forty faults.", "An internal paper seen by this newspaper", "lists",
     "forty faults"),
    ("The conventional wisdom holds that the voters will forget.", None, "holds", "the voters will forget"),
    ("The chief has been speaking to reporters, and she is pleading with people not to travel.", "she", "pleading",
     "people not to travel"),
    ("Speaking to reporters, Pell said the hall leaks.", "Pell", "said", "the hall leaks"),
    ("It may be recalled that the auditor had, in his report, pointed out gaps in the books.", "the auditor", "pointed out",
     "gaps in the books"),
    ("Critics see it as an attempt to muzzle the press.", "Critics", "see", "it as an attempt to muzzle the press"),
    ("Marsh submitted that the lease had ended.", "Marsh", "submitted", "the lease had ended"),
])  # fmt: skip
def test_the_outermost_source_has_the_clause_that_it_tells(text: str, source: str | None, cue: str, content: str) -> None:
    found = attribution(text)
    assert (text_of(found.source), text_of(found.cue)) == (source, cue)
    assert [quotation.text for quotation in found.quotations] == [content]


@pytest.mark.parametrize(("text", "source"), [
    ("The examination of tax returns and internal emails found that it leaked.",
     "The examination of tax returns and internal emails"),
    ("An examination by this newspaper of court filings, tax returns and emails found that it leaked.",
     "An examination by this newspaper of court filings, tax returns and emails"),
    ("Interviews with dozens of current and former officials suggest that it leaked.",
     "Interviews with dozens of current and former officials"),
    ("The head of state warns and officials say the hall leaks.", "The head of state"),
    ("The mayor of Salem returns and residents hope the hall will open.", "residents"),
    ("Sunday Beacon learnt that the files had been lost.", "Sunday Beacon"),
    ("Sunday Pell said the hall leaked.", "Pell"),
    ("The Minister thereafter said that the bill would pass.", "The Minister"),
    ("“We were poor,” lamented Rangers skipper Dev Pell at the post-match presentation.", "Rangers skipper Dev Pell"),
    ("“It is late,” said economist Ida Pell at the Institute for Trade.", "economist Ida Pell at the Institute for Trade"),
    ("“The hall must stay,” reads the petition in part.", "the petition"),
    ("There were doubts among SNP backbenchers, who met on Monday.", "SNP backbenchers"),
])  # fmt: skip
def test_lists_and_papers_are_whole_sources_and_what_goes_with_the_verb_is_none(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "name"), [
    ("Ida Pell opened Corran Street's first bakery in May. She admits that the oven is old.", "Ida Pell"),
    ("The governor accused MCAs of greed. He said they lied.", "The governor"),
    ("Dr. Khalid bin Rashed Al Marsh opened the hall. He said it was late.", "Dr. Khalid bin Rashed Al Marsh"),
    ("The council approved a memorandum of understanding on trade. It condemned the attack.", "The council"),
    ("Minister of State Dr. Khalid bin Marsh said it leaked. He said it was late.", "Dr. Khalid bin Marsh"),
    ("The council said it was late. Dr Lowe said it leaked. It denied that the hall was shut.", "The council"),
    ("Ida Pell met Tom Lane. He said it leaked.", "Tom Lane"),
])  # fmt: skip
def test_streets_initials_of_several_and_what_is_agreed_are_nobody(text: str, name: str | None) -> None:
    assert text_of(attribution(text).antecedent) == name


@pytest.mark.parametrize(("front", "others"), [
    ("Leader of the Opposition Ida Pell", 0), ("Opposition Spokesman on Transport Ida Pell", 0),
    ("Leader of the Liberal Democrats", 1), ("Chairman of the Salem Harbour Board", 1),
])  # fmt: skip
def test_a_name_behind_what_a_role_is_for_is_that_of_the_person(front: str, others: int) -> None:
    text = f"{front} said the hall leaked. Mr {front.split()[-1]} said it was late."
    assert len(listed(text)) == 1 + others
    assert listed(text)[0][:2] == (front, 2 - others)


@pytest.mark.parametrize(("text", "content"), [
    ("The company denies this and points to its safety record.", "this"),
    ("Ida Pell denies that and says she will appeal.", "that"),
    ("The ministry disputes that, citing a survey from 2019.", "that"),
    ("Ida Pell denies that the hall leaked, citing a survey.", "the hall leaked, citing a survey"),
    ("Three members preferred to lower the rate.", "to lower the rate"),
    ("Drivers reported being told by bosses that they will lose shifts.", "being told by bosses that they will lose shifts"),
    ("A reader emails to say her fence panels have blown down.", "her fence panels have blown down"),
    ("She vowed to say nothing.", "say nothing"),
    ("Next door, florist Ida Pell hopes the trams will bring trade.", "the trams will bring trade"),
    ("Next week the hall will open, Pell says.", "Next week the hall will open"),
    ("The “savings” the mayor boasts of come to $11, the auditor said.", "The “savings” the mayor boasts of come to $11"),
    ("The plan was a “mess”, the auditor said.", "“mess”"),
])  # fmt: skip
def test_a_content_is_neither_cut_nor_goes_on_with_what_its_source_does(text: str, content: str) -> None:
    assert [quotation.text for quotation in attribution(text).quotations] == [content]


@pytest.mark.parametrize(("text", "source", "cue"), [
    ("“It keeps me young,” he grins.", "he", "grins"),
    ("“It keeps me young,” laughs landlord Bob Tarr.", "landlord Bob Tarr", "laughs"),
    ("“You know what you did,” the letter began.", "the letter", "began"),
    ("The sun beams down on the hall.", None, None),
    ("MARSH ON THE CROWD: “Loudest I have ever heard.”", "MARSH", None),
    ("Lucian Abbery, Transport Secretary:\n\n“The line will open in May.”", "Lucian Abbery", None),
    ("The verdict:\n\n“The line will open in May.”", None, None),
])  # fmt: skip
def test_how_somebody_looks_and_a_label_tell_who_says_a_quotation(text: str, source: str | None, cue: str | None) -> None:
    found = attribution(text)
    assert (text_of(found.source), text_of(found.cue)) == (source, cue)


@pytest.mark.parametrize(("text", "source"), [
    ("The ferry, the Northern Gull, was built to carry 90 people, said Ingrid Vale, who runs the port.", "Ingrid Vale"),
    ("The driver, Omar Pell, was not hurt, said Capt. Lena Stroud.", "Capt. Lena Stroud"),
    ("The suspect, a 29-year-old plumber, had been drinking, said Sgt. Paul Wickes.", "Sgt. Paul Wickes"),
    ("The tower, a local landmark, should be saved, argues Ms. Grant.", "Ms. Grant"),
    ("The pilot, Jon Reed, died at the scene, said Chief Maria Holt.", "Chief Maria Holt"),
    ("The cyclist, Ana Ruiz, 34, walked home, said her brother.", "her brother"),
    ("The boat, the Mary Rose, never reached Dunmore, said a coast guard spokesman, Lee Poe.", "a coast guard spokesman"),
    ("My Salem colleagues, when pressed for a date, can name none.", "My Salem colleagues"),
    ("The mayor, Lena Stroud, would name no date, when asked at the door.", "The mayor"),
    # What is set off behind a name is nobody's verb.
    ("The mayor, Lena Stroud, elected in May, said the council was broke.", "The mayor"),
    ("The mayor, Lena Stroud, elected in May, said no.", "The mayor"),
    ("The clerk, Omar Pell, fired in June, said the opposite.", "The clerk"),
    ("The chair, May Stroud, said the road was closed.", "The chair"),
    ("Ms. Grant, who was there, said police had come late.", "Ms. Grant"),
    ("The minister, Ada Lowe, on Tuesday, said Britain would sign.", "The minister"),
])  # fmt: skip
def test_who_stands_behind_the_verb_that_ends_a_sentence_with_an_apposition(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "source"), [
    ("BRANFORD (TNA) - The governor raised taxes on fuel and said that roads would be mended.", "The governor"),
    ("OLD HARBOR, Maine (AP) — The mayor signed the bill and said that fees would rise.", "The mayor"),
    ("MARLOW CITY (TNA) - The central bank of Tavia said rates would rise.", "The central bank of Tavia"),
    ("TROY, March 3 (Reuters) - Kessel Group cut its forecast and blamed weak demand.", "Kessel Group"),
    ("TROY — Doctors left the hospital and said it was unsafe.", "Doctors"),
    ("(Reuters) - Kessel Group cut its forecast and blamed weak demand.", "Kessel Group"),
    ("ST. ALBANS, Vt. (AP) — Fares will rise by a tenth, the railway said.", "the railway"),
    ("N’DJAMENA, Chad (AP) — “We won,” said Omar Pell, and left.", "Omar Pell"),
    # No place, but a body of which something is told.
    ("NASA (the agency) said the probe was lost.", "NASA"),
    ("OPEC — the club of exporters — raised output and said prices would fall.", "OPEC"),
    ("OPEC — Troy and its allies — raised output and said prices would fall.", "OPEC"),
    ("NATO (based in Brussels) opened an office and said it would grow.", "NATO"),
    ("Acme - once a giant - cut jobs and said more would go.", "Acme"),
    ("Ada Lowe (Labour) - a former clerk - said the roof leaked.", "Ada Lowe"),
    ("Ada Lowe (Labour), a former clerk, said the roof leaked.", "Ada Lowe"),
])  # fmt: skip
def test_a_place_and_an_agency_in_front_are_no_source(text: str, source: str) -> None:
    assert text_of(attribution(text).source) == source


@pytest.mark.parametrize(("text", "content"), [
    ("ST. ALBANS, Vt. (AP) — Fares will rise by a tenth, the railway said.", "Fares will rise by a tenth"),
    ("TROY - Fares will rise by a tenth, the railway said.", "Fares will rise by a tenth"),
    ("Fares - a burden on families - will rise, the railway said.", "Fares - a burden on families - will rise"),
])
def test_a_place_and_an_agency_in_front_are_no_content(text: str, content: str) -> None:
    assert [quotation.text for quotation in attribution(text).quotations] == [content]
