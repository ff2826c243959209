"""Sub-headings among the paragraphs of a page, told from short sentences by what they leave out and by the rest of the page."""

from __future__ import annotations

import pytest
from test_segmentation import ABOVE, BELOW, kind_between_paragraphs, kinds_of

from opinionclf.segmentation import segment
from opinionclf.segmentkinds import KIND_NAMES


def page_with_subheadings(*subheadings: str) -> list[str]:
    """The kinds of some lines, each above a paragraph of its own."""
    found = segment([f"{ABOVE}\n\n" + "\n\n".join(f"{line}\n\n{BELOW}" for line in subheadings)])
    return [KIND_NAMES[found.kind[found.paragraph == 2 * i + 1].max()] for i in range(len(subheadings))]


@pytest.mark.parametrize("question", ["Who is Ann Lowe?", "Still a pool for the young?", "Where did the money go?"])
def test_question_heads_a_section_where_other_lines_do(question: str) -> None:
    assert page_with_subheadings("A sale by night", question) == ["heading", "heading"]
    assert page_with_subheadings(question) == ["sentence"]


def test_a_long_question_heads_a_section_beside_three_short_ones() -> None:
    short = ("Who is Ann?", "What did it cost?", "Where did the money go?")
    long = "Could the vote lead to charges against the clerk?"
    assert page_with_subheadings(*short, long) == ["heading"] * 4
    assert page_with_subheadings(*short[:2], long) == ["sentence"] * 3


def test_a_columnist_who_asks_at_length_keeps_the_questions() -> None:
    asked = (
        "Why would a mayor sell the one thing his town loved?", "Is a swimming pool not worth two million here?",
        "What sort of people close a pool in a heatwave?",
    )  # fmt: skip
    assert page_with_subheadings(*asked) == ["sentence"] * 3


@pytest.mark.parametrize("question", ["Why?", "But at what cost?", "What is that worth?", "Do you believe it?"])
def test_question_that_points_back_stays_a_sentence(question: str) -> None:
    assert page_with_subheadings("A sale by night", question) == ["heading", "sentence"]


@pytest.mark.parametrize("line", ["Dead wrong.", "Glimmer of hope.", "Utter farce.", "Cold comfort."])
def test_line_without_a_verb_is_a_subheading_where_its_section_says_it_again_or_others_stand(line: str) -> None:
    assert kind_between_paragraphs(line) == "sentence"
    assert page_with_subheadings(line, "Cheap talk.") == ["sentence", "sentence"]
    assert page_with_subheadings("A sale by night", line)[0] == "heading"


@pytest.mark.parametrize("line", ["Few options.", "Many ways to drown."])
def test_an_indefinite_number_makes_a_subheading_only_beside_another(line: str) -> None:
    assert kind_between_paragraphs(line) == "sentence"
    assert page_with_subheadings("A sale by night", line) == ["heading", "heading"]
    assert page_with_subheadings("A sale by night", "Few swim.") == ["heading", "sentence"]


def test_who_said_it_below_a_quotation_on_a_line_of_its_own_is_furniture() -> None:
    quotation, name = "“I fear that we may see a return of empty pools when money is short.”", "Ann Lowe, Centre for Pools."
    assert kinds_of("\n\n".join([ABOVE, quotation, name, BELOW]))[-2] == ("boilerplate", name)
    name = "Ann Lowe, who runs the pool, left early."
    assert kinds_of("\n\n".join([ABOVE, quotation, name, BELOW]))[-2] == ("sentence", name)


FINISHED = ("A sale by night.", "The Reckoning.")  # sub-headings with a full stop


@pytest.mark.parametrize("line", ["Town council votes go missing.", "Every vote has a price."])
def test_sentence_that_its_section_says_again_is_a_subheading_where_others_have_a_full_stop_too(line: str) -> None:
    again = f"{line[:-1]}, or so the council said of each vote in the town."
    found = kinds_of("\n\n".join([ABOVE, FINISHED[0], BELOW, FINISHED[1], BELOW, line, again, BELOW]))
    assert found[5] == ("heading", line)
    found = kinds_of("\n\n".join([ABOVE, FINISHED[0][:-1], BELOW, FINISHED[1][:-1], BELOW, line, again, BELOW]))
    assert found[5] == ("sentence", line)


