"""What retraining on a user's own labels gives on real text.

Usage: ``python benchmarks/retraining.py --data DIR [--only NAME] [--draws 5] [--json FILE]``, DIR as for `real_news.py`.
Everything is read, fitted and measured as ``opinionclf train`` and ``evaluate`` do it. ``all weights held alike`` leaves out
what the corpus says about each weight (see ``docs/decisions/0008-retraining.md``).

checkthat
    Fitted on ``checkthat_2023_train``, scored on ``_dev`` and ``_test`` together: macro-F1 of opinion or not, from each
    base, beside TF-IDF with logistic regression.
mpqa
    A user labels 300 random sentences of MPQA (whole documents are drawn, in a random order, and of the last one as much
    as is needed); scored on the documents that were not drawn: the shipped model, ``--base none`` and ``--base default``.
    Mean of the draws.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.classifier import Classifier, load_model
from opinionclf.training.choose import Choices
from opinionclf.training.findings import number_texts
from opinionclf.training.measures import measure, predict
from opinionclf.training.readers.load import Data, load_data
from opinionclf.training.readers.options import ReadOptions, model_labels
from opinionclf.training.retrain import load_base, retrain

ALIKE = "default, all weights held alike"
BASES = ("none", ALIKE, "default")
CHECKTHAT_NAMES = {"SUBJ": "editorial_opinion", "OBJ": "factual_report"}
CHECKTHAT = ReadOptions(mapping=CHECKTHAT_NAMES, labels=model_labels(CHECKTHAT_NAMES))
MPQA = ReadOptions(mapping={"fact": "factual_report", "attributed": "attributed_claim", "opinion": "editorial_opinion"})
N_USER = 300

Document = dict[str, Any]


def documents(path: Path) -> list[Document]:
    """Read the documents of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def as_data(found: Sequence[Document], key: str, options: ReadOptions, folder: Path) -> Data:
    """Write documents as a user would have them, with spans that are sentences, and read them."""
    path = folder / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for document in found:
            spans = [{"start": s["start"], "end": s["end"], "label": s.get(key)} for s in document["sentences"]]
            row = {"document": document["id"], "text": document["text"], "sentences": spans}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return load_data([path], options)


def fitted(data: Data, base: str, seed: int) -> Classifier:
    """Train as ``opinionclf train`` does."""
    start = load_base("default" if base == ALIKE else base)
    if start is not None and base == ALIKE:
        start.information = np.zeros_like(start.information)
    found = retrain(data, number_texts(data.pages), start, Choices(seed=seed))
    print(f"    --base {base}: chose C {found.chosen.C:g}, class weight {found.chosen.balance:g}", flush=True)
    return Classifier(found.model)


def macro_f1(classifier: Classifier, data: Data) -> float:
    """Return the figure that ``opinionclf evaluate`` prints."""
    return measure(predict(classifier, data)).report.macro_f1


def tfidf(train: Data, test: Data) -> float:
    """Return macro-F1 of TF-IDF of words and pairs of words with logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.pipeline import make_pipeline

    (x, y), (x_test, y_test) = (zip(*_labelled(data), strict=True) for data in (train, test))
    weighed = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), weighed).fit(x, y)
    return float(f1_score(y_test, model.predict(x_test), average="macro"))


def _labelled(data: Data) -> list[tuple[str, str]]:
    return [(text, label) for page in data.pages for text, label in page.sentences() if label is not None]


def checkthat(folder: Path, scratch: Path, n_draws: int) -> dict[str, float]:
    """Score the CheckThat! task."""
    parts = {name: documents(folder / f"checkthat_2023_{name}.jsonl") for name in ("train", "dev", "test")}
    train = as_data(parts["train"], "label", CHECKTHAT, scratch)
    test = as_data(parts["dev"] + parts["test"], "label", CHECKTHAT, scratch)
    result = {f"--base {base}": macro_f1(fitted(train, base, 0), test) for base in BASES}
    return {"TF-IDF and logistic regression": tfidf(train, test), **result}


def mpqa(folder: Path, scratch: Path, n_draws: int) -> dict[str, float]:
    """Score the draws of MPQA, and their mean."""
    found = documents(folder / "mpqa.jsonl")
    rows: list[list[float]] = []
    for seed in range(n_draws):
        drawn, rest = draw(found, seed)
        train, test = (as_data(part, "label3", MPQA, scratch) for part in (drawn, rest))
        scores = [macro_f1(load_model(), test), *(macro_f1(fitted(train, base, seed), test) for base in BASES)]
        rows.append(scores)
        told = f"{train.counts.total()} sentences of {len(drawn)} documents"
        print(f"  draw {seed}: {told}; " + " ".join(f"{score:.3f}" for score in scores), flush=True)
    names = ["shipped model", *(f"--base {base}" for base in BASES)]
    return dict(zip(names, np.mean(rows, axis=0).tolist(), strict=True))


def draw(found: Sequence[Document], seed: int) -> tuple[list[Document], list[Document]]:
    """Split documents: those of the user's sentences, and those that are not touched."""
    order = np.random.default_rng(seed).permutation(len(found)).tolist()
    drawn: list[Document] = []
    left = N_USER
    while left > 0:
        document = found[order[len(drawn)]]
        labelled = [s for s in document["sentences"] if s.get("label3")]
        beyond = {id(s) for s in labelled[left:]}
        kept = [{**s, "label3": None} if id(s) in beyond else s for s in document["sentences"]]
        drawn.append({**document, "sentences": kept})
        left -= len(labelled)
    return drawn, [found[i] for i in order[len(drawn) :]]


SCORERS: dict[str, Callable[[Path, Path, int], dict[str, float]]] = {"checkthat": checkthat, "mpqa": mpqa}


def main() -> None:
    """Fit, score, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=SCORERS)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    result = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in [options.only] if options.only else SCORERS:
            print(name, flush=True)
            result[name] = SCORERS[name](options.data, Path(scratch), options.draws)
            for title, value in result[name].items():
                print(f"  {title:42} macro-F1 {value:.3f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
