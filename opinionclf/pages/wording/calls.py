"""Calls of a page on its readers, by their form: ``Subscribe for just 99 cents.``, ``Were you there? Send us your pictures.``

They tell somebody to do something, or ask whether somebody would, and have a word of the site: a newsletter, an app,
an address. A writer calls on readers, too (``Subscribe to no theory.``), so that they count only at the head and the foot
of a page.
"""

from __future__ import annotations

from opinionclf.pages.wording.edgephrases import is_edge_phrase
from opinionclf.pages.wording.pagewords import alternatives
from opinionclf.pages.wording.sitephrases import is_phrase
from opinionclf.patterns import pattern

_LONGEST = 400  # characters of a line
_MOST_SENTENCES = 4
_BETWEEN_SENTENCES = pattern(r"(?<=[.?!]) +(?=[A-Z@])")
_TELLS = pattern(
    lambda: rf"(?:Please |To [^,]{{3,60}}, (?:please )?)?(?i:{alternatives('call')})\b|Get (?:{alternatives('got')}) "
)
_ASKS = pattern(lambda: rf"(?:{alternatives('asks_reader')}|Enjoy\w*|Lik\w+) [^?]{{2,100}}\?$")
_OF_SITE = pattern(
    lambda: rf"(?i:\b(?:{alternatives('site_thing')}|(?:our|the [\w’'-]+) app"
    rf"|(?:to|with|from) our (?:{alternatives('site_people')})|this (?:{alternatives('site_page')})"
    r"|(?:for|from) (?:as little as|just|only) [£$€]?\d[\d.]*(?: cents|p)?\b)\b"
    rf"|us your (?:{alternatives('sent')})|\b(?:{alternatives('whom')}) on (?:{alternatives('network')})\b)|\S@\S|\s@\w"
)
_OF_OTHERS = pattern(lambda: rf"[“”\"]|(?i:\b(?:{alternatives('tells_of_others')})\b)")


def is_call(text: str) -> bool:
    """Whether a line is a phrase of the head or the foot of a page, or each sentence of it is one or calls on the readers."""
    if len(text) > _LONGEST:
        return False
    if is_edge_phrase(text):
        return True
    sentences = _BETWEEN_SENTENCES.split(text)
    if len(sentences) == 1:
        return _calls(text)
    # Questions alone are asked by writers.
    return len(sentences) <= _MOST_SENTENCES and all(map(_is_of_page, sentences)) and not all(map(_ASKS.match, sentences))


def _is_of_page(sentence: str) -> bool:
    if _ASKS.match(sentence) is not None or _calls(sentence):
        return True
    return is_edge_phrase(sentence) or is_phrase(sentence, terminal=True)


def _calls(sentence: str) -> bool:
    tells = _TELLS.match(sentence) is not None and _OF_SITE.search(sentence) is not None
    return tells and _OF_OTHERS.search(sentence) is None
