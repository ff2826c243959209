"""Which words are nouns for people or bodies, by the lexicon: what ends in one is no person's name (``City Council``)."""

from __future__ import annotations

from opinionclf.lexicon import SOURCE
from opinionclf.places import PlaceFinder
from opinionclf.text.wordlists import entry_keys


class SourceNouns:
    """Answers for one document, whose own words are known from their features.

    Parameters
    ----------
    finder : PlaceFinder
    """

    def __init__(self, finder: PlaceFinder) -> None:
        columns = finder.columns
        self._lexicon = columns.lexicon
        is_source = (self._lexicon.traits.take(columns.word) & SOURCE).astype(bool).tolist()
        words = map(finder.low, range(len(is_source)))
        self._known: dict[str, bool] = dict(zip(words, is_source, strict=True))

    def __call__(self, word: str) -> bool:
        """Return whether a word, in whatever case, is a noun for people or bodies."""
        low = word.lower()
        known = self._known.get(low)
        if known is None:  # Jean-Luc, O'Brien
            row = self._lexicon.table.find(entry_keys([low])[0])[0]
            known = self._known[low] = bool(self._lexicon.traits[row] & SOURCE)
        return known
