"""Models on disk: a folder of plain arrays and JSON that can't run code.

``model.json`` describes the model and the arrays; ``arrays.bin`` holds them one after the other;
``features.txt`` holds the names of the sparse features, read only when an explanation asks for them. A
checksum in ``model.json`` stands for each file and for ``model.json`` itself.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from opinionclf.errors import ModelError
from opinionclf.features.registry import REGISTRY
from opinionclf.folders import remove_leftovers, replace_folder
from opinionclf.keytable import UNKNOWN, KeyTable, n_buckets
from opinionclf.lexicon import MAX_ENTRIES, NO_CATEGORY, Lexicon
from opinionclf.model import LinearModel

SCHEMA = 2
_DESCRIPTION, _ARRAYS, _NAMES = "model.json", "arrays.bin", "features.txt"
# Of one training run, and never kept for the next.
_RUN_FILES = ("information.bin", "MODEL_CARD.md", "reliability.png", "confusion.png")
_LARGEST = 1 << 30  # bytes: no model of this kind comes near
_DTYPES = {
    "lexicon.keys": "<u8", "lexicon.rows": "<i4", "lexicon.steps": "<u4", "lexicon.category": "|u1", "lexicon.strength": "|u1",
    "lexicon.form": "<i2", "lexicon.longest": "|u1", "lexicon.longest_opening": "|u1", "lexicon.is_second": "|b1",
    "table.keys": "<u8", "table.rows": "<i4", "table.steps": "<u4",
    "sparse": "<i2", "dense": "<i4", "intercept": "<f8",
}  # fmt: skip


def save(model: LinearModel, folder: Path, names: list[str], beside: Mapping[str, bytes] | None = None) -> None:
    """Write a model, all of it or nothing.

    A process that is killed leaves the old model or the new one.

    Parameters
    ----------
    model : LinearModel
    folder : Path
        Replaced if it is a model already.
    names : list of str
        Name of each row of ``model.sparse``.
    beside : mapping of str to bytes, optional
        Other files that belong to the model, such as its card.

    Raises
    ------
    ModelError
        If `folder` exists and is not a model, or can't be written.
    """
    import shutil
    import tempfile

    check_place(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write_files(model, temporary, names)
            for name, content in (beside or {}).items():
                (temporary / name).write_bytes(content)
            _replace(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise ModelError(f"{folder}: the model can't be written ({error.strerror or error})") from error


def check_place(folder: Path) -> None:
    """Make sure, before work is put into a model, that it may be written to a folder.

    Raises
    ------
    ModelError
        If `folder` exists and is not a model, or its place can't be written to.
    """
    try:
        taken = folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder])
        if taken and not (folder / _DESCRIPTION).is_file():
            raise ModelError(f"{folder}: exists and is not a model folder; choose another place")
        above = next(parent for parent in folder.absolute().parents if parent.exists())
    except OSError as error:
        raise ModelError(f"{folder}: the model can't be written ({error.strerror or error})") from error
    if not above.is_dir():
        raise ModelError(f"{folder}: the model can't be written ({above} is not a directory)")
    if not os.access(above, os.W_OK | os.X_OK):
        raise ModelError(f"{folder}: the model can't be written (no permission in {above})")


def _write_files(model: LinearModel, folder: Path, names: list[str]) -> None:
    lexicon = model.lexicon
    arrays: dict[str, np.ndarray] = {
        "lexicon.keys": lexicon.table.keys, "lexicon.rows": lexicon.table.rows, "lexicon.steps": lexicon.table.steps,
        "lexicon.category": lexicon.category,
        "lexicon.strength": lexicon.strength, "lexicon.form": lexicon.form, "lexicon.longest": lexicon.longest,
        "lexicon.longest_opening": lexicon.longest_opening, "lexicon.is_second": lexicon.is_second,
        "table.keys": model.table.keys, "table.rows": model.table.rows, "table.steps": model.table.steps,
        "sparse": model.sparse, "dense": model.dense,
        "intercept": model.intercept,
    }  # fmt: skip
    listing: dict[str, dict[str, Any]] = {}
    data = bytearray()
    for name, array in arrays.items():
        listing[name] = {"offset": len(data), "shape": list(array.shape)}
        data += np.ascontiguousarray(array, dtype=_DTYPES[name]).tobytes()
        data += bytes(-len(data) % 8)
    name_bytes = ("\n".join(names) + "\n").encode()
    description: dict[str, Any] = {
        "schema": SCHEMA,
        "labels": model.labels,
        "scale": model.scale,
        "neighbours": model.neighbours,
        "article": model.article,
        "temperature": model.temperature,
        "info": model.info,
        "categories": lexicon.categories,
        "forms": lexicon.forms,
        "dense_names": model.dense_names,
        "arrays": listing,
        "files": {_ARRAYS: _file_entry(bytes(data)), _NAMES: _file_entry(name_bytes)},
    }
    description["checksum"] = _own_checksum(description)
    (folder / _ARRAYS).write_bytes(bytes(data))
    (folder / _NAMES).write_bytes(name_bytes)
    text = json.dumps(description, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / _DESCRIPTION).write_bytes(text.encode())


def _file_entry(data: bytes) -> dict[str, int]:
    return {"bytes": len(data), "crc32": zlib.crc32(data)}


def _own_checksum(description: dict[str, Any]) -> int:
    rest = {key: value for key, value in description.items() if key != "checksum"}
    return zlib.crc32(json.dumps(rest, sort_keys=True, ensure_ascii=True).encode())


def _replace(temporary: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one, keeping other files that stand beside a model."""
    import shutil

    temporary.chmod(0o755)
    if folder.exists():
        for extra in folder.iterdir():
            if extra.name not in _RUN_FILES and not (temporary / extra.name).exists():
                (shutil.copytree if extra.is_dir() else shutil.copy2)(extra, temporary / extra.name)
    replace_folder(temporary, folder)