@pytest.mark.parametrize(
    "line",
    [
        "It went as planned.", "The vote went as planned.", "But the vote goes on.", "Still, the vote goes on.",
        "“The vote goes on,” Reed says.", "They vote again.",
    ],
)  # fmt: skip
def test_sentence_that_tells_what_happened_or_points_back_is_no_subheading(line: str) -> None:
    again = "The vote went on as planned, and they vote again in May, Reed says."
    assert kinds_of("\n\n".join([ABOVE, FINISHED[0], BELOW, FINISHED[1], BELOW, line, again, BELOW]))[5] == ("sentence", line)


def test_a_command_that_its_section_says_again_is_a_subheading_beside_one_that_has_a_full_stop_too() -> None:
    line, again = "Don't blame the clerk.", "Some in the hall blame the clerk, who had the keys of the pool that night."
    found = kinds_of("\n\n".join([ABOVE, FINISHED[1], BELOW, line, again, BELOW]))
    assert found[3] == ("heading", line)
    found = kinds_of("\n\n".join([ABOVE, FINISHED[1], BELOW, line, BELOW, ABOVE]))
    assert found[3] == ("sentence", line)
    assert kinds_of("\n\n".join([ABOVE, BELOW, line, again, BELOW]))[2] == ("sentence", line)


NAMED = "The play, which opens on Harborview next week, has a cast of nine and runs for three hours without a break."


def test_a_name_that_a_page_has_twice_on_a_line_of_its_own_is_furniture() -> None:
    text = "\n\n".join([ABOVE, "Harborview.", NAMED, "Harborview.", BELOW])
    assert [kind for kind, _ in kinds_of(text)] == ["sentence", "boilerplate"] * 2 + ["sentence"]
    assert [kind for kind, _ in kinds_of(text.replace("Harborview.", "Guilty."))] == ["sentence"] * 5


def test_several_names_and_numbers_on_lines_of_their_own_are_a_line_up() -> None:
    lines = ["Combs, Lunt, Abel.", "Reed 9, Lowe 87.", "4,033.", "P Rudge (North Moor)."]
    text = "\n\n".join([ABOVE, NAMED, *lines])
    assert [kind for kind, _ in kinds_of(text)] == ["sentence"] * 2 + ["boilerplate"] * 4
    assert [kind for kind, _ in kinds_of("\n\n".join([ABOVE, NAMED, *lines[1:3], BELOW]))] == ["sentence"] * 5
    short = ["Ann Lowe swam.", "Reed had 9.", "It failed."]
    assert [kind for kind, _ in kinds_of("\n\n".join([ABOVE, NAMED, *short, BELOW]))] == ["sentence"] * 6


def test_part_of_a_question_is_a_subheading_where_its_section_says_it_again() -> None:
    assert kinds_of(f"{ABOVE}\n\n{BELOW}\n\nWhere the vote went.\n\n{BELOW}\n\n{ABOVE}")[2][0] == "heading"
    assert kind_between_paragraphs("Where the herring are.") == "sentence"


def test_subheadings_may_stand_right_above_each_other() -> None:
    lines = ["Where Do We Swim From Here?", "1. The town needs a lake.", BELOW, "2. It needs a ferry.", BELOW]
    found = kinds_of("\n\n".join([ABOVE, BELOW, *lines]))
    assert [kind for kind, _ in found] == ["sentence"] * 2 + ["heading"] * 2 + ["sentence", "heading", "sentence"]


def test_items_that_a_paragraph_announces_are_no_headings() -> None:
    tasks = "The clerk has three tasks for the rest of the year:\n\nFind a lake\n\nSell the pool\n\nPay Reed."
    text = f"{ABOVE}\n\n{tasks}\n\n{BELOW}"
    assert [kind for kind, _ in kinds_of(text)] == ["sentence"] * 6
    assert kinds_of(text.replace("year:", "year."))[2][0] == "heading"


def test_subheading_in_single_marks_where_speech_has_double_ones() -> None:
    said = "“Nobody asked us,” said the clerk, who had been at the hall since noon and meant to stay."
    text = f"{ABOVE}\n\n{said}\n\n'Sink or swim'.\n\n{BELOW}\n\n{BELOW}"
    assert kinds_of(text)[2][0] == "heading"
    text = text.replace("“", "'").replace("”", "'")
    assert kinds_of(text)[2][0] == "sentence"


