"""Bylines, captions, and notes on those who made a page: one line at a time.

What an author is called is in ``data/author_nouns.txt``, what captions tell in ``data/caption_verbs.txt``.
"""

from __future__ import annotations

import functools
import re

from opinionclf.datafiles import first_column, personal_titles, read_rows
from opinionclf.pages.wording.furniture import LONGEST_FURNITURE
from opinionclf.pages.wording.linewords import has_clause, tells_in_past
from opinionclf.pages.wording.pagewords import affixes, alternatives
from opinionclf.patterns import CAPITALIZED, DAY, MONTH, NAME, PARTICLES, pattern

_LONGEST_CREDIT = 50  # characters, with the end of the caption
_LONGEST_BIOGRAPHY = 600
_LONGEST_OPENING = 90  # characters of a note in front of the word that tells it
_BYLINE = pattern(
    lambda: r"(?:By|BY|by|From|FROM):? (?!.{1,60} to )(?:[A-Z]|our )"
    rf"|[Bb]y the (?:[\w.’'&-]+ ){{0,5}}(?:{alternatives('newsroom')})"
    r"(?: (?:of|at) (?:the )?[A-Z].{1,60})?$"
    rf"|(?:{alternatives('byline_work')})(?: and \w+)? by:? "
    rf"|(?:Story|Words|Text): {NAME}$"
)
# Of a desk or an agency: Harbor News Service
_DESK = pattern(lambda: rf"(?:[A-Z][\w’'&-]* ){{1,3}}(?:{alternatives('desk')})")
_ALL_CAPITALS_NAME = pattern(r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}(?:,.{2,40})?")
_CREDIT_AT_END = pattern(r"[.”\"] ?\([A-Z][\w./ -]{1,40}\)\.?$")
_FIRST_PERSON = pattern(r"\b(?:I|[Mm]y|me)\b")
_FULL_NAME = pattern(NAME)
_NAMED_FIRST = pattern(rf"(?:The writer, )?({NAME}) (?:is|was|served|has)\b")
_NOTE_ON_PAGE = pattern(
    lambda: rf"\W*(?:{NAME}(?:,? and|,) )*{NAME}(?:, .{{0,60}},)? (?:also )?contributed "
    r"(?:(?:[a-z]+ )?(?:reporting|research)|to this)\b"
    rf"|(?:{alternatives('given')}) (?:from|by) .{{2,80}} (?:was|were) "
    rf"(?:also )?used in this (?:{alternatives('page_text')}|dispatch)\b"
    r"|\W*With (?:additional )?(?:reporting|files) (?:by|from) [A-Z][^,.]{2,60}(?:(?:,|,? and) [A-Z][^,.]{2,40}){0,3}\.?$"
    rf"|{NAME} (?:{alternatives('makes_text')}) this (?:{alternatives('page_text')})\.?$"
    rf"|(?:(?:[A-Z][\w’'-]* ){{2,6}}can be reached|(?:{alternatives('contact')}) {NAME}) (?:at|on|by|via) "
    r".{0,60}?(?:\d{3}[-. ]\d{4}\b|@\w)"
    r"|(?:[•*o–-] )?(?:Twitter: ?)?@\w+\b"
    r"|\W*(?:[Ww]ith )?[Aa]dditional reporting (?:by|from)\b"
    rf"|.{{3,80}} airs (?:on .{{2,60}} )?(?:{alternatives('airs')}|[A-Z]\w+days)\b"
    r"|[A-Z].{2,60} brings? you (?:all )?the (?:latest )?news\b"
    rf"|(?:[^.!?]{{2,60}}\? )*(?:{alternatives('reach')}) "
    rf"(?:{alternatives('whom')}|the (?:author|writer|reporter)s?)\b.{{0,60}}@\w"
    rf"|(?:[^.!?“\"]{{2,80}}\? |Please )*(?:{alternatives('send')}) "
    r"(?:[\w’' -]{0,60} (?:to|at) |to |at )?\S+@\S+$"
    r"|(?:Tips|Questions|Comments)(?:\?|:| to)? (?:E-?mail |Write to )?\S+@\S+$"
    # Anger at the council: Swimmers say that nobody asked them. A6.
    r"|[A-Z][^.:]{2,60}: .{20,200}[.!?”\"’] {1,3}(?:Page )?[A-H]\d{1,2}\.?$"
)
_REPORTED = pattern(r"(?!He |She |They |It |We |I )([A-Z][\w’'-]+) reported from(?: (?:and )?[A-Z][\w.’'-]*,?){1,8}$")
_AUTHOR = pattern(
    rf"(?:By|BY|by) (?!\w+day\b)({NAME})(?:, (?!where|which|who|when)[^.]{{0,60}}| and {NAME}| \|.{{0,60}})?$"
)
_NO_PERSON = pattern(lambda: rf"(?i:\b(?:{alternatives('no_person')})\b)")
_POSTED = pattern(r"(?:Posted|Submitted|Written) by [A-Z]")
# What a note on an author can't do without: *The*, or a name in front of a comma, an apostrophe or one of the verbs.
_OPENS_BIOGRAPHY = pattern(
    lambda: rf"\s*(?:[•*o–-]\s+)?(?:Th(?:e|is)\s|[A-Z][\w.'’-]+,?(?:\s+(?:{CAPITALIZED},?|{PARTICLES})){{1,4}}"
    rf"(?:[,'’]|\s+(?:is|are|was|served|has|retired|reported|{_tell_author()}|{_tell_with_place()}"
    rf"|{alternatives('had_post')})\b))"
)
_UNNAMED = pattern(r"\s*(?:[•*o–-]\s+)?(?:The|This)\s+(?:writer|author|article)")
_UNNAMED_WRITERS = ("The writer is ", "The author is ")
_JUNIOR = pattern(r",? (?:Jr|Sr)\b\.?(?= )")  # no last name: John Doe, Jr. is
_OWNS = rf"(?:owns|runs|owns and runs) the (?P<owned>{CAPITALIZED}(?:,? {CAPITALIZED}){{0,5}}?)\.?$"
_OWNED = pattern(rf"{NAME}(?:, .{{2,160}},)? {_OWNS}")
_TEACHES = pattern(
    rf"{NAME}(?:, (?!\d\d?,)[^,]{{2,60}},)? "
    r"(?:teaches [^.,]{2,60} at|(?:writes|blogs) (?:for|about|on)|covers [^.,]{2,60} for) [^.]{2,100}\.?$"
)
# News tells of somebody new what he is, says or hopes, too.
_TITLED = pattern(
    lambda: rf"((?:{alternatives('title')})\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) "
    rf"(?!(?:{alternatives('news_verb')}) )[a-z]+s \S+ \S"
)
_OWNS_WORK = pattern(rf"{NAME}[’']s? ")  # in a note: Ann Lowe's novel
_FULL_TITLES = ("professor", "sir")  # beside the abbreviations
_DATE_AT_END = rf"(?: on {DAY}|,? (?:on )?{MONTH} \d{{1,2}}(?:, \d{{4}})?| in {MONTH} \d{{4}}| in \d{{4}})\.?$"
_ENDS_IN_DATE = pattern(_DATE_AT_END)
_LONGEST_DATE = 30  # characters
_LONGEST_SHOWN = 160  # characters of a caption below its credit
_ENDS_IN_YEAR = pattern(r"\b\d{4}\.?$")


