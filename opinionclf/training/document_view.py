"""Fit the constants behind `opinionclf.summary`: when a label is doubtful, and how much a text reads like an opinion page.

``python -m opinionclf.training.document_view training_data/ models/default`` prints what they rest on and writes
``data/document_view.json``. To be run again after a training that moves the probabilities.

*Doubt*: on the held-out part of the corpus, the widest margin between the two most probable labels below which the label
is right in no more than `_RIGHT` of the cases.

*Opinion page*: a logistic regression of the genre (columns, leading articles and the like against reports, features and
the like; genres in between are left out) on the mean probability of opinion and of claims over the sentences of a
document. The probabilities of training documents come from models that were fitted without them. Both sides weigh the
same, so the result is a probability for a page of which nothing is known beforehand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from opinionclf.classifier import Classifier
from opinionclf.datafiles import read_rows
from opinionclf.errors import DataError, OpinionclfError
from opinionclf.files import write_text
from opinionclf.labels import LABELS
from opinionclf.storage import load
from opinionclf.summary import CONSTANTS, op_ed_features
from opinionclf.training.corpus import TABLE, LabelledPage, is_contrast_set, read_corpus, table_rows
from opinionclf.training.evaluate import page_probabilities
from opinionclf.training.fit import fit_model
from opinionclf.training.run import by_fold
from opinionclf.training.settings import DEFAULT

_FOLDS = 5
_FEWEST = 5  # sentences of a document
_RIGHT = 0.6
_STEP = 0.05

Floats = NDArray[np.float64]


def genres(folder: Path) -> dict[str, bool]:
    """Return for each document of a plain genre whether it is an opinion page."""
    kind = dict(read_rows("genres.tsv"))
    rows = [row for _, row in table_rows(folder / TABLE, ("id", "genre")) if not is_contrast_set(row["id"])]
    return {row["id"]: kind.get(row["genre"]) == "opinion" for row in rows if kind.get(row["genre"]) != "between"}


def by_page(classifier: Classifier, pages: Sequence[LabelledPage]) -> Iterator[tuple[LabelledPage, Floats]]:
    """Yield the probabilities of the labelled sentences of each page."""
    rows = page_probabilities(classifier, pages)
    place = 0
    for page in pages:
        found = rows[place : place + len(page.labels)]
        place += len(page.labels)
        yield page, found[[label is not None for label in page.labels]]


def unseen(pages: Sequence[LabelledPage]) -> Iterator[tuple[LabelledPage, Floats]]:
    """Yield each page with its probabilities from a model fitted on the others."""
    for rest, part in by_fold(pages, _FOLDS, 0):
        yield from by_page(Classifier(fit_model(rest, list(LABELS), DEFAULT, {}).model), part)


def matrix(found: Iterator[tuple[LabelledPage, Floats]], genre: dict[str, bool]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the features of the documents of plain genres, and which of them are opinion pages."""
    rows, opinion = [], []
    for page, probability in found:
        if page.document in genre and len(probability) >= _FEWEST:
            rows.append(list(op_ed_features(list(LABELS), probability).values()))
            opinion.append(genre[page.document])
    return np.array(rows), np.array(opinion)


def doubt_margin(found: Sequence[tuple[LabelledPage, Floats]]) -> tuple[float, list[str]]:
    """Return the margin below which a label is doubtful, and the table it is read from."""
    margin, right = [], []
    for page, probability in found:
        wanted = [LABELS.index(label) for label in page.labels if label is not None]
        ranked = np.sort(probability, axis=1)
        margin.append(ranked[:, -1] - ranked[:, -2])
        right.append(probability.argmax(axis=1) == np.array(wanted))
    margins, hits = np.concatenate(margin), np.concatenate(right)
    lines, best = ["margin below   sentences   right"], _STEP
    for bound in np.arange(_STEP, 0.6, _STEP):
        near = margins < bound
        lines.append(f"{bound:12.2f}{near.sum():12d}{hits[near].mean():8.1%}")
        if hits[near].mean() <= _RIGHT:
            best = float(bound)
    lines.append(f"{'all':>12}{len(hits):12d}{hits.mean():8.1%}; from {best:.2f} on {hits[margins >= best].mean():.1%}")
    return round(best, 2), lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    options = parser.parse_args(arguments)
    try:
        genre = genres(options.corpus)
        held_out = list(by_page(Classifier(load(options.model)), read_corpus(options.corpus, "test").pages))
        margin, lines = doubt_margin(held_out)
        print("\n".join(lines))
        weights = _fit_genre(options.corpus, genre, matrix(iter(held_out), genre))
        result = {"uncertain_margin": margin, "op_ed": weights}
        write_text(CONSTANTS, json.dumps(result, indent=1) + "\n")
    except (OpinionclfError, OSError) as error:
        print(f"document_view: {error}", file=sys.stderr)
        return 2
    print(f"{CONSTANTS}: {result}")
    return 0


def _fit_genre(folder: Path, genre: dict[str, bool], held_out: tuple[Floats, NDArray[np.bool_]]) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    features, opinion = matrix(unseen(read_corpus(folder).pages), genre)
    if len(set(opinion.tolist())) < 2:
        raise DataError(f"{folder}: documents of both kinds of genre are needed")
    model = LogisticRegression(C=10.0, class_weight="balanced").fit(features, opinion)
    for title, (x, y) in {"documents, each unseen": (features, opinion), "held-out part": held_out}.items():
        p = model.predict_proba(x)[:, 1]
        print(f"{title}: {len(y)}, opinion {y.sum()}, AUC {roc_auc_score(y, p):.3f}, Brier {np.mean((p - y) ** 2):.3f}")
        for low in np.arange(0.0, 1.0, 0.2):
            here = (p >= low) & (p < low + 0.2 + 1e-9 * (low > 0.7))
            if here.any():
                band = f"{low:.1f} to {low + 0.2:.1f}"
                print(f"  {band}: {here.sum():4d} documents, mean {p[here].mean():.2f}, opinion {y[here].mean():.2f}")
    names = list(op_ed_features(list(LABELS), np.full((1, len(LABELS)), 1.0)))
    found = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return {"intercept": round(float(model.intercept_[0]), 3), **{name: round(value, 3) for name, value in found.items()}}


if __name__ == "__main__":
    sys.exit(main())
