"""Which words are nouns for people or bodies, by the lexicon: what ends in one is no person's name (``City Council``)."""

from __future__ import annotations

from collections.abc import Iterable

from opinionclf.lexicon import SOURCE, Lexicon
from opinionclf.text.wordlists import entry_keys


class SourceNouns:
    """Answers for the words of one document; those that it has are looked up together.

    Parameters
    ----------
    lexicon : Lexicon
    words : iterable of str
        The words of the document, in lower case.
    """

    def __init__(self, lexicon: Lexicon, words: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._known: dict[str, bool] = {}
        self._look_up([word for word in dict.fromkeys(words) if word.isalpha()])

    def __call__(self, word: str) -> bool:
        """Return whether a word, in whatever case, is a noun for people or bodies."""
        low = word.lower()
        if low not in self._known:
            self._look_up([low])  # Jean-Luc, O'Brien
        return self._known[low]

    def _look_up(self, words: list[str]) -> None:
        if words:
            keys, _ = entry_keys(words)
            is_source = (self._lexicon.traits.take(self._lexicon.table.find(keys)) & SOURCE).astype(bool)
            self._known.update(zip(words, is_source.tolist(), strict=True))