def is_byline(text: str, has_line_above: bool) -> bool:
    """Whether a short line names its author, with or without the author's work or place."""
    if len(text) > LONGEST_FURNITURE:
        return False
    if _BYLINE.match(text) is not None or _job_line().fullmatch(text) is not None:
        return True
    if not has_line_above:
        return False
    if _name_line().fullmatch(text) is not None or _ALL_CAPITALS_NAME.fullmatch(text) is not None:
        return True
    if " the " in text and _post_line().fullmatch(text) is not None:
        return True
    return text.endswith(_desks()) and _DESK.fullmatch(text) is not None


def names_post(text: str) -> bool:
    """Whether a text is what an author is: ``Assistant News Editor``"""
    return len(text) <= _LONGEST_OPENING and _job_line().fullmatch(text) is not None


def names_author(text: str) -> bool:
    """Whether a line opens with *By* and a full name, and tells nothing, or with *Posted by* and any."""
    return len(text) <= LONGEST_FURNITURE and (_AUTHOR.match(text) is not None or _POSTED.match(text) is not None)


def names_person(text: str) -> bool:
    """Whether a byline gives the full name of a person who is no guest without a name: ``By Ann Lowe``"""
    return len(text) <= LONGEST_FURNITURE and _AUTHOR.match(text) is not None and _NO_PERSON.search(text) is None