def test_an_abstract_above_the_article_is_furniture() -> None:
    lines = ["Pool shuts as money runs out;", "ABSTRACT.", "Nobody knows how long the pool will be shut.", "FULL TEXT.", ABOVE]
    found = kinds_of("\n\n".join(lines))
    assert [kind for kind, _ in found] == ["heading", *["boilerplate"] * 3, "sentence"]
    found = kinds_of("\n\n".join([*lines[:3], *[BELOW] * 4, *lines[3:]]))
    assert [kind for kind, _ in found][3:-2] == ["sentence"] * 4


@pytest.mark.parametrize("headline", ["Voters choose a new president", "From hope to despair in Salem", "Marathon 24"])
def test_a_headline_is_no_byline_and_no_date(headline: str) -> None:
    assert kinds_of(f"{headline}\n\n{ABOVE}\n\n{BELOW}")[0][0] == "heading"


@pytest.mark.parametrize(("labels", "kind"), [
    (("• Public safety.", "• Electricity."), "heading"),
    (("• Public safety.",), "sentence"),
    (("• It failed.", "• Nobody cares."), "sentence"),
])  # fmt: skip
def test_labels_behind_bullets_are_headings_where_there_are_several(labels: tuple[str, ...], kind: str) -> None:
    found = kinds_of("\n\n".join([ABOVE, *(f"{label} The guards have left. So have the dogs." for label in labels), BELOW]))
    assert [found[1 + 3 * i][0] for i in range(len(labels))] == [kind] * len(labels)


@pytest.mark.parametrize(("lines", "kind"), [
    (("Oct. 31, 2012 The long winter.", "Sept. 9, 2013 Lowe joins the race.", "June 16, 2015 The end."), "heading"),
    (("Oct. 31, 2012 was cold.", "Sept. 9, 2013 brought snow.", "June 16, 2015 saw the end."), "sentence"),
    (("Oct. 31, 2012 The long winter.", "Sept. 9, 2013 Lowe joins the race."), "sentence"),
])  # fmt: skip
def test_lines_with_a_day_in_front_head_sections_where_there_are_several(lines: tuple[str, ...], kind: str) -> None:
    found = kinds_of("\n\n".join(part for line in lines for part in (ABOVE, line)) + f"\n\n{BELOW}")
    assert [found_kind for found_kind, _ in found[1:-1:2]] == [kind] * len(lines)


def test_a_numbered_paragraph_of_two_sentences_is_no_heading_as_a_whole() -> None:
    found = kinds_of("\n\n".join([ABOVE, "1. The mayor lied. Nobody believed him.", BELOW, "2. He left. It was dark.", ABOVE]))
    assert [kind for kind, text in found if text in ("Nobody believed him.", "It was dark.")] == ["sentence"] * 2


def kind_of_each(*lines: str) -> dict[str, str]:
    """The kind of each segment of a page of some paragraphs."""
    return {text: kind for kind, text in kinds_of("\n\n".join(lines))}


SPEND, SAVE = "SPEND LESS The clerk sold two boats.", "SAVE A QUARTER Nobody in Salem saves."


def test_headings_in_capitals_in_front_of_sentences_are_apart_where_a_page_has_several() -> None:
    found = kinds_of("\n\n".join([ABOVE, SPEND, BELOW, SAVE, "IT’S THE PORT’S MONEY — She has none.", BELOW]))
    headings = [text for kind, text in found if kind == "heading"]
    assert headings == ["SPEND LESS", "SAVE A QUARTER", "IT’S THE PORT’S MONEY —"]
    assert ("sentence", "Nobody in Salem saves.") in found
    assert ("sentence", "She has none.") in found


@pytest.mark.parametrize("lines", [
    (SPEND,),
    ("NEW YORK — The clerk left.", "HARBOR CITY — The mayor stayed."),
    ("NATO Secretary Ann Lowe left.", "FIFA President Tom Reed stayed."),
    ("SPEND LESS OR LEAVE.", "SAVE A QUARTER OR STAY."),
])  # fmt: skip
def test_one_line_in_capitals_places_and_initials_open_no_heading(lines: tuple[str, ...]) -> None:
    assert [text for _, text in kinds_of("\n\n".join([ABOVE, *lines, BELOW]))][1:-1] == list(lines)


