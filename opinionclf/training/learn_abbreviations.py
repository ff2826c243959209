"""Learn abbreviations and sentence starters from our own corpus, with NLTK's Punkt trainer.

``python -m opinionclf.training.learn_abbreviations training_data`` writes ``learnt_abbreviations.txt`` and
``learnt_starters.txt`` beside the hand-written lists in ``opinionclf/data``. At run time these files are
read by our own scanner; NLTK is not needed for that. The result depends on nothing but the corpus.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from opinionclf.datafiles import DATA, first_column
from opinionclf.errors import DataError
from opinionclf.files import write_text
from opinionclf.training.corpus import read_corpus

ABBREVIATIONS = "learnt_abbreviations.txt"
STARTERS = "learnt_starters.txt"

_BEFORE_INNER_STOP = re.compile(r"\b([^\W\d_]{2,})\.(?= [a-z\d])")
_WITHOUT_STOP = re.compile(r"\b([^\W\d_]{2,})(?=[ ,;])")
_HEADERS = {
    ABBREVIATIONS: (
        "words that Punkt takes for abbreviations in our own corpus; those in abbreviations.tsv keep the group they have there"
    ),
    STARTERS: "words that Punkt finds at the beginning of sentences in our own corpus more often than by chance",
}


def paragraphs_of(folder: Path) -> Iterator[str]:
    """Yield the paragraphs of the documents of a corpus folder that a model is trained on, none that are held out."""
    for labelled in read_corpus(folder).pages:
        texts = (text for text, _ in labelled.sentences())
        for _, group in groupby(zip(labelled.page.paragraphs, texts, strict=True), key=itemgetter(0)):
            yield " ".join(text for _, text in group)


def learn(paragraphs: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the abbreviations and the sentence starters that Punkt learns, sorted.

    Punkt also takes rare short words at sentence ends for abbreviations; a word that no hand-written list
    has must therefore stand before stops that end nothing at least as often as it stands without a stop.
    """
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    inner: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for paragraph in paragraphs:
        trainer.train(paragraph, finalize=False)
        inner.update(word.lower() for word in _BEFORE_INNER_STOP.findall(paragraph))
        plain.update(word.lower() for word in _WITHOUT_STOP.findall(paragraph))
    trainer.finalize_training()
    parameters = trainer.get_params()
    known = set(first_column("abbreviations.tsv"))
    words = {word for word in parameters.abbrev_types if word.isalpha() and len(word) > 1}
    abbreviations = {word for word in words if word in known or inner[word] >= max(2, plain[word])}
    return sorted(abbreviations), sorted(word for word in parameters.sent_starters if word.isalpha() and len(word) > 1)


def write(name: str, words: list[str], folder: Path = DATA) -> None:
    """Write a list as a plain data file."""
    header = f"# {name}: {_HEADERS[name]}.\n# Written by opinionclf.training.learn_abbreviations; do not edit.\n"
    write_text(folder / name, header + "".join(f"{word}\n" for word in words))


def main() -> None:
    """Learn from the corpus and write both lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("training_data"))
    parser.add_argument("--out", type=Path, default=DATA, help="folder for the two lists")
    options = parser.parse_args()
    try:
        abbreviations, starters = learn(paragraphs_of(options.corpus))
        write(ABBREVIATIONS, abbreviations, options.out)
        write(STARTERS, starters, options.out)
    except (DataError, OSError) as error:
        parser.error(str(error))
    print(f"{len(abbreviations)} abbreviations, {len(starters)} sentence starters")


if __name__ == "__main__":
    main()