def has_name(byline: str, name: str) -> bool:
    """Whether a byline has a name, in whatever case; a title in front of it aside."""
    title, _, rest = name.partition(" ")
    bare = rest if title.lower().rstrip(".") in _titles() else name
    return bool(bare) and f" {bare} ".upper() in f" {byline.replace(',', ' ')} ".upper()


def full_name_first(text: str) -> str | None:
    """The full name with which a line opens, None for other lines."""
    match = _FULL_NAME.match(text[:_LONGEST_OPENING])
    return match and match[0]


def titled_name_first(text: str) -> str | None:
    """The title and last name with which a line opens that tells what their bearer does: ``Dr. Ames treats patients.``"""
    match = _TITLED.match(text) if len(text) <= _LONGEST_BIOGRAPHY else None
    return match and match[1]


def reporter_in_note(text: str) -> str | None:
    """The last name in a note such as ``Doe reported from Salem.``, None for other lines."""
    match = _REPORTED.match(text) if " reported from " in text else None
    return match and match[1]


def author_of_biography(text: str) -> str | None:
    """The name in a note such as ``Jane Doe is a columnist for ...``, "" if it gives none; None for other lines.

    Where several are told of in turn, the second may make a note of what is said of the first.
    """
    # Most lines show by their first words that they are none.
    if len(text) > _LONGEST_BIOGRAPHY or _OPENS_BIOGRAPHY.match(text) is None:
        return None
    if "Jr" in text or "Sr" in text:
        text = _JUNIOR.sub("", text)
    match = _biography().match(text)
    if match is None:
        second = text.find(". M") + 2  # Mr, Ms
        first = _NAMED_FIRST.match(text) if second >= 2 and _biography().match(text, second) is not None else None
        return first and first[1]
    return match["name"] or match["owner"] or ""


def owned_by_author(text: str) -> str | None:
    """What a note on an author says that the author owns or runs, if it has a name: ``Ann Lowe owns the Lantern.``"""
    match = _OWNED.match(text) if " the " in text else None
    return match and match["owned"].rstrip(".")


def is_unnamed_biography(text: str) -> bool:
    """Whether a line is a note on an author whom it does not name: ``The writer is a farmer in Salem``"""
    return len(text) <= _LONGEST_BIOGRAPHY and _UNNAMED.match(text) is not None and author_of_biography(text) == ""


def is_biography_of_writer(text: str) -> bool:
    """Whether a note on an author tells work that goes with writing: ``Ann Lowe is a contributing editor.``, ``... teaches``"""
    if " is " in text:
        return _writer().match(text) is not None
    return _TEACHES.match(text) is not None


def names_work(text: str) -> bool:
    """Whether a note on an author opens with the author's work: ``Ann Lowe's latest novel is ...``"""
    return _OWNS_WORK.match(text) is not None


