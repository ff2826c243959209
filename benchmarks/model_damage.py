"""Damage the files of a model in every way and see what its loader says.

Usage: ``python benchmarks/model_damage.py [--model DIR] [--corruptions N] [--seed N]``.

*Truncations*: each file is cut at every length. *Corruptions*: N in all, in equal parts for each file, at random places: a
bit turned, a byte set to zero or to another value, a byte put in, taken out or doubled, a stretch set to zero, two stretches
exchanged. *Every byte* of the description is turned in one bit, set to zero and taken out. A damage is *refused* with an
error of this package that names the file, or gives the *same* answers: labels, probabilities and explanations of the texts
below, the names of all features, and what training knows of each weight. Anything else is *bad*, and the exit status 1.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from opinionclf import storage
from opinionclf.classifier import Classifier, default_model_folder
from opinionclf.errors import ModelError
from opinionclf.training.information import decode

DESCRIPTION, ARRAYS, NAMES, INFORMATION = FILES = ("model.json", "arrays.bin", "features.txt", "information.bin")
TEXTS = (
    "The council closed the pool on Monday. It was built in 1962 and had 400 visitors a day.",
    '"It must reopen," said Ms. Orla Finn, who called the vote a disgrace. According to the mayor, it will not.',
    "Nobody should trust this council again. Perhaps it simply does not care? What a shameful day!",
)
_NEAR = 2048  # lengths from both ends that are cut on disk, and so before the whole loader
_STRIDE = 9973

Change = Callable[[bytes, int, random.Random], bytes]
CHANGES: dict[str, Change] = {
    "bit turned": lambda data, at, rng: _with(data, at, data[at] ^ 1 << rng.randrange(8)),
    "zero": lambda data, at, rng: _with(data, at, 0),
    "another byte": lambda data, at, rng: _with(data, at, rng.randrange(256)),
    "put in": lambda data, at, rng: data[:at] + bytes([rng.randrange(256)]) + data[at:],
    "taken out": lambda data, at, rng: data[:at] + data[at + 1 :],
    "doubled": lambda data, at, rng: data[: at + 1] + data[at:],
    "stretch of zeros": lambda data, at, rng: data[:at] + bytes(min(64, len(data) - at)) + data[at + 64 :],
    "stretches exchanged": lambda data, at, rng: _exchanged(data, at, rng.randrange(len(data))),
}


def _with(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + bytes([value]) + data[at + 1 :]


def _exchanged(data: bytes, one: int, two: int) -> bytes:
    one, two = sorted((one, two))
    width = min(32, two - one, len(data) - two)
    first, second = data[one : one + width], data[two : two + width]
    return data[:one] + second + data[one + width : two] + first + data[two + width :]


class Damaged:
    """A copy of a model whose files are damaged one at a time.

    Parameters
    ----------
    source : Path
        The model.
    folder : Path
        For the copy.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder
        self.whole = {name: (source / name).read_bytes() for name in FILES}
        for name in FILES:
            shutil.copy(source / name, folder / name)
        model, self._origin = storage.read_model(folder)
        self._expected = self._answers(Classifier(model, self._origin))
        self._names, self._information = self._origin.names(), self._origin.information()

    @staticmethod
    def _answers(classifier: Classifier) -> list[Any]:
        documents = [classifier.classify(text) for text in TEXTS]
        explained = [sentence.explain().to_dict() for document in documents for sentence in document.sentences]
        return [[document.to_dict(details=True) for document in documents], explained]

    def outcome(self, name: str, data: bytes) -> str:
        """Put damaged bytes in the place of a file and load: ``refused``, ``same``, or what is bad."""
        path = self.folder / name
        path.write_bytes(data)
        try:
            return "same" if self._is_same(name) else f"bad: other answers ({name})"
        except ModelError as error:
            return "refused" if name in str(error) else f"bad: {error}"
        except Exception as error:
            return f"bad: {type(error).__name__} {error}"
        finally:
            path.write_bytes(self.whole[name])

    def _is_same(self, name: str) -> bool:
        # Names and information are read after the model, when somebody asks for them.
        if name == NAMES:
            return self._origin.names() == self._names
        if name == INFORMATION:
            found = self._origin.information()
            return found == self._information and (found is None or bool((decode(found) >= 0).all()))
        model, origin = storage.read_model(self.folder)
        return self._answers(Classifier(model, origin)) == self._expected


def truncations(damaged: Damaged, name: str) -> Iterator[str]:
    """Cut a file at every length: on disk near its ends and at some places between, elsewhere for the check of its content."""
    whole = damaged.whole[name]
    description = storage.read_description(damaged.folder)
    view = memoryview(whole)
    for length in range(len(whole)):
        if name == DESCRIPTION or length < _NEAR or length >= len(whole) - _NEAR or length % _STRIDE == 0:
            yield damaged.outcome(name, whole[:length])
        else:
            yield "bad: accepted" if storage._is_entry_of(description["files"][name], view[:length]) else "refused"


def corruptions(damaged: Damaged, name: str, n: int, rng: random.Random) -> Iterator[str]:
    """Damage a file at random places, in each way in turn."""
    whole, changes = damaged.whole[name], list(CHANGES.values())
    for number in range(n):
        changed = changes[number % len(changes)](whole, rng.randrange(len(whole)), rng)
        yield damaged.outcome(name, changed)


def every_byte(damaged: Damaged, rng: random.Random) -> Iterator[str]:
    """Damage the description at each place in some ways."""
    whole = damaged.whole[DESCRIPTION]
    for at in range(len(whole)):
        for kind in ("bit turned", "zero", "taken out"):
            yield damaged.outcome(DESCRIPTION, CHANGES[kind](whole, at, rng))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=None, help="default: the shipped model")
    parser.add_argument("--corruptions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    warnings.simplefilter("error")
    bad: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        damaged = Damaged(arguments.model or default_model_folder(), Path(name))
        rng = random.Random(arguments.seed)
        share = arguments.corruptions // len(FILES)
        rows: list[tuple[str, Iterator[str]]] = [(f"{file}, cut", truncations(damaged, file)) for file in FILES]
        rows += [(f"{file}, corrupted", corruptions(damaged, file, share, rng)) for file in FILES]
        rows.append((f"{DESCRIPTION}, every byte", every_byte(damaged, rng)))
        print(f"{'':28}{'damages':>10}{'refused':>10}{'same':>8}{'bad':>6}")
        for title, outcomes in rows:
            counts = Counter(outcomes)
            wrong = {outcome: count for outcome, count in counts.items() if outcome.startswith("bad")}
            bad.update(wrong)
            figures = f"{counts.total():10,}{counts['refused']:10,}{counts['same']:8,}{sum(wrong.values()):6,}"
            print(f"{title:28}{figures}", flush=True)
    for outcome, count in bad.most_common(20):
        print(f"{count:8,}  {outcome}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
