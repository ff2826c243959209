"""Results: documents of labelled segments.

Everything is kept in columns; a `Sentence` is made when somebody asks for it, and what explains it (`Details`) is worked
out when somebody asks for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from itertools import repeat
from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np

from opinionclf.arrays import NDArray
from opinionclf.details import Details
from opinionclf.jsontext import document_json
from opinionclf.labels import Label
from opinionclf.modelchecks import refuse_without_claims
from opinionclf.segmentkinds import KIND_NAMES, SENTENCE
from opinionclf.summary import Summary, is_uncertain, share_summary
from opinionclf.table import SegmentTable

if TYPE_CHECKING:
    from opinionclf.classifier import Classifier, ModelOrFolder
    from opinionclf.explanation.cues import Cue
    from opinionclf.explanation.explain import Explanation
    from opinionclf.sources.sources import Attribution, Source


class Sentence:
    """One segment of a document.

    Attributes
    ----------
    start, end : int
        Python string indices into the text that was given.
    paragraph : int
        Number of the paragraph, from 0.
    kind : str
        ``sentence``, ``heading`` or ``boilerplate``.
    label : Label or str or None
        None where the kind is not ``sentence``. A plain string where the model has labels of its own.
    """

    __slots__ = ("_details", "_row", "end", "kind", "label", "paragraph", "start")

    def __init__(self, start: int, end: int, paragraph: int, kind: str, label: str | None, details: Details, row: int) -> None:
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.kind = kind
        self.label = label
        # Not the document, which keeps its sentences: circles of references wait for the garbage collector.
        self._details = details
        self._row = row

    @property
    def text(self) -> str:
        """``document.text[start:end]``."""
        return self._details.text[self.start : self.end]

    @property
    def probabilities(self) -> dict[str, float] | None:
        """Probability of each label; they sum to 1. None where there is no label."""
        if self.label is None:
            return None
        return dict(zip(self._details.labels, self._details.probability[self._row].tolist(), strict=True))

    @property
    def uncertain(self) -> bool:
        """Whether the two most probable labels are so close that the label is often wrong (see docs/explanation.md)."""
        return self.label is not None and is_uncertain(self._details.probability[self._row].tolist())

    def explain(self) -> Explanation:
        """Take the scores of the labels apart: what each named feature adds, and where it stands.

        Raises
        ------
        ValueError
            If the segment is a heading or page furniture, which have no label.
        OpinionclfError
            If the document comes from another process and the shipped model is not the one that labelled it: see
            `Document.with_model`.

        Examples
        --------
        >>> import opinionclf
        >>> explanation = opinionclf.classify("It was a shameful mistake.").sentences[0].explain()
        >>> strongest = explanation.of_group("lexicon")[0]
        >>> strongest.name, [place.text for place in strongest.places]
        ('lexicon:cues=adj_neg.own', ['shameful'])
        """
        if self.label is None:
            raise ValueError(f"only sentences have labels to explain; this is of kind {self.kind!r}")
        from opinionclf.explanation.explain import Explanation

        return Explanation(self._details, self._row)

    @property
    def cues(self) -> list[Cue]:
        """Hedges, boosters, evaluative words, reporting verbs and other signs of a voice, in order.

        Raises
        ------
        OpinionclfError
            As of `explain`.
        """
        return self._details.cues.of(self._row)

    @property
    def attribution(self) -> Attribution | None:
        """Who says what the sentence passes on; None unless the label is, or stands for, ``attributed_claim``.

        Raises
        ------
        OpinionclfError
            As of `explain`.
        """
        details = self._details
        if self.label is None or details.parts[details.labels.index(str(self.label))] != Label.ATTRIBUTED_CLAIM:
            return None
        return details.attributions.of(self._row)

    @property
    def source_name(self) -> str | None:
        """By which name the document lists the source of the sentence: ``Ada Lowe`` of *she*; None where it lists none.

        Raises
        ------
        OpinionclfError
            As of `explain`.
        """
        return None if self.attribution is None else self._details.attributions.names.get(self.start)

    def to_dict(self, details: bool = False) -> dict[str, Any]:
        """Return the segment as plain types; with `details` its cues, its attribution and the mark of doubt too.

        Raises
        ------
        OpinionclfError
            With `details`, as of `explain`.
        """
        result = {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "paragraph": self.paragraph,
            "kind": self.kind,
            "label": None if self.label is None else str(self.label),
            "probabilities": self.probabilities,
        }
        if details:
            attribution = self.attribution
            result["uncertain"] = self.uncertain
            result["cues"] = [cue.to_dict() for cue in self.cues]
            result["attribution"] = {**attribution.to_dict(), "source_name": self.source_name} if attribution else None
        return result

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return f"<Sentence {self.start}:{self.end} {self.label or self.kind} {shown!r}>"


if TYPE_CHECKING:

    class LabelledSentence(Sentence):
        """What a type checker knows of a segment of the kind ``sentence``; there is no such class when a program runs."""

        label: str

        @property
        def probabilities(self) -> dict[str, float]: ...


class Document:
    """A text with its labelled sentences, which it gives one by one or by their number; its length is how many there are.

    Pickled, it leaves its model behind. What is worked out when it is asked for (explanations, cues, sources) then takes the
    shipped model, unless `with_model` gives it the one that labelled it.

    Attributes
    ----------
    text : str
        The text that was given.
    labels : list of str
        The names of the columns of `probability`.
    model_version : str
        The version of the library and a fingerprint of the model.
    start, end, paragraph : ndarray of int64, shape (n_segments,)
        As in `Sentence`, for all segments.
    kind : ndarray of uint8, shape (n_segments,)
        0 sentence, 1 heading, 2 boilerplate.
    probability : ndarray of float64, shape (n_segments, n_labels)
        What the model says of every segment; headings and page furniture have no label all the same (see `columns`).
    """

    __slots__ = ("_details", "_segments", "_sentences", "end", "kind", "labels", "model_version", "paragraph", "probability",
                 "start", "text")  # fmt: skip

    def __init__(self, text: str, start: NDArray[np.int64], end: NDArray[np.int64], paragraph: NDArray[np.int64],
                 kind: NDArray[np.uint8], probability: NDArray[np.float64], classifier: Classifier) -> None:  # fmt: skip
        self.text = text
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self.kind = kind
        self.probability = probability
        self.labels = list(classifier.model.labels)  # whoever changes it changes no model
        self.model_version = classifier.version
        self._details = Details(text, classifier, self.labels, self.model_version, probability, classifier.model.parts)
        self._segments: list[Sentence] | None = None
        self._sentences: list[LabelledSentence] | None = None

    def with_model(self, classifier: ModelOrFolder) -> Document:
        """Return the same document with the model that labelled it, for one that comes from another process or file.

        Parameters
        ----------
        classifier : Classifier, str, Path or None
            As `load_model` returns it, or its folder; None is the shipped model.

        Raises
        ------
        OpinionclfError
            If it is not the model that labelled the document: one of another version has to say the same of its text.
        ModelError
            If there is no readable model.

        Examples
        --------
        >>> import pickle
        >>> from opinionclf import classify, load_model
        >>> packed = pickle.dumps(classify("It was a shameful mistake."))
        >>> doc = pickle.loads(packed).with_model(load_model())
        >>> doc.sentences[0].explain().label
        'editorial_opinion'
        """
        details = self._details.with_model(classifier)
        document = copy(self)
        document._details, document._segments, document._sentences = details, None, None
        return document

    @property
    def segments(self) -> list[Sentence]:
        """All segments in order: sentences, headings and page furniture."""
        if self._segments is None:
            self._segments = self._make_segments()
        return self._segments

    @property
    def sentences(self) -> list[LabelledSentence]:
        """The labelled sentences, in order."""
        if self._sentences is None:
            labelled = [segment for segment in self.segments if segment.kind == "sentence"]
            self._sentences = cast("list[LabelledSentence]", labelled)
        return self._sentences

    def __iter__(self) -> Iterator[LabelledSentence]:
        return iter(self.sentences)

    @overload
    def __getitem__(self, number: int) -> LabelledSentence: ...

    @overload
    def __getitem__(self, number: slice) -> list[LabelledSentence]: ...

    def __getitem__(self, number: int | slice) -> LabelledSentence | list[LabelledSentence]:
        return self.sentences[number]

    def __len__(self) -> int:
        return int((self.kind == SENTENCE).sum())

    def __bool__(self) -> bool:
        return True  # also without a sentence: it is there

    @property
    def columns(self) -> SegmentTable:
        """All segments as columns."""
        document = np.zeros(len(self.start), dtype=np.int64)
        return SegmentTable.of(self.labels, document, self.start, self.end, self.paragraph, self.kind, self.probability)

    def _make_segments(self) -> list[Sentence]:
        names = [*(_label(name) for name in self.labels), None]
        best = np.where(self.kind == SENTENCE, self.probability.argmax(axis=1), len(self.labels))
        kinds, labels = [KIND_NAMES[kind] for kind in self.kind.tolist()], [names[row] for row in best.tolist()]
        places = (self.start.tolist(), self.end.tolist(), self.paragraph.tolist())
        return list(map(Sentence, *places, kinds, labels, repeat(self._details), range(len(labels))))

    @property
    def parts(self) -> list[str]:
        """What each of the labels stands for: one of the three, or, where nothing was said at the training, itself."""
        return list(self._details.parts)

    @property
    def sources(self) -> list[Source]:
        """Who is quoted, how often and where; those that are quoted most come first.

        Raises
        ------
        OpinionclfError
            If no label of the model is, or stands for, ``attributed_claim``, and as of `Sentence.explain`.
        """
        refuse_without_claims(self.labels, self._details.parts)
        return list(self._details.attributions.sources)

    @property
    def summary(self) -> Summary:
        """What the document comes to, as a mapping.

        Counts and shares of the labels (by sentences, by characters), runs of opinion, the probability that the whole is an
        opinion page, doubtful labels, length, version of the model. Besides ``hedging`` and ``sources``, for which the document
        is read again when they are asked for; these two raise ``OpinionclfError`` as `Sentence.explain` does. What hangs on a
        label that the model does not have is None.
        """
        return Summary(self.label_summary, {"hedging": self._hedging, "sources": self._plain_sources})

    def _hedging(self) -> float:
        """Share of the sentences with a hedge outside quotation marks."""
        hedged = sum(any(cue.kind == "hedge" and not cue.quoted for cue in s.cues) for s in self.sentences)
        return hedged / max(len(self.sentences), 1)

    def _plain_sources(self) -> list[dict[str, Any]] | None:
        if Label.ATTRIBUTED_CLAIM not in self._details.parts:
            return None
        return [source.to_dict() for source in self.sources]

    @property
    def label_summary(self) -> dict[str, Any]:
        """The part of the summary that follows from the labels alone, as plain types: what `to_dict` holds."""
        place = self.kind == SENTENCE
        summary = share_summary(self.labels, self.probability[place], self.start[place], self.end[place], self.parts)
        return {**summary, "characters": len(self.text), "model_version": self.model_version}

    def to_dict(self, details: bool = False) -> dict[str, Any]:
        """Return the document as plain types: text, segments, summary.

        Parameters
        ----------
        details : bool
            With cues, attribution and the mark of doubt of each segment, and the whole summary.

        Raises
        ------
        OpinionclfError
            With `details`, as of `Sentence.explain`.
        """
        segments = [segment.to_dict(details) for segment in self.segments]
        return {"text": self.text, "segments": segments, "summary": dict(self.summary) if details else self.label_summary}

    def to_html(self, title: str = "") -> str:
        """Return a page that shows the text with its sentences marked; it needs nothing else to open.

        Raises
        ------
        OpinionclfError
            If Jinja2 is not installed, and as of `Sentence.explain`.
        """
        from opinionclf.webpage import render

        return render([(title, self)])

    def _repr_html_(self) -> str:
        from opinionclf.webpage import in_frame

        return in_frame(self)

    def to_json(self, details: bool = False) -> str:
        """Return the document as one line of JSON; half a surrogate pair is escaped, so that it can be written to a file.

        Parameters
        ----------
        details : bool
            As of `to_dict`.

        Raises
        ------
        OpinionclfError
            With `details`, as of `Sentence.explain`.
        """
        found = json.dumps(self.to_dict(details=True), ensure_ascii=False) if details else document_json(self)
        return found.encode(errors="backslashreplace").decode()

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self.label_summary["counts"].items())
        return f"<Document of {len(self.text)} characters: {counts}>"


def _label(name: str) -> str:
    try:
        return Label(name)
    except ValueError:
        return name
