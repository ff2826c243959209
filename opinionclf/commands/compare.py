"""``opinionclf compare``: two models on the same labelled text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from opinionclf.commands.data_options import FORMS, add_data_options

DESCRIPTION = f"""\
Measure two models on the same data: macro-F1 with a paired bootstrap over documents, McNemar's test, the sentences that
get another label, and the features that made the difference. The first model may be 'default', the shipped one.

{FORMS}"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "compare", help="compare two models on labelled text", description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("first", metavar="A", help="a model folder, or 'default'")
    parser.add_argument("second", metavar="B", help="a model folder, or 'default'")
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or labelled data")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="changed sentences shown with reasons (default: 10)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--seed", type=int, default=0, help="of the bootstrap (default: 0)")
    add_data_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; return the exit status."""
    from opinionclf.commands.evaluate import data_for, model_named
    from opinionclf.errors import DataError
    from opinionclf.training.comparison import compare_models, explain_change, text_comparison
    from opinionclf.training.measures import predict

    first, second = model_named(arguments.first), model_named(arguments.second)
    if first.model.labels != second.model.labels:
        names = " and ".join(", ".join(one.model.labels) for one in (first, second))
        raise DataError(f"the models have different labels: {names}")
    data = data_for(first, arguments)
    found = compare_models(predict(first, data), predict(second, data), arguments.seed)
    for change in found.changes[: max(arguments.show, 0)]:
        explain_change(change, first, second)
    print(json.dumps(found.to_dict(), indent=1) if arguments.format == "json" else text_comparison(found, max(arguments.show, 0)))
    return 0
