"""Page furniture by its words or its form: one line of a page at a time.

Every pattern is used on a single line of bounded length, so that its cost is bounded too. The phrases
that pages use (``Skip to content``, ``Read more``) are in ``data/furniture.txt``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from opinionclf.headings import has_clause, leaves_out_words, tells_in_past
from opinionclf.patterns import pattern
from opinionclf.wordlists import first_column, read_rows

LONGEST_FURNITURE = 400  # characters
_LONGEST_BIOGRAPHY = 600
_LONGEST_LABEL = 60
_FIRST_LETTERS = 4
_LONGEST_NOTE = 90  # tokens
_LONGEST_LINKS = 3000  # of links in one line
_FEWEST_LINKS = 4
_LONGEST_DATE_LINE = 130
_OUTER_MARKS = ' .:|>»›·•*-–—[]"“”'  # may stand around a phrase

_WORD = r"[A-Z][\w.'’-]*"
_NAME = rf"[A-Z][\w.'’-]+(?: (?:{_WORD}|de|van|von|al|bin|la|der)){{1,4}}"
_BYLINE = pattern(
    r"(?:By|BY|by|From|FROM):? (?:[A-Z]|our )"
    r"|(?:Story|Words|Text|Pictures|Analysis|Review|Interview|Report|Commentary|Column)(?: and \w+)? by:? "
)
_ALL_CAPITALS_NAME = pattern(r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}(?:,.{2,40})?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?\.?"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: ?(?:GMT|BST|ET|EST|EDT|PT|UTC|IST))?"
_DATE = (
    rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},?(?: \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
)
_AGENCY = r"(?:AP|AFP|Reuters|Getty Images|PA|EPA|Rex|Shutterstock|Alamy)"
_DATE_LINE = pattern(
    rf"(?:[A-Z][A-Za-z .,’'-]{{2,40}}[,:|–—-] ?)?{_DATE}(?:[ ,|/·–—at-]{{1,6}}{_CLOCK})?(?: ?[/|] ?.{{0,40}})?$"
    rf"|{_CLOCK}(?:[ ,|·–—on-]{{1,6}}{_DATE})?$",
    re.IGNORECASE,
)
_DATELINE_ALONE = pattern(
    rf"[A-Z][A-Z'’. -]{{2,30}}, (?:[A-Z][a-z]{{2,5}}\.|{_DATE})(?:,? {_DATE})?(?: \([\w .]{{2,30}}\))?(?: [—–-]+)?$"
    r"|[A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,2}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?(?: \([\w/ .]{2,30}\))?| \([\w/ .]{2,30}\))"
    r" (?:—|–|--|-)$"
)
_CREDIT = (
    r"\(?(?:Reporting|Editing|Writing|Additional reporting|Compiled|Photo|Photograph|Image|Picture|AP Photo|Getty)"
    r"\b[^.]{0,12}(?: by |[:/])"
    r"|(?:FILE|HANDOUT) (?:PHOTO|IMAGE|PICTURE)\b"
    r"|[A-Z]{2,}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[\w ]+)?$"
)
_ENDS_IN_AGENCY = pattern(rf".{{0,60}}[(/] ?{_AGENCY}\)?$")
_CREDIT_LABEL = pattern(r"(?:Image|Photo|Photograph|Picture|Illustration|Graphic|Video)s?$")
_FINISHED_CREDIT = pattern(
    rf"[^.!?]{{0,40}}(?: ?/ ?{_AGENCY}| via (?:{_AGENCY}|REUTERS|Facebook|Twitter|Instagram|YouTube))\.$"
)
_CREDIT_IN_BRACKETS = pattern(
    r"\((?:(?:Photo|Image|Picture|Credit|Illustration|Photograph)s?(?:[:/ ]|\b by\b)[^()]{2,60}"
    r"|[A-Z][\w.'’ ]+/[A-Z][\w.'’ ]+)\)\.?$"
)
_CAPTION_END = pattern(
    r"\b[A-Z]{2,}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[\w ]+)*$"
    r"|/Handout\b.{0,40}$|\bvia (?:REUTERS|AP|AFP|Getty Images)$"
)
_ADDRESS = (
    r"https?://\S+$|www\.\S+$|(?:[Ww]rite )?\S[^\s@]*@\S+\.\w+$|(?:Twitter: ?)?@\w+\.?$|#\w+(?: #\w+)*$"
    r"|[\d,.]+[KkMm]? (?:shares|comments|views|likes|retweets|replies)\b"
    r"|(?:GRAPHIC|Graphic|SLIDESHOW|Slideshow)\b ?[:(]|\([$€£]1 = "
)
_NOTE = (
    r"[Cc]opy[Rr]ight\b.{0,4}(?:©|\([cC]\)|@|\d{4}|by )|[A-HJ-Z]\.$|h/t |[A-Z][A-Z.'’ -]{1,30}:$"
    r"|About [A-Z][\w&’' -]{2,40}: [A-Z]"
)
_CREDIT_OR_ADDRESS = pattern(f"{_CREDIT}|{_ADDRESS}|{_NOTE}")
_TAGS_OF_TEXT = r"(?:p|b|i|u|q|em|strong|div|span|h\d|li|[uo]l|br|blockquote|cite|small|section|article)\b"
_TAG = rf"<(?!{_TAGS_OF_TEXT}|a\b)[a-z][\w-]* [\w-]+=[\"“]"
# What no line of prose begins with: tags, style sheets, stage directions, the names under letters and posts.
_MARKED = pattern(
    rf"\W?</?(?!{_TAGS_OF_TEXT})[a-z][^<>]{{0,300}}>"
    rf"|{_TAG}"
    r"|\[(?:Video|Photos?|Image|Graphic|Gallery|Related|Watch|Read|See)\b[^\]]*\]\.?$"
    r"|\[[^\]]{2,200}[^\].!?]\]$|(?:—|–|-) [^.!]{2,40} (?:—|–|-)\.?$"
    r"|[.#@][a-z][\w.#:, >()-]{0,80}\{|\}\.?$|-(?:webkit|moz|ms)-"
    r"|\W?\([A-Z][A-Z .,/'’-]+\.?\)?\.?\W?$|\(h/t |@ ?[Cc]opy[Rr]ight\b"
    rf"|(?:—|–|--) ?{_NAME}(?:, (?!.*\b(?:is|was|are|were|has|have|had|said|says)\b)[^.]{{2,90}}(?:\([\w. ]+\))?)?\.?$"
    rf"|- {_NAME}\.?$"
    r"|(?:—|–|--|-) ?.{2,60} \(@\w+\)"
)
_PHOTO_CREDIT = pattern(_CREDIT)
_OPENS_WITH_TAG = pattern(_TAG)
_CRUMBS = pattern(r"[^.!?>»›|]{1,80}(?: [>»›|] [^.!?>»›|]{1,80})+")
_CRUMB_MARK = pattern(r" [>»›|] ")
_CREDIT_AT_END = pattern(r"[.”\"] ?\([A-Z][\w./ -]{1,40}\)\.?$")
_ENDS_DATE = tuple("y0123456789")
_FIRST_PERSON = pattern(r"\b(?:I|[Mm]y|me)\b")
_NAMED_FIRST = pattern(rf"(?:The writer, )?({_NAME}) (?:is|was|served|has)\b")
_NOTE_ON_PAGE = pattern(
    rf"\W*(?:{_NAME}(?:,? and|,) )*{_NAME}(?:, .{{0,60}},)? (?:also )?contributed (?:reporting|research|to this)\b"
    r"|(?:[•*o–-] )?(?:Twitter: ?)?@\w+\b"
    r"|\W*(?:[Ww]ith )?[Aa]dditional reporting (?:by|from)\b"
    r"|.{3,80} airs (?:on .{2,60} )?(?:weekdays|weeknights|weekends|daily|every|[A-Z]\w+days)\b"
    r"|[A-Z].{2,60} brings? you (?:all )?the (?:latest )?news\b"
    r"|(?:[^.!?]{2,60}\? )*(?:[Ee]mail|[Ww]rite to|[Cc]ontact|[Rr]each|[Ff]ollow|[Tt]weet) "
    r"(?:us|me|him|her|them|the (?:author|writer|reporter)s?)\b.{0,60}@\w"
    # Anger at the council: Swimmers say that nobody asked them. A6.
    r"|[A-Z][^.:]{2,60}: .{20,200}[.!?”\"’] {1,3}(?:Page )?[A-H]\d{1,2}\.?$"
)
# Every note has one of these, or ends in a number.
_WORDS_OF_NOTE = (" you ", " contributed ", "dditional reporting ", " airs ", "@")
# Every finished line with a form of furniture has one of these.
_MARK_OF_FORM = pattern(r"[/(:@#\d<{}|—–]")
_WORDS_OF_FORM = ("--", " by ", " via ")
# Every form that opens with a word has one of these marks or words, in finished lines and others.
_ANY_MARK = pattern(r"[/(:@#\d<|>»›,.]| by |via ")
_WORDS_WITHOUT_MARK = ("FILE ", "HANDOUT ", "Copy", "copy")
_PLACE_FIRST = pattern(r"[A-Z][A-Z'’. -]+, ")
_IN_LABEL = pattern(r"\d|@|\bby\b|^\S+(?: \S+){0,2}$")  # a date, an address, a name or few words
_DIGIT = pattern(r"\d")
_ENDS_IN_YEAR = pattern(r"\b\d{4}\.?$")
_LINES_KEPT = 64  # a page repeats its furniture


def is_furniture(text: str, terminal: bool, n_tokens: int, may_be_phrase: bool) -> bool:
    """Whether a line is page furniture by its words or form alone.

    Parameters
    ----------
    text : str
        The line, without white space around it.
    terminal : bool
        It ends as a sentence does.
    n_tokens : int
    may_be_phrase : bool
        It opens or closes as a phrase of the list does (`opinionclf.lines`).
    """
    if len(text) > LONGEST_FURNITURE:
        return len(text) <= _LONGEST_LINKS and (text.count(" | ") >= _FEWEST_LINKS or _OPENS_WITH_TAG.match(text) is not None)
    if terminal and n_tokens > 2 and not may_be_phrase and not _may_have_form(text):
        return False
    return _is_furniture(text, terminal, may_be_phrase and (not terminal or n_tokens <= _LONGEST_NOTE))


def _may_have_form(text: str) -> bool:
    if _MARK_OF_FORM.search(text) is not None or _PLACE_FIRST.match(text) is not None:
        return True
    return any(words in text for words in _WORDS_OF_FORM)


@functools.lru_cache(maxsize=_LINES_KEPT)
def _is_furniture(text: str, terminal: bool, may_be_phrase: bool) -> bool:
    if not text[0].isalnum() and not any(map(str.isalnum, text)):
        return not terminal or len(text) > 3 or text[0] in "{}<>_=~|"
    if may_be_phrase:
        folded = " ".join(text.lower().replace("’", "'").split()).strip(_OUTER_MARKS)
        if _is_phrase(folded, terminal):
            # A single word of the list that ends in a full stop may be a sentence (Help.).
            return not (terminal and " " not in folded)
    return _has_form(text, terminal)


def _has_form(text: str, terminal: bool) -> bool:
    """Whether a line has one of the forms of furniture; most lines lack a mark that a form cannot do without."""
    if text[0].isalnum() and _ANY_MARK.search(text) is None and not text.startswith(_WORDS_WITHOUT_MARK):
        return False
    if _CREDIT_OR_ADDRESS.match(text) is not None:
        return True
    if not text[0].isalnum() and _MARKED.match(text) is not None:
        return True
    credited = "/" in text or "(" in text
    if credited and _ENDS_IN_AGENCY.match(text) is not None:
        return True
    if ":" in text and _ends_in_credit(text):
        return True
    if len(text) <= _LONGEST_DATE_LINE and _is_date_line(text):
        return True
    sourced = "/" in text or "via " in text
    if terminal:
        return sourced and len(text) <= _LONGEST_LABEL and _FINISHED_CREDIT.match(text) is not None
    if sourced and _CAPTION_END.search(text) is not None:
        return True
    if text.endswith((")", ").")) and _CREDIT_IN_BRACKETS.match(text, text.rfind("(")) is not None:
        return True
    return _CRUMB_MARK.search(text) is not None and _CRUMBS.fullmatch(text) is not None


def _is_date_line(text: str) -> bool:
    return _DATELINE_ALONE.match(text) is not None or (_DIGIT.search(text) is not None and _DATE_LINE.match(text) is not None)


def _ends_in_credit(text: str) -> bool:
    """Whether a caption ends in a credit: ``Ann Lowe at the pool Image: Tom Reed.``"""
    colon = text.rindex(":")
    credit = text[colon + 1 :].lstrip()
    if not 1 < len(credit) <= _LONGEST_LABEL or _CREDIT_LABEL.search(text, max(colon - 14, 0), colon) is None:
        return False
    return credit[0].isupper() or credit.startswith("unknown")


def is_section(text: str) -> bool:
    """Whether a line of one word names a section or a button, with a full stop or without: ``Letters.``"""
    return text.lower().strip(_OUTER_MARKS) in _phrases().whole


def is_photo_credit(text: str) -> bool:
    """Whether a line names agency and photographer (``REUTERS/Jane Doe``)."""
    return len(text) <= 80 and (_PHOTO_CREDIT.match(text) is not None or _ENDS_IN_AGENCY.match(text) is not None)


def ends_in_year(text: str) -> bool:
    """Whether a line ends in a year, as captions do."""
    return _ENDS_IN_YEAR.search(text[-12:]) is not None


def is_byline(text: str, has_line_above: bool) -> bool:
    """Whether a short line names its author, with or without the author's work or place."""
    if len(text) > LONGEST_FURNITURE:
        return False
    if _BYLINE.match(text) is not None or _job_line().fullmatch(text) is not None:
        return True
    return has_line_above and (_name_line().fullmatch(text) is not None or _ALL_CAPITALS_NAME.fullmatch(text) is not None)


