"""Which sources are nouns that have a capital only because they begin a sentence: ``Police said``, ``Rail bosses said``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from opinionclf.inflections import looks_plural
from opinionclf.places import Place, PlaceFinder
from opinionclf.segmentkinds import SENTENCE
from opinionclf.sources.search.nounphrases import source_classes
from opinionclf.text import tokens as tk
from opinionclf.text.kinds import kinds

_CAPITALS = kinds(tk.CAP, tk.ALL_CAPS)
_BEGINS = kinds(tk.COLON, tk.BULLET, tk.STOP, tk.CLOSE_BRACKET, tk.DASH, tk.DOUBLE, tk.OPEN_DOUBLE)  # a sentence behind it
_COUNTING = ("determiner", "quantifier", "numeral", "degree")
_LONGEST_NAME = 6  # words
_TIES = ("preposition", "relative")


class SentenceCapitals:
    """Tells them for one document, by the lexicon and by how the document writes their words elsewhere.

    Parameters
    ----------
    finder : PlaceFinder
    is_source_noun : callable
        Whether a word is a noun for people or bodies.
    tokens_of : callable
        The tokens of a word of the document, in lower case.
    """

    def __init__(
        self, finder: PlaceFinder, is_source_noun: Callable[[str], bool], tokens_of: Callable[[str], Sequence[int]]
    ) -> None:
        self._low = finder.low
        self._columns = finder.columns
        self._is_source_noun = is_source_noun
        self._tokens_of = tokens_of
        self._stands_small = functools.cache(self._has_small)  # of each word once: many may begin with `former`
        self._is_named = functools.cache(self._has_name)

    def is_noun(self, place: Place) -> bool:
        """Return whether a source is no name, whatever its capital: ``Two of her aides``; not ``Brisk``, ``Labour MPs``."""
        first, last = self._columns.tokens.start.searchsorted([place.start, place.end]).tolist()
        head = self._head(first, last)
        if any(map(self._is_capital, head[1:])):
            return False
        if not head or not self._is_capital(head[0]):
            return self._is_capital(first) and self._low(first) not in source_classes()["article"]
        if len(head) > 1 and self._is_plural_noun(head[-1]):
            return True
        if len(head) > 1 and self._is_capital(last - 1) and not self._is_tied(last - 1):
            return False  # Cabinet member for housing Ada Lowe
        known = self._is_plural_noun(head[0]) if len(head) == 1 else self._is_known(head[0])
        return known and self._begins(head[0]) and not self._is_named(self._low(head[0]))

    def _head(self, first: int, last: int) -> range:
        """The words of a noun phrase without those that count it, up to what is tied to them: ``two [aides] of``."""
        classes = source_classes()
        kind = self._columns.tokens.kind
        while first < last and (kind[first] == tk.NUMBER or any(self._low(first) in classes[name] for name in _COUNTING)):
            first += 1
        # Mothers Against Fraud
        plain = (token for token in range(first, last) if not self._is_capital(token))
        return range(first, next((token for token in plain if any(self._low(token) in classes[name] for name in _TIES)), last))

    def _is_tied(self, last: int) -> bool:
        """Whether the capitals that end at a word stand behind a preposition or a determiner: ``for [Tax Justice]``."""
        while self._is_capital(last):
            last -= 1
        return any(self._low(last) in source_classes()[name] for name in ("determiner", "preposition"))

    def _is_capital(self, token: int) -> bool:
        return bool(_CAPITALS[self._columns.tokens.kind[token]])

    def _begins(self, token: int) -> bool:
        """Whether the capital of a word is that of a sentence: also behind a colon, a bullet, ``3.``"""
        columns = self._columns
        first = columns.first[columns.segment[token]]
        behind = token == first or bool(_BEGINS[columns.tokens.kind[token - 1]])
        return behind and columns.tokens.kind[token] == tk.CAP

    def _is_plural_noun(self, token: int) -> bool:
        """Whether a word is the plural of a noun: ``critics``, ``police``; ``locksmiths`` where the document has it small."""
        low = self._low(token)
        classes = source_classes()
        if low in classes["plural"] or low in classes["of_name"]:
            return True
        singulars = (low[:-1], low[:-2], f"{low[:-3]}y")  # miner, witness, ally
        known = any(singular and self._is_source_noun(singular) for singular in singulars)
        return looks_plural(low) and (known or self._stands_small(low))

    def _is_known(self, token: int) -> bool:
        """Whether a word has a meaning by itself: ``rail``, ``former``; not ``Harvard``."""
        columns = self._columns
        return bool(columns.lexicon.has_form[columns.word[token]]) or self._stands_small(self._low(token))

    def _has_small(self, low: str) -> bool:
        """Whether the document has a word in small letters."""
        return any(self._columns.tokens.kind[token] == tk.WORD for token in self._tokens_of(low))

    def _has_name(self, low: str) -> bool:
        """Whether the document has a word for a name elsewhere: ``said Marsh``, ``Ada Marsh``; not ``the Kent Police``."""
        return low not in source_classes()["of_name"] and any(map(self._names, self._tokens_of(low)))

    def _names(self, token: int) -> bool:
        """Whether a word stands alone or last in a run of capitals that has no determiner."""
        columns = self._columns
        if columns.kind[columns.segment[token]] != SENTENCE or self._begins(token) or columns.tokens.kind[token] != tk.CAP:
            return False
        first = token
        nearest = max(int(columns.first[columns.segment[token]]), token - _LONGEST_NAME)
        while first > nearest and self._is_capital(first - 1):
            first -= 1
        follows = token + 1 < columns.last[columns.segment[token]] and self._is_capital(token + 1)
        determined = any(self._low(at) in source_classes()["determiner"] for at in (first - 1, first))
        return not follows and not (first < token and determined)
