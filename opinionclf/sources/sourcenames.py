"""Names of sources: which ways of naming somebody are the same source, and which words are no name."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

from opinionclf.datafiles import read_rows
from opinionclf.inflections import looks_plural
from opinionclf.patterns import pattern
from opinionclf.sources.search.nounphrases import endings, source_classes

_MOST_NAMESAKES = 20  # people of one surname that a name is compared with, those named last
_NO_NAMES = ("dear", "last", "next")  # Dear Editor, Last Advent
_FEWEST_BEHIND_TIE = 3  # capitals of what a role is for and of a full name
_INITIALS = pattern(r"[A-Z]{2,}s$")
_BOUND = pattern(lambda: rf"(?:{'|'.join(sorted(source_classes()['bound_article']))})[-'][A-ZÀ-Þ]")
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
    words = [word.strip(".,") for word in name.replace("’", "'").split()]
    classes = source_classes()
    determined = bool(words) and words[0].lower() in classes["determiner"]
    tie = next((i for i, word in enumerate(words) if i and word.lower() in classes["preposition"]), len(words))
    if any(word.lower() in classes["coordinator"] for word in words[1:tie]):
        return " ".join(name.lower().split()[determined:])  # Ann Lowe and Tom Brisk are neither of the two
    surname = _surname_behind_role(words, tie) or _surname_behind_duty(words, tie, is_source_noun)
    if surname is not None and not is_source_noun(surname):
        return surname.lower()
    if len(words[:tie]) > 1 and words[tie - 1].lower() in classes["suffix"]:
        tie -= 1  # Tom Brisk III
    capitals = list(itertools.takewhile(_is_of_name, reversed(words[:tie])))
    # The police spokesman Tom Reed, the Rev Dr Tom Reed, Ann Lowe of Salem; not the Harbour Board, the head of police.
    titled = any(word.lower() in classes["title"] for word in words[determined : tie - 1])
    in_role = len(capitals) < tie - determined or titled
    whole = tie == len(words) or words[-1].lower() in classes["suffix"]
    is_person = in_role or (not determined and (len(capitals) > 1 or whole))
    if capitals and is_person and not is_source_noun(capitals[0]):
        return capitals[0].lower()
    return " ".join(word.lower() for word in words[determined:])


def name_words(name: str) -> list[str]:
    """Return the words of a name, without what only parts them."""
    return [word for word in (part.strip(".,") for part in name.replace("’", "'").split()) if word]


def _is_of_name(word: str) -> bool:
    """``Brisk``, ``al-Sabbagh``, ``d'Estaing``."""
    return word[:1].isupper() or _BOUND.match(word) is not None


def _surname_behind_role(words: list[str], tie: int) -> str | None:
    """The surname of ``Leader of the Opposition Ada Lowe``, ``Minister of State Ada Lowe``; not ``Leader of the House``."""
    if not tie or tie + _FEWEST_BEHIND_TIE >= len(words) or words[tie - 1].lower() not in source_classes()["role"]:
        return None
    named = list(itertools.takewhile(lambda word: word[:1].isupper(), reversed(words[tie + 1 :])))
    return named[0] if len(named) >= _FEWEST_BEHIND_TIE and not looks_plural(named[0].lower()) else None


def _surname_behind_duty(words: list[str], tie: int, is_source_noun: Callable[[str], bool]) -> str | None:
    """The surname of ``the chief of police Ada Lowe``, ``director of nursing A. Lowe``; not ``the head of drugmaker Vale``."""
    if not tie or not is_named_behind_duty(words[tie - 1 :]):
        return None
    head = words[tie - 1].lower()
    return words[-1] if head in source_classes()["role"] or is_source_noun(head) else None


def is_named_behind_duty(words: list[str]) -> bool:
    """Whether words end with the full name of somebody in an office: ``chief of police Ada Lowe``."""
    tie = words.index("of") if "of" in words[1:] else len(words)
    duties = source_classes()["duty"] | source_classes()["field"]
    full = len(words) - tie > _FEWEST_BEHIND_TIE
    return full and words[tie + 1] in duties and all(map(_is_of_name, words[tie + 2 :]))


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
    if looks_plural(low[-1]) and head[-1].islower():
        return True
    # `people familiar`, `officials briefed`
    return any(word in classes["plural"] or (looks_plural(word) and is_source_noun(word)) for word in low[-2:])


def may_be_person(name: str, pronoun: str, is_source_noun: Callable[[str], bool]) -> bool:
    """Whether `he` or `she` may be said of a source: ``Dr Lowe``, ``her lawyer``; not ``her beam``, ``the report``.

    Parameters
    ----------
    name : str
    pronoun : str
        In lower case: titles and kinship tell the sex (``Dame Ida Kerr``, ``my husband``).
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    """
    classes = source_classes()
    words = [word.strip(".,") for word in name.split()]
    ties = classes["preposition"] | classes["relative"]
    head = list(itertools.takewhile(lambda word: word.lower() not in ties, words))
    low = [word.lower() for word in head]
    other = classes["female" if pronoun in ("he", "his", "him") else "male"]
    if _INITIALS.match(head[-1] if head else ""):
        return False  # MCAs
    numbered = any(map(str.isdigit, low[-1] if low else "")) and not low[-1].endswith("-year-old")
    if not low or low[0] in _NO_NAMES or (low[0] in other and len(low) > 1) or numbered:
        return False
    if head[-1].islower():
        known = any(is_source_noun(word) for word in (low[-1], low[-1].partition("-")[0]))  # mother-in-law
        known = known or low[-1].endswith(endings("person_ending")) or low[-1] in classes["role"] or low[-1] in classes["rank"]
        return known and low[-1] not in classes["text"] | classes["collective"] | classes["body"] | classes["maker"] | other
    if len(low) == 1 and low[0] in classes["honour"] | classes["platform"]:
        return False
    return len(low[-1]) > 1 or len(low) > 1