def author_of_biography(text: str) -> str | None:
    """The name in a note such as ``Jane Doe is a columnist for ...``, "" if it gives none; None for other lines.

    Where several are told of in turn, the second may make a note of what is said of the first.
    """
    if len(text) > _LONGEST_BIOGRAPHY:
        return None
    match = _biography().match(text)
    if match is None:
        first, second = _NAMED_FIRST.match(text), text.find(". M") + 2
        if first is None or second < 2 or _biography().match(text, second) is None:
            return None
        return first[1]
    return match["name"] or match["owner"] or ""


def is_caption(text: str) -> bool:
    """Whether a line tells what a picture shows: ``Ann Lowe greets the crowd in Salem on Friday.``"""
    if len(text) > LONGEST_FURNITURE or not text.rstrip(".").endswith(_ENDS_DATE):
        return False
    match = _caption().match(text)
    return match is not None and not has_clause(match[1]) and not tells_in_past(text)


def ends_in_credit(text: str) -> bool:
    """Whether a line above the article ends in whoever the picture is from: ``Rain in Salem on Sunday. (Coastwire)``"""
    return len(text) <= LONGEST_FURNITURE and _CREDIT_AT_END.search(text) is not None


def tells_of(article: str, name: str) -> bool:
    """Whether an article tells of somebody; one that its author tells may mention the author's last name."""
    if not name or name in article:
        return bool(name)
    return name.split()[-1] in article and _FIRST_PERSON.search(article) is None


