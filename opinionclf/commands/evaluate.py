"""``opinionclf evaluate``: how a model does on labelled text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = """\
Compare the labels a model gives with those of the data: precision, recall and F1 of each label, macro-F1 (the mean F1
of the labels that occur in the data), accuracy and the confusion matrix.

DATA is a corpus folder (its held-out part, or the one named by --part), or JSON Lines files as for train. The sentences
are those of the data, read in the context of their documents.
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "evaluate", help="measure a model on labelled text", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("model", metavar="MODEL", help="a model folder")
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or JSON Lines files")
    parser.add_argument("--part", choices=("train", "test"), default="test", help="of a corpus folder (default: test)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.training.evaluate import evaluate
    from opinionclf.training.run import read_data

    classifier = load_model(arguments.model)
    corpus = read_data(arguments.data, arguments.part, classifier.model.labels)
    report = evaluate(classifier, corpus.pages)
    if arguments.format == "json":
        result = {"model": arguments.model, "model_version": classifier.version, "data": list(map(str, arguments.data))}
        print(json.dumps({**result, **report.to_dict()}, indent=1))
    else:
        print(report.to_text())
    return 0
