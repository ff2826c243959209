"""Names of sources: which ways of naming somebody are the same source, and which words are no name."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from opinionclf.nounphrases import source_classes
from opinionclf.patterns import pattern

_PARTY = pattern(r"[A-Z]{1,3}-[A-Z][A-Za-z.]+$")


def source_key(name: str, is_source_noun: Callable[[str], bool]) -> str:
    """Return what two ways of naming a source have in common: the surname of a person, else all but the determiner.

    Parameters
    ----------
    name : str
    is_source_noun : callable
        Whether a word is a noun for people or bodies: it tells that a name is no person's (``City Council``).

    Returns
    -------
    str
        In lower case.
    """
    words = [word.strip(".,") for word in name.split()]
    classes = source_classes()
    determined = bool(words) and words[0].lower() in classes["determiner"]
    tie = next((i for i, word in enumerate(words) if i and word.lower() in classes["preposition"]), len(words))
    capitals = list(itertools.takewhile(lambda word: word[:1].isupper(), reversed(words[:tie])))
    # The police spokesman Tom Reed, Ann Lowe of Salem; not the Harbour Board, the head of police, Bank of Salem.
    in_role = len(capitals) < tie - determined
    is_person = in_role or (not determined and (len(capitals) > 1 or tie == len(words)))
    if capitals and is_person and not is_source_noun(capitals[0]):
        return capitals[0].lower()
    return " ".join(word.lower() for word in words[determined:])


def is_several(name: str, is_source_noun: Callable[[str], bool]) -> bool:
    """Whether `they` may be said of a source: ``officials in Salem``, ``the council``, ``Ann Lowe and Tom Brisk``.

    Parameters
    ----------
    name : str
    is_source_noun : callable
        Whether a word is a noun for people or bodies; without it the plural of a noun can't be told from ``James``.

    Returns
    -------
    bool
    """
    words = [word.strip(".,’'") for word in name.split()]
    classes = source_classes()
    ties = classes["preposition"] | classes["relative"]
    head = list(itertools.takewhile(lambda word: word.lower() not in ties, words))
    low = [word.lower() for word in head]
    if not low:
        return False
    if low[0] in classes["indefinite_article"]:
        return low[-1] in classes["collective"]
    is_counted = low[0] in classes["plural_opener"] or low[0].isdigit()
    joined = any(word in classes["coordinator"] for word in low[1:])
    is_initials = low[0] == "the" and head[-1].isupper() and low[-1] not in classes["role"]
    if is_counted or joined or is_initials or low[-1] in classes["collective"]:
        return True
    if _looks_plural(low[-1]) and head[-1].islower():
        return True
    # `people familiar`, `officials briefed`
    return any(word in classes["plural"] or (_looks_plural(word) and is_source_noun(word)) for word in low[-2:])


def _looks_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def is_definite(name: str) -> bool:
    """Whether a role said again is the same one's: ``the mayor``, ``Salem's mayor``; not ``a clerk``, ``her lawyer``."""
    return name.lower().startswith("the ") or "'s " in name.replace("’", "'")


def tells_nobody(name: str) -> bool:
    """Whether a source is a pronoun, or what stands in front of questions and answers: it says nothing about who it is."""
    return any(name.lower() in source_classes()[known] for known in ("pronoun", "guessed_pronoun", "turn_label"))


def is_party(name: str) -> bool:
    """Whether what looks like a name is a party and its place: ``D-Ohio``."""
    return _PARTY.match(name) is not None
