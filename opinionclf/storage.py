"""Models on disk: a folder of plain arrays and JSON that can't run code.

``model.json`` describes the model and the arrays; ``arrays.bin`` holds them one after the other;
``features.txt`` holds the names of the sparse features, read only when an explanation asks for them;
``information.bin`` what the training knew about each weight, read only when another training starts from the model, and
``sentences.bin`` hashes of the sentences it was trained on, read when it is measured. A checksum in ``model.json`` stands for
each file and for ``model.json`` itself.
"""

from __future__ import annotations

import json
import math
import os
import stat
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, cast

import numpy as np

from opinionclf.errors import DataError, ModelError
from opinionclf.features.registry import REGISTRY
from opinionclf.lexicon import Lexicon
from opinionclf.lexiconfiles import category_names
from opinionclf.model import LinearModel
from opinionclf.modelchecks import arrays_problem, description_problem
from opinionclf.text.keytable import KeyTable

SCHEMA = 3
INFORMATION, SENTENCES = "information.bin", "sentences.bin"
CARD, PICTURES = "MODEL_CARD.md", ("reliability.png", "confusion.png")
_DESCRIPTION, _ARRAYS, _NAMES = "model.json", "arrays.bin", "features.txt"
_RUN_FILES = (INFORMATION, SENTENCES, CARD, *PICTURES)  # of one training run, and never kept for the next
_LARGEST = 1 << 30  # bytes: no model of this kind comes near
_LARGEST_DESCRIPTION = 1 << 24
_ALIGNMENT = 8
_DTYPES = {
    "lexicon.keys": "<u8", "lexicon.steps": "<u4", "lexicon.category": "|u1", "lexicon.strength": "|u1",
    "lexicon.form": "<i2", "lexicon.longest": "|u1", "lexicon.longest_opening": "|u1", "lexicon.is_second": "|b1",
    "table.keys": "<u8", "table.steps": "<u4",
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
        If `folder` exists and is not a model, or can't be written, or the model is none that could be read again.
    """
    import shutil

    from opinionclf.files import mode_to_write
    from opinionclf.folders import keep_others, make_beside, remove_leftovers, replace_folder

    check_place(folder)
    description, data = _described(model)
    problem = description_problem(description)
    if problem:
        raise ModelError(f"{folder}: the model can't be written ({problem})")
    try:
        folder = folder.resolve()  # a link stays, and the folder that it leads to is replaced
        folder.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
        temporary = make_beside(folder)
        try:
            _write_files(description, data, temporary, names, beside or {})
            for name, content in (beside or {}).items():
                (temporary / name).write_bytes(content)
            temporary.chmod(mode_to_write(folder, 0o777))
            keep_others(temporary, folder, _RUN_FILES)
            replace_folder(temporary, folder)
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
    from opinionclf.files import followed

    try:
        folder = followed(folder)
        taken = folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder])
        if taken and not (folder / _DESCRIPTION).is_file():
            raise ModelError(f"{folder}: exists and is not a model folder; choose another place")
        above = next(parent for parent in folder.absolute().parents if parent.exists())
    except DataError as error:
        raise ModelError(str(error)) from None
    except OSError as error:
        raise ModelError(f"{folder}: the model can't be written ({error.strerror or error})") from error
    if not above.is_dir():
        raise ModelError(f"{folder}: the model can't be written ({above} is not a directory)")
    if not os.access(above, os.W_OK | os.X_OK):
        raise ModelError(f"{folder}: the model can't be written (no permission in {above})")


def _write_files(description: dict[str, Any], data: bytes, folder: Path, names: list[str], beside: Mapping[str, bytes]) -> None:
    name_bytes = "".join(f"{name}\n" for name in names).encode()
    description["files"][_NAMES] = _file_entry(name_bytes)
    for name in {INFORMATION, SENTENCES} & beside.keys():
        description["files"][name] = _file_entry(beside[name])
    description["checksum"] = _own_checksum(description)
    (folder / _ARRAYS).write_bytes(data)
    (folder / _NAMES).write_bytes(name_bytes)
    text = json.dumps(description, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"
    (folder / _DESCRIPTION).write_bytes(text.encode(errors="backslashreplace"))  # half a surrogate pair, as JSON spells it


def _described(model: LinearModel) -> tuple[dict[str, Any], bytes]:
    """The description of a model, without what is not part of itself, and its arrays."""
    lexicon = model.lexicon
    arrays: dict[str, np.ndarray] = {
        "lexicon.keys": lexicon.table.keys, "lexicon.steps": lexicon.table.steps,
        "lexicon.category": lexicon.category, "lexicon.strength": lexicon.strength, "lexicon.form": lexicon.form,
        "lexicon.longest": lexicon.longest, "lexicon.longest_opening": lexicon.longest_opening,
        "lexicon.is_second": lexicon.is_second, "table.keys": model.table.keys, "table.steps": model.table.steps,
        "sparse": model.sparse, "dense": model.dense, "intercept": model.intercept,
    }  # fmt: skip
    listing: dict[str, dict[str, Any]] = {}
    data = bytearray()
    for name, array in arrays.items():
        listing[name] = {"offset": len(data), "shape": list(array.shape)}
        data += np.ascontiguousarray(array, dtype=_DTYPES[name]).tobytes()
        data += bytes(-len(data) % _ALIGNMENT)
    description = {
        "schema": SCHEMA,
        "labels": list(model.labels),
        **({"roles": dict(model.roles)} if model.roles else {}),
        "scale": dict(model.scale),
        "neighbours": model.neighbours,
        "article": model.article,
        "temperature": model.temperature,
        "info": dict(model.info),
        "categories": list(lexicon.categories),
        "forms": list(lexicon.forms),
        "dense_names": list(model.dense_names),
        "arrays": listing,
        "files": {_ARRAYS: _file_entry(bytes(data))},
    }
    return description, bytes(data)


def _file_entry(data: bytes) -> dict[str, int]:
    return {"bytes": len(data), "crc32": zlib.crc32(data)}


def _is_entry_of(entry: Any, data: bytes | memoryview) -> bool:
    return isinstance(entry, dict) and entry.get("bytes") == len(data) and entry.get("crc32") == zlib.crc32(data)


def _own_checksum(description: dict[str, Any]) -> int:
    rest = {key: value for key, value in description.items() if key != "checksum"}
    return zlib.crc32(json.dumps(rest, sort_keys=True, ensure_ascii=True).encode())


def fingerprint(model: LinearModel) -> str:
    """Return what tells a model from any other: the same before it is saved and after it was loaded."""
    return _fingerprint_of(_described(model)[0])


def _fingerprint_of(description: dict[str, Any]) -> str:
    # Names, and what training knew of the weights, change no label.
    part = {**description, "files": {_ARRAYS: _files_of(description).get(_ARRAYS)}}
    return f"{_own_checksum(part):08x}"


@dataclass(slots=True, eq=False, repr=False)
class Origin:
    """Where a model was read from, and what stood there then: it may have been replaced when its other files are asked for.

    Attributes
    ----------
    folder : Path
    fingerprint : str
        Of the model, as `fingerprint` gives it.
    """

    folder: Path
    fingerprint: str
    _description: dict[str, Any]

    def names(self) -> list[str]:
        """Read the names of the sparse features, one for each row of ``model.sparse``.

        Raises
        ------
        ModelError
            If the file is damaged, or that of another model.
        """
        return _names(self.folder, self._description)

    def information(self) -> bytes | None:
        """Read what the model's training knew about each weight, None where it was not kept.

        Raises
        ------
        ModelError
            If the file is damaged, or that of another model.
        """
        if INFORMATION in _files_of(self._description):
            return _read_checked(self.folder, INFORMATION, self._description)
        path = self.folder / INFORMATION  # older models have no checksum of it
        return _read_bytes(path) if path.exists() else None

    def sentences(self) -> bytes | None:
        """Read the hashes of the sentences that the model was trained on, None where they were not kept or were left out.

        Raises
        ------
        ModelError
            If the file is damaged, or that of another model.
        """
        if SENTENCES not in _files_of(self._description) or not os.path.lexists(self.folder / SENTENCES):
            return None
        return _read_checked(self.folder, SENTENCES, self._description)


def read_model(folder: Path) -> tuple[LinearModel, Origin]:
    """Read a model, and what its other files must be.

    Raises
    ------
    ModelError
        If the folder is no model, is damaged, or was written in another form.
    """
    description = read_description(folder)
    # Features find a category by its place in the package's list.
    if description.get("categories") != category_names():
        raise ModelError(f"{folder / _DESCRIPTION}: the model has other lexicon categories than this version; train it again")
    arrays = _read_arrays(folder, description)
    if not os.path.lexists(folder / _NAMES):  # read only when an explanation asks for it, which would be late to say so
        raise _missing(folder / _NAMES)
    try:
        model = _build(description, arrays)
    except ValueError as error:
        raise ModelError(f"{folder / _DESCRIPTION}: the model is damaged ({error})") from error
    if list(model.dense_names) != REGISTRY.names:
        raise ModelError(f"{folder}: the model was fitted on other features than this version computes; train it again")
    kept = {"files": _files_of(description), "arrays": {"sparse": description["arrays"]["sparse"]}}
    return model, Origin(folder, _fingerprint_of(description), kept)


def load(folder: Path) -> LinearModel:
    """Read a model, as `read_model` does, for those who ask for no other file."""
    return read_model(folder)[0]


def mark_of(folder: Path) -> int:
    """Return a number that changes when another model is put into the folder, without reading the model."""
    return zlib.crc32(_read_bytes(folder / _DESCRIPTION))


def _names(folder: Path, description: dict[str, Any]) -> list[str]:
    data = _read_checked(folder, _NAMES, description)
    try:
        n_names = description["arrays"]["sparse"]["shape"][0]
        if data.count(b"\n") != n_names:  # before a string is made of each
            raise ValueError(f"{data.count(10)} lines for {n_names} features")
        return data.decode().split("\n")[:-1]
    except (TypeError, LookupError, ValueError) as error:
        raise ModelError(f"{folder / _NAMES}: the model is damaged ({error})") from error


def _missing(path: Path) -> ModelError:
    if path.name == INFORMATION:
        return ModelError(f"{path}: not found; a model can do without it, but not a training that goes on from the model")
    return ModelError(f"{path}: not found; a model is a folder with {_DESCRIPTION}, {_ARRAYS} and {_NAMES}")


def _read_bytes(path: Path) -> bytes:
    """Read a file of a model folder. What is no plain file may lead out of the folder, or have no end."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise ModelError(f"{path}: not a plain file (a link, or something else); copy the file itself into the folder")
        if found.st_size > _LARGEST:
            raise ModelError(f"{path}: too large for a model")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path) from None
    except ModelError:
        raise
    except (OSError, ValueError) as error:  # a ValueError of a name with a zero byte
        raise ModelError(f"{path}: can't be read ({getattr(error, 'strerror', None) or error})") from error


