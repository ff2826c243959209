"""``classify``, ``classify_many`` and explanations. ``0x1e`` parts documents; bytes that are no UTF-8 are lone surrogates."""

from __future__ import annotations

import functools
import json
import zlib

import numpy as np

import opinionclf
from fuzz.target import Target, promise, texts
from opinionclf.result import Document
from opinionclf.text.decoding import as_meant


def seeds() -> list[bytes]:
    """Return every text of the tests, short ones together."""
    return [text.encode() for text in texts()]


def check(data: bytes) -> None:
    """Classify, alone and beside others, and now and then explain."""
    parts = data.decode("utf-8", "surrogateescape").split("\x1e")
    documents = list(opinionclf.classify_many(parts))
    promise(len(documents) == len(parts), "one document a text")
    for text, document in zip(parts, documents, strict=True):
        _check_columns(text, document)
        if len(parts) > 1:
            alone = opinionclf.classify(text)
            for name in ("start", "end", "paragraph", "kind", "probability"):
                promise(np.array_equal(getattr(alone, name), getattr(document, name)), f"{name} do not depend on the batch")
    if zlib.crc32(data) % 12 == 0:
        _check_details(documents[0])
    if zlib.crc32(data) % 48 == 1:
        _check_page(documents[0])


def _check_columns(text: str, document: Document) -> None:
    start, end, probability = document.start, document.end, document.probability
    promise(bool((start < end).all() and (start[1:] >= end[:-1]).all()), "segments are in order and hold something")
    covered = np.zeros(len(text), dtype=bool)
    for a, b in zip(start.tolist(), end.tolist(), strict=True):
        covered[a:b] = True
    meant = as_meant(text)  # the letter of a spelt-out line end is none
    lost = [meant[at] for at in np.flatnonzero(~covered).tolist()]
    promise(not any(map(str.isalnum, lost)), f"no letter is lost: {lost[:5]!r}")
    promise(bool((np.diff(document.paragraph) >= 0).all()), "paragraphs are in order")
    promise(bool(np.isfinite(probability).all() and (abs(probability.sum(axis=1) - 1) < 1e-9).all()), "probabilities sum to 1")


def _check_details(document: Document) -> None:
    json.dumps(document.to_dict(details=True))
    for sentence in document.sentences[:3]:
        explanation = sentence.explain()
        promise(str(sentence.label) in explanation.scores, "the label has a score")
        for label, score in explanation.scores.items():
            total = explanation.intercept[label] + sum(one.scores[label] for one in explanation.contributions)
            promise(abs(total - score) < 1e-6, "contributions add up to the score")
        for contribution in explanation.contributions:
            for place in contribution.places:
                promise(document.text[place.start : place.end] == place.text, "places are in the text")
        _ = explanation.counterfactual


@functools.cache
def _empty_page_tags() -> int:
    return opinionclf.classify("").to_html().count("<script")


def _check_page(document: Document) -> None:
    page = document.to_html()
    page.encode()
    promise(page.count("<script") == _empty_page_tags(), "no text is markup")
    promise("\x1b" not in page and "\0" not in page, "no control character in a page")


TARGET = Target("classify", seeds, check)