def test_questions_next_to_short_answers_are_headings_where_questions_head_the_other_sections() -> None:
    asked = ["What did it cost?", "Who is Ann Lowe?", "Where did the money go?"]
    lines = ["Here is what is known:", "What has been sold?", *(part for line in asked for part in (BELOW, line)), BELOW]
    found = kind_of_each(ABOVE, *lines, "When is the vote?", "On May 4.")
    assert found["What has been sold?"] == found["When is the vote?"] == "heading"
    assert found["On May 4."] == "sentence"
    assert kind_of_each(ABOVE, *lines[:4], BELOW)["What has been sold?"] == "sentence"


def test_a_numbered_command_with_text_behind_it_is_a_heading_however_long() -> None:
    command = "3. Develop and publish a plan for the pool, the port and the old ferry."
    told = "4. The clerk has published a plan for the pool, the port and the old ferry."
    found = kind_of_each(ABOVE, f"{command} Nobody has one.", BELOW, f"{told} Nobody read it.", BELOW)
    assert (found[command], found[told]) == ("heading", "sentence")


def test_a_quotation_with_a_name_behind_it_is_no_heading() -> None:
    line = "“The coldest pool I ever swam in.” — Ann Lowe"
    assert kinds_of("\n\n".join([ABOVE, BELOW, line, BELOW]))[2] == ("sentence", line)


@pytest.mark.parametrize("line", ["Sincerely,", "Dear parents and swimmers,", "This column is part of a series on pools."])
def test_formulas_of_letters_and_of_series_are_furniture(line: str) -> None:
    assert kinds_of("\n\n".join([ABOVE, line, BELOW]))[1] == ("boilerplate", line)


def test_a_warning_in_brackets_is_furniture() -> None:
    assert kinds_of(f"{ABOVE} (WARNING: The video shows blood.)\n\n{BELOW}")[-2][0] == "boilerplate"
    assert kinds_of(f"{ABOVE} (The video shows blood.)\n\n{BELOW}")[-2][0] == "sentence"


def test_captions_below_a_name_that_stands_above_several_pictures_are_furniture() -> None:
    shown = "Ann Lowe talks to swimmers about the vote in “Cold Water.”"
    told = "The film about the pool and its swimmers may be seen on Netflix from Friday."
    assert kind_of_each(ABOVE, told, "Netflix.", shown, BELOW, "Netflix.", BELOW)[shown] == "boilerplate"
    assert kind_of_each(ABOVE, told, shown, BELOW)[shown] == "sentence"
    assert kind_of_each(ABOVE, told, "Netflix.", shown, BELOW)[shown] == "sentence"


def test_a_stop_alone_in_front_of_a_paragraph_is_furniture() -> None:
    assert [kind for kind, _ in kinds_of(f"{ABOVE}\n\n. {BELOW}")] == ["sentence", "boilerplate", "sentence"]


@pytest.mark.parametrize("note", [
    "The author is a former head teacher and chairs a trust.", "The writer is a professor of law at Leeds",
])  # fmt: skip
def test_a_note_on_the_author_below_the_byline_is_furniture(note: str) -> None:
    assert kind_of_each("Schools need rain", "By Ann Lowe", note, ABOVE, BELOW)[note] == "boilerplate"
    assert kind_of_each(ABOVE, BELOW, note)[note] == "boilerplate"


@pytest.mark.parametrize("line", [
    "Our Standards: The Harbour Wire Principles.", "Have your say in the comments below.",
    "Do you have an opinion on the issues raised in this article? Write to us.", "You have 2 free articles left this month.",
    "This interview has been edited for length and clarity.", "Registered in England & Wales.",
])  # fmt: skip
def test_closing_lines_of_sites_are_furniture(line: str) -> None:
    assert kinds_of("\n\n".join([ABOVE, BELOW, line]))[2][0] == "boilerplate"


