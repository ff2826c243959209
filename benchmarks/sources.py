"""How exactly sources and cues of attributed sentences are found.

``tests/data/sources_first.jsonl`` and ``sources_second.jsonl`` hold sentences written and labelled for the project: ``text``
(a sentence, or a few with the one that is asked about from ``start`` to ``end``), ``source`` and ``cue`` with their places,
null where none is named. Each sentence is asked for its attribution whatever its label, so that the figures are about the
search; a second column counts a sentence that is not labelled ``attributed_claim`` as wrong.

``tests/data/attributions.jsonl`` has 60 whole articles by three writers who labelled every claim in them before the search did:
``source``, ``cue`` and ``who``, the fullest name that the article has for whoever speaks, or a description where it has none;
116 of the 769 they call doubtful, and those are left out. ``read`` says whether the errors in an article were read.

With ``--data``: on ``polnear_dev.jsonl`` the share of the reference's cues that are found in the sentences that are labelled
``attributed_claim`` (a cue counts as found if one of its words is part of a cue of ours; the stricter figure counts each
of its words but function words), and on ``gold.jsonl`` whether contributions add up to the scores, and what explaining
costs as a multiple of classifying.

With ``--growth``: what asking a document of some thousand sentences for its sources costs a sentence, as a multiple of what
it costs in a document of a twentieth of them, for prose and for texts that are full of one thing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import opinionclf
from opinionclf.classifier import Classifier
from opinionclf.pages.wording.linewords import function_words
from opinionclf.sources.sources import Attribution

_DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
PARTS = {"first part": _DATA / "sources_first.jsonl", "second part": _DATA / "sources_second.jsonl"}
ARTICLES = _DATA / "attributions.jsonl"
_REPEATS = 3
_SHARE = 20  # how many times a short document goes into a long one
_MOST_GROWTH = 1.5
_ARTICLE = re.compile(r"^(?:the|an?) ")
# Each is repeated; {n} is another number each time.
UNITS_OF_GROWTH = {
    "cues without a source": "The hall reportedly leaks, it is said. ",
    "a source of its own for each": "Warden {n} said the hall leaked. ",
    "one source": "Bram Oster said the hall leaked on day {n}. ",
    "titles said again": "Mayor Ada Marsh{n} left. A nurse said no. The mayor said it leaked. She said it had. ",
    "pronouns": "He said the hall leaked. ",
    "quotations": "“It leaks. It has leaked for years. Nobody listens.” ",
    "one long turn": "I said that it leaks. ",
    "one sentence": "he said that it leaks and ",
    "views of many": "Lowe's view ",
    "turns": "\n\nOSTER: I said that it leaks.\n\nLOWE: Since when, he asked?",
}


@dataclass(slots=True)
class Result:
    """One hand-labelled sentence and what was found."""

    row: dict[str, Any]
    attribution: Attribution | None
    labelled: bool

    def right(self, what: str) -> bool:
        """Whether text and place of the source or cue are exactly those of the label."""
        if self.attribution is None:
            return False
        found = getattr(self.attribution, what)
        wanted = self.row[what]
        if found is None or wanted is None:
            return found is None and wanted is None
        return bool(found.text == wanted and found.start == self.row[f"{what}_start"])


def labelled_results(classifier: Classifier, path: Path) -> list[Result]:
    """Ask every hand-labelled sentence for its attribution."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    results = []
    for row, document in zip(rows, classifier.classify_many(row["text"] for row in rows), strict=True):
        match = [i for i, s in enumerate(document.segments) if s.start < row["end"] and s.end > row["start"]]
        whole = len(match) == 1
        sentence = document.segments[match[0]]
        attribution = document._details.attributions.of(match[0]) if whole else None
        results.append(Result(row, attribution, whole and sentence.label == opinionclf.Label.ATTRIBUTED_CLAIM))
    return results