def load(folder: Path) -> LinearModel:
    """Read a model.

    Raises
    ------
    ModelError
        If the folder is no model, is damaged, or was written in another form.
    """
    description = _read_description(folder)
    arrays = _read_arrays(folder, description)
    try:
        model = _build(description, arrays)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder / _DESCRIPTION}: the model is damaged ({error})") from error
    if model.dense_names != REGISTRY.names:
        raise ModelError(f"{folder}: the model was fitted on other features than this version computes; train it again")
    for part in (model, model.lexicon, model.table, model.lexicon.table):
        _lock(part)
    return model


def _lock(part: Any) -> None:
    """Make the arrays of a part read-only: threads share them."""
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


def load_names(folder: Path) -> list[str]:
    """Read the names of the sparse features of a model, one for each row."""
    data = _read_checked(folder, _NAMES, _read_description(folder))
    return data.decode().splitlines()


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise ModelError(f"{path}: too large for a model")
        return path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{path}: not found; a model is a folder with {_DESCRIPTION}, {_ARRAYS} and {_NAMES}") from None
    except OSError as error:
        raise ModelError(f"{path}: can't be read ({error.strerror or error})") from error


def _read_description(folder: Path) -> dict[str, Any]:
    path = folder / _DESCRIPTION
    data = _read_bytes(path)
    try:
        description = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not valid JSON; the model is damaged") from error
    if not isinstance(description, dict) or "schema" not in description:
        raise ModelError(f"{path}: not a model description")
    if description["schema"] != SCHEMA:
        raise ModelError(f"{path}: the model has schema {description['schema']!r}, this version reads {SCHEMA}; train it again")
    if description.get("checksum") != _own_checksum(description):
        raise ModelError(f"{path}: the checksum does not match; the model is damaged")
    return description


def _read_checked(folder: Path, name: str, description: dict[str, Any]) -> bytes:
    data = _read_bytes(folder / name)
    files = description.get("files")
    if not isinstance(files, dict) or _file_entry(data) != files.get(name):
        raise ModelError(f"{folder / name}: the checksum does not match; the model is damaged")
    return data


