"""Page furniture by its words or its form: one line of a page at a time.

Every pattern is used on a single line of bounded length, so that its cost is bounded too. The phrases
that pages use (``Skip to content``, ``Read more``) are asked for in `opinionclf.pages.wording.sitephrases`.
"""

from __future__ import annotations

import re

from opinionclf.pages.linemarks import ADDRESS, BRACKET, CLOSES, COLON, COMMA, NUMBER, RAIL, SLASH, WORD
from opinionclf.pages.wording.headings import opens_with_label
from opinionclf.pages.wording.linewords import function_words, tells_in_past
from opinionclf.pages.wording.pagewords import affixes, alternatives
from opinionclf.pages.wording.sitephrases import is_agency, is_phrase, is_section
from opinionclf.patterns import DAY, MONTH, MONTHS, NAME, PARTICLES, pattern
from opinionclf.text.inplace import JOINER
from opinionclf.text.markdown import LINK_ENDS, LINKED

LONGEST_FURNITURE = 400  # characters
_LONGEST_LABEL = 60
_LONGEST_SIGNATURE = 60  # of a post, its date included
_LONGEST_LINKS = 3000  # of links in one line
_FEWEST_LINKS = 4
_LONGEST_DATE_LINE = 130
_LONGEST_PHOTO_CREDIT = 80

