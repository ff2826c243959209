"""Labels of single sentences, construction by construction: ``python benchmarks/constructions.py [--failures]``.

``tests/data/constructions.tsv`` has two sentences for each of some 1,540 constructions of English: ways to attribute,
to judge and to state a fact, and what looks like them and is something else. Six linguists wrote the inventories; a
further reader, who saw the sentences in random order and no label, agrees with every label that is kept. Of the first
three inventories the first sentence of each pair was looked at when rules and lists were mended (*read*), so that the
other sentence says how far that reaches (*unread*). The other three came *later*, and nothing in them was looked at.

Prints the share that is right by label and part; with ``--failures`` the constructions that fail as well.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import opinionclf
from opinionclf.labels import LABELS

CONSTRUCTIONS = Path(__file__).resolve().parent.parent / "tests" / "data" / "constructions.tsv"
PARTS = ("read", "unread", "later")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its label, the construction that it shows, and its part."""

    label: str
    construction: str
    part: str
    text: str


def read_cases(path: Path = CONSTRUCTIONS) -> list[Case]:
    """Read the cases of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if not line.startswith("#")]


def are_right(cases: Sequence[Case]) -> list[bool]:
    """Whether each sentence, read by itself, gets its label."""
    given = opinionclf.load_model().predict([case.text for case in cases])
    return [str(label) == case.label for label, case in zip(given, cases, strict=True)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="name what fails")
    arguments = parser.parse_args()
    cases = read_cases()
    right = are_right(cases)
    print(f"{'':18}" + "".join(f"{part:>18}" for part in PARTS))
    for label in (*LABELS, "all"):
        shares = []
        for part in PARTS:
            of_part = [ok for ok, case in zip(right, cases, strict=True) if case.part == part and label in (case.label, "all")]
            shares.append(f"{sum(of_part):5} of {len(of_part):3} {sum(of_part) / len(of_part):.3f}")
        print(f"{label:18}" + "".join(f"{share:>18}" for share in shares))
    if arguments.failures:
        for ok, case in zip(right, cases, strict=True):
            if not ok:
                print(f"{case.part:7}{case.label:18}{case.construction}: {case.text}")


if __name__ == "__main__":
    main()
