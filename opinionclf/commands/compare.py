"""``opinionclf compare``: two models on the same labelled text."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from opinionclf.commands.data_options import FORMS, add_data_options
from opinionclf.commands.display import one_line_json
from opinionclf.commands.evaluate import PARTS, data_for
from opinionclf.commands.reports import add_report_options, form_of_report, put_report
from opinionclf.commands.values import whole_number

if TYPE_CHECKING:
    from opinionclf.model import LinearModel

DESCRIPTION = f"""\
Measure two models on the same data: macro-F1 with a paired bootstrap over documents (over groups with --group), McNemar's
test, the sentences that get another label, and the features that push each of them there, read alone. Models of different
labels choose between those that both know; labels with roles ('train --roles') count as what they stand for.

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
    add_report_options(parser, ("text", "json"))
    parser.add_argument("--seed", type=whole_number, default=0, help="of the bootstrap (default: 0)")
    add_data_options(parser, model_given=True)
    parser.set_defaults(run=run)


def _in_common(first: LinearModel, second: LinearModel) -> tuple[list[str], bool]:
    """Return the labels that both models know, and whether these are what their labels stand for, as more are so."""
    called = [label for label in first.labels if label in second.labels]
    meant = [part for part in dict.fromkeys(first.parts) if part in second.parts]
    return (meant, True) if len(meant) > len(called) else (called, False)


def _told(model: LinearModel, labels: list[str], by_part: bool) -> list[str]:
    """Say what becomes of labels that the other model does not have."""
    told = [f"{label} counts as {part}" for label, part in model.roles.items()] if by_part else []
    notes = [", ".join(told)] if told else []
    if set(model.parts if by_part else model.labels) != set(labels):
        notes.append(f"chooses between {', '.join(labels)} only, which both models know")
    return notes


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.errors import DataError
    from opinionclf.training.comparison import compare_models, text_comparison
    from opinionclf.training.measures import predict, restricted, too_few, too_few_units
    from opinionclf.training.reasons import explain_changes
    from opinionclf.training.roles import standing_for
    from opinionclf.training.seen import seen_in_training

    form = form_of_report(arguments)
    names, models = (arguments.first, arguments.second), (load_model(arguments.first), load_model(arguments.second))
    labels, by_part = _in_common(*(one.model for one in models))
    if len(labels) < 2:
        known = " and ".join(", ".join(one.model.labels) for one in models)
        raise DataError(f"the models have different labels: {known}; at least two in common are needed (--roles in a training "
                        "says which of the three a label stands for)")  # fmt: skip
    data = data_for(labels, standing_for([one.model for one in models]) if by_part else {}, arguments)
    one, two = (restricted(predict(model, data, arguments.group is not None, by_part), labels) for model in models)
    found = compare_models(one, two, arguments.seed)
    shown = found.changes if form == "json" else found.changes[: arguments.show]
    explain_changes(shown, models, labels, one.text, by_part)
    data.notes += too_few(len(one.y)) + too_few_units(len(set(one.unit.tolist())), one.resampled)
    for name, model in dict(zip(names, models, strict=True)).items():
        data.notes += [f"{name}: {note}" for note in _told(model.model, labels, by_part) + seen_in_training(model, data)]
    if form == "json":
        text = one_line_json(json.dumps({"models": list(names), "notes": data.notes, **found.to_dict()}, indent=1))
    else:
        text = "\n".join([*(f"note: {note}" for note in data.notes), text_comparison(found, arguments.show)])
    put_report(arguments, text, data.notes)
    return 0
