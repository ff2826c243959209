"""Score an installed model on real, labelled news text.

Usage: ``python benchmarks/real_news.py --data DIR [--model DIR] [--json FILE]``. DIR holds JSON Lines files of one
document a line, ``{"id", "text", "outlet"?, "doc_label"?, "sentences": [{"start", "end", ...}]}``, each scored in its own
way (`SCORERS`). The model cuts the text by itself: a reference sentence is matched to the labelled segment that overlaps
it most. One that no labelled segment overlaps (the model took it for a heading or page furniture) counts as an error where
three labels are told apart, and as "not so" where one label stands for a flag. Intervals are 95% bootstrap intervals over
documents. Prints one table, and how far the probabilities on the gold set can be trusted: of sentences in their articles, and
of the same sentences by themselves.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from resampling import Floats, auc_of, draws, f1_of, interval
from segmentation import boundary_counts

import opinionclf
from opinionclf.classifier import Classifier
from opinionclf.text.wordlists import entry_keys

LABELS = tuple(label.value for label in opinionclf.Label)
FACT, CLAIM, OPINION = range(3)
LABEL3 = {"fact": FACT, "attributed": CLAIM, "opinion": OPINION}
FEWEST_PER_OUTLET = 15
N_BINS = 15
DOCLEVEL = ("doclevel_bbc", "doclevel_hyperpartisan", "doclevel_wikinews", "doclevel_wsj_opinion")
CHECKTHAT = ("checkthat_2023_train", "checkthat_2023_dev", "checkthat_2023_test")
CUE_CATEGORIES = ("rep_verb_neutral", "rep_verb_doubt", "rep_verb_loaded", "rep_verb_mental", "rep_noun", "agentless")

Ints = NDArray[np.int64]
Reference = dict[str, Any]


@dataclass(slots=True)
class Scored:
    """One document with its reference sentences and what the model said of each.

    Attributes
    ----------
    document : dict
    references : list of dict
    probability : ndarray of float64, shape (n_references, 3)
        Of the matched segment; NaN where there is none.
    sentences : ndarray of float64, shape (n_sentences, 3)
        Of all labelled segments of the document.
    """

    document: dict[str, Any]
    references: list[Reference]
    probability: Floats
    sentences: Floats

    def pick(self, wanted: Callable[[Reference], bool]) -> Scored:
        """Keep some of the references."""
        rows = [i for i, reference in enumerate(self.references) if wanted(reference)]
        return Scored(self.document, [self.references[i] for i in rows], self.probability[rows], self.sentences)

    @property
    def given(self) -> Ints:
        """Number of the label given to each reference, 3 where there is none."""
        missing = np.isnan(self.probability[:, 0])
        return np.where(missing, len(LABELS), np.nan_to_num(self.probability).argmax(axis=1))


@dataclass(slots=True)
class Row:
    """One line of the table."""

    set: str
    measure: str
    value: float
    low: float
    high: float
    n: int


# Measures that several sets share


def confusions(documents: Sequence[Scored], true: Callable[[Reference], int], given: Callable[[Scored], Ints],
               n: int) -> Floats:  # fmt: skip
    """Confusion matrix of each document, shape (n_documents, n, n + 1); the last column is "no answer"."""
    result = np.zeros((len(documents), n, n + 1))
    for matrix, document in zip(result, documents, strict=True):
        rows = np.array([true(reference) for reference in document.references], dtype=np.int64)
        np.add.at(matrix, (rows, given(document)), 1)
    return result


def f1_rows(name: str, kind: str, matrices: Floats, seed: int, only: int | None = None) -> Iterator[Row]:
    """Macro-F1 over classes, and the F1 of one of them."""
    weights = draws(len(matrices), seed)
    f1 = f1_of(np.tensordot(weights, matrices, axes=1))
    n = int(matrices.sum())
    yield Row(name, f"{kind} macro-F1", *interval(f1.mean(axis=1)), n)
    if only is not None:
        yield Row(name, f"{kind} F1", *interval(f1[:, only]), n)


def three_way(name: str, documents: Sequence[Scored], key: str, numbers: dict[str, int], seed: int) -> Iterator[Row]:
    """3-way macro-F1 on the references that have a label."""
    picked = [document.pick(lambda reference: reference.get(key) in numbers) for document in documents]
    picked = [document for document in picked if document.references]
    yield from f1_rows(name, "3-way", confusions(picked, lambda r: numbers[r[key]], lambda d: d.given, 3), seed)


def one_against_rest(name: str, kind: str, documents: Sequence[Scored], key: str, label: int, seed: int,
                     f1: bool = False) -> Iterator[Row]:  # fmt: skip
    """Macro-F1 (and F1) of a flag that one label stands for."""
    picked = [document.pick(lambda reference: isinstance(reference.get(key), bool)) for document in documents]
    picked = [document for document in picked if document.references]

    def given(document: Scored) -> Ints:
        return (document.given == label).astype(np.int64)

    matrices = confusions(picked, lambda reference: int(reference[key]), given, 2)
    yield from f1_rows(name, kind, matrices, seed, 1 if f1 else None)


# One scorer a set


class Bench:
    """The model, the folder of data, and what is needed by the scorers."""

    def __init__(self, data: Path, classifier: Classifier, seed: int) -> None:
        self.data = data
        self.classifier = classifier
        self.seed = seed

    def read(self, name: str) -> list[dict[str, Any]]:
        with (self.data / f"{name}.jsonl").open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def score(self, name: str) -> list[Scored]:
        """Classify the documents of a file and match their reference sentences."""
        documents = self.read(name)
        found = opinionclf.classify_many((document["text"] for document in documents), model=self.classifier)
        return [matched(document, labelled) for document, labelled in zip(documents, found, strict=True)]

    def score_alone(self, name: str) -> list[Scored]:
        """Classify the reference sentences of a file one by one, without their context."""
        result = []
        for document in self.read(name):
            probability = self.classifier.predict_proba([reference["text"] for reference in document["sentences"]])
            result.append(Scored(document, document["sentences"], probability, probability))
        return result


def matched(document: dict[str, Any], labelled: opinionclf.Document) -> Scored:
    """Match each reference sentence to the labelled segment of the largest overlap."""
    rows = np.flatnonzero(labelled.kind == 0)
    start, end, probability = labelled.start[rows], labelled.end[rows], labelled.probability[rows]
    result = np.full((len(document["sentences"]), len(LABELS)), np.nan)
    for i, reference in enumerate(document["sentences"]):
        first = int(np.searchsorted(end, reference["start"], side="right"))
        last = int(np.searchsorted(start, reference["end"], side="left"))
        if first < last:
            overlap = np.minimum(end[first:last], reference["end"]) - np.maximum(start[first:last], reference["start"])
            result[i] = probability[first + int(overlap.argmax())]
    return Scored(document, document["sentences"], result, probability)


def gold(bench: Bench) -> Iterator[Row]:
    numbers = {label: i for i, label in enumerate(LABELS)}
    documents = bench.score("gold")
    yield from three_way("gold", documents, "label", numbers, bench.seed)
    clear = [document.pick(lambda reference: not reference["ambiguous"]) for document in documents]
    yield from three_way("gold, unambiguous", clear, "label", numbers, bench.seed)
    yield calibration_error("gold", documents, numbers, bench.seed)
    alone = bench.score_alone("gold")
    yield from three_way("gold, single sentences", alone, "label", numbers, bench.seed)
    yield calibration_error("gold, single sentences", alone, numbers, bench.seed)


def calibration_error(name: str, documents: Sequence[Scored], numbers: dict[str, int], seed: int) -> Row:
    """Expected calibration error of the labels given."""
    sums = np.stack([bins(document, numbers) for document in documents])
    total = np.tensordot(draws(len(sums), seed), sums, axes=1)
    gap = np.abs(total[:, :, 1] - total[:, :, 2]).sum(axis=1) / total[:, :, 0].sum(axis=1)
    return Row(name, f"ECE, {N_BINS} bins", *interval(gap), int(sums[:, :, 0].sum()))


def bins(document: Scored, numbers: dict[str, int]) -> Floats:
    """Count, sum of confidence and number right of the labels given, by confidence: shape (N_BINS, 3).

    A reference that no segment matches has no confidence and is left out here.
    """
    document = document.pick(lambda reference: reference.get("label") in numbers)
    answered = ~np.isnan(document.probability[:, 0])
    confidence = document.probability[answered].max(axis=1, initial=0.0)
    true = np.array([numbers[reference["label"]] for reference in document.references], dtype=np.int64)
    right = (document.given == true)[answered]
    place = np.minimum((confidence * N_BINS).astype(np.int64), N_BINS - 1)
    columns = (np.ones(len(place)), confidence, right.astype(np.float64))
    return np.stack([np.bincount(place, weights=column, minlength=N_BINS) for column in columns], axis=1)


def reliability(documents: Sequence[Scored]) -> list[dict[str, float]]:
    """How often the label is right, by its probability."""
    numbers = {label: i for i, label in enumerate(LABELS)}
    total = np.sum([bins(document, numbers) for document in documents], axis=0)
    return [
        {"from": i / N_BINS, "to": (i + 1) / N_BINS, "n": int(n), "confidence": confidence / n, "right": right / n}
        for i, (n, confidence, right) in enumerate(total.tolist())
        if n
    ]


def mpqa(bench: Bench) -> Iterator[Row]:
    yield from three_way("mpqa", bench.score("mpqa"), "label3", LABEL3, bench.seed)


def webis(bench: Bench) -> Iterator[Row]:
    yield from three_way("webis", bench.score("webis_editorials"), "label3", LABEL3, bench.seed)


def newsdiscourse(bench: Bench) -> Iterator[Row]:
    documents = bench.score("newsdiscourse_train")
    yield from three_way("newsdiscourse", documents, "label3", LABEL3, bench.seed)
    yield recall("newsdiscourse", documents, bench.seed)


def recall(name: str, documents: Sequence[Scored], seed: int) -> Row:
    """Share of the attributed references that are labelled so."""
    picked = [document.pick(lambda reference: reference.get("attributed") is True) for document in documents]
    hits = np.array([((document.given == CLAIM).sum(), len(document.references)) for document in picked], dtype=np.float64)
    weights = draws(len(hits), seed) @ hits
    return Row(name, "attributed recall", *interval(weights[:, 0] / weights[:, 1]), int(hits[:, 1].sum()))


def polnear(bench: Bench) -> Iterator[Row]:
    known = cue_words(bench.classifier)
    for part in ("dev", "train"):
        documents = bench.score(f"polnear_{part}")
        name = f"polnear {part}"
        yield from one_against_rest(name, "attributed", documents, "attributed", CLAIM, bench.seed, f1=True)
        yield cue_recall(name, documents, known, bench.seed)


def cue_words(classifier: Classifier) -> Callable[[list[str]], NDArray[np.bool_]]:
    """Return a function that says which words the model's lexicon lists as signs of attribution."""
    lexicon = classifier.model.lexicon
    numbers = [lexicon.categories.index(name) for name in CUE_CATEGORIES if name in lexicon.categories]
    listed = np.asarray(np.isin(lexicon.category, numbers).any(axis=1))

    def known(words: list[str]) -> NDArray[np.bool_]:
        if not words:
            return np.zeros(0, dtype=bool)
        return listed[lexicon.table.find(entry_keys(words)[0])]

    return known


