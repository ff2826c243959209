"""The name that stands behind a source in apposition: ``the league's chief executive, [Pia Lundmark], said``."""

from __future__ import annotations

import functools
from collections.abc import Callable

from opinionclf.datafiles import first_column
from opinionclf.sources.search.nounphrases import Range, Words, endings, head_end, source_classes
from opinionclf.text import tokens as tk

_LONGEST_NAME = 12  # words and stops
_MOST_ROLES = 3  # words in small letters in front of the name: `his chairman, [retired vicar] Alan Prowse`
_FEWEST_OF_FULL_NAME = 2  # words
_MOST_TIES = 2  # prepositions in a role: `the head of the union for the north`
_LONGEST_LABEL = 16  # words and marks in front of a colon
_OLDEST = 3  # digits of an age


@functools.cache
def name_particles() -> frozenset[str]:
    """Return the small words inside names: ``van``, ``bin``."""
    return frozenset(first_column("name_particles.txt"))


def name_behind(words: Words, source: Range, cue: Range | None) -> Range | None:
    """Return the name in apposition to a source, where the form is sure; None where it is not.

    Parameters
    ----------
    words : Words
    source : (int, int)
        A noun phrase.
    cue : (int, int) or None

    Returns
    -------
    (int, int) or None
        The name with its titles.
    """
    comma = source[1]
    one_of = words.low[source[0] : source[0] + 2] == ["one", "of"] or _is_one(words, source)  # one of them, Anders Vole
    if cue is None or not _is_comma(words, comma):
        return None
    called = _behind_naming(words, comma + 1)
    first = called or _behind_roles(words, comma + 1)
    last = _end_of_two(words, first) or _name_end(words, first)
    are_two = any(words.of(i, "coordinator") for i in range(first, last))  # The owners, Dev and Ada Pell
    told = called is not None and words.of(source[0], "determiner")
    if not (told or one_of or _is_role(words, source, several=are_two)):
        return None
    if last == first or not _is_somebody(words, first, last):
        return None
    # One capital may be a place's: the office in Tampa, Florida, said.
    needs_two = not called and (first > comma + 1 or words.is_capital(comma - 1) or one_of)
    if needs_two and last - first < _FEWEST_OF_FULL_NAME:
        return None
    end = _behind_home(words, _behind_age(words, last))
    return (first, last) if _closes(words, end, behind_cue=cue[0] < source[0]) else None


def name_before_colon(words: Words, is_surname: Callable[[int], bool]) -> Range | None:
    """Return who is named in front of a colon and a quotation: ``Helena Strand, Northgate manager: "We were poor."``

    Parameters
    ----------
    words : Words
    is_surname : callable
        Whether a word is the surname of somebody named in full elsewhere: by itself it may be any (``Verdict: "Poor."``).
    """
    colon = next((i for i in range(1, min(_LONGEST_LABEL, len(words))) if words.kind[i] == tk.COLON), 0)
    plain = not any(words.is_verbal(i) or words.is_subject_pronoun(i) for i in range(colon))
    on_own_line = colon == len(words) - 1
    if not colon or not (on_own_line or words.mark[colon + 1] == 1) or any(words.inside[:colon]) or not plain:
        return None
    end = _name_end(words, 0)
    several = end >= _FEWEST_OF_FULL_NAME
    topic = next((i for i in range(1, colon) if words.low[i] in ("on", "about")), 0)
    sure = topic > 1 or words.kind[0] == tk.ALL_CAPS or is_surname(0)
    if topic and words.of(topic - 1, "label_word"):
        return None  # UPDATE ON THE FLOOD
    if 0 < topic <= end and sure and _is_somebody(words, 0, topic):
        return 0, topic  # LOWE ON THE CROWD
    if end == colon or words.kind[end] == tk.OPEN_BRACKET or _is_comma(words, end):
        return (0, end) if end and (several or is_surname(0)) and _is_somebody(words, 0, end) else None
    if words.of(0, "preposition"):
        return None
    # Northgate manager Helena Strand
    name = next((i for i in range(colon - 1, -1, -1) if not words.is_capital(i)), 0) + 1
    role = all(words.is_nominal(i) or (i == 0 and words.of(0, "determiner")) for i in range(name))
    return (0, colon) if role and colon - name >= _FEWEST_OF_FULL_NAME else None