def read_description(folder: Path) -> dict[str, Any]:
    """Return what `model.json` says, checked.

    Raises
    ------
    ModelError
    """
    path = folder / _DESCRIPTION
    data = _read_bytes(path)
    if len(data) > _LARGEST_DESCRIPTION:
        raise ModelError(f"{path}: too large for a model description")
    try:
        description = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not valid JSON; the model is damaged") from error
    if not isinstance(description, dict) or "schema" not in description:
        raise ModelError(f"{path}: not a model description")
    if description["schema"] != SCHEMA:
        raise ModelError(f"{path}: the model has schema {description['schema']!r}, this version reads {SCHEMA}; train it again")
    if description.get("checksum") != _own_checksum(description):
        raise ModelError(f"{path}: the checksum does not match; the model is damaged")
    return description


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _files_of(description: dict[str, Any]) -> dict[str, Any]:
    files = description.get("files")
    return files if isinstance(files, dict) else {}


def _read_checked(folder: Path, name: str, description: dict[str, Any]) -> bytes:
    data = _read_bytes(folder / name)
    if not _is_entry_of(_files_of(description).get(name), data):
        raise ModelError(f"{folder / name}: the checksum does not match; the model is damaged, or another one was put in its "
                         "place since it was loaded: load it again")  # fmt: skip
    return data


