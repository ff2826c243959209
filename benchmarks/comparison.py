"""Write docs/comparison.md: the same articles through TextBlob, VADER, spaCy with spacytextblob, and this library.

Usage: ``python benchmarks/comparison.py [--data FOLDER] [--output FILE]``; needs ``pip install -e '.[comparison]'``.

Each tool runs in a process of its own. VADER and TextBlob get sentences that are split already; spaCy (a blank English
pipeline with the rule-based sentencizer) and opinionclf get the raw articles. The text is that of the training corpus;
the sentences shown are from ``examples/``. With ``--data`` the scores are also held against the labels of real articles
(``gold.jsonl``, see ``benchmarks/README.md``).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 1_000_000  # characters
SHOWN = {"wire_report.txt": 6, "op_ed.txt": 7}  # sentences of each example
TOOLS = {
    "opinionclf": ("opinionclf", "probability of three labels"),
    "TextBlob": ("textblob", "polarity, subjectivity"),
    "VADER": ("vaderSentiment", "sentiment"),
    "spaCy + spacytextblob": ("spacytextblob", "polarity, subjectivity"),
}  # fmt: skip

Score = Callable[[list[str]], list[float]]


def main() -> None:
    """Run every tool, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with gold.jsonl")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "comparison.md")
    parser.add_argument("--rounds", type=int, default=10, help="turns of which the best counts (default: 10)")
    parser.add_argument("--tool", choices=TOOLS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.tool:
        print(json.dumps(measure(options.tool, options.data, options.rounds)))
        return
    extra = ["--data", str(options.data)] if options.data else []
    found = {}
    for tool in TOOLS:
        command = [sys.executable, __file__, "--tool", tool, "--rounds", str(options.rounds), *extra]
        found[tool] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
    part = options.output.with_suffix(".part")
    part.write_text(page(found, options.data is not None), encoding="utf-8")
    os.replace(part, options.output)


def measure(tool: str, data: Path | None, rounds: int) -> dict[str, Any]:
    """Run one tool in this process: start, speed, memory, and its scores of the examples."""
    begin = time.process_time()
    run, score = CONTENDERS[tool]()
    score(["The bridge opened on Monday."])
    start = time.process_time() - begin
    text = json.loads(subprocess.run([sys.executable, "-c", _ARTICLES], check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)
    given = text["articles"] if tool in ("opinionclf", "spaCy + spacytextblob") else text["sentences"]
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        run(given)
        best = min(best, time.process_time() - begin)
    result = {
        "start": start, "rate": sum(len(part.encode()) for part in given) / 1e6 / best, "memory": peak_memory(),
        "own": size_of([TOOLS[tool][0]]), "all": size_of(requirements(TOOLS[tool][0])),
        "version": metadata.version(TOOLS[tool][0]), "scores": {name: score(part) for name, part in text["examples"].items()},
        "shown": text["examples"], "labels": text["labels"], "model": text["model"],
    }  # fmt: skip
    if data is not None:
        documents = map(json.loads, (data / "gold.jsonl").open(encoding="utf-8"))
        rows = [sentence for document in documents for sentence in document["sentences"] if sentence.get("label")]
        result["auc"] = area([s["label"] == "editorial_opinion" for s in rows], score([s["text"] for s in rows]))
        result["n"] = len(rows)
    return result


# In a process of its own, so that only one contender loads this library.
_ARTICLES = f"""
import json, sys
sys.path.insert(0, "benchmarks")
import opinionclf
from speed import corpus_articles, up_to
articles = up_to(corpus_articles(), {SAMPLE})
sentences = [s.text for d in opinionclf.classify_many(articles) for s in d.sentences]
documents = {{name: opinionclf.classify(open(f"examples/{{name}}", encoding="utf-8").read()) for name in {list(SHOWN)}}}
examples = {{name: [s.text for s in documents[name].sentences][:count] for name, count in {SHOWN}.items()}}
labels = {{name: [s.label for s in documents[name].sentences][:count] for name, count in {SHOWN}.items()}}
texts = {{"articles": articles, "sentences": sentences, "examples": examples, "labels": labels}}
print(json.dumps({{**texts, "model": opinionclf.load_model().version}}))
"""


def opinionclf_contender() -> tuple[Callable[[list[str]], object], Score]:
    """Objects of all sentences; the probability of an opinion."""
    import opinionclf

    model = opinionclf.load_model()
    column = list(model.classes_).index("editorial_opinion")
    return (
        lambda articles: [document.sentences for document in model.classify_many(articles)],
        lambda sentences: model.predict_proba(sentences)[:, column].tolist(),  # type: ignore[no-any-return]
    )


def textblob_contender() -> tuple[Callable[[list[str]], object], Score]:
    """Subjectivity."""
    from textblob import TextBlob

    def score(sentences: list[str]) -> list[float]:
        return [TextBlob(sentence).sentiment.subjectivity for sentence in sentences]

    return score, score


def vader_contender() -> tuple[Callable[[list[str]], object], Score]:
    """How far the sentiment is from neutral."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scores = SentimentIntensityAnalyzer().polarity_scores

    def score(sentences: list[str]) -> list[float]:
        return [abs(scores(sentence)["compound"]) for sentence in sentences]

    return score, score


def spacy_contender() -> tuple[Callable[[list[str]], object], Score]:
    """Subjectivity of each sentence of a document."""
    import spacy
    import spacytextblob.spacytextblob  # noqa: F401  (registers the component)

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("spacytextblob")
    return (
        lambda articles: [[span._.blob.subjectivity for span in nlp(article).sents] for article in articles],
        lambda sentences: [nlp(sentence)._.blob.subjectivity for sentence in sentences],
    )


CONTENDERS = {
    "opinionclf": opinionclf_contender, "TextBlob": textblob_contender, "VADER": vader_contender,
    "spaCy + spacytextblob": spacy_contender,
}  # fmt: skip


def peak_memory() -> float:
    """Peak memory of this process in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def area(positive: list[bool], score: list[float]) -> float:
    """Area under the curve."""
    import numpy as np
    from resampling import auc_of

    return float(auc_of(np.array(score), np.array(positive), np.ones((1, len(score))))[0])


# What an installation takes


def requirements(name: str) -> list[str]:
    """Return the distributions that an installation brings along, itself included."""
    from packaging.requirements import Requirement

    seen: list[str] = []
    waiting = [(name, "")]
    while waiting:
        name, extra = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen and not extra:
            continue
        seen.append(key)
        for line in metadata.requires(name) or []:
            found = Requirement(line)
            if found.marker is None or found.marker.evaluate({"extra": extra}):
                waiting += [(found.name, ""), *((found.name, part) for part in found.extras)]
    return sorted(set(seen))


def size_of(names: list[str]) -> float:
    """Size of the files of some distributions in MB, compiled Python left out."""
    paths = [Path(str(file.locate())) for name in names if name != "opinionclf" for file in metadata.files(name) or []]
    if "opinionclf" in names:  # in a checkout it is installed by reference
        paths += [path for folder in ("opinionclf", "models") for path in (ROOT / folder).rglob("*")]
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file()) / 1e6


# The page


PAGE = """\
# Beside other libraries

Made by `python benchmarks/comparison.py{options}` with the model {model} on {date}; do not edit. On another
machine, or beside busier neighbours, the speeds are others, and so are their ratios ([Speed](speed.md)).

TextBlob and VADER score the sentiment of words; TextBlob's *subjectivity* is the nearest they come to our question. None
of them tells whose voice a sentence carries, so that a quoted insult counts like the writer's own. They were made for
reviews and social media, which this library was not.

{speed}

{size:g} MB of made-up articles on one processor ({machine}, Python {python}), processor time of the best turn, all in one
environment. VADER and TextBlob were given sentences that were split already; spaCy is a blank English pipeline with the
sentencizer; opinionclf splits, finds quotations and page furniture, and makes an object for each sentence. *Start* is the
time until the first sentence is scored, *memory* the peak of the process, *installed* what `pip install` puts on the disk
with all dependencies (without them). Of ours, scikit-learn and what it needs take most; they serve training, and
classifying does not load them.

{data}## The same sentences

`opinion` is our probability of `editorial_opinion` for the sentence alone, `label` that in the context of the article,
`subjectivity` TextBlob's (spacytextblob gives the same), and `VADER` the distance of its compound score from 0. All run
from 0 to 1.

{sentences}
"""
DATA = """\
## Opinions among real sentences

{n:,} sentences of 40 real articles, labelled by two labellers apart with our guideline: how often an opinion has the higher
score than another sentence (area under the curve; 0.5 is chance). Every tool sees single sentences without context.

{table}

"""


def page(found: dict[str, dict[str, Any]], with_data: bool) -> str:
    """Return the page."""
    ours = found["opinionclf"]
    data = DATA.format(n=ours["n"], table="\n".join(data_table(found))) if with_data else ""
    return PAGE.format(
        options=" --data folder" if with_data else "", model=ours["model"], size=SAMPLE / 1e6, data=data,
        date=time.strftime("%Y-%m-%d"),
        speed="\n".join(speed_table(found)), machine=platform.machine(), python=platform.python_version(),
        sentences="\n\n".join("\n".join(sentence_table(name, ours, found)) for name in SHOWN),
    )  # fmt: skip


def speed_table(found: dict[str, dict[str, Any]]) -> list[str]:
    """Speed, memory and size of each tool."""
    lines = ["| | gives | MB/s | start, s | memory, MB | installed, MB |", "| --- | --- | --- | --- | --- | --- |"]
    for tool, row in found.items():
        lines.append(
            f"| {tool} {row['version']} | {TOOLS[tool][1]} | {row['rate']:.2f} | {row['start']:.2f} | {row['memory']:.0f} "
            f"| {row['all']:.0f} ({row['own']:.1f}) |"
        )
    return lines


def data_table(found: dict[str, dict[str, Any]]) -> list[str]:
    """How well the scores separate opinions from other sentences."""
    return ["| | AUC |", "| --- | --- |", *(f"| {tool} | {row['auc']:.3f} |" for tool, row in found.items())]


def sentence_table(name: str, ours: dict[str, Any], found: dict[str, dict[str, Any]]) -> list[str]:
    """Sentences of an example with the scores of each tool."""
    heads = ("sentence", "label", "opinion", "subjectivity", "VADER")
    lines = [f"`examples/{name}`", "", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    columns = [found[tool]["scores"][name] for tool in ("opinionclf", "TextBlob", "VADER")]
    for sentence, label, *scores in zip(ours["shown"][name], ours["labels"][name], *columns, strict=True):
        cells = [sentence.replace("|", r"\|"), f"`{label}`", *(f"{score:.2f}" for score in scores)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
