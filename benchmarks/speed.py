"""Measure the speed of the whole path beside other libraries, as ratios within one run.

Usage: ``python benchmarks/speed.py [--data DIR] [--json FILE] [--rounds N] [--large] [--profile]``.

The text is that of the training corpus, its short documents joined to articles of some 5,000 characters; with ``--data``
that of JSON Lines files with a field ``text``. Contenders take turns, each turn is timed by the processor time of this
process (so that other programs on the machine disturb little), and the best turn of each counts. ``--large`` adds what
needs long texts or several processes and is timed by the clock. ``--profile`` prints the time of each stage instead.

Needs ``pip install vaderSentiment textblob`` for these two; a library that is missing is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import opinionclf
from opinionclf.classifier import Classifier
from opinionclf.training.corpus import read_corpus

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "op_ed.txt"
ARTICLE = 5_000  # characters
SHORTEST = 1_500
SAMPLE = 1_500_000  # characters for what is fast, of which the slow contenders get a part
SHORT = "The minister said on Monday that the harbour would close."
TURNS_OF_PROCESSES = 4
UNITS_OF_GROWTH = ('"', "'", ". ", "(", "abcdefghijklmnop", "\n", "A. ", "“a” ", "Share\n", "A: a\n", "\u00ad", "he said ")
# Name of a figure, then the least (or, with -, the greatest) value it must have.
BARS = {
    "columns of many documents, times VADER": 6.0, "sentence objects of many documents, times VADER": 5.0,
    "one article a call, times VADER": 2.0, "columns of many documents, times scikit-learn": 3.0,
    "predict_proba of many sentences, times scikit-learn": 3.0, "one short sentence a call, ms": -0.35,
    "segmentation, times Punkt": 10.0, "import opinionclf, times import numpy": -1.3,
    "opinionclf classify article.txt, times a process with numpy": -2.0, "two processes, times one": 1.7,
    "growth, prose": -1.3,
}  # fmt: skip

# What is counted in calls, not in megabytes.
CALLS = {
    "one short sentence a call": "one sentence",
    "segmentation of one short sentence": "segmentation of one short sentence",
    "segmentation of one article": "segmentation of one article",
}

Figures = dict[str, float]


def corpus_articles() -> list[str]:
    """Return the documents of the training corpus, joined until each has the length of an article."""
    pages = read_corpus(ROOT / "training_data").pages
    # Contrast sets are single sentences, no documents.
    return list(joined((page.page.text for page in pages if not page.document.startswith("contrast")), ARTICLE))


def joined(texts: Iterable[str], size: int) -> Iterator[str]:
    """Join texts until each has `size` characters."""
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text)
        if length >= size:
            yield "\n\n".join(parts)
            parts, length = [], 0
    if parts:
        yield "\n\n".join(parts)


def real_articles(folder: Path) -> list[str]:
    """Return the texts of the JSON Lines files of a folder that have the length of an article, in a fixed random order."""
    texts = [json.loads(line)["text"] for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    texts = [text for text in texts if len(text) >= SHORTEST]
    random.Random(0).shuffle(texts)
    return texts


def up_to(texts: Iterable[str], size: int) -> list[str]:
    """Return the first texts that together have `size` characters."""
    chosen: list[str] = []
    for text in texts:
        if size <= 0:
            break
        chosen.append(text)
        size -= len(text)
    return chosen


def megabytes(texts: Iterable[str]) -> float:
    """Size of texts in UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


# Contenders: each is a name, a call and the size of what the call reads.

Contender = tuple[str, Callable[[], object], float]


def our_contenders(classifier: Classifier, articles: list[str], sentences: list[str]) -> Iterator[Contender]:
    """Our own ways of use."""
    size = megabytes(articles)
    yield "columns", partial(classifier.classify_columns, articles), size
    yield "objects", lambda: [document.sentences for document in classifier.classify_many(articles)], size
    yield "article", lambda: [classifier.classify(text).probability for text in articles[:120]], megabytes(articles[:120])
    yield "predict_proba", partial(classifier.predict_proba, sentences), megabytes(sentences)
    yield "one sentence", lambda: [classifier.predict_proba([SHORT]) for _ in range(200)], 200.0


