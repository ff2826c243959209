"""``opinionclf compare``: two models on the same labelled text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from opinionclf.commands.data_options import FORMS, add_data_options
from opinionclf.commands.display import one_line_json, tell
from opinionclf.commands.evaluate import PARTS, data_for
from opinionclf.commands.values import whole_number

DESCRIPTION = f"""\
Measure two models on the same data: macro-F1 with a paired bootstrap over documents (over groups with --group), McNemar's
test, the sentences that get another label, and the features that push each of them there, read alone. Models of different
labels choose between those that both know.

{FORMS}"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "compare", help="compare two models on labelled text", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("first", metavar="A", help="a model folder, or 'default'")
    parser.add_argument("second", metavar="B", help="a model folder, or 'default'")
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or labelled data")
    parser.add_argument("--part", choices=PARTS, help="of a corpus folder (default: test)")
    parser.add_argument("--show", type=whole_number, default=10, metavar="N",
                        help="changed sentences to show (default: 10; JSON has all)")  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--seed", type=whole_number, default=0, help="of the bootstrap (default: 0)")
    add_data_options(parser, model_given=True)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.errors import DataError
    from opinionclf.training.comparison import compare_models, text_comparison
    from opinionclf.training.measures import predict, restricted, too_few, too_few_units
    from opinionclf.training.reasons import explain_changes
    from opinionclf.training.seen import seen_in_training

    first, second = load_model(arguments.first), load_model(arguments.second)
    labels = [label for label in first.model.labels if label in second.model.labels]
    if len(labels) < 2:
        names = " and ".join(", ".join(one.model.labels) for one in (first, second))
        raise DataError(f"the models have different labels: {names}; at least two in common are needed")
    data = data_for(labels, arguments)
    one, two = (restricted(predict(model, data, arguments.group is not None), labels) for model in (first, second))
    found = compare_models(one, two, arguments.seed)
    shown = found.changes if arguments.format == "json" else found.changes[: arguments.show]
    explain_changes(shown, (first, second), labels, one.text)
    data.notes += too_few(len(one.y)) + too_few_units(len(set(one.unit.tolist())), one.resampled)
    for name, model in {arguments.first: first, arguments.second: second}.items():
        data.notes += [f"{name}: {note}" for note in seen_in_training(model, data)]
    for model in (first, second):
        if model.model.labels != labels:
            data.notes.append(f"{model.folder}: chooses between {', '.join(labels)} only, which both models know")
    if arguments.format == "json":
        about = {"models": [arguments.first, arguments.second], "notes": data.notes}
        tell(one_line_json(json.dumps({**about, **found.to_dict()}, indent=1)))
        return 0
    tell("\n".join([*(f"note: {note}" for note in data.notes), text_comparison(found, arguments.show)]))
    return 0