def _read_arrays(folder: Path, description: dict[str, Any]) -> dict[str, np.ndarray]:
    data = _read_checked(folder, _ARRAYS, description)
    arrays = {}
    for name, dtype in _DTYPES.items():
        try:
            entry = description["arrays"][name]
            shape = tuple(int(size) for size in entry["shape"])
            count = int(np.prod(shape, dtype=np.int64))
            if min(shape, default=0) < 0 or entry["offset"] < 0:
                raise ValueError("negative size")
            arrays[name] = np.frombuffer(data, dtype=dtype, count=count, offset=int(entry["offset"])).reshape(shape)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ModelError(f"{folder / _ARRAYS}: array {name!r} can't be read ({error})") from error
    return arrays


def _build(description: dict[str, Any], arrays: dict[str, np.ndarray]) -> LinearModel:
    n_units = len(arrays["lexicon.form"])
    n_labels = len(description["labels"])
    category = arrays["lexicon.category"]
    checks = {
        "labels": n_labels >= 2 and all(isinstance(label, str) for label in description["labels"]),
        "lexicon": category.shape == arrays["lexicon.strength"].shape == (n_units, MAX_ENTRIES)
        and all(arrays[f"lexicon.{name}"].shape == (n_units,) for name in ("longest", "longest_opening", "is_second")),
        "categories": bool(((category < len(description["categories"])) | (category == NO_CATEGORY)).all()),
        "strengths": int(arrays["lexicon.strength"].max(initial=0)) <= 3,
        "forms": int(arrays["lexicon.form"].min(initial=0)) >= -1
        and int(arrays["lexicon.form"].max(initial=0)) < len(description["forms"]),
        "sparse": arrays["sparse"].ndim == 2 and arrays["sparse"].shape[1] == n_labels,
        "dense": arrays["dense"].shape == (len(description["dense_names"]), n_labels),
        "intercept": arrays["intercept"].shape == (n_labels,) and bool(np.isfinite(arrays["intercept"]).all()),
        "table": _is_table("table", arrays, len(arrays["sparse"])),
        "lexicon table": _is_table("lexicon", arrays, n_units - 1),
        "settings": all(np.isfinite(float(description[key])) for key in ("neighbours", "article", "temperature"))
        and float(description["temperature"]) > 0,
    }
    for name, good in checks.items():
        if not good:
            raise ValueError(f"{name} out of shape")
    lexicon = Lexicon(
        list(description["categories"]), list(description["forms"]),
        _key_table("lexicon", arrays),
        category, arrays["lexicon.strength"], arrays["lexicon.form"], arrays["lexicon.longest"],
        arrays["lexicon.longest_opening"], arrays["lexicon.is_second"],
    )  # fmt: skip
    return LinearModel(
        list(description["labels"]), lexicon, _key_table("table", arrays), arrays["sparse"],
        {str(group): float(value) for group, value in description["scale"].items()}, arrays["dense"],
        list(description["dense_names"]), arrays["intercept"], float(description["neighbours"]), float(description["article"]),
        float(description["temperature"]), dict(description["info"]),
    )  # fmt: skip


def _key_table(name: str, arrays: dict[str, np.ndarray]) -> KeyTable:
    # Steps are stored narrow and used as keys.
    return KeyTable(arrays[f"{name}.keys"], arrays[f"{name}.rows"], arrays[f"{name}.steps"].astype(np.uint64))


def _is_table(name: str, arrays: dict[str, np.ndarray], n_rows: int) -> bool:
    """A power of two of slots with their steps, and every row in range."""
    keys, rows, steps = (arrays[f"{name}.{part}"] for part in ("keys", "rows", "steps"))
    n = len(keys)
    if keys.ndim != 1 or n < 16 or n & (n - 1) or rows.shape != keys.shape or steps.shape != (n_buckets(n),):
        return False
    return bool(((rows >= UNKNOWN) & (rows <= min(n_rows, n - 1))).all())
