"""``opinionclf evaluate``: how a model does on labelled text."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from opinionclf.commands.data_options import DATA_OPTIONS, FORMS, add_data_options, read_options, refuse_given
from opinionclf.commands.display import one_line_json
from opinionclf.commands.reports import add_report_options, form_of_report, put_report
from opinionclf.commands.values import whole_number

if TYPE_CHECKING:
    from opinionclf.training.readers.load import Data

DESCRIPTION = f"""\
Compare the labels a model gives with those of the data: precision, recall and F1 of each label, macro-F1 (the mean F1
of the labels that occur in the data), accuracy, the confusion matrix, calibration, and macro-F1 and accuracy of each group
of --group. Macro-F1 and the F1 of each label have 95% bootstrap intervals over documents (over groups with --group); JSON
has one of accuracy too.

{FORMS}
A corpus folder is read as well (its held-out part, or the one named by --part). The sentences are those of the data, read
in the context of their documents.
"""
PARTS = ("train", "test")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the arguments."""
    parser = commands.add_parser(
        "evaluate", help="measure a model on labelled text", description=DESCRIPTION,
    )  # fmt: skip
    parser.add_argument("model", metavar="MODEL", help="a model folder, or 'default'")
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA", help="a corpus folder, or labelled data")
    parser.add_argument("--part", choices=PARTS, help="of a corpus folder (default: test)")
    add_report_options(parser, ("text", "json", "html"))
    parser.add_argument("--seed", type=whole_number, default=0, help="of the bootstrap (default: 0)")
    add_data_options(parser, model_given=True)
    parser.set_defaults(run=run)


def data_for(labels: Sequence[str], aliases: Mapping[str, str], arguments: argparse.Namespace) -> Data:
    """Read the data that a command names, with the labels of the models it names.

    Parameters
    ----------
    labels : sequence of str
    aliases : mapping of str to str
        Other names of them.
    arguments : Namespace

    Raises
    ------
    DataError
    """
    from opinionclf.training.corpus import read_corpus
    from opinionclf.training.findings import without_documents
    from opinionclf.training.readers.load import Data, load_data
    from opinionclf.training.run import corpus_among

    folder = corpus_among(arguments.data)
    if folder is None:
        refuse_given(arguments, ["part"], f"{arguments.data[0]}: only a corpus folder has parts; measure other data")
        data = load_data(arguments.data, read_options(arguments, labels, aliases))
        data.notes += without_documents(data)
        return data
    refuse_given(arguments, DATA_OPTIONS, f"{folder}: a corpus folder is read as it is")
    corpus = read_corpus(folder, arguments.part or "test")
    for page in corpus.pages:
        page.labels = [label if label is None else aliases.get(label, label) for label in page.labels]
    where = [[page.document] * len(page.labels) for page in corpus.pages]
    return Data(corpus.pages, [page.document for page in corpus.pages], where, tuple(labels), corpus.sha256)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print; return the exit status."""
    from opinionclf.classifier import load_model
    from opinionclf.training.measures import doubts, measure, predict, text_report
    from opinionclf.training.roles import called_otherwise
    from opinionclf.training.seen import seen_in_training

    form = form_of_report(arguments)
    if form == "html":
        from opinionclf.webpage import check_jinja

        check_jinja()
    classifier = load_model(arguments.model)
    model = classifier.model
    data = data_for(model.labels, called_otherwise(model.labels, model.parts), arguments)
    measured = measure(predict(classifier, data, arguments.group is not None), arguments.seed)
    data.notes += seen_in_training(classifier, data) + doubts(measured)
    about = {"model": arguments.model, "model_version": classifier.version, "data": list(map(str, arguments.data))}
    if form == "json":
        text = one_line_json(json.dumps({**about, **measured.to_dict(), "notes": data.notes}, indent=1))
    elif form == "html":
        from opinionclf.training.report import html_report

        text = html_report(f"{arguments.model} on {', '.join(path.name for path in arguments.data)}", measured, data.notes)
    else:
        text = "\n".join([*(f"note: {note}" for note in data.notes), text_report(measured)])
    put_report(arguments, text, data.notes)
    return 0
