"""The model card of the shipped model.

Usage: ``python benchmarks/model_card.py [--data DIR] [--model DIR] [--corpus DIR] [--output FILE] [--figures FILE]``, or
``make card DATA=DIR``. Figures are those of the held-out part of the corpus and, with a folder of real text
(``benchmarks/README.md``), those of `real_news.py`; without one they are left out. ``--figures docs/figures.md`` writes them
into the first table of that page too. Takes less than a minute.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from real_news import SCORERS, Bench, Row, reliability

import opinionclf
from opinionclf.classifier import Classifier, default_model_folder, load_model
from opinionclf.storage import read_description
from opinionclf.training import card
from opinionclf.training.corpus import is_contrast_set, read_corpus
from opinionclf.training.measures import Predictions, measure, predict
from opinionclf.training.readers.load import Data

SHOWN = ("gold", "mpqa", "webis", "newsdiscourse", "polnear", "checkthat", "babe", "doclevel")

USE = """\
## What it is for

Telling, sentence by sentence, what an English news article reports in its own voice, what it attributes to sources and what
it judges: for research on many articles, for finding passages, for showing a reader whose voice a sentence carries.

Not for deciding anything about a person or an outlet, for checking facts, for measuring bias, for other languages, for satire.
[Limits](limits.md) says why, and what to do instead."""

CAVEATS = """\
## Caveats

- Settings and features were chosen by looking at the real sets above, so that their figures are a little too good; no weight
  was fitted on them.
- The training text was written for this project, with the help of a large language model. What its writers never
  wrote, the model never saw; the figures on held-out documents of the same kind flatter it much more than those on real news.
- A label says how a sentence is presented, not whether it is true, and is no evidence about an author."""


def predictions(classifier: Classifier, corpus: Path) -> Predictions:
    """What the model says of the held-out documents."""
    held_out = read_corpus(corpus, "test")
    names = [page.document for page in held_out.pages]
    where = [[page.document] * len(page.labels) for page in held_out.pages]
    return predict(classifier, Data(held_out.pages, names, where, tuple(classifier.model.labels), held_out.sha256))


def model_card(folder: Path, corpus: Path, bench: Bench | None, rows: Sequence[Row]) -> str:
    """Return the card as Markdown.

    Parameters
    ----------
    folder, corpus : Path
    bench : Bench or None
        None leaves real text out.
    rows : sequence of Row
        What was measured on it.
    """
    classifier = load_model(folder)
    in_articles = predictions(classifier, corpus)
    alone = replace(in_articles, probability=classifier.predict_proba(in_articles.text))
    parts = [
        "# Model card", "Made by `make card DATA=DIR`; do not edit.", *_model(classifier, folder), USE, "## Data",
        "All text was written for the project and is part of the repository ([data card](../training_data/README.md)). No "
        "other text was used.", *card.fitted_on(classifier.model), _counts(corpus),
        *card.figures("Held-out documents, sentences in their articles", measure(in_articles)),
        *card.figures("Held-out documents, sentences by themselves", measure(alone)),
    ]  # fmt: skip
    if bench is not None:
        parts += _real(bench, rows)
    settings = classifier.model.info["settings"]
    assert isinstance(settings, dict)
    shown = [[name, f"`{value}`"] for name, value in settings.items()]
    parts += ["## Settings", "`opinionclf/training/settings.py` describes them, [the log](experiments.md) says how they came.",
              card.table(["setting", "value"], shown), *card.strongest_features(classifier.model, classifier.feature_names),
              CAVEATS, *card.versions(classifier.model)]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _counts(corpus: Path) -> str:
    """How the counts of the training part come about."""
    parts = {part: read_corpus(corpus, part) for part in ("train", "test")}
    sentences = {part: found.n_sentences for part, found in parts.items()}
    sets = {page.document for page in parts["train"].pages if is_contrast_set(page.document)}
    documents = {page.document for page in parts["train"].pages} - sets
    held_out = {page.document for page in parts["test"].pages}
    return (
        f"This is the training part of the corpus: {len(documents)} documents and {len(sets)} contrast sets (each counts as "
        f"one document). Of the {sum(sentences.values())} sentences of the whole, {sentences['test']} in {len(held_out)} "
        "documents are held out: the figures on held-out documents are on them."
    )


def _model(classifier: Classifier, folder: Path) -> list[str]:
    model = classifier.model
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    rows = [
        ["name, version", f"the model shipped with opinionclf, {classifier.version}"],
        ["checksum", f"`{read_description(folder)['checksum']}` (in `model.json`)"],
        ["kind", f"linear: {len(model.sparse):,} forms and words, {len(model.dense_names)} named numbers, a share of context"],
        ["labels", ", ".join(f"`{label}`" for label in model.labels)],
        ["language", "English"],
        ["size", f"{size:.1f} MB on the disk"],
        ["licence", "MIT"],
    ]
    return ["## The model", card.table(["", ""], rows)]


def _real(bench: Bench, rows: Sequence[Row]) -> list[str]:
    cells = [[row.set, row.measure, f"{row.value:.3f}", f"{row.low:.3f} to {row.high:.3f}", str(row.n)] for row in rows]
    parts = [
        "## Real news",
        "Labelled by others or, *gold*, by two labellers apart who followed our guideline, and never fitted on; "
        "[the sets](../benchmarks/README.md#the-real-sets) tells where each is from, and "
        "`python benchmarks/real_news.py --data DIR` prints the same. ECE is the expected calibration error of the label "
        "given; the temperature of the model was chosen on *gold*, so that its ECE flatters.",
        card.table(["set", "measure", "value", "95% interval", "n"], cells),
    ]
    for title, scored in (("in their articles", bench.score("gold")), ("by themselves", bench.score_alone("gold"))):
        bands = [(b["from"], b["to"], int(b["n"]), b["confidence"], b["right"]) for b in reliability(scored)]
        parts += [f"Reliability on *gold*, sentences {title}:", card.reliability(bands)]
    return parts


def with_figures(page: str, rows: Sequence[Row]) -> str:
    """Put what was measured into the table of bars: the last two cells of each line that names a set and a measure."""
    measured = {(row.set, row.measure): row.value for row in rows}
    lines = page.splitlines()
    for place, line in enumerate(lines):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        value = measured.get((cells[0], cells[1])) if len(cells) > 2 else None
        if value is not None:
            bar = float(cells[2].removeprefix("at most "))
            met = value <= bar if cells[2].startswith("at most ") else value >= bar
            lines[place] = "| " + " | ".join([*cells[:-2], f"{value:.3f}", "met" if met else "missed"]) + " |"
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of labelled real text")
    parser.add_argument("--model", type=Path, default=default_model_folder())
    parser.add_argument("--corpus", type=Path, default=Path("training_data"))
    parser.add_argument("--output", type=Path, help="instead of standard output")
    parser.add_argument("--figures", type=Path, help="a page with a table of bars (docs/figures.md) to bring up to date")
    options = parser.parse_args(arguments)
    if options.figures and not options.data:
        parser.error("--figures needs --data")
    try:
        bench = Bench(options.data, load_model(options.model), seed=0) if options.data else None
        rows = [row for name in SHOWN for row in SCORERS[name](bench)] if bench else []
        text = model_card(options.model, options.corpus, bench, rows)
        if options.figures:
            page = options.figures.read_text(encoding="utf-8")
            options.figures.write_text(with_figures(page, rows), encoding="utf-8")
    except (opinionclf.OpinionclfError, OSError) as error:
        print(f"model_card: {error}", file=sys.stderr)
        return 2
    if options.output is None:
        print(text, end="")
    else:
        options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