_DATE = (
    rf"(?:{DAY},? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},?(?: \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
)
_DATE_LINE = pattern(
    lambda: rf"(?:[A-Z][A-Za-z .,’'-]{{2,40}}(?:[,:|–—-]| ·) ?|(?:{alternatives('dated')}) (?:on )?)?"
    rf"\[?{_DATE}(?:[ ,|/·•–—at-]{{1,6}}{_clock()})?\]?(?: ?[/|•] ?.{{0,40}})?$"
    rf"|{_clock()}(?:[ ,|·–—on-]{{1,6}}{_DATE})?$"
    rf"|\d{{1,2}} ?(?:[smhdw]|{alternatives('ago')}) ago$",
    re.IGNORECASE,
)
_DAY_IN_LINE = pattern(_DATE, re.IGNORECASE)
_DATELINE_ALONE = pattern(
    lambda: rf"[A-Z][A-Z'’. -]{{2,30}}, (?:[A-Z][a-z]{{2,5}}\.|{_DATE})(?:,? {_DATE})?(?: \([\w .]{{2,30}}\))?(?: [—–-]+)?$"
    rf"|[A-Z]{{2}}[A-Z'’. -]{{1,29}}, (?!(?:{alternatives('opens_no_state')})\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?$"
    r"|[A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,2}(?:, [A-Z\d][\w.]+(?: [A-Z\d][\w.]*){0,3}(?: \([\w/ .]{2,30}\))?| \([\w/ .]{2,30}\))"
    rf" (?:—|–|--|-)$|[A-Z]{{2}}[A-Z'’. -]{{1,29}} (?:—|–|--)$|[A-Z][\w'’. -]{{2,30}}, {_DATE}(?: \([\w/ .]{{2,30}}\))?:$"
    rf"|{_DATE} \([\w/ .]{{2,30}}\) (?:—|–|--|-)$"
)
_ENDS_IN_AGENCY = pattern(lambda: rf".{{0,60}}[(/] ?(?:{alternatives('agency')})\)?$")
_CREDIT_LABEL = pattern(lambda: rf"(?:{alternatives('picture')}|Graphic|Video)s?$")
_FINISHED_CREDIT = pattern(
    lambda: rf"[^.!?]{{0,40}}(?: ?/ ?(?:{alternatives('agency')})"
    rf"| via (?:{alternatives('agency')}|{alternatives('posted_on')}))\.$"
)
_OPENS_DATE = pattern(lambda: rf"(?:{alternatives('dated')})\b", re.IGNORECASE)
_CREDIT_IN_BRACKETS = pattern(
    lambda: rf"\((?:(?:{alternatives('picture')}|Credit)s?(?:[:/ ]|\b by\b)[^()]{{2,60}}"
    r"|[A-Z][\w.'’ ]+/[A-Z][\w.'’ ]+)\)\.?$"
)
_CAPTION_END = pattern(
    lambda: r"\b[A-Z]{2,}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[\w ]+)*$"
    rf"|/Handout\b.{{0,40}}$|\bvia (?:{alternatives('via')})$"
)
_CREDIT_OR_ADDRESS = pattern(lambda: f"{_credit()}|{_address()}|{_note()}")
_TAGS_OF_TEXT = r"(?:p|b|i|u|q|em|strong|div|span|h\d|li|[uo]l|br|blockquote|cite|small|section|article|[cv](?=[ .>]))\b"
_TAG = rf"<(?!{_TAGS_OF_TEXT}|a\b)[a-z][\w-]* [\w-]+=[\"“]"
# What no line of prose begins with: tags, style sheets, stage directions, the names under letters and posts.
_MARKED = pattern(
    lambda: rf"\W?</?(?!{_TAGS_OF_TEXT})[a-z][^<>]{{0,300}}>|{_TAG}"
    r"|\((?:(?:(?:The|This) story )?[Cc]orrects|Subscribe to|For [^(),]{2,60}, click) [^()]{2,300}\)(?:\.?$|\()"
    r"|\((?:WARNING|Warning|CAUTION|Caution)[:,] [^()]{2,120}\)\.?$"
    rf"|\[(?:{alternatives('in_square')})\b[^\]]*\]\.?$"
    r"|\[\d{1,3}\] (?:Ibid\b|[^\[\]]{3,250}(?:, pp?\. ?\d|\([^()]{2,60}\b\d{4}\)))|\{\s*[“\"]@?\w+[”\"]\s*:"
    r"|\[[A-Z0-9][\w&’'-]{0,20}(?: [A-Z][\w&’'-]{0,20}){0,2}\.\]$|\([A-Z][\w&-]{1,20}(?: [A-Z&][\w&’'-]{0,20}){0,3}\)$"
    r"|\|(?:[^|]*\|){2,}$|\[\^[^\s\[\]]{1,30}\]:|\[[^\]]{2,200}[^\].!?]\]$|(?:—|–|-) [^.!]{1,40} (?:—|–|-)\.?$"
    r"|[.#@][a-z][\w.#:, >()-]{0,80}\{|\}\.?$|-(?:webkit|moz|ms)-"
    r"|\W?\([A-Z][A-Z .,/'’-]+\.?\)?\.?\W?$|\(h/t |@ ?[Cc]opy[Rr]ight\b"
    rf"|[([](?!Cue |Hold |No )(?i:(?:[a-z]+,? ){{0,2}}(?:{alternatives('heard')}))\.?[])]\.?$"
    rf"|(?:—|–|--) ?{NAME}(?:, (?!.*\b(?:{alternatives('finite')})\b)[^.]{{2,90}}(?:\([\w. ]+\))?)?\.?$"
    rf"|- {NAME}\.?$|(?:—|–|--|-) ?.{{2,60}} \(@\w+\)"
)
_POST = pattern(rf"\(@\w+\) {MONTH} \d{{1,2}}, \d{{4}}\.?$")
_ENDS_IN_TAGS = pattern(r"[.!?…][”\"’)]*(?:\s+(?:#\w+|https?://\S+|pic\.twitter\.com/\S+))+$")
_TAGS = pattern(r"#\w+(?:\s+#\w+)*$")
# Below an article of an encyclopedia: 1. ^ Reed 1908, p. 41.
_REFERENCE = pattern(
    r"\d{1,3}\. ?\^ |\^ [^^]{1,300}\b(?:1[5-9]|20)\d\d\b|\d{1,3} of \d{1,3} \| [A-Z]"  # the last in front of a caption
)
# What agencies put round an article: BC-Mill Fire, 4th Ld, 210; ZCZC 0417 URGENT; END CNS 0622P
_SLUG = pattern(
    r"[A-Z]{2}-{1,2}[A-Z][^.!?,]{1,40}(?:, ?[^.!?,]{1,30}){0,2}, ?\d{2,3}$"
    r"|[^.!?]{2,60}, \d{1,2}[a-z]{2} (?:Ld|Lead)(?:-Writethru)?(?:,[^.!?]{0,30})?$"
    r"|ZCZC \S{1,10}(?: [A-Z]+){0,2}$|END [A-Z]{2,6} \d{4}[AP]$"
)
# A label and nothing but names, in groups or many: Dale (4-4-2): Hale; Reed, Lowe (Poll 70), Doe; Cole.
_NAME_IN_LIST = rf" (?:[A-Z\d][^\s,;]*|\([^()]{{1,40}}\)\.?|{PARTICLES}|and|not used:)"
_LINE_UP = pattern(
    rf"[A-Z][\w.’'&-]*(?: (?:[A-Z\d][\w.’'&-]*|of|and|not used)){{0,4}}(?: \([^()]{{1,30}}\))?:"
    rf"(?:(?:{_NAME_IN_LIST}){{1,6}}[,;]){{3,}}(?:{_NAME_IN_LIST}){{1,6}}$"
)
_FEWEST_IN_LIST = 5  # commas of a line-up that has no groups
_PHOTO_CREDIT = pattern(lambda: _credit())
_LINKS = pattern(
    rf"(?:[\s{JOINER}/|·•*>»+–—-]|\d{{1,2}}[.)])*"
    rf"(?:{LINKED}[^{LINKED}{LINK_ENDS}]{{1,300}}{LINK_ENDS}[\s{JOINER}/|·•>»,–—.-]*)+$"
)
_OPENS_WITH_TAG = pattern(_TAG)
_CRUMBS = pattern(r"[^.!?>»›|]{1,80}(?: [>»›|] [^.!?>»›|]{1,80})+")
_MARKS_OF_CREDIT = SLASH | BRACKET | COLON | ADDRESS
_MARKS_OF_FORM = _MARKS_OF_CREDIT | RAIL
_FEWEST_TOLD = 2  # stops in front of the credit, in a paragraph that is no caption
_DASHES = "-–—"
_QUOTATION_MARKS = "“\"‘'"


