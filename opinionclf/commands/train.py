"""``opinionclf train``: labelled text in, a model folder out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from opinionclf.commands.data_options import FORMS, add_data_options, read_options

DESCRIPTION = f"""\
Fit a model and write it to a folder, whole or not at all. The same data, settings and versions give the same bytes.

{FORMS}
The model starts from the shipped one and moves as far as cross-validation on your data says (--base default), or starts
cold (--base none). Settings are chosen and probabilities calibrated on held-out folds; documents, or the groups of --group,
are never torn apart. Beside the model stands MODEL_CARD.md.

A corpus folder (documents.tsv, documents/*.jsonl, contrast/*.jsonl) is fitted with the settings of the shipped model,
without choosing any.
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "train", help="fit a model on labelled text", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or labelled data")
    parser.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder of the model; one there is replaced")
    parser.add_argument("--base", default="default", metavar="default|none|DIR", help="what to start from (default: default)")
    parser.add_argument("--test", nargs="+", type=Path, metavar="DATA", help="data for measuring only")
    parser.add_argument("--folds", type=_folds, metavar="N", help="of the cross-validation (default: 5; corpus folder: none)")
    parser.add_argument("--regularisation", type=_positive, metavar="C", help="instead of choosing it; small keeps to the base")
    parser.add_argument("--class-weight", choices=("auto", "none", "balanced"), default="auto", help="default: auto")
    parser.add_argument("--seed", type=_whole, default=0, help="decides the folds (default: 0)")
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes for the folds (default: 1)")
    add_data_options(parser)
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


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1e-6 <= value <= 1e6:
        raise argparse.ArgumentTypeError(f"expected a number above 0, not {text!r}")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Train and write; return the exit status."""
    from opinionclf.storage import check_place
    from opinionclf.training.run import has_corpus

    check_place(arguments.output)
    if has_corpus(arguments.data):
        return _train_corpus(arguments)
    return _train_data(arguments)


def _train_corpus(arguments: argparse.Namespace) -> int:
    """Fit on a corpus folder as the shipped model was fitted."""
    from opinionclf.training.run import train

    trained = train(arguments.data, folds=arguments.folds or 0, seed=arguments.seed, jobs=arguments.jobs)
    trained.save(arguments.output)
    _tell_size(arguments.output, trained.model.info, len(trained.names))
    for name, report in trained.quality.items():
        print(f"\n{name}\n{report.to_text()}")
    return 0


def _train_data(arguments: argparse.Namespace) -> int:
    """Fit on data of the user's own."""
    from opinionclf.training.choose import Choices
    from opinionclf.training.progress import Progress
    from opinionclf.training.workflow import Order, train_on

    choices = Choices(arguments.regularisation, arguments.class_weight, arguments.folds, arguments.seed, arguments.jobs)
    order = Order(arguments.data, arguments.test or [], arguments.base, read_options(arguments), choices)
    progress = Progress()
    try:
        finished = train_on(order, progress)
    finally:
        progress.close()
    for note in finished.notes:
        print(f"note: {note}")
    finished.save(arguments.output)
    _tell_size(arguments.output, finished.model.info, len(finished.names))
    for title, text in finished.reports:
        print(f"\n{title}\n{text}")
    sys.stdout.flush()
    return 0


def _tell_size(output: Path, info: dict[str, object], n_names: int) -> None:
    print(f"{output}: {info['n_sentences']} sentences of {info['n_documents']} documents, {n_names} sparse features")