def _read_arrays(folder: Path, description: dict[str, Any]) -> dict[str, np.ndarray]:
    """Cut the file into the arrays of the listing: one after the other, and nothing between or behind them."""
    data = _read_checked(folder, _ARRAYS, description)
    listing, place = description.get("arrays"), 0
    if not isinstance(listing, dict):
        raise ModelError(f"{folder / _DESCRIPTION}: the model is damaged (no list of arrays)")
    arrays = {}
    for name, dtype in _DTYPES.items():
        entry = listing.get(name)
        if not isinstance(entry, dict) or not _is_shape(entry.get("shape")):
            raise ModelError(f"{folder / _DESCRIPTION}: array {name!r} has no shape; the model is damaged")
        shape = entry["shape"]
        count = math.prod(shape)  # of Python's integers, which have no bounds
        end = place + count * np.dtype(dtype).itemsize
        if entry.get("offset") != place or end > len(data):
            raise ModelError(f"{folder / _ARRAYS}: array {name!r} is not where it should be; the model is damaged")
        arrays[name] = np.frombuffer(data, dtype=dtype, count=count, offset=place).reshape(shape)
        place = end + -end % _ALIGNMENT
    if place != len(data):
        raise ModelError(f"{folder / _ARRAYS}: holds more than its arrays; the model is damaged")
    return arrays


def _is_shape(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 2 and all(type(size) is int and size >= 0 for size in value)


def _build(description: dict[str, Any], arrays: dict[str, np.ndarray]) -> LinearModel:
    problem = description_problem(description) or arrays_problem(description, arrays)
    if problem:
        raise ValueError(problem)
    lexicon = Lexicon(
        description["categories"], description["forms"], _key_table("lexicon", arrays),
        *(arrays[f"lexicon.{name}"] for name in ("category", "strength", "form", "longest", "longest_opening", "is_second")),
    )  # fmt: skip
    return LinearModel(
        description["labels"], lexicon, _key_table("table", arrays), arrays["sparse"],
        {group: float(value) for group, value in description["scale"].items()}, arrays["dense"],
        description["dense_names"], arrays["intercept"], float(description["neighbours"]), float(description["article"]),
        float(description["temperature"]), cast("dict[str, object]", MappingProxyType(description["info"])),
        description.get("roles", {}),
    )  # fmt: skip


def _key_table(name: str, arrays: dict[str, np.ndarray]) -> KeyTable:
    # Steps are stored narrow and used as keys.
    return KeyTable(arrays[f"{name}.keys"], arrays[f"{name}.steps"].astype(np.uint64))