def is_linked(text: str) -> bool:
    """Whether a line of a text whose signs are read is nothing but links, with signs of items in front and bars between."""
    return len(text) <= _LONGEST_LINKS and _LINKS.match(text) is not None


def is_furniture(text: str, terminal: bool, marks: int, may_be_phrase: bool) -> bool:
    """Whether a line is page furniture by its words or form alone.

    Parameters
    ----------
    text : str
        The line, without white space around it.
    terminal : bool
        It ends as a sentence does.
    marks : int
        Bits of `opinionclf.pages.linemarks`.
    may_be_phrase : bool
        It opens or closes as a phrase of the list does (`opinionclf.pages.lines`).
    """
    if len(text) > LONGEST_FURNITURE:
        if not marks & RAIL or len(text) > _LONGEST_LINKS:
            return False
        return text.count(" | ") >= _FEWEST_LINKS or _OPENS_WITH_TAG.match(text) is not None
    may_have_form = len(text) == 2 or _may_have_form(text, terminal, marks)  # X.
    return (may_be_phrase or may_have_form) and _is_furniture(text, terminal, marks, may_be_phrase, may_have_form)


def _may_have_form(text: str, terminal: bool, marks: int) -> bool:
    """Whether a line has what forms need: a mark, a word, a date or dash at its end, capitals in front of a comma."""
    if marks & _MARKS_OF_FORM or not (text[0].isalpha() or text[0] in _QUOTATION_MARKS):
        return True
    if marks & CLOSES and not terminal:
        return True
    if marks & NUMBER and len(text) <= _LONGEST_DATE_LINE and (not terminal or _may_end_date(text, marks)):
        return True
    if " by " in text or "via " in text or (marks & COMMA and not text[1].islower()):
        return True
    return text[-1] in _DASHES or text.startswith(affixes("credit_opening"))


def _is_furniture(text: str, terminal: bool, marks: int, may_be_phrase: bool, may_have_form: bool) -> bool:
    if not marks & (WORD | NUMBER) and not any(map(str.isalnum, text)):
        return not terminal or len(text) > 3 or text[0] in "{}<>_=~|.…"
    if may_be_phrase and is_phrase(text, terminal):
        return True
    return may_have_form and _has_form(text, terminal, marks)


def _has_form(text: str, terminal: bool, marks: int) -> bool:
    """Whether a line has one of the forms of furniture."""
    if _opens_as_form(text, marks) or _ends_as_form(text, marks):
        return True
    if len(text) <= _LONGEST_DATE_LINE and is_date_line(text, terminal, marks):
        return True
    return _has_finished_form(text, marks) if terminal else _has_unfinished_form(text, marks)


def _opens_as_form(text: str, marks: int) -> bool:
    if (marks & _MARKS_OF_CREDIT or _may_be_credit(text)) and _CREDIT_OR_ADDRESS.match(text) is not None:
        return True
    if marks & COLON and _is_line_up(text):
        return True
    if marks & RAIL and _REFERENCE.match(text) is not None:
        return True
    return not text[0].isalnum() and _MARKED.match(text) is not None


