"""Calls of a page on its readers, by their form: ``Subscribe for just 99 cents.``, ``Were you there? Send us your pictures.``

They tell somebody to do something, or ask whether somebody would, and have a word of the site: a newsletter, an app,
an address. A writer calls on readers, too (``Subscribe to no theory.``), so that they count only at the head and the foot
of a page.
"""

from __future__ import annotations

from opinionclf.pages.wording.edgephrases import is_edge_phrase
from opinionclf.pages.wording.sitephrases import is_phrase
from opinionclf.patterns import pattern

_LONGEST = 400  # characters of a line
_MOST_SENTENCES = 4
_BETWEEN_SENTENCES = pattern(r"(?<=[.?!]) +(?=[A-Z@])")
_TELLS = pattern(
    r"(?:Please |To [^,]{3,60}, (?:please )?)?(?i:subscribe|sign up|download|follow|donate|send|e-?mail|share|listen|register"
    r"|rate|review|submit|upload|stream|fill (?:in|out)|join|get in touch|tell us|let us know)\b"
    r"|Get (?:our|the|more|local|breaking|daily|weekly|free|unlimited|it|them|this) "
)
_ASKS = pattern(
    r"(?:Want|Got|Have|Do you|Did you|Are you|Were you|Have you|Enjoy\w*|Lik\w+|Is this|Was this|Would you) [^?]{2,100}\?$"
)
_OF_SITE = pattern(
    r"(?i:\b(?:newsletters?|inbox|podcasts?|subscription|free trial|(?:our|the [\w’'-]+) app|our website"
    r"|our (?:journalism|comments?)"
    r"|(?:to|with|from) our (?:reporters?|newsroom|journalists|editors?)|this (?:article|story|post|page|newsletter|episode)"
    r"|(?:for|from) (?:as little as|just|only) [£$€]?\d[\d.]*(?: cents|p)?\b|news tip)\b"
    r"|us your (?:pictures?|photos?|videos?|stor(?:y|ies)|tips?|letters?|comments?|questions?)"
    r"|\b(?:us|me|him|her|them) on (?:x|whatsapp|signal|youtube|facebook|twitter|instagram|linkedin|bluesky)\b)|\S@\S|\s@\w"
)
_OF_OTHERS = pattern(r"[“”\"]|(?i:\b(?:he|she|his|said|says|told|they|their)\b)")


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