def may_be_thing(name: str, is_source_noun: Callable[[str], bool]) -> bool:
    """Whether `it` may be said of a source: ``the council``; not ``Dr Lowe``, ``the mayor``, ``Ada Lowe``, ``a neighbour``.

    Parameters
    ----------
    name : str
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    """
    classes = source_classes()
    words = [word.strip(".,") for word in name.split()]
    # the office of the mayor
    head = list(itertools.takewhile(lambda word: word.lower() not in classes["preposition"], words))
    low = [word.lower() for word in head]
    if not low:
        return False
    bodies = _bodies()
    # St Ann's Hospital
    titled = any(word in classes["title"] for word in low) and words[-1].lower() not in classes["place_noun"]
    if low[-1] in classes["role"] or titled:
        return False
    if head[-1].islower():
        return low[-1] in bodies or not (is_source_noun(low[-1]) or low[-1].endswith(endings("person_ending")))
    return not _looks_like_persons(head, bodies | classes["place_noun"] | classes["place_tail"])


def is_body(name: str) -> bool:
    """Whether a source is a body or a text by its noun: ``the council``, ``a report by the union``."""
    ties = source_classes()["preposition"]
    head = list(itertools.takewhile(lambda word: word not in ties, (word.strip(".,") for word in name.lower().split())))
    return bool(head) and head[-1] in _bodies()


@functools.cache
def _bodies() -> frozenset[str]:
    return frozenset[str]().union(*(source_classes()[name] for name in ("collective", "body", "text", "maker", "either")))


@functools.cache
def tails_of_bodies() -> dict[str, frozenset[str]]:
    """Return the last words of the names that a noun may stand for: ``airways`` for ``airline``."""
    rows = {row[0]: frozenset(row[1].split()) for row in read_rows("bodies_named_again.tsv")}
    tails = {noun: tails for nouns, tails in rows.items() for noun in nouns.split()}
    return {noun: found | tails["firm"] if "firm" in found else found for noun, found in tails.items()}


def _looks_like_persons(words: list[str], tails: frozenset[str]) -> bool:
    """Whether a run of two and more capitals has the look of a first name and a surname: not ``News Corp``."""
    last = words[-1].lower()
    if words[0].lower() in source_classes()["determiner"]:
        return False
    capitals = all(word[:1].isupper() and not word.isupper() for word in words if word not in ("de", "van", "von"))
    return len(words) > 1 and capitals and last not in tails and not looks_plural(last)


def is_definite(name: str) -> bool:
    """Whether a role said again is the same one's: ``the mayor``, ``Salem's mayor``; not ``a clerk``, ``her lawyer``."""
    return name.lower().startswith("the ") or "'s " in name.replace("’", "'")


def tells_nobody(name: str) -> bool:
    """Whether a source is a pronoun, or what stands in front of questions and answers: it says nothing about who it is."""
    known = ("pronoun", "guessed_pronoun", "object_pronoun", "turn_label")
    return any(name.lower() in source_classes()[each] for each in known) or name.lower() in ("neither", "either")


def is_party(name: str) -> bool:
    """Whether what looks like a name is a party and its place: ``D-Ohio``."""
    return _PARTY.match(name) is not None


class People:
    """Tells people of one surname apart by their first names; without one, it is who was named last.

    Parameters
    ----------
    is_source_noun : callable
        Whether a word is a noun for people or bodies, and so no first name (``Trustee Lowe``).
    """

    def __init__(self, is_source_noun: Callable[[str], bool]) -> None:
        self._is_source_noun = is_source_noun
        self._known: dict[str, list[tuple[str, str, set[str]]]] = {}

    def key(self, surname: str, name: str) -> str:
        """Return what stands for one person of a surname; the surname itself for the first one and for what is no person."""
        given = self._given_names(surname, name)
        known = self._known.setdefault(surname, [])
        for place in range(len(known) - 1, max(len(known) - 1 - _MOST_NAMESAKES, -1), -1):
            key, first, names = known[place]
            if _is_body_and_its_head(first, name):
                continue
            if not given or not names or any(_may_be_one(one, other) for one in given for other in names):
                known.append((key, first, names | given))
                del known[place]
                return key
        key = f"{surname}, {' '.join(sorted(given))}" if known else surname
        known.append((key, name, given))
        return key

    def _given_names(self, surname: str, name: str) -> set[str]:
        """The capitalised words in front of a surname that are no titles or roles."""
        words = [word.strip(".,") for word in name.replace("’", "'").split()]
        low = [word.lower() for word in words]
        if surname not in low:
            return set()
        end = low.index(surname)
        given = itertools.takewhile(lambda i: words[i][:1].isupper() and not self._is_role(low[i]), range(end - 1, -1, -1))
        return {low[i] for i in given}

    def _is_role(self, word: str) -> bool:
        classes = source_classes()
        return any(word in classes[known] for known in ("title", "role", "determiner")) or self._is_source_noun(word)


def _is_body_and_its_head(one: str, other: str) -> bool:
    """Whether one of two names tells what the other is the head of: ``Director of Rights Watch`` and ``Rights Watch``."""
    short, long = sorted((one, other), key=len)
    return long.endswith((f" of {short}", f" for {short}"))


def _may_be_one(one: str, other: str) -> bool:
    """Whether two first names may be one person's: ``Rob`` and ``Robert``, ``J`` and ``Jane``; not ``Paul`` and ``Paula``."""
    if len(one) > 1 < len(other) and (one == f"{other}a" or other == f"{one}a"):
        return False
    return one.startswith(other) or other.startswith(one)
