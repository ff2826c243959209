"""Does the corpus look like the press? How well a throw-away classifier tells our sentences from real ones.

Usage: ``python benchmarks/corpus_press.py --data DIR [--json FILE]``. TF-IDF and logistic regression, our news against real
news and our opinion pages against real ones, cross-validated so that the sentences of a document stay together. Two views:
``words`` (words and pairs of words in lower case) and ``style`` (marks too, names and numbers masked, quotation marks
folded), which does not see who the news is about. The features are those of a fit on everything. To compare with: how well
the same classifier tells each real file from the other real files of its kind.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from corpus_common import NEWS, OPINION, REAL, Read, Source, arguments, own_sources, read_texts, real_sources, write_json
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

from opinionclf.text import tokens as tk

FOLDS = 5
N_FEATURES = 50
MIN_DOCUMENTS = 5
VIEWS = ("words", "style")
BAR = 0.85
QUOTES = "\"'“”‘’„`´"


@dataclass(slots=True)
class Task:
    """Sentences of ours and of the press, of one kind.

    Attributes
    ----------
    sentences : list of list of str
        Tokens of each sentence.
    own : ndarray of bool, shape (n,)
    group : ndarray of int64, shape (n,)
        Number of the document.
    origin : ndarray of str, shape (n,)
    """

    sentences: list[list[str]]
    own: NDArray[np.bool_]
    group: NDArray[np.int64]
    origin: NDArray[np.str_]


def token_lists(read: Read, view: str) -> list[list[str]]:
    """Return the tokens of each sentence as a view shows them."""
    columns = read.columns
    kind = columns.tokens.kind
    result = []
    for row in read.rows.tolist():
        places = np.arange(columns.first[row], columns.last[row])
        if view == "words":
            result.append([read.words(place) for place in places[kind[places] <= tk.ALL_CAPS].tolist()])
        else:
            result.append([_masked(read, place) for place in places.tolist()])
    return result


def _masked(read: Read, place: int) -> str:
    """Return a token with names, numbers and kinds of quotation marks made alike."""
    if read.columns.name[place]:
        return "NAME"
    if read.columns.tokens.kind[place] == tk.NUMBER:
        return "NUM"
    word = read.words(place)
    return '"' if word and word.strip(QUOTES) == "" else word


def make_task(own: Sequence[Source], real: Sequence[Source], view: str) -> Task:
    """Put sentences of ours and of the press together."""
    sentences: list[list[str]] = []
    parts = []
    for flag, sources in ((True, own), (False, real)):
        read = read_texts([source.text for source in sources])
        sentences += token_lists(read, view)
        origin = np.array([source.origin for source in sources])[read.document]
        parts.append((np.full(len(origin), flag), read.document + flag * 1_000_000, origin))
    flags, groups, origins = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Task(sentences, flags, groups, origins)


def as_is(tokens: list[str]) -> list[str]:
    """Leave tokens as they are: the analyser of the vectorizer makes pairs of them."""
    return tokens + [f"{a} {b}" for a, b in pairwise(tokens)]


def classifier() -> Pipeline:
    """Return the throw-away classifier."""
    tfidf = TfidfVectorizer(analyzer=as_is, min_df=MIN_DOCUMENTS, sublinear_tf=True, dtype=np.float32)
    return make_pipeline(tfidf, LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000))


def out_of_fold(task: Task) -> NDArray[np.float64]:
    """Return the probability of being ours of each sentence, by a fit that has not seen its document."""
    folds = GroupKFold(FOLDS)
    return cross_val_predict(classifier(), task.sentences, task.own, groups=task.group, cv=folds, method="predict_proba")[:, 1]


def strongest(task: Task) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """Return the features that speak most for ours, and for the press."""
    fitted = classifier().fit(task.sentences, task.own)
    weights = fitted[-1].coef_[0]
    names = fitted[0].get_feature_names_out()
    order = np.argsort(weights)
    ours = [(str(names[i]), round(float(weights[i]), 2)) for i in order[::-1][:N_FEATURES]]
    press = [(str(names[i]), round(float(weights[i]), 2)) for i in order[:N_FEATURES]]
    return ours, press


def auc_rows(task: Task, score: NDArray[np.float64]) -> dict[str, float]:
    """AUC of all our sentences, and of the first corpus and the later batches apart."""
    early = np.char.startswith(task.origin, "first")
    chosen = {"all": task.own, "first batches": task.own & early, "later batches": task.own & ~early}
    return {
        name: float(roc_auc_score(task.own[flags | ~task.own], score[flags | ~task.own]))
        for name, flags in chosen.items()
        if flags.any()
    }


def between_real(real: Sequence[Source], kind: str) -> dict[str, float]:
    """AUC of each real file against the others of its kind."""
    result = {}
    for name in REAL[kind]:
        chosen = [source for source in real if source.origin == name]
        others = [source for source in real if source.kind == kind and source.origin != name]
        task = make_task(chosen, others, "words")
        result[name] = float(roc_auc_score(task.own, out_of_fold(task)))
    return result


def main() -> int:
    """Measure, print, write."""
    options = arguments(__doc__).parse_args()
    own, real = own_sources(options.corpus), real_sources(options.data)
    figures: dict[str, dict[str, Any]] = {}
    for kind in (NEWS, OPINION):
        for view in VIEWS:
            task = make_task([s for s in own if s.kind == kind], [s for s in real if s.kind == kind], view)
            auc = auc_rows(task, out_of_fold(task))
            ours, press = strongest(task)
            figures[f"{kind}, {view}"] = {"auc": auc, "ours": ours, "press": press}
            n_own = int(task.own.sum())
            print(f"\n{kind}, {view}: {n_own} sentences of ours, {len(task.own) - n_own} of the press")
            print("  AUC " + ", ".join(f"{name} {value:.3f}" for name, value in auc.items()) + f" (bar {BAR})", flush=True)
            print("  ours:  " + ", ".join(name for name, _ in ours))
            print("  press: " + ", ".join(name for name, _ in press))
    figures["between real files"] = {kind: between_real(real, kind) for kind in (NEWS, OPINION)}
    for kind, rows in figures["between real files"].items():
        print(f"\nreal {kind}, one file against the others, words: " + ", ".join(f"{k} {v:.3f}" for k, v in rows.items()))
    write_json(options.json, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
