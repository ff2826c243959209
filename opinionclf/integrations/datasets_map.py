"""Hugging Face datasets: a function for ``dataset.map(..., batched=True)``, and the features of what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opinionclf.classifier import ModelOrFolder, model_for
from opinionclf.extras import optional
from opinionclf.integrations.segments import SENTENCES, check_column, named, segment_columns, segment_rows


def classify_examples(
    examples: Mapping[str, list[Any]], text: str = "text", *, nested: bool = True, all_segments: bool = False,
    details: bool = False, prefix: str = "", model: ModelOrFolder = None,
) -> dict[str, list[Any]]:  # fmt: skip
    """Label the sentences of a batch of examples.

    Parameters
    ----------
    examples : mapping of str to list
        What ``dataset.map(classify_examples, batched=True)`` hands over.
    text : str
        Column of the texts: ``fn_kwargs={"text": "body"}``.
    nested : bool
        Add a column ``sentences`` of lists. Otherwise the result has one row a sentence, with the other columns repeated, and
        the column of texts must go: ``remove_columns=["body"]``.
    all_segments : bool
        Headings and page furniture too: they have no label, and there is a field ``kind``.
    details : bool
        Who says what, too, as of `opinionclf.classify_frame`. Then ``map`` needs `sentence_features`: where the first rows
        pass nothing on, it could not tell the types of these columns.
    prefix : str
        In front of the names of the new columns.
    model : str, Path, Classifier or None
        Folder of a model; the shipped model by default. ``map`` finds earlier results by these arguments: after an upgrade of
        opinionclf, or where another model stands in the folder, say ``load_from_cache_file=False``, or give a loaded model.

    Returns
    -------
    dict of str to list

    Raises
    ------
    DataError
        If there is no such column, it holds something else than strings, or a new column has the name of an old one.
    ModelError
        If a label of the model has the name of a column.
    TypeError
        If `examples` is a single example, or a table or frame, which a data set with a format hands over.
    """
    if not isinstance(examples, Mapping):
        raise TypeError(f"expected lists of examples, not a {type(examples).__module__.partition('.')[0]} "
                        f"{type(examples).__name__}, as a data set with a format gives it: dataset.with_format(None), or map "
                        "classify_arrow, which takes tables and frames")  # fmt: skip
    check_column(text, examples)
    if examples[text] is None or isinstance(examples[text], str):
        raise TypeError("expected a batch of examples, not a single one: dataset.map(classify_examples, batched=True)")
    texts = list(examples[text])
    rows = segment_rows(texts, text, model_for(model), all_segments=all_segments, details=details)
    if nested:
        (name,) = named([SENTENCES], prefix, examples)
        return {name: rows.nested(texts)}
    others = {name: values for name, values in examples.items() if name != text}
    names = named(rows.columns, prefix, others)
    repeated = {name: [values[number] for number in rows.row.tolist()] for name, values in others.items()}
    return {**repeated, **dict(zip(names, rows.columns.values(), strict=True))}


def sentence_features(
    features: Mapping[str, Any], text: str = "text", *, nested: bool = True, all_segments: bool = False,
    details: bool = False, prefix: str = "", model: ModelOrFolder = None,
) -> Any:  # fmt: skip
    """Return the features of what `classify_examples` makes of a data set, for ``dataset.map(..., features=...)``.

    Without them ``map`` takes the types from the first rows that it writes, and fails later if those have no sentences.

    Parameters
    ----------
    features : datasets.Features
        Of the data set: ``dataset.features``.
    text, nested, all_segments, details, prefix, model
        As for `classify_examples`.

    Returns
    -------
    datasets.Features

    Raises
    ------
    DataError
        If there is no such column, or a new column has the name of an old one.
    ModelError
        If a label of the model has the name of a column.
    """
    datasets = optional("datasets", "datasets")
    check_column(text, features)
    types = {int: "int64", float: "float64", str: "string", bool: "bool"}
    columns = segment_columns(model_for(model).model.labels, all_segments, details)
    new = {name: datasets.Value(types[kind]) for name, kind in columns.items()}
    if nested:
        (name,) = named([SENTENCES], prefix, features)
        return datasets.Features({**features, name: [new]})
    others = {name: feature for name, feature in features.items() if name != text}
    return datasets.Features({**others, **dict(zip(named(new, prefix, others), new.values(), strict=True))})
