"""What commas set off behind a noun phrase: appositions and relative clauses, and the phrase in front of them."""

from __future__ import annotations

from opinionclf.inflections import looks_plural
from opinionclf.sources.search.nounphrases import FARTHEST, Range, Words, endings, leftwards, skip_back
from opinionclf.text import tokens as tk

LONGEST_BRACKETS = 12  # words
_FEWEST_OF_FULL_NAME = 2  # words


def subject_pronoun(words: Words, place: int) -> Range | None:
    return (place, place + 1) if words.is_subject_pronoun(place) else None


def before_brackets(words: Words, place: int) -> int:
    """The place in front of brackets that close at `place`: ``Council leader Ada Lowe (Lab) said``; else `place` itself."""
    if place < 0 or words.kind[place] != tk.CLOSE_BRACKET or words.inside[place]:
        return place
    opening = skip_back(words, place, lambda i: words.kind[i] != tk.OPEN_BRACKET, max(place - LONGEST_BRACKETS, 1))
    return opening - 1 if words.kind[opening] == tk.OPEN_BRACKET else place


def parenthesis(words: Words, close: int) -> int | None:
    """The comma that opens the apposition or relative clause which the comma at `close` ends, if there is one."""
    if words.kind[close] not in (tk.COMMA, tk.DASH) or words.inside[close]:
        return None
    around = _around_place(words, close)
    if around is not None:
        return around
    for place in range(close - 1, 0, -1):
        if words.inside[place]:
            return None
        if words.kind[place] == words.kind[close]:
            phrase = subject_pronoun(words, place - 1) or leftwards(words, before_brackets(words, place - 1))
            if phrase is None or any(words.of(i, "finite") for i in range(*phrase)):
                return None
            return place if not _begins_predicate(words, place + 1) and _opens_clause(words, phrase[0]) else None
    return None


def _opens_clause(words: Words, first: int) -> bool:
    """Whether a noun phrase stands where a clause begins: behind a comma, ``and``; not behind ``for``."""
    before = first - 1
    return words.is_pause(before) or (words.of(before, "conjunction") and not words.of(before, "preposition"))


def _around_place(words: Words, close: int) -> int | None:
    """The comma that opens what ends with a place that has a comma: ``Ada Lowe[,] a nurse from Mill Creek, Ohio,``.

    Not the one in front of who says it: ``Fares rose, the mayor of Mill Creek, Ohio, said``.
    """
    inner = _first_comma_of_place(words, close)
    if inner is None:
        return None
    opening = skip_back(words, inner - 1, lambda i: not words.is_pause(i), max(inner - FARTHEST, 0))
    if opening < 1 or words.kind[opening] != tk.COMMA or words.inside[opening]:
        return None
    phrase = subject_pronoun(words, opening - 1) or leftwards(words, before_brackets(words, opening - 1))
    if phrase is None or not _opens_clause(words, phrase[0]) or any(_is_verb(words, i) for i in range(*phrase)):
        return None
    named = _is_full_name(words, phrase) or words.is_subject_pronoun(phrase[0])  # She, a nurse from Mill Creek, Ohio,
    may_open = _describes(words, opening + 1) or (named and _tells_role(words, opening + 1))
    return opening if may_open else None


def _first_comma_of_place(words: Words, close: int) -> int | None:
    """The first comma inside a place that ends at a comma: ``of Beck Lane[,] Thorley, Kent,``; None where it has none."""
    comma = close
    while close - comma < FARTHEST:
        first = skip_back(words, comma - 1, lambda i: _is_of_place_name(words, i)) + 1
        before = first - 1
        if first == comma or before < 1:
            return None
        if words.of(before, "before_place"):
            return comma if comma < close else None
        if words.kind[before] != tk.COMMA or not _may_be_state(words, first, comma):
            return None
        comma = before
    return None


def behind_place(words: Words, first: int) -> int:
    """Where a noun phrase begins that has a place in front of its noun: ``[The Mill Creek, Ohio,] company``; else `first`."""
    close = first - 1
    if close < 0 or words.kind[close] != tk.COMMA or words.kind[first] != tk.WORD or words.begins_phrase(first):
        return first
    comma = skip_back(words, close - 1, lambda i: _is_of_place_name(words, i))
    if comma < 1 or words.kind[comma] != tk.COMMA or not _may_be_state(words, comma + 1, close):
        return first
    place = skip_back(words, comma - 1, lambda i: _is_of_place_name(words, i) and not words.of(i, "article"))
    return place if words.of(place, "article") and place < comma - 1 else first


def _is_of_place_name(words: Words, place: int) -> bool:
    """Whether a word may stand in the name of a place: ``St. Louis``, ``Mo.``"""
    stop = words.kind[place] == tk.STOP and not words.gap[place]
    return not words.inside[place] and (words.is_capital(place) or stop or words.kind[place] == tk.HYPHEN)


def _may_be_state(words: Words, first: int, last: int) -> bool:
    """Whether capitals behind a comma may tell where a place is: ``Ohio``, ``New Mexico``; not ``Ada Lowe``."""
    n_capitals = sum(words.is_capital(i) and words.gap[i] for i in range(first, last))
    return n_capitals == 1 or words.of(first, "direction")