def test_a_headline_behind_a_label_and_a_bar_is_no_navigation() -> None:
    assert kinds_of(f"EXPLAINER | Why the pool is shut\n\n{ABOVE}\n\n{BELOW}")[0][0] == "heading"
    assert kinds_of(f"Video | News | Sport\n\n{ABOVE}\n\n{BELOW}")[0][0] == "boilerplate"


@pytest.mark.parametrize("label", ["Explainer: ", "EXPLAINED | ", "Q&A: "])
def test_one_question_heads_a_section_of_an_explainer(label: str) -> None:
    line, short = "What do the swimmers want?", "Parliament votes on Tuesday at noon."
    assert ("heading", line) in kinds_of("\n\n".join([f"{label}Why the pool closed", ABOVE, line, BELOW]))
    assert ("sentence", line) in kinds_of("\n\n".join(["Why the pool closed", ABOVE, line, BELOW]))
    further = kinds_of("\n\n".join([f"{label}Why the pool closed", ABOVE, line, BELOW, "What happens next?", short, BELOW]))
    assert ("heading", "What happens next?") in further


@pytest.mark.parametrize("line", ["Might I suggest that he come and swim?", "May I propose a swim?", "Dare we hope?"])
def test_a_question_that_asks_leave_is_no_heading(line: str) -> None:
    page = "\n\n".join([ABOVE, "Who pays in the end?", BELOW, line, BELOW, "What happens next?", BELOW, "Who is Ann?", BELOW])
    assert ("sentence", line) in kinds_of(page)
    assert kinds_of(f"{line}\n\n{ABOVE}\n\n{BELOW}")[0] == ("sentence", line)


LETTERS = "{}\n\n{ABOVE}\n\n{}\n\n{BELOW}\n\n{}\n\n{ABOVE}\n\n{BELOW}"


def test_a_name_and_a_place_on_one_line_under_letters_are_furniture() -> None:
    page = LETTERS.format("Letters to the editor", "Joan Pell, Tarrant", "Colin Abney, Marsh Lane", ABOVE=ABOVE, BELOW=BELOW)
    assert [kind for kind, _ in kinds_of(page)][2:5:2] == ["boilerplate"] * 2
    page = LETTERS.format("Two towns by train", "New Kirkby, Dale", "Old Orr, Marsh", ABOVE=ABOVE, BELOW=BELOW)
    assert [kind for kind, _ in kinds_of(page)][2:5:2] == ["heading"] * 2


PLAIN = "The fee rises by a third in May, and nobody in the hall could say what the county will do with the money."


@pytest.mark.parametrize(("question", "answer"), [
    ("How do I apply?", "You need not."), ("Will my rent go up?", "Your rent may."), ("What should we do?", "Ask your MP."),
])  # fmt: skip
def test_a_question_in_the_readers_name_heads_a_section_where_the_reader_is_answered(question: str, answer: str) -> None:
    lines = [ABOVE, "Who pays the fee?", PLAIN, "What does it cost?", PLAIN, "Who decides in the end?", PLAIN, question]
    assert ("heading", question) in kinds_of("\n\n".join([*lines, answer, BELOW]))
    assert ("sentence", question) in kinds_of("\n\n".join([*lines, "Nobody knows.", BELOW]))


@pytest.mark.parametrize("headline", [
    "What the new rate means for borrowers", "What the new law means", "How the new levy works",
    "The levy: what you need to know",
])  # fmt: skip
def test_a_headline_that_promises_to_explain_makes_headings_of_questions(headline: str) -> None:
    lines = ["What happens to my fee?", f"If you swim, it rises. {PLAIN}", "When will fees come down?", PLAIN]
    found = kinds_of("\n\n".join([headline, ABOVE, *lines]))
    assert [part for kind, part in found if kind == "heading"] == [headline, *lines[::2]]


def test_all_short_questions_of_an_explainer_are_treated_alike() -> None:
    lines = ["Who pays the fee?", PLAIN, "How do I apply?", "You need not.", "What about landlords?", PLAIN,
             "Why does the town do this?", PLAIN]  # fmt: skip
    found = kinds_of("\n\n".join(["What the new law means", ABOVE, *lines]))
    assert [part for kind, part in found if kind == "heading"] == ["What the new law means", *lines[::2]]


