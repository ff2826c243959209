"""The loader of models: a small model whose description and arrays are changed and whose checksums are then made right.

An input is the description in JSON, a zero byte, and changes of eight bytes each for the other files: four of a place, one
of a kind, three of a value. Without right checksums the loader would look no further.
"""

from __future__ import annotations

import functools
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np

import opinionclf
from fuzz.target import Target, promise
from opinionclf import storage
from opinionclf.errors import ModelError
from opinionclf.model import LinearModel
from opinionclf.text.keytable import KeyTable

_ROWS, _UNITS = 300, 900
_TEXT = (
    'A Shameful Day\n\nThe council closed the pool on Monday. "It must reopen," said Ms. Orla Finn, who perhaps knows. '
    "This is a disgrace, and nobody should trust the mayor."
)
@functools.cache
def _small_model() -> tuple[dict, dict[str, bytes]]:
    """A part of the shipped model: description and files."""
    model = opinionclf.load_model().model
    lexicon = model.lexicon
    names = storage.read_model(Path(str(opinionclf.load_model().folder)))[1].names()[:_ROWS]
    units = {name: getattr(lexicon, name)[: _UNITS + 1] for name in
             ("category", "strength", "form", "longest", "longest_opening", "is_second")}  # fmt: skip
    small = LinearModel(
        model.labels, type(lexicon)(lexicon.categories, lexicon.forms, KeyTable.build(lexicon.table.keys[:_UNITS]), **units),
        KeyTable.build(model.table.keys[:_ROWS]), model.sparse[:_ROWS], model.scale, model.dense, model.dense_names,
        model.intercept, model.neighbours, model.article, model.temperature, model.info,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "model"
        storage.save(small, folder, names)
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in ("arrays.bin", "features.txt")}
    return description, files


def seeds() -> list[bytes]:
    """Return the description of the small model, without and with changes of the other files."""
    description, _ = _small_model()
    whole = json.dumps(description).encode()
    changes = [b"", bytes(8), b"\0\0\1\0\1\xff\xff\xff", bytes(range(64))]
    return [whole + b"\0" + change for change in changes]


def check(data: bytes) -> None:
    """Load; a model that loads answers, with finite numbers."""
    text, _, changes = data.partition(b"\0")
    _, files = _small_model()
    files = dict(files)
    for at in range(0, len(changes) - 7, 8):
        _change(files, changes[at : at + 8])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        (folder / "model.json").write_bytes(_sealed(text, files))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                classifier = opinionclf.load_model(folder)
                _ = classifier.feature_names
            except ModelError as error:
                promise(str(folder) in str(error), "the error names the file")
                return
            _check_answers(classifier)


def _change(files: dict[str, bytes], change: bytes) -> None:
    names = sorted(files)
    name = names[change[4] & 1]
    data = bytearray(files[name])
    at = int.from_bytes(change[:4], "little") % (len(data) + 1)
    kind, value = change[4] >> 1, change[5:]
    if kind % 4 == 0:
        data[at : at + 3] = value
    elif kind % 4 == 1:
        data[at : at + 64] = value[:1] * 64
    elif kind % 4 == 2:
        del data[at : at + value[0]]
    else:
        data[at:at] = value
    files[name] = bytes(data)


def _sealed(text: bytes, files: dict[str, bytes]) -> bytes:
    """The description with right checksums, if it is one at all."""
    try:
        description = json.loads(text)
        if isinstance(description.get("files"), dict):
            description["files"] = {**description["files"], **{name: storage._file_entry(data) for name, data in files.items()}}
        description["checksum"] = storage._own_checksum(description)
        return json.dumps(description).encode()
    except (ValueError, AttributeError, RecursionError):
        return text


def _check_answers(classifier: opinionclf.Classifier) -> None:
    document = classifier.classify(_TEXT)
    promise(bool(np.isfinite(document.probability).all()), "probabilities are finite")
    promise(bool((abs(document.probability.sum(axis=1) - 1) < 1e-9).all()), "probabilities sum to 1")
    json.dumps(document.to_dict(details=True))
    for sentence in document.sentences:
        scores = [score for one in sentence.explain().contributions for score in one.scores.values()]
        promise(bool(np.isfinite(scores).all()), "explanations are finite")


TARGET = Target("model", seeds, check, largest=1 << 15)