def cue_recall(name: str, documents: Sequence[Scored], known: Callable[[list[str]], NDArray[np.bool_]], seed: int) -> Row:
    """Share of the reference's cues (as a phrase or in one of their words) that the lexicon lists."""
    hits = np.zeros((len(documents), 2))
    for row, document in zip(hits, documents, strict=True):
        for reference in document.references:
            for cue in reference.get("cues") or []:
                forms = [form for form in (cue, *cue.split()) if any(map(str.isalpha, form))]
                row += (bool(known(forms).any()), bool(forms))
    weights = draws(len(hits), seed) @ hits
    return Row(name, "cues in the lexicon", *interval(weights[:, 0] / weights[:, 1]), int(hits[:, 1].sum()))


def checkthat(bench: Bench) -> Iterator[Row]:
    documents = [document for name in CHECKTHAT for document in bench.score(name)]
    yield from one_against_rest("checkthat 2023", "opinion", documents, "opinion", OPINION, bench.seed)


def babe(bench: Bench) -> Iterator[Row]:
    documents = bench.score("babe")
    flag = [document.references[0].get("opinion") if document.references else None for document in documents]
    outlets = np.array([document.document.get("outlet") or "" for document in documents])
    known = np.array([isinstance(value, bool) for value in flag])
    positive = np.array([value is True for value in flag])
    score = np.array([document.probability[0, OPINION] if document.references else np.nan for document in documents])
    # A sentence without an answer is wrong whatever it is.
    score = np.where(np.isnan(score), np.where(positive, -1.0, 2.0), score)
    weights = draws(len(documents), bench.seed)
    each = []
    for outlet in sorted(set(outlets.tolist())):
        rows = np.flatnonzero((outlets == outlet) & known)
        if min(positive[rows].sum(), (~positive[rows]).sum()) >= FEWEST_PER_OUTLET:
            values = auc_of(score[rows], positive[rows], weights[:, rows])
            each.append((outlet, values, len(rows)))
            yield Row(f"babe, {outlet}", "opinion AUC", *interval(values), len(rows))
    mean = np.mean([values for _, values, _ in each], axis=0)
    yield Row("babe, mean of outlets", "opinion AUC", *interval(mean), sum(n for *_, n in each))