@pytest.mark.parametrize("headline", ["What the sale means to the town", "Why the pool matters", "How the town was sold"])
def test_the_questions_of_a_column_are_sentences_below_other_headlines(headline: str) -> None:
    found = kinds_of("\n\n".join([headline, ABOVE, "Who will pay for the pool?", PLAIN, "Where is the money?", BELOW]))
    assert ("sentence", "Who will pay for the pool?") in found
    assert ("sentence", "Where is the money?") in found


@pytest.mark.parametrize("headline", ["What the closure means for parents", "How power works"])
def test_a_column_that_asks_once_below_a_headline_that_may_explain_keeps_its_question(headline: str) -> None:
    asked = "Who is to blame?"
    assert ("sentence", asked) in kinds_of("\n\n".join([headline, ABOVE, asked, PLAIN, BELOW]))


def test_two_words_above_a_list_at_the_top_head_it() -> None:
    items = ["• The town bought desks that nobody has seen.", "• The clerk has asked for the papers by May."]
    headline = "The governor and the missing desks of the town"
    assert ("heading", "In Summary") in kinds_of("\n\n".join([headline, "In Summary", *items, ABOVE, BELOW]))
    assert ("boilerplate", "Town Hall") in kinds_of("\n\n".join([headline, "Town Hall", ABOVE, BELOW]))


def test_a_headline_of_two_sentences_is_one_segment() -> None:
    found = kinds_of("\n\n".join(["Dogs of war? More like lapdogs", ABOVE, BELOW]))
    assert found[0] == ("heading", "Dogs of war? More like lapdogs")
    numbered = kinds_of("\n\n".join([ABOVE, "2.1. The Price of the Pool", BELOW]))
    assert numbered[1] == ("heading", "2.1. The Price of the Pool")


def test_a_question_right_below_the_headline_heads_a_section_where_two_others_do() -> None:
    asked = ("What was the case about?", "What did the court say?", "Why does it matter?")
    page = ["The court and the pool", *(line for question in asked for line in (question, PLAIN))]
    assert [part for kind, part in kinds_of("\n\n".join(page)) if kind == "heading"] == [page[0], *asked]
    for other in ("And what do we keep it for?", "It was a good case."):
        column = [*page[:5], other, PLAIN]
        assert [part for kind, part in kinds_of("\n\n".join(column)) if kind == "heading"] == [page[0]]
    # Two are enough where the headline promises to explain.
    promised = kinds_of("\n\n".join(["What the court decided, and why it matters", ABOVE, *page[3:5], "What is next?", PLAIN]))
    assert [part for kind, part in promised if kind == "heading"][1:] == [asked[1], "What is next?"]


@pytest.mark.parametrize("name", ["Comment", "Analysis", "Opinion", "Politics"])
def test_the_name_of_a_section_is_a_heading_among_other_short_ones_and_furniture_elsewhere(name: str) -> None:
    assert page_with_subheadings("Reactions", name, "The price") == ["heading"] * 3
    assert page_with_subheadings("Reactions", name) == ["heading", "boilerplate"]
    assert page_with_subheadings("Why nobody mends the pool", name, "What the mayor said of it last May")[1] == "boilerplate"
    menu = kinds_of("\n\n".join([ABOVE, "Reactions", BELOW, "The price", BELOW, "Weather", name, "Sport", BELOW]))
    assert ("boilerplate", name) in menu
    assert page_with_subheadings("Reactions", "Share", "The price")[1] == "boilerplate"


@pytest.mark.parametrize("top", [["Key points"], [ABOVE, "The main points:"]])
def test_a_word_below_a_list_heads_the_paragraph_below(top: list[str]) -> None:
    items = ["• The line will open late, says a report", "• The cost has doubled since May", "• A committee meets in June"]
    text = "\n\n".join(["Tram line 6", *top, *items, "Background", ABOVE, "Reactions", BELOW])
    assert ("heading", "Background") in kinds_of(text)
    links = ["The line will open late", "The cost has doubled since May", "A committee meets in June"]
    assert ("boilerplate", "Background") in kinds_of("\n\n".join(["Tram line 6", ABOVE, *links, "Background", ABOVE]))
    assert ("boilerplate", "Ann Lowe") in kinds_of("\n\n".join(["Tram line 6", *items, "Ann Lowe", ABOVE, BELOW]))
