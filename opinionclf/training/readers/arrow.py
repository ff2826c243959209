"""Parquet files and folders that Hugging Face ``datasets`` saved, through pyarrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opinionclf.errors import DataError
from opinionclf.extras import optional
from opinionclf.training.corpus import TABLE
from opinionclf.training.readers.problems import Source, check_header

# A time zone that is not known is a LookupError to some versions of pyarrow.
_NOT_HELD = (OverflowError, ValueError, LookupError)
# Errors of pyarrow, of text that is no UTF-8, and of descriptions that hold something else than they should.
_DAMAGES = (OSError, ValueError, TypeError, LookupError, AttributeError, NotImplementedError)
_DICT, _STATE, _INFO = "dataset_dict.json", "state.json", "dataset_info.json"


def read_parquet(path: Path) -> Source:
    """Read the rows of a Parquet file, a batch at a time."""
    parquet = optional("pyarrow.parquet", "arrow", "reading Parquet")
    try:
        file = parquet.ParquetFile(path)
        about = json.loads((file.schema_arrow.metadata or {}).get(b"huggingface", b"{}"))
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except _DAMAGES as error:
        raise DataError(f"{path}: no readable Parquet file ({_first_line(error)})") from None
    return _rows(path, file.iter_batches(), _class_names(about.get("info") if isinstance(about, dict) else None))


def _rows(path: Path, batches: Iterator[Any], names: dict[str, list[str]]) -> Source:
    number = 0
    try:
        for batch in batches:
            batch.validate(full=True)  # or a damaged file would end the process
            check_header(batch.schema.names, path)
            for row in _python_rows(batch):
                number += 1
                if all(value is None for value in row.values()):
                    continue  # as in the other tables
                yield f"{path}:row {number}", {key: _named(value, names.get(key)) for key, value in row.items()}
    except DataError:
        raise
    except _DAMAGES as error:
        raise DataError(f"{path}: can't be read behind row {number} ({_first_line(error)})") from None


def _python_rows(batch: Any) -> list[dict[str, Any]]:
    """Return the rows of a batch; None for what Python can't hold, such as the date for "never" of some data bases."""
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
        return rows
    except _NOT_HELD:
        columns = [[_python_value(scalar) for scalar in column] for column in batch.columns]
        return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]


def _python_value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except _NOT_HELD:
        return None


def _named(value: Any, names: list[str] | None) -> Any:
    """Return the name of a class that the data set stores as a number."""
    return names[value] if names and isinstance(value, int) and 0 <= value < len(names) else value


def is_dataset(folder: Path) -> bool:
    """Whether ``save_to_disk`` wrote a folder."""
    return (folder / _DICT).is_file() or (folder / _STATE).is_file()


def read_dataset(folder: Path, split: str | None) -> Source:
    """Read a folder that ``Dataset.save_to_disk`` or ``DatasetDict.save_to_disk`` wrote.

    Parameters
    ----------
    folder : Path
    split : str or None
        Of a ``DatasetDict``; the only one, or ``train``, by default.

    Raises
    ------
    DataError
    """
    if (folder / _DICT).is_file():
        splits = [name for name in _listed(_json(folder / _DICT), "splits") if isinstance(name, str)]
        chosen = split or ("train" if "train" in splits else splits[0] if len(splits) == 1 else None)
        if chosen not in splits:
            raise DataError(f"{folder}: no split {chosen!r}; there are: {', '.join(splits)} (name one with --split)")
        return read_dataset(folder / Path(str(chosen)).name, None)
    if not (folder / _STATE).is_file():
        if (folder / TABLE).is_file():
            raise DataError(f"{folder}: a corpus folder can't be read here; name its files (documents/*.jsonl)")
        raise DataError(f"{folder}: is a directory without {TABLE} and no saved data set; name a corpus folder or files")
    state, info = _json(folder / _STATE), _json(folder / _INFO)
    try:
        files = [folder / Path(entry["filename"]).name for entry in _listed(state, "_data_files")]
    except (TypeError, LookupError):
        raise DataError(f"{folder / _STATE}: not the description of a saved data set") from None
    return _rows(folder, _batches(files), _class_names(info))


def _listed(description: dict[str, Any], key: str) -> list[Any]:
    value = description.get(key)
    return value if isinstance(value, list) else []


def _class_names(info: Any) -> dict[str, list[str]]:
    """Return the names of the classes that a data set stores as numbers, for each column that has some."""
    features = info.get("features") if isinstance(info, dict) else None
    return {
        name: feature["names"]
        for name, feature in (features.items() if isinstance(features, dict) else ())
        if isinstance(feature, dict) and feature.get("_type") == "ClassLabel" and isinstance(feature.get("names"), list)
    }


def data_files(folder: Path) -> list[Path]:
    """Return the files that make up a saved data set, for its hash."""
    return sorted(path for path in folder.rglob("*") if path.suffix == ".arrow" or path.name == _INFO)


def _batches(files: list[Path]) -> Iterator[Any]:
    arrow = optional("pyarrow", "arrow", "reading a saved data set")
    for file in files:
        try:
            with arrow.memory_map(str(file)) as source:
                yield from arrow.ipc.open_stream(source)
        except _DAMAGES as error:
            raise DataError(f"{file}: can't be read ({_first_line(error)})") from None


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: can't be read ({_first_line(error)})") from None
    if not isinstance(value, dict):
        raise DataError(f"{path}: not the description of a saved data set")
    return value


def _first_line(error: Exception) -> str:
    return str(error).split("\n")[0]