def apposition_end(words: Words, source: Range, cue: Range | None) -> int:
    """Return where a source ends with the name behind it and an age: ``the mayor, Ada Lowe, 51``."""
    name = name_behind(words, source, cue)
    return source[1] if name is None else _behind_age(words, name[1])


def _closes(words: Words, end: int, behind_cue: bool) -> bool:
    """Whether an apposition is over at a word: at a comma, or where its sentence or what is said ends."""
    if end >= len(words) or words.kind[end] in (tk.STOP, tk.SEMICOLON) or words.mark[end] or words.inside[end]:
        return behind_cue
    if not _is_comma(words, end) or words.of(end + 1, "coordinator"):
        return False
    # According to the mayor, Salem, Marlow and Troy agreed; according to the report, Ann Lowe, a clerk, was late.
    goes_on = words.is_capital(end + 1) or words.of(end + 1, "indefinite_article")
    return not (behind_cue and goes_on and end + 1 < len(words))


def _is_comma(words: Words, place: int) -> bool:
    return place < len(words) and words.kind[place] == tk.COMMA and not words.inside[place]


def _end_of_two(words: Words, first: int) -> int | None:
    """Where the second of two names ends, the full one: ``Dev and Ada Pell``; not ``Salem and Marlow``."""
    tie = _name_end(words, first)
    end = _name_end(words, tie + 1) if tie > first and words.of(tie, "coordinator") else 0
    return end if end - tie > _FEWEST_OF_FULL_NAME else None


def _is_role(words: Words, source: Range, *, several: bool = False) -> bool:
    """Whether a noun phrase tells what one person or body is: ``the league's chief executive``, ``the Home Secretary``.

    With `several`, what two are: ``the owners``, ``the couple``.
    """
    end = _in_front_of_participle(words, source)
    head = end - 1
    low = words.low[head]
    counted = words.low[source[0]] == "two" and several
    determined = words.of(source[0], "determiner") or "'s" in words.low[source[0] : end] or counted
    n_ties = sum(words.of(i, "preposition") for i in range(*source))
    if not determined or n_ties > _MOST_TIES or (words.of(source[0], "quantifier") and not counted):
        return False
    if may_be_others(words, source):
        return False
    if any(words.of(i, "coordinator") and not _is_in_name(words, i, end) for i in range(*source)):
        return False
    if words.kind[head] != tk.WORD:
        return words.is_capital(head) and words.of(head, "role")
    is_plural = low.endswith("s") and not low.endswith("ss")
    if several:
        return is_plural or words.of(head, "collective")
    return not (is_plural or words.is_object(head) or words.of(head, "pronoun") or words.of(head, "time"))


def _in_front_of_participle(words: Words, source: Range) -> int:
    """Where the head of a role ends, also in front of ``-ing`` and a name: ``The senator [representing] Salem, Ada Lowe,``."""
    end = head_end(words, source)
    for place in range(source[0] + 2, end - 1):
        agent = words.of(place - 1, "role") or words.low[place - 1].endswith(endings("agent_ending"))
        doing = words.kind[place] == tk.WORD and words.low[place].endswith("ing")
        if agent and doing and words.kind[place - 1] == tk.WORD and words.is_capital(place + 1):
            return place
    return end


def _is_in_name(words: Words, tie: int, end: int) -> bool:
    """Whether ``and`` or ``&`` joins words of a name: ``Brisk [&] Lowe``, behind a head: ``the head of Vale [and] Downs``."""
    capitals = words.is_capital(tie - 1) and words.is_capital(tie + 1)
    return capitals and (words.low[tie] == "&" or tie > end)


def _is_one(words: Words, source: Range) -> bool:
    """Whether a source is one of several that nobody has named: ``One``, ``another``, ``one resident``; not ``one area in``."""
    first, last = source
    plain = all(_is_plain_noun(words, i) for i in range(first + 1, last))
    return words.low[first] in ("one", "another") and plain and last - first <= _MOST_ROLES


