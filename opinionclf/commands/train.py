"""``opinionclf train``: labelled text in, a model folder out."""

from __future__ import annotations

import argparse
from pathlib import Path

DESCRIPTION = """\
Fit a model and write it to a folder, whole or not at all. The same data, settings and versions give the same bytes.

DATA is a corpus folder (documents.tsv, documents/*.jsonl, contrast/*.jsonl), or JSON Lines files of rows
{"text": ..., "label": ..., "document": ...}, one sentence a row. Rows of the same document that follow each other are
read in context; a row without a document is a single sentence. Labels: factual_report, attributed_claim,
editorial_opinion.

The quality on the corpus' held-out documents, and with --folds by cross-validation, is printed and stored in the model.
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "train", help="fit a model on labelled text", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or JSON Lines files")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the model; one there is replaced")
    parser.add_argument("--folds", type=_folds, default=0, metavar="N", help="also measure by N-fold cross-validation")
    parser.add_argument("--seed", type=_whole, default=0, help="decides the folds, not the model (default: 0)")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes for the folds (default: 1)")
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0, not {text!r}")
    return int(text)


def _jobs(text: str) -> int:
    value = _whole(text)
    if not value:
        raise argparse.ArgumentTypeError("expected at least 1")
    return value


def _folds(text: str) -> int:
    value = _whole(text)
    if value == 1:
        raise argparse.ArgumentTypeError("expected 0, or 2 and more")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Train and write; return the exit status."""
    from opinionclf.storage import check_place
    from opinionclf.training.run import train

    output = Path(arguments.output)
    check_place(output)
    trained = train(arguments.data, folds=arguments.folds, seed=arguments.seed, jobs=arguments.jobs)
    trained.save(output)
    info = trained.model.info
    print(f"{output}: {info['n_sentences']} sentences of {info['n_documents']} documents, {len(trained.names)} sparse features")
    for name, report in trained.quality.items():
        print(f"\n{name}\n{report.to_text()}")
    return 0
