"""pandas and polars: a frame of texts to a frame of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from opinionclf.classifier import ModelOrFolder, model_for
from opinionclf.errors import DataError
from opinionclf.integrations.segments import (
    LABEL,
    SENTENCES,
    SegmentRows,
    check_column,
    named,
    not_strings,
    other_than_strings,
    segment_rows,
)  # fmt: skip

_ERRORS = ("raise", "missing")
Frame = TypeVar("Frame")  # of pandas or polars, as it comes: neither library is needed to check types


def classify_frame(
    df: Frame, text: str = "text", *, nested: bool = False, all_segments: bool = False, details: bool = False,
    prefix: str = "", model: ModelOrFolder = None, n_jobs: int = 1, errors: str = "raise",
) -> Frame:  # fmt: skip
    """Label the sentences of a column of texts.

    Parameters
    ----------
    df : pandas.DataFrame or polars.DataFrame
    text : str
        Column of the texts. A missing text has no sentences.
    nested : bool
        Keep one row a text and add a column ``sentences`` of lists, null for a missing text. By default the result has one row
        a sentence: the other columns and the index are repeated, the column of texts is left out, and new columns are
        ``sentence``, ``start``, ``end``, ``paragraph``, ``label`` and a probability for each label. A text without
        sentences has no row. With `details` there are more.
    all_segments : bool
        Headings and page furniture too: they have no label, and there is a column ``kind``.
    details : bool
        Who says what, too, which takes many times as long. Further columns are ``uncertain`` (the label is often wrong) and,
        for what is passed on, as far as it is found: ``source_text`` (``she``), ``source_name`` (by which name the article
        lists that source: ``Ada Lowe``), ``guessed`` (the name is a guess), ``carried`` (the source stands in another
        sentence), ``cue`` (``said``), ``quotation_kind`` (``direct``, ``indirect`` or ``mixed``) and ``content`` (what is
        passed on).
    prefix : str
        In front of the names of the new columns.
    model : Classifier, str, Path or None
        A model or its folder; the shipped model by default.
    n_jobs : int
        Number of processes, this one among them; -1 takes all processors, -2 all but one. It pays where the texts take more
        than a second.
    errors : {"raise", "missing"}
        What to do about cells that hold something else than strings: refuse the frame, or take them for missing texts.

    Returns
    -------
    pandas.DataFrame or polars.DataFrame

    Raises
    ------
    DataError
        If there is no such column, it holds something else than strings and these are no errors to pass over, or a new column
        has the name of an old one.
    ModelError
        If a label of the model has the name of a column.
    TypeError
        If `df` is no frame.
    ValueError
        If `errors` is something else.

    Examples
    --------
    >>> import pandas
    >>> df = pandas.DataFrame({"url": ["/a"], "body": ["The bridge closed on Monday. It was a shameful mistake."]})
    >>> classify_frame(df, text="body")[["url", "start", "end", "label"]]
      url  start  end              label
    0  /a      0   28     factual_report
    0  /a     29   55  editorial_opinion
    """
    frame: Any = df  # what holds for both libraries has no type
    library = library_of(df)
    if library is None:
        hints = {"LazyFrame": "; collect it first", "DataFrame": "; hand classify_arrow to its map_partitions or mapInArrow"}
        given = f"{type(df).__module__.partition('.')[0]} {type(df).__name__}".removeprefix("builtins ")
        raise TypeError(f"expected a DataFrame of pandas or polars, not {given}{hints.get(type(df).__name__, '')}")
    if errors not in _ERRORS:
        raise ValueError(f"errors is {errors!r}; accepted: {', '.join(map(repr, _ERRORS))}")
    check_column(text, frame.columns)
    classifier = model_for(model)
    texts = _pandas_texts(frame[text]) if library == "pandas" else frame[text].to_list()
    if wrong := other_than_strings(texts):
        if errors == "raise":
            raise DataError(_refusal(wrong, texts, text, frame.index if library == "pandas" else None))
        texts = [text if isinstance(text, str) else None for text in texts]
    rows = segment_rows(texts, text, classifier, all_segments=all_segments, details=details, n_jobs=n_jobs)
    labels = list(classifier.model.labels)
    if nested:
        (name,) = named([SENTENCES], prefix, _plain_names(frame.columns))
        add = _nested_pandas if library == "pandas" else _nested_polars
        return add(frame, name, rows.nested(texts), rows.types, labels)
    names = named(rows.columns, prefix, _plain_names(name for name in frame.columns if name != text))
    expand = _long_pandas if library == "pandas" else _long_polars
    return expand(frame.drop(columns=text) if library == "pandas" else frame.drop(text), rows, names, labels)


def _refusal(wrong: list[int], texts: list[Any], column: str, index: Any) -> str:
    where = f"row {wrong[0]}" + ("" if index is None else f" (index {index[wrong[0]]!r})")
    return f"{not_strings(wrong, texts, column, where)}; errors='missing' takes such cells for missing texts"


def library_of(df: Any) -> str | None:
    """Return whose DataFrame something is, also of a class that is made from one; None if it is none."""
    libraries = (kind.__module__.partition(".")[0] for kind in type(df).__mro__ if kind.__name__ == "DataFrame")
    return next((library for library in libraries if library in ("pandas", "polars")), None)


def _plain_names(columns: Iterable[Any]) -> Iterator[Any]:
    """Names of columns; where they have levels, a name that stands alone is that of its first level."""
    for name in columns:
        yield name[0] if isinstance(name, tuple) and not any(name[1:]) else name


def _with_columns(df: Any, new: dict[str, Any]) -> Any:
    """Add columns to a frame of pandas; where the names have levels, those below the first are empty."""
    import pandas as pd

    if df.columns.nlevels == 1:
        return df.assign(**new)  # before version 3 pandas warns where columns are set one by one
    added = pd.DataFrame(new, index=df.index)
    empty = [""] * (df.columns.nlevels - 1)
    added.columns = pd.MultiIndex.from_tuples([(name, *empty) for name in new], names=df.columns.names)
    return pd.concat([df, added], axis=1)


def _pandas_texts(column: Any) -> list[Any]:
    missing = column.isna().tolist()
    return [None if gone else text for text, gone in zip(column.tolist(), missing, strict=True)]


def _long_pandas(df: Any, rows: SegmentRows, names: list[str], labels: list[str]) -> Any:
    import pandas as pd

    repeated = df.iloc[rows.row]
    types = {int: "int64", float: "float64", str: "str", bool: "boolean"}
    new: dict[str, Any] = {}
    for name, (column, values) in zip(names, rows.columns.items(), strict=True):
        if column == LABEL:
            new[name] = pd.Categorical(values, categories=labels)
        else:
            new[name] = pd.Series(values, index=repeated.index, dtype=types[rows.types[column]])
    return _with_columns(repeated, new)


def _nested_pandas(df: Any, name: str, lists: list[Any], columns: dict[str, type[Any]], labels: list[str]) -> Any:
    import pandas as pd

    return _with_columns(df, {name: pd.Series(lists, index=df.index, dtype=object)})


def _polars_types(columns: dict[str, type[Any]], labels: list[str]) -> dict[str, Any]:
    import polars as pl

    types = {int: pl.Int64(), float: pl.Float64(), str: pl.String(), bool: pl.Boolean()}
    return {column: pl.Enum(labels) if column == LABEL else types[kind] for column, kind in columns.items()}


def _long_polars(df: Any, rows: SegmentRows, names: list[str], labels: list[str]) -> Any:
    import polars as pl

    new = pl.DataFrame(rows.columns, schema=_polars_types(rows.types, labels))
    return pl.concat([df[rows.row], new.rename(dict(zip(rows.columns, names, strict=True)))], how="horizontal")


def _nested_polars(df: Any, name: str, lists: list[Any], columns: dict[str, type[Any]], labels: list[str]) -> Any:
    import polars as pl

    return df.with_columns(pl.Series(name, lists, dtype=pl.List(pl.Struct(_polars_types(columns, labels)))))