def _describes(words: Words, place: int) -> bool:
    """Whether what stands behind a comma can only belong to the noun in front: ``of Salem``, ``who left``, ``based in``."""
    home = words.low[place] in ("of", "from") and (words.is_capital(place + 1) or words.of(place + 1, "determiner"))
    based = words.low[place].endswith(endings("participle_ending")) and words.of(place + 1, "preposition")
    relative = words.of(place, "relative") or words.low[place] == "which"
    return home or relative or (based and words.kind[place] == tk.WORD) or words.kind[place] == tk.NUMBER


def _tells_role(words: Words, place: int) -> bool:
    """Whether what stands behind a name and a comma may tell who that is: ``a nurse``, ``mayor of``."""
    return words.of(place, "determiner") or (words.of(place, "role") and words.of(place + 1, "preposition"))


def _is_full_name(words: Words, phrase: Range) -> bool:
    """Whether a noun phrase is a name of two words and more: ``Dr. Ada Lowe``; not ``Last Easter``."""
    first, last = phrase
    plain = all(words.is_capital(i) or words.kind[i] == tk.HYPHEN or words.is_abbreviating(i) for i in range(first, last))
    opens = words.of(first, "ordinal") or words.of(first, "determiner")
    return plain and last - first >= _FEWEST_OF_FULL_NAME and not opens


def _is_verb(words: Words, place: int) -> bool:
    """Whether a word in small letters may be the verb of a clause: ``The crash [killed] Ada Lowe``."""
    return words.kind[place] == tk.WORD and (words.is_verbal(place) or words.of(place, "irregular_past"))


def _begins_predicate(words: Words, place: int) -> bool:
    """Whether what stands behind a comma is no apposition: ``The driver, Ben Foss, [was] not hurt, said Lowe``."""
    return words.of(place, "finite") and not words.is_capital(place)


def before_predicate(words: Words, close: int) -> Range | None:
    """The subject that a parenthesis parts from its verb: ``[The mayor], Ada Lowe, will resign, when``."""
    comma = skip_back(words, close - 1, lambda i: not words.is_pause(i), max(close - FARTHEST, 0))
    ends = comma > 0 and words.kind[comma] == tk.COMMA and _begins_predicate(words, comma + 1)
    return before_parenthesis(words, comma) if ends else None


def before_parenthesis(words: Words, close: int) -> Range | None:
    """The noun phrase in front of an apposition or relative clause, or of several: ``Marsh, 44, who keeps the shop, said``."""
    opening = parenthesis(words, close)
    while opening is not None and close - opening < FARTHEST:
        source = subject_pronoun(words, opening - 1) or leftwards(words, before_brackets(words, opening - 1))
        further = parenthesis(words, opening) if source is not None and _is_apposed(words, source) else None
        if source is None or (further is None and not _is_age(words, source)):
            return _role_in_front(words, source) if source is not None else None
        opening = further
    return None


def _is_age(words: Words, phrase: Range) -> bool:
    return words.kind[phrase[0]] == tk.NUMBER and phrase[1] == phrase[0] + 1


def _is_apposed(words: Words, phrase: Range) -> bool:
    """Whether a noun phrase only tells of the one in front of it: ``Ada Lowe, [38],``, ``Ada Lowe, [a vet],``, ``, [MD],``."""
    first, last = phrase
    if first < 2 or words.kind[first - 1] != tk.COMMA:
        return False
    letters = last == first + 1 and (words.of(first, "honour") or words.of(first, "suffix"))
    if _is_age(words, phrase) or letters or not words.of(first, "indefinite_article"):
        return _is_age(words, phrase) or letters
    before = leftwards(words, first - 2)
    return before is not None and (_is_full_name(words, before) or _is_age(words, before))


def _is_relative(words: Words, role: Range) -> bool:
    """Whether a role is that of one of the family, who has a first name only: ``[His wife], Ada, a vet, says``."""
    head = role[1] - 1
    family = words.of(head, "male") or words.of(head, "female") or words.of(head, "family")
    return family and words.of(role[0], "possessive")


def _role_in_front(words: Words, named: Range) -> Range:
    """The role to which a name is in apposition that has an apposition of its own: ``[The plaintiff], Ada Lowe, 38, said``."""
    first, last = named
    plain = all(words.is_capital(i) or words.kind[i] == tk.HYPHEN or words.is_abbreviating(i) for i in range(first, last))
    if first < 2 or words.kind[first - 1] != tk.COMMA or not plain:
        return named
    role = leftwards(words, first - 2)
    if role is not None and last - first == 1 and not _is_relative(words, role):
        return named
    owned = role is not None and "'s" in words.low[slice(*role)]
    if role is None or not (owned or words.of(role[0], "determiner")) or words.kind[role[1] - 1] != tk.WORD:
        return named
    begins = role[0] == 0 or words.is_pause(role[0] - 1)
    plain = not any(words.is_verbal(i) or words.is_capital(i) for i in range(role[0] + 1, role[1]))
    return role if begins and plain and not looks_plural(words.low[role[1] - 1]) else named
