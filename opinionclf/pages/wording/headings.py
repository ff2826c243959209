"""Headings that end like sentences: sub-headings to which a full stop was added, and what headlines share with them.

What tells them is what they leave out (articles, auxiliaries, a verb) or their capitals. Nearly every test reads
one short line; whether its place on the page is one for a heading is asked in `opinionclf.pages.subheadings`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from opinionclf.datafiles import first_column
from opinionclf.pages.wording.linewords import (
    base_verbs,
    clause_words,
    count_verbs,
    function_words,
    has_small_verb,
    have_past,
    is_verb,
    small_words,
)
from opinionclf.pages.wording.pagewords import affixes, alternatives, page_words
from opinionclf.patterns import DAY, MONTH, NAME, pattern

FORMS = ("sure", "verbless", "doubtful", "named", "numbered", "dated", "asked", "signed")  # of lines that may be sub-headings
_MOST_SUBHEADING_WORDS = 6
_MOST_TITLE_WORDS = 16
_LONGEST_ENTRY = 130  # characters
_FEWEST_CAPITALS = 4  # words with capitals that make a title of a line without any other sign
_WORD = pattern(r"[^\W_](?:[\w’'.&-]*[^\W_])?")
_DATELINE = pattern(
    r"(?:[A-Z][A-Z.'’ -]{2,25}|[A-Z][a-z]+)(?:, [A-Z][\w. ]{1,24})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?,? ?"
    r"(?:\([\w/. -]{2,30}\))?(?: ?(?:—|–|--)| -) ?[A-Z“\"‘']"
)
# No noun: Talks resume on Monday.
_SCHEDULED = pattern(
    lambda: rf"(?:\S{{1,30}} ){{0,3}}\S{{1,30}}s (?:{alternatives('scheduled')}) (?:{alternatives('schedule')}) "
)
_SPEAKER = pattern(rf"(?:[—–-]+ ?)?(?=([\w’'-]+)){NAME}, [^.!?,]{{3,80}}(?:, [^.!?,]{{2,40}})?[.”’\"']*$")
_SIGNED_QUOTATION = pattern(rf"[“\"”][^“”\"]{{3,300}}[.!?…][”\"] ?[—–―-]{{1,2}} ?{NAME}$")
_LABELLED = pattern(r"([A-Z][\w.’'-]{2,}(?: [A-Z][\w.’'-]+)?): [A-Z0-9“‘\"']")
_TURN = pattern(
    r"(?:\*\* ?)?(?:\[?(?:\d+:)+\d\d\]? )?"
    r"(?:[A-Z][\w.’' -]{0,45}(?: \([^()]{1,40}\)|, [A-Z][A-Z ]{2,25})?(?:\*\*)?:|[QA]\.)(?:\*\*)? "
)
_NUMBER = pattern(r"[#(]?\d{1,2}[.):] ")
_DATED = pattern(
    lambda: rf"{MONTH} \d{{1,2}}, \d{{4}} (?![a-z]+ed\b|(?:{alternatives('behind_date')})\b)[\w“\"‘']"
)
_NUMBERED_QUESTION = pattern(r"(?:Question|Q) ?\d{1,3}[a-z]?(?:[.:)]| [–—-]) [A-Z].*\?$")
_WEEKDAY = pattern(f"{DAY}$", re.IGNORECASE)
_LISTED = pattern(r"(?:The )?[A-Z\d][\w.’'&-]*(?:[ ,(]{1,2}(?:and |of )?[A-Z\d][\w.’'&-]*){0,7}\)?[.]$")
_ASKS_WHY = pattern(r"Why [A-Za-z]|How (?:a|an|the|to|[A-Z][\w’'.-]+) ")
_JOINED = pattern(r"[,;:—–“”\"‘]|''| -|(?<!\w)['’]|[^.’”\"']$|\.\.")
_IN_SINGLE_MARKS = pattern(r"[‘'](?:[^‘’'\"“”]|(?<=\w)[’'](?=\w))+[’'][.?!]?$")
_FEWEST_ASKED = 3  # words of a question that heads a section
_FEWEST_TOLD = 4
_FEWEST_OF_QUESTION = {"Why": 4, "How": 6}  # words: How the mighty have fallen.
_TELLS_MEANING = pattern(
    lambda: rf"(?:What|How) [^.?!]{{3,80}} (?:means? for (?:{alternatives('means_for')}|[a-z]*ers)\b|works?$|means?$)"
    rf"|.{{0,80}}\b(?:{alternatives('tells_meaning')})\b",
    re.IGNORECASE,
)
_FORBIDS = ("don't", "never", "stop")
_ARTICLES = ("a", "an", "the")
_FRAME = "‘’“”\"'. "
_OPENS_WORD = "‘“\"'( \t\n\r\u00a0"


def opens_with_dateline(line: str) -> bool:
    """Whether a paragraph opens with place and agency: ``HARBOR CITY (AP) — The``."""
    return _DATELINE.match(line) is not None


def is_labelled(line: str) -> bool:
    """Whether a line opens with one or two names and a colon, as headlines and turns do: ``Lowe: Pool will close``"""
    match = _LABELLED.match(line)
    return match is not None and match[1].lower() not in function_words() and match[1].lower() not in base_verbs()


def opens_turn(line: str) -> bool:
    """Whether a line opens with what may be a speaker's label: ``Ann Lowe: No.``, ``Q. Why?``, ``[0:12] LOWE, HOST: No.``"""
    return _TURN.match(line) is not None