def other_contenders(sentences: list[str]) -> Iterator[Contender]:
    """Neighbours, each on sentences that are split already."""
    pipeline = trained_pipeline()
    yield "scikit-learn", partial(pipeline.predict_proba, sentences), megabytes(sentences)
    few = up_to(sentences, 150_000)
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        scores = SentimentIntensityAnalyzer().polarity_scores
        yield "VADER", lambda: [scores(sentence) for sentence in few], megabytes(few)
    except ImportError:
        print("VADER left out: pip install vaderSentiment", file=sys.stderr)
    try:
        from textblob import TextBlob

        yield "TextBlob", lambda: [TextBlob(sentence).sentiment for sentence in few], megabytes(few)
    except ImportError:
        print("TextBlob left out: pip install textblob", file=sys.stderr)


def segmenters(articles: list[str]) -> Iterator[Contender]:
    """Our segmentation, quotations included, and NLTK's Punkt with its default parameters."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    from opinionclf.batches import batches
    from opinionclf.segmentation import segment

    punkt = PunktSentenceTokenizer()
    few = up_to(articles, 500_000)
    yield "segmentation", lambda: [segment(group) for group in batches(articles)], megabytes(articles)
    yield "segmentation of one short sentence", lambda: [segment([SHORT]) for _ in range(200)], 200.0
    yield "segmentation of one article", lambda: [segment([text]) for text in articles[:100]], float(len(articles[:100]))
    yield "Punkt", lambda: [list(punkt.span_tokenize(text)) for text in few], megabytes(few)


def trained_pipeline() -> Any:
    """Scikit-learn's TF-IDF of words and pairs with logistic regression, fitted on the training corpus."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts: list[str] = []
    labels: list[str] = []
    for page in read_corpus(ROOT / "training_data").pages:
        starts = [*page.page.starts, len(page.page.text)]
        for number, label in enumerate(page.labels):
            if label is not None:
                texts.append(page.page.text[starts[number] : starts[number + 1]])
                labels.append(label)
    pipeline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), LogisticRegression(max_iter=300))
    return pipeline.fit(texts, labels)


def rates(contenders: Iterable[Contender], rounds: int) -> Figures:
    """Megabytes (or calls) a second of each contender, from the best of several turns."""
    runs = list(contenders)
    best = dict.fromkeys((name for name, _, _ in runs), float("inf"))
    for name, call, _ in [*runs, *(run for _ in range(rounds) for run in runs)]:
        begin = time.process_time()
        call()
        best[name] = min(best[name], time.process_time() - begin)
    return {name: size / best[name] for name, _, size in runs}


def ratios(found: Figures) -> Figures:
    """The figures that bars are set for."""
    figures = {f"{name}, MB/s": rate for name, rate in found.items() if name not in CALLS.values()}
    ways = {"columns of many documents": "columns", "sentence objects of many documents": "objects",
            "one article a call": "article", "predict_proba of many sentences": "predict_proba"}  # fmt: skip
    for title, name in ways.items():
        for other in ("VADER", "TextBlob", "scikit-learn"):
            if other in found:
                figures[f"{title}, times {other}"] = found[name] / found[other]
    figures |= {f"{title}, ms": 1e3 / found[name] for title, name in CALLS.items()}
    figures["segmentation, times Punkt"] = found["segmentation"] / found["Punkt"]
    return figures


# Whole processes