def may_be_others(words: Words, source: Range) -> bool:
    """Whether a name behind a source may as well be that of somebody in it: ``a source close to the groom, Tom Brisk,``."""
    head = head_end(words, source) - 1
    if head + 1 == source[1]:
        return False
    kin = words.of(head, "male") or words.of(head, "female") or words.of(head, "close_person")
    tail = source[1] - 1
    person = words.low[tail].endswith(endings("agent_ending")) or words.of(tail, "role") or words.of(tail, "close_person")
    person = person and not any(words.of(tail, name) for name in ("maker", "collective", "body", "text"))
    owned = words.low[head + 1] == "of" and words.of(head + 2, "determiner")
    close = words.low[head : head + 2] == ["close", "to"]
    return person and (close or (kin and owned) or words.of(source[0], "indefinite_article")) and words.kind[tail] == tk.WORD


def _behind_naming(words: Words, place: int) -> int | None:
    """Where a name begins that an apposition gives: ``a retired surveyor called [Ned Ibbotson]``, ``known as [Orso]``."""
    if not (words.is_article(place) or words.of(place, "relative") or words.low[place : place + 2] == ["known", "as"]):
        return None
    for at in range(place + 1, min(place + _LONGEST_NAME, len(words) - 1)):
        if _is_comma(words, at) or words.inside[at]:
            return None
        named = words.low[at] in ("called", "named") or words.low[at - 1 : at + 1] == ["known", "as"]
        named = named or (words.low[at] in ("as", "name") and "name" in words.low[max(at - 2, place) : at + 1])
        if named and words.is_capital(at + 1):
            return at + 1
    return None


def _behind_roles(words: Words, place: int) -> int:
    """The first capital behind a few plain nouns, of which an article may stand in front; else `place` itself."""
    at = place
    if words.is_article(place) and place + 1 < len(words) and _is_plain_noun(words, place + 1):
        at += 1
    while at < min(place + _MOST_ROLES + 1, len(words)) and _is_plain_noun(words, at):
        at += 1
    return at if words.is_capital(at) else place


def _is_plain_noun(words: Words, place: int) -> bool:
    closed = words.begins_phrase(place) or words.is_adverb(place) or words.of(place, "finite") or words.is_object(place)
    is_noun = words.kind[place] == tk.WORD and words.is_nominal(place) and not closed
    return is_noun and not words.low[place].endswith("ing")


def _name_end(words: Words, first: int) -> int:
    """Where a run of capitals ends that begins at a word: with titles, initials, hyphens, and particles inside."""
    place = first
    while place < min(first + _LONGEST_NAME, len(words)) and not words.inside[place] and not words.mark[place]:
        particle = place > first and words.low[place] in name_particles()
        title = words.of(place, "title")
        joint = place > first and (words.kind[place] == tk.HYPHEN or words.is_abbreviating(place))
        if not (words.is_capital(place) or particle or title or joint):
            break
        place += 1
    while place > first and not (words.is_capital(place - 1) or words.is_abbreviating(place - 1)):
        place -= 1
    return place


def _is_somebody(words: Words, first: int, last: int) -> bool:
    """Whether a run of capitals may name a person or a body: no day, no party, no pronoun."""
    if words.of(first, "time") or words.of(first, "pronoun") or words.of(first, "determiner") or words.of(first, "preposition"):
        return False
    is_party = words.low[first][1:2] == "-"  # D-Ohio
    return not is_party and words.low[last - 1] not in source_classes()["title"]


def _behind_home(words: Words, place: int) -> int:
    """Where it ends whence somebody named is: ``Mrs Tolliver of Sandbanks Road``, ``Hamish Lowe, of Brisk & Lowe``."""
    tie = place + _is_comma(words, place)
    if not (0 <= tie < len(words)) or words.low[tie] not in ("of", "from") or words.inside[tie]:
        return place
    end = tie + 1 + words.of(tie + 1, "determiner")
    while end < len(words) and (words.is_capital(end) or (words.low[end] in ("of", "&") and words.is_capital(end + 1))):
        end += 1
    return end if words.is_capital(end - 1) else place


def _behind_age(words: Words, place: int) -> int:
    """Where an age behind a name ends: ``Rosa Ticona, 37``; `place` itself where none stands."""
    is_age = _is_comma(words, place) and place + 1 < len(words) and words.kind[place + 1] == tk.NUMBER
    return place + 2 if is_age and len(words.low[place + 1]) <= _OLDEST else place
