"""Headlines that end like sentences: what tells the first line of a page from the beginning of its article.

A headline leaves words out, and the article that follows begins anew: it says again what the headline said, gives the
full names of people whom the headline calls by their last names, and never goes on with a pronoun.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

from opinionclf.datafiles import first_column, personal_titles
from opinionclf.pages.wording.headings import (
    commands,
    is_in_single_marks,
    is_part_of_question,
    is_request,
    is_title,
    opens_with_dateline,
    opens_with_label,
)
from opinionclf.pages.wording.linewords import (
    OUTER,
    base_verbs,
    clause_words,
    function_words,
    have_past,
    headline_omits,
    inflected_verbs,
)
from opinionclf.pages.wording.pagewords import page_words
from opinionclf.patterns import pattern

LONGEST_LEAD = 800  # characters of the article that are asked whether they say it again
_FEWEST_WORDS, _MOST_WORDS = 4, 13
_MOST_WORDS_OF_QUOTATION = 10
_LONGEST_HEADLINE = 130  # characters
_STEM = 5
_SHORTEST_WORD = 3  # letters of a word that may come again
_BEGINNING = 350  # characters of the article that say a sentence-like headline again
_MOST_OMITTED = 2
_FEWEST_RESTATED = 3  # words that may come again
_LEAST_SHARE, _HALF, _MOST_OF_IT = 1 / 3, 0.5, 0.55
_QUOTED = pattern(r"[‘“\"].*?[’”\"](?!\w)|(?<!\w)'.*?'(?!\w)")
_WHOLE_WORD = pattern(r"(?<!\w)(?<!\w[’'-])\w+(?:[’'-]\w+)*")
_POSSESSIVES = ("’s", "'s")


def is_headline(line: str, below: str, above_dateline: bool) -> bool:
    """Whether the first line of a page reads as a headline.

    Parameters
    ----------
    line : str
        One sentence by its marks, alone in its paragraph.
    below : str
        The beginning of what stands below.
    above_dateline : bool
        One of the next paragraphs opens with a dateline, so that this one can't be the beginning of the article.
    """
    if len(line) > _LONGEST_HEADLINE or opens_with_dateline(line) or is_request(line):
        return False
    if above_dateline or line.endswith(";") or opens_with_label(line):
        return True
    if is_part_of_question(line) or _is_cut_off(line, below):
        return True
    if is_in_single_marks(line):
        return line.count(" ") < _MOST_WORDS_OF_QUOTATION and ("“" in below or '"' in below)
    if is_title(line):
        return True
    if line.endswith("!") and _is_call(line, below):
        return True
    words = (_QUOTED.sub(" ", line) if any(map(line.__contains__, "'\"‘“")) else line).split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    return line.endswith("?") or _is_terse(words, below) or _is_said_again(line, below)


def _is_call(line: str, below: str) -> bool:
    """Whether a line calls on its readers to do what the article below tells of: ``Save our baths!``"""
    words = line.split()
    if not commands(line) or _goes_on(words, below):
        return False
    return _restated(_folded(words), below)[1] >= _LEAST_SHARE


def _is_cut_off(line: str, below: str) -> bool:
    """Whether a line breaks off within a word that the article has in full, as captions do: ``Swimmers at the mun...``"""
    if not line.endswith(("...", "…")):
        return False
    start = next(iter(_WHOLE_WORD.findall(line)[-1:]), "").lower()
    words = {word.lower() for word in _WHOLE_WORD.findall(below)}
    return len(start) >= _SHORTEST_WORD and start not in words and any(word.startswith(start) for word in words)


def is_above_deck(line: str, deck: str, below: str) -> bool:
    """Whether two lines are a headline and the line under it.

    The second calls somebody by the last name only, whom the article introduces.
    """
    words, words_of_deck = line.split(), deck.split()
    if max(len(words), len(words_of_deck)) > _MOST_WORDS or opens_with_dateline(line):
        return False
    if _goes_on(words, deck) or _goes_on(words_of_deck, below) or not _is_introduced(words_of_deck, below):
        return False
    return _is_introduced(words, below) or not have_past(_folded(words)[1:])


def lacks_verb(line: str) -> bool:
    """Whether a line has no verb that can be told: ``Anger, but few ways out.``"""
    folded = _folded(line.split())
    if not inflected_verbs().isdisjoint(folded) or not clause_words().isdisjoint(folded):
        return False
    return not have_past(folded[1:])


def is_restated(line: str, below: str) -> bool:
    """Whether half of the words of a line come again below."""
    return _restated(_folded(line.split()), below)[1] >= _HALF


def says_again(line: str, below: str) -> bool:
    """Whether a third of the words of a line come again below."""
    return _restated(_folded(line.split()), below)[1] >= _LEAST_SHARE


def _is_terse(words: list[str], below: str) -> bool:
    """Whether a line leaves words out and tells nothing in the past tense, as leads do and headlines seldom.

    One article or pronoun is no obstacle where the paragraph below says most of it again.
    """
    folded = _folded(words)
    if _goes_on(words, below):
        return False
    omits = headline_omits()
    omitted = [word for word in folded if word in omits]
    if _lacks_auxiliary(folded):
        return True
    if have_past(folded[1:]) or len(omitted) > 1 or (omitted and omitted[0] not in page_words()["kept"]):
        return False
    n_words, share = _restated(folded, below)
    if omitted:
        return n_words >= _FEWEST_RESTATED and share >= _HALF
    # A general truth names nobody: Good fences make good neighbours.
    if not any(word[0].isupper() or word[0].isdigit() for word in words[1:]):
        return n_words > _FEWEST_RESTATED and share > _MOST_OF_IT
    return share >= _LEAST_SHARE or any(word.endswith(";") for word in words)


def _is_said_again(line: str, below: str) -> bool:
    """Whether the article below begins anew after a line that reads as a sentence.

    It says most of it again at once, or gives the first name of somebody whom the line calls by the last name only.
    """
    words = line.split()
    if len(words) < 2:
        return False
    folded = _folded(words)
    omits = headline_omits()
    omitted = len([word for word in folded if word in omits])
    if omitted > _MOST_OMITTED or _goes_on(words, below):
        return False
    n_words, share = _restated(folded, below[:_BEGINNING])
    if n_words > _FEWEST_RESTATED and share > _MOST_OF_IT:
        return True
    says = folded[1].endswith("s") and folded[1] not in clause_words()
    tells = omitted > 0 and not says and have_past(folded[1:])
    return not tells and folded[0] not in omits and _is_introduced(words, below)


def _folded(words: list[str]) -> list[str]:
    return _bare([word.lower().replace("’", "'") for word in words])


def _goes_on(words: list[str], below: str) -> bool:
    """Whether the next line goes on with a pronoun, or with the last name of somebody whom this one names in full."""
    first = below.split(None, 1)[0] if below else ""
    (name,) = _bare([first])
    if name.lower() in page_words()["goes_on"]:
        return True
    bare = _bare(words)
    return name in bare[1:] and bare[bare.index(name, 1) - 1][:1].isupper()


def _restated(folded: list[str], below: str) -> tuple[int, float]:
    """The number of words of a line that may come again below, and the share of those that do, by their beginnings."""
    common = function_words()
    stems = {word.rstrip("s")[:_STEM] for word in folded if len(word) >= _SHORTEST_WORD and word not in common}
    below = below.lower()
    return len(stems), sum(_comes_again(stem, below) for stem in stems) / max(len(stems), 1)


def _comes_again(stem: str, below: str) -> bool:
    place = below.find(stem)
    while place >= 0:
        word = _WHOLE_WORD.match(below, place)
        if word is not None and word[0].rstrip("s")[:_STEM] == stem:
            return True
        place = below.find(stem, place + 1)
    return False


def _is_introduced(words: list[str], below: str) -> bool:
    """Whether the first mention below of somebody whom the line calls by the last name gives the first name as well."""
    names = [name for name in _lone_names(_bare(words)) if name in below]
    if not names:
        return False
    raw = below.split()
    mentioned = _bare(raw)
    for name in names:
        if name not in mentioned or name.lower() in mentioned:
            continue
        place = mentioned.index(name)
        # Marlow Officials Club
        goes_on = raw[place][-1:].isalpha() and "".join(mentioned[place + 1 : place + 2])[:1].isupper()
        while place and mentioned[place - 1].lower() in _particles():
            place -= 1
        first_name = mentioned[place - 1] if place else ""
        if first_name[:1].isupper() and first_name.lower() not in _no_first_names() and not goes_on:
            return True
    return False


def _lone_names(words: list[str]) -> Iterator[str]:
    """The words with a capital that stand beside no other but a particle: ``De Blasio``."""
    capital = [False, *(word[:1].isupper() and word.lower() not in _particles() for word in words), False]
    for i, word in enumerate(words, 1):
        if capital[i] and not capital[i - 1] and not capital[i + 1] and word.isalpha() and word.lower() not in function_words():
            yield word


def _bare(words: list[str]) -> list[str]:
    stripped = [word.strip(OUTER) for word in words]
    return [word[:-2] if word.endswith(_POSSESSIVES) else word for word in stripped]


@functools.cache
def _particles() -> frozenset[str]:
    return frozenset(first_column("name_particles.txt"))


@functools.cache
def _no_first_names() -> frozenset[str]:
    """Words whose capital before a name does not make it a full name: titles, and words that open a sentence."""
    return function_words() | personal_titles()


def _lacks_auxiliary(folded: list[str]) -> bool:
    """Whether the only verb of a line is a participle: ``Pool workers turning their backs on the council``."""
    if not clause_words().isdisjoint(folded) or have_past(folded):
        return False
    verbs = base_verbs(), inflected_verbs()
    for before, word in itertools.pairwise(folded):
        if word.endswith("ing") and len(word) > _STEM:
            return before not in function_words() or before == "not"
        if word in verbs[0] or word in verbs[1]:
            return False
    return False