def goes_on_small(line: str) -> bool:
    """Whether a line goes on in small letters behind its label, as few turns do: ``The Harbour Hour: who sold the pool?``"""
    return line.partition(": ")[2][:1].islower()


def opens_with_label(line: str) -> bool:
    """Whether a line opens as headlines of a kind do: ``Fact check: did the pool close?``, ``EXPLAINER | Why it closed``"""
    label, _, rest = line.partition(" | " if " | " in line else ": ")
    return not rest[:1].islower() and bool(rest) and label.lower() in _headline_labels()


def heads_part(line: str) -> bool:
    """Whether a line says what stands below it, a claim or the facts: ``Fact:``, ``The claim:``"""
    label = line.lower()
    return label.endswith(":") and label[:-1].removeprefix("the ").removeprefix("our ") in page_words()["heads_part"]


def opens_explainer(line: str) -> bool:
    """Whether a headline says that its article explains: ``Explainer: Why did the pool close?``"""
    return line.replace(" | ", ": ").partition(": ")[0].lower() in page_words()["explains"]


def tells_meaning(line: str) -> bool:
    """Whether a headline may be that of an article that explains, or of a column: ``What the new law means for you``"""
    return _TELLS_MEANING.match(line) is not None


def is_signature(line: str) -> bool:
    """Whether a line is a full name and a place, as under a letter: ``Ann Lowe, Salem``"""
    name, _, place = line.partition(", ")
    return bool(place) and is_named(name) and is_named(place, fewest_words=1)


def is_self_contained(line: str, answer: str = "") -> bool:
    """Whether a question points at nothing that was said before: ``Who pays in the end?``

    It may be asked in the reader's name, if it is the reader who is answered: ``Will my rent go up?``, ``Yours will.``
    """
    words = [word.lower() for word in _WORD.findall(line)]
    pointing = _pointing_words().intersection(words)
    if pointing and pointing <= page_words()["of_asker"] and addresses_reader(answer):
        pointing = frozenset()
    return len(words) >= _FEWEST_ASKED and words[0] not in page_words()["joins"] and not pointing


def points_back(line: str) -> bool:
    """Whether the first word of a line points at what was said before: ``It was a bad day.``"""
    return line.partition(" ")[0].lower() in _pointing_words()


def has_small_capital(line: str) -> bool:
    """Whether a title has capitals even in its small words: ``The Time is Now.``"""
    small = [word for word in _WORD.findall(line)[1:] if word.lower() in function_words()]
    return any(word[0].isupper() and word[1:].islower() for word in small)


def is_in_single_marks(line: str) -> bool:
    """Whether a line stands in single quotation marks, as a heading may that quotes: ``'Let them swim.'``"""
    return _IN_SINGLE_MARKS.match(line) is not None


def is_request(line: str) -> bool:
    """Whether a line opens as what a writer asks leave for, which is no headline: ``Might I suggest that he come?``"""
    return line.startswith(affixes("asks_leave"))


def is_question(line: str) -> bool:
    """Whether a line is a question that is asked neither in a quotation nor in a speaker's turn, and no request (``May I``)."""
    if not line.endswith("?") or not line[0].isalnum() or is_request(line):
        return False
    return "“" not in line and '"' not in line and not opens_turn(line)


