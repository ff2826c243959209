"""How the shipped model does on each phenomenon of the guideline: minimal pairs in ``tests/data/behaviour.jsonl``.

Usage: ``python benchmarks/behaviour.py [--model DIR] [--json FILE] [--failures] [--known-failures FILE]``. A pair (or
triplet) is right where every case in it is. ``--known-failures tests/data/behaviour_known_failures.txt`` writes the list
that ``tests/test_behaviour.py`` compares with; write it anew after every change of the model. The sentences are never fitted
on, and a word or a feature is not to be chosen for their sake either. The first part was written beside the model; the second
by somebody who knew nothing of what it gets right or wrong, and two readers agreed on each of its labels unseen.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opinionclf import Classifier, load_model

CASES = Path(__file__).resolve().parent.parent / "tests" / "data" / "behaviour.jsonl"
HEADER = """\
# Cases of behaviour.jsonl that the shipped model gets wrong, one id a line. Do not edit: written by
# python benchmarks/behaviour.py --known-failures tests/data/behaviour_known_failures.txt
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled sentence of the suite.

    Attributes
    ----------
    phenomenon : str
    id : str
        The pair and a letter.
    pair : str
        The cases of a pair differ as little as possible, and each has another label.
    text : str
    label : str
    context : str or None
        What stands before the sentence in its article; ends in line ends where the sentence begins a line or a paragraph.
    part : int
        1 or 2.
    """

    phenomenon: str
    id: str
    pair: str
    text: str
    label: str
    context: str | None
    part: int


def read_cases(path: Path = CASES) -> list[Case]:
    """Read the suite."""
    return [Case(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def read_known_failures(path: Path) -> list[str]:
    """Read a list of ids; lines that begin with ``#`` are comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def write_known_failures(path: Path, failures: Iterable[str]) -> None:
    """Write a list of ids, with a comment on how it was made."""
    path.write_text(HEADER + "".join(f"{name}\n" for name in failures), encoding="utf-8")


def predict(cases: Sequence[Case], classifier: Classifier) -> list[str | None]:
    """Label every case: alone where it has no context, else as the last segment of its context and itself.

    The label is None where the end of the text was not taken for a sentence.
    """
    alone = iter(classifier.predict([case.text for case in cases if case.context is None]).tolist())
    return [next(alone) if case.context is None else _label_in_context(classifier, case.context, case.text) for case in cases]


def _label_in_context(classifier: Classifier, context: str, text: str) -> str | None:
    between = "" if context.endswith("\n") else " "
    label = classifier.classify(context + between + text).segments[-1].label
    return None if label is None else str(label)


def failures(cases: Sequence[Case], given: Sequence[str | None]) -> list[str]:
    """Return the ids of the cases that got another label, in the order of the suite."""
    return [case.id for case, label in zip(cases, given, strict=True) if label != case.label]


def pass_rates(cases: Sequence[Case], wrong: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return counts and rates for each phenomenon and label, and over all cases."""
    bad = set(wrong)
    return {
        "phenomena": _by(cases, bad, lambda case: case.phenomenon),
        "labels": _by(cases, bad, lambda case: case.label),
        "parts": _by(cases, bad, lambda case: ("", "first part", "second part")[case.part]),
        "all": _by(cases, bad, lambda case: "all")["all"],
    }


def _by(cases: Sequence[Case], bad: set[str], key: Callable[[Case], str]) -> dict[str, Any]:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[key(case)].append(case)
    return {name: _rates(group, bad) for name, group in groups.items()}


def _rates(cases: Sequence[Case], bad: set[str]) -> dict[str, float]:
    pairs = {case.pair for case in cases}
    broken = {case.pair for case in cases if case.id in bad}
    passed = sum(case.id not in bad for case in cases)
    return {
        "cases": len(cases),
        "passed": passed,
        "pass_rate": passed / len(cases),
        "pairs": len(pairs),
        "whole_pairs": len(pairs) - len(broken),
        "whole_pair_rate": 1 - len(broken) / len(pairs),
    }


def print_table(figures: dict[str, dict[str, Any]]) -> None:
    """Print the weakest phenomena first, then labels and the total."""
    rows = sorted(figures["phenomena"].items(), key=lambda item: (item[1]["pass_rate"], item[0]))
    print(f"{'phenomenon':32}{'cases':>7}{'passed':>8}{'pairs':>7}{'whole':>8}")
    for name, row in [*rows, *figures["labels"].items(), *figures["parts"].items(), ("all", figures["all"])]:
        whole = "" if name in figures["labels"] else f"{row['pairs']:7.0f}{row['whole_pair_rate']:8.1%}"
        print(f"{name:32}{row['cases']:7.0f}{row['pass_rate']:8.1%}{whole}")


def print_failures(cases: Sequence[Case], given: Sequence[str | None]) -> None:
    """Print each wrong case with the label it got."""
    for case, label in zip(cases, given, strict=True):
        if label != case.label:
            print(f"{case.id}\n  wanted {case.label}, got {label}: {case.text}")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="folder of a model (default: the shipped one)")
    parser.add_argument("--cases", type=Path, default=CASES, help="the suite (default: tests/data/behaviour.jsonl)")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--failures", action="store_true", help="print the cases that fail")
    parser.add_argument("--known-failures", type=Path, metavar="FILE", help="write the ids of the cases that fail")
    options = parser.parse_args()

    classifier = load_model(options.model)
    cases = read_cases(options.cases)
    given = predict(cases, classifier)
    wrong = failures(cases, given)
    figures = pass_rates(cases, wrong)
    if options.failures:
        print_failures(cases, given)
    print_table(figures)
    if options.json:
        written = {"model_version": classifier.version, **figures, "failures": wrong}
        options.json.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if options.known_failures:
        write_known_failures(options.known_failures, wrong)


if __name__ == "__main__":
    main()