def is_note(text: str) -> bool:
    """Whether a line at the top or foot of a page tells of its makers: ``Tom Reed contributed reporting from Salem.``"""
    if len(text) > LONGEST_FURNITURE:
        return False
    may_be_note = text.rstrip(".")[-1:].isdigit() or any(words in text for words in _WORDS_OF_NOTE)
    return may_be_note and _NOTE_ON_PAGE.match(text) is not None


@functools.cache
def _author_nouns(in_note: bool = False) -> str:
    return "|".join(row[0] for row in read_rows("author_nouns.txt") if in_note or len(row) == 1)


@functools.cache
def _job_line() -> re.Pattern[str]:
    """``Local government reporter``, ``Chief Political Correspondent, Harbor Ledger``."""
    return re.compile(rf"(?:(?!to |of |and )[\w’'&-]+ ){{1,5}}(?:(?i:{_author_nouns()}))(?:,? {_WORD}(?: {_WORD}){{0,3}} ?)?")


@functools.cache
def _name_line() -> re.Pattern[str]:
    """A name, then work or place: ``Jane Doe, Staff Writer``, ``Ann Lowe in Salem``."""
    return re.compile(
        rf"{_NAME}(?:,| \||/| in| at| @| -) ?"
        rf"(?:{_WORD}(?: (?:{_WORD}|of|the|and|for)){{0,5}}|.{{0,40}}\b(?:{_author_nouns()})\b.{{0,20}})"
    )


