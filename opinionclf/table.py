"""Results as columns: the segments of many documents in arrays, no Python object for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from opinionclf.arrays import Ints, NDArray
from opinionclf.segmentkinds import KIND_NAMES, SENTENCE

NO_LABEL = -1


@dataclass(frozen=True, slots=True, eq=False)
class SegmentTable:
    """The segments of a list of documents, in order, as columns of shape (n_segments,).

    Attributes
    ----------
    labels : list of str
        The names that `label` refers to.
    document : ndarray of int64
        Index of the segment's document in the list that was given.
    start, end : ndarray of int64
        Python string indices into that document.
    paragraph : ndarray of int64
        Number of the paragraph in the document, from 0.
    kind : ndarray of uint8
        Number of `opinionclf.segmentkinds`: 0 sentence, 1 heading, 2 boilerplate.
    label : ndarray of int16
        Index into `labels`, -1 where the kind is not ``sentence``.
    probability : ndarray of float64, shape (n_segments, n_labels)
        Probability of each label; NaN where there is no label.
    """

    labels: list[str]
    document: Ints
    start: Ints
    end: Ints
    paragraph: Ints
    kind: NDArray[np.uint8]
    label: NDArray[np.int16]
    probability: NDArray[np.float64]

    @classmethod
    def of(cls, labels: list[str], document: Ints, start: Ints, end: Ints, paragraph: Ints, kind: NDArray[np.uint8],
           probability: NDArray[np.float64]) -> SegmentTable:  # fmt: skip
        """Make a table from what the model says of every segment, headings and furniture included."""
        label = probability.argmax(axis=1).astype(np.int16)
        (other,) = (kind != SENTENCE).nonzero()
        probability = probability.copy()
        label[other], probability[other] = NO_LABEL, np.nan
        return cls(labels, document, start, end, paragraph, kind, label, probability)

    @classmethod
    def joined(cls, tables: Sequence[SegmentTable], sizes: Sequence[int]) -> SegmentTable:
        """Put tables of `sizes` documents one under the other."""
        first = np.cumsum([0, *sizes[:-1]])
        columns = {
            name: np.concatenate([getattr(table, name) for table in tables])
            for name in ("start", "end", "paragraph", "kind", "label", "probability")
        }
        document = np.concatenate([table.document + base for table, base in zip(tables, first, strict=True)])
        return cls(tables[0].labels, document, **columns)

    def __len__(self) -> int:
        return len(self.start)

    @property
    def kind_names(self) -> NDArray[np.str_]:
        """The kind of each segment by name."""
        return np.array(KIND_NAMES)[self.kind]

    @property
    def label_names(self) -> NDArray[np.str_]:
        """The label of each segment by name, an empty string where there is none."""
        return np.array([*self.labels, ""])[self.label]

    def to_dict(self) -> dict[str, NDArray]:
        """Return the columns by name, one for each label's probability: what a data frame is made from.

        What has no label has None in the column ``label``, which data frames take for missing.
        """
        labels = np.array([*self.labels, None], dtype=object)
        columns: dict[str, NDArray] = {
            "document": self.document, "start": self.start, "end": self.end, "paragraph": self.paragraph,
            "kind": self.kind_names, "label": labels[self.label],
        }  # fmt: skip
        return columns | {label: self.probability[:, number] for number, label in enumerate(self.labels)}
