"""What to label next: sentences the model is unsure of, and not all of one kind.

Of the less certain half of all sentences, several times as many as are wanted (of a large pool a tenth) are clustered by their
words, and each cluster gives the one that is least certain (Zhdanov 2019, "Diverse mini-batch active learning").
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.special import entr

from opinionclf.classifier import Classifier
from opinionclf.errors import DataError
from opinionclf.training.findings import text_key
from opinionclf.training.measures import Floats
from opinionclf.training.prior import one_thread
from opinionclf.training.readers.pages import APART
from opinionclf.training.writers import Item

_BROADER = 8  # times as many candidates as suggestions; of many texts more,
_SHARE, _ENOUGH = 10, 5_000  # one sentence in ten, up to so many: the few most doubtful ones of a large pool are all alike
_SHORTEST = 3  # words of a sentence worth labelling
_MOST = 20_000  # candidates: clusters of more take minutes


def suggest(classifier: Classifier, texts: Iterable[tuple[str, str]], n: int, seed: int = 0,
            known: Iterable[str] = ()) -> list[Item]:  # fmt: skip
    """Choose sentences to label, with the model's guess, most uncertain first.

    Parameters
    ----------
    classifier : Classifier
    texts : iterable of (name, text)
        Articles.
    n : int
    seed : int
        Of the clusters.
    known : iterable of str
        Sentences that have a label already.

    Raises
    ------
    DataError
        If the texts hold no sentence.
    """
    items, doubt = _candidates(classifier, texts, {text_key(text) for text in known})
    if not items:
        raise DataError("the texts hold no sentence that could be labelled")
    # A sentence unlike all others is a cluster of its own: one of the certain half would be taken for that alone.
    candidates = min(max(n * _BROADER, min(len(items) // _SHARE, _ENOUGH)), _MOST, len(items) // 2)
    order = np.argsort(-doubt, kind="stable")[: max(n, candidates)]
    if len(order) > n:
        order = order[_spread([items[i].text for i in order.tolist()], doubt[order], n, seed)]
        order = order[np.argsort(-doubt[order], kind="stable")]
    return [items[i] for i in order.tolist()]


def _candidates(classifier: Classifier, texts: Iterable[tuple[str, str]], seen: set[str]) -> tuple[list[Item], Floats]:
    names: list[str] = []

    def articles() -> Iterable[str]:
        for name, text in texts:
            names.append(name)
            yield text

    items, doubt = [], []
    length: dict[str, int] = {}
    for number, document in enumerate(classifier.classify_many(articles())):
        # Texts of one name are read one by one: none begins where another ends.
        before = length.get(names[number], 0)
        length[names[number]] = before + len(document.text) + APART
        for sentence in document.sentences:
            key = text_key(sentence.text)
            if key in seen or len(sentence.text.split()) < _SHORTEST or sentence.probabilities is None:
                continue
            seen.add(key)
            label = str(sentence.label)
            place = (before + sentence.start, before + sentence.end)
            items.append(Item(sentence.text, label, sentence.probabilities[label], names[number], None, *place))
            doubt.append(float(entr(list(sentence.probabilities.values())).sum()))
    return items, np.array(doubt)


def _spread(texts: list[str], doubt: Floats, n: int, seed: int) -> list[int]:
    """Cluster texts and take the most doubtful of each cluster, then the most doubtful of the rest."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    # A word of one sentence alone says nothing about what it has in common with others.
    vectorizer = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", min_df=2)
    try:
        vectors = vectorizer.fit_transform(texts)
    except ValueError:
        return list(range(n))  # no two sentences share a word
    means = MiniBatchKMeans(n, random_state=seed, n_init=1, batch_size=4096, reassignment_ratio=0.0)
    with one_thread():
        cluster = means.fit_predict(vectors, sample_weight=doubt + 1e-9)
    # The candidates come with the most doubtful first.
    _, first = np.unique(cluster, return_index=True)
    rest = np.setdiff1d(np.arange(len(texts)), first)
    return [*first.tolist(), *rest[: n - len(first)].tolist()]
