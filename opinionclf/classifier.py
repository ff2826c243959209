"""Texts to labelled documents: segmentation, features, model, result."""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Union

import numpy as np

from opinionclf import __version__
from opinionclf.arrays import NDArray
from opinionclf.batches import BULK_CHARACTERS, batches, check_jobs, checked_text
from opinionclf.errors import ModelError
from opinionclf.features.vectorizer import extract
from opinionclf.memory import keep_freed_memory
from opinionclf.model import LinearModel, in_context
from opinionclf.result import Document
from opinionclf.segmentation import Page, Segmentation, filled, segment, segment_pages, segment_sentences
from opinionclf.storage import Origin, fingerprint, mark_of, read_model
from opinionclf.table import SegmentTable

_PART_TOKENS = 1 << 18

keep_freed_memory()


class Classifier:
    """A loaded model.

    Parameters
    ----------
    model : LinearModel
    origin : Origin, optional
        Where the model was read from.
    names : list of str, optional
        Of the sparse features, for a model that is not on disk.
    """

    def __init__(self, model: LinearModel, origin: Origin | None = None, names: list[str] | None = None) -> None:
        self.model = model
        self.origin = origin
        self._names = names or []

    @property
    def folder(self) -> Path | None:
        """Where the model was read from."""
        return self.origin.folder if self.origin else None

    @property
    def classes_(self) -> NDArray[np.str_]:
        """The labels, in the order of the columns of `predict_proba`."""
        return np.array(self.model.labels)

    def __repr__(self) -> str:
        where = f" from {str(self.folder)!r}" if self.folder else ""
        return f"<Classifier {self.version}{where}: {', '.join(self.model.labels)}>"

    def __deepcopy__(self, memo: dict[int, object]) -> Classifier:
        """Return the classifier itself: what can't be changed needs no second copy."""
        return self

    @functools.cached_property
    def feature_names(self) -> list[str]:
        """Names of the sparse features, in the order of the model's rows; empty where nobody has them."""
        return self.origin.names() if self.origin else self._names

    @functools.cached_property
    def version(self) -> str:
        """What the labels depend on: the version of this library and a fingerprint of the model (``0.1.0+1f0c3a9e``)."""
        return f"{__version__}+{self.origin.fingerprint if self.origin else fingerprint(self.model)}"

    def classify(self, text: str) -> Document:
        """Split a text into sentences and label each of them.

        Raises
        ------
        TypeError
            If `text` is not a ``str``.
        """
        return self._classify_batch([checked_text(text)])[0]

    def classify_many(self, texts: Iterable[str]) -> Iterator[Document]:
        """Classify texts one batch at a time, lazily and in order.

        Parameters
        ----------
        texts : iterable of str

        Raises
        ------
        TypeError
            At once if `texts` is one ``str`` or a table, and when its turn comes if one of them is no ``str``.
        """
        return itertools.chain.from_iterable(map(self._classify_batch, batches(texts)))

    def classify_columns(self, texts: Iterable[str]) -> SegmentTable:
        """Classify texts and return the segments of all of them as columns, without an object for any sentence.

        Parameters
        ----------
        texts : iterable of str

        Raises
        ------
        TypeError
            If `texts` is one ``str`` or a table, or one of them is no ``str``.
        """
        tables, sizes = [], []
        for batch in batches(texts, BULK_CHARACTERS):
            found = segment(batch)
            tables.append(SegmentTable.of(list(self.model.labels), found.document, found.start, found.end, found.paragraph,
                                          found.kind, self._probabilities(found)))  # fmt: skip
            sizes.append(len(batch))
        if not tables:
            return self.classify_columns([""])
        return SegmentTable.joined(tables, sizes)

    def _classify_batch(self, texts: Sequence[str]) -> list[Document]:
        segmentation = segment(texts)
        probability = self._probabilities(segmentation)
        bounds = np.searchsorted(segmentation.document, np.arange(len(texts) + 1)).tolist()
        start, end, paragraph, kind = segmentation.start, segmentation.end, segmentation.paragraph, segmentation.kind
        # Copies, so that who keeps one document does not keep the columns of its whole batch.
        return [
            Document(text, start[a:b].copy(), end[a:b].copy(), paragraph[a:b].copy(), kind[a:b].copy(), probability[a:b].copy(),
                     self)
            for text, a, b in zip(texts, bounds[:-1], bounds[1:], strict=True)
        ]  # fmt: skip

    def _probabilities(self, segmentation: Segmentation) -> NDArray[np.float64]:
        if not len(segmentation.first):
            return np.zeros((0, len(self.model.labels)))
        # Features of a part that stays in the processor's cache: no feature looks beyond its segment.
        model, parts = self.model, segmentation.parts(_PART_TOKENS)
        found = [model.own_scores(extract(part, model.lexicon)) for part in parts]
        own = np.concatenate(found) if len(found) > 1 else found[0]
        scores = in_context(own, segmentation.kind, segmentation.document, model.neighbours, model.article)
        return model.probabilities(scores)

    def predict_proba(self, sentences: Iterable[str]) -> NDArray[np.float64]:
        """Return the probabilities of single sentences, each read without context.

        Parameters
        ----------
        sentences : iterable of str
            Each is one sentence, whatever it holds; an empty one gets what the intercept alone gives.

        Returns
        -------
        ndarray of float64, shape (n_sentences, n_labels)

        Raises
        ------
        TypeError
            If `sentences` is one ``str`` or a table, or one of them is no ``str``.
        """
        if isinstance(sentences, str):
            raise TypeError("expected a list of sentences, not one str; for one text use classify(text)")
        rows = [self._predict_batch(batch) for batch in batches(sentences)]
        return np.concatenate(rows) if rows else np.zeros((0, len(self.model.labels)))

    def _predict_batch(self, texts: list[str]) -> NDArray[np.float64]:
        full, rows = filled(texts)
        found = self._probabilities(segment_sentences([texts[place] for place in full]))
        return found if len(full) == len(texts) else self.with_blank(found)[rows]

    def with_blank(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """Put what a blank sentence gets behind the probabilities of others: the intercept's, which are no shares of labels."""
        return np.concatenate([probability, self.model.probabilities(self.model.intercept[None])])

    def predict_pages(self, pages: Sequence[Page]) -> NDArray[np.float64]:
        """Return the probabilities of segments whose bounds are known, read in the context of their page.

        Raises
        ------
        DataError
            If a segment has no word or mark of its own.
        """
        return self._probabilities(segment_pages(pages)) if pages else np.zeros((0, len(self.model.labels)))

    def predict(self, sentences: Iterable[str]) -> NDArray[np.str_]:
        """Return the most probable label of each sentence, read without context; of an empty one that of the intercept alone.

        Parameters
        ----------
        sentences : iterable of str

        Returns
        -------
        ndarray of str, shape (n_sentences,)

        Raises
        ------
        TypeError
            If `sentences` is one ``str`` or a table, or one of them is no ``str``.
        """
        return self.classes_[self.predict_proba(sentences).argmax(axis=1)]


def default_model_folder() -> Path:
    """Return the folder of the shipped model: in the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "models" / "default", package.parent / "models" / "default"):
        if (folder / "model.json").is_file():
            return folder
    if any(folder.is_file() for folder in package.parents):
        raise ModelError("opinionclf reads its model and word lists as files and can't run from a zip: unpack or install it")
    raise ModelError("the shipped model is missing: reinstall opinionclf, or run 'make train' in a checkout")


# Where a model is expected: a loaded one, the name of its folder, or nothing for the shipped one.
ModelOrFolder = Union[Classifier, str, "os.PathLike[str]", None]

SHIPPED = "default"  # its name
_MODELS_KEPT = 4


@functools.lru_cache(maxsize=1)
def _shipped() -> Classifier:
    return Classifier(*read_model(default_model_folder()))


def load_model(path: ModelOrFolder = None) -> Classifier:
    """Return the shipped model, or the one in a folder.

    Parameters
    ----------
    path : str, Path or Classifier, optional
        ``"default"`` is the shipped model too; a folder of that name is ``"./default"``. A loaded model is returned as it is.

    Raises
    ------
    ModelError
        If there is no readable model.

    Examples
    --------
    >>> clf = load_model()
    >>> clf.predict(["The bridge closed on Monday.", "Closing it was a shameful mistake."]).tolist()
    ['factual_report', 'editorial_opinion']
    """
    if path is None or path == SHIPPED or isinstance(path, Classifier):
        return model_for(path)
    return Classifier(*read_model(_folder(path)))


def model_for(model: ModelOrFolder) -> Classifier:
    """Return a model that is given, or that of a folder, which is read once as long as it stays the same.

    Raises
    ------
    ModelError
        If there is no readable model.
    TypeError
        If `model` is something else.
    """
    if isinstance(model, Classifier):
        return model
    if model is None or model == SHIPPED:
        return _shipped()
    folder = _folder(model).absolute()
    return _from_folder(folder, mark_of(folder))


def _folder(name: str | os.PathLike[str]) -> Path:
    if not isinstance(name, (str, os.PathLike)):
        raise TypeError(f"model is a {type(name).__name__}; expected a loaded model or the name of its folder (of a fitted "
                        "SentenceClassifier: its classifier_)")  # fmt: skip
    if not os.fspath(name):
        raise ModelError("the name of the model's folder is empty")
    return Path(name)


@functools.lru_cache(maxsize=_MODELS_KEPT)
def _from_folder(folder: Path, mark: int) -> Classifier:
    # The mark is a part of the key of the cache only: a folder with another model in it is read again.
    return Classifier(*read_model(folder))


def classify(text: str, model: ModelOrFolder = None) -> Document:
    """Split a text into sentences and label each of them.

    Parameters
    ----------
    text : str
        An article, a page, or a single sentence.
    model : Classifier, str or Path, optional
        As `load_model` returns it, or its folder; the shipped model by default.

    Returns
    -------
    Document

    Raises
    ------
    TypeError
        If `text` is not a ``str``.
    ModelError
        If there is no readable model.

    Examples
    --------
    >>> doc = classify('The bridge closed on Monday. "It was about time," the mayor said.')
    >>> [(s.start, s.end, str(s.label)) for s in doc.sentences]
    [(0, 28, 'factual_report'), (29, 65, 'attributed_claim')]
    """
    return model_for(model).classify(text)


def classify_many(texts: Iterable[str], n_jobs: int = 1, model: ModelOrFolder = None) -> Iterator[Document]:
    """Classify many texts, lazily and in order.

    Parameters
    ----------
    texts : iterable of str
    n_jobs : int
        Number of processes, this one among them; -1 takes all processors, -2 all but one, and so on, but never less than one.
        It pays where the texts take more than a second.
    model : Classifier, str or Path, optional

    Yields
    ------
    Document

    Raises
    ------
    TypeError
        At once if `texts` is one ``str`` or a table, or `n_jobs` no whole number, and when its turn comes if a text is no
        ``str``.
    ValueError
        If `n_jobs` is 0.
    ModelError
        If there is no readable model.

    Examples
    --------
    >>> for doc in classify_many(["The bridge closed on Monday.", ""]):
    ...     print(doc.summary["sentences"])
    1
    0
    """
    check_jobs(n_jobs)
    classifier = model_for(model)
    if n_jobs == 1:
        return classifier.classify_many(texts)
    from opinionclf.parallel import TASK_CHARACTERS, classify_in_processes

    return classify_in_processes(batches(texts, TASK_CHARACTERS), n_jobs, classifier)


def classify_columns(texts: Iterable[str], n_jobs: int = 1, model: ModelOrFolder = None) -> SegmentTable:
    """Classify texts and return the segments of all of them as columns.

    This is the fastest way to read many texts: no Python object is made for a sentence.

    Parameters
    ----------
    texts : iterable of str
        All are read before anything is returned; give a long stream in parts.
    n_jobs : int
        Number of processes, as of `classify_many`.
    model : Classifier, str or Path, optional

    Returns
    -------
    SegmentTable

    Raises
    ------
    TypeError
        If `texts` is one ``str`` or a table, one of them is no ``str``, or `n_jobs` no whole number.
    ValueError
        If `n_jobs` is 0.
    ModelError
        If there is no readable model.

    Examples
    --------
    >>> table = classify_columns(["The bridge closed on Monday.", "It was a shameful mistake."])
    >>> table.document.tolist(), table.label_names.tolist()
    ([0, 1], ['factual_report', 'editorial_opinion'])
    """
    check_jobs(n_jobs)
    classifier = model_for(model)
    if n_jobs == 1:
        return classifier.classify_columns(texts)
    from opinionclf.parallel import TASK_CHARACTERS, columns_in_processes

    return columns_in_processes(batches(texts, TASK_CHARACTERS), n_jobs, classifier)