def report_labelled(results: list[Result], verbose: bool) -> Iterator[str]:
    named = [result for result in results if result.row["source"] is not None]
    nameless = [result for result in results if result.row["source"] is None]
    cued = [result for result in results if result.row["cue"] is not None]
    for title, what, chosen in (
        ("source, all", "source", results), ("source, where one is named", "source", named),
        ("source, null where none is named", "source", nameless), ("cue, all", "cue", results),
        ("cue, where there is one", "cue", cued),
    ):  # fmt: skip
        right = sum(result.right(what) for result in chosen)
        both = sum(result.right(what) and result.labelled for result in chosen)
        n = len(chosen)
        yield f"{title:36} {right / n:6.1%}   {both / n:6.1%} with the label   n {n}"
    if verbose:
        for result in results:
            for what in ("source", "cue"):
                if not result.right(what):
                    found = getattr(result.attribution, what, None)
                    shown = found.text if found else None
                    yield f"  {what}: wanted {result.row[what]!r}, found {shown!r}: {result.row['text']!r}"
            if not result.labelled:
                yield f"  not labelled attributed_claim: {result.row['text'][result.row['start'] : result.row['end']]!r}"


def article_results(classifier: Classifier, read: bool) -> Iterator[dict[str, bool]]:
    """Say of each clear claim of the articles what is right: its label, and, given that, source, cue and who."""
    rows = [row for row in map(json.loads, ARTICLES.read_text(encoding="utf-8").splitlines()) if row["read"] == read]
    for row, document in zip(rows, classifier.classify_many(row["text"] for row in rows), strict=True):
        meant = {start: source.name for source in document.sources for start in source.sentences}
        for claim in row["claims"]:
            if claim.get("doubtful"):
                continue
            sentence = next(sentence for sentence in document.segments if sentence.end > claim["start"])
            found = sentence.attribution
            if found is None:
                yield {"label": False}
                continue
            named = {"source": found.source.text if found.source else None, "cue": found.cue.text if found.cue else None}
            right = {what: (text or "").lower() == (claim[what] or "").lower() for what, text in named.items()}
            yield {"label": True, **right, "who": is_same(claim["who"], meant.get(sentence.start))}


def is_same(wanted: str | None, found: str | None) -> bool:
    """Whether two names are of one source: the same but for an article, a last name, or one with where somebody is from."""
    one, other = (_ARTICLE.sub("", (name or "").lower()).strip(" .,") for name in (wanted, found))
    if not one or not other or one == other:
        return one == other
    return one.endswith(f" {other}") or other.endswith(f" {one}") or other.startswith(f"{one} of ")


def report_articles(classifier: Classifier) -> Iterator[str]:
    """How many claims of whole articles have the label, the source, the cue, and the one who is meant."""
    for read in (True, False):
        results = list(article_results(classifier, read))
        yield f"whole articles whose errors were {'' if read else 'not '}read"
        for what in ("label", "source", "cue", "who"):
            asked = [result[what] for result in results if what in result]
            yield f"{what:36} {sum(asked) / len(asked):6.1%}   {sum(asked)} of {len(asked)}"


def report_polnear(classifier: Classifier, path: Path) -> Iterator[str]:
    """Share of the reference's cues that are among ours."""
    functional = function_words()
    cues = words = found_cues = found_words = 0
    documents = [json.loads(line) for line in path.open(encoding="utf-8")]
    for reference, document in zip(documents, classifier.classify_many(d["text"] for d in documents), strict=True):
        for sentence in reference["sentences"]:
            segment = _largest_overlap(document, sentence)
            if segment is None or segment.label != opinionclf.Label.ATTRIBUTED_CLAIM:
                continue
            ours = [cue.text for cue in segment.cues if cue.kind == "reporting"]
            attribution = segment.attribution
            ours += [attribution.cue.text] if attribution and attribution.cue else []
            known = set(_words(" ".join(ours)))
            for cue in sentence.get("cues") or []:
                wanted = _words(cue)
                if wanted:
                    cues += 1
                    found_cues += any(word in known for word in wanted)
                content = [word for word in wanted if word not in functional]
                words += len(content)
                found_words += sum(word in known for word in content)
    yield f"{'PolNeAR cues found':36} {found_cues / cues:6.1%}   n {cues}"
    yield f"{'PolNeAR content words of cues found':36} {found_words / words:6.1%}   n {words}"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z'-]*", text.lower().replace("\u2019", "'"))


