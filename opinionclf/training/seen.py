"""Which sentences a model was trained on: hashes that are kept with it, so that figures on the same sentences are told.

Of many sentences those with the lowest hashes are kept, up to a bound: a sample of the sentences of any data, the same for
every order and form they come in. The sentences themselves can't be read from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.classifier import Classifier
from opinionclf.errors import ModelError
from opinionclf.storage import SENTENCES as FILE
from opinionclf.storage import Origin
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.findings import text_key
from opinionclf.training.readers.load import Data

MOST = 1 << 14  # hashes: 64 KB
_BYTES = 4  # of a hash: of a hundred thousand sentences two are taken for one of the kept ones by chance
_HIGHEST = (1 << 8 * _BYTES) - 1
_TYPE = "<u4"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """The sentences of a training.

    Attributes
    ----------
    bound : int
        All their hashes up to this one are kept, and none above it.
    hashes : ndarray of uint32
        Ascending.
    """

    bound: int
    hashes: NDArray[np.uint32]

    @classmethod
    def of(cls, pages: Iterable[LabelledPage]) -> Seen:
        """Take in the labelled sentences of some pages."""
        return cls._lowest(_HIGHEST, hashes_of(pages))

    @classmethod
    def _lowest(cls, bound: int, hashes: NDArray[np.uint32]) -> Seen:
        kept = np.unique(hashes[hashes <= bound])
        return cls(bound, kept) if len(kept) <= MOST else cls(int(kept[MOST - 1]), kept[:MOST])

    def joined(self, other: Seen) -> Seen:
        """Add the sentences of another training, such as that of the base."""
        return self._lowest(min(self.bound, other.bound), np.concatenate([self.hashes, other.hashes]))

    def among(self, pages: Iterable[LabelledPage]) -> tuple[int, int]:
        """Return how many labelled sentences of some pages can be looked up, and how many of these are there."""
        asked = hashes_of(pages)
        asked = asked[asked <= self.bound]
        return len(asked), int(np.isin(asked, self.hashes).sum())

    def encode(self) -> bytes:
        """Return the bound and the hashes as bytes."""
        return np.append(np.array([self.bound], dtype=_TYPE), self.hashes).astype(_TYPE).tobytes()


def hashes_of(pages: Iterable[LabelledPage]) -> NDArray[np.uint32]:
    """Return a number for each labelled sentence, the same for all its copies."""
    keys = (text_key(text) for page in pages for text, label in page.sentences() if label is not None)
    digests = b"".join(hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=_BYTES).digest() for key in keys)
    return np.frombuffer(digests, dtype=_TYPE)


def seen_by(origin: Origin | None) -> Seen | None:
    """Return what is kept with a model; None where nothing is, as with the shipped one and models of a corpus folder.

    Raises
    ------
    ModelError
        If the file is damaged or that of another model.
    """
    data = origin.sentences() if origin else None
    if origin is None or data is None:
        return None
    values = np.frombuffer(data, dtype=_TYPE) if len(data) % _BYTES == 0 else np.zeros(0, dtype=_TYPE)
    hashes = values[1:]
    if not 1 <= len(values) <= MOST + 1 or (len(hashes) and hashes[-1] > values[0]) or (hashes[1:] <= hashes[:-1]).any():
        raise ModelError(f"{origin.folder / FILE}: not what a training keeps of its sentences; the model is damaged")
    return Seen(int(values[0]), hashes)


def seen_in_training(classifier: Classifier, data: Data) -> list[str]:
    """Tell if a model, or one that it started from, was trained on these data or on some of their sentences.

    Raises
    ------
    ModelError
        If what the model keeps of its sentences is damaged.
    """
    for key, whose in (("training_sha256", "the model"), ("base_sha256", "the base of the model")):
        if classifier.model.info.get(key) == data.sha256:
            return [f"{whose} was trained on these very data: the figures are too good"]
    seen = seen_by(classifier.origin)
    return met(seen, data, "the model or its base") if seen else []


def met(seen: Seen, data: Data, whose: str) -> list[str]:
    """Tell how many sentences of some data are among those of a training."""
    asked, found = seen.among(data.pages)
    if not found:
        return []
    which = f"{asked} sentences" if asked == data.counts.total() else f"{asked} sentences that can be looked up"
    return [f"{whose} was trained on {found} of the {which}: the figures are too good"]