def tells_work_of_author(text: str) -> bool:
    """Whether a line tells nothing but what the author is: ``The writer is a retired civil servant.``"""
    opens = text.startswith(_UNNAMED_WRITERS) and len(text) <= _LONGEST_BIOGRAPHY
    return opens and _work().fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line tells what a picture shows: ``Ann Lowe greets the crowd in Salem on Friday.``"""
    if len(text) > LONGEST_FURNITURE or _ENDS_IN_DATE.search(text, len(text) - _LONGEST_DATE) is None:
        return False
    match = _caption().match(text)
    return match is not None and not has_clause(match[1]) and not tells_in_past(text)


def shows(text: str) -> bool:
    """Whether a line tells in the present tense what somebody does: ``Ann Lowe introduces the band at the pool!``"""
    match = _shows().match(text) if len(text) <= _LONGEST_SHOWN else None
    return match is not None and not has_clause(text) and not tells_in_past(text)


def ends_in_credit(text: str) -> bool:
    """Whether a line above the article ends in whoever the picture is from: ``Rain in Salem on Sunday. (Coastwire)``"""
    return text.endswith((")", ").")) and _CREDIT_AT_END.search(text, max(len(text) - _LONGEST_CREDIT, 0)) is not None


def ends_in_year(text: str) -> bool:
    """Whether a line ends in a year, as captions do."""
    return text.rstrip(".")[-1:].isdigit() and _ENDS_IN_YEAR.search(text[-12:]) is not None


def tells_of(article: str, name: str) -> bool:
    """Whether an article tells of somebody; one that its author tells may mention the author's last name."""
    if name in article:
        return bool(name)
    return name.split()[-1] in article and _FIRST_PERSON.search(article) is None


def tells_of_programme(text: str, start: int, end: int) -> bool:
    """Whether a line of a text has a word of the notes that open with no name, but with a programme."""
    near = min(start + _LONGEST_OPENING, end)
    return text.find(" airs ", start, near) >= 0 or text.find(" you ", start, near) >= 0


def is_note(text: str) -> bool:
    """Whether a line at the top or foot of a page tells of its makers: ``Tom Reed contributed reporting from Salem.``"""
    if len(text) > LONGEST_FURNITURE:
        return False
    if any(map(text.__contains__, affixes("note_sign"))):  # notes on pages have one
        return _NOTE_ON_PAGE.match(text) is not None
    return text[-2:].strip(".").isdigit() and _NOTE_ON_PAGE.match(text) is not None


@functools.cache
def _desks() -> tuple[str, ...]:
    """The last words of the names of desks and agencies."""
    return tuple(sorted({name.rpartition(" ")[2] for name in affixes("desk")}))


def _tell_author() -> str:
    """Verbs of notes on authors that need nothing behind them, or what is covered."""
    # Politics are covered, and the council for the Ledger; pipes are with straw.
    beat = r"(?!(?:(?:the|an?|his|her|their|its) [a-z]|\d)(?!.{0,80} for (?:the )?[A-Z]))"
    return rf"{alternatives('author_does')}|covers {beat}\S+"


def _tell_with_place() -> str:
    """Those that need a place."""
    return f"{alternatives('does_at_place')}|runs (?!for)"


def _of_no_book() -> str:
    """Of the petition that the article tells of."""
    return (
        r"(?:the |an? )?(?:co-)?author of (?:the|an?|this|that|his|her|their) "
        rf"(?![^.]{{0,60}}\b(?:{alternatives('book')})\b)[a-z]"
    )


@functools.cache
def _titles() -> frozenset[str]:
    return personal_titles().union(_FULL_TITLES)


@functools.cache
def _author_nouns(in_note: bool = False) -> str:
    return "|".join(row[0] for row in read_rows("author_nouns.txt") if in_note or len(row) == 1)


@functools.cache
def _job_line() -> re.Pattern[str]:
    """``Local government reporter``, ``Chief Political Correspondent, Harbor Ledger``."""
    return re.compile(
        rf"(?:(?!to |of |and )[\w’'&-]+ ){{1,5}}(?:(?i:{_author_nouns()}))(?:,? {CAPITALIZED}(?: {CAPITALIZED}){{0,3}} ?)?"
    )


@functools.cache
def _post_line() -> re.Pattern[str]:
    """``Commentator of the Harbor Ledger``"""
    paper = rf"(?:of|at|for|with) the {CAPITALIZED}(?: {CAPITALIZED}){{0,4}}"
    return re.compile(rf"(?:[\w’'&-]+ ){{0,3}}(?i:{_author_nouns()}) {paper}")