def doclevel(bench: Bench) -> Iterator[Row]:
    documents = [document for name in DOCLEVEL for document in bench.score(name)]
    documents = [document for document in documents if document.document.get("doc_label") in ("news", "opinion")]
    positive = np.array([document.document["doc_label"] == "opinion" for document in documents])
    empty = np.array([not len(document.sentences) for document in documents])
    worst = np.where(positive, -1.0, 2.0)
    weights = draws(len(documents), bench.seed)
    mean = np.array([document.sentences[:, OPINION].mean() if len(document.sentences) else 0.0 for document in documents])
    hard = np.array([(document.sentences.argmax(axis=1) == OPINION).mean() if len(document.sentences) else 0.0
                     for document in documents])  # fmt: skip
    for measure, score in (("AUC, mean probability of opinion", mean), ("AUC, share of opinion sentences", hard)):
        values = auc_of(np.where(empty, worst, score), positive, weights)
        yield Row("opinion pages against news", measure, *interval(values), len(documents))


def gum(bench: Bench) -> Iterator[Row]:
    counts = np.array([boundary_counts(document, False) for document in bench.read("gum_train")], dtype=np.float64)
    right, found, wanted = (draws(len(counts), bench.seed) @ counts).T
    n = int(counts[:, 2].sum())
    yield Row("gum", "boundaries inside paragraphs, precision", *interval(right / found), n)
    yield Row("gum", "boundaries inside paragraphs, recall", *interval(right / wanted), n)
    yield Row("gum", "boundaries inside paragraphs, F1", *interval(2 * right / (found + wanted)), n)


