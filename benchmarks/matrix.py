"""The sessions of nox that ran the tests, as the tables of ``docs/reliability.md``.

Usage: ``python benchmarks/matrix.py tables [FOLDER]``, after ``make matrix`` or single sessions. A session leaves two files in
the folder (``build/matrix``): what it ran with (written by ``python benchmarks/matrix.py record FILE``), and what became of
each test.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ORDER = ("oldest", "between-3.11", "between-3.12", "newest", "clusters")
SHOWN = ("python", "numpy", "scipy", "scikit-learn", "nltk")
TOOLS = {"dev", "docs", "matrix", "fuzzing", "comparison"}  # extras of developers


@dataclass(frozen=True)
class Session:
    """One run of the tests.

    Attributes
    ----------
    name : str
    versions : dict of str to str
        Of Python and of every installed library.
    passed, failed : int
        Tests; errors count as failed.
    skipped, expected : Counter of str
        Reasons of the tests that did not run, and of those that are known to fail.
    """

    name: str
    versions: dict[str, str]
    passed: int
    failed: int
    skipped: Counter[str]
    expected: Counter[str]


def record(path: Path) -> None:
    """Write the versions of Python and of all that is installed beside it."""
    versions = {found.metadata["Name"].lower(): found.version for found in distributions()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"python": platform.python_version(), **versions}, indent=1) + "\n", encoding="utf-8")


def read(folder: Path, name: str) -> Session:
    """Read what a session left behind."""
    versions = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    suite = ET.parse(folder / f"{name}.xml").getroot()
    skipped: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    passed = failed = 0
    for case in suite.iter("testcase"):
        left_out = case.find("skipped")
        if left_out is not None:
            reasons = expected if left_out.get("type") == "pytest.xfail" else skipped
            reasons[left_out.get("message", "")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        else:
            passed += 1
    return Session(name, versions, passed, failed, skipped, expected)


def sessions_table(sessions: Sequence[Session]) -> Iterator[str]:
    """Yield the lines of a table with a row a session."""
    yield f"| session | {' | '.join(SHOWN)} | passed | skipped | known failures | failed |"
    yield "| --- " * (len(SHOWN) + 5) + "|"
    for session in sessions:
        versions = " | ".join(session.versions[name] for name in SHOWN)
        counts = f"{session.passed:,} | {session.skipped.total()} | {session.expected.total()} | {session.failed}"
        yield f"| `nox -s {session.name}` | {versions} | {counts} |"


def skips(sessions: Sequence[Session]) -> Iterator[str]:
    """Yield a line for each session that left tests out, with the reasons."""
    for session in sessions:
        if session.skipped:
            reasons = "; ".join(f"{count} ({reason})" for reason, count in session.skipped.most_common())
            yield f"- `{session.name}` skipped {reasons}"


def libraries_table(sessions: Sequence[Session]) -> Iterator[str]:
    """Yield the lines of a table of what a user can install: lower bounds, and the versions that sessions ran with."""
    yield f"| library | lower bound | {' | '.join(session.name for session in sessions)} |"
    yield "| --- " * (len(sessions) + 2) + "|"
    for name, bound in sorted(bounds().items()):
        found = [session.versions.get(name, "") for session in sessions]
        yield f"| {name} | {bound} | {' | '.join(found)} |"


def bounds() -> dict[str, str]:
    """Return the lower bound of every library that the package or an extra for users names."""
    found = {}
    for line in requires("opinionclf") or []:
        bound = re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", line)
        extra = re.search(r"extra == ['\"](\w+)['\"]", line)
        if bound and not (extra and extra[1] in TOOLS):
            found[bound[1].lower()] = bound[2]
    return found


def main() -> None:
    """Write what is installed, or print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("record", "tables"))
    parser.add_argument("path", nargs="?", type=Path, default=ROOT / "build" / "matrix")
    options = parser.parse_args()
    if options.command == "record":
        record(options.path)
        return
    sessions = [read(options.path, name) for name in ORDER if (options.path / f"{name}.xml").exists()]
    if not sessions:
        parser.error(f"{options.path}: no session left anything here; run nox first")
    for part in (sessions_table(sessions), skips(sessions), libraries_table(sessions)):
        print("\n".join(part), end="\n\n")


if __name__ == "__main__":
    main()
