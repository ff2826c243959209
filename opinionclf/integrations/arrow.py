"""Arrow record batches of texts to record batches of sentences, for frameworks that spread work over machines.

The function keeps nothing between calls and is a few bytes when it is pickled: each process that calls it reads the model
once. Spark's ``mapInArrow``, Ray Data's ``map_batches`` and Dask's ``map_partitions`` take it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from opinionclf.classifier import Classifier, ModelOrFolder, model_for
from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.integrations.frames import classify_frame, library_of
from opinionclf.integrations.segments import check_column, named, segment_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def classify_arrow(
    data: Any, text: str = "text", *, all_segments: bool = False, details: bool = False, prefix: str = "",
    model: ModelOrFolder = None, n_jobs: int = 1,
) -> Any:  # fmt: skip
    """Label the sentences of a column of texts.

    Parameters
    ----------
    data : pyarrow.RecordBatch, pyarrow.Table, iterable of them, or DataFrame of pandas or polars
        What a framework hands over: the result is of the same kind. Frames go to `classify_frame`.
    text : str
        Column of the texts. A missing text has no sentences.
    all_segments : bool
        Headings and page furniture too: they have no label, and there is a column ``kind``.
    details : bool
        Who says what, too, as of `classify_frame`.
    prefix : str
        In front of the names of the new columns.
    model : str, Path, Classifier or None
        Folder of a model, readable on every machine; the shipped model by default.
    n_jobs : int
        Number of processes, as of `classify_frame`, for a table, a frame or each batch; leave it where a framework spreads the
        work.

    Returns
    -------
    pyarrow.RecordBatch, pyarrow.Table, iterator of them, or DataFrame
        One row a sentence: the other columns are repeated, the column of texts is left out, and new columns are
        ``sentence``, ``start``, ``end``, ``paragraph``, ``label`` and a probability for each label, and those of `details`.
        Columns of types whose
        rows Arrow can't repeat, such as ``string_view``, get the usual type of the same values.

    Raises
    ------
    DataError
        If there is no such column, it holds something else than strings, a new column has the name of an old one, or Arrow
        can't repeat the rows of another column.
    ModelError
        If a label of the model has the name of a column.
    TypeError
        If `data` is something else.
    """
    pa = optional("pyarrow", "arrow")
    options: dict[str, Any] = {"all_segments": all_segments, "details": details, "prefix": prefix, "n_jobs": n_jobs}
    if isinstance(data, (pa.RecordBatch, pa.Table)):
        whole = data.combine_chunks() if isinstance(data, pa.Table) else data
        return _labelled(whole, text, model_for(model), **options)
    if library_of(data) is not None:
        return classify_frame(data, text, model=model, **options)
    batches = isinstance(data, Iterable) and not isinstance(data, (dict, str, bytes, pa.Array, pa.ChunkedArray))
    if batches and not hasattr(data, "columns"):  # as frames of other libraries have, which list the names of those
        return _each(data, text, model_for(model), options)  # one model for all of them, whatever happens to its folder
    given = f"{type(data).__module__.partition('.')[0]} {type(data).__name__}".removeprefix("builtins ")
    raise TypeError(f"expected Arrow record batches or a table, not {given}; Ray: batch_format='pyarrow'; Dask and Spark: "
                    "map_partitions and mapInArrow")  # fmt: skip


def _each(batches: Iterable[Any], text: str, classifier: Classifier, options: dict[str, Any]) -> Iterator[Any]:
    for batch in batches:
        yield classify_arrow(batch, text, model=classifier, **options)


def arrow_schema(
    schema: Any, text: str = "text", *, all_segments: bool = False, details: bool = False, prefix: str = "",
    model: ModelOrFolder = None,
) -> Any:  # fmt: skip
    """Return the schema of what `classify_arrow` makes of batches of a schema, for frameworks that ask beforehand."""
    empty = schema.empty_table()
    return classify_arrow(empty, text, all_segments=all_segments, details=details, prefix=prefix, model=model).schema


def _labelled(data: Any, text: str, classifier: Classifier, *, all_segments: bool, details: bool, prefix: str,
              n_jobs: int) -> Any:  # fmt: skip
    import pyarrow as pa

    check_column(text, data.schema.names)
    texts = data.column(text).to_pylist()
    rows = segment_rows(texts, text, classifier, all_segments=all_segments, details=details, n_jobs=n_jobs)
    others = data.drop_columns([text])
    names = named(rows.columns, prefix, others.schema.names)
    types = {int: pa.int64(), float: pa.float64(), str: pa.string(), bool: pa.bool_()}
    arrays = [pa.array(values, type=types[rows.types[name]]) for name, values in rows.columns.items()]
    repeated = [_repeated(column, rows.row, name) for column, name in zip(others.columns, others.schema.names, strict=True)]
    new = [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)]
    old = [field.with_type(array.type) for field, array in zip(others.schema, repeated, strict=True)]
    schema = pa.schema([*old, *new], metadata=others.schema.metadata)
    return type(data).from_arrays([*repeated, *arrays], schema=schema)


def _repeated(column: Any, rows: NDArray[np.int64], name: str) -> Any:
    """Return the value of another column for each sentence."""
    import pyarrow as pa
    import pyarrow.compute

    try:
        return column.take(pa.array(rows))
    except NotImplementedError:  # Arrow has types that few of its functions know, though polars hands such over
        pass
    try:
        if pa.types.is_run_end_encoded(column.type):
            column = pa.compute.run_end_decode(column)
        return column.cast(_usual(column.type)).take(pa.array(rows))
    except (NotImplementedError, pa.ArrowInvalid):
        raise DataError(f"column {name!r}: Arrow can't repeat rows of type {column.type}; cast it, or leave it out") from None


def _usual(kind: Any) -> Any:
    """The type of the same values that every function of Arrow knows."""
    import pyarrow as pa

    types = pa.types
    if types.is_struct(kind):
        return pa.struct([field.with_type(_usual(field.type)) for field in kind])
    if types.is_list(kind) or types.is_large_list(kind):
        make = pa.list_ if types.is_list(kind) else pa.large_list
        return make(kind.value_field.with_type(_usual(kind.value_type)))
    views = {"string_view": pa.string(), "binary_view": pa.binary()}
    return views.get(str(kind), kind)