def addresses_reader(line: str) -> bool:
    """Whether a line asks somebody: ``How did you begin?``"""
    return not page_words()["addresses"].isdisjoint(line.lower().split())


def is_in_person(line: str) -> bool:
    """Whether a line is in the first person or speaks to somebody: ``Your editorial was a disgrace. I swim.``"""
    words = {word.lower().replace("’", "'").partition("'")[0] for word in _WORD.findall(line)}
    return not (page_words()["addresses"].isdisjoint(words) and page_words()["of_asker"].isdisjoint(words))


def is_in_capitals(line: str) -> bool:
    """Whether a line is written in capitals throughout and ends in a full stop: ``FULL TEXT.``"""
    if not line.isupper() or line[0] in _FRAME or not line.endswith((".", ".’")):
        return False
    return any(len(word) > 2 for word in _WORD.findall(line))


def is_numbered(line: str) -> bool:
    """Whether a line begins with the number of a list: ``4. Drink less coffee.``"""
    return _NUMBER.match(line) is not None


def is_dated(line: str) -> bool:
    """Whether a line begins with the day that its section tells of: ``Sept. 9, 2013 The pool closes.``"""
    return _DATED.match(line) is not None


def is_numbered_question(line: str) -> bool:
    """Whether a line is a question with its number, as a form asks it: ``Question 3: Should the fee be raised?``"""
    return len(line) <= _LONGEST_ENTRY and _NUMBERED_QUESTION.match(line) is not None


def is_day(line: str) -> bool:
    """Whether a line is nothing but a day of the week: ``Monday``"""
    return len(line) <= _LONGEST_ENTRY and _WEEKDAY.match(line) is not None


def tells_like_heading(line: str) -> bool:
    """Whether a short sentence may head a section: ``Harbor towns swing to the right.``

    It tells nothing in the past tense, points at nothing that was said before, and is not linked to it.
    """
    words = _WORD.findall(line)
    folded = [word.lower().replace("’", "'") for word in words]
    if len(words) < _FEWEST_TOLD - commands(line) or _JOINED.search(line) is not None:
        return False
    if folded[0] in page_words()["joins"] or not _pointing_words().isdisjoint(folded):
        return False
    return not have_past(folded) and (commands(line) or clause_words().isdisjoint(folded[:1]))


def commands(line: str) -> bool:
    """Whether a line tells somebody to do or not to do something: ``Don't blame the clerk.``"""
    first = line.partition(" ")[0].lower().replace("’", "'")
    return first in _FORBIDS or first in base_verbs()


def is_relative(line: str) -> bool:
    """Whether a line is a clause that is part of a question, but asks none: ``Where the money goes.``"""
    if not line.startswith(affixes("asks_part")):
        return False
    words = line.split()
    return 2 < len(words) <= _MOST_SUBHEADING_WORDS and words[1] in page_words()["relates"]


def is_part_of_question(line: str) -> bool:
    """Whether a line tells what its article asks: ``Why the pool may close yet - for the price of a barn.``

    A sentence that begins so has a further verb, most often of *be*: ``Why it closed is anybody's guess.``
    """
    if _ASKS_WHY.match(line) is None:
        return False
    words = [word.lower().replace("’", "'") for word in _WORD.findall(line)]
    if len(words) < _FEWEST_OF_QUESTION[line[:3]] or not page_words()["be"].isdisjoint(words):
        return False
    return count_verbs(words[1:]) <= 1


def is_entry(line: str) -> bool:
    """Whether a line is nothing but names and numbers, as entries of a list and sources are: ``Reed 9, Lowe 45.``"""
    return len(line) <= _LONGEST_ENTRY and _LISTED.match(line) is not None


def is_name_inside(word: str, text: str) -> bool:
    """Whether a text has a word with a capital inside its sentences, and nowhere without one."""
    if next(_places_of(word.lower(), text), -1) >= 0:
        return False
    in_front = (text[max(place - 3, 0) : place].rstrip(_OPENS_WORD)[-1:] for place in _places_of(word, text))
    return any(char.islower() or char == "," for char in in_front)


def _places_of(word: str, text: str) -> Iterator[int]:
    """Where a text has a word."""
    place = text.find(word)
    while place >= 0:
        if not (text[place - 1 : place].isalnum() or text[place + len(word) : place + len(word) + 1].isalnum()):
            yield place
        place = text.find(word, place + 1)


