"""Check the corpus and the lexicons: ``python training_data/tools/check.py``.

Schema and labels of every row, the table of documents, duplicates, runs of words shared between
documents, shares of genres and labels, agreement of the two labellers, and every row of the lexicons.
Prints what it measured; exit status 1 where a bar is missed, with the place.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nltk.metrics.agreement import AnnotationTask

from opinionclf.errors import DataError
from opinionclf.lexiconfiles import read_lexicon
from opinionclf.training.compilation import too_much
from opinionclf.training.corpus import read_corpus

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
RUN = 6  # words that two documents may not share
ONE_IN = 500
LEAST_KAPPA = 0.85
LEAST_GENRE = 0.02  # of the documents of news and comment
BEYOND_THE_PRESS = "web page"
LABEL_SHARE = (0.28, 0.40)
LEAST = {"sentences": 12_000, "documents": 500, "contrast sets": 700, "lexicon entries": 9_000}


def rows() -> Iterator[dict[str, object]]:
    """Yield every row of the corpus."""
    for folder in ("documents", "contrast"):
        for path in sorted((ROOT / folder).glob("*.jsonl")):
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def table() -> dict[str, dict[str, str]]:
    """Return the table of documents by id."""
    with (ROOT / "documents.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def is_contrast(document: str) -> bool:
    return document.startswith("contrast")


def check_schema() -> list[str]:
    """Read both parts as training does."""
    try:
        parts = [read_corpus(ROOT, part) for part in ("train", "test")]
    except DataError as error:
        return [str(error)]
    print(f"rows: valid; {parts[0].n_sentences} labelled sentences to fit on, {parts[1].n_sentences} held out")
    return []


def check_table(documents: dict[str, dict[str, str]]) -> list[str]:
    """Every document in the table and every row of the table in the corpus; shares of the genres."""
    seen = {str(row["document"]) for row in rows()}
    problems = [f"documents.tsv: {name} is not in the corpus" for name in documents.keys() - seen]
    problems += [f"{name}: not in documents.tsv" for name in seen - documents.keys()]
    whole = {name: row for name, row in documents.items() if not is_contrast(name)}
    genres = Counter(row["genre"] for row in whole.values())
    n_press = len(whole) - genres.pop(BEYOND_THE_PRESS, 0)
    for genre, count in sorted(genres.items(), key=lambda item: item[1]):
        if count < LEAST_GENRE * n_press:
            problems.append(f"genre {genre!r}: {count} of {n_press} documents, fewer than {LEAST_GENRE:.0%}")
    held_out = sum(row["part"] == "test" for row in whole.values())
    rarest = min(genres.values()) / n_press
    share = held_out / len(whole)
    print(f"documents: {n_press} in {len(genres)} genres of the press, the rarest {rarest:.1%}")
    print(f"web pages: {len(whole) - n_press}; held out of all: {held_out} ({share:.1%})")
    return problems + at_least("documents", len(whole)) + at_least("contrast sets", len(documents) - len(whole))


def at_least(what: str, count: int) -> list[str]:
    return [] if count >= LEAST[what] else [f"{what}: {count}, fewer than {LEAST[what]}"]


def check_labels() -> list[str]:
    """Number of sentences and share of each label."""
    labels = Counter(row["label"] for row in rows() if "label" in row)
    total = sum(labels.values())
    shares = {str(label): count / total for label, count in labels.items()}
    print(f"labels of {total} sentences: " + ", ".join(f"{label} {share:.1%}" for label, share in sorted(shares.items())))
    low, high = LABEL_SHARE
    outside = [f"{label}: {share:.1%} of the sentences" for label, share in shares.items() if not low <= share <= high]
    return outside + at_least("sentences", total)


def check_repetition() -> list[str]:
    """Sentences that stand twice, and runs of words shared by two documents (contrast sets share within themselves)."""
    first_seen: dict[str, str] = {}
    runs: dict[tuple[str, ...], str] = {}
    problems: list[str] = []
    shared = total = 0
    for row in rows():
        if "label" not in row:
            continue
        total += 1
        document, text = str(row["document"]), str(row["text"])
        group = "contrast" if is_contrast(document) else document
        if len(text.split()) > 5 and first_seen.setdefault(text, document) != document:
            problems.append(f"{document}: stands in {first_seen[text]} too: {text[:60]!r}")
        words = WORD.findall(text.lower())
        of_others = [runs.setdefault(tuple(words[i : i + RUN]), group) != group for i in range(len(words) - RUN + 1)]
        shared += any(of_others)
    print(f"runs of {RUN} words shared with another document: {shared} of {total} sentences (1 in {total // max(shared, 1)})")
    if shared * ONE_IN > total:
        problems.append(f"{shared} sentences share a run of {RUN} words with another document; at most 1 in {ONE_IN} may")
    return problems


def check_agreement(documents: dict[str, dict[str, str]]) -> list[str]:
    """Cohen's kappa of the writers' and the second labels before settling, by batch and over all."""
    triples: dict[str, list[tuple[str, str, str]]] = {}
    seen = set()
    with (ROOT / "second_labels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            seen.add(row["document"])
            batch = documents[row["document"]]["batch"]
            for i, (first, second) in enumerate(zip(row["first"], row["second"], strict=True)):
                item = f"{row['document']}#{i}"
                triples.setdefault(batch, []).extend([("writer", item, first), ("second", item, second)])
    kappas = {batch: AnnotationTask(data=data).kappa() for batch, data in sorted(triples.items())}
    overall = AnnotationTask(data=[triple for data in triples.values() for triple in data]).kappa()
    print("agreement (Cohen's kappa): " + ", ".join(f"{batch} {kappa:.3f}" for batch, kappa in kappas.items()))
    print(f"agreement over all: {overall:.3f}, {len(seen)} documents and contrast sets")
    problems = [f"{name}: no second labels" for name in sorted(documents.keys() - seen)]
    return problems + ([f"kappa {overall:.3f} is below {LEAST_KAPPA}"] if overall < LEAST_KAPPA else [])


def check_lexicons() -> list[str]:
    """Every row of every lexicon file, and their number."""
    try:
        categories = read_lexicon()
    except DataError as error:
        return [str(error)]
    problems = too_much(categories)
    for category in categories:
        entries = list(category.entries)
        if entries != sorted(entries):
            problems.append(f"{category.name}.tsv: not in alphabetical order")
    total = sum(len(category.entries) for category in categories)
    print(f"lexicons: {total} entries in {len(categories)} categories")
    return problems + at_least("lexicon entries", total)


def main() -> int:
    documents = table()
    problems = check_schema() + check_table(documents) + check_labels() + check_repetition()
    problems += check_agreement(documents) + check_lexicons()
    for problem in problems:
        print(f"PROBLEM {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