def _largest_overlap(document: opinionclf.Document, sentence: dict[str, Any]) -> opinionclf.Sentence | None:
    overlaps = [(min(s.end, sentence["end"]) - max(s.start, sentence["start"]), i) for i, s in enumerate(document.sentences)]
    best = max(overlaps, default=(0, 0))
    return document.sentences[best[1]] if best[0] > 0 else None


def report_explanations(classifier: Classifier, path: Path) -> Iterator[str]:
    """Whether contributions add up, and what explaining costs."""
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    worst, n = 0.0, 0
    for document in classifier.classify_many(texts):
        for sentence in document.sentences:
            explanation = sentence.explain()
            for label, score in explanation.scores.items():
                total = explanation.intercept[label] + sum(c.scores[label] for c in explanation.contributions)
                worst = max(worst, abs(total - score))
            n += 1
    yield f"{'largest error of a sum':36} {worst:.1e}   n {n}"
    classifying, explaining, reading, everything = [], [], [], []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        documents = [classifier.classify(text) for text in texts]
        classifying.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        found = [sentence.explain() for document in documents for sentence in document.sentences]
        explaining.append(time.perf_counter() - begin)
        for explanation in found:
            _ = [(contribution.name, contribution.group, contribution.values) for contribution in explanation.contributions]
        reading.append(time.perf_counter() - begin)
        for explanation in found:
            for contribution in explanation.contributions:
                _ = contribution.places
        for document in documents:
            for sentence in document.sentences:
                _ = (sentence.cues, sentence.attribution)
        everything.append(time.perf_counter() - begin)
    basis = float(np.median(classifying))
    yield f"{'explaining / classifying':36} {float(np.median(explaining)) / basis:6.2f}"
    yield f"{'... every name, group, value read':36} {float(np.median(reading)) / basis:6.2f}"
    yield f"{'... and places, cues, attributions':36} {float(np.median(everything)) / basis:6.2f}"


def report_growth(classifier: Classifier, n_sentences: int) -> Iterator[str]:
    """What the sources of a long document cost a sentence, as a multiple of what those of a short one do."""
    prose = [row["text"] for path in PARTS.values() for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())]
    units = {"prose": prose} | {name: [unit] for name, unit in UNITS_OF_GROWTH.items()}
    for name, unit in units.items():
        start = "OSTER: Yes.\n\nLOWE: No.\n\nOSTER: Yes.\n\nLOWE: " if name == "one long turn" else ""
        short, long = (
            _seconds(classifier, start + " ".join(unit[n % len(unit)].format(n=n) for n in range(size)))
            for size in (n_sentences // _SHARE, n_sentences)
        )
        growth = long / short / _SHARE
        bar = "reached" if growth <= _MOST_GROWTH else "MISSED"
        yield f"{'growth, ' + name:36} {growth:6.2f}   at most {_MOST_GROWTH} {bar}"


def _seconds(classifier: Classifier, text: str) -> float:
    """Processor time of the sources of one document, the best of some."""
    best = float("inf")
    for _ in range(_REPEATS):
        document = classifier.classify(text)
        begin = time.process_time()
        _ = document.sources
        best = min(best, time.process_time() - begin)
    return best


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of labelled real text")
    parser.add_argument("--model", help="a model folder (default: the shipped model)")
    parser.add_argument("--growth", type=int, metavar="N", help="measure growth with documents of N sentences, such as 4000")
    parser.add_argument("--verbose", action="store_true", help="show each hand-labelled sentence that is wrong")
    options = parser.parse_args()
    try:
        classifier = opinionclf.load_model(options.model)
        for name, path in PARTS.items():
            print(f"{name} of the hand-labelled sentences")
            print("\n".join(report_labelled(labelled_results(classifier, path), options.verbose)))
        print("\n".join(report_articles(classifier)))
        if options.data:
            print("\n".join(report_polnear(classifier, options.data / "polnear_dev.jsonl")))
            print("\n".join(report_explanations(classifier, options.data / "gold.jsonl")))
        if options.growth:
            print("\n".join(report_growth(classifier, options.growth)))
    except (opinionclf.OpinionclfError, OSError) as error:
        print(f"sources: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