def _is_line_up(text: str) -> bool:
    """Whether a label and names are all that a line has: the team of a match, a cast, a jury."""
    many = ";" in text or text.count(",") >= _FEWEST_IN_LIST
    return many and not text.isupper() and _LINE_UP.match(text) is not None


def _ends_as_form(text: str, marks: int) -> bool:
    """Whether a line ends as a post or a caption does."""
    if marks & ADDRESS and _POST.search(text, max(len(text) - _LONGEST_SIGNATURE, 0)) is not None:
        return True
    return bool(marks & COLON) and _ends_in_credit(text) and not _reports(text)


def _has_finished_form(text: str, marks: int) -> bool:
    return _names_source(text, marks) and len(text) <= _LONGEST_LABEL and _FINISHED_CREDIT.match(text) is not None


def _has_unfinished_form(text: str, marks: int) -> bool:
    if marks & NUMBER and _SLUG.match(text) is not None:
        return True
    if marks & (SLASH | BRACKET) and _ENDS_IN_AGENCY.match(text) is not None:
        return True
    if _names_source(text, marks) and _CAPTION_END.search(text) is not None:
        return True
    if text.endswith((")", ").")) and _CREDIT_IN_BRACKETS.match(text, text.rfind("(")) is not None:
        return "/" in text[text.rfind("(") :] or not _reports(text)  # (Coastwire/Ann Lowe) stands below pictures only
    if not marks & (RAIL | CLOSES) or _CRUMBS.fullmatch(text) is None:
        return False
    # EXPLAINER | Why it closed is a headline, and no navigation (Opinion | Commentary).
    return text.count(" | ") != 1 or not opens_with_label(text) or is_section(text.partition(" | ")[2])


def _names_source(text: str, marks: int) -> bool:
    return bool(marks & SLASH) or "via " in text


def _may_be_credit(text: str) -> bool:
    return " by " in text or not text[0].isalpha() or len(text) == 2 or text.startswith(affixes("credit_opening"))


def is_date_line(text: str, terminal: bool, marks: int) -> bool:
    """Whether a line is nothing but place, date or time: ``Salem, 4 October 2018``; the arguments as for `is_furniture`."""
    if (marks & COMMA or text[-1] in _DASHES) and _DATELINE_ALONE.match(text) is not None:
        return True
    return bool(marks & NUMBER) and (not terminal or _may_end_date(text, marks)) and _DATE_LINE.match(text) is not None


def is_date(text: str) -> bool:
    """Whether a text is nothing but date and time: ``08:12 EST, 3 March 2013``"""
    return len(text) <= _LONGEST_DATE_LINE and _DATE_LINE.match(text) is not None


def names_day(text: str) -> bool:
    """Whether a line of date and time has a month, or a date in numbers: no hour alone."""
    return _DAY_IN_LINE.search(text) is not None


def _may_end_date(text: str, marks: int) -> bool:
    """Whether a finished line may be a date all the same: ``3 p.m.``, ``4 Oct.``, ``4 Oct. | Nobody knows.``

    Not what has a word of its own in front: ``The hearing resumes on Monday, 4 October.``
    """
    if marks & (SLASH | RAIL) or text.endswith(("m.", "M.")):
        return True
    tells = any(word.islower() and word.isalpha() and word not in function_words() for word in text.split())
    return text[text.rfind(" ") + 1 :][:3].capitalize() in MONTHS and (not tells or _OPENS_DATE.match(text) is not None)


def _ends_in_credit(text: str) -> bool:
    """Whether a caption ends in a credit: ``Ann Lowe at the pool Image: Tom Reed.``"""
    colon = text.rfind(":")
    credit = text[colon + 1 :].lstrip()
    is_name = (credit[:1].isupper() or credit.startswith("unknown")) and len(credit) <= _LONGEST_LABEL
    return is_name and _CREDIT_LABEL.search(text, max(colon - 14, 0), colon) is not None


def _reports(text: str) -> bool:
    """Whether a paragraph that ends in a credit is no caption: it is of several sentences, and in the past tense."""
    return text.count(". ") >= _FEWEST_TOLD and tells_in_past(text)


def ends_in_tags(text: str) -> bool:
    """Whether a post ends in tags or a link behind its last full stop: ``I swam there. #SavePool #Salem``"""
    return _ENDS_IN_TAGS.search(text) is not None


def is_tags(text: str) -> bool:
    """Whether a part of a line is nothing but tags: ``#SavePool #Salem``"""
    return _TAGS.match(text) is not None


