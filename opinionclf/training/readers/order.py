"""Whether the rows of documents stand in the order of the text: rows that do not have no neighbours to be read with.

A label hangs on its neighbours too, so neighbours that were put there because of their label give it away. Figures become far
too good then, on held-out folds and on test data alike, and nothing else shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, combinations, groupby
from math import lgamma, log
from operator import eq

from opinionclf.segmentation import Page
from opinionclf.training.corpus import LabelledPage
from opinionclf.training.readers.pages import Grouped

_CHANCE = 1e-6  # with which a random order of the sentences would look sorted
_SHOWN = 3


def in_order(files: Sequence[Sequence[Grouped]]) -> tuple[list[Grouped], list[str]]:
    """Take documents apart whose rows come in several places of the data, and tell what seems to be in no order of a text.

    Such rows come from a table that was sorted by label, or has a file for each label (then a sentence's neighbours are those
    of its own label), or from a shuffled one (then they are any). Whoever has parts of a document in two places, each in the
    right order, loses a little accuracy by having them read alone, and is told what to do. Whoever has a sorted table would
    otherwise believe in figures that are wrong.

    Rows that repeat each other, one for each annotator, would be read with copies of themselves for neighbours: they are taken
    apart, too.

    A table that is sorted by label inside each document can't be told from texts that are built so, as a match report is that
    tells, quotes and judges. Its rows stay neighbours, and only a note is given.

    Parameters
    ----------
    files : sequence of sequence of Grouped
        The pages of each file.

    Returns
    -------
    pages : list of Grouped
    notes : list of str
    """
    runs: Counter[str] = Counter()
    for pages in files:
        runs.update(name for name, _ in groupby(page.page.document for page in pages if page.by_rows))
    scattered = [name for name, count in runs.items() if count > 1]
    several = [page.page.document for page in chain.from_iterable(files) if page.by_rows and _repeats_itself(page)]
    apart = {*scattered, *several}
    found: list[Grouped] = []
    for page in chain.from_iterable(files):
        found += _sentences(page) if page.by_rows and page.page.document in apart else [page]
    return found, _scattered(scattered) + _repeated(several) + _sorted([page.page for page in found if page.by_rows])


def _repeats_itself(page: Grouped) -> bool:
    """Whether half of the labelled rows or more say what the row in front says, as with a row for each of two annotators."""
    texts = [text for text, label in page.page.sentences() if label is not None]
    return len(texts) > 1 and 2 * sum(map(eq, texts, texts[1:])) >= len(texts) - 1


def _sentences(found: Grouped) -> list[Grouped]:
    page = found.page
    return [
        Grouped(LabelledPage(page.document, Page.of([text], [kind], [0], [""]), [label]), [group], [where], found.named, True)
        for (text, label), kind, group, where in zip(page.sentences(), page.page.kinds, found.groups, found.where, strict=True)
        if label is not None
    ]


def _scattered(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    what = "1 document stand" if len(names) == 1 else f"{len(names)} documents stand"
    return [f"the rows of {what} in several places of the data ({_few(names)}), as in a table that was sorted or shuffled: "
            "each is read by itself; to have them read in context, put those of a document together, in the order of the text"
            ]  # fmt: skip


def _repeated(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    what = "1 document repeat" if len(names) == 1 else f"{len(names)} documents repeat"
    return [f"the rows of {what} each other ({_few(names)}), as in a table with a row an annotator: each is read by itself, "
            "and counts as often as it stands there; to have them read in context, settle on one label a sentence"
            ]  # fmt: skip


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


def _sorted(pages: Iterable[LabelledPage]) -> list[str]:
    """Tell if all pages have their labels in the same order, and chance would not have put them so."""
    chance, n_pages = 0.0, 0
    before: set[tuple[str, str]] = set()
    for page in pages:
        labels = [label for label in page.labels if label is not None]
        counts = Counter(labels)
        order = [label for label, _ in groupby(labels)]
        if len(order) != len(counts):
            return []
        before.update(combinations(order, 2))
        chance += sum(lgamma(n + 1) for n in counts.values()) - lgamma(len(labels) + 1)
        n_pages += len(counts) > 1
    if any((second, first) in before for first, second in before) or chance + len(before) * log(2) > log(_CHANCE):
        return []
    where = "the document" if n_pages == 1 else f"each of {n_pages} documents"
    return [f"the sentences of {where} stand sorted by label: if the text does not have them so, their neighbours give their "
            "labels away, and figures are far too good; put rows in the order of the text, or rename the column of documents "
            "and give it as --group, which has each sentence read by itself"]  # fmt: skip
