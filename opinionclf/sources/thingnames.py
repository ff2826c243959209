"""Names that are no speaker's by what stands around them (works, roles, cars, employers), and of those who are spoken to."""

from __future__ import annotations

from collections.abc import Callable

from opinionclf.sources.search.nounphrases import source_classes

_LONGEST_TITLE = 9  # tokens of a title in quotation marks
_MARKS = tuple("\"'“”‘’«»")
_NAMES = ("name", "only", "known")  # gave her name only as Mila
_FAR_ADDRESSING = 5  # tokens in front of a name: `put all of this to Ada Lowe`


def is_addressed(low: Callable[[int], str], first: int) -> bool:
    """Return whether a name that begins at a token may be whom somebody speaks to: ``when I repeated this to [Ada Lowe]``.

    ``He drove it to Salem``: nobody.
    """
    addressing = source_classes()["addressing"]
    speaks = any(low(token) in addressing for token in range(max(first - _FAR_ADDRESSING, 0), first - 1))
    return low(first - 1) == "to" and speaks


def names_thing(low: Callable[[int], str], first: int, last: int, is_person: Callable[[str], bool], *, full: bool) -> bool:
    """Return whether a name is a thing's.

    Parameters
    ----------
    low : callable
        The spelling of a token in lower case.
    first, last : int
        First and last token of the name.
    is_person : callable
        Whether a word is a title or a noun for people.
    full : bool
        Of several words, or a surname that the document has with a first name.
    """
    before = low(first - 1)
    classes = source_classes()
    if any(is_person(low(token)) for token in range(first, last + 1)):
        return False
    if before in classes["article"] or before in classes["work"]:
        return True  # a Ford Fiesta, the novel Lantern Street
    if before == "," and low(first - 2) in classes["work"]:
        return True
    opening = (token for token in range(first - 1, last - _LONGEST_TITLE, -1) if low(token) in _MARKS)
    if low(last + 1) in _MARKS and next(opening, None) is not None:
        return True
    if full:
        return False
    pet = before == "," and low(first - 3) in classes["indefinite_article"] and not is_person(low(first - 2))
    acted = before in classes["playing"] or (before == "as" and low(first - 2) not in _NAMES)
    employed = low(first - 2) in classes["working"] or low(first - 2) in classes["playing"]
    return pet or acted or (before == "for" and employed)