def is_title(line: str) -> bool:
    """Whether a line has the capitals of a title where a sentence has none: ``Joining Forces With China.``"""
    if _ends_in_small_content_word(line) or (line[0].isalnum() and _has_small_content_word(line)):
        return False
    words = _WORD.findall(line.strip(_FRAME))
    if len(words) > _MOST_TITLE_WORDS or line[0] in "([" or line.isupper():
        return False
    counts = _count_capitals(words[1:])
    if counts is None:
        return False
    n_content, n_small = counts
    if not n_content and n_small < _FEWEST_CAPITALS:
        return False
    # The Theft. War With the Neighbours. In a sentence of names the verb at least is small.
    if n_small or words[0] in ("A", "An", "The"):
        return True
    return n_content >= _FEWEST_CAPITALS and clause_words().isdisjoint(word.lower() for word in words)


def _count_capitals(words: list[str]) -> tuple[int, int] | None:
    """The numbers of content words and of small words with a capital; None if a content word has none."""
    small = small_words()
    n_content = n_small = 0
    for word in words:
        folded = word.lower().replace("’", "'")
        if folded in small:
            n_small += word[0].isupper() and len(word) > 1 and not folded.startswith("i'")
        elif word[0].islower():
            return None
        else:
            n_content += 1
    return n_content, n_small


def _ends_in_small_content_word(line: str) -> bool:
    """Whether the last word has no capital and is no function word: by it most sentences show that they are no titles."""
    last = line.rstrip(_FRAME).rpartition(" ")[2]
    return last.isalpha() and last[0].islower() and last not in function_words()


def _has_small_content_word(line: str) -> bool:
    """Whether a word behind the first, of letters alone, is a content word without a capital: a quick look at most lines."""
    small = small_words()
    return any(word[0].islower() and word not in small and word.isalpha() for word in line.split()[1:])


def is_named(line: str, fewest_words: int = 2) -> bool:
    """Whether a line is nothing but words with capitals, as names, places and titles are: ``Ann Lowe.``, ``Salem, Ore.``"""
    words = _WORD.findall(line.strip(_FRAME))
    if not fewest_words <= len(words) <= _MOST_SUBHEADING_WORDS or not line[0].isalpha():
        return False
    in_names = page_words()["in_names"]
    return words[0].lower() not in function_words() and all(word[0].isupper() or word in in_names for word in words)


def names_speaker(line: str) -> bool:
    """Whether a line is a name and what its bearer is: ``Ann Lowe, Center for Pools and Rivers.``"""
    match = _SPEAKER.match(line)
    return match is not None and match[1].lower() not in function_words() and not has_small_verb(line)


def is_signed_quotation(line: str) -> bool:
    """Whether a line is a finished sentence in quotation marks and a name: ``“We all swam there.” - Ann Lowe``"""
    return _SIGNED_QUOTATION.match(line) is not None


def verbless_form(line: str) -> str | None:
    """What a short line without a verb is as a sub-heading: "verbless" (``Calming tensions.``) or "doubtful" (``Empathy.``)."""
    words = [word.replace("’", "'") for word in _WORD.findall(line.strip(_FRAME))]
    if not 1 <= len(words) <= _MOST_SUBHEADING_WORDS or not line[0].isalpha() or not words[0][0].isupper():
        return None
    folded = [word.lower() for word in words]
    determined = folded[0] in _ARTICLES or folded[0] in page_words()["quantity"]
    if (folded[0] in function_words() and not determined) or _is_verbless_sentence(folded):
        return None
    if any(map(is_verb, folded, ["", *folded])) or _SCHEDULED.match(line) is not None:
        return None
    return "doubtful" if determined or len(words) == 1 else "verbless"


def _is_verbless_sentence(words: list[str]) -> bool:
    return any(tuple(words[:n]) in _verbless_sentences() for n in range(1, 5)) or (len(words) == 1 and words[0].endswith("ly"))


@functools.cache
def _headline_labels() -> frozenset[str]:
    return frozenset(first_column("headline_labels.txt"))


@functools.cache
def _pointing_words() -> frozenset[str]:
    return frozenset(first_column("pointing_words.txt"))


@functools.cache
def _verbless_sentences() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row.split()) for row in first_column("verbless_sentences.txt"))
