"""Verbs that are written as a clitic behind a pronoun, read as if they were written out: ``it's clear``, ``she's been``."""

from __future__ import annotations

import functools

import numpy as np

from opinionclf.text.tokens import Ints, Keys
from opinionclf.text.wordclasses import class_table, word_classes
from opinionclf.text.wordlists import entry_keys


def with_verbs_written_out(key: Keys, segment: Ints) -> Keys:
    """Return the keys of tokens with those of *is* and *has* for the clitics that stand for them.

    Which it is tells the next token of the same segment. A clitic behind other words is a possessive as a rule (``the mayor's
    plan``), and stays.
    """
    clitic, is_, has = _keys()
    (host,) = (key[1:] == clitic).nonzero()
    if not len(host):
        return key
    host = host.compress(class_table("clitic_host").take(word_classes().find(key.take(host))))
    if not len(host):
        return key
    behind = (host + 2).clip(max=len(key) - 1)
    before_has = class_table("behind_has").take(word_classes().find(key.take(behind)))
    before_has &= segment.take(behind) == segment.take(host)
    key = key.copy()
    key[host + 1] = np.where(before_has, has, is_)
    return key


@functools.cache
def _keys() -> tuple[np.uint64, np.uint64, np.uint64]:
    clitic, is_, has = entry_keys(["'s", "is", "has"])[0]
    return clitic, is_, has
