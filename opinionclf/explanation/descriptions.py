"""What features find, in plain words: ``style:closed_class=first_singular.own`` is *I, me, my in the writer's own words*.

The words stand in ``data/feature_words.tsv``; here they are put together.
"""

from __future__ import annotations

import functools
import re

from opinionclf.datafiles import read_rows

_FORM, _WORD, _CATEGORY = "form:", "word:", "lexicon:cues="
_OF_LEXICON = re.compile(r"<(\w+?)([123]?)(?:-(\w+))?>")
_WITH_STRENGTH = re.compile(r"(.+)([123])")


@functools.cache
def _known() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("feature_words.tsv")}


@functools.lru_cache(maxsize=1 << 16)
def described(name: str) -> str:
    """Return what a named feature finds in plain words; the name itself where nobody has put it into words.

    Examples
    --------
    >>> described("style:closed_class=first_singular.own")
    "I, me, my in the writer's own words"
    >>> described("form:is _ <adj_neg3>")
    '“is”, then anything, then an adjective that judges as bad (strength 3)'
    """
    if name in _known():
        return _known()[name]
    if name.startswith(_WORD):
        return f"the word “{name.removeprefix(_WORD)}”"
    if name.startswith(_FORM):
        return ", then ".join(map(_element, name.removeprefix(_FORM).split(" ")))
    return _composed(name) or name


def _composed(name: str) -> str | None:
    """Put the words of a name without its zone, or without its strength, together with those of what was left out."""
    front, _, zone = name.rpartition(".")
    words = _known().get(front), _known().get(f".{zone}")
    if words[0] and words[1]:
        return words[1].replace("*", words[0])
    graded = _WITH_STRENGTH.fullmatch(name)
    return _graded(graded[1], graded[2]) if graded else None


def _graded(name: str, strength: str) -> str | None:
    words = _known().get(name)
    return f"{words} (strength {strength})" if words and strength else words


def _element(element: str) -> str:
    """The words of one element of a form."""
    if f"{_FORM}{element}" in _known():
        return _known()[f"{_FORM}{element}"]
    listed = _OF_LEXICON.fullmatch(element)
    if listed:
        words = _graded(f"{_CATEGORY}{listed[1]}", listed[2]) or element
        return f"{words} in -{listed[3]}" if listed[3] else words
    return f"a word that ends in {element}" if element.startswith("-") else f"“{element}”"