def is_note_in_brackets(text: str) -> bool:
    """Whether brackets in a paragraph hold furniture: ``(Editing by Ann Lowe)``, ``(1 euro = 1.1 dollars)``."""
    if len(text) > LONGEST_FURNITURE or not text.endswith((")", "]", ").", "].")) or text.rstrip(")].")[-1:] in "!?":
        return False
    return _CREDIT_OR_ADDRESS.match(text) is not None or _MARKED.match(text) is not None


def is_photo_credit(text: str) -> bool:
    """Whether a line names agency and photographer (``REUTERS/Jane Doe``)."""
    return _PHOTO_CREDIT.match(text) is not None or _ENDS_IN_AGENCY.match(text) is not None


def is_credit(text: str) -> bool:
    """Whether a line names agency or photographer, with a full stop or without: ``Jane Doe via Reuters.``, ``Getty.``"""
    named = len(text) <= _LONGEST_PHOTO_CREDIT and _FINISHED_CREDIT.match(text) is not None
    return named or is_agency(text) or is_photo_credit(text)


def _clock() -> str:
    """A time of day: ``10:30 a.m. GMT``"""
    return rf"\d{{1,2}}(?:[:.]\d\d){{0,2}} ?(?:[ap]\.?m\.?)?(?: ?(?:{alternatives('time_zone')}))?"


def _credit() -> str:
    """What a credit begins with, or is."""
    return (
        rf"(?!\([^()]+\) .+[.!?]$)\(?(?:{alternatives('credit')})\b[^.]{{0,12}}(?: by |[:/])"
        r"|(?:FILE|HANDOUT) (?:PHOTO|IMAGE|PICTURE)\b|[A-Z]{2,}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:/[\w ]+)?$"
    )


def _address() -> str:
    """Addresses, counts, prices."""
    return (
        r"https?://\S+$|(?:www|pic\.twitter)\.\S+$|(?:[Ww]rite )?\S[^\s@]*@\S+\.\w+$|(?:Twitter: ?)?@\w+\.?$|#\w+(?: #\w+)*$"
        rf"|[\d,.]+[KkMm]? (?:{alternatives('counted')})\b"
        # Under the picture of something to buy: £45, widely available
        r"|[£$€]\d[\d.,]*(?:,| at| from| \|) (?:(?:\w+ )?(?:available|stars)|[\w.-]+\.\w+"
        r"|[A-Z][\w’&]*(?: (?:[A-Z][\w’]*|&)){0,3})$"
        r"|(?:GRAPHIC|Graphic|SLIDESHOW|Slideshow)\b ?[:(]|\((?:[$€£]1|1 [A-Za-z.]+(?: [a-z]+)?) ?(?:=|equals?\b)"
    )


def _note() -> str:
    """Notes on rights, matches, makers."""
    return (
        r"[Cc]opy[Rr]ight\b.{0,4}(?:©|\([cC]\)|@|\d{4}|by )|[A-HJ-Z]\.$|h/t |[A-Z][A-Z.'’ -]{1,30}:$"
        r"|About [A-Z][\w&’' -]{2,40}: [A-Z]"
        # Of a match: behind the colon stand names and numbers, and no sentence (Attendance: 18,204 and one dog).
        rf"|(?:{alternatives('of_match')}):"
        r"(?:[,;]? (?:[A-Z\d](?:[^\s,;]|,(?=\d))*|\([^()]{1,30}\)|and))+\.?$"
        r"|[A-Z][\w.’'&-]*(?: [A-Z][\w.’'&-]*){0,4} \(\d(?:-\d){2,3}\): [A-Z]|SOURCE [A-Z]+[a-z]|-30-$"
        r"|END \d{1,2}:\d\d [AP]\.?M\.?$"
        # Scripts: googletag.cmd.push(run);
        r"|[a-z][\w$]*\.[\w$.]+(?:\(| = )[^“”]*;$|(?:var|let|const) [\w$]+ = [^“”]*;$"
        rf"|(?:{alternatives('makes_part')})(?: and (?i:{alternatives('makes_part')}))? "
        rf"by {NAME}(?:(?:,|,? and) {NAME}){{0,4}}\.?$"
        rf"|Translated(?: from (?:the )?[A-Z]\w{{1,20}}(?: [A-Z]\w{{1,20}})?)? by {NAME}(?: and {NAME})?\.?$"
    )