@functools.cache
def _caption() -> re.Pattern[str]:
    verbs = "|".join(first_column("caption_verbs.txt"))
    return re.compile(
        rf"([A-Z][^“\"]{{2,140}}?) (?:{verbs})(?:e?s)? [^“\"]{{5,200}}"
        rf"(?: on {_DAY}|,? (?:on )?{_MONTH} \d{{1,2}}(?:, \d{{4}})?| in {_MONTH}(?: \d{{4}})?| in \d{{4}})\.?$"
    )


@functools.cache
def _biography() -> re.Pattern[str]:
    nouns, writers = _author_nouns(in_note=True), _author_nouns()
    return re.compile(
        rf"(?:[•*o–-] )?(?:(?:The|This) (?:writer|author|article’s author)|(?P<name>{_NAME}))(?:, (?!\d\d?,).{{2,160}},)? "
        # Of others the news tells what they were.
        rf"(?:(?:is|are) (?:an? |the )?.{{0,80}}\b(?:{nouns})s?\b|was (?:an? |the )?.{{0,80}}\b(?:{writers})s?\b"
        r"|(?:teaches|writes|blogs|tweets|covers|lives|represents|chairs|reported from)\b"
        r"|(?:has )?served (?:as|in|on) |is (?:the )?author of "
        r"|(?:farms|practi[cs]es|studies|works|volunteers|coaches)\b.{0,160} (?:in|near|at|for) (?:the )?[A-Z]"
        rf"|(?:retired|has retired|worked|helped|runs|hosts|heads|leads|edits|directs)\b.{{0,160}}\b(?:{nouns})s?\b)"
        rf"|(?:[•*o–-] )?(?P<owner>{_NAME})[’']s? (?:(?:latest |new |most recent |next )?books?|columns? (?:appears?|runs?))\b"
        rf"|(?:The|This) (?:writer|author) (?:is|was|has)\b"
    )