@functools.cache
def _name_line() -> re.Pattern[str]:
    """A name, then work or place: ``Jane Doe, Staff Writer``, ``Ann Lowe in Salem``."""
    return re.compile(
        rf"{NAME}(?:,| \||/| in| at| @| -) ?"
        rf"(?:{CAPITALIZED}(?: (?:{CAPITALIZED}|of|the|and|for)){{0,5}}|.{{0,40}}\b(?:{_author_nouns()})\b.{{0,20}})"
    )


@functools.cache
def _writer() -> re.Pattern[str]:
    return re.compile(
        rf"{NAME}(?:, (?!\d\d?,)[^,]{{2,60}},)? is (?!not? |never )(?:(?:an?|the) )?(?:[\w’'-]+ ){{0,4}}"
        rf"(?:{_author_nouns()}|fellow)(?:[.,]| (?:at|for|of|with|and|in|on|based)\b)"
    )


@functools.cache
def _work() -> re.Pattern[str]:
    nouns = _author_nouns(in_note=True)
    return re.compile(
        rf"The (?:writer|author) is (?:an? |the )(?:[\w’'-]+ ){{0,4}}(?i:{nouns})"
        r"(?:,? (?:and (?:an? |the )|(?:at|for|of|with|in|on|based) )[^.,]{2,120})?(?:, [A-Z][^.,]{2,60}){0,2}\.?"
    )


@functools.cache
def _caption() -> re.Pattern[str]:
    verbs = "|".join(first_column("caption_verbs.txt"))
    return re.compile(
        rf"([A-Z][^“\"]{{2,140}}?) (?:{verbs})(?:e?s)? [^“\"]{{5,200}}{_DATE_AT_END}"
    )


@functools.cache
def _shows() -> re.Pattern[str]:
    verbs = "|".join(first_column("caption_verbs.txt"))
    return re.compile(rf"(?:{CAPITALIZED} ){{1,6}}(?:{verbs})e?s (?:[^“\"]|[“\"][^“”\"]{{1,25}}[”\"])+$")


@functools.cache
def _biography() -> re.Pattern[str]:
    nouns, writers, of_no_book = _author_nouns(in_note=True), _author_nouns(), _of_no_book()
    no_article = rf"(?!The (?!(?:{alternatives('title_with_the')})\b))"  # The Rev. Ann Lowe
    return re.compile(
        rf"(?:[•*o–-] )?(?:(?:The|This) (?:writer|author|article’s author)|(?P<name>{no_article}{NAME}))"
        r"(?:, (?!\d\d?,).{2,160},)? "
        # Of others the news tells what they were.
        rf"(?:(?:(?:is|are) (?!{of_no_book})(?:an? |the )?.{{0,80}}"
        rf"|(?:retired|has retired|{alternatives('had_post')})\b.{{0,160}}"
        r"|was an? [^.,]{0,80}(?=\b[^.]{0,100}(?: from \d{4} to \d{4}|, \d{4}[-–]\d{2,4})\.?$))"
        rf"\b(?i:{nouns})s?\b"  # once: they take long to compile
        rf"|was (?:an? |the )?.{{0,80}}\b(?:{writers})s?\b"
        rf"|(?:{_tell_author()}|reported from)\b(?! that\b)"
        rf"|(?:has )?served (?:as|in|on) |is (?!{of_no_book})(?:the )?author of "
        rf"|(?:{_tell_with_place()})\b.{{0,160}} (?:in|near|at|for) (?:the )?[A-Z]"
        rf"|{_OWNS})"
        rf"|(?:[•*o–-] )?(?P<owner>{NAME})[’']s? (?:(?:latest |new |most recent |next )?books?|columns? (?:appears?|runs?)"
        rf"|(?:{alternatives('new_work')}) (?:{alternatives('long_work')}))\b"
        rf"|(?:The|This) (?:writer|author) (?:is|was|has)\b"
    )