def processor_seconds(command: list[str]) -> float:
    """Processor time of a command, with one thread, and with compiled modules as an installed package has them."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def startup(rounds: int) -> Figures:
    """Processes that import the package, and that classify one article, against one that imports numpy."""
    commands = {
        "numpy": ["-c", "import numpy"],
        "import": ["-c", "import numpy, opinionclf"],
        "classify": ["-m", "opinionclf", "classify", str(EXAMPLE)],
    }
    seconds = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, rest in commands.items():
            seconds[name] = min(seconds[name], processor_seconds([sys.executable, *rest]))
    return {
        "process that imports numpy, ms": 1e3 * seconds["numpy"],
        "import opinionclf, times import numpy": seconds["import"] / seconds["numpy"],
        "opinionclf classify article.txt, times a process with numpy": seconds["classify"] / seconds["numpy"],
    }


# Long texts


def large(classifier: Classifier, articles: list[str]) -> Figures:
    """Two processes against one, and time by the length of a single document."""
    return processes(articles, 50_000_000) | growth(classifier, articles, 20_000_000)


def processes(articles: list[str], size: int) -> Figures:
    """`n_jobs=2` against `n_jobs=1`, by the clock, the best of some turns: on a busy machine this says little."""
    texts = up_to(cycle(articles), size)
    seconds = dict.fromkeys((1, 2), float("inf"))
    for _ in range(TURNS_OF_PROCESSES):
        for n_jobs in seconds:
            begin = time.perf_counter()
            for document in opinionclf.classify_many(texts, n_jobs=n_jobs):
                document.probability.sum()
            seconds[n_jobs] = min(seconds[n_jobs], time.perf_counter() - begin)
    return {"two processes, times one": seconds[1] / seconds[2]}


def growth(classifier: Classifier, articles: list[str], size: int) -> Figures:
    """Time per character of a document of `size` characters over that of a twentieth of it."""
    prose = "\n\n".join(articles)
    figures = {}
    for name, unit in {"prose": prose, **{repr(unit): unit for unit in UNITS_OF_GROWTH}}.items():
        text = (unit * (size // len(unit) + 1))[:size]
        short, long = (classification_seconds(classifier, part) for part in (text[: size // 20], text))
        figures[f"growth, {name}"] = long / short / 20
        figures[f"seconds for {size / 1e6:g} million characters, {name}"] = long
    return figures


def classification_seconds(classifier: Classifier, text: str) -> float:
    """Processor time of one document; the best of three where it is short."""
    best = float("inf")
    for _ in range(3 if len(text) < 5_000_000 else 1):
        begin = time.process_time()
        classifier.classify(text)
        best = min(best, time.process_time() - begin)
    return best


def shown(figures: Figures) -> str:
    """Return the table of figures with their bars."""
    width = max(map(len, figures))
    lines = []
    for name, value in figures.items():
        bar = BARS.get(name)
        met = bar is None or (value >= bar if bar > 0 else value <= -bar)
        limit = "" if bar is None else f"   bar {'at least' if bar > 0 else 'at most'} {abs(bar):g}{'' if met else '  MISSED'}"
        lines.append(f"{name:{width}}  {value:9.3f}{limit}")
    return "\n".join(lines)


def profile(classifier: Classifier, articles: list[str]) -> str:
    """Return where the processor time goes, function by function, as the standard profiler sees it."""
    import cProfile
    import io
    import pstats

    classifier.classify_columns(articles)
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(classifier.classify_columns, articles)
    target = io.StringIO()
    pstats.Stats(profiler, stream=target).strip_dirs().sort_stats("tottime").print_stats(35)
    return target.getvalue()


def main() -> None:
    """Measure, print the table, write the JSON file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of JSON Lines files with real text")
    parser.add_argument("--json", type=Path, default=Path("speed_benchmark.json"), help="where the figures are written")
    parser.add_argument("--rounds", type=int, default=5, help="turns of which the best counts")
    parser.add_argument("--large", action="store_true", help="also 50 MB in two processes and documents of 20 MB")
    parser.add_argument("--profile", action="store_true", help="print a profile instead")
    options = parser.parse_args()
    classifier = opinionclf.load_model()
    articles = up_to(real_articles(options.data) if options.data else corpus_articles(), SAMPLE)
    if options.profile:
        print(profile(classifier, articles))
        return
    sentences = [sentence.text for document in classifier.classify_many(articles) for sentence in document.sentences]
    contenders = [
        *our_contenders(classifier, articles, sentences), *other_contenders(sentences), *segmenters(articles),
    ]  # fmt: skip
    figures = ratios(rates(contenders, options.rounds)) | startup(3 * options.rounds)
    if options.large:
        figures |= large(classifier, articles)
    print(shown(figures))
    with tempfile.NamedTemporaryFile("w", dir=options.json.absolute().parent, delete=False, encoding="utf-8") as file:
        file.write(json.dumps(figures, indent=1) + "\n")
    os.replace(file.name, options.json)


if __name__ == "__main__":
    main()
