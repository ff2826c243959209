"""What the score on real text loses without each group of features, or without single features.

Usage: ``python benchmarks/ablation.py --data DIR [--without NAME...] [--corpus training_data] [--json FILE]``. Fits the
shipped settings on the corpus once with everything and once without each group (or each NAME, such as ``style:marks``), and
scores each model on the sets of `real_news.py`. Groups and names are those of the registry of features.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from real_news import SCORERS, Bench

from opinionclf.classifier import Classifier
from opinionclf.features.registry import REGISTRY
from opinionclf.training.run import train
from opinionclf.training.settings import DEFAULT, Settings

SETS = ("gold", "mpqa", "webis", "newsdiscourse", "polnear", "checkthat", "babe", "doclevel")
SHOWN = (
    ("gold", "3-way macro-F1"), ("gold, unambiguous", "3-way macro-F1"), ("mpqa", "3-way macro-F1"),
    ("webis", "3-way macro-F1"),
    ("newsdiscourse", "3-way macro-F1"), ("polnear dev", "attributed macro-F1"), ("checkthat 2023", "opinion macro-F1"),
    ("babe, mean of outlets", "opinion AUC"), ("opinion pages against news", "AUC, mean probability of opinion"),
)  # fmt: skip


def variants(names: Sequence[str]) -> Iterator[tuple[str, Settings]]:
    """Yield the shipped settings, and those without each of the names; without each group if there are none."""
    yield "everything", DEFAULT
    for name in names or dict.fromkeys(feature.group for feature in REGISTRY.features):
        yield f"without {name} features", replace(DEFAULT, dense_scale={**DEFAULT.dense_scale, name: 0.0})
    if names:
        return
    for group in DEFAULT.scale:
        yield f"without {group} n-grams", replace(DEFAULT, scale={**DEFAULT.scale, group: 0.0})
    yield "without neighbours", replace(DEFAULT, neighbours=0.0)
    yield "without the article", replace(DEFAULT, article=0.0)
    yield "without any context", replace(DEFAULT, neighbours=0.0, article=0.0)


def measures(data: Path, corpus: Path, settings: Settings) -> list[float]:
    """Fit with the settings and return the figures named in SHOWN."""
    bench = Bench(data, Classifier(train(corpus, settings).model), seed=0)
    values = {(row.set, row.measure): row.value for name in SETS for row in SCORERS[name](bench)}
    return [values[key] for key in SHOWN]


def main() -> None:
    """Fit, score, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("training_data"))
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="groups or features to leave out, one by one")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    known = {part for name in REGISTRY.names for part in (name.partition(":")[0], name.partition("=")[0])}
    for name in options.without:
        if name not in known:
            sys.exit(f"ablation: no group or feature is called {name!r}; there are {', '.join(sorted(known))}")
    titles = ("gold", "clear", "mpqa", "webis", "newsd", "polnear", "check", "babe", "pages", "mean", "worst")
    print(f"{'':32}" + "".join(f"{title:>8}" for title in titles))
    result, whole = {}, np.zeros(len(SHOWN))
    for name, settings in variants(options.without):
        values = np.array(measures(options.data, options.corpus, settings))
        whole = values if name == "everything" else whole
        change = values - whole
        # The first row shows figures, the others what they lose or win.
        shown = values if name == "everything" else change
        cells = [*shown, shown.mean(), shown.min()]
        print(f"{name:32}" + "".join(f"{cell:8.3f}" if name == "everything" else f"{cell:+8.3f}" for cell in cells), flush=True)
        result[name] = dict(zip(titles, [float(cell) for cell in cells], strict=True))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
