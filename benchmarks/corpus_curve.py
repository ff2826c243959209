"""Does more text of our own still help? Macro-F1 on real text with parts of the training documents.

Usage: ``python benchmarks/corpus_curve.py --data DIR [--json FILE] [--seeds N]``. Fits on 1/8, 1/4, 1/2 and all of the
documents held for training (whole documents and contrast sets in the same proportion, a smaller part inside the larger of
the same seed) and scores with the scorers of ``real_news.py``. Fitting has no chance in it, so *all* needs one fit only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from corpus_common import arguments, is_contrast, labelled_pages, write_json
from real_news import Bench, Row, checkthat, gold, mpqa, webis

from opinionclf.classifier import Classifier
from opinionclf.labels import LABELS
from opinionclf.lexicon import Lexicon
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.fit import fit_model, shipped_lexicon
from opinionclf.training.settings import DEFAULT

FRACTIONS = (0.125, 0.25, 0.5, 1.0)
SETS: tuple[Callable[[Bench], Iterator[Row]], ...] = (gold, mpqa, webis, checkthat)

Scores = dict[str, float]


def part(pages: list[LabelledPage], fraction: float, seed: int) -> list[LabelledPage]:
    """Return the pages of a part of the documents, and of the same part of the contrast sets."""
    rng = np.random.default_rng(seed)
    chosen: set[str] = set()
    for contrast in (False, True):
        names = sorted({page.document for page in pages if is_contrast(page.document) == contrast})
        order = rng.permutation(len(names))[: round(fraction * len(names))]
        chosen.update(names[i] for i in order.tolist())
    return [page for page in pages if page.document in chosen]


def scores(pages: list[LabelledPage], data: Path, lexicon: Lexicon) -> Scores:
    """Fit on pages and return macro-F1 by set, with the mean over sets and the number of sentences."""
    model = fit_model(pages, list(LABELS), DEFAULT, {}, lexicon).model
    bench = Bench(data, Classifier(model), 0)
    result = {row.set: row.value for score in SETS for row in score(bench) if "macro-F1" in row.measure}
    result["mean"] = float(np.mean([value for name, value in result.items() if name != "gold, unambiguous"]))
    result["sentences"] = float(sum(label is not None for page in pages for label in page.labels))
    return result


def summary(runs: list[Scores]) -> dict[str, tuple[float, float]]:
    """Return mean and standard deviation over seeds."""
    return {name: (float(np.mean([run[name] for run in runs])), float(np.std([run[name] for run in runs]))) for name in runs[0]}


def cell(name: str, mean: float, spread: float) -> str:
    """Return one cell of the table."""
    return f"{mean:.0f}" if name == "sentences" else f"{mean:.3f} ±{spread:.3f}"


def main() -> int:
    """Fit, score, print, write."""
    parser = arguments(__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds (default: 3)")
    options = parser.parse_args()
    pages = labelled_pages(options.corpus, ["train"])
    lexicon = shipped_lexicon()
    figures = {}
    for fraction in FRACTIONS:
        seeds = range(options.seeds if fraction < 1 else 1)
        figures[fraction] = summary([scores(part(pages, fraction, seed), options.data, lexicon) for seed in seeds])
        if fraction == FRACTIONS[0]:
            print(f"{'part':>6}" + "".join(f"{name:>20}" for name in figures[fraction]))
        print(f"{fraction:6}" + "".join(f"{cell(name, *pair):>20}" for name, pair in figures[fraction].items()), flush=True)
    write_json(options.json, {str(fraction): values for fraction, values in figures.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
