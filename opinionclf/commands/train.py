"""``opinionclf train``: labelled text in, a model folder out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from opinionclf.commands.data_options import DATA_OPTIONS, FORMS, add_data_options, read_options, refuse_given
from opinionclf.commands.display import tell
from opinionclf.commands.values import jobs, output_path, whole_number

DESCRIPTION = f"""\
Fit a model and write it to a folder, whole or not at all. The same data, settings and versions give the same bytes.

{FORMS}
The model starts from the shipped one and moves as far as cross-validation on your data says (--base default), or starts
cold (--base none). Settings are chosen and probabilities calibrated on held-out folds; documents, or the groups of --group,
are never torn apart. Beside the model stands MODEL_CARD.md.

A corpus folder (documents.tsv, documents/*.jsonl, contrast/*.jsonl) is fitted with the settings of the shipped model,
without choosing any.
"""
_DATA_ONLY = ("test", "base", "roles", "regularisation", "class_weight", *DATA_OPTIONS)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "train", help="fit a model on labelled text", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or labelled data")
    parser.add_argument("--output", required=True, type=output_path, metavar="DIR",
                        help="folder of the model; one there is replaced")  # fmt: skip
    parser.add_argument("--base", metavar="default|none|DIR", help="what to start from (default: default)")
    parser.add_argument("--roles", metavar="LABEL=ROLE,...",
                        help="which of the three labels each label of your own stands for: sources, attributions, "
                             "op_ed_probability and 'compare' go by it")  # fmt: skip
    parser.add_argument("--test", nargs="+", type=Path, metavar="DATA", help="data for measuring only")
    parser.add_argument("--folds", type=_folds, metavar="N", help="of the cross-validation (default: 5; corpus folder: none)")
    parser.add_argument("--regularisation", type=_positive, metavar="C", help="instead of choosing it; small keeps to the base")
    parser.add_argument("--class-weight", choices=("auto", "none", "balanced"), help="auto chooses between the two (default)")
    parser.add_argument("--seed", type=whole_number, default=0, help="decides the folds (default: 0)")
    parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes for the folds (default: 1; -1: all)")
    add_data_options(parser)
    parser.set_defaults(run=run)


def _folds(text: str) -> int:
    value = whole_number(text)
    if value == 1:
        raise argparse.ArgumentTypeError("expected 0, or 2 and more")
    return value


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1e-6 <= value <= 1e6:
        raise argparse.ArgumentTypeError(f"expected a number from 1e-6 to 1e6, not {text!r}")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Train and write; return the exit status."""
    from opinionclf.storage import check_place
    from opinionclf.training.run import corpus_among

    check_place(arguments.output)
    folder = corpus_among(arguments.data)
    return _train_data(arguments) if folder is None else _train_corpus(folder, arguments)


def _train_corpus(folder: Path, arguments: argparse.Namespace) -> int:
    """Fit on a corpus folder as the shipped model was fitted."""
    from opinionclf.training.run import train

    refuse_given(arguments, _DATA_ONLY, f"{folder}: a corpus folder is fitted with the settings of the shipped model")
    trained = train(folder, folds=arguments.folds or 0, seed=arguments.seed, jobs=arguments.jobs)
    trained.save(arguments.output)
    _tell_size(arguments.output, trained.model.info, len(trained.names))
    for name, report in trained.quality.items():
        tell(f"\n{name}\n{report.to_text()}")
    return 0


def _train_data(arguments: argparse.Namespace) -> int:
    """Fit on data of the user's own."""
    from opinionclf.commands.progress import StepProgress
    from opinionclf.errors import DataError
    from opinionclf.storage import PICTURES
    from opinionclf.training.choose import FOLDS, Choices
    from opinionclf.training.roles import parse_roles
    from opinionclf.training.workflow import Order, train_on

    if arguments.folds == 0:
        raise DataError("--folds 0: settings are chosen and probabilities calibrated on folds; at least 2 are needed")
    choices = Choices(
        arguments.regularisation, arguments.class_weight or "auto", arguments.folds or FOLDS,
        arguments.seed, arguments.jobs,
    )  # fmt: skip
    options = read_options(arguments)
    order = Order(
        arguments.data, arguments.test or [], arguments.base or "default", options, choices,
        arguments.folds is None, {} if arguments.roles is None else parse_roles(arguments.roles, options.labels),
    )  # fmt: skip
    with StepProgress() as progress:
        finished = train_on(order, progress)
    for note in finished.notes:
        tell(f"note: {note}")
    if finished.beside.keys().isdisjoint(PICTURES):
        tell("note: no pictures beside the card: matplotlib is not installed (the extra 'pictures')")
    finished.save(arguments.output)
    _tell_size(arguments.output, finished.model.info, len(finished.names))
    for title, text in finished.reports:
        tell(f"\n{title}\n{text}")
    sys.stdout.flush()
    return 0


def _tell_size(output: Path, info: dict[str, object], n_names: int) -> None:
    from opinionclf.classifier import SHIPPED

    if str(output) == SHIPPED:
        tell(f"note: commands take {SHIPPED!r} for the shipped model; say ./{SHIPPED} for this one")
    tell(f"{output}: {info['n_sentences']} sentences of {info['n_documents']} documents, {n_names} sparse features")