class _Phrases(NamedTuple):
    """The furniture phrases: those without `*`, and alternations of those in which it stands for any run of characters.

    The alternations are kept by the first letters of their phrases, "" for those that are shorter or begin with `*`;
    of these most have no other, so that they are an ending.
    """

    whole: frozenset[str]
    endings: tuple[str, ...]
    open_: dict[str, re.Pattern[str]]
    unfinished: dict[str, re.Pattern[str]]  # no furniture where the line is a sentence


@functools.cache
def _phrases() -> _Phrases:
    rows = [(row[0].strip(" .:|-[]#") or row[0], len(row) > 1) for row in read_rows("furniture.txt")]
    endings = tuple(phrase[1:] for phrase, _ in rows if phrase.rfind("*") == 0 and phrase != "*")
    rows = [(phrase, unfinished) for phrase, unfinished in rows if phrase.rfind("*") != 0]
    return _Phrases(
        frozenset(phrase for phrase, _ in rows if "*" not in phrase),
        endings,
        _by_first_letters(phrase for phrase, unfinished in rows if "*" in phrase and not unfinished),
        _by_first_letters(phrase for phrase, unfinished in rows if "*" in phrase and unfinished),
    )


def _by_first_letters(phrases: Iterable[str]) -> dict[str, re.Pattern[str]]:
    groups: dict[str, list[str]] = {"": []}
    for phrase in phrases:
        first = phrase[:_FIRST_LETTERS]
        groups.setdefault("" if "*" in first else first, []).append(re.escape(phrase).replace(r"\*", ".*"))
    return {first: re.compile("|".join(patterns)) for first, patterns in groups.items() if patterns}


def _matches(patterns: dict[str, re.Pattern[str]], folded: str) -> bool:
    near, others = patterns.get(folded[:_FIRST_LETTERS]), patterns.get("")
    return (near is not None and near.fullmatch(folded) is not None) or (
        others is not None and others.fullmatch(folded) is not None
    )


def _is_phrase(folded: str, terminal: bool) -> bool:
    phrases = _phrases()
    if folded in phrases.whole or folded.endswith(phrases.endings) or _matches(phrases.open_, folded):
        return True
    if not _matches(phrases.unfinished, folded):
        return False
    return not terminal or (len(folded) <= _LONGEST_LABEL and leaves_out_words(folded) and _IN_LABEL.search(folded) is not None)