SCORERS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "gold": gold, "mpqa": mpqa, "webis": webis, "newsdiscourse": newsdiscourse, "polnear": polnear, "checkthat": checkthat,
    "babe": babe, "doclevel": doclevel, "gum": gum,
}  # fmt: skip


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table for people."""
    wide = max(len(row.set) for row in rows)
    broad = max(len(row.measure) for row in rows)
    lines = [f"{'set':{wide}}  {'measure':{broad}}  value  95% interval       n"]
    for row in rows:
        bounds = f"{row.low:.3f} to {row.high:.3f}"
        lines.append(f"{row.set:{wide}}  {row.measure:{broad}}  {row.value:.3f}  {bounds}  {row.n:6d}")
    return "\n".join(lines)


def main() -> int:
    """Score, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of labelled real text")
    parser.add_argument("--model", help="a model folder (default: the shipped model)")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--seed", type=int, default=0, help="of the bootstrap (default: 0)")
    parser.add_argument("--only", nargs="+", choices=list(SCORERS), default=list(SCORERS), help="some of the sets")
    options = parser.parse_args()
    try:
        classifier = opinionclf.load_model(options.model)
        bench = Bench(options.data, classifier, options.seed)
        begin = time.perf_counter()
        rows = [row for name in options.only for row in SCORERS[name](bench)]
        scored = {}
        if "gold" in options.only:
            scored = {"in articles": bench.score("gold"), "by themselves": bench.score_alone("gold")}
    except (opinionclf.OpinionclfError, OSError) as error:
        print(f"real_news: {error}", file=sys.stderr)
        return 2
    print(table(rows))
    bands = {name: reliability(documents) for name, documents in scored.items()}
    for name, table_rows in bands.items():
        print(f"\nprobability of the label given, on gold, sentences {name}\n   from    to      n   mean  right")
        for band in table_rows:
            print(f"  {band['from']:.3f} {band['to']:.3f} {band['n']:6.0f}  {band['confidence']:.3f}  {band['right']:.3f}")
    print(f"\n{time.perf_counter() - begin:.0f} seconds", file=sys.stderr)
    if options.json:
        info = {key: value for key, value in classifier.model.info.items() if key != "quality"}
        result = {"model": info, "seed": options.seed, "rows": [asdict(row) for row in rows], "reliability": bands}
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
