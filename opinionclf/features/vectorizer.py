"""Features of a batch: sparse n-gram keys and the dense matrix, with their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.features.columns import build_columns
from opinionclf.features.numbers import Numbers
from opinionclf.features.registry import REGISTRY, Batch
from opinionclf.features.reports import content_starts, find_agentless, find_reports
from opinionclf.features.sequence import (
    Sequence,
    count_forms,
    form_names,
    form_sequence,
    inner_pairs,
    pair_keys,
    pair_name,
    pairs,
)  # fmt: skip
from opinionclf.lexicon import Lexicon
from opinionclf.segmentation import Segmentation
from opinionclf.text import tokens as tk
from opinionclf.text.tokens import Bools, Ints, Keys, mix, unmix

SPARSE_GROUPS = ("form", "word")
DISTANCES = (1, 2)  # of the two forms of a pair; see docs/experiments.md for other n-grams
_WORD_SALT = np.uint64(0x3C6EF372FE94F82B)


@dataclass(slots=True, eq=False, repr=False)
class Namespace:
    """The occurrences of one kind of sparse feature.

    Attributes
    ----------
    group : str
        One of SPARSE_GROUPS.
    segment : ndarray of int64, shape (n_occurrences,)
    at : ndarray of int64, shape (n_occurrences,)
        Where the occurrence begins: an element of the form sequence, or a token.
    source : ndarray of int64
        The token of each thing that `at` refers to.
    number : ndarray of int64 or uint64, shape (n_occurrences,)
        Number of the pair of forms, key of the word.
    distance : int
        Of the two forms of a pair, 0 for words.
    n_forms : int
    """

    group: str
    segment: Ints
    at: Ints
    source: Ints
    number: NDArray
    distance: int = 0
    n_forms: int = 0

    @property
    def key(self) -> Keys:
        """Key of each occurrence, ndarray of uint64."""
        return pair_keys(self.number, self.distance, self.n_forms) if self.distance else self.number

    @property
    def token(self) -> Ints:
        """The token at which each occurrence begins."""
        return self.source.take(self.at)


@dataclass(eq=False, repr=False)
class Features:
    """Features of the segments of a batch.

    Attributes
    ----------
    numbers : Numbers
    batch : Batch
    sequence : Sequence
    is_word : ndarray of bool, shape (n_tokens,)
        The token counts as a word: it stands outside quotations, and is neither a function word, which is a form, nor a name, a
        number, a day, a month, a woman or a man, whose weights would be chance.
    """

    numbers: Numbers
    batch: Batch
    sequence: Sequence
    is_word: Bools

    @property
    def n_forms(self) -> int:
        """Number of all forms."""
        return count_forms(self.batch.columns.lexicon.forms)

    @cached_property
    def namespaces(self) -> list[Namespace]:
        """The occurrences of all sparse features, one by one."""
        return list(self._namespaces())

    def _namespaces(self) -> Iterator[Namespace]:
        sequence, columns = self.sequence, self.batch.columns
        for distance in DISTANCES:
            at = inner_pairs(sequence, distance)
            number = pairs(sequence, distance, self.n_forms).take(at)
            yield Namespace("form", sequence.segment.take(at), at, sequence.token, number, distance, self.n_forms)
        every = np.arange(len(columns.tokens))
        (words,) = self.is_word.nonzero()
        yield Namespace("word", columns.segment.take(words), words, every, word_keys(columns.key.take(words)))

    @cached_property
    def dense(self) -> NDArray[np.float64]:
        """The dense features as a matrix, shape (n_segments, n_dense)."""
        return self.numbers.matrix()

    def name(self, space: Namespace, row: int, text: str) -> str:
        """Return the name of one occurrence, as explanations and model cards show it."""
        columns = self.batch.columns
        if space.group == "form":
            names = form_names(columns.lexicon.forms)
            return "form:" + pair_name(self.sequence, int(space.at[row]), space.distance, names)
        token = int(space.token[row])
        return "word:" + text[columns.tokens.start[token] : columns.tokens.end[token]].lower()


def word_keys(keys: Keys) -> Keys:
    """Return the keys of words, under which a model knows them, from those of their spelling."""
    return mix(keys ^ _WORD_SALT)


def spelling_keys(keys: Keys) -> Keys:
    """Undo `word_keys`."""
    return unmix(keys) ^ _WORD_SALT


def extract(segmentation: Segmentation, lexicon: Lexicon) -> Features:
    """Compute all features of a batch of documents."""
    columns = build_columns(segmentation, lexicon)
    reports = find_reports(columns)
    agentless = find_agentless(columns, reports)
    batch = Batch(columns, reports, agentless, content_starts(columns, reports, agentless))
    is_word = (columns.tokens.kind < tk.NUMBER) & columns.outside
    is_word &= lexicon.content.take(columns.word)
    is_word[columns.names] = False
    return Features(REGISTRY.compute(batch), batch, form_sequence(columns), is_word)
