"""What the labels of a document come to: shares, runs of opinion, how much it reads like an opinion page, doubt.

The constants behind the two judgements stand in ``data/document_view.json``; `opinionclf.training.document_view` fits them.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.datafiles import DATA
from opinionclf.labels import Label

CONSTANTS = DATA / "document_view.json"
_SHORTEST_RUN = 2  # sentences


@functools.cache
def constants() -> dict[str, Any]:
    """Return the fitted constants."""
    return dict(json.loads(CONSTANTS.read_text(encoding="utf-8")))


class Summary(Mapping[str, Any]):
    """What a document comes to; parts that need the text to be read again are worked out when they are asked for.

    Parameters
    ----------
    known : dict
    later : dict of str to callable
        What gives each further part.
    """

    def __init__(self, known: dict[str, Any], later: dict[str, Callable[[], Any]]) -> None:
        self._known = known
        self._later = later

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = self._later[name]()
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._later

    def __iter__(self) -> Iterator[str]:
        # In one order, whatever has been asked for.
        yield from (name for name in self._known if name not in self._later)
        yield from self._later

    def __len__(self) -> int:
        return len(self._known.keys() | self._later.keys())

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain types, as for ``json.dumps``; what has not been asked for yet is worked out."""
        return dict(self)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name!r}: {self._known[name]!r}" if name in self._known else f"{name!r}: ..." for name in self)
        return f"<Summary {{{shown}}}>"


def is_uncertain(probabilities: Sequence[float]) -> bool:
    """Whether the two most probable labels are closer than the margin at which labels are often wrong."""
    second, first = sorted(probabilities)[-2:]
    return first - second < float(constants()["uncertain_margin"])


def op_ed_features(parts: list[str], probability: NDArray[np.float64]) -> dict[str, float]:
    """What the probability of an opinion page is worked out from: the mean probability of opinion, and of claims."""
    mean = probability.mean(axis=0).tolist()

    def of(wanted: Label) -> float:
        return float(sum(share for part, share in zip(parts, mean, strict=True) if part == wanted))

    return {"opinion": of(Label.EDITORIAL_OPINION), "claims": of(Label.ATTRIBUTED_CLAIM)}


def op_ed_probability(parts: list[str], probability: NDArray[np.float64]) -> float | None:
    """Return the probability that a text of such sentences is an opinion page.

    None where there are none, and of models without one of the two labels that it is worked out from: the constants, which were
    fitted with both, would mean something else.
    """
    if not len(probability) or not {Label.EDITORIAL_OPINION.value, Label.ATTRIBUTED_CLAIM.value} <= set(parts):
        return None
    weights = constants()["op_ed"]
    features = op_ed_features(parts, probability)
    score = weights["intercept"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-score))


def opinion_runs(parts: list[str], top: NDArray[np.int64], start: NDArray[np.int64],
                 end: NDArray[np.int64]) -> list[dict[str, int]] | None:  # fmt: skip
    """Return the runs of two and more opinion sentences in a row, with places and lengths; None without a label of opinion."""
    if Label.EDITORIAL_OPINION.value not in parts:
        return None
    is_opinion = np.array([part == Label.EDITORIAL_OPINION for part in parts])
    opinion = np.concatenate([[0], is_opinion[top], [0]]).astype(np.int8)
    change = np.diff(opinion)
    bounds = zip(np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True)
    return [
        {"start": int(start[first]), "end": int(end[last - 1]), "sentences": last - first}
        for first, last in bounds
        if last - first >= _SHORTEST_RUN
    ]


def share_summary(labels: list[str], probability: NDArray[np.float64], start: NDArray[np.int64],
                  end: NDArray[np.int64], parts: list[str]) -> dict[str, Any]:  # fmt: skip
    """Sum up the labelled sentences of a document.

    Parameters
    ----------
    labels : list of str
    probability : ndarray of float64, shape (n_sentences, n_labels)
    start, end : ndarray of int64, shape (n_sentences,)
    parts : list of str
        What each label stands for.
    """
    n = len(probability)
    top = probability.argmax(axis=1)
    counts = np.bincount(top, minlength=len(labels))
    characters = np.bincount(top, weights=end - start, minlength=len(labels))
    ranked = np.sort(probability, axis=1)
    margin = float(constants()["uncertain_margin"])
    return {
        "sentences": n,
        "counts": dict(zip(labels, counts.tolist(), strict=True)),
        "shares": dict(zip(labels, (counts / max(n, 1)).tolist(), strict=True)),
        "character_shares": dict(zip(labels, (characters / max(characters.sum(), 1)).tolist(), strict=True)),
        "opinion_runs": opinion_runs(parts, top, start, end),
        "op_ed_probability": op_ed_probability(parts, probability),
        "uncertain": int((ranked[:, -1] - ranked[:, -2] < margin).sum()),
    }
