"""Does a topic give a label away? How well content words alone predict the label on documents not seen.

Usage: ``python benchmarks/corpus_leak.py [--data DIR] [--json FILE]``. Content words are nouns and names that are neither
function words nor placed by any lexicon of the package; a word counts as a noun where at least NOUN_SHARE of its
occurrences stand right behind an article, a possessive, a preposition or the like. The same with all such words, verbs,
adjectives and numbers included, is printed beside it. TF-IDF and logistic regression, cross-validated by document (a
contrast set is one, and so are documents of one batch with the same topic: they tell one story, with the same names). A
corpus without leak gives a macro-F1 near that of guessing; the bar is 0.45. With ``--data`` the same is measured on
labelled real text, where subjects do go with labels, as a figure to compare with.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from corpus_common import Read, arguments, as_read, content_tokens, is_contrast, labelled_pages, read_real, write_json
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline

from opinionclf.labels import LABELS
from opinionclf.segmentation import BETWEEN_DOCUMENTS, Page, segment_pages
from opinionclf.segmentkinds import BOILERPLATE, SENTENCE
from opinionclf.text.wordclasses import class_table
from opinionclf.training.corpus import TABLE, LabelledPage, table_rows

FOLDS = 5
BAR = 0.45
N_FEATURES = 20
NOUN_SHARE = 0.4
ANY_TOPIC = ("", "various")
REAL_LABELS = {"gold": "label", "mpqa": "label3", "webis_editorials": "label3"}
LONG_NAMES = {"fact": LABELS[0], "attributed": LABELS[1], "opinion": LABELS[2], **{label: label for label in LABELS}}


def content_words(read: Read, nouns_only: bool) -> list[list[str]]:
    """Return the content words of each sentence."""
    flags = content_tokens(read)
    columns = read.columns
    if nouns_only:
        flags = flags & (columns.name | _nouns(read, flags))
    return [
        [read.words(place) for place in range(columns.first[row], columns.last[row]) if flags[place]]
        for row in read.rows.tolist()
    ]


def _nouns(read: Read, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each token is of a word that stands where nouns stand often enough."""
    columns = read.columns
    place = np.flatnonzero(flags)
    _, word = np.unique(columns.key[place], return_inverse=True)
    opens = place == columns.first[columns.segment[place]]
    behind = class_table("before_noun").take(columns.closed)[np.maximum(place - 1, 0)] & ~opens
    share = np.bincount(word, weights=behind) / np.bincount(word)
    nouns = np.zeros(len(flags), dtype=bool)
    nouns[place] = share[word] >= NOUN_SHARE
    return nouns


def real_pages(data: Path, name: str, key: str) -> list[LabelledPage]:
    """Return labelled real documents as pages; sentences without a label count as page furniture."""
    pages = []
    for document in read_real(data, name):
        with_words = {s["start"]: s for s in document["sentences"] if _is_whole(document["text"], s)}
        front = {"start": len(document["text"]) - len(document["text"].lstrip())}  # a page has no text before its first segment
        sentences = [with_words.get(start, front) for start in sorted({front["start"], *with_words})]
        labels = [LONG_NAMES.get(sentence.get(key) or "") for sentence in sentences]
        kinds = [BOILERPLATE if label is None else SENTENCE for label in labels]
        page = Page(document["text"], [sentence["start"] for sentence in sentences], kinds, [0] * len(sentences))
        pages.append(LabelledPage(document["id"], page, list(labels)))
    return pages


def _is_whole(text: str, sentence: dict[str, Any]) -> bool:
    """Whether a reference sentence has words, and does not begin inside one."""
    return any(map(str.isalnum, sentence["text"])) and not text[: sentence["start"]][-1:].strip()


def as_is(words: list[str]) -> list[str]:
    """Leave words as they are: they are counted whole."""
    return words


def classifier() -> Pipeline:
    """Return the classifier that looks for a leak."""
    tfidf = TfidfVectorizer(analyzer=as_is, min_df=2, sublinear_tf=True)
    return make_pipeline(tfidf, LogisticRegression(C=1.0, class_weight="balanced", max_iter=1000))


def stories(corpus: Path) -> dict[str, str]:
    """Return what holds some documents of the corpus together: their batch and topic, where the topic says something."""
    rows = [row for _, row in table_rows(corpus / TABLE, ("id", "batch", "topic"))]
    return {row["id"]: f"{row['batch']} {row['topic']}" for row in rows if row["topic"] not in ANY_TOPIC}


def measure(pages: list[LabelledPage], story: dict[str, str]) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Return macro-F1 of content words and of guessing, and the words that speak most for each label."""
    read = as_read(segment_pages([page.page for page in pages]), BETWEEN_DOCUMENTS.join(page.page.text for page in pages))
    y = np.array([label for page in pages for label in page.labels if label is not None])
    _, of_page = np.unique([story.get(page.document, page.document) for page in pages], return_inverse=True)
    group = of_page[read.document]
    nouns, words = content_words(read, True), content_words(read, False)
    scores = {
        "nouns and names": _macro_f1(y, _predict(classifier(), nouns, y, group)),
        "content words": _macro_f1(y, _predict(classifier(), words, y, group)),
        "guessing": _macro_f1(y, _predict(DummyClassifier(strategy="stratified", random_state=0), words, y, group)),
        "n": float(len(y)),
    }
    fitted = classifier().fit(nouns, y)
    names = fitted[0].get_feature_names_out()
    weights = zip(fitted[-1].classes_, fitted[-1].coef_, strict=True)
    order = {label: np.argsort(-of_label)[:N_FEATURES] for label, of_label in weights}
    return scores, {str(label): [str(names[i]) for i in rows] for label, rows in order.items()}


def _predict(estimator: Pipeline | DummyClassifier, words: list[list[str]], y: NDArray[np.str_],
             group: NDArray[np.int64]) -> NDArray[np.str_]:  # fmt: skip
    return cross_val_predict(estimator, words, y, groups=group, cv=GroupKFold(FOLDS))


def _macro_f1(y: NDArray[np.str_], given: NDArray[np.str_]) -> float:
    return float(f1_score(y, given, average="macro", labels=list(LABELS)))


def main() -> int:
    """Measure, print, write."""
    parser = arguments(__doc__, real=False)
    parser.add_argument("--data", type=Path, help="folder of real text, see benchmarks/README.md")
    options = parser.parse_args()
    pages, story = labelled_pages(options.corpus), stories(options.corpus)
    figures = {}
    chosen = {
        "whole documents": [page for page in pages if not is_contrast(page.document)],
        "contrast sets": [page for page in pages if is_contrast(page.document)],
        "all": pages,
    }
    if options.data:
        chosen |= {f"real: {name}": real_pages(options.data, name, key) for name, key in REAL_LABELS.items()}
    for name, some in chosen.items():
        scores, words = measure(some, story)
        figures[name] = {"scores": scores, "words": words}
        print(f"{name}: {scores['n']:.0f} sentences, macro-F1 of nouns and names {scores['nouns and names']:.3f} (bar {BAR}), "
              f"of all content words {scores['content words']:.3f}, of guessing {scores['guessing']:.3f}")  # fmt: skip
        for label, some_words in words.items():
            print(f"  {label}: {', '.join(some_words)}")
    write_json(options.json, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
